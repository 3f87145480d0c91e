/* A centre's own calendar, as it is kept.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/centre_calendar.h"

#include "base/clock.h"
#include "centre_calendar_sql.h"

static struct centre_hours office_hours(void)
{
    struct calendar office = calendar_office(NULL);
    struct centre_hours h = {.customary = office.customary};

    for (int day = 0; day < 7; day++)
        if (office.week[day].n_spans > 0) {
            h.from_minute[day] = office.week[day].spans[0].from_minute;
            h.to_minute[day] = office.week[day].spans[0].to_minute;
        }
    return h;
}

enum status centre_hours(struct db *db, struct arena *a, int64_t centre_id,
                         struct centre_hours *ret)
{
    struct centre_calendar_row row;
    struct centre_hours_row_list hours;
    struct centre_hours h = {.customary = 0};
    enum status found = q_centre_calendar(db, a, centre_id, &row);

    if (found == MISSING) {
        *ret = office_hours();
        return OK;
    }
    TRY(found);
    TRY(q_centre_hours(db, a, centre_id, &hours));
    h.customary = (unsigned)row.customary & HOLIDAY_CUSTOMARY;
    for (size_t i = 0; i < hours.n; i++) {
        must(hours.at[i].weekday >= 0 && hours.at[i].weekday < 7);
        h.from_minute[hours.at[i].weekday] = (int)hours.at[i].from_minute;
        h.to_minute[hours.at[i].weekday] = (int)hours.at[i].to_minute;
    }
    *ret = h;
    return OK;
}

enum status centre_calendar_with(struct db *db, struct arena *a, int64_t centre_id,
                                 const struct zone *zone, const struct centre_hours *hours,
                                 struct calendar *ret)
{
    struct centre_closed_row_list closed;
    struct calendar c = {.zone = zone, .customary = hours->customary};
    int32_t *days;

    for (int day = 0; day < 7; day++)
        if (hours->to_minute[day] != 0)
            c.week[day] = (struct work_day){{{hours->from_minute[day], hours->to_minute[day]}}, 1};
    TRY(q_centre_closed_days(db, a, centre_id, &closed));
    days = arena_array(a, int32_t, closed.n);
    for (size_t i = 0; i < closed.n; i++)
        days[i] = (int32_t)closed.at[i].day;
    c.closed = days;
    c.n_closed = closed.n;
    TRY(calendar_check(&c));
    *ret = c;
    return OK;
}

enum status centre_calendar(struct db *db, struct arena *a, int64_t centre_id,
                            const struct zone *zone, struct calendar *ret)
{
    struct centre_hours hours;

    TRY(centre_hours(db, a, centre_id, &hours));
    return centre_calendar_with(db, a, centre_id, zone, &hours, ret);
}

enum status centre_hours_set(struct db *db, int64_t centre_id, const struct centre_hours *hours)
{
    must(db_in_tx(db));
    TRY(q_centre_calendar_put(db, centre_id, hours->customary, clock_now()));
    TRY(q_centre_hours_drop(db, centre_id));
    for (int day = 0; day < 7; day++)
        if (hours->to_minute[day] != 0)
            TRY(q_centre_hours_insert(db, centre_id, day, hours->from_minute[day],
                                      hours->to_minute[day]));
    return OK;
}

enum status centre_closed_days(struct db *db, struct arena *a, int64_t centre_id,
                               struct centre_closed_days *ret)
{
    struct centre_closed_row_list rows;

    TRY(q_centre_closed_days(db, a, centre_id, &rows));
    *ret = (struct centre_closed_days){arena_array(a, struct centre_closed_day, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct centre_closed_day){(int32_t)rows.at[i].day, rows.at[i].name};
    return OK;
}

enum status centre_closed_day_set(struct db *db, int64_t centre_id, int32_t day, struct str name)
{
    return q_centre_closed_put(db, centre_id, day, name);
}

enum status centre_closed_day_drop(struct db *db, int64_t centre_id, int32_t day)
{
    int64_t changed = 0;

    TRY(q_centre_closed_drop(db, centre_id, day, &changed));
    return changed > 0 ? OK : fail(MISSING, "no closed day");
}

enum status centre_verified(struct db *db, struct arena *a, int64_t centre_id, struct str word,
                            int32_t *ret_day)
{
    struct centre_verified_row row;

    TRY(q_centre_verified(db, a, centre_id, word, &row));
    *ret_day = (int32_t)row.verified_on;
    return OK;
}

enum status centre_verified_set(struct db *db, int64_t centre_id, struct str word, int32_t day)
{
    return q_centre_verified_put(db, centre_id, word, day);
}
