/* Danish holidays and a centre's working time. Pure: no database, no clock, no global state, safe
 * from any thread.
 *
 * Days are base/zone.h day numbers (days since 1970-01-01), instants are ms since
 * 1970-01-01T00:00Z, spans of the day are minutes of wall time after midnight. Wall time is what
 * counts: 08-16 is 08-16 also on the day the clocks change, a span over the change is an hour
 * shorter or longer in elapsed time (Lord Howe: half an hour), and a wall time that comes twice is
 * worked twice. A local day may change its offset once; no zone changes it twice in one day.
 *
 * Sources: the days of the Danish church since the reform of 1770, which are the holidays of the
 * law; Store Bededag is an ordinary day from 1 January 2024 (bill L 13 of 2022-23, "lov om
 * konsekvenser ved afskaffelsen af store bededag som helligdag").
 * The customary days are holidays only where the agreement or the employer says so, hence switches.
 *
 * Not decided here: half days (a day has its weekday's hours or none), 1 May and local days (put
 * them on the list), shifts over midnight (two spans), and who works when (rosters).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include "base/zone.h"

/* Years outside have no holidays. */
#define HOLIDAY_FIRST_YEAR 1970
#define HOLIDAY_LAST_YEAR 2099

/* The word is for keys and files. */
#define HOLIDAYS(X)                                                                                \
    X(NEW_YEARS_DAY, "new_years_day")                                                              \
    X(MAUNDY_THURSDAY, "maundy_thursday")   /* skærtorsdag */                                     \
    X(GOOD_FRIDAY, "good_friday")           /* langfredag */                                       \
    X(EASTER_SUNDAY, "easter_sunday")       /* påskedag */                                        \
    X(EASTER_MONDAY, "easter_monday")       /* 2. påskedag */                                     \
    X(GREAT_PRAYER_DAY, "great_prayer_day") /* store bededag, until 2023 */                        \
    X(ASCENSION_DAY, "ascension_day")       /* Kristi himmelfartsdag */                            \
    X(WHIT_SUNDAY, "whit_sunday")           /* pinsedag */                                         \
    X(WHIT_MONDAY, "whit_monday")           /* 2. pinsedag */                                      \
    X(CHRISTMAS_DAY, "christmas_day")       /* juledag */                                          \
    X(BOXING_DAY, "boxing_day")             /* 2. juledag */                                       \
    X(CONSTITUTION_DAY, "constitution_day") /* grundlovsdag, 5 June */                             \
    X(CHRISTMAS_EVE, "christmas_eve")       /* juleaftensdag */                                    \
    X(NEW_YEARS_EVE, "new_years_eve")       /* nytårsaftensdag */

enum holiday {
    HOLIDAY_NONE,
#define X(name, word) HOLIDAY_##name,
    HOLIDAYS(X)
#undef X
        HOLIDAY_N
};
#define HOLIDAY_BIT(holiday) (1u << (holiday))
/* The ones that only custom closes. */
#define HOLIDAY_CUSTOMARY                                                                          \
    (HOLIDAY_BIT(HOLIDAY_CONSTITUTION_DAY) | HOLIDAY_BIT(HOLIDAY_CHRISTMAS_EVE) |                  \
     HOLIDAY_BIT(HOLIDAY_NEW_YEARS_EVE))

int32_t holiday_easter(int year); /* Easter Sunday, any year from 1583 */
/* What the day is called, whether a calendar closes on it or not. When two fall together (5 June
 * and Whit) the one that is a holiday by law. */
enum holiday holiday_of(int32_t day);
bool holiday_is_customary(enum holiday holiday);
struct str holiday_word(enum holiday holiday); /* "none" for HOLIDAY_NONE */

#define CALENDAR_SPANS 4
struct work_span {
    int from_minute,
        to_minute; /* of the wall day, 0 <= from < to <= 1440, to not worked any more */
};
struct work_day {
    struct work_span spans[CALENDAR_SPANS]; /* ascending; may touch, not overlap */
    size_t n_spans;                         /* 0: this weekday is never worked */
};
struct calendar {
    const struct zone *zone;
    struct work_day week[7]; /* 0 Monday … 6 Sunday */
    const int32_t *closed;   /* further closed days, ascending, each once; borrowed */
    size_t n_closed;
    unsigned customary; /* HOLIDAY_BITs of the customary days that are closed */
};

/* Monday to Friday 08-16, the customary days closed: a starting point, no rule. */
struct calendar calendar_office(const struct zone *zone);
/* INVALID with the reason when a calendar cannot be reckoned with; every function below wants one
 * that passed. */
CHECKED enum status calendar_check(const struct calendar *c);

bool calendar_is_working_day(const struct calendar *c, int32_t day);
/* The nearest working day: this one or after it, this one or before it, after it, before it. */
int32_t calendar_day_from(const struct calendar *c, int32_t day);
int32_t calendar_day_until(const struct calendar *c, int32_t day);
int32_t calendar_day_after(const struct calendar *c, int32_t day);
int32_t calendar_day_before(const struct calendar *c, int32_t day);

#define CALENDAR_MOST_DAYS 36525 /* 100 years */
/* The n-th working day strictly after (n > 0) or before (n < 0) the day, which itself may be
 * closed; with 0 the same as calendar_day_from. |n| <= CALENDAR_MOST_DAYS. */
int32_t calendar_add_days(const struct calendar *c, int32_t day, int n);
/* The n-th working day (n >= 1) when the first day counts, as in "within the first week": n = 5. */
int32_t calendar_nth_day(const struct calendar *c, int32_t first, int n);
/* Working days after a up to and including b; with b before a, minus those from b up to a, a not
 * counted. Thus calendar_days_between(a, calendar_add_days(a, n)) == n for n != 0, and for n == 0
 * when a is worked. */
int calendar_days_between(const struct calendar *c, int32_t a, int32_t b);

bool calendar_is_working(const struct calendar *c, int64_t at_ms);
/* The instant itself when it is worked, else the first worked ms after it, the last before it. */
int64_t calendar_next_moment(const struct calendar *c, int64_t at_ms);
int64_t calendar_last_moment(const struct calendar *c, int64_t at_ms);
/* The last worked ms of a working day; on any other day, and on one whose only hours fall into the
 * spring gap, the last ms of the local day. */
int64_t calendar_day_end(const struct calendar *c, int32_t day);

#define CALENDAR_MOST_MS (CALENDAR_MOST_DAYS * INT64_C(86400000))
/* The earliest instant by which ms of working time have gone since at: closing time rather than the
 * next opening. 0 <= ms <= CALENDAR_MOST_MS; with 0 the instant itself. */
int64_t calendar_add_ms(const struct calendar *c, int64_t at_ms, int64_t ms);
/* Working ms from a until b, negative when b is before a. */
int64_t calendar_ms_between(const struct calendar *c, int64_t a_ms, int64_t b_ms);

/* The instant of a wall time, given as ms after midnight (0 <= ms < 24 h). One that comes twice
 * gives the first; one that never comes gives the moment the clock jumps over it (unlike zone_utc),
 * so that "every day at 02:30" comes once on every day. */
int64_t calendar_wall(const struct zone *zone, int32_t day, int64_t ms);

#endif
