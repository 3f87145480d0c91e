/* Statements that do not fit their lists stop the boot, and the message names them.
 * SPDX-License-Identifier: MPL-2.0 */
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

int main(void)
{
    static enum db_kind sqlite = DB_SQLITE, pgsql = DB_PGSQL;
    const struct CMUnitTest tests[] = {
        {"statements sqlite", statements, NULL, NULL, &sqlite},
        {"statements pgsql", statements, NULL, NULL, &pgsql},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
