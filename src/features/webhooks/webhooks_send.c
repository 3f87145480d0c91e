/* From events to deliveries, and out: claimed, sent outside of any transaction, settled (docs/decisions/0012).
 * SPDX-License-Identifier: MPL-2.0 */
#include <sodium.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/log.h"
#include "base/ticker.h"
#include "core/jobs.h"
#include "base/zone.h"
#include "features/webhooks/webhooks.h"
#include "net/http.h"

#define TURN_US 3000000 /* a stop waits for this and one AT_ONCE */
#define AT_ONCE 8       /* AT_ONCE exchanges of HTTP_TIMEOUT_MS end before HELD_MS */
#define HELD_MS (5 * MINUTE_MS)
#define NEW_AT_ONCE 200
#define LOG_DAYS 90
/* An event has its id before it is committed: for so long a look goes back behind those it has seen. */
#define LOOK_BACK_MS (10 * MINUTE_MS)

/* ---- from events to deliveries */

static enum status collect_for(struct db *db, struct arena *a, const struct webhook_open_row *hook,
                               size_t *ret_n)
{
    int64_t now = clock_now(), settled = id_at(now - LOOK_BACK_MS);
    struct webhook_event_list events;

    TRY(q_webhook_new_events(db, a, hook->id, hook->since_id, hook->events, NEW_AT_ONCE, &events));
    *ret_n = events.n;
    /* Mostly nothing is new: then the place is moved now and then, not each second. */
    if (events.n == 0 && settled - hook->since_id < id_at(now) - settled)
        return OK;
    db_refresh(db);
    DB_TX(tx, db);
    for (size_t i = 0; i < events.n; i++)
        TRY(q_webhook_deliver(db, id_new(), hook->id, events.at[i].id, events.at[i].kind,
                              events.at[i].object_id, events.at[i].at, now));
    if (events.n == 0) {
        TRY(q_webhook_seen(db, hook->id, settled));
        TRY(q_webhook_sweep(db, hook->id, now - LOG_DAYS * DAY_MS));
    }
    return db_commit(&tx);
}

static enum status collect(struct db *db, struct arena *a)
{
    struct webhook_open_row_list hooks;

    TRY(q_webhook_open(db, a, &hooks));
    for (size_t i = 0; i < hooks.n; i++) {
        size_t n = NEW_AT_ONCE;

        while (n == NEW_AT_ONCE) {
            db_refresh(db);
            TRY(collect_for(db, a, &hooks.at[i], &n));
        }
    }
    db_refresh(db);
    return OK;
}

/* ---- one message */

static struct str body_of(struct arena *a, const struct webhook_delivery_row *d)
{
    struct buf b = buf_new(a, 200);
    struct json_out o = json_out_to(&b);

    json_open_object(&o);
    json_key(&o, STR("type"));
    json_write_text(&o, d->kind);
    json_key(&o, STR("timestamp"));
    json_write_text(&o, instant_text(a, d->at));
    json_key(&o, STR("data"));
    json_open_object(&o);
    json_key(&o, STR("id"));
    json_write_text(&o, arena_printf(a, "%lld", (long long)d->object_id));
    json_close_object(&o);
    json_close_object(&o);
    return buf_str(&b);
}

struct str webhook_signature(struct arena *a, struct str secret, struct str id, int64_t seconds,
                             struct str body)
{
    struct str head = arena_printf(a, "%.*s.%lld.", STR_ARG(id), (long long)seconds);
    unsigned char key[64], mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    char text[64];
    size_t n = 0;

    if (str_starts(secret, STR("whsec_")))
        secret = str_sub(secret, 6, secret.n);
    must(sodium_base642bin(key, sizeof key, secret.p, secret.n, NULL, &n, NULL,
                           sodium_base64_VARIANT_ORIGINAL) == 0);
    crypto_auth_hmacsha256_init(&state, key, n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)head.p, head.n);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)body.p, body.n);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_memzero(key, sizeof key);
    sodium_bin2base64(text, sizeof text, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL);
    return arena_printf(a, "v1,%s", text);
}

static struct http_result send_one(struct arena *a, int64_t delivery,
                                   const struct webhook_delivery_row *d, bool may_be_private)
{
    int64_t seconds = clock_now() / 1000;
    struct str id = arena_printf(a, "msg_%lld", (long long)delivery);
    struct http_post post = {
        .url = d->url, .body = body_of(a, d), .may_be_private = may_be_private};
    struct str signature = webhook_signature(a, d->secret, id, seconds, post.body);

    if (d->old_secret.n > 0 && d->old_ends_at > clock_now())
        signature =
            arena_printf(a, "%.*s %.*s", STR_ARG(signature),
                         STR_ARG(webhook_signature(a, d->old_secret, id, seconds, post.body)));
    post.headers[0] = (struct http_header){"Content-Type", STR("application/json")};
    post.headers[1] = (struct http_header){"webhook-id", id};
    post.headers[2] =
        (struct http_header){"webhook-timestamp", arena_printf(a, "%lld", (long long)seconds)};
    post.headers[3] = (struct http_header){"webhook-signature", signature};
    return http_post_send(a, &post);
}

/* ---- what became of it */

static int64_t wait_ms(int64_t attempts, const struct http_result *result)
{
    static const int64_t waits[] = {5000,        5 * MINUTE_MS, 30 * MINUTE_MS,
                                    2 * HOUR_MS, 5 * HOUR_MS,   10 * HOUR_MS};
    const int64_t last = (int64_t)(sizeof waits / sizeof waits[0]) - 1;
    int64_t ms = waits[attempts < last ? attempts : last];

    return result->retry_after_ms > ms ? result->retry_after_ms : ms;
}

static enum status note_failure(struct db *db, const struct webhook_delivery_row *d,
                                const struct http_result *result)
{
    int64_t now = clock_now(), changed = 0;

    TRY(q_webhook_failing(db, d->webhook_id, now));
    if (result->status == 410)
        TRY(q_webhook_off(db, d->webhook_id, now, STR("HTTP 410"), &changed));
    else if (d->failing_since != 0 && now - d->failing_since >= WEBHOOK_DEAD_MS)
        TRY(q_webhook_off(db, d->webhook_id, now, STR("failing"), &changed));
    if (changed > 0)
        TRY(audit(db, &actor_system, AUDIT_WEBHOOK_CHANGED, d->webhook_id, STR("off: dead")));
    return OK;
}

static enum status settle(struct db *db, int64_t id, int64_t held_until,
                          const struct webhook_delivery_row *d, const struct http_result *result)
{
    int64_t now = clock_now(), attempts = d->attempts + 1, changed;
    bool is_sent = result->status >= 200 && result->status < 300;
    struct str why = str_of(result->why);
    DB_TX(tx, db);

    if (is_sent)
        TRY(q_webhook_failing(db, d->webhook_id, 0));
    else
        TRY(note_failure(db, d, result));
    if (is_sent || result->status == 410 || now - d->made_at >= WEBHOOK_GIVE_UP_MS)
        TRY(q_webhook_settle(db, id, held_until, is_sent ? WEBHOOK_SENT : WEBHOOK_FAILED, now,
                             attempts, why, &changed));
    else
        TRY(q_webhook_postpone(db, id, held_until, now + wait_ms(d->attempts, result), attempts,
                               why, &changed));
    return db_commit(&tx);
}

static enum status drop(struct db *db, int64_t id, int64_t held_until, int64_t attempts)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(q_webhook_settle(db, id, held_until, WEBHOOK_DROPPED, clock_now(), attempts, STR(""),
                         &changed));
    return db_commit(&tx);
}

static enum status carry(struct db *db, struct arena *a, int64_t id, int64_t held_until,
                         bool may_be_private)
{
    struct webhook_delivery_row d;
    struct http_result result;

    enum status found = q_webhook_delivery_find(db, a, id, &d);
    if (found == MISSING) /* its webhook was removed */
        return OK;
    TRY(found);
    if (d.off_at != 0)
        return drop(db, id, held_until, d.attempts);
    db_refresh(db); /* nothing of the database is held while the other side thinks */
    result = send_one(a, id, &d, may_be_private);
    return settle(db, id, held_until, &d, &result);
}

static enum status claim(struct db *db, struct arena *a, size_t most, int64_t held_until,
                         struct webhook_due_row_list *ret)
{
    struct webhook_due_row due;
    enum status found = q_webhook_due(db, a, clock_now(), &due);

    *ret = (struct webhook_due_row_list){.n = 0};
    if (found != OK)
        return found == MISSING ? OK : found;
    db_refresh(db);
    DB_TX(tx, db);
    TRY(q_webhook_claim(db, a, clock_now(), held_until, (int64_t)most, ret));
    return db_commit(&tx);
}

static enum status send_claimed(struct db *db, struct arena *a, bool may_be_private, size_t most,
                                size_t *ret_n)
{
    int64_t held_until = clock_now() + HELD_MS;
    struct webhook_due_row_list due;

    TRY(claim(db, a, most, held_until, &due));
    *ret_n = due.n;
    for (size_t i = 0; i < due.n; i++) {
        db_refresh(db);
        failure_clear();
        enum status sent = carry(db, a, due.at[i].id, held_until, may_be_private);
        if (sent != OK) /* stays claimed, and is tried again when that has run out */
            log_line(LOG_LEVEL_ERROR, "webhook not settled", "delivery=%lld status=%s why=%s",
                     (long long)due.at[i].id, status_name(sent),
                     log_quote(a, str_of(failure_last()->why)));
    }
    return OK;
}

enum status webhooks_send_due(struct store *store, bool may_be_private, size_t most, size_t *ret_n)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    enum status status = collect(db, a);

    *ret_n = 0;
    db_end(db);
    while (status == OK && *ret_n < most) {
        size_t n = 0, left = most - *ret_n;

        arena_reset(a);
        db = db_start(store, a);
        status = send_claimed(db, a, may_be_private, left < AT_ONCE ? left : AT_ONCE, &n);
        db_end(db);
        *ret_n += n;
        if (n == 0)
            break;
    }
    arena_free(a);
    return status;
}

/* ---- the thread */

struct webhook_sender {
    struct store *store;
    bool may_be_private;
    struct ticker *ticker;
};

static void work(void *context)
{
    struct webhook_sender *s = context;
    size_t n = AT_ONCE;
    enum status status = OK;

    for (int64_t until_us = clock_monotonic_us() + TURN_US;
         status == OK && n == AT_ONCE && clock_monotonic_us() < until_us;)
        status = webhooks_send_due(s->store, s->may_be_private, AT_ONCE, &n);
    if (status != OK)
        log_line(LOG_LEVEL_ERROR, "webhooks cannot be sent", "status=%s", status_name(status));
}

enum status webhook_sender_start(struct store *store, bool may_be_private,
                                 struct webhook_sender **ret)
{
    TRY(claims_release(store, q_webhook_release));
    struct webhook_sender *s = calloc(1, sizeof *s);

    must(s != NULL);
    *s = (struct webhook_sender){.store = store, .may_be_private = may_be_private};
    enum status status = ticker_start(work, s, &s->ticker);
    if (status != OK) {
        free(s);
        return status;
    }
    *ret = s;
    return OK;
}

void webhook_sender_stop(struct webhook_sender *s)
{
    if (s == NULL)
        return;
    ticker_stop(s->ticker);
    free(s);
}
