/* Who is asking: by session cookie or by API token.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/session.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "core/live.h"
#include "web/cookie.h"
#include "web/pairs.h"
#include "web/route.h"
#include "web_sql.h"

#define COOKIE_NAME "bv_session"
#define CSRF_COOKIE_NAME "bv_csrf"
/* How often a visit is written down: every request would be a disk sync. */
#define SEEN_EVERY_MS (5 * MINUTE_MS)

static bool has_left(const struct request *rq, int64_t left_day)
{
    return left_day != 0 && rq->zone != NULL && zone_day(rq->zone, clock_now()) > left_day;
}

static enum status note_session_seen(struct db *db, int64_t id)
{
    DB_TX(tx, db);

    TRY(q_web_session_seen(db, id, clock_now()));
    return db_commit(&tx);
}

static enum status note_token_used(struct db *db, int64_t id)
{
    DB_TX(tx, db);

    TRY(q_web_token_used(db, id, clock_now()));
    return db_commit(&tx);
}

/* A visit that could not be written down is no reason to turn anybody away. */
static void forget(enum status status)
{
    if (status != OK)
        failure_clear();
}

/* Nobody came: a page that is open asks for itself. Or somebody did, and when is not to be kept. */
static bool is_background(const struct request *rq)
{
    return (rq->route != NULL && (rq->route->flags & (ROUTE_BACKGROUND | ROUTE_UNNAMED)) != 0) ||
           request_header(rq, "X-Background").n > 0;
}

static enum status become(struct request *rq, int64_t person_id, uint64_t limited_to)
{
    struct actor *who = arena_make(rq->arena, struct actor);
    enum status status = actor_load(rq->db, rq->arena, person_id, who);

    if (status != OK)
        return status;
    who->limited_to = limited_to;
    rq->who = who;
    rq->lang = who->lang;
    return OK;
}

static enum status load_from_cookie(struct request *rq)
{
    struct str token = cookie_get(rq, COOKIE_NAME);
    struct web_session_row session;
    int64_t now = clock_now();
    enum status status;

    if (token.p == NULL || token.n == 0 || token.n > 100)
        return OK;
    status = q_web_session_find(rq->db, rq->arena, hash_hex(rq->arena, token), &session);
    if (status == MISSING) {
        failure_clear();
        return OK;
    }
    TRY(status);
    if (now >= session.ends_at || now - session.seen_at >= SESSION_IDLE_MS ||
        has_left(rq, session.left_day))
        return OK;
    status = become(rq, session.person_id, UINT64_MAX);
    if (status == MISSING) {
        failure_clear();
        return OK;
    }
    TRY(status);
    rq->session_id = session.id;
    rq->csrf = session.csrf;
    if (now - session.seen_at >= SEEN_EVERY_MS && !is_background(rq))
        forget(note_session_seen(rq->db, session.id));
    return OK;
}

static enum status load_from_bearer(struct request *rq, struct str token)
{
    struct web_token_row row;
    int64_t now = clock_now();
    enum status status;

    if (!str_starts(token, STR("bvt_")) || token.n > 100)
        return fail(DENIED, "not a token of ours");
    status = q_web_token_find(rq->db, rq->arena, hash_hex(rq->arena, token), &row);
    if (status == MISSING)
        return fail(DENIED, "no such API token");
    TRY(status);
    if (row.revoked_at != 0 || now >= row.ends_at || has_left(rq, row.left_day))
        return fail(DENIED, "API token %lld has ended", (long long)row.id);
    status = become(rq, row.person_id, (uint64_t)row.scopes);
    if (status == MISSING)
        return fail(DENIED, "the person of API token %lld is gone", (long long)row.id);
    TRY(status);
    if (now - row.used_at >= SEEN_EVERY_MS)
        forget(note_token_used(rq->db, row.id));
    return OK;
}

enum status session_load(struct request *rq)
{
    struct str header = request_header(rq, "Authorization");

    /* Pages are for browsers: only the API takes tokens, and there a token outranks a cookie. */
    if (rq->is_api && header.n > 7 && str_eq_nocase(str_sub(header, 0, 7), STR("Bearer ")))
        return load_from_bearer(rq, str_trim(str_sub(header, 7, header.n)));
    return load_from_cookie(rq);
}

enum status session_create(struct request *rq, struct response *rs, int64_t person_id)
{
    struct str token = id_secret(rq->arena, 32), csrf = id_secret(rq->arena, 18);
    int64_t now = clock_now(), id = id_new();
    DB_TX(tx, rq->db);

    TRY(q_web_session_sweep(rq->db, now, now - SESSION_IDLE_MS));
    TRY(q_web_session_insert(rq->db, id, hash_hex(rq->arena, token), person_id, csrf, now,
                             now + SESSION_TOTAL_MS));
    TRY(db_commit(&tx));
    TRY(become(rq, person_id, UINT64_MAX));
    rq->session_id = id;
    rq->csrf = csrf;
    cookie_set(rq, rs, COOKIE_NAME, token, COOKIE_SESSION);
    /* The next person at this machine reads their own language, not the choice of the one before.
     */
    if (cookie_get(rq, "bv_lang").p != NULL)
        cookie_set(rq, rs, "bv_lang", STR(""), COOKIE_GONE);
    return OK;
}

enum status session_end(struct request *rq, struct response *rs)
{
    cookie_set(rq, rs, COOKIE_NAME, STR(""), COOKIE_GONE);
    if (rq->session_id == 0)
        return OK;

    DB_TX(tx, rq->db);
    TRY(q_web_session_delete(rq->db, rq->session_id));
    TRY(live_check(rq->db, rq->who->person_id));
    TRY(db_commit(&tx));
    rq->who = &actor_nobody;
    rq->session_id = 0;
    rq->csrf = STR_NONE;
    return OK;
}

enum status session_end_all(struct request *rq, int64_t person_id)
{
    DB_TX(tx, rq->db);

    TRY(q_web_session_delete_all(rq->db, person_id));
    TRY(live_check(rq->db, person_id));
    return db_commit(&tx);
}

struct str session_csrf_before_sign_in(struct request *rq, struct response *rs)
{
    struct str token;

    if (rq->csrf.n > 0)
        return rq->csrf;
    token = cookie_get(rq, CSRF_COOKIE_NAME);
    if (token.p == NULL || token.n < 20 || token.n > 100) {
        token = id_secret(rq->arena, 18);
        cookie_set(rq, rs, CSRF_COOKIE_NAME, token, COOKIE_SESSION);
    }
    rq->csrf = token;
    return token;
}

bool session_csrf_ok(const struct request *rq)
{
    struct str sent = request_header(rq, "X-CSRF-Token");
    struct str wanted = rq->session_id != 0 ? rq->csrf : cookie_get(rq, CSRF_COOKIE_NAME);

    if (sent.p == NULL && (str_eq(rq->content_type, STR("application/x-www-form-urlencoded")) ||
                           str_eq(rq->content_type, STR("multipart/form-data"))))
        sent = pairs_find(rq->arena, rq->body, STR("csrf"));
    return wanted.n >= 20 && sent.n == wanted.n && sodium_memcmp(sent.p, wanted.p, wanted.n) == 0;
}
