/* Rules of what surrounds a case, on both databases: who is away, the centre's plan, numbers to call.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_world.h"

/* ---- away */

static void enters_absence(struct world *w)
{
    struct care_absence e = {BO, 20545, 20550, 0, CARE_AWAY_UNABLE};
    struct care_absent_row_list rows;
    int64_t day;

    assert_ok(care_absence(w->db, w->arena, &w->bo, &e));
    assert_status(care_absence(w->db, w->arena, &w->anna, &e), MISSING);
    assert_status(care_absence(w->db, w->arena, &w->siv, &e), MISSING);
    assert_ok(care_absence(w->db, w->arena, &w->lea, &e));
    assert_ok(care_absence(w->db, w->arena, &w->amir, &e));
    e.to_day = 20544;
    assert_status(care_absence(w->db, w->arena, &w->bo, &e), INVALID);
    e.to_day = 0;
    e.substitute_id = BO;
    assert_status(care_absence(w->db, w->arena, &w->bo, &e), INVALID);
    assert_ok(care_absences(w->db, w->arena, &w->lea, w->zone, &rows));
    assert_int_equal(rows.n, 1);
    assert_ok(care_absences(w->db, w->arena, &w->anna, w->zone, &rows));
    assert_int_equal(rows.n, 0);
    assert_ok(care_first_unable_day(w->db, w->arena, BO, 20540, &day));
    assert_int_equal(day, 20545);
    assert_ok(care_first_unable_day(w->db, w->arena, BO, 20547, &day));
    assert_int_equal(day, 20547);
    assert_ok(care_first_unable_day(w->db, w->arena, BO, 20551, &day));
    assert_int_equal(day, 0);
    assert_status(care_absence_remove(w->db, w->arena, &w->anna, BO, 20545), MISSING);
    assert_ok(care_absence_remove(w->db, w->arena, &w->bo, BO, 20545));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person_absence"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'absence.changed'"), 4);
}
BOTH(enters_absence)

/* ---- what a centre sets up */

static struct care_plan_choice own_choice(void)
{
    struct care_plan_choice c;

    for (size_t i = 0; i < CARE_PLAN_KIND_N; i++) {
        c.from_weight[i] = care_plan_default[i].from_weight;
        c.amount[i] = care_plan_default[i].amount;
    }
    return c;
}

static void changes_the_plan(struct world *w)
{
    struct care_plan_choice choice = own_choice();
    struct care_plan_version_row_list versions;
    struct care_plan plan;

    log_call(w, &w->bo, "key-0024", INCIDENT_A, 3);
    choice.from_weight[CARE_CHECK_IN_90] = 0;
    choice.amount[CARE_FIRST_CONTACT] = 30;
    assert_status(care_plan_save(w->db, w->arena, &w->lea, 1, &choice), DENIED); /* one team's */
    assert_status(care_plan_save(w->db, w->arena, &w->bo, 1, &choice), DENIED);
    assert_ok(care_plan_save(w->db, w->arena, &w->carl, 1, &choice));
    assert_status(care_plan_save(w->db, w->arena, &w->amir, 1, &choice), CONFLICT);
    choice.from_weight[CARE_FIRST_CONTACT] = choice.from_weight[CARE_CALL] = 0;
    assert_status(care_plan_save(w->db, w->arena, &w->amir, 2, &choice), INVALID);
    choice = own_choice();
    choice.amount[CARE_CALL] = 0;
    assert_status(care_plan_save(w->db, w->arena, &w->amir, 2, &choice), INVALID);
    /* Running cases keep theirs, new ones follow it. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind = 10"), 1);
    log_call(w, &w->anna, "key-0025", INCIDENT_A, 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind = 10"), 1);
    assert_true(count(w, "SELECT MAX(due_at) FROM aftercare_step WHERE kind = 1") ==
                NOON + 30 * MINUTE_MS);
    assert_ok(care_plans(w->db, w->arena, &w->lea, &versions));
    assert_int_equal(versions.n, 2);
    assert_int_equal(versions.at[0].version, 2);
    assert_int_equal(versions.at[1].n_running, 1);
    assert_ok(care_plan(w->db, w->arena, &w->lea, 1, &plan));
    assert_int_equal(plan.steps.n, CARE_PLAN_KIND_N);
    assert_false(plan.may_change);
    assert_status(care_plan(w->db, w->arena, &w->lea, 7, &plan), MISSING);
}
BOTH(changes_the_plan)

static void keeps_numbers_checked(struct world *w)
{
    int64_t today = zone_day(w->zone, NOON), id, again;
    struct care_number_entry e = {STR("Krisetelefon"), STR("12345678"), STR_NONE, 0, 1};
    struct care_contact_row_list rows;

    assert_status(care_number_put(w->db, w->arena, &w->amir, w->zone, 0, &e, &id), INVALID);
    e.verified_on = today - 181;
    assert_status(care_number_put(w->db, w->arena, &w->lea, w->zone, 0, &e, &id), DENIED);
    assert_ok(care_number_put(w->db, w->arena, &w->amir, w->zone, 0, &e, &id));
    log_call(w, &w->bo, "key-0026", INCIDENT_A, 3); /* starts the checker */
    clock_advance(MINUTE_MS);
    run_jobs(w);
    clock_advance(MINUTE_MS);
    run_jobs(w);
    assert_int_equal(told(w, AMIR, "NOTICE_CARE_NUMBER_OLD"), 1);
    e.verified_on = today;
    assert_ok(care_number_put(w->db, w->arena, &w->carl, w->zone, id, &e, &again));
    assert_ok(care_numbers(w->db, w->arena, &w->bo, &rows));
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.at[0].verified_on, today);
    assert_status(care_number_remove(w->db, w->arena, &w->lea, id), DENIED);
    assert_ok(care_number_remove(w->db, w->arena, &w->amir, id));
    assert_status(care_number_remove(w->db, w->arena, &w->amir, id), MISSING);
}
BOTH(keeps_numbers_checked)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(enters_absence),
        ON_BOTH(changes_the_plan),
        ON_BOTH(keeps_numbers_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
