/* What the pages of a form and of a round share when something is pressed there.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_show.h"

#include "core/refuse.h"
#include "web/page.h"
#include "web/parts.h"

/* Where what was typed has no place any more, the page as it is now. */
static enum status again(struct request *rq, struct response *rs, int http_status,
                         const struct coaching_typed *typed, const struct coaching_press *press)
{
    rs->status = http_status;
    db_refresh(rq->db);
    return press->page(rq, rs, press->id, typed);
}

enum status coaching_pressed(struct request *rq, struct response *rs, enum status done,
                             const struct form_errors *errors, struct coaching_typed *typed,
                             const struct coaching_press *press)
{
    if (done == INVALID && errors != NULL && errors->n > 0) {
        typed->why = typed->answers != NULL ? text(rq->lang, T_COACHING_SEE_BELOW)
                                            : form_error_named(rq->arena, rq->lang, &errors->at[0]);
        return again(rq, rs, 422, typed, press);
    }
    if (coaching_refused(done)) {
        typed->why = text(rq->lang, refuse_key());
        typed->missing = refuse_key() == T_COACHING_NOT_ALL;
        return again(rq, rs, done == CONFLICT ? 409 : 422, typed, press);
    }
    TRY(done);
    page_notice(rq, rs, press->notice);
    return redirect(rs, press->next);
}

enum status coaching_put_fill(struct request *rq, struct response *rs, coaching_fill_fn *fill,
                              struct coaching_press *press)
{
    struct coaching_fill_entry e;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &e, &errors);
    struct coaching_typed typed = {.answers = coaching_entered(rq->arena, &e), .errors = &errors};

    if (done == OK)
        done = fill(rq->db, rq->arena, rq->who, press->id, typed.answers, e.lock);
    press->notice = e.lock ? T_COACHING_DONE_LOCKED : T_COACHING_DONE_SAVED;
    return coaching_pressed(rq, rs, done, &errors, &typed, press);
}
