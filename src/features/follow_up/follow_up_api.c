/* The five-hour day as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_forms.h"

#include "web/api.h"

struct day_json {
    struct follow_up_day_row row;
    int64_t starts_at;
    struct follow_up_sum sum;
    int64_t opens, closes, n_early, n_late, n_uncalled;
    bool leads;
};
#define DAY(member) offsetof(struct day_json, row.member)
static const struct shape_field day_fields[] = {
    {"id", SHAPE_ID, DAY(id), NULL, "The day"},
    {"class_id", SHAPE_ID, DAY(class_id), NULL,
     "Whose it is; null: of newcomers who started alone"},
    {"class", SHAPE_TEXT, DAY(class_name), NULL, "The class's name; null when there is none"},
    {"state", SHAPE_WORD, DAY(state), follow_up_state_words, "How far it is"},
    {"starts_at", SHAPE_INSTANT, offsetof(struct day_json, starts_at), NULL, "When it begins"},
    {"place", SHAPE_TEXT, DAY(place), NULL, "Where; may be empty"},
    {"minutes", SHAPE_INT, offsetof(struct day_json, sum.minutes), NULL, "All of it, with breaks"},
    {"traced_minutes", SHAPE_INT, offsetof(struct day_json, sum.traced), NULL,
     "That trace to what the class has logged"},
    {"traced_percent", SHAPE_INT, offsetof(struct day_json, sum.percent), NULL, "Rounded down"},
    {"sources", SHAPE_INT, offsetof(struct day_json, sum.n_sources), NULL,
     "How many logged calls it is made of"},
    {"fits", SHAPE_BOOL, offsetof(struct day_json, sum.fits), NULL, "300 minutes, 15 more or less"},
    {"short", SHAPE_BOOL, offsetof(struct day_json, sum.is_short), NULL,
     "Less than 80 percent traces to the log: too little was logged, or it was edited so"},
    {"window_opens", SHAPE_DATE, offsetof(struct day_json, opens), NULL,
     "28 days after the first call; null: nobody has had one"},
    {"window_closes", SHAPE_DATE, offsetof(struct day_json, closes), NULL, "35 days after it"},
    {"members_early", SHAPE_INT, offsetof(struct day_json, n_early), NULL,
     "For whom it is before day 28; for who leads"},
    {"members_late", SHAPE_INT, offsetof(struct day_json, n_late), NULL, "After day 35"},
    {"members_without_call", SHAPE_INT, offsetof(struct day_json, n_uncalled), NULL,
     "Without a first call yet"},
    {"leads", SHAPE_BOOL, offsetof(struct day_json, leads), NULL, "The caller may change it"},
    {"published_at", SHAPE_INSTANT, DAY(published_at), NULL, "Null: not yet"},
    {"started_at", SHAPE_INSTANT, DAY(started_at), NULL, "Null: not yet"},
    {"held_at", SHAPE_INSTANT, DAY(held_at), NULL, "Null: not yet"},
};
static const struct shape day_shape = SHAPE("FollowUpDay", day_fields);

struct block_json {
    int64_t id, kind, theme, minutes, n_sources, done_at;
    struct str title, text, scenario;
};
#define BLOCK(member) offsetof(struct block_json, member)
static const struct shape_field block_fields[] = {
    {"id", SHAPE_ID, BLOCK(id), NULL, "The block"},
    {"kind", SHAPE_WORD, BLOCK(kind), follow_up_kind_words, "What it is"},
    {"theme", SHAPE_WORD, BLOCK(theme), experience_kind_words, "Null: none"},
    {"minutes", SHAPE_INT, BLOCK(minutes), NULL, "How long"},
    {"title", SHAPE_TEXT, BLOCK(title), NULL, "In the caller's language"},
    {"text", SHAPE_TEXT, BLOCK(text), NULL, "Without names and numbers"},
    {"scenario", SHAPE_TEXT, BLOCK(scenario), NULL, "Of practice; empty: none"},
    {"sources", SHAPE_INT, BLOCK(n_sources), NULL,
     "How many logged calls it traces to; 0: to none"},
    {"done_at", SHAPE_INSTANT, BLOCK(done_at), NULL, "When it was over"},
};
static const struct shape block_shape = SHAPE("FollowUpBlock", block_fields);

static const struct shape_field learning_fields[] = {
    {"text", SHAPE_TEXT, offsetof(struct follow_up_learning_row, text), NULL,
     "What somebody took along; nobody knows who"},
};
static const struct shape learning_shape = SHAPE("FollowUpLearning", learning_fields);

static void fill_day(struct request *rq, const struct follow_up *f, struct day_json *ret)
{
    bool leads = f->sight == FOLLOW_UP_SIGHT_LEADS;

    *ret = (struct day_json){.row = f->row,
                             .starts_at = follow_up_starts_at(f, rq->zone),
                             .sum = f->sum,
                             .opens = f->has_window ? f->window.opens : 0,
                             .closes = f->has_window ? f->window.closes : 0,
                             .n_early = leads ? (int64_t)f->window.n_early : 0,
                             .n_late = leads ? (int64_t)f->window.n_late : 0,
                             .n_uncalled = leads ? (int64_t)f->n_uncalled : 0,
                             .leads = leads};
}

static enum status answer(struct request *rq, struct response *rs, int64_t id)
{
    struct follow_up f;
    struct day_json out;

    db_refresh(rq->db);
    TRY(follow_up_find(rq->db, rq->arena, rq->who, id, &f));
    fill_day(rq, &f, &out);
    return api_object(rq, rs, 200, &out);
}

static enum status api_days(struct request *rq, struct response *rs)
{
    struct follow_up_day_row_list rows;
    struct day_json *out;

    TRY(follow_up_list(rq->db, rq->arena, rq->who, &rows));
    out = arena_array(rq->arena, struct day_json, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        struct follow_up f;

        TRY(follow_up_find(rq->db, rq->arena, rq->who, rows.at[i].id, &f));
        fill_day(rq, &f, &out[i]);
    }
    return api_list(rq, rs, out, rows.n, sizeof *out, STR_NONE);
}

static enum status api_day(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer(rq, rs, id);
}

static enum status answer_blocks(struct request *rq, struct response *rs, int64_t id)
{
    struct follow_up f;
    struct follow_up_line *lines;
    struct block_json *out;

    db_refresh(rq->db);
    TRY(follow_up_find(rq->db, rq->arena, rq->who, id, &f));
    TRY(follow_up_words(rq->db, rq->arena, rq->lang, &f, &lines));
    out = arena_array(rq->arena, struct block_json, f.agenda.n + 1);
    for (size_t i = 0; i < f.agenda.n; i++) {
        const struct follow_up_block *b = &f.agenda.at[i];

        out[i] = (struct block_json){
            b->id,      b->kind,        b->theme,      b->minutes, (int64_t)b->n_sources,
            b->done_at, lines[i].title, lines[i].text, b->scenario};
    }
    return api_list(rq, rs, out, f.agenda.n, sizeof *out, STR_NONE);
}

static enum status api_blocks(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return answer_blocks(rq, rs, id);
}

static enum status api_own(struct request *rq, struct response *rs)
{
    struct follow_up_own own;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &own));
    TRY(follow_up_add(rq->db, rq->arena, rq->who, id, &own));
    return answer_blocks(rq, rs, id);
}

static enum status api_when(struct request *rq, struct response *rs)
{
    struct follow_up_when_entry e;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &e));
    struct follow_up_when to = follow_up_when_of(rq->zone, &e);
    TRY(follow_up_when(rq->db, rq->arena, rq->who, id, &to));
    return answer(rq, rs, id);
}

/* ---- what takes the day alone */

typedef enum status day_rule(struct db *db, struct arena *a, const struct actor *who, int64_t id);

static enum status act(struct request *rq, struct response *rs, day_rule *rule)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(rule(rq->db, rq->arena, rq->who, id));
    return answer(rq, rs, id);
}

static enum status api_afresh(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_afresh);
}

static enum status api_publish(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_publish);
}

static enum status api_start(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_start);
}

static enum status api_hold(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_hold);
}

/* ---- blocks */

static enum status day_of(struct request *rq, int64_t *ret_block, int64_t *ret_day)
{
    struct follow_up_id_row day;

    TRY(param_id(rq, "id", ret_block));
    TRY(q_follow_up_block_day(rq->db, rq->arena, *ret_block, &day));
    *ret_day = day.id;
    return OK;
}

static enum status api_minutes(struct request *rq, struct response *rs)
{
    struct follow_up_minutes_entry e;
    int64_t id, day_id;

    TRY(day_of(rq, &id, &day_id));
    TRY(form_take(rq, &e));
    TRY(follow_up_minutes(rq->db, rq->arena, rq->who, id, e.minutes));
    return answer_blocks(rq, rs, day_id);
}

static enum status api_move(struct request *rq, struct response *rs)
{
    struct follow_up_move_entry e;
    int64_t id, day_id;

    TRY(day_of(rq, &id, &day_id));
    TRY(form_take(rq, &e));
    TRY(follow_up_move(rq->db, rq->arena, rq->who, id, e.up));
    return answer_blocks(rq, rs, day_id);
}

static enum status api_tick(struct request *rq, struct response *rs)
{
    struct follow_up_tick_entry e;
    int64_t id, day_id;

    TRY(day_of(rq, &id, &day_id));
    TRY(form_take(rq, &e));
    TRY(follow_up_tick(rq->db, rq->arena, rq->who, id, e.done));
    return answer_blocks(rq, rs, day_id);
}

static enum status api_drop(struct request *rq, struct response *rs)
{
    int64_t id, day_id;

    TRY(day_of(rq, &id, &day_id));
    TRY(follow_up_drop(rq->db, rq->arena, rq->who, id));
    return answer_blocks(rq, rs, day_id);
}

static enum status api_learned(struct request *rq, struct response *rs)
{
    struct follow_up_learning_row_list rows;

    TRY(follow_up_learned(rq->db, rq->arena, rq->who, &rows));
    return api_list(rq, rs, rows.at, rows.n, sizeof *rows.at, STR_NONE);
}

/* What is learned is said on the page alone: a token says whose it is. */
const struct route follow_up_api_routes[] = {
    {GET, "/api/v1/follow-up", PERM_FOLLOW_UP, api_days, .out = &day_shape, .out_is_list = true,
     .summary = "Follow-up days of the caller's classes, newest first"},
    {GET, "/api/v1/follow-up/learned", PERM_LEARNING_READ, api_learned, .out = &learning_shape,
     .out_is_list = true, .summary = "What was taken along from days that were held"},
    {GET, "/api/v1/follow-up/{id}", PERM_FOLLOW_UP, api_day, .out = &day_shape,
     .summary = "One day"},
    {PUT, "/api/v1/follow-up/{id}/when", PERM_FOLLOW_UP, api_when, .in = &follow_up_when_form,
     .out = &day_shape, .summary = "When and where", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/follow-up/{id}/afresh", PERM_FOLLOW_UP, api_afresh, .out = &day_shape,
     .summary = "Put together anew, without what was edited", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/follow-up/{id}/publish", PERM_FOLLOW_UP, api_publish, .out = &day_shape,
     .summary = "Show it to the class and invite", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/follow-up/{id}/start", PERM_FOLLOW_UP, api_start, .out = &day_shape,
     .summary = "It begins, and stays as it is from now on", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/follow-up/{id}/hold", PERM_FOLLOW_UP, api_hold, .out = &day_shape,
     .summary = "It was held", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/follow-up/{id}/blocks", PERM_FOLLOW_UP, api_blocks, .out = &block_shape,
     .out_is_list = true, .summary = "What is on the day, in order"},
    {POST, "/api/v1/follow-up/{id}/blocks", PERM_FOLLOW_UP, api_own, .in = &follow_up_own_form,
     .out = &block_shape, .out_is_list = true, .summary = "Add a block of one's own",
     .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/follow-up/blocks/{id}/minutes", PERM_FOLLOW_UP, api_minutes,
     .in = &follow_up_minutes_form, .out = &block_shape, .out_is_list = true,
     .summary = "How long a block is; answers all of the day", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/follow-up/blocks/{id}/move", PERM_FOLLOW_UP, api_move,
     .in = &follow_up_move_form, .out = &block_shape, .out_is_list = true,
     .summary = "One place up or down; answers all of the day", .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/follow-up/blocks/{id}/done", PERM_FOLLOW_UP, api_tick,
     .in = &follow_up_tick_form, .out = &block_shape, .out_is_list = true,
     .summary = "A block is over, or not yet; answers all of the day", .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/follow-up/blocks/{id}", PERM_FOLLOW_UP, api_drop, .out = &block_shape,
     .out_is_list = true, .summary = "Take a block off the day; answers the rest"},
    {0},
};
