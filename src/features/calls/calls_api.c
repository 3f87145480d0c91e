/* Own calls as JSON, and calls told one by one as they end. Files are for the page and the command line: they are large, and
 * both show how far they are.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/calls.h"
#include "features/calls/calls_web.h"
#include "web/api.h"

struct list_query {
    struct str after;
};
static const struct field list_fields[] = {
    {.name = "after",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct list_query, after),
     .max = 200,
     .label = T_CALLS_CURSOR,
     .doc = "The answer's next, to go on"},
};
static const struct form list_form = FORM("CallListQuery", list_fields, struct list_query);

static const struct shape_field call_fields[] = {
    {"id", SHAPE_ID, offsetof(struct call_latest_row, id), NULL, "Identifier"},
    {"started_at", SHAPE_INSTANT, offsetof(struct call_latest_row, started_at), NULL,
     "When it began"},
    {"wait_ms", SHAPE_INT, offsetof(struct call_latest_row, wait_ms), NULL,
     "Until it was answered or given up"},
    {"talk_ms", SHAPE_INT, offsetof(struct call_latest_row, talk_ms), NULL, "0: not answered"},
    {"queue", SHAPE_TEXT, offsetof(struct call_latest_row, queue), NULL, "Empty: none"},
    {"inbound", SHAPE_BOOL, offsetof(struct call_latest_row, inbound), NULL, "The citizen called"},
    {"outcome", SHAPE_WORD, offsetof(struct call_latest_row, outcome), call_outcome_words,
     "What became of it"},
};
static const struct shape call_shape = SHAPE("Call", call_fields);

static enum status list(struct request *rq, struct response *rs)
{
    struct list_query query;
    struct call_latest_row_list rows;
    int64_t before_at = 0, before_id = 0;
    struct str next = STR_NONE;
    TRY(query_take(rq, &query));
    if (query.after.n > 0)
        TRY(api_cursor_read(query.after, &before_at, &before_id));
    TRY(calls_own(rq->db, rq->arena, rq->who, before_at, before_id, CALLS_PAGE + 1, &rows));
    if (rows.n > CALLS_PAGE) {
        rows.n = CALLS_PAGE;
        next = api_cursor(rq->arena, rows.at[rows.n - 1].started_at, rows.at[rows.n - 1].id);
    }
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, next);
}

static const struct field push_fields[] = {
    {.name = "id",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct call_push, id),
     .required = true,
     .max = CALL_KEY_MAX - 4,
     .label = T_CALLS_F_ID,
     .doc = "The phone system's own id of the call; never a telephone number"},
    {.name = "line",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct call_push, line),
     .max = CALL_TEXT_MAX,
     .label = T_CALLS_F_LINE,
     .doc = "The employee's extension or agent name; left out: nobody answered"},
    {.name = "queue",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct call_push, queue),
     .max = CALL_TEXT_MAX,
     .label = T_CALLS_F_QUEUE,
     .doc = "Queue"},
    {.name = "inbound",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct call_push, inbound),
     .label = T_CALLS_F_INBOUND,
     .doc = "The citizen called"},
    {.name = "outcome",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct call_push, outcome),
     .required = true,
     .words = call_outcome_words,
     .label = T_CALLS_F_OUTCOME,
     .doc = "What became of it"},
    {.name = "started_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct call_push, started_at),
     .required = true,
     .label = T_CALLS_F_STARTED,
     .doc = "When it began"},
    {.name = "wait_ms",
     .kind = FIELD_INT,
     .offset = offsetof(struct call_push, wait_ms),
     .max = CALL_WAIT_MAX_MS,
     .label = T_CALLS_F_WAIT,
     .doc = "Until it was answered or given up"},
    {.name = "talk_ms",
     .kind = FIELD_INT,
     .offset = offsetof(struct call_push, talk_ms),
     .max = CALL_WAIT_MAX_MS,
     .label = T_CALLS_F_TALK,
     .doc = "0: not answered"},
};
static const struct form push_form = FORM("CallInput", push_fields, struct call_push);

static const struct shape_field pushed_fields[] = {
    {"new", SHAPE_BOOL, offsetof(struct call_pushed, is_new), NULL, "It was not known before"},
    {"has_person", SHAPE_BOOL, offsetof(struct call_pushed, has_person), NULL,
     "Somebody had that line that day"},
};
static const struct shape pushed_shape = SHAPE("CallTold", pushed_fields);

static enum status push(struct request *rq, struct response *rs)
{
    struct call_push in;
    struct call_pushed *out = arena_make(rq->arena, struct call_pushed);

    TRY(form_take(rq, &in));
    TRY(calls_push(rq->db, rq->arena, rq->who, &in, out));
    return api_object(rq, rs, out->is_new ? 201 : 200, out);
}

const struct route calls_api_routes[] = {
    {.method = GET,
     .path = "/api/v1/calls",
     .permission = PERM_CALLS_READ,
     .run = list,
     .query = &list_form,
     .out = &call_shape,
     .out_is_list = true,
     .summary = "The caller's own calls, newest first"},
    {POST, "/api/v1/calls", PERM_CALLS_IMPORT, push, .in = &push_form, .out = &pushed_shape,
     .summary = "Tell of a call that has ended", .flags = ROUTE_IDEMPOTENT},
    {0},
};
