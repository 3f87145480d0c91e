/* Practice forms: a learner and a trainer look at one call, or one practised scenario, each for themselves, and then side by side.
 * It is for learning alone. Nothing here is recorded, nobody gets a score of anybody, and what the two wrote leaves by no way but
 * the extract of their own data; who leads them sees that it took place.
 * Every rule asks core/access.h itself; another one's form is MISSING, for leaders too.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_H
#define COACHING_COACHING_H

#include "coaching_sql.h"
#include "core/access.h"
#include "features/coaching/coaching_state.h"
#include "features/coaching/coaching_weigh.h"

#define COACHING_SECTIONS 6
#define COACHING_QUESTIONS 24
#define COACHING_WEIGHT_MAX 5
#define COACHING_LINE_MAX 200 /* bytes: a title, a reference, a choice */
#define COACHING_TEXT_MAX 600
#define COACHING_WORDS_MAX 1500 /* what somebody says to a question */

/* ---- the form (coaching_form.c) */

struct coaching_question {
    int64_t id; /* 0: the program's own, never used here yet */
    int64_t number, section;
    int64_t kind; /* enum coaching_kind */
    int64_t weight, n_levels;
    bool critical;
    struct str text[LANG_N];
    struct str level[COACHING_LEVELS][LANG_N]; /* help; of a choice what can be chosen */
};
struct coaching_form {
    int64_t id, version, stamp, made_at; /* version 0: a draft, or the program's own */
    bool comes_with;
    struct str section[COACHING_SECTIONS][LANG_N]; /* empty: not used */
    struct coaching_question *at;                  /* in the order of the sections */
    size_t n;
};
#define COACHING_NOW (-1)
/* What holds, or an earlier version. DENIED without PERM_COACHING; MISSING: no such version. */
CHECKED enum status coaching_form(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t version, struct coaching_form *ret);
CHECKED enum status coaching_versions(struct db *db, struct arena *a, const struct actor *who,
                                      struct coaching_version_row_list *ret);

/* ---- changing it (coaching_edit.c): one draft per centre, which holds for nobody until it is published */

/* Call trainers, and who leads the whole centre. */
bool coaching_may_edit(const struct actor *who);
/* MISSING: nobody has begun one. */
CHECKED enum status coaching_draft(struct db *db, struct arena *a, const struct actor *who,
                                   struct coaching_form *ret);
/* Begins with a copy of what holds. CONFLICT: there is one. */
CHECKED enum status coaching_draft_begin(struct db *db, struct arena *a, const struct actor *who);
CHECKED enum status coaching_draft_discard(struct db *db, struct arena *a, const struct actor *who);
struct coaching_section_entry {
    int64_t stamp; /* of the draft that was changed; refused when somebody was faster */
    struct str title[COACHING_SECTIONS][LANG_N];
};
/* INVALID: a title in one language alone, or none for a section that has questions. */
CHECKED enum status coaching_draft_sections(struct db *db, struct arena *a, const struct actor *who,
                                            const struct coaching_section_entry *e);
struct coaching_question_entry {
    int64_t stamp;
    int64_t section, kind, weight, n_levels; /* n_levels: of a scale or choice */
    bool critical;
    struct str text[LANG_N];
    struct str level[COACHING_LEVELS][LANG_N];
};
/* id 0: a new one, last in its section. INVALID, TOO_LARGE with words; CONFLICT: somebody was faster. */
CHECKED enum status coaching_draft_question(struct db *db, struct arena *a, const struct actor *who,
                                            int64_t id, const struct coaching_question_entry *e);
enum coaching_move { COACHING_UP, COACHING_DOWN, COACHING_AWAY };
extern const char *const coaching_move_words[]; /* "up", "down", "away", NULL */
/* Within its section; at the end of it nothing happens. */
CHECKED enum status coaching_draft_move(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t id, enum coaching_move move);
/* Holds from now on; forms that run keep theirs. INVALID: nothing to answer. */
CHECKED enum status coaching_publish(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t stamp);

/* ---- one form between two (coaching.c, coaching_act.c) */

struct coaching_answer {
    int64_t value; /* the level, COACHING_UNANSWERED, COACHING_NOT_RELEVANT; of a text not used */
    struct str words;
};
struct coaching {
    struct coaching_row row;
    enum coaching_side side; /* whom the actor is */
    struct coaching_form form;
    bool sees[COACHING_SIDE_N];
    /* By question number from 0; all unanswered where the actor does not see them. */
    struct coaching_answer *answers[COACHING_SIDE_N];
    struct coaching_turn_row_list turns; /* oldest first; question_id says of which */
};
/* MISSING for everybody but the two. The first look at the other one's answers is written down. */
CHECKED enum status coaching_find(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct coaching *ret);
/* The actor's own, as learner or trainer, newest first. */
CHECKED enum status coaching_list(struct db *db, struct arena *a, const struct actor *who,
                                  struct coaching_row_list *ret);
/* That it took place, for who leads: learner, trainer, when it was shared. No answer, no state, no subject. */
CHECKED enum status coaching_held(struct db *db, struct arena *a, const struct actor *who,
                                  struct coaching_held_row_list *ret);

struct coaching_person {
    int64_t person_id;
    struct str name, team;
    bool near; /* of the own team, or for the whole centre */
};
struct coaching_person_list {
    struct coaching_person *at;
    size_t n;
};
/* Who can be the actor's trainer: who trains here and does not lead them. Near ones first. */
CHECKED enum status coaching_trainers(struct db *db, struct arena *a, const struct actor *who,
                                      struct coaching_person_list *ret);
/* Whom the actor may ask to fill one: who takes calls in the teams the actor trains, and is not led by them. */
CHECKED enum status coaching_learners(struct db *db, struct arena *a, const struct actor *who,
                                      struct coaching_person_list *ret);
struct coaching_start {
    int64_t side; /* of the actor */
    int64_t with_id;
    struct str scenario; /* empty: a call */
    struct str about, reference;
};
/* INVALID: nobody who can be that, no words on what it is about, a national identity number. */
CHECKED enum status coaching_begin(struct db *db, struct arena *a, const struct actor *who,
                                   const struct coaching_start *start, int64_t *ret);
/* By question number. INVALID when it is to be locked and something is not answered. CONFLICT: not now, or not any more. */
CHECKED enum status coaching_fill(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, const struct coaching_answer *answers, bool lock);
/* With a word to go along; may be empty. */
CHECKED enum status coaching_share(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct str closing);
CHECKED enum status coaching_acknowledge(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t id);
/* The learner says what is seen otherwise, the trainer replies: words by question number, empty ones are none. INVALID: none
 * at all. */
CHECKED enum status coaching_say(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, const struct str *words);
/* Everything goes. */
CHECKED enum status coaching_drop(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id);

#endif
