/* Reading sessions, and whom one may listen to.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/id.h"
#include "core/refuse.h"
#include "features/listening/listening_parts.h"

#define LOOK_AGAIN_MS (5 * MINUTE_MS)
#define HELD_SINCE_MS (183 * DAY_MS)
#define MINE_MOST 200
#define HELD_MOST 200
#define OPEN_MOST 1000

int64_t listening_today(void)
{
    return clock_now() / DAY_MS;
}

/* ---- looks */

static enum status write_look(struct db *db, struct arena *a, const struct actor *who,
                              int64_t session_id, enum listening_look what)
{
    struct listening_id_row_list recent;

    TRY(q_listening_look_since(db, a, session_id, who->person_id, what, clock_now() - LOOK_AGAIN_MS,
                               &recent));
    if (recent.n > 0)
        return OK;
    TRY(q_listening_look_insert(db, id_new(), session_id, who->person_id, what, clock_now()));
    return audit(db, who, AUDIT_LISTENING_SEEN, session_id,
                 what == LISTENING_LOOKED_AT_ALL ? STR("all") : STR("held"));
}

/* ---- one */

static enum listening_part part_of(const struct actor *who, const struct listening_row *r,
                                   enum listening_sight sight)
{
    if (sight == LISTENING_SEES_ASKED)
        return LISTENING_AS_TAKER;
    if (sight != LISTENING_SEES_ALL)
        return LISTENING_AS_NOBODY;
    return who->person_id == r->employee_id ? LISTENING_AS_EMPLOYEE : LISTENING_AS_LISTENER;
}

enum status listening_open(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct listening *ret)
{
    struct listening l = {.part = LISTENING_AS_NOBODY};
    bool beside = false;

    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    TRY(q_listening_get(db, a, id, &l.row));
    TRY(onboarding_is_beside(db, a, who, l.row.employee_id, &beside));
    l.sight = listening_sight(who, &l.row, beside, listening_today());
    l.part = part_of(who, &l.row, l.sight);
    if (l.part == LISTENING_AS_NOBODY)
        return fail(MISSING, "neither of the two");
    l.can = listening_can(&l.row, l.part, clock_now());
    *ret = l;
    return OK;
}

static enum text_key why_not(const struct listening_row *r, enum listening_act act, int64_t now)
{
    if (act == LISTENING_DO_ACCEPT && r->starts_at != 0 && r->starts_at <= now &&
        r->state <= LISTENING_SUGGESTED)
        return T_LISTENING_TIME_IS_OVER;
    if (act == LISTENING_DO_BEGIN && r->state < LISTENING_BOOKED)
        return T_LISTENING_NOT_ACCEPTED;
    if (act == LISTENING_DO_BEGIN && r->state == LISTENING_BOOKED)
        return T_LISTENING_NOT_NOW;
    if (act == LISTENING_DO_NOTE && r->state == LISTENING_RUNNING)
        return T_LISTENING_SAY_FIRST;
    return T_LISTENING_STANDS_OTHERWISE;
}

enum status listening_for(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          enum listening_act act, struct listening *ret)
{
    TRY(listening_open(db, a, who, id, ret));
    if ((ret->can & LISTENING_BIT(act)) == 0)
        return refuse(CONFLICT, why_not(&ret->row, act, clock_now()));
    return OK;
}

enum status listening_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct listening *ret)
{
    struct listening l;

    TRY(listening_open(db, a, who, id, &l));
    if (l.part != LISTENING_AS_EMPLOYEE) {
        DB_TX(tx, db);
        TRY(write_look(db, a, who, id, LISTENING_LOOKED_AT_ALL));
        TRY(db_commit(&tx));
    }
    if (l.sight == LISTENING_SEES_ALL)
        TRY(q_listening_notes(db, a, id, &l.notes));
    if (l.part == LISTENING_AS_EMPLOYEE)
        TRY(q_listening_looks(db, a, id, &l.looks));
    TRY(listening_text_of(db, a, l.row.centre_id,
                          l.row.announced_at != 0 ? l.row.text_version : LISTENING_TEXT_NOW,
                          &l.text));
    *ret = l;
    return OK;
}

/* ---- lists */

enum status listening_mine(struct db *db, struct arena *a, const struct actor *who,
                           struct listening_row_list *ret)
{
    struct listening_row_list rows;
    size_t n = 0;

    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    TRY(q_listening_mine(db, a, who->person_id, MINE_MOST, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (listening_sight(who, &rows.at[i], false, listening_today()) == LISTENING_SEES_ALL)
            rows.at[n++] = rows.at[i];
    rows.n = n;
    *ret = rows;
    return OK;
}

/* The plans that the actor sees, read once for a whole list. */
static enum status plans_seen(struct db *db, struct arena *a, const struct actor *who,
                              struct onboarding_run_row_list *ret)
{
    *ret = (struct onboarding_run_row_list){0};
    return may(who, PERM_ONBOARDING) ? onboarding_list(db, a, who, ret) : OK;
}

static bool is_beside_by(const struct actor *who, const struct onboarding_run_row_list *runs,
                         int64_t person_id)
{
    for (size_t i = 0; i < runs->n; i++)
        if (runs->at[i].person_id == person_id && onboarding_beside(who, &runs->at[i]))
            return true;
    return false;
}

/* Those in these states that the actor sees at least so far, the oldest or next first. */
static enum status seen_in(struct db *db, struct arena *a, const struct actor *who,
                           enum listening_state from, enum listening_state to,
                           enum listening_sight least, struct listening_row_list *ret)
{
    struct listening_row_list rows, seen = {0};
    struct onboarding_run_row_list runs;

    TRY(q_listening_in_states(db, a, who->centre_id, from, to, 0, OPEN_MOST, &rows));
    TRY(plans_seen(db, a, who, &runs));
    seen.at = arena_array(a, struct listening_row, rows.n);
    for (size_t i = rows.n; i-- > 0;) {
        bool beside = is_beside_by(who, &runs, rows.at[i].employee_id);

        if (listening_sight(who, &rows.at[i], beside, listening_today()) >= least)
            seen.at[seen.n++] = rows.at[i];
    }
    *ret = seen;
    return OK;
}

enum status listening_asked(struct db *db, struct arena *a, const struct actor *who,
                            struct listening_row_list *ret)
{
    size_t n = 0;

    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    TRY(seen_in(db, a, who, LISTENING_ASKED, LISTENING_ASKED, LISTENING_SEES_ASKED, ret));
    for (size_t i = 0; i < ret->n; i++)
        if (ret->at[i].employee_id != who->person_id)
            ret->at[n++] = ret->at[i];
    ret->n = n;
    return OK;
}

/* Of somebody else's session only that it takes place. */
static void blank(struct listening_row *r)
{
    r->side = r->focus = 0;
    r->focus_words = r->strength_1 = r->strength_2 = r->next_step = r->answer = STR("");
    r->follow_day = r->answered_at = r->stopped_by = 0;
    r->asked = false;
}

enum status listening_coming(struct db *db, struct arena *a, const struct actor *who,
                             struct listening_row_list *ret)
{
    size_t n = 0;

    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    TRY(seen_in(db, a, who, LISTENING_BOOKED, LISTENING_RUNNING, LISTENING_SEES_PLAN, ret));
    for (size_t i = 0; i < ret->n; i++) {
        struct listening_row *r = &ret->at[i];

        if (r->employee_id == who->person_id ||
            (r->state == LISTENING_BOOKED && r->starts_at + LISTENING_LATE_MS < clock_now()))
            continue;
        if (r->listener_id != who->person_id)
            blank(r);
        ret->at[n++] = *r;
    }
    ret->n = n;
    return OK;
}

enum status listening_held(struct db *db, struct arena *a, const struct actor *who,
                           struct listening_row_list *ret)
{
    struct listening_row_list rows;
    size_t n = 0;
    DB_TX(tx, db);

    if (!listening_leads(who))
        return fail(DENIED, "leads nobody");
    TRY(q_listening_in_states(db, a, who->centre_id, LISTENING_STOPPED, LISTENING_HELD,
                              clock_now() - HELD_SINCE_MS, HELD_MOST, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct listening_row *r = &rows.at[i];

        if (listening_sight(who, r, false, listening_today()) == LISTENING_SEES_NOTHING ||
            !listening_holds(who, ROLE_MANAGER, r->team_id) || r->announced_at == 0 ||
            r->employee_id == who->person_id)
            continue;
        TRY(write_look(db, a, who, r->id, LISTENING_LOOKED_AT_HELD));
        blank(r);
        rows.at[n++] = *r;
    }
    TRY(db_commit(&tx));
    rows.n = n;
    *ret = rows;
    return OK;
}

/* ---- whom */

enum status listening_person(struct db *db, struct arena *a, int64_t person_id,
                             struct listening_person_row *ret)
{
    return q_listening_person(db, a, person_id, listening_today(), ret);
}

enum status listening_bookable(struct db *db, struct arena *a, const struct actor *who,
                               struct listening_person_row_list *ret)
{
    struct listening_person_row_list rows;
    struct onboarding_run_row_list runs;
    size_t n = 0;

    if (!listening_listens(who))
        return fail(DENIED, "is neither mentor nor call trainer");
    TRY(q_listening_newcomers(db, a, who->centre_id, listening_today(), &rows));
    TRY(plans_seen(db, a, who, &runs));
    for (size_t i = 0; i < rows.n; i++)
        if (listening_may_book(who, &rows.at[i], is_beside_by(who, &runs, rows.at[i].id), false))
            rows.at[n++] = rows.at[i];
    rows.n = n;
    *ret = rows;
    return OK;
}

static bool is_among(const struct listening_holder_row_list *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].id == id)
            return true;
    return false;
}

/* The call trainers of the actor's team, and the mentor. */
enum status listening_askable(struct db *db, struct arena *a, const struct actor *who,
                              struct listening_holder_row_list *ret)
{
    struct listening_holder_row_list trainers, mentors, list = {0};
    struct listening_person_row me;
    struct actor mentor;
    bool beside = false;

    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    TRY(listening_person(db, a, who->person_id, &me));
    TRY(q_listening_holders(db, a, who->centre_id, me.team_id, ROLE_CALL_TRAINER, listening_today(),
                            &trainers));
    TRY(q_listening_holders(db, a, who->centre_id, me.team_id, ROLE_MENTOR, listening_today(),
                            &mentors));
    list.at = arena_array(a, struct listening_holder_row, trainers.n + mentors.n);
    for (size_t i = 0; i < mentors.n; i++) {
        TRY(actor_load(db, a, mentors.at[i].id, &mentor));
        TRY(onboarding_is_beside(db, a, &mentor, who->person_id, &beside));
        if (beside)
            list.at[list.n++] = mentors.at[i];
    }
    for (size_t i = 0; i < trainers.n; i++)
        if (trainers.at[i].id != who->person_id && !is_among(&list, trainers.at[i].id))
            list.at[list.n++] = trainers.at[i];
    *ret = list;
    return OK;
}
