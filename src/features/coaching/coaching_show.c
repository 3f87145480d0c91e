/* Forms, questions and levels made ready for a view.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_show.h"

#include "core/refuse.h"
#include "features/practice/practice.h"
#include "web/parts.h"

/* ---- levels */

static struct str in_lang(struct request *rq, const struct str text[LANG_N])
{
    return text[rq->lang].n > 0 ? text[rq->lang] : STR("");
}

static struct coaching_level_view level_view(struct request *rq, const struct coaching_question *q,
                                             int64_t level, int64_t value)
{
    struct coaching_level_view v = {.word = coaching_level_words[level],
                                    .help = in_lang(rq, q->level[level]),
                                    .chosen = value == level};

    if (q->kind == COACHING_YES_NO)
        v.label = text(rq->lang, level == 1 ? T_COACHING_YES : T_COACHING_NO);
    else if (q->kind == COACHING_SCALE)
        v.label = arena_printf(rq->arena, "%lld", (long long)(level + 1));
    else {
        v.label = v.help;
        v.help = STR("");
    }
    return v;
}

struct coaching_level_views coaching_show_levels(struct request *rq,
                                                 const struct coaching_question *q, int64_t value)
{
    struct coaching_level_views list = {
        arena_array(rq->arena, struct coaching_level_view, COACHING_LEVELS + 1), 0};

    for (int64_t i = 0; i < q->n_levels; i++) {
        /* Yes stands first. */
        int64_t level = q->kind == COACHING_YES_NO ? 1 - i : i;

        list.at[list.n++] = level_view(rq, q, level, value);
    }
    if (q->kind != COACHING_TEXT)
        list.at[list.n++] = (struct coaching_level_view){
            coaching_level_words[COACHING_WORD_NOT_RELEVANT],
            text(rq->lang, T_COACHING_NOT_RELEVANT_HERE), STR(""), value == COACHING_NOT_RELEVANT};
    return list;
}

struct str coaching_show_level(struct request *rq, const struct coaching_question *q, int64_t value)
{
    if (value == COACHING_NOT_RELEVANT)
        return text(rq->lang, T_COACHING_NOT_RELEVANT_HERE);
    if (value < 0 || value >= q->n_levels)
        return STR("");
    struct coaching_level_view v = level_view(rq, q, value, -1);
    if (q->kind == COACHING_SCALE)
        v.label = text_filled(rq->arena, rq->lang, T_COACHING_LEVEL_OF,
                              (struct text_arg[]){TEXT_INT(value + 1), TEXT_INT(q->n_levels)}, 2);
    if (v.help.n == 0)
        return v.label;
    return arena_printf(rq->arena, "%.*s: %.*s", STR_ARG(v.label), STR_ARG(v.help));
}

/* ---- the form */

struct coaching_section_views coaching_show_form(struct request *rq, const struct coaching_form *f)
{
    struct coaching_section_views list = {
        arena_array(rq->arena, struct coaching_section_view, COACHING_SECTIONS), 0};

    for (int64_t s = 0; s < COACHING_SECTIONS; s++) {
        struct coaching_section_view v = {
            .number = (int64_t)list.n + 1,
            .title = in_lang(rq, f->section[s]),
            .questions = {arena_array(rq->arena, struct coaching_question_view, f->n), 0}};

        for (size_t i = 0; i < f->n; i++)
            if (f->at[i].section == s)
                v.questions.at[v.questions.n++] = (struct coaching_question_view){
                    .number = f->at[i].number + 1,
                    .text = in_lang(rq, f->at[i].text),
                    .words = STR(""),
                    .error = STR(""),
                    .is_text = f->at[i].kind == COACHING_TEXT,
                    .critical = f->at[i].critical,
                    .levels = coaching_show_levels(rq, &f->at[i], COACHING_UNANSWERED)};
        if (v.questions.n > 0)
            list.at[list.n++] = v;
    }
    return list;
}

struct coaching_question_view *coaching_show_question(const struct coaching_section_views *s,
                                                      int64_t number)
{
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->at[i].questions.n; k++)
            if (s->at[i].questions.at[k].number == number + 1)
                return &s->at[i].questions.at[k];
    must(!"a question that its form does not show");
    return NULL;
}

static struct str error_of(struct request *rq, const struct form_errors *errors, const char *name)
{
    const struct form_error *e = errors != NULL ? form_error_of(errors, name) : NULL;

    return e != NULL ? form_error_text(rq->arena, rq->lang, e) : STR("");
}

void coaching_show_fill(struct request *rq, const struct coaching_form *f,
                        const struct coaching_answer *answers, const struct form_errors *errors,
                        bool missing, struct coaching_section_views *sections)
{
    for (size_t i = 0; i < f->n; i++) {
        struct coaching_question_view *v = coaching_show_question(sections, (int64_t)i);
        bool open = f->at[i].kind != COACHING_TEXT && answers[i].value == COACHING_UNANSWERED;

        v->levels = coaching_show_levels(rq, &f->at[i], answers[i].value);
        v->words = answers[i].words.p ? answers[i].words : STR("");
        v->error = error_of(rq, errors, coaching_fill_form.fields[COACHING_QUESTIONS + i].name);
        if (v->error.n == 0)
            v->error = error_of(rq, errors, coaching_fill_form.fields[i].name);
        if (v->error.n == 0 && missing && open)
            v->error = text(rq->lang, T_COACHING_ANSWER_THIS);
    }
}

/* ---- scenarios */

enum status coaching_show_scenario(struct request *rq, struct str name, struct str *ret_title,
                                   struct str *ret_url)
{
    struct practice_scenario s;
    enum status found = MISSING;

    *ret_title = *ret_url = STR("");
    if (name.n > 0)
        found = practice_scenario(rq->db, rq->arena, rq->who, name, rq->lang, &s);
    if (found != OK)
        return found == MISSING || found == DENIED ? OK : found;
    *ret_title = s.title;
    *ret_url = arena_printf(rq->arena, "/practice/%.*s", STR_ARG(s.name));
    return OK;
}

enum status coaching_show_scenarios(struct request *rq, struct str chosen,
                                    struct coaching_options *ret)
{
    struct practice_scenario_list list = {0};

    if (may(rq->who, PERM_PRACTICE))
        TRY(practice_scenarios(rq->db, rq->arena, rq->who, rq->lang, &list));
    *ret =
        (struct coaching_options){arena_array(rq->arena, struct coaching_option, list.n), list.n};
    for (size_t i = 0; i < list.n; i++)
        ret->at[i] = (struct coaching_option){list.at[i].name, list.at[i].title,
                                              str_eq(list.at[i].name, chosen)};
    return OK;
}

enum coaching_side coaching_show_side(const struct request *rq, const struct coaching_row *r)
{
    return r->learner_id == rq->who->person_id ? COACHING_LEARNER : COACHING_BY_TRAINER;
}

struct str coaching_show_other(const struct request *rq, const struct coaching_row *r)
{
    return coaching_show_side(rq, r) == COACHING_LEARNER ? r->trainer_name : r->learner_name;
}

struct str coaching_show_id(struct request *rq, int64_t id)
{
    return arena_printf(rq->arena, "%lld", (long long)id);
}

bool coaching_refused(enum status s)
{
    return (s == INVALID || s == TOO_LARGE || s == CONFLICT) && refuse_key() != T_NONE;
}
