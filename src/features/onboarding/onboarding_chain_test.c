/* What newcomers do elsewhere ends the items of their plan by itself: through the real rules of limits, modules and cards.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_world.h"

#include "features/cards/cards.h"
#include "features/help/help.h"
#include "features/limits/limits.h"
#include "features/modules/modules.h"

static int64_t state_of(struct world *w, int64_t run_id, const char *word)
{
    struct onboarding o = found(w, &w->lea, run_id);
    const struct onboarding_item_row *i = item_named(&o, word);

    assert_non_null(i);
    assert_int_equal(i->ended_by, 0); /* nobody said so */
    return i->state;
}

static void answers_limits(struct world *w, const struct actor *who, bool right)
{
    struct limits l;
    struct limits_checked checked;

    assert_ok(limits_read(w->db, w->arena, who, LIMITS_NOW, &l));
    struct limits_answers sent = {.version = l.version};
    memcpy(sent.answer, l.right, sizeof sent.answer);
    if (!right)
        sent.answer[0] = (sent.answer[0] + 1) % LIMITS_CHOICES;
    assert_ok(limits_check(w->db, w->arena, who, &sent, &checked));
    run_jobs(w);
}

static void understanding_the_limits(struct world *w)
{
    int64_t id;

    answers_limits(w, &w->nel, true); /* before there is a plan */
    id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    run_jobs(w);
    assert_int_equal(state_of(w, id, "limits"), ONBOARDING_OPEN);
    answers_limits(w, &w->nel, false);
    answers_limits(w, &w->ole, true); /* another one */
    assert_int_equal(state_of(w, id, "limits"), ONBOARDING_OPEN);
    answers_limits(w, &w->nel, true);
    assert_int_equal(state_of(w, id, "limits"), ONBOARDING_DONE);
}
BOTH(understanding_the_limits)

static void passes(struct world *w, const struct actor *who, const char *word)
{
    struct module_content m;
    struct module_answers sent = {0};
    struct module_checked checked;

    assert_ok(module_read(w->db, w->arena, who, str_of(word), MODULE_NOW, &m));
    sent.version = m.module.version;
    memcpy(sent.answer, m.right, sizeof sent.answer);
    assert_ok(module_check(w->db, w->arena, who, str_of(word), &sent, &checked));
    assert_int_not_equal(checked.passed_at, 0);
    run_jobs(w);
}

static void passing_modules(struct world *w)
{
    static const char *const pairs[][2] = {
        {"conflict", "conflict"}, {"acute", "acute"}, {"data", "records"}};
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_BOTH, MONDAY);

    run_jobs(w);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_int_equal(state_of(w, id, pairs[i][1]), ONBOARDING_OPEN);
        passes(w, &w->nel, pairs[i][0]);
        assert_int_equal(state_of(w, id, pairs[i][1]), ONBOARDING_DONE);
    }
    assert_int_equal(state_of(w, id, "acute_drill"), ONBOARDING_OPEN);
}
BOTH(passing_modules)

/* Pressed in Lea's name at once; the request. */
static int64_t drill(struct world *w, int64_t *ret_drill)
{
    struct cards_drill_entry e = {
        .kind = CARDS_DRILL_SURPRISE, .scope = CARDS_DRILL_OF_CENTRE, .slot = CARDS_BOMB};

    assert_ok(help_desk_here(w->db, w->arena, &w->nel, 0));
    assert_ok(help_desk_here(w->db, w->arena, &w->ole, 0));
    assert_ok(cards_drill_plan(w->db, w->arena, &w->lea, &e, ret_drill));
    run_jobs(w);
    run_jobs(w);
    return count(w, "SELECT COALESCE(MAX(id), 0) FROM help_request WHERE drill <> 0");
}

static void taking_part_in_a_drill(struct world *w)
{
    int64_t nel = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    int64_t ole = start_one(w, &w->lea, OLE, ONBOARDING_EXPERT, MONDAY);
    int64_t drill_id, request_id = drill(w, &drill_id);
    bool first;

    assert_ok(help_come(w->db, w->arena, &w->nel, request_id, &first));
    run_jobs(w);
    assert_int_equal(state_of(w, nel, "acute_drill"), ONBOARDING_OPEN); /* still runs */
    assert_ok(cards_drill_cancel(w->db, w->arena, &w->lea, drill_id));
    run_jobs(w);
    assert_int_equal(state_of(w, nel, "acute_drill"), ONBOARDING_DONE);
    assert_int_equal(state_of(w, ole, "acute_drill"), ONBOARDING_OPEN); /* did not answer */
}
BOTH(taking_part_in_a_drill)

static void having_a_part_in_a_drill(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_RETURNING, MONDAY);
    int64_t drill_id, request_id = drill(w, &drill_id);

    assert_ok(cards_take(w->db, w->arena, &w->nel, request_id));
    db_refresh(w->db);
    assert_ok(cards_end(w->db, w->arena, &w->lea, request_id));
    run_jobs(w);
    assert_int_equal(state_of(w, id, "acute_drill"), ONBOARDING_DONE);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
}
BOTH(having_a_part_in_a_drill)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(understanding_the_limits),
        ON_BOTH(passing_modules),
        ON_BOTH(taking_part_in_a_drill),
        ON_BOTH(having_a_part_in_a_drill),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
