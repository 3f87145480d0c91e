/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_FORMS_H
#define GATE_GATE_FORMS_H

#include "features/gate/gate.h"
#include "web/form.h"
#include "web/route.h"

struct gate_words {
    struct str words;
};
struct gate_query {
    int64_t person;
    struct str extension;
};
extern const struct form gate_words_form;  /* struct gate_words */
extern const struct form gate_switch_form; /* struct gate_switching */
extern const struct form gate_query_form;  /* struct gate_query; a query */

extern const struct route gate_routes[];
extern const struct route gate_api_routes[];

#endif
