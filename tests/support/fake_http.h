/* A web service for tests: real sockets on a port of its own, answers as the script says, keeps what it was sent.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_FAKE_HTTP_H
#define SUPPORT_FAKE_HTTP_H

#include <stddef.h>

/* A status to answer with, or: */
#define FAKE_HTTP_DROP (-1)     /* takes the request, then hangs up without an answer */
#define FAKE_HTTP_BUSY_60 (-2)  /* 429 with Retry-After: 60 */
#define FAKE_HTTP_REDIRECT (-3) /* 302 to itself */

struct fake_request {
    char *head; /* "POST /x HTTP/1.1\r\n…\r\n\r\n" */
    char *body;
    size_t body_n;
};

struct fake_http;
struct fake_http *fake_http_start(void);
void fake_http_stop(struct fake_http *s);             /* ends its thread, frees what it kept */
const char *fake_http_url(const struct fake_http *s); /* "http://127.0.0.1:2525" */
/* What the next requests are answered, one each; the last one holds from then on. At most 32. */
void fake_http_script(struct fake_http *s, const int *answers, size_t n);
/* From now on 200 with this body and the ETag "e"; while no request is under way. */
void fake_http_say(struct fake_http *s, const char *body);
/* Answers nobody before n requests are there at once; from then on everybody. 0: whoever waits is answered now. */
void fake_http_together(struct fake_http *s, size_t n);
/* Returns when n requests have come in all; aborts after a minute. */
void fake_http_await(struct fake_http *s, size_t n);
/* Requests, oldest first; valid until stop. */
size_t fake_http_requests(struct fake_http *s);
const struct fake_request *fake_http_request(struct fake_http *s, size_t i);
/* The value of a header, copied to `to`; "" when there is none. */
const char *fake_http_header(const struct fake_request *r, const char *name, char *to, size_t room);

#endif
