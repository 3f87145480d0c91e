/* The centre's own calendar decides what is due when; what runs keeps its time unless somebody asks; the page says all of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_world.h"

#include "web/loopback.h"
#include "web/server.h"

#define TODAY ((int32_t)(NOON / DAY_MS)) /* 2026-03-30, a Monday; the Thursday is Maundy Thursday */

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

static struct care_hours_entry mondays_and_fridays(void)
{
    struct care_hours_entry e = {.christmas_eve = true};

    e.from[0] = e.from[4] = STR("10:00");
    e.to[0] = e.to[4] = STR("14:30");
    return e;
}

static int64_t due_of(struct world *w, enum care_kind kind)
{
    return count(w,
                 str_c(w->arena, arena_printf(w->arena,
                                              "SELECT due_at FROM aftercare_step WHERE kind = %d "
                                              "ORDER BY id DESC LIMIT 1",
                                              (int)kind)));
}

/* The end of working time of a day, which is the last ms of it. */
static int64_t end_of(struct world *w, int32_t day, int minute)
{
    return zone_day_start(w->zone, day) + minute * MINUTE_MS - 1;
}

static void steps_follow_the_centre(struct world *w)
{
    struct care_hours_entry e = mondays_and_fridays();
    struct centre_hours hours;
    struct calendar c;

    assert_ok(centre_calendar(w->db, w->arena, 1, w->zone, &c));
    struct calendar office = calendar_office(w->zone);
    for (int32_t day = TODAY; day < TODAY + 366; day++) /* nothing said: the office */
        assert_int_equal(calendar_is_working_day(&c, day), calendar_is_working_day(&office, day));
    log_call(w, &w->bo, "key-w-01", INCIDENT_D, 4);
    assert_int_equal(due_of(w, CARE_CALL), end_of(w, TODAY + 1, 16 * 60));
    assert_ok(care_hours_of(&e, &hours));
    assert_ok(care_hours_save(w->db, w->arena, &w->carl, w->zone, &hours, false));
    assert_int_equal(due_of(w, CARE_CALL), end_of(w, TODAY + 1, 16 * 60)); /* keeps its time */
    /* Good Friday and Easter Monday are no working days: the Friday after. */
    log_call(w, &w->bo, "key-w-02", INCIDENT_D, 4);
    assert_int_equal(due_of(w, CARE_CALL), end_of(w, TODAY + 11, 14 * 60 + 30));
    db_refresh(w->db);
    assert_ok(care_closed_day_add(w->db, w->arena, &w->amir, w->zone, TODAY + 11, STR("Flytning")));
    log_call(w, &w->anna, "key-w-03", INCIDENT_D, 4);
    assert_int_equal(due_of(w, CARE_CALL), end_of(w, TODAY + 14, 14 * 60 + 30));
    assert_ok(care_closed_day_drop(w->db, &w->amir, TODAY + 11));
    assert_status(care_closed_day_drop(w->db, &w->amir, TODAY + 11), MISSING);
    log_call(w, &w->anna, "key-w-04", INCIDENT_D, 4);
    assert_int_equal(due_of(w, CARE_CALL), end_of(w, TODAY + 11, 14 * 60 + 30));
    /* The law does not close. */
    assert_int_equal(due_of(w, CARE_POLICE_REPORT), NOON + 72 * HOUR_MS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'calendar_set'"), 3);
}
BOTH(steps_follow_the_centre)

static void running_steps_move_when_asked(struct world *w)
{
    struct care_hours_entry e = mondays_and_fridays();
    struct centre_hours hours;
    struct calendar c;
    size_t n = 0;

    log_call(w, &w->bo, "key-w-05", INCIDENT_D, 4);
    int64_t call = due_of(w, CARE_CALL), talk_id = step_of(w, CARE_FOLLOW_UP_TALK);
    assert_ok(care_move(w->db, w->arena, &w->lea, talk_id, NOON + 5 * DAY_MS, STR("efter aftale")));
    assert_ok(care_hours_of(&e, &hours));
    db_refresh(w->db);
    assert_ok(centre_calendar_with(w->db, w->arena, 1, w->zone, &hours, &c));
    assert_ok(care_moves(w->db, w->arena, &w->carl, &c, &n));
    assert_true(n >= 2); /* the call and the offers; not the talk that somebody moved */
    assert_int_equal(due_of(w, CARE_CALL), call); /* looking changes nothing */
    assert_ok(care_hours_save(w->db, w->arena, &w->carl, w->zone, &hours, true));
    assert_int_equal(due_of(w, CARE_CALL), end_of(w, TODAY + 11, 14 * 60 + 30));
    assert_int_equal(due_of(w, CARE_FOLLOW_UP_TALK), NOON + 5 * DAY_MS);
    assert_int_equal(due_of(w, CARE_POLICE_REPORT), NOON + 72 * HOUR_MS);
    assert_ok(care_moves(w->db, w->arena, &w->carl, &c, &n));
    assert_int_equal(n, 0);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_alarm"), 0);
    /* Back again, but too late for what would be over already. */
    clock_advance(3 * DAY_MS);
    run_jobs(w);
    struct calendar office = calendar_office(w->zone);
    assert_ok(care_moves(w->db, w->arena, &w->carl, &office, &n));
    int64_t over = count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind = 5 AND state = 0");
    assert_int_equal(over, 1);
    for (int d = 0; d < 30; d++)
        clock_advance(DAY_MS);
    db_refresh(w->db);
    assert_ok(care_moves(w->db, w->arena, &w->carl, &office, &n));
    assert_int_equal(n, 0);
}
BOTH(running_steps_move_when_asked)

static void nonsense_is_refused(struct world *w)
{
    static const char *const bad[][2] = {
        {"8", "16"},        {"08:00", ""},      {"", "16:00"},
        {"16:00", "08:00"}, {"08:00", "08:00"}, {"08:60", "16:00"},
        {"-1:00", "16:00"}, {"08:00", "24:01"}, {"08:00x", "16:00"}};
    struct centre_hours hours;
    struct care_law_row law;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct care_hours_entry e = mondays_and_fridays();

        e.from[2] = str_of(bad[i][0]);
        e.to[2] = str_of(bad[i][1]);
        assert_status(care_hours_of(&e, &hours), INVALID);
    }
    assert_status(care_hours_of(&(struct care_hours_entry){.preview = true}, &hours), INVALID);
    struct care_hours_entry e = mondays_and_fridays();
    assert_ok(care_hours_of(&e, &hours));
    const struct actor *const others[] = {&w->lea, &w->bo, &w->siv, &actor_nobody};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_status(care_hours_save(w->db, w->arena, others[i], w->zone, &hours, false), DENIED);
        assert_status(care_closed_day_add(w->db, w->arena, others[i], w->zone, TODAY, STR("x")),
                      DENIED);
        assert_status(care_closed_day_drop(w->db, others[i], TODAY), DENIED);
        assert_status(care_law_verify(w->db, others[i], w->zone, CARE_LAW_POLICE), DENIED);
    }
    assert_status(care_closed_day_add(w->db, w->arena, &w->carl, w->zone, TODAY - 1, STR("x")),
                  INVALID);
    assert_status(care_closed_day_add(w->db, w->arena, &w->carl, w->zone, TODAY, STR("")), INVALID);
    assert_status(care_law_verify(w->db, &w->carl, w->zone, CARE_LAW_N), INVALID);
    /* Whoever reads the plan sees the law and when it was looked at. */
    assert_ok(care_law(w->db, w->arena, &w->lea, CARE_LAW_HOLIDAYS, &law));
    assert_false(law.by_centre);
    assert_int_equal(law.day, 20779);
    assert_ok(care_law_verify(w->db, &w->carl, w->zone, CARE_LAW_HOLIDAYS));
    db_refresh(w->db);
    assert_ok(care_law(w->db, w->arena, &w->lea, CARE_LAW_HOLIDAYS, &law));
    assert_true(law.by_centre);
    assert_int_equal(law.day, TODAY);
    assert_status(care_law(w->db, w->arena, &w->bo, CARE_LAW_HOLIDAYS, &law), DENIED);
}
BOTH(nonsense_is_refused)

static void the_page(struct world *w)
{
    struct loopback carl = browser(w, CARL), lea = browser(w, LEA), bo = browser(w, BO);

    log_call(w, &w->bo, "key-w-06", INCIDENT_D, 4);
    assert_int_equal(loopback_get(&bo, "/aftercare/setup"), 403);
    assert_int_equal(loopback_get(&lea, "/aftercare/setup"), 200);
    assert_true(loopback_shows(&lea, "08.00–16.00"));
    assert_false(loopback_shows(&lea, "hours-form"));
    assert_int_equal(loopback_get(&carl, "/aftercare/setup"), 200);
    assert_true(loopback_shows(&carl, "value=\"08:00\""));
    /* In the navigation it stands under what is set up, not under the board. */
    assert_true(loopback_shows(&carl, "href=\"/aftercare/plan\" aria-current=\"page\""));
    assert_false(loopback_shows(&carl, "href=\"/aftercare\" aria-current=\"page\""));
    assert_true(loopback_shows(&carl, "Ingen hos jer har set efter"));
    /* Seen first: nothing is saved, all that was typed stands there. */
    assert_int_equal(loopback_send(&carl, POST, "/aftercare/setup",
                                   "from_1=10%3A00&to_1=14%3A30&from_5=10%3A00&to_5=14%3A30&"
                                   "preview=true"),
                     200);
    assert_true(loopback_shows(&carl, "Intet er gemt endnu"));
    assert_true(loopback_shows(&carl, "value=\"14:30\""));
    assert_true(loopback_shows(&carl, "Flyt også de trin"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM centre_hours"), 0);
    assert_int_equal(
        loopback_send(&carl, POST, "/aftercare/setup", "from_1=10%3A00&to_1=noget&from_5=09%3A15"),
        422);
    assert_true(loopback_shows(&carl, "value=\"noget\""));
    assert_true(loopback_shows(&carl, "value=\"09:15\""));
    assert_int_equal(loopback_send(&carl, POST, "/aftercare/setup", "from_1=10%3A00&to_1=14%3A30"),
                     303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM centre_hours"), 1);
    assert_int_equal(
        loopback_send(&carl, POST, "/aftercare/setup/closed", "day=2026-05-01&name=Kursus"), 303);
    assert_int_equal(
        loopback_send(&carl, POST, "/aftercare/setup/closed", "day=2020-05-01&name=Udflugt"), 422);
    assert_true(loopback_shows(&carl, "value=\"Udflugt\""));
    assert_int_equal(loopback_get(&lea, "/aftercare/setup"), 200);
    assert_true(loopback_shows(&lea, "Kursus"));
    assert_int_equal(loopback_send(&carl, POST, "/aftercare/setup/closed/remove", "day=2026-05-01"),
                     303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM centre_closed_day"), 0);
    for (int law = 0; law < CARE_LAW_N; law++)
        assert_int_equal(
            loopback_send(&carl, POST, "/aftercare/setup/verified",
                          str_c(w->arena, arena_printf(w->arena, "law=%s", care_law_words[law]))),
            303);
    assert_int_equal(loopback_get(&carl, "/aftercare/setup"), 200);
    assert_false(loopback_shows(&carl, "Ingen hos jer har set efter"));
    loopback_get(&lea, "/aftercare/setup");
    assert_int_equal(loopback_send(&lea, POST, "/aftercare/setup", "from_1=10%3A00&to_1=14%3A30"),
                     403);
}
BOTH(the_page)

/* Programs see first what hours would move, and then change them; the law says when it is to be looked up again. */
static void by_json(struct world *w)
{
    struct loopback carl = browser(w, CARL), lea = browser(w, LEA), bo = browser(w, BO);
    const char *hours = "{\"from_1\":\"10:00\",\"to_1\":\"14:30\",\"christmas_eve\":true}";
    const char *seen = "{\"from_1\":\"10:00\",\"to_1\":\"14:30\",\"preview\":true}";

    log_call(w, &w->bo, "key-w-07", INCIDENT_D, 4);
    assert_int_equal(loopback_get(&bo, "/api/v1/calendar"), 403);
    assert_int_equal(loopback_get(&lea, "/api/v1/calendar"), 200);
    assert_true(loopback_shows(&lea, "\"from_5\":\"08:00\""));
    assert_true(loopback_shows(&lea, "\"from_6\":null"));
    assert_true(loopback_shows(&lea, "\"moves\":0"));
    assert_int_equal(loopback_send(&lea, PUT, "/api/v1/calendar", hours), 403);
    assert_int_equal(loopback_send(&carl, POST, "/api/v1/calendar/preview", hours), 200);
    assert_true(loopback_shows(&carl, "\"kind\":\"call\""));
    assert_int_equal(loopback_send(&carl, PUT, "/api/v1/calendar", seen), 200);
    assert_true(loopback_shows(&carl, "\"from_1\":\"10:00\""));
    assert_false(loopback_shows(&carl, "\"moves\":0"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM centre_hours"), 0); /* seen, not saved */
    assert_int_equal(loopback_send(&carl, PUT, "/api/v1/calendar", "{\"from_1\":\"10:00\"}"), 400);
    assert_int_equal(loopback_send(&carl, PUT, "/api/v1/calendar", hours), 200);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM centre_hours"), 1);
    assert_true(loopback_shows(&carl, "\"christmas_eve\":true"));
    assert_int_equal(loopback_send(&carl, POST, "/api/v1/calendar/closed",
                                   "{\"day\":\"2026-05-01\",\"name\":\"Kursus\"}"),
                     200);
    assert_int_equal(loopback_get(&lea, "/api/v1/calendar/closed"), 200);
    assert_true(loopback_shows(&lea, "{\"day\":\"2026-05-01\",\"name\":\"Kursus\"}"));
    const char *day = "{\"day\":\"2026-05-01\"}";
    assert_int_equal(loopback_send(&carl, POST, "/api/v1/calendar/closed/remove", day), 200);
    assert_int_equal(loopback_send(&carl, POST, "/api/v1/calendar/closed/remove", day), 404);
    assert_int_equal(
        loopback_send(&carl, POST, "/api/v1/calendar/laws/verified", "{\"law\":\"police_report\"}"),
        200);
    assert_true(loopback_shows(&carl, "{\"law\":\"police_report\",\"verified_on\":\"2026-03-30\","
                                      "\"by_centre\":true,\"again_by\":\"2027-03-30\","
                                      "\"is_due\":false}"));
    clock_advance(365 * DAY_MS);
    carl = browser(w, CARL);
    assert_int_equal(loopback_get(&carl, "/api/v1/calendar/laws"), 200);
    assert_true(loopback_shows(&carl, "\"again_by\":\"2027-03-30\",\"is_due\":true"));
    assert_int_equal(loopback_get(&carl, "/aftercare/setup"), 200);
    assert_true(loopback_shows(&carl, "Gør det nu."));
    assert_true(loopback_shows(&carl, "Se efter igen senest"));
}
BOTH(by_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(steps_follow_the_centre),
        ON_BOTH(running_steps_move_when_asked),
        ON_BOTH(nonsense_is_refused),
        ON_BOTH(the_page),
        ON_BOTH(by_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
