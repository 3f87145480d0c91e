/* Random orders of what can happen to somebody: the gate is never open without both conditions, or a living override; 10,000
 * orders for the pure gate, and as many events on each database, against a plain account of what happened.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate_world.h"

#define ORDERS 10000
#define EVENTS_OF_ORDER 30
#define EVENTS_ON_DATABASE 10000
#define YEAR_MS (366 * DAY_MS)

static uint64_t seed;

static int64_t below(int64_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

/* What happened, written down without any of the program's reckoning. */
struct account {
    int64_t now;
    int64_t pass_ends, override_ends;
    bool passed_once, has_sign, has_role, gone;
};

static bool may_be_alone(const struct account *a)
{
    bool both = a->has_sign && a->passed_once && a->now < a->pass_ends;

    return !a->gone && a->has_role && (both || a->now < a->override_ends);
}

enum happening {
    PASS,
    EXPIRE,
    SIGN,
    TAKE_BACK,
    OVERRIDE,
    LEAVE,
    ROLE,
    CLOCK,
    COME_BACK,
    HAPPENINGS
};

static void write_down(struct account *a, enum happening what)
{
    switch (what) {
    case PASS:
        a->passed_once = true;
        a->pass_ends = a->now + YEAR_MS;
        break;
    case EXPIRE:
        if (a->pass_ends > a->now)
            a->now = a->pass_ends;
        break;
    case SIGN:
    case TAKE_BACK:
        a->has_sign = what == SIGN;
        break;
    case OVERRIDE:
        a->override_ends = a->now + GATE_OVERRIDE_MS;
        break;
    case LEAVE:
    case COME_BACK:
        a->gone = what == LEAVE;
        break;
    case ROLE:
        a->has_role = !a->has_role;
        break;
    case CLOCK:
        a->now += below(3) == 0 ? below(40) * DAY_MS : below(DAY_MS);
        break;
    case HAPPENINGS:
        break;
    }
}

static struct gate_state state_of(const struct account *a)
{
    return (struct gate_state){.known = true,
                               .takes_calls = a->has_role,
                               .signed_off = a->has_sign,
                               .leaves_at = a->gone ? a->now : 0,
                               .on_at = 1,
                               .passed_until = a->passed_once ? a->pass_ends : 0,
                               .override_until = a->override_ends};
}

/* An answer must also hold until it says that it may change. */
static void check_until(const struct gate_state *s, const struct gate_answer *answer, int64_t now)
{
    int64_t until = answer->until != 0 ? answer->until : now + 3 * YEAR_MS;

    assert_true(until > now);
    for (int i = 0; i < 5; i++)
        assert_int_equal(gate_opens(s, now + below(until - now)).open, answer->open);
    assert_int_equal(gate_opens(s, until - 1).open, answer->open);
}

static void the_pure_gate(void **state)
{
    int64_t n_open = 0, n_shut = 0;

    (void)state;
    seed = 1;
    for (int order = 0; order < ORDERS; order++) {
        struct account a = {.now = NOON, .has_role = true};

        for (int i = 0; i < EVENTS_OF_ORDER; i++) {
            write_down(&a, (enum happening)below(HAPPENINGS));
            struct gate_state s = state_of(&a);
            struct gate_answer answer = gate_opens(&s, a.now);

            assert_int_equal(answer.open, may_be_alone(&a));
            assert_true(answer.open || answer.reasons != 0);
            check_until(&s, &answer, a.now);
            n_open += answer.open;
            n_shut += !answer.open;
        }
    }
    assert_true(n_open > ORDERS && n_shut > ORDERS); /* neither answer is the only one */
}

/* Before it is on, and within the grace, it says by what it lets through. */
static void off_and_grace_say_so(void **state)
{
    (void)state;
    seed = 2;
    for (int i = 0; i < ORDERS; i++) {
        struct gate_state s = {.known = true,
                               .takes_calls = true,
                               .was_before = below(2) != 0,
                               .signed_off = below(2) != 0,
                               .on_at = below(4) == 0 ? 0 : 1000 + below(1000),
                               .grace_until = 1000 + below(3000),
                               .passed_until = below(3) * 1700,
                               .override_until = below(3) * 900};
        int64_t now = 900 + below(3000);
        struct gate_answer a = gate_opens(&s, now);
        bool both = s.signed_off && s.passed_until > now, off = s.on_at == 0 || s.on_at > now,
             grace = s.was_before && s.grace_until > now, let = s.override_until > now;

        assert_int_equal(a.open, both || off || grace || let);
        assert_int_equal(a.open && !both,
                         (a.reasons & (GATE_BIT(OFF) | GATE_BIT(GRACE) | GATE_BIT(OVERRIDE))) != 0);
        check_until(&s, &a, now);
        s.known = false;
        assert_false(gate_opens(&s, now).open);
    }
}

/* ---- the same by the rules, in the database */

static void change_person(struct world *w, const char *sql)
{
    run_sql(w, sql);
    db_refresh(w->db);
}

static void happen(struct world *w, const struct actor *tove, struct account *a,
                   enum happening what)
{
    bool works = !a->gone && a->has_role; /* rules see nobody else */
    enum status done = OK, wanted = works ? OK : MISSING;
    struct account before = *a;

    switch (what) {
    case PASS:
        answered(w, &w->anna, "conflict", true);
        a->passed_once = true;
        a->pass_ends = mine_of(w, &w->anna, "conflict").until_at;
        return;
    case SIGN:
        done = gate_sign(w->db, w->arena, tove, ANNA, STR("ord"));
        wanted = works && before.has_sign ? CONFLICT : wanted;
        break;
    case TAKE_BACK:
        done = gate_take_back(w->db, w->arena, tove, ANNA, STR("ord"));
        wanted = works && !before.has_sign ? CONFLICT : wanted;
        break;
    case OVERRIDE:
        done = gate_let(w->db, w->arena, &w->lea, ANNA, STR("ord"));
        wanted = works && may_be_alone(&before) ? CONFLICT : wanted;
        break;
    case LEAVE:
        change_person(
            w,
            str_c(w->arena, arena_printf(w->arena, "UPDATE person SET left_day = %d WHERE id = 101",
                                         (int)zone_day(w->zone, a->now) - 1)));
        break;
    case COME_BACK:
        change_person(w, "UPDATE person SET left_day = NULL WHERE id = 101");
        break;
    case ROLE:
        change_person(w, a->has_role ? "DELETE FROM role_grant WHERE person_id = 101"
                                     : "INSERT INTO role_grant VALUES (101, 0, 11, 0, 0)");
        break;
    case EXPIRE:
    case CLOCK:
    case HAPPENINGS:
        break;
    }
    if (what == SIGN || what == TAKE_BACK || what == OVERRIDE) {
        assert_int_equal(done, wanted);
        if (done != OK)
            return;
    }
    write_down(a, what);
    clock_advance(a->now - before.now);
    db_refresh(w->db);
}

static void the_rules(struct world *w)
{
    struct actor tove = trainer(w);
    struct account a = {.now = NOON, .has_role = true};
    int64_t n_open = 0;

    gate_on(w);
    seed = 3;
    for (int i = 0; i < EVENTS_ON_DATABASE; i++) {
        struct arena_mark mark;

        happen(w, &tove, &a, (enum happening)below(HAPPENINGS));
        db_refresh(w->db);
        mark = arena_mark(w->arena);
        if (is_open(w, ANNA) != may_be_alone(&a))
            fail_msg("after event %d the gate is %s", i, may_be_alone(&a) ? "shut" : "open");
        n_open += may_be_alone(&a);
        db_refresh(w->db);
        arena_rewind(w->arena, mark);
    }
    assert_true(n_open > EVENTS_ON_DATABASE / 20 && n_open < EVENTS_ON_DATABASE * 19 / 20);
}
BOTH(the_rules)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pure_gate),
        cmocka_unit_test(off_and_grace_say_so),
        ON_BOTH(the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
