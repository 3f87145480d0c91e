/* splitmix64 seeds xoshiro256**; distributions from whole numbers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_random.h"

#define LOG2_E INT64_C(94548) /* log2(e) in 1/65536 */

static uint64_t split_mix(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

struct demo_random demo_random_for(uint64_t seed, uint64_t purpose, uint64_t n)
{
    struct demo_random r;
    uint64_t state = seed;

    state = split_mix(&state) ^ purpose;
    state = split_mix(&state) ^ n;
    for (int i = 0; i < 4; i++)
        r.s[i] = split_mix(&state);
    return r;
}

static uint64_t rotate(uint64_t v, int n)
{
    return v << n | v >> (64 - n);
}

uint64_t demo_random_next(struct demo_random *r)
{
    uint64_t *s = r->s, ret = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return ret;
}

int64_t demo_random_below(struct demo_random *r, int64_t n)
{
    return (int64_t)((demo_random_next(r) >> 32) * (uint64_t)n >> 32);
}

int64_t demo_random_between(struct demo_random *r, int64_t from, int64_t to)
{
    return to <= from ? from : from + demo_random_below(r, to - from + 1);
}

bool demo_random_chance(struct demo_random *r, int64_t ppm)
{
    return demo_random_below(r, 1000000) < ppm;
}

size_t demo_random_pick(struct demo_random *r, const int64_t *weights, size_t n)
{
    int64_t sum = 0, at;
    size_t i = 0;

    for (size_t k = 0; k < n; k++)
        sum += weights[k];
    for (at = demo_random_below(r, sum); i + 1 < n && at >= weights[i]; i++)
        at -= weights[i];
    return i;
}

/* Twelve uniform numbers added up have the standard deviation of one of them times the root of 12:
 * exactly one here. */
int64_t demo_random_normal(struct demo_random *r)
{
    int64_t sum = 0;

    for (int i = 0; i < 3; i++)
        for (uint64_t v = demo_random_next(r), k = 0; k < 4; k++, v >>= 16)
            sum += (int64_t)(v & 0xffff);
    return sum - 6 * (DEMO_ONE - 1);
}

/* 2 to the power of x, both in 1/65536. Bit by bit: 2^(1/2), 2^(1/4) … in 1/2^30. */
static int64_t power_of_two(int64_t x)
{
    static const uint64_t roots[16] = {
        1518500250, 1276901417, 1170923762, 1121280436, 1097253708, 1085434106,
        1079572136, 1076653033, 1075196443, 1074468888, 1074105294, 1073923544,
        1073832680, 1073787251, 1073764537, 1073753181,
    };
    uint64_t part = (uint64_t)x & 0xffff, value = UINT64_C(1) << 30;
    int64_t whole = (x - (int64_t)part) / DEMO_ONE;

    for (int i = 0; i < 16; i++)
        if ((part >> (15 - i) & 1) != 0)
            value = value * roots[i] >> 30;
    if (whole < -16 || whole > 24)
        return whole < 0 ? 0 : DEMO_ONE << 24;
    return whole >= 0 ? (int64_t)(value >> 14) << whole : (int64_t)(value >> 14 >> -whole);
}

int64_t demo_random_lognormal(struct demo_random *r, int64_t median, int64_t sigma)
{
    int64_t x = demo_random_normal(r) * sigma / DEMO_ONE * LOG2_E / DEMO_ONE;

    return median * power_of_two(x) / DEMO_ONE;
}

static int64_t root(int64_t v)
{
    int64_t low = 0, high = INT64_C(1) << 31;

    while (low < high) {
        int64_t mid = (low + high + 1) / 2;

        if (mid * mid <= v)
            low = mid;
        else
            high = mid - 1;
    }
    return low;
}

int64_t demo_random_count(struct demo_random *r, int64_t mean_milli)
{
    int64_t n = 0;

    if (mean_milli >= 30000) {
        n = mean_milli + root(mean_milli * 1000) * demo_random_normal(r) / DEMO_ONE;
        return n < 0 ? 0 : (n + 500) / 1000;
    }
    for (int i = 0; i < 256; i++) /* many trials with little chance each */
        n += demo_random_below(r, 256000) < mean_milli;
    return n;
}

/* Wilson and Hilferty: a gamma variable of shape 100 is about the cube of a normal one. */
int64_t demo_random_day_noise(struct demo_random *r)
{
    int64_t c = DEMO_ONE - 73 + demo_random_normal(r) / 30;

    return c * c / DEMO_ONE * c / DEMO_ONE;
}
