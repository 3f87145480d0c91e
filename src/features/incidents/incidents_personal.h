/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_PERSONAL_H
#define INCIDENTS_INCIDENTS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal incidents_personal[];
extern const struct retention_rule incidents_retention[];

#endif
