/* The modules that come with the program: their words, and who must take them unless the centre says otherwise.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_parts.h"

#define BIT(role) (INT64_C(1) << ROLE_##role)
#define TAKES_CALLS                                                                                \
    (BIT(AGENT) | BIT(SUPERVISOR) | BIT(BACKUP_ON_CALL) | BIT(MENTOR) | BIT(CALL_TRAINER))

#define OWN_QUESTIONS 4
struct own {
    const char *word;
    int64_t roles, months;
    int64_t right[OWN_QUESTIONS];
    enum text_key text[MODULE_Q5];
};

#define OWN_QUESTION(M, N)                                                                         \
    [MODULE_Q##N] = T_MODULE_##M##_Q##N, [MODULE_Q##N##_A] = T_MODULE_##M##_Q##N##_A,              \
    [MODULE_Q##N##_B] = T_MODULE_##M##_Q##N##_B, [MODULE_Q##N##_C] = T_MODULE_##M##_Q##N##_C,      \
    [MODULE_Q##N##_WHY] = T_MODULE_##M##_Q##N##_WHY
#define OWN_TEXT(M)                                                                                \
    {                                                                                              \
        [MODULE_TITLE] = T_MODULE_##M##_TITLE, [MODULE_LEAD] = T_MODULE_##M##_LEAD,                \
        [MODULE_BODY] = T_MODULE_##M##_BODY, OWN_QUESTION(M, 1), OWN_QUESTION(M, 2),               \
        OWN_QUESTION(M, 3), OWN_QUESTION(M, 4)                                                     \
    }
static const struct own owns[MODULE_OWN_N] = {
    [MODULE_OWN_CONFLICT] =
        {"conflict", TAKES_CALLS | BIT(MANAGER), 12, {1, 2, 0, 1}, OWN_TEXT(CONFLICT)},
    [MODULE_OWN_ACUTE] = {"acute", TAKES_CALLS | BIT(MANAGER), 12, {0, 1, 2, 0}, OWN_TEXT(ACUTE)},
    [MODULE_OWN_DATA] = {"data", TAKES_CALLS | BIT(MANAGER), 24, {2, 0, 1, 1}, OWN_TEXT(DATA)},
    [MODULE_OWN_LEADING] =
        {"leading", BIT(MANAGER) | BIT(SUPERVISOR), 24, {1, 0, 2, 0}, OWN_TEXT(LEADING)},
};

enum module_own module_own_find(struct str word)
{
    for (int i = 0; i < MODULE_OWN_N; i++)
        if (str_eq(word, str_of(owns[i].word)))
            return (enum module_own)i;
    return MODULE_OWN_N;
}

struct str module_own_word(enum module_own own)
{
    return str_of(owns[own].word);
}

void module_own_setting(enum module_own own, struct module_setting *ret)
{
    *ret = (struct module_setting){.roles = owns[own].roles, .months = owns[own].months};
}

void module_own_fill(enum module_own own, struct module_content *ret)
{
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < MODULE_Q5; part++)
            ret->text[lang][part] = text((enum lang)lang, owns[own].text[part]);
    ret->n_questions = OWN_QUESTIONS;
    memcpy(ret->right, owns[own].right, sizeof owns[own].right);
}
