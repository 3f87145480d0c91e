/* The input tables of this feature. The first LIMITS_PART_N fields of limits_form are the Danish texts, then as many English
 * ones.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_forms.h"

#define SAY(lang_word, LANG, part, part_word, what)                                                \
    {.name = lang_word "_" part_word,                                                              \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct limits, text[LANG_##LANG][LIMITS_##part]),                          \
     .required = true,                                                                             \
     .multiline = true,                                                                            \
     .min = 1,                                                                                     \
     .max = LIMITS_TEXT_MAX,                                                                       \
     .label = T_LIMITS_F_##what,                                                                   \
     .doc = "Plain text"},
#define RIGHT(i, n)                                                                                \
    {                                                                                              \
        .name = "right_" n, .kind = FIELD_CHOICE, .offset = offsetof(struct limits, right[i]),     \
        .required = true, .words = limits_choice_words, .label = T_LIMITS_F_RIGHT_##i,             \
        .doc = "Which choice is right"                                                             \
    }
static const struct field limits_fields[] = {
#define X(name, word, kind) SAY("da", DA, name, word, kind)
    LIMITS_PARTS(X)
#undef X
#define X(name, word, kind) SAY("en", EN, name, word, kind)
        LIMITS_PARTS(X)
#undef X
            RIGHT(0, "1"),
    RIGHT(1, "2"),
    RIGHT(2, "3"),
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct limits, version),
     .required = true,
     .max = INT32_MAX,
     .label = T_LIMITS_F_VERSION,
     .doc = "The version that was changed; refused when another one holds by now"},
};
const struct form limits_form = FORM("LimitsNew", limits_fields, struct limits);

#define ANSWER(i, n)                                                                               \
    {                                                                                              \
        .name = "q" n, .kind = FIELD_CHOICE, .offset = offsetof(struct limits_answers, answer[i]), \
        .required = true, .words = limits_choice_words, .label = T_LIMITS_F_ANSWER_##i,            \
        .doc = "The choice"                                                                        \
    }
static const struct field check_fields[] = {
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct limits_answers, version),
     .required = true,
     .max = INT32_MAX,
     .label = T_LIMITS_F_VERSION,
     .doc = "The version that was read"},
    ANSWER(0, "1"),
    ANSWER(1, "2"),
    ANSWER(2, "3"),
};
const struct form limits_check_form = FORM("LimitsAnswers", check_fields, struct limits_answers);
