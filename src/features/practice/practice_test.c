/* The rules of practice on both databases: what is kept, what comes again, and that nobody else sees it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_world.h"

#include "features/practice/practice_parts.h"
#include "features/practice/practice_personal.h"

static int64_t start(struct world *w, const char *name)
{
    int64_t id = 0;

    assert_ok(practice_start(w->db, w->arena, &w->anna, str_of(name), LANG_DA, 2, &id));
    db_refresh(w->db);
    return id;
}

static struct practice_play play(struct world *w, int64_t id)
{
    struct practice_play p;

    db_refresh(w->db);
    assert_ok(practice_play(w->db, w->arena, &w->anna, id, &p));
    return p;
}

static enum status choose(struct world *w, int64_t id, int64_t at, int64_t choice)
{
    enum status done = practice_choose(w->db, w->arena, &w->anna, id, at, choice);

    db_refresh(w->db);
    return done;
}

static void every_choice_is_kept_once(struct world *w)
{
    int64_t id = start(w, "refusal");
    struct practice_play p = play(w, id);

    assert_int_equal(p.turns.n, 1);
    assert_int_equal(p.n_choices, 3);
    assert_int_equal(p.turns.at[0].tension, 2);
    assert_ok(choose(w, id, 0, 1));
    assert_ok(choose(w, id, 0, 1)); /* sent again */
    assert_int_equal(choose(w, id, 0, 2), CONFLICT);
    assert_int_equal(refuse_key(), T_PRACTICE_ELSEWHERE);
    assert_int_equal(choose(w, id, 2, 0), CONFLICT); /* one is missing */
    assert_int_equal(choose(w, id, 1, 3), INVALID);
    assert_int_equal(choose(w, id, 1, -1), INVALID);
    p = play(w, id);
    assert_int_equal(p.n_made, 1);
    assert_int_equal(p.turns.at[1].tension, 3);
    assert_true(str_starts(p.turns.at[0].said, STR("»Der står en begrundelse")));
    assert_true(str_starts(p.turns.at[1].lines.at[0].view, STR("Nu bliver jeg")));
    assert_true(p.turns.at[1].lines.at[0].learn.n > 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_choice"), 1);
}
BOTH(every_choice_is_kept_once)

static void a_call_ends(struct world *w)
{
    int64_t id = start(w, "threat"), other = start(w, "grief");
    struct practice_play p;

    assert_int_equal(practice_after(w->db, w->arena, &w->anna, id, 4), CONFLICT);
    db_refresh(w->db);
    assert_ok(choose(w, id, 0, 0));
    assert_ok(choose(w, id, 1, 0));
    clock_advance(MINUTE_MS);
    assert_ok(choose(w, id, 2, 0));
    p = play(w, id);
    assert_int_equal(p.n_choices, 0);
    assert_int_equal(p.ending, PRACTICE_END_CUT);
    assert_int_equal(p.try.state, PRACTICE_ENDED);
    assert_int_equal(p.try.ended_at, NOON + MINUTE_MS);
    assert_int_equal(choose(w, id, 3, 0), CONFLICT);
    assert_ok(practice_after(w->db, w->arena, &w->anna, id, 4));
    assert_int_equal(play(w, id).try.after, 4);
    assert_ok(practice_stop(w->db, w->arena, &w->anna, id)); /* it is over: nothing changes */
    assert_int_equal(play(w, id).try.state, PRACTICE_ENDED);
    assert_int_equal(play(w, other).try.state, PRACTICE_RUNNING);
    assert_ok(practice_stop(w->db, w->arena, &w->anna, other));
    assert_int_equal(play(w, other).try.state, PRACTICE_STOPPED);
    assert_int_equal(choose(w, other, 0, 0), CONFLICT);
}
BOTH(a_call_ends)

static void beginning_again_stops_the_one_before(struct world *w)
{
    int64_t first = start(w, "refusal"), second = start(w, "refusal");
    struct practice_scenario s;

    assert_int_equal(play(w, first).try.state, PRACTICE_STOPPED);
    assert_ok(practice_scenario(w->db, w->arena, &w->anna, STR("refusal"), LANG_EN, &s));
    assert_int_equal(s.n_tries, 2);
    assert_int_equal(s.running_id, second);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_story"), 1); /* kept once */
    assert_int_equal(practice_start(w->db, w->arena, &w->anna, STR("nothing"), LANG_DA, 0, &second),
                     MISSING);
}
BOTH(beginning_again_stops_the_one_before)

static void nobody_else_sees_it(struct world *w)
{
    const struct actor *const others[] = {&w->bo, &w->lea, &w->carl, &w->nina, &w->uma};
    struct practice_try_row_list tries;
    struct practice_play p;
    int64_t id = start(w, "refusal");

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(practice_play(w->db, w->arena, others[i], id, &p), MISSING);
        assert_int_equal(practice_choose(w->db, w->arena, others[i], id, 0, 0), MISSING);
        assert_int_equal(practice_stop(w->db, w->arena, others[i], id), MISSING);
        assert_int_equal(practice_drop(w->db, w->arena, others[i], id), MISSING);
        db_refresh(w->db);
        assert_ok(practice_tries(w->db, w->arena, others[i], STR_NONE, &tries));
        assert_int_equal(tries.n, 0);
    }
    assert_int_equal(practice_play(w->db, w->arena, &w->amir, id, &p), DENIED);
    assert_int_equal(practice_play(w->db, w->arena, &actor_system, id, &p), DENIED);
    assert_int_equal(play(w, id).n_made, 0);
}
BOTH(nobody_else_sees_it)

static const struct practice_shipped *shipped(const char *name)
{
    const struct practice_shipped *s = practice_find(str_of(name), LANG_DA);

    assert_non_null(s);
    return s;
}

static void a_centre_writes_its_own(struct world *w)
{
    const struct practice_shipped *s = shipped("grief");
    struct practice_draft d = {.lang = LANG_DA, .source = s->source, .json = s->json};
    struct practice_scenario_list list;
    struct practice_verdict verdict;
    struct practice_own_text own;
    int64_t id, try_id;

    assert_int_equal(practice_own_save(w->db, w->arena, &w->anna, &d, &id, &verdict), DENIED);
    assert_ok(practice_own_save(w->db, w->arena, &w->lea, &d, &id, &verdict));
    db_refresh(w->db);
    assert_true(verdict.is_fine && str_eq(verdict.title, s->title));
    assert_ok(practice_own(w->db, w->arena, &w->carl, id, &own));
    assert_true(own.row.version == 1 && !own.row.offered && own.row.minutes == 3);
    assert_true(str_eq(own.source, s->source) && str_eq(own.json, s->json));
    struct str name = arena_printf(w->arena, "own-%lld", (long long)id);
    assert_int_equal(practice_start(w->db, w->arena, &w->anna, name, LANG_DA, 0, &try_id), MISSING);
    db_refresh(w->db);
    assert_ok(practice_own_offer(w->db, w->arena, &w->lea, id, true));
    db_refresh(w->db);
    assert_ok(practice_scenarios(w->db, w->arena, &w->anna, LANG_EN, &list));
    assert_int_equal(list.n, 13);
    assert_ok(practice_scenarios(w->db, w->arena, &w->uma, LANG_EN, &list));
    assert_int_equal(list.n, 12); /* of another centre */
    assert_int_equal(practice_start(w->db, w->arena, &w->uma, name, LANG_DA, 0, &try_id), MISSING);
    db_refresh(w->db);
    assert_ok(practice_start(w->db, w->arena, &w->anna, name, LANG_EN, 0, &try_id));
    db_refresh(w->db);
    d.own_id = id;
    d.version = 1;
    d.json = shipped("endless")->json;
    assert_ok(practice_own_save(w->db, w->arena, &w->carl, &d, &id, &verdict));
    db_refresh(w->db);
    assert_int_equal(practice_own_save(w->db, w->arena, &w->lea, &d, &id, &verdict), CONFLICT);
    assert_int_equal(refuse_key(), T_PRACTICE_CHANGED_MEANWHILE);
    assert_true(str_eq(play(w, try_id).try.title, s->title)); /* it keeps its own */
    assert_ok(choose(w, try_id, 0, 0));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_version"), 2);
}
BOTH(a_centre_writes_its_own)

static void what_is_not_fine_is_not_kept(struct world *w)
{
    static const char circle[] =
        "{\"inkVersion\":21,\"root\":[[\"#\",\"^title: t\",\"/#\",\"#\",\"^about: a\",\"/#\",\"#\","
        "\"^person: "
        "p\",\"/#\",\"^T\",\"\\n\",{\"->\":\"r\"},null],\"done\",{\"r\":[[\"^A\",\"\\n\","
        "\"ev\",\"str\",\"^on\",\"/str\",\"/ev\",{\"*\":\".^.c-0\",\"flg\":4},{\"c-0\":[{\"->\":"
        "\"r\"},null]}],null]}],\"listDefs\":{}}";
    struct practice_draft d = {.source = STR("x"), .json = STR("{}")};
    struct practice_verdict verdict;
    int64_t id;

    assert_int_equal(practice_own_save(w->db, w->arena, &w->lea, &d, &id, &verdict), INVALID);
    assert_true(verdict.refused.n > 0);
    d.json = STR("{\"inkVersion\":21,\"root\":[\"^T\",\"\\n\",\"end\",null],\"listDefs\":{}}");
    assert_int_equal(practice_own_save(w->db, w->arena, &w->lea, &d, &id, &verdict), INVALID);
    assert_int_equal(verdict.lacks, T_PRACTICE_LACKS_TITLE);
    d.json = str_of(circle);
    assert_int_equal(practice_own_save(w->db, w->arena, &w->lea, &d, &id, &verdict), INVALID);
    assert_int_equal(verdict.lacks, T_NONE);
    assert_int_equal(verdict.checked.n, 1);
    assert_int_equal(verdict.checked.at[0].kind, INK_NO_END);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_own"), 0);
}
BOTH(what_is_not_fine_is_not_kept)

static void goes_when_it_is_time(struct world *w)
{
    struct retention_task t = {.most = 10};
    struct personal_rows rows;
    int64_t id = start(w, "refusal"), n;

    assert_ok(choose(w, id, 0, 0));
    assert_ok(practice_personal[0].read(w->db, w->arena, ANNA, &rows));
    assert_int_equal(rows.n, 1);
    {
        DB_TX(tx, w->db);
        t.before_at = NOON;
        assert_ok(practice_retention[0].run(w->db, w->arena, &t, &n));
        assert_int_equal(n, 0);
        t.before_at = NOON + 1;
        assert_ok(practice_retention[0].run(w->db, w->arena, &t, &n));
        assert_int_equal(n, 1);
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_choice"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_story"), 0);
    id = start(w, "refusal");
    assert_ok(choose(w, id, 0, 0));
    assert_ok(practice_drop(w->db, w->arena, &w->anna, id));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_choice"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_try"), 0);
    start(w, "bomb");
    {
        DB_TX(tx, w->db);
        assert_ok(practice_personal[0].forget(w->db, w->arena, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM practice_try"), 0);
}
BOTH(goes_when_it_is_time)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(every_choice_is_kept_once),
        ON_BOTH(a_call_ends),
        ON_BOTH(beginning_again_stops_the_one_before),
        ON_BOTH(nobody_else_sees_it),
        ON_BOTH(a_centre_writes_its_own),
        ON_BOTH(what_is_not_fine_is_not_kept),
        ON_BOTH(goes_when_it_is_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
