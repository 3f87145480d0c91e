/* Who counts for how long, and what is hidden; the page and the JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#include "centre.h"

#include <math.h>

#include "features/stays/stays.h"
#include "features/stays/stays_web.h"
#include "web/loopback.h"
#include "web/server.h"

#define TODAY 20542 /* 2026-03-30 */
static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

/* n people who began on this day in this team; the first `left` of them left after `days`. */
static void begin_with(struct world *w, int64_t first_id, int n, int64_t team, int32_t started,
                       int left, int days)
{
    for (int i = 0; i < n; i++) {
        int64_t id = first_id + i;

        run_sql(w,
                str_c(w->arena,
                      arena_printf(
                          w->arena,
                          "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, "
                          "name_sort, lang, started_day, left_day, failed_n, created_at, "
                          "changed_at) VALUES (%lld, 1, %lld, 'p%lld', 'P', 'p', 'p', 'da', %d, "
                          "%s, 0, %lld, 0)",
                          (long long)id, (long long)team, (long long)id, started,
                          i < left ? str_c(w->arena, arena_printf(w->arena, "%d", started + days))
                                   : "NULL",
                          (long long)(started * DAY_MS))));
    }
}

static void forget_the_others(struct world *w)
{
    run_sql(w, "UPDATE person SET started_day = 10000"); /* long before all this */
}

static struct stays read_by(struct world *w, const struct actor *who, enum stays_by by)
{
    struct stays s;

    db_refresh(w->db);
    assert_ok(stays_read(w->db, w->arena, who, by, &s));
    return s;
}

static void who_is_still_here_counts_so_long(struct world *w)
{
    struct stays s;

    forget_the_others(w);
    begin_with(w, 1000, 10, 11, TODAY - 200, 2, 29); /* gone on day 30 */
    begin_with(w, 1100, 10, 12, TODAY - 50, 0, 0);
    s = read_by(w, &w->carl, STAYS_QUARTER);
    assert_int_equal(s.all.n, 20);
    assert_true(s.all.known[0] && s.all.known[1] && s.all.known[2]);
    assert_false(s.all.known[3]); /* nobody has been here for a year */
    assert_true(fabs(s.all.on[0].stays - 0.9) < 1e-9);
    assert_int_equal(s.all.on[0].at_risk, 20);
    assert_true(s.all.on[0].has_interval && s.all.on[0].low < 0.9 && s.all.on[0].high > 0.9);
    assert_true(fabs(s.all.on[2].stays - 0.9) < 1e-9);
    assert_int_equal(s.all.on[2].at_risk, 8);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.at[0].id, day_number(2026, 1, 1)); /* newest first */
    assert_true(s.at[0].known[0]);
    assert_false(s.at[0].known[1]);
    assert_true(s.compared);
    assert_true(s.difference.p > 0.05);
    run_sql(w, "UPDATE person SET left_day = 20542 WHERE id = 1005"); /* today: still here */
    assert_true(fabs(read_by(w, &w->carl, STAYS_QUARTER).all.on[2].stays - 0.9) < 1e-9);
}
BOTH(who_is_still_here_counts_so_long)

static void who_was_put_in_late_is_left_out(struct world *w)
{
    forget_the_others(w);
    begin_with(w, 1000, 12, 11, TODAY - 300, 0, 0);
    run_sql(w, "UPDATE person SET created_at = created_at + 3456000000 WHERE id IN (1000, 1001)");
    assert_int_equal(read_by(w, &w->carl, STAYS_QUARTER).all.n, 10);
    run_sql(w, "UPDATE person SET created_at = created_at + 3456000000 WHERE id = 1002");
    assert_true(read_by(w, &w->carl, STAYS_QUARTER).all.hidden); /* nine */
    assert_int_equal(read_by(w, &w->carl, STAYS_QUARTER).all.n, 0);
}
BOTH(who_was_put_in_late_is_left_out)

static void small_groups_take_another_with_them(void **state)
{
    struct stays_group at[4] = {{.n = 30}, {.n = 12}, {.n = 4}, {.n = 15}};
    struct stays_group two[2] = {{.n = 6}, {.n = 7}};
    struct stays_group large[2] = {{.n = 10}, {.n = 11}};

    (void)state;
    stays_hide(at, 4);
    assert_true(at[2].hidden && at[1].hidden);
    assert_false(at[0].hidden || at[3].hidden);
    stays_hide(two, 2);
    assert_true(two[0].hidden && two[1].hidden);
    stays_hide(large, 2);
    assert_false(large[0].hidden || large[1].hidden);
}

static void by_mentor_and_profile(struct world *w)
{
    struct stays s;

    forget_the_others(w);
    begin_with(w, 1000, 10, 11, TODAY - 100, 0, 0);
    begin_with(w, 1100, 10, 11, TODAY - 100, 6, 40);
    run_sql(w, "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, profile, version, "
               "start_day, made_at, made_by, first_said, first_told) SELECT id, 1, id, 11, "
               "CASE WHEN id < 1100 THEN 0 ELSE 1 END, 0, started_day, 0, 0, FALSE, 0 FROM person "
               "WHERE id >= 1000;"
               "INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, made_at, made_by) "
               "SELECT id, id, 103, start_day + CASE WHEN id < 1100 THEN 0 ELSE 20 END, 0, 0 FROM "
               "onboarding_run");
    s = read_by(w, &w->carl, STAYS_MENTOR);
    assert_int_equal(s.n, 2);
    for (size_t i = 0; i < s.n; i++) {
        assert_false(s.at[i].hidden);
        assert_true(fabs(s.at[i].on[1].stays - (s.at[i].id == STAYS_WITH ? 1 : 0.4)) < 1e-9);
    }
    assert_true(s.compared && s.difference.p < 0.01);
    struct loopback carl = browser(w, CARL);
    assert_int_equal(loopback_get(&carl, "/stay?by=mentor"), 200);
    assert_true(loopback_shows(&carl, "p = 0,00"));
    assert_true(loopback_shows(&carl, "siger ikke hvorfor"));
    s = read_by(w, &w->carl, STAYS_PROFILE);
    assert_int_equal(s.n, 2);
    assert_true(s.at[0].id == 0 || s.at[0].id == 1);
    run_sql(
        w,
        "DELETE FROM onboarding_pair WHERE id = 1000; DELETE FROM onboarding_run WHERE id = 1000");
    s = read_by(w, &w->carl,
                STAYS_PROFILE); /* nine experts and one without a plan: ten are hidden */
    assert_int_equal(s.n, 3);
    for (size_t i = 0; i < s.n; i++)
        assert_int_equal(s.at[i].hidden, s.at[i].id != 1);
    assert_false(s.compared);
}
BOTH(by_mentor_and_profile)

static void within_reach(struct world *w)
{
    struct loopback carl = browser(w, CARL), lea = browser(w, LEA), anna = browser(w, ANNA);
    struct stays s;

    forget_the_others(w);
    begin_with(w, 1000, 11, 11, TODAY - 200, 3, 60);
    begin_with(w, 1100, 10, 12, TODAY - 200, 0, 0);
    assert_int_equal(read_by(w, &w->lea, STAYS_QUARTER).all.n, 11);
    assert_int_equal(read_by(w, &w->carl, STAYS_QUARTER).all.n, 21);
    assert_status(stays_read(w->db, w->arena, &w->anna, STAYS_QUARTER, &s), DENIED);
    assert_int_equal(loopback_get(&carl, "/stay"), 200);
    assert_true(loopback_shows(&carl, "86 %")); /* 18 of 21 */
    assert_true(loopback_shows(&carl, "endnu ikke"));
    assert_int_equal(loopback_get(&carl, "/stay?by=mentor"), 200);
    assert_true(loopback_shows(&carl, "Uden plan"));
    assert_int_equal(loopback_get(&carl, "/stay?by=profile"), 200);
    run_sql(w, "UPDATE person SET started_day = started_day + 100 WHERE id BETWEEN 1100 AND 1101");
    assert_int_equal(loopback_get(&carl, "/stay"), 200);
    assert_true(loopback_shows(&carl, "Skjult her:")); /* once, by name, and no row of blanks */
    assert_int_equal(loopback_get(&anna, "/stay"), 403);
    assert_int_equal(loopback_get(&lea, "/api/v1/stay"), 200);
    assert_true(
        loopback_shows(&lea, "\"people\":11,\"day\":90,\"known\":true,\"stays_permille\":727"));
    assert_int_equal(loopback_get(&lea, "/api/v1/stay?by=name"), 422);
    run_sql(w, "UPDATE person SET started_day = 10000 WHERE id BETWEEN 1000 AND 1001");
    assert_int_equal(loopback_get(&lea, "/stay"), 200);
    assert_true(loopback_shows(&lea, "Der er ingen tal endnu"));
    assert_int_equal(loopback_get(&lea, "/api/v1/stay"), 200);
    assert_false(loopback_shows(&lea, "\"hidden\":false"));
}
BOTH(within_reach)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(who_is_still_here_counts_so_long),
        ON_BOTH(who_was_put_in_late_is_left_out),
        cmocka_unit_test(small_groups_take_another_with_them),
        ON_BOTH(by_mentor_and_profile),
        ON_BOTH(within_reach),
    };
    return cmocka_run_group_tests_name("stays", tests, NULL, NULL);
}
