/* Whoever started alone, or was away on the day of their class, gets a day as well: a place on one of the centre that suits their
 * first call, the one with most people, since many hide better than few; or else one of their own, which others join when it suits
 * them. Nobody waits unseen: whoever has no place is looked at each morning.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include "base/id.h"
#include "core/centre_calendar.h"

#define MORNING_MS (8 * HOUR_MS) /* of the wall day */

struct seating {
    struct db *db;
    struct arena *a;
    int64_t centre_id;
    const struct zone *zone;
    struct calendar calendar;
    int32_t today;
};

/* ---- which day */

static bool suits(struct seating *s, const struct follow_up_day_row *d,
                  const struct follow_up_member_row_list *members, int32_t first_day)
{
    struct follow_up_firsts f = follow_up_firsts_of(s->a, s->zone, members);
    struct follow_up_open_day open = {(int32_t)d->day, d->moved || d->state != FOLLOW_UP_PROPOSED,
                                      f.at, f.n};

    if (d->state >= FOLLOW_UP_RUNNING || d->day <= s->today || members->n == 0 ||
        members->n >= ONBOARDING_CLASS_MOST)
        return false;
    if (!follow_up_in_time(&s->calendar, first_day, s->today))
        return true; /* any day is better than none */
    return follow_up_suits(s->a, &s->calendar, &open, first_day, s->today);
}

/* Of those that suit the one with most people, then the earliest. *ret_id 0: none. */
static enum status find_day(struct seating *s, int32_t first_day, int64_t *ret_id)
{
    struct follow_up_day_row_list days;
    size_t most = 0;

    *ret_id = 0;
    TRY(q_follow_up_days(s->db, s->a, s->centre_id, &days)); /* the latest first */
    for (size_t i = 0; i < days.n; i++) {
        struct follow_up_member_row_list members;

        TRY(q_follow_up_members(s->db, s->a, days.at[i].id, &members));
        if (members.n >= most && suits(s, &days.at[i], &members, first_day)) {
            most = members.n;
            *ret_id = days.at[i].id;
        }
    }
    return OK;
}

static enum status make_day(struct seating *s, int32_t first_day, int64_t *ret_id)
{
    struct follow_up_window w;
    int64_t id = id_new();

    (void)follow_up_window(s->a, &s->calendar, &first_day, 1, &w); /* of one: there is a window */
    TRY(q_follow_up_day_insert(s->db, id, s->centre_id, 0,
                               follow_up_first_date(&s->calendar, &w, s->today), FOLLOW_UP_FROM,
                               clock_now()));
    TRY(audit(s->db, &actor_system, AUDIT_FOLLOW_UP_CHANGED, id, STR("proposed")));
    *ret_id = id;
    return OK;
}

/* ---- a place */

static enum status sit_down(struct seating *s, const struct follow_up_waiting_row *who,
                            int32_t first_day, int64_t day_id, bool is_new)
{
    struct follow_up f;
    struct str event = arena_printf(s->a, "follow_up.%s %lld %lld", is_new ? "alone" : "joined",
                                    (long long)day_id, (long long)who->run_id);

    TRY(q_follow_up_seat_insert(s->db, day_id, who->run_id,
                                !follow_up_in_time(&s->calendar, first_day, s->today),
                                clock_now()));
    TRY(follow_up_find(s->db, s->a, &actor_system, day_id, &f));
    TRY(follow_up_put_together(s->db, s->a, &f.row));
    TRY(follow_up_find(s->db, s->a, &actor_system, day_id, &f));
    TRY(follow_up_invite(s->db, s->a, &f));
    TRY(follow_up_wake(s->db, &f.row));
    TRY(audit(s->db, &actor_system, AUDIT_FOLLOW_UP_CHANGED, day_id, STR("joined")));
    return follow_up_tell_team(
        s->db, s->a, s->centre_id, who->team_id,
        is_new ? T_NOTICE_FOLLOW_UP_PROPOSED_ALONE : T_NOTICE_FOLLOW_UP_JOINED, day_id, event);
}

static enum status seat_one(struct seating *s, const struct follow_up_waiting_row *who)
{
    int32_t first_day = zone_day(s->zone, who->first_call_at);
    int64_t day_id;

    if (s->today < first_day + FOLLOW_UP_OPENS - FOLLOW_UP_AHEAD)
        return OK;
    TRY(find_day(s, first_day, &day_id));
    bool is_new = day_id == 0;
    if (is_new)
        TRY(make_day(s, first_day, &day_id));
    return sit_down(s, who, first_day, day_id, is_new);
}

enum status follow_up_seat(struct db *db, struct arena *a, const struct job *job,
                           int64_t *ret_again_at)
{
    struct seating s = {.db = db, .a = a, .centre_id = job->object_id};
    struct follow_up_waiting_row_list waiting;
    struct follow_up_centre_row centre;
    int64_t now = clock_now();

    TRY(q_follow_up_centre(db, a, s.centre_id, &centre));
    TRY(zone_find(centre.zone, &s.zone));
    TRY(centre_calendar(db, a, s.centre_id, s.zone, &s.calendar));
    s.today = zone_day(s.zone, now);
    TRY(q_follow_up_waiting(db, a, s.centre_id, s.today, now - FOLLOW_UP_SETTLES_MS, &waiting));
    for (size_t i = 0; i < waiting.n; i++)
        TRY(seat_one(&s, &waiting.at[i]));
    TRY(q_follow_up_waiting(db, a, s.centre_id, s.today, now - FOLLOW_UP_SETTLES_MS, &waiting));
    if (waiting.n == 0)
        return OK; /* the next first call wakes it */
    *ret_again_at = calendar_wall(s.zone, s.today, MORNING_MS);
    if (*ret_again_at <= now)
        *ret_again_at = calendar_wall(s.zone, s.today + 1, MORNING_MS);
    return OK;
}
