/* Pages for who writes scenarios: the centre's own, and one of them with what the check found. The browser compiles, since the compiler
 * of ink is JavaScript; without it, what was compiled elsewhere can be pasted.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"

#include "core/refuse.h"
#include "features/practice/practice_show.h"
#include "practice_own_html.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/parts.h"

static enum status list(struct request *rq, struct response *rs)
{
    struct practice_own_row_list rows;
    struct practice_own_view v = {.csrf = rq->csrf};

    TRY(practice_own_list(rq->db, rq->arena, rq->who, &rows));
    v.list = (struct practice_own_items){arena_array(rq->arena, struct practice_own_item, rows.n),
                                         rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct practice_own_row *o = &rows.at[i];

        v.list.at[i] = (struct practice_own_item){
            o->id,         o->version, o->title, o->about, local_time(rq, o->made_at),
            o->maker_name, o->offered};
    }
    struct html *page = page_begin(rq, rs, T_PRACTICE_OWN_TITLE);
    practice_own_list_html(page, &v);
    return page_end(page);
}

/* ---- one of them */

/* Where it is; a way without a choice is that of who has just picked up the phone. */
static struct str place_of(struct request *rq, const struct ink_finding *f)
{
    if (f->kind == INK_UNREACHED)
        return f->passage;
    return f->way.n > 0 ? f->way : text(rq->lang, T_PRACTICE_START);
}

static struct practice_findings findings_of(struct request *rq,
                                            const struct practice_verdict *verdict)
{
    static const enum text_key texts[] = {T_PRACTICE_UNREACHED, T_PRACTICE_BREAKS,
                                          T_PRACTICE_NO_END};
    const struct ink_checked *c = &verdict->checked;
    struct practice_findings list = {arena_array(rq->arena, struct practice_finding_view, c->n + 3),
                                     0};

    if (verdict->refused.n > 0)
        list.at[list.n++] =
            (struct practice_finding_view){T_PRACTICE_REFUSED, STR_NONE, verdict->refused};
    if (verdict->lacks != T_NONE)
        list.at[list.n++] = (struct practice_finding_view){verdict->lacks, STR_NONE, STR_NONE};
    for (size_t i = 0; i < c->n; i++)
        list.at[list.n++] = (struct practice_finding_view){texts[c->at[i].kind],
                                                           place_of(rq, &c->at[i]), c->at[i].why};
    if (verdict->refused.n == 0 && !c->is_whole)
        list.at[list.n++] =
            (struct practice_finding_view){T_PRACTICE_TOO_MANY_WAYS, STR_NONE, STR_NONE};
    return list;
}

enum status practice_own_show(struct request *rq, struct response *rs, struct practice_edit_view *v)
{
    struct arena *a = rq->arena;

    v->csrf = rq->csrf;
    v->worker = asset_url(a, "practice_worker.js");
    v->compiler = asset_url(a, "ink-full.js");
    v->ink = asset_url(a, "ink.js");
    v->script = asset_url(a, "practice_edit.js");
    v->is_compiled = v->source.n == 0 && v->json.n > 0;
    struct html *page =
        v->id == 0 ? page_begin(rq, rs, T_PRACTICE_OWN_NEW) : page_begin_titled(rq, rs, v->title);
    practice_edit_html(page, v);
    return page_end(page);
}

void practice_own_place(const struct practice_own_text *own, struct practice_edit_view *v)
{
    v->id = own->row.id;
    v->title = own->row.title;
    v->version = own->row.version;
    v->lang = own->row.lang;
    v->offered = own->row.offered;
}

/* ?from=refusal begins with a copy of what is shipped. */
static enum status begin_new(struct request *rq, struct response *rs)
{
    struct str from = request_query(rq, "from");
    struct practice_edit_view v = {.lang = rq->lang, .source = text(rq->lang, T_PRACTICE_EXAMPLE)};

    if (!may(rq->who, PERM_PRACTICE_EDIT))
        return fail(DENIED, "may not write scenarios");
    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == rq->lang && str_eq(from, str_of(practice_shipped[i].name)))
            v.source = practice_shipped[i].source;
    return practice_own_show(rq, rs, &v);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct practice_own_text own;
    struct practice_edit_view v = {.id = 0};

    TRY(param_id(rq, "id", &v.id));
    TRY(practice_own(rq->db, rq->arena, rq->who, v.id, &own));
    practice_own_place(&own, &v);
    v.source = own.source;
    v.json = own.source.n == 0 ? own.json : STR_NONE; /* else it is compiled from the source */
    return practice_own_show(rq, rs, &v);
}

/* Nothing typed is lost, whatever is wrong with it. */
static enum status show_again(struct request *rq, struct response *rs,
                              const struct practice_draft *d, struct str error,
                              const struct practice_verdict *verdict)
{
    struct practice_edit_view v = {.id = d->own_id,
                                   .version = d->version,
                                   .lang = d->lang < 0 ? (int64_t)rq->lang : d->lang,
                                   .source = d->source,
                                   .json = d->json,
                                   .error = error,
                                   .title = text(rq->lang, T_PRACTICE_OWN_TITLE)};

    if (verdict != NULL)
        v.findings = findings_of(rq, verdict);
    return practice_own_show(rq, rs, &v);
}

static enum status save(struct request *rq, struct response *rs, int64_t own_id)
{
    struct practice_draft d;
    struct practice_verdict verdict = {.refused = STR_NONE};
    struct form_errors errors = {.n = 0};
    int64_t id;

    if (!may(rq->who, PERM_PRACTICE_EDIT))
        return fail(DENIED, "may not write scenarios");
    enum status done = form_read(rq, &d, &errors);
    d.own_id = own_id;
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_again(rq, rs, &d, form_error_text(rq->arena, rq->lang, &errors.at[0]), NULL);
    }
    TRY(done);
    done = practice_own_save(rq->db, rq->arena, rq->who, &d, &id, &verdict);
    if ((done == INVALID || done == CONFLICT) && refuse_key() != T_NONE) {
        rs->status = done == CONFLICT ? 409 : 422;
        return show_again(rq, rs, &d, text(rq->lang, refuse_key()), &verdict);
    }
    TRY(done);
    page_notice(rq, rs, T_PRACTICE_SAVED);
    return redirect(rs, path_of(rq->arena, "/practice/own/{}", id));
}

static enum status save_new(struct request *rq, struct response *rs)
{
    return save(rq, rs, 0);
}

static enum status save_one(struct request *rq, struct response *rs)
{
    struct practice_own_text own;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_own(rq->db, rq->arena, rq->who, id, &own));
    return save(rq, rs, id);
}

static enum status offer(struct request *rq, struct response *rs)
{
    struct practice_offering o;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &o, &errors));
    TRY(practice_own_offer(rq->db, rq->arena, rq->who, id, o.offered));
    page_notice(rq, rs, o.offered ? T_PRACTICE_IS_OFFERED : T_PRACTICE_IS_TAKEN_BACK);
    return redirect(rs, STR("/practice/own"));
}

const struct route practice_own_routes[] = {
    {GET, "/practice/own", PERM_PRACTICE_EDIT, list},
    {GET, "/practice/own/new", PERM_PRACTICE_EDIT, begin_new},
    {GET, "/practice/own/{id}", PERM_PRACTICE_EDIT, edit},
    {POST, "/practice/own", PERM_PRACTICE_EDIT, save_new, .in = &practice_own_form,
     .flags = ROUTE_SLOW},
    {POST, "/practice/own/{id}", PERM_PRACTICE_EDIT, save_one, .in = &practice_own_form,
     .flags = ROUTE_SLOW},
    {POST, "/practice/own/{id}/offer", PERM_PRACTICE_EDIT, offer, .in = &practice_offer_form},
    {0},
};
