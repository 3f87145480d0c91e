/* The clock of a running plan: what is due is reminded of once, what is overdue climbs once, the first call is looked for, and a
 * year after the start it is over. It sleeps until something can be due, at most a week.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "features/notify/notify.h"

#define MORNING_MS (8 * HOUR_MS) /* of the wall day */
#define NOON_MS (12 * HOUR_MS)
#define SLEEP_DAYS 7
#define RUNS_DAYS 380 /* a year, and time for the talk about it */

struct clock {
    struct db *db;
    struct arena *a;
    struct onboarding_run_row r;
    struct onboarding_item_row_list items;
    struct calendar calendar;
    int64_t now, next;
};

enum { IS_DUE = 1, IS_OVERDUE = 2 };

/* Wakes then, when that is still to come and earlier than what else wakes. */
static void wake(struct clock *k, int64_t at)
{
    if (at > k->now && at < k->next)
        k->next = at;
}

static int64_t morning(const struct clock *k, int32_t day)
{
    return calendar_wall(k->calendar.zone, day, MORNING_MS);
}

/* One message for a person and a day, however many items there are; a row for each item. */
static enum status remind(struct clock *k, const struct onboarding_item_row *i, int level)
{
    enum onboarding_role role =
        level == IS_DUE ? (enum onboarding_role)i->role : ONBOARDING_BY_LEADER;
    bool own = level == IS_DUE && i->role == ONBOARDING_BY_NEWCOMER;
    bool outside =
        level == IS_DUE && (i->role == ONBOARDING_BY_IT || i->role == ONBOARDING_BY_SAFETY);
    struct onboarding_count_row sent;
    struct onboarding_people to;

    TRY(q_onboarding_reminded(k->db, k->a, i->id, i->due_day, level, &sent));
    if (sent.n > 0)
        return OK;
    TRY(onboarding_holders(k->db, k->a, &k->r, role, &to));
    for (size_t n = 0; n < to.n; n++) {
        int64_t added = 0;

        TRY(q_onboarding_reminder_insert(k->db, i->id, i->due_day, level, to.at[n], k->now,
                                         &added));
    }
    return onboarding_tell_all(k->db, k->a, &to, false,
                               own               ? T_NOTICE_ONBOARDING_DUE_OWN
                               : level == IS_DUE ? T_NOTICE_ONBOARDING_DUE
                                                 : T_NOTICE_ONBOARDING_OVERDUE,
                               own       ? STR("/onboarding/mine")
                               : outside ? STR("/onboarding")
                                         : onboarding_page(k->a, k->r.id),
                               arena_printf(k->a, "onboarding.due %lld %d %lld", (long long)k->r.id,
                                            level, (long long)zone_day(k->calendar.zone, k->now)));
}

static enum status look_at_items(struct clock *k)
{
    for (size_t n = 0; n < k->items.n; n++) {
        const struct onboarding_item_row *i = &k->items.at[n];
        int32_t due = (int32_t)i->due_day, late = calendar_day_after(&k->calendar, due);

        if (i->state != ONBOARDING_OPEN)
            continue;
        if (k->now >= morning(k, due))
            TRY(remind(k, i, IS_DUE));
        if (k->now >= morning(k, late))
            TRY(remind(k, i, IS_OVERDUE));
        wake(k, morning(k, due));
        wake(k, morning(k, late));
    }
    return OK;
}

enum { IS_AMBER = 1, IS_RED = 2 };

/* Amber and red, each once, to who is beside the newcomer then and who leads; a plan that was begun long ago has no first week
 * left to watch. */
static enum status look_at_first(struct clock *k)
{
    const struct calendar *c = &k->calendar;
    int32_t start = (int32_t)k->r.start_day, red = onboarding_first_by(c, start),
            amber = calendar_nth_day(c, start, ONBOARDING_AMBER_DAY);
    int64_t at_amber = calendar_wall(c->zone, amber, NOON_MS),
            at_red = calendar_wall(c->zone, red, NOON_MS), is_first = 0;
    int level = k->now >= at_red ? IS_RED : IS_AMBER;

    if (k->r.first_call_at != 0)
        return OK;
    wake(k, at_amber);
    wake(k, at_red);
    if (k->r.unready_at != 0 || k->now < at_amber || zone_day(c->zone, k->r.made_at) > red)
        return OK;
    TRY(q_onboarding_run_told(k->db, k->r.id, level, &is_first));
    if (is_first == 0)
        return OK;
    return onboarding_tell_both(
        k->db, k->a, &k->r, level == IS_RED ? T_NOTICE_ONBOARDING_RED : T_NOTICE_ONBOARDING_AMBER,
        arena_printf(k->a, "onboarding.first %lld %d", (long long)k->r.id, level));
}

enum status onboarding_clock(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct clock k = {.db = db, .a = a, .now = clock_now()};
    int64_t changed;

    TRY(onboarding_first_look(db, a, job->object_id));
    TRY(onboarding_run_now(db, a, job->object_id, &k.r));
    if (k.r.ended_at != 0)
        return OK;
    if (k.r.day > k.r.start_day + RUNS_DAYS || (k.r.left_day != 0 && k.r.left_day < k.r.day)) {
        TRY(q_onboarding_pair_end(db, k.r.id, k.r.day));
        TRY(audit(db, &actor_system, AUDIT_ONBOARDING_CHANGED, k.r.id, STR("ended")));
        return q_onboarding_run_end(db, k.r.id, k.now, &changed);
    }
    TRY(onboarding_calendar(&k.r, &k.calendar));
    TRY(q_onboarding_items(db, a, k.r.id, &k.items));
    k.next = morning(&k, (int32_t)k.r.day + SLEEP_DAYS);
    TRY(look_at_items(&k));
    TRY(look_at_first(&k));
    *ret_again_at = k.next;
    return OK;
}
