/* Rules of the acute minute, on both databases: pressing, answering, climbing, ending, warning.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_world.h"

#include "features/duty/duty.h"
#include "features/help/help_parts.h"
#include "features/incidents/incidents.h"

static int64_t events(struct world *w, enum help_event kind)
{
    return count(
        w, str_c(w->arena, arena_printf(w->arena, "SELECT COUNT(*) FROM help_event WHERE kind = %d",
                                        (int)kind)));
}

static bool comes(struct world *w, const struct actor *who, int64_t id)
{
    bool first = false;

    assert_ok(help_come(w->db, w->arena, who, id, &first));
    return first;
}

/* ---- pressing */

static void pressing_twice_is_one(struct world *w)
{
    struct help_press p = {
        .client_key = STR("press-0001"), .kind = HELP_NEED, .place = STR("bord 4")};
    struct help_pressed one, two, three;

    assert_ok(help_press(w->db, w->arena, &w->anna, &p, &one));
    assert_ok(help_press(w->db, w->arena, &w->anna, &p, &two)); /* the answer was lost */
    p.client_key = STR("press-0002");                           /* pressed again */
    assert_ok(help_press(w->db, w->arena, &w->anna, &p, &three));
    assert_false(one.was_known);
    assert_true(two.was_known && three.was_known);
    assert_true(one.id == two.id && one.id == three.id);
    assert_int_equal(events(w, HELP_EVENT_PRESSED), 1);
    assert_ok(help_end(w->db, w->arena, &w->anna, one.id));
    p.client_key = STR("press-0003"); /* another time */
    assert_ok(help_press(w->db, w->arena, &w->anna, &p, &two));
    assert_false(two.was_known);
    p.kind = HELP_KIND_N;
    assert_status(help_press(w->db, w->arena, &w->anna, &p, &two), INVALID);
    p.kind = HELP_NEED;
    assert_status(help_press(w->db, w->arena, &w->amir, &p, &two), DENIED);
}
BOTH(pressing_twice_is_one)

static void says_where(struct world *w)
{
    assert_ok(help_desk_set(w->db, w->arena, &w->anna, STR("bord 14"), true, false));
    int64_t id = presses(w, &w->anna, HELP_NEED, "press-0001");
    assert_str(row_of(w, id).place, "bord 14");
    assert_true(row_of(w, id).at_home);
    assert_status(help_desk_set(w->db, w->arena, &w->siv, STR("x"), false, false), DENIED);
}
BOTH(says_where)

static void air_begins_a_pause(struct world *w)
{
    int64_t id = presses(w, &w->anna, HELP_AIR, "press-0001");
    assert_ok(help_end(w->db, w->arena, &w->anna, id));
    presses(w, &w->anna, HELP_AIR, "press-0002"); /* in the same pause */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM recovery_pause WHERE person_id = 101"), 1);
}
BOTH(air_begins_a_pause)

/* ---- who can see and answer */

static void one_is_first(struct world *w)
{
    bool first;
    int64_t id = presses(w, &w->anna, HELP_TAKEOVER, "press-0001");

    assert_status(help_come(w->db, w->arena, &w->anna, id, &first), DENIED); /* not one's own */
    assert_status(help_come(w->db, w->arena, &w->uma, id, &first), MISSING); /* another centre */
    assert_status(help_come(w->db, w->arena, &w->siv, id, &first), MISSING);
    clock_advance(3000);
    assert_true(comes(w, &w->bo, id));
    assert_false(comes(w, &w->soren, id));
    assert_true(comes(w, &w->bo, id)); /* twice is fine, and says the same */
    assert_int_equal(row_of(w, id).owner_id, BO);
    assert_int_equal(row_of(w, id).n_coming, 2);
    assert_int_equal(events(w, HELP_EVENT_COMING), 1);
    assert_int_equal(count(w, "SELECT detail FROM help_event WHERE kind = 3"), 3000);
    assert_ok(help_stay_away(w->db, w->arena, &w->bo, id)); /* the next one has it */
    assert_int_equal(row_of(w, id).owner_id, SOREN);
    assert_ok(help_stay_away(w->db, w->arena, &w->soren, id));
    assert_int_equal(row_of(w, id).owner_id, 0);
    assert_int_equal(row_of(w, id).answered_at, 0);
    assert_true(comes(w, &w->soren, id));
    assert_ok(help_arrive(w->db, w->arena, &w->soren, id));
    assert_status(help_end(w->db, w->arena, &w->bo, id), DENIED); /* is not coming any more */
    assert_ok(help_end(w->db, w->arena, &w->soren, id));
    assert_status(help_come(w->db, w->arena, &w->bo, id, &first), CONFLICT);
}
BOTH(one_is_first)

static void who_was_called_is_left_in_peace(struct world *w)
{
    const char *waiting = "SELECT COUNT(*) FROM notice WHERE over_at IS NULL";

    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (109, 0, 'n@x', TRUE, 1, 0, 0), "
               "(103, 0, 'l@x', TRUE, 1, 0, 0)");
    int64_t other = presses(w, &w->anna, HELP_ACUTE, "press-0001"); /* climbs by itself */
    run_jobs(w);
    int64_t n_other = count(w, waiting);
    assert_true(n_other > 0);
    int64_t id = presses(w, &w->bo, HELP_ACUTE, "press-0002");
    run_jobs(w);
    assert_true(count(w, waiting) > n_other);
    assert_ok(help_cancel(w->db, w->arena, &w->bo, id));
    assert_int_equal(count(w, waiting), n_other);
    while (row_of(w, other).answered_at == 0) {
        assert_int_equal(count(w, waiting), n_other);
        assert_true(row_of(w, other).n_coming < 2);
        comes(w, row_of(w, other).n_coming == 0 ? &w->soren : &w->bo, other);
    }
    assert_int_equal(count(w, waiting), 0);
}
BOTH(who_was_called_is_left_in_peace)

static void late_joiners_see_it(struct world *w)
{
    struct help_desk desk;
    struct help_request r;
    struct help_event_row_list lines;
    int64_t id = presses(w, &w->anna, HELP_NEED, "press-0001");

    clock_advance(MINUTE_MS);
    assert_ok(help_desk(w->db, w->arena, &w->soren, &desk));
    assert_int_equal(desk.open.n, 1);
    assert_ok(help_desk(w->db, w->arena, &w->uma, &desk));
    assert_int_equal(desk.open.n, 0);
    assert_status(help_desk(w->db, w->arena, &w->amir, &desk), DENIED);
    assert_ok(help_find(w->db, w->arena, &w->soren, id, &r, &lines));
    assert_ok(help_end(w->db, w->arena, &w->anna, id));
    db_refresh(w->db);
    assert_status(help_find(w->db, w->arena, &w->soren, id, &r, &lines), MISSING);
    assert_ok(help_find(w->db, w->arena, &w->lea, id, &r, &lines)); /* leads the team */
    assert_ok(help_find(w->db, w->arena, &w->anna, id, &r, &lines));
    assert_int_equal(lines.n, 2);
}
BOTH(late_joiners_see_it)

static void knows_who_could_answer(struct world *w)
{
    struct help_ready ready;

    assert_ok(help_ready(w->db, w->arena, &w->anna, &ready));
    assert_int_equal(ready.n_centre + ready.n_reached, 0);
    sits(w, &w->bo);
    sits(w, &w->soren);
    sits(w, &w->anna); /* oneself does not count */
    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (109, 0, 'n@x', TRUE, 1, 0, 0)");
    db_refresh(w->db);
    assert_ok(help_ready(w->db, w->arena, &w->anna, &ready));
    assert_int_equal(ready.n_team, 1);
    assert_int_equal(ready.n_centre, 2);
    assert_int_equal(ready.n_reached, 1);
    clock_advance(HELP_HERE_MS - 1);
    db_refresh(w->db);
    assert_ok(help_ready(w->db, w->arena, &w->anna, &ready));
    assert_int_equal(ready.n_centre, 2);
    assert_ok(help_desk_away(w->db, &w->bo, 0)); /* closed the page */
    db_refresh(w->db);
    assert_ok(help_ready(w->db, w->arena, &w->anna, &ready));
    assert_int_equal(ready.n_centre, 1);
    clock_advance(1); /* nothing heard for 15 seconds */
    assert_ok(help_ready(w->db, w->arena, &w->anna, &ready));
    assert_int_equal(ready.n_centre, 0);
}
BOTH(knows_who_could_answer)

/* ---- climbing */

static void climbs_until_somebody_comes(struct world *w)
{
    sits(w, &w->bo);
    sits(w, &w->soren);
    int64_t id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_CALLED), 1); /* Bo, of the team */
    assert_int_equal(count(w, "SELECT detail FROM help_event WHERE kind = 1"), 1);
    clock_advance(19999);
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_CALLED), 1);
    sits(w, &w->bo);
    sits(w, &w->soren);
    clock_advance(1);
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_CALLED), 2); /* the centre */
    assert_true(comes(w, &w->soren, id));
    run_jobs(w);
    clock_advance(119 * 1000);
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_RESORT), 0);
    clock_advance(
        1000); /* said yes and did not come: the press is long ago, so everybody is called */
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_RETURNED), 1);
    assert_int_equal(events(w, HELP_EVENT_RESORT), 1);
    assert_int_equal(row_of(w, id).owner_id, 0);
    clock_advance(MINUTE_MS);
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_RESORT), 2);
    assert_true(comes(w, &w->soren, id));
    assert_ok(help_arrive(w->db, w->arena, &w->anna, id));
    clock_advance(HOUR_MS);
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_RESORT), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'help.climb'"), 0);
}
BOTH(climbs_until_somebody_comes)

static void nobody_at_all_is_the_last_resort_at_once(struct world *w)
{
    int64_t id = presses(w, &w->anna, HELP_NEED, "press-0001");

    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_SKIPPED), 3);
    assert_int_equal(events(w, HELP_EVENT_RESORT), 1);
    assert_true(row_of(w, id).resort_at != 0);
    /* Everybody who helps has it in the inbox: Bo, Lea, Søren, Carl, Nina; not Anna, Siv, Amir, Uma. */
    assert_int_equal(
        count(w, "SELECT COUNT(DISTINCT person_id) FROM notice WHERE dedupe LIKE 'help %'"), 5);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE person_id IN (101, 105, 106, 110)"), 0);
}
BOTH(nobody_at_all_is_the_last_resort_at_once)

/* The machine slept, or the job thread was held up: what is overdue comes once, and says how late it is. */
static void overdue_comes_once(struct world *w)
{
    sits(w, &w->bo);
    presses(w, &w->anna, HELP_ACUTE, "press-0001");
    run_jobs(w);
    clock_advance(10 * MINUTE_MS);
    run_jobs(w);
    assert_int_equal(events(w, HELP_EVENT_CALLED), 1);
    assert_int_equal(events(w, HELP_EVENT_RESORT), 1);
    assert_int_equal(count(w, "SELECT late_ms FROM help_event WHERE kind = 7"),
                     10 * MINUTE_MS - 20000);
}
BOTH(overdue_comes_once)

static void several_can_be_wanted(struct world *w)
{
    struct help_policy p = {.n = 1, .rounds = 1, .needed = 2, .ack_ms = 60000};

    p.step[0] = (struct help_step){HELP_BIT(HELP_TO_CENTRE), HELP_BIT(HELP_BY_PAGE), 30000};
    assert_status(help_policy_put(w->db, w->arena, &w->anna, HELP_ON_CALL, &p), DENIED);
    assert_ok(help_policy_put(w->db, w->arena, &w->lea, HELP_ON_CALL, &p));
    sits(w, &w->bo);
    int64_t id = presses(w, &w->anna, HELP_NEED, "press-0001");
    comes(w, &w->bo, id);
    assert_int_equal(row_of(w, id).answered_at, 0);
    comes(w, &w->soren, id);
    assert_true(row_of(w, id).answered_at != 0);
    p.n = 0;
    assert_status(help_policy_put(w->db, w->arena, &w->lea, HELP_ON_CALL, &p), INVALID);
    p.n = 1;
    p.step[0].channels = 0;
    assert_status(help_policy_put(w->db, w->arena, &w->lea, HELP_ON_CALL, &p), INVALID);
    p.step[0].channels = 1;
    p.step[0].wait_ms = 1000;
    assert_status(help_policy_put(w->db, w->arena, &w->lea, HELP_ON_CALL, &p), INVALID);
}
BOTH(several_can_be_wanted)

static void night_is_another_policy(struct world *w)
{
    const char *called = "SELECT COUNT(*) FROM notice WHERE person_id = 109 AND text = "
                         "'NOTICE_HELP_ACUTE'";

    struct calendar office = calendar_office(w->zone);
    assert_int_equal(help_occasion_of(HELP_ACUTE, &office, NOON), HELP_ON_ACUTE_DAY);
    assert_int_equal(help_occasion_of(HELP_ACUTE, &office, NOON + 12 * HOUR_MS),
                     HELP_ON_ACUTE_NIGHT);
    clock_advance(12 * HOUR_MS);
    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (109, 0, 'n@x', TRUE, 1, 0, 0)");
    presses(w, &w->anna, HELP_ACUTE, "press-0001");
    run_jobs(w); /* no open page: the watch's channels at once */
    assert_int_equal(events(w, HELP_EVENT_SKIPPED), 1);
    assert_int_equal(count(w, called), 1);
    clock_advance(25000);
    run_jobs(w);
    assert_int_equal(count(w, called), 2);
}
BOTH(night_is_another_policy)

/* Søren has the watch; Nina, who holds the role, is not called while the roster has somebody. */
static void who_is_on_watch_is_called(struct world *w)
{
    struct duty_watch_entry watch = {.name = STR("Dagvagt"),
                                     .hours = DUTY_HOURS_OWN,
                                     .from_minute = 8 * 60,
                                     .to_minute = 16 * 60,
                                     .weekdays = 0x7f,
                                     .levels = 1,
                                     .team_id = 11};
    struct duty_rota_entry rota = {.level = 1,
                                   .turn = ROSTER_DAY,
                                   .every = 1,
                                   .start_at = NOON - 6 * HOUR_MS,
                                   .people = {SOREN}};
    struct duty_effect effect;
    int64_t watch_id, rota_id;
    struct help_policy p = {.n = 1, .rounds = 1, .needed = 1, .ack_ms = 60000};
    bool nina;

    p.step[0] = (struct help_step){HELP_BIT(HELP_TO_ON_CALL), HELP_BIT(HELP_BY_NOTICE), 60000};

    assert_ok(duty_create(w->db, w->arena, &w->lea, &watch, &watch_id));
    assert_ok(duty_draft(w->db, w->arena, &w->lea, watch_id, &rota, &rota_id));
    assert_ok(duty_publish(w->db, w->arena, &w->lea, rota_id, true, &effect, &watch_id));
    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (104, 0, 's@x', TRUE, 1, 0, 0), (109, 0, 'n@x', "
               "TRUE, 1, 0, 0)");
    run_jobs(w);
    assert_ok(help_policy_put(w->db, w->arena, &w->lea, HELP_ON_CALL, &p));
    presses(w, &w->anna, HELP_NEED, "press-0001");
    run_jobs(w);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE dedupe LIKE 'help %' AND person_id = 104"), 1);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE dedupe LIKE 'help %' AND person_id = 109"), 0);
    assert_ok(help_has_watch(w->db, w->arena, &w->nina, &nina));
    assert_false(nina);
}
BOTH(who_is_on_watch_is_called)

/* ---- ending */

static void taken_back_is_asked_after(struct world *w)
{
    int64_t id = presses(w, &w->anna, HELP_NEED, "press-0001");
    struct help_desk desk;

    assert_status(help_cancel(w->db, w->arena, &w->bo, id), DENIED);
    assert_status(help_asked(w->db, w->arena, &w->bo, id), CONFLICT);
    assert_ok(help_cancel(w->db, w->arena, &w->anna, id));
    db_refresh(w->db);
    assert_ok(help_desk(w->db, w->arena, &w->bo, &desk));
    assert_int_equal(desk.open.n, 0);
    assert_int_equal(desk.asking.n, 1);
    clock_advance(HELP_ASK_MS);
    run_jobs(w); /* nobody asked: the managers hear of it */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE dedupe LIKE 'help.ask %'"), 2);
    assert_ok(help_asked(w->db, w->arena, &w->bo, id));
    db_refresh(w->db);
    assert_ok(help_desk(w->db, w->arena, &w->bo, &desk));
    assert_int_equal(desk.asking.n, 0);
}
BOTH(taken_back_is_asked_after)

static void one_key_logs_it(struct world *w)
{
    int64_t id = presses(w, &w->anna, HELP_TAKEOVER, "press-0001"), incident_id, again;
    struct incident in;

    clock_advance(5000);
    comes(w, &w->bo, id);
    assert_ok(help_end(w->db, w->arena, &w->bo, id));
    clock_advance(MINUTE_MS);
    struct help_desk desk;
    assert_ok(help_desk(w->db, w->arena, &w->anna, &desk));
    assert_int_equal(desk.ended.n, 1);
    assert_status(help_no_log(w->db, w->arena, &w->bo, id), MISSING);
    assert_ok(help_no_log(w->db, w->arena, &w->anna, id)); /* and then it is logged all the same */
    db_refresh(w->db);
    assert_ok(help_desk(w->db, w->arena, &w->anna, &desk));
    assert_int_equal(desk.ended.n, 0);
    assert_status(help_log(w->db, w->arena, &w->bo, w->zone, id, -1, 4, &incident_id), MISSING);
    assert_status(help_log(w->db, w->arena, &w->anna, w->zone, id, -1, 6, &incident_id), INVALID);
    db_refresh(w->db);
    assert_ok(help_log(w->db, w->arena, &w->anna, w->zone, id, -1, 4, &incident_id));
    db_refresh(w->db);
    assert_ok(help_log(w->db, w->arena, &w->anna, w->zone, id, -1, 2, &again));
    assert_true(incident_id == again);
    assert_ok(incident_find(w->db, w->arena, &w->anna, incident_id, &in));
    assert_int_equal(in.row.rating, 4);
    assert_int_equal(in.row.occurred_at, NOON);
    assert_int_equal(in.row.acts, HELP_BIT(INCIDENT_ACT_HANDED_OVER));
    assert_false(in.row.was_alone);
    assert_str(in.texts.at[0].text, "Bo Friis");
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 1);
    assert_int_equal(row_of(w, id).incident_id, incident_id);
}
BOTH(one_key_logs_it)

/* ---- warn, then end */

static struct help_warning_row does(struct world *w, enum help_warn_act act)
{
    struct help_warning_row row;

    db_refresh(w->db);
    assert_ok(help_warn(w->db, w->arena, &w->anna, w->zone, act, &row));
    return row;
}

static void a_right_is_used(struct world *w)
{
    struct help_warning_row row;
    struct incident in;

    assert_status(help_warn(w->db, w->arena, &w->anna, w->zone, HELP_WARN_DO_END, &row), CONFLICT);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM help_warning"), 0);
    does(w, HELP_WARN_DO_NAME);
    clock_advance(20000);
    does(w, HELP_WARN_DO_WARN);
    clock_advance(10000);
    does(w, HELP_WARN_DO_WARN); /* a second press changes nothing */
    row = does(w, HELP_WARN_DO_END);
    assert_int_equal(row.named_at, NOON);
    assert_int_equal(row.warned_at, NOON + 20000);
    assert_int_equal(row.ended_at, NOON + 30000);
    assert_int_equal(row.outcome, HELP_OUT_AFTER_WARNING);
    db_refresh(w->db);
    assert_ok(incident_find(w->db, w->arena, &w->anna, row.incident_id, &in));
    assert_int_equal(in.row.logged_at, row.ended_at); /* the same second */
    assert_int_equal(in.row.acts,
                     HELP_BIT(INCIDENT_ACT_WARNED) | HELP_BIT(INCIDENT_ACT_ENDED_AFTER_WARNING));
    assert_int_equal(in.row.rating, 0); /* theirs to say */
    run_jobs(w);
    assert_ok(incident_rate(w->db, w->arena, &w->anna, w->zone, row.incident_id, 4));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 1);
    row = does(w, HELP_WARN_DO_NAME); /* the next call is another one */
    assert_int_equal(row.ended_at, 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM help_warning"), 2);
}
BOTH(a_right_is_used)

static void a_threat_ends_at_once(struct world *w)
{
    struct help_warning_row row = does(w, HELP_WARN_DO_THREAT);
    struct incident in;

    db_refresh(w->db);
    assert_ok(incident_find(w->db, w->arena, &w->anna, row.incident_id, &in));
    assert_int_equal(in.row.acts, HELP_BIT(INCIDENT_ACT_ENDED_THREAT));
    assert_int_equal(in.row.class, INCIDENT_D);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"),
                     1); /* also without a rating */
}
BOTH(a_threat_ends_at_once)

static void one_stays_and_is_relieved(struct world *w)
{
    struct help_warning_row row = does(w, HELP_WARN_DO_SUICIDE);

    assert_int_equal(row.outcome, HELP_OUT_STAY_SUICIDE);
    assert_int_equal(row.incident_id, 0);
    assert_int_equal(row_of(w, row.request_id).kind, HELP_ACUTE);
    assert_true(row_of(w, row.request_id).silent);
    row = does(w, HELP_WARN_DO_BOMB); /* it is open: the same one */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM help_request"), 1);
    row = does(w, HELP_WARN_DO_NAME);
    row = does(w, HELP_WARN_DO_CALMED);
    assert_int_equal(row.outcome, HELP_OUT_CALMED);
    assert_int_equal(row.incident_id, 0);
}
BOTH(one_stays_and_is_relieved)

static void words_are_versioned(struct world *w)
{
    struct help_wording words;
    struct help_warning_row row;
    struct str texts[LANG_N][HELP_SAY_N];

    assert_ok(help_wording_get(w->db, w->arena, 1, &words));
    assert_int_equal(words.version, 0);
    assert_true(words.text[LANG_DA][HELP_SAY_BOMB].n > 0);
    memcpy(texts, words.text, sizeof texts);
    texts[LANG_DA][HELP_SAY_WARN] = STR("Nu stopper vi.");
    assert_status(help_wording_put(w->db, w->arena, &w->anna, texts), DENIED);
    assert_ok(help_wording_put(w->db, w->arena, &w->lea, texts));
    db_refresh(w->db);
    assert_ok(help_wording_put(w->db, w->arena, &w->lea, texts));
    db_refresh(w->db);
    assert_ok(help_wording_get(w->db, w->arena, 1, &words));
    assert_int_equal(words.version, 2);
    assert_str(words.text[LANG_DA][HELP_SAY_WARN], "Nu stopper vi.");
    row = does(w, HELP_WARN_DO_NAME);
    assert_int_equal(row.wording_version, 2);
    texts[LANG_EN][HELP_SAY_END] = STR("");
    assert_status(help_wording_put(w->db, w->arena, &w->lea, texts), INVALID);
    assert_ok(help_wording_get(w->db, w->arena, 2, &words)); /* another centre's are its own */
    assert_int_equal(words.version, 0);
}
BOTH(words_are_versioned)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(pressing_twice_is_one),
        ON_BOTH(says_where),
        ON_BOTH(air_begins_a_pause),
        ON_BOTH(one_is_first),
        ON_BOTH(who_was_called_is_left_in_peace),
        ON_BOTH(late_joiners_see_it),
        ON_BOTH(knows_who_could_answer),
        ON_BOTH(climbs_until_somebody_comes),
        ON_BOTH(nobody_at_all_is_the_last_resort_at_once),
        ON_BOTH(overdue_comes_once),
        ON_BOTH(several_can_be_wanted),
        ON_BOTH(night_is_another_policy),
        ON_BOTH(who_is_on_watch_is_called),
        ON_BOTH(taken_back_is_asked_after),
        ON_BOTH(one_key_logs_it),
        ON_BOTH(a_right_is_used),
        ON_BOTH(a_threat_ends_at_once),
        ON_BOTH(one_stays_and_is_relieved),
        ON_BOTH(words_are_versioned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
