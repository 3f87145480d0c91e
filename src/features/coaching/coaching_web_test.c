/* Every page and API route of practice forms and calibration, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_world.h"

#include "features/coaching/coaching_forms.h"
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

static const char *to(struct world *w, struct loopback *lb)
{
    return str_c(w->arena, loopback_header(lb, "Location"));
}

static const char *under(struct world *w, const char *page, const char *act)
{
    return str_c(w->arena, arena_printf(w->arena, "%s/%s", page, act));
}

static const char *at(struct world *w, const char *pattern, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, pattern, id));
}

/* All eight that must be answered. */
#define WHOLE "q1=1&q2=3&q3=2&q4=1&q5=na&q6=0&q7=0&q8=1"
#define OTHERWISE "q1=1&q2=1&q3=2&q4=1&q5=na&q6=1&q7=1&q8=1"

static void from_the_first_answer_to_the_end(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), lea = browser(w, LEA);

    assert_int_equal(loopback_get(&anna, "/coaching"), 200);
    assert_true(loopback_shows(&anna, "Intet venter på dig"));
    assert_int_equal(loopback_get(&anna, "/coaching/new?side=learner"), 200);
    assert_true(loopback_shows(&anna, "Bo Friis · Nord"));
    assert_true(loopback_shows(&anna, "Vred over et afslag")); /* a scenario */
    assert_int_equal(loopback_send(&anna, POST, "/coaching/new", "side=learner&with=102&about="),
                     422);
    assert_int_equal(
        loopback_send(&anna, POST, "/coaching/new", "side=learner&with=103&about=Den+om+ventetid"),
        422);
    assert_true(loopback_shows(&anna, "Den om ventetid")); /* nothing lost */
    assert_int_equal(
        loopback_send(&anna, POST, "/coaching/new",
                      "side=learner&with=102&about=Den+om+ventetid&reference=i+g%C3%A5r"
                      "&scenario=refusal"),
        303);
    const char *page = to(w, &anna);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_true(loopback_shows(&anna, "/practice/refusal"));
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "fill"), "q1=1&w2=halvt"), 303);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "fill"), "q1=0&w2=mere&lock=true"),
                     422);
    assert_true(loopback_shows(&anna, "Vælg et svar"));
    assert_true(loopback_shows(&anna, "mere"));
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "fill"), "q1=9"), 422);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "fill"), "q1=1&w1=CPR+010203-1234"),
                     422);
    assert_true(loopback_shows(&anna, "CPR-nummer"));
    assert_int_equal(loopback_get(&bo, page), 200);
    assert_true(loopback_shows(&bo, "udfylder først"));
    assert_false(loopback_shows(&bo, "halvt"));
    assert_int_equal(
        loopback_send(&anna, POST, under(w, page, "fill"), WHOLE "&w7=selvord&lock=true"), 303);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_true(loopback_shows(&anna, "Dit eget billede"));
    assert_true(loopback_shows(&anna, "selvord"));

    assert_int_equal(loopback_get(&bo, page), 200);
    assert_false(loopback_shows(&bo, "selvord"));
    assert_int_equal(
        loopback_send(&bo, POST, under(w, page, "fill"), OTHERWISE "&w7=tr%C3%A6nerord"), 303);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_false(loopback_shows(&anna, "trænerord"));
    assert_int_equal(
        loopback_send(&bo, POST, under(w, page, "fill"), OTHERWISE "&w7=tr%C3%A6nerord&lock=true"),
        303);
    assert_int_equal(loopback_get(&bo, page), 200);
    assert_true(loopback_shows(&bo, "selvord"));
    assert_false(loopback_shows(&bo, "Dit eget billede")); /* no number of anybody else */
    assert_true(loopback_shows(&bo, "I ser det ens på 4 spørgsmål"));
    assert_true(loopback_shows(&bo, "På 3 ser I det forskelligt"));
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_false(loopback_shows(&anna, "trænerord"));
    assert_int_equal(loopback_send(&bo, POST, under(w, page, "share"), "closing=slutord"), 303);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_true(loopback_shows(&anna, "trænerord"));
    assert_true(loopback_shows(&anna, "slutord"));
    assert_true(loopback_shows(&anna, "I ser det forskelligt"));
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "say"), ""), 422);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "say"), "w7=anderledes"), 303);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "say"), "w7=igen"), 409);
    assert_int_equal(loopback_get(&bo, page), 200);
    assert_true(loopback_shows(&bo, "anderledes"));
    assert_int_equal(loopback_send(&bo, POST, under(w, page, "say"), "w7=forst%C3%A5et"), 303);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "drop"), ""), 409);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "acknowledge"), ""), 303);
    assert_int_equal(loopback_get(&lea, page), 404);
    assert_int_equal(loopback_get(&lea, "/coaching"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_false(loopback_shows(&lea, "ventetid"));
}
BOTH(from_the_first_answer_to_the_end)

static void a_trainer_asks(struct world *w)
{
    struct loopback anna = browser(w, ANNA), nina = browser(w, NINA);

    assert_int_equal(loopback_get(&nina, "/coaching/new?side=trainer"), 200);
    assert_true(loopback_shows(&nina, "Your colleague fills it in first"));
    assert_int_equal(
        loopback_send(&nina, POST, "/coaching/new", "side=trainer&with=101&about=Den+i+g%C3%A5r"),
        303);
    const char *page = to(w, &nina);
    assert_int_equal(loopback_get(&anna, "/inbox"), 200);
    assert_true(loopback_shows(&anna, "vil gerne se på en samtale"));
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "drop"), ""), 303);
    assert_int_equal(loopback_get(&nina, page), 404);
}
BOTH(a_trainer_asks)

static const char *stamped(struct world *w, const char *rest)
{
    return str_c(w->arena, arena_printf(w->arena, "stamp=%lld&%s",
                                        (long long)count(w, "SELECT stamp FROM coaching_form WHERE "
                                                            "version = 0"),
                                        rest));
}

static void the_form_is_changed(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), lea = browser(w, LEA);
    const char *q =
        "section=1&kind=scale&weight=3&levels=3&text_da=Nyt+sp%C3%B8rgsm%C3%A5l&text_en="
        "New+question&l1_da=lavt&l1_en=low";

    assert_int_equal(loopback_get(&anna, "/coaching/form"), 200);
    assert_true(loopback_shows(&anna, "Programmets eget skema"));
    assert_false(loopback_shows(&anna, "Lav en kladde"));
    assert_int_equal(loopback_send(&anna, POST, "/coaching/form/draft", ""), 403);
    assert_int_equal(loopback_get(&lea, "/coaching/form/draft"), 403);
    assert_int_equal(loopback_get(&bo, "/coaching/form/draft"), 404); /* nobody has begun one */
    assert_int_equal(loopback_get(&bo, "/coaching/form"), 200);
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft", ""), 303);
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft", ""), 409);
    assert_int_equal(loopback_get(&bo, "/coaching/form/draft/questions/new"), 200);
    assert_int_equal(
        loopback_send(&bo, POST, "/coaching/form/draft/questions/new",
                      stamped(w, "section=1&kind=scale&weight=9&text_da=Mit&text_en=M")),
        422);
    assert_true(loopback_shows(&bo, "Mit"));
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft/questions/new", stamped(w, q)),
                     303);
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft/questions/new",
                                   str_c(w->arena, arena_printf(w->arena, "stamp=1&%s", q))),
                     409);
    assert_true(loopback_shows(&bo, "En anden har rettet imens"));
    assert_int_equal(loopback_get(&bo, "/coaching/form/draft"), 200);
    assert_true(loopback_shows(&bo, "Nyt spørgsmål"));
    int64_t id = count(w, "SELECT id FROM coaching_question WHERE text_en = 'New question'");
    assert_int_equal(loopback_get(&bo, at(w, "/coaching/form/draft/questions/{}", id)), 200);
    assert_true(loopback_shows(&bo, "value=\"lavt\""));
    assert_int_equal(
        loopback_send(&bo, POST, at(w, "/coaching/form/draft/questions/{}", id), stamped(w, q)),
        303);
    assert_int_equal(
        loopback_send(&bo, POST, at(w, "/coaching/form/draft/questions/{}/move", id), "move=up"),
        303);
    assert_int_equal(
        loopback_send(&bo, POST, "/coaching/form/draft/sections", stamped(w, "s1_da=Kun+dansk")),
        422);
    assert_true(loopback_shows(&bo, "Kun dansk"));
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft/publish", "stamp=1"), 409);
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft/publish", stamped(w, "")), 303);
    assert_int_equal(loopback_get(&anna, "/coaching/form"), 200);
    assert_true(loopback_shows(&anna, "Nyt spørgsmål"));
    assert_int_equal(loopback_get(&anna, "/coaching/form?version=1"), 200);
    assert_true(loopback_shows(&anna, "tidligere udgave"));
    assert_int_equal(loopback_get(&anna, "/coaching/form?version=7"), 404);
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft", ""), 303);
    assert_int_equal(loopback_send(&bo, POST, "/coaching/form/draft/discard", ""), 303);
}
BOTH(the_form_is_changed)

static void a_round_by_forms(struct world *w)
{
    struct loopback bo = browser(w, BO), soren = browser(w, SOREN), nina = browser(w, NINA),
                    anna = browser(w, ANNA);

    assert_int_equal(loopback_get(&anna, "/calibration"), 403);
    assert_int_equal(loopback_get(&bo, "/calibration"), 200);
    assert_int_equal(loopback_get(&bo, "/calibration/new"), 200);
    assert_true(loopback_shows(&bo, "Nina Vang"));
    assert_int_equal(loopback_send(&bo, POST, "/calibration/new", "about=Den&person_1=109"), 422);
    assert_true(loopback_shows(&bo, "mindst tre"));
    assert_true(loopback_shows(&bo, "value=\"109\" checked"));
    assert_int_equal(
        loopback_send(&bo, POST, "/calibration/new", "about=Den&person_1=109&person_2=104"), 303);
    const char *page = to(w, &bo);
    assert_int_equal(
        loopback_send(&bo, POST, under(w, page, "fill"), WHOLE "&w1=f%C3%B8rste&lock=true"), 303);
    assert_int_equal(loopback_get(&bo, page), 200);
    assert_true(loopback_shows(&bo, "Spredningen kommer"));
    assert_int_equal(loopback_get(&nina, page), 200);
    assert_false(loopback_shows(&nina, "første"));
    assert_int_equal(loopback_send(&nina, POST, under(w, page, "close"), ""), 403);
    assert_int_equal(loopback_send(&nina, POST, under(w, page, "fill"), "q1=1&lock=true"), 422);
    assert_int_equal(
        loopback_send(&nina, POST, under(w, page, "fill"), OTHERWISE "&w1=anden&lock=true"), 303);
    assert_int_equal(loopback_send(&nina, POST, under(w, page, "agree"), "question=1&words=x"),
                     409);
    assert_int_equal(loopback_send(&soren, POST, under(w, page, "fill"), WHOLE "&lock=true"), 303);
    assert_int_equal(loopback_send(&soren, POST, under(w, page, "fill"), WHOLE "&lock=true"), 409);
    assert_int_equal(loopback_get(&soren, page), 200);
    assert_true(loopback_shows(&soren, "<svg"));
    assert_true(loopback_shows(&soren, "<b>2</b> × Trin 4 af 4"));
    assert_true(loopback_shows(&soren, "<b>1</b> × Trin 2 af 4"));
    assert_true(loopback_shows(&soren, "første"));
    assert_false(loopback_shows(&soren, "Bo Friis"));
    assert_false(loopback_shows(&soren, "Nina Vang"));
    assert_true(loopback_shows(&soren, "Enighed over tid kan først"));
    int64_t q = count(w, "SELECT MIN(id) FROM coaching_question");
    const char *agree =
        str_c(w->arena, arena_printf(w->arena, "question=%lld&stamp=0&value=1", (long long)q));
    assert_int_equal(loopback_send(&soren, POST, under(w, page, "agree"), agree), 422);
    assert_int_equal(
        loopback_send(&soren, POST, under(w, page, "agree"),
                      str_c(w->arena, arena_printf(w->arena, "%s&words=s%%C3%%A5dan", agree))),
        303);
    assert_int_equal(loopback_get(&bo, page), 200);
    assert_true(loopback_shows(&bo, "sådan"));
    assert_int_equal(
        loopback_send(&bo, POST, under(w, page, "agree"),
                      str_c(w->arena, arena_printf(w->arena, "%s&words=mit+ord", agree))),
        409);
    assert_true(loopback_shows(&bo, "mit ord")); /* nothing lost */
}
BOTH(a_round_by_forms)

static const char *id_in(struct world *w, struct loopback *lb, const char *pattern)
{
    struct str body = buf_str(&lb->last.body), id;
    size_t from;

    assert_true(str_find(body, STR("\"id\":\""), &from));
    body = str_sub(body, from + 6, body.n);
    assert_true(str_cut(&body, '"', &id));
    return str_c(w->arena,
                 arena_printf(w->arena, pattern[0] ? "%s/%.*s" : "%s%.*s", pattern, STR_ARG(id)));
}

#define JSON_WHOLE                                                                                 \
    "{\"q1\":\"1\",\"q2\":\"3\",\"q3\":\"2\",\"q4\":\"1\",\"q5\":\"na\",\"q6\":\"0\",\"q7\":"      \
    "\"0\",\"q8\":\"1\",\"w7\":\"%s\",\"lock\":true}"

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), lea = browser(w, LEA);
    const char *hers = str_c(w->arena, arena_printf(w->arena, JSON_WHOLE, "selvord")),
               *his = str_c(w->arena, arena_printf(w->arena, JSON_WHOLE, "trainerord"));

    loopback_get(&anna, "/coaching"); /* for the token */
    loopback_get(&bo, "/coaching");
    assert_int_equal(loopback_get(&anna, "/api/v1/coaching/form"), 200);
    assert_true(loopback_shows(&anna, "\"id\":null"));
    assert_true(loopback_shows(&anna, "\"kind\":\"yes_no\""));
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/coaching", "{\"side\":\"learner\",\"with\":\"102\"}"),
        422);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/coaching",
                                   "{\"side\":\"learner\",\"with\":\"102\",\"about\":\"den\"}"),
                     200);
    const char *page = id_in(w, &anna, "/api/v1/coaching");
    assert_int_equal(loopback_send(&anna, PUT, under(w, page, "answers"), "{\"lock\":true}"), 400);
    assert_int_equal(loopback_send(&anna, PUT, under(w, page, "answers"), hers), 200);
    assert_true(loopback_shows(&anna, "\"state\":\"trainer\""));
    assert_int_equal(loopback_get(&bo, under(w, page, "answers")), 200);
    assert_false(loopback_shows(&bo, "selvord"));
    assert_true(loopback_shows(&bo, "\"other\":null"));
    assert_int_equal(loopback_send(&bo, PUT, under(w, page, "answers"), his), 200);
    assert_int_equal(loopback_get(&bo, under(w, page, "answers")), 200);
    assert_true(loopback_shows(&bo, "selvord"));
    assert_true(loopback_shows(&bo, "\"pair\":\"alike\""));
    assert_int_equal(loopback_get(&anna, under(w, page, "answers")), 200);
    assert_false(loopback_shows(&anna, "trainerord"));
    assert_int_equal(loopback_get(&lea, page), 404);
    assert_int_equal(loopback_get(&lea, under(w, page, "answers")), 404);
    assert_int_equal(loopback_send(&bo, POST, under(w, page, "share"), "{\"closing\":\"ja\"}"),
                     200);
    assert_int_equal(loopback_get(&anna, under(w, page, "answers")), 200);
    assert_true(loopback_shows(&anna, "trainerord"));
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "turns"), "{\"w1\":\"nej\"}"), 200);
    assert_int_equal(loopback_get(&bo, under(w, page, "turns")), 200);
    assert_true(loopback_shows(&bo, "\"side\":\"learner\",\"words\":\"nej\""));
    assert_int_equal(loopback_send(&bo, DELETE, page, ""), 409);
    assert_int_equal(loopback_send(&anna, POST, under(w, page, "acknowledge"), ""), 200);
    assert_true(loopback_shows(&anna, "\"state\":\"ended\""));
    assert_int_equal(loopback_get(&lea, "/api/v1/coaching/held"), 200);
    assert_true(loopback_shows(&lea, "\"learner\":\"Anna Holm\""));
    assert_false(loopback_shows(&lea, "state"));
    assert_int_equal(loopback_get(&bo, "/api/v1/coaching/held"), 200);
    assert_false(loopback_shows(&bo, "Anna Holm"));
}
BOTH(answers_json)

static const char *stamped_json(struct world *w, const char *rest)
{
    return str_c(w->arena, arena_printf(w->arena, "{\"stamp\":%lld%s}",
                                        (long long)count(w, "SELECT stamp FROM coaching_form WHERE "
                                                            "version = 0"),
                                        rest));
}

static void the_form_by_json(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA);
    const char *path = "/api/v1/coaching/form/draft";
    const char *q = ",\"section\":\"1\",\"kind\":\"yes_no\",\"weight\":2,\"text_da\":\"Ny\","
                    "\"text_en\":\"New\"";

    loopback_get(&bo, "/coaching");
    loopback_get(&lea, "/coaching");
    assert_int_equal(loopback_get(&bo, path), 404);
    assert_int_equal(loopback_send(&lea, POST, path, ""), 403);
    assert_int_equal(loopback_send(&bo, POST, path, ""), 200);
    assert_int_equal(loopback_send(&bo, POST, path, ""), 409);
    assert_int_equal(loopback_send(&bo, POST, under(w, path, "questions"), "{\"stamp\":1}"), 422);
    assert_int_equal(loopback_send(&bo, POST, under(w, path, "questions"), stamped_json(w, q)),
                     200);
    assert_true(loopback_shows(&bo, "\"text\":\"Ny\""));
    int64_t id = count(w, "SELECT id FROM coaching_question WHERE text_en = 'New'");
    const char *one = at(w, "/api/v1/coaching/form/draft/questions/{}", id);
    assert_int_equal(loopback_send(&lea, PUT, one, stamped_json(w, q)), 403);
    assert_int_equal(loopback_send(&bo, PUT, one, stamped_json(w, q)), 200);
    assert_int_equal(loopback_send(&bo, POST, under(w, one, "move"), "{\"move\":\"up\"}"), 200);
    assert_int_equal(loopback_send(&bo, PUT, under(w, path, "sections"),
                                   stamped_json(w, ",\"s1_da\":\"A\",\"s1_en\":\"A\"")),
                     400); /* the others are used */
    assert_int_equal(loopback_send(&bo, POST, under(w, path, "publish"), "{\"stamp\":0}"), 409);
    assert_int_equal(loopback_send(&bo, POST, under(w, path, "publish"), stamped_json(w, "")), 200);
    assert_int_equal(loopback_get(&lea, "/api/v1/coaching/form"), 200);
    assert_true(loopback_shows(&lea, "\"text\":\"Ny\""));
    assert_int_equal(loopback_get(&lea, "/api/v1/coaching/form?version=1"), 200);
    assert_false(loopback_shows(&lea, "\"text\":\"Ny\""));
    assert_int_equal(loopback_send(&bo, POST, path, ""), 200);
    assert_int_equal(loopback_send(&bo, DELETE, path, ""), 200);
    assert_int_equal(loopback_get(&bo, path), 404);
}
BOTH(the_form_by_json)

static void a_round_by_json(struct world *w)
{
    struct loopback bo = browser(w, BO), soren = browser(w, SOREN), nina = browser(w, NINA);
    const char *body = str_c(w->arena, arena_printf(w->arena, JSON_WHOLE, "ord"));

    loopback_get(&bo, "/calibration");
    loopback_get(&soren, "/calibration");
    loopback_get(&nina, "/calibration");
    assert_int_equal(
        loopback_send(&bo, POST, "/api/v1/calibration", "{\"about\":\"den\",\"person_1\":\"104\"}"),
        400);
    assert_true(loopback_shows(&bo, "mindst tre"));
    assert_int_equal(loopback_send(&bo, POST, "/api/v1/calibration",
                                   "{\"about\":\"den\",\"person_1\":\"104\",\"person_2\":\"109\"}"),
                     200);
    const char *page = id_in(w, &bo, "/api/v1/calibration");
    assert_int_equal(loopback_send(&bo, PUT, under(w, page, "answers"), body), 200);
    assert_int_equal(loopback_get(&bo, under(w, page, "spread")), 409);
    assert_int_equal(loopback_send(&soren, PUT, under(w, page, "answers"), body), 200);
    assert_int_equal(loopback_send(&nina, PUT, under(w, page, "answers"), body), 200);
    assert_true(loopback_shows(&nina, "\"counted\":3"));
    assert_int_equal(loopback_get(&bo, under(w, page, "spread")), 200);
    assert_true(loopback_shows(&bo, "\"n_1\":\"3\""));
    assert_true(loopback_shows(&bo, "\"alpha\":null"));
    const char *agree = str_c(
        w->arena, arena_printf(w->arena, "{\"question\":\"%lld\",\"value\":\"na\",\"words\":\"x\"}",
                               (long long)count(w, "SELECT MIN(id) FROM coaching_question")));
    assert_int_equal(loopback_send(&bo, POST, under(w, page, "agree"), agree), 200);
    assert_true(loopback_shows(&bo, "\"agreed\":\"na\""));
    assert_int_equal(loopback_send(&bo, POST, under(w, page, "agree"), agree), 409);
    assert_int_equal(loopback_get(&nina, "/api/v1/calibration"), 200);
    assert_true(loopback_shows(&nina, "\"opened_by_caller\":false"));
    assert_int_equal(loopback_send(&bo, POST, under(w, page, "close"), ""), 409);
}
BOTH(a_round_by_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(from_the_first_answer_to_the_end),
        ON_BOTH(a_trainer_asks),
        ON_BOTH(the_form_is_changed),
        ON_BOTH(a_round_by_forms),
        ON_BOTH(answers_json),
        ON_BOTH(the_form_by_json),
        ON_BOTH(a_round_by_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
