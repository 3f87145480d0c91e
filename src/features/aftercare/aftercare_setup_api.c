/* Plan, numbers, absences and learnings as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#include "base/clock.h"
#include "web/api.h"

#define LEARNINGS_SENT 100

static const char *const rule_words[] = {"elapsed", "minutes",      "same_day",     "calendar_days",
                                         "years",   "working_days", "working_time", NULL};

static const struct shape_field plan_fields[] = {
    {"kind", SHAPE_WORD, offsetof(struct care_plan_step_row, kind), care_kind_words, "What it is"},
    {"unit", SHAPE_WORD, offsetof(struct care_plan_step_row, rule), rule_words,
     "What amount counts"},
    {"amount", SHAPE_INT, offsetof(struct care_plan_step_row, amount), NULL,
     "How many; of same_day the least milliseconds"},
    {"opens_after", SHAPE_INT, offsetof(struct care_plan_step_row, opens_after), NULL,
     "Not before so many days"},
    {"from_weight", SHAPE_INT, offsetof(struct care_plan_step_row, from_weight), NULL,
     "How hard it must have hit, 1 to 5"},
};
static const struct shape plan_shape = SHAPE("AftercarePlanStep", plan_fields);

static const struct shape_field version_fields[] = {
    {"version", SHAPE_INT, offsetof(struct care_plan_version_row, version), NULL,
     "The highest counts"},
    {"made_at", SHAPE_INSTANT, offsetof(struct care_plan_version_row, made_at), NULL, "When"},
    {"made_by", SHAPE_ID, offsetof(struct care_plan_version_row, made_by), NULL,
     "Who; null: the program's own plan"},
    {"running", SHAPE_INT, offsetof(struct care_plan_version_row, n_running), NULL,
     "Open cases that keep it"},
};
static const struct shape version_shape = SHAPE("AftercarePlanVersion", version_fields);

static const struct shape_field number_fields[] = {
    {"id", SHAPE_ID, offsetof(struct care_contact_row, id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct care_contact_row, name), NULL, "Who answers"},
    {"phone", SHAPE_TEXT, offsetof(struct care_contact_row, phone), NULL, "The number"},
    {"hours", SHAPE_TEXT, offsetof(struct care_contact_row, hours), NULL, "When they answer"},
    {"verified_on", SHAPE_DATE, offsetof(struct care_contact_row, verified_on), NULL,
     "When somebody last checked it"},
    {"place", SHAPE_INT, offsetof(struct care_contact_row, place), NULL, "Lower ones come first"},
};
static const struct shape number_shape = SHAPE("AftercareNumber", number_fields);

static const struct shape_field absent_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct care_absent_row, person_id), NULL, "Who is away"},
    {"person", SHAPE_TEXT, offsetof(struct care_absent_row, person_name), NULL, "Their name"},
    {"from_day", SHAPE_DATE, offsetof(struct care_absent_row, from_day), NULL, "First day"},
    {"to_day", SHAPE_DATE, offsetof(struct care_absent_row, to_day), NULL,
     "Last day; null: until further notice"},
    {"kind", SHAPE_WORD, offsetof(struct care_absent_row, kind), care_away_words,
     "Nothing about health"},
    {"substitute_id", SHAPE_ID, offsetof(struct care_absent_row, substitute_id), NULL,
     "Who stands in"},
};
static const struct shape absent_shape = SHAPE("Absence", absent_fields);

static const struct shape_field learning_fields[] = {
    {"id", SHAPE_ID, offsetof(struct care_learning_row, id), NULL, "Identifier"},
    {"text", SHAPE_TEXT, offsetof(struct care_learning_row, text), NULL, "Without names"},
    {"at", SHAPE_INSTANT, offsetof(struct care_learning_row, at), NULL, "When it was written"},
};
static const struct shape learning_shape = SHAPE("Learning", learning_fields);

/* ---- the plan */

static enum status api_plan(struct request *rq, struct response *rs)
{
    struct care_plan plan;

    TRY(care_plan(rq->db, rq->arena, rq->who, 0, &plan));
    return api_list(rq, rs, plan.steps.at, plan.steps.n, sizeof *plan.steps.at, STR_NONE);
}

static enum status api_versions(struct request *rq, struct response *rs)
{
    struct care_plan_version_row_list rows;

    TRY(care_plans(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_plan_save(struct request *rq, struct response *rs)
{
    struct care_plan_entry entry;

    TRY(form_take(rq, &entry));
    TRY(care_plan_save(rq->db, rq->arena, rq->who, entry.version, &entry.choice));
    db_refresh(rq->db);
    return api_plan(rq, rs);
}

/* ---- numbers */

static enum status api_numbers(struct request *rq, struct response *rs)
{
    struct care_contact_row_list rows;

    TRY(care_numbers(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status put_number(struct request *rq, struct response *rs, int64_t id)
{
    struct care_number_entry entry;
    struct care_contact_row_list rows;
    int64_t made = 0;

    TRY(form_take(rq, &entry));
    TRY(care_number_put(rq->db, rq->arena, rq->who, rq->zone, id, &entry, &made));
    db_refresh(rq->db);
    TRY(care_numbers(rq->db, rq->arena, rq->who, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].id == made)
            return api_object(rq, rs, id == 0 ? 201 : 200, &rows.at[i]);
    return fail(MISSING, "removed meanwhile");
}

static enum status api_number_add(struct request *rq, struct response *rs)
{
    return put_number(rq, rs, 0);
}

static enum status api_number_change(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return put_number(rq, rs, id);
}

static enum status api_number_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(care_number_remove(rq->db, rq->arena, rq->who, id));
    db_refresh(rq->db);
    return api_numbers(rq, rs);
}

/* ---- absences */

static enum status api_absences(struct request *rq, struct response *rs)
{
    struct care_absent_row_list rows;

    TRY(care_absences(rq->db, rq->arena, rq->who, rq->zone, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_absence(struct request *rq, struct response *rs)
{
    struct care_absence entry;

    TRY(form_take(rq, &entry));
    if (entry.person_id == 0)
        entry.person_id = rq->who->person_id;
    TRY(care_absence(rq->db, rq->arena, rq->who, &entry));
    db_refresh(rq->db);
    return api_absences(rq, rs);
}

static enum status api_absence_remove(struct request *rq, struct response *rs)
{
    struct care_remove_entry entry;

    TRY(form_take(rq, &entry));
    TRY(care_absence_remove(rq->db, rq->arena, rq->who, entry.person_id, entry.from_day));
    db_refresh(rq->db);
    return api_absences(rq, rs);
}

/* ---- learnings */

static enum status api_learnings(struct request *rq, struct response *rs)
{
    struct care_learnings_entry entry;
    struct care_learning_row_list rows;
    bool more = false;

    TRY(query_take(rq, &entry));
    TRY(care_learnings(rq->db, rq->arena, rq->who, entry.q.p ? entry.q : STR(""), entry.before,
                       LEARNINGS_SENT, &rows, &more));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at,
                    more ? arena_printf(rq->arena, "%lld", (long long)rows.at[rows.n - 1].id)
                         : STR_NONE);
}

const struct route aftercare_setup_api_routes[] = {
    {GET, "/api/v1/aftercare/plan", PERM_CARE_SETUP, api_plan, .out = &plan_shape,
     .out_is_list = true, .summary = "The steps of the centre's plan"},
    {PUT, "/api/v1/aftercare/plan", PERM_CARE_SETUP, api_plan_save, .in = &care_plan_form,
     .out = &plan_shape, .out_is_list = true,
     .summary = "Save a new version of the plan; running cases keep theirs",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/aftercare/plan/versions", PERM_CARE_SETUP, api_versions, .out = &version_shape,
     .out_is_list = true, .summary = "All versions of the plan, newest first"},
    {GET, "/api/v1/aftercare/numbers", PERM_CARE_SETUP, api_numbers, .out = &number_shape,
     .out_is_list = true, .summary = "Numbers to call"},
    {POST, "/api/v1/aftercare/numbers", PERM_CARE_SETUP, api_number_add, .in = &care_number_form,
     .out = &number_shape, .summary = "Add a number", .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/aftercare/numbers/{id}", PERM_CARE_SETUP, api_number_change,
     .in = &care_number_form, .out = &number_shape, .summary = "Change a number",
     .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/aftercare/numbers/{id}", PERM_CARE_SETUP, api_number_remove,
     .out = &number_shape, .out_is_list = true, .summary = "Remove a number"},
    {GET, "/api/v1/absences", PERM_SIGNED_IN, api_absences, .out = &absent_shape,
     .out_is_list = true, .summary = "Absences within reach that are not over"},
    {POST, "/api/v1/absences", PERM_SIGNED_IN, api_absence, .in = &care_absence_form,
     .out = &absent_shape, .out_is_list = true,
     .summary = "Enter an absence, or change the one with the same first day",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/absences/remove", PERM_SIGNED_IN, api_absence_remove, .in = &care_remove_form,
     .out = &absent_shape, .out_is_list = true, .summary = "Take an absence back",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/learnings", PERM_LEARNING_READ, api_learnings, .query = &care_learnings_query,
     .out = &learning_shape, .out_is_list = true,
     .summary = "What was learned from cases, newest first, without names"},
    {0},
};
