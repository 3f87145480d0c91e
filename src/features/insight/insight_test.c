/* Small groups stay hidden, also from who can subtract.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/insight/insight.h"

/* A small random sequence of its own: the same organisations every time. */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void hides_small_numbers(void **state)
{
    struct insight_cell teams[] = {{.n = 9, .n_people = 6},
                                   {.n = 3, .n_people = 2},
                                   {.n = 30, .n_people = 20}},
                        all;

    (void)state;
    insight_hide(teams, 3, &all);
    assert_true(teams[1].hidden && teams[1].n == 0);
    assert_true(teams[0].hidden); /* else 42 - 9 - 30 would tell */
    assert_false(teams[2].hidden);
    assert_int_equal(all.n, 42);
}

static void hides_all_when_few_in_all(void **state)
{
    struct insight_cell teams[] = {{.n = 9, .n_people = 2}, {.n = 3, .n_people = 1}}, all;

    (void)state;
    insight_hide(teams, 2, &all);
    assert_true(all.hidden && teams[0].hidden && teams[1].hidden);
    assert_int_equal(all.n, 0);
}

/* Whoever holds the sum and every shown number learns something about five people or more, or nothing. */
static void subtraction_finds_nothing(void **state)
{
    uint64_t random = 42;

    (void)state;
    for (int round = 0; round < 10000; round++) {
        struct insight_cell teams[12] = {{0}}, truth[12], all;
        size_t n = 1 + next_random(&random) % 12;
        int64_t left = 0, people = 0;

        for (size_t i = 0; i < n; i++) {
            teams[i].n_people = (int64_t)(next_random(&random) % 9);
            teams[i].n = teams[i].n_people +
                         (int64_t)(next_random(&random) % (uint64_t)(teams[i].n_people * 3 + 1));
            truth[i] = teams[i];
        }
        insight_hide(teams, n, &all);
        left = all.n;
        for (size_t i = 0; i < n; i++) {
            assert_false(!teams[i].hidden && truth[i].n_people > 0 &&
                         truth[i].n_people < INSIGHT_SMALLEST);
            left -= teams[i].n;
            people += teams[i].hidden ? truth[i].n_people : 0;
        }
        if (!all.hidden)
            assert_true(left == 0 || people >= INSIGHT_SMALLEST);
        else
            for (size_t i = 0; i < n; i++)
                assert_int_equal(teams[i].n, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hides_small_numbers),
        cmocka_unit_test(hides_all_when_few_in_all),
        cmocka_unit_test(subtraction_finds_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
