/* Every page and API route of asking, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_world.h"

#include "features/asking/asking_forms.h"
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

static const char *located(struct world *w, const struct loopback *lb)
{
    return str_c(w->arena, loopback_header(lb, "Location"));
}

static const char *joined(struct world *w, const char *path, const char *act)
{
    return str_c(w->arena, arena_printf(w->arena, "%s%s", path, act));
}

static void ask_answer_thank(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), soren = browser(w, SOREN);
    const char *path;

    assert_int_equal(loopback_get(&anna, "/ask"), 200);
    assert_true(loopback_shows(&anna, "Ingen har siden åben"));
    assert_int_equal(loopback_send(&anna, POST, "/ask", "text=&as=name"), 422);
    assert_true(loopback_shows(&anna, "ask-text-error"));
    assert_int_equal(loopback_send(&anna, POST, "/ask", "text=Med+noget&as=hvem"), 422);
    assert_true(loopback_shows(&anna, "Med noget")); /* nothing lost */
    assert_int_equal(
        loopback_send(&anna, POST, "/ask", "text=Hvor+lang+er+fristen+%3C+ti%3F&as=name"), 303);
    path = located(w, &anna);
    assert_int_equal(loopback_get(&anna, path), 200);
    assert_true(loopback_shows(&anna, "fristen &lt; ti?"));
    assert_true(loopback_shows(&anna, "Fortryd spørgsmålet"));
    assert_false(loopback_shows(&anna, "/answer\""));
    assert_int_equal(loopback_get(&bo, "/ask"), 200);
    assert_true(loopback_shows(&bo, "Anna Holm"));
    assert_int_equal(loopback_get(&bo, path), 200);
    assert_int_equal(loopback_send(&bo, POST, joined(w, path, "/answer"), "text="), 422);
    assert_int_equal(loopback_send(&bo, POST, joined(w, path, "/answer"), "text=Fire+uger"), 303);
    assert_int_equal(loopback_get(&anna, "/inbox"), 200);
    assert_true(loopback_shows(&anna, "Der er svar på dit spørgsmål"));
    assert_int_equal(loopback_get(&anna, path), 200);
    assert_true(loopback_shows(&anna, "Bo Friis"));
    assert_true(loopback_shows(&anna, "Fire uger"));
    assert_int_equal(loopback_get(&soren, path), 200);
    assert_false(loopback_shows(&soren, "Anna Holm"));
    assert_int_equal(loopback_send(&soren, POST, joined(w, path, "/helped"), ""), 404);
    assert_int_equal(loopback_send(&anna, POST, joined(w, path, "/helped"), ""), 303);
    assert_int_equal(loopback_send(&bo, POST, joined(w, path, "/answer"), "text=For+sent"), 409);
    assert_true(loopback_shows(&bo, "Spørgeren har allerede"));
    assert_true(loopback_shows(&bo, "For sent"));
    assert_int_equal(loopback_send(&anna, POST, joined(w, path, "/withdraw"), ""), 409);
}
BOTH(ask_answer_thank)

static void what_is_alike_comes_first(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO);

    loopback_get(&bo, "/ask/cards/new");
    assert_int_equal(loopback_send(&bo, POST, "/ask/cards", "title=&body=Tekst+her"), 422);
    assert_true(loopback_shows(&bo, "Tekst her"));
    assert_int_equal(
        loopback_send(&bo, POST, "/ask/cards",
                      "title=Kopi+af+en+sag&body=Borgeren+har+**ret**+til+kopi.%0A%0A%23+Husk%0A"
                      "%3Cscript%3Ealert(1)%3C/script%3E%0A%0A[her](javascript:alert(1))"
                      "%0A%0A![foto](https://example.com/x.png)"),
        303);
    const char *card = located(w, &bo);
    assert_int_equal(loopback_get(&bo, card), 200);
    assert_true(loopback_shows(&bo, "<strong>ret</strong>"));
    assert_true(loopback_shows(&bo, "<h2>Husk</h2>"));
    assert_false(loopback_shows(&bo, "alert(1)"));
    assert_false(loopback_shows(&bo, "example.com"));
    assert_true(loopback_shows(&bo, "foto"));
    loopback_get(&anna, "/ask");
    assert_int_equal(
        loopback_send(&anna, POST, "/ask/similar", "text=kan+borgeren+f%C3%A5+kopier+af+sagen"),
        200);
    assert_true(loopback_shows(&anna, "Kopi af en sag"));
    assert_int_equal(loopback_send(&anna, POST, "/ask",
                                   "text=Kan+borgeren+f%C3%A5+kopier+af+sagen%3F&as=anonymous"),
                     200);
    assert_true(loopback_shows(&anna, "Måske er svaret her allerede"));
    assert_true(loopback_shows(&anna, "Borgeren har ret til kopi. Husk")); /* no signs */
    assert_true(loopback_shows(&anna, "Kan borgeren få kopier af sagen?"));
    assert_true(loopback_shows(&anna, "name=\"sure\" value=\"true\""));
    assert_true(loopback_shows(&anna, "value=\"anonymous\" checked"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_question"), 0);
    assert_int_equal(
        loopback_send(&anna, POST, "/ask",
                      "text=Kan+borgeren+f%C3%A5+kopier+af+sagen%3F&as=anonymous&sure=true"),
        303);
    assert_int_equal(loopback_get(&anna, "/ask/search?q=kopier"), 200);
    assert_true(loopback_shows(&anna, card));
    assert_int_equal(loopback_get(&anna, "/ask/search?q=rumraket"), 200);
    assert_true(loopback_shows(&anna, "Det fandt vi ikke"));
}
BOTH(what_is_alike_comes_first)

static void acute_danger_is_met(struct world *w)
{
    struct loopback anna = browser(w, ANNA);

    loopback_get(&anna, "/ask");
    assert_int_equal(
        loopback_send(&anna, POST, "/ask", "text=Hun+vil+tage+sit+eget+liv&as=anonymous"), 200);
    assert_true(loopback_shows(&anna, "data-ask-danger"));
    assert_true(loopback_shows(&anna, "112"));
    assert_true(loopback_shows(&anna, "/desk/press"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_question"), 0);
    assert_int_equal(
        loopback_send(&anna, POST, "/ask", "text=Hun+vil+tage+sit+eget+liv&as=anonymous&calm=true"),
        303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_question"), 1);
    assert_int_equal(loopback_send(&anna, POST, "/ask/similar", "text=der+er+en+bombe"), 200);
    assert_true(loopback_shows(&anna, "data-ask-danger"));
}
BOTH(acute_danger_is_met)

static void cards_are_kept(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), lea = browser(w, LEA);
    int64_t id = asks(w, &w->anna, "Hvad er reglen?", ASKING_ANONYMOUSLY);

    assert_ok(asking_answer(w->db, w->arena, &w->bo, id, STR("Reglen er klar.")));
    db_refresh(w->db);
    assert_int_equal(
        loopback_get(&bo, str_c(w->arena, arena_printf(w->arena, "/ask/cards/new?question=%lld",
                                                       (long long)id))),
        200);
    assert_true(loopback_shows(&bo, "Reglen er klar."));
    assert_true(loopback_shows(&bo, "2027-03-30"));
    assert_int_equal(loopback_send(&bo, POST, "/ask/cards",
                                   "title=Reglen&body=Reglen+er+klar&review_day=2020-01-01"),
                     422);
    assert_true(loopback_shows(&bo, "Datoen er allerede forbi"));
    assert_int_equal(
        loopback_send(&bo, POST, "/ask/cards",
                      "title=Reglen&body=Reglen+er+klar&review_day=2026-06-01&owner_id=102"),
        303);
    const char *card = located(w, &bo);
    assert_int_equal(loopback_get(&anna, card), 200);
    assert_false(loopback_shows(&anna, "/edit"));
    assert_int_equal(loopback_get(&anna, joined(w, card, "/edit")), 403);
    assert_int_equal(loopback_send(&anna, POST, joined(w, card, "/unclear"), "text=Hvilken%3F"),
                     303);
    assert_int_equal(loopback_get(&bo, "/inbox"), 200);
    assert_true(loopback_shows(&bo, "finder et af dine videnskort uklart"));
    assert_int_equal(loopback_get(&bo, card), 200);
    assert_true(loopback_shows(&bo, "Hvilken?"));
    assert_int_equal(loopback_get(&bo, joined(w, card, "/edit")), 200);
    assert_int_equal(
        loopback_send(&bo, POST, joined(w, card, "/edit"), "title=Reglen&body=Regel+3&version=1"),
        303);
    assert_int_equal(
        loopback_send(&bo, POST, joined(w, card, "/edit"), "title=Reglen&body=Regel+4&version=1"),
        409);
    assert_true(loopback_shows(&bo, "Regel 4"));
    assert_int_equal(loopback_get(&lea, "/ask/cards"), 200);
    assert_true(loopback_shows(&lea, "Reglen"));
    loopback_get(&lea, card);
    assert_int_equal(loopback_send(&lea, POST, joined(w, card, "/close"), ""), 303);
    assert_int_equal(loopback_get(&lea, card), 404);
}
BOTH(cards_are_kept)

static void numbers_and_pace(struct world *w)
{
    struct loopback anna = browser(w, ANNA), lea = browser(w, LEA), siv = browser(w, SIV);

    assert_int_equal(loopback_get(&anna, "/ask/times"), 403);
    assert_int_equal(loopback_get(&siv, "/ask/times"), 200);
    assert_true(loopback_shows(&siv, "Der er ikke svaret"));
    for (int i = 0; i < 6; i++) {
        int64_t id = asks(w, &w->anna, str_c(w->arena, arena_printf(w->arena, "Nummer %d", i)),
                          ASKING_ANONYMOUSLY);

        clock_advance(40000);
        assert_ok(asking_answer(w->db, w->arena, &w->bo, id, STR("Ja")));
        db_refresh(w->db);
        assert_int_equal(loopback_get(&siv, "/ask/times"), 200);
        assert_true(loopback_shows(&siv, i < 4 ? "for få svar" : "<svg"));
    }
    assert_true(loopback_shows(&siv, "40 s"));
    assert_int_equal(loopback_get(&anna, "/ask/setup"), 403);
    assert_int_equal(loopback_get(&lea, "/ask/setup"), 200);
    assert_int_equal(loopback_send(&lea, POST, "/ask/setup", "next_s=2&leader_s=200"), 422);
    assert_int_equal(loopback_send(&lea, POST, "/ask/setup", "next_s=300&leader_s=200"), 422);
    assert_true(loopback_shows(&lea, "value=\"300\""));
    assert_int_equal(loopback_send(&lea, POST, "/ask/setup", "next_s=60&leader_s=200"), 303);
    assert_int_equal(loopback_get(&lea, "/ask/setup"), 200);
    assert_true(loopback_shows(&lea, "value=\"60\""));
}
BOTH(numbers_and_pace)

static void at_hand_everywhere(struct world *w)
{
    struct loopback nina = browser(w, NINA), amir = browser(w, AMIR);

    assert_int_equal(loopback_get(&nina, "/desk"), 200);
    assert_true(loopback_shows(&nina, "class=\"button button-secondary\" href=\"/ask\""));
    asks(w, &w->anna, "Nogen?", ASKING_BY_NAME);
    assert_int_equal(loopback_get(&nina, "/ask"), 200);
    assert_true(loopback_shows(&nina, "Waiting for an answer"));
    assert_int_equal(loopback_get(&amir, "/ask"), 403);
}
BOTH(at_hand_everywhere)

static void answers_json(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), siv = browser(w, SIV),
                    lea = browser(w, LEA);
    struct str id = STR_NONE;
    size_t at;

    loopback_get(&anna, "/ask");
    loopback_get(&bo, "/ask");
    loopback_get(&lea, "/ask");
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/asking/questions", "{\"text\":\"\"}"),
                     422);
    assert_int_equal(loopback_send(&anna, POST, "/api/v1/asking/questions",
                                   "{\"text\":\"x\",\"as\":\"anonymous\"}"),
                     422);
    assert_int_equal(
        loopback_send(&anna, POST, "/api/v1/asking/questions", "{\"text\":\"Hvilken frist?\"}"),
        201);
    assert_true(loopback_shows(&anna, "\"mine\":true"));
    assert_true(str_find(buf_str(&anna.last.body), STR("\"id\":\""), &at));
    id = str_sub(buf_str(&anna.last.body), at + 6, 30);
    assert_true(str_find_char(id, '"', &at));
    const char *path =
        str_c(w->arena, arena_printf(w->arena, "/api/v1/asking/questions/%.*s", (int)at, id.p));
    assert_int_equal(loopback_send(&bo, POST, joined(w, path, "/answers"), "{\"text\":\"Fire\"}"),
                     200);
    assert_true(loopback_shows(&bo, "\"state\":\"answered\""));
    assert_int_equal(loopback_send(&bo, POST, joined(w, path, "/helped"), "{}"), 404);
    assert_int_equal(loopback_send(&anna, POST, joined(w, path, "/again"), "{\"text\":\"Hm\"}"),
                     200);
    assert_int_equal(loopback_get(&bo, joined(w, path, "/replies")), 200);
    assert_true(loopback_shows(&bo, "\"kind\":\"more\""));
    assert_int_equal(loopback_get(&bo, "/api/v1/asking/questions"), 200);
    assert_true(loopback_shows(&bo, "Hvilken frist?"));
    assert_int_equal(loopback_get(&bo, "/api/v1/asking/search?q=frister"), 200);
    assert_true(loopback_shows(&bo, "\"kind\":\"question\""));
    assert_int_equal(loopback_send(&bo, POST, "/api/v1/asking/cards",
                                   "{\"title\":\"Frist\",\"body\":\"Fire uger\"}"),
                     201);
    assert_true(loopback_shows(&bo, "\"review_day\":\"2027-03-30\""));
    assert_int_equal(loopback_get(&siv, "/api/v1/asking/times"), 200);
    assert_true(loopback_shows(&siv, "\"hidden\":true"));
    assert_int_equal(
        loopback_send(&lea, PUT, "/api/v1/asking/pace", "{\"next_s\":30,\"leader_s\":99}"), 200);
    assert_int_equal(loopback_get(&anna, "/api/v1/asking/pace"), 200);
    assert_true(loopback_shows(&anna, "\"leader_s\":99"));
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(ask_answer_thank), ON_BOTH(what_is_alike_comes_first), ON_BOTH(acute_danger_is_met),
        ON_BOTH(cards_are_kept),   ON_BOTH(numbers_and_pace),          ON_BOTH(at_hand_everywhere),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests_name("asking_web", tests, NULL, NULL);
}
