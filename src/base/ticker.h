/* A thread that does something each second until it is stopped.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_TICKER_H
#define BASE_TICKER_H

#include "base/status.h"

struct ticker;
/* `work` runs at once and then a second after it ended, with a clean failure_last() each time. */
CHECKED enum status ticker_start(void (*work)(void *context), void *context, struct ticker **ret);
void ticker_stop(struct ticker *t); /* a running turn ends first; NULL is fine */

#endif
