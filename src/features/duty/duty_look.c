/* The watch over the watches: finds gaps 90 days ahead and tells the roster's owner in time, and again when they come near.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_parts.h"
#include "features/notify/notify.h"

#define WEEK_MS (7 * DAY_MS)
#define LIGHT_MS (15 * MINUTE_MS) /* a watch that runs is looked at so often */
#define NIGHTLY_MINUTE (3 * 60 + 10)

static enum duty_near near_of(int64_t from, int64_t now)
{
    int64_t left = from - now;

    if (left <= 0)
        return DUTY_NEAR_NOW;
    if (left <= HOUR_MS)
        return DUTY_NEAR_HOUR;
    if (left <= DAY_MS)
        return DUTY_NEAR_DAY;
    return left <= WEEK_MS ? DUTY_NEAR_WEEK : DUTY_NEAR_FAR;
}

/* When the gap comes nearer; 0: it is here. */
static int64_t nearer_at(int64_t from, int64_t now)
{
    static const int64_t steps[] = {WEEK_MS, DAY_MS, HOUR_MS, 0};

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (from - steps[i] > now)
            return from - steps[i];
    return 0;
}

enum status duty_tell_owner(struct db *db, struct arena *a, const struct duty_watch_row *w,
                            bool acute, enum text_key key, struct str dedupe)
{
    static const int64_t nobody[2] = {0, 0};
    enum notice_level level = acute ? NOTICE_ACUTE : NOTICE_ORDINARY;
    struct str path = arena_printf(a, "/duty/watches/%lld", (long long)w->id);
    struct duty_name_row owner;

    if (w->owner_id != 0 && q_duty_name(db, a, w->owner_id, w->centre_id, &owner) == OK &&
        (owner.left_day == 0 || owner.left_day >= clock_now() / DAY_MS))
        return notify_person(db, a, w->owner_id, level, key, path, dedupe);
    TRY(notify_role(db, a, ROLE_MANAGER, w->team_id, w->centre_id, nobody, level, key, path,
                    dedupe));
    return notify_role(db, a, ROLE_ADMIN, w->team_id, w->centre_id, nobody, level, key, path,
                       dedupe);
}

/* What was found before and is not there any more goes. */
static enum status forget_gaps(struct db *db, int64_t watch_id, const struct duty_gap_row_list *old,
                               const struct roster_gap_list *found)
{
    for (size_t i = 0; i < old->n; i++) {
        bool there = false;

        for (size_t k = 0; k < found->n; k++)
            there = there || (found->at[k].level == old->at[i].level &&
                              found->at[k].from == old->at[i].from_at);
        if (!there)
            TRY(q_duty_gap_delete(db, watch_id, old->at[i].level, old->at[i].from_at));
    }
    return OK;
}

/* How near it was when it was last told. A gap that has begun keeps the start it had: as long as it lasts it is the same. */
static enum duty_near told_of(const struct duty_gap_row_list *old, struct roster_gap *g)
{
    for (size_t i = 0; i < old->n; i++) {
        const struct duty_gap_row *o = &old->at[i];

        if (o->level == g->level && o->from_at <= g->from && o->to_at > g->from) {
            g->from = o->from_at;
            return (enum duty_near)o->told;
        }
    }
    return DUTY_NEAR_NOT;
}

static enum text_key gap_text(enum duty_near near)
{
    switch (near) {
    case DUTY_NEAR_NOW:
        return T_NOTICE_DUTY_GAP_NOW;
    case DUTY_NEAR_HOUR:
        return T_NOTICE_DUTY_GAP_HOUR;
    case DUTY_NEAR_DAY:
        return T_NOTICE_DUTY_GAP_DAY;
    case DUTY_NEAR_WEEK:
        return T_NOTICE_DUTY_GAP_WEEK;
    case DUTY_NEAR_NOT:
    case DUTY_NEAR_FAR:
        break;
    }
    return T_NOTICE_DUTY_GAP;
}

/* One message for each nearness that is new, named by the first gap that has it. */
static enum status tell_gaps(struct db *db, struct arena *a, const struct duty_centre *c,
                             const struct duty_roster *w, int64_t *again)
{
    int64_t now = clock_now(), minute = now / MINUTE_MS * MINUTE_MS;
    struct roster_span ahead = {minute, minute + DUTY_AHEAD_DAYS * DAY_MS};
    struct roster_gap_list found;
    struct duty_gap_row_list old;
    bool said[DUTY_NEAR_NOW + 1] = {false};

    TRY(q_duty_gaps(db, a, w->row.id, &old));
    roster_gaps(a, &w->roster, c->away, c->n_away, ahead, &found);
    for (size_t i = 0; i < found.n; i++) {
        struct roster_gap *g = &found.at[i];
        enum duty_near told = told_of(&old, g), near = near_of(g->from, now);
        int64_t next = nearer_at(g->from, now);

        if (near > told && !said[near]) {
            said[near] = true;
            TRY(duty_tell_owner(db, a, &w->row, near >= DUTY_NEAR_DAY, gap_text(near),
                                arena_printf(a, "duty.gap %lld %d %lld %d", (long long)w->row.id,
                                             g->level, (long long)g->from, (int)near)));
        }
        TRY(q_duty_gap_put(db, w->row.id, g->level, g->from, g->to, g->person_id,
                           near > told ? near : told));
        if (next != 0 && next < *again)
            *again = next;
    }
    return forget_gaps(db, w->row.id, &old, &found);
}

/* Rostered, but not to be reached: that is told as well, once for each shift. */
static enum status tell_light(struct db *db, struct arena *a, const struct duty_centre *c,
                              const struct duty_roster *w, int64_t *again)
{
    struct duty_light light;
    int64_t now = clock_now();

    TRY(duty_stand(db, a, c, w, &light));
    if (!light.open) {
        if (light.next_at != 0 && light.next_at < *again)
            *again = light.next_at;
        return OK;
    }
    if (now + LIGHT_MS < *again)
        *again = now + LIGHT_MS;
    if (light.green || light.reason == DUTY_NOBODY || light.reason == DUTY_AWAY ||
        light.people.n == 0) /* those are gaps */
        return OK;
    const struct duty_person *p = &light.people.at[0];
    struct str dedupe = arena_printf(a, "duty.light %lld %lld %lld %lld", (long long)w->row.id,
                                     (long long)p->person_id, (long long)zone_day(c->zone, now),
                                     (long long)light.reason);
    TRY(duty_tell_owner(db, a, &w->row, true, T_NOTICE_DUTY_RED, dedupe));
    if (light.reason != DUTY_HURT && p->person_id != w->row.owner_id)
        TRY(notify_person(db, a, p->person_id, NOTICE_ACUTE, T_NOTICE_DUTY_REACH,
                          STR("/me/notices"), dedupe));
    return OK;
}

enum status duty_look(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    struct duty_watch_row row;
    struct duty_centre c;
    int64_t now = clock_now(), again;

    TRY(q_duty_watch(db, a, job->object_id, &row));
    TRY(duty_load(db, a, row.centre_id, now - WEEK_MS, 0, &c));
    const struct duty_roster *w = duty_roster_of(&c, row.id);
    again = calendar_wall(c.zone, zone_day(c.zone, now) + 1, NIGHTLY_MINUTE * MINUTE_MS);
    TRY(tell_gaps(db, a, &c, w, &again));
    TRY(tell_light(db, a, &c, w, &again));
    TRY(duty_tell_calendars(db, a, &c, w));
    *ret_again_at = again > now ? again : now + MINUTE_MS;
    return OK;
}

enum status duty_look_all(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct duty_id_row_list watches;

    (void)job;
    (void)ret_again_at;
    TRY(q_duty_all_watches(db, a, &watches));
    for (size_t i = 0; i < watches.n; i++)
        TRY(job_put(db, DUTY_LOOK, watches.at[i].id, STR(""), clock_now()));
    return OK;
}
