/* Every page and API route of practice, without a socket and without JavaScript.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_world.h"

#include "base/json.h"
#include "features/practice/practice_forms.h"
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

/* "/practice/tries/17" of the answer. */
static const char *try_of(struct world *w, struct loopback *lb)
{
    struct str to = loopback_header(lb, "Location");

    assert_true(str_starts(to, STR("/practice/tries/")));
    return str_c(w->arena, to);
}

static int send(struct world *w, struct loopback *lb, const char *page, const char *act,
                const char *body)
{
    return loopback_send(lb, POST, str_c(w->arena, arena_printf(w->arena, "%s/%s", page, act)),
                         body);
}

static void a_call_by_forms_alone(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO);

    assert_int_equal(loopback_get(&anna, "/practice"), 200);
    assert_true(loopback_shows(&anna, "Vred over et afslag"));
    assert_true(loopback_shows(&anna, "/practice/endless"));
    assert_int_equal(loopback_get(&anna, "/practice/refusal"), 200);
    assert_int_equal(loopback_get(&anna, "/practice/nothing"), 404);
    assert_int_equal(loopback_send(&anna, POST, "/practice/refusal/start", "before=9"), 422);
    assert_int_equal(loopback_send(&anna, POST, "/practice/refusal/start", "before=2"), 303);
    const char *page = try_of(w, &anna);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_true(loopback_shows(&anna, "Tre sider"));
    assert_true(loopback_shows(&anna, "trin 2 af 6"));
    assert_false(loopback_shows(&anna, "Jeg skammer mig")); /* what they think comes afterwards */
    assert_int_equal(send(w, &anna, page, "choose", "at=0"), 422);
    assert_int_equal(send(w, &anna, page, "choose", "at=0&choice=7"), 422);
    assert_true(loopback_shows(&anna, "Vælg et af de svar"));
    assert_int_equal(send(w, &anna, page, "choose", "at=0&choice=1"), 303);
    assert_int_equal(send(w, &anna, page, "choose", "at=0&choice=0"), 409);
    assert_true(loopback_shows(&anna, "videre et andet sted"));
    assert_true(loopback_shows(&anna, "Tror du, jeg er dum?"));
    assert_int_equal(send(w, &anna, page, "choose", "at=1&choice=2"), 303);
    assert_int_equal(send(w, &anna, page, "choose", "at=2&choice=2"), 303);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_true(loopback_shows(&anna, "En anden tog over"));
    assert_int_equal(send(w, &anna, page, "after", ""), 422);
    assert_int_equal(send(w, &anna, page, "after", "after=4"), 303);
    assert_int_equal(loopback_get(&anna, page), 200);
    assert_true(loopback_shows(&anna, "2 før, 4 efter"));
    const char *replay = str_c(w->arena, arena_printf(w->arena, "%s/replay", page));
    assert_int_equal(loopback_get(&anna, replay), 200);
    assert_true(loopback_shows(&anna, "Jeg skammer mig"));
    assert_true(loopback_shows(&anna, "Jeg vil ikke kaldes idiot") ||
                loopback_shows(&anna, "jeg vil ikke kaldes idiot"));
    assert_int_equal(loopback_get(&bo, page), 404);
    assert_int_equal(loopback_get(&bo, replay), 404);
    assert_int_equal(send(w, &anna, page, "drop", ""), 303);
    assert_int_equal(loopback_get(&anna, page), 404);
}
BOTH(a_call_by_forms_alone)

static void stopping_is_met_kindly(struct world *w)
{
    struct loopback nina = browser(w, NINA);

    assert_int_equal(loopback_send(&nina, POST, "/practice/suicide/start", ""), 303);
    const char *page = try_of(w, &nina);
    assert_int_equal(loopback_get(&nina, page), 200);
    assert_true(loopback_shows(&nina, "Stop here"));
    assert_true(loopback_shows(&nina, "That form"));
    assert_int_equal(send(w, &nina, page, "stop", ""), 303);
    assert_int_equal(loopback_get(&nina, page), 200);
    assert_true(loopback_shows(&nina, "Good that you stopped"));
    assert_true(loopback_shows(&nina, "/desk"));
    assert_int_equal(send(w, &nina, page, "choose", "at=0&choice=0"), 409);
    assert_int_equal(loopback_get(&nina, "/practice/suicide"), 200);
    assert_true(loopback_shows(&nina, "stopped on the way"));
}
BOTH(stopping_is_met_kindly)

static struct str encoded(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, 3 * s.n);

    for (size_t i = 0; i < s.n; i++)
        buf_printf(&b, "%%%02X", (unsigned)(unsigned char)s.p[i]);
    return buf_str(&b);
}

/* Without JavaScript: the compiled story is pasted. */
static void writing_one(struct world *w)
{
    struct loopback lea = browser(w, LEA), anna = browser(w, ANNA);
    const struct practice_shipped *s = NULL;

    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == LANG_DA && strcmp(practice_shipped[i].name, "bomb") == 0)
            s = &practice_shipped[i];
    assert_non_null(s);
    assert_int_equal(loopback_get(&anna, "/practice/own"), 403);
    assert_int_equal(loopback_get(&anna, "/practice"), 200);
    assert_false(loopback_shows(&anna, "/practice/own"));
    assert_int_equal(loopback_get(&lea, "/practice/own"), 200);
    assert_int_equal(loopback_get(&lea, "/practice/own/new"), 200);
    assert_true(loopback_shows(&lea, "# title: En ny samtale"));
    assert_int_equal(loopback_get(&lea, "/practice/own/new?from=bomb"), 200);
    assert_true(loopback_shows(&lea, "Bombetruslen"));
    assert_int_equal(
        loopback_send(&lea, POST, "/practice/own", "lang=da&source=min+tekst&json=%7B%7D"), 422);
    assert_true(loopback_shows(&lea, "min tekst"));
    assert_true(loopback_shows(&lea, "kan ikke læses"));
    assert_int_equal(loopback_send(&lea, POST, "/practice/own", "lang=da&source=min+tekst"), 422);
    assert_true(loopback_shows(&lea, "min tekst"));
    assert_int_equal(
        loopback_send(&lea, POST, "/practice/own",
                      str_c(w->arena, arena_printf(w->arena, "lang=da&source=x&json=%.*s",
                                                   STR_ARG(encoded(w->arena, s->json))))),
        303);
    const char *page = str_c(w->arena, loopback_header(&lea, "Location"));
    assert_int_equal(loopback_get(&lea, page), 200);
    assert_true(loopback_shows(&lea, "Bombetruslen"));
    assert_int_equal(loopback_get(&anna, page), 403);
    assert_int_equal(send(w, &lea, page, "offer", "offered=true"), 303);
    assert_int_equal(loopback_get(&lea, "/practice/own"), 200);
    assert_true(loopback_shows(&lea, "Alle kan øve den"));
    assert_int_equal(loopback_get(&anna, "/practice"), 200);
    assert_true(loopback_shows(&anna, "/practice/own-"));
    assert_int_equal(loopback_send(&lea, POST, page, "lang=da&version=7&source=y&json=%7B%7D"),
                     422);
    assert_int_equal(loopback_get(&lea, "/practice/own/17"), 404);
}
BOTH(writing_one)

static const struct practice_shipped *shipped(const char *name, enum lang lang)
{
    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == lang && strcmp(practice_shipped[i].name, name) == 0)
            return &practice_shipped[i];
    fail_msg("%s is not shipped", name);
    return NULL;
}

/* A story that came compiled: the page says so, and what can be done all the same. */
static void one_without_a_source(struct world *w)
{
    struct loopback lea = browser(w, LEA);
    struct str json = encoded(w->arena, shipped("bomb", LANG_DA)->json);

    assert_int_equal(loopback_get(&lea, "/practice/own/new"), 200);
    assert_false(loopback_shows(&lea, "hentet som oversat ink"));
    assert_int_equal(
        loopback_send(
            &lea, POST, "/practice/own",
            str_c(w->arena, arena_printf(w->arena, "lang=da&source=&json=%.*s", STR_ARG(json)))),
        303);
    const char *page = str_c(w->arena, loopback_header(&lea, "Location"));
    assert_int_equal(loopback_get(&lea, page), 200);
    assert_true(loopback_shows(&lea, "hentet som oversat ink"));
    assert_true(loopback_shows(&lea, "data-compiled"));
    assert_true(loopback_shows(&lea, "&#34;inkVersion&#34;:21")); /* saved again as it is */
    assert_true(loopback_shows(&lea, "name=\"own_id\""));
    lea.file = STR("== min tekst");
    lea.filename = STR("ny.ink");
    assert_int_equal(
        loopback_send(&lea, POST, "/practice/own/import",
                      str_c(w->arena, arena_printf(w->arena, "own_id=%s", strrchr(page, '/') + 1))),
        200);
    assert_true(loopback_shows(&lea, "== min tekst"));
    assert_false(loopback_shows(&lea, "hentet som oversat ink"));
    assert_true(
        loopback_shows(&lea, str_c(w->arena, arena_printf(w->arena, "action=\"%s\"", page))));
    lea.file = STR("x");
    assert_int_equal(loopback_send(&lea, POST, "/practice/own/import", "own_id=17"), 404);
}
BOTH(one_without_a_source)

static struct str as_json(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, 2 * s.n);
    struct json_out o = json_out_to(&b);

    json_write_text(&o, s);
    return buf_str(&b);
}

static void own_ones_as_json(struct world *w)
{
    struct loopback lea = browser(w, LEA), anna = browser(w, ANNA);
    const struct practice_shipped *s = shipped("bomb", LANG_EN);
    struct str json = as_json(w->arena, s->json), source = as_json(w->arena, s->source);
    const char *both =
        str_c(w->arena, arena_printf(w->arena, "{\"lang\":\"en\",\"source\":%.*s,\"json\":%.*s}",
                                     STR_ARG(source), STR_ARG(json)));

    loopback_get(&lea, "/practice");
    loopback_get(&anna, "/practice");
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/practice/own", both), 403);
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/practice/own/check", "{\"json\":\"{}\"}"),
                     200);
    assert_true(loopback_shows(&lea, "{\"kind\":\"refused\",\"where\":null,\"why\":\""));
    assert_int_equal(
        loopback_send(&lea, POST, "/api/v1/practice/own/check",
                      str_c(w->arena, arena_printf(w->arena, "{\"json\":%.*s}", STR_ARG(json)))),
        200);
    assert_true(loopback_shows(&lea, "{\"items\":[],")); /* nothing is wrong with it */
    assert_int_equal(
        loopback_send(&lea, POST, "/api/v1/practice/own", "{\"lang\":\"en\",\"json\":\"{}\"}"),
        400);
    assert_true(loopback_shows(&lea, "PRACTICE_NOT_FINE"));
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/practice/own", both), 201);
    assert_true(loopback_shows(&lea, "\"offered\":false,\"version\":1"));
    const char *path =
        str_c(w->arena, arena_printf(w->arena, "/api/v1/practice/own/%lld",
                                     (long long)count(w, "SELECT id FROM practice_own")));
    assert_int_equal(send(w, &lea, path, "offer", "{\"offered\":true}"), 200);
    assert_true(loopback_shows(&lea, "\"offered\":true"));
    assert_int_equal(loopback_get(&lea, "/api/v1/practice/own"), 200);
    assert_true(loopback_shows(&lea, "\"lang\":\"en\",\"offered\":true,\"version\":1"));
    assert_int_equal(loopback_send(&lea, POST, path, both),
                     409); /* it does not say which version it changes */
    assert_int_equal(
        loopback_send(
            &lea, POST, path,
            str_c(w->arena, arena_printf(w->arena, "{\"lang\":\"en\",\"version\":1,\"json\":%.*s}",
                                         STR_ARG(json)))),
        200);
    assert_true(loopback_shows(&lea, "\"version\":2"));
    assert_true(loopback_shows(&lea, "\"source\":null")); /* it came without */
    assert_int_equal(loopback_get(&lea, path), 200);
    assert_int_equal(loopback_get(&anna, path), 403);
    assert_int_equal(loopback_get(&lea, "/api/v1/practice/own/17"), 404);
}
BOTH(own_ones_as_json)

/* Sends a file into the editor. */
static int import(struct loopback *lb, const char *name, const char *content)
{
    lb->file = str_of(content);
    lb->filename = str_of(name);
    int status = loopback_send(lb, POST, "/practice/own/import", "");
    lb->file = lb->filename = STR_NONE;
    return status;
}

static void beginning_with_a_file(struct world *w)
{
    struct loopback lea = browser(w, LEA), anna = browser(w, ANNA);

    assert_int_equal(loopback_get(&anna, "/practice"), 200);
    assert_int_equal(import(&anna, "a.ink", "x"), 403);
    assert_int_equal(loopback_get(&lea, "/practice/own/new"), 200);
    assert_int_equal(import(&lea, "Kald.INK", "== min <tekst>"), 200);
    assert_true(loopback_shows(&lea, "== min &lt;tekst&gt;"));
    assert_true(loopback_shows(&lea, "ligger nu i feltet"));
    assert_int_equal(import(&lea, "kald.twee", ":: Start\nHallo\n[[Ja->Slut]]\n:: Slut\nTak"), 200);
    assert_true(loopback_shows(&lea, "+ [Ja] -&gt; passage_2"));
    assert_int_equal(import(&lea, "kald.twee", ":: Start\nHallo\n<<if 1>>"), 422);
    assert_true(loopback_shows(&lea, "Afsnittet »Start«, linje 3: Her står en kommando"));
    assert_int_equal(import(&lea, "kald.json", "{\"inkVersion\":21}"), 200);
    assert_true(loopback_shows(&lea, "data-compiled"));
    assert_true(loopback_shows(&lea, "{&#34;inkVersion&#34;:21}"));
    assert_int_equal(import(&lea, "kald.exe", "x"), 422);
    assert_true(loopback_shows(&lea, "ender på .ink"));
    assert_int_equal(import(&lea, "kald.ink", "\xFF"), 422);
    assert_int_equal(import(&lea, "kald.ink", ""), 422);
}
BOTH(beginning_with_a_file)

static void a_package_for_learning_platforms(struct world *w)
{
    struct loopback lea = browser(w, LEA), anna = browser(w, ANNA);

    assert_int_equal(loopback_get(&anna, "/practice/bomb"), 200);
    assert_false(loopback_shows(&anna, "scorm"));
    assert_int_equal(loopback_get(&anna, "/practice/bomb/scorm"), 403);
    assert_int_equal(loopback_get(&lea, "/practice/bomb"), 200);
    assert_true(loopback_shows(&lea, "/practice/bomb/scorm?lang=en"));
    assert_int_equal(loopback_get(&lea, "/practice/nothing/scorm"), 404);
    assert_int_equal(loopback_get(&lea, "/practice/bomb/scorm?lang=en"), 200);
    assert_true(str_eq(loopback_header(&lea, "Content-Disposition"),
                       STR("attachment; filename=\"bomb-en-scorm12.zip\"")));
    struct str first = arena_copy(w->arena, buf_str(&lea.last.body));
    assert_true(str_starts(first, STR("PK")));
    assert_true(str_find(first, STR("imsmanifest.xml"), &(size_t){0}));
    clock_advance(INT64_C(86400000)); /* no time stands in it */
    lea = browser(w, LEA);
    assert_int_equal(loopback_get(&lea, "/practice/bomb/scorm?lang=en"), 200);
    assert_true(str_eq(buf_str(&lea.last.body), first));
    assert_int_equal(loopback_get(&lea, "/practice/bomb/scorm"), 200);
    assert_false(str_eq(buf_str(&lea.last.body), first)); /* in Danish */
}
BOTH(a_package_for_learning_platforms)

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO);

    assert_int_equal(loopback_get(&anna, "/api/v1/practice/scenarios"), 200);
    assert_true(loopback_shows(&anna, "\"name\":\"wrong_door\""));
    loopback_get(&anna, "/practice"); /* for the token */
    loopback_get(&bo, "/practice");
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/practice/tries", "{}"), 422);
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/practice/tries", "{\"scenario\":\"nothing\"}"), 404);
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/practice/tries", "{\"scenario\":\"bomb\"}"), 201);
    assert_true(loopback_shows(&anna, "\"state\":\"running\""));
    const char *path =
        str_c(w->arena, arena_printf(w->arena, "/api/v1/practice/tries/%lld",
                                     (long long)count(w, "SELECT id FROM practice_try")));
    assert_int_equal(send(w, &anna, path, "choices", "{\"at\":0,\"choice\":0}"), 200);
    assert_int_equal(send(w, &anna, path, "choices", "{\"at\":0,\"choice\":0}"), 200);
    assert_true(loopback_shows(&anna, "\"choices\":1"));
    assert_int_equal(send(w, &anna, path, "choices", "{\"at\":0,\"choice\":1}"), 409);
    assert_int_equal(send(w, &anna, path, "choices", "{\"at\":1,\"choice\":9}"), 400);
    assert_int_equal(send(w, &bo, path, "choices", "{\"at\":1,\"choice\":0}"), 404);
    assert_int_equal(loopback_get(&bo, path), 404);
    assert_int_equal(loopback_get(&bo, "/api/v1/practice/tries"), 200);
    assert_false(loopback_shows(&bo, "bomb"));
    assert_int_equal(send(w, &anna, path, "stop", "{}"), 200);
    assert_true(loopback_shows(&anna, "\"state\":\"stopped\""));
    assert_int_equal(loopback_get(&anna, "/api/v1/practice/tries"), 200);
    assert_true(loopback_shows(&anna, "\"scenario\":\"bomb\""));
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_call_by_forms_alone),
        ON_BOTH(stopping_is_met_kindly),
        ON_BOTH(writing_one),
        ON_BOTH(one_without_a_source),
        ON_BOTH(own_ones_as_json),
        ON_BOTH(beginning_with_a_file),
        ON_BOTH(a_package_for_learning_platforms),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
