/* Holding a session: begun, announced, noted, stopped, told; and the employee's answer.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/id.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/listening/listening_parts.h"

enum status listening_begin(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct listening l;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, LISTENING_DO_BEGIN, &l));
    TRY(q_listening_begin(db, id, l.row.changes, LISTENING_RUNNING, clock_now(), &changed));
    TRY(listening_done(db, a, who, id, changed, "begun", T_NONE));
    return db_commit(&tx);
}

enum status listening_announced(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct listening l;
    struct listening_text_row said;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, LISTENING_DO_ANNOUNCE, &l));
    TRY(listening_text_of(db, a, l.row.centre_id, LISTENING_TEXT_NOW, &said));
    TRY(q_listening_announce(db, id, l.row.changes, clock_now(), said.version, &changed));
    TRY(listening_done(db, a, who, id, changed, "announced", T_NONE));
    return db_commit(&tx);
}

/* ---- notes */

/* What waited for the network was written while the session ran, not when it came. */
static int64_t written_at(const struct listening_row *r, int64_t age_ms)
{
    int64_t at = clock_now() - (age_ms > 0 && age_ms < DAY_MS ? age_ms : 0);

    return at < r->begun_at ? r->begun_at : at;
}

static enum status check_note(struct db *db, struct arena *a, int64_t id,
                              const struct listening_note *note)
{
    struct listening_n_row row;

    if (note->text.n == 0)
        return refuse(INVALID, T_LISTENING_EMPTY_NOTE);
    if (utf8_length(note->text) > LISTENING_NOTE_MAX || note->client_key.n > LISTENING_KEY_MAX)
        return refuse(TOO_LARGE, T_LISTENING_TOO_LONG);
    TRY(q_listening_notes_n(db, a, id, &row));
    return row.n < LISTENING_NOTES_MAX ? OK : refuse(CONFLICT, T_LISTENING_MANY_NOTES);
}

enum status listening_note(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           const struct listening_note *note)
{
    struct listening l;
    int64_t note_id = id_new(), added = 0;
    struct str key =
        note->client_key.n > 0 ? note->client_key : arena_printf(a, "%lld", (long long)note_id);
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, LISTENING_DO_NOTE, &l));
    TRY(check_note(db, a, id, note));
    TRY(q_listening_note_insert(db, note_id, id, key, written_at(&l.row, note->age_ms), note->text,
                                &added));
    if (added > 0)
        TRY(audit(db, who, AUDIT_LISTENING_CHANGED, id, STR("noted")));
    return db_commit(&tx);
}

/* ---- the end */

enum status listening_stop(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct listening l;
    int64_t changed = 0, now = clock_now();
    DB_TX(tx, db);

    TRY(listening_open(db, a, who, id, &l));
    if (l.row.stopped_at != 0) /* the other one was faster */
        return db_commit(&tx);
    TRY(listening_for(db, a, who, id, LISTENING_DO_STOP, &l));
    bool heard = l.row.announced_at != 0;
    TRY(q_listening_stop(db, id, l.row.changes, heard ? LISTENING_STOPPED : LISTENING_CALLED_OFF,
                         now, who->person_id, heard ? 0 : now, &changed));
    TRY(listening_done(db, a, who, id, changed, "stopped", T_NONE));
    TRY(listening_invite(db, a, id));
    return db_commit(&tx);
}

static enum status check_finish(const struct listening_finish *f)
{
    const struct str *const all[] = {&f->strength_1, &f->strength_2, &f->next_step};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (str_trim(*all[i]).n == 0)
            return refuse(INVALID, T_LISTENING_TWO_AND_ONE);
        if (all[i]->n > LISTENING_SAY_MAX)
            return refuse(TOO_LARGE, T_LISTENING_TOO_LONG);
    }
    if (f->follow_day != 0 && f->follow_day < listening_today())
        return refuse(INVALID, T_LISTENING_IN_THE_PAST);
    return OK;
}

enum status listening_finish(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             const struct listening_finish *f)
{
    struct listening l;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, LISTENING_DO_FINISH, &l));
    TRY(check_finish(f));
    TRY(q_listening_finish(db, id, l.row.changes, LISTENING_HELD, clock_now(), f->strength_1,
                           f->strength_2, f->next_step, f->follow_day, &changed));
    TRY(listening_done(db, a, who, id, changed, "held", T_NOTICE_LISTENING_HELD));
    return db_commit(&tx);
}

enum status listening_answer(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct str answer)
{
    struct listening l;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, LISTENING_DO_ANSWER, &l));
    if (str_trim(answer).n == 0)
        return refuse(INVALID, T_LISTENING_EMPTY_ANSWER);
    if (utf8_length(answer) > LISTENING_ANSWER_MAX)
        return refuse(TOO_LARGE, T_LISTENING_TOO_LONG);
    TRY(q_listening_answer(db, id, l.row.changes, clock_now(), answer, &changed));
    TRY(listening_done(db, a, who, id, changed, "answered", T_NOTICE_LISTENING_ANSWERED));
    return db_commit(&tx);
}
