/* Which calls were hard, who wrote it down, how hard it hit them, and who talked with them when.
 * Rates are assumptions and do not change with time, so
 * the demo shows no effect.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#include <string.h>

#define URGENT_MEDIAN_MS (70 * MINUTE_MS)
#define URGENT_SIGMA (DEMO_ONE * 8 / 10)
#define LIVELY 6 /* open incidents of the first team on the last day; the others have two */

enum wish { AS_IT_COMES, STAYS_OPEN, STAYS_OPEN_WANTS_TALK };

static const enum incident_class class_of[DEMO_KIND_N] = {
    [DEMO_TONE] = INCIDENT_A,   [DEMO_ABUSE] = INCIDENT_B,   [DEMO_HARASSMENT] = INCIDENT_C,
    [DEMO_THREAT] = INCIDENT_D, [DEMO_GRAVE] = INCIDENT_D,   [DEMO_SUICIDAL] = INCIDENT_E,
    [DEMO_BOMB] = INCIDENT_E,   [DEMO_DIGITAL] = INCIDENT_D,
};

/* Percent, by enum incident_act. */
static const int64_t acts_pct[DEMO_KIND_N][INCIDENT_ACT_N] = {
    [DEMO_TONE] = {60, 12, 1, 0, 4, 3, 5},         [DEMO_ABUSE] = {45, 40, 24, 0, 8, 8, 5},
    [DEMO_HARASSMENT] = {35, 40, 25, 2, 8, 20, 5}, [DEMO_THREAT] = {25, 20, 0, 50, 8, 55, 5},
    [DEMO_GRAVE] = {15, 10, 0, 55, 5, 80, 10},     [DEMO_SUICIDAL] = {85, 0, 0, 0, 25, 60, 15},
    [DEMO_BOMB] = {60, 0, 0, 0, 0, 100, 20},       [DEMO_DIGITAL] = {0, 0, 0, 0, 0, 70, 40},
};

static bool pct(struct demo_random *r, int64_t n)
{
    return demo_random_chance(r, n * 10000);
}

/* ---- hours of an office */

static int32_t day_of(const struct demo *d, int64_t at)
{
    return zone_day(d->zone, at);
}

static int64_t morning(const struct demo *d, int32_t day, struct demo_random *r)
{
    return demo_at(d, demo_open_from(day), DEMO_OPENS_MINUTE) +
           demo_random_between(r, 8 * MINUTE_MS, 110 * MINUTE_MS);
}

/* That instant when the office is open, else the next morning. */
static int64_t in_hours(const struct demo *d, int64_t at, struct demo_random *r)
{
    int32_t day = day_of(d, at);

    if (demo_is_open(day) && at < demo_at(d, day, DEMO_OPENS_MINUTE))
        return morning(d, day, r);
    if (demo_is_open(day) && at < demo_at(d, day, DEMO_CLOSES_MINUTE))
        return at;
    return morning(d, day + 1, r);
}

/* ---- what the employee says */

static bool is_reported(const struct demo_staff *s, enum demo_kind kind, struct demo_random *r)
{
    int64_t more = s->report_pct - 5; /* 0–10 */

    switch (class_of[kind]) {
    case INCIDENT_A:
        return pct(r, s->report_pct);
    case INCIDENT_B:
    case INCIDENT_C:
        return pct(r, 30 + 3 * more);
    case INCIDENT_D:
    case INCIDENT_E:
    case INCIDENT_CLASS_N:
        break;
    }
    return pct(r, 80 + 3 * more / 2);
}

static int64_t rating_of(const struct demo_incident *in, bool newcomer, struct demo_random *r)
{
    static const int64_t means[INCIDENT_CLASS_N] = {18, 26, 32, 39, 43}; /* tenths */
    int64_t tenths = means[in->class] + (newcomer ? 5 : 0) - (in->near_miss ? 8 : 0) +
                     demo_random_normal(r) * 9 / DEMO_ONE;

    return tenths < 15 ? 1 : tenths >= 45 ? 5 : (tenths + 5) / 10;
}

static int64_t acts_of(enum demo_kind kind, struct demo_random *r)
{
    int64_t acts = 0;

    for (int i = 0; i < INCIDENT_ACT_N; i++)
        if (pct(r, acts_pct[kind][i]))
            acts |= INT64_C(1) << i;
    if ((acts >> INCIDENT_ACT_ENDED_AFTER_WARNING & 1) != 0)
        acts |= INT64_C(1) << INCIDENT_ACT_WARNED; /* the name says it */
    return acts;
}

/* Mostly right after the call, some at the end of the day, a few the next morning. */
static int64_t logged_at(const struct demo *d, int64_t after, enum wish wish, struct demo_random *r)
{
    static const int64_t shares[] = {66, 26, 8};
    int64_t soon = after + demo_random_between(r, 20000, 6 * MINUTE_MS), at = soon;
    int32_t day = day_of(d, after);
    size_t when = wish != AS_IT_COMES ? 0 : demo_random_pick(r, shares, 3);

    if (when == 1)
        at = demo_at(d, day, 15 * 60) + demo_random_below(r, 55 * MINUTE_MS);
    else if (when == 2 || !demo_is_open(day))
        at = morning(d, day + 1, r);
    return at < soon || at >= d->end_at ? soon : at;
}

/* ---- what happens later */

static void add_later(const struct demo *d, struct demo_incident *in, struct demo_later later)
{
    if (later.at > in->logged_at && later.at < d->end_at && in->n_later < DEMO_LATER_MAX)
        in->later[in->n_later++] = later;
}

static void say(struct demo *d, struct demo_incident *in, struct demo_random *r)
{
    static const int64_t said_pct[INCIDENT_FIELD_N] = {55, 40, 25, 15};
    int64_t next =
        in_hours(d, in->logged_at + demo_random_between(r, 20 * MINUTE_MS, 20 * HOUR_MS), r);

    for (int f = 0; f < INCIDENT_FIELD_N; f++) {
        if (!pct(r, in->class >= INCIDENT_D ? 85 : said_pct[f]))
            continue;
        const char *text = demo_text(r, in->kind, (enum incident_field)f);
        if (pct(r, 12))
            add_later(d, in,
                      (struct demo_later){.at = next + f * MINUTE_MS,
                                          .kind = INCIDENT_STEP_TEXT,
                                          .who = in->logged_by,
                                          .field = (enum incident_field)f,
                                          .text = text});
        else
            in->text[f] = text;
    }
    if (in->text[INCIDENT_FIELD_WORDS] != NULL && pct(r, 4))
        add_later(d, in,
                  (struct demo_later){.at = next + 10 * MINUTE_MS,
                                      .kind = INCIDENT_STEP_TEXT,
                                      .who = in->logged_by,
                                      .field = INCIDENT_FIELD_WORDS,
                                      .text = demo_correction(r),
                                      .is_correction = true});
}

/* A colleague wrote it; the employee mostly says afterwards how hard it was. */
static void rate_later(struct demo *d, struct demo_incident *in, int64_t own, struct demo_random *r)
{
    int64_t at =
        in_hours(d, in->logged_at + demo_random_between(r, 15 * MINUTE_MS, 26 * HOUR_MS), r);

    in->raised = in->rating;
    in->rating = 0;
    if (pct(r, 70))
        add_later(d, in,
                  (struct demo_later){
                      .at = at, .kind = INCIDENT_STEP_RATED, .who = in->staff, .rating = own});
}

static void talk(struct demo *d, struct demo_incident *in, int64_t hit, enum wish wish,
                 struct demo_random *r)
{
    static const int64_t days_later[] = {45, 35, 15, 5};
    bool newcomer = in->seniority >= 0 && in->seniority < INCIDENT_NEWCOMER_DAYS;
    bool urgent = hit >= INCIDENT_HARD || in->wants_talk || newcomer;
    size_t manager = d->teams[d->staff[in->staff].team].manager;
    int64_t at = in->logged_at + demo_random_lognormal(r, URGENT_MEDIAN_MS, URGENT_SIGMA);
    size_t days = urgent ? 0 : demo_random_pick(r, days_later, 4);

    at = in_hours(d, at, r);
    for (; days > 0; days--)
        at = demo_at(d, demo_open_from(day_of(d, at) + 1), 8 * 60 + 20) +
             demo_random_below(r, 7 * HOUR_MS);
    bool present = demo_is_present(d, manager, day_of(d, at));
    struct demo_later later = {
        .at = at, .kind = INCIDENT_STEP_TALKED, .who = present ? manager : (size_t)d->boss};
    if (wish == AS_IT_COMES)
        add_later(d, in, later);
    if (wish == AS_IT_COMES && hit < 4 &&
        pct(r, 3)) { /* having heard it, they think it was worse */
        later.at += 10 * MINUTE_MS;
        later.kind = INCIDENT_STEP_RAISED;
        later.rating = hit + 1;
        add_later(d, in, later);
    }
}

/* ---- one incident */

static struct demo_incident *new_pending(struct demo *d)
{
    if (d->n_pending == d->cap_pending) {
        size_t cap = d->cap_pending * 2 + 64;
        struct demo_incident *more = arena_array(d->arena, struct demo_incident, cap);

        if (d->n_pending > 0)
            memcpy(more, d->pending, d->n_pending * sizeof *more);
        d->pending = more;
        d->cap_pending = cap;
    }
    d->pending[d->n_pending] = (struct demo_incident){0};
    return &d->pending[d->n_pending++];
}

/* Somebody of the same team who was there, or the employee again. */
static size_t colleague_of(const struct demo *d, const struct demo_day *day, size_t staff,
                           struct demo_random *r)
{
    for (int tries = 0; tries < 20 && day->n_present > 0; tries++) {
        size_t other = (size_t)day->present[demo_random_below(r, (int64_t)day->n_present)];

        if (other != staff && d->staff[other].team == d->staff[staff].team)
            return other;
    }
    return staff;
}

static void plan(struct demo *d, const struct demo_day *day, size_t staff, enum demo_kind kind,
                 int64_t at, const struct demo_call *call, enum wish wish, struct demo_random *r)
{
    struct demo_incident *in = new_pending(d);
    const struct demo_staff *s = &d->staff[staff];
    int64_t ended_at = call != NULL ? at + call->wait_ms + call->talk_ms : at;
    bool lonely = at >= demo_at(d, day->day, DEMO_CLOSES_MINUTE);

    in->kind = kind;
    in->class = class_of[kind];
    in->staff = in->logged_by = staff;
    in->call_id = call != NULL ? call->id : 0;
    in->occurred_at = at;
    in->logged_at = logged_at(d, ended_at, wish, r);
    in->seniority = demo_seniority(s, day->day);
    bool newcomer = in->seniority >= 0 && in->seniority < INCIDENT_NEWCOMER_DAYS;
    in->near_miss = in->class != INCIDENT_A && in->class != INCIDENT_E && pct(r, 4);
    in->acts = acts_of(kind, r);
    int64_t own = rating_of(in, newcomer, r), hit = own;
    in->rating = own;
    if (wish == STAYS_OPEN_WANTS_TALK && own < INCIDENT_HARD)
        in->rating = own = hit = INCIDENT_HARD;
    in->wants_talk = pct(r, (hit >= 4   ? 55
                             : hit == 3 ? 25
                                        : 4) +
                                (newcomer ? 15 : 0)) ||
                     wish == STAYS_OPEN_WANTS_TALK;
    in->at_home = (s->home_weekdays >> day_date(day->day).weekday & 1) != 0;
    in->was_alone = pct(r, in->at_home || lonely ? 35 : 5);
    if (wish == AS_IT_COMES && pct(r, 5))
        in->logged_by = colleague_of(d, day, staff, r);
    if (in->logged_by != staff) {
        hit = in->rating = demo_random_between(r, own > 1 ? own - 1 : 1, own < 5 ? own + 1 : 5);
        rate_later(d, in, own, r);
    }
    say(d, in, r);
    talk(d, in, hit > own ? hit : own, wish, r);
}

/* ---- what must be there although chance might leave it out */

/* One of this person's answered calls, or NULL. */
static const struct demo_call *call_of(const struct demo_day *day, size_t staff,
                                       struct demo_random *r)
{
    const struct demo_call *found = NULL;

    for (size_t i = 0, n = 0; i < day->n_calls; i++) {
        const struct demo_call *c = &day->calls[i];

        if (c->staff == (int)staff && c->talk_ms > 0 && c->inbound &&
            demo_random_below(r, (int64_t)++n) == 0)
            found = c;
    }
    return found;
}

static void plan_for(struct demo *d, const struct demo_day *day, size_t staff, enum demo_kind kind,
                     enum wish wish, struct demo_random *r)
{
    const struct demo_call *c = kind == DEMO_DIGITAL ? NULL : call_of(day, staff, r);
    int64_t at = demo_at(d, day->day, 9 * 60) + demo_random_below(r, 5 * HOUR_MS);

    plan(d, day, staff, kind, c != NULL ? c->at : at, c, wish, r);
}

static void plan_specials(struct demo *d, const struct demo_day *day, struct demo_random *r)
{
    static const struct {
        enum demo_kind kind;
        int pct;
    } specials[] = {
#define X(kind, pct) {DEMO_##kind, pct},
        DEMO_SPECIALS(X)
#undef X
    };
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
        int64_t days = d->options.days * specials[i].pct / 100;

        if (demo_open_from(d->from_day + (int32_t)days) != day->day || day->n_present == 0)
            continue;
        size_t staff = (size_t)day->present[demo_random_below(r, (int64_t)day->n_present)];
        plan_for(d, day, staff, specials[i].kind, AS_IT_COMES, r);
    }
}

/* The last working day leaves something for today's page: newcomers of every team, and most for the
 * team that a visitor walks into first. */
static void plan_last_day(struct demo *d, const struct demo_day *day, struct demo_random *r)
{
    static const enum demo_kind kinds[LIVELY] = {DEMO_ABUSE, DEMO_TONE,   DEMO_HARASSMENT,
                                                 DEMO_ABUSE, DEMO_THREAT, DEMO_TONE};
    int *n = arena_array(d->scratch, int, d->n_teams);

    plan_for(d, day, d->newest, DEMO_ABUSE, STAYS_OPEN_WANTS_TALK, r);
    plan_for(d, day, d->plain, DEMO_ABUSE, STAYS_OPEN, r);
    for (size_t i = 2 * day->n_present; i > 0;
         i--) { /* from the end: those who came last, then all */
        size_t staff = (size_t)day->present[(i - 1) % day->n_present];
        int team = d->staff[staff].team;
        bool newcomer = demo_seniority(&d->staff[staff], day->day) < INCIDENT_NEWCOMER_DAYS;
        int most = team == 0 ? LIVELY : 2;

        if (newcomer != (i > day->n_present) || n[team] >= most || staff == d->newest ||
            staff == d->plain)
            continue;
        plan_for(d, day, staff, kinds[n[team]],
                 n[team] % 2 == 0 ? STAYS_OPEN_WANTS_TALK : STAYS_OPEN, r);
        n[team]++;
    }
}

/* Evenings and weekends: somebody writes about an employee where everybody can read it. */
static void plan_digital(struct demo *d, const struct demo_day *day, struct demo_random *r)
{
    int64_t here = 0, at = demo_at(d, day->day, 19 * 60) + demo_random_below(r, 3 * HOUR_MS);

    for (size_t i = 0; i < d->n_staff; i++)
        here += d->staff[i].phones && demo_is_here(&d->staff[i], day->day);
    for (int64_t n = demo_random_count(r, here * 1000 / DEMO_DIGITAL_DAYS); n > 0; n--) {
        size_t staff = (size_t)demo_random_below(r, (int64_t)d->n_staff);

        if (d->staff[staff].phones && demo_is_here(&d->staff[staff], day->day + 1) &&
            demo_open_from(day->day + 1) <= d->result.last_day && pct(r, 80))
            plan(d, day, staff, DEMO_DIGITAL, at, NULL, AS_IT_COMES, r);
    }
}

void demo_plan_incidents(struct demo *d, const struct demo_day *day)
{
    struct demo_random r = demo_random_for((uint64_t)d->options.seed, DEMO_FOR_INCIDENTS,
                                           (uint64_t)(uint32_t)day->day);

    for (size_t i = 0; i < day->n_calls; i++) {
        const struct demo_call *c = &day->calls[i];

        if (c->kind != DEMO_EASY && is_reported(&d->staff[c->staff], c->kind, &r))
            plan(d, day, (size_t)c->staff, c->kind, c->at, c, AS_IT_COMES, &r);
    }
    plan_specials(d, day, &r);
    plan_digital(d, day, &r);
    if (day->day == d->result.last_day)
        plan_last_day(d, day, &r);
    else if (day->day >= demo_open_before(demo_open_before(d->result.last_day)))
        plan_for(d, day, d->newest, DEMO_TONE, STAYS_OPEN, &r); /* three in few days */
}
