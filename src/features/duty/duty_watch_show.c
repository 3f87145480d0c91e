/* One watch: rotas, gaps, history and shares in words.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/duty/duty_show.h"
#include "web/page.h"

static struct str name_of(struct request *rq, int64_t id)
{
    struct str name;

    return duty_person_name(rq->db, rq->arena, rq->who, id, &name) == OK ? name : STR("?");
}

struct duty_share_views duty_shares_of(struct request *rq, const struct duty_plan *p)
{
    struct duty_share_views list = {arena_array(rq->arena, struct duty_share_view, p->shares.n + 1),
                                    p->shares.n};

    for (size_t i = 0; i < list.n; i++) {
        const struct roster_share *s = &p->shares.at[i];

        list.at[i] = (struct duty_share_view){.name = name_of(rq, s->person_id),
                                              .hours = duty_hours_text(rq, s->ms),
                                              .holiday_hours = duty_hours_text(rq, s->holiday_ms),
                                              .nights = s->nights};
    }
    return list;
}

static struct str wall_text(struct request *rq, int64_t day, int64_t minute)
{
    struct local_time t = day_date((int32_t)day);

    return arena_printf(rq->arena, rq->lang == LANG_DA ? "%d.%d.%d %.*s" : "%d/%d/%d %.*s", t.day,
                        t.month, t.year, STR_ARG(duty_minutes(rq, minute)));
}

struct str duty_rota_text(struct request *rq, const struct duty_rota_row *r)
{
    static const enum text_key turns[ROSTER_TURN_N] = {[ROSTER_HOUR] = T_DUTY_EVERY_HOUR,
                                                       [ROSTER_DAY] = T_DUTY_EVERY_DAY,
                                                       [ROSTER_WEEK] = T_DUTY_EVERY_WEEK,
                                                       [ROSTER_MONTH] = T_DUTY_EVERY_MONTH,
                                                       [ROSTER_OWN] = T_DUTY_EVERY_OWN};
    struct text_arg every[] = {TEXT_INT(r->every)};
    struct str turn = text_filled(
        rq->arena, rq->lang,
        r->turn >= 0 && r->turn < ROSTER_TURN_N ? turns[r->turn] : T_DUTY_EVERY_DAY, every, 1);
    struct text_arg args[] = {TEXT_INT(r->level), TEXT_STR(turn),
                              TEXT_STR(wall_text(rq, r->start_day, r->start_minute)),
                              TEXT_STR(wall_text(rq, r->end_day, r->end_minute))};

    return text_filled(rq->arena, rq->lang, r->end_day != 0 ? T_DUTY_ROTA_TO : T_DUTY_ROTA, args,
                       4);
}

static struct str rota_people(struct request *rq, const struct duty_setup *s, int64_t rota_id)
{
    struct buf b = buf_new(rq->arena, 100);
    bool first = true;

    for (size_t i = 0; i < s->people.n; i++) {
        const struct duty_rota_person_row *p = &s->people.at[i];

        if (p->rota_id != rota_id)
            continue;
        if (!first)
            buf_add(&b, STR(", "));
        buf_add(&b, p->name.p != NULL ? p->name : text(rq->lang, T_DUTY_NOBODY));
        first = false;
    }
    return buf_str(&b);
}

static void put_rotas(struct request *rq, const struct duty_setup *s, struct duty_rota_views *ret)
{
    *ret =
        (struct duty_rota_views){arena_array(rq->arena, struct duty_rota_view, s->rotas.n + 1), 0};
    for (size_t i = 0; i < s->rotas.n; i++) {
        const struct duty_rota_row *r = &s->rotas.at[i];

        ret->at[ret->n++] =
            (struct duty_rota_view){.id = r->id,
                                    .text = duty_rota_text(rq, r),
                                    .people = rota_people(rq, s, r->id),
                                    .preview_url = path_of(rq->arena, "/duty/drafts/{}", r->id),
                                    .draft = r->state == DUTY_DRAFT,
                                    .shadow = r->shadow};
    }
}

static struct str past_text(struct request *rq, const struct duty_history_row *h)
{
    struct str nobody = text(rq->lang, T_DUTY_NOBODY);
    struct str from =
        h->from_at != 0 ? duty_moment(rq, h->from_at) : wall_text(rq, h->from_day, h->from_minute);
    struct text_arg args[] = {TEXT_STR(h->person.p != NULL ? h->person : nobody),
                              TEXT_INT(h->level),
                              TEXT_STR(from),
                              TEXT_STR(wall_text(rq, h->to_day, h->to_minute)),
                              TEXT_STR(h->instead.p != NULL ? h->instead : STR("")),
                              TEXT_STR(h->reason)};
    enum text_key key = h->shadow                     ? T_DUTY_PAST_SHADOW
                        : h->layer == ROSTER_PLAN     ? T_DUTY_PAST_PLAN
                        : h->layer == ROSTER_TAKEOVER ? T_DUTY_PAST_TAKEN
                        : h->instead.p != NULL        ? T_DUTY_PAST_INSTEAD
                                                      : T_DUTY_PAST_OVERRIDE;

    return text_filled(rq->arena, rq->lang, key, args, 6);
}

static struct str by_text(struct request *rq, enum text_key key, struct str name, int64_t at)
{
    struct text_arg args[] = {TEXT_STR(name.p != NULL ? name : text(rq->lang, T_DUTY_PROGRAM)),
                              TEXT_STR(local_time(rq, at))};

    return text_filled(rq->arena, rq->lang, key, args, 2);
}

static void put_history(struct request *rq, const struct duty_setup *s, struct duty_pasts *ret)
{
    int64_t today = zone_day(rq->zone, clock_now());

    *ret = (struct duty_pasts){arena_array(rq->arena, struct duty_past, s->history.n + 1), 0};
    for (size_t i = 0; i < s->history.n; i++) {
        const struct duty_history_row *h = &s->history.at[i];

        ret->at[ret->n++] = (struct duty_past){
            .text = past_text(rq, h),
            .made = by_text(rq, T_DUTY_MADE, h->maker, h->made_at),
            .undone =
                h->undone_at != 0 ? by_text(rq, T_DUTY_UNDONE, h->undoer, h->undone_at) : STR(""),
            .undo_url = path_of(rq->arena, "/duty/entries/{}/undo", h->id),
            .may_undo = h->undone_at == 0 && h->to_day >= today};
    }
}

static struct str window_text(struct request *rq, const struct duty_window_row *w)
{
    static const enum text_key days[] = {T_DUTY_MON, T_DUTY_TUE, T_DUTY_WED, T_DUTY_THU,
                                         T_DUTY_FRI, T_DUTY_SAT, T_DUTY_SUN};
    struct buf b = buf_new(rq->arena, 60);

    for (int i = 0; i < 7; i++) {
        bool on = (w->weekdays >> i & 1) != 0, before = i > 0 && (w->weekdays >> (i - 1) & 1) != 0,
             after = i < 6 && (w->weekdays >> (i + 1) & 1) != 0;

        if (!on || (before && after))
            continue;
        if (before)
            buf_add(&b, STR("–"));
        else if (buf_str(&b).n > 0)
            buf_add(&b, STR(", "));
        buf_add(&b, text(rq->lang, days[i]));
    }
    buf_printf(&b, " %.*s–%.*s", STR_ARG(duty_minutes(rq, w->from_minute)),
               STR_ARG(duty_minutes(rq, w->to_minute)));
    if (w->days == ROSTER_NO_HOLIDAY)
        buf_add(&b, text(rq->lang, T_DUTY_NOT_HOLIDAYS));
    if (w->days == ROSTER_ONLY_HOLIDAY)
        buf_add(&b, text(rq->lang, T_DUTY_ONLY_HOLIDAYS));
    return buf_str(&b);
}

static struct str windows_text(struct request *rq, const struct duty_setup *s)
{
    struct buf b = buf_new(rq->arena, 100);

    for (size_t i = 0; i < s->windows.n; i++) {
        if (i > 0)
            buf_add(&b, STR("; "));
        buf_add(&b, window_text(rq, &s->windows.at[i]));
    }
    return buf_str(&b);
}

static struct duty_lines gap_lines(struct request *rq, const struct duty_setup *s)
{
    struct duty_lines list = {arena_array(rq->arena, struct duty_line, s->gaps.n + 1), 0};

    for (size_t i = 0; i < s->gaps.n && list.n < DUTY_EFFECT_MOST; i++) {
        const struct duty_gap_row *g = &s->gaps.at[i];
        struct text_arg args[] = {
            TEXT_STR(s->watch.name), TEXT_INT(g->level), TEXT_STR(duty_moment(rq, g->from_at)),
            TEXT_STR(duty_moment(rq, g->to_at)),
            TEXT_STR(g->person_id != 0 ? name_of(rq, g->person_id) : STR(""))};

        list.at[list.n++].text =
            text_filled(rq->arena, rq->lang,
                        g->person_id != 0 ? T_DUTY_GAP_LINE_NAME : T_DUTY_GAP_LINE, args, 5);
    }
    return list;
}

/* Names and choices are for planners; the others see the week, the gaps and the hours. */
static enum status fill_planner(struct request *rq, const struct duty_setup *s,
                                struct duty_watch_view *v)
{
    struct roster_span ahead = {clock_now(), clock_now() + DUTY_AHEAD_DAYS * DAY_MS};
    struct duty_plan plan;

    TRY(duty_options_of(rq, false, s->watch.owner_id, &v->owners));
    TRY(duty_plan(rq->db, rq->arena, rq->who, s->watch.id, 0, ahead, &plan));
    v->shares = duty_shares_of(rq, &plan);
    put_history(rq, s, &v->history);
    put_rotas(rq, s, &v->rotas);
    return OK;
}

enum status duty_watch_fill(struct request *rq, int64_t id, struct duty_watch_view *ret)
{
    struct duty_setup s;

    TRY(duty_setup(rq->db, rq->arena, rq->who, id, &s));
    *ret = (struct duty_watch_view){.csrf = rq->csrf,
                                    .url = path_of(rq->arena, "/duty/watches/{}", id),
                                    .name = s.watch.name,
                                    .hours = windows_text(rq, &s),
                                    .alert = STR_NONE,
                                    .frozen = STR(""),
                                    .may_plan = duty_may_plan(rq->who, &s.watch),
                                    .at_home = s.watch.at_home,
                                    .levels = s.watch.levels,
                                    .gaps = gap_lines(rq, &s)};
    if (s.watch.frozen_until != 0) {
        struct text_arg until =
            TEXT_STR(local_date(rq, zone_day_start(rq->zone, (int32_t)s.watch.frozen_until)));

        ret->frozen = text_filled(rq->arena, rq->lang, T_DUTY_FROZEN_UNTIL, &until, 1);
    }
    TRY(duty_week_of(rq, &s.watch, 1, 0, duty_monday(rq), ret->url, &ret->week));
    return ret->may_plan ? fill_planner(rq, &s, ret) : OK;
}
