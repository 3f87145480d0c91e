/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_forms.h"

static const struct field ask_fields[] = {
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct asking_ask_entry, text),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = ASKING_TEXT_MAX,
     .label = T_ASKING_F_TEXT,
     .doc = "The question"},
    {.name = "as",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct asking_ask_entry, as),
     .required = true,
     .words = asking_as_words,
     .label = T_ASKING_F_AS,
     .doc = "By name or anonymously"},
    {.name = "sure",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct asking_ask_entry, sure),
     .label = T_ASKING_F_TEXT,
     .doc = "What is alike was seen"},
    {.name = "calm",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct asking_ask_entry, calm),
     .label = T_ASKING_F_TEXT,
     .doc = "The help for acute danger was seen"},
};
const struct form asking_ask_form = FORM("AskingAsk", ask_fields, struct asking_ask_entry);

#define SAY(needed, most, key, what)                                                               \
    {                                                                                              \
        .name = "text", .kind = FIELD_TEXT, .offset = offsetof(struct asking_say_entry, text),     \
        .required = (needed), .multiline = true, .min = (needed) ? 1 : 0, .max = (most),           \
        .label = (key), .doc = (what)                                                              \
    }
static const struct field name_fields[] = {
    SAY(true, ASKING_TEXT_MAX, T_ASKING_F_TEXT,
        "The question. Asked by name: a token says whose it is")};
const struct form asking_name_form =
    FORM("AskingQuestionNew", name_fields, struct asking_say_entry);
static const struct field answer_fields[] = {
    SAY(true, ASKING_TEXT_MAX, T_ASKING_F_ANSWER, "The answer")};
const struct form asking_answer_form = FORM("AskingAnswer", answer_fields, struct asking_say_entry);
static const struct field more_fields[] = {
    SAY(false, ASKING_TEXT_MAX, T_ASKING_F_MORE, "What is missing; may be absent")};
const struct form asking_more_form = FORM("AskingMore", more_fields, struct asking_say_entry);
static const struct field unclear_fields[] = {
    SAY(false, ASKING_UNCLEAR_MAX, T_ASKING_F_UNCLEAR, "What is unclear; may be absent")};
const struct form asking_unclear_form =
    FORM("AskingUnclear", unclear_fields, struct asking_say_entry);

static const struct field search_fields[] = {{.name = "q",
                                              .kind = FIELD_TEXT,
                                              .offset = offsetof(struct asking_say_entry, text),
                                              .max = ASKING_TEXT_MAX,
                                              .label = T_ASKING_SEARCH,
                                              .doc = "Words, in any form; the last may be begun"}};
const struct form asking_search_form = FORM("AskingSearch", search_fields, struct asking_say_entry);

static const struct field card_fields[] = {
    {.name = "title",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct asking_card_entry, title),
     .required = true,
     .min = 1,
     .max = ASKING_TITLE_MAX,
     .label = T_ASKING_F_TITLE,
     .doc = "The question it answers, in short"},
    {.name = "body",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct asking_card_entry, body),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = ASKING_BODY_MAX,
     .label = T_ASKING_F_BODY,
     .doc = "The answer, in Markdown without HTML"},
    {.name = "owner_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct asking_card_entry, owner_id),
     .label = T_ASKING_F_OWNER,
     .doc = "Who keeps it right; absent: the caller, or who has it"},
    {.name = "review_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct asking_card_entry, review_day),
     .label = T_ASKING_F_REVIEW,
     .doc = "Looked at again by then; absent: in a year"},
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct asking_card_entry, version),
     .max = INT32_MAX,
     .label = T_ASKING_F_VERSION,
     .doc = "The version that was changed; refused when another one holds by now"},
};
const struct form asking_card_form = FORM("AskingCardNew", card_fields, struct asking_card_entry);

static const struct field pace_fields[] = {
    {.name = "next_s",
     .kind = FIELD_INT,
     .offset = offsetof(struct asking_pace, next_s),
     .required = true,
     .min = ASKING_NEXT_LEAST,
     .max = ASKING_NEXT_MOST,
     .label = T_ASKING_F_NEXT,
     .doc = "Seconds without an answer until the next are told"},
    {.name = "leader_s",
     .kind = FIELD_INT,
     .offset = offsetof(struct asking_pace, leader_s),
     .required = true,
     .min = ASKING_NEXT_LEAST,
     .max = ASKING_LEADER_MOST,
     .label = T_ASKING_F_LEADER,
     .doc = "Seconds without an answer until the leader on duty is told"},
};
const struct form asking_pace_form = FORM("AskingPace", pace_fields, struct asking_pace);
