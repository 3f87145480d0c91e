/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_PERSONAL_H
#define GATE_GATE_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal gate_personal[];
extern const struct retention_rule gate_retention[];

#endif
