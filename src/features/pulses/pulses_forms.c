/* The input tables of this feature. The first PULSES_QUESTIONS fields of pulses_questions_form are the Danish texts, then as many
 * English ones.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_forms.h"

const char *const pulses_by_words[] = {"team", "class", "quarter", "profile", "all", NULL};
const char *const pulses_answer_words[] = {"not_said", "1", "2", "3", "4", "5", NULL};

static const struct field answer_fields[] = {
    {.name = "moment",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct pulses_answers, moment),
     .required = true,
     .words = pulses_moment_words,
     .label = T_PULSES_F_MOMENT},
#define ONE(i, n, key)                                                                             \
    {.name = "q" n,                                                                                \
     .kind = FIELD_CHOICE,                                                                         \
     .offset = offsetof(struct pulses_answers, answer[i]),                                         \
     .words = pulses_answer_words,                                                                 \
     .label = (key)},
    ONE(0, "1", T_PULSES_F_QUESTION_1) ONE(1, "2", T_PULSES_F_QUESTION_2)
        ONE(2, "3", T_PULSES_F_QUESTION_3) ONE(3, "4", T_PULSES_F_QUESTION_4)
            ONE(4, "5", T_PULSES_F_QUESTION_5) ONE(5, "6", T_PULSES_F_QUESTION_6)
                ONE(6, "7", T_PULSES_F_QUESTION_7) ONE(7, "8", T_PULSES_F_QUESTION_8)
#undef ONE
};
const struct form pulses_answer_form = FORM("PulseAnswers", answer_fields, struct pulses_answers);

#define SAY(lang_word, LANG, i, n, key)                                                            \
    {.name = lang_word "_" n,                                                                      \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct pulses_questions, text[LANG_##LANG][i]),                            \
     .required = true,                                                                             \
     .min = 1,                                                                                     \
     .max = PULSES_TEXT_MAX,                                                                       \
     .label = (key),                                                                               \
     .doc = "Said so that the more one agrees, the better it goes"},
#define SAY_ALL(w, L)                                                                              \
    SAY(w, L, 0, "1", T_PULSES_F_QUESTION_1)                                                       \
    SAY(w, L, 1, "2", T_PULSES_F_QUESTION_2)                                                       \
    SAY(w, L, 2, "3", T_PULSES_F_QUESTION_3)                                                       \
    SAY(w, L, 3, "4", T_PULSES_F_QUESTION_4)                                                       \
    SAY(w, L, 4, "5", T_PULSES_F_QUESTION_5)                                                       \
    SAY(w, L, 5, "6", T_PULSES_F_QUESTION_6)                                                       \
    SAY(w, L, 6, "7", T_PULSES_F_QUESTION_7)                                                       \
    SAY(w, L, 7, "8", T_PULSES_F_QUESTION_8)
static const struct field questions_fields[] = {
    SAY_ALL("da", DA) SAY_ALL("en", EN){.name = "version",
                                        .kind = FIELD_INT,
                                        .offset = offsetof(struct pulses_questions, version),
                                        .required = true,
                                        .max = INT32_MAX,
                                        .label = T_PULSES_F_VERSION,
                                        .doc = "The version that was changed; refused when another "
                                               "one is asked by now"},
};
const struct form pulses_questions_form =
    FORM("PulseQuestionsNew", questions_fields, struct pulses_questions);

#define BY                                                                                         \
    {                                                                                              \
        .name = "by", .kind = FIELD_CHOICE, .offset = offsetof(struct pulses_query, by),           \
        .words = pulses_by_words, .label = T_PULSES_F_BY,                                          \
        .doc = "What the groups are; without it the whole centre"                                  \
    }
static const struct field numbers_fields[] = {
    BY,
    {.name = "group",
     .kind = FIELD_ID,
     .offset = offsetof(struct pulses_query, group),
     .label = T_PULSES_F_GROUP,
     .doc = "The group, as /api/v1/pulse/groups names it; without it the whole centre"},
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct pulses_query, version),
     .max = INT32_MAX,
     .label = T_PULSES_F_VERSION,
     .doc = "Of the questions; without it those that are asked now"},
};
const struct form pulses_numbers_query =
    FORM("PulseNumbersQuery", numbers_fields, struct pulses_query);
static const struct field groups_fields[] = {BY};
const struct form pulses_groups_query =
    FORM("PulseGroupsQuery", groups_fields, struct pulses_query);
