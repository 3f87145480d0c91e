/* The pages, the JSON and the commands of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_WEB_H
#define PRIVACY_PRIVACY_WEB_H

#include "cli/command.h"
#include "web/route.h"

extern const struct route privacy_routes[];
extern const struct route privacy_api_routes[];
extern const struct command privacy_commands[];

#endif
