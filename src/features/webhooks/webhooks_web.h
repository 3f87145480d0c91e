/* The routes of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEBHOOKS_WEBHOOKS_WEB_H
#define WEBHOOKS_WEBHOOKS_WEB_H

#include "features/webhooks/webhooks.h"
#include "web/route.h"

struct webhook_input {
    struct str url;
    int64_t events;
};
extern const struct form webhook_in;

extern const struct route webhook_routes[];
extern const struct route webhook_api_routes[];

#endif
