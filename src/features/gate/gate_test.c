/* Both conditions, who signs, who lets through and for how long, the switch, and who is told.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate_world.h"

#include "features/gate/gate_personal.h"

static struct gate_eligible asked(struct world *w, const struct actor *who, int64_t person_id,
                                  const char *line)
{
    const struct gate_ask ask = {person_id, str_of(line)};
    struct gate_eligible *at;
    size_t n;

    db_refresh(w->db);
    assert_ok(gate_eligible(w->db, w->arena, who, &ask, &at, &n));
    assert_int_equal(n, 1);
    return at[0];
}

static void signs(struct world *w, const struct actor *trainer, int64_t person_id)
{
    db_refresh(w->db);
    assert_ok(gate_sign(w->db, w->arena, trainer, person_id, STR("Rolig og klar")));
    db_refresh(w->db);
}

static void both_or_nothing(struct world *w)
{
    struct actor tove = trainer(w);

    gate_on(w);
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).reasons,
                     GATE_BIT(MODULE_MISSING) | GATE_BIT(NOT_SIGNED));
    answered(w, &w->anna, "conflict", true);
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).reasons, GATE_BIT(NOT_SIGNED));
    signs(w, &tove, ANNA);
    assert_true(asked(w, &w->amir, ANNA, NULL).eligible);
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).reasons, 0);
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).until_at,
                     mine_of(w, &w->anna, "conflict").until_at);
    signs(w, &tove, BO);
    assert_int_equal(asked(w, &w->amir, BO, NULL).reasons, GATE_BIT(MODULE_MISSING));
    clock_advance(400 * DAY_MS);
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).reasons, GATE_BIT(MODULE_EXPIRED));
}
BOTH(both_or_nothing)

/* What is not known closes, and says why. */
static void fails_closed(struct world *w)
{
    struct actor tove = trainer(w);

    gate_on(w);
    answered(w, &w->anna, "conflict", true);
    signs(w, &tove, ANNA);
    assert_true(asked(w, &w->amir, 0, "1127").eligible);
    assert_int_equal(asked(w, &w->amir, 0, "PJSIP/Anna").person_id, ANNA);
    assert_int_equal(asked(w, &w->amir, 0, "1126").reasons, GATE_BIT(UNKNOWN));
    assert_int_equal(asked(w, &w->amir, 0, "1128").reasons, GATE_BIT(UNKNOWN)); /* of two */
    assert_int_equal(asked(w, &w->amir, 0, "1129").reasons, GATE_BIT(UNKNOWN)); /* another centre */
    assert_int_equal(asked(w, &w->amir, 999, NULL).reasons, GATE_BIT(UNKNOWN));
    assert_int_equal(asked(w, &w->amir, UMA, NULL).person_id, 0);
    assert_int_equal(asked(w, &w->amir, SIV, NULL).reasons, GATE_BIT(NO_PHONE_ROLE));
    assert_int_equal(asked(w, &w->amir, LEA, NULL).reasons, GATE_BIT(NO_PHONE_ROLE));
    assert_int_equal(asked(w, &w->lea, SOREN, NULL).reasons, GATE_BIT(UNKNOWN)); /* not her team */
    run_sql(w, "UPDATE person SET left_day = 20541 WHERE id = 101");             /* yesterday */
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).reasons, GATE_BIT(LEFT));
    assert_false(asked(w, &w->amir, 0, "1127").eligible);
    run_sql(w, "UPDATE person SET left_day = 20542 WHERE id = 101"); /* today is the last day */
    assert_true(asked(w, &w->amir, ANNA, NULL).eligible);
    assert_int_equal(asked(w, &w->amir, ANNA, NULL).until_at, zone_day_start(w->zone, 20543));
    assert_status(gate_eligible(w->db, w->arena, &w->anna, &(struct gate_ask){0},
                                &(struct gate_eligible *){NULL}, &(size_t){0}),
                  DENIED);
}
BOTH(fails_closed)

static void all_of_the_centre(struct world *w)
{
    struct gate_eligible *at;
    size_t n;

    gate_on(w);
    assert_ok(gate_eligible(w->db, w->arena, &w->amir, &(struct gate_ask){0}, &at, &n));
    assert_int_equal(n, 4); /* Anna, Bo, Nina, Søren */
    for (size_t i = 0; i < n; i++)
        assert_false(at[i].eligible);
    assert_ok(gate_eligible(w->db, w->arena, &w->lea, &(struct gate_ask){0}, &at, &n));
    assert_int_equal(n, 3); /* of North */
}
BOTH(all_of_the_centre)

static void who_signs(struct world *w)
{
    struct actor tove = trainer(w);
    struct gate_look look;

    gate_on(w);
    assert_status(gate_sign(w->db, w->arena, &tove, TOVE, STR("x")), MISSING); /* not oneself */
    assert_status(gate_sign(w->db, w->arena, &tove, SOREN, STR("x")), MISSING);
    assert_status(gate_sign(w->db, w->arena, &tove, UMA, STR("x")), MISSING);
    assert_status(gate_sign(w->db, w->arena, &w->lea, ANNA, STR("x")),
                  DENIED); /* leads, is no trainer */
    assert_status(gate_sign(w->db, w->arena, &w->anna, BO, STR("x")), DENIED);
    assert_status(gate_sign(w->db, w->arena, &tove, ANNA, STR("")), INVALID);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM gate_sign"), 0);
    signs(w, &tove, ANNA);
    assert_status(gate_sign(w->db, w->arena, &tove, ANNA, STR("x")), CONFLICT);
    db_refresh(w->db);
    assert_status(gate_take_back(w->db, w->arena, &tove, ANNA, STR("")), INVALID);
    assert_status(gate_take_back(w->db, w->arena, &w->lea, ANNA, STR("x")), DENIED);
    assert_ok(gate_take_back(w->db, w->arena, &tove, ANNA, STR("Øver mere")));
    db_refresh(w->db);
    assert_status(gate_take_back(w->db, w->arena, &tove, ANNA, STR("x")), CONFLICT);
    signs(w, &tove, ANNA);
    assert_ok(gate_look(w->db, w->arena, &tove, ANNA, LANG_DA, &look));
    assert_int_equal(look.signs.n, 2);
    assert_true(look.may_sign && !look.may_override);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'gate_signed'"), 3);
}
BOTH(who_signs)

/* Nina is on call in North and has neither watch nor team; as supervisor with the watch she may. */
static void who_lets_through(struct world *w)
{
    struct actor nina;

    gate_on(w);
    assert_status(gate_let(w->db, w->arena, &w->nina, ANNA, STR("x")), DENIED);
    run_sql(w, "INSERT INTO role_grant VALUES (109, 1, 12, 0, 0)"); /* supervisor in South */
    db_refresh(w->db);
    assert_ok(actor_load(w->db, w->arena, NINA, &nina));
    assert_status(gate_let(w->db, w->arena, &nina, ANNA, STR("x")), MISSING); /* not on duty */
    run_sql(w, "INSERT INTO duty_watch (id, centre_id, team_id, name, night, levels, at_home, "
               "owner_id, made_at) VALUES "
               "(801, 1, 0, 'Dag', FALSE, 1, FALSE, 108, 0);"
               "INSERT INTO duty_window (watch_id, place, weekdays, from_minute, to_minute, days) "
               "VALUES (801, 0, 127, 0, 0, 0);"
               "INSERT INTO duty_rota (id, watch_id, level, turn, every, start_day, start_minute, "
               "end_minute, shadow, state, made_at, made_by) "
               "VALUES (802, 801, 1, 2, 1, 20500, 480, 0, FALSE, 1, 0, 108);"
               "INSERT INTO duty_rota_person (rota_id, place, person_id) VALUES (802, 0, 109)");
    db_refresh(w->db);
    assert_status(gate_let(w->db, w->arena, &nina, NINA, STR("x")), MISSING); /* not oneself */
    assert_status(gate_let(w->db, w->arena, &nina, ANNA, STR("")), INVALID);
    assert_ok(gate_let(w->db, w->arena, &nina, ANNA, STR("Sygdom i køen")));
    assert_true(is_open(w, ANNA));
    assert_int_equal(at_gate(w, ANNA).answer.until, clock_now() + DAY_MS);
    assert_status(gate_let(w->db, w->arena, &nina, ANNA, STR("x")), CONFLICT);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 101 AND text = 'NOTICE_GATE_LET'"),
        1);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'gate_let' AND person_id = 109"), 1);
    clock_advance(DAY_MS - 1);
    assert_true(is_open(w, ANNA));
    clock_advance(1);
    assert_false(is_open(w, ANNA));
    assert_ok(
        gate_let(w->db, w->arena, &w->lea, ANNA, STR("En dag til"))); /* manager of the team */
    db_refresh(w->db);
    assert_status(gate_let(w->db, w->arena, &w->lea, SOREN, STR("x")), MISSING);
}
BOTH(who_lets_through)

static void the_switch(struct world *w)
{
    struct gate_switch look;
    struct gate_switching on = {.on_day = 20550, .grace_days = 10}, past = {.on_day = 20541},
                          off = {0}, far = {.on_day = 20550, .grace_days = 181};

    assert_true(is_open(w, ANNA)); /* off */
    assert_true((at_gate(w, ANNA).answer.reasons & GATE_BIT(OFF)) != 0);
    assert_ok(gate_switch_look(w->db, w->arena, &w->carl, &look));
    assert_int_equal(look.out.n, 4);
    assert_int_equal(look.n_people, 4);
    assert_status(gate_switch_look(w->db, w->arena, &w->lea, &look), DENIED);
    assert_status(gate_switch_put(w->db, w->arena, &w->lea, &on), DENIED);
    assert_status(gate_switch_put(w->db, w->arena, &w->carl, &past), INVALID);
    assert_status(gate_switch_put(w->db, w->arena, &w->carl, &far), INVALID);
    assert_ok(gate_switch_put(w->db, w->arena, &w->carl, &on));
    run_sql(w, "UPDATE person SET started_day = 20555 WHERE id = 102"); /* comes after it is on */
    assert_true(is_open(w, ANNA) && is_open(w, BO));
    clock_advance(8 * DAY_MS); /* 20550 */
    assert_true(is_open(w, ANNA));
    assert_true((at_gate(w, ANNA).answer.reasons & GATE_BIT(GRACE)) != 0);
    assert_false(is_open(w, BO));
    clock_advance(10 * DAY_MS);
    assert_false(is_open(w, ANNA));
    assert_ok(gate_switch_put(w->db, w->arena, &w->carl, &off));
    assert_true(is_open(w, ANNA));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'gate_switched'"), 2);
}
BOTH(the_switch)

/* A centre without a gate tells nobody anything. */
static void silent_while_off(struct world *w)
{
    answered(w, &w->anna, "conflict", true);
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM gate_told"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'gate.changed'"), 0);
}
BOTH(silent_while_off)

/* Opening and shutting is told once each, by an event, to open pages, to the person. */
static void told_within_a_minute(struct world *w)
{
    const char *changed =
        "SELECT COUNT(*) FROM event WHERE kind = 'gate.changed' AND object_id = 101";
    struct actor tove = trainer(w);
    int64_t n;

    gate_on(w);
    answered(w, &w->anna, "conflict", true);
    run_jobs(w);
    signs(w, &tove, ANNA);
    run_jobs(w);
    run_jobs(w);
    n = count(w, changed);
    assert_true(n > 0);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 101 AND text = 'NOTICE_GATE_OPEN'"),
        1);
    clock_advance(at_gate(w, ANNA).answer.until - clock_now() - 1);
    run_jobs(w);
    assert_int_equal(count(w, changed), n);
    clock_advance(1);
    assert_false(is_open(w, ANNA)); /* before any job */
    run_jobs(w);
    assert_int_equal(count(w, changed), n + 1);
    run_jobs(w);
    assert_int_equal(count(w, changed), n + 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
}
BOTH(told_within_a_minute)

static void numbers_hide_few(struct world *w)
{
    struct gate_numbers n;

    gate_on(w);
    assert_ok(gate_numbers(w->db, w->arena, &w->siv, &n));
    assert_true(!n.hidden && n.n_let == 0);
    db_refresh(w->db);
    assert_ok(gate_let(w->db, w->arena, &w->lea, ANNA, STR("x")));
    db_refresh(w->db);
    assert_ok(gate_numbers(w->db, w->arena, &w->siv, &n));
    assert_true(n.hidden && n.n_let == 0);
    for (int id = 101; id <= 109; id++) {
        if (id == MARK)
            continue; /* has left */
        run_sql(w, str_c(w->arena,
                         arena_printf(
                             w->arena,
                             "INSERT INTO gate_override VALUES (%d, 1, %d, 103, 'x', %lld, %lld)",
                             id, id, (long long)clock_now(), (long long)clock_now())));
    }
    db_refresh(w->db);
    assert_ok(gate_numbers(w->db, w->arena, &w->siv, &n));
    assert_true(!n.hidden && n.n_let == 6); /* of her team, one twice */
    assert_ok(gate_numbers(w->db, w->arena, &w->carl, &n));
    assert_int_equal(n.n_let, 9);
    assert_status(gate_numbers(w->db, w->arena, &w->anna, &n), DENIED);
}
BOTH(numbers_hide_few)

static void forgotten_wholly(struct world *w)
{
    struct actor tove = trainer(w);

    gate_on(w);
    signs(w, &tove, ANNA);
    {
        DB_TX(tx, w->db);
        for (const struct personal *p = gate_personal; p->name; p++)
            if (p->forget)
                assert_ok(p->forget(w->db, w->arena, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM gate_sign WHERE person_id = 101"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM gate_told WHERE person_id = 101"), 0);
}
BOTH(forgotten_wholly)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(both_or_nothing),  ON_BOTH(fails_closed),         ON_BOTH(all_of_the_centre),
        ON_BOTH(who_signs),        ON_BOTH(who_lets_through),     ON_BOTH(the_switch),
        ON_BOTH(silent_while_off), ON_BOTH(told_within_a_minute), ON_BOTH(numbers_hide_few),
        ON_BOTH(forgotten_wholly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
