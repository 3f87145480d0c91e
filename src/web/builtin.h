/* What web/ itself answers: static files, health, numbers for the machine room, the language
 * switch, OpenAPI.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_BUILTIN_H
#define WEB_BUILTIN_H

#include "web/route.h"

/* To be listed in all_routes. */
extern const struct route web_routes[];

/* Set beside enum route_flags on rows that never look who is asking: no query for a style sheet. */
#define ROUTE_ANONYMOUS 256u

/* "/static/bagvagt.css?v=1a2b3c4d": changes with the content, so that browsers may keep it for
 * ever. */
struct str asset_url(struct arena *a, const char *name);

/* Where /metrics gets the server's counts from; set by server_start, NULL in tests without one. */
struct server_counts;
void metrics_source(void (*counts)(void *context, struct server_counts *ret), void *context);

#endif
