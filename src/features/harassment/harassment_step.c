/* Steps: what is done per kind of platform, by whom and until when; reminders; looking again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/centre_calendar.h"
#include "core/deadline.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

/* A proposal, no law; but for the police, whose 72 hours are one of core/deadline.h. */
static const struct {
    enum deadline_rule rule;
    int64_t amount;
} plans[HARASSMENT_STEP_N] = {
    [HARASSMENT_STEP_SECURE] = {RULE_SAME_DAY, 2 * HOUR_MS},
    [HARASSMENT_STEP_NAME] = {RULE_WORKING_DAYS, 3},
    [HARASSMENT_STEP_LOOK_AGAIN] = {RULE_WORKING_DAYS, 2},
    [HARASSMENT_STEP_REPORT_POST] = {RULE_WORKING_DAYS, 1},
    [HARASSMENT_STEP_REPORT_REVIEW] = {RULE_WORKING_DAYS, 1},
    [HARASSMENT_STEP_ANSWER_REVIEW] = {RULE_WORKING_DAYS, 3},
    [HARASSMENT_STEP_REPORT_VIDEO] = {RULE_WORKING_DAYS, 1},
    [HARASSMENT_STEP_ASK_MODERATOR] = {RULE_WORKING_DAYS, 1},
    [HARASSMENT_STEP_ASK_HOST] = {RULE_WORKING_DAYS, 5},
    [HARASSMENT_STEP_REPORT_SENDER] = {RULE_WORKING_DAYS, 1},
    [HARASSMENT_STEP_BLOCK_SENDER] = {RULE_SAME_DAY, 2 * HOUR_MS},
    [HARASSMENT_STEP_REMOVE_RESULT] = {RULE_WORKING_DAYS, 2},
    [HARASSMENT_STEP_ASK_AUTHOR] = {RULE_WORKING_DAYS, 2},
    [HARASSMENT_STEP_SEE_GONE] = {RULE_WORKING_DAYS, 4},
};

#define STEPS_MOST 4
static const struct {
    size_t n;
    enum harassment_step_kind at[STEPS_MOST];
} per_platform[HARASSMENT_PLATFORM_N] = {
    [HARASSMENT_ON_SOCIAL] = {3,
                              {HARASSMENT_STEP_REPORT_POST, HARASSMENT_STEP_ASK_AUTHOR,
                               HARASSMENT_STEP_SEE_GONE}},
    [HARASSMENT_ON_REVIEW] = {3,
                              {HARASSMENT_STEP_REPORT_REVIEW, HARASSMENT_STEP_ANSWER_REVIEW,
                               HARASSMENT_STEP_SEE_GONE}},
    [HARASSMENT_ON_VIDEO] = {3,
                             {HARASSMENT_STEP_REPORT_VIDEO, HARASSMENT_STEP_ASK_AUTHOR,
                              HARASSMENT_STEP_SEE_GONE}},
    [HARASSMENT_ON_FORUM] = {3,
                             {HARASSMENT_STEP_ASK_MODERATOR, HARASSMENT_STEP_ASK_HOST,
                              HARASSMENT_STEP_SEE_GONE}},
    [HARASSMENT_ON_MESSAGING] = {2, {HARASSMENT_STEP_REPORT_SENDER, HARASSMENT_STEP_BLOCK_SENDER}},
    [HARASSMENT_ON_SEARCH] = {2, {HARASSMENT_STEP_REMOVE_RESULT, HARASSMENT_STEP_SEE_GONE}},
};
static const enum harassment_step_kind for_all[] = {HARASSMENT_STEP_SECURE, HARASSMENT_STEP_POLICE,
                                                    HARASSMENT_STEP_NAME};

/* ---- clocks */

static struct deadline clock_of(int64_t kind, const struct calendar *calendar, int64_t start_at,
                                int64_t occurred_at)
{
    struct deadline_facts facts = {.occurred_at = occurred_at, .known_at = start_at};
    struct deadline_kind own = {.word = str_of(harassment_step_words[kind]),
                                .rule = plans[kind].rule,
                                .trigger = TRIGGER_KNOWN,
                                .amount = plans[kind].amount};
    struct deadline d;

    if (kind == HARASSMENT_STEP_POLICE &&
        deadline_of(&deadline_defaults[DEADLINE_POLICE_REPORT], calendar, &facts, &d))
        return d;
    return deadline_from(&own, calendar, start_at);
}

/* The clock of a stored step: its own times, so that what is stored counts. */
static struct deadline clock_again(const struct harassment_step_row *s)
{
    bool police = s->kind == HARASSMENT_STEP_POLICE;

    return (struct deadline){
        .rule = police ? deadline_defaults[DEADLINE_POLICE_REPORT].rule : plans[s->kind].rule,
        .is_statutory = police,
        .start_ms = s->start_at,
        .opens_ms = s->start_at,
        .due_ms = s->due_at,
    };
}

/* ---- owners */

/* Who is there now; the one who has it, when they still are. 0: nobody. */
static enum status owner_of(struct db *db, struct arena *a, const struct harassment_case_row *k,
                            int64_t has_it, int64_t *ret)
{
    struct harassment_owner_row_list rows;
    const struct zone *zone;

    TRY(zone_find(k->zone, &zone));
    TRY(q_harassment_owners(db, a, k->centre_id, k->team_id, k->person_id, ROLE_MANAGER,
                            zone_day(zone, clock_now()), &rows));
    *ret = rows.n > 0 ? rows.at[0].id : 0;
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].id == has_it)
            *ret = has_it;
    return OK;
}

/* One who left, is away, or was never there gives way. */
static enum status owner_again(struct db *db, struct arena *a, const struct harassment_case_row *k,
                               const struct harassment_step_row *s, int64_t *ret)
{
    TRY(owner_of(db, a, k, s->owner_id, ret));
    return *ret == s->owner_id ? OK : q_harassment_step_own(db, s->id, *ret);
}

/* ---- adding */

enum status harassment_step_add(struct db *db, struct arena *a, const struct harassment_case_row *k,
                                int64_t place_id, enum harassment_step_kind kind,
                                int64_t occurred_at)
{
    const struct zone *zone;
    int64_t id = id_new(), owner_id = 0;

    TRY(zone_find(k->zone, &zone));
    struct calendar calendar;
    TRY(centre_calendar(db, a, k->centre_id, zone, &calendar));
    struct deadline d = clock_of(kind, &calendar, clock_now(), occurred_at);
    TRY(owner_of(db, a, k, 0, &owner_id));
    TRY(q_harassment_step_insert(db, id, k->id, place_id, kind, owner_id, d.start_ms, d.due_ms));
    return job_put(db, HARASSMENT_REMIND, id, STR(""), clock_now());
}

enum status harassment_steps_add(struct db *db, struct arena *a,
                                 const struct harassment_case_row *k, int64_t place_id,
                                 int64_t platform, int64_t occurred_at)
{
    const enum harassment_step_kind *kinds = place_id == 0 ? for_all : per_platform[platform].at;
    size_t n = place_id == 0 ? sizeof for_all / sizeof for_all[0] : per_platform[platform].n;

    for (size_t i = 0; i < n; i++)
        TRY(harassment_step_add(db, a, k, place_id, kinds[i], occurred_at));
    return OK;
}

/* ---- ending */

static enum status end(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                       const struct harassment_step_row *s, enum harassment_state state,
                       struct str word)
{
    struct str sealed;
    int64_t changed = 0;

    TRY(harassment_seal(db, a, person_id, "harassment_step.word", s->id, word, &sealed));
    TRY(q_harassment_step_end(db, s->id, state, sealed, clock_now(), who->person_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_HARASSMENT_STEP_ENDED_ALREADY);
    TRY(job_cancel(db, HARASSMENT_REMIND, s->id, STR_NONE));
    return harassment_act(
        db, a, who, s->case_id, HARASSMENT_ACT_STEP_ENDED, s->id,
        arena_printf(a, "%s %s", harassment_step_words[s->kind], harassment_state_words[state]));
}

static enum status end_all(struct db *db, struct arena *a, const struct actor *who, int64_t case_id,
                           enum harassment_step_kind kind, enum harassment_state state,
                           struct str word)
{
    struct harassment_step_row_list steps;
    struct harassment_case_row k;

    TRY(q_harassment_case(db, a, case_id, &k));
    TRY(q_harassment_steps(db, a, case_id, &steps));
    for (size_t i = 0; i < steps.n; i++)
        if (steps.at[i].kind == (int64_t)kind && steps.at[i].state == HARASSMENT_OPEN)
            TRY(end(db, a, who, k.person_id, &steps.at[i], state, word));
    return OK;
}

enum status harassment_step_done(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t case_id, enum harassment_step_kind kind)
{
    return end_all(db, a, who, case_id, kind, HARASSMENT_DONE, STR(""));
}

static enum status find_step(struct db *db, struct arena *a, const struct actor *who,
                             int64_t step_id, struct harassment_step_row *s,
                             struct harassment_case *k)
{
    TRY(q_harassment_step(db, a, step_id, s));
    TRY(harassment_find_to_change(db, a, who, s->case_id, k));
    if (k->sight == HARASSMENT_SIGHT_REPORTER)
        return fail(MISSING, "steps are not for who reported it");
    return k->may.act ? OK : fail(DENIED, "not responsible for this team");
}

enum status harassment_step_end(struct db *db, struct arena *a, const struct actor *who,
                                int64_t step_id, enum harassment_state state, struct str word,
                                int64_t *ret_case_id)
{
    struct harassment_step_row s;
    struct harassment_case k;
    DB_TX(tx, db);

    TRY(find_step(db, a, who, step_id, &s, &k));
    if (state <= HARASSMENT_OPEN || state >= HARASSMENT_STATE_N)
        return refuse(INVALID, T_HARASSMENT_STATE_CHOOSE);
    if (state != HARASSMENT_DONE && word.n == 0)
        return refuse(INVALID, T_HARASSMENT_SAY_WHY);
    if (utf8_length(word) > HARASSMENT_WORD_MAX)
        return refuse(TOO_LARGE, T_HARASSMENT_TOO_LONG);
    TRY(end(db, a, who, k.row.person_id, &s, state, word));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, s.case_id));
    *ret_case_id = s.case_id;
    return db_commit(&tx);
}

enum status harassment_step_take(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t step_id, int64_t *ret_case_id)
{
    struct harassment_step_row s;
    struct harassment_case k;
    DB_TX(tx, db);

    TRY(find_step(db, a, who, step_id, &s, &k));
    if (s.state != HARASSMENT_OPEN)
        return refuse(CONFLICT, T_HARASSMENT_STEP_ENDED_ALREADY);
    TRY(q_harassment_step_own(db, step_id, who->person_id));
    TRY(harassment_act(db, a, who, s.case_id, HARASSMENT_ACT_STEP_TAKEN, step_id,
                       str_of(harassment_step_words[s.kind])));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, s.case_id));
    *ret_case_id = s.case_id;
    return db_commit(&tx);
}

/* ---- jobs */

static enum status tell_owner(struct db *db, struct arena *a, const struct harassment_case_row *k,
                              const struct harassment_step_row *s, int64_t owner_id, int level)
{
    bool late = level >= REMINDER_DUE;

    if (owner_id == 0)
        return OK; /* the board shows it as nobody's */
    return notify_person(db, a, owner_id,
                         s->kind == HARASSMENT_STEP_POLICE ? NOTICE_STATUTORY : NOTICE_ORDINARY,
                         late ? T_NOTICE_HARASSMENT_DUE : T_NOTICE_HARASSMENT_SOON,
                         arena_printf(a, "/harassment/%lld", (long long)k->id),
                         arena_printf(a, "harassment.step %lld %lld %d", (long long)s->id,
                                      (long long)s->due_at, level));
}

enum status harassment_remind(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    struct harassment_step_row s;
    struct harassment_case_row k;
    const struct zone *zone;
    int64_t owner_id = 0;

    TRY(q_harassment_step(db, a, job->object_id, &s));
    if (s.state != HARASSMENT_OPEN)
        return OK;
    TRY(q_harassment_case(db, a, s.case_id, &k));
    TRY(zone_find(k.zone, &zone));
    struct calendar calendar;
    TRY(centre_calendar(db, a, k.centre_id, zone, &calendar));
    struct deadline d = clock_again(&s);
    struct reminder r = deadline_next_reminder(&d, &calendar, (int)s.told, clock_now());

    TRY(owner_again(db, a, &k, &s, &owner_id));
    if (r.at_ms <= clock_now()) {
        TRY(tell_owner(db, a, &k, &s, owner_id, r.level));
        TRY(q_harassment_step_told(db, s.id, r.level));
        r = deadline_next_reminder(&d, &calendar, r.level, clock_now());
    }
    *ret_again_at = r.at_ms;
    return OK;
}

static enum status has_open(struct db *db, struct arena *a, int64_t case_id,
                            enum harassment_step_kind kind, bool *ret)
{
    struct harassment_step_row_list steps;

    TRY(q_harassment_steps(db, a, case_id, &steps));
    *ret = false;
    for (size_t i = 0; i < steps.n; i++)
        *ret = *ret || (steps.at[i].kind == (int64_t)kind && steps.at[i].state == HARASSMENT_OPEN);
    return OK;
}

/* Who settled the report; the program, when they have left meanwhile. */
static enum status settler_of(struct db *db, struct arena *a, int64_t person_id, struct actor *ret)
{
    enum status found = actor_load(db, a, person_id, ret);

    if (found == MISSING)
        *ret = actor_system;
    return found == MISSING ? OK : found;
}

/* A receipt of the police ends the step that asks for one; so does the written decision not to report, with its grounds. */
enum status harassment_on_report(struct db *db, struct arena *a, const struct job *job,
                                 int64_t *ret_again_at)
{
    struct harassment_report_row r;
    struct actor settler;
    bool open = false;
    enum status found = q_harassment_by_report(db, a, job->object_id, &r);

    (void)ret_again_at;
    if (found != OK)
        return found == MISSING ? OK : found;
    TRY(has_open(db, a, r.id, HARASSMENT_STEP_POLICE, &open));
    if (!open)
        return OK;
    TRY(settler_of(db, a, r.settled_by, &settler));
    TRY(end_all(db, a, &settler, r.id, HARASSMENT_STEP_POLICE,
                r.filed ? HARASSMENT_DONE : HARASSMENT_NOT_NEEDED, r.filed ? r.receipt : r.reason));
    return announce(db, EVENT_HARASSMENT_CHANGED, r.id);
}

/* What was taken down comes back: as long as the case is open, somebody looks again each month. */
enum status harassment_look_again(struct db *db, struct arena *a, const struct job *job,
                                  int64_t *ret_again_at)
{
    struct harassment_case_row k;
    bool open = false;

    TRY(q_harassment_case(db, a, job->object_id, &k));
    if (k.closed_at != 0 || k.watch_at == 0)
        return OK;
    if (k.watch_at > clock_now()) {
        *ret_again_at = k.watch_at;
        return OK;
    }
    TRY(has_open(db, a, k.id, HARASSMENT_STEP_LOOK_AGAIN, &open));
    if (!open) {
        TRY(harassment_step_add(db, a, &k, 0, HARASSMENT_STEP_LOOK_AGAIN, clock_now()));
        TRY(announce(db, EVENT_HARASSMENT_CHANGED, k.id));
    }
    *ret_again_at = clock_now() + HARASSMENT_WATCH_NEXT_MS;
    return q_harassment_set_watch(db, k.id, *ret_again_at);
}
