/* How many stay how long, where most have not left yet: the product-limit estimate of Kaplan and Meier (1958) with Greenwood's
 * variance, and the log-rank test between groups (Mantel 1966, Peto 1972). Pure: no database, no clock, no people.
 * Somebody is seen for a number of days and then has either left or is still here ("censored": all that is known is that they stayed
 * at least so long).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STAYS_STAYS_CURVE_H
#define STAYS_STAYS_CURVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stays_one {
    int64_t days;  /* seen for so long; who has left was gone on this day */
    int64_t group; /* 0, 1, … for the comparison */
    bool left;
};

struct stays_point { /* a day on which somebody left */
    int64_t day, at_risk, left;
    double stays; /* share that is still here after it */
    double error; /* its standard error, by Greenwood */
};
/* Sorts `at`. ret has space for n; *ret_n: the days on which somebody left. */
void stays_curve(struct stays_one *at, size_t n, struct stays_point *ret, size_t *ret_n);

/* What the curve says of a day, with the 95 % interval (by the log-log transformation, so that it stays between 0 and 1). */
struct stays_on {
    int64_t at_risk; /* were seen for at least so long */
    double stays, low, high;
    bool has_interval; /* false: nobody had left by then, or everybody */
};
struct stays_on stays_on_day(const struct stays_one *at, size_t n, const struct stays_point *curve,
                             size_t n_points, int64_t day);

#define STAYS_GROUPS 16
struct stays_difference {
    double chi2, p; /* p: how often chance alone makes a difference at least as large */
    int64_t df;
};
/* Between the groups 0 … n_groups - 1, at most STAYS_GROUPS; false: there is nothing to compare (fewer than two groups, nobody left).
 * Sorts `at`. */
bool stays_compare(struct stays_one *at, size_t n, size_t n_groups, struct stays_difference *ret);

/* The upper tail of the chi-square distribution; x >= 0, df >= 1. */
double stays_chi2_tail(double x, int64_t df);

#endif
