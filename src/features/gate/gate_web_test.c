/* Every page and API route of the gate, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate_world.h"

#include "web/cookie.h"
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

/* A phone system's: the administrator's token, for this alone. */
static struct loopback phone_system(struct world *w)
{
    struct loopback lb = {
        .store = w->store, .arena = w->arena, .info = &info, .bearer = STR("bvt_x")};
    struct str hash = hash_hex(w->arena, lb.bearer);

    info.zone = w->zone;
    run_sql(w, str_c(w->arena,
                     arena_printf(w->arena,
                                  "INSERT INTO api_token VALUES (1, '%.*s', 106, 'central', %lld, "
                                  "0, %lld, NULL, NULL)",
                                  STR_ARG(hash), (long long)(INT64_C(1) << PERM_ELIGIBILITY_READ),
                                  (long long)(clock_now() + DAY_MS))));
    return lb;
}

static void sign_and_take_back(struct world *w)
{
    struct loopback tove, anna, lea;

    trainer(w);
    gate_on(w);
    tove = browser(w, TOVE);
    anna = browser(w, ANNA);
    lea = browser(w, LEA);
    assert_int_equal(loopback_get(&anna, "/gate"), 200);
    assert_true(loopback_shows(&anna, "Du er ikke alene på telefonen endnu"));
    assert_true(loopback_shows(&anna, "/listening/ask")); /* how one gets a trainer to listen */
    assert_false(loopback_shows(&anna, "Bo Friis"));
    assert_int_equal(loopback_get(&tove, "/gate"), 200);
    assert_true(loopback_shows(&tove, "3 venter på en underskrift"));
    assert_false(loopback_shows(&tove, "Søren"));
    assert_int_equal(loopback_get(&tove, "/gate/people/101"), 200);
    assert_true(loopback_shows(&tove, "/gate/people/101/sign"));
    assert_false(loopback_shows(&tove, "/gate/people/101/let"));
    assert_true(loopback_shows(&tove, "Når tonen bliver hård"));
    loopback_get(&tove, "/language?to=en"); /* read in another language than one's own */
    assert_int_equal(loopback_get(&tove, "/gate/people/101"), 200);
    assert_true(loopback_shows(&tove, "When the tone turns harsh"));
    assert_false(loopback_shows(&tove, "Når tonen bliver hård"));
    loopback_get(&tove, "/language?to=da");
    assert_int_equal(loopback_send(&tove, POST, "/gate/people/101/sign", "words="), 422);
    assert_true(loopback_shows(&tove, ": Udfyld feltet")); /* and which one */
    assert_int_equal(loopback_send(&tove, POST, "/gate/people/101/sign", "words=Rolig"), 303);
    assert_int_equal(loopback_send(&tove, POST, "/gate/people/101/sign", "words=Igen+og+igen"),
                     409);
    assert_true(loopback_shows(&tove, "Igen og igen")); /* nothing typed is lost */
    assert_int_equal(loopback_send(&tove, POST, "/gate/people/101/take-back", "words=Mere"), 303);
    assert_int_equal(loopback_get(&tove, "/gate/people/104"), 404);
    assert_int_equal(loopback_get(&anna, "/gate/people/102"), 403);
    assert_int_equal(loopback_get(&lea, "/gate/people/101"), 200);
    assert_true(loopback_shows(&lea, "/gate/people/101/let"));
    assert_false(loopback_shows(&lea, "/gate/people/101/sign"));
    assert_int_equal(loopback_send(&lea, POST, "/gate/people/101/let", "words=Sygdom"), 303);
    assert_int_equal(loopback_get(&anna, "/gate"), 200);
    assert_true(loopback_shows(&anna, "lederen på vagt har sagt ja"));
}
BOTH(sign_and_take_back)

static void switch_it(struct world *w)
{
    struct loopback carl = browser(w, CARL), lea = browser(w, LEA), siv = browser(w, SIV);

    assert_int_equal(loopback_get(&carl, "/gate/switch"), 200);
    assert_true(loopback_shows(&carl, "4 af 4 ville"));
    assert_int_equal(loopback_send(&carl, POST, "/gate/switch", "on_day=2020-01-01&grace_days=5"),
                     422);
    assert_int_equal(loopback_send(&carl, POST, "/gate/switch", "on_day=2026-04-06&grace_days=5"),
                     303);
    assert_int_equal(loopback_get(&carl, "/gate/switch"), 200);
    assert_true(loopback_shows(&carl, "bliver slået til 6. april 2026"));
    assert_int_equal(loopback_get(&lea, "/gate/switch"), 403);
    assert_int_equal(loopback_get(&siv, "/gate"), 200);
    assert_int_equal(loopback_send(&carl, POST, "/gate/switch", ""), 303);
    assert_int_equal(count(w, "SELECT on_at FROM gate_switch"), 0);
}
BOTH(switch_it)

static void eligibility(struct world *w)
{
    struct actor tove = trainer(w);
    struct loopback phone = phone_system(w), anna = browser(w, ANNA);
    struct str tag;

    gate_on(w);
    answered(w, &w->anna, "conflict", true);
    assert_ok(gate_sign(w->db, w->arena, &tove, ANNA, STR("x")));
    assert_int_equal(loopback_get(&phone, "/api/v1/eligibility?extension=1127"), 200);
    assert_true(loopback_shows(&phone, "\"eligible\":true"));
    assert_true(loopback_shows(&phone, "\"valid_until\":\"2027-03-30T22:00:00.000Z\""));
    tag = arena_copy(w->arena, loopback_header(&phone, "ETag"));
    assert_true(tag.n > 10);
    phone.extra[0] = (struct header){STR("If-None-Match"), tag};
    phone.n_extra = 1;
    assert_int_equal(loopback_get(&phone, "/api/v1/eligibility?extension=1127"), 304);
    assert_int_equal(phone.last.body.n, 0);
    assert_ok(gate_take_back(w->db, w->arena, &tove, ANNA, STR("x")));
    assert_int_equal(loopback_get(&phone, "/api/v1/eligibility?extension=1127"), 200);
    assert_true(loopback_shows(&phone, "\"reasons\":[\"not_signed\"]"));
    phone.n_extra = 0;
    for (size_t i = 0; i < 4; i++) {
        static const char *const unknown[] = {"extension=9", "person=999", "person=x",
                                              "person=110"};

        assert_int_equal(
            loopback_get(&phone, str_c(w->arena, arena_printf(w->arena, "/api/v1/eligibility?%s",
                                                              unknown[i]))),
            200);
        assert_true(loopback_shows(&phone, "\"eligible\":false"));
        assert_true(loopback_shows(&phone, "\"reasons\":[\"unknown\"]"));
    }
    assert_int_equal(loopback_get(&phone, "/api/v1/eligibility"), 200);
    assert_true(loopback_shows(&phone, "\"person_id\":\"104\""));
    assert_int_equal(loopback_get(&anna, "/api/v1/eligibility?person=101"), 403);
    assert_int_equal(loopback_get(&phone, "/api/v1/gate/people"),
                     403); /* the token is for one thing */
}
BOTH(eligibility)

/* The moment the module holds no more, and before any job has run: the answer is no, and it was said until when to trust it. */
static void an_expired_module_revokes(struct world *w)
{
    struct actor tove = trainer(w);
    struct loopback phone = phone_system(w);
    const char *ask = "/api/v1/eligibility?extension=1127";
    int64_t until;

    gate_on(w);
    answered(w, &w->anna, "conflict", true);
    assert_ok(gate_sign(w->db, w->arena, &tove, ANNA, STR("x")));
    run_jobs(w);
    until = at_gate(w, ANNA).answer.until;
    run_sql(w, str_c(w->arena, arena_printf(w->arena, "UPDATE api_token SET ends_at = %lld",
                                            (long long)(until + DAY_MS))));
    clock_freeze(until - 1);
    assert_int_equal(loopback_get(&phone, ask), 200);
    assert_true(loopback_shows(&phone, "\"eligible\":true"));
    clock_advance(1);
    assert_int_equal(loopback_get(&phone, ask), 200);
    assert_true(loopback_shows(
        &phone, "\"eligible\":false,\"valid_until\":null,\"reasons\":[\"module_expired\"]"));
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM gate_told WHERE person_id = 101 AND open = TRUE"), 1);
    clock_advance(MINUTE_MS - 1); /* within the minute the person and open pages hear of it, too */
    run_jobs(w);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM gate_told WHERE person_id = 101 AND open = FALSE"), 1);
    assert_true(
        count(w,
              "SELECT COUNT(*) FROM notice WHERE person_id = 101 AND text = 'NOTICE_GATE_SHUT'") >
        0);
    answered(w, &w->anna, "conflict", true);
    assert_int_equal(loopback_get(&phone, ask), 200);
    assert_true(loopback_shows(&phone, "\"eligible\":true"));
}
BOTH(an_expired_module_revokes)

/* Whatever the database does: 503 and "not eligible", or no word of being eligible at all; and well again by itself. */
static void a_database_that_fails(struct world *w)
{
    static const char *const asked[] = {"/api/v1/eligibility?extension=1127",
                                        "/api/v1/eligibility?person=101", "/api/v1/eligibility"};
    static const char *const tables[] = {"module_state", "gate_sign", "gate_switch", "role_grant",
                                         "api_token"};
    struct actor tove = trainer(w);
    struct loopback phone = phone_system(w);

    gate_on(w);
    answered(w, &w->anna, "conflict", true);
    assert_ok(gate_sign(w->db, w->arena, &tove, ANNA, STR("x")));
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        run_sql(
            w, str_c(w->arena, arena_printf(w->arena, "ALTER TABLE %s RENAME TO gone", tables[t])));
        for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
            assert_in_range(loopback_get(&phone, asked[i]), 500, 599);
            assert_false(loopback_shows(&phone, "\"eligible\":true"));
            if (t < 3) { /* who asks is known */
                assert_int_equal(phone.last.status, 503);
                assert_true(loopback_shows(&phone, "\"eligible\":false"));
                assert_true(loopback_shows(&phone, "\"reasons\":[\"error\"]"));
            }
        }
        run_sql(
            w, str_c(w->arena, arena_printf(w->arena, "ALTER TABLE gone RENAME TO %s", tables[t])));
        assert_int_equal(loopback_get(&phone, asked[0]), 200);
        assert_true(loopback_shows(&phone, "\"eligible\":true"));
    }
}
BOTH(a_database_that_fails)

static void acts_by_json(struct world *w)
{
    struct loopback tove, lea, carl;

    trainer(w);
    gate_on(w);
    tove = browser(w, TOVE);
    lea = browser(w, LEA);
    carl = browser(w, CARL);
    loopback_get(&tove, "/gate"); /* for the token */
    loopback_get(&lea, "/gate");
    loopback_get(&carl, "/gate");
    assert_int_equal(loopback_get(&tove, "/api/v1/gate/people"), 200);
    assert_true(loopback_shows(&tove, "\"person\":\"Anna Holm\""));
    assert_int_equal(
        loopback_send(&tove, POST, "/api/v1/gate/people/101/sign", "{\"words\":\"god\"}"), 200);
    assert_true(loopback_shows(&tove, "\"signed\":true"));
    assert_int_equal(loopback_send(&tove, POST, "/api/v1/gate/people/101/sign", "{}"), 422);
    assert_int_equal(loopback_send(&tove, POST, "/api/v1/gate/people/101/let", "{\"words\":\"x\"}"),
                     403);
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/gate/people/101/let", "{\"words\":\"x\"}"),
                     200);
    assert_true(loopback_shows(&lea, "\"eligible\":true"));
    assert_int_equal(loopback_get(&carl, "/api/v1/gate"), 200);
    assert_true(loopback_shows(&carl, "\"people\":5"));
    assert_int_equal(
        loopback_send(&carl, PUT, "/api/v1/gate", "{\"on_day\":\"2026-05-01\",\"grace_days\":30}"),
        200);
    assert_true(loopback_shows(&carl, "\"on_at\":\"2026-04-30T22:00:00.000Z\""));
}
BOTH(acts_by_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(sign_and_take_back),    ON_BOTH(switch_it),
        ON_BOTH(eligibility),           ON_BOTH(an_expired_module_revokes),
        ON_BOTH(a_database_that_fails), ON_BOTH(acts_by_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
