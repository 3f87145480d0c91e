/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INVITATIONS_INVITATIONS_PERSONAL_H
#define INVITATIONS_INVITATIONS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal invitations_personal[];
extern const struct retention_rule invitations_retention[];

#endif
