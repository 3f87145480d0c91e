/* What the three parts of the SQLite driver share: connections and statements (db_sqlite.c),
 * transactions that write (sqlite_batch.c), and care (sqlite_care.c).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DB_SQLITE_INTERNAL_H
#define DB_SQLITE_INTERNAL_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "db/db_internal.h"

/* Statements of our own, see sqlite_run_fixed. */
enum fixed { BEGIN_READ, BEGIN_WRITE, COMMIT, ROLLBACK, SAVE, RELEASE, ROLLBACK_TO, FIXED_N };

struct prepared {
    sqlite3_stmt *stmt;    /* NULL: not yet used on this connection */
    unsigned char *places; /* where $1, $2 … go: SQLite numbers by appearance */
};

struct conn {
    struct pooled pooled; /* first */
    sqlite3 *sqlite;
    sqlite3_stmt *fixed[FIXED_N];
    struct prepared *statements; /* db_statements_n of them */
};

/* Transactions that go to disk together. Counted: the last who looks at the outcome frees it. */
struct batch {
    _Atomic uint32_t state; /* a futex */
    atomic_int refs;        /* the store's while it is open, and one per waiting thread */
    int n;                  /* transactions in it; at least one between transactions */
    int64_t opened_us;
    enum status lost_as; /* written, as why is, before state becomes LOST */
    char why[400];
};
enum { OPEN, DURABLE, LOST };

struct sqlite_store {
    struct store store; /* first */
    char *path;
    int lock_fd;
    int64_t cache_bytes;
    struct pool readers;

    pthread_mutex_t first_in_line; /* held by the one thread that waits awake for the lock */
    atomic_bool first_sleeps;      /* it has waited long and sleeps: nobody goes before it */
    pthread_mutex_t lock;          /* held by the thread whose transaction runs; guards all below */
    struct conn *writer;
    struct batch *batch; /* NULL: no transaction in the engine */
    bool savepoint;      /* the running transaction is not the first of its batch */
    atomic_int waiting;  /* threads at the lock: whoever sees one may leave the batch open for it */
    _Atomic uintptr_t owner; /* the thread that holds the lock, to tell a bug from a wait */
};

static inline struct sqlite_store *sqlite_of(struct store *s)
{
    return (struct sqlite_store *)(void *)s;
}

/* fail() with what the connection says. */
CHECKED enum status sqlite_broken(struct conn *c, const char *what);
/* fail() with what errno says. */
CHECKED enum status sqlite_errno(const char *path, const char *what);
CHECKED enum status sqlite_conn_open(const char *path, bool write, int64_t cache_bytes,
                                     struct conn **ret);
void sqlite_conn_close(struct conn *c); /* NULL is fine */
/* SQLITE_OK or the extended code. */
int sqlite_run_fixed(struct conn *c, enum fixed which);

/* sqlite_statements.c */
CHECKED enum status sqlite_statement_prepare(struct conn *c, size_t index);
void sqlite_statement_drop(struct prepared *p);
/* Tries every statement that is not in use yet. */
CHECKED enum status sqlite_statements_prepare(struct conn *c);
/* The same, but for a database where they are known to fit. In no transaction. */
CHECKED enum status sqlite_statements_prepare_once(struct conn *c);

/* sqlite_batch.c */
CHECKED enum status sqlite_tx_begin(struct db *db);
CHECKED enum status sqlite_tx_commit(struct db *db);
CHECKED enum status sqlite_tx_commit_soon(struct db *db);
void sqlite_flush(struct store *store);
void sqlite_tx_rollback(struct db *db);
/* The engine rolled everything back by itself (disk full, I/O error): the earlier transactions of
 * the batch are gone too, and their threads are told. */
void sqlite_lost_batch(struct sqlite_store *s, enum status as, const char *why);

/* sqlite_care.c */
CHECKED enum status sqlite_backup(struct store *store, struct str to_path);
CHECKED enum status sqlite_check(struct store *store, struct buf *ret);
struct str sqlite_version(struct store *s, struct arena *a);

#endif
