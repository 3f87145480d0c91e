/* Signs of life of an invented centre: the demo gives people, ids and times, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_DEMO_H
#define HEARTBEATS_HEARTBEATS_DEMO_H

#include "features/heartbeats/heartbeats.h"

struct heartbeats_demo {
    int64_t centre_id, owner_id;
    int64_t made_at, end_at; /* end_at: nothing has happened at or after it */
    struct str weekly_name, nightly_name;
    int64_t (*next_id)(void *context);
    void *context;
};
/* In a transaction: one that reports as it should, and one that has been silent since the last night but one. Nobody knows their
 * secrets: they are told by making them anew. */
CHECKED enum status heartbeats_demo(struct db *db, struct arena *a,
                                    const struct heartbeats_demo *d);

#endif
