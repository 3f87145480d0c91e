/* API writes that may be sent twice: the same Idempotency-Key with the same body gives the first
 * answer again.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_IDEMPOTENT_H
#define WEB_IDEMPOTENT_H

#include "web/route.h"

/* Keys are kept this long. */
#define IDEMPOTENT_KEEP_MS DAY_MS

/* The request asks for it and its route honours it. */
bool idempotent_wanted(const struct request *rq);
/* Runs the route's handler once per key. The remembered answer is written in the transaction of the
 * change itself: both are there or neither is.
 *   INVALID   the key was used with another body, or is no key (refused with a text, 422)
 *   CONFLICT  the first request is still running */
CHECKED enum status idempotent_run(struct request *rq, struct response *rs);

#endif
