/* Sends one HTTP POST to a service elsewhere (libcurl). Blocks until it has answered, so it is never called within a
 * transaction. Follows no redirect, uses no proxy, keeps nothing of the answer but its status. Safe from any thread.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/buf.h"
#include "base/status.h"

#define HTTP_TIMEOUT_MS 20000 /* of a whole exchange */
#define HTTP_HEADERS 8

struct http_header {
    const char *name;
    struct str value; /* one line */
};
struct http_post {
    struct str url;                           /* http_url_ok */
    struct http_header headers[HTTP_HEADERS]; /* ends at the first without a name */
    struct str body;
    /* Whoever may name an address must not reach the machines behind us with it: what resolves to a private, local or
     * reserved one is not connected to. true: the administrator of the machine said that this is fine. */
    bool may_be_private;
};
struct http_result {
    int status;             /* 0: no answer */
    int64_t retry_after_ms; /* 0: it did not say */
    char why[80];           /* "HTTP 503", "timeout", "address not allowed": no address, no text */
};

/* https://host…, or http:// where that is allowed; no user in it. */
bool http_url_ok(struct str url, bool may_be_plain);
struct http_result http_post_send(struct arena *a, const struct http_post *post);

#endif
