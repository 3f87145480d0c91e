/* Asterisk call detail records, Master.csv: one row per pair of channels. Installations write
 * different sets of columns, so the place of the three times is found by looking, and all else is
 * counted from there.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

/* From the first time backwards: channel, dstchannel, lastapp, lastdata; onwards: answer, end,
 * duration, billsec, disposition. */
enum {
    CHANNEL = 4,
    DSTCHANNEL = 3,
    LASTAPP = 2,
    LASTDATA = 1,
    END = 2,
    DURATION = 3,
    BILLSEC = 4,
    DISPOSITION = 5
};

static bool disposition_find(struct str s, enum call_outcome *ret)
{
    static const struct {
        struct str word;
        enum call_outcome outcome;
    } words[] = {{{"ANSWERED", 8}, CALL_ANSWERED},  {{"NO ANSWER", 9}, CALL_NO_ANSWER},
                 {{"BUSY", 4}, CALL_BUSY},          {{"FAILED", 6}, CALL_FAILED},
                 {{"CONGESTION", 10}, CALL_FAILED}, {{"NOANSWER", 8}, CALL_NO_ANSWER}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(s, words[i].word)) {
            *ret = words[i].outcome;
            return true;
        }
    return false;
}

static bool stands_at(const struct str *f, size_t n, size_t start)
{
    enum call_outcome outcome;
    struct call_wall w;
    int64_t ms;
    return start >= CHANNEL && start + DISPOSITION < n &&
           disposition_find(f[start + DISPOSITION], &outcome) &&
           call_span_parse(f[start + DURATION], &ms) && call_span_parse(f[start + BILLSEC], &ms) &&
           call_wall_parse(f[start], &w) && call_wall_parse(f[start + END], &w);
}

/* "1690325492.2" or "pbx1-1690325492.2": the second a channel was made, and a counter. */
static bool uniqueid_parse(struct str s, int64_t *ret_ms)
{
    size_t dot = s.n, from;
    while (dot > 0 && s.p[dot - 1] != '.')
        dot--;
    if (dot < 10 || dot == s.n || s.n > 150)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] > '~' || (i >= dot && (s.p[i] < '0' || s.p[i] > '9')))
            return false;
    from = dot - 1;
    while (from > 0 && s.p[from - 1] >= '0' && s.p[from - 1] <= '9')
        from--;
    int64_t epoch;
    struct str digits = str_sub(s, from, dot - 1 - from);
    if ((from > 0 && s.p[from - 1] != '-') || digits.n < 9 || digits.n > 10 ||
        !str_int64(digits, &epoch))
        return false;
    *ret_ms = epoch * 1000;
    return true;
}

bool call_cdr_fits(const struct str *f, size_t n, struct call_cdr *ret)
{
    int64_t epoch;
    for (size_t start = CHANNEL; start + DISPOSITION < n; start++) {
        if (!stands_at(f, n, start))
            continue;
        ret->start = start;
        ret->columns = n;
        ret->known = true;
        ret->uniqueid = 0;
        for (size_t i = n - 1; i > start + DISPOSITION; i--)
            if (uniqueid_parse(f[i], &epoch))
                ret->uniqueid = i; /* the first: linkedid comes later */
        return true;
    }
    return false;
}

/* A counter behind the last '-' of a channel's name; the name itself may hold a number and stays
 * out of the key. */
static struct str counter_of(struct str channel)
{
    size_t i = channel.n;
    while (i > 0 && strchr("0123456789abcdefABCDEF;", channel.p[i - 1]) != NULL &&
           channel.p[i - 1] != '\0' && channel.n - i < 12)
        i--;
    return i > 0 && channel.p[i - 1] == '-' ? str_sub(channel, i, channel.n - i) : STR("");
}

static void make_key(struct call_reader *r, const struct str *f, size_t n, struct call_wall start)
{
    const struct call_cdr *c = &r->cdr;
    struct call_key *k = &r->key;
    int64_t sequence;
    call_key_start(k, "cdr:");
    if (c->uniqueid > 0) {
        call_key_text(k, f[c->uniqueid]);
        call_key_text(k, STR(":"));
        if (n - 1 >= c->uniqueid + 2 && str_int64(f[n - 1], &sequence)) {
            call_key_int(k, sequence);
            return;
        }
    } else {
        call_key_text(k, STR("w"));
    }
    /* The wall time as it was written, so that neither zone nor the doubled hour can change the
     * key. */
    call_key_int(k, start.ms / 1000);
    call_key_text(k, STR("-"));
    call_key_text(k, str_trim(f[c->start + DURATION]));
    call_key_text(k, STR("-"));
    call_key_text(k, counter_of(f[c->start - DSTCHANNEL]));
    if (c->uniqueid == 0) {
        call_key_text(k, STR("-"));
        call_key_text(k, counter_of(f[c->start - CHANNEL]));
        call_key_text(k, STR("-"));
        call_key_text(k, str_trim(f[c->start + BILLSEC]));
    }
}

static int64_t nearest(int64_t a, int64_t b, int64_t to)
{
    return llabs(a - to) <= llabs(b - to) ? a : b;
}

/* Do the wall times fit the zone? A channel is made in the second its record starts, so a steady
 * difference of whole quarters of an hour means another zone. */
static void compare_zone(struct call_cdr *c, int64_t start, int64_t uniqueid)
{
    int64_t off = start - uniqueid;
    int64_t quarters = (off + (off < 0 ? -1 : 1) * 450000) / 900000;
    if (c->n_fits + c->n_off >= 1000 || llabs(off) > 15 * HOUR_MS ||
        llabs(off - quarters * 900000) > 5000)
        return;
    int minutes = (int)quarters * 15;
    c->n_fits += quarters == 0;
    if (quarters == 0 || (c->n_off > 0 && c->off_minutes != minutes))
        return;
    c->off_minutes = minutes;
    c->n_off++;
}

static int64_t started_at(struct call_reader *r, const struct str *f, struct call_wall start,
                          struct call_wall end, int64_t duration, int64_t offset)
{
    int64_t first, last, uniqueid = 0;
    call_clock_meanings(&r->clock, start, &first, &last);
    if (r->cdr.uniqueid > 0 && uniqueid_parse(f[r->cdr.uniqueid], &uniqueid)) {
        if (!start.absolute)
            compare_zone(&r->cdr, first, uniqueid);
        if (first != last) /* a record never starts before its channel is made */
            return first >= uniqueid - 2000 ? first : last;
    }
    if (uniqueid > 0) {
        r->clock.sure_at = offset;
        return first;
    }
    /* Records are written when calls end, so it is the ends that stand in order. */
    int64_t ended = call_clock_in_order(&r->clock, end, offset);
    return first == last ? first : nearest(first, last, ended - duration);
}

static bool fill_texts(struct call_reader *r, const struct str *f, struct call_event *ret)
{
    size_t s = r->cdr.start;
    struct str queue = STR("");
    if (str_eq_nocase(f[s - LASTAPP], STR("Queue"))) {
        struct str rest = f[s - LASTDATA];
        if (!str_cut(&rest, ',', &queue))
            queue = STR("");
    }
    if (!call_text_channel(r->scratch, &r->line_text, f[s - DSTCHANNEL]) ||
        !call_text_channel(r->scratch, &r->src_text, f[s - CHANNEL]) ||
        !call_text_set(&r->queue_text, queue) || r->key.full) {
        call_event_reject(ret, CALL_REJECT_TEXT);
        return false;
    }
    ret->record.key = (struct str){r->key.p, r->key.n};
    ret->record.line = call_text_str(&r->line_text);
    ret->record.src_line = call_text_str(&r->src_text);
    ret->record.queue = call_text_str(&r->queue_text);
    return true;
}

/* Which column is wrong, for the list of rejects. */
static enum call_reason why_not(const struct call_cdr *c, const struct str *f, size_t n)
{
    struct call_wall w;
    int64_t ms;
    enum call_outcome outcome;
    if (!c->known || n <= c->start + DISPOSITION)
        return CALL_REJECT_COLUMNS;
    if (!call_wall_parse(f[c->start], &w) || !call_wall_parse(f[c->start + END], &w))
        return CALL_REJECT_TIME;
    if (!call_span_parse(f[c->start + DURATION], &ms) ||
        !call_span_parse(f[c->start + BILLSEC], &ms))
        return CALL_REJECT_DURATION;
    return disposition_find(f[c->start + DISPOSITION], &outcome) ? CALL_REJECT_COLUMNS
                                                                 : CALL_REJECT_OUTCOME;
}

void call_cdr_row(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                  struct call_event *ret)
{
    struct call_cdr *c = &r->cdr;
    struct call_wall start, end;
    struct call_record *rec = &ret->record;
    int64_t duration, talk, epoch;
    struct call_cdr found = *c;
    /* The columns may change within a file, when somebody changed the configuration. */
    if (!c->known || c->columns != n || !stands_at(f, n, c->start) ||
        (c->uniqueid > 0 && !uniqueid_parse(f[c->uniqueid], &epoch))) {
        if (!call_cdr_fits(f, n, &found)) {
            call_event_reject(ret, why_not(c, f, n));
            return;
        }
        *c = found;
    }
    *rec = (struct call_record){.inbound = true};
    if (!call_wall_parse(f[c->start], &start) || !call_wall_parse(f[c->start + END], &end) ||
        !call_span_parse(f[c->start + DURATION], &duration) ||
        !call_span_parse(f[c->start + BILLSEC], &talk) ||
        !disposition_find(f[c->start + DISPOSITION], &rec->outcome)) {
        call_event_reject(ret, CALL_REJECT_COLUMNS);
        return;
    }
    make_key(r, f, n, start);
    if (!fill_texts(r, f, ret))
        return;
    /* billsec counts from the channel's first answer and may exceed this row's own duration. */
    rec->talk_ms = rec->outcome != CALL_ANSWERED ? 0 : talk < duration ? talk : duration;
    rec->wait_ms = duration - rec->talk_ms;
    rec->started_at = started_at(r, f, start, end, duration, offset);
    ret->kind = CALL_RECORD;
}
