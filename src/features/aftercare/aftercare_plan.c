/* The centre's plan: which steps follow how hard a call, and when. Saving makes a new version; running cases keep theirs.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"

/* The program's own plan; a proposal that a centre changes. */
const struct care_plan_step_row care_plan_default[CARE_PLAN_KIND_N] = {
    {CARE_RECOVERY_BREAK, RULE_MINUTES, 5, 0, 1},
    {CARE_FIRST_CONTACT, RULE_MINUTES, 15, 0, 1},
    {CARE_PEER_FIRST_AID, RULE_SAME_DAY, 2 * HOUR_MS, 0, 3},
    {CARE_MANAGER_INFORMED, RULE_SAME_DAY, 2 * HOUR_MS, 0, 1},
    {CARE_SAFETY_REP_INFORMED, RULE_SAME_DAY, 2 * HOUR_MS, 0, 3},
    {CARE_CALL, RULE_WORKING_DAYS, 1, 0, 1},
    {CARE_FOLLOW_UP_TALK, RULE_WORKING_DAYS, 3, 1, 1},
    {CARE_CHECK_IN_7, RULE_CALENDAR_DAYS, 7, 0, 3},
    {CARE_CHECK_IN_14, RULE_CALENDAR_DAYS, 14, 0, 3},
    {CARE_CHECK_IN_30, RULE_CALENDAR_DAYS, 30, 0, 3},
    {CARE_CHECK_IN_90, RULE_CALENDAR_DAYS, 90, 0, 3},
    {CARE_PSYCHOLOGIST_OFFER, RULE_WORKING_DAYS, 3, 0, 1},
    {CARE_DEBRIEFING_OFFER, RULE_WORKING_DAYS, 3, 0, 4},
};

enum deadline_rule care_plan_rule(int64_t kind)
{
    return (enum deadline_rule)care_plan_default[kind].rule;
}

static struct care_plan_step_row_list own_plan(struct arena *a)
{
    struct care_plan_step_row_list list = {
        arena_array(a, struct care_plan_step_row, CARE_PLAN_KIND_N), CARE_PLAN_KIND_N};

    for (size_t i = 0; i < list.n; i++)
        list.at[i] = care_plan_default[i];
    return list;
}

static enum status save(struct db *db, int64_t centre_id, int64_t version, int64_t by,
                        const struct care_plan_step_row_list *steps, int64_t *ret_id)
{
    int64_t id = id_new();

    TRY(q_care_plan_insert(db, id, centre_id, version, clock_now(), by));
    for (size_t i = 0; i < steps->n; i++) {
        const struct care_plan_step_row *p = &steps->at[i];

        TRY(q_care_plan_step_insert(db, id, p->kind, p->rule, p->amount, p->opens_after,
                                    p->from_weight));
    }
    *ret_id = id;
    return OK;
}

enum status care_plan_latest(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret_id)
{
    struct care_plan_row plan;
    enum status found = q_care_plan_latest(db, a, centre_id, &plan);
    struct care_plan_step_row_list steps;

    if (found == OK)
        *ret_id = plan.id;
    if (found != MISSING)
        return found;
    steps = own_plan(a);
    return save(db, centre_id, 1, 0, &steps, ret_id);
}

/* ---- reading */

static bool may_change(const struct actor *who)
{
    return may_reach(who, PERM_CARE_SETUP, -1, 0); /* the whole centre's, not one team's */
}

enum status care_plan(struct db *db, struct arena *a, const struct actor *who, int64_t version,
                      struct care_plan *ret)
{
    struct care_plan plan = {.may_change = may_change(who)};

    if (!may(who, PERM_CARE_SETUP))
        return fail(DENIED, "may not see the plan");
    enum status found = version != 0 ? q_care_plan_at(db, a, who->centre_id, version, &plan.row)
                                     : q_care_plan_latest(db, a, who->centre_id, &plan.row);
    if (found == MISSING && version == 0)
        plan.steps = own_plan(a);
    else {
        TRY(found);
        TRY(q_care_plan_steps(db, a, plan.row.id, &plan.steps));
    }
    *ret = plan;
    return OK;
}

enum status care_plans(struct db *db, struct arena *a, const struct actor *who,
                       struct care_plan_version_row_list *ret)
{
    if (!may(who, PERM_CARE_SETUP))
        return fail(DENIED, "may not see the plan");
    return q_care_plan_versions(db, a, who->centre_id, ret);
}

static struct deadline_kind kind_of(const struct care_plan_step_row *p)
{
    return (struct deadline_kind){.word = str_of(care_kind_words[p->kind]),
                                  .rule = (enum deadline_rule)p->rule,
                                  .trigger = TRIGGER_KNOWN,
                                  .amount = p->amount,
                                  .opens_after = p->opens_after};
}

enum status care_plan_due(const struct calendar *calendar, const struct care_plan_step_row *step,
                          int64_t start_at, int64_t *ret)
{
    struct deadline_kind kind = kind_of(step);

    TRY(deadline_check(&kind));
    *ret = deadline_from(&kind, calendar, start_at).due_ms;
    return OK;
}

/* ---- changing */

/* Somebody looks in on everybody, soon. */
static bool is_contact(const struct care_plan_step_row *p)
{
    return p->from_weight == 1 && (p->kind == CARE_FIRST_CONTACT || p->kind == CARE_CALL);
}

enum status care_plan_steps_of(struct arena *a, const struct care_plan_choice *choice,
                               struct care_plan_step_row_list *ret)
{
    struct care_plan_step_row_list list = {
        arena_array(a, struct care_plan_step_row, CARE_PLAN_KIND_N), 0};
    bool has_contact = false;

    for (int64_t kind = 0; kind < CARE_PLAN_KIND_N; kind++) {
        struct care_plan_step_row p = care_plan_default[kind];

        p.from_weight = choice->from_weight[kind];
        if (p.rule != RULE_SAME_DAY)
            p.amount = choice->amount[kind];
        if (p.from_weight == 0)
            continue;
        if (p.from_weight < 0 || p.from_weight > 5 ||
            (p.rule != RULE_SAME_DAY && (p.amount < 1 || p.amount > CARE_AMOUNT_MAX)))
            return refuse(INVALID, T_AFTERCARE_BAD_PLAN);
        if (p.opens_after >= p.amount && p.opens_after > 0)
            p.opens_after = p.amount - 1;
        struct deadline_kind checked = kind_of(&p);
        if (deadline_check(&checked) != OK)
            return refuse(INVALID, T_AFTERCARE_BAD_PLAN);
        has_contact = has_contact || is_contact(&p);
        list.at[list.n++] = p;
    }
    if (!has_contact)
        return refuse(INVALID, T_AFTERCARE_PLAN_CONTACT);
    *ret = list;
    return OK;
}

enum status care_plan_save(struct db *db, struct arena *a, const struct actor *who,
                           int64_t based_on, const struct care_plan_choice *choice)
{
    struct care_plan_row latest = {0};
    struct care_plan_step_row_list steps;
    int64_t id;
    DB_TX(tx, db);

    if (!may_change(who) || who->centre_id == 0)
        return refuse(DENIED, T_AFTERCARE_SETUP_DENIED);
    TRY(care_plan_steps_of(a, choice, &steps));
    enum status found = q_care_plan_latest(db, a, who->centre_id, &latest);
    if (found != OK && found != MISSING)
        return found;
    if (latest.version != based_on)
        return refuse(CONFLICT, T_AFTERCARE_PLAN_CHANGED);
    if (found == MISSING) { /* what counted until now stays readable as the first version */
        struct care_plan_step_row_list own = own_plan(a);

        TRY(save(db, who->centre_id, 1, 0, &own, &id));
        latest.version = 1;
    }
    TRY(save(db, who->centre_id, latest.version + 1, who->person_id, &steps, &id));
    TRY(audit(db, who, AUDIT_CARE_PLAN_CHANGED, id, STR("")));
    return db_commit(&tx);
}
