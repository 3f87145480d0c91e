/* Questions and cards for an invented centre: the demo gives people, ids and times, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_DEMO_H
#define ASKING_ASKING_DEMO_H

#include "features/asking/asking.h"

#define ASKING_DEMO_PEOPLE 6
struct asking_demo {
    int64_t centre_id;
    int64_t people[ASKING_DEMO_PEOPLE]; /* who asks, answers and keeps cards */
    int64_t visitor; /* the employee whom a visitor meets first: asks by name, keeps nothing */
    int64_t end_at;  /* nothing happens at or after it */
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction. Random ids come from next_id too: invented questions hide nobody. */
CHECKED enum status asking_demo(struct db *db, struct arena *a, const struct asking_demo *d);

#endif
