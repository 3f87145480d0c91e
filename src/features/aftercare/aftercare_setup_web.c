/* Pages of what a centre sets up: its plan, its numbers to call; and what it learned.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>

#include "features/aftercare/aftercare_forms.h"

#include "aftercare_setup_html.h"
#include "base/clock.h"
#include "features/aftercare/aftercare_show.h"
#include "web/page.h"
#include "web/pairs.h"

#define LEARNINGS_SHOWN 30

/* ---- the plan */

static enum text_key unit_of(int64_t kind)
{
    switch (care_plan_rule(kind)) {
    case RULE_MINUTES:
        return T_AFTERCARE_UNIT_MINUTES;
    case RULE_WORKING_DAYS:
        return T_AFTERCARE_UNIT_WORKING_DAYS;
    case RULE_CALENDAR_DAYS:
        return T_AFTERCARE_UNIT_DAYS;
    case RULE_ELAPSED:
    case RULE_SAME_DAY:
    case RULE_YEARS:
    case RULE_WORKING_TIME:
    case RULE_N:
        break;
    }
    return T_NONE;
}

static struct care_weight_choice_list weights_of(struct request *rq, int64_t chosen)
{
    struct care_weight_choice_list list = {arena_array(rq->arena, struct care_weight_choice, 6), 6};

    for (int64_t w = 0; w < 6; w++)
        list.at[w] = (struct care_weight_choice){w, w == chosen};
    return list;
}

static struct care_plan_choice choice_of(const struct care_plan *plan)
{
    struct care_plan_choice c = {{0}, {0}};

    for (size_t i = 0; i < plan->steps.n; i++) {
        const struct care_plan_step_row *p = &plan->steps.at[i];

        if (p->kind >= CARE_PLAN_KIND_N)
            continue; /* written by a newer version */
        c.from_weight[p->kind] = p->from_weight;
        c.amount[p->kind] = p->rule == RULE_SAME_DAY ? 0 : p->amount;
    }
    return c;
}

static void fill_items(struct request *rq, const struct care_plan_choice *c,
                       struct care_plan_item_list *ret)
{
    ret->at = arena_array(rq->arena, struct care_plan_item, CARE_PLAN_KIND_N);
    ret->n = CARE_PLAN_KIND_N;
    for (int64_t kind = 0; kind < CARE_PLAN_KIND_N; kind++)
        ret->at[kind] = (struct care_plan_item){.word = care_kind_words[kind],
                                                .text = care_kind_text(kind),
                                                .unit = unit_of(kind),
                                                .amount = c->amount[kind],
                                                .weight = c->from_weight[kind],
                                                .weights = weights_of(rq, c->from_weight[kind])};
}

struct due {
    const struct care_plan_step_row *step;
    int64_t at;
};

static int by_due(const void *x, const void *y)
{
    const struct due *a = x, *b = y;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->step->kind < b->step->kind ? -1 : a->step->kind > b->step->kind;
}

/* What it means for a case logged now, by when it is due. */
static enum status fill_preview(struct request *rq, const struct care_plan_step_row_list *steps,
                                struct care_plan_item_list *ret)
{
    struct due *dues = arena_array(rq->arena, struct due, steps->n + 1);
    struct calendar calendar;
    int64_t now = clock_now();

    TRY(centre_calendar(rq->db, rq->arena, rq->who->centre_id, rq->zone, &calendar));
    ret->at = arena_array(rq->arena, struct care_plan_item, steps->n);
    ret->n = steps->n;
    for (size_t i = 0; i < steps->n; i++) {
        dues[i].step = &steps->at[i];
        TRY(care_plan_due(&calendar, &steps->at[i], now, &dues[i].at));
    }
    if (steps->n > 1)
        qsort(dues, steps->n, sizeof *dues, by_due);
    for (size_t i = 0; i < steps->n; i++)
        ret->at[i] = (struct care_plan_item){.text = care_kind_text(dues[i].step->kind),
                                             .weight = dues[i].step->from_weight,
                                             .due = local_time(rq, dues[i].at),
                                             .due_iso = iso_time(rq, dues[i].at)};
    return OK;
}

static enum status fill_versions(struct request *rq, int64_t shown, struct care_version_list *ret)
{
    struct care_plan_version_row_list rows;

    TRY(care_plans(rq->db, rq->arena, rq->who, &rows));
    ret->at = arena_array(rq->arena, struct care_version_view, rows.n);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct care_version_view){
            .url = path_of(rq->arena, "/aftercare/plan?version={}", rows.at[i].version),
            .when = local_time(rq, rows.at[i].made_at),
            .who = rows.at[i].maker_name,
            .version = rows.at[i].version,
            .n_running = rows.at[i].n_running,
            .shown = rows.at[i].version == shown};
    return OK;
}

/* typed: what was sent and is shown again; NULL: the saved plan. */
static enum status plan_page(struct request *rq, struct response *rs, int64_t version,
                             const struct care_plan_entry *typed, struct str alert)
{
    struct care_plan plan;
    struct care_plan_step_row_list steps;
    struct care_plan_choice choice;
    struct care_plan_view v;

    TRY(care_plan(rq->db, rq->arena, rq->who, version, &plan));
    steps = plan.steps;
    choice = typed != NULL ? typed->choice : choice_of(&plan);
    v = (struct care_plan_view){.csrf = rq->csrf,
                                .alert = alert,
                                .version = typed != NULL ? typed->version : plan.row.version,
                                .is_old = version != 0,
                                .may_change = plan.may_change && version == 0,
                                .is_preview = typed != NULL && alert.p == NULL};
    if (v.is_preview)
        TRY(care_plan_steps_of(rq->arena, &choice, &steps));
    fill_items(rq, &choice, &v.items);
    TRY(fill_preview(rq, &steps, &v.preview));
    TRY(fill_versions(rq, plan.row.version, &v.versions));
    struct html *page = page_begin(rq, rs, T_AFTERCARE_PLAN_TITLE);
    care_plan_html(page, &v);
    return page_end(page);
}

static enum status show_plan(struct request *rq, struct response *rs)
{
    int64_t version = request_query_int(rq, "version", 0);

    return plan_page(rq, rs, version > 0 ? version : 0, NULL, STR_NONE);
}

/* The refusal's text when the typed form can be shown again with it. */
static bool is_refused(struct request *rq, enum status status, struct str *ret)
{
    if ((status != INVALID && status != CONFLICT) || refuse_key() == T_NONE)
        return false;
    *ret = text(rq->lang, refuse_key());
    return true;
}

static enum status save_plan(struct request *rq, struct response *rs)
{
    struct care_plan_entry entry;
    struct form_errors errors = {.n = 0};
    struct care_plan_step_row_list steps;
    struct str alert = STR_NONE;
    enum status status = form_read(rq, &entry, &errors);

    if (status == INVALID && errors.n > 0) {
        rs->status = 422;
        return plan_page(rq, rs, 0, &entry, text(rq->lang, T_AFTERCARE_BAD_PLAN));
    }
    TRY(status);
    status = entry.preview
                 ? care_plan_steps_of(rq->arena, &entry.choice, &steps)
                 : care_plan_save(rq->db, rq->arena, rq->who, entry.version, &entry.choice);
    if (is_refused(rq, status, &alert)) {
        rs->status = status == CONFLICT ? 409 : 422;
        return plan_page(rq, rs, 0, &entry, alert);
    }
    TRY(status);
    if (entry.preview)
        return plan_page(rq, rs, 0, &entry, STR_NONE);
    page_notice(rq, rs, T_AFTERCARE_PLAN_SAVED);
    return redirect(rs, STR("/aftercare/plan"));
}

/* ---- numbers to call */

static struct care_number_item number_item(struct request *rq, const struct care_contact_row *c)
{
    int32_t today = zone_day(rq->zone, clock_now());

    return (struct care_number_item){
        .number = {c->name, c->phone, c->hours,
                   local_date(rq, zone_day_start(rq->zone, (int32_t)c->verified_on))},
        .edit_url = path_of(rq->arena, "/aftercare/numbers?edit={}", c->id),
        .remove_url = path_of(rq->arena, "/aftercare/numbers/{}/remove", c->id),
        .stale = today - c->verified_on > CARE_NUMBER_STALE_DAYS};
}

/* id: of the one that is changed; 0: a new one. typed NULL: as it is saved. */
static enum status numbers_page(struct request *rq, struct response *rs, int64_t id,
                                const struct care_number_entry *typed,
                                const struct form_errors *errors, struct str alert)
{
    struct care_contact_row_list rows;
    struct care_number_entry now = {.verified_on = zone_day(rq->zone, clock_now())};
    struct care_numbers_view v = {.csrf = rq->csrf,
                                  .may_change = may_reach(rq->who, PERM_CARE_SETUP, -1, 0),
                                  .is_edit = id != 0};

    TRY(care_numbers(rq->db, rq->arena, rq->who, &rows));
    v.items.at = arena_array(rq->arena, struct care_number_item, rows.n);
    v.items.n = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct care_contact_row *c = &rows.at[i];

        v.items.at[i] = number_item(rq, c);
        if (c->id == id)
            now = (struct care_number_entry){c->name, c->phone, c->hours, c->verified_on, c->place};
    }
    v.form = form_view_of(rq, &care_number_form, typed ? typed : &now, errors, "",
                          id != 0 ? path_of(rq->arena, "/aftercare/numbers/{}", id)
                                  : STR("/aftercare/numbers"),
                          T_AFTERCARE_SAVE);
    v.form.alert = alert;
    struct html *page = page_begin(rq, rs, T_AFTERCARE_NUMBERS_TITLE);
    care_numbers_html(page, &v);
    return page_end(page);
}

static enum status show_numbers(struct request *rq, struct response *rs)
{
    int64_t id = request_query_int(rq, "edit", 0);

    return numbers_page(rq, rs, id > 0 ? id : 0, NULL, NULL, STR_NONE);
}

static enum status put_number(struct request *rq, struct response *rs, int64_t id)
{
    struct care_number_entry entry;
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE;
    int64_t made;
    enum status status = form_read(rq, &entry, &errors);

    if (status == OK)
        status = care_number_put(rq->db, rq->arena, rq->who, rq->zone, id, &entry, &made);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &care_number_form, &errors, &alert)) {
        if (status != DENIED) {
            form_again(rs);
            return numbers_page(rq, rs, id, &entry, &errors, alert);
        }
    }
    TRY(status);
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/aftercare/numbers"));
}

static enum status add_number(struct request *rq, struct response *rs)
{
    return put_number(rq, rs, 0);
}

static enum status change_number(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return put_number(rq, rs, id);
}

static enum status remove_number(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(care_number_remove(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_AFTERCARE_REMOVED);
    return redirect(rs, STR("/aftercare/numbers"));
}

/* ---- what was learned */

static enum status learnings(struct request *rq, struct response *rs)
{
    struct care_learning_row_list rows;
    struct str q = request_query(rq, "q");
    struct care_learn_view v = {.q = q.p ? q : STR("")};
    bool more = false;

    TRY(care_learnings(rq->db, rq->arena, rq->who, v.q, request_query_int(rq, "before", 0),
                       LEARNINGS_SHOWN, &rows, &more));
    v.items.at = arena_array(rq->arena, struct care_learning_item, rows.n);
    v.items.n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        v.items.at[i] = (struct care_learning_item){rows.at[i].text, local_date(rq, rows.at[i].at)};
    if (more) {
        struct buf b = buf_new(rq->arena, 100);

        buf_add(&b, path_of(rq->arena, "/learnings?before={}", rows.at[rows.n - 1].id));
        buf_add(&b, STR("&q="));
        percent_encode(&b, v.q);
        v.next_url = buf_str(&b);
    }
    struct html *page = page_begin(rq, rs, T_AFTERCARE_LEARN_TITLE);
    care_learnings_html(page, &v);
    return page_end(page);
}

const struct route aftercare_setup_routes[] = {
    {GET, "/aftercare/plan", PERM_CARE_SETUP, show_plan},
    {POST, "/aftercare/plan", PERM_CARE_SETUP, save_plan, .in = &care_plan_form},
    {GET, "/aftercare/numbers", PERM_CARE_SETUP, show_numbers},
    {POST, "/aftercare/numbers", PERM_CARE_SETUP, add_number, .in = &care_number_form},
    {POST, "/aftercare/numbers/{id}", PERM_CARE_SETUP, change_number, .in = &care_number_form},
    {POST, "/aftercare/numbers/{id}/remove", PERM_CARE_SETUP, remove_number},
    {GET, "/learnings", PERM_LEARNING_READ, learnings, .query = &care_learnings_query},
    {0},
};
