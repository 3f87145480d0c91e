/* Pages of the form itself: reading it, its draft, one question of the draft.
 * SPDX-License-Identifier: MPL-2.0 */
#include "coaching_edit_html.h"
#include "core/refuse.h"
#include "features/coaching/coaching_show.h"
#include "web/page.h"
#include "web/parts.h"

static enum status may_edit(struct request *rq)
{
    return coaching_may_edit(rq->who) ? OK : fail(DENIED, "may not change the practice form");
}

/* ---- reading */

static enum status fill_versions(struct request *rq, int64_t shown, struct coaching_old_list *ret)
{
    struct coaching_version_row_list rows;

    TRY(coaching_versions(rq->db, rq->arena, rq->who, &rows));
    ret->at = arena_array(rq->arena, struct coaching_old, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        ret->at[ret->n++] = (struct coaching_old){
            rows.at[i].version, local_time(rq, rows.at[i].made_at),
            rows.at[i].maker_name.p ? rows.at[i].maker_name : STR(""), rows.at[i].version == shown};
    return OK;
}

static enum status form(struct request *rq, struct response *rs)
{
    int64_t version = request_query_int(rq, "version", COACHING_NOW);
    struct coaching_form f, draft;
    struct coaching_form_view v = {.csrf = rq->csrf, .may_edit = coaching_may_edit(rq->who)};

    TRY(coaching_form(rq->db, rq->arena, rq->who, version, &f));
    TRY(fill_versions(rq, f.version, &v.versions));
    if (v.may_edit) {
        enum status found = coaching_draft(rq->db, rq->arena, rq->who, &draft);

        if (found != OK && found != MISSING)
            return found;
        v.has_draft = found == OK;
    }
    v.version = f.version;
    v.made = local_date(rq, f.made_at);
    v.is_old = v.versions.n > 0 && f.version != v.versions.at[0].version;
    v.sections = coaching_show_form(rq, &f);
    struct html *page = page_begin(rq, rs, T_COACHING_THE_FORM);
    coaching_form_html(page, &v);
    return page_end(page);
}

/* ---- the draft */

static const enum text_key kind_texts[COACHING_KIND_N] = {
#define X(name, word) T_COACHING_KIND_##name,
    COACHING_KINDS(X)
#undef X
};

static struct coaching_edit_section section_view(struct request *rq, const struct coaching_form *f,
                                                 int64_t s)
{
    struct coaching_edit_section v = {
        .number = s + 1,
        .title = f->section[s][rq->lang],
        .title_da = f->section[s][LANG_DA],
        .title_en = f->section[s][LANG_EN],
        .questions = {arena_array(rq->arena, struct coaching_edit_row, f->n), 0}};

    for (size_t i = 0; i < f->n; i++)
        if (f->at[i].section == s)
            v.questions.at[v.questions.n++] = (struct coaching_edit_row){f->at[i].id,
                                                                         f->at[i].number + 1,
                                                                         f->at[i].text[rq->lang],
                                                                         kind_texts[f->at[i].kind],
                                                                         f->at[i].weight,
                                                                         f->at[i].critical};
    return v;
}

/* typed: titles that were refused; NULL: none. */
static enum status show_draft(struct request *rq, struct response *rs,
                              const struct coaching_section_entry *typed, struct str error)
{
    struct coaching_form f;
    struct coaching_draft_view v = {.csrf = rq->csrf, .error = error};

    TRY(coaching_draft(rq->db, rq->arena, rq->who, &f));
    v.stamp = f.stamp;
    v.n_questions = (int64_t)f.n;
    v.full = f.n >= COACHING_QUESTIONS;
    v.sections = (struct coaching_edit_sections){
        arena_array(rq->arena, struct coaching_edit_section, COACHING_SECTIONS), COACHING_SECTIONS};
    for (int64_t s = 0; s < COACHING_SECTIONS; s++) {
        v.sections.at[s] = section_view(rq, &f, s);
        if (typed != NULL) {
            v.sections.at[s].title_da =
                typed->title[s][LANG_DA].p ? typed->title[s][LANG_DA] : STR("");
            v.sections.at[s].title_en =
                typed->title[s][LANG_EN].p ? typed->title[s][LANG_EN] : STR("");
        }
    }
    struct html *page = page_begin(rq, rs, T_COACHING_DRAFT_TITLE);
    coaching_draft_html(page, &v);
    return page_end(page);
}

static enum status draft(struct request *rq, struct response *rs)
{
    TRY(may_edit(rq));
    return show_draft(rq, rs, NULL, STR(""));
}

static enum status back(struct request *rq, struct response *rs, enum text_key done)
{
    page_notice(rq, rs, done);
    return redirect(rs, STR("/coaching/form/draft"));
}

/* A refusal is said on the page of the draft. */
static enum status said_there(struct request *rq, struct response *rs,
                              const struct coaching_section_entry *typed, enum status s)
{
    if (!coaching_refused(s))
        return s;
    struct str why = text(rq->lang, refuse_key());

    rs->status = s == CONFLICT ? 409 : 422;
    db_refresh(rq->db);
    return show_draft(rq, rs, typed, why);
}

static enum status begin_draft(struct request *rq, struct response *rs)
{
    enum status done;

    TRY(may_edit(rq));
    done = coaching_draft_begin(rq->db, rq->arena, rq->who);
    if (done != OK)
        return said_there(rq, rs, NULL, done);
    return redirect(rs, STR("/coaching/form/draft"));
}

static enum status discard(struct request *rq, struct response *rs)
{
    TRY(may_edit(rq));
    TRY(coaching_draft_discard(rq->db, rq->arena, rq->who));
    page_notice(rq, rs, T_COACHING_DONE_FORM);
    return redirect(rs, STR("/coaching/form"));
}

static enum status put_sections(struct request *rq, struct response *rs)
{
    struct coaching_section_entry e;
    struct form_errors errors = {.n = 0};
    enum status done;

    TRY(may_edit(rq));
    done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_draft(rq, rs, &e, form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = coaching_draft_sections(rq->db, rq->arena, rq->who, &e);
    return done == OK ? back(rq, rs, T_COACHING_DONE_FORM) : said_there(rq, rs, &e, done);
}

static enum status put_move(struct request *rq, struct response *rs)
{
    struct coaching_move_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(may_edit(rq));
    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &e, &errors));
    TRY(coaching_draft_move(rq->db, rq->arena, rq->who, id, (enum coaching_move)e.move));
    return redirect(rs, STR("/coaching/form/draft"));
}

static enum status put_publish(struct request *rq, struct response *rs)
{
    struct coaching_publish_entry e;
    struct form_errors errors = {.n = 0};
    enum status done;

    TRY(may_edit(rq));
    TRY(form_read(rq, &e, &errors));
    done = coaching_publish(rq->db, rq->arena, rq->who, e.stamp);
    if (done != OK)
        return said_there(rq, rs, NULL, done);
    page_notice(rq, rs, T_COACHING_DONE_PUBLISHED);
    return redirect(rs, STR("/coaching/form"));
}

/* ---- one question */

static void fill_choices(struct request *rq, const struct coaching_form *f,
                         const struct coaching_question_entry *e,
                         struct coaching_question_edit_view *v)
{
    v->sections.at = arena_array(rq->arena, struct coaching_option, COACHING_SECTIONS);
    for (int64_t s = 0; s < COACHING_SECTIONS; s++)
        if (f->section[s][rq->lang].n > 0)
            v->sections.at[v->sections.n++] = (struct coaching_option){
                coaching_show_id(rq, s + 1), f->section[s][rq->lang], e->section == s};
    v->kinds.at = arena_array(rq->arena, struct coaching_option, COACHING_KIND_N);
    for (int64_t k = 0; k < COACHING_KIND_N; k++)
        v->kinds.at[v->kinds.n++] = (struct coaching_option){
            str_of(coaching_kind_words[k]), text(rq->lang, kind_texts[k]), e->kind == k};
    v->help.at = arena_array(rq->arena, struct coaching_edit_level, COACHING_LEVELS);
    for (int64_t l = 0; l < COACHING_LEVELS; l++)
        v->help.at[v->help.n++] = (struct coaching_edit_level){
            l + 1, e->level[l][LANG_DA].p ? e->level[l][LANG_DA] : STR(""),
            e->level[l][LANG_EN].p ? e->level[l][LANG_EN] : STR("")};
}

static enum status show_question(struct request *rq, struct response *rs, int64_t id,
                                 const struct coaching_question_entry *e, struct str error)
{
    struct coaching_form f;
    struct coaching_question_edit_view v = {
        .csrf = rq->csrf,
        .error = error,
        .url = id == 0 ? STR("/coaching/form/draft/questions/new")
                       : path_of(rq->arena, "/coaching/form/draft/questions/{}", id),
        .text_da = e->text[LANG_DA].p ? e->text[LANG_DA] : STR(""),
        .text_en = e->text[LANG_EN].p ? e->text[LANG_EN] : STR(""),
        .weight = coaching_show_id(rq, e->weight),
        .levels = coaching_show_id(rq, e->n_levels >= 2 ? e->n_levels : 4),
        .stamp = e->stamp,
        .is_new = id == 0,
        .critical = e->critical};

    TRY(coaching_draft(rq->db, rq->arena, rq->who, &f));
    fill_choices(rq, &f, e, &v);
    struct html *page =
        page_begin(rq, rs, v.is_new ? T_COACHING_NEW_QUESTION : T_COACHING_EDIT_QUESTION);
    coaching_question_edit_html(page, &v);
    return page_end(page);
}

static enum status new_question(struct request *rq, struct response *rs)
{
    struct coaching_form f;
    struct coaching_question_entry e = {.weight = 1, .n_levels = 4, .kind = COACHING_SCALE};

    TRY(may_edit(rq));
    TRY(coaching_draft(rq->db, rq->arena, rq->who, &f));
    e.stamp = f.stamp;
    return show_question(rq, rs, 0, &e, STR(""));
}

static enum status question(struct request *rq, struct response *rs)
{
    struct coaching_form f;
    struct coaching_question_entry e;
    int64_t id;

    TRY(may_edit(rq));
    TRY(param_id(rq, "id", &id));
    TRY(coaching_draft(rq->db, rq->arena, rq->who, &f));
    for (size_t i = 0; i < f.n; i++) {
        const struct coaching_question *q = &f.at[i];

        if (q->id != id)
            continue;
        e = (struct coaching_question_entry){.stamp = f.stamp,
                                             .section = q->section,
                                             .kind = q->kind,
                                             .weight = q->weight,
                                             .n_levels = q->n_levels,
                                             .critical = q->critical,
                                             .text = {q->text[LANG_DA], q->text[LANG_EN]}};
        memcpy(e.level, q->level, sizeof e.level);
        return show_question(rq, rs, id, &e, STR(""));
    }
    return fail(MISSING, "no question of this draft");
}

static enum status save_question(struct request *rq, struct response *rs, int64_t id)
{
    struct coaching_question_entry e;
    struct form_errors errors = {.n = 0};
    struct str why;
    enum status done = form_read(rq, &e, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_question(rq, rs, id, &e, form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = coaching_draft_question(rq->db, rq->arena, rq->who, id, &e);
    if (coaching_refused(done)) {
        struct coaching_form f;

        why = text(rq->lang, refuse_key());
        rs->status = done == CONFLICT ? 409 : 422;
        db_refresh(rq->db);
        TRY(coaching_draft(rq->db, rq->arena, rq->who, &f));
        e.stamp = f.stamp; /* the next press knows what the words above say */
        return show_question(rq, rs, id, &e, why);
    }
    TRY(done);
    return back(rq, rs, T_COACHING_DONE_FORM);
}

static enum status put_new_question(struct request *rq, struct response *rs)
{
    TRY(may_edit(rq));
    return save_question(rq, rs, 0);
}

static enum status put_question(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(may_edit(rq));
    TRY(param_id(rq, "id", &id));
    return save_question(rq, rs, id);
}

const struct route coaching_edit_routes[] = {
    {GET, "/coaching/form", PERM_COACHING, form, .query = &coaching_query_form},
    {GET, "/coaching/form/draft", PERM_PRACTICE_EDIT, draft},
    {POST, "/coaching/form/draft", PERM_PRACTICE_EDIT, begin_draft},
    {POST, "/coaching/form/draft/discard", PERM_PRACTICE_EDIT, discard},
    {POST, "/coaching/form/draft/sections", PERM_PRACTICE_EDIT, put_sections,
     .in = &coaching_sections_form},
    {POST, "/coaching/form/draft/publish", PERM_PRACTICE_EDIT, put_publish,
     .in = &coaching_publish_form},
    {GET, "/coaching/form/draft/questions/new", PERM_PRACTICE_EDIT, new_question},
    {POST, "/coaching/form/draft/questions/new", PERM_PRACTICE_EDIT, put_new_question,
     .in = &coaching_question_form},
    {GET, "/coaching/form/draft/questions/{id}", PERM_PRACTICE_EDIT, question},
    {POST, "/coaching/form/draft/questions/{id}", PERM_PRACTICE_EDIT, put_question,
     .in = &coaching_question_form},
    {POST, "/coaching/form/draft/questions/{id}/move", PERM_PRACTICE_EDIT, put_move,
     .in = &coaching_move_form},
    {0},
};
