/* Watches for an invented centre: the demo gives people, ids and times, so that every run makes the same.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_DEMO_H
#define DUTY_DUTY_DEMO_H

#include "features/duty/duty.h"

#define DUTY_DEMO_PEOPLE 8
struct duty_demo {
    int64_t centre_id, owner_id;
    int64_t at;         /* when it was planned */
    int32_t day, until; /* a Monday from which it holds; today */
    int64_t day_people[DUTY_DEMO_PEOPLE],
        night_people[DUTY_DEMO_PEOPLE]; /* ended by 0 when fewer */
    int64_t newcomer_id;                /* looks on */
    struct str day_name, night_name;
    int64_t (*next_id)(void *context);
    void *context;
};
/* In a transaction: a day watch of two levels and one outside opening hours. Whoever calls puts DUTY_LOOK for each. */
CHECKED enum status duty_demo(struct db *db, const struct duty_demo *d, int64_t ret_ids[2]);

#endif
