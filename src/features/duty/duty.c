/* Watches: who may see and plan them, what they are.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/live.h"
#include "base/utf8.h"
#include "features/duty/duty_parts.h"

#define WEEK 0x1f    /* Monday to Friday */
#define WEEKEND 0x60 /* Saturday, Sunday */
#define ALL_DAYS 0x7f
#define WINDOWS_MOST 3

const char *const duty_hours_words[] = {
#define X(name, word) word,
    DUTY_HOURS(X)
#undef X
        NULL,
};
const char *const duty_weekday_words[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};

bool duty_may_plan(const struct actor *who, const struct duty_watch_row *w)
{
    if (who->is_system)
        return true;
    if (w->centre_id != who->centre_id)
        return false;
    return (w->owner_id == who->person_id && may(who, PERM_DUTY_TAKE)) ||
           may_reach(who, PERM_DUTY_PLAN, 0, w->team_id);
}

enum status duty_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                      struct duty_watch_row *ret)
{
    struct duty_watch_row row;

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_duty_watch(db, a, id, &row));
    if (!who->is_system && row.centre_id != who->centre_id)
        return fail(MISSING, "another centre's");
    *ret = row;
    return OK;
}

enum status duty_people(struct db *db, struct arena *a, const struct actor *who, bool shadows,
                        struct duty_person_row_list *ret)
{
    struct duty_person_row_list all;
    size_t n = 0;

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_duty_people(db, a, who->centre_id, clock_now() / DAY_MS, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].has_role ||
            (shadows && may_reach(who, PERM_DUTY_PLAN, all.at[i].id, all.at[i].team_id)))
            all.at[n++] = all.at[i];
    all.n = n;
    *ret = all;
    return OK;
}

enum status duty_person_name(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct str *ret)
{
    struct duty_name_row row;

    TRY(q_duty_name(db, a, id, who->centre_id, &row));
    *ret = row.name;
    return OK;
}

enum status duty_changed(struct db *db, const struct actor *who, int64_t watch_id, const char *what)
{
    TRY(audit(db, who, AUDIT_DUTY_CHANGED, watch_id, str_of(what)));
    TRY(live_tell_all(db, who->centre_id, PERM_DUTY_READ, LIVE_DUTY, watch_id));
    return announce(db, EVENT_DUTY_CHANGED, watch_id);
}

static enum status check(struct db *db, struct arena *a, const struct actor *who,
                         const struct duty_watch_entry *e)
{
    struct duty_name_row owner;

    if (e->name.n == 0 || utf8_length(e->name) > DUTY_NAME_MAX)
        return refuse(INVALID, T_DUTY_BAD_NAME);
    if (e->levels < 1 || e->levels > ROSTER_LEVELS_MAX)
        return refuse(INVALID, T_DUTY_BAD_LEVEL);
    if (e->owner_id != 0 && q_duty_name(db, a, e->owner_id, who->centre_id, &owner) != OK)
        return refuse(INVALID, T_DUTY_BAD_PERSON);
    return OK;
}

static size_t windows_of(const struct duty_watch_entry *e,
                         struct roster_window ret[static WINDOWS_MOST])
{
    int from = (int)e->from_minute, to = (int)e->to_minute;

    switch ((enum duty_hours)e->hours) {
    case DUTY_HOURS_OFFICE:
        ret[0] = (struct roster_window){WEEK, from, to, ROSTER_NO_HOLIDAY};
        return 1;
    case DUTY_HOURS_OUT:
        ret[0] = (struct roster_window){WEEK, to, from, ROSTER_ANY_DAY};
        ret[1] = (struct roster_window){WEEKEND, from, from, ROSTER_ANY_DAY};
        ret[2] = (struct roster_window){WEEK, from, to, ROSTER_ONLY_HOLIDAY};
        return 3;
    case DUTY_HOURS_OWN:
        ret[0] = (struct roster_window){(unsigned)e->weekdays, from, to, ROSTER_ANY_DAY};
        return 1;
    case DUTY_HOURS_ALWAYS:
    case DUTY_HOURS_N:
        break;
    }
    ret[0] = (struct roster_window){ALL_DAYS, 0, 0, ROSTER_ANY_DAY};
    return 1;
}

static bool good_minute(int64_t minute)
{
    return minute >= 0 && minute < 24 * 60;
}

static enum status put_windows(struct db *db, int64_t id, const struct duty_watch_entry *e)
{
    struct roster_window w[WINDOWS_MOST];
    size_t n;

    if (!good_minute(e->from_minute) || !good_minute(e->to_minute))
        return refuse(INVALID, T_DUTY_BAD_TIME);
    if ((e->hours == DUTY_HOURS_OFFICE || e->hours == DUTY_HOURS_OUT) &&
        e->to_minute <= e->from_minute)
        return refuse(INVALID, T_DUTY_BAD_TIME);
    if (e->hours == DUTY_HOURS_OWN && (e->weekdays & ALL_DAYS) == 0)
        return refuse(INVALID, T_DUTY_BAD_DAYS);
    n = windows_of(e, w);
    for (size_t i = 0; i < n; i++)
        TRY(q_duty_window_insert(db, id, (int64_t)i, w[i].weekdays, w[i].from_minute,
                                 w[i].to_minute, w[i].days));
    return OK;
}

enum status duty_create(struct db *db, struct arena *a, const struct actor *who,
                        const struct duty_watch_entry *e, int64_t *ret_id)
{
    int64_t id = id_new();
    int64_t owner = e->owner_id != 0 ? e->owner_id : who->person_id;
    bool night = e->hours == DUTY_HOURS_OUT;
    DB_TX(tx, db);

    if (!may_reach(who, PERM_DUTY_PLAN, 0, e->team_id))
        return fail(DENIED, "may not plan for this team");
    TRY(check(db, a, who, e));
    TRY(q_duty_watch_insert(db, id, who->centre_id, e->team_id, e->name, night, e->levels,
                            e->at_home, owner, clock_now()));
    TRY(put_windows(db, id, e));
    TRY(duty_changed(db, who, id, "created"));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status duty_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        const struct duty_watch_entry *e)
{
    struct duty_watch_row w;
    DB_TX(tx, db);

    TRY(duty_find(db, a, who, id, &w));
    if (!duty_may_plan(who, &w))
        return fail(DENIED, "does not plan this watch");
    TRY(check(db, a, who, e));
    TRY(q_duty_watch_update(db, id, e->name, e->levels, e->at_home, e->owner_id));
    TRY(duty_changed(db, who, id, "changed"));
    return db_commit(&tx);
}

enum status duty_close(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct duty_watch_row w;
    struct duty_centre c;
    DB_TX(tx, db);

    TRY(duty_find(db, a, who, id, &w));
    if (!duty_may_plan(who, &w))
        return fail(DENIED, "does not plan this watch");
    TRY(duty_load(db, a, w.centre_id, clock_now(), 0, &c));
    struct duty_roster none = {.row = w, .roster = {.zone = c.zone}};
    TRY(duty_tell_calendars(db, a, &c, &none));
    TRY(q_duty_watch_close(db, id, clock_now()));
    TRY(job_cancel(db, DUTY_LOOK, id, STR_NONE));
    TRY(duty_changed(db, who, id, "closed"));
    return db_commit(&tx);
}
