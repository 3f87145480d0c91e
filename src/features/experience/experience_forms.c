/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_forms.h"

#define RATING(type)                                                                               \
    {.name = "kind",                                                                               \
     .kind = FIELD_CHOICE,                                                                         \
     .offset = offsetof(struct type, kind),                                                        \
     .required = true,                                                                             \
     .words = experience_kind_words,                                                               \
     .label = T_EXPERIENCE_F_KIND,                                                                 \
     .doc = "What made it difficult"},                                                             \
        {.name = "strength",                                                                       \
         .kind = FIELD_INT,                                                                        \
         .offset = offsetof(struct type, strength),                                                \
         .required = true,                                                                         \
         .min = 1,                                                                                 \
         .max = EXPERIENCE_STRENGTH_MAX,                                                           \
         .label = T_EXPERIENCE_F_STRENGTH,                                                         \
         .doc = "How much it took, by the author"},                                                \
        {.name = "helps",                                                                          \
         .kind = FIELD_CHOICES,                                                                    \
         .offset = offsetof(struct type, helps),                                                   \
         .words = experience_help_words,                                                           \
         .label = T_EXPERIENCE_F_HELPS,                                                            \
         .doc = "What helped"},                                                                    \
        {.name = "note",                                                                           \
         .kind = FIELD_TEXT,                                                                       \
         .offset = offsetof(struct type, note),                                                    \
         .multiline = true,                                                                        \
         .max = EXPERIENCE_NOTE_MAX,                                                               \
         .label = T_EXPERIENCE_F_NOTE,                                                             \
         .doc = "In one's own words; never shown to the class"},                                   \
    {                                                                                              \
        .name = "wants_talk", .kind = FIELD_BOOL, .offset = offsetof(struct type, wants_talk),     \
        .label = T_EXPERIENCE_F_TALK,                                                              \
        .doc = "Wants to talk about it: whoever is beside the author is told at once"              \
    }
#define SWITCH(field_name, type, text, what)                                                       \
    {                                                                                              \
        .name = #field_name, .kind = FIELD_BOOL, .offset = offsetof(struct type, field_name),      \
        .label = (text), .doc = (what)                                                             \
    }
#define LET(field_name, text, what)                                                                \
    {                                                                                              \
        .name = #field_name, .kind = FIELD_CHOICE,                                                 \
        .offset = offsetof(struct experience_entry, field_name), .words = experience_let_words,    \
        .label = (text), .doc = (what)                                                             \
    }

static const struct field log_fields[] = {
    {.name = "client_key",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct experience_entry, client_key),
     .required = true,
     .min = 8,
     .max = 64,
     .label = T_EXPERIENCE_F_KEY,
     .doc = "Made by the client, unique per entry: the same key sent twice is logged once"},
    RATING(experience_entry),
    LET(for_mentor, T_EXPERIENCE_F_MENTOR, "The mentor may see it; absent: as the author's wish"),
    LET(for_day, T_EXPERIENCE_F_DAY,
        "May be used for the class's follow-up day; absent: as the author's wish"),
    {.name = "occurred_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct experience_entry, occurred_at),
     .label = T_EXPERIENCE_F_WHEN,
     .doc = "Absent: now"},
};
const struct form experience_log_form = FORM("ExperienceLog", log_fields, struct experience_entry);

static const struct field change_fields[] = {
    RATING(experience_change),
    {.name = "telling",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct experience_change, telling),
     .multiline = true,
     .max = EXPERIENCE_TELLING_MAX,
     .label = T_EXPERIENCE_F_TELLING,
     .doc = "How it may be told at the class's day: without names, numbers and addresses"},
    SWITCH(for_mentor, experience_change, T_EXPERIENCE_F_MENTOR, "The mentor may see it"),
    SWITCH(for_day, experience_change, T_EXPERIENCE_F_DAY,
           "May be used for the class's follow-up day"),
};
const struct form experience_change_form =
    FORM("ExperienceChange", change_fields, struct experience_change);

static const struct field share_fields[] = {
    SWITCH(for_mentor, experience_wish_row, T_EXPERIENCE_F_MENTOR, "The mentor may see it"),
    SWITCH(for_day, experience_wish_row, T_EXPERIENCE_F_DAY,
           "May be used for the class's follow-up day"),
};
const struct form experience_share_form =
    FORM("ExperienceShare", share_fields, struct experience_wish_row);
