/* Asking as JSON: the same rules as the pages, but always by name, since a token says whose it is. So what is said without a
 * name, an anonymous question or that a card is unclear, is said on the page alone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_forms.h"

#include "web/api.h"

static const struct shape_field question_fields[] = {
    {"id", SHAPE_ID, offsetof(struct asking_question, id), NULL, "Random"},
    {"text", SHAPE_TEXT, offsetof(struct asking_question, text), NULL, "The question"},
    {"state", SHAPE_WORD, offsetof(struct asking_question, state), asking_state_words,
     "open: waits for an answer; helped: the asker says so"},
    {"asked_at", SHAPE_INSTANT, offsetof(struct asking_question, asked_at), NULL,
     "Of an anonymous one the beginning of the hour"},
    {"anonymous", SHAPE_BOOL, offsetof(struct asking_question, anonymous), NULL,
     "Nobody knows whose it is"},
    {"mine", SHAPE_BOOL, offsetof(struct asking_question, mine), NULL,
     "Asked by the caller, by name"},
    {"asker", SHAPE_TEXT, offsetof(struct asking_question, asker), NULL,
     "While it is open, and for the asker and who answers; else null"},
};
static const struct shape question_shape = SHAPE("AskingQuestion", question_fields);

static const char *const reply_kind_words[] = {"answer", "more", NULL};
static const struct shape_field reply_fields[] = {
    {"kind", SHAPE_WORD, offsetof(struct asking_reply_row, kind), reply_kind_words,
     "more: what the asker added"},
    {"by", SHAPE_TEXT, offsetof(struct asking_reply_row, name), NULL,
     "Who answered; null: the anonymous asker"},
    {"text", SHAPE_TEXT, offsetof(struct asking_reply_row, text), NULL, "What they wrote"},
    {"at", SHAPE_INSTANT, offsetof(struct asking_reply_row, at), NULL,
     "To an anonymous question the beginning of the hour"},
    {"helped", SHAPE_BOOL, offsetof(struct asking_reply_row, helped), NULL, "The asker says so"},
};
static const struct shape reply_shape = SHAPE("AskingReply", reply_fields);

static const struct shape_field hit_fields[] = {
    {"kind", SHAPE_WORD, offsetof(struct asking_hit, kind), asking_thing_words, "What was found"},
    {"id", SHAPE_ID, offsetof(struct asking_hit, id), NULL, "Of the card or question"},
    {"title", SHAPE_TEXT, offsetof(struct asking_hit, title), NULL, "Title, or the question"},
    {"text", SHAPE_TEXT, offsetof(struct asking_hit, text), NULL,
     "The card in Markdown, or the latest answer"},
};
static const struct shape hit_shape = SHAPE("AskingHit", hit_fields);

static const struct shape_field card_fields[] = {
    {"id", SHAPE_ID, offsetof(struct asking_card_row, id), NULL, "The card"},
    {"title", SHAPE_TEXT, offsetof(struct asking_card_row, title), NULL, "What it answers"},
    {"body", SHAPE_TEXT, offsetof(struct asking_card_row, body), NULL, "Markdown"},
    {"owner_id", SHAPE_ID, offsetof(struct asking_card_row, owner_id), NULL, "Who keeps it right"},
    {"owner", SHAPE_TEXT, offsetof(struct asking_card_row, owner), NULL, "Their name"},
    {"review_day", SHAPE_DATE, offsetof(struct asking_card_row, review_day), NULL,
     "Looked at again by then"},
    {"version", SHAPE_INT, offsetof(struct asking_card_row, version), NULL,
     "Sent back to change it"},
    {"unclear", SHAPE_INT, offsetof(struct asking_card_row, n_unclear), NULL,
     "How often it was found unclear since its last change"},
    {"changed_at", SHAPE_INSTANT, offsetof(struct asking_card_row, changed_at), NULL, "When"},
};
static const struct shape card_shape = SHAPE("AskingCard", card_fields);

static const char *const time_words[] = {"all", "weekday", "hour", NULL};
struct time_row {
    int64_t of, which;
    struct asking_time time;
};
static const struct shape_field time_fields[] = {
    {"of", SHAPE_WORD, offsetof(struct time_row, of), time_words, "What the row is about"},
    {"which", SHAPE_INT, offsetof(struct time_row, which), NULL,
     "Weekday 1 to 7 from Monday, or hour 0 to 23, when it was asked"},
    {"n", SHAPE_INT, offsetof(struct time_row, time.n), NULL, "Questions that were answered"},
    {"p50_s", SHAPE_INT, offsetof(struct time_row, time.p50_s), NULL,
     "Half had their first answer within so many seconds; 0: none, or hidden"},
    {"p90_s", SHAPE_INT, offsetof(struct time_row, time.p90_s), NULL, "Nine of ten; the same"},
    {"hidden", SHAPE_BOOL, offsetof(struct time_row, time.hidden), NULL, "Too few to tell"},
};
static const struct shape time_shape = SHAPE("AskingTime", time_fields);

static const struct shape_field pace_fields[] = {
    {"next_s", SHAPE_INT, offsetof(struct asking_pace, next_s), NULL,
     "Seconds until the next are told"},
    {"leader_s", SHAPE_INT, offsetof(struct asking_pace, leader_s), NULL,
     "Seconds until the leader on duty is told"},
};
static const struct shape pace_shape = SHAPE("AskingPaceNow", pace_fields);

/* ---- questions */

static enum status answer_question(struct request *rq, struct response *rs, int status, int64_t id)
{
    struct asking_question q;

    db_refresh(rq->db);
    TRY(asking_find(rq->db, rq->arena, rq->who, STR_NONE, id, &q));
    return api_object(rq, rs, status, &q);
}

static enum status api_open(struct request *rq, struct response *rs)
{
    struct asking_board b;

    TRY(asking_board(rq->db, rq->arena, rq->who, STR_NONE, &b));
    struct asking_question *all =
        arena_array(rq->arena, struct asking_question, b.mine.n + b.open.n);
    for (size_t i = 0; i < b.mine.n; i++)
        all[i] = b.mine.at[i];
    for (size_t i = 0; i < b.open.n; i++)
        all[b.mine.n + i] = b.open.at[i];
    return api_list(rq, rs, all, b.mine.n + b.open.n, sizeof *all, STR_NONE);
}

static enum status api_ask(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    int64_t id;

    TRY(form_take(rq, &e));
    TRY(asking_ask(rq->db, rq->arena, rq->who, e.text, ASKING_BY_NAME, STR_NONE, &id));
    return answer_question(rq, rs, 201, id);
}

static enum status api_question(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_question(rq, rs, 200, id);
}

static enum status api_replies(struct request *rq, struct response *rs)
{
    struct asking_question q;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(asking_find(rq->db, rq->arena, rq->who, STR_NONE, id, &q));
    return api_list(rq, rs, q.replies.at, q.replies.n, sizeof *q.replies.at, STR_NONE);
}

static enum status api_answer(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    TRY(asking_answer(rq->db, rq->arena, rq->who, id, e.text));
    return answer_question(rq, rs, 200, id);
}

static enum status api_helped(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(asking_helped(rq->db, rq->arena, rq->who, STR_NONE, id));
    return answer_question(rq, rs, 200, id);
}

static enum status api_again(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    TRY(asking_again(rq->db, rq->arena, rq->who, STR_NONE, id, e.text));
    return answer_question(rq, rs, 200, id);
}

static enum status api_search(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    struct asking_hit_list hits;

    TRY(query_take(rq, &e));
    TRY(asking_search(rq->db, rq->arena, rq->who, e.text.p ? e.text : STR(""), 0.15, 20, &hits));
    return api_list(rq, rs, hits.at, hits.n, sizeof *hits.at, STR_NONE);
}

/* ---- cards */

static enum status answer_card(struct request *rq, struct response *rs, int status, int64_t id)
{
    struct asking_card_row card;

    db_refresh(rq->db);
    TRY(asking_card_find(rq->db, rq->arena, rq->who, id, &card));
    return api_object(rq, rs, status, &card);
}

static enum status api_cards(struct request *rq, struct response *rs)
{
    struct asking_card_row_list rows;

    TRY(asking_cards(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_card(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_card(rq, rs, 200, id);
}

static enum status write_card(struct request *rq, struct response *rs, int64_t id)
{
    struct asking_card_entry e;
    bool is_new = id == 0;

    TRY(form_take(rq, &e));
    if (is_new)
        TRY(asking_card_make(rq->db, rq->arena, rq->who, &e, &id));
    else
        TRY(asking_card_change(rq->db, rq->arena, rq->who, id, &e));
    return answer_card(rq, rs, is_new ? 201 : 200, id);
}

static enum status api_make(struct request *rq, struct response *rs)
{
    return write_card(rq, rs, 0);
}

static enum status api_change(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return write_card(rq, rs, id);
}

static enum status api_close(struct request *rq, struct response *rs)
{
    struct asking_card_row card;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(asking_card_find(rq->db, rq->arena, rq->who, id, &card));
    TRY(asking_card_close(rq->db, rq->arena, rq->who, id));
    return api_object(rq, rs, 200, &card);
}

/* ---- how fast */

static enum status api_times(struct request *rq, struct response *rs)
{
    struct asking_times t;
    struct time_row *rows = arena_array(rq->arena, struct time_row, 1 + 7 + 24);
    size_t n = 0;

    TRY(asking_times(rq->db, rq->arena, rq->who, &t));
    rows[n++] = (struct time_row){0, 0, t.all};
    for (int i = 0; i < 7; i++)
        rows[n++] = (struct time_row){1, i + 1, t.weekdays[i]};
    for (int i = 0; i < 24; i++)
        rows[n++] = (struct time_row){2, i, t.hours[i]};
    return api_list(rq, rs, rows, n, sizeof *rows, STR_NONE);
}

static enum status api_pace(struct request *rq, struct response *rs)
{
    struct asking_pace pace;

    TRY(asking_pace(rq->db, rq->arena, rq->who->centre_id, &pace));
    return api_object(rq, rs, 200, &pace);
}

static enum status api_pace_put(struct request *rq, struct response *rs)
{
    struct asking_pace pace;

    TRY(form_take(rq, &pace));
    TRY(asking_pace_set(rq->db, rq->arena, rq->who, &pace));
    return api_object(rq, rs, 200, &pace);
}

const struct route asking_api_routes[] = {
    {GET, "/api/v1/asking/questions", PERM_ASK, api_open, .out = &question_shape,
     .out_is_list = true,
     .summary = "The caller's own of the last two weeks, then the open ones of the centre",
     .flags = ROUTE_UNNAMED},
    {POST, "/api/v1/asking/questions", PERM_ASK, api_ask, .in = &asking_name_form,
     .out = &question_shape, .summary = "Ask by name; anonymously only on the page",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/asking/questions/{id}", PERM_ASK, api_question, .out = &question_shape,
     .summary = "One question", .flags = ROUTE_UNNAMED},
    {GET, "/api/v1/asking/questions/{id}/replies", PERM_ASK, api_replies, .out = &reply_shape,
     .out_is_list = true, .summary = "Its answers, and what the asker added",
     .flags = ROUTE_UNNAMED},
    {POST, "/api/v1/asking/questions/{id}/answers", PERM_ASK, api_answer, .in = &asking_answer_form,
     .out = &question_shape, .summary = "Answer it", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/asking/questions/{id}/helped", PERM_ASK, api_helped, .out = &question_shape,
     .summary = "The caller's own: that helped", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/asking/questions/{id}/again", PERM_ASK, api_again, .in = &asking_more_form,
     .out = &question_shape, .summary = "The caller's own: not quite; it climbs anew",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/asking/search", PERM_ASK, api_search, .query = &asking_search_form,
     .out = &hit_shape, .out_is_list = true,
     .summary = "Cards and answered questions, the best first", .flags = ROUTE_UNNAMED},
    {GET, "/api/v1/asking/cards", PERM_ASK, api_cards, .out = &card_shape, .out_is_list = true,
     .summary = "All cards, by title"},
    {POST, "/api/v1/asking/cards", PERM_ASK, api_make, .in = &asking_card_form, .out = &card_shape,
     .summary = "Make a card", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/asking/cards/{id}", PERM_ASK, api_card, .out = &card_shape,
     .summary = "One card"},
    {PUT, "/api/v1/asking/cards/{id}", PERM_ASK, api_change, .in = &asking_card_form,
     .out = &card_shape, .summary = "Change it: its owner, or who leads",
     .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/asking/cards/{id}", PERM_ASK, api_close, .out = &card_shape,
     .summary = "Take it away: its owner, or who leads"},
    {GET, "/api/v1/asking/times", PERM_NUMBERS_READ, api_times, .out = &time_shape,
     .out_is_list = true,
     .summary = "How long the channel takes to its first answer, never per person"},
    {GET, "/api/v1/asking/pace", PERM_ASK, api_pace, .out = &pace_shape,
     .summary = "How fast a question climbs"},
    {PUT, "/api/v1/asking/pace", PERM_ASK_SET, api_pace_put, .in = &asking_pace_form,
     .out = &pace_shape, .summary = "Change it", .flags = ROUTE_IDEMPOTENT},
    {0},
};
