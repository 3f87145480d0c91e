/* Pages of the five-hour day: the list, one day for who leads it and for its class, and what was learned.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/refuse.h"
#include "features/follow_up/follow_up_show.h"
#include "follow_up_html.h"
#include "web/page.h"
#include "web/parts.h"

static enum status list(struct request *rq, struct response *rs)
{
    struct follow_up_day_row_list rows;
    struct follow_up_waiting_row_list waiting;
    struct follow_up_list_view v = {.may_learned = may(rq->who, PERM_LEARNING_READ)};

    TRY(follow_up_list(rq->db, rq->arena, rq->who, &rows));
    TRY(follow_up_waiting(rq->db, rq->arena, rq->who, &waiting));
    v.items = follow_up_items_of(rq, &rows);
    v.waits = follow_up_waits_of(rq, &waiting);
    struct html *page = page_begin(rq, rs, T_FOLLOW_UP_TITLE);
    follow_up_list_html(page, &v);
    return page_end(page);
}

static enum status learned(struct request *rq, struct response *rs)
{
    struct follow_up_learning_row_list rows;
    struct follow_up_learned_view v;

    TRY(follow_up_learned(rq->db, rq->arena, rq->who, &rows));
    v.learnings = follow_up_texts_of(rq, &rows);
    struct html *page = page_begin(rq, rs, T_FOLLOW_UP_LEARNED);
    follow_up_learned_html(page, &v);
    return page_end(page);
}

/* ---- one day */

static enum status show(struct request *rq, struct response *rs, int64_t id,
                        const struct follow_up_typed *typed)
{
    struct follow_up f;
    struct follow_up_show_view v;

    TRY(follow_up_find(rq->db, rq->arena, rq->who, id, &f));
    TRY(follow_up_show_fill(rq, &f, typed, &v));
    struct html *page = page_begin(rq, rs, T_FOLLOW_UP_TITLE);
    follow_up_show_html(page, &v);
    return page_end(page);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show(rq, rs, id, NULL);
}

static enum status print(struct request *rq, struct response *rs)
{
    struct str pdf;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(follow_up_print(rq->db, rq->arena, rq->who, id, rq->lang, &pdf));
    rs->content_type = STR("application/pdf");
    response_header(rs, "Content-Disposition",
                    arena_printf(rq->arena, "attachment; filename=\"follow-up-%.*s.pdf\"",
                                 STR_ARG(lang_code(rq->lang))));
    rs->body = (struct buf){.arena = rq->arena};
    buf_add(&rs->body, pdf);
    return OK;
}

static enum status back_to(struct request *rq, struct response *rs, int64_t id,
                           enum text_key notice)
{
    page_notice(rq, rs, notice);
    return redirect(rs, path_of(rq->arena, "/follow-up/{}", id));
}

/* Typed again, with the reason: true when the rule refused what was typed. */
static bool is_typed_wrong(enum status done, const struct form_errors *errors)
{
    return (done == INVALID || done == TOO_LARGE) && (errors->n > 0 || refuse_key() != T_NONE);
}

static struct str why(struct request *rq, const struct form_errors *errors)
{
    return errors->n > 0 ? form_error_named(rq->arena, rq->lang, &errors->at[0])
                         : text(rq->lang, refuse_key());
}

static enum status put_when(struct request *rq, struct response *rs)
{
    struct follow_up_when_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &e, &errors);
    if (done == OK) {
        struct follow_up_when to = follow_up_when_of(rq->zone, &e);

        done = follow_up_when(rq->db, rq->arena, rq->who, id, &to);
    }
    if (is_typed_wrong(done, &errors)) {
        struct follow_up_typed typed = {.own.minutes = 15, .when_error = why(rq, &errors)};

        rs->status = 422;
        return show(rq, rs, id, &typed);
    }
    TRY(done);
    return back_to(rq, rs, id, T_FOLLOW_UP_SAVED);
}

static enum status put_own(struct request *rq, struct response *rs)
{
    struct follow_up_typed typed = {0};
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &typed.own, &errors);
    if (done == OK)
        done = follow_up_add(rq->db, rq->arena, rq->who, id, &typed.own);
    if (is_typed_wrong(done, &errors)) {
        typed.own_error = why(rq, &errors);
        rs->status = 422;
        return show(rq, rs, id, &typed);
    }
    TRY(done);
    return back_to(rq, rs, id, T_FOLLOW_UP_SAVED);
}

static enum status put_learning(struct request *rq, struct response *rs)
{
    struct follow_up_learn_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &e, &errors);
    if (done == OK)
        done = follow_up_learn(rq->db, rq->arena, rq->who, id, e.text);
    if (is_typed_wrong(done, &errors)) {
        struct follow_up_typed typed = {
            .own.minutes = 15, .learning = e.text, .learning_error = why(rq, &errors)};

        rs->status = 422;
        return show(rq, rs, id, &typed);
    }
    TRY(done);
    return back_to(rq, rs, id, T_FOLLOW_UP_LEARNING_THANKS);
}

/* ---- what takes the day alone */

typedef enum status day_rule(struct db *db, struct arena *a, const struct actor *who, int64_t id);

static enum status act(struct request *rq, struct response *rs, day_rule *rule,
                       enum text_key notice)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(rule(rq->db, rq->arena, rq->who, id));
    return back_to(rq, rs, id, notice);
}

static enum status put_afresh(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_afresh, T_FOLLOW_UP_SAVED);
}

static enum status put_publish(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_publish, T_FOLLOW_UP_PUBLISHED_NOTE);
}

static enum status put_start(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_start, T_FOLLOW_UP_STARTED_NOTE);
}

static enum status put_hold(struct request *rq, struct response *rs)
{
    return act(rq, rs, follow_up_hold, T_FOLLOW_UP_HELD_NOTE);
}

/* ---- blocks */

static enum status block_page(struct request *rq, int64_t block_id, int64_t *ret_day_id)
{
    struct follow_up_id_row day;

    TRY(q_follow_up_block_day(rq->db, rq->arena, block_id, &day));
    *ret_day_id = day.id;
    return OK;
}

static enum status to_block(struct request *rq, struct response *rs, int64_t day_id, int64_t id)
{
    return redirect(rs, arena_printf(rq->arena, "/follow-up/%lld#block-%lld", (long long)day_id,
                                     (long long)id));
}

static enum status put_minutes(struct request *rq, struct response *rs)
{
    struct follow_up_minutes_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id, day_id;

    TRY(param_id(rq, "id", &id));
    enum status read = form_read(rq, &e, &errors);
    if (read == INVALID && errors.n > 0)
        return refuse(INVALID, T_FOLLOW_UP_BAD_MINUTES);
    TRY(read);
    TRY(follow_up_minutes(rq->db, rq->arena, rq->who, id, e.minutes));
    TRY(block_page(rq, id, &day_id));
    return to_block(rq, rs, day_id, id);
}

static enum status put_move(struct request *rq, struct response *rs)
{
    struct follow_up_move_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id, day_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &e, &errors));
    TRY(follow_up_move(rq->db, rq->arena, rq->who, id, e.up));
    TRY(block_page(rq, id, &day_id));
    return to_block(rq, rs, day_id, id);
}

static enum status put_drop(struct request *rq, struct response *rs)
{
    int64_t id, day_id;

    TRY(param_id(rq, "id", &id));
    TRY(block_page(rq, id, &day_id));
    TRY(follow_up_drop(rq->db, rq->arena, rq->who, id));
    return back_to(rq, rs, day_id, T_FOLLOW_UP_SAVED);
}

static enum status put_tick(struct request *rq, struct response *rs)
{
    struct follow_up_tick_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id, day_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &e, &errors));
    TRY(follow_up_tick(rq->db, rq->arena, rq->who, id, e.done));
    TRY(block_page(rq, id, &day_id));
    return to_block(rq, rs, day_id, id);
}

/* What is learned is by nobody: no line of the log says who was here. */
const struct route follow_up_routes[] = {
    {GET, "/follow-up", PERM_FOLLOW_UP, list},
    {GET, "/follow-up/learned", PERM_LEARNING_READ, learned},
    {GET, "/follow-up/{id}", PERM_FOLLOW_UP, one},
    {GET, "/follow-up/{id}/print", PERM_FOLLOW_UP, print, .flags = ROUTE_SLOW},
    {POST, "/follow-up/{id}/when", PERM_FOLLOW_UP, put_when, .in = &follow_up_when_form},
    {POST, "/follow-up/{id}/own", PERM_FOLLOW_UP, put_own, .in = &follow_up_own_form},
    {POST, "/follow-up/{id}/afresh", PERM_FOLLOW_UP, put_afresh},
    {POST, "/follow-up/{id}/publish", PERM_FOLLOW_UP, put_publish},
    {POST, "/follow-up/{id}/start", PERM_FOLLOW_UP, put_start},
    {POST, "/follow-up/{id}/hold", PERM_FOLLOW_UP, put_hold},
    {POST, "/follow-up/{id}/learning", PERM_FOLLOW_UP, put_learning, .in = &follow_up_learn_form,
     .flags = ROUTE_UNNAMED},
    {POST, "/follow-up/blocks/{id}/minutes", PERM_FOLLOW_UP, put_minutes,
     .in = &follow_up_minutes_form},
    {POST, "/follow-up/blocks/{id}/move", PERM_FOLLOW_UP, put_move, .in = &follow_up_move_form},
    {POST, "/follow-up/blocks/{id}/drop", PERM_FOLLOW_UP, put_drop},
    {POST, "/follow-up/blocks/{id}/tick", PERM_FOLLOW_UP, put_tick, .in = &follow_up_tick_form},
    {0},
};
