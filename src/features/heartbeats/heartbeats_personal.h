/* What this feature holds about a person.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_PERSONAL_H
#define HEARTBEATS_HEARTBEATS_PERSONAL_H

#include "core/personal.h"

extern const struct personal heartbeats_personal[];

#endif
