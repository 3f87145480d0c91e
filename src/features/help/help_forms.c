/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_forms.h"

#include "features/incidents/incidents.h"

static const struct field press_fields[] = {
    {.name = "client_key",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct help_press, client_key),
     .required = true,
     .min = 8,
     .max = 64,
     .label = T_HELP_CLIENT_KEY,
     .doc = "Made by the client, unique per press: the same key sent twice asks once"},
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct help_press, kind),
     .required = true,
     .words = help_kind_words,
     .label = T_HELP_KIND,
     .doc = "need: somebody beside me; takeover: of this call; boss: to the phone; acute; air"},
    {.name = "silent",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct help_press, silent),
     .label = T_HELP_SILENT,
     .doc = "Nothing sounds at any desk"},
    {.name = "at_home",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct help_press, at_home),
     .label = T_HELP_AT_HOME,
     .doc = "Works at home"},
    {.name = "place",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct help_press, place),
     .max = HELP_PLACE_MAX,
     .label = T_HELP_PLACE,
     .doc = "Where to come to; absent: what the desk page was told"},
};
const struct form help_press_form = FORM("HelpPress", press_fields, struct help_press);

static const struct field page_fields[] = {
    {.name = "page",
     .kind = FIELD_INT,
     .offset = offsetof(struct help_page_entry, page),
     .max = UINT32_MAX,
     .label = T_HELP_DESK_TITLE,
     .doc = "A number that the open page gave itself"},
};
const struct form help_page_form = FORM("HelpPage", page_fields, struct help_page_entry);

static const struct field place_fields[] = {
    {.name = "place",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct help_place_entry, place),
     .max = HELP_PLACE_MAX,
     .label = T_HELP_PLACE,
     .doc = "Where one sits"},
    {.name = "at_home",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct help_place_entry, at_home),
     .label = T_HELP_AT_HOME,
     .doc = "Works at home"},
    {.name = "silent",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct help_place_entry, silent),
     .label = T_HELP_SILENT,
     .doc = "One's own presses are silent"},
};
const struct form help_place_form = FORM("HelpPlace", place_fields, struct help_place_entry);

static const struct field log_fields[] = {
    {.name = "class",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct help_log_entry, class),
     .words = incident_class_words,
     .label = T_HELP_WHAT_WAS_IT,
     .doc = "What it was; absent: by what was asked for"},
    {.name = "rating",
     .kind = FIELD_INT,
     .offset = offsetof(struct help_log_entry, rating),
     .required = true,
     .min = 1,
     .max = INCIDENT_RATING_MAX,
     .label = T_HELP_HOW_HARD,
     .doc = "How hard it hit, by the employee"},
};
const struct form help_log_form = FORM("HelpLog", log_fields, struct help_log_entry);

static const struct field warn_fields[] = {
    {.name = "act",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct help_warn_entry, act),
     .required = true,
     .words = help_warn_act_words,
     .label = T_HELP_WARN_TITLE,
     .doc = "What was just said or done; suicide and bomb stay on the line and ask for help"},
};
const struct form help_warn_form = FORM("HelpWarn", warn_fields, struct help_warn_entry);

static const struct field rate_fields[] = {
    {.name = "rating",
     .kind = FIELD_INT,
     .offset = offsetof(struct help_rate_entry, rating),
     .required = true,
     .min = 1,
     .max = INCIDENT_RATING_MAX,
     .label = T_HELP_HOW_HARD,
     .doc = "How hard it hit"},
};
const struct form help_rate_form = FORM("HelpRate", rate_fields, struct help_rate_entry);

#define SAY(lang_word, LANG, part_word, PART)                                                      \
    {                                                                                              \
        .name = lang_word "_" part_word, .kind = FIELD_TEXT,                                       \
        .offset = offsetof(struct help_words_entry, text[LANG_##LANG][HELP_SAY_##PART]),           \
        .required = true, .multiline = true, .min = 1, .max = HELP_SAY_MAX,                        \
        .label = T_HELP_SAY_##PART##_LABEL, .doc = "Agreed words"                                  \
    }
#define SAYS_OF(lang_word, LANG)                                                                   \
    SAY(lang_word, LANG, "name", NAME), SAY(lang_word, LANG, "warn", WARN),                        \
        SAY(lang_word, LANG, "end", END), SAY(lang_word, LANG, "suicide", SUICIDE),                \
        SAY(lang_word, LANG, "bomb", BOMB)
static const struct field words_fields[] = {SAYS_OF("da", DA), SAYS_OF("en", EN)};
const struct form help_words_form = FORM("HelpWords", words_fields, struct help_words_entry);

#define NUMBER(field_name, most, text)                                                             \
    {                                                                                              \
        .name = #field_name, .kind = FIELD_INT,                                                    \
        .offset = offsetof(struct help_policy_entry, field_name), .required = true, .min = 1,      \
        .max = (most), .label = (text), .doc = "Of the policy"                                     \
    }
#define STEP(i, n)                                                                                 \
    {.name = "targets_" n,                                                                         \
     .kind = FIELD_CHOICES,                                                                        \
     .offset = offsetof(struct help_policy_entry, targets[i]),                                     \
     .words = help_target_words,                                                                   \
     .label = T_HELP_STEP_WHOM,                                                                    \
     .doc = "Whom the step calls"},                                                                \
        {.name = "channels_" n,                                                                    \
         .kind = FIELD_CHOICES,                                                                    \
         .offset = offsetof(struct help_policy_entry, channels[i]),                                \
         .words = help_channel_words,                                                              \
         .label = T_HELP_STEP_BY,                                                                  \
         .doc = "By what, all at once"},                                                           \
    {                                                                                              \
        .name = "wait_s_" n, .kind = FIELD_INT,                                                    \
        .offset = offsetof(struct help_policy_entry, wait_s[i]), .max = 900,                       \
        .label = T_HELP_STEP_WAIT, .doc = "Seconds until the next step"                            \
    }
static const struct field policy_fields[] = {
    {.name = "occasion",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct help_policy_entry, occasion),
     .required = true,
     .words = help_occasion_words,
     .label = T_HELP_CLIMB_TITLE,
     .doc = "Which policy"},
    NUMBER(needed, 5, T_HELP_NEEDED),
    NUMBER(rounds, HELP_ROUNDS_MAX, T_HELP_ROUNDS),
    NUMBER(ack_s, 1800, T_HELP_ACK),
    STEP(0, "1"),
    STEP(1, "2"),
    STEP(2, "3"),
    STEP(3, "4"),
    STEP(4, "5"),
    STEP(5, "6"),
};
const struct form help_policy_form = FORM("HelpPolicy", policy_fields, struct help_policy_entry);
