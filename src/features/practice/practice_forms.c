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

static const char *const lang_words[] = {"da", "en", NULL};
#define COMPILED                                                                                   \
    {                                                                                              \
        .name = "json", .kind = FIELD_TEXT, .offset = offsetof(struct practice_draft, json),       \
        .required = true, .multiline = true, .min = 1, .max = PRACTICE_JSON_MAX,                   \
        .label = T_PRACTICE_F_JSON,                                                                \
        .doc = "The story, compiled: the server looks at it and plays it, but compiles nothing"    \
    }
static const struct field check_fields[] = {COMPILED};
const struct form practice_check_form = FORM("PracticeCheck", check_fields, struct practice_draft);

static const struct field own_fields[] = {
    {.name = "source",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct practice_draft, source),
     .multiline = true,
     .max = PRACTICE_SOURCE_MAX,
     .label = T_PRACTICE_F_SOURCE,
     .doc = "The story in ink; empty: it is kept elsewhere"},
    COMPILED,
    {.name = "lang",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct practice_draft, lang),
     .required = true,
     .words = lang_words,
     .label = T_PRACTICE_F_LANG,
     .doc = "Its language"},
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct practice_draft, version),
     .max = INT32_MAX,
     .label = T_PRACTICE_F_VERSION,
     .doc = "The version that was changed"},
};
const struct form practice_own_form = FORM("PracticeOwn", own_fields, struct practice_draft);

static const struct field file_fields[] = {
    {.name = "file",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct practice_file, file),
     .max = 1000,
     .label = T_PRACTICE_F_FILE,
     .doc = "The file, as a part of multipart/form-data"},
    {.name = "own_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct practice_file, own_id),
     .label = T_PRACTICE_OWN_TITLE,
     .doc = "In the place of this one; absent: a new one"},
};
const struct form practice_file_form = FORM("PracticeFile", file_fields, struct practice_file);

static const struct field offer_fields[] = {{.name = "offered",
                                             .kind = FIELD_BOOL,
                                             .offset = offsetof(struct practice_offering, offered),
                                             .label = T_PRACTICE_F_OFFERED,
                                             .doc = "To everybody of the centre"}};
const struct form practice_offer_form =
    FORM("PracticeOffer", offer_fields, struct practice_offering);
