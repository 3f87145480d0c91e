/* Which reports are owed, when they are due, and when the police are asked again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/deadline.h"
#include "features/aftercare/aftercare.h"
#include "features/incidents/incidents.h"
#include "features/notify/notify.h"

#define POLICE_FROM_CLASS INCIDENT_C /* an implied threat: a report, or a reason why not */
#define ACCIDENT_FROM_WEIGHT                                                                       \
    4 /* so hard that treatment may follow: looked at without absence, too */
#define ABSENCE_COUNTS_MS (90 * DAY_MS) /* how long an absence may still come from the incident */
#define FOLLOW_AGAIN_MS (7 * DAY_MS)    /* nobody has noted anything */

struct report_row *report_of_kind(const struct report_row_list *reports, enum report_kind kind)
{
    for (size_t i = 0; i < reports->n; i++)
        if (reports->at[i].kind == (int64_t)kind)
            return &reports->at[i];
    return NULL;
}

enum status report_make(struct db *db, struct arena *a, const struct report_case_row *k,
                        enum report_kind kind, bool by_hand, const struct actor *who)
{
    struct report_row_list reports;
    int64_t id = id_new();

    TRY(q_reports_of_case(db, a, k->id, &reports));
    const struct report_row *known = report_of_kind(&reports, kind);
    if (known != NULL)
        return by_hand && !known->by_hand ? q_report_by_hand(db, known->id) : OK;
    TRY(q_report_insert(db, id, k->id, k->incident_id, k->centre_id, k->team_id, k->person_id, kind,
                        by_hand, clock_now()));
    TRY(report_note(db, who, id, REPORT_EVENT_STARTED, STR("")));
    TRY(audit(db, who, AUDIT_REPORT_CHANGED, id, STR("started")));
    return announce(db, EVENT_REPORT_CHANGED, id);
}

/* The clock of the law for this kind, as the facts are now; false when they start none. */
static bool clock_of(const struct report_case_row *k, const struct zone *zone,
                     enum report_kind kind, int64_t unable_day, bool by_hand, int64_t *ret_start)
{
    struct deadline_facts facts = {
        .occurred_at = k->occurred_at,
        .known_at = k->logged_at,
        .first_absence_day = (int32_t)unable_day,
        .compensation_likely = by_hand || k->weight >= ACCIDENT_FROM_WEIGHT,
    };
    enum deadline_id id = kind == REPORT_POLICE ? DEADLINE_POLICE_REPORT : DEADLINE_WORK_ACCIDENT;

    if (kind == REPORT_POLICE && !by_hand && k->class < POLICE_FROM_CLASS)
        return false;
    return deadline_start(&deadline_defaults[id], zone, &facts, ret_start);
}

/* Somebody could not work, or it turned out otherwise: a decision not to report was made without knowing that. */
static enum status note_absence(struct db *db, struct report_row *r, int64_t unable_day)
{
    if (r->unable_day == unable_day)
        return OK;
    TRY(q_report_set_unable(db, r->id, unable_day));
    if (r->state != REPORT_NOT_REPORTED || unable_day == 0)
        return OK;
    r->state = REPORT_DRAFT;
    TRY(q_report_settle(db, r->id, REPORT_DRAFT, STR(""), 0, STR(""), 0, 0, 0));
    return report_note(db, &actor_system, r->id, REPORT_EVENT_AGAIN, STR(""));
}

static enum status look_at(struct db *db, struct arena *a, const struct report_case_row *k,
                           const struct zone *zone, enum report_kind kind, int64_t unable_day)
{
    static const enum care_kind steps[] = {CARE_POLICE_REPORT, CARE_WORK_ACCIDENT};
    static const enum deadline_id clocks[] = {DEADLINE_POLICE_REPORT, DEADLINE_WORK_ACCIDENT};
    const struct deadline_kind *law = &deadline_defaults[clocks[kind]];
    struct report_row_list reports;
    struct report_row *r;
    int64_t start_at;

    TRY(q_reports_of_case(db, a, k->id, &reports));
    r = report_of_kind(&reports, kind);
    if (!clock_of(k, zone, kind, unable_day, r != NULL && r->by_hand, &start_at))
        /* An absence was taken back and nothing else starts the clock: the draft no longer speaks of it, and its step waits
         * at the time it had for a written decision. */
        return r != NULL ? note_absence(db, r, unable_day) : OK;
    TRY(report_make(db, a, k, kind, false, &actor_system));
    TRY(q_reports_of_case(db, a, k->id, &reports));
    r = report_of_kind(&reports, kind);
    must(r != NULL);
    TRY(note_absence(db, r, unable_day));
    if (r->state != REPORT_DRAFT)
        return OK;
    return care_report_due(db, a, k->id, steps[kind], law->rule, law->amount, start_at);
}

enum status report_look(struct db *db, struct arena *a, int64_t case_id)
{
    struct report_case_row k;
    const struct zone *zone;
    int64_t unable_day;

    TRY(q_report_case(db, a, case_id, &k));
    TRY(zone_find(k.zone, &zone));
    TRY(care_first_unable_day(db, a, k.person_id, zone_day(zone, k.occurred_at) + 1, &unable_day));
    TRY(look_at(db, a, &k, zone, REPORT_POLICE, 0));
    return look_at(db, a, &k, zone, REPORT_ACCIDENT, unable_day);
}

enum status report_on_case(struct db *db, struct arena *a, const struct job *job,
                           int64_t *ret_again_at)
{
    (void)ret_again_at;
    return report_look(db, a, job->object_id);
}

enum status report_on_incident(struct db *db, struct arena *a, const struct job *job,
                               int64_t *ret_again_at)
{
    struct report_id_row k;
    (void)ret_again_at;

    TRY(q_report_case_of_incident(db, a, job->object_id, &k));
    return report_look(db, a, k.id);
}

enum status report_on_absence(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    struct report_id_row_list cases;
    (void)ret_again_at;

    TRY(q_report_cases_since(db, a, job->object_id, clock_now() - ABSENCE_COUNTS_MS, &cases));
    for (size_t i = 0; i < cases.n; i++)
        TRY(report_look(db, a, cases.at[i].id));
    return OK;
}

/* ---- asking the police again */

enum status report_follow(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct report_row r;

    TRY(q_report(db, a, job->object_id, &r));
    if (r.follow_at == 0)
        return OK; /* there is an outcome */
    if (r.follow_at > clock_now()) {
        *ret_again_at = r.follow_at;
        return OK;
    }
    *ret_again_at = clock_now() + FOLLOW_AGAIN_MS;
    return notify_role(db, a, ROLE_MANAGER, r.team_id, r.centre_id,
                       (const int64_t[]){r.person_id, 0}, NOTICE_ORDINARY, T_NOTICE_REPORT_FOLLOW,
                       arena_printf(a, "/reports/%lld", (long long)r.id),
                       arena_printf(a, "report.follow %lld %lld", (long long)r.id,
                                    (long long)(clock_now() / DAY_MS)));
}
