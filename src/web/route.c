/* From a parsed request to a complete answer: the one way every request takes, over a socket or in
 * a test.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/route.h"

#include <string.h>

#include "core/live.h"
#include "web/again.h"
#include "web/api.h"
#include "web/builtin.h"
#include "web/cookie.h"
#include "web/idempotent.h"
#include "web/page.h"
#include "web/pairs.h"
#include "web/report.h"
#include "web/route_inner.h"
#include "web/server.h"
#include "web/session.h"

/* ---- finding */

/* "/incidents/{id}" against "/incidents/42". Values stay encoded until the whole path fits. All routes are tried for
 * every request: most end at their first letters. */
static bool path_fits(const char *pattern, struct str path, struct str params[4])
{
    size_t n = 0, at = 0, from;

    while (*pattern != '\0') {
        if (*pattern != '{') {
            if (at == path.n || path.p[at] != *pattern)
                return false;
            pattern++;
            at++;
            continue;
        }
        from = at;
        while (at < path.n && path.p[at] != '/')
            at++;
        if (at == from || n == 4)
            return false;
        params[n++] = str_sub(path, from, at - from);
        pattern = strchr(pattern, '}') + 1;
    }
    return at == path.n;
}

const struct route *route_find(enum method method, struct str path, struct str params[4],
                               bool *ret_other_method)
{
    *ret_other_method = false;
    for (size_t t = 0; all_routes[t] != NULL; t++)
        for (const struct route *r = all_routes[t]; r->run != NULL; r++) {
            if (!path_fits(r->path, path, params))
                continue;
            if (r->method == method)
                return r;
            *ret_other_method = true;
        }
    return NULL;
}

static const char *const method_names[METHOD_N] = {"GET", "POST", "PUT", "DELETE"};

static struct str allowed_methods(struct request *rq)
{
    struct buf b = buf_new(rq->arena, 40);
    struct str params[4];
    bool other;

    for (int m = 0; m < METHOD_N; m++)
        if (route_find((enum method)m, rq->path, params, &other) != NULL) {
            if (b.n > 0)
                buf_add(&b, STR(", "));
            buf_printf(&b, m == GET ? "%s, HEAD" : "%s", method_names[m]);
        }
    return buf_str(&b);
}

static enum status find(struct request *rq, struct response *rs)
{
    bool other_method;

    rq->route = route_find(rq->method, rq->path, rq->params, &other_method);
    if (rq->route == NULL && other_method) {
        rs->status = 405;
        response_header(rs, "Allow", allowed_methods(rq));
        return refuse(INVALID, T_ERROR_METHOD);
    }
    if (rq->route == NULL)
        return fail(MISSING, "no such path");
    for (size_t i = 0; i < 4; i++)
        if (rq->params[i].n > 0 && !percent_decode(rq->arena, rq->params[i], false, &rq->params[i]))
            return fail(MISSING, "broken escape in the path");
    return OK;
}

/* ---- who, in which language */

/* "en-GB,en;q=0.9,da;q=0.8": the first of ours wins; nobody sends theirs unsorted. */
static enum lang accepted_lang(const struct request *rq)
{
    struct str rest = request_header(rq, "Accept-Language"), item;
    enum lang lang;

    while (str_cut(&rest, ',', &item))
        if (lang_find(str_sub(str_trim(item), 0, 2), &lang))
            return lang;
    return LANG_DA;
}

static enum status load_who(struct request *rq)
{
    enum lang chosen;

    rq->who = &actor_nobody;
    rq->lang = accepted_lang(rq);
    if (rq->route != NULL && (rq->route->flags & ROUTE_ANONYMOUS) != 0)
        return OK;
    TRY(session_load(rq));
    if (lang_find(cookie_get(rq, "bv_lang"), &chosen))
        rq->lang = chosen;
    return OK;
}

/* From this machine, and not by way of a proxy on it that speaks for somebody else. */
static bool is_from_here(const struct request *rq)
{
    static const char *const via[] = {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"};

    if (rq->is_local)
        return true;
    for (size_t i = 0; i < sizeof via / sizeof via[0]; i++)
        if (request_header(rq, via[i]).p != NULL)
            return false;
    return str_eq(rq->remote, STR("127.0.0.1")) || str_eq(rq->remote, STR("::1"));
}

enum status route_may(struct request *rq)
{
    enum permission p = rq->route->permission;

    if (p == PERM_SERVER_LOCAL)
        return is_from_here(rq) ? OK : fail(DENIED, "only from the machine itself");
    if (may(rq->who, p))
        return OK;
    return fail(DENIED, "%s", rq->who->person_id == 0 ? "nobody signed in" : "not permitted");
}

/* ---- running */

static bool needs_csrf(const struct request *rq)
{
    bool by_token = rq->who->person_id != 0 && rq->session_id == 0;

    return rq->method != GET && !by_token && !rq->is_local &&
           (rq->route->flags & ROUTE_ANONYMOUS) == 0;
}

enum outcome { DONE, FAILED, NOT_SIGNED_IN, BAD_TOKEN, OLD_FORM };

static enum outcome run(struct request *rq, struct response *rs, enum status *ret)
{
    enum status found = find(rq, rs);
    struct failure why = *failure_last();
    enum text_key key = refuse_key();

    failure_clear();
    *ret = load_who(rq); /* also when nothing was found: the error page knows its reader */
    if (*ret == DENIED)
        return BAD_TOKEN;
    if (*ret == OK && found != OK) {
        *ret =
            key != T_NONE ? refuse(found, key) : fail_at(found, why.file, why.line, "%s", why.why);
        return FAILED;
    }
    if (*ret != OK)
        return FAILED;
    *ret = route_may(rq);
    if (*ret != OK)
        return rq->who->person_id == 0 && rq->route->permission != PERM_SERVER_LOCAL ? NOT_SIGNED_IN
                                                                                     : FAILED;
    if (needs_csrf(rq) && !session_csrf_ok(rq)) {
        *ret = refuse(DENIED, T_ERROR_FORM_TOO_OLD);
        return OLD_FORM;
    }
    *ret = idempotent_wanted(rq) ? idempotent_run(rq, rs) : rq->route->run(rq, rs);
    return *ret == OK ? DONE : FAILED;
}

/* ---- answers to what went wrong */

static void begin_again(struct request *rq, struct response *rs)
{
    rs->body = buf_new(rq->arena, 4096);
    rs->fixed = NULL;
    rs->content_type = STR_NONE;
}

static void answer_unauthorized(struct request *rq, struct response *rs)
{
    struct buf to = buf_new(rq->arena, 200), next = buf_new(rq->arena, 200);

    if (rq->is_api) {
        rs->status = 401;
        response_header(rs, "WWW-Authenticate", STR("Bearer realm=\"Bagvagt\""));
        api_problem(rq, rs, DENIED, NULL);
        return;
    }
    if (rq->method != GET) {
        page_sign_in_again(rq, rs);
        return;
    }
    buf_add(&next, rq->path);
    if (rq->query.n > 0) {
        buf_char(&next, '?');
        buf_add(&next, rq->query);
    }
    buf_add(&to, STR("/sign-in"));
    if (!str_eq(buf_str(&next), STR("/"))) {
        buf_add(&to, STR("?next="));
        percent_encode(&to, buf_str(&next));
    }
    if (redirect(rs, buf_str(&to)) != OK)
        page_error(rq, rs, BROKEN);
}

static void answer_failure(struct request *rq, struct response *rs, enum status status)
{
    const struct form_errors *errors = form_errors_noted();

    if (rs->status < 400)
        rs->status = status == INVALID && errors->n > 0 ? 422 : http_status_of(status);
    if (rs->status == 503)
        response_header(rs, "Retry-After", STR("2"));
    if (rq->is_api)
        api_problem(rq, rs, status, errors->n > 0 ? errors : NULL);
    else
        page_error(rq, rs, status);
}

static bool has_header(const struct response *rs, const char *name)
{
    for (size_t i = 0; i < rs->n_headers; i++)
        if (str_eq_nocase(rs->headers[i].name, str_of(name)))
            return true;
    return false;
}

static void add_security_headers(const struct request *rq, struct response *rs)
{
    response_header(rs, "X-Content-Type-Options", STR("nosniff"));
    if (!has_header(rs, "Cache-Control"))
        response_header(rs, "Cache-Control", STR("no-store"));
    if (rs->live != NULL) /* no document; and every byte is kept as long as the stream */
        return;
    if (!has_header(rs, "Content-Security-Policy")) /* evidence has a stricter one */
        response_header(
            rs, "Content-Security-Policy",
            STR("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                "frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"));
    response_header(rs, "Referrer-Policy", STR("same-origin"));
    if (rq->server->secure_cookies)
        response_header(rs, "Strict-Transport-Security", STR("max-age=31536000"));
}

void route_begin(struct request *rq, struct response *rs)
{
    failure_clear();
    refuse_clear();
    report_clear();
    *rs = (struct response){.status = 200};
    rs->body = buf_new(rq->arena, 4096);
    rq->who = &actor_nobody;
    rq->lang = LANG_DA;
    rq->is_api = str_starts(rq->path, STR("/api/"));
    rq->zone = rq->server->zone;
    rq->live_at = live_now();
}

void route_refuse(struct request *rq, struct response *rs, enum status status, int http_status,
                  enum text_key key)
{
    route_begin(rq, rs);
    rq->lang = accepted_lang(rq);
    rs->status = http_status;
    answer_failure(rq, rs, key != T_NONE ? refuse(status, key) : status);
    add_security_headers(rq, rs);
}

bool route_may_upload(struct request *rq, struct response *rs)
{
    enum status status;

    route_begin(rq, rs);
    status = find(rq, rs);
    if (status == OK)
        status = load_who(rq);
    if (status == OK)
        status = route_may(rq);
    if (status == OK)
        return true;
    if (rq->who->person_id == 0) {
        rs->status = 401;
        answer_failure(rq, rs, refuse(DENIED, T_ERROR_SIGN_IN_FIRST));
    } else {
        answer_failure(rq, rs, status);
    }
    add_security_headers(rq, rs);
    return false;
}

void route_run(struct request *rq, struct response *rs)
{
    enum status status;
    enum outcome outcome;

    route_begin(rq, rs);
    outcome = run(rq, rs, &status);
    if (outcome != DONE)
        begin_again(rq, rs);
    switch (outcome) {
    case DONE:
        break;
    case NOT_SIGNED_IN:
        answer_unauthorized(rq, rs);
        break;
    case BAD_TOKEN:
        rs->status = 401;
        response_header(rs, "WWW-Authenticate",
                        STR("Bearer realm=\"Bagvagt\", error=\"invalid_token\""));
        answer_failure(rq, rs, status);
        break;
    case OLD_FORM:
        if (rq->is_api)
            answer_failure(rq, rs, status);
        else
            page_form_too_old(rq, rs);
        break;
    case FAILED:
        answer_failure(rq, rs, status);
        break;
    }
    add_security_headers(rq, rs);
}
