/* What this feature holds about a person, and for how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_PERSONAL_H
#define HARASSMENT_HARASSMENT_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal harassment_personal[];
extern const struct retention_rule harassment_retention[];

#endif
