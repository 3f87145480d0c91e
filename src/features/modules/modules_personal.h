/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_PERSONAL_H
#define MODULES_MODULES_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal modules_personal[];
extern const struct retention_rule modules_retention[];

#endif
