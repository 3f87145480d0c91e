/* The newcomer's shield: after a hard call in the first 90 days somebody talks with them the same day, the mentor knows, a pause is
 * offered; several within a week say something about the queue. Where aftercare opens a case, the talk, its clock and its climbing
 * are there, and the shield only looks on.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "base/id.h"
#include "core/live.h"
#include "core/refuse.h"
#include "features/aftercare/aftercare.h"
#include "features/notify/notify.h"

/* ---- a call was logged */

static bool is_shielded(const struct onboarding_run_row *r,
                        const struct onboarding_incident_row *in, const struct zone *zone)
{
    int64_t days = zone_day(zone, in->logged_at) - r->start_day;

    return days >= 0 && (in->newcomer || days < ONBOARDING_SHIELD_DAYS);
}

static enum status flag_workload(struct db *db, struct arena *a, const struct onboarding_run_row *r)
{
    struct onboarding_count_row row;
    struct onboarding_people leaders;
    int64_t id = id_new(), raised = 0;

    TRY(q_onboarding_shields_since(db, a, r->id, clock_now() - ONBOARDING_MANY_MS, &row));
    if (row.n < ONBOARDING_MANY)
        return OK;
    TRY(q_onboarding_workload_raise(db, id, r->centre_id, r->team_id, clock_now(), &raised));
    if (raised == 0)
        return OK;
    TRY(onboarding_holders(db, a, r, ONBOARDING_BY_LEADER, &leaders));
    return onboarding_tell_all(db, a, &leaders, false, T_NOTICE_ONBOARDING_WORKLOAD,
                               STR("/onboarding"),
                               arena_printf(a, "onboarding.workload %lld", (long long)id));
}

static enum status raise(struct db *db, struct arena *a, const struct onboarding_run_row *r,
                         int64_t incident_id, const struct onboarding_incident_row *in,
                         const struct zone *zone, bool cared)
{
    int64_t id = id_new(), added = 0, mentor_id = onboarding_mentor_now(r), due_at;
    struct onboarding_people leaders = {.n = 0};
    struct str event = arena_printf(a, "onboarding.shield %lld", (long long)id);

    due_at = zone_day_start(zone, zone_day(zone, in->logged_at) + 1) - 1;
    if (due_at < in->logged_at + HOUR_MS)
        due_at = in->logged_at + HOUR_MS;
    if (mentor_id == 0)
        TRY(onboarding_holders(db, a, r, ONBOARDING_BY_LEADER, &leaders));
    int64_t owner_id = mentor_id != 0 ? mentor_id : leaders.n > 0 ? leaders.at[0] : 0;
    TRY(q_onboarding_shield_insert(db, id, r->id, incident_id, in->logged_at, due_at, owner_id,
                                   cared, &added));
    if (added == 0)
        return OK;
    if (owner_id != 0)
        TRY(notify_person(db, a, owner_id, NOTICE_ACUTE,
                          cared ? T_NOTICE_ONBOARDING_HARD_CARED : T_NOTICE_ONBOARDING_HARD,
                          STR("/onboarding"), event));
    TRY(notify_person(db, a, r->person_id, NOTICE_ORDINARY, T_NOTICE_ONBOARDING_SHIELD,
                      STR("/onboarding/mine"), event));
    TRY(audit(db, &actor_system, AUDIT_ONBOARDING_TALKED, r->id, STR("shield")));
    TRY(onboarding_tell_pages(db, a, r->id));
    if (!cared)
        TRY(job_put(db, ONBOARDING_CLIMB, id, STR(""), due_at));
    return flag_workload(db, a, r);
}

enum status onboarding_shield(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    struct onboarding_incident_row in;
    struct onboarding_shield_row known;
    struct onboarding_newcomer n;
    struct onboarding_run_row r;
    const struct zone *zone;

    (void)ret_again_at;
    TRY(q_onboarding_incident(db, a, job->object_id, &in));
    enum status found = onboarding_newcomer(db, a, in.person_id, &n);
    if (found != OK)
        return found == MISSING ? OK : found;
    TRY(onboarding_run_now(db, a, n.run_id, &r));
    TRY(zone_find(r.zone, &zone));
    if (!is_shielded(&r, &in, zone))
        return OK;
    bool cared = care_weight(in.hit, in.class, in.newcomer, in.wants_talk) > 0;
    found = q_onboarding_shield_of(db, a, job->object_id, &known);
    if (found == MISSING)
        return raise(db, a, &r, job->object_id, &in, zone, cared);
    TRY(found);
    return cared && !known.cared ? q_onboarding_shield_cared(db, known.id) : OK;
}

/* Somebody said "I have talked with …" at the incident itself. */
enum status onboarding_talked(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    struct onboarding_shield_row s;
    int64_t changed;
    enum status found = q_onboarding_shield_of(db, a, job->object_id, &s);

    (void)ret_again_at;
    if (found != OK)
        return found == MISSING ? OK : found;
    TRY(q_onboarding_shield_held(db, s.id, clock_now(), 0, &changed));
    return changed != 0 ? onboarding_tell_pages(db, a, s.run_id) : OK;
}

/* The day is over and nobody talked: who leads hears of it. */
enum status onboarding_climb(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct onboarding_shield_row s;
    struct onboarding_run_row r;
    struct onboarding_people leaders;

    (void)ret_again_at;
    TRY(q_onboarding_shield_at(db, a, job->object_id, &s));
    TRY(onboarding_run_now(db, a, s.run_id, &r));
    if (s.held_at != 0 || s.cared || s.climbed_at != 0 || r.ended_at != 0)
        return OK;
    TRY(onboarding_holders(db, a, &r, ONBOARDING_BY_LEADER, &leaders));
    TRY(q_onboarding_shield_climb(db, s.id, leaders.n > 0 ? leaders.at[0] : s.owner_id,
                                  clock_now()));
    return onboarding_tell_all(db, a, &leaders, true, T_NOTICE_ONBOARDING_NOT_HELD,
                               STR("/onboarding"),
                               arena_printf(a, "onboarding.not_held %lld", (long long)s.id));
}

/* ---- reading */

static bool leads(const struct actor *who, int64_t team_id)
{
    return may_reach(who, PERM_ONBOARDING_LEAD, -1, team_id);
}

enum status onboarding_talks(struct db *db, struct arena *a, const struct actor *who,
                             struct onboarding_talk_row_list *ret)
{
    struct onboarding_talk_row_list rows;
    size_t n = 0;

    if (!may(who, PERM_ONBOARDING))
        return fail(DENIED, "may not see plans");
    TRY(q_onboarding_talks(db, a, who->centre_id, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].person_id != who->person_id &&
            (rows.at[i].owner_id == who->person_id || leads(who, rows.at[i].team_id)))
            rows.at[n++] = rows.at[i];
    rows.n = n;
    *ret = rows;
    return OK;
}

enum status onboarding_shield_mine(struct db *db, struct arena *a, const struct actor *who,
                                   struct onboarding_own_talk_row *ret)
{
    return q_onboarding_talk_of(db, a, who->person_id, ret);
}

/* ---- acting */

enum status onboarding_talk_held(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id)
{
    struct onboarding_shield_row s;
    struct onboarding_run_row r;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(q_onboarding_shield_at(db, a, id, &s));
    TRY(onboarding_run_now(db, a, s.run_id, &r));
    bool own = who->person_id == r.person_id;
    if (!may(who, PERM_ONBOARDING) || who->centre_id != r.centre_id || own ||
        (s.owner_id != who->person_id && onboarding_sight(who, &r) < ONBOARDING_SIGHT_MENTOR))
        return fail(MISSING, "outside the actor's reach");
    TRY(q_onboarding_shield_held(db, id, clock_now(), who->person_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_ONBOARDING_TALK_HELD);
    TRY(job_cancel(db, ONBOARDING_CLIMB, id, STR("")));
    TRY(audit(db, who, AUDIT_ONBOARDING_TALKED, r.id, STR("held")));
    TRY(announce(db, EVENT_ONBOARDING_CHANGED, r.id));
    TRY(onboarding_tell_pages(db, a, r.id));
    return db_commit(&tx);
}

enum status onboarding_workloads(struct db *db, struct arena *a, const struct actor *who,
                                 struct onboarding_workload_row_list *ret)
{
    struct onboarding_workload_row_list rows;
    size_t n = 0;

    TRY(q_onboarding_workloads(db, a, who->centre_id, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (leads(who, rows.at[i].team_id))
            rows.at[n++] = rows.at[i];
    rows.n = n;
    *ret = rows;
    return OK;
}

enum status onboarding_relieved(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct onboarding_workload_row_list rows;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(onboarding_workloads(db, a, who, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].id == id)
            TRY(q_onboarding_workload_end(db, id, clock_now(), who->person_id, &changed));
    if (changed == 0)
        return fail(MISSING, "outside the actor's reach, or relieved already");
    TRY(audit(db, who, AUDIT_ONBOARDING_CHANGED, id, STR("relieved")));
    TRY(live_tell_all(db, who->centre_id, PERM_ONBOARDING_LEAD, LIVE_ONBOARDING, id));
    return db_commit(&tx);
}
