/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_PERSONAL_H
#define ASKING_ASKING_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal asking_personal[];
extern const struct retention_rule asking_retention[];

#endif
