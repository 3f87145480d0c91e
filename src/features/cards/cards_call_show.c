/* Makes an acute call ready for its views: on the desk page and on its own.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "base/clock.h"
#include "cards_call_html.h"
#include "features/cards/cards_show.h"
#include "web/markdown.h"
#include "web/page.h"
#include "web/server.h"

#define DESK_LINES 8 /* of the time line; the rest stands on its own page */

static const enum text_key role_texts[CARD_ROLE_N] = {
#define X(name, word) [CARD_##name] = T_CARDS_ROLE_##name,
    CARD_ROLES(X)
#undef X
};
/* The same of others, and in the time line. */
static const enum text_key who_texts[CARD_ROLE_N] = {
#define X(name, word) [CARD_##name] = T_CARDS_WHO_##name,
    CARD_ROLES(X)
#undef X
};
static const enum text_key lead_texts[CARD_ROLE_N] = {
#define X(name, word) [CARD_##name] = T_CARDS_LEAD_##name,
    CARD_ROLES(X)
#undef X
};
static const enum text_key event_texts[CARD_EVENT_N] = {
#define X(name, word) [CARD_EVENT_##name] = T_CARDS_EVENT_##name,
    CARD_EVENTS(X)
#undef X
};
static const enum text_key note_texts[CARD_NOTE_N] = {
#define X(name, word) [CARD_NOTE_##name] = T_CARDS_NOTE_##name,
    CARD_NOTES(X)
#undef X
};

static struct str span(struct request *rq, int64_t ms)
{
    bool short_one = ms < 2 * MINUTE_MS;
    struct text_arg n = TEXT_INT((ms < 0 ? 0 : ms) / (short_one ? 1000 : MINUTE_MS));

    return text_filled(rq->arena, rq->lang, short_one ? T_HELP_SECONDS : T_HELP_MINUTES, &n, 1);
}

static struct str clock_text(struct request *rq, int64_t at)
{
    struct local_time t = zone_local(rq->zone, at);
    char dot = rq->lang == LANG_DA ? '.' : ':';

    return arena_printf(rq->arena, "%02d%c%02d%c%02d", t.hour, dot, t.minute, dot, t.second);
}

/* ---- what one reads to 112 */

enum status cards_place_fill(struct request *rq, struct cards_place_view *ret)
{
    struct cards_place place;
    struct card_centre_row centre;
    int32_t today = zone_day(rq->zone, clock_now());

    TRY(cards_place_get(rq->db, rq->arena, rq->who, &place));
    TRY(q_card_centre(rq->db, rq->arena, rq->who->centre_id, &centre));
    *ret = (struct cards_place_view){.centre = centre.name,
                                     .address = place.address,
                                     .way_in = place.way_in,
                                     .numbers = place.numbers,
                                     .alarm_number = rq->server->alarm_number,
                                     .is_known = place.address.n > 0,
                                     .is_stale = place.verified_on != 0 &&
                                                 place.verified_on < today - CARDS_STALE_DAYS};
    if (place.verified_on != 0)
        ret->verified = local_date(rq, zone_day_start(rq->zone, (int32_t)place.verified_on));
    return OK;
}

/* ---- the parts */

static bool is_ticked(const struct cards_call *c, int64_t role, int64_t item)
{
    for (size_t i = 0; i < c->ticks.n; i++)
        if (c->ticks.at[i].role == role && c->ticks.at[i].item == item)
            return true;
    return false;
}

static struct cards_item_list items_of(struct request *rq, const struct cards_call *c, int role)
{
    struct card_line_list lines =
        cards_lines(rq->arena, c->card.text[rq->lang][CARDS_PART_HOLD + role]);
    struct cards_item_list list = {arena_array(rq->arena, struct cards_item_view, lines.n),
                                   lines.n};

    for (size_t i = 0; i < lines.n; i++) {
        const struct card_line *l = &lines.at[i];

        list.at[i] =
            (struct cards_item_view){.item = l->item,
                                     .text = l->is_item ? markdown_line(rq->arena, l->text)
                                                        : markdown_html(rq->arena, l->text, 4),
                                     .is_item = l->is_item,
                                     .done = l->is_item && is_ticked(c, role, l->item)};
    }
    return list;
}

static void fill_parts(struct request *rq, const struct cards_call *c, struct cards_call_view *v)
{
    v->who.at = arena_array(rq->arena, struct cards_who_view, CARD_ROLE_N);
    v->own.at = arena_array(rq->arena, struct cards_own_view, CARD_ROLE_N);
    v->alone = true;
    for (size_t i = 0; i < c->seats.n; i++) {
        const struct card_seat_row *s = &c->seats.at[i];
        bool mine = s->person_id == rq->who->person_id;

        if (s->role < 0 || s->role >= CARD_ROLE_N)
            continue;
        v->who.at[v->who.n++] =
            (struct cards_who_view){.role = who_texts[s->role],
                                    .name = s->name,
                                    .after = span(rq, s->confirmed_at - c->row.began_at),
                                    .mine = mine,
                                    .nobody = s->person_id == 0,
                                    .confirmed = s->confirmed_at != 0};
        v->alone = v->alone && mine;
        if (mine)
            v->own.at[v->own.n++] = (struct cards_own_view){.word = card_role_words[s->role],
                                                            .name = role_texts[s->role],
                                                            .lead = lead_texts[s->role],
                                                            .items = items_of(rq, c, (int)s->role),
                                                            .alarm = s->role == CARD_ALARM,
                                                            .hold = s->role == CARD_HOLD};
    }
    v->many = v->own.n > 1;
}

/* ---- time line, notes */

static void fill_lines(struct request *rq, const struct cards_call *c, size_t most,
                       struct cards_call_view *v)
{
    v->lines.at = arena_array(rq->arena, struct cards_line_view, c->events.n);
    for (size_t i = c->events.n;
         i-- > 0 && v->lines.n < most;) { /* the newest first: that is what one looks for */
        const struct card_event_row *e = &c->events.at[i];

        if (e->kind < 0 || e->kind >= CARD_EVENT_N)
            continue; /* written by a newer version */
        v->lines.at[v->lines.n++] = (struct cards_line_view){
            .when = clock_text(rq, e->at),
            .iso = iso_time(rq, e->at),
            .who = e->name,
            .what = e->role >= 0 && e->role < CARD_ROLE_N ? text(rq->lang, who_texts[e->role])
                                                          : STR_NONE,
            .text = event_texts[e->kind]};
    }
}

static void fill_notes(struct request *rq, const struct cards_call *c, struct cards_call_view *v)
{
    v->notes = (struct cards_note_list){arena_array(rq->arena, struct cards_note_view, CARD_NOTE_N),
                                        CARD_NOTE_N};
    v->heard.at = arena_array(rq->arena, struct cards_heard_view, c->notes.n);
    for (int f = 0; f < CARD_NOTE_N; f++)
        v->notes.at[f] = (struct cards_note_view){card_note_words[f], note_texts[f], STR("")};
    for (size_t i = 0; i < c->notes.n; i++) {
        const struct card_note_row *n = &c->notes.at[i];

        if (n->field < 0 || n->field >= CARD_NOTE_N)
            continue;
        if (n->person_id == rq->who->person_id)
            v->notes.at[n->field].mine = n->text;
        if (n->text.n > 0)
            v->heard.at[v->heard.n++] =
                (struct cards_heard_view){note_texts[n->field], n->name, n->text};
    }
}

static enum status fill_kinds(struct request *rq, const struct cards_call *c,
                              struct cards_call_view *v)
{
    struct card_list cards;

    TRY(cards_list(rq->db, rq->arena, rq->who, &cards));
    v->kinds.at = arena_array(rq->arena, struct cards_choice_view, cards.n);
    for (size_t i = 0; i < cards.n; i++)
        v->kinds.at[v->kinds.n++] = (struct cards_choice_view){
            cards.at[i].slot, cards.at[i].text[rq->lang][CARDS_PART_NAME],
            cards.at[i].slot == c->row.slot};
    return OK;
}

static struct str where_of(struct request *rq, const struct card_call_row *row)
{
    struct str place = row->at_home ? text(rq->lang, T_HELP_IS_AT_HOME) : row->place;

    if (row->team_name.n == 0 || place.n == 0)
        return place.n > 0 ? place : row->team_name;
    return arena_printf(rq->arena, "%.*s · %.*s", STR_ARG(row->team_name), STR_ARG(place));
}

/* What the reader is to do now. */
static void fill_flags(struct request *rq, const struct cards_call *c, struct cards_call_view *v)
{
    v->mine = c->is_presser;
    v->drill = c->knows_drill;
    v->open = c->row.ended_at == 0;
    v->asks_kind = v->open && c->is_presser && c->row.slot == CARDS_UNKNOWN;
    v->asks_me = v->open && c->has_part && !c->has_confirmed;
    v->has_it = c->has_part && c->has_confirmed;
    v->line_gone = c->row.line_gone_at != 0;
    v->relieved = c->row.relieved;
    v->may_end = c->may_end;
    v->may_write = c->may_write;
    v->may_say_kind = c->may_say_kind;
    v->took_part = c->took_part;
    for (size_t i = 0; i < c->seats.n; i++)
        v->writes = v->writes || (c->seats.at[i].role == CARD_WRITE &&
                                  c->seats.at[i].person_id == rq->who->person_id);
}

/* Their own log, once it is over; it is rated there and here. */
static enum status fill_own_log(struct request *rq, const struct cards_call *c,
                                struct cards_call_view *v)
{
    struct incident in;

    for (size_t i = 0; i < c->members.n; i++) {
        const struct card_member_row *m = &c->members.at[i];

        if (m->person_id != rq->who->person_id || m->incident_id == 0)
            continue;
        TRY(incident_find(rq->db, rq->arena, rq->who, m->incident_id, &in));
        v->incident_url = path_of(rq->arena, "/incidents/{}", m->incident_id);
        v->rates = in.row.rating == 0;
    }
    return OK;
}

static enum status fill(struct request *rq, const struct cards_call *c, size_t lines,
                        struct cards_call_view *ret)
{
    struct cards_call_view v = {
        .csrf = rq->csrf,
        .id = c->row.id,
        .url = path_of(rq->arena, "/desk/requests/{}", c->row.id),
        .page = path_of(rq->arena, "/desk/requests/{}/call", c->row.id),
        .name = c->row.person_name,
        .where = where_of(rq, &c->row),
        .since = span(rq, clock_now() - c->row.began_at),
        .at = local_time(rq, c->row.began_at),
        .age_ms = clock_now() - c->row.began_at,
    };

    if (c->row.slot != CARDS_UNKNOWN) {
        v.card = c->card.text[rq->lang][CARDS_PART_NAME];
        v.all = markdown_html(rq->arena, c->card.text[rq->lang][CARDS_PART_ALL], 4);
    }
    fill_flags(rq, c, &v);
    fill_parts(rq, c, &v);
    fill_lines(rq, c, lines, &v);
    if (c->has_confirmed || c->took_part || c->is_presser || !v.open)
        fill_notes(rq, c, &v);
    if (v.may_say_kind || v.asks_kind)
        TRY(fill_kinds(rq, c, &v));
    v.shows_place = c->row.drill_id == 0; /* what is read to 112 stands in no drill */
    TRY(cards_place_fill(rq, &v.place));
    TRY(fill_own_log(rq, c, &v));
    *ret = v;
    return OK;
}

enum status cards_call_fill(struct request *rq, int64_t id, struct cards_call_view *ret)
{
    struct cards_call c;

    TRY(cards_find(rq->db, rq->arena, rq->who, id, &c));
    return fill(rq, &c, SIZE_MAX, ret);
}

enum status cards_desk_part(struct request *rq, struct html *h)
{
    struct cards_call_list calls;
    struct cards_call_view *views;
    struct cards_call_view over = {
        0}; /* the latest alone; it waits until what is open is over too */
    bool is_busy = false, has_over = false;
    size_t n = 0;

    TRY(cards_catch_up(rq->db, rq->arena, rq->who));
    TRY(cards_calls(rq->db, rq->arena, rq->who, &calls));
    views = arena_array(rq->arena, struct cards_call_view, calls.n);
    for (size_t i = 0; i < calls.n; i++) {
        struct cards_call_view *v = &views[n];

        TRY(fill(rq, &calls.at[i], DESK_LINES, v));
        if (v->open) {
            is_busy = is_busy || v->mine || calls.at[i].has_part;
            n++;
        } else {
            over = *v;
            has_over = true;
        }
    }
    if (has_over && !is_busy)
        views[n++] = over;
    cards_desk_html(h, views, n);
    return OK;
}
