/* One's own: shifts, swaps, and the address for a calendar program.
 * SPDX-License-Identifier: MPL-2.0 */
#include <sodium.h>

#include "base/clock.h"
#include "duty_html.h"
#include "features/duty/duty_feed.h"
#include "features/duty/duty_forms.h"
#include "features/duty/duty_show.h"
#include "web/page.h"
#include "web/server.h"

/* A swap that was typed and refused. */
struct asking {
    int64_t shift_id;
    struct duty_swap_form form;
};

static enum status fill_shifts(struct request *rq, const struct asking *asking,
                               struct duty_own_shifts *ret)
{
    struct duty_told_row_list rows;

    TRY(duty_mine(rq->db, rq->arena, rq->who, &rows));
    *ret = (struct duty_own_shifts){arena_array(rq->arena, struct duty_own_shift, rows.n + 1), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct duty_told_row *s = &rows.at[i];
        struct duty_own_shift *v = &ret->at[ret->n++];

        *v = (struct duty_own_shift){.id = s->id,
                                     .when = arena_printf(rq->arena, "%.*s – %.*s",
                                                          STR_ARG(duty_moment(rq, s->from_at)),
                                                          STR_ARG(duty_moment(rq, s->to_at))),
                                     .watch = s->watch,
                                     .swap_url = path_of(rq->arena, "/duty/shifts/{}/swap", s->id),
                                     .first = local_typed(rq, s->from_at),
                                     .last = local_typed(rq, s->to_at),
                                     .part_from = STR(""),
                                     .part_to = STR(""),
                                     .shadow = s->shadow,
                                     .may_swap = !s->shadow,
                                     .is_asking = asking != NULL && asking->shift_id == s->id};
        if (v->is_asking) {
            v->part_from = local_typed(rq, asking->form.from_at);
            v->part_to = local_typed(rq, asking->form.to_at);
        }
        TRY(duty_options_of(rq, false, v->is_asking ? asking->form.person_id : 0, &v->people));
    }
    return OK;
}

static struct str swap_text(struct request *rq, const struct duty_swap_row *s)
{
    struct text_arg args[] = {TEXT_STR(s->asker), TEXT_STR(s->asked), TEXT_STR(s->watch),
                              TEXT_STR(duty_moment(rq, s->from_at)),
                              TEXT_STR(duty_moment(rq, s->to_at))};

    return text_filled(rq->arena, rq->lang,
                       s->state == DUTY_SWAP_WAITS ? T_DUTY_SWAP_WAITS : T_DUTY_SWAP_TEXT, args, 5);
}

static enum status fill_swaps(struct request *rq, struct duty_swap_views *ret)
{
    struct duty_swap_row_list rows;

    TRY(duty_swaps(rq->db, rq->arena, rq->who, &rows));
    *ret = (struct duty_swap_views){arena_array(rq->arena, struct duty_swap_view, rows.n + 1), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct duty_swap_row *s = &rows.at[i];
        struct duty_watch_row w;

        TRY(duty_find(rq->db, rq->arena, rq->who, s->watch_id, &w));
        ret->at[ret->n++] = (struct duty_swap_view){
            .id = s->id,
            .text = swap_text(rq, s),
            .answer_url = path_of(rq->arena, "/duty/swaps/{}/answer", s->id),
            .decide_url = path_of(rq->arena, "/duty/swaps/{}/decide", s->id),
            .withdraw_url = path_of(rq->arena, "/duty/swaps/{}/withdraw", s->id),
            .may_answer = s->state == DUTY_SWAP_ASKED && s->asked_id == rq->who->person_id,
            .may_decide = s->state == DUTY_SWAP_WAITS && duty_may_plan(rq->who, &w),
            .may_withdraw = s->asker_id == rq->who->person_id};
    }
    return OK;
}

/* asking: what was typed and refused; NULL: nothing. secret: of an address that was just made; shown this once. */
static enum status mine_page(struct request *rq, struct response *rs, const struct asking *asking,
                             struct str alert, struct str secret)
{
    struct duty_mine_view v = {.csrf = rq->csrf, .alert = alert, .feed_url = STR("")};
    struct duty_feed_row feed;

    db_refresh(rq->db);
    TRY(fill_shifts(rq, asking, &v.shifts));
    TRY(fill_swaps(rq, &v.swaps));
    TRY(duty_feed_find(rq->db, rq->arena, rq->who, &feed));
    v.has_feed = feed.id != 0;
    if (v.has_feed) {
        struct text_arg args[] = {
            TEXT_STR(local_time(rq, feed.made_at)),
            TEXT_STR(feed.read_at != 0 ? local_time(rq, feed.read_at) : STR(""))};

        v.feed_since = text_filled(
            rq->arena, rq->lang, feed.read_at != 0 ? T_DUTY_FEED_READ : T_DUTY_FEED_SINCE, args, 2);
    }
    if (secret.n > 0)
        v.feed_url = arena_printf(rq->arena, "%.*s/calendar/%.*s", STR_ARG(page_address(rq)),
                                  STR_ARG(secret));
    if (alert.n > 0)
        rs->status = 422;
    struct html *page = page_begin(rq, rs, T_DUTY_MINE_TITLE);
    duty_mine_html(page, &v);
    return page_end(page);
}

static enum status show_mine(struct request *rq, struct response *rs)
{
    return mine_page(rq, rs, NULL, STR_NONE, STR_NONE);
}

static enum status post_swap(struct request *rq, struct response *rs)
{
    struct asking asking;
    const struct duty_swap_form *form = &asking.form;
    struct form_errors errors = {.n = 0};
    struct str alert;
    int64_t made;

    TRY(param_id(rq, "id", &asking.shift_id));
    enum status status = form_read(rq, &asking.form, &errors);
    if (status == INVALID && errors.n > 0)
        return mine_page(
            rq, rs, &asking,
            text(rq->lang, form->person_id == 0 ? T_DUTY_SWAP_WHOM : T_DUTY_SWAP_BAD_PART),
            STR_NONE);
    TRY(status);
    status = duty_swap_ask(rq->db, rq->arena, rq->who, asking.shift_id, form->person_id,
                           (struct roster_span){form->from_at, form->to_at}, &made);
    if (duty_refusal(rq, status, &alert))
        return mine_page(rq, rs, &asking, alert, STR_NONE);
    TRY(status);
    page_notice(rq, rs, T_DUTY_SWAP_SENT);
    return redirect(rs, STR("/duty/mine"));
}

static enum status post_answer(struct request *rq, struct response *rs)
{
    static const enum text_key notices[] = {
        [DUTY_SWAP_WAITS] = T_DUTY_SWAP_NOW_WAITS,
        [DUTY_SWAP_DONE] = T_DUTY_SWAP_NOW_YOURS,
        [DUTY_SWAP_DECLINED] = T_DUTY_SAVED,
    };
    struct duty_answer_form form;
    struct form_errors errors = {.n = 0};
    enum duty_swap_state state = DUTY_SWAP_DECLINED;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &form, &errors));
    TRY(duty_swap_answer(rq->db, rq->arena, rq->who, id, form.yes, &state));
    page_notice(rq, rs, notices[state]);
    return redirect(rs, STR("/duty/mine"));
}

static enum status post_decide(struct request *rq, struct response *rs)
{
    struct duty_answer_form form;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &form, &errors));
    TRY(duty_swap_decide(rq->db, rq->arena, rq->who, id, form.yes));
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, STR("/duty/mine"));
}

static enum status post_withdraw(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(duty_swap_withdraw(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, STR("/duty/mine"));
}

/* ---- the calendar */

static enum status post_calendar(struct request *rq, struct response *rs)
{
    struct str secret;

    TRY(duty_feed_make(rq->db, rq->arena, rq->who, &secret));
    return mine_page(rq, rs, NULL, STR_NONE, secret);
}

static enum status post_revoke(struct request *rq, struct response *rs)
{
    TRY(duty_feed_revoke(rq->db, rq->arena, rq->who));
    page_notice(rq, rs, T_DUTY_SAVED);
    return redirect(rs, STR("/duty/mine"));
}

static struct str etag_of(struct arena *a, struct str body)
{
    unsigned char hash[16];
    char hex[sizeof hash * 2 + 1];

    crypto_generichash(hash, sizeof hash, (const unsigned char *)body.p, body.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_printf(a, "\"%s\"", hex);
}

/* The address is the key: whoever has it reads the shifts of one person, without any name. */
static enum status show_calendar(struct request *rq, struct response *rs)
{
    struct str body, etag, known = request_header(rq, "If-None-Match");

    TRY(duty_feed_read(rq->db, rq->arena, request_param(rq, "token"), &body));
    etag = etag_of(rq->arena, body);
    response_header(rs, "ETag", etag);
    response_header(rs, "Cache-Control", STR("private, max-age=300"));
    rs->content_type = STR("text/calendar; charset=utf-8");
    if (known.n > 0 && str_eq(str_trim(known), etag))
        rs->status = 304;
    else
        buf_add(&rs->body, body);
    return OK;
}

const struct route duty_own_routes[] = {
    {GET, "/duty/mine", PERM_DUTY_READ, show_mine},
    {POST, "/duty/shifts/{id}/swap", PERM_DUTY_READ, post_swap, .in = &duty_swap_in},
    {POST, "/duty/swaps/{id}/answer", PERM_DUTY_READ, post_answer, .in = &duty_answer_in},
    {POST, "/duty/swaps/{id}/decide", PERM_DUTY_READ, post_decide, .in = &duty_answer_in},
    {POST, "/duty/swaps/{id}/withdraw", PERM_DUTY_READ, post_withdraw},
    {POST, "/duty/calendar", PERM_DUTY_READ, post_calendar},
    {POST, "/duty/calendar/revoke", PERM_DUTY_READ, post_revoke},
    {GET, "/calendar/{token}", PERM_PUBLIC, show_calendar},
    {0},
};
