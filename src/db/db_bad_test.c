/* Statements that do not fit their lists stop the boot, and the message names them.
 * SPDX-License-Identifier: MPL-2.0 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "db/migrate.h"
#include "store.h"

static char text[200]; /* what the one statement says */
static const enum db_type types[] = {DB_INT64, DB_INT64};
const struct db_statement db_statements[] = {{"the_bad_one", text, NULL, 1, 2, types, types}};
const size_t db_statements_n = 1;
const struct migration migrations[] = {{1, "none", "SELECT 1"}};
const size_t migrations_n = 1;

static void statements(void **state)
{
    static const struct {
        const char *sql;
        enum status sqlite, pgsql;
    } cases[] = {
        {"SELECT $1, 2", OK, OK},
        {"SELECT $1", BROKEN, BROKEN},
        {"SELECT $1, 2, 3", BROKEN, BROKEN},
        {"SELECT 1, 2", BROKEN, OK}, /* sqlc refuses it */
        {"SELECT $1, nothing FROM nowhere", BROKEN, BROKEN},
        {"SELEKT $1", BROKEN, BROKEN},
    };
    enum db_kind kind = *(enum db_kind *)*state;
    struct store *s = store_for_tests(kind, false);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "%s", cases[i].sql);
        enum status expected = kind == DB_SQLITE ? cases[i].sqlite : cases[i].pgsql;
        failure_clear();
        assert_int_equal(store_prepare(s), expected);
        if (expected != OK)
            assert_non_null(strstr(failure_last()->why, "the_bad_one"));
        s = store_for_tests_reopen(s, (struct store_options){.write = true});
    }
    store_for_tests_end(s);
}

static void run_beside(struct store *s, const char *sql)
{
    struct str where = store_for_tests_where(s);
    char path[4096];
    sqlite3 *beside = NULL;
    snprintf(path, sizeof path, "%.*s", STR_ARG(where));
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(beside);
}

/* What fitted once is believed until the schema changes, also by a hand that is not ours. */
static void sealed(void **state)
{
    struct store *s = store_for_tests(DB_SQLITE, false);
    (void)state;
    snprintf(text, sizeof text, "SELECT a, b FROM t WHERE a = $1");
    run_beside(s, "CREATE TABLE t (a, b)");
    for (int i = 0; i < 2; i++) {
        s = store_for_tests_reopen(s, (struct store_options){.write = true});
        assert_ok(store_prepare(s));
    }
    run_beside(s, "ALTER TABLE t RENAME COLUMN b TO c");
    s = store_for_tests_reopen(s, (struct store_options){.write = true});
    assert_status(store_prepare(s), BROKEN);
    run_beside(s, "ALTER TABLE t RENAME COLUMN c TO b");
    s = store_for_tests_reopen(s, (struct store_options){.write = true});
    assert_ok(store_prepare(s));
    s = store_for_tests_reopen(s, (struct store_options){.write = false});
    assert_ok(store_prepare(s));
    store_for_tests_end(s);
}

int main(void)
{
    static enum db_kind sqlite = DB_SQLITE, pgsql = DB_PGSQL;
    const struct CMUnitTest tests[] = {
        {"statements sqlite", statements, NULL, NULL, &sqlite},
        {"statements pgsql", statements, NULL, NULL, &pgsql},
        cmocka_unit_test(sealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
