/* Text messages and pushes, on both databases, to real services over sockets.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_world.h"

#include "fake_http.h"

#include <fcntl.h>

#include "base/log.h"
#include "features/notify/notify_parts.h"

#define BROWSER_POINT                                                                              \
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
#define BROWSER_AUTH "BTBZMqHH6r4Tts7J_aSIgg"

static struct fake_http *web;

static int start_web(void **state)
{
    (void)state;
    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    web = fake_http_start();
    return 0;
}

static int stop_web(void **state)
{
    (void)state;
    fake_http_stop(web);
    return 0;
}

static void answer(int status)
{
    fake_http_script(web, &status, 1);
}

static struct notify_out out(void)
{
    return (struct notify_out){.sms = {.url = str_of(fake_http_url(web)),
                                       .body = STR("{\"to\":\"{to}\",\"text\":\"{text}\"}"),
                                       .secret = STR(""),
                                       .is_at_home = true},
                               .push_may_be_private = true,
                               .push_subject = STR("mailto:bagvagt@example.dk"),
                               .public_url = STR("https://bagvagt.example.dk")};
}

static size_t send_due(struct world *w)
{
    struct notify_out o = out();
    size_t n = 0;

    assert_ok(notify_send_due(w->store, &o, SIZE_MAX, &n));
    db_refresh(w->db);
    return n;
}

static void choose_sms(struct world *w, const char *number)
{
    struct notify_settings to = {.email = STR(""),
                                 .sms = {.chosen = true, .number = str_of(number)}};
    bool sent;

    assert_ok(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent));
    assert_true(sent);
}

static struct str code(struct world *w)
{
    struct str code;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, STR("SELECT code FROM notice_channel"), &code));
    return code;
}

static void with_sms(struct world *w)
{
    choose_sms(w, "12 34 56 78");
    assert_ok(notify_verify(w->db, w->arena, &w->lea, NOTICE_SMS, code(w)));
    run_sql(w, "UPDATE notice_delivery SET state = 2");
}

static bool body_has(size_t request, const char *part)
{
    return strstr(fake_http_request(web, request)->body, part) != NULL;
}

/* ---- text messages */

static void a_number_is_proved_first(struct world *w)
{
    struct notify_settings to = {.email = STR(""), .sms = {.chosen = true, .number = STR("112")}};
    bool sent;

    assert_status(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent), INVALID);
    choose_sms(w, "12 34 56 78");
    tell(w, LEA, NOTICE_ACUTE, "x");
    assert_int_equal(send_due(w), 1); /* the code alone */
    assert_true(body_has(0, "\"to\":\"+4512345678\""));
    assert_true(body_has(0, str_c(w->arena, code(w))));
    assert_status(notify_verify(w->db, w->arena, &w->lea, NOTICE_EMAIL, code(w)), CONFLICT);
    assert_ok(notify_verify(w->db, w->arena, &w->lea, NOTICE_SMS, code(w)));
    tell(w, LEA, NOTICE_ACUTE, "y");
    assert_int_equal(send_due(w), 1);
    assert_true(body_has(1, "https://bagvagt.example.dk/h/H-1"));
    assert_false(body_has(1, "Lea"));
    to.sms = (struct notify_number){.number = STR("")};
    assert_ok(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent));
    tell(w, LEA, NOTICE_ACUTE, "z");
    assert_int_equal(send_due(w), 0);
}
BOTH(a_number_is_proved_first)

static void texts_are_tried_again_as_the_same(struct world *w)
{
    static const int script[] = {FAKE_HTTP_DROP, 503, FAKE_HTTP_BUSY_60, 401, 200};
    char first[80], later[80];

    with_sms(w);
    fake_http_script(web, script, 5);
    tell(w, LEA, NOTICE_ORDINARY, "x");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(send_due(w), 1);
        assert_int_equal(send_due(w), 0);
        clock_freeze(
            count(w, "SELECT MAX(send_at) FROM notice_delivery WHERE notice_id IS NOT NULL"));
    }
    assert_int_equal(count(w, "SELECT state FROM notice_delivery WHERE notice_id IS NOT NULL"),
                     NOTICE_SENT);
    assert_int_equal(fake_http_requests(web), 5);
    fake_http_header(fake_http_request(web, 0), "Idempotency-Key", first, sizeof first);
    fake_http_header(fake_http_request(web, 4), "Idempotency-Key", later, sizeof later);
    assert_true(strlen(first) > 8);
    assert_string_equal(first, later);
}
BOTH(texts_are_tried_again_as_the_same)

static void dead_numbers_are_noticed(struct world *w)
{
    bool dead = false;

    with_sms(w);
    answer(422);
    tell(w, LEA, NOTICE_ORDINARY, "x");
    tell(w, LEA, NOTICE_ORDINARY, "y");
    send_due(w);
    assert_int_equal(fake_http_requests(web), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_NUMBER_DEAD'"), 1);
    assert_ok(notify_has_dead(w->db, w->arena, LEA, &dead));
    assert_true(dead);
    answer(400); /* this text, not the number */
    choose_sms(w, "+46 70 123 45 67");
    assert_ok(notify_verify(w->db, w->arena, &w->lea, NOTICE_SMS, code(w)));
    run_sql(w, "UPDATE notice_delivery SET state = 2 WHERE state = 0");
    tell(w, LEA, NOTICE_ORDINARY, "z");
    send_due(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 3"), 1);
    assert_ok(notify_has_dead(w->db, w->arena, LEA, &dead));
    assert_false(dead);
}
BOTH(dead_numbers_are_noticed)

/* ---- many at a time */

static void give_numbers(struct world *w)
{
    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) SELECT id, 1, '+45' || (10000000 + id), TRUE, 1, 0, 0 "
               "FROM person");
}

/* The gateway answers none of them before all are there: one after the other would never end. */
static void all_go_out_at_once(struct world *w)
{
    int64_t n = count(w, "SELECT COUNT(*) FROM person WHERE centre_id = 1");

    give_numbers(w);
    assert_in_range(n, 5, 16);
    for (int64_t id = ANNA; id < ANNA + n; id++)
        tell(w, id, NOTICE_ACUTE, "x");
    fake_http_together(web, (size_t)n);
    assert_int_equal(send_due(w), n);
    assert_int_equal(fake_http_requests(web), n);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 1"), n);
}
BOTH(all_go_out_at_once)

/* Text messages hang; the push of the same moment is there, and so is what comes later. Then they are taken, each once. */
static void a_silent_gateway_holds_up_itself_alone(struct world *w)
{
    struct fake_http *push = fake_http_start();
    struct notify_subscription s = {.endpoint = str_of(fake_http_url(push)),
                                    .p256dh = STR(BROWSER_POINT),
                                    .auth = STR(BROWSER_AUTH),
                                    .label = STR("Firefox, Linux")};
    struct notify_out o = out();
    struct notify_sender *sender;

    give_numbers(w);
    assert_ok(notify_push_add(w->db, w->arena, &w->lea, &s));
    fake_http_together(web, 20);
    assert_ok(notify_sender_start(w->store, &o, &sender));
    tell(w, LEA, NOTICE_ACUTE, "x");
    fake_http_await(web, 1);
    fake_http_await(push, 1);
    tell(w, LEA, NOTICE_ACUTE, "y");
    fake_http_await(push, 2);
    tell(w, BO, NOTICE_ACUTE, "z"); /* another number: not behind Lea's */
    fake_http_await(web, 2);
    assert_int_equal(fake_http_requests(web), 2);
    fake_http_together(web, 0);
    fake_http_await(web, 3);
    notify_sender_stop(sender);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 1"), 5);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state <> 1"), 0);
    fake_http_stop(push);
}
BOTH(a_silent_gateway_holds_up_itself_alone)

/* ---- pushes */

static struct notify_subscription browser(struct world *w, const char *path)
{
    return (struct notify_subscription){
        .endpoint = arena_printf(w->arena, "%s%s", fake_http_url(web), path),
        .p256dh = STR(BROWSER_POINT),
        .auth = STR(BROWSER_AUTH),
        .label = STR("Firefox, Linux")};
}

static void subscribe(struct world *w, const struct actor *who, const char *path)
{
    struct notify_subscription s = browser(w, path);

    assert_ok(notify_push_add(w->db, w->arena, who, &s));
    db_refresh(w->db);
}

static void pushes_to_each_browser_once(struct world *w)
{
    char value[700];

    subscribe(w, &w->lea, "/one");
    subscribe(w, &w->lea, "/two");
    subscribe(w, &w->lea, "/two");
    tell(w, LEA, NOTICE_ACUTE, "x");
    tell(w, LEA, NOTICE_ACUTE, "x");
    assert_int_equal(send_due(w), 2);
    assert_int_equal(send_due(w), 0);
    assert_int_equal(fake_http_requests(web), 2);
    for (size_t i = 0; i < 2; i++) {
        const struct fake_request *r = fake_http_request(web, i);

        assert_string_equal(fake_http_header(r, "Content-Encoding", value, sizeof value),
                            "aes128gcm");
        assert_string_equal(fake_http_header(r, "Urgency", value, sizeof value), "high");
        assert_true(
            strncmp(fake_http_header(r, "Authorization", value, sizeof value), "vapid t=", 8) == 0);
        assert_true(strlen(fake_http_header(r, "Topic", value, sizeof value)) <= 32);
        assert_int_equal(r->body_n, 86 + WEBPUSH_TEXT_MAX + 1 + 16);
    }
}
BOTH(pushes_to_each_browser_once)

static void gone_browsers_are_shown(struct world *w)
{
    struct notify_browser_list list;

    subscribe(w, &w->lea, "/one");
    answer(410);
    tell(w, LEA, NOTICE_ORDINARY, "x");
    tell(w, LEA, NOTICE_ORDINARY, "y");
    send_due(w);
    assert_int_equal(fake_http_requests(web), 1);
    assert_ok(notify_push_browsers(w->db, w->arena, &w->lea, &list));
    assert_int_equal(list.n, 1);
    assert_true(list.at[0].dead_at != 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_BROWSER_DEAD'"), 1);
    answer(201);
    subscribe(w, &w->lea, "/one"); /* switched on again */
    tell(w, LEA, NOTICE_ORDINARY, "z");
    assert_int_equal(send_due(w), 1);
    assert_ok(notify_push_browsers(w->db, w->arena, &w->lea, &list));
    assert_status(notify_push_remove(w->db, &w->bo, list.at[0].id), MISSING);
    tell(w, LEA, NOTICE_ORDINARY, "removed before it goes out");
    assert_ok(notify_push_remove(w->db, &w->lea, list.at[0].id));
    send_due(w);
    assert_int_equal(fake_http_requests(web), 2);
}
BOTH(gone_browsers_are_shown)

static void a_shared_browser_follows_who_is_there(struct world *w)
{
    subscribe(w, &w->lea, "/desk");
    subscribe(w, &w->bo, "/desk");
    tell(w, LEA, NOTICE_ORDINARY, "x");
    assert_int_equal(send_due(w), 0);
    tell(w, BO, NOTICE_ORDINARY, "x");
    assert_int_equal(send_due(w), 1);
}
BOTH(a_shared_browser_follows_who_is_there)

static void what_is_no_browser_is_refused(struct world *w)
{
    struct notify_subscription s = browser(w, "/x");

    s.p256dh = STR("AAAA");
    assert_status(notify_push_add(w->db, w->arena, &w->lea, &s), INVALID);
    s = browser(w, "/x");
    s.endpoint = STR("file:///etc/passwd");
    assert_status(notify_push_add(w->db, w->arena, &w->lea, &s), INVALID);
    for (int i = 0; i < NOTIFY_BROWSERS; i++)
        subscribe(w, &w->lea, str_c(w->arena, arena_printf(w->arena, "/%d", i)));
    s = browser(w, "/one-more");
    assert_status(notify_push_add(w->db, w->arena, &w->lea, &s), CONFLICT);
}
BOTH(what_is_no_browser_is_refused)

/* Made once, also by two at once; the same for every subscription. */
static void the_key_stays(struct world *w)
{
    struct str one, two;

    assert_ok(notify_push_public(w->db, w->arena, &one));
    db_refresh(w->db);
    assert_ok(notify_push_public(w->db, w->arena, &two));
    assert_true(str_eq(one, two));
    assert_int_equal(one.n, 87);
}
BOTH(the_key_stays)

static void all_channels_stand_in_the_log(struct world *w)
{
    struct notify_log_row_list log;

    with_email(w, LEA, "lea@example.dk");
    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (103, 1, '+4512345678', TRUE, 1, 0, 0)");
    subscribe(w, &w->lea, "/one");
    tell(w, LEA, NOTICE_ORDINARY, "x");
    assert_int_equal(send_due(w), 3);
    assert_ok(notify_log(w->db, w->arena, &w->lea, 10, &log));
    assert_int_equal(log.n, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(log.at[i].state,
                         log.at[i].channel == NOTICE_EMAIL ? NOTICE_WAITING : NOTICE_SENT);
}
BOTH(all_channels_stand_in_the_log)

#define WITH_WEB(name)                                                                             \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_web, stop_web),                           \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_web, stop_web)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WEB(a_number_is_proved_first),
        WITH_WEB(texts_are_tried_again_as_the_same),
        WITH_WEB(dead_numbers_are_noticed),
        WITH_WEB(pushes_to_each_browser_once),
        WITH_WEB(gone_browsers_are_shown),
        WITH_WEB(a_shared_browser_follows_who_is_there),
        WITH_WEB(what_is_no_browser_is_refused),
        WITH_WEB(the_key_stays),
        WITH_WEB(all_channels_stand_in_the_log),
        WITH_WEB(all_go_out_at_once),
        WITH_WEB(a_silent_gateway_holds_up_itself_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
