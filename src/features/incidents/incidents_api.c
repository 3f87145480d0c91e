/* Incidents as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_web.h"

#include "features/incidents/incidents_forms.h"
#include "web/api.h"
#include "web/form.h"

static const struct shape_field row_fields[] = {
    {"id", SHAPE_ID, offsetof(struct incident_row, id), NULL, "Identifier"},
    {"number", SHAPE_INT, offsetof(struct incident_row, number), NULL, "1042 is said as H-1042"},
    {"team_id", SHAPE_ID, offsetof(struct incident_row, team_id), NULL, "The employee's team then"},
    {"person_id", SHAPE_ID, offsetof(struct incident_row, person_id), NULL, "Who was hit"},
    {"person", SHAPE_TEXT, offsetof(struct incident_row, person_name), NULL, "Their name"},
    {"logged_by", SHAPE_ID, offsetof(struct incident_row, logged_by), NULL, "Who logged it"},
    {"occurred_at", SHAPE_INSTANT, offsetof(struct incident_row, occurred_at), NULL,
     "When it happened"},
    {"logged_at", SHAPE_INSTANT, offsetof(struct incident_row, logged_at), NULL,
     "When it was logged"},
    {"class", SHAPE_WORD, offsetof(struct incident_row, class), incident_class_words,
     "What it was"},
    {"rating", SHAPE_INT, offsetof(struct incident_row, rating), NULL,
     "Own rating; 0: not said yet"},
    {"hit", SHAPE_INT, offsetof(struct incident_row, hit), NULL,
     "Own rating, or higher when others raised it"},
    {"near_miss", SHAPE_BOOL, offsetof(struct incident_row, near_miss), NULL, "It nearly happened"},
    {"acts", SHAPE_WORDS, offsetof(struct incident_row, acts), incident_act_words,
     "What the employee did"},
    {"wants_talk", SHAPE_BOOL, offsetof(struct incident_row, wants_talk), NULL, "Wants to talk"},
    {"newcomer", SHAPE_BOOL, offsetof(struct incident_row, newcomer), NULL,
     "In the first 90 days on the phones"},
    {"talked_at", SHAPE_INSTANT, offsetof(struct incident_row, talked_at), NULL,
     "When somebody talked with them"},
};
static const struct shape row_shape = SHAPE("IncidentRow", row_fields);

/* One incident with the latest version of its texts. */
struct incident_json {
    struct incident_full_row row;
    struct str text[INCIDENT_FIELD_N];
};
static const struct shape_field full_fields[] = {
    {"id", SHAPE_ID, offsetof(struct incident_json, row.id), NULL, "Identifier"},
    {"number", SHAPE_INT, offsetof(struct incident_json, row.number), NULL,
     "1042 is said as H-1042"},
    {"team_id", SHAPE_ID, offsetof(struct incident_json, row.team_id), NULL,
     "The employee's team then"},
    {"person_id", SHAPE_ID, offsetof(struct incident_json, row.person_id), NULL, "Who was hit"},
    {"person", SHAPE_TEXT, offsetof(struct incident_json, row.person_name), NULL, "Their name"},
    {"logged_by", SHAPE_ID, offsetof(struct incident_json, row.logged_by), NULL, "Who logged it"},
    {"call_id", SHAPE_ID, offsetof(struct incident_json, row.call_id), NULL, "The call"},
    {"occurred_at", SHAPE_INSTANT, offsetof(struct incident_json, row.occurred_at), NULL,
     "When it happened"},
    {"logged_at", SHAPE_INSTANT, offsetof(struct incident_json, row.logged_at), NULL,
     "When it was logged"},
    {"changed_at", SHAPE_INSTANT, offsetof(struct incident_json, row.changed_at), NULL,
     "Latest change"},
    {"class", SHAPE_WORD, offsetof(struct incident_json, row.class), incident_class_words,
     "What it was"},
    {"rating", SHAPE_INT, offsetof(struct incident_json, row.rating), NULL,
     "Own rating; 0: not said yet"},
    {"raised", SHAPE_INT, offsetof(struct incident_json, row.raised), NULL,
     "Raised by others; 0: not"},
    {"hit", SHAPE_INT, offsetof(struct incident_json, row.hit), NULL, "The higher of the two"},
    {"near_miss", SHAPE_BOOL, offsetof(struct incident_json, row.near_miss), NULL,
     "It nearly happened"},
    {"acts", SHAPE_WORDS, offsetof(struct incident_json, row.acts), incident_act_words,
     "What the employee did"},
    {"wants_talk", SHAPE_BOOL, offsetof(struct incident_json, row.wants_talk), NULL,
     "Wants to talk"},
    {"was_alone", SHAPE_BOOL, offsetof(struct incident_json, row.was_alone), NULL,
     "Nobody was near"},
    {"at_home", SHAPE_BOOL, offsetof(struct incident_json, row.at_home), NULL,
     "Was working from home"},
    {"newcomer", SHAPE_BOOL, offsetof(struct incident_json, row.newcomer), NULL,
     "In the first 90 days on the phones"},
    {"talked_at", SHAPE_INSTANT, offsetof(struct incident_json, row.talked_at), NULL,
     "When somebody talked with them"},
    {"words", SHAPE_TEXT, offsetof(struct incident_json, text[INCIDENT_FIELD_WORDS]), NULL,
     "The exact words"},
    {"before", SHAPE_TEXT, offsetof(struct incident_json, text[INCIDENT_FIELD_BEFORE]), NULL,
     "What went before"},
    {"helped", SHAPE_TEXT, offsetof(struct incident_json, text[INCIDENT_FIELD_HELPED]), NULL,
     "What helped"},
    {"seen_by", SHAPE_TEXT, offsetof(struct incident_json, text[INCIDENT_FIELD_SEEN_BY]), NULL,
     "Who saw or heard it"},
};
static const struct shape full_shape = SHAPE("Incident", full_fields);

static const struct shape_field logged_fields[] = {
    {"id", SHAPE_ID, offsetof(struct incident_logged, id), NULL, "Identifier"},
    {"number", SHAPE_INT, offsetof(struct incident_logged, number), NULL, "1042 is said as H-1042"},
    {"was_known", SHAPE_BOOL, offsetof(struct incident_logged, was_known), NULL,
     "The same client_key had come before: nothing was written"},
};
static const struct shape logged_shape = SHAPE("IncidentLogged", logged_fields);

static const struct shape_field today_fields[] = {
    {"new", SHAPE_INT, offsetof(struct incident_today, n_new), NULL,
     "Logged since the caller last said \"seen\""},
    {"untalked", SHAPE_INT, offsetof(struct incident_today, sum.n_untalked), NULL,
     "Nobody has talked with them yet"},
    {"wants_talk", SHAPE_INT, offsetof(struct incident_today, sum.n_wants_talk), NULL,
     "Of those: want to talk"},
    {"hard", SHAPE_INT, offsetof(struct incident_today, sum.n_hard), NULL,
     "Of those: hit 3 or harder"},
    {"newcomers", SHAPE_INT, offsetof(struct incident_today, sum.n_newcomer), NULL,
     "Of those: newcomers"},
};
static const struct shape today_shape = SHAPE("Today", today_fields);

static enum status answer_incident(struct request *rq, struct response *rs, int64_t id)
{
    struct incident in;
    struct incident_json out = {0};

    TRY(incident_find(rq->db, rq->arena, rq->who, id, &in));
    out.row = in.row;
    for (size_t i = in.texts.n;
         i-- > 0;) /* newest first: the last one written here is the newest */
        out.text[in.texts.at[i].field] = in.texts.at[i].text;
    return api_object(rq, rs, 200, &out);
}

static enum status api_list_incidents(struct request *rq, struct response *rs)
{
    struct incident_list_input in;
    struct incident_page page = {0};
    struct str next = STR_NONE;

    TRY(query_take(rq, &in));
    if (in.after.n > 0)
        TRY(api_cursor_read(in.after, &in.filter.after_at, &in.filter.after_id));
    TRY(incident_list(rq->db, rq->arena, rq->who, &in.filter, &page));
    if (page.more) {
        const struct incident_row *last = &page.rows.at[page.rows.n - 1];
        next = api_cursor(rq->arena, last->occurred_at, last->id);
    }
    return api_list(rq, rs, page.rows.at, page.rows.n, sizeof *page.rows.at, next);
}

static enum status api_show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_incident(rq, rs, id);
}

static enum status api_log(struct request *rq, struct response *rs)
{
    struct incident_entry entry;
    struct incident_logged logged;

    TRY(form_take(rq, &entry));
    TRY(incident_log(rq->db, rq->arena, rq->who, rq->zone, &entry, &logged));
    return api_object(rq, rs, logged.was_known ? 200 : 201, &logged);
}

static enum status api_write_text(struct request *rq, struct response *rs)
{
    struct incident_text_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(incident_write_text(rq->db, rq->arena, rq->who, id, (enum incident_field)entry.field,
                            entry.text));
    return answer_incident(rq, rs, id);
}

static enum status api_rate(struct request *rq, struct response *rs)
{
    struct incident_rating_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(incident_rate(rq->db, rq->arena, rq->who, rq->zone, id, entry.rating));
    return answer_incident(rq, rs, id);
}

static enum status api_details(struct request *rq, struct response *rs)
{
    struct incident_details details;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &details));
    TRY(incident_change_details(rq->db, rq->arena, rq->who, rq->zone, id, &details));
    return answer_incident(rq, rs, id);
}

static enum status api_talked(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(incident_talked(rq->db, rq->arena, rq->who, id));
    return answer_incident(rq, rs, id);
}

static enum status api_today(struct request *rq, struct response *rs)
{
    struct incident_today found;

    TRY(incident_today(rq->db, rq->arena, rq->who, 1, &found));
    return api_object(rq, rs, 200, &found);
}

const struct route incident_api_routes[] = {
    {GET, "/api/v1/incidents", PERM_INCIDENT_READ, api_list_incidents,
     .query = &incident_list_query, .out = &row_shape, .out_is_list = true,
     .summary = "Incidents within reach, newest first"},
    {POST, "/api/v1/incidents", PERM_INCIDENT_LOG, api_log, .in = &incident_log_form,
     .out = &logged_shape, .summary = "Log a hard call", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/incidents/{id}", PERM_INCIDENT_READ, api_show, .out = &full_shape,
     .summary = "One incident with the latest version of its texts"},
    {POST, "/api/v1/incidents/{id}/texts", PERM_INCIDENT_CHANGE, api_write_text,
     .in = &incident_text_form, .out = &full_shape,
     .summary = "Add or correct a text; earlier versions are kept", .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/incidents/{id}/rating", PERM_INCIDENT_READ, api_rate,
     .in = &incident_rating_form, .out = &full_shape,
     .summary = "Set the own rating (incident_change), or raise another's (incident_talk)",
     .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/incidents/{id}/details", PERM_INCIDENT_CHANGE, api_details,
     .in = &incident_details_form, .out = &full_shape,
     .summary = "Change what it was and what was done", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/incidents/{id}/talked", PERM_INCIDENT_TALK, api_talked, .out = &full_shape,
     .summary = "Note that one has talked with the employee", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/today", PERM_TODAY_READ, api_today, .out = &today_shape,
     .summary = "Counts of the manager's today page"},
    {0},
};
