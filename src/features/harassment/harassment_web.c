/* Pages of harassment: the lists, the report, one case.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_web.h"

#include "base/clock.h"
#include "features/harassment/harassment_forms.h"
#include "features/harassment/harassment_show.h"
#include "harassment_case_html.h"
#include "harassment_html.h"
#include "web/page.h"

bool harassment_is_refusal(enum status status)
{
    return (status == INVALID || status == TOO_LARGE || status == CONFLICT) &&
           refuse_key() != T_NONE;
}

static enum status lists(struct request *rq, struct response *rs)
{
    struct harassment_list_view v;

    TRY(harassment_list_fill(rq, &v));
    struct html *page = page_begin(rq, rs, T_HARASSMENT_TITLE);
    harassment_lists_html(page, &v);
    return page_end(page);
}

/* ---- reporting */

static enum status show_report(struct request *rq, struct response *rs,
                               const struct harassment_entry *typed,
                               const struct form_errors *errors, struct str alert)
{
    struct harassment_form_view v;

    TRY(harassment_form_fill(rq, typed, errors, &v));
    v.alert = alert;
    struct html *page = page_begin(rq, rs, T_HARASSMENT_REPORT_TITLE);
    harassment_report_html(page, &v);
    return page_end(page);
}

static enum status report_page(struct request *rq, struct response *rs)
{
    return show_report(rq, rs, NULL, NULL, STR_NONE);
}

static enum status report(struct request *rq, struct response *rs)
{
    struct harassment_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id = 0;
    enum status read = form_read(rq, &entry, &errors);

    if (read == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_report(rq, rs, &entry, &errors, STR_NONE);
    }
    TRY(read);
    enum status done = harassment_report(rq->db, rq->arena, rq->who, rq->zone, &entry, &id);
    if (harassment_is_refusal(done)) {
        rs->status = 422;
        return show_report(rq, rs, &entry, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_HARASSMENT_REPORTED);
    return redirect(rs, path_of(rq->arena, "/harassment/{}", id));
}

/* ---- one case */

static enum status show_case(struct request *rq, struct response *rs, int64_t id, struct str alert,
                             const struct harassment_place_entry *typed,
                             const struct form_errors *errors)
{
    struct harassment_case found;
    struct harassment_case_view v;

    TRY(harassment_find(rq->db, rq->arena, rq->who, id, &found));
    TRY(harassment_case_fill(rq, &found, &v));
    v.alert = alert;
    if (typed != NULL)
        harassment_place_typed(rq, typed, errors, &v.place);
    struct html *page = page_begin_titled(rq, rs, v.number);
    harassment_case_html(page, &v);
    return page_end(page);
}

enum status harassment_show_case(struct request *rq, struct response *rs, int64_t id,
                                 struct str alert)
{
    return show_case(rq, rs, id, alert, NULL, NULL);
}

static enum status show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_case(rq, rs, id, STR_NONE, NULL, NULL);
}

static enum status back(struct request *rq, struct response *rs, int64_t id, enum text_key notice)
{
    page_notice(rq, rs, notice);
    return redirect(rs, path_of(rq->arena, "/harassment/{}", id));
}

/* Saved, or the case again with what was wrong. */
static enum status answer(struct request *rq, struct response *rs, enum status done, int64_t id)
{
    if (harassment_is_refusal(done) && id != 0) {
        struct str alert = text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_case(rq, rs, id, alert, NULL, NULL);
    }
    TRY(done);
    return back(rq, rs, id, T_HARASSMENT_SAVED);
}

static enum status add_place(struct request *rq, struct response *rs)
{
    struct harassment_place_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status read = form_read(rq, &entry, &errors);
    enum status done =
        read == OK ? harassment_place_add(rq->db, rq->arena, rq->who, id, &entry) : read;
    if ((read == INVALID && errors.n > 0) || harassment_is_refusal(done)) {
        struct str alert = errors.n > 0 ? STR_NONE : text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_case(rq, rs, id, alert, &entry, &errors);
    }
    TRY(done);
    return back(rq, rs, id, T_HARASSMENT_PLACE_ADDED);
}

static enum status seen(struct request *rq, struct response *rs)
{
    struct harassment_seen_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id, case_id = 0;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    enum status done =
        harassment_place_seen(rq->db, rq->arena, rq->who, id, entry.still_there, &case_id);
    return answer(rq, rs, done, case_id);
}

/* The step's case, to come back to it when the rule says no. */
static int64_t case_of_step(struct request *rq, int64_t step_id)
{
    struct harassment_step_row s;

    return q_harassment_step(rq->db, rq->arena, step_id, &s) == OK ? s.case_id : 0;
}

static enum status end_step(struct request *rq, struct response *rs)
{
    struct harassment_end_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id, case_id = 0;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    enum status done = harassment_step_end(
        rq->db, rq->arena, rq->who, id, (enum harassment_state)entry.state, entry.word, &case_id);
    return answer(rq, rs, done, harassment_is_refusal(done) ? case_of_step(rq, id) : case_id);
}

static enum status take_step(struct request *rq, struct response *rs)
{
    int64_t id, case_id = 0;

    TRY(param_id(rq, "id", &id));
    enum status done = harassment_step_take(rq->db, rq->arena, rq->who, id, &case_id);
    return answer(rq, rs, done, harassment_is_refusal(done) ? case_of_step(rq, id) : case_id);
}

static enum status choose_name(struct request *rq, struct response *rs)
{
    struct harassment_name_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    return answer(rq, rs,
                  harassment_choose_name(rq->db, rq->arena, rq->who, id,
                                         (enum harassment_name)entry.choice, entry.reason),
                  id);
}

static enum status watch(struct request *rq, struct response *rs)
{
    struct harassment_watch_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    return answer(rq, rs, harassment_watch(rq->db, rq->arena, rq->who, id, entry.at), id);
}

static enum status close_case(struct request *rq, struct response *rs)
{
    struct harassment_close_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    return answer(rq, rs, harassment_close(rq->db, rq->arena, rq->who, id, entry.word), id);
}

/* ---- links */

static enum status show_links(struct request *rq, struct response *rs, struct str alert)
{
    struct harassment_links_view v;

    TRY(harassment_links_fill(rq, &v));
    v.alert = alert;
    struct html *page = page_begin(rq, rs, T_HARASSMENT_LINKS_TITLE);
    harassment_links_html(page, &v);
    return page_end(page);
}

static enum status links(struct request *rq, struct response *rs)
{
    return show_links(rq, rs, STR_NONE);
}

static enum status set_link(struct request *rq, struct response *rs)
{
    struct harassment_link_entry entry;
    struct form_errors errors = {.n = 0};
    enum status read = form_read(rq, &entry, &errors), done = read;

    if (read == OK)
        done = harassment_link_set(rq->db, rq->arena, rq->who, entry.platform, entry.url);
    if (harassment_is_refusal(done) || (read == INVALID && errors.n > 0)) {
        rs->status = 422;
        return show_links(rq, rs, text(rq->lang, T_HARASSMENT_BAD_LINK));
    }
    TRY(done);
    page_notice(rq, rs, T_HARASSMENT_SAVED);
    return redirect(rs, STR("/harassment/links"));
}

static enum status tried_link(struct request *rq, struct response *rs)
{
    struct harassment_link_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(harassment_link_tried(rq->db, rq->arena, rq->who, rq->zone, entry.platform));
    page_notice(rq, rs, T_HARASSMENT_SAVED);
    return redirect(rs, STR("/harassment/links"));
}

const struct route harassment_routes[] = {
    {GET, "/harassment", PERM_HARASSMENT_READ, lists},
    {POST, "/harassment", PERM_HARASSMENT_REPORT, report, .in = &harassment_report_form},
    {GET, "/harassment/report", PERM_HARASSMENT_REPORT, report_page},
    {GET, "/harassment/links", PERM_HARASSMENT_LINKS, links},
    {POST, "/harassment/links", PERM_HARASSMENT_LINKS, set_link, .in = &harassment_link_form},
    {POST, "/harassment/links/tried", PERM_HARASSMENT_LINKS, tried_link,
     .in = &harassment_tried_form},
    {POST, "/harassment/steps/{id}/end", PERM_HARASSMENT_ACT, end_step, .in = &harassment_end_form},
    {POST, "/harassment/steps/{id}/take", PERM_HARASSMENT_ACT, take_step},
    {POST, "/harassment/places/{id}/seen", PERM_HARASSMENT_REPORT, seen,
     .in = &harassment_seen_form},
    {GET, "/harassment/{id}", PERM_HARASSMENT_READ, show},
    {POST, "/harassment/{id}/places", PERM_HARASSMENT_REPORT, add_place,
     .in = &harassment_place_form},
    {POST, "/harassment/{id}/name", PERM_HARASSMENT_ACT, choose_name, .in = &harassment_name_form},
    {POST, "/harassment/{id}/watch", PERM_HARASSMENT_ACT, watch, .in = &harassment_watch_form},
    {POST, "/harassment/{id}/close", PERM_HARASSMENT_ACT, close_case, .in = &harassment_close_form},
    {0},
};
