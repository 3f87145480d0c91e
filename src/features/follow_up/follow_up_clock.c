/* A class's day is proposed in time to invite to it, follows the first calls until somebody chooses a date, and is reminded of when its
 * window opens, and when that has passed without it. Each once.
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
    struct follow_up_class_row class;
    struct onboarding_member_row_list members;
    struct calendar calendar;
    struct follow_up_window window;
    int64_t now;
    int32_t today;
};

static struct str page_of(struct arena *a, int64_t id)
{
    return arena_printf(a, "/follow-up/%lld", (long long)id);
}

/* Who trains and who leads, in every team that has somebody in the class. */
static enum status tell(struct clock *k, enum text_key key, int64_t day_id, const char *what)
{
    struct str event = arena_printf(k->a, "follow_up.%s %lld", what, (long long)day_id);
    const int64_t nobody[2] = {0, 0};

    for (size_t i = 0; i < k->members.n; i++) {
        bool told = false;

        for (size_t p = 0; p < i; p++)
            told = told || k->members.at[p].team_id == k->members.at[i].team_id;
        if (told)
            continue;
        TRY(notify_role(k->db, k->a, ROLE_CALL_TRAINER, k->members.at[i].team_id,
                        k->class.centre_id, nobody, NOTICE_ORDINARY, key, page_of(k->a, day_id),
                        event));
        TRY(notify_role(k->db, k->a, ROLE_MANAGER, k->members.at[i].team_id, k->class.centre_id,
                        nobody, NOTICE_ORDINARY, key, page_of(k->a, day_id), event));
    }
    return OK;
}

static enum status propose(struct clock *k, struct follow_up_day_row *ret)
{
    int64_t id = id_new();

    TRY(q_follow_up_day_insert(k->db, id, k->class.centre_id, k->class.id, k->window.day,
                               FOLLOW_UP_FROM, k->now));
    TRY(q_follow_up_day(k->db, k->a, id, ret));
    TRY(follow_up_put_together(k->db, k->a, ret));
    TRY(audit(k->db, &actor_system, AUDIT_FOLLOW_UP_CHANGED, id, STR("proposed")));
    return tell(k, T_NOTICE_FOLLOW_UP_PROPOSED, id, "proposed");
}

/* The date follows the class until somebody has chosen another or has invited to it. */
static enum status follow(struct clock *k, const struct follow_up_day_row *d)
{
    if (d->state != FOLLOW_UP_PROPOSED || d->moved || d->day == k->window.day ||
        k->window.day < k->today)
        return OK;
    return q_follow_up_day_when(k->db, d->id, k->window.day, d->from_minute, d->place, false);
}

static enum status remind(struct clock *k, const struct follow_up_day_row *d)
{
    if (k->today >= k->window.opens && d->state == FOLLOW_UP_PROPOSED)
        TRY(tell(k, T_NOTICE_FOLLOW_UP_OPEN, d->id, "open"));
    if (k->today > k->window.closes && d->state < FOLLOW_UP_HELD)
        TRY(tell(k, T_NOTICE_FOLLOW_UP_LATE, d->id, "late"));
    return OK;
}

static enum status look(struct clock *k)
{
    struct follow_up_day_row day;
    enum status found = q_follow_up_day_of(k->db, k->a, k->class.id, &day);

    if (found == MISSING && k->today >= k->window.opens - FOLLOW_UP_AHEAD)
        found = propose(k, &day);
    if (found != OK)
        return found == MISSING ? OK : found;
    TRY(follow(k, &day));
    return remind(k, &day);
}

/* Looks each morning while there is something to wait for. */
enum status follow_up_clock(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct clock k = {.db = db, .a = a, .now = clock_now()};
    struct follow_up_firsts firsts;
    const struct zone *zone;

    TRY(q_follow_up_class(db, a, job->object_id, &k.class));
    TRY(zone_find(k.class.zone, &zone));
    TRY(centre_calendar(db, a, k.class.centre_id, zone, &k.calendar));
    TRY(onboarding_class_list(db, a, k.class.id, &k.members));
    k.today = zone_day(zone, k.now);
    firsts = follow_up_firsts_of(a, zone, &k.members);
    if (!follow_up_window(a, &k.calendar, firsts.at, firsts.n, &k.window))
        return OK; /* the next first call wakes it */
    if (k.today > k.window.closes + GIVES_UP_DAYS)
        return OK;
    TRY(look(&k));
    *ret_again_at = calendar_wall(zone, k.today, MORNING_MS);
    if (*ret_again_at <= k.now)
        *ret_again_at = calendar_wall(zone, k.today + 1, MORNING_MS);
    return OK;
}

enum status follow_up_first(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct follow_up_id_row class;
    enum status found = q_follow_up_class_of_run(db, a, job->object_id, &class);

    (void)ret_again_at;
    if (found != OK)
        return found == MISSING ? OK : found;
    return job_put(db, FOLLOW_UP_CLOCK, class.id, STR(""), clock_now());
}
