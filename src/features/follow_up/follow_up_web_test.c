/* Every page and API route of the five-hour day, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_world.h"

#include "features/follow_up/follow_up_forms.h"
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

static void a_proposal_and_its_numbers(struct world *w)
{
    struct loopback nina = browser(w, NINA), anna = browser(w, ANNA), amir = browser(w, AMIR);
    int64_t id;

    assert_int_equal(loopback_get(&nina, "/follow-up"), 200);
    assert_true(loopback_shows(&nina, "Ingen dag endnu"));
    id = a_day(w);
    assert_int_equal(loopback_get(&nina, "/follow-up"), 200);
    assert_true(loopback_shows(&nina, "Hold 1"));
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "<dd data-fu-minutes>300</dd>"));
    assert_true(loopback_shows(&nina, "Det passer for hele holdet"));
    assert_true(loopback_shows(&nina, "Søren Ærø")); /* in the class */
    assert_true(loopback_shows(&nina, "Øv: Vred over et afslag"));
    assert_true(loopback_shows(&nina, "href=\"/practice/refusal\"")); /* played from there */
    assert_false(loopback_shows(&nina, "privat note"));
    assert_int_equal(loopback_get(&anna, path(w, "/follow-up/{}", id)), 404);
    assert_int_equal(loopback_get(&amir, "/follow-up"), 403);
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}/print", id)), 200);
    assert_true(str_starts(buf_str(&nina.last.body), STR("%PDF")));
}
BOTH(a_proposal_and_its_numbers)

/* Who leads sees who waits; whoever is alone on a day is told that few can be told apart. */
static void who_started_alone(struct world *w)
{
    struct loopback nina = browser(w, NINA), anna = browser(w, ANNA), mark = browser(w, MARK);
    int64_t id;

    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    alone(w, 901, MONDAY - 3);
    logs(w, &w->anna, EXPERIENCE_ANGRY, 4, "Han råbte.");
    run_jobs(w);
    assert_int_equal(loopback_get(&nina, "/follow-up"), 200);
    assert_true(loopback_shows(&nina, "Venter på en dag"));
    assert_true(loopback_shows(&nina, "Anna Holm"));
    assert_true(loopback_shows(&nina, "Første opkald 27. marts 2026"));
    assert_int_equal(loopback_get(&anna, "/follow-up"), 200);
    assert_false(loopback_shows(&anna, "Venter på en dag"));
    assert_int_equal(loopback_get(&anna, "/experience"), 200);
    assert_true(loopback_shows(&anna, "Må bruges på holdets dag")); /* there will be one */
    days_later(w, 11);
    id = proposed(w);
    nina = browser(w, NINA); /* sessions have ended meanwhile */
    anna = browser(w, ANNA);
    mark = browser(w, MARK);
    assert_int_equal(loopback_get(&nina, "/follow-up"), 200);
    assert_false(loopback_shows(&nina, "Venter på en dag"));
    assert_true(loopback_shows(&nina, "Nye, der begyndte hver for sig"));
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "I er få på dagen"));
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}/print", id)), 200);
    assert_int_equal(loopback_get(&nina, path(w, "/api/v1/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "\"class_id\":null,\"class\":null"));
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    assert_int_equal(loopback_get(&anna, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&anna, "I er få på dagen"));
    assert_int_equal(loopback_get(&mark, path(w, "/follow-up/{}", id)), 404); /* not there */
}
BOTH(who_started_alone)

static void nothing_typed_is_lost(struct world *w)
{
    struct loopback nina = browser(w, NINA);
    int64_t id = a_day(w);

    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/{}/own", id),
                                   "title=Rundtur&text=Ring+til+12345678&minutes=10"),
                     422);
    assert_true(loopback_shows(&nina, "Ring til 12345678"));
    assert_true(loopback_shows(&nina, "kan føre til en bestemt person"));
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/{}/own", id), "title=Rundtur&minutes=1000"),
        422);
    assert_true(loopback_shows(&nina, "value=\"Rundtur\""));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/{}/own", id),
                                   "title=Rundtur&text=Se+huset&minutes=10"),
                     303);
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "Se huset"));
    assert_true(loopback_shows(&nina, "<dd data-fu-minutes>310</dd>"));
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/{}/when", id), "starts_at=2025-01-01T09:00"),
        422);
    assert_true(loopback_shows(&nina, "der ikke er gået"));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/{}/when", id),
                                   "starts_at=2026-04-08T10:30&place=Lokale+3"),
                     303);
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "2026-04-08T10:30"));
    assert_true(loopback_shows(&nina, "Lokale 3"));
}
BOTH(nothing_typed_is_lost)

static void its_whole_course(struct world *w)
{
    struct loopback nina = browser(w, NINA), anna = browser(w, ANNA), siv = browser(w, SIV);
    int64_t id = a_day(w), block;

    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    block = found(w, &w->nina, id).agenda.at[1].id;
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/blocks/{}/minutes", block), "minutes=3"),
        422);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/blocks/{}/minutes", block), "minutes=30"),
        303);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/blocks/{}/move", block), "up=true"), 303);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/{}/publish", id), ""), 303);
    assert_int_equal(loopback_get(&anna, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&anna, "Fortælles på dagen"));
    assert_false(loopback_shows(&anna, "/publish"));
    assert_false(loopback_shows(&anna, "/minutes"));
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "data-fu-early")); /* its day has not come */
    assert_int_equal(loopback_send(&anna, POST, path(w, "/follow-up/{}/start", id), ""), 403);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/{}/start", id), ""), 303);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/blocks/{}/tick", block), "done=true"), 303);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/blocks/{}/drop", block), ""),
                     409);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/follow-up/{}/learning", id),
                                   "text=Sig+det+til+Lea+Krog"),
                     422);
    assert_true(loopback_shows(&anna, "Sig det til Lea Krog"));
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/follow-up/{}/learning", id), "text=Tag+en+pause"),
        303);
    assert_int_equal(loopback_get(&anna, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&anna, "Du har lagt din ene ting"));
    assert_false(loopback_shows(&anna, "name=\"text\""));
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/follow-up/{}/learning", id), "text=Og+en+til"), 409);
    assert_true(loopback_shows(&anna, "den kan ikke byttes"));
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "hver én ting"));
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/follow-up/{}/learning", id), "text=Fra+mig"), 403);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/follow-up/{}/hold", id), ""), 303);
    assert_int_equal(loopback_get(&nina, path(w, "/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "Tag en pause"));
    clock_advance(DAY_MS);
    siv = browser(w, SIV);
    assert_int_equal(loopback_get(&siv, "/follow-up/learned"), 200);
    assert_true(loopback_shows(&siv, "Tag en pause"));
    assert_false(loopback_shows(&siv, "Hold 1"));
    assert_int_equal(loopback_get(&siv, "/api/v1/follow-up/learned"), 200);
    assert_true(loopback_shows(&siv, "Tag en pause"));
}
BOTH(its_whole_course)

static void the_same_as_json(struct world *w)
{
    struct loopback nina = browser(w, NINA), anna = browser(w, ANNA);
    int64_t id = a_day(w), block = found(w, &w->nina, id).agenda.at[2].id;

    assert_int_equal(loopback_get(&nina, "/follow-up"), 200); /* for the token */
    assert_int_equal(loopback_get(&nina, "/api/v1/follow-up"), 200);
    assert_true(loopback_shows(&nina, "\"minutes\":300"));
    assert_true(loopback_shows(&nina, "\"short\":false"));
    assert_int_equal(loopback_get(&nina, path(w, "/api/v1/follow-up/{}", id)), 200);
    assert_true(loopback_shows(&nina, "\"window_opens\":\"2026-04-06\""));
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/follow-up/{}", id)), 404);
    assert_int_equal(loopback_get(&nina, path(w, "/api/v1/follow-up/{}/blocks", id)), 200);
    assert_true(loopback_shows(&nina, "\"kind\":\"case\",\"theme\":\"threat\""));
    assert_int_equal(loopback_send(&nina, PUT,
                                   path(w, "/api/v1/follow-up/blocks/{}/minutes", block),
                                   "{\"minutes\":7}"),
                     200);
    assert_true(loopback_shows(&nina, "\"minutes\":7"));
    assert_int_equal(loopback_send(&nina, PUT,
                                   path(w, "/api/v1/follow-up/blocks/{}/minutes", block),
                                   "{\"minutes\":700}"),
                     422);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/blocks/{}/move", block),
                                   "{\"up\":false}"),
                     200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/{}/blocks", id),
                                   "{\"title\":\"Egen\",\"minutes\":10}"),
                     200);
    assert_true(loopback_shows(&nina, "\"title\":\"Egen\""));
    assert_int_equal(loopback_send(&nina, PUT, path(w, "/api/v1/follow-up/{}/when", id),
                                   "{\"starts_at\":\"2026-04-08T07:00:00Z\"}"),
                     200);
    assert_int_equal(
        loopback_send(&nina, DELETE, path(w, "/api/v1/follow-up/blocks/{}", block), ""), 200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/{}/afresh", id), "{}"),
                     200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/{}/publish", id), "{}"),
                     200);
    assert_true(loopback_shows(&nina, "\"state\":\"published\""));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/{}/start", id), "{}"),
                     200);
    block = found(w, &w->nina, id).agenda.at[0].id;
    assert_int_equal(loopback_send(&nina, PUT, path(w, "/api/v1/follow-up/blocks/{}/done", block),
                                   "{\"done\":true}"),
                     200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/{}/hold", id), "{}"),
                     200);
    assert_true(loopback_shows(&nina, "\"state\":\"held\""));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/follow-up/{}/hold", id), "{}"),
                     409);
}
BOTH(the_same_as_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_proposal_and_its_numbers), ON_BOTH(who_started_alone),
        ON_BOTH(nothing_typed_is_lost),      ON_BOTH(its_whole_course),
        ON_BOTH(the_same_as_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
