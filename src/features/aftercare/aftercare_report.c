/* The steps that the law asks for. Their time follows from facts alone, and they end when features/reports holds a receipt or
 * a written decision: no page, program or job can end or move them in another way.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "core/audit.h"

#define REPORT_KIND_OF(kind) ((int64_t)(kind)-CARE_POLICE_REPORT)

bool care_is_report(int64_t kind)
{
    return kind == CARE_POLICE_REPORT || kind == CARE_WORK_ACCIDENT;
}

enum status care_report_due(struct db *db, struct arena *a, int64_t case_id, enum care_kind kind,
                            enum deadline_rule rule, int64_t amount, int64_t start_at)
{
    struct care_plan_step_row plan = {kind, rule, amount, 0, 0};
    struct deadline_kind clock = {
        .word = str_of(care_kind_words[kind]), .rule = rule, .amount = amount};
    struct care_step_row s;
    struct care_case_row k;
    const struct zone *zone;

    must(care_is_report(kind));
    TRY(q_care_case(db, a, case_id, &k));
    TRY(zone_find(k.zone, &zone));
    struct calendar calendar;
    TRY(centre_calendar(db, a, k.centre_id, zone, &calendar));
    struct deadline d = deadline_from(&clock, &calendar, start_at);
    enum status found = q_care_step_of_kind(db, a, case_id, kind, &s);
    if (found == MISSING) {
        TRY(care_step_add(db, a, &k, zone, &plan, start_at));
        TRY(care_note_event(db, case_id, 0, &actor_system, CARE_EVENT_ADDED, clock.word));
    } else {
        TRY(found);
        if (s.state == CARE_OPEN && s.due_at == d.due_ms)
            return OK;
        TRY(q_care_step_time(db, s.id, rule, d.start_ms, d.opens_ms, d.due_ms, CARE_NOT_OFFERED));
        TRY(job_put(db, CARE_REMIND, s.id, STR(""), clock_now()));
        TRY(care_note_event(db, case_id, s.id, &actor_system, CARE_EVENT_MOVED, STR("")));
    }
    TRY(care_next(db, a, case_id));
    TRY(audit(db, &actor_system, AUDIT_AFTERCARE_CHANGED, case_id, clock.word));
    return announce(db, EVENT_AFTERCARE_CHANGED, case_id);
}

enum status care_report_end(struct db *db, struct arena *a, const struct actor *who,
                            int64_t case_id, enum care_kind kind)
{
    struct care_settled_row settled;
    struct care_step_row s;
    int64_t changed = 0;

    must(care_is_report(kind));
    enum status found = q_care_report_settled(db, a, case_id, REPORT_KIND_OF(kind), &settled);
    if (found == MISSING)
        return fail(CONFLICT, "neither a receipt nor a written decision");
    TRY(found);
    TRY(q_care_step_of_kind(db, a, case_id, kind, &s));
    enum care_state state = settled.is_filed ? CARE_DONE : CARE_NOT_NEEDED;
    TRY(q_care_step_end(db, s.id, state, s.answer, STR(""), clock_now(), who->person_id, &changed));
    if (changed == 0)
        return OK; /* a decision that is now followed by a receipt */
    TRY(job_cancel(db, CARE_REMIND, s.id, STR("")));
    TRY(care_note_event(db, case_id, s.id, who, CARE_EVENT_ENDED, str_of(care_state_words[state])));
    TRY(care_next(db, a, case_id));
    TRY(audit(db, who, AUDIT_AFTERCARE_CHANGED, case_id, str_of(care_state_words[state])));
    return announce(db, EVENT_AFTERCARE_CHANGED, case_id);
}
