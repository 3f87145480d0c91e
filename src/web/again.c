/* Requests that are carried through a sign-in.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/again.h"

#include <string.h>

#include "base/utf8.h"
#include "error_html.h"
#include "web/layout.h"
#include "web/pairs.h"
#include "web/report.h"
#include "web/route.h"
#include "web/server.h"
#include "web/session.h"

bool path_is_ours(struct str path)
{
    if (path.n == 0 || path.p[0] != '/' || path.n > 2000)
        return false;
    if (path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\'))
        return false; /* "//evil.example" is another host */
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] <= 0x20 || path.p[i] == 0x7f || path.p[i] == '\\')
            return false;
    return true;
}

static bool is_kept(const struct route *route, struct str name)
{
    if (str_eq(name, STR("csrf")) || str_starts(name, STR("_again_")))
        return false;
    for (size_t i = 0; route->in != NULL && i < route->in->n; i++)
        if (str_eq(name, str_of(route->in->fields[i].name)))
            return route->in->fields[i].kind != FIELD_SECRET;
    return true;
}

/* What may stand in the page: fields by name and value, without tokens and secrets. */
static struct str kept_fields(struct arena *a, const struct route *route, struct str body)
{
    struct buf b = buf_new(a, body.n);
    struct str rest = body, name, value, n, v;

    while (pairs_next(&rest, &name, &value)) {
        if (!percent_decode(a, name, true, &n) || !percent_decode(a, value, true, &v) ||
            !utf8_valid(n) || !utf8_valid(v) || !is_kept(route, n))
            continue;
        pairs_add(&b, n, v);
    }
    return buf_str(&b);
}

static const struct route *post_route(struct str path)
{
    struct str params[4], before_query = path;
    const struct route *route;
    bool other;
    size_t at;

    if (!path_is_ours(path))
        return NULL;
    if (str_find_char(path, '?', &at))
        before_query = str_sub(path, 0, at);
    if (str_starts(before_query, STR("/api/")))
        return NULL;
    route = route_find(POST, before_query, params, &other);
    return route != NULL && (route->flags & ROUTE_UPLOAD) == 0 ? route : NULL;
}

bool pending_post_read(struct request *rq, struct pending_post *ret)
{
    struct str path = pairs_find(rq->arena, rq->body, STR("_again_path"));
    struct str body = pairs_find(rq->arena, rq->body, STR("_again_body"));
    const struct route *route = post_route(path);

    if (route == NULL || body.p == NULL || body.n > AGAIN_MAX_BODY)
        return false;
    *ret = (struct pending_post){.path = path, .body = kept_fields(rq->arena, route, body)};
    return true;
}

/* Another site may make a browser send us a form; it must not get our page to hold out that form
 * with a button. Browsers say on every POST where it comes from. */
static bool is_from_our_pages(const struct request *rq)
{
    struct str site = request_header(rq, "Sec-Fetch-Site"), origin = request_header(rq, "Origin");
    struct str host = request_header(rq, "Host");
    size_t at;

    if (site.p != NULL)
        return str_eq(site, STR("same-origin"));
    if (origin.p == NULL || !str_find(origin, STR("://"), &at))
        return false;
    if (rq->server->public_url.n > 0 && str_starts(rq->server->public_url, origin))
        return true;
    return str_eq_nocase(str_sub(origin, at + 3, origin.n), host);
}

bool pending_post_of(struct request *rq, struct pending_post *ret)
{
    struct str path = rq->path;
    const struct route *route;

    if (rq->query.n > 0)
        path = arena_printf(rq->arena, "%.*s?%.*s", STR_ARG(rq->path), STR_ARG(rq->query));
    route = rq->method == POST ? post_route(path) : NULL;
    if (route == NULL || rq->body.n > AGAIN_MAX_BODY || !is_from_our_pages(rq) ||
        !str_eq(rq->content_type, STR("application/x-www-form-urlencoded")))
        return false;
    *ret = (struct pending_post){.path = path, .body = kept_fields(rq->arena, route, rq->body)};
    return true;
}

/* ---- pages */

static bool is_typed(const struct route *route, struct str name)
{
    for (size_t i = 0; route != NULL && route->in != NULL && i < route->in->n; i++)
        if (str_eq(name, str_of(route->in->fields[i].name)))
            return route->in->fields[i].kind == FIELD_TEXT;
    return false;
}

static struct again_view view_of(struct request *rq, const struct pending_post *p)
{
    struct again_view v = {.csrf = rq->csrf, .pending = p};
    struct str rest, name, value;
    const struct route *route;
    size_t n = 0;

    if (p == NULL)
        return v;
    route = post_route(p->path);
    v.action = p->path;
    rest = p->body;
    while (pairs_next(&rest, &name, &value))
        n++;
    v.fields.at = arena_array(rq->arena, struct again_field, n);
    v.shown.at = arena_array(rq->arena, struct again_field, n);
    rest = p->body;
    while (pairs_next(&rest, &name, &value)) {
        struct again_field *f = &v.fields.at[v.fields.n++];

        (void)percent_decode(rq->arena, name, true, &f->name);
        (void)percent_decode(rq->arena, value, true, &f->value);
        if (f->value.n > 0 && is_typed(route, f->name))
            v.shown.at[v.shown.n++] = *f;
    }
    return v;
}

static again_page_fn *sign_in_page;

void again_use_page(again_page_fn *page)
{
    sign_in_page = page;
}

void page_sign_in_again(struct request *rq, struct response *rs)
{
    struct pending_post pending;
    bool carried = pending_post_of(rq, &pending);
    struct again_view v;
    struct html *page;

    rs->status = 401;
    (void)session_csrf_before_sign_in(rq, rs);
    if (sign_in_page != NULL) {
        sign_in_page(rq, rs, carried ? &pending : NULL);
        return;
    }
    v = view_of(rq, carried ? &pending : NULL);
    page = page_begin(rq, rs, T_AGAIN_SIGN_IN_TITLE);
    sign_in_again_html(page, &v);
    if (page_end(page) != OK)
        page_error(rq, rs, BROKEN);
}

enum status page_send_again(struct request *rq, struct response *rs, const struct pending_post *p)
{
    struct again_view v = view_of(rq, p);
    struct html *page = page_begin(rq, rs, T_AGAIN_SEND_TITLE);

    send_again_html(page, &v);
    return page_end(page);
}

void page_form_too_old(struct request *rq, struct response *rs)
{
    struct pending_post pending;
    bool carried = pending_post_of(rq, &pending);
    struct again_view v;
    struct html *page;

    (void)session_csrf_before_sign_in(rq, rs);
    (void)report_failure(rq, DENIED, 403);
    v = view_of(rq, carried ? &pending : NULL);
    rs->status = 403;
    page = page_begin(rq, rs, T_ERROR_TOO_OLD_TITLE);
    form_too_old_html(page, &v);
    if (page_end(page) != OK)
        page_error(rq, rs, BROKEN);
}
