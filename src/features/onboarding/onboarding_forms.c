/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_forms.h"

#include "core/refuse.h"

static const struct field act_fields[] = {
    {.name = "list",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct onboarding_act_entry, list),
     .label = T_ONBOARDING_TITLE,
     .doc = "Pages: back to the list"},
};
const struct form onboarding_act_form =
    FORM("OnboardingAct", act_fields, struct onboarding_act_entry);

#define SAY(struct_name, member, text_label, what)                                                 \
    {                                                                                              \
        .name = #member, .kind = FIELD_TEXT, .offset = offsetof(struct struct_name, member),       \
        .required = true, .multiline = true, .min = 1, .max = ONBOARDING_REASON_MAX,               \
        .label = text_label, .doc = what                                                           \
    }
static const struct field waive_fields[] = {
    SAY(onboarding_waive_entry, evidence, T_ONBOARDING_F_EVIDENCE,
        "What shows that it is known already"),
    SAY(onboarding_waive_entry, reason, T_ONBOARDING_F_REASON, "Why it is not done again here"),
};
const struct form onboarding_waive_form =
    FORM("OnboardingWaive", waive_fields, struct onboarding_waive_entry);

static const struct field ready_fields[] = {
    {.name = "ready",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct onboarding_ready_entry, ready),
     .label = T_ONBOARDING_READY,
     .doc = "False: not ready yet, which brings the mentor and is never a mark"},
};
const struct form onboarding_ready_form =
    FORM("OnboardingReady", ready_fields, struct onboarding_ready_entry);

#define PROFILE(struct_name)                                                                       \
    {                                                                                              \
        .name = "profile", .kind = FIELD_CHOICE, .offset = offsetof(struct struct_name, profile),  \
        .required = true, .words = onboarding_profile_words, .label = T_ONBOARDING_F_PROFILE,      \
        .doc = "Whom the plan is for"                                                              \
    }
#define START_DAY(struct_name)                                                                     \
    {                                                                                              \
        .name = "start_day", .kind = FIELD_DATE,                                                   \
        .offset = offsetof(struct struct_name, start_day), .required = true,                       \
        .label = T_ONBOARDING_F_START, .doc = "The first day"                                      \
    }
static const struct field change_fields[] = {
    PROFILE(onboarding_change_entry),
    START_DAY(onboarding_change_entry),
    {.name = "seal",
     .kind = FIELD_INT,
     .offset = offsetof(struct onboarding_change_entry, seal),
     .max = INT64_MAX,
     .label = T_ONBOARDING_F_SEAL,
     .doc =
         "Of the preview that was seen; without it nothing is changed and the preview is answered"},
};
const struct form onboarding_change_form =
    FORM("OnboardingChange", change_fields, struct onboarding_change_entry);

static const struct field mentor_fields[] = {
    {.name = "mentor_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct onboarding_mentor_entry, mentor_id),
     .required = true,
     .label = T_ONBOARDING_F_MENTOR,
     .doc = "The new mentor"},
};
const struct form onboarding_mentor_form =
    FORM("OnboardingMentor", mentor_fields, struct onboarding_mentor_entry);

static const struct field capacity_fields[] = {
    {.name = "most",
     .kind = FIELD_INT,
     .offset = offsetof(struct onboarding_capacity_entry, most),
     .required = true,
     .max = ONBOARDING_CAPACITY_MAX,
     .label = T_ONBOARDING_F_CAPACITY,
     .doc = "How many newcomers at a time"},
};
const struct form onboarding_capacity_form =
    FORM("OnboardingCapacity", capacity_fields, struct onboarding_capacity_entry);

/* ---- a plan's item */

#define ITEM(member) offsetof(struct onboarding_plan_entry, item.member)
#define TITLE(lang_name, member, text_label)                                                       \
    {                                                                                              \
        .name = lang_name, .kind = FIELD_TEXT, .offset = ITEM(member), .required = true, .min = 1, \
        .max = ONBOARDING_TITLE_MAX, .label = text_label, .doc = "What is to be done"              \
    }
#define WORD(field_name, member, text_label, what)                                                 \
    {                                                                                              \
        .name = field_name, .kind = FIELD_TEXT, .offset = ITEM(member), .max = 60,                 \
        .label = text_label, .doc = what                                                           \
    }
#define CHOICE(field_name, member, list, text_label, is_needed)                                    \
    {                                                                                              \
        .name = field_name, .kind = FIELD_CHOICE, .offset = ITEM(member), .required = is_needed,   \
        .words = list, .label = text_label, .doc = text_of_##member                                \
    }
#define text_of_role "Whose part it is"
#define text_of_kind "What kind"
#define text_of_competence "What it leads to"
#define OF_ITEM                                                                                    \
    TITLE("title_da", title_da, T_ONBOARDING_F_TITLE_DA),                                          \
        TITLE("title_en", title_en, T_ONBOARDING_F_TITLE_EN),                                      \
        {.name = "day",                                                                            \
         .kind = FIELD_INT,                                                                        \
         .offset = ITEM(day),                                                                      \
         .required = true,                                                                         \
         .min = ONBOARDING_DAY_MIN,                                                                \
         .max = ONBOARDING_DAY_MAX,                                                                \
         .label = T_ONBOARDING_F_DAY,                                                              \
         .doc = "Working days after the first one; negative: before it"},                          \
        {.name = "minutes",                                                                        \
         .kind = FIELD_INT,                                                                        \
         .offset = ITEM(minutes),                                                                  \
         .required = true,                                                                         \
         .min = 1,                                                                                 \
         .max = ONBOARDING_MINUTES_MAX,                                                            \
         .label = T_ONBOARDING_F_MINUTES,                                                          \
         .doc = "How long it takes"},                                                              \
        CHOICE("role", role, onboarding_role_words, T_ONBOARDING_F_ROLE, true),                    \
        CHOICE("kind", kind, onboarding_kind_words, T_ONBOARDING_F_KIND, true),                    \
        CHOICE("competence", competence, onboarding_competence_words, T_ONBOARDING_F_COMPETENCE,   \
               false),                                                                             \
        {.name = "needs",                                                                          \
         .kind = FIELD_LIST,                                                                       \
         .offset = ITEM(needs),                                                                    \
         .max = ONBOARDING_NEEDS_MAX,                                                              \
         .label = T_ONBOARDING_F_NEEDS,                                                            \
         .doc = "The words of the items that come before it"},                                     \
        WORD("module", module, T_ONBOARDING_F_MODULE,                                              \
             "The word of the module that ends it by itself"),                                     \
    {                                                                                              \
        .name = "required", .kind = FIELD_BOOL, .offset = ITEM(is_required),                       \
        .label = T_ONBOARDING_F_REQUIRED, .doc = "No change of a plan takes it away"               \
    }
static const struct field plan_fields[] = {
    PROFILE(onboarding_plan_entry),
    WORD("word", word, T_ONBOARDING_F_WORD, "Which item; empty: a new one"), OF_ITEM};
const struct form onboarding_plan_form =
    FORM("OnboardingPlanItemPage", plan_fields, struct onboarding_plan_entry);
/* The API names profile and item in the address. */
static const struct field plan_item_fields[] = {OF_ITEM};
const struct form onboarding_plan_item_form =
    FORM("OnboardingPlanItemEntry", plan_item_fields, struct onboarding_plan_entry);

static const struct field version_fields[] = {
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct onboarding_version_query, version),
     .max = INT32_MAX,
     .label = T_ONBOARDING_F_VERSION,
     .doc = "An earlier one; empty: what holds"},
};
const struct form onboarding_version_form =
    FORM("OnboardingVersionQuery", version_fields, struct onboarding_version_query);

static const struct field profile_fields[] = {
    PROFILE(onboarding_profile_entry),
    {.name = "word",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct onboarding_profile_entry, word),
     .max = 60,
     .label = T_ONBOARDING_F_WORD,
     .doc = "Which item"},
};
const struct form onboarding_profile_form =
    FORM("OnboardingPlanAct", profile_fields, struct onboarding_profile_entry);

/* ---- starting */

#define STARTING(member) offsetof(struct onboarding_start_entry, member)
#define SEVERAL(class_required)                                                                    \
    PROFILE(onboarding_start_entry), START_DAY(onboarding_start_entry),                            \
        {.name = "class_name",                                                                     \
         .kind = FIELD_TEXT,                                                                       \
         .offset = STARTING(class_name),                                                           \
         .required = class_required,                                                               \
         .max = 80,                                                                                \
         .label = T_ONBOARDING_F_CLASS,                                                            \
         .doc = "They start together under this name"},                                            \
        {.name = "mentor_id",                                                                      \
         .kind = FIELD_ID,                                                                         \
         .offset = STARTING(mentor_id),                                                            \
         .label = T_ONBOARDING_F_MENTOR,                                                           \
         .doc = "Absent: spread over those with room"},                                            \
        {.name = "people",                                                                         \
         .kind = FIELD_LIST,                                                                       \
         .offset = STARTING(people),                                                               \
         .max = ONBOARDING_CLASS_MOST,                                                             \
         .label = T_ONBOARDING_F_PERSON,                                                           \
         .doc = "Who starts: ids"},                                                                \
    {                                                                                              \
        .name = "as", .kind = FIELD_LIST, .offset = STARTING(as),                                  \
        .max = ONBOARDING_CLASS_MOST + ONBOARDING_SHOWN, .label = T_ONBOARDING_F_PROFILE,          \
        .doc = "Who of them has another profile: \"ID:profile\""                                   \
    }
static const struct field start_fields[] = {
    SEVERAL(false),
    {.name = "q",
     .kind = FIELD_TEXT,
     .offset = STARTING(q),
     .max = 100,
     .label = T_ONBOARDING_F_SEARCH,
     .doc = "Whom to show"},
    {.name = "team_id",
     .kind = FIELD_ID,
     .offset = STARTING(team_id),
     .label = T_ONBOARDING_F_TEAM,
     .doc = "Of which team"},
    {.name = "look",
     .kind = FIELD_BOOL,
     .offset = STARTING(look),
     .label = T_ONBOARDING_LOOK,
     .doc = "Show them; nobody starts"},
};
const struct form onboarding_start_form =
    FORM("OnboardingStart", start_fields, struct onboarding_start_entry);

static const struct field class_fields[] = {SEVERAL(true)};
const struct form onboarding_class_form =
    FORM("OnboardingClass", class_fields, struct onboarding_start_entry);

static bool profile_of(struct str word, int64_t *ret)
{
    for (int i = 0; i < ONBOARDING_PROFILE_N; i++)
        if (str_eq(word, str_of(onboarding_profile_words[i]))) {
            *ret = i;
            return true;
        }
    return false;
}

/* "ID:profile" of somebody who does not start says nothing. */
static bool read_as(struct str as, struct onboarding_start *s)
{
    struct str one, id_text;
    int64_t id, profile;

    while (str_cut(&as, ',', &one)) {
        if (one.n == 0)
            continue;
        if (!str_cut(&one, ':', &id_text) || !str_int64(id_text, &id) || one.p == NULL ||
            !profile_of(one, &profile))
            return false;
        for (size_t i = 0; i < ONBOARDING_CLASS_MOST; i++)
            if (s->person_id[i] == id)
                s->profile[i] = profile;
    }
    return true;
}

enum status onboarding_start_of(const struct onboarding_start_entry *e,
                                struct onboarding_start *ret)
{
    struct str people = e->people, one;
    size_t n = 0;
    bool good = true;

    *ret = (struct onboarding_start){.common_profile = e->profile,
                                     .start_day = e->start_day,
                                     .class_name = e->class_name,
                                     .mentor_id = e->mentor_id};
    while (str_cut(&people, ',', &one)) {
        if (one.n == 0)
            continue;
        good = good && n < ONBOARDING_CLASS_MOST && str_int64(one, &ret->person_id[n]) &&
               ret->person_id[n] > 0;
        if (!good)
            break;
        ret->profile[n++] = -1;
    }
    return good && read_as(e->as, ret) ? OK : refuse(INVALID, T_ONBOARDING_BAD_PEOPLE);
}

static const struct field one_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct onboarding_one_entry, person_id),
     .required = true,
     .label = T_ONBOARDING_F_PERSON,
     .doc = "Who starts"},
    PROFILE(onboarding_one_entry),
    START_DAY(onboarding_one_entry),
    {.name = "mentor_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct onboarding_one_entry, mentor_id),
     .label = T_ONBOARDING_F_MENTOR,
     .doc = "Absent: somebody with room"},
};
const struct form onboarding_one_form =
    FORM("OnboardingNew", one_fields, struct onboarding_one_entry);
