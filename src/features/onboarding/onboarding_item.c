/* What people do with an item: done, known already, undone the same day; and what a module does by itself.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "base/utf8.h"
#include "core/refuse.h"

/* ---- who may */

/* Administrators and safety representatives see no plan, but have a part in it. */
static bool has_part(const struct actor *who, const struct onboarding_run_row *r,
                     const struct onboarding_item_row *i)
{
    if (!may(who, PERM_ONBOARDING) || who->centre_id != r->centre_id ||
        who->person_id == r->person_id)
        return false;
    return (i->role == ONBOARDING_BY_IT && onboarding_holds(who, ROLE_ADMIN, 0)) ||
           (i->role == ONBOARDING_BY_SAFETY && onboarding_holds(who, ROLE_SAFETY_REP, r->team_id));
}

static bool may_say_done(const struct actor *who, const struct onboarding_run_row *r,
                         const struct onboarding_item_row *i)
{
    bool obligatory = (i->flags & ONBOARDING_OBLIGATORY) != 0;

    switch (onboarding_sight(who, r)) {
    case ONBOARDING_SIGHT_LEADER:
        return true;
    case ONBOARDING_SIGHT_MENTOR:
        if (i->role == ONBOARDING_BY_MENTOR || i->role == ONBOARDING_BY_NEWCOMER)
            return true;
        break;
    case ONBOARDING_SIGHT_OWN: /* what is obligatory, another one saw */
        return i->role == ONBOARDING_BY_NEWCOMER && !obligatory;
    case ONBOARDING_SIGHT_NONE:
        break;
    }
    return has_part(who, r, i);
}

bool onboarding_may_end(const struct actor *who, const struct onboarding_run_row *r,
                        const struct onboarding_item_row *i)
{
    return r->ended_at == 0 && i->state == ONBOARDING_OPEN && may_say_done(who, r, i);
}

bool onboarding_may_waive(const struct actor *who, const struct onboarding_run_row *r,
                          const struct onboarding_item_row *i)
{
    return r->ended_at == 0 && i->state == ONBOARDING_OPEN &&
           (i->flags & ONBOARDING_OBLIGATORY) == 0 &&
           onboarding_sight(who, r) >= ONBOARDING_SIGHT_MENTOR;
}

bool onboarding_may_undo(const struct actor *who, const struct onboarding_run_row *r,
                         const struct onboarding_item_row *i, const struct zone *zone)
{
    if (r->ended_at != 0 || (i->state != ONBOARDING_DONE && i->state != ONBOARDING_WAIVED) ||
        i->ended_at == 0 || zone_day(zone, i->ended_at) != zone_day(zone, clock_now()))
        return false;
    return (i->ended_by != 0 && i->ended_by == who->person_id && may(who, PERM_ONBOARDING)) ||
           onboarding_sight(who, r) == ONBOARDING_SIGHT_LEADER;
}

/* ---- doing */

/* The item for somebody who may at least see it. */
static enum status item_for(struct db *db, struct arena *a, const struct actor *who,
                            int64_t item_id, struct onboarding_item_row *i,
                            struct onboarding_run_row *r)
{
    TRY(q_onboarding_item(db, a, item_id, i));
    TRY(onboarding_run_now(db, a, i->run_id, r));
    if (i->state == ONBOARDING_GONE ||
        (onboarding_sight(who, r) == ONBOARDING_SIGHT_NONE && !has_part(who, r, i)))
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

enum status onboarding_place_of(struct db *db, struct arena *a, const struct actor *who,
                                int64_t item_id, struct onboarding_place *ret)
{
    struct onboarding_item_row i;
    struct onboarding_run_row r;

    TRY(item_for(db, a, who, item_id, &i, &r));
    *ret = (struct onboarding_place){r.id, onboarding_sight(who, &r)};
    return OK;
}

enum status onboarding_item(struct db *db, struct arena *a, const struct actor *who,
                            int64_t item_id, struct onboarding_item_row *ret)
{
    struct onboarding_run_row r;

    return item_for(db, a, who, item_id, ret, &r);
}

static enum status check_before(struct db *db, struct arena *a, const struct onboarding_item_row *i)
{
    struct onboarding_id_row_list before;
    struct str needs = i->needs, word;

    while (str_cut(&needs, ',', &word)) {
        TRY(q_onboarding_item_by_word(db, a, i->run_id, word, &before));
        if (before.n > 0)
            return refuse(CONFLICT, T_ONBOARDING_NEEDS_FIRST);
    }
    return OK;
}

static enum status end_item(struct db *db, struct arena *a, const struct actor *who,
                            const struct onboarding_item_row *i, enum onboarding_state state,
                            struct str evidence, struct str reason)
{
    int64_t changed = 0;

    TRY(q_onboarding_item_end(db, i->id, state, clock_now(), who->person_id, evidence, reason,
                              &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_ONBOARDING_NOT_OPEN);
    return onboarding_note(db, a, who, i->run_id, str_of(onboarding_state_words[state]));
}

enum status onboarding_done(struct db *db, struct arena *a, const struct actor *who,
                            int64_t item_id)
{
    struct onboarding_item_row i;
    struct onboarding_run_row r;
    DB_TX(tx, db);

    TRY(item_for(db, a, who, item_id, &i, &r));
    if (r.ended_at != 0)
        return refuse(CONFLICT, T_ONBOARDING_IS_OVER);
    if (!may_say_done(who, &r, &i))
        return refuse(DENIED, T_ONBOARDING_ANOTHER_SAYS);
    if (i.state != ONBOARDING_OPEN)
        return refuse(CONFLICT, T_ONBOARDING_NOT_OPEN);
    TRY(check_before(db, a, &i));
    TRY(end_item(db, a, who, &i, ONBOARDING_DONE, STR(""), STR("")));
    return db_commit(&tx);
}

enum status onboarding_waive(struct db *db, struct arena *a, const struct actor *who,
                             int64_t item_id, struct str evidence, struct str reason)
{
    struct onboarding_item_row i;
    struct onboarding_run_row r;
    DB_TX(tx, db);

    TRY(item_for(db, a, who, item_id, &i, &r));
    if (r.ended_at != 0)
        return refuse(CONFLICT, T_ONBOARDING_IS_OVER);
    if (onboarding_sight(who, &r) < ONBOARDING_SIGHT_MENTOR)
        return refuse(DENIED, T_ONBOARDING_ANOTHER_SAYS);
    if ((i.flags & ONBOARDING_OBLIGATORY) != 0)
        return refuse(CONFLICT, T_ONBOARDING_NEVER_WAIVED);
    if (i.state != ONBOARDING_OPEN)
        return refuse(CONFLICT, T_ONBOARDING_NOT_OPEN);
    if (evidence.n == 0 || reason.n == 0 || utf8_length(evidence) > ONBOARDING_REASON_MAX ||
        utf8_length(reason) > ONBOARDING_REASON_MAX)
        return refuse(INVALID, T_ONBOARDING_NEEDS_EVIDENCE);
    TRY(end_item(db, a, who, &i, ONBOARDING_WAIVED, evidence, reason));
    return db_commit(&tx);
}

enum status onboarding_undo(struct db *db, struct arena *a, const struct actor *who,
                            int64_t item_id)
{
    struct onboarding_item_row i;
    struct onboarding_run_row r;
    const struct zone *zone;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(item_for(db, a, who, item_id, &i, &r));
    TRY(zone_find(r.zone, &zone));
    if (!onboarding_may_undo(who, &r, &i, zone))
        return refuse(CONFLICT, T_ONBOARDING_NO_UNDO);
    TRY(q_onboarding_item_open(db, item_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_ONBOARDING_NOT_OPEN);
    TRY(onboarding_note(db, a, who, r.id, STR("undone")));
    return db_commit(&tx);
}

/* ---- by itself */

static enum status end_all(struct db *db, struct arena *a, const struct onboarding_id_row_list *ids)
{
    for (size_t n = 0; n < ids->n; n++) {
        struct onboarding_item_row i;

        TRY(q_onboarding_item(db, a, ids->at[n].id, &i));
        TRY(end_item(db, a, &actor_system, &i, ONBOARDING_DONE, STR(""), STR("")));
    }
    return OK;
}

enum status onboarding_end_word(struct db *db, struct arena *a, int64_t run_id, struct str word)
{
    struct onboarding_id_row_list ids;

    TRY(q_onboarding_item_by_word(db, a, run_id, word, &ids));
    return end_all(db, a, &ids);
}

/* A module was passed: whatever the order of the plan says, it was. */
enum status onboarding_module(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    struct onboarding_id_row_list ids;

    (void)ret_again_at;
    if (job->detail.n == 0)
        return OK; /* announced without a word: nothing to end */
    TRY(q_onboarding_item_by_module(db, a, job->object_id, job->detail, &ids));
    return end_all(db, a, &ids);
}
