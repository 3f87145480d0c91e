/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_PERSONAL_H
#define LISTENING_LISTENING_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal listening_personal[];
extern const struct retention_rule listening_retention[];

#endif
