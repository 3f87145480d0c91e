/* People, roles, teams and tokens as JSON, over the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/people/people.h"
#include "features/people/people_web.h"
#include "web/api.h"

static const char *const lang_words[] = {"da", "en", NULL};
static const char *const role_words[] = {
#define X(name, word) word,
    ROLES(X)
#undef X
        NULL};
static const char *const scope_words[] = {
#define X(name, word) word,
    PERMISSIONS(X)
#undef X
        NULL};

/* ---- people */

struct api_person {
    struct person p;
    int64_t lang, roles;
};

static const struct shape_field person_shape_fields[] = {
    {"id", SHAPE_ID, offsetof(struct api_person, p.id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct api_person, p.name), NULL, "Full name"},
    {"login", SHAPE_TEXT, offsetof(struct api_person, p.login), NULL, "What one signs in with"},
    {"email", SHAPE_TEXT, offsetof(struct api_person, p.email), NULL, "E-mail address"},
    {"lang", SHAPE_WORD, offsetof(struct api_person, lang), lang_words, "Language of the pages"},
    {"centre_id", SHAPE_ID, offsetof(struct api_person, p.centre_id), NULL, "Centre"},
    {"centre_name", SHAPE_TEXT, offsetof(struct api_person, p.centre_name), NULL, "Its name"},
    {"team_id", SHAPE_ID, offsetof(struct api_person, p.team_id), NULL, "Home team"},
    {"team_name", SHAPE_TEXT, offsetof(struct api_person, p.team_name), NULL, "Its name"},
    {"started_day", SHAPE_DATE, offsetof(struct api_person, p.started_day), NULL,
     "First day in the centre"},
    {"phones_day", SHAPE_DATE, offsetof(struct api_person, p.phones_day), NULL,
     "First day on the phones"},
    {"left_day", SHAPE_DATE, offsetof(struct api_person, p.left_day), NULL, "Last day"},
    {"external_key", SHAPE_TEXT, offsetof(struct api_person, p.external_key), NULL,
     "The personnel system's key"},
    {"roles", SHAPE_WORDS, offsetof(struct api_person, roles), role_words,
     "Roles held in any team; see /api/v1/people/{id}/roles"},
    {"changed_at", SHAPE_INSTANT, offsetof(struct api_person, p.changed_at), NULL, "Last change"},
};
static const struct shape person_shape = SHAPE("Person", person_shape_fields);

static enum status load_person(struct request *rq, int64_t id, struct api_person *ret)
{
    struct people_role_list roles;
    enum lang lang = LANG_DA;

    TRY(person_find(rq->db, rq->arena, rq->who, id, &ret->p));
    TRY(person_roles(rq->db, rq->arena, rq->who, id, &roles));
    (void)lang_find(ret->p.lang, &lang);
    ret->lang = (int64_t)lang;
    ret->roles = 0;
    for (size_t i = 0; i < roles.n; i++)
        if (roles.at[i].role >= 0 && roles.at[i].role < ROLE_N)
            ret->roles |= (int64_t)(UINT64_C(1) << roles.at[i].role);
    return OK;
}

struct people_query {
    struct str q, cursor;
    int64_t team_id, centre_id;
    bool with_left;
};
static const struct field people_query_fields[] = {
    {.name = "q",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct people_query, q),
     .max = 200,
     .label = T_PEOPLE_SEARCH,
     .doc = "Part of a name or login; æøå as letters of their own, case does not matter"},
    {.name = "team_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct people_query, team_id),
     .label = T_PEOPLE_F_TEAM,
     .doc = "Only this home team"},
    {.name = "centre_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct people_query, centre_id),
     .label = T_PEOPLE_F_CENTRE,
     .doc = "Only this centre"},
    {.name = "with_left",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct people_query, with_left),
     .label = T_PEOPLE_WITH_LEFT,
     .doc = "Also people who have left"},
    {.name = "cursor",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct people_query, cursor),
     .max = 200,
     .label = T_PEOPLE_NEXT,
     .doc = "next of the page before"},
};
static const struct form people_query_form =
    FORM("PeopleQuery", people_query_fields, struct people_query);

static enum status api_list_people(struct request *rq, struct response *rs)
{
    struct people_query query;
    struct people_filter f = {.after = 0};
    struct people_item_list list;
    struct api_person *out;
    int64_t key, next;

    TRY(query_take(rq, &query));
    f.search = query.q;
    f.team_id = query.team_id;
    f.centre_id = query.centre_id;
    f.with_left = query.with_left;
    if (query.cursor.n > 0)
        TRY(api_cursor_read(query.cursor, &key, &f.after));
    TRY(people_list(rq->db, rq->arena, rq->who, &f, &list, &next));
    out = arena_array(rq->arena, struct api_person, list.n);
    for (size_t i = 0; i < list.n; i++)
        TRY(load_person(rq, list.at[i].id, &out[i]));
    return api_list(rq, rs, out, list.n, sizeof *out,
                    next ? api_cursor(rq->arena, 0, next) : STR_NONE);
}

static enum status answer_person(struct request *rq, struct response *rs, int http_status,
                                 int64_t id)
{
    struct api_person *p = arena_make(rq->arena, struct api_person);

    TRY(load_person(rq, id, p));
    return api_object(rq, rs, http_status, p);
}

static enum status api_show_person(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_person(rq, rs, 200, id);
}

static enum status api_create_person(struct request *rq, struct response *rs)
{
    struct person_input in;
    int64_t id;

    TRY(form_take(rq, &in));
    TRY(person_input_centre(rq, &in, 0));
    TRY(person_create(rq->db, rq->arena, rq->who, &in, &id));
    response_header(rs, "Location", path_of(rq->arena, "/api/v1/people/{}", id));
    return answer_person(rq, rs, 201, id);
}

static enum status api_change_person(struct request *rq, struct response *rs)
{
    struct person old;
    struct person_input in;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(person_find(rq->db, rq->arena, rq->who, id, &old));
    TRY(form_take(rq, &in));
    TRY(person_input_centre(rq, &in, old.centre_id));
    TRY(person_change(rq->db, rq->arena, rq->who, id, &in, NULL));
    return answer_person(rq, rs, 200, id);
}

/* ---- roles of a person */

static const struct shape_field role_shape_fields[] = {
    {"role", SHAPE_WORD, offsetof(struct people_role, role), role_words, "The role"},
    {"team_id", SHAPE_ID, offsetof(struct people_role, team_id), NULL,
     "For this team; null: the whole centre"},
    {"team_name", SHAPE_TEXT, offsetof(struct people_role, team_name), NULL, "Its name"},
    {"granted_at", SHAPE_INSTANT, offsetof(struct people_role, granted_at), NULL, "Since when"},
};
static const struct shape role_shape = SHAPE("PersonRole", role_shape_fields);

static enum status answer_roles(struct request *rq, struct response *rs, int64_t id)
{
    struct people_role_list roles;

    TRY(person_roles(rq->db, rq->arena, rq->who, id, &roles));
    return api_list(rq, rs, roles.at, roles.n, sizeof *roles.at, STR_NONE);
}

static enum status api_roles(struct request *rq, struct response *rs)
{
    struct person p;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(person_find(rq->db, rq->arena, rq->who, id, &p));
    return answer_roles(rq, rs, id);
}

static enum status api_role_give(struct request *rq, struct response *rs)
{
    struct role_input in;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &in));
    TRY(person_role_give(rq->db, rq->arena, rq->who, id, in.role, in.team_id));
    return answer_roles(rq, rs, id);
}

static enum status api_role_take(struct request *rq, struct response *rs)
{
    struct str team = request_param(rq, "team");
    enum role role;
    int64_t id, team_id = 0;

    TRY(param_id(rq, "id", &id));
    if (!role_find(request_param(rq, "role"), &role))
        return fail(MISSING, "no such role");
    if (!str_eq(team, STR("all")))
        TRY(param_id(rq, "team", &team_id));
    TRY(person_role_take(rq->db, rq->arena, rq->who, id, (int64_t)role, team_id));
    return answer_roles(rq, rs, id);
}

/* ---- teams */

static const struct shape_field team_shape_fields[] = {
    {"id", SHAPE_ID, offsetof(struct people_team, id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct people_team, name), NULL, "Name"},
    {"centre_id", SHAPE_ID, offsetof(struct people_team, centre_id), NULL, "Centre"},
    {"centre_name", SHAPE_TEXT, offsetof(struct people_team, centre_name), NULL, "Its name"},
    {"closed_at", SHAPE_INSTANT, offsetof(struct people_team, closed_at), NULL,
     "When it was closed; null: in use"},
};
static const struct shape team_shape = SHAPE("Team", team_shape_fields);

static enum status api_teams(struct request *rq, struct response *rs)
{
    struct people_team_list teams;

    TRY(team_list(rq->db, rq->arena, rq->who, &teams));
    return api_list(rq, rs, teams.at, teams.n, sizeof *teams.at, STR_NONE);
}

/* ---- oneself */

struct api_me {
    int64_t id, centre_id, team_id, lang, permissions;
    struct str name, login;
};
static const struct shape_field me_shape_fields[] = {
    {"id", SHAPE_ID, offsetof(struct api_me, id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct api_me, name), NULL, "Full name"},
    {"login", SHAPE_TEXT, offsetof(struct api_me, login), NULL, "What one signs in with"},
    {"lang", SHAPE_WORD, offsetof(struct api_me, lang), lang_words, "Language of the pages"},
    {"centre_id", SHAPE_ID, offsetof(struct api_me, centre_id), NULL, "Centre"},
    {"team_id", SHAPE_ID, offsetof(struct api_me, team_id), NULL, "Home team"},
    {"permissions", SHAPE_WORDS, offsetof(struct api_me, permissions), scope_words,
     "What this session or token may do"},
};
static const struct shape me_shape = SHAPE("Me", me_shape_fields);

static enum status api_show_me(struct request *rq, struct response *rs)
{
    struct api_me *me = arena_make(rq->arena, struct api_me);
    struct person p;

    TRY(q_person_by_id(rq->db, rq->arena, rq->who->person_id, &p));
    *me = (struct api_me){.id = p.id,
                          .name = p.name,
                          .login = p.login,
                          .lang = (int64_t)rq->who->lang,
                          .centre_id = p.centre_id,
                          .team_id = p.team_id,
                          .permissions = (int64_t)token_scopes_possible(rq->who)};
    return api_object(rq, rs, 200, me);
}

/* ---- tokens of one's own */

struct api_token {
    struct token t;
    struct str secret; /* only in the answer to its making */
};
static const struct shape_field token_shape_fields[] = {
    {"id", SHAPE_ID, offsetof(struct api_token, t.id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct api_token, t.name), NULL, "What it is for"},
    {"scopes", SHAPE_WORDS, offsetof(struct api_token, t.scopes), scope_words, "What it may do"},
    {"created_at", SHAPE_INSTANT, offsetof(struct api_token, t.created_at), NULL, "Made"},
    {"ends_at", SHAPE_INSTANT, offsetof(struct api_token, t.ends_at), NULL, "Ends"},
    {"used_at", SHAPE_INSTANT, offsetof(struct api_token, t.used_at), NULL,
     "Last used, within five minutes"},
    {"revoked_at", SHAPE_INSTANT, offsetof(struct api_token, t.revoked_at), NULL, "Revoked"},
    {"secret", SHAPE_TEXT, offsetof(struct api_token, secret), NULL,
     "What goes into the Authorization header; only in the answer to POST"},
};
static const struct shape token_shape = SHAPE("Token", token_shape_fields);

struct token_input {
    struct str name;
    int64_t scopes, ends_at;
};
static const struct field token_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct token_input, name),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_TOKEN_F_NAME,
     .doc = "What it is for"},
    {.name = "scopes",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct token_input, scopes),
     .required = true,
     .words = scope_words,
     .label = T_TOKEN_F_SCOPES,
     .doc = "Permissions, each of which the one who asks has"},
    {.name = "ends_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct token_input, ends_at),
     .required = true,
     .label = T_TOKEN_F_ENDS,
     .doc = "End, within a year"},
};
static const struct form token_form = FORM("TokenInput", token_fields, struct token_input);

static enum status api_list_tokens(struct request *rq, struct response *rs)
{
    struct token_list list;
    struct api_token *out;

    TRY(token_list(rq->db, rq->arena, rq->who, &list));
    out = arena_array(rq->arena, struct api_token, list.n);
    for (size_t i = 0; i < list.n; i++)
        out[i].t = list.at[i];
    return api_list(rq, rs, out, list.n, sizeof *out, STR_NONE);
}

static enum status api_create_token(struct request *rq, struct response *rs)
{
    struct token_input in;
    struct api_token *out = arena_make(rq->arena, struct api_token);
    int64_t id;

    TRY(form_take(rq, &in));
    TRY(token_create(rq->db, rq->arena, rq->who, in.name, (uint64_t)in.scopes, in.ends_at, &id,
                     &out->secret));
    TRY(token_find(rq->db, rq->arena, rq->who, id, &out->t));
    return api_object(rq, rs, 201, out);
}

static enum status api_revoke_token(struct request *rq, struct response *rs)
{
    struct api_token *out = arena_make(rq->arena, struct api_token);
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(token_revoke(rq->db, rq->arena, rq->who, id));
    TRY(token_find(rq->db, rq->arena, rq->who, id, &out->t));
    return api_object(rq, rs, 200, out);
}

const struct route people_api_routes[] = {
    {GET, "/api/v1/people", PERM_PEOPLE_MANAGE, api_list_people, .query = &people_query_form,
     .out = &person_shape, .out_is_list = true, .summary = "List people by name"},
    {POST, "/api/v1/people", PERM_PEOPLE_MANAGE, api_create_person, .in = &person_form,
     .out = &person_shape, .summary = "Create a person", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/people/{id}", PERM_PEOPLE_MANAGE, api_show_person, .out = &person_shape,
     .summary = "Show a person"},
    {PUT, "/api/v1/people/{id}", PERM_PEOPLE_MANAGE, api_change_person, .in = &person_form,
     .out = &person_shape, .summary = "Replace a person's details", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/people/{id}/roles", PERM_PEOPLE_MANAGE, api_roles, .out = &role_shape,
     .out_is_list = true, .summary = "List a person's roles"},
    {POST, "/api/v1/people/{id}/roles", PERM_PEOPLE_MANAGE, api_role_give, .in = &person_role_form,
     .out = &role_shape, .out_is_list = true, .summary = "Give a role", .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/people/{id}/roles/{role}/{team}", PERM_PEOPLE_MANAGE, api_role_take,
     .out = &role_shape, .out_is_list = true,
     .summary = "Take a role away; team is an id, or \"all\" for the whole centre"},
    {GET, "/api/v1/teams", PERM_PEOPLE_MANAGE, api_teams, .out = &team_shape, .out_is_list = true,
     .summary = "List teams"},
    {GET, "/api/v1/me", PERM_SIGNED_IN, api_show_me, .out = &me_shape, .summary = "Who is asking"},
    {GET, "/api/v1/tokens", PERM_SIGNED_IN, api_list_tokens, .out = &token_shape,
     .out_is_list = true, .summary = "List one's own API tokens"},
    /* not idempotent: a remembered answer would keep the secret */
    {POST, "/api/v1/tokens", PERM_SIGNED_IN, api_create_token, .in = &token_form,
     .out = &token_shape, .summary = "Make an API token"},
    {DELETE, "/api/v1/tokens/{id}", PERM_SIGNED_IN, api_revoke_token, .out = &token_shape,
     .summary = "Revoke an API token"},
    {.run = NULL},
};
