/* Modules as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_forms.h"

#include "web/api.h"

/* ---- one's own */

static const struct shape_field mine_fields[] = {
    {"word", SHAPE_TEXT, offsetof(struct module_mine, word), NULL, "In addresses"},
    {"title", SHAPE_TEXT, offsetof(struct module_mine, title), NULL, "In the caller's language"},
    {"must", SHAPE_BOOL, offsetof(struct module_mine, must), NULL, "Must be taken"},
    {"standing", SHAPE_WORD, offsetof(struct module_mine, standing), module_standing_words,
     "What it is to the caller"},
    {"passed_at", SHAPE_INSTANT, offsetof(struct module_mine, passed_at), NULL,
     "The last time; null: never"},
    {"until_at", SHAPE_INSTANT, offsetof(struct module_mine, until_at), NULL,
     "No longer holds from then on; null: for ever, or never passed"},
};
static const struct shape mine_shape = SHAPE("ModuleStanding", mine_fields);

static enum status api_mine(struct request *rq, struct response *rs)
{
    struct module_mine_list mine;

    TRY(modules_mine(rq->db, rq->arena, rq->who, rq->lang, &mine));
    return api_list(rq, rs, mine.at, mine.n, sizeof *mine.at, STR_NONE);
}

/* ---- one */

struct module_answer {
    struct str word;
    int64_t version, made_at, n_questions;
    struct str text[MODULE_PART_N]; /* in the reader's language */
};
#define TEXT_OF(name, word)                                                                        \
    {                                                                                              \
        word, SHAPE_TEXT, offsetof(struct module_answer, text[MODULE_##name]), NULL,               \
            "In the caller's language"                                                             \
    }
/* Why something is right is told after an answer. */
#define ASKED(N, n)                                                                                \
    TEXT_OF(Q##N, "q" n), TEXT_OF(Q##N##_A, "q" n "_a"), TEXT_OF(Q##N##_B, "q" n "_b"),            \
        TEXT_OF(Q##N##_C, "q" n "_c")
static const struct shape_field one_fields[] = {
    {"word", SHAPE_TEXT, offsetof(struct module_answer, word), NULL, "In addresses"},
    {"version", SHAPE_INT, offsetof(struct module_answer, version), NULL,
     "0: the program's own words"},
    {"made_at", SHAPE_INSTANT, offsetof(struct module_answer, made_at), NULL, "When it was made"},
    {"n_questions", SHAPE_INT, offsetof(struct module_answer, n_questions), NULL, "How many"},
    TEXT_OF(TITLE, "title"),
    TEXT_OF(LEAD, "lead"),
    TEXT_OF(BODY, "body"),
    ASKED(1, "1"),
    ASKED(2, "2"),
    ASKED(3, "3"),
    ASKED(4, "4"),
    ASKED(5, "5"),
    ASKED(6, "6"),
};
static const struct shape one_shape = SHAPE("Module", one_fields);

static enum status answer_one(struct request *rq, struct response *rs, struct str word)
{
    struct module_content c;

    TRY(module_read(rq->db, rq->arena, rq->who, word, MODULE_NOW, &c));
    struct module_answer answer = {
        c.module.word, c.module.version, c.module.made_at, c.n_questions, {{0}}};
    memcpy(answer.text, c.text[rq->lang], sizeof answer.text);
    return api_object(rq, rs, 200, &answer);
}

static enum status api_one(struct request *rq, struct response *rs)
{
    return answer_one(rq, rs, request_param(rq, "word"));
}

static enum status put(struct request *rq, struct response *rs, struct str word)
{
    struct module_entry e;
    struct str kept;

    if (!modules_may_set(rq->who))
        return fail(DENIED, "may not change modules");
    TRY(form_take(rq, &e));
    TRY(module_put(rq->db, rq->arena, rq->who, word, &e, &kept));
    db_refresh(rq->db);
    return answer_one(rq, rs, kept);
}

static enum status api_new(struct request *rq, struct response *rs)
{
    return put(rq, rs, STR_NONE);
}

static enum status api_put(struct request *rq, struct response *rs)
{
    return put(rq, rs, request_param(rq, "word"));
}

/* ---- who must */

static const char *const role_words[] = {
#define X(name, word) word,
    ROLES(X)
#undef X
        NULL};
static const struct shape_field setting_fields[] = {
    {"word", SHAPE_TEXT, offsetof(struct module, word), NULL, "In addresses"},
    {"roles", SHAPE_WORDS, offsetof(struct module, setting.roles), role_words, "Who must take it"},
    {"months", SHAPE_INT, offsetof(struct module, setting.months), NULL, "0: for ever"},
    {"window_month", SHAPE_INT, offsetof(struct module, setting.window_month), NULL,
     "1-12: holds until the end of that month; 0: none"},
    {"closed", SHAPE_BOOL, offsetof(struct module, setting.closed), NULL, "Taken no more"},
};
static const struct shape setting_shape = SHAPE("ModuleSettings", setting_fields);

static enum status answer_setting(struct request *rq, struct response *rs)
{
    struct module_content c;

    TRY(module_read(rq->db, rq->arena, rq->who, request_param(rq, "word"), MODULE_NOW, &c));
    return api_object(rq, rs, 200, &c.module);
}

static enum status api_setting(struct request *rq, struct response *rs)
{
    struct module_setting_entry e;

    if (!modules_may_set(rq->who))
        return fail(DENIED, "may not change modules");
    TRY(form_take(rq, &e));
    TRY(module_set(rq->db, rq->arena, rq->who, request_param(rq, "word"), &e.setting));
    db_refresh(rq->db);
    return answer_setting(rq, rs);
}

/* ---- the check */

struct module_checked_answer {
    int64_t passed_at, until_at;
    struct str why[MODULE_QUESTIONS];
    bool right[MODULE_QUESTIONS];
};
#define CHECKED_OF(i, n)                                                                           \
    {"q" n "_right", SHAPE_BOOL, offsetof(struct module_checked_answer, right[i]), NULL,           \
     "The answer was right"},                                                                      \
    {                                                                                              \
        "q" n "_why", SHAPE_TEXT, offsetof(struct module_checked_answer, why[i]), NULL,            \
            "Why; null: there is no such question"                                                 \
    }
static const struct shape_field checked_fields[] = {
    {"passed_at", SHAPE_INSTANT, offsetof(struct module_checked_answer, passed_at), NULL,
     "Null: something was wrong; answer again"},
    {"until_at", SHAPE_INSTANT, offsetof(struct module_checked_answer, until_at), NULL,
     "Null: for ever, or not passed"},
    CHECKED_OF(0, "1"),
    CHECKED_OF(1, "2"),
    CHECKED_OF(2, "3"),
    CHECKED_OF(3, "4"),
    CHECKED_OF(4, "5"),
    CHECKED_OF(5, "6"),
};
static const struct shape checked_shape = SHAPE("ModuleChecked", checked_fields);

static enum status api_check(struct request *rq, struct response *rs)
{
    struct str word = request_param(rq, "word");
    struct module_answers answers;
    struct module_checked checked;
    struct module_content c;
    struct form_errors errors = {.n = 0};

    TRY(form_take(rq, &answers));
    TRY(module_read(rq->db, rq->arena, rq->who, word, MODULE_NOW, &c));
    for (int i = 0; i < c.n_questions; i++)
        if (answers.answer[i] < 0)
            form_error_add(&errors, &module_check_form, module_check_form.fields[i + 1].name,
                           T_MODULES_ANSWER_THIS, 0);
    if (errors.n > 0)
        return fail(INVALID, "%zu questions have no answer", errors.n);
    db_refresh(rq->db);
    TRY(module_check(rq->db, rq->arena, rq->who, word, &answers, &checked));
    struct module_checked_answer answer = {
        .passed_at = checked.passed_at,
        .until_at = checked.until_at == MODULE_FOREVER ? 0 : checked.until_at};
    for (int i = 0; i < c.n_questions; i++) {
        answer.right[i] = !checked.wrong[i];
        answer.why[i] = c.text[rq->lang][MODULE_Q1_WHY + i * MODULE_QUESTION_SIZE];
    }
    return api_object(rq, rs, 200, &answer);
}

/* ---- who has what */

struct module_person_row {
    int64_t person_id;
    struct str name, team;
    struct module_mine module;
};
static const struct shape_field person_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct module_person_row, person_id), NULL, "Who"},
    {"person", SHAPE_TEXT, offsetof(struct module_person_row, name), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct module_person_row, team), NULL, "Their team"},
    {"module", SHAPE_TEXT, offsetof(struct module_person_row, module.word), NULL,
     "That they must take"},
    {"standing", SHAPE_WORD, offsetof(struct module_person_row, module.standing),
     module_standing_words, "What it is to them"},
    {"passed_at", SHAPE_INSTANT, offsetof(struct module_person_row, module.passed_at), NULL,
     "Null: never"},
    {"until_at", SHAPE_INSTANT, offsetof(struct module_person_row, module.until_at), NULL,
     "Null: for ever, or never passed"},
};
static const struct shape person_shape = SHAPE("ModulePerson", person_fields);

static enum status api_people(struct request *rq, struct response *rs)
{
    struct modules_overview o;
    size_t n = 0, all = 0;

    TRY(modules_overview(rq->db, rq->arena, rq->who, rq->lang, &o));
    for (size_t i = 0; i < o.n_people; i++)
        all += o.people[i].modules.n;
    struct module_person_row *rows = arena_array(rq->arena, struct module_person_row, all);
    for (size_t i = 0; i < o.n_people; i++)
        for (size_t k = 0; k < o.people[i].modules.n; k++)
            rows[n++] = (struct module_person_row){o.people[i].person_id, o.people[i].name,
                                                   o.people[i].team, o.people[i].modules.at[k]};
    return api_list(rq, rs, rows, n, sizeof *rows, STR_NONE);
}

static const struct shape_field number_fields[] = {
    {"module", SHAPE_TEXT, offsetof(struct module_number, word), NULL, "Which"},
    {"must", SHAPE_INT, offsetof(struct module_number, n_must), NULL, "Who must take it"},
    {"must_hidden", SHAPE_BOOL, offsetof(struct module_number, must_hidden), NULL,
     "Too few to tell"},
    {"hold", SHAPE_INT, offsetof(struct module_number, n_hold), NULL, "Have it, and it holds"},
    {"hidden", SHAPE_BOOL, offsetof(struct module_number, hidden), NULL, "Too few to tell"},
};
static const struct shape number_shape = SHAPE("ModuleNumber", number_fields);

static enum status api_numbers(struct request *rq, struct response *rs)
{
    struct modules_overview o;

    TRY(modules_overview(rq->db, rq->arena, rq->who, rq->lang, &o));
    return api_list(rq, rs, o.numbers, o.n_numbers, sizeof *o.numbers, STR_NONE);
}

const struct route modules_api_routes[] = {
    {GET, "/api/v1/modules", PERM_MODULES_TAKE, api_mine, .out = &mine_shape, .out_is_list = true,
     .summary = "What modules there are, and what the caller has of them"},
    {POST, "/api/v1/modules", PERM_MODULES_SET, api_new, .in = &module_form, .out = &one_shape,
     .summary = "A new module of the centre", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/modules/people", PERM_LIMITS_FOLLOW, api_people, .out = &person_shape,
     .out_is_list = true,
     .summary = "Who of the caller's teams has which of the modules they must take"},
    {GET, "/api/v1/modules/numbers", PERM_NUMBERS_READ, api_numbers, .out = &number_shape,
     .out_is_list = true, .summary = "How many have each module, small groups hidden"},
    {GET, "/api/v1/modules/{word}", PERM_MODULES_TAKE, api_one, .out = &one_shape,
     .summary = "One module as it holds now"},
    {PUT, "/api/v1/modules/{word}", PERM_MODULES_SET, api_put, .in = &module_form,
     .out = &one_shape, .summary = "A new version of a module", .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/modules/{word}/settings", PERM_MODULES_SET, api_setting, .in = &module_set_form,
     .out = &setting_shape, .summary = "Who must take it and how long it holds",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/modules/{word}/check", PERM_MODULES_TAKE, api_check, .in = &module_check_form,
     .out = &checked_shape, .summary = "Answer the check of understanding",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
