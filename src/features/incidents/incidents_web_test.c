/* Every page and API route of incidents, without a socket: allowed, denied, bad input, gone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_world.h"

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

#define LOG_FORM                                                                                   \
    "client_key=web-key-01&class=b&rating=4&words=Grimme+ord&acts=warned&acts=ended_after_"        \
    "warning&wants_talk=true"

/* Logs through the page; returns the id. */
static int64_t log_by_form(struct world *w, struct loopback *lb)
{
    struct str to;
    int64_t id = 0;

    loopback_get(lb, "/log"); /* for the token */
    assert_int_equal(loopback_send(lb, POST, "/log", LOG_FORM), 303);
    to = loopback_header(lb, "Location");
    assert_true(str_starts(to, STR("/incidents/")));
    assert_true(str_int64(str_sub(to, 11, to.n), &id));
    db_refresh(w->db);
    return id;
}

static const char *at(struct world *w, int64_t id, const char *rest)
{
    return str_c(w->arena, arena_printf(w->arena, "/incidents/%lld%s", (long long)id, rest));
}

static void logs_by_form_and_shows(struct world *w)
{
    struct loopback anna = browser(w, ANNA);
    int64_t id;

    assert_int_equal(loopback_get(&anna, "/log"), 200);
    assert_true(loopback_shows(&anna, "name=\"class\""));
    id = log_by_form(w, &anna);
    assert_int_equal(loopback_get(&anna, at(w, id, "")), 200);
    assert_true(loopback_shows(&anna, "H-1"));
    assert_true(loopback_shows(&anna, "Grimme ord"));
    assert_int_equal(loopback_get(&anna, "/incidents"), 200);
    assert_true(loopback_shows(&anna, "H-1"));
    assert_int_equal(loopback_get(&anna, "/h/H-1"), 303);
    assert_int_equal(loopback_get(&anna, "/h/H-2"), 404);
    assert_int_equal(loopback_get(&anna, "/h/x"), 404);
}
BOTH(logs_by_form_and_shows)

static void keeps_what_was_typed(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    loopback_get(&anna, "/log");
    assert_int_equal(
        loopback_send(&anna, POST, "/log",
                      "client_key=web-key-02&class=q&rating=9&words=Det+her+skal+ikke+forsvinde"),
        422);
    assert_true(loopback_shows(&anna, "Det her skal ikke forsvinde"));
    assert_true(loopback_shows(&anna, "web-key-02"));
    assert_int_equal(loopback_send(&anna, POST, "/log", ""), 422);
}
BOTH(keeps_what_was_typed)

static void answers_json_where_asked(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    loopback_get(&anna, "/log");
    anna.extra[anna.n_extra++] = (struct header){STR("Accept"), STR("application/json")};
    assert_int_equal(loopback_send(&anna, POST, "/log", LOG_FORM), 201);
    assert_true(loopback_shows(&anna, "\"number\":\"H-1\""));
    assert_int_equal(loopback_send(&anna, POST, "/log", LOG_FORM), 200);
    assert_true(loopback_shows(&anna, "\"number\":\"H-1\""));
    assert_int_equal(loopback_send(&anna, POST, "/log", "client_key=web-key-03&class=b"), 422);
    assert_int_equal(loopback_get(&anna, "/log/choices"), 200);
    assert_true(loopback_shows(&anna, "\"id\":\"501\""));
    assert_true(loopback_shows(&anna, "Bo Friis"));
    assert_false(loopback_shows(&anna, "Søren"));
}
BOTH(answers_json_where_asked)

static void refuses_without_token(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    anna.csrf = STR("wrong");
    assert_int_equal(loopback_send(&anna, POST, "/log", LOG_FORM), 403);
    assert_true(loopback_shows(&anna, "Grimme ord")); /* carried along, to be sent again */
}
BOTH(refuses_without_token)

static void shows_others_nothing(struct world *w)
{
    struct loopback anna = browser(w, ANNA), nobody = browser(w, 0);
    int64_t id = log_by_form(w, &anna);
    static const int64_t others[] = {BO, SOREN, SIV, AMIR};

    assert_int_equal(loopback_get(&nobody, at(w, id, "")), 303);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct loopback lb = browser(w, others[i]);
        int status = loopback_get(&lb, at(w, id, ""));
        assert_true(status == 404 || status == 403);
        assert_false(loopback_shows(&lb, "Grimme ord"));
        loopback_get(&lb, "/incidents?q=grimme");
        assert_false(loopback_shows(&lb, "H-1<"));
        assert_int_equal(loopback_get(&lb, "/today"), 403);
        assert_true(loopback_get(&lb, "/h/1") >= 400);
    }
}
BOTH(shows_others_nothing)

static void manager_acts(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA);
    int64_t id = log_by_form(w, &anna);

    assert_int_equal(loopback_get(&lea, "/today"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_int_equal(loopback_send(&lea, POST, "/today/seen", ""), 303);
    assert_int_equal(
        loopback_get(&lea, "/incidents?class=b&hit=3&from=2026-03-01&to=2026-03-31&untalked=true"),
        200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_int_equal(loopback_get(&lea, at(w, id, "")), 200);
    assert_int_equal(loopback_send(&lea, POST, at(w, id, "/rating"), "rating=2"), 409);
    assert_int_equal(loopback_send(&lea, POST, at(w, id, "/rating"), "rating=5"), 303);
    assert_int_equal(loopback_send(&lea, POST, at(w, id, "/text"), "field=words&text=x"), 403);
    assert_int_equal(loopback_send(&lea, POST, at(w, id, "/talked"), "back=/today"), 303);
    assert_str(loopback_header(&lea, "Location"), "/today");
    assert_int_equal(loopback_send(&lea, POST, at(w, id, "/talked"), ""), 409);
    assert_int_equal(loopback_get(&anna, at(w, id, "")), 200);
    assert_true(loopback_shows(&anna, "Lea Krog")); /* what happened with it is told back */
}
BOTH(manager_acts)

static void corrects_and_changes(struct world *w)
{
    struct loopback anna = browser(w, ANNA);
    int64_t id = log_by_form(w, &anna);

    assert_int_equal(loopback_send(&anna, POST, at(w, id, "/text"), "field=words&text=Andre+ord"),
                     303);
    assert_int_equal(loopback_send(&anna, POST, at(w, id, "/rating"), "rating=2"), 303);
    assert_int_equal(
        loopback_send(&anna, POST, at(w, id, "/details"), "class=d&acts=calmed&at_home=true"), 303);
    assert_int_equal(loopback_get(&anna, at(w, id, "")), 200);
    assert_true(loopback_shows(&anna, "Andre ord"));
    assert_true(loopback_shows(&anna, "Grimme ord"));
    assert_true(loopback_shows(&anna, "4 → 2"));
    assert_int_equal(loopback_send(&anna, POST, at(w, id, "/details"), "class=z"), 422);
    assert_int_equal(loopback_send(&anna, POST, at(w, id, "/text"), "field=nothing&text=x"), 422);
    assert_int_equal(loopback_send(&anna, POST, at(w, id, "/rating"), "rating=7"), 422);
    assert_int_equal(loopback_send(&anna, POST, at(w, 12345, "/rating"), "rating=3"), 404);
}
BOTH(corrects_and_changes)

static void api_follows_the_same_rules(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA), amir = browser(w, AMIR);
    int64_t id;
    char path[96];

    loopback_get(&anna, "/log");
    loopback_get(&lea, "/today");
    assert_int_equal(
        loopback_send(
            &anna, POST, "/api/v1/incidents",
            "{\"client_key\":\"api-key-01\",\"class\":\"d\",\"rating\":5,\"words\":\"ordret\"}"),
        201);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/incidents",
                                   "{\"client_key\":\"api-key-02\",\"clas\":\"d\"}"),
                     422);
    assert_true(loopback_shows(&anna, "problem") ||
                str_starts(anna.last.content_type, STR("application/problem")));
    assert_int_equal(loopback_get(&lea, "/api/v1/incidents?class=d"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_int_equal(loopback_get(&lea, "/api/v1/incidents?class=a"), 200);
    assert_false(loopback_shows(&lea, "Anna Holm"));
    assert_int_equal(loopback_get(&lea, "/api/v1/incidents?class=zebra"), 422);
    assert_int_equal(loopback_get(&lea, "/api/v1/incidents?after=forged"), 400);
    assert_int_equal(loopback_get(&amir, "/api/v1/incidents"), 403);
    assert_int_equal(loopback_get(&lea, "/api/v1/today"), 200);
    db_refresh(w->db);
    {
        struct str text;
        assert_ok(db_read_text(w->db, w->arena, STR("SELECT id FROM incident"), &text));
        assert_true(str_int64(text, &id));
    }
    snprintf(path, sizeof path, "/api/v1/incidents/%lld", (long long)id);
    assert_int_equal(loopback_get(&lea, path), 200);
    assert_true(loopback_shows(&lea, "ordret"));
    assert_int_equal(loopback_get(&amir, path), 403);
    snprintf(path, sizeof path, "/api/v1/incidents/%lld/talked", (long long)id);
    assert_int_equal(loopback_send(&lea, POST, path, "{}"), 200);
    assert_int_equal(loopback_send(&lea, POST, path, "{}"), 409);
}
BOTH(api_follows_the_same_rules)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(logs_by_form_and_shows),   ON_BOTH(keeps_what_was_typed),
        ON_BOTH(answers_json_where_asked), ON_BOTH(refuses_without_token),
        ON_BOTH(shows_others_nothing),     ON_BOTH(manager_acts),
        ON_BOTH(corrects_and_changes),     ON_BOTH(api_follows_the_same_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
