/* The parts of the server that need not know libmicrohttpd: the gate that lets connections in and
 * ends slow ones, the checks of a request's head, bodies being received, and the workers for slow
 * routes.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_SERVER_INNER_H
#define WEB_SERVER_INNER_H

#include <stdatomic.h>
#include <sys/socket.h>

#include "web/request.h"
#include "web/server.h"

/* ---- gate: listens, counts, and shuts down connections whose time is up (libmicrohttpd's timeout
 * starts anew with every byte, so one byte a second would hold a connection for ever) */

struct conn {
    struct conn *next, *prev;
    int fd;
    bool is_local;               /* unix socket */
    bool is_counted;             /* towards its address */
    unsigned char address[16];   /* IPv6 form; the network part only for IPv6 peers */
    char remote[48];             /* for people and logs; "" on the unix socket */
    _Atomic int64_t deadline_us; /* monotonic; 0: none while our own code works */
    _Atomic bool is_busy;        /* a request is running */
};

struct gate;
/* Takes the descriptor over, whatever happens; false: closed already. */
typedef bool gate_take_fn(void *context, int fd, const struct sockaddr *address, socklen_t n);

struct gate_options {
    struct str address, local_socket;
    int port;
    int max_connections, max_per_address; /* per address: 0 for none */
    int64_t tick_ms;                      /* how exact deadlines are */
    gate_take_fn *take;
    void *context;
};
/* Binds and listens; CONFLICT, DENIED or INVALID as server_start. Nobody comes in before gate_run.
 */
CHECKED enum status gate_open(const struct gate_options *options, struct gate **ret);
CHECKED enum status gate_run(struct gate *g);
int gate_port(const struct gate *g);
void gate_shut(struct gate *g); /* nobody new; deadlines go on */
/* Each connection is read to the end of what it has sent, answered, and closed: a socket that is closed with bytes unread
 * resets, and a request that had arrived would lose its answer. */
void gate_drain(struct gate *g);
/* From the first line of a request to the last byte of its answer. */
void gate_asked(struct gate *g, struct conn *c);
void gate_answered(struct gate *g, struct conn *c);
int64_t gate_busy_connections(const struct gate *g);
void gate_free(struct gate *g); /* ends the thread; NULL is fine */

struct conn *gate_opened(struct gate *g, int fd, const struct sockaddr *address,
                         int64_t deadline_us);
void gate_closed(struct gate *g,
                 struct conn *c); /* before the descriptor is closed, so never after it is reused */
int64_t gate_open_connections(const struct gate *g);
int64_t gate_refused(const struct gate *g);

/* ---- head */

/* 0 when fine, else the HTTP status to refuse with. Values must point where libmicrohttpd parsed
 * them (see the .c). */
int head_check(struct str uri, const char *version, const struct header *headers, size_t n);
/* What the head says about the body: -1 unknown length (chunked), else the length. */
int64_t head_body_length(const struct header *headers, size_t n);

/* 0 when known and ours, else the HTTP status to refuse with. */
int head_method(const char *name, enum method *ret);

/* ---- between received and handled */

/* Fills all but method and headers, which stand there already. */
void server_request(struct request *rq, struct arena *a, const struct server_info *info,
                    const struct conn *conn, const char *uri);
/* The whole answer to what no handler ever sees. */
void server_refuse(struct request *rq, struct response *rs, int http_status);

/* ---- options */

void server_defaults(struct server_options *o); /* also takes what descriptors the machine gives */
int64_t server_tick(const struct server_options *o);
CHECKED enum status server_read_pem(struct str path, char **ret); /* malloc'd */

/* ---- body */

enum body_kind { BODY_MEMORY, BODY_FILE, BODY_MULTIPART };

struct body {
    enum body_kind kind;
    enum status status; /* the first thing that went wrong */
    int64_t n_received, limit;
    /* memory body, or the URL-encoded fields of a multipart form */
    char *p;
    size_t n, cap, memory_limit;
    int fd;              /* -1: none */
    struct spool *spool; /* what comes is sealed on its way to fd; NULL: lies as it came */
    int64_t file_bytes;
    char filename[256];
    struct body_multipart *parts;
};

/* flags: of the route; content_type: the whole header value. */
void body_begin(struct body *b, unsigned flags, struct str content_type, struct str data_folder,
                int64_t max_body, int64_t max_upload);
void body_take(struct body *b, const char *p, size_t n);
void body_end(struct body *b);
void body_give(struct body *b,
               struct request *rq); /* to the request; the file then belongs to its arena */
void body_free(struct body *b);
int body_refusal(const struct body *b); /* the HTTP status for what went wrong; 0: nothing */

/* ---- streams of live pages (server_live.c) */

struct MHD_Connection;
struct MHD_Response;
struct open_stream;
/* Takes the page over. is_chunked: HTTP/1.1 without TLS, so that what waits can be written to directly. */
struct open_stream *stream_new(struct MHD_Connection *connection, struct conn *conn,
                               struct live_page *page, bool is_chunked);
struct MHD_Response *stream_answer(struct open_stream *s); /* NULL: no memory */
void stream_free(struct open_stream *s); /* before its connection ends; NULL is fine */

/* ---- slow routes */

struct slow;
typedef void slow_fn(void *job, bool cancelled);
struct slow *slow_new(int n_workers, size_t max_waiting, slow_fn *run);
bool slow_add(struct slow *s, void *job); /* false: too many wait already */
void slow_stop(struct slow *s); /* takes no more; waiting ones are run with cancelled set; running
                                   ones end first */
void slow_free(struct slow *s); /* NULL is fine */

#endif
