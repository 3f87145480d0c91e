/* Every page and API route of the experience log, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_world.h"

#include "features/experience/experience_forms.h"
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

static int64_t newest(struct world *w)
{
    return count(w, "SELECT MAX(id) FROM experience");
}

static void two_choices_and_save(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO);
    int64_t id;

    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "En vred borger"));
    assert_false(loopback_shows(&anna, "id=\"xp-dialog\"")); /* the form itself is there */
    assert_int_equal(loopback_get(&anna, "/incidents"), 200);
    assert_true(loopback_shows(&anna, "id=\"xp-dialog\""));
    assert_int_equal(loopback_send(&anna, POST, "/experience",
                                   "client_key=web-key-0001&kind=grief&strength=4&note=Hun+tav"),
                     303);
    id = newest(w);
    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "Hun tav"));
    assert_true(loopback_shows(&anna, "4 af 5"));
    assert_int_equal(loopback_send(&anna, POST, "/experience",
                                   "client_key=web-key-0002&kind=grief&note=ikke+tabt"),
                     422);
    assert_true(loopback_shows(&anna, "ikke tabt")); /* nothing lost */
    anna.extra[0] = (struct header){STR("Accept"), STR("application/json")};
    anna.n_extra = 1;
    assert_int_equal(
        loopback_send(&anna, POST, "/experience", "client_key=web-key-0003&kind=again&strength=2"),
        201);
    assert_true(loopback_shows(&anna, "\"url\":\"/experience/"));
    assert_int_equal(
        loopback_send(&anna, POST, "/experience", "client_key=web-key-0003&kind=again&strength=2"),
        200);
    assert_int_equal(loopback_send(&anna, POST, "/experience", "client_key=web-key-0004"), 422);
    anna.n_extra = 0;
    assert_int_equal(loopback_get(&bo, path(w, "/experience/{}", id)), 404);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/experience/{}/drop", id), ""), 404);
    assert_int_equal(loopback_get(&anna, path(w, "/experience/{}", id)), 200);
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/experience/{}", id),
                      "kind=grief&strength=5&helps=listened&note=Hun+tav&for_day=true&telling="
                      "Nina+sagde+noget"),
        422);
    assert_true(loopback_shows(&anna, "Nina sagde noget"));
    assert_true(loopback_shows(&anna, "ligner et navn"));
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/experience/{}", id),
                      "kind=grief&strength=5&helps=listened&note=Hun+tav&for_day=true&telling="
                      "En+borger+tav"),
        303);
    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "At lytte til ende"));
    assert_true(loopback_shows(&anna, "Det fortælles på dagen"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/experience/{}/drop", id), ""), 303);
    assert_int_equal(loopback_get(&anna, path(w, "/experience/{}", id)), 404);
}
BOTH(two_choices_and_save)

static void what_a_mentor_sees(struct world *w)
{
    struct loopback anna = browser(w, ANNA), nina = browser(w, NINA), lea = browser(w, LEA);
    int64_t id;

    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_int_equal(loopback_send(&anna, POST, "/experience",
                                   "client_key=web-key-0005&kind=threat&strength=5&note=privat+ord&"
                                   "wants_talk=true"),
                     303);
    id = newest(w);
    run_jobs(w);
    assert_int_equal(loopback_get(&nina, "/inbox"), 200);
    assert_true(loopback_shows(&nina, "vil gerne tale om et opkald"));
    assert_int_equal(loopback_get(&nina, "/experience/newcomers"), 200);
    assert_true(loopback_shows(&nina, "Anna Holm"));
    assert_true(loopback_shows(&nina, "Vil gerne tale om et opkald"));
    assert_false(loopback_shows(&nina, "privat ord"));
    assert_false(loopback_shows(&nina, "En trussel</b>"));
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/experience/{}/share", id), "for_mentor=true"), 303);
    assert_int_equal(loopback_get(&nina, "/experience/newcomers"), 200);
    assert_true(loopback_shows(&nina, "privat ord"));
    assert_int_equal(loopback_get(&lea, "/experience/newcomers"), 200);
    assert_false(loopback_shows(&lea, "Anna Holm</a></h2>"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/experience/talks/{}/held", id), ""), 404);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/experience/talks/{}/held", id), ""), 303);
    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "Talt om"));
    assert_int_equal(loopback_send(&anna, POST, "/experience/wish", "for_day=true"), 303);
    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "til holdets dag"));
}
BOTH(what_a_mentor_sees)

static void the_same_as_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), nina = browser(w, NINA);
    int64_t id;

    assert_int_equal(loopback_get(&anna, "/experience"), 200); /* for the token */
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/experience",
                                   "{\"client_key\":\"api-key-0001\",\"kind\":\"life\","
                                   "\"strength\":5,\"helps\":[\"colleague\"],\"for_mentor\":"
                                   "\"yes\"}"),
                     201);
    id = newest(w);
    assert_true(loopback_shows(&anna, "\"for_mentor\":true"));
    assert_true(loopback_shows(&anna, "\"helps\":[\"colleague\"]"));
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/experience",
                                   "{\"client_key\":\"api-key-0002\",\"kind\":\"life\","
                                   "\"strength\":9}"),
                     422);
    assert_true(str_starts(loopback_header(&anna, "Content-Type").p
                               ? loopback_header(&anna, "Content-Type")
                               : anna.last.content_type,
                           STR("application/problem+json")));
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/experience/{}", id)), 200);
    assert_int_equal(loopback_get(&nina, path(w, "/api/v1/experience/{}", id)), 404);
    assert_int_equal(loopback_get(&nina, "/api/v1/experience/newcomers"), 200);
    assert_true(loopback_shows(&nina, "\"kind\":\"life\""));
    assert_int_equal(loopback_send(&anna, PUT, path(w, "/api/v1/experience/{}/share", id),
                                   "{\"for_mentor\":false,\"for_day\":false}"),
                     200);
    assert_int_equal(loopback_get(&nina, "/api/v1/experience/newcomers"), 200);
    assert_false(loopback_shows(&nina, "\"kind\":\"life\""));
    assert_int_equal(loopback_send(&anna, PUT, path(w, "/api/v1/experience/{}", id),
                                   "{\"kind\":\"life\",\"strength\":3,\"wants_talk\":true}"),
                     200);
    run_jobs(w);
    assert_int_equal(loopback_get(&nina, "/experience/newcomers"), 200);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/api/v1/experience/talks/{}/held", id), "{}"), 200);
    assert_int_equal(loopback_send(&anna, PUT, "/api/v1/experience/wish",
                                   "{\"for_mentor\":true,\"for_day\":true}"),
                     200);
    assert_int_equal(loopback_get(&anna, "/api/v1/experience/wish"), 200);
    assert_true(loopback_shows(&anna, "\"for_day\":true"));
    assert_int_equal(loopback_send(&anna, DELETE, path(w, "/api/v1/experience/{}", id), ""), 200);
    assert_int_equal(loopback_get(&anna, "/api/v1/experience"), 200);
    assert_true(loopback_shows(&anna, "\"items\":[]"));
}
BOTH(the_same_as_json)

static void the_tick_of_the_log_is_for_newcomers(struct world *w)
{
    struct loopback anna = browser(w, ANNA), soren = browser(w, SOREN), amir = browser(w, AMIR);

    assert_int_equal(loopback_get(&anna, "/log"), 200);
    assert_true(loopback_shows(&anna, "data-log-newcomer>"));
    assert_int_equal(loopback_get(&anna, "/log/choices"), 200);
    assert_true(loopback_shows(&anna, "\"newcomer\":true"));
    assert_int_equal(loopback_get(&soren, "/log"), 200);
    assert_true(loopback_shows(&soren, "data-log-newcomer hidden"));
    assert_int_equal(loopback_get(&amir, "/experience"), 403);
    assert_int_equal(loopback_get(&anna, "/log"), 200);
    assert_int_equal(loopback_send(&anna, POST, "/log",
                                   "client_key=log-key-0001&class=a&rating=3&experience=true"),
                     303);
    run_jobs(w);
    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "er også logget som hændelse"));
}
BOTH(the_tick_of_the_log_is_for_newcomers)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(two_choices_and_save),
        ON_BOTH(what_a_mentor_sees),
        ON_BOTH(the_same_as_json),
        ON_BOTH(the_tick_of_the_log_is_for_newcomers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
