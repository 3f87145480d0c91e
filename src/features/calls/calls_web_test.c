/* The pages and the API of calls, without a socket: allowed, denied, bad input, gone; and an import
 * that runs behind them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <ftw.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "features/calls/calls_job.h"
#include "features/calls/calls_web.h"
#include "store.h"
#include "web/loopback.h"
#include "web/server.h"

enum { ADMIN = 100, ANNA = 101, OTHER_ADMIN = 102 };

struct world {
    struct store *store;
    struct arena *arena;
    struct server_info info;
    char folder[64];
};

static enum db_kind sqlite = DB_SQLITE, pgsql = DB_PGSQL;

static const char people[] = "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (7, "
                             "'Prøvecenter', 'Europe/Copenhagen', FALSE, 0),"
                             " (8, 'Andet', 'Europe/Copenhagen', FALSE, 0);"
                             "INSERT INTO person (id, centre_id, login, name, name_fold, "
                             "name_sort, lang, failed_n, created_at, changed_at) VALUES"
                             " (100, 7, 'admin', 'Ada', 'ada', 'ada', 'en', 0, 0, 0), (101, 7, "
                             "'anna', 'Anna', 'anna', 'anna', 'da', 0, 0, 0),"
                             " (102, 8, 'other', 'Ole', 'ole', 'ole', 'da', 0, 0, 0);"
                             "INSERT INTO role_grant (person_id, role, team_id, granted_at, "
                             "granted_by) VALUES (100, 8, 0, 0, 0), (101, 0, 0, 0, 0),"
                             " (102, 8, 0, 0, 0);"
                             "INSERT INTO person_line (id, centre_id, person_id, line, from_day, "
                             "to_day) VALUES (1, 7, 101, '1127', 0, NULL);";

static int set_up(void **state)
{
    const enum db_kind *kind = *state;
    struct world *w = calloc(1, sizeof *w);
    w->store = store_for_tests(*kind, true);
    w->arena = arena_new();
    snprintf(w->folder, sizeof w->folder, "%s/bagvagt-calls-XXXXXX", test_folder());
    assert_non_null(mkdtemp(w->folder));
    w->info = (struct server_info){.version = "test", .data_folder = str_of(w->folder)};
    assert_ok(zone_find(STR("Europe/Copenhagen"), &w->info.zone));
    struct db *db = db_start(w->store, w->arena);
    {
        DB_TX(tx, db);
        assert_ok(db_run_text(db, str_of(people)));
        assert_ok(db_commit(&tx));
    }
    db_end(db);
    *state = w;
    return 0;
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static int tear_down(void **state)
{
    struct world *w = *state;
    if (w == NULL)
        return 0;
    calls_import_stop_all();
    nftw(w->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    arena_free(w->arena);
    store_for_tests_end(w->store);
    free(w);
    return 0;
}

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {
        .store = w->store, .arena = w->arena, .info = &w->info, .bearer = STR_NONE};
    if (person_id != 0)
        loopback_sign_in(&lb, person_id);
    return lb;
}

/* As the page starts it, with the file the browser sent; waits for its end. */
static void import_behind_page(struct world *w, struct str text, struct str map)
{
    const struct grant grant = {ROLE_ADMIN, 0};
    const struct actor admin = {.person_id = ADMIN,
                                .centre_id = 7,
                                .grants = &grant,
                                .n_grants = 1,
                                .limited_to = UINT64_MAX};
    struct calls_job_input input = {.fd = memfd_create("calls", MFD_CLOEXEC),
                                    .who = &admin,
                                    .filename = STR("Fil <b>.csv"),
                                    .map = map,
                                    .zone = STR(""),
                                    .data_folder = str_of(w->folder),
                                    .lang = LANG_EN};
    struct calls_job_status status;
    assert_int_equal(write(input.fd, text.p, text.n), text.n);
    assert_ok(calls_job_start(w->store, &input));
    for (int i = 0; i < 1000; i++) {
        calls_job_status(w->arena, &status);
        if (status.finished)
            return;
        usleep(10000);
    }
    fail_msg("the import does not end");
}

#define ROW(second, ext, id)                                                                       \
    "\"\",\"20304050\",\"8000\",\"x\",\"20304050\",\"SIP/t-0a\",\"PJSIP/" ext                      \
    "-0b\",\"Queue\",\"skat\",\"2026-03-02 08:00:" second                                          \
    "\",\"\",\"2026-03-02 08:01:00\",50,40,\"ANSWERED\",\"3\",\"17724348" id ".1\",\"\"\n"

static void only_who_may(void **state)
{
    struct world *w = *state;
    static const char *const pages[] = {"/calls/import", "/calls/import/status",
                                        "/calls/import/1/rejects"};
    struct loopback anna = browser(w, ANNA), nobody = browser(w, 0), admin = browser(w, ADMIN);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(loopback_get(&anna, pages[i]), 403);
        assert_int_equal(loopback_get(&nobody, pages[i]), 303);
    }
    assert_int_equal(loopback_send(&anna, POST, "/calls/import", "format=auto"), 403);
    assert_int_equal(loopback_send(&anna, POST, "/calls/import/stop", ""), 403);
    assert_int_equal(loopback_get(&nobody, "/api/v1/calls"), 401);
    assert_int_equal(loopback_get(&admin, "/api/v1/calls"),
                     403); /* an administrator has no calls */
    assert_int_equal(loopback_get(&admin, "/calls/import"), 200);
    assert_true(loopback_shows(&admin, "type=\"file\"") &&
                loopback_shows(&admin, "multipart/form-data"));
}

static void bad_input_is_told(void **state)
{
    struct world *w = *state;
    struct loopback admin = browser(w, ADMIN);
    assert_int_equal(loopback_send(&admin, POST, "/calls/import", "format=auto&map=started%3DTid"),
                     422);
    assert_true(loopback_shows(&admin, "Choose a file."));
    assert_true(loopback_shows(&admin, "value=\"started=Tid\"")); /* what was typed stays */
    assert_int_equal(loopback_send(&admin, POST, "/calls/import", "format=nonsense"), 422);
    assert_int_equal(loopback_get(&admin, "/calls/import/999/rejects"), 404);
    assert_int_equal(loopback_get(&admin, "/calls/import/x/rejects"), 404);
    assert_int_equal(loopback_get(&admin, "/calls/import/status"), 200);
    assert_true(loopback_shows(&admin, "\"finished\":true"));
    assert_int_equal(loopback_send(&admin, POST, "/calls/import/stop", ""), 303);
}

static void shows_what_came_of_it(void **state)
{
    struct world *w = *state;
    struct loopback admin = browser(w, ADMIN), other = browser(w, OTHER_ADMIN);
    struct call_import_row_list rows;
    import_behind_page(w, STR(ROW("00", "1127", "00") ROW("10", "1199", "10") "spoilt 20304050\n"),
                       STR(""));
    assert_int_equal(loopback_get(&admin, "/calls/import"), 200);
    assert_true(loopback_shows(&admin, "data-import-result"));
    assert_true(loopback_shows(&admin, "2 new, 0 known, 1 rejected"));
    assert_true(loopback_shows(&admin, "Line 3: the columns do not fit the format"));
    assert_true(loopback_shows(&admin, "Fil &lt;b&gt;.csv"));
    struct db *db = db_start(w->store, w->arena);
    enum status status = q_call_import_list(db, w->arena, 7, 10, &rows);
    db_end(db);
    assert_int_equal(status, OK);
    assert_int_equal(rows.n, 1);
    const char *rejects =
        str_c(w->arena, path_of(w->arena, "/calls/import/{}/rejects", rows.at[0].id));
    assert_int_equal(loopback_get(&admin, rejects), 200);
    assert_true(loopback_shows(&admin, "3;the columns do not fit the format;spoilt xxxxxxxx"));
    assert_true(str_starts(loopback_header(&admin, "Content-Disposition"), STR("attachment")));
    assert_int_equal(loopback_get(&other, rejects), 404); /* another centre's */
    assert_int_equal(loopback_get(&other, "/calls/import"), 200);
    assert_false(loopback_shows(&other, "Fil &lt;"));
}

static void says_why_nothing_was_read(void **state)
{
    struct world *w = *state;
    struct loopback admin = browser(w, ADMIN);
    import_behind_page(w, STR("a,<i>\n1,2\n"), STR("started=b"));
    assert_int_equal(loopback_get(&admin, "/calls/import"), 200);
    assert_true(loopback_shows(&admin, "It has: a, &lt;i&gt;"));
    assert_true(loopback_shows(&admin, "Nothing has been imported yet."));
}

static void own_calls_as_json(void **state)
{
    struct world *w = *state;
    struct loopback anna = browser(w, ANNA);
    struct buf rows = buf_new(w->arena, 20000);
    for (int i = 0; i < 60; i++)
        buf_printf(&rows, ROW("%02d", "1127", "%02d"), i, i);
    import_behind_page(w, buf_str(&rows), STR(""));
    assert_int_equal(loopback_get(&anna, "/api/v1/calls"), 200);
    assert_true(loopback_shows(&anna, "\"started_at\":\"2026-03-02T07:00:59.000Z\""));
    assert_true(loopback_shows(&anna, "\"outcome\":\"answered\""));
    assert_true(loopback_shows(&anna, "\"started_at\":\"2026-03-02T07:00:10.000Z\""));
    assert_false(loopback_shows(&anna, "\"started_at\":\"2026-03-02T07:00:09.000Z\""));
    const struct json *page, *next;
    struct str cursor;
    assert_ok(json_read(w->arena, buf_str(&anna.last.body), &page));
    next = json_get(page, "next");
    assert_true(json_text(next, &cursor));
    assert_int_equal(json_count(json_get(page, "items")), CALLS_PAGE);
    assert_int_equal(
        loopback_get(&anna, str_c(w->arena, arena_printf(w->arena, "/api/v1/calls?after=%.*s",
                                                         STR_ARG(cursor)))),
        200);
    assert_ok(json_read(w->arena, buf_str(&anna.last.body), &page));
    assert_int_equal(json_count(json_get(page, "items")), 10);
    assert_true(json_is_null(json_get(page, "next")));
    assert_int_equal(loopback_get(&anna, "/api/v1/calls?after=tampered"), 400);
}

#define TOLD(id, more)                                                                             \
    "{\"id\":\"" id                                                                                \
    "\",\"line\":\"Agent/1127\",\"queue\":\"ydelse\",\"inbound\":true,\"outcome\":"                \
    "\"answered\",\"started_at\":\"2026-03-02T08:00:00+01:00\",\"wait_ms\":4000" more "}"

static void calls_are_told_as_they_end(void **state)
{
    struct world *w = *state;
    struct loopback admin = browser(w, ADMIN), anna = browser(w, ANNA);

    assert_int_equal(loopback_send(&admin, POST, "/api/v1/calls", TOLD("7", ",\"talk_ms\":60000")),
                     201);
    assert_true(loopback_shows(&admin, "\"has_person\":true"));
    assert_int_equal(loopback_send(&admin, POST, "/api/v1/calls", TOLD("7", "")), 200);
    assert_true(loopback_shows(&admin, "\"new\":false"));
    assert_int_equal(loopback_get(&anna, "/api/v1/calls"), 200);
    assert_true(loopback_shows(&anna, "\"talk_ms\":60000"));
    /* What is wrong is said, and nothing is kept. */
    assert_int_equal(loopback_send(&admin, POST, "/api/v1/calls", "{\"id\":\"8\"}"), 422);
    assert_int_equal(loopback_send(&admin, POST, "/api/v1/calls", TOLD("8", ",\"talk_ms\":-1")),
                     422);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/calls", TOLD("9", "")), 403);
    struct str n = STR_NONE;
    struct db *db = db_start(w->store, w->arena);
    assert_ok(db_read_text(db, w->arena, STR("SELECT SUM(n_calls) FROM call_day"), &n));
    assert_true(str_eq(n, STR("1")));
    db_end(db);
}

/* On both databases. */
#define WORLD(test)                                                                                \
    {#test " sqlite", test, set_up, tear_down, &sqlite},                                           \
    {                                                                                              \
#test " pgsql", test, set_up, tear_down, &pgsql                                            \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD(only_who_may),          WORLD(bad_input_is_told),
        WORLD(shows_what_came_of_it), WORLD(says_why_nothing_was_read),
        WORLD(own_calls_as_json),     WORLD(calls_are_told_as_they_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
