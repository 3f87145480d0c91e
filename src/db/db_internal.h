/* Between db.c and the two drivers; nobody else includes it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DB_DB_INTERNAL_H
#define DB_DB_INTERNAL_H

#include <pthread.h>

#include "db/db.h"

struct driver;

/* First member of each driver's own struct. */
struct store {
    const struct driver *driver;
    enum db_kind kind;
    bool write;
    bool prepared;
    struct tell *tell;
};

struct db {
    struct store *store;
    struct arena *arena;
    void *conn;            /* the driver's connection, during a read snapshot or a transaction */
    int depth;             /* transactions within transactions */
    int running;           /* statements whose rows are being handed out right now */
    bool tx_open;          /* the driver has a transaction */
    bool inner_left;       /* an inner transaction was left without commit */
    bool read_broken;      /* the snapshot is of no use any more; let go when no statement runs */
    enum status tx_failed; /* the first failure of this transaction; nothing runs in it any more */
    char *told;            /* words of this transaction, each with its NUL; malloc'd */
    size_t told_n;
};

/* Functions that return a status have called fail(). Those without one leave the noted failure
 * alone. */
struct driver {
    enum status (*open)(const struct store_options *options, struct store **ret);
    enum status (*prepare)(struct store *s);
    void (*close)(struct store *s);
    enum status (*backup)(struct store *s, struct str to_path);
    enum status (*check)(struct store *s, struct buf *ret);
    struct str (*version)(struct store *s, struct arena *a);
    enum status (*read_begin)(struct db *db); /* sets db->conn */
    void (*read_end)(struct db *db);
    enum status (*tx_begin)(struct db *db);  /* sets db->conn; on failure there is nothing to end */
    enum status (*tx_commit)(struct db *db); /* the transaction is over in any case */
    enum status (*tx_commit_soon)(struct db *db);
    void (*flush)(struct store *s);
    void (*tx_rollback)(struct db *db);
    /* The engine's verdict; what ended the rows early, if anything, goes to ret_row. */
    enum status (*run)(struct db *db, size_t index, const struct db_value *in, db_row_fn *row,
                       void *context, int64_t *ret_changed, enum status *ret_row);
    /* ret may be NULL; else the first column of the first row, copied into the arena. */
    enum status (*run_text)(struct db *db, const char *sql, struct arena *a, struct str *ret);
};

extern const struct driver driver_sqlite, driver_pgsql;

/* ---- db/tell.c */
struct tell *tell_new(void);
void tell_free(struct store *s); /* ends the listening */
void tell_forget(struct db *db); /* what a transaction wanted to tell */
/* After its commit: at once, or kept until tell_flushed. */
void tell_committed(struct db *db, bool is_durable);
void tell_flushed(struct store *s);
void tell_hear(struct store *s, struct str word);
/* PostgreSQL's side (pgsql_listen.c): a connection and a thread of its own. */
struct pgsql_listen;
CHECKED enum status pgsql_listen_start(struct store *s, struct pgsql_listen **ret);
void pgsql_listen_stop(struct pgsql_listen *l); /* NULL is fine */
const char *pgsql_conninfo(struct store *s);

/* A few connections shared by many threads. The newest returned goes out first: its cache is warm.
 */
struct pooled {
    struct pooled *next;
};
struct pool {
    pthread_mutex_t lock;
    pthread_cond_t returned;
    struct pooled *idle;
    int n_out, max;
};
void pool_init(struct pool *p, int max);
/* A connection, or NULL with OK: the caller may open one and owes a pool_give (also of NULL, when
 * that failed). BUSY when none came back within five seconds. */
CHECKED enum status pool_take(struct pool *p, struct pooled **ret);
void pool_give(struct pool *p, struct pooled *c);
/* Waits until all are back, then hands them out for closing, one a call; NULL at the end. */
struct pooled *pool_drain(struct pool *p);
void pool_destroy(struct pool *p);

#endif
