/* Pages and API of the roster, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_world.h"

#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    info.public_url = STR("https://vagt.example.dk");
    if (person_id != 0)
        loopback_sign_in(&lb, person_id);
    return lb;
}

static const char *path(struct world *w, const char *pattern, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, pattern, id));
}

static void planning(struct world *w)
{
    struct loopback lea = browser(w, LEA), bo = browser(w, BO);

    assert_int_equal(loopback_get(&lea, "/duty"), 200);
    assert_int_equal(loopback_get(&lea, "/duty/watches/new"), 200);
    assert_int_equal(loopback_get(&bo, "/duty/watches/new"), 403);
    assert_int_equal(loopback_send(&lea, POST, "/duty/watches",
                                   "name=Aftenvagt&hours=own&from=25:00&to=&levels=1&team_id=11"),
                     422);
    assert_true(loopback_shows(&lea, "Aftenvagt")); /* what was typed is there */
    assert_int_equal(loopback_send(&lea, POST, "/duty/watches",
                                   "name=Aftenvagt&hours=own&from=16:00&to=22:00&weekdays=mon&"
                                   "weekdays=tue&levels=1&team_id=11"),
                     303);
    int64_t id = count(w, "SELECT id FROM duty_watch");
    assert_int_equal(loopback_get(&lea, path(w, "/duty/watches/{}", id)), 200);
    assert_true(loopback_shows(&lea, "man–tir 16.00–22.00"));
    assert_int_equal(
        loopback_send(
            &lea, POST, path(w, "/duty/watches/{}/draft", id),
            "level=1&turn=own&every=1&start_at=2026-03-30T16:00&person_1=109&pattern=1 3"),
        422);
    assert_true(loopback_shows(&lea, "1 3"));
    assert_int_equal(
        loopback_send(
            &lea, POST, path(w, "/duty/watches/{}/draft", id),
            "level=1&turn=week&every=1&start_at=2026-03-30T16:00&person_1=109&person_2=107"),
        303);
    int64_t rota = count(w, "SELECT id FROM duty_rota");
    assert_int_equal(loopback_get(&lea, path(w, "/duty/drafts/{}", rota)), 200);
    assert_true(loopback_shows(&lea, "Nina Vang"));
    assert_int_equal(loopback_get(&bo, path(w, "/duty/drafts/{}", rota)), 403);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/duty/drafts/{}/publish", rota), ""), 303);
    assert_int_equal(
        loopback_send(
            &lea, POST, path(w, "/duty/watches/{}/cover", id),
            "kind=override&level=1&from_at=2026-03-31T16:00&to_at=2026-03-31T22:00&reason=Kursus"),
        422);
    assert_true(loopback_shows(&lea, "Kursus"));
    assert_true(loopback_shows(&lea, "ingen fra"));
    assert_true(loopback_shows(&lea, "<details class=\"edit\" open><summary>Ændr en periode"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/duty/watches/{}/draft", id),
                                   "level=1&every=3&turn=day&start_at=2026-04-06T08:00"),
                     422); /* nobody in it */
    assert_true(loopback_shows(&lea, "<details class=\"edit\" open><summary>Lav en ny grundplan"));
    assert_true(loopback_shows(&lea, "value=\"2026-04-06T08:00\""));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/duty/watches/{}/cover", id),
                                   "kind=override&level=1&from_at=2026-03-31T16:00&to_at=2026-03-"
                                   "31T22:00&reason=Kursus&accept=true"),
                     303);
    int64_t entry = count(w, "SELECT id FROM duty_entry");
    run_jobs(w);
    assert_int_equal(loopback_get(&lea, path(w, "/duty/watches/{}", id)), 200);
    assert_true(loopback_shows(&lea, "Huller"));
    assert_int_equal(loopback_get(&bo, path(w, "/duty/watches/{}", id)), 200);
    assert_false(loopback_shows(&bo, "Kursus"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/duty/entries/{}/undo", entry), ""), 303);
    assert_int_equal(loopback_get(&bo, "/duty"), 200);
    assert_true(loopback_shows(&bo, "Nina Vang"));
    assert_int_equal(loopback_get(&bo, "/duty?week=2026-04-06"), 200);
    assert_true(loopback_shows(&bo, "Mark Bech"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/duty/watches/{}/close", id), ""), 303);
}
BOTH(planning)

static void own_and_calendar(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6);

    base(w, night, ROSTER_DAY, NINA, 0);
    run_jobs(w);
    struct loopback nina = browser(w, NINA), mark = browser(w, MARK), nobody = browser(w, 0);
    int64_t shift = first_shift(w, &w->nina).id;
    assert_int_equal(loopback_get(&nina, "/duty/mine"), 200);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/duty/shifts/{}/swap", shift), "person_id="), 422);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/duty/shifts/{}/swap", shift), "person_id=107"), 303);
    assert_int_equal(loopback_get(&mark, "/duty/mine"), 200);
    assert_true(loopback_shows(&mark, "Nina Vang"));
    int64_t swap = count(w, "SELECT id FROM duty_swap");
    assert_int_equal(loopback_send(&mark, POST, path(w, "/duty/swaps/{}/answer", swap), "yes=true"),
                     303);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/duty/swaps/{}/withdraw", swap), ""), 409);
    assert_int_equal(loopback_send(&nina, POST, "/duty/calendar", ""), 200);
    struct str page = buf_str(&nina.last.body), address;
    size_t at;
    assert_true(str_find(page, STR("https://vagt.example.dk/calendar/"), &at));
    address = str_sub(page, at + 23, page.n);
    assert_true(str_find_char(address, '<', &at));
    const char *feed = str_c(w->arena, str_sub(address, 0, at));
    assert_int_equal(loopback_get(&nobody, feed), 200);
    assert_true(loopback_shows(&nobody, "BEGIN:VEVENT"));
    nobody.extra[0] = (struct header){STR("If-None-Match"), loopback_header(&nobody, "ETag")};
    nobody.n_extra = 1;
    assert_int_equal(loopback_get(&nobody, feed), 304);
    nobody.n_extra = 0;
    /* A watch is closed while somebody asks for a swap: the page is still there. */
    shift = first_shift(w, &w->nina).id;
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/duty/shifts/{}/swap", shift), "person_id=107"), 303);
    assert_ok(duty_close(w->db, w->arena, &w->lea, night));
    assert_int_equal(loopback_get(&mark, "/duty/mine"), 200);
    assert_int_equal(loopback_send(&nina, POST, "/duty/calendar/revoke", ""), 303);
    assert_int_equal(loopback_get(&nobody, feed), 404);
}
BOTH(own_and_calendar)

static void api(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6);
    struct loopback mark = browser(w, MARK);

    base(w, night, ROSTER_DAY, NINA, 0);
    run_jobs(w);
    assert_int_equal(loopback_get(&mark, "/api/v1/duty/lights"), 200);
    assert_true(loopback_shows(&mark, "\"open\":false"));
    assert_int_equal(
        loopback_send(&mark, POST, path(w, "/api/v1/duty/watches/{}/take", night), "{\"level\":1}"),
        409);
    clock_advance(11 * HOUR_MS);
    assert_int_equal(
        loopback_send(&mark, POST, path(w, "/api/v1/duty/watches/{}/take", night), "{\"level\":9}"),
        422);
    assert_int_equal(
        loopback_send(&mark, POST, path(w, "/api/v1/duty/watches/{}/take", night), "{\"level\":1}"),
        200);
    assert_true(loopback_shows(&mark, "2026-03-31T04:00:00.000Z"));
    assert_int_equal(loopback_get(&mark, "/api/v1/duty/now"), 200);
    assert_true(loopback_shows(&mark, "takeover"));
    assert_int_equal(loopback_get(&mark, path(w, "/api/v1/duty/watches/{}/shifts?days=400", night)),
                     422);
    assert_int_equal(loopback_get(&mark, path(w, "/api/v1/duty/watches/{}/shifts?days=3", night)),
                     200);
    assert_int_equal(loopback_get(&mark, path(w, "/api/v1/duty/watches/{}/gaps", night)), 200);
    assert_int_equal(loopback_get(&mark, "/api/v1/duty/mine"), 200);
}
BOTH(api)

static void swaps_by_json(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6);
    struct loopback nina = browser(w, NINA), mark = browser(w, MARK), anna = browser(w, ANNA);

    base(w, night, ROSTER_DAY, NINA, 0);
    run_jobs(w);
    int64_t shift = first_shift(w, &w->nina).id;
    const char *ask = path(w, "/api/v1/duty/shifts/{}/swap", shift);
    assert_int_equal(loopback_send(&mark, POST, ask, "{\"person_id\":\"107\"}"), 404);
    assert_int_equal(loopback_send(&nina, POST, ask, "{\"person_id\":\"999\"}"), 400);
    assert_int_equal(loopback_send(&nina, POST, ask, "{\"person_id\":\"107\"}"), 201);
    assert_true(loopback_shows(&nina, "\"state\":\"asked\""));
    int64_t swap = count(w, "SELECT id FROM duty_swap");
    assert_int_equal(loopback_get(&mark, "/api/v1/duty/swaps"), 200);
    assert_true(loopback_shows(&mark, "\"asker\":\"Nina Vang\""));
    assert_int_equal(loopback_get(&anna, "/api/v1/duty/swaps"), 200);
    assert_false(loopback_shows(&anna, "Nina Vang"));
    const char *withdraw = path(w, "/api/v1/duty/swaps/{}/withdraw", swap);
    assert_int_equal(loopback_send(&nina, POST, withdraw, "{}"), 200);
    assert_true(loopback_shows(&nina, "withdrawn"));
    const char *answer = path(w, "/api/v1/duty/swaps/{}/answer", swap);
    assert_int_equal(loopback_send(&mark, POST, answer, "{\"yes\":true}"), 409);
    assert_int_equal(loopback_send(&nina, POST, ask, "{\"person_id\":\"107\"}"), 201);
    swap = count(w, "SELECT MAX(id) FROM duty_swap");
    answer = path(w, "/api/v1/duty/swaps/{}/answer", swap);
    assert_int_equal(loopback_send(&anna, POST, answer, "{\"yes\":true}"), 404);
    assert_int_equal(loopback_send(&mark, POST, answer, "{\"yes\":true}"), 200);
    assert_true(loopback_shows(&mark, "\"state\":\"done\"") ||
                loopback_shows(&mark, "\"state\":\"waits\""));
    assert_int_equal(
        loopback_send(&mark, POST, path(w, "/api/v1/duty/swaps/{}/decide", swap), "{\"yes\":true}"),
        409);
}
BOTH(swaps_by_json)

/* Why one cannot take the watch stands beside the watches; the address is whole also where none was set up. */
static void refused_beside_the_watches(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6);
    struct loopback mark = browser(w, MARK);

    base(w, night, ROSTER_DAY, NINA, 0);
    assert_int_equal(loopback_send(&mark, POST, path(w, "/duty/watches/{}/take", night), "level=1"),
                     422);
    assert_true(loopback_shows(&mark, "role=\"alert\""));
    assert_true(loopback_shows(&mark, "Hvem har vagten?"));
    info.public_url = STR_NONE;
    assert_int_equal(loopback_send(&mark, POST, "/duty/calendar", ""), 200);
    assert_true(loopback_shows(&mark, "http://bagvagt.test/calendar/"));
}
BOTH(refused_beside_the_watches)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(planning), ON_BOTH(own_and_calendar), ON_BOTH(api),
                                       ON_BOTH(swaps_by_json), ON_BOTH(refused_beside_the_watches)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
