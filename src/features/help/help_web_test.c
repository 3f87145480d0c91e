/* Every page and API route of the acute minute, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_world.h"

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

static const char *path(struct world *w, const char *pattern, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, pattern, id));
}

static int64_t the_request(struct world *w)
{
    return count(w, "SELECT MAX(id) FROM help_request");
}

static void press_come_arrive_end_log(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO);

    assert_int_equal(loopback_get(&bo, "/desk"), 200);
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_true(loopback_shows(&anna, "1 kollega kan svare nu"));
    assert_int_equal(loopback_send(&anna, POST, "/desk/place", "place=bord+14"), 303);
    assert_int_equal(
        loopback_send(&anna, POST, "/desk/press", "client_key=press-0001&kind=takeover"), 303);
    int64_t id = the_request(w);
    assert_int_equal(loopback_send(&bo, POST, "/desk/here", ""), 200);
    assert_true(loopback_shows(&bo, "Anna Holm: overtag samtalen"));
    assert_true(loopback_shows(&bo, "bord 14"));
    assert_true(loopback_shows(&bo, "data-desk-rings"));
    clock_advance(4000);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/come", id), ""), 303);
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_true(loopback_shows(&anna, "Bo Friis kommer"));
    assert_true(loopback_shows(&anna, "efter 4 s"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/come", id), ""), 403);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/arrive", id), ""), 303);
    assert_int_equal(loopback_get(&bo, path(w, "/desk/requests/{}", id)), 200);
    assert_true(loopback_shows(&bo, "Fremme"));
    assert_true(loopback_shows(&bo, " · i dag 12.00"));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/end", id), ""), 303);
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_true(loopback_shows(&anna, "data-desk-log"));
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/desk/requests/{}/log", id), "class=b&rating=4"), 303);
    assert_int_equal(loopback_get(&anna, str_c(w->arena, loopback_header(&anna, "Location"))), 200);
    assert_true(loopback_shows(&anna, "Bo Friis"));
}
BOTH(press_come_arrive_end_log)

/* Of several that are over, each says which it was; the keys belong to one of them. */
static void says_which_is_to_be_logged(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    loopback_get(&anna, "/desk");
    loopback_send(&anna, POST, "/desk/press", "client_key=press-0001&kind=air");
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_true(loopback_shows(&anna, "Din pause er begyndt."));
    assert_false(loopback_shows(&anna, "Bliv, hvor du er."));
    loopback_send(&anna, POST, path(w, "/desk/requests/{}/end", the_request(w)), "");
    clock_advance(MINUTE_MS);
    loopback_send(&anna, POST, "/desk/press", "client_key=press-0002&kind=boss");
    loopback_send(&anna, POST, path(w, "/desk/requests/{}/end", the_request(w)), "");
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    const char *page = str_c(w->arena, buf_str(&anna.last.body));
    assert_non_null(strstr(page, "<b>Chefen, tak</b> · i dag 12.01"));
    const char *other = strstr(page, "Jeg skal have luft · i dag 12.00</summary>");
    assert_non_null(other); /* folded: the keys for help are not to be far away */
    const char *keys = strstr(page, "Shift + 1–5");
    assert_non_null(keys);
    assert_null(strstr(keys + 1, "Shift + 1–5"));
    assert_true(keys < other);
}
BOTH(says_which_is_to_be_logged)

static void take_back_and_stay_away(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO);

    loopback_get(&anna, "/desk");
    loopback_get(&bo, "/desk");
    assert_int_equal(
        loopback_send(&anna, POST, "/desk/press", "client_key=press-0001&kind=acute&silent=true"),
        303);
    int64_t id = the_request(w);
    assert_int_equal(loopback_send(&bo, POST, "/desk/here", ""), 200);
    assert_true(loopback_shows(&bo, "AKUT: Anna Holm"));
    assert_false(loopback_shows(&bo, "data-desk-rings")); /* silent */
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/come", id), ""), 303);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/stay-away", id), ""), 303);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/cancel", id), ""), 303);
    assert_int_equal(loopback_get(&bo, "/desk"), 200);
    assert_true(loopback_shows(&bo, "Anna Holm bad om hjælp og tog det tilbage"));
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_true(loopback_shows(&anna, "Er du okay?"));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/asked", id), ""), 303);
    assert_int_equal(loopback_send(&bo, POST, "/desk/beat", ""), 200);
    assert_int_equal(loopback_send(&bo, POST, "/desk/away", ""), 303);
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_true(loopback_shows(&anna, "Ingen kan svare lige nu"));
}
BOTH(take_back_and_stay_away)

static void warn_pages(struct world *w)
{
    struct loopback nina = browser(w, NINA);

    assert_int_equal(loopback_get(&nina, "/desk/warn"), 200);
    assert_true(loopback_shows(&nina, "I will end this call"));
    assert_int_equal(loopback_send(&nina, POST, "/desk/warn", "act=end"), 409);
    assert_int_equal(loopback_send(&nina, POST, "/desk/warn", "act=name"), 303);
    assert_int_equal(loopback_send(&nina, POST, "/desk/warn", "act=warn"), 303);
    assert_int_equal(loopback_get(&nina, "/desk/warn"), 200);
    assert_true(loopback_shows(&nina, "12:00:00"));
    assert_int_equal(loopback_send(&nina, POST, "/desk/warn", "act=end"), 303);
    assert_int_equal(loopback_get(&nina, "/desk/warn"), 200);
    assert_true(loopback_shows(&nina, "You used your right"));
    assert_int_equal(loopback_send(&nina, POST, "/desk/warn/rating", "rating=3"), 303);
    assert_int_equal(loopback_get(&nina, "/desk/warn"), 200);
    assert_false(loopback_shows(&nina, "/desk/warn/rating"));
    assert_int_equal(loopback_send(&nina, POST, "/desk/warn", "act=suicide"), 303);
    assert_int_equal(loopback_get(&nina, "/desk/warn"), 200);
    assert_true(loopback_shows(&nina, "Stay on the line. Somebody was called"));
    assert_true(loopback_shows(&nina, "See who is coming"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident WHERE rating = 3"), 1);
}
BOTH(warn_pages)

static void managers_set(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo = browser(w, BO);

    assert_int_equal(loopback_get(&bo, "/desk/words"), 403);
    assert_int_equal(loopback_get(&bo, "/desk/climb"), 403);
    assert_int_equal(loopback_get(&lea, "/desk/words"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/desk/words", "da_name=Kun+dette"), 422);
    assert_true(loopback_shows(&lea, "Kun dette")); /* nothing lost */
    assert_int_equal(loopback_send(&lea, POST, "/desk/words",
                                   "da_name=a&da_warn=b&da_end=c&da_suicide=d&da_bomb=e&"
                                   "en_name=f&en_warn=g&en_end=h&en_suicide=i&en_bomb=j"),
                     303);
    assert_int_equal(loopback_get(&bo, "/desk/warn"), 200);
    assert_true(loopback_shows(&bo, "udgave 1"));
    assert_int_equal(loopback_get(&lea, "/desk/climb"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/desk/climb",
                                   "occasion=call&needed=2&rounds=1&ack_s=60&targets_1=team&"
                                   "targets_1=on_call&channels_1=page&wait_s_1=15"),
                     303);
    assert_int_equal(count(w, "SELECT wait_s FROM help_policy_step"), 15);
    assert_int_equal(loopback_send(&lea, POST, "/desk/climb",
                                   "occasion=call&needed=2&rounds=1&ack_s=61&targets_1=team&"
                                   "channels_1=page&wait_s_1=1"),
                     422);
    assert_true(loopback_shows(&lea, "value=\"61\""));
    assert_true(loopback_shows(&lea, "Vent 5 til 900 sekunder"));
}
BOTH(managers_set)

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), uma = browser(w, UMA);

    loopback_get(&anna, "/desk"); /* for the token */
    loopback_get(&bo, "/desk");
    loopback_get(&uma, "/desk");
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/help",
                      "{\"client_key\":\"press-0001\",\"kind\":\"need\",\"place\":\"bord 3\"}"),
        201);
    int64_t id = the_request(w);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/help",
                                   "{\"client_key\":\"press-0001\",\"kind\":\"need\"}"),
                     200);
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/help", "{\"client_key\":\"x\",\"kind\":\"need\"}"),
        422);
    assert_true(loopback_shows(&anna, "client_key"));
    assert_int_equal(loopback_get(&bo, "/api/v1/help"), 200);
    assert_true(loopback_shows(&bo, "\"person\":\"Anna Holm\""));
    assert_int_equal(loopback_get(&uma, "/api/v1/help"), 200);
    assert_false(loopback_shows(&uma, "Anna"));
    assert_int_equal(loopback_get(&uma, path(w, "/api/v1/help/{}", id)), 404);
    assert_int_equal(loopback_send(&uma, POST, path(w, "/api/v1/help/{}/come", id), "{}"), 404);
    assert_int_equal(loopback_get(&bo, "/api/v1/help/ready"), 200);
    assert_true(loopback_shows(&bo, "\"in_team\":1"));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/api/v1/help/{}/come", id), "{}"), 200);
    assert_true(loopback_shows(&bo, "\"owner\":\"Bo Friis\""));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/api/v1/help/{}/arrive", id), "{}"), 200);
    assert_int_equal(loopback_get(&bo, path(w, "/api/v1/help/{}/events", id)), 200);
    assert_true(loopback_shows(&bo, "\"kind\":\"arrived\""));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/api/v1/help/{}/end", id), "{}"), 200);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/help",
                                   "{\"client_key\":\"press-0002\",\"kind\":\"air\"}"),
                     201);
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/api/v1/help/{}/cancel", the_request(w)), "{}"), 200);
    assert_true(loopback_shows(&anna, "\"cancelled\":true"));
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/help/warning", "{\"act\":\"threat\"}"),
                     200);
    assert_true(loopback_shows(&anna, "\"outcome\":\"threat\""));
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(press_come_arrive_end_log),
        ON_BOTH(says_which_is_to_be_logged),
        ON_BOTH(take_back_and_stay_away),
        ON_BOTH(warn_pages),
        ON_BOTH(managers_set),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
