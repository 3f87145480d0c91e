/* Practice for hard calls: branching conversations that one plays alone, as often as one likes. What somebody chose is theirs: no
 * rule here shows a try to anybody else, nothing is counted about people, and there is no score.
 * Every rule asks core/access.h itself; another person's try is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_H
#define PRACTICE_PRACTICE_H

#include "core/access.h"
#include "features/practice/ink_check.h"
#include "features/practice/practice_shelf.h"
#include "practice_sql.h"

#define PRACTICE_STEPS 7         /* of the conflict staircase, 0: calm */
#define PRACTICE_MAX_CHOICES 200 /* in one try */
#define PRACTICE_SURE_MAX 5

/* Order is stored. */
enum practice_state { PRACTICE_RUNNING, PRACTICE_ENDED, PRACTICE_STOPPED, PRACTICE_STATE_N };
extern const char *const practice_state_words[]; /* "running", … NULL */

/* How a call ends; a story says it by "# end: talked". */
#define PRACTICE_ENDINGS(X)                                                                        \
    X(OPEN, "open")     /* it stays unresolved */                                                  \
    X(TALKED, "talked") /* to an end that both can live with */                                    \
    X(WARNED, "warned") /* warned, then ended */                                                   \
    X(CUT, "ended")     /* ended at once: a threat */                                              \
    X(HANDED, "handed") /* somebody else took over */                                              \
    X(BOSS, "boss")                                                                                \
    X(ALARM, "alarm") /* help was called, the police decide */
enum practice_ending {
#define X(name, word) PRACTICE_END_##name,
    PRACTICE_ENDINGS(X)
#undef X
        PRACTICE_ENDING_N
};
extern const char *const practice_ending_words[];

struct practice_scenario {
    struct str name; /* "refusal", "own-17" */
    struct str title, about, person;
    int64_t minutes, n_tries, running_id; /* own; 0: none is running */
};
struct practice_scenario_list {
    struct practice_scenario *at;
    size_t n;
};
/* In the order in which they are offered, a centre's own behind the others. DENIED without PERM_PRACTICE. */
CHECKED enum status practice_scenarios(struct db *db, struct arena *a, const struct actor *who,
                                       enum lang lang, struct practice_scenario_list *ret);
/* MISSING: there is none of this name. */
CHECKED enum status practice_scenario(struct db *db, struct arena *a, const struct actor *who,
                                      struct str name, enum lang lang,
                                      struct practice_scenario *ret);
/* All of one for use outside (a learning platform). DENIED without PERM_PRACTICE_EDIT; MISSING: there is none of this name. */
struct practice_whole {
    struct practice_scenario scenario;
    struct str json;
    enum lang lang;
    int64_t version; /* of the centre's own; 1 of what is shipped */
};
CHECKED enum status practice_whole(struct db *db, struct arena *a, const struct actor *who,
                                   struct str name, enum lang lang, struct practice_whole *ret);
/* Newest first. name STR_NONE: of all scenarios. */
CHECKED enum status practice_tries(struct db *db, struct arena *a, const struct actor *who,
                                   struct str name, struct practice_try_row_list *ret);
/* Begins a try; one of the same scenario that still runs is stopped. before: 1 to 5, 0: not said. */
CHECKED enum status practice_start(struct db *db, struct arena *a, const struct actor *who,
                                   struct str name, enum lang lang, int64_t before, int64_t *ret);

/* ---- what was said so far */
enum practice_voice { PRACTICE_CITIZEN, PRACTICE_SCENE, PRACTICE_COLLEAGUE };
struct practice_line {
    enum practice_voice voice;
    struct str text;
    struct str view;  /* what the citizen thought; STR_NONE: nothing */
    struct str limit; /* words that could have been used here */
    struct str learn; /* what there is to see */
};
struct practice_line_list {
    struct practice_line *at;
    size_t n;
};
struct practice_turn {
    struct practice_line_list lines;
    int64_t tension; /* behind these lines; -1: the story has none */
    struct str said; /* what was chosen then; STR_NONE: nothing yet */
};
struct practice_turn_list {
    struct practice_turn *at;
    size_t n;
};
struct practice_play {
    struct practice_try_row try;
    struct str json;
    struct practice_turn_list turns; /* one more than choices were made */
    struct str choices[32];          /* what is offered now */
    size_t n_choices;                /* 0: it has ended */
    int64_t *made;                   /* the choices so far */
    size_t n_made;
    enum practice_ending ending; /* when it has */
};
CHECKED enum status practice_play(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t try_id, struct practice_play *ret);

/* The choice number `at`, from 0. The same choice again is fine and changes nothing.
 *   CONFLICT  another choice stands there, one before it is missing, or the try is over
 *   INVALID   it is not among those offered */
CHECKED enum status practice_choose(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t try_id, int64_t at, int64_t choice);
/* In the middle of it; fine when it is over. */
CHECKED enum status practice_stop(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t try_id);
/* How sure one feels now, 1 to 5. CONFLICT while it runs. */
CHECKED enum status practice_after(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t try_id, int64_t after);
/* Takes it away with every choice. */
CHECKED enum status practice_drop(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t try_id);

/* ---- a centre's own scenarios, written by who may PERM_PRACTICE_EDIT (practice_own.c) */
#define PRACTICE_SOURCE_MAX (128 * 1024)
#define PRACTICE_JSON_MAX (512 * 1024)
#define PRACTICE_TEXT_MAX 300 /* of a title and the like */
struct practice_draft {
    int64_t own_id, version; /* 0, 0: a new one; else the version that was changed */
    int64_t lang;
    struct str source,
        json; /* in ink, and compiled by the browser; source empty: it came compiled, its words are kept elsewhere */
};
struct practice_verdict {
    bool is_fine;
    struct str refused;  /* the story does not load: why; STR_NONE */
    enum text_key lacks; /* what its global tags do not say; T_NONE */
    struct ink_checked checked;
    struct str title, about, person;
    int64_t minutes;
};
CHECKED enum status practice_own_list(struct db *db, struct arena *a, const struct actor *who,
                                      struct practice_own_row_list *ret);
/* The source is empty of one that came compiled. */
struct practice_own_text {
    struct practice_own_row row;
    struct str source, json;
};
CHECKED enum status practice_own(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t own_id, struct practice_own_text *ret);
/* Looks at the story; says OK also of one that is not fine. */
CHECKED enum status practice_judge(struct arena *a, struct str json, struct practice_verdict *ret);
/* A new version of a story that is fine; tries that run keep theirs. INVALID with *ret_verdict when it is not; CONFLICT: somebody
 * else has changed it. */
CHECKED enum status practice_own_save(struct db *db, struct arena *a, const struct actor *who,
                                      const struct practice_draft *draft, int64_t *ret_id,
                                      struct practice_verdict *ret_verdict);
/* To everybody of the centre, or not any more. */
CHECKED enum status practice_own_offer(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t own_id, bool offered);

#endif
