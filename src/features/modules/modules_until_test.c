/* Expiry: months, windows of the year, early renewal, versions that must be taken again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/modules/modules_until.h"

#define MOST 8

static const struct zone *copenhagen(void)
{
    const struct zone *zone;

    assert_ok(zone_find(STR("Europe/Copenhagen"), &zone));
    return zone;
}

static int64_t noon(int year, int month, int day)
{
    return zone_day_start(copenhagen(), day_number(year, month, day)) + 12 * INT64_C(3600000);
}

/* The last day on which it holds: passed at these times, oldest first. */
static int32_t last_of(int64_t months, int64_t window, const int64_t *at, size_t n,
                       const struct module_again *again, size_t n_again)
{
    const struct module_rule rule = {months, window};
    struct module_passed passed[MOST];

    for (size_t i = 0; i < n; i++)
        passed[i] = (struct module_passed){at[i], (int64_t)i};
    const struct module_history h = {passed, n, again, n_again};
    int64_t until = module_until(copenhagen(), &rule, &h);

    assert_int_equal(until, zone_day_start(copenhagen(), zone_day(copenhagen(), until)));
    return zone_day(copenhagen(), until - 1);
}

static int32_t once(int64_t months, int64_t window, int64_t at)
{
    return last_of(months, window, &at, 1, NULL, 0);
}

static void months_are_calendar_months(void **state)
{
    (void)state;
    assert_int_equal(once(12, 0, noon(2026, 3, 30)), day_number(2027, 3, 30));
    assert_int_equal(once(12, 0, noon(2024, 2, 29)), day_number(2025, 2, 28));
    assert_int_equal(once(1, 0, noon(2026, 1, 31)), day_number(2026, 2, 28));
    assert_int_equal(once(24, 0, noon(2026, 12, 31)), day_number(2028, 12, 31));
    assert_int_equal(module_add_months(day_number(2026, 11, 30), 15), day_number(2028, 2, 29));
}

/* The day before midnight and the one after, in the centre's zone. */
static void the_centres_day_counts(void **state)
{
    int64_t midnight = zone_day_start(copenhagen(), day_number(2026, 7, 2));

    (void)state;
    assert_int_equal(once(1, 0, midnight - 1), day_number(2026, 8, 1));
    assert_int_equal(once(1, 0, midnight), day_number(2026, 8, 2));
}

static void never_and_for_ever(void **state)
{
    const struct module_rule ever = {0, 0};
    const struct module_passed passed = {noon(2020, 1, 1), 0};
    const struct module_history none = {NULL, 0, NULL, 0}, one = {&passed, 1, NULL, 0};

    (void)state;
    assert_int_equal(module_until(copenhagen(), &ever, &none), 0);
    assert_int_equal(module_until(copenhagen(), &ever, &one), MODULE_FOREVER);
}

/* Renewed within 30 days before its end: not a day is lost. Earlier or after it: from that day. */
static void early_renewal_counts_from_the_end(void **state)
{
    const int64_t within[] = {noon(2026, 3, 30), noon(2027, 3, 5)},
                  at_end[] = {noon(2026, 3, 30), noon(2027, 3, 30)},
                  early[] = {noon(2026, 3, 30), noon(2027, 2, 27)},
                  late[] = {noon(2026, 3, 30), noon(2027, 4, 2)},
                  thrice[] = {noon(2026, 3, 30), noon(2027, 3, 5), noon(2028, 3, 29)};

    (void)state;
    assert_int_equal(last_of(12, 0, within, 2, NULL, 0), day_number(2028, 3, 30));
    assert_int_equal(last_of(12, 0, at_end, 2, NULL, 0), day_number(2028, 3, 30));
    assert_int_equal(last_of(12, 0, early, 2, NULL, 0), day_number(2028, 2, 27));
    assert_int_equal(last_of(12, 0, late, 2, NULL, 0), day_number(2028, 4, 2));
    assert_int_equal(last_of(12, 0, thrice, 3, NULL, 0), day_number(2029, 3, 30));
}

/* Each March: passed in it, or up to 90 days before, it holds until the end of the next one. */
static void windows_of_the_year(void **state)
{
    (void)state;
    assert_int_equal(once(0, 3, noon(2026, 3, 1)), day_number(2027, 3, 31));
    assert_int_equal(once(0, 3, noon(2026, 3, 31)), day_number(2027, 3, 31));
    assert_int_equal(once(0, 3, noon(2026, 1, 2)), day_number(2027, 3, 31));
    assert_int_equal(once(0, 3, noon(2025, 12, 1)), day_number(2027, 3, 31)); /* 90 days before */
    assert_int_equal(once(0, 3, noon(2025, 11, 30)), day_number(2026, 3, 31));
    assert_int_equal(once(0, 3, noon(2026, 4, 1)), day_number(2027, 3, 31));
    assert_int_equal(once(0, 3, noon(2026, 10, 1)), day_number(2027, 3, 31));
    assert_int_equal(once(24, 3, noon(2026, 3, 10)), day_number(2028, 3, 31)); /* each second */
    assert_int_equal(once(0, 1, noon(2026, 12, 20)), day_number(2028, 1, 31));
    assert_int_equal(once(0, 12, noon(2026, 12, 31)), day_number(2027, 12, 31));
    assert_int_equal(once(0, 2, noon(2028, 2, 29)), day_number(2029, 2, 28));
}

static void a_new_version_may_demand_it_again(void **state)
{
    const int64_t at[] = {noon(2026, 1, 10), noon(2026, 6, 1)}; /* versions 0 and 1 */
    const struct module_again of_1 = {1, day_number(2026, 5, 1)},
                              of_2 = {2, day_number(2026, 9, 1)}, of_0 = {0, 100};

    (void)state;
    assert_int_equal(last_of(12, 0, at, 1, &of_1, 1), day_number(2026, 5, 1));
    assert_int_equal(last_of(12, 0, at, 2, &of_1, 1), day_number(2027, 6, 1));
    assert_int_equal(last_of(12, 0, at, 2, &of_2, 1), day_number(2026, 9, 1));
    assert_int_equal(last_of(12, 0, at, 1, &of_0, 1), day_number(2027, 1, 10));
    assert_int_equal(last_of(0, 0, at, 1, &of_1, 1),
                     day_number(2026, 5, 1)); /* for ever, until then */
}

/* Taking it once more never shortens what one has, whatever the rule: 20,000 random histories. */
static void once_more_never_shortens(void **state)
{
    uint64_t seed = 42;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        int64_t at[MOST], months, window;
        int32_t day = day_number(2024, 1, 1);
        size_t n = 1 + (size_t)(round % (MOST - 1));

        seed = seed * 6364136223846793005U + 1442695040888963407U;
        months = (int64_t)(seed >> 33) % 37;
        window = (int64_t)(seed >> 45) % 13;
        months = months == 0 && window == 0 ? 12 : months;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            day += (int32_t)((seed >> 40) % 500);
            at[i] = zone_day_start(copenhagen(), day);
        }
        if (n > 1)
            assert_true(last_of(months, window, at, n, NULL, 0) >=
                        last_of(months, window, at, n - 1, NULL, 0));
        assert_true(last_of(months, window, at, n, NULL, 0) >= day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_calendar_months),
        cmocka_unit_test(the_centres_day_counts),
        cmocka_unit_test(never_and_for_ever),
        cmocka_unit_test(early_renewal_counts_from_the_end),
        cmocka_unit_test(windows_of_the_year),
        cmocka_unit_test(a_new_version_may_demand_it_again),
        cmocka_unit_test(once_more_never_shortens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
