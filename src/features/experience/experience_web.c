/* Pages of the experience log: the own one, one entry, and what newcomers let their mentor see.
 * SPDX-License-Identifier: MPL-2.0 */
#include "experience_html.h"
#include "base/json.h"
#include "core/refuse.h"
#include "features/experience/experience_show.h"
#include "features/onboarding/onboarding.h"
#include "web/api.h"
#include "web/page.h"
#include "web/parts.h"

#define ENTRIES 30

/* ---- the own log */

static enum status fill_place(struct request *rq, struct experience_page_view *v)
{
    struct onboarding_run_row run;
    enum status found = onboarding_run_of(rq->db, rq->arena, rq->who->person_id, &run);

    if (found != OK && found != MISSING)
        return found;
    v->has_mentor = found == OK && onboarding_mentor_now(&run) != 0;
    return experience_has_day(rq->db, rq->arena, rq->who->person_id, &v->has_day);
}

static enum status show_log(struct request *rq, struct response *rs,
                            const struct experience_form_view *typed)
{
    struct experience_row_list rows;
    struct experience_wish_row wish;
    struct experience_newcomers others;
    struct experience_page_view v = {.form = typed ? *typed : experience_empty_form(rq)};
    int64_t before = request_query_int(rq, "before", 0);

    TRY(experience_list(rq->db, rq->arena, rq->who, before, ENTRIES + 1, &rows));
    TRY(experience_wish(rq->db, rq->arena, rq->who, &wish));
    TRY(experience_newcomers(rq->db, rq->arena, rq->who, &others));
    TRY(fill_place(rq, &v));
    if (rows.n > ENTRIES) {
        rows.n = ENTRIES;
        v.next_url = path_of(rq->arena, "/experience?before={}", rows.at[ENTRIES - 1].id);
    }
    v.items = experience_items_of(rq, &rows);
    v.wish_mentor = wish.for_mentor;
    v.wish_day = wish.for_day;
    v.may_see_others = others.n > 0;
    struct html *page = page_begin(rq, rs, T_EXPERIENCE_TITLE);
    experience_page_html(page, &v);
    return page_end(page);
}

static enum status log_page(struct request *rq, struct response *rs)
{
    return show_log(rq, rs, NULL);
}

void experience_dialog(struct request *rq, struct html *h)
{
    struct experience_form_view v;

    if (rq->who->person_id == 0 || !may(rq->who, PERM_EXPERIENCE) ||
        str_eq(rq->path, STR("/experience")))
        return;
    v = experience_empty_form(rq);
    experience_dialog_html(h, &v);
}

static bool wants_json(const struct request *rq)
{
    return str_starts(request_header(rq, "Accept"), STR("application/json"));
}

static struct experience_form_view typed_form(struct request *rq, const struct experience_entry *e,
                                              struct str error)
{
    struct experience_form_view v = experience_empty_form(rq);

    v.kinds = experience_kind_choices(rq->arena, e->kind);
    v.helps = experience_help_choices(rq->arena, e->helps);
    v.strength = e->strength;
    v.note = e->note.p ? e->note : STR("");
    v.wants_talk = e->wants_talk;
    if (e->client_key.n >= 8)
        v.client_key = e->client_key;
    v.error = error;
    return v;
}

static enum status answer_logged(struct request *rq, struct response *rs,
                                 const struct experience_logged *logged)
{
    struct json_out o;

    if (!wants_json(rq)) {
        page_notice(rq, rs, T_EXPERIENCE_SAVED);
        return redirect(rs, STR("/experience"));
    }
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("url"));
    json_write_text(&o, path_of(rq->arena, "/experience/{}", logged->id));
    json_close_object(&o);
    rs->status = logged->was_known ? 200 : 201;
    rs->content_type = STR("application/json");
    return OK;
}

static enum status put_entry(struct request *rq, struct response *rs)
{
    struct experience_entry entry;
    struct experience_logged logged;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &entry, &errors);

    if (done == INVALID && errors.n > 0) {
        if (wants_json(rq)) {
            api_problem(rq, rs, INVALID, &errors);
            return OK;
        }
        struct experience_form_view v =
            typed_form(rq, &entry, form_error_text(rq->arena, rq->lang, &errors.at[0]));
        rs->status = 422;
        return show_log(rq, rs, &v);
    }
    TRY(done);
    done = experience_log(rq->db, rq->arena, rq->who, &entry, &logged);
    if (done != OK && wants_json(rq)) { /* the dialog shows why, beside what was typed */
        api_problem(rq, rs, done, NULL);
        return OK;
    }
    TRY(done);
    return answer_logged(rq, rs, &logged);
}

static enum status put_wish(struct request *rq, struct response *rs)
{
    struct experience_wish_row wish;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &wish, &errors));
    TRY(experience_wish_set(rq->db, rq->who, &wish));
    page_notice(rq, rs, T_EXPERIENCE_SAVED);
    return redirect(rs, STR("/experience"));
}

/* ---- one entry */

static enum status show_edit(struct request *rq, struct response *rs,
                             const struct experience_row *e, const struct experience_change *to,
                             struct str error, struct str telling_error)
{
    struct experience_edit_view v = {.form = experience_empty_form(rq),
                                     .url = path_of(rq->arena, "/experience/{}", e->id),
                                     .telling = to->telling.p ? to->telling : STR(""),
                                     .telling_error = telling_error,
                                     .when = local_time(rq, e->occurred_at),
                                     .for_mentor = to->for_mentor,
                                     .for_day = to->for_day};

    v.form.kinds = experience_kind_choices(rq->arena, to->kind);
    v.form.helps = experience_help_choices(rq->arena, to->helps);
    v.form.strength = to->strength;
    v.form.note = to->note.p ? to->note : STR("");
    v.form.wants_talk = to->wants_talk;
    v.form.error = error;
    struct html *page = page_begin(rq, rs, T_EXPERIENCE_EDIT);
    experience_edit_html(page, &v);
    return page_end(page);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct experience_row e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_find(rq->db, rq->arena, rq->who, id, &e));
    struct experience_change now = {.kind = e.kind,
                                    .strength = e.strength,
                                    .helps = e.helps,
                                    .note = e.note,
                                    .telling = e.telling,
                                    .wants_talk = e.wants_talk && e.talked_at == 0,
                                    .for_mentor = e.for_mentor,
                                    .for_day = e.for_day};
    return show_edit(rq, rs, &e, &now, STR_NONE, STR_NONE);
}

static enum status put_edit(struct request *rq, struct response *rs)
{
    struct experience_row e;
    struct experience_change to;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_find(rq->db, rq->arena, rq->who, id, &e));
    enum status done = form_read(rq, &to, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_edit(rq, rs, &e, &to, form_error_text(rq->arena, rq->lang, &errors.at[0]),
                         STR_NONE);
    }
    TRY(done);
    done = experience_change(rq->db, rq->arena, rq->who, id, &to);
    if (done == INVALID && refuse_key() != T_NONE) { /* nothing typed is lost */
        rs->status = 422;
        return show_edit(rq, rs, &e, &to, STR_NONE, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_EXPERIENCE_SAVED);
    return redirect(rs, STR("/experience"));
}

static enum status put_share(struct request *rq, struct response *rs)
{
    struct experience_wish_row to;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &to, &errors));
    TRY(experience_share(rq->db, rq->arena, rq->who, id, to.for_mentor, to.for_day));
    page_notice(rq, rs, T_EXPERIENCE_SAVED);
    return redirect(rs, STR("/experience"));
}

static enum status put_drop(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_drop(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_EXPERIENCE_DROPPED);
    return redirect(rs, STR("/experience"));
}

static enum status put_own_talked(struct request *rq, struct response *rs)
{
    struct experience_row e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_find(rq->db, rq->arena, rq->who, id, &e));
    TRY(experience_talked(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_EXPERIENCE_TALK_NOTED);
    return redirect(rs, STR("/experience"));
}

/* ---- for the mentor */

static enum status newcomers(struct request *rq, struct response *rs)
{
    struct experience_newcomers list;
    struct experience_newcomers_view v = {.csrf = rq->csrf};

    TRY(experience_newcomers(rq->db, rq->arena, rq->who, &list));
    v.newcomers = experience_newcomers_of(rq, &list);
    struct html *page = page_begin(rq, rs, T_EXPERIENCE_NEWCOMERS);
    experience_newcomers_html(page, &v);
    return page_end(page);
}

static enum status put_held(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_talked(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_EXPERIENCE_TALK_NOTED);
    return redirect(rs, STR("/experience/newcomers"));
}

const struct route experience_routes[] = {
    {GET, "/experience", PERM_EXPERIENCE, log_page},
    {POST, "/experience", PERM_EXPERIENCE, put_entry, .in = &experience_log_form},
    {POST, "/experience/wish", PERM_EXPERIENCE, put_wish, .in = &experience_share_form},
    {GET, "/experience/newcomers", PERM_EXPERIENCE, newcomers},
    {POST, "/experience/talks/{id}/held", PERM_EXPERIENCE, put_held},
    {GET, "/experience/{id}", PERM_EXPERIENCE, edit},
    {POST, "/experience/{id}", PERM_EXPERIENCE, put_edit, .in = &experience_change_form},
    {POST, "/experience/{id}/share", PERM_EXPERIENCE, put_share, .in = &experience_share_form},
    {POST, "/experience/{id}/talked", PERM_EXPERIENCE, put_own_talked},
    {POST, "/experience/{id}/drop", PERM_EXPERIENCE, put_drop},
    {0},
};
