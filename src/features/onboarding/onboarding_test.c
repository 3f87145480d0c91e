/* Plans, items, changes that lose nothing required, first calls, balance, the shield.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_world.h"

#include "features/calls/calls.h"
#include "features/incidents/incidents.h"

/* ---- plans */

static struct onboarding_plan plan_of(struct world *w, enum onboarding_profile profile)
{
    struct onboarding_plan p;

    db_refresh(w->db);
    assert_ok(onboarding_plan(w->db, w->arena, &w->carl, profile, ONBOARDING_NOW, &p));
    return p;
}

static bool has(const struct onboarding_plan *p, struct str word)
{
    for (size_t i = 0; i < p->items.n; i++)
        if (str_eq(p->items.at[i].word, word))
            return true;
    return false;
}

/* What comes first is in the plan, and no later. */
static void assert_needs_are_there(const struct onboarding_plan *p,
                                   const struct onboarding_plan_item_row *item)
{
    struct str needs = item->needs, word;

    while (needs.n > 0 && str_cut(&needs, ',', &word)) {
        assert_true(has(p, word));
        for (size_t i = 0; i < p->items.n; i++)
            if (str_eq(p->items.at[i].word, word))
                assert_true(p->items.at[i].day <= item->day);
    }
}

/* Two ways to the same place: half of each is its own, all end competences are reached, conflict training and drill are there. */
static void own_plans_differ_and_meet(struct world *w)
{
    struct onboarding_plan expert = plan_of(w, ONBOARDING_EXPERT),
                           service = plan_of(w, ONBOARDING_SERVICE);
    size_t common = 0;

    for (size_t i = 0; i < expert.items.n; i++)
        common += has(&service, expert.items.at[i].word);
    assert_true(2 * common <= expert.items.n && 2 * common <= service.items.n);
    for (int p = 0; p < ONBOARDING_PROFILE_N; p++) {
        struct onboarding_plan plan = plan_of(w, (enum onboarding_profile)p);
        struct onboarding_week weeks[ONBOARDING_WEEKS];
        int n_obligatory = 0;

        assert_int_equal(onboarding_unreached(&plan.items), 0);
        for (size_t i = 0; i < plan.items.n; i++) {
            const struct onboarding_plan_item_row *item = &plan.items.at[i];

            n_obligatory += (item->flags & ONBOARDING_OBLIGATORY) != 0;
            assert_in_range(item->title_da.n, 10, ONBOARDING_TITLE_MAX);
            assert_in_range(item->title_en.n, 10, ONBOARDING_TITLE_MAX);
            assert_needs_are_there(&plan, item);
        }
        assert_int_equal(n_obligatory, 2);
        onboarding_plan_balance(&plan.items, weeks);
        for (int i = 0; i < ONBOARDING_WEEKS; i++)
            assert_int_equal(weeks[i].warning, ONBOARDING_FINE);
    }
}
BOTH(own_plans_differ_and_meet)

/* Whoever comes, by whichever way: conflict training, the module on acute calls, and the drill of it after both. */
static void every_plan_has_what_protects(struct world *w)
{
    static const struct {
        const char *word, *module;
        int64_t flags;
    } wanted[] = {{"conflict", "conflict", ONBOARDING_REQUIRED | ONBOARDING_OBLIGATORY},
                  {"acute", "acute", ONBOARDING_REQUIRED},
                  {"acute_drill", "acute_drill", ONBOARDING_REQUIRED | ONBOARDING_OBLIGATORY}};

    for (int p = 0; p < ONBOARDING_PROFILE_N; p++) {
        struct onboarding_plan plan = plan_of(w, (enum onboarding_profile)p);

        for (size_t n = 0; n < sizeof wanted / sizeof wanted[0]; n++) {
            const struct onboarding_plan_item_row *item = NULL;

            for (size_t i = 0; i < plan.items.n; i++)
                if (str_eq(plan.items.at[i].word, str_of(wanted[n].word)))
                    item = &plan.items.at[i];
            assert_non_null(item);
            assert_int_equal(item->flags, wanted[n].flags);
            assert_str(item->module, wanted[n].module);
            assert_int_equal(item->kind, ONBOARDING_SAFE);
            assert_in_range(item->day, 0, 20); /* within the first month */
            assert_true(item->minutes >= 15);
            assert_false(str_eq(item->title_da, item->title_en));
            if (n == 2)
                assert_str(item->needs, "conflict,acute");
        }
    }
}
BOTH(every_plan_has_what_protects)

static struct onboarding_item_entry entry_of(const struct onboarding_plan_item_row *i)
{
    return (struct onboarding_item_entry){.word = i->word,
                                          .title_da = i->title_da,
                                          .title_en = i->title_en,
                                          .needs = i->needs,
                                          .module = i->module,
                                          .day = i->day,
                                          .role = i->role,
                                          .kind = i->kind,
                                          .minutes = i->minutes,
                                          .competence = i->competence,
                                          .is_required = true};
}

static void a_draft_becomes_a_version(struct world *w)
{
    int64_t before = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding_plan p = plan_of(w, ONBOARDING_EXPERT), draft;
    struct onboarding_item_entry fresh = {.title_da = STR("Mød borgmesteren"),
                                          .title_en = STR("Meet the mayor"),
                                          .day = 6,
                                          .minutes = 15,
                                          .competence = -1},
                                 conflict = {0};

    assert_status(onboarding_item_put(w->db, w->arena, &w->lea, ONBOARDING_EXPERT, &fresh), DENIED);
    assert_ok(onboarding_item_put(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, &fresh));
    for (size_t i = 0; i < p.items.n; i++)
        if (str_eq(p.items.at[i].word, STR("conflict")))
            conflict = entry_of(&p.items.at[i]);
    conflict.role = ONBOARDING_BY_IT; /* stays whose it is, and always done */
    conflict.is_required = false;
    conflict.day = 1;
    assert_ok(onboarding_item_put(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, &conflict));
    assert_status(
        onboarding_item_drop(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, STR("conflict")),
        CONFLICT);
    conflict.needs = STR("acute_drill"); /* which waits for it */
    conflict.day = 20;
    assert_status(onboarding_item_put(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, &conflict),
                  INVALID);
    assert_ok(onboarding_item_drop(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, STR("help_key")));
    assert_ok(
        onboarding_plan(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, ONBOARDING_DRAFT, &draft));
    assert_int_equal(draft.items.n, p.items.n);
    assert_int_equal(plan_of(w, ONBOARDING_EXPERT).version, 0); /* nothing holds yet */
    assert_ok(onboarding_publish(w->db, w->arena, &w->carl, ONBOARDING_EXPERT));
    struct onboarding_plan now = plan_of(w, ONBOARDING_EXPERT);
    assert_int_equal(now.version, 1);
    for (size_t i = 0; i < now.items.n; i++) {
        assert_false(str_eq(now.items.at[i].needs, STR("help_key")));
        if (str_eq(now.items.at[i].word, STR("conflict"))) {
            assert_int_equal(now.items.at[i].role, ONBOARDING_BY_NEWCOMER);
            assert_int_equal(now.items.at[i].flags, ONBOARDING_REQUIRED | ONBOARDING_OBLIGATORY);
            assert_int_equal(now.items.at[i].day, 1);
        }
    }
    int64_t after = start_one(w, &w->lea, OLE, ONBOARDING_EXPERT, MONDAY);
    struct onboarding old = found(w, &w->lea, before), new = found(w, &w->lea, after);
    assert_non_null(item_named(&old, "help_key")); /* who has begun keeps theirs */
    assert_null(item_named(&new, "help_key"));
    assert_int_equal(new.row.version, 1);
    assert_status(onboarding_publish(w->db, w->arena, &w->carl, ONBOARDING_EXPERT), MISSING);
}
BOTH(a_draft_becomes_a_version)

static struct onboarding_item_entry find_entry(struct world *w, const char *word)
{
    struct onboarding_plan p;

    db_refresh(w->db);
    enum status found =
        onboarding_plan(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, ONBOARDING_DRAFT, &p);

    if (found == MISSING)
        p = plan_of(w, ONBOARDING_EXPERT);
    for (size_t i = 0; i < p.items.n; i++)
        if (str_eq(p.items.at[i].word, str_of(word)))
            return entry_of(&p.items.at[i]);
    fail_msg("%s is in no plan", word);
    return (struct onboarding_item_entry){0};
}

static enum status put_needs(struct world *w, const char *word, struct str needs)
{
    struct onboarding_item_entry e = find_entry(w, word);

    e.needs = needs;
    return onboarding_item_put(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, &e);
}

/* limits, listen and mentor_meets are of day 0, opening of day 1. */
static void one_waits_for_several(struct world *w)
{
    assert_ok(put_needs(w, "opening", STR("limits,mentor_meets,,limits")));
    assert_str(find_entry(w, "opening").needs, "limits,mentor_meets");
    assert_ok(put_needs(w, "listen", STR("limits")));
    assert_ok(put_needs(w, "mentor_meets", STR("help_key,listen")));
    assert_status(put_needs(w, "limits", STR("help_key,limits")), INVALID);
    assert_int_equal(refuse_key(), T_ONBOARDING_NEEDS_CIRCLE); /* itself */
    assert_status(put_needs(w, "limits", STR("help_key,mentor_meets")), INVALID);
    assert_int_equal(refuse_key(), T_ONBOARDING_NEEDS_CIRCLE); /* by way of two others */
    assert_status(put_needs(w, "limits", STR("help_key,talk_year")), INVALID);
    assert_int_equal(refuse_key(), T_ONBOARDING_BAD_NEEDS); /* comes later */
    assert_status(put_needs(w, "limits", STR("help_key,nothing")), INVALID);
    assert_status(put_needs(w, "talk_year",
                            STR("letter,accounts,mentor_meets,limits,help_key,workplace,conflict,"
                                "records,acute")),
                  INVALID);
    assert_ok(
        onboarding_item_drop(w->db, w->arena, &w->carl, ONBOARDING_EXPERT, STR("mentor_meets")));
    assert_str(find_entry(w, "opening").needs,
               "limits,help_key,listen"); /* what that one waited for */
    assert_ok(onboarding_publish(w->db, w->arena, &w->carl, ONBOARDING_EXPERT));

    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding o = found(w, &w->lea, id);
    int64_t opening = item_named(&o, "opening")->id;
    const char *const before[] = {"limits", "help_key", "listen"};
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        assert_status(onboarding_done(w->db, w->arena, &w->lea, opening), CONFLICT);
        assert_int_equal(refuse_key(), T_ONBOARDING_NEEDS_FIRST);
        assert_ok(onboarding_done(w->db, w->arena, &w->lea, item_named(&o, before[i])->id));
    }
    assert_ok(onboarding_done(w->db, w->arena, &w->lea, opening));
}
BOTH(one_waits_for_several)

/* ---- starting */

static void a_class_starts_or_nobody(struct world *w)
{
    struct onboarding_start s = {.person_id = {NEL, OLE},
                                 .profile = {-1, ONBOARDING_SERVICE},
                                 .common_profile = ONBOARDING_EXPERT,
                                 .start_day = MONDAY,
                                 .class_name = STR("Hold 1")};
    struct onboarding_class_row_list classes;
    struct onboarding_newcomer n;
    int64_t first;

    s.person_id[2] = PIA; /* not Lea's */
    assert_status(onboarding_start(w->db, w->arena, &w->lea, &s, &first), MISSING);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_run"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_class"), 0);
    assert_ok(onboarding_start(w->db, w->arena, &w->carl, &s, &first));
    db_refresh(w->db);
    assert_ok(onboarding_classes(w->db, w->arena, 1, &classes));
    assert_int_equal(classes.n, 1);
    assert_int_equal(classes.at[0].n_active, 3);
    assert_ok(onboarding_newcomer(w->db, w->arena, OLE, &n));
    assert_int_equal(n.profile, ONBOARDING_SERVICE);
    assert_int_equal(n.start_day, MONDAY);
    assert_int_equal(n.class_id, classes.at[0].id);
    assert_int_equal(n.first_call_day, 0);
    assert_int_equal(count(w, "SELECT COUNT(DISTINCT mentor_id) FROM onboarding_pair"),
                     3); /* spread */
    assert_status(onboarding_start(w->db, w->arena, &w->carl, &s, &first), CONFLICT);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'onboarding_started'"), 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'onboarding.started'"), 3);
    assert_int_equal(told(w, NEL, "STARTED"), 1);
}
BOTH(a_class_starts_or_nobody)

/* Half past midnight in Copenhagen, still yesterday in Greenwich: whose last day it was is no more among them. */
static void whoever_left_cannot_start(struct world *w)
{
    struct onboarding_search all = {.q = STR("")};
    struct onboarding_startable s;
    size_t before;

    clock_at(w, MONDAY, 23, 30);
    run_sql(w, "UPDATE person SET left_day = 20542 WHERE id = 102");
    assert_ok(onboarding_startable(w->db, w->arena, &w->lea, &all, &s));
    before = s.n;
    clock_at(w, MONDAY + 1, 0, 30);
    assert_ok(onboarding_startable(w->db, w->arena, &w->lea, &all, &s));
    assert_int_equal(s.n, before - 1);
}
BOTH(whoever_left_cannot_start)

static void no_mentor_no_start(struct world *w)
{
    struct onboarding_start s = {.person_id = {NEL}, .start_day = MONDAY};
    int64_t first;

    assert_ok(onboarding_capacity(w->db, w->arena, &w->lea, MIA, 0));
    assert_ok(onboarding_capacity(w->db, w->arena, &w->lea, MAX, 0));
    assert_status(onboarding_start(w->db, w->arena, &w->lea, &s, &first), CONFLICT);
    assert_int_equal(refuse_key(), T_ONBOARDING_NEEDS_MENTOR);
    s.mentor_id = MIA;
    assert_status(onboarding_start(w->db, w->arena, &w->lea, &s, &first), CONFLICT);
    assert_int_equal(refuse_key(), T_ONBOARDING_MENTOR_FULL);
    s.mentor_id = MOE; /* of another team */
    assert_status(onboarding_start(w->db, w->arena, &w->lea, &s, &first), INVALID);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_run"), 0);
    assert_status(onboarding_capacity(w->db, w->arena, &w->lea, MOE, 3), MISSING);
    assert_ok(onboarding_capacity(w->db, w->arena, &w->lea, MAX, 1));
    s.mentor_id = 0;
    assert_ok(onboarding_start(w->db, w->arena, &w->lea, &s, &first));
    assert_int_equal(found(w, &w->lea, first).row.mentor_id, MAX);
}
BOTH(no_mentor_no_start)

/* ---- items */

static void done_waived_undone(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding o = found(w, &w->lea, id);
    const struct actor *mentor = o.row.mentor_id == MIA ? &w->mia : &w->max,
                       *other = o.row.mentor_id == MIA ? &w->max : &w->mia;
    int64_t limits = item_named(&o, "limits")->id, conflict = item_named(&o, "conflict")->id,
            drill = item_named(&o, "acute_drill")->id, it = item_named(&o, "accounts")->id,
            safe = item_named(&o, "workplace")->id, phone = item_named(&o, "phone_system")->id,
            opening = item_named(&o, "opening")->id;

    assert_ok(onboarding_done(w->db, w->arena, &w->nel, limits));
    assert_status(onboarding_done(w->db, w->arena, &w->nel, limits), CONFLICT);
    assert_status(onboarding_done(w->db, w->arena, &w->nel, conflict),
                  DENIED); /* another one saw it */
    assert_status(onboarding_done(w->db, w->arena, mentor, drill), CONFLICT); /* training first */
    assert_int_equal(refuse_key(), T_ONBOARDING_NEEDS_FIRST);
    assert_status(onboarding_waive(w->db, w->arena, &w->lea, conflict, STR("bevis"), STR("grund")),
                  CONFLICT);
    assert_status(onboarding_waive(w->db, w->arena, &w->carl, drill, STR("bevis"), STR("grund")),
                  CONFLICT);
    assert_status(onboarding_waive(w->db, w->arena, &w->nel, opening, STR("bevis"), STR("grund")),
                  DENIED);
    assert_status(onboarding_waive(w->db, w->arena, mentor, opening, STR(""), STR("grund")),
                  INVALID);
    assert_ok(onboarding_waive(w->db, w->arena, mentor, opening, STR("Ti år i telefonen"),
                               STR("Kan det")));
    assert_status(onboarding_done(w->db, w->arena, &w->amir, safe), MISSING);
    assert_ok(onboarding_done(w->db, w->arena, &w->amir, it)); /* the administrator's part */
    assert_ok(onboarding_done(w->db, w->arena, &w->siv, safe));
    assert_status(onboarding_done(w->db, w->arena, other, phone), MISSING);
    assert_status(onboarding_done(w->db, w->arena, &w->sus, phone), MISSING);
    assert_status(onboarding_done(w->db, w->arena, &w->uma, phone), MISSING);
    assert_ok(onboarding_done(w->db, w->arena, mentor, conflict));
    assert_status(onboarding_done(w->db, w->arena, mentor, drill), CONFLICT); /* both come first */
    assert_ok(onboarding_done(w->db, w->arena, &w->nel, item_named(&o, "acute")->id));
    assert_ok(onboarding_done(w->db, w->arena, mentor, drill));
    o = found(w, &w->lea, id);
    assert_str(item_named(&o, "opening")->evidence, "Ti år i telefonen");
    assert_int_equal(item_named(&o, "opening")->ended_by, mentor->person_id);
    assert_ok(onboarding_undo(w->db, w->arena, &w->nel, limits));
    assert_status(onboarding_undo(w->db, w->arena, &w->nel, opening), CONFLICT); /* not theirs */
    clock_at(w, MONDAY + 1, 8, 0);
    assert_status(onboarding_undo(w->db, w->arena, mentor, opening), CONFLICT); /* not today's */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'onboarding_changed'"), 8);
}
BOTH(done_waived_undone)

static void a_module_ends_its_item(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding o;

    run_jobs(w);
    DB_TX(tx, w->db);
    assert_ok(announce_word(w->db, EVENT_MODULE_PASSED, NEL, STR("conflict")));
    assert_ok(announce_word(w->db, EVENT_MODULE_PASSED, NEL, STR("something_else")));
    assert_ok(announce_word(w->db, EVENT_MODULE_PASSED, OLE, STR("limits"))); /* has no plan */
    assert_ok(db_commit(&tx));
    run_jobs(w);
    o = found(w, &w->lea, id);
    assert_int_equal(item_named(&o, "conflict")->state, ONBOARDING_DONE);
    assert_int_equal(item_named(&o, "conflict")->ended_by, 0);
    assert_int_equal(item_named(&o, "limits")->state, ONBOARDING_OPEN);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
}
BOTH(a_module_ends_its_item)

/* ---- changes */

static void asks_before_it_changes(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding_change c, again;
    struct onboarding o = found(w, &w->lea, id);

    assert_ok(onboarding_done(w->db, w->arena, &w->nel, item_named(&o, "limits")->id));
    assert_ok(onboarding_change_look(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY, &c));
    assert_true(c.n_appears > 10 && c.n_goes > 10);
    o = found(w, &w->lea, id);
    assert_non_null(item_named(&o, "phone_system")); /* looking changes nothing */
    assert_status(
        onboarding_change(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY, c.seal + 1),
        CONFLICT);
    assert_ok(onboarding_done(w->db, w->arena, &w->nel, item_named(&o, "opening")->id));
    assert_status(
        onboarding_change(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY, c.seal),
        CONFLICT); /* something was done meanwhile */
    db_refresh(w->db);
    assert_ok(
        onboarding_change_look(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY, &again));
    assert_status(
        onboarding_change_look(w->db, w->arena, &w->nel, id, ONBOARDING_SERVICE, MONDAY, &c),
        DENIED);
    assert_ok(
        onboarding_change(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY, again.seal));
    o = found(w, &w->lea, id);
    assert_null(item_named(&o, "phone_system"));
    assert_int_equal(item_named(&o, "limits")->state, ONBOARDING_DONE);
    assert_int_equal(item_named(&o, "opening")->state, ONBOARDING_DONE); /* what is over stays */
    assert_non_null(item_named(&o, "subject_phone"));                    /* required: stays */
    assert_non_null(item_named(&o, "subject_map"));
    assert_ok(
        onboarding_change_look(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY + 7, &c));
    assert_true(c.n_moves > 10 && c.n_appears == 0 && c.n_goes == 0);
    assert_ok(
        onboarding_change(w->db, w->arena, &w->lea, id, ONBOARDING_SERVICE, MONDAY + 7, c.seal));
    o = found(w, &w->lea, id);
    assert_int_equal(item_named(&o, "conflict")->due_day,
                     MONDAY + 10); /* Easter Monday is closed */
}
BOTH(asks_before_it_changes)

/* 300 random changes: of what was ever required, each is done, waived or open. */
static void required_is_never_lost(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_BOTH, MONDAY);
    uint64_t r = 88172645463325252u;

    for (int n = 0; n < 300; n++) {
        struct arena_mark mark = arena_mark(w->arena);
        struct onboarding_change c;
        struct onboarding o;

        r ^= r << 13, r ^= r >> 7, r ^= r << 17;
        o = found(w, &w->lea, id);
        const struct onboarding_item_row *i = &o.items.at[r / 7 % o.items.n];
        enum onboarding_profile to = (enum onboarding_profile)(r / 11 % ONBOARDING_PROFILE_N);
        int32_t day = (int32_t)(MONDAY - 60 + (int64_t)(r / 97 % 200));
        enum status done = OK;

        switch (r % 4) {
        case 0:
            done = onboarding_done(w->db, w->arena, &w->lea, i->id);
            break;
        case 1:
            done = onboarding_waive(w->db, w->arena, &w->lea, i->id, STR("bevis"), STR("grund"));
            break;
        default:
            assert_ok(onboarding_change_look(w->db, w->arena, &w->lea, id, to, day, &c));
            assert_ok(onboarding_change(w->db, w->arena, &w->lea, id, to, day, c.seal));
            break;
        }
        assert_true(done == OK || done == CONFLICT);
        clock_advance(DAY_MS / 3);
        assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_item WHERE state = 3 AND flags "
                                  "% 4 <> 0 AND flags <> 4"),
                         0);
        assert_int_equal(
            count(w,
                  "SELECT COUNT(*) FROM onboarding_item WHERE state = 2 AND flags IN (2, 3, 6, 7)"),
            0);
        assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_item WHERE word IN ('conflict', "
                                  "'acute_drill') AND state IN (0, 1)"),
                         2);
        arena_rewind(w->arena, mark);
    }
    /* Everything required of the four plans that was ever taken is still there. */
    assert_true(count(w, "SELECT COUNT(*) FROM onboarding_item WHERE flags IN (1, 3, 5)") > 15);
}
BOTH(required_is_never_lost)

/* ---- the first call */

static void call_at(struct world *w, int64_t person_id, int32_t day, int hour, int64_t talk_ms)
{
    static int64_t n = 5000;

    n++;
    run_sql(w,
            str_c(w->arena,
                  arena_printf(
                      w->arena,
                      "INSERT INTO call (id, centre_id, source_key, person_id, line, queue, "
                      "inbound, outcome, started_at, wait_ms, talk_ms) VALUES (%lld, 1, "
                      "'k%lld', %lld, '1101', 'Ydelse', TRUE, 0, %lld, 1000, %lld)",
                      (long long)n, (long long)n, (long long)person_id,
                      (long long)calendar_wall(w->zone, day, hour * HOUR_MS), (long long)talk_ms)));
}

static void calls_came(struct world *w)
{
    DB_TX(tx, w->db);
    assert_ok(announce(w->db, EVENT_CALLS_IMPORTED, 1));
    assert_ok(db_commit(&tx));
    run_jobs(w);
}

/* Easter 2026: Wednesday 8 April is the fifth working day after Monday 30 March. */
static void amber_and_red_once_each(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct calendar c = calendar_office(w->zone);
    int64_t mentor = found(w, &w->lea, id).row.mentor_id;

    assert_int_equal(onboarding_first_by(&c, MONDAY), day_number(2026, 4, 8));
    for (int32_t day = MONDAY; day < MONDAY + 20; day++)
        for (int hour = 6; hour < 20; hour += 2) {
            clock_at(w, day, hour, 30);
            run_jobs(w);
            bool amber = day > MONDAY + 2 || (day == MONDAY + 2 && hour >= 12),
                 red = day > MONDAY + 9 || (day == MONDAY + 9 && hour >= 12);
            assert_int_equal(told(w, mentor, "AMBER"), amber);
            assert_int_equal(told(w, LEA, "AMBER"), amber);
            assert_int_equal(told(w, mentor, "RED"), red);
            assert_int_equal(told(w, LEA, "RED"), red);
        }
    assert_int_equal(told(w, CARL, "RED"), 0); /* the team has a leader of its own */
    call_at(w, NEL, MONDAY + 19, 9, 60000);
    calls_came(w);
    assert_int_equal(found(w, &w->lea, id).row.first_call_at,
                     calendar_wall(w->zone, MONDAY + 19, 9 * HOUR_MS));
}
BOTH(amber_and_red_once_each)

static void the_first_call_is_found(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding_newcomer n;
    struct onboarding o;

    call_at(w, NEL, MONDAY - 3, 9, 60000); /* before the start */
    call_at(w, NEL, MONDAY + 1, 9, 0);     /* nobody answered */
    call_at(w, OLE, MONDAY + 1, 10, 60000);
    clock_at(w, MONDAY + 1, 15, 0);
    calls_came(w);
    assert_int_equal(found(w, &w->lea, id).row.first_call_at, 0);
    call_at(w, NEL, MONDAY + 1, 14, 60000);
    call_at(w, NEL, MONDAY + 1, 13, 60000);
    calls_came(w);
    calls_came(w);
    o = found(w, &w->lea, id);
    assert_int_equal(o.row.first_call_at, calendar_wall(w->zone, MONDAY + 1, 13 * HOUR_MS));
    assert_false(o.row.first_said);
    assert_int_equal(item_named(&o, "first_call")->state, ONBOARDING_DONE);
    assert_int_equal(told(w, NEL, "FIRST_CALL"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'onboarding.first_call'"),
                     1);
    assert_ok(onboarding_newcomer(w->db, w->arena, NEL, &n));
    assert_int_equal(n.first_call_day, MONDAY + 1);
    assert_int_equal(n.days, 1);
    for (int32_t day = MONDAY + 2; day < MONDAY + 14; day++) {
        clock_at(w, day, 13, 0);
        run_jobs(w);
    }
    assert_int_equal(told(w, LEA, "AMBER") + told(w, LEA, "RED"), 0);
    assert_status(onboarding_first_say(w->db, w->arena, &w->nel), CONFLICT);
}
BOTH(the_first_call_is_found)

/* No import is waited for where the phone system tells of each call. */
static void a_call_that_is_told_is_the_first(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct call_push call = {.id = STR("1774863000.17"),
                             .line = STR("1101"),
                             .queue = STR(""),
                             .inbound = true,
                             .outcome = CALL_ANSWERED,
                             .started_at = NOON - MINUTE_MS,
                             .talk_ms = 50000};
    struct call_pushed pushed;

    run_sql(w, "INSERT INTO person_line (id, centre_id, person_id, line, from_day) VALUES (1, 1, "
               "101, '1101', 20000);");
    assert_ok(calls_push(w->db, w->arena, &w->amir, &call, &pushed));
    assert_true(pushed.is_new && pushed.has_person);
    run_jobs(w);
    assert_int_equal(found(w, &w->lea, id).row.first_call_at, NOON - MINUTE_MS);
    assert_int_equal(told(w, NEL, "FIRST_CALL"), 1);
}
BOTH(a_call_that_is_told_is_the_first)

static void not_ready_is_no_mark(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct calendar c = calendar_office(w->zone);
    struct onboarding_run_row r = found(w, &w->lea, id).row;

    assert_ok(onboarding_ready(w->db, w->arena, &w->nel, false));
    assert_ok(onboarding_ready(w->db, w->arena, &w->nel, false)); /* said twice, told once */
    assert_int_equal(told(w, r.mentor_id, "NOT_READY"), 1);
    assert_int_equal(told(w, LEA, "NOT_READY"), 0);
    for (int32_t day = MONDAY; day < MONDAY + 14; day++) {
        clock_at(w, day, 13, 0);
        run_jobs(w);
    }
    assert_int_equal(told(w, LEA, "AMBER") + told(w, LEA, "RED"), 0);
    r = found(w, &w->lea, id).row;
    assert_int_equal(onboarding_first(&c, &r, MONDAY + 14), ONBOARDING_FIRST_UNREADY);
    assert_ok(onboarding_ready(w->db, w->arena, &w->nel, true));
    assert_ok(onboarding_first_say(w->db, w->arena, &w->nel));
    r = found(w, &w->lea, id).row;
    assert_int_equal(onboarding_first(&c, &r, MONDAY + 14), ONBOARDING_FIRST_TAKEN);
    assert_true(r.first_said);
    assert_status(onboarding_ready(w->db, w->arena, &w->mia, false), MISSING); /* no newcomer */
}
BOTH(not_ready_is_no_mark)

/* ---- reminders */

static void reminded_once_then_it_climbs(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY), mentor;

    mentor = found(w, &w->lea, id).row.mentor_id;
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(told(w, NEL, "DUE_OWN"), 1); /* the first day's, together */
    assert_int_equal(told(w, mentor, "DUE"), 1);
    assert_int_equal(told(w, AMIR, "DUE"), 1);
    assert_int_equal(told(w, LEA, "OVERDUE"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_reminder WHERE person_id = 101"), 2);
    clock_at(w, MONDAY + 1, 7, 59);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "OVERDUE"), 0);
    clock_at(w, MONDAY + 1, 8, 0);
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "OVERDUE"), 1);
    assert_int_equal(told(w, CARL, "OVERDUE"), 0);
    assert_int_equal(told(w, SIV, "DUE"), 1);
    assert_int_equal(told(w, NEL, "DUE_OWN"), 2);
}
BOTH(reminded_once_then_it_climbs)

static void away(struct world *w, int64_t person_id, int32_t from, int32_t to, int64_t stand_in)
{
    assert_ok(
        care_absence(w->db, w->arena, &actor_system,
                     &(struct care_absence){person_id, from, to, stand_in, CARE_AWAY_HOLIDAY}));
    db_refresh(w->db);
}

static void stand_ins_hear_of_it(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY), mentor, other;

    run_jobs(w);
    mentor = found(w, &w->lea, id).row.mentor_id;
    other = mentor == MIA ? MAX : MIA;
    away(w, mentor, MONDAY + 1, MONDAY + 30, other);
    away(w, LEA, MONDAY + 1, MONDAY + 30, CARL);
    clock_at(w, MONDAY + 1, 8, 0);
    run_jobs(w);
    clock_at(w, day_number(2026, 4, 7), 8, 0); /* the fourth day: two of the mentor's are due */
    run_jobs(w);
    assert_int_equal(told(w, other, "DUE"), 1);
    assert_int_equal(told(w, mentor, "DUE"), 1); /* before they went */
    assert_true(told(w, CARL, "OVERDUE") > 0);
    assert_int_equal(told(w, LEA, "OVERDUE"), 0);
    struct onboarding_run_row r = found(w, &w->carl, id).row;
    assert_int_equal(onboarding_mentor_now(&r), other);
    away(w, other, MONDAY + 2, MONDAY + 30,
         0); /* now nobody is beside her: the leader's stand-in is */
    r = found(w, &w->carl, id).row;
    assert_int_equal(onboarding_mentor_now(&r), 0);
}
BOTH(stand_ins_hear_of_it)

/* ---- balance, by hand */

static void minutes_are_exact(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding o = found(w, &w->lea, id);
    struct onboarding_week weeks[ONBOARDING_WEEKS];

    /* Of week 1, which Easter makes three days long: days 0 to 2. Accounts (45, due today since the start is), limits 30, help
     * key 20, workplace 30, conflict 180, phone system 60, opening 45, subject on the phone 60 make 470; listening 60. */
    assert_ok(onboarding_balance(w->db, w->arena, &o, w->zone, weeks));
    assert_int_equal(weeks[0].planned[0], 470);
    assert_int_equal(weeks[0].planned[1], 60);
    assert_int_equal(weeks[0].from_day, MONDAY);
    /* Week 2, days 3 to 6: records 60, acute module 30, aftercare 20, plain words 60, guiding 60, saying enough 30; first call 60,
     * role play 60. */
    assert_int_equal(weeks[1].planned[0], 260);
    assert_int_equal(weeks[1].planned[1], 120);
    assert_ok(onboarding_done(w->db, w->arena, &w->nel, item_named(&o, "limits")->id));
    assert_ok(onboarding_done(w->db, w->arena, &w->nel, item_named(&o, "listen")->id));
    assert_ok(onboarding_waive(w->db, w->arena, &w->lea, item_named(&o, "opening")->id, STR("b"),
                               STR("g")));
    call_at(w, NEL, MONDAY + 1, 9, 3 * 60000 + 59000);
    call_at(w, NEL, MONDAY + 2, 9, 61000);  /* together 4:59 and 1:01: six minutes, not five */
    call_at(w, NEL, MONDAY + 6, 23, 60000); /* the last hour of Sunday */
    call_at(w, NEL, MONDAY + 7, 0, 119000); /* the first of Monday: one minute */
    call_at(w, OLE, MONDAY + 2, 9, 600000);
    clock_at(w, MONDAY + 14, 9, 0);
    o = found(w, &w->lea, id);
    assert_ok(onboarding_done(w->db, w->arena, &w->lea, item_named(&o, "help_key")->id));
    assert_ok(onboarding_done(w->db, w->arena, &w->lea, item_named(&o, "first_call")->id));
    o = found(w, &w->lea, id);
    assert_ok(onboarding_balance(w->db, w->arena, &o, w->zone, weeks));
    assert_int_equal(weeks[0].planned[0], 470 - 45); /* what is known already is not planned */
    assert_int_equal(weeks[0].lived[0], 30);
    assert_int_equal(weeks[0].lived[1], 60 + 6);
    assert_int_equal(weeks[1].lived[1], 1);
    assert_int_equal(weeks[2].lived[0], 20); /* done in week 3 */
    assert_int_equal(weeks[2].lived[1], 0);  /* the first call is measured by records alone */
    assert_true(weeks[0].is_over && weeks[1].is_over && weeks[2].is_now);
}
BOTH(minutes_are_exact)

static void weeks_out_of_balance(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding_week weeks[ONBOARDING_WEEKS];
    struct onboarding o;

    clock_at(w, MONDAY + 28, 9, 0);
    o = found(w, &w->lea, id);
    assert_ok(onboarding_balance(w->db, w->arena, &o, w->zone, weeks));
    assert_int_equal(weeks[0].warning, ONBOARDING_FINE); /* the first week may be without */
    assert_int_equal(weeks[1].warning, ONBOARDING_NO_PHONE);
    assert_int_equal(weeks[2].warning, ONBOARDING_NO_PHONE);
    assert_int_equal(weeks[4].warning, ONBOARDING_FINE); /* not over: what is planned counts */
    call_at(w, NEL, MONDAY + 8, 9, 81 * 60000);
    call_at(w, NEL, MONDAY + 15, 9, 81 * 60000);
    clock_at(w, MONDAY + 9, 9, 0);
    o = found(w, &w->lea, id);
    assert_ok(onboarding_done(w->db, w->arena, &w->lea, item_named(&o, "help_key")->id));
    clock_at(w, MONDAY + 28, 9, 0);
    o = found(w, &w->lea, id);
    assert_ok(onboarding_balance(w->db, w->arena, &o, w->zone, weeks));
    assert_int_equal(weeks[1].warning, ONBOARDING_MUCH_PHONE); /* 81 of 101 minutes */
    assert_int_equal(weeks[2].warning, ONBOARDING_FINE);       /* only week 2 has this rule */
    run_sql(w, "UPDATE call SET talk_ms = talk_ms - 60000 WHERE talk_ms > 4000000;");
    o = found(w, &w->lea, id);
    assert_ok(onboarding_balance(w->db, w->arena, &o, w->zone, weeks));
    assert_int_equal(weeks[1].warning, ONBOARDING_FINE); /* 80 of 100 are still fine */
}
BOTH(weeks_out_of_balance)

/* ---- the shield */

static int64_t hard_call(struct world *w, const struct actor *who, int64_t class, int64_t rating)
{
    static int n;
    struct incident_logged logged;
    struct incident_entry e = {
        .client_key = arena_printf(w->arena, "shield-%04d", ++n), .class = class, .rating = rating};

    assert_ok(incident_log(w->db, w->arena, who, w->zone, &e, &logged));
    db_refresh(w->db);
    run_jobs(w);
    return logged.id;
}

static void a_talk_the_same_day(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY), mentor, talk;
    struct onboarding_talk_row_list talks;
    struct onboarding_own_talk_row own;
    const struct actor *who;

    run_jobs(w);
    hard_call(w, &w->ole, INCIDENT_A, 1); /* has no plan */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_shield"), 0);
    mentor = found(w, &w->lea, id).row.mentor_id;
    who = mentor == MIA ? &w->mia : &w->max;
    hard_call(w, &w->nel, INCIDENT_A, 1); /* aftercare opens none for this */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 0);
    assert_int_equal(told(w, mentor, "HARD"), 1);
    assert_int_equal(told(w, NEL, "SHIELD"), 1);
    assert_ok(onboarding_shield_mine(w->db, w->arena, &w->nel, &own));
    assert_str(own.owner_name, str_c(w->arena, who->name));
    assert_ok(onboarding_talks(w->db, w->arena, who, &talks));
    assert_int_equal(talks.n, 1);
    talk = talks.at[0].id;
    assert_ok(onboarding_talks(w->db, w->arena, &w->sus, &talks));
    assert_int_equal(talks.n, 0);
    assert_status(onboarding_talk_held(w->db, w->arena, &w->nel, talk), MISSING);
    assert_status(onboarding_talk_held(w->db, w->arena, &w->sus, talk), MISSING);
    clock_at(w, MONDAY, 23, 59);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOT_HELD"), 0);
    clock_at(w, MONDAY + 1, 0, 0);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOT_HELD"), 1); /* the day is over: it climbs */
    assert_ok(onboarding_talk_held(w->db, w->arena, &w->lea, talk));
    assert_status(onboarding_talk_held(w->db, w->arena, &w->lea, talk), CONFLICT);
    clock_at(w, MONDAY + 2, 10, 0);
    hard_call(w, &w->nel, INCIDENT_A, 1);
    assert_ok(onboarding_talks(w->db, w->arena, who, &talks));
    assert_ok(onboarding_talk_held(w->db, w->arena, who, talks.at[0].id));
    clock_at(w, MONDAY + 3, 10, 0);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOT_HELD"), 1); /* held in time: nothing climbs */
}
BOTH(a_talk_the_same_day)

static void care_is_not_doubled(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY), mentor, incident;
    struct onboarding_talk_row_list talks;

    run_jobs(w);
    mentor = found(w, &w->lea, id).row.mentor_id;
    incident = hard_call(w, &w->nel, INCIDENT_C, 4);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case"), 1);
    assert_int_equal(told(w, mentor, "HARD"), 0);
    assert_int_equal(told(w, mentor, "HARD_CARED"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_shield WHERE cared"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'onboarding.climb'"), 0);
    assert_ok(onboarding_talks(w->db, w->arena, &w->lea, &talks));
    assert_int_equal(talks.n, 1);
    assert_ok(incident_talked(w->db, w->arena, &w->lea, incident));
    run_jobs(w);
    assert_ok(onboarding_talks(w->db, w->arena, &w->lea, &talks));
    assert_int_equal(talks.n, 0);
    hard_call(w, &w->nel, INCIDENT_C, 4);
    assert_ok(care_end(w->db, w->arena, &w->lea,
                       count(w, "SELECT MAX(id) FROM aftercare_step WHERE kind = 6 AND state = 0"),
                       CARE_DONE, STR("talt")));
    db_refresh(w->db);
    assert_ok(onboarding_talks(w->db, w->arena, &w->lea, &talks));
    assert_int_equal(talks.n, 0); /* the talk of aftercare is the talk */
}
BOTH(care_is_not_doubled)

static void many_calls_say_something_of_the_queue(struct world *w)
{
    struct onboarding_workload_row_list works;

    start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    run_jobs(w);
    hard_call(w, &w->nel, INCIDENT_A, 1);
    clock_advance(8 * DAY_MS);
    hard_call(w, &w->nel, INCIDENT_A, 1);
    hard_call(w, &w->nel, INCIDENT_B, 1);
    assert_int_equal(told(w, LEA, "WORKLOAD"), 0); /* the first is more than a week ago */
    hard_call(w, &w->nel, INCIDENT_A, 1);
    hard_call(w, &w->nel, INCIDENT_A, 1);
    assert_int_equal(told(w, LEA, "WORKLOAD"), 1);
    assert_ok(onboarding_workloads(w->db, w->arena, &w->lea, &works));
    assert_int_equal(works.n, 1);
    assert_int_equal(works.at[0].team_id, 11);
    assert_status(onboarding_relieved(w->db, w->arena, &w->sus, works.at[0].id), MISSING);
    assert_ok(onboarding_relieved(w->db, w->arena, &w->lea, works.at[0].id));
    assert_ok(onboarding_workloads(w->db, w->arena, &w->lea, &works));
    assert_int_equal(works.n, 0);
    clock_advance(90 * DAY_MS); /* the shield is over */
    run_sql(w, "UPDATE person SET started_day = 20000 WHERE id = 101;");
    int64_t n = count(w, "SELECT COUNT(*) FROM onboarding_shield");
    hard_call(w, &w->nel, INCIDENT_A, 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM onboarding_shield"), n);
}
BOTH(many_calls_say_something_of_the_queue)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(own_plans_differ_and_meet),
        ON_BOTH(every_plan_has_what_protects),
        ON_BOTH(a_draft_becomes_a_version),
        ON_BOTH(one_waits_for_several),
        ON_BOTH(a_class_starts_or_nobody),
        ON_BOTH(no_mentor_no_start),
        ON_BOTH(whoever_left_cannot_start),
        ON_BOTH(done_waived_undone),
        ON_BOTH(a_module_ends_its_item),
        ON_BOTH(asks_before_it_changes),
        ON_BOTH(required_is_never_lost),
        ON_BOTH(amber_and_red_once_each),
        ON_BOTH(the_first_call_is_found),
        ON_BOTH(not_ready_is_no_mark),
        ON_BOTH(reminded_once_then_it_climbs),
        ON_BOTH(stand_ins_hear_of_it),
        ON_BOTH(minutes_are_exact),
        ON_BOTH(weeks_out_of_balance),
        ON_BOTH(a_talk_the_same_day),
        ON_BOTH(care_is_not_doubled),
        ON_BOTH(many_calls_say_something_of_the_queue),
        ON_BOTH(a_call_that_is_told_is_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
