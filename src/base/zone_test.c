/* Tests of zones and calendar days, against golden cases and against libc.
 * SPDX-License-Identifier: MPL-2.0 */

/* The reader itself is included, because damaged files cannot be put into /usr/share/zoneinfo. */
#include "zone.c" /* NOLINT(bugprone-suspicious-include) */

#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

static const struct zone *zone_of(const char *name)
{
    const struct zone *z = NULL;
    assert_int_equal(zone_find(str_of(name), &z), OK);
    return z;
}

static int64_t instant(const char *text)
{
    int64_t at = 0;
    assert_true(instant_parse(str_of(text), &at));
    return at;
}

static struct local_time wall(int year, int month, int day, int hour, int minute)
{
    return (struct local_time){
        .year = year, .month = month, .day = day, .hour = hour, .minute = minute};
}

static void days_count(void **state)
{
    (void)state;
    assert_int_equal(day_number(1970, 1, 1), 0);
    assert_int_equal(day_number(2000, 3, 1), 11017);
    assert_int_equal(day_number(2026, 13, 1), day_number(2027, 1, 1));
    assert_int_equal(day_number(2026, 0, 1), day_number(2025, 12, 1));
    int32_t n = day_number(-401, 1, 1);
    for (int year = -401; year <= 3000; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= month_length(year, month); day++, n++) {
                struct local_time t = day_date(n);
                assert_true(t.year == year && t.month == month && t.day == day);
                assert_int_equal(day_number(year, month, day), n);
            }
    assert_int_equal(day_date(day_number(2026, 11, 22)).weekday, 7);
    assert_int_equal(day_date(0).weekday, 4);
    assert_int_equal(day_date(-4).weekday, 7);
    (void)day_date(INT32_MIN);
    (void)day_date(INT32_MAX);
    assert_int_equal(day_number(INT32_MAX, 12, 31), INT32_MAX);
    assert_int_equal(day_number(INT32_MIN, 1, 1), INT32_MIN);
}

static void dates_are_checked(void **state)
{
    (void)state;
    assert_true(date_valid(2028, 2, 29));
    assert_false(date_valid(2027, 2, 29));
    assert_false(date_valid(2100, 2, 29));
    assert_false(date_valid(2026, 0, 1));
    assert_false(date_valid(2026, 13, 1));
    assert_false(date_valid(2026, 4, 31));
    assert_false(date_valid(0, 1, 1));
    struct arena *a = arena_new();
    int32_t day = 7;
    static const char *const bad[] = {"",           "2026-1-01",   "2026-02-30", "2026-11-22 ",
                                      "2026/11/22", "26-11-22",    "+026-11-22", "2026-11-2x",
                                      "0000-01-01", "2026-11-22T", "2026-11"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(date_parse(str_of(bad[i]), &day));
    assert_false(date_parse(STR_NONE, &day));
    assert_int_equal(day, 7);
    assert_true(date_parse(STR("2026-11-22"), &day));
    assert_true(str_eq(date_text(a, day), STR("2026-11-22")));
    arena_free(a);
}

static void instants_are_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_int_equal(instant("1970-01-01T00:00:00Z"), 0);
    assert_int_equal(instant("2026-11-22T09:30:00.000Z"), INT64_C(1795339800000));
    assert_int_equal(instant("2026-11-22T10:30:00+01:00"), INT64_C(1795339800000));
    assert_int_equal(instant("2026-11-22t04:00:00.12345-05:30"), INT64_C(1795339800123));
    assert_int_equal(instant("2026-11-22T09:30:00.5z"), INT64_C(1795339800500));
    assert_int_equal(instant("2016-12-31T23:59:60Z"), instant("2017-01-01T00:00:00Z"));
    assert_true(str_eq(instant_text(a, INT64_C(1795339800007)), STR("2026-11-22T09:30:00.007Z")));
    assert_true(str_eq(instant_text(a, -1), STR("1969-12-31T23:59:59.999Z")));
    (void)instant_text(a, INT64_MIN);
    (void)instant_text(a, INT64_MAX);
    static const char *const bad[] = {
        "2026-11-22",
        "2026-11-22T09:30Z",
        "2026-11-22T09:30:00",
        "2026-11-22 09:30:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T09:60:00Z",
        "2026-11-22T09:30:61Z",
        "2026-11-22T09:30:00.Z",
        "2026-11-22T09:30:00+0100",
        "2026-11-22T09:30:00+24:00",
        "2026-11-22T09:30:00Zx",
        "2026-02-29T09:30:00Z",
        "2026-11-22T09:30:00,5Z",
    };
    int64_t at = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(instant_parse(str_of(bad[i]), &at));
    arena_free(a);
}

static void copenhagen_changes(void **state)
{
    (void)state;
    const struct zone *z = zone_of("Europe/Copenhagen");
    static const struct {
        const char *at;
        int before, after;
    } changes[] = {
        {"2026-10-25T01:00:00Z", 7200, 3600}, {"2027-03-28T01:00:00Z", 3600, 7200},
        {"2027-10-31T01:00:00Z", 7200, 3600}, {"2028-03-26T01:00:00Z", 3600, 7200},
        {"2028-10-29T01:00:00Z", 7200, 3600}, {"2045-03-26T01:00:00Z", 3600, 7200},
        {"2045-10-29T01:00:00Z", 7200, 3600},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        int64_t at = instant(changes[i].at);
        assert_int_equal(zone_local(z, at - 1).offset_s, changes[i].before);
        assert_int_equal(zone_local(z, at).offset_s, changes[i].after);
    }
    struct local_time twice = wall(2026, 10, 25, 2, 30);
    assert_int_equal(zone_utc(z, twice), instant("2026-10-25T00:30:00Z"));
    assert_int_equal(zone_utc_last(z, twice), instant("2026-10-25T01:30:00Z"));
    struct local_time never = wall(2027, 3, 28, 2, 30);
    assert_int_equal(zone_utc(z, never), instant("2027-03-28T01:30:00Z"));
    assert_int_equal(zone_utc_last(z, never), instant("2027-03-28T01:30:00Z"));
    /* The edges: 02:00 and 03:00 on both days. */
    assert_int_equal(zone_utc(z, wall(2026, 10, 25, 2, 0)), instant("2026-10-25T00:00:00Z"));
    assert_int_equal(zone_utc(z, wall(2026, 10, 25, 3, 0)), instant("2026-10-25T02:00:00Z"));
    assert_int_equal(zone_utc(z, wall(2027, 3, 28, 2, 0)), instant("2027-03-28T01:00:00Z"));
    assert_int_equal(zone_utc(z, wall(2027, 3, 28, 3, 0)), instant("2027-03-28T01:00:00Z"));
    (void)zone_utc(z, wall(INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX));
    (void)zone_utc_last(z, wall(INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN));
    (void)zone_day_start(z, INT32_MIN);
    (void)zone_day_start(z, INT32_MAX);
    int32_t day = day_number(2026, 10, 25);
    assert_int_equal(zone_day_start(z, day), instant("2026-10-24T22:00:00Z"));
    assert_int_equal(zone_day_start(z, day + 1) - zone_day_start(z, day), INT64_C(25) * 3600000);
    day = day_number(2027, 3, 28);
    assert_int_equal(zone_day_start(z, day + 1) - zone_day_start(z, day), INT64_C(23) * 3600000);
    assert_int_equal(zone_day(z, instant("2026-06-30T21:59:59.999Z")), day_number(2026, 6, 30));
    assert_int_equal(zone_day(z, instant("2026-06-30T22:00:00Z")), day_number(2026, 7, 1));
    struct local_time t = zone_local(z, instant("2026-11-22T09:30:15Z"));
    assert_true(t.year == 2026 && t.month == 11 && t.day == 22 && t.hour == 10);
    assert_true(t.minute == 30 && t.second == 15 && t.weekday == 7 && t.offset_s == 3600);
}

static void half_hour_changes(void **state)
{
    (void)state;
    const struct zone *z = zone_of("Australia/Lord_Howe");
    /* 2026-10-04 02:00 +10:30 becomes 02:30 +11:00; 2027-04-04 02:00 +11:00 becomes 01:30. */
    assert_int_equal(zone_utc(z, wall(2026, 10, 4, 2, 15)), instant("2026-10-04T02:15:00+10:30"));
    assert_int_equal(zone_utc(z, wall(2026, 10, 4, 2, 30)), instant("2026-10-04T02:30:00+11:00"));
    assert_int_equal(zone_utc(z, wall(2027, 4, 4, 1, 45)), instant("2027-04-04T01:45:00+11:00"));
    assert_int_equal(zone_utc_last(z, wall(2027, 4, 4, 1, 45)),
                     instant("2027-04-04T01:45:00+10:30"));
}

static void days_without_midnight(void **state)
{
    (void)state;
    const struct zone *sao_paulo = zone_of("America/Sao_Paulo");
    assert_int_equal(zone_day_start(sao_paulo, day_number(2018, 11, 4)),
                     instant("2018-11-04T03:00:00Z"));
    assert_int_equal(zone_local(sao_paulo, instant("2018-11-04T03:00:00Z")).hour, 1);
    /* 2018-02-18 00:00 was 2018-02-17 23:00 again. */
    assert_int_equal(zone_day_start(sao_paulo, day_number(2018, 2, 18)),
                     instant("2018-02-18T03:00:00Z"));
    /* Havana has midnight twice in autumn: the first counts. */
    const struct zone *havana = zone_of("America/Havana");
    assert_int_equal(zone_day_start(havana, day_number(2024, 11, 3)),
                     instant("2024-11-03T04:00:00Z"));
    assert_int_equal(zone_utc_last(havana, wall(2024, 11, 3, 0, 0)),
                     instant("2024-11-03T05:00:00Z"));
    /* Toronto jumped from 23:30 to 00:30: the day begins with the jump, at half past midnight. */
    const struct zone *toronto = zone_of("America/Toronto");
    int64_t start = zone_day_start(toronto, day_number(1919, 3, 31));
    assert_int_equal(start, instant("1919-03-31T04:30:00Z"));
    /* Samoa left out 30 December 2011. */
    const struct zone *apia = zone_of("Pacific/Apia");
    assert_int_equal(zone_day_start(apia, day_number(2011, 12, 30)),
                     instant("2011-12-30T10:00:00Z"));
    assert_int_equal(zone_day_start(apia, day_number(2011, 12, 31)),
                     instant("2011-12-30T10:00:00Z"));
}

static void zones_are_found(void **state)
{
    (void)state;
    assert_ptr_equal(zone_of("Europe/Copenhagen"), zone_of("Europe/Copenhagen"));
    assert_non_null(zone_of("Etc/GMT+5"));
    static const char *const bad[] = {
        "",
        "Europe",
        "Europe/",
        "/etc/passwd",
        "../passwd",
        "Europe/Nowhere",
        "Europe/Copenhagen/x",
        "tzdata.zi",
        "leapseconds",
        "Europe/ Copenhagen",
        "Europe//Nowhere",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    const struct zone *z = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(zone_find(str_of(bad[i]), &z), MISSING);
    assert_int_equal(zone_find(STR_NONE, &z), MISSING);
    assert_int_equal(zone_find((struct str){"UTC\0x", 5}, &z), MISSING);
    assert_null(z);
}

/* ---- against libc */

static long libc_offset(time_t at)
{
    struct tm t;
    assert_non_null(localtime_r(&at, &t));
    return t.tm_gmtoff;
}

static void compare(const struct zone *z, time_t at)
{
    struct tm want;
    assert_non_null(localtime_r(&at, &want));
    struct local_time got = zone_local(z, (int64_t)at * 1000);
    bool same = got.offset_s == want.tm_gmtoff && got.year == want.tm_year + 1900 &&
                got.month == want.tm_mon + 1 && got.day == want.tm_mday &&
                got.hour == want.tm_hour && got.minute == want.tm_min &&
                got.second == want.tm_sec && got.weekday % 7 == want.tm_wday;
    if (!same)
        print_error("%s at %lld: %d, libc %ld\n", z->name, (long long)at, got.offset_s,
                    want.tm_gmtoff);
    assert_true(same);
    int64_t first = zone_utc(z, got) / 1000, last = zone_utc_last(z, got) / 1000;
    assert_true(first == at || last == at);
    assert_true(first <= last);
    int64_t start = zone_day_start(z, zone_day(z, (int64_t)at * 1000)) / 1000;
    assert_true(start <= at && at - start < 27 * 3600);
}

/* Samples, and where two samples differ looks for the very second of the change. */
static void compare_zone(const char *name)
{
    setenv("TZ", name, 1);
    tzset();
    const struct zone *z = zone_of(name);
    const time_t step = 13 * 3600 + 7 * 60 + 1;
    time_t from = (time_t)day_number(1900, 1, 2) * DAY_S,
           to = (time_t)day_number(2046, 1, 1) * DAY_S;
    for (time_t at = from; at < to; at += step) {
        compare(z, at);
        time_t low = at, high = at + step;
        if (libc_offset(low) == libc_offset(high))
            continue;
        while (high - low > 1) {
            time_t middle = low + (high - low) / 2;
            if (libc_offset(middle) == libc_offset(at))
                low = middle;
            else
                high = middle;
        }
        compare(z, low);
        compare(z, high);
        compare(z, high + 1799);
        compare(z, high - 1799);
    }
}

static void agrees_with_libc(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Europe/Copenhagen",   "Europe/Dublin",     "Europe/London",      "America/New_York",
        "America/Sao_Paulo",   "America/Nuuk",      "America/Havana",     "America/Toronto",
        "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo",       "Asia/Kathmandu",
        "Asia/Beirut",         "Asia/Jerusalem",    "Pacific/Apia",       "Antarctica/Troll",
        "Atlantic/Azores",     "Atlantic/Faroe",    "Pacific/Kiritimati", "UTC",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        compare_zone(names[i]);
    unsetenv("TZ");
    tzset();
}

static void rules_agree_with_libc(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "AAA-3:30BBB,J60/1:02:03,300",
        "<-03>3<-02>,M3.5.0/-2,M10.5.0/-1",
        "IST-1GMT0,M10.5.0,M3.5.0/1",
        "NZST-12NZDT,M9.5.0,M4.1.0/3",
        "XXX11",
        "AAA0BBB,J1/0,J365/23",
        "EET-2EEST,M3.4.4/50,M10.4.4/50",
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct rule rule = {0};
        assert_true(read_rule(str_of(rules[i]), &rule));
        setenv("TZ", rules[i], 1);
        tzset();
        for (time_t at = 1; at < INT64_C(2400000000); at += 3599)
            if (rule_offset(&rule, at) != libc_offset(at))
                fail_msg("%s at %lld", rules[i], (long long)at);
    }
    unsetenv("TZ");
    tzset();
    /* Summer time all year as RFC 8536 writes it; libc gets the seams at New Year wrong. */
    struct rule always = {0};
    assert_true(read_rule(STR("EST5EDT,0/0,J365/25"), &always));
    for (int64_t at = 1; at < INT64_C(2400000000); at += 3599)
        assert_int_equal(rule_offset(&always, at), -4 * 3600);
    static const char *const bad[] = {
        "",
        "CET",
        "-1",
        "CET-1CEST",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M0.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-25",
        "<CET",
        "<>1",
        "CET-1CEST,J0,J5",
        "CET-1CEST,366,5",
        "CET-1CEST,1,2/168",
        "CET-1CEST,1,2x",
        "CET-1:60",
        "CET-99999999999",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct rule rule = {0};
        assert_false(read_rule(str_of(bad[i]), &rule));
    }
}

/* ---- damaged files */

static void probe(const unsigned char *bytes, size_t n)
{
    unsigned char *copy = malloc(n > 0 ? n : 1); /* of the exact size, for AddressSanitizer */
    struct zone *z = calloc(1, sizeof *z);
    assert_true(copy != NULL && z != NULL);
    memcpy(copy, bytes, n);
    if (zone_read(z, copy, n)) {
        static const int64_t at[] = {INT64_MIN, INT64_MAX, 0, INT64_C(1792890000000)};
        for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
            struct local_time t = zone_local(z, at[i]);
            (void)zone_utc(z, t);
            (void)zone_day_start(z, zone_day(z, at[i]));
        }
    }
    zone_drop(z);
    free(copy);
}

static void damaged_files_are_refused(void **state)
{
    (void)state;
    unsigned char *bytes = NULL;
    size_t n = 0;
    assert_int_equal(load_bytes("Europe/Copenhagen", &bytes, &n), OK);
    for (size_t cut = 0; cut < n; cut++) {
        struct zone *z = calloc(1, sizeof *z);
        assert_non_null(z);
        unsigned char *copy = malloc(cut + 1);
        assert_non_null(copy);
        memcpy(copy, bytes, cut);
        assert_false(zone_read(z, copy, cut));
        free(copy);
        zone_drop(z);
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char kept = bytes[i];
        static const unsigned char values[] = {0, 1, 0x7F, 0x80, 0xFF};
        for (size_t k = 0; k < sizeof values; k++) {
            bytes[i] = values[k];
            probe(bytes, n);
        }
        bytes[i] = kept;
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count),
        cmocka_unit_test(dates_are_checked),
        cmocka_unit_test(instants_are_text),
        cmocka_unit_test(copenhagen_changes),
        cmocka_unit_test(half_hour_changes),
        cmocka_unit_test(days_without_midnight),
        cmocka_unit_test(zones_are_found),
        cmocka_unit_test(agrees_with_libc),
        cmocka_unit_test(rules_agree_with_libc),
        cmocka_unit_test(damaged_files_are_refused),
    };
    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
