/* Time and randomness, from the kernel or, in tests, from whoever froze the clock.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"

#include "base/status.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <time.h>

#define NOT_FROZEN INT64_MIN

static _Atomic int64_t frozen_at = NOT_FROZEN;
static _Atomic int64_t shift; /* clock_advance of a running clock */

int64_t clock_now(void)
{
    int64_t frozen = atomic_load(&frozen_at);
    if (frozen != NOT_FROZEN)
        return frozen;
    struct timespec t;
    must(clock_gettime(CLOCK_REALTIME, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + atomic_load(&shift);
}

int64_t clock_monotonic_us(void)
{
    struct timespec t;
    must(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void clock_freeze(int64_t at_ms)
{
    atomic_store(&frozen_at, at_ms);
}

void clock_advance(int64_t by_ms)
{
    int64_t frozen = atomic_load(&frozen_at);
    while (frozen != NOT_FROZEN)
        if (atomic_compare_exchange_weak(&frozen_at, &frozen, frozen + by_ms))
            return;
    atomic_fetch_add(&shift, by_ms);
}

void clock_release(void)
{
    atomic_store(&frozen_at, NOT_FROZEN);
    atomic_store(&shift, 0);
}

static void start_sodium(void)
{
    must(sodium_init() >= 0);
}

void random_bytes(void *ret, size_t n)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_sodium);
    randombytes_buf(ret, n);
}
