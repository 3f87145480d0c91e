/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_PERSONAL_H
#define PULSES_PULSES_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal pulses_personal[];
extern const struct personal_exempt pulses_exempt[];
extern const struct retention_rule pulses_retention[];

#endif
