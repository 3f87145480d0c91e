/* Webhooks as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/webhooks/webhooks_web.h"

#include "web/api.h"
#include "web/server.h"

#define LOG_PAGE 100

struct webhook_json {
    struct webhook hook;
    int64_t events;
    struct str secret;
};
static const struct shape_field hook_fields[] = {
    {"id", SHAPE_ID, offsetof(struct webhook_json, hook.id), NULL, "Identifier"},
    {"url", SHAPE_TEXT, offsetof(struct webhook_json, hook.url), NULL, "Where messages are posted"},
    {"events", SHAPE_WORDS, offsetof(struct webhook_json, events), webhook_event_words,
     "What it is told of"},
    {"made_at", SHAPE_INSTANT, offsetof(struct webhook_json, hook.made_at), NULL,
     "When it was added"},
    {"off_at", SHAPE_INSTANT, offsetof(struct webhook_json, hook.off_at), NULL,
     "When it was switched off, by hand or as dead"},
    {"failing_since", SHAPE_INSTANT, offsetof(struct webhook_json, hook.failing_since), NULL,
     "Since when nothing got through"},
    {"secret", SHAPE_TEXT, offsetof(struct webhook_json, secret), NULL,
     "Told once: when it was added or renewed"},
};
static const struct shape hook_shape = SHAPE("Webhook", hook_fields);

static const struct shape_field log_fields[] = {
    {"id", SHAPE_ID, offsetof(struct webhook_log_row, id), NULL, "Its webhook-id is msg_ and this"},
    {"type", SHAPE_TEXT, offsetof(struct webhook_log_row, kind), NULL, "What happened"},
    {"made_at", SHAPE_INSTANT, offsetof(struct webhook_log_row, made_at), NULL,
     "When it was put in"},
    {"state", SHAPE_WORD, offsetof(struct webhook_log_row, state), webhook_state_words,
     "What became of it"},
    {"attempts", SHAPE_INT, offsetof(struct webhook_log_row, attempts), NULL,
     "How often it was tried"},
    {"settled_at", SHAPE_INSTANT, offsetof(struct webhook_log_row, settled_at), NULL,
     "When it was taken or given up"},
    {"answer", SHAPE_TEXT, offsetof(struct webhook_log_row, why), NULL, "The latest answer"},
};
static const struct shape log_shape = SHAPE("WebhookMessage", log_fields);

static struct webhook_json json_of(const struct webhook *hook, struct str secret)
{
    return (struct webhook_json){
        .hook = *hook, .events = webhook_events_read(hook->events), .secret = secret};
}

static enum status answer(struct request *rq, struct response *rs, int status, int64_t id,
                          struct str secret)
{
    struct webhook hook;
    struct webhook_json out;

    TRY(webhook_find(rq->db, rq->arena, rq->who, id, &hook));
    out = json_of(&hook, secret);
    return api_object(rq, rs, status, &out);
}

static enum status api_all(struct request *rq, struct response *rs)
{
    struct webhook_list list;
    struct webhook_json *items;

    TRY(webhooks_all(rq->db, rq->arena, rq->who, &list));
    items = arena_array(rq->arena, struct webhook_json, list.n);
    for (size_t i = 0; i < list.n; i++)
        items[i] = json_of(&list.at[i], STR_NONE);
    return api_list(rq, rs, items, list.n, sizeof *items, STR_NONE);
}

static enum status api_add(struct request *rq, struct response *rs)
{
    struct webhook_input input;
    struct str secret;
    int64_t id;

    TRY(form_take(rq, &input));
    TRY(webhook_add(rq->db, rq->arena, rq->who,
                    &(struct webhook_entry){input.url, input.events, rq->server->local_services},
                    &id, &secret));
    return answer(rq, rs, 201, id, secret);
}

static enum status api_renew(struct request *rq, struct response *rs)
{
    struct str secret;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_renew(rq->db, rq->arena, rq->who, id, &secret));
    return answer(rq, rs, 200, id, secret);
}

static enum status api_test(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_try(rq->db, rq->arena, rq->who, id));
    return answer(rq, rs, 200, id, STR_NONE);
}

static enum status api_remove(struct request *rq, struct response *rs)
{
    struct webhook hook;
    struct webhook_json out;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_find(rq->db, rq->arena, rq->who, id, &hook));
    TRY(webhook_remove(rq->db, rq->who, id));
    out = json_of(&hook, STR_NONE);
    return api_object(rq, rs, 200, &out);
}

static enum status api_log(struct request *rq, struct response *rs)
{
    struct webhook_log_row_list log;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(webhook_deliveries(rq->db, rq->arena, rq->who, id, LOG_PAGE, &log));
    return api_list(rq, rs, log.at, log.n, sizeof *log.at, STR_NONE);
}

const struct route webhook_api_routes[] = {
    {GET, "/api/v1/webhooks", PERM_WEBHOOKS, api_all, .out = &hook_shape, .out_is_list = true,
     .summary = "Programs that are told of events"},
    {POST, "/api/v1/webhooks", PERM_WEBHOOKS, api_add, .in = &webhook_in, .out = &hook_shape,
     .summary = "Add one; the answer holds its secret, this once", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/webhooks/{id}/secret", PERM_WEBHOOKS, api_renew, .out = &hook_shape,
     .summary = "A new secret; for a day messages are signed by the old one too",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/webhooks/{id}/test", PERM_WEBHOOKS, api_test, .out = &hook_shape,
     .summary = "Send it a message of type webhook.test", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/webhooks/{id}/remove", PERM_WEBHOOKS, api_remove, .out = &hook_shape,
     .summary = "Remove it with its log", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/webhooks/{id}/messages", PERM_WEBHOOKS, api_log, .out = &log_shape,
     .out_is_list = true, .summary = "What was sent to it lately, newest first"},
    {.run = NULL},
};
