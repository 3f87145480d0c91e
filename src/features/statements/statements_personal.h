/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STATEMENTS_STATEMENTS_PERSONAL_H
#define STATEMENTS_STATEMENTS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal statements_personal[];
extern const struct retention_rule statements_retention[];

#endif
