/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_PERSONAL_H
#define COACHING_COACHING_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal coaching_personal[];
extern const struct retention_rule coaching_retention[];

#endif
