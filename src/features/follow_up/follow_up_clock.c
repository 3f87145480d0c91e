/* A class's day is proposed in time to invite to it, follows the first calls until somebody chooses a date, and is reminded of when its
 * window opens, and when that has passed without it. Each once. A day without a class is looked after in the same way.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include "base/id.h"
#include "core/centre_calendar.h"
#include "features/notify/notify.h"

#define MORNING_MS (8 * HOUR_MS) /* of the wall day */
#define GIVES_UP_DAYS 28         /* after the window: it will not be held any more */

struct clock {
    struct db *db;
    struct arena *a;
    int64_t centre_id, class_id; /* 0: no class */
    const struct zone *zone;
    bool has_day;
    struct follow_up_day_row day;
    struct follow_up_member_row_list members;
    struct calendar calendar;
    struct follow_up_window window;
    int64_t now;
    int32_t today;
};

enum status follow_up_tell_team(struct db *db, struct arena *a, int64_t centre_id, int64_t team_id,
                                enum text_key key, int64_t day_id, struct str event)
{
    static const enum role roles[] = {ROLE_CALL_TRAINER, ROLE_MANAGER};
    const int64_t nobody[2] = {0, 0};
    struct str page = arena_printf(a, "/follow-up/%lld", (long long)day_id);

    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        TRY(notify_role(db, a, roles[i], team_id, centre_id, nobody, NOTICE_ORDINARY, key, page,
                        event));
    return OK;
}

/* In every team that has somebody in the class. */
static enum status tell(struct clock *k, enum text_key key, const char *what)
{
    struct str event = arena_printf(k->a, "follow_up.%s %lld", what, (long long)k->day.id);

    for (size_t i = 0; i < k->members.n; i++) {
        bool told = false;

        for (size_t p = 0; p < i; p++)
            told = told || k->members.at[p].team_id == k->members.at[i].team_id;
        if (!told)
            TRY(follow_up_tell_team(k->db, k->a, k->centre_id, k->members.at[i].team_id, key,
                                    k->day.id, event));
    }
    return OK;
}

static enum status propose(struct clock *k)
{
    int64_t id = id_new();

    TRY(q_follow_up_day_insert(k->db, id, k->centre_id, k->class_id,
                               follow_up_first_date(&k->calendar, &k->window, k->today),
                               FOLLOW_UP_FROM, k->now));
    TRY(q_follow_up_day(k->db, k->a, id, &k->day));
    k->has_day = true;
    TRY(follow_up_put_together(k->db, k->a, &k->day));
    TRY(audit(k->db, &actor_system, AUDIT_FOLLOW_UP_CHANGED, id, STR("proposed")));
    return tell(k, T_NOTICE_FOLLOW_UP_PROPOSED, "proposed");
}

/* The date follows the class until somebody has chosen another or has invited to it. */
static enum status follow(struct clock *k)
{
    const struct follow_up_day_row *d = &k->day;

    if (d->state != FOLLOW_UP_PROPOSED || d->moved || d->day == k->window.day ||
        k->window.day <= k->today)
        return OK;
    return q_follow_up_day_when(k->db, d->id, k->window.day, d->from_minute, d->place, false);
}

static enum status remind(struct clock *k)
{
    if (k->today >= k->window.opens && k->day.state == FOLLOW_UP_PROPOSED)
        TRY(tell(k, T_NOTICE_FOLLOW_UP_OPEN, "open"));
    if (k->today > k->window.closes && k->day.state < FOLLOW_UP_HELD)
        TRY(tell(k, T_NOTICE_FOLLOW_UP_LATE, "late"));
    return OK;
}

static enum status look(struct clock *k)
{
    if (!k->has_day && k->today >= k->window.opens - FOLLOW_UP_AHEAD)
        TRY(propose(k));
    if (!k->has_day)
        return OK;
    TRY(follow(k));
    return remind(k);
}

/* ---- whose day it is */

static enum status read_class(struct clock *k, int64_t class_id)
{
    struct follow_up_class_row class;

    TRY(q_follow_up_class(k->db, k->a, class_id, &class));
    TRY(zone_find(class.zone, &k->zone));
    k->centre_id = class.centre_id;
    k->class_id = class_id;
    enum status found = q_follow_up_day_of(k->db, k->a, class_id, &k->day);
    if (found != OK && found != MISSING)
        return found;
    k->has_day = found == OK;
    return k->has_day ? q_follow_up_members(k->db, k->a, k->day.id, &k->members)
                      : q_follow_up_class_members(k->db, k->a, class_id, &k->members);
}

static enum status read_day(struct clock *k, int64_t day_id)
{
    TRY(q_follow_up_day(k->db, k->a, day_id, &k->day));
    TRY(zone_find(k->day.zone, &k->zone));
    k->centre_id = k->day.centre_id;
    k->has_day = true;
    return q_follow_up_members(k->db, k->a, day_id, &k->members);
}

/* false: there is nothing to wait for; the next first call wakes it. Where all come too late for a date of their own, the day that
 * was proposed to them counts. */
static bool find_window(struct clock *k)
{
    struct follow_up_firsts f = follow_up_firsts_of(k->a, k->zone, &k->members);

    if (follow_up_window(k->a, &k->calendar, f.at, f.n, &k->window))
        return true;
    if (!k->has_day || f.n_all == 0)
        return false;
    k->window = (struct follow_up_window){
        .opens = (int32_t)k->day.day, .closes = (int32_t)k->day.day, .day = (int32_t)k->day.day};
    return true;
}

/* Looks each morning while there is something to wait for. */
enum status follow_up_clock(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct clock k = {.db = db, .a = a, .now = clock_now()};

    if (str_eq(job->detail, STR(FOLLOW_UP_OF_DAY)))
        TRY(read_day(&k, job->object_id));
    else
        TRY(read_class(&k, job->object_id));
    TRY(centre_calendar(db, a, k.centre_id, k.zone, &k.calendar));
    k.today = zone_day(k.zone, k.now);
    if (k.class_id == 0 && k.members.n == 0 && k.day.state == FOLLOW_UP_PROPOSED)
        return follow_up_remove(db, k.day.id); /* nobody is left whom it was for */
    if (!find_window(&k) || k.today > k.window.closes + GIVES_UP_DAYS)
        return OK;
    TRY(look(&k));
    *ret_again_at = calendar_wall(k.zone, k.today, MORNING_MS);
    if (*ret_again_at <= k.now)
        *ret_again_at = calendar_wall(k.zone, k.today + 1, MORNING_MS);
    return OK;
}

enum status follow_up_wake(struct db *db, const struct follow_up_day_row *row)
{
    return row->class_id != 0
               ? job_put(db, FOLLOW_UP_CLOCK, row->class_id, STR(""), clock_now())
               : job_put(db, FOLLOW_UP_CLOCK, row->id, STR(FOLLOW_UP_OF_DAY), clock_now());
}

enum status follow_up_first(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct follow_up_run_row run;

    (void)ret_again_at;
    TRY(q_follow_up_run(db, a, job->object_id, &run));
    if (run.class_id != 0)
        return job_put(db, FOLLOW_UP_CLOCK, run.class_id, STR(""), clock_now());
    return job_put(db, FOLLOW_UP_SEAT, run.centre_id, STR(""), clock_now());
}
