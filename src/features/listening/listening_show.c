/* Values of sessions made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_show.h"

#include "base/clock.h"
#include "core/refuse.h"
#include "web/parts.h"

#define USUAL_MINUTES 45
#define SOON_DAYS 7

static const enum text_key state_texts[LISTENING_STATE_N] = {
#define X(name, word) [LISTENING_##name] = T_LISTENING_STATE_##name,
    LISTENING_STATES(X)
#undef X
};
static const enum text_key side_texts[LISTENING_SIDE_N] = {
#define X(name, word) [LISTENING_##name] = T_LISTENING_SIDE_##name,
    LISTENING_SIDES(X)
#undef X
};
static const enum text_key focus_texts[LISTENING_FOCUS_N] = {
#define X(name, word) [LISTENING_ON_##name] = T_LISTENING_FOCUS_##name,
    LISTENING_FOCUSES(X)
#undef X
};

/* ---- times */

struct str listening_day(struct request *rq, int64_t day)
{
    static const enum text_key days[] = {T_LISTENING_MON, T_LISTENING_TUE, T_LISTENING_WED,
                                         T_LISTENING_THU, T_LISTENING_FRI, T_LISTENING_SAT,
                                         T_LISTENING_SUN};
    struct local_time t = day_date((int32_t)day);
    struct str weekday = text(rq->lang, days[t.weekday - 1]), month = local_month(rq, t.month);

    if (rq->lang == LANG_DA)
        return arena_printf(rq->arena, "%.*s %d. %.*s", STR_ARG(weekday), t.day, STR_ARG(month));
    return arena_printf(rq->arena, "%.*s %d %.*s", STR_ARG(weekday), t.day, STR_ARG(month));
}

struct str listening_clock(struct request *rq, int64_t at)
{
    struct local_time t = zone_local(rq->zone, at);

    return text_clock(rq->arena, rq->lang, t.hour * 60 + t.minute);
}

struct str listening_moment(struct request *rq, int64_t at)
{
    struct text_arg args[] = {TEXT_STR(listening_day(rq, zone_day(rq->zone, at))),
                              TEXT_STR(listening_clock(rq, at))};

    return text_filled(rq->arena, rq->lang, T_LISTENING_MOMENT, args, 2);
}

/* ---- lists */

static const char *tag_of(int64_t state)
{
    if (state == LISTENING_HELD || state == LISTENING_BOOKED)
        return "tag-done";
    return state == LISTENING_DECLINED || state == LISTENING_CALLED_OFF ? "" : "tag-talk";
}

struct listening_line_view listening_line(struct request *rq, const struct listening_row *r)
{
    bool own = r->employee_id == rq->who->person_id;

    return (struct listening_line_view){
        .url = path_of(rq->arena, "/listening/{}", r->id),
        .name = own ? r->listener_name : r->employee_name,
        .when = r->starts_at != 0 ? listening_moment(rq, r->starts_at) : STR_NONE,
        .step = r->next_step,
        .state = state_texts[r->state],
        .minutes = r->minutes,
        .tag = tag_of(r->state)};
}

/* ---- forms */

static struct str error_of(struct request *rq, const struct listening_typed *t, const char *name)
{
    const struct form_error *e =
        t != NULL && t->errors != NULL ? form_error_of(t->errors, name) : NULL;

    return e != NULL ? form_error_text(rq->arena, rq->lang, e) : STR_NONE;
}

static struct listening_option_list options(struct request *rq, const char *const *words,
                                            const enum text_key *texts, int64_t n, int64_t bits)
{
    struct listening_option_list list = {arena_array(rq->arena, struct listening_option, (size_t)n),
                                         (size_t)n};

    for (int64_t i = 0; i < n; i++)
        list.at[i] = (struct listening_option){words[i], texts[i], (bits & LISTENING_BIT(i)) != 0};
    return list;
}

enum status listening_form_fill(struct request *rq, const struct listening_offer *from,
                                const struct listening_typed *typed,
                                struct listening_form_view *ret)
{
    struct listening_offer o = typed != NULL && typed->offer != NULL ? *typed->offer : *from;

    ret->csrf = rq->csrf;
    ret->starts = local_typed(rq, o.starts_at);
    ret->minutes = o.minutes != 0 ? o.minutes : USUAL_MINUTES;
    ret->focus_words = o.focus_words.p != NULL ? o.focus_words : STR("");
    ret->changes = from->changes;
    ret->sides = options(rq, listening_side_words, side_texts, LISTENING_SIDE_N,
                         LISTENING_BIT(o.side >= 0 ? o.side : 0));
    ret->focuses = options(rq, listening_focus_words, focus_texts, LISTENING_FOCUS_N, o.focus);
    for (size_t i = 0; i < ret->people.n; i++) {
        int64_t id = 0;

        ret->people.at[i].chosen = str_int64(ret->people.at[i].id, &id) && id == o.person_id;
    }
    ret->error = typed != NULL ? typed->error : STR_NONE;
    ret->error_person = error_of(rq, typed, "person_id");
    ret->error_starts = error_of(rq, typed, "starts_at");
    ret->error_minutes = error_of(rq, typed, "minutes");
    ret->error_focus = error_of(rq, typed, "focus");
    ret->error_words = error_of(rq, typed, "focus_words");
    return OK;
}

bool listening_refusal(struct request *rq, enum status status, const struct form_errors *errors,
                       struct str *ret)
{
    if (status == INVALID && errors != NULL && errors->n > 0) {
        *ret = text(rq->lang, T_LISTENING_SEE_BELOW);
        return true;
    }
    if ((status != INVALID && status != CONFLICT && status != TOO_LARGE) || refuse_key() == T_NONE)
        return false;
    *ret = text(rq->lang, refuse_key());
    return true;
}

/* ---- one */

/* What a state means for who reads; a request that nobody has taken up yet is not the listener's. */
static enum text_key lead_of(const struct listening *l)
{
    static const enum text_key to_employee[LISTENING_STATE_N] = {
        [LISTENING_ASKED] = T_LISTENING_E_ASKED,
        [LISTENING_PROPOSED] = T_LISTENING_E_PROPOSED,
        [LISTENING_SUGGESTED] = T_LISTENING_SUGGESTED_WAITS,
        [LISTENING_BOOKED] = T_LISTENING_E_BOOKED,
        [LISTENING_RUNNING] = T_LISTENING_E_RUNNING,
        [LISTENING_STOPPED] = T_LISTENING_E_STOPPED,
        [LISTENING_HELD] = T_LISTENING_E_HELD,
        [LISTENING_DECLINED] = T_LISTENING_E_DECLINED,
        [LISTENING_CALLED_OFF] = T_LISTENING_IS_OFF};
    static const enum text_key to_listener[LISTENING_STATE_N] = {
        [LISTENING_ASKED] = T_LISTENING_L_ASKED,
        [LISTENING_PROPOSED] = T_LISTENING_L_PROPOSED,
        [LISTENING_SUGGESTED] = T_LISTENING_L_SUGGESTED,
        [LISTENING_BOOKED] = T_LISTENING_L_BOOKED,
        [LISTENING_RUNNING] = T_LISTENING_L_RUNNING,
        [LISTENING_STOPPED] = T_LISTENING_L_STOPPED,
        [LISTENING_HELD] = T_LISTENING_L_HELD,
        [LISTENING_DECLINED] = T_LISTENING_L_DECLINED,
        [LISTENING_CALLED_OFF] = T_LISTENING_IS_OFF};

    return l->part == LISTENING_AS_EMPLOYEE ? to_employee[l->row.state] : to_listener[l->row.state];
}

static void fill_can(struct listening_show_view *v, int64_t can)
{
#define CAN(act) ((can & LISTENING_BIT(LISTENING_DO_##act)) != 0)
    v->may_accept = CAN(ACCEPT);
    v->may_decline = CAN(DECLINE);
    v->may_call_off = CAN(CALL_OFF);
    v->may_begin = CAN(BEGIN);
    v->may_announce = CAN(ANNOUNCE);
    v->may_note = CAN(NOTE);
    v->may_stop = CAN(STOP);
    v->may_finish = CAN(FINISH);
    v->may_answer = CAN(ANSWER);
    v->may_offer = CAN(TAKE) || CAN(PROPOSE) || CAN(SUGGEST);
#undef CAN
}

static void fill_notes(struct request *rq, const struct listening *l, struct listening_show_view *v)
{
    v->notes = (struct listening_note_views){
        arena_array(rq->arena, struct listening_note_view, l->notes.n), l->notes.n};
    for (size_t i = 0; i < l->notes.n; i++)
        v->notes.at[i] = (struct listening_note_view){
            listening_clock(rq, l->notes.at[i].at), iso_time(rq, l->notes.at[i].at),
            l->notes.at[i].text, str_c(rq->arena, l->notes.at[i].client_key)};
}

static void fill_looks(struct request *rq, const struct listening *l, struct listening_show_view *v)
{
    v->shows_looks = v->is_employee;
    v->looks = (struct listening_look_views){
        arena_array(rq->arena, struct listening_look_view, l->looks.n), l->looks.n};
    for (size_t i = 0; i < l->looks.n; i++)
        v->looks.at[i] = (struct listening_look_view){
            local_time(rq, l->looks.at[i].at), l->looks.at[i].name,
            l->looks.at[i].what == LISTENING_LOOKED_AT_ALL ? T_LISTENING_LOOK_ALL
                                                           : T_LISTENING_LOOK_HELD};
}

static void fill_focus(struct request *rq, const struct listening_row *r,
                       struct listening_show_view *v)
{
    v->focus.at = arena_array(rq->arena, struct listening_option, LISTENING_FOCUS_N);
    for (int i = 0; i < LISTENING_FOCUS_N; i++)
        if ((r->focus & LISTENING_BIT(i)) != 0)
            v->focus.at[v->focus.n++] =
                (struct listening_option){listening_focus_words[i], focus_texts[i], true};
    v->focus_words = r->focus_words;
}

static void fill_words(struct request *rq, const struct listening *l, struct listening_show_view *v)
{
    struct text_arg version = TEXT_INT(l->text.version);

    v->words = rq->lang == LANG_DA ? l->text.text_da : l->text.text_en;
    v->words_other = rq->lang == LANG_DA ? l->text.text_en : l->text.text_da;
    v->version = l->text.version == 0
                     ? text(rq->lang, T_LISTENING_OWN_VERSION)
                     : text_filled(rq->arena, rq->lang, T_LISTENING_VERSION, &version, 1);
    if (l->row.announced_at != 0)
        v->announced = listening_clock(rq, l->row.announced_at);
    if (l->row.begun_at != 0)
        v->since = listening_clock(rq, l->row.begun_at);
}

/* What was typed stands again where the rule did not take it. */
static void fill_result(struct request *rq, const struct listening *l,
                        const struct listening_typed *typed, struct listening_show_view *v)
{
    const struct listening_row *r = &l->row;
    const struct listening_finish *f = typed != NULL && v->may_finish ? typed->finish : NULL;
    int64_t day = f != NULL ? f->follow_day : r->follow_day;

    v->shows_result = r->state == LISTENING_HELD && r->next_step.n > 0;
    v->strength_1 = f != NULL ? f->strength_1 : r->strength_1;
    v->strength_2 = f != NULL ? f->strength_2 : r->strength_2;
    v->next_step = f != NULL ? f->next_step : r->next_step;
    if (day != 0) {
        v->follow = listening_day(rq, day);
        v->follow_iso = date_text(rq->arena, (int32_t)day);
    } else if (v->may_finish && f == NULL) { /* a week from now is a good guess */
        v->follow_iso = date_text(rq->arena, zone_day(rq->zone, clock_now()) + SOON_DAYS);
    }
    v->answer = r->answer;
    v->typed_answer = typed != NULL && typed->answer.p != NULL ? typed->answer : r->answer;
    v->typed_note = typed != NULL && typed->note.p != NULL ? typed->note : STR("");
    if (r->answered_at != 0)
        v->answered = local_time(rq, r->answered_at);
    if (l->part == LISTENING_AS_LISTENER && r->state == LISTENING_HELD)
        v->next_url = path_of(rq->arena, "/listening/new?with={}", r->employee_id);
}

static enum status fill_offer(struct request *rq, const struct listening *l,
                              const struct listening_typed *typed, struct listening_show_view *v)
{
    const struct listening_row *r = &l->row;
    struct listening_offer stands = {.changes = r->changes,
                                     .starts_at = r->starts_at,
                                     .minutes = r->minutes,
                                     .side = r->side,
                                     .focus = r->focus,
                                     .focus_words = r->focus_words};

    v->offer.url = path_of(rq->arena, "/listening/{}/time", r->id);
    v->offer.asks_time = true;
    v->offer.button = v->is_employee                ? T_LISTENING_DO_SUGGEST
                      : r->state == LISTENING_ASKED ? T_LISTENING_DO_TAKE
                                                    : T_LISTENING_DO_PROPOSE;
    return listening_form_fill(rq, &stands, typed, &v->offer);
}

enum status listening_show_fill(struct request *rq, int64_t id, const struct listening_typed *typed,
                                struct listening_show_view *ret)
{
    struct listening l;
    struct listening_show_view v = {.csrf = rq->csrf, .id = id};

    TRY(listening_find(rq->db, rq->arena, rq->who, id, &l));
    v.url = path_of(rq->arena, "/listening/{}", id);
    v.is_employee = l.part == LISTENING_AS_EMPLOYEE;
    v.name = v.is_employee ? l.row.listener_name : l.row.employee_name;
    v.when = l.row.starts_at != 0 ? listening_moment(rq, l.row.starts_at) : STR_NONE;
    v.minutes = l.row.minutes;
    v.changes = l.row.changes;
    v.part = l.part;
    v.state = l.row.state;
    v.state_text = state_texts[l.row.state];
    v.state_lead = lead_of(&l);
    v.tag = tag_of(l.row.state);
    v.side = side_texts[l.row.side];
    v.error = typed != NULL ? typed->error : STR_NONE;
    fill_can(&v, l.can);
    fill_focus(rq, &l.row, &v);
    fill_words(rq, &l, &v);
    fill_notes(rq, &l, &v);
    fill_looks(rq, &l, &v);
    fill_result(rq, &l, typed, &v);
    if (v.may_offer)
        TRY(fill_offer(rq, &l, typed, &v));
    v.offer.error = STR_NONE; /* said at the top of the page */
    *ret = v;
    return OK;
}
