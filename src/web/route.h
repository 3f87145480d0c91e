/* The tables that say which handler answers what, who may call it, what goes in and what comes out. Permission, form
 * reading, documentation and OpenAPI all come from these rows, so they cannot drift apart.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/form.h"
#include "web/request.h"

enum route_flags {
    ROUTE_SLOW =
        1, /* runs on the few slow workers, not on a connection thread: password hashing, imports, reports */
    ROUTE_UPLOAD = 2,     /* the body is a file, spooled to disk */
    ROUTE_IDEMPOTENT = 4, /* API write: honours Idempotency-Key */
    ROUTE_BACKGROUND = 8, /* asked by an open page by itself: no visit, keeps no session alive */
    ROUTE_UNNAMED =
        16, /* what is asked here may be anonymous: no line of the log says who, and no visit is written down */
    ROUTE_SEALED =
        64 /* of a ROUTE_UPLOAD: what comes is confided, and lies sealed from its first byte on */
};

struct shape;

struct route {
    enum method method;
    const char *path; /* "/incidents/{id}"; {name} matches one segment */
    enum permission permission;
    handler_fn *run;
    const struct form *in;    /* body of POST/PUT: form or JSON; NULL: none */
    const struct form *query; /* documented query parameters; NULL: none */
    const struct shape *out;  /* JSON answer; NULL: a page */
    bool out_is_list;
    const char *summary; /* one English sentence for OpenAPI; required under /api/ */
    unsigned flags;
};

/* A feature's table ends with a row whose run is NULL. The program's list of tables ends with NULL. */
extern const struct route *const all_routes[];

/* Finds the row; *ret_other_method says that the path exists for another method (405). */
const struct route *route_find(enum method method, struct str path, struct str params[4],
                               bool *ret_other_method);

/* Runs a request through everything a handler may rely on: session or token, language, permission, CSRF for every
 * non-GET that uses the session, input limits; maps statuses to pages or problems. Never fails: errors become answers. */
void route_run(struct request *rq, struct response *rs);

#endif
