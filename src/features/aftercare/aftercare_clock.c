/* Reminders that climb, and the proof each minute that nobody is forgotten.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"

#define LOST_AT_ONCE 1000
#define BROKEN_AT_ONCE 1000

/* ---- one step's clock */

static enum status is_away(struct db *db, struct arena *a, const struct care_step_row *s,
                           const struct zone *zone, bool *ret)
{
    struct care_person_row person;
    struct care_absence_row away;
    int64_t today = zone_day(zone, clock_now());
    enum status found = s->owner_id == 0 ? MISSING : q_care_person(db, a, s->owner_id, &person);

    *ret = found == MISSING || (found == OK && person.left_day != 0 && person.left_day < today);
    if (*ret)
        return OK;
    TRY(found);
    found = q_care_absence_on(db, a, s->owner_id, today, &away);
    *ret = found == OK && (away.to_day == 0 || away.to_day >= zone_day(zone, s->due_at));
    return found == MISSING ? OK : found;
}

/* A reminder has come: to the owner; from the due time on it first goes to who is next. */
static enum status send(struct db *db, struct arena *a, const struct care_case_row *k,
                        const struct zone *zone, const struct care_step_row *s, int level,
                        bool is_statutory)
{
    struct care_owner to = {s->owner_id, s->owner_rank, s->principal_id};
    bool away;
    int64_t added;

    TRY(is_away(db, a, s, zone, &away));
    if (away)
        TRY(care_owner_instead(db, a, k, zone, s, &to));
    else if (level >= REMINDER_DUE)
        TRY(care_owner_up(db, a, k, zone, s, &to));
    TRY(care_give(db, a, s, &to, &actor_system));
    TRY(q_care_reminder_insert(db, s->id, s->due_at, level, clock_now(), to.person_id, &added));
    TRY(q_care_step_sent(db, s->id, level));
    TRY(care_tell_reminder(db, a, s, to.person_id, level, is_statutory));
    return announce(db, EVENT_AFTERCARE_REMINDED, s->id);
}

enum status care_remind(struct db *db, struct arena *a, const struct job *job,
                        int64_t *ret_again_at)
{
    struct care_step_row s;
    struct care_case_row k;
    const struct zone *zone;
    int64_t now = clock_now();

    TRY(care_find_step(db, a, job->object_id, &s, &k));
    if (s.state != CARE_OPEN)
        return OK;
    TRY(zone_find(k.zone, &zone));
    struct calendar calendar;
    TRY(centre_calendar(db, a, k.centre_id, zone, &calendar));
    struct deadline d = {.rule = (enum deadline_rule)s.rule,
                         .is_statutory = care_is_report(s.kind),
                         .start_ms = s.start_at,
                         .opens_ms = s.opens_at,
                         .due_ms = s.due_at};
    struct reminder next = deadline_next_reminder(&d, &calendar, (int)s.sent_level, now);
    if (next.at_ms <= now) {
        TRY(send(db, a, &k, zone, &s, next.level, d.is_statutory));
        next = deadline_next_reminder(&d, &calendar, next.level, now);
    }
    *ret_again_at = next.at_ms > now ? next.at_ms : now + 1;
    return OK;
}

/* ---- the proof */

/* Absent and departed owners are skipped at once. */
static enum status rescue(struct db *db, struct arena *a, int64_t centre_id,
                          const struct zone *zone)
{
    struct care_lost_row_list lost;
    int64_t today = zone_day(zone, clock_now());

    TRY(q_care_steps_lost(db, a, centre_id, today, LOST_AT_ONCE, &lost));
    for (size_t i = 0; i < lost.n; i++) {
        struct care_step_row s;
        struct care_case_row k;
        struct care_owner to;

        if (!lost.at[i].gone && lost.at[i].to_day != 0 &&
            lost.at[i].to_day < zone_day(zone, lost.at[i].due_at))
            continue; /* back in time */
        TRY(care_find_step(db, a, lost.at[i].id, &s, &k));
        TRY(care_owner_instead(db, a, &k, zone, &s, &to));
        TRY(care_give(db, a, &s, &to, &actor_system));
    }
    return OK;
}

static enum status raise_alarms(struct db *db, struct arena *a,
                                const struct care_broken_row_list *broken)
{
    for (size_t i = 0; i < broken->n; i++) {
        const struct care_broken_row *b = &broken->at[i];
        struct care_case_row k;
        int64_t added, id = id_new();

        TRY(q_care_alarm_raise(db, id, b->case_id, b->kind, clock_now(), &added));
        if (added == 0)
            continue;
        log_line(LOG_LEVEL_ERROR, "aftercare case without care", "case=%lld lacks=%s",
                 (long long)b->case_id,
                 (const char *const[]){"owner", "next_step", "time", "clock"}[b->kind]);
        TRY(announce(db, EVENT_AFTERCARE_ALARM, b->case_id));
        TRY(q_care_case(db, a, b->case_id, &k));
        TRY(care_tell_alarm(db, a, &k, id));
    }
    return OK;
}

/* What is well again is no alarm any more. */
static enum status clear_alarms(struct db *db, struct arena *a, int64_t centre_id,
                                const struct care_broken_row_list *broken)
{
    struct care_alarm_row_list alarms;

    TRY(q_care_alarms(db, a, centre_id, &alarms));
    for (size_t i = 0; i < alarms.n; i++) {
        bool still = false;

        for (size_t n = 0; n < broken->n && !still; n++)
            still = broken->at[n].case_id == alarms.at[i].case_id &&
                    broken->at[n].kind == alarms.at[i].kind;
        if (!still)
            TRY(q_care_alarm_clear(db, alarms.at[i].id, clock_now()));
    }
    return OK;
}

static enum status check_centre(struct db *db, struct arena *a, int64_t centre_id,
                                const struct zone *zone)
{
    struct care_broken_row_list broken;

    TRY(rescue(db, a, centre_id, zone));
    TRY(q_care_broken(db, a, centre_id, BROKEN_AT_ONCE, &broken));
    TRY(raise_alarms(db, a, &broken));
    for (size_t i = 0; i < broken.n; i++)
        if (broken.at[i].kind == CARE_ALARM_NEXT)
            TRY(care_next(db, a, broken.at[i].case_id));
        else if (broken.at[i].kind == CARE_ALARM_CLOCK)
            TRY(job_put(db, CARE_REMIND, broken.at[i].step_id, STR(""), clock_now()));
    return clear_alarms(db, a, centre_id, &broken);
}

enum status care_check(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    struct care_centre_row_list centres;

    (void)job;
    TRY(q_care_centres(db, a, &centres));
    for (size_t i = 0; i < centres.n; i++) {
        const struct zone *zone;

        TRY(zone_find(centres.at[i].zone, &zone));
        TRY(check_centre(db, a, centres.at[i].id, zone));
        TRY(care_tell_stale_numbers(db, a, centres.at[i].id, zone_day(zone, clock_now())));
    }
    *ret_again_at = clock_now() + MINUTE_MS;
    return OK;
}
