/* Dates, clock times and spans as people write them, in both languages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/zone.h"
#include "core/text.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void days_and_clock(void **state)
{
    const struct local_time t = {.year = 2026, .month = 12, .day = 2};

    (void)state;
    assert_string_equal(str_c(arena, text_date(arena, LANG_DA, t, T_TIME_MONTHS)),
                        "2. december 2026");
    assert_string_equal(str_c(arena, text_date(arena, LANG_EN, t, T_TIME_MONTHS_SHORT)),
                        "2 Dec 2026");
    assert_string_equal(str_c(arena, text_clock(arena, LANG_DA, 545)), "09.05");
    assert_string_equal(str_c(arena, text_clock(arena, LANG_EN, 24 * 60 + 5)), "00:05");
}

static void spans(void **state)
{
    static const struct {
        int64_t seconds;
        const char *da, *en;
    } rows[] = {
        {0, "0 sekunder", "0 seconds"},
        {1, "1 sekund", "1 second"},
        {90, "90 sekunder", "90 seconds"},
        {60, "1 minut", "1 minute"},
        {5400, "90 minutter", "90 minutes"},
        {3600, "1 time", "1 hour"},
        {7200, "2 timer", "2 hours"},
        {86400, "1 dag", "1 day"},
        {86400 + 3600, "25 timer", "25 hours"},
        {7 * 86400, "7 dage", "7 days"},
        {365 * 86400, "1 år", "1 year"},
        {1825 * 86400, "5 år", "5 years"},
        {1826 * INT64_C(86400), "1.826 dage", "1,826 days"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(str_c(arena, text_span(arena, LANG_DA, rows[i].seconds)), rows[i].da);
        assert_string_equal(str_c(arena, text_span(arena, LANG_EN, rows[i].seconds)), rows[i].en);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(days_and_clock, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spans, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
