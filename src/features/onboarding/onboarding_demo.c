/* A class in its third week, with one who meets hard calls.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_demo.h"

#include "features/aftercare/aftercare.h"
#include "features/onboarding/onboarding_parts.h"

#define DONE_MINUTE (14 * 60)
#define LEFT_OPEN 9 /* every so many is not done yet */
#define WAIVED_WORD "phone_system"

struct demo_run {
    struct db *db;
    struct arena *a;
    const struct onboarding_demo *d;
    int64_t id, person_id;
};

static int64_t at_minute(const struct onboarding_demo *d, int32_t day, int64_t minute)
{
    return calendar_wall(d->zone, day, minute * MINUTE_MS);
}

static int64_t whose(const struct demo_run *r, int64_t role)
{
    return role == ONBOARDING_BY_NEWCOMER ? r->person_id
           : role == ONBOARDING_BY_MENTOR ? r->d->mentor_id
                                          : r->d->leader_id;
}

/* The gate of the one who is walked into is shut: the texts that open it are still to be read, in the plan as well. */
static bool is_unread(const struct demo_run *r, const struct onboarding_plan_item_row *i)
{
    return r->person_id == r->d->newcomer_id[0] &&
           (str_eq(i->module, STR("conflict")) || str_eq(i->module, STR("acute")));
}

/* Of the last days some things are still open; the first week is done. */
static bool is_left_open(const struct demo_run *r, const struct onboarding_plan_item_row *i,
                         size_t nth, int32_t due)
{
    return due > r->d->start_day + 6 && (i->flags & ONBOARDING_OBLIGATORY) == 0 &&
           (nth + (size_t)(r->person_id == r->d->newcomer_id[0])) % LEFT_OPEN == 0;
}

static enum status put_item(const struct demo_run *r, const struct calendar *c,
                            const struct onboarding_plan_item_row *i, size_t nth, bool called)
{
    const struct onboarding_demo *d = r->d;
    int32_t due = onboarding_due_day(c, d->start_day, i->day);
    int64_t id = d->next_id(d->context, d->at), done_at = at_minute(d, due, DONE_MINUTE), changed;
    bool waived = str_eq(i->word, STR(WAIVED_WORD));

    TRY(q_onboarding_item_insert(r->db, id, r->id, i->word, i->title_da, i->title_en, i->day, due,
                                 i->role, i->kind, i->minutes, i->competence, i->needs, i->module,
                                 i->flags));
    if (due >= d->today || done_at >= d->end_at || is_unread(r, i) ||
        is_left_open(r, i, nth, due) || (str_eq(i->word, STR("first_call")) && !called))
        return OK;
    return q_onboarding_item_end(
        r->db, id, waived ? ONBOARDING_WAIVED : ONBOARDING_DONE, done_at > d->at ? done_at : d->at,
        waived ? d->mentor_id : whose(r, i->role),
        waived ? STR("Har brugt den samme telefon i tre år på biblioteket") : STR(""),
        waived ? STR("Viste det på fem minutter den første dag") : STR(""), &changed);
}

static enum status put_items(const struct demo_run *r, int64_t profile, bool called)
{
    struct onboarding_plan plan;
    struct calendar c = calendar_office(r->d->zone);

    TRY(onboarding_plan_now(r->db, r->a, r->d->centre_id, (enum onboarding_profile)profile, &plan));
    for (size_t i = 0; i < plan.items.n; i++)
        TRY(put_item(r, &c, &plan.items.at[i], i, called));
    return OK;
}

static enum status put_shields(const struct demo_run *r)
{
    const struct onboarding_demo *d = r->d;
    struct onboarding_demo_incident_row_list hard;
    int64_t n_week = 0, raised;

    TRY(q_onboarding_demo_incidents(r->db, r->a, r->person_id,
                                    zone_day_start(d->zone, d->start_day), &hard));
    for (size_t i = 0; i < hard.n; i++) {
        const struct onboarding_demo_incident_row *in = &hard.at[i];
        int64_t id = d->next_id(d->context, in->logged_at), added, held,
                due = zone_day_start(d->zone, zone_day(d->zone, in->logged_at) + 1) - 1;

        TRY(q_onboarding_shield_insert(
            r->db, id, r->id, in->id, in->logged_at, due, d->mentor_id,
            care_weight(in->hit, in->class, in->newcomer, in->wants_talk) > 0, &added));
        n_week += in->logged_at > d->end_at - ONBOARDING_MANY_MS;
        if (in->logged_at + 2 * HOUR_MS < d->end_at - 2 * DAY_MS)
            TRY(q_onboarding_shield_held(r->db, id, in->logged_at + 2 * HOUR_MS, d->mentor_id,
                                         &held));
    }
    if (n_week < ONBOARDING_MANY)
        return OK;
    return q_onboarding_workload_raise(r->db, d->next_id(d->context, d->end_at - HOUR_MS),
                                       d->centre_id, d->team_id, d->end_at - HOUR_MS, &raised);
}

static enum status put_run(const struct demo_run *r, int64_t profile, int64_t class_id)
{
    const struct onboarding_demo *d = r->d;
    struct onboarding_call_row call;
    int64_t changed;

    TRY(q_onboarding_run_insert(r->db, r->id, d->centre_id, r->person_id, d->team_id, class_id,
                                profile, 0, d->start_day, d->at, d->leader_id));
    enum status found = q_onboarding_first_record(
        r->db, r->a, r->person_id, zone_day_start(d->zone, d->start_day), d->end_at, &call);
    if (found != OK && found != MISSING)
        return found;
    if (found == OK)
        TRY(q_onboarding_run_first(r->db, r->id, call.started_at, call.started_at + HOUR_MS, false,
                                   &changed));
    TRY(q_onboarding_pair_insert(r->db, d->next_id(d->context, d->at), r->id, d->mentor_id,
                                 zone_day(d->zone, d->at), d->at, d->leader_id));
    TRY(put_items(r, profile, found == OK));
    return put_shields(r);
}

enum status onboarding_demo(struct db *db, struct arena *a, const struct onboarding_demo *d,
                            int64_t ret_runs[ONBOARDING_DEMO_PEOPLE])
{
    int64_t class_id = d->next_id(d->context, d->at);

    TRY(q_onboarding_class_insert(db, class_id, d->centre_id, d->class_name, d->start_day, d->at,
                                  d->leader_id));
    for (size_t i = 0; i < ONBOARDING_DEMO_PEOPLE; i++) {
        struct demo_run r = {db, a, d, d->next_id(d->context, d->at), d->newcomer_id[i]};

        ret_runs[i] = 0;
        if (d->newcomer_id[i] == 0)
            continue;
        TRY(put_run(&r, d->profile[i], class_id));
        ret_runs[i] = r.id;
    }
    return OK;
}
