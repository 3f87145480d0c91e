/* From a calendar to days away. libical parses and counts repetitions; what an event means for us is decided here.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/absences/absences.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "core/libical.h"

#define EVENTS_MAX 5000
#define STEPS_MAX 200000 /* of all repetitions: a daily event since 1970 takes 20,000 */
#define SPANS_MAX 2000
#define LENGTH_MAX_DAYS 400

/* An occurrence that stands as an event of its own. */
struct moved {
    struct str uid;
    int64_t at;
};

struct reading {
    struct arena *arena;
    struct str words;
    const struct zone *zone;
    int64_t from_day, to_day;
    struct moved *moved;
    size_t n_moved;
    int64_t steps;
    struct absence_day_spans spans;
};

/* ---- times */

static int64_t day_of(struct icaltimetype t)
{
    return date_valid(t.year, t.month, t.day) ? day_number(t.year, t.month, t.day) : 0;
}

/* Days count as if they were UTC: only ever compared with days. */
static int64_t instant(const struct reading *r, struct icaltimetype t)
{
    struct local_time wall = {.year = t.year,
                              .month = t.month,
                              .day = t.day,
                              .hour = t.hour,
                              .minute = t.minute,
                              .second = t.second};

    if (t.is_date)
        return day_of(t) * DAY_MS;
    if (t.zone == NULL) /* floating, or a zone that nobody knows */
        return zone_utc(r->zone, wall);
    return (int64_t)ical.icaltime_as_timet_with_zone(t, t.zone) * 1000;
}

/* ---- spans */

static enum status add_span(struct reading *r, int64_t from_day, int64_t to_day)
{
    if (to_day < r->from_day || from_day > r->to_day || from_day <= 0)
        return OK;
    if (to_day - from_day > LENGTH_MAX_DAYS)
        to_day = from_day + LENGTH_MAX_DAYS;
    for (size_t i = 0; i < r->spans.n; i++)
        if (r->spans.at[i].from_day == from_day) {
            if (r->spans.at[i].to_day < to_day)
                r->spans.at[i].to_day = to_day;
            return OK;
        }
    if (r->spans.n == SPANS_MAX)
        return fail(INVALID, "more absences than anybody plans");
    r->spans.at[r->spans.n++] = (struct absence_day_span){from_day, to_day};
    return OK;
}

static bool covers(const struct reading *r, int64_t day, int64_t from, int64_t to)
{
    int64_t begin = zone_day_start(r->zone, (int32_t)day),
            end = zone_day_start(r->zone, (int32_t)day + 1);

    begin = begin > from ? begin : from;
    end = end < to ? end : to;
    return end - begin >= ABSENCE_WHOLE_MS;
}

/* The days of which enough is covered are one stretch: only the first and the last can fall away. */
static enum status add_hours(struct reading *r, int64_t from, int64_t to)
{
    int64_t first, last;

    if (to <= from || from < 0 || to - from > LENGTH_MAX_DAYS * DAY_MS)
        return OK;
    first = zone_day(r->zone, from);
    last = zone_day(r->zone, to - 1);
    while (first <= last && !covers(r, first, from, to))
        first++;
    while (last >= first && !covers(r, last, from, to))
        last--;
    return first <= last ? add_span(r, first, last) : OK;
}

static enum status add_occurrence(struct reading *r, struct icaltimetype start, int64_t length_ms)
{
    int64_t from = instant(r, start);

    if (!start.is_date)
        return add_hours(r, from, from + length_ms);
    int64_t days = length_ms / DAY_MS;
    return add_span(r, from / DAY_MS, from / DAY_MS + (days > 0 ? days - 1 : 0));
}

/* ---- one event */

static bool has_word(const struct reading *r, icalcomponent *e)
{
    const char *title = ical.icalcomponent_get_summary(e);
    struct str folded, rest = r->words, word;
    bool any = false;

    if (title == NULL || !utf8_valid(str_of(title)))
        title = "";
    folded = utf8_fold(r->arena, str_of(title));
    while (str_cut(&rest, ',', &word)) {
        word = utf8_fold(r->arena, word);
        any = any || word.n > 0;
        if (word.n > 0 && str_find(folded, word, &(size_t){0}))
            return true;
    }
    return !any;
}

static bool counts(const struct reading *r, icalcomponent *e)
{
    icalproperty *transparency = ical.icalcomponent_get_first_property(e, ICAL_TRANSP_PROPERTY);

    return ical.icalcomponent_get_status(e) != ICAL_STATUS_CANCELLED &&
           (transparency == NULL ||
            ical.icalproperty_get_transp(transparency) != ICAL_TRANSP_TRANSPARENT) &&
           !ical.icaltime_is_null_time(ical.icalcomponent_get_dtstart(e)) && has_word(r, e);
}

static bool is_left_out(struct reading *r, icalcomponent *e, struct icaltimetype start)
{
    const char *uid = ical.icalcomponent_get_uid(e);
    int64_t at = instant(r, start);

    for (size_t i = 0; i < r->n_moved; i++)
        if (r->moved[i].at == at && str_eq(r->moved[i].uid, str_of(uid)))
            return true;
    for (icalproperty *p = ical.icalcomponent_get_first_property(e, ICAL_EXDATE_PROPERTY);
         p != NULL; p = ical.icalcomponent_get_next_property(e, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype out = ical.icalproperty_get_datetime_with_component(p, e);

        if (out.is_date != start.is_date ? day_of(out) == day_of(start) : instant(r, out) == at)
            return true;
    }
    return false;
}

static enum status repeat(struct reading *r, icalcomponent *e, struct icalrecurrencetype rule,
                          struct icaltimetype start, int64_t length_ms)
{
    enum status status = OK;

    if (rule.freq == ICAL_SECONDLY_RECURRENCE || rule.freq == ICAL_MINUTELY_RECURRENCE ||
        rule.freq == ICAL_HOURLY_RECURRENCE || rule.freq == ICAL_NO_RECURRENCE)
        return fail(INVALID, "an event that comes more often than daily");
    icalrecur_iterator *i = ical.icalrecur_iterator_new(rule, start);
    if (i == NULL)
        return fail(INVALID, "a rule that nobody understands");
    while (status == OK) {
        struct icaltimetype next = ical.icalrecur_iterator_next(i);

        if (ical.icaltime_is_null_time(next) || day_of(next) > r->to_day + 1)
            break;
        next.zone = start.zone;
        if (r->steps++ > STEPS_MAX)
            status = fail(INVALID, "more repetitions than anybody plans");
        else if (day_of(next) + length_ms / DAY_MS + 1 >= r->from_day && !is_left_out(r, e, next))
            status = add_occurrence(r, next, length_ms);
    }
    ical.icalrecur_iterator_free(i);
    return status;
}

static enum status read_event(struct reading *r, icalcomponent *e)
{
    struct icaltimetype start = ical.icalcomponent_get_dtstart(e),
                        end = ical.icalcomponent_get_dtend(e);
    bool has_end = !ical.icaltime_is_null_time(end) && end.is_date == start.is_date;
    int64_t length_ms = has_end ? instant(r, end) - instant(r, start) : start.is_date ? DAY_MS : 0;
    icalproperty *rule = ical.icalcomponent_get_first_property(e, ICAL_RRULE_PROPERTY);
    bool is_moved = !ical.icaltime_is_null_time(ical.icalcomponent_get_recurrenceid(e));

    if (length_ms < 0)
        return OK;
    if (rule == NULL || is_moved)
        TRY(is_moved || !is_left_out(r, e, start) ? add_occurrence(r, start, length_ms) : OK);
    for (; rule != NULL && !is_moved;
         rule = ical.icalcomponent_get_next_property(e, ICAL_RRULE_PROPERTY))
        TRY(repeat(r, e, ical.icalproperty_get_rrule(rule), start, length_ms));
    for (icalproperty *p = ical.icalcomponent_get_first_property(e, ICAL_RDATE_PROPERTY); p != NULL;
         p = ical.icalcomponent_get_next_property(e, ICAL_RDATE_PROPERTY)) {
        struct icaltimetype at = ical.icalproperty_get_rdate(p).time;

        at.zone = start.zone;
        if (!ical.icaltime_is_null_time(at) && !is_left_out(r, e, at))
            TRY(add_occurrence(r, at, length_ms));
    }
    return OK;
}

/* ---- the whole */

static enum status find_moved(struct reading *r, icalcomponent *calendar)
{
    size_t n = 0;

    for (icalcomponent *e = ical.icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         e != NULL; e = ical.icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        struct icaltimetype id = ical.icalcomponent_get_recurrenceid(e);

        if (n++ == EVENTS_MAX)
            return fail(INVALID, "more events than anybody plans");
        if (!ical.icaltime_is_null_time(id))
            r->moved[r->n_moved++] = (struct moved){
                arena_copy(r->arena, str_of(ical.icalcomponent_get_uid(e))), instant(r, id)};
    }
    return OK;
}

static int by_day(const void *a, const void *b)
{
    const struct absence_day_span *x = a, *y = b;

    return x->from_day < y->from_day ? -1 : x->from_day > y->from_day;
}

static enum status read_all(struct reading *r, icalcomponent *calendar)
{
    if (calendar == NULL || ical.icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
        return fail(INVALID, "no calendar");
    TRY(find_moved(r, calendar));
    for (icalcomponent *e = ical.icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         e != NULL; e = ical.icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        if (counts(r, e))
            TRY(read_event(r, e));
    qsort(r->spans.at, r->spans.n, sizeof *r->spans.at, by_day);
    return OK;
}

enum status absence_calendar_read(struct arena *a, struct str text, struct str words,
                                  const struct zone *zone, int64_t from_day, int64_t to_day,
                                  struct absence_day_spans *ret)
{
    struct reading r = {.arena = a,
                        .words = words,
                        .zone = zone,
                        .from_day = from_day,
                        .to_day = to_day,
                        .moved = arena_array(a, struct moved, EVENTS_MAX),
                        .spans = {arena_array(a, struct absence_day_span, SPANS_MAX), 0}};

    TRY(libical_load());
    icalcomponent *calendar = ical.icalparser_parse_string(str_c(a, text));
    enum status status = read_all(&r, calendar);
    if (calendar != NULL)
        ical.icalcomponent_free(calendar);
    TRY(status);
    *ret = r.spans;
    return OK;
}
