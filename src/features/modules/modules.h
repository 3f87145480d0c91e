/* Modules: short texts that end with a check of understanding, who must take which, and until when what was passed holds.
 * Four come with the program; a centre changes them in versions and adds its own. Of the answers nothing is kept, only that all
 * were right at last, and when.
 * Every rule asks core/access.h itself. What is outside the actor's centre is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_H
#define MODULES_MODULES_H

#include "core/access.h"
#include "core/jobs.h"
#include "features/modules/modules_until.h"
#include "modules_sql.h"

/* The program's own. Order is that of the lists. */
#define MODULES_OWN(X)                                                                             \
    X(CONFLICT, "conflict") X(ACUTE, "acute") X(DATA, "data") X(LEADING, "leading")
enum module_own {
#define X(name, word) MODULE_OWN_##name,
    MODULES_OWN(X)
#undef X
        MODULE_OWN_N
};
#define MODULE_CONFLICT "conflict" /* what the gate asks for */

/* Order is stored: only append. Each with its word in forms and JSON, and what kind of text it is. */
#define MODULE_QUESTION(X, N, n)                                                                   \
    X(Q##N, "q" n, QUESTION)                                                                       \
    X(Q##N##_A, "q" n "_a", CHOICE_A)                                                              \
    X(Q##N##_B, "q" n "_b", CHOICE_B)                                                              \
    X(Q##N##_C, "q" n "_c", CHOICE_C)                                                              \
    X(Q##N##_WHY, "q" n "_why", WHY)
#define MODULE_HEAD_PARTS(X) X(TITLE, "title", TITLE) X(LEAD, "lead", LEAD) X(BODY, "body", BODY)
#define MODULE_PARTS(X)                                                                            \
    MODULE_HEAD_PARTS(X)                                                                           \
    MODULE_QUESTION(X, 1, "1")                                                                     \
    MODULE_QUESTION(X, 2, "2")                                                                     \
    MODULE_QUESTION(X, 3, "3")                                                                     \
    MODULE_QUESTION(X, 4, "4") MODULE_QUESTION(X, 5, "5") MODULE_QUESTION(X, 6, "6")
enum module_part {
#define X(name, word, kind) MODULE_##name,
    MODULE_PARTS(X)
#undef X
        MODULE_PART_N
};
#define MODULE_QUESTION_SIZE (MODULE_Q2 - MODULE_Q1)
#define MODULE_QUESTIONS_LEAST 3
#define MODULE_QUESTIONS 6
#define MODULE_CHOICES 3
#define MODULE_TITLE_MAX 120 /* bytes */
#define MODULE_TEXT_MAX 600
#define MODULE_BODY_MAX 12000
#define MODULES_MOST 40 /* of one centre */
#define MODULE_TEAMS 60
extern const char *const module_choice_words[]; /* "a", "b", "c", NULL */

/* Who must, and how long it holds. */
struct module_setting {
    int64_t roles; /* bit per role */
    int64_t months, window_month;
    int64_t teams[MODULE_TEAMS]; /* 0: not used; none at all: the whole centre */
    bool closed;                 /* nobody takes it any more; what was passed stays */
};
struct module { /* one of the list */
    struct str word;
    int64_t id; /* 0: the centre has set nothing */
    int64_t version, made_at;
    bool comes_with; /* the program */
    struct str title[LANG_N], lead[LANG_N];
    struct module_setting setting;
};
struct module_list {
    struct module *at;
    size_t n;
};
/* Without permission: for rules. In the order of the lists; with closed ones. */
CHECKED enum status modules_of(struct db *db, struct arena *a, int64_t centre_id,
                               struct module_list *ret);

/* One, with all its words. */
struct module_content {
    struct module module;
    struct str text[LANG_N][MODULE_PART_N];
    int64_t n_questions, right[MODULE_QUESTIONS];
    int64_t again_day; /* 0: earlier versions hold as long as ever */
};
#define MODULE_NOW (-1)
/* DENIED without PERM_MODULES_TAKE; MISSING: no such module or version. */
CHECKED enum status module_read(struct db *db, struct arena *a, const struct actor *who,
                                struct str word, int64_t version, struct module_content *ret);
CHECKED enum status module_versions(struct db *db, struct arena *a, const struct actor *who,
                                    struct str word, struct module_version_row_list *ret);

/* ---- the check of understanding */
struct module_answers {
    int64_t version; /* that was read */
    int64_t answer[MODULE_QUESTIONS];
};
struct module_checked {
    bool wrong[MODULE_QUESTIONS];
    int64_t passed_at; /* 0: something was wrong, answer again */
    int64_t until_at;
};
/* CONFLICT: another version holds by now, or the module is closed. Wrong answers leave no trace. Right ones are a new row each
 * time; the same day's second one is none. */
CHECKED enum status module_check(struct db *db, struct arena *a, const struct actor *who,
                                 struct str word, const struct module_answers *answers,
                                 struct module_checked *ret);

/* ---- changing (modules_change.c) */

/* Leads the whole centre, or runs the system. */
bool modules_may_set(const struct actor *who);
struct module_entry {
    int64_t version; /* that was changed; refused when another one holds by now */
    struct str text[LANG_N][MODULE_PART_N];
    int64_t right[MODULE_QUESTIONS];
    int64_t again_day; /* what was passed before holds until then; 0: as long as ever */
    bool preview;      /* of the page: show it, keep nothing */
};
/* INVALID, TOO_LARGE with words; *ret_n how many questions there are. Asked by module_put too. */
CHECKED enum status module_entry_check(const struct module_entry *e, int64_t *ret_n);
/* A new version. CONFLICT: somebody was faster. word STR_NONE: a new module of the centre; *ret_word its word. */
CHECKED enum status module_put(struct db *db, struct arena *a, const struct actor *who,
                               struct str word, const struct module_entry *e, struct str *ret_word);
/* CONFLICT: the module on conflicts can neither be closed nor taken from those who take calls. */
CHECKED enum status module_set(struct db *db, struct arena *a, const struct actor *who,
                               struct str word, const struct module_setting *to);

/* The teams of the centre that are in use, by name. */
CHECKED enum status module_team_choices(struct db *db, struct arena *a, const struct actor *who,
                                        struct module_team_choice_list *ret);

/* ---- pictures (modules_picture.c) */
#define PICTURE_BYTES_MAX (400 * 1024)
#define PICTURE_SIDE_MAX 4000
struct picture_entry {
    struct str alt_da, alt_en; /* what it shows, for who does not see it */
};
CHECKED enum status module_picture_add(struct db *db, struct arena *a, const struct actor *who,
                                       const struct picture_entry *e, struct str bytes,
                                       int64_t *ret_id);
CHECKED enum status module_pictures(struct db *db, struct arena *a, const struct actor *who,
                                    struct module_picture_row_list *ret);
CHECKED enum status module_picture(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct module_picture_content_row *ret);

/* ---- competences (modules_follow.c) */
#define MODULE_STANDINGS(X)                                                                        \
    X(FREE, "free")   /* need not, and has not */                                                  \
    X(WAITS, "waits") /* must, and has not yet */                                                  \
    X(HOLDS, "holds")                                                                              \
    X(SOON, "soon")     /* holds, and ends within MODULE_SOON_DAYS */                              \
    X(LAPSED, "lapsed") /* held once */
enum module_standing {
#define X(name, word) MODULE_##name,
    MODULE_STANDINGS(X)
#undef X
        MODULE_STANDING_N
};
extern const char *const module_standing_words[];
#define MODULE_SOON_DAYS 30
struct module_mine {
    struct str word, title; /* in the language asked for */
    struct str lead;
    int64_t standing; /* enum module_standing */
    bool must;
    int64_t passed_at, until_at; /* 0: never; 0: for ever */
};
struct module_mine_list {
    struct module_mine *at;
    size_t n;
};
CHECKED enum status modules_mine(struct db *db, struct arena *a, const struct actor *who,
                                 enum lang lang, struct module_mine_list *ret);
/* Of another one, without permission: for rules that asked for it. */
CHECKED enum status modules_for(struct db *db, struct arena *a, int64_t person_id,
                                int64_t centre_id, enum lang lang, struct module_mine_list *ret);

#define MODULES_SMALLEST 5
struct module_person {
    int64_t person_id;
    struct str name, team;
    struct module_mine_list modules; /* that this person must take */
    int64_t n_lacking, n_soon;
};
struct module_number {
    struct str word, title;
    int64_t n_must, n_hold;
    bool hidden, must_hidden;
};
struct modules_overview {
    struct module_person *people; /* whose names the actor may see */
    size_t n_people;
    struct module_number *numbers; /* of the teams whose numbers the actor may see */
    size_t n_numbers;
};
/* DENIED for who may see neither. */
CHECKED enum status modules_overview(struct db *db, struct arena *a, const struct actor *who,
                                     enum lang lang, struct modules_overview *ret);

/* ---- the evidence pack (modules_pack.c) */
struct module_pack_ask {
    int64_t from_day, to_day; /* both included */
};
enum module_pack_kind { MODULE_PACK_PDF, MODULE_PACK_CSV };
/* Who was instructed in what, when, understood how, by whom: by name for the actor's teams, else numbers. The same period and
 * the same rows give the same bytes. INVALID: no period. */
CHECKED enum status module_pack(struct db *db, struct arena *a, const struct actor *who,
                                const struct module_pack_ask *ask, enum module_pack_kind kind,
                                struct str *ret);

/* ---- telling (modules_tell.c): once per end and step, to those who must, whatever their roles were before */
#define MODULES_TELL "modules.tell" /* the centre */
#define MODULES_TELL_ALL                                                                           \
    "modules.tell_all" /* all centres: each morning (object 0), and when people have changed */
job_fn modules_tell, modules_tell_all;
/* Puts the job of each morning unless it is there: at the start. */
CHECKED enum status modules_plan(struct store *store);

#endif
