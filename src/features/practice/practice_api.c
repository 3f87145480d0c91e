/* Practice as JSON: the same rules as the pages; own tries alone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"

#include "web/api.h"

struct scenario_answer {
    struct str name, title, about, person;
    int64_t minutes, n_tries, running_id;
};
static const struct shape_field scenario_fields[] = {
    {"name", SHAPE_TEXT, offsetof(struct scenario_answer, name), NULL, "The same in all languages"},
    {"title", SHAPE_TEXT, offsetof(struct scenario_answer, title), NULL,
     "In the caller's language"},
    {"about", SHAPE_TEXT, offsetof(struct scenario_answer, about), NULL, "What it is about"},
    {"person", SHAPE_TEXT, offsetof(struct scenario_answer, person), NULL,
     "What kind of person calls"},
    {"minutes", SHAPE_INT, offsetof(struct scenario_answer, minutes), NULL, "About how long"},
    {"tries", SHAPE_INT, offsetof(struct scenario_answer, n_tries), NULL, "The caller's own"},
    {"running_id", SHAPE_ID, offsetof(struct scenario_answer, running_id), NULL,
     "A try of the caller that is not over; null: none"},
};
static const struct shape scenario_shape = SHAPE("PracticeScenario", scenario_fields);

static const struct shape_field try_fields[] = {
    {"id", SHAPE_ID, offsetof(struct practice_try_row, id), NULL, "Of the try"},
    {"scenario", SHAPE_TEXT, offsetof(struct practice_try_row, scenario), NULL, "Its name"},
    {"state", SHAPE_WORD, offsetof(struct practice_try_row, state), practice_state_words,
     "Whether it is over"},
    {"choices", SHAPE_INT, offsetof(struct practice_try_row, n_choices), NULL,
     "How many were made; the next has this number"},
    {"before", SHAPE_INT, offsetof(struct practice_try_row, before), NULL,
     "How sure the caller felt before, 1 to 5; 0: not said"},
    {"after", SHAPE_INT, offsetof(struct practice_try_row, after), NULL, "The same, afterwards"},
    {"started_at", SHAPE_INSTANT, offsetof(struct practice_try_row, started_at), NULL, "When"},
    {"ended_at", SHAPE_INSTANT, offsetof(struct practice_try_row, ended_at), NULL,
     "Null: it still runs"},
};
static const struct shape try_shape = SHAPE("PracticeTry", try_fields);

static enum status scenarios(struct request *rq, struct response *rs)
{
    struct practice_scenario_list list;

    TRY(practice_scenarios(rq->db, rq->arena, rq->who, rq->lang, &list));
    struct scenario_answer *out = arena_array(rq->arena, struct scenario_answer, list.n);
    for (size_t i = 0; i < list.n; i++) {
        const struct practice_scenario *s = &list.at[i];

        out[i] = (struct scenario_answer){s->name,    s->title,   s->about,     s->person,
                                          s->minutes, s->n_tries, s->running_id};
    }
    return api_list(rq, rs, out, list.n, sizeof *out, STR_NONE);
}

static enum status tries(struct request *rq, struct response *rs)
{
    struct practice_try_row_list list;

    TRY(practice_tries(rq->db, rq->arena, rq->who, STR_NONE, &list));
    return api_list(rq, rs, list.at, list.n, sizeof *list.at, STR_NONE);
}

static enum status answer(struct request *rq, struct response *rs, int64_t id, int http_status)
{
    struct practice_play p;

    db_refresh(rq->db);
    TRY(practice_play(rq->db, rq->arena, rq->who, id, &p));
    return api_object(rq, rs, http_status, &p.try);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer(rq, rs, id, 200);
}

static enum status start(struct request *rq, struct response *rs)
{
    struct practice_begin begin;
    int64_t id;

    TRY(form_take(rq, &begin));
    TRY(practice_start(rq->db, rq->arena, rq->who, begin.scenario, rq->lang, begin.before, &id));
    return answer(rq, rs, id, 201);
}

static enum status choose(struct request *rq, struct response *rs)
{
    struct practice_choice c;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &c));
    TRY(practice_choose(rq->db, rq->arena, rq->who, id, c.at, c.choice));
    return answer(rq, rs, id, 200);
}

static enum status stop(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_stop(rq->db, rq->arena, rq->who, id));
    return answer(rq, rs, id, 200);
}

const struct route practice_api_routes[] = {
    {GET, "/api/v1/practice/scenarios", PERM_PRACTICE, scenarios, .out = &scenario_shape,
     .out_is_list = true, .summary = "Conversations to practise with"},
    {GET, "/api/v1/practice/tries", PERM_PRACTICE, tries, .out = &try_shape, .out_is_list = true,
     .summary = "The caller's own tries, newest first; nobody else sees them"},
    {POST, "/api/v1/practice/tries", PERM_PRACTICE, start, .in = &practice_new_form,
     .out = &try_shape, .summary = "Begin a try", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/practice/tries/{id}", PERM_PRACTICE, one, .out = &try_shape,
     .summary = "One of the caller's own tries"},
    {POST, "/api/v1/practice/tries/{id}/choices", PERM_PRACTICE, choose,
     .in = &practice_choice_form, .out = &try_shape,
     .summary = "Make a choice; the same one again changes nothing", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/practice/tries/{id}/stop", PERM_PRACTICE, stop, .out = &try_shape,
     .summary = "Stop in the middle", .flags = ROUTE_IDEMPOTENT},
    {0},
};
