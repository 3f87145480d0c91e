/* Reports as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_forms.h"

#include "web/api.h"

struct report_json {
    struct report_row row;
    int64_t due_at;
    struct str text[REPORT_FIELD_N];
};
#define ROW(member) offsetof(struct report_json, row.member)
#define TEXT_OUT(name, word, kinds, class)                                                         \
    {word, SHAPE_TEXT, offsetof(struct report_json, text[REPORT_FIELD_##name]), NULL,              \
     "Null when it is not for the caller, or not in this kind"},
#define COMMON                                                                                     \
    {"id", SHAPE_ID, ROW(id), NULL, "Identifier"},                                                 \
        {"case_id", SHAPE_ID, ROW(case_id), NULL, "The aftercare case"},                           \
        {"number", SHAPE_INT, ROW(number), NULL, "The incident: 1042 is said as H-1042"},          \
        {"kind", SHAPE_WORD, ROW(kind), report_kind_words, "To whom"},                             \
        {"state", SHAPE_WORD, ROW(state), report_state_words, "How it stands"},                    \
        {"person", SHAPE_TEXT, ROW(person_name), NULL, "Who was hit; null in a copy"},             \
        {"due_at", SHAPE_INSTANT, offsetof(struct report_json, due_at), NULL,                      \
         "The deadline of an open one"},                                                           \
        {"receipt", SHAPE_TEXT, ROW(receipt), NULL, "Number of the receipt"},                      \
        {"filed_on", SHAPE_DATE, ROW(filed_day), NULL, "Day of the receipt"},                      \
        {"outcome", SHAPE_WORD, ROW(outcome), report_outcome_words, "Of a police case"},           \
    {                                                                                              \
        "follow_at", SHAPE_INSTANT, ROW(follow_at), NULL, "When the police are asked again"        \
    }

static const struct shape_field row_fields[] = {COMMON};
static const struct shape row_shape = SHAPE("ReportRow", row_fields);
static const struct shape_field report_fields[] = {
    COMMON,
    {"reason", SHAPE_TEXT, ROW(reason), NULL, "Why it is not reported"},
    {"n_texts", SHAPE_INT, ROW(n_texts), NULL, "To be sent back as seen when writing"},
    REPORT_FIELDS(TEXT_OUT)};
static const struct shape report_shape = SHAPE("Report", report_fields);

static enum status api_reports(struct request *rq, struct response *rs)
{
    struct report_list_entry entry;
    struct report_row_list rows;

    TRY(query_take(rq, &entry));
    TRY(report_list(rq->db, rq->arena, rq->who, entry.limit > 0 ? entry.limit : 50, &rows));
    struct report_json *out = arena_array(rq->arena, struct report_json, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        out[i] = (struct report_json){.row = rows.at[i], .due_at = rows.at[i].due_at};
    return api_list(rq, rs, out, rows.n, sizeof *out, STR_NONE);
}

static enum status answer(struct request *rq, struct response *rs, int64_t id)
{
    struct report_json out;
    struct report r;

    db_refresh(rq->db);
    TRY(report_find(rq->db, rq->arena, rq->who, id, &r));
    out = (struct report_json){.row = r.row, .due_at = r.due_at};
    for (int f = 0; f < REPORT_FIELD_N; f++)
        out.text[f] = r.part[f].text;
    return api_object(rq, rs, 200, &out);
}

static enum status api_report(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer(rq, rs, id);
}

static enum status api_start(struct request *rq, struct response *rs)
{
    struct report_start_entry entry;
    int64_t id, report_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(report_start(rq->db, rq->arena, rq->who, id, (enum report_kind)entry.kind, &report_id));
    return answer(rq, rs, report_id);
}

static enum status api_write(struct request *rq, struct response *rs)
{
    struct report_text_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(report_write(rq->db, rq->arena, rq->who, id, entry.seen, entry.text, NULL));
    return answer(rq, rs, id);
}

static enum status api_file(struct request *rq, struct response *rs)
{
    struct report_file_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(report_file(rq->db, rq->arena, rq->who, rq->zone, id, entry.receipt, entry.day));
    return answer(rq, rs, id);
}

static enum status api_decide(struct request *rq, struct response *rs)
{
    struct report_decide_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(report_decide(rq->db, rq->arena, rq->who, id, entry.reason));
    return answer(rq, rs, id);
}

static enum status api_outcome(struct request *rq, struct response *rs)
{
    struct report_outcome_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(report_outcome(rq->db, rq->arena, rq->who, rq->zone, id, (enum report_outcome)entry.outcome,
                       entry.note));
    return answer(rq, rs, id);
}

const struct route report_api_routes[] = {
    {GET, "/api/v1/reports", PERM_REPORT_READ, api_reports, .query = &report_list_query,
     .out = &row_shape, .out_is_list = true, .summary = "Reports within reach, newest first"},
    {GET, "/api/v1/reports/{id}", PERM_REPORT_READ, api_report, .out = &report_shape,
     .summary = "One report with what stands in it"},
    {POST, "/api/v1/reports/case/{id}/start", PERM_REPORT_WRITE, api_start,
     .in = &report_start_form, .out = &report_shape,
     .summary = "Start a report that no rule asks for", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/reports/{id}", PERM_REPORT_WRITE, api_write, .in = &report_text_form,
     .out = &report_shape, .summary = "Write in a draft; every version is kept",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/reports/{id}/file", PERM_REPORT_WRITE, api_file, .in = &report_file_form,
     .out = &report_shape, .summary = "Filed: number and day of the receipt",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/reports/{id}/decide", PERM_REPORT_WRITE, api_decide, .in = &report_decide_form,
     .out = &report_shape, .summary = "Decide in writing not to report", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/reports/{id}/outcome", PERM_REPORT_WRITE, api_outcome,
     .in = &report_outcome_form, .out = &report_shape, .summary = "What became of a police case",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
