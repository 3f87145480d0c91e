/* Coincidences of values within units, against those that chance would give.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_alpha.h"

#include <stdbool.h>

/* What was said at all, ascending; how often each stands beside another value; o_ck of the paper. */
struct table {
    int64_t value[ALPHA_VALUES_MOST];
    double n_of[ALPHA_VALUES_MOST];
    double coincide[ALPHA_VALUES_MOST][ALPHA_VALUES_MOST];
    size_t n;
};

static size_t said_in(const int64_t *unit, size_t n_observers)
{
    size_t n = 0;

    for (size_t i = 0; i < n_observers; i++)
        n += unit[i] != ALPHA_NONE;
    return n;
}

static size_t place_of(const struct table *t, int64_t value)
{
    size_t i = 0;

    while (i < t->n && t->value[i] < value)
        i++;
    return i;
}

/* false: no room for one more. */
static bool add_value(struct table *t, int64_t value)
{
    size_t at = place_of(t, value);

    if (at < t->n && t->value[at] == value)
        return true;
    if (t->n == ALPHA_VALUES_MOST)
        return false;
    for (size_t i = t->n; i > at; i--)
        t->value[i] = t->value[i - 1];
    t->value[at] = value;
    t->n++;
    return true;
}

static bool add_values(struct table *t, const int64_t *unit, size_t n_observers)
{
    for (size_t i = 0; i < n_observers; i++)
        if (unit[i] != ALPHA_NONE && !add_value(t, unit[i]))
            return false;
    return true;
}

/* Each value beside each other one of the unit, weighed so that a unit counts by how many values it has. */
static void add_pairs(struct table *t, const int64_t *unit, size_t n_observers, size_t said)
{
    for (size_t i = 0; i < n_observers; i++) {
        if (unit[i] == ALPHA_NONE)
            continue;
        size_t c = place_of(t, unit[i]);

        t->n_of[c]++;
        for (size_t j = 0; j < n_observers; j++)
            if (j != i && unit[j] != ALPHA_NONE)
                t->coincide[c][place_of(t, unit[j])] += 1.0 / (double)(said - 1);
    }
}

/* The squared difference between two values; c comes before k. */
static double difference(const struct table *t, size_t c, size_t k, enum alpha_metric metric)
{
    double a = (double)t->value[c], b = (double)t->value[k], d = 0;

    switch (metric) {
    case ALPHA_NOMINAL:
        return 1;
    case ALPHA_ORDINAL: /* how many ranks lie between them, each end counted half */
        for (size_t g = c; g <= k; g++)
            d += t->n_of[g];
        d -= (t->n_of[c] + t->n_of[k]) / 2;
        break;
    case ALPHA_INTERVAL:
        d = b - a;
        break;
    case ALPHA_RATIO:
        d = a + b == 0 ? 0 : (b - a) / (a + b);
        break;
    }
    return d * d;
}

struct alpha alpha_of(const int64_t *values, size_t n_units, size_t n_observers,
                      enum alpha_metric metric)
{
    struct table t = {.n = 0};
    struct alpha a = {.outcome = ALPHA_TOO_FEW};
    double observed = 0, expected = 0;

    for (size_t u = 0; u < n_units; u++)
        if (said_in(values + u * n_observers, n_observers) > 1 &&
            !add_values(&t, values + u * n_observers, n_observers))
            return (struct alpha){.outcome = ALPHA_TOO_MANY};
    for (size_t u = 0; u < n_units; u++) {
        size_t said = said_in(values + u * n_observers, n_observers);

        if (said < 2)
            continue;
        add_pairs(&t, values + u * n_observers, n_observers, said);
        a.n_pairable += said;
    }
    for (size_t c = 0; c < t.n; c++)
        for (size_t k = c + 1; k < t.n; k++) {
            double d = difference(&t, c, k, metric);

            observed += t.coincide[c][k] * d;
            expected += t.n_of[c] * t.n_of[k] * d;
        }
    if (a.n_pairable < 2)
        return a;
    a.outcome = expected > 0 ? ALPHA_NUMBER : ALPHA_ALIKE;
    if (a.outcome == ALPHA_NUMBER)
        a.value = 1 - (double)(a.n_pairable - 1) * observed / expected;
    return a;
}
