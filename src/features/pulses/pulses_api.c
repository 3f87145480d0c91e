/* The same as JSON. One does not answer here: a token says whose it is.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_forms.h"

#include "features/pulses/pulses_show.h"
#include "web/api.h"

struct cell_json {
    int64_t moment, question, at_least, mean_tenths;
    struct str text;
    bool hidden;
};
static const struct shape_field cell_fields[] = {
    {"moment", SHAPE_WORD, offsetof(struct cell_json, moment), pulses_moment_words,
     "When it was asked"},
    {"question", SHAPE_INT, offsetof(struct cell_json, question), NULL, "Its number"},
    {"text", SHAPE_TEXT, offsetof(struct cell_json, text), NULL, "The question"},
    {"hidden", SHAPE_BOOL, offsetof(struct cell_json, hidden), NULL,
     "Too few to tell; the other numbers are 0 then"},
    {"at_least", SHAPE_INT, offsetof(struct cell_json, at_least), NULL,
     "So many answers or some more, in steps of five"},
    {"mean_tenths", SHAPE_INT, offsetof(struct cell_json, mean_tenths), NULL,
     "The mean in tenths: 10 not at all, 50 fully"},
};
static const struct shape cell_shape = SHAPE("PulseNumber", cell_fields);

static const struct shape_field group_fields[] = {
    {"id", SHAPE_ID, offsetof(struct pulses_group, id), NULL, "For ?group="},
    {"name", SHAPE_TEXT, offsetof(struct pulses_group, name), NULL, "In words"},
    {"hidden", SHAPE_BOOL, offsetof(struct pulses_group, hidden), NULL, "Nothing can be shown"},
};
static const struct shape group_shape = SHAPE("PulseGroup", group_fields);

#define QUESTION(i, n)                                                                             \
    {                                                                                              \
        "question_" n, SHAPE_TEXT, offsetof(struct questions_json, text[i]), NULL,                 \
            "A question, in the caller's language"                                                 \
    }
struct questions_json {
    int64_t version, made_at;
    struct str text[PULSES_QUESTIONS];
};
static const struct shape_field questions_fields[] = {
    {"version", SHAPE_INT, offsetof(struct questions_json, version), NULL, "0: the program's own"},
    {"made_at", SHAPE_INSTANT, offsetof(struct questions_json, made_at), NULL, "Null: its own"},
    QUESTION(0, "1"),
    QUESTION(1, "2"),
    QUESTION(2, "3"),
    QUESTION(3, "4"),
    QUESTION(4, "5"),
    QUESTION(5, "6"),
    QUESTION(6, "7"),
    QUESTION(7, "8"),
};
static const struct shape questions_shape = SHAPE("PulseQuestions", questions_fields);

static enum pulses_label by_of(const struct pulses_query *q)
{
    return q->by < 0 ? PULSES_ALL : (enum pulses_label)q->by;
}

static enum status api_numbers(struct request *rq, struct response *rs)
{
    struct cell_json *out =
        arena_array(rq->arena, struct cell_json, (size_t)PULSES_MOMENT_N * PULSES_QUESTIONS);
    struct pulses_query q;
    struct pulses_numbers n;
    size_t n_out = 0;

    TRY(query_take(rq, &q));
    TRY(pulses_numbers(rq->db, rq->arena, rq->who, request_query_int(rq, "version", PULSES_NOW),
                       by_of(&q), q.group, &n));
    for (int64_t m = 0; m < PULSES_MOMENT_N; m++)
        for (size_t i = 0; i < PULSES_QUESTIONS; i++) {
            const struct pulses_cell *c = &n.cells[m][i];

            if (pulses_is_asked(m, i))
                out[n_out++] = (struct cell_json){m,
                                                  (int64_t)i + 1,
                                                  c->at_least,
                                                  c->mean_tenths,
                                                  n.questions.text[rq->lang][i],
                                                  c->at_least == 0};
        }
    return api_list(rq, rs, out, n_out, sizeof *out, STR_NONE);
}

static enum status api_groups(struct request *rq, struct response *rs)
{
    struct pulses_query q;
    struct pulses_numbers n;

    TRY(query_take(rq, &q));
    TRY(pulses_numbers(rq->db, rq->arena, rq->who, PULSES_NOW, by_of(&q), 0, &n));
    for (size_t i = 0; i < n.groups.n; i++)
        n.groups.at[i].name = pulses_group_name(rq, n.by, &n.groups.at[i]);
    return api_list(rq, rs, n.groups.at, n.groups.n, sizeof *n.groups.at, STR_NONE);
}

static enum status answer_now(struct request *rq, struct response *rs)
{
    struct pulses_questions q;

    TRY(pulses_questions(rq->db, rq->arena, rq->who, PULSES_NOW, &q));
    struct questions_json out = {.version = q.version, .made_at = q.made_at};
    memcpy(out.text, q.text[rq->lang], sizeof out.text);
    return api_object(rq, rs, 200, &out);
}

static enum status api_put(struct request *rq, struct response *rs)
{
    struct pulses_questions q;

    if (!pulses_may_set(rq->who))
        return fail(DENIED, "may not change the questions");
    TRY(form_take(rq, &q));
    TRY(pulses_put(rq->db, rq->arena, rq->who, &q));
    db_refresh(rq->db);
    return answer_now(rq, rs);
}

const struct route pulses_api_routes[] = {
    {GET, "/api/v1/pulse/numbers", PERM_PULSE_READ, api_numbers, .query = &pulses_numbers_query,
     .out = &cell_shape, .out_is_list = true,
     .summary = "What newcomers answered, by question and day; small groups hidden"},
    {GET, "/api/v1/pulse/groups", PERM_PULSE_READ, api_groups, .query = &pulses_groups_query,
     .out = &group_shape, .out_is_list = true,
     .summary = "The groups whose numbers the caller may ask for"},
    {GET, "/api/v1/pulse/questions", PERM_PULSE_READ, answer_now, .out = &questions_shape,
     .summary = "The questions that are asked now"},
    {PUT, "/api/v1/pulse/questions", PERM_PULSE_SET, api_put, .in = &pulses_questions_form,
     .out = &questions_shape, .summary = "Other questions; what is open keeps its own",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
