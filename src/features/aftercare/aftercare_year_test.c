/* A year with a moved clock: owners who are away or leave, both changes of the clock, all holidays. No due step is missed, each
 * reminder comes exactly once and in order, and every open case has an owner all the time.
 * BAGVAGT_LONG=1: 200 employees instead of 50 (20 on PostgreSQL).
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_world.h"
#include "features/reports/reports.h"

#include <stdlib.h>

#define YEAR_START INT64_C(1767250800000) /* 2026-01-01T07:00Z */
#define FIRST_EMPLOYEE 1001

/* On PostgreSQL, where each of the thousands of steps goes through a socket, fewer unless there is time. */
static int n_employees(const struct world *w)
{
    return getenv("BAGVAGT_LONG") != NULL ? 200 : store_kind(w->store) == DB_SQLITE ? 50 : 20;
}

static void add_employees(struct world *w)
{
    for (int i = 0; i < n_employees(w); i++) {
        int id = FIRST_EMPLOYEE + i;
        run_sql(w,
                str_c(w->arena,
                      arena_printf(w->arena,
                                   "INSERT INTO person (id, centre_id, team_id, login, name, "
                                   "name_fold, name_sort, lang, started_day, failed_n, created_at,"
                                   " changed_at) VALUES (%d, 1, %d, 'e%d', 'E%d', 'e%d', 'e%d', "
                                   "'da', 18000, 0, 0, 0);"
                                   "INSERT INTO role_grant (person_id, role, team_id, granted_at, "
                                   "granted_by) VALUES (%d, 0, %d, 0, 0)",
                                   id, 11 + i % 2, id, id, id, id, id, 11 + i % 2)));
    }
}

/* The next instant at which anything but the proof of each minute is due; 0: nothing. */
static int64_t next_due(struct world *w)
{
    return count(w, "SELECT COALESCE(MIN(run_at), 0) FROM job WHERE kind <> 'aftercare.check' AND "
                    "broken_at IS NULL");
}

/* Runs the clock until then, stopping at each due job. */
static void run_until(struct world *w, int64_t until)
{
    for (;;) {
        struct arena_mark mark = arena_mark(w->arena);
        int64_t at = next_due(w);

        arena_rewind(w->arena, mark);
        if (at == 0 || at > until)
            break;
        if (at > clock_now())
            clock_freeze(at);
        run_jobs(w);
    }
    clock_freeze(until);
    run_jobs(w);
}

static void log_one(struct world *w, int i, int day)
{
    struct actor who;
    struct arena_mark mark = arena_mark(w->arena);

    assert_ok(actor_load(w->db, w->arena, FIRST_EMPLOYEE + i, &who));
    log_call(w, &who, str_c(w->arena, arena_printf(w->arena, "year-%d-%d", i, day)), INCIDENT_D,
             3 + i % 3);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM aftercare_step WHERE state = 0 AND owner_id = 0"), 0);
    db_refresh(w->db);
    arena_rewind(w->arena, mark);
}

/* What the law asks for ends with a receipt alone. */
static void file_report(struct world *w, const struct actor *who, const struct care_board_row *r)
{
    int64_t id = count(w, str_c(w->arena, arena_printf(w->arena,
                                                       "SELECT id FROM report WHERE case_id = %lld "
                                                       "AND kind = %lld",
                                                       (long long)r->case_id,
                                                       (long long)(r->kind - CARE_POLICE_REPORT))));
    enum status done = report_file(w->db, w->arena, who, w->zone, id, STR("5300-1"),
                                   zone_day(w->zone, clock_now()));

    assert_true(done == OK || done == MISSING);
}

/* Those who care do their part of what is due soon; some of it they leave, so that it climbs. */
static void care_for_some(struct world *w, int day)
{
    struct care_board b;
    const struct actor *carers[] = {&w->lea, &w->carl, &w->nina};

    for (size_t c = 0; c < 3; c++) {
        db_refresh(w->db);
        assert_ok(care_board(w->db, w->arena, carers[c], 100, &b));
        for (size_t i = 0; i < b.rows.n; i++) {
            const struct care_board_row *r = &b.rows.at[i];

            if (r->due_at > clock_now() + DAY_MS || (r->step_id + day) % 4 == 0 ||
                care_is_offer(r->kind))
                continue;
            if (care_is_report(r->kind)) {
                file_report(w, carers[c], r);
                continue;
            }
            enum status done = care_end(w->db, w->arena, carers[c], r->step_id, CARE_DONE,
                                        STR("to og to ved opkald"));
            assert_true(done == OK || done == MISSING || done == CONFLICT);
        }
    }
}

static void check_promises(struct world *w)
{
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_alarm"), 0);
    /* Missed: due, still open or ended late, and nobody was told when it was due. */
    assert_int_equal(
        count(w, str_c(w->arena, arena_printf(w->arena,
                                              "SELECT COUNT(*) FROM aftercare_step s WHERE "
                                              "s.due_at < COALESCE(s.ended_at, %lld)"
                                              " AND NOT EXISTS (SELECT 1 FROM aftercare_reminder r "
                                              "WHERE r.step_id = s.id AND r.due_at = s.due_at"
                                              " AND r.level >= 4)",
                                              (long long)clock_now()))),
        0);
    /* Late: the reminder at 100 % came after the time itself. */
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM aftercare_reminder WHERE level = 4 AND at > due_at"), 0);
    /* Twice, or out of order. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_reminder a JOIN aftercare_reminder b "
                              "ON b.step_id = a.step_id"
                              " AND b.due_at = a.due_at AND b.level > a.level WHERE b.at <= a.at"),
                     0);
    /* Each is in the outbox exactly once. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'aftercare.reminded'"),
                     count(w, "SELECT COUNT(*) FROM aftercare_reminder"));
    /* Nobody who had left was asked. */
    assert_int_equal(
        count(
            w,
            "SELECT COUNT(*) FROM aftercare_reminder r JOIN person p ON p.id = r.person_id"
            " WHERE p.left_day IS NOT NULL AND r.at > (CAST(p.left_day AS BIGINT) + 1) * 86400000"),
        0);
}

static void a_year(struct world *w)
{
    int32_t first;

    clock_freeze(YEAR_START);
    first = zone_day(w->zone, YEAR_START);
    add_employees(w);
    for (int day = 0; day < 365; day += 5) {
        struct arena_mark mark = arena_mark(w->arena);

        run_until(w, zone_day_start(w->zone, first + day) + (7 + day % 12) * HOUR_MS);
        if (day == 60) /* Mark goes for good; Lea is ill for weeks, Carl stands in */
            run_sql(w, "UPDATE person SET left_day = 20515 WHERE id = 107");
        if (day % 50 == 25)
            assert_ok(care_absence(w->db, w->arena, &actor_system,
                                   &(struct care_absence){LEA, first + day, first + day + 20, CARL,
                                                          CARE_AWAY_UNABLE}));
        for (int i = 0; i < n_employees(w); i++)
            if ((i * 7 + day) % 250 == 0)
                log_one(w, i, day);
        care_for_some(w, day);
        db_refresh(w->db);
        arena_rewind(w->arena, mark);
    }
    assert_true(count(w, "SELECT COUNT(*) FROM aftercare_case") >= n_employees(w) / 5);
    check_promises(w);
}
BOTH(a_year)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(a_year)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
