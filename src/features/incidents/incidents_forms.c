/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_forms.h"

#define TEXT_FIELD(field_name, FIELD, about)                                                       \
    {                                                                                              \
        .name = (field_name), .kind = FIELD_TEXT,                                                  \
        .offset = offsetof(struct incident_entry, text[INCIDENT_FIELD_##FIELD]),                   \
        .multiline = true, .max = INCIDENT_TEXT_MAX, .label = T_LOG_##FIELD, .doc = (about)        \
    }
#define TICK(field_name, type, text, about)                                                        \
    {                                                                                              \
        .name = #field_name, .kind = FIELD_BOOL, .offset = offsetof(type, field_name),             \
        .label = (text), .doc = (about)                                                            \
    }

static const struct field log_fields[] = {
    {.name = "client_key",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct incident_entry, client_key),
     .required = true,
     .min = 8,
     .max = 64,
     .label = T_INCIDENT_CLIENT_KEY,
     .doc = "Made by the client, unique per log: the same key sent twice is logged once"},
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct incident_entry, person_id),
     .label = T_INCIDENT_WHO,
     .doc = "Who was hit; absent: the caller"},
    {.name = "call_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct incident_entry, call_id),
     .label = T_INCIDENT_CALL_LABEL,
     .doc = "One of that person's calls"},
    {.name = "occurred_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct incident_entry, occurred_at),
     .label = T_INCIDENT_WHEN,
     .doc = "Absent: when the call started, else now"},
    {.name = "class",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct incident_entry, class),
     .required = true,
     .words = incident_class_words,
     .label = T_INCIDENT_CLASS,
     .doc = "a rude tone, b abuse, c implied threat or harassment, d direct threat or exposure, e "
            "acute danger"},
    {.name = "rating",
     .kind = FIELD_INT,
     .offset = offsetof(struct incident_entry, rating),
     .required = true,
     .min = 1,
     .max = INCIDENT_RATING_MAX,
     .label = T_INCIDENT_HOW_HARD,
     .doc = "How hard it hit, by the employee; a colleague's rating can only raise"},
    {.name = "acts",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct incident_entry, acts),
     .words = incident_act_words,
     .label = T_INCIDENT_ACTS,
     .doc = "What the employee did"},
    TICK(near_miss, struct incident_entry, T_INCIDENT_NEAR_MISS, "It nearly happened"),
    TICK(wants_talk, struct incident_entry, T_INCIDENT_WANTS_TALK_OWN,
         "Wants to talk with somebody"),
    TICK(was_alone, struct incident_entry, T_INCIDENT_WAS_ALONE, "Nobody was near"),
    TICK(at_home, struct incident_entry, T_INCIDENT_AT_HOME, "Was working from home"),
    TICK(experience, struct incident_entry, T_LOG_EXPERIENCE,
         "Own: also into one's own experience log"),
    TEXT_FIELD("words", WORDS, "The exact words"),
    TEXT_FIELD("before", BEFORE, "What went before"),
    TEXT_FIELD("helped", HELPED, "What helped"),
    TEXT_FIELD("seen_by", SEEN_BY, "Who saw or heard it"),
};
const struct form incident_log_form = FORM("IncidentLog", log_fields, struct incident_entry);

static const struct field text_fields[] = {
    {.name = "field",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct incident_text_entry, field),
     .required = true,
     .words = incident_field_words,
     .label = T_INCIDENT_WHAT_HAPPENED,
     .doc = "Which text"},
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct incident_text_entry, text),
     .multiline = true,
     .max = INCIDENT_TEXT_MAX,
     .label = T_INCIDENT_WHAT_HAPPENED,
     .doc = "The whole new text; the earlier one is kept"},
};
const struct form incident_text_form =
    FORM("IncidentText", text_fields, struct incident_text_entry);

static const struct field rating_fields[] = {
    {.name = "rating",
     .kind = FIELD_INT,
     .offset = offsetof(struct incident_rating_entry, rating),
     .required = true,
     .min = 1,
     .max = INCIDENT_RATING_MAX,
     .label = T_INCIDENT_HOW_HARD,
     .doc = "The employee sets it freely; others can only raise"},
};
const struct form incident_rating_form =
    FORM("IncidentRating", rating_fields, struct incident_rating_entry);

static const struct field details_fields[] = {
    {.name = "class",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct incident_details, class),
     .required = true,
     .words = incident_class_words,
     .label = T_INCIDENT_CLASS,
     .doc = "What it was"},
    {.name = "acts",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct incident_details, acts),
     .words = incident_act_words,
     .label = T_INCIDENT_ACTS,
     .doc = "What the employee did"},
    TICK(near_miss, struct incident_details, T_INCIDENT_NEAR_MISS, "It nearly happened"),
    TICK(wants_talk, struct incident_details, T_INCIDENT_WANTS_TALK_OWN,
         "Wants to talk with somebody"),
    TICK(was_alone, struct incident_details, T_INCIDENT_WAS_ALONE, "Nobody was near"),
    TICK(at_home, struct incident_details, T_INCIDENT_AT_HOME, "Was working from home"),
};
const struct form incident_details_form =
    FORM("IncidentDetails", details_fields, struct incident_details);

static const struct field list_fields[] = {
    {.name = "q",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct incident_list_input, filter.q),
     .max = 200,
     .label = T_INCIDENT_SEARCH,
     .doc = "Words, a name, or a number such as H-1042"},
    {.name = "class",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct incident_list_input, filter.class),
     .words = incident_class_words,
     .label = T_INCIDENT_CLASS,
     .doc = "Only this class"},
    {.name = "hit",
     .kind = FIELD_INT,
     .offset = offsetof(struct incident_list_input, filter.min_hit),
     .min = 1,
     .max = INCIDENT_RATING_MAX,
     .label = T_INCIDENT_MIN_HIT,
     .doc = "Hit at least this hard"},
    {.name = "team",
     .kind = FIELD_ID,
     .offset = offsetof(struct incident_list_input, filter.team_id),
     .label = T_INCIDENT_TEAM,
     .doc = "Only this team"},
    {.name = "from",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct incident_list_input, filter.from_at),
     .label = T_INCIDENT_FROM,
     .doc = "From this instant"},
    {.name = "to",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct incident_list_input, filter.to_at),
     .label = T_INCIDENT_TO,
     .doc = "Before this instant"},
    {.name = "untalked",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct incident_list_input, filter.untalked),
     .label = T_INCIDENT_ONLY_UNTALKED,
     .doc = "Only those nobody has talked with yet"},
    {.name = "talk",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct incident_list_input, filter.wants_talk),
     .label = T_INCIDENT_ONLY_WANTS_TALK,
     .doc = "Only those who want to talk"},
    {.name = "mine",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct incident_list_input, filter.mine),
     .label = T_INCIDENT_MINE_TITLE,
     .doc = "Only one's own and what one logged for others"},
    {.name = "limit",
     .kind = FIELD_INT,
     .offset = offsetof(struct incident_list_input, filter.limit),
     .min = 1,
     .max = 200,
     .label = T_INCIDENT_SHOW,
     .doc = "Rows per page, 50 when absent"},
    {.name = "after",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct incident_list_input, after),
     .max = 200,
     .label = T_INCIDENT_EARLIER,
     .doc = "next of the page before"},
};
const struct form incident_list_query =
    FORM("IncidentListQuery", list_fields, struct incident_list_input);
