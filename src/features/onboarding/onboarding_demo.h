/* A class for an invented centre: the demo gives people, ids and times, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_DEMO_H
#define ONBOARDING_ONBOARDING_DEMO_H

#include "features/onboarding/onboarding.h"

#define ONBOARDING_DEMO_PEOPLE 2
struct onboarding_demo {
    int64_t centre_id, team_id, leader_id, mentor_id;
    int64_t newcomer_id[ONBOARDING_DEMO_PEOPLE]; /* 0: fewer */
    int64_t profile[ONBOARDING_DEMO_PEOPLE];
    int32_t start_day, today; /* what was due before today is done, but for a few things */
    const struct zone *zone;
    int64_t at, end_at; /* when they were started; nothing happens at or after end_at */
    struct str class_name;
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction. Whoever calls puts ONBOARDING_CLOCK for each run. */
CHECKED enum status onboarding_demo(struct db *db, struct arena *a, const struct onboarding_demo *d,
                                    int64_t ret_runs[ONBOARDING_DEMO_PEOPLE]);

#endif
