/* Pages of the cards.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_show.h"

#include "asking_html.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "web/markdown.h"
#include "web/page.h"

static enum status cards(struct request *rq, struct response *rs)
{
    struct asking_card_row_list rows;
    struct asking_cards_view v = {0};

    TRY(asking_cards(rq->db, rq->arena, rq->who, &rows));
    v.cards = (struct asking_card_item_list){
        arena_array(rq->arena, struct asking_card_item, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        v.cards.at[i] = asking_card_item_of(rq, &rows.at[i]);
    struct html *page = page_begin(rq, rs, T_ASKING_CARDS);
    asking_cards_html(page, &v);
    return page_end(page);
}

/* ---- one card */

static enum status show_card(struct request *rq, struct response *rs, int64_t id, struct str typed,
                             struct str error)
{
    struct asking_card_row card;
    struct asking_unclear_row_list notes;
    struct asking_card_view v = {.csrf = rq->csrf, .typed = typed, .error = error};

    TRY(asking_card_find(rq->db, rq->arena, rq->who, id, &card));
    TRY(asking_unclear_of(rq->db, rq->arena, rq->who, &card, &notes));
    v.url = path_of(rq->arena, "/ask/cards/{}", id);
    v.card = asking_card_item_of(rq, &card);
    v.own = asking_card_is_own(rq->who, &card);
    v.body = markdown_html(rq->arena, card.body, 2);
    v.notes =
        (struct asking_note_list){arena_array(rq->arena, struct asking_note, notes.n), notes.n};
    for (size_t i = 0; i < notes.n; i++)
        v.notes.at[i] = (struct asking_note){
            notes.at[i].text, local_date(rq, zone_day_start(rq->zone, (int32_t)notes.at[i].day))};
    struct html *page = page_begin_titled(rq, rs, card.title);
    asking_card_html(page, &v);
    return page_end(page);
}

static enum status card(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_card(rq, rs, id, STR_NONE, STR_NONE);
}

static enum status unclear(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_card(rq, rs, id, e.text, asking_error_of(rq, &errors, "text"));
    }
    TRY(done);
    TRY(asking_unclear(rq->db, rq->arena, rq->who, id, e.text));
    page_notice(rq, rs, T_ASKING_UNCLEAR_THANKS);
    return redirect(rs, path_of(rq->arena, "/ask/cards/{}", id));
}

static enum status close_card(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(asking_card_close(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_ASKING_CARD_CLOSED);
    return redirect(rs, STR("/ask/cards"));
}

/* ---- writing one */

static enum status owners_of(struct request *rq, int64_t has_it, int64_t chosen,
                             struct asking_option_list *ret)
{
    struct asking_owner_row_list rows;

    TRY(asking_owners(rq->db, rq->arena, rq->who, has_it, &rows));
    *ret =
        (struct asking_option_list){arena_array(rq->arena, struct asking_option, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct asking_option){rows.at[i].person_id, rows.at[i].name,
                                            rows.at[i].person_id == chosen};
    return OK;
}

static enum status own_card(struct request *rq, int64_t id, struct asking_card_row *ret)
{
    TRY(asking_card_find(rq->db, rq->arena, rq->who, id, ret));
    if (!asking_card_is_own(rq->who, ret))
        return refuse(DENIED, T_ASKING_NOT_YOURS);
    return OK;
}

/* id 0: a new one. */
static enum status show_edit(struct request *rq, struct response *rs, int64_t id,
                             const struct asking_card_entry *e, const struct form_errors *errors,
                             struct str error)
{
    struct asking_edit_view v = {
        .csrf = rq->csrf,
        .action = id == 0 ? STR("/ask/cards") : path_of(rq->arena, "/ask/cards/{}/edit", id),
        .error = error,
        .title = e->title,
        .body = e->body,
        .review = e->review_day != 0 ? date_text(rq->arena, (int32_t)e->review_day) : STR(""),
        .version = e->version,
        .is_new = id == 0,
        .title_error = asking_error_of(rq, errors, "title"),
        .body_error = asking_error_of(rq, errors, "body"),
        .review_error = asking_error_of(rq, errors, "review_day"),
        .owner_error = asking_error_of(rq, errors, "owner_id")};
    enum text_key title = id == 0 ? T_ASKING_CARD_NEW : T_ASKING_CARD_EDIT;
    struct asking_card_row card = {0};

    if (id != 0)
        TRY(asking_card_find(rq->db, rq->arena, rq->who, id, &card));
    TRY(owners_of(rq, card.owner_id, e->owner_id != 0 ? e->owner_id : rq->who->person_id,
                  &v.owners));
    struct html *page = page_begin(rq, rs, title);
    asking_edit_html(page, &v);
    return page_end(page);
}

/* A card made of a question begins with it and the answer that helped, else the latest. */
static enum status of_question(struct request *rq, int64_t id, struct asking_card_entry *e)
{
    struct asking_question q;

    TRY(asking_find(rq->db, rq->arena, rq->who, STR_NONE, id, &q));
    e->title = utf8_clip(q.text, ASKING_TITLE_MAX);
    for (size_t i = 0; i < q.replies.n; i++)
        if (q.replies.at[i].kind == ASKING_ANSWER)
            e->body = q.replies.at[i].text;
    return OK;
}

static enum status new_card(struct request *rq, struct response *rs)
{
    struct asking_card_entry e = {.title = STR(""), .body = STR("")};
    int64_t id = request_query_int(rq, "question", 0);

    if (id > 0)
        TRY(of_question(rq, id, &e));
    e.review_day = zone_day(rq->zone, clock_now()) + ASKING_REVIEW_DAYS;
    return show_edit(rq, rs, 0, &e, NULL, STR_NONE);
}

static enum status edit_card(struct request *rq, struct response *rs)
{
    struct asking_card_row card;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(own_card(rq, id, &card));
    struct asking_card_entry e = {card.title, card.body, card.owner_id, card.review_day,
                                  card.version};
    return show_edit(rq, rs, id, &e, NULL, STR_NONE);
}

/* What the rule refuses is shown beside what was typed; false: it is no such refusal. */
static bool is_refused(enum status done)
{
    return done != OK && refuse_key() != T_NONE &&
           (done == INVALID || done == TOO_LARGE || done == CONFLICT);
}

static enum status write_card(struct request *rq, struct response *rs, int64_t id)
{
    struct asking_card_entry e;
    struct asking_card_row card;
    struct form_errors errors = {.n = 0};

    if (id != 0)
        TRY(own_card(rq, id, &card));
    enum status done = form_read(rq, &e, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_edit(rq, rs, id, &e, &errors, STR_NONE);
    }
    TRY(done);
    done = id == 0 ? asking_card_make(rq->db, rq->arena, rq->who, &e, &id)
                   : asking_card_change(rq->db, rq->arena, rq->who, id, &e);
    if (is_refused(done)) {
        rs->status = done == CONFLICT ? 409 : 422;
        return show_edit(rq, rs, id, &e, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_ASKING_SAVED);
    return redirect(rs, path_of(rq->arena, "/ask/cards/{}", id));
}

static enum status put_card(struct request *rq, struct response *rs)
{
    return write_card(rq, rs, 0);
}

static enum status change_card(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return write_card(rq, rs, id);
}

const struct route asking_card_routes[] = {
    {GET, "/ask/cards", PERM_ASK, cards, .flags = ROUTE_UNNAMED},
    {GET, "/ask/cards/new", PERM_ASK, new_card},
    {POST, "/ask/cards", PERM_ASK, put_card, .in = &asking_card_form},
    {GET, "/ask/cards/{id}", PERM_ASK, card, .flags = ROUTE_UNNAMED},
    {GET, "/ask/cards/{id}/edit", PERM_ASK, edit_card},
    {POST, "/ask/cards/{id}/edit", PERM_ASK, change_card, .in = &asking_card_form},
    {POST, "/ask/cards/{id}/unclear", PERM_ASK, unclear, .in = &asking_unclear_form,
     .flags = ROUTE_UNNAMED},
    {POST, "/ask/cards/{id}/close", PERM_ASK, close_card},
    {0},
};
