/* Pages and API of notices, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_world.h"

#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test", .has_mail = true};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

static void inbox_shows_and_reads(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo = browser(w, BO);
    const char *path;

    assert_int_equal(loopback_get(&lea, "/inbox"), 200);
    assert_true(loopback_shows(&lea, "Her er ingen beskeder"));
    tell(w, LEA, NOTICE_ACUTE, "x");
    tell(w, LEA, NOTICE_ORDINARY, "y");
    assert_int_equal(loopback_get(&lea, "/inbox"), 200);
    assert_true(loopback_shows(&lea, "href=\"/h/H-1\""));
    assert_true(loopback_shows(&lea, "Haster"));
    assert_true(loopback_shows(&lea, "data-count-number=\"\">2<"));
    assert_int_equal(loopback_get(&lea, "/inbox/count"), 200);
    assert_true(loopback_shows(&lea, "{\"unread\":2}"));
    loopback_get(&bo, "/inbox");
    assert_true(loopback_shows(&bo, "data-count-number=\"\">0<"));
    path = str_c(w->arena, arena_printf(w->arena, "/inbox/%lld/read",
                                        (long long)count(w, "SELECT MAX(id) FROM notice")));
    assert_int_equal(loopback_send(&bo, POST, path, ""), 404);
    assert_int_equal(loopback_send(&lea, POST, path, ""), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE read_at IS NULL"), 1);
    path = str_c(w->arena, arena_printf(w->arena, "up_to=%lld",
                                        (long long)count(w, "SELECT MAX(id) FROM notice")));
    assert_int_equal(loopback_send(&lea, POST, "/inbox/read", path), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE read_at IS NULL"), 0);
}
BOTH(inbox_shows_and_reads)

static void inbox_has_pages(struct world *w)
{
    struct loopback lea = browser(w, LEA);

    for (int i = 0; i < 60; i++)
        tell(w, LEA, NOTICE_ORDINARY, str_c(w->arena, arena_printf(w->arena, "n %d", i)));
    assert_int_equal(loopback_get(&lea, "/inbox"), 200);
    assert_true(loopback_shows(&lea, "/inbox?before="));
    assert_int_equal(loopback_get(&lea, "/inbox?before=1"), 200);
    assert_true(loopback_shows(&lea, "Her er ingen beskeder"));
    assert_int_equal(loopback_get(&lea, "/api/v1/inbox?limit=7"), 200);
    assert_true(loopback_shows(&lea, "\"next\":\""));
    assert_int_equal(loopback_get(&lea, "/api/v1/inbox?limit=200"), 200);
    assert_true(loopback_shows(&lea, "\"next\":null"));
    assert_true(loopback_shows(&lea, "NOTICE_INCIDENT_LOGGED"));
    assert_int_equal(loopback_get(&lea, "/api/v1/inbox?after=forged"), 400);
}
BOTH(inbox_has_pages)

static void api_reads(struct world *w)
{
    struct loopback lea = browser(w, LEA), amir = browser(w, AMIR);
    const char *path;

    tell(w, LEA, NOTICE_STATUTORY, "x");
    loopback_get(&lea, "/inbox");
    loopback_get(&amir, "/inbox");
    path = str_c(w->arena, arena_printf(w->arena, "/api/v1/inbox/%lld/read",
                                        (long long)count(w, "SELECT id FROM notice")));
    assert_int_equal(loopback_send(&amir, POST, path, "{}"), 404);
    assert_int_equal(loopback_send(&lea, POST, path, "{}"), 200);
    assert_true(loopback_shows(&lea, "\"level\":\"statutory\""));
    assert_false(loopback_shows(&lea, "\"read_at\":null"));
    assert_int_equal(loopback_get(&amir, "/api/v1/messages/totals"), 200);
    assert_int_equal(loopback_get(&lea, "/api/v1/messages/totals"), 403);
}
BOTH(api_reads)

static void settings_are_chosen(struct world *w)
{
    struct loopback lea = browser(w, LEA), amir = browser(w, AMIR);
    struct str code;

    run_sql(w, "UPDATE person SET email = 'lea@kommune.dk' WHERE id = 103");
    assert_int_equal(loopback_get(&lea, "/me/notices"), 200);
    assert_true(loopback_shows(&lea, "value=\"lea@kommune.dk\""));
    assert_false(loopback_shows(&lea, "name=\"code\""));
    assert_int_equal(loopback_send(&lea, POST, "/me/notices", "email_on=true&email=nonsense"), 422);
    assert_true(loopback_shows(&lea, "value=\"nonsense\""));
    assert_int_equal(loopback_send(&lea, POST, "/me/notices",
                                   "email=&quiet_on=true&quiet_from=25:00&quiet_to=07:00"),
                     422);
    assert_int_equal(loopback_send(&lea, POST, "/me/notices",
                                   "email=&quiet_on=true&quiet_from=07:00&quiet_to=07:00"),
                     422);
    assert_int_equal(
        loopback_send(
            &lea, POST, "/me/notices",
            "email_on=true&email=lea@kommune.dk&quiet_on=true&quiet_from=17:30&quiet_to=06:45"),
        303);
    assert_int_equal(loopback_get(&lea, "/me/notices"), 200);
    assert_true(loopback_shows(&lea, "17:30"));
    assert_true(loopback_shows(&lea, "name=\"code\""));
    assert_true(loopback_shows(&lea, "Din kode til Bagvagt")); /* the log of what goes out */
    assert_int_equal(loopback_send(&lea, POST, "/me/notices/code", "code=x"), 422);
    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, STR("SELECT code FROM notice_channel"), &code));
    assert_int_equal(
        loopback_send(&lea, POST, "/me/notices/code",
                      str_c(w->arena, arena_printf(w->arena, "code=%.*s", STR_ARG(code)))),
        303);
    assert_int_equal(loopback_get(&lea, "/me/notices"), 200);
    assert_true(loopback_shows(&lea, "Adressen er bekræftet"));
    assert_false(loopback_shows(&lea, "Hele installationen"));
    run_sql(w, "UPDATE notice_channel SET dead_at = 1");
    loopback_get(&lea, "/inbox");
    assert_true(loopback_shows(&lea, "adressen ikke findes"));
    loopback_get(&amir, "/people/103");
    assert_true(loopback_shows(&amir, "this person chose for messages does not exist"));
    assert_int_equal(loopback_send(&lea, POST, "/me/notices", "email=lea@kommune.dk"), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_channel WHERE chosen"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_quiet"), 0);
    assert_int_equal(loopback_get(&amir, "/me/notices"), 200);
    assert_true(loopback_shows(&amir, "The whole installation"));
    assert_false(loopback_shows(&amir, "lea@"));
}
BOTH(settings_are_chosen)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(inbox_shows_and_reads),
        ON_BOTH(inbox_has_pages),
        ON_BOTH(api_reads),
        ON_BOTH(settings_are_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
