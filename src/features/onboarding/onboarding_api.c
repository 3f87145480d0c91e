/* Onboarding for programs: newcomers in reach, their items and balance, starting, acting.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_forms.h"

#include "base/clock.h"
#include "web/api.h"

/* ---- answers */

struct run_json {
    struct onboarding_run_row row;
    int64_t mentor_now, first, first_by;
};
#define RUN(member) offsetof(struct run_json, row.member)
static const struct shape_field run_fields[] = {
    {"id", SHAPE_ID, RUN(id), NULL, "The plan that runs"},
    {"person_id", SHAPE_ID, RUN(person_id), NULL, "The newcomer"},
    {"person", SHAPE_TEXT, RUN(person_name), NULL, "Name"},
    {"team_id", SHAPE_ID, RUN(team_id), NULL, "Team"},
    {"class_id", SHAPE_ID, RUN(class_id), NULL, "The class they started with; null: alone"},
    {"class", SHAPE_TEXT, RUN(class_name), NULL, "Its name"},
    {"profile", SHAPE_WORD, RUN(profile), onboarding_profile_words, "Whom the plan is for"},
    {"plan_version", SHAPE_INT, RUN(version), NULL, "0: the program's own plan"},
    {"start_day", SHAPE_DATE, RUN(start_day), NULL, "The first day"},
    {"ended_at", SHAPE_INSTANT, RUN(ended_at), NULL, "null: it runs"},
    {"mentor_id", SHAPE_ID, RUN(mentor_id), NULL, "The mentor"},
    {"beside_today", SHAPE_ID, offsetof(struct run_json, mentor_now), NULL,
     "The mentor, or who stands in; null: nobody"},
    {"first_call", SHAPE_WORD, offsetof(struct run_json, first), onboarding_first_words,
     "How it is with the first call; not_ready is a fine answer"},
    {"first_call_by", SHAPE_DATE, offsetof(struct run_json, first_by), NULL,
     "The fifth working day"},
    {"first_call_at", SHAPE_INSTANT, RUN(first_call_at), NULL, "When it was"},
};
static const struct shape run_shape = SHAPE("Onboarding", run_fields);

#define ITEM(member) offsetof(struct onboarding_item_row, member)
static const struct shape_field item_fields[] = {
    {"id", SHAPE_ID, ITEM(id), NULL, "The item"},
    {"word", SHAPE_TEXT, ITEM(word), NULL, "The same in every plan"},
    {"title_da", SHAPE_TEXT, ITEM(title_da), NULL, "In Danish"},
    {"title_en", SHAPE_TEXT, ITEM(title_en), NULL, "In English"},
    {"day", SHAPE_INT, ITEM(day), NULL, "Working days after the first one; negative: before it"},
    {"due", SHAPE_DATE, ITEM(due_day), NULL, "The day that makes"},
    {"role", SHAPE_WORD, ITEM(role), onboarding_role_words, "Whose part it is"},
    {"kind", SHAPE_WORD, ITEM(kind), onboarding_kind_words, "What kind"},
    {"minutes", SHAPE_INT, ITEM(minutes), NULL, "How long it takes"},
    {"needs", SHAPE_LIST, ITEM(needs), NULL, "The words of the items before it"},
    {"module", SHAPE_TEXT, ITEM(module), NULL, "The module that ends it by itself; empty: none"},
    {"state", SHAPE_WORD, ITEM(state), onboarding_state_words, "How it stands"},
    {"ended_at", SHAPE_INSTANT, ITEM(ended_at), NULL, "Done or waived then"},
    {"ended_by", SHAPE_ID, ITEM(ended_by), NULL, "By whom; null: by itself"},
    {"evidence", SHAPE_TEXT, ITEM(evidence), NULL, "Waived: what shows that it is known"},
    {"reason", SHAPE_TEXT, ITEM(reason), NULL, "Waived: why"},
};
static const struct shape item_shape = SHAPE("OnboardingItem", item_fields);

struct week_json {
    int64_t from_day, planned[2], lived[2], warning;
};
static const char *const warning_words[] = {"fine", "no_phone", "much_phone", NULL};
#define WEEK(member) offsetof(struct week_json, member)
static const struct shape_field week_fields[] = {
    {"from", SHAPE_DATE, WEEK(from_day), NULL, "The Monday"},
    {"knowledge_planned", SHAPE_INT, WEEK(planned[0]), NULL, "Minutes"},
    {"knowledge_lived", SHAPE_INT, WEEK(lived[0]), NULL, "Minutes of what is done"},
    {"phone_planned", SHAPE_INT, WEEK(planned[1]), NULL, "Minutes"},
    {"phone_lived", SHAPE_INT, WEEK(lived[1]), NULL,
     "Minutes of what is done and of talk in call records"},
    {"warning", SHAPE_WORD, WEEK(warning), warning_words, "About the week's balance"},
};
static const struct shape week_shape = SHAPE("OnboardingWeek", week_fields);

struct change_json {
    int64_t seal, moves, appears, goes, applied;
};
#define CHANGE(member) offsetof(struct change_json, member)
static const struct shape_field change_fields[] = {
    {"seal", SHAPE_INT, CHANGE(seal), NULL, "Send it back to make this change"},
    {"moves", SHAPE_INT, CHANGE(moves), NULL, "Items that get another day"},
    {"appears", SHAPE_INT, CHANGE(appears), NULL, "New items"},
    {"goes", SHAPE_INT, CHANGE(goes), NULL, "Open items that are taken away; never a required one"},
    {"applied", SHAPE_INT, CHANGE(applied), NULL, "1: it was done; 0: this is what it would do"},
};
static const struct shape change_shape = SHAPE("OnboardingChanged", change_fields);

/* ---- reading */

static void fill_run(struct request *rq, const struct onboarding_run_row *r, struct run_json *ret)
{
    struct calendar c = calendar_office(rq->zone);

    *ret = (struct run_json){*r, onboarding_mentor_now(r), onboarding_first(&c, r, (int32_t)r->day),
                             onboarding_first_by(&c, (int32_t)r->start_day)};
}

static enum status api_list_runs(struct request *rq, struct response *rs)
{
    struct onboarding_run_row_list rows;
    struct run_json *out;

    TRY(onboarding_list(rq->db, rq->arena, rq->who, &rows));
    out = arena_array(rq->arena, struct run_json, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        fill_run(rq, &rows.at[i], &out[i]);
    return api_list(rq, rs, out, rows.n, sizeof *out, STR_NONE);
}

static enum status answer(struct request *rq, struct response *rs, int64_t id, int http_status)
{
    struct onboarding o;
    struct run_json out;

    db_refresh(rq->db);
    TRY(onboarding_find(rq->db, rq->arena, rq->who, id, &o));
    fill_run(rq, &o.row, &out);
    return api_object(rq, rs, http_status, &out);
}

static enum status api_one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer(rq, rs, id, 200);
}

static enum status api_mine(struct request *rq, struct response *rs)
{
    struct onboarding o;
    struct run_json out;

    db_refresh(rq->db);
    TRY(onboarding_mine(rq->db, rq->arena, rq->who, &o));
    fill_run(rq, &o.row, &out);
    return api_object(rq, rs, 200, &out);
}

static enum status api_items(struct request *rq, struct response *rs)
{
    struct onboarding o;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(onboarding_find(rq->db, rq->arena, rq->who, id, &o));
    return api_list(rq, rs, o.items.at, o.items.n, sizeof *o.items.at, STR_NONE);
}

static enum status api_balance(struct request *rq, struct response *rs)
{
    struct onboarding o;
    struct onboarding_week weeks[ONBOARDING_WEEKS];
    struct week_json out[ONBOARDING_WEEKS];
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(onboarding_find(rq->db, rq->arena, rq->who, id, &o));
    TRY(onboarding_balance(rq->db, rq->arena, &o, rq->zone, weeks));
    for (int i = 0; i < ONBOARDING_WEEKS; i++)
        out[i] = (struct week_json){weeks[i].from_day,
                                    {weeks[i].planned[0], weeks[i].planned[1]},
                                    {weeks[i].lived[0], weeks[i].lived[1]},
                                    weeks[i].warning};
    return api_list(rq, rs, out, ONBOARDING_WEEKS, sizeof *out, STR_NONE);
}

/* ---- acting */

static enum status api_start(struct request *rq, struct response *rs)
{
    struct onboarding_one_entry entry;
    struct onboarding_start start = {0};
    int64_t id;

    TRY(form_take(rq, &entry));
    start.person_id[0] = entry.person_id;
    start.profile[0] = entry.profile;
    start.start_day = entry.start_day;
    start.mentor_id = entry.mentor_id;
    TRY(onboarding_start(rq->db, rq->arena, rq->who, &start, &id));
    return answer(rq, rs, id, 201);
}

/* Those of the class of this newcomer. */
static enum status answer_class(struct request *rq, struct response *rs, int64_t id)
{
    struct onboarding_run_row_list rows;
    struct onboarding o;
    struct run_json *out;
    size_t n = 0;

    db_refresh(rq->db);
    TRY(onboarding_find(rq->db, rq->arena, rq->who, id, &o));
    TRY(onboarding_list(rq->db, rq->arena, rq->who, &rows));
    out = arena_array(rq->arena, struct run_json, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].class_id == o.row.class_id)
            fill_run(rq, &rows.at[i], &out[n++]);
    rs->status = 201;
    return api_list(rq, rs, out, n, sizeof *out, STR_NONE);
}

static enum status api_start_class(struct request *rq, struct response *rs)
{
    struct onboarding_start_entry entry;
    struct onboarding_start start;
    int64_t first;

    TRY(form_take(rq, &entry));
    TRY(onboarding_start_of(&entry, &start));
    TRY(onboarding_start(rq->db, rq->arena, rq->who, &start, &first));
    return answer_class(rq, rs, first);
}

static enum status answer_item(struct request *rq, struct response *rs, int64_t item_id)
{
    struct onboarding_item_row i;

    db_refresh(rq->db);
    TRY(onboarding_item(rq->db, rq->arena, rq->who, item_id, &i));
    return api_object(rq, rs, 200, &i);
}

static enum status api_done(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(onboarding_done(rq->db, rq->arena, rq->who, id));
    return answer_item(rq, rs, id);
}

static enum status api_undo(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(onboarding_undo(rq->db, rq->arena, rq->who, id));
    return answer_item(rq, rs, id);
}

static enum status api_waive(struct request *rq, struct response *rs)
{
    struct onboarding_waive_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(onboarding_waive(rq->db, rq->arena, rq->who, id, entry.evidence, entry.reason));
    return answer_item(rq, rs, id);
}

static enum status api_ready(struct request *rq, struct response *rs)
{
    struct onboarding_ready_entry entry;

    TRY(form_take(rq, &entry));
    TRY(onboarding_ready(rq->db, rq->arena, rq->who, entry.ready));
    return api_mine(rq, rs);
}

static enum status api_change(struct request *rq, struct response *rs)
{
    struct onboarding_change_entry entry;
    struct onboarding_change c;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(onboarding_change_look(rq->db, rq->arena, rq->who, id,
                               (enum onboarding_profile)entry.profile, entry.start_day, &c));
    struct change_json out = {c.seal, (int64_t)c.n_moves, (int64_t)c.n_appears, (int64_t)c.n_goes,
                              entry.seal != 0};
    if (entry.seal != 0)
        TRY(onboarding_change(rq->db, rq->arena, rq->who, id,
                              (enum onboarding_profile)entry.profile, entry.start_day, entry.seal));
    return api_object(rq, rs, 200, &out);
}

const struct route onboarding_api_routes[] = {
    {GET, "/api/v1/onboarding", PERM_ONBOARDING, api_list_runs, .out = &run_shape,
     .out_is_list = true, .summary = "Active newcomers: a mentor's own, those of a leader's teams"},
    {POST, "/api/v1/onboarding", PERM_ONBOARDING_LEAD, api_start, .in = &onboarding_one_form,
     .out = &run_shape, .summary = "Start somebody's plan", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/onboarding/classes", PERM_ONBOARDING_LEAD, api_start_class,
     .in = &onboarding_class_form, .out = &run_shape, .out_is_list = true,
     .summary = "Start a class: up to thirty at once, all or none", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/onboarding/mine", PERM_ONBOARDING, api_mine, .out = &run_shape,
     .summary = "The caller's own plan"},
    {POST, "/api/v1/onboarding/mine/ready", PERM_ONBOARDING, api_ready,
     .in = &onboarding_ready_form, .out = &run_shape,
     .summary = "Ready for the first call, or not yet, which brings the mentor",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/onboarding/items/{id}/done", PERM_ONBOARDING, api_done, .out = &item_shape,
     .summary = "Say that an item is done", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/onboarding/items/{id}/undo", PERM_ONBOARDING, api_undo, .out = &item_shape,
     .summary = "Not done after all; the same day", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/onboarding/items/{id}/waive", PERM_ONBOARDING, api_waive,
     .in = &onboarding_waive_form, .out = &item_shape,
     .summary = "Known already, on evidence; never what is obligatory", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/onboarding/{id}", PERM_ONBOARDING, api_one, .out = &run_shape,
     .summary = "One newcomer's plan"},
    {GET, "/api/v1/onboarding/{id}/items", PERM_ONBOARDING, api_items, .out = &item_shape,
     .out_is_list = true, .summary = "Its items by due day"},
    {GET, "/api/v1/onboarding/{id}/balance", PERM_ONBOARDING, api_balance, .out = &week_shape,
     .out_is_list = true, .summary = "Minutes of knowledge and phone, planned and lived, by week"},
    {POST, "/api/v1/onboarding/{id}/change", PERM_ONBOARDING_LEAD, api_change,
     .in = &onboarding_change_form, .out = &change_shape,
     .summary = "Another start day or profile: without a seal what it would do, with it done",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
