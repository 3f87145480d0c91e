/* Every page and API route of aftercare, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_world.h"

#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    if (person_id != 0)
        loopback_sign_in(&lb, person_id);
    return lb;
}

static const char *path(struct world *w, const char *pattern, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, pattern, id));
}

static void own_page(struct world *w)
{
    struct loopback bo = browser(w, BO);

    assert_int_equal(loopback_get(&bo, "/aftercare/mine"), 200);
    assert_true(loopback_shows(&bo, "112"));
    log_call(w, &w->bo, "key-0001", INCIDENT_D, 4);
    assert_int_equal(loopback_get(&bo, "/aftercare/mine"), 200);
    assert_true(loopback_shows(&bo, "Nina Vang"));
    assert_true(loopback_shows(&bo, "Senere: ")); /* what comes in weeks is one key away */
    assert_true(loopback_shows(&bo, "Vi hører, om der er kommet noget senere"));
    assert_int_equal(loopback_send(&bo, POST, "/aftercare/pause", "on=true"), 303);
    assert_int_equal(loopback_get(&bo, "/aftercare/mine"), 200);
    assert_true(loopback_shows(&bo, "Jeg er tilbage"));
    assert_int_equal(
        loopback_send(&bo, POST, path(w, "/aftercare/{}/ask", the_case(w)), "ask=psychologist"),
        303);
    assert_int_equal(
        loopback_send(&bo, POST, path(w, "/aftercare/{}/share", the_case(w)), "on=true"), 303);
    assert_int_equal(loopback_send(&bo, POST, "/aftercare/supporters",
                                   "supporter_1=109&supporter_2=&supporter_3="),
                     303);
    assert_int_equal(loopback_send(&bo, POST, "/aftercare/supporters", "supporter_1=102"), 400);
    assert_int_equal(loopback_get(&bo, path(w, "/aftercare/{}", the_case(w))), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM preferred_supporter"), 1);
}
BOTH(own_page)

static void board_and_case(struct world *w)
{
    struct loopback lea = browser(w, LEA);

    assert_int_equal(loopback_get(&lea, "/aftercare"), 200);
    log_call(w, &w->bo, "key-0002", INCIDENT_D, 4);
    clock_advance(HOUR_MS);
    assert_int_equal(loopback_get(&lea, "/aftercare"), 200);
    assert_true(loopback_shows(&lea, "Bo Friis"));
    assert_true(loopback_shows(&lea, "Pausen skulle være begyndt senest"));
    assert_int_equal(loopback_get(&lea, path(w, "/aftercare/{}", the_case(w))), 200);
    assert_int_equal(
        loopback_send(&lea, POST,
                      path(w, "/aftercare/steps/{}/end", step_of(w, CARE_RECOVERY_BREAK)),
                      "state=done&back=/aftercare"),
        303);
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/aftercare/steps/{}/end", step_of(w, CARE_CALL)),
                                   "state=not_needed&note=talt"),
                     303);
    assert_int_equal(
        loopback_send(&lea, POST,
                      path(w, "/aftercare/steps/{}/answer", step_of(w, CARE_PSYCHOLOGIST_OFFER)),
                      "answer=offered&back=/aftercare"),
        303);
    assert_int_equal(
        loopback_send(&lea, POST,
                      path(w, "/aftercare/steps/{}/move", step_of(w, CARE_FOLLOW_UP_TALK)),
                      "due_at=2026-04-07T10:00&reason=fri"),
        303);
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/aftercare/steps/{}/end", step_of(w, CARE_CALL)),
                                   "state=done"),
                     409);
}
BOTH(board_and_case)

/* Once it was offered, what is late is the answer, and the key asks again. */
static void an_offer_waits_for_its_answer(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo;
    const char *answer;

    log_call(w, &w->bo, "key-0021", INCIDENT_D, 4);
    answer = path(w, "/aftercare/steps/{}/answer", step_of(w, CARE_PSYCHOLOGIST_OFFER));
    assert_int_equal(loopback_send(&lea, POST, answer, "answer=offered&back=/aftercare"), 303);
    clock_advance(8 * DAY_MS);
    lea = browser(w, LEA); /* a session does not last that long */
    assert_int_equal(loopback_get(&lea, path(w, "/aftercare/{}", the_case(w))), 200);
    assert_true(loopback_shows(&lea, "Intet svar endnu; I ventede det senest"));
    assert_true(loopback_shows(&lea, "Jeg har spurgt igen"));
    bo = browser(w, BO);
    assert_int_equal(loopback_send(&bo, POST, answer, "answer=accepted&back=/aftercare/mine"), 303);
    clock_advance(30 * DAY_MS);
    lea = browser(w, LEA);
    assert_int_equal(loopback_get(&lea, path(w, "/aftercare/{}", the_case(w))), 200);
    assert_true(loopback_shows(&lea, "Det skulle være aftalt senest"));
    assert_false(loopback_shows(&lea, "I ventede det"));
}
BOTH(an_offer_waits_for_its_answer)

static void others_see_nothing(struct world *w)
{
    static const int64_t others[] = {ANNA, SOREN, SIV, AMIR};

    log_call(w, &w->bo, "key-0003", INCIDENT_D, 4);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct loopback lb = browser(w, others[i]);
        int status = loopback_get(&lb, path(w, "/aftercare/{}", the_case(w)));

        assert_true(status == 403 || status == 404);
        loopback_get(&lb, "/aftercare");
        assert_false(loopback_shows(&lb, "Bo Friis"));
        status = loopback_get(&lb, path(w, "/api/v1/aftercare/{}/steps", the_case(w)));
        assert_true(status == 403 || status == 404);
        status = loopback_send(&lb, POST, path(w, "/aftercare/steps/{}/end", step_of(w, CARE_CALL)),
                               "state=done");
        assert_true(status == 403 || status == 404);
    }
}
BOTH(others_see_nothing)

static void answers_json(struct world *w)
{
    struct loopback lea = browser(w, LEA);

    log_call(w, &w->bo, "key-0004", INCIDENT_D, 4);
    assert_int_equal(loopback_get(&lea, "/api/v1/aftercare?limit=10"), 200);
    assert_true(loopback_shows(&lea, "\"kind\":\"recovery_break\""));
    assert_int_equal(loopback_get(&lea, path(w, "/api/v1/aftercare/{}/steps", the_case(w))), 200);
    assert_true(loopback_shows(&lea, "\"check_in_90\""));
    loopback_get(&lea, "/aftercare"); /* for the token */
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/api/v1/aftercare/steps/{}/end", step_of(w, CARE_CALL)),
                                   "{\"state\":\"done\",\"note\":\"talt\"}"),
                     200);
    assert_true(loopback_shows(&lea, "\"state\":\"done\""));
}
BOTH(answers_json)

static void sets_up(struct world *w)
{
    struct loopback amir = browser(w, AMIR), lea = browser(w, LEA), bo = browser(w, BO);

    assert_int_equal(loopback_get(&amir, "/aftercare/plan"), 200);
    assert_true(loopback_shows(&amir, "amount_first_contact"));
    assert_int_equal(loopback_send(&amir, POST, "/aftercare/plan",
                                   "version=0&preview=true&from_call=1&amount_call=2"),
                     200);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_plan"), 0);
    assert_int_equal(
        loopback_send(&amir, POST, "/aftercare/plan", "version=0&from_call=1&amount_call=999"),
        422);
    assert_true(loopback_shows(&amir, "999")); /* nothing typed is lost */
    assert_int_equal(
        loopback_send(&amir, POST, "/aftercare/plan", "version=0&from_call=1&amount_call=2"), 303);
    assert_int_equal(loopback_get(&amir, "/aftercare/plan?version=1"), 200);
    assert_int_equal(loopback_get(&lea, "/aftercare/plan"), 200);
    assert_false(loopback_shows(&lea, "plan-form"));
    assert_int_equal(loopback_get(&bo, "/aftercare/plan"), 403);
    assert_int_equal(loopback_send(&amir, POST, "/aftercare/numbers",
                                   "name=Krisetelefon&phone=12345678&verified_on=2026-03-01"),
                     303);
    assert_int_equal(loopback_send(&amir, POST, "/aftercare/numbers",
                                   "name=Uden+dag&phone=1&verified_on=2030-01-01"),
                     422);
    assert_true(loopback_shows(&amir, "Uden dag"));
    assert_int_equal(loopback_get(&bo, "/aftercare/mine"), 200);
    assert_true(loopback_shows(&bo, "12345678"));
}
BOTH(sets_up)

static void away_and_learned(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo = browser(w, BO), siv = browser(w, SIV);

    assert_int_equal(loopback_get(&bo, "/absences"), 200);
    assert_int_equal(
        loopback_send(&bo, POST, "/absences", "from_day=2026-04-01&to_day=2026-04-02&kind=holiday"),
        303);
    assert_int_equal(
        loopback_send(&bo, POST, "/absences", "from_day=2026-04-03&to_day=2026-04-02&kind=holiday"),
        422);
    assert_int_equal(
        loopback_send(&bo, POST, "/absences", "person_id=103&from_day=2026-04-03&kind=leave"), 404);
    assert_int_equal(loopback_get(&lea, "/absences"), 200);
    assert_true(loopback_shows(&lea, "Bo Friis"));
    assert_int_equal(
        loopback_send(&lea, POST, "/absences/remove", "person_id=102&from_day=2026-04-01"), 303);
    log_call(w, &w->bo, "key-0005", INCIDENT_A, 3);
    run_sql(w, "UPDATE aftercare_step SET state = 1, ended_at = 1, ended_by = 103 WHERE kind <> 5");
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/aftercare/steps/{}/end", step_of(w, CARE_CALL)),
                                   "state=done"),
                     303);
    assert_int_equal(loopback_get(&lea, path(w, "/aftercare/{}", the_case(w))), 200);
    assert_true(loopback_shows(&lea, "learn-text"));
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/aftercare/steps/{}/end", step_of(w, CARE_LEARNING)),
                                   "state=done&note=Bo+Friis+sagde+fra"),
                     422);
    assert_true(loopback_shows(&lea, "Bo Friis sagde fra"));
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/aftercare/steps/{}/end", step_of(w, CARE_LEARNING)),
                                   "state=done&note=Sig+fra+i+tide"),
                     303);
    assert_int_equal(loopback_get(&siv, "/learnings?q=TIDE"), 200);
    assert_true(loopback_shows(&siv, "Sig fra i tide"));
}
BOTH(away_and_learned)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(own_page),
        ON_BOTH(board_and_case),
        ON_BOTH(an_offer_waits_for_its_answer),
        ON_BOTH(others_see_nothing),
        ON_BOTH(answers_json),
        ON_BOTH(sets_up),
        ON_BOTH(away_and_learned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
