/* Pages of asking: the board, one question, finding, how fast it is.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_show.h"

#include "asking_html.h"
#include "base/json.h"
#include "core/refuse.h"
#include "web/cookie.h"
#include "web/page.h"

int64_t asking_nav_count(struct request *rq)
{
    int64_t n = 0;

    return asking_waiting(rq->db, rq->arena, rq->who, &n) == OK ? n : 0;
}

/* Every browser that opens the page gets a secret, so that having one tells nothing. */
static struct str secret_of(struct request *rq, struct response *rs)
{
    struct str secret = asking_secret(rq);

    if (secret.n == 0) {
        secret = asking_secret_new(rq->arena);
        cookie_set(rq, rs, ASKING_COOKIE, secret, COOKIE_YEAR);
    }
    return secret;
}

/* ---- the board */

static enum status show_board(struct request *rq, struct response *rs,
                              const struct asking_ask_entry *e, const struct form_errors *errors,
                              const struct asking_before_view *before)
{
    struct asking_page_view v = {.csrf = rq->csrf,
                                 .may_numbers = may(rq->who, PERM_NUMBERS_READ),
                                 .may_set = may(rq->who, PERM_ASK_SET)};

    if (e) {
        v.text = e->text;
        v.anonymous = e->as == ASKING_ANONYMOUSLY;
        v.sure = e->sure;
        v.calm = e->calm;
    }
    v.text_error = asking_error_of(rq, errors, "text");
    v.as_error = asking_error_of(rq, errors, "as");
    if (before) {
        v.has_before = true;
        v.before = *before;
        v.sure = v.sure || before->found.n > 0;
        v.calm = v.calm || before->danger != T_NONE;
    }
    TRY(asking_now_fill(rq, &v));
    struct html *page = page_begin(rq, rs, T_ASKING_TITLE);
    asking_page_html(page, &v);
    return page_end(page);
}

static enum status board(struct request *rq, struct response *rs)
{
    secret_of(rq, rs);
    return show_board(rq, rs, NULL, NULL, NULL);
}

static enum status ask(struct request *rq, struct response *rs)
{
    struct asking_ask_entry e;
    struct asking_before_view before;
    struct form_errors errors = {.n = 0};
    struct str secret = secret_of(rq, rs);
    int64_t id;
    bool any;
    enum status done = form_read(rq, &e, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_board(rq, rs, &e, &errors, NULL);
    }
    TRY(done);
    TRY(asking_before_fill(rq, e.text, e.sure, e.calm, &before, &any));
    if (any)
        return show_board(rq, rs, &e, NULL, &before);
    TRY(asking_ask(rq->db, rq->arena, rq->who, e.text, (enum asking_as)e.as, secret, &id));
    return redirect(rs, path_of(rq->arena, "/ask/{}", id));
}

/* While it is being written: what is alike, and help in acute danger. */
static enum status similar(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    struct asking_before_view before;
    struct form_errors errors = {.n = 0};
    struct html h = {.out = buf_new(rq->arena, 2000), .lang = rq->lang};
    struct json_out o = json_out_to(&rs->body);
    bool any;

    TRY(form_read(rq, &e, &errors));
    TRY(asking_before_fill(rq, e.text, false, false, &before, &any));
    if (any)
        asking_before_html(&h, &before);
    json_open_object(&o);
    json_key(&o, STR("html"));
    json_write_text(&o, any ? buf_str(&h.out) : STR(""));
    json_close_object(&o);
    rs->content_type = STR("application/json");
    return OK;
}

/* ---- one question */

static enum status show_question(struct request *rq, struct response *rs, int64_t id,
                                 struct str typed, struct str error, bool failed_more)
{
    struct asking_question q;
    struct asking_show_view v = {
        .csrf = rq->csrf, .typed = typed, .error = error, .failed_more = failed_more};

    TRY(asking_find(rq->db, rq->arena, rq->who, asking_secret(rq), id, &q));
    v.url = path_of(rq->arena, "/ask/{}", id);
    v.q = asking_item_of(rq, &q);
    v.lines = asking_lines_of(rq, &q);
    v.has_answer = v.q.n_answers > 0;
    struct html *page = page_begin(rq, rs, T_ASKING_QUESTION);
    asking_show_html(page, &v);
    return page_end(page);
}

static enum status question(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_question(rq, rs, id, STR_NONE, STR_NONE, false);
}

static enum status back_to(struct request *rq, struct response *rs, int64_t id)
{
    return redirect(rs, path_of(rq->arena, "/ask/{}", id));
}

static enum status answer(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_question(rq, rs, id, e.text, asking_error_of(rq, &errors, "text"), false);
    }
    TRY(done);
    done = asking_answer(rq->db, rq->arena, rq->who, id, e.text);
    if (done == CONFLICT && refuse_key() == T_ASKING_IS_OVER) {
        rs->status = 409;
        return show_question(rq, rs, id, e.text, text(rq->lang, refuse_key()), false);
    }
    TRY(done);
    page_notice(rq, rs, T_ASKING_ANSWER_THANKS);
    return back_to(rq, rs, id);
}

static enum status helped(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(asking_helped(rq->db, rq->arena, rq->who, asking_secret(rq), id));
    return back_to(rq, rs, id);
}

static enum status again(struct request *rq, struct response *rs)
{
    struct asking_say_entry e;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_question(rq, rs, id, e.text, asking_error_of(rq, &errors, "text"), true);
    }
    TRY(done);
    TRY(asking_again(rq->db, rq->arena, rq->who, asking_secret(rq), id, e.text));
    return back_to(rq, rs, id);
}

static enum status withdraw(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(asking_withdraw(rq->db, rq->arena, rq->who, asking_secret(rq), id));
    page_notice(rq, rs, T_ASKING_WITHDRAWN);
    return redirect(rs, STR("/ask"));
}

/* ---- finding */

#define SEARCH_MOST 20

static enum status search(struct request *rq, struct response *rs)
{
    struct asking_search_view v = {.q = request_query(rq, "q")};
    struct asking_hit_list hits = {0};

    v.q = v.q.p ? str_trim(v.q) : STR("");
    v.asked = v.q.n > 0;
    if (v.q.n <= ASKING_TEXT_MAX)
        TRY(asking_search(rq->db, rq->arena, rq->who, v.q, 0.15, SEARCH_MOST, &hits));
    v.found = asking_found_of(rq, &hits);
    struct html *page = page_begin(rq, rs, T_ASKING_SEARCH);
    asking_search_html(page, &v);
    return page_end(page);
}

/* ---- how fast it is, and how fast it climbs */

static enum status times(struct request *rq, struct response *rs)
{
    struct asking_times t;
    struct asking_times_view v;

    TRY(asking_times(rq->db, rq->arena, rq->who, &t));
    asking_times_fill(rq, &t, &v);
    struct html *page = page_begin(rq, rs, T_ASKING_TIMES);
    asking_times_html(page, &v);
    return page_end(page);
}

static enum status show_setup(struct request *rq, struct response *rs,
                              const struct asking_pace *pace, const struct form_errors *errors,
                              struct str error)
{
    struct asking_setup_view v = {.csrf = rq->csrf,
                                  .error = error,
                                  .next = arena_printf(rq->arena, "%lld", (long long)pace->next_s),
                                  .leader =
                                      arena_printf(rq->arena, "%lld", (long long)pace->leader_s),
                                  .next_error = asking_error_of(rq, errors, "next_s"),
                                  .leader_error = asking_error_of(rq, errors, "leader_s")};
    struct html *page = page_begin(rq, rs, T_ASKING_SETUP);

    asking_setup_html(page, &v);
    return page_end(page);
}

static enum status setup(struct request *rq, struct response *rs)
{
    struct asking_pace pace;

    TRY(asking_pace(rq->db, rq->arena, rq->who->centre_id, &pace));
    return show_setup(rq, rs, &pace, NULL, STR_NONE);
}

static enum status put_setup(struct request *rq, struct response *rs)
{
    struct asking_pace pace;
    struct form_errors errors = {.n = 0};
    enum status done = form_read(rq, &pace, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_setup(rq, rs, &pace, &errors, STR_NONE);
    }
    TRY(done);
    done = asking_pace_set(rq->db, rq->arena, rq->who, &pace);
    if (done == INVALID && refuse_key() == T_ASKING_BAD_PACE) {
        rs->status = 422;
        return show_setup(rq, rs, &pace, NULL, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_ASKING_SAVED);
    return redirect(rs, STR("/ask/setup"));
}

/* All that an anonymous asker touches is unnamed: one route of those that were not would say when who was here. */
const struct route asking_routes[] = {
    {GET, "/ask", PERM_ASK, board, .flags = ROUTE_UNNAMED},
    {POST, "/ask", PERM_ASK, ask, .in = &asking_ask_form, .flags = ROUTE_UNNAMED},
    {POST, "/ask/similar", PERM_ASK, similar, .in = &asking_more_form, .flags = ROUTE_UNNAMED},
    {GET, "/ask/search", PERM_ASK, search, .flags = ROUTE_UNNAMED},
    {GET, "/ask/times", PERM_NUMBERS_READ, times},
    {GET, "/ask/setup", PERM_ASK_SET, setup},
    {POST, "/ask/setup", PERM_ASK_SET, put_setup, .in = &asking_pace_form},
    {GET, "/ask/{id}", PERM_ASK, question, .flags = ROUTE_UNNAMED},
    {POST, "/ask/{id}/answer", PERM_ASK, answer, .in = &asking_answer_form, .flags = ROUTE_UNNAMED},
    {POST, "/ask/{id}/helped", PERM_ASK, helped, .flags = ROUTE_UNNAMED},
    {POST, "/ask/{id}/again", PERM_ASK, again, .in = &asking_more_form, .flags = ROUTE_UNNAMED},
    {POST, "/ask/{id}/withdraw", PERM_ASK, withdraw, .flags = ROUTE_UNNAMED},
    {0},
};
