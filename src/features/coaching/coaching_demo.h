/* A practice form and a round of calibration for an invented centre: the demo gives people, ids and times, so that every run makes the
 * same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_DEMO_H
#define COACHING_COACHING_DEMO_H

#include "features/coaching/calibration.h"

#define COACHING_DEMO_PEOPLE 8
struct coaching_demo {
    int64_t centre_id;
    int64_t learner_id, trainer_id;       /* 0: no practice form */
    int64_t people[COACHING_DEMO_PEOPLE]; /* who train; fewer than CALIBRATION_LEAST: no round */
    size_t n_people;
    int64_t end_at; /* nothing happens at or after it */
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction: one form that waits for the learner's answer, one round that is over. */
CHECKED enum status coaching_demo(struct db *db, struct arena *a, const struct coaching_demo *d);

#endif
