/* The job engine on both databases: once, in order, again after failure, never from a rolled-back change.
 * SPDX-License-Identifier: MPL-2.0 */
#include "both.h"
#include "check.h"
#include "store.h"

#include <fcntl.h>
#include <pthread.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/jobs.h"
#include "core/set_back.h"

#define NOON INT64_C(1774864800000)

static int n_runs;
static int64_t order[16];
static enum status answer;

static enum status note(struct db *db, struct arena *a, const struct job *job,
                        int64_t *ret_again_at)
{
    (void)db, (void)a, (void)ret_again_at;
    if (answer == OK && n_runs < 16)
        order[n_runs] = job->object_id;
    n_runs++;
    return answer;
}

/* Leaves a trace in the database, then fails: the trace must go too. */
static enum status half(struct db *db, struct arena *a, const struct job *job,
                        int64_t *ret_again_at)
{
    (void)a, (void)ret_again_at;
    TRY(audit(db, &actor_system, AUDIT_SIGNED_IN, job->object_id, STR("half")));
    return fail(BUSY, "not now");
}

static enum status rhythm(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    (void)db, (void)a;
    n_runs++;
    *ret_again_at = job->run_at + HOUR_MS;
    return OK;
}

/* Puts itself again from within its own run. */
static enum status renew(struct db *db, struct arena *a, const struct job *job,
                         int64_t *ret_again_at)
{
    (void)a, (void)ret_again_at;
    n_runs++;
    return job_put(db, "renew", job->object_id, STR(""), clock_now() + DAY_MS);
}

static enum status trace(struct db *db, struct arena *a, const struct job *job,
                         int64_t *ret_again_at)
{
    (void)a, (void)ret_again_at;
    return audit(db, &actor_system, AUDIT_SIGNED_IN, job->object_id, STR("trace"));
}

set_back_fn *const all_set_backs[] = {NULL};
const struct job_kind all_job_kinds[] = {{"note", note},     {"half", half},
                                         {"rhythm", rhythm}, {"renew", renew},
                                         {"trace", trace},   {"alarm", note, .urgent = true},
                                         {NULL, NULL}};
const struct event_listener all_listeners[] = {{EVENT_INCIDENT_LOGGED, "note"}};
const size_t all_listeners_n = 1;

struct bench {
    struct store *store;
    struct arena *arena;
    struct db *db;
};

static struct bench begin(enum db_kind kind)
{
    struct bench b = {.store = store_for_tests(kind, true), .arena = arena_new()};

    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    clock_freeze(NOON);
    n_runs = 0;
    answer = OK;
    b.db = db_start(b.store, b.arena);
    return b;
}

static void end(struct bench *b)
{
    db_end(b->db);
    arena_free(b->arena);
    store_for_tests_end(b->store);
    clock_release();
}

#define BOTH(name) BOTH_OF(struct bench, name)

static void put(struct bench *b, const char *kind, int64_t object, int64_t in_ms)
{
    DB_TX(tx, b->db);
    assert_ok(job_put(b->db, kind, object, STR(""), clock_now() + in_ms));
    assert_ok(db_commit(&tx));
}

static size_t run_due(struct bench *b)
{
    size_t n = 0;

    assert_ok(jobs_run_due(b->store, SIZE_MAX, &n));
    return n;
}

static struct job_counts counts(struct bench *b)
{
    struct job_counts c;

    db_refresh(b->db);
    assert_ok(jobs_count(b->db, b->arena, &c));
    return c;
}

static void runs_when_due_in_order_once(struct bench *b)
{
    put(b, "note", 3, 3000);
    put(b, "note", 1, 1000);
    put(b, "note", 2, 2000);
    put(b, "note", 9, HOUR_MS);
    assert_int_equal(run_due(b), 0);
    clock_advance(5000);
    assert_int_equal(run_due(b), 3);
    assert_int_equal(run_due(b), 0);
    assert_true(order[0] == 1 && order[1] == 2 && order[2] == 3);
    assert_int_equal(counts(b).waiting, 1);
}
BOTH(runs_when_due_in_order_once)

/* However much is due and has waited longer. */
static void urgent_goes_first(struct bench *b)
{
    size_t n = 0;

    for (int64_t i = 1; i <= 200; i++)
        put(b, "note", i, -HOUR_MS);
    put(b, "alarm", 777, 0);
    put(b, "alarm", 888, MINUTE_MS); /* not due */
    assert_ok(jobs_run_due(b->store, 1, &n));
    assert_int_equal(n, 1);
    assert_int_equal(order[0], 777);
    assert_ok(jobs_run_due(b->store, SIZE_MAX, &n));
    assert_int_equal(n, 200);
    assert_int_equal(n_runs, 201);
}
BOTH(urgent_goes_first)

static void putting_again_moves(struct bench *b)
{
    int64_t next;

    put(b, "note", 1, 1000);
    put(b, "note", 1, HOUR_MS);
    assert_int_equal(counts(b).waiting, 1);
    assert_ok(jobs_next_at(b->db, b->arena, &next));
    assert_true(next == NOON + HOUR_MS);
    {
        DB_TX(tx, b->db);
        assert_ok(job_cancel(b->db, "note", 1, STR_NONE));
        assert_ok(job_cancel(b->db, "note", 77, STR_NONE));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(counts(b).waiting, 0);
}
BOTH(putting_again_moves)

static void goes_with_the_change(struct bench *b)
{
    {
        DB_TX(tx, b->db);
        assert_ok(announce(b->db, EVENT_INCIDENT_LOGGED, 42));
        /* left without commit */
    }
    assert_int_equal(run_due(b), 0);
    {
        DB_TX(tx, b->db);
        assert_ok(announce(b->db, EVENT_INCIDENT_LOGGED, 43));
        assert_ok(announce(b->db, EVENT_INCIDENT_CHANGED, 44)); /* nobody listens */
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(run_due(b), 1);
    assert_true(order[0] == 43);
}
BOTH(goes_with_the_change)

static void tries_again_with_back_off(struct bench *b)
{
    struct str n;
    int64_t next;

    put(b, "half", 1, 0);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(run_due(b), 1);
        assert_int_equal(run_due(b), 0);
        db_refresh(b->db);
        assert_ok(jobs_next_at(b->db, b->arena, &next));
        assert_true(next > clock_now() && next <= clock_now() + HOUR_MS);
        clock_advance(next - clock_now());
    }
    db_refresh(b->db);
    assert_ok(db_read_text(b->db, b->arena, STR("SELECT COUNT(*) FROM audit"), &n));
    assert_str(n, "0"); /* what failed left nothing */
}
BOTH(tries_again_with_back_off)

static void sets_broken_aside(struct bench *b)
{
    put(b, "note", 1, 0);
    put(b, "unknown", 2, 0);
    answer = BROKEN;
    assert_int_equal(run_due(b), 2);
    assert_int_equal(counts(b).broken, 2);
    assert_int_equal(counts(b).waiting, 0);
    answer = OK;
    put(b, "note", 1, 0); /* putting it again mends it */
    assert_int_equal(run_due(b), 1);
    assert_int_equal(counts(b).broken, 1);
}
BOTH(sets_broken_aside)

static void keeps_its_rhythm(struct bench *b)
{
    put(b, "rhythm", 1, 0);
    put(b, "renew", 1, 0);
    for (int i = 0; i < 24; i++) {
        run_due(b);
        clock_advance(HOUR_MS);
    }
    run_due(b);
    assert_int_equal(n_runs, 24 + 1 + 2);
    assert_int_equal(counts(b).waiting, 2);
}
BOTH(keeps_its_rhythm)

struct node {
    struct store *store;
    size_t ran;
};

static void *run_node(void *p)
{
    struct node *n = p;

    if (jobs_run_due(n->store, SIZE_MAX, &n->ran) != OK)
        n->ran = SIZE_MAX;
    return NULL;
}

/* Several nodes at once: every job exactly once. */
static void shares_between_nodes(struct bench *b)
{
    struct node nodes[4];
    pthread_t threads[4];
    struct str n;
    size_t total = 0;

    {
        DB_TX(tx, b->db);
        for (int i = 1; i <= 200; i++)
            assert_ok(job_put(b->db, "trace", i, STR(""), clock_now()));
        assert_ok(db_commit(&tx));
    }
    for (int i = 0; i < 4; i++) {
        nodes[i] = (struct node){.store = b->store};
        assert_int_equal(pthread_create(&threads[i], NULL, run_node, &nodes[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        total += nodes[i].ran;
    }
    assert_int_equal(total, 200);
    db_refresh(b->db);
    assert_ok(
        db_read_text(b->db, b->arena, STR("SELECT COUNT(DISTINCT object_id) FROM audit"), &n));
    assert_str(n, "200");
    assert_ok(db_read_text(b->db, b->arena, STR("SELECT COUNT(*) FROM audit"), &n));
    assert_str(n, "200");
}
BOTH(shares_between_nodes)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(runs_when_due_in_order_once),
        ON_BOTH(putting_again_moves),
        ON_BOTH(urgent_goes_first),
        ON_BOTH(goes_with_the_change),
        ON_BOTH(tries_again_with_back_off),
        ON_BOTH(sets_broken_aside),
        ON_BOTH(keeps_its_rhythm),
        ON_BOTH(shares_between_nodes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
