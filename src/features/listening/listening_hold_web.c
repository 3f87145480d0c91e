/* One session: agreeing on it, holding it, what came of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_show.h"

#include "base/json.h"
#include "core/refuse.h"
#include "listening_session_html.h"

static enum status show_page(struct request *rq, struct response *rs, int64_t id,
                             const struct listening_typed *typed)
{
    struct listening_show_view v;

    TRY(listening_show_fill(rq, id, typed, &v));
    struct html *page = page_begin(rq, rs, T_LISTENING_ONE_TITLE);
    listening_session_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_page(rq, rs, id, NULL);
}

/* A refusal is said on the session's own page, with what was typed. */
static enum status ended(struct request *rq, struct response *rs, int64_t id, enum status done,
                         struct listening_typed *typed, enum text_key notice)
{
    if (listening_refusal(rq, done, typed->errors, &typed->error)) {
        rs->status = done == CONFLICT ? 409 : 422;
        return show_page(rq, rs, id, typed);
    }
    TRY(done);
    if (notice != T_NONE)
        page_notice(rq, rs, notice);
    return redirect(rs, path_of(rq->arena, "/listening/{}", id));
}

typedef enum status act_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id);

static enum status act(struct request *rq, struct response *rs, act_fn *rule, enum text_key notice)
{
    struct listening_typed typed = {.error = STR_NONE};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return ended(rq, rs, id, rule(rq->db, rq->arena, rq->who, id), &typed, notice);
}

static enum status decline(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_decline, T_LISTENING_DECLINED_NOTED);
}

static enum status call_off(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_call_off, T_LISTENING_OFF_NOTED);
}

static enum status begin(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_begin, T_NONE);
}

static enum status announced(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_announced, T_NONE);
}

static enum status stop(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_stop, T_LISTENING_STOPPED_NOTED);
}

static enum status put_accept(struct request *rq, struct response *rs)
{
    struct listening_accept_entry entry;
    struct form_errors errors = {.n = 0};
    struct listening_typed typed = {.errors = &errors};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &entry, &errors);
    if (done == OK)
        done = listening_accept(rq->db, rq->arena, rq->who, id, entry.changes);
    return ended(rq, rs, id, done, &typed, T_LISTENING_ACCEPTED_NOTED);
}

static enum status put_time(struct request *rq, struct response *rs)
{
    struct listening_offer offer;
    struct form_errors errors = {.n = 0};
    struct listening_typed typed = {.offer = &offer, .errors = &errors};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &offer, &errors);
    if (done == OK)
        done = listening_offer(rq->db, rq->arena, rq->who, id, &offer);
    return ended(rq, rs, id, done, &typed, T_LISTENING_PROPOSED_NOTED);
}

/* Sent by the page's script while one listens, or as a form. */
static enum status put_note(struct request *rq, struct response *rs)
{
    struct listening_note note;
    struct form_errors errors = {.n = 0};
    struct listening_typed typed = {.errors = &errors};
    struct json_out o;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &note, &errors);
    typed.note = note.text;
    if (done == OK)
        done = listening_note(rq->db, rq->arena, rq->who, id, &note);
    if (done != OK || !str_starts(request_header(rq, "Accept"), STR("application/json")))
        return ended(rq, rs, id, done, &typed, T_NONE);
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("saved"));
    json_write_bool(&o, true);
    json_close_object(&o);
    rs->content_type = STR("application/json");
    return OK;
}

static enum status put_finish(struct request *rq, struct response *rs)
{
    struct listening_finish finish;
    struct form_errors errors = {.n = 0};
    struct listening_typed typed = {.finish = &finish, .errors = &errors};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &finish, &errors);
    if (done == OK)
        done = listening_finish(rq->db, rq->arena, rq->who, id, &finish);
    if (done == INVALID && errors.n > 0) {
        typed.error = text(rq->lang, T_LISTENING_TWO_AND_ONE);
        rs->status = 422;
        return show_page(rq, rs, id, &typed);
    }
    return ended(rq, rs, id, done, &typed, T_LISTENING_HELD_NOTED);
}

static enum status put_answer(struct request *rq, struct response *rs)
{
    struct listening_answer_entry entry;
    struct form_errors errors = {.n = 0};
    struct listening_typed typed = {.errors = &errors};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &entry, &errors);
    typed.answer = entry.answer;
    if (done == OK)
        done = listening_answer(rq->db, rq->arena, rq->who, id, entry.answer);
    return ended(rq, rs, id, done, &typed, T_LISTENING_ANSWERED_NOTED);
}

const struct route listening_hold_routes[] = {
    {POST, "/listening/{id}/accept", PERM_CALL_LISTENING, put_accept, .in = &listening_accept_form},
    {POST, "/listening/{id}/time", PERM_CALL_LISTENING, put_time, .in = &listening_offer_form},
    {POST, "/listening/{id}/decline", PERM_CALL_LISTENING, decline},
    {POST, "/listening/{id}/call-off", PERM_CALL_LISTENING, call_off},
    {POST, "/listening/{id}/begin", PERM_CALL_LISTENING, begin},
    {POST, "/listening/{id}/announced", PERM_CALL_LISTENING, announced},
    {POST, "/listening/{id}/notes", PERM_CALL_LISTENING, put_note, .in = &listening_note_form},
    {POST, "/listening/{id}/stop", PERM_CALL_LISTENING, stop},
    {POST, "/listening/{id}/finish", PERM_CALL_LISTENING, put_finish, .in = &listening_finish_form},
    {POST, "/listening/{id}/answer", PERM_CALL_LISTENING, put_answer, .in = &listening_answer_form},
    {GET, "/listening/{id}", PERM_CALL_LISTENING, show},
    {0},
};
