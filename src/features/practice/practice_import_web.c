/* A scenario from a file: ink as it is, compiled ink, or Twee made into ink. It is put into the editor; nothing is kept here.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/practice/practice_forms.h"
#include "features/practice/practice_view.h"
#include "features/practice/twee.h"

static const enum text_key twee_texts[TWEE_WRONG_N] = {
    [TWEE_HEAD] = T_PRACTICE_TWEE_HEAD,   [TWEE_MACRO] = T_PRACTICE_TWEE_MACRO,
    [TWEE_LINK] = T_PRACTICE_TWEE_LINK,   [TWEE_TARGET] = T_PRACTICE_TWEE_TARGET,
    [TWEE_TWICE] = T_PRACTICE_TWEE_TWICE, [TWEE_DATA] = T_PRACTICE_TWEE_DATA,
    [TWEE_START] = T_PRACTICE_TWEE_START};

static struct str told(struct request *rq, const struct twee_problem *p)
{
    struct text_arg args[] = {TEXT_STR(p->passage), TEXT_INT(p->line), TEXT_STR(STR_NONE)};

    if (p->wrong == TWEE_EMPTY)
        return text(rq->lang, T_PRACTICE_TWEE_EMPTY);
    args[2] = TEXT_STR(text(rq->lang, twee_texts[p->wrong]));
    return text_filled(rq->arena, rq->lang, T_PRACTICE_TWEE_AT, args, 3);
}

/* By how its name ends, as the form says. INVALID: v->error says what is wrong with it. */
static enum status take(struct request *rq, struct str file, struct practice_edit_view *v)
{
    struct str name = utf8_fold(rq->arena, rq->upload.filename.p ? rq->upload.filename : STR(""));
    bool is_json = str_ends(name, STR(".json"));
    bool is_twee = str_ends(name, STR(".twee")) || str_ends(name, STR(".tw"));
    bool is_known = is_json || is_twee || str_ends(name, STR(".ink"));
    struct twee_problem problem;

    v->error = text(rq->lang, T_PRACTICE_IMPORT_KIND);
    if (!is_known || file.n == 0 || !utf8_valid(file) || str_find_char(file, 0, &(size_t){0}) ||
        file.n > (is_json ? PRACTICE_JSON_MAX : PRACTICE_SOURCE_MAX))
        return fail(INVALID, "no file to begin with");
    if (is_json) {
        v->json = file;
        v->source = STR("");
    } else if (!is_twee)
        v->source = file;
    else if (twee_to_ink(rq->arena, file, &v->source, &problem) != OK) {
        v->error = told(rq, &problem);
        return fail(INVALID, "no plain Twee");
    }
    if (v->source.n > PRACTICE_SOURCE_MAX)
        return fail(INVALID, "too long as ink");
    v->error = STR_NONE;
    return OK;
}

static enum status import(struct request *rq, struct response *rs)
{
    struct practice_edit_view v = {.lang = rq->lang};
    struct practice_own_text own = {.source = text(rq->lang, T_PRACTICE_EXAMPLE), .json = STR_NONE};
    struct practice_file form;
    struct form_errors errors = {.n = 0};
    struct str file = STR_NONE;

    if (!may(rq->who, PERM_PRACTICE_EDIT))
        return fail(DENIED, "may not write scenarios");
    TRY(form_read(rq, &form, &errors));
    if (form.own_id != 0) {
        TRY(practice_own(rq->db, rq->arena, rq->who, form.own_id, &own));
        practice_own_place(&own, &v);
    }
    TRY(upload_all(&rq->upload, rq->arena, PRACTICE_JSON_MAX, &file));
    v.is_taken = take(rq, file, &v) == OK;
    if (!v.is_taken) {
        rs->status = 422;
        v.source = own.source;
        v.json = own.source.n == 0 ? own.json : STR_NONE;
    }
    return practice_own_show(rq, rs, &v);
}

const struct route practice_import_routes[] = {
    {POST, "/practice/own/import", PERM_PRACTICE_EDIT, import, .in = &practice_file_form,
     .flags = ROUTE_UPLOAD | ROUTE_SLOW},
    {0},
};
