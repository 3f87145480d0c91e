/* The rules of the roster on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_world.h"

#define NIGHT (NOON + 10 * HOUR_MS) /* 22:00 in Copenhagen */

static void publishing(struct world *w)
{
    int64_t watch = night_watch(w, true, 1), rota, found;
    struct duty_rota_entry e = {
        .level = 1, .turn = ROSTER_WEEK, .every = 1, .start_at = NOON, .people = {NINA, LEA}};
    struct duty_effect effect;
    struct duty_watch_entry other = {.name = STR("x"), .hours = DUTY_HOURS_ALWAYS, .levels = 1};

    assert_status(duty_create(w->db, w->arena, &w->bo, &other, &found), DENIED);
    assert_status(duty_create(w->db, w->arena, &w->lea, &other, &found),
                  DENIED); /* her team only */
    assert_status(duty_draft(w->db, w->arena, &w->bo, watch, &e, &rota), DENIED);
    e.people[0] = 9999;
    assert_status(duty_draft(w->db, w->arena, &w->lea, watch, &e, &rota), INVALID);
    e.people[0] = NINA;
    assert_ok(duty_draft(w->db, w->arena, &w->lea, watch, &e, &rota));
    db_refresh(w->db);
    assert_int_equal(now(w, watch).n, 0);
    assert_ok(duty_preview(w->db, w->arena, &w->lea, rota, &effect));
    assert_int_equal(effect.all_gaps + effect.all_breaches, 0);
    assert_ok(duty_publish(w->db, w->arena, &w->lea, rota, false, &effect, &found));
    db_refresh(w->db);
    assert_status(duty_publish(w->db, w->arena, &w->lea, rota, false, &effect, &found), CONFLICT);
    e.start_at = NOON + 10 * DAY_MS; /* within four weeks */
    assert_status(duty_draft(w->db, w->arena, &w->lea, watch, &e, &rota), CONFLICT);
    e.start_at = NOON + 29 * DAY_MS;
    assert_ok(duty_draft(w->db, w->arena, &w->lea, watch, &e, &rota));
    assert_ok(duty_drop(w->db, w->arena, &w->lea, rota, &found));
    clock_advance(NIGHT - NOON);
    struct duty_person_list on = now(w, watch);
    assert_int_equal(on.n, 1);
    assert_int_equal(on.at[0].person_id, NINA);
    clock_advance(7 * DAY_MS);
    assert_int_equal(now(w, watch).at[0].person_id, LEA);
}
BOTH(publishing)

/* Gaps are told once for each nearness, to the one who owns the roster. */
static void gaps_are_told(struct world *w)
{
    int64_t watch = night_watch(w, true, 1);
    struct duty_rota_entry e = {.level = 1,
                                .turn = ROSTER_DAY,
                                .every = 1,
                                .start_at = NOON + 20 * DAY_MS,
                                .people = {NINA}};
    struct duty_effect effect;
    int64_t rota, found;
    const char *told =
        "SELECT COUNT(*) FROM notice WHERE person_id = 103 AND text LIKE 'NOTICE_DUTY_GAP%'";

    assert_ok(duty_draft(w->db, w->arena, &w->lea, watch, &e, &rota));
    assert_ok(duty_publish(w->db, w->arena, &w->lea, rota, false, &effect, &found));
    run_jobs(w);
    assert_int_equal(count(w, told), 3); /* today, within a week, later */
    run_jobs(w);
    assert_int_equal(count(w, told), 3);
    clock_advance(3 * HOUR_MS + MINUTE_MS); /* 15:01: an hour before */
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_DUTY_GAP_HOUR'"),
                     1);
    clock_advance(HOUR_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_DUTY_GAP_NOW'"), 1);
    assert_int_equal(count(w, "SELECT level FROM notice WHERE text = 'NOTICE_DUTY_GAP_NOW'"), 2);
    assert_int_equal(light(w, watch).reason, DUTY_NOBODY);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM duty_gap WHERE from_at > 1776700000000"), 0);
}
BOTH(gaps_are_told)

static void light_is_real(struct world *w)
{
    int64_t watch = night_watch(w, true, 1);

    base(w, watch, ROSTER_WEEK, NINA, LEA);
    assert_false(light(w, watch).open);
    clock_advance(NIGHT - NOON);
    assert_true(light(w, watch).open);
    assert_int_equal(light(w, watch).reason, DUTY_CHANNELS);
    run_jobs(w); /* she and the owner are told */
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_DUTY_RED' AND person_id = 103"),
        1);
    assert_int_equal(
        count(w,
              "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_DUTY_REACH' AND person_id = 109"),
        1);
    with_channels(w, NINA);
    assert_true(light(w, watch).green);
    run_sql(w, "UPDATE notice_channel SET dead_at = 1 WHERE channel = 1");
    assert_int_equal(light(w, watch).reason, DUTY_CHANNELS);
    run_sql(w, "UPDATE notice_channel SET dead_at = NULL, verified_at = 1");
    assert_int_equal(light(w, watch).reason, DUTY_STALE);
    run_sql(w, "UPDATE notice_channel SET verified_at = 1774864800000");
    log_call(w, &w->nina, "key-0010", INCIDENT_D, 4);    /* she is hit herself */
    assert_int_equal(light(w, watch).reason, DUTY_AWAY); /* why is confided */
    assert_int_equal(now(w, watch).n, 0);
    int64_t until;
    assert_status(duty_take(w->db, w->arena, &w->nina, watch, 1, &until), CONFLICT);
    assert_int_equal(refuse_key(), T_DUTY_HURT_TAKE);
    assert_status(duty_take(w->db, w->arena, &w->bo, watch, 1, &until), DENIED);
    with_channels(w, MARK);
    assert_ok(duty_take(w->db, w->arena, &w->mark, watch, 1, &until));
    assert_true(until == NOON + 20 * HOUR_MS); /* 08:00 */
    assert_true(light(w, watch).green);
    assert_int_equal(now(w, watch).at[0].person_id, MARK);
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, kind) VALUES (107, 20542, 0)");
    assert_int_equal(light(w, watch).reason, DUTY_AWAY);
    clock_advance(DAY_MS);
    assert_int_equal(now(w, watch).at[0].person_id, NINA);
}
BOTH(light_is_real)

static void rest_is_asked_for(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6), day = own_watch(w, "Dag", 8, 16), id;
    struct duty_cover_entry e = {.kind = DUTY_COVER_OVERRIDE,
                                 .level = 1,
                                 .from_at = AT("2026-04-02T06:00:00Z"),
                                 .to_at = AT("2026-04-02T14:00:00Z"),
                                 .person_id = NINA};
    struct duty_effect effect;

    base(w, night, ROSTER_DAY, NINA, 0);
    base(w, day, ROSTER_DAY, MARK, 0);
    assert_status(duty_cover(w->db, w->arena, &w->lea, day, &e, &effect, &id), CONFLICT);
    assert_int_equal(effect.n_breaches, 1);
    assert_str(effect.breaches[0].name, "Nina Vang");
    assert_int_equal(effect.breaches[0].breach.rest_ms, 6 * HOUR_MS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM duty_entry"), 0);
    e.accept = true;
    assert_ok(duty_cover(w->db, w->arena, &w->lea, day, &e, &effect, &id));
    db_refresh(w->db);
    int64_t watch;
    assert_status(duty_undo(w->db, w->arena, &w->lea, id, false, &effect, &watch), CONFLICT);
    assert_true(effect.breaches[0].breach.is_week); /* Mark works day after day again */
    db_refresh(w->db);
    assert_ok(duty_undo(w->db, w->arena, &w->lea, id, true, &effect, &watch));
    db_refresh(w->db);
    e.person_id = 0; /* nobody: a gap */
    e.accept = false;
    assert_status(duty_cover(w->db, w->arena, &w->lea, day, &e, &effect, &id), CONFLICT);
    assert_int_equal(effect.n_gaps, 1);
    e.kind = DUTY_COVER_SHADOW; /* a newcomer is no cover, and needs nothing of anybody */
    e.person_id = ANNA;
    assert_ok(duty_cover(w->db, w->arena, &w->lea, day, &e, &effect, &id));
}
BOTH(rest_is_asked_for)

static const struct roster_span whole = {0, 0};

static void swapping(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6), day = own_watch(w, "Dag", 8, 16), id;
    enum duty_swap_state state;

    base(w, night, ROSTER_DAY, NINA, 0);
    run_jobs(w);
    struct duty_told_row shift = first_shift(w, &w->nina);
    assert_status(duty_swap_ask(w->db, w->arena, &w->mark, shift.id, NINA, whole, &id), MISSING);
    assert_status(duty_swap_ask(w->db, w->arena, &w->nina, shift.id, ANNA, whole, &id), INVALID);
    assert_ok(duty_swap_ask(w->db, w->arena, &w->nina, shift.id, MARK, whole, &id));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 107 AND text = "
                              "'NOTICE_DUTY_SWAP_ASKED'"),
                     1);
    clock_advance(6 * HOUR_MS);
    run_jobs(w); /* reminded */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 107 AND text = "
                              "'NOTICE_DUTY_SWAP_ASKED'"),
                     2);
    assert_status(duty_swap_answer(w->db, w->arena, &w->bo, id, true, &state), MISSING);
    assert_ok(duty_swap_answer(w->db, w->arena, &w->mark, id, true, &state));
    assert_int_equal(state, DUTY_SWAP_DONE);
    db_refresh(w->db);
    assert_status(duty_swap_answer(w->db, w->arena, &w->mark, id, true, &state), CONFLICT);
    run_jobs(w);
    assert_true(first_shift(w, &w->mark).from_at == shift.from_at);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM duty_shift WHERE person_id = 109 AND cancelled"), 1);
    /* Mark has the day as well: the next night would leave him 6 hours. */
    base(w, day, ROSTER_DAY, MARK, 0);
    clock_advance(12 * HOUR_MS);
    run_jobs(w);
    shift = first_shift(w, &w->nina);
    assert_ok(duty_swap_ask(w->db, w->arena, &w->nina, shift.id, MARK, whole, &id));
    db_refresh(w->db);
    assert_ok(duty_swap_answer(w->db, w->arena, &w->mark, id, true, &state));
    assert_int_equal(state, DUTY_SWAP_WAITS);
    db_refresh(w->db);
    assert_status(duty_swap_decide(w->db, w->arena, &w->bo, id, true), MISSING);
    assert_ok(duty_swap_decide(w->db, w->arena, &w->lea, id, true));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM duty_swap WHERE state = 2"), 2);
}
BOTH(swapping)

/* From ten to six, the hours from midnight to three: one's own before and after. */
static void swapping_a_part(struct world *w)
{
    int64_t night = own_watch(w, "Nat", 22, 6), id;
    enum duty_swap_state state;

    base(w, night, ROSTER_DAY, NINA, 0);
    run_jobs(w);
    struct duty_told_row shift = first_shift(w, &w->nina);
    struct roster_span part = {shift.from_at + 2 * HOUR_MS + 1234, shift.from_at + 5 * HOUR_MS};
    const struct roster_span wrong[] = {
        {shift.from_at - HOUR_MS, 0},
        {0, shift.to_at + HOUR_MS},
        {part.to, part.to},
        {part.to, part.from},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_status(duty_swap_ask(w->db, w->arena, &w->nina, shift.id, MARK, wrong[i], &id),
                      INVALID);
        db_refresh(w->db);
    }
    assert_ok(duty_swap_ask(w->db, w->arena, &w->nina, shift.id, MARK, part, &id));
    assert_ok(duty_swap_answer(w->db, w->arena, &w->mark, id, true, &state));
    assert_int_equal(state, DUTY_SWAP_DONE);
    run_jobs(w);
    struct duty_told_row his = first_shift(w, &w->mark), hers = first_shift(w, &w->nina);
    assert_int_equal(his.from_at, shift.from_at + 2 * HOUR_MS); /* to the minute */
    assert_int_equal(his.to_at, part.to);
    assert_int_equal(hers.from_at, shift.from_at);
    assert_int_equal(hers.to_at, his.from_at);
    assert_int_equal(
        count(w, str_c(w->arena, arena_printf(w->arena,
                                              "SELECT COUNT(*) FROM duty_shift WHERE "
                                              "person_id = 109 AND NOT cancelled AND "
                                              "from_at = %lld AND to_at = %lld",
                                              (long long)part.to, (long long)shift.to_at))),
        1);
    clock_advance(shift.from_at + HOUR_MS - clock_now()); /* it has begun: what is left of it */
    run_jobs(w);
    hers = first_shift(w, &w->nina);
    assert_ok(
        duty_swap_ask(w->db, w->arena, &w->nina, hers.id, MARK, (struct roster_span){0, 0}, &id));
    assert_int_equal(count(w, "SELECT MIN(from_at) FROM duty_swap"), clock_now());
}
BOTH(swapping_a_part)

/* Six days in a row are fine; the seventh takes the day of rest away, and is asked for like the 11 hours. */
static void a_day_of_rest_each_week(struct world *w)
{
    int64_t day = own_watch(w, "Dag", 8, 16), id;
    struct duty_cover_entry e = {
        .kind = DUTY_COVER_OVERRIDE, .level = 1, .person_id = NINA, .accept = true};
    struct duty_effect effect;

    base(w, day, ROSTER_DAY, MARK, 0);
    for (int i = 0; i < 7; i++) {
        e.from_at = AT("2026-04-06T06:00:00Z") + i * DAY_MS;
        e.to_at = e.from_at + 8 * HOUR_MS;
        e.accept = i < 6;
        enum status status = duty_cover(w->db, w->arena, &w->lea, day, &e, &effect, &id);
        db_refresh(w->db);
        size_t n_week = 0;
        for (size_t k = 0; k < effect.n_breaches; k++)
            n_week +=
                effect.breaches[k].breach.is_week && effect.breaches[k].breach.person_id == NINA;
        assert_int_equal(n_week, i == 6);
        assert_int_equal(status, i < 6 ? OK : CONFLICT);
    }
}
BOTH(a_day_of_rest_each_week)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(publishing),
        ON_BOTH(gaps_are_told),
        ON_BOTH(light_is_real),
        ON_BOTH(rest_is_asked_for),
        ON_BOTH(swapping),
        ON_BOTH(swapping_a_part),
        ON_BOTH(a_day_of_rest_each_week),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
