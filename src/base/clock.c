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

/* ---- the wall clock and the one that nobody sets */

#define UNKNOWN INT64_MIN
#define ALIKE_MS INT64_C(500) /* nearer than this, nothing has happened */

/* Wall clock less steady clock, as clock_now() has it. */
static _Atomic int64_t offset = UNKNOWN;
static pthread_mutex_t offset_lock = PTHREAD_MUTEX_INITIALIZER;

static int64_t read_ms(clockid_t id)
{
    struct timespec t;

    must(clock_gettime(id, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t wall_ms(void)
{
    return read_ms(CLOCK_REALTIME) + atomic_load(&shift);
}

/* Goes on while the machine sleeps. */
static int64_t steady_ms(void)
{
    return read_ms(CLOCK_BOOTTIME);
}

/* Measured under the lock: what another thread measured before it waited counts no more. */
static int64_t follow(void)
{
    pthread_mutex_lock(&offset_lock);
    int64_t is = wall_ms() - steady_ms(), kept = atomic_load(&offset);
    if (kept == UNKNOWN || is >= kept - CLOCK_STEP_MS) {
        kept = is;
        atomic_store(&offset, kept);
    }
    pthread_mutex_unlock(&offset_lock);
    return kept;
}

int64_t clock_now(void)
{
    int64_t frozen = atomic_load(&frozen_at);
    if (frozen != NOT_FROZEN)
        return frozen;
    int64_t wall = wall_ms(), steady = steady_ms(), kept = atomic_load(&offset);
    if (kept != UNKNOWN && wall - steady <= kept + ALIKE_MS && wall - steady >= kept - ALIKE_MS)
        return wall;
    return steady + follow();
}

int64_t clock_set_back_ms(void)
{
    if (atomic_load(&frozen_at) != NOT_FROZEN)
        return 0;
    int64_t by = follow() - (wall_ms() - steady_ms());
    return by > CLOCK_STEP_MS ? by : 0;
}

void clock_go_back(int64_t by_ms)
{
    pthread_mutex_lock(&offset_lock);
    atomic_fetch_sub(&offset, by_ms);
    pthread_mutex_unlock(&offset_lock);
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
    pthread_mutex_lock(&offset_lock);
    atomic_store(&shift, 0);
    atomic_store(&offset, UNKNOWN);
    pthread_mutex_unlock(&offset_lock);
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
