/* A centre's own scenarios for programs: read, checked, kept, offered. What is sent is compiled already.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"
#include "web/api.h"

struct own_answer {
    struct practice_own_row row;
    struct str source, json;
};
static const char *const lang_words[] = {"da", "en", NULL};
#define ROW(member) offsetof(struct own_answer, row.member)
static const struct shape_field row_fields[] = {
    {"id", SHAPE_ID, ROW(id), NULL, "The scenario; its name is own-ID"},
    {"lang", SHAPE_WORD, ROW(lang), lang_words, "Its language"},
    {"offered", SHAPE_BOOL, ROW(offered), NULL, "To everybody of the centre"},
    {"version", SHAPE_INT, ROW(version), NULL, "Send it back with a change"},
    {"title", SHAPE_TEXT, ROW(title), NULL, "As the story says it of itself"},
    {"about", SHAPE_TEXT, ROW(about), NULL, "What it is about"},
    {"person", SHAPE_TEXT, ROW(person), NULL, "What kind of person calls"},
    {"minutes", SHAPE_INT, ROW(minutes), NULL, "About how long"},
    {"made_at", SHAPE_INSTANT, ROW(made_at), NULL, "This version"},
};
static const struct shape row_shape = SHAPE("PracticeOwn", row_fields);

static const struct shape_field text_fields[] = {
    {"id", SHAPE_ID, ROW(id), NULL, "The scenario; its name is own-ID"},
    {"lang", SHAPE_WORD, ROW(lang), lang_words, "Its language"},
    {"offered", SHAPE_BOOL, ROW(offered), NULL, "To everybody of the centre"},
    {"version", SHAPE_INT, ROW(version), NULL, "Send it back with a change"},
    {"title", SHAPE_TEXT, ROW(title), NULL, "As the story says it of itself"},
    {"source", SHAPE_TEXT, offsetof(struct own_answer, source), NULL,
     "In ink; null: it came compiled, its words are kept elsewhere"},
    {"json", SHAPE_TEXT, offsetof(struct own_answer, json), NULL, "The same, compiled"},
};
static const struct shape text_shape = SHAPE("PracticeOwnText", text_fields);

#define FINDINGS(X)                                                                                \
    X(REFUSED, "refused")         /* it does not load */                                           \
    X(LACKS_TITLE, "lacks_title") /* its global tags do not say so */                              \
    X(LACKS_ABOUT, "lacks_about")                                                                  \
    X(LACKS_PERSON, "lacks_person")                                                                \
    X(UNREACHED, "unreached") /* no way leads to this passage */                                   \
    X(BREAKS, "breaks")                                                                            \
    X(NO_END, "no_end")               /* no way leads to an end from there */                      \
    X(TOO_MANY_WAYS, "too_many_ways") /* not every way could be looked at */
enum finding {
#define X(name, word) FOUND_##name,
    FINDINGS(X)
#undef X
        FOUND_N
};
static const char *const finding_words[] = {
#define X(name, word) word,
    FINDINGS(X)
#undef X
        NULL};
struct finding_answer {
    int64_t kind;
    struct str where, why;
};
static const struct shape_field finding_fields[] = {
    {"kind", SHAPE_WORD, offsetof(struct finding_answer, kind), finding_words, "What is wrong"},
    {"where", SHAPE_TEXT, offsetof(struct finding_answer, where), NULL,
     "The passage, or what was chosen to get there; null: the whole"},
    {"why", SHAPE_TEXT, offsetof(struct finding_answer, why), NULL, "In English"},
};
static const struct shape finding_shape = SHAPE("PracticeFinding", finding_fields);

/* ---- reading */

static enum status list(struct request *rq, struct response *rs)
{
    struct practice_own_row_list rows;
    struct own_answer *out;

    TRY(practice_own_list(rq->db, rq->arena, rq->who, &rows));
    out = arena_array(rq->arena, struct own_answer, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        out[i] = (struct own_answer){.row = rows.at[i]};
    return api_list(rq, rs, out, rows.n, sizeof *out, STR_NONE);
}

static enum status answer(struct request *rq, struct response *rs, int64_t id, int http_status)
{
    struct practice_own_text own;

    db_refresh(rq->db);
    TRY(practice_own(rq->db, rq->arena, rq->who, id, &own));
    struct own_answer out = {own.row, own.source.n > 0 ? own.source : STR_NONE, own.json};
    return api_object(rq, rs, http_status, &out);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer(rq, rs, id, 200);
}

/* ---- looking at one */

static size_t findings_of(const struct practice_verdict *v, struct finding_answer *out)
{
    size_t n = 0;

    if (v->refused.n > 0)
        out[n++] = (struct finding_answer){FOUND_REFUSED, STR_NONE, v->refused};
    if (v->lacks != T_NONE)
        out[n++] =
            (struct finding_answer){v->lacks == T_PRACTICE_LACKS_TITLE   ? FOUND_LACKS_TITLE
                                    : v->lacks == T_PRACTICE_LACKS_ABOUT ? FOUND_LACKS_ABOUT
                                                                         : FOUND_LACKS_PERSON,
                                    STR_NONE, STR_NONE};
    for (size_t i = 0; i < v->checked.n; i++) {
        const struct ink_finding *f = &v->checked.at[i];

        out[n++] = (struct finding_answer){FOUND_UNREACHED + (int64_t)f->kind,
                                           f->kind == INK_UNREACHED ? f->passage : f->way, f->why};
    }
    if (v->refused.n == 0 && !v->checked.is_whole)
        out[n++] = (struct finding_answer){FOUND_TOO_MANY_WAYS, STR_NONE, STR_NONE};
    return n;
}

static enum status check(struct request *rq, struct response *rs)
{
    struct practice_draft d;
    struct practice_verdict verdict;
    struct finding_answer out[INK_CHECK_MOST + 3];

    TRY(form_take(rq, &d));
    TRY(practice_judge(rq->arena, d.json, &verdict));
    return api_list(rq, rs, out, findings_of(&verdict, out), sizeof out[0], STR_NONE);
}

/* ---- keeping */

static enum status keep(struct request *rq, struct response *rs, int64_t own_id)
{
    struct practice_draft d;
    struct practice_verdict verdict;
    int64_t id;

    TRY(form_take(rq, &d));
    d.own_id = own_id;
    TRY(practice_own_save(rq->db, rq->arena, rq->who, &d, &id, &verdict));
    return answer(rq, rs, id, own_id == 0 ? 201 : 200);
}

static enum status keep_new(struct request *rq, struct response *rs)
{
    return keep(rq, rs, 0);
}

static enum status keep_one(struct request *rq, struct response *rs)
{
    struct practice_own_text own;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(practice_own(rq->db, rq->arena, rq->who, id, &own)); /* there is one */
    return keep(rq, rs, id);
}

static enum status offer(struct request *rq, struct response *rs)
{
    struct practice_offering o;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &o));
    TRY(practice_own_offer(rq->db, rq->arena, rq->who, id, o.offered));
    return answer(rq, rs, id, 200);
}

const struct route practice_own_api_routes[] = {
    {GET, "/api/v1/practice/own", PERM_PRACTICE_EDIT, list, .out = &row_shape, .out_is_list = true,
     .summary = "The centre's own scenarios"},
    {POST, "/api/v1/practice/own", PERM_PRACTICE_EDIT, keep_new, .in = &practice_own_form,
     .out = &text_shape, .summary = "Keep a new one; nobody else sees it before it is offered",
     .flags = ROUTE_IDEMPOTENT | ROUTE_SLOW},
    {POST, "/api/v1/practice/own/check", PERM_PRACTICE_EDIT, check, .in = &practice_check_form,
     .out = &finding_shape, .out_is_list = true,
     .summary = "What is wrong with a compiled story on any of its ways; empty: it may be kept",
     .flags = ROUTE_IDEMPOTENT | ROUTE_SLOW},
    {GET, "/api/v1/practice/own/{id}", PERM_PRACTICE_EDIT, one, .out = &text_shape,
     .summary = "One of them, with its text"},
    {POST, "/api/v1/practice/own/{id}", PERM_PRACTICE_EDIT, keep_one, .in = &practice_own_form,
     .out = &text_shape, .summary = "Its next version", .flags = ROUTE_IDEMPOTENT | ROUTE_SLOW},
    {POST, "/api/v1/practice/own/{id}/offer", PERM_PRACTICE_EDIT, offer, .in = &practice_offer_form,
     .out = &text_shape, .summary = "Offer it to everybody of the centre, or take it back",
     .flags = ROUTE_IDEMPOTENT},
    {0},
};
