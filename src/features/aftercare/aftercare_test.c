/* Rules of aftercare, on both databases: what opens a case, who owns a step, who may do and see what, and that nobody is
 * forgotten.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_world.h"

#include "core/refuse.h"

/* ---- opening */

static void weighs(void **state)
{
    (void)state;
    assert_int_equal(care_weight(2, INCIDENT_B, false, false), 0);
    assert_int_equal(care_weight(2, INCIDENT_B, true, false), 3);
    assert_int_equal(care_weight(1, INCIDENT_A, true, false), 0);
    assert_int_equal(care_weight(1, INCIDENT_A, false, true), 1);
    assert_int_equal(care_weight(3, INCIDENT_A, false, false), 3);
    assert_int_equal(care_weight(1, INCIDENT_C, false, false), 3);
    assert_int_equal(care_weight(1, INCIDENT_E, false, false), 4);
    assert_int_equal(care_weight(5, INCIDENT_E, false, true), 5);
}

static void opens_by_itself_once(struct world *w)
{
    int64_t id = log_call(w, &w->bo, "key-0001", INCIDENT_B, 4);

    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind < 13"), 13);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM aftercare_step WHERE owner_id = 0 OR due_at = 0"), 0);
    assert_true(count(w, "SELECT due_at FROM aftercare_step WHERE kind = 1") ==
                NOON + 15 * MINUTE_MS);
    {
        DB_TX(tx, w->db);
        assert_ok(care_open(w->db, w->arena, id));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind < 13"), 13);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_event WHERE kind = 0"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
    log_call(w, &w->bo, "key-0002", INCIDENT_B, 2); /* not hard enough */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 1);
    log_call(w, &w->anna, "key-0003", INCIDENT_B, 2); /* a newcomer */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 2);
}
BOTH(opens_by_itself_once)

static void grows_but_never_shrinks(struct world *w)
{
    struct incident_entry e = {
        .client_key = STR("key-0004"), .class = INCIDENT_A, .rating = 1, .wants_talk = true};
    struct incident_logged logged;

    assert_ok(incident_log(w->db, w->arena, &w->bo, w->zone, &e, &logged));
    run_jobs(w);
    int64_t light = count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind < 13");
    assert_true(light > 3 && light < 8);
    assert_ok(incident_rate(w->db, w->arena, &w->lea, w->zone, logged.id, 4));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind < 13"), 13);
    assert_int_equal(count(w, "SELECT weight FROM aftercare_case"), 4);
    assert_ok(incident_rate(w->db, w->arena, &w->bo, w->zone, logged.id, 1));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE kind < 13"), 13);
    assert_int_equal(count(w, "SELECT weight FROM aftercare_case"), 4);
}
BOTH(grows_but_never_shrinks)

/* ---- owners */

static void finds_owners(struct world *w)
{
    int64_t wanted[] = {SOREN};

    log_call(w, &w->bo, "key-0005", INCIDENT_D, 4);
    assert_int_equal(owner_of(w, CARE_FIRST_CONTACT), NINA);
    assert_int_equal(owner_of(w, CARE_CALL), LEA);
    /* Whom one wants comes first for first aid, and the manager stays the manager. */
    assert_ok(care_supporters_set(w->db, w->arena, &w->bo, wanted, 1));
    log_call(w, &w->bo, "key-0006", INCIDENT_D, 4);
    assert_int_equal(
        count(w, "SELECT owner_id FROM aftercare_step WHERE kind = 2 ORDER BY id DESC LIMIT 1"),
        SOREN);
    assert_int_equal(
        count(w, "SELECT owner_id FROM aftercare_step WHERE kind = 5 ORDER BY id DESC LIMIT 1"),
        LEA);
}
BOTH(finds_owners)

static void never_the_hurt_one(struct world *w)
{
    log_call(w, &w->lea, "key-0007", INCIDENT_D, 5);
    assert_int_equal(owner_of(w, CARE_CALL), MARK);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_step WHERE owner_id = 103"), 0);
}
BOTH(never_the_hurt_one)

static void skips_who_left_or_is_away(struct world *w)
{
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 103");
    assert_ok(care_absence(w->db, w->arena, &actor_system,
                           &(struct care_absence){MARK, 20540, 0, SIV, CARE_AWAY_UNABLE}));
    log_call(w, &w->bo, "key-0008", INCIDENT_D, 4);
    assert_int_equal(owner_of(w, CARE_CALL), SIV);
    assert_ok(care_absence(w->db, w->arena, &actor_system,
                           &(struct care_absence){SIV, 20540, 0, 0, CARE_AWAY_UNABLE}));
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), CARL);
    assert_int_equal(owner_of(w, CARE_FOLLOW_UP_TALK), CARL);
    /* Away but back before it is due: it stays. */
    assert_ok(care_absence(w->db, w->arena, &actor_system,
                           &(struct care_absence){CARL, 20542, 20543, 0, CARE_AWAY_UNABLE}));
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CHECK_IN_30), CARL);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_alarm"), 0);
}
BOTH(skips_who_left_or_is_away)

/* What the board shows, counted one by one. */
static void counts_as_the_board(struct world *w, const struct actor *who)
{
    struct care_board board;
    struct care_counts c, seen = {0};

    assert_ok(care_board(w->db, w->arena, who, 1000, &board));
    for (size_t i = 0; i < board.rows.n; i++) {
        seen.n_cases++;
        seen.n_overdue += board.rows.at[i].due_at < clock_now();
        seen.n_mine += board.rows.at[i].owner_id == who->person_id;
    }
    assert_ok(care_count(w->db, w->arena, who, &c));
    assert_memory_equal(&c, &seen, sizeof c);
}

static void counts_what_the_board_shows(struct world *w)
{
    struct actor *const all[] = {&w->anna, &w->bo, &w->lea, &w->soren, &w->carl, &w->mark};
    struct care_counts c;

    log_call(w, &w->bo, "key-0501", INCIDENT_D, 4);
    log_call(w, &w->anna, "key-0502", INCIDENT_B, 3);
    clock_advance(HOUR_MS);
    log_call(w, &w->soren, "key-0503", INCIDENT_D, 4);
    log_call(w, &w->lea, "key-0504", INCIDENT_D, 4);
    /* Bo helps with a step in Søren's case and one in Anna's. */
    run_sql(w, "UPDATE aftercare_step SET owner_id = 102 WHERE kind = 5 AND case_id IN "
               "(SELECT id FROM aftercare_case WHERE person_id <> 102)");
    for (int days = 0; days < 4; days++) {
        db_refresh(w->db);
        for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
            if (may(all[i], PERM_CARE_READ))
                counts_as_the_board(w, all[i]);
        clock_advance(2 * DAY_MS);
    }
    assert_ok(care_count(w->db, w->arena, &w->carl, &c));
    assert_int_equal(c.n_cases, count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS "
                                         "NULL"));
    assert_true(c.n_overdue > 0);
    assert_ok(care_count(w->db, w->arena, &w->bo, &c));
    assert_true(c.n_cases > 0 && c.n_mine == c.n_cases);
}
BOTH(counts_what_the_board_shows)

static void climbs_when_overdue(struct world *w)
{
    log_call(w, &w->bo, "key-0009", INCIDENT_D, 4);
    assert_int_equal(owner_of(w, CARE_CALL), LEA);
    clock_freeze(count(w, "SELECT due_at FROM aftercare_step WHERE kind = 5"));
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), MARK);
    clock_advance(DAY_MS);
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), CARL);
    clock_advance(DAY_MS); /* Maundy Thursday: nobody is reminded */
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), CARL);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_reminder r WHERE r.step_id IN "
                              "(SELECT id FROM aftercare_step WHERE kind = 5)"
                              " AND level >= 4"),
                     2);
}
BOTH(climbs_when_overdue)

static void raises_an_alarm_and_clears_it(struct world *w)
{
    run_sql(w, "DELETE FROM role_grant WHERE role IN (2, 3)");
    log_call(w, &w->bo, "key-0010", INCIDENT_D, 4);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM aftercare_step WHERE owner_id = 0 AND kind < 13"), 13);
    clock_advance(MINUTE_MS);
    run_jobs(w);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM aftercare_alarm WHERE kind = 0 AND cleared_at IS NULL"), 1);
    clock_advance(MINUTE_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_alarm"), 1);
    run_sql(w, "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
               "(108, 3, 0, 0, 0)");
    clock_advance(MINUTE_MS);
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), CARL);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_alarm WHERE cleared_at IS NULL"), 0);
    /* A clock that went missing is noticed, and runs again. */
    run_sql(w, "DELETE FROM job WHERE kind = 'aftercare.remind'");
    clock_advance(MINUTE_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_alarm WHERE kind = 3"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job j JOIN aftercare_step s ON s.id = "
                              "j.object_id WHERE j.kind = 'aftercare.remind' AND s.kind < 13"),
                     13);
}
BOTH(raises_an_alarm_and_clears_it)

/* ---- acting */

static void ends_with_a_word(struct world *w)
{
    log_call(w, &w->bo, "key-0011", INCIDENT_D, 4);
    int64_t call = step_of(w, CARE_CALL);

    assert_status(care_end(w->db, w->arena, &w->bo, call, CARE_DONE, STR("")), DENIED);
    assert_status(care_end(w->db, w->arena, &w->soren, call, CARE_DONE, STR("")), MISSING);
    assert_status(care_end(w->db, w->arena, &w->siv, call, CARE_DONE, STR("")), MISSING);
    assert_status(care_end(w->db, w->arena, &w->amir, call, CARE_DONE, STR("")), MISSING);
    assert_status(care_end(w->db, w->arena, &w->nina, call, CARE_DONE, STR("")), MISSING);
    assert_ok(care_end(w->db, w->arena, &w->lea, call, CARE_DONE, STR("det går")));
    assert_status(care_end(w->db, w->arena, &w->lea, call, CARE_DONE, STR("")), CONFLICT);
    assert_ok(
        care_end(w->db, w->arena, &w->nina, step_of(w, CARE_FIRST_CONTACT), CARE_DONE, STR("")));
    assert_ok(
        care_end(w->db, w->arena, &w->bo, step_of(w, CARE_FOLLOW_UP_TALK), CARE_DECLINED, STR("")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job j JOIN aftercare_step s ON s.id = "
                              "j.object_id WHERE j.kind = 'aftercare.remind' AND s.kind < 13"),
                     10);
}
BOTH(ends_with_a_word)

static void offers_and_never_imposes(struct world *w)
{
    log_call(w, &w->bo, "key-0012", INCIDENT_D, 4);
    int64_t offer = step_of(w, CARE_PSYCHOLOGIST_OFFER);

    assert_status(care_end(w->db, w->arena, &w->lea, offer, CARE_DONE, STR("")), CONFLICT);
    assert_status(care_answer(w->db, w->arena, &w->lea, offer, CARE_ACCEPTED), DENIED);
    assert_ok(care_answer(w->db, w->arena, &w->lea, offer, CARE_OFFERED));
    assert_ok(care_answer(w->db, w->arena, &w->bo, offer, CARE_LATER));
    assert_true(count(w, "SELECT due_at FROM aftercare_step WHERE kind = 11") ==
                NOON + 14 * DAY_MS);
    assert_ok(care_answer(w->db, w->arena, &w->bo, offer, CARE_SAID_NO));
    assert_int_equal(count(w, "SELECT state FROM aftercare_step WHERE kind = 11"), CARE_DECLINED);
    /* One may change one's mind. */
    assert_ok(care_answer(w->db, w->arena, &w->bo, offer, CARE_ACCEPTED));
    assert_int_equal(count(w, "SELECT state FROM aftercare_step WHERE kind = 11"), CARE_OPEN);
    assert_ok(care_end(w->db, w->arena, &w->lea, offer, CARE_DONE, STR("tirsdag kl. 10")));
    assert_status(care_answer(w->db, w->arena, &w->bo, step_of(w, CARE_CALL), CARE_ACCEPTED),
                  INVALID);
}
BOTH(offers_and_never_imposes)

static void employee_asks(struct world *w)
{
    log_call(w, &w->bo, "key-0013", INCIDENT_D, 4);
    int64_t id = the_case(w);

    assert_status(care_ask(w->db, w->arena, &w->lea, id, CARE_ASK_TALK_SOONER), MISSING);
    assert_ok(
        care_end(w->db, w->arena, &w->nina, step_of(w, CARE_FIRST_CONTACT), CARE_DONE, STR("")));
    assert_ok(
        care_end(w->db, w->arena, &w->nina, step_of(w, CARE_PEER_FIRST_AID), CARE_DONE, STR("")));
    assert_ok(care_ask(w->db, w->arena, &w->bo, id, CARE_ASK_TALK_SOONER));
    assert_true(count(w, "SELECT due_at FROM aftercare_step WHERE kind = 5") == NOON + 2 * HOUR_MS);
    assert_ok(care_ask(w->db, w->arena, &w->bo, id, CARE_ASK_PSYCHOLOGIST));
    assert_int_equal(count(w, "SELECT answer FROM aftercare_step WHERE kind = 11"), CARE_ACCEPTED);
    assert_ok(
        care_end(w->db, w->arena, &w->nina, step_of(w, CARE_RECOVERY_BREAK), CARE_DONE, STR("")));
    assert_ok(care_ask(w->db, w->arena, &w->bo, id, CARE_ASK_SOMEBODY_ELSE));
    assert_int_equal(owner_of(w, CARE_CALL), MARK);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'aftercare.asked'"), 3);
}
BOTH(employee_asks)

static void moves_with_a_reason(struct world *w)
{
    log_call(w, &w->bo, "key-0014", INCIDENT_D, 4);
    int64_t call = step_of(w, CARE_CALL);

    assert_status(care_move(w->db, w->arena, &w->lea, call, NOON - 1, STR("x")), INVALID);
    assert_status(care_move(w->db, w->arena, &w->lea, call, NOON + DAY_MS, STR("")), INVALID);
    assert_status(care_move(w->db, w->arena, &w->bo, call, NOON + DAY_MS, STR("x")), DENIED);
    assert_ok(care_move(w->db, w->arena, &w->lea, call, NOON + 3 * DAY_MS,
                        STR("Bo ville hellere torsdag")));
    assert_true(count(w, "SELECT due_at FROM aftercare_step WHERE kind = 5") == NOON + 3 * DAY_MS);
}
BOTH(moves_with_a_reason)

/* Police and work accident are settled by features/reports; these cases have none. */
static void closes_with_what_was_learned(struct world *w)
{
    struct care_learning_row_list learned;
    struct care_case c;
    bool more;

    log_call(w, &w->bo, "key-0015", INCIDENT_A, 3);
    assert_ok(care_find(w->db, w->arena, &w->bo, the_case(w), &c));
    for (size_t i = 0; i < c.steps.n; i++)
        assert_ok(care_end(w->db, w->arena, &w->bo, c.steps.at[i].id, CARE_DECLINED, STR("")));
    int64_t learning = step_of(w, CARE_LEARNING);
    assert_int_equal(owner_of(w, CARE_LEARNING), LEA);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS NULL"), 1);
    assert_status(care_end(w->db, w->arena, &w->bo, learning, CARE_DECLINED, STR("")), DENIED);
    assert_status(care_end(w->db, w->arena, &w->lea, learning, CARE_DONE, STR("")), INVALID);
    assert_status(care_end(w->db, w->arena, &w->lea, learning, CARE_DONE, STR("Hos bo gik det")),
                  OK); /* a word, and too short to be taken for a name */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS NOT NULL AND "
                              "next_step_id IS NULL"),
                     1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'aftercare.remind'"), 0);
    assert_ok(care_learnings(w->db, w->arena, &w->siv, STR("GIK"), 0, 10, &learned, &more));
    assert_int_equal(learned.n, 1);
    assert_ok(care_learnings(w->db, w->arena, &w->siv, STR("%"), 0, 10, &learned, &more));
    assert_int_equal(learned.n, 0);
    assert_status(care_learnings(w->db, w->arena, &w->amir, STR(""), 0, 10, &learned, &more),
                  DENIED);
    /* It goes on when they ask, and does not ask twice what was learned. */
    assert_ok(care_ask(w->db, w->arena, &w->bo, c.row.id, CARE_ASK_TALK_SOONER));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS NULL"), 1);
    assert_ok(care_end(w->db, w->arena, &w->lea, step_of(w, CARE_CALL), CARE_DONE, STR("")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS NULL"), 0);
}
BOTH(closes_with_what_was_learned)

static void learns_without_names(struct world *w)
{
    struct care_case c;

    log_call(w, &w->anna, "key-0020", INCIDENT_A, 3);
    assert_ok(care_find(w->db, w->arena, &w->anna, the_case(w), &c));
    for (size_t i = 0; i < c.steps.n; i++)
        assert_ok(care_end(w->db, w->arena, &w->anna, c.steps.at[i].id, CARE_DECLINED, STR("")));
    int64_t learning = step_of(w, CARE_LEARNING);
    assert_status(care_end(w->db, w->arena, &w->lea, learning, CARE_DONE, STR("Anna var alene")),
                  INVALID);
    assert_status(care_end(w->db, w->arena, &w->lea, learning, CARE_DONE, STR("spørg Nina Vang")),
                  INVALID);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_learning"), 0);
    assert_ok(care_end(w->db, w->arena, &w->lea, learning, CARE_NOT_NEEDED, STR("")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE closed_at IS NULL"), 0);
}
BOTH(learns_without_names)

/* ---- who hears of it */

static void reminders_reach_people(struct world *w)
{
    log_call(w, &w->bo, "key-0021", INCIDENT_A, 3);
    assert_int_equal(told(w, BO, "NOTICE_CARE_OPENED"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_CARE_YOURS"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_CARE_YOURS"), 1);
    run_sql(w, "UPDATE aftercare_step SET state = 2, ended_at = 1, ended_by = 102 WHERE kind <> 5");
    int64_t start = count(w, "SELECT start_at FROM aftercare_step WHERE kind = 5");
    int64_t due = count(w, "SELECT due_at FROM aftercare_step WHERE kind = 5");
    static const int percents[] = {50, 75, 90};

    for (int64_t at = start; at < due; at += HOUR_MS) { /* also when it is asked again and again */
        clock_freeze(at);
        run_jobs(w);
        run_jobs(w);
    }
    assert_true(told(w, LEA, "NOTICE_CARE_SOON") >= 1 &&
                told(w, LEA, "NOTICE_CARE_SOON") <= (int64_t)(sizeof percents / sizeof *percents));
    assert_int_equal(
        told(w, LEA, "NOTICE_CARE_SOON"),
        count(w, "SELECT COUNT(*) FROM aftercare_reminder WHERE person_id = 103 AND level "
                 "< 4 AND step_id IN (SELECT id FROM aftercare_step WHERE kind = 5)"));
    /* At 100 % to the next one, then each working day upward: Mark, Carl. */
    clock_freeze(due);
    run_jobs(w);
    assert_int_equal(told(w, MARK, "NOTICE_CARE_DUE"), 1);
    clock_advance(DAY_MS);
    run_jobs(w);
    assert_int_equal(told(w, CARL, "NOTICE_CARE_DUE"), 1);
    assert_int_equal(told(w, MARK, "NOTICE_CARE_DUE"), 1);
}
BOTH(reminders_reach_people)

static void substitute_then_up(struct world *w)
{
    assert_ok(care_absence(w->db, w->arena, &w->carl,
                           &(struct care_absence){LEA, 20540, 0, SIV, CARE_AWAY_LEAVE}));
    log_call(w, &w->bo, "key-0022", INCIDENT_A, 3);
    assert_int_equal(owner_of(w, CARE_CALL), SIV); /* in Lea's place */
    clock_freeze(count(w, "SELECT due_at FROM aftercare_step WHERE kind = 5"));
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), MARK);
    clock_advance(DAY_MS);
    run_jobs(w);
    assert_int_equal(owner_of(w, CARE_CALL), CARL);
}
BOTH(substitute_then_up)

static void asks_and_alarms_reach_people(struct world *w)
{
    log_call(w, &w->bo, "key-0023", INCIDENT_A, 3);
    assert_ok(care_ask(w->db, w->arena, &w->bo, the_case(w), CARE_ASK_TALK_SOONER));
    assert_int_equal(told(w, NINA, "NOTICE_CARE_ASKED"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_CARE_ASKED"), 1);
    assert_int_equal(told(w, BO, "NOTICE_CARE_ASKED"), 0);
    run_sql(w,
            "UPDATE aftercare_step SET owner_id = 0; DELETE FROM role_grant WHERE role IN (1, 2) "
            "OR person_id IN (107, 108); UPDATE person SET left_day = 20000 WHERE id = 103");
    clock_advance(MINUTE_MS);
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(told(w, AMIR, "NOTICE_CARE_NOBODY"), 1);
}
BOTH(asks_and_alarms_reach_people)

/* ---- seeing */

static struct str note_seen(struct world *w, const struct actor *who)
{
    struct care_case c;

    assert_ok(care_find(w->db, w->arena, who, the_case(w), &c));
    for (size_t i = 0; i < c.steps.n; i++)
        if (c.steps.at[i].kind == CARE_FIRST_CONTACT)
            return c.steps.at[i].note;
    return STR_NONE;
}

static void keeps_notes_between_two(struct world *w)
{
    struct care_case c;

    log_call(w, &w->bo, "key-0016", INCIDENT_D, 4);
    assert_ok(care_end(w->db, w->arena, &w->nina, step_of(w, CARE_FIRST_CONTACT), CARE_DONE,
                       STR("betroet")));
    assert_str(note_seen(w, &w->bo), "betroet");
    assert_str(note_seen(w, &w->nina), "betroet");
    assert_true(note_seen(w, &w->lea).p == NULL);
    assert_status(care_share(w->db, w->arena, &w->lea, the_case(w), true), MISSING);
    assert_ok(care_share(w->db, w->arena, &w->bo, the_case(w), true));
    assert_str(note_seen(w, &w->lea), "betroet");
    assert_ok(care_find(w->db, w->arena, &w->nina, the_case(w), &c));
    assert_int_equal(c.sight, CARE_SIGHT_OWNER);
    assert_true(c.steps.n < 13);
    assert_status(care_find(w->db, w->arena, &w->anna, the_case(w), &c), MISSING);
    assert_status(care_find(w->db, w->arena, &w->siv, the_case(w), &c), MISSING);
    assert_status(care_find(w->db, w->arena, &w->amir, the_case(w), &c), MISSING);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'aftercare_seen' AND person_id = 103"),
        1);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'aftercare_seen' AND person_id = 102"),
        0);
}
BOTH(keeps_notes_between_two)

static void board_by_due_time(struct world *w)
{
    struct care_board b;

    log_call(w, &w->bo, "key-0017", INCIDENT_D, 4);
    clock_advance(HOUR_MS);
    log_call(w, &w->anna, "key-0018", INCIDENT_D, 5);
    log_call(w, &w->lea, "key-0019", INCIDENT_D, 5);
    assert_ok(care_board(w->db, w->arena, &w->lea, 50, &b));
    assert_int_equal(b.rows.n, 2); /* not her own */
    assert_str(b.rows.at[0].person_name, "Bo Friis");
    assert_ok(care_board(w->db, w->arena, &w->lea, 1, &b));
    assert_true(b.more && b.rows.n == 1);
    assert_ok(care_board(w->db, w->arena, &w->carl, 50, &b));
    assert_int_equal(b.rows.n, 3);
    assert_ok(care_board(w->db, w->arena, &w->soren, 50, &b));
    assert_int_equal(b.rows.n, 0);
    assert_status(care_board(w->db, w->arena, &w->siv, 50, &b), DENIED);
}
BOTH(board_by_due_time)

static void pauses(struct world *w)
{
    assert_ok(care_pause(w->db, w->arena, &w->bo, true));
    {
        DB_TX(tx, w->db); /* again, as a part of something larger */
        assert_ok(care_pause(w->db, w->arena, &w->bo, true));
        assert_ok(db_commit(&tx));
    }
    clock_advance(20 * MINUTE_MS);
    assert_ok(care_pause(w->db, w->arena, &w->bo, false));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM recovery_pause"), 1);
    assert_int_equal(count(w, "SELECT ended_at - started_at FROM recovery_pause"), 20 * MINUTE_MS);
}
BOTH(pauses)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighs),
        ON_BOTH(opens_by_itself_once),
        ON_BOTH(grows_but_never_shrinks),
        ON_BOTH(finds_owners),
        ON_BOTH(never_the_hurt_one),
        ON_BOTH(skips_who_left_or_is_away),
        ON_BOTH(counts_what_the_board_shows),
        ON_BOTH(climbs_when_overdue),
        ON_BOTH(raises_an_alarm_and_clears_it),
        ON_BOTH(ends_with_a_word),
        ON_BOTH(offers_and_never_imposes),
        ON_BOTH(employee_asks),
        ON_BOTH(moves_with_a_reason),
        ON_BOTH(closes_with_what_was_learned),
        ON_BOTH(learns_without_names),
        ON_BOTH(reminders_reach_people),
        ON_BOTH(substitute_then_up),
        ON_BOTH(asks_and_alarms_reach_people),
        ON_BOTH(keeps_notes_between_two),
        ON_BOTH(board_by_due_time),
        ON_BOTH(pauses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
