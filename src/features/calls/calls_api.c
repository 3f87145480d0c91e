/* Own calls as JSON. Importing is for the page and the command line: files are large, and both show
 * how far they are.
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
    struct form_errors errors = {.n = 0};
    struct call_latest_row_list rows;
    int64_t before_at = 0, before_id = 0;
    struct str next = STR_NONE;
    TRY(query_read(rq, &query, &errors));
    if (query.after.n > 0)
        TRY(api_cursor_read(query.after, &before_at, &before_id));
    TRY(calls_own(rq->db, rq->arena, rq->who, before_at, before_id, CALLS_PAGE + 1, &rows));
    if (rows.n > CALLS_PAGE) {
        rows.n = CALLS_PAGE;
        next = api_cursor(rq->arena, rows.at[rows.n - 1].started_at, rows.at[rows.n - 1].id);
    }
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, next);
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
    {0},
};
