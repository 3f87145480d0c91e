/* The rules of calibration: who is in it, blindness, closing, the spread, agreement and what is agreed on.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_world.h"

#include <math.h>

static void who_is_in_it(struct world *w)
{
    struct calibration_start start = {.about = STR(ABOUT), .invited = {SOREN, SOREN, BO}};
    struct coaching_person_list list;
    struct calibration c;
    int64_t id;

    assert_ok(calibration_trainers(w->db, w->arena, &w->bo, &list));
    assert_int_equal(list.n, 2);
    assert_status(calibration_trainers(w->db, w->arena, &w->anna, &list), DENIED);
    assert_status(calibration_begin(w->db, w->arena, &w->bo, &start, &id), INVALID); /* oneself */
    start = (struct calibration_start){.about = STR(ABOUT), .invited = {SOREN, SOREN}};
    assert_status(calibration_begin(w->db, w->arena, &w->bo, &start, &id), INVALID); /* two */
    assert_int_equal(refuse_key(), T_CALIBRATION_INVITE_MORE);
    start.invited[1] = ANNA;
    assert_status(calibration_begin(w->db, w->arena, &w->bo, &start, &id), INVALID);
    assert_status(calibration_begin(w->db, w->arena, &w->anna, &start, &id), DENIED);
    id = opens(w);
    assert_int_equal(told(w, SOREN, "NOTICE_CALIBRATION_INVITED"), 1);
    assert_int_equal(told(w, BO, "NOTICE_CALIBRATION_INVITED"), 0);
    assert_status(calibration_find(w->db, w->arena, &w->anna, id, &c), DENIED);
    assert_status(calibration_find(w->db, w->arena, &w->carl, id, &c), DENIED);
    run_sql(w, "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
               "(101, 5, 11, 0, 0)");
    assert_ok(actor_load(w->db, w->arena, ANNA, &w->anna));
    assert_status(calibration_find(w->db, w->arena, &w->anna, id, &c), MISSING); /* not invited */
    assert_status(calibration_close(w->db, w->arena, &w->anna, id), MISSING);
}
BOTH(who_is_in_it)

static void nobody_sees_before_the_own_is_locked(struct world *w)
{
    int64_t id = opens(w);
    struct calibration c;

    answers(w, &w->bo, id, 1, "boord", true);
    answers(w, &w->soren, id, 0, "sørensord", false);
    c = round_of(w, &w->nina, id);
    assert_int_equal(c.sight, CALIBRATION_FILLS);
    assert_null(c.spread);
    assert_str(c.own[0].words, "");
    c = round_of(w, &w->soren, id);
    assert_null(c.spread);
    assert_str(c.own[0].words, "sørensord"); /* the own draft */
    c = round_of(w, &w->bo, id);
    assert_int_equal(c.sight, CALIBRATION_WAITS);
    assert_null(c.spread);
    assert_status(calibration_fill(w->db, w->arena, &w->bo, id, every(w, 0, "om"), false),
                  CONFLICT);
    answers(w, &w->soren, id, 0, "sørensord", true);
    assert_status(
        calibration_fill(w->db, w->arena, &w->nina, id, every(w, COACHING_UNANSWERED, ""), true),
        INVALID);
    answers(w, &w->nina, id, 1, "ninaord", true); /* the last one closes it */
    c = round_of(w, &w->nina, id);
    assert_int_equal(c.sight, CALIBRATION_RESULTS);
    assert_true(c.row.closed_at != 0);
    assert_int_equal(c.spread[0].n_of[1], 2);
    assert_int_equal(c.spread[0].n_of[0], 1);
    assert_int_equal(c.spread[0].n, 3);
    assert_int_equal(c.spread[0].n_words, 3);
    assert_str(c.spread[0].words[0], "boord"); /* by the alphabet */
    assert_str(c.spread[0].words[1], "ninaord");
    assert_int_equal(told(w, BO, "NOTICE_CALIBRATION_CLOSED"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_CALIBRATION_CLOSED"), 0); /* who closed it knows */
}
BOTH(nobody_sees_before_the_own_is_locked)

static void closed_early_and_locked_late(struct world *w)
{
    int64_t id = opens(w);
    struct calibration c;

    answers(w, &w->bo, id, 1, "", true);
    assert_status(calibration_close(w->db, w->arena, &w->soren, id), DENIED);
    assert_ok(calibration_close(w->db, w->arena, &w->bo, id));
    db_refresh(w->db);
    assert_status(calibration_close(w->db, w->arena, &w->bo, id), CONFLICT);
    c = round_of(w, &w->bo, id);
    assert_int_equal(c.sight, CALIBRATION_TOO_FEW); /* the others would be known */
    assert_null(c.spread);
    answers(w, &w->soren, id, 0, "", true);
    answers(w, &w->nina, id, 0, "", true); /* too late to count */
    c = round_of(w, &w->nina, id);
    assert_int_equal(c.sight, CALIBRATION_TOO_FEW);
    assert_int_equal(c.row.n_locked, 3);
    assert_int_equal(c.row.n_counted, 1);
}
BOTH(closed_early_and_locked_late)

/* A fourth one who locks after it was closed sees the three, and is not among them. */
static void late_is_read_not_counted(struct world *w)
{
    struct calibration_start start = {.about = STR(ABOUT), .invited = {SOREN, NINA, ANNA}};
    struct calibration c;
    int64_t id;

    run_sql(w, "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
               "(101, 5, 11, 0, 0)");
    assert_ok(actor_load(w->db, w->arena, ANNA, &w->anna));
    assert_ok(calibration_begin(w->db, w->arena, &w->bo, &start, &id));
    answers(w, &w->bo, id, 1, "", true);
    answers(w, &w->soren, id, 1, "", true);
    answers(w, &w->nina, id, 1, "", true);
    assert_ok(calibration_close(w->db, w->arena, &w->bo, id));
    c = round_of(w, &w->anna, id);
    assert_int_equal(c.sight, CALIBRATION_FILLS);
    assert_null(c.spread);
    answers(w, &w->anna, id, 0, "sent", true);
    c = round_of(w, &w->anna, id);
    assert_int_equal(c.sight, CALIBRATION_RESULTS);
    assert_int_equal(c.spread[0].n_of[0], 0);
    assert_int_equal(c.spread[0].n_of[1], 3);
    assert_int_equal(c.spread[0].n_words, 0);
}
BOTH(late_is_read_not_counted)

/* ---- agreement */

/* The own form: yes/no are questions 0, 3, 6, 7; scales of four 1, 2, 4; a choice 5; texts 8, 9. */
static struct coaching_answer *row(struct world *w, const int64_t values[8])
{
    struct coaching_answer *all = every(w, COACHING_UNANSWERED, "");

    for (size_t i = 0; i < 8; i++)
        all[i].value = values[i];
    return all;
}

static int64_t one_round(struct world *w, const int64_t values[3][8])
{
    const struct actor *const who[] = {&w->bo, &w->soren, &w->nina};
    int64_t id = opens(w);

    for (size_t i = 0; i < 3; i++) {
        assert_ok(calibration_fill(w->db, w->arena, who[i], id, row(w, values[i]), true));
        db_refresh(w->db);
    }
    return id;
}

/* What agreement comes to is reckoned here again, apart from the rules, from the same answers. */
static void agreement_in_a_round_and_over_time(struct world *w)
{
    static const int64_t first[3][8] = {{1, 2, 1, 1, 3, 0, 0, 1},
                                        {1, 3, 1, 0, 3, 1, 0, 1},
                                        {1, 2, 2, 1, 1, 0, 1, 1}},
                         second[3][8] = {{0, 0, 1, 1, 3, 0, 0, 1},
                                         {0, 1, 1, 0, 3, 1, 0, 1},
                                         {1, COACHING_NOT_RELEVANT, 2, 1, 1, 2, 1, 1}};
    const int64_t yes_no[4][3] = {{1, 1, 1}, {1, 0, 1}, {0, 0, 1}, {1, 1, 1}},
                  scale[3][3] = {{2, 3, 2}, {1, 1, 2}, {3, 3, 1}},
                  greets[2][3] = {{1, 1, 1}, {0, 0, 1}},
                  listens[2][3] = {{2, 3, 2}, {0, 1, ALPHA_NONE}};
    struct calibration c = round_of(w, &w->bo, one_round(w, first));

    assert_int_equal(c.n_agreement, 2);
    assert_int_equal(c.agreement[0].kind, COACHING_YES_NO);
    assert_int_equal(c.agreement[0].n_questions, 4);
    assert_true(fabs(c.agreement[0].alpha.value - alpha_of(yes_no[0], 4, 3, ALPHA_NOMINAL).value) <
                1e-12);
    assert_int_equal(c.agreement[1].n_levels, 4);
    assert_true(fabs(c.agreement[1].alpha.value - alpha_of(scale[0], 3, 3, ALPHA_ORDINAL).value) <
                1e-12);
    assert_int_equal(c.spread[0].n_rounds, 1);
    assert_int_equal(c.spread[0].over_time.outcome,
                     ALPHA_TOO_FEW); /* of one unit it says nothing */
    clock_advance(HOUR_MS);
    c = round_of(w, &w->nina, one_round(w, second));
    assert_int_equal(c.spread[0].n_rounds, 2);
    assert_true(fabs(c.spread[0].over_time.value - alpha_of(greets[0], 2, 3, ALPHA_NOMINAL).value) <
                1e-12);
    assert_true(fabs(c.spread[1].over_time.value -
                     alpha_of(listens[0], 2, 3, ALPHA_ORDINAL).value) < 1e-12);
    assert_int_equal(c.spread[1].n_not_relevant, 1);
    assert_int_equal(c.spread[7].over_time.outcome, ALPHA_ALIKE);   /* yes everywhere */
    assert_int_equal(c.spread[8].over_time.outcome, ALPHA_TOO_FEW); /* a text */
}
BOTH(agreement_in_a_round_and_over_time)

/* Rounds that run, or in which too few were in time, give nothing to anybody else's numbers. */
static void only_finished_rounds_count(struct world *w)
{
    static const int64_t values[3][8] = {
        {1, 2, 1, 1, 3, 0, 0, 1}, {1, 3, 1, 0, 3, 1, 0, 1}, {1, 2, 2, 1, 1, 0, 1, 1}};
    int64_t running = opens(w), few = opens(w);

    answers(w, &w->soren, running, 0, "", true);
    answers(w, &w->bo, few, 0, "", true);
    assert_ok(calibration_close(w->db, w->arena, &w->bo, few));
    db_refresh(w->db);
    struct calibration c = round_of(w, &w->bo, one_round(w, values));
    assert_int_equal(c.spread[0].n_rounds, 1);
    assert_int_equal(c.spread[0].n, 3);
}
BOTH(only_finished_rounds_count)

/* ---- what the group agrees on */

static void agreed_in_words(struct world *w)
{
    int64_t id = opens(w);
    struct calibration c;
    struct calibration_agreed g = {.value = 1, .words = STR("fordi")};

    answers(w, &w->bo, id, 1, "", true);
    answers(w, &w->soren, id, 0, "", true);
    g.question_id = round_of(w, &w->bo, id).form.at[0].id;
    assert_status(calibration_agree(w->db, w->arena, &w->bo, id, &g), CONFLICT); /* not yet */
    answers(w, &w->nina, id, 1, "", true);
    assert_status(calibration_agree(w->db, w->arena, &w->anna, id, &g), DENIED);
    assert_ok(calibration_agree(w->db, w->arena, &w->soren, id, &g));
    db_refresh(w->db);
    assert_status(calibration_agree(w->db, w->arena, &w->bo, id, &g), CONFLICT); /* was faster */
    c = round_of(w, &w->bo, id);
    assert_int_equal(c.spread[0].consensus.value, 1);
    assert_str(c.spread[0].consensus.words, "fordi");
    g.stamp = c.spread[0].consensus.stamp;
    g.words = STR("");
    assert_status(calibration_agree(w->db, w->arena, &w->bo, id, &g), INVALID);
    g.words = STR("alligevel");
    g.value = 4;
    assert_status(calibration_agree(w->db, w->arena, &w->bo, id, &g), INVALID); /* no such level */
    g.value = COACHING_NOT_RELEVANT;
    assert_ok(calibration_agree(w->db, w->arena, &w->bo, id, &g));
    c = round_of(w, &w->nina, id);
    assert_str(c.spread[0].consensus.words, "alligevel");
    g = (struct calibration_agreed){.question_id = 999, .value = 1, .words = STR("x")};
    assert_status(calibration_agree(w->db, w->arena, &w->bo, id, &g), MISSING);
    g.question_id = c.form.at[8].id; /* a text needs no level */
    g.value = COACHING_UNANSWERED;
    assert_ok(calibration_agree(w->db, w->arena, &w->bo, id, &g));
}
BOTH(agreed_in_words)

/* Whoever does whatever in whatever order: peers' answers stand behind the own lock. */
static void blind_whatever_happens(struct world *w)
{
    const struct actor *const who[] = {&w->bo, &w->soren, &w->nina};
    bool locked[3] = {false}, closed = false;
    int64_t id = opens(w), n_seen = 0, n_rounds = 0;
    unsigned r = 3;

    for (int i = 0; i < 300; i++) {
        r = r * 1103515245U + 12345U;
        unsigned what = r >> 16 & 7, p = (r >> 20) % 3;

        if (what < 6) {
            bool lock = what > 2;
            enum status s =
                calibration_fill(w->db, w->arena, who[p], id, every(w, 1, "naboord"), lock);

            locked[p] = locked[p] || (s == OK && lock);
            closed = closed || (locked[0] && locked[1] && locked[2]);
        } else if (what == 6)
            closed = calibration_close(w->db, w->arena, who[p], id) == OK || closed;
        for (size_t k = 0; k < 3; k++) {
            struct calibration c = round_of(w, who[k], id);

            assert_true(c.spread == NULL || (locked[k] && closed && c.row.n_counted == 3));
            n_seen += c.spread != NULL;
        }
        if (closed && what == 7) {
            id = opens(w);
            memset(locked, 0, sizeof locked);
            closed = false;
            n_rounds++;
        }
    }
    assert_true(n_seen > 0 && n_rounds > 3);
}
BOTH(blind_whatever_happens)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(who_is_in_it),
        ON_BOTH(nobody_sees_before_the_own_is_locked),
        ON_BOTH(closed_early_and_locked_late),
        ON_BOTH(late_is_read_not_counted),
        ON_BOTH(agreement_in_a_round_and_over_time),
        ON_BOTH(only_finished_rounds_count),
        ON_BOTH(agreed_in_words),
        ON_BOTH(blind_whatever_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
