/* What the program joins of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_WEB_H
#define CONDUCT_CONDUCT_WEB_H

#include "features/incidents/incidents_web.h"
#include "web/route.h"

extern const struct route conduct_routes[];        /* conduct_web.c */
extern const struct route conduct_letter_routes[]; /* conduct_letter_web.c */
extern const struct route conduct_words_routes[];  /* conduct_words_web.c */
extern const struct route conduct_api_routes[];    /* conduct_api.c */

/* On the page of an incident: ask for follow-up, or what came of it. */
incident_part_fn conduct_incident_part;

#endif
