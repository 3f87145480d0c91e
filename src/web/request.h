/* One request as a handler sees it, and the answer it builds. Handlers never see sockets.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/zone.h"
#include "core/access.h"
#include "core/refuse.h"
#include "web/html.h"

enum method { GET, POST, PUT, DELETE, METHOD_N };

struct live_page;
struct route;

struct header {
    struct str name, value;
};

/* A file sent with a form or as the body of a ROUTE_UPLOAD route; spooled to disk, never wholly in memory. */
struct upload {
    int fd; /* positioned at 0; closed with the arena; -1 when no file came */
    struct spool
        *spool; /* of a ROUTE_SEALED: it lies sealed, and upload_read alone reads it; else NULL */
    int64_t n_bytes;
    struct str filename; /* as the browser said; for display only */
};

/* What comes next of it, at most n bytes; 0 at the end. */
CHECKED enum status upload_read(struct upload *u, char *to, size_t n, size_t *ret_n);
/* All of it into memory, at most one byte more than `most`, so that a file that is too large is known as such; empty when no file came. */
CHECKED enum status upload_all(struct upload *u, struct arena *a, size_t most, struct str *ret);

struct request {
    struct arena *arena;
    struct db *db;
    const struct actor *who; /* never NULL; actor_nobody when not signed in */
    enum lang lang;          /* the person's, else from Accept-Language, else Danish */
    const struct zone *zone; /* the centre's */
    enum method method;
    struct str path;         /* as sent, not decoded, without query */
    struct str query;        /* behind '?', raw */
    struct str body;         /* whole, up to the route's limit; empty for uploads */
    struct str content_type; /* lower case, without parameters */
    const struct header *headers;
    size_t n_headers;
    struct str
        remote; /* peer address, or X-Forwarded-For's last when the proxy is trusted by settings */
    const struct route *route;
    struct str params[4]; /* values of {names} in the route's path, percent-decoded, in order */
    struct upload upload;
    struct str csrf;    /* token for forms of this session */
    int64_t session_id; /* 0: none, or an API token */
    bool is_api;        /* path under /api/: answers are JSON, problems RFC 9457 */
    bool is_local;      /* came through the data folder's socket, not the network */
    int64_t live_at;    /* live_now() before anything was read */
    const struct server_info *server;
};

/* A body too large for memory: `next` gives piece after piece, borrowed until the next call, and STR_NONE behind the last one.
 * A failure ends the connection, so that nobody takes a part for the whole. */
struct response_stream {
    enum status (*next)(void *context, struct str *ret);
    void *context;
    int64_t n_bytes;     /* in all */
    struct arena *arena; /* what it needs, this struct too; freed when it was sent or given up */
    struct str piece;    /* not sent yet */
};

struct response {
    int status; /* 200 unless changed */
    struct str content_type;
    struct buf body;
    struct header headers[16];
    size_t n_headers;
    struct live_page
        *live; /* when set: what this page hears follows the body, without an end (core/live.h) */
    struct response_stream *stream; /* when set: instead of body */
    const void *fixed; /* when set: body is this constant memory of fixed_n bytes instead */
    size_t fixed_n;
};

typedef enum status handler_fn(struct request *rq, struct response *rs);

struct str request_header(const struct request *rq, const char *name); /* STR_NONE when absent */
struct str request_query(const struct request *rq,
                         const char *name); /* decoded; STR_NONE when absent */
int64_t request_query_int(const struct request *rq, const char *name, int64_t if_absent);
struct str request_param(const struct request *rq, const char *name);
/* MISSING when the parameter is not a positive number: the page does not exist. */
CHECKED enum status param_id(const struct request *rq, const char *name, int64_t *ret);

void response_header(struct response *rs, const char *name, struct str value);
CHECKED enum status redirect(struct response *rs, struct str to); /* 303; always OK */
/* path_of(a, "/incidents/{}/text", id): the number stands for {}. */
struct str path_of(struct arena *a, const char *pattern, int64_t id);

#endif
