/* Cookies of a request and an answer, and values sealed with this process's key.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "web/request.h"

/* Names get the __Host- prefix when cookies are secure, so that no neighbouring host can plant
 * them. */
struct str cookie_get(const struct request *rq, const char *name); /* STR_NONE when absent */
enum cookie_life { COOKIE_SESSION, COOKIE_YEAR, COOKIE_GONE };
void cookie_set(struct request *rq, struct response *rs, const char *name, struct str value,
                enum cookie_life life);

/* Authenticated with a key that is made at start and never stored: a restart makes old seals
 * worthless. */
struct str seal(struct arena *a, struct str text);
/* STR_NONE when it was not sealed by this process. */
struct str unseal(struct arena *a, struct str sealed);
/* Hex of BLAKE2b-256. */
struct str hash_hex(struct arena *a, struct str s);

#endif
