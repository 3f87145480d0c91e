/* What the program joins of this feature: its routes, and its part of every page.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_WEB_H
#define INCIDENTS_INCIDENTS_WEB_H

#include "features/incidents/incidents.h"
#include "web/route.h"

extern const struct route incident_routes[];     /* incidents_web.c */
extern const struct route incident_api_routes[]; /* incidents_api.c */

/* The log dialog at the end of every page, for those who may log. */
void incident_log_dialog(struct request *rq, struct html *h);

/* What other features put at the end of the page of one incident, for those who see it fully; the program's list ends with
 * NULL. */
typedef enum status incident_part_fn(struct request *rq, struct html *h, const struct incident *in);
extern incident_part_fn *const all_incident_parts[];
/* The same on the manager's today page. */
typedef enum status today_part_fn(struct request *rq, struct html *h);
extern today_part_fn *const all_today_parts[];

#endif
