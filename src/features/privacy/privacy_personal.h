/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_PERSONAL_H
#define PRIVACY_PRIVACY_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal privacy_personal[];
extern const struct personal_exempt privacy_exempt[];
extern const struct retention_rule privacy_retention[];

#endif
