/* The day of an invented class, put together from what it has met.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_DEMO_H
#define FOLLOW_UP_FOLLOW_UP_DEMO_H

#include "features/follow_up/follow_up.h"

struct follow_up_demo {
    int64_t centre_id, newcomer_id; /* somebody of the class */
    const struct zone *zone;
    int64_t end_at;
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction. *ret_class: whoever calls puts FOLLOW_UP_CLOCK for it; 0: there is no class, or nobody has had a call. */
CHECKED enum status follow_up_demo(struct db *db, struct arena *a, const struct follow_up_demo *d,
                                   int64_t *ret_class);

#endif
