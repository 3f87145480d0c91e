/* Pages about signs of life, and the address that things report to.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats_web.h"

#include "base/clock.h"
#include "core/refuse.h"
#include "features/heartbeats/heartbeats_view.h"
#include "heartbeats_html.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/server.h"

static const enum text_key trouble_texts[HEALTH_TROUBLE_N] = {
#define X(name, word) T_HEALTH_##name,
    HEALTH_TROUBLES(X)
#undef X
};

static enum text_key state_of(const struct heartbeat *h)
{
    return h->missed_at != 0 ? T_HEARTBEAT_MISSED
           : h->last_at != 0 ? T_HEARTBEAT_LIVES
                             : T_HEARTBEAT_NOT_YET;
}

/* ---- all */

static enum status fill_items(struct request *rq, struct heartbeats_view *v)
{
    struct heartbeat_list list;

    TRY(heartbeats_all(rq->db, rq->arena, rq->who, &list));
    v->items.at = arena_array(rq->arena, struct heartbeat_item, list.n);
    v->items.n = list.n;
    for (size_t i = 0; i < list.n; i++) {
        const struct heartbeat *h = &list.at[i];

        v->has_watcher = v->has_watcher || h->kind == HEARTBEAT_WATCHER;
        v->items.at[i] =
            (struct heartbeat_item){.name = h->name,
                                    .owner = h->owner_name,
                                    .path = path_of(rq->arena, "/heartbeats/{}", h->id),
                                    .last = h->last_at != 0 ? local_time(rq, h->last_at) : STR_NONE,
                                    .state = state_of(h),
                                    .is_missed = h->missed_at != 0};
    }
    return OK;
}

static enum status fill_outs(struct request *rq, struct heartbeats_view *v)
{
    struct heartbeat_out_list list;

    TRY(heartbeat_outs(rq->db, rq->arena, rq->who, &list));
    v->outs.at = arena_array(rq->arena, struct heartbeat_out_item, list.n);
    v->outs.n = list.n;
    for (size_t i = 0; i < list.n; i++) {
        const struct heartbeat_out *o = &list.at[i];

        v->outs.at[i] = (struct heartbeat_out_item){
            .url = o->url,
            .sent = o->sent_at != 0 ? local_time(rq, o->sent_at) : STR_NONE,
            .why = o->why,
            .edit_url = path_of(rq->arena, "/heartbeats/out/{}/edit", o->id),
            .remove_url = path_of(rq->arena, "/heartbeats/out/{}/remove", o->id)};
    }
    return OK;
}

static enum status fill_health(struct request *rq, struct heartbeats_view *v)
{
    struct health health;

    TRY(health_read(rq->db, rq->arena, rq->server->started_at, &health));
    v->troubles.at = arena_array(rq->arena, struct health_line, HEALTH_TROUBLE_N);
    for (int i = 0; i < HEALTH_TROUBLE_N; i++)
        if (((uint64_t)health.troubles >> i & 1) != 0)
            v->troubles.at[v->troubles.n++].text = trouble_texts[i];
    return OK;
}

/* Both forms of the page; the one that was sent comes back with what was typed. */
struct typed {
    struct heartbeat_entry entry;
    struct heartbeat_out_input out;
    struct form_errors errors, out_errors;
    struct str alert, out_alert;
};

static enum status list_page(struct request *rq, struct response *rs, const struct typed *t)
{
    struct heartbeats_view v = {.csrf = rq->csrf};

    TRY(fill_health(rq, &v));
    TRY(fill_items(rq, &v));
    TRY(fill_outs(rq, &v));
    TRY(heartbeat_form_view(rq, &heartbeat_in, &t->entry, &t->errors, STR("/heartbeats"),
                            T_HEARTBEAT_ADD, &v.form));
    v.form.alert = t->alert;
    v.out_form = form_view_of(rq, &heartbeat_out_in, &t->out, &t->out_errors, "out-",
                              STR("/heartbeats/out"), T_HEARTBEAT_OUT_ADD);
    v.out_form.alert = t->out_alert;
    v.out_form.is_secondary = true;
    struct html *page = page_begin(rq, rs, T_HEARTBEATS_TITLE);
    heartbeats_html(page, &v);
    return page_end(page);
}

static struct typed nothing_typed(const struct request *rq)
{
    return (struct typed){
        .entry = {.name = STR(""), .every_s = 60, .grace_s = 60, .owner_id = rq->who->person_id},
        .out = {.url = STR("")},
        .alert = STR_NONE,
        .out_alert = STR_NONE};
}

static enum status show_all(struct request *rq, struct response *rs)
{
    struct typed t = nothing_typed(rq);

    return list_page(rq, rs, &t);
}

/* ---- one */

struct str heartbeat_address(struct request *rq, struct str secret)
{
    return arena_printf(rq->arena, "%.*s/beat/%.*s", STR_ARG(page_address(rq)), STR_ARG(secret));
}

enum status heartbeat_one_page(struct request *rq, struct response *rs, int64_t id,
                               struct str secret)
{
    struct heartbeat h;
    struct str base = page_address(rq);

    TRY(heartbeat_find(rq->db, rq->arena, rq->who, id, &h));
    bool is_watcher = h.kind == HEARTBEAT_WATCHER;
    struct heartbeat_page_view v = {
        .csrf = rq->csrf,
        .name = h.name,
        .owner = h.owner_name,
        .last = h.last_at != 0 ? local_time(rq, h.last_at) : STR_NONE,
        .server = base.n > 0 ? base : STR("https://…"),
        .every = text_span(rq->arena, rq->lang, h.every_s),
        .grace = text_span(rq->arena, rq->lang, h.grace_s),
        .state = state_of(&h),
        .is_missed = h.missed_at != 0,
        .is_watcher = is_watcher,
        .on_duty = h.on_duty,
        .edit_url = path_of(rq->arena, "/heartbeats/{}/edit", id),
        .renew_url = path_of(rq->arena, "/heartbeats/{}/secret", id),
        .remove_url = path_of(rq->arena, "/heartbeats/{}/remove", id),
        .token = is_watcher ? secret : STR_NONE,
        .address = secret.n > 0 && !is_watcher ? heartbeat_address(rq, secret) : STR_NONE};
    struct html *page = page_begin_titled(rq, rs, h.name);
    heartbeat_page_html(page, &v);
    return page_end(page);
}

static enum status show_one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return heartbeat_one_page(rq, rs, id, STR_NONE);
}

/* ---- changing */

static enum status post_add(struct request *rq, struct response *rs)
{
    struct typed t = nothing_typed(rq);
    struct str secret;
    int64_t id;
    enum status status = form_read(rq, &t.entry, &t.errors);

    if (status == OK)
        status = heartbeat_add(rq->db, rq->arena, rq->who, &t.entry, &id, &secret);
    if ((status == INVALID && t.errors.n > 0) ||
        form_refused(rq, status, &heartbeat_in, &t.errors, &t.alert)) {
        form_again(rs);
        return list_page(rq, rs, &t);
    }
    TRY(status);
    return heartbeat_one_page(rq, rs, id, secret);
}

static enum status post_secret(struct request *rq, struct response *rs)
{
    struct str secret;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_renew(rq->db, rq->arena, rq->who, id, &secret));
    return heartbeat_one_page(rq, rs, id, secret);
}

static enum status post_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_remove(rq->db, rq->who, id));
    page_notice(rq, rs, T_HEARTBEAT_REMOVED);
    return redirect(rs, STR("/heartbeats"));
}

static enum status post_out_add(struct request *rq, struct response *rs)
{
    struct typed t = nothing_typed(rq);
    int64_t id;
    enum status status = form_read(rq, &t.out, &t.out_errors);

    if (status == OK)
        status = heartbeat_out_add(rq->db, rq->arena, rq->who, t.out.url,
                                   rq->server->local_services, &id);
    if ((status == INVALID && t.out_errors.n > 0) ||
        form_refused(rq, status, &heartbeat_out_in, &t.out_errors, &t.out_alert)) {
        form_again(rs);
        return list_page(rq, rs, &t);
    }
    TRY(status);
    page_notice(rq, rs, T_HEARTBEAT_OUT_ADDED);
    return redirect(rs, STR("/heartbeats"));
}

static enum status post_out_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_out_remove(rq->db, rq->who, id));
    page_notice(rq, rs, T_HEARTBEAT_REMOVED);
    return redirect(rs, STR("/heartbeats"));
}

/* ---- reporting: the address is the key */

static enum status beat(struct request *rq, struct response *rs)
{
    TRY(heartbeat_beat(rq->db, rq->arena, HEARTBEAT_THING, request_param(rq, "secret")));
    rs->content_type = STR("text/plain; charset=utf-8");
    response_header(rs, "Cache-Control", STR("no-store"));
    buf_add(&rs->body, STR("ok\n"));
    return OK;
}

enum status heartbeat_duty_part(struct request *rq, struct html *h)
{
    struct heartbeat_list list;
    struct heartbeat_silents v;

    TRY(heartbeats_on_duty(rq->db, rq->arena, rq->who, &list));
    v.at = arena_array(rq->arena, struct heartbeat_silent, list.n);
    v.n = list.n;
    for (size_t i = 0; i < list.n; i++)
        v.at[i] = (struct heartbeat_silent){
            list.at[i].name,
            local_time(rq, list.at[i].last_at != 0 ? list.at[i].last_at : list.at[i].made_at)};
    heartbeat_silent_html(h, &v);
    return OK;
}

const struct route heartbeat_routes[] = {
    {GET, "/heartbeats", PERM_HEARTBEATS, show_all},
    {POST, "/heartbeats", PERM_HEARTBEATS, post_add, .in = &heartbeat_in},
    {POST, "/heartbeats/out", PERM_HEARTBEATS, post_out_add, .in = &heartbeat_out_in},
    {POST, "/heartbeats/out/{id}/remove", PERM_HEARTBEATS, post_out_remove},
    {GET, "/heartbeats/{id}", PERM_HEARTBEATS, show_one},
    {POST, "/heartbeats/{id}/secret", PERM_HEARTBEATS, post_secret},
    {POST, "/heartbeats/{id}/remove", PERM_HEARTBEATS, post_remove},
    {GET, "/beat/{secret}", PERM_PUBLIC, beat, .flags = ROUTE_ANONYMOUS},
    {POST, "/beat/{secret}", PERM_PUBLIC, beat, .flags = ROUTE_ANONYMOUS},
    {.run = NULL},
};
