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

static const struct shape_field beat_fields[] = {
    {"id", SHAPE_ID, offsetof(struct heartbeat, id), NULL, "Identifier"},
    {"name", SHAPE_TEXT, offsetof(struct heartbeat, name), NULL, "What is to report"},
    {"kind", SHAPE_WORD, offsetof(struct heartbeat, kind), heartbeat_kind_words, "How it reports"},
    {"every_s", SHAPE_INT, offsetof(struct heartbeat, every_s), NULL, "How often, in seconds"},
    {"grace_s", SHAPE_INT, offsetof(struct heartbeat, grace_s), NULL, "How late it may be"},
    {"owner_id", SHAPE_ID, offsetof(struct heartbeat, owner_id), NULL, "Who is told"},
    {"on_duty", SHAPE_BOOL, offsetof(struct heartbeat, on_duty), NULL, "Help hangs on it"},
    {"last_at", SHAPE_INSTANT, offsetof(struct heartbeat, last_at), NULL, "Null: never yet"},
    {"missed_at", SHAPE_INSTANT, offsetof(struct heartbeat, missed_at), NULL,
     "Since when it is missed; null: it is not"},
};
static const struct shape beat_shape = SHAPE("Heartbeat", beat_fields);

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

const struct route heartbeat_api_routes[] = {
    {GET, "/api/v1/health", PERM_PUBLIC, api_health, .out = &health_shape,
     .summary = "How the server is, for a watcher with its token; asking is its sign of life",
     .flags = ROUTE_ANONYMOUS},
    {GET, "/api/v1/heartbeats", PERM_HEARTBEATS, api_all, .out = &beat_shape, .out_is_list = true,
     .summary = "What is to report, and what is missed"},
    {.run = NULL},
};
