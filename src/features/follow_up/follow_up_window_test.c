/* When the day is: every first call of seventeen years, and classes whose first calls lie apart.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/follow_up/follow_up.h"

/* Said here in another way: weekdays, without the holidays of law and custom. */
static bool is_worked(int32_t day)
{
    return day_date(day).weekday <= 5 && holiday_of(day) == HOLIDAY_NONE;
}

static struct calendar office(void)
{
    const struct zone *zone;

    assert_ok(zone_find(STR("Europe/Copenhagen"), &zone));
    return calendar_office(zone);
}

static void every_first_call(void **unused)
{
    struct calendar c = office();
    struct arena *a = arena_new();
    int64_t n_moved = 0;

    (void)unused;
    for (int32_t first = day_number(2024, 1, 1); first < day_number(2041, 1, 1); first++) {
        struct follow_up_window w;
        int32_t day = first + 28;

        assert_true(follow_up_window(a, &c, &first, 1, &w));
        while (!is_worked(day))
            day++;
        assert_true(calendar_is_working_day(&c, w.day));
        assert_int_equal(w.opens, first + 28);
        assert_int_equal(w.closes, first + 35);
        assert_true(w.day >= w.opens && w.day <= w.closes); /* also over Easter and Christmas */
        assert_int_equal(w.day, day);
        assert_int_equal(w.n_early + w.n_late, 0);
        n_moved += w.day != w.opens;
    }
    assert_true(n_moved > 1000);
    arena_free(a);
}

static uint64_t state = 3;
static int32_t pick(int32_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int32_t)((state >> 33) % (uint64_t)n);
}

static size_t inside(const int32_t *days, size_t n, int32_t day)
{
    size_t in = 0;

    for (size_t i = 0; i < n; i++)
        in += day - days[i] >= 28 && day - days[i] <= 35;
    return in;
}

/* Everybody inside when any working day can do that; else as many as the middle one's window has room for, and said for whom not. */
static void classes(void **unused)
{
    struct calendar c = office();
    int64_t n_apart = 0;

    (void)unused;
    for (int k = 0; k < 4000; k++) {
        struct arena *a = arena_new();
        int32_t days[12], base = day_number(2024, 1, 1) + pick(6000);
        size_t n = 1 + (size_t)pick(12), most = 0;
        int32_t spread = 1 + pick(20);
        struct follow_up_window w;

        for (size_t i = 0; i < n; i++)
            days[i] = base + pick(spread);
        assert_true(follow_up_window(a, &c, days, n, &w));
        for (int32_t day = base; day < base + 70; day++)
            if (calendar_is_working_day(&c, day) && inside(days, n, day) > most)
                most = inside(days, n, day);
        assert_true(calendar_is_working_day(&c, w.day));
        if (most == n)
            assert_int_equal(inside(days, n, w.day), n);
        assert_int_equal(inside(days, n, w.day) + w.n_early + w.n_late, n);
        assert_true(inside(days, n, w.day) >= 1);
        n_apart += most < n;
        arena_free(a);
    }
    assert_true(n_apart > 100);
}

static void a_closed_fortnight(void **unused)
{
    struct calendar c = office();
    struct arena *a = arena_new();
    int32_t closed[16], first = day_number(2026, 6, 15);
    struct follow_up_window w;

    (void)unused;
    for (int i = 0; i < 16; i++)
        closed[i] = first + 25 + i;
    c.closed = closed;
    c.n_closed = 16;
    assert_true(follow_up_window(a, &c, &first, 1, &w));
    assert_true(w.day > w.closes); /* the first working day behind it */
    assert_int_equal(w.n_late, 1);
    assert_false(follow_up_window(a, &c, &first, 0, &w));
    arena_free(a);
}

/* Said another way: whoever joins is within their own window, and nobody who was within theirs is so no more. */
static void joining_pushes_nobody_out(void **unused)
{
    struct calendar c = office();
    struct arena *a = arena_new();
    int64_t n_joined = 0, n_not = 0;

    (void)unused;
    for (int i = 0; i < 20000; i++) {
        int32_t days[6], today = day_number(2026, 1, 1) + pick(365);
        size_t n = 1 + (size_t)pick(5), before, after;
        struct follow_up_window w;

        for (size_t p = 0; p <= n; p++)
            days[p] = today - 14 - pick(12);
        assert_true(follow_up_window(a, &c, days, n, &w));
        struct follow_up_open_day open = {w.day, pick(2) == 0, days, n};
        before = inside(days, n, w.day);
        if (!follow_up_suits(a, &c, &open, days[n], today)) {
            n_not++;
            continue;
        }
        n_joined++;
        if (!open.is_fixed)
            assert_true(follow_up_window(a, &c, days, n + 1, &w));
        after = inside(days, n, w.day);
        assert_true(after >= before);
        assert_int_equal(inside(&days[n], 1, w.day), 1);
        assert_true(w.day > today && calendar_is_working_day(&c, w.day));
        arena_reset(a);
    }
    assert_true(n_joined > 2000 && n_not > 2000);
    arena_free(a);
}

/* Every first call of four years, looked at on each day of the ten weeks after it: the date to begin with is a working day that is still
 * to come, and within the window while that has one. */
static void the_first_date_is_to_come(void **unused)
{
    struct calendar c = office();
    struct arena *a = arena_new();

    (void)unused;
    for (int32_t first = day_number(2026, 1, 1); first < day_number(2030, 1, 1); first++) {
        struct follow_up_window w;

        assert_true(follow_up_window(a, &c, &first, 1, &w));
        for (int32_t today = first + 14; today < first + 70; today++) {
            int32_t day = follow_up_first_date(&c, &w, today);
            bool in_time = follow_up_in_time(&c, first, today);

            assert_true(day > today && day <= today + 28);
            assert_true(calendar_is_working_day(&c, day));
            assert_int_equal(in_time, inside(&first, 1, day) == 1);
        }
        arena_reset(a);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_first_call),          cmocka_unit_test(classes),
        cmocka_unit_test(a_closed_fortnight),        cmocka_unit_test(joining_pushes_nobody_out),
        cmocka_unit_test(the_first_date_is_to_come),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
