/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_PARTS_H
#define PULSES_PULSES_PARTS_H

#include "features/pulses/pulses.h"

/* What a room holds until it is over, as it is sealed: plan numbers of who has answered, and sums; nothing in an order of time. */
struct pulses_tally {
    int64_t n_sheets;
    struct pulses_sum sums[PULSES_QUESTIONS];
    int64_t *spent; /* run ids, ascending */
    size_t n_spent;
};

/* ---- pulses_room.c */
CHECKED enum status pulses_tally_open(struct db *db, struct arena *a,
                                      const struct pulses_room_row *room, struct pulses_tally *ret);
/* In a transaction. Its length tells how many were asked, not how many have answered. */
CHECKED enum status pulses_tally_seal(struct db *db, struct arena *a, int64_t centre_id,
                                      int64_t room_id, const struct pulses_tally *t);
bool pulses_tally_has(const struct pulses_tally *t, int64_t run_id);
/* Tells of it, or pours it into another one; nobody can answer there any more. */
CHECKED enum status pulses_room_close(struct db *db, struct arena *a,
                                      const struct pulses_room_row *room, int32_t today);
/* The room that collects whoever is too few on their day; quarter PULSES_MIXED: of all quarters. Made when there is none. */
CHECKED enum status pulses_room_waiting(struct db *db, struct arena *a, int64_t centre_id,
                                        int64_t moment, int64_t version, int64_t quarter,
                                        int32_t today, int64_t *ret_id);
CHECKED enum status pulses_room_make(struct db *db, int64_t centre_id, int64_t moment,
                                     int64_t version, const struct pulses_labels *labels,
                                     bool waits, int32_t takes_until, int32_t today,
                                     int64_t *ret_id);
int32_t pulses_quarter(int32_t day); /* the first day of its quarter */

/* ---- pulses.c */
CHECKED enum status pulses_version_now(struct db *db, struct arena *a, int64_t centre_id,
                                       int64_t *ret);
CHECKED enum status pulses_find(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                                struct pulses_questions *ret);
/* Of a centre: its zone, and the day it is there. */
CHECKED enum status pulses_today(struct db *db, struct arena *a, int64_t centre_id,
                                 const struct zone **ret_zone, int32_t *ret_day);

#endif
