/* Signs of life in and out, health, and what a watcher says, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_world.h"

#include "fake_http.h"

#include <fcntl.h>

#include "base/log.h"
#include "core/pulse.h"
#include "features/heartbeats/heartbeats.h"
#include "features/heartbeats/heartbeats_watch.h"
#include "web/loopback.h"
#include "web/server.h"

#define S INT64_C(1000)

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

static struct heartbeat_entry phones(void)
{
    return (struct heartbeat_entry){
        .name = STR("Telefoner"), .every_s = 10, .grace_s = 5, .owner_id = LEA, .on_duty = true};
}

static struct str added(struct world *w, const struct heartbeat_entry *e, int64_t *ret_id)
{
    struct str secret;

    assert_ok(heartbeat_add(w->db, w->arena, &w->amir, e, ret_id, &secret));
    db_refresh(w->db);
    return secret;
}

static void beat(struct world *w, struct str secret)
{
    assert_ok(heartbeat_beat(w->db, w->arena, HEARTBEAT_THING, secret));
    db_refresh(w->db);
}

static int64_t notices(struct world *w, const char *key)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT COUNT(*) FROM notice WHERE text = '%s' "
                                                 "AND person_id = 103",
                                                 key)));
}

/* ---- in */

static void silence_is_told_once_and_its_end(struct world *w)
{
    struct heartbeat_entry e = phones();
    struct heartbeat_list silent;
    int64_t id;
    struct str secret = added(w, &e, &id);

    assert_int_equal(count(w, "SELECT COUNT(*) FROM heartbeat WHERE token_hash LIKE '%-%'"), 0);
    for (int i = 0; i < 5; i++) {
        clock_advance(10 * S);
        beat(w, secret);
        run_jobs(w);
    }
    clock_advance(15 * S - 1);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 0); /* the grace is not over */
    clock_advance(1);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 1);
    assert_int_equal(count(w, "SELECT level FROM notice WHERE text = 'NOTICE_HEARTBEAT_MISSED'"),
                     NOTICE_ACUTE);
    assert_ok(heartbeats_on_duty(w->db, w->arena, &w->anna, &silent));
    assert_int_equal(silent.n, 1);
    for (int i = 0; i < 10; i++) {
        clock_advance(20 * S);
        run_jobs(w);
    }
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 1);
    beat(w, secret);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_BACK"), 1);
    assert_ok(heartbeats_on_duty(w->db, w->arena, &w->anna, &silent));
    assert_int_equal(silent.n, 0);
    clock_advance(15 * S);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 2); /* watched again */
}
BOTH(silence_is_told_once_and_its_end)

/* While we did not run nobody could report: no false alarm, and a real silence is found after one more span. */
static void our_own_silence_is_nobodys_fault(struct world *w)
{
    struct heartbeat_entry e = phones();
    int64_t id;

    (void)added(w, &e, &id);
    clock_advance(HOUR_MS);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 0);
    clock_advance(14 * S);
    assert_ok(heartbeats_plan(w->store)); /* started anew */
    run_jobs(w);
    clock_advance(14 * S);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 0);
    clock_advance(1 * S);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 1);
}
BOTH(our_own_silence_is_nobodys_fault)

static void who_may_and_what_fits(struct world *w)
{
    struct heartbeat_entry e = phones();
    struct heartbeat h;
    struct str secret, renewed;
    int64_t id;

    assert_status(heartbeat_add(w->db, w->arena, &w->anna, &e, &id, &secret), DENIED);
    e.every_s = 9;
    assert_status(heartbeat_add(w->db, w->arena, &w->amir, &e, &id, &secret), INVALID);
    e = phones();
    e.owner_id = ANNA; /* could not open the page */
    assert_status(heartbeat_add(w->db, w->arena, &w->amir, &e, &id, &secret), INVALID);
    e = phones();
    secret = added(w, &e, &id);
    assert_status(heartbeat_beat(w->db, w->arena, HEARTBEAT_THING, STR("guessed")), MISSING);
    assert_status(heartbeat_beat(w->db, w->arena, HEARTBEAT_WATCHER, secret), MISSING);
    assert_ok(heartbeat_renew(w->db, w->arena, &w->lea, id, &renewed));
    db_refresh(w->db);
    assert_status(heartbeat_beat(w->db, w->arena, HEARTBEAT_THING, secret), MISSING);
    beat(w, renewed);
    run_sql(w, "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (2, 'Andet', "
               "'Europe/Copenhagen', FALSE, 0); UPDATE heartbeat SET centre_id = 2");
    assert_status(heartbeat_find(w->db, w->arena, &w->amir, id, &h), MISSING);
    assert_status(heartbeat_remove(w->db, &w->amir, id), MISSING);
    run_sql(w, "UPDATE heartbeat SET centre_id = 1");
    assert_ok(heartbeat_remove(w->db, &w->amir, id));
    clock_advance(DAY_MS);
    run_jobs(w);
    assert_int_equal(notices(w, "NOTICE_HEARTBEAT_MISSED"), 0);
}
BOTH(who_may_and_what_fits)

static void whoever_left_is_not_the_last_to_know(struct world *w)
{
    struct heartbeat_entry e = phones();
    int64_t id;

    (void)added(w, &e, &id);
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 103");
    clock_advance(15 * S);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 106"), 1);
}
BOTH(whoever_left_is_not_the_last_to_know)

/* ---- changing */

static int64_t acute_to(struct world *w, int64_t person_id)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT COUNT(*) FROM notice WHERE text = "
                                                 "'NOTICE_HEARTBEAT_MISSED' AND person_id = %lld",
                                                 (long long)person_id)));
}

static struct str changed(struct world *w, int64_t id, const struct heartbeat_entry *e, bool renew)
{
    struct str secret;

    assert_ok(heartbeat_change(w->db, w->arena, &w->amir, id, e, renew, &secret));
    db_refresh(w->db);
    return secret;
}

static void a_change_keeps_the_secret_or_makes_it_anew(struct world *w)
{
    struct heartbeat_entry e = phones();
    struct heartbeat h;
    int64_t id;
    struct str secret = added(w, &e, &id), renewed;

    e.name = STR("Centralen");
    e.kind = HEARTBEAT_WATCHER; /* its kind stays: the secret is of one kind */
    e.every_s = 120;
    e.on_duty = false;
    assert_true(changed(w, id, &e, false).p == NULL);
    beat(w, secret);
    assert_ok(heartbeat_find(w->db, w->arena, &w->amir, id, &h));
    assert_str(h.name, "Centralen");
    assert_int_equal(h.kind, HEARTBEAT_THING);
    assert_int_equal(h.every_s, 120);
    assert_false(h.on_duty);
    renewed = changed(w, id, &e, true);
    assert_status(heartbeat_beat(w->db, w->arena, HEARTBEAT_THING, secret), MISSING);
    beat(w, renewed);
    e.every_s = 9;
    assert_status(heartbeat_change(w->db, w->arena, &w->amir, id, &e, true, &secret), INVALID);
    db_refresh(w->db);
    beat(w, renewed); /* what was refused changed nothing */
    e.every_s = 60;
    assert_status(heartbeat_change(w->db, w->arena, &w->anna, id, &e, false, &secret), DENIED);
    db_refresh(w->db);
    assert_status(heartbeat_change(w->db, w->arena, &w->amir, id + 1, &e, false, &secret), MISSING);
}
BOTH(a_change_keeps_the_secret_or_makes_it_anew)

/* By the new times it is late, or it is not; and whoever is to be told from now on hears of a silence that goes on. */
static void a_change_is_watched_at_once(struct world *w)
{
    struct heartbeat_entry e = phones();
    struct heartbeat h;
    int64_t id;

    e.every_s = 86400;
    (void)added(w, &e, &id);
    clock_advance(60 * S);
    e.every_s = 10;
    (void)changed(w, id, &e, false);
    run_jobs(w);
    assert_int_equal(acute_to(w, LEA), 0); /* it did not know of them: a whole span anew */
    clock_advance(15 * S);
    run_jobs(w);
    assert_int_equal(acute_to(w, LEA), 1);
    e.owner_id = AMIR;
    (void)changed(w, id, &e, false);
    assert_int_equal(acute_to(w, AMIR), 1);
    e.every_s = 3600;
    (void)changed(w, id, &e, false);
    assert_ok(heartbeat_find(w->db, w->arena, &w->amir, id, &h));
    assert_int_equal(h.missed_at, 0);
    clock_advance(HOUR_MS - 80 * S); /* 10 seconds of the hour and the grace are left */
    run_jobs(w);
    assert_int_equal(acute_to(w, AMIR), 1);
    clock_advance(10 * S);
    run_jobs(w);
    assert_int_equal(acute_to(w, AMIR), 2);
}
BOTH(a_change_is_watched_at_once)

static void told_by_json_once(struct world *w)
{
    struct server_info info = {.version = "test", .zone = w->zone, .started_at = NOON};
    struct loopback amir = {.store = w->store,
                            .arena = w->arena,
                            .info = &info,
                            .bearer = STR_NONE},
                    anna = amir;
    int64_t id;

    loopback_sign_in(&amir, AMIR);
    loopback_sign_in(&anna, ANNA);
    assert_int_equal(loopback_send(&amir, POST, "/api/v1/heartbeats",
                                   "{\"name\":\"Telefoner\",\"kind\":\"thing\",\"every_s\":60,"
                                   "\"grace_s\":60,\"owner_id\":\"103\"}"),
                     201);
    assert_true(loopback_shows(&amir, "/beat/"));
    id = count(w, "SELECT MAX(id) FROM heartbeat");
    const char *path =
        str_c(w->arena, arena_printf(w->arena, "/api/v1/heartbeats/%lld", (long long)id));
    const char *same =
        "{\"name\":\"Centralen\",\"every_s\":60,\"grace_s\":60,\"owner_id\":\"103\"}";
    assert_int_equal(loopback_send(&anna, PUT, path, same), 403);
    assert_int_equal(loopback_send(&amir, PUT, path, same), 200);
    assert_true(loopback_shows(&amir, "Centralen"));
    assert_true(loopback_shows(&amir, "\"address\":null"));
    assert_int_equal(loopback_send(&amir, PUT, path,
                                   "{\"name\":\"Centralen\",\"every_s\":60,\"grace_s\":60,"
                                   "\"owner_id\":\"103\",\"new_secret\":true}"),
                     200);
    assert_true(loopback_shows(&amir, "/beat/"));
    assert_int_equal(loopback_send(&amir, PUT, path, "{\"name\":\"\"}"), 422);
    assert_int_equal(loopback_get(&amir, "/api/v1/heartbeats"), 200);
    assert_false(loopback_shows(&amir, "/beat/"));
    assert_int_equal(loopback_send(&amir, DELETE, path, NULL), 200);
    assert_int_equal(loopback_send(&amir, DELETE, path, NULL), 404);
    assert_int_equal(loopback_send(&amir, POST, "/api/v1/heartbeats/out",
                                   "{\"url\":\"https://a.example.dk/x\"}"),
                     201);
    id = count(w, "SELECT MAX(id) FROM heartbeat_out");
    path = str_c(w->arena, arena_printf(w->arena, "/api/v1/heartbeats/out/%lld", (long long)id));
    assert_int_equal(loopback_send(&amir, PUT, path, "{\"url\":\"ftp://b\"}"), 400);
    assert_int_equal(loopback_send(&amir, PUT, path, "{\"url\":\"https://b.example.dk/y\"}"), 200);
    assert_int_equal(loopback_get(&amir, "/api/v1/heartbeats/out"), 200);
    assert_true(loopback_shows(&amir, "https://b.example.dk/y"));
    assert_int_equal(loopback_send(&amir, DELETE, path, NULL), 200);
}
BOTH(told_by_json_once)

static void edit_pages(struct world *w)
{
    struct server_info info = {.version = "test", .zone = w->zone, .started_at = NOON};
    struct loopback amir = {
        .store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};
    struct heartbeat_entry e = phones();
    int64_t id, out;

    (void)added(w, &e, &id);
    assert_ok(
        heartbeat_out_add(w->db, w->arena, &w->amir, STR("https://a.example.dk/x"), false, &out));
    db_refresh(w->db);
    loopback_sign_in(&amir, AMIR);
    const char *path =
        str_c(w->arena, arena_printf(w->arena, "/heartbeats/%lld/edit", (long long)id));
    assert_int_equal(loopback_get(&amir, path), 200);
    assert_true(loopback_shows(&amir, "value=\"Telefoner\""));
    assert_int_equal(
        loopback_send(&amir, POST, path, "name=Andet&every_s=5&grace_s=5&owner_id=103"), 422);
    assert_true(loopback_shows(&amir, "value=\"Andet\"")); /* nothing lost */
    assert_int_equal(
        loopback_send(&amir, POST, path, "name=Andet&every_s=50&grace_s=5&owner_id=103"), 303);
    assert_int_equal(loopback_send(&amir, POST, path,
                                   "name=Andet&every_s=50&grace_s=5&owner_id=103&new_secret=1"),
                     200);
    assert_true(loopback_shows(&amir, "/beat/"));
    assert_true(loopback_shows(&amir, "50 seconds"));
    path = str_c(w->arena, arena_printf(w->arena, "/heartbeats/out/%lld/edit", (long long)out));
    assert_int_equal(loopback_get(&amir, path), 200);
    assert_true(loopback_shows(&amir, "value=\"https://a.example.dk/x\""));
    assert_int_equal(loopback_send(&amir, POST, path, "url=wrong"), 422);
    assert_true(loopback_shows(&amir, "value=\"wrong\""));
    assert_int_equal(loopback_send(&amir, POST, path, "url=https://b.example.dk/y"), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM heartbeat_out WHERE url LIKE '%/y'"), 1);
}
BOTH(edit_pages)

/* ---- health */

static struct health health(struct world *w)
{
    struct health h;

    db_refresh(w->db);
    assert_ok(health_read(w->db, w->arena, NOON, &h));
    return h;
}

#define HAS(h, trouble) (((h).troubles >> (trouble)&1) != 0)

static void health_is_honest(struct world *w)
{
    assert_true(health(w).well);
    assert_ok(pulse_plan(w->store));
    run_jobs(w);
    clock_advance(PULSE_EVERY_MS);
    run_jobs(w);
    assert_true(health(w).well);
    clock_advance(PULSE_DEAD_MS + 1);
    assert_true(HAS(health(w), HEALTH_PULSE));
    run_jobs(w);
    assert_true(health(w).well);
    with_email(w, LEA, "lea@example.dk");
    tell(w, LEA, NOTICE_ACUTE, "x");
    clock_advance(HEALTH_LATE_MS);
    run_jobs(w);
    assert_true(health(w).well);
    clock_advance(1);
    assert_true(HAS(health(w), HEALTH_SENDING));
    assert_int_equal(health(w).sending_late_s, HEALTH_LATE_MS / 1000);
    /* Tried in vain, and waiting for the next try. */
    run_sql(w, "UPDATE notice_delivery SET attempts = 1, channel = 1, send_at = send_at + 3600000");
    assert_false(HAS(health(w), HEALTH_SENDING));
    assert_true(HAS(health(w), HEALTH_SMS));
    run_sql(w, "UPDATE notice_delivery SET channel = 0"); /* mail servers put off strangers */
    assert_true(health(w).well);
    clock_advance(HEALTH_EMAIL_FAILING_MS);
    run_jobs(w);
    assert_true(HAS(health(w), HEALTH_EMAIL));
    tell(w, LEA, NOTICE_ACUTE, "y");
    run_sql(w, str_c(w->arena, arena_printf(w->arena,
                                            "UPDATE notice_delivery SET state = 1, settled_at = "
                                            "%lld WHERE attempts = 0",
                                            (long long)clock_now())));
    assert_true(health(w).well); /* others get through: it is that address */
    assert_int_equal(health(w).email_sent_at, clock_now());
}
BOTH(health_is_honest)

/* ---- out */

static size_t sent_out(struct world *w)
{
    size_t n = 9;

    assert_ok(heartbeats_send_due(w->store, NOON, true, &n));
    db_refresh(w->db);
    return n;
}

static void reports_each_minute_while_well(struct world *w)
{
    struct heartbeat_out_list outs;
    int64_t id;

    assert_status(heartbeat_out_add(w->db, w->arena, &w->amir, STR("ftp://x"), true, &id), INVALID);
    assert_status(
        heartbeat_out_add(w->db, w->arena, &w->anna, str_of(fake_http_url(web)), true, &id),
        DENIED);
    assert_ok(heartbeat_out_add(w->db, w->arena, &w->amir, str_of(fake_http_url(web)), true, &id));
    assert_ok(pulse_plan(w->store));
    run_jobs(w);
    assert_int_equal(sent_out(w), 1);
    assert_int_equal(sent_out(w), 0); /* not before the minute is over */
    clock_advance(HEARTBEAT_OUT_EVERY_MS);
    assert_int_equal(sent_out(w), 0); /* the pulse is a minute old */
    assert_int_equal(fake_http_requests(web), 1);
    assert_ok(heartbeat_outs(w->db, w->arena, &w->amir, &outs));
    assert_str(outs.at[0].why, "not well");
    assert_int_equal(outs.at[0].sent_at, NOON);
    clock_advance(HEARTBEAT_OUT_EVERY_MS);
    run_jobs(w);
    assert_int_equal(sent_out(w), 1);
    assert_ok(heartbeat_out_remove(w->db, &w->amir, id));
    clock_advance(HEARTBEAT_OUT_EVERY_MS);
    run_jobs(w);
    assert_int_equal(sent_out(w), 0);
}
BOTH(reports_each_minute_while_well)

/* ---- pages */

static void pages(struct world *w)
{
    struct server_info info = {.version = "test", .zone = w->zone, .started_at = NOON};
    struct loopback amir = {.store = w->store,
                            .arena = w->arena,
                            .info = &info,
                            .bearer = STR_NONE},
                    anna = amir, thing = amir;
    struct str page, path;
    size_t at;

    loopback_sign_in(&amir, AMIR);
    loopback_sign_in(&anna, ANNA);
    assert_int_equal(loopback_get(&anna, "/heartbeats"), 403);
    assert_int_equal(loopback_get(&amir, "/heartbeats"), 200);
    assert_true(loopback_shows(&amir, "Nobody watches from outside"));
    assert_int_equal(loopback_send(&amir, POST, "/heartbeats",
                                   "name=Telefoner&kind=thing&every_s=5&grace_s=5&owner_id=103"),
                     422);
    assert_true(loopback_shows(&amir, "value=\"Telefoner\"")); /* nothing lost */
    assert_int_equal(
        loopback_send(&amir, POST, "/heartbeats",
                      "name=Telefoner&kind=thing&every_s=10&grace_s=5&owner_id=103&on_duty=1"),
        200);
    page = buf_str(&amir.last.body);
    assert_true(str_find(page, STR("/beat/"), &at));
    path = str_sub(page, at, 6 + 32);
    assert_int_equal(loopback_get(&thing, str_c(w->arena, path)), 200);
    assert_int_equal(loopback_send(&thing, POST, str_c(w->arena, path), ""), 200);
    assert_int_equal(loopback_get(&thing, "/beat/guessed"), 404);
    assert_int_equal(loopback_get(&anna, "/duty"), 200);
    assert_false(loopback_shows(&anna, "Telefoner"));
    clock_advance(15 * S);
    run_jobs(w);
    assert_int_equal(loopback_get(&anna, "/duty"), 200);
    assert_true(loopback_shows(&anna, "Telefoner har ikke meldt sig siden"));
    assert_int_equal(loopback_get(&amir, "/heartbeats"), 200);
    assert_true(loopback_shows(&amir, "Silent"));
    assert_false(loopback_shows(&amir, "/beat/"));
    assert_int_equal(loopback_send(&amir, POST, "/heartbeats/out", "url=nothing"), 422);
    assert_true(loopback_shows(&amir, "value=\"nothing\""));
    assert_int_equal(loopback_send(&amir, POST, "/heartbeats/out", "url=https://x.example.dk/y"),
                     303);
    assert_int_equal(loopback_get(&amir, "/heartbeats"), 200);
    assert_true(loopback_shows(&amir, "https://x.example.dk/y"));
    assert_int_equal(loopback_get(&amir, "/healthz"), 200);
    run_sql(w, "INSERT INTO pulse (id, at) VALUES (1, 0)");
    clock_advance(PULSE_DEAD_MS);
    assert_int_equal(loopback_get(&amir, "/healthz"), 503);
}
BOTH(pages)

/* ---- what a watcher says */

static size_t round_of(struct world *w, struct watch_state *state, bool answered, int64_t troubles,
                       struct watch_saying said[WATCH_SAYS_MAX])
{
    struct watch_rules rules = {
        .url = STR("https://bagvagt.example.dk"), .lang = LANG_DA, .zone = w->zone, .after_n = 2};
    struct watch_seen seen = {.answered = answered, .troubles = troubles, .why = STR("timeout")};
    size_t n;

    watch_round(w->arena, &rules, state, &seen, clock_now(), said, &n);
    clock_advance(5 * S);
    return n;
}

static void says_it_once_and_daily(struct world *w)
{
    struct watch_saying said[WATCH_SAYS_MAX];
    struct watch_state s = {0}, kept;

    assert_int_equal(round_of(w, &s, true, 0, said), 0);
    assert_int_equal(round_of(w, &s, false, 0, said), 0); /* one lost packet */
    assert_int_equal(round_of(w, &s, true, 0, said), 0);
    assert_int_equal(round_of(w, &s, true, 1 << HEALTH_JOBS, said), 0);
    assert_int_equal(round_of(w, &s, true, 1 << HEALTH_JOBS, said), 1);
    assert_true(str_find(said[0].text, STR("Jobs er forsinkede."), &(size_t){0}));
    assert_int_equal(round_of(w, &s, true, 1 << HEALTH_SMS, said), 0);
    assert_int_equal(round_of(w, &s, false, 0, said), 1); /* worse: told at once */
    assert_true(str_starts(said[0].subject, STR("Bagvagt svarer ikke")));
    assert_true(watch_state_read(watch_state_text(w->arena, &s), &kept)); /* started anew */
    assert_false(watch_state_read(STR("1 2 x"), &kept));
    assert_int_equal(round_of(w, &kept, false, 0, said), 0);
    clock_advance(DAY_MS);
    assert_int_equal(round_of(w, &kept, false, 0, said), 1);
    assert_true(str_starts(said[0].subject, STR("Bagvagt svarer stadig ikke")));
    assert_int_equal(round_of(w, &kept, false, 0, said), 0);
    assert_int_equal(round_of(w, &kept, true, 0, said), 1);
    assert_true(str_starts(said[0].subject, STR("Bagvagt er rask igen")));
    assert_int_equal(round_of(w, &kept, true, 0, said), 0);
}
BOTH(says_it_once_and_daily)

static void certificates_are_told_in_time(struct world *w)
{
    struct watch_rules rules = {
        .url = STR("https://x"), .lang = LANG_EN, .zone = w->zone, .after_n = 2};
    struct watch_seen seen = {.answered = true, .certificate_ends_at = NOON + 15 * DAY_MS};
    struct watch_saying said[WATCH_SAYS_MAX];
    struct watch_state s = {0};
    int64_t told = 0;
    size_t n;

    for (int hour = 0; hour < 15 * 24; hour++) {
        watch_round(w->arena, &rules, &s, &seen, clock_now(), said, &n);
        told += (int64_t)n;
        if (hour < 24)
            assert_int_equal(n, 0);
        clock_advance(HOUR_MS);
    }
    assert_int_equal(told, 3); /* 14, 3 and 1 day before */
    seen.certificate_ends_at += 90 * DAY_MS;
    watch_round(w->arena, &rules, &s, &seen, clock_now(), said, &n);
    assert_int_equal(n, 0);
    clock_advance(77 * DAY_MS);
    watch_round(w->arena, &rules, &s, &seen, clock_now(), said, &n);
    assert_int_equal(n, 1);
    assert_true(str_find(said[0].text, STR("13 days left"), &(size_t){0}));
}
BOTH(certificates_are_told_in_time)

#define WITH_WEB(name)                                                                             \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_web, stop_web),                           \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_web, stop_web)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WEB(silence_is_told_once_and_its_end),
        WITH_WEB(our_own_silence_is_nobodys_fault),
        WITH_WEB(who_may_and_what_fits),
        WITH_WEB(whoever_left_is_not_the_last_to_know),
        WITH_WEB(a_change_keeps_the_secret_or_makes_it_anew),
        WITH_WEB(a_change_is_watched_at_once),
        WITH_WEB(told_by_json_once),
        WITH_WEB(edit_pages),
        WITH_WEB(health_is_honest),
        WITH_WEB(reports_each_minute_while_well),
        WITH_WEB(pages),
        WITH_WEB(says_it_once_and_daily),
        WITH_WEB(certificates_are_told_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
