/* Against worked examples: the remission times that Freireich and colleagues published in 1963 (Blood 21:699), which Gehan made the
 * textbook case. The figures are those of R's survival package 3.5 (survfit, survdiff) and of any textbook that has the example.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <math.h>

#include "features/stays/stays_curve.h"

/* Weeks; negative: still in remission then. */
static const int drug[] = {6,   6,   6,   -6, 7,  -9,  10,  -10, -11, 13, 16,
                           -17, -19, -20, 22, 23, -25, -32, -32, -34, -35};
static const int placebo[] = {1, 1, 2,  2,  3,  4,  4,  5,  5,  8, 8,
                              8, 8, 11, 11, 12, 12, 15, 17, 22, 23};
#define N 21

static size_t put(struct stays_one *at, size_t n, const int *weeks, int64_t group)
{
    for (size_t i = 0; i < N; i++)
        at[n++] = (struct stays_one){
            .days = weeks[i] < 0 ? -weeks[i] : weeks[i], .group = group, .left = weeks[i] > 0};
    return n;
}

static void assert_near(double is, double wanted, double within)
{
    if (fabs(is - wanted) > within)
        fail_msg("%.8f, not %.8f", is, wanted);
}

static void the_curve_of_the_textbook(void **state)
{
    static const struct {
        int64_t day, at_risk, left;
        double stays, error;
    } wanted[] = {{6, 21, 3, .8571, .0764},  {7, 17, 1, .8067, .0869},  {10, 15, 1, .7529, .0963},
                  {13, 12, 1, .6902, .1068}, {16, 11, 1, .6275, .1141}, {22, 7, 1, .5378, .1282},
                  {23, 6, 1, .4482, .1346}};
    struct stays_one at[N];
    struct stays_point curve[N];
    size_t n;

    (void)state;
    put(at, 0, drug, 0);
    stays_curve(at, N, curve, &n);
    assert_int_equal(n, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(curve[i].day, wanted[i].day);
        assert_int_equal(curve[i].at_risk, wanted[i].at_risk);
        assert_int_equal(curve[i].left, wanted[i].left);
        assert_near(curve[i].stays, wanted[i].stays, 5e-5);
        assert_near(curve[i].error, wanted[i].error, 5e-5);
    }
}

static void intervals_stay_between_none_and_all(void **state)
{
    struct stays_one at[N];
    struct stays_point curve[N];
    size_t n;

    (void)state;
    put(at, 0, drug, 0);
    stays_curve(at, N, curve, &n);
    struct stays_on on = stays_on_day(at, N, curve, n, 6);
    assert_near(on.stays, .8571, 5e-5);
    assert_near(on.low, .6197, 5e-5); /* conf.type = "log-log" */
    assert_near(on.high, .9516, 5e-5);
    assert_int_equal(on.at_risk, 21);
    on = stays_on_day(at, N, curve, n, 24);
    assert_near(on.stays, .4482, 5e-5);
    assert_near(on.low, .1881, 5e-5);
    assert_near(on.high, .6801, 5e-5);
    assert_int_equal(on.at_risk, 5);
    on = stays_on_day(at, N, curve, n, 5);
    assert_false(on.has_interval);
    assert_near(on.stays, 1, 0);
    put(at, 0, placebo, 0); /* everybody in the end */
    stays_curve(at, N, curve, &n);
    on = stays_on_day(at, N, curve, n, 30);
    assert_near(on.stays, 0, 1e-12);
    assert_false(on.has_interval);
    assert_int_equal(on.at_risk, 0);
}

static void the_difference_of_the_textbook(void **state)
{
    struct stays_one at[3 * N];
    struct stays_difference d;
    size_t n = put(at, put(at, 0, drug, 0), placebo, 1);

    (void)state;
    assert_true(stays_compare(at, n, 2, &d));
    assert_near(d.chi2, 16.793, 5e-4);
    assert_near(d.p, 4.17e-5, 5e-8);
    assert_int_equal(d.df, 1);
    n = put(at, put(at, 0, placebo, 0), drug, 1); /* the same, whichever is first */
    assert_true(stays_compare(at, n, 2, &d));
    assert_near(d.chi2, 16.793, 5e-4);
    n = put(at, put(at, put(at, 0, drug, 0), placebo, 1), drug, 2);
    assert_true(stays_compare(at, n, 3, &d));
    assert_int_equal(d.df, 2);
    double three = d.chi2;
    n = put(at, put(at, put(at, 0, drug, 2), placebo, 0), drug, 1); /* whichever is left out */
    assert_true(stays_compare(at, n, 3, &d));
    assert_near(d.chi2, three, 1e-9);
    assert_true(three > 16.793); /* there is more evidence now */
    n = put(at, put(at, 0, drug, 0), drug, 1);
    assert_true(stays_compare(at, n, 2, &d));
    assert_near(d.chi2, 0, 1e-9);
    assert_near(d.p, 1, 1e-9);
    assert_false(stays_compare(at, n, 1, &d));
    assert_false(stays_compare(at, n, 3, &d)); /* nobody in the third */
    for (size_t i = 0; i < n; i++)
        at[i].left = false;
    assert_false(stays_compare(at, n, 2, &d)); /* nobody left */
}

/* Tables of the distribution: 5 % and 1 %. */
static void tails_of_chi_square(void **state)
{
    (void)state;
    assert_near(stays_chi2_tail(3.841459, 1), .05, 1e-7);
    assert_near(stays_chi2_tail(6.634897, 1), .01, 1e-7);
    assert_near(stays_chi2_tail(5.991465, 2), .05, 1e-7);
    assert_near(stays_chi2_tail(11.070498, 5), .05, 1e-7);
    assert_near(stays_chi2_tail(24.995790, 15), .05, 1e-7);
    assert_near(stays_chi2_tail(0.5, 3), .9188914, 1e-6);
    assert_near(stays_chi2_tail(0, 3), 1, 0);
}

static void nobody_at_all(void **state)
{
    struct stays_point curve[1];
    size_t n = 7;

    (void)state;
    stays_curve(NULL, 0, curve, &n);
    assert_int_equal(n, 0);
    assert_near(stays_on_day(NULL, 0, curve, 0, 30).stays, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_curve_of_the_textbook),
        cmocka_unit_test(intervals_stay_between_none_and_all),
        cmocka_unit_test(the_difference_of_the_textbook),
        cmocka_unit_test(tails_of_chi_square),
        cmocka_unit_test(nobody_at_all),
    };
    return cmocka_run_group_tests_name("stays_curve", tests, NULL, NULL);
}
