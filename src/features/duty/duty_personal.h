/* What this feature holds about a person.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_PERSONAL_H
#define DUTY_DUTY_PERSONAL_H

#include "core/personal.h"

extern const struct personal duty_personal[];

#endif
