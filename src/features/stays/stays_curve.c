/* The arithmetic of staying.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/stays/stays_curve.h"

#include <math.h>
#include <stdlib.h>

#define Z_95 1.959963984540054
#define TINY 1e-12

static int by_days(const void *a, const void *b)
{
    const struct stays_one *one = a, *two = b;

    return one->days < two->days ? -1 : one->days > two->days;
}

static void sort(struct stays_one *at, size_t n)
{
    if (n > 0)
        qsort(at, n, sizeof *at, by_days);
}

/* How many of the sorted list from `i` on share its day, and how many of them left. */
static size_t same_day(const struct stays_one *at, size_t n, size_t i, int64_t *ret_left)
{
    size_t k = i;

    *ret_left = 0;
    for (; k < n && at[k].days == at[i].days; k++)
        *ret_left += at[k].left;
    return k - i;
}

void stays_curve(struct stays_one *at, size_t n, struct stays_point *ret, size_t *ret_n)
{
    double stays = 1, sum = 0;
    size_t n_points = 0;
    int64_t left;

    sort(at, n);
    for (size_t i = 0, run; i < n; i += run) {
        double at_risk = (double)(n - i);

        run = same_day(at, n, i, &left);
        if (left == 0)
            continue;
        stays *= 1 - (double)left / at_risk;
        sum += (double)left / (at_risk * (at_risk - (double)left)); /* without end when all leave */
        ret[n_points++] = (struct stays_point){.day = at[i].days,
                                               .at_risk = (int64_t)(n - i),
                                               .left = left,
                                               .stays = stays,
                                               .error = stays > 0 ? stays * sqrt(sum) : 0};
    }
    *ret_n = n_points;
}

struct stays_on stays_on_day(const struct stays_one *at, size_t n, const struct stays_point *curve,
                             size_t n_points, int64_t day)
{
    struct stays_on on = {.stays = 1, .low = 1, .high = 1};
    double error = 0;

    for (size_t i = 0; i < n; i++)
        on.at_risk += at[i].days >= day;
    for (size_t i = 0; i < n_points && curve[i].day <= day; i++) {
        on.stays = curve[i].stays;
        error = curve[i].error;
    }
    on.low = on.high = on.stays;
    if (on.stays >= 1 || on.stays <= 0)
        return on;
    double half = Z_95 * error / (on.stays * fabs(log(on.stays)));
    on.low = pow(on.stays, exp(half));
    on.high = pow(on.stays, exp(-half));
    on.has_interval = true;
    return on;
}

/* ---- comparing */

/* Q(a, x), the regularised upper incomplete gamma function: by its series below a + 1, by Lentz's continued fraction above. */
static double gamma_tail(double a, double x)
{
    double front = exp(a * log(x) - x - lgamma(a));

    if (x < a + 1) {
        double term = 1 / a, sum = term;

        for (int k = 1; term > sum * TINY; k++) {
            term *= x / (a + k);
            sum += term;
        }
        return 1 - front * sum;
    }
    double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;
    for (int i = 1; i < 1000; i++) {
        double an = -i * (i - a), step;

        b += 2;
        d = an * d + b;
        d = 1 / (fabs(d) < TINY ? TINY : d);
        c = b + an / c;
        c = fabs(c) < TINY ? TINY : c;
        step = d * c;
        h *= step;
        if (fabs(step - 1) < TINY)
            break;
    }
    return front * h;
}

double stays_chi2_tail(double x, int64_t df)
{
    return x <= 0 ? 1 : gamma_tail((double)df / 2, x / 2);
}

struct ranks {
    double surplus[STAYS_GROUPS]; /* who left, minus who would have, were all groups alike */
    double variance[STAYS_GROUPS][STAYS_GROUPS];
};

/* What one day adds: the hypergeometric mean and variance of who leaves. */
static void add_day(struct ranks *r, const double at_risk[STAYS_GROUPS],
                    const double left[STAYS_GROUPS], size_t n_groups)
{
    double all = 0, all_left = 0;

    for (size_t g = 0; g < n_groups; g++) {
        all += at_risk[g];
        all_left += left[g];
    }
    double spread = all > 1 ? all_left * (all - all_left) / (all - 1) : 0;
    for (size_t g = 0; g < n_groups; g++) {
        double share = at_risk[g] / all;

        r->surplus[g] += left[g] - all_left * share;
        for (size_t h = 0; h < n_groups; h++)
            r->variance[g][h] += spread * share * ((g == h) - at_risk[h] / all);
    }
}

/* surplus' variance^-1 surplus over the first n groups: the last one follows from them. */
static double quadratic(struct ranks *r, size_t n)
{
    double result = 0, x[STAYS_GROUPS];

    for (size_t i = 0; i < n; i++)
        x[i] = r->surplus[i];
    for (size_t i = 0; i < n; i++) { /* the matrix is positive: no rows change places */
        for (size_t k = i + 1; k < n && r->variance[i][i] > TINY; k++) {
            double factor = r->variance[k][i] / r->variance[i][i];

            for (size_t j = i; j < n; j++)
                r->variance[k][j] -= factor * r->variance[i][j];
            x[k] -= factor * x[i];
        }
        if (r->variance[i][i] > TINY)
            result += x[i] * x[i] / r->variance[i][i];
    }
    return result;
}

bool stays_compare(struct stays_one *at, size_t n, size_t n_groups, struct stays_difference *ret)
{
    struct ranks r = {0};
    double at_risk[STAYS_GROUPS] = {0};
    bool any_left = false;

    if (n_groups < 2 || n_groups > STAYS_GROUPS)
        return false;
    sort(at, n);
    for (size_t i = 0; i < n; i++)
        at_risk[at[i].group]++;
    for (size_t g = 0; g < n_groups; g++)
        if (at_risk[g] < 1)
            return false;
    for (size_t i = 0, run; i < n; i += run) {
        double left[STAYS_GROUPS] = {0};
        int64_t n_left;

        run = same_day(at, n, i, &n_left);
        for (size_t k = i; k < i + run; k++)
            left[at[k].group] += at[k].left;
        if (n_left > 0)
            add_day(&r, at_risk, left, n_groups);
        any_left = any_left || n_left > 0;
        for (size_t k = i; k < i + run; k++)
            at_risk[at[k].group]--;
    }
    ret->df = (int64_t)n_groups - 1;
    ret->chi2 = quadratic(&r, n_groups - 1);
    ret->p = stays_chi2_tail(ret->chi2, ret->df);
    return any_left;
}
