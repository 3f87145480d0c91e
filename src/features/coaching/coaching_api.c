/* Practice forms as JSON: the same rules as the pages. What one of the two may not see is null here, too.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_forms.h"

#include "web/api.h"

static struct str or_none(struct str s)
{
    return s.n > 0 ? s : STR_NONE;
}

/* ---- one between two */

struct coaching_json {
    int64_t id, side, state, version, started_at, moved_at, shared_at, with_id;
    struct str with, scenario, about, reference, closing;
};
static const struct shape_field coaching_fields[] = {
    {"id", SHAPE_ID, offsetof(struct coaching_json, id), NULL, "The form between two"},
    {"side", SHAPE_WORD, offsetof(struct coaching_json, side), coaching_side_words,
     "Who the caller is in it"},
    {"state", SHAPE_WORD, offsetof(struct coaching_json, state), coaching_state_words, "How far"},
    {"with_id", SHAPE_ID, offsetof(struct coaching_json, with_id), NULL, "The other person"},
    {"with", SHAPE_TEXT, offsetof(struct coaching_json, with), NULL, "Their name"},
    {"scenario", SHAPE_TEXT, offsetof(struct coaching_json, scenario), NULL, "Null: a call"},
    {"about", SHAPE_TEXT, offsetof(struct coaching_json, about), NULL, "In words which call"},
    {"reference", SHAPE_TEXT, offsetof(struct coaching_json, reference), NULL,
     "When it was, or a case number"},
    {"version", SHAPE_INT, offsetof(struct coaching_json, version), NULL, "Of the form"},
    {"started_at", SHAPE_INSTANT, offsetof(struct coaching_json, started_at), NULL, "When"},
    {"moved_at", SHAPE_INSTANT, offsetof(struct coaching_json, moved_at), NULL,
     "When the state last changed"},
    {"shared_at", SHAPE_INSTANT, offsetof(struct coaching_json, shared_at), NULL, "Null: not yet"},
    {"closing", SHAPE_TEXT, offsetof(struct coaching_json, closing), NULL,
     "The trainer's word to go along; null: none"},
};
static const struct shape coaching_shape = SHAPE("Coaching", coaching_fields);

static struct coaching_json json_of(const struct request *rq, const struct coaching_row *r)
{
    bool learner = r->learner_id == rq->who->person_id;

    return (struct coaching_json){
        .id = r->id,
        .side = learner ? COACHING_LEARNER : COACHING_BY_TRAINER,
        .state = r->state,
        .version = r->version,
        .started_at = r->started_at,
        .moved_at = r->moved_at,
        .shared_at = r->shared_at,
        .with_id = learner ? r->trainer_id : r->learner_id,
        .with = learner ? r->trainer_name : r->learner_name,
        .scenario = or_none(r->scenario),
        .about = r->about,
        .reference = or_none(r->reference),
        .closing = or_none(r->closing),
    };
}

static enum status list(struct request *rq, struct response *rs)
{
    struct coaching_row_list rows;
    struct coaching_json *items;
    size_t n = 0;

    TRY(coaching_list(rq->db, rq->arena, rq->who, &rows));
    items = arena_array(rq->arena, struct coaching_json, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].state >= 0 && rows.at[i].state < COACHING_STATE_N)
            items[n++] = json_of(rq, &rows.at[i]);
    return api_list(rq, rs, items, n, sizeof *items, STR_NONE);
}

static enum status answer_one(struct request *rq, struct response *rs, int64_t id)
{
    struct coaching c;

    db_refresh(rq->db);
    TRY(coaching_find(rq->db, rq->arena, rq->who, id, &c));
    struct coaching_json item = json_of(rq, &c.row);
    return api_object(rq, rs, 200, &item);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_one(rq, rs, id);
}

/* ---- its questions */

struct answer_json {
    int64_t id, number, pair;
    struct str text, own, own_words, other, other_words;
};
static const struct shape_field answer_fields[] = {
    {"id", SHAPE_ID, offsetof(struct answer_json, id), NULL, "The question"},
    {"number", SHAPE_INT, offsetof(struct answer_json, number), NULL, "From 1"},
    {"text", SHAPE_TEXT, offsetof(struct answer_json, text), NULL, "In the caller's language"},
    {"own", SHAPE_TEXT, offsetof(struct answer_json, own), NULL,
     "The level from 0, or na; null: not answered"},
    {"own_words", SHAPE_TEXT, offsetof(struct answer_json, own_words), NULL, "Null: none"},
    {"other", SHAPE_TEXT, offsetof(struct answer_json, other), NULL,
     "Of the other one; null: not answered, or not the caller's to see yet"},
    {"other_words", SHAPE_TEXT, offsetof(struct answer_json, other_words), NULL, "The same"},
    {"pair", SHAPE_WORD, offsetof(struct answer_json, pair), coaching_pair_words,
     "How the two stand to each other; neither while one cannot be seen"},
};
static const struct shape answers_shape = SHAPE("CoachingAnswer", answer_fields);

static struct str word_of(int64_t value)
{
    int64_t index = coaching_word_of(value);

    return index >= 0 && index <= COACHING_WORD_NOT_RELEVANT ? str_of(coaching_level_words[index])
                                                             : STR_NONE;
}

static enum status answers(struct request *rq, struct response *rs)
{
    struct coaching c;
    struct answer_json *items;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(coaching_find(rq->db, rq->arena, rq->who, id, &c));
    enum coaching_side other = c.side == COACHING_LEARNER ? COACHING_BY_TRAINER : COACHING_LEARNER;
    items = arena_array(rq->arena, struct answer_json, c.form.n);
    for (size_t i = 0; i < c.form.n; i++) {
        const struct coaching_answer *own = &c.answers[c.side][i], *theirs = &c.answers[other][i];
        bool seen = c.sees[other];

        items[i] = (struct answer_json){
            .id = c.form.at[i].id,
            .number = (int64_t)i + 1,
            .pair = seen ? coaching_compare((enum coaching_kind)c.form.at[i].kind, own->value,
                                            theirs->value)
                         : COACHING_NEITHER,
            .text = c.form.at[i].text[rq->lang],
            .own = word_of(own->value),
            .own_words = or_none(own->words),
            .other = seen ? word_of(theirs->value) : STR_NONE,
            .other_words = seen ? or_none(theirs->words) : STR_NONE};
    }
    return api_list(rq, rs, items, c.form.n, sizeof *items, STR_NONE);
}

struct turn_json {
    int64_t question_id, side, at;
    struct str words;
};
static const struct shape_field turn_fields[] = {
    {"question_id", SHAPE_ID, offsetof(struct turn_json, question_id), NULL, "To which question"},
    {"side", SHAPE_WORD, offsetof(struct turn_json, side), coaching_side_words, "Who says it"},
    {"words", SHAPE_TEXT, offsetof(struct turn_json, words), NULL, "What they say"},
    {"at", SHAPE_INSTANT, offsetof(struct turn_json, at), NULL, "When"},
};
static const struct shape turn_shape = SHAPE("CoachingTurn", turn_fields);

static enum status turns(struct request *rq, struct response *rs)
{
    struct coaching c;
    struct turn_json *items;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(coaching_find(rq->db, rq->arena, rq->who, id, &c));
    items = arena_array(rq->arena, struct turn_json, c.turns.n);
    for (size_t i = 0; i < c.turns.n; i++)
        items[i] = (struct turn_json){c.turns.at[i].question_id, c.turns.at[i].side,
                                      c.turns.at[i].at, c.turns.at[i].words};
    return api_list(rq, rs, items, c.turns.n, sizeof *items, STR_NONE);
}

/* ---- acting */

static enum status begin(struct request *rq, struct response *rs)
{
    struct coaching_start s;
    int64_t id;

    TRY(form_take(rq, &s));
    TRY(coaching_begin(rq->db, rq->arena, rq->who, &s, &id));
    return answer_one(rq, rs, id);
}

static enum status fill(struct request *rq, struct response *rs)
{
    struct coaching_fill_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    TRY(coaching_fill(rq->db, rq->arena, rq->who, id, coaching_entered(rq->arena, &e), e.lock));
    return answer_one(rq, rs, id);
}

static enum status share(struct request *rq, struct response *rs)
{
    struct coaching_share_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    TRY(coaching_share(rq->db, rq->arena, rq->who, id, e.closing));
    return answer_one(rq, rs, id);
}

static enum status say(struct request *rq, struct response *rs)
{
    struct coaching_say_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    TRY(coaching_say(rq->db, rq->arena, rq->who, id, e.words));
    return answer_one(rq, rs, id);
}

static enum status acknowledge(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(coaching_acknowledge(rq->db, rq->arena, rq->who, id));
    return answer_one(rq, rs, id);
}

static enum status drop(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(coaching_drop(rq->db, rq->arena, rq->who, id));
    db_refresh(rq->db);
    return list(rq, rs);
}

/* ---- that it took place */

static const struct shape_field held_fields[] = {
    {"learner_id", SHAPE_ID, offsetof(struct coaching_held_row, learner_id), NULL, "Who"},
    {"learner", SHAPE_TEXT, offsetof(struct coaching_held_row, learner_name), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct coaching_held_row, team_name), NULL, "Their team"},
    {"trainer", SHAPE_TEXT, offsetof(struct coaching_held_row, trainer_name), NULL, "With whom"},
    {"shared_at", SHAPE_INSTANT, offsetof(struct coaching_held_row, shared_at), NULL, "When"},
};
static const struct shape held_shape = SHAPE("CoachingHeld", held_fields);

static enum status held(struct request *rq, struct response *rs)
{
    struct coaching_held_row_list rows;

    TRY(coaching_held(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

const struct route coaching_api_routes[] = {
    {GET, "/api/v1/coaching/held", PERM_COACHING, held, .out = &held_shape, .out_is_list = true,
     .summary = "For who leads: that practice forms were shared, and nothing of what they say"},
    {GET, "/api/v1/coaching", PERM_COACHING, list, .out = &coaching_shape, .out_is_list = true,
     .summary = "The caller's own practice forms, as learner or trainer"},
    {POST, "/api/v1/coaching", PERM_COACHING, begin, .in = &coaching_start_form,
     .out = &coaching_shape, .summary = "Begin a practice form with somebody",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/coaching/{id}", PERM_COACHING, one, .out = &coaching_shape,
     .summary = "One practice form of the caller's"},
    {DELETE, "/api/v1/coaching/{id}", PERM_COACHING, drop, .out = &coaching_shape,
     .out_is_list = true,
     .summary = "Take it away before it was shared; the answer is what is left"},
    {GET, "/api/v1/coaching/{id}/answers", PERM_COACHING, answers, .out = &answers_shape,
     .out_is_list = true, .summary = "Its questions with what the caller may see of both sides"},
    {GET, "/api/v1/coaching/{id}/turns", PERM_COACHING, turns, .out = &turn_shape,
     .out_is_list = true, .summary = "What was said about differences"},
    {PUT, "/api/v1/coaching/{id}/answers", PERM_COACHING, fill, .in = &coaching_fill_form,
     .out = &coaching_shape, .summary = "Keep or lock the caller's own answers",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/coaching/{id}/share", PERM_COACHING, share, .in = &coaching_share_form,
     .out = &coaching_shape, .summary = "The trainer shares with the learner",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/coaching/{id}/turns", PERM_COACHING, say, .in = &coaching_say_form,
     .out = &coaching_shape, .summary = "The learner answers in words, or the trainer replies",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/coaching/{id}/acknowledge", PERM_COACHING, acknowledge, .out = &coaching_shape,
     .summary = "The learner has read it", .flags = ROUTE_IDEMPOTENT},
    {0},
};
