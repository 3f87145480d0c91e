/* When the centre works, what a change of that would move, and the periods of law with the day they were held against their
 * source. Running steps keep their times unless somebody asks to move them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

const char *const care_law_words[] = {
#define X(name, word) word,
    CARE_LAWS(X)
#undef X
        NULL};

static enum status check_setup(const struct actor *who)
{
    if (!may_reach(who, PERM_CARE_SETUP, -1, 0) || who->centre_id == 0)
        return refuse(DENIED, T_AFTERCARE_SETUP_DENIED);
    return OK;
}

/* ---- hours */

struct str care_clock_text(struct arena *a, int minute)
{
    return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

/* "08:30"; empty is 0 with *ret_said false. */
static bool read_time(struct str s, int *ret, bool *ret_said)
{
    struct str rest = str_trim(s), hour;
    int64_t h, m;

    *ret_said = rest.n > 0;
    *ret = 0;
    if (rest.n == 0)
        return true;
    if (!str_cut(&rest, ':', &hour) || !str_int64(hour, &h) || !str_int64(rest, &m) || h < 0 ||
        h > 24 || m < 0 || m > 59 || h * 60 + m > 24 * 60)
        return false;
    *ret = (int)(h * 60 + m);
    return true;
}

enum status care_hours_of(const struct care_hours_entry *e, struct centre_hours *ret)
{
    struct centre_hours h = {.customary =
                                 (e->constitution_day ? HOLIDAY_BIT(HOLIDAY_CONSTITUTION_DAY) : 0) |
                                 (e->christmas_eve ? HOLIDAY_BIT(HOLIDAY_CHRISTMAS_EVE) : 0) |
                                 (e->new_years_eve ? HOLIDAY_BIT(HOLIDAY_NEW_YEARS_EVE) : 0)};
    bool from_said, to_said, any = false;

    for (int day = 0; day < 7; day++) {
        if (!read_time(e->from[day], &h.from_minute[day], &from_said) ||
            !read_time(e->to[day], &h.to_minute[day], &to_said) || from_said != to_said ||
            (to_said && h.from_minute[day] >= h.to_minute[day]))
            return refuse(INVALID, T_AFTERCARE_HOURS_BAD);
        any = any || to_said;
    }
    if (!any)
        return refuse(INVALID, T_AFTERCARE_HOURS_NONE);
    *ret = h;
    return OK;
}

/* ---- what would move */

struct moved {
    struct care_running_row step;
    struct deadline deadline;
};

/* Those whose time is another one by this calendar; never into the past. */
static enum status moves_of(struct db *db, struct arena *a, int64_t centre_id,
                            const struct calendar *c, struct moved **ret, size_t *ret_n)
{
    struct care_running_row_list rows;
    size_t n = 0;

    TRY(q_care_running(db, a, centre_id, RULE_WORKING_DAYS, CARE_EVENT_MOVED, &rows));
    *ret = arena_array(a, struct moved, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct care_running_row *r = &rows.at[i];
        struct deadline_kind kind = {.word = str_of(care_kind_words[r->kind]),
                                     .rule = RULE_WORKING_DAYS,
                                     .trigger = TRIGGER_KNOWN,
                                     .amount = r->amount,
                                     .opens_after = r->opens_after};
        struct deadline d = deadline_from(&kind, c, r->start_at);

        if (d.due_ms != r->due_at && d.due_ms > clock_now())
            (*ret)[n++] = (struct moved){*r, d};
    }
    *ret_n = n;
    return OK;
}

enum status care_moves(struct db *db, struct arena *a, const struct actor *who,
                       const struct calendar *c, size_t *ret_n)
{
    struct moved *moved;

    if (!may(who, PERM_CARE_SETUP))
        return fail(DENIED, "may not see the calendar");
    return moves_of(db, a, who->centre_id, c, &moved, ret_n);
}

enum status care_due_changes(struct db *db, struct arena *a, const struct actor *who,
                             const struct calendar *now, const struct calendar *then,
                             struct care_due_changes *ret)
{
    struct care_plan plan;
    int64_t at = clock_now();
    size_t n = 0;

    TRY(care_plan(db, a, who, 0, &plan));
    ret->at = arena_array(a, struct care_due_change, plan.steps.n);
    for (size_t i = 0; i < plan.steps.n; i++) {
        struct care_due_change c = {.kind = plan.steps.at[i].kind};

        if (c.kind >= CARE_PLAN_KIND_N)
            continue; /* written by a newer version */
        TRY(care_plan_due(now, &plan.steps.at[i], at, &c.before));
        TRY(care_plan_due(then, &plan.steps.at[i], at, &c.after));
        if (c.before != c.after)
            ret->at[n++] = c;
    }
    ret->n = n;
    return OK;
}

static enum status move_running(struct db *db, struct arena *a, const struct actor *who,
                                const struct calendar *c)
{
    struct moved *moved;
    size_t n;

    TRY(moves_of(db, a, who->centre_id, c, &moved, &n));
    for (size_t i = 0; i < n; i++) {
        const struct care_running_row *s = &moved[i].step;
        const struct deadline *d = &moved[i].deadline;

        TRY(q_care_step_time(db, s->id, s->rule, d->start_ms, d->opens_ms, d->due_ms,
                             CARE_NOT_OFFERED));
        TRY(job_put(db, CARE_REMIND, s->id, STR(""), clock_now()));
        TRY(care_note_event(db, s->case_id, s->id, who, CARE_EVENT_MOVED, STR("")));
        TRY(care_next(db, a, s->case_id));
        TRY(audit(db, who, AUDIT_AFTERCARE_CHANGED, s->case_id, STR("calendar")));
        TRY(announce(db, EVENT_AFTERCARE_CHANGED, s->case_id));
    }
    return OK;
}

enum status care_hours_save(struct db *db, struct arena *a, const struct actor *who,
                            const struct zone *zone, const struct centre_hours *hours, bool move)
{
    struct calendar c;
    DB_TX(tx, db);

    TRY(check_setup(who));
    TRY(centre_hours_set(db, who->centre_id, hours));
    TRY(centre_calendar(db, a, who->centre_id, zone, &c));
    if (move)
        TRY(move_running(db, a, who, &c));
    TRY(audit(db, who, AUDIT_CALENDAR_SET, who->centre_id,
              move ? STR("hours moved") : STR("hours")));
    return db_commit(&tx);
}

/* ---- closed days */

enum status care_closed_day_add(struct db *db, struct arena *a, const struct actor *who,
                                const struct zone *zone, int64_t day, struct str name)
{
    struct centre_closed_days known;
    int32_t today = zone_day(zone, clock_now());
    DB_TX(tx, db);

    TRY(check_setup(who));
    if (name.n == 0 || utf8_length(name) > CARE_CLOSED_NAME_MAX)
        return refuse(INVALID, T_AFTERCARE_CLOSED_NEEDS_NAME);
    if (day < today || day > today + 5 * 366)
        return refuse(INVALID, T_AFTERCARE_CLOSED_BAD_DAY);
    TRY(centre_closed_days(db, a, who->centre_id, &known));
    if (known.n >= CENTRE_CLOSED_DAYS_MAX)
        return refuse(CONFLICT, T_AFTERCARE_CLOSED_TOO_MANY);
    TRY(centre_closed_day_set(db, who->centre_id, (int32_t)day, name));
    TRY(audit(db, who, AUDIT_CALENDAR_SET, who->centre_id, STR("closed day")));
    return db_commit(&tx);
}

enum status care_closed_day_drop(struct db *db, const struct actor *who, int64_t day)
{
    DB_TX(tx, db);

    TRY(check_setup(who));
    TRY(centre_closed_day_drop(db, who->centre_id, (int32_t)day));
    TRY(audit(db, who, AUDIT_CALENDAR_SET, who->centre_id, STR("open day")));
    return db_commit(&tx);
}

/* ---- the periods of law */

/* The holidays were read with the periods; the first of these rows stands for all of them. */
static int32_t read_on(enum care_law law)
{
    enum deadline_id id = DEADLINE_POLICE_REPORT;

    if (law != CARE_LAW_HOLIDAYS)
        must(deadline_find(str_of(care_law_words[law]), &id));
    return deadline_defaults[id].verified_on;
}

enum status care_law(struct db *db, struct arena *a, const struct actor *who, enum care_law law,
                     struct care_law_row *ret)
{
    struct care_law_row row = {.day = read_on(law)};
    enum status found;

    if (!may(who, PERM_CARE_SETUP))
        return fail(DENIED, "may not see the calendar");
    found = centre_verified(db, a, who->centre_id, str_of(care_law_words[law]), &row.day);
    if (found != OK && found != MISSING)
        return found;
    row.by_centre = found == OK;
    row.again_day = row.day + CARE_LAW_AGAIN_DAYS;
    *ret = row;
    return OK;
}

enum status care_law_verify(struct db *db, const struct actor *who, const struct zone *zone,
                            int64_t law)
{
    DB_TX(tx, db);

    TRY(check_setup(who));
    if (law < 0 || law >= CARE_LAW_N)
        return fail(INVALID, "no such period");
    TRY(centre_verified_set(db, who->centre_id, str_of(care_law_words[law]),
                            zone_day(zone, clock_now())));
    TRY(audit(db, who, AUDIT_CALENDAR_SET, who->centre_id, str_of(care_law_words[law])));
    return db_commit(&tx);
}
