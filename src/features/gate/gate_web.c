/* Pages of the gate: one's own standing, who waits for whom, one person, the switch.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "core/refuse.h"
#include "features/gate/gate_forms.h"
#include "features/gate/gate_view.h"
#include "gate_html.h"
#include "web/page.h"
#include "web/parts.h"

static const enum text_key reason_texts[GATE_REASON_N] = {
#define X(name, word) T_GATE_REASON_##name,
    GATE_REASONS(X)
#undef X
};

/* A day is said as the last one it holds, since nobody reads midnight as the evening before; what ends within a day has its time. */
static void say_until(struct request *rq, int64_t at, struct gate_row *row)
{
    if (at == 0 || at >= MODULE_FOREVER)
        return;
    struct str last_day = local_date(rq, at - 1);

    if (str_eq(last_day, local_date(rq, at)))
        row->until = local_time(rq, at);
    else
        row->last_day = last_day;
}

static struct gate_row row_of(struct request *rq, const struct gate_person *p)
{
    struct gate_row row = {.id = p->person_id,
                           .name = p->name,
                           .team = p->team,
                           .open = p->answer.open,
                           .passed = p->state.passed_until > clock_now(),
                           .is_signed = p->state.signed_off};

    if (p->answer.open)
        say_until(rq, p->answer.until, &row);
    row.reasons.at = arena_array(rq->arena, struct gate_reason_view, GATE_REASON_N);
    for (int i = 0; i < GATE_REASON_N; i++)
        if (((uint64_t)p->answer.reasons >> i & 1) != 0)
            row.reasons.at[row.reasons.n++] = (struct gate_reason_view){reason_texts[i]};
    return row;
}

static struct gate_row_list rows_of(struct request *rq, const struct gate_person_list *people)
{
    struct gate_row_list list = {arena_array(rq->arena, struct gate_row, people->n), people->n};

    for (size_t i = 0; i < people->n; i++)
        list.at[i] = row_of(rq, &people->at[i]);
    return list;
}

static void fill_past(struct request *rq, const struct gate_look *look, struct gate_past_lists *v)
{
    v->signs.at = arena_array(rq->arena, struct gate_past, look->signs.n);
    for (size_t i = 0; i < look->signs.n; i++) {
        const struct gate_sign_row *s = &look->signs.at[i];

        v->signs.at[v->signs.n++] = (struct gate_past){
            .at = local_time(rq, s->at),
            .words = s->words,
            .by = s->trainer_name,
            .back_at = s->taken_back_at != 0 ? local_time(rq, s->taken_back_at) : STR_NONE,
            .back_by = s->taken_back_name,
            .back_why = s->taken_back_why};
    }
    v->overrides.at = arena_array(rq->arena, struct gate_past, look->overrides.n);
    for (size_t i = 0; i < look->overrides.n; i++) {
        const struct gate_override_row *o = &look->overrides.at[i];

        v->overrides.at[v->overrides.n++] = (struct gate_past){.at = local_time(rq, o->at),
                                                               .words = o->reason,
                                                               .by = o->leader_name,
                                                               .until = local_time(rq, o->until_at),
                                                               .is_override = true};
    }
}

/* ---- the page of all */

static enum status gate(struct request *rq, struct response *rs)
{
    struct gate_look mine;
    struct gate_person_list people;
    struct gate_numbers numbers;
    struct gate_view v = {.may_act = may(rq->who, PERM_GATE_ACT),
                          .may_switch = gate_may_switch(rq->who),
                          .may_ask = may(rq->who, PERM_CALL_LISTENING),
                          .may_numbers = may(rq->who, PERM_NUMBERS_READ)};

    TRY(gate_mine(rq->db, rq->arena, rq->who, &mine));
    mine.person.answer.reasons &=
        ~(GATE_BIT(MODULE_MISSING) | GATE_BIT(NOT_SIGNED)); /* are its steps */
    v.mine = row_of(rq, &mine.person);
    fill_past(rq, &mine, &v.past);
    v.takes_calls = mine.person.state.takes_calls;
    v.on = mine.person.state.on_at != 0 && mine.person.state.on_at <= clock_now();
    if (mine.person.state.on_at > clock_now())
        v.on_day = local_date(rq, mine.person.state.on_at);
    if (v.may_act) {
        TRY(gate_people(rq->db, rq->arena, rq->who, &people));
        v.people = rows_of(rq, &people);
        for (size_t i = 0; i < v.people.n; i++)
            v.n_waiting += !v.people.at[i].is_signed;
    }
    if (v.may_numbers) {
        TRY(gate_numbers(rq->db, rq->arena, rq->who, &numbers));
        v.n_let = numbers.n_let;
        v.hidden = numbers.hidden;
    }
    struct html *page = page_begin(rq, rs, T_GATE_TITLE);
    gate_page_html(page, &v);
    return page_end(page);
}

/* ---- one person */

static void fill_modules(struct request *rq, const struct module_mine_list *mine,
                         struct gate_person_view *v)
{
    v->modules.at = arena_array(rq->arena, struct gate_module_view, mine->n);
    for (size_t i = 0; i < mine->n; i++) {
        const struct module_mine *m = &mine->at[i];

        if (!m->must && m->passed_at == 0)
            continue;
        v->modules.at[v->modules.n++] = (struct gate_module_view){
            .title = m->title,
            .word = m->word,
            .passed = m->passed_at != 0 ? local_date(rq, m->passed_at) : STR_NONE,
            .until = m->until_at != 0 ? local_date(rq, m->until_at - 1) : STR_NONE,
            .holds = m->standing == MODULE_HOLDS || m->standing == MODULE_SOON,
            .must = m->must,
            .lapsed = m->standing == MODULE_LAPSED};
    }
}

static enum status show(struct request *rq, struct response *rs, int64_t id, struct str error,
                        struct str typed)
{
    struct gate_look look;
    struct gate_person_view v = {
        .csrf = rq->csrf, .error = error, .typed = typed.p != NULL ? typed : STR("")};

    TRY(gate_look(rq->db, rq->arena, rq->who, id, rq->lang, &look));
    v.row = row_of(rq, &look.person);
    v.may_sign = look.may_sign;
    v.may_override = look.may_override && !look.person.answer.open;
    v.on = look.person.state.on_at != 0 && look.person.state.on_at <= clock_now();
    fill_modules(rq, &look.modules, &v);
    fill_past(rq, &look, &v.past);
    struct html *page = page_begin_titled(rq, rs, look.person.name);
    gate_person_html(page, &v);
    return page_end(page);
}

static enum status person(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show(rq, rs, id, STR_NONE, STR_NONE);
}

typedef enum status act_fn(struct db *db, struct arena *a, const struct actor *who,
                           int64_t person_id, struct str words);

/* What a rule refused in words is shown with what was typed. */
static enum status act(struct request *rq, struct response *rs, act_fn *rule, enum text_key done)
{
    struct gate_words in;
    struct form_errors errors = {.n = 0};
    enum status status;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    status = form_read(rq, &in, &errors);
    if (status == INVALID && errors.n > 0) {
        TRY(show(rq, rs, id, form_error_named(rq->arena, rq->lang, &errors.at[0]), in.words));
        rs->status = 422;
        return OK;
    }
    TRY(status);
    status = rule(rq->db, rq->arena, rq->who, id, in.words);
    if ((status == CONFLICT || status == INVALID || status == TOO_LARGE) &&
        refuse_key() != T_NONE) {
        struct str why = text(rq->lang, refuse_key());

        db_refresh(rq->db);
        TRY(show(rq, rs, id, why, in.words));
        rs->status = status == CONFLICT ? 409 : 422;
        return OK;
    }
    TRY(status);
    page_notice(rq, rs, done);
    return redirect(rs, path_of(rq->arena, "/gate/people/{}", id));
}

static enum status sign(struct request *rq, struct response *rs)
{
    return act(rq, rs, gate_sign, T_GATE_DONE_SIGNED);
}

static enum status take_back(struct request *rq, struct response *rs)
{
    return act(rq, rs, gate_take_back, T_GATE_DONE_BACK);
}

static enum status let(struct request *rq, struct response *rs)
{
    return act(rq, rs, gate_let, T_GATE_DONE_LET);
}

/* ---- the switch */

static enum status show_switch(struct request *rq, struct response *rs,
                               const struct gate_switching *typed, struct str error)
{
    struct gate_switch look;
    struct gate_switch_view v = {.csrf = rq->csrf, .error = error};
    int32_t today = zone_day(rq->zone, clock_now());

    TRY(gate_switch_look(rq->db, rq->arena, rq->who, &look));
    v.on = look.row.on_at != 0;
    v.planned = look.row.on_at > clock_now();
    if (v.on) {
        v.since = local_date(rq, look.row.on_at);
        v.grace = look.row.grace_until > clock_now() ? local_date(rq, look.row.grace_until - 1)
                                                     : STR_NONE;
    }
    v.by = look.row.changed_name;
    v.on_day = date_text(rq->arena, typed->on_day != 0 ? (int32_t)typed->on_day : today + 14);
    v.grace_days = arena_printf(rq->arena, "%lld", (long long)typed->grace_days);
    v.n_people = look.n_people;
    v.out = rows_of(rq, &look.out);
    v.n_out = (int64_t)look.out.n;
    struct html *page = page_begin(rq, rs, T_GATE_SWITCH);
    gate_switch_html(page, &v);
    return page_end(page);
}

static enum status look_switch(struct request *rq, struct response *rs)
{
    const struct gate_switching usual = {.grace_days = 60};

    return show_switch(rq, rs, &usual, STR_NONE);
}

static enum status put_switch(struct request *rq, struct response *rs)
{
    struct gate_switching to;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &to, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_switch(rq, rs, &to, form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = gate_switch_put(rq->db, rq->arena, rq->who, &to);
    if (done == INVALID && refuse_key() != T_NONE) {
        struct str why = text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_switch(rq, rs, &to, why);
    }
    TRY(done);
    page_notice(rq, rs, to.on_day != 0 ? T_GATE_DONE_ON : T_GATE_DONE_OFF);
    return redirect(rs, STR("/gate/switch"));
}

const struct route gate_routes[] = {
    {GET, "/gate", PERM_MODULES_TAKE, gate},
    {GET, "/gate/switch", PERM_MODULES_SET, look_switch},
    {POST, "/gate/switch", PERM_MODULES_SET, put_switch, .in = &gate_switch_form},
    {GET, "/gate/people/{id}", PERM_GATE_ACT, person},
    {POST, "/gate/people/{id}/sign", PERM_GATE_ACT, sign, .in = &gate_words_form},
    {POST, "/gate/people/{id}/take-back", PERM_GATE_ACT, take_back, .in = &gate_words_form},
    {POST, "/gate/people/{id}/let", PERM_GATE_ACT, let, .in = &gate_words_form},
    {0},
};
