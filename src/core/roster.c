/* Windows, turns, and layers over them.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "core/roster_parts.h"

#define DAY_MINUTES 1440
/* Wall days beyond what is asked for that may reach into it: a window of a day, and a zone that crosses the date line. */
#define MARGIN_DAYS 3

const char *const roster_turn_words[] = {
#define X(name, word) word,
    ROSTER_TURNS(X)
#undef X
        NULL,
};

/* ---- wall time to instants */

static struct roster_wall carried(int64_t day, int64_t minute)
{
    int64_t over = minute / DAY_MINUTES - (minute % DAY_MINUTES < 0);

    return (struct roster_wall){(int32_t)(day + over), (int)(minute - over * DAY_MINUTES)};
}

int64_t roster_start(const struct zone *zone, struct roster_wall wall)
{
    wall = carried(wall.day, wall.minute);
    return calendar_wall(zone, wall.day, wall.minute * MINUTE_MS);
}

int64_t roster_end(const struct zone *zone, struct roster_wall wall)
{
    wall = carried(wall.day, wall.minute);
    struct local_time t = day_date(wall.day);
    t.hour = wall.minute / 60;
    t.minute = wall.minute % 60;
    int64_t last = zone_utc_last(zone, t);
    struct local_time shown = zone_local(zone, last);
    bool comes = shown.day == t.day && shown.hour == t.hour && shown.minute == t.minute;

    return comes ? last : roster_start(zone, wall);
}

/* ---- windows */

bool roster_is_holiday(const struct roster *r, int32_t day)
{
    enum holiday h = holiday_of(day);

    if (h != HOLIDAY_NONE && (!holiday_is_customary(h) || (r->customary & HOLIDAY_BIT(h)) != 0))
        return true;
    for (size_t i = 0; i < r->n_closed; i++)
        if (r->closed[i] == day)
            return true;
    return false;
}

static bool is_on(const struct roster *r, const struct roster_window *w, int32_t day)
{
    if ((w->weekdays >> (day_date(day).weekday - 1) & 1) == 0)
        return false;
    return w->days == ROSTER_ANY_DAY ||
           roster_is_holiday(r, day) == (w->days == ROSTER_ONLY_HOLIDAY);
}

static int by_from(const void *x, const void *y)
{
    const struct roster_span *a = x, *b = y;

    return a->from != b->from ? roster_order(a->from, b->from) : roster_order(a->to, b->to);
}

void roster_join(struct roster_span_list *spans)
{
    size_t n = 0;

    ROSTER_SORT(spans, by_from);
    for (size_t i = 0; i < spans->n; i++) {
        struct roster_span s = spans->at[i];

        if (n > 0 && s.from <= spans->at[n - 1].to)
            spans->at[n - 1].to = s.to > spans->at[n - 1].to ? s.to : spans->at[n - 1].to;
        else
            spans->at[n++] = s;
    }
    spans->n = n;
}

void roster_open(struct arena *a, const struct roster *r, struct roster_span within,
                 struct roster_span_list *ret)
{
    int32_t first = zone_day(r->zone, within.from) - MARGIN_DAYS,
            last = zone_day(r->zone, within.to) + MARGIN_DAYS;

    *ret = (struct roster_span_list){0};
    for (int32_t day = first; day <= last; day++)
        for (size_t i = 0; i < r->n_windows; i++) {
            const struct roster_window *w = &r->windows[i];
            int to = w->to_minute > w->from_minute ? w->to_minute : w->to_minute + DAY_MINUTES;
            if (!is_on(r, w, day))
                continue;
            struct roster_span s = {
                roster_start(r->zone, (struct roster_wall){day, w->from_minute}),
                roster_end(r->zone, (struct roster_wall){day, to})};

            s = roster_cut(s, within);
            if (s.from < s.to)
                ROSTER_PUSH(a, ret, s);
        }
    roster_join(ret);
}

/* ---- turns */

/* Where turn k begins; k may be negative. */
static struct roster_wall turn_start(const struct roster_rota *rota, int64_t k)
{
    int64_t step = k * rota->every;

    if (rota->turn == ROSTER_HOUR)
        return carried(rota->start.day, rota->start.minute + step * 60);
    if (rota->turn == ROSTER_MONTH) {
        struct local_time t = day_date(rota->start.day);
        int64_t months = t.year * INT64_C(12) + t.month - 1 + step;
        int year = (int)(months / 12), month = (int)(months % 12) + 1, day = t.day;

        while (!date_valid(year, month, day) && day > 28)
            day--;
        return (struct roster_wall){day_number(year, month, day), rota->start.minute};
    }
    return (struct roster_wall){
        (int32_t)(rota->start.day + step * (rota->turn == ROSTER_WEEK ? 7 : 1)),
        rota->start.minute};
}

/* A turn that begins on this day or before. */
static int64_t turn_before(const struct roster_rota *rota, int32_t day)
{
    int64_t days = day - (int64_t)rota->start.day;

    if (days <= 0)
        return 0;
    switch (rota->turn) {
    case ROSTER_HOUR:
        return days * 24 / rota->every > 25 ? days * 24 / rota->every - 25 : 0;
    case ROSTER_WEEK:
        return days / 7 / rota->every;
    case ROSTER_MONTH:
        return days / 32 / rota->every; /* too early is fine */
    case ROSTER_DAY:
    case ROSTER_OWN:
    case ROSTER_TURN_N:
        break;
    }
    return days / rota->every;
}

/* What is laid over each other: a piece of a turn, or an entry. */
struct sheet {
    struct roster_span span;
    enum roster_layer layer;
    int64_t person_id, instead_of;
    size_t order;
    bool shadow;
};
struct sheets {
    struct sheet *at;
    size_t n;
};

/* The sheet within the opening times, piece by piece. *first: openings that end before it need not be looked at again. */
static void put_pieces(struct arena *a, const struct roster_span_list *open, size_t *first,
                       struct sheet sheet, struct sheets *ret)
{
    struct roster_span whole = sheet.span;

    while (*first < open->n && open->at[*first].to <= whole.from)
        ++*first;
    for (size_t i = *first; i < open->n && open->at[i].from < whole.to; i++) {
        sheet.span = roster_cut(open->at[i], whole);
        if (sheet.span.from < sheet.span.to)
            ROSTER_PUSH(a, ret, sheet);
    }
}

static void put_rota(struct arena *a, const struct roster *r, const struct roster_rota *rota,
                     const struct roster_span_list *open, struct roster_span within,
                     struct sheets *ret)
{
    int32_t first_day = zone_day(r->zone, within.from) - MARGIN_DAYS,
            last_day = zone_day(r->zone, within.to) + MARGIN_DAYS;
    struct roster_wall end = rota->end;
    size_t seen = 0;

    if (rota->n_people == 0)
        return;
    for (int64_t k = turn_before(rota, first_day);; k++) {
        struct roster_wall from = turn_start(rota, k), to = turn_start(rota, k + 1);

        if (from.day > last_day || (end.day != ROSTER_OPEN && from.day > end.day))
            return;
        if (end.day != ROSTER_OPEN &&
            (to.day > end.day || (to.day == end.day && to.minute > end.minute)))
            to = end;
        if (to.day < first_day || from.day > to.day ||
            (from.day == to.day && from.minute >= to.minute))
            continue;
        struct sheet s = {.span = {roster_start(r->zone, from), roster_end(r->zone, to)},
                          .layer = ROSTER_BASE,
                          .person_id = rota->people[(size_t)k % rota->n_people],
                          .shadow = rota->shadow};
        if (s.person_id != 0 && s.span.from < s.span.to)
            put_pieces(a, open, &seen, s, ret);
    }
}

static void put_entries(struct arena *a, const struct roster *r, int level,
                        const struct roster_span_list *open, struct roster_span within,
                        struct sheets *ret)
{
    for (size_t i = 0; i < r->n_entries; i++) {
        const struct roster_entry *e = &r->entries[i];
        struct sheet s = {.layer = e->layer,
                          .person_id = e->person_id,
                          .instead_of = e->instead_of,
                          .order = i,
                          .shadow = e->shadow};
        size_t seen = 0;

        if (e->level != level)
            continue;
        s.span.from = e->from_at != 0 ? e->from_at : roster_start(r->zone, e->from);
        s.span.to = e->to_at != 0 ? e->to_at : roster_end(r->zone, e->to);
        s.span = roster_cut(s.span, within);
        if (s.span.from < s.span.to)
            put_pieces(a, open, &seen, s, ret);
    }
}

/* ---- layers: between two cuts nothing changes */

struct stand {
    int64_t person_id;
    enum roster_layer layer;
};
struct stands {
    struct stand *at;
    size_t n;
};

static void take_out(struct stands *s, size_t i)
{
    s->at[i] = s->at[--s->n];
}

static bool find_stand(const struct stands *s, int64_t person_id, size_t *ret)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i].person_id == person_id) {
            *ret = i;
            return true;
        }
    return false;
}

static void put_stand(struct stands *s, int64_t person_id, enum roster_layer layer)
{
    size_t i;

    if (person_id == 0)
        return;
    if (find_stand(s, person_id, &i))
        s->at[i].layer = layer;
    else
        s->at[s->n++] = (struct stand){person_id, layer};
}

static void put_sheet(struct stands *s, const struct sheet *x)
{
    size_t i;

    if (x->instead_of == 0 && x->layer != ROSTER_BASE && x->layer != ROSTER_PLAN)
        s->n = 0;
    if (x->instead_of != 0) {
        if (!find_stand(s, x->instead_of, &i))
            return;
        take_out(s, i);
    }
    put_stand(s, x->person_id, x->layer);
}

/* active: in the order of layer and making. room for all of them in *ret. */
static void lay(const struct sheets *active, struct stands *ret)
{
    ret->n = 0;
    for (int layer = ROSTER_BASE; layer < ROSTER_LAYER_N; layer++) {
        const struct sheet *last = NULL;

        for (size_t i = 0; i < active->n; i++) {
            const struct sheet *x = &active->at[i];

            if ((int)x->layer != layer)
                continue;
            if (layer == ROSTER_PLAN && last == NULL)
                ret->n = 0; /* a plan replaces the base as a whole */
            last = x;
            if (layer != ROSTER_TAKEOVER)
                put_sheet(ret, x);
        }
        if (layer == ROSTER_TAKEOVER && last != NULL)
            put_sheet(ret, last);
    }
}

static int by_start(const void *x, const void *y)
{
    const struct sheet *a = x, *b = y;

    return roster_order(a->span.from, b->span.from);
}

/* Keeps the active ones by layer, then by making. */
static void activate(struct sheets *active, const struct sheet *x)
{
    size_t i = active->n++;

    for (; i > 0 && (active->at[i - 1].layer > x->layer ||
                     (active->at[i - 1].layer == x->layer && active->at[i - 1].order > x->order));
         i--)
        active->at[i] = active->at[i - 1];
    active->at[i] = *x;
}

static int64_t next_cut(const struct sheets *all, size_t next, const struct sheets *active)
{
    int64_t at = next < all->n ? all->at[next].span.from : INT64_MAX;

    for (size_t i = 0; i < active->n; i++)
        at = active->at[i].span.to < at ? active->at[i].span.to : at;
    return at;
}

static void deactivate(struct sheets *active, int64_t at)
{
    size_t n = 0;

    for (size_t i = 0; i < active->n; i++)
        if (active->at[i].span.to > at)
            active->at[n++] = active->at[i];
    active->n = n;
}

/* One more piece of duty; joined with what the same person had just before. */
static void put_shift(struct arena *a, struct roster_shift s, size_t since,
                      struct roster_shift_list *ret)
{
    for (size_t i = ret->n; i > since; i--) {
        struct roster_shift *x = &ret->at[i - 1];

        if (x->person_id == s.person_id && x->to == s.from && x->layer == s.layer &&
            x->shadow == s.shadow) {
            x->to = s.to;
            return;
        }
        if (i + 64 < ret->n) /* those before ended long ago */
            break;
    }
    ROSTER_PUSH(a, ret, s);
}

static void sweep(struct arena *a, struct sheets *all, int level, struct roster_shift_list *ret)
{
    struct sheets active = {arena_array(a, struct sheet, all->n + 1), 0};
    struct stands on = {arena_array(a, struct stand, all->n + 1), 0};
    size_t next = 0, since = ret->n;

    ROSTER_SORT(all, by_start);
    for (int64_t at = next_cut(all, 0, &active), then; at != INT64_MAX; at = then) {
        deactivate(&active, at);
        for (; next < all->n && all->at[next].span.from <= at; next++)
            activate(&active, &all->at[next]);
        then = next_cut(all, next, &active);
        lay(&active, &on);
        for (size_t i = 0; i < on.n && then != INT64_MAX; i++)
            put_shift(a,
                      (struct roster_shift){.from = at,
                                            .to = then,
                                            .person_id = on.at[i].person_id,
                                            .level = level,
                                            .layer = on.at[i].layer},
                      since, ret);
    }
}

/* Those who look on have no layers: each is as it stands. */
static size_t put_shadows(struct arena *a, struct sheets *all, int level,
                          struct roster_shift_list *ret)
{
    size_t n = 0, since = ret->n;

    ROSTER_SORT(all, by_start);
    for (size_t i = 0; i < all->n; i++) {
        const struct sheet *x = &all->at[i];

        if (!x->shadow)
            all->at[n++] = *x;
        else if (x->person_id != 0)
            put_shift(a,
                      (struct roster_shift){.from = x->span.from,
                                            .to = x->span.to,
                                            .person_id = x->person_id,
                                            .level = level,
                                            .layer = x->layer,
                                            .shadow = true},
                      since, ret);
    }
    return n;
}

static int by_time(const void *x, const void *y)
{
    const struct roster_shift *a = x, *b = y;

    if (a->from != b->from)
        return roster_order(a->from, b->from);
    if (a->level != b->level)
        return roster_order(a->level, b->level);
    return a->person_id != b->person_id ? roster_order(a->person_id, b->person_id)
                                        : roster_order(a->layer, b->layer);
}

void roster_shifts(struct arena *a, const struct roster *r, struct roster_span within,
                   struct roster_shift_list *ret)
{
    struct roster_span_list open;

    *ret = (struct roster_shift_list){0};
    roster_open(a, r, within, &open);
    for (int level = 1; level <= ROSTER_LEVELS_MAX; level++) {
        struct sheets all = {0};

        for (size_t i = 0; i < r->n_rotas; i++)
            if (r->rotas[i].level == level)
                put_rota(a, r, &r->rotas[i], &open, within, &all);
        put_entries(a, r, level, &open, within, &all);
        all.n = put_shadows(a, &all, level, ret);
        sweep(a, &all, level, ret);
    }
    ROSTER_SORT(ret, by_time);
}
