/* The limits: in few words, what is all right and what is not from a citizen, with examples, and what one may do at each step.
 * A centre's own, in versions; before the first one the program's own words hold. Everybody who meets citizens, or leads
 * those who do, reads them and answers three questions, again after a change. Of the answers nothing is kept, only that they
 * were right at last, and when.
 * Every rule asks core/access.h itself.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LIMITS_LIMITS_H
#define LIMITS_LIMITS_H

#include "core/access.h"
#include "core/jobs.h"
#include "limits_sql.h"

/* Order is stored: only append. Each with its word in forms and JSON, and what kind of text it is. */
#define LIMITS_STEP(X, L, l) X(L##_SEEN, l "_seen", SEEN) X(L##_MAY, l "_may", MAY)
#define LIMITS_QUESTION(X, N, n)                                                                   \
    X(Q##N, "q" n, QUESTION)                                                                       \
    X(Q##N##_A, "q" n "_a", CHOICE_A)                                                              \
    X(Q##N##_B, "q" n "_b", CHOICE_B)                                                              \
    X(Q##N##_C, "q" n "_c", CHOICE_C)                                                              \
    X(Q##N##_WHY, "q" n "_why", WHY)
#define LIMITS_READ_PARTS(X)                                                                       \
    X(OKAY, "okay", OKAY)                                                                          \
    X(TOO_FAR, "too_far", TOO_FAR)                                                                 \
    LIMITS_STEP(X, A, "a")                                                                         \
    LIMITS_STEP(X, B, "b") LIMITS_STEP(X, C, "c") LIMITS_STEP(X, D, "d") LIMITS_STEP(X, E, "e")
#define LIMITS_ASK_PARTS(X)                                                                        \
    LIMITS_QUESTION(X, 1, "1") LIMITS_QUESTION(X, 2, "2") LIMITS_QUESTION(X, 3, "3")
#define LIMITS_PARTS(X) LIMITS_READ_PARTS(X) LIMITS_ASK_PARTS(X)
enum limits_part {
#define X(name, word, kind) LIMITS_##name,
    LIMITS_PARTS(X)
#undef X
        LIMITS_PART_N
};
#define LIMITS_STEPS 5 /* incident classes A to E */
#define LIMITS_QUESTIONS 3
#define LIMITS_CHOICES 3
#define LIMITS_TEXT_MAX 600                     /* bytes: in few words */
extern const char *const limits_choice_words[]; /* "a", "b", "c", NULL */

struct limits {
    int64_t version, made_at; /* 0: the program's own words */
    struct str text[LANG_N][LIMITS_PART_N];
    int64_t right[LIMITS_QUESTIONS];
};
#define LIMITS_NOW (-1) /* the version that holds */
/* DENIED without PERM_LIMITS_READ; MISSING: no such version in the actor's centre. */
CHECKED enum status limits_read(struct db *db, struct arena *a, const struct actor *who,
                                int64_t version, struct limits *ret);
/* Newest first; the program's own words are not among them. */
CHECKED enum status limits_versions(struct db *db, struct arena *a, const struct actor *who,
                                    struct limits_version_row_list *ret);

/* Leads the whole centre, or runs the system. */
bool limits_may_set(const struct actor *who);
/* A new version; everybody is told by a job. CONFLICT: `to->version` is not the one that holds, somebody was faster. INVALID,
 * TOO_LARGE: a text that is empty or too long. */
CHECKED enum status limits_put(struct db *db, struct arena *a, const struct actor *who,
                               const struct limits *to);

/* ---- the check */
struct limits_answers {
    int64_t version; /* that was read */
    int64_t answer[LIMITS_QUESTIONS];
};
struct limits_checked {
    bool wrong[LIMITS_QUESTIONS];
    int64_t understood_at; /* 0: something was wrong, answer again */
};
/* CONFLICT: another version holds by now. Wrong answers leave no trace. */
CHECKED enum status limits_check(struct db *db, struct arena *a, const struct actor *who,
                                 const struct limits_answers *answers, struct limits_checked *ret);
/* When the actor understood this version; 0: not yet. */
CHECKED enum status limits_understood(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t version, int64_t *ret);

/* ---- who has, who has not, who was told (limits_follow.c) */
#define LIMITS_SMALLEST                                                                            \
    5 /* what fewer people stand behind is hidden, unless the reader may see their names */
struct limits_person {
    int64_t person_id, told_at, understood_at; /* 0: not */
    struct str name, team;
};
struct limits_count {
    int64_t n;
    bool hidden;
};
struct limits_follow {
    int64_t version;
    struct limits_count people, understood, told; /* of the teams whose numbers the actor may see */
    struct limits_person *at;                     /* whose names the actor may see */
    size_t n;
};
/* DENIED without PERM_NUMBERS_READ. */
CHECKED enum status limits_follow(struct db *db, struct arena *a, const struct actor *who,
                                  struct limits_follow *ret);

/* Jobs: a centre's people are told of the version that holds, once each; all centres, when people have changed. */
/* What understanding announces, as a module that was passed does. */
#define LIMITS_MODULE "limits"

#define LIMITS_TELL "limits.tell"
#define LIMITS_TELL_ALL "limits.tell_all"
job_fn limits_tell, limits_tell_all;

#endif
