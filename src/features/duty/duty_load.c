/* Rows to rosters, and what is wrong with them.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "features/duty/duty_parts.h"

struct rows {
    struct duty_watch_row_list watches;
    struct duty_window_row_list windows;
    struct duty_rota_row_list rotas;
    struct duty_rota_person_row_list people;
    struct duty_entry_row_list entries;
};

static bool is_before(struct roster_wall x, struct roster_wall y)
{
    return x.day < y.day || (x.day == y.day && x.minute < y.minute);
}

static void put_windows(struct arena *a, const struct rows *rows, struct duty_roster *w)
{
    struct roster_window *at = arena_array(a, struct roster_window, rows->windows.n + 1);

    for (size_t i = 0; i < rows->windows.n; i++) {
        const struct duty_window_row *x = &rows->windows.at[i];

        if (x->watch_id == w->row.id)
            at[w->roster.n_windows++] =
                (struct roster_window){(unsigned)x->weekdays, (int)x->from_minute,
                                       (int)x->to_minute, (enum roster_days)x->days};
    }
    w->roster.windows = at;
}

static struct roster_rota rota_of(struct arena *a, const struct rows *rows,
                                  const struct duty_rota_row *x)
{
    int64_t *people = arena_array(a, int64_t, rows->people.n + 1);
    struct roster_rota r = {
        .level = (int)x->level,
        .turn = (enum roster_turn)x->turn,
        .every = (int)x->every,
        .start = {(int32_t)x->start_day, (int)x->start_minute},
        .end = {x->end_day != 0 ? (int32_t)x->end_day : ROSTER_OPEN, (int)x->end_minute},
        .people = people,
        .shadow = x->shadow};

    for (size_t i = 0; i < rows->people.n; i++)
        if (rows->people.at[i].rota_id == x->id)
            people[r.n_people++] = rows->people.at[i].person_id;
    return r;
}

/* The draft cuts what was published for its level. */
static void put_rotas(struct arena *a, const struct rows *rows, int64_t draft_id,
                      struct duty_roster *w)
{
    struct roster_rota *at = arena_array(a, struct roster_rota, rows->rotas.n + 1);
    const struct duty_rota_row *draft = NULL;

    for (size_t i = 0; i < rows->rotas.n; i++)
        if (rows->rotas.at[i].id == draft_id && rows->rotas.at[i].watch_id == w->row.id)
            draft = &rows->rotas.at[i];
    for (size_t i = 0; i < rows->rotas.n; i++) {
        const struct duty_rota_row *x = &rows->rotas.at[i];

        if (x->watch_id != w->row.id || (x->state != DUTY_PUBLISHED && x != draft))
            continue;
        struct roster_rota r = rota_of(a, rows, x);
        if (draft != NULL && x != draft && x->level == draft->level && x->shadow == draft->shadow) {
            struct roster_wall cut = {(int32_t)draft->start_day, (int)draft->start_minute};

            if (!is_before(r.start, cut))
                continue;
            if (is_before(cut, r.end))
                r.end = cut;
        }
        at[w->roster.n_rotas++] = r;
    }
    w->roster.rotas = at;
}

static void put_entries(struct arena *a, const struct rows *rows, struct duty_roster *w)
{
    struct roster_entry *at = arena_array(a, struct roster_entry, rows->entries.n + 1);

    for (size_t i = 0; i < rows->entries.n; i++) {
        const struct duty_entry_row *x = &rows->entries.at[i];

        if (x->watch_id == w->row.id)
            at[w->roster.n_entries++] =
                (struct roster_entry){.layer = (enum roster_layer)x->layer,
                                      .level = (int)x->level,
                                      .from = {(int32_t)x->from_day, (int)x->from_minute},
                                      .to = {(int32_t)x->to_day, (int)x->to_minute},
                                      .from_at = x->from_at,
                                      .person_id = x->person_id,
                                      .instead_of = x->instead_of,
                                      .shadow = x->shadow};
    }
    w->roster.entries = at;
}

static enum status load_away(struct db *db, struct arena *a, int64_t since, struct duty_centre *c)
{
    struct duty_absence_row_list days;

    TRY(q_duty_absences(db, a, c->id, zone_day(c->zone, since), &days));
    c->away = arena_array(a, struct roster_away, days.n + 1);
    for (size_t i = 0; i < days.n; i++)
        c->away[c->n_away++] = (struct roster_away){
            days.at[i].person_id,
            {zone_day_start(c->zone, (int32_t)days.at[i].from_day),
             days.at[i].to_day != 0 ? zone_day_start(c->zone, (int32_t)days.at[i].to_day + 1)
                                    : INT64_MAX}};
    return OK;
}

enum status duty_load(struct db *db, struct arena *a, int64_t centre_id, int64_t since,
                      int64_t draft_id, struct duty_centre *ret)
{
    struct duty_centre_row centre;
    struct rows rows;

    *ret = (struct duty_centre){.id = centre_id};
    TRY(q_duty_centre(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &ret->zone));
    TRY(q_duty_watches(db, a, centre_id, &rows.watches));
    TRY(q_duty_windows(db, a, centre_id, &rows.windows));
    TRY(q_duty_rotas(db, a, centre_id, &rows.rotas));
    TRY(q_duty_rota_people(db, a, centre_id, &rows.people));
    TRY(q_duty_entries(db, a, centre_id, zone_day(ret->zone, since) - 1, &rows.entries));
    TRY(q_duty_names(db, a, centre_id, &ret->names));
    TRY(load_away(db, a, since, ret));
    ret->n = rows.watches.n;
    ret->watches = arena_array(a, struct duty_roster, ret->n + 1);
    for (size_t i = 0; i < ret->n; i++) {
        struct duty_roster *w = &ret->watches[i];

        w->row = rows.watches.at[i];
        w->roster = (struct roster){.zone = ret->zone, .levels = (int)w->row.levels};
        put_windows(a, &rows, w);
        put_rotas(a, &rows, draft_id, w);
        put_entries(a, &rows, w);
    }
    return OK;
}

const struct duty_roster *duty_roster_of(const struct duty_centre *c, int64_t watch_id)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->watches[i].row.id == watch_id)
            return &c->watches[i];
    return NULL;
}

struct str duty_name_of(const struct duty_centre *c, int64_t person_id)
{
    size_t low = 0, high = c->names.n;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (c->names.at[mid].id == person_id)
            return c->names.at[mid].name;
        if (c->names.at[mid].id < person_id)
            low = mid + 1;
        else
            high = mid;
    }
    return STR_NONE;
}

struct roster_wall duty_wall(const struct zone *zone, int64_t at)
{
    struct local_time t = zone_local(zone, at);

    return (struct roster_wall){day_number(t.year, t.month, t.day), t.hour * 60 + t.minute};
}

/* ---- problems */

static void put_gaps(struct arena *a, const struct duty_centre *c, const struct duty_roster *w,
                     struct roster_span within, struct duty_problems *ret)
{
    struct roster_gap_list gaps;

    roster_gaps(a, &w->roster, c->away, c->n_away, within, &gaps);
    struct duty_gap_found *all = arena_array(a, struct duty_gap_found, ret->n_gaps + gaps.n + 1);
    if (ret->n_gaps > 0)
        memcpy(all, ret->gaps, ret->n_gaps * sizeof *all);
    for (size_t i = 0; i < gaps.n; i++)
        all[ret->n_gaps++] = (struct duty_gap_found){w->row.id, w->row.name, gaps.at[i],
                                                     duty_name_of(c, gaps.at[i].person_id)};
    ret->gaps = all;
}

static void put_shifts(struct arena *a, const struct duty_roster *w, struct roster_span within,
                       struct roster_shift_list *ret)
{
    struct roster_shift_list shifts;

    roster_shifts(a, &w->roster, within, &shifts);
    struct roster_shift *all = arena_array(a, struct roster_shift, ret->n + shifts.n + 1);
    if (ret->n > 0)
        memcpy(all, ret->at, ret->n * sizeof *all);
    if (shifts.n > 0)
        memcpy(all + ret->n, shifts.at, shifts.n * sizeof *all);
    ret->at = all;
    ret->n += shifts.n;
}

/* Those that are not over. */
static void put_breaches(const struct duty_centre *c, const struct roster_breach_list *found,
                         int64_t now, struct duty_problems *ret)
{
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i].to > now)
            ret->breaches[ret->n_breaches++] =
                (struct duty_breach_found){found->at[i], duty_name_of(c, found->at[i].person_id)};
}

void duty_problems(struct arena *a, const struct duty_centre *c, struct duty_problems *ret)
{
    int64_t now = clock_now() / MINUTE_MS * MINUTE_MS;
    struct roster_span ahead = {now, now + DUTY_AHEAD_DAYS * DAY_MS},
                       work = {now - DUTY_REST_BACK_MS, ahead.to};
    struct roster_shift_list shifts = {0};
    struct roster_breach_list day, week;

    *ret = (struct duty_problems){0};
    for (size_t i = 0; i < c->n; i++) {
        put_gaps(a, c, &c->watches[i], ahead, ret);
        if (!c->watches[i].row.at_home)
            put_shifts(a, &c->watches[i], work, &shifts);
    }
    roster_rest(a, shifts.at, shifts.n, &day);
    roster_week_rest(a, shifts.at, shifts.n, &week);
    ret->breaches = arena_array(a, struct duty_breach_found, day.n + week.n + 1);
    put_breaches(c, &day, now, ret);
    put_breaches(c, &week, now, ret);
}

/* The gap lies within one that was there before. */
static bool was_gap(const struct duty_problems *before, const struct duty_gap_found *g)
{
    for (size_t i = 0; i < before->n_gaps; i++) {
        const struct duty_gap_found *b = &before->gaps[i];

        if (b->watch_id == g->watch_id && b->gap.level == g->gap.level &&
            b->gap.from <= g->gap.from && b->gap.to >= g->gap.to)
            return true;
    }
    return false;
}

static bool was_breach(const struct duty_problems *before, const struct roster_breach *b)
{
    for (size_t i = 0; i < before->n_breaches; i++) {
        const struct roster_breach *x = &before->breaches[i].breach;

        if (x->person_id == b->person_id && x->is_week == b->is_week && x->from <= b->from &&
            x->to >= b->to && x->rest_ms <= b->rest_ms)
            return true;
    }
    return false;
}

void duty_new_problems(struct arena *a, const struct duty_problems *before,
                       const struct duty_problems *after, struct duty_effect *ret)
{
    *ret = (struct duty_effect){.gaps = arena_array(a, struct duty_gap_found, DUTY_EFFECT_MOST),
                                .breaches =
                                    arena_array(a, struct duty_breach_found, DUTY_EFFECT_MOST)};
    for (size_t i = 0; i < after->n_gaps; i++)
        if (!was_gap(before, &after->gaps[i]) && ret->all_gaps++ < DUTY_EFFECT_MOST)
            ret->gaps[ret->n_gaps++] = after->gaps[i];
    for (size_t i = 0; i < after->n_breaches; i++)
        if (!was_breach(before, &after->breaches[i].breach) &&
            ret->all_breaches++ < DUTY_EFFECT_MOST)
            ret->breaches[ret->n_breaches++] = after->breaches[i];
}
