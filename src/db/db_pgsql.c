/* PostgreSQL: a pool of connections, each of which prepares a statement at its first use.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "db/db_internal.h"
#include "db/libpq.h"

#define DEFAULT_CONNECTIONS 8

enum oid { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

struct conn {
    struct pooled pooled; /* first */
    PGconn *pg;
    bool *prepared; /* db_statements_n of them */
};

struct pgsql_store {
    struct store store; /* first */
    char *conninfo;
    struct pool pool;
};

static struct pgsql_store *of(struct store *s)
{
    return (struct pgsql_store *)(void *)s;
}

static bool lost(const struct conn *c)
{
    return pq.status(c->pg) != CONNECTION_OK;
}

/* ---- errors */

static enum status status_of(const char *state)
{
    if (strncmp(state, "23", 2) == 0 || strcmp(state, "40001") == 0 ||
        strcmp(state, "40P01") == 0 ||
        strcmp(state, "P0001") ==
            0) /* P0001: raised by a trigger of ours, as RAISE(ABORT) is in SQLite */
        return CONFLICT;
    if (strncmp(state, "57P0", 4) == 0 || strncmp(state, "08", 2) == 0 ||
        strcmp(state, "53300") == 0)
        return UPSTREAM;
    if (strncmp(state, "22", 2) == 0)
        return INVALID;
    if (strcmp(state, "55P03") == 0 || strcmp(state, "57014") == 0)
        return BUSY;
    if (strcmp(state, "54000") == 0)
        return TOO_LARGE;
    if (strcmp(state, "53100") == 0)
        return FULL;
    if (strncmp(state, "28", 2) == 0)
        return DENIED;
    return BROKEN;
}

/* Never the DETAIL line: it quotes values. */
static enum status broken(const struct conn *c, const PGresult *r, const char *what)
{
    const char *state = r != NULL ? pq.resultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    if (state == NULL && lost(c))
        return fail(UPSTREAM, "%s: the connection to PostgreSQL was lost", what);
    if (state == NULL)
        return fail(BROKEN, "%s: %s", what, pq.errorMessage(c->pg));
    const char *message = pq.resultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
    if (strcmp(state, "25006") == 0)
        return fail(BROKEN, "%s: writes outside of a transaction", what);
    return fail(lost(c) ? UPSTREAM : status_of(state), "%s: %s (%s)", what,
                message != NULL ? message : "", state);
}

static enum status run_plain(struct conn *c, const char *sql)
{
    PGresult *r = pq.exec(c->pg, sql);
    enum status status = pq.resultStatus(r) == PGRES_COMMAND_OK ? OK : broken(c, r, sql);
    pq.clear(r);
    return status;
}

/* ---- connections */

static void conn_close(struct conn *c)
{
    pq.finish(c->pg);
    free(c->prepared);
    free(c);
}

static void no_notice(void *context, const PGresult *r)
{
    (void)context;
    (void)r;
}

static enum status conn_open(struct pgsql_store *s, struct conn **ret)
{
    /* Later ones win, so what the administrator wrote wins over ours. */
    const char *const keys[] = {"connect_timeout", "application_name", "client_encoding", "dbname",
                                NULL};
    const char *const values[] = {"5", "bagvagt", "UTF8", s->conninfo, NULL};
    struct conn *c = calloc(1, sizeof *c);
    must(c != NULL);
    c->prepared = calloc(db_statements_n + 1, sizeof(bool));
    must(c->prepared != NULL);
    c->pg = pq.connectdbParams(keys, values, 1);
    if (lost(c)) {
        const char *why = c->pg != NULL ? pq.errorMessage(c->pg) : "out of memory";
        enum status status = fail(UPSTREAM, "PostgreSQL: %s", why);
        conn_close(c);
        return status;
    }
    pq.setNoticeReceiver(c->pg, no_notice, NULL);
    enum status status = run_plain(c, "SET bytea_output = 'hex'; SET extra_float_digits = 1");
    if (status != OK) {
        conn_close(c);
        return status;
    }
    *ret = c;
    return OK;
}

static void give(struct pgsql_store *s, struct conn *c)
{
    if (lost(c) || pq.transactionStatus(c->pg) != PQTRANS_IDLE) {
        conn_close(c);
        c = NULL;
    }
    pool_give(&s->pool, c != NULL ? &c->pooled : NULL);
}

/* A connection with `sql` (a BEGIN) run on it. One that died in the pool is replaced: nothing was
 * done on it yet. */
static enum status take(struct pgsql_store *s, const char *sql, struct conn **ret)
{
    struct pooled *p;
    TRY(pool_take(&s->pool, &p));
    struct conn *c = (struct conn *)(void *)p;
    bool used = c != NULL;
    for (;;) {
        enum status status = c == NULL ? conn_open(s, &c) : OK;
        if (status == OK && c != NULL && sql != NULL)
            status = run_plain(c, sql);
        if (status == OK) {
            *ret = c;
            return OK;
        }
        if (c != NULL)
            conn_close(c);
        c = NULL;
        if (!used) {
            pool_give(&s->pool, NULL);
            return status;
        }
        used = false;
    }
}

static enum status pgsql_open(const struct store_options *options, struct store **ret)
{
    TRY(libpq_load());
    struct pgsql_store *s = calloc(1, sizeof *s);
    must(s != NULL);
    s->store = (struct store){.driver = &driver_pgsql, .kind = DB_PGSQL, .write = options->write};
    s->conninfo = strndup(options->where.p, options->where.n);
    must(s->conninfo != NULL);
    pool_init(&s->pool, options->n_readers > 0 ? options->n_readers : DEFAULT_CONNECTIONS);
    struct conn *c;
    enum status status = take(s, NULL, &c);
    if (status != OK) {
        driver_pgsql.close(&s->store);
        return status;
    }
    give(s, c);
    *ret = &s->store;
    return OK;
}

const char *pgsql_conninfo(struct store *s)
{
    return of(s)->conninfo;
}

static void pgsql_close(struct store *store)
{
    struct pgsql_store *s = of(store);
    for (struct pooled *p = pool_drain(&s->pool); p != NULL; p = pool_drain(&s->pool))
        conn_close((struct conn *)(void *)p);
    pool_destroy(&s->pool);
    free(s->conninfo);
    free(s);
}

/* ---- statements */

static const char *sql_of(const struct db_statement *d)
{
    return d->sql_pgsql != NULL ? d->sql_pgsql : d->sql;
}

static enum status prepare_on(struct conn *c, size_t index)
{
    const struct db_statement *d = &db_statements[index];
    static const Oid oids[] = {[DB_INT64] = OID_INT8,
                               [DB_TEXT] = OID_TEXT,
                               [DB_BOOL] = OID_BOOL,
                               [DB_REAL] = OID_FLOAT8,
                               [DB_BLOB] = OID_BYTEA};
    Oid in[64];
    char name[24];
    must(d->n_in <= 64);
    for (int i = 0; i < d->n_in; i++)
        in[i] = oids[d->in[i]];
    snprintf(name, sizeof name, "q%zu", index);
    PGresult *r = pq.prepare(c->pg, name, sql_of(d), d->n_in, in);
    enum status status = pq.resultStatus(r) == PGRES_COMMAND_OK ? OK : broken(c, r, d->name);
    pq.clear(r);
    c->prepared[index] = status == OK;
    return status;
}

static enum status check_columns(struct conn *c, size_t index)
{
    const struct db_statement *d = &db_statements[index];
    char name[24];
    snprintf(name, sizeof name, "q%zu", index);
    PGresult *r = pq.describePrepared(c->pg, name);
    int n = pq.nfields(r);
    enum status status = OK;
    if (pq.resultStatus(r) != PGRES_COMMAND_OK)
        status = broken(c, r, d->name);
    else if (n != d->n_out)
        status = fail(BROKEN, "%s: the statement gives %d columns, its out list has %d", d->name, n,
                      d->n_out);
    pq.clear(r);
    return status;
}

static enum status pgsql_prepare(struct store *store)
{
    struct conn *c;
    enum status status = OK;
    TRY(take(of(store), NULL, &c));
    for (size_t i = 0; i < db_statements_n && status == OK; i++) {
        if (!c->prepared[i])
            status = prepare_on(c, i);
        if (status == OK)
            status = check_columns(c, i);
    }
    give(of(store), c);
    return status;
}

/* Parameters go in binary, so texts need no copy; results come as text, so sums and small integers
 * need no types. */
struct params {
    const char *at[64];
    int length[64], format[64];
    unsigned char number[64][8];
};

static void fill_params(const struct db_statement *d, const struct db_value *in, struct params *p)
{
    for (int i = 0; i < d->n_in; i++) {
        const struct db_value *v = &in[i];
        uint64_t bits = 0;
        int size = 8;
        p->format[i] = 1;
        p->at[i] = (const char *)p->number[i];
        switch (v->type) {
        case DB_INT64:
            bits = (uint64_t)v->as.i;
            break;
        case DB_REAL:
            memcpy(&bits, &v->as.r, 8);
            break;
        case DB_BOOL:
            bits = v->as.b;
            size = 1;
            break;
        case DB_TEXT:
        case DB_BLOB:
            p->at[i] = v->as.s.p;
            size = (int)v->as.s.n;
            break;
        }
        for (int k = 0; k < 8 && p->at[i] == (const char *)p->number[i]; k++)
            p->number[i][k] = (unsigned char)(bits >> 8 * (size - 1 - (k < size ? k : 0)));
        p->length[i] = size;
        if (v->null)
            p->at[i] = NULL;
    }
}

static bool read_value(const PGresult *r, int row, int column, enum db_type type,
                       struct db_value *ret, void **ret_blob)
{
    char *text = pq.getvalue(r, row, column), *end;
    size_t n = (size_t)pq.getlength(r, row, column);
    ret->type = type;
    ret->null = pq.getisnull(r, row, column);
    ret->as.s = STR_NONE;
    if (ret->null) {
        if (type == DB_BOOL)
            ret->as.b = false;
        return true;
    }
    switch (type) {
    case DB_INT64:
        return str_int64((struct str){text, n}, &ret->as.i);
    case DB_BOOL:
        ret->as.b = text[0] == 't';
        return n == 1 && (text[0] == 't' || text[0] == 'f');
    case DB_REAL:
        ret->as.r = strtod(text, &end);
        return n > 0 && *end == '\0';
    case DB_TEXT:
        ret->as.s = (struct str){text, n};
        return true;
    case DB_BLOB:
        ret->as.s.p = *ret_blob = pq.unescapeBytea((const unsigned char *)text, &n);
        ret->as.s.n = n;
        return ret->as.s.p != NULL;
    }
    return false;
}

static enum status hand_out(const PGresult *r, const struct db_statement *d, db_row_fn *row,
                            void *context, enum status *ret_row)
{
    struct db_value columns[64];
    must(d->n_out <= 64);
    for (int i = 0; i < pq.ntuples(r) && *ret_row == OK; i++) {
        void *blobs[64] = {NULL};
        int bad = -1;
        for (int k = 0; k < d->n_out && bad < 0; k++)
            if (!read_value(r, i, k, d->out[k], &columns[k], &blobs[k]))
                bad = k;
        if (bad < 0)
            *ret_row = row(context, columns);
        for (int k = 0; k < d->n_out; k++)
            pq.freemem(blobs[k]);
        if (bad >= 0)
            return fail(BROKEN, "%s: column %d is not of the type its out list says", d->name,
                        bad + 1);
    }
    return OK;
}

static enum status pgsql_run(struct db *db, size_t index, const struct db_value *in, db_row_fn *row,
                             void *context, int64_t *ret_changed, enum status *ret_row)
{
    struct conn *c = db->conn;
    const struct db_statement *d = &db_statements[index];
    struct params p;
    char name[24];
    must(d->n_in <= 64);
    for (int i = 0; i < d->n_in; i++)
        if ((in[i].type == DB_TEXT || in[i].type == DB_BLOB) && !in[i].null &&
            in[i].as.s.n > 0x3fffffff)
            return fail(TOO_LARGE, "%s: parameter %d", d->name, i + 1);
    if (!c->prepared[index])
        TRY(prepare_on(c, index));
    fill_params(d, in, &p);
    snprintf(name, sizeof name, "q%zu", index);
    PGresult *r = pq.execPrepared(c->pg, name, d->n_in, p.at, p.length, p.format, 0);
    enum status status = OK;
    if (pq.resultStatus(r) == PGRES_TUPLES_OK) {
        status = hand_out(r, d, row, context, ret_row);
    } else if (pq.resultStatus(r) != PGRES_COMMAND_OK) {
        status = broken(c, r, d->name);
    }
    if (status == OK)
        *ret_changed = strtoll(pq.cmdTuples(r), NULL, 10);
    pq.clear(r);
    return status;
}

static enum status pgsql_run_text(struct db *db, const char *sql, struct arena *a, struct str *ret)
{
    struct conn *c = db->conn;
    enum status status = OK;
    PGresult *r = pq.exec(c->pg, sql);
    ExecStatusType got = pq.resultStatus(r);
    if (got != PGRES_TUPLES_OK && got != PGRES_COMMAND_OK && got != PGRES_EMPTY_QUERY)
        status = broken(c, r, "raw text");
    else if (ret != NULL && pq.ntuples(r) > 0 && pq.nfields(r) > 0 && !pq.getisnull(r, 0, 0))
        *ret = arena_copy(a, (struct str){pq.getvalue(r, 0, 0), (size_t)pq.getlength(r, 0, 0)});
    pq.clear(r);
    return status;
}

/* ---- transactions */

static enum status read_begin(struct db *db)
{
    struct conn *c;
    TRY(take(of(db->store), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", &c));
    db->conn = c;
    return OK;
}

/* Ends what runs on the connection without touching the noted failure. */
static void finish(struct db *db, const char *sql)
{
    struct conn *c = db->conn;
    db->conn = NULL;
    if (!lost(c))
        pq.clear(pq.exec(c->pg, sql));
    give(of(db->store), c);
}

static void read_end(struct db *db)
{
    finish(db, "COMMIT");
}

static enum status tx_begin(struct db *db)
{
    struct conn *c;
    TRY(take(of(db->store), "BEGIN", &c));
    db->conn = c;
    return OK;
}

static void tx_rollback(struct db *db)
{
    finish(db, "ROLLBACK");
}

static enum status tx_commit(struct db *db)
{
    struct conn *c = db->conn;
    if (lost(c)) {
        tx_rollback(db);
        return fail(UPSTREAM, "COMMIT: the connection to PostgreSQL was lost");
    }
    db->conn = NULL;
    PGresult *r = pq.exec(c->pg, "COMMIT");
    enum status status = OK;
    if (pq.resultStatus(r) != PGRES_COMMAND_OK) {
        status = broken(c, r, "COMMIT");
        if (status ==
            UPSTREAM) /* the COMMIT may have been carried out before the answer was lost */
            status = fail(UNSURE, "the connection to PostgreSQL was lost during COMMIT");
    } else if (strcmp(pq.cmdStatus(r), "COMMIT") != 0) {
        status = fail(CONFLICT, "COMMIT: the transaction had failed before");
    }
    pq.clear(r);
    give(of(db->store), c);
    return status;
}

/* Its sessions share syncs by themselves. */
static void flush(struct store *s)
{
    (void)s;
}

/* ---- care */

static enum status pgsql_backup(struct store *s, struct str to_path)
{
    (void)s;
    return fail(INVALID,
                "a PostgreSQL database is backed up by its own tool: pg_dump --format=custom "
                "--file=%.*s \"<connection>\"",
                STR_ARG(to_path));
}

/* PostgreSQL checks pages as it reads them (data checksums) and its keys all the time; here only:
 * does it answer, and are there constraints that were added without looking at the rows that were
 * there? */
static enum status pgsql_check(struct store *store, struct buf *ret)
{
    struct conn *c;
    TRY(take(of(store), NULL, &c));
    enum status status = OK;
    PGresult *r = pq.exec(
        c->pg,
        "SELECT conname, conrelid::regclass FROM pg_constraint WHERE NOT convalidated ORDER BY 1");
    if (pq.resultStatus(r) != PGRES_TUPLES_OK)
        status = broken(c, r, "check");
    for (int i = 0; status == OK && i < pq.ntuples(r); i++)
        buf_printf(ret, "constraint %s of %s is not validated\n", pq.getvalue(r, i, 0),
                   pq.getvalue(r, i, 1));
    pq.clear(r);
    give(of(store), c);
    return status;
}

static struct str pgsql_version(struct store *store, struct arena *a)
{
    struct conn *c;
    if (take(of(store), NULL, &c) != OK)
        return STR("PostgreSQL");
    int v = pq.serverVersion(c->pg);
    give(of(store), c);
    return arena_printf(a, "PostgreSQL %d.%d", v / 10000, v % 10000);
}

const struct driver driver_pgsql = {
    .open = pgsql_open,
    .prepare = pgsql_prepare,
    .close = pgsql_close,
    .backup = pgsql_backup,
    .check = pgsql_check,
    .version = pgsql_version,
    .read_begin = read_begin,
    .read_end = read_end,
    .tx_begin = tx_begin,
    .tx_commit = tx_commit,
    .tx_commit_soon = tx_commit,
    .flush = flush,
    .tx_rollback = tx_rollback,
    .run = pgsql_run,
    .run_text = pgsql_run_text,
};
