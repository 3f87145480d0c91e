/* Aftercare as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#include "web/api.h"

static const struct shape_field row_fields[] = {
    {"id", SHAPE_ID, offsetof(struct care_board_row, case_id), NULL, "The case"},
    {"number", SHAPE_INT, offsetof(struct care_board_row, number), NULL,
     "The incident: 1042 is said as H-1042"},
    {"person_id", SHAPE_ID, offsetof(struct care_board_row, person_id), NULL, "Who was hit"},
    {"person", SHAPE_TEXT, offsetof(struct care_board_row, person_name), NULL, "Their name"},
    {"step_id", SHAPE_ID, offsetof(struct care_board_row, step_id), NULL,
     "The step that is due first"},
    {"kind", SHAPE_WORD, offsetof(struct care_board_row, kind), care_kind_words, "What it is"},
    {"owner_id", SHAPE_ID, offsetof(struct care_board_row, owner_id), NULL,
     "Who has it; null: nobody"},
    {"owner", SHAPE_TEXT, offsetof(struct care_board_row, owner_name), NULL, "Their name"},
    {"due_at", SHAPE_INSTANT, offsetof(struct care_board_row, due_at), NULL, "When it is due"},
    {"answer", SHAPE_WORD, offsetof(struct care_board_row, answer), care_answer_words,
     "Of an offer"},
};
static const struct shape row_shape = SHAPE("AftercareRow", row_fields);

static const struct shape_field step_fields[] = {
    {"id", SHAPE_ID, offsetof(struct care_step_row, id), NULL, "Identifier"},
    {"case_id", SHAPE_ID, offsetof(struct care_step_row, case_id), NULL, "The case"},
    {"kind", SHAPE_WORD, offsetof(struct care_step_row, kind), care_kind_words, "What it is"},
    {"owner_id", SHAPE_ID, offsetof(struct care_step_row, owner_id), NULL,
     "Who has it; null: nobody"},
    {"owner", SHAPE_TEXT, offsetof(struct care_step_row, owner_name), NULL, "Their name"},
    {"due_at", SHAPE_INSTANT, offsetof(struct care_step_row, due_at), NULL, "When it is due"},
    {"state", SHAPE_WORD, offsetof(struct care_step_row, state), care_state_words, "How it stands"},
    {"answer", SHAPE_WORD, offsetof(struct care_step_row, answer), care_answer_words,
     "Of an offer"},
    {"note", SHAPE_TEXT, offsetof(struct care_step_row, note), NULL,
     "Null when it is not for the caller"},
    {"ended_at", SHAPE_INSTANT, offsetof(struct care_step_row, ended_at), NULL, "When it ended"},
    {"ended_by", SHAPE_ID, offsetof(struct care_step_row, ended_by), NULL, "By whom"},
};
static const struct shape step_shape = SHAPE("AftercareStep", step_fields);

static enum status api_board(struct request *rq, struct response *rs)
{
    struct care_list_entry entry;
    struct care_board found;

    TRY(query_take(rq, &entry));
    TRY(care_board(rq->db, rq->arena, rq->who, entry.limit > 0 ? entry.limit : 50, &found));
    return api_list(rq, rs, found.rows.at, found.rows.n, sizeof *found.rows.at, STR_NONE);
}

static enum status api_steps(struct request *rq, struct response *rs)
{
    struct care_case found;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(care_find(rq->db, rq->arena, rq->who, id, &found));
    return api_list(rq, rs, found.steps.at, found.steps.n, sizeof *found.steps.at, STR_NONE);
}

/* The step as its reader may see it now; a step that was given away meanwhile is not shown. */
static enum status answer_step(struct request *rq, struct response *rs, int64_t id)
{
    struct care_case found;
    struct care_step_row s;

    db_refresh(rq->db);
    TRY(q_care_step(rq->db, rq->arena, id, &s));
    TRY(care_find(rq->db, rq->arena, rq->who, s.case_id, &found));
    for (size_t i = 0; i < found.steps.n; i++)
        if (found.steps.at[i].id == id)
            return api_object(rq, rs, 200, &found.steps.at[i]);
    return fail(MISSING, "not the caller's any more");
}

static enum status api_end(struct request *rq, struct response *rs)
{
    struct care_end_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(care_end(rq->db, rq->arena, rq->who, id, (enum care_state)entry.state, entry.note));
    return answer_step(rq, rs, id);
}

const struct route aftercare_api_routes[] = {
    {GET, "/api/v1/aftercare", PERM_CARE_READ, api_board, .query = &care_list_query,
     .out = &row_shape, .out_is_list = true,
     .summary = "Open cases within reach by when their next step is due"},
    {GET, "/api/v1/aftercare/{id}/steps", PERM_CARE_READ, api_steps, .out = &step_shape,
     .out_is_list = true, .summary = "The steps of one case by due time"},
    {POST, "/api/v1/aftercare/steps/{id}/end", PERM_CARE_ACT, api_end, .in = &care_end_form,
     .out = &step_shape, .summary = "End a step with a word", .flags = ROUTE_IDEMPOTENT},
    {0},
};
