/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_PERSONAL_H
#define PRACTICE_PRACTICE_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal practice_personal[];
extern const struct retention_rule practice_retention[];

#endif
