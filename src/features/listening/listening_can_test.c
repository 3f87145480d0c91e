/* What is possible in which state: every state, part and moment; and 10,000 random walks of two people who try everything.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_world.h"

#define CAN(can, act) (((can)&LISTENING_BIT(LISTENING_DO_##act)) != 0)

static void check_one(const struct listening_row *r, enum listening_part part, int64_t now)
{
    int64_t can = listening_can(r, part, now);
    bool employee = part == LISTENING_AS_EMPLOYEE, listener = part == LISTENING_AS_LISTENER,
         over = r->state >= LISTENING_DECLINED;

    if (part == LISTENING_AS_NOBODY || over)
        assert_int_equal(can, 0);
    if (CAN(can, BEGIN)) {
        assert_true(listener && r->state == LISTENING_BOOKED && r->accepted_at != 0);
        assert_true(now >= r->starts_at - LISTENING_EARLY_MS &&
                    now <= r->starts_at + LISTENING_LATE_MS);
    }
    if (CAN(can, ACCEPT)) {
        assert_true(r->starts_at > now);
        assert_true((employee && r->state == LISTENING_PROPOSED) ||
                    (listener && r->state == LISTENING_SUGGESTED));
    }
    if (CAN(can, NOTE))
        assert_true(listener && r->announced_at != 0);
    if (CAN(can, FINISH))
        assert_true(listener && r->announced_at != 0 && r->state == LISTENING_STOPPED);
    if (CAN(can, DECLINE) || CAN(can, ANSWER) || CAN(can, SUGGEST))
        assert_true(employee);
    if (part == LISTENING_AS_TAKER)
        assert_true((can & ~LISTENING_BIT(LISTENING_DO_TAKE)) == 0 &&
                    (can == 0 || (r->state == LISTENING_ASKED && r->listener_id == 0)));
    /* Either of the two can stop, from the first moment to the last. */
    if (r->state == LISTENING_RUNNING && (employee || listener))
        assert_true(CAN(can, STOP));
    /* Until it runs, either of them can still get out of it. */
    if (r->state < LISTENING_RUNNING && (employee || listener))
        assert_true(CAN(can, CALL_OFF) || CAN(can, DECLINE));
}

static void every_state_part_and_moment(void **state)
{
    static const int64_t moments[] = {-DAY_MS,   -31 * MINUTE_MS, -30 * MINUTE_MS, 0,
                                      MINUTE_MS, 4 * HOUR_MS,     4 * HOUR_MS + 1, DAY_MS};

    (void)state;
    for (int s = -1; s <= LISTENING_STATE_N; s++)
        for (int part = 0; part < LISTENING_PART_N; part++)
            for (size_t t = 0; t < sizeof moments / sizeof moments[0]; t++)
                for (int bits = 0; bits < 8; bits++) {
                    struct listening_row r = {.state = s,
                                              .starts_at = NOON,
                                              .accepted_at = bits & 1,
                                              .announced_at = (bits & 2) != 0,
                                              .listener_id = bits & 4};

                    if (s < 0 || s >= LISTENING_STATE_N)
                        assert_int_equal(
                            listening_can(&r, (enum listening_part)part, NOON + moments[t]), 0);
                    else
                        check_one(&r, (enum listening_part)part, NOON + moments[t]);
                }
}

/* ---- the same by the rules: whoever tries whatever whenever */

static uint64_t chance;

static int64_t below(int64_t n)
{
    chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
    return (int64_t)(chance % (uint64_t)n);
}

static void try_something(struct world *w, int64_t id)
{
    const struct actor *const people[] = {&w->anna, &w->nina, &w->anna, &w->nina,
                                          &w->anna, &w->mark, &w->bo,   &w->lea};
    const struct actor *who = people[below(8)];
    struct listening_offer o =
        offer_in(below(4) - 1, 0, below(4) == 0 ? below(9) : changes_of(w, id));
    struct listening_finish f = {STR("en"), below(9) == 0 ? STR("") : STR("to"), STR("tre"), 0};
    struct listening_note n = {.text = STR("note")};
    enum status done = OK;

    switch (below(11)) {
    case 0:
        if (state_of(w, id) < LISTENING_BOOKED || below(8) == 0)
            done = listening_offer(w->db, w->arena, who, id, &o);
        break;
    case 1:
    case 2:
        done = listening_accept(w->db, w->arena, who, id, o.changes);
        break;
    case 3:
        done = below(30) == 0 ? listening_decline(w->db, w->arena, who, id) : OK;
        break;
    case 4:
        done = below(30) == 0 ? listening_call_off(w->db, w->arena, who, id) : OK;
        break;
    case 5:
        clock_advance(below(90) * MINUTE_MS);
        break;
    case 6:
        done = listening_begin(w->db, w->arena, who, id);
        break;
    case 7:
        done = listening_announced(w->db, w->arena, who, id);
        break;
    case 8:
        done = listening_note(w->db, w->arena, who, id, &n);
        break;
    case 9:
        done = below(2) == 0 ? listening_stop(w->db, w->arena, who, id) : OK;
        break;
    default:
        done = listening_finish(w->db, w->arena, who, id, &f);
        if (done == OK)
            done = listening_answer(w->db, w->arena, who, id, STR("tak"));
        break;
    }
    assert_true(done == OK || done == MISSING || done == INVALID || done == CONFLICT);
    db_refresh(w->db);
}

/* What must be true of every session, whatever happened. */
static void check_rows(struct world *w)
{
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening WHERE begun_at IS NOT NULL AND "
                              "(accepted_at IS NULL OR accepted_at > begun_at)"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM listening_note n JOIN call_listening s ON "
                              "s.id = n.session_id WHERE s.announced_at IS NULL OR n.at < "
                              "s.begun_at"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening WHERE state = 6 AND "
                              "(strength_1 = '' OR strength_2 = '' OR next_step = '' OR "
                              "text_version IS NULL)"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening WHERE state IN (4, 5, 6) AND "
                              "listener_id NOT IN (109, 107)"),
                     0);
}

static void random_walks(struct world *w)
{
    int n_steps = store_kind(w->store) == DB_SQLITE || getenv("BAGVAGT_LONG") ? 10000 : 1000,
        n_held = 0;
    int64_t id = 0;

    chance = 1234567;
    for (int n = 0; n < n_steps; n++) {
        struct arena_mark mark = arena_mark(w->arena);

        if (id == 0 || state_of(w, id) >= LISTENING_HELD) {
            struct listening_offer wish = {.minutes = 30};

            n_held += id != 0 && state_of(w, id) == LISTENING_HELD;
            if (below(3) != 0)
                id = proposed(w, below(4) != 0 ? &w->nina : &w->mark, ANNA, 1 + below(3));
            else
                assert_done(listening_ask(w->db, w->arena, &w->anna, &wish, &id));
        }
        try_something(w, id);
        if (n % 100 == 0)
            check_rows(w);
        arena_rewind(w->arena, mark);
    }
    check_rows(w);
    assert_true(n_held >= n_steps / 1000); /* the whole way was gone often enough */
}
BOTH(random_walks)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_part_and_moment),
        ON_BOTH(random_walks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
