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

#define PLAN_FIELDS(name_, word)                                                                   \
    {.name = "from_" word,                                                                         \
     .kind = FIELD_INT,                                                                            \
     .offset = offsetof(struct care_plan_entry, choice.from_weight[CARE_##name_]),                 \
     .min = 0,                                                                                     \
     .max = 5,                                                                                     \
     .label = T_AFTERCARE_KIND_##name_,                                                            \
     .doc = "How hard it must have hit, 1 to 5; 0: not in the plan"},                              \
        {.name = "amount_" word,                                                                   \
         .kind = FIELD_INT,                                                                        \
         .offset = offsetof(struct care_plan_entry, choice.amount[CARE_##name_]),                  \
         .min = 0,                                                                                 \
         .max = CARE_AMOUNT_MAX,                                                                   \
         .label = T_AFTERCARE_KIND_##name_,                                                        \
         .doc = "Minutes, working days or calendar days; not for steps of the same day"},
static const struct field plan_fields[] = {
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct care_plan_entry, version),
     .min = 0,
     .max = 1000000,
     .label = T_AFTERCARE_PLAN_VERSION,
     .doc = "The version that was changed; another one saved since then is a conflict"},
    {.name = "preview",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct care_plan_entry, preview),
     .label = T_AFTERCARE_PLAN_PREVIEW,
     .doc = "Only of the page: show what it means, save nothing"},
    CARE_PLAN_KINDS(PLAN_FIELDS)};
const struct form care_plan_form = FORM("AftercarePlan", plan_fields, struct care_plan_entry);

static const struct field number_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_number_entry, name),
     .required = true,
     .max = 120,
     .label = T_AFTERCARE_NUMBER_NAME,
     .doc = "Who answers"},
    {.name = "phone",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_number_entry, phone),
     .required = true,
     .max = 40,
     .label = T_AFTERCARE_NUMBER_PHONE,
     .doc = "The number"},
    {.name = "hours",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_number_entry, hours),
     .max = 120,
     .label = T_AFTERCARE_NUMBER_HOURS,
     .doc = "When they answer"},
    {.name = "verified_on",
     .kind = FIELD_DATE,
     .offset = offsetof(struct care_number_entry, verified_on),
     .required = true,
     .label = T_AFTERCARE_NUMBER_VERIFIED,
     .doc = "When somebody last called it"},
    {.name = "place",
     .kind = FIELD_INT,
     .offset = offsetof(struct care_number_entry, place),
     .min = 0,
     .max = 99,
     .label = T_AFTERCARE_NUMBER_PLACE,
     .doc = "Lower ones come first"},
};
const struct form care_number_form =
    FORM("AftercareNumber", number_fields, struct care_number_entry);

static const struct field absence_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct care_absence, person_id),
     .label = T_AFTERCARE_AWAY_WHO,
     .doc = "Who is away; oneself when absent"},
    {.name = "from_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct care_absence, from_day),
     .required = true,
     .label = T_AFTERCARE_AWAY_FROM,
     .doc = "First day"},
    {.name = "to_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct care_absence, to_day),
     .label = T_AFTERCARE_AWAY_TO,
     .doc = "Last day; until further notice when absent"},
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct care_absence, kind),
     .required = true,
     .words = care_away_words,
     .label = T_AFTERCARE_AWAY_KIND,
     .doc = "unable: cannot work, which starts the clock of a work accident. Nothing about health"},
    {.name = "substitute_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct care_absence, substitute_id),
     .label = T_AFTERCARE_AWAY_SUBSTITUTE,
     .doc = "Who stands in"},
};
const struct form care_absence_form = FORM("Absence", absence_fields, struct care_absence);

static const struct field remove_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct care_remove_entry, person_id),
     .required = true,
     .label = T_AFTERCARE_AWAY_WHO,
     .doc = "Who is not away after all"},
    {.name = "from_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct care_remove_entry, from_day),
     .required = true,
     .label = T_AFTERCARE_AWAY_FROM,
     .doc = "First day of the absence"},
};
const struct form care_remove_form = FORM("AbsenceRemove", remove_fields, struct care_remove_entry);

static const struct field learnings_fields[] = {
    {.name = "q",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_learnings_entry, q),
     .max = 200,
     .label = T_AFTERCARE_LEARN_SEARCH,
     .doc = "Words"},
    {.name = "before",
     .kind = FIELD_ID,
     .offset = offsetof(struct care_learnings_entry, before),
     .label = T_AFTERCARE_LEARN_EARLIER,
     .doc = "Those before this id"},
};
const struct form care_learnings_query =
    FORM("LearningsQuery", learnings_fields, struct care_learnings_entry);

/* ---- working time */

#define HOUR_FIELD(word, member, day, text)                                                        \
    {                                                                                              \
        .name = word, .kind = FIELD_TEXT,                                                          \
        .offset = offsetof(struct care_hours_entry, member[(day)-1]), .max = 8, .label = text,     \
        .doc = "Wall time as 08:00; both empty when the day is closed"                             \
    }
#define DAY_FIELDS(day)                                                                            \
    HOUR_FIELD("from_" #day, from, day, T_AFTERCARE_HOURS_FROM),                                   \
        HOUR_FIELD("to_" #day, to, day, T_AFTERCARE_HOURS_TO)
#define TICK_FIELD(word, text, what)                                                               \
    {                                                                                              \
        .name = #word, .kind = FIELD_BOOL, .offset = offsetof(struct care_hours_entry, word),      \
        .label = text, .doc = what                                                                 \
    }
static const struct field hours_fields[] = {
    DAY_FIELDS(1),
    DAY_FIELDS(2),
    DAY_FIELDS(3),
    DAY_FIELDS(4),
    DAY_FIELDS(5),
    DAY_FIELDS(6),
    DAY_FIELDS(7),
    TICK_FIELD(constitution_day, T_AFTERCARE_HOURS_CONSTITUTION, "Closed on 5 June"),
    TICK_FIELD(christmas_eve, T_AFTERCARE_HOURS_CHRISTMAS, "Closed on 24 December"),
    TICK_FIELD(new_years_eve, T_AFTERCARE_HOURS_NEW_YEAR, "Closed on 31 December"),
    TICK_FIELD(preview, T_AFTERCARE_HOURS_PREVIEW, "Show what it would move, save nothing"),
    TICK_FIELD(move, T_AFTERCARE_HOURS_MOVE, "Also move running steps"),
};
const struct form care_hours_form = FORM("AftercareHours", hours_fields, struct care_hours_entry);

#define CLOSED_DAY                                                                                 \
    {                                                                                              \
        .name = "day", .kind = FIELD_DATE, .offset = offsetof(struct care_closed_entry, day),      \
        .required = true, .label = T_AFTERCARE_CLOSED_DAY, .doc = "Which day"                      \
    }
static const struct field open_fields[] = {CLOSED_DAY};
const struct form care_open_form = FORM("AftercareOpenDay", open_fields, struct care_closed_entry);
static const struct field closed_fields[] = {
    CLOSED_DAY,
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct care_closed_entry, name),
     .required = true,
     .max = CARE_CLOSED_NAME_MAX,
     .label = T_AFTERCARE_CLOSED_NAME,
     .doc = "What the day is called"},
};
const struct form care_closed_form =
    FORM("AftercareClosedDay", closed_fields, struct care_closed_entry);

static const struct field law_fields[] = {
    {.name = "law",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct care_law_entry, law),
     .required = true,
     .words = care_law_words,
     .label = T_AFTERCARE_LAW_TITLE,
     .doc = "What was held against its source today"},
};
const struct form care_law_form = FORM("AftercareLaw", law_fields, struct care_law_entry);
