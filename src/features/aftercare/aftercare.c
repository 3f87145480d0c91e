/* Opens cases, keeps their steps, and lets people act on them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/incidents/incidents.h"

const char *const care_kind_words[] = {
#define X(name, word) word,
    CARE_KINDS(X)
#undef X
        NULL};
const char *const care_state_words[] = {
#define X(name, word) word,
    CARE_STATES(X)
#undef X
        NULL};
const char *const care_answer_words[] = {
#define X(name, word) word,
    CARE_ANSWERS(X)
#undef X
        NULL};
const char *const care_ask_words[] = {
#define X(name, word) word,
    CARE_ASKS(X)
#undef X
        NULL};

bool care_is_offer(int64_t kind)
{
    return kind == CARE_PSYCHOLOGIST_OFFER || kind == CARE_DEBRIEFING_OFFER;
}

int64_t care_weight(int64_t hit, int64_t class, bool newcomer, bool wants_talk)
{
    int64_t weight = hit >= CARE_FROM_RATING ? hit : 0;

    if (class >= INCIDENT_D && weight < 4)
        weight = 4;
    if (class >= INCIDENT_C && weight < 3)
        weight = 3;
    if (newcomer && hit >= CARE_FROM_RATING_NEWCOMER && weight < 3)
        weight = 3;
    return weight == 0 && wants_talk ? 1 : weight;
}

/* ---- what all changes share */

enum status care_note_event(struct db *db, int64_t case_id, int64_t step_id,
                            const struct actor *who, enum care_event kind, struct str detail)
{
    return q_care_event_insert(db, id_new(), case_id, step_id, clock_now(), who->person_id, kind,
                               detail);
}

enum status care_step_add(struct db *db, struct arena *a, const struct care_case_row *k,
                          const struct zone *zone, const struct care_plan_step_row *p,
                          int64_t start_at)
{
    struct calendar calendar;
    struct deadline_kind kind = {.word = str_of(care_kind_words[p->kind]),
                                 .rule = (enum deadline_rule)p->rule,
                                 .trigger = TRIGGER_KNOWN,
                                 .amount = p->amount,
                                 .opens_after = p->opens_after};
    struct care_owner owner;
    int64_t id = id_new();

    TRY(deadline_check(&kind));
    TRY(centre_calendar(db, a, k->centre_id, zone, &calendar));
    struct deadline d = deadline_from(&kind, &calendar, start_at);
    TRY(care_owner_first(db, a, k, zone, p->kind, d.due_ms, &owner));
    TRY(q_care_step_insert(db, id, k->id, p->kind, owner.person_id, owner.rank, owner.principal_id,
                           p->rule, d.start_ms, d.opens_ms, d.due_ms));
    TRY(care_tell_owner(db, a, k->id, owner.person_id));
    return job_put(db, CARE_REMIND, id, STR(""), clock_now());
}

enum status care_give(struct db *db, struct arena *a, const struct care_step_row *s,
                      const struct care_owner *to, const struct actor *who)
{
    if (to->person_id == s->owner_id && to->rank == s->owner_rank &&
        to->principal_id == s->principal_id)
        return OK;
    TRY(q_care_step_own(db, s->id, to->person_id, to->rank, to->principal_id));
    TRY(care_note_event(db, s->case_id, s->id, who, CARE_EVENT_CLIMBED, STR("")));
    TRY(care_tell_owner(db, a, s->case_id, to->person_id));
    return announce(db, EVENT_AFTERCARE_CHANGED, s->case_id);
}

enum status care_reclock(struct db *db, int64_t step_id, int64_t due_at, enum care_answer answer)
{
    TRY(q_care_step_time(db, step_id, RULE_ELAPSED, clock_now(), clock_now(), due_at, answer));
    return job_put(db, CARE_REMIND, step_id, STR(""), clock_now());
}

/* The last step of every case; who leads the team has a week's work for it. */
static const struct care_plan_step_row learning = {CARE_LEARNING, RULE_WORKING_DAYS, 5, 0, 1};

enum status care_next(struct db *db, struct arena *a, int64_t case_id)
{
    struct care_step_row_list steps;
    struct care_case_row k;
    const struct zone *zone;
    bool is_over = true;

    TRY(q_care_steps(db, a, case_id, &steps));
    for (size_t i = 0; i < steps.n; i++)
        is_over = is_over && steps.at[i].state != CARE_OPEN && steps.at[i].kind != CARE_LEARNING;
    if (is_over) {
        TRY(q_care_case(db, a, case_id, &k));
        TRY(zone_find(k.zone, &zone));
        TRY(care_step_add(db, a, &k, zone, &learning, clock_now()));
    }
    return q_care_case_refresh(db, case_id, clock_now());
}

enum status care_find_step(struct db *db, struct arena *a, int64_t step_id,
                           struct care_step_row *ret_step, struct care_case_row *ret_case)
{
    TRY(q_care_step(db, a, step_id, ret_step));
    return q_care_case(db, a, ret_step->case_id, ret_case);
}

/* ---- opening */

static enum status add_steps(struct db *db, struct arena *a, const struct care_case_row *k,
                             const struct zone *zone, int64_t plan_id, int64_t above,
                             int64_t start_at)
{
    struct care_plan_step_row_list plan;
    struct care_step_row_list known;

    TRY(q_care_plan_steps(db, a, plan_id, &plan));
    TRY(q_care_steps(db, a, k->id, &known));
    for (size_t i = 0; i < plan.n; i++) {
        bool has = plan.at[i].from_weight > k->weight || plan.at[i].from_weight <= above;

        for (size_t n = 0; n < known.n; n++)
            has = has || known.at[n].kind == plan.at[i].kind; /* asked for before */
        if (has)
            continue;
        TRY(care_step_add(db, a, k, zone, &plan.at[i], start_at));
        if (above > 0)
            TRY(care_note_event(db, k->id, 0, &actor_system, CARE_EVENT_ADDED,
                                str_of(care_kind_words[plan.at[i].kind])));
    }
    return q_care_case_refresh(db, k->id, clock_now());
}

static enum status start_checker(struct db *db, struct arena *a)
{
    struct care_checker_row row;
    enum status found = q_care_checker_waits(db, a, &row);

    return found == MISSING ? job_put(db, CARE_CHECK, 0, STR(""), clock_now() + MINUTE_MS) : found;
}

static enum status open_new(struct db *db, struct arena *a, int64_t incident_id,
                            const struct care_incident_row *in, int64_t weight,
                            const struct zone *zone)
{
    struct care_case_row k = {.id = id_new(),
                              .centre_id = in->centre_id,
                              .person_id = in->person_id,
                              .team_id = in->team_id,
                              .weight = weight};
    int64_t plan_id, now = clock_now();

    TRY(care_plan_latest(db, a, in->centre_id, &plan_id));
    TRY(q_care_case_insert(db, k.id, in->centre_id, incident_id, in->person_id, in->team_id,
                           plan_id, weight, now));
    /* Clocks run from when it was told; from now when that is long ago and it only now turned out to be hard. */
    TRY(add_steps(db, a, &k, zone, plan_id, 0,
                  now - in->logged_at < HOUR_MS ? in->logged_at : now));
    TRY(care_note_event(db, k.id, 0, &actor_system, CARE_EVENT_OPENED, STR("")));
    TRY(audit(db, &actor_system, AUDIT_AFTERCARE_OPENED, k.id, STR("")));
    TRY(announce(db, EVENT_AFTERCARE_OPENED, k.id));
    TRY(care_tell_opened(db, a, &k));
    return start_checker(db, a);
}

enum status care_open(struct db *db, struct arena *a, int64_t incident_id)
{
    struct care_incident_row in;
    struct care_known_row known;
    const struct zone *zone;

    TRY(q_care_incident(db, a, incident_id, &in));
    TRY(zone_find(in.zone, &zone));
    int64_t weight = care_weight(in.hit, in.class, in.newcomer, in.wants_talk);
    enum status found = q_care_case_by_incident(db, a, incident_id, &known);
    if (found == MISSING)
        return weight > 0 ? open_new(db, a, incident_id, &in, weight, zone) : OK;
    TRY(found);
    if (weight <= known.weight)
        return OK; /* never lowered */
    struct care_case_row k = {.id = known.id,
                              .centre_id = in.centre_id,
                              .person_id = known.person_id,
                              .team_id = known.team_id,
                              .weight = weight};
    TRY(q_care_case_weigh(db, k.id, weight));
    TRY(add_steps(db, a, &k, zone, known.plan_id, known.weight, clock_now()));
    TRY(audit(db, &actor_system, AUDIT_AFTERCARE_CHANGED, k.id, STR("raised")));
    return announce(db, EVENT_AFTERCARE_CHANGED, k.id);
}

enum status care_look(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    (void)ret_again_at;
    return care_open(db, a, job->object_id);
}
