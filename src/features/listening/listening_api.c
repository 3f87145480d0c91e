/* Listening sessions for programs: the same rules, as JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_forms.h"

#include "web/api.h"

/* ---- answers */

#define ROW(member) offsetof(struct listening_row, member)
#define OUTLINE_FIELDS                                                                             \
    {"id", SHAPE_ID, ROW(id), NULL, "The session"},                                                \
        {"employee_id", SHAPE_ID, ROW(employee_id), NULL, "Who is listened to"},                   \
        {"employee", SHAPE_TEXT, ROW(employee_name), NULL, "Name"},                                \
        {"listener_id", SHAPE_ID, ROW(listener_id), NULL, "Who listens; null: nobody yet"},        \
        {"listener", SHAPE_TEXT, ROW(listener_name), NULL, "Name"},                                \
        {"state", SHAPE_WORD, ROW(state), listening_state_words, "How it stands"},                 \
        {"minutes", SHAPE_INT, ROW(minutes), NULL, "How long, as agreed"},                         \
        {"begun_at", SHAPE_INSTANT, ROW(begun_at), NULL, "null: it has not begun"},                \
    {                                                                                              \
        "stopped_at", SHAPE_INSTANT, ROW(stopped_at), NULL, "null: it has not ended"               \
    }
static const struct shape_field row_fields[] = {
    OUTLINE_FIELDS,
    {"changes", SHAPE_INT, ROW(changes), NULL, "Send it back with an answer to what was seen"},
    {"asked", SHAPE_BOOL, ROW(asked), NULL, "The employee asked for it"},
    {"starts_at", SHAPE_INSTANT, ROW(starts_at), NULL, "null: no time was named yet"},
    {"side", SHAPE_WORD, ROW(side), listening_side_words, "Side by side, or on the line"},
    {"focus", SHAPE_WORDS, ROW(focus), listening_focus_words, "What the two look at"},
    {"focus_words", SHAPE_TEXT, ROW(focus_words), NULL, "The same in free words"},
    {"accepted_at", SHAPE_INSTANT, ROW(accepted_at), NULL, "null: the time is not accepted"},
    {"announced_at", SHAPE_INSTANT, ROW(announced_at), NULL, "When the citizen was told"},
    {"announcement", SHAPE_INT, ROW(text_version), NULL,
     "The version of the words that were said; 0: the program's own, or not said yet"},
    {"strength_1", SHAPE_TEXT, ROW(strength_1), NULL, "Empty until it was written"},
    {"strength_2", SHAPE_TEXT, ROW(strength_2), NULL, "The same"},
    {"next_step", SHAPE_TEXT, ROW(next_step), NULL, "The same"},
    {"follow_up", SHAPE_DATE, ROW(follow_day), NULL, "When the two look at the step again"},
    {"answer", SHAPE_TEXT, ROW(answer), NULL, "The employee's"},
    {"answered_at", SHAPE_INSTANT, ROW(answered_at), NULL, "null: not yet"},
};
static const struct shape row_shape = SHAPE("Listening", row_fields);
static const struct shape_field held_fields[] = {OUTLINE_FIELDS};
static const struct shape held_shape = SHAPE("ListeningHeld", held_fields);

#define NOTE(member) offsetof(struct listening_note_row, member)
static const struct shape_field note_fields[] = {
    {"id", SHAPE_ID, NOTE(id), NULL, "The note"},
    {"at", SHAPE_INSTANT, NOTE(at), NULL, "When it was written"},
    {"text", SHAPE_TEXT, NOTE(text), NULL, "What was heard"},
    {"client_key", SHAPE_TEXT, NOTE(client_key), NULL, "As it was sent"},
};
static const struct shape note_shape = SHAPE("ListeningNote", note_fields);

static const char *const look_words[] = {"all", "held", NULL};
#define LOOK(member) offsetof(struct listening_look_row, member)
static const struct shape_field look_fields[] = {
    {"at", SHAPE_INSTANT, LOOK(at), NULL, "When"},
    {"by", SHAPE_TEXT, LOOK(name), NULL, "Who"},
    {"what", SHAPE_WORD, LOOK(what), look_words, "All of it, or that it was held"},
};
static const struct shape look_shape = SHAPE("ListeningLook", look_fields);

#define WORDS(member) offsetof(struct listening_text_row, member)
static const struct shape_field words_fields[] = {
    {"version", SHAPE_INT, WORDS(version), NULL, "0: the program's own words"},
    {"text_da", SHAPE_TEXT, WORDS(text_da), NULL, "In Danish"},
    {"text_en", SHAPE_TEXT, WORDS(text_en), NULL, "In English"},
    {"made_at", SHAPE_INSTANT, WORDS(made_at), NULL, "null: it comes with the program"},
};
static const struct shape words_shape = SHAPE("ListeningAnnouncement", words_fields);

/* ---- reading */

static enum status api_mine(struct request *rq, struct response *rs)
{
    struct listening_row_list rows;

    TRY(listening_mine(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_asked(struct request *rq, struct response *rs)
{
    struct listening_row_list rows;

    TRY(listening_asked(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status api_held(struct request *rq, struct response *rs)
{
    struct listening_row_list rows;

    TRY(listening_held(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

static enum status find(struct request *rq, struct listening *ret)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return listening_find(rq->db, rq->arena, rq->who, id, ret);
}

static enum status api_one(struct request *rq, struct response *rs)
{
    struct listening l;

    TRY(find(rq, &l));
    return api_object(rq, rs, 200, &l.row);
}

static enum status api_notes(struct request *rq, struct response *rs)
{
    struct listening l;

    TRY(find(rq, &l));
    return api_list(rq, rs, l.notes.at, l.notes.n, sizeof *l.notes.at, STR_NONE);
}

static enum status api_looks(struct request *rq, struct response *rs)
{
    struct listening l;

    TRY(find(rq, &l));
    return api_list(rq, rs, l.looks.at, l.looks.n, sizeof *l.looks.at, STR_NONE);
}

static enum status api_words(struct request *rq, struct response *rs)
{
    struct listening_text_row row;

    TRY(listening_text(rq->db, rq->arena, rq->who, LISTENING_TEXT_NOW, &row));
    return api_object(rq, rs, 200, &row);
}

/* ---- acting */

static enum status answer(struct request *rq, struct response *rs, int64_t id, int http_status)
{
    struct listening l;

    db_refresh(rq->db);
    TRY(listening_find(rq->db, rq->arena, rq->who, id, &l));
    return api_object(rq, rs, http_status, &l.row);
}

typedef enum status new_fn(struct db *db, struct arena *a, const struct actor *who,
                           const struct listening_offer *offer, int64_t *ret_id);

static enum status make(struct request *rq, struct response *rs, new_fn *rule)
{
    struct listening_offer offer;
    int64_t id = 0;

    TRY(form_take(rq, &offer));
    TRY(rule(rq->db, rq->arena, rq->who, &offer, &id));
    return answer(rq, rs, id, 201);
}

static enum status api_book(struct request *rq, struct response *rs)
{
    return make(rq, rs, listening_book);
}

static enum status api_ask(struct request *rq, struct response *rs)
{
    return make(rq, rs, listening_ask);
}

static enum status api_time(struct request *rq, struct response *rs)
{
    struct listening_offer offer;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &offer));
    TRY(listening_offer(rq->db, rq->arena, rq->who, id, &offer));
    return answer(rq, rs, id, 200);
}

static enum status api_accept(struct request *rq, struct response *rs)
{
    struct listening_accept_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(listening_accept(rq->db, rq->arena, rq->who, id, entry.changes));
    return answer(rq, rs, id, 200);
}

typedef enum status act_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id);

static enum status act(struct request *rq, struct response *rs, act_fn *rule)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(rule(rq->db, rq->arena, rq->who, id));
    return answer(rq, rs, id, 200);
}

static enum status api_decline(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_decline);
}

static enum status api_call_off(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_call_off);
}

static enum status api_begin(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_begin);
}

static enum status api_announced(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_announced);
}

static enum status api_stop(struct request *rq, struct response *rs)
{
    return act(rq, rs, listening_stop);
}

static enum status api_note(struct request *rq, struct response *rs)
{
    struct listening_note note;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &note));
    TRY(listening_note(rq->db, rq->arena, rq->who, id, &note));
    db_refresh(rq->db);
    return api_notes(rq, rs);
}

static enum status api_finish(struct request *rq, struct response *rs)
{
    struct listening_finish finish;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &finish));
    TRY(listening_finish(rq->db, rq->arena, rq->who, id, &finish));
    return answer(rq, rs, id, 200);
}

static enum status api_answer(struct request *rq, struct response *rs)
{
    struct listening_answer_entry entry;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &entry));
    TRY(listening_answer(rq->db, rq->arena, rq->who, id, entry.answer));
    return answer(rq, rs, id, 200);
}

static enum status api_put_words(struct request *rq, struct response *rs)
{
    struct listening_words words;

    if (!listening_may_set(rq->who))
        return fail(DENIED, "does not lead the whole centre");
    TRY(form_take(rq, &words));
    TRY(listening_text_put(rq->db, rq->arena, rq->who, &words));
    db_refresh(rq->db);
    return api_words(rq, rs);
}

#define P PERM_CALL_LISTENING
const struct route listening_api_routes[] = {
    {GET, "/api/v1/listening", P, api_mine, .out = &row_shape, .out_is_list = true,
     .summary = "The caller's own sessions, on either side, the latest first"},
    {POST, "/api/v1/listening", P, api_book, .in = &listening_book_form, .out = &row_shape,
     .summary = "Propose a time to somebody; it stands once they accept",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/listening/asked", P, api_asked, .out = &row_shape, .out_is_list = true,
     .summary = "What colleagues asked for and the caller may take up"},
    {POST, "/api/v1/listening/asked", P, api_ask, .in = &listening_ask_form, .out = &row_shape,
     .summary = "Ask for a session", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/listening/held", P, api_held, .out = &held_shape, .out_is_list = true,
     .summary = "For who leads: that sessions were held, when, how long, by whom"},
    {GET, "/api/v1/listening/announcement", P, api_words, .out = &words_shape,
     .summary = "What is said to the citizen before anybody listens"},
    {PUT, "/api/v1/listening/announcement", P, api_put_words, .in = &listening_words_form,
     .out = &words_shape, .summary = "A new version of it; by who leads the whole centre",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/listening/{id}", P, api_one, .out = &row_shape,
     .summary = "One session, for one of the two"},
    {POST, "/api/v1/listening/{id}/time", P, api_time, .in = &listening_offer_form,
     .out = &row_shape, .summary = "Another time, or the first for what was asked",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/accept", P, api_accept, .in = &listening_accept_form,
     .out = &row_shape, .summary = "Say yes to what was seen", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/decline", P, api_decline, .out = &row_shape,
     .summary = "Say no, without a reason", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/call-off", P, api_call_off, .out = &row_shape,
     .summary = "Call it off", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/begin", P, api_begin, .out = &row_shape,
     .summary = "Begin what was accepted", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/announced", P, api_announced, .out = &row_shape,
     .summary = "The citizen was told; the version of the words is kept",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/listening/{id}/notes", P, api_notes, .out = &note_shape, .out_is_list = true,
     .summary = "Notes, for the two alone"},
    {POST, "/api/v1/listening/{id}/notes", P, api_note, .in = &listening_note_form,
     .out = &note_shape, .out_is_list = true, .summary = "Keep a note with its time",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/stop", P, api_stop, .out = &row_shape,
     .summary = "Stop at once, by either", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/finish", P, api_finish, .in = &listening_finish_form,
     .out = &row_shape, .summary = "Two strengths and one next step", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/listening/{id}/answer", P, api_answer, .in = &listening_answer_form,
     .out = &row_shape, .summary = "The employee's answer", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/listening/{id}/looks", P, api_looks, .out = &look_shape, .out_is_list = true,
     .summary = "For the employee: who opened it, and when"},
    {0},
};
