/* The form itself as JSON: what holds, and the draft; the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_forms.h"

#include "web/api.h"

/* ---- questions */

struct question_answer {
    int64_t id, number, kind, weight, n_levels, stamp;
    struct str section, text;
    bool critical;
    struct str level[COACHING_LEVELS];
};
#define LEVEL(n)                                                                                   \
    {                                                                                              \
        "level_" #n, SHAPE_TEXT, offsetof(struct question_answer, level[n]), NULL,                 \
            "Help for this level, or what can be chosen; null: none"                               \
    }
static const struct shape_field question_fields[] = {
    {"id", SHAPE_ID, offsetof(struct question_answer, id), NULL,
     "Null: the program's own form, which nobody has used here yet"},
    {"number", SHAPE_INT, offsetof(struct question_answer, number), NULL,
     "From 1: the n of qn and wn"},
    {"section", SHAPE_TEXT, offsetof(struct question_answer, section), NULL, "Its title"},
    {"text", SHAPE_TEXT, offsetof(struct question_answer, text), NULL, "In the caller's language"},
    {"kind", SHAPE_WORD, offsetof(struct question_answer, kind), coaching_kind_words,
     "How it is answered"},
    {"weight", SHAPE_INT, offsetof(struct question_answer, weight), NULL, "How much it matters"},
    {"levels", SHAPE_INT, offsetof(struct question_answer, n_levels), NULL, "How many"},
    {"critical", SHAPE_BOOL, offsetof(struct question_answer, critical), NULL,
     "At its lowest level it is talked about first"},
    LEVEL(0),
    LEVEL(1),
    LEVEL(2),
    LEVEL(3),
    LEVEL(4),
    {"stamp", SHAPE_INT, offsetof(struct question_answer, stamp), NULL,
     "Of the form it stands in; changes of a draft name it"},
};
static const struct shape question_shape = SHAPE("CoachingFormQuestion", question_fields);

static struct str or_none(struct str s)
{
    return s.n > 0 ? s : STR_NONE;
}

static enum status answer_form(struct request *rq, struct response *rs,
                               const struct coaching_form *f)
{
    struct question_answer *items = arena_array(rq->arena, struct question_answer, f->n);

    for (size_t i = 0; i < f->n; i++) {
        const struct coaching_question *q = &f->at[i];

        items[i] = (struct question_answer){.id = q->id,
                                            .number = q->number + 1,
                                            .kind = q->kind,
                                            .weight = q->weight,
                                            .n_levels = q->n_levels,
                                            .stamp = f->stamp,
                                            .section = f->section[q->section][rq->lang],
                                            .text = q->text[rq->lang],
                                            .critical = q->critical};
        for (size_t k = 0; k < COACHING_LEVELS; k++)
            items[i].level[k] = or_none(q->level[k][rq->lang]);
    }
    return api_list(rq, rs, items, f->n, sizeof *items, STR_NONE);
}

static enum status form(struct request *rq, struct response *rs)
{
    struct coaching_form f;

    TRY(coaching_form(rq->db, rq->arena, rq->who, request_query_int(rq, "version", COACHING_NOW),
                      &f));
    return answer_form(rq, rs, &f);
}

/* ---- the draft */

static enum status draft(struct request *rq, struct response *rs)
{
    struct coaching_form f;

    db_refresh(rq->db);
    TRY(coaching_draft(rq->db, rq->arena, rq->who, &f));
    return answer_form(rq, rs, &f);
}

static enum status begin(struct request *rq, struct response *rs)
{
    TRY(coaching_draft_begin(rq->db, rq->arena, rq->who));
    return draft(rq, rs);
}

static enum status discard(struct request *rq, struct response *rs)
{
    TRY(coaching_draft_discard(rq->db, rq->arena, rq->who));
    db_refresh(rq->db);
    return form(rq, rs);
}

/* Nobody who may not hears what is wrong with it. */
static enum status read_body(struct request *rq, void *ret)
{
    if (!coaching_may_edit(rq->who))
        return fail(DENIED, "may not change the practice form");
    return form_take(rq, ret);
}

static enum status sections(struct request *rq, struct response *rs)
{
    struct coaching_section_entry e;

    TRY(read_body(rq, &e));
    TRY(coaching_draft_sections(rq->db, rq->arena, rq->who, &e));
    return draft(rq, rs);
}

static enum status save_question(struct request *rq, struct response *rs, int64_t id)
{
    struct coaching_question_entry e;

    TRY(read_body(rq, &e));
    TRY(coaching_draft_question(rq->db, rq->arena, rq->who, id, &e));
    return draft(rq, rs);
}

static enum status add_question(struct request *rq, struct response *rs)
{
    return save_question(rq, rs, 0);
}

static enum status put_question(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return save_question(rq, rs, id);
}

static enum status move(struct request *rq, struct response *rs)
{
    struct coaching_move_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(read_body(rq, &e));
    TRY(coaching_draft_move(rq->db, rq->arena, rq->who, id, (enum coaching_move)e.move));
    return draft(rq, rs);
}

static enum status publish(struct request *rq, struct response *rs)
{
    struct coaching_publish_entry e;

    TRY(read_body(rq, &e));
    TRY(coaching_publish(rq->db, rq->arena, rq->who, e.stamp));
    db_refresh(rq->db);
    return form(rq, rs);
}

const struct route coaching_edit_api_routes[] = {
    {GET, "/api/v1/coaching/form", PERM_COACHING, form, .query = &coaching_query_form,
     .out = &question_shape, .out_is_list = true, .summary = "The questions of the practice form"},
    {GET, "/api/v1/coaching/form/draft", PERM_PRACTICE_EDIT, draft, .out = &question_shape,
     .out_is_list = true, .summary = "The questions of its draft"},
    {POST, "/api/v1/coaching/form/draft", PERM_PRACTICE_EDIT, begin, .out = &question_shape,
     .out_is_list = true, .summary = "Begin a draft with a copy of what holds",
     .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/coaching/form/draft", PERM_PRACTICE_EDIT, discard, .out = &question_shape,
     .out_is_list = true, .summary = "Throw the draft away; the answer is what holds"},
    {PUT, "/api/v1/coaching/form/draft/sections", PERM_PRACTICE_EDIT, sections,
     .in = &coaching_sections_form, .out = &question_shape, .out_is_list = true,
     .summary = "The titles of its sections", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/coaching/form/draft/questions", PERM_PRACTICE_EDIT, add_question,
     .in = &coaching_question_form, .out = &question_shape, .out_is_list = true,
     .summary = "One more question, last in its section", .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/coaching/form/draft/questions/{id}", PERM_PRACTICE_EDIT, put_question,
     .in = &coaching_question_form, .out = &question_shape, .out_is_list = true,
     .summary = "Change a question of the draft", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/coaching/form/draft/questions/{id}/move", PERM_PRACTICE_EDIT, move,
     .in = &coaching_move_form, .out = &question_shape, .out_is_list = true,
     .summary = "Move a question within its section, or take it away", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/coaching/form/draft/publish", PERM_PRACTICE_EDIT, publish,
     .in = &coaching_publish_form, .out = &question_shape, .out_is_list = true,
     .summary = "The draft holds from now on; forms that run keep theirs",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
