/* Time zones from the machine's tzdata, for many users at once (libc's TZ is one per process), and calendar days.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/arena.h"
#include "base/status.h"

struct zone;

struct local_time {
    int year, month, day;     /* month 1-12, day 1-31 */
    int hour, minute, second; /* 0-23, 0-59, 0-59 */
    int weekday;              /* 1 Monday … 7 Sunday (ISO 8601) */
    int offset_s;             /* east of UTC; filled by zone_local, ignored by zone_utc */
};

/* Loaded once and kept for the life of the process; thread-safe. MISSING when tzdata has no such name
 * (only letters, digits, / _ + - are looked for). */
CHECKED enum status zone_find(struct str name, const struct zone **ret);

struct local_time zone_local(const struct zone *z, int64_t at_ms);

/* Wall time to instant. A time that comes twice (autumn) gives the first; one that never comes (spring) uses the
 * offset before the gap (RFC 5545 3.3.5). zone_utc_last gives the second of the two. */
int64_t zone_utc(const struct zone *z, struct local_time wall);
int64_t zone_utc_last(const struct zone *z, struct local_time wall);

/* Days since 1970-01-01 in the proleptic Gregorian calendar, and back. */
int32_t day_number(int year, int month, int day);
struct local_time day_date(int32_t day);               /* hour, minute, second 0 */
int32_t zone_day(const struct zone *z, int64_t at_ms); /* the local calendar day of an instant */
int64_t zone_day_start(const struct zone *z, int32_t day); /* the first instant of that local day */
bool date_valid(int year, int month, int day);

/* "2026-11-22" both ways; strict. */
bool date_parse(struct str s, int32_t *ret_day);
struct str date_text(struct arena *a, int32_t day);
/* "2026-11-22T09:30:00.000Z" both ways (reading accepts any offset and optional fraction; RFC 3339). */
struct str instant_text(struct arena *a, int64_t at_ms);
bool instant_parse(struct str s, int64_t *ret_ms);

#endif
