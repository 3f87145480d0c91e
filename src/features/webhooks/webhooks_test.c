/* Webhooks on both databases, to a real service over sockets, and their pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_world.h"

#include "fake_http.h"

#include "core/refuse.h"
#include "features/webhooks/webhooks.h"
#include "web/loopback.h"
#include "web/server.h"

static struct fake_http *web;

static int start_web(void **state)
{
    (void)state;
    web = fake_http_start();
    return 0;
}

static int stop_web(void **state)
{
    (void)state;
    fake_http_stop(web);
    return 0;
}

static struct webhook_entry entry(const char *events)
{
    return (struct webhook_entry){.url = str_of(fake_http_url(web)),
                                  .events = webhook_events_read(str_of(events)),
                                  .is_at_home_fine = true};
}

static int64_t add(struct world *w, const char *events, struct str *ret_secret)
{
    struct webhook_entry e = entry(events);
    int64_t id = 0;

    assert_ok(webhook_add(w->db, w->arena, &w->amir, &e, &id, ret_secret));
    db_refresh(w->db);
    return id;
}

static void happens(struct world *w, enum event event, int64_t object_id)
{
    DB_TX(tx, w->db);

    assert_ok(announce(w->db, event, object_id));
    assert_ok(db_commit(&tx));
}

static size_t send_due(struct world *w)
{
    size_t n = 0;

    assert_ok(webhooks_send_due(w->store, true, SIZE_MAX, &n));
    db_refresh(w->db);
    return n;
}

static const char *header(size_t request, const char *name, char to[300])
{
    return fake_http_header(fake_http_request(web, request), name, to, 300);
}

/* The example of the Standard Webhooks libraries. */
static void signs_as_the_standard_does(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_true(str_eq(webhook_signature(a, STR("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                                         STR("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1614265330,
                                         STR("{\"test\": 2432232314}")),
                       STR("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")));
    arena_free(a);
}

static void tells_each_chosen_event_once(struct world *w)
{
    struct str secret;
    char id[300], signature[300];

    happens(w, EVENT_INCIDENT_LOGGED, 41); /* before there was anybody */
    clock_advance(1000);
    add(w, "incident.logged incident.talked", &secret);
    happens(w, EVENT_INCIDENT_LOGGED, 42);
    happens(w, EVENT_INCIDENT_CHANGED, 42);
    happens(w, EVENT_INCIDENT_LOGGED, 42);
    assert_int_equal(send_due(w), 2);
    assert_int_equal(send_due(w), 0);
    clock_advance(HOUR_MS);
    assert_int_equal(send_due(w), 0);
    assert_int_equal(fake_http_requests(web), 2);
    assert_string_equal(fake_http_request(web, 0)->body,
                        "{\"type\":\"incident.logged\",\"timestamp\":\"2026-03-30T10:00:01.000Z\","
                        "\"data\":{\"id\":\"42\"}}");
    header(0, "webhook-id", id);
    assert_true(strncmp(id, "msg_", 4) == 0);
    assert_true(str_eq(webhook_signature(w->arena, secret, str_of(id), (NOON + 1000) / 1000,
                                         str_of(fake_http_request(web, 0)->body)),
                       str_of(header(0, "webhook-signature", signature))));
}
BOTH(tells_each_chosen_event_once)

/* The thread was away for longer than it looks back. */
static void catches_up(struct world *w)
{
    struct str secret;

    add(w, "incident.logged", &secret);
    happens(w, EVENT_INCIDENT_LOGGED, 1);
    clock_advance(3 * HOUR_MS);
    happens(w, EVENT_INCIDENT_LOGGED, 2);
    assert_int_equal(send_due(w), 2);
    for (int i = 0; i < 4; i++) {
        clock_advance(HOUR_MS);
        assert_int_equal(send_due(w), 0);
    }
    happens(w, EVENT_INCIDENT_LOGGED, 3);
    assert_int_equal(send_due(w), 1);
}
BOTH(catches_up)

static void is_tried_again_as_the_same(struct world *w)
{
    static const int script[] = {FAKE_HTTP_DROP, 500, FAKE_HTTP_BUSY_60, FAKE_HTTP_REDIRECT, 204};
    char first[300], later[300];
    struct str secret;

    add(w, "incident.logged", &secret);
    fake_http_script(web, script, 5);
    happens(w, EVENT_INCIDENT_LOGGED, 1);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(send_due(w), 1);
        assert_int_equal(send_due(w), 0);
        clock_freeze(count(w, "SELECT send_at FROM webhook_delivery"));
    }
    assert_int_equal(count(w, "SELECT state FROM webhook_delivery"), WEBHOOK_SENT);
    assert_int_equal(count(w, "SELECT attempts FROM webhook_delivery"), 5);
    assert_string_equal(header(0, "webhook-id", first), header(4, "webhook-id", later));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM webhook WHERE failing_since IS NULL"), 1);
    /* claimed, and then the machine failed */
    happens(w, EVENT_INCIDENT_LOGGED, 2);
    assert_int_equal(send_due(w), 1);
    run_sql(
        w,
        "UPDATE webhook_delivery SET state = 0, held_until = send_at + 300000 WHERE object_id = 2");
    assert_int_equal(send_due(w), 0);
    clock_advance(5 * MINUTE_MS);
    assert_int_equal(send_due(w), 1);
    assert_string_equal(header(5, "webhook-id", first), header(6, "webhook-id", later));
}
BOTH(is_tried_again_as_the_same)

static void dead_ones_are_switched_off(struct world *w)
{
    static const int gone = 410, broken = 500;
    struct str secret;
    int64_t id = add(w, "incident.logged", &secret);

    fake_http_script(web, &gone, 1);
    happens(w, EVENT_INCIDENT_LOGGED, 1);
    happens(w, EVENT_INCIDENT_LOGGED, 2);
    send_due(w);
    assert_int_equal(fake_http_requests(web), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM webhook WHERE off_at IS NOT NULL"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM webhook_delivery WHERE state = 3"), 1);
    assert_status(webhook_try(w->db, w->arena, &w->amir, id), CONFLICT);
    clock_advance(1000);
    happens(w, EVENT_INCIDENT_LOGGED, 3); /* none of its */
    clock_advance(1000);
    assert_ok(webhook_switch(w->db, &w->amir, id, true));
    fake_http_script(web, &broken, 1);
    for (int i = 0; i < 60 && count(w, "SELECT COUNT(*) FROM webhook WHERE off_at IS NULL") > 0;
         i++) {
        happens(w, EVENT_INCIDENT_LOGGED, 10 + i);
        send_due(w);
        clock_advance(4 * HOUR_MS);
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM webhook_delivery WHERE object_id = 3"), 0);
    assert_true(clock_now() - NOON >= WEBHOOK_DEAD_MS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM webhook WHERE off_why = 'failing'"), 1);
    assert_true(count(w, "SELECT COUNT(*) FROM webhook_delivery WHERE state = 2") > 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE detail = 'off: dead'"), 2);
}
BOTH(dead_ones_are_switched_off)

static void secrets_change_without_a_gap(struct world *w)
{
    struct str old, fresh, body;
    char id[300], signature[300];
    int64_t hook = add(w, "incident.logged", &old);

    assert_ok(webhook_renew(w->db, w->arena, &w->amir, hook, &fresh));
    assert_false(str_eq(old, fresh));
    assert_ok(webhook_try(w->db, w->arena, &w->amir, hook));
    assert_int_equal(send_due(w), 1);
    header(0, "webhook-id", id);
    header(0, "webhook-signature", signature);
    body = str_of(fake_http_request(web, 0)->body);
    assert_true(str_find(body, STR("webhook.test"), &(size_t){0}));
    assert_true(str_find(str_of(signature),
                         webhook_signature(w->arena, old, str_of(id), NOON / 1000, body),
                         &(size_t){0}));
    assert_true(str_find(str_of(signature),
                         webhook_signature(w->arena, fresh, str_of(id), NOON / 1000, body),
                         &(size_t){0}));
    clock_advance(WEBHOOK_OLD_SECRET_MS);
    assert_ok(webhook_try(w->db, w->arena, &w->amir, hook));
    assert_int_equal(send_due(w), 1);
    assert_null(strchr(header(1, "webhook-signature", signature), ' '));
}
BOTH(secrets_change_without_a_gap)

static void our_own_network_is_not_reached(struct world *w)
{
    struct webhook_entry e = entry("incident.logged");
    struct str secret;
    size_t n;
    int64_t id;

    e.is_at_home_fine = false;
    assert_status(webhook_add(w->db, w->arena, &w->amir, &e, &id, &secret), INVALID);
    add(w, "incident.logged", &secret); /* while it was allowed */
    happens(w, EVENT_INCIDENT_LOGGED, 1);
    assert_ok(webhooks_send_due(w->store, false, SIZE_MAX, &n));
    assert_int_equal(n, 1);
    assert_int_equal(fake_http_requests(web), 0);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM webhook_delivery WHERE why = 'address not allowed'"), 1);
}
BOTH(our_own_network_is_not_reached)

static void others_may_not(struct world *w)
{
    struct webhook_entry e = entry("incident.logged");
    struct webhook_list list;
    struct str secret;
    int64_t id = add(w, "incident.logged", &secret), other;

    assert_status(webhook_add(w->db, w->arena, &w->lea, &e, &other, &secret), DENIED);
    assert_status(webhook_edit(w->db, w->arena, &w->lea, id, &e), DENIED);
    assert_status(webhook_remove(w->db, &w->lea, id), DENIED);
    assert_status(webhook_switch(w->db, &w->lea, id, false), DENIED);
    assert_status(webhook_renew(w->db, w->arena, &w->lea, id, &secret), DENIED);
    assert_status(webhook_try(w->db, w->arena, &w->lea, id), DENIED);
    assert_status(webhooks_all(w->db, w->arena, &w->lea, &list), DENIED);
}
BOTH(others_may_not)

static void pages_and_api(struct world *w)
{
    static struct server_info info = {.version = "test"};
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};
    char path[100];

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, AMIR);
    assert_int_equal(loopback_get(&lb, "/webhooks"), 200);
    assert_int_equal(
        loopback_send(&lb, POST, "/webhooks", "url=http://x.dk/&events=incident.logged"), 422);
    assert_true(loopback_shows(&lb, "value=\"http://x.dk/\""));
    assert_int_equal(loopback_send(&lb, POST, "/webhooks", "url=https://x.dk/"), 422);
    assert_int_equal(
        loopback_send(&lb, POST, "/webhooks", "url=https://x.dk/&events=incident.logged"), 200);
    assert_true(loopback_shows(&lb, "whsec_"));
    long long id = count(w, "SELECT id FROM webhook");
    snprintf(path, sizeof path, "/webhooks/%lld", id);
    assert_int_equal(loopback_get(&lb, path), 200);
    assert_false(loopback_shows(&lb, "whsec_")); /* shown once */
    snprintf(path, sizeof path, "/webhooks/%lld/test", id);
    assert_int_equal(loopback_send(&lb, POST, path, ""), 303);
    snprintf(path, sizeof path, "/webhooks/%lld/off", id);
    assert_int_equal(loopback_send(&lb, POST, path, ""), 303);
    snprintf(path, sizeof path, "/webhooks/%lld/secret", id);
    assert_int_equal(loopback_send(&lb, POST, path, ""), 200);
    assert_true(loopback_shows(&lb, "whsec_"));
    assert_int_equal(loopback_send(&lb, POST, "/api/v1/webhooks",
                                   "{\"url\":\"https://y.dk/\",\"events\":[\"incident.talked\"]}"),
                     201);
    assert_true(loopback_shows(&lb, "\"secret\":\"whsec_"));
    assert_int_equal(loopback_get(&lb, "/api/v1/webhooks"), 200);
    assert_false(loopback_shows(&lb, "whsec_"));
    snprintf(path, sizeof path, "/api/v1/webhooks/%lld/messages", id);
    assert_int_equal(loopback_get(&lb, path), 200);
    assert_true(loopback_shows(&lb, "webhook.test"));
    snprintf(path, sizeof path, "/webhooks/%lld/remove", id);
    assert_int_equal(loopback_send(&lb, POST, path, ""), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM webhook"), 1);
}
BOTH(pages_and_api)

#define WITH_WEB(name)                                                                             \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_web, stop_web),                           \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_web, stop_web)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_as_the_standard_does),
        WITH_WEB(tells_each_chosen_event_once),
        WITH_WEB(catches_up),
        WITH_WEB(is_tried_again_as_the_same),
        WITH_WEB(dead_ones_are_switched_off),
        WITH_WEB(secrets_change_without_a_gap),
        WITH_WEB(our_own_network_is_not_reached),
        WITH_WEB(others_may_not),
        WITH_WEB(pages_and_api),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
