/* The frame around every page, error pages, one-time messages, and times as people read them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/page.h"

#include <string.h>

#include "base/clock.h"
#include "core/live.h"
#include "error_html.h"
#include "layout_html.h"
#include "web/builtin.h"
#include "web/cookie.h"
#include "web/layout.h"
#include "web/pairs.h"
#include "web/parts.h"
#include "web/report.h"
#include "web/server.h"

#define NOTICE_COOKIE "bv_notice"
#define NAV_FEW 7 /* entries that fit in one row beside each other, however long their words */
#define PAGE_ROOM (60 * 1024) /* enough for a long list, so that it is not copied while it grows */

struct page {
    struct html html; /* first: page_end gets its address */
    struct request *rq;
    struct response *rs;
    struct layout layout;
};

/* ---- one-time messages */

void page_notice(struct request *rq, struct response *rs, enum text_key key)
{
    cookie_set(rq, rs, NOTICE_COOKIE, seal(rq->arena, str_of(text_key_names[key])), COOKIE_SESSION);
}

static struct str take_notice(struct request *rq, struct response *rs)
{
    struct str cookie = cookie_get(rq, NOTICE_COOKIE), name;

    if (cookie.n == 0 || cookie.n > 200)
        return STR_NONE;
    cookie_set(rq, rs, NOTICE_COOKIE, STR(""), COOKIE_GONE);
    name = unseal(rq->arena, cookie);
    for (int k = T_NONE + 1; name.n > 0 && k < T_N; k++)
        if (str_eq(name, str_of(text_key_names[k])))
            return text(rq->lang, (enum text_key)k);
    return STR_NONE;
}

/* ---- the frame */

static bool is_below(struct str path, struct str nav_path)
{
    if (!str_starts(path, nav_path))
        return false;
    return path.n == nav_path.n || (nav_path.n > 1 && path.p[nav_path.n] == '/');
}

/* How much of the path an entry speaks for; 0: nothing. */
static size_t nav_fits(struct str path, const struct nav_item *item)
{
    size_t longest = is_below(path, str_of(item->path)) ? strlen(item->path) : 0;

    for (size_t i = 0; i < sizeof item->also / sizeof item->also[0] && item->also[i] != NULL; i++)
        if (is_below(path, str_of(item->also[i])) && strlen(item->also[i]) > longest)
            longest = strlen(item->also[i]);
    return longest;
}

/* The entry this page belongs to: of those above it, the one that says most. all_nav_n: none. */
static size_t nav_of(struct str path)
{
    size_t found = all_nav_n, longest = 0;

    for (size_t i = 0; i < all_nav_n; i++) {
        size_t n = nav_fits(path, &all_nav[i]);

        if (n > longest) {
            found = i;
            longest = n;
        }
    }
    return found;
}

/* Which of all_nav this reader gets; each is asked for once. */
static const bool *nav_shown(struct request *rq)
{
    bool *shown = arena_array(rq->arena, bool, all_nav_n);

    for (size_t i = 0; i < all_nav_n; i++)
        shown[i] = rq->who->person_id != 0 && may(rq->who, all_nav[i].permission) &&
                   (all_nav[i].fits == NULL || all_nav[i].fits(rq));
    return shown;
}

static struct layout_link nav_link(struct request *rq, size_t i)
{
    const struct nav_item *item = &all_nav[i];

    return (struct layout_link){.path = str_of(item->path),
                                .label = text(rq->lang, item->label),
                                .is_current = i == nav_of(rq->path),
                                .has_count = item->count != NULL,
                                .count = item->count ? item->count(rq) : 0};
}

/* NAV_GROUP_N: all of them. */
static struct layout_links nav_links(struct request *rq, const bool *shown, enum nav_group group)
{
    struct layout_links links = {.at = arena_array(rq->arena, struct layout_link, all_nav_n)};

    for (size_t i = 0; i < all_nav_n; i++)
        if (shown[i] && (group == NAV_GROUP_N || group == all_nav[i].group))
            links.at[links.n++] = nav_link(rq, i);
    return links;
}

static struct layout_group nav_group_of(struct request *rq, const bool *shown, enum nav_group group)
{
    static const enum text_key labels[NAV_GROUP_N] = {[NAV_CASES] = T_NAV_GROUP_CASES,
                                                      [NAV_LEARN] = T_NAV_GROUP_LEARN,
                                                      [NAV_MORE] = T_NAV_GROUP_MORE};
    struct layout_group g = {.label = text(rq->lang, labels[group]),
                             .links = nav_links(rq, shown, group)};

    for (size_t i = 0; i < g.links.n; i++)
        g.is_current |= g.links.at[i].is_current;
    return g;
}

static bool is_nav_short(const bool *shown)
{
    size_t n = 0;

    for (size_t i = 0; i < all_nav_n; i++)
        n += shown[i];
    return n <= NAV_FEW;
}

/* The row and its groups. Few entries need no groups, and nobody should open a group to find one link. */
static struct layout_nav nav_for(struct request *rq)
{
    const bool *shown = nav_shown(rq);
    bool is_short = is_nav_short(shown);
    struct layout_nav nav = {
        .row = nav_links(rq, shown, is_short ? NAV_GROUP_N : NAV_ROW),
        .groups.at = arena_array(rq->arena, struct layout_group, NAV_GROUP_N),
    };

    for (int group = NAV_ROW + 1; !is_short && group < NAV_GROUP_N; group++) {
        struct layout_group g = nav_group_of(rq, shown, (enum nav_group)group);

        if (g.links.n == 1)
            nav.row.at[nav.row.n++] = g.links.at[0]; /* the row has room for every entry */
        else if (g.links.n > 1)
            nav.groups.at[nav.groups.n++] = g;
    }
    return nav;
}

/* Where to come back to when the language changes: what a POST answered cannot be asked for again.
 */
static struct str here(const struct request *rq)
{
    if (rq->method != GET)
        return STR("/");
    return rq->query.n == 0
               ? rq->path
               : arena_printf(rq->arena, "%.*s?%.*s", STR_ARG(rq->path), STR_ARG(rq->query));
}

struct html *page_begin_titled(struct request *rq, struct response *rs, struct str title)
{
    struct page *page = arena_make(rq->arena, struct page);
    struct arena *a = rq->arena;

    page->rq = rq;
    page->rs = rs;
    page->html.lang = rq->lang;
    page->html.out = buf_new(a, PAGE_ROOM);
    page->layout = (struct layout){
        .title = title,
        .lang_code = lang_code(rq->lang),
        .lang = rq->lang,
        .csrf = rq->csrf,
        .zone = rq->server->zone_name.p != NULL ? rq->server->zone_name : STR(""),
        .css_base = asset_url(a, "dkfds.css"),
        .css = asset_url(a, "bagvagt.css"),
        .script = asset_url(a, "bagvagt.js"),
        .icon = asset_url(a, "icon.svg"),
        .manifest = asset_url(a, "manifest.webmanifest"),
        .worker = asset_url(a, "live_worker.js"),
        .live = live_position(a, rq->live_at),
        .nav = nav_for(rq),
        .is_demo = rq->server->is_demo,
        .is_signed_in = rq->who->person_id != 0,
        .may_log = rq->who->person_id != 0 && may(rq->who, PERM_INCIDENT_LOG),
        .person = rq->who->name,
        .person_id = rq->who->person_id,
        .notice = take_notice(rq, rs),
        .here = here(rq),
        .version = rq->server->version,
    };
    layout_top_html(&page->html, &page->layout);
    return &page->html;
}

struct html *page_begin(struct request *rq, struct response *rs, enum text_key title)
{
    return page_begin_titled(rq, rs, text(rq->lang, title));
}

enum status page_end(struct html *html)
{
    struct page *page = (struct page *)html;

    for (page_part_fn *const *part = all_page_parts; *part != NULL; part++)
        (*part)(page->rq, html);
    layout_bottom_html(html, &page->layout);
    if (html->broken != NULL)
        return fail(BROKEN, "a view wrote a URL of a scheme that is not allowed");
    page->rs->content_type = STR("text/html; charset=utf-8");
    page->rs->body = html->out;
    return OK;
}

/* ---- error pages */

struct error_words {
    int http_status;
    enum text_key title, text;
};

static const struct error_words words[] = {
    {400, T_ERROR_TITLE_INVALID, T_ERROR_TEXT_INVALID},
    {401, T_ERROR_TITLE_SIGN_IN, T_ERROR_TEXT_SIGN_IN},
    {403, T_ERROR_TITLE_DENIED, T_ERROR_TEXT_DENIED},
    {404, T_ERROR_TITLE_MISSING, T_ERROR_TEXT_MISSING},
    {405, T_ERROR_TITLE_INVALID, T_ERROR_METHOD},
    {409, T_ERROR_TITLE_CONFLICT, T_ERROR_TEXT_CONFLICT},
    {413, T_ERROR_TITLE_TOO_LARGE, T_ERROR_TEXT_TOO_LARGE},
    {422, T_ERROR_TITLE_INVALID, T_ERROR_TEXT_INVALID},
    {502, T_ERROR_TITLE_UPSTREAM, T_ERROR_TEXT_UPSTREAM},
    {503, T_ERROR_TITLE_BUSY, T_ERROR_TEXT_BUSY},
    {507, T_ERROR_TITLE_FULL, T_ERROR_TEXT_FULL},
    {500, T_ERROR_TITLE_BROKEN, T_ERROR_TEXT_BROKEN}, /* last: stands for all others */
};

void error_text(enum status status, int http_status, enum text_key *ret_title,
                enum text_key *ret_text)
{
    size_t i = 0;

    while (i + 1 < sizeof words / sizeof words[0] && words[i].http_status != http_status)
        i++;
    *ret_title = words[i].title;
    *ret_text = words[i].text;
    if (status == UNSURE) {
        *ret_title = T_ERROR_TITLE_UNSURE;
        *ret_text = T_ERROR_TEXT_UNSURE;
    }
    if (refuse_key() != T_NONE)
        *ret_text = refuse_key();
}

/* The page that led here, when it is another one of ours: a form that was sent is one step back, not at the front door. */
static struct str came_from(const struct request *rq)
{
    struct str from = request_header(rq, "Referer"), host = request_header(rq, "Host");
    size_t at;

    if (host.n == 0 || !str_find(from, STR("://"), &at))
        return STR_NONE;
    from = str_sub(from, at + 3, from.n);
    if (!str_starts(from, host))
        return STR_NONE;
    from = str_sub(from, host.n, from.n);
    return path_is_ours(from) && !str_eq(from, here(rq)) ? from : STR_NONE;
}

void page_error(struct request *rq, struct response *rs, enum status status)
{
    int http_status = rs->status >= 400 ? rs->status : http_status_of(status);
    struct str reference = report_failure(rq, status, http_status);
    enum text_key title, why;
    struct error_view v;
    struct html *page;

    error_text(status, http_status, &title, &why);
    rs->status = http_status;
    v = (struct error_view){
        .title = text(rq->lang, title),
        .text = text(rq->lang, why),
        .reference =
            http_status >= 500 || http_status == 403 || http_status == 409 ? reference : STR_NONE,
        .back = came_from(rq),
        .may_retry = status == BUSY || status == UPSTREAM || status == FULL,
    };
    page = page_begin(rq, rs, title);
    error_page_html(page, &v);
    if (page_end(page) != OK)
        rs->body.n = 0;
}

struct str form_error_text(struct arena *a, enum lang lang, const struct form_error *e)
{
    struct text_arg arg;

    if (e == NULL)
        return STR_NONE;
    arg = TEXT_INT(e->arg);
    if (e->key == T_FORM_TOO_EARLY ||
        e->key == T_FORM_TOO_LATE) /* days and instants: no bare numbers */
        return text(lang, e->key);
    return text_filled(a, lang, e->key, &arg, 1);
}

struct str form_error_named(struct arena *a, enum lang lang, const struct form_error *e)
{
    struct str why = form_error_text(a, lang, e);

    if (e == NULL || e->field == NULL || e->field->label == T_NONE)
        return why;
    return arena_printf(a, "%.*s: %.*s", STR_ARG(text(lang, e->field->label)), STR_ARG(why));
}

/* ---- times */

struct str local_month(struct request *rq, int month)
{
    return text_word(rq->lang, T_TIME_MONTHS, month);
}

struct str local_date(struct request *rq, int64_t at_ms)
{
    return text_date(rq->arena, rq->lang, zone_local(rq->zone, at_ms), T_TIME_MONTHS);
}

struct str local_time(struct request *rq, int64_t at_ms)
{
    struct local_time t = zone_local(rq->zone, at_ms);
    int32_t days_ago = zone_day(rq->zone, clock_now()) - zone_day(rq->zone, at_ms);
    struct text_arg args[2] = {
        TEXT_STR(text_clock(rq->arena, rq->lang, t.hour * 60 + t.minute)),
    };

    if (days_ago == 0)
        return text_filled(rq->arena, rq->lang, T_TIME_TODAY, args, 1);
    if (days_ago == 1)
        return text_filled(rq->arena, rq->lang, T_TIME_YESTERDAY, args, 1);
    args[1] = TEXT_STR(text_date(rq->arena, rq->lang, t, T_TIME_MONTHS_SHORT));
    return text_filled(rq->arena, rq->lang, T_TIME_THEN, args, 2);
}

struct str page_address(const struct request *rq)
{
    struct str set = rq->server->public_url, host = request_header(rq, "Host");

    if (set.n == 0 && host.n > 0)
        return arena_printf(rq->arena, "%s://%.*s", rq->server->secure_cookies ? "https" : "http",
                            STR_ARG(host));
    return str_ends(set, STR("/")) ? str_sub(set, 0, set.n - 1) : set;
}

struct str local_typed(struct request *rq, int64_t at_ms)
{
    struct local_time t;

    if (at_ms == 0)
        return STR("");
    t = zone_local(rq->zone, at_ms);
    return arena_printf(rq->arena, "%04d-%02d-%02dT%02d:%02d", t.year, t.month, t.day, t.hour,
                        t.minute);
}

struct str iso_time(struct request *rq, int64_t at_ms)
{
    return instant_text(rq->arena, at_ms);
}
