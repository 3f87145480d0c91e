/* The rules of practice forms: who with whom, in which order, who sees what, and what is kept.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_world.h"

#include "features/coaching/coaching_personal.h"

/* ---- who */

static bool is_in(const struct coaching_person_list *list, int64_t person_id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].person_id == person_id)
            return true;
    return false;
}

static void who_with_whom(struct world *w)
{
    struct coaching_person_list list;
    struct coaching_start start = {.side = COACHING_LEARNER, .with_id = LEA, .about = STR(ABOUT)};
    int64_t id;

    assert_ok(coaching_trainers(w->db, w->arena, &w->anna, &list));
    assert_int_equal(list.n, 3);
    assert_true(is_in(&list, BO) && is_in(&list, SOREN) && is_in(&list, NINA));
    assert_ok(coaching_learners(w->db, w->arena, &w->bo, &list)); /* North alone */
    assert_true(is_in(&list, ANNA) && is_in(&list, NINA));
    assert_false(is_in(&list, SOREN) || is_in(&list, LEA) || is_in(&list, BO));
    assert_status(coaching_learners(w->db, w->arena, &w->anna, &list), DENIED);
    assert_status(coaching_trainers(w->db, w->arena, &w->carl, &list), DENIED);
    assert_status(coaching_begin(w->db, w->arena, &w->anna, &start, &id), INVALID);
    start.with_id = ANNA;
    assert_status(coaching_begin(w->db, w->arena, &w->anna, &start, &id), INVALID);
    start.with_id = UMA;
    assert_status(coaching_begin(w->db, w->arena, &w->anna, &start, &id), INVALID);
    start =
        (struct coaching_start){.side = COACHING_BY_TRAINER, .with_id = SOREN, .about = STR(ABOUT)};
    assert_status(coaching_begin(w->db, w->arena, &w->bo, &start, &id), INVALID); /* South */
    assert_status(coaching_begin(w->db, w->arena, &w->siv, &start, &id), DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching"), 0);
}
BOTH(who_with_whom)

/* Whoever leads somebody is not their trainer, whatever else they are. */
static void a_leader_is_no_trainer(struct world *w)
{
    struct coaching_person_list list;
    struct actor lea;

    run_sql(w, "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
               "(103, 5, 0, 0, 0)");
    assert_ok(actor_load(w->db, w->arena, LEA, &lea));
    assert_ok(coaching_trainers(w->db, w->arena, &w->anna, &list));
    assert_false(is_in(&list, LEA));
    assert_ok(coaching_trainers(w->db, w->arena, &w->soren, &list)); /* she does not lead South */
    assert_true(is_in(&list, LEA));
    assert_ok(coaching_learners(w->db, w->arena, &lea, &list));
    assert_false(is_in(&list, ANNA));
    assert_true(is_in(&list, SOREN));
}
BOTH(a_leader_is_no_trainer)

static void in_words_without_a_number(struct world *w)
{
    struct coaching_start start = {.side = COACHING_LEARNER, .with_id = BO, .about = STR("")};
    int64_t id;

    assert_status(coaching_begin(w->db, w->arena, &w->anna, &start, &id), INVALID);
    assert_int_equal(refuse_key(), T_COACHING_NEEDS_ABOUT);
    start.about = STR("Hende med 010203-1234");
    assert_status(coaching_begin(w->db, w->arena, &w->anna, &start, &id), INVALID);
    assert_int_equal(refuse_key(), T_COACHING_CPR);
    start.about = STR(ABOUT);
    start.scenario = STR("findes-ikke");
    assert_status(coaching_begin(w->db, w->arena, &w->anna, &start, &id), INVALID);
    assert_int_equal(refuse_key(), T_COACHING_NO_SCENARIO);
    start.scenario = STR("refusal");
    assert_ok(coaching_begin(w->db, w->arena, &w->anna, &start, &id));
    assert_str(reads(w, &w->anna, id).row.scenario, "refusal");
}
BOTH(in_words_without_a_number)

/* ---- from the first answer to the end */

static void self_first_then_side_by_side(struct world *w)
{
    int64_t id = begins(w, &w->anna, COACHING_LEARNER, BO);
    struct coaching c;

    assert_int_equal(told(w, BO, "NOTICE_COACHING_READY"), 0);
    assert_status(coaching_fill(w->db, w->arena, &w->bo, id, every(w, 1, "før"), false), CONFLICT);
    assert_ok(coaching_fill(w->db, w->arena, &w->anna, id, every(w, COACHING_UNANSWERED, "halvt"),
                            false));
    assert_status(
        coaching_fill(w->db, w->arena, &w->anna, id, every(w, COACHING_UNANSWERED, "x"), true),
        INVALID);
    assert_int_equal(refuse_key(), T_COACHING_NOT_ALL);
    assert_str(reads(w, &w->anna, id).answers[COACHING_LEARNER][0].words, "halvt");
    locks(w, &w->anna, id, "selvord");
    assert_int_equal(told(w, BO, "NOTICE_COACHING_READY"), 1);
    assert_status(coaching_fill(w->db, w->arena, &w->anna, id, every(w, 0, "om"), false), CONFLICT);

    assert_ok(coaching_fill(w->db, w->arena, &w->bo, id, every(w, 0, "kladde"), false));
    c = reads(w, &w->bo, id);
    assert_false(c.sees[COACHING_LEARNER]);
    assert_str(c.answers[COACHING_LEARNER][0].words, "");
    assert_int_equal(c.answers[COACHING_LEARNER][0].value, COACHING_UNANSWERED);
    assert_str(reads(w, &w->bo, id).answers[COACHING_BY_TRAINER][0].words, "kladde");
    assert_str(reads(w, &w->anna, id).answers[COACHING_BY_TRAINER][0].words, "");
    locks(w, &w->bo, id, "trænerord");
    c = reads(w, &w->bo, id);
    assert_str(c.answers[COACHING_LEARNER][0].words, "selvord");
    assert_str(c.answers[COACHING_BY_TRAINER][0].words, "trænerord");
    c = reads(w, &w->anna, id);
    assert_false(c.sees[COACHING_BY_TRAINER]);
    assert_str(c.answers[COACHING_BY_TRAINER][0].words, "");
    assert_ok(coaching_share(w->db, w->arena, &w->bo, id, STR("slutord")));
    c = reads(w, &w->anna, id);
    assert_str(c.answers[COACHING_BY_TRAINER][0].words, "trænerord");
    assert_str(c.row.closing, "slutord");
    assert_int_equal(told(w, ANNA, "NOTICE_COACHING_SHARED"), 1);
    assert_status(coaching_share(w->db, w->arena, &w->bo, id, STR("igen")), CONFLICT);
}
BOTH(self_first_then_side_by_side)

static void nobody_overrules(struct world *w)
{
    int64_t id = shared(w);
    struct coaching c;

    assert_status(coaching_say(w->db, w->arena, &w->bo, id, says(w, "først mig")), CONFLICT);
    assert_status(coaching_say(w->db, w->arena, &w->anna, id, says(w, "")), INVALID);
    assert_ok(coaching_say(w->db, w->arena, &w->anna, id, says(w, "ser det anderledes")));
    db_refresh(w->db);
    assert_status(coaching_say(w->db, w->arena, &w->anna, id, says(w, "og mere")), CONFLICT);
    assert_ok(coaching_say(w->db, w->arena, &w->bo, id, says(w, "kan godt se det")));
    db_refresh(w->db);
    assert_ok(coaching_say(w->db, w->arena, &w->anna, id, says(w, "tak")));
    c = reads(w, &w->anna, id);
    assert_int_equal(c.turns.n, 3);
    assert_str(c.turns.at[0].words, "ser det anderledes");
    assert_int_equal(c.turns.at[1].side, COACHING_BY_TRAINER);
    assert_int_equal(c.turns.at[2].turn, 3);
    assert_str(c.answers[COACHING_LEARNER][2].words, "selvord"); /* both views stay */
    assert_str(c.answers[COACHING_BY_TRAINER][2].words, "trænerord");
    assert_status(coaching_acknowledge(w->db, w->arena, &w->bo, id), CONFLICT);
    assert_ok(coaching_acknowledge(w->db, w->arena, &w->anna, id));
    assert_int_equal(reads(w, &w->bo, id).row.state, COACHING_ENDED);
    assert_status(coaching_say(w->db, w->arena, &w->anna, id, says(w, "for sent")), CONFLICT);
    assert_int_equal(told(w, BO, "NOTICE_COACHING_ENDED"), 1);
    assert_int_equal(told(w, ANNA, "NOTICE_COACHING_REPLIED"), 1);
}
BOTH(nobody_overrules)

static void dropped_before_it_is_shared(struct world *w)
{
    int64_t asked = begins(w, &w->bo, COACHING_BY_TRAINER, ANNA), id, kept;

    assert_int_equal(told(w, ANNA, "NOTICE_COACHING_YOURS"), 1);
    assert_ok(coaching_drop(w->db, w->arena, &w->bo, asked)); /* nothing was written yet */
    id = begins(w, &w->anna, COACHING_LEARNER, BO);
    locks(w, &w->anna, id, "selvord");
    assert_status(coaching_drop(w->db, w->arena, &w->bo, id), CONFLICT);
    locks(w, &w->bo, id, "trænerord");
    assert_ok(coaching_drop(w->db, w->arena, &w->anna, id));
    kept = shared(w);
    assert_status(coaching_drop(w->db, w->arena, &w->anna, kept), CONFLICT);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching"), 1);
    assert_int_equal(count(w, "SELECT COUNT(DISTINCT coaching_id) FROM coaching_answer"), 1);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'coaching_changed' AND detail = "
                 "'dropped'"),
        2);
}
BOTH(dropped_before_it_is_shared)

/* ---- nobody else */

static void for_the_two_alone(struct world *w)
{
    const struct actor *const others[] = {&w->lea,  &w->carl, &w->soren, &w->siv,
                                          &w->amir, &w->nina, &w->uma};
    int64_t id = shared(w);
    struct coaching c;
    struct coaching_row_list rows;
    struct coaching_held_row_list held;

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        enum status s = coaching_find(w->db, w->arena, others[i], id, &c);

        assert_true(s == MISSING || s == DENIED);
        s = coaching_share(w->db, w->arena, others[i], id, STR(""));
        assert_true(s == MISSING || s == DENIED);
        s = coaching_drop(w->db, w->arena, others[i], id);
        assert_true(s == MISSING || s == DENIED);
        if (coaching_list(w->db, w->arena, others[i], &rows) == OK)
            assert_int_equal(rows.n, 0);
    }
    assert_ok(coaching_held(w->db, w->arena, &w->lea, &held)); /* that it was, and when */
    assert_int_equal(held.n, 1);
    assert_str(held.at[0].learner_name, "Anna Holm");
    assert_str(held.at[0].trainer_name, "Bo Friis");
    assert_ok(coaching_held(w->db, w->arena, &w->carl, &held));
    assert_int_equal(held.n, 1);
    assert_ok(coaching_held(w->db, w->arena, &w->bo, &held)); /* leads nobody */
    assert_int_equal(held.n, 0);
    assert_status(coaching_held(w->db, w->arena, &w->siv, &held), DENIED);
    begins(w, &w->anna, COACHING_LEARNER, NINA);
    assert_ok(
        coaching_held(w->db, w->arena, &w->lea, &held)); /* what was not shared was not held */
    assert_int_equal(held.n, 1);
}
BOTH(for_the_two_alone)

/* Who trained somebody and leads them later has nothing more to read there. */
static void a_trainer_who_leads_later(struct world *w)
{
    int64_t id = shared(w);
    struct coaching_row_list rows;
    struct coaching c;
    struct actor bo;

    run_sql(w, "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
               "(102, 3, 11, 0, 0)");
    assert_ok(actor_load(w->db, w->arena, BO, &bo));
    assert_status(coaching_find(w->db, w->arena, &bo, id, &c), MISSING);
    assert_status(coaching_say(w->db, w->arena, &bo, id, says(w, "ord")), MISSING);
    assert_ok(coaching_list(w->db, w->arena, &bo, &rows));
    assert_int_equal(rows.n, 0);
    assert_ok(coaching_list(w->db, w->arena, &w->anna, &rows));
    assert_int_equal(rows.n, 1);
    assert_ok(coaching_acknowledge(w->db, w->arena, &w->anna, id));
}
BOTH(a_trainer_who_leads_later)

static void looks_are_written_down(struct world *w)
{
    const char *looks = "SELECT COUNT(*) FROM audit WHERE action = 'coaching_seen'";
    int64_t id = begins(w, &w->anna, COACHING_LEARNER, BO);

    reads(w, &w->anna, id);
    locks(w, &w->anna, id, "selvord");
    reads(w, &w->bo, id);
    assert_int_equal(count(w, looks), 0); /* each saw the own */
    locks(w, &w->bo, id, "trænerord");
    reads(w, &w->bo, id);
    reads(w, &w->bo, id); /* the same look */
    assert_int_equal(count(w, looks), 1);
    clock_advance(HOUR_MS);
    reads(w, &w->bo, id);
    assert_int_equal(count(w, looks), 2);
}
BOTH(looks_are_written_down)

/* Random people do random things to one form; after each, nobody has read what was not theirs to read yet. */
static void blind_whatever_happens(struct world *w)
{
    bool trainer_locked = false, is_shared = false;
    int64_t id = begins(w, &w->anna, COACHING_LEARNER, BO);
    size_t n_shared = 0;
    unsigned r = 5;

    for (int i = 0; i < 400; i++) {
        r = r * 1103515245U + 12345U;
        unsigned what = r >> 16 & 7;
        const struct actor *who = (r >> 20 & 1) != 0 ? &w->anna : &w->bo;
        const char *words = who == &w->anna ? "selvord" : "trænerord";

        if (what < 4) {
            bool lock = what > 1;
            enum status s = coaching_fill(w->db, w->arena, who, id, every(w, 1, words), lock);

            trainer_locked = trainer_locked || (s == OK && lock && who == &w->bo);
        } else if (what == 4)
            is_shared = coaching_share(w->db, w->arena, who, id, STR("slutord")) == OK || is_shared;
        else if (what == 5)
            (void)!coaching_say(w->db, w->arena, who, id, says(w, "ord"));
        else if (coaching_acknowledge(w->db, w->arena, who, id) == OK) {
            n_shared += is_shared;
            id = begins(w, &w->anna, COACHING_LEARNER, BO);
            trainer_locked = is_shared = false;
        }
        struct coaching hers = reads(w, &w->anna, id), his = reads(w, &w->bo, id);
        assert_int_equal(his.answers[COACHING_LEARNER][0].words.n > 0, trainer_locked);
        assert_int_equal(hers.answers[COACHING_BY_TRAINER][0].words.n > 0, is_shared);
        assert_int_equal(hers.row.closing.n > 0, is_shared);
    }
    assert_true(n_shared > 3);
}
BOTH(blind_whatever_happens)

/* ---- what is held about a person, and how long */

static size_t rows_of(struct world *w, const char *name, int64_t person_id,
                      struct personal_rows *rows)
{
    for (const struct personal *p = coaching_personal; p->name != NULL; p++)
        if (strcmp(p->name, name) == 0) {
            db_refresh(w->db);
            assert_ok(p->read(w->db, w->arena, person_id, rows));
            return rows->n;
        }
    fail_msg("no extract of this name");
    return 0;
}

/* An extract is no way around either: before it is shared, each one's holds the own answers alone. */
static void the_extract_is_blind_too(struct world *w)
{
    const struct personal *learner = &coaching_personal[0];
    size_t words = 0, n = 0;
    struct personal_rows rows;
    int64_t id = begins(w, &w->anna, COACHING_LEARNER, BO);

    for (size_t i = 0; i < learner->n_fields; i++)
        if (strcmp(learner->fields[i].name, "trainer_words") == 0)
            words = learner->fields[i].offset;
    assert_true(words != 0);
    locks(w, &w->anna, id, "selvord");
    locks(w, &w->bo, id, "trænerord");
    assert_int_equal(rows_of(w, "coaching", ANNA, &rows), 10);
    for (size_t i = 0; i < rows.n; i++)
        n += ((const struct str *)((const char *)rows.at + i * rows.size + words))->n;
    assert_int_equal(n, 0);
    assert_int_equal(rows_of(w, "coaching_trained", BO, &rows), 10);
    assert_int_equal(rows_of(w, "coaching", BO, &rows), 0);
    assert_ok(coaching_share(w->db, w->arena, &w->bo, id, STR("")));
    rows_of(w, "coaching", ANNA, &rows);
    for (size_t i = 0; i < rows.n; i++)
        n += ((const struct str *)((const char *)rows.at + i * rows.size + words))->n;
    assert_int_equal(n, 10 * (sizeof "trænerord" - 1));
}
BOTH(the_extract_is_blind_too)

static int64_t swept(struct world *w, size_t rule, int64_t before_at)
{
    struct retention_task task = {.now = clock_now(), .before_at = before_at, .most = 100};
    int64_t n = -1;
    DB_TX(tx, w->db);

    assert_ok(coaching_retention[rule].run(w->db, w->arena, &task, &n));
    assert_ok(db_commit(&tx));
    return n;
}

static void kept_for_a_while(struct world *w)
{
    int64_t id = shared(w);

    assert_ok(coaching_say(w->db, w->arena, &w->anna, id, says(w, "ord")));
    opens(w);
    clock_advance(DAY_MS);
    assert_int_equal(swept(w, 0, clock_now() - DAY_MS), 0);
    assert_int_equal(swept(w, 0, clock_now()), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching_answer"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching_turn"), 0);
    assert_int_equal(swept(w, 1, clock_now()), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM calibration_seat"), 0);
    shared(w);
    DB_TX(tx, w->db);
    assert_ok(coaching_personal[0].forget(w->db, w->arena, ANNA));
    assert_ok(db_commit(&tx));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching"), 0);
}
BOTH(kept_for_a_while)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(who_with_whom),
        ON_BOTH(a_leader_is_no_trainer),
        ON_BOTH(in_words_without_a_number),
        ON_BOTH(self_first_then_side_by_side),
        ON_BOTH(nobody_overrules),
        ON_BOTH(dropped_before_it_is_shared),
        ON_BOTH(for_the_two_alone),
        ON_BOTH(a_trainer_who_leads_later),
        ON_BOTH(looks_are_written_down),
        ON_BOTH(blind_whatever_happens),
        ON_BOTH(the_extract_is_blind_too),
        ON_BOTH(kept_for_a_while),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
