/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#define BACK(type)                                                                                 \
    {                                                                                              \
        .name = "back", .kind = FIELD_TEXT, .offset = offsetof(type, back), .max = 20,             \
        .label = T_AFTERCARE_BACK, .doc = "Page to return to; ignored by the API"                  \
    }
#define SUPPORTER(n, text)                                                                         \
    {                                                                                              \
        .name = "supporter_" #n, .kind = FIELD_ID,                                                 \
        .offset = offsetof(struct care_supporters_entry, id[(n)-1]), .label = (text),              \
        .doc = "Asked in this order"                                                               \
    }

static const struct field end_fields[] = {
    {.name = "state",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct care_end_entry, state),
     .required = true,
     .words = care_state_words,
     .label = T_AFTERCARE_HOW,
     .doc = "done, declined or not_needed"},
    {.name = "note",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_end_entry, note),
     .multiline = true,
     .max = CARE_NOTE_MAX,
     .label = T_AFTERCARE_NOTE,
     .doc = "For the employee and who has the step"},
    BACK(struct care_end_entry),
};
const struct form care_end_form = FORM("AftercareEnd", end_fields, struct care_end_entry);

static const struct field move_fields[] = {
    {.name = "due_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct care_move_entry, due_at),
     .required = true,
     .label = T_AFTERCARE_MOVE_TO,
     .doc = "The new time"},
    {.name = "reason",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_move_entry, reason),
     .required = true,
     .min = 1,
     .max = 400,
     .label = T_AFTERCARE_MOVE_WHY,
     .doc = "Why it is moved"},
};
const struct form care_move_form = FORM("AftercareMove", move_fields, struct care_move_entry);

static const struct field answer_fields[] = {
    {.name = "answer",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct care_answer_entry, answer),
     .required = true,
     .words = care_answer_words,
     .label = T_AFTERCARE_CHOICE,
     .doc = "offered by who cares; the others by the employee"},
    BACK(struct care_answer_entry),
};
const struct form care_answer_form =
    FORM("AftercareAnswer", answer_fields, struct care_answer_entry);

static const struct field ask_fields[] = {
    {.name = "ask",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct care_ask_entry, ask),
     .required = true,
     .words = care_ask_words,
     .label = T_AFTERCARE_CAN_ASK,
     .doc = "What the employee asks for"},
};
const struct form care_ask_form = FORM("AftercareAsk", ask_fields, struct care_ask_entry);

static const struct field share_fields[] = {
    {.name = "on",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct care_switch_entry, on),
     .label = T_AFTERCARE_SHARE_TITLE,
     .doc = "Managers may read the notes"},
};
const struct form care_share_form = FORM("AftercareShare", share_fields, struct care_switch_entry);

static const struct field pause_fields[] = {
    {.name = "on",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct care_switch_entry, on),
     .label = T_AFTERCARE_PAUSE_TITLE,
     .doc = "Start a pause; false ends it"},
};
const struct form care_pause_form = FORM("AftercarePause", pause_fields, struct care_switch_entry);

static const struct field supporter_fields[] = {
    SUPPORTER(1, T_AFTERCARE_SUPPORT_1),
    SUPPORTER(2, T_AFTERCARE_SUPPORT_2),
    SUPPORTER(3, T_AFTERCARE_SUPPORT_3),
};
const struct form care_supporters_form =
    FORM("AftercareSupporters", supporter_fields, struct care_supporters_entry);

static const struct field list_fields[] = {
    {.name = "limit",
     .kind = FIELD_INT,
     .offset = offsetof(struct care_list_entry, limit),
     .min = 1,
     .max = 200,
     .label = T_AFTERCARE_SHOW,
     .doc = "Rows, 50 when absent"},
};
const struct form care_list_query = FORM("AftercareListQuery", list_fields, struct care_list_entry);
