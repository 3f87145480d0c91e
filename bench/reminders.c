/* Reminders that come due in the same minute: how fast the program's jobs tell them, beside the bare claiming and ending of
 * as many jobs that do nothing, in the same database file with the same durable commits.
 *
 *   reminders --data DIR        one line: n=… product_s=… floor_s=…
 *
 * DIR holds a database with open cases (seed --cases N) that is changed. The next step of each case becomes due at one instant.
 * SPDX-License-Identifier: MPL-2.0 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "core/jobs.h"
#include "db/migrate.h"

#define AT_ONCE 64 /* jobs claimed in one transaction, as the program does */

static void stop(const char *what, const char *why)
{
    fprintf(stderr, "reminders: %s: %s\n", what, why);
    exit(1);
}

static sqlite3 *open_bare(const char *path)
{
    sqlite3 *db;

    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA synchronous=FULL; PRAGMA cache_size=-262144", NULL, NULL, NULL) !=
            SQLITE_OK)
        stop(path, sqlite3_errmsg(db));
    return db;
}

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        stop(sql, sqlite3_errmsg(db));
}

static int64_t read_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s;

    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
        stop(sql, sqlite3_errmsg(db));
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

/* An hour from now, so that nothing was told for it before. Only these jobs are left. */
static int64_t make_due(const char *path, int64_t at)
{
    sqlite3 *db = open_bare(path);
    char *sql = sqlite3_mprintf(
        "BEGIN;"
        "UPDATE aftercare_case SET next_due_at = %lld WHERE closed_at IS NULL;"
        "UPDATE aftercare_step SET due_at = %lld, sent_level = 3 WHERE state = 0 AND id IN "
        "(SELECT next_step_id FROM aftercare_case WHERE closed_at IS NULL);"
        "DELETE FROM job;"
        "INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts)"
        " SELECT id, 'aftercare.remind', id, '', %lld, 0, 0 FROM aftercare_step"
        " WHERE state = 0 AND due_at = %lld;"
        "COMMIT",
        (long long)at, (long long)at, (long long)at, (long long)at);

    run(db, sql);
    sqlite3_free(sql);
    int64_t n = read_number(db, "SELECT COUNT(*) FROM job");
    sqlite3_close(db);
    return n;
}

static double time_product(const char *path, int64_t at, int64_t n)
{
    struct store_options options = {.where = str_of(path), .write = true, .cache_bytes = 256 << 20};
    struct store *store = NULL;
    size_t done = 0;

    if (store_open(&options, &store) != OK || migrate_run(store, NULL) != OK ||
        store_prepare(store) != OK)
        stop(path, failure_last()->why);
    clock_freeze(at);
    int64_t from = clock_monotonic_us();
    if (jobs_run_due(store, (size_t)n, &done) != OK)
        stop("running jobs", failure_last()->why);
    int64_t took = clock_monotonic_us() - from;
    clock_release();
    store_close(store);
    if ((int64_t)done != n)
        stop("running jobs", "not all of them were due");
    return (double)took / 1e6;
}

static int claim(sqlite3_stmt *s, int64_t at, int64_t *ids)
{
    int n = 0;

    sqlite3_bind_int64(s, 1, at);
    sqlite3_bind_int64(s, 2, at + 60000);
    while (sqlite3_step(s) == SQLITE_ROW)
        ids[n++] = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return n;
}

static double time_floor(const char *path, int64_t at, int64_t n)
{
    sqlite3 *db = open_bare(path);
    sqlite3_stmt *claiming, *ending;
    int64_t ids[AT_ONCE], left = n;
    int got;
    char *sql = sqlite3_mprintf(
        "DELETE FROM job; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < %lld) INSERT INTO job (id, kind, object_id, detail, run_at, held_until, "
        "attempts) SELECT i, 'bench.nothing', i, '', %lld, 0, 0 FROM n",
        (long long)n, (long long)at);

    run(db, sql);
    sqlite3_free(sql);
    if (sqlite3_prepare_v2(db,
                           "UPDATE job SET held_until = ?2 WHERE id IN (SELECT id FROM job WHERE "
                           "broken_at IS NULL AND run_at <= ?1 AND held_until <= ?1 ORDER BY "
                           "run_at, id LIMIT 64) RETURNING id",
                           -1, &claiming, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "DELETE FROM job WHERE id = ?1", -1, &ending, NULL) != SQLITE_OK)
        stop("floor", sqlite3_errmsg(db));
    int64_t from = clock_monotonic_us();
    while ((got = claim(claiming, at, ids)) > 0) {
        run(db, "BEGIN IMMEDIATE");
        for (int i = 0; i < got; i++) {
            sqlite3_bind_int64(ending, 1, ids[i]);
            sqlite3_step(ending);
            sqlite3_reset(ending);
        }
        run(db, "COMMIT");
        left -= got;
    }
    int64_t took = clock_monotonic_us() - from;
    sqlite3_finalize(claiming);
    sqlite3_finalize(ending);
    sqlite3_close(db);
    if (left != 0)
        stop("floor", "not all were claimed");
    return (double)took / 1e6;
}

int main(int argc, char **argv)
{
    char path[4096];

    if (argc != 3 || strcmp(argv[1], "--data") != 0 || strlen(argv[2]) > 4000)
        stop("use", "reminders --data DIR");
    snprintf(path, sizeof path, "%s/bagvagt.db", argv[2]);
    int64_t at = clock_now() + HOUR_MS, n = make_due(path, at);
    double product = time_product(path, at, n), floor = time_floor(path, at, n);
    printf("n=%lld product_s=%.3f floor_s=%.3f\n", (long long)n, product, floor);
    return 0;
}
