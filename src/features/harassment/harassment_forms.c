/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_forms.h"

/* Where it stands: the same fields in a report and when another place is added. */
#define PLACE(type, before)                                                                        \
    {.name = "platform",                                                                           \
     .kind = FIELD_CHOICE,                                                                         \
     .offset = offsetof(type, before platform),                                                    \
     .required = true,                                                                             \
     .words = harassment_platform_words,                                                           \
     .label = T_HARASSMENT_PLATFORM,                                                               \
     .doc = "What kind of place it is: each kind has its own steps"},                              \
        {.name = "address",                                                                        \
         .kind = FIELD_TEXT,                                                                       \
         .offset = offsetof(type, before address),                                                 \
         .max = HARASSMENT_URL_MAX,                                                                \
         .label = T_HARASSMENT_ADDRESS,                                                            \
         .doc = "Web address; this or account is needed"},                                         \
        {.name = "account",                                                                        \
         .kind = FIELD_TEXT,                                                                       \
         .offset = offsetof(type, before account),                                                 \
         .max = HARASSMENT_ACCOUNT_MAX,                                                            \
         .label = T_HARASSMENT_ACCOUNT,                                                            \
         .doc = "Name of the account that wrote it"},                                              \
    {                                                                                              \
        .name = "seen_at", .kind = FIELD_INSTANT, .offset = offsetof(type, before seen_at),        \
        .label = T_HARASSMENT_SEEN_AT, .doc = "When it was seen; now when absent"                  \
    }

static const struct field report_fields[] = {
    {.name = "client_key",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_entry, client_key),
     .required = true,
     .min = 8,
     .max = 64,
     .label = T_HARASSMENT_KEY,
     .doc = "Made by the client: sent twice, reported once"},
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct harassment_entry, person_id),
     .label = T_HARASSMENT_WHO,
     .doc = "Who it is about; the caller when absent"},
    {.name = "kinds",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct harassment_entry, kinds),
     .required = true,
     .words = harassment_kind_words,
     .label = T_HARASSMENT_WHAT,
     .doc = "What is done to the employee"},
    {.name = "rating",
     .kind = FIELD_INT,
     .offset = offsetof(struct harassment_entry, rating),
     .required = true,
     .min = 1,
     .max = 5,
     .label = T_HARASSMENT_RATING,
     .doc = "How hard it hits, 1 to 5"},
    {.name = "wants_talk",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct harassment_entry, wants_talk),
     .label = T_HARASSMENT_WANTS_TALK,
     .doc = "Wants to talk with somebody"},
    {.name = "posted_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct harassment_entry, posted_at),
     .label = T_HARASSMENT_POSTED_AT,
     .doc = "When it was put there, as far as known"},
    {.name = "story",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_entry, story),
     .multiline = true,
     .max = HARASSMENT_TEXT_MAX,
     .label = T_HARASSMENT_STORY,
     .doc = "What happened, in own words; sealed"},
    PLACE(struct harassment_entry, place.),
};
const struct form harassment_report_form =
    FORM("HarassmentReport", report_fields, struct harassment_entry);

static const struct field place_fields[] = {
    PLACE(struct harassment_place_entry, ),
};
const struct form harassment_place_form =
    FORM("HarassmentPlace", place_fields, struct harassment_place_entry);

static const struct field file_fields[] = {
    {.name = "place_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct harassment_file_entry, place_id),
     .label = T_HARASSMENT_FILE_PLACE,
     .doc = "The place it shows"},
    {.name = "seen_at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct harassment_file_entry, seen_at),
     .label = T_HARASSMENT_FILE_TAKEN,
     .doc = "When it was saved; now when absent"},
    {.name = "file",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_file_entry, file),
     .max = 1000,
     .label = T_HARASSMENT_FILE,
     .doc = "The file, as a part of multipart/form-data"},
};
const struct form harassment_file_form =
    FORM("HarassmentFile", file_fields, struct harassment_file_entry);

static const struct field end_fields[] = {
    {.name = "state",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct harassment_end_entry, state),
     .required = true,
     .words = harassment_state_words,
     .label = T_HARASSMENT_HOW_ENDED,
     .doc = "done, not_needed or refused"},
    {.name = "word",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_end_entry, word),
     .multiline = true,
     .max = HARASSMENT_WORD_MAX,
     .label = T_HARASSMENT_WORD,
     .doc = "What came of it; needed unless done"},
};
const struct form harassment_end_form =
    FORM("HarassmentStepEnd", end_fields, struct harassment_end_entry);

static const struct field seen_fields[] = {
    {.name = "still_there",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct harassment_seen_entry, still_there),
     .label = T_HARASSMENT_STILL_THERE,
     .doc = "Seen again; false: it is gone"},
};
const struct form harassment_seen_form =
    FORM("HarassmentSeen", seen_fields, struct harassment_seen_entry);

static const struct field name_fields[] = {
    {.name = "choice",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct harassment_name_entry, choice),
     .required = true,
     .words = harassment_name_words,
     .label = T_HARASSMENT_NAME_TITLE,
     .doc = "What citizens are shown"},
    {.name = "reason",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_name_entry, reason),
     .multiline = true,
     .max = HARASSMENT_WORD_MAX,
     .label = T_HARASSMENT_NAME_REASON,
     .doc = "Why; needed for hidden"},
};
const struct form harassment_name_form =
    FORM("HarassmentName", name_fields, struct harassment_name_entry);

static const struct field watch_fields[] = {
    {.name = "at",
     .kind = FIELD_INSTANT,
     .offset = offsetof(struct harassment_watch_entry, at),
     .required = true,
     .label = T_HARASSMENT_WATCH_AT,
     .doc = "When somebody looks again"},
};
const struct form harassment_watch_form =
    FORM("HarassmentWatch", watch_fields, struct harassment_watch_entry);

static const struct field close_fields[] = {
    {.name = "word",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_close_entry, word),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = HARASSMENT_WORD_MAX,
     .label = T_HARASSMENT_CLOSE_WORD_LABEL,
     .doc = "How it ended"},
};
const struct form harassment_close_form =
    FORM("HarassmentClose", close_fields, struct harassment_close_entry);

#define LINK_PLATFORM                                                                              \
    {                                                                                              \
        .name = "platform", .kind = FIELD_CHOICE,                                                  \
        .offset = offsetof(struct harassment_link_entry, platform), .required = true,              \
        .words = harassment_platform_words, .label = T_HARASSMENT_PLATFORM,                        \
        .doc = "Which kind of platform"                                                            \
    }
static const struct field tried_fields[] = {LINK_PLATFORM};
const struct form harassment_tried_form =
    FORM("HarassmentLinkTried", tried_fields, struct harassment_link_entry);

static const struct field link_fields[] = {
    LINK_PLATFORM,
    {.name = "url",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct harassment_link_entry, url),
     .required = true,
     .min = 12,
     .max = HARASSMENT_URL_MAX,
     .label = T_HARASSMENT_LINK,
     .doc = "Where it takes complaints"},
};
const struct form harassment_link_form =
    FORM("HarassmentLink", link_fields, struct harassment_link_entry);

static const struct field list_fields[] = {
    {.name = "limit",
     .kind = FIELD_INT,
     .offset = offsetof(struct harassment_list_entry, limit),
     .min = 1,
     .max = 200,
     .label = T_HARASSMENT_TITLE,
     .doc = "Rows, 50 when absent"},
};
const struct form harassment_list_query =
    FORM("HarassmentListQuery", list_fields, struct harassment_list_entry);
