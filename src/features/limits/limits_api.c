/* The limits as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_forms.h"

#include "web/api.h"

struct limits_answer {
    int64_t version, made_at, understood_at;
    struct str text[LIMITS_PART_N]; /* in the reader's language */
};
static const struct shape_field limits_fields[] = {
    {"version", SHAPE_INT, offsetof(struct limits_answer, version), NULL,
     "0: the program's own words"},
    {"made_at", SHAPE_INSTANT, offsetof(struct limits_answer, made_at), NULL, "When it was made"},
    {"understood_at", SHAPE_INSTANT, offsetof(struct limits_answer, understood_at), NULL,
     "When the caller understood it; null: not yet"},
#define TEXT_OF(name, word)                                                                        \
    {                                                                                              \
        word, SHAPE_TEXT, offsetof(struct limits_answer, text[LIMITS_##name]), NULL,               \
            "In the caller's language"                                                             \
    }
#define X(name, word, kind) TEXT_OF(name, word),
    LIMITS_READ_PARTS(X)
#undef X
/* Why something is right is told when an answer was wrong. */
#define ASKED(N, n)                                                                                \
    TEXT_OF(Q##N, "q" n), TEXT_OF(Q##N##_A, "q" n "_a"), TEXT_OF(Q##N##_B, "q" n "_b"),            \
        TEXT_OF(Q##N##_C, "q" n "_c")
        ASKED(1, "1"),
    ASKED(2, "2"),
    ASKED(3, "3"),
};
static const struct shape limits_shape = SHAPE("Limits", limits_fields);

struct limits_checked_answer {
    int64_t understood_at;
    struct str why[LIMITS_QUESTIONS];
};
static const struct shape_field checked_fields[] = {
    {"understood_at", SHAPE_INSTANT, offsetof(struct limits_checked_answer, understood_at), NULL,
     "Null: something was wrong; answer again"},
    {"q1_why", SHAPE_TEXT, offsetof(struct limits_checked_answer, why[0]), NULL,
     "Why the answer was wrong; null: it was right"},
    {"q2_why", SHAPE_TEXT, offsetof(struct limits_checked_answer, why[1]), NULL, "The same"},
    {"q3_why", SHAPE_TEXT, offsetof(struct limits_checked_answer, why[2]), NULL, "The same"},
};
static const struct shape checked_shape = SHAPE("LimitsChecked", checked_fields);

static const struct shape_field follow_fields[] = {
    {"version", SHAPE_INT, offsetof(struct limits_follow, version), NULL, "That holds"},
    {"people", SHAPE_INT, offsetof(struct limits_follow, people.n), NULL, "Who are to know"},
    {"people_hidden", SHAPE_BOOL, offsetof(struct limits_follow, people.hidden), NULL,
     "Too few to tell"},
    {"understood", SHAPE_INT, offsetof(struct limits_follow, understood.n), NULL, "Have it"},
    {"understood_hidden", SHAPE_BOOL, offsetof(struct limits_follow, understood.hidden), NULL,
     "Too few to tell"},
    {"told", SHAPE_INT, offsetof(struct limits_follow, told.n), NULL, "Were told"},
    {"told_hidden", SHAPE_BOOL, offsetof(struct limits_follow, told.hidden), NULL,
     "Too few to tell"},
};
static const struct shape follow_shape = SHAPE("LimitsKnown", follow_fields);

static const struct shape_field person_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct limits_person, person_id), NULL, "Who"},
    {"person", SHAPE_TEXT, offsetof(struct limits_person, name), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct limits_person, team), NULL, "Their team"},
    {"told_at", SHAPE_INSTANT, offsetof(struct limits_person, told_at), NULL, "Null: not yet"},
    {"understood_at", SHAPE_INSTANT, offsetof(struct limits_person, understood_at), NULL,
     "Null: not yet"},
};
static const struct shape person_shape = SHAPE("LimitsPerson", person_fields);

static enum status answer_now(struct request *rq, struct response *rs)
{
    struct limits l;
    struct limits_answer answer = {0};

    TRY(limits_read(rq->db, rq->arena, rq->who, LIMITS_NOW, &l));
    TRY(limits_understood(rq->db, rq->arena, rq->who, l.version, &answer.understood_at));
    answer.version = l.version;
    answer.made_at = l.made_at;
    memcpy(answer.text, l.text[rq->lang], sizeof answer.text);
    return api_object(rq, rs, 200, &answer);
}

static enum status api_put(struct request *rq, struct response *rs)
{
    struct limits l;

    if (!limits_may_set(rq->who))
        return fail(DENIED, "may not change the limits");
    TRY(form_take(rq, &l));
    TRY(limits_put(rq->db, rq->arena, rq->who, &l));
    db_refresh(rq->db);
    return answer_now(rq, rs);
}

static enum status api_check(struct request *rq, struct response *rs)
{
    struct limits l;
    struct limits_answers answers;
    struct limits_checked checked;

    TRY(form_take(rq, &answers));
    TRY(limits_check(rq->db, rq->arena, rq->who, &answers, &checked));
    TRY(limits_read(rq->db, rq->arena, rq->who, answers.version, &l));
    struct limits_checked_answer answer = {.understood_at = checked.understood_at};
    for (int i = 0; i < LIMITS_QUESTIONS; i++)
        answer.why[i] = checked.wrong[i]
                            ? l.text[rq->lang][LIMITS_Q1_WHY + i * (LIMITS_Q2 - LIMITS_Q1)]
                            : STR_NONE;
    return api_object(rq, rs, 200, &answer);
}

static enum status api_known(struct request *rq, struct response *rs)
{
    struct limits_follow f;

    TRY(limits_follow(rq->db, rq->arena, rq->who, &f));
    return api_object(rq, rs, 200, &f);
}

static enum status api_people(struct request *rq, struct response *rs)
{
    struct limits_follow f;

    TRY(limits_follow(rq->db, rq->arena, rq->who, &f));
    return api_list(rq, rs, f.at, f.n, sizeof *f.at, STR_NONE);
}

const struct route limits_api_routes[] = {
    {GET, "/api/v1/limits", PERM_LIMITS_READ, answer_now, .out = &limits_shape,
     .summary = "What is acceptable from a citizen and what one may do, as it holds now"},
    {PUT, "/api/v1/limits", PERM_LIMITS_SET, api_put, .in = &limits_form, .out = &limits_shape,
     .summary = "A new version; everybody is told", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/limits/check", PERM_LIMITS_ANSWER, api_check, .in = &limits_check_form,
     .out = &checked_shape, .summary = "Answer the check of understanding",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/limits/known", PERM_NUMBERS_READ, api_known, .out = &follow_shape,
     .summary = "How many have understood the version that holds, small groups hidden"},
    {GET, "/api/v1/limits/people", PERM_LIMITS_FOLLOW, api_people, .out = &person_shape,
     .out_is_list = true, .summary = "Who of the caller's teams has understood, and who was told"},
    {0},
};
