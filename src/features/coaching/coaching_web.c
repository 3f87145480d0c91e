/* Pages of one practice form: filling it, side by side, what the two do with it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_show.h"

#include "coaching_html.h"
#include "core/refuse.h"
#include "web/page.h"
#include "web/parts.h"

static bool can(const struct coaching *c, enum coaching_act act)
{
    enum coaching_state to;

    return coaching_step((enum coaching_state)c->row.state, c->side, act, &to);
}

static enum text_key lead_of(const struct coaching *c)
{
    bool learner = c->side == COACHING_LEARNER;

    switch ((enum coaching_state)c->row.state) {
    case COACHING_SELF:
        return learner ? T_COACHING_IS_SELF_OWN : T_COACHING_IS_SELF_OTHER;
    case COACHING_TRAINER:
        return learner ? T_COACHING_IS_TRAINER_OTHER : T_COACHING_IS_TRAINER_OWN;
    case COACHING_LOCKED:
        return learner ? T_COACHING_IS_TRAINER_OTHER : T_COACHING_IS_LOCKED_OWN;
    case COACHING_SHARED:
        return learner ? T_COACHING_IS_SHARED_LEARNER : T_COACHING_IS_SHARED_TRAINER;
    case COACHING_ANSWERED:
        return learner ? T_COACHING_IS_ANSWERED_LEARNER : T_COACHING_IS_ANSWERED_TRAINER;
    case COACHING_REPLIED:
        return learner ? T_COACHING_IS_REPLIED_LEARNER : T_COACHING_IS_REPLIED_TRAINER;
    case COACHING_ENDED:
    case COACHING_STATE_N:
        break;
    }
    return T_COACHING_IS_ENDED;
}

static const enum text_key pair_texts[COACHING_PAIR_N] = {
    [COACHING_ALIKE] = T_COACHING_PAIR_ALIKE,
    [COACHING_DIFFERENT] = T_COACHING_PAIR_DIFFERENT,
    [COACHING_ONE_ONLY] = T_COACHING_PAIR_ONE_ONLY,
    [COACHING_NEITHER] = T_COACHING_PAIR_NEITHER,
    [COACHING_IN_WORDS] = T_NONE,
};

static void fill_said(struct request *rq, const struct coaching *c, size_t i,
                      struct coaching_question_view *q)
{
    struct str other = coaching_show_other(rq, &c->row);

    q->said.at = arena_array(rq->arena, struct coaching_said_view, COACHING_SIDE_N);
    for (int k = 0; k < COACHING_SIDE_N; k++) {
        /* One's own stands first. */
        enum coaching_side side =
            k == 0 ? c->side
                   : (c->side == COACHING_LEARNER ? COACHING_BY_TRAINER : COACHING_LEARNER);
        const struct coaching_answer *answer = &c->answers[side][i];

        if (c->sees[side] && !(c->row.state < COACHING_TRAINER && side == COACHING_LEARNER) &&
            !(c->row.state < COACHING_LOCKED && side == COACHING_BY_TRAINER))
            q->said.at[q->said.n++] = (struct coaching_said_view){
                k == 0 ? text(rq->lang, T_COACHING_YOU) : other,
                coaching_show_level(rq, &c->form.at[i], answer->value), answer->words};
    }
}

static void fill_turns(struct request *rq, const struct coaching *c, size_t i,
                       struct coaching_question_view *q)
{
    q->turns.at = arena_array(rq->arena, struct coaching_turn_view, c->turns.n);
    for (size_t k = 0; k < c->turns.n; k++) {
        const struct coaching_turn_row *t = &c->turns.at[k];

        if (t->question_id == c->form.at[i].id)
            q->turns.at[q->turns.n++] = (struct coaching_turn_view){
                t->side == (int64_t)c->side ? text(rq->lang, T_COACHING_YOU)
                                            : coaching_show_other(rq, &c->row),
                t->words, local_time(rq, t->at)};
    }
}

static struct coaching_mark mark_of(const struct coaching *c, enum coaching_side side, size_t i)
{
    const struct coaching_question *q = &c->form.at[i];

    return (struct coaching_mark){(enum coaching_kind)q->kind, q->weight, q->n_levels,
                                  c->answers[side][i].value, q->critical};
}

/* How soon this is to be talked about; 0: not of itself. */
static int64_t urgency(const struct coaching *c, size_t i)
{
    struct coaching_mark own = mark_of(c, COACHING_LEARNER, i),
                         other = mark_of(c, COACHING_BY_TRAINER, i);

    if (coaching_talk_first(&own) || coaching_talk_first(&other))
        return COACHING_WEIGHT_MAX + own.weight;
    return coaching_compare(own.kind, own.value, other.value) == COACHING_DIFFERENT ? own.weight
                                                                                    : 0;
}

#define TALK_FIRST 3
/* The few questions to begin with: critical ones at their lowest, then what differs, by weight. */
static void fill_first(struct request *rq, const struct coaching *c, struct coaching_options *ret)
{
    ret->at = arena_array(rq->arena, struct coaching_option, TALK_FIRST);
    for (int64_t u = 2 * COACHING_WEIGHT_MAX; u > 0; u--)
        for (size_t i = 0; i < c->form.n && ret->n < TALK_FIRST; i++)
            if (urgency(c, i) == u)
                ret->at[ret->n++] =
                    (struct coaching_option){arena_printf(rq->arena, "card-%zu", i + 1),
                                             c->form.at[i].text[rq->lang], false};
}

static void fill_cards(struct request *rq, const struct coaching *c,
                       const struct coaching_typed *typed, struct coaching_view *v)
{
    for (size_t i = 0; i < c->form.n; i++) {
        struct coaching_question_view *q = coaching_show_question(&v->sections, (int64_t)i);
        enum coaching_pair pair = coaching_compare((enum coaching_kind)c->form.at[i].kind,
                                                   c->answers[COACHING_LEARNER][i].value,
                                                   c->answers[COACHING_BY_TRAINER][i].value);

        fill_said(rq, c, i, q);
        fill_turns(rq, c, i, q);
        q->pair = v->side_by_side ? pair_texts[pair] : T_NONE;
        q->alike = pair == COACHING_ALIKE;
        v->n_alike += v->side_by_side && pair == COACHING_ALIKE;
        v->n_different += v->side_by_side && pair == COACHING_DIFFERENT;
        q->say = !v->may_say ? T_NONE : (v->trains ? T_COACHING_REPLY_HERE : T_COACHING_SAY_HERE);
        if (typed != NULL && typed->words != NULL && typed->words[i].n > 0)
            q->words = typed->words[i];
    }
}

/* For the learner alone, of the own answers alone; kept nowhere. */
static void fill_own_weight(struct request *rq, const struct coaching *c, struct coaching_view *v)
{
    struct coaching_mark *marks = arena_array(rq->arena, struct coaching_mark, c->form.n);

    if (c->side != COACHING_LEARNER || c->row.state < COACHING_TRAINER)
        return;
    for (size_t i = 0; i < c->form.n; i++)
        marks[i] = mark_of(c, COACHING_LEARNER, i);
    struct coaching_weighed w = coaching_weigh(marks, c->form.n);
    v->has_own_weight = w.of > 0;
    v->own_weight = w.of > 0 ? (w.got * 100 + w.of / 2) / w.of : 0;
}

static struct coaching_view view_of(struct request *rq, const struct coaching *c,
                                    const struct coaching_typed *typed)
{
    return (struct coaching_view){
        .csrf = rq->csrf,
        .url = path_of(rq->arena, "/coaching/{}", c->row.id),
        .other = coaching_show_other(rq, &c->row),
        .about = c->row.about,
        .reference = c->row.reference,
        .started = local_date(rq, c->row.started_at),
        .error = typed != NULL ? typed->why : STR(""),
        .closing = c->row.closing,
        .typed = typed != NULL && typed->closing.p ? typed->closing : STR(""),
        .trains = c->side == COACHING_BY_TRAINER,
        .fills = can(c, COACHING_LOCK),
        .side_by_side = c->sees[COACHING_LEARNER] && c->sees[COACHING_BY_TRAINER] &&
                        c->row.state >= COACHING_LOCKED,
        .may_share = can(c, COACHING_SHARE),
        .may_say = can(c, COACHING_ANSWER) || can(c, COACHING_REPLY),
        .may_end = can(c, COACHING_ACKNOWLEDGE),
        .may_drop = can(c, COACHING_DROP),
        .is_over = c->row.state == COACHING_ENDED,
        .lead = text_filled(rq->arena, rq->lang, lead_of(c),
                            (struct text_arg[]){TEXT_STR(coaching_show_other(rq, &c->row))}, 1),
        .version = c->row.version,
        .sections = coaching_show_form(rq, &c->form),
    };
}

static enum status show_one(struct request *rq, struct response *rs, int64_t id,
                            const struct coaching_typed *typed)
{
    struct coaching c;

    TRY(coaching_find(rq->db, rq->arena, rq->who, id, &c));
    struct coaching_view v = view_of(rq, &c, typed);
    TRY(coaching_show_scenario(rq, c.row.scenario, &v.scenario, &v.scenario_url));
    if (v.fills)
        coaching_show_fill(
            rq, &c.form,
            typed != NULL && typed->answers != NULL ? typed->answers : c.answers[c.side],
            typed != NULL ? typed->errors : NULL, typed != NULL && typed->missing, &v.sections);
    else
        fill_cards(rq, &c, typed, &v);
    if (v.side_by_side)
        fill_first(rq, &c, &v.first);
    fill_own_weight(rq, &c, &v);
    struct html *page = page_begin(rq, rs, T_COACHING_ONE_TITLE);
    coaching_one_html(page, &v);
    return page_end(page);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_one(rq, rs, id, NULL);
}

static enum status put_fill(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/coaching/{}", press.id);
    return coaching_put_fill(rq, rs, coaching_fill, &press);
}

static enum status put_share(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one, .notice = T_COACHING_DONE_SHARED};
    struct coaching_share_entry e;
    struct form_errors errors = {.n = 0};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/coaching/{}", press.id);
    enum status done = form_read(rq, &e, &errors);
    if (done == OK)
        done = coaching_share(rq->db, rq->arena, rq->who, press.id, e.closing);
    return coaching_pressed(rq, rs, done, &errors, &(struct coaching_typed){.closing = e.closing},
                            &press);
}

static enum status put_say(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one, .notice = T_COACHING_DONE_SAID};
    struct coaching_say_entry e;
    struct form_errors errors = {.n = 0};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/coaching/{}", press.id);
    enum status done = form_read(rq, &e, &errors);
    if (done == OK)
        done = coaching_say(rq->db, rq->arena, rq->who, press.id, e.words);
    return coaching_pressed(rq, rs, done, &errors, &(struct coaching_typed){.words = e.words},
                            &press);
}

static enum status put_acknowledge(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one, .notice = T_COACHING_DONE_ENDED};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/coaching/{}", press.id);
    return coaching_pressed(rq, rs, coaching_acknowledge(rq->db, rq->arena, rq->who, press.id),
                            NULL, &(struct coaching_typed){.answers = NULL}, &press);
}

static enum status put_drop(struct request *rq, struct response *rs)
{
    struct coaching_press press = {
        .page = show_one, .notice = T_COACHING_DONE_DROPPED, .next = STR("/coaching")};

    TRY(param_id(rq, "id", &press.id));
    return coaching_pressed(rq, rs, coaching_drop(rq->db, rq->arena, rq->who, press.id), NULL,
                            &(struct coaching_typed){.answers = NULL}, &press);
}

const struct route coaching_routes[] = {
    {GET, "/coaching/{id}", PERM_COACHING, one},
    {POST, "/coaching/{id}/fill", PERM_COACHING, put_fill, .in = &coaching_fill_form},
    {POST, "/coaching/{id}/share", PERM_COACHING, put_share, .in = &coaching_share_form},
    {POST, "/coaching/{id}/say", PERM_COACHING, put_say, .in = &coaching_say_form},
    {POST, "/coaching/{id}/acknowledge", PERM_COACHING, put_acknowledge},
    {POST, "/coaching/{id}/drop", PERM_COACHING, put_drop},
    {0},
};
