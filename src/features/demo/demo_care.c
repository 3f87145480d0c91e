/* What followed a hard call, as the aftercare feature writes it: most is done in time, some is declined, a little is late.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#include "base/utf8.h"
#include "features/reports/reports.h"

#define LATE_DAYS 4 /* what is older has been done at last; nobody is forgotten for weeks */
#define ANSWERED_DAYS 15

struct care {
    struct demo *d;
    struct demo_random r;
    const struct demo_hurt *hurt;
    struct calendar calendar;
    int64_t id, weight, last_at;
    size_t n_open;
};
struct care_step {
    int64_t id, kind;
    struct deadline deadline;
    struct care_owner_of {
        size_t staff;
        int64_t rank, principal_id;
    } owner;
};

static bool pct(struct care *c, int64_t n)
{
    return demo_random_chance(&c->r, n * 10000);
}

static enum status tell(struct care *c, int64_t at, size_t who, int64_t step_id,
                        enum care_event kind, const char *detail)
{
    int64_t by = who == SIZE_MAX ? 0 : c->d->staff[who].id;

    c->d->rows++;
    return q_care_event_insert(c->d->db, demo_id(c->d, at), c->id, step_id, at, by, kind,
                               str_of(detail));
}

/* ---- who has it */

static struct care_owner_of manager_of(const struct care *c, int64_t due_at)
{
    const struct demo *d = c->d;
    size_t team = (size_t)d->staff[c->hurt->staff].team, manager = d->teams[team].manager;

    if (due_at >= d->end_at && demo_is_stood_in(d, team))
        return (struct care_owner_of){(size_t)d->boss, CARE_RANK_MANAGER, d->staff[manager].id};
    return (struct care_owner_of){manager, CARE_RANK_MANAGER, d->staff[manager].id};
}

static struct care_owner_of owner_of(const struct care *c, int64_t kind, int64_t due_at)
{
    const struct demo *d = c->d;
    const struct demo_staff *hurt = &d->staff[c->hurt->staff];
    size_t wanted = demo_supporter(d, c->hurt->staff);
    int32_t day = zone_day(d->zone, c->hurt->logged_at);

    if (!care_is_peer(kind))
        return manager_of(c, due_at);
    if (wanted != c->hurt->staff && demo_is_here(&d->staff[wanted], day))
        return (struct care_owner_of){wanted, CARE_RANK_WANTED, d->staff[wanted].id};
    for (size_t i = 0; i < d->n_staff; i++)
        if (d->staff[i].supervisor && d->staff[i].team == hurt->team && i != c->hurt->staff &&
            demo_is_here(&d->staff[i], day))
            return (struct care_owner_of){i, CARE_RANK_SUPERVISOR, d->staff[i].id};
    return manager_of(c, due_at);
}

/* ---- how it ended */

static enum status write_step(struct care *c, const struct care_step *s)
{
    const struct deadline *dl = &s->deadline;

    c->d->rows++;
    return q_care_step_insert(c->d->db, s->id, c->id, s->kind, c->d->staff[s->owner.staff].id,
                              s->owner.rank, s->owner.principal_id, dl->rule, dl->start_ms,
                              dl->opens_ms, dl->due_ms);
}

static enum status end_step(struct care *c, const struct care_step *s, int64_t at, size_t by,
                            enum care_state state, enum care_answer answer, const char *note)
{
    struct demo *d = c->d;
    int64_t changed;

    TRY(q_care_step_end(d->db, s->id, state, answer, str_of(note), at, d->staff[by].id, &changed));
    TRY(tell(c, at, by, s->id, CARE_EVENT_ENDED, care_state_words[state]));
    if (at > c->last_at)
        c->last_at = at;
    return demo_note(d, at, by, AUDIT_AFTERCARE_CHANGED, c->id, str_of(care_state_words[state]));
}

/* It waits: with the reminders that have come, and the clock for the next one. */
static enum status leave_open(struct care *c, const struct care_step *s)
{
    struct demo *d = c->d;
    struct reminder next = deadline_next_reminder(&s->deadline, &c->calendar, 0, d->end_at);
    int sent = 0;

    if (next.at_ms <= d->end_at) {
        sent = next.level;
        next = deadline_next_reminder(&s->deadline, &c->calendar, sent, d->end_at);
    }
    c->n_open++;
    TRY(q_care_step_sent(d->db, s->id, sent));
    return q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(CARE_REMIND), s->id, next.at_ms);
}

/* When it is over: somewhere in its time, by day. */
static int64_t done_at(struct care *c, const struct care_step *s)
{
    int64_t span = s->deadline.due_ms - s->deadline.opens_ms;

    return calendar_last_moment(&c->calendar, s->deadline.opens_ms +
                                                  span * demo_random_between(&c->r, 25, 95) / 100);
}

static enum status climb(struct care *c, struct care_step *s)
{
    size_t boss = (size_t)c->d->boss;

    s->owner = (struct care_owner_of){boss, CARE_RANK_CENTRE_MANAGER, c->d->staff[boss].id};
    TRY(q_care_step_own(c->d->db, s->id, c->d->staff[boss].id, s->owner.rank,
                        s->owner.principal_id));
    return tell(c, s->deadline.due_ms, SIZE_MAX, s->id, CARE_EVENT_CLIMBED, "");
}

static enum status write_offer(struct care *c, struct care_step *s, int64_t at)
{
    struct demo *d = c->d;
    int64_t answer_at = at + demo_random_between(&c->r, HOUR_MS, 2 * DAY_MS);
    bool is_old = at < d->end_at - ANSWERED_DAYS * DAY_MS, yes = pct(c, 30), later = pct(c, 25);

    if (at >= d->end_at)
        return leave_open(c, s);
    TRY(tell(c, at, s->owner.staff, s->id, CARE_EVENT_ANSWERED, "offered"));
    if (!is_old && (answer_at >= d->end_at || pct(c, 30))) { /* the answer is with the employee */
        s->deadline.due_ms = at + 7 * DAY_MS;
        TRY(q_care_step_time(d->db, s->id, RULE_ELAPSED, at, at, s->deadline.due_ms, CARE_OFFERED));
        s->deadline = (struct deadline){RULE_ELAPSED, false, at, at, s->deadline.due_ms};
        return leave_open(c, s);
    }
    if (!is_old && later) {
        s->deadline =
            (struct deadline){RULE_ELAPSED, false, answer_at, answer_at, answer_at + 14 * DAY_MS};
        TRY(tell(c, answer_at, c->hurt->staff, s->id, CARE_EVENT_ANSWERED, "later"));
        TRY(q_care_step_time(d->db, s->id, RULE_ELAPSED, answer_at, answer_at, s->deadline.due_ms,
                             CARE_LATER));
        return leave_open(c, s);
    }
    TRY(tell(c, answer_at, c->hurt->staff, s->id, CARE_EVENT_ANSWERED,
             yes ? "accepted" : "declined"));
    if (!yes)
        return end_step(c, s, answer_at, c->hurt->staff, CARE_DECLINED, CARE_SAID_NO, "");
    if (answer_at + 4 * HOUR_MS < d->end_at)
        return end_step(c, s, answer_at + 4 * HOUR_MS, s->owner.staff, CARE_DONE, CARE_ACCEPTED,
                        "");
    s->deadline =
        (struct deadline){RULE_ELAPSED, false, answer_at, answer_at, answer_at + 2 * DAY_MS};
    TRY(q_care_step_time(d->db, s->id, RULE_ELAPSED, answer_at, answer_at, s->deadline.due_ms,
                         CARE_ACCEPTED));
    return leave_open(c, s);
}

static enum status write_outcome(struct care *c, struct care_step *s)
{
    struct demo *d = c->d;
    int64_t at = done_at(c, s), due_at = s->deadline.due_ms;
    bool late = pct(c, 8), is_recent = due_at > d->end_at - LATE_DAYS * DAY_MS;
    bool is_newest =
        c->hurt->staff == d->newest && zone_day(d->zone, c->hurt->logged_at) == d->result.last_day;

    if (at < c->hurt->logged_at)
        at = c->hurt->logged_at + (due_at - c->hurt->logged_at) / 2;
    if (care_is_offer(s->kind))
        return write_offer(c, s, at);
    if (due_at < d->end_at &&
        ((late && is_recent) || (is_newest && s->kind == CARE_FIRST_CONTACT))) {
        TRY(climb(c, s)); /* nobody acted: it went on, and still waits */
        return leave_open(c, s);
    }
    if (late) {
        at = due_at + demo_random_between(&c->r, HOUR_MS, 20 * HOUR_MS);
        if (at < d->end_at && !care_is_peer(s->kind))
            TRY(climb(c, s));
    }
    if (at >= d->end_at)
        return leave_open(c, s);
    if (s->kind >= CARE_CHECK_IN_14 && pct(c, 25))
        return end_step(c, s, at, c->hurt->staff, CARE_DECLINED, CARE_NOT_OFFERED, "");
    return end_step(c, s, at, s->owner.staff, pct(c, 96) ? CARE_DONE : CARE_NOT_NEEDED,
                    CARE_NOT_OFFERED, "");
}

/* ---- reports to the police and of work accidents */

/* The police have had it for months: something came of it, or somebody asks again. */
static enum status write_police_case(struct care *c, int64_t id, int64_t filed_at, size_t by)
{
    struct demo *d = c->d;
    int64_t answer_at = filed_at + demo_random_between(&c->r, 40 * DAY_MS, 85 * DAY_MS);
    enum report_outcome outcome =
        (enum report_outcome)demo_random_between(&c->r, REPORT_STOPPED, REPORT_COMPENSATION);

    if (answer_at >= d->end_at)
        return q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(REPORT_FOLLOW), id,
                                 filed_at + 91 * DAY_MS);
    TRY(q_report_set_outcome(d->db, id, outcome, 0));
    TRY(demo_note(d, answer_at, by, AUDIT_REPORT_CHANGED, id,
                  str_of(report_outcome_words[outcome])));
    return q_report_event_insert(d->db, demo_id(d, answer_at), id, answer_at, d->staff[by].id,
                                 REPORT_EVENT_OUTCOME, str_of(report_outcome_words[outcome]));
}

/* Filed with a receipt, or decided not to. */
static enum status settle_report(struct care *c, const struct care_step *s, enum report_kind kind,
                                 int64_t id, int64_t at)
{
    struct demo *d = c->d;
    size_t by = s->owner.staff;
    int64_t person_id = d->staff[by].id;
    long long number = demo_random_between(&c->r, 10000, 99999);
    struct str receipt = kind == REPORT_POLICE
                             ? arena_printf(d->scratch, "5300-%lld-00001-26", number)
                             : arena_printf(d->scratch, "EASY %lld", number);
    struct str reason =
        kind == REPORT_POLICE
            ? STR("Ordene var ikke rettet mod nogen. Vurderet sammen med medarbejderen.")
            : STR("Intet fravær og ingen behandling. Vurderet efter den opfølgende samtale.");

    if (!pct(c, kind == REPORT_POLICE ? 70 : 25)) {
        TRY(q_report_settle(d->db, id, REPORT_NOT_REPORTED, STR(""), 0, reason, at, person_id, 0));
        TRY(q_report_event_insert(d->db, demo_id(d, at), id, at, person_id, REPORT_EVENT_DECIDED,
                                  reason));
        TRY(demo_note(d, at, by, AUDIT_REPORT_CHANGED, id, STR("decided")));
        return end_step(c, s, at, by, CARE_NOT_NEEDED, CARE_NOT_OFFERED, "");
    }
    TRY(q_report_settle(d->db, id, REPORT_FILED, receipt, zone_day(d->zone, at), STR(""), at,
                        person_id, kind == REPORT_POLICE ? at + 91 * DAY_MS : 0));
    TRY(q_report_event_insert(d->db, demo_id(d, at), id, at, person_id, REPORT_EVENT_FILED,
                              receipt));
    TRY(demo_note(d, at, by, AUDIT_REPORT_CHANGED, id, STR("filed")));
    if (kind == REPORT_POLICE)
        TRY(write_police_case(c, id, at, by));
    return end_step(c, s, at, by, CARE_DONE, CARE_NOT_OFFERED, "");
}

static enum status write_report(struct care *c, enum report_kind kind)
{
    static const enum deadline_id laws[REPORT_KIND_N] = {DEADLINE_POLICE_REPORT,
                                                         DEADLINE_WORK_ACCIDENT};
    struct demo *d = c->d;
    const struct demo_staff *staff = &d->staff[c->hurt->staff];
    int64_t logged_at = c->hurt->logged_at, id = demo_id(d, logged_at);
    struct care_step s = {.id = demo_id(d, logged_at), .kind = CARE_POLICE_REPORT + (int64_t)kind};

    s.deadline = deadline_from(&deadline_defaults[laws[kind]], &c->calendar, logged_at);
    s.owner = manager_of(c, s.deadline.due_ms);
    TRY(q_report_insert(d->db, id, c->id, c->hurt->incident_id, d->centre_id,
                        d->teams[staff->team].id, staff->id, kind, false, logged_at));
    TRY(q_report_event_insert(d->db, demo_id(d, logged_at), id, logged_at, 0, REPORT_EVENT_STARTED,
                              STR("")));
    d->rows += 2;
    TRY(write_step(c, &s));
    int64_t at = done_at(c, &s);
    if (at < logged_at)
        at = logged_at + (s.deadline.due_ms - logged_at) / 2;
    return at >= d->end_at ? leave_open(c, &s) : settle_report(c, &s, kind, id, at);
}

/* As report_clock.c finds them owed. */
static enum status write_reports(struct care *c)
{
    if (c->hurt->class >= INCIDENT_C)
        TRY(write_report(c, REPORT_POLICE));
    return c->weight >= 4 ? write_report(c, REPORT_ACCIDENT) : OK;
}

/* ---- the case */

static enum status write_plan_step(struct care *c, const struct care_plan_step_row *p)
{
    struct deadline_kind kind = {.word = str_of(care_kind_words[p->kind]),
                                 .rule = (enum deadline_rule)p->rule,
                                 .trigger = TRIGGER_KNOWN,
                                 .amount = p->amount,
                                 .opens_after = p->opens_after};
    struct care_step s = {.id = demo_id(c->d, c->hurt->logged_at), .kind = p->kind};

    s.deadline = deadline_from(&kind, &c->calendar, c->hurt->logged_at);
    s.owner = owner_of(c, p->kind, s.deadline.due_ms);
    TRY(write_step(c, &s));
    return write_outcome(c, &s);
}

/* All else is over: what was learned. */
static enum status write_learning(struct care *c)
{
    static const struct deadline_kind kind = {
        .rule = RULE_WORKING_DAYS, .trigger = TRIGGER_KNOWN, .amount = 5};
    struct demo *d = c->d;
    struct care_step s = {.id = demo_id(d, c->last_at), .kind = CARE_LEARNING};
    const char *text = pct(c, 40) ? demo_learning(&c->r) : NULL;

    s.deadline = deadline_from(&kind, &c->calendar, c->last_at);
    s.owner = manager_of(c, s.deadline.due_ms);
    TRY(write_step(c, &s));
    int64_t at = done_at(c, &s);
    if (at <= c->last_at)
        at = c->last_at + HOUR_MS;
    if (at >= d->end_at)
        return leave_open(c, &s);
    if (text == NULL)
        return end_step(c, &s, at, s.owner.staff, CARE_NOT_NEEDED, CARE_NOT_OFFERED, "");
    TRY(q_care_learning_insert(d->db, demo_id(d, at), d->centre_id, c->id, str_of(text),
                               utf8_fold(d->scratch, str_of(text)), at,
                               d->staff[s.owner.staff].id));
    TRY(demo_note(d, at, s.owner.staff, AUDIT_LEARNING_WRITTEN, c->id, STR("")));
    return end_step(c, &s, at, s.owner.staff, CARE_DONE, CARE_NOT_OFFERED, text);
}

enum status demo_write_care(struct demo *d, const struct demo_hurt *hurt)
{
    const struct demo_staff *staff = &d->staff[hurt->staff];
    struct care c = {.d = d, .hurt = hurt, .calendar = calendar_office(d->zone)};
    int64_t at = hurt->logged_at, pause;

    c.weight = care_weight(hurt->hit, hurt->class, hurt->newcomer, hurt->wants_talk);
    if (c.weight == 0)
        return OK;
    c.r = demo_random_for((uint64_t)d->options.seed, DEMO_FOR_CARE, (uint64_t)hurt->number);
    c.id = demo_id(d, at);
    c.last_at = at;
    TRY(q_care_case_insert(d->db, c.id, d->centre_id, hurt->incident_id, staff->id,
                           d->teams[staff->team].id, d->plan_id, c.weight, at));
    if (pct(&c, 20))
        TRY(q_care_case_share(d->db, c.id, true));
    TRY(tell(&c, at, SIZE_MAX, 0, CARE_EVENT_OPENED, ""));
    TRY(q_demo_audit_insert(d->db, demo_id(d, at), at, 0, audit_word(AUDIT_AFTERCARE_OPENED), c.id,
                            STR("")));
    for (size_t i = 0; i < CARE_PLAN_KIND_N; i++)
        if (care_plan_default[i].from_weight <= c.weight)
            TRY(write_plan_step(&c, &care_plan_default[i]));
    TRY(write_reports(&c));
    if (c.n_open == 0)
        TRY(write_learning(&c));
    pause = at + demo_random_between(&c.r, 12 * MINUTE_MS, 35 * MINUTE_MS);
    if (hurt->class >= INCIDENT_C && pause < d->end_at)
        TRY(q_demo_pause_insert(d->db, demo_id(d, at), staff->id, at + 2 * MINUTE_MS, pause));
    d->rows += 6;
    return q_care_case_refresh(d->db, c.id, c.last_at);
}
