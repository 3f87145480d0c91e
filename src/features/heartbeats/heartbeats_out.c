/* Reporting to addresses elsewhere, as long as everything here is well: their silence is the alarm.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/ticker.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/heartbeats/heartbeats.h"
#include "net/http.h"

static enum status may_look(const struct actor *who)
{
    return may(who, PERM_HEARTBEATS) ? OK : fail(DENIED, "may not look after heartbeats");
}

enum status heartbeat_out_add(struct db *db, struct arena *a, const struct actor *who,
                              struct str url, bool may_be_plain, int64_t *ret_id)
{
    struct heartbeat_out_list all;
    int64_t id = id_new();
    DB_TX(tx, db);

    TRY(may_look(who));
    if (!http_url_ok(url, may_be_plain))
        return refuse(INVALID, T_HEARTBEAT_BAD_URL);
    TRY(q_heartbeat_out_all(db, a, &all));
    if (all.n >= HEARTBEAT_OUT_MOST)
        return refuse(CONFLICT, T_HEARTBEAT_TOO_MANY);
    TRY(q_heartbeat_out_insert(db, id, url, clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id, STR("out added")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status heartbeat_out_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               struct heartbeat_out *ret)
{
    TRY(may_look(who));
    return q_heartbeat_out_one(db, a, id, ret);
}

enum status heartbeat_out_change(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct str url, bool may_be_plain)
{
    struct heartbeat_out found;
    DB_TX(tx, db);

    TRY(heartbeat_out_find(db, a, who, id, &found));
    if (!http_url_ok(url, may_be_plain))
        return refuse(INVALID, T_HEARTBEAT_BAD_URL);
    TRY(q_heartbeat_out_put(db, id, url, clock_now()));
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id, STR("out changed")));
    return db_commit(&tx);
}

enum status heartbeat_out_remove(struct db *db, const struct actor *who, int64_t id)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_heartbeat_out_drop(db, id, &changed));
    if (changed == 0)
        return fail(MISSING, "no such address");
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id, STR("out removed")));
    return db_commit(&tx);
}

enum status heartbeat_outs(struct db *db, struct arena *a, const struct actor *who,
                           struct heartbeat_out_list *ret)
{
    TRY(may_look(who));
    return q_heartbeat_out_all(db, a, ret);
}

/* ---- sending */

static enum status claim(struct db *db, struct arena *a, struct heartbeat_due_row_list *ret)
{
    struct heartbeat_due_row due;
    int64_t now = clock_now();
    enum status found = q_heartbeat_out_is_due(db, a, now, &due);

    *ret = (struct heartbeat_due_row_list){.n = 0};
    if (found != OK)
        return found == MISSING ? OK : found;
    db_refresh(db);
    DB_TX(tx, db);
    TRY(q_heartbeat_out_claim(db, a, now, now + HEARTBEAT_OUT_EVERY_MS, ret));
    return db_commit(&tx);
}

static enum status settle(struct db *db, const struct heartbeat_due_row *to, bool is_sent,
                          struct str why)
{
    DB_TX(tx, db);

    if (is_sent)
        TRY(q_heartbeat_out_sent(db, to->id, to->url, clock_now(), why));
    else
        TRY(q_heartbeat_out_failed(db, to->id, to->url, why));
    return db_commit(&tx);
}

static enum status report(struct db *db, struct arena *a, const struct heartbeat_due_row *to,
                          bool well, bool may_be_private, size_t *n)
{
    struct http_post post = {.url = to->url, .body = STR("ok"), .may_be_private = may_be_private};

    if (!well)
        return settle(db, to, false, STR("not well"));
    post.headers[0] = (struct http_header){"Content-Type", STR("text/plain")};
    db_refresh(db); /* nothing of the database is held while the other side thinks */
    struct http_result result = http_post_send(a, &post);
    bool is_sent = result.status >= 200 && result.status < 300;

    *n += is_sent;
    return settle(db, to, is_sent, str_of(result.why));
}

enum status heartbeats_send_due(struct store *store, int64_t started_at, bool may_be_private,
                                size_t *ret_n)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct heartbeat_due_row_list due;
    struct health health;
    enum status status = claim(db, a, &due);

    *ret_n = 0;
    if (status == OK && due.n > 0)
        status = health_read(db, a, started_at, &health);
    for (size_t i = 0; status == OK && i < due.n; i++)
        status = report(db, a, &due.at[i], health.well, may_be_private, ret_n);
    db_end(db);
    arena_free(a);
    return status;
}

/* ---- the thread */

struct heartbeat_sender {
    struct store *store;
    bool may_be_private;
    int64_t started_at;
    struct ticker *ticker;
};

static void work(void *context)
{
    struct heartbeat_sender *s = context;
    size_t n;
    enum status status = heartbeats_send_due(s->store, s->started_at, s->may_be_private, &n);

    if (status != OK)
        log_line(LOG_LEVEL_ERROR, "signs of life cannot be sent", "status=%s", status_name(status));
}

enum status heartbeat_sender_start(struct store *store, bool may_be_private,
                                   struct heartbeat_sender **ret)
{
    struct heartbeat_sender *s = calloc(1, sizeof *s);

    must(s != NULL);
    *s = (struct heartbeat_sender){
        .store = store, .may_be_private = may_be_private, .started_at = clock_now()};
    enum status status = ticker_start(work, s, &s->ticker);
    if (status != OK) {
        free(s);
        return status;
    }
    *ret = s;
    return OK;
}

void heartbeat_sender_stop(struct heartbeat_sender *s)
{
    if (s == NULL)
        return;
    ticker_stop(s->ticker);
    free(s);
}
