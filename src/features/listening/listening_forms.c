/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_forms.h"

#define OFFER(member) offsetof(struct listening_offer, member)
#define PERSON(is_needed, text_label, what)                                                        \
    {                                                                                              \
        .name = "person_id", .kind = FIELD_ID, .offset = OFFER(person_id), .required = is_needed,  \
        .label = text_label, .doc = what                                                           \
    }
#define STARTS                                                                                     \
    {                                                                                              \
        .name = "starts_at", .kind = FIELD_INSTANT, .offset = OFFER(starts_at), .required = true,  \
        .label = T_LISTENING_F_STARTS, .doc = "When it is to begin"                                \
    }
#define WHAT                                                                                       \
    {.name = "minutes",                                                                            \
     .kind = FIELD_INT,                                                                            \
     .offset = OFFER(minutes),                                                                     \
     .required = true,                                                                             \
     .min = LISTENING_MINUTES_MIN,                                                                 \
     .max = LISTENING_MINUTES_MAX,                                                                 \
     .label = T_LISTENING_F_MINUTES,                                                               \
     .doc = "How long, in minutes"},                                                               \
        {.name = "side",                                                                           \
         .kind = FIELD_CHOICE,                                                                     \
         .offset = OFFER(side),                                                                    \
         .required = true,                                                                         \
         .words = listening_side_words,                                                            \
         .label = T_LISTENING_F_SIDE,                                                              \
         .doc = "Side by side, or on the line"},                                                   \
        {.name = "focus",                                                                          \
         .kind = FIELD_CHOICES,                                                                    \
         .offset = OFFER(focus),                                                                   \
         .words = listening_focus_words,                                                           \
         .label = T_LISTENING_F_FOCUS,                                                             \
         .doc = "What the two look at; a time needs at least one, or free words"},                 \
    {                                                                                              \
        .name = "focus_words", .kind = FIELD_TEXT, .offset = OFFER(focus_words),                   \
        .multiline = true, .max = LISTENING_FOCUS_MAX, .label = T_LISTENING_F_FOCUS_WORDS,         \
        .doc = "The same in free words"                                                            \
    }
#define CHANGES(struct_name)                                                                       \
    {                                                                                              \
        .name = "changes", .kind = FIELD_INT, .offset = offsetof(struct struct_name, changes),     \
        .required = true, .max = INT32_MAX, .label = T_LISTENING_F_CHANGES,                        \
        .doc = "Of the session that was shown; refused when it stands otherwise by now"            \
    }

static const struct field book_fields[] = {PERSON(true, T_LISTENING_F_WITH, "Whom to listen to"),
                                           STARTS, WHAT};
const struct form listening_book_form =
    FORM("ListeningBooking", book_fields, struct listening_offer);

static const struct field ask_fields[] = {
    PERSON(false, T_LISTENING_F_OF, "Of whom; without: of whoever has time"), WHAT};
const struct form listening_ask_form = FORM("ListeningWish", ask_fields, struct listening_offer);

static const struct field offer_fields[] = {STARTS, WHAT, CHANGES(listening_offer)};
const struct form listening_offer_form =
    FORM("ListeningTime", offer_fields, struct listening_offer);

static const struct field accept_fields[] = {CHANGES(listening_accept_entry)};
const struct form listening_accept_form =
    FORM("ListeningYes", accept_fields, struct listening_accept_entry);

#define NOTE(member) offsetof(struct listening_note, member)
static const struct field note_fields[] = {
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = NOTE(text),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = LISTENING_NOTE_MAX,
     .label = T_LISTENING_F_NOTE,
     .doc = "What was heard; never the citizen's name"},
    {.name = "client_key",
     .kind = FIELD_TEXT,
     .offset = NOTE(client_key),
     .max = LISTENING_KEY_MAX,
     .label = T_LISTENING_F_NOTE,
     .doc = "Sent twice with the same key, kept once"},
    {.name = "age_ms",
     .kind = FIELD_INT,
     .offset = NOTE(age_ms),
     .max = INT32_MAX,
     .label = T_LISTENING_F_NOTE,
     .doc = "How long ago it was written, when the network was away"},
};
const struct form listening_note_form =
    FORM("ListeningNoteNew", note_fields, struct listening_note);

#define FINISH(member) offsetof(struct listening_finish, member)
#define SAY(member, text_label, what)                                                              \
    {                                                                                              \
        .name = #member, .kind = FIELD_TEXT, .offset = FINISH(member), .required = true,           \
        .multiline = true, .min = 1, .max = LISTENING_SAY_MAX, .label = text_label, .doc = what    \
    }
static const struct field finish_fields[] = {
    SAY(strength_1, T_LISTENING_F_STRENGTH_1, "What the employee does well"),
    SAY(strength_2, T_LISTENING_F_STRENGTH_2, "Another strength"),
    SAY(next_step, T_LISTENING_F_STEP, "One step to try next"),
    {.name = "follow_day",
     .kind = FIELD_DATE,
     .offset = FINISH(follow_day),
     .label = T_LISTENING_F_FOLLOW,
     .doc = "When the two look at the step again"},
};
const struct form listening_finish_form =
    FORM("ListeningEnd", finish_fields, struct listening_finish);

static const struct field answer_fields[] = {
    {.name = "answer",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct listening_answer_entry, answer),
     .required = true,
     .multiline = true,
     .min = 1,
     .max = LISTENING_ANSWER_MAX,
     .label = T_LISTENING_F_ANSWER,
     .doc = "What the employee says to it"},
};
const struct form listening_answer_form =
    FORM("ListeningAnswer", answer_fields, struct listening_answer_entry);

#define WORDS(lang_name, member, text_label)                                                       \
    {                                                                                              \
        .name = lang_name, .kind = FIELD_TEXT, .offset = offsetof(struct listening_words, member), \
        .required = true, .multiline = true, .min = 1, .max = LISTENING_SAY_MAX,                   \
        .label = text_label, .doc = "What is said to the citizen before anybody listens"           \
    }
static const struct field words_fields[] = {
    WORDS("text_da", text_da, T_LISTENING_F_TEXT_DA),
    WORDS("text_en", text_en, T_LISTENING_F_TEXT_EN),
    {.name = "version",
     .kind = FIELD_INT,
     .offset = offsetof(struct listening_words, version),
     .required = true,
     .max = INT32_MAX,
     .label = T_LISTENING_F_CHANGES,
     .doc = "The version that was changed; refused when another one holds by now"},
};
const struct form listening_words_form =
    FORM("ListeningWords", words_fields, struct listening_words);
