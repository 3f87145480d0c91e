/* Static files, health, numbers for the machine room, the language switch, OpenAPI.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/builtin.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "core/live.h"
#include "core/pulse.h"
#include "static_files.h"
#include "web/again.h"
#include "web/api.h"
#include "web/cookie.h"
#include "web/page.h"
#include "web/server.h"

/* ---- static files */

struct str asset_url(struct arena *a, const char *name)
{
    const struct packed_file *f = packed_find(name, strlen(name));

    struct buf b = buf_new(a, 64);

    buf_add(&b, STR("/static/"));
    buf_add(&b, str_of(name));
    if (f != NULL) {
        buf_add(&b, STR("?v="));
        buf_add(&b, str_sub(str_of(f->etag), 0, 8));
    }
    return buf_str(&b);
}

static bool lists(struct str header, struct str wanted)
{
    struct str item;

    while (str_cut(&header, ',', &item)) {
        size_t at;

        if (str_find_char(item, ';', &at)) {
            if (str_find(str_sub(item, at, item.n), STR("q=0"), &(size_t){0}) &&
                !str_find(str_sub(item, at, item.n), STR("q=0."), &(size_t){0}))
                continue; /* "gzip;q=0": not this one */
            item = str_sub(item, 0, at);
        }
        if (str_eq_nocase(str_trim(item), wanted))
            return true;
    }
    return false;
}

static enum status asset(struct request *rq, struct response *rs)
{
    struct str name = str_sub(rq->path, sizeof "/static/" - 1, rq->path.n);
    const struct packed_file *f = packed_find(name.p, name.n);
    struct str etag, version = request_query(rq, "v");
    bool zipped;

    if (f == NULL)
        return fail(MISSING, "no such file");
    zipped = f->gzip != NULL && lists(request_header(rq, "Accept-Encoding"), STR("gzip"));
    etag = arena_printf(rq->arena, "\"%s%s\"", f->etag, zipped ? "-gz" : "");
    response_header(rs, "ETag", etag);
    if (f->gzip != NULL)
        response_header(rs, "Vary", STR("Accept-Encoding"));
    /* An address with this content's own version never means anything else. */
    response_header(rs, "Cache-Control",
                    version.n >= 8 && str_starts(str_of(f->etag), version)
                        ? STR("public, max-age=31536000, immutable")
                        : STR("no-cache"));
    if (lists(request_header(rq, "If-None-Match"), etag)) {
        rs->status = 304;
        return OK;
    }
    rs->content_type = str_of(f->type);
    rs->fixed = zipped ? f->gzip : f->data;
    rs->fixed_n = zipped ? f->gzip_n : f->n;
    if (zipped)
        response_header(rs, "Content-Encoding", STR("gzip"));
    return OK;
}

static enum status robots(struct request *rq, struct response *rs)
{
    (void)rq;
    rs->content_type = STR("text/plain; charset=utf-8");
    buf_add(&rs->body, STR("User-agent: *\nDisallow: /\n"));
    return OK;
}

/* ---- health and numbers */

/* Anybody may ask, so it says no more than that: the database answers, it takes writes, and jobs run. */
static enum status health(struct request *rq, struct response *rs)
{
    int64_t age_ms;

    TRY(pulse_age(rq->db, rq->arena, rq->server->started_at, &age_ms));
    rs->content_type = STR("text/plain; charset=utf-8");
    response_header(rs, "Cache-Control", STR("no-store"));
    rs->status = age_ms > PULSE_DEAD_MS ? 503 : 200;
    buf_add(&rs->body, rs->status == 200 ? STR("ok\n") : STR("standing still\n"));
    return OK;
}

static void (*counts_of)(void *context, struct server_counts *ret);
static void *counts_context;

void metrics_source(void (*counts)(void *context, struct server_counts *ret), void *context)
{
    counts_of = counts;
    counts_context = context;
}

static void metric(struct buf *b, const char *name, const char *type, const char *help,
                   const char *value)
{
    buf_printf(b, "# HELP bagvagt_%s %s\n# TYPE bagvagt_%s %s\nbagvagt_%s %s\n", name, help, name,
               type, name, value);
}

static void metric_int(struct buf *b, const char *name, const char *type, const char *help,
                       int64_t v)
{
    char text[32];

    snprintf(text, sizeof text, "%lld", (long long)v);
    metric(b, name, type, help, text);
}

static int64_t resident_bytes(void)
{
    long long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");

    if (f == NULL)
        return 0;
    if (fscanf(f, "%*s %lld", &pages) != 1)
        pages = 0;
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

static enum status metrics(struct request *rq, struct response *rs)
{
    struct server_counts c = {0};
    struct buf *b = &rs->body;
    char seconds[32];

    if (counts_of != NULL)
        counts_of(counts_context, &c);
    rs->content_type = STR("text/plain; version=0.0.4; charset=utf-8");
    buf_printf(b,
               "# HELP bagvagt_info Version of the program.\n# TYPE bagvagt_info gauge\n"
               "bagvagt_info{version=\"%s\"} 1\n",
               rq->server->version);
    metric_int(b, "start_time_seconds", "gauge", "When the server started, since 1970.",
               rq->server->started_at / 1000);
    metric_int(b, "resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
    metric_int(b, "connections", "gauge", "Open connections.", c.open_connections);
    metric_int(b, "connections_refused_total", "counter", "Connections over a limit.", c.refused);
    metric_int(b, "live_pages", "gauge", "Pages with an open stream.", live_pages());
    metric_int(b, "requests_total", "counter", "Requests received.", c.requests);
    snprintf(seconds, sizeof seconds, "%.6f", (double)c.busy_us / 1e6);
    metric(b, "busy_seconds_total", "counter", "Time spent in handlers.", seconds);
    buf_add(b, STR("# HELP bagvagt_answers_total Answers by class of status.\n"
                   "# TYPE bagvagt_answers_total counter\n"));
    for (int i = 2; i < 6; i++)
        buf_printf(b, "bagvagt_answers_total{class=\"%dxx\"} %lld\n", i, (long long)c.by_class[i]);
    return OK;
}

/* ---- live pages */

/* nginx would keep events back until a buffer is full. */
static enum status live(struct request *rq, struct response *rs)
{
    struct str after = request_header(rq, "Last-Event-ID");

    if (after.n == 0)
        after = request_query(rq, "after");
    rs->content_type = STR("text/event-stream");
    response_header(rs, "X-Accel-Buffering", STR("no"));
    return live_open(rq->who, rq->live_at, after, &rs->live);
}

/* ---- language */

/* A link and not a form: it changes nothing but a cookie of this browser, and works without signing
 * in. */
static enum status language(struct request *rq, struct response *rs)
{
    struct str next = request_query(rq, "next");
    enum lang lang;

    if (!lang_find(request_query(rq, "to"), &lang))
        return fail(MISSING, "no such language");
    cookie_set(rq, rs, "bv_lang", lang_code(lang), COOKIE_YEAR);
    return redirect(rs, path_is_ours(next) ? next : STR("/"));
}

static enum status openapi(struct request *rq, struct response *rs)
{
    (void)rq;
    rs->content_type = STR("application/json");
    api_openapi(&rs->body);
    return OK;
}

/* ---- the front door: the first page of the navigation that this person may see */

static enum status home(struct request *rq, struct response *rs)
{
    if (rq->who->person_id == 0)
        return redirect(rs, STR("/sign-in"));
    for (size_t i = 0; i < all_nav_n; i++)
        if (may(rq->who, all_nav[i].permission))
            return redirect(rs, str_of(all_nav[i].path));
    return redirect(rs, STR("/me"));
}

#define ROW(p, may, f) .method = GET, .path = (p), .permission = (may), .run = (f)
const struct route web_routes[] = {
    {ROW("/", PERM_PUBLIC, home)},
    {ROW("/static/{file}", PERM_PUBLIC, asset), .flags = ROUTE_ANONYMOUS},
    {ROW("/static/{folder}/{file}", PERM_PUBLIC, asset), .flags = ROUTE_ANONYMOUS},
    {ROW("/static/{a}/{b}/{file}", PERM_PUBLIC, asset), .flags = ROUTE_ANONYMOUS},
    {ROW("/robots.txt", PERM_PUBLIC, robots), .flags = ROUTE_ANONYMOUS},
    {ROW("/healthz", PERM_PUBLIC, health), .flags = ROUTE_ANONYMOUS},
    {ROW("/metrics", PERM_SERVER_LOCAL, metrics), .flags = ROUTE_ANONYMOUS},
    {ROW("/live", PERM_SIGNED_IN, live), .flags = ROUTE_BACKGROUND},
    {ROW("/language", PERM_PUBLIC, language), .flags = ROUTE_ANONYMOUS},
    {ROW("/api/openapi.json", PERM_PUBLIC, openapi), .summary = "This description.",
     .flags = ROUTE_ANONYMOUS},
    {.run = NULL},
};
