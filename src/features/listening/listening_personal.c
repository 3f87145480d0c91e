/* What listening sessions hold about a person: the own sessions with what was written about them, who looked, and what the person
 * did for others.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_personal.h"

#include "features/listening/listening.h"
#include "listening_personal_sql.h"

static const enum text_key state_texts[] = {
#define X(name, word) T_LISTENING_STATE_##name,
    LISTENING_STATES(X)
#undef X
};
static const enum text_key side_texts[] = {
#define X(name, word) T_LISTENING_SIDE_##name,
    LISTENING_SIDES(X)
#undef X
};

#define MINE(member) offsetof(struct personal_listening_row, member)
static const struct personal_field mine_fields[] = {
    {"listener", T_LISTENING_F_LISTENER, PERSONAL_TEXT, MINE(listener)},
    {"state", T_LISTENING_P_STATE, PERSONAL_WORD, MINE(state), listening_state_words, state_texts,
     LISTENING_STATE_N},
    {"asked", T_LISTENING_P_ASKED, PERSONAL_BOOL, MINE(asked)},
    {"starts_at", T_LISTENING_F_STARTS, PERSONAL_INSTANT, MINE(starts_at)},
    {"minutes", T_LISTENING_F_MINUTES, PERSONAL_INT, MINE(minutes)},
    {"side", T_LISTENING_F_SIDE, PERSONAL_WORD, MINE(side), listening_side_words, side_texts,
     LISTENING_SIDE_N},
    {"focus", T_LISTENING_F_FOCUS_WORDS, PERSONAL_TEXT, MINE(focus_words)},
    {"made_at", T_LISTENING_P_AT, PERSONAL_INSTANT, MINE(made_at)},
    {"accepted_at", T_LISTENING_P_ACCEPTED, PERSONAL_INSTANT, MINE(accepted_at)},
    {"begun_at", T_LISTENING_P_BEGUN, PERSONAL_INSTANT, MINE(begun_at)},
    {"announced_at", T_LISTENING_P_ANNOUNCED, PERSONAL_INSTANT, MINE(announced_at)},
    {"announcement", T_LISTENING_P_VERSION, PERSONAL_INT, MINE(text_version)},
    {"stopped_at", T_LISTENING_P_STOPPED, PERSONAL_INSTANT, MINE(stopped_at)},
    {"stopped_by", T_LISTENING_P_STOPPED_BY, PERSONAL_TEXT, MINE(stopper)},
    {"strength_1", T_LISTENING_F_STRENGTH_1, PERSONAL_TEXT, MINE(strength_1)},
    {"strength_2", T_LISTENING_F_STRENGTH_2, PERSONAL_TEXT, MINE(strength_2)},
    {"next_step", T_LISTENING_F_STEP, PERSONAL_TEXT, MINE(next_step)},
    {"follow_up", T_LISTENING_F_FOLLOW, PERSONAL_DAY, MINE(follow_day)},
    {"answer", T_LISTENING_F_ANSWER, PERSONAL_TEXT, MINE(answer)},
    {"answered_at", T_LISTENING_P_ANSWERED, PERSONAL_INSTANT, MINE(answered_at)},
};
#define NOTE(member) offsetof(struct personal_listening_note_row, member)
static const struct personal_field note_fields[] = {
    {"at", T_LISTENING_P_AT, PERSONAL_INSTANT, NOTE(at)},
    {"text", T_LISTENING_F_NOTE, PERSONAL_TEXT, NOTE(text)},
    {"written_by_me", T_LISTENING_P_OWN, PERSONAL_BOOL, NOTE(own)},
};
#define AT_AND_NAME(row, who)                                                                      \
    {"at", T_LISTENING_P_AT, PERSONAL_INSTANT, offsetof(struct row, at)},                          \
    {                                                                                              \
        "by", who, PERSONAL_TEXT, offsetof(struct row, name)                                       \
    }
static const struct personal_field look_fields[] = {
    AT_AND_NAME(personal_listening_look_row, T_LISTENING_P_BY)};
static const struct personal_field checkin_fields[] = {
    AT_AND_NAME(personal_mentor_checkin_row, T_LISTENING_P_BY)};
static const struct personal_field at_fields[] = {
    {"at", T_LISTENING_P_AT, PERSONAL_INSTANT, offsetof(struct personal_listening_at_row, at)},
};

PERSONAL_READ(read_mine, q_personal_listening_mine, struct personal_listening_row_list)
PERSONAL_READ(read_notes, q_personal_listening_notes, struct personal_listening_note_row_list)
PERSONAL_READ(read_looks, q_personal_listening_looks, struct personal_listening_look_row_list)
PERSONAL_READ(read_checkins, q_personal_mentor_checkins, struct personal_mentor_checkin_row_list)
PERSONAL_READ(read_deeds, q_personal_listening_deeds, struct personal_listening_at_row_list)

static enum status forget_mine(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_listening_notes_drop(db, person_id));
    TRY(q_personal_listening_looks_drop(db, person_id));
    return q_personal_listening_drop(db, person_id);
}

static enum status forget_checkins(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_mentor_checkins_drop(db, person_id);
}

const struct personal listening_personal[] = {
    {"listening", T_PERSONAL_LISTENING, "call_listening.employee_id", PERSONAL_FIELDS(mine_fields),
     .read = read_mine, .forget = forget_mine},
    {"listening_notes", T_PERSONAL_LISTENING_NOTES, "", PERSONAL_FIELDS(note_fields),
     .read = read_notes},
    {"listening_looks", T_PERSONAL_LISTENING_LOOKS, "", PERSONAL_FIELDS(look_fields),
     .read = read_looks},
    {"mentor_checkins", T_PERSONAL_MENTOR_CHECKINS, "mentor_checkin.person_id",
     PERSONAL_FIELDS(checkin_fields), .read = read_checkins, .forget = forget_checkins},
    {"listening_deeds", T_PERSONAL_LISTENING_DEEDS,
     "call_listening.listener_id call_listening.stopped_by listening_text.made_by "
     "listening_look.person_id mentor_checkin.mentor_id",
     PERSONAL_FIELDS(at_fields), .read = read_deeds},
    {0},
};

/* ---- how long */

static enum status notes_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_listening_note(db, t->before_at, t->most, ret_n);
}

static enum status sessions_go(struct db *db, struct arena *a, const struct retention_task *t,
                               int64_t *ret_n)
{
    int64_t n = 0, more;

    (void)a;
    TRY(q_retention_listening_note(db, t->before_at, t->most, &more));
    n += more;
    TRY(q_retention_listening_look(db, t->before_at, t->most, &more));
    n += more;
    TRY(q_retention_listening(db, t->before_at, t->most, &more));
    *ret_n = n + more;
    return OK;
}

static enum status checkins_go(struct db *db, struct arena *a, const struct retention_task *t,
                               int64_t *ret_n)
{
    (void)a;
    return q_retention_mentor_checkin(db, t->before_at, t->most, ret_n);
}

const struct retention_rule listening_retention[] = {
    {"listening_notes", T_RETENTION_LISTENING_NOTES, T_RETENTION_WHY_LISTENING_NOTES, 180,
     notes_go},
    {"listening", T_RETENTION_LISTENING, T_RETENTION_WHY_LISTENING, 730, sessions_go},
    {"mentor_checkins", T_RETENTION_MENTOR_CHECKINS, T_RETENTION_WHY_LISTENING, 730, checkins_go},
    {0},
};
