/* The small centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web_test.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "core/jobs.h"
#include "core/set_back.h"
#include "web/cookie.h"

static const char people[] =
    "INSERT INTO centre VALUES (1, 'Prøvecenter', 'Europe/Copenhagen', true, 0);"
    "INSERT INTO team VALUES (2, 1, 'Vest', 'vest', 'vest', NULL);"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "left_day, failed_n,"
    " created_at, changed_at) VALUES"
    " (11, 1, 2, 'anna', 'Anna <Å>', 'anna å', 'anna å', 'da', NULL, 0, 0, 0),"
    " (12, 1, 2, 'mette', 'Mette', 'mette', 'mette', 'en', NULL, 0, 0, 0),"
    " (13, 1, 2, 'ole', 'Ole', 'ole', 'ole', 'da', 20000, 0, 0, 0);"
    "INSERT INTO role_grant VALUES (11, 0, 2, 0, 0), (12, 3, 2, 0, 0), (13, 0, 2, 0, 0);";

void web_test_fresh(struct web_test *t)
{
    t->lb = (struct loopback){.store = t->store, .arena = t->arena, .info = &t->info};
}

struct web_test *web_test_start(enum db_kind kind)
{
    struct web_test *t = calloc(1, sizeof *t);

    assert_non_null(t);
    t->store = store_for_tests(kind, true);
    t->arena = arena_new();
    clock_freeze(TEST_NOW);
    if (getenv("BAGVAGT_TEST_LOG") == NULL)
        log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    t->info = (struct server_info){.data_folder = str_of(test_folder()), .version = "0.test"};
    assert_ok(zone_find(STR("Europe/Copenhagen"), &t->info.zone));
    web_test_sql(t, people);
    web_test_fresh(t);
    return t;
}

void web_test_end(struct web_test *t)
{
    clock_release();
    store_for_tests_end(t->store);
    arena_free(t->arena);
    free(t);
}

static enum status run(struct db *db, const char *sql)
{
    DB_TX(tx, db);

    TRY(db_run_text(db, str_of(sql)));
    return db_commit(&tx);
}

void web_test_sql(struct web_test *t, const char *sql)
{
    struct db *db = db_start(t->store, t->arena);

    assert_ok(run(db, sql));
    db_end(db);
}

struct str web_test_read(struct web_test *t, const char *sql)
{
    struct db *db = db_start(t->store, t->arena);
    struct str value;

    assert_ok(db_read_text(db, t->arena, str_of(sql), &value));
    db_end(db);
    return value;
}

struct str web_test_token(struct web_test *t, int64_t person_id, uint64_t scopes)
{
    struct str secret = id_secret(t->arena, 32),
               token = arena_printf(t->arena, "bvt_%.*s", STR_ARG(secret));
    struct str sql = arena_printf(
        t->arena,
        "INSERT INTO api_token VALUES (%lld, '%.*s', %lld, 'test', %lld, 0, %lld, NULL, NULL)",
        (long long)id_new(), STR_ARG(hash_hex(t->arena, token)), (long long)person_id,
        (long long)scopes, (long long)(TEST_NOW + DAY_MS));

    web_test_sql(t, str_c(t->arena, sql));
    return token;
}

/* Nothing happens later in the small centre. */
set_back_fn *const all_set_backs[] = {NULL};
const struct job_kind all_job_kinds[] = {{NULL, NULL}};
const struct event_listener all_listeners[] = {{EVENT_N, NULL}};
const size_t all_listeners_n = 0;
