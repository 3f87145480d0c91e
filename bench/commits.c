/* Durable inserts a second through src/db, beside the barest thing that does the same: threads
 * that hand their row to one writing thread, which puts all that wait into one transaction.
 * commits [SECONDS]; a folder in $TMPDIR is used.
 * SPDX-License-Identifier: MPL-2.0 */
#include <ftw.h>
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/migrate.h"
#include "items_sql.h"

#define TABLE                                                                                      \
    "CREATE TABLE item (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, parent BIGINT "          \
    "REFERENCES item (id), "                                                                       \
    "n INTEGER NOT NULL); CREATE TABLE late (id BIGINT PRIMARY KEY, item BIGINT NOT NULL);"        \
    "CREATE TABLE odd (id BIGINT PRIMARY KEY, t TEXT, b BOOLEAN, r DOUBLE PRECISION, x BLOB, x0 "  \
    "BLOB, t0 TEXT, "                                                                              \
    "r0 DOUBLE PRECISION, i0 BIGINT);"

const struct migration migrations[] = {{1, "bench", TABLE}};
const size_t migrations_n = 1;

#define MAX_THREADS 64

static char folder[200];
static _Atomic bool stop;

struct job {
    struct job *next;
    int64_t id;
    char name[32];
    sem_t done;
};

struct thread {
    pthread_t thread;
    int number;
    int64_t n;
    int64_t *us; /* how long each took */
    struct store *store;
};

#define KEEP 400000

static void note(struct thread *t, int64_t from)
{
    if (t->n < KEEP)
        t->us[t->n] = clock_monotonic_us() - from;
    t->n++;
}

/* ---- ours */

static enum status insert(struct store *s, struct arena *a, int64_t id)
{
    char name[32];
    snprintf(name, sizeof name, "name %lld", (long long)id);
    struct db *db = db_start(s, a);
    DB_TX(tx, db);
    TRY(q_item_insert(db, id, str_of(name), 0, 1));
    return db_commit(&tx);
}

static void *run_ours(void *p)
{
    struct thread *t = p;
    struct arena *a = arena_new();
    while (!atomic_load(&stop)) {
        int64_t from = clock_monotonic_us();
        if (insert(t->store, a, (int64_t)t->number * 100000000 + t->n) != OK)
            abort();
        note(t, from);
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

/* ---- the bound */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t some = PTHREAD_COND_INITIALIZER;
static struct job *jobs;

static void check(int rc)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE)
        abort();
}

static sqlite3 *bare_open(void)
{
    sqlite3 *db;
    char path[300];
    snprintf(path, sizeof path, "%s/bare.db", folder);
    check(sqlite3_open_v2(path, &db,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
    check(sqlite3_exec(
        db, "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;" TABLE, NULL,
        NULL, NULL));
    return db;
}

static void bare_insert(sqlite3_stmt *stmt, int64_t id, const char *name)
{
    check(sqlite3_bind_int64(stmt, 1, id));
    check(sqlite3_bind_text(stmt, 2, name, -1, SQLITE_STATIC));
    check(sqlite3_step(stmt));
    check(sqlite3_reset(stmt));
}

static void *bare_writer(void *p)
{
    sqlite3 *db = p;
    sqlite3_stmt *begin, *commit, *stmt;
    check(sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL));
    check(sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL));
    check(
        sqlite3_prepare_v2(db, "INSERT INTO item (id, name, n) VALUES (?, ?, 1)", -1, &stmt, NULL));
    for (;;) {
        pthread_mutex_lock(&lock);
        while (jobs == NULL && !atomic_load(&stop))
            pthread_cond_wait(&some, &lock);
        struct job *list = jobs;
        jobs = NULL;
        pthread_mutex_unlock(&lock);
        if (list == NULL)
            break;
        check(sqlite3_step(begin));
        check(sqlite3_reset(begin));
        for (struct job *j = list; j != NULL; j = j->next)
            bare_insert(stmt, j->id, j->name);
        check(sqlite3_step(commit));
        check(sqlite3_reset(commit));
        while (list != NULL) {
            struct job *j = list;
            list = j->next;
            sem_post(&j->done);
        }
    }
    sqlite3_finalize(begin);
    sqlite3_finalize(commit);
    sqlite3_finalize(stmt);
    return NULL;
}

static void *run_bare(void *p)
{
    struct thread *t = p;
    struct job j;
    sem_init(&j.done, 0, 0);
    while (!atomic_load(&stop)) {
        int64_t from = clock_monotonic_us();
        j.id = (int64_t)t->number * 100000000 + t->n;
        snprintf(j.name, sizeof j.name, "name %lld", (long long)j.id);
        pthread_mutex_lock(&lock);
        j.next = jobs;
        jobs = &j;
        pthread_cond_signal(&some);
        pthread_mutex_unlock(&lock);
        sem_wait(&j.done);
        note(t, from);
    }
    sem_destroy(&j.done);
    return NULL;
}

/* One thread needs no other: the barest is to do it oneself. */
static void *run_alone(void *p)
{
    struct thread *t = p;
    sqlite3 *db = bare_open();
    sqlite3_stmt *stmt;
    check(
        sqlite3_prepare_v2(db, "INSERT INTO item (id, name, n) VALUES (?, ?, 1)", -1, &stmt, NULL));
    while (!atomic_load(&stop)) {
        int64_t from = clock_monotonic_us();
        char name[32];
        snprintf(name, sizeof name, "name %lld", (long long)t->n);
        bare_insert(stmt, t->n, name);
        note(t, from);
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return NULL;
}

/* ---- measuring */

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static double measure(bool ours, int n, double seconds, int64_t *ret_p50, int64_t *ret_p99)
{
    static struct thread t[MAX_THREADS];
    struct store *s = NULL;
    sqlite3 *bare = NULL;
    pthread_t writer;
    char path[300];
    snprintf(folder, sizeof folder, "%s/commits-XXXXXX",
             getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
    if (mkdtemp(folder) == NULL)
        abort();
    snprintf(path, sizeof path, "%s/ours.db", folder);
    atomic_store(&stop, false);
    if (ours) {
        if (store_open(&(struct store_options){.where = str_of(path), .write = true}, &s) != OK ||
            migrate_run(s, NULL) != OK || store_prepare(s) != OK)
            abort();
    } else if (n > 1) {
        bare = bare_open();
        pthread_create(&writer, NULL, bare_writer, bare);
    }
    for (int i = 0; i < n; i++) {
        t[i] = (struct thread){.number = i + 1, .store = s, .us = malloc(KEEP * sizeof(int64_t))};
        pthread_create(&t[i].thread, NULL, ours ? run_ours : n > 1 ? run_bare : run_alone, &t[i]);
    }
    usleep((useconds_t)(seconds * 1e6));
    atomic_store(&stop, true);
    int64_t total = 0, kept = 0;
    int64_t *all = malloc(sizeof(int64_t) * KEEP * (size_t)n);
    for (int i = 0; i < n; i++) {
        pthread_join(t[i].thread, NULL);
        total += t[i].n;
        int64_t k = t[i].n < KEEP ? t[i].n : KEEP;
        memcpy(all + kept, t[i].us, sizeof(int64_t) * (size_t)k);
        kept += k;
        free(t[i].us);
    }
    if (bare != NULL) {
        pthread_mutex_lock(&lock);
        pthread_cond_signal(&some);
        pthread_mutex_unlock(&lock);
        pthread_join(writer, NULL);
        sqlite3_close(bare);
    }
    store_close(s);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    qsort(all, (size_t)kept, sizeof *all, by_value);
    *ret_p50 = kept > 0 ? all[kept / 2] : 0;
    *ret_p99 = kept > 0 ? all[kept * 99 / 100] : 0;
    free(all);
    return (double)total / seconds;
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? strtod(argv[1], NULL) : 2;
    static const int threads[] = {1, 8, 64};
    printf("threads  bound/s  p50 us  p99 us     ours/s  p50 us  p99 us    ratio\n");
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        for (int round = 0; round < 3; round++) {
            int64_t b50, b99, o50, o99;
            double b = measure(false, threads[i], seconds, &b50, &b99),
                   o = measure(true, threads[i], seconds, &o50, &o99);
            printf("%7d  %7.0f  %6lld  %6lld    %7.0f  %6lld  %6lld    %5.2f\n", threads[i], b,
                   (long long)b50, (long long)b99, o, (long long)o50, (long long)o99, o / b);
            fflush(stdout);
        }
    return 0;
}
