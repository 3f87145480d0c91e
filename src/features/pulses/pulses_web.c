/* The page where one answers, the numbers, and the questions of the centre. What is answered is nobody's: these routes leave no
 * line in the log that says who, and no visit.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_forms.h"

#include "core/refuse.h"
#include "features/pulses/pulses_show.h"
#include "features/pulses/pulses_view.h"
#include "pulses_html.h"
#include "web/page.h"
#include "web/parts.h"

/* ---- answering */

static struct pulses_question_list questions_of(struct request *rq, const struct pulses_mine *m,
                                                const struct pulses_answers *typed)
{
    struct pulses_question_list list = {
        arena_array(rq->arena, struct pulses_question_view, PULSES_QUESTIONS), 0};

    for (size_t i = 0; i < PULSES_QUESTIONS; i++) {
        if (!pulses_is_asked(m->moment, i))
            continue;
        list.at[list.n] = (struct pulses_question_view){
            .number = (int64_t)i + 1,
            .shown = (int64_t)list.n + 1,
            .text = m->questions.text[rq->lang][i],
            .steps = pulses_steps(rq->arena, typed ? typed->answer[i] : -1),
            .not_said = typed && typed->answer[i] == 0};
        list.n++;
    }
    return list;
}

static enum status show(struct request *rq, struct response *rs, const struct pulses_answers *typed,
                        struct str error)
{
    struct pulses_mine m;
    struct pulses_mine_view v = {.csrf = rq->csrf, .error = error};

    TRY(pulses_mine(rq->db, rq->arena, rq->who, &m));
    v.is_open = m.is_open;
    v.answered = m.answered;
    v.moment = pulses_moment_words[m.moment];
    v.closes = pulses_day_text(rq, m.closes_day);
    v.next = pulses_day_text(rq, m.next_day);
    v.has_plan = may(rq->who, PERM_ONBOARDING) && m.next_day != 0;
    v.may_ask = may(rq->who, PERM_ASK);
    v.may_set = pulses_may_set(rq->who);
    v.may_read = may(rq->who, PERM_PULSE_READ);
    v.questions = questions_of(rq, &m, typed);
    struct html *page = page_begin(rq, rs, T_PULSES_TITLE);
    pulses_mine_html(page, &v);
    return page_end(page);
}

static enum status mine(struct request *rq, struct response *rs)
{
    return show(rq, rs, NULL, STR_NONE);
}

static enum status put_answers(struct request *rq, struct response *rs)
{
    struct pulses_answers typed, said;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &typed, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, &typed, form_error_text(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    said = typed;
    for (size_t i = 0; i < PULSES_QUESTIONS; i++)
        if (said.answer[i] < 0) /* left out */
            said.answer[i] = 0;
    done = pulses_answer(rq->db, rq->arena, rq->who, &said);
    if (done == INVALID && refuse_key() == T_PULSES_SAY_ONE) {
        rs->status = 422;
        return show(rq, rs, &typed, text(rq->lang, refuse_key()));
    }
    if (done != CONFLICT || refuse_key() != T_PULSES_ANSWERED_ALREADY) /* sent twice is fine */
        TRY(done);
    page_notice(rq, rs, T_PULSES_THANKS);
    return redirect(rs, STR("/pulse"));
}

/* ---- the numbers */

static enum status numbers(struct request *rq, struct response *rs)
{
    struct pulses_query q;
    struct pulses_numbers n;
    struct form_errors errors = {.n = 0};
    struct pulses_numbers_view v = {.may_set = pulses_may_set(rq->who)};
    enum pulses_label by;

    TRY(query_read(rq, &q, &errors));
    by = q.by < 0 ? PULSES_ALL : (enum pulses_label)q.by;
    TRY(pulses_numbers(rq->db, rq->arena, rq->who, request_query_int(rq, "version", PULSES_NOW), by,
                       q.group, &n));
    TRY(pulses_numbers_fill(rq, &n, &v));
    struct html *page = page_begin(rq, rs, T_PULSES_NUMBERS_TITLE);
    pulses_numbers_html(page, &v);
    return page_end(page);
}

/* ---- the questions */

static enum status versions_of(struct request *rq, struct pulses_old_list *ret)
{
    struct pulses_version_row_list rows;

    TRY(pulses_versions(rq->db, rq->arena, rq->who, &rows));
    ret->at = arena_array(rq->arena, struct pulses_old, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        ret->at[ret->n++] = (struct pulses_old){
            rows.at[i].version, local_time(rq, rows.at[i].made_at), rows.at[i].maker_name};
    return OK;
}

static enum status show_edit(struct request *rq, struct response *rs,
                             const struct pulses_questions *q, const struct form_errors *errors,
                             struct str why)
{
    const size_t n = (size_t)LANG_N * PULSES_QUESTIONS;
    struct pulses_edit_view v = {.csrf = rq->csrf, .error = why, .version = q->version};

    v.fields = (struct pulses_field_list){arena_array(rq->arena, struct pulses_field, n), n};
    for (size_t i = 0; i < n; i++) {
        const struct field *f = &pulses_questions_form.fields[i];
        const struct form_error *e = errors ? form_error_of(errors, f->name) : NULL;
        bool is_danish = i < PULSES_QUESTIONS;
        struct str value = q->text[is_danish ? LANG_DA : LANG_EN][i % PULSES_QUESTIONS];

        v.fields.at[i] =
            (struct pulses_field){.name = f->name,
                                  .lang = is_danish ? "da" : "en",
                                  .value = value.p ? value : STR(""),
                                  .error = e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE,
                                  .label = f->label,
                                  .is_language = i % PULSES_QUESTIONS == 0};
    }
    TRY(versions_of(rq, &v.versions));
    struct html *page = page_begin(rq, rs, T_PULSES_EDIT);
    pulses_edit_html(page, &v);
    return page_end(page);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct pulses_questions q;

    if (!pulses_may_set(rq->who))
        return fail(DENIED, "may not change the questions");
    TRY(pulses_questions(rq->db, rq->arena, rq->who, PULSES_NOW, &q));
    return show_edit(rq, rs, &q, NULL, STR_NONE);
}

static enum status put_edit(struct request *rq, struct response *rs)
{
    struct pulses_questions q;
    struct form_errors errors = {.n = 0};

    if (!pulses_may_set(rq->who))
        return fail(DENIED, "may not change the questions");
    enum status done = form_read(rq, &q, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_edit(rq, rs, &q, &errors, text(rq->lang, T_PULSES_SEE_BELOW));
    }
    TRY(done);
    done = pulses_put(rq->db, rq->arena, rq->who, &q);
    if (done == CONFLICT &&
        refuse_key() == T_PULSES_CHANGED_MEANWHILE) { /* nothing typed is lost */
        rs->status = 409;
        return show_edit(rq, rs, &q, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_PULSES_SAVED);
    return redirect(rs, STR("/pulse/numbers"));
}

const struct route pulses_routes[] = {
    {GET, "/pulse", PERM_SIGNED_IN, mine, .flags = ROUTE_UNNAMED},
    {POST, "/pulse", PERM_SIGNED_IN, put_answers, .in = &pulses_answer_form,
     .flags = ROUTE_UNNAMED},
    {GET, "/pulse/numbers", PERM_SIGNED_IN, numbers, .query = &pulses_numbers_query},
    {GET, "/pulse/questions", PERM_PULSE_SET, edit},
    {POST, "/pulse/questions", PERM_PULSE_SET, put_edit, .in = &pulses_questions_form},
    {0},
};
