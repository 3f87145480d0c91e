/* Chance that is the same everywhere: whole numbers only, so that a seed gives the same centre on
 * every machine.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DEMO_DEMO_RANDOM_H
#define DEMO_DEMO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct demo_random {
    uint64_t s[4];
};

/* A stream of its own for each purpose and thing: what one of them draws changes nothing for the
 * others. */
struct demo_random demo_random_for(uint64_t seed, uint64_t purpose, uint64_t n);

uint64_t demo_random_next(struct demo_random *r);
int64_t demo_random_below(struct demo_random *r, int64_t n); /* 0 … n-1; n at most 2^31 */
int64_t demo_random_between(struct demo_random *r, int64_t from, int64_t to); /* both included */
bool demo_random_chance(struct demo_random *r, int64_t ppm);                  /* of a million */
size_t demo_random_pick(struct demo_random *r, const int64_t *weights, size_t n);

/* Fixed point: 65536 is one. */
#define DEMO_ONE INT64_C(65536)
int64_t demo_random_normal(struct demo_random *r); /* mean 0, standard deviation 1 */
int64_t demo_random_lognormal(struct demo_random *r, int64_t median, int64_t sigma);
/* How many happen when `mean_milli` thousandths are expected: Poisson, near enough. */
int64_t demo_random_count(struct demo_random *r, int64_t mean_milli);
/* Around one, for a coefficient of variation of a tenth: the gamma noise between days. */
int64_t demo_random_day_noise(struct demo_random *r);

#endif
