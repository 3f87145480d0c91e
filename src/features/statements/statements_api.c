/* The statement store as JSON: the same rules as the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/statements/statements_web.h"

#include "web/api.h"
#include "web/server.h"

#define LOG_PAGE 100

struct store_json {
    struct statement_store_row store;
    struct statement_totals_row totals;
    bool on;
};
static const struct shape_field store_fields[] = {
    {"url", SHAPE_TEXT, offsetof(struct store_json, store.url), NULL,
     "Where statements are posted; null: no store is set up"},
    {"login", SHAPE_TEXT, offsetof(struct store_json, store.login), NULL,
     "The key that the store gave; its secret is never shown"},
    {"kinds", SHAPE_WORDS, offsetof(struct store_json, store.kinds), statement_kind_words,
     "What it is told of"},
    {"on", SHAPE_BOOL, offsetof(struct store_json, on), NULL, "Whether it is told anything"},
    {"failing_since", SHAPE_INSTANT, offsetof(struct store_json, store.failing_since), NULL,
     "Since when nothing got through"},
    {"answer", SHAPE_TEXT, offsetof(struct store_json, store.answer), NULL, "The latest answer"},
    {"waiting", SHAPE_INT, offsetof(struct store_json, totals.waiting), NULL, "Wait to be sent"},
    {"sent", SHAPE_INT, offsetof(struct store_json, totals.sent), NULL, "Were taken"},
    {"failed", SHAPE_INT, offsetof(struct store_json, totals.failed), NULL, "Were given up"},
};
static const struct shape store_shape = SHAPE("StatementStore", store_fields);

static const struct shape_field log_fields[] = {
    {"id", SHAPE_ID, offsetof(struct statement_log_row, id), NULL, "Identifier here"},
    {"kind", SHAPE_WORD, offsetof(struct statement_log_row, kind), statement_kind_words,
     "What happened"},
    {"word", SHAPE_TEXT, offsetof(struct statement_log_row, word), NULL,
     "Of the module, the scenario or the item"},
    {"at", SHAPE_INSTANT, offsetof(struct statement_log_row, at), NULL, "When it happened"},
    {"state", SHAPE_WORD, offsetof(struct statement_log_row, state), statement_state_words,
     "What became of it"},
    {"attempts", SHAPE_INT, offsetof(struct statement_log_row, attempts), NULL,
     "How often it was tried"},
    {"settled_at", SHAPE_INSTANT, offsetof(struct statement_log_row, settled_at), NULL,
     "When it was taken or given up"},
    {"answer", SHAPE_TEXT, offsetof(struct statement_log_row, why), NULL, "The latest answer"},
};
static const struct shape log_shape = SHAPE("Statement", log_fields);

struct own_json {
    bool on, practice;
    int64_t kinds;
};
static const struct shape_field own_fields[] = {
    {"on", SHAPE_BOOL, offsetof(struct own_json, on), NULL,
     "Whether learning is told to a store elsewhere"},
    {"kinds", SHAPE_WORDS, offsetof(struct own_json, kinds), statement_kind_words,
     "What it is told of"},
    {"practice", SHAPE_BOOL, offsetof(struct own_json, practice), NULL,
     "The caller said yes to practice being told of"},
};
static const struct shape own_shape = SHAPE("StatementOwn", own_fields);

static enum status answer(struct request *rq, struct response *rs)
{
    struct store_json out = {.on = false};

    TRY(statement_store(rq->db, rq->arena, rq->who, &out.store));
    TRY(statement_totals(rq->db, rq->arena, rq->who, &out.totals));
    out.on = out.store.on_at != 0;
    return api_object(rq, rs, 200, &out);
}

static enum status api_store(struct request *rq, struct response *rs)
{
    return answer(rq, rs);
}

static enum status api_put(struct request *rq, struct response *rs)
{
    struct statement_store_input input;

    TRY(form_take(rq, &input));
    TRY(statement_store_put(rq->db, rq->arena, rq->who,
                            &(struct statement_store_entry){input.url, input.login, input.secret,
                                                            input.kinds, input.on,
                                                            rq->server->local_services}));
    return answer(rq, rs);
}

static enum status api_log(struct request *rq, struct response *rs)
{
    struct statement_log_row_list log;

    TRY(statement_log(rq->db, rq->arena, rq->who, LOG_PAGE, &log));
    return api_list(rq, rs, log.at, log.n, sizeof *log.at, STR_NONE);
}

static enum status api_again(struct request *rq, struct response *rs)
{
    int64_t n;

    TRY(statement_again(rq->db, rq->who, &n));
    return answer(rq, rs);
}

static enum status answer_own(struct request *rq, struct response *rs)
{
    struct statement_own own;

    TRY(statement_own(rq->db, rq->arena, rq->who, 0, &own));
    return api_object(rq, rs, 200,
                      &(struct own_json){own.is_on, own.practice, own.is_on ? own.kinds : 0});
}

static enum status api_own(struct request *rq, struct response *rs)
{
    return answer_own(rq, rs);
}

static enum status api_own_put(struct request *rq, struct response *rs)
{
    struct statement_own_input input;

    TRY(form_take(rq, &input));
    TRY(statement_own_practice(rq->db, rq->who, input.practice));
    return answer_own(rq, rs);
}

static enum status api_sent(struct request *rq, struct response *rs)
{
    struct statement_own own;

    TRY(statement_own(rq->db, rq->arena, rq->who, LOG_PAGE, &own));
    return api_list(rq, rs, own.sent.at, own.sent.n, sizeof *own.sent.at, STR_NONE);
}

const struct route statement_api_routes[] = {
    {GET, "/api/v1/statement-store", PERM_WEBHOOKS, api_store, .out = &store_shape,
     .summary = "The store that is told what people have learned"},
    {PUT, "/api/v1/statement-store", PERM_WEBHOOKS, api_put, .in = &statement_store_in,
     .out = &store_shape, .summary = "Set it up or change it", .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/statement-store/again", PERM_WEBHOOKS, api_again, .out = &store_shape,
     .summary = "Try again what was given up", .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/statements", PERM_WEBHOOKS, api_log, .out = &log_shape, .out_is_list = true,
     .summary = "What was told lately, without people; what was given up first"},
    {GET, "/api/v1/me/statements", PERM_SIGNED_IN, api_own, .out = &own_shape,
     .summary = "Whether and what is told of the caller's learning"},
    {PUT, "/api/v1/me/statements", PERM_SIGNED_IN, api_own_put, .in = &statement_own_in,
     .out = &own_shape, .summary = "Say yes or no to practice being told of",
     .flags = ROUTE_IDEMPOTENT},
    {GET, "/api/v1/me/statements/sent", PERM_SIGNED_IN, api_sent, .out = &log_shape,
     .out_is_list = true, .summary = "What was told of the caller, newest first"},
    {.run = NULL},
};
