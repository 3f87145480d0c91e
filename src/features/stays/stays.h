/* How many newcomers stay how long: by start quarter, profile and whether they had a mentor from the first week. What is so is shown, not
 * why: groups differ in more than what they are named after. Of fewer than ten people nothing is shown, and never by a mentor's name.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STAYS_STAYS_H
#define STAYS_STAYS_H

#include "core/access.h"
#include "features/stays/stays_curve.h"
#include "stays_sql.h"

#define STAYS_SMALLEST 10 /* people in a group */
#define STAYS_FEWEST                                                                               \
    5 /* so many must have been seen for so long before the curve says anything of a day */
#define STAYS_BACK_DAYS 1095
#define STAYS_KNOWN_DAYS                                                                           \
    31 /* who was put in later than so long after the first day is left out: others may have left before */
#define STAYS_MENTOR_DAYS 7 /* a mentor within so many days after the start */
#define STAYS_LAST_DAY 365

enum stays_by { STAYS_QUARTER, STAYS_PROFILE, STAYS_MENTOR, STAYS_BY_N };
enum stays_mentor { STAYS_WITHOUT, STAYS_WITH, STAYS_NO_PLAN };
#define STAYS_DAYS 4
extern const int64_t stays_days[STAYS_DAYS]; /* 30, 90, 180, 365 */

struct stays_group {
    int64_t id; /* the first day of the quarter; a profile; enum stays_mentor */
    bool hidden;
    size_t n; /* people; 0 when hidden */
    struct stays_on on[STAYS_DAYS];
    bool known[STAYS_DAYS]; /* enough have been seen for so long */
    struct stays_point *curve;
    size_t n_points;
    int64_t until_day; /* the curve says nothing of later days */
};
struct stays {
    enum stays_by by;
    struct stays_group all;
    struct stays_group *at;
    size_t n;
    struct stays_difference difference; /* between the groups that are shown */
    bool compared;
};
/* Of the people in the teams whose numbers the actor may see. DENIED without PERM_NUMBERS_READ. */
CHECKED enum status stays_read(struct db *db, struct arena *a, const struct actor *who,
                               enum stays_by by, struct stays *ret);

/* Which groups are hidden: those of fewer than STAYS_SMALLEST, and the smallest others until at least so many stand behind what is missing
 * from the sum. */
void stays_hide(struct stays_group *at, size_t n);

#endif
