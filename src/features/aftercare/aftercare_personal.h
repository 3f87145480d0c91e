/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_PERSONAL_H
#define AFTERCARE_AFTERCARE_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal aftercare_personal[];
extern const struct retention_rule aftercare_retention[];

#endif
