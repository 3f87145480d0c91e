/* Pages of a try: the conversation itself, how it ended, and seen again from the other side.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"

#include "core/refuse.h"
#include "features/practice/practice_show.h"
#include "practice_play_html.h"
#include "web/page.h"
#include "web/parts.h"

static enum status show(struct request *rq, struct response *rs, struct str error)
{
    struct practice_play p;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_play(rq->db, rq->arena, rq->who, id, &p));
    struct practice_play_view v = practice_show_play(rq, &p);
    v.error = error;
    struct html *page = page_begin_titled(rq, rs, v.title);
    if (v.state == PRACTICE_RUNNING)
        practice_call_html(page, &v);
    else
        practice_over_html(page, &v);
    return page_end(page);
}

static enum status call(struct request *rq, struct response *rs)
{
    return show(rq, rs, STR_NONE);
}

static enum status replay(struct request *rq, struct response *rs)
{
    struct practice_play p;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_play(rq->db, rq->arena, rq->who, id, &p));
    struct practice_play_view v = practice_show_play(rq, &p);
    struct html *page = page_begin(rq, rs, T_PRACTICE_REPLAY);
    practice_replay_html(page, &v);
    return page_end(page);
}

/* For the player in the browser. */
static enum status story(struct request *rq, struct response *rs)
{
    struct practice_play p;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_play(rq->db, rq->arena, rq->who, id, &p));
    rs->content_type = STR("application/json");
    buf_add(&rs->body, p.json);
    return OK;
}

/* What was refused is said above the conversation as it stands. */
static enum status answer(struct request *rq, struct response *rs, enum status done)
{
    if (done == CONFLICT || (done == INVALID && refuse_key() != T_NONE)) {
        rs->status = done == CONFLICT ? 409 : 422;
        db_refresh(rq->db);
        return show(rq, rs, text(rq->lang, refuse_key()));
    }
    return done;
}

static enum status choose(struct request *rq, struct response *rs)
{
    struct practice_choice c;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &c, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, form_error_text(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = practice_choose(rq->db, rq->arena, rq->who, id, c.at, c.choice);
    if (done != OK)
        return answer(rq, rs, done);
    return redirect(rs, path_of(rq->arena, "/practice/tries/{}#now", id));
}

static enum status stop(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_stop(rq->db, rq->arena, rq->who, id));
    return redirect(rs, path_of(rq->arena, "/practice/tries/{}", id));
}

static enum status after(struct request *rq, struct response *rs)
{
    struct practice_sure sure;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &sure, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, form_error_text(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = practice_after(rq->db, rq->arena, rq->who, id, sure.after);
    if (done != OK)
        return answer(rq, rs, done);
    page_notice(rq, rs, T_PRACTICE_NOTED);
    return redirect(rs, path_of(rq->arena, "/practice/tries/{}", id));
}

static enum status drop(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_drop(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_PRACTICE_DROPPED);
    return redirect(rs, STR("/practice"));
}

const struct route practice_play_routes[] = {
    {GET, "/practice/tries/{id}", PERM_PRACTICE, call},
    {GET, "/practice/tries/{id}/replay", PERM_PRACTICE, replay},
    {GET, "/practice/tries/{id}/story", PERM_PRACTICE, story},
    {POST, "/practice/tries/{id}/choose", PERM_PRACTICE, choose, .in = &practice_choice_form},
    {POST, "/practice/tries/{id}/stop", PERM_PRACTICE, stop},
    {POST, "/practice/tries/{id}/after", PERM_PRACTICE, after, .in = &practice_sure_form},
    {POST, "/practice/tries/{id}/drop", PERM_PRACTICE, drop},
    {0},
};
