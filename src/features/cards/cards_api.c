/* Cards, drills and numbers as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "base/clock.h"
#include "web/api.h"

struct card_answer {
    struct card card;
    struct str text[CARDS_PART_N]; /* in the reader's language */
};
#define CARD_TEXT(name, word)                                                                      \
    {word, SHAPE_TEXT, offsetof(struct card_answer, text[CARDS_PART_##name]), NULL,                \
     "Markdown, in the caller's language"},
static const struct shape_field card_fields[] = {
    {"slot", SHAPE_INT, offsetof(struct card_answer, card.slot), NULL, "Its key on the desk"},
    {"version", SHAPE_INT, offsetof(struct card_answer, card.version), NULL,
     "0: the program's own words"},
    {"made_at", SHAPE_INSTANT, offsetof(struct card_answer, card.made_at), NULL, "When"},
    {"review_day", SHAPE_DATE, offsetof(struct card_answer, card.review_day), NULL,
     "When it is to be looked at again"},
    {"read_at", SHAPE_INSTANT, offsetof(struct card_answer, card.read_at), NULL,
     "When the caller confirmed this version; null: not yet"},
    CARDS_PARTS(CARD_TEXT)};
static const struct shape card_shape = SHAPE("ActionCard", card_fields);

static const struct shape_field place_fields[] = {
    {"address", SHAPE_TEXT, offsetof(struct cards_place, address), NULL, "As one reads it to 112"},
    {"way_in", SHAPE_TEXT, offsetof(struct cards_place, way_in), NULL, "Entrance, floor, gate"},
    {"numbers", SHAPE_TEXT, offsetof(struct cards_place, numbers), NULL, "To be called back on"},
    {"verified_on", SHAPE_DATE, offsetof(struct cards_place, verified_on), NULL,
     "When somebody last made sure"},
    {"goal_soon", SHAPE_INT, offsetof(struct cards_place, goal_soon), NULL,
     "Per mille answered within 10 seconds"},
    {"goal_late", SHAPE_INT, offsetof(struct cards_place, goal_late), NULL, "Within 40"},
};
static const struct shape place_shape = SHAPE("EmergencyAddress", place_fields);

static const struct shape_field drill_fields[] = {
    {"id", SHAPE_ID, offsetof(struct card_drill_row, id), NULL, "Identifier"},
    {"kind", SHAPE_WORD, offsetof(struct card_drill_row, kind), cards_drill_kind_words,
     "Told ahead, or not"},
    {"state", SHAPE_WORD, offsetof(struct card_drill_row, state), cards_drill_state_words,
     "How it stands"},
    {"slot", SHAPE_INT, offsetof(struct card_drill_row, slot), NULL, "Which card; 0: any"},
    {"from_at", SHAPE_INSTANT, offsetof(struct card_drill_row, from_at), NULL, "The window"},
    {"to_at", SHAPE_INSTANT, offsetof(struct card_drill_row, to_at), NULL, "Its end"},
    {"ended_at", SHAPE_INSTANT, offsetof(struct card_drill_row, ended_at), NULL, "When it ended"},
    {"answered_ms", SHAPE_INT, offsetof(struct card_drill_row, answered_ms), NULL,
     "Until the first said that they come; -1: nobody yet"},
};
static const struct shape drill_shape = SHAPE("Drill", drill_fields);

static const char *const span_words[] = {
    "all",     "day",     "night",   "hour_00", "hour_01", "hour_02", "hour_03",
    "hour_04", "hour_05", "hour_06", "hour_07", "hour_08", "hour_09", "hour_10",
    "hour_11", "hour_12", "hour_13", "hour_14", "hour_15", "hour_16", "hour_17",
    "hour_18", "hour_19", "hour_20", "hour_21", "hour_22", "hour_23", NULL};
_Static_assert(sizeof span_words / sizeof span_words[0] == CARDS_SPAN_N + 1, "a word per span");
static const struct shape_field speed_fields[] = {
    {"span", SHAPE_WORD, offsetof(struct cards_speed, span), span_words, "Of the day"},
    {"drill", SHAPE_BOOL, offsetof(struct cards_speed, drill), NULL, "Drills, or real requests"},
    {"hidden", SHAPE_BOOL, offsetof(struct cards_speed, hidden), NULL, "Too few to tell"},
    {"requests", SHAPE_INT, offsetof(struct cards_speed, n), NULL, "How many"},
    {"within_10_s", SHAPE_INT, offsetof(struct cards_speed, soon), NULL, "Answered within 10 s"},
    {"within_40_s", SHAPE_INT, offsetof(struct cards_speed, late), NULL, "Within 40 s"},
    {"goal_10_met", SHAPE_BOOL, offsetof(struct cards_speed, soon_met), NULL, "The centre's goal"},
    {"goal_40_met", SHAPE_BOOL, offsetof(struct cards_speed, late_met), NULL, "The centre's goal"},
};
static const struct shape speed_shape = SHAPE("AnswerSpeed", speed_fields);

static const struct shape_field known_fields[] = {
    {"cards", SHAPE_INT, offsetof(struct cards_follow, n_cards), NULL, "In use"},
    {"people", SHAPE_INT, offsetof(struct cards_follow, people.n), NULL, "Who are to know them"},
    {"people_hidden", SHAPE_BOOL, offsetof(struct cards_follow, people.hidden), NULL,
     "Too few to tell"},
    {"read", SHAPE_INT, offsetof(struct cards_follow, read.n), NULL, "Have read every card"},
    {"read_hidden", SHAPE_BOOL, offsetof(struct cards_follow, read.hidden), NULL,
     "Too few to tell"},
    {"drilled", SHAPE_INT, offsetof(struct cards_follow, drilled.n), NULL,
     "Took part in a drill within a year"},
    {"drilled_hidden", SHAPE_BOOL, offsetof(struct cards_follow, drilled.hidden), NULL,
     "Too few to tell"},
};
static const struct shape known_shape = SHAPE("PlanKnown", known_fields);

static const struct shape_field person_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct cards_knower, person_id), NULL, "Who"},
    {"person", SHAPE_TEXT, offsetof(struct cards_knower, name), NULL, "Their name"},
    {"team", SHAPE_TEXT, offsetof(struct cards_knower, team), NULL, "Their team"},
    {"cards_read", SHAPE_INT, offsetof(struct cards_knower, n_read), NULL, "As they hold now"},
    {"drilled_at", SHAPE_INSTANT, offsetof(struct cards_knower, drilled_at), NULL,
     "The last drill they took part in; null: none"},
};
static const struct shape person_shape = SHAPE("PlanKnownPerson", person_fields);

/* ---- cards */

static struct card_answer answer_of(const struct request *rq, const struct card *c)
{
    struct card_answer answer = {.card = *c};

    for (int part = 0; part < CARDS_PART_N; part++)
        answer.text[part] = c->text[rq->lang][part];
    return answer;
}

static enum status api_cards(struct request *rq, struct response *rs)
{
    struct card_list cards;
    struct card_answer *answers;

    TRY(cards_list(rq->db, rq->arena, rq->who, &cards));
    answers = arena_array(rq->arena, struct card_answer, cards.n);
    for (size_t i = 0; i < cards.n; i++)
        answers[i] = answer_of(rq, &cards.at[i]);
    return api_list(rq, rs, answers, cards.n, sizeof *answers, STR_NONE);
}

static enum status answer_card(struct request *rq, struct response *rs, int64_t slot)
{
    struct card c;

    db_refresh(rq->db);
    TRY(cards_get(rq->db, rq->arena, rq->who, slot, CARDS_NOW, &c));
    struct card_answer answer = answer_of(rq, &c);
    return api_object(rq, rs, 200, &answer);
}

static enum status api_card(struct request *rq, struct response *rs)
{
    int64_t slot;

    TRY(param_id(rq, "slot", &slot));
    return answer_card(rq, rs, slot);
}

static enum status put(struct request *rq, struct response *rs, int64_t slot)
{
    struct card c;

    TRY(form_take(rq, &c));
    c.slot = slot;
    TRY(cards_put(rq->db, rq->arena, rq->who, &c, &slot));
    return answer_card(rq, rs, slot);
}

static enum status api_put(struct request *rq, struct response *rs)
{
    int64_t slot;

    TRY(param_id(rq, "slot", &slot));
    return put(rq, rs, slot);
}

static enum status api_add(struct request *rq, struct response *rs)
{
    return put(rq, rs, 0);
}

static enum status api_read(struct request *rq, struct response *rs)
{
    struct cards_read_entry entry;
    int64_t slot;

    TRY(form_take(rq, &entry));
    TRY(param_id(rq, "slot", &slot));
    TRY(cards_confirm(rq->db, rq->arena, rq->who, slot, entry.version));
    return answer_card(rq, rs, slot);
}

/* ---- what one reads to 112 */

static enum status api_place(struct request *rq, struct response *rs)
{
    struct cards_place place;

    db_refresh(rq->db);
    TRY(cards_place_get(rq->db, rq->arena, rq->who, &place));
    return api_object(rq, rs, 200, &place);
}

static enum status api_put_place(struct request *rq, struct response *rs)
{
    struct cards_place place;

    TRY(form_take(rq, &place));
    TRY(cards_place_put(rq->db, rq->arena, rq->who, &place));
    return api_place(rq, rs);
}

/* ---- drills, numbers */

static enum status api_drills(struct request *rq, struct response *rs)
{
    struct card_drill_row_list drills;

    db_refresh(rq->db);
    TRY(cards_drills(rq->db, rq->arena, rq->who, &drills));
    return api_list(rq, rs, drills.at, drills.n, sizeof *drills.at, STR_NONE);
}

static enum status api_plan(struct request *rq, struct response *rs)
{
    struct cards_drill_entry entry;
    int64_t id;

    TRY(form_take(rq, &entry));
    TRY(cards_drill_plan(rq->db, rq->arena, rq->who, &entry, &id));
    return api_drills(rq, rs);
}

static enum status api_cancel(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(cards_drill_cancel(rq->db, rq->arena, rq->who, id));
    return api_drills(rq, rs);
}

static enum status api_speed(struct request *rq, struct response *rs)
{
    struct cards_numbers n;
    int64_t now = clock_now();

    TRY(cards_numbers(rq->db, rq->arena, rq->who, now - 365 * DAY_MS, now + 1, &n));
    return api_list(rq, rs, n.at, n.n, sizeof *n.at, STR_NONE);
}

static enum status api_known(struct request *rq, struct response *rs)
{
    struct cards_follow f;

    TRY(cards_follow(rq->db, rq->arena, rq->who, &f));
    return api_object(rq, rs, 200, &f);
}

static enum status api_people(struct request *rq, struct response *rs)
{
    struct cards_follow f;

    TRY(cards_follow(rq->db, rq->arena, rq->who, &f));
    return api_list(rq, rs, f.at, f.n, sizeof *f.at, STR_NONE);
}

const struct route cards_api_routes[] = {
    {GET, "/api/v1/cards", PERM_CARDS_READ, api_cards, .out = &card_shape, .out_is_list = true,
     .summary = "The action cards in use"},
    {POST, "/api/v1/cards", PERM_CARDS_SET, api_add, .in = &cards_form, .out = &card_shape,
     .summary = "A card for a kind of the centre's own", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/cards/place", PERM_CARDS_READ, api_place, .out = &place_shape,
     .summary = "What one reads to 112, and the goals for answers"},
    {PUT, "/api/v1/cards/place", PERM_CARDS_SET, api_put_place, .in = &cards_place_form,
     .out = &place_shape, .summary = "Change it", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/cards/drills", PERM_CARDS_READ, api_drills, .out = &drill_shape,
     .out_is_list = true, .summary = "Drills; planned surprises for those who plan alone"},
    {POST, "/api/v1/cards/drills", PERM_CARDS_SET, api_plan, .in = &cards_drill_form,
     .out = &drill_shape, .out_is_list = true, .summary = "Plan a drill",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/cards/drills/{id}/cancel", PERM_CARDS_SET, api_cancel, .out = &drill_shape,
     .out_is_list = true, .summary = "Take a drill back, or end one that runs",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/cards/speed", PERM_NUMBERS_READ, api_speed, .out = &speed_shape,
     .out_is_list = true,
     .summary = "How fast requests of the last year were answered, small groups hidden"},
    {GET, "/api/v1/cards/known", PERM_NUMBERS_READ, api_known, .out = &known_shape,
     .summary = "How many have read the cards and taken part in a drill"},
    {GET, "/api/v1/cards/people", PERM_CARDS_FOLLOW, api_people, .out = &person_shape,
     .out_is_list = true, .summary = "Who of the caller's teams has read and drilled the plan"},
    {GET, "/api/v1/cards/{slot}", PERM_CARDS_READ, api_card, .out = &card_shape,
     .summary = "One card as it holds now"},
    {PUT, "/api/v1/cards/{slot}", PERM_CARDS_SET, api_put, .in = &cards_form, .out = &card_shape,
     .summary = "A new version of a card", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/cards/{slot}/read", PERM_HELP, api_read, .in = &cards_read_form,
     .out = &card_shape, .summary = "Confirm that one has read it", .flags = ROUTE_IDEMPOTENT},
    {0},
};
