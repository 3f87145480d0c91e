/* Transactions that write. Whoever holds the lock runs its transaction, then passes the open batch
 * on or brings it to disk (docs/decisions/0003-group-commit.md).
 * SPDX-License-Identifier: MPL-2.0 */
#include <linux/futex.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/sqlite_internal.h"

#define BATCH_MAX 256     /* transactions that share one sync */
#define BATCH_MAX_US 5000 /* and how long the first of them is kept waiting for others */
#define AWAKE_US 200      /* how long the first in line waits for the lock before it sleeps */

static void batch_unref(struct batch *b)
{
    if (atomic_fetch_sub(&b->refs, 1) == 1)
        free(b);
}

/* Settles the batch and takes it off the store. The caller wakes its threads (batch_wake), best
 * after unlocking. */
static struct batch *batch_settle(struct sqlite_store *s, uint32_t state, enum status as,
                                  const char *why)
{
    struct batch *b = s->batch;
    s->batch = NULL;
    b->lost_as = as;
    snprintf(b->why, sizeof b->why, "%s", why);
    atomic_store(&b->state, state);
    return b;
}

static void batch_wake(struct batch *b)
{
    if (b == NULL)
        return;
    if (atomic_load(&b->refs) > 1)
        syscall(SYS_futex, &b->state, FUTEX_WAKE_PRIVATE, INT32_MAX, NULL, NULL, 0);
    batch_unref(b);
}

/* The engine rolled everything back by itself (disk full, I/O error): earlier transactions of the
 * batch are gone too. */
void sqlite_lost_batch(struct sqlite_store *s, enum status as, const char *why)
{
    if (s->batch != NULL)
        batch_wake(batch_settle(s, LOST, as, why));
}

static struct batch *batch_commit(struct sqlite_store *s)
{
    if (sqlite_run_fixed(s->writer, COMMIT) == SQLITE_OK)
        return batch_settle(s, DURABLE, OK, "");
    enum status as = (sqlite3_errcode(s->writer->sqlite) & 0xff) == SQLITE_FULL ? FULL : BROKEN;
    char why[400];
    snprintf(why, sizeof why, "%s (%d)", sqlite3_errmsg(s->writer->sqlite),
             sqlite3_extended_errcode(s->writer->sqlite));
    if (!sqlite3_get_autocommit(s->writer->sqlite))
        sqlite_run_fixed(s->writer, ROLLBACK);
    return batch_settle(s, LOST, as, why);
}

/* The first in line stays awake for as long as a transaction takes and lets the next one wake up meanwhile; to wake a thread
 * takes about as long as a transaction. */
static void wait_in_line(struct sqlite_store *s)
{
    pthread_mutex_lock(&s->first_in_line);
    int64_t until = clock_monotonic_us() + AWAKE_US;
    bool locked = false;
    while (!(locked = pthread_mutex_trylock(&s->lock) == 0) && clock_monotonic_us() < until)
        sched_yield();
    if (!locked) {
        atomic_store(&s->first_sleeps, true);
        pthread_mutex_lock(&s->lock);
        atomic_store(&s->first_sleeps, false);
    }
    pthread_mutex_unlock(&s->first_in_line);
}

static void writer_lock(struct sqlite_store *s)
{
    uintptr_t self = (uintptr_t)pthread_self();
    /* Two transactions in one thread would wait for each other for ever. */
    must(atomic_load_explicit(&s->owner, memory_order_relaxed) != self);
    /* One that writes again and again (jobs do) would always be faster than a sleeper that has to wake up first. */
    if (atomic_load(&s->first_sleeps) || pthread_mutex_trylock(&s->lock) != 0) {
        atomic_fetch_add(&s->waiting, 1);
        wait_in_line(s);
        atomic_fetch_sub(&s->waiting, 1);
    }
    atomic_store_explicit(&s->owner, self, memory_order_relaxed);
}

/* Every way out of a transaction ends here, but for sqlite_tx_commit_soon. A thread counted in `waiting` is certain to get the
 * lock and to come by here itself, so an open batch always has somebody who will bring it to disk.
 */
static void unlock(struct sqlite_store *s, bool leave_open)
{
    struct batch *b = s->batch, *settled = NULL;
    if (b != NULL &&
        (!leave_open || b->n >= BATCH_MAX || clock_monotonic_us() - b->opened_us >= BATCH_MAX_US))
        settled = batch_commit(s);
    atomic_store_explicit(&s->owner, 0, memory_order_relaxed);
    pthread_mutex_unlock(&s->lock);
    batch_wake(settled);
}

static void writer_unlock(struct sqlite_store *s)
{
    unlock(s, atomic_load(&s->waiting) > 0);
}

enum status sqlite_tx_begin(struct db *db)
{
    struct sqlite_store *s = sqlite_of(db->store);
    writer_lock(s);
    s->savepoint = s->batch != NULL;
    if (sqlite_run_fixed(s->writer, s->savepoint ? SAVE : BEGIN_WRITE) != SQLITE_OK) {
        enum status status = sqlite_broken(s->writer, "BEGIN");
        if (s->batch != NULL && sqlite3_get_autocommit(s->writer->sqlite))
            sqlite_lost_batch(s, failure_last()->status, failure_last()->why);
        writer_unlock(s);
        return status;
    }
    if (s->batch == NULL) {
        s->batch = calloc(1, sizeof *s->batch);
        must(s->batch != NULL);
        s->batch->opened_us = clock_monotonic_us();
        atomic_store(&s->batch->refs, 1);
    }
    db->conn = s->writer;
    return OK;
}

/* Undoes the running transaction and leaves what the batch held before, if that can be done. */
static void undo(struct sqlite_store *s)
{
    struct conn *c = s->writer;
    if (s->batch == NULL)
        return; /* the engine was faster */
    if (s->savepoint && sqlite_run_fixed(c, ROLLBACK_TO) == SQLITE_OK &&
        sqlite_run_fixed(c, RELEASE) == SQLITE_OK)
        return;
    if (!sqlite3_get_autocommit(c->sqlite))
        sqlite_run_fixed(c, ROLLBACK);
    sqlite_lost_batch(s, BROKEN, "a transaction that shared the batch could not be rolled back");
}

void sqlite_tx_rollback(struct db *db)
{
    struct sqlite_store *s = sqlite_of(db->store);
    db->conn = NULL;
    undo(s);
    writer_unlock(s);
}

/* Foreign keys that are checked late belong to their own transaction, not to the batch. */
static bool keys_pending(struct conn *c)
{
    int now = 0, high = 0;
    return sqlite3_db_status(c->sqlite, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &high, 0) ==
               SQLITE_OK &&
           now != 0;
}

/* Makes the transaction part of the batch; on failure it is undone and the lock given back. */
static enum status join_batch(struct db *db)
{
    struct sqlite_store *s = sqlite_of(db->store);
    struct batch *b = s->batch;
    enum status status = OK;
    db->conn = NULL;
    if (b == NULL)
        status = fail(BROKEN, "the transaction was lost");
    else if (keys_pending(s->writer))
        status = fail(CONFLICT, "a foreign key points to nothing");
    else if (s->savepoint && sqlite_run_fixed(s->writer, RELEASE) != SQLITE_OK)
        status = sqlite_broken(s->writer, "RELEASE");
    if (status != OK) {
        undo(s);
        writer_unlock(s);
        return status;
    }
    b->n++;
    return OK;
}

/* The batch stays open, whoever comes next or sqlite_flush brings it to disk. */
enum status sqlite_tx_commit_soon(struct db *db)
{
    TRY(join_batch(db));
    unlock(sqlite_of(db->store), true);
    return OK;
}

void sqlite_flush(struct store *store)
{
    struct sqlite_store *s = sqlite_of(store);
    writer_lock(s);
    writer_unlock(s); /* who waits will bring it to disk; else this does */
}

enum status sqlite_tx_commit(struct db *db)
{
    struct sqlite_store *s = sqlite_of(db->store);
    struct batch *b = s->batch;
    TRY(join_batch(db));
    enum status status = OK;
    atomic_fetch_add(&b->refs, 1);
    writer_unlock(s);
    uint32_t state;
    while ((state = atomic_load(&b->state)) == OPEN)
        syscall(SYS_futex, &b->state, FUTEX_WAIT_PRIVATE, OPEN, NULL, NULL, 0);
    if (state == LOST)
        status = fail(b->lost_as, "the commit failed: %s", b->why);
    batch_unref(b);
    return status;
}
