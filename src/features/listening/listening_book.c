/* Agreeing on a session: asked for, proposed, accepted, another time, declined. Nothing stands before the other one has said yes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/id.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/listening/listening_parts.h"

/* ---- what is offered */

static enum status check_what(const struct listening_offer *o)
{
    if (o->side < 0 || o->side >= LISTENING_SIDE_N ||
        (o->focus & ~(LISTENING_BIT(LISTENING_FOCUS_N) - 1)) != 0)
        return refuse(INVALID, T_LISTENING_BAD_CHOICE);
    if (o->minutes < LISTENING_MINUTES_MIN || o->minutes > LISTENING_MINUTES_MAX)
        return refuse(INVALID, T_LISTENING_BAD_LENGTH);
    if (utf8_length(o->focus_words) > LISTENING_FOCUS_MAX)
        return refuse(TOO_LARGE, T_LISTENING_TOO_LONG);
    return OK;
}

static enum status check_time(const struct listening_offer *o)
{
    if (o->starts_at <= clock_now())
        return refuse(INVALID, T_LISTENING_IN_THE_PAST);
    if (o->starts_at > clock_now() + LISTENING_AHEAD_MS)
        return refuse(INVALID, T_LISTENING_TOO_FAR);
    if (o->focus == 0 && o->focus_words.n == 0)
        return refuse(INVALID, T_LISTENING_NO_FOCUS);
    return OK;
}

/* Neither of the two has another one then. Who asks first is told first: both are locked until the commit. */
static enum status check_free(struct db *db, struct arena *a, int64_t id, int64_t one,
                              int64_t other, int64_t starts_at, int64_t minutes)
{
    struct listening_id_row_list clash;
    struct listening_id_row locked;

    TRY(q_listening_lock(db, a, one < other ? one : other, &locked));
    TRY(q_listening_lock(db, a, one < other ? other : one, &locked));
    TRY(q_listening_clash(db, a, id, one, other, starts_at, starts_at + minutes * MINUTE_MS,
                          &clash));
    return clash.n == 0 ? OK : refuse(CONFLICT, T_LISTENING_OVERLAPS);
}

static struct str words_of(const struct listening_offer *o)
{
    return o->focus_words.p != NULL ? o->focus_words : STR("");
}

/* ---- booking and asking */

enum status listening_book(struct db *db, struct arena *a, const struct actor *who,
                           const struct listening_offer *o, int64_t *ret_id)
{
    struct listening_person_row p;
    int64_t id = id_new();
    bool beside = false;
    DB_TX(tx, db);

    if (!listening_listens(who))
        return fail(DENIED, "is neither mentor nor call trainer");
    enum status found = listening_person(db, a, o->person_id, &p);
    if (found == OK)
        TRY(onboarding_is_beside(db, a, who, p.id, &beside));
    if (found != OK && found != MISSING)
        return found;
    if (found == MISSING || !listening_may_book(who, &p, beside, false))
        return refuse(INVALID, T_LISTENING_NOT_WITH);
    TRY(check_what(o));
    TRY(check_time(o));
    TRY(check_free(db, a, id, p.id, who->person_id, o->starts_at, o->minutes));
    TRY(q_listening_insert(db, id, p.centre_id, p.team_id, p.id, who->person_id, LISTENING_PROPOSED,
                           false, o->starts_at, o->minutes, o->side, o->focus, words_of(o),
                           clock_now()));
    TRY(listening_done(db, a, who, id, 1, "proposed", T_NOTICE_LISTENING_PROPOSED));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

/* Whom it may concern; with only one of them, that one. */
static enum status check_asked(struct db *db, struct arena *a, const struct actor *who,
                               int64_t of_id)
{
    struct listening_holder_row_list askable;
    struct listening_id_row_list open;

    TRY(q_listening_asked_of(db, a, who->person_id, &open));
    if (open.n > 0)
        return refuse(CONFLICT, T_LISTENING_ASKED_ALREADY);
    TRY(listening_askable(db, a, who, &askable));
    if (askable.n == 0)
        return refuse(CONFLICT, T_LISTENING_NOBODY_TO_ASK);
    for (size_t i = 0; i < askable.n; i++)
        if (of_id == 0 || askable.at[i].id == of_id)
            return OK;
    return refuse(INVALID, T_LISTENING_NOT_OF);
}

enum status listening_ask(struct db *db, struct arena *a, const struct actor *who,
                          const struct listening_offer *o, int64_t *ret_id)
{
    struct listening_person_row me;
    struct listening_id_row locked;
    int64_t id = id_new();
    DB_TX(tx, db);

    TRY(listening_person(db, a, who->person_id, &me));
    if (!may_reach(who, PERM_CALL_LISTENING, me.id, me.team_id))
        return fail(DENIED, "has nothing to do with listening");
    TRY(q_listening_lock(db, a, me.id, &locked));
    TRY(check_asked(db, a, who, o->person_id));
    TRY(check_what(o));
    TRY(q_listening_insert(db, id, me.centre_id, me.team_id, me.id, o->person_id, LISTENING_ASKED,
                           true, 0, o->minutes, o->side, o->focus, words_of(o), clock_now()));
    TRY(listening_done(db, a, who, id, 1, "asked", T_NOTICE_LISTENING_ASKED));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

/* ---- a time, and the answer to it */

/* Whoever takes up what was asked must be one who may. */
static enum status check_taker(struct db *db, struct arena *a, const struct actor *who,
                               const struct listening_row *r)
{
    struct listening_person_row p;
    bool beside = false;

    TRY(listening_person(db, a, r->employee_id, &p));
    TRY(onboarding_is_beside(db, a, who, p.id, &beside));
    return listening_may_book(who, &p, beside, true) ? OK : fail(MISSING, "may not listen to them");
}

enum status listening_offer(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            const struct listening_offer *o)
{
    struct listening l;
    int64_t changed = 0, listener_id;
    DB_TX(tx, db);

    TRY(listening_open(db, a, who, id, &l));
    bool employee = l.part == LISTENING_AS_EMPLOYEE, asked = l.row.state == LISTENING_ASKED;
    TRY(listening_for(db, a, who, id,
                      employee ? LISTENING_DO_SUGGEST
                      : asked  ? LISTENING_DO_TAKE
                               : LISTENING_DO_PROPOSE,
                      &l));
    if (asked)
        TRY(check_taker(db, a, who, &l.row));
    if (o->changes != l.row.changes)
        return refuse(CONFLICT, T_LISTENING_CHANGED_MEANWHILE);
    TRY(check_what(o));
    TRY(check_time(o));
    listener_id = employee ? l.row.listener_id : who->person_id;
    TRY(check_free(db, a, id, l.row.employee_id, listener_id, o->starts_at, o->minutes));
    TRY(q_listening_offer(db, id, o->changes, employee ? LISTENING_SUGGESTED : LISTENING_PROPOSED,
                          listener_id, o->starts_at, o->minutes, o->side, o->focus, words_of(o),
                          &changed));
    TRY(listening_done(db, a, who, id, changed, employee ? "suggested" : "proposed",
                       employee ? T_NOTICE_LISTENING_SUGGESTED : T_NOTICE_LISTENING_PROPOSED));
    TRY(listening_invite(db, a, id));
    return db_commit(&tx);
}

enum status listening_accept(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             int64_t changes)
{
    struct listening l;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, LISTENING_DO_ACCEPT, &l));
    if (changes != l.row.changes) /* nobody says yes to what they have not seen */
        return refuse(CONFLICT, T_LISTENING_CHANGED_MEANWHILE);
    TRY(check_free(db, a, id, l.row.employee_id, l.row.listener_id, l.row.starts_at,
                   l.row.minutes));
    TRY(q_listening_accept(db, id, changes, LISTENING_BOOKED, clock_now(), &changed));
    TRY(listening_done(db, a, who, id, changed, "accepted", T_NOTICE_LISTENING_ACCEPTED));
    TRY(listening_invite(db, a, id));
    return db_commit(&tx);
}

static enum status close_it(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            enum listening_act act, enum listening_state state,
                            enum text_key notice)
{
    struct listening l;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(listening_for(db, a, who, id, act, &l));
    TRY(q_listening_close(db, id, l.row.changes, state, clock_now(), &changed));
    TRY(listening_done(db, a, who, id, changed, listening_state_words[state], notice));
    TRY(listening_invite(db, a, id));
    return db_commit(&tx);
}

enum status listening_decline(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    return close_it(db, a, who, id, LISTENING_DO_DECLINE, LISTENING_DECLINED,
                    T_NOTICE_LISTENING_DECLINED);
}

enum status listening_call_off(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    return close_it(db, a, who, id, LISTENING_DO_CALL_OFF, LISTENING_CALLED_OFF,
                    T_NOTICE_LISTENING_CALLED_OFF);
}
