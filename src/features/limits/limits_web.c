/* Pages of the limits: reading and answering, changing, and who has understood.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_forms.h"

#include "core/refuse.h"
#include "features/limits/limits_view.h"
#include "limits_html.h"
#include "web/page.h"
#include "web/parts.h"

/* ---- reading, and the check */

static struct limits_step_list steps_of(struct request *rq, const struct limits *l)
{
    static const struct limits_step_view classes[LIMITS_STEPS] = {
        {.word = "a", .letter = "A", .text = T_LOG_CLASS_A},
        {.word = "b", .letter = "B", .text = T_LOG_CLASS_B},
        {.word = "c", .letter = "C", .text = T_LOG_CLASS_C},
        {.word = "d", .letter = "D", .text = T_LOG_CLASS_D},
        {.word = "e", .letter = "E", .text = T_LOG_CLASS_E},
    };
    const struct str *say = l->text[rq->lang];
    struct limits_step_list list = {arena_array(rq->arena, struct limits_step_view, LIMITS_STEPS),
                                    LIMITS_STEPS};

    for (int i = 0; i < LIMITS_STEPS; i++) {
        list.at[i] = classes[i];
        list.at[i].seen = say[LIMITS_A_SEEN + 2 * i];
        list.at[i].may = say[LIMITS_A_MAY + 2 * i];
    }
    return list;
}

static struct limits_choice_list choices_of(struct arena *a, const struct str *texts,
                                            int64_t chosen)
{
    struct limits_choice_list list = {arena_array(a, struct limits_choice_view, LIMITS_CHOICES),
                                      LIMITS_CHOICES};

    for (int i = 0; i < LIMITS_CHOICES; i++)
        list.at[i] = (struct limits_choice_view){limits_choice_words[i], texts[i], chosen == i};
    return list;
}

/* answers, checked and errors: what was sent and what came of it; NULL: nothing yet. */
static struct limits_question_list questions_of(struct request *rq, const struct limits *l,
                                                const struct limits_answers *answers,
                                                const struct limits_checked *checked,
                                                const struct form_errors *errors)
{
    const int size = LIMITS_Q2 - LIMITS_Q1;
    struct limits_question_list list = {
        arena_array(rq->arena, struct limits_question_view, LIMITS_QUESTIONS), LIMITS_QUESTIONS};

    for (int i = 0; i < LIMITS_QUESTIONS; i++) {
        const struct str *say = &l->text[rq->lang][LIMITS_Q1 + i * size];
        const struct form_error *e =
            errors ? form_error_of(errors, limits_check_form.fields[i + 1].name) : NULL;

        list.at[i] = (struct limits_question_view){
            .number = i + 1,
            .text = say[0],
            .why = checked && checked->wrong[i] ? say[LIMITS_Q1_WHY - LIMITS_Q1] : STR_NONE,
            .error = e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE,
            .choices = choices_of(rq->arena, say + 1, answers ? answers->answer[i] : -1)};
    }
    return list;
}

static enum status versions_of(struct request *rq, int64_t shown, struct limits_old_list *ret)
{
    struct limits_version_row_list rows;

    TRY(limits_versions(rq->db, rq->arena, rq->who, &rows));
    if (rows.n == 0) /* the program's own words are the only ones */
        return OK;
    ret->at = arena_array(rq->arena, struct limits_old, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        ret->at[ret->n++] =
            (struct limits_old){rows.at[i].version, local_time(rq, rows.at[i].made_at),
                                rows.at[i].maker_name, rows.at[i].version == shown};
    ret->at[ret->n++] = (struct limits_old){.shown = shown == 0};
    return OK;
}

static enum status show(struct request *rq, struct response *rs, int64_t version,
                        const struct limits_answers *answers, const struct limits_checked *checked,
                        const struct form_errors *errors)
{
    struct limits l;
    struct limits_view v = {.csrf = rq->csrf, .may_set = limits_may_set(rq->who)};
    int64_t understood_at = 0;

    TRY(limits_read(rq->db, rq->arena, rq->who, version, &l));
    TRY(versions_of(rq, l.version, &v.versions));
    v.version = l.version;
    v.is_old = v.versions.n > 0 && l.version != v.versions.at[0].version;
    v.made = l.version > 0 ? local_time(rq, l.made_at) : STR_NONE;
    v.okay = l.text[rq->lang][LIMITS_OKAY];
    v.too_far = l.text[rq->lang][LIMITS_TOO_FAR];
    v.steps = steps_of(rq, &l);
    v.questions = questions_of(rq, &l, answers, checked, errors);
    v.may_follow = may(rq->who, PERM_NUMBERS_READ);
    v.may_warn = may(rq->who, PERM_HELP); /* the page of the words is not for everybody */
    v.asks = !v.is_old && may(rq->who, PERM_LIMITS_ANSWER);
    v.has_error = errors != NULL;
    for (int i = 0; checked && i < LIMITS_QUESTIONS; i++)
        v.n_wrong += checked->wrong[i];
    TRY(limits_understood(rq->db, rq->arena, rq->who, l.version, &understood_at));
    v.understood = understood_at != 0 ? local_time(rq, understood_at) : STR_NONE;
    struct html *page = page_begin(rq, rs, T_LIMITS_TITLE);
    limits_page_html(page, &v);
    return page_end(page);
}

static enum status limits_now(struct request *rq, struct response *rs)
{
    int64_t version = request_query_int(rq, "version", LIMITS_NOW);

    return show(rq, rs, version < 0 ? LIMITS_NOW : version, NULL, NULL, NULL);
}

static enum status put_check(struct request *rq, struct response *rs)
{
    struct limits_answers answers;
    struct limits_checked checked;
    struct form_errors errors = {.n = 0};
    enum status read = form_read(rq, &answers, &errors);

    if (read == INVALID && errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, LIMITS_NOW, &answers, NULL, &errors);
    }
    TRY(read);
    TRY(limits_check(rq->db, rq->arena, rq->who, &answers, &checked));
    if (checked.understood_at == 0)
        return show(rq, rs, LIMITS_NOW, &answers, &checked, NULL);
    page_notice(rq, rs, T_LIMITS_THANKS);
    return redirect(rs, STR("/limits"));
}

/* ---- changing */

static enum text_key heading_of(int part)
{
    static const enum text_key headings[LIMITS_PART_N] = {
        [LIMITS_OKAY] = T_LIMITS_WHOLE,    [LIMITS_A_SEEN] = T_LOG_CLASS_A,
        [LIMITS_B_SEEN] = T_LOG_CLASS_B,   [LIMITS_C_SEEN] = T_LOG_CLASS_C,
        [LIMITS_D_SEEN] = T_LOG_CLASS_D,   [LIMITS_E_SEEN] = T_LOG_CLASS_E,
        [LIMITS_Q1] = T_LIMITS_F_ANSWER_0, [LIMITS_Q2] = T_LIMITS_F_ANSWER_1,
        [LIMITS_Q3] = T_LIMITS_F_ANSWER_2};

    return headings[part];
}

static struct str error_of(struct request *rq, const struct form_errors *errors, const char *name)
{
    const struct form_error *e = errors ? form_error_of(errors, name) : NULL;

    return e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE;
}

static struct limits_field_list fields_of(struct request *rq, const struct limits *l,
                                          const struct form_errors *errors)
{
    struct limits_field_list list = {
        arena_array(rq->arena, struct limits_field, LANG_N * LIMITS_PART_N),
        (size_t)LANG_N * LIMITS_PART_N};

    for (size_t i = 0; i < list.n; i++) {
        const struct field *f = &limits_form.fields[i];
        int part = (int)(i % LIMITS_PART_N);
        struct str value = l->text[i / LIMITS_PART_N == 0 ? LANG_DA : LANG_EN][part];

        list.at[i] = (struct limits_field){.name = f->name,
                                           .lang = i < LIMITS_PART_N ? "da" : "en",
                                           .value = value.p ? value : STR(""),
                                           .error = error_of(rq, errors, f->name),
                                           .label = f->label,
                                           .heading = heading_of(part),
                                           .is_language = part == 0};
    }
    return list;
}

static struct limits_right_list rights_of(struct request *rq, const struct limits *l,
                                          const struct form_errors *errors)
{
    const struct str letters[LIMITS_CHOICES] = {STR("A"), STR("B"), STR("C")};
    struct limits_right_list list = {arena_array(rq->arena, struct limits_right, LIMITS_QUESTIONS),
                                     LIMITS_QUESTIONS};

    for (int i = 0; i < LIMITS_QUESTIONS; i++) {
        const struct field *f = &limits_form.fields[LANG_N * LIMITS_PART_N + i];

        list.at[i] =
            (struct limits_right){i + 1, f->label, choices_of(rq->arena, letters, l->right[i]),
                                  error_of(rq, errors, f->name)};
    }
    return list;
}

static enum status show_edit(struct request *rq, struct response *rs, const struct limits *l,
                             const struct form_errors *errors, struct str why)
{
    struct limits_edit_view v = {.csrf = rq->csrf,
                                 .version = l->version,
                                 .error = why,
                                 .fields = fields_of(rq, l, errors),
                                 .rights = rights_of(rq, l, errors)};
    struct html *page = page_begin(rq, rs, T_LIMITS_EDIT);

    limits_edit_html(page, &v);
    return page_end(page);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct limits l;

    if (!limits_may_set(rq->who))
        return fail(DENIED, "may not change the limits");
    TRY(limits_read(rq->db, rq->arena, rq->who, LIMITS_NOW, &l));
    return show_edit(rq, rs, &l, NULL, STR_NONE);
}

static enum status put_edit(struct request *rq, struct response *rs)
{
    struct limits l;
    struct form_errors errors = {.n = 0};

    if (!limits_may_set(rq->who))
        return fail(DENIED, "may not change the limits");
    enum status done = form_read(rq, &l, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_edit(rq, rs, &l, &errors, text(rq->lang, T_LIMITS_SEE_BELOW));
    }
    TRY(done);
    done = limits_put(rq->db, rq->arena, rq->who, &l);
    if (done == CONFLICT &&
        refuse_key() == T_LIMITS_CHANGED_MEANWHILE) { /* nothing typed is lost */
        rs->status = 409;
        return show_edit(rq, rs, &l, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_LIMITS_SAVED);
    return redirect(rs, STR("/limits"));
}

/* ---- who has understood */

static enum status known(struct request *rq, struct response *rs)
{
    struct limits_follow f;

    TRY(limits_follow(rq->db, rq->arena, rq->who, &f));
    struct limits_known_view v = {.version = f.version,
                                  .people = f.people,
                                  .understood = f.understood,
                                  .told = f.told,
                                  .names = f.n > 0};
    v.who = (struct limits_who_list){arena_array(rq->arena, struct limits_who, f.n), f.n};
    for (size_t i = 0; i < f.n; i++) {
        const struct limits_person *p = &f.at[i];

        v.who.at[i] = (struct limits_who){
            p->name, p->team, p->told_at ? local_time(rq, p->told_at) : STR_NONE,
            p->understood_at ? local_time(rq, p->understood_at) : STR_NONE};
    }
    struct html *page = page_begin(rq, rs, T_LIMITS_KNOWN_TITLE);
    limits_known_html(page, &v);
    return page_end(page);
}

const struct route limits_routes[] = {
    {GET, "/limits", PERM_LIMITS_READ, limits_now},
    {POST, "/limits/check", PERM_LIMITS_ANSWER, put_check, .in = &limits_check_form},
    {GET, "/limits/edit", PERM_LIMITS_SET, edit},
    {POST, "/limits/edit", PERM_LIMITS_SET, put_edit, .in = &limits_form},
    {GET, "/limits/known", PERM_NUMBERS_READ, known},
    {0},
};
