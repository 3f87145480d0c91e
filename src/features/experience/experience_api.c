/* The experience log as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_forms.h"

#include "web/api.h"

#define ROW(member) offsetof(struct experience_row, member)
static const struct shape_field entry_fields[] = {
    {"id", SHAPE_ID, ROW(id), NULL, "The entry"},
    {"kind", SHAPE_WORD, ROW(kind), experience_kind_words, "What made it difficult"},
    {"strength", SHAPE_INT, ROW(strength), NULL, "1 to 5, by the author"},
    {"helps", SHAPE_WORDS, ROW(helps), experience_help_words, "What helped"},
    {"note", SHAPE_TEXT, ROW(note), NULL, "In the author's words"},
    {"telling", SHAPE_TEXT, ROW(telling), NULL,
     "How it may be told at the class's day; empty: not told"},
    {"wants_talk", SHAPE_BOOL, ROW(wants_talk), NULL, "Wants to talk about it"},
    {"talked_at", SHAPE_INSTANT, ROW(talked_at), NULL, "Null: not yet"},
    {"for_mentor", SHAPE_BOOL, ROW(for_mentor), NULL, "The mentor may see it"},
    {"for_day", SHAPE_BOOL, ROW(for_day), NULL, "May be used for the class's day"},
    {"incident_id", SHAPE_ID, ROW(incident_id), NULL, "Was logged as an incident, too"},
    {"occurred_at", SHAPE_INSTANT, ROW(occurred_at), NULL, "When it was"},
    {"logged_at", SHAPE_INSTANT, ROW(logged_at), NULL, "When it was written down"},
};
static const struct shape entry_shape = SHAPE("Experience", entry_fields);

static const struct shape_field wish_fields[] = {
    {"for_mentor", SHAPE_BOOL, offsetof(struct experience_wish_row, for_mentor), NULL,
     "New entries: the mentor may see them"},
    {"for_day", SHAPE_BOOL, offsetof(struct experience_wish_row, for_day), NULL,
     "New entries: may be used for the class's day"},
};
static const struct shape wish_shape = SHAPE("ExperienceWish", wish_fields);

struct seen_json {
    struct experience_seen_row row;
    struct str person;
};
#define SEEN(member) offsetof(struct seen_json, row.member)
static const struct shape_field seen_fields[] = {
    {"id", SHAPE_ID, SEEN(id), NULL, "The entry"},
    {"person_id", SHAPE_ID, SEEN(person_id), NULL, "The newcomer"},
    {"person", SHAPE_TEXT, offsetof(struct seen_json, person), NULL, "Name"},
    {"shown", SHAPE_BOOL, SEEN(shown), NULL, "False: wants to talk, and lets nothing else be seen"},
    {"kind", SHAPE_WORD, SEEN(kind), experience_kind_words, "Null: not shown"},
    {"strength", SHAPE_INT, SEEN(strength), NULL, "0: not shown"},
    {"helps", SHAPE_WORDS, SEEN(helps), experience_help_words, "What helped"},
    {"note", SHAPE_TEXT, SEEN(note), NULL, "In the author's words"},
    {"wants_talk", SHAPE_BOOL, SEEN(wants_talk), NULL, "Wants to talk about it"},
    {"talked_at", SHAPE_INSTANT, SEEN(talked_at), NULL, "Null: not yet"},
    {"at", SHAPE_INSTANT, SEEN(occurred_at), NULL, "When it was; not shown: when it was logged"},
};
static const struct shape seen_shape = SHAPE("ExperienceSeen", seen_fields);

#define MOST 200

static enum status answer(struct request *rq, struct response *rs, int64_t id, int http_status)
{
    struct experience_row e;

    db_refresh(rq->db);
    TRY(experience_find(rq->db, rq->arena, rq->who, id, &e));
    return api_object(rq, rs, http_status, &e);
}

static enum status api_own(struct request *rq, struct response *rs)
{
    struct experience_row_list rows;

    TRY(experience_list(rq->db, rq->arena, rq->who, request_query_int(rq, "before", 0), MOST,
                        &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_log(struct request *rq, struct response *rs)
{
    struct experience_entry entry;
    struct experience_logged logged;

    TRY(form_take(rq, &entry));
    TRY(experience_log(rq->db, rq->arena, rq->who, &entry, &logged));
    return answer(rq, rs, logged.id, logged.was_known ? 200 : 201);
}

static enum status api_one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer(rq, rs, id, 200);
}

static enum status api_change(struct request *rq, struct response *rs)
{
    struct experience_change to;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &to));
    TRY(experience_change(rq->db, rq->arena, rq->who, id, &to));
    return answer(rq, rs, id, 200);
}

static enum status api_share(struct request *rq, struct response *rs)
{
    struct experience_wish_row to;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &to));
    TRY(experience_share(rq->db, rq->arena, rq->who, id, to.for_mentor, to.for_day));
    return answer(rq, rs, id, 200);
}

/* Answers what it was. */
static enum status api_drop(struct request *rq, struct response *rs)
{
    struct experience_row e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_find(rq->db, rq->arena, rq->who, id, &e));
    TRY(experience_drop(rq->db, rq->arena, rq->who, id));
    return api_object(rq, rs, 200, &e);
}

static enum status api_wish(struct request *rq, struct response *rs)
{
    struct experience_wish_row wish;

    db_refresh(rq->db);
    TRY(experience_wish(rq->db, rq->arena, rq->who, &wish));
    return api_object(rq, rs, 200, &wish);
}

static enum status api_wish_set(struct request *rq, struct response *rs)
{
    struct experience_wish_row wish;

    TRY(form_take(rq, &wish));
    TRY(experience_wish_set(rq->db, rq->who, &wish));
    return api_wish(rq, rs);
}

static enum status api_newcomers(struct request *rq, struct response *rs)
{
    struct experience_newcomers list;
    struct seen_json *out;
    size_t n = 0;

    TRY(experience_newcomers(rq->db, rq->arena, rq->who, &list));
    out = arena_array(rq->arena, struct seen_json, list.n * EXPERIENCE_SEEN_MOST + 1);
    for (size_t i = 0; i < list.n; i++)
        for (size_t k = 0; k < list.at[i].seen.n; k++)
            out[n++] = (struct seen_json){list.at[i].seen.at[k], list.at[i].name};
    return api_list(rq, rs, out, n, sizeof *out, STR_NONE);
}

static enum status api_held(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(experience_talked(rq->db, rq->arena, rq->who, id));
    db_refresh(rq->db);
    return api_newcomers(rq, rs);
}

const struct route experience_api_routes[] = {
    {GET, "/api/v1/experience", PERM_EXPERIENCE, api_own, .out = &entry_shape, .out_is_list = true,
     .summary = "The caller's own log, newest first, at most 200 before the id ?before="},
    {POST, "/api/v1/experience", PERM_EXPERIENCE, api_log, .in = &experience_log_form,
     .out = &entry_shape, .summary = "Log a call that was difficult", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/experience/wish", PERM_EXPERIENCE, api_wish, .out = &wish_shape,
     .summary = "What new entries let others see"},
    {PUT, "/api/v1/experience/wish", PERM_EXPERIENCE, api_wish_set, .in = &experience_share_form,
     .out = &wish_shape, .summary = "Say what new entries let others see",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/experience/newcomers", PERM_EXPERIENCE, api_newcomers, .out = &seen_shape,
     .out_is_list = true, .summary = "What the caller's newcomers let their mentor see"},
    {POST, "/api/v1/experience/talks/{id}/held", PERM_EXPERIENCE, api_held, .out = &seen_shape,
     .out_is_list = true,
     .summary = "It was talked about; answers what the caller's newcomers let be seen",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/experience/{id}", PERM_EXPERIENCE, api_one, .out = &entry_shape,
     .summary = "One entry of the caller"},
    {PUT, "/api/v1/experience/{id}", PERM_EXPERIENCE, api_change, .in = &experience_change_form,
     .out = &entry_shape, .summary = "Correct an entry and its switches",
     .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/experience/{id}/share", PERM_EXPERIENCE, api_share, .in = &experience_share_form,
     .out = &entry_shape, .summary = "The two switches alone", .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/experience/{id}", PERM_EXPERIENCE, api_drop, .out = &entry_shape,
     .summary = "Take an entry away; answers what it was"},
    {0},
};
