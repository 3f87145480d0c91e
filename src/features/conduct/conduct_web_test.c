/* Every page and API route of follow-up with the citizen, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_world.h"

#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

#define DECISION                                                                                   \
    "reference=24%2F018233-7&more=&grounds=Truede+igen&scope=phone&lines=&hours=&channel=letter&"  \
    "channel_words=Digital+Post&has_needs=no&needs_words=Spurgt&hearing=afterwards&"               \
    "hearing_words=Hastede&say=Vi+har+skrevet&from_day=2026-03-30&review_day=2026-04-20&answer="   \
    "Tak"

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

static int64_t the_case(struct world *w)
{
    return count(w, "SELECT id FROM conduct_case ORDER BY id LIMIT 1");
}

static void asks_from_the_incident(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA);
    int64_t id = log_call(w, &w->bo, "web-0001", 0);
    const char *ask_path = path(w, "/incidents/{}/conduct", id);

    assert_int_equal(loopback_get(&bo, path(w, "/incidents/{}", id)), 200);
    assert_true(loopback_shows(&bo, ask_path));
    assert_int_equal(loopback_get(&bo, ask_path), 200);
    assert_int_equal(loopback_send(&bo, POST, ask_path,
                                   "wish=warning&words=Hedder+010203-1234&reference=24%2F1"),
                     422);
    assert_true(loopback_shows(&bo, "CPR-nummer"));
    assert_true(loopback_shows(&bo, "Hedder"));
    assert_int_equal(loopback_send(&bo, POST, ask_path, "wish=warning&words="), 422);
    assert_int_equal(
        loopback_send(&bo, POST, ask_path, "wish=warning&words=For+meget&reference=24%2F1"), 303);
    assert_int_equal(loopback_get(&bo, ask_path), 303);
    assert_int_equal(loopback_get(&bo, path(w, "/incidents/{}", id)), 200);
    assert_true(loopback_shows(&bo, "Venter på svar"));
    assert_int_equal(loopback_get(&lea, "/conduct"), 200);
    assert_true(loopback_shows(&lea, "Bo Friis"));
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/conduct/{}/decline", the_case(w)), "answer="), 422);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/{}/decline", the_case(w)),
                                   "answer=Vi+ringer+i+stedet"),
                     303);
    assert_int_equal(loopback_get(&bo, path(w, "/conduct/{}", the_case(w))), 200);
    assert_true(loopback_shows(&bo, "Vi ringer i stedet"));
    assert_int_equal(loopback_get(&bo, "/conduct"), 200);
}
BOTH(asks_from_the_incident)

static void decides_on_pages(struct world *w)
{
    struct loopback lea = browser(w, LEA), anna = browser(w, ANNA), bo = browser(w, BO);
    int64_t id = ask(w, "web-0002");

    assert_int_equal(loopback_get(&lea, path(w, "/conduct/{}/restriction", id)), 200);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/{}/restriction", id),
                                   DECISION "&end_day=2027-03-30"),
                     422);
    assert_true(loopback_shows(&lea, "Truede igen"));
    assert_true(loopback_shows(&lea, "længere, end centret"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/{}/restriction", id),
                                   DECISION "&end_day=2026-05-30"),
                     303);
    assert_int_equal(loopback_get(&lea, path(w, "/conduct/{}", id)), 200);
    assert_true(loopback_shows(&lea, "Truede igen"));
    assert_int_equal(loopback_get(&bo, path(w, "/conduct/{}", id)), 200);
    assert_false(loopback_shows(&bo, "Truede igen</dd>"));
    assert_true(loopback_shows(&bo, "30. maj 2026"));
    assert_int_equal(loopback_get(&anna, path(w, "/conduct/{}", id)), 404);
    assert_int_equal(loopback_get(&anna, "/restrictions"), 200);
    assert_int_equal(loopback_get(&anna, "/restrictions?reference=24-018233-7"), 200);
    assert_true(loopback_shows(&anna, "Vi har skrevet"));
    assert_false(loopback_shows(&anna, "Truede igen"));
    assert_int_equal(loopback_get(&anna, "/restrictions?reference=0102031234"), 422);
    assert_int_equal(loopback_get(&lea, path(w, "/conduct/{}/change", id)), 200);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/{}/change", id),
                                   DECISION "&end_day=2026-05-20"),
                     303);
    assert_int_equal(loopback_get(&lea, path(w, "/conduct/{}/renewal", id)), 200);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/{}/renewal", id),
                                   DECISION "&end_day=2026-06-20"),
                     303);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/{}/lift", id), "answer=Slut"),
                     303);
    assert_int_equal(loopback_get(&anna, "/restrictions?reference=24-018233-7"), 200);
    assert_false(loopback_shows(&anna, "Vi har skrevet"));
}
BOTH(decides_on_pages)

/* Name and address go on the paper and nowhere else. */
static void prints_a_letter(struct world *w)
{
    struct loopback lea = browser(w, LEA);
    int64_t id = ask(w, "web-0003"), letter_id;

    assert_int_equal(loopback_get(&lea, path(w, "/conduct/{}/letter?kind=hearing&lang=en", id)),
                     200);
    assert_true(loopback_shows(&lea, "We are considering"));
    assert_int_equal(loopback_get(&lea, path(w, "/conduct/{}/letter?kind=warning", id)), 200);
    assert_true(loopback_shows(&lea, "30. marts 2026"));
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/conduct/{}/letters", id),
                      "kind=warning&lang=da&body=Om+tonen%0D%0A%0D%0A[hvad+der+skete]&answer="),
        422);
    assert_true(loopback_shows(&lea, "[hvad der skete]</textarea>"));
    assert_true(loopback_shows(&lea, "Der står stadig noget i [klammer]"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM conduct_letter"), 0);
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/conduct/{}/letters", id),
                      "kind=warning&lang=da&body=Om+tonen%0D%0A%0D%0ADet+er+ikke+i+orden.&answer="),
        303);
    letter_id = count(w, "SELECT id FROM conduct_letter");
    assert_int_equal(loopback_get(&lea, path(w, "/conduct/letters/{}", letter_id)), 200);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/letters/{}/pdf", letter_id),
                                   "name=&address=Vej+1&sender=Centret"),
                     422);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/conduct/letters/{}/pdf", letter_id),
                                   "name=Ib+Zwergius&address=Vej+1%0D%0A9999+By&sender=Centret"),
                     200);
    assert_true(str_eq(lea.last.content_type, STR("application/pdf")));
    assert_true(str_starts(buf_str(&lea.last.body), STR("%PDF-")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM conduct_letter WHERE body LIKE '%Zwergius%'"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE detail LIKE '%Zwergius%'"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE detail = 'printed'"), 1);
}
BOTH(prints_a_letter)

static void keeps_words(struct world *w)
{
    struct loopback amir = browser(w, AMIR), bo = browser(w, BO);

    assert_int_equal(loopback_get(&amir, "/conduct/words"), 200);
    assert_int_equal(loopback_get(&amir, "/conduct/words/warning/da"), 200);
    assert_int_equal(loopback_send(&amir, POST, "/conduct/words/warning/da", "body=Vores+brev"),
                     303);
    assert_int_equal(loopback_get(&amir, "/conduct/words/warning/da"), 200);
    assert_true(loopback_shows(&amir, "Vores brev"));
    assert_int_equal(loopback_get(&amir, "/conduct/words/terms/max"), 200);
    assert_int_equal(loopback_send(&amir, POST, "/conduct/words/terms/max",
                                   "days=700&source=Council&verified_on=2026-03-01"),
                     303);
    assert_int_equal(loopback_send(&amir, POST, "/conduct/words/terms/hearing",
                                   "days=700&source=Council&verified_on="),
                     422);
    assert_int_equal(loopback_get(&amir, "/conduct/words/terms/nothing"), 404);
    assert_int_equal(loopback_get(&bo, "/conduct/words"), 403);
}
BOTH(keeps_words)

static void answers_json(struct world *w)
{
    struct loopback lea = browser(w, LEA), anna = browser(w, ANNA);
    int64_t id = ask(w, "web-0004");

    loopback_get(&lea, "/conduct"); /* for the token */
    assert_int_equal(loopback_get(&lea, "/api/v1/conduct"), 200);
    assert_true(loopback_shows(&lea, "\"state\":\"asked\""));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/api/v1/conduct/{}/restriction", id), "{}"),
                     422);
    assert_int_equal(
        loopback_send(
            &lea, POST, path(w, "/api/v1/conduct/{}/restriction", id),
            "{\"reference\":\"24/018233-7\",\"grounds\":\"Truede igen\",\"scope\":[\"phone\"],"
            "\"channel\":\"letter\",\"channel_words\":\"Digital Post\",\"has_needs\":\"no\","
            "\"needs_words\":\"Spurgt\",\"hearing\":\"not_needed\",\"hearing_words\":\"Kendt\","
            "\"from_day\":\"2026-03-30\",\"review_day\":\"2026-04-20\",\"end_day\":\"2026-05-30\","
            "\"say\":\"Vi har skrevet\"}"),
        200);
    assert_true(loopback_shows(&lea, "\"grounds\":\"Truede igen\""));
    assert_int_equal(loopback_get(&anna, "/api/v1/restrictions?reference=24%2F018233-7"), 200);
    assert_true(loopback_shows(&anna, "\"restricted\":true"));
    assert_true(loopback_shows(&anna, "\"until\":\"2026-05-30\""));
    assert_false(loopback_shows(&anna, "Truede igen"));
    assert_int_equal(loopback_get(&anna, "/api/v1/restrictions?reference=24%2F9"), 200);
    assert_true(loopback_shows(&anna, "\"restricted\":false"));
    assert_int_equal(loopback_get(&anna, "/api/v1/restrictions?reference=010203-1234"), 400);
    assert_int_equal(loopback_get(&anna, "/api/v1/restrictions"), 422);
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/conduct/{}", id)), 404);
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/api/v1/conduct/{}/lift", id), "{\"answer\":\"Slut\"}"),
        200);
    assert_true(loopback_shows(&lea, "\"state\":\"lifted\""));
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(asks_from_the_incident), ON_BOTH(decides_on_pages),
        ON_BOTH(prints_a_letter),        ON_BOTH(keeps_words),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
