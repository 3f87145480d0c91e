/* Every page and API route of the pulse, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_world.h"

#include "features/pulses/pulses_forms.h"
#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

#define SHEET "moment=day_3&q1=5&q2=4&q3=4&q4=not_said&q5=3&q6=5"

static void a_newcomer_answers(struct world *w)
{
    struct loopback lb = browser(w, 201), carl;

    pulse_begins(w);
    assert_int_equal(loopback_get(&lb, "/pulse"), 200);
    assert_true(loopback_shows(&lb, "Der er ingen puls"));
    assert_true(loopback_shows(&lb, "2. april"));
    day_comes(w, MONDAY + 8);
    lb = browser(w, 201);
    carl = browser(w, CARL);
    assert_int_equal(loopback_get(&lb, "/pulse"), 200);
    assert_true(loopback_shows(&lb, "Jeg tør spørge"));
    assert_true(loopback_shows(&lb, "Jeg har lyst til at blive her"));
    assert_false(loopback_shows(&lb, "dengang jeg begyndte")); /* for who leaves */
    assert_true(loopback_shows(&lb, "13. april"));
    assert_int_equal(loopback_send(&lb, POST, "/pulse", "moment=day_3"), 422);
    assert_true(loopback_shows(&lb, "mindst ét"));
    assert_int_equal(loopback_send(&lb, POST, "/pulse", "moment=day_3&q1=9&q2=4"), 422);
    assert_true(loopback_shows(&lb, "value=\"4\" checked")); /* nothing is lost */
    assert_int_equal(loopback_send(&lb, POST, "/pulse", SHEET), 303);
    assert_int_equal(loopback_get(&lb, "/pulse"), 200);
    assert_true(loopback_shows(&lb, "Du har svaret"));
    assert_false(loopback_shows(&lb, "pulse-question"));
    assert_int_equal(loopback_send(&lb, POST, "/pulse", SHEET), 303); /* twice is fine */
    assert_int_equal(loopback_send(&carl, POST, "/pulse", SHEET), 409);
    assert_int_equal(loopback_get(&carl, "/pulse"), 200);
    assert_true(loopback_shows(&carl, "Der er ingen puls"));
}
BOTH(a_newcomer_answers)

static void is_told(struct world *w)
{
    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    for (int64_t id = 201; id <= 206; id++)
        assert_ok(answers(w, id, PULSES_DAY_3, 4));
    day_comes(w, MONDAY + 15);
}

static void numbers_for_whom(struct world *w)
{
    struct loopback carl = browser(w, CARL), lea, first, nina;

    assert_int_equal(loopback_get(&carl, "/pulse/numbers"), 200);
    assert_true(loopback_shows(&carl, "Der er ingen tal endnu"));
    is_told(w);
    carl = browser(w, CARL);
    lea = browser(w, LEA);
    first = browser(w, 201);
    nina = browser(w, NINA);
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=team"), 200);
    assert_true(loopback_shows(&carl, "Nord"));
    assert_true(loopback_shows(&carl, "Syd"));
    assert_true(loopback_shows(&carl, "mindst 5 svar"));
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=team&group=11"), 200);
    assert_true(loopback_shows(&carl, "4,0"));
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=team&group=12"), 200);
    assert_true(loopback_shows(&carl, "for få svar"));
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=profile&group=2"), 200);
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=quarter"), 200);
    assert_true(loopback_shows(&carl, "1. kvartal 2026"));
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=team&group=21"), 404); /* elsewhere */
    assert_int_equal(loopback_get(&lea, "/pulse/numbers?by=team"), 200);
    assert_false(loopback_shows(&lea, "group=12"));
    assert_int_equal(loopback_get(&lea, "/pulse/numbers?by=team&group=12"), 404);
    assert_int_equal(loopback_get(&first, "/pulse/numbers"), 200);
    assert_true(loopback_shows(&first, "mindst 5 svar"));
    assert_false(loopback_shows(&first, "by=team"));
    assert_int_equal(loopback_get(&first, "/pulse/numbers?by=team"), 403);
    assert_int_equal(loopback_get(&nina, "/pulse/numbers?version=0"), 200);
    assert_int_equal(loopback_get(&nina, "/pulse/numbers?version=4"), 404);
}
BOTH(numbers_for_whom)

static const char *questions(struct world *w, int version, bool json, const char *first)
{
    struct buf b = buf_new(w->arena, 1000);

    buf_add(&b, json ? STR("{") : STR(""));
    for (size_t i = 0; i < (size_t)LANG_N * PULSES_QUESTIONS; i++)
        buf_printf(&b, json ? "\"%s\":\"%s\"," : "%s=%s&", pulses_questions_form.fields[i].name,
                   i == 0 ? first : "ord");
    buf_printf(&b, json ? "\"version\":%d}" : "version=%d", version);
    return str_c(w->arena, buf_str(&b));
}

static void the_centre_asks_its_own(struct world *w)
{
    struct loopback carl = browser(w, CARL), lea = browser(w, LEA), amir = browser(w, AMIR);

    assert_int_equal(loopback_get(&lea, "/pulse/questions"), 403);
    assert_int_equal(loopback_get(&carl, "/pulse/questions"), 200);
    assert_true(loopback_shows(&carl, "Jeg tør spørge"));
    assert_int_equal(loopback_send(&carl, POST, "/pulse/questions", questions(w, 0, false, "")),
                     422);
    assert_true(loopback_shows(&carl, "Noget mangler"));
    assert_int_equal(loopback_send(&carl, POST, "/pulse/questions", questions(w, 0, false, "Eget")),
                     303);
    assert_int_equal(loopback_get(&amir, "/pulse/questions"), 200);
    assert_int_equal(
        loopback_send(&amir, POST, "/pulse/questions", questions(w, 0, false, "Skrevet")), 409);
    assert_true(loopback_shows(&amir, "Skrevet")); /* nothing is lost */
    assert_int_equal(loopback_get(&carl, "/pulse/numbers?by=team"), 200);
    assert_true(loopback_shows(&carl, "Udgave 1"));
    assert_int_equal(
        loopback_send(&carl, PUT, "/api/v1/pulse/questions", questions(w, 1, true, "Andet")), 200);
    assert_true(loopback_shows(&carl, "\"version\":2"));
    assert_int_equal(
        loopback_send(&carl, PUT, "/api/v1/pulse/questions", questions(w, 1, true, "Andet")), 409);
    assert_int_equal(
        loopback_send(&carl, PUT, "/api/v1/pulse/questions", questions(w, 2, true, "")), 422);
    assert_int_equal(
        loopback_send(&lea, PUT, "/api/v1/pulse/questions", questions(w, 2, true, "Andet")), 403);
    assert_int_equal(loopback_get(&carl, "/api/v1/pulse/questions"), 200);
    assert_true(loopback_shows(&carl, "Andet"));
}
BOTH(the_centre_asks_its_own)

static void the_same_as_json(struct world *w)
{
    is_told(w);
    struct loopback carl = browser(w, CARL), lea = browser(w, LEA), first = browser(w, 201);

    assert_int_equal(loopback_get(&carl, "/api/v1/pulse/numbers?by=team&group=11"), 200);
    assert_true(loopback_shows(&carl, "\"at_least\":5,\"mean_tenths\":40"));
    assert_int_equal(loopback_get(&carl, "/api/v1/pulse/numbers?by=team&group=12"), 200);
    assert_false(loopback_shows(&carl, "\"hidden\":false"));
    assert_int_equal(loopback_get(&carl, "/api/v1/pulse/numbers?by=height"), 422);
    assert_int_equal(loopback_get(&lea, "/api/v1/pulse/numbers?by=team&group=12"), 404);
    assert_int_equal(loopback_get(&first, "/api/v1/pulse/numbers"), 403);
    assert_int_equal(loopback_get(&carl, "/api/v1/pulse/groups?by=profile"), 200);
    assert_true(loopback_shows(&carl, "\"id\":\"1\""));
    assert_int_equal(loopback_get(&lea, "/api/v1/pulse/groups?by=team"), 200);
    assert_true(loopback_shows(&lea, "\"id\":\"11\",\"name\":\"Nord\",\"hidden\":false"));
    assert_false(loopback_shows(&lea, "Syd"));
}
BOTH(the_same_as_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_newcomer_answers),
        ON_BOTH(numbers_for_whom),
        ON_BOTH(the_centre_asks_its_own),
        ON_BOTH(the_same_as_json),
    };
    return cmocka_run_group_tests_name("pulses_web", tests, NULL, NULL);
}
