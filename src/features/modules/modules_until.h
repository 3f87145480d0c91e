/* Until when what was passed holds. Pure: no database, no clock, safe from any thread. Dates that were recorded are never
 * changed; this reckons from them anew each time, so that a changed rule holds for all.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_UNTIL_H
#define MODULES_MODULES_UNTIL_H

#include "base/zone.h"

#define MODULE_FOREVER INT64_C(253402300799000) /* the end of the year 9999 */
#define MODULE_MONTHS_MAX 60
#define MODULE_EARLY_DAYS 30        /* so early before its end it is renewed without losing a day */
#define MODULE_WINDOW_EARLY_DAYS 90 /* so early before a window it counts as passed in it */

/* months alone: so long after it was passed. With a window_month (1-12): until the end of that month, each year or, when
 * months is 24 or more, each second, third … year. Both 0: for ever. */
struct module_rule {
    int64_t months, window_month;
};
struct module_passed {
    int64_t at, version;
};
/* What was passed of earlier versions holds through this day at most. */
struct module_again {
    int64_t version;
    int32_t day;
};
struct module_history {
    const struct module_passed *passed; /* by time */
    size_t n_passed;
    const struct module_again *again;
    size_t n_again;
};
/* The instant from which it no longer holds; 0: never passed. */
int64_t module_until(const struct zone *zone, const struct module_rule *rule,
                     const struct module_history *history);

/* The same day n months later, or the last day of that month. */
int32_t module_add_months(int32_t day, int64_t n);

#endif
