/* Every page and API route of the limits, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_world.h"

#include "features/limits/limits_forms.h"
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

/* Every text "ord". */
static const char *whole_form(struct world *w, int version, bool json)
{
    struct buf b = buf_new(w->arena, 4000);

    buf_add(&b, json ? STR("{") : STR(""));
    for (size_t i = 0; i < (size_t)LANG_N * LIMITS_PART_N; i++)
        buf_add(&b, arena_printf(w->arena, json ? "\"%s\":\"ord\"," : "%s=ord&",
                                 limits_form.fields[i].name));
    buf_add(&b, arena_printf(w->arena,
                             json ? "\"right_1\":\"a\",\"right_2\":\"a\",\"right_3\":\"b\","
                                    "\"version\":%d}"
                                  : "right_1=a&right_2=a&right_3=b&version=%d",
                             version));
    return str_c(w->arena, buf_str(&b));
}

static void read_answer_again(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    assert_int_equal(loopback_get(&anna, "/limits"), 200);
    assert_true(loopback_shows(&anna, "Afslut straks, uden advarsel"));
    assert_false(loopback_shows(&anna, "/limits/edit"));
    assert_int_equal(loopback_send(&anna, POST, "/limits/check", "version=0&q1=b"), 422);
    assert_true(loopback_shows(&anna, "Svar på alle tre"));
    assert_true(loopback_shows(&anna, "value=\"b\" required checked"));
    assert_int_equal(loopback_send(&anna, POST, "/limits/check", "version=0&q1=b&q2=b&q3=c"), 200);
    assert_true(loopback_shows(&anna, "Det er din ret og aldrig en fejl"));
    assert_false(loopback_shows(&anna, "Vrede over sagen er i orden"));
    assert_int_equal(loopback_send(&anna, POST, "/limits/check", "version=0&q1=b&q2=a&q3=c"), 303);
    assert_int_equal(loopback_get(&anna, "/limits"), 200);
    assert_true(loopback_shows(&anna, "Forstået"));
    assert_false(loopback_shows(&anna, "/limits/check"));
    assert_int_equal(loopback_send(&anna, POST, "/limits/check", "version=4&q1=b&q2=a&q3=c"), 409);
}
BOTH(read_answer_again)

static void change_and_follow(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA), carl = browser(w, 108),
                    siv = browser(w, 105);

    assert_int_equal(loopback_get(&lea, "/limits"), 200);
    assert_int_equal(loopback_get(&lea, "/limits/edit"), 403);
    assert_int_equal(loopback_send(&lea, POST, "/limits/edit", whole_form(w, 0, false)), 403);
    assert_int_equal(loopback_get(&carl, "/limits/edit"), 200);
    assert_int_equal(loopback_send(&carl, POST, "/limits/edit", "da_okay=Kun+dette&version=0"),
                     422);
    assert_true(loopback_shows(&carl, "Kun dette")); /* nothing lost */
    assert_int_equal(loopback_send(&carl, POST, "/limits/edit", whole_form(w, 0, false)), 303);
    assert_int_equal(loopback_send(&carl, POST, "/limits/edit", whole_form(w, 0, false)), 409);
    assert_true(loopback_shows(&carl, "En anden har gemt"));
    run_jobs(w);
    assert_int_equal(loopback_get(&anna, "/inbox"), 200);
    assert_true(loopback_shows(&anna, "Vores grænser er ændret"));
    assert_int_equal(loopback_get(&anna, "/limits"), 200);
    assert_true(loopback_shows(&anna, "Udgave 1"));
    assert_int_equal(loopback_get(&anna, "/limits?version=0"), 200);
    assert_true(loopback_shows(&anna, "gælder ikke længere"));
    assert_int_equal(loopback_get(&anna, "/limits?version=7"), 404);
    assert_int_equal(loopback_send(&anna, POST, "/limits/check", "version=1&q1=a&q2=a&q3=b"), 303);
    assert_int_equal(loopback_get(&anna, "/limits/known"), 403);
    assert_int_equal(loopback_get(&lea, "/limits/known"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_false(loopback_shows(&lea, "Søren"));
    assert_int_equal(loopback_get(&siv, "/limits/known"), 200);
    assert_false(loopback_shows(&siv, "Anna Holm"));
    assert_true(loopback_shows(&siv, "skjult"));
}
BOTH(change_and_follow)

static void at_hand_at_the_desk(struct world *w)
{
    struct loopback nina = browser(w, 109);

    assert_int_equal(loopback_get(&nina, "/desk"), 200);
    assert_true(loopback_shows(&nina, "href=\"/limits\""));
    assert_int_equal(loopback_get(&nina, "/limits"), 200);
    assert_true(loopback_shows(&nina, "End at once, without a warning"));
}
BOTH(at_hand_at_the_desk)

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA), carl = browser(w, 108),
                    siv = browser(w, 105);

    assert_int_equal(loopback_get(&anna, "/api/v1/limits"), 200);
    assert_true(loopback_shows(&anna, "\"version\":0"));
    assert_true(loopback_shows(&anna, "\"q1_a\""));
    assert_false(loopback_shows(&anna, "q1_why"));
    loopback_get(&anna, "/limits"); /* for the token */
    loopback_get(&lea, "/limits");
    loopback_get(&carl, "/limits");
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/limits/check",
                                   "{\"version\":0,\"q1\":\"a\",\"q2\":\"a\",\"q3\":\"c\"}"),
                     200);
    assert_true(loopback_shows(&anna, "\"understood_at\":null"));
    assert_true(loopback_shows(&anna, "Vrede over sagen er i orden"));
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/limits/check",
                                   "{\"version\":0,\"q1\":\"b\",\"q2\":\"a\",\"q3\":\"c\"}"),
                     200);
    assert_true(loopback_shows(&anna, "\"q1_why\":null"));
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/limits/check", "{\"version\":0}"), 422);
    assert_true(loopback_shows(&anna, "q1"));
    assert_int_equal(loopback_get(&lea, "/api/v1/limits/people"), 200);
    assert_true(loopback_shows(&lea, "\"person\":\"Anna Holm\""));
    assert_int_equal(loopback_get(&siv, "/api/v1/limits/people"), 403);
    assert_int_equal(loopback_get(&siv, "/api/v1/limits/known"), 200);
    assert_true(loopback_shows(&siv, "\"understood_hidden\":true"));
    assert_int_equal(loopback_send(&lea, PUT, "/api/v1/limits", whole_form(w, 0, true)), 403);
    assert_int_equal(loopback_send(&carl, PUT, "/api/v1/limits", whole_form(w, 0, true)), 200);
    assert_true(loopback_shows(&carl, "\"version\":1"));
    assert_int_equal(loopback_send(&carl, PUT, "/api/v1/limits", whole_form(w, 0, true)), 409);
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(read_answer_again),
        ON_BOTH(change_and_follow),
        ON_BOTH(at_hand_at_the_desk),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
