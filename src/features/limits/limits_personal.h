/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LIMITS_LIMITS_PERSONAL_H
#define LIMITS_LIMITS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal limits_personal[];
extern const struct retention_rule limits_retention[];

#endif
