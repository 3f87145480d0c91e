/* Routes of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STAYS_STAYS_WEB_H
#define STAYS_STAYS_WEB_H

#include "web/route.h"

extern const struct route stays_routes[];
extern const struct route stays_api_routes[];

#endif
