/* Times, cards and the week's grid.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_show.h"

#include "base/clock.h"
#include "core/refuse.h"
#include "web/page.h"

static const enum text_key weekday_texts[] = {T_DUTY_MON, T_DUTY_TUE, T_DUTY_WED, T_DUTY_THU,
                                              T_DUTY_FRI, T_DUTY_SAT, T_DUTY_SUN};

static struct str filled(struct request *rq, enum text_key key, struct text_arg x,
                         struct text_arg y)
{
    struct text_arg args[] = {x, y};

    return text_filled(rq->arena, rq->lang, key, args, 2);
}

struct str duty_minutes(struct request *rq, int64_t minute)
{
    return text_clock(rq->arena, rq->lang, minute);
}

struct str duty_clock(struct request *rq, int64_t at)
{
    struct local_time t = zone_local(rq->zone, at);

    return duty_minutes(rq, t.hour * 60 + t.minute);
}

static struct str day_text(struct request *rq, int32_t day)
{
    struct local_time t = day_date(day);

    return arena_printf(rq->arena, rq->lang == LANG_DA ? "%.*s %d.%d." : "%.*s %d/%d",
                        STR_ARG(text(rq->lang, weekday_texts[t.weekday - 1])), t.day, t.month);
}

struct str duty_moment(struct request *rq, int64_t at)
{
    return arena_printf(rq->arena, "%.*s %.*s", STR_ARG(day_text(rq, zone_day(rq->zone, at))),
                        STR_ARG(duty_clock(rq, at)));
}

struct str duty_hours_text(struct request *rq, int64_t ms)
{
    int64_t tenths = (ms + 3 * MINUTE_MS) / (6 * MINUTE_MS);

    if (tenths % 10 == 0)
        return arena_printf(rq->arena, "%lld", (long long)(tenths / 10));
    return arena_printf(rq->arena, rq->lang == LANG_DA ? "%lld,%lld" : "%lld.%lld",
                        (long long)(tenths / 10), (long long)(tenths % 10));
}

bool duty_refusal(struct request *rq, enum status status, struct str *ret)
{
    if ((status != INVALID && status != CONFLICT) || refuse_key() == T_NONE)
        return false;
    *ret = text(rq->lang, refuse_key());
    return true;
}

/* ---- cards */

static enum text_key why_text(int64_t reason)
{
    static const enum text_key texts[DUTY_REASON_N] = {
        [DUTY_REACHABLE] = T_DUTY_WHY_REACHABLE, [DUTY_NOBODY] = T_DUTY_WHY_NOBODY,
        [DUTY_AWAY] = T_DUTY_WHY_AWAY,           [DUTY_HURT] = T_DUTY_WHY_HURT,
        [DUTY_CHANNELS] = T_DUTY_WHY_CHANNELS,   [DUTY_STALE] = T_DUTY_WHY_STALE};

    return texts[reason];
}

static struct str state_of(struct request *rq, const struct duty_light *l)
{
    if (!l->open)
        return l->next_at == 0
                   ? text(rq->lang, T_DUTY_NEVER_OPEN)
                   : filled(rq, T_DUTY_OPENS, TEXT_STR(duty_moment(rq, l->next_at)), TEXT_INT(0));
    if (l->green)
        return filled(rq, T_DUTY_GREEN, TEXT_STR(l->reason_name), TEXT_INT(0));
    struct str why = text(rq->lang, why_text(l->reason));
    return l->reason_name.n == 0
               ? filled(rq, T_DUTY_RED, TEXT_STR(why), TEXT_INT(0))
               : filled(rq, T_DUTY_RED_NAME, TEXT_STR(l->reason_name), TEXT_STR(why));
}

static struct duty_on_list people_of(struct request *rq, const struct duty_light *l)
{
    struct duty_on_list list = {arena_array(rq->arena, struct duty_on, l->people.n + 1),
                                l->people.n};

    for (size_t i = 0; i < list.n; i++) {
        const struct duty_person *p = &l->people.at[i];

        list.at[i] = (struct duty_on){
            .name = p->name,
            .until = duty_moment(rq, p->until),
            .why = p->reason == DUTY_REACHABLE ? STR("") : text(rq->lang, why_text(p->reason)),
            .level = p->level,
            .shadow = p->shadow};
    }
    return list;
}

enum status duty_cards_of(struct request *rq, struct duty_cards *ret)
{
    struct duty_light_list lights;

    TRY(duty_lights(rq->db, rq->arena, rq->who, &lights));
    ret->at = arena_array(rq->arena, struct duty_card, lights.n + 1);
    ret->n = lights.n;
    for (size_t i = 0; i < lights.n; i++) {
        const struct duty_light *l = &lights.at[i];

        ret->at[i] =
            (struct duty_card){.id = l->watch.id,
                               .name = l->watch.name,
                               .team = l->watch.team.p != NULL ? l->watch.team : STR(""),
                               .take_url = path_of(rq->arena, "/duty/watches/{}/take", l->watch.id),
                               .plan_url = path_of(rq->arena, "/duty/watches/{}", l->watch.id),
                               .state = state_of(rq, l),
                               .green = l->green,
                               .red = l->open && !l->green,
                               .may_take = l->may_take,
                               .may_plan = l->may_plan,
                               .people = people_of(rq, l)};
    }
    return OK;
}

/* ---- the week */

int32_t duty_monday(struct request *rq)
{
    int32_t day = zone_day(rq->zone, clock_now());
    struct str asked = request_query(rq, "week");

    if (asked.p != NULL && date_parse(asked, &day)) {
        int32_t today = zone_day(rq->zone, clock_now());

        if (day < today - 3660 || day > today + 3660)
            day = today;
    }
    return day - (day_date(day).weekday - 1);
}

/* "08.00–16.00"; what began before the day has no beginning, what goes on has no end. */
static struct str piece_hours(struct request *rq, struct roster_span s, struct roster_span day)
{
    struct str from = s.from < day.from ? STR("") : duty_clock(rq, s.from);
    struct str to = s.to > day.to ? STR("") : duty_clock(rq, s.to);

    if (s.from <= day.from && s.to >= day.to)
        return text(rq->lang, T_DUTY_WHOLE_DAY);
    if (from.n == 0)
        return filled(rq, T_DUTY_TO_HOUR, TEXT_STR(to), TEXT_INT(0));
    if (to.n == 0)
        return filled(rq, T_DUTY_FROM_HOUR, TEXT_STR(from), TEXT_INT(0));
    return arena_printf(rq->arena, "%.*s–%.*s", STR_ARG(from), STR_ARG(to));
}

static struct duty_pieces pieces_of(struct request *rq, const struct duty_plan *p, int level,
                                    struct roster_span day)
{
    struct duty_pieces list = {
        arena_array(rq->arena, struct duty_piece, p->n_shifts + p->n_gaps + 1), 0};

    for (size_t i = 0; i < p->n_shifts; i++) {
        const struct roster_shift *s = &p->shifts[i].shift;

        if (s->level == level && s->from < day.to && s->to > day.from)
            list.at[list.n++] = (struct duty_piece){
                .name = p->shifts[i].name,
                .hours = piece_hours(rq, (struct roster_span){s->from, s->to}, day),
                .away = p->shifts[i].away,
                .shadow = s->shadow};
    }
    for (size_t i = 0; i < p->n_gaps; i++) {
        const struct roster_gap *g = &p->gaps[i];

        if (g->level == level && g->from < day.to && g->to > day.from)
            list.at[list.n++] = (struct duty_piece){
                .name = text(rq->lang, T_DUTY_GAP),
                .hours = piece_hours(rq, (struct roster_span){g->from, g->to}, day),
                .gap = true};
    }
    return list;
}

static int levels_of(const struct duty_plan *p)
{
    int most = (int)p->watch.levels;

    for (size_t i = 0; i < p->n_shifts; i++)
        most = p->shifts[i].shift.level > most ? p->shifts[i].shift.level : most;
    return most;
}

static void put_heads(struct request *rq, int32_t monday, struct duty_week *ret)
{
    int32_t today = zone_day(rq->zone, clock_now());

    ret->days = (struct duty_cells){arena_array(rq->arena, struct duty_cell, 7), 7};
    for (int32_t i = 0; i < 7; i++)
        ret->days.at[i] =
            (struct duty_cell){.day = day_text(rq, monday + i), .today = monday + i == today};
}

static void put_row(struct request *rq, const struct duty_plan *p, int level, int32_t monday,
                    const struct duty_week *week, struct duty_row *ret)
{
    *ret = (struct duty_row){.watch = p->watch.name,
                             .level = filled(rq, T_DUTY_LEVEL_N, TEXT_INT(level), TEXT_INT(0)),
                             .cells = {arena_array(rq->arena, struct duty_cell, 7), 7}};
    for (int32_t i = 0; i < 7; i++) {
        struct roster_span day = {zone_day_start(rq->zone, monday + i),
                                  zone_day_start(rq->zone, monday + i + 1)};

        ret->cells.at[i] = week->days.at[i];
        ret->cells.at[i].pieces = pieces_of(rq, p, level, day);
    }
}

enum status duty_week_of(struct request *rq, const struct duty_watch_row *watches, size_t n,
                         int64_t rota_id, int32_t monday, struct str base, struct duty_week *ret)
{
    struct roster_span week = {zone_day_start(rq->zone, monday),
                               zone_day_start(rq->zone, monday + 7)},
                       /* a day more at both ends: whether a shift goes on is seen */
        wide = {week.from - DAY_MS, week.to + DAY_MS};

    *ret =
        (struct duty_week){.title = filled(rq, T_DUTY_WEEK, TEXT_STR(day_text(rq, monday)),
                                           TEXT_STR(day_text(rq, monday + 6))),
                           .earlier_url = arena_printf(rq->arena, "%.*s?week=%.*s", STR_ARG(base),
                                                       STR_ARG(date_text(rq->arena, monday - 7))),
                           .later_url = arena_printf(rq->arena, "%.*s?week=%.*s", STR_ARG(base),
                                                     STR_ARG(date_text(rq->arena, monday + 7)))};
    put_heads(rq, monday, ret);
    ret->rows.at = arena_array(rq->arena, struct duty_row, n * ROSTER_LEVELS_MAX + 1);
    for (size_t i = 0; i < n; i++) {
        struct duty_plan p;

        TRY(duty_plan(rq->db, rq->arena, rq->who, watches[i].id, rota_id, wide, &p));
        for (int level = 1; level <= levels_of(&p); level++)
            put_row(rq, &p, level, monday, ret, &ret->rows.at[ret->rows.n++]);
    }
    return OK;
}

/* ---- words for what a change does */

static struct str gap_text(struct request *rq, const struct duty_gap_found *g)
{
    struct text_arg args[] = {TEXT_STR(g->watch), TEXT_INT(g->gap.level),
                              TEXT_STR(duty_moment(rq, g->gap.from)),
                              TEXT_STR(duty_moment(rq, g->gap.to)), TEXT_STR(g->name)};

    return text_filled(rq->arena, rq->lang, g->name.n == 0 ? T_DUTY_GAP_LINE : T_DUTY_GAP_LINE_NAME,
                       args, 5);
}

static struct str breach_text(struct request *rq, const struct duty_breach_found *b)
{
    struct text_arg args[] = {TEXT_STR(b->name), TEXT_STR(duty_moment(rq, b->breach.from)),
                              TEXT_STR(duty_moment(rq, b->breach.to)),
                              TEXT_STR(duty_hours_text(rq, b->breach.rest_ms))};

    return text_filled(rq->arena, rq->lang,
                       b->breach.is_week        ? T_DUTY_WEEK_LINE
                       : b->breach.rest_ms == 0 ? T_DUTY_REST_NONE
                                                : T_DUTY_REST_LINE,
                       args, 4);
}

struct duty_lines duty_problem_lines(struct request *rq, const struct duty_effect *e)
{
    struct duty_lines list = {
        arena_array(rq->arena, struct duty_line, e->n_gaps + e->n_breaches + 2), 0};

    for (size_t i = 0; i < e->n_breaches; i++)
        list.at[list.n++].text = breach_text(rq, &e->breaches[i]);
    for (size_t i = 0; i < e->n_gaps; i++)
        list.at[list.n++].text = gap_text(rq, &e->gaps[i]);
    if (e->all_gaps + e->all_breaches > list.n)
        list.at[list.n++].text =
            filled(rq, T_DUTY_MORE, TEXT_INT((int64_t)(e->all_gaps + e->all_breaches - list.n)),
                   TEXT_INT(0));
    return list;
}

enum status duty_options_of(struct request *rq, bool shadows, int64_t chosen,
                            struct duty_options *ret)
{
    struct duty_person_row_list people;

    TRY(duty_people(rq->db, rq->arena, rq->who, shadows, &people));
    ret->at = arena_array(rq->arena, struct duty_option, people.n + 1);
    ret->n = people.n;
    for (size_t i = 0; i < people.n; i++)
        ret->at[i] =
            (struct duty_option){people.at[i].id, people.at[i].name, people.at[i].id == chosen};
    return OK;
}
