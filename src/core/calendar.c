/* Danish holidays and a centre's working time.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/calendar.h"

#include "base/clock.h"

#define DAY_MINUTES (24 * 60)

/* ---- holidays */

/* The anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
int32_t holiday_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return day_number(year, n / 31, n % 31 + 1);
}

static enum holiday moving_holiday(int32_t from_easter, int year)
{
    switch (from_easter) {
    case -3:
        return HOLIDAY_MAUNDY_THURSDAY;
    case -2:
        return HOLIDAY_GOOD_FRIDAY;
    case 0:
        return HOLIDAY_EASTER_SUNDAY;
    case 1:
        return HOLIDAY_EASTER_MONDAY;
    case 26:
        return year <= 2023 ? HOLIDAY_GREAT_PRAYER_DAY : HOLIDAY_NONE;
    case 39:
        return HOLIDAY_ASCENSION_DAY;
    case 49:
        return HOLIDAY_WHIT_SUNDAY;
    case 50:
        return HOLIDAY_WHIT_MONDAY;
    default:
        return HOLIDAY_NONE;
    }
}

static enum holiday fixed_holiday(int month, int day)
{
    switch (month * 100 + day) {
    case 101:
        return HOLIDAY_NEW_YEARS_DAY;
    case 605:
        return HOLIDAY_CONSTITUTION_DAY;
    case 1224:
        return HOLIDAY_CHRISTMAS_EVE;
    case 1225:
        return HOLIDAY_CHRISTMAS_DAY;
    case 1226:
        return HOLIDAY_BOXING_DAY;
    case 1231:
        return HOLIDAY_NEW_YEARS_EVE;
    default:
        return HOLIDAY_NONE;
    }
}

enum holiday holiday_of(int32_t day)
{
    struct local_time date = day_date(day);
    if (date.year < HOLIDAY_FIRST_YEAR || date.year > HOLIDAY_LAST_YEAR)
        return HOLIDAY_NONE;
    enum holiday moving = HOLIDAY_NONE;
    if (date.month >= 3 && date.month <= 6)
        moving = moving_holiday(day - holiday_easter(date.year), date.year);
    return moving != HOLIDAY_NONE ? moving : fixed_holiday(date.month, date.day);
}

bool holiday_is_customary(enum holiday holiday)
{
    return (HOLIDAY_BIT(holiday) & HOLIDAY_CUSTOMARY) != 0;
}

struct str holiday_word(enum holiday holiday)
{
    static const char *const words[HOLIDAY_N] = {"none",
#define X(name, word) word,
                                                 HOLIDAYS(X)
#undef X
    };
    return str_of(words[holiday]);
}

/* ---- calendars */

struct calendar calendar_office(const struct zone *zone)
{
    struct calendar c = {.zone = zone, .customary = HOLIDAY_CUSTOMARY};
    for (int weekday = 0; weekday < 5; weekday++)
        c.week[weekday] = (struct work_day){.spans = {{8 * 60, 16 * 60}}, .n_spans = 1};
    return c;
}

static enum status check_hours(const struct work_day *w, int weekday)
{
    if (w->n_spans > CALENDAR_SPANS)
        return fail(INVALID, "weekday %d has more than %d spans", weekday, CALENDAR_SPANS);
    int free_from = 0;
    for (size_t i = 0; i < w->n_spans; i++) {
        struct work_span s = w->spans[i];
        if (s.from_minute < free_from || s.from_minute >= s.to_minute || s.to_minute > DAY_MINUTES)
            return fail(INVALID, "weekday %d has bad hours: minute %d to %d", weekday,
                        s.from_minute, s.to_minute);
        free_from = s.to_minute;
    }
    return OK;
}

enum status calendar_check(const struct calendar *c)
{
    size_t n_spans = 0;
    if (c->zone == NULL)
        return fail(INVALID, "a calendar needs a zone");
    for (int weekday = 0; weekday < 7; weekday++) {
        TRY(check_hours(&c->week[weekday], weekday + 1));
        n_spans += c->week[weekday].n_spans;
    }
    if (n_spans == 0)
        return fail(INVALID, "no weekday is worked");
    for (size_t i = 1; i < c->n_closed; i++)
        if (c->closed[i] <= c->closed[i - 1])
            return fail(INVALID, "closed days are not ascending");
    if ((c->customary & ~HOLIDAY_CUSTOMARY) != 0)
        return fail(INVALID, "a holiday by law is no customary day");
    return OK;
}

/* ---- days */

static bool is_listed_closed(const struct calendar *c, int32_t day)
{
    size_t low = 0, high = c->n_closed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->closed[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->n_closed && c->closed[low] == day;
}

bool calendar_is_working_day(const struct calendar *c, int32_t day)
{
    if (c->week[day_date(day).weekday - 1].n_spans == 0 || is_listed_closed(c, day))
        return false;
    enum holiday holiday = holiday_of(day);
    return holiday == HOLIDAY_NONE ||
           (holiday_is_customary(holiday) && (HOLIDAY_BIT(holiday) & c->customary) == 0);
}

static int32_t find_day(const struct calendar *c, int32_t day, int32_t step)
{
    /* Even a calendar of Thursdays alone has one in any four weeks, unless the list closes it. */
    size_t most = 28 * (c->n_closed + 1);
    for (size_t i = 0; !calendar_is_working_day(c, day); i++) {
        must(i < most);
        day += step;
    }
    return day;
}

int32_t calendar_day_from(const struct calendar *c, int32_t day)
{
    return find_day(c, day, 1);
}

int32_t calendar_day_until(const struct calendar *c, int32_t day)
{
    return find_day(c, day, -1);
}

int32_t calendar_day_after(const struct calendar *c, int32_t day)
{
    return find_day(c, day + 1, 1);
}

int32_t calendar_day_before(const struct calendar *c, int32_t day)
{
    return find_day(c, day - 1, -1);
}

int32_t calendar_add_days(const struct calendar *c, int32_t day, int n)
{
    must(n >= -CALENDAR_MOST_DAYS && n <= CALENDAR_MOST_DAYS);
    if (n == 0)
        return calendar_day_from(c, day);
    for (; n > 0; n--)
        day = calendar_day_after(c, day);
    for (; n < 0; n++)
        day = calendar_day_before(c, day);
    return day;
}

int32_t calendar_nth_day(const struct calendar *c, int32_t first, int n)
{
    must(n >= 1);
    return calendar_add_days(c, calendar_day_from(c, first), n - 1);
}

int calendar_days_between(const struct calendar *c, int32_t a, int32_t b)
{
    int n = 0;
    for (int32_t day = a + 1; day <= b; day++)
        n += calendar_is_working_day(c, day);
    for (int32_t day = b; day < a; day++)
        n -= calendar_is_working_day(c, day);
    return n;
}

/* ---- moments */

/* The worked time of one day as instants: every span once before and once after a change of offset.
 */
struct piece {
    int64_t from, to;
};
#define PIECES (2 * CALENDAR_SPANS)

static int64_t offset_ms(const struct zone *z, int64_t at)
{
    return zone_local(z, at).offset_s * INT64_C(1000);
}

/* The first instant after low with the offset of high; low and high differ in it by one change. */
static int64_t offset_change(const struct zone *z, int64_t low, int64_t high)
{
    int64_t before = offset_ms(z, low);
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (offset_ms(z, middle) == before)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Adds what is worked while one offset holds, joined to the piece before where they touch. */
static size_t put_pieces(const struct calendar *c, int32_t day, struct piece within, size_t n,
                         struct piece ret[PIECES])
{
    const struct work_day *w = &c->week[day_date(day).weekday - 1];
    int64_t midnight = day * DAY_MS - offset_ms(c->zone, within.from);
    for (size_t i = 0; i < w->n_spans; i++) {
        int64_t from = midnight + w->spans[i].from_minute * MINUTE_MS;
        int64_t to = midnight + w->spans[i].to_minute * MINUTE_MS;
        from = from > within.from ? from : within.from;
        to = to < within.to ? to : within.to;
        if (from >= to)
            continue;
        if (n > 0 && ret[n - 1].to == from)
            ret[n - 1].to = to;
        else
            ret[n++] = (struct piece){from, to};
    }
    return n;
}

static size_t pieces_of(const struct calendar *c, int32_t day, struct piece ret[PIECES])
{
    if (!calendar_is_working_day(c, day))
        return 0;
    int64_t start = zone_day_start(c->zone, day), end = zone_day_start(c->zone, day + 1);
    if (start >= end) /* a day that the zone left out when it crossed the date line */
        return 0;
    if (offset_ms(c->zone, start) == offset_ms(c->zone, end - 1))
        return put_pieces(c, day, (struct piece){start, end}, 0, ret);
    int64_t change = offset_change(c->zone, start, end - 1);
    size_t n = put_pieces(c, day, (struct piece){start, change}, 0, ret);
    return put_pieces(c, day, (struct piece){change, end}, n, ret);
}

bool calendar_is_working(const struct calendar *c, int64_t at_ms)
{
    struct piece p[PIECES];
    size_t n = pieces_of(c, zone_day(c->zone, at_ms), p);
    for (size_t i = 0; i < n; i++)
        if (p[i].from <= at_ms && at_ms < p[i].to)
            return true;
    return false;
}

int64_t calendar_next_moment(const struct calendar *c, int64_t at_ms)
{
    struct piece p[PIECES];
    for (int32_t day = zone_day(c->zone, at_ms);; day++) {
        day = calendar_day_from(c, day);
        size_t n = pieces_of(c, day, p);
        for (size_t i = 0; i < n; i++)
            if (at_ms < p[i].to)
                return at_ms > p[i].from ? at_ms : p[i].from;
    }
}

int64_t calendar_last_moment(const struct calendar *c, int64_t at_ms)
{
    struct piece p[PIECES];
    for (int32_t day = zone_day(c->zone, at_ms);; day--) {
        day = calendar_day_until(c, day);
        for (size_t i = pieces_of(c, day, p); i > 0; i--)
            if (p[i - 1].from <= at_ms)
                return at_ms < p[i - 1].to ? at_ms : p[i - 1].to - 1;
    }
}

int64_t calendar_day_end(const struct calendar *c, int32_t day)
{
    struct piece p[PIECES];
    size_t n = pieces_of(c, day, p);
    return n > 0 ? p[n - 1].to - 1 : zone_day_start(c->zone, day + 1) - 1;
}

int64_t calendar_add_ms(const struct calendar *c, int64_t at_ms, int64_t ms)
{
    must(ms >= 0 && ms <= CALENDAR_MOST_MS);
    struct piece p[PIECES];
    for (int32_t day = zone_day(c->zone, at_ms); ms > 0; day++) {
        day = calendar_day_from(c, day);
        size_t n = pieces_of(c, day, p);
        for (size_t i = 0; i < n && ms > 0; i++) {
            int64_t from = at_ms > p[i].from ? at_ms : p[i].from;
            int64_t left = p[i].to - from;
            if (left <= 0)
                continue;
            at_ms = from + (ms < left ? ms : left);
            ms -= at_ms - from;
        }
    }
    return at_ms;
}

int64_t calendar_ms_between(const struct calendar *c, int64_t a_ms, int64_t b_ms)
{
    if (b_ms < a_ms)
        return -calendar_ms_between(c, b_ms, a_ms);
    struct piece p[PIECES];
    int64_t sum = 0;
    int32_t last = zone_day(c->zone, b_ms);
    for (int32_t day = zone_day(c->zone, a_ms); day <= last; day++) {
        size_t n = pieces_of(c, day, p);
        for (size_t i = 0; i < n; i++) {
            int64_t from = a_ms > p[i].from ? a_ms : p[i].from;
            int64_t to = b_ms < p[i].to ? b_ms : p[i].to;
            sum += from < to ? to - from : 0;
        }
    }
    return sum;
}

int64_t calendar_wall(const struct zone *zone, int32_t day, int64_t ms)
{
    must(ms >= 0 && ms < DAY_MS);
    int second = (int)(ms / 1000);
    struct local_time wall = day_date(day);
    wall.hour = second / 3600;
    wall.minute = second / 60 % 60;
    wall.second = second % 60;
    int64_t at = zone_utc(zone, wall);
    int64_t shown = at + offset_ms(zone, at); /* the wall time there, as if it were UTC */
    int64_t ahead = shown - (day * DAY_MS + second * INT64_C(1000));
    if (ahead <= 0)
        return at + ms % 1000;
    return offset_change(zone, at - ahead, at); /* in the gap, which is as long as at is ahead */
}
