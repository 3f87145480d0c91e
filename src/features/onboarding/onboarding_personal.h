/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_PERSONAL_H
#define ONBOARDING_ONBOARDING_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal onboarding_personal[];
extern const struct retention_rule onboarding_retention[];

#endif
