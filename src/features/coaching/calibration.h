/* Blind calibration: those who train look at the same contact, each for themselves on the same version of the practice form; nobody
 * sees any other one's answer before the own is locked. Then there is the spread, without names, how far they agree beyond chance, and
 * what they agree on in words.
 * Every rule asks core/access.h itself; a round without the actor in it is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_CALIBRATION_H
#define COACHING_CALIBRATION_H

#include "features/coaching/coaching.h"
#include "features/coaching/coaching_alpha.h"

#define CALIBRATION_SEATS 40    /* in a round */
#define CALIBRATION_LEAST 3     /* fewer: each would know whose answer it is */
#define CALIBRATION_EARLIER 200 /* rounds that agreement over time is reckoned from */

/* Why a reader sees what. Pure. */
enum calibration_sight {
    CALIBRATION_FILLS,   /* the own answers, which can still be changed */
    CALIBRATION_WAITS,   /* the own answers, locked; others are not ready */
    CALIBRATION_RESULTS, /* what all answered, without names */
    CALIBRATION_TOO_FEW  /* closed, and fewer than CALIBRATION_LEAST have locked in time */
};
enum calibration_sight calibration_sight(bool locked, bool closed, int64_t n_counted);

/* What was answered to one question by those who count. */
struct calibration_spread {
    int64_t n_of[COACHING_LEVELS], n_not_relevant, n; /* n: who gave a level */
    struct str *words; /* in the order of the alphabet, not of people */
    size_t n_words;
    struct alpha over_time; /* this question over all rounds on this version; of a text: too few */
    int64_t n_rounds;       /* that it is reckoned from */
    struct calibration_consensus_row consensus; /* stamp 0: none yet */
};
/* Questions of one kind in this round together: yes/no; scales with so many levels. */
struct calibration_agreement {
    int64_t kind, n_levels, n_questions;
    struct alpha alpha;
};
struct calibration {
    struct calibration_round_row row; /* n_seats, n_counted; closed_at 0: runs */
    bool is_opener;
    int64_t locked_at; /* the actor's; 0: not yet */
    enum calibration_sight sight;
    struct coaching_form form;
    struct coaching_answer *own;       /* by question number from 0 */
    struct calibration_spread *spread; /* with CALIBRATION_RESULTS, else NULL */
    struct calibration_agreement agreement[COACHING_LEVELS + 1];
    size_t n_agreement;
};
CHECKED enum status calibration_find(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, struct calibration *ret);
/* Rounds the actor is in, newest first. */
CHECKED enum status calibration_list(struct db *db, struct arena *a, const struct actor *who,
                                     struct calibration_round_row_list *ret);
/* Whom the actor may invite: others who train in the centre. */
CHECKED enum status calibration_trainers(struct db *db, struct arena *a, const struct actor *who,
                                         struct coaching_person_list *ret);

struct calibration_start {
    struct str scenario, about, reference;
    int64_t invited[CALIBRATION_SEATS]; /* 0: nobody */
};
/* The opener is in it too. INVALID: fewer than CALIBRATION_LEAST with the opener, or somebody who does not train here. */
CHECKED enum status calibration_begin(struct db *db, struct arena *a, const struct actor *who,
                                      const struct calibration_start *start, int64_t *ret);
/* As coaching_fill. The last one to lock closes the round. After it was closed one may still lock, to see the others': that is not
 * counted. */
CHECKED enum status calibration_fill(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, const struct coaching_answer *answers, bool lock);
/* By the opener, at any time. */
CHECKED enum status calibration_close(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id);
struct calibration_agreed {
    int64_t question_id, value; /* as an answer's */
    struct str words;
    int64_t stamp; /* of what was changed; 0: there was none */
};
/* By anybody who sees the results. CONFLICT: somebody was faster. */
CHECKED enum status calibration_agree(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id, const struct calibration_agreed *agreed);

#endif
