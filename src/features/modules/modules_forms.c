/* The input tables of this feature. The first MODULE_PART_N fields of module_form are the Danish texts, then as many English
 * ones, then which choices are right.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_forms.h"

#define MOST_TITLE MODULE_TITLE_MAX
#define MOST_LEAD MODULE_TEXT_MAX
#define MOST_BODY MODULE_BODY_MAX
#define MOST_QUESTION MODULE_TEXT_MAX
#define MOST_CHOICE_A MODULE_TEXT_MAX
#define MOST_CHOICE_B MODULE_TEXT_MAX
#define MOST_CHOICE_C MODULE_TEXT_MAX
#define MOST_WHY MODULE_TEXT_MAX

#define SAY(lang_word, LANG, part, part_word, what)                                                \
    {.name = lang_word "_" part_word,                                                              \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct module_entry, text[LANG_##LANG][MODULE_##part]),                    \
     .multiline = true,                                                                            \
     .required = MODULE_##part <= MODULE_BODY,                                                     \
     .max = MOST_##what,                                                                           \
     .label = T_MODULES_F_##what,                                                                  \
     .doc = "Plain text; the body is Markdown. A question is there in both languages or not at "   \
            "all"},
#define RIGHT(i, n)                                                                                \
    {                                                                                              \
        .name = "right_" n, .kind = FIELD_CHOICE,                                                  \
        .offset = offsetof(struct module_entry, right[i]), .words = module_choice_words,           \
        .label = T_MODULES_F_RIGHT, .doc = "Which choice is right"                                 \
    }
static const struct field entry_fields[] = {
#define X(name, word, kind) SAY("da", DA, name, word, kind)
    MODULE_PARTS(X)
#undef X
#define X(name, word, kind) SAY("en", EN, name, word, kind)
        MODULE_PARTS(X)
#undef X
            RIGHT(0, "1"),
    RIGHT(1, "2"),
    RIGHT(2, "3"),
    RIGHT(3, "4"),
    RIGHT(4, "5"),
    RIGHT(5, "6"),
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct module_entry, version),
     .required = true,
     .max = INT32_MAX,
     .label = T_MODULES_F_VERSION,
     .doc = "The version that was changed, 0 for a new module; refused when another one holds by "
            "now"},
    {.name = "again_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct module_entry, again_day),
     .label = T_MODULES_F_AGAIN,
     .doc = "What was passed of earlier versions holds until this day; empty: as long as ever"},
    {.name = "preview",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct module_entry, preview),
     .label = T_MODULES_PREVIEW,
     .doc = "Pages only: show what it would look like, keep nothing"},
};
const struct form module_form = FORM("ModuleNew", entry_fields, struct module_entry);

/* ---- who must */

static const char *const role_words[] = {
#define X(name, word) word,
    ROLES(X)
#undef X
        NULL};
const char *const module_window_words[] = {"none",    "january",  "february", "march",  "april",
                                           "may",     "june",     "july",     "august", "september",
                                           "october", "november", "december", NULL};
#define TEAM(i, n)                                                                                 \
    {                                                                                              \
        .name = "team_" n, .kind = FIELD_ID,                                                       \
        .offset = offsetof(struct module_setting_entry, setting.teams[i]),                         \
        .label = T_MODULES_F_TEAM, .doc = "In this team; without any: in the whole centre"         \
    }
static const struct field set_fields[] = {
    {.name = "roles",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct module_setting_entry, setting.roles),
     .words = role_words,
     .label = T_MODULES_F_ROLES,
     .doc = "Who must take it"},
    {.name = "months",
     .kind = FIELD_INT,
     .offset = offsetof(struct module_setting_entry, setting.months),
     .max = MODULE_MONTHS_MAX,
     .label = T_MODULES_F_MONTHS,
     .doc = "How many months it holds; 0: for ever"},
    {.name = "window_month",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct module_setting_entry, setting.window_month),
     .required = true,
     .words = module_window_words,
     .label = T_MODULES_F_WINDOW,
     .doc = "Holds until the end of this month of the year, rather than from when it was passed"},
    {.name = "closed",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct module_setting_entry, setting.closed),
     .label = T_MODULES_F_CLOSED,
     .doc = "Nobody takes it any more; what was passed stays"},
    TEAM(0, "1"),
    TEAM(1, "2"),
    TEAM(2, "3"),
    TEAM(3, "4"),
    TEAM(4, "5"),
    TEAM(5, "6"),
    TEAM(6, "7"),
    TEAM(7, "8"),
    TEAM(8, "9"),
    TEAM(9, "10"),
    TEAM(10, "11"),
    TEAM(11, "12"),
    TEAM(12, "13"),
    TEAM(13, "14"),
    TEAM(14, "15"),
    TEAM(15, "16"),
    TEAM(16, "17"),
    TEAM(17, "18"),
    TEAM(18, "19"),
    TEAM(19, "20"),
    TEAM(20, "21"),
    TEAM(21, "22"),
    TEAM(22, "23"),
    TEAM(23, "24"),
    TEAM(24, "25"),
    TEAM(25, "26"),
    TEAM(26, "27"),
    TEAM(27, "28"),
    TEAM(28, "29"),
    TEAM(29, "30"),
    TEAM(30, "31"),
    TEAM(31, "32"),
    TEAM(32, "33"),
    TEAM(33, "34"),
    TEAM(34, "35"),
    TEAM(35, "36"),
    TEAM(36, "37"),
    TEAM(37, "38"),
    TEAM(38, "39"),
    TEAM(39, "40"),
    TEAM(40, "41"),
    TEAM(41, "42"),
    TEAM(42, "43"),
    TEAM(43, "44"),
    TEAM(44, "45"),
    TEAM(45, "46"),
    TEAM(46, "47"),
    TEAM(47, "48"),
    TEAM(48, "49"),
    TEAM(49, "50"),
    TEAM(50, "51"),
    TEAM(51, "52"),
    TEAM(52, "53"),
    TEAM(53, "54"),
    TEAM(54, "55"),
    TEAM(55, "56"),
    TEAM(56, "57"),
    TEAM(57, "58"),
    TEAM(58, "59"),
    TEAM(59, "60"),
};
const struct form module_set_form = FORM("ModuleSetting", set_fields, struct module_setting_entry);

/* ---- the check, pictures, the evidence pack */

#define ANSWER(i, n)                                                                               \
    {                                                                                              \
        .name = "q" n, .kind = FIELD_CHOICE, .offset = offsetof(struct module_answers, answer[i]), \
        .words = module_choice_words, .label = T_MODULES_F_ANSWER, .doc = "The choice"             \
    }
static const struct field check_fields[] = {
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct module_answers, version),
     .required = true,
     .max = INT32_MAX,
     .label = T_MODULES_F_VERSION,
     .doc = "The version that was read"},
    ANSWER(0, "1"),
    ANSWER(1, "2"),
    ANSWER(2, "3"),
    ANSWER(3, "4"),
    ANSWER(4, "5"),
    ANSWER(5, "6"),
};
const struct form module_check_form = FORM("ModuleAnswers", check_fields, struct module_answers);

static const struct field picture_fields[] = {
    {.name = "alt_da",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct picture_entry, alt_da),
     .required = true,
     .max = MODULE_TEXT_MAX,
     .label = T_MODULES_F_ALT_DA,
     .doc = "What it shows, in Danish"},
    {.name = "alt_en",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct picture_entry, alt_en),
     .required = true,
     .max = MODULE_TEXT_MAX,
     .label = T_MODULES_F_ALT_EN,
     .doc = "What it shows, in English"},
};
const struct form module_picture_form = FORM("ModulePicture", picture_fields, struct picture_entry);

static const struct field pack_fields[] = {
    {.name = "from",
     .kind = FIELD_DATE,
     .offset = offsetof(struct module_pack_ask, from_day),
     .required = true,
     .label = T_MODULES_F_FROM,
     .doc = "First day"},
    {.name = "to",
     .kind = FIELD_DATE,
     .offset = offsetof(struct module_pack_ask, to_day),
     .required = true,
     .label = T_MODULES_F_TO,
     .doc = "Last day"},
};
const struct form module_pack_form = FORM("ModulePack", pack_fields, struct module_pack_ask);
