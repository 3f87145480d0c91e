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
    assert_true(loopback_shows(&lea, "Pausen skulle være begyndt"));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(own_page),
        ON_BOTH(board_and_case),
        ON_BOTH(others_see_nothing),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
