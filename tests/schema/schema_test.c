/* The schema as the migrations make it on SQLite, kept as one file so that a change of it is seen
 * in the diff; and every statement of the program prepared on a fresh database of each kind, so
 * that a misspelt column does not wait for its first use.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"
#include "store.h"

#include <stdlib.h>

#include "base/buf.h"
#include "db/migrate.h"

static const char *kept_file;
static bool accept;

static void statements_prepare(void **state)
{
    struct store *s = store_for_tests(*(enum db_kind *)*state, false);

    assert_ok(migrate_run(s, NULL));
    assert_ok(store_prepare(s));
    assert_ok(migrate_check(s));
    store_for_tests_end(s);
}

/* Tables by name, each with its indexes and triggers behind it. */
static struct str schema_of(struct arena *a, struct store *s)
{
    struct db *db = db_start(s, a);
    struct str all;

    assert_ok(db_read_text(db, a,
                           STR("SELECT group_concat(sql || ';', char(10) || char(10)) FROM (SELECT "
                               "sql FROM sqlite_schema"
                               " WHERE sql IS NOT NULL ORDER BY tbl_name, type <> 'table', name)"),
                           &all));
    all = arena_copy(a, all);
    db_end(db);
    return arena_printf(a, "-- Made by tests/schema from migrations/: %s\n\n%.*s\n",
                        "do not edit, but read its diff.", STR_ARG(all));
}

static struct str read_kept(struct arena *a)
{
    struct buf b = buf_new(a, 65536);
    FILE *f = fopen(kept_file, "rb");

    if (f == NULL)
        return STR("");
    b.n = fread(buf_room(&b, 1 << 20), 1, 1 << 20, f);
    fclose(f);
    return buf_str(&b);
}

static void schema_is_as_kept(void **state)
{
    struct store *s = store_for_tests(DB_SQLITE, true);
    struct arena *a = arena_new();
    struct str now = schema_of(a, s);
    FILE *f;
    bool same;

    (void)state;
    if (accept) {
        f = fopen(kept_file, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(now.p, 1, now.n, f), now.n);
        assert_int_equal(fclose(f), 0);
    }
    same = str_eq(now, read_kept(a));
    arena_free(a);
    store_for_tests_end(s);
    if (!same)
        fail_msg("the schema is not what %s says: look at the migration, then run: meson compile "
                 "-C BUILD accept_schema",
                 kept_file);
}

int main(int argc, char **argv)
{
    static enum db_kind sqlite = DB_SQLITE, pgsql = DB_PGSQL;
    const struct CMUnitTest tests[] = {
        {"statements prepare on SQLite", statements_prepare, NULL, NULL, &sqlite},
        {"statements prepare on PostgreSQL", statements_prepare, NULL, NULL, &pgsql},
        cmocka_unit_test(schema_is_as_kept),
    };

    if (argc < 2) {
        fputs("use: schema_test schema.sql [--accept]\n", stderr);
        return 2;
    }
    kept_file = argv[1];
    accept = argc > 2 && strcmp(argv[2], "--accept") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
