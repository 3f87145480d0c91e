/* Follow-up with the citizen as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_web.h"

#include "features/conduct/conduct_forms.h"
#include "web/api.h"

/* What whoever takes calls is told. No grounds, no employee, no incident: they are not in the struct. */
static const struct shape_field answer_fields[] = {
    {"restricted", SHAPE_BOOL, offsetof(struct conduct_answer, restricted), NULL,
     "A restriction is in force today"},
    {"scope", SHAPE_WORDS, offsetof(struct conduct_answer, scope), conduct_scope_words,
     "What it covers"},
    {"lines", SHAPE_TEXT, offsetof(struct conduct_answer, lines), NULL,
     "Which lines or places; empty: all"},
    {"hours", SHAPE_TEXT, offsetof(struct conduct_answer, hours), NULL, "When contact is open"},
    {"channel", SHAPE_WORD, offsetof(struct conduct_answer, channel), conduct_channel_words,
     "The way that stays open; without meaning unless restricted"},
    {"channel_words", SHAPE_TEXT, offsetof(struct conduct_answer, channel_words), NULL,
     "That way in words"},
    {"say", SHAPE_TEXT, offsetof(struct conduct_answer, say), NULL, "What to say to the citizen"},
    {"until", SHAPE_TEXT, offsetof(struct conduct_answer, until), NULL,
     "Last day, 2026-12-31; null unless restricted"},
};
static const struct shape answer_shape = SHAPE("RestrictionAnswer", answer_fields);

static const struct shape_field row_fields[] = {
    {"id", SHAPE_ID, offsetof(struct conduct_list_row, id), NULL, "Identifier"},
    {"number", SHAPE_INT, offsetof(struct conduct_list_row, number), NULL,
     "The incident: 1042 is said as H-1042"},
    {"person_id", SHAPE_ID, offsetof(struct conduct_list_row, person_id), NULL, "Who was hit"},
    {"person", SHAPE_TEXT, offsetof(struct conduct_list_row, person_name), NULL, "Their name"},
    {"asked_at", SHAPE_INSTANT, offsetof(struct conduct_list_row, asked_at), NULL,
     "When follow-up was asked for"},
    {"answer_due_at", SHAPE_INSTANT, offsetof(struct conduct_list_row, answer_due_at), NULL,
     "Until then the employee should have an answer"},
    {"state", SHAPE_WORD, offsetof(struct conduct_list_row, state), conduct_state_words,
     "How it stands"},
    {"reference", SHAPE_TEXT, offsetof(struct conduct_list_row, reference), NULL,
     "The citizen's case in the case system"},
    {"review_day", SHAPE_DATE, offsetof(struct conduct_list_row, review_day), NULL,
     "When it is looked at again"},
    {"end_day", SHAPE_DATE, offsetof(struct conduct_list_row, end_day), NULL, "Last day"},
};
static const struct shape row_shape = SHAPE("ConductRow", row_fields);

/* A case as its reader may see it: grounds, needs and hearing are null for the employee. */
struct case_json {
    struct conduct_case_row row;
    struct conduct_decision_row decision;
};
static const struct shape_field case_fields[] = {
    {"id", SHAPE_ID, offsetof(struct case_json, row.id), NULL, "Identifier"},
    {"number", SHAPE_INT, offsetof(struct case_json, row.number), NULL,
     "The incident: 1042 is said as H-1042"},
    {"incident_id", SHAPE_ID, offsetof(struct case_json, row.incident_id), NULL, "The incident"},
    {"person_id", SHAPE_ID, offsetof(struct case_json, row.person_id), NULL, "Who was hit"},
    {"person", SHAPE_TEXT, offsetof(struct case_json, row.person_name), NULL, "Their name"},
    {"asked_by", SHAPE_ID, offsetof(struct case_json, row.asked_by), NULL, "Who asked"},
    {"asked_at", SHAPE_INSTANT, offsetof(struct case_json, row.asked_at), NULL, "When"},
    {"answer_due_at", SHAPE_INSTANT, offsetof(struct case_json, row.answer_due_at), NULL,
     "Until then the employee should have an answer"},
    {"wish", SHAPE_WORD, offsetof(struct case_json, row.wish), conduct_wish_words,
     "What the employee hopes for"},
    {"words", SHAPE_TEXT, offsetof(struct case_json, row.words), NULL, "Why"},
    {"reference", SHAPE_TEXT, offsetof(struct case_json, row.reference), NULL,
     "The citizen's case in the case system"},
    {"state", SHAPE_WORD, offsetof(struct case_json, row.state), conduct_state_words,
     "How it stands"},
    {"answer", SHAPE_TEXT, offsetof(struct case_json, row.answer), NULL, "To the employee"},
    {"hearing_due_day", SHAPE_DATE, offsetof(struct case_json, row.hearing_due_day), NULL,
     "The citizen has until then to answer"},
    {"heard", SHAPE_TEXT, offsetof(struct case_json, row.heard), NULL, "What the citizen answered"},
    {"version", SHAPE_INT, offsetof(struct case_json, row.version), NULL,
     "Of the latest decision; 0: none"},
    {"grounds", SHAPE_TEXT, offsetof(struct case_json, decision.grounds), NULL,
     "Null unless the caller decides in such cases"},
    {"scope", SHAPE_WORDS, offsetof(struct case_json, decision.scope), conduct_scope_words,
     "What it covers"},
    {"lines", SHAPE_TEXT, offsetof(struct case_json, decision.lines), NULL, "Which lines"},
    {"hours", SHAPE_TEXT, offsetof(struct case_json, decision.hours), NULL, "When contact is open"},
    {"channel_words", SHAPE_TEXT, offsetof(struct case_json, decision.channel_words), NULL,
     "The way that stays open"},
    {"needs_words", SHAPE_TEXT, offsetof(struct case_json, decision.needs_words), NULL,
     "How special needs were looked at; as grounds"},
    {"say", SHAPE_TEXT, offsetof(struct case_json, decision.say), NULL, "What to say"},
    {"from_day", SHAPE_DATE, offsetof(struct case_json, row.from_day), NULL, "First day"},
    {"review_day", SHAPE_DATE, offsetof(struct case_json, row.review_day), NULL,
     "When it is looked at again"},
    {"end_day", SHAPE_DATE, offsetof(struct case_json, row.end_day), NULL, "Last day"},
};
static const struct shape case_shape = SHAPE("ConductCase", case_fields);

static enum status answer_case(struct request *rq, struct response *rs, int http_status, int64_t id)
{
    struct conduct_case c;

    db_refresh(rq->db);
    TRY(conduct_find(rq->db, rq->arena, rq->who, id, &c));
    return api_object(rq, rs, http_status,
                      &(const struct case_json){.row = c.row, .decision = c.decision});
}

static enum status api_check(struct request *rq, struct response *rs)
{
    struct conduct_check_entry entry;
    struct conduct_answer found;

    TRY(query_take(rq, &entry));
    TRY(conduct_check(rq->db, rq->arena, rq->who, entry.reference, &found));
    return api_object(rq, rs, 200, &found);
}

static enum status api_list_cases(struct request *rq, struct response *rs)
{
    struct conduct_list_entry entry;
    struct conduct_list_row_list rows;

    TRY(query_take(rq, &entry));
    TRY(conduct_list(rq->db, rq->arena, rq->who, entry.limit > 0 ? entry.limit : 50, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_case(rq, rs, 200, id);
}

static enum status api_ask(struct request *rq, struct response *rs)
{
    struct conduct_request entry;
    int64_t id, case_id;

    TRY(param_id(rq, "id", &id));
    TRY(conduct_read(rq, &entry, &(struct form_errors){.n = 0}));
    TRY(conduct_ask(rq->db, rq->arena, rq->who, id, &entry, &case_id));
    return answer_case(rq, rs, 201, case_id);
}

static enum status api_decide(struct request *rq, struct response *rs,
                              enum conduct_decision_kind kind)
{
    struct conduct_restriction entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(conduct_read(rq, &entry, &(struct form_errors){.n = 0}));
    TRY(conduct_restrict(rq->db, rq->arena, rq->who, id, kind, &entry));
    return answer_case(rq, rs, 200, id);
}

static enum status api_restrict(struct request *rq, struct response *rs)
{
    return api_decide(rq, rs, CONDUCT_DECIDED);
}
static enum status api_change(struct request *rq, struct response *rs)
{
    return api_decide(rq, rs, CONDUCT_CHANGED);
}
static enum status api_renew(struct request *rq, struct response *rs)
{
    return api_decide(rq, rs, CONDUCT_RENEWED);
}

typedef enum status say_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct str words);

static enum status api_say(struct request *rq, struct response *rs, say_fn *rule)
{
    struct conduct_answer_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(conduct_read(rq, &entry, &(struct form_errors){.n = 0}));
    TRY(rule(rq->db, rq->arena, rq->who, id, entry.answer));
    return answer_case(rq, rs, 200, id);
}

static enum status api_decline(struct request *rq, struct response *rs)
{
    return api_say(rq, rs, conduct_decline);
}
static enum status api_lift(struct request *rq, struct response *rs)
{
    return api_say(rq, rs, conduct_lift);
}

const struct route conduct_api_routes[] = {
    {GET, "/api/v1/restrictions", PERM_RESTRICTION_CHECK, api_check, .query = &conduct_check_query,
     .out = &answer_shape,
     .summary = "Whether contact with a citizen is restricted today, by the case system's "
                "reference; never the grounds"},
    {GET, "/api/v1/conduct", PERM_CONDUCT_READ, api_list_cases, .query = &conduct_list_query,
     .out = &row_shape, .out_is_list = true,
     .summary = "Requests and restrictions within reach: waiting, in force, over"},
    {GET, "/api/v1/conduct/{id}", PERM_CONDUCT_READ, api_show, .out = &case_shape,
     .summary = "One request with its latest decision"},
    {POST, "/api/v1/incidents/{id}/conduct", PERM_CONDUCT_ASK, api_ask, .in = &conduct_ask_form,
     .out = &case_shape, .summary = "Ask for follow-up with the citizen",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/conduct/{id}/decline", PERM_CONDUCT_DECIDE, api_decline,
     .in = &conduct_decline_form, .out = &case_shape,
     .summary = "No follow-up, with an answer to the employee", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/conduct/{id}/restriction", PERM_CONDUCT_DECIDE, api_restrict,
     .in = &conduct_restriction_form, .out = &case_shape, .summary = "Decide a contact restriction",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/conduct/{id}/change", PERM_CONDUCT_DECIDE, api_change,
     .in = &conduct_restriction_form, .out = &case_shape,
     .summary = "Change the restriction in force; never to a later end", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/conduct/{id}/renewal", PERM_CONDUCT_DECIDE, api_renew,
     .in = &conduct_restriction_form, .out = &case_shape,
     .summary = "Renew the restriction in force by a decision of its own",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/conduct/{id}/lift", PERM_CONDUCT_DECIDE, api_lift, .in = &conduct_lift_form,
     .out = &case_shape, .summary = "Lift the restriction before its end",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
