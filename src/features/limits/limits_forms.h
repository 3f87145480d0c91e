/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LIMITS_LIMITS_FORMS_H
#define LIMITS_LIMITS_FORMS_H

#include "features/limits/limits.h"
#include "web/form.h"
#include "web/route.h"

extern const struct form limits_form, limits_check_form; /* struct limits, struct limits_answers */

extern const struct route limits_routes[];
extern const struct route limits_api_routes[];

#endif
