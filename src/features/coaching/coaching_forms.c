/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_forms.h"

const char *const coaching_level_words[] = {"0", "1", "2", "3", "4", "na", NULL};

int64_t coaching_word_of(int64_t value)
{
    return value == COACHING_NOT_RELEVANT ? COACHING_WORD_NOT_RELEVANT : value;
}

int64_t coaching_value_of(int64_t index)
{
    return index == COACHING_WORD_NOT_RELEVANT ? COACHING_NOT_RELEVANT : index;
}

struct coaching_answer *coaching_entered(struct arena *a, const struct coaching_fill_entry *e)
{
    struct coaching_answer *answers = arena_array(a, struct coaching_answer, COACHING_QUESTIONS);

    for (size_t i = 0; i < COACHING_QUESTIONS; i++)
        answers[i] = (struct coaching_answer){coaching_value_of(e->value[i]),
                                              e->words[i].p ? e->words[i] : STR("")};
    return answers;
}

/* ---- answers */

#define FIRST_EIGHT(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8)
#define NEXT_EIGHT(X) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16)
#define LAST_EIGHT(X) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24)
#define NUMBERS(X) FIRST_EIGHT(X) NEXT_EIGHT(X) LAST_EIGHT(X)
#define LEVEL(n)                                                                                   \
    {.name = "q" #n,                                                                               \
     .kind = FIELD_CHOICE,                                                                         \
     .offset = offsetof(struct coaching_fill_entry, value[n - 1]),                                 \
     .words = coaching_level_words,                                                                \
     .label = T_COACHING_F_ANSWER,                                                                 \
     .doc = "The level from 0 (no is 0, yes is 1); na: not relevant here"},
#define WORDS(n)                                                                                   \
    {.name = "w" #n,                                                                               \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct coaching_fill_entry, words[n - 1]),                                 \
     .multiline = true,                                                                            \
     .max = COACHING_WORDS_MAX,                                                                    \
     .label = T_COACHING_F_WORDS,                                                                  \
     .doc = "Words to it; the answer to a question for text"},
static const struct field fill_fields[] = {
    NUMBERS(LEVEL) NUMBERS(WORDS){
        .name = "lock",
        .kind = FIELD_BOOL,
        .offset = offsetof(struct coaching_fill_entry, lock),
        .label = T_COACHING_F_LOCK,
        .doc = "Done: cannot be changed any more. Else it is kept, for the caller alone"},
};
const struct form coaching_fill_form =
    FORM("CoachingAnswers", fill_fields, struct coaching_fill_entry);

#define SAY(n)                                                                                     \
    {.name = "w" #n,                                                                               \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct coaching_say_entry, words[n - 1]),                                  \
     .multiline = true,                                                                            \
     .max = COACHING_WORDS_MAX,                                                                    \
     .label = T_COACHING_F_WORDS,                                                                  \
     .doc = "What the caller says to this question"},
static const struct field say_fields[] = {NUMBERS(SAY)};
const struct form coaching_say_form = FORM("CoachingWords", say_fields, struct coaching_say_entry);

static const struct field share_fields[] = {
    {.name = "closing",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct coaching_share_entry, closing),
     .multiline = true,
     .max = COACHING_WORDS_MAX,
     .label = T_COACHING_F_CLOSING,
     .doc = "A word to go along; may be left out"},
};
const struct form coaching_share_form =
    FORM("CoachingShare", share_fields, struct coaching_share_entry);

/* ---- beginning */

#define SUBJECT(type)                                                                              \
    {.name = "scenario",                                                                           \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct type, scenario),                                                    \
     .max = 40,                                                                                    \
     .label = T_COACHING_F_SCENARIO,                                                               \
     .doc = "The name of a scenario, as the list of scenarios has it; empty: a call"},             \
        {.name = "about",                                                                          \
         .kind = FIELD_TEXT,                                                                       \
         .offset = offsetof(struct type, about),                                                   \
         .required = true,                                                                         \
         .multiline = true,                                                                        \
         .min = 1,                                                                                 \
         .max = COACHING_TEXT_MAX,                                                                 \
         .label = T_COACHING_F_ABOUT,                                                              \
         .doc = "In words which call it was; nothing is recorded"},                                \
        {.name = "reference",                                                                      \
         .kind = FIELD_TEXT,                                                                       \
         .offset = offsetof(struct type, reference),                                               \
         .max = COACHING_LINE_MAX,                                                                 \
         .label = T_COACHING_F_REFERENCE,                                                          \
         .doc = "When it was, or a case number"},
static const struct field start_fields[] = {{.name = "side",
                                             .kind = FIELD_CHOICE,
                                             .offset = offsetof(struct coaching_start, side),
                                             .required = true,
                                             .words = coaching_side_words,
                                             .label = T_COACHING_F_SIDE,
                                             .doc = "Who the caller is in it"},
                                            {.name = "with",
                                             .kind = FIELD_ID,
                                             .offset = offsetof(struct coaching_start, with_id),
                                             .required = true,
                                             .label = T_COACHING_F_WITH,
                                             .doc = "The other person"},
                                            SUBJECT(coaching_start)};
const struct form coaching_start_form = FORM("CoachingNew", start_fields, struct coaching_start);

/* ---- the form itself */

#define STAMP(type)                                                                                \
    {.name = "stamp",                                                                              \
     .kind = FIELD_INT,                                                                            \
     .offset = offsetof(struct type, stamp),                                                       \
     .required = true,                                                                             \
     .max = INT32_MAX,                                                                             \
     .label = T_COACHING_F_STAMP,                                                                  \
     .doc = "Of what was changed; refused when somebody was faster"},
#define TITLE(n)                                                                                   \
    {.name = "s" #n "_da",                                                                         \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct coaching_section_entry, title[n - 1][LANG_DA]),                     \
     .max = COACHING_LINE_MAX,                                                                     \
     .label = T_COACHING_F_SECTION,                                                                \
     .doc = "In Danish; empty: not used"},                                                         \
        {.name = "s" #n "_en",                                                                     \
         .kind = FIELD_TEXT,                                                                       \
         .offset = offsetof(struct coaching_section_entry, title[n - 1][LANG_EN]),                 \
         .max = COACHING_LINE_MAX,                                                                 \
         .label = T_COACHING_F_SECTION,                                                            \
         .doc = "In English"},
static const struct field sections_fields[] = {STAMP(coaching_section_entry) TITLE(1) TITLE(2)
                                                   TITLE(3) TITLE(4) TITLE(5) TITLE(6)};
const struct form coaching_sections_form =
    FORM("CoachingSections", sections_fields, struct coaching_section_entry);

static const char *const section_words[] = {"1", "2", "3", "4", "5", "6", NULL};
#define SAID(field_name, member, most, label_key, about)                                           \
    {.name = field_name,                                                                           \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct coaching_question_entry, member),                                   \
     .max = most,                                                                                  \
     .label = label_key,                                                                           \
     .doc = about},
#define HELP(n)                                                                                    \
    SAID("l" #n "_da", level[n - 1][LANG_DA], COACHING_LINE_MAX, T_COACHING_F_LEVEL,               \
         "In Danish: help for this level; of a choice what can be chosen")                         \
    SAID("l" #n "_en", level[n - 1][LANG_EN], COACHING_LINE_MAX, T_COACHING_F_LEVEL, "In English")
static const struct field question_fields[] = {
    STAMP(coaching_question_entry){.name = "section",
                                   .kind = FIELD_CHOICE,
                                   .offset = offsetof(struct coaching_question_entry, section),
                                   .required = true,
                                   .words = section_words,
                                   .label = T_COACHING_F_SECTION,
                                   .doc = "Which section"},
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct coaching_question_entry, kind),
     .required = true,
     .words = coaching_kind_words,
     .label = T_COACHING_F_KIND,
     .doc = "How it is answered"},
    {.name = "weight",
     .kind = FIELD_INT,
     .offset = offsetof(struct coaching_question_entry, weight),
     .required = true,
     .min = 1,
     .max = COACHING_WEIGHT_MAX,
     .label = T_COACHING_F_WEIGHT,
     .doc = "How much it matters"},
    {.name = "levels",
     .kind = FIELD_INT,
     .offset = offsetof(struct coaching_question_entry, n_levels),
     .min = 2,
     .max = COACHING_LEVELS,
     .label = T_COACHING_F_LEVELS,
     .doc = "How many levels a scale has, or choices there are"},
    {.name = "critical",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct coaching_question_entry, critical),
     .label = T_COACHING_F_CRITICAL,
     .doc = "At its lowest level it is talked about first"},
    SAID("text_da", text[LANG_DA], COACHING_TEXT_MAX, T_COACHING_F_QUESTION, "In Danish")
        SAID("text_en", text[LANG_EN], COACHING_TEXT_MAX, T_COACHING_F_QUESTION, "In English")
            HELP(1) HELP(2) HELP(3) HELP(4) HELP(5)};
const struct form coaching_question_form =
    FORM("CoachingQuestion", question_fields, struct coaching_question_entry);

static const struct field move_fields[] = {
    {.name = "move",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct coaching_move_entry, move),
     .required = true,
     .words = coaching_move_words,
     .label = T_COACHING_F_MOVE,
     .doc = "Where to"},
};
const struct form coaching_move_form =
    FORM("CoachingMove", move_fields, struct coaching_move_entry);

static const struct field publish_fields[] = {STAMP(coaching_publish_entry)};
const struct form coaching_publish_form =
    FORM("CoachingPublish", publish_fields, struct coaching_publish_entry);

static const struct field query_fields[] = {
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct coaching_query, version),
     .max = INT32_MAX,
     .label = T_COACHING_P_VERSION,
     .doc = "An earlier one; empty: what holds"},
};
const struct form coaching_query_form = FORM("CoachingQuery", query_fields, struct coaching_query);

/* ---- calibration */

#define SEAT(n)                                                                                    \
    {.name = "person_" #n,                                                                         \
     .kind = FIELD_ID,                                                                             \
     .offset = offsetof(struct calibration_start, invited[n - 1]),                                 \
     .label = T_CALIBRATION_F_INVITED,                                                             \
     .doc = "One who is invited"},
static const struct field calibration_fields[] = {
    SUBJECT(calibration_start) NUMBERS(SEAT) SEAT(25) SEAT(26) SEAT(27) SEAT(28) SEAT(29) SEAT(30)
        SEAT(31) SEAT(32) SEAT(33) SEAT(34) SEAT(35) SEAT(36) SEAT(37) SEAT(38) SEAT(39) SEAT(40)};
const struct form calibration_start_form =
    FORM("CalibrationNew", calibration_fields, struct calibration_start);

static const struct field agree_fields[] = {
    {.name = "question",
     .kind = FIELD_ID,
     .offset = offsetof(struct calibration_agreed, question_id),
     .required = true,
     .label = T_COACHING_F_QUESTION,
     .doc = "Its id"},
    {.name = "value",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct calibration_agreed, value),
     .words = coaching_level_words,
     .label = T_COACHING_F_ANSWER,
     .doc = "The level the group agreed on; left out for a text"},
    {.name = "words",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct calibration_agreed, words),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = COACHING_WORDS_MAX,
     .label = T_CALIBRATION_F_WHY,
     .doc = "A word on why"},
    {.name = "stamp",
     .kind = FIELD_INT,
     .offset = offsetof(struct calibration_agreed, stamp),
     .max = INT32_MAX,
     .label = T_COACHING_F_STAMP,
     .doc = "Of what was changed; 0: there was none; refused when somebody was faster"},
};
const struct form calibration_agree_form =
    FORM("CalibrationAgreed", agree_fields, struct calibration_agreed);
