/* A centre's own calendar, as it is kept: opening hours, closed days, and when the periods of law were last held against their
 * source. What works with it takes a struct calendar (core/calendar.h). Asks for no right and writes no audit: whoever changes it
 * does (features/aftercare).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_CENTRE_CALENDAR_H
#define CORE_CENTRE_CALENDAR_H

#include "core/calendar.h"
#include "db/db.h"

#define CENTRE_CLOSED_DAYS_MAX 500

struct centre_hours {
    int from_minute[7], to_minute[7]; /* 0 Monday … 6 Sunday; both 0: closed */
    unsigned customary;               /* HOLIDAY_BITs that are closed */
};
struct centre_closed_day {
    int32_t day;
    struct str name;
};
struct centre_closed_days {
    struct centre_closed_day *at; /* ascending */
    size_t n;
};

/* What working time at this centre is reckoned by; until it has said anything calendar_office. */
CHECKED enum status centre_calendar(struct db *db, struct arena *a, int64_t centre_id,
                                    const struct zone *zone, struct calendar *ret);
/* The same with other hours: to see what they would mean. INVALID: no calendar. */
CHECKED enum status centre_calendar_with(struct db *db, struct arena *a, int64_t centre_id,
                                         const struct zone *zone, const struct centre_hours *hours,
                                         struct calendar *ret);

CHECKED enum status centre_hours(struct db *db, struct arena *a, int64_t centre_id,
                                 struct centre_hours *ret);
CHECKED enum status centre_hours_set(struct db *db, int64_t centre_id,
                                     const struct centre_hours *hours);
CHECKED enum status centre_closed_days(struct db *db, struct arena *a, int64_t centre_id,
                                       struct centre_closed_days *ret);
CHECKED enum status centre_closed_day_set(struct db *db, int64_t centre_id, int32_t day,
                                          struct str name);
/* MISSING: was not closed. */
CHECKED enum status centre_closed_day_drop(struct db *db, int64_t centre_id, int32_t day);

/* word: of a struct deadline_kind, or "holidays". MISSING: never at this centre. */
CHECKED enum status centre_verified(struct db *db, struct arena *a, int64_t centre_id,
                                    struct str word, int32_t *ret_day);
CHECKED enum status centre_verified_set(struct db *db, int64_t centre_id, struct str word,
                                        int32_t day);

#endif
