/* A year with a moved clock: owners who are away or leave, both changes of the clock, all holidays. No due step is missed, each
 * reminder comes exactly once and in order, and every open case has an owner all the time. Restarts in the middle, with jobs
 * claimed and not run, change nothing of it.
 * BAGVAGT_LONG=1: 200 employees instead of 24 (12 on PostgreSQL).
 * SPDX-License-Identifier: MPL-2.0 */
#include "core_sql.h"
#include "db/migrate.h"
#include "features/aftercare/aftercare_world.h"
#include "features/reports/reports.h"

#include <stdlib.h>

#define YEAR_START INT64_C(1767250800000) /* 2026-01-01T07:00Z */
#define FIRST_EMPLOYEE 1001
#define CLAIMED_MOST 64
#define CLAIM_MS (5 * MINUTE_MS) /* after this another node takes what a dead one had claimed */

/* On PostgreSQL, where each of the thousands of steps goes through a socket, fewer unless there is time. */
static int n_employees(const struct world *w)
{
    return getenv("BAGVAGT_LONG") != NULL ? 200 : store_kind(w->store) == DB_SQLITE ? 24 : 12;
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

/* The next instant at which anything but the proof of each minute can run; 0: nothing. */
static int64_t next_due(struct world *w)
{
    return count(w, "SELECT COALESCE(MIN(CASE WHEN held_until > run_at THEN held_until ELSE run_at "
                    "END), 0) FROM job WHERE kind <> 'aftercare.check' AND broken_at IS NULL");
}

/* What a process killed between claiming and running leaves behind; returns how much. */
static size_t claim_and_die(struct world *w)
{
    struct core_job_row_list rows = {0};
    int64_t at = next_due(w);

    if (at > clock_now())
        clock_freeze(at);
    DB_TX(tx, w->db);
    assert_ok(q_core_job_claim(w->db, w->arena, clock_now(), clock_now() + CLAIM_MS, CLAIMED_MOST,
                               &rows));
    assert_ok(db_commit(&tx));
    return rows.n;
}

static void restart(struct world *w)
{
    struct actor *const carers[] = {&w->lea, &w->carl, &w->nina};
    static const int64_t ids[] = {LEA, CARL, NINA};

    assert_true(claim_and_die(w) > 0);
    db_end(w->db);
    w->store = store_for_tests_reopen(w->store, (struct store_options){.write = true});
    assert_ok(migrate_run(w->store, NULL));
    assert_ok(store_prepare(w->store));
    assert_ok(claims_release(w->store, q_core_jobs_release));
    w->db = db_start(w->store, w->arena);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_ok(actor_load(w->db, w->arena, ids[i], carers[i]));
    db_refresh(w->db);
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

            if (r->due_at > clock_now() + DAY_MS || (r->number * 7 + r->kind + day) % 4 == 0 ||
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

/* lateness: how long after its time a reminder may come. */
static void check_promises(struct world *w, int64_t lateness)
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
        count(w, str_c(w->arena, arena_printf(w->arena,
                                              "SELECT COUNT(*) FROM aftercare_reminder "
                                              "WHERE level = 4 AND at > due_at + %lld",
                                              (long long)lateness))),
        0);
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

static void a_year(struct world *w, bool restarts)
{
    int32_t first;

    clock_freeze(YEAR_START);
    first = zone_day(w->zone, YEAR_START);
    add_employees(w);
    for (int day = 0; day < 365; day += 5) {
        if (restarts && day % 60 == 35)
            restart(w);
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
}

/* All reminders and all steps, without ids. */
static struct str the_story(struct world *w, struct arena *a)
{
    struct str text = STR_NONE;

    db_refresh(w->db);
    assert_ok(db_read_text(
        w->db, a,
        STR("SELECT group_concat(line, char(10)) FROM (SELECT 'step ' || i.number || ' ' || s.kind "
            "|| ' ' || s.owner_id || ' ' || s.state || ' ' || s.due_at || ' ' || "
            "COALESCE(s.ended_at, 0) AS line FROM aftercare_step s JOIN aftercare_case k ON k.id = "
            "s.case_id JOIN incident i ON i.id = k.incident_id UNION ALL SELECT 'reminder ' || "
            "i.number || ' ' || s.kind || ' ' || r.level || ' ' || r.person_id || ' ' || r.due_at "
            "|| ' ' || r.at FROM aftercare_reminder r JOIN aftercare_step s ON s.id = r.step_id "
            "JOIN aftercare_case k ON k.id = s.case_id JOIN incident i ON i.id = k.incident_id "
            "ORDER BY 1)"),
        &text));
    return text;
}

/* Nobody else can be at the embedded database: what a killed process had claimed goes on at once, so the year is the same to
 * the millisecond. */
static void restarts_change_nothing_sqlite(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct str story[2];

    for (int restarts = 0; restarts < 2; restarts++) {
        struct world w = begin(DB_SQLITE);

        a_year(&w, restarts == 1);
        check_promises(&w, 0);
        story[restarts] = the_story(&w, a);
        end(&w);
    }
    assert_true(story[0].n > 1000);
    assert_string_equal(str_c(a, story[0]), str_c(a, story[1]));
    arena_free(a);
}

/* Other nodes wait until a dead one's claims are over. */
static void restarts_keep_the_promises_pgsql(void **state)
{
    (void)state;
    struct world w = begin(DB_PGSQL);

    a_year(&w, true);
    check_promises(&w, CLAIM_MS);
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(restarts_change_nothing_sqlite),
                                       cmocka_unit_test(restarts_keep_the_promises_pgsql)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
