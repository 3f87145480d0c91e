/* What the program joins of this feature: its routes, and its part of every page.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_WEB_H
#define INCIDENTS_INCIDENTS_WEB_H

#include "web/route.h"

extern const struct route incident_routes[];     /* incidents_web.c */
extern const struct route incident_api_routes[]; /* incidents_api.c */

/* The log dialog at the end of every page, for those who may log. */
void incident_log_dialog(struct request *rq, struct html *h);

#endif
