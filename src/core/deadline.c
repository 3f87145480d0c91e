/* Clocks that run from an incident, and when to remind of them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/deadline.h"

#include "base/clock.h"

/* ---- kinds */

/* STR is no constant, which a table needs. */
#define TEXT(literal)                                                                              \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }
#define READ_ON 20779 /* 2026-11-22, when the sources were read */
#define LAW(text) .is_statutory = true, .source = TEXT(text), .verified_on = READ_ON
/* What "the same day" still leaves to an event just before midnight. */
#define LATE_NIGHT_MS (2 * HOUR_MS)

/* A clock of aftercare runs from when somebody could know; a clock of law from what happened. */
const struct deadline_kind deadline_defaults[DEADLINE_N] = {
    [DEADLINE_POLICE_REPORT] = {TEXT("police_report"), RULE_ELAPSED, TRIGGER_EARLIER, 72 * HOUR_MS,
                                LAW("offererstatningsloven § 10, stk. 1; "
                                    "danskelove.dk/offererstatningsloven/10")},
    [DEADLINE_WORK_ACCIDENT] = {TEXT("work_accident"), RULE_CALENDAR_DAYS,
                                TRIGGER_ABSENCE_OR_INJURY, 14,
                                LAW("BEK nr. 799 af 03/06/2022 § 1 og BEK nr. 941 af 21/06/2022 "
                                    "§ 10; aes.dk, nye anmelderegler")},
    [DEADLINE_WORK_INJURY_CLAIM] = {TEXT("work_injury_claim"), RULE_YEARS, TRIGGER_OCCURRED, 1,
                                    LAW("AES, 1-års-fristen; aes.dk/sagsforloeb/"
                                        "anmeldelse-af-arbejdsskader/1-aars-frist-anmeldelse")},
    [DEADLINE_VICTIM_COMPENSATION] = {TEXT("victim_compensation"), RULE_YEARS, TRIGGER_OCCURRED, 2,
                                      LAW("Erstatningsnævnet, 2-års-fristen; "
                                          "erstatningplus.dk/erstatningsadvokat-overfald")},
    [DEADLINE_RECOVERY_BREAK] = {TEXT("recovery_break"), RULE_MINUTES, TRIGGER_KNOWN, 0},
    [DEADLINE_FIRST_CONTACT] = {TEXT("first_contact"), RULE_MINUTES, TRIGGER_KNOWN, 15},
    [DEADLINE_PEER_FIRST_AID] = {TEXT("peer_first_aid"), RULE_SAME_DAY, TRIGGER_KNOWN,
                                 LATE_NIGHT_MS},
    [DEADLINE_MANAGER_INFORMED] = {TEXT("manager_informed"), RULE_SAME_DAY, TRIGGER_KNOWN,
                                   LATE_NIGHT_MS},
    [DEADLINE_SAFETY_REP_INFORMED] = {TEXT("safety_rep_informed"), RULE_SAME_DAY, TRIGGER_KNOWN,
                                      LATE_NIGHT_MS},
    [DEADLINE_CALL] = {TEXT("call"), RULE_WORKING_DAYS, TRIGGER_KNOWN, 1},
    [DEADLINE_FOLLOW_UP_TALK] = {TEXT("follow_up_talk"), RULE_WORKING_DAYS, TRIGGER_KNOWN, 3, 1},
    [DEADLINE_CHECK_IN_7] = {TEXT("check_in_7"), RULE_CALENDAR_DAYS, TRIGGER_KNOWN, 7},
    [DEADLINE_CHECK_IN_14] = {TEXT("check_in_14"), RULE_CALENDAR_DAYS, TRIGGER_KNOWN, 14},
    [DEADLINE_CHECK_IN_30] = {TEXT("check_in_30"), RULE_CALENDAR_DAYS, TRIGGER_KNOWN, 30},
    [DEADLINE_CHECK_IN_90] = {TEXT("check_in_90"), RULE_CALENDAR_DAYS, TRIGGER_KNOWN, 90},
};

bool deadline_find(struct str word, enum deadline_id *ret)
{
    for (int i = 0; i < DEADLINE_N; i++)
        if (str_eq(word, deadline_defaults[i].word)) {
            *ret = (enum deadline_id)i;
            return true;
        }
    return false;
}

enum status deadline_check(const struct deadline_kind *kind)
{
    static const int64_t most[RULE_N] = {
        [RULE_ELAPSED] = CALENDAR_MOST_MS,
        [RULE_MINUTES] = CALENDAR_MOST_MS / MINUTE_MS,
        [RULE_SAME_DAY] = DAY_MS,
        [RULE_CALENDAR_DAYS] = CALENDAR_MOST_DAYS,
        [RULE_YEARS] = 100,
        [RULE_WORKING_DAYS] = CALENDAR_MOST_DAYS,
        [RULE_WORKING_TIME] = CALENDAR_MOST_MS,
    };
    if (kind->word.n == 0)
        return fail(INVALID, "a deadline needs a word");
    if (kind->rule >= RULE_N || kind->trigger >= TRIGGER_N)
        return fail(INVALID, "%.*s: no such rule or trigger", STR_ARG(kind->word));
    if (kind->amount < 0 || kind->amount > most[kind->rule])
        return fail(INVALID, "%.*s: the amount is out of range", STR_ARG(kind->word));
    bool has_days = kind->rule == RULE_CALENDAR_DAYS || kind->rule == RULE_WORKING_DAYS;
    if (kind->opens_after < 0 || kind->opens_after > (has_days ? kind->amount : 0))
        return fail(INVALID, "%.*s: it opens after it is due", STR_ARG(kind->word));
    if (kind->is_statutory && (kind->source.n == 0 || kind->verified_on == 0))
        return fail(INVALID, "%.*s: a statutory deadline needs its source and when it was verified",
                    STR_ARG(kind->word));
    return OK;
}

/* ---- start and due */

bool deadline_start(const struct deadline_kind *kind, const struct zone *zone,
                    const struct deadline_facts *facts, int64_t *ret_ms)
{
    int64_t occurred = facts->occurred_at;
    int64_t known = facts->known_at != 0 ? facts->known_at : occurred;
    switch (kind->trigger) {
    case TRIGGER_OCCURRED:
        *ret_ms = occurred;
        return true;
    case TRIGGER_KNOWN:
        *ret_ms = known;
        return true;
    case TRIGGER_EARLIER:
        *ret_ms = known < occurred ? known : occurred;
        return true;
    case TRIGGER_ABSENCE_OR_INJURY:
        if (facts->first_absence_day == 0 && !facts->compensation_likely)
            return false;
        *ret_ms = facts->first_absence_day > zone_day(zone, occurred)
                      ? zone_day_start(zone, facts->first_absence_day)
                      : occurred;
        return true;
    case TRIGGER_N:
        break;
    }
    must(false);
    return false;
}

static int64_t local_end(const struct zone *z, int32_t day)
{
    return zone_day_start(z, day + 1) - 1;
}

static int32_t years_later(int32_t day, int years)
{
    struct local_time date = day_date(day);
    date.year += years;
    if (!date_valid(date.year, date.month, date.day))
        date.day = 28;
    return day_number(date.year, date.month, date.day);
}

/* The end of the n-th working day after this one; with 0 of the first that has not ended. */
static int64_t working_end(const struct calendar *c, int32_t day, int n, int64_t start)
{
    int32_t last = calendar_add_days(c, day, n);
    int64_t end = calendar_day_end(c, last);
    return end >= start ? end : calendar_day_end(c, calendar_day_after(c, last));
}

static int64_t due_of(const struct deadline_kind *kind, const struct calendar *c, int64_t start)
{
    int32_t day = zone_day(c->zone, start);
    int64_t n = kind->amount;
    switch (kind->rule) {
    case RULE_ELAPSED:
        return start + n;
    case RULE_MINUTES:
        return start + n * MINUTE_MS;
    case RULE_SAME_DAY:
        return local_end(c->zone, day) > start + n ? local_end(c->zone, day) : start + n;
    case RULE_CALENDAR_DAYS:
        return local_end(c->zone, day + (int32_t)n);
    case RULE_YEARS:
        return local_end(c->zone, years_later(day, (int)n));
    case RULE_WORKING_DAYS:
        return working_end(c, day, (int)n, start);
    case RULE_WORKING_TIME:
        return calendar_add_ms(c, start, n);
    case RULE_N:
        break;
    }
    must(false);
    return 0;
}

static int64_t opens_of(const struct deadline_kind *kind, const struct calendar *c, int64_t start)
{
    if (kind->opens_after == 0)
        return start;
    int32_t day = zone_day(c->zone, start);
    if (kind->rule == RULE_CALENDAR_DAYS)
        return zone_day_start(c->zone, day + (int32_t)kind->opens_after);
    day = calendar_add_days(c, day, (int)kind->opens_after);
    return calendar_next_moment(c, zone_day_start(c->zone, day));
}

struct deadline deadline_from(const struct deadline_kind *kind, const struct calendar *c,
                              int64_t start_ms)
{
    return (struct deadline){
        .rule = kind->rule,
        .is_statutory = kind->is_statutory,
        .start_ms = start_ms,
        .opens_ms = opens_of(kind, c, start_ms),
        .due_ms = due_of(kind, c, start_ms),
    };
}

bool deadline_of(const struct deadline_kind *kind, const struct calendar *c,
                 const struct deadline_facts *facts, struct deadline *ret)
{
    int64_t start;
    if (!deadline_start(kind, c->zone, facts, &start))
        return false;
    *ret = deadline_from(kind, c, start);
    return true;
}

/* ---- reminders */

static int64_t share_at(const struct deadline *d, const struct calendar *c, int level)
{
    static const int percents[REMINDER_DUE] = {50, 75, 90, 100};
    int percent = percents[level - 1];
    int64_t at = d->start_ms + (d->due_ms - d->start_ms) * percent / 100;
    if (d->rule == RULE_WORKING_TIME)
        at = calendar_add_ms(c, d->start_ms,
                             calendar_ms_between(c, d->start_ms, d->due_ms) * percent / 100);
    if (d->is_statutory)
        return at;
    int64_t next = calendar_next_moment(c, at);
    if (next <= d->due_ms)
        return next;
    int64_t last = calendar_last_moment(c, d->due_ms);
    return last >= d->start_ms ? last : at;
}

static int64_t wall_ms(const struct zone *z, int64_t at)
{
    int64_t wall = at + zone_local(z, at).offset_s * INT64_C(1000);
    return (wall % DAY_MS + DAY_MS) % DAY_MS;
}

/* The one on a later day than r, which is level REMINDER_DUE or a daily one itself. */
static int64_t daily_after(const struct deadline *d, const struct calendar *c, struct reminder r)
{
    const struct zone *z = c->zone;
    int32_t day = zone_day(z, r.at_ms);
    if (d->is_statutory)
        return calendar_wall(z, day + 1, wall_ms(z, d->due_ms));
    int64_t anchor = calendar_next_moment(c, d->due_ms);
    if (r.level == REMINDER_DUE && zone_day(z, anchor) > day)
        return anchor;
    int64_t wall = calendar_wall(z, calendar_day_after(c, day), wall_ms(z, anchor));
    return calendar_next_moment(c, wall);
}

static struct reminder reminder_after(const struct deadline *d, const struct calendar *c,
                                      struct reminder r)
{
    if (r.level >= REMINDER_DUE)
        return (struct reminder){daily_after(d, c, r), r.level + 1};
    int level = r.level + 1;
    int64_t at = share_at(d, c, level);
    for (; level < REMINDER_DUE; level++) {
        int64_t next = share_at(d, c, level + 1);
        if (next > at)
            break;
        at = next;
    }
    return (struct reminder){at, level};
}

struct reminder deadline_next_reminder(const struct deadline *d, const struct calendar *c, int sent,
                                       int64_t now_ms)
{
    must(sent >= 0);
    struct reminder r = {.level = sent < REMINDER_DUE ? sent : REMINDER_DUE - 1};
    do
        r = reminder_after(d, c, r);
    while (r.level <= sent);
    for (;;) {
        struct reminder next = reminder_after(d, c, r);
        if (next.at_ms > now_ms)
            return r;
        r = next;
    }
}
