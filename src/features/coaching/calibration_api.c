/* Calibration as JSON: the same rules as the pages. No answer carries who gave it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_forms.h"

#include "web/api.h"

struct round_json {
    int64_t id, started_at, closed_at, locked_at, n_seats, n_locked, n_counted;
    struct str scenario, about, reference;
    bool is_opener;
};
static const struct shape_field round_fields[] = {
    {"id", SHAPE_ID, offsetof(struct round_json, id), NULL, "The round"},
    {"scenario", SHAPE_TEXT, offsetof(struct round_json, scenario), NULL, "Null: a call"},
    {"about", SHAPE_TEXT, offsetof(struct round_json, about), NULL, "In words which contact"},
    {"reference", SHAPE_TEXT, offsetof(struct round_json, reference), NULL,
     "When it was, or a case number"},
    {"opened_by_caller", SHAPE_BOOL, offsetof(struct round_json, is_opener), NULL,
     "Who opened it may close it"},
    {"started_at", SHAPE_INSTANT, offsetof(struct round_json, started_at), NULL, "When"},
    {"closed_at", SHAPE_INSTANT, offsetof(struct round_json, closed_at), NULL, "Null: it runs"},
    {"locked_at", SHAPE_INSTANT, offsetof(struct round_json, locked_at), NULL,
     "When the caller locked the own answers; null: not yet"},
    {"seats", SHAPE_INT, offsetof(struct round_json, n_seats), NULL, "How many take part"},
    {"locked", SHAPE_INT, offsetof(struct round_json, n_locked), NULL, "How many have locked"},
    {"counted", SHAPE_INT, offsetof(struct round_json, n_counted), NULL,
     "How many locked before it was closed"},
};
static const struct shape round_shape = SHAPE("CalibrationRound", round_fields);

static struct round_json json_of(const struct request *rq, const struct calibration_round_row *r)
{
    return (struct round_json){.id = r->id,
                               .started_at = r->started_at,
                               .closed_at = r->closed_at,
                               .locked_at = r->locked_at,
                               .n_seats = r->n_seats,
                               .n_locked = r->n_locked,
                               .n_counted = r->n_counted,
                               .scenario = r->scenario.n > 0 ? r->scenario : STR_NONE,
                               .about = r->about,
                               .reference = r->reference.n > 0 ? r->reference : STR_NONE,
                               .is_opener = r->opener_id == rq->who->person_id};
}

static enum status list(struct request *rq, struct response *rs)
{
    struct calibration_round_row_list rows;
    struct round_json *items;

    TRY(calibration_list(rq->db, rq->arena, rq->who, &rows));
    items = arena_array(rq->arena, struct round_json, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        items[i] = json_of(rq, &rows.at[i]);
    return api_list(rq, rs, items, rows.n, sizeof *items, STR_NONE);
}

static enum status answer_one(struct request *rq, struct response *rs, int64_t id)
{
    struct calibration c;

    db_refresh(rq->db);
    TRY(calibration_find(rq->db, rq->arena, rq->who, id, &c));
    struct round_json item = json_of(rq, &c.row);
    return api_object(rq, rs, 200, &item);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_one(rq, rs, id);
}

/* ---- the spread */

struct spread_json {
    int64_t id, number, n_not_relevant, n, n_rounds, stamp;
    struct str text, n_of[COACHING_LEVELS], alpha, agreed, agreed_words;
};
#define COUNT(k)                                                                                   \
    {                                                                                              \
        "n_" #k, SHAPE_TEXT, offsetof(struct spread_json, n_of[k]), NULL,                          \
            "How many gave this level, as digits; null: there is no such level"                    \
    }
static const struct shape_field spread_fields[] = {
    {"id", SHAPE_ID, offsetof(struct spread_json, id), NULL, "The question"},
    {"number", SHAPE_INT, offsetof(struct spread_json, number), NULL, "From 1"},
    {"text", SHAPE_TEXT, offsetof(struct spread_json, text), NULL, "In the caller's language"},
    COUNT(0),
    COUNT(1),
    COUNT(2),
    COUNT(3),
    COUNT(4),
    {"not_relevant", SHAPE_INT, offsetof(struct spread_json, n_not_relevant), NULL,
     "To how many it was not relevant"},
    {"answered", SHAPE_INT, offsetof(struct spread_json, n), NULL, "How many gave a level"},
    {"alpha", SHAPE_TEXT, offsetof(struct spread_json, alpha), NULL,
     "Krippendorff's alpha of this question over all rounds on this version, six decimals; null: "
     "it cannot be reckoned"},
    {"rounds", SHAPE_INT, offsetof(struct spread_json, n_rounds), NULL,
     "That alpha is reckoned from"},
    {"agreed", SHAPE_TEXT, offsetof(struct spread_json, agreed), NULL,
     "The level the group agreed on; null: none yet, or a text"},
    {"agreed_words", SHAPE_TEXT, offsetof(struct spread_json, agreed_words), NULL,
     "Why; null: not yet"},
    {"stamp", SHAPE_INT, offsetof(struct spread_json, stamp), NULL,
     "Of what was agreed on; 0: nothing yet"},
};
static const struct shape spread_shape = SHAPE("CalibrationSpread", spread_fields);

static struct spread_json spread_of(struct request *rq, const struct calibration *c, size_t i)
{
    const struct coaching_question *q = &c->form.at[i];
    const struct calibration_spread *s = &c->spread[i];
    struct spread_json out = {.id = q->id,
                              .number = (int64_t)i + 1,
                              .n_not_relevant = s->n_not_relevant,
                              .n = s->n,
                              .n_rounds = s->n_rounds,
                              .stamp = s->consensus.stamp,
                              .text = q->text[rq->lang]};
    int64_t word = coaching_word_of(s->consensus.value);

    for (int64_t level = 0; level < q->n_levels; level++)
        out.n_of[level] = arena_printf(rq->arena, "%lld", (long long)s->n_of[level]);
    if (s->over_time.outcome == ALPHA_NUMBER)
        out.alpha = arena_printf(rq->arena, "%.6f", s->over_time.value);
    if (s->consensus.stamp > 0) {
        out.agreed_words = s->consensus.words;
        if (word >= 0 && word <= COACHING_WORD_NOT_RELEVANT)
            out.agreed = str_of(coaching_level_words[word]);
    }
    return out;
}

static enum status spread(struct request *rq, struct response *rs)
{
    struct calibration c;
    struct spread_json *items;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(calibration_find(rq->db, rq->arena, rq->who, id, &c));
    if (c.sight != CALIBRATION_RESULTS)
        return refuse(CONFLICT, c.sight == CALIBRATION_TOO_FEW ? T_CALIBRATION_TOO_FEW
                                                               : T_CALIBRATION_NOT_YET);
    items = arena_array(rq->arena, struct spread_json, c.form.n);
    for (size_t i = 0; i < c.form.n; i++)
        items[i] = spread_of(rq, &c, i);
    return api_list(rq, rs, items, c.form.n, sizeof *items, STR_NONE);
}

/* ---- acting */

static enum status begin(struct request *rq, struct response *rs)
{
    struct calibration_start s;
    int64_t id;

    TRY(form_take(rq, &s));
    TRY(calibration_begin(rq->db, rq->arena, rq->who, &s, &id));
    return answer_one(rq, rs, id);
}

static enum status fill(struct request *rq, struct response *rs)
{
    struct coaching_fill_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    TRY(calibration_fill(rq->db, rq->arena, rq->who, id, coaching_entered(rq->arena, &e), e.lock));
    return answer_one(rq, rs, id);
}

static enum status close_it(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(calibration_close(rq->db, rq->arena, rq->who, id));
    return answer_one(rq, rs, id);
}

static enum status agree(struct request *rq, struct response *rs)
{
    struct calibration_agreed g;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &g));
    g.value = coaching_value_of(g.value);
    TRY(calibration_agree(rq->db, rq->arena, rq->who, id, &g));
    db_refresh(rq->db);
    return spread(rq, rs);
}

const struct route calibration_api_routes[] = {
    {GET, "/api/v1/calibration", PERM_COACHING_TRAIN, list, .out = &round_shape,
     .out_is_list = true, .summary = "Rounds of calibration the caller takes part in"},
    {POST, "/api/v1/calibration", PERM_COACHING_TRAIN, begin, .in = &calibration_start_form,
     .out = &round_shape, .summary = "Open a round and invite trainers", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/calibration/{id}", PERM_COACHING_TRAIN, one, .out = &round_shape,
     .summary = "One round"},
    {PUT, "/api/v1/calibration/{id}/answers", PERM_COACHING_TRAIN, fill, .in = &coaching_fill_form,
     .out = &round_shape, .summary = "Keep or lock the caller's own answers",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/calibration/{id}/spread", PERM_COACHING_TRAIN, spread, .out = &spread_shape,
     .out_is_list = true,
     .summary = "What was answered, without names, once the own answers are locked and it is over"},
    {POST, "/api/v1/calibration/{id}/close", PERM_COACHING_TRAIN, close_it, .out = &round_shape,
     .summary = "Close the round; by who opened it", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/calibration/{id}/agree", PERM_COACHING_TRAIN, agree,
     .in = &calibration_agree_form, .out = &spread_shape, .out_is_list = true,
     .summary = "Write down what the group agreed on", .flags = ROUTE_IDEMPOTENT},
    {0},
};
