/* Applies migrations, each in a transaction of its own, and remembers what was applied.
 * SPDX-License-Identifier: MPL-2.0 */
#include "db/migrate.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"

/* Any number will do, as long as every Bagvagt takes the same. */
#define PGSQL_LOCK "SELECT pg_advisory_xact_lock(7216954310)"

struct state {
    bool table;
    int64_t n, max;
};

static enum status read_number(struct db *db, struct arena *a, const char *sql, int64_t *ret)
{
    struct str text;
    TRY(db_read_text(db, a, str_of(sql), &text));
    if (text.p == NULL)
        *ret = 0;
    else if (!str_int64(text, ret))
        return fail(BROKEN, "schema_migration is damaged");
    return OK;
}

static enum status read_state(struct db *db, struct arena *a, struct state *ret)
{
    struct state state = {false, 0, 0};
    int64_t tables;
    TRY(read_number(
        db, a,
        store_kind(db_store(db)) == DB_SQLITE
            ? "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = "
              "'schema_migration'"
            : "SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migration')",
        &tables));
    state.table = tables > 0;
    if (state.table) {
        TRY(read_number(db, a, "SELECT count(*) FROM schema_migration", &state.n));
        TRY(read_number(db, a, "SELECT max(number) FROM schema_migration", &state.max));
    }
    *ret = state;
    return OK;
}

static struct str checksum(struct arena *a, const char *sql)
{
    unsigned char hash[crypto_generichash_BYTES];
    char hex[sizeof hash * 2 + 1];
    if (crypto_generichash(hash, sizeof hash, (const unsigned char *)sql, strlen(sql), NULL, 0) !=
        0)
        abort(); /* only for impossible sizes */
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_copy(a, str_of(hex));
}

static enum status check_ours(void)
{
    for (size_t i = 0; i < migrations_n; i++) {
        const char *name = migrations[i].name;
        if (migrations[i].number != (int)i + 1)
            return fail(INVALID, "migration %04d_%s: number %zu was expected", migrations[i].number,
                        name, i + 1);
        if (name[0] == '\0' || name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-")] != '\0')
            return fail(INVALID, "migration %04d: \"%s\" is no name", migrations[i].number, name);
    }
    return OK;
}

/* What the database has against what we have; ret_applied is how far it is. */
static enum status compare(struct db *db, struct arena *a, size_t *ret_applied)
{
    struct state state;
    TRY(read_state(db, a, &state));
    if (state.max > (int64_t)migrations_n)
        return fail(CONFLICT,
                    "the database was made by a newer version: it is at migration %lld, this "
                    "program knows %zu. Install "
                    "that version, or restore a backup made by this one",
                    (long long)state.max, migrations_n);
    for (int64_t i = 0; i < state.max; i++) {
        const struct migration *m = &migrations[i];
        struct str sql = arena_printf(a, "SELECT checksum FROM schema_migration WHERE number = %d",
                                      m->number),
                   sum;
        TRY(db_read_text(db, a, sql, &sum));
        if (sum.p == NULL)
            return fail(INVALID, "migration %04d_%s was never applied although later ones were",
                        m->number, m->name);
        if (!str_eq(sum, checksum(a, m->sql)))
            return fail(INVALID,
                        "migration %04d_%s was edited after it was applied; put it back and write "
                        "a new one",
                        m->number, m->name);
    }
    *ret_applied = (size_t)state.max;
    return OK;
}

enum migration_part { BOTH, SQLITE_ONLY, PGSQL_ONLY };

/* The text for one engine: without the lines between "-- @other" and "-- @end". */
static enum status text_for(struct arena *a, const struct migration *m, enum db_kind kind,
                            struct str *ret)
{
    struct buf b = buf_new(a, strlen(m->sql));
    enum migration_part part = BOTH;
    struct str rest = str_of(m->sql), line;
    for (int number = 1; str_cut(&rest, '\n', &line); number++) {
        struct str mark = str_trim(line);
        enum migration_part before = part;
        if (str_eq(mark, STR("-- @sqlite")))
            part = SQLITE_ONLY;
        else if (str_eq(mark, STR("-- @pgsql")))
            part = PGSQL_ONLY;
        else if (str_eq(mark, STR("-- @end")))
            part = BOTH;
        else if (str_starts(mark, STR("-- @")))
            return fail(INVALID, "migration %04d_%s line %d: unknown mark", m->number, m->name,
                        number);
        else if (part == BOTH || part == (kind == DB_SQLITE ? SQLITE_ONLY : PGSQL_ONLY))
            buf_add(&b, line);
        if ((part == BOTH) == (before == BOTH) && str_starts(mark, STR("-- @")))
            return fail(INVALID, "migration %04d_%s line %d: @end is missing or too much",
                        m->number, m->name, number);
        buf_char(&b, '\n'); /* for every line, so that the engine's messages give the file's line */
    }
    if (part != BOTH)
        return fail(INVALID, "migration %04d_%s: @end is missing", m->number, m->name);
    *ret = buf_str(&b);
    return OK;
}

/* Applies the first one that is missing. Everything is looked at again within the transaction: on
 * PostgreSQL another node may have been faster. */
static enum status apply_next(struct store *s, struct arena *a, bool *ret_done)
{
    struct db *db = db_start(s, a);
    size_t applied;
    DB_TX(tx, db);
    if (store_kind(s) == DB_PGSQL)
        TRY(db_run_text(db, STR(PGSQL_LOCK)));
    TRY(db_run_text(db, STR("CREATE TABLE IF NOT EXISTS schema_migration ("
                            "number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
                            "checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)")));
    TRY(compare(db, a, &applied));
    bool done = applied == migrations_n;
    if (!done) {
        const struct migration *m = &migrations[applied];
        struct str text;
        TRY(text_for(a, m, store_kind(s), &text));
        enum status status = db_run_text(db, text);
        if (status != OK) {
            struct str why = arena_copy(a, str_of(failure_last()->why));
            return fail(status, "migration %04d_%s: %.*s", m->number, m->name, STR_ARG(why));
        }
        TRY(db_run_text(
            db, arena_printf(a, "INSERT INTO schema_migration VALUES (%d, '%s', '%.*s', %lld)",
                             m->number, m->name, STR_ARG(checksum(a, m->sql)),
                             (long long)clock_now())));
    }
    TRY(db_commit(&tx));
    *ret_done = done;
    return OK;
}

static enum status run(struct store *s, struct arena *a, int *ret_applied)
{
    TRY(check_ours());
    struct db *db = db_start(s, a);
    size_t applied;
    enum status status =
        compare(db, a, &applied); /* without writing: mostly there is nothing to do */
    db_end(db);
    TRY(status);
    int n = 0;
    for (bool done = applied == migrations_n; !done;) {
        struct arena_mark mark = arena_mark(a);
        TRY(apply_next(s, a, &done));
        arena_rewind(a, mark);
        n += !done;
    }
    if (ret_applied != NULL)
        *ret_applied = n;
    return OK;
}

enum status migrate_run(struct store *s, int *ret_applied)
{
    struct arena *a = arena_new();
    enum status status = run(s, a, ret_applied);
    arena_free(a);
    return status;
}

enum status migrate_check(struct store *s)
{
    TRY(check_ours());
    struct arena *a = arena_new();
    struct db *db = db_start(s, a);
    size_t applied = 0;
    enum status status = compare(db, a, &applied);
    db_end(db);
    arena_free(a);
    TRY(status);
    if (applied < migrations_n)
        return fail(MISSING, "%zu migrations are pending", migrations_n - applied);
    return OK;
}
