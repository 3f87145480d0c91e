/* What this feature holds about a person.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_PERSONAL_H
#define HARASSMENT_HARASSMENT_PERSONAL_H

#include "core/personal.h"

extern const struct personal harassment_personal[];

#endif
