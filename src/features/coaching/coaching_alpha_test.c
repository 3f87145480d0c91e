/* Alpha against published examples, against a reckoning by brute force, and where there is no number.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <math.h>
#include <stdlib.h>

#include "features/coaching/coaching_alpha.h"

#define _ ALPHA_NONE
#define CLOSE 1e-12

static double value_of(const int64_t *values, size_t n_units, size_t n_observers,
                       enum alpha_metric metric)
{
    struct alpha a = alpha_of(values, n_units, n_observers, metric);

    assert_int_equal(a.outcome, ALPHA_NUMBER);
    return a.value;
}

/* Twelve units, four observers, missing values: Krippendorff (2011), part C and D. 0.743, 0.815, 0.849, 0.797 there; as fractions,
 * reckoned apart from this program with whole numbers alone: */
static void twelve_units_four_observers(void **state)
{
    static const int64_t units[12][4] = {
        {1, 1, _, 1}, {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3}, {2, 2, 2, 2}, {1, 2, 3, 4},
        {4, 4, 4, 4}, {1, 1, 2, 1}, {2, 2, 2, 2}, {_, 5, 5, 5}, {_, _, 1, 1}, {_, 3, _, _},
    };

    (void)state;
    assert_true(fabs(value_of(units[0], 12, 4, ALPHA_NOMINAL) - 113.0 / 152) < CLOSE);
    assert_true(fabs(value_of(units[0], 12, 4, ALPHA_ORDINAL) - 108577.0 / 133160) < CLOSE);
    assert_true(fabs(value_of(units[0], 12, 4, ALPHA_INTERVAL) - 951.0 / 1120) < CLOSE);
    assert_true(fabs(value_of(units[0], 12, 4, ALPHA_RATIO) - 18222619.0 / 22852465) < CLOSE);
    assert_int_equal(alpha_of(units[0], 12, 4, ALPHA_NOMINAL).n_pairable, 40);
}

/* Two observers: binary (part A, 0.095) and five categories (part B, 0.692). */
static void two_observers(void **state)
{
    static const int64_t binary[10][2] = {{0, 1}, {1, 1}, {0, 1}, {0, 0}, {0, 0},
                                          {0, 1}, {0, 0}, {0, 0}, {1, 0}, {0, 0}};
    static const int64_t letters[12][2] = {{'a', 'b'}, {'a', 'a'}, {'b', 'b'}, {'b', 'b'},
                                           {'d', 'b'}, {'c', 'c'}, {'c', 'c'}, {'c', 'c'},
                                           {'e', 'e'}, {'d', 'd'}, {'d', 'd'}, {'a', 'd'}};

    (void)state;
    assert_true(fabs(value_of(binary[0], 10, 2, ALPHA_NOMINAL) - 2.0 / 21) < CLOSE);
    assert_true(fabs(value_of(letters[0], 12, 2, ALPHA_NOMINAL) - 155.0 / 224) < CLOSE);
    /* Of two values every way to measure gives the same. */
    assert_true(fabs(value_of(binary[0], 10, 2, ALPHA_ORDINAL) - 2.0 / 21) < CLOSE);
    assert_true(fabs(value_of(binary[0], 10, 2, ALPHA_INTERVAL) - 2.0 / 21) < CLOSE);
}

static void no_number(void **state)
{
    static const int64_t alone[3][2] = {{1, _}, {_, 2}, {_, _}};
    static const int64_t alike[3][2] = {{2, 2}, {2, 2}, {_, 5}};
    static const int64_t complete[2][3] = {{1, 1, 1}, {4, 4, 4}};
    int64_t many[ALPHA_VALUES_MOST + 1][2];

    (void)state;
    assert_int_equal(alpha_of(alone[0], 3, 2, ALPHA_NOMINAL).outcome, ALPHA_TOO_FEW);
    assert_int_equal(alpha_of(alone[0], 0, 2, ALPHA_NOMINAL).outcome, ALPHA_TOO_FEW);
    assert_int_equal(alpha_of(alike[0], 3, 2, ALPHA_ORDINAL).outcome, ALPHA_ALIKE);
    assert_int_equal(alpha_of(alike[0], 3, 2, ALPHA_ORDINAL).n_pairable, 4); /* 5 stands alone */
    assert_true(value_of(complete[0], 2, 3, ALPHA_ORDINAL) == 1);
    for (int64_t i = 0; i <= ALPHA_VALUES_MOST; i++)
        many[i][0] = many[i][1] = i;
    assert_int_equal(alpha_of(many[0], ALPHA_VALUES_MOST + 1, 2, ALPHA_NOMINAL).outcome,
                     ALPHA_TOO_MANY);
    assert_int_equal(alpha_of(many[0], ALPHA_VALUES_MOST, 2, ALPHA_NOMINAL).outcome, ALPHA_NUMBER);
}

/* Of one unit alone nothing but 0 can come: what was seen are all the pairs there are. */
static void one_unit_says_nothing(void **state)
{
    static const int64_t unit[4] = {1, 2, 2, 3};

    (void)state;
    assert_true(fabs(value_of(unit, 1, 4, ALPHA_NOMINAL)) < CLOSE);
    assert_true(fabs(value_of(unit, 1, 4, ALPHA_ORDINAL)) < CLOSE);
}

/* ---- by brute force: every pair of values on its own, by the definition 1 - Do / De */

struct pairs {
    const int64_t *values;
    size_t n_units, n_observers;
    enum alpha_metric metric;
    size_t n;
};

static bool counts(const struct pairs *p, size_t at)
{
    size_t unit = at / p->n_observers, said = 0;

    for (size_t i = 0; i < p->n_observers; i++)
        said += p->values[unit * p->n_observers + i] != _;
    return p->values[at] != _ && said > 1;
}

static double apart(const struct pairs *p, int64_t a, int64_t b)
{
    int64_t low = a < b ? a : b, high = a < b ? b : a;
    double between = 0;

    if (a == b)
        return 0;
    if (p->metric == ALPHA_NOMINAL)
        return 1;
    if (p->metric == ALPHA_INTERVAL)
        return (double)((high - low) * (high - low));
    if (p->metric == ALPHA_RATIO)
        return pow((double)(high - low) / (double)(high + low), 2);
    for (size_t i = 0; i < p->n_units * p->n_observers; i++)
        if (counts(p, i) && p->values[i] >= low && p->values[i] <= high)
            between += p->values[i] == low || p->values[i] == high ? 0.5 : 1;
    return between * between;
}

/* false: no number. */
static bool by_force(struct pairs *p, double *ret)
{
    double observed = 0, expected = 0;
    size_t size = p->n_units * p->n_observers;

    for (size_t i = 0; i < size; i++)
        p->n += counts(p, i);
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) {
            size_t said = 0;

            if (i == j || !counts(p, i) || !counts(p, j))
                continue;
            expected += apart(p, p->values[i], p->values[j]);
            if (i / p->n_observers != j / p->n_observers)
                continue;
            for (size_t k = 0; k < p->n_observers; k++)
                said += p->values[i / p->n_observers * p->n_observers + k] != _;
            observed += apart(p, p->values[i], p->values[j]) / (double)(said - 1);
        }
    if (p->n < 2 || expected == 0)
        return false;
    *ret = 1 - (observed / (double)p->n) / (expected / (double)(p->n * (p->n - 1)));
    return true;
}

static void as_by_brute_force(void **state)
{
    int64_t values[8 * 6];
    size_t n_numbers = 0;

    (void)state;
    srand(7);
    for (int run = 0; run < 3000; run++) {
        size_t n_units = 1 + (size_t)rand() % 8, n_observers = 2 + (size_t)rand() % 5;
        enum alpha_metric metric = (enum alpha_metric)(rand() % 4);
        struct pairs p = {values, n_units, n_observers, metric, 0};
        double wanted = 0;

        for (size_t i = 0; i < n_units * n_observers; i++)
            values[i] = rand() % 4 == 0 ? _ : 1 + rand() % 5;
        bool is_number = by_force(&p, &wanted);
        struct alpha a = alpha_of(values, n_units, n_observers, metric);
        assert_int_equal(a.outcome == ALPHA_NUMBER, is_number);
        assert_int_equal(a.n_pairable, p.n);
        assert_true(!is_number || fabs(a.value - wanted) < 1e-9);
        n_numbers += is_number;
    }
    assert_in_range(n_numbers, 2500, 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twelve_units_four_observers),
        cmocka_unit_test(two_observers),
        cmocka_unit_test(no_number),
        cmocka_unit_test(one_unit_says_nothing),
        cmocka_unit_test(as_by_brute_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
