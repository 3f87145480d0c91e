/* What people do in a call. Each takes the call for its transaction, changes it, and deals anew where that helps.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

/* The parts stand as they should before anybody is told. */
static enum status deal_and_commit(struct db *db, struct arena *a, struct db_tx *tx, int64_t id)
{
    int64_t again;

    TRY(cards_deal_now(db, a, id, &again));
    TRY(job_put(db, CARDS_DEAL, id, STR(""), again));
    TRY(db_commit(tx));
    jobs_wake();
    return OK;
}

static enum status done(struct db *db, const struct actor *who, const struct card_call_row *row,
                        struct str what)
{
    TRY(audit(db, who, AUDIT_CARDS_CALL, row->id, what));
    return cards_tell(db, row->centre_id, row->id);
}

/* Ticks and notes: only those within the call see them. */
static enum status done_inside(struct db *db, const struct actor *who,
                               const struct card_call_row *row, struct str what)
{
    TRY(audit(db, who, AUDIT_CARDS_CALL, row->id, what));
    return cards_tell_inside(db, row->centre_id, row->id);
}

/* The actor's part; MISSING: none. */
static enum status own_seat(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct card_seat_row_list *ret, bool *ret_confirmed)
{
    struct card_seat_row_list seats;
    size_t n = 0;

    TRY(q_card_seats(db, a, id, &seats));
    *ret_confirmed = false;
    for (size_t i = 0; i < seats.n; i++)
        if (seats.at[i].person_id == who->person_id) {
            *ret_confirmed = *ret_confirmed || seats.at[i].confirmed_at != 0;
            seats.at[n++] = seats.at[i];
        }
    *ret = (struct card_seat_row_list){seats.at, n};
    return n > 0 ? OK : fail(MISSING, "has no part");
}

/* Who pressed, and who takes part. */
static enum status takes_part(struct db *db, struct arena *a, const struct actor *who,
                              const struct card_call_row *row)
{
    struct card_member_row_list members;
    struct card_seat_row_list seats;
    bool confirmed;

    if (row->person_id == who->person_id)
        return OK;
    TRY(q_card_members_coming(db, row->id));
    TRY(q_card_members(db, a, row->id, &members));
    for (size_t i = 0; i < members.n; i++)
        if (members.at[i].person_id == who->person_id && members.at[i].joined_at != 0)
            return OK;
    enum status found = own_seat(db, a, who, row->id, &seats, &confirmed);
    if (found == OK && confirmed)
        return OK;
    return found == OK || found == MISSING ? refuse(DENIED, T_CARDS_NOT_YOURS) : found;
}

enum status cards_kind(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                       int64_t slot)
{
    struct card_call_row row;
    struct card c;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    TRY(takes_part(db, a, who, &row));
    enum status found = cards_of(db, a, row.centre_id, slot, CARDS_NOW, &c);
    if (found == MISSING)
        return refuse(INVALID, T_CARDS_NO_SUCH_KIND);
    TRY(found);
    if (row.slot == slot)
        return OK; /* said before */
    TRY(cards_set_kind(db, a, &row, who->person_id, slot));
    TRY(done(db, who, &row, STR("kind")));
    return deal_and_commit(db, a, &tx, id);
}

enum status cards_take(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct card_call_row row;
    struct card_seat_row_list seats;
    int64_t changed;
    bool confirmed, first;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    enum status found = own_seat(db, a, who, id, &seats, &confirmed);
    if (found == MISSING)
        return refuse(CONFLICT, T_CARDS_ANOTHER_HAS_IT);
    TRY(found);
    TRY(q_card_seats_confirm(db, id, who->person_id, clock_now(), &changed));
    if (changed == 0)
        return OK; /* said before */
    TRY(q_card_member_join(db, id, who->person_id, clock_now()));
    for (size_t i = 0; i < seats.n; i++)
        if (seats.at[i].confirmed_at == 0)
            TRY(cards_event(db, id, who->person_id, CARD_EVENT_CONFIRMED, seats.at[i].role));
    if (row.person_id != who->person_id)
        TRY(help_come(db, a, who, id, &first));
    TRY(done(db, who, &row, STR("confirmed")));
    return deal_and_commit(db, a, &tx, id);
}

enum status cards_pass(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct card_call_row row;
    struct card_seat_row_list seats;
    bool confirmed;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    enum status found = own_seat(db, a, who, id, &seats, &confirmed);
    if (found == MISSING)
        return OK; /* another one has it already */
    TRY(found);
    if (row.person_id == who->person_id)
        return refuse(CONFLICT, T_CARDS_ASK_RELIEF);
    for (size_t i = 0; i < seats.n; i++) {
        TRY(q_card_seat_put(db, id, seats.at[i].role, 0, clock_now(), 0));
        TRY(cards_event(db, id, who->person_id, CARD_EVENT_PASSED, seats.at[i].role));
    }
    TRY(q_card_member_lapse(db, id, who->person_id, clock_now()));
    TRY(done(db, who, &row, STR("passed")));
    return deal_and_commit(db, a, &tx, id);
}

enum status cards_relieve(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct card_call_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    if (row.person_id != who->person_id)
        return refuse(DENIED, T_CARDS_NOT_YOURS);
    TRY(q_card_call_relieve(db, id, &changed));
    if (changed == 0)
        return OK;
    TRY(cards_event(db, id, who->person_id, CARD_EVENT_RELIEF, CARD_HOLD));
    TRY(done(db, who, &row, STR("relief")));
    return deal_and_commit(db, a, &tx, id);
}

enum status cards_line_gone(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct card_call_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    TRY(takes_part(db, a, who, &row));
    TRY(q_card_call_line_gone(db, id, clock_now(), &changed));
    if (changed == 0)
        return OK;
    TRY(cards_event(db, id, who->person_id, CARD_EVENT_LINE_GONE, CARD_HOLD));
    TRY(done(db, who, &row, STR("line gone")));
    return db_commit(&tx);
}

enum status cards_tick(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                       int64_t role, int64_t item, bool is_done)
{
    struct card_call_row row;
    struct card_seat_row_list seats;
    int64_t changed;
    bool confirmed, has = false;
    DB_TX(tx, db);

    TRY(cards_open_call(db, a, who, id, &row));
    enum status found = own_seat(db, a, who, id, &seats, &confirmed);
    if (found != OK && found != MISSING)
        return found;
    for (size_t i = 0; found == OK && i < seats.n; i++)
        has = has || seats.at[i].role == role;
    if (!has)
        return refuse(DENIED, T_CARDS_ANOTHER_HAS_IT);
    if (is_done)
        TRY(q_card_tick_put(db, id, role, item, who->person_id, clock_now(), &changed));
    else
        TRY(q_card_tick_drop(db, id, role, item, &changed));
    if (changed == 0)
        return OK;
    TRY(done_inside(db, who, &row, is_done ? STR("ticked") : STR("unticked")));
    return db_commit(&tx);
}

static bool has_written(const struct card_note_row_list *notes, int64_t person_id)
{
    for (size_t i = 0; i < notes->n; i++)
        if (notes->at[i].person_id == person_id)
            return true;
    return false;
}

/* Nothing that was heard is refused because the call is over by now: it was written before. */
enum status cards_note(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                       const struct cards_note *note)
{
    struct cards_call c;
    int64_t changed, n = 0, seq = note->seq != 0 ? note->seq : clock_now();
    DB_TX(tx, db);

    TRY(cards_find(db, a, who, id, &c));
    if (!c.may_write && !c.took_part)
        return refuse(DENIED, T_CARDS_NOT_YOURS);
    for (int f = 0; f < CARD_NOTE_N; f++) {
        if (note->text[f].p == NULL)
            continue;
        if (utf8_length(note->text[f]) > CARD_NOTE_MAX)
            return refuse(TOO_LARGE, T_CARDS_TOO_LONG);
        bool known = false;
        for (size_t i = 0; i < c.notes.n; i++)
            known =
                known || (c.notes.at[i].person_id == who->person_id && c.notes.at[i].field == f);
        if (note->text[f].n == 0 && !known)
            continue;
        TRY(q_card_note_put(db, id, who->person_id, f, note->text[f], seq, clock_now(), &changed));
        n += changed;
    }
    if (n == 0)
        return OK;
    if (!has_written(&c.notes, who->person_id))
        TRY(cards_event(db, id, who->person_id, CARD_EVENT_NOTED, -1));
    TRY(done_inside(db, who, &c.row, STR("noted")));
    return db_commit(&tx);
}
