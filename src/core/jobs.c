/* The job engine: claims what is due, runs each in a transaction of its own, tries again with back-off.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/jobs.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "core_sql.h"

#define CLAIM_AT_ONCE 64
#define HELD_MS                                                                                    \
    (5 * MINUTE_MS) /* longer than any job runs; a dead node's jobs are free again after this */
#define BACK_OFF_MIN_MS INT64_C(1000)
#define BACK_OFF_MAX_MS HOUR_MS
/* The wall clock may be set while we wait: waiting itself goes by the other one. */
#define LOOK_EVERY_S 1
#define REST_TIMES                                                                                 \
    4 /* after some work, so many times as long is left to those who wait for an answer */
#define REST_MAX_US 500000

static atomic_llong n_done, n_failed;

static const struct job_kind *kind_find(struct str word)
{
    for (const struct job_kind *k = all_job_kinds; k->word; k++)
        if (str_eq(word, str_of(k->word)))
            return k;
    return NULL;
}

enum status job_put(struct db *db, const char *kind, int64_t object_id, struct str detail,
                    int64_t run_at)
{
    const struct job_kind *known = kind_find(str_of(kind));

    must(db_in_tx(db));
    return q_core_job_put(db, id_new(), str_of(kind), object_id, detail.p ? detail : STR(""),
                          run_at, known && known->urgent);
}

enum status job_cancel(struct db *db, const char *kind, int64_t object_id, struct str detail)
{
    must(db_in_tx(db));
    return q_core_job_cancel(db, str_of(kind), object_id, detail);
}

enum status jobs_next_at(struct db *db, struct arena *a, int64_t *ret)
{
    struct core_job_next_row row;

    TRY(q_core_job_next(db, a, &row));
    *ret = row.run_at;
    return OK;
}

enum status jobs_count(struct db *db, struct arena *a, struct job_counts *ret)
{
    struct core_job_count_row row;

    TRY(q_core_job_count(db, a, clock_now(), &row));
    *ret = (struct job_counts){.waiting = row.waiting,
                               .overdue = row.overdue,
                               .broken = row.broken,
                               .done = atomic_load(&n_done),
                               .failed = atomic_load(&n_failed)};
    return OK;
}

/* What the job changes and its own end are one transaction. */
static enum status run_one(struct db *db, struct arena *a, const struct core_job_row *row,
                           int64_t held_until)
{
    const struct job_kind *kind = kind_find(row->kind);
    struct job job = {row->id, row->kind, row->object_id, row->detail, row->run_at, row->attempts};
    int64_t again_at = 0, changed = 0;
    DB_TX(tx, db);

    if (!kind)
        return fail(BROKEN, "no job is called %.*s", STR_ARG(row->kind));
    enum status done = kind->run(db, a, &job, &again_at);
    if (done != OK && done != MISSING)
        return done;
    if (done == OK && again_at > 0)
        TRY(q_core_job_again(db, row->id, held_until, again_at, &changed));
    else
        TRY(q_core_job_end(db, row->id, held_until, &changed));
    return db_commit_soon(&tx); /* lost in a crash: the job runs again */
}

static int64_t back_off(int64_t attempts)
{
    int64_t ms = BACK_OFF_MIN_MS;

    for (int64_t i = 0; i < attempts && ms < BACK_OFF_MAX_MS; i++)
        ms *= 2;
    return ms < BACK_OFF_MAX_MS ? ms : BACK_OFF_MAX_MS;
}

static bool is_worth_another_try(enum status status)
{
    return status == BUSY || status == UPSTREAM || status == CONFLICT || status == UNSURE;
}

static enum status note_failure(struct db *db, struct arena *a, const struct core_job_row *row,
                                int64_t held_until, enum status status)
{
    struct str why = arena_copy(a, str_of(failure_last()->why));
    bool again = is_worth_another_try(status);
    DB_TX(tx, db);

    log_line(again ? LOG_LEVEL_WARN : LOG_LEVEL_ERROR, "job failed",
             "kind=%.*s object=%lld attempts=%lld status=%s why=%s", STR_ARG(row->kind),
             (long long)row->object_id, (long long)row->attempts + 1, status_name(status),
             log_quote(a, why));
    TRY(q_core_job_failed(db, row->id, held_until, clock_now() + back_off(row->attempts),
                          again ? 0 : clock_now(), why));
    return db_commit(&tx);
}

static enum status claim(struct db *db, struct arena *a, size_t most, int64_t held_until,
                         struct core_job_row_list *ret)
{
    DB_TX(tx, db);

    TRY(q_core_job_claim_urgent(db, a, clock_now(), held_until, (int64_t)most, ret));
    if (ret->n == 0)
        TRY(q_core_job_claim(db, a, clock_now(), held_until, (int64_t)most, ret));
    return db_commit(&tx);
}

static int by_due(const void *a, const void *b)
{
    const struct core_job_row *x = a, *y = b;

    if (x->run_at != y->run_at)
        return x->run_at < y->run_at ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* RETURNING gives no order of its own. */
static enum status run_claimed(struct store *store, struct arena *a, size_t most, size_t *ret_n)
{
    struct db *db = db_start(store, a);
    int64_t held_until = clock_now() + HELD_MS;
    struct core_job_row_list rows = {0};
    enum status status = claim(db, a, most, held_until, &rows);

    if (status == OK && rows.n > 1)
        qsort(rows.at, rows.n, sizeof *rows.at, by_due);
    for (size_t i = 0; i < rows.n && status == OK; i++) {
        struct arena_mark mark = arena_mark(a);

        failure_clear();
        enum status done = run_one(db, a, &rows.at[i], held_until);
        atomic_fetch_add(done == OK ? &n_done : &n_failed, 1);
        if (done != OK)
            status = note_failure(db, a, &rows.at[i], held_until, done);
        db_refresh(db);
        arena_rewind(a, mark);
    }
    *ret_n = rows.n;
    db_end(db);
    store_flush(store);
    return status;
}

enum status jobs_run_due(struct store *store, size_t most, size_t *ret_n)
{
    struct arena *a = arena_new();
    enum status status = OK;

    *ret_n = 0;
    while (status == OK && *ret_n < most) {
        size_t n = 0, left = most - *ret_n;

        status = run_claimed(store, a, left < CLAIM_AT_ONCE ? left : CLAIM_AT_ONCE, &n);
        arena_reset(a);
        *ret_n += n;
        if (n == 0)
            break;
    }
    arena_free(a);
    return status;
}

/* ---- the thread */

struct job_worker {
    struct store *store;
    pthread_t thread;
    bool stopping;
};

static pthread_mutex_t wake_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake_cond = PTHREAD_COND_INITIALIZER;
static bool woken;

void jobs_wake(void)
{
    pthread_mutex_lock(&wake_mutex);
    woken = true;
    pthread_cond_broadcast(&wake_cond);
    pthread_mutex_unlock(&wake_mutex);
}

/* Until somebody wakes us, or long enough that a job may have come due. */
static void wait_for_work(void)
{
    struct timespec until;

    pthread_mutex_lock(&wake_mutex);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_EVERY_S;
    while (!woken && pthread_cond_clockwait(&wake_cond, &wake_mutex, CLOCK_MONOTONIC, &until) == 0)
        ;
    woken = false;
    pthread_mutex_unlock(&wake_mutex);
}

/* A stop need not wait for it. */
static void rest(struct job_worker *w, int64_t worked_us)
{
    int64_t us = worked_us * REST_TIMES < REST_MAX_US ? worked_us * REST_TIMES : REST_MAX_US;
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (until.tv_nsec + us * 1000) / 1000000000;
    until.tv_nsec = (until.tv_nsec + us * 1000) % 1000000000;
    pthread_mutex_lock(&wake_mutex);
    while (!__atomic_load_n(&w->stopping, __ATOMIC_ACQUIRE) &&
           pthread_cond_clockwait(&wake_cond, &wake_mutex, CLOCK_MONOTONIC, &until) == 0)
        ;
    pthread_mutex_unlock(&wake_mutex);
}

static void *work(void *p)
{
    struct job_worker *w = p;

    while (!__atomic_load_n(&w->stopping, __ATOMIC_ACQUIRE)) {
        size_t n = 0;

        failure_clear();
        /* A few at a time: however many are due, a stop waits for these alone, and people hardly at all. */
        int64_t from_us = clock_monotonic_us();
        enum status status = jobs_run_due(w->store, CLAIM_AT_ONCE, &n);
        if (status != OK)
            log_line(LOG_LEVEL_ERROR, "jobs cannot run", "status=%s", status_name(status));
        if (status != OK || n == 0)
            wait_for_work();
        else
            rest(w, clock_monotonic_us() - from_us);
    }
    return NULL;
}

enum status claims_release(struct store *store, enum status (*release)(struct db *db))
{
    if (store_kind(store) != DB_SQLITE)
        return OK;
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct db_tx tx = db_begin(db);
    enum status status = release(db);

    if (status == OK)
        status = db_commit(&tx);
    db_tx_end(&tx);
    db_end(db);
    arena_free(a);
    return status;
}

enum status job_worker_start(struct store *store, struct job_worker **ret)
{
    TRY(claims_release(store, q_core_jobs_release));
    struct job_worker *w = calloc(1, sizeof *w);

    must(w != NULL);
    w->store = store;
    if (pthread_create(&w->thread, NULL, work, w) != 0) {
        free(w);
        return fail(BROKEN, "cannot start the job thread");
    }
    *ret = w;
    return OK;
}

void job_worker_stop(struct job_worker *w)
{
    if (!w)
        return;
    __atomic_store_n(&w->stopping, true, __ATOMIC_RELEASE);
    jobs_wake();
    pthread_join(w->thread, NULL);
    free(w);
}
