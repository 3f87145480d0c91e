/* Pages of practice: the scenarios, and one with one's own tries.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"

#include "features/practice/practice_show.h"
#include "practice_html.h"
#include "web/page.h"
#include "web/parts.h"

static enum status list(struct request *rq, struct response *rs)
{
    struct practice_list_view v;

    v.may_edit = may(rq->who, PERM_PRACTICE_EDIT);
    v.may_listen = may(rq->who, PERM_CALL_LISTENING);
    v.may_form = may(rq->who, PERM_COACHING);
    TRY(practice_scenarios(rq->db, rq->arena, rq->who, rq->lang, &v.list));
    struct html *page = page_begin(rq, rs, T_PRACTICE_TITLE);
    practice_list_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs, struct str error)
{
    struct str name = request_param(rq, "scenario");
    struct practice_one_view v = {.csrf = rq->csrf, .error = error};
    struct practice_try_row_list tries;

    TRY(practice_scenario(rq->db, rq->arena, rq->who, name, rq->lang, &v.scenario));
    TRY(practice_tries(rq->db, rq->arena, rq->who, name, &tries));
    v.may_edit = may(rq->who, PERM_PRACTICE_EDIT);
    v.is_own = str_starts(name, STR("own-"));
    v.sure = practice_show_sure(rq->arena, 0);
    v.tries = (struct practice_old_tries){arena_array(rq->arena, struct practice_old_try, tries.n),
                                          tries.n};
    for (size_t i = 0; i < tries.n; i++) {
        const struct practice_try_row *t = &tries.at[i];

        v.tries.at[i] = (struct practice_old_try){t->id, t->state, t->before, t->after,
                                                  local_time(rq, t->started_at)};
    }
    struct html *page = page_begin_titled(rq, rs, v.scenario.title);
    practice_one_html(page, &v);
    return page_end(page);
}

static enum status one(struct request *rq, struct response *rs)
{
    return show(rq, rs, STR_NONE);
}

static enum status start(struct request *rq, struct response *rs)
{
    struct practice_begin begin;
    struct form_errors errors = {.n = 0};
    enum status read = form_read(rq, &begin, &errors);
    int64_t id;

    if (read == INVALID && errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, form_error_text(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(read);
    TRY(practice_start(rq->db, rq->arena, rq->who, request_param(rq, "scenario"), rq->lang,
                       begin.before, &id));
    return redirect(rs, path_of(rq->arena, "/practice/tries/{}", id));
}

const struct route practice_routes[] = {
    {GET, "/practice", PERM_PRACTICE, list},
    {GET, "/practice/{scenario}", PERM_PRACTICE, one},
    {POST, "/practice/{scenario}/start", PERM_PRACTICE, start, .in = &practice_begin_form},
    {0},
};
