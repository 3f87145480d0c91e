/* Words for standings, days, questions and texts.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_show.h"

#include "features/modules/modules_forms.h"
#include "web/markdown.h"
#include "web/page.h"
#include "web/parts.h"

static const enum text_key standings[MODULE_STANDING_N] = {
#define X(name, word) T_MODULES_STANDING_##name,
    MODULE_STANDINGS(X)
#undef X
};

struct str module_last_day(struct request *rq, int64_t until_at)
{
    return until_at == 0 || until_at == MODULE_FOREVER ? STR_NONE : local_date(rq, until_at - 1);
}

struct module_card module_card_of(struct request *rq, const struct module_mine *m)
{
    return (struct module_card){
        .word = m->word,
        .title = m->title,
        .lead = m->lead,
        .passed = m->passed_at != 0 ? local_date(rq, m->passed_at) : STR_NONE,
        .until = m->passed_at != 0 ? module_last_day(rq, m->until_at) : STR_NONE,
        .standing = standings[m->standing],
        .must = m->must,
        .holds = m->standing == MODULE_HOLDS || m->standing == MODULE_SOON,
        .lapsed = m->standing == MODULE_LAPSED,
        .waits = m->standing == MODULE_WAITS,
        .soon = m->standing == MODULE_SOON};
}

struct module_choice_view_list module_choices(struct arena *a, const struct str *texts,
                                              int64_t chosen)
{
    struct module_choice_view_list list = {
        arena_array(a, struct module_choice_view, MODULE_CHOICES), MODULE_CHOICES};

    for (int i = 0; i < MODULE_CHOICES; i++)
        list.at[i] = (struct module_choice_view){module_choice_words[i], texts[i], chosen == i};
    return list;
}

struct module_question_view_list module_questions(struct request *rq,
                                                  const struct module_content *c,
                                                  const struct module_answers *answers,
                                                  const struct module_checked *checked,
                                                  const struct form_errors *errors)
{
    struct module_question_view_list list = {
        arena_array(rq->arena, struct module_question_view, MODULE_QUESTIONS),
        (size_t)c->n_questions};

    for (int i = 0; i < c->n_questions; i++) {
        const struct str *say = &c->text[rq->lang][MODULE_Q1 + i * MODULE_QUESTION_SIZE];
        const struct form_error *e =
            errors ? form_error_of(errors, module_check_form.fields[i + 1].name) : NULL;

        list.at[i] = (struct module_question_view){
            .number = i + 1,
            .text = say[0],
            .why = checked ? say[MODULE_Q1_WHY - MODULE_Q1] : STR_NONE,
            .wrong = checked && checked->wrong[i],
            .error = e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE,
            .choices = module_choices(rq->arena, say + 1, answers ? answers->answer[i] : -1)};
    }
    return list;
}

enum status module_body(struct request *rq, struct str markdown, struct trusted_html *ret)
{
    struct module_picture_row_list rows;

    TRY(module_pictures(rq->db, rq->arena, rq->who, &rows));
    struct markdown_picture *known = arena_array(rq->arena, struct markdown_picture, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        known[i] =
            (struct markdown_picture){path_of(rq->arena, "/modules/pictures/{}", rows.at[i].id),
                                      rq->lang == LANG_DA ? rows.at[i].alt_da : rows.at[i].alt_en};
    *ret = markdown_with_pictures(rq->arena, markdown, 2, known, rows.n);
    return OK;
}
