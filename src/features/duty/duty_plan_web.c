/* Pages for planners: a watch, its base rota as a draft, what lies over it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "duty_plan_html.h"
#include "features/duty/duty_forms.h"
#include "features/duty/duty_show.h"
#include "base/clock.h"
#include "web/page.h"
#include "web/parts.h"

/* "17:00"; seconds, which some browsers add, are left out. */
static bool read_clock(struct str s, int64_t if_empty, int64_t *ret)
{
    int64_t hour, minute;

    s = str_trim(s);
    *ret = if_empty;
    if (s.n == 0)
        return true;
    if (s.n < 5 || s.p[2] != ':' || (s.n > 5 && s.p[5] != ':') ||
        !str_int64(str_sub(s, 0, 2), &hour) || !str_int64(str_sub(s, 3, 2), &minute) || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59)
        return false;
    *ret = hour * 60 + minute;
    return true;
}

static struct str first_error(struct request *rq, const struct form_errors *errors)
{
    struct str why = form_error_text(rq->arena, rq->lang, &errors->at[0]);
    struct text_arg args[] = {TEXT_STR(text(rq->lang, errors->at[0].field->label)), TEXT_STR(why)};

    return text_filled(rq->arena, rq->lang, T_DUTY_FIELD_ERROR, args, 2);
}

/* Words for what was wrong with a form or refused by the rule; false: something else failed. */
static bool has_words(struct request *rq, enum status status, const struct form_errors *errors,
                      struct str *ret)
{
    if (status == INVALID && errors->n > 0) {
        *ret = first_error(rq, errors);
        return true;
    }
    return duty_refusal(rq, status, ret);
}

/* ---- a new watch */

static enum status team_options(struct request *rq, int64_t chosen, struct duty_options *ret)
{
    struct duty_team_row_list teams;

    TRY(q_duty_teams(rq->db, rq->arena, rq->who->centre_id, &teams));
    *ret = (struct duty_options){arena_array(rq->arena, struct duty_option, teams.n + 1), 0};
    for (size_t i = 0; i < teams.n; i++)
        if (may_reach(rq->who, PERM_DUTY_PLAN, 0, teams.at[i].id))
            ret->at[ret->n++] =
                (struct duty_option){teams.at[i].id, teams.at[i].name, teams.at[i].id == chosen};
    return OK;
}

static enum status new_page(struct request *rq, struct response *rs,
                            const struct duty_watch_form *typed, struct str alert)
{
    struct duty_new_view v = {.csrf = rq->csrf,
                              .alert = alert,
                              .name = typed != NULL ? typed->name : STR(""),
                              .from = typed != NULL ? typed->from : STR("08:00"),
                              .to = typed != NULL ? typed->to : STR("16:00"),
                              .hours = typed != NULL ? typed->hours : DUTY_HOURS_OFFICE,
                              .weekdays = typed != NULL ? typed->weekdays : 0,
                              .levels = typed != NULL && typed->levels > 0 ? typed->levels : 1,
                              .at_home = typed != NULL && typed->at_home,
                              .whole_centre = may_reach(rq->who, PERM_DUTY_PLAN, 0, 0)};

    TRY(duty_options_of(rq, false, typed != NULL ? typed->owner_id : 0, &v.owners));
    TRY(team_options(rq, typed != NULL ? typed->team_id : 0, &v.teams));
    if (alert.n > 0)
        rs->status = 422;
    struct html *page = page_begin(rq, rs, T_DUTY_NEW_TITLE);
    duty_new_html(page, &v);
    return page_end(page);
}

static enum status show_new(struct request *rq, struct response *rs)
{
    return new_page(rq, rs, NULL, STR_NONE);
}

static enum status post_new(struct request *rq, struct response *rs)
{
    struct duty_watch_form form = {.name = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct duty_watch_entry e;
    struct str alert;
    int64_t id = 0;
    enum status status = form_read(rq, &form, &errors);

    e = (struct duty_watch_entry){.name = form.name,
                                  .hours = form.hours,
                                  .weekdays = form.weekdays,
                                  .levels = form.levels,
                                  .owner_id = form.owner_id,
                                  .team_id = form.team_id,
                                  .at_home = form.at_home};
    if (status == OK && (!read_clock(form.from, 8 * 60, &e.from_minute) ||
                         !read_clock(form.to, 16 * 60, &e.to_minute)))
        status = refuse(INVALID, T_DUTY_BAD_TIME);
    if (status == OK)
        status = duty_create(rq->db, rq->arena, rq->who, &e, &id);
    if (has_words(rq, status, &errors, &alert))
        return new_page(rq, rs, &form, alert);
    TRY(status);
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, path_of(rq->arena, "/duty/watches/{}", id));
}

/* ---- one watch, with what was typed */

struct typed {
    struct str alert;
    const struct duty_rota_entry *rota;
    const struct duty_cover_entry *cover;
    const struct duty_effect *effect; /* not NULL: the change makes these problems */
};

static enum status fill_rota_form(struct request *rq, const struct duty_rota_entry *e,
                                  struct duty_rota_form_view *v)
{
    bool shadows = e == NULL || e->shadow;

    *v = (struct duty_rota_form_view){.start_at = local_typed(rq, e != NULL ? e->start_at : 0),
                                      .pattern = e != NULL ? e->pattern : STR(""),
                                      .level = e != NULL ? e->level : 1,
                                      .every = e != NULL ? e->every : 1,
                                      .turn = e != NULL ? e->turn : ROSTER_WEEK,
                                      .shadow = e != NULL && e->shadow,
                                      .open = e != NULL};
    v->choices.n = DUTY_PEOPLE_MAX;
    v->choices.at = arena_array(rq->arena, struct duty_choice, DUTY_PEOPLE_MAX);
    for (size_t i = 0; i < DUTY_PEOPLE_MAX; i++) {
        v->choices.at[i].place = (int64_t)i + 1;
        TRY(duty_options_of(rq, shadows, e != NULL ? e->people[i] : 0, &v->choices.at[i].people));
    }
    return OK;
}

static enum status fill_cover_form(struct request *rq, const struct typed *typed,
                                   struct duty_cover_form_view *v)
{
    const struct duty_cover_entry *e = typed->cover;

    *v = (struct duty_cover_form_view){.from_at = local_typed(rq, e != NULL ? e->from_at : 0),
                                       .to_at = local_typed(rq, e != NULL ? e->to_at : 0),
                                       .reason = e != NULL ? e->reason : STR(""),
                                       .kind = e != NULL ? e->kind : DUTY_COVER_OVERRIDE,
                                       .level = e != NULL ? e->level : 1,
                                       .asks = typed->effect != NULL,
                                       .open = e != NULL};
    TRY(duty_options_of(rq, true, e != NULL ? e->person_id : 0, &v->people));
    return duty_options_of(rq, false, e != NULL ? e->instead_of : 0, &v->instead);
}

static enum status watch_page(struct request *rq, struct response *rs, int64_t id,
                              const struct typed *typed)
{
    struct duty_watch_view v;

    db_refresh(rq->db);
    TRY(duty_watch_fill(rq, id, &v));
    v.alert = typed->alert;
    if (typed->effect != NULL)
        v.problems = duty_problem_lines(rq, typed->effect);
    if (v.may_plan) {
        TRY(fill_rota_form(rq, typed->rota, &v.rota));
        TRY(fill_cover_form(rq, typed, &v.cover));
    }
    if (v.alert.n > 0)
        rs->status = 422;
    struct html *page = page_begin_titled(rq, rs, v.name);
    duty_watch_html(page, &v);
    return page_end(page);
}

static enum status show_watch(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return watch_page(rq, rs, id, &(struct typed){.alert = STR_NONE});
}

static enum status post_change(struct request *rq, struct response *rs)
{
    struct duty_watch_form form = {.name = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct typed typed = {.alert = STR_NONE};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status status = form_read(rq, &form, &errors);
    if (status == OK) {
        struct duty_watch_entry e = {.name = form.name,
                                     .levels = form.levels,
                                     .owner_id = form.owner_id,
                                     .at_home = form.at_home};

        status = duty_change(rq->db, rq->arena, rq->who, id, &e);
    }
    if (has_words(rq, status, &errors, &typed.alert))
        return watch_page(rq, rs, id, &typed);
    TRY(status);
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, path_of(rq->arena, "/duty/watches/{}", id));
}

static enum status post_close(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(duty_close(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_DUTY_CLOSED);
    return redirect(rs, STR("/duty"));
}

static enum status post_draft(struct request *rq, struct response *rs)
{
    struct duty_rota_entry entry = {.level = 1};
    struct form_errors errors = {.n = 0};
    struct typed typed = {.rota = &entry};
    int64_t id, rota = 0;

    TRY(param_id(rq, "id", &id));
    enum status status = form_read(rq, &entry, &errors);
    if (status == OK)
        status = duty_draft(rq->db, rq->arena, rq->who, id, &entry, &rota);
    if (has_words(rq, status, &errors, &typed.alert))
        return watch_page(rq, rs, id, &typed);
    TRY(status);
    return redirect(rs, path_of(rq->arena, "/duty/drafts/{}", rota));
}

static enum status post_cover(struct request *rq, struct response *rs)
{
    struct duty_cover_entry entry = {.level = 1};
    struct form_errors errors = {.n = 0};
    struct duty_effect effect = {0};
    struct typed typed = {.cover = &entry};
    int64_t id, made;

    TRY(param_id(rq, "id", &id));
    enum status status = form_read(rq, &entry, &errors);
    if (status == OK)
        status = duty_cover(rq->db, rq->arena, rq->who, id, &entry, &effect, &made);
    if (effect.all_gaps + effect.all_breaches > 0)
        typed.effect = &effect;
    if (has_words(rq, status, &errors, &typed.alert))
        return watch_page(rq, rs, id, &typed);
    TRY(status);
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, path_of(rq->arena, "/duty/watches/{}", id));
}

/* ---- a draft */

static enum status show_draft(struct request *rq, struct response *rs)
{
    struct duty_preview_view v = {.csrf = rq->csrf};
    struct duty_rota_row r;
    struct duty_watch_row w;
    struct duty_effect effect;
    struct duty_plan plan;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(duty_preview(rq->db, rq->arena, rq->who, id, &effect));
    TRY(q_duty_rota(rq->db, rq->arena, id, &r));
    TRY(duty_find(rq->db, rq->arena, rq->who, r.watch_id, &w));
    int32_t first = (int32_t)r.start_day, monday = request_query(rq, "week").p != NULL
                                                       ? duty_monday(rq)
                                                       : first - (day_date(first).weekday - 1);
    struct roster_span ahead = {zone_day_start(rq->zone, first),
                                zone_day_start(rq->zone, first + DUTY_AHEAD_DAYS)};
    TRY(duty_plan(rq->db, rq->arena, rq->who, w.id, id, ahead, &plan));
    TRY(duty_week_of(rq, &w, 1, id, monday, path_of(rq->arena, "/duty/drafts/{}", id), &v.week));
    v.text = duty_rota_text(rq, &r);
    v.problems = duty_problem_lines(rq, &effect);
    v.asks = v.problems.n > 0;
    v.shares = duty_shares_of(rq, &plan);
    v.back_url = path_of(rq->arena, "/duty/watches/{}", w.id);
    v.publish_url = path_of(rq->arena, "/duty/drafts/{}/publish", id);
    v.drop_url = path_of(rq->arena, "/duty/drafts/{}/drop", id);
    struct html *page = page_begin(rq, rs, T_DUTY_PREVIEW_TITLE);
    duty_preview_html(page, &v);
    return page_end(page);
}

/* The change makes problems: they are told, and it is asked for once more. */
static enum status ask(struct request *rq, struct response *rs, const struct duty_effect *effect,
                       struct str action, int64_t watch_id)
{
    struct duty_ask_view v = {.csrf = rq->csrf,
                              .action = action,
                              .back_url = path_of(rq->arena, "/duty/watches/{}", watch_id),
                              .problems = duty_problem_lines(rq, effect)};

    rs->status = 409;
    struct html *page = page_begin(rq, rs, T_DUTY_ASK_TITLE);
    duty_ask_html(page, &v);
    return page_end(page);
}

typedef enum status change_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              bool accept, struct duty_effect *ret, int64_t *ret_watch_id);

static enum status change(struct request *rq, struct response *rs, change_fn *rule,
                          const char *action, enum text_key done)
{
    struct duty_accept_form form = {.accept = false};
    struct form_errors errors = {.n = 0};
    struct duty_effect effect = {0};
    int64_t id, watch = 0;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &form, &errors));
    enum status status = rule(rq->db, rq->arena, rq->who, id, form.accept, &effect, &watch);
    if (status == CONFLICT && effect.all_gaps + effect.all_breaches > 0)
        return ask(rq, rs, &effect, path_of(rq->arena, action, id), watch);
    TRY(status);
    page_notice(rq, rs, done);
    return redirect(rs, path_of(rq->arena, "/duty/watches/{}", watch));
}

static enum status post_publish(struct request *rq, struct response *rs)
{
    return change(rq, rs, duty_publish, "/duty/drafts/{}/publish", T_DUTY_PUBLISHED_NOTICE);
}

static enum status post_undo(struct request *rq, struct response *rs)
{
    return change(rq, rs, duty_undo, "/duty/entries/{}/undo", T_DUTY_SAVED);
}

static enum status post_drop(struct request *rq, struct response *rs)
{
    int64_t id, watch;

    TRY(param_id(rq, "id", &id));
    TRY(duty_drop(rq->db, rq->arena, rq->who, id, &watch));
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, path_of(rq->arena, "/duty/watches/{}", watch));
}

const struct route duty_plan_routes[] = {
    {GET, "/duty/watches/new", PERM_DUTY_PLAN, show_new},
    {POST, "/duty/watches", PERM_DUTY_PLAN, post_new, .in = &duty_watch_in},
    {GET, "/duty/watches/{id}", PERM_DUTY_READ, show_watch},
    {POST, "/duty/watches/{id}", PERM_DUTY_READ, post_change, .in = &duty_change_in},
    {POST, "/duty/watches/{id}/close", PERM_DUTY_READ, post_close},
    {POST, "/duty/watches/{id}/draft", PERM_DUTY_READ, post_draft, .in = &duty_rota_in},
    {POST, "/duty/watches/{id}/cover", PERM_DUTY_READ, post_cover, .in = &duty_cover_in},
    {GET, "/duty/drafts/{id}", PERM_DUTY_READ, show_draft},
    {POST, "/duty/drafts/{id}/publish", PERM_DUTY_READ, post_publish, .in = &duty_accept_in},
    {POST, "/duty/drafts/{id}/drop", PERM_DUTY_READ, post_drop},
    {POST, "/duty/entries/{id}/undo", PERM_DUTY_READ, post_undo, .in = &duty_accept_in},
    {0},
};
