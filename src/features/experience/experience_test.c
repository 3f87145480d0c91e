/* Rules of the experience log, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_world.h"

#include "features/experience/experience_personal.h"
#include "features/incidents/incidents.h"

static void logged_once_and_for_nobody_else(struct world *w)
{
    struct experience_entry e = entry_of("key-00000001", EXPERIENCE_DESPERATE, 4);
    struct experience_logged first, again;
    struct experience_seen_row_list seen;
    struct experience_row_list mine;
    struct experience_row row;

    e.note = STR("Hun græd, og jeg vidste ikke, hvad jeg skulle sige");
    assert_ok(experience_log(w->db, w->arena, &w->anna, &e, &first));
    db_refresh(w->db);
    assert_false(first.was_known);
    assert_ok(experience_log(w->db, w->arena, &w->anna, &e, &again));
    assert_true(again.was_known);
    assert_int_equal(again.id, first.id);
    assert_int_equal(log_one(w, &w->bo, &e) == first.id, false); /* a key is its person's */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM experience"), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident"), 0); /* never one */
    assert_ok(experience_list(w->db, w->arena, &w->anna, 0, 10, &mine));
    assert_int_equal(mine.n, 1);
    assert_false(mine.at[0].for_mentor);
    assert_false(mine.at[0].for_day);
    assert_int_equal(mine.at[0].occurred_at, NOON);
    assert_ok(experience_for_mentor(w->db, w->arena, &w->nina, ANNA, &seen));
    assert_int_equal(seen.n, 0);
    assert_status(experience_find(w->db, w->arena, &w->nina, first.id, &row), MISSING);
    assert_status(experience_find(w->db, w->arena, &w->lea, first.id, &row), MISSING);
    assert_status(experience_find(w->db, w->arena, &w->carl, first.id, &row), MISSING);
    assert_status(experience_list(w->db, w->arena, &w->siv, 0, 10, &mine), DENIED);
    assert_status(experience_list(w->db, w->arena, &w->amir, 0, 10, &mine), DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'experience_changed'"), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event"), 0); /* no program hears of it */
}
BOTH(logged_once_and_for_nobody_else)

static void what_is_wrong_is_said(struct world *w)
{
    struct experience_entry e = entry_of("short", EXPERIENCE_ANGRY, 1);
    struct experience_logged logged;

    assert_status(experience_log(w->db, w->arena, &w->anna, &e, &logged), INVALID);
    e = entry_of("key-00000002", EXPERIENCE_KIND_N, 1);
    assert_status(experience_log(w->db, w->arena, &w->anna, &e, &logged), INVALID);
    assert_int_equal(refuse_key(), T_EXPERIENCE_BAD_KIND);
    e = entry_of("key-00000002", EXPERIENCE_ANGRY, 6);
    assert_status(experience_log(w->db, w->arena, &w->anna, &e, &logged), INVALID);
    e = entry_of("key-00000002", EXPERIENCE_ANGRY, 1);
    e.helps = INT64_C(1) << EXPERIENCE_HELP_N;
    assert_status(experience_log(w->db, w->arena, &w->anna, &e, &logged), INVALID);
    e.helps = 0;
    e.occurred_at = NOON + HOUR_MS;
    assert_status(experience_log(w->db, w->arena, &w->anna, &e, &logged), INVALID);
    assert_int_equal(refuse_key(), T_EXPERIENCE_IN_THE_FUTURE);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM experience"), 0);
}
BOTH(what_is_wrong_is_said)

static void two_switches(struct world *w)
{
    struct experience_entry e = entry_of("key-00000003", EXPERIENCE_ANGRY, 5);
    struct experience_wish_row wish = {.for_mentor = true};
    struct experience_seen_row_list seen;
    struct experience_day_row_list day;
    struct experience_newcomers list;
    int64_t id;

    assert_ok(experience_wish_set(w->db, &w->anna, &wish));
    e.note = STR("Han råbte");
    id = log_one(w, &w->anna, &e); /* as wished */
    assert_ok(experience_for_mentor(w->db, w->arena, &w->nina, ANNA, &seen));
    assert_int_equal(seen.n, 1);
    assert_str(seen.at[0].note, "Han råbte");
    assert_ok(experience_for_mentor(w->db, w->arena, &w->nina, ANNA, &seen));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'experience_seen'"), 1);
    assert_ok(experience_newcomers(w->db, w->arena, &w->nina, &list));
    assert_int_equal(list.n, 1);
    assert_int_equal(list.at[0].person_id, ANNA);
    assert_status(experience_for_mentor(w->db, w->arena, &w->lea, ANNA, &seen), MISSING);
    assert_status(experience_for_mentor(w->db, w->arena, &w->mark, ANNA, &seen), MISSING);
    assert_status(experience_for_mentor(w->db, w->arena, &w->nina, BO, &seen), MISSING);
    assert_status(experience_for_mentor(w->db, w->arena, &w->anna, ANNA, &seen), MISSING);
    assert_ok(experience_newcomers(w->db, w->arena, &w->lea, &list)); /* leads, is beside nobody */
    assert_int_equal(list.n, 0);
    assert_ok(experience_for_day(w->db, w->arena, 901, &day));
    assert_int_equal(day.n, 0);
    assert_ok(experience_share(w->db, w->arena, &w->anna, id, false, true));
    db_refresh(w->db);
    assert_ok(experience_for_mentor(w->db, w->arena, &w->nina, ANNA, &seen));
    assert_int_equal(seen.n, 0); /* at once */
    assert_ok(experience_for_day(w->db, w->arena, 901, &day));
    assert_int_equal(day.n, 1);
    assert_status(experience_share(w->db, w->arena, &w->bo, id, true, true), MISSING);
    e = entry_of("key-00000004", EXPERIENCE_GRIEF, 2);
    e.for_mentor = EXPERIENCE_HIDE; /* said here against the wish */
    log_one(w, &w->anna, &e);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM experience WHERE for_mentor"), 0);
    assert_ok(experience_drop(w->db, w->arena, &w->anna, id));
    db_refresh(w->db);
    assert_ok(experience_for_day(w->db, w->arena, 901, &day));
    assert_int_equal(day.n, 0);
}
BOTH(two_switches)

static void a_mentor_hears_within_seconds(struct world *w)
{
    struct experience_entry e = entry_of("key-00000005", EXPERIENCE_THREAT, 5);
    struct experience_seen_row_list seen;
    int64_t id;

    e.wants_talk = true;
    e.note = STR("hemmeligt");
    id = log_one(w, &w->anna, &e);
    run_jobs(w); /* the clock stands still: due at once */
    assert_int_equal(told(w, NINA, "NOTICE_EXPERIENCE_TALK"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_EXPERIENCE_TALK"), 0);
    assert_int_equal(told(w, LEA, "NOTICE_EXPERIENCE_TALK_LEADER"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE path = '/experience/newcomers'"),
                     1);
    assert_ok(experience_for_mentor(w->db, w->arena, &w->nina, ANNA, &seen));
    assert_int_equal(seen.n, 1); /* that she wants to talk, and no more */
    assert_false(seen.at[0].shown);
    assert_int_equal(seen.at[0].kind, -1);
    assert_int_equal(seen.at[0].strength, 0);
    assert_str(seen.at[0].note, "");
    assert_status(experience_talked(w->db, w->arena, &w->lea, id), MISSING);
    assert_ok(experience_talked(w->db, w->arena, &w->nina, id));
    db_refresh(w->db);
    assert_status(experience_talked(w->db, w->arena, &w->nina, id), CONFLICT);
    assert_status(experience_talked(w->db, w->arena, &w->anna, id), CONFLICT);
    assert_ok(experience_for_mentor(w->db, w->arena, &w->nina, ANNA, &seen));
    assert_int_equal(seen.n, 0);
}
BOTH(a_mentor_hears_within_seconds)

static void who_stands_in_hears_it(struct world *w)
{
    struct experience_entry e = entry_of("key-00000006", EXPERIENCE_AGAIN, 3);
    struct experience_seen_row_list seen;

    run_sql(w, "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) "
               "VALUES (109, 20530, NULL, 107, 0)");
    e.wants_talk = true;
    log_one(w, &w->anna, &e);
    run_jobs(w);
    assert_int_equal(told(w, MARK, "NOTICE_EXPERIENCE_TALK"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_EXPERIENCE_TALK"), 0);
    assert_ok(experience_for_mentor(w->db, w->arena, &w->mark, ANNA, &seen));
    assert_int_equal(seen.n, 1);
}
BOTH(who_stands_in_hears_it)

static void with_nobody_beside_the_leader_hears_of_somebody(struct world *w)
{
    struct experience_entry e = entry_of("key-00000007", EXPERIENCE_AGAIN, 3);
    struct experience_change to = {.kind = EXPERIENCE_AGAIN, .strength = 3, .wants_talk = true};
    int64_t id;

    e.wants_talk = true;
    id = log_one(w, &w->bo, &e);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_EXPERIENCE_TALK_LEADER"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_EXPERIENCE_TALK"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 103 AND path = "
                              "'/onboarding'"),
                     1); /* leads to nobody's page */
    assert_ok(
        experience_talked(w->db, w->arena, &w->bo, id)); /* with somebody else, on their own */
    clock_advance(HOUR_MS);
    db_refresh(w->db);
    assert_ok(experience_change(w->db, w->arena, &w->bo, id, &to));
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_EXPERIENCE_TALK_LEADER"), 1); /* nothing new was said */
    to.wants_talk = false;
    assert_ok(experience_change(w->db, w->arena, &w->bo, id, &to));
    db_refresh(w->db);
    to.wants_talk = true;
    assert_ok(experience_change(w->db, w->arena, &w->bo, id, &to));
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_EXPERIENCE_TALK_LEADER"), 2);
}
BOTH(with_nobody_beside_the_leader_hears_of_somebody)

static void a_telling_names_nobody(struct world *w)
{
    struct experience_entry e = entry_of("key-00000008", EXPERIENCE_SLUR, 4);
    struct experience_change to = {.kind = EXPERIENCE_SLUR,
                                   .strength = 4,
                                   .for_day = true,
                                   .telling = STR("Det var Sørens gamle sag")};
    struct experience_day_row_list day;
    int64_t id = log_one(w, &w->anna, &e);

    assert_status(experience_change(w->db, w->arena, &w->anna, id, &to), INVALID);
    assert_int_equal(refuse_key(), T_EXPERIENCE_TELLING_NAME);
    to.telling = STR("Han gav sit cpr 010190-1234");
    assert_status(experience_change(w->db, w->arena, &w->anna, id, &to), INVALID);
    assert_int_equal(refuse_key(), T_EXPERIENCE_TELLING_NUMBER);
    to.telling = STR("Skriv til ham@post.dk");
    assert_status(experience_change(w->db, w->arena, &w->anna, id, &to), INVALID);
    assert_int_equal(refuse_key(), T_EXPERIENCE_TELLING_MAIL);
    to.telling = STR("Han bor på Nørregade 12");
    assert_status(experience_change(w->db, w->arena, &w->anna, id, &to), INVALID);
    assert_int_equal(refuse_key(), T_EXPERIENCE_TELLING_PLACE);
    to.telling = STR("En borger kaldte mig grimme ting, da jeg ikke kunne love noget.");
    assert_ok(experience_change(w->db, w->arena, &w->anna, id, &to));
    db_refresh(w->db);
    assert_ok(experience_for_day(w->db, w->arena, 901, &day));
    assert_int_equal(day.n, 1);
    assert_str(day.at[0].telling,
               "En borger kaldte mig grimme ting, da jeg ikke kunne love noget.");
}
BOTH(a_telling_names_nobody)

static int64_t log_incident(struct world *w, const struct actor *who, int64_t person_id,
                            const char *key, bool experience)
{
    struct incident_entry in = {.client_key = str_of(key),
                                .person_id = person_id,
                                .class = INCIDENT_B,
                                .rating = 4,
                                .experience = experience};
    struct incident_logged logged;

    in.text[INCIDENT_FIELD_HELPED] = STR("At sige fra");
    assert_ok(incident_log(w->db, w->arena, who, w->zone, &in, &logged));
    db_refresh(w->db);
    return logged.id;
}

static void an_incident_may_be_an_experience(struct world *w)
{
    struct experience_row_list mine;
    int64_t id = log_incident(w, &w->anna, 0, "incident-key-1", true);

    run_jobs(w);
    assert_ok(experience_list(w->db, w->arena, &w->anna, 0, 10, &mine));
    assert_int_equal(mine.n, 1);
    assert_int_equal(mine.at[0].incident_id, id);
    assert_int_equal(mine.at[0].kind, EXPERIENCE_SLUR);
    assert_int_equal(mine.at[0].strength, 4);
    assert_str(mine.at[0].note, "At sige fra");
    assert_false(mine.at[0].for_mentor);
    log_incident(w, &w->anna, 0, "incident-key-1", true); /* sent twice */
    log_incident(w, &w->anna, 0, "incident-key-2", false);
    log_incident(w, &w->lea, ANNA, "incident-key-3", true); /* a log is one's own */
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM experience"), 1);
    assert_ok(experience_drop(w->db, w->arena, &w->anna, mine.at[0].id));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident"), 3); /* stays */
}
BOTH(an_incident_may_be_an_experience)

static void held_for_a_year_and_given_out(struct world *w)
{
    struct experience_entry e = entry_of("key-00000009", EXPERIENCE_OTHER, 1);
    struct retention_task task = {.now = NOON, .most = 500};
    const struct personal *p = &experience_personal[0];
    struct personal_rows rows;
    int64_t n = 0;

    e.note = STR("mit eget");
    log_one(w, &w->anna, &e);
    log_one(w, &w->bo, &e);
    assert_ok(p->read(w->db, w->arena, ANNA, &rows));
    assert_int_equal(rows.n, 1);
    {
        DB_TX(tx, w->db);
        assert_ok(p->forget(w->db, w->arena, ANNA));
        task.before_at = NOON;
        assert_ok(experience_retention[0].run(w->db, w->arena, &task, &n));
        assert_int_equal(n, 0);
        task.before_at = NOON + 1;
        assert_ok(experience_retention[0].run(w->db, w->arena, &task, &n));
        assert_int_equal(n, 1);
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM experience"), 0);
}
BOTH(held_for_a_year_and_given_out)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(logged_once_and_for_nobody_else),
        ON_BOTH(what_is_wrong_is_said),
        ON_BOTH(two_switches),
        ON_BOTH(a_mentor_hears_within_seconds),
        ON_BOTH(who_stands_in_hears_it),
        ON_BOTH(with_nobody_beside_the_leader_hears_of_somebody),
        ON_BOTH(a_telling_names_nobody),
        ON_BOTH(an_incident_may_be_an_experience),
        ON_BOTH(held_for_a_year_and_given_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
