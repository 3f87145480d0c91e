/* Krippendorff's alpha: how far several observers agree beyond chance, after
 *   Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), University of Pennsylvania.
 * Any number of observers, missing values, four ways to measure a difference. Pure, without database and clock.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_ALPHA_H
#define COACHING_COACHING_ALPHA_H

#include <stddef.h>
#include <stdint.h>

enum alpha_metric { ALPHA_NOMINAL, ALPHA_ORDINAL, ALPHA_INTERVAL, ALPHA_RATIO };

#define ALPHA_NONE INT64_MIN /* this observer said nothing about this unit */
#define ALPHA_VALUES_MOST 32 /* different values */

/* Why there is a number, or none. */
enum alpha_outcome {
    ALPHA_NUMBER,
    ALPHA_TOO_FEW, /* fewer than two values that stand beside another one in their unit */
    ALPHA_ALIKE,   /* one value everywhere: agreement, and nothing that chance could be told from */
    ALPHA_TOO_MANY /* more than ALPHA_VALUES_MOST different values */
};
struct alpha {
    enum alpha_outcome outcome;
    size_t n_pairable; /* values that stand beside another one in their unit */
    double value;      /* at most 1; 0 is chance; only with ALPHA_NUMBER */
};

/* values[unit * n_observers + observer]. */
struct alpha alpha_of(const int64_t *values, size_t n_units, size_t n_observers,
                      enum alpha_metric metric);

#endif
