/* Every page and API route of onboarding, without a socket.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_world.h"

#include <pthread.h>
#include <time.h>

#include "core/live_inner.h"
#include "features/onboarding/onboarding_forms.h"
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

static int64_t item_id(struct world *w, int64_t run_id, const char *word)
{
    struct onboarding o = found(w, &w->carl, run_id);

    return item_named(&o, word)->id;
}

static void a_class_from_one_form(struct world *w)
{
    struct loopback lea = browser(w, LEA), nel = browser(w, NEL), siv = browser(w, SIV);

    assert_int_equal(loopback_get(&nel, "/onboarding/start"), 403);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "ingen plan"));
    assert_true(loopback_shows(&nel, "/practice")); /* and yet somewhere to go */
    assert_int_equal(loopback_get(&lea, "/onboarding"), 200);
    assert_true(loopback_shows(&lea, "Ingen nye lige nu"));
    assert_int_equal(loopback_get(&lea, "/onboarding/start"), 200);
    assert_true(loopback_shows(&lea, "Nel Ny"));
    assert_false(loopback_shows(&lea, "Pia Ny"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "profile=expert&start_day=&class_name=Hold+9&people=101"),
                     422);
    assert_true(loopback_shows(&lea, "Hold 9")); /* nothing lost */
    assert_true(loopback_shows(&lea, "value=\"101\" checked"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "profile=expert&start_day=2026-03-30&class_name=Hold+9"),
                     422);
    assert_true(loopback_shows(&lea, "mindst en"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "profile=expert&start_day=2026-03-30&class_name=Hold+9&people="
                                   "101&people=102&as=102:service&as="),
                     303);
    assert_int_equal(loopback_get(&lea, "/onboarding"), 200);
    assert_true(loopback_shows(&lea, "Hold 9"));
    assert_true(loopback_shows(&lea, "Ole Ny"));
    assert_true(loopback_shows(&lea, "Vant til telefonen"));
    assert_int_equal(loopback_get(&siv, "/onboarding"), 200); /* her part alone */
    assert_true(loopback_shows(&siv, "Nel Ny"));
    assert_false(loopback_shows(&siv, "Mentor:"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "profile=expert&start_day=2026-03-30&people=101"),
                     409);
    assert_true(loopback_shows(&lea, "allerede en plan"));
}
BOTH(a_class_from_one_form)

/* 500 without a plan in North; who is chosen stays chosen while one searches on. */
static void one_of_five_hundred(struct world *w)
{
    struct loopback lea = browser(w, LEA);

    for (int i = 0; i < 500; i++)
        run_sql(w,
                str_c(w->arena,
                      arena_printf(w->arena,
                                   "INSERT INTO person (id, centre_id, team_id, login, name, "
                                   "name_fold, name_sort, lang, failed_n, created_at, changed_at) "
                                   "VALUES (%d, 1, 11, 'n%d', 'Åse %d', 'åse %d', 'ase%03d', 'da', "
                                   "0, 0, 0)",
                                   2000 + i, i, i, i, i)));
    assert_int_equal(loopback_get(&lea, "/onboarding/start"), 200);
    assert_true(loopback_shows(&lea, "Nel Ny")); /* the newest first */
    assert_false(loopback_shows(&lea, "Åse 499 "));
    assert_true(loopback_shows(&lea, "som ikke står her"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "look=true&q=%C3%85SE+499&class_name=Hold+9&profile=both&people="
                                   "101&as=101:service&start_day="),
                     200);
    assert_true(loopback_shows(&lea, "Åse 499 "));
    assert_true(loopback_shows(&lea, "1 medarbejder fundet."));
    assert_true(loopback_shows(&lea, "value=\"101\" checked"));
    assert_true(loopback_shows(&lea, "value=\"101:service\" selected"));
    assert_true(loopback_shows(&lea, "value=\"Hold 9\""));
    assert_true(loopback_shows(&lea, "value=\"both\" selected"));
    assert_false(loopback_shows(&lea, "Åse 498 "));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_run"), 0); /* nobody has started */
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "profile=both&people=101&as=101:nothing&start_day=2026-03-30"),
                     422);
    assert_true(loopback_shows(&lea, "kunne ikke findes"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/start",
                                   "profile=both&people=101&people=2499&as=101:service&start_day="
                                   "2026-03-30&q=&class_name=Hold+9"),
                     303);
    assert_int_equal(count(w, "SELECT profile FROM onboarding_run WHERE person_id = 101"),
                     ONBOARDING_SERVICE);
    assert_int_equal(count(w, "SELECT profile FROM onboarding_run WHERE person_id = 2499"),
                     ONBOARDING_BOTH);
}
BOTH(one_of_five_hundred)

static void the_newcomers_own_page(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY),
            limits = item_id(w, id, "limits"), conflict = item_id(w, id, "conflict");
    struct loopback nel = browser(w, NEL), mentor;

    assert_int_equal(loopback_get(&nel, "/onboarding"), 303);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "Læs vores grænser"));
    assert_true(loopback_shows(&nel, "Din mentor"));
    assert_true(loopback_shows(&nel, "Lea Krog"));
    assert_true(loopback_shows(&nel, "ons. 8. april")); /* Easter in between */
    assert_false(loopback_shows(&nel, "/waive"));
    assert_true(loopback_shows(&nel, "href=\"/limits\"")); /* each part leads to where it is done */
    assert_true(loopback_shows(&nel, "href=\"/modules/conflict\""));
    assert_true(loopback_shows(&nel, "3 timer"));
    assert_false(loopback_shows(&nel, "180 min."));
    assert_int_equal(loopback_send(&nel, POST, path(w, "/onboarding/items/{}/done", limits), ""),
                     303);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, path(w, "/onboarding/items/{}/undo", limits)));
    assert_int_equal(loopback_send(&nel, POST, path(w, "/onboarding/items/{}/undo", limits), ""),
                     303);
    assert_int_equal(loopback_send(&nel, POST, path(w, "/onboarding/items/{}/done", conflict), ""),
                     403);
    assert_int_equal(loopback_send(&nel, POST, "/onboarding/mine/ready", ""), 303);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "Din mentor ved det"));
    mentor = browser(w, found(w, &w->lea, id).row.mentor_id);
    assert_int_equal(loopback_get(&mentor, "/inbox"), 200);
    assert_true(loopback_shows(&mentor, "ikke klar endnu"));
    assert_int_equal(loopback_send(&nel, POST, "/onboarding/mine/first-call", ""), 303);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "Du har taget dit første opkald!"));
    assert_int_equal(loopback_get(&nel, path(w, "/onboarding/{}", id)), 303); /* to the own page */
    clock_advance(8 * DAY_MS);
    nel = browser(w, NEL);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_false(
        loopback_shows(&nel, "Du har taget dit første opkald!")); /* no longer the big thing */
}
BOTH(the_newcomers_own_page)

static void the_gate_in_one_line(struct world *w)
{
    struct loopback nel = browser(w, NEL);

    start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_false(loopback_shows(&nel, "href=\"/gate\">Se porten")); /* the centre has none */
    run_sql(w, "INSERT INTO gate_switch (centre_id, on_at, grace_until, changed_at, changed_by) "
               "VALUES (1, 1, 1, 0, 106)");
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "Porten er ikke åben endnu"));
    assert_true(
        loopback_shows(&nel, "modulet om den hårde tone og en samtaletræners underskrift."));
    assert_true(loopback_shows(&nel, "href=\"/gate\">Se porten"));
    run_sql(w, "INSERT INTO gate_sign (id, centre_id, person_id, trainer_id, words, at) VALUES "
               "(1, 1, 101, 107, 'Godt', 1)");
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_false(loopback_shows(&nel, "samtaletræners underskrift"));
    assert_true(loopback_shows(&nel, "modulet om den hårde tone."));
    run_sql(w,
            "INSERT INTO gate_override (id, centre_id, person_id, leader_id, reason, at, until_at) "
            "VALUES (1, 1, 101, 104, 'Travlt', 1, 9000000000000)");
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "Porten er åben"));
    assert_true(loopback_shows(&nel, "modulet om den hårde tone.")); /* still missing */
}
BOTH(the_gate_in_one_line)

static void beside_a_newcomer(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY),
            opening = item_id(w, id, "opening"), mentor_id = found(w, &w->lea, id).row.mentor_id;
    struct loopback mentor = browser(w, mentor_id),
                    other = browser(w, mentor_id == MIA ? MAX : MIA), lea = browser(w, LEA),
                    sus = browser(w, SUS);
    const char *page = path(w, "/onboarding/{}", id),
               *waive = path(w, "/onboarding/items/{}/waive", opening);

    assert_int_equal(loopback_get(&other, page), 404);
    assert_int_equal(loopback_get(&sus, page), 404);
    assert_int_equal(loopback_get(&mentor, page), 200);
    assert_false(loopback_shows(&mentor, "name=\"start_day\"")); /* the leader's */
    assert_int_equal(loopback_send(&mentor, POST, waive, "evidence=Ti+%C3%A5r&reason="), 422);
    assert_true(loopback_shows(&mentor, "value=\"Ti år\"")); /* nothing lost */
    assert_int_equal(loopback_send(&mentor, POST, waive, "evidence=Ti+%C3%A5r&reason=Kan+det"),
                     303);
    assert_int_equal(loopback_get(&mentor, page), 200);
    assert_true(loopback_shows(&mentor, "Det viser det: Ti år"));
    assert_int_equal(
        loopback_send(&mentor, POST,
                      path(w, "/onboarding/items/{}/waive", item_id(w, id, "conflict")),
                      "evidence=x&reason=y"),
        409);
    assert_true(loopback_shows(&mentor, "springes aldrig over"));
    assert_int_equal(loopback_get(&mentor, "/onboarding"), 200);
    assert_true(loopback_shows(&mentor, "Nel Ny"));
    assert_int_equal(loopback_get(&other, "/onboarding"), 200);
    assert_false(loopback_shows(&other, "Nel Ny"));
    assert_int_equal(loopback_send(&mentor, POST, path(w, "/onboarding/{}/end", id), ""), 403);
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/onboarding/{}/mentor", id), "mentor_id=109"), 422);
    assert_true(loopback_shows(&lea, "Vælg en, der er mentor i teamet"));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/onboarding/{}/end", id), ""), 303);
    assert_int_equal(loopback_get(&mentor, page), 404); /* no longer an active one */
}
BOTH(beside_a_newcomer)

static void preview_then_change(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct loopback lea = browser(w, LEA);
    struct onboarding_change c;
    const char *to = path(w, "/onboarding/{}/change", id);

    loopback_get(&lea, "/onboarding");
    assert_int_equal(loopback_send(&lea, POST, to, "profile=service&start_day=2026-04-13"), 200);
    assert_true(loopback_shows(&lea, "falder væk"));
    assert_true(loopback_shows(&lea, "name=\"seal\""));
    assert_int_equal(count(w, "SELECT profile FROM onboarding_run"), ONBOARDING_EXPERT);
    assert_int_equal(loopback_send(&lea, POST, to, "profile=service&start_day=2026-04-13&seal=7"),
                     409);
    assert_true(loopback_shows(&lea, "Noget har ændret sig imens"));
    assert_int_equal(loopback_send(&lea, POST, to, "profile=service&start_day=x"), 422);
    db_refresh(w->db);
    assert_ok(
        onboarding_change_look(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY + 14, &c));
    assert_int_equal(loopback_send(&lea, POST, to,
                                   str_c(w->arena, arena_printf(w->arena,
                                                                "profile=service&start_day=2026-04-"
                                                                "13&seal=%lld",
                                                                (long long)c.seal))),
                     303);
    assert_int_equal(count(w, "SELECT profile FROM onboarding_run"), ONBOARDING_SERVICE);
    assert_int_equal(count(w, "SELECT start_day FROM onboarding_run"), MONDAY + 14);
}
BOTH(preview_then_change)

static void plans_are_edited(struct world *w)
{
    struct loopback lea = browser(w, LEA), carl = browser(w, CARL), nel = browser(w, NEL);

    assert_int_equal(loopback_get(&nel, "/onboarding/plans"), 403);
    assert_int_equal(loopback_get(&lea, "/onboarding/plans?profile=service"), 200);
    assert_false(loopback_shows(&lea, "id=\"item\""));
    assert_true(loopback_shows(&lea, "10 arbejdsdage før start"));
    assert_true(loopback_shows(&lea, "Første dag"));
    assert_false(loopback_shows(&lea, "Dag -10"));
    assert_int_equal(loopback_send(&lea, POST, "/onboarding/plans",
                                   "profile=service&title_da=x&title_en=y&day=1&minutes=5&role=it&"
                                   "kind=phone"),
                     403);
    assert_int_equal(loopback_get(&carl, "/onboarding/plans?profile=service&edit=rules"), 200);
    assert_true(loopback_shows(&carl, "value=\"rules\""));
    assert_int_equal(
        loopback_send(&carl, POST, "/onboarding/plans",
                      "profile=service&title_da=M%C3%B8d+k%C3%B8kkenet&title_en=&day=1&"
                      "minutes=5&role=it&kind=phone"),
        422);
    assert_true(loopback_shows(&carl, "Mød køkkenet")); /* nothing lost */
    assert_int_equal(
        loopback_send(&carl, POST, "/onboarding/plans",
                      "profile=service&title_da=M%C3%B8d+k%C3%B8kkenet&title_en=Meet+"
                      "the+kitchen&day=1&minutes=5&role=mentor&kind=social&needs=rules"),
        303);
    assert_int_equal(loopback_get(&carl, "/onboarding/plans?profile=service"), 200);
    assert_true(loopback_shows(&carl, "Kladde"));
    assert_true(loopback_shows(&carl, "Mød køkkenet"));
    assert_int_equal(loopback_get(&lea, "/onboarding/plans?profile=service"), 200);
    assert_false(loopback_shows(&lea, "Mød køkkenet")); /* does not hold yet */
    assert_int_equal(
        loopback_send(&carl, POST, "/onboarding/plans/drop", "profile=service&word=conflict"), 409);
    assert_int_equal(loopback_send(&carl, POST, "/onboarding/plans/publish", "profile=service"),
                     303);
    assert_int_equal(loopback_get(&lea, "/onboarding/plans?profile=service"), 200);
    assert_true(loopback_shows(&lea, "Mød køkkenet"));
    assert_true(loopback_shows(&lea, "Udgave 1"));
    assert_int_equal(loopback_get(&lea, "/onboarding/plans?profile=service&version=1"), 200);
    assert_int_equal(loopback_get(&lea, "/onboarding/plans?profile=service&version=7"), 404);
}
BOTH(plans_are_edited)

#define PLAN "/api/v1/onboarding/plans/service"
#define KITCHEN                                                                                    \
    "{\"title_da\":\"Mød køkkenet\",\"title_en\":\"Meet the kitchen\",\"day\":1,\"minutes\":5,"  \
    "\"role\":\"mentor\",\"kind\":\"social\",\"needs\":[\"rules\"]}"

/* The same rules as on the page, and each refusal is a problem that a program can read. */
static void plans_are_edited_by_programs(struct world *w)
{
    struct loopback lea = browser(w, LEA), carl = browser(w, CARL), nel = browser(w, NEL);

    assert_int_equal(loopback_get(&carl, "/onboarding/plans"), 200); /* for the token */
    assert_int_equal(loopback_get(&lea, "/onboarding"), 200);
    assert_int_equal(loopback_get(&nel, PLAN), 403);
    assert_int_equal(loopback_get(&lea, PLAN), 200);
    assert_true(loopback_shows(&lea, "\"version\":0,\"draft\":false,\"word\":\"letter\""));
    assert_int_equal(loopback_get(&lea, PLAN "/versions"), 200);
    assert_true(loopback_shows(&lea, "\"items\":[]"));
    assert_int_equal(loopback_get(&lea, "/api/v1/onboarding/plans/nobody"), 404);
    assert_int_equal(loopback_get(&carl, PLAN "/draft"), 404); /* none yet */
    assert_int_equal(loopback_send(&carl, POST, PLAN "/publish", "{}"), 404);
    assert_int_equal(loopback_send(&lea, POST, PLAN "/draft/items", KITCHEN), 403); /* one team */
    assert_true(loopback_shows(&lea, "\"status\":403"));
    assert_int_equal(loopback_send(&lea, POST, PLAN "/draft/items", "{\"day\":900}"), 403);
    assert_int_equal(loopback_send(&carl, POST, PLAN "/draft/items",
                                   "{\"title_da\":\"x\",\"day\":900,\"minutes\":5}"),
                     422);
    assert_true(str_starts(carl.last.content_type, STR("application/problem+json")));
    assert_true(loopback_shows(&carl, "title_en"));
    assert_int_equal(loopback_get(&carl, PLAN "/draft"), 404); /* what is refused begins none */
    assert_int_equal(loopback_send(&carl, POST, PLAN "/draft/items", KITCHEN), 201);
    assert_true(loopback_shows(&carl, "\"title_da\":\"Mød køkkenet\""));
    assert_true(loopback_shows(&carl, "\"draft\":true"));
    assert_true(loopback_shows(&carl, "\"needs\":[\"rules\"]"));
    assert_int_equal(loopback_get(&lea, PLAN "/draft"), 403); /* as on the page: what holds */
    assert_int_equal(loopback_get(&lea, PLAN), 200);
    assert_false(loopback_shows(&lea, "Mød køkkenet"));
    assert_int_equal(loopback_send(&carl, PUT, PLAN "/draft/items/rules",
                                   "{\"title_da\":\"Regler\",\"title_en\":\"Rules\",\"day\":2,"
                                   "\"minutes\":50,\"role\":\"newcomer\",\"kind\":\"knowledge\"}"),
                     400); /* the kitchen, which waits for it, would come before it */
    assert_int_equal(loopback_send(&carl, PUT, PLAN "/draft/items/rules",
                                   "{\"title_da\":\"Regler\",\"title_en\":\"Rules\",\"day\":1,"
                                   "\"minutes\":50,\"role\":\"newcomer\",\"kind\":\"knowledge\"}"),
                     200);
    assert_true(loopback_shows(&carl, "\"minutes\":50"));
    assert_int_equal(loopback_send(&carl, PUT, PLAN "/draft/items/gone", KITCHEN), 404);
    assert_int_equal(loopback_send(&carl, DELETE, PLAN "/draft/items/conflict", ""), 409);
    assert_true(str_starts(carl.last.content_type, STR("application/problem+json")));
    assert_int_equal(loopback_send(&carl, DELETE, PLAN "/draft/items/topic_3", ""), 200);
    assert_false(loopback_shows(&carl, "\"word\":\"topic_3\""));
    assert_int_equal(loopback_send(&lea, POST, PLAN "/publish", "{}"), 403);
    assert_int_equal(loopback_send(&carl, POST, PLAN "/publish", "{}"), 200);
    assert_true(loopback_shows(&carl, "\"version\":1,\"draft\":false"));
    assert_int_equal(loopback_get(&lea, PLAN "/versions"), 200);
    assert_true(loopback_shows(&lea, "\"version\":1"));
    assert_true(loopback_shows(&lea, "Carl Juhl"));
    assert_int_equal(loopback_get(&lea, PLAN "?version=1"), 200);
    assert_true(loopback_shows(&lea, "Mød køkkenet"));
    assert_int_equal(loopback_get(&lea, PLAN "?version=7"), 404);
    assert_int_equal(loopback_send(&carl, POST, PLAN "/draft/items", KITCHEN), 201);
    assert_int_equal(loopback_send(&carl, DELETE, PLAN "/draft", ""), 200);
    assert_true(loopback_shows(&carl, "\"version\":1,\"draft\":false"));
    assert_int_equal(loopback_send(&carl, DELETE, PLAN "/draft", ""), 404);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'onboarding_set' AND person_id = 106"),
        6);
}
BOTH(plans_are_edited_by_programs)

static void hard_calls_on_the_page(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY), talk;
    struct loopback nel = browser(w, NEL), lea = browser(w, LEA),
                    mentor = browser(w, found(w, &w->lea, id).row.mentor_id);

    for (int i = 0; i < 3; i++) {
        loopback_get(&nel, "/onboarding/mine");
        assert_int_equal(
            loopback_send(
                &nel, POST, "/log",
                str_c(w->arena, arena_printf(w->arena,
                                             "client_key=hard-call-%d&class=a&rating=1&words="
                                             "hemmelige+ord",
                                             i))),
            303);
    }
    run_jobs(w);
    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "Tag en pause nu"));
    assert_int_equal(loopback_get(&mentor, "/onboarding"), 200);
    assert_true(loopback_shows(&mentor, "Jeg har talt med Nel Ny"));
    assert_false(loopback_shows(&mentor, "hemmelige ord"));
    assert_int_equal(loopback_get(&lea, "/onboarding"), 200);
    assert_true(loopback_shows(&lea, "Mange hårde opkald på få dage: Nord"));
    talk = count(w, "SELECT MIN(id) FROM onboarding_shield");
    assert_int_equal(loopback_send(&mentor, POST, path(w, "/onboarding/talks/{}/held", talk), ""),
                     303);
    assert_int_equal(loopback_send(&lea, POST,
                                   path(w, "/onboarding/workload/{}/relieved",
                                        count(w, "SELECT id FROM onboarding_workload")),
                                   ""),
                     303);
    assert_int_equal(loopback_get(&lea, "/onboarding"), 200);
    assert_false(loopback_shows(&lea, "Mange hårde opkald"));
}
BOTH(hard_calls_on_the_page)

/* ---- pages that are open */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t came;
    int64_t people[20];
    size_t n, n_all;
} heard = {.lock = PTHREAD_MUTEX_INITIALIZER, .came = PTHREAD_COND_INITIALIZER};

static void hear(struct str word)
{
    struct live_event e;

    if (!live_word_read(word, &e) || e.topic != LIVE_ONBOARDING)
        return;
    pthread_mutex_lock(&heard.lock);
    if (e.kind == LIVE_TO_ALL && e.permission == PERM_ONBOARDING_LEAD)
        heard.n_all++;
    if (e.kind == LIVE_TO_PERSON && heard.n < 20)
        heard.people[heard.n++] = e.person_id;
    pthread_cond_broadcast(&heard.came);
    pthread_mutex_unlock(&heard.lock);
}

/* Who leads, and each of these, within ten seconds; forgets it then. */
static void assert_heard(const int64_t *people, size_t n)
{
    struct timespec until;
    size_t found;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    pthread_mutex_lock(&heard.lock);
    for (;;) {
        found = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < heard.n; k++)
                if (heard.people[k] == people[i]) {
                    found++;
                    break;
                }
        if ((found == n && heard.n_all > 0) ||
            pthread_cond_timedwait(&heard.came, &heard.lock, &until) != 0)
            break;
    }
    size_t n_all = heard.n_all;
    heard.n = heard.n_all = 0;
    pthread_mutex_unlock(&heard.lock);
    assert_int_equal(found, n);
    assert_true(n_all > 0);
}

static void open_pages_hear_of_it(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY),
            mentor = found(w, &w->lea, id).row.mentor_id, place = item_id(w, id, "workplace");
    struct loopback siv = browser(w, SIV), nel = browser(w, NEL), lea = browser(w, LEA);

    assert_int_equal(loopback_get(&nel, "/onboarding/mine"), 200);
    assert_true(loopback_shows(&nel, "id=\"onboarding-mine\" data-live=\"onboarding gate\""));
    assert_int_equal(loopback_get(&lea, "/onboarding"), 200);
    assert_true(loopback_shows(&lea, "id=\"onboarding-board\" data-live=\"onboarding\""));
    assert_int_equal(loopback_get(&lea, path(w, "/onboarding/{}", id)), 200);
    assert_true(loopback_shows(&lea, "id=\"onboarding-plan\" data-live=\"onboarding\""));
    heard.n = heard.n_all = 0;
    assert_ok(store_listen(w->store, hear));
    loopback_get(&siv, "/onboarding");
    assert_int_equal(loopback_send(&siv, POST, path(w, "/onboarding/items/{}/done", place), ""),
                     303);
    assert_heard((int64_t[]){NEL, mentor, SIV, AMIR}, 4);
    loopback_get(&nel, "/onboarding/mine");
    assert_int_equal(loopback_send(&nel, POST, "/onboarding/mine/ready", ""), 303);
    assert_heard((int64_t[]){NEL, mentor}, 2);
    assert_ok(onboarding_end(w->db, w->arena, &w->lea, id));
    assert_heard((int64_t[]){NEL}, 1);
    store_unlisten(w->store);
}
BOTH(open_pages_hear_of_it)

static void a_class_by_json(struct world *w)
{
    struct loopback lea = browser(w, LEA), nel = browser(w, NEL);

    loopback_get(&lea, "/onboarding");
    assert_int_equal(
        loopback_send(&lea, POST, "/api/v1/onboarding/classes",
                      "{\"profile\":\"expert\",\"start_day\":\"2026-03-30\",\"people\":"
                      "[\"101\"]}"),
        422); /* a class has a name */
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/onboarding/classes",
                                   "{\"profile\":\"expert\",\"start_day\":\"2026-03-30\","
                                   "\"class_name\":\"Hold 9\",\"people\":[\"101\",\"103\"]}"),
                     404); /* Pia is in another team: nobody starts */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_run"), 0);
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/onboarding/classes",
                                   "{\"profile\":\"expert\",\"start_day\":\"2026-03-30\","
                                   "\"class_name\":\"Hold 9\",\"people\":[\"101\",\"102\"],\"as\":"
                                   "[\"102:service\"]}"),
                     201);
    assert_true(loopback_shows(&lea, "\"class\":\"Hold 9\",\"profile\":\"expert\""));
    assert_true(loopback_shows(&lea, "\"class\":\"Hold 9\",\"profile\":\"service\""));
    loopback_get(&nel, "/onboarding/mine");
    assert_int_equal(loopback_send(&nel, POST, "/api/v1/onboarding/classes", "{}"), 403);
}
BOTH(a_class_by_json)

static void answers_json(struct world *w)
{
    struct loopback lea = browser(w, LEA), nel = browser(w, NEL), ole = browser(w, OLE);
    int64_t id;

    loopback_get(&lea, "/onboarding");
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/onboarding",
                                   "{\"person_id\":\"101\",\"profile\":\"both\",\"start_day\":"
                                   "\"2026-03-30\"}"),
                     201);
    assert_true(loopback_shows(&lea, "\"first_call_by\":\"2026-04-08\""));
    id = count(w, "SELECT id FROM onboarding_run");
    assert_int_equal(loopback_send(&lea, POST, "/api/v1/onboarding", "{\"person_id\":\"101\"}"),
                     422);
    assert_int_equal(loopback_get(&lea, "/api/v1/onboarding"), 200);
    assert_true(loopback_shows(&lea, "\"person\":\"Nel Ny\""));
    assert_int_equal(loopback_get(&ole, path(w, "/api/v1/onboarding/{}", id)), 404);
    assert_int_equal(loopback_get(&nel, path(w, "/api/v1/onboarding/{}/items", id)), 200);
    assert_true(loopback_shows(&nel, "\"word\":\"conflict\""));
    assert_int_equal(loopback_get(&nel, path(w, "/api/v1/onboarding/{}/balance", id)), 200);
    assert_true(loopback_shows(&nel, "\"phone_planned\":60"));
    loopback_get(&nel, "/onboarding/mine");
    assert_int_equal(
        loopback_send(&nel, POST,
                      path(w, "/api/v1/onboarding/items/{}/done", item_id(w, id, "limits")), "{}"),
        200);
    assert_true(loopback_shows(&nel, "\"state\":\"done\""));
    assert_int_equal(
        loopback_send(&nel, POST, "/api/v1/onboarding/mine/ready", "{\"ready\":false}"), 200);
    assert_true(loopback_shows(&nel, "\"first_call\":\"not_ready\""));
    assert_int_equal(loopback_send(&lea, POST, path(w, "/api/v1/onboarding/{}/change", id),
                                   "{\"profile\":\"expert\",\"start_day\":\"2026-03-30\"}"),
                     200);
    assert_true(loopback_shows(&lea, "\"applied\":0"));
    assert_int_equal(
        loopback_send(&lea, POST, path(w, "/api/v1/onboarding/{}/change", id),
                      "{\"profile\":\"expert\",\"start_day\":\"2026-03-30\",\"seal\":1}"),
        409);
}
BOTH(answers_json)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_class_from_one_form),  ON_BOTH(one_of_five_hundred),
        ON_BOTH(a_class_by_json),        ON_BOTH(open_pages_hear_of_it),
        ON_BOTH(the_newcomers_own_page), ON_BOTH(the_gate_in_one_line),
        ON_BOTH(beside_a_newcomer),      ON_BOTH(preview_then_change),
        ON_BOTH(plans_are_edited),       ON_BOTH(plans_are_edited_by_programs),
        ON_BOTH(hard_calls_on_the_page), ON_BOTH(answers_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
