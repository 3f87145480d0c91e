/* The pages and the API, with and without a store, in both languages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/statements/statements_world.h"

#include "features/modules/modules.h"
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

#define FORM_OK                                                                                    \
    "url=https://lrs.example.dk/xapi/&login=key-1&secret=hush-hush&kinds=module_passed&"           \
    "kinds=scenario_completed&on=true"

static void the_store_page(struct world *w)
{
    struct loopback lb = browser(w, AMIR);

    info.public_url = STR("");
    assert_int_equal(loopback_get(&lb, "/statements"), 200);
    assert_true(loopback_shows(&lb, "No store is set up"));
    assert_true(loopback_shows(&lb, "does not know its own address"));
    info.public_url = STR(PUBLIC_URL);
    assert_int_equal(
        loopback_send(
            &lb, POST, "/statements",
            "url=http://lrs.example.dk/&login=key-1&secret=hush-hush&kinds=module_passed"),
        422);
    assert_true(loopback_shows(&lb, "value=\"http://lrs.example.dk/\""));
    assert_true(loopback_shows(&lb, "value=\"key-1\""));
    assert_false(loopback_shows(&lb, "hush-hush"));
    assert_int_equal(loopback_send(&lb, POST, "/statements",
                                   "url=https://lrs.example.dk/&login=key-1&secret=x&on=true"),
                     422);
    assert_true(loopback_shows(&lb, "at least one thing"));
    assert_int_equal(loopback_send(&lb, POST, "/statements", FORM_OK), 303);
    assert_int_equal(loopback_get(&lb, "/statements"), 200);
    assert_false(loopback_shows(&lb, "hush-hush"));
    assert_true(loopback_shows(&lb, "value=\"module_passed\" checked"));
    passes(w, 1, ANNA, "conflict");
    assert_ok(statements_collect(w->store));
    run_sql(w, "UPDATE statement SET state = 2, why = 'HTTP 400'");
    assert_int_equal(loopback_get(&lb, "/statements"), 200);
    assert_true(loopback_shows(&lb, "HTTP 400"));
    assert_false(loopback_shows(&lb, "Anna"));
    assert_int_equal(loopback_send(&lb, POST, "/statements/again", ""), 303);
    assert_int_equal(count(w, "SELECT state FROM statement"), STATEMENT_WAITING);
    assert_int_equal(loopback_send(&lb, POST, "/statements/renew", ""), 303);
    assert_int_equal(loopback_send(&lb, POST, "/statements/remove", ""), 303);
    assert_int_equal(loopback_send(&lb, POST, "/statements/remove", ""), 404);
}
BOTH(the_store_page)

/* In Danish. */
static const char *title(struct world *w, const char *word)
{
    struct module_list modules;

    assert_ok(modules_of(w->db, w->arena, 1, &modules));
    for (size_t i = 0; i < modules.n; i++)
        if (str_eq(modules.at[i].word, str_of(word)))
            return str_c(w->arena, modules.at[i].title[LANG_DA]);
    return "";
}

static void ones_own_page(struct world *w)
{
    struct loopback admin = browser(w, AMIR), lb = browser(w, ANNA);

    info.public_url = STR(PUBLIC_URL);
    assert_int_equal(loopback_get(&lb, "/me"), 200);
    assert_true(loopback_shows(&lb, "/me/statements"));
    assert_int_equal(loopback_get(&lb, "/me/statements"), 200);
    assert_true(loopback_shows(&lb, "fortælles der intet videre"));
    assert_int_equal(loopback_send(&admin, POST, "/statements", FORM_OK), 303);
    passes(w, 1, ANNA, "conflict");
    passes(w, 2, BO, "acute");
    assert_ok(statements_collect(w->store));
    assert_int_equal(loopback_get(&lb, "/me/statements"), 200);
    assert_true(loopback_shows(&lb, title(w, "conflict")));
    assert_false(loopback_shows(&lb, title(w, "acute")));
    assert_false(loopback_shows(&lb, "name=\"practice\" value=\"true\" checked"));
    assert_int_equal(loopback_send(&lb, POST, "/me/statements", "practice=true"), 303);
    assert_int_equal(loopback_get(&lb, "/me/statements"), 200);
    assert_true(loopback_shows(&lb, "name=\"practice\" value=\"true\" checked"));
    assert_int_equal(loopback_send(&lb, POST, "/me/statements", ""), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement_wish"), 0);
}
BOTH(ones_own_page)

static void the_api(struct world *w)
{
    struct loopback admin = browser(w, AMIR), lb = browser(w, ANNA);

    assert_int_equal(loopback_get(&admin, "/api/v1/statement-store"), 200);
    assert_true(loopback_shows(&admin, "\"url\":null"));
    assert_int_equal(
        loopback_send(&admin, PUT, "/api/v1/statement-store",
                      "{\"url\":\"https://lrs.example.dk/xapi\",\"login\":\"key-1\","
                      "\"secret\":\"hush-hush\",\"kinds\":[\"module_passed\"],\"on\":true}"),
        200);
    assert_true(loopback_shows(&admin, "\"on\":true"));
    assert_false(loopback_shows(&admin, "hush"));
    assert_int_equal(loopback_send(&admin, PUT, "/api/v1/statement-store",
                                   "{\"url\":\"http://x\",\"login\":\"k\",\"secret\":\"s\"}"),
                     400);
    passes(w, 1, ANNA, "conflict");
    assert_ok(statements_collect(w->store));
    assert_int_equal(loopback_get(&admin, "/api/v1/statements"), 200);
    assert_true(loopback_shows(&admin, "\"kind\":\"module_passed\""));
    assert_int_equal(loopback_send(&admin, POST, "/api/v1/statement-store/again", ""), 200);
    assert_int_equal(loopback_get(&lb, "/api/v1/statements"), 403);
    assert_int_equal(loopback_send(&lb, PUT, "/api/v1/me/statements", "{\"practice\":true}"), 200);
    assert_true(loopback_shows(&lb, "\"practice\":true"));
    assert_int_equal(loopback_get(&lb, "/api/v1/me/statements/sent"), 200);
    assert_true(loopback_shows(&lb, "conflict"));
}
BOTH(the_api)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(the_store_page), ON_BOTH(ones_own_page),
                                       ON_BOTH(the_api)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
