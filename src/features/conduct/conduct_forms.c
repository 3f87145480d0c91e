/* The input tables of this feature, and how their pages dress them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_forms.h"

const char *const conduct_lang_words[] = {"da", "en", NULL};

static const struct field ask_fields[] = {
    {.name = "wish",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct conduct_request, wish),
     .required = true,
     .words = conduct_wish_words,
     .label = T_CONDUCT_WISH,
     .doc = "What the employee hopes for; the manager decides"},
    {.name = "words",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_request, words),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_WHY,
     .doc = "Why, in the asker's words"},
    {.name = "reference",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_request, reference),
     .max = CONDUCT_REFERENCE_MAX,
     .label = T_CONDUCT_REFERENCE,
     .doc = "The citizen's case in the case system; never a name, CPR or phone number"},
};
const struct form conduct_ask_form = FORM("ConductAsk", ask_fields, struct conduct_request);

static const struct field decline_fields[] = {
    {.name = "answer",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_answer_entry, answer),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_ANSWER,
     .doc = "To the employee"},
};
const struct form conduct_decline_form =
    FORM("ConductDecline", decline_fields, struct conduct_answer_entry);

static const struct field lift_fields[] = {
    {.name = "answer",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_answer_entry, answer),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_ANSWER_LIFT,
     .doc = "To the employee: why it is lifted"},
};
const struct form conduct_lift_form = FORM("ConductLift", lift_fields, struct conduct_answer_entry);

static const struct field letter_fields[] = {
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct conduct_letter, kind),
     .required = true,
     .words = conduct_letter_words,
     .label = T_CONDUCT_LETTER_KIND,
     .doc = "A warning answers the request, a hearing letter begins the hearing"},
    {.name = "lang",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct conduct_letter, lang),
     .required = true,
     .words = conduct_lang_words,
     .label = T_CONDUCT_LETTER_LANG,
     .doc = "The language of the letter"},
    {.name = "body",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_letter, body),
     .required = true,
     .multiline = true,
     .max = CONDUCT_LETTER_MAX,
     .label = T_CONDUCT_LETTER_BODY,
     .doc = "The letter, without name and address"},
    {.name = "answer",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_letter, answer),
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_ANSWER_WARNED,
     .doc = "To the employee"},
};
const struct form conduct_letter_form = FORM("ConductLetter", letter_fields, struct conduct_letter);

static const struct field heard_fields[] = {
    {.name = "heard",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_heard_entry, heard),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_HEARD,
     .doc = "What the citizen answered, in short"},
};
const struct form conduct_heard_form =
    FORM("ConductHeard", heard_fields, struct conduct_heard_entry);

static const struct field restriction_fields[] = {
    {.name = "reference",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, reference),
     .required = true,
     .max = CONDUCT_REFERENCE_MAX,
     .label = T_CONDUCT_REFERENCE,
     .doc = "The citizen's case in the case system; never a name, CPR or phone number"},
    {.name = "grounds",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, grounds),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_GROUNDS,
     .doc = "What happened, and why nothing less will do"},
    {.name = "more",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, more),
     .max = 400,
     .label = T_CONDUCT_MORE,
     .doc = "Further incidents it stands on: H-1042, H-1050"},
    {.name = "scope",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct conduct_restriction, scope),
     .required = true,
     .words = conduct_scope_words,
     .label = T_CONDUCT_SCOPE,
     .doc = "What is restricted"},
    {.name = "lines",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, lines),
     .max = 400,
     .label = T_CONDUCT_LINES,
     .doc = "Which lines or places; absent: all"},
    {.name = "hours",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, hours),
     .max = 400,
     .label = T_CONDUCT_HOURS,
     .doc = "When contact is open"},
    {.name = "channel",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct conduct_restriction, channel),
     .required = true,
     .words = conduct_channel_words,
     .label = T_CONDUCT_CHANNEL,
     .doc = "The way that stays open"},
    {.name = "channel_words",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, channel_words),
     .required = true,
     .multiline = true,
     .max = 1000,
     .label = T_CONDUCT_CHANNEL_WORDS,
     .doc = "That way in words: where, when, to whom"},
    {.name = "has_needs",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct conduct_restriction, has_needs),
     .required = true,
     .words = conduct_yes_no_words,
     .label = T_CONDUCT_NEEDS,
     .doc = "Whether illness, disability or other needs call for another way"},
    {.name = "needs_words",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, needs_words),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_NEEDS_WORDS,
     .doc = "How that was looked at, and what is done about it"},
    {.name = "hearing",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct conduct_restriction, hearing),
     .required = true,
     .words = conduct_hearing_words,
     .label = T_CONDUCT_HEARING,
     .doc = "Whether the citizen was heard first"},
    {.name = "hearing_words",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, hearing_words),
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_HEARING_WORDS,
     .doc = "Required unless heard: why not"},
    {.name = "from_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct conduct_restriction, from_day),
     .required = true,
     .label = T_CONDUCT_FROM,
     .doc = "First day"},
    {.name = "review_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct conduct_restriction, review_day),
     .required = true,
     .label = T_CONDUCT_REVIEW,
     .doc = "When it is looked at again"},
    {.name = "end_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct conduct_restriction, end_day),
     .required = true,
     .label = T_CONDUCT_END,
     .doc = "Last day"},
    {.name = "say",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, say),
     .required = true,
     .multiline = true,
     .max = 1000,
     .label = T_CONDUCT_SAY,
     .doc = "What to say to the citizen who calls"},
    {.name = "answer",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_restriction, answer),
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_ANSWER_RESTRICTED,
     .doc = "To the employee"},
};
const struct form conduct_restriction_form =
    FORM("ConductRestriction", restriction_fields, struct conduct_restriction);

static const struct field print_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_print_entry, name),
     .required = true,
     .max = 200,
     .label = T_CONDUCT_PRINT_NAME,
     .doc = "Not kept"},
    {.name = "address",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_print_entry, address),
     .required = true,
     .multiline = true,
     .max = 400,
     .label = T_CONDUCT_PRINT_ADDRESS,
     .doc = "Not kept"},
    {.name = "sender",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_print_entry, sender),
     .required = true,
     .multiline = true,
     .max = 400,
     .label = T_CONDUCT_PRINT_SENDER,
     .doc = "Not kept"},
};
const struct form conduct_print_form =
    FORM("ConductPrint", print_fields, struct conduct_print_entry);

static const struct field template_fields[] = {
    {.name = "body",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_template_entry, body),
     .required = true,
     .multiline = true,
     .max = CONDUCT_LETTER_MAX,
     .label = T_CONDUCT_LETTER_BODY,
     .doc = "The text; words in brackets are filled in"},
};
const struct form conduct_template_form =
    FORM("ConductTemplate", template_fields, struct conduct_template_entry);

static const struct field term_fields[] = {
    {.name = "days",
     .kind = FIELD_INT,
     .offset = offsetof(struct conduct_term_value, days),
     .required = true,
     .min = 1,
     .max = 730,
     .label = T_CONDUCT_TERM_DAYS,
     .doc = "Days"},
    {.name = "source",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_term_value, source),
     .required = true,
     .multiline = true,
     .max = CONDUCT_TEXT_MAX,
     .label = T_CONDUCT_TERM_SOURCE_LABEL,
     .doc = "Where it comes from"},
    {.name = "verified_on",
     .kind = FIELD_DATE,
     .offset = offsetof(struct conduct_term_value, verified_on),
     .label = T_CONDUCT_TERM_VERIFIED,
     .doc = "When somebody last held it against its source"},
};
const struct form conduct_term_form = FORM("ConductTerm", term_fields, struct conduct_term_value);

static const struct field check_fields[] = {
    {.name = "reference",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct conduct_check_entry, reference),
     .required = true,
     .max = CONDUCT_REFERENCE_MAX,
     .label = T_CONDUCT_REFERENCE,
     .doc = "The citizen's case in the case system"},
};
const struct form conduct_check_query =
    FORM("RestrictionQuery", check_fields, struct conduct_check_entry);

static const struct field list_fields[] = {
    {.name = "limit",
     .kind = FIELD_INT,
     .offset = offsetof(struct conduct_list_entry, limit),
     .min = 1,
     .max = 200,
     .label = T_CONDUCT_SHOW,
     .doc = "Rows, 50 when absent"},
};
const struct form conduct_list_query =
    FORM("ConductListQuery", list_fields, struct conduct_list_entry);

static const enum text_key wish_texts[] = {
#define X(name, word) T_CONDUCT_WISH_IS_##name,
    CONDUCT_WISHES(X)
#undef X
};
static const enum text_key scope_texts[] = {
#define X(name, word) T_CONDUCT_SCOPE_IS_##name,
    CONDUCT_SCOPES(X)
#undef X
};
static const enum text_key channel_texts[] = {
#define X(name, word) T_CONDUCT_CHANNEL_IS_##name,
    CONDUCT_CHANNELS(X)
#undef X
};
static const enum text_key yes_no_texts[] = {
#define X(name, word) T_CONDUCT_SAID_##name,
    CONDUCT_YES_NO(X)
#undef X
};
static const enum text_key hearing_texts[] = {
#define X(name, word) T_CONDUCT_HEARING_IS_##name,
    CONDUCT_HEARINGS(X)
#undef X
};

const struct conduct_dress conduct_ask_dress[] = {
    {"wish", .texts = wish_texts},
    {"words", .hint = T_CONDUCT_WHY_HINT},
    {"reference", .hint = T_CONDUCT_REFERENCE_HINT},
    {NULL},
};
const struct conduct_dress conduct_answer_dress[] = {
    {"answer", .hint = T_CONDUCT_ANSWER_HINT, .rows = 3},
    {NULL},
};
const struct conduct_dress conduct_heard_dress[] = {
    {"heard", .hint = T_CONDUCT_HEARD_HINT, .rows = 3},
    {NULL},
};
const struct conduct_dress conduct_letter_dress[] = {
    {"kind", .hidden = true},
    {"lang", .hidden = true},
    {"body", .hint = T_CONDUCT_LETTER_HINT, .rows = 24},
    {"answer", .hint = T_CONDUCT_ANSWER_HINT, .rows = 3},
    {NULL},
};
const struct conduct_dress conduct_restriction_dress[] = {
    {"reference", .hint = T_CONDUCT_REFERENCE_HINT},
    {"grounds", .hint = T_CONDUCT_GROUNDS_HINT, .rows = 6},
    {"more", .hint = T_CONDUCT_MORE_HINT},
    {"scope", .texts = scope_texts},
    {"lines", .hint = T_CONDUCT_LINES_HINT},
    {"hours", .hint = T_CONDUCT_HOURS_HINT},
    {"channel", .hint = T_CONDUCT_CHANNEL_HINT, .texts = channel_texts},
    {"channel_words", .hint = T_CONDUCT_CHANNEL_WORDS_HINT, .rows = 2},
    {"has_needs", .hint = T_CONDUCT_NEEDS_HINT, .texts = yes_no_texts},
    {"needs_words", .hint = T_CONDUCT_NEEDS_WORDS_HINT, .rows = 3},
    {"hearing", .hint = T_CONDUCT_HEARING_HINT, .texts = hearing_texts},
    {"hearing_words", .hint = T_CONDUCT_HEARING_WORDS_HINT, .rows = 2},
    {"review_day", .hint = T_CONDUCT_REVIEW_HINT},
    {"end_day", .hint = T_CONDUCT_END_HINT},
    {"say", .hint = T_CONDUCT_SAY_HINT, .rows = 3},
    {"answer", .hint = T_CONDUCT_ANSWER_HINT, .rows = 3},
    {NULL},
};
const struct conduct_dress conduct_print_dress[] = {
    {"address", .rows = 3},
    {"sender", .hint = T_CONDUCT_PRINT_SENDER_HINT, .rows = 3},
    {NULL},
};
const struct conduct_dress conduct_template_dress[] = {
    {"body", .hint = T_CONDUCT_TEMPLATE_HINT, .rows = 20},
    {NULL},
};
const struct conduct_dress conduct_term_dress[] = {
    {"source", .rows = 2},
    {"verified_on", .hint = T_CONDUCT_TERM_VERIFIED_HINT},
    {NULL},
};
