/* The floor of the import: the same call records, once as a file for the product and once put in by a bare prepared
 * statement, into the same table with the same indexes.
 *
 *   calls --write FILE N         N records as Asterisk's Master.csv
 *   calls --insert DIR N         the rows that come of them, into DIR/bagvagt.db
 *   calls --time PROGRAM …       runs it; prints seconds and its largest resident size
 *
 * Both expect the centre that `seed --centre` makes: centre 1, persons 100 to 159 with the lines pjsip/1100 to pjsip/1159.
 * SPDX-License-Identifier: MPL-2.0 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FIRST_S 1735714800 /* 2025-01-01 07:00 UTC */
#define PER_TRANSACTION 5000

struct call {
    int64_t started_s, wait_s, talk_s, number;
    int person;
    const char *queue;
};

static void check(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "calls: %s\n", what);
    exit(1);
}

/* The i-th call: one every 5 seconds, in the order in which they were made. */
static struct call call_of(int64_t i)
{
    static const char *const queues[] = {"borgerservice", "pension", "bolig", "skat"};
    uint64_t r = (uint64_t)i * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (struct call){.started_s = FIRST_S + i * 5,
                         .wait_s = (int64_t)(r >> 60),
                         .talk_s = 30 + (int64_t)(r >> 52 & 0xff),
                         .number = i + 1,
                         .person = (int)((r >> 40) % 60),
                         .queue = queues[r >> 33 & 3]};
}

/* Copenhagen's wall time. */
static void wall(char ret[24], int64_t s)
{
    struct tm t;
    time_t at = (time_t)s;
    localtime_r(&at, &t);
    strftime(ret, 24, "%Y-%m-%d %H:%M:%S", &t);
}

static int write_file(const char *path, int64_t n)
{
    FILE *f = fopen(path, "we");
    check(f != NULL, path);
    setenv("TZ", "Europe/Copenhagen", 1);
    tzset();
    for (int64_t i = 0; i < n; i++) {
        struct call c = call_of(i);
        char start[24], answer[24], end[24];
        wall(start, c.started_s);
        wall(answer, c.started_s + c.wait_s);
        wall(end, c.started_s + c.wait_s + c.talk_s);
        fprintf(f,
                "\"\",\"invented\",\"600\",\"from-trunk\",\"\"\"Citizen\"\" "
                "<invented>\",\"PJSIP/trunk-%08x\","
                "\"PJSIP/"
                "%d-%08x\",\"Queue\",\"%s,t,,,300\",\"%s\",\"%s\",\"%s\",%lld,%lld,\"ANSWERED\","
                "\"DOCUMENTATION\","
                "\"%lld.%lld\",\"\",%lld\n",
                (unsigned)i * 2, 1100 + c.person, (unsigned)i * 2 + 1, c.queue, start, answer, end,
                (long long)(c.wait_s + c.talk_s), (long long)c.talk_s, (long long)c.started_s,
                (long long)i, (long long)c.number);
    }
    check(fclose(f) == 0, "the file cannot be written");
    return 0;
}

static void run_sql(sqlite3 *db, const char *sql)
{
    check(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sqlite3_errmsg(db));
}

static void insert_one(sqlite3_stmt *s, int64_t i)
{
    struct call c = call_of(i);
    char key[64], line[32];
    int key_n = snprintf(key, sizeof key, "cdr:%lld.%lld:%lld", (long long)c.started_s,
                         (long long)i, (long long)c.number);
    int line_n = snprintf(line, sizeof line, "pjsip/%d", 1100 + c.person);
    sqlite3_bind_int64(s, 1, (INT64_C(200000000000) << 22) + i);
    sqlite3_bind_text(s, 2, key, key_n, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, 100 + c.person);
    sqlite3_bind_text(s, 4, line, line_n, SQLITE_STATIC);
    sqlite3_bind_text(s, 5, c.queue, -1, SQLITE_STATIC);
    sqlite3_bind_int64(s, 6, c.started_s * 1000);
    sqlite3_bind_int64(s, 7, c.wait_s * 1000);
    sqlite3_bind_int64(s, 8, c.talk_s * 1000);
    check(sqlite3_step(s) == SQLITE_DONE, "insert");
    sqlite3_reset(s);
}

static int insert_all(const char *folder, int64_t n)
{
    char path[4096];
    sqlite3 *db;
    sqlite3_stmt *s;
    snprintf(path, sizeof path, "%s/bagvagt.db", folder);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    check(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
              SQLITE_OK,
          path);
    run_sql(db, "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA "
                "temp_store=MEMORY;"
                "PRAGMA cache_size=-2048;PRAGMA journal_size_limit=67108864");
    check(
        sqlite3_prepare_v2(
            db,
            "INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome,"
            " started_at, wait_ms, talk_ms) VALUES (?1, 1, ?2, ?3, ?4, ?5, 1, 0, ?6, ?7, ?8)",
            -1, &s, NULL) == SQLITE_OK,
        sqlite3_errmsg(db));
    for (int64_t i = 0; i < n; i++) {
        if (i % PER_TRANSACTION == 0)
            run_sql(db, i > 0 ? "COMMIT;BEGIN IMMEDIATE" : "BEGIN IMMEDIATE");
        insert_one(s, i);
    }
    run_sql(db, n > 0 ? "COMMIT" : "SELECT 1");
    sqlite3_finalize(s);
    sqlite3_close(db);
    return 0;
}

static int time_it(char **argv)
{
    struct timespec from, to;
    struct rusage used;
    int status;
    clock_gettime(CLOCK_MONOTONIC, &from);
    pid_t pid = fork();
    check(pid >= 0, "fork");
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 1);
        execv(argv[0], argv);
        _exit(127);
    }
    check(wait4(pid, &status, 0, &used) == pid && status == 0, "the program failed");
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("seconds=%.3f rss_kb=%ld\n",
           (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9,
           used.ru_maxrss);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--write") == 0)
        return write_file(argv[2], strtoll(argv[3], NULL, 10));
    if (argc == 4 && strcmp(argv[1], "--insert") == 0)
        return insert_all(argv[2], strtoll(argv[3], NULL, 10));
    if (argc > 2 && strcmp(argv[1], "--time") == 0)
        return time_it(argv + 2);
    check(false, "--write FILE N | --insert DIR N | --time PROGRAM …");
}
