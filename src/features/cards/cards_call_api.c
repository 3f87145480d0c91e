/* Acute calls as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "web/api.h"

struct call_answer {
    int64_t id, person_id, slot, began_at, kind_at, line_gone_at, ended_at;
    struct str person, team, place;
    bool relieved, is_drill;
};
static const struct shape_field call_fields[] = {
    {"id", SHAPE_ID, offsetof(struct call_answer, id), NULL, "That of the request for help"},
    {"person_id", SHAPE_ID, offsetof(struct call_answer, person_id), NULL, "Who pressed"},
    {"person", SHAPE_TEXT, offsetof(struct call_answer, person), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct call_answer, team), NULL, "Their team"},
    {"place", SHAPE_TEXT, offsetof(struct call_answer, place), NULL, "Where"},
    {"slot", SHAPE_INT, offsetof(struct call_answer, slot), NULL, "Its card; 0: not known yet"},
    {"began_at", SHAPE_INSTANT, offsetof(struct call_answer, began_at), NULL, "Pressed"},
    {"kind_at", SHAPE_INSTANT, offsetof(struct call_answer, kind_at), NULL, "The kind was said"},
    {"relieved", SHAPE_BOOL, offsetof(struct call_answer, relieved), NULL,
     "Who pressed asked to be relieved"},
    {"line_gone_at", SHAPE_INSTANT, offsetof(struct call_answer, line_gone_at), NULL,
     "The caller hung up"},
    {"ended_at", SHAPE_INSTANT, offsetof(struct call_answer, ended_at), NULL, "When it was over"},
    {"is_drill", SHAPE_BOOL, offsetof(struct call_answer, is_drill), NULL,
     "Told to those who have answered"},
};
static const struct shape call_shape = SHAPE("AcuteCall", call_fields);

static const struct shape_field seat_fields[] = {
    {"role", SHAPE_WORD, offsetof(struct card_seat_row, role), card_role_words, "The part"},
    {"person_id", SHAPE_ID, offsetof(struct card_seat_row, person_id), NULL,
     "Who has it; null: nobody is left"},
    {"person", SHAPE_TEXT, offsetof(struct card_seat_row, name), NULL, "Their name"},
    {"dealt_at", SHAPE_INSTANT, offsetof(struct card_seat_row, dealt_at), NULL, "When"},
    {"confirmed_at", SHAPE_INSTANT, offsetof(struct card_seat_row, confirmed_at), NULL,
     "Null: not yet; after 10 seconds the next one is asked"},
};
static const struct shape seat_shape = SHAPE("AcuteCallPart", seat_fields);

static const struct shape_field event_fields[] = {
    {"at", SHAPE_INSTANT, offsetof(struct card_event_row, at), NULL, "When"},
    {"kind", SHAPE_WORD, offsetof(struct card_event_row, kind), card_event_words, "What happened"},
    {"role", SHAPE_INT, offsetof(struct card_event_row, role), NULL,
     "Which part, in the order of the parts; -1: none"},
    {"person_id", SHAPE_ID, offsetof(struct card_event_row, person_id), NULL, "Null: the program"},
    {"person", SHAPE_TEXT, offsetof(struct card_event_row, name), NULL, "Their name"},
};
static const struct shape event_shape = SHAPE("AcuteCallEvent", event_fields);

static const struct shape_field note_fields[] = {
    {"field", SHAPE_WORD, offsetof(struct card_note_row, field), card_note_words, "Of the form"},
    {"text", SHAPE_TEXT, offsetof(struct card_note_row, text), NULL, "What was written down"},
    {"person_id", SHAPE_ID, offsetof(struct card_note_row, person_id), NULL, "Who wrote it"},
    {"person", SHAPE_TEXT, offsetof(struct card_note_row, name), NULL, "Their name"},
    {"at", SHAPE_INSTANT, offsetof(struct card_note_row, at), NULL, "When"},
};
static const struct shape note_shape = SHAPE("AcuteCallNoteOf", note_fields);

static struct call_answer answer_of(const struct cards_call *c)
{
    return (struct call_answer){.id = c->row.id,
                                .person_id = c->row.person_id,
                                .slot = c->row.slot,
                                .began_at = c->row.began_at,
                                .kind_at = c->row.kind_at,
                                .line_gone_at = c->row.line_gone_at,
                                .ended_at = c->row.ended_at,
                                .person = c->row.person_name,
                                .team = c->row.team_name,
                                .place = c->row.place,
                                .relieved = c->row.relieved,
                                .is_drill = c->knows_drill};
}

static enum status api_calls(struct request *rq, struct response *rs)
{
    struct cards_call_list calls;
    struct call_answer *answers;

    TRY(cards_calls(rq->db, rq->arena, rq->who, &calls));
    answers = arena_array(rq->arena, struct call_answer, calls.n);
    for (size_t i = 0; i < calls.n; i++)
        answers[i] = answer_of(&calls.at[i]);
    return api_list(rq, rs, answers, calls.n, sizeof *answers, STR_NONE);
}

static enum status find(struct request *rq, struct cards_call *ret)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return cards_find(rq->db, rq->arena, rq->who, id, ret);
}

static enum status api_call(struct request *rq, struct response *rs)
{
    struct cards_call c;

    db_refresh(rq->db);
    TRY(find(rq, &c));
    struct call_answer answer = answer_of(&c);
    return api_object(rq, rs, 200, &answer);
}

static enum status api_parts(struct request *rq, struct response *rs)
{
    struct cards_call c;

    TRY(find(rq, &c));
    return api_list(rq, rs, c.seats.at, c.seats.n, sizeof *c.seats.at, STR_NONE);
}

static enum status api_events(struct request *rq, struct response *rs)
{
    struct cards_call c;

    TRY(find(rq, &c));
    return api_list(rq, rs, c.events.at, c.events.n, sizeof *c.events.at, STR_NONE);
}

/* For those who take part, and who leads. */
static enum status api_notes(struct request *rq, struct response *rs)
{
    struct cards_call c;

    TRY(find(rq, &c));
    bool reads = c.is_presser || c.has_confirmed || c.took_part || c.row.ended_at != 0;
    return api_list(rq, rs, c.notes.at, reads ? c.notes.n : 0, sizeof *c.notes.at, STR_NONE);
}

typedef enum status act_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id);

static enum status act(struct request *rq, struct response *rs, act_fn *rule)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(rule(rq->db, rq->arena, rq->who, id));
    return api_call(rq, rs);
}

static enum status api_take(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_take);
}

static enum status api_pass(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_pass);
}

static enum status api_relieve(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_relieve);
}

static enum status api_line_gone(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_line_gone);
}

static enum status api_over(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_end);
}

static enum status api_kind(struct request *rq, struct response *rs)
{
    struct cards_kind_entry entry;
    int64_t id;

    TRY(form_take(rq, &entry));
    TRY(param_id(rq, "id", &id));
    TRY(cards_kind(rq->db, rq->arena, rq->who, id, entry.slot));
    return api_call(rq, rs);
}

static enum status api_tick(struct request *rq, struct response *rs)
{
    struct cards_tick_entry entry;
    int64_t id;

    TRY(form_take(rq, &entry));
    TRY(param_id(rq, "id", &id));
    TRY(cards_tick(rq->db, rq->arena, rq->who, id, entry.role, entry.item, entry.done));
    return api_call(rq, rs);
}

static enum status api_note(struct request *rq, struct response *rs)
{
    struct cards_note entry;
    int64_t id;

    TRY(form_take(rq, &entry));
    TRY(param_id(rq, "id", &id));
    TRY(cards_note(rq->db, rq->arena, rq->who, id, &entry));
    return api_call(rq, rs);
}

#define ACT(word, fn, text)                                                                        \
    {                                                                                              \
        POST, "/api/v1/help/{id}/call/" word, PERM_HELP, fn, .out = &call_shape, .summary = text,  \
                                                             .flags = ROUTE_IDEMPOTENT             \
    }
const struct route cards_call_api_routes[] = {
    {GET, "/api/v1/acute-calls", PERM_HELP, api_calls, .out = &call_shape, .out_is_list = true,
     .summary = "Acute calls that are open, and one's own of the last half hour"},
    {GET, "/api/v1/help/{id}/call", PERM_HELP, api_call, .out = &call_shape,
     .summary = "One acute call"},
    {GET, "/api/v1/help/{id}/call/parts", PERM_HELP, api_parts, .out = &seat_shape,
     .out_is_list = true, .summary = "Who has which part"},
    {GET, "/api/v1/help/{id}/call/events", PERM_HELP, api_events, .out = &event_shape,
     .out_is_list = true, .summary = "Its time line"},
    {GET, "/api/v1/help/{id}/call/notes", PERM_HELP, api_notes, .out = &note_shape,
     .out_is_list = true, .summary = "What was written down"},
    {POST, "/api/v1/help/{id}/call/kind", PERM_HELP, api_kind, .in = &cards_kind_form,
     .out = &call_shape, .summary = "Say what kind of call it is; deals the parts",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/help/{id}/call/tick", PERM_HELP, api_tick, .in = &cards_tick_form,
     .out = &call_shape, .summary = "Tick a line of one's part", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/help/{id}/call/notes", PERM_HELP, api_note, .in = &cards_note_form,
     .out = &call_shape, .summary = "Write down what is heard", .flags = ROUTE_IDEMPOTENT},
    ACT("take", api_take, "Confirm the part one was dealt"),
    ACT("pass", api_pass, "Give it to the next one"),
    ACT("relieve", api_relieve, "Who pressed asks to be relieved"),
    ACT("line-gone", api_line_gone, "The caller is not on the line any more"),
    ACT("over", api_over, "It is over: a log for everybody who took part"),
    {0},
};
