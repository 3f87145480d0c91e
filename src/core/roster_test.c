/* The table of daylight saving, layers, rest, fairness, and what makes a gap.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/clock.h"
#include "core/roster.h"

enum { ANNA = 1, BO, CARL, DINA, NEW };

static struct arena *a;
static const struct zone *copenhagen;

static int begin(void **state)
{
    (void)state;
    a = arena_new();
    assert_ok(zone_find(STR("Europe/Copenhagen"), &copenhagen));
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static int32_t day(const char *date)
{
    int32_t d = 0;

    assert_true(date_parse(str_of(date), &d));
    return d;
}

static int64_t at(const char *instant)
{
    int64_t ms = 0;

    assert_true(instant_parse(str_of(instant), &ms));
    return ms;
}

static const struct roster_window always[] = {{0x7f, 0, 0, ROSTER_ANY_DAY}};
static const int64_t two[] = {ANNA, BO};

static struct roster_rota rota(int level, enum roster_turn turn, const char *from, int minute,
                               const int64_t *people, size_t n)
{
    return (struct roster_rota){.level = level,
                                .turn = turn,
                                .every = 1,
                                .start = {day(from), minute},
                                .end = {ROSTER_OPEN, 0},
                                .people = people,
                                .n_people = n};
}

static struct roster one(const struct roster_window *windows, size_t n, const struct roster_rota *r)
{
    return (struct roster){.zone = copenhagen,
                           .levels = 1,
                           .windows = windows,
                           .n_windows = n,
                           .rotas = r,
                           .n_rotas = 1};
}

static struct roster_shift_list shifts(const struct roster *r, const char *from, const char *to)
{
    struct roster_shift_list list;

    roster_shifts(a, r, (struct roster_span){at(from), at(to)}, &list);
    return list;
}

#define HOURS(s) (((s).to - (s).from) / HOUR_MS)

/* A night from 22 to 06 is 9 hours in autumn and 7 in spring. */
static void test_night(void **state)
{
    static const struct roster_window night[] = {{0x7f, 22 * 60, 6 * 60, ROSTER_ANY_DAY}};
    struct roster_rota by = rota(1, ROSTER_DAY, "2026-10-01", 12 * 60, two, 2);
    struct roster r = one(night, 1, &by);
    struct roster_shift_list autumn = shifts(&r, "2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z"),
                             spring = shifts(&r, "2027-03-27T11:00:00Z", "2027-03-28T10:00:00Z");

    (void)state;
    assert_int_equal(autumn.n, 1);
    assert_int_equal(HOURS(autumn.at[0]), 9);
    assert_int_equal(spring.n, 1);
    assert_int_equal(HOURS(spring.at[0]), 7);
}

static void test_whole_days(void **state)
{
    struct roster_rota days = rota(1, ROSTER_DAY, "2026-10-01", 8 * 60, two, 2),
                       weeks = rota(1, ROSTER_WEEK, "2026-10-05", 8 * 60, two, 2);
    struct roster r = one(always, 1, &days);
    struct roster_shift_list s = shifts(&r, "2026-10-24T06:00:00Z", "2026-10-25T07:00:00Z");

    (void)state;
    assert_int_equal(s.n, 1);
    assert_int_equal(HOURS(s.at[0]), 25);
    s = shifts(&r, "2027-03-27T07:00:00Z", "2027-03-28T06:00:00Z");
    assert_int_equal(HOURS(s.at[0]), 23);
    r = one(always, 1, &weeks);
    s = shifts(&r, "2026-10-19T06:00:00Z", "2026-10-26T07:00:00Z"); /* Monday 08 to Monday 08 */
    assert_int_equal(s.n, 1);
    assert_int_equal(HOURS(s.at[0]), 169);
    s = shifts(&r, "2027-03-22T07:00:00Z", "2027-03-29T06:00:00Z");
    assert_int_equal(s.n, 1);
    assert_int_equal(HOURS(s.at[0]), 167);
}

/* 02:30 comes twice: who comes begins with the first, who goes stays to the last. */
static void test_handoff_twice(void **state)
{
    struct roster_rota by = rota(1, ROSTER_DAY, "2026-10-24", 150, two, 2);
    struct roster r = one(always, 1, &by);
    struct roster_shift_list s = shifts(&r, "2026-10-24T00:30:00Z", "2026-10-26T01:30:00Z");

    (void)state;
    assert_int_equal(s.n, 2);
    assert_int_equal(s.at[0].person_id, ANNA);
    assert_true(s.at[0].to == at("2026-10-25T01:30:00Z"));
    assert_int_equal(s.at[1].person_id, BO);
    assert_true(s.at[1].from == at("2026-10-25T00:30:00Z"));
}

/* 02:30 does not come: 03:00 CEST for both. */
static void test_handoff_never(void **state)
{
    struct roster_rota by = rota(1, ROSTER_DAY, "2027-03-27", 150, two, 2);
    struct roster r = one(always, 1, &by);
    struct roster_shift_list s = shifts(&r, "2027-03-27T01:30:00Z", "2027-03-29T00:30:00Z");

    (void)state;
    assert_int_equal(s.n, 2);
    assert_true(s.at[0].to == at("2027-03-28T01:00:00Z"));
    assert_true(s.at[1].from == at("2027-03-28T01:00:00Z"));
}

/* An hour's turn that the clocks skip has nobody and leaves no gap. */
static void test_hours(void **state)
{
    static const int64_t four[] = {ANNA, BO, CARL, DINA};
    struct roster_rota by = rota(1, ROSTER_HOUR, "2027-03-28", 0, four, 4);
    struct roster r = one(always, 1, &by);
    struct roster_shift_list s = shifts(&r, "2027-03-27T23:00:00Z", "2027-03-28T02:00:00Z");

    (void)state;
    assert_int_equal(s.n, 3);
    assert_int_equal(s.at[1].person_id, BO);
    assert_int_equal(s.at[2].person_id, DINA); /* 03-04; Carl had 02-03 */
    assert_true(s.at[2].from == at("2027-03-28T01:00:00Z"));
}

static void test_months_and_own(void **state)
{
    static const int64_t own[] = {ANNA, ANNA, 0, BO};
    struct roster_rota months = rota(1, ROSTER_MONTH, "2027-12-31", 480, two, 2),
                       pattern = rota(1, ROSTER_OWN, "2026-03-02", 480, own, 4);
    struct roster r = one(always, 1, &months);
    struct roster_shift_list s = shifts(&r, "2028-01-01T00:00:00Z", "2028-05-01T00:00:00Z");
    static const char *const starts[] = {"2028-01-31T07:00:00Z", "2028-02-29T07:00:00Z",
                                         "2028-03-31T06:00:00Z", "2028-04-30T06:00:00Z"};
    struct roster_gap_list gaps;

    (void)state;
    assert_int_equal(s.n, 5);
    for (size_t i = 0; i < 4; i++)
        assert_true(s.at[i + 1].from == at(starts[i])); /* the 31st does not drift */
    r = one(always, 1, &pattern);
    roster_gaps(a, &r, NULL, 0,
                (struct roster_span){at("2026-03-02T07:00:00Z"), at("2026-03-10T07:00:00Z")},
                &gaps);
    assert_int_equal(gaps.n, 2);
    assert_true(gaps.at[0].from == at("2026-03-04T07:00:00Z"));
    assert_int_equal(HOURS(gaps.at[0]), 24);
}

/* Out-of-hours on holidays; Store Bededag (26 April 2024) is an ordinary day. */
static void test_holidays(void **state)
{
    static const struct roster_window out[] = {{0x1f, 16 * 60, 8 * 60, ROSTER_ANY_DAY},
                                               {0x60, 8 * 60, 8 * 60, ROSTER_ANY_DAY},
                                               {0x1f, 8 * 60, 16 * 60, ROSTER_ONLY_HOLIDAY}},
                                      office[] = {{0x1f, 8 * 60, 16 * 60, ROSTER_NO_HOLIDAY}};
    struct roster night = one(out, 3, NULL), work = one(office, 1, NULL);
    struct roster_span_list open;

    (void)state;
    night.n_rotas = work.n_rotas = 0;
    roster_open(a, &work,
                (struct roster_span){at("2024-04-25T22:00:00Z"), at("2024-04-26T22:00:00Z")},
                &open);
    assert_int_equal(open.n, 1);
    roster_open(a, &work,
                (struct roster_span){at("2026-04-02T00:00:00Z"), at("2026-04-07T00:00:00Z")},
                &open); /* Maundy Thursday to Easter Monday */
    assert_int_equal(open.n, 0);
    roster_open(a, &night,
                (struct roster_span){at("2026-04-01T14:00:00Z"), at("2026-04-07T06:00:00Z")},
                &open);
    assert_int_equal(open.n, 1);
    assert_int_equal(HOURS(open.at[0]), 5 * 24 + 16);
}

static void test_layers(void **state)
{
    struct roster_rota by = rota(1, ROSTER_WEEK, "2026-03-02", 0, two, 2);
    struct roster_entry e[] = {
        {.layer = ROSTER_PLAN,
         .level = 1,
         .from = {day("2026-03-03"), 0},
         .to = {day("2026-03-05"), 0},
         .person_id = CARL},
        {.layer = ROSTER_OVERRIDE,
         .level = 1,
         .from = {day("2026-03-04"), 0},
         .to = {day("2026-03-06"), 0},
         .person_id = DINA,
         .instead_of = CARL},
        {.layer = ROSTER_TAKEOVER,
         .level = 1,
         .from_at = at("2026-03-04T10:00:00Z"),
         .to = {day("2026-03-04"), 18 * 60},
         .person_id = BO},
        {.layer = ROSTER_TAKEOVER,
         .level = 1,
         .from_at = at("2026-03-04T12:00:00Z"),
         .to = {day("2026-03-04"), 18 * 60},
         .person_id = ANNA},
    };
    static const struct {
        const char *at;
        int64_t person;
    } expected[] = {{"2026-03-02T12:00:00Z", ANNA}, {"2026-03-03T12:00:00Z", CARL},
                    {"2026-03-04T05:00:00Z", DINA}, {"2026-03-04T11:00:00Z", BO},
                    {"2026-03-04T13:00:00Z", ANNA}, {"2026-03-04T20:00:00Z", DINA},
                    {"2026-03-05T12:00:00Z", ANNA}, {"2026-03-09T12:00:00Z", BO}};
    struct roster r = one(always, 1, &by);

    (void)state;
    r.entries = e;
    r.n_entries = sizeof e / sizeof e[0];
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        struct roster_shift_list s;
        int64_t t = at(expected[i].at);

        roster_shifts(a, &r, (struct roster_span){t, t + 1}, &s);
        assert_int_equal(s.n, 1);
        assert_int_equal(s.at[0].person_id, expected[i].person);
    }
}

static void test_gaps(void **state)
{
    static const int64_t anna[] = {ANNA}, newcomer[] = {NEW};
    struct roster_rota by[] = {rota(1, ROSTER_WEEK, "2026-03-02", 0, two, 2),
                               rota(2, ROSTER_WEEK, "2026-03-02", 0, anna, 1),
                               rota(1, ROSTER_WEEK, "2026-03-02", 0, newcomer, 1)};
    struct roster r = one(always, 1, by);
    struct roster_away away = {ANNA, {at("2026-03-03T23:00:00Z"), at("2026-03-04T23:00:00Z")}};
    struct roster_span weeks = {at("2026-03-01T23:00:00Z"), at("2026-03-15T23:00:00Z")};
    struct roster_gap_list gaps;

    (void)state;
    by[2].shadow = true;
    r.n_rotas = 3;
    roster_gaps(a, &r, &away, 1, weeks, &gaps);
    assert_int_equal(gaps.n, 1); /* who looks on is no cover */
    assert_int_equal(gaps.at[0].person_id, ANNA);
    assert_int_equal(HOURS(gaps.at[0]), 24);
    r.levels = 2; /* Anna cannot be her own backup in the first week */
    roster_gaps(a, &r, NULL, 0, weeks, &gaps);
    assert_int_equal(gaps.n, 1);
    assert_int_equal(gaps.at[0].level, 2);
    assert_int_equal(HOURS(gaps.at[0]), 7 * 24);
}

static void test_rest(void **state)
{
    const struct roster_shift s[] = {
        {.from = 0, .to = 8 * HOUR_MS, .person_id = ANNA},
        {.from = 19 * HOUR_MS, .to = 27 * HOUR_MS, .person_id = ANNA}, /* 11 h: fine */
        {.from = 0, .to = 8 * HOUR_MS, .person_id = BO},
        {.from = 18 * HOUR_MS, .to = 26 * HOUR_MS, .person_id = BO}, /* 10 h */
        {.from = 0, .to = 4 * HOUR_MS, .person_id = CARL},
        {.from = 9 * HOUR_MS, .to = 13 * HOUR_MS, .person_id = CARL}, /* 13 h in all: fine */
        {.from = 0, .to = 14 * HOUR_MS, .person_id = DINA},
    };
    struct roster_breach_list found;

    (void)state;
    roster_rest(a, s, sizeof s / sizeof s[0], &found);
    assert_int_equal(found.n, 2);
    assert_int_equal(found.at[0].person_id, BO);
    assert_int_equal(found.at[0].rest_ms, 10 * HOUR_MS);
    assert_int_equal(found.at[1].person_id, DINA);
}

/* n shifts of so many hours, a day apart, from this hour on. */
static size_t put_days(struct roster_shift *to, int64_t person_id, int64_t from_h, int64_t hours,
                       int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (struct roster_shift){.from = (from_h + 24 * i) * HOUR_MS,
                                      .to = (from_h + 24 * i + hours) * HOUR_MS,
                                      .person_id = person_id};
    return (size_t)n;
}

static void test_week_rest(void **state)
{
    struct roster_shift s[40];
    struct roster_breach_list found;
    size_t n = 0;

    (void)state;
    n += put_days(s + n, ANNA, 8, 8, 6); /* six days, then 35 hours and more */
    n += put_days(s + n, ANNA, 7 * 24 + 8, 8, 6);
    n += put_days(s + n, BO, 8, 8, 7);    /* seven days in a row */
    n += put_days(s + n, CARL, 22, 8, 5); /* nights, then 34 hours: no day of rest */
    n += put_days(s + n, CARL, 4 * 24 + 22 + 8 + 34, 8, 2);
    n += put_days(s + n, DINA, 22, 8, 5); /* the same with 35 */
    n += put_days(s + n, DINA, 4 * 24 + 22 + 8 + 35, 8, 2);
    roster_week_rest(a, s, n, &found);
    assert_int_equal(found.n, 2);
    assert_int_equal(found.at[0].person_id, BO);
    assert_int_equal(found.at[0].to - found.at[0].from, (6 * 24 + 8) * HOUR_MS);
    assert_int_equal(found.at[0].rest_ms, 16 * HOUR_MS);
    assert_true(found.at[0].is_week);
    assert_int_equal(found.at[1].person_id, CARL);
    assert_int_equal(found.at[1].rest_ms, 34 * HOUR_MS);
    roster_rest(a, s, n, &found);
    assert_int_equal(found.n, 0); /* each day has its 11 hours */
}

static void test_shares(void **state)
{
    static const struct roster_window night[] = {{0x7f, 22 * 60, 6 * 60, ROSTER_ANY_DAY}};
    struct roster_rota by = rota(1, ROSTER_DAY, "2026-10-23", 12 * 60, two, 2);
    struct roster r = one(night, 1, &by);
    struct roster_shift_list s = shifts(&r, "2026-10-23T10:00:00Z", "2026-10-25T11:00:00Z");
    struct roster_share_list shares;

    (void)state;
    roster_shares(
        a, &r, s.at, s.n,
        &shares); /* Friday night Anna, Saturday night Bo, with the hour that comes twice */
    assert_int_equal(shares.n, 2);
    assert_int_equal(shares.at[0].ms, 8 * HOUR_MS);
    assert_int_equal(shares.at[0].holiday_ms, 6 * HOUR_MS);
    assert_int_equal(shares.at[1].ms, 9 * HOUR_MS);
    assert_int_equal(shares.at[1].nights, 1);
    assert_int_equal(shares.at[1].holiday_ms, 9 * HOUR_MS);
    for (size_t i = 0; i < s.n; i++)
        s.at[i].shadow = s.at[i].person_id == shares.at[0].person_id;
    roster_shares(a, &r, s.at, s.n, &shares);
    assert_int_equal(shares.n, 1); /* who only looks on carries nothing */
    assert_int_equal(shares.at[0].ms, 9 * HOUR_MS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_night),         cmocka_unit_test(test_whole_days),
        cmocka_unit_test(test_handoff_twice), cmocka_unit_test(test_handoff_never),
        cmocka_unit_test(test_hours),         cmocka_unit_test(test_months_and_own),
        cmocka_unit_test(test_holidays),      cmocka_unit_test(test_layers),
        cmocka_unit_test(test_gaps),          cmocka_unit_test(test_rest),
        cmocka_unit_test(test_week_rest),     cmocka_unit_test(test_shares),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
