/* The centre's working time and the periods of law as JSON: the same rules as the page.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#include "base/clock.h"
#include "web/api.h"

/* ---- working time */

struct hours_json {
    struct str from[7], to[7];
    bool constitution_day, christmas_eve, new_years_eve;
    int64_t moves;
};

#define HOUR_ROWS(day)                                                                             \
    {"from_" #day, SHAPE_TEXT, offsetof(struct hours_json, from[(day)-1]), NULL,                   \
     "Wall time as 08:00; null: closed. 1 is Monday"},                                             \
    {                                                                                              \
        "to_" #day, SHAPE_TEXT, offsetof(struct hours_json, to[(day)-1]), NULL, "Until then"       \
    }
static const struct shape_field hours_fields[] = {
    HOUR_ROWS(1),
    HOUR_ROWS(2),
    HOUR_ROWS(3),
    HOUR_ROWS(4),
    HOUR_ROWS(5),
    HOUR_ROWS(6),
    HOUR_ROWS(7),
    {"constitution_day", SHAPE_BOOL, offsetof(struct hours_json, constitution_day), NULL,
     "Closed on 5 June"},
    {"christmas_eve", SHAPE_BOOL, offsetof(struct hours_json, christmas_eve), NULL,
     "Closed on 24 December"},
    {"new_years_eve", SHAPE_BOOL, offsetof(struct hours_json, new_years_eve), NULL,
     "Closed on 31 December"},
    {"moves", SHAPE_INT, offsetof(struct hours_json, moves), NULL,
     "Running steps that would be due at another time by these hours"},
};
static const struct shape hours_shape = SHAPE("CentreCalendar", hours_fields);

static const struct shape_field change_fields[] = {
    {"kind", SHAPE_WORD, offsetof(struct care_due_change, kind), care_kind_words, "Which step"},
    {"before", SHAPE_INSTANT, offsetof(struct care_due_change, before), NULL, "Due so far"},
    {"after", SHAPE_INSTANT, offsetof(struct care_due_change, after), NULL, "By these hours"},
};
static const struct shape change_shape = SHAPE("CentreCalendarChange", change_fields);

static enum status fill(struct request *rq, const struct centre_hours *h,
                        const struct calendar *calendar, struct hours_json *ret)
{
    struct hours_json out = {
        .constitution_day = (h->customary & HOLIDAY_BIT(HOLIDAY_CONSTITUTION_DAY)) != 0,
        .christmas_eve = (h->customary & HOLIDAY_BIT(HOLIDAY_CHRISTMAS_EVE)) != 0,
        .new_years_eve = (h->customary & HOLIDAY_BIT(HOLIDAY_NEW_YEARS_EVE)) != 0};
    size_t n_moves;

    TRY(care_moves(rq->db, rq->arena, rq->who, calendar, &n_moves));
    out.moves = (int64_t)n_moves;
    for (int day = 0; day < 7; day++) {
        bool open = h->to_minute[day] != 0;

        out.from[day] = open ? care_clock_text(rq->arena, h->from_minute[day]) : STR_NONE;
        out.to[day] = open ? care_clock_text(rq->arena, h->to_minute[day]) : STR_NONE;
    }
    *ret = out;
    return OK;
}

static enum status api_hours(struct request *rq, struct response *rs)
{
    struct centre_hours hours;
    struct calendar calendar;
    struct hours_json out;

    TRY(centre_hours(rq->db, rq->arena, rq->who->centre_id, &hours));
    TRY(centre_calendar(rq->db, rq->arena, rq->who->centre_id, rq->zone, &calendar));
    TRY(fill(rq, &hours, &calendar, &out));
    return api_object(rq, rs, 200, &out);
}

static enum status read_hours(struct request *rq, struct care_hours_entry *entry,
                              struct centre_hours *ret)
{

    TRY(form_take(rq, entry));
    return care_hours_of(entry, ret);
}

/* Seen first, nothing saved: the same body as what saves. */
static enum status api_preview(struct request *rq, struct response *rs)
{
    struct care_hours_entry entry;
    struct centre_hours hours;
    struct calendar now, then;
    struct care_due_changes changes;

    TRY(read_hours(rq, &entry, &hours));
    TRY(centre_calendar(rq->db, rq->arena, rq->who->centre_id, rq->zone, &now));
    TRY(centre_calendar_with(rq->db, rq->arena, rq->who->centre_id, rq->zone, &hours, &then));
    TRY(care_due_changes(rq->db, rq->arena, rq->who, &now, &then, &changes));
    return api_list(rq, rs, changes.at, changes.n, sizeof *changes.at, STR_NONE);
}

/* With preview nothing is saved: the answer is what the hours would be, and how much they would move. */
static enum status api_save(struct request *rq, struct response *rs)
{
    struct care_hours_entry entry;
    struct centre_hours hours;
    struct calendar then;
    struct hours_json out;

    TRY(read_hours(rq, &entry, &hours));
    if (!entry.preview) {
        TRY(care_hours_save(rq->db, rq->arena, rq->who, rq->zone, &hours, entry.move));
        db_refresh(rq->db);
        return api_hours(rq, rs);
    }
    TRY(centre_calendar_with(rq->db, rq->arena, rq->who->centre_id, rq->zone, &hours, &then));
    TRY(fill(rq, &hours, &then, &out));
    return api_object(rq, rs, 200, &out);
}

/* ---- closed days */

struct closed_json {
    int64_t day;
    struct str name;
};
static const struct shape_field closed_fields[] = {
    {"day", SHAPE_DATE, offsetof(struct closed_json, day), NULL, "Which day"},
    {"name", SHAPE_TEXT, offsetof(struct closed_json, name), NULL, "What it is called"},
};
static const struct shape closed_shape = SHAPE("CentreClosedDay", closed_fields);

static enum status api_closed(struct request *rq, struct response *rs)
{
    struct centre_closed_days days;
    struct closed_json *items;

    TRY(centre_closed_days(rq->db, rq->arena, rq->who->centre_id, &days));
    items = arena_array(rq->arena, struct closed_json, days.n);
    for (size_t i = 0; i < days.n; i++)
        items[i] = (struct closed_json){days.at[i].day, days.at[i].name};
    return api_list(rq, rs, items, days.n, sizeof *items, STR_NONE);
}

static enum status api_close(struct request *rq, struct response *rs)
{
    struct care_closed_entry e;

    TRY(form_take(rq, &e));
    TRY(care_closed_day_add(rq->db, rq->arena, rq->who, rq->zone, e.day, e.name));
    db_refresh(rq->db);
    return api_closed(rq, rs);
}

static enum status api_open(struct request *rq, struct response *rs)
{
    struct care_closed_entry e;

    TRY(form_take(rq, &e));
    TRY(care_closed_day_drop(rq->db, rq->who, e.day));
    db_refresh(rq->db);
    return api_closed(rq, rs);
}

/* ---- the periods of law */

struct law_json {
    int64_t law, verified_on, again_by;
    bool by_centre, is_due;
};
static const struct shape_field law_fields[] = {
    {"law", SHAPE_WORD, offsetof(struct law_json, law), care_law_words, "Which period"},
    {"verified_on", SHAPE_DATE, offsetof(struct law_json, verified_on), NULL,
     "When it was last held against its source"},
    {"by_centre", SHAPE_BOOL, offsetof(struct law_json, by_centre), NULL,
     "By somebody here; else by the program's makers"},
    {"again_by", SHAPE_DATE, offsetof(struct law_json, again_by), NULL,
     "When it is to be held against it again"},
    {"is_due", SHAPE_BOOL, offsetof(struct law_json, is_due), NULL, "That day has come"},
};
static const struct shape law_shape = SHAPE("LawPeriod", law_fields);

static enum status api_laws(struct request *rq, struct response *rs)
{
    struct law_json *items = arena_array(rq->arena, struct law_json, CARE_LAW_N);
    int32_t today = zone_day(rq->zone, clock_now());

    for (int law = 0; law < CARE_LAW_N; law++) {
        struct care_law_row row;

        TRY(care_law(rq->db, rq->arena, rq->who, (enum care_law)law, &row));
        items[law] =
            (struct law_json){law, row.day, row.again_day, row.by_centre, row.again_day <= today};
    }
    return api_list(rq, rs, items, CARE_LAW_N, sizeof *items, STR_NONE);
}

static enum status api_verify(struct request *rq, struct response *rs)
{
    struct care_law_entry e;

    TRY(form_take(rq, &e));
    TRY(care_law_verify(rq->db, rq->who, rq->zone, e.law));
    db_refresh(rq->db);
    return api_laws(rq, rs);
}

const struct route aftercare_hours_api_routes[] = {
    {GET, "/api/v1/calendar", PERM_CARE_SETUP, api_hours, .out = &hours_shape,
     .summary = "When the centre works: what deadlines in working time are reckoned by"},
    {PUT, "/api/v1/calendar", PERM_CARE_SETUP, api_save, .in = &care_hours_form,
     .out = &hours_shape,
     .summary = "Change it, or with preview see how many running steps it would move",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/calendar/preview", PERM_CARE_SETUP, api_preview, .in = &care_hours_form,
     .out = &change_shape, .out_is_list = true,
     .summary = "For a call logged now: the steps that would be due at another time; saves nothing",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/calendar/closed", PERM_CARE_SETUP, api_closed, .out = &closed_shape,
     .out_is_list = true, .summary = "Days on which the centre is closed besides"},
    {POST, "/api/v1/calendar/closed", PERM_CARE_SETUP, api_close, .in = &care_closed_form,
     .out = &closed_shape, .out_is_list = true, .summary = "Close on a day",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/calendar/closed/remove", PERM_CARE_SETUP, api_open, .in = &care_open_form,
     .out = &closed_shape, .out_is_list = true, .summary = "Open on that day after all",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/calendar/laws", PERM_CARE_SETUP, api_laws, .out = &law_shape,
     .out_is_list = true,
     .summary = "The periods of law, when they were held against their source, and when again"},
    {POST, "/api/v1/calendar/laws/verified", PERM_CARE_SETUP, api_verify, .in = &care_law_form,
     .out = &law_shape, .out_is_list = true, .summary = "One was held against its source today",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
