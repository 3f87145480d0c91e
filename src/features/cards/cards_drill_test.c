/* Drills, and how fast requests were answered.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_world.h"

static int64_t planned(struct world *w, enum cards_drill_kind kind, enum cards_drill_scope scope,
                       int64_t from_at, int64_t to_at)
{
    struct cards_drill_entry e = {
        .kind = kind, .scope = scope, .slot = CARDS_BOMB, .from_at = from_at, .to_at = to_at};
    int64_t id;

    assert_ok(cards_drill_plan(w->db, w->arena, &w->lea, &e, &id));
    db_refresh(w->db);
    return id;
}

static int64_t the_request(struct world *w)
{
    return count(w, "SELECT COALESCE(MAX(id), 0) FROM help_request WHERE drill <> 0");
}

static int64_t state_of(struct world *w, int64_t id)
{
    struct card_drill_row d;

    db_refresh(w->db);
    assert_ok(q_card_drill_get(w->db, w->arena, id, &d));
    return d.state;
}

static void told_only_after_the_answer(struct world *w)
{
    struct help_desk desk;
    int64_t id, request_id, writer;

    sits(w, &w->anna);
    sits(w, &w->bo);
    sits(w, &w->nina);
    sits(w, &w->lea);
    id = planned(w, CARDS_DRILL_SURPRISE, CARDS_DRILL_OF_CENTRE, 0, 0);
    run_jobs(w);
    assert_int_equal(state_of(w, id), CARDS_DRILL_RUNS);
    request_id = the_request(w);
    assert_ok(help_desk(w->db, w->arena, &w->anna, &desk));
    assert_int_equal(desk.open.n, 1); /* as any other */
    run_jobs(w);
    writer = holder(w, request_id, CARD_WRITE);
    assert_int_not_equal(writer, 0);
    assert_int_not_equal(writer, LEA);
    assert_false(call_of(w, actor_of(w, writer), request_id).knows_drill);
    assert_ok(cards_take(w->db, w->arena, actor_of(w, writer), request_id));
    assert_true(call_of(w, actor_of(w, writer), request_id).knows_drill);
    assert_true(call_of(w, &w->lea, request_id).knows_drill); /* it is hers */
    assert_ok(cards_end(w->db, w->arena, &w->lea, request_id));
    run_jobs(w);
    assert_int_equal(state_of(w, id), CARDS_DRILL_OVER);
    assert_int_equal(count(w, "SELECT count(*) FROM incident"), 0);
    assert_int_equal(count(w, "SELECT count(*) FROM aftercare_case"), 0);
    assert_int_equal(count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_TALK'"), 0);
    assert_ok(help_desk(w->db, w->arena, &w->lea, &desk));
    assert_int_equal(desk.ended.n, 0); /* nothing to log */
}
BOTH(told_only_after_the_answer)

static void at_a_moment_of_its_window(struct world *w)
{
    int64_t id = planned(w, CARDS_DRILL_SURPRISE, CARDS_DRILL_OF_CENTRE, NOON + 12 * HOUR_MS,
                         NOON + 20 * HOUR_MS); /* by night */
    struct card_drill_row d;
    struct card_drill_row_list seen;

    assert_ok(q_card_drill_get(w->db, w->arena, id, &d));
    assert_true(d.press_at >= NOON + 12 * HOUR_MS && d.press_at < NOON + 20 * HOUR_MS);
    assert_ok(cards_drills(w->db, w->arena, &w->anna, &seen));
    assert_int_equal(seen.n, 0); /* a surprise */
    assert_ok(cards_drills(w->db, w->arena, &w->lea, &seen));
    assert_int_equal(seen.n, 1);
    clock_advance(d.press_at - NOON - 1);
    run_jobs(w);
    assert_int_equal(the_request(w), 0);
    clock_advance(1);
    run_jobs(w);
    assert_int_equal(row_of(w, the_request(w)).occasion, HELP_ON_ACUTE_NIGHT);
    clock_advance(CARDS_DRILL_LONGEST_MS);
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(state_of(w, id), CARDS_DRILL_OVER);
    assert_true(row_of(w, the_request(w)).closed_at != 0);
}
BOTH(at_a_moment_of_its_window)

static void announced_is_told(struct world *w)
{
    struct card_drill_row_list seen;
    int64_t id =
        planned(w, CARDS_DRILL_ANNOUNCED, CARDS_DRILL_OF_TEAM, NOON + HOUR_MS, NOON + 2 * HOUR_MS);

    assert_ok(cards_drills(w->db, w->arena, &w->anna, &seen));
    assert_int_equal(seen.n, 1);
    assert_int_equal(count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_DRILL' AND "
                              "person_id IN (101, 102, 109)"),
                     3);
    assert_int_equal(
        count(w,
              "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_DRILL' AND person_id = 104"),
        0); /* of South */
    assert_status(cards_drill_cancel(w->db, w->arena, &w->anna, id), DENIED);
    db_refresh(w->db);
    assert_status(cards_drill_cancel(w->db, w->arena, &w->uma, id), DENIED);
    db_refresh(w->db);
    assert_ok(cards_drill_cancel(w->db, w->arena, &w->carl, id));
    clock_advance(3 * HOUR_MS);
    run_jobs(w);
    assert_int_equal(the_request(w), 0);
    assert_status(cards_drill_cancel(w->db, w->arena, &w->carl, id), CONFLICT);
}
BOTH(announced_is_told)

static void gives_way_to_anything_real(struct world *w)
{
    int64_t id, real;

    sits(w, &w->anna);
    sits(w, &w->bo);
    id = planned(w, CARDS_DRILL_SURPRISE, CARDS_DRILL_OF_CENTRE, 0, 0);
    run_jobs(w);
    assert_true(row_of(w, the_request(w)).closed_at == 0);
    real = presses(w, &w->bo, HELP_NEED, "press-0001");
    run_jobs(w);
    assert_true(row_of(w, the_request(w)).closed_at != 0);
    assert_int_equal(state_of(w, id), CARDS_DRILL_GAVE_WAY);
    assert_true(row_of(w, real).closed_at == 0);
    id = planned(w, CARDS_DRILL_SURPRISE, CARDS_DRILL_OF_CENTRE, 0, 0); /* not while it is open */
    run_jobs(w);
    assert_int_equal(state_of(w, id), CARDS_DRILL_PLANNED);
    assert_ok(help_end(w->db, w->arena, &w->bo, real));
    db_refresh(w->db);
    clock_advance(CARDS_DRILL_AGAIN_MS);
    sits(w, &w->anna);
    sits(w, &w->bo);
    run_jobs(w);
    assert_int_equal(state_of(w, id), CARDS_DRILL_RUNS);
    assert_ok(cards_drill_cancel(w->db, w->arena, &w->lea, id));
    presses(w, &w->bo, HELP_NEED, "press-0002");
    id = planned(w, CARDS_DRILL_SURPRISE, CARDS_DRILL_OF_CENTRE, 0, 0);
    for (int i = 0; i < 4; i++) {
        run_jobs(w);
        clock_advance(CARDS_DRILL_AGAIN_MS);
    }
    assert_int_equal(state_of(w, id), CARDS_DRILL_NOT_HELD);
}
BOTH(gives_way_to_anything_real)

/* Whatever the time: those it was planned for, and never the last resort. */
static void calls_nobody_else(struct world *w)
{
    struct help_desk desk;
    int64_t id;

    sits(w, &w->soren);
    sits(w, &w->anna);
    id = planned(w, CARDS_DRILL_SURPRISE, CARDS_DRILL_OF_TEAM, 0, 0);
    run_jobs(w);
    assert_ok(help_desk(w->db, w->arena, &w->soren, &desk));
    assert_int_equal(desk.open.n, 0); /* of South */
    assert_ok(help_desk(w->db, w->arena, &w->anna, &desk));
    assert_int_equal(desk.open.n, 1);
    for (int i = 0; i < 20; i++) {
        clock_advance(10000);
        run_jobs(w);
    }
    assert_true(row_of(w, the_request(w)).closed_at != 0);
    assert_int_equal(state_of(w, id), CARDS_DRILL_OVER);
    assert_int_equal(
        count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_HELP_ACUTE' AND person_id IN "
                 "(104, 108)"),
        0);
}
BOTH(calls_nobody_else)

static void wrong_plans_are_refused(struct world *w)
{
    struct cards_drill_entry e = {.from_at = NOON + HOUR_MS, .to_at = NOON};
    int64_t id;

    assert_status(cards_drill_plan(w->db, w->arena, &w->anna, &e, &id), DENIED);
    db_refresh(w->db);
    assert_status(cards_drill_plan(w->db, w->arena, &w->amir, &e, &id), DENIED); /* calls nobody */
    db_refresh(w->db);
    assert_status(cards_drill_plan(w->db, w->arena, &w->lea, &e, &id), INVALID);
    db_refresh(w->db);
    e.to_at = NOON + 200 * DAY_MS;
    assert_status(cards_drill_plan(w->db, w->arena, &w->lea, &e, &id), INVALID);
    db_refresh(w->db);
    e.to_at = NOON + 2 * HOUR_MS;
    e.slot = 8;
    assert_status(cards_drill_plan(w->db, w->arena, &w->lea, &e, &id), INVALID);
}
BOTH(wrong_plans_are_refused)

/* ---- numbers */

static void presses_and_is_answered(struct world *w, int i, int64_t after_ms)
{
    bool first;
    int64_t id =
        presses(w, &w->anna, HELP_NEED, str_c(w->arena, arena_printf(w->arena, "press-%04d", i)));

    clock_advance(after_ms);
    assert_ok(help_come(w->db, w->arena, &w->bo, id, &first));
    assert_ok(help_end(w->db, w->arena, &w->bo, id));
    db_refresh(w->db);
}

static const struct cards_speed *span_of(const struct cards_numbers *n, int64_t span, bool drill)
{
    for (size_t i = 0; i < n->n; i++)
        if (n->at[i].span == span && n->at[i].drill == drill)
            return &n->at[i];
    return NULL;
}

static void how_fast(struct world *w)
{
    struct cards_numbers n;
    int64_t cancelled;

    for (int i = 0; i < 5; i++)
        presses_and_is_answered(w, i, i == 4 ? 30000 : 0);     /* at once is an answer too */
    cancelled = presses(w, &w->anna, HELP_NEED, "press-0100"); /* by mistake: counts as none */
    assert_ok(help_cancel(w->db, w->arena, &w->anna, cancelled));
    db_refresh(w->db);
    assert_status(cards_numbers(w->db, w->arena, &w->anna, 0, 1, &n), DENIED);
    assert_ok(cards_numbers(w->db, w->arena, &w->siv, NOON - DAY_MS, NOON + DAY_MS, &n));
    assert_int_equal(span_of(&n, CARDS_ALL_DAY, false)->n, 5);
    assert_int_equal(span_of(&n, CARDS_BY_DAY, false)->soon, 4);
    assert_int_equal(span_of(&n, CARDS_BY_DAY, false)->late, 5);
    assert_true(span_of(&n, CARDS_BY_DAY, false)->soon_met); /* 80 % */
    assert_int_equal(span_of(&n, CARDS_HOUR_0 + 12, false)->n, 5);
    assert_null(span_of(&n, CARDS_BY_NIGHT, false));
    assert_null(span_of(&n, CARDS_ALL_DAY, true));
    clock_advance(12 * HOUR_MS);
    presses_and_is_answered(w, 50, 0); /* one by night would tell who that was */
    assert_ok(cards_numbers(w->db, w->arena, &w->siv, NOON - DAY_MS, NOON + DAY_MS, &n));
    assert_true(span_of(&n, CARDS_BY_NIGHT, false)->hidden);
    assert_true(span_of(&n, CARDS_BY_DAY, false)->hidden); /* else the night is what is left */
    assert_int_equal(span_of(&n, CARDS_ALL_DAY, false)->n, 6);
}
BOTH(how_fast)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(told_only_after_the_answer),
        ON_BOTH(at_a_moment_of_its_window),
        ON_BOTH(announced_is_told),
        ON_BOTH(gives_way_to_anything_real),
        ON_BOTH(calls_nobody_else),
        ON_BOTH(wrong_plans_are_refused),
        ON_BOTH(how_fast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
