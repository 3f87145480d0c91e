/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PEOPLE_PEOPLE_PERSONAL_H
#define PEOPLE_PEOPLE_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal people_personal[];
extern const struct retention_rule people_retention[];

#endif
