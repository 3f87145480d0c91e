/* What this feature holds about a person.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ABSENCES_ABSENCES_PERSONAL_H
#define ABSENCES_ABSENCES_PERSONAL_H

#include "core/personal.h"

extern const struct personal absences_personal[];

#endif
