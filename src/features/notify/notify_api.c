/* The inbox as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_web.h"

#include "base/clock.h"
#include "features/notify/notify.h"
#include "web/api.h"

struct inbox_json {
    struct notice notice;
    struct str text;
};
static const struct shape_field inbox_fields[] = {
    {"id", SHAPE_ID, offsetof(struct inbox_json, notice.id), NULL, "Identifier"},
    {"at", SHAPE_INSTANT, offsetof(struct inbox_json, notice.at), NULL, "When it was told"},
    {"level", SHAPE_WORD, offsetof(struct inbox_json, notice.level), notice_level_words,
     "How pressing it is"},
    {"key", SHAPE_TEXT, offsetof(struct inbox_json, notice.key), NULL,
     "What it is, the same in every language"},
    {"text", SHAPE_TEXT, offsetof(struct inbox_json, text), NULL,
     "The same in the caller's language"},
    {"path", SHAPE_TEXT, offsetof(struct inbox_json, notice.path), NULL, "The page it leads to"},
    {"read_at", SHAPE_INSTANT, offsetof(struct inbox_json, notice.read_at), NULL,
     "When it was marked as read"},
};
static const struct shape inbox_shape = SHAPE("InboxItem", inbox_fields);

struct inbox_query {
    int64_t limit;
    struct str after;
};
static const struct field query_fields[] = {
    {.name = "limit",
     .kind = FIELD_INT,
     .offset = offsetof(struct inbox_query, limit),
     .min = 1,
     .max = 200,
     .label = T_INBOX_TITLE,
     .doc = "At most so many; 50 when absent"},
    {.name = "after",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct inbox_query, after),
     .max = 200,
     .label = T_INBOX_TITLE,
     .doc = "The \"next\" of the page before"},
};
static const struct form query = FORM("InboxQuery", query_fields, struct inbox_query);

static const struct shape_field totals_fields[] = {
    {"waiting", SHAPE_INT, offsetof(struct notify_totals, waiting), NULL, "Not sent yet"},
    {"sent", SHAPE_INT, offsetof(struct notify_totals, sent), NULL, "Handed to the mail server"},
    {"dropped", SHAPE_INT, offsetof(struct notify_totals, dropped), NULL,
     "No longer wanted when their time came"},
    {"failed", SHAPE_INT, offsetof(struct notify_totals, failed), NULL, "Refused, or given up"},
    {"no_address", SHAPE_INT, offsetof(struct notify_totals, no_address), NULL,
     "To addresses that do not exist"},
    {"dead_channels", SHAPE_INT, offsetof(struct notify_totals, dead_channels), NULL,
     "Addresses that nothing is sent to any more"},
};
static const struct shape totals_shape = SHAPE("MessageTotals", totals_fields);

static struct inbox_json json_of(const struct request *rq, const struct notice *n)
{
    return (struct inbox_json){.notice = *n, .text = text(rq->lang, notice_key(n->key))};
}

static enum status api_inbox(struct request *rq, struct response *rs)
{
    struct inbox_query q;
    struct notice_list list;
    struct inbox_json *items;
    struct str next = STR_NONE;
    int64_t before = 0, key = 0, limit;
    size_t n;

    TRY(query_take(rq, &q));
    limit = q.limit > 0 ? q.limit : 50;
    if (q.after.n > 0)
        TRY(api_cursor_read(q.after, &key, &before));
    TRY(notify_inbox(rq->db, rq->arena, rq->who, before, limit + 1, &list));
    n = list.n > (size_t)limit ? (size_t)limit : list.n;
    items = arena_array(rq->arena, struct inbox_json, n);
    for (size_t i = 0; i < n; i++)
        items[i] = json_of(rq, &list.at[i]);
    if (list.n > n)
        next = api_cursor(rq->arena, list.at[n - 1].at, list.at[n - 1].id);
    return api_list(rq, rs, items, n, sizeof *items, next);
}

static enum status api_read(struct request *rq, struct response *rs)
{
    struct notice notice;
    struct inbox_json out;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(notify_mark_read(rq->db, rq->arena, rq->who, id, &notice));
    out = json_of(rq, &notice);
    return api_object(rq, rs, 200, &out);
}

static enum status api_totals(struct request *rq, struct response *rs)
{
    struct notify_totals totals;

    TRY(notify_totals(rq->db, rq->arena, rq->who, clock_now() - 30 * DAY_MS, &totals));
    return api_object(rq, rs, 200, &totals);
}

const struct route notify_api_routes[] = {
    {GET, "/api/v1/inbox", PERM_SIGNED_IN, api_inbox, .query = &query, .out = &inbox_shape,
     .out_is_list = true, .summary = "What the caller was told, newest first"},
    {POST, "/api/v1/inbox/{id}/read", PERM_SIGNED_IN, api_read, .out = &inbox_shape,
     .summary = "Mark as read; doing so twice is fine", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/messages/totals", PERM_PEOPLE_MANAGE, api_totals, .out = &totals_shape,
     .summary = "Counts of outgoing messages of the last 30 days, without people"},
    {.run = NULL},
};
