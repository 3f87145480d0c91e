/* One HTTP exchange with a service elsewhere (libcurl). Blocks until it has answered, so it is never called within a
 * transaction. Uses no proxy. A POST follows no redirect and keeps nothing of the answer but its status. Safe from any thread.
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

/* Reads something. */
struct http_get {
    struct str url; /* http_url_ok */
    struct http_header headers[HTTP_HEADERS];
    size_t most_bytes;  /* of the body; more of it is refused */
    int64_t timeout_ms; /* 0: HTTP_TIMEOUT_MS */
    int redirects;      /* how many are followed; each is connected to by the same rules */
    bool may_be_private;
};
struct http_got {
    int status;                      /* 0: no answer, or too much of it */
    struct str body, etag, modified; /* in the arena; modified: Last-Modified as it was said */
    int64_t certificate_ends_at;     /* ms; 0: none, or not known */
    char why[80];
};
struct http_got http_get_send(struct arena *a, const struct http_get *get);
/* "Nov 22 10:00:00 2027 GMT" or "2027-11-22 10:00:00 GMT", as TLS libraries write the end of a certificate; 0: neither. */
int64_t http_certificate_end(struct str text);

#endif
