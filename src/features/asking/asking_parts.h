/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_PARTS_H
#define ASKING_ASKING_PARTS_H

#include "features/asking/asking.h"

/* ---- asking.c */
/* Positive and random: says nothing of when it was made. */
int64_t asking_id(void);
int64_t asking_grid(int64_t at_ms); /* the next point of the grid, never before at_ms */
int64_t asking_hour(int64_t at_ms); /* the hour's beginning */
/* Lets the row wait no longer for this transaction; MISSING: not in the actor's centre. */
CHECKED enum status asking_take(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                struct asking_question_row *ret);
bool asking_is_mine(struct arena *a, const struct actor *who, struct str secret,
                    const struct asking_question_row *q);
/* The times by which an open question climbs, from this moment on. */
CHECKED enum status asking_start(struct db *db, struct arena *a, int64_t centre_id, int64_t id);
/* Nobody is called for it any more. */
CHECKED enum status asking_hush(struct db *db, const struct asking_question_row *q);
CHECKED enum status asking_is_valid(struct str text, size_t most);
/* When something of it happened, as fine as it may be kept. */
int64_t asking_when(const struct asking_question_row *q);
CHECKED enum status asking_changed(struct db *db, int64_t centre_id, int64_t id);

/* ---- asking_climb.c: puts the centre's job to when the next of its open questions is due */
CHECKED enum status asking_wake(struct db *db, struct arena *a, int64_t centre_id);

/* ---- asking_search.c; in a transaction: what can be found of it is what stands here now. Empty: nothing any more. */
CHECKED enum status asking_index(struct db *db, struct arena *a, int64_t centre_id,
                                 enum asking_thing kind, int64_t id, struct str title,
                                 struct str body);

/* ---- asking_times.c; in a transaction */
CHECKED enum status asking_measure(struct db *db, struct arena *a,
                                   const struct asking_question_row *q);
CHECKED enum status asking_measured(struct db *db, struct arena *a,
                                    const struct asking_question_row *q, int64_t seconds);

#endif
