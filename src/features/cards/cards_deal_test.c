/* Dealing: ten thousand random worlds, and the cases one can tell.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <stdlib.h>

#include "features/cards/cards_deal.h"

#define WORLDS 10000
#define PEOPLE 9
#define NOW INT64_C(1774864800000)

static uint64_t seed;

static int64_t dice(int64_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

struct world {
    struct cards_state state;
    struct cards_person people[PEOPLE];
    size_t n;
    int64_t now;
};

static bool is_there(const struct cards_person *p)
{
    return p->here || p->reachable;
}

static const struct cards_person *find(const struct world *w, int64_t id)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->people[i].id == id)
            return &w->people[i];
    return NULL;
}

static struct world random_world(void)
{
    struct world w = {.n = (size_t)dice(PEOPLE) + 1, .now = NOW};

    for (size_t i = 0; i < w.n; i++)
        w.people[i] = (struct cards_person){.id = (int64_t)i + 1,
                                            .here = dice(3) > 0,
                                            .reachable = dice(4) == 0,
                                            .leads = dice(3) == 0,
                                            .on_watch = dice(4) == 0,
                                            .same_team = dice(2) == 0,
                                            .coming = dice(4) == 0,
                                            .busy = dice(8) == 0};
    w.state.presser_id = dice((int64_t)w.n) + 1;
    w.state.relieved = dice(4) == 0;
    return w;
}

/* What must hold after every deal, whatever came before. */
static void check(const struct world *w, const struct cards_dealt *d, unsigned long long of)
{
    bool anybody = false, waiting = false;
    const struct cards_person *presser = find(w, w->state.presser_id);

    for (size_t i = 0; i < w->n; i++) {
        const struct cards_person *p = &w->people[i];
        bool lapsed_now = false;

        for (int r = 0; r < CARD_ROLE_N; r++)
            lapsed_now = lapsed_now || d->lapsed[r] == p->id;
        if (!is_there(p) || (p->busy && p != presser))
            continue;
        anybody = true;
        waiting = waiting || (p != presser && cards_parts_of(d->seat, p->id) == 0 && !lapsed_now &&
                              (p->lapsed_at == 0 || w->now >= p->lapsed_at + CARDS_REST_MS));
    }
    for (int r = 0; r < CARD_ROLE_N; r++) {
        const struct cards_seat *s = &d->seat[r];
        const struct cards_person *p = find(w, s->person_id);

        if (s->person_id == 0 && anybody)
            fail_msg("world %llu: a part has died though somebody is left", of);
        if (s->person_id == 0)
            continue;
        if (!is_there(p) || (p->busy && p != presser))
            fail_msg("world %llu: dealt to somebody who is gone", of);
        if (cards_parts_of(d->seat, p->id) > 1 && waiting)
            fail_msg("world %llu: two parts while somebody is free", of);
        if (s->confirmed_at == 0 && w->now - s->dealt_at >= CARDS_CONFIRM_MS)
            fail_msg("world %llu: an unconfirmed part was not dealt again", of);
        if (s->dealt_at > w->now)
            fail_msg("world %llu: dealt in the future", of);
    }
    if (!w->state.relieved && is_there(presser) &&
        d->seat[CARD_HOLD].person_id != w->state.presser_id)
        fail_msg("world %llu: the call was taken from who holds it", of);
    if (d->again_at <= w->now || d->again_at > w->now + CARDS_LOOK_MS)
        fail_msg("world %llu: nobody looks again in time", of);
}

/* Time goes on and the world changes: people leave, come, answer or do not. */
static void step(struct world *w, const struct cards_dealt *d)
{
    w->now += dice(12000);
    for (int r = 0; r < CARD_ROLE_N; r++)
        w->state.seat[r] = d->seat[r];
    for (size_t i = 0; i < w->n; i++) {
        struct cards_person *p = &w->people[i];
        bool answers = dice(2) == 0;

        for (int r = 0; r < CARD_ROLE_N; r++) {
            if (d->lapsed[r] == p->id)
                p->lapsed_at = w->now;
            if (answers && w->state.seat[r].person_id == p->id && !w->state.seat[r].confirmed_at)
                w->state.seat[r].confirmed_at = w->now;
        }
        if (dice(6) == 0)
            p->here = !p->here;
        if (dice(20) == 0)
            p->busy = !p->busy;
    }
    w->state.relieved = w->state.relieved || dice(8) == 0;
}

static void random_worlds_hold(void **state)
{
    (void)state;
    for (uint64_t of = 0; of < WORLDS; of++) {
        struct cards_dealt d, again;
        struct world w;

        seed = of;
        w = random_world();
        for (int i = 0; i < 12; i++) {
            struct world same;

            cards_deal(&w.state, w.people, w.n, w.now, &d);
            check(&w, &d, of);
            same = w;
            for (int r = 0; r < CARD_ROLE_N; r++) {
                same.state.seat[r] = d.seat[r];
                for (size_t p = 0; p < same.n; p++)
                    if (d.lapsed[r] == same.people[p].id)
                        same.people[p].lapsed_at = w.now;
            }
            cards_deal(&same.state, same.people, same.n, same.now, &again);
            for (int r = 0; r < CARD_ROLE_N; r++)
                if (again.changed[r])
                    fail_msg("world %llu: dealing again at once deals otherwise",
                             (unsigned long long)of);
            step(&w, &d);
        }
    }
}

/* ---- told */

static struct cards_person at_desk(int64_t id)
{
    return (struct cards_person){.id = id, .here = true, .same_team = true};
}

static void everybody_gets_one(void **state)
{
    struct cards_state s = {.presser_id = 1};
    struct cards_person people[] = {at_desk(1), at_desk(2), at_desk(3), at_desk(4), at_desk(5)};
    struct cards_dealt d;

    (void)state;
    people[3].leads = true;
    cards_deal(&s, people, 5, NOW, &d);
    assert_int_equal(d.seat[CARD_HOLD].person_id, 1);
    assert_true(d.seat[CARD_HOLD].confirmed_at == NOW);
    assert_int_equal(d.seat[CARD_DECIDE].person_id, 4);
    assert_int_equal(d.seat[CARD_ALARM].person_id, 2);
    assert_int_equal(d.seat[CARD_WRITE].person_id, 3);
    assert_int_equal(d.seat[CARD_RELIEVE].person_id, 5);
    assert_true(d.again_at == NOW + CARDS_LOOK_MS);
}

static void too_few_are_merged_and_parted_again(void **state)
{
    struct cards_state s = {.presser_id = 1};
    struct cards_person people[] = {at_desk(1), at_desk(2), at_desk(3)};
    struct cards_dealt d;

    (void)state;
    cards_deal(&s, people, 2, NOW, &d);
    for (int r = CARD_ALARM; r < CARD_ROLE_N; r++)
        assert_int_equal(d.seat[r].person_id, 2);
    for (int r = 0; r < CARD_ROLE_N; r++)
        s.seat[r] = d.seat[r];
    for (int r = 0; r < CARD_ROLE_N; r++)
        s.seat[r].confirmed_at = NOW;
    people[2].leads = true; /* comes later: what decides is for them */
    cards_deal(&s, people, 3, NOW + 3000, &d);
    assert_int_equal(d.seat[CARD_DECIDE].person_id, 3);
    assert_int_equal(d.seat[CARD_ALARM].person_id, 2);
    assert_int_equal(d.seat[CARD_WRITE].person_id, 2);
    for (int r = 0; r < CARD_ROLE_N; r++) /* what one has had longest one keeps */
        s.seat[r] =
            (struct cards_seat){r == CARD_HOLD ? 1 : 3, r == CARD_DECIDE ? NOW : NOW + 1, NOW + 1};
    cards_deal(&s, people, 3, NOW + 3000, &d);
    assert_int_equal(d.seat[CARD_DECIDE].person_id, 3);
    assert_int_equal(d.seat[CARD_ALARM].person_id, 2);
    cards_deal(&s, people, 1, NOW + 3000, &d); /* all have gone: who pressed is told so */
    for (int r = 0; r < CARD_ROLE_N; r++)
        assert_int_equal(d.seat[r].person_id, 1);
}

static void the_silent_one_is_passed_by(void **state)
{
    struct cards_state s = {.presser_id = 1};
    struct cards_person people[] = {at_desk(1), at_desk(2), at_desk(3),
                                    at_desk(4), at_desk(5), at_desk(6)};
    struct cards_dealt d;
    int64_t silent;

    (void)state;
    cards_deal(&s, people, 6, NOW, &d);
    silent = d.seat[CARD_ALARM].person_id;
    for (int r = 0; r < CARD_ROLE_N; r++) {
        s.seat[r] = d.seat[r];
        if (r != CARD_ALARM)
            s.seat[r].confirmed_at = NOW + 1;
    }
    cards_deal(&s, people, 6, NOW + CARDS_CONFIRM_MS - 1, &d);
    assert_int_equal(d.seat[CARD_ALARM].person_id, silent);
    cards_deal(&s, people, 6, NOW + CARDS_CONFIRM_MS, &d);
    assert_int_equal(d.lapsed[CARD_ALARM], silent);
    assert_int_not_equal(d.seat[CARD_ALARM].person_id, silent);
    assert_int_equal(cards_parts_of(d.seat, d.seat[CARD_ALARM].person_id), 1);
}

static void relieved_by_who_relieves(void **state)
{
    struct cards_state s = {.presser_id = 1, .relieved = true};
    struct cards_person people[] = {at_desk(1), at_desk(2), at_desk(3),
                                    at_desk(4), at_desk(5), at_desk(6)};
    struct cards_dealt d;

    (void)state;
    for (int r = 0; r < CARD_ROLE_N; r++)
        s.seat[r] = (struct cards_seat){r + 1, NOW, NOW};
    cards_deal(&s, people, 6, NOW + 5000, &d);
    assert_int_equal(d.seat[CARD_HOLD].person_id, 5);
    assert_int_equal(d.seat[CARD_RELIEVE].person_id, 6);
    cards_deal(&s, people, 1, NOW + 5000, &d); /* nobody is there to relieve them */
    assert_int_equal(d.seat[CARD_HOLD].person_id, 1);
}

static void a_leader_that_goes_is_replaced(void **state)
{
    struct cards_state s = {.presser_id = 1};
    struct cards_person people[] = {at_desk(1), at_desk(2), at_desk(3), at_desk(4), at_desk(5)};
    struct cards_dealt d;

    (void)state;
    for (int r = 0; r < CARD_ROLE_N; r++)
        s.seat[r] = (struct cards_seat){r + 1, NOW, NOW};
    people[CARD_DECIDE].here = false;
    cards_deal(&s, people, 5, NOW + 20000, &d);
    assert_int_equal(d.gone[CARD_DECIDE], CARD_DECIDE + 1);
    assert_int_not_equal(d.seat[CARD_DECIDE].person_id, CARD_DECIDE + 1);
    assert_int_not_equal(d.seat[CARD_DECIDE].person_id, 1);
    people[0].here = false; /* and who pressed: somebody looks after them and the line */
    cards_deal(&s, people, 5, NOW + 20000, &d);
    assert_int_equal(d.gone[CARD_HOLD], 1);
    assert_int_not_equal(d.seat[CARD_HOLD].person_id, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_worlds_hold),
        cmocka_unit_test(everybody_gets_one),
        cmocka_unit_test(too_few_are_merged_and_parted_again),
        cmocka_unit_test(the_silent_one_is_passed_by),
        cmocka_unit_test(relieved_by_who_relieves),
        cmocka_unit_test(a_leader_that_goes_is_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
