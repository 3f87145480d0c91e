/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_forms.h"

#define BEFORE                                                                                     \
    {                                                                                              \
        .name = "before", .kind = FIELD_INT, .offset = offsetof(struct practice_begin, before),    \
        .min = 1, .max = PRACTICE_SURE_MAX, .label = T_PRACTICE_F_BEFORE,                          \
        .doc = "How sure the caller feels, 1 to 5; may be left out"                                \
    }
static const struct field begin_fields[] = {BEFORE};
const struct form practice_begin_form = FORM("PracticeBegin", begin_fields, struct practice_begin);

static const struct field new_fields[] = {
    {.name = "scenario",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct practice_begin, scenario),
     .required = true,
     .min = 1,
     .max = 40,
     .label = T_PRACTICE_F_SCENARIO,
     .doc = "Its name, as the list of scenarios has it"},
    BEFORE,
};
const struct form practice_new_form = FORM("PracticeNew", new_fields, struct practice_begin);

static const struct field choice_fields[] = {
    {.name = "at",
     .kind = FIELD_INT,
     .offset = offsetof(struct practice_choice, at),
     .required = true,
     .max = PRACTICE_MAX_CHOICES,
     .label = T_PRACTICE_F_AT,
     .doc = "Which choice of the try, from 0"},
    {.name = "choice",
     .kind = FIELD_INT,
     .offset = offsetof(struct practice_choice, choice),
     .required = true,
     .max = 31,
     .label = T_PRACTICE_F_CHOICE,
     .doc = "Which of those offered, from 0"},
};
const struct form practice_choice_form =
    FORM("PracticeChoice", choice_fields, struct practice_choice);

static const struct field sure_fields[] = {
    {.name = "after",
     .kind = FIELD_INT,
     .offset = offsetof(struct practice_sure, after),
     .required = true,
     .min = 1,
     .max = PRACTICE_SURE_MAX,
     .label = T_PRACTICE_F_AFTER,
     .doc = "How sure the caller feels now, 1 to 5"},
};
const struct form practice_sure_form = FORM("PracticeSure", sure_fields, struct practice_sure);
