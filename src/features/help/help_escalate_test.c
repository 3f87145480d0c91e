/* The escalation as a pure function: the defaults step by step, and random policies of which none ends in silence.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/help/help_escalate.h"

#define S INT64_C(1000)

static const struct help_policy three = {
    {{1, 1, 20 * S}, {2, 1, 40 * S}, {4, 1, 60 * S}}, 3, 1, 1, 120 * S};
static const bool everybody[HELP_STEPS_MAX] = {true, true, true, true, true, true};
static const bool nobody[HELP_STEPS_MAX] = {false};

static struct help_state pressed(int64_t at, int64_t resort_ms)
{
    return (struct help_state){.due_at = at, .resort_by = at + resort_ms};
}

static void climbs_in_seconds(void **state)
{
    struct help_state s = pressed(1000, 120 * S);
    struct help_plan plan;

    (void)state;
    help_escalate(&three, &s, everybody, 1000, &plan);
    assert_int_equal(plan.n, 1);
    assert_int_equal(plan.at[0].act, HELP_ACT_STEP);
    assert_int_equal(plan.again_at, 1000 + 20 * S);
    help_escalate(&three, &plan.state, everybody, 1000 + 20 * S - 1, &plan); /* never early */
    assert_int_equal(plan.n, 0);
    help_escalate(&three, &plan.state, everybody, 1000 + 20 * S + 300, &plan);
    assert_int_equal(plan.n, 1);
    assert_int_equal(plan.at[0].step, 1);
    assert_int_equal(plan.at[0].late_ms, 300);
    help_escalate(&three, &plan.state, everybody, 1000 + 61 * S, &plan);
    assert_int_equal(plan.at[0].step, 2);
    help_escalate(&three, &plan.state, everybody, 1000 + 120 * S, &plan); /* not after 121 */
    assert_int_equal(plan.n, 1);
    assert_int_equal(plan.at[0].act, HELP_ACT_RESORT);
    help_escalate(&three, &plan.state, everybody, 1000 + 179 * S, &plan);
    assert_int_equal(plan.n, 0);
    help_escalate(&three, &plan.state, everybody, 1000 + 180 * S, &plan); /* and again */
    assert_int_equal(plan.at[0].act, HELP_ACT_RESORT);
    assert_true(plan.again_at > 0);
}

static void skips_who_cannot_be_reached(void **state)
{
    struct help_state s = pressed(0, 120 * S);
    bool last_alone[HELP_STEPS_MAX] = {false, false, true};
    struct help_plan plan;

    (void)state;
    help_escalate(&three, &s, last_alone, 0, &plan);
    assert_int_equal(plan.n, 3);
    assert_int_equal(plan.at[0].act, HELP_ACT_SKIP);
    assert_int_equal(plan.at[1].act, HELP_ACT_SKIP);
    assert_int_equal(plan.at[2].act, HELP_ACT_STEP);
    assert_int_equal(plan.again_at, 60 * S);
    help_escalate(&three, &s, nobody, 0,
                  &plan); /* nobody at all: the last resort in the same second */
    assert_int_equal(plan.n, 4);
    assert_int_equal(plan.at[3].act, HELP_ACT_RESORT);
}

static void an_answer_times_out(void **state)
{
    struct help_state s = pressed(0, 300 * S);
    struct help_plan plan;

    (void)state;
    help_escalate(&three, &s, everybody, 0, &plan);
    s = plan.state;
    s.answered_at = 5 * S;
    help_escalate(&three, &s, everybody, 100 * S, &plan);
    assert_int_equal(plan.n, 0);
    assert_int_equal(plan.again_at, 125 * S);
    help_escalate(&three, &s, everybody, 125 * S, &plan);
    assert_int_equal(plan.n, 2);
    assert_int_equal(plan.at[0].act, HELP_ACT_RETURN);
    assert_int_equal(plan.at[1].act, HELP_ACT_STEP);
    assert_int_equal(plan.at[1].step, 1);
    s.over = true; /* they came */
    help_escalate(&three, &s, everybody, 500 * S, &plan);
    assert_int_equal(plan.n, 0);
    assert_int_equal(plan.again_at, 0);
}

/* ---- random policies */

static uint64_t dice = 1;
static int64_t roll(int64_t below)
{
    dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(dice >> 33) % below;
}

static struct help_policy any_policy(void)
{
    struct help_policy p = {.n = (size_t)(1 + roll(HELP_STEPS_MAX)),
                            .rounds = 1 + roll(HELP_ROUNDS_MAX),
                            .needed = 1 + roll(3),
                            .ack_ms = (5 + roll(600)) * S};

    for (size_t i = 0; i < p.n; i++)
        p.step[i] = (struct help_step){1 + roll(60), 1 + roll(7), (5 + roll(896)) * S};
    return p;
}

/* Somebody says yes now and then, does not come, cannot after all; who can be reached changes all the time; the worker looks a
 * little late, once after ten minutes asleep. What must hold at every look is checked. */
static void live_through(const struct help_policy *p, int64_t resort_ms)
{
    struct help_state s = pressed(1, resort_ms);
    int64_t now = 1, called_at = 0, answered_until = 0;
    bool answers = roll(2) == 0, resorted = false;

    for (int look = 0; look < 400 && !s.over; look++) {
        bool reached[HELP_STEPS_MAX];
        struct help_plan plan;

        for (int i = 0; i < HELP_STEPS_MAX; i++)
            reached[i] = roll(3) > 0;
        help_escalate(p, &s, reached, now, &plan);
        assert_true(plan.again_at > now); /* there is always a next time, and time goes on */
        assert_true(plan.n <= sizeof plan.at / sizeof plan.at[0]);
        for (size_t i = 0; i < plan.n; i++) {
            assert_true(plan.at[i].late_ms >= 0);
            if (plan.at[i].act == HELP_ACT_STEP || plan.at[i].act == HELP_ACT_RESORT)
                called_at = now;
            resorted = resorted || plan.at[i].act == HELP_ACT_RESORT;
        }
        s = plan.state;
        /* Not longer silent than the longest wait, unless somebody said that they come. */
        if (s.answered_at == 0)
            assert_true(plan.again_at - (called_at > answered_until ? called_at : answered_until) <=
                        900 * S);
        if (now >= s.resort_by && s.answered_at == 0)
            assert_true(resorted);
        now = plan.again_at + (roll(20) == 0 ? 600 * S : roll(1000));
        if (answers && s.answered_at == 0 && roll(4) == 0) {
            s.answered_at = now - roll(500);
        } else if (s.answered_at != 0 && roll(3) == 0) {
            s.answered_at = 0; /* cannot after all */
            s.due_at = s.due_at < now ? s.due_at : now;
        }
        answered_until = s.answered_at != 0 ? s.answered_at + p->ack_ms : now;
        s.over = answers && roll(60) == 0;
    }
    assert_true(s.over || resorted);
}

static void none_ends_in_silence(void **state)
{
    int n = getenv("BAGVAGT_LONG") != NULL ? 100000 : 10000;

    (void)state;
    for (int i = 0; i < n; i++) {
        struct help_policy p = any_policy();

        live_through(&p, (60 + roll(1200)) * S);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(climbs_in_seconds),
        cmocka_unit_test(skips_who_cannot_be_reached),
        cmocka_unit_test(an_answer_times_out),
        cmocka_unit_test(none_ends_in_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
