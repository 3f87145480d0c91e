/* The routes of this feature, and its part of the page of watches.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_WEB_H
#define HEARTBEATS_HEARTBEATS_WEB_H

#include "features/heartbeats/heartbeats.h"
#include "web/html.h"
#include "web/route.h"

struct heartbeat_out_input {
    struct str url;
};
extern const struct form heartbeat_in, heartbeat_out_in;

extern const struct route heartbeat_routes[];
extern const struct route heartbeat_api_routes[];

/* What help hangs on and is silent, above the watches (features/duty/duty_forms.h). */
enum status heartbeat_duty_part(struct request *rq, struct html *h);

#endif
