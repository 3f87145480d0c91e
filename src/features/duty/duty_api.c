/* The roster as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/duty/duty_forms.h"
#include "web/api.h"

/* ---- who is on duty, and whether help is real */

static const char *const layer_words[] = {"base", "plan", "override", "takeover", NULL};

static const struct shape_field person_fields[] = {
    {"watch_id", SHAPE_ID, offsetof(struct duty_person, watch_id), NULL, "The watch"},
    {"person_id", SHAPE_ID, offsetof(struct duty_person, person_id), NULL, "Who"},
    {"person", SHAPE_TEXT, offsetof(struct duty_person, name), NULL, "Their name"},
    {"level", SHAPE_INT, offsetof(struct duty_person, level), NULL, "1 is called first"},
    {"from", SHAPE_INSTANT, offsetof(struct duty_person, from), NULL,
     "Of the shift; at most a week back"},
    {"until", SHAPE_INSTANT, offsetof(struct duty_person, until), NULL, "At most a week ahead"},
    {"state", SHAPE_WORD, offsetof(struct duty_person, reason), duty_reason_words,
     "Whether they can be reached"},
    {"layer", SHAPE_WORD, offsetof(struct duty_person, layer), layer_words, "By which layer"},
    {"looks_on", SHAPE_BOOL, offsetof(struct duty_person, shadow), NULL, "Never counts as cover"},
};
static const struct shape person_shape = SHAPE("DutyPerson", person_fields);

struct light_out {
    int64_t id, reason, next_at;
    struct str name, who;
    bool open, green;
};
static const struct shape_field light_fields[] = {
    {"watch_id", SHAPE_ID, offsetof(struct light_out, id), NULL, "The watch"},
    {"name", SHAPE_TEXT, offsetof(struct light_out, name), NULL, "What it is called"},
    {"open", SHAPE_BOOL, offsetof(struct light_out, open), NULL, "It runs now"},
    {"green", SHAPE_BOOL, offsetof(struct light_out, green), NULL,
     "Somebody can really be reached now"},
    {"state", SHAPE_WORD, offsetof(struct light_out, reason), duty_reason_words, "Why not"},
    {"person", SHAPE_TEXT, offsetof(struct light_out, who), NULL, "Whom that is about"},
    {"opens_at", SHAPE_INSTANT, offsetof(struct light_out, next_at), NULL, "When it runs next"},
};
static const struct shape light_shape = SHAPE("DutyLight", light_fields);

static enum status api_now(struct request *rq, struct response *rs)
{
    struct duty_light_list lights;
    size_t n = 0;

    TRY(duty_lights(rq->db, rq->arena, rq->who, &lights));
    for (size_t i = 0; i < lights.n; i++)
        n += lights.at[i].people.n;
    struct duty_person *all = arena_array(rq->arena, struct duty_person, n + 1);
    n = 0;
    for (size_t i = 0; i < lights.n; i++)
        for (size_t k = 0; k < lights.at[i].people.n; k++)
            all[n++] = lights.at[i].people.at[k];
    return api_list(rq, rs, all, n, sizeof *all, STR_NONE);
}

static enum status api_lights(struct request *rq, struct response *rs)
{
    struct duty_light_list lights;

    TRY(duty_lights(rq->db, rq->arena, rq->who, &lights));
    struct light_out *all = arena_array(rq->arena, struct light_out, lights.n + 1);
    for (size_t i = 0; i < lights.n; i++) {
        const struct duty_light *l = &lights.at[i];

        all[i] = (struct light_out){l->watch.id,    l->reason, l->next_at, l->watch.name,
                                    l->reason_name, l->open,   l->green};
    }
    return api_list(rq, rs, all, lights.n, sizeof *all, STR_NONE);
}

/* ---- the plan */

struct shift_out {
    int64_t person_id, level, from, to, layer;
    struct str name;
    bool shadow, away;
};
static const struct shape_field shift_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct shift_out, person_id), NULL, "Who"},
    {"person", SHAPE_TEXT, offsetof(struct shift_out, name), NULL, "Their name"},
    {"level", SHAPE_INT, offsetof(struct shift_out, level), NULL, "1 is called first"},
    {"from", SHAPE_INSTANT, offsetof(struct shift_out, from), NULL, "Within what was asked for"},
    {"to", SHAPE_INSTANT, offsetof(struct shift_out, to), NULL, "Not included"},
    {"layer", SHAPE_WORD, offsetof(struct shift_out, layer), layer_words, "By which layer"},
    {"looks_on", SHAPE_BOOL, offsetof(struct shift_out, shadow), NULL, "Never counts as cover"},
    {"away", SHAPE_BOOL, offsetof(struct shift_out, away), NULL, "Is absent for some of it"},
};
static const struct shape shift_shape = SHAPE("DutyShift", shift_fields);

static enum status read_span(struct request *rq, struct roster_span *ret)
{
    struct duty_span_form form;

    TRY(query_take(rq, &form));
    int32_t from = form.from != 0 ? (int32_t)form.from : zone_day(rq->zone, clock_now());
    *ret = (struct roster_span){
        zone_day_start(rq->zone, from),
        zone_day_start(rq->zone, from + (int32_t)(form.days != 0 ? form.days : 7))};
    return OK;
}

static enum status api_shifts(struct request *rq, struct response *rs)
{
    struct roster_span within = {0, 0};
    struct duty_plan plan;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(read_span(rq, &within));
    TRY(duty_plan(rq->db, rq->arena, rq->who, id, 0, within, &plan));
    struct shift_out *all = arena_array(rq->arena, struct shift_out, plan.n_shifts + 1);
    for (size_t i = 0; i < plan.n_shifts; i++) {
        const struct roster_shift *s = &plan.shifts[i].shift;

        all[i] = (struct shift_out){s->person_id, s->level,           s->from,
                                    s->to,        s->layer,           plan.shifts[i].name,
                                    s->shadow,    plan.shifts[i].away};
    }
    return api_list(rq, rs, all, plan.n_shifts, sizeof *all, STR_NONE);
}

static const struct shape_field gap_fields[] = {
    {"level", SHAPE_INT, offsetof(struct duty_gap_row, level), NULL, "The level without cover"},
    {"from", SHAPE_INSTANT, offsetof(struct duty_gap_row, from_at), NULL, "From"},
    {"to", SHAPE_INSTANT, offsetof(struct duty_gap_row, to_at), NULL, "Not included"},
    {"person_id", SHAPE_ID, offsetof(struct duty_gap_row, person_id), NULL,
     "Who was to be on and is away; null: nobody was"},
};
static const struct shape gap_shape = SHAPE("DutyGap", gap_fields);

static enum status api_gaps(struct request *rq, struct response *rs)
{
    struct duty_setup s;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(duty_setup(rq->db, rq->arena, rq->who, id, &s));
    return api_list(rq, rs, s.gaps.at, s.gaps.n, sizeof *s.gaps.at, STR_NONE);
}

static const struct shape_field own_fields[] = {
    {"id", SHAPE_ID, offsetof(struct duty_told_row, id), NULL, "Identifier"},
    {"watch_id", SHAPE_ID, offsetof(struct duty_told_row, watch_id), NULL, "The watch"},
    {"watch", SHAPE_TEXT, offsetof(struct duty_told_row, watch), NULL, "What it is called"},
    {"level", SHAPE_INT, offsetof(struct duty_told_row, level), NULL, "1 is called first"},
    {"from", SHAPE_INSTANT, offsetof(struct duty_told_row, from_at), NULL, "From"},
    {"to", SHAPE_INSTANT, offsetof(struct duty_told_row, to_at), NULL, "Not included"},
    {"looks_on", SHAPE_BOOL, offsetof(struct duty_told_row, shadow), NULL, "Never counts as cover"},
};
static const struct shape own_shape = SHAPE("DutyOwnShift", own_fields);

static enum status api_mine(struct request *rq, struct response *rs)
{
    struct duty_told_row_list rows;

    TRY(duty_mine(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

/* ---- changing */

struct taken_out {
    int64_t watch_id, level, until;
};
static const struct shape_field taken_fields[] = {
    {"watch_id", SHAPE_ID, offsetof(struct taken_out, watch_id), NULL, "The watch"},
    {"level", SHAPE_INT, offsetof(struct taken_out, level), NULL, "The level"},
    {"until", SHAPE_INSTANT, offsetof(struct taken_out, until), NULL, "How long the caller has it"},
};
static const struct shape taken_shape = SHAPE("DutyTaken", taken_fields);

static enum status api_take(struct request *rq, struct response *rs)
{
    struct duty_level_form form;
    struct taken_out out = {.level = 1};

    TRY(param_id(rq, "id", &out.watch_id));
    TRY(form_take(rq, &form));
    out.level = form.level;
    TRY(duty_take(rq->db, rq->arena, rq->who, out.watch_id, form.level, &out.until));
    return api_object(rq, rs, 200, &out);
}

struct cover_out {
    int64_t id;
};
static const struct shape_field cover_fields[] = {
    {"id", SHAPE_ID, offsetof(struct cover_out, id), NULL, "The entry"},
};
static const struct shape cover_shape = SHAPE("DutyCoverMade", cover_fields);

static enum status api_cover(struct request *rq, struct response *rs)
{
    struct duty_cover_entry entry;
    struct duty_effect effect;
    struct cover_out out;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(duty_cover(rq->db, rq->arena, rq->who, id, &entry, &effect, &out.id));
    return api_object(rq, rs, 201, &out);
}

/* ---- swaps */

static const char *const swap_words[] = {[DUTY_SWAP_ASKED] = "asked",
                                         [DUTY_SWAP_WAITS] = "waits",
                                         [DUTY_SWAP_DONE] = "done",
                                         [DUTY_SWAP_DECLINED] = "declined",
                                         [DUTY_SWAP_WITHDRAWN] = "withdrawn",
                                         [DUTY_SWAP_LAPSED] = "lapsed",
                                         NULL};

static const struct shape_field swap_fields[] = {
    {"id", SHAPE_ID, offsetof(struct duty_swap_row, id), NULL, "Identifier"},
    {"watch_id", SHAPE_ID, offsetof(struct duty_swap_row, watch_id), NULL, "The watch"},
    {"watch", SHAPE_TEXT, offsetof(struct duty_swap_row, watch), NULL, "What it is called"},
    {"level", SHAPE_INT, offsetof(struct duty_swap_row, level), NULL, "1 is called first"},
    {"from", SHAPE_INSTANT, offsetof(struct duty_swap_row, from_at), NULL, "Of what is swapped"},
    {"to", SHAPE_INSTANT, offsetof(struct duty_swap_row, to_at), NULL, "Not included"},
    {"asker_id", SHAPE_ID, offsetof(struct duty_swap_row, asker_id), NULL, "Whose shift it is"},
    {"asker", SHAPE_TEXT, offsetof(struct duty_swap_row, asker), NULL, "Their name"},
    {"asked_id", SHAPE_ID, offsetof(struct duty_swap_row, asked_id), NULL, "Who is to take it"},
    {"asked", SHAPE_TEXT, offsetof(struct duty_swap_row, asked), NULL, "Their name"},
    {"state", SHAPE_WORD, offsetof(struct duty_swap_row, state), swap_words,
     "waits: accepted, but somebody's rest gets too short; a planner decides"},
};
static const struct shape swap_shape = SHAPE("DutySwapOpen", swap_fields);

struct swap_out {
    int64_t id, state;
};
static const struct shape_field swapped_fields[] = {
    {"id", SHAPE_ID, offsetof(struct swap_out, id), NULL, "The swap"},
    {"state", SHAPE_WORD, offsetof(struct swap_out, state), swap_words, "Where it stands now"},
};
static const struct shape swapped_shape = SHAPE("DutySwapState", swapped_fields);

static enum status api_swaps(struct request *rq, struct response *rs)
{
    struct duty_swap_row_list rows;

    TRY(duty_swaps(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_swap_ask(struct request *rq, struct response *rs)
{
    struct duty_swap_form form;
    struct swap_out out = {.state = DUTY_SWAP_ASKED};
    int64_t shift;

    TRY(param_id(rq, "id", &shift));
    TRY(form_take(rq, &form));
    TRY(duty_swap_ask(rq->db, rq->arena, rq->who, shift, form.person_id,
                      (struct roster_span){form.from_at, form.to_at}, &out.id));
    return api_object(rq, rs, 201, &out);
}

static enum status api_swap_answer(struct request *rq, struct response *rs)
{
    struct duty_answer_form form;
    enum duty_swap_state state = DUTY_SWAP_DECLINED;
    struct swap_out out;

    TRY(param_id(rq, "id", &out.id));
    TRY(form_take(rq, &form));
    TRY(duty_swap_answer(rq->db, rq->arena, rq->who, out.id, form.yes, &state));
    out.state = state;
    return api_object(rq, rs, 200, &out);
}

static enum status api_swap_decide(struct request *rq, struct response *rs)
{
    struct duty_answer_form form;
    struct swap_out out;

    TRY(param_id(rq, "id", &out.id));
    TRY(form_take(rq, &form));
    TRY(duty_swap_decide(rq->db, rq->arena, rq->who, out.id, form.yes));
    out.state = form.yes ? DUTY_SWAP_DONE : DUTY_SWAP_DECLINED;
    return api_object(rq, rs, 200, &out);
}

static enum status api_swap_withdraw(struct request *rq, struct response *rs)
{
    struct swap_out out = {.state = DUTY_SWAP_WITHDRAWN};

    TRY(param_id(rq, "id", &out.id));
    TRY(duty_swap_withdraw(rq->db, rq->arena, rq->who, out.id));
    return api_object(rq, rs, 200, &out);
}

const struct route duty_api_routes[] = {
    {GET, "/api/v1/duty/now", PERM_DUTY_READ, api_now, .out = &person_shape, .out_is_list = true,
     .summary = "Who is on duty now, by watch and level"},
    {GET, "/api/v1/duty/lights", PERM_DUTY_READ, api_lights, .out = &light_shape,
     .out_is_list = true, .summary = "For each watch whether somebody can really be reached now"},
    {GET, "/api/v1/duty/mine", PERM_DUTY_READ, api_mine, .out = &own_shape, .out_is_list = true,
     .summary = "The caller's own shifts from now on"},
    {GET, "/api/v1/duty/watches/{id}/shifts", PERM_DUTY_READ, api_shifts, .query = &duty_span_query,
     .out = &shift_shape, .out_is_list = true, .summary = "Who has a watch in a span of days"},
    {GET, "/api/v1/duty/watches/{id}/gaps", PERM_DUTY_READ, api_gaps, .out = &gap_shape,
     .out_is_list = true, .summary = "Gaps that were found within 90 days"},
    {POST, "/api/v1/duty/watches/{id}/take", PERM_DUTY_TAKE, api_take, .in = &duty_level_in,
     .out = &taken_shape, .summary = "Take a level of a watch from now on",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/duty/watches/{id}/cover", PERM_DUTY_READ, api_cover, .in = &duty_cover_in,
     .out = &cover_shape,
     .summary = "A temporary plan, an override, or a newcomer who looks on; 409 when it makes gaps "
                "or breaks the rest rule",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/duty/swaps", PERM_DUTY_READ, api_swaps, .out = &swap_shape, .out_is_list = true,
     .summary = "Open swaps that the caller asked for, was asked, or decides"},
    {POST, "/api/v1/duty/shifts/{id}/swap", PERM_DUTY_READ, api_swap_ask, .in = &duty_swap_in,
     .out = &swapped_shape,
     .summary = "Ask a colleague to take a shift of one's own, or part of it",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/duty/swaps/{id}/answer", PERM_DUTY_READ, api_swap_answer, .in = &duty_answer_in,
     .out = &swapped_shape, .summary = "Take the shift, or decline", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/duty/swaps/{id}/decide", PERM_DUTY_READ, api_swap_decide, .in = &duty_answer_in,
     .out = &swapped_shape, .summary = "A planner decides a swap that waits",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/duty/swaps/{id}/withdraw", PERM_DUTY_READ, api_swap_withdraw,
     .out = &swapped_shape, .summary = "Take back a swap that one asked for",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
