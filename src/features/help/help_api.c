/* The acute minute as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_forms.h"

#include "web/api.h"

static const struct shape_field request_fields[] = {
    {"id", SHAPE_ID, offsetof(struct help_row, id), NULL, "Identifier"},
    {"kind", SHAPE_WORD, offsetof(struct help_row, kind), help_kind_words, "What is asked for"},
    {"person_id", SHAPE_ID, offsetof(struct help_row, person_id), NULL, "Who asks"},
    {"person", SHAPE_TEXT, offsetof(struct help_row, person_name), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct help_row, team_name), NULL, "Their team"},
    {"place", SHAPE_TEXT, offsetof(struct help_row, place), NULL, "Where"},
    {"at_home", SHAPE_BOOL, offsetof(struct help_row, at_home), NULL, "Works at home"},
    {"silent", SHAPE_BOOL, offsetof(struct help_row, silent), NULL, "Nothing may sound"},
    {"pressed_at", SHAPE_INSTANT, offsetof(struct help_row, pressed_at), NULL, "When"},
    {"owner_id", SHAPE_ID, offsetof(struct help_row, owner_id), NULL,
     "The first who is coming; null: nobody yet"},
    {"owner", SHAPE_TEXT, offsetof(struct help_row, owner_name), NULL, "Their name"},
    {"owned_at", SHAPE_INSTANT, offsetof(struct help_row, owned_at), NULL, "When they said so"},
    {"coming", SHAPE_INT, offsetof(struct help_row, n_coming), NULL, "How many are coming"},
    {"arrived_at", SHAPE_INSTANT, offsetof(struct help_row, arrived_at), NULL, "Help was there"},
    {"resort_at", SHAPE_INSTANT, offsetof(struct help_row, resort_at), NULL,
     "When everybody was called"},
    {"closed_at", SHAPE_INSTANT, offsetof(struct help_row, closed_at), NULL, "When it was over"},
    {"cancelled", SHAPE_BOOL, offsetof(struct help_row, cancelled), NULL, "Taken back"},
};
static const struct shape request_shape = SHAPE("HelpRequest", request_fields);

static const struct shape_field event_fields[] = {
    {"at", SHAPE_INSTANT, offsetof(struct help_event_row, at), NULL, "When"},
    {"late_ms", SHAPE_INT, offsetof(struct help_event_row, late_ms), NULL,
     "Of a step: how long after it was due"},
    {"person_id", SHAPE_ID, offsetof(struct help_event_row, person_id), NULL, "Null: the program"},
    {"person", SHAPE_TEXT, offsetof(struct help_event_row, name), NULL, "Their name"},
    {"kind", SHAPE_WORD, offsetof(struct help_event_row, kind), help_event_words, "What happened"},
    {"detail", SHAPE_INT, offsetof(struct help_event_row, detail), NULL,
     "Of a step: how many were called; of an answer: ms since the press"},
};
static const struct shape event_shape = SHAPE("HelpEvent", event_fields);

static const struct shape_field ready_fields[] = {
    {"in_team", SHAPE_INT, offsetof(struct help_ready, n_team), NULL,
     "Colleagues of the team at an open desk page"},
    {"in_centre", SHAPE_INT, offsetof(struct help_ready, n_centre), NULL, "Of the whole centre"},
    {"reachable", SHAPE_INT, offsetof(struct help_ready, n_reached), NULL,
     "On watch or leading, not at a page, but with a proved channel"},
};
static const struct shape ready_shape = SHAPE("HelpReady", ready_fields);

static const struct shape_field warning_fields[] = {
    {"id", SHAPE_ID, offsetof(struct help_warning_row, id), NULL, "Identifier"},
    {"began_at", SHAPE_INSTANT, offsetof(struct help_warning_row, began_at), NULL, "Begun"},
    {"named_at", SHAPE_INSTANT, offsetof(struct help_warning_row, named_at), NULL,
     "The behaviour was named"},
    {"warned_at", SHAPE_INSTANT, offsetof(struct help_warning_row, warned_at), NULL, "Warned"},
    {"ended_at", SHAPE_INSTANT, offsetof(struct help_warning_row, ended_at), NULL, "Ended"},
    {"outcome", SHAPE_WORD, offsetof(struct help_warning_row, outcome), help_outcome_words,
     "How it ended"},
    {"wording_version", SHAPE_INT, offsetof(struct help_warning_row, wording_version), NULL,
     "By which agreed words; 0: the program's own"},
    {"incident_id", SHAPE_ID, offsetof(struct help_warning_row, incident_id), NULL, "Its log"},
    {"request_id", SHAPE_ID, offsetof(struct help_warning_row, request_id), NULL, "The relief"},
};
static const struct shape warning_shape = SHAPE("HelpWarning", warning_fields);

static enum status api_open(struct request *rq, struct response *rs)
{
    struct help_desk d;

    TRY(help_desk(rq->db, rq->arena, rq->who, &d));
    struct help_row *rows = arena_array(rq->arena, struct help_row, d.open.n);
    for (size_t i = 0; i < d.open.n; i++)
        rows[i] = d.open.at[i].row;
    return api_list(rq, rs, rows, d.open.n, sizeof *rows, STR_NONE);
}

static enum status answer_request(struct request *rq, struct response *rs, int http, int64_t id)
{
    struct help_request r;
    struct help_event_row_list events;

    db_refresh(rq->db);
    TRY(help_find(rq->db, rq->arena, rq->who, id, &r, &events));
    return api_object(rq, rs, http, &r.row);
}

static enum status api_press(struct request *rq, struct response *rs)
{
    struct help_press entry;
    struct help_pressed pressed;

    TRY(form_take(rq, &entry));
    TRY(help_press(rq->db, rq->arena, rq->who, &entry, &pressed));
    return answer_request(rq, rs, pressed.was_known ? 200 : 201, pressed.id);
}

static enum status api_show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_request(rq, rs, 200, id);
}

static enum status api_events(struct request *rq, struct response *rs)
{
    struct help_request r;
    struct help_event_row_list events;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(help_find(rq->db, rq->arena, rq->who, id, &r, &events));
    return api_list(rq, rs, events.at, events.n, sizeof *events.at, STR_NONE);
}

static enum status api_ready(struct request *rq, struct response *rs)
{
    struct help_ready ready;

    TRY(help_ready(rq->db, rq->arena, rq->who, &ready));
    return api_object(rq, rs, 200, &ready);
}

static enum status api_come(struct request *rq, struct response *rs)
{
    int64_t id;
    bool first;

    TRY(param_id(rq, "id", &id));
    TRY(help_come(rq->db, rq->arena, rq->who, id, &first));
    return answer_request(rq, rs, 200, id);
}

static enum status api_arrive(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(help_arrive(rq->db, rq->arena, rq->who, id));
    return answer_request(rq, rs, 200, id);
}

static enum status api_end(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(help_end(rq->db, rq->arena, rq->who, id));
    return answer_request(rq, rs, 200, id);
}

static enum status api_cancel(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(help_cancel(rq->db, rq->arena, rq->who, id));
    return answer_request(rq, rs, 200, id);
}

static enum status api_warn(struct request *rq, struct response *rs)
{
    struct help_warn_entry entry;
    struct help_warning_row w;

    TRY(form_take(rq, &entry));
    TRY(help_warn(rq->db, rq->arena, rq->who, rq->zone, (enum help_warn_act)entry.act, &w));
    return api_object(rq, rs, 200, &w);
}

const struct route help_api_routes[] = {
    {GET, "/api/v1/help", PERM_HELP, api_open, .out = &request_shape, .out_is_list = true,
     .summary = "Open requests for help in the centre, oldest first"},
    {POST, "/api/v1/help", PERM_HELP, api_press, .in = &help_press_form, .out = &request_shape,
     .summary = "Ask for help; on disk when it is answered", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/help/ready", PERM_HELP, api_ready, .out = &ready_shape,
     .summary = "Who could answer the caller right now"},
    {POST, "/api/v1/help/warning", PERM_HELP, api_warn, .in = &help_warn_form,
     .out = &warning_shape, .summary = "Name, warn or end a call by the agreed words",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/help/{id}", PERM_HELP, api_show, .out = &request_shape,
     .summary = "How one request stands"},
    {GET, "/api/v1/help/{id}/events", PERM_HELP, api_events, .out = &event_shape,
     .out_is_list = true, .summary = "The time line of one request"},
    {POST, "/api/v1/help/{id}/come", PERM_HELP, api_come, .out = &request_shape,
     .summary = "I'm coming; exactly one is first", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/help/{id}/arrive", PERM_HELP, api_arrive, .out = &request_shape,
     .summary = "Help is there", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/help/{id}/end", PERM_HELP, api_end, .out = &request_shape,
     .summary = "It is over", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/help/{id}/cancel", PERM_HELP, api_cancel, .out = &request_shape,
     .summary = "Take one's own back; somebody still asks", .flags = ROUTE_IDEMPOTENT},
    {0},
};
