/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_PERSONAL_H
#define CONDUCT_CONDUCT_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal conduct_personal[];
extern const struct retention_rule conduct_retention[];

#endif
