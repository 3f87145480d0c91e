/* When steps come: never before they are due, at the latest with the worker's next look, once after a long sleep, and each says
 * how late it was.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_world.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(never_early_and_a_second_late_at_most),
        ON_BOTH(after_ten_minutes_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
