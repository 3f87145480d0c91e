/* What servers need of routing beside route_run.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_ROUTE_INNER_H
#define WEB_ROUTE_INNER_H

#include "web/route.h"

/* Clean slots and an empty answer; route_run does this itself. */
void route_begin(struct request *rq, struct response *rs);
/* The permission alone: DENIED also when nobody is signed in. */
CHECKED enum status route_may(struct request *rq);
/* Asked before the first byte of an upload is taken in: nobody fills the disk who could not send it
 * anyway. false: the answer is ready. */
bool route_may_upload(struct request *rq, struct response *rs);
/* A complete answer for what is refused before any route runs. */
void route_refuse(struct request *rq, struct response *rs, enum status status, int http_status,
                  enum text_key key);

#endif
