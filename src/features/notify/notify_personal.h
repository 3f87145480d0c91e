/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_PERSONAL_H
#define NOTIFY_NOTIFY_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal notify_personal[];
extern const struct retention_rule notify_retention[];

#endif
