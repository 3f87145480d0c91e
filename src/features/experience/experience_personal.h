/* What the experience log holds about a person, and how long it is kept.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_PERSONAL_H
#define EXPERIENCE_EXPERIENCE_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal experience_personal[];
extern const struct retention_rule experience_retention[];

#endif
