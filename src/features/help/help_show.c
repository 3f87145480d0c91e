/* Words for codes, seconds as people say them, and what rings for whom.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_show.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/help/help_parts.h"
#include "features/incidents/incidents.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/server.h"

static const enum text_key kind_texts[HELP_KIND_N] = {
#define X(name, word) [HELP_##name] = T_HELP_KIND_##name,
    HELP_KINDS(X)
#undef X
};
static const enum text_key asks_texts[HELP_KIND_N] = {
#define X(name, word) [HELP_##name] = T_HELP_ASKS_##name,
    HELP_KINDS(X)
#undef X
};
static const enum text_key hint_texts[HELP_KIND_N] = {
#define X(name, word) [HELP_##name] = T_HELP_HINT_##name,
    HELP_KINDS(X)
#undef X
};
static const enum text_key event_texts[HELP_EVENT_N] = {
#define X(name, word) [HELP_EVENT_##name] = T_HELP_EVENT_##name,
    HELP_EVENTS(X)
#undef X
};

/* "8 s", "3 min." */
static struct str span(struct request *rq, int64_t ms)
{
    bool short_one = ms < 2 * MINUTE_MS;
    struct text_arg n = TEXT_INT((ms < 0 ? 0 : ms) / (short_one ? 1000 : MINUTE_MS));

    return text_filled(rq->arena, rq->lang, short_one ? T_HELP_SECONDS : T_HELP_MINUTES, &n, 1);
}

static void fill_helpers(struct request *rq, const struct help_request *r, struct help_item *item)
{
    const struct help_row *row = &r->row;

    item->also.at = arena_array(rq->arena, struct help_helper, r->answers.n);
    for (size_t i = 0; i < r->answers.n; i++) {
        const struct help_answer_row *a = &r->answers.at[i];
        struct str after = span(rq, a->at - row->pressed_at);

        item->coming = item->coming || a->person_id == rq->who->person_id;
        if (a->person_id != row->owner_id) {
            item->also.at[item->also.n++] = (struct help_helper){a->name, after};
            continue;
        }
        item->first = a->name;
        item->first_after = after;
        item->is_first = a->person_id == rq->who->person_id;
    }
}

static struct help_item item_of(struct request *rq, const struct help_request *r, bool has_watch)
{
    const struct help_row *row = &r->row;
    struct text_arg name = TEXT_STR(row->person_name);
    struct help_item item = {
        .id = row->id,
        .age_ms = clock_now() - row->pressed_at,
        .url = path_of(rq->arena, "/desk/requests/{}", row->id),
        .name = row->person_name,
        .team = row->team_name,
        .place = row->place,
        .since = span(rq, clock_now() - row->pressed_at),
        .at = local_time(rq, row->pressed_at),
        .class_word = str_of(incident_class_words[help_class_of(row->kind)]),
        .kind_text = kind_texts[row->kind],
        .asks = text_filled(rq->arena, rq->lang, asks_texts[row->kind], &name, 1),
        .acute = row->kind == HELP_ACUTE,
        .air = row->kind == HELP_AIR,
        .silent = row->silent,
        .at_home = row->at_home,
        .mine = row->person_id == rq->who->person_id,
        .owned = row->owner_id != 0,
        .arrived = row->arrived_at != 0,
        .closed = row->closed_at != 0,
        .cancelled = row->cancelled,
        .resort = row->resort_at != 0,
    };

    fill_helpers(rq, r, &item);
    item.drill = row->drill != 0 && (item.mine || item.coming || item.closed);
    item.rings = !item.mine && !item.silent && !item.owned && !item.closed &&
                 (row->summoned & help_targets_of(rq->who, row->team_id, has_watch)) != 0;
    return item;
}

static void add(struct help_item_list *list, struct help_item item)
{
    list->at[list->n++] = item;
}

static struct help_item_list room(struct request *rq, size_t n)
{
    return (struct help_item_list){.at = arena_array(rq->arena, struct help_item, n)};
}

static struct help_now_view now_of(struct request *rq, const struct help_desk *d)
{
    struct help_now_view v = {
        .csrf = rq->csrf,
        .alarm_number = rq->server->alarm_number,
        .ready = d->ready,
        .can_answer = d->ready.n_centre + d->ready.n_reached > 0,
        .mine = room(rq, d->open.n),
        .others = room(rq, d->open.n),
        .ended = room(rq, d->ended.n),
        .asking = room(rq, d->asking.n),
    };

    for (size_t i = 0; i < d->open.n; i++) {
        struct help_item item = item_of(rq, &d->open.at[i], d->has_watch);

        add(item.mine ? &v.mine : &v.others, item);
    }
    for (size_t i = 0; i < d->ended.n; i++)
        add(&v.ended, item_of(rq, &d->ended.at[i], false));
    if (v.ended.n > 0)
        v.ended.at[0].has_keys = true;
    for (size_t i = 0; i < d->asking.n; i++)
        if (d->asking.at[i].row.person_id != rq->who->person_id)
            add(&v.asking, item_of(rq, &d->asking.at[i], false));
    return v;
}

/* What other features have for this reader to do now. */
static enum status fill_parts(struct request *rq, struct help_now_view *v)
{
    struct html h = {.out = buf_new(rq->arena, 4000), .lang = rq->lang};

    for (desk_part_fn *const *part = all_desk_parts; *part; part++)
        TRY((*part)(rq, &h));
    v->parts.s = buf_str(&h.out);
    return OK;
}

enum status help_now_fill(struct request *rq, struct help_now_view *ret)
{
    struct help_desk d;

    TRY(help_desk(rq->db, rq->arena, rq->who, &d));
    *ret = now_of(rq, &d);
    return fill_parts(rq, ret);
}

static struct help_button_list buttons_of(struct request *rq, const struct help_desk *d)
{
    static const struct {
        enum help_kind kind;
        const char *key;
    } order[] = {{HELP_NEED, "1"},
                 {HELP_TAKEOVER, "2"},
                 {HELP_BOSS, "3"},
                 {HELP_ACUTE, "5"},
                 {HELP_AIR, "6"}};
    size_t n = sizeof order / sizeof order[0];
    struct help_button_list list = {arena_array(rq->arena, struct help_button, n), n};

    for (size_t i = 0; i < n; i++) {
        enum help_kind kind = order[i].kind;

        list.at[i] = (struct help_button){.word = help_kind_words[kind],
                                          .key = order[i].key,
                                          .text = kind_texts[kind],
                                          .hint = hint_texts[kind],
                                          .acute = kind == HELP_ACUTE};
        for (size_t k = 0; k < d->open.n; k++)
            list.at[i].open =
                list.at[i].open || (d->open.at[k].row.kind == (int64_t)kind &&
                                    d->open.at[k].row.person_id == rq->who->person_id);
    }
    return list;
}

enum status help_desk_fill(struct request *rq, struct help_desk_view *ret)
{
    struct help_desk d;
    struct help_warning_row w;

    TRY(help_desk(rq->db, rq->arena, rq->who, &d));
    enum status found = help_warning_latest(rq->db, rq->arena, rq->who, &w);
    if (found != OK && found != MISSING)
        return found;
    *ret = (struct help_desk_view){
        .csrf = rq->csrf,
        .client_key = id_secret(rq->arena, 16),
        .worker = asset_url(rq->arena, "desk_worker.js"),
        .place = d.here.place,
        .at_home = d.here.at_home,
        .silent = d.here.silent,
        .warns = found == OK && w.ended_at == 0,
        .may_set = may(rq->who, PERM_HELP_SET),
        .buttons = buttons_of(rq, &d),
        .now = now_of(rq, &d),
    };
    return fill_parts(rq, &ret->now);
}

/* With seconds: in these minutes they count. */
static struct str clock_text(struct request *rq, int64_t at)
{
    struct local_time t = zone_local(rq->zone, at);
    char dot = rq->lang == LANG_DA ? '.' : ':';

    return at == 0
               ? STR_NONE
               : arena_printf(rq->arena, "%02d%c%02d%c%02d", t.hour, dot, t.minute, dot, t.second);
}

/* ---- one request and its time line */

static struct str detail_of(struct request *rq, const struct help_event_row *e)
{
    struct text_arg n = TEXT_INT(e->detail);

    if (e->kind == HELP_EVENT_CALLED || e->kind == HELP_EVENT_RESORT)
        return text_filled(rq->arena, rq->lang, T_HELP_CALLED_N, &n, 1);
    if (e->kind == HELP_EVENT_COMING || e->kind == HELP_EVENT_ALSO_COMING)
        return span(rq, e->detail);
    return STR_NONE;
}

struct help_show_view help_show_view_of(struct request *rq, const struct help_request *r,
                                        const struct help_event_row_list *events)
{
    struct help_show_view v = {.csrf = rq->csrf,
                               .alarm_number = rq->server->alarm_number,
                               .day = local_time(rq, r->row.pressed_at),
                               .item = item_of(rq, r, false)};

    if (r->row.incident_id != 0 && v.item.mine)
        v.incident_url = path_of(rq->arena, "/incidents/{}", r->row.incident_id);
    v.lines.at = arena_array(rq->arena, struct help_line, events->n);
    for (size_t i = 0; i < events->n; i++) {
        const struct help_event_row *e = &events->at[i];

        if (e->kind < 0 || e->kind >= HELP_EVENT_N)
            continue; /* written by a newer version */
        v.lines.at[v.lines.n++] = (struct help_line){.when = clock_text(rq, e->at),
                                                     .iso = iso_time(rq, e->at),
                                                     .who = e->name,
                                                     .detail = detail_of(rq, e),
                                                     .text = event_texts[e->kind]};
    }
    return v;
}

/* ---- warn, then end */

static enum status fill_warning(struct request *rq, const struct help_warning_row *w,
                                struct help_warn_view *v)
{
    struct incident in;

    v->runs = w->ended_at == 0;
    v->over = w->ended_at != 0;
    v->named = clock_text(rq, w->named_at);
    v->warned = clock_text(rq, w->warned_at);
    v->ended = clock_text(rq, w->ended_at);
    v->threat = w->outcome == HELP_OUT_THREAT;
    v->calmed = w->outcome == HELP_OUT_CALMED;
    v->suicide = w->outcome == HELP_OUT_STAY_SUICIDE;
    v->bomb = w->outcome == HELP_OUT_STAY_BOMB;
    v->ended_call = v->threat || w->outcome == HELP_OUT_AFTER_WARNING;
    if (w->request_id != 0)
        v->request_url = path_of(rq->arena, "/desk/requests/{}", w->request_id);
    if (w->incident_id == 0)
        return OK;
    TRY(incident_find(rq->db, rq->arena, rq->who, w->incident_id, &in));
    v->incident_url = path_of(rq->arena, "/incidents/{}", w->incident_id);
    v->incident_number = incident_number_text(rq->arena, in.row.number);
    v->rated = in.row.rating > 0;
    return OK;
}

enum status help_warn_fill(struct request *rq, struct help_warn_view *ret)
{
    struct help_wording wording;
    struct help_warning_row w;
    struct help_warn_view v = {.csrf = rq->csrf,
                               .alarm_number = rq->server->alarm_number,
                               .may_set = may(rq->who, PERM_HELP_SET)};

    TRY(help_wording_get(rq->db, rq->arena, rq->who->centre_id, &wording));
    v.version = wording.version;
    for (int part = 0; part < HELP_SAY_N; part++)
        v.say[part] = wording.text[rq->lang][part];
    enum status found = help_warning_latest(rq->db, rq->arena, rq->who, &w);
    if (found == OK)
        TRY(fill_warning(rq, &w, &v));
    else if (found != MISSING)
        return found;
    *ret = v;
    return OK;
}
