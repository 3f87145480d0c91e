/* Harassment as JSON: the same rules as the pages. Files go by the pages' addresses.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_forms.h"
#include "features/harassment/harassment_web.h"
#include "web/api.h"

static const struct shape_field row_fields[] = {
    {"id", SHAPE_ID, offsetof(struct harassment_list_row, id), NULL, "The case"},
    {"number", SHAPE_INT, offsetof(struct harassment_list_row, number), NULL,
     "The incident: 1042 is said as H-1042"},
    {"person_id", SHAPE_ID, offsetof(struct harassment_list_row, person_id), NULL,
     "Who it is about"},
    {"person", SHAPE_TEXT, offsetof(struct harassment_list_row, person_name), NULL, "Their name"},
    {"kinds", SHAPE_WORDS, offsetof(struct harassment_list_row, kinds), harassment_kind_words,
     "What is done to them"},
    {"opened_at", SHAPE_INSTANT, offsetof(struct harassment_list_row, opened_at), NULL,
     "When the centre learnt of it"},
    {"closed_at", SHAPE_INSTANT, offsetof(struct harassment_list_row, closed_at), NULL,
     "When it ended"},
    {"watch_at", SHAPE_INSTANT, offsetof(struct harassment_list_row, watch_at), NULL,
     "When somebody looks again"},
    {"due_at", SHAPE_INSTANT, offsetof(struct harassment_list_row, due_at), NULL,
     "When the next step is due"},
    {"owner_id", SHAPE_ID, offsetof(struct harassment_list_row, owner_id), NULL,
     "Who has it; null: nobody"},
    {"files", SHAPE_INT, offsetof(struct harassment_list_row, n_files), NULL, "How many files"},
};
static const struct shape row_shape = SHAPE("HarassmentRow", row_fields);

static const struct shape_field case_fields[] = {
    {"id", SHAPE_ID, offsetof(struct harassment_case_row, id), NULL, "Identifier"},
    {"incident_id", SHAPE_ID, offsetof(struct harassment_case_row, incident_id), NULL,
     "The incident it stands on"},
    {"person_id", SHAPE_ID, offsetof(struct harassment_case_row, person_id), NULL,
     "Who it is about"},
    {"kinds", SHAPE_WORDS, offsetof(struct harassment_case_row, kinds), harassment_kind_words,
     "What is done to them"},
    {"story", SHAPE_TEXT, offsetof(struct harassment_case_row, story), NULL,
     "In own words; null when it cannot be opened"},
    {"posted_at", SHAPE_INSTANT, offsetof(struct harassment_case_row, posted_at), NULL,
     "When it was put there"},
    {"opened_at", SHAPE_INSTANT, offsetof(struct harassment_case_row, opened_at), NULL,
     "When the centre learnt of it"},
    {"closed_at", SHAPE_INSTANT, offsetof(struct harassment_case_row, closed_at), NULL,
     "When it ended"},
    {"watch_at", SHAPE_INSTANT, offsetof(struct harassment_case_row, watch_at), NULL,
     "When somebody looks again"},
    {"name", SHAPE_WORD, offsetof(struct harassment_case_row, name_choice), harassment_name_words,
     "What citizens are shown"},
};
static const struct shape case_shape = SHAPE("HarassmentCase", case_fields);

static const struct shape_field step_fields[] = {
    {"id", SHAPE_ID, offsetof(struct harassment_step_row, id), NULL, "Identifier"},
    {"kind", SHAPE_WORD, offsetof(struct harassment_step_row, kind), harassment_step_words,
     "What it is"},
    {"place_id", SHAPE_ID, offsetof(struct harassment_step_row, place_id), NULL,
     "The place it is about; null: the whole case"},
    {"owner_id", SHAPE_ID, offsetof(struct harassment_step_row, owner_id), NULL,
     "Who has it; null: nobody"},
    {"due_at", SHAPE_INSTANT, offsetof(struct harassment_step_row, due_at), NULL, "When it is due"},
    {"state", SHAPE_WORD, offsetof(struct harassment_step_row, state), harassment_state_words,
     "How it stands"},
    {"word", SHAPE_TEXT, offsetof(struct harassment_step_row, word), NULL, "What came of it"},
    {"ended_at", SHAPE_INSTANT, offsetof(struct harassment_step_row, ended_at), NULL,
     "When it ended"},
};
static const struct shape step_shape = SHAPE("HarassmentStep", step_fields);

static const struct shape_field file_fields[] = {
    {"id", SHAPE_ID, offsetof(struct harassment_file_row, id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct harassment_file_row, name), NULL, "As it came"},
    {"type", SHAPE_WORD, offsetof(struct harassment_file_row, media), harassment_media_types,
     "By its first bytes"},
    {"bytes", SHAPE_INT, offsetof(struct harassment_file_row, n_bytes), NULL, "Its size"},
    {"sha256", SHAPE_TEXT, offsetof(struct harassment_file_row, sha256), NULL,
     "Of the file as it came"},
    {"seen_at", SHAPE_INSTANT, offsetof(struct harassment_file_row, seen_at), NULL,
     "When it was saved"},
    {"added_at", SHAPE_INSTANT, offsetof(struct harassment_file_row, added_at), NULL,
     "When it was added"},
    {"added_by", SHAPE_ID, offsetof(struct harassment_file_row, added_by), NULL, "By whom"},
};
static const struct shape file_shape = SHAPE("HarassmentFileEntry", file_fields);

static const struct shape_field chain_fields[] = {
    {"seq", SHAPE_INT, offsetof(struct harassment_chain_row, seq), NULL, "1, 2, … without a gap"},
    {"at", SHAPE_INSTANT, offsetof(struct harassment_chain_row, at), NULL, "When"},
    {"person_id", SHAPE_ID, offsetof(struct harassment_chain_row, person_id), NULL,
     "Who; null: the system"},
    {"act", SHAPE_WORD, offsetof(struct harassment_chain_row, kind), harassment_act_words, "What"},
    {"object_id", SHAPE_ID, offsetof(struct harassment_chain_row, object_id), NULL,
     "Place, file or step; null: the case"},
    {"detail", SHAPE_TEXT, offsetof(struct harassment_chain_row, detail), NULL,
     "Hashes of what was added"},
    {"hash", SHAPE_TEXT, offsetof(struct harassment_chain_row, hash), NULL,
     "SHA-256 over the entry and the hash before"},
};
static const struct shape chain_shape = SHAPE("CustodyEntry", chain_fields);

static enum status api_lists(struct request *rq, struct response *rs)
{
    struct harassment_list_entry entry;
    struct harassment_list_row_list mine, board = {0};

    TRY(query_take(rq, &entry));
    int64_t limit = entry.limit > 0 ? entry.limit : 50;
    TRY(harassment_mine(rq->db, rq->arena, rq->who, limit, &mine));
    if (harassment_leads(rq->who))
        TRY(harassment_board(rq->db, rq->arena, rq->who, limit, &board));
    struct harassment_list_row *rows =
        arena_array(rq->arena, struct harassment_list_row, mine.n + board.n);
    size_t n = 0;
    for (size_t i = 0; i < mine.n; i++)
        rows[n++] = mine.at[i];
    for (size_t i = 0; i < board.n; i++)
        if (board.at[i].reported_by != rq->who->person_id) /* those are among one's own */
            rows[n++] = board.at[i];
    return api_list(rq, rs, rows, n, sizeof *rows, STR_NONE);
}

static enum status find(struct request *rq, struct harassment_case *ret)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return harassment_find(rq->db, rq->arena, rq->who, id, ret);
}

static enum status api_case(struct request *rq, struct response *rs)
{
    struct harassment_case k;

    TRY(find(rq, &k));
    return api_object(rq, rs, 200, &k.row);
}

static enum status api_steps(struct request *rq, struct response *rs)
{
    struct harassment_case k;

    TRY(find(rq, &k));
    return api_list(rq, rs, k.steps.at, k.steps.n, sizeof *k.steps.at, STR_NONE);
}

static enum status api_files(struct request *rq, struct response *rs)
{
    struct harassment_case k;

    TRY(find(rq, &k));
    return api_list(rq, rs, k.files.at, k.files.n, sizeof *k.files.at, STR_NONE);
}

static enum status api_chain(struct request *rq, struct response *rs)
{
    struct harassment_case k;
    struct harassment_custody c;

    TRY(find(rq, &k));
    if (k.sight == HARASSMENT_SIGHT_REPORTER)
        return fail(DENIED, "who reported it does not see who looked");
    TRY(harassment_custody(rq->db, rq->arena, k.row.id, false, &c));
    return api_list(rq, rs, c.chain.at, c.chain.n, sizeof *c.chain.at, STR_NONE);
}

static enum status api_report(struct request *rq, struct response *rs)
{
    struct harassment_entry entry;
    struct harassment_case k;
    int64_t id = 0;

    TRY(form_take(rq, &entry));
    TRY(harassment_report(rq->db, rq->arena, rq->who, rq->zone, &entry, &id));
    db_refresh(rq->db);
    TRY(harassment_find(rq->db, rq->arena, rq->who, id, &k));
    return api_object(rq, rs, 201, &k.row);
}

static enum status api_end(struct request *rq, struct response *rs)
{
    struct harassment_end_entry entry;
    struct harassment_case k;
    int64_t id, case_id = 0;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(harassment_step_end(rq->db, rq->arena, rq->who, id, (enum harassment_state)entry.state,
                            entry.word, &case_id));
    db_refresh(rq->db);
    TRY(harassment_find(rq->db, rq->arena, rq->who, case_id, &k));
    for (size_t i = 0; i < k.steps.n; i++)
        if (k.steps.at[i].id == id)
            return api_object(rq, rs, 200, &k.steps.at[i]);
    return fail(MISSING, "not the caller's any more");
}

const struct route harassment_api_routes[] = {
    {GET, "/api/v1/harassment", PERM_HARASSMENT_READ, api_lists, .query = &harassment_list_query,
     .out = &row_shape, .out_is_list = true,
     .summary = "Own and reported cases, and those of one's teams by what is due"},
    {POST, "/api/v1/harassment", PERM_HARASSMENT_REPORT, api_report, .in = &harassment_report_form,
     .out = &case_shape, .summary = "Report digital harassment", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/harassment/{id}", PERM_HARASSMENT_READ, api_case, .out = &case_shape,
     .summary = "One case"},
    {GET, "/api/v1/harassment/{id}/steps", PERM_HARASSMENT_READ, api_steps, .out = &step_shape,
     .out_is_list = true, .summary = "Its steps by due time"},
    {GET, "/api/v1/harassment/{id}/files", PERM_HARASSMENT_READ, api_files, .out = &file_shape,
     .out_is_list = true, .summary = "Its files, without what is in them"},
    {GET, "/api/v1/harassment/{id}/custody", PERM_HARASSMENT_READ, api_chain, .out = &chain_shape,
     .out_is_list = true, .summary = "Who had the evidence in their hands, in order"},
    {POST, "/api/v1/harassment/steps/{id}/end", PERM_HARASSMENT_ACT, api_end,
     .in = &harassment_end_form, .out = &step_shape, .summary = "End a step with a word",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
