/* The form that comes with the program: its words stand in the .po files.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_parts.h"

static const enum text_key sections[] = {T_COACHING_OWN_S1, T_COACHING_OWN_S2, T_COACHING_OWN_S3,
                                         T_COACHING_OWN_S4};

/* level: of a scale from the lowest, of yes and no first what no means; T_NONE: no help. */
struct own_question {
    int section;
    enum coaching_kind kind;
    int weight, n_levels;
    bool critical;
    enum text_key text, level[COACHING_LEVELS];
};
static const struct own_question questions[] = {
    {0,
     COACHING_YES_NO,
     1,
     2,
     false,
     T_COACHING_OWN_GREETS,
     {T_COACHING_OWN_GREETS_1, T_COACHING_OWN_GREETS_2}},
    {0,
     COACHING_SCALE,
     2,
     4,
     false,
     T_COACHING_OWN_LISTENS,
     {T_COACHING_OWN_LISTENS_1, T_COACHING_OWN_LISTENS_2, T_COACHING_OWN_LISTENS_3,
      T_COACHING_OWN_LISTENS_4}},
    {1,
     COACHING_SCALE,
     2,
     4,
     false,
     T_COACHING_OWN_PLAIN,
     {T_COACHING_OWN_PLAIN_1, T_COACHING_OWN_PLAIN_2, T_COACHING_OWN_PLAIN_3,
      T_COACHING_OWN_PLAIN_4}},
    {1,
     COACHING_YES_NO,
     3,
     2,
     true,
     T_COACHING_OWN_IDENTITY,
     {T_COACHING_OWN_IDENTITY_1, T_COACHING_OWN_IDENTITY_2}},
    {2,
     COACHING_SCALE,
     2,
     4,
     false,
     T_COACHING_OWN_TENSION,
     {T_COACHING_OWN_TENSION_1, T_COACHING_OWN_TENSION_2, T_COACHING_OWN_TENSION_3,
      T_COACHING_OWN_TENSION_4}},
    {2,
     COACHING_CHOICE,
     1,
     5,
     false,
     T_COACHING_OWN_STEP,
     {T_COACHING_OWN_STEP_1, T_COACHING_OWN_STEP_2, T_COACHING_OWN_STEP_3, T_COACHING_OWN_STEP_4,
      T_COACHING_OWN_STEP_5}},
    {2,
     COACHING_YES_NO,
     3,
     2,
     true,
     T_COACHING_OWN_HELP,
     {T_COACHING_OWN_HELP_1, T_COACHING_OWN_HELP_2}},
    {3,
     COACHING_YES_NO,
     1,
     2,
     false,
     T_COACHING_OWN_AGREED,
     {T_COACHING_OWN_AGREED_1, T_COACHING_OWN_AGREED_2}},
    {3, COACHING_TEXT, 1, 0, false, T_COACHING_OWN_STRENGTH, {T_NONE}},
    {3, COACHING_TEXT, 1, 0, false, T_COACHING_OWN_NEXT, {T_NONE}},
};
#define N_QUESTIONS (sizeof questions / sizeof *questions)

static void say(struct str ret[LANG_N], enum text_key key)
{
    for (int lang = 0; lang < LANG_N; lang++)
        ret[lang] = key != T_NONE ? text((enum lang)lang, key) : STR("");
}

void coaching_own(struct arena *a, struct coaching_form *ret)
{
    struct coaching_form f = {.comes_with = true,
                              .at = arena_array(a, struct coaching_question, N_QUESTIONS),
                              .n = N_QUESTIONS};

    for (size_t i = 0; i < COACHING_SECTIONS; i++)
        say(f.section[i], i < sizeof sections / sizeof *sections ? sections[i] : T_NONE);
    for (size_t i = 0; i < N_QUESTIONS; i++) {
        const struct own_question *from = &questions[i];
        struct coaching_question *q = &f.at[i];

        *q = (struct coaching_question){.number = (int64_t)i,
                                        .section = from->section,
                                        .kind = from->kind,
                                        .weight = from->weight,
                                        .n_levels = from->n_levels,
                                        .critical = from->critical};
        say(q->text, from->text);
        for (size_t k = 0; k < COACHING_LEVELS; k++)
            say(q->level[k], from->level[k]);
    }
    *ret = f;
}
