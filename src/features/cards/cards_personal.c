/* What acute calls and cards hold about a person: calls they took part in, what they wrote down, what they have read and made.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_personal.h"

#include "cards_personal_sql.h"
#include "features/cards/cards.h"

static const enum text_key event_texts[CARD_EVENT_N] = {
#define X(name, word) [CARD_EVENT_##name] = T_CARDS_EVENT_##name,
    CARD_EVENTS(X)
#undef X
};
static const enum text_key note_texts[CARD_NOTE_N] = {
#define X(name, word) [CARD_NOTE_##name] = T_CARDS_NOTE_##name,
    CARD_NOTES(X)
#undef X
};

#define AT(name, label, row, field)                                                                \
    {                                                                                              \
        (name), (label), PERSONAL_INSTANT, offsetof(struct row, field)                             \
    }
static const struct personal_field call_fields[] = {
    AT("began_at", T_HELP_PERSONAL_AT, personal_card_call_row, began_at),
    AT("joined_at", T_CARDS_EVENT_CONFIRMED, personal_card_call_row, joined_at),
    AT("lapsed_at", T_CARDS_EVENT_LAPSED, personal_card_call_row, lapsed_at),
    AT("ended_at", T_CARDS_EVENT_ENDED, personal_card_call_row, ended_at),
    {"drill", T_HELP_IS_DRILL, PERSONAL_BOOL, offsetof(struct personal_card_call_row, drill)},
};
static const struct personal_field deed_fields[] = {
    AT("at", T_HELP_PERSONAL_AT, personal_card_deed_row, at),
    {"what", T_HELP_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_card_deed_row, kind),
     card_event_words, event_texts, CARD_EVENT_N},
};
static const struct personal_field written_fields[] = {
    AT("at", T_HELP_PERSONAL_AT, personal_card_note_row, at),
    {"field", T_HELP_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_card_note_row, field),
     card_note_words, note_texts, CARD_NOTE_N},
    {"text", T_CARDS_NOTES_TITLE, PERSONAL_TEXT, offsetof(struct personal_card_note_row, text)},
};
static const struct personal_field read_fields[] = {
    {"slot", T_CARDS_TITLE, PERSONAL_INT, offsetof(struct personal_card_read_row, slot)},
    {"version", T_CARDS_F_VERSION, PERSONAL_INT, offsetof(struct personal_card_read_row, version)},
    AT("at", T_HELP_PERSONAL_AT, personal_card_read_row, at),
};
static const struct personal_field made_fields[] = {
    AT("made_at", T_HELP_PERSONAL_AT, personal_card_made_row, made_at),
    {"version", T_CARDS_F_VERSION, PERSONAL_COUNTED,
     offsetof(struct personal_card_made_row, version)},
};

PERSONAL_READ(read_calls, q_personal_card_calls, struct personal_card_call_row_list)
PERSONAL_READ(read_deeds, q_personal_card_deeds, struct personal_card_deed_row_list)
PERSONAL_READ(read_notes, q_personal_card_notes, struct personal_card_note_row_list)
PERSONAL_READ(read_reads, q_personal_card_reads, struct personal_card_read_row_list)
PERSONAL_READ(read_made, q_personal_card_made, struct personal_card_made_row_list)

static enum status forget_reads(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_card_reads_drop(db, person_id);
}

static enum status forget_notes(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_card_notes_drop(db, person_id);
}

const struct personal cards_personal[] = {
    {"acute_calls", T_PERSONAL_CARDS_CALLS, "card_member.person_id card_call.person_id",
     PERSONAL_FIELDS(call_fields), .read = read_calls},
    {"acute_call_deeds", T_PERSONAL_CARDS_DEEDS,
     "card_event.person_id card_seat.person_id card_tick.person_id card_call.ended_by",
     PERSONAL_FIELDS(deed_fields), .read = read_deeds},
    {"acute_call_notes", T_PERSONAL_CARDS_NOTES, "card_note.person_id",
     PERSONAL_FIELDS(written_fields), .read = read_notes, .forget = forget_notes},
    {"action_cards_read", T_PERSONAL_CARDS_READ, "card_read.person_id",
     PERSONAL_FIELDS(read_fields), .read = read_reads, .forget = forget_reads},
    {"action_cards_made", T_PERSONAL_CARDS_MADE,
     "card_version.made_by card_place.changed_by card_drill.made_by card_drill.player_id",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {0},
};

const struct personal_exempt cards_exempt[] = {
    {"card_text.version_id card_drill.request_id card_call.drill_id card_seat.call_id "
     "card_member.call_id card_tick.call_id card_event.call_id card_note.call_id",
     "a call, a drill or a version; who took part stands there"},
    {0},
};

/* ---- how long */

static enum status notes_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_card_notes(db, t->before_at, t->most, ret_n);
}

static enum status calls_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    TRY(q_retention_card_ticks(db, t->before_at, t->most));
    TRY(q_retention_card_events(db, t->before_at, t->most));
    TRY(q_retention_card_seats(db, t->before_at, t->most));
    TRY(q_retention_card_members(db, t->before_at, t->most));
    TRY(q_retention_card_call_notes(db, t->before_at, t->most));
    TRY(q_retention_card_drills(db, t->before_at, t->most));
    return q_retention_card_calls(db, t->before_at, t->most, ret_n);
}

static enum status reads_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_card_reads(db, t->before_at, t->most, ret_n);
}

const struct retention_rule cards_retention[] = {
    {"acute_call_notes", T_RETENTION_CARDS_NOTES, T_RETENTION_WHY_CARDS_NOTES, 180, notes_go},
    {"acute_calls", T_RETENTION_CARDS_CALLS, T_RETENTION_WHY_HELP, 1095, calls_go},
    {"action_cards_read", T_RETENTION_CARDS_READ, T_RETENTION_WHY_CARDS_READ, 1825, reads_go},
    {0},
};
