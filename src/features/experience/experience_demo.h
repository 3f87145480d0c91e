/* What two newcomers of an invented centre have met: the demo gives people, ids and times, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_DEMO_H
#define EXPERIENCE_EXPERIENCE_DEMO_H

#include "features/experience/experience.h"

#define EXPERIENCE_DEMO_PEOPLE 2
struct experience_demo {
    int64_t centre_id;
    int64_t person_id[EXPERIENCE_DEMO_PEOPLE]; /* 0: fewer */
    int64_t from_at, end_at;                   /* nothing before and nothing at or after */
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction. */
CHECKED enum status experience_demo(struct db *db, struct arena *a,
                                    const struct experience_demo *d);

#endif
