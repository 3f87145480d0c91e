/* What both engines share: nesting of transactions, the life of a snapshot, and the pool of
 * connections.
 * SPDX-License-Identifier: MPL-2.0 */
#include "db/db.h"

#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "db/db_internal.h"

enum db_kind store_kind_at(struct str where)
{
    if (str_starts(where, STR("postgresql://")) || str_starts(where, STR("postgres://")))
        return DB_PGSQL;
    size_t n = 0; /* "host=… dbname=…" */
    while (n < where.n && where.p[n] >= 'a' && where.p[n] <= 'z')
        n++;
    return n > 0 && n < where.n && where.p[n] == '=' ? DB_PGSQL : DB_SQLITE;
}

enum status store_open(const struct store_options *options, struct store **ret)
{
    if (options->where.n == 0 || memchr(options->where.p, '\0', options->where.n) != NULL)
        return fail(INVALID, "no database is named");
    bool file = store_kind_at(options->where) == DB_SQLITE;
    TRY((file ? driver_sqlite : driver_pgsql).open(options, ret));
    (*ret)->tell = tell_new();
    return OK;
}

enum status store_prepare(struct store *s)
{
    TRY(s->driver->prepare(s));
    s->prepared = true;
    return OK;
}

void store_prepare_later(struct store *s)
{
    s->prepared = true;
}

void store_close(struct store *s)
{
    if (s == NULL)
        return;
    tell_free(s);
    s->driver->close(s);
}

enum db_kind store_kind(const struct store *s)
{
    return s->kind;
}

enum status store_backup(struct store *s, struct str to_path)
{
    return s->driver->backup(s, to_path);
}

enum status store_check(struct store *s, struct buf *ret)
{
    return s->driver->check(s, ret);
}

struct str store_version(struct store *s, struct arena *a)
{
    return s->driver->version(s, a);
}

struct db *db_start(struct store *s, struct arena *a)
{
    struct db *db = arena_make(a, struct db);
    db->store = s;
    db->arena = a;
    return db;
}

static void drop_snapshot(struct db *db)
{
    db->read_broken = false;
    if (db->depth == 0 && db->conn != NULL)
        db->store->driver->read_end(db);
}

void db_end(struct db *db)
{
    must(db->running == 0);
    if (db->tx_open)
        db->store->driver->tx_rollback(db);
    db->tx_open = false;
    db->depth = 0;
    tell_forget(db);
    drop_snapshot(db);
}

struct store *db_store(struct db *db)
{
    return db->store;
}

void db_refresh(struct db *db)
{
    must(db->running == 0);
    drop_snapshot(db);
}

struct db_tx db_begin(struct db *db)
{
    if (db->depth == 0) {
        db->inner_left = false;
        if (!db->store->write) {
            db->tx_failed = fail(DENIED, "the database is open for reading only");
        } else if (db->running > 0) { /* its rows come from the snapshot that would have to go */
            db->tx_failed =
                fail(BROKEN, "a transaction cannot start while rows of a statement are handed out");
        } else {
            drop_snapshot(db); /* so that reads after the commit see it */
            db->tx_failed = db->store->driver->tx_begin(db);
            db->tx_open = db->tx_failed == OK;
        }
    }
    db->depth++;
    return (struct db_tx){db, true};
}

static enum status commit(struct db_tx *tx, bool is_durable)
{
    struct db *db = tx->db;
    must(tx->open && db->depth > 0);
    tx->open = false;
    if (db->depth > 1) {
        db->depth--;
        return db->tx_failed;
    }
    must(db->running == 0);
    bool open = db->tx_open;
    db->tx_open = false;
    enum status status = db->tx_failed;
    if (status == OK && db->inner_left)
        status = fail(CONFLICT, "a part of the transaction was left without commit");
    if (status == OK)
        status =
            is_durable ? db->store->driver->tx_commit(db) : db->store->driver->tx_commit_soon(db);
    else if (open)
        db->store->driver->tx_rollback(db);
    db->depth = 0;
    if (status == OK)
        tell_committed(db, is_durable);
    tell_forget(db);
    return status;
}

enum status db_commit(struct db_tx *tx)
{
    return commit(tx, true);
}

enum status db_commit_soon(struct db_tx *tx)
{
    return commit(tx, false);
}

void store_flush(struct store *s)
{
    s->driver->flush(s);
    tell_flushed(s);
}

void db_tx_end(struct db_tx *tx)
{
    struct db *db = tx->db;
    if (!tx->open)
        return;
    tx->open = false;
    if (db->depth == 0) /* db_end came first */
        return;
    if (--db->depth > 0) {
        db->inner_left = true;
        return;
    }
    if (db->tx_open)
        db->store->driver->tx_rollback(db);
    db->tx_open = false;
    tell_forget(db);
}

bool db_in_tx(const struct db *db)
{
    return db->depth > 0;
}

static enum status ready(struct db *db)
{
    if (db->depth > 0)
        return db->tx_failed;
    if (db->read_broken && db->running == 0)
        drop_snapshot(db);
    if (db->read_broken)
        return fail(BROKEN, "the snapshot was lost while its rows were handed out");
    return db->conn != NULL ? OK : db->store->driver->read_begin(db);
}

/* PostgreSQL ends a transaction at its first failure, SQLite does not: here both do. */
static void note_failure(struct db *db, enum status status)
{
    if (db->depth > 0)
        db->tx_failed = status;
    else if (db->running > 0)
        db->read_broken = true;
    else
        drop_snapshot(db);
}

enum status db_run(struct db *db, size_t index, const struct db_value *in, db_row_fn *row,
                   void *context, int64_t *ret_changed)
{
    must(db->store->prepared && index < db_statements_n);
    const struct db_statement *s = &db_statements[index];
    must(row != NULL || s->n_out == 0);
    for (int i = 0; i < s->n_in; i++) /* PostgreSQL refuses it; so do we */
        if (in[i].type == DB_TEXT && !in[i].null && in[i].as.s.n > 0 &&
            memchr(in[i].as.s.p, '\0', in[i].as.s.n) != NULL)
            return fail(INVALID, "%s: a NUL in parameter %d", s->name, i + 1);
    TRY(ready(db));
    enum status row_status = OK;
    int64_t changed = 0;
    db->running++;
    enum status status = db->store->driver->run(db, index, in, row, context, &changed, &row_status);
    db->running--;
    if (status != OK) {
        note_failure(db, status);
        return status;
    }
    if (ret_changed != NULL)
        *ret_changed = changed;
    return row_status;
}

static enum status run_text(struct db *db, struct arena *a, struct str sql, struct str *ret)
{
    TRY(ready(db));
    struct arena *own = a == NULL ? arena_new() : NULL;
    enum status status = db->store->driver->run_text(db, str_c(own != NULL ? own : a, sql), a, ret);
    arena_free(own);
    if (status != OK)
        note_failure(db, status);
    return status;
}

enum status db_run_text(struct db *db, struct str sql)
{
    return run_text(db, NULL, sql, NULL);
}

enum status db_read_text(struct db *db, struct arena *a, struct str sql, struct str *ret)
{
    struct str text = STR_NONE;
    TRY(run_text(db, a, sql, &text));
    *ret = text;
    return OK;
}

/* ---- the pool */

void pool_init(struct pool *p, int max)
{
    *p = (struct pool){.max = max};
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&p->returned, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&p->lock, NULL);
}

enum status pool_take(struct pool *p, struct pooled **ret)
{
    struct timespec until = {0, 0};
    pthread_mutex_lock(&p->lock);
    while (p->idle == NULL && p->n_out >= p->max) {
        if (until.tv_sec == 0) {
            clock_gettime(CLOCK_MONOTONIC, &until);
            until.tv_sec += 5;
        }
        if (pthread_cond_timedwait(&p->returned, &p->lock, &until) != 0 && p->idle == NULL &&
            p->n_out >= p->max) {
            pthread_mutex_unlock(&p->lock);
            return fail(BUSY, "all %d database connections are in use", p->max);
        }
    }
    p->n_out++;
    *ret = p->idle;
    if (p->idle != NULL)
        p->idle = p->idle->next;
    pthread_mutex_unlock(&p->lock);
    return OK;
}

void pool_give(struct pool *p, struct pooled *c)
{
    pthread_mutex_lock(&p->lock);
    p->n_out--;
    if (c != NULL) {
        c->next = p->idle;
        p->idle = c;
    }
    pthread_cond_signal(&p->returned);
    pthread_mutex_unlock(&p->lock);
}

struct pooled *pool_drain(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    while (p->n_out > 0)
        pthread_cond_wait(&p->returned, &p->lock);
    struct pooled *c = p->idle;
    if (c != NULL)
        p->idle = c->next;
    pthread_mutex_unlock(&p->lock);
    return c;
}

void pool_destroy(struct pool *p)
{
    pthread_cond_destroy(&p->returned);
    pthread_mutex_destroy(&p->lock);
}
