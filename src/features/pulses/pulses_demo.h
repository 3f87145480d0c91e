/* A pulse for an invented centre: the demo gives teams, ids and days, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_DEMO_H
#define PULSES_PULSES_DEMO_H

#include "features/pulses/pulses.h"

#define PULSES_DEMO_TEAMS 2
#define PULSES_DEMO_PEOPLE 2
struct pulses_demo {
    int64_t centre_id;
    int64_t team[PULSES_DEMO_TEAMS]; /* have had classes large enough to be shown; 0: fewer */
    int64_t run_id[PULSES_DEMO_PEOPLE], person_id[PULSES_DEMO_PEOPLE]; /* asked now; 0: fewer */
    int32_t today;
    int64_t end_at; /* ids are of before that */
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction. Whoever calls puts PULSES_DAY for the centre. */
CHECKED enum status pulses_demo(struct db *db, const struct pulses_demo *d);

#endif
