/* The health of the server for watchers, and heartbeats as JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats_web.h"

#include "base/clock.h"
#include "web/api.h"
#include "web/builtin.h"
#include "web/server.h"

static const struct shape_field health_fields[] = {
    {"well", SHAPE_BOOL, offsetof(struct health, well), NULL, "Nothing is wrong"},
    {"troubles", SHAPE_WORDS, offsetof(struct health, troubles), health_trouble_words,
     "What is wrong"},
    {"at", SHAPE_INSTANT, offsetof(struct health, at), NULL, "The server's time"},
    {"pulse_age_s", SHAPE_INT, offsetof(struct health, pulse_age_s), NULL,
     "How long ago the job ran that runs every ten seconds"},
    {"jobs_late_s", SHAPE_INT, offsetof(struct health, jobs_late_s), NULL,
     "How late the oldest job is"},
    {"jobs_broken", SHAPE_INT, offsetof(struct health, jobs_broken), NULL,
     "Jobs that were set aside"},
    {"sending_late_s", SHAPE_INT, offsetof(struct health, sending_late_s), NULL,
     "How late the oldest message is"},
    {"email_sent_at", SHAPE_INSTANT, offsetof(struct health, email_sent_at), NULL,
     "The latest mail that was taken"},
    {"sms_sent_at", SHAPE_INSTANT, offsetof(struct health, sms_sent_at), NULL,
     "The latest text message that was taken"},
    {"push_sent_at", SHAPE_INSTANT, offsetof(struct health, push_sent_at), NULL,
     "The latest push that was taken"},
    {"version", SHAPE_TEXT, offsetof(struct health, version), NULL, "Of the program"},
};
static const struct shape health_shape = SHAPE("Health", health_fields);

#define BEAT_FIELDS                                                                                \
    {"id", SHAPE_ID, offsetof(struct heartbeat, id), NULL, "Identifier"},                          \
        {"name", SHAPE_TEXT, offsetof(struct heartbeat, name), NULL, "What is to report"},         \
        {"kind", SHAPE_WORD, offsetof(struct heartbeat, kind), heartbeat_kind_words,               \
         "How it reports"},                                                                        \
        {"every_s", SHAPE_INT, offsetof(struct heartbeat, every_s), NULL,                          \
         "How often, in seconds"},                                                                 \
        {"grace_s", SHAPE_INT, offsetof(struct heartbeat, grace_s), NULL, "How late it may be"},   \
        {"owner_id", SHAPE_ID, offsetof(struct heartbeat, owner_id), NULL, "Who is told"},         \
        {"on_duty", SHAPE_BOOL, offsetof(struct heartbeat, on_duty), NULL, "Help hangs on it"},    \
        {"last_at", SHAPE_INSTANT, offsetof(struct heartbeat, last_at), NULL, "Null: never yet"},  \
    {                                                                                              \
        "missed_at", SHAPE_INSTANT, offsetof(struct heartbeat, missed_at), NULL,                   \
            "Since when it is missed; null: it is not"                                             \
    }
static const struct shape_field beat_fields[] = {BEAT_FIELDS};
static const struct shape beat_shape = SHAPE("Heartbeat", beat_fields);

/* Told this once: only in the answer to what made it. */
struct heartbeat_json {
    struct heartbeat beat; /* first: the same fields */
    struct str address, token;
};
static const struct shape_field told_fields[] = {
    BEAT_FIELDS,
    {"address", SHAPE_TEXT, offsetof(struct heartbeat_json, address), NULL,
     "Where a thing reports, when its secret was made by this; else null"},
    {"token", SHAPE_TEXT, offsetof(struct heartbeat_json, token), NULL,
     "What a watcher asks with, when it was made by this; else null"},
};
static const struct shape told_shape = SHAPE("HeartbeatTold", told_fields);

static const struct shape_field out_fields[] = {
    {"id", SHAPE_ID, offsetof(struct heartbeat_out, id), NULL, "Identifier"},
    {"url", SHAPE_TEXT, offsetof(struct heartbeat_out, url), NULL, "Where we report"},
    {"sent_at", SHAPE_INSTANT, offsetof(struct heartbeat_out, sent_at), NULL,
     "The latest that was taken; null: none yet"},
    {"why", SHAPE_TEXT, offsetof(struct heartbeat_out, why), NULL, "Of the latest try"},
};
static const struct shape out_shape = SHAPE("HeartbeatOut", out_fields);

/* The token alone says who asks, and asking is the watcher's own sign of life. A database that takes no write is a trouble to
 * tell, not a failure to answer. */
static enum status api_health(struct request *rq, struct response *rs)
{
    struct str given = request_header(rq, "Authorization");
    struct health health;

    if (!str_starts(given, STR("Bearer ")))
        return fail(MISSING, "no token");
    enum status beat =
        heartbeat_beat(rq->db, rq->arena, HEARTBEAT_WATCHER, str_trim(str_sub(given, 7, given.n)));
    if (beat == MISSING)
        return beat;
    db_refresh(rq->db);
    TRY(health_read(rq->db, rq->arena, rq->server->started_at, &health));
    if (beat != OK)
        health_add(&health, HEALTH_WRITE);
    health.version = str_of(rq->server->version);
    response_header(rs, "Cache-Control", STR("no-store"));
    return api_object(rq, rs, 200, &health);
}

static enum status api_all(struct request *rq, struct response *rs)
{
    struct heartbeat_list list;

    TRY(heartbeats_all(rq->db, rq->arena, rq->who, &list));
    return api_list(rq, rs, list.at, list.n, sizeof *list.at, STR_NONE);
}

static enum status answer(struct request *rq, struct response *rs, int status, int64_t id,
                          struct str secret)
{
    struct heartbeat_json out = {.address = STR_NONE, .token = STR_NONE};

    db_refresh(rq->db);
    TRY(heartbeat_find(rq->db, rq->arena, rq->who, id, &out.beat));
    if (secret.n > 0 && out.beat.kind == HEARTBEAT_WATCHER)
        out.token = secret;
    else if (secret.n > 0)
        out.address = heartbeat_address(rq, secret);
    return api_object(rq, rs, status, &out);
}

static enum status api_add(struct request *rq, struct response *rs)
{
    struct heartbeat_entry entry;
    struct str secret;
    int64_t id;

    TRY(form_take(rq, &entry));
    TRY(heartbeat_add(rq->db, rq->arena, rq->who, &entry, &id, &secret));
    return answer(rq, rs, 201, id, secret);
}

static enum status api_change(struct request *rq, struct response *rs)
{
    struct heartbeat_change_input input;
    struct str secret;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &input));
    TRY(heartbeat_change(rq->db, rq->arena, rq->who, id, &input.entry, input.new_secret, &secret));
    return answer(rq, rs, 200, id, secret);
}

static enum status api_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_remove(rq->db, rq->who, id));
    db_refresh(rq->db);
    return api_all(rq, rs);
}

/* ---- out */

static enum status api_outs(struct request *rq, struct response *rs)
{
    struct heartbeat_out_list list;

    TRY(heartbeat_outs(rq->db, rq->arena, rq->who, &list));
    return api_list(rq, rs, list.at, list.n, sizeof *list.at, STR_NONE);
}

static enum status answer_out(struct request *rq, struct response *rs, int status, int64_t id)
{
    struct heartbeat_out out;

    db_refresh(rq->db);
    TRY(heartbeat_out_find(rq->db, rq->arena, rq->who, id, &out));
    return api_object(rq, rs, status, &out);
}

static enum status api_out_add(struct request *rq, struct response *rs)
{
    struct heartbeat_out_input input;
    int64_t id;

    TRY(form_take(rq, &input));
    TRY(heartbeat_out_add(rq->db, rq->arena, rq->who, input.url, rq->server->local_services, &id));
    return answer_out(rq, rs, 201, id);
}

static enum status api_out_change(struct request *rq, struct response *rs)
{
    struct heartbeat_out_input input;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_take(rq, &input));
    TRY(heartbeat_out_change(rq->db, rq->arena, rq->who, id, input.url,
                             rq->server->local_services));
    return answer_out(rq, rs, 200, id);
}

static enum status api_out_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_out_remove(rq->db, rq->who, id));
    db_refresh(rq->db);
    return api_outs(rq, rs);
}

/* Nothing that answers with a secret is idempotent: a remembered answer would keep it. */
const struct route heartbeat_api_routes[] = {
    {GET, "/api/v1/health", PERM_PUBLIC, api_health, .out = &health_shape,
     .summary = "How the server is, for a watcher with its token; asking is its sign of life",
     .flags = ROUTE_ANONYMOUS},
    {GET, "/api/v1/heartbeats", PERM_HEARTBEATS, api_all, .out = &beat_shape, .out_is_list = true,
     .summary = "What is to report, and what is missed"},
    {POST, "/api/v1/heartbeats", PERM_HEARTBEATS, api_add, .in = &heartbeat_in, .out = &told_shape,
     .summary = "Add one; the answer holds its secret, this once"},
    {GET, "/api/v1/heartbeats/out", PERM_HEARTBEATS, api_outs, .out = &out_shape,
     .out_is_list = true, .summary = "Where we report while all is well"},
    {POST, "/api/v1/heartbeats/out", PERM_HEARTBEATS, api_out_add, .in = &heartbeat_out_in,
     .out = &out_shape, .summary = "Add an address that we report to", .flags = ROUTE_IDEMPOTENT},
    {PUT, "/api/v1/heartbeats/out/{id}", PERM_HEARTBEATS, api_out_change, .in = &heartbeat_out_in,
     .out = &out_shape, .summary = "Report to another address", .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/heartbeats/out/{id}", PERM_HEARTBEATS, api_out_remove, .out = &out_shape,
     .out_is_list = true, .summary = "Report there no more"},
    {PUT, "/api/v1/heartbeats/{id}", PERM_HEARTBEATS, api_change, .in = &heartbeat_change_in,
     .out = &told_shape, .summary = "Change one; its secret stays unless a new one is asked for"},
    {DELETE, "/api/v1/heartbeats/{id}", PERM_HEARTBEATS, api_remove, .out = &beat_shape,
     .out_is_list = true, .summary = "Remove one"},
    {.run = NULL},
};
