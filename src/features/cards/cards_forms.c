/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "features/incidents/incidents.h"

#define LABEL_NAME T_CARDS_F_NAME
#define LABEL_ALL T_CARDS_ALL_KNOW
#define LABEL_HOLD T_CARDS_ROLE_HOLD
#define LABEL_ALARM T_CARDS_ROLE_ALARM
#define LABEL_WRITE T_CARDS_ROLE_WRITE
#define LABEL_DECIDE T_CARDS_ROLE_DECIDE
#define LABEL_RELIEVE T_CARDS_ROLE_RELIEVE
#define CARD_TEXT(lang_word, LANG, part, part_word)                                                \
    {.name = lang_word "_" part_word,                                                              \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct card, text[LANG_##LANG][CARDS_PART_##part]),                        \
     .required = true,                                                                             \
     .multiline = CARDS_PART_##part != CARDS_PART_NAME,                                            \
     .min = 1,                                                                                     \
     .max = CARDS_PART_##part == CARDS_PART_NAME ? CARDS_NAME_MAX : CARDS_TEXT_MAX,                \
     .label = LABEL_##part,                                                                        \
     .doc = "Markdown"},
#define X_DA(name, word) CARD_TEXT("da", DA, name, word)
#define X_EN(name, word) CARD_TEXT("en", EN, name, word)
#define CARD_FIELDS                                                                                \
    CARDS_PARTS(X_DA)                                                                              \
    CARDS_PARTS(X_EN){.name = "review_day",                                                        \
                      .kind = FIELD_DATE,                                                          \
                      .offset = offsetof(struct card, review_day),                                 \
                      .required = true,                                                            \
                      .label = T_CARDS_F_REVIEW,                                                   \
                      .doc = "When it is to be looked at again; who made it is told then"},        \
    {                                                                                              \
        .name = "version", .kind = FIELD_INT, .offset = offsetof(struct card, version),            \
        .required = true, .max = INT32_MAX, .label = T_CARDS_F_VERSION,                            \
        .doc = "The version that was changed; refused when another one holds by now"               \
    }
static const struct field card_fields[] = {CARD_FIELDS};
const struct form cards_form = FORM("ActionCardNew", card_fields, struct card);

/* The card is the first member, so its fields stand where they do in the form above. */
_Static_assert(offsetof(struct cards_edit_entry, card) == 0, "the card comes first");
static const struct field edit_fields[] = {
    CARD_FIELDS,
    {.name = "preview",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct cards_edit_entry, preview),
     .label = T_CARDS_PREVIEW,
     .doc = "Show it and keep nothing"},
};
const struct form cards_edit_form = FORM("ActionCardEdit", edit_fields, struct cards_edit_entry);

static const struct field read_fields[] = {
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct cards_read_entry, version),
     .required = true,
     .max = INT32_MAX,
     .label = T_CARDS_F_VERSION,
     .doc = "The version that was read"},
};
const struct form cards_read_form = FORM("ActionCardRead", read_fields, struct cards_read_entry);

#define PLACE_TEXT(field_name, most, text, is_required)                                            \
    {                                                                                              \
        .name = #field_name, .kind = FIELD_TEXT,                                                   \
        .offset = offsetof(struct cards_place, field_name), .multiline = !(is_required),           \
        .required = (is_required), .max = (most), .label = (text), .doc = "As one reads it to 112" \
    }
#define GOAL(field_name, text)                                                                     \
    {                                                                                              \
        .name = #field_name, .kind = FIELD_INT,                                                    \
        .offset = offsetof(struct cards_place, field_name), .required = true, .min = 1,            \
        .max = 1000, .label = (text), .doc = "Per mille"                                           \
    }
#define PLACE_FIELDS                                                                               \
    PLACE_TEXT(address, CARDS_ADDRESS_MAX, T_CARDS_F_ADDRESS, true),                               \
        PLACE_TEXT(way_in, CARDS_WAY_MAX, T_CARDS_F_WAY_IN, false),                                \
        PLACE_TEXT(numbers, CARDS_WAY_MAX, T_CARDS_F_NUMBERS, false),                              \
    {                                                                                              \
        .name = "verified_on", .kind = FIELD_DATE,                                                 \
        .offset = offsetof(struct cards_place, verified_on), .required = true,                     \
        .label = T_CARDS_F_VERIFIED, .doc = "When somebody last made sure that it is right"        \
    }
static const struct field place_fields[] = {
    PLACE_FIELDS,
    GOAL(goal_soon, T_CARDS_F_GOAL_SOON),
    GOAL(goal_late, T_CARDS_F_GOAL_LATE),
};
const struct form cards_place_form = FORM("EmergencyAddressNew", place_fields, struct cards_place);

/* People think in percent, and write a comma or a full stop. */
#define GOAL_PERCENT(field_name, text)                                                             \
    {                                                                                              \
        .name = "goal_" #field_name, .kind = FIELD_TEXT,                                           \
        .offset = offsetof(struct cards_place_entry, field_name), .required = true, .max = 10,     \
        .label = (text), .doc = "Percent, with at most one decimal"                                \
    }
static const struct field place_edit_fields[] = {
    PLACE_FIELDS,
    GOAL_PERCENT(soon, T_CARDS_F_GOAL_SOON),
    GOAL_PERCENT(late, T_CARDS_F_GOAL_LATE),
};
const struct form cards_place_edit_form =
    FORM("EmergencyAddressEdit", place_edit_fields, struct cards_place_entry);

bool cards_permille_of(struct str typed, int64_t *ret)
{
    struct str rest = str_trim(typed), whole;
    int64_t n, tenth = 0;

    if (str_ends(rest, STR("%")))
        rest = str_trim(str_sub(rest, 0, rest.n - 1));
    char mark = str_find(rest, STR(","), &(size_t){0}) ? ',' : '.';
    if (!str_cut(&rest, mark, &whole) || !str_int64(whole, &n) || n < 0 || n > 100)
        return false;
    if (rest.n > 1 || (rest.n == 1 && (!str_int64(rest, &tenth) || tenth < 0)))
        return false;
    *ret = n * 10 + tenth;
    return *ret <= 1000;
}

static const struct field kind_fields[] = {
    {.name = "slot",
     .kind = FIELD_INT,
     .offset = offsetof(struct cards_kind_entry, slot),
     .required = true,
     .min = 1,
     .max = CARDS_SLOTS,
     .label = T_CARDS_WHAT_IS_IT,
     .doc = "Of the card"},
};
const struct form cards_kind_form = FORM("AcuteCallKind", kind_fields, struct cards_kind_entry);

static const struct field tick_fields[] = {
    {.name = "role",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct cards_tick_entry, role),
     .required = true,
     .words = card_role_words,
     .label = T_CARDS_F_ROLE,
     .doc = "Whose list"},
    {.name = "item",
     .kind = FIELD_INT,
     .offset = offsetof(struct cards_tick_entry, item),
     .max = 200,
     .label = T_CARDS_F_ITEM,
     .doc = "Which line of it, from 0"},
    {.name = "done",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct cards_tick_entry, done),
     .label = T_CARDS_F_DONE,
     .doc = "False takes the tick away"},
};
const struct form cards_tick_form = FORM("AcuteCallTick", tick_fields, struct cards_tick_entry);

#define NOTE(N, word)                                                                              \
    {.name = word,                                                                                 \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct cards_note, text[CARD_NOTE_##N]),                                   \
     .multiline = true,                                                                            \
     .max = CARD_NOTE_MAX,                                                                         \
     .label = T_CARDS_NOTE_##N,                                                                    \
     .doc = "Left out: as it was"},
static const struct field note_fields[] = {
    CARD_NOTES(NOTE){.name = "seq",
                     .kind = FIELD_INT,
                     .offset = offsetof(struct cards_note, seq),
                     .max = INT64_MAX,
                     .label = T_CARDS_F_VERSION,
                     .doc = "Counts up; what comes with an older one changes nothing. 0: now"},
};
const struct form cards_note_form = FORM("AcuteCallNote", note_fields, struct cards_note);

static const struct field rate_fields[] = {
    {.name = "rating",
     .kind = FIELD_INT,
     .offset = offsetof(struct cards_rate_entry, rating),
     .required = true,
     .min = 1,
     .max = INCIDENT_RATING_MAX,
     .label = T_HELP_HOW_HARD,
     .doc = "How hard it hit the caller of this route"},
};
const struct form cards_rate_form = FORM("AcuteCallRating", rate_fields, struct cards_rate_entry);

static const struct field drill_fields[] = {
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct cards_drill_entry, kind),
     .required = true,
     .words = cards_drill_kind_words,
     .label = T_CARDS_F_DRILL_KIND,
     .doc = "Told ahead, or not"},
    {.name = "scope",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct cards_drill_entry, scope),
     .required = true,
     .words = cards_drill_scope_words,
     .label = T_CARDS_F_DRILL_SCOPE,
     .doc = "Whom it may call"},
    {.name = "slot",
     .kind = FIELD_INT,
     .offset = offsetof(struct cards_drill_entry, slot),
     .max = CARDS_SLOTS,
     .label = T_CARDS_F_DRILL_CARD,
     .doc = "Which card; 0: who presses says it"},
    {.name = "from_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct cards_drill_entry, from_at),
     .label = T_CARDS_F_DRILL_FROM,
     .doc = "Left out: at once"},
    {.name = "to_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct cards_drill_entry, to_at),
     .label = T_CARDS_F_DRILL_TO,
     .doc = "By surprise it comes at any moment between the two"},
};
const struct form cards_drill_form = FORM("DrillNew", drill_fields, struct cards_drill_entry);
