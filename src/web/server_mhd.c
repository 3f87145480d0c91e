/* HTTP/1.1 by libmicrohttpd: with server_live.c the only file that knows it. What it lacks stands in server_inner.h.
 *
 * A thread of its pool owns each connection and runs handlers inline; a handler that waits (for the
 * commit of a batch, say) holds up the other connections of that thread only, which is why there
 * are more threads than cores. Slow routes suspend their connection meanwhile. See
 * docs/decisions/0005-libmicrohttpd.md.
 * SPDX-License-Identifier: MPL-2.0 */
#include <malloc.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/live.h"
#include "db/db.h"
#include "web/builtin.h"
#include "web/route_inner.h"
#include "web/server_inner.h"

#define N_SLOW_WORKERS 3
#define N_SLOW_WAITING 64
#define IDLE_MS 75000
#define LAST_WAIT_MS 2000 /* for what is in the sockets when nothing runs any more */
#define MAX_HEADERS 64
#define PIECE ((size_t)64 * 1024)
#define STACK_SIZE ((size_t)256 * 1024)
#define CONNECTION_MEMORY                                                                          \
    ((size_t)16 * 1024) /* for the head of a request and of its answer; cleared for each */
/* The rest of a body we refuse is taken in up to here, so that the answer is read before the
 * connection ends. */
#define SWALLOW_MAX (1024 * 1024)

struct server {
    struct server_options options;
    struct MHD_Daemon *daemon,
        *local_daemon; /* the same unless TLS is on: the unix socket speaks none */
    struct gate *gate;
    struct slow *slow;
    char *cert, *key;
    _Atomic bool is_draining;
    _Atomic int64_t n_requests, by_class[6], busy_us;
};

enum stage { FRESH, RECEIVING, RUNNING_SLOWLY, ANSWER_READY };

/* One request from its first line to the last byte of its answer. */
struct exchange {
    struct server *server;
    struct conn *conn;
    struct MHD_Connection *connection;
    char *uri;
    enum stage stage;
    bool must_close; /* after this answer */
    const char *method_name;
    enum method method;
    int refused_status; /* answer this when the body is in; 0: nothing refused */
    int64_t began_us;
    bool is_chunked; /* HTTP/1.1 in the clear: an answer without an end comes in chunks */
    struct body body;
    struct header *headers; /* MAX_HEADERS; not kept as long as a stream */
    size_t n_headers;
    struct open_stream *stream; /* NULL: none */
    /* a slow route's own memory and answer */
    struct arena *arena;
    struct response slow_answer;
};

static int64_t from_now_us(int64_t ms)
{
    return clock_monotonic_us() + ms * 1000;
}

/* Some time for everybody, and more for more bytes: 64 KiB a second is what a slow line still does.
 */
static int64_t transfer_deadline(const struct exchange *x, int64_t from_us, int64_t n_bytes)
{
    return from_us + (x->server->options.body_deadline_ms + n_bytes / 65536 * 1000) * 1000;
}

static void set_deadline(struct exchange *x, int64_t at_us)
{
    atomic_store(&x->conn->deadline_us, at_us);
}

/* ---- memory for handlers: one arena per thread, its first block kept from request to request */

static pthread_key_t arena_key;
static pthread_once_t arena_once = PTHREAD_ONCE_INIT;

static void free_thread_arena(void *a)
{
    arena_free(a);
}

static void make_arena_key(void)
{
    must(pthread_key_create(&arena_key, free_thread_arena) == 0);
}

static struct arena *thread_arena(void)
{
    struct arena *a = pthread_getspecific(arena_key);

    if (a == NULL) {
        a = arena_new();
        must(pthread_setspecific(arena_key, a) == 0);
    }
    return a;
}

/* ---- answers */

/* libmicrohttpd copies what it is given. */
static void add_headers(struct MHD_Response *m, const struct response *rs)
{
    struct arena *a = thread_arena();
    struct arena_mark mark = arena_mark(a);

    if (rs->content_type.p != NULL)
        MHD_add_response_header(m, "Content-Type", str_c(a, rs->content_type));
    for (size_t i = 0; i < rs->n_headers; i++)
        MHD_add_response_header(m, str_c(a, rs->headers[i].name), str_c(a, rs->headers[i].value));
    arena_rewind(a, mark);
}

/* libmicrohttpd takes a mutable pointer, but does not write to what is persistent. */
static void *mutable(const void *p)
{
    union {
        const void *in;
        void *out;
    } u = {.in = p};

    return u.out;
}

static enum MHD_Result send_stream(struct exchange *x, const struct response *rs)
{
    struct MHD_Response *m;
    enum MHD_Result queued;

    x->stage = ANSWER_READY;
    x->stream = stream_new(x->connection, x->conn, rs->live, x->is_chunked);
    free(x->headers);
    x->headers = NULL;
    m = stream_answer(x->stream);
    if (m == NULL)
        return MHD_NO;
    add_headers(m, rs);
    atomic_fetch_add(&x->server->by_class[2], 1);
    queued = MHD_queue_response(x->connection, (unsigned)rs->status, m);
    MHD_destroy_response(m);
    return queued;
}

/* ---- bodies that come piece by piece */

static ssize_t next_bytes(void *context, uint64_t at, char *to, size_t most)
{
    struct response_stream *s = context;
    size_t n;

    (void)at;
    if (s->piece.n == 0 && s->next(s->context, &s->piece) != OK) {
        log_line(LOG_LEVEL_ERROR, "answer broken off", "why=%s",
                 log_quote(s->arena, str_of(failure_last()->why)));
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    if (s->piece.p == NULL)
        return MHD_CONTENT_READER_END_OF_STREAM;
    n = s->piece.n < most ? s->piece.n : most;
    memcpy(to, s->piece.p, n);
    s->piece = str_sub(s->piece, n, s->piece.n);
    return (ssize_t)n;
}

static void free_stream(void *context)
{
    arena_free(((struct response_stream *)context)->arena);
}

static struct MHD_Response *new_answer(const struct response *rs, size_t n)
{
    if (rs->stream != NULL)
        return MHD_create_response_from_callback((uint64_t)n, PIECE, next_bytes, rs->stream,
                                                 free_stream);
    if (rs->fixed != NULL)
        return MHD_create_response_from_buffer(n, mutable(rs->fixed), MHD_RESPMEM_PERSISTENT);
    return MHD_create_response_from_buffer(n, n > 0 ? rs->body.p : mutable(""),
                                           MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result send_answer(struct exchange *x, const struct response *rs)
{
    if (rs->live != NULL)
        return send_stream(x, rs);

    size_t n = rs->stream != NULL  ? (size_t)rs->stream->n_bytes
               : rs->fixed != NULL ? rs->fixed_n
                                   : rs->body.n;
    struct MHD_Response *m;
    enum MHD_Result queued;

    m = new_answer(rs, n);
    if (m == NULL)
        return MHD_NO;
    x->slow_answer.stream = NULL; /* the answer's from here on */
    add_headers(m, rs);
    if (x->must_close || atomic_load(&x->server->is_draining))
        MHD_add_response_header(m, "Connection", "close");
    set_deadline(x, transfer_deadline(x, clock_monotonic_us(), (int64_t)n));
    x->stage = ANSWER_READY;
    if (rs->status >= 100 && rs->status < 600)
        atomic_fetch_add(&x->server->by_class[rs->status / 100], 1);
    queued = MHD_queue_response(x->connection, (unsigned)rs->status, m);
    MHD_destroy_response(m);
    return queued;
}

/* ---- the request as handlers see it */

static void fill_request(struct exchange *x, struct arena *a, struct request *rq)
{
    *rq = (struct request){.method = x->method, .headers = x->headers, .n_headers = x->n_headers};
    server_request(rq, a, x->server->options.info, x->conn, x->uri);
}

static void run_handler(struct exchange *x, struct arena *a, struct response *rs)
{
    struct request rq;
    int64_t began = clock_monotonic_us(), spent;

    fill_request(x, a, &rq);
    body_give(&x->body, &rq);
    rq.db = db_start(x->server->options.store, a);
    route_run(&rq, rs);
    db_end(rq.db);
    spent = clock_monotonic_us() - began;
    atomic_fetch_add(&x->server->busy_us, spent);
    log_line(LOG_LEVEL_DEBUG, "served", "method=%s route=%s status=%d us=%lld", x->method_name,
             rq.route != NULL ? rq.route->path : "-", rs->status, (long long)spent);
}

static void refuse_with(struct exchange *x, struct arena *a, int http_status, struct response *rs)
{
    struct request rq;

    fill_request(x, a, &rq);
    server_refuse(&rq, rs, http_status);
}

/* ---- stage by stage */

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    struct exchange *x = context;

    (void)kind;
    if (x->n_headers == MAX_HEADERS) {
        x->refused_status = 431;
        return MHD_NO;
    }
    x->headers[x->n_headers++] =
        (struct header){str_of(name), value != NULL ? str_of(value) : STR("")};
    return MHD_YES;
}

static const struct route *find_route(const struct exchange *x)
{
    struct str params[4], path = str_of(x->uri);
    bool other_method;
    size_t at;

    if (str_find_char(path, '?', &at))
        path = str_sub(path, 0, at);
    return route_find(x->method, path, params, &other_method);
}

static struct str header_of(const struct exchange *x, struct str name)
{
    for (size_t i = 0; i < x->n_headers; i++)
        if (str_eq_nocase(x->headers[i].name, name))
            return x->headers[i].value;
    return STR("");
}

/* Refusing before the body is in ends the connection, since what follows is unread. A small body is
 * rather read first: closing on a client that is still sending can cost it the answer. */
static enum MHD_Result refuse_early(struct exchange *x, int http_status, int64_t body_length)
{
    struct response rs;
    enum MHD_Result sent;

    x->refused_status = http_status;
    if (http_status != 400 && http_status != 505 && body_length >= 0 &&
        body_length <= SWALLOW_MAX && header_of(x, STR("Expect")).n == 0)
        return MHD_YES;
    x->must_close = true;
    refuse_with(x, thread_arena(), http_status, &rs);
    sent = send_answer(x, &rs);
    arena_reset(thread_arena());
    return sent;
}

/* Nothing of an upload is taken from somebody who may not send it. */
static enum MHD_Result begin_upload(struct exchange *x)
{
    struct arena *a = thread_arena();
    struct request rq;
    struct response rs;
    enum MHD_Result sent = MHD_YES;

    fill_request(x, a, &rq);
    rq.db = db_start(x->server->options.store, a);
    if (!route_may_upload(&rq, &rs)) {
        x->must_close = true;
        sent = send_answer(x, &rs);
    }
    db_end(rq.db);
    arena_reset(a);
    return sent;
}

static enum MHD_Result begin(struct exchange *x, const char *method, const char *version)
{
    const struct server_options *o = &x->server->options;
    const struct route *route;
    bool is_upload;
    int64_t length;
    int refused;

    x->stage = RECEIVING;
    x->began_us = clock_monotonic_us();
    x->is_chunked = x->server->options.tls_cert.n == 0 && strcmp(version, "HTTP/1.1") == 0;
    x->method_name = method;
    set_deadline(x, transfer_deadline(x, x->began_us, 0));
    atomic_fetch_add(&x->server->n_requests, 1);
    MHD_get_connection_values(x->connection, MHD_HEADER_KIND, take_header, x);
    length = head_body_length(x->headers, x->n_headers);
    refused = x->refused_status != 0
                  ? x->refused_status
                  : head_check(str_of(x->uri), version, x->headers, x->n_headers);
    if (refused == 0)
        refused = head_method(method, &x->method);
    if (refused != 0)
        return refuse_early(x, refused, length);
    route = find_route(x);
    is_upload = route != NULL && (route->flags & ROUTE_UPLOAD) != 0;
    if (length > (is_upload ? o->max_upload : o->max_body))
        return refuse_early(x, 413, length);
    if (is_upload && begin_upload(x) != MHD_YES)
        return MHD_NO;
    if (x->stage == RECEIVING)
        body_begin(&x->body, route != NULL ? route->flags : 0, header_of(x, STR("Content-Type")),
                   o->info->data_folder, o->max_body, o->max_upload);
    return MHD_YES;
}

static enum MHD_Result receive(struct exchange *x, const char *p, size_t *n)
{
    if (x->refused_status == 0)
        body_take(&x->body, p, *n);
    else
        x->body.n_received += (int64_t)*n;
    /* The rest of a chunked body that is too large cannot be answered in its middle; but nobody
     * sends for ever. */
    if (x->body.n_received > x->body.limit + SWALLOW_MAX)
        return MHD_NO;
    *n = 0;
    set_deadline(x, transfer_deadline(x, x->began_us, x->body.n_received));
    return MHD_YES;
}

static void run_slow(void *job, bool cancelled)
{
    struct exchange *x = job;

    if (cancelled)
        refuse_with(x, x->arena, 503, &x->slow_answer);
    else
        run_handler(x, x->arena, &x->slow_answer);
    MHD_resume_connection(x->connection);
}

/* The worker may be done before this returns; suspended first, the connection then only waits to be
 * resumed. */
static enum MHD_Result start_slow(struct exchange *x)
{
    x->stage = RUNNING_SLOWLY;
    x->arena = arena_new();
    MHD_suspend_connection(x->connection);
    if (slow_add(x->server->slow, x))
        return MHD_YES;
    refuse_with(x, x->arena, 503, &x->slow_answer);
    MHD_resume_connection(x->connection);
    return MHD_YES;
}

static enum MHD_Result finish(struct exchange *x)
{
    const struct route *route;
    struct arena *a = thread_arena();
    struct response rs;
    enum MHD_Result sent;

    set_deadline(x, 0);
    if (x->refused_status == 0) {
        body_end(&x->body);
        x->refused_status = body_refusal(&x->body);
    }
    route = x->refused_status == 0 ? find_route(x) : NULL;
    if (route != NULL && (route->flags & ROUTE_SLOW) != 0)
        return start_slow(x);
    if (x->refused_status != 0)
        refuse_with(x, a, x->refused_status, &rs);
    else
        run_handler(x, a, &rs);
    sent = send_answer(x, &rs);
    arena_reset(a);
    return sent;
}

/* ---- what libmicrohttpd calls */

static void *on_uri(void *context, const char *uri, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct exchange *x = calloc(1, sizeof *x);

    must(x != NULL && info != NULL);
    x->server = context;
    x->connection = connection;
    x->conn = info->socket_context;
    x->body.fd = -1;
    x->uri = strdup(uri);
    x->headers = malloc(MAX_HEADERS * sizeof *x->headers);
    must(x->uri != NULL && x->headers != NULL);
    /* The rest of the head may take its time once more, but not the idle time before it. */
    set_deadline(x, from_now_us(x->server->options.header_deadline_ms));
    gate_asked(x->server->gate, x->conn);
    return x;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *n, void **request_context)
{
    struct exchange *x = *request_context;

    (void)context;
    (void)connection;
    (void)url;
    switch (x->stage) {
    case FRESH:
        return begin(x, method, version);
    case RECEIVING:
        return *n > 0 ? receive(x, data, n) : finish(x);
    case RUNNING_SLOWLY:
        return send_answer(x, &x->slow_answer);
    case ANSWER_READY:
        *n = 0;
        return MHD_YES;
    }
    return MHD_NO;
}

static void on_completed(void *context, struct MHD_Connection *connection, void **request_context,
                         enum MHD_RequestTerminationCode how)
{
    struct exchange *x = *request_context;

    (void)context;
    (void)connection;
    (void)how;
    if (x == NULL)
        return;
    set_deadline(x, from_now_us(IDLE_MS));
    stream_free(x->stream);
    gate_answered(x->server->gate, x->conn);
    body_free(&x->body);
    free(x->headers);
    if (x->slow_answer.stream != NULL) /* gone before it could be sent */
        arena_free(x->slow_answer.stream->arena);
    arena_free(x->arena);
    free(x->uri);
    free(x);
    *request_context = NULL;
}

static void on_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct server *s = context;
    const union MHD_ConnectionInfo *address, *fd;

    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        gate_closed(s->gate, *socket_context);
        return;
    }
    address = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    must(address != NULL && fd != NULL);
    *socket_context = gate_opened(s->gate, fd->connect_fd, address->client_addr,
                                  from_now_us(s->options.header_deadline_ms));
}

static bool take_connection(void *context, int fd, const struct sockaddr *address, socklen_t n)
{
    struct server *s = context;
    struct MHD_Daemon *daemon = address->sa_family == AF_UNIX ? s->local_daemon : s->daemon;

    return MHD_add_connection(daemon, fd, address, n) == MHD_YES;
}

static void on_message(void *context, const char *format, va_list list)
    __attribute__((format(printf, 2, 0)));
static void on_message(void *context, const char *format, va_list list)
{
    char line[300];
    size_t n;

    (void)context;
    vsnprintf(line, sizeof line, format, list);
    for (n = strlen(line); n > 0; n--)
        if ((unsigned char)line[n - 1] < 0x20 || line[n - 1] == '"' || line[n - 1] == '\\')
            line[n - 1] = ' ';
    log_line(LOG_LEVEL_DEBUG, "libmicrohttpd", "why=\"%s\"", line);
}

/* ---- start and stop */

static struct MHD_Daemon *start_daemon(struct server *s, unsigned n_threads, bool with_tls)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET |
                     MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG |
                     (with_tls ? MHD_USE_TLS : 0u);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, s->cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, s->key},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};

    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, on_message, s,
        MHD_OPTION_ARRAY, with_tls ? tls : none, MHD_OPTION_THREAD_POOL_SIZE, n_threads,
        MHD_OPTION_THREAD_STACK_SIZE, STACK_SIZE, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)s->options.max_connections + n_threads, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
        s, MHD_OPTION_URI_LOG_CALLBACK, on_uri, s, MHD_OPTION_END);
}

static enum status start_parts(struct server *s)
{
    const struct server_options *o = &s->options;
    bool with_tls = o->tls_cert.n > 0;
    struct gate_options gate = {
        .address = o->address,
        .local_socket = o->local_socket,
        .port = o->port,
        .max_connections = o->max_connections,
        /* Behind a proxy all come from its address: counting is its work. */
        .max_per_address = o->info->trust_proxy ? 0 : o->max_per_address,
        .tick_ms = server_tick(o),
        .take = take_connection,
        .context = s,
    };

    if (with_tls) {
        TRY(server_read_pem(o->tls_cert, &s->cert));
        TRY(server_read_pem(o->tls_key, &s->key));
    }
    TRY(gate_open(&gate, &s->gate));
    s->slow = slow_new(N_SLOW_WORKERS, N_SLOW_WAITING, run_slow);
    s->daemon = start_daemon(s, (unsigned)o->n_threads, with_tls);
    if (s->daemon == NULL)
        return with_tls ? fail(INVALID, "the certificate and key do not work")
                        : fail(BROKEN, "libmicrohttpd does not start");
    s->local_daemon = with_tls ? start_daemon(s, 2, false) : s->daemon;
    if (s->local_daemon == NULL)
        return fail(BROKEN, "libmicrohttpd does not start");
    TRY(live_start(o->store));
    return gate_run(s->gate);
}

static void stop_parts(struct server *s)
{
    live_stop(); /* nobody is waiting in a stream below */
    if (s->slow != NULL)
        slow_stop(s->slow); /* resumes what it had: nothing may be suspended below */
    if (s->local_daemon != NULL && s->local_daemon != s->daemon)
        MHD_stop_daemon(s->local_daemon);
    if (s->daemon != NULL)
        MHD_stop_daemon(s->daemon);
    slow_free(s->slow);
    gate_free(s->gate);
    free(s->cert);
    free(s->key);
    free(s);
}

static void counts_of(void *context, struct server_counts *ret)
{
    server_counts(context, ret);
}

enum status server_start(const struct server_options *options, struct server **ret)
{
    struct server *s = calloc(1, sizeof *s);
    enum status status;

    must(s != NULL);
    pthread_once(&arena_once, make_arena_key);
    signal(SIGPIPE, SIG_IGN);
    mallopt(M_ARENA_MAX, 2); /* or each of many threads would keep megabytes of its own */
    /* A large page takes some 100 KB for a moment: kept for the next one, not given back to the system in between. */
    mallopt(M_MMAP_THRESHOLD, 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
    s->options = *options;
    server_defaults(&s->options);
    status = start_parts(s);
    if (status != OK) {
        stop_parts(s);
        return status;
    }
    metrics_source(counts_of, s);
    *ret = s;
    return OK;
}

int server_port(const struct server *s)
{
    return gate_port(s->gate);
}

static void wait_for_none(const struct server *s, int64_t (*count)(const struct gate *),
                          int64_t wait_ms)
{
    int64_t until_us = from_now_us(wait_ms);

    while (count(s->gate) > 0 && clock_monotonic_us() < until_us)
        usleep(2000);
}

void server_stop(struct server *s, int64_t wait_ms)
{
    if (s == NULL)
        return;
    metrics_source(NULL, NULL);
    atomic_store(&s->is_draining, true);
    gate_shut(s->gate);
    live_stop();
    wait_for_none(s, gate_busy_connections, wait_ms);
    /* A handler cannot be broken off: one that still runs is waited for. What only waits for a
     * worker hears 503. */
    slow_stop(s->slow);
    gate_drain(s->gate);
    wait_for_none(s, gate_open_connections, LAST_WAIT_MS);
    stop_parts(s);
}

void server_counts(const struct server *s, struct server_counts *ret)
{
    *ret = (struct server_counts){
        .requests = atomic_load(&s->n_requests),
        .open_connections = gate_open_connections(s->gate),
        .refused = gate_refused(s->gate),
        .busy_us = atomic_load(&s->busy_us),
    };
    for (int i = 0; i < 6; i++)
        ret->by_class[i] = atomic_load(&s->by_class[i]);
}
