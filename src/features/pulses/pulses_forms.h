/* What can be sent to this feature, and its routes.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_FORMS_H
#define PULSES_PULSES_FORMS_H

#include "features/pulses/pulses.h"
#include "web/form.h"
#include "web/route.h"

struct pulses_query {
    int64_t by, group, version;
};
extern const char *const pulses_by_words[]; /* as enum pulses_label */
extern const char
    *const pulses_answer_words[]; /* as they are added up; the first: rather not say */

extern const struct form pulses_answer_form,
    pulses_questions_form; /* struct pulses_answers, struct pulses_questions */
extern const struct form pulses_numbers_query, pulses_groups_query; /* struct pulses_query */

extern const struct route pulses_routes[];
extern const struct route pulses_api_routes[];

#endif
