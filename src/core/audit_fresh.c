/* What this process has written to the audit and nobody has sealed yet: the hash of each row as it was written. Whoever changes such a
 * row in the database meanwhile changes nothing here, and the block that is made of it tells.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/audit_chain_parts.h"

#include <pthread.h>
#include <string.h>

#define PLACES 16384 /* more than are written in the second before they are sealed */

/* Where two rows want one place the later one has it; the other is sealed as it stands in the database. */
static struct {
    pthread_mutex_t lock;
    struct {
        int64_t id;
        unsigned char hash[AUDIT_HASH_BYTES];
    } rows[PLACES];
} fresh = {.lock = PTHREAD_MUTEX_INITIALIZER};

static size_t place_of(int64_t id)
{
    return (size_t)(((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % PLACES;
}

void audit_remember(const struct audit_row *row)
{
    unsigned char hash[AUDIT_HASH_BYTES];
    size_t at = place_of(row->id);

    audit_row_hash(row, hash);
    pthread_mutex_lock(&fresh.lock);
    fresh.rows[at].id = row->id;
    memcpy(fresh.rows[at].hash, hash, sizeof hash);
    pthread_mutex_unlock(&fresh.lock);
}

bool audit_recall(int64_t id, unsigned char ret[AUDIT_HASH_BYTES])
{
    size_t at = place_of(id);

    pthread_mutex_lock(&fresh.lock);
    bool known = fresh.rows[at].id == id;
    if (known)
        memcpy(ret, fresh.rows[at].hash, AUDIT_HASH_BYTES);
    pthread_mutex_unlock(&fresh.lock);
    return known;
}
