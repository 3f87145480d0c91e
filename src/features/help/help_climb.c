/* Drives the escalation: the job of each open request, and the one that asks after who took theirs back.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "features/notify/notify.h"

/* Names one call of a request; all of a request begin the same (help_hush). */
static struct str dedupe_of(struct arena *a, const struct help_row *row)
{
    return arena_printf(a, "help %lld %lld", (long long)row->id, (long long)clock_now());
}

enum status help_hush(struct db *db, struct arena *a, int64_t id)
{
    return notify_over(db, arena_printf(a, "help %lld ", (long long)id));
}

static const enum text_key notice_texts[HELP_KIND_N] = {
    [HELP_NEED] = T_NOTICE_HELP_NEED, [HELP_TAKEOVER] = T_NOTICE_HELP_TAKEOVER,
    [HELP_BOSS] = T_NOTICE_HELP_BOSS, [HELP_ACUTE] = T_NOTICE_HELP_ACUTE,
    [HELP_AIR] = T_NOTICE_HELP_AIR,
};

/* Calls everybody of these targets whom these channels reach; *ret_n how many. Open pages are called by the change itself. */
static enum status call(struct db *db, struct arena *a, const struct help_row *row,
                        const struct help_person_list *people, int64_t targets, int64_t channels,
                        struct str dedupe, int64_t *ret_n)
{
    *ret_n = 0;
    for (size_t i = 0; i < people->n; i++) {
        const struct help_person *p = &people->at[i];

        if ((p->targets & targets) == 0 || !help_reaches(p, channels))
            continue;
        if (row->drill != 0 && (p->targets & row->drill) == 0)
            continue; /* the drill is not for them */
        ++*ret_n;
        if ((channels & HELP_BIT(HELP_BY_NOTICE)) != 0)
            TRY(notify_person(db, a, p->id, NOTICE_ACUTE, notice_texts[row->kind], STR("/desk"),
                              dedupe));
    }
    return OK;
}

static enum status do_step(struct db *db, struct arena *a, struct help_row *row,
                           const struct help_policy *policy, const struct help_person_list *people,
                           const struct help_action *action)
{
    const struct help_step *step = &policy->step[action->step];
    struct str dedupe = dedupe_of(a, row);
    int64_t n;

    TRY(call(db, a, row, people, step->targets, step->channels, dedupe, &n));
    row->summoned |= step->targets;
    return help_note(db, row->id, 0, HELP_EVENT_CALLED, action->late_ms, n);
}

/* Everybody of the centre, by everything there is. */
static enum status do_resort(struct db *db, struct arena *a, struct help_row *row,
                             const struct help_person_list *people,
                             const struct help_action *action)
{
    struct str dedupe = dedupe_of(a, row);
    int64_t all = HELP_BIT(HELP_TO_CENTRE), channels = HELP_BIT(HELP_CHANNEL_N) - 1, n;

    TRY(call(db, a, row, people, all, channels, dedupe, &n));
    for (size_t i = 0; i < people->n;
         i++) /* who can be reached by nothing, finds it in the inbox */
        if (!help_reaches(&people->at[i], channels))
            TRY(notify_person(db, a, people->at[i].id, NOTICE_ACUTE, notice_texts[row->kind],
                              STR("/desk"), dedupe));
    log_line(LOG_LEVEL_ERROR, "nobody has answered: everybody is called",
             "request=%lld reached=%lld", (long long)row->id, (long long)n);
    row->summoned |= HELP_BIT(HELP_TARGET_N) - 1;
    return help_note(db, row->id, 0, HELP_EVENT_RESORT, action->late_ms, n);
}

/* A drill that nobody has answered is over: it calls nobody whom it was not planned for. */
static enum status end_drill(struct db *db, struct arena *a, const struct help_row *row)
{
    TRY(help_note(db, row->id, 0, HELP_EVENT_RESORT, 0, 0));
    return help_close(db, a, &actor_system, row->id);
}

static enum status do_return(struct db *db, const struct help_row *row,
                             const struct help_action *action)
{
    TRY(q_help_answers_gone(db, row->id, clock_now()));
    TRY(q_help_disown(db, row->id));
    TRY(q_help_count(db, row->id, INT64_MAX, clock_now()));
    return help_note(db, row->id, 0, HELP_EVENT_RETURNED, action->late_ms, 0);
}

static enum status act(struct db *db, struct arena *a, struct help_row *row,
                       const struct help_policy *policy, const struct help_person_list *people,
                       const struct help_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct help_action *action = &plan->at[i];

        switch (action->act) {
        case HELP_ACT_STEP:
            TRY(do_step(db, a, row, policy, people, action));
            break;
        case HELP_ACT_SKIP:
            TRY(help_note(db, row->id, 0, HELP_EVENT_SKIPPED, action->late_ms, 0));
            break;
        case HELP_ACT_RETURN:
            TRY(do_return(db, row, action));
            break;
        case HELP_ACT_RESORT:
            TRY(row->drill != 0 ? end_drill(db, a, row) : do_resort(db, a, row, people, action));
            break;
        }
    }
    return plan->n > 0 ? help_changed(db, row->centre_id, row->id) : OK;
}

static void look(const struct help_policy *policy, const struct help_person_list *people,
                 bool reached[HELP_STEPS_MAX])
{
    for (size_t s = 0; s < policy->n; s++) {
        reached[s] = false;
        for (size_t i = 0; i < people->n && !reached[s]; i++)
            reached[s] = (people->at[i].targets & policy->step[s].targets) != 0 &&
                         help_reaches(&people->at[i], policy->step[s].channels);
    }
}

enum status help_climb(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    struct help_row row;
    struct help_policy policy;
    struct help_person_list people;
    struct help_plan plan;
    bool reached[HELP_STEPS_MAX] = {false};
    int64_t open;

    TRY(q_help_lock(db, job->object_id, &open));
    if (open == 0)
        return OK;
    TRY(q_help_request(db, a, job->object_id, &row));
    TRY(help_policy_by_id(db, a, row.policy_id, (enum help_occasion)row.occasion, &policy));
    TRY(help_people(db, a, row.centre_id, row.person_id, row.team_id, &people));
    look(&policy, &people, reached);
    struct help_state state = {.next = row.next_step,
                               .due_at = row.due_at,
                               .resort_by = row.resort_by,
                               .resort_at = row.resort_at,
                               .answered_at = row.answered_at,
                               .over = row.arrived_at != 0};
    help_escalate(&policy, &state, reached, clock_now(), &plan);
    TRY(act(db, a, &row, &policy, &people, &plan));
    TRY(q_help_climbed(db, row.id, plan.state.next, row.summoned, plan.state.due_at,
                       plan.state.resort_at, plan.state.answered_at));
    TRY(q_help_lock(db, row.id, &open)); /* a drill may have ended just now */
    *ret_again_at = open > 0 ? plan.again_at : 0;
    return OK;
}

/* Taken back, and nobody has asked since: those who lead hear of it. */
enum status help_ask(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    struct help_row row;
    (void)ret_again_at;

    TRY(q_help_request(db, a, job->object_id, &row));
    if (!row.cancelled || row.asked_at != 0)
        return OK;
    return notify_role(db, a, ROLE_MANAGER, row.team_id, row.centre_id,
                       (const int64_t[]){row.person_id, 0}, NOTICE_ACUTE, T_NOTICE_HELP_ASK,
                       STR("/desk"), arena_printf(a, "help.ask %lld", (long long)row.id));
}

/* Requests first: whoever climbs one right now is waited for. */
enum status help_set_back(struct db *db, int64_t by_ms, int64_t near_at)
{
    (void)near_at;
    TRY(q_help_requests_set_back(db, by_ms));
    TRY(q_help_answers_set_back(db, by_ms));
    TRY(q_help_events_set_back(db, by_ms));
    TRY(q_help_desks_set_back(db, by_ms));
    help_presence_set_back(by_ms);
    return OK;
}
