/* The rules of the pulse, on both databases: who is asked when, what is kept, what is told to whom.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_world.h"

#include "features/pulses/pulses_personal.h"

#define ASKED "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_PULSES_ASKED'"
#define AGAIN "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_PULSES_AGAIN'"

static void asked_once_and_reminded_once(struct world *w)
{
    pulse_begins(w);
    day_comes(w, MONDAY + 1);
    assert_int_equal(count(w, ASKED), 0);
    day_comes(w, MONDAY + 3); /* Maundy Thursday: closed until after Easter Monday */
    assert_int_equal(count(w, ASKED), 0);
    day_comes(w, MONDAY + 8);
    assert_int_equal(count(w, ASKED), 8);
    day_comes(w, MONDAY + 9);
    assert_int_equal(count(w, ASKED), 8);
    assert_int_equal(count(w, AGAIN), 0);
    assert_ok(answers(w, 201, PULSES_DAY_3, 4));
    day_comes(w, MONDAY + 11);
    assert_int_equal(count(w, AGAIN), 8); /* whoever has answered too */
    day_comes(w, MONDAY + 14);
    assert_int_equal(count(w, AGAIN), 8);
    assert_int_equal(count(w, ASKED), 8); /* day 10, but the first is still open */
    day_comes(w, MONDAY + 15);
    assert_int_equal(count(w, ASKED), 16);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_asked WHERE moment = 1"), 8);
    for (int32_t day = MONDAY + 16; day < MONDAY + 130; day++)
        day_comes(w, day);
    assert_int_equal(count(w, ASKED), 40); /* five days, eight people */
    assert_int_equal(count(w, AGAIN), 40);
}
BOTH(asked_once_and_reminded_once)

static void not_whoever_is_away_or_gone(struct world *w)
{
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, kind) VALUES (201, 20540, 0);"
               "UPDATE onboarding_run SET ended_at = 1 WHERE person_id = 202;"
               "UPDATE person SET left_day = 20541 WHERE id = 203;");
    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    assert_int_equal(count(w, ASKED), 5);
    run_sql(w, "DELETE FROM person_absence;");
    day_comes(w, MONDAY + 9);
    assert_int_equal(count(w, ASKED), 6); /* back within the week */
}
BOTH(not_whoever_is_away_or_gone)

static void answered_once_while_open(struct world *w)
{
    struct pulses_answers nothing = all_say(PULSES_DAY_3, 0);
    struct actor first;
    struct pulses_mine mine;

    pulse_begins(w);
    first = newcomer(w, 201);
    assert_status(answers(w, 201, PULSES_DAY_3, 4), CONFLICT);
    day_comes(w, MONDAY + 8);
    assert_ok(pulses_mine(w->db, w->arena, &first, &mine));
    assert_true(mine.is_open && !mine.answered);
    assert_int_equal(mine.moment, PULSES_DAY_3);
    assert_int_equal(mine.closes_day, MONDAY + 14);
    assert_status(pulses_answer(w->db, w->arena, &first, &nothing), INVALID);
    assert_int_equal(refuse_key(), T_PULSES_SAY_ONE);
    nothing.answer[0] = 6;
    assert_status(pulses_answer(w->db, w->arena, &first, &nothing), INVALID);
    assert_status(answers(w, 201, PULSES_DAY_10, 4), CONFLICT);
    assert_ok(answers(w, 201, PULSES_DAY_3, 4));
    assert_status(answers(w, 201, PULSES_DAY_3, 5), CONFLICT);
    assert_int_equal(refuse_key(), T_PULSES_ANSWERED_ALREADY);
    assert_ok(pulses_mine(w->db, w->arena, &first, &mine));
    assert_true(mine.is_open && mine.answered);
    assert_int_equal(mine.next_day, MONDAY + 10);
    assert_status(answers(w, ANNA, PULSES_DAY_3, 5), CONFLICT); /* was not asked */
    clock_freeze(calendar_wall(w->zone, MONDAY + 15, HOUR_MS)); /* the job has not come yet */
    assert_status(answers(w, 202, PULSES_DAY_3, 4), CONFLICT);
}
BOTH(answered_once_while_open)

/* Of the class: told once it is over, never before, by everything they share. */
static void a_class_is_told_when_it_is_over(struct world *w)
{
    struct pulses_numbers n;
    const struct pulses_cell *cell;

    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    for (int64_t id = 201; id <= 206; id++)
        assert_ok(answers(w, id, PULSES_DAY_3, id == 206 ? 2 : 4));
    n = seen(w, &w->carl, PULSES_ALL, 0);
    assert_int_equal(n.all[PULSES_DAY_3][0].at_least, 0);
    day_comes(w, MONDAY + 15);
    n = seen(w, &w->carl, PULSES_TEAM, 11);
    cell = &n.cells[PULSES_DAY_3][0];
    assert_int_equal(cell->at_least, 5); /* six: in steps */
    assert_int_equal(cell->mean_tenths, 37);
    assert_int_equal(n.cells[PULSES_DAY_3][7].at_least, 0); /* for who leaves */
    assert_int_equal(n.cells[PULSES_DAY_10][0].at_least, 0);
    assert_int_equal(n.all[PULSES_DAY_3][0].mean_tenths, 37);
    assert_int_equal(seen(w, &w->carl, PULSES_CLASS, 7).cells[0][0].mean_tenths, 37);
    assert_int_equal(seen(w, &w->carl, PULSES_QUARTER, pulses_quarter(MONDAY)).cells[0][0].at_least,
                     5);
    n = seen(w, &w->carl, PULSES_PROFILE, 1); /* four experts: not split */
    assert_int_equal(n.cells[0][0].at_least, 0);
    assert_true(n.groups.at[0].hidden);
    n = seen(w, &w->carl, PULSES_TEAM, 0);
    assert_int_equal(n.groups.n, 2);
    assert_false(n.groups.at[0].hidden);
    assert_true(n.groups.at[1].hidden);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_room WHERE sealed IS NULL"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'pulse_told'"), 1);
}
BOTH(a_class_is_told_when_it_is_over)

/* Four of the class, and later two alone: poured together, told of as the quarter. */
static void too_few_wait_for_others(struct world *w)
{
    struct pulses_numbers n;

    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    for (int64_t id = 201; id <= 204; id++)
        assert_ok(answers(w, id, PULSES_DAY_3, 5));
    assert_ok(answers(w, 207, PULSES_DAY_3, 1));
    day_comes(w, MONDAY + 15);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_sum"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_room WHERE moment = 0"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_room WHERE waits AND moment = 0"), 1);
    for (int32_t day = MONDAY + 16; day < MONDAY + 35; day++)
        day_comes(w, day);
    n = seen(w, &w->carl, PULSES_QUARTER, pulses_quarter(MONDAY));
    assert_int_equal(n.cells[PULSES_DAY_3][0].at_least, 5);
    assert_int_equal(n.cells[PULSES_DAY_3][0].mean_tenths, 42); /* 21 of five */
    assert_int_equal(seen(w, &w->carl, PULSES_TEAM, 11).cells[0][0].at_least, 0);
}
BOTH(too_few_wait_for_others)

/* Where too few answer in a whole quarter they go on waiting with the centre's; nothing is ever told of four. */
static void few_are_never_told(struct world *w)
{
    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    for (int64_t id = 201; id <= 204; id++)
        assert_ok(answers(w, id, PULSES_DAY_3, 5));
    for (int32_t day = MONDAY + 9; day < MONDAY + 400; day++)
        day_comes(w, day);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_sum"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_room WHERE moment = 0 AND waits AND "
                              "quarter IS NULL"),
                     1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_asked WHERE room_id IS NOT NULL"), 0);
}
BOTH(few_are_never_told)

/* A question that fewer than five have answered is left out alone. */
static void a_question_of_few_is_left_out(struct world *w)
{
    struct pulses_numbers n;

    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    for (int64_t id = 201; id <= 206; id++) {
        struct actor who = newcomer(w, id);
        struct pulses_answers said = all_say(PULSES_DAY_3, 5);

        said.answer[2] = id < 203 ? 0 : 5;
        assert_ok(pulses_answer(w->db, w->arena, &who, &said));
        db_refresh(w->db);
    }
    day_comes(w, MONDAY + 15);
    n = seen(w, &w->carl, PULSES_TEAM, 11);
    assert_int_equal(n.cells[0][1].at_least, 5);
    assert_int_equal(n.cells[0][1].mean_tenths, 47); /* of one mind, and yet not 50 */
    assert_int_equal(n.cells[0][2].at_least, 0);
}
BOTH(a_question_of_few_is_left_out)

static void who_leaves_is_asked_before(struct world *w)
{
    struct actor who;
    struct pulses_mine mine;

    pulse_begins(w);
    for (int32_t day = MONDAY + 8; day < MONDAY + 150; day++)
        day_comes(w, day);
    int64_t before = count(w, ASKED);
    run_sql(w, "UPDATE person SET left_day = 20542 + 170 WHERE id IN (201, 202);"
               "UPDATE person SET left_day = 20542 + 170 WHERE id = 102;" /* never had a plan */
               "UPDATE onboarding_run SET ended_at = 1 WHERE person_id = 202;");
    day_comes(w, MONDAY + 151);
    assert_int_equal(count(w, ASKED), before);
    for (int32_t day = MONDAY + 152; day <= MONDAY + 170; day++)
        day_comes(w, day);
    assert_int_equal(count(w, ASKED), before + 2);
    who = newcomer(w, 201);
    assert_ok(pulses_mine(w->db, w->arena, &who, &mine));
    assert_true(mine.is_open);
    assert_int_equal(mine.moment, PULSES_EXIT);
    assert_int_equal(mine.closes_day, MONDAY + 170); /* the last day */
    assert_ok(answers(w, 201, PULSES_EXIT, 2));
    day_comes(w, MONDAY + 171);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_room WHERE moment = 5 AND waits AND "
                              "sealed IS NOT NULL"),
                     1);
}
BOTH(who_leaves_is_asked_before)

static void own_questions_in_versions(struct world *w)
{
    struct pulses_questions q;
    struct pulses_mine mine;
    struct actor who;

    assert_ok(pulses_questions(w->db, w->arena, &w->carl, PULSES_NOW, &q));
    assert_int_equal(q.version, 0);
    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    q.text[LANG_DA][0] = STR("Noget andet");
    assert_status(pulses_put(w->db, w->arena, &w->lea, &q), DENIED);
    assert_status(pulses_put(w->db, w->arena, &w->anna, &q), DENIED);
    assert_ok(pulses_put(w->db, w->arena, &w->carl, &q));
    db_refresh(w->db);
    assert_status(pulses_put(w->db, w->arena, &w->amir, &q), CONFLICT);
    q.version = 1;
    q.text[LANG_EN][3] = STR("");
    assert_status(pulses_put(w->db, w->arena, &w->amir, &q), INVALID);
    who = newcomer(w, 201);
    assert_ok(pulses_mine(w->db, w->arena, &who, &mine));
    assert_int_equal(mine.questions.version, 0); /* what is open keeps its own */
    day_comes(w, MONDAY + 15);
    assert_ok(pulses_mine(w->db, w->arena, &who, &mine));
    assert_int_equal(mine.questions.version, 1);
    assert_str(mine.questions.text[LANG_DA][0], "Noget andet");
    assert_status(pulses_questions(w->db, w->arena, &w->carl, 7, &q), MISSING);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'pulse_set'"), 1);
}
BOTH(own_questions_in_versions)

static void groups_within_reach(struct world *w)
{
    struct pulses_numbers n;
    struct actor who = newcomer(w, 201);

    assert_int_equal(seen(w, &w->carl, PULSES_TEAM, 0).groups.n, 2);
    assert_int_equal(seen(w, &w->lea, PULSES_TEAM, 0).groups.n, 1);
    assert_int_equal(seen(w, &w->lea, PULSES_CLASS, 0).groups.n, 1);
    assert_int_equal(seen(w, &w->siv, PULSES_TEAM, 0).groups.n, 1);
    assert_status(pulses_numbers(w->db, w->arena, &w->lea, PULSES_NOW, PULSES_TEAM, 12, &n),
                  MISSING);
    assert_status(pulses_numbers(w->db, w->arena, &who, PULSES_NOW, PULSES_TEAM, 11, &n), DENIED);
    assert_status(pulses_numbers(w->db, w->arena, &w->amir, PULSES_NOW, PULSES_TEAM, 0, &n),
                  DENIED);
    assert_ok(pulses_numbers(w->db, w->arena, &who, PULSES_NOW, PULSES_ALL, 0, &n));
    assert_int_equal(seen(w, &w->carl, PULSES_PROFILE, 0).groups.n, 4);
    assert_int_equal(seen(w, &w->carl, PULSES_QUARTER, 0).groups.n, 1);
    run_sql(w, "UPDATE onboarding_run SET team_id = 12 WHERE person_id = 206;");
    assert_int_equal(seen(w, &w->lea, PULSES_CLASS, 0).groups.n, 0); /* is not hers alone */
}
BOTH(groups_within_reach)

static int64_t swept(struct world *w, size_t rule)
{
    struct retention_task task = {
        .now = clock_now(), .before_at = clock_now(), .before_day = MONDAY + 5000, .most = 100};
    int64_t n = -1;
    DB_TX(tx, w->db);

    assert_ok(pulses_retention[rule].run(w->db, w->arena, &task, &n));
    assert_ok(db_commit(&tx));
    return n;
}

static void goes_in_time(struct world *w)
{
    struct personal_rows rows;

    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    for (int64_t id = 201; id <= 206; id++)
        assert_ok(answers(w, id, PULSES_DAY_3, 4));
    assert_int_equal(swept(w, 0), 0); /* still open */
    assert_int_equal(swept(w, 2), 0);
    assert_ok(pulses_personal[0].read(w->db, w->arena, 201, &rows));
    assert_int_equal(rows.n, 1);
    day_comes(w, MONDAY + 15);
    assert_int_equal(swept(w, 0), 8);
    assert_int_equal(swept(w, 1), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_sum"), 0);
    DB_TX(tx, w->db);
    assert_ok(pulses_personal[0].forget(w->db, w->arena, 201));
    assert_ok(db_commit(&tx));
    db_refresh(w->db);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_asked WHERE person_id = 201"), 0);
    day_comes(w, MONDAY + 23); /* forgotten in the middle of it: all goes on */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
}
BOTH(goes_in_time)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(asked_once_and_reminded_once),
        ON_BOTH(not_whoever_is_away_or_gone),
        ON_BOTH(answered_once_while_open),
        ON_BOTH(a_class_is_told_when_it_is_over),
        ON_BOTH(too_few_wait_for_others),
        ON_BOTH(few_are_never_told),
        ON_BOTH(a_question_of_few_is_left_out),
        ON_BOTH(who_leaves_is_asked_before),
        ON_BOTH(own_questions_in_versions),
        ON_BOTH(groups_within_reach),
        ON_BOTH(goes_in_time),
    };
    return cmocka_run_group_tests_name("pulses", tests, NULL, NULL);
}
