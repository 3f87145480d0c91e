/* Reads TZif files (RFC 8536) and reckons with the proleptic Gregorian calendar.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/zone.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define MAX_NAME 63
#define MAX_FILE ((size_t)256 * 1024)
#define MAX_TIMES 8192
#define MAX_TYPES 256
#define MAX_OFFSET_S (26 * 3600)
#define DAY_S 86400

/* When, within a year, the offset changes: the forms of the POSIX TZ variable. */
struct turn {
    enum { BY_WEEKDAY, BY_DAY, BY_DAY_NO_LEAP } form;
    int month, week, weekday; /* Mm.w.d; weekday 0 is Sunday, week 5 the last */
    int day;                  /* n (0-365) or Jn (1-365, 29 February never counted) */
    int time_s;               /* wall time before the turn, -167 h to 167 h */
};

/* What holds after the last listed transition. */
struct rule {
    bool known, has_dst;
    int std_s, dst_s;
    struct turn start, end;
};

struct zone {
    struct zone *next;
    char name[MAX_NAME + 1];
    size_t times_n, types_n;
    int64_t *times;       /* ascending, seconds */
    unsigned char *kinds; /* of each time, an index into offsets */
    int32_t *offsets;     /* of each type */
    struct rule rule;
};

/* ---- calendar */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Howard Hinnant's days_from_civil: years begin in March, so that the leap day comes last. */
static int64_t day_count(int64_t year, int month, int day)
{
    int64_t months = year * 12 + month - 1; /* month 13 is next year's January */
    int64_t y = floor_div(months, 12);
    int64_t m = months - y * 12 + 1;
    if (m <= 2)
        y--;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static int32_t clip_day(int64_t day)
{
    return day < INT32_MIN ? INT32_MIN : day > INT32_MAX ? INT32_MAX : (int32_t)day;
}

int32_t day_number(int year, int month, int day)
{
    return clip_day(day_count(year, month, day));
}

struct local_time day_date(int32_t day)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = floor_div(z, 146097);
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t m = (5 * doy + 2) / 153;
    int month = (int)(m < 10 ? m + 3 : m - 9);
    int64_t weekday = (int64_t)day + 3; /* 1970-01-01 was a Thursday; 0 is Monday */
    return (struct local_time){
        .year = (int)(yoe + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(doy - (153 * m + 2) / 5 + 1),
        .weekday = (int)(weekday - floor_div(weekday, 7) * 7) + 1,
    };
}

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int64_t year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && is_leap(year));
}

bool date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_length(year, month);
}

/* ---- the rule at the end of a file, e.g. CET-1CEST,M3.5.0,M10.5.0/3 */

static bool take_char(struct str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

static bool take_number(struct str *s, int most, int *ret)
{
    int v = 0;
    size_t i = 0;
    for (; i < s->n && i < 4 && s->p[i] >= '0' && s->p[i] <= '9'; i++)
        v = v * 10 + (s->p[i] - '0');
    if (i == 0 || v > most)
        return false;
    *s = str_sub(*s, i, s->n);
    *ret = v;
    return true;
}

/* [+-]h[:m[:s]] in seconds. */
static bool take_span(struct str *s, int most_hours, int *ret)
{
    int sign = take_char(s, '-') ? -1 : 1;
    if (sign == 1)
        (void)take_char(s, '+');
    int h, m = 0, sec = 0;
    if (!take_number(s, most_hours, &h))
        return false;
    if (take_char(s, ':') && !take_number(s, 59, &m))
        return false;
    if (take_char(s, ':') && !take_number(s, 59, &sec))
        return false;
    *ret = sign * (h * 3600 + m * 60 + sec);
    return true;
}

/* The abbreviation is not kept: people are shown local time, never CEST. */
static bool skip_abbreviation(struct str *s)
{
    size_t n = 0;
    if (take_char(s, '<')) {
        if (!str_find_char(*s, '>', &n))
            return false;
        *s = str_sub(*s, n + 1, s->n);
        return n > 0;
    }
    while (n < s->n && ((s->p[n] | 32) >= 'a' && (s->p[n] | 32) <= 'z'))
        n++;
    *s = str_sub(*s, n, s->n);
    return n > 0;
}

static bool take_turn(struct str *s, struct turn *t)
{
    bool good;
    if (!take_char(s, ','))
        return false;
    if (take_char(s, 'M')) {
        t->form = BY_WEEKDAY;
        good = take_number(s, 12, &t->month) && t->month > 0 && take_char(s, '.') &&
               take_number(s, 5, &t->week) && t->week > 0 && take_char(s, '.') &&
               take_number(s, 6, &t->weekday);
    } else if (take_char(s, 'J')) {
        t->form = BY_DAY_NO_LEAP;
        good = take_number(s, 365, &t->day) && t->day > 0;
    } else {
        t->form = BY_DAY;
        good = take_number(s, 365, &t->day);
    }
    t->time_s = 2 * 3600;
    return good && (!take_char(s, '/') || take_span(s, 167, &t->time_s));
}

static bool read_rule(struct str s, struct rule *r)
{
    int west;
    if (!skip_abbreviation(&s) || !take_span(&s, 24, &west))
        return false;
    r->std_s = -west; /* POSIX counts westwards */
    r->dst_s = r->std_s + 3600;
    if (s.n > 0) {
        r->has_dst = true;
        if (!skip_abbreviation(&s))
            return false;
        if (s.n > 0 && s.p[0] != ',') {
            if (!take_span(&s, 24, &west))
                return false;
            r->dst_s = -west;
        }
        if (!take_turn(&s, &r->start) || !take_turn(&s, &r->end))
            return false;
    }
    r->known = s.n == 0;
    return r->known;
}

/* Local seconds of a turn in a year, as if local time were UTC. */
static int64_t turn_at(const struct turn *t, int64_t year)
{
    int64_t day = 0;
    switch (t->form) {
    case BY_DAY:
        day = day_count(year, 1, 1) + t->day;
        break;
    case BY_DAY_NO_LEAP:
        day = day_count(year, 1, 1) + t->day - 1 + (is_leap(year) && t->day >= 60);
        break;
    case BY_WEEKDAY: {
        int64_t first = day_count(year, t->month, 1);
        int64_t weekday = first + 4; /* 0 is Sunday */
        weekday -= floor_div(weekday, 7) * 7;
        day = (t->weekday - weekday + 7) % 7 + (t->week - 1) * 7;
        if (day >= month_length(year, t->month))
            day -= 7;
        day += first;
        break;
    }
    }
    return day * DAY_S + t->time_s;
}

static int32_t rule_offset(const struct rule *r, int64_t at)
{
    if (!r->has_dst)
        return r->std_s;
    /* The latest turn at or before the instant decides. Neighbouring years are asked too, for turns
     * near New Year; when both fall together, summer time goes on all year. */
    int64_t year = day_date(clip_day(floor_div(at + r->std_s, DAY_S))).year;
    int64_t latest = INT64_MIN;
    int32_t offset = r->std_s;
    for (int64_t y = year - 1; y <= year + 1; y++) {
        int64_t end = turn_at(&r->end, y) - r->dst_s;
        int64_t start = turn_at(&r->start, y) - r->std_s;
        if (end <= at && end > latest) {
            latest = end;
            offset = r->std_s;
        }
        if (start <= at && start >= latest) {
            latest = start;
            offset = r->dst_s;
        }
    }
    return offset;
}

/* ---- the file */

struct counts {
    uint32_t isut, isstd, leap, time, type, chars;
};

static uint32_t big32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t big64(const unsigned char *p)
{
    return (int64_t)((uint64_t)big32(p) << 32 | big32(p + 4));
}

#define HEAD_SIZE 44

static bool read_head(const unsigned char *p, size_t n, struct counts *c)
{
    if (n < HEAD_SIZE || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
        return false;
    *c = (struct counts){big32(p + 20), big32(p + 24), big32(p + 28),
                         big32(p + 32), big32(p + 36), big32(p + 40)};
    return true;
}

static uint64_t body_size(const struct counts *c, unsigned time_size)
{
    return (uint64_t)c->time * (time_size + 1) + (uint64_t)c->type * 6 + c->chars +
           (uint64_t)c->leap * (time_size + 4) + c->isstd + c->isut;
}

static bool read_tables(struct zone *z, const unsigned char *p, const struct counts *c)
{
    z->times_n = c->time;
    z->types_n = c->type;
    z->times = calloc(c->time + 1, sizeof *z->times);
    z->kinds = calloc(c->time + 1, 1);
    z->offsets = calloc(c->type + 2, sizeof *z->offsets); /* and two of the rule */
    must(z->times != NULL && z->kinds != NULL && z->offsets != NULL);
    const unsigned char *kinds = p + (size_t)c->time * 8;
    const unsigned char *types = kinds + c->time;
    for (size_t i = 0; i < c->time; i++) {
        z->times[i] = big64(p + i * 8);
        z->kinds[i] = kinds[i];
        if (kinds[i] >= c->type || (i > 0 && z->times[i] <= z->times[i - 1]))
            return false;
    }
    for (size_t i = 0; i < c->type; i++) {
        z->offsets[i] = (int32_t)big32(types + i * 6);
        if (z->offsets[i] < -MAX_OFFSET_S || z->offsets[i] > MAX_OFFSET_S)
            return false;
    }
    return true;
}

/* Fills a zeroed zone; false when the file is damaged, and then zone_drop still must be called. */
static bool zone_read(struct zone *z, const unsigned char *p, size_t n)
{
    struct counts c;
    if (!read_head(p, n, &c) || body_size(&c, 4) > n - HEAD_SIZE)
        return false;
    size_t skip = HEAD_SIZE + (size_t)body_size(&c, 4); /* the old 32-bit part */
    p += skip;
    n -= skip;
    if (!read_head(p, n, &c) || body_size(&c, 8) > n - HEAD_SIZE)
        return false;
    /* Leap seconds ("right/…") would make our instants differ from everybody else's. */
    if (c.leap != 0 || c.type == 0 || c.type > MAX_TYPES || c.time > MAX_TIMES)
        return false;
    if (!read_tables(z, p + HEAD_SIZE, &c))
        return false;
    skip = HEAD_SIZE + (size_t)body_size(&c, 8);
    const char *tail = (const char *)p + skip;
    struct str footer = {tail, n - skip};
    size_t end;
    if (!take_char(&footer, '\n') || !str_find_char(footer, '\n', &end))
        return false;
    if (end > 0 && !read_rule(str_sub(footer, 0, end), &z->rule))
        return false;
    if (z->rule.known) {
        z->offsets[z->types_n++] = z->rule.std_s;
        if (z->rule.has_dst)
            z->offsets[z->types_n++] = z->rule.dst_s;
    }
    return true;
}

static void zone_drop(struct zone *z)
{
    free(z->times);
    free(z->kinds);
    free(z->offsets);
    free(z);
}

static bool name_is_plain(struct str name)
{
    if (name.n == 0 || name.n > MAX_NAME || name.p[0] == '/' || name.p[name.n - 1] == '/')
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
        if (!letter && c != '/' && c != '_' && c != '+' && c != '-')
            return false;
    }
    return true;
}

static ssize_t read_whole(int fd, unsigned char *ret, size_t room)
{
    size_t n = 0;
    while (n < room) {
        ssize_t got = read(fd, ret + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

static enum status load_bytes(const char *name, unsigned char **ret, size_t *ret_n)
{
    char path[sizeof ZONE_FOLDER + MAX_NAME];
    snprintf(path, sizeof path, ZONE_FOLDER "%s", name);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return fail(errno == ENOENT || errno == ENOTDIR ? MISSING : BROKEN,
                    "cannot open time zone %s: %s", name, strerror(errno));
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > (off_t)MAX_FILE) {
        close(fd);
        return fail(MISSING, "%s is not a time zone", name);
    }
    size_t room = (size_t)st.st_size;
    unsigned char *p = malloc(room + 1);
    must(p != NULL);
    ssize_t n = read_whole(fd, p, room);
    close(fd);
    if (n >= 4 && memcmp(p, "TZif", 4) == 0) {
        *ret = p;
        *ret_n = (size_t)n;
        return OK;
    }
    free(p);
    return fail(n < 0 ? BROKEN : MISSING, "%s is not a time zone", name);
}

static enum status zone_load(struct str name, struct zone **ret)
{
    struct zone *z = calloc(1, sizeof *z);
    must(z != NULL);
    memcpy(z->name, name.p, name.n);
    unsigned char *bytes = NULL;
    size_t n = 0;
    enum status status = load_bytes(z->name, &bytes, &n);
    if (status == OK && !zone_read(z, bytes, n))
        status = fail(BROKEN, "time zone file %s is damaged or of an unknown kind", z->name);
    free(bytes);
    if (status != OK) {
        zone_drop(z);
        return status;
    }
    *ret = z;
    return OK;
}

enum status zone_find(struct str name, const struct zone **ret)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct zone *known; /* never freed: pointers to zones live as long as the process */
    if (!name_is_plain(name))
        return fail(MISSING, "no time zone has such a name");
    enum status status = OK;
    pthread_mutex_lock(&lock);
    struct zone *z = known;
    while (z != NULL && !str_eq(str_of(z->name), name))
        z = z->next;
    if (z == NULL) {
        status = zone_load(name, &z);
        if (status == OK) {
            z->next = known;
            known = z;
        }
    }
    pthread_mutex_unlock(&lock);
    if (status == OK)
        *ret = z;
    return status;
}

/* ---- instants and wall time */

static int32_t offset_at(const struct zone *z, int64_t at)
{
    if (z->times_n == 0 || at >= z->times[z->times_n - 1]) {
        if (z->rule.known)
            return rule_offset(&z->rule, at);
        return z->offsets[z->times_n == 0 ? 0 : z->kinds[z->times_n - 1]];
    }
    if (at < z->times[0])
        return z->offsets[0];
    size_t low = 0, high = z->times_n - 1; /* times[low] <= at < times[high] */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (z->times[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return z->offsets[z->kinds[low]];
}

/* Kept to what day numbers can count, so that no reckoning overflows. */
static int64_t clip_seconds(int64_t s)
{
    const int64_t most = (int64_t)INT32_MAX * DAY_S - 4 * DAY_S;
    return s < -most ? -most : s > most ? most : s;
}

static int64_t to_seconds(int64_t at_ms)
{
    return clip_seconds(floor_div(at_ms, 1000));
}

static struct local_time split(int64_t wall_s)
{
    int64_t day = floor_div(wall_s, DAY_S);
    int s = (int)(wall_s - day * DAY_S);
    struct local_time t = day_date(clip_day(day));
    t.hour = s / 3600;
    t.minute = s / 60 % 60;
    t.second = s % 60;
    return t;
}

struct local_time zone_local(const struct zone *z, int64_t at_ms)
{
    int64_t at = to_seconds(at_ms);
    int32_t offset = offset_at(z, at);
    struct local_time t = split(at + offset);
    t.offset_s = offset;
    return t;
}

/* The instants that a wall time may mean; two equal ones when it comes once. */
struct meaning {
    int64_t first, last;
    int64_t gap_from; /* some instant before the gap, when in_gap */
    bool in_gap;
};

/* Tries every offset the zone ever had: few, and right even where two transitions lie close
 * together. */
static struct meaning meaning_of(const struct zone *z, int64_t wall)
{
    struct meaning m = {INT64_MAX, INT64_MIN, 0, false};
    for (size_t i = 0; i < z->types_n; i++) {
        int64_t at = wall - z->offsets[i];
        if (offset_at(z, at) != z->offsets[i])
            continue;
        m.first = at < m.first ? at : m.first;
        m.last = at > m.last ? at : m.last;
    }
    if (m.first <= m.last)
        return m;
    m.in_gap = true;
    m.first = m.last = wall - offset_at(z, wall - DAY_S); /* if all else fails */
    m.gap_from = m.first - 2 * DAY_S;
    for (size_t i = 0; i < z->types_n; i++) {
        int32_t before = z->offsets[i];
        int32_t after = offset_at(z, wall - before);
        if (after > before && offset_at(z, wall - after) == before) {
            m.first = m.last = wall - before;
            m.gap_from = wall - after;
        }
    }
    return m;
}

static int64_t wall_seconds(struct local_time t)
{
    return clip_seconds(day_count(t.year, t.month, t.day) * DAY_S + (int64_t)t.hour * 3600 +
                        (int64_t)t.minute * 60 + t.second);
}

int64_t zone_utc(const struct zone *z, struct local_time wall)
{
    return meaning_of(z, wall_seconds(wall)).first * 1000;
}

int64_t zone_utc_last(const struct zone *z, struct local_time wall)
{
    return meaning_of(z, wall_seconds(wall)).last * 1000;
}

static int64_t local_day(const struct zone *z, int64_t at)
{
    return floor_div(at + offset_at(z, at), DAY_S);
}

int32_t zone_day(const struct zone *z, int64_t at_ms)
{
    return clip_day(local_day(z, to_seconds(at_ms)));
}

int64_t zone_day_start(const struct zone *z, int32_t day)
{
    struct meaning m = meaning_of(z, (int64_t)day * DAY_S);
    if (!m.in_gap)
        return m.first * 1000;
    /* Midnight never comes: the day begins where the clock jumps over it. */
    int64_t before = m.gap_from, inside = m.first;
    while (inside - before > 1) {
        int64_t middle = before + (inside - before) / 2;
        if (local_day(z, middle) >= day)
            inside = middle;
        else
            before = middle;
    }
    return inside * 1000;
}

/* ---- text */

/* Exactly n digits at the front. */
static bool take_digits(struct str *s, size_t n, int *ret)
{
    if (s->n < n)
        return false;
    int v = 0;
    for (size_t i = 0; i < n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return false;
        v = v * 10 + (s->p[i] - '0');
    }
    *s = str_sub(*s, n, s->n);
    *ret = v;
    return true;
}

static bool take_date(struct str *s, int32_t *ret_day)
{
    int year, month, day;
    if (!take_digits(s, 4, &year) || !take_char(s, '-') || !take_digits(s, 2, &month) ||
        !take_char(s, '-') || !take_digits(s, 2, &day) || !date_valid(year, month, day))
        return false;
    *ret_day = day_number(year, month, day);
    return true;
}

bool date_parse(struct str s, int32_t *ret_day)
{
    int32_t day;
    if (!take_date(&s, &day) || s.n != 0)
        return false;
    *ret_day = day;
    return true;
}

static void put_date(struct buf *b, struct local_time t)
{
    buf_digits(b, t.year, 4);
    buf_char(b, '-');
    buf_digits(b, t.month, 2);
    buf_char(b, '-');
    buf_digits(b, t.day, 2);
}

struct str date_text(struct arena *a, int32_t day)
{
    struct buf b = buf_new(a, 12);
    put_date(&b, day_date(day));
    return buf_str(&b);
}

struct str instant_text(struct arena *a, int64_t at_ms)
{
    struct buf b = buf_new(a, 28);
    struct local_time t = split(to_seconds(at_ms));
    put_date(&b, t);
    buf_char(&b, 'T');
    buf_digits(&b, t.hour, 2);
    buf_char(&b, ':');
    buf_digits(&b, t.minute, 2);
    buf_char(&b, ':');
    buf_digits(&b, t.second, 2);
    buf_char(&b, '.');
    buf_digits(&b, at_ms % 1000 < 0 ? at_ms % 1000 + 1000 : at_ms % 1000, 3);
    buf_char(&b, 'Z');
    return buf_str(&b);
}

/* .5 is 500 ms; digits beyond the third are dropped. */
static bool take_fraction(struct str *s, int *ret_ms)
{
    *ret_ms = 0;
    if (!take_char(s, '.'))
        return true;
    int digit;
    int worth = 100;
    if (!take_digits(s, 1, &digit))
        return false;
    do {
        *ret_ms += digit * worth;
        worth /= 10;
    } while (take_digits(s, 1, &digit));
    return true;
}

static bool take_offset(struct str *s, int *ret_s)
{
    *ret_s = 0;
    if (take_char(s, 'Z') || take_char(s, 'z'))
        return true;
    int sign = take_char(s, '-') ? -1 : take_char(s, '+') ? 1 : 0;
    int h, m;
    if (sign == 0 || !take_digits(s, 2, &h) || !take_char(s, ':') || !take_digits(s, 2, &m))
        return false;
    *ret_s = sign * (h * 3600 + m * 60);
    return h <= 23 && m <= 59;
}

bool instant_parse(struct str s, int64_t *ret_ms)
{
    int32_t day;
    int h, m, sec, ms, offset;
    if (!take_date(&s, &day) || !(take_char(&s, 'T') || take_char(&s, 't')))
        return false;
    if (!take_digits(&s, 2, &h) || !take_char(&s, ':') || !take_digits(&s, 2, &m) ||
        !take_char(&s, ':') || !take_digits(&s, 2, &sec))
        return false;
    /* Second 60 is a leap second, which our clock counts as the next one. */
    if (h > 23 || m > 59 || sec > 60 || !take_fraction(&s, &ms) || !take_offset(&s, &offset))
        return false;
    if (s.n != 0)
        return false;
    *ret_ms = ((int64_t)day * DAY_S + h * 3600 + m * 60 + sec - offset) * 1000 + ms;
    return true;
}
