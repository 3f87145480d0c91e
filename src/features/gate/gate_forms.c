/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate_forms.h"

static const struct field words_fields[] = {
    {.name = "words",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct gate_words, words),
     .required = true,
     .multiline = true,
     .max = GATE_TEXT_MAX,
     .label = T_GATE_F_WORDS,
     .doc = "A word on why; the person and those who lead them read it"},
};
const struct form gate_words_form = FORM("GateWords", words_fields, struct gate_words);

static const struct field switch_fields[] = {
    {.name = "on_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct gate_switching, on_day),
     .label = T_GATE_F_DAY,
     .doc = "From this day on; empty: off"},
    {.name = "grace_days",
     .kind = FIELD_INT,
     .offset = offsetof(struct gate_switching, grace_days),
     .max = GATE_GRACE_MAX,
     .label = T_GATE_F_GRACE,
     .doc = "So many days more for whoever was on the phones before"},
};
const struct form gate_switch_form = FORM("GateSwitch", switch_fields, struct gate_switching);

static const struct field query_fields[] = {
    {.name = "person",
     .kind = FIELD_ID,
     .offset = offsetof(struct gate_query, person),
     .label = T_GATE_PERSON,
     .doc = "Of this person alone"},
    {.name = "extension",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct gate_query, extension),
     .max = 100,
     .label = T_GATE_F_EXTENSION,
     .doc = "Of whoever has this extension or agent name today"},
};
const struct form gate_query_form = FORM("GateQuery", query_fields, struct gate_query);
