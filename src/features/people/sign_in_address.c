/* Slows down an address that keeps sending wrong passwords. In memory: a restart forgives, the
 * accounts' own count stays.
 * SPDX-License-Identifier: MPL-2.0 */
#include <arpa/inet.h>
#include <pthread.h>
#include <string.h>

#include "base/clock.h"
#include "core/refuse.h"
#include "features/people/sign_in.h"

/* The leaky bucket as one instant: the time at which all failures of the address will have leaked
 * out. */
struct slot {
    uint64_t key;
    int64_t empty_at;
};

#define SLOTS                                                                                      \
    4096 /* 64 KiB; who shares a slot with an attacker is replaced only when the attacker did less \
          */
#define TOLERANCE_MS ((int64_t)SIGN_IN_ADDRESS_TRIES * SIGN_IN_ADDRESS_MS)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot slots[SLOTS];
static uint64_t seed; /* so that nobody can choose addresses that meet in one slot */

/* A subscriber has a whole /64 of IPv6; any other text counts as itself. */
static size_t address_bytes(struct str remote, unsigned char ret[64])
{
    char text[64];
    size_t n = remote.n < sizeof text ? remote.n : sizeof text - 1;
    unsigned char six[16];

    if (n > 0)
        memcpy(text, remote.p, n);
    text[n] = '\0';
    if (inet_pton(AF_INET6, text, six) == 1 &&
        memcmp(six, "\0\0\0\0\0\0\0\0\0\0\377\377", 12) != 0) {
        memcpy(ret, six, 8);
        return 8;
    }
    memcpy(ret, text, n);
    return n;
}

static uint64_t key_of(struct str remote)
{
    unsigned char bytes[64];
    size_t n = address_bytes(remote, bytes);
    uint64_t h = UINT64_C(14695981039346656037) ^ seed;

    for (size_t i = 0; i < n; i++)
        h = (h ^ bytes[i]) * UINT64_C(1099511628211);
    return h ^ (h >> 29);
}

static struct slot *slot_of(struct str remote, uint64_t *ret_key)
{
    if (seed == 0)
        random_bytes(&seed, sizeof seed);
    *ret_key = key_of(remote);
    return &slots[*ret_key % SLOTS];
}

enum status address_check(struct str remote)
{
    struct slot *s;
    uint64_t key;
    bool full;

    pthread_mutex_lock(&lock);
    s = slot_of(remote, &key);
    full = s->key == key && s->empty_at - clock_now() >= TOLERANCE_MS;
    pthread_mutex_unlock(&lock);
    return full ? refuse(BUSY, T_SIGN_IN_TOO_MANY) : OK;
}

void address_failed(struct str remote)
{
    int64_t now = clock_now();
    struct slot *s;
    uint64_t key;

    pthread_mutex_lock(&lock);
    s = slot_of(remote, &key);
    if (s->key != key && s->empty_at <= now + SIGN_IN_ADDRESS_MS)
        *s = (struct slot){.key = key};
    if (s->key == key)
        s->empty_at = (s->empty_at > now ? s->empty_at : now) + SIGN_IN_ADDRESS_MS;
    pthread_mutex_unlock(&lock);
}

void address_forget_all(void)
{
    pthread_mutex_lock(&lock);
    memset(slots, 0, sizeof slots);
    pthread_mutex_unlock(&lock);
}
