/* A request without a socket, for tests: the same path through route_run as a real one.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_LOOPBACK_H
#define WEB_LOOPBACK_H

#include "web/route.h"

struct loopback {
    struct store *store;
    struct arena *arena;
    const struct server_info *info;
    struct str cookies;     /* kept from answers as a browser would */
    struct str bearer;      /* API token; STR_NONE: none */
    struct str csrf;        /* found in the latest page; put into POSTs when set */
    struct header extra[4]; /* more request headers */
    size_t n_extra;
    struct str file, filename; /* sent with the next form to an upload route; STR_NONE: none */
    struct response last;
};
/* Every page is checked for forms that do not fit their routes (loopback_forms.h).
 * Body as form or JSON by its first character ('{' → JSON). Returns the HTTP status; the answer is in lb->last. */
int loopback_get(struct loopback *lb, const char *path);
int loopback_send(struct loopback *lb, enum method method, const char *path, const char *body);
/* Signs in as this person without a password, as the demo page does. */
void loopback_sign_in(struct loopback *lb, int64_t person_id);
/* The last answer's body holds this text. */
bool loopback_shows(const struct loopback *lb, const char *text);
struct str loopback_header(const struct loopback *lb, const char *name);

#endif
