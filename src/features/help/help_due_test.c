/* When steps come: never before they are due, at the latest with the worker's next look, once after a long sleep, and each says
 * how late it was.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_world.h"

#include "core/set_back.h"

#include <sched.h>
#include <stdlib.h>

#define LOOK_MS 1000 /* the worker looks once a second */
#define IN_A_CENTRE 25
#define FIRST_CENTRE 100
#define FIRST_PERSON 100000

/* So many people press at moments of their own, in centres where colleagues sit and nobody answers. */
static int64_t n_alarms(const struct world *w)
{
    return getenv("BAGVAGT_LONG") != NULL && store_kind(w->store) == DB_SQLITE ? 1000 : 25;
}

static void add_people(struct world *w, int64_t n)
{
    struct buf sql = buf_new(w->arena, 4096);

    for (int64_t i = 0; i < n; i++) {
        long long id = FIRST_PERSON + i, centre = FIRST_CENTRE + i / IN_A_CENTRE,
                  team = 1000 + centre;

        if (i % IN_A_CENTRE == 0)
            buf_printf(&sql,
                       "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (%lld, "
                       "'C', 'Europe/Copenhagen', FALSE, 0); INSERT INTO team (id, centre_id, "
                       "name, name_fold, name_sort) VALUES (%lld, %lld, 'T', 't', 't');",
                       centre, team, centre);
        buf_printf(&sql,
                   "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, "
                   "lang, failed_n, created_at, changed_at) VALUES (%lld, %lld, %lld, 'p%lld', "
                   "'P', 'p', 'p', 'da', 0, 0, 0); INSERT INTO role_grant (person_id, role, "
                   "team_id, granted_at, granted_by) VALUES (%lld, 0, %lld, 0, %lld); INSERT INTO "
                   "help_desk (person_id, centre_id, place, at_home, silent, seen_at) VALUES "
                   "(%lld, %lld, '', FALSE, FALSE, 9000000000000);",
                   id, centre, team, id, id, team, id, id, centre);
    }
    run_sql(w, str_c(w->arena, buf_str(&sql)));
    db_refresh(w->db);
}

static void press_one(struct world *w, int64_t i)
{
    struct actor who;
    struct arena_mark mark = arena_mark(w->arena);

    assert_ok(actor_load(w->db, w->arena, FIRST_PERSON + i, &who));
    presses(w, &who, HELP_ACUTE,
            str_c(w->arena, arena_printf(w->arena, "due-%010lld", (long long)i)));
    arena_rewind(w->arena, mark);
}

/* Moves the clock to `until`; the worker looks once a second, at no round number. */
static void live_until(struct world *w, int64_t until)
{
    while (clock_now() + LOOK_MS < until) {
        clock_advance(LOOK_MS);
        run_jobs(w);
    }
    clock_advance(until - clock_now());
    run_jobs(w);
}

/* The default policy of an acute day, where nobody leads: the team at once, the centre after 20 s, everybody after 60 s and then
 * each minute. */
static int64_t wait_after(int64_t kind, int64_t n_called)
{
    if (kind == HELP_EVENT_CALLED)
        return n_called == 1 ? 20000 : 40000;
    return HELP_RESORT_AGAIN_MS;
}

struct seen {
    int64_t n_called, n_resort, worst_ms;
};

static void check_request(struct world *w, int64_t id, struct seen *seen)
{
    struct help_row row = row_of(w, id);
    struct help_event_row_list events;
    int64_t due_at = row.pressed_at, n_called = 0;

    assert_ok(q_help_events(w->db, w->arena, id, &events));
    for (size_t i = 0; i < events.n; i++) {
        const struct help_event_row *e = &events.at[i];

        if (e->kind != HELP_EVENT_CALLED && e->kind != HELP_EVENT_RESORT)
            continue;
        int64_t late = e->at - due_at;

        assert_true(late >= 0); /* never early */
        assert_int_equal(e->late_ms, late);
        seen->worst_ms = late > seen->worst_ms ? late : seen->worst_ms;
        n_called += e->kind == HELP_EVENT_CALLED;
        seen->n_resort += e->kind == HELP_EVENT_RESORT;
        due_at = e->at + wait_after(e->kind, n_called);
    }
    seen->n_called += n_called;
    assert_true(due_at > clock_now()); /* and nothing was left out */
}

static struct seen check_all(struct world *w)
{
    struct help_row_list open;
    struct seen seen = {0};

    db_refresh(w->db);
    for (int64_t c = 0; c * IN_A_CENTRE < n_alarms(w); c++) {
        struct arena_mark mark = arena_mark(w->arena);

        assert_ok(q_help_open(w->db, w->arena, FIRST_CENTRE + c, 1000, &open));
        assert_int_equal(open.n, IN_A_CENTRE);
        for (size_t i = 0; i < open.n; i++)
            check_request(w, open.at[i].id, &seen);
        arena_rewind(w->arena, mark);
    }
    return seen;
}

static void press_all(struct world *w)
{
    add_people(w, n_alarms(w));
    srand(4);
    for (int64_t i = 0; i < n_alarms(w); i++) {
        clock_advance(rand() % (2 * LOOK_MS * 10 / (int)n_alarms(w) + 1));
        press_one(w, i);
        run_jobs(w);
    }
}

static void never_early_and_a_second_late_at_most(struct world *w)
{
    press_all(w);
    live_until(w, clock_now() + 2 * MINUTE_MS + 5017);
    struct seen seen = check_all(w);

    assert_true(seen.worst_ms <= LOOK_MS);
    assert_int_equal(seen.n_called, 2 * n_alarms(w));
    assert_true(seen.n_resort >= 2 * n_alarms(w));
}
BOTH(never_early_and_a_second_late_at_most)

/* The program was stopped, or the clock was set: what is overdue comes once, at the next look, and says how late it is. */
static void after_ten_minutes_once(struct world *w)
{
    press_all(w);
    live_until(w, clock_now() + 5003);
    struct seen before = check_all(w);

    assert_int_equal(before.n_resort, 0);
    clock_advance(10 * MINUTE_MS);
    run_jobs(w);
    struct seen after = check_all(w);

    assert_int_equal(after.n_called, before.n_called);
    assert_int_equal(after.n_resort, n_alarms(w));
    assert_true(after.worst_ms >= 10 * MINUTE_MS - 20000);
    run_jobs(w);
    assert_int_equal(check_all(w).n_resort, n_alarms(w));
}
BOTH(after_ten_minutes_once)

/* ---- the clock is set while an alarm is open */

/* From here on time runs by itself as well: on a busy machine more of it has passed than the test asked for. So what must not have
 * happened yet is asked for only while its time has not come. */
#define NEARLY_MS 100
#define HALF_AN_HOUR_MS (HOUR_MS / 2)

static int64_t starts_to_run(void)
{
    clock_release();
    clock_advance(NOON - clock_now());
    clock_go_back(clock_set_back_ms());
    return clock_now();
}

static int64_t passed(struct world *w, int64_t id)
{
    return clock_now() - row_of(w, id).pressed_at;
}

/* How many such events there are; at most n before so many ms have passed since the press. */
static int64_t n_of(struct world *w, int64_t id, enum help_event kind, int64_t n, int64_t before_ms)
{
    int64_t is = count(w, str_c(w->arena, arena_printf(w->arena,
                                                       "SELECT COUNT(*) FROM help_event WHERE "
                                                       "request_id = %lld AND kind = %d",
                                                       (long long)id, (int)kind)));

    assert_true(is <= n || passed(w, id) >= before_ms);
    return is;
}

/* On to so many ms after the press; everybody is still there, and jobs run. */
static void go_to(struct world *w, int64_t id, int64_t ms)
{
    int64_t left = ms - passed(w, id);

    clock_advance(left > 0 ? left : 0);
    sits(w, &w->bo);
    sits(w, &w->soren);
    run_jobs(w);
    db_refresh(w->db);
}

static int64_t alarm_is_open(struct world *w)
{
    int64_t id;

    sits(w, &w->bo);
    sits(w, &w->soren);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    run_jobs(w);
    db_refresh(w->db);
    go_to(w, id, 5000); /* the team is called; the centre is after 20 s, everybody after 60 s */
    assert_true(n_of(w, id, HELP_EVENT_CALLED, 1, 20000) >= 1);
    return id;
}

static int64_t set_back_is_seen(struct world *w)
{
    int64_t by;

    db_refresh(w->db);
    assert_ok(set_back_look(w->store, &by));
    db_refresh(w->db);
    return by;
}

/* Set back an hour, the next steps come at their seconds; not an hour later, and not at once. */
static void set_back_an_hour(struct world *w)
{
    int64_t from = starts_to_run(), id = alarm_is_open(w);
    struct help_event_row_list events;
    bool first;

    run_sql(w,
            "INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts, urgent) "
            "SELECT 5, 'aftercare.remind', 5, '', due_at + 36000000, 0, 0, FALSE FROM "
            "help_request");
    int64_t far = count(w, "SELECT run_at FROM job WHERE id = 5");
    clock_advance(-HOUR_MS);
    assert_true(clock_now() >= from + 5000); /* goes on until everything is moved */
    assert_in_range(set_back_is_seen(w), HOUR_MS - NEARLY_MS, HOUR_MS + NEARLY_MS);
    assert_true(clock_now() < from - HALF_AN_HOUR_MS);
    assert_int_equal(set_back_is_seen(w), 0);                               /* once */
    assert_int_equal(count(w, "SELECT run_at FROM job WHERE id = 5"), far); /* waits for its hour */
    run_sql(w, "DELETE FROM job WHERE id = 5");
    run_jobs(w);
    db_refresh(w->db);
    (void)n_of(w, id, HELP_EVENT_CALLED, 1, 20000); /* never early */
    go_to(w, id, 18000);
    (void)n_of(w, id, HELP_EVENT_CALLED, 1, 20000);
    go_to(w, id, 21000);
    assert_int_equal(n_of(w, id, HELP_EVENT_CALLED, 2, INT64_MAX), 2);
    assert_true(count(w, "SELECT MAX(late_ms) FROM help_event") < HALF_AN_HOUR_MS);
    assert_true(count(w, "SELECT MIN(late_ms) FROM help_event") >= 0);
    int64_t at = row_of(w, id).due_at - row_of(w, id).pressed_at; /* 40 s after the second step */
    assert_in_range(at, 61000, HALF_AN_HOUR_MS);
    go_to(w, id, at - 2000);
    (void)n_of(w, id, HELP_EVENT_RESORT, 0, at);
    go_to(w, id, at + 1000);
    assert_true(n_of(w, id, HELP_EVENT_RESORT, 1, at + HELP_RESORT_AGAIN_MS) >= 1);
    /* The time line is in order, and the answer is measured from the press. */
    assert_ok(help_come(w->db, w->arena, &w->bo, id, &first));
    db_refresh(w->db);
    assert_ok(q_help_events(w->db, w->arena, id, &events));
    for (size_t i = 1; i < events.n; i++)
        assert_true(events.at[i].at >= events.at[i - 1].at);
    assert_in_range(events.at[events.n - 1].detail, 61000, HALF_AN_HOUR_MS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'clock_set_back'"), 1);
}
BOTH(set_back_an_hour)

/* The other process on the database sees the same step: it goes along, and moves nothing a second time. */
static void moved_once_by_several(struct world *w)
{
    starts_to_run();
    int64_t id = alarm_is_open(w), by;

    clock_advance(-HOUR_MS);
    by = set_back_is_seen(w);
    int64_t due_at = row_of(w, id).due_at, now = clock_now();
    clock_go_back(-by); /* as it is there */
    assert_in_range(set_back_is_seen(w), HOUR_MS - NEARLY_MS, HOUR_MS + NEARLY_MS);
    assert_true(clock_now() < now + HALF_AN_HOUR_MS);
    assert_int_equal(row_of(w, id).due_at, due_at);
    clock_go_back(-by);
    set_back_hear(STR_NONE); /* words were missed: it looks by itself */
    assert_true(clock_now() > now + HALF_AN_HOUR_MS);
    set_back_hear(STR("clock back"));
    assert_true(clock_now() < now + HALF_AN_HOUR_MS);
    assert_int_equal(row_of(w, id).due_at, due_at);
}
BOTH(moved_once_by_several)

/* In the program a thread looks. */
static void the_thread_sees_it(struct world *w)
{
    struct set_back_watch *watch;
    int64_t until = clock_monotonic_us() + 30 * 1000000;

    starts_to_run();
    int64_t id = alarm_is_open(w), due_at = row_of(w, id).due_at;
    assert_ok(set_back_start(w->store, &watch));
    clock_advance(-HOUR_MS);
    while (clock_set_back_ms() != 0 && clock_monotonic_us() < until)
        sched_yield();
    set_back_stop(watch);
    assert_int_equal(clock_set_back_ms(), 0);
    assert_in_range(due_at - row_of(w, id).due_at, HOUR_MS - NEARLY_MS, HOUR_MS + NEARLY_MS);
}
BOTH(the_thread_sees_it)

/* Whoever had left before is not there for another hour. */
static void who_has_left_does_not_come_again(struct world *w)
{
    struct help_ready ready;

    starts_to_run();
    sits(w, &w->bo);
    clock_advance(HELP_HERE_MS - 1000);
    assert_int_equal(set_back_is_seen(w), 0);
    clock_advance(-HOUR_MS);
    assert_true(set_back_is_seen(w) > 0);
    clock_advance(2000);
    db_refresh(w->db);
    assert_ok(help_ready(w->db, w->arena, &w->anna, &ready));
    assert_int_equal(ready.n_team, 0);
}
BOTH(who_has_left_does_not_come_again)

/* Set forward an hour: what was due meanwhile comes once, and what follows keeps its pace. */
static void set_forward_an_hour(struct world *w)
{
    starts_to_run();
    int64_t id = alarm_is_open(w);

    go_to(w, id, HOUR_MS);
    assert_int_equal(set_back_is_seen(w), 0);
    int64_t at = row_of(w, id).resort_at - row_of(w, id).pressed_at;
    assert_true(n_of(w, id, HELP_EVENT_RESORT, 1, at + HELP_RESORT_AGAIN_MS) >= 1);
    (void)n_of(w, id, HELP_EVENT_CALLED, 1, INT64_MAX); /* what it would have climbed is over */
    go_to(w, id, at + HELP_RESORT_AGAIN_MS - 2000);
    (void)n_of(w, id, HELP_EVENT_RESORT, 1, at + HELP_RESORT_AGAIN_MS);
    go_to(w, id, at + HELP_RESORT_AGAIN_MS + 1000);
    assert_true(n_of(w, id, HELP_EVENT_RESORT, 2, at + 2 * HELP_RESORT_AGAIN_MS) >= 2);
}
BOTH(set_forward_an_hour)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(never_early_and_a_second_late_at_most),
        ON_BOTH(after_ten_minutes_once),
        ON_BOTH(set_back_an_hour),
        ON_BOTH(moved_once_by_several),
        ON_BOTH(the_thread_sees_it),
        ON_BOTH(who_has_left_does_not_come_again),
        ON_BOTH(set_forward_an_hour),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
