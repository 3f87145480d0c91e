/* Reads times as phone systems and spreadsheets write them, and finds the instant that a wall time
 * means.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_parts.h"

#include "base/clock.h"

#define LATE_MS (2 * MINUTE_MS) /* records of one moment come a little out of order */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits at the front: at least one, at most `most`. Gives how many. */
static size_t take_digits(struct str *s, size_t most, int64_t *ret)
{
    size_t n = 0;
    int64_t v = 0;
    while (n < s->n && n < most && is_digit(s->p[n]))
        v = v * 10 + (s->p[n++] - '0');
    s->p += n;
    s->n -= n;
    *ret = v;
    return n;
}

static bool take_one_of(struct str *s, const char *set, char *ret)
{
    if (s->n == 0)
        return false;
    for (const char *c = set; *c != '\0'; c++)
        if (*c == s->p[0]) {
            *ret = *c;
            s->p++;
            s->n--;
            return true;
        }
    return false;
}

/* The fraction behind the seconds, to ms; what is finer is dropped. */
static bool take_fraction(struct str *s, int64_t *ret_ms)
{
    char c;
    *ret_ms = 0;
    if (!take_one_of(s, ".,", &c))
        return true;
    int64_t scale = 100;
    size_t n = 0;
    for (; s->n > 0 && is_digit(s->p[0]) && n < 12; n++, s->p++, s->n--) {
        *ret_ms += (s->p[0] - '0') * scale;
        scale /= 10;
    }
    return n > 0;
}

static int64_t full_year(int64_t yy)
{
    return yy + (yy >= 70 ? 1900 : 2000);
}

/* y-m-d, d-m-y with - / . between, yyyymmdd, yymmdd. */
static bool take_date(struct str *s, int64_t *ret_day)
{
    int64_t a, b, c;
    char first, second;
    size_t n = take_digits(s, 8, &a);
    if (n == 8 || n == 6) {
        int64_t year = n == 8 ? a / 10000 : full_year(a / 10000);
        if (!date_valid((int)year, (int)(a / 100 % 100), (int)(a % 100)))
            return false;
        *ret_day = day_number((int)year, (int)(a / 100 % 100), (int)(a % 100));
        return true;
    }
    if ((n != 4 && n != 1 && n != 2) || !take_one_of(s, "-/.", &first))
        return false;
    size_t nb = take_digits(s, 2, &b);
    if (nb == 0 || !take_one_of(s, "-/.", &second) || second != first)
        return false;
    size_t nc = take_digits(s, 4, &c);
    int64_t year = n == 4 ? a : nc == 4 ? c : nc == 2 ? full_year(c) : 0;
    int64_t day = n == 4 ? c : a;
    if (nc == 0 || (n == 4 && nc > 2) || !date_valid((int)year, (int)b, (int)day))
        return false;
    *ret_day = day_number((int)year, (int)b, (int)day);
    return true;
}

/* h:m[:s[.fff]], also with the dots of Danish habit. */
static bool take_clock(struct str *s, int64_t *ret_ms)
{
    int64_t h, m, sec = 0, fraction = 0;
    char first, second;
    if (take_digits(s, 2, &h) == 0 || !take_one_of(s, ":.", &first) || take_digits(s, 2, &m) != 2)
        return false;
    if (s->n > 0 && s->p[0] == first) {
        if (!take_one_of(s, ":.", &second) || take_digits(s, 2, &sec) != 2 ||
            !take_fraction(s, &fraction))
            return false;
    }
    if (h > 23 || m > 59 || sec > 60)
        return false;
    *ret_ms = ((h * 60 + m) * 60 + sec) * 1000 + fraction;
    return true;
}

/* Z, +01:00, +0100, +01 at the end. */
static bool take_offset(struct str *s, int64_t *ret_ms)
{
    char c, colon;
    int64_t h, m = 0;
    if (take_one_of(s, "Zz", &c)) {
        *ret_ms = 0;
        return true;
    }
    if (!take_one_of(s, "+-", &c) || take_digits(s, 2, &h) != 2)
        return false;
    (void)take_one_of(s, ":", &colon);
    if (s->n > 0 && take_digits(s, 2, &m) != 2)
        return false;
    *ret_ms = (h * 60 + m) * MINUTE_MS * (c == '-' ? -1 : 1);
    return h <= 18 && m <= 59;
}

/* Nine to eleven digits are seconds, thirteen are ms. */
static bool epoch_parse(struct str s, struct call_wall *ret)
{
    int64_t v, fraction = 0;
    size_t n = take_digits(&s, 13, &v);
    if (n < 9 || n == 12 || !take_fraction(&s, &fraction) || s.n > 0)
        return false;
    *ret = (struct call_wall){n == 13 ? v : v * 1000 + fraction, true};
    return true;
}

bool call_wall_parse(struct str s, struct call_wall *ret)
{
    int64_t day, ms = 0, offset;
    char between;
    s = str_trim(s);
    if (epoch_parse(s, ret))
        return true;
    if (!take_date(&s, &day))
        return false;
    struct call_wall w = {day * DAY_MS, false};
    if (s.n > 0) {
        if (!take_one_of(&s, "T t", &between))
            return false;
        s = str_trim(s);
        if (!take_clock(&s, &ms))
            return false;
        w.ms += ms;
        s = str_trim(s);
        if (s.n > 0) {
            if (!take_offset(&s, &offset) || s.n > 0)
                return false;
            w.ms -= offset;
            w.absolute = true;
        }
    }
    *ret = w;
    return true;
}

bool call_span_parse(struct str s, int64_t *ret_ms)
{
    int64_t parts[3], fraction;
    size_t n = 0;
    char colon;
    s = str_trim(s);
    do {
        if (n == 3 || take_digits(&s, 9, &parts[n++]) == 0)
            return false;
    } while (take_one_of(&s, ":", &colon));
    if (!take_fraction(&s, &fraction) || s.n > 0)
        return false;
    int64_t seconds = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && parts[i] > 59)
            return false;
        seconds = seconds * 60 + parts[i];
    }
    *ret_ms = seconds * 1000 + fraction;
    return true;
}

static struct local_time midnight(int64_t day)
{
    return day_date((int32_t)day);
}

static struct local_time local_of(int64_t day, int64_t ms_of_day)
{
    struct local_time t = midnight(day);
    int64_t s = ms_of_day / 1000;
    t.hour = (int)(s / 3600);
    t.minute = (int)(s / 60 % 60);
    t.second = (int)(s % 60);
    return t;
}

/* Nearly all days have one offset from midnight to midnight: those need no look into the zone for
 * each record. */
static void look_up_day(struct call_clock *c, int64_t day)
{
    int64_t from = zone_utc(c->zone, midnight(day));
    int64_t to = zone_utc_last(c->zone, midnight(day + 1));
    c->day = day;
    c->known = true;
    c->offset_ms = day * DAY_MS - from;
    c->steady = to - from == DAY_MS && zone_utc_last(c->zone, midnight(day)) == from;
}

void call_clock_meanings(struct call_clock *c, struct call_wall w, int64_t *ret_first,
                         int64_t *ret_last)
{
    if (w.absolute) {
        *ret_first = *ret_last = w.ms;
        return;
    }
    int64_t day = w.ms / DAY_MS - (w.ms % DAY_MS < 0);
    if (!c->known || c->day != day)
        look_up_day(c, day);
    if (c->steady) {
        *ret_first = *ret_last = w.ms - c->offset_ms;
        return;
    }
    int64_t ms_of_day = w.ms - day * DAY_MS;
    struct local_time t = local_of(day, ms_of_day);
    *ret_first = zone_utc(c->zone, t) + ms_of_day % 1000;
    *ret_last = zone_utc_last(c->zone, t) + ms_of_day % 1000;
}

int64_t call_clock_in_order(struct call_clock *c, struct call_wall w, int64_t offset)
{
    int64_t first, last;
    call_clock_meanings(c, w, &first, &last);
    if (first == last) {
        c->unsure_from = -1;
        c->sure_at = offset;
    } else if (c->unsure_from < 0) {
        c->unsure_from = c->sure_at;
    }
    int64_t at = first >= c->latest - LATE_MS ? first : last;
    if (at > c->latest || first == last)
        c->latest = at;
    return at;
}
