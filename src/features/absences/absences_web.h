/* The routes of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ABSENCES_ABSENCES_WEB_H
#define ABSENCES_ABSENCES_WEB_H

#include "features/absences/absences.h"
#include "web/route.h"

extern const struct form absence_feed_in, absence_change_in, absence_person_in;

extern const struct route absence_routes[];
extern const struct route absence_api_routes[];

#endif
