/* The first week and the days of a plan for every start from 2024 to 2040, against a table of holidays that shares nothing with
 * core/calendar.c: Easter Sundays as the church publishes them, checked here by Gauss's rule, and a walk day by day.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_world.h"

#define FIRST 2024
#define LAST 2040

static const struct {
    int month, day;
} easter[LAST - FIRST + 1] = {
    {3, 31}, {4, 20}, {4, 5},  {3, 28}, {4, 16}, {4, 1},  {4, 21}, {4, 13}, {3, 28},
    {4, 17}, {4, 9},  {3, 25}, {4, 13}, {4, 5},  {4, 25}, {4, 10}, {4, 1},
};

/* Gauss, for 1900 to 2099: days after 22 March. */
static int gauss(int year)
{
    int d = (19 * (year % 19) + 24) % 30, e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;

    if (d == 29 && e == 6)
        return 28;
    return d == 28 && e == 6 && year % 19 > 10 ? 27 : d + e;
}

static void the_table_is_right(void **state)
{
    (void)state;
    for (int year = FIRST; year <= LAST; year++)
        assert_int_equal(day_number(year, easter[year - FIRST].month, easter[year - FIRST].day),
                         day_number(year, 3, 22) + gauss(year));
}

/* Closed by law or custom: New Year, Easter's five days, Ascension, Whit, the Constitution, Christmas, the last day of the year. */
static bool is_worked(int32_t day)
{
    struct local_time t = day_date(day);
    int32_t e;

    if (t.weekday >= 6 || t.year < FIRST || t.year > LAST + 1)
        return false;
    if ((t.month == 1 && t.day == 1) || (t.month == 6 && t.day == 5) ||
        (t.month == 12 && (t.day == 24 || t.day == 25 || t.day == 26 || t.day == 31)))
        return false;
    e = t.year <= LAST
            ? day_number(t.year, easter[t.year - FIRST].month, easter[t.year - FIRST].day)
            : day_number(2041, 4, 21);
    return day != e - 3 && day != e - 2 && day != e && day != e + 1 && day != e + 39 &&
           day != e + 49 && day != e + 50;
}

static int32_t nth_worked(int32_t day, int n)
{
    for (;; day++)
        if (is_worked(day) && --n == 0)
            return day;
}

static void every_start(void **state)
{
    const struct zone *zone;
    int32_t from = day_number(FIRST, 1, 1), to = day_number(LAST, 12, 31);

    (void)state;
    assert_ok(zone_find(STR("Europe/Copenhagen"), &zone));
    struct calendar c = calendar_office(zone);
    for (int32_t start = from; start <= to; start++) {
        struct onboarding_run_row r = {.start_day = start};
        int32_t amber = nth_worked(start, 3), red = nth_worked(start, 5);

        assert_int_equal(onboarding_first_by(&c, start), red);
        for (int32_t day = start - 1; day <= red + 1; day++)
            assert_int_equal(onboarding_first(&c, &r, day), day < start  ? ONBOARDING_FIRST_BEFORE
                                                            : day >= red ? ONBOARDING_FIRST_RED
                                                            : day >= amber
                                                                ? ONBOARDING_FIRST_AMBER
                                                                : ONBOARDING_FIRST_WAITS);
        for (int n = 0; n < 30; n += 7)
            assert_int_equal(onboarding_due_day(&c, start, n), nth_worked(start, n + 1));
    }
}

/* Backwards: five working days before the first one are the fifth that one meets going back. */
static void before_the_start(void **state)
{
    const struct zone *zone;

    (void)state;
    assert_ok(zone_find(STR("Europe/Copenhagen"), &zone));
    struct calendar c = calendar_office(zone);
    for (int32_t start = day_number(FIRST, 3, 1); start <= day_number(LAST, 12, 31); start++) {
        int32_t day = nth_worked(start, 1);

        for (int n = 5; n > 0; n -= is_worked(day))
            day--;
        assert_int_equal(onboarding_due_day(&c, start, -5), day);
    }
}

static void easter_2026(void **state)
{
    const struct zone *zone;

    (void)state;
    assert_ok(zone_find(STR("Europe/Copenhagen"), &zone));
    struct calendar c = calendar_office(zone);
    assert_int_equal(day_date(MONDAY).weekday, 1);
    assert_int_equal(onboarding_first_by(&c, day_number(2026, 3, 30)), day_number(2026, 4, 8));
    assert_int_equal(onboarding_phase_of(-1), ONBOARDING_BEFORE);
    assert_int_equal(onboarding_phase_of(4), ONBOARDING_WEEK);
    assert_int_equal(onboarding_phase_of(5), ONBOARDING_QUARTER);
    assert_int_equal(onboarding_phase_of(65), ONBOARDING_YEAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_right),
        cmocka_unit_test(every_start),
        cmocka_unit_test(before_the_start),
        cmocka_unit_test(easter_2026),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
