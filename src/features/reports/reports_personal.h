/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_PERSONAL_H
#define REPORTS_REPORTS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal reports_personal[];
extern const struct retention_rule reports_retention[];

#endif
