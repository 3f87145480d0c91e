/* The gate as JSON: what phone systems ask, and what trainers and leaders do.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/zone.h"
#include "core/refuse.h"
#include "features/gate/gate_forms.h"
#include "web/api.h"
#include "web/cookie.h"

/* ---- eligibility */

static const struct shape_field eligible_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct gate_eligible, person_id), NULL, "Null: unknown"},
    {"extension", SHAPE_TEXT, offsetof(struct gate_eligible, line), NULL, "That was asked for"},
    {"eligible", SHAPE_BOOL, offsetof(struct gate_eligible, eligible), NULL,
     "May be alone on the phone now. Take everything else than true for false"},
    {"valid_until", SHAPE_INSTANT, offsetof(struct gate_eligible, until_at), NULL,
     "Ask again then at the latest; null: no end is known"},
    {"reasons", SHAPE_WORDS, offsetof(struct gate_eligible, reasons), gate_reason_words,
     "What lacks, and what lets through all the same"},
};
static const struct shape eligible_shape = SHAPE("Eligible", eligible_fields);

/* The same answer is told by its tag; a phone system may keep it for a moment only. */
static void tag(struct request *rq, struct response *rs)
{
    struct str hash = hash_hex(rq->arena, buf_str(&rs->body)), asked;
    struct str etag = arena_printf(rq->arena, "\"%.*s\"", 32, hash.p);

    response_header(rs, "ETag", etag);
    response_header(rs, "Cache-Control", STR("private, no-cache"));
    asked = request_header(rq, "If-None-Match");
    if (str_eq(asked, etag)) {
        rs->status = 304;
        rs->body = buf_new(rq->arena, 1);
    }
}

/* Whatever fails, the answer says "not eligible": who does not look at the status is not misled. */
static enum status answer_error(struct request *rq, struct response *rs, const struct gate_query *q)
{
    const struct gate_eligible none = {.line = q->extension, .reasons = GATE_BIT(ERROR)};

    TRY(api_list(rq, rs, &none, 1, sizeof none, STR_NONE));
    rs->status = 503;
    return OK;
}

static enum status eligibility(struct request *rq, struct response *rs)
{
    struct gate_query q;
    struct form_errors errors = {.n = 0};
    struct gate_eligible *at;
    size_t n;
    enum status done = query_read(rq, &q, &errors);

    if (done == INVALID && errors.n > 0) { /* no such number at all: nobody */
        const struct gate_eligible nobody = {.line = q.extension, .reasons = GATE_BIT(UNKNOWN)};

        return api_list(rq, rs, &nobody, 1, sizeof nobody, STR_NONE);
    }
    TRY(done);
    done = gate_eligible(rq->db, rq->arena, rq->who, &(struct gate_ask){q.person, q.extension}, &at,
                         &n);
    if (done == DENIED)
        return done;
    if (done != OK)
        return answer_error(rq, rs, &q);
    TRY(api_list(rq, rs, at, n, sizeof *at, STR_NONE));
    tag(rq, rs);
    return OK;
}

/* ---- acting */

struct gate_api_row {
    int64_t person_id;
    struct str name, team;
    bool open, is_signed;
    int64_t passed_until, reasons;
};
static const struct shape_field person_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct gate_api_row, person_id), NULL, "Who"},
    {"person", SHAPE_TEXT, offsetof(struct gate_api_row, name), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct gate_api_row, team), NULL, "Their team"},
    {"eligible", SHAPE_BOOL, offsetof(struct gate_api_row, open), NULL,
     "May be alone on the phone"},
    {"signed", SHAPE_BOOL, offsetof(struct gate_api_row, is_signed), NULL, "By a call trainer"},
    {"module_until", SHAPE_INSTANT, offsetof(struct gate_api_row, passed_until), NULL,
     "The module on conflicts holds until then; null: never passed, or for ever"},
    {"reasons", SHAPE_WORDS, offsetof(struct gate_api_row, reasons), gate_reason_words,
     "What lacks, and what lets through all the same"},
};
static const struct shape person_shape = SHAPE("GatePerson", person_fields);

static struct gate_api_row api_row(const struct gate_person *p)
{
    return (struct gate_api_row){p->person_id,
                                 p->name,
                                 p->team,
                                 p->answer.open,
                                 p->state.signed_off,
                                 p->state.passed_until < MODULE_FOREVER ? p->state.passed_until : 0,
                                 p->answer.reasons};
}

static enum status api_people(struct request *rq, struct response *rs)
{
    struct gate_person_list people;

    TRY(gate_people(rq->db, rq->arena, rq->who, &people));
    struct gate_api_row *rows = arena_array(rq->arena, struct gate_api_row, people.n);
    for (size_t i = 0; i < people.n; i++)
        rows[i] = api_row(&people.at[i]);
    return api_list(rq, rs, rows, people.n, sizeof *rows, STR_NONE);
}

typedef enum status act_fn(struct db *db, struct arena *a, const struct actor *who,
                           int64_t person_id, struct str words);

static enum status act(struct request *rq, struct response *rs, act_fn *rule)
{
    struct gate_words in;
    struct gate_look look;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &in));
    TRY(rule(rq->db, rq->arena, rq->who, id, in.words));
    db_refresh(rq->db);
    TRY(gate_look(rq->db, rq->arena, rq->who, id, rq->lang, &look));
    struct gate_api_row row = api_row(&look.person);
    return api_object(rq, rs, 200, &row);
}

static enum status api_sign(struct request *rq, struct response *rs)
{
    return act(rq, rs, gate_sign);
}

static enum status api_take_back(struct request *rq, struct response *rs)
{
    return act(rq, rs, gate_take_back);
}

static enum status api_let(struct request *rq, struct response *rs)
{
    return act(rq, rs, gate_let);
}

/* ---- the switch */

struct gate_switch_answer {
    int64_t on_at, grace_until, n_people, n_out;
};
static const struct shape_field switch_fields[] = {
    {"on_at", SHAPE_INSTANT, offsetof(struct gate_switch_answer, on_at), NULL, "Null: off"},
    {"grace_until", SHAPE_INSTANT, offsetof(struct gate_switch_answer, grace_until), NULL,
     "Who was on the phones before is let through until then"},
    {"people", SHAPE_INT, offsetof(struct gate_switch_answer, n_people), NULL, "Who take calls"},
    {"shut_out", SHAPE_INT, offsetof(struct gate_switch_answer, n_out), NULL,
     "Who would be shut out now, were it on and without grace"},
};
static const struct shape switch_shape = SHAPE("GateState", switch_fields);

static enum status answer_switch(struct request *rq, struct response *rs)
{
    struct gate_switch look;

    TRY(gate_switch_look(rq->db, rq->arena, rq->who, &look));
    const struct gate_switch_answer answer = {look.row.on_at, look.row.grace_until, look.n_people,
                                              (int64_t)look.out.n};
    return api_object(rq, rs, 200, &answer);
}

static enum status api_switch(struct request *rq, struct response *rs)
{
    struct gate_switching to;

    TRY(form_take(rq, &to));
    TRY(gate_switch_put(rq->db, rq->arena, rq->who, &to));
    db_refresh(rq->db);
    return answer_switch(rq, rs);
}

const struct route gate_api_routes[] = {
    {GET, "/api/v1/eligibility", PERM_ELIGIBILITY_READ, eligibility, .query = &gate_query_form,
     .out = &eligible_shape, .out_is_list = true,
     .summary =
         "Who may be alone on the phone now: one person, one extension, or all who take calls"},
    {GET, "/api/v1/gate", PERM_MODULES_SET, answer_switch, .out = &switch_shape,
     .summary = "Whether the gate is on, and whom it would shut out"},
    {PUT, "/api/v1/gate", PERM_MODULES_SET, api_switch, .in = &gate_switch_form,
     .out = &switch_shape, .summary = "Switch the gate on from a day, or off",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/gate/people", PERM_GATE_ACT, api_people, .out = &person_shape,
     .out_is_list = true, .summary = "Whom the caller may sign for or let through"},
    {POST, "/api/v1/gate/people/{id}/sign", PERM_GATE_ACT, api_sign, .in = &gate_words_form,
     .out = &person_shape, .summary = "A call trainer signs", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/gate/people/{id}/take-back", PERM_GATE_ACT, api_take_back,
     .in = &gate_words_form, .out = &person_shape, .summary = "A call trainer takes it back",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/gate/people/{id}/let", PERM_GATE_ACT, api_let, .in = &gate_words_form,
     .out = &person_shape, .summary = "The leader on duty lets somebody through for 24 hours",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
