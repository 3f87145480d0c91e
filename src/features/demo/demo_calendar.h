/* When an office of the Danish state is open, and how many call then.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DEMO_DEMO_CALENDAR_H
#define DEMO_DEMO_CALENDAR_H

#include "base/zone.h"

/* What people call about; the last number is the share of all calls in thousandths. */
#define DEMO_QUEUES(X)                                                                             \
    X(BENEFIT, "Ydelse", 340)                                                                      \
    X(PAYMENT, "Betaling", 240)                                                                    \
    X(POST, "Digital post", 160)                                                                   \
    X(BUILDING, "Byggesag", 100)                                                                   \
    X(SWITCH, "Omstilling", 160)
enum demo_queue {
#define X(name, word, share) DEMO_QUEUE_##name,
    DEMO_QUEUES(X)
#undef X
        DEMO_QUEUE_N
};

#define DEMO_OPENS_MINUTE (8 * 60)
#define DEMO_CLOSES_MINUTE (16 * 60)
#define DEMO_LATE_MINUTE (18 * 60) /* Thursdays */
#define DEMO_SLOTS 20              /* half-hours from 8 to 18 */

int32_t demo_easter(int year);
bool demo_is_open(int32_t day);        /* a weekday and no holiday */
bool demo_is_late(int32_t day);        /* Thursday: open until 18 */
int32_t demo_open_before(int32_t day); /* the latest open day before this one */
int32_t demo_open_from(int32_t day);   /* this one, or the first open one after it */
int demo_week(int32_t day);            /* ISO 8601 */

/* How many would call that day, in any unit, and how they spread over queues; 0 when closed. */
int64_t demo_day_weight(int32_t day, int64_t ret_queues[DEMO_QUEUE_N]);
/* How they spread over the half-hours of the day. */
void demo_slot_weights(int32_t day, int64_t ret[DEMO_SLOTS]);

#endif
