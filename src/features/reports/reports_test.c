/* Which reports are owed and when, who sees and writes them, and what alone ends them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_world.h"

#include "core/audit.h"

static void a_threat_is_owed_to_the_police(struct world *w)
{
    threat(w, "key-1001");
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report"), 2);
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "due_at"), NOON + 72 * HOUR_MS);
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "owner_id"), LEA);
    /* 14 days after 30 March, to the end of the day in Denmark (summer time). */
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"),
                     zone_day_start(w->zone, (int32_t)today_of(w) + 15) - 1);
}
BOTH(a_threat_is_owed_to_the_police)

static void a_rude_call_is_not(struct world *w)
{
    int64_t id;

    log_call(w, &w->bo, "key-1002", INCIDENT_B, 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report"), 0);
    /* Somebody wants it all the same: the employee. */
    assert_ok(report_start(w->db, w->arena, &w->bo, the_case(w), REPORT_POLICE, &id));
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "due_at"), NOON + 72 * HOUR_MS);
    assert_ok(report_start(w->db, w->arena, &w->lea, the_case(w), REPORT_POLICE, &id));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report"), 1);
    assert_status(report_start(w->db, w->arena, &w->soren, the_case(w), REPORT_ACCIDENT, &id),
                  MISSING);
    assert_status(report_start(w->db, w->arena, &w->siv, the_case(w), REPORT_ACCIDENT, &id),
                  MISSING);
    assert_ok(report_start(w->db, w->arena, &w->lea, the_case(w), REPORT_ACCIDENT, &id));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report"), 2);
}
BOTH(a_rude_call_is_not)

static void enter_absence(struct world *w, int64_t from_day)
{
    struct care_absence away = {.person_id = BO, .from_day = from_day, .kind = CARE_AWAY_UNABLE};

    assert_ok(care_absence(w->db, w->arena, &w->lea, &away));
    run_jobs(w);
}

static void absence_moves_the_clock(struct world *w)
{
    log_call(w, &w->bo, "key-1003", INCIDENT_B, 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report"), 0);
    int64_t day = today_of(w) + 2;
    clock_advance(2 * DAY_MS);
    enter_absence(w, day);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"),
                     zone_day_start(w->zone, (int32_t)day + 15) - 1);
    struct report r = read_report(w, &w->lea, report_of(w, REPORT_ACCIDENT));
    assert_str(r.part[REPORT_FIELD_ABSENCE].text, "Fraværende fra 1. april 2026");
    /* It turns out that it began a day before. */
    enter_absence(w, day - 1);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"),
                     zone_day_start(w->zone, (int32_t)day + 14) - 1);
}
BOTH(absence_moves_the_clock)

static void remove_absence(struct world *w, int64_t from_day)
{
    assert_ok(care_absence_remove(w->db, w->arena, &w->lea, BO, from_day));
    run_jobs(w);
}

static int64_t end_of_day(const struct world *w, int64_t day)
{
    return zone_day_start(w->zone, (int32_t)day + 1) - 1;
}

static void a_hard_one_goes_back_to_the_injury(struct world *w)
{
    threat(w, "key-1014");
    int64_t day = today_of(w);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"), end_of_day(w, day + 14));
    clock_advance(5 * DAY_MS);
    enter_absence(w, day + 5);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"), end_of_day(w, day + 19));
    /* Moved to the day after. */
    remove_absence(w, day + 5);
    enter_absence(w, day + 6);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"), end_of_day(w, day + 20));
    remove_absence(w, day + 6);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"), end_of_day(w, day + 14));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM report WHERE unable_day IS NOT NULL"), 0);
}
BOTH(a_hard_one_goes_back_to_the_injury)

static void an_absence_taken_back_asks_for_a_decision(struct world *w)
{
    log_call(w, &w->bo, "key-1015", INCIDENT_B, 3);
    int64_t day = today_of(w);
    enter_absence(w, day + 1);
    int64_t id = report_of(w, REPORT_ACCIDENT);
    remove_absence(w, day + 1);
    struct report r = read_report(w, &w->lea, id);
    assert_int_equal(r.row.unable_day, 0);
    assert_int_equal(r.row.state, REPORT_DRAFT);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"), end_of_day(w, day + 15));
    assert_ok(report_decide(w->db, w->arena, &w->lea, id, STR("Fraværet var indtastet forkert.")));
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "state"), CARE_NOT_NEEDED);
    /* It was right after all, and two days later: the clock begins again there. */
    enter_absence(w, day + 3);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "state"), CARE_OPEN);
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "due_at"), end_of_day(w, day + 17));
}
BOTH(an_absence_taken_back_asks_for_a_decision)

static void absence_asks_again(struct world *w)
{
    threat(w, "key-1004");
    int64_t id = report_of(w, REPORT_ACCIDENT);
    assert_ok(
        report_decide(w->db, w->arena, &w->lea, id, STR("Intet fravær og ingen behandling.")));
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "state"), CARE_NOT_NEEDED);
    clock_advance(DAY_MS);
    enter_absence(w, today_of(w));
    assert_int_equal(step_value(w, CARE_WORK_ACCIDENT, "state"), CARE_OPEN);
    struct report r = read_report(w, &w->lea, id);
    assert_int_equal(r.row.state, REPORT_DRAFT);
    assert_int_equal(r.events.at[r.events.n - 1].kind, REPORT_EVENT_AGAIN);
    assert_str(r.events.at[r.events.n - 2].detail, "Intet fravær og ingen behandling.");
}
BOTH(absence_asks_again)

/* ---- what ends the step */

static void nothing_else_ends_it(struct world *w)
{
    threat(w, "key-1005");
    int64_t step = step_of(w, CARE_POLICE_REPORT);

    for (int state = CARE_DONE; state < CARE_STATE_N; state++) {
        assert_status(care_end(w->db, w->arena, &w->lea, step, (enum care_state)state, STR("x")),
                      CONFLICT);
        assert_int_equal(refuse_key(), T_AFTERCARE_NEEDS_RECEIPT);
        assert_status(care_end(w->db, w->arena, &w->bo, step, (enum care_state)state, STR("x")),
                      CONFLICT);
        assert_status(care_end(w->db, w->arena, &w->carl, step, (enum care_state)state, STR("x")),
                      CONFLICT);
    }
    assert_status(care_move(w->db, w->arena, &w->lea, step, clock_now() + DAY_MS, STR("senere")),
                  CONFLICT);
    assert_status(care_answer(w->db, w->arena, &w->bo, step, CARE_SAID_NO), INVALID);
    {
        DB_TX(tx, w->db);
        assert_status(
            care_report_end(w->db, w->arena, &actor_system, the_case(w), CARE_POLICE_REPORT),
            CONFLICT);
    }
    clock_advance(200 * DAY_MS); /* however long it takes */
    run_jobs(w);
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "state"), CARE_OPEN);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS NULL"), 1);
}
BOTH(nothing_else_ends_it)

static void a_receipt_ends_it(struct world *w)
{
    threat(w, "key-1006");
    int64_t id = report_of(w, REPORT_POLICE), today = today_of(w);

    assert_status(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("  "), today), INVALID);
    assert_status(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("010190-1234"), today),
                  INVALID);
    assert_int_equal(refuse_key(), T_REPORT_HAS_CPR);
    assert_status(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("5300-1"), today + 1),
                  INVALID);
    assert_status(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("5300-1"), today - 1),
                  INVALID);
    assert_status(report_file(w->db, w->arena, &w->soren, w->zone, id, STR("5300-1"), today),
                  MISSING);
    assert_status(report_file(w->db, w->arena, &w->siv, w->zone, id, STR("5300-1"), today),
                  MISSING);
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "state"), CARE_OPEN);
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, id, STR(" 5300-76231 "), today));
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "state"), CARE_DONE);
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "ended_by"), LEA);
    struct report r = read_report(w, &w->bo, id);
    assert_str(r.row.receipt, "5300-76231");
    assert_int_equal(r.row.filed_day, today);
    assert_true(r.part[REPORT_FIELD_COURSE].is_typed); /* fixed as it was known */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 102 AND text = "
                              "'NOTICE_REPORT_POLICE_FILED'"),
                     1);
    /* A mistyped receipt is put right; the texts are not changed any more. */
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("5300-76232"), today));
    struct str text[REPORT_FIELD_N] = {[REPORT_FIELD_COURSE] = STR("Andet")};
    assert_status(report_write(w->db, w->arena, &w->lea, id, r.row.n_texts, text, NULL), CONFLICT);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'report_changed' AND detail = 'filed'"),
        2);
}
BOTH(a_receipt_ends_it)

static void a_decision_needs_who_and_why(struct world *w)
{
    threat(w, "key-1007");
    int64_t id = report_of(w, REPORT_POLICE);

    assert_status(report_decide(w->db, w->arena, &w->lea, id, STR("nej")), INVALID);
    assert_status(
        report_decide(w->db, w->arena, &w->bo, id, STR("Jeg vil helst ikke anmelde det.")), DENIED);
    assert_status(report_decide(w->db, w->arena, &w->soren, id, STR("Det er ikke min sag.")),
                  MISSING);
    assert_ok(report_decide(w->db, w->arena, &w->lea, id, STR("Borgeren er dement og indlagt.")));
    struct report r = read_report(w, &w->bo, id);
    assert_int_equal(r.row.state, REPORT_NOT_REPORTED);
    assert_int_equal(r.row.settled_by, LEA);
    assert_str(r.row.reason, "Borgeren er dement og indlagt.");
    assert_int_equal(step_value(w, CARE_POLICE_REPORT, "state"), CARE_NOT_NEEDED);
    assert_status(report_decide(w->db, w->arena, &w->lea, id, STR("En anden begrundelse.")),
                  CONFLICT);
    /* The employee files it all the same. */
    assert_ok(report_file(w->db, w->arena, &w->bo, w->zone, id, STR("5300-9"), today_of(w)));
    r = read_report(w, &w->lea, id);
    assert_int_equal(r.row.state, REPORT_FILED);
    assert_str(r.events.at[1].detail, "Borgeren er dement og indlagt.");
}
BOTH(a_decision_needs_who_and_why)

/* ---- texts */

static void every_version_is_kept(struct world *w)
{
    threat(w, "key-1008");
    int64_t id = report_of(w, REPORT_POLICE);
    struct report r = read_report(w, &w->lea, id);
    struct str text[REPORT_FIELD_N] = {[REPORT_FIELD_COURSE] =
                                           STR("Han sagde, at han ville komme.")};
    int field = -1;

    assert_str(r.part[REPORT_FIELD_EMPLOYEE].text, "Bo Friis");
    assert_str(r.part[REPORT_FIELD_TIME].text, "30. marts 2026 kl. 12.00");
    assert_false(r.part[REPORT_FIELD_COURSE].is_typed);
    assert_ok(report_write(w->db, w->arena, &w->bo, id, r.row.n_texts, text, &field));
    /* Lea has not seen that: hers is not taken, and nothing of Bo's is lost. */
    text[REPORT_FIELD_COURSE] = STR("Han truede.");
    assert_status(report_write(w->db, w->arena, &w->lea, id, r.row.n_texts, text, &field),
                  CONFLICT);
    assert_int_equal(refuse_key(), T_REPORT_CHANGED_MEANWHILE);
    r = read_report(w, &w->lea, id);
    assert_str(r.part[REPORT_FIELD_COURSE].text, "Han sagde, at han ville komme.");
    assert_ok(report_write(w->db, w->arena, &w->lea, id, r.row.n_texts, text, &field));
    r = read_report(w, &w->lea, id);
    assert_str(r.part[REPORT_FIELD_COURSE].text, "Han truede.");
    assert_int_equal(r.part[REPORT_FIELD_COURSE].versions.n, 1);
    assert_str(r.part[REPORT_FIELD_COURSE].versions.at[0].text, "Han sagde, at han ville komme.");
    /* The same again writes nothing. */
    int64_t n = r.row.n_texts;
    assert_ok(report_write(w->db, w->arena, &w->lea, id, n, text, &field));
    assert_int_equal(read_report(w, &w->lea, id).row.n_texts, n);
    text[REPORT_FIELD_CITIZEN] = STR("Ole, CPR 010190-1234");
    assert_status(report_write(w->db, w->arena, &w->lea, id, n, text, &field), INVALID);
    assert_int_equal(field, REPORT_FIELD_CITIZEN);
    struct str other[REPORT_FIELD_N] = {[REPORT_FIELD_INJURY] = STR("Chok")};
    assert_status(report_write(w->db, w->arena, &w->lea, id, n, other, &field), INVALID);
}
BOTH(every_version_is_kept)

/* ---- who */

static void who_sees_what(struct world *w)
{
    struct report_row_list list;
    struct report r;

    threat(w, "key-1009");
    int64_t police = report_of(w, REPORT_POLICE), accident = report_of(w, REPORT_ACCIDENT);
    const struct actor *const none[] = {&w->anna, &w->soren, &w->siv,
                                        &w->amir, &w->nina,  &actor_nobody};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_status(report_find(w->db, w->arena, none[i], police, &r), MISSING);
        assert_status(report_find(w->db, w->arena, none[i], accident, &r), MISSING);
    }
    assert_int_equal(read_report(w, &w->bo, police).sight, REPORT_SIGHT_OWN);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'report_seen'"), 0);
    assert_int_equal(read_report(w, &w->mark, police).sight, REPORT_SIGHT_FILE);
    read_report(w, &w->mark, police);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'report_seen'"), 1);
    /* Filed, the accident is copied to the safety representative: without names and health. */
    assert_ok(report_list(w->db, w->arena, &w->siv, 50, &list));
    assert_int_equal(list.n, 0);
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, accident, STR("EASY 1"), today_of(w)));
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, police, STR("5300-1"), today_of(w)));
    assert_ok(report_list(w->db, w->arena, &w->siv, 50, &list));
    assert_int_equal(list.n, 1);
    assert_null(list.at[0].person_name.p);
    assert_status(report_find(w->db, w->arena, &w->siv, police, &r), MISSING);
    r = read_report(w, &w->siv, accident);
    assert_int_equal(r.sight, REPORT_SIGHT_COPY);
    assert_null(r.row.person_name.p);
    assert_null(r.part[REPORT_FIELD_EMPLOYEE].text.p);
    assert_null(r.part[REPORT_FIELD_ABSENCE].text.p);
    assert_null(r.part[REPORT_FIELD_WITNESSES].text.p);
    assert_true(r.part[REPORT_FIELD_COURSE].text.n > 0);
    assert_int_equal(r.events.n, 0);
    assert_ok(report_list(w->db, w->arena, &w->lea, 50, &list));
    assert_int_equal(list.n, 2);
    assert_ok(report_list(w->db, w->arena, &w->carl, 50, &list));
    assert_int_equal(list.n, 2);
}
BOTH(who_sees_what)

static void an_employee_lists_their_own(struct world *w)
{
    struct report_row_list list;
    bool fits = true;

    assert_ok(report_list_fits(w->db, w->arena, &w->bo, &fits));
    assert_false(fits);
    threat(w, "key-1019");
    assert_ok(report_list(w->db, w->arena, &w->bo, 50, &list));
    assert_int_equal(list.n, 2);
    for (size_t i = 0; i < list.n; i++)
        assert_int_equal(list.at[i].person_id, BO);
    assert_ok(report_list_fits(w->db, w->arena, &w->bo, &fits));
    assert_true(fits);
    assert_ok(report_list(w->db, w->arena, &w->anna, 50, &list));
    assert_int_equal(list.n, 0);
    assert_ok(report_list_fits(w->db, w->arena, &w->anna, &fits));
    assert_false(fits);
    assert_ok(report_list_fits(w->db, w->arena, &w->lea, &fits)); /* leads, has none of her own */
    assert_true(fits);
    assert_status(report_list(w->db, w->arena, &actor_nobody, 50, &list), DENIED);
}
BOTH(an_employee_lists_their_own)

/* ---- the police case */

static int64_t follow_notices(struct world *w)
{
    return count(
        w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_REPORT_FOLLOW' AND person_id = 103");
}

static void the_police_are_asked_until_there_is_an_outcome(struct world *w)
{
    threat(w, "key-1010");
    int64_t id = report_of(w, REPORT_POLICE);

    assert_status(report_outcome(w->db, w->arena, &w->lea, w->zone, id, REPORT_STOPPED, STR("")),
                  CONFLICT);
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("5300-1"), today_of(w)));
    clock_freeze(NOON + 91 * DAY_MS);
    run_jobs(w);
    assert_int_equal(follow_notices(w), 0);
    clock_freeze(NOON + 92 * DAY_MS + HOUR_MS); /* 30 June */
    run_jobs(w);
    assert_int_equal(follow_notices(w), 1);
    clock_advance(7 * DAY_MS); /* nobody noted anything */
    run_jobs(w);
    assert_int_equal(follow_notices(w), 2);
    assert_ok(
        report_outcome(w->db, w->arena, &w->lea, w->zone, id, REPORT_WAITING, STR("Efterforskes")));
    clock_advance(30 * DAY_MS);
    run_jobs(w);
    assert_int_equal(follow_notices(w), 2);
    clock_advance(70 * DAY_MS);
    run_jobs(w);
    assert_int_equal(follow_notices(w), 3);
    assert_ok(
        report_outcome(w->db, w->arena, &w->lea, w->zone, id, REPORT_SENTENCED, STR("30 dage")));
    clock_advance(365 * DAY_MS);
    run_jobs(w);
    assert_int_equal(follow_notices(w), 3);
    assert_int_equal(read_report(w, &w->lea, id).row.outcome, REPORT_SENTENCED);
}
BOTH(the_police_are_asked_until_there_is_an_outcome)

static void it_can_be_printed(struct world *w)
{
    struct str pdf;
    struct report r;

    threat(w, "key-1011");
    r = read_report(w, &w->lea, report_of(w, REPORT_POLICE));
    assert_ok(report_print(w->arena, &r, w->zone, &pdf));
    assert_true(str_starts(pdf, STR("%PDF-1.")));
    assert_true(str_ends(pdf, STR("%%EOF\n")));
}
BOTH(it_can_be_printed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_threat_is_owed_to_the_police),
        ON_BOTH(a_rude_call_is_not),
        ON_BOTH(absence_moves_the_clock),
        ON_BOTH(a_hard_one_goes_back_to_the_injury),
        ON_BOTH(an_absence_taken_back_asks_for_a_decision),
        ON_BOTH(absence_asks_again),
        ON_BOTH(nothing_else_ends_it),
        ON_BOTH(a_receipt_ends_it),
        ON_BOTH(a_decision_needs_who_and_why),
        ON_BOTH(every_version_is_kept),
        ON_BOTH(who_sees_what),
        ON_BOTH(an_employee_lists_their_own),
        ON_BOTH(the_police_are_asked_until_there_is_an_outcome),
        ON_BOTH(it_can_be_printed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
