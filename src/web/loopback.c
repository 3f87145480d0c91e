/* Requests without a socket: what a browser or an API client keeps between them is kept here.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/loopback.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "core/live.h"
#include "web/loopback_forms.h"
#include "web/pairs.h"
#include "web/route_inner.h"
#include "web/session.h"

/* ---- cookies as a browser keeps them: "a=1; b=2" */

static void set_cookie(struct loopback *lb, struct str line)
{
    struct str pair = line, name, rest = lb->cookies, old;
    struct buf b = buf_new(lb->arena, lb->cookies.n + line.n + 4);
    bool is_gone = str_find(line, STR("Max-Age=0"), &(size_t){0});
    size_t at;

    if (str_find_char(line, ';', &at))
        pair = str_sub(line, 0, at);
    if (!str_find_char(pair, '=', &at))
        return;
    name = str_sub(pair, 0, at + 1);
    while (rest.p != NULL && str_cut(&rest, ';', &old)) {
        old = str_trim(old);
        if (old.n == 0 || str_starts(old, name))
            continue;
        buf_add(&b, b.n > 0 ? STR("; ") : STR(""));
        buf_add(&b, old);
    }
    if (!is_gone) {
        buf_add(&b, b.n > 0 ? STR("; ") : STR(""));
        buf_add(&b, pair);
    }
    lb->cookies = buf_str(&b);
}

static void keep_cookies(struct loopback *lb, const struct response *rs)
{
    for (size_t i = 0; i < rs->n_headers; i++)
        if (str_eq(rs->headers[i].name, STR("Set-Cookie")))
            set_cookie(lb, rs->headers[i].value);
}

/* name="csrf" value="…" as parts.html writes it. */
static void keep_csrf(struct loopback *lb)
{
    struct str page = buf_str(&lb->last.body), sign = STR("name=\"csrf\" value=\"");
    size_t from, n;

    if (page.p == NULL || !str_find(page, sign, &from))
        return;
    page = str_sub(page, from + sign.n, page.n);
    if (str_find_char(page, '"', &n))
        lb->csrf = arena_copy(lb->arena, str_sub(page, 0, n));
}

/* ---- sending */

#define MAX_HEADERS 12

static void add_header(struct header *headers, size_t *n, const char *name, struct str value)
{
    if (value.p == NULL)
        return;
    must(*n < MAX_HEADERS);
    headers[(*n)++] = (struct header){str_of(name), value};
}

static struct str form_with_csrf(struct loopback *lb, struct str body)
{
    struct buf b = buf_new(lb->arena, body.n + lb->csrf.n + 8);

    if (lb->csrf.n == 0 || str_starts(body, STR("csrf=")) ||
        str_find(body, STR("&csrf="), &(size_t){0}))
        return body;
    buf_add(&b, body);
    pairs_add(&b, STR("csrf"), lb->csrf);
    return buf_str(&b);
}

static void fill(struct loopback *lb, struct request *rq, enum method method, const char *path)
{
    struct str whole = arena_copy(lb->arena, str_of(path));
    size_t at;

    *rq = (struct request){
        .arena = lb->arena,
        .method = method,
        .path = whole,
        .query = STR(""),
        .remote = STR("192.0.2.7"), /* neither this machine nor anybody's */
        .server = lb->info,
        .upload = {.fd = -1},
    };
    if (str_find_char(whole, '?', &at)) {
        rq->path = str_sub(whole, 0, at);
        rq->query = str_sub(whole, at + 1, whole.n);
    }
}

static void stay(void *context)
{
    (void)context;
}

/* A stream has no end: what it begins with is its body here. */
static void hang_up(struct response *rs)
{
    static const struct live_wait nobody = {.pause = stay, .wake = stay};
    bool ends;

    if (rs->live == NULL)
        return;
    rs->body.n += live_read(rs->live, &nobody, buf_room(&rs->body, 4096), 4096, &ends);
    live_close(rs->live);
    rs->live = NULL;
}

static void close_fd(void *p)
{
    close(*(int *)p);
}

/* As the server would have taken it in: in a file that has no name. */
static void attach(struct loopback *lb, struct request *rq)
{
    char path[] = "/tmp/bagvagt-upload-XXXXXX";
    int *fd = arena_make(lb->arena, int);

    if (lb->file.p == NULL)
        return;
    *fd = mkostemp(path, O_CLOEXEC);
    must(*fd >= 0 && unlink(path) == 0);
    must(write(*fd, lb->file.p, lb->file.n) == (ssize_t)lb->file.n && lseek(*fd, 0, SEEK_SET) == 0);
    arena_on_end(lb->arena, close_fd, fd);
    rq->upload =
        (struct upload){.fd = *fd, .n_bytes = (int64_t)lb->file.n, .filename = lb->filename};
    lb->file = STR_NONE;
}

/* What comes piece by piece is put together as a browser would. */
static void drain(struct response *rs)
{
    struct response_stream *s = rs->stream;
    enum status status = OK;

    if (s == NULL)
        return;
    while ((status = s->next(s->context, &s->piece)) == OK && s->piece.p != NULL)
        buf_add(&rs->body, s->piece);
    rs->stream = NULL;
    if (status != OK)
        rs->status = 0; /* broken off */
    arena_free(s->arena);
}

int loopback_send(struct loopback *lb, enum method method, const char *path, const char *body)
{
    struct header *headers = arena_array(lb->arena, struct header, MAX_HEADERS);
    struct request rq;
    size_t n = 0;

    fill(lb, &rq, method, path);
    add_header(headers, &n, "Host", STR("bagvagt.test"));
    add_header(headers, &n, "Cookie", lb->cookies.n > 0 ? lb->cookies : STR_NONE);
    if (lb->bearer.p != NULL)
        add_header(headers, &n, "Authorization",
                   arena_printf(lb->arena, "Bearer %.*s", STR_ARG(lb->bearer)));
    for (size_t i = 0; i < lb->n_extra; i++)
        headers[n++] = lb->extra[i];
    rq.body = body != NULL ? arena_copy(lb->arena, str_of(body)) : STR("");
    if (method != GET && body != NULL && body[0] == '{') {
        rq.content_type = STR("application/json");
        add_header(headers, &n, "X-CSRF-Token", lb->csrf);
    } else if (method != GET) {
        rq.content_type = STR("application/x-www-form-urlencoded");
        rq.body = form_with_csrf(lb, rq.body);
        add_header(headers, &n, "Origin", STR("http://bagvagt.test"));
    }
    attach(lb, &rq);
    rq.headers = headers;
    rq.n_headers = n;
    rq.db = db_start(lb->store, lb->arena);
    route_run(&rq, &lb->last);
    drain(&lb->last);
    db_end(rq.db);
    hang_up(&lb->last);
    keep_cookies(lb, &lb->last);
    if (!rq.is_api)
        keep_csrf(lb);
    if ((method == GET && lb->last.status == 200) || lb->last.status == 422)
        loopback_check_forms(path, &lb->last); /* others may carry what was sent to be sent again */
    return lb->last.status;
}

int loopback_get(struct loopback *lb, const char *path)
{
    return loopback_send(lb, GET, path, NULL);
}

void loopback_sign_in(struct loopback *lb, int64_t person_id)
{
    struct header cookie = {STR("Cookie"), lb->cookies};
    struct request rq;
    struct response rs;

    fill(lb, &rq, GET, "/");
    rq.headers = &cookie;
    rq.n_headers = lb->cookies.n > 0;
    rq.db = db_start(lb->store, lb->arena);
    route_begin(&rq, &rs);
    must(session_create(&rq, &rs, person_id) == OK);
    db_end(rq.db);
    keep_cookies(lb, &rs);
    lb->csrf = rq.csrf;
}

bool loopback_shows(const struct loopback *lb, const char *wanted)
{
    struct str body = lb->last.fixed != NULL ? (struct str){lb->last.fixed, lb->last.fixed_n}
                                             : buf_str(&lb->last.body);
    size_t at;

    return body.p != NULL && str_find(body, str_of(wanted), &at);
}

struct str loopback_header(const struct loopback *lb, const char *name)
{
    for (size_t i = 0; i < lb->last.n_headers; i++)
        if (str_eq_nocase(lb->last.headers[i].name, str_of(name)))
            return lb->last.headers[i].value;
    return STR_NONE;
}
