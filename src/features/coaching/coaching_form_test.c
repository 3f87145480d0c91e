/* The form itself: versions, the draft, what a question may be.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_world.h"

static struct coaching_form form_now(struct world *w, const struct actor *who)
{
    struct coaching_form f;

    db_refresh(w->db);
    assert_ok(coaching_form(w->db, w->arena, who, COACHING_NOW, &f));
    return f;
}

static void versions_and_a_draft(struct world *w)
{
    int64_t running = begins(w, &w->anna, COACHING_LEARNER, BO);
    struct coaching_form f = form_now(w, &w->anna), draft;
    struct coaching_question_entry e = {.section = 0,
                                        .kind = COACHING_SCALE,
                                        .weight = 4,
                                        .n_levels = 3,
                                        .text = {STR("Nyt?"), STR("New?")}};

    assert_int_equal(f.version, 1);
    assert_true(f.comes_with && f.id != 0);
    assert_status(coaching_draft_begin(w->db, w->arena, &w->anna), DENIED);
    assert_status(coaching_draft_begin(w->db, w->arena, &w->lea), DENIED); /* leads a team alone */
    assert_status(coaching_draft(w->db, w->arena, &w->carl, &draft), MISSING);
    assert_ok(coaching_draft_begin(w->db, w->arena, &w->carl));
    db_refresh(w->db);
    assert_status(coaching_draft_begin(w->db, w->arena, &w->bo), CONFLICT);
    assert_ok(coaching_draft(w->db, w->arena, &w->bo, &draft));
    assert_int_equal(draft.n, f.n);
    e.stamp = draft.stamp;
    assert_ok(coaching_draft_question(w->db, w->arena, &w->bo, 0, &e));
    db_refresh(w->db);
    assert_status(coaching_draft_question(w->db, w->arena, &w->carl, 0, &e), CONFLICT);
    assert_int_equal(form_now(w, &w->anna).n, f.n); /* holds for nobody yet */
    assert_ok(coaching_draft(w->db, w->arena, &w->carl, &draft));
    assert_int_equal(draft.n, f.n + 1);
    assert_str(draft.at[2].text[LANG_DA], "Nyt?"); /* last in its section */
    assert_status(coaching_publish(w->db, w->arena, &w->carl, draft.stamp - 1), CONFLICT);
    assert_ok(coaching_publish(w->db, w->arena, &w->carl, draft.stamp));
    assert_int_equal(form_now(w, &w->anna).version, 2);
    assert_int_equal(form_now(w, &w->anna).n, f.n + 1);
    assert_int_equal(reads(w, &w->anna, running).form.version, 1); /* keeps its own */
    assert_int_equal(reads(w, &w->anna, begins(w, &w->anna, COACHING_LEARNER, BO)).form.version, 2);
    assert_status(coaching_form(w->db, w->arena, &w->anna, 0, &f), MISSING); /* a draft */
    assert_ok(coaching_form(w->db, w->arena, &w->anna, 1, &f));
    assert_status(coaching_draft(w->db, w->arena, &w->carl, &draft), MISSING);
}
BOTH(versions_and_a_draft)

static enum status puts_it(struct world *w, struct coaching_question_entry e)
{
    struct coaching_form draft;

    db_refresh(w->db);
    assert_ok(coaching_draft(w->db, w->arena, &w->bo, &draft));
    e.stamp = draft.stamp;
    return coaching_draft_question(w->db, w->arena, &w->bo, 0, &e);
}

static void only_what_can_be_answered(struct world *w)
{
    const struct coaching_question_entry fine = {
        .kind = COACHING_CHOICE,
        .weight = 1,
        .n_levels = 2,
        .text = {STR("Hvad?"), STR("What?")},
        .level = {{STR("a"), STR("a")}, {STR("b"), STR("b")}}};
    struct coaching_question_entry e = fine;

    assert_ok(coaching_draft_begin(w->db, w->arena, &w->bo));
    assert_ok(puts_it(w, e));
    e.level[1][LANG_EN] = STR("");
    assert_status(puts_it(w, e), INVALID); /* in both languages */
    e.level[1][LANG_DA] = STR("");
    assert_status(puts_it(w, e), INVALID); /* a choice without words */
    e = fine;
    e.n_levels = 1;
    assert_status(puts_it(w, e), INVALID);
    e = fine;
    e.weight = COACHING_WEIGHT_MAX + 1;
    assert_status(puts_it(w, e), INVALID);
    e = fine;
    e.critical = true; /* a choice has no lowest level */
    assert_status(puts_it(w, e), INVALID);
    e = fine;
    e.section = 5; /* has no title */
    assert_status(puts_it(w, e), INVALID);
    e = fine;
    e.text[LANG_DA] = e.text[LANG_EN] = STR("");
    assert_status(puts_it(w, e), INVALID);
    e = fine;
    for (size_t i = 11; i < COACHING_QUESTIONS; i++)
        assert_ok(puts_it(w, e));
    assert_status(puts_it(w, e), INVALID); /* is full */
    assert_int_equal(refuse_key(), T_COACHING_TOO_MANY);
}
BOTH(only_what_can_be_answered)

static void moved_removed_and_thrown_away(struct world *w)
{
    struct coaching_form d;
    struct coaching_section_entry s;
    int64_t first, second;

    assert_ok(coaching_draft_begin(w->db, w->arena, &w->bo));
    db_refresh(w->db);
    assert_ok(coaching_draft(w->db, w->arena, &w->bo, &d));
    first = d.at[0].id;
    second = d.at[1].id;
    assert_ok(coaching_draft_move(w->db, w->arena, &w->bo, first, COACHING_UP)); /* is first */
    db_refresh(w->db);
    assert_ok(coaching_draft_move(w->db, w->arena, &w->bo, first, COACHING_DOWN));
    db_refresh(w->db);
    assert_ok(coaching_draft(w->db, w->arena, &w->bo, &d));
    assert_true(d.at[0].id == second && d.at[1].id == first);
    assert_ok(
        coaching_draft_move(w->db, w->arena, &w->bo, first, COACHING_DOWN)); /* section ends */
    db_refresh(w->db);
    assert_ok(coaching_draft_move(w->db, w->arena, &w->bo, second, COACHING_AWAY));
    db_refresh(w->db);
    assert_ok(coaching_draft(w->db, w->arena, &w->bo, &d));
    assert_int_equal(d.n, 9);
    assert_int_equal(d.at[0].id, first);
    assert_status(coaching_draft_move(w->db, w->arena, &w->bo, second, COACHING_UP), MISSING);
    s = (struct coaching_section_entry){.stamp = d.stamp};
    memcpy(s.title, d.section, sizeof s.title);
    s.title[0][LANG_DA] = s.title[0][LANG_EN] = STR("");
    assert_status(coaching_draft_sections(w->db, w->arena, &w->bo, &s), INVALID); /* is used */
    s.title[0][LANG_DA] = s.title[0][LANG_EN] = s.title[5][LANG_DA] = s.title[5][LANG_EN] =
        STR("Nyt");
    assert_ok(coaching_draft_sections(w->db, w->arena, &w->bo, &s));
    db_refresh(w->db);
    assert_ok(coaching_draft_discard(w->db, w->arena, &w->bo));
    assert_int_equal(form_now(w, &w->anna).n, 10);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching_form"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM coaching_question"), 10);
}
BOTH(moved_removed_and_thrown_away)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(versions_and_a_draft),
        ON_BOTH(only_what_can_be_answered),
        ON_BOTH(moved_removed_and_thrown_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
