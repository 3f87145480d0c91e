/* Who is at the desks, kept in memory: written together, never longer than it is true, and the same numbers for everybody.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_world.h"

#include "features/help/help_parts.h"

static int64_t seen_at(struct world *w, int64_t person_id)
{
    struct help_desk_row row;

    db_refresh(w->db);
    assert_ok(q_help_desk_row(w->db, w->arena, person_id, &row));
    return row.seen_at;
}

/* As a second passes in a server. */
static void turn(struct world *w)
{
    help_presence_turn(NULL);
    db_refresh(w->db);
}

static void beats_are_written_together(struct world *w)
{
    help_presence_keep(w->store);
    sits(w, &w->bo);
    sits(w, &w->lea);
    assert_int_equal(seen_at(w, BO), NOON); /* who comes is written at once */
    clock_advance(10000);
    sits(w, &w->bo);
    assert_int_equal(seen_at(w, BO), NOON); /* a beat is not */
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + 10000);
    assert_int_equal(seen_at(w, LEA), NOON);
    clock_advance(100);
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + 10000); /* when it was heard, not when it is written */
    help_presence_stop();
}
BOTH(beats_are_written_together)

static void the_last_beats_are_written_at_the_stop(struct world *w)
{
    help_presence_keep(w->store);
    sits(w, &w->bo);
    clock_advance(9000);
    sits(w, &w->bo);
    help_presence_stop();
    assert_int_equal(seen_at(w, BO), NOON + 9000);
    clock_advance(9000);
    sits(w, &w->bo); /* nothing is kept any more */
    assert_int_equal(seen_at(w, BO), NOON + 18000);
}
BOTH(the_last_beats_are_written_at_the_stop)

static void who_left_stays_away(struct world *w)
{
    help_presence_keep(w->store);
    sits(w, &w->bo);
    sits(w, &w->lea);
    clock_advance(10000);
    sits(w, &w->bo);
    sits(w, &w->lea);
    assert_ok(help_desk_away(w->db, &w->bo, 0));
    run_sql(w,
            "UPDATE help_desk SET seen_at = 0 WHERE person_id = 103"); /* said to another server */
    turn(w);
    assert_int_equal(seen_at(w, BO), 0);
    assert_int_equal(seen_at(w, LEA), 0);
    sits(w, &w->bo); /* and comes again at once */
    assert_int_equal(seen_at(w, BO), NOON + 10000);
    help_presence_stop();
}
BOTH(who_left_stays_away)

/* A page that is loaded anew speaks before the old one says goodbye. */
static void a_page_ends_no_other(struct world *w)
{
    help_presence_keep(w->store);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 1));
    assert_ok(
        help_desk_here(w->db, w->arena, &w->bo, 0)); /* made by the server, not yet numbered */
    assert_ok(help_desk_away(w->db, &w->bo, 1));
    assert_int_equal(seen_at(w, BO), NOON);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 2));
    assert_ok(help_desk_away(w->db, &w->bo, 1));
    assert_int_equal(seen_at(w, BO), NOON);
    assert_ok(help_desk_away(w->db, &w->bo, 2));
    assert_int_equal(seen_at(w, BO), 0);
    help_presence_stop();
}
BOTH(a_page_ends_no_other)

/* Two tabs of one person: whichever closes, whoever spoke last. */
static void there_while_any_page_is_open(struct world *w)
{
    help_presence_keep(w->store);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 0));
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 1));
    clock_advance(5000);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 0));
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 2));
    assert_ok(help_desk_away(w->db, &w->bo, 2)); /* it spoke last */
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + 5000);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 3));
    assert_ok(help_desk_away(w->db, &w->bo, 1));
    assert_ok(help_desk_away(w->db, &w->bo, 2)); /* said twice */
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + 5000);
    assert_ok(help_desk_away(w->db, &w->bo, 3));
    assert_int_equal(seen_at(w, BO), 0);
    help_presence_stop();
}
BOTH(there_while_any_page_is_open)

/* A page that ended without a goodbye holds nobody at the desk longer than it was heard of. */
static void a_page_that_fell_silent_is_none(struct world *w)
{
    help_presence_keep(w->store);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 1));
    clock_advance(HELP_HERE_MS - 1);
    assert_ok(help_desk_here(w->db, w->arena, &w->bo, 2));
    clock_advance(1);
    assert_ok(help_desk_away(w->db, &w->bo, 2));
    assert_int_equal(seen_at(w, BO), 0);
    for (int64_t page = 3; page < 20; page++) /* more than are kept */
        assert_ok(help_desk_here(w->db, w->arena, &w->bo, page));
    assert_ok(help_desk_away(w->db, &w->bo, 19));
    assert_int_equal(seen_at(w, BO), NOON + HELP_HERE_MS);
    help_presence_stop();
}
BOTH(a_page_that_fell_silent_is_none)

/* However a goodbye and a beat met: whose page is open is there again with the beat after. */
static void who_speaks_is_there_again(struct world *w)
{
    help_presence_keep(w->store);
    sits(w, &w->bo);
    run_sql(w, "UPDATE help_desk SET seen_at = 0"); /* known in memory, gone in the row */
    clock_advance(10000);
    sits(w, &w->bo);
    turn(w);
    sits(w, &w->bo);
    assert_int_equal(seen_at(w, BO), NOON + 10000);
    help_presence_stop();
}
BOTH(who_speaks_is_there_again)

static void who_is_not_heard_of_is_gone(struct world *w)
{
    help_presence_keep(w->store);
    sits(w, &w->bo);
    clock_advance(HELP_HERE_MS - 1);
    turn(w);
    sits(w, &w->bo);
    assert_int_equal(seen_at(w, BO), NOON); /* known: with the next turn */
    clock_advance(HELP_HERE_MS);
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + HELP_HERE_MS - 1);
    sits(w, &w->bo);
    assert_int_equal(seen_at(w, BO), NOON + 2 * HELP_HERE_MS - 1); /* one who comes */
    help_presence_stop();
}
BOTH(who_is_not_heard_of_is_gone)

/* Two servers on one database: the beats of one person reach now this, now that. */
static void another_server_may_have_heard_it(struct world *w)
{
    help_presence_keep(w->store);
    sits(w, &w->bo);
    clock_advance(12000);
    run_sql(w,
            "UPDATE help_desk SET seen_at = 1774864811000 WHERE person_id = 102"); /* NOON + 11 s */
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + 11000); /* what is older here changes nothing */
    sits(w, &w->bo);
    turn(w);
    assert_int_equal(seen_at(w, BO), NOON + 12000);
    help_presence_stop();
}
BOTH(another_server_may_have_heard_it)

static void same_for(struct world *w, const struct actor *who)
{
    struct help_ready exact, lately;
    bool has_watch, had_watch;

    assert_ok(help_ready(w->db, w->arena, who, &exact));
    assert_ok(help_has_watch(w->db, w->arena, who, &has_watch));
    assert_ok(help_ready_lately(w->db, w->arena, who, &lately, &had_watch));
    assert_memory_equal(&exact, &lately, sizeof exact);
    assert_int_equal(has_watch, had_watch);
}

static void same_for_all(struct world *w)
{
    const struct actor *const all[] = {&w->anna, &w->bo,   &w->lea, &w->soren,
                                       &w->carl, &w->nina, &w->uma};

    help_crowd_keep(true); /* asked anew */
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        same_for(w, all[i]);
}

static void what_is_kept_says_the_same(struct world *w)
{
    help_presence_keep(w->store);
    same_for_all(w);
    sits(w, &w->anna);
    sits(w, &w->soren);
    same_for_all(w);
    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (103, 0, 'lea@example.dk', TRUE, 1, 0, 1), (109, 0, "
               "'nina@example.dk', TRUE, 1, 0, 1)");
    same_for_all(w);
    sits(w, &w->lea);
    sits(w, &w->uma);
    same_for_all(w);
    assert_ok(help_desk_away(w->db, &w->soren, 0));
    clock_advance(HELP_HERE_MS - 1);
    db_refresh(w->db);
    same_for_all(w);
    clock_advance(1);
    same_for_all(w);
    help_presence_stop();
}
BOTH(what_is_kept_says_the_same)

/* What a page shows is no older than a second, and as new as it can be where that is cheap. */
static void kept_for_a_moment_only(struct world *w)
{
    struct help_ready ready;
    bool has_watch;

    help_presence_keep(w->store);
    assert_ok(help_ready_lately(w->db, w->arena, &w->anna, &ready, &has_watch));
    assert_int_equal(ready.n_centre, 0);
    sits(w, &w->bo);
    int64_t until = clock_monotonic_us() + 20000000; /* fifty times what asking took, at the most */
    while (ready.n_centre == 0 && clock_monotonic_us() < until)
        assert_ok(help_ready_lately(w->db, w->arena, &w->anna, &ready, &has_watch));
    assert_int_equal(ready.n_centre, 1);
    assert_int_equal(ready.n_team, 1);
    help_presence_stop();
}
BOTH(kept_for_a_moment_only)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(beats_are_written_together),
        ON_BOTH(the_last_beats_are_written_at_the_stop),
        ON_BOTH(who_left_stays_away),
        ON_BOTH(a_page_ends_no_other),
        ON_BOTH(there_while_any_page_is_open),
        ON_BOTH(a_page_that_fell_silent_is_none),
        ON_BOTH(who_speaks_is_there_again),
        ON_BOTH(who_is_not_heard_of_is_gone),
        ON_BOTH(another_server_may_have_heard_it),
        ON_BOTH(what_is_kept_says_the_same),
        ON_BOTH(kept_for_a_moment_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
