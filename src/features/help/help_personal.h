/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_PERSONAL_H
#define HELP_HELP_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal help_personal[];
extern const struct personal_exempt help_exempt[];
extern const struct retention_rule help_retention[];

#endif
