/* Sealing: what waits becomes a block, once a second.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/audit_chain.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/audit_chain_parts.h"

#define SEAL_EVERY_S 1
#define HEAD_TO_LOG_MS HOUR_MS

/* ---- hashes */

void audit_put_int(unsigned char to[8], int64_t v)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)((uint64_t)v >> (8 * i));
}

int64_t audit_get_int(const char *from)
{
    uint64_t v = 0;

    for (int i = 0; i < 8; i++)
        v |= (uint64_t)(unsigned char)from[i] << (8 * i);
    return (int64_t)v;
}

static void add_int(crypto_generichash_state *state, int64_t v)
{
    unsigned char bytes[8];

    audit_put_int(bytes, v);
    crypto_generichash_update(state, bytes, sizeof bytes);
}

/* The length goes first, so that no two rows read the same. */
static void add_text(crypto_generichash_state *state, struct str s)
{
    add_int(state, (int64_t)s.n);
    crypto_generichash_update(state, (const unsigned char *)s.p, s.n);
}

void audit_row_hash(const struct audit_row *row, unsigned char ret[AUDIT_HASH_BYTES])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, AUDIT_HASH_BYTES);
    add_int(&state, row->id);
    add_int(&state, row->at);
    add_int(&state, row->person_id);
    add_text(&state, row->action);
    add_int(&state, row->object_id);
    add_text(&state, row->detail);
    crypto_generichash_final(&state, ret, AUDIT_HASH_BYTES);
}

void audit_block_hash(const unsigned char before[AUDIT_HASH_BYTES], int64_t seq, int64_t at,
                      struct str listed, unsigned char ret[AUDIT_HASH_BYTES])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, NULL, 0, AUDIT_HASH_BYTES);
    crypto_generichash_update(&state, before, AUDIT_HASH_BYTES);
    add_int(&state, seq);
    add_int(&state, at);
    add_text(&state, listed);
    crypto_generichash_final(&state, ret, AUDIT_HASH_BYTES);
}

/* ---- heads */

struct str audit_head_text(struct arena *a, const struct audit_head *head)
{
    char hex[2 * AUDIT_HASH_BYTES + 1];

    sodium_bin2hex(hex, sizeof hex, head->hash, sizeof head->hash);
    return arena_printf(a, "%lld-%s", (long long)head->seq, hex);
}

bool audit_head_parse(struct str s, struct audit_head *ret)
{
    struct str rest = s, seq;
    size_t n = 0;

    return str_cut(&rest, '-', &seq) && rest.n == (size_t)2 * AUDIT_HASH_BYTES &&
           str_int64(seq, &ret->seq) && ret->seq >= 0 &&
           sodium_hex2bin(ret->hash, sizeof ret->hash, rest.p, rest.n, NULL, &n, NULL) == 0 &&
           n == sizeof ret->hash;
}

enum status audit_head(struct db *db, struct arena *a, struct audit_head *ret)
{
    struct audit_block_row last;
    struct audit_head head = {.seq = 0};
    enum status found = q_audit_block_last(db, a, &last);

    if (found != OK && found != MISSING)
        return found;
    if (found == OK && last.hash.n != AUDIT_HASH_BYTES)
        return fail(BROKEN, "audit block %lld has no proper hash", (long long)last.seq);
    if (found == OK) {
        head.seq = last.seq;
        memcpy(head.hash, last.hash.p, AUDIT_HASH_BYTES);
    }
    *ret = head;
    return OK;
}

/* ---- sealing */

static int by_id(const void *x, const void *y)
{
    const struct audit_open_row *a = x, *b = y;

    return a->audit_id < b->audit_id ? -1 : a->audit_id > b->audit_id;
}

/* Hashes of the rows that were taken, as they were written: one that was changed since is told by verifying. Others between
 * them, which came meanwhile, go into a later block. A row that was taken away before it could be sealed is listed with a hash
 * that nothing has: verifying then tells of it. */
static enum status list_rows(struct db *db, struct arena *a,
                             const struct audit_open_row_list *taken, struct str *ret)
{
    struct audit_row_list rows;
    unsigned char *list = arena_alloc_array(a, AUDIT_ENTRY_BYTES, taken->n);
    size_t at = 0;

    TRY(q_audit_range(db, a, taken->at[0].audit_id, taken->at[taken->n - 1].audit_id, &rows));
    for (size_t i = 0; i < taken->n; i++) {
        unsigned char *entry = list + i * AUDIT_ENTRY_BYTES;

        audit_put_int(entry, taken->at[i].audit_id);
        while (at < rows.n && rows.at[at].id < taken->at[i].audit_id)
            at++;
        if (at >= rows.n || rows.at[at].id != taken->at[i].audit_id)
            continue;
        if (!audit_recall(rows.at[at].id, entry + 8)) /* another process wrote it */
            audit_row_hash(&rows.at[at], entry + 8);
    }
    *ret = (struct str){(const char *)list, taken->n * AUDIT_ENTRY_BYTES};
    return OK;
}

static enum status seal_block(struct db *db, struct arena *a, size_t *ret_n)
{
    struct audit_open_row_list taken;
    struct audit_head head;
    unsigned char hash[AUDIT_HASH_BYTES];
    struct str listed;
    int64_t now = clock_now();
    DB_TX(tx, db);

    *ret_n = 0;
    TRY(q_audit_open_take(db, a, AUDIT_BLOCK_ROWS, &taken));
    if (taken.n == 0)
        return OK;
    qsort(taken.at, taken.n, sizeof *taken.at, by_id);
    TRY(list_rows(db, a, &taken, &listed));
    TRY(audit_head(db, a, &head));
    audit_block_hash(head.hash, head.seq + 1, now, listed, hash);
    TRY(q_audit_block_insert(db, head.seq + 1, now, (int64_t)taken.n, listed,
                             (struct str){(const char *)hash, sizeof hash}));
    TRY(db_commit_soon(&tx)); /* lost in a crash: the rows wait as before */
    *ret_n = taken.n;
    return OK;
}

/* Most seconds nothing happens: that must not cost a write. */
static enum status something_waits(struct db *db, struct arena *a, bool *ret)
{
    struct audit_open_row first;
    enum status found = q_audit_open_first(db, a, &first);

    db_refresh(db);
    *ret = found == OK;
    return found == MISSING ? OK : found;
}

enum status audit_seal(struct store *store, size_t *ret_n)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    size_t n = AUDIT_BLOCK_ROWS;
    bool waits = false;
    enum status status = something_waits(db, a, &waits);

    *ret_n = 0;
    while (status == OK && waits && n == AUDIT_BLOCK_ROWS) {
        struct arena_mark mark = arena_mark(a);

        status = seal_block(db, a, &n);
        *ret_n += status == OK ? n : 0;
        arena_rewind(a, mark);
    }
    db_end(db);
    if (*ret_n > 0)
        store_flush(store);
    arena_free(a);
    return status;
}

/* ---- the thread */

struct audit_sealer {
    struct store *store;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    bool stopping;
    int64_t logged_at;
    int64_t logged_seq;
};

/* Whoever keeps the log elsewhere keeps the head with it. */
static void log_head(struct audit_sealer *s)
{
    struct arena *a = arena_new();
    struct db *db = db_start(s->store, a);
    struct audit_head head;

    if (audit_head(db, a, &head) == OK && head.seq != s->logged_seq) {
        log_line(LOG_LEVEL_INFO, "audit", "head=%s", str_c(a, audit_head_text(a, &head)));
        s->logged_seq = head.seq;
    }
    s->logged_at = clock_now();
    db_end(db);
    arena_free(a);
}

static void seal_once(struct audit_sealer *s)
{
    size_t n;

    failure_clear();
    enum status status = audit_seal(s->store, &n);
    if (status != OK && status != CONFLICT)
        log_line(LOG_LEVEL_ERROR, "audit cannot be sealed", "status=%s why=%s", status_name(status),
                 failure_last()->why);
    if (clock_now() >= s->logged_at + HEAD_TO_LOG_MS)
        log_head(s);
}

static void *seal_on(void *p)
{
    struct audit_sealer *s = p;
    struct timespec until;
    bool stopping = false;

    while (!stopping) {
        pthread_mutex_lock(&s->mutex);
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += SEAL_EVERY_S;
        while (!s->stopping && pthread_cond_timedwait(&s->cond, &s->mutex, &until) == 0)
            ;
        stopping = s->stopping;
        pthread_mutex_unlock(&s->mutex);
        seal_once(s);
    }
    log_head(s);
    return NULL;
}

enum status audit_sealer_start(struct store *store, struct audit_sealer **ret)
{
    struct audit_sealer *s = calloc(1, sizeof *s);

    must(s != NULL);
    s->store = store;
    must(pthread_mutex_init(&s->mutex, NULL) == 0 && pthread_cond_init(&s->cond, NULL) == 0);
    if (pthread_create(&s->thread, NULL, seal_on, s) != 0) {
        free(s);
        return fail(BROKEN, "cannot start the thread that seals the audit");
    }
    *ret = s;
    return OK;
}

void audit_sealer_stop(struct audit_sealer *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->mutex);
    s->stopping = true;
    pthread_cond_broadcast(&s->cond);
    pthread_mutex_unlock(&s->mutex);
    pthread_join(s->thread, NULL);
    pthread_cond_destroy(&s->cond);
    pthread_mutex_destroy(&s->mutex);
    free(s);
}
