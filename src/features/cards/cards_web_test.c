/* Every page and API route of the cards, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_world.h"

#include "features/cards/cards_forms.h"
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

static const char *path(struct world *w, const char *form, int64_t id)
{
    return str_c(w->arena, path_of(w->arena, form, id));
}

static int64_t the_call(struct world *w)
{
    return count(w, "SELECT MAX(id) FROM help_request");
}

/* Every text "- ord". */
static const char *whole_form(struct world *w, const char *more)
{
    struct buf b = buf_new(w->arena, 1000);

    for (size_t i = 0; i < (size_t)LANG_N * CARDS_PART_N; i++)
        buf_add(&b, arena_printf(w->arena, "%s=-+**ord**&", cards_form.fields[i].name));
    buf_add(&b, str_of(more));
    return str_c(w->arena, buf_str(&b));
}

/* What must not come through, in every text. */
static const char *unsafe_form(struct world *w)
{
    struct buf b = buf_new(w->arena, 4000);

    for (size_t i = 0; i < (size_t)LANG_N * CARDS_PART_N; i++)
        buf_add(&b, arena_printf(w->arena,
                                 strstr(cards_form.fields[i].name, "_name")
                                     ? "%s=ord&"
                                     : "%s=%%3Cscript%%3Ealert(1)%%3C/script%%3E%%0A%%0A[x]("
                                       "javascript:y)+![billede](/x.png)&",
                                 cards_form.fields[i].name));
    buf_add(&b, STR("review_day=2026-05-01&version=0&preview=true"));
    return str_c(w->arena, buf_str(&b));
}

static void goals_in_percent(struct world *w)
{
    static const struct {
        const char *typed;
        int64_t permille; /* -1: none */
    } all[] = {{"80", 800},   {"98,5", 985}, {"98.5", 985}, {" 98,5 % ", 985}, {"100", 1000},
               {"0,1", 1},    {"100,1", -1}, {"101", -1},   {"-1", -1},        {"98,55", -1},
               {"mange", -1}, {"9 8", -1},   {"", -1},      {"9,x", -1}};
    struct loopback lea = browser(w, LEA);

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        int64_t n = -1;

        assert_int_equal(cards_permille_of(str_of(all[i].typed), &n), all[i].permille >= 0);
        if (all[i].permille >= 0)
            assert_int_equal(n, all[i].permille);
    }
    assert_int_equal(loopback_get(&lea, "/cards/place"), 200);
    assert_true(loopback_shows(&lea, "value=\"80\""));
    assert_true(loopback_shows(&lea, "value=\"98,5\""));
    assert_int_equal(loopback_send(&lea, POST, "/cards/place",
                                   "address=Torvet+1&verified_on=2026-03-30&goal_soon=800&"
                                   "goal_late=mange"),
                     422);
    assert_true(loopback_shows(&lea, "value=\"Torvet 1\"")); /* nothing lost */
    assert_true(loopback_shows(&lea, "value=\"mange\""));
    assert_true(loopback_shows(&lea, "Skriv et tal fra 0,1 til 100"));
    assert_int_equal(loopback_send(&lea, POST, "/cards/place",
                                   "address=Torvet+1&verified_on=2026-03-30&goal_soon=75&"
                                   "goal_late=97,5+%25"),
                     303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM card_place WHERE goal_soon = 750 AND "
                              "goal_late = 975"),
                     1);
}
BOTH(goals_in_percent)

static void press_kind_take_write_end(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), lea = browser(w, LEA),
                    uma = browser(w, UMA), siv = browser(w, SIV);
    int64_t id;

    assert_int_equal(loopback_get(&lea, "/cards/place"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/cards/place",
                                   "address=Torvet+1&way_in=Port+B&numbers=&verified_on=2026-03-30&"
                                   "goal_soon=80&goal_late=98%2C5"),
                     303);
    loopback_get(&bo, "/desk");
    loopback_get(&lea, "/desk");
    assert_int_equal(loopback_get(&anna, "/desk"), 200);
    assert_int_equal(loopback_send(&anna, POST, "/desk/press", "client_key=press-0001&kind=acute"),
                     303);
    id = the_call(w);
    assert_int_equal(loopback_get(&anna, "/desk"), 200); /* before any job has run */
    assert_true(loopback_shows(&anna, "data-card-key=\"3\""));
    loopback_get(&bo, "/desk");
    assert_false(loopback_shows(&bo, "data-card-key"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/kind", id), "slot=3"),
                     303);
    loopback_get(&lea, "/desk");
    assert_true(loopback_shows(&lea, "Du bestemmer") || loopback_shows(&lea, "Du ringer 112"));
    loopback_get(&bo, "/desk");
    assert_true(loopback_shows(&bo, "Jeg har den"));
    assert_false(loopback_shows(&bo, "Torvet 1")); /* it comes with the answer */
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/take", id), ""), 303);
    loopback_send(&lea, POST, path(w, "/desk/requests/{}/take", id), "");
    loopback_get(&bo, "/desk");
    assert_true(loopback_shows(&bo, "tick-"));
    assert_true(loopback_shows(&bo, "Torvet 1") || loopback_shows(&lea, "Torvet 1"));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/notes", id),
                                   "words=%3Cb%3Eom+lidt&seq=3"),
                     303);
    loopback_get(&anna, "/desk");
    assert_true(loopback_shows(&anna, "&lt;b&gt;om lidt"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/notes", id), "words="),
                     303);
    assert_int_equal(loopback_get(&siv, path(w, "/desk/requests/{}/call", id)), 403);
    assert_int_equal(loopback_get(&uma, path(w, "/desk/requests/{}/call", id)), 404);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/relieve", id), ""), 303);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/line-gone", id), ""),
                     303);
    assert_int_equal(loopback_send(&uma, POST, path(w, "/desk/requests/{}/over", id), ""), 404);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/desk/requests/{}/over", id), ""), 303);
    loopback_get(&bo, "/desk");
    assert_true(loopback_shows(&bo, "data-card-over"));
    assert_true(loopback_shows(&bo, "første samtale"));
    assert_true(loopback_shows(&bo, "<b>Bombe eller terror</b> · Anna Holm · i dag 12.00"));
    loopback_get(&anna, "/desk");
    assert_true(loopback_shows(&anna, "data-card-over"));
    loopback_send(&anna, POST, "/desk/press", "client_key=press-0002&kind=acute");
    loopback_get(&anna, "/desk");
    assert_false(loopback_shows(&anna, "data-card-over")); /* waits until that is over too */
    loopback_get(&bo, "/desk");
    assert_true(loopback_shows(&bo, "data-card-over")); /* no part of it yet */
    assert_int_equal(loopback_send(&bo, POST, path(w, "/desk/requests/{}/rate", id), "rating=4"),
                     303);
    assert_int_equal(loopback_get(&bo, path(w, "/desk/requests/{}/call", id)), 200);
    assert_true(loopback_shows(&bo, "Ovre"));
}
BOTH(press_kind_take_write_end)

static void read_change_preview(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA), siv = browser(w, SIV);

    assert_int_equal(loopback_get(&anna, "/cards"), 200);
    assert_true(loopback_shows(&anna, "Bombe eller terror"));
    assert_int_equal(loopback_get(&anna, "/cards/3"), 200);
    assert_true(loopback_shows(&anna, "<li>Læg ikke på</li>"));
    assert_int_equal(loopback_get(&anna, "/cards/3/edit"), 403);
    assert_int_equal(loopback_send(&anna, POST, "/cards/3/read", "version=0"), 303);
    assert_int_equal(loopback_get(&siv, "/cards/3"), 200);
    assert_int_equal(loopback_send(&siv, POST, "/cards/3/read", "version=0"), 403);
    assert_int_equal(loopback_get(&lea, "/cards/3/edit"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/cards/3/edit",
                                   whole_form(w, "review_day=2026-05-01&version=0&preview=true")),
                     200);
    assert_true(loopback_shows(&lea, "<strong>ord</strong>"));
    assert_int_equal(loopback_send(&lea, POST, "/cards/3/edit", unsafe_form(w)), 200);
    assert_false(loopback_shows(&lea, "<script>alert"));
    assert_false(loopback_shows(&lea, "href=\"javascript"));
    assert_false(loopback_shows(&lea, "<img src=\"/x.png"));
    assert_true(loopback_shows(&lea, "billede"));
    assert_int_equal(count(w, "SELECT count(*) FROM card_version"), 0);
    assert_int_equal(loopback_send(&lea, POST, "/cards/3/edit", "da_name=Kun+dette&version=0"),
                     422);
    assert_true(loopback_shows(&lea, "Kun dette"));
    assert_int_equal(loopback_send(&lea, POST, "/cards/3/edit",
                                   whole_form(w, "review_day=2020-05-01&version=0")),
                     422);
    assert_int_equal(loopback_send(&lea, POST, "/cards/3/edit",
                                   whole_form(w, "review_day=2026-05-01&version=0")),
                     303);
    assert_int_equal(loopback_send(&lea, POST, "/cards/3/edit",
                                   whole_form(w, "review_day=2026-05-01&version=0")),
                     409);
    assert_int_equal(loopback_send(&anna, POST, "/cards/3/read", "version=0"), 409);
    assert_int_equal(
        loopback_send(&lea, POST, "/cards/new", whole_form(w, "review_day=2026-05-01&version=0")),
        303);
    assert_int_equal(loopback_get(&anna, "/cards/6"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/cards/6/retire", ""), 303);
    assert_int_equal(loopback_get(&anna, "/cards/6"), 404);
    assert_int_equal(loopback_get(&anna, "/cards/6?version=1"), 200);
    assert_int_equal(loopback_get(&lea, "/cards/known"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_int_equal(loopback_get(&siv, "/cards/known"), 200);
    assert_false(loopback_shows(&siv, "Anna Holm"));
}
BOTH(read_change_preview)

static void plan_a_drill(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA);

    assert_int_equal(loopback_get(&lea, "/cards/drills"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/cards/drills",
                                   "kind=surprise&scope=centre&slot=3&from_at=2026-03-30T20:00&"
                                   "to_at=2026-03-30T19:00"),
                     422);
    assert_true(loopback_shows(&lea, "2026-03-30T20:00"));
    assert_int_equal(loopback_send(&lea, POST, "/cards/drills",
                                   "kind=surprise&scope=centre&slot=3&from_at=2026-03-30T20:00&"
                                   "to_at=2026-03-30T23:00"),
                     303);
    loopback_get(&lea, "/cards/drills");
    assert_true(loopback_shows(&lea, "Planlagt"));
    assert_true(loopback_shows(&lea, "30. mar. 2026 20.00 – 23.00") ||
                loopback_shows(&lea, "i dag 20.00 – 23.00"));
    assert_true(loopback_shows(&lea, "80 %"));
    assert_true(loopback_shows(&lea, "98,5 %"));
    assert_int_equal(loopback_get(&anna, "/cards/drills"), 200);
    assert_false(loopback_shows(&anna, "Planlagt"));
    assert_int_equal(loopback_get(&anna, "/cards/speed.csv"), 403);
    assert_int_equal(loopback_get(&lea, "/cards/speed.csv"), 200);
    assert_true(loopback_shows(&lea, "kind;span;requests"));
}
BOTH(plan_a_drill)

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), lea = browser(w, LEA);
    int64_t id;

    loopback_get(&anna, "/desk"); /* for the token, and to be there */
    loopback_get(&bo, "/desk");
    loopback_get(&lea, "/cards");
    assert_int_equal(loopback_get(&anna, "/api/v1/cards"), 200);
    assert_true(loopback_shows(&anna, "\"calls_112\""));
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/cards/3/read", "{\"version\":0}"), 200);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/help",
                                   "{\"client_key\":\"press-0001\",\"kind\":\"acute\"}"),
                     201);
    id = the_call(w);
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/api/v1/help/{}/call/kind", id), "{\"slot\":99}"), 422);
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/api/v1/help/{}/call/kind", id), "{\"slot\":3}"), 200);
    assert_true(loopback_shows(&anna, "\"slot\":3"));
    assert_int_equal(loopback_get(&bo, path(w, "/api/v1/help/{}/call/parts", id)), 200);
    assert_true(loopback_shows(&bo, "\"person\":\"Bo Friis\""));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/api/v1/help/{}/call/take", id), "{}"), 200);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/api/v1/help/{}/call/tick", id),
                                   "{\"role\":\"calls_112\",\"item\":0,\"done\":true}"),
                     200);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/api/v1/help/{}/call/notes", id),
                                   "{\"where\":\"kælderen\",\"seq\":1}"),
                     200);
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/help/{}/call/notes", id)), 200);
    assert_true(loopback_shows(&anna, "kælderen"));
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/help/{}/call/events", id)), 200);
    assert_true(loopback_shows(&anna, "\"kind\":\"confirmed\""));
    assert_int_equal(loopback_get(&anna, "/api/v1/acute-calls"), 200);
    assert_true(loopback_shows(&anna, "\"is_drill\":false"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/api/v1/help/{}/call/over", id), "{}"),
                     200);
    assert_true(loopback_shows(&anna, "\"ended_at\":\"2026"));
    assert_int_equal(loopback_get(&lea, "/api/v1/cards/people"), 200);
    assert_int_equal(loopback_get(&lea, "/api/v1/cards/speed"), 200);
    assert_true(loopback_shows(&lea, "\"hidden\":true"));
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/cards/drills",
                                   "{\"kind\":\"surprise\",\"scope\":\"team\",\"slot\":0}"),
                     200);
    assert_true(loopback_shows(&lea, "\"state\":\"planned\""));
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(goals_in_percent),    ON_BOTH(press_kind_take_write_end),
        ON_BOTH(read_change_preview), ON_BOTH(plan_a_drill),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
