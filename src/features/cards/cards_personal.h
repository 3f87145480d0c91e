/* What this feature holds about a person, and how long.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_PERSONAL_H
#define CARDS_CARDS_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal cards_personal[];
extern const struct personal_exempt cards_exempt[];
extern const struct retention_rule cards_retention[];

#endif
