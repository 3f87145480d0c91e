/* The routes of this feature, and the badge in the navigation.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_WEB_H
#define NOTIFY_NOTIFY_WEB_H

#include "web/route.h"

extern const struct route notify_routes[];
extern const struct route notify_api_routes[];

/* Unread notices of who asks; 0 when that cannot be read. */
int64_t inbox_nav_count(struct request *rq);

#endif
