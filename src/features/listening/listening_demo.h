/* Sessions for an invented centre: the demo gives people, ids and times, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_DEMO_H
#define LISTENING_LISTENING_DEMO_H

#include "features/listening/listening.h"

struct listening_demo {
    int64_t centre_id, team_id, newcomer_id, mentor_id;
    int64_t asker_id, asker_team_id; /* who asks whoever has time; 0: nobody */
    int64_t held_at,
        next_at; /* when the two had one, and when they have the next; before and after end_at */
    int64_t asked_at;
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction: one held with its notes and the answer, one accepted, one asked for. */
CHECKED enum status listening_demo(struct db *db, const struct listening_demo *d);

#endif
