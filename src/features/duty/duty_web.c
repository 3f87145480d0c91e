/* Pages for everybody: who is on duty, and taking a watch.
 * SPDX-License-Identifier: MPL-2.0 */
#include "duty_html.h"
#include "features/duty/duty_forms.h"
#include "features/duty/duty_show.h"
#include "web/page.h"

static enum status now_page(struct request *rq, struct response *rs, struct str alert)
{
    struct duty_now_view v = {
        .csrf = rq->csrf, .alert = alert, .may_plan = may(rq->who, PERM_DUTY_PLAN)};
    struct duty_watch_row_list watches;

    if (alert.n > 0) {
        rs->status = 422;
        db_refresh(rq->db);
    }
    TRY(duty_cards_of(rq, &v.cards));
    TRY(q_duty_watches(rq->db, rq->arena, rq->who->centre_id, &watches));
    TRY(duty_week_of(rq, watches.at, watches.n, 0, duty_monday(rq), STR("/duty"), &v.week));
    struct html *page = page_begin(rq, rs, T_DUTY_TITLE);
    for (duty_part_fn *const *part = all_duty_parts; *part != NULL; part++)
        TRY((*part)(rq, page));
    duty_now_html(page, &v);
    return page_end(page);
}

static enum status show_now(struct request *rq, struct response *rs)
{
    return now_page(rq, rs, STR_NONE);
}

static enum status take(struct request *rq, struct response *rs)
{
    struct duty_level_form form;
    struct form_errors errors = {.n = 0};
    struct str alert;
    int64_t id, until;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &form, &errors));
    enum status status = duty_take(rq->db, rq->arena, rq->who, id, form.level, &until);
    if (duty_refusal(rq, status, &alert))
        return now_page(rq, rs, alert);
    TRY(status);
    page_notice(rq, rs, T_DUTY_TAKEN);
    return redirect(rs, STR("/duty"));
}

const struct route duty_routes[] = {
    {GET, "/duty", PERM_DUTY_READ, show_now},
    {POST, "/duty/watches/{id}/take", PERM_DUTY_TAKE, take, .in = &duty_level_in},
    {0},
};
