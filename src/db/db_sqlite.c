/* SQLite: its connections, one that writes and a few that read, and its statements.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "db/sqlite_internal.h"

#define BUSY_TIMEOUT_MS 5000

static const char *const fixed_sql[] = {
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT t", "RELEASE t", "ROLLBACK TO t"};

/* ---- errors */

static enum status status_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return BUSY;
    case SQLITE_TOOBIG:
        return TOO_LARGE;
    case SQLITE_FULL:
        return FULL;
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return DENIED;
    default:
        return BROKEN;
    }
}

enum status sqlite_broken(struct conn *c, const char *what)
{
    int rc = sqlite3_extended_errcode(c->sqlite);
    if ((rc & 0xff) == SQLITE_READONLY)
        return fail(BROKEN, "%s: writes outside of a transaction (%s)", what,
                    sqlite3_errmsg(c->sqlite));
    return fail(status_of(rc), "%s: %s (%d)", what, sqlite3_errmsg(c->sqlite), rc);
}

/* ---- connections */

void sqlite_conn_close(struct conn *c)
{
    if (c == NULL)
        return;
    for (int i = 0; i < FIXED_N; i++)
        sqlite3_finalize(c->fixed[i]);
    for (size_t i = 0; c->statements != NULL && i < db_statements_n; i++)
        sqlite_statement_drop(&c->statements[i]);
    free(c->statements);
    sqlite3_close(c->sqlite);
    free(c);
}

int sqlite_run_fixed(struct conn *c, enum fixed which)
{
    if (c->fixed[which] == NULL &&
        sqlite3_prepare_v3(c->sqlite, fixed_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                           &c->fixed[which], NULL) != SQLITE_OK)
        return sqlite3_extended_errcode(c->sqlite);
    int rc = sqlite3_step(c->fixed[which]);
    sqlite3_reset(c->fixed[which]);
    return rc == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(c->sqlite);
}

/* The settings of every connection. */
static int set_up(struct conn *c, bool write, int64_t cache_bytes)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "%sPRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;PRAGMA "
             "trusted_schema=OFF;"
             "PRAGMA cache_size=-%lld;PRAGMA journal_size_limit=67108864;",
             write ? "PRAGMA journal_mode=WAL;" : "PRAGMA query_only=ON;",
             (long long)(cache_bytes / 1024));
    sqlite3_db_config(c->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    sqlite3_db_config(c->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
    sqlite3_db_config(c->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
    return sqlite3_exec(c->sqlite, sql, NULL, NULL, NULL);
}

enum status sqlite_conn_open(const char *path, bool write, int64_t cache_bytes, struct conn **ret)
{
    struct conn *c = calloc(1, sizeof *c);
    must(c != NULL);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    int rc = sqlite3_open_v2(path, &c->sqlite, flags, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(
            c->sqlite,
            BUSY_TIMEOUT_MS); /* before any statement: the first may have to recover the WAL */
        rc = set_up(c, write, cache_bytes);
    }
    if (rc == SQLITE_OK) {
        c->statements = calloc(db_statements_n + 1, sizeof *c->statements);
        must(c->statements != NULL);
        *ret = c;
        return OK;
    }
    int e = c->sqlite != NULL ? sqlite3_system_errno(c->sqlite) : 0;
    bool denied =
        (rc & 0xff) == SQLITE_PERM || (rc & 0xff) == SQLITE_READONLY ||
        ((rc & 0xff) == SQLITE_CANTOPEN && (e == EACCES || e == EPERM || access(path, R_OK) != 0));
    enum status status = fail(denied ? DENIED : status_of(rc), "%s: %s (%d)", path,
                              c->sqlite != NULL ? sqlite3_errmsg(c->sqlite) : "out of memory", rc);
    sqlite_conn_close(c);
    return status;
}

/* ---- opening and closing */

enum status sqlite_errno(const char *path, const char *what)
{
    int e = errno;
    return fail(e == EACCES || e == EPERM || e == EROFS ? DENIED
                : e == ENOENT                           ? MISSING
                                                        : BROKEN,
                "%s: %s: %s", path, what, strerror(e));
}

/* Holds "<file>.lock" as long as the store is open for writing. */
static enum status take_lock(struct sqlite_store *s)
{
    char path[4096 + 8];
    snprintf(path, sizeof path, "%s.lock", s->path);
    s->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_fd < 0)
        return sqlite_errno(path, "cannot be opened");
    if (flock(s->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        char pid[24] = "";
        if (errno != EWOULDBLOCK)
            return sqlite_errno(path, "cannot be locked");
        if (pread(s->lock_fd, pid, sizeof pid - 1, 0) < 0)
            pid[0] = '\0';
        return fail(BUSY, "%s is in use by another process (%.20s)", s->path, pid);
    }
    char pid[24];
    int n = snprintf(pid, sizeof pid, "%ld", (long)getpid());
    if (ftruncate(s->lock_fd, 0) != 0 || pwrite(s->lock_fd, pid, (size_t)n, 0) != n)
        return sqlite_errno(path, "cannot be written"); /* a disk this full cannot run a server */
    return OK;
}

/* Made by us before SQLite does, so that it and the -wal and -shm that copy its mode are for the
 * owner alone. */
static enum status make_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return sqlite_errno(path, "cannot be opened");
    close(fd);
    return OK;
}

static enum status check_wal(struct conn *c, const char *path)
{
    sqlite3_stmt *stmt = NULL;
    bool wal = sqlite3_prepare_v2(c->sqlite, "PRAGMA journal_mode", -1, &stmt, NULL) == SQLITE_OK &&
               sqlite3_step(stmt) == SQLITE_ROW &&
               strcmp((const char *)sqlite3_column_text(stmt, 0), "wal") == 0;
    sqlite3_finalize(stmt);
    return wal ? OK : fail(BROKEN, "%s: cannot be switched to write-ahead logging", path);
}

static void store_free(struct sqlite_store *s)
{
    for (struct pooled *p = pool_drain(&s->readers); p != NULL; p = pool_drain(&s->readers))
        sqlite_conn_close((struct conn *)(void *)p);
    pool_destroy(&s->readers);
    if (s->writer != NULL)
        sqlite_flush(&s->store);
    pthread_mutex_lock(&s->lock); /* the running transaction ends first */
    sqlite_conn_close(s->writer);
    pthread_mutex_unlock(&s->lock);
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->first_in_line);
    if (s->lock_fd >= 0)
        close(s->lock_fd);
    free(s->path);
    free(s);
}

static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* a global lock per allocation otherwise */
}

static enum status open_files(struct sqlite_store *s)
{
    struct conn *c = NULL;
    if (s->store.write) {
        TRY(take_lock(s));
        TRY(make_file(s->path));
        TRY(sqlite_conn_open(s->path, true, s->cache_bytes, &s->writer));
        TRY(check_wal(s->writer, s->path));
    } else if (access(s->path, F_OK) != 0) {
        return sqlite_errno(s->path, "cannot be opened");
    }
    struct pooled *none;
    TRY(pool_take(&s->readers, &none));
    enum status status = sqlite_conn_open(s->path, false, s->cache_bytes, &c);
    if (status == OK && sqlite3_exec(c->sqlite, "SELECT count(*) FROM sqlite_schema", NULL, NULL,
                                     NULL) != SQLITE_OK) {
        status = sqlite_broken(c, s->path);
        sqlite_conn_close(c);
        c = NULL;
    }
    pool_give(&s->readers, c != NULL ? &c->pooled : NULL);
    return status;
}

/* A request keeps its connection until it is answered: more of them than cores, or those that run wait for those that do not. */
static int default_readers(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 2 ? 8 : cores > 6 ? 24 : (int)cores * 4;
}

static enum status sqlite_open(const struct store_options *options, struct store **ret)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    if (options->where.n > 4000)
        return fail(INVALID, "the path of the database is too long");
    struct sqlite_store *s = calloc(1, sizeof *s);
    must(s != NULL);
    s->store = (struct store){.driver = &driver_sqlite, .kind = DB_SQLITE, .write = options->write};
    s->path = strndup(options->where.p, options->where.n);
    must(s->path != NULL);
    s->lock_fd = -1;
    s->cache_bytes = options->cache_bytes > 0 ? options->cache_bytes : 2 * 1024 * 1024;
    pool_init(&s->readers, options->n_readers > 0 ? options->n_readers : default_readers());
    pthread_mutex_init(&s->first_in_line, NULL);
    pthread_mutex_init(&s->lock, NULL);
    enum status status = open_files(s);
    if (status != OK) {
        store_free(s);
        return status;
    }
    *ret = &s->store;
    return OK;
}

static void sqlite_close_store(struct store *s)
{
    store_free(sqlite_of(s));
}

/* ---- connections that read */

static enum status take_reader(struct sqlite_store *s, struct conn **ret)
{
    struct pooled *p;
    TRY(pool_take(&s->readers, &p));
    struct conn *c = (struct conn *)(void *)p;
    if (c == NULL) {
        enum status status = sqlite_conn_open(s->path, false, s->cache_bytes, &c);
        if (status != OK) {
            pool_give(&s->readers, NULL);
            return status;
        }
    }
    *ret = c;
    return OK;
}

static enum status sqlite_prepare(struct store *store)
{
    struct sqlite_store *s = sqlite_of(store);
    struct conn *c;
    if (store->write) {
        pthread_mutex_lock(&s->lock);
        enum status status = sqlite_statements_prepare_once(s->writer);
        pthread_mutex_unlock(&s->lock);
        return status;
    }
    TRY(take_reader(s, &c));
    enum status status = sqlite_statements_prepare(c);
    pool_give(&s->readers, &c->pooled);
    return status;
}

static int bind_value(sqlite3_stmt *stmt, int at, const struct db_value *v)
{
    if (v->null)
        return sqlite3_bind_null(stmt, at);
    switch (v->type) {
    case DB_INT64:
        return sqlite3_bind_int64(stmt, at, v->as.i);
    case DB_BOOL:
        return sqlite3_bind_int(stmt, at, v->as.b);
    case DB_REAL:
        return sqlite3_bind_double(stmt, at, v->as.r);
    case DB_TEXT:
        return sqlite3_bind_text64(stmt, at, v->as.s.p, v->as.s.n, SQLITE_STATIC, SQLITE_UTF8);
    case DB_BLOB:
        return sqlite3_bind_blob64(stmt, at, v->as.s.p, v->as.s.n, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

/* NULL reads as 0 or no text: only then is its type asked for. */
static void read_value(sqlite3_stmt *stmt, int i, enum db_type type, struct db_value *ret)
{
    const void *p = NULL;
    bool maybe_null = false;
    ret->type = type;
    switch (type) {
    case DB_INT64:
        ret->as.i = sqlite3_column_int64(stmt, i);
        maybe_null = ret->as.i == 0;
        break;
    case DB_BOOL:
        ret->as.b = sqlite3_column_int64(stmt, i) != 0;
        maybe_null = !ret->as.b;
        break;
    case DB_REAL:
        ret->as.r = sqlite3_column_double(stmt, i);
        maybe_null = !(ret->as.r < 0) && !(ret->as.r > 0);
        break;
    case DB_TEXT:
    case DB_BLOB:
        p = type == DB_TEXT ? (const void *)sqlite3_column_text(stmt, i)
                            : sqlite3_column_blob(stmt, i);
        maybe_null = p == NULL;
        ret->as.s.n = p != NULL ? (size_t)sqlite3_column_bytes(stmt, i) : 0;
        break;
    }
    ret->null = maybe_null && sqlite3_column_type(stmt, i) == SQLITE_NULL;
    if (type == DB_TEXT || type == DB_BLOB)
        ret->as.s.p = p != NULL || ret->null ? p : "";
}

/* Steps to the end, or to where row wants to stop; a statement that writes always runs to its end.
 */
static int step_all(sqlite3_stmt *stmt, const struct db_statement *d, db_row_fn *row, void *context,
                    enum status *ret_row)
{
    struct db_value columns[64];
    int rc;
    must(d->n_out <= 64);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (*ret_row != OK)
            continue;
        for (int i = 0; i < d->n_out; i++)
            read_value(stmt, i, d->out[i], &columns[i]);
        *ret_row = row(context, columns);
        if (*ret_row != OK && sqlite3_stmt_readonly(stmt))
            return SQLITE_DONE;
    }
    return rc;
}

static enum status sqlite_run(struct db *db, size_t index, const struct db_value *in,
                              db_row_fn *row, void *context, int64_t *ret_changed,
                              enum status *ret_row)
{
    struct sqlite_store *s = sqlite_of(db->store);
    struct conn *c = db->conn;
    const struct db_statement *d = &db_statements[index];
    if (c->statements[index].stmt == NULL)
        TRY(sqlite_statement_prepare(c, index));
    sqlite3_stmt *stmt = c->statements[index].stmt;
    if (sqlite3_stmt_busy(stmt))
        return fail(BROKEN, "%s: is already handing out rows", d->name);
    const unsigned char *places = c->statements[index].places;
    for (int i = 0; i < d->n_in; i++)
        if (bind_value(stmt, places[i], &in[i]) != SQLITE_OK)
            return sqlite_broken(c, d->name);
    int rc = step_all(stmt, d, row, context, ret_row);
    if (rc == SQLITE_DONE)
        rc = sqlite3_reset(stmt);
    enum status status = OK;
    if (rc != SQLITE_OK) {
        status = sqlite_broken(c, d->name);
        sqlite3_reset(stmt);
        if (c == s->writer && sqlite3_get_autocommit(c->sqlite))
            sqlite_lost_batch(s, failure_last()->status, failure_last()->why);
    } else {
        *ret_changed = sqlite3_changes64(c->sqlite);
    }
    return status;
}

static enum status sqlite_run_text(struct db *db, const char *sql, struct arena *a, struct str *ret)
{
    struct sqlite_store *s = sqlite_of(db->store);
    struct conn *c = db->conn;
    bool first = true;
    while (*sql != '\0') {
        sqlite3_stmt *stmt;
        int rc = sqlite3_prepare_v2(c->sqlite, sql, -1, &stmt, &sql);
        if (rc == SQLITE_OK && stmt == NULL) /* white space or a comment */
            continue;
        while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
            struct db_value v;
            rc = SQLITE_OK;
            read_value(stmt, 0, DB_TEXT, &v);
            if (first && ret != NULL)
                *ret = arena_copy(a, v.null ? STR_NONE : v.as.s);
            first = false;
        }
        enum status status = rc == SQLITE_DONE ? OK : sqlite_broken(c, "raw text");
        sqlite3_finalize(stmt);
        if (c == s->writer && sqlite3_get_autocommit(c->sqlite))
            sqlite_lost_batch(s, BROKEN, "the transaction was rolled back");
        TRY(status);
    }
    return OK;
}

/* ---- reading */

static enum status read_begin(struct db *db)
{
    struct sqlite_store *s = sqlite_of(db->store);
    struct conn *c;
    TRY(take_reader(s, &c));
    if (sqlite_run_fixed(c, BEGIN_READ) != SQLITE_OK) {
        enum status status = sqlite_broken(c, "BEGIN");
        pool_give(&s->readers, &c->pooled);
        return status;
    }
    db->conn = c;
    return OK;
}

static void read_end(struct db *db)
{
    struct conn *c = db->conn;
    db->conn = NULL;
    if (!sqlite3_get_autocommit(c->sqlite) && sqlite_run_fixed(c, COMMIT) != SQLITE_OK)
        sqlite_run_fixed(c, ROLLBACK);
    pool_give(&sqlite_of(db->store)->readers, &c->pooled);
}

const struct driver driver_sqlite = {
    .open = sqlite_open,
    .prepare = sqlite_prepare,
    .close = sqlite_close_store,
    .backup = sqlite_backup,
    .check = sqlite_check,
    .version = sqlite_version,
    .read_begin = read_begin,
    .read_end = read_end,
    .tx_begin = sqlite_tx_begin,
    .tx_commit = sqlite_tx_commit,
    .tx_commit_soon = sqlite_tx_commit_soon,
    .flush = sqlite_flush,
    .tx_rollback = sqlite_tx_rollback,
    .run = sqlite_run,
    .run_text = sqlite_run_text,
};
