/* The centre with one person of each role.
 * SPDX-License-Identifier: MPL-2.0 */
#include "roles_world.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "core/jobs.h"
#include "features/asking/asking.h"
#include "features/harassment/harassment.h"
#include "features/people/people.h"
#include "web/cookie.h"
#include "web/pairs.h"

#define NOW INT64_C(1774864800000) /* 2026-03-30T10:00Z */

#define ROLE_ROW(role, word) {"the " word, FIRST_ROLE + ROLE_##role, 0},
const struct requester requesters[] = {
    {"nobody", 0, 0},
    ROLES(ROLE_ROW){"the person hit", VICTIM, 0},
    {"an agent of another team", STRANGER, 0},
    {"the manager of another team", MANAGER_SOUTH, 0},
    {"the safety representative of the centre", SAFETY_ALL, 0},
    {"a token that only reads numbers", FIRST_ROLE + ROLE_MANAGER,
     UINT64_C(1) << PERM_NUMBERS_READ},
    {"a manager's token for incidents", FIRST_ROLE + ROLE_MANAGER,
     UINT64_C(1) << PERM_INCIDENT_READ},
};
const size_t requesters_n = sizeof requesters / sizeof requesters[0];

static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Prøvecenter', "
    "'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES"
    " (11, 1, 'Nord', 'nord', 'nord'), (12, 1, 'Syd', 'syd', 'syd');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at,"
    " changed_at) VALUES"
    " (100, 1, 11, 'qz', 'Qvistina Zafirholm', 'qvistina zafirholm', 'qvistina', 'da', 20530, 0, "
    "0, 0),"
    " (101, 1, 12, 's', 'Sara Syd', 'sara syd', 'sara', 'da', 18000, 0, 0, 0),"
    " (102, 1, 12, 'm', 'Mads Syd', 'mads syd', 'mads', 'en', 18000, 0, 0, 0),"
    " (103, 1, NULL, 'c', 'Carla Centret', 'carla centret', 'carla', 'da', 18000, 0, 0, 0),"
    " (104, 1, 11, 'left', 'Lars Forhen', 'lars forhen', 'lars', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (100, 0, 11, 0, 0), (101, 0, 12, 0, 0), (102, 3, 12, 0, 0), (103, 6, 0, 0, 0), (104, 0, 11, "
    "0, 0);"
    "INSERT INTO person_line (id, centre_id, person_id, line, from_day) VALUES (301, 1, 100, "
    "'1101', 20000);"
    "INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome, "
    "started_at, wait_ms, talk_ms)"
    " VALUES (501, 1, 'k1', 100, '1101', 'Ydelse', TRUE, 0, 1774864000000, 1000, 300000);"
    "INSERT INTO help_request (id, centre_id, person_id, team_id, client_key, kind, occasion, "
    "policy_id, "
    "silent, at_home, place, pressed_at, owner_id, n_coming, next_step, summoned, due_at, "
    "resort_by, "
    "cancelled) VALUES (701, 1, 101, 12, 'press-0001', 0, 2, 0, FALSE, FALSE, 'bord 4', "
    "1774864800000, "
    "0, 0, 0, 1, 1774864800000, 1774865100000, FALSE);"
    "INSERT INTO card_call (id, centre_id, person_id, team_id, slot, version, drill_id, began_at, "
    "kind_at, relieved) VALUES (701, 1, 101, 12, 3, 0, 0, 1774864800000, 1774864801000, FALSE);"
    "INSERT INTO card_seat (call_id, role, person_id, dealt_at, confirmed_at) VALUES (701, 0, 101, "
    "1774864801000, 1774864801000);"
    "INSERT INTO card_member (call_id, person_id, joined_at) VALUES (701, 101, 1774864801000);"
    "INSERT INTO card_note (call_id, person_id, field, text, seq, at) VALUES (701, 101, 0, 'et "
    "ord', "
    "1, 1774864801000);"
    "INSERT INTO webhook (id, url, events, secret, made_at, made_by, since_id, off_why) VALUES (1, "
    "'https://hooks.example.dk/x', ' incident.logged ', 'whsec_AAAA', 0, 208, 9000000000000000000, "
    "'');"
    "INSERT INTO webhook_delivery (id, webhook_id, event_id, kind, object_id, at, made_at, "
    "send_at, "
    "held_until, attempts, state, why) VALUES (1, 1, 1, 'incident.logged', 5001, 0, 0, 0, 0, 1, 1, "
    "'HTTP "
    "204');"
    "INSERT INTO heartbeat (id, centre_id, name, kind, token_hash, every_s, grace_s, owner_id, "
    "on_duty, made_at, made_by) VALUES (1, 1, 'Telefoner', 0, 'x', 60, 60, 101, TRUE, 0, 208);"
    "INSERT INTO heartbeat_out (id, url, made_at, made_by, next_at, why) VALUES (1, "
    "'https://hc.example.dk/x', 0, 208, 0, '');"
    "INSERT INTO absence_feed (id, person_id, url, words, kind, made_at, made_by, etag, modified, "
    "next_at, failed_n, trouble) VALUES (1, 100, 'x', '', 1, 0, 100, '', '', 9000000000000000, 0, "
    "0);"
    "INSERT INTO push_subscription (id, person_id, endpoint, p256dh, auth, label, made_at) VALUES "
    "(1, "
    "100, 'https://push.example.dk/x', 'x', 'x', 'Firefox, Linux', 0);"
    "INSERT INTO call_import VALUES (401, 1, 0, 'calls.csv', 'csv', 'x', 10, 10, 10, 1, 1, 0, 0, "
    "0, 2, FALSE, 0, 1);";

/* The person hit has a pulse to answer; five of North have answered one, told of when it was over. */
static const char pulse[] =
    "INSERT INTO pulse_room (id, centre_id, moment, version, quarter, waits, takes_until, "
    "made_day, sealed, team_id, told_day) VALUES (951, 1, 0, 0, 20454, TRUE, 20600, 20540, '', "
    "NULL, NULL), (952, 1, 0, 0, 20454, FALSE, 20500, 20500, NULL, 11, 20510);"
    "INSERT INTO pulse_sum (room_id, place, n, total) VALUES (952, 0, 5, 19), (952, 1, 6, 20);"
    "INSERT INTO pulse_asked (run_id, moment, person_id, room_id, asked_day, closes_day, reminded) "
    "VALUES (901, 0, 100, 951, 20540, 20546, FALSE);";

static enum status run(struct db *db, struct str sql)
{
    DB_TX(tx, db);

    TRY(db_run_text(db, sql));
    return db_commit(&tx);
}

static void run_sql(struct roles_world *w, struct str sql)
{
    struct db *db = db_start(w->store, w->arena);

    assert_ok(run(db, sql));
    db_end(db);
}

/* A watch that the manager of North plans, with what hangs on it, and a drill by surprise. */
static const char duty[] =
    "INSERT INTO card_drill (id, centre_id, kind, slot, player_id, targets, from_at, to_at, "
    "press_at, state, made_at, made_by) VALUES (1, 1, 1, 3, 203, 63, 1774950000000, 1774980000000, "
    "1774960000000, 0, 0, 203);"
    "INSERT INTO duty_watch (id, centre_id, team_id, name, night, levels, at_home, owner_id, "
    "made_at) VALUES "
    "(801, 1, 11, 'Nattevagt', TRUE, 1, TRUE, 203, 0);"
    "INSERT INTO duty_window (watch_id, place, weekdays, from_minute, to_minute, days) VALUES "
    "(801, 0, 127, 0, 0, 0);"
    "INSERT INTO duty_rota (id, watch_id, level, turn, every, start_day, start_minute, end_minute, "
    "shadow, state, "
    "made_at, made_by) VALUES (802, 801, 1, 2, 1, 20500, 480, 0, FALSE, 1, 0, 203), (803, 801, 1, "
    "2, 1, 20600, 480, 0, "
    "FALSE, 0, 0, 203);"
    "INSERT INTO duty_rota_person (rota_id, place, person_id) VALUES (802, 0, 202), (803, 0, 202);"
    "INSERT INTO duty_entry (id, watch_id, layer, level, from_day, from_minute, to_day, to_minute, "
    "person_id, instead_of, "
    "shadow, reason, made_at, made_by) VALUES (804, 801, 2, 1, 20570, 0, 20571, 0, 201, 0, FALSE, "
    "'kursus', 0, 203);"
    "INSERT INTO duty_shift (id, watch_id, level, person_id, from_at, to_at, shadow, sequence, "
    "made_at, changed_at, "
    "cancelled) VALUES (805, 801, 1, 202, 1774950000000, 1774980000000, FALSE, 0, 0, 0, FALSE);"
    "INSERT INTO duty_swap (id, watch_id, level, from_at, to_at, asker_id, asked_id, state, "
    "made_at) VALUES (806, 801, 1, "
    "1774950000000, 1774980000000, 202, 201, 0, 0);";

/* The person hit is new: a plan with things for everybody, the mentor of North beside her; the call waits for a talk. */
static const char onboarding[] =
    "INSERT INTO onboarding_class (id, centre_id, name, start_day, made_at, made_by) VALUES (900, "
    "1, 'Hold 1', 20535, 0, 203);"
    "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, class_id, profile, version, "
    "start_day, made_at, made_by, first_said, first_told) VALUES (901, 1, 100, 11, 900, 0, 0, "
    "20535, 0, 203, "
    "FALSE, 0);"
    "INSERT INTO onboarding_item (id, run_id, word, title_da, title_en, day, due_day, role, kind, "
    "minutes, competence, needs, module, flags, state, evidence, reason) VALUES"
    " (902, 901, 'own', 'Læs', 'Read', 0, 20540, 0, 0, 30, 3, '', '', 1, 0, '', ''),"
    " (903, 901, 'mentors', 'Vis', 'Show', 0, 20541, 1, 2, 30, 6, '', '', 1, 0, '', ''),"
    " (904, 901, 'leaders', 'Tal', 'Talk', 4, 20542, 2, 2, 30, 6, '', '', 0, 0, '', ''),"
    " (905, 901, 'its', 'Adgang', 'Access', 4, 20542, 3, 0, 30, 4, '', '', 0, 0, '', ''),"
    " (906, 901, 'safety', 'Plads', 'Desk', 4, 20542, 4, 3, 30, -1, 'own', '', 0, 0, '', '');"
    "INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, made_at, made_by) VALUES (907, "
    "901, 204, 20535, 0, 203);"
    "INSERT INTO onboarding_workload (id, centre_id, team_id, raised_at) VALUES (909, 1, 11, 0);";

/* She has signed off at the gate once, and was let through: the words of both are for her, who trains and who leads her. */
static const char gate[] =
    "INSERT INTO gate_switch (centre_id, on_at, grace_until, changed_at, changed_by) VALUES (1, "
    "1772000000000, 1772000000000, 0, 208);"
    "INSERT INTO gate_sign (id, centre_id, person_id, trainer_id, words, at, taken_back_at, "
    "taken_back_by, taken_back_why) VALUES (901, 1, 100, 205, '" CANARY_SIGN "1', 1774000000000, "
    "1774100000000, 205, '" CANARY_SIGN "2');"
    "INSERT INTO gate_override (id, centre_id, person_id, leader_id, reason, at, until_at) VALUES "
    "(902, 1, 100, 203, '" CANARY_SIGN "3', 1774200000000, 1774286400000);"
    "INSERT INTO module_pass (id, person_id, centre_id, word, version, at) VALUES (903, 100, 1, "
    "'data', 0, 1774000000000);"
    "INSERT INTO module_state (person_id, centre_id, word, version, passed_at, until_at) VALUES "
    "(100, 1, 'data', 0, 1774000000000, 1837000000000);";

/* Her mentor listened to her: what was noted and written is for the two of them. */
static const char listening[] =
    "INSERT INTO call_listening (id, centre_id, team_id, employee_id, listener_id, state, changes, "
    "asked, starts_at, minutes, side, focus, focus_words, made_at, accepted_at, begun_at, "
    "announced_at, text_version, stopped_at, stopped_by, closed_at, strength_1, strength_2, "
    "next_step, answer, answered_at) VALUES (911, 1, 11, 100, 204, 6, 6, FALSE, 1774600000000, 45, "
    "0, 1, "
    "'" CANARY_LISTEN "1', 1774500000000, 1774500000000, 1774600000000, 1774600000000, 0, "
    "1774603000000, 204, 1774604000000, '" CANARY_LISTEN "2', '" CANARY_LISTEN "3', '" CANARY_LISTEN
    "4', '" CANARY_LISTEN "5', 1774605000000);"
    "INSERT INTO listening_note (id, session_id, client_key, at, text) VALUES (912, 911, 'k', "
    "1774601000000, '" CANARY_LISTEN "6');";
/* What she met is hers alone: the words of it are shown to nobody, but for the telling, which is on her class's day. */
static const char experience[] =
    "INSERT INTO experience (id, centre_id, person_id, client_key, kind, strength, helps, note, "
    "telling, wants_talk, for_mentor, for_day, occurred_at, logged_at) VALUES (921, 1, 100, "
    "'experience-key-1', 0, 4, 0, '" CANARY_OWN "1', 'En borger var vred', FALSE, FALSE, TRUE, "
    "1774000000000, 1774000000000), (922, 1, 100, 'experience-key-2', 4, 5, 0, '" CANARY_OWN
    "2', '" CANARY_OWN "3', TRUE, FALSE, FALSE, 1774000000000, 1774000000000);"
    "INSERT INTO follow_up_day (id, centre_id, class_id, day, from_minute, place, state, edited, "
    "moved, version, made_at) VALUES (931, 1, 900, 20570, 540, '', 0, TRUE, FALSE, 1, 0);"
    "INSERT INTO follow_up_block (id, day_id, place, kind, theme, minutes, scenario, title, text) "
    "VALUES (941, 931, 0, 0, -1, 5, '', '', ''), (942, 931, 1, 2, 0, 25, '', '', '');"
    "INSERT INTO follow_up_source (block_id, experience_id) VALUES (942, 921);";

static void add_roles(struct roles_world *w)
{
    for (int role = 0; role < ROLE_N; role++) {
        struct str word = role_word((enum role)role);
        long long id = FIRST_ROLE + role, team = role == ROLE_ADMIN ? 0 : NORTH;

        run_sql(w, arena_printf(w->arena,
                                "INSERT INTO person (id, centre_id, team_id, login, name, "
                                "name_fold, name_sort, lang,"
                                " started_day, failed_n, created_at, changed_at) VALUES (%lld, 1, "
                                "%s, '%.*s', 'Rolle %.*s',"
                                " 'rolle %.*s', 'rolle %.*s', '%s', 18000, 0, 0, 0);"
                                "INSERT INTO role_grant VALUES (%lld, %d, %lld, 0, 0)",
                                id, team == 0 ? "NULL" : "11", STR_ARG(word), STR_ARG(word),
                                STR_ARG(word), STR_ARG(word), role % 2 == 0 ? "da" : "en", id, role,
                                team));
    }
}

static struct str token_of(struct roles_world *w, const struct requester *who)
{
    return arena_printf(w->arena, "bvt_permissions_%lld_%llu", (long long)who->person_id,
                        (unsigned long long)who->scopes);
}

static void add_tokens(struct roles_world *w)
{
    for (size_t i = 0; i < requesters_n; i++)
        if (requesters[i].scopes != 0) {
            struct str hash = hash_hex(w->arena, token_of(w, &requesters[i]));

            run_sql(w, arena_printf(w->arena,
                                    "INSERT INTO api_token VALUES (%lld, '%.*s', %lld, 'prøve', "
                                    "%lld, 0, %lld, NULL, NULL)",
                                    (long long)(601 + i), STR_ARG(hash),
                                    (long long)requesters[i].person_id,
                                    (long long)requesters[i].scopes, (long long)(NOW + DAY_MS)));
        }
}

/* Through the program itself: logged by the employee, corrected, so that earlier versions hold
 * canaries too. */
static void add_incident(struct roles_world *w)
{
    const struct requester victim = {"the person hit", VICTIM, 0};
    struct loopback lb = roles_browser(w, &victim);
    struct str to;

    assert_int_equal(loopback_send(&lb, POST, "/log",
                                   "client_key=permissions-1&class=d&rating=4&call_id=501&acts="
                                   "warned&wants_talk=true&newcomer=true"
                                   "&words=" CANARY_TEXT "1&before=" CANARY_TEXT
                                   "2&helped=" CANARY_TEXT "3&seen_by=" CANARY_TEXT "4"),
                     303);
    to = loopback_header(&lb, "Location");
    assert_true(str_starts(to, STR("/incidents/")) &&
                str_int64(str_sub(to, 11, to.n), &w->incident_id));
    assert_int_equal(loopback_send(&lb, POST,
                                   str_c(w->arena, arena_printf(w->arena, "/incidents/%lld/text",
                                                                (long long)w->incident_id)),
                                   "field=words&text=" CANARY_TEXT "5"),
                     303);
    assert_int_equal(loopback_get(&lb, "/h/H-1"), 303);
}

/* What the program does by itself with what was logged: a case of aftercare, notices. */
static void run_jobs(struct roles_world *w)
{
    size_t n = 0;

    assert_ok(jobs_run_due(w->store, SIZE_MAX, &n));
    assert_true(n > 0);
}

/* Her manager has talked with her and written down what was said to them alone. */
static void add_care(struct roles_world *w)
{
    const struct requester manager = {"the manager", FIRST_ROLE + ROLE_MANAGER, 0};
    struct loopback lb = roles_browser(w, &manager);

    run_jobs(w);
    w->case_id = roles_count(w, "SELECT id FROM aftercare_case");
    w->talk_id = roles_count(w, "SELECT id FROM onboarding_shield");
    w->step_id = roles_count(w, "SELECT id FROM aftercare_step WHERE kind = 6 AND state = 0");
    assert_int_equal(
        loopback_send(&lb, POST,
                      str_c(w->arena, path_of(w->arena, "/aftercare/steps/{}/end",
                                              roles_count(w, "SELECT id FROM aftercare_step WHERE "
                                                             "kind = 5 AND state = 0"))),
                      "state=done&note=" CANARY_NOTE "1"),
        303);
    run_sql(w, arena_printf(w->arena,
                            "UPDATE aftercare_step SET note = '" CANARY_NOTE
                            "2', state = 1, ended_at = %lld, ended_by = 999, owner_id = 999 WHERE "
                            "kind = 2",
                            (long long)NOW));
}

/* She asked for follow-up with the citizen, and her manager restricted contact on grounds that are not hers to read. */
static void add_conduct(struct roles_world *w)
{
    const struct requester victim = {"the person hit", VICTIM, 0},
                           manager = {"the manager", FIRST_ROLE + ROLE_MANAGER, 0};
    struct loopback hers = roles_browser(w, &victim), lb = roles_browser(w, &manager);

    assert_int_equal(
        loopback_send(&hers, POST,
                      str_c(w->arena, path_of(w->arena, "/incidents/{}/conduct", w->incident_id)),
                      "wish=restriction&words=" CANARY_TEXT "6&reference=24%2F1"),
        303);
    w->conduct_id = roles_count(w, "SELECT id FROM conduct_case");
    assert_int_equal(
        loopback_send(&lb, POST,
                      str_c(w->arena, path_of(w->arena, "/conduct/{}/restriction", w->conduct_id)),
                      "reference=24%2F1&more=&grounds=" CANARY_GROUND "1&scope=phone&lines=&hours="
                      "&channel=letter&channel_words=post&has_needs=yes&needs_words=" CANARY_GROUND
                      "2&hearing=afterwards&hearing_words=" CANARY_GROUND
                      "3&say=goddag&from_day=2026-03-30&review_day=2026-04-20&end_day=2026-05-30"
                      "&answer=tak"),
        303);
}

/* She is exposed online: what she told of it, what it says there, and a picture of it. */
static void add_harassment(struct roles_world *w)
{
    const struct requester victim = {"the person hit", VICTIM, 0};
    struct loopback lb = roles_browser(w, &victim);

    harassment_use(arena_printf(w->arena, "%.*s/evidence", STR_ARG(w->folder)), 200000);
    assert_int_equal(
        loopback_send(&lb, POST, "/harassment",
                      "client_key=permissions-2&kinds=named&rating=4&platform=social_network"
                      "&address=https%3A%2F%2Fexample.org%2F" CANARY_EVIDENCE
                      "1&account=" CANARY_EVIDENCE "2&story=" CANARY_EVIDENCE
                      "3&seen_at=2026-03-30T11:00"),
        303);
    w->harassment_id = roles_count(w, "SELECT id FROM harassment_case");
    w->place_id = roles_count(w, "SELECT id FROM harassment_place");
    w->harassment_step_id = roles_count(w, "SELECT id FROM harassment_step ORDER BY id LIMIT 1");
    lb.file = STR("\x89PNG\r\n\x1a\n" CANARY_EVIDENCE "4");
    lb.filename = STR(CANARY_EVIDENCE "5.png");
    assert_int_equal(
        loopback_send(&lb, POST,
                      str_c(w->arena, path_of(w->arena, "/harassment/{}/files", w->harassment_id)),
                      "seen_at=2026-03-30T11:00"),
        303);
    w->file_id = roles_count(w, "SELECT id FROM harassment_file");
}

/* The work accident is filed, which gives the safety representative a copy; the police report is still a draft. */
static void add_reports(struct roles_world *w)
{
    const struct requester manager = {"the manager", FIRST_ROLE + ROLE_MANAGER, 0};
    struct loopback lb = roles_browser(w, &manager);

    w->report_id = roles_count(w, "SELECT id FROM report WHERE kind = 0");
    assert_int_equal(
        loopback_send(
            &lb, POST,
            str_c(w->arena, path_of(w->arena, "/reports/{}/file",
                                    roles_count(w, "SELECT id FROM report WHERE kind = 1"))),
            "receipt=EASY-1&day=2026-03-30"),
        303);
}

/* She asks anonymously: her name is nowhere near it, for nobody. And a card, kept by the supervisor. */
static void add_asking(struct roles_world *w)
{
    struct db *db = db_start(w->store, w->arena);
    struct asking_card_entry e = {.title = STR("Kopi af en sag"), .body = STR("**Ja**, den egne.")};
    struct actor victim, supervisor;
    int64_t question, card;

    assert_ok(actor_load(db, w->arena, VICTIM, &victim));
    assert_ok(actor_load(db, w->arena, FIRST_ROLE + ROLE_SUPERVISOR, &supervisor));
    assert_ok(asking_ask(db, w->arena, &victim, STR("Hvad er fristen?"), ASKING_ANONYMOUSLY,
                         STR("hendes browser"), &question));
    assert_ok(asking_card_make(db, w->arena, &supervisor, &e, &card));
    db_end(db);
    run_sql(w, arena_printf(w->arena, "UPDATE asking_question SET id = 901 WHERE id = %lld",
                            (long long)question));
    run_sql(w, arena_printf(w->arena, "UPDATE asking_card SET id = 902 WHERE id = %lld",
                            (long long)card));
}

/* She has put a photo of herself there, for her colleagues. */
static void add_photo(struct roles_world *w)
{
    static const char photo[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\4\x08\2\0\0\0cccc"
                                "\0\0\0\1IDATxcccc\0\0\0\0IENDcccc";
    struct db *db = db_start(w->store, w->arena);
    struct actor victim;

    assert_ok(actor_load(db, w->arena, VICTIM, &victim));
    assert_ok(person_photo_change(db, w->arena, &victim, (struct str){photo, sizeof photo - 1}));
    db_end(db);
    w->photo_id = roles_count(w, "SELECT id FROM person_photo");
}

/* She practises a call and is in the middle of it. */
static void add_practice(struct roles_world *w)
{
    const struct requester victim = {"the person hit", VICTIM, 0};
    struct loopback lb = roles_browser(w, &victim);

    assert_int_equal(loopback_send(&lb, POST, "/practice/refusal/start", "before=2"), 303);
    w->try_id = roles_count(w, "SELECT id FROM practice_try");
    run_sql(w, STR("INSERT INTO practice_own (id, centre_id, lang, offered, made_at) VALUES (901, "
                   "1, 0, FALSE, 0); INSERT INTO practice_version (own_id, version, title, about, "
                   "person, minutes, source, story_id, made_at, made_by) SELECT 901, 1, 'Vores "
                   "egen', 'om', 'hvem', 3, 'tekst', id, 0, 203 FROM practice_story"));
    assert_int_equal(
        loopback_send(&lb, POST,
                      str_c(w->arena, path_of(w->arena, "/practice/tries/{}/choose", w->try_id)),
                      "at=0&choice=1"),
        303);
}

/* She and her trainer have looked at a call together. Trainers look at another one: one has locked, the others have not. */
static const char calibration[] =
    "INSERT INTO calibration_round (id, centre_id, form_id, opener_id, scenario, about, reference, "
    "started_at) SELECT 901, 1, id, 101, '', 'En samtale', '', 0 FROM coaching_form WHERE version "
    "= 1;"
    "INSERT INTO calibration_seat (round_id, person_id, invited_at, locked_at, counted) VALUES "
    "(901, 204, 0, 1, TRUE), (901, 205, 0, NULL, FALSE), (901, 101, 0, NULL, FALSE);"
    "INSERT INTO calibration_answer (round_id, person_id, question_id, value, words) SELECT 901, "
    "204, id, 1, '" CANARY_COACHING "2' FROM coaching_question;";

static void add_coaching(struct roles_world *w)
{
    const struct requester victim = {"the person hit", VICTIM, 0},
                           trainer = {"the call trainer", FIRST_ROLE + ROLE_CALL_TRAINER, 0};
    struct loopback hers = roles_browser(w, &victim), his = roles_browser(w, &trainer);
    const char *fill = "q1=1&q2=1&q3=1&q4=1&q5=1&q6=1&q7=1&q8=1&lock=true&w1=" CANARY_COACHING "1";

    assert_int_equal(loopback_send(&hers, POST, "/coaching/new",
                                   "side=learner&with=205&about=" CANARY_COACHING "1"),
                     303);
    w->coaching_id = roles_count(w, "SELECT id FROM coaching");
    const char *page = str_c(w->arena, path_of(w->arena, "/coaching/{}/fill", w->coaching_id));
    assert_int_equal(loopback_send(&hers, POST, page, fill), 303);
    assert_int_equal(loopback_send(&his, POST, page, fill), 303);
    assert_int_equal(
        loopback_send(&his, POST,
                      str_c(w->arena, path_of(w->arena, "/coaching/{}/share", w->coaching_id)),
                      "closing=" CANARY_COACHING "1"),
        303);
    run_sql(w, str_of(calibration));
    assert_int_equal(loopback_send(&his, POST, "/coaching/form/draft", ""), 303);
    w->coaching_question_id =
        roles_count(w, "SELECT MIN(q.id) FROM coaching_question q JOIN coaching_form f ON f.id = "
                       "q.form_id WHERE f.version = 0");
}

struct roles_world *roles_world_start(enum db_kind kind)
{
    struct roles_world *w = calloc(1, sizeof *w);
    const char *tmp = getenv("TMPDIR");
    char folder[300];

    assert_non_null(w);
    w->store = store_for_tests(kind, true);
    w->arena = arena_new();
    snprintf(folder, sizeof folder, "%s/bagvagt-roles-XXXXXX", tmp != NULL ? tmp : "/tmp");
    assert_non_null(mkdtemp(folder));
    w->folder = arena_copy(w->arena, str_of(folder));
    w->log = arena_printf(w->arena, "%s/log", folder);
    log_set_fd(open(str_c(w->arena, w->log), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    log_set_level(LOG_LEVEL_DEBUG);
    clock_freeze(NOW);
    w->info = (struct server_info){
        .data_folder = w->folder, .version = "0.test", .alarm_number = STR("112")};
    assert_ok(zone_find(STR("Europe/Copenhagen"), &w->info.zone));
    run_sql(w, str_of(world));
    add_roles(w);
    run_sql(w, str_of(duty));
    run_sql(w, str_of(onboarding));
    run_sql(w, str_of(gate));
    run_sql(w, str_of(listening));
    run_sql(w, str_of(pulse));
    run_sql(w, str_of(experience));
    add_tokens(w);
    add_incident(w);
    add_care(w);
    add_conduct(w);
    add_reports(w);
    add_harassment(w);
    add_photo(w);
    add_practice(w);
    add_asking(w);
    add_coaching(w);
    return w;
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

void roles_world_end(struct roles_world *w)
{
    clock_release();
    log_set_fd(2);
    nftw(str_c(w->arena, w->folder), remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    store_for_tests_end(w->store);
    arena_free(w->arena);
    free(w);
}

struct loopback roles_browser(struct roles_world *w, const struct requester *who)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &w->info};

    if (who->scopes != 0)
        lb.bearer = token_of(w, who);
    else if (who->person_id != 0)
        loopback_sign_in(&lb, who->person_id);
    return lb;
}

struct actor roles_actor(struct roles_world *w, const struct requester *who)
{
    struct db *db = db_start(w->store, w->arena);
    struct actor actor = actor_nobody;

    if (who->person_id != 0)
        assert_ok(actor_load(db, w->arena, who->person_id, &actor));
    if (who->scopes != 0)
        actor.limited_to = who->scopes;
    db_end(db);
    return actor;
}

int64_t roles_count(struct roles_world *w, const char *sql)
{
    struct db *db = db_start(w->store, w->arena);
    struct str value;
    int64_t n = 0;

    assert_ok(db_read_text(db, w->arena, str_of(sql), &value));
    assert_true(str_int64(value, &n));
    db_end(db);
    return n;
}

/* ---- requests made from the route's own row */

bool roles_is_about_canary(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/conduct/{")) || str_starts(path, STR("/api/v1/conduct/{")) ||
           str_starts(path, STR("/reports/{")) || str_starts(path, STR("/api/v1/reports/{")) ||
           str_starts(path, STR("/harassment/{")) || str_starts(path, STR("/harassment/files/{")) ||
           str_starts(path, STR("/harassment/steps/{")) ||
           str_starts(path, STR("/harassment/places/{")) ||
           str_starts(path, STR("/api/v1/harassment/{")) ||
           str_starts(path, STR("/api/v1/harassment/steps/{")) ||
           str_starts(path, STR("/reports/case/{")) ||
           str_starts(path, STR("/api/v1/reports/case/{")) ||
           str_starts(path, STR("/incidents/{")) || str_starts(path, STR("/export/incidents/{")) ||
           str_starts(path, STR("/gate/people/{")) ||
           str_starts(path, STR("/api/v1/gate/people/{")) || str_starts(path, STR("/h/{")) ||
           str_starts(path, STR("/api/v1/incidents/{"));
}

/* Under /steps/ and /files/ of harassment stand other things than under those of aftercare. */
static int64_t harassment_id_for(const struct roles_world *w, struct str before)
{
    if (str_ends(before, STR("/files/")))
        return w->file_id;
    if (str_ends(before, STR("/places/")))
        return w->place_id;
    return str_ends(before, STR("/steps/")) ? w->harassment_step_id : w->harassment_id;
}

static int64_t id_for(const struct roles_world *w, struct str before)
{
    if (str_ends(before, STR("/onboarding/")))
        return 901;
    if (str_ends(before, STR("/onboarding/items/")))
        return 902;
    if (str_ends(before, STR("/listening/")))
        return 911;
    if (str_ends(before, STR("/mentor/")))
        return 901;
    if (str_ends(before, STR("/onboarding/mentors/")))
        return FIRST_ROLE + ROLE_MENTOR;
    if (str_ends(before, STR("/onboarding/talks/")))
        return w->talk_id;
    if (str_ends(before, STR("/onboarding/workload/")))
        return 909;
    if (str_ends(before, STR("/experience/")))
        return 921;
    if (str_ends(before, STR("/experience/talks/")))
        return 922;
    if (str_ends(before, STR("/follow-up/")))
        return 931;
    if (str_ends(before, STR("/follow-up/blocks/")))
        return 942;
    if (str_starts(before, STR("/harassment/")) || str_starts(before, STR("/api/v1/harassment/")))
        return harassment_id_for(w, before);
    if (str_ends(before, STR("/coaching/")))
        return w->coaching_id;
    if (str_ends(before, STR("/coaching/form/draft/questions/")))
        return w->coaching_question_id;
    if (str_ends(before, STR("/calibration/")))
        return 901;
    if (str_ends(before, STR("/practice/tries/")))
        return w->try_id;
    if (str_ends(before, STR("/practice/own/")))
        return 901;
    if (str_ends(before, STR("/conduct/")))
        return w->conduct_id;
    if (str_ends(before, STR("/incidents/")))
        return w->incident_id;
    if (str_ends(before, STR("/reports/")))
        return w->report_id;
    if (str_ends(before, STR("/aftercare/")) || str_ends(before, STR("/reports/case/")))
        return w->case_id;
    if (str_ends(before, STR("/steps/")))
        return w->step_id;
    if (str_ends(before, STR("/requests/")) || str_ends(before, STR("/help/")))
        return 701;
    if (str_ends(before, STR("/photos/")))
        return w->photo_id;
    if (str_ends(before, STR("/people/")) || str_ends(before, STR("/absences/calendar/")) ||
        str_ends(before, STR("/absences/calendars/")))
        return VICTIM;
    if (str_ends(before, STR("/teams/")))
        return NORTH;
    if (str_ends(before, STR("/ask/")) || str_ends(before, STR("/asking/questions/")))
        return 901;
    if (str_ends(before, STR("/ask/cards/")) || str_ends(before, STR("/asking/cards/")))
        return 902;
    if (str_ends(before, STR("/duty/watches/")))
        return 801;
    if (str_ends(before, STR("/duty/drafts/")))
        return 803;
    if (str_ends(before, STR("/duty/entries/")))
        return 804;
    if (str_ends(before, STR("/duty/shifts/")))
        return 805;
    if (str_ends(before, STR("/duty/swaps/")))
        return 806;
    if (str_ends(before, STR("/lines/")))
        return 301;
    if (str_ends(before, STR("/calls/import/")) || str_ends(before, STR("/imports/")))
        return 401;
    return 1;
}

bool roles_is_about_plan(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/onboarding/{")) || str_starts(path, STR("/onboarding/items/{")) ||
           str_starts(path, STR("/onboarding/talks/{")) ||
           str_starts(path, STR("/api/v1/onboarding/{")) ||
           str_starts(path, STR("/api/v1/onboarding/items/{"));
}

bool roles_is_about_listening(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/listening/{")) || str_starts(path, STR("/api/v1/listening/{"));
}

bool roles_is_about_care(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/aftercare/{")) || str_starts(path, STR("/aftercare/steps/{")) ||
           str_starts(path, STR("/api/v1/aftercare/{")) ||
           str_starts(path, STR("/api/v1/aftercare/steps/{"));
}

bool roles_is_hers_alone(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/practice/tries/{")) ||
           str_starts(path, STR("/api/v1/practice/tries/{")) ||
           str_starts(path, STR("/experience/{")) || str_starts(path, STR("/api/v1/experience/{"));
}

bool roles_is_about_day(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/follow-up/{")) || str_starts(path, STR("/follow-up/blocks/{")) ||
           str_starts(path, STR("/api/v1/follow-up/{")) ||
           str_starts(path, STR("/api/v1/follow-up/blocks/{"));
}

bool roles_is_coaching(const struct route *route)
{
    struct str path = str_of(route->path);

    return str_starts(path, STR("/coaching/{")) || str_starts(path, STR("/api/v1/coaching/{"));
}

bool roles_cares(struct roles_world *w, int64_t person_id)
{
    return roles_count(w, str_c(w->arena,
                                arena_printf(w->arena,
                                             "SELECT count(*) FROM aftercare_step WHERE owner_id = "
                                             "%lld",
                                             (long long)person_id))) > 0;
}

const char *roles_path(struct roles_world *w, const struct route *route, bool gone)
{
    struct buf b = buf_new(w->arena, 100);
    struct str rest = str_of(route->path), part;

    str_cut(&rest, '/', &part); /* what stands before the first one: nothing */
    while (str_cut(&rest, '/', &part)) {
        buf_char(&b, '/');
        if (part.n == 0 || part.p[0] != '{')
            buf_add(&b, part);
        else if (str_eq(part, STR("{number}")))
            buf_add(&b, gone ? STR("H-999999") : STR("H-1"));
        else if (str_eq(part, STR("{word}")))
            buf_add(&b, gone ? STR("gone") : STR("conflict"));
        else if (str_eq(part, STR("{profile}")))
            buf_add(&b, gone ? STR("gone") : STR("expert"));
        else if (str_eq(part, STR("{role}")))
            buf_add(&b, STR("agent"));
        else if (str_eq(part, STR("{scenario}")))
            buf_add(&b, gone ? STR("gone") : STR("refusal"));
        else if (str_eq(part, STR("{file}")))
            buf_add(&b, gone ? STR("gone.css") : STR("bagvagt.css"));
        else
            buf_int(&b, gone ? 999999999 : id_for(w, buf_str(&b)));
    }
    return str_c(w->arena, buf_str(&b));
}

static struct str value_for(struct roles_world *w, const struct field *f)
{
    switch (f->kind) {
    case FIELD_INT:
        return arena_printf(w->arena, "%lld", (long long)(f->min > 0 ? f->min : 1));
    case FIELD_BOOL:
        return STR("true");
    case FIELD_CHOICE:
    case FIELD_CHOICES:
        return str_of(f->words[0]);
    case FIELD_DATE:
        return STR("2026-03-01");
    case FIELD_INSTANT:
        return STR("2026-03-30T09:00:00Z");
    case FIELD_ID:
        return str_starts(str_of(f->name), STR("team")) ? STR("11") : STR("100");
    case FIELD_LIST:
        return STR("100");
    case FIELD_TEXT:
    case FIELD_SECRET:
        break;
    }
    return STR("abcdefghijkl");
}

static void add_json(struct json_out *o, const struct field *f, struct str value)
{
    int64_t number;

    json_key(o, str_of(f->name));
    if (f->kind == FIELD_BOOL) {
        json_write_bool(o, true);
    } else if (f->kind == FIELD_CHOICES || f->kind == FIELD_LIST) {
        json_open_array(o);
        json_write_text(o, value);
        json_close_array(o);
    } else if (f->kind == FIELD_INT && str_int64(value, &number)) {
        json_write_int(o, number);
    } else {
        json_write_text(o, value);
    }
}

const char *roles_body(struct roles_world *w, const struct route *route, bool json)
{
    struct buf b = buf_new(w->arena, 200);
    struct json_out o = json_out_to(&b);

    if (json)
        json_open_object(&o);
    for (size_t i = 0; route->in != NULL && i < route->in->n; i++) {
        const struct field *f = &route->in->fields[i];

        if (json)
            add_json(&o, f, value_for(w, f));
        else
            pairs_add(&b, str_of(f->name), value_for(w, f));
    }
    if (json)
        json_close_object(&o);
    return str_c(w->arena, buf_str(&b));
}
