/* Every step of a practice form, who sees whose answers in 10,000 random orders, and the weights. Without a database.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "features/coaching/calibration.h"
#include "features/coaching/coaching_state.h"
#include "features/coaching/coaching_weigh.h"

/* ---- every transition */

static const char *const act_names[COACHING_ACT_N] = {"save",   "lock",  "share", "acknowledge",
                                                      "answer", "reply", "drop"};

/* All that is allowed, in words; whatever is not here is refused. */
static const char *const allowed[] = {
    "self learner save self",
    "self learner lock trainer",
    "self learner drop gone",
    "self trainer drop gone",
    "trainer trainer save trainer",
    "trainer trainer lock locked",
    "trainer learner drop gone",
    "locked trainer share shared",
    "locked learner drop gone",
    "shared learner acknowledge ended",
    "shared learner answer answered",
    "answered trainer reply replied",
    "answered learner acknowledge ended",
    "replied learner acknowledge ended",
    "replied learner answer answered",
};
#define ALLOWED (sizeof allowed / sizeof *allowed)

static void every_transition(void **state)
{
    size_t n = 0;

    (void)state;
    for (int from = 0; from <= COACHING_GONE; from++)
        for (int by = 0; by < COACHING_SIDE_N; by++)
            for (int act = 0; act < COACHING_ACT_N; act++) {
                enum coaching_state to = COACHING_STATE_N;
                char words[80];
                bool found = false, went;

                went = coaching_step((enum coaching_state)from, (enum coaching_side)by,
                                     (enum coaching_act)act, &to);
                snprintf(words, sizeof words, "%s %s %s %s",
                         from == COACHING_GONE ? "gone" : coaching_state_words[from],
                         coaching_side_words[by], act_names[act],
                         to == COACHING_GONE ? "gone" : coaching_state_words[to]);
                for (size_t i = 0; i < ALLOWED; i++)
                    found = found || strcmp(words, allowed[i]) == 0;
                if (went != found)
                    print_error("%s\n", words);
                assert_true(went == found);
                n += went;
            }
    assert_int_equal(n, ALLOWED);
}

/* ---- blindness, told by what has happened instead of by the state */

struct story {
    enum coaching_state state;
    bool locked[COACHING_SIDE_N], shared, gone;
};

static void check_sight(const struct story *s)
{
    bool self_by_trainer = coaching_sees(s->state, COACHING_BY_TRAINER, COACHING_LEARNER);
    bool trained_by_learner = coaching_sees(s->state, COACHING_LEARNER, COACHING_BY_TRAINER);

    assert_true(self_by_trainer == (s->locked[COACHING_BY_TRAINER] && !s->gone));
    assert_true(trained_by_learner == (s->shared && !s->gone));
    assert_true(coaching_sees(s->state, COACHING_LEARNER, COACHING_LEARNER) == !s->gone);
    assert_true(coaching_sees(s->state, COACHING_BY_TRAINER, COACHING_BY_TRAINER) == !s->gone);
}

static void blind_in_random_orders(void **state)
{
    size_t ended = 0, gone = 0, shared = 0;

    (void)state;
    srand(11);
    for (int run = 0; run < 10000; run++) {
        struct story s = {.state = COACHING_SELF};

        for (int i = 0; i < 60; i++) {
            enum coaching_side by = (enum coaching_side)(rand() % COACHING_SIDE_N);
            enum coaching_act act = (enum coaching_act)(rand() % COACHING_ACT_N);

            if (act == COACHING_DROP && rand() % 8 != 0)
                continue;
            if (!coaching_step(s.state, by, act, &s.state))
                continue;
            s.locked[by] = s.locked[by] || act == COACHING_LOCK;
            s.shared = s.shared || act == COACHING_SHARE;
            s.gone = s.gone || act == COACHING_DROP;
            /* The learner is always first, and nobody shares what is not locked. */
            assert_true(!s.locked[COACHING_BY_TRAINER] || s.locked[COACHING_LEARNER]);
            assert_true(!s.shared || s.locked[COACHING_BY_TRAINER]);
            assert_true(!(s.shared && s.gone)); /* what was shared is not taken away */
            check_sight(&s);
        }
        ended += s.state == COACHING_ENDED;
        gone += s.gone;
        shared += s.shared;
    }
    assert_true(ended > 1000 && gone > 1000 && shared > ended);
}

/* The same for rounds: who has not locked sees nothing of others, whatever happens in whatever order. */
static void blind_rounds_in_random_orders(void **state)
{
    size_t seen = 0, few = 0;

    (void)state;
    srand(12);
    for (int run = 0; run < 10000; run++) {
        int n_seats = 2 + rand() % 6, n_locked = 0, n_counted = 0;
        bool locked[8] = {false}, counted[8] = {false}, closed = false;

        for (int i = 0; i < 30; i++) {
            int who = rand() % n_seats;

            if (rand() % 12 == 0)
                closed = true;
            else if (!locked[who] && rand() % 3 != 0) {
                locked[who] = true;
                counted[who] = !closed;
                n_locked++;
                n_counted += counted[who];
                closed = closed || n_locked == n_seats;
            }
            for (int k = 0; k < n_seats; k++) {
                enum calibration_sight sight = calibration_sight(locked[k], closed, n_counted);

                if (sight == CALIBRATION_RESULTS) {
                    assert_true(locked[k] && closed && n_counted >= 3);
                    seen++;
                } else
                    assert_true(!locked[k] || !closed || n_counted < 3);
                few += sight == CALIBRATION_TOO_FEW;
            }
        }
    }
    assert_true(seen > 100000 && few > 10000);
}

/* ---- weights */

static void not_relevant_is_in_neither_number(void **state)
{
    const struct coaching_mark marks[] = {
        {COACHING_YES_NO, 3, 2, 1, true},
        {COACHING_YES_NO, 1, 2, 0, false},
        {COACHING_SCALE, 2, 4, 2, false},
        {COACHING_SCALE, 5, 5, COACHING_NOT_RELEVANT, false},
        {COACHING_SCALE, 5, 3, COACHING_UNANSWERED, false},
        {COACHING_CHOICE, 5, 4, 3, false}, /* has no height */
        {COACHING_TEXT, 5, 0, COACHING_UNANSWERED, false},
    };
    struct coaching_weighed w = coaching_weigh(marks, 7);

    (void)state;
    assert_int_equal(w.of, (3 + 1 + 2) * 12);
    assert_int_equal(w.got, 3 * 12 + 2 * 12 * 2 / 3);
    w = coaching_weigh(marks + 3, 4);
    assert_int_equal(w.of, 0);
    assert_int_equal(w.got, 0);
}

static void compared_by_question(void **state)
{
    const struct coaching_mark low = {COACHING_SCALE, 1, 4, 0, true},
                               fine = {COACHING_SCALE, 1, 4, 1, true},
                               unasked = {COACHING_YES_NO, 1, 2, COACHING_NOT_RELEVANT, true};

    (void)state;
    assert_true(coaching_talk_first(&low));
    assert_false(coaching_talk_first(&fine));
    assert_false(coaching_talk_first(&unasked));
    assert_int_equal(coaching_compare(COACHING_SCALE, 2, 2), COACHING_ALIKE);
    assert_int_equal(coaching_compare(COACHING_CHOICE, 2, 1), COACHING_DIFFERENT);
    assert_int_equal(coaching_compare(COACHING_SCALE, COACHING_NOT_RELEVANT, 1), COACHING_ONE_ONLY);
    assert_int_equal(coaching_compare(COACHING_YES_NO, COACHING_NOT_RELEVANT, COACHING_UNANSWERED),
                     COACHING_NEITHER);
    assert_int_equal(coaching_compare(COACHING_TEXT, COACHING_UNANSWERED, COACHING_UNANSWERED),
                     COACHING_IN_WORDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_transition),
        cmocka_unit_test(blind_in_random_orders),
        cmocka_unit_test(blind_rounds_in_random_orders),
        cmocka_unit_test(not_relevant_is_in_neither_number),
        cmocka_unit_test(compared_by_question),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
