/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALLS_PERSONAL_H
#define CALLS_CALLS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal calls_personal[];
extern const struct retention_rule calls_retention[];

#endif
