/* Every page and API route of harassment, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_world.h"

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

static int64_t the_harassment(struct world *w)
{
    return count(w, "SELECT id FROM harassment_case ORDER BY id LIMIT 1");
}

static int send_file(struct loopback *lb, const char *to, struct str bytes)
{
    lb->file = bytes;
    lb->filename = STR("skærm\"billede\r\n.png");
    return loopback_send(lb, POST, to, "seen_at=2026-03-30T11:00");
}

#define REPORT                                                                                     \
    "client_key=web-key-0001&kinds=named&kinds=threatened&rating=4&platform=social_network&"       \
    "address=https%3A%2F%2Fexample.org%2Fpost&account=vred&story=Hemmeligt&seen_at=2026-03-30T11%" \
    "3A00"

static void from_report_to_evidence(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA);

    evidence_begin();
    assert_int_equal(loopback_get(&bo, "/harassment"), 200);
    assert_int_equal(loopback_get(&bo, "/harassment/report"), 200);
    assert_int_equal(loopback_send(&bo, POST, "/harassment", REPORT), 303);
    int64_t id = the_harassment(w);
    assert_int_equal(loopback_get(&bo, path(w, "/harassment/{}", id)), 200);
    assert_true(loopback_shows(&bo, "Hemmeligt"));
    assert_true(loopback_shows(&bo, "Sikr det nu"));
    assert_int_equal(send_file(&bo, path(w, "/harassment/{}/files", id), PNG_BYTES), 303);
    int64_t file = count(w, "SELECT id FROM harassment_file");
    assert_int_equal(loopback_get(&bo, path(w, "/harassment/{}", id)), 200);
    assert_true(loopback_shows(&bo, "Kæden er hel"));
    assert_int_equal(loopback_get(&lea, "/harassment"), 200);
    assert_true(loopback_shows(&lea, "Bo Friis"));
    assert_int_equal(loopback_get(&lea, path(w, "/harassment/files/{}", file)), 200);
    assert_true(str_eq(buf_str(&lea.last.body), PNG_BYTES));
    assert_str(lea.last.content_type, "application/octet-stream");
    assert_true(str_starts(loopback_header(&lea, "Content-Disposition"), STR("attachment;")));
    assert_str(loopback_header(&lea, "Content-Security-Policy"), "default-src 'none'; sandbox");
    assert_str(loopback_header(&lea, "X-Content-Type-Options"), "nosniff");
    assert_int_equal(loopback_get(&lea, path(w, "/harassment/files/{}/picture", file)), 200);
    assert_str(lea.last.content_type, "image/png");
    assert_str(loopback_header(&lea, "Content-Security-Policy"), "default-src 'none'; sandbox");
    assert_int_equal(send_file(&bo, path(w, "/harassment/{}/files", id), STR("<script>")), 303);
    file = count(w, "SELECT MAX(id) FROM harassment_file");
    assert_int_equal(loopback_get(&lea, path(w, "/harassment/files/{}/picture", file)), 404);
    evidence_end();
}
BOTH(from_report_to_evidence)

static void says_what_is_wrong(struct world *w)
{
    struct loopback bo = browser(w, BO);

    evidence_begin();
    loopback_get(&bo, "/harassment/report");
    assert_int_equal(
        loopback_send(&bo, POST, "/harassment", "client_key=web-key-0002&rating=9&story=Mine+ord"),
        422);
    assert_true(loopback_shows(&bo, "Mine ord"));
    assert_true(
        loopback_shows(&bo, "<a href=\"#hf-kinds\">Hvad sker der?</a>")); /* which field it is */
    assert_int_equal(loopback_send(&bo, POST, "/harassment",
                                   "client_key=web-key-0002&kinds=named&rating=3&platform=forum&"
                                   "story=Mine+ord"),
                     422);
    assert_true(loopback_shows(&bo, "Mine ord"));
    assert_true(loopback_shows(&bo, "Skriv adressen"));
    loopback_send(&bo, POST, "/harassment", REPORT);
    int64_t id = the_harassment(w);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/harassment/{}/places", id),
                                   "platform=forum&address=&account="),
                     422);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/harassment/{}/name", id), "choice=hidden"),
                     422);
    assert_true(loopback_shows(&bo, "begrundelse"));
    char *large = arena_alloc(w->arena, MAX_BYTES + 1);
    assert_int_equal(
        send_file(&bo, path(w, "/harassment/{}/files", id), (struct str){large, MAX_BYTES + 1}),
        422);
    assert_true(loopback_shows(&bo, "for stor"));
    assert_int_equal(
        loopback_send(&bo, POST, path(w, "/harassment/{}/files", id), "seen_at=2026-03-30T11:00"),
        422);
    evidence_end();
}
BOTH(says_what_is_wrong)

static void the_manager_acts(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA), amir = browser(w, AMIR);

    evidence_begin();
    loopback_get(&bo, "/harassment/report");
    loopback_send(&bo, POST, "/harassment", REPORT);
    int64_t id = the_harassment(w);
    int64_t step = count(w, "SELECT id FROM harassment_step WHERE kind = 4");
    int64_t place = count(w, "SELECT id FROM harassment_place");
    assert_int_equal(loopback_get(&lea, path(w, "/harassment/{}", id)), 200);
    assert_true(loopback_shows(&lea, "facebook.com/help"));
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/harassment/steps/{}/end", step), "state=refused"), 422);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/harassment/steps/{}/end", step),
                                   "state=refused&word=Svarer+ikke"),
                     303);
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/harassment/steps/{}/take",
                                        count(w, "SELECT id FROM harassment_step WHERE kind = 1")),
                                   ""),
                     303);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/harassment/places/{}/seen", place), ""),
                     303);
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/harassment/places/{}/seen", place), "still_there=true"),
        303);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/harassment/{}/places", id),
                                   "platform=review_site&account=Anmelder"),
                     303);
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/harassment/{}/watch", id), "at=2026-04-20T09:00"), 303);
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/harassment/{}/name", id), "choice=first_name&reason="),
        303);
    assert_int_equal(loopback_send(&lea, POST, path(w, "/harassment/{}/close", id), "word=slut"),
                     422);
    assert_int_equal(loopback_get(&lea, path(w, "/harassment/{}", id)), 200);
    assert_true(loopback_shows(&lea, "Svarer ikke"));
    assert_true(loopback_shows(&lea, "Kæden er hel"));
    loopback_get(&amir, "/harassment/links");
    assert_int_equal(loopback_send(&amir, POST, "/harassment/links",
                                   "platform=social_network&url=https%3A%2F%2Fexample.com%2Fhelp"),
                     303);
    loopback_get(&amir, "/harassment/links");
    assert_true(loopback_shows(&amir, "Nobody at your centre has tried"));
    for (int i = 0; i < HARASSMENT_PLATFORM_N; i++)
        assert_int_equal(loopback_send(&amir, POST, "/harassment/links/tried",
                                       str_c(w->arena, arena_printf(w->arena, "platform=%s",
                                                                    harassment_platform_words[i]))),
                         303);
    loopback_get(&amir, "/harassment/links");
    assert_false(loopback_shows(&amir, "Nobody at your centre has tried"));
    assert_true(loopback_shows(&amir, "https://example.com/help"));
    assert_true(loopback_shows(&amir, "Try it again by"));
    assert_false(loopback_shows(&amir, "Do it now."));
    assert_int_equal(
        loopback_send(&amir, POST, "/harassment/links", "platform=social_network&url=http%3A"),
        422);
    clock_advance(HARASSMENT_LINK_AGAIN_DAYS * DAY_MS);
    loopback_sign_in(&amir, AMIR);
    loopback_get(&amir, "/harassment/links");
    assert_true(loopback_shows(&amir, "Do it now."));
    evidence_end();
}
BOTH(the_manager_acts)

static void others_see_nothing(struct world *w)
{
    static const int64_t others[] = {ANNA, SOREN, SIV, AMIR};
    struct loopback bo = browser(w, BO);

    evidence_begin();
    loopback_get(&bo, "/harassment/report");
    loopback_send(&bo, POST, "/harassment", REPORT);
    send_file(&bo, path(w, "/harassment/{}/files", the_harassment(w)), PNG_BYTES);
    int64_t file = count(w, "SELECT id FROM harassment_file");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        struct loopback lb = browser(w, others[i]);
        const char *const paths[] = {path(w, "/harassment/{}", the_harassment(w)),
                                     path(w, "/harassment/files/{}", file),
                                     path(w, "/harassment/files/{}/picture", file),
                                     path(w, "/api/v1/harassment/{}", the_harassment(w)),
                                     path(w, "/api/v1/harassment/{}/custody", the_harassment(w)),
                                     path(w, "/api/v1/harassment/{}/files", the_harassment(w))};

        for (size_t n = 0; n < sizeof paths / sizeof paths[0]; n++) {
            int status = loopback_get(&lb, paths[n]);
            assert_true(status == 403 || status == 404);
        }
        loopback_get(&lb, "/harassment");
        assert_false(loopback_shows(&lb, "Bo Friis"));
    }
    evidence_end();
}
BOTH(others_see_nothing)

static void answers_json(struct world *w)
{
    struct loopback bo = browser(w, BO), lea = browser(w, LEA);

    evidence_begin();
    loopback_get(&bo, "/harassment");
    assert_int_equal(
        loopback_send(&bo, POST, "/api/v1/harassment",
                      "{\"client_key\":\"json-key-1\",\"kinds\":[\"filmed\"],\"rating\":3,"
                      "\"platform\":\"video\",\"address\":\"https://example.org/v\"}"),
        201);
    assert_true(loopback_shows(&bo, "\"kinds\":[\"filmed\"]"));
    assert_int_equal(loopback_send(&bo, POST, "/api/v1/harassment",
                                   "{\"client_key\":\"json-key-2\",\"rating\":3}"),
                     422);
    int64_t id = the_harassment(w);
    assert_int_equal(loopback_get(&lea, "/api/v1/harassment?limit=10"), 200);
    assert_true(loopback_shows(&lea, "\"person\":\"Bo Friis\""));
    assert_int_equal(loopback_get(&lea, path(w, "/api/v1/harassment/{}", id)), 200);
    assert_int_equal(loopback_get(&lea, path(w, "/api/v1/harassment/{}/steps", id)), 200);
    assert_true(loopback_shows(&lea, "\"report_video\""));
    assert_int_equal(loopback_get(&lea, path(w, "/api/v1/harassment/{}/files", id)), 200);
    assert_int_equal(loopback_get(&lea, path(w, "/api/v1/harassment/{}/custody", id)), 200);
    assert_true(loopback_shows(&lea, "\"act\":\"opened\""));
    loopback_get(&lea, "/harassment");
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/api/v1/harassment/steps/{}/end",
                                        count(w, "SELECT id FROM harassment_step WHERE kind = 7")),
                                   "{\"state\":\"done\"}"),
                     200);
    evidence_end();
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(from_report_to_evidence), ON_BOTH(says_what_is_wrong), ON_BOTH(the_manager_acts),
        ON_BOTH(others_see_nothing),      ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
