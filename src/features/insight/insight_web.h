/* Routes of the numbers page and its JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INSIGHT_INSIGHT_WEB_H
#define INSIGHT_INSIGHT_WEB_H

#include "web/route.h"

extern const struct route insight_routes[];
extern const struct route insight_api_routes[];

#endif
