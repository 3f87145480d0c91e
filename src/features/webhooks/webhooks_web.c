/* The administrator's pages about webhooks.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/webhooks/webhooks_web.h"

#include "core/refuse.h"
#include "base/clock.h"
#include "features/webhooks/webhooks_view.h"
#include "web/page.h"
#include "web/server.h"
#include "webhooks_html.h"

#define LOG_PAGE 50

static const struct field fields[] = {
    {.name = "url",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct webhook_input, url),
     .required = true,
     .max = 1000,
     .label = T_WEBHOOK_F_URL,
     .doc = "Where messages are posted; https"},
    {.name = "events",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct webhook_input, events),
     .required = true,
     .words = webhook_event_words,
     .label = T_WEBHOOK_F_EVENTS,
     .doc = "What it is told of"},
};
const struct form webhook_in = FORM("WebhookInput", fields, struct webhook_input);

static void fill_form(struct request *rq, const struct webhook_input *input, struct str action,
                      struct str alert, enum text_key submit, struct webhook_form_view *ret)
{
    size_t n = 0;

    while (webhook_event_words[n] != NULL)
        n++;
    *ret = (struct webhook_form_view){.csrf = rq->csrf,
                                      .action = action,
                                      .url = input->url.p != NULL ? input->url : STR(""),
                                      .alert = alert,
                                      .submit = submit};
    ret->choices.at = arena_array(rq->arena, struct webhook_choice, n);
    ret->choices.n = n;
    for (size_t i = 0; i < n; i++)
        ret->choices.at[i] =
            (struct webhook_choice){.word = str_of(webhook_event_words[i]),
                                    .id = arena_printf(rq->arena, "event-%zu", i),
                                    .is_chosen = ((uint64_t)input->events >> i & 1) != 0};
}

/* ---- all of them */

static enum status list_page(struct request *rq, struct response *rs,
                             const struct webhook_input *input, struct str alert)
{
    struct webhooks_view v;
    struct webhook_list list;

    TRY(webhooks_all(rq->db, rq->arena, rq->who, &list));
    v.items.at = arena_array(rq->arena, struct webhook_item, list.n);
    v.items.n = list.n;
    for (size_t i = 0; i < list.n; i++)
        v.items.at[i] =
            (struct webhook_item){.url = list.at[i].url,
                                  .path = path_of(rq->arena, "/webhooks/{}", list.at[i].id),
                                  .is_off = list.at[i].off_at != 0,
                                  .state = list.at[i].off_at != 0          ? T_WEBHOOK_STATE_OFF
                                           : list.at[i].failing_since != 0 ? T_WEBHOOK_STATE_FAILING
                                                                           : T_WEBHOOK_STATE_ON};
    fill_form(rq, input, STR("/webhooks"), alert, T_WEBHOOK_ADD, &v.form);
    if (alert.n > 0)
        rs->status = 422;
    struct html *page = page_begin(rq, rs, T_WEBHOOKS_TITLE);
    webhooks_html(page, &v);
    return page_end(page);
}

static enum status show_all(struct request *rq, struct response *rs)
{
    return list_page(rq, rs, &(struct webhook_input){.url = STR("")}, STR_NONE);
}

/* ---- one */

static enum text_key state_text(int64_t state)
{
    static const enum text_key texts[WEBHOOK_STATE_N] = {
        [WEBHOOK_WAITING] = T_WEBHOOK_LOG_WAITING,
        [WEBHOOK_SENT] = T_WEBHOOK_LOG_SENT,
        [WEBHOOK_FAILED] = T_WEBHOOK_LOG_FAILED,
        [WEBHOOK_DROPPED] = T_WEBHOOK_LOG_DROPPED,
    };

    return state >= 0 && state < WEBHOOK_STATE_N ? texts[state] : T_WEBHOOK_LOG_WAITING;
}

static enum status load_log(struct request *rq, int64_t id, struct webhook_delivery_items *ret)
{
    struct webhook_log_row_list log;

    TRY(webhook_deliveries(rq->db, rq->arena, rq->who, id, LOG_PAGE, &log));
    ret->at = arena_array(rq->arena, struct webhook_delivery_item, log.n);
    ret->n = log.n;
    for (size_t i = 0; i < log.n; i++)
        ret->at[i] = (struct webhook_delivery_item){.when = local_time(rq, log.at[i].made_at),
                                                    .when_iso = iso_time(rq, log.at[i].made_at),
                                                    .kind = log.at[i].kind,
                                                    .why = log.at[i].why,
                                                    .state = state_text(log.at[i].state),
                                                    .attempts = log.at[i].attempts};
    return OK;
}

/* input NULL: as it is kept. */
static enum status one_page(struct request *rq, struct response *rs, int64_t id,
                            const struct webhook_input *input, struct str alert, struct str secret)
{
    struct webhook hook;
    struct webhook_page_view v = {.csrf = rq->csrf, .secret = secret};

    TRY(webhook_find(rq->db, rq->arena, rq->who, id, &hook));
    TRY(load_log(rq, id, &v.log));
    v.test_url = path_of(rq->arena, "/webhooks/{}/test", id);
    v.renew_url = path_of(rq->arena, "/webhooks/{}/secret", id);
    v.on_url = path_of(rq->arena, "/webhooks/{}/on", id);
    v.off_url = path_of(rq->arena, "/webhooks/{}/off", id);
    v.remove_url = path_of(rq->arena, "/webhooks/{}/remove", id);
    v.is_off = hook.off_at != 0;
    v.is_dead = v.is_off && !str_eq(hook.off_why, STR("by hand"));
    v.is_failing = hook.failing_since != 0;
    v.has_old_secret = hook.old_ends_at > clock_now();
    v.old_ends = local_time(rq, hook.old_ends_at);
    struct webhook_input kept = {.url = hook.url, .events = webhook_events_read(hook.events)};
    fill_form(rq, input != NULL ? input : &kept, path_of(rq->arena, "/webhooks/{}", id), alert,
              T_WEBHOOK_SAVE, &v.form);
    if (alert.n > 0)
        rs->status = 422;
    struct html *page = page_begin(rq, rs, T_WEBHOOK_TITLE);
    webhook_page_html(page, &v);
    return page_end(page);
}

static enum status show_one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return one_page(rq, rs, id, NULL, STR_NONE, STR_NONE);
}

/* ---- changing */

/* A refusal with words for the user; false: something else failed, or nothing. */
static bool refusal(struct request *rq, enum status status, const struct form_errors *errors,
                    struct str *ret)
{
    if (status == INVALID && errors->n > 0)
        *ret = text(rq->lang,
                    errors->at[0].field == &fields[0] ? T_WEBHOOK_BAD_URL : T_WEBHOOK_NO_EVENT);
    else if ((status == INVALID || status == CONFLICT) && refuse_key() != T_NONE)
        *ret = text(rq->lang, refuse_key());
    else
        return false;
    return true;
}

static struct webhook_entry entry_of(const struct request *rq, const struct webhook_input *input)
{
    return (struct webhook_entry){
        .url = input->url, .events = input->events, .is_at_home_fine = rq->server->local_services};
}

static enum status post_add(struct request *rq, struct response *rs)
{
    struct webhook_input input = {.url = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct str alert, secret;
    int64_t id;
    enum status status = form_read(rq, &input, &errors);
    struct webhook_entry entry = entry_of(rq, &input);

    if (status == OK)
        status = webhook_add(rq->db, rq->arena, rq->who, &entry, &id, &secret);
    if (refusal(rq, status, &errors, &alert))
        return list_page(rq, rs, &input, alert);
    TRY(status);
    return one_page(rq, rs, id, NULL, STR_NONE, secret);
}

static enum status post_change(struct request *rq, struct response *rs)
{
    struct webhook_input input = {.url = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct str alert;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status status = form_read(rq, &input, &errors);
    struct webhook_entry entry = entry_of(rq, &input);
    if (status == OK)
        status = webhook_edit(rq->db, rq->arena, rq->who, id, &entry);
    if (refusal(rq, status, &errors, &alert))
        return one_page(rq, rs, id, &input, alert, STR_NONE);
    TRY(status);
    page_notice(rq, rs, T_WEBHOOK_SAVED);
    return redirect(rs, path_of(rq->arena, "/webhooks/{}", id));
}

static enum status post_secret(struct request *rq, struct response *rs)
{
    struct str secret;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_renew(rq->db, rq->arena, rq->who, id, &secret));
    return one_page(rq, rs, id, NULL, STR_NONE, secret);
}

static enum status post_test(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_try(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_WEBHOOK_TRIED);
    return redirect(rs, path_of(rq->arena, "/webhooks/{}", id));
}

static enum status flip(struct request *rq, struct response *rs, bool on)
{
    struct webhook hook;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_find(rq->db, rq->arena, rq->who, id, &hook));
    TRY(webhook_switch(rq->db, rq->who, id, on));
    page_notice(rq, rs, T_WEBHOOK_SAVED);
    return redirect(rs, path_of(rq->arena, "/webhooks/{}", id));
}

static enum status post_on(struct request *rq, struct response *rs)
{
    return flip(rq, rs, true);
}

static enum status post_off(struct request *rq, struct response *rs)
{
    return flip(rq, rs, false);
}

static enum status post_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_remove(rq->db, rq->who, id));
    page_notice(rq, rs, T_WEBHOOK_REMOVED);
    return redirect(rs, STR("/webhooks"));
}

const struct route webhook_routes[] = {
    {GET, "/webhooks", PERM_WEBHOOKS, show_all},
    {POST, "/webhooks", PERM_WEBHOOKS, post_add, .in = &webhook_in},
    {GET, "/webhooks/{id}", PERM_WEBHOOKS, show_one},
    {POST, "/webhooks/{id}", PERM_WEBHOOKS, post_change, .in = &webhook_in},
    {POST, "/webhooks/{id}/test", PERM_WEBHOOKS, post_test},
    {POST, "/webhooks/{id}/secret", PERM_WEBHOOKS, post_secret},
    {POST, "/webhooks/{id}/on", PERM_WEBHOOKS, post_on},
    {POST, "/webhooks/{id}/off", PERM_WEBHOOKS, post_off},
    {POST, "/webhooks/{id}/remove", PERM_WEBHOOKS, post_remove},
    {.run = NULL},
};
