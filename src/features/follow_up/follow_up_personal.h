/* What the five-hour day holds about a person, and how long it is kept.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_PERSONAL_H
#define FOLLOW_UP_FOLLOW_UP_PERSONAL_H

#include "core/personal.h"
#include "core/retention.h"

extern const struct personal follow_up_personal[];
extern const struct retention_rule follow_up_retention[];

#endif
