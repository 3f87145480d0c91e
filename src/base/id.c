/* Identifiers that grow with time, and secrets that nobody can guess.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/id.h"

#include "base/clock.h"
#include "base/status.h"

#include <sodium.h>
#include <stdatomic.h>

#define SINCE_2020_MS INT64_C(1577836800000)
#define LOW_BITS 22
#define MAX_MS ((INT64_C(1) << 41) - 1)

static int64_t random_low(void)
{
    uint32_t low;
    random_bytes(&low, sizeof low);
    return (int64_t)(low >> (32 - LOW_BITS));
}

static int64_t since_2020(int64_t ms)
{
    ms -= SINCE_2020_MS;
    return ms < 0 ? 0 : ms > MAX_MS ? MAX_MS : ms;
}

int64_t id_at(int64_t ms)
{
    return since_2020(ms) << LOW_BITS;
}

int64_t id_new(void)
{
    static _Atomic int64_t latest;
    int64_t ms = since_2020(clock_now());
    int64_t fresh = 0; /* made when the first of a millisecond is asked for */
    int64_t before = atomic_load(&latest);
    int64_t id;
    /* The random start of a millisecond keeps processes apart, counting on from it keeps threads
     * apart, and a clock that was set back only makes us count on from where we were. */
    do {
        must(before < INT64_MAX);
        bool first = before >> LOW_BITS < ms;
        if (first && fresh == 0)
            fresh = ms << LOW_BITS | random_low();
        id = first ? fresh : before + 1;
    } while (!atomic_compare_exchange_weak(&latest, &before, id));
    return id;
}

struct str id_secret(struct arena *a, size_t n_bytes)
{
    must(n_bytes > 0 && n_bytes <= 1024);
    unsigned char raw[1024];
    random_bytes(raw, n_bytes);
    size_t room = sodium_base64_encoded_len(n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(a, room);
    sodium_bin2base64(text, room, raw, n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(raw, n_bytes);
    return (struct str){text, room - 1};
}
