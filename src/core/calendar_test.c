/* Holidays against a second algorithm and hand tables; working time against minute-by-minute
 * counting.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/clock.h"
#include "core/calendar.h"

static const struct zone *zone_of(const char *name)
{
    const struct zone *z = NULL;
    assert_ok(zone_find(str_of(name), &z));
    return z;
}

static int64_t instant(const char *text)
{
    int64_t at = 0;
    assert_true(instant_parse(str_of(text), &at));
    return at;
}

static int32_t day(const char *text)
{
    int32_t d = 0;
    assert_true(date_parse(str_of(text), &d));
    return d;
}

static struct calendar every_day(const char *zone, struct work_day hours)
{
    struct calendar c = {.zone = zone_of(zone)};
    for (int i = 0; i < 7; i++)
        c.week[i] = hours;
    assert_ok(calendar_check(&c));
    return c;
}

/* ---- holidays */

/* Gauss, with the constants of 1900-2099 and his two exceptions. */
static int32_t gauss_easter(int year)
{
    int a = year % 19, b = year % 4, c = year % 7;
    int d = (19 * a + 24) % 30, e = (2 * b + 4 * c + 6 * d + 5) % 7;
    int march = 22 + d + e;
    if (march == 57 || (march == 56 && d == 28 && e == 6 && a > 10))
        march -= 7;
    return day_number(year, 3, march);
}

static void easter_agrees(void **state)
{
    (void)state;
    static const char *const table[] = {
        "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
        "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25",
        "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01"};
    for (int i = 0; i < 17; i++)
        assert_int_equal(holiday_easter(2024 + i), day(table[i]));
    for (int year = HOLIDAY_FIRST_YEAR; year <= HOLIDAY_LAST_YEAR; year++)
        assert_int_equal(holiday_easter(year), gauss_easter(year));
    assert_int_equal(holiday_easter(1981), day("1981-04-19")); /* Gauss's exceptions */
    assert_int_equal(holiday_easter(2049), day("2049-04-18"));
}

/* The year's days by name, moving ones last so that they win. */
static void fill_year(int year, enum holiday ret[366])
{
    static const struct {
        int month, day;
        enum holiday holiday;
    } fixed[] = {{1, 1, HOLIDAY_NEW_YEARS_DAY},   {6, 5, HOLIDAY_CONSTITUTION_DAY},
                 {12, 24, HOLIDAY_CHRISTMAS_EVE}, {12, 25, HOLIDAY_CHRISTMAS_DAY},
                 {12, 26, HOLIDAY_BOXING_DAY},    {12, 31, HOLIDAY_NEW_YEARS_EVE}};
    int32_t first = day_number(year, 1, 1), easter = gauss_easter(year);
    memset(ret, 0, 366 * sizeof *ret);
    for (int i = 0; i < 6; i++)
        ret[day_number(year, fixed[i].month, fixed[i].day) - first] = fixed[i].holiday;
    enum holiday *sunday = &ret[easter - first];
    sunday[-3] = HOLIDAY_MAUNDY_THURSDAY;
    sunday[-2] = HOLIDAY_GOOD_FRIDAY;
    sunday[0] = HOLIDAY_EASTER_SUNDAY;
    sunday[1] = HOLIDAY_EASTER_MONDAY;
    if (year < 2024)
        sunday[26] = HOLIDAY_GREAT_PRAYER_DAY;
    sunday[39] = HOLIDAY_ASCENSION_DAY;
    sunday[49] = HOLIDAY_WHIT_SUNDAY;
    sunday[50] = HOLIDAY_WHIT_MONDAY;
}

static void holidays_agree(void **state)
{
    (void)state;
    enum holiday expected[366];
    for (int year = HOLIDAY_FIRST_YEAR; year <= HOLIDAY_LAST_YEAR; year++) {
        fill_year(year, expected);
        int32_t first = day_number(year, 1, 1);
        for (int32_t d = first; d < day_number(year + 1, 1, 1); d++)
            assert_int_equal(holiday_of(d), expected[d - first]);
    }
    assert_int_equal(holiday_of(day("1969-12-25")), HOLIDAY_NONE);
    assert_int_equal(holiday_of(day("2100-01-01")), HOLIDAY_NONE);
    (void)holiday_of(INT32_MIN);
    (void)holiday_of(INT32_MAX);
}

static void holidays_by_hand(void **state)
{
    (void)state;
    static const struct {
        const char *date, *word;
    } table[] = {
        {"2023-05-05", "great_prayer_day"},
        {"2024-04-26", "none"},
        {"2025-05-16", "none"},
        {"2026-01-01", "new_years_day"},
        {"2026-04-01", "none"},
        {"2026-04-02", "maundy_thursday"},
        {"2026-04-03", "good_friday"},
        {"2026-04-04", "none"},
        {"2026-04-05", "easter_sunday"},
        {"2026-04-06", "easter_monday"},
        {"2026-05-01", "none"},
        {"2026-05-14", "ascension_day"},
        {"2026-05-24", "whit_sunday"},
        {"2026-05-25", "whit_monday"},
        {"2026-06-05", "constitution_day"},
        {"2026-12-23", "none"},
        {"2026-12-24", "christmas_eve"},
        {"2026-12-25", "christmas_day"},
        {"2026-12-26", "boxing_day"},
        {"2026-12-27", "none"},
        {"2026-12-31", "new_years_eve"},
        {"2017-06-05", "whit_monday"},
        {"2022-06-05", "whit_sunday"},
        {"2027-05-06", "ascension_day"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_str(holiday_word(holiday_of(day(table[i].date))), table[i].word);
    int customary = 0;
    for (int h = 0; h < HOLIDAY_N; h++)
        customary += holiday_is_customary((enum holiday)h);
    assert_int_equal(customary, 3);
    assert_true(holiday_is_customary(HOLIDAY_CHRISTMAS_EVE));
    assert_false(holiday_is_customary(HOLIDAY_NONE));
}

/* ---- days */

static void calendars_are_checked(void **state)
{
    (void)state;
    struct calendar c = calendar_office(zone_of("Europe/Copenhagen"));
    assert_ok(calendar_check(&c));
    struct calendar bad = c;
    bad.zone = NULL;
    assert_status(calendar_check(&bad), INVALID);
    bad = (struct calendar){.zone = c.zone};
    assert_status(calendar_check(&bad), INVALID);
    static const struct work_span wrong[] = {{-1, 60}, {60, 60}, {0, 1441}, {600, 540}};
    for (size_t i = 0; i < 4; i++) {
        bad = c;
        bad.week[2].spans[0] = wrong[i];
        assert_status(calendar_check(&bad), INVALID);
        assert_why("weekday 3");
    }
    bad = c;
    bad.week[0] = (struct work_day){{{480, 720}, {719, 960}}, 2};
    assert_status(calendar_check(&bad), INVALID);
    bad.week[0].spans[1].from_minute = 720;
    assert_ok(calendar_check(&bad));
    bad.week[0].n_spans = CALENDAR_SPANS + 1;
    assert_status(calendar_check(&bad), INVALID);
    static const int32_t twice[] = {20000, 20000};
    bad = c;
    bad.closed = twice;
    bad.n_closed = 2;
    assert_status(calendar_check(&bad), INVALID);
    bad = c;
    bad.customary |= HOLIDAY_BIT(HOLIDAY_GOOD_FRIDAY);
    assert_status(calendar_check(&bad), INVALID);
}

static void days_by_hand(void **state)
{
    (void)state;
    struct calendar c = calendar_office(zone_of("Europe/Copenhagen"));
    /* Start Monday 30 March 2026, first week: the five days before and after Easter. */
    assert_int_equal(calendar_nth_day(&c, day("2026-03-30"), 5), day("2026-04-08"));
    assert_int_equal(calendar_nth_day(&c, day("2026-03-28"), 5), day("2026-04-08"));
    assert_int_equal(calendar_add_days(&c, day("2026-03-30"), 4), day("2026-04-08"));
    assert_int_equal(calendar_add_days(&c, day("2026-03-30"), 5), day("2026-04-09"));
    assert_int_equal(calendar_add_days(&c, day("2026-04-08"), -4), day("2026-03-30"));
    assert_int_equal(calendar_days_between(&c, day("2026-03-30"), day("2026-04-08")), 4);
    assert_int_equal(calendar_days_between(&c, day("2026-04-08"), day("2026-03-30")), -4);
    /* Store Bededag 2023 was closed, its Friday in 2024 is worked. */
    assert_false(calendar_is_working_day(&c, day("2023-05-05")));
    assert_true(calendar_is_working_day(&c, day("2024-04-26")));
    /* Over New Year 2026: Thursday, Friday, a weekend. */
    assert_int_equal(calendar_day_after(&c, day("2026-12-30")), day("2027-01-04"));
    assert_int_equal(calendar_day_before(&c, day("2027-01-04")), day("2026-12-30"));
    assert_int_equal(calendar_day_from(&c, day("2026-12-24")), day("2026-12-28"));
    assert_int_equal(calendar_day_until(&c, day("2026-12-27")), day("2026-12-23"));
    c.customary = HOLIDAY_BIT(HOLIDAY_CHRISTMAS_EVE);
    assert_int_equal(calendar_day_after(&c, day("2026-12-30")), day("2026-12-31"));
    assert_int_equal(calendar_day_from(&c, day("2026-12-24")), day("2026-12-28"));
    assert_true(calendar_is_working_day(&c, day("2026-06-05")));
    int32_t closed[] = {day("2026-05-01"), day("2026-05-15"), day("2026-12-28")};
    c.closed = closed;
    c.n_closed = 3;
    assert_ok(calendar_check(&c));
    assert_false(calendar_is_working_day(&c, day("2026-05-01")));
    assert_int_equal(calendar_day_after(&c, day("2026-05-13")), day("2026-05-18"));
    assert_int_equal(calendar_day_from(&c, day("2026-12-24")), day("2026-12-29"));
}

/* Every day of 2024-2032: what is added is counted, order is kept, closed days are never met. */
static void check_days(const struct calendar *c)
{
    static const int steps[] = {-23, -5, -3, -2, -1, 0, 1, 2, 3, 5, 23};
    enum { STEPS = sizeof steps / sizeof steps[0] };
    int32_t last[STEPS];
    for (int i = 0; i < STEPS; i++)
        last[i] = INT32_MIN;
    for (int32_t d = day("2024-01-01"); d <= day("2032-12-31"); d++) {
        int32_t before = INT32_MIN;
        for (int i = 0; i < STEPS; i++) {
            int32_t got = calendar_add_days(c, d, steps[i]);
            assert_true(calendar_is_working_day(c, got));
            assert_true(got >= last[i] && got >= before); /* in the day and in n */
            last[i] = before = got;
            if (steps[i] != 0 || calendar_is_working_day(c, d))
                assert_int_equal(calendar_days_between(c, d, got), steps[i]);
            assert_true(steps[i] > 0 ? got > d : steps[i] < 0 ? got < d : got >= d);
        }
        assert_int_equal(calendar_add_days(c, d, 1), calendar_day_after(c, d));
        assert_int_equal(calendar_add_days(c, d, -1), calendar_day_before(c, d));
        assert_true(calendar_day_until(c, d) <= d && d <= calendar_day_from(c, d));
        if (calendar_is_working_day(c, d))
            assert_int_equal(calendar_add_days(c, calendar_add_days(c, d, 3), -3), d);
    }
}

static void days_agree(void **state)
{
    (void)state;
    struct calendar c = calendar_office(zone_of("Europe/Copenhagen"));
    check_days(&c);
    int32_t closed[40];
    for (int i = 0; i < 40; i++) /* a closed month and a few days more */
        closed[i] = day("2027-07-01") + i + (i > 30 ? 20 * i : 0);
    c.closed = closed;
    c.n_closed = 40;
    c.customary = 0;
    check_days(&c);
    c = (struct calendar){.zone = c.zone, .customary = HOLIDAY_CUSTOMARY};
    c.week[3] = (struct work_day){{{600, 1080}}, 1}; /* Thursdays alone lose most to holidays */
    check_days(&c);
    c = every_day("Australia/Lord_Howe", (struct work_day){{{0, 1440}}, 1});
    check_days(&c);
}

/* ---- moments */

/* What the header promises, straight from the clock on the wall. */
static bool wall_says(const struct calendar *c, int64_t at)
{
    struct local_time t = zone_local(c->zone, at);
    int minute = t.hour * 60 + t.minute;
    const struct work_day *w = &c->week[t.weekday - 1];
    if (!calendar_is_working_day(c, day_number(t.year, t.month, t.day)))
        return false;
    for (size_t i = 0; i < w->n_spans; i++)
        if (minute >= w->spans[i].from_minute && minute < w->spans[i].to_minute)
            return true;
    return false;
}

/* Minute by minute: is it worked, how much so far, when next, when last. */
static void walk(const struct calendar *c, int64_t from, int64_t to)
{
    int64_t worked = 0, last = calendar_last_moment(c, from - 1);
    assert_true(calendar_is_working(c, last));
    for (int64_t at = from; at < to; at += MINUTE_MS) {
        bool now = wall_says(c, at);
        assert_int_equal(calendar_is_working(c, at), now);
        assert_int_equal(calendar_is_working(c, at + MINUTE_MS - 1), now);
        assert_int_equal(calendar_ms_between(c, from, at), worked);
        if (now) {
            last = at;
            assert_int_equal(calendar_next_moment(c, at), at);
            worked += MINUTE_MS;
        }
        assert_int_equal(calendar_last_moment(c, at), now ? at : last);
        if (now)
            last = at + MINUTE_MS - 1;
    }
    int64_t next = INT64_MAX;
    for (int64_t at = to - MINUTE_MS; at >= from; at -= MINUTE_MS) {
        if (wall_says(c, at))
            next = at;
        if (next != INT64_MAX)
            assert_int_equal(calendar_next_moment(c, at), next);
    }
}

static void moments_agree(void **state)
{
    (void)state;
    static const struct work_day hours[] = {
        {{{480, 960}}, 1},
        {{{0, 360}, {1320, 1440}}, 2},         /* nights */
        {{{0, 1440}}, 1},                      /* round the clock */
        {{{0, 90}, {90, 150}, {155, 300}}, 3}, /* cut inside the changes */
        {{{120, 180}, {480, 960}}, 2},         /* the gap itself */
        {{{0, 30}, {45, 100}, {130, 170}, {1380, 1440}}, 4},
    };
    static const struct {
        const char *zone, *from[2];
    } places[] = {
        {"Europe/Copenhagen", {"2026-10-24T12:00:00Z", "2027-03-27T12:00:00Z"}},
        {"Australia/Lord_Howe", {"2026-10-03T04:00:00Z", "2027-04-03T04:00:00Z"}},
        {"America/Santiago", {"2026-09-05T12:00:00Z", "2027-04-03T12:00:00Z"}}, /* at midnight */
        {"Africa/Cairo", {"2026-04-23T12:00:00Z", "2026-10-29T12:00:00Z"}},
        {"Atlantic/Azores", {"2026-10-24T12:00:00Z", "2027-03-27T12:00:00Z"}},
        {"Pacific/Apia", {"2011-12-29T00:00:00Z", "2011-09-23T12:00:00Z"}}, /* a day left out */
        {"UTC", {"2026-10-24T12:00:00Z", "2027-03-27T12:00:00Z"}},
    };
    for (size_t p = 0; p < sizeof places / sizeof places[0]; p++)
        for (size_t h = 0; h < sizeof hours / sizeof hours[0]; h++) {
            struct calendar c = every_day(places[p].zone, hours[h]);
            for (int k = 0; k < 2; k++) {
                int64_t from = instant(places[p].from[k]);
                walk(&c, from, from + 2 * DAY_MS);
            }
        }
}

static void moments_by_hand(void **state)
{
    (void)state;
    struct calendar c = calendar_office(zone_of("Europe/Copenhagen"));
    int64_t friday = instant("2026-03-27T14:00:00Z"); /* 15:00 CET, the clocks change on Sunday */
    assert_true(calendar_is_working(&c, friday));
    assert_false(calendar_is_working(&c, friday + HOUR_MS));
    assert_int_equal(calendar_add_ms(&c, friday, 0), friday);
    assert_int_equal(calendar_add_ms(&c, friday, HOUR_MS), instant("2026-03-27T15:00:00Z"));
    assert_int_equal(calendar_add_ms(&c, friday, HOUR_MS + 1), instant("2026-03-30T06:00:00.001Z"));
    assert_int_equal(calendar_add_ms(&c, friday, 8 * HOUR_MS), instant("2026-03-30T13:00:00Z"));
    assert_int_equal(calendar_next_moment(&c, friday + HOUR_MS), instant("2026-03-30T06:00:00Z"));
    assert_int_equal(calendar_last_moment(&c, instant("2026-03-29T12:00:00Z")),
                     instant("2026-03-27T14:59:59.999Z"));
    assert_int_equal(calendar_day_end(&c, day("2026-03-30")), instant("2026-03-30T13:59:59.999Z"));
    assert_int_equal(calendar_day_end(&c, day("2026-04-03")), instant("2026-04-03T21:59:59.999Z"));
    int64_t easter = instant("2026-04-08T14:00:00Z");
    assert_int_equal(calendar_ms_between(&c, instant("2026-03-30T00:00:00Z"), easter),
                     40 * HOUR_MS);
    assert_int_equal(calendar_ms_between(&c, easter, instant("2026-03-30T00:00:00Z")),
                     -40 * HOUR_MS);
}

/* Counters across both changes of the clock. */
static void changes_by_hand(void **state)
{
    (void)state;
    static const char *const zone = "Europe/Copenhagen";
    struct calendar night = every_day(zone, (struct work_day){{{0, 360}, {1320, 1440}}, 2});
    struct calendar always = every_day(zone, (struct work_day){{{0, 1440}}, 1});
    static const struct {
        const char *date;
        int night, watch, week;
    } table[] = {{"2026-10-24", 9, 25, 169},
                 {"2027-10-30", 9, 25, 169},
                 {"2028-10-28", 9, 25, 169},
                 {"2028-03-25", 7, 23, 167},
                 {"2026-11-21", 8, 24, 168}};
    const struct zone *z = night.zone;
    for (size_t i = 0; i < 5; i++) {
        int32_t d = day(table[i].date); /* a Saturday */
        assert_int_equal(calendar_ms_between(&night, calendar_wall(z, d, 12 * HOUR_MS),
                                             calendar_wall(z, d + 1, 12 * HOUR_MS)),
                         table[i].night * HOUR_MS);
        assert_int_equal(calendar_ms_between(&always, calendar_wall(z, d, 8 * HOUR_MS),
                                             calendar_wall(z, d + 1, 8 * HOUR_MS)),
                         table[i].watch * HOUR_MS);
        assert_int_equal(calendar_ms_between(&always, calendar_wall(z, d - 5, 8 * HOUR_MS),
                                             calendar_wall(z, d + 2, 8 * HOUR_MS)),
                         table[i].week * HOUR_MS);
    }
    /* 28 March 2027 is Easter Sunday: closed, so only what the Saturday has is left of its night.
     */
    assert_int_equal(calendar_ms_between(&night, instant("2027-03-27T11:00:00Z"),
                                         instant("2027-03-28T10:00:00Z")),
                     2 * HOUR_MS);
}

static void wall_times_come_once(void **state)
{
    (void)state;
    const struct zone *z = zone_of("Europe/Copenhagen");
    static const struct {
        const char *date;
        int64_t ms;
        const char *at;
    } table[] = {
        {"2026-10-25", 3 * HOUR_MS, "2026-10-25T02:00:00Z"},
        {"2026-10-25", 150 * MINUTE_MS, "2026-10-25T00:30:00Z"}, /* the first of two */
        {"2027-03-28", 150 * MINUTE_MS, "2027-03-28T01:00:00Z"}, /* 03:00 CEST */
        {"2027-03-28", 120 * MINUTE_MS, "2027-03-28T01:00:00Z"},
        {"2027-03-28", 2 * HOUR_MS - 1, "2027-03-28T00:59:59.999Z"},
        {"2027-03-28", 3 * HOUR_MS - 1, "2027-03-28T01:00:00Z"},
        {"2027-03-28", 3 * HOUR_MS + 7, "2027-03-28T01:00:00.007Z"},
        {"2027-03-28", DAY_MS - 1, "2027-03-28T21:59:59.999Z"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        assert_int_equal(calendar_wall(z, day(table[i].date), table[i].ms), instant(table[i].at));
    z = zone_of("Australia/Lord_Howe"); /* half an hour, 02:00 to 02:30 on 4 October 2026 */
    assert_int_equal(calendar_wall(z, day("2026-10-04"), 135 * MINUTE_MS),
                     instant("2026-10-03T15:30:00Z"));
    assert_int_equal(calendar_wall(z, day("2026-10-04"), 150 * MINUTE_MS),
                     instant("2026-10-03T15:30:00Z"));
    z = zone_of("America/Santiago"); /* 00:00 to 01:00 on 6 September 2026 */
    assert_int_equal(calendar_wall(z, day("2026-09-06"), 30 * MINUTE_MS),
                     zone_day_start(z, day("2026-09-06")));
}

static uint64_t seed = 20261122;
static int64_t pick(int64_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

/* Any moment and any amount: what is added is counted, and the sum is the earliest such moment. */
static void spans_agree(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/Copenhagen", "Australia/Lord_Howe",
                                        "America/Santiago", "Pacific/Apia", "UTC"};
    for (int i = 0; i < 20000; i++) {
        struct calendar c = calendar_office(zone_of(zones[i % 5]));
        c.week[pick(7)] = (struct work_day){{{0, 150}, {170, 400}, {400, 1440}}, 3};
        int64_t at = instant("2024-01-01T00:00:00Z") + pick(9 * 365 * DAY_MS);
        int64_t ms = i % 3 == 0 ? pick(100) : pick(100 * HOUR_MS);
        int64_t sum = calendar_add_ms(&c, at, ms);
        assert_int_equal(calendar_ms_between(&c, at, sum), ms);
        assert_int_equal(calendar_ms_between(&c, sum, at), -ms);
        assert_true(ms > 0 ? calendar_is_working(&c, sum - 1) : sum == at);
        assert_true(calendar_add_ms(&c, at, ms + 1) > sum);
        assert_true(calendar_is_working(&c, calendar_next_moment(&c, at)));
        assert_true(calendar_is_working(&c, calendar_last_moment(&c, at)));
        assert_int_equal(calendar_ms_between(&c, at, calendar_next_moment(&c, at)), 0);
        int64_t last = calendar_last_moment(&c, at);
        assert_int_equal(calendar_ms_between(&c, last, at), last < at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_agrees),    cmocka_unit_test(holidays_agree),
        cmocka_unit_test(holidays_by_hand), cmocka_unit_test(calendars_are_checked),
        cmocka_unit_test(days_by_hand),     cmocka_unit_test(days_agree),
        cmocka_unit_test(moments_agree),    cmocka_unit_test(moments_by_hand),
        cmocka_unit_test(changes_by_hand),  cmocka_unit_test(wall_times_come_once),
        cmocka_unit_test(spans_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
