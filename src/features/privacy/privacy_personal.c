/* What this feature holds about a person: the audit, holds, own notes. And the columns that name a person and are in no extract.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy_personal.h"

#include "features/privacy/privacy.h"

static const struct personal_field audit_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_audit_row, at)},
    {"action", T_PERSONAL_WHAT, PERSONAL_TEXT, offsetof(struct personal_audit_row, action)},
};
static const struct personal_field audited_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_audited_row, at)},
    {"action", T_PERSONAL_WHAT, PERSONAL_TEXT, offsetof(struct personal_audited_row, action)},
    {"by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_audited_row, name)},
};
static const char *const look_words[] = {"incident_seen", "aftercare_seen", "incident_exported",
                                         "person_extracted"};
static const enum text_key look_texts[] = {T_LOOKS_SAW, T_LOOKS_SAW_CASE, T_LOOKS_EXPORTED,
                                           T_LOOKS_EXTRACTED};
static const struct personal_field look_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct look_row, at)},
    {"action", T_PERSONAL_WHAT, PERSONAL_CODE, offsetof(struct look_row, action), look_words,
     look_texts, sizeof look_words / sizeof look_words[0]},
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct look_row, number)},
    {"by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct look_row, name)},
};
static const struct personal_field hold_fields[] = {
    {"from", T_PERSONAL_FROM, PERSONAL_INSTANT, offsetof(struct personal_hold_row, from_at)},
    {"to", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_hold_row, ended_at)},
    {"reason", T_PERSONAL_DETAIL, PERSONAL_TEXT, offsetof(struct personal_hold_row, reason)},
};
static const struct personal_field hold_set_fields[] = {
    {"from", T_PERSONAL_FROM, PERSONAL_INSTANT, offsetof(struct personal_hold_set_row, from_at)},
    {"to", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_hold_set_row, ended_at)},
};
static const struct personal_field note_fields[] = {
    {"written_at", T_PERSONAL_WRITTEN, PERSONAL_INSTANT, offsetof(struct own_note, written_at)},
    {"changed_at", T_PERSONAL_CHANGED, PERSONAL_INSTANT, offsetof(struct own_note, changed_at)},
    {"text", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct own_note, text)},
};

PERSONAL_READ(read_audit, q_personal_audit, struct personal_audit_row_list)
PERSONAL_READ(read_audited, q_personal_audited, struct personal_audited_row_list)
PERSONAL_READ(read_holds, q_personal_holds, struct personal_hold_row_list)
PERSONAL_READ(read_holds_set, q_personal_holds_set, struct personal_hold_set_row_list)

static enum status read_looks(struct db *db, struct arena *a, int64_t person_id,
                              struct personal_rows *ret)
{
    struct look_row_list rows;

    TRY(q_privacy_looks_all(db, a, person_id, INT32_MAX, &rows));
    *ret = (struct personal_rows){rows.at, rows.n, sizeof *rows.at};
    return OK;
}

/* The extract is for the writer, whoever makes it for them. */
static enum status read_notes(struct db *db, struct arena *a, int64_t person_id,
                              struct personal_rows *ret)
{
    struct own_note_list list;
    struct actor self = {.person_id = person_id, .limited_to = UINT64_MAX};

    TRY(own_notes(db, a, &self, &list));
    *ret = (struct personal_rows){list.at, list.n, sizeof *list.at};
    return OK;
}

static enum status forget_holds(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_holds_drop(db, person_id);
}

static enum status forget_notes(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_own_notes_drop(db, person_id);
}

const struct personal privacy_personal[] = {
    {"own_notes", T_PERSONAL_NOTES, "own_note.person_id", PERSONAL_FIELDS(note_fields),
     .read = read_notes, .forget = forget_notes},
    {"looks", T_PERSONAL_LOOKS, "", PERSONAL_FIELDS(look_fields), .read = read_looks},
    {"audited", T_PERSONAL_AUDITED, "audit.object_id", PERSONAL_FIELDS(audited_fields),
     .read = read_audited},
    {"audit", T_PERSONAL_AUDIT, "audit.person_id", PERSONAL_FIELDS(audit_fields),
     .read = read_audit},
    {"holds", T_PERSONAL_HOLDS, "legal_hold.person_id", PERSONAL_FIELDS(hold_fields),
     .read = read_holds, .forget = forget_holds},
    {"holds_set", T_PERSONAL_HOLDS_SET, "legal_hold.set_by", PERSONAL_FIELDS(hold_set_fields),
     .read = read_holds_set},
    {0},
};

const struct personal_exempt privacy_exempt[] = {
    {"idempotency.person_id", "answers of the last day, so that a request sent twice counts once; "
                              "all they hold is in its own table"},
    {"vault_key.person_id", "that a key was made or destroyed: remembered longer than the person"},
    {"webhook.since_id help_request.resort_by", "an event; a time"},
    {"event.object_id job.object_id", "what changed or is to be done, not who"},
    {0},
};
