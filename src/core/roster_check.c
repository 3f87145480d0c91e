/* What is wrong with a roster, and what it asks of whom.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "core/roster_parts.h"

/* ---- gaps */

/* s without the pieces of `holes` (joined); what is left goes to *ret. */
static void put_without(struct arena *a, struct roster_span s, const struct roster_span_list *holes,
                        struct roster_span_list *ret)
{
    for (size_t i = 0; i < holes->n && s.from < s.to; i++) {
        struct roster_span h = holes->at[i];

        if (h.to <= s.from)
            continue;
        if (h.from >= s.to)
            break;
        if (h.from > s.from)
            ROSTER_PUSH(a, ret, ((struct roster_span){s.from, h.from}));
        s.from = h.to;
    }
    if (s.from < s.to)
        ROSTER_PUSH(a, ret, s);
}

/* Shifts by start, and how long the longest is: none that began earlier reaches into what begins later than that. */
struct by_start {
    const struct roster_shift_list *shifts;
    int64_t longest;
};

static struct by_start by_start_of(const struct roster_shift_list *shifts)
{
    struct by_start by = {shifts, 0};

    for (size_t i = 0; i < shifts->n; i++) {
        int64_t ms = shifts->at[i].to - shifts->at[i].from;

        by.longest = ms > by.longest ? ms : by.longest;
    }
    return by;
}

/* The first shift that may reach beyond this instant. */
static size_t first_reaching(const struct by_start *by, int64_t at)
{
    size_t low = 0, high = by->shifts->n;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (by->shifts->at[mid].from < at - by->longest)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* When this person cannot have this level: away, or on a lower one. */
static void hindered(struct arena *a, const struct roster_shift *x, const struct by_start *by,
                     const struct roster_away *away, size_t n_away, struct roster_span_list *ret)
{
    const struct roster_shift_list *shifts = by->shifts;

    *ret = (struct roster_span_list){0};
    for (size_t i = 0; i < n_away; i++)
        if (away[i].person_id == x->person_id && away[i].span.from < x->to &&
            away[i].span.to > x->from && away[i].span.from < away[i].span.to)
            ROSTER_PUSH(a, ret, away[i].span);
    for (size_t i = first_reaching(by, x->from);
         i < shifts->n && x->level > 1 && shifts->at[i].from < x->to; i++) {
        const struct roster_shift *o = &shifts->at[i];

        if (o->person_id == x->person_id && o->level < x->level && !o->shadow && o->to > x->from)
            ROSTER_PUSH(a, ret, ((struct roster_span){o->from, o->to}));
    }
    roster_join(ret);
}

/* Who was to be on in this gap. */
static int64_t missed_in(const struct by_start *by, int level, struct roster_span gap)
{
    const struct roster_shift_list *shifts = by->shifts;

    for (size_t i = first_reaching(by, gap.from); i < shifts->n && shifts->at[i].from < gap.to; i++)
        if (shifts->at[i].level == level && !shifts->at[i].shadow && shifts->at[i].to > gap.from)
            return shifts->at[i].person_id;
    return 0;
}

void roster_gaps(struct arena *a, const struct roster *r, const struct roster_away *away,
                 size_t n_away, struct roster_span within, struct roster_gap_list *ret)
{
    struct roster_span_list open;
    struct roster_shift_list shifts;

    *ret = (struct roster_gap_list){0};
    roster_open(a, r, within, &open);
    roster_shifts(a, r, within, &shifts);
    struct by_start by = by_start_of(&shifts);
    for (int level = 1; level <= r->levels; level++) {
        struct roster_span_list covered = {0}, left = {0};

        for (size_t i = 0; i < shifts.n; i++) {
            const struct roster_shift *x = &shifts.at[i];
            struct roster_span_list not ;

            if (x->level != level || x->shadow)
                continue;
            hindered(a, x, &by, away, n_away, &not );
            put_without(a, (struct roster_span){x->from, x->to}, &not, &covered);
        }
        roster_join(&covered);
        size_t first = 0;
        for (size_t i = 0; i < open.n; i++) {
            while (first < covered.n && covered.at[first].to <= open.at[i].from)
                first++;
            struct roster_span_list rest = {0};
            if (first < covered.n)
                rest = (struct roster_span_list){covered.at + first, covered.n - first};
            put_without(a, open.at[i], &rest, &left);
        }
        for (size_t i = 0; i < left.n; i++)
            ROSTER_PUSH(a, ret,
                        ((struct roster_gap){.from = left.at[i].from,
                                             .to = left.at[i].to,
                                             .level = level,
                                             .person_id = missed_in(&by, level, left.at[i])}));
    }
}

/* ---- rest */

static int by_person(const void *x, const void *y)
{
    const struct roster_shift *a = x, *b = y;

    if (a->person_id != b->person_id)
        return roster_order(a->person_id, b->person_id);
    return a->from != b->from ? roster_order(a->from, b->from) : roster_order(a->to, b->to);
}

static struct roster_shift_list sorted(struct arena *a, const struct roster_shift *shifts, size_t n)
{
    struct roster_shift_list list = {arena_array(a, struct roster_shift, n + 1), n};

    if (n > 0)
        memcpy(list.at, shifts, n * sizeof *shifts);
    ROSTER_SORT(&list, by_person);
    return list;
}

/* Stretches of work that no rest of this length ends, and that are longer than they may be. */
static void too_long(struct arena *a, const struct roster_shift *shifts, size_t n, int64_t rest_ms,
                     int64_t most_ms, bool is_week, struct roster_breach_list *ret)
{
    struct roster_shift_list by = sorted(a, shifts, n);

    *ret = (struct roster_breach_list){0};
    for (size_t i = 0; i < by.n;) {
        struct roster_breach b = {.person_id = by.at[i].person_id,
                                  .from = by.at[i].from,
                                  .to = by.at[i].to,
                                  .is_week = is_week};

        for (i++; i < by.n && by.at[i].person_id == b.person_id && by.at[i].from - b.to < rest_ms;
             i++) {
            int64_t rest = by.at[i].from - b.to;

            b.rest_ms = rest > b.rest_ms ? rest : b.rest_ms;
            b.to = by.at[i].to > b.to ? by.at[i].to : b.to;
        }
        if (b.to - b.from > most_ms)
            ROSTER_PUSH(a, ret, b);
    }
}

void roster_rest(struct arena *a, const struct roster_shift *shifts, size_t n,
                 struct roster_breach_list *ret)
{
    too_long(a, shifts, n, ROSTER_REST_MS, ROSTER_STRETCH_MS, false, ret);
}

void roster_week_rest(struct arena *a, const struct roster_shift *shifts, size_t n,
                      struct roster_breach_list *ret)
{
    too_long(a, shifts, n, ROSTER_WEEK_REST_MS, ROSTER_WEEK_STRETCH_MS, true, ret);
}

/* ---- fairness */

static int64_t common(const struct roster_span_list *spans, struct roster_span s)
{
    int64_t sum = 0;

    for (size_t i = 0; i < spans->n; i++) {
        struct roster_span c = roster_cut(spans->at[i], s);

        sum += c.from < c.to ? c.to - c.from : 0;
    }
    return sum;
}

static void weigh_days(const struct roster *r, const struct roster_span_list *spans,
                       struct roster_share *ret)
{
    int32_t last = zone_day(r->zone, spans->at[spans->n - 1].to);

    for (int32_t day = zone_day(r->zone, spans->at[0].from) - 1; day <= last; day++) {
        struct roster_span night = {
            roster_start(r->zone, (struct roster_wall){day, ROSTER_NIGHT_FROM}),
            roster_end(r->zone, (struct roster_wall){day + 1, ROSTER_NIGHT_TO})};
        struct roster_span whole = {zone_day_start(r->zone, day), zone_day_start(r->zone, day + 1)};

        ret->nights += common(spans, night) >= ROSTER_NIGHT_MS;
        if (day_date(day).weekday >= 6 || roster_is_holiday(r, day))
            ret->holiday_ms += common(spans, whole);
    }
}

void roster_shares(struct arena *a, const struct roster *r, const struct roster_shift *shifts,
                   size_t n, struct roster_share_list *ret)
{
    struct roster_shift_list by = sorted(a, shifts, n);

    *ret = (struct roster_share_list){0};
    for (size_t i = 0; i < by.n;) {
        struct roster_share share = {.person_id = by.at[i].person_id};
        struct roster_span_list spans = {0};

        for (; i < by.n && by.at[i].person_id == share.person_id; i++)
            if (!by.at[i].shadow) /* who looks on, carries nothing */
                ROSTER_PUSH(a, &spans, ((struct roster_span){by.at[i].from, by.at[i].to}));
        if (spans.n == 0)
            continue;
        roster_join(&spans); /* two watches at once are one time */
        for (size_t k = 0; k < spans.n; k++)
            share.ms += spans.at[k].to - spans.at[k].from;
        weigh_days(r, &spans, &share);
        ROSTER_PUSH(a, ret, share);
    }
}
