/* Every page and API route of listening sessions, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_world.h"

#include "features/listening/listening_forms.h"
#include "web/loopback.h"
#include "web/server.h"

static struct server_info info = {.version = "test"};

enum { NINA_MENTOR = 109, MARK_TRAINER = 107 };

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
    return count(w, "SELECT MAX(id) FROM call_listening");
}

static const char *with_changes(struct world *w, int64_t id, const char *more)
{
    return str_c(w->arena,
                 arena_printf(w->arena, "changes=%lld%s", (long long)changes_of(w, id), more));
}

static void from_a_question_to_the_answer(struct world *w)
{
    struct loopback nina = browser(w, NINA_MENTOR), anna = browser(w, ANNA);

    assert_int_equal(loopback_get(&nina, "/mentor"), 200);
    assert_true(loopback_shows(&nina, "Anna Holm"));
    assert_true(loopback_shows(&nina, "/listening/new?with=101"));
    assert_int_equal(loopback_get(&nina, "/listening/new?with=101"), 200);
    assert_true(loopback_shows(&nina, "value=\"101\" selected"));
    assert_false(loopback_shows(&nina, "Bo Friis"));
    assert_int_equal(loopback_send(&nina, POST, "/listening/new",
                                   "person_id=101&starts_at=2026-03-30T11:00&minutes=30&side=live&"
                                   "focus=tone&focus_words=blidt"),
                     422);
    assert_true(loopback_shows(&nina, "in the past"));
    assert_true(loopback_shows(&nina, "blidt")); /* nothing lost */
    assert_true(loopback_shows(&nina, "2026-03-30T11:00"));
    assert_true(loopback_shows(&nina, "value=\"tone\" checked"));
    assert_int_equal(loopback_send(&nina, POST, "/listening/new",
                                   "person_id=101&starts_at=2026-03-30T12:20&minutes=30&side=live&"
                                   "focus=tone&focus_words=blidt"),
                     303);
    int64_t id = newest(w);
    assert_int_equal(loopback_get(&anna, "/listening"), 200);
    assert_true(loopback_shows(&anna, "Nina Vang"));
    assert_true(loopback_shows(&anna, "mandag 30. marts kl. 12.20"));
    assert_int_equal(loopback_get(&anna, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&anna, "Nej tak"));
    assert_true(loopback_shows(&anna, "Tonen"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/listening/{}/accept", id), "changes=9"),
                     409);
    assert_true(loopback_shows(&anna, "ændret imens"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/listening/{}/accept", id), "changes=1"),
                     303);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/listening/{}/begin", id), ""), 303);
    assert_int_equal(loopback_get(&nina, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&nina, "data-listening-notes"));
    assert_true(loopback_shows(&nina, "The call is not recorded"));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/listening/{}/notes", id), "text=hej"),
                     409);
    assert_true(loopback_shows(&nina, ">hej</textarea>"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/listening/{}/announced", id), ""), 303);
    assert_int_equal(loopback_get(&anna, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&anna, "Stop medlyt"));
    assert_false(loopback_shows(&anna, "data-listening-notes"));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/listening/{}/notes", id),
                                   "text=rolig+begyndelse&client_key=a1&age_ms=1000"),
                     303);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/listening/{}/stop", id), ""), 303);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/listening/{}/finish", id),
                                   "strength_1=ro&strength_2=&next_step=korte+svar"),
                     422);
    assert_true(loopback_shows(&nina, "Exactly two and one"));
    assert_true(loopback_shows(&nina, ">korte svar</textarea>"));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/listening/{}/finish", id),
                                   "strength_1=ro&strength_2=varme&next_step=korte+svar&"
                                   "follow_day=2026-04-07"),
                     303);
    assert_int_equal(loopback_get(&anna, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&anna, "korte svar"));
    assert_true(loopback_shows(&anna, "tirsdag 7. april"));
    assert_true(loopback_shows(&anna, "rolig begyndelse"));
    assert_true(loopback_shows(&anna, "så det hele")); /* Nina looked */
    assert_int_equal(loopback_send(&anna, POST, path(w, "/listening/{}/answer", id),
                                   "answer=tak+"
                                   "for+det"),
                     303);
    assert_int_equal(loopback_get(&nina, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&nina, "tak for det"));
    assert_int_equal(loopback_get(&nina, "/mentor"), 200);
    assert_true(loopback_shows(&nina, "korte svar"));
}
BOTH(from_a_question_to_the_answer)

static void leaders_see_that_it_was_held(struct world *w)
{
    int64_t id = held(w);
    struct loopback lea = browser(w, LEA), siv = browser(w, 105), bo = browser(w, BO),
                    amir = browser(w, 106);

    assert_int_equal(loopback_get(&lea, "/listening/held"), 200);
    assert_true(loopback_shows(&lea, "Anna Holm"));
    assert_true(loopback_shows(&lea, "Nina Vang"));
    assert_true(loopback_shows(&lea, ">40<"));
    assert_false(loopback_shows(&lea, "hilsenen"));
    assert_false(loopback_shows(&lea, "korte"));
    assert_int_equal(loopback_get(&lea, path(w, "/listening/{}", id)), 404);
    assert_int_equal(loopback_get(&bo, path(w, "/listening/{}", id)), 404);
    assert_int_equal(loopback_get(&bo, "/listening/held"), 403);
    assert_int_equal(loopback_get(&siv, "/listening"), 403);
    assert_int_equal(loopback_get(&amir, path(w, "/listening/{}", id)), 403);
    assert_int_equal(loopback_get(&lea, "/mentor"), 403);
}
BOTH(leaders_see_that_it_was_held)

static void asked_and_taken_up(struct world *w)
{
    struct loopback bo = browser(w, BO), mark = browser(w, MARK_TRAINER), soren = browser(w, SOREN);

    assert_int_equal(loopback_get(&soren, "/listening/ask"), 200);
    assert_true(loopback_shows(&soren, "Tal med din leder"));
    assert_int_equal(loopback_get(&bo, "/listening/ask"), 200);
    assert_true(loopback_shows(&bo, "Mark Bech"));
    assert_int_equal(loopback_send(&bo, POST, "/listening/ask",
                                   "person_id=&minutes=30&side=beside&focus=closing&focus_words="),
                     303);
    int64_t id = newest(w);
    assert_int_equal(loopback_send(&bo, POST, "/listening/ask",
                                   "person_id=&minutes=30&side=beside&focus_words=igen"),
                     409);
    assert_true(loopback_shows(&bo, "allerede bedt om"));
    assert_true(loopback_shows(&bo, ">igen</textarea>"));
    assert_int_equal(loopback_get(&mark, "/listening"), 200);
    assert_true(loopback_shows(&mark, "Bo Friis"));
    assert_int_equal(loopback_get(&mark, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&mark, "Jeg kan lytte med"));
    assert_int_equal(
        loopback_send(&mark, POST, path(w, "/listening/{}/time", id),
                      with_changes(w, id,
                                   "&starts_at=2026-03-31T10:00&minutes=30&side=beside&"
                                   "focus=closing")),
        303);
    assert_int_equal(loopback_send(&bo, POST, path(w, "/listening/{}/decline", id), ""), 303);
    assert_int_equal(loopback_get(&mark, path(w, "/listening/{}", id)), 200);
    assert_true(loopback_shows(&mark, "Der skal ikke være en grund"));
    assert_int_equal(loopback_send(&mark, POST, path(w, "/listening/{}/begin", id), ""), 409);
}
BOTH(asked_and_taken_up)

static void the_announcement_in_versions(struct world *w)
{
    struct loopback carl = browser(w, 108), anna = browser(w, ANNA), lea = browser(w, LEA);

    assert_int_equal(loopback_get(&anna, "/listening/announcement"), 200);
    assert_true(loopback_shows(&anna, "Programmets egne ord"));
    assert_false(loopback_shows(&anna, "name=\"text_da\""));
    assert_int_equal(
        loopback_send(&lea, POST, "/listening/announcement", "text_da=x&text_en=y&version=0"), 403);
    assert_int_equal(loopback_get(&carl, "/listening/announcement"), 200);
    assert_int_equal(loopback_send(&carl, POST, "/listening/announcement",
                                   "text_da=Vores+ord&text_en=&version=0"),
                     422);
    assert_true(loopback_shows(&carl, "Vores ord"));
    assert_int_equal(loopback_send(&carl, POST, "/listening/announcement",
                                   "text_da=Vores+ord&text_en=Our+words&version=0"),
                     303);
    assert_int_equal(loopback_send(&carl, POST, "/listening/announcement",
                                   "text_da=Andre+ord&text_en=Other+words&version=0"),
                     409);
    assert_true(loopback_shows(&carl, "Andre ord"));
    assert_int_equal(loopback_get(&anna, "/listening/announcement"), 200);
    assert_true(loopback_shows(&anna, "Udgave 1"));
    assert_true(loopback_shows(&anna, "Our words"));
}
BOTH(the_announcement_in_versions)

static void the_mentor_notes_a_talk(struct world *w)
{
    struct loopback nina = browser(w, NINA_MENTOR), bo = browser(w, BO);

    assert_int_equal(loopback_get(&nina, "/mentor"), 200);
    assert_true(loopback_shows(&nina, "Have a coffee with Anna Holm"));
    assert_int_equal(loopback_send(&nina, POST, "/mentor/901/checkin", ""), 303);
    assert_int_equal(loopback_get(&nina, "/mentor"), 200);
    assert_false(loopback_shows(&nina, "Have a coffee"));
    assert_int_equal(loopback_get(&bo, "/mentor"), 200);
    assert_false(loopback_shows(&bo, "Anna Holm"));
    assert_int_equal(loopback_send(&bo, POST, "/mentor/901/checkin", ""), 404);
}
BOTH(the_mentor_notes_a_talk)

/* The lines of the page, for whom the page shows them. */
static void the_agenda_as_json(struct world *w)
{
    struct loopback nina = browser(w, NINA_MENTOR), bo = browser(w, BO), lea = browser(w, LEA);

    (void)held(w);
    assert_int_equal(loopback_get(&nina, "/api/v1/mentor"), 200);
    assert_true(loopback_shows(&nina, "\"person\":\"Anna Holm\",\"stands_in\":false,\"part\":"
                                      "\"steps\""));
    assert_true(loopback_shows(&nina, "\"step\":\"korte sætninger\""));
    assert_true(loopback_shows(&nina, "\"part\":\"social\",\"id\":null,\"at\":null"));
    assert_true(loopback_shows(&nina, "\"late\":true"));
    assert_int_equal(loopback_get(&bo, "/api/v1/mentor"), 200);
    assert_true(loopback_shows(&bo, "\"items\":[]"));
    assert_int_equal(loopback_get(&lea, "/api/v1/mentor"), 403);
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) "
               "VALUES (109, 20540, 20545, 102, 1)");
    assert_int_equal(loopback_get(&bo, "/api/v1/mentor"), 200); /* stands in */
    assert_true(loopback_shows(&bo, "\"stands_in\":true"));
    assert_false(loopback_shows(&bo, "korte sætninger")); /* what the two agreed is theirs */
}
BOTH(the_agenda_as_json)

static void answers_json(struct world *w)
{
    struct loopback nina = browser(w, NINA_MENTOR), anna = browser(w, ANNA), lea = browser(w, LEA);

    loopback_get(&nina, "/listening"); /* for the token */
    loopback_get(&anna, "/listening");
    loopback_get(&lea, "/listening");
    assert_int_equal(loopback_send(&nina, POST, "/api/v1/listening", "{\"person_id\":\"101\"}"),
                     422);
    assert_true(loopback_shows(&nina, "starts_at"));
    assert_int_equal(
        loopback_send(&nina, POST, "/api/v1/listening",
                      "{\"person_id\":\"101\",\"starts_at\":\"2026-03-30T10:20:00Z\","
                      "\"minutes\":30,\"side\":\"beside\",\"focus\":[\"tone\",\"wording\"]}"),
        201);
    assert_true(loopback_shows(&nina, "\"state\":\"proposed\""));
    int64_t id = newest(w);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/listening/{}/begin", id), "{}"),
                     409);
    assert_true(loopback_shows(&nina, "LISTENING_NOT_ACCEPTED"));
    assert_int_equal(
        loopback_send(&anna, POST, path(w, "/api/v1/listening/{}/accept", id), "{\"changes\":1}"),
        200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/listening/{}/begin", id), "{}"),
                     200);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/api/v1/listening/{}/announced", id), "{}"), 200);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/listening/{}/notes", id),
                                   "{\"text\":\"hemmeligt\",\"client_key\":\"n1\"}"),
                     200);
    assert_true(loopback_shows(&nina, "hemmeligt"));
    assert_int_equal(loopback_send(&anna, POST, path(w, "/api/v1/listening/{}/stop", id), "{}"),
                     200);
    assert_true(loopback_shows(&anna, "\"state\":\"stopped\""));
    assert_int_equal(loopback_send(&nina, POST, path(w, "/api/v1/listening/{}/finish", id),
                                   "{\"strength_1\":\"a\",\"strength_2\":\"b\"}"),
                     422);
    assert_int_equal(
        loopback_send(&nina, POST, path(w, "/api/v1/listening/{}/finish", id),
                      "{\"strength_1\":\"a\",\"strength_2\":\"b\",\"next_step\":\"c\"}"),
        200);
    assert_int_equal(loopback_send(&anna, POST, path(w, "/api/v1/listening/{}/answer", id),
                                   "{\"answer\":\"tak\"}"),
                     200);
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/listening/{}/notes", id)), 200);
    assert_true(loopback_shows(&anna, "hemmeligt"));
    assert_int_equal(loopback_get(&lea, path(w, "/api/v1/listening/{}/notes", id)), 404);
    assert_int_equal(loopback_get(&lea, "/api/v1/listening/held"), 200);
    assert_true(loopback_shows(&lea, "\"listener\":\"Nina Vang\""));
    assert_false(loopback_shows(&lea, "next_step"));
    assert_int_equal(loopback_get(&anna, path(w, "/api/v1/listening/{}/looks", id)), 200);
    assert_true(loopback_shows(&anna, "Nina Vang"));
    assert_int_equal(loopback_get(&nina, path(w, "/api/v1/listening/{}/looks", id)), 200);
    assert_false(loopback_shows(&nina, "Nina Vang"));
    assert_int_equal(loopback_get(&anna, "/api/v1/listening/announcement"), 200);
    assert_true(loopback_shows(&anna, "\"version\":0"));
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(from_a_question_to_the_answer),
        ON_BOTH(leaders_see_that_it_was_held),
        ON_BOTH(asked_and_taken_up),
        ON_BOTH(the_announcement_in_versions),
        ON_BOTH(the_mentor_notes_a_talk),
        ON_BOTH(the_agenda_as_json),
        ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
