/* A year with a moved clock: classes that start all through it, mentors who are away, start days and profiles that change, all
 * holidays. Each reminder comes once, to somebody who is there, and no required item is ever lost.
 * BAGVAGT_LONG=1: 200 newcomers in 12 classes instead of 24 in 6 (12 in 3 on PostgreSQL).
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_world.h"

#include <stdlib.h>

#define YEAR_FIRST 20454 /* 2026-01-01 */
#define FIRST_NEWCOMER 1001
#define FIRST_MENTOR 501
#define MENTORS 12

struct year {
    struct world *w;
    int n_newcomers, n_classes;
    uint64_t chance;
    int n_changed, n_away, n_called;
};

static uint64_t draw(struct year *y, uint64_t n)
{
    y->chance ^= y->chance << 13, y->chance ^= y->chance >> 7, y->chance ^= y->chance << 17;
    return y->chance % n;
}

static void sql(struct world *w, struct str text)
{
    run_sql(w, str_c(w->arena, text));
}

static void add_people(struct year *y)
{
    struct world *w = y->w;

    for (int i = 0; i < y->n_newcomers + MENTORS; i++) {
        int id = i < MENTORS ? FIRST_MENTOR + i : FIRST_NEWCOMER + i - MENTORS, team = 11 + i % 2;

        sql(w, arena_printf(
                   w->arena,
                   "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, "
                   "name_sort, lang, started_day, failed_n, created_at, changed_at) VALUES "
                   "(%d, 1, %d, 'p%d', 'P%d', 'p%d', 'p%d', 'da', 18000, 0, 0, 0); INSERT "
                   "INTO role_grant (person_id, role, team_id, granted_at, granted_by) "
                   "VALUES (%d, %d, %d, 0, 0)",
                   id, team, id, id, id, id, id, i < MENTORS ? ROLE_MENTOR : ROLE_AGENT, team));
        if (i < MENTORS)
            assert_ok(onboarding_capacity(w->db, w->arena, &w->carl, id, 20));
    }
}

static void start_class(struct year *y, int class, int32_t day)
{
    struct world *w = y->w;
    int size = y->n_newcomers / y->n_classes, first = class * size,
        end_at = class == y->n_classes - 1 ? y->n_newcomers : first + size;
    struct onboarding_start s = {.common_profile = class % ONBOARDING_PROFILE_N,
                                 .start_day = day + 14,
                                 .class_name = arena_printf(w->arena, "Hold %d", class + 1)};
    int64_t id;

    for (int i = first; i < end_at; i++) {
        s.person_id[i - first] = FIRST_NEWCOMER + i;
        s.profile[i - first] = i % 3 == 0 ? i % ONBOARDING_PROFILE_N : -1;
    }
    assert_ok(onboarding_start(w->db, w->arena, &w->carl, &s, &id));
    db_refresh(w->db);
}

/* The next instant at which something of ours is due; 0: nothing. */
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
    db_refresh(w->db);
}

/* From tomorrow, so that nobody is told who is away; of two mentors of a team the other one stands in. */
static void somebody_goes_away(struct year *y, int32_t day)
{
    struct world *w = y->w;
    int i = (int)draw(y, MENTORS);
    struct care_absence e = {FIRST_MENTOR + i, day + 1, day + 2 + (int32_t)draw(y, 15),
                             draw(y, 3) == 0 ? 0 : FIRST_MENTOR + (i + 2) % MENTORS,
                             CARE_AWAY_HOLIDAY};

    assert_ok(care_absence(w->db, w->arena, &actor_system, &e));
    db_refresh(w->db);
    y->n_away++;
}

static void something_changes(struct year *y, const struct onboarding_run_row *r, int32_t day)
{
    struct world *w = y->w;
    struct onboarding_change c;
    enum onboarding_profile to =
        draw(y, 2) == 0 ? (enum onboarding_profile)r->profile : (enum onboarding_profile)draw(y, 4);
    int32_t start = (int32_t)r->start_day + (int32_t)draw(y, 3) * 7 - 7;

    if (start < day - 300)
        return;
    assert_ok(onboarding_change_look(w->db, w->arena, &w->carl, r->id, to, start, &c));
    assert_ok(onboarding_change(w->db, w->arena, &w->carl, r->id, to, start, c.seal));
    db_refresh(w->db);
    y->n_changed++;
}

/* Two of three things are done on the way, some on evidence; the rest becomes late. */
static void work_on(struct year *y, const struct onboarding_run_row *r, int32_t day)
{
    struct world *w = y->w;
    struct onboarding o = found(w, &w->carl, r->id);

    for (size_t i = 0; i < o.items.n; i++) {
        const struct onboarding_item_row *item = &o.items.at[i];
        enum status done = OK;

        if (item->state != ONBOARDING_OPEN || item->due_day > day + 2 || draw(y, 3) == 0)
            continue;
        if (draw(y, 12) == 0)
            done =
                onboarding_waive(w->db, w->arena, &w->carl, item->id, STR("bevis"), STR("grund"));
        else
            done = onboarding_done(w->db, w->arena, &w->carl, item->id);
        assert_true(done == OK || done == CONFLICT);
    }
    db_refresh(w->db);
}

static void calls_come(struct year *y, const struct onboarding_run_row *r, int32_t day)
{
    static int64_t n;
    struct world *w = y->w;

    if (r->first_call_at != 0 || day < r->start_day + 2 || draw(y, 4) == 0)
        return;
    n++;
    y->n_called++;
    sql(w, arena_printf(
               w->arena,
               "INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, "
               "outcome, started_at, wait_ms, talk_ms) VALUES (%lld, 1, 'k%lld', %lld, 'x', "
               "'Ydelse', TRUE, 0, %lld, 0, 60000)",
               (long long)n, (long long)n, (long long)r->person_id,
               (long long)(clock_now() - HOUR_MS)));
}

static void check_lost(struct world *w)
{
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_item WHERE state = 3 AND flags IN "
                              "(1, 2, 3, 5, 6, 7)"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_item WHERE state = 2 AND flags IN "
                              "(2, 3, 6, 7)"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_run r WHERE (SELECT COUNT(*) FROM "
                              "onboarding_item i WHERE i.run_id = r.id AND i.word IN ('conflict', "
                              "'acute_drill') AND i.state IN (0, 1)) <> 2"),
                     0);
}

/* What is open today and was due before it was reminded of for that day, and climbed. */
static void check_reminded(struct world *w, int32_t day)
{
    assert_int_equal(
        count(w, str_c(w->arena,
                       arena_printf(
                           w->arena,
                           "SELECT COUNT(*) FROM onboarding_item i JOIN onboarding_run r ON "
                           "r.id = i.run_id WHERE r.ended_at IS NULL AND i.state = 0 AND "
                           "i.due_day <= %d AND NOT EXISTS (SELECT 1 FROM onboarding_reminder "
                           "m WHERE m.item_id = i.id AND m.due_day = i.due_day AND m.level = "
                           "1)",
                           day))),
        0);
    assert_int_equal(
        count(w, str_c(w->arena,
                       arena_printf(
                           w->arena,
                           "SELECT COUNT(*) FROM onboarding_item i JOIN onboarding_run r ON "
                           "r.id = i.run_id WHERE r.ended_at IS NULL AND i.state = 0 AND "
                           "i.due_day <= %d AND NOT EXISTS (SELECT 1 FROM onboarding_reminder "
                           "m WHERE m.item_id = i.id AND m.due_day = i.due_day AND m.level = "
                           "2)",
                           day - 8))),
        0); /* eight days: more than any Easter */
}

static void check_promises(struct world *w)
{
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
    /* One moment for each reminder, to whomever. */
    assert_int_equal(count(w,
                           "SELECT COUNT(*) FROM onboarding_reminder a JOIN onboarding_reminder b "
                           "ON b.item_id = a.item_id AND b.due_day = a.due_day AND b.level = "
                           "a.level WHERE b.at <> a.at"),
                     0);
    /* Never before its day, and the second after the first. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_reminder WHERE at < "
                              "CAST(due_day AS BIGINT) * 86400000"),
                     0);
    assert_int_equal(count(w,
                           "SELECT COUNT(*) FROM onboarding_reminder a JOIN onboarding_reminder b "
                           "ON b.item_id = a.item_id AND b.due_day = a.due_day AND b.level = 2 "
                           "AND a.level = 1 WHERE b.at < a.at"),
                     0);
    /* One message for a person, a plan, a day and a level, and none without a row. */
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE text IN ('NOTICE_ONBOARDING_DUE', "
                 "'NOTICE_ONBOARDING_DUE_OWN', 'NOTICE_ONBOARDING_OVERDUE')"),
        count(w, "SELECT COUNT(*) FROM (SELECT DISTINCT m.person_id, i.run_id, m.level, (m.at + "
                 "7200000) / 86400000 FROM onboarding_reminder m JOIN onboarding_item i ON i.id = "
                 "m.item_id) x"));
    /* Nobody who was away. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_reminder m JOIN person_absence b ON "
                              "b.person_id = m.person_id WHERE (m.at + 7200000) / 86400000 BETWEEN "
                              "b.from_day AND b.to_day"),
                     0);
    /* Amber and red: who is beside the newcomer, and one leader of the team. */
    assert_int_equal(count(w,
                           "SELECT COUNT(*) FROM (SELECT dedupe FROM notice WHERE text IN "
                           "('NOTICE_ONBOARDING_AMBER', 'NOTICE_ONBOARDING_RED') GROUP BY dedupe "
                           "HAVING COUNT(*) > 2) x"),
                     0);
}

static void live_a_day(struct year *y, int32_t day)
{
    struct world *w = y->w;
    struct onboarding_run_row_list runs;

    clock_at(w, day, 10, 0);
    assert_ok(onboarding_list(w->db, w->arena, &w->carl, &runs));
    for (size_t i = 0; i < runs.n; i++) {
        struct arena_mark mark = arena_mark(w->arena);

        calls_come(y, &runs.at[i], day);
        work_on(y, &runs.at[i], day);
        if (draw(y, 25) == 0)
            something_changes(y, &runs.at[i], day);
        arena_rewind(w->arena, mark);
    }
    if (draw(y, 2) == 0)
        somebody_goes_away(y, day);
    run_until(w, clock_now());
}

static void a_year(struct world *w)
{
    bool is_long = getenv("BAGVAGT_LONG") != NULL, is_sqlite = store_kind(w->store) == DB_SQLITE;
    struct year y = {.w = w,
                     .n_newcomers = is_long     ? 200
                                    : is_sqlite ? 24
                                                : 12,
                     .n_classes = is_long     ? 12
                                  : is_sqlite ? 6
                                              : 3,
                     .chance = 88172645463325252u};
    int class = 0;

    clock_at(w, YEAR_FIRST, 9, 0);
    add_people(&y);
    for (int32_t day = YEAR_FIRST; day < YEAR_FIRST + 365; day += 5) {
        struct arena_mark mark = arena_mark(w->arena);

        run_until(w, calendar_wall(w->zone, day, 9 * HOUR_MS));
        if (class < y.n_classes && day >= YEAR_FIRST + class * 300 / y.n_classes)
            start_class(&y, class ++, day);
        live_a_day(&y, day);
        check_reminded(w, day);
        check_lost(w);
        db_refresh(w->db);
        arena_rewind(w->arena, mark);
    }
    check_promises(w);
    assert_true(count(w, "SELECT COUNT(*) FROM onboarding_reminder WHERE level = 1") >
                10 * y.n_newcomers);
    assert_true(count(w, "SELECT COUNT(*) FROM onboarding_reminder WHERE level = 2") >
                y.n_newcomers);
    assert_int_equal(class, y.n_classes);
    assert_true(y.n_changed > y.n_newcomers / 2 && y.n_away > 10 &&
                y.n_called >= y.n_newcomers / 2);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM event WHERE kind = 'onboarding.first_call'"),
        count(w, "SELECT COUNT(*) FROM onboarding_run WHERE first_call_at IS NOT NULL"));
}
BOTH(a_year)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(a_year)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
