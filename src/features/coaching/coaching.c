/* One form between two: reading it, the lists, and that it took place.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching.h"

#include "base/clock.h"
#include "core/audit.h"
#include "features/coaching/coaching_parts.h"

#define LOOK_AGAIN_MS (15 * MINUTE_MS) /* a second look within this is the same one */

/* ---- one */

static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct coaching_look_row look;
    enum status recent =
        q_coaching_look_since(db, a, id, who->person_id, clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_COACHING_SEEN, id, STR("")));
    return db_commit(&tx);
}

/* Answers that the actor may not see are not even read. */
static enum status read_side(struct db *db, struct arena *a, struct coaching *c,
                             enum coaching_side side)
{
    struct coaching_answer_row_list rows;

    c->answers[side] = coaching_no_answers(a, &c->form);
    c->sees[side] = coaching_sees((enum coaching_state)c->row.state, c->side, side);
    if (!c->sees[side])
        return OK;
    TRY(q_coaching_answers(db, a, c->row.id, side, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        size_t at = coaching_number(&c->form, rows.at[i].question_id);

        if (at < c->form.n)
            c->answers[side][at] = (struct coaching_answer){rows.at[i].value, rows.at[i].words};
    }
    return OK;
}

enum status coaching_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct coaching *ret)
{
    struct coaching c = {.sees = {false, false}};

    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    TRY(q_coaching_of(db, a, id, who->person_id, &c.row));
    if (c.row.state < 0 || c.row.state >= COACHING_STATE_N)
        return fail(MISSING, "a state that this program does not know");
    TRY(coaching_side_of(who, &c.row, &c.side));
    enum coaching_side other = c.side == COACHING_LEARNER ? COACHING_BY_TRAINER : COACHING_LEARNER;
    if (coaching_sees((enum coaching_state)c.row.state, c.side, other))
        TRY(note_look(db, a, who, id));
    TRY(coaching_form_by_id(db, a, c.row.form_id, &c.form));
    for (int side = 0; side < COACHING_SIDE_N; side++)
        TRY(read_side(db, a, &c, (enum coaching_side)side));
    if (c.row.state < COACHING_SHARED && c.side == COACHING_LEARNER)
        c.row.closing = STR("");
    TRY(q_coaching_turns(db, a, id, &c.turns));
    *ret = c;
    return OK;
}

/* ---- lists */

enum status coaching_list(struct db *db, struct arena *a, const struct actor *who,
                          struct coaching_row_list *ret)
{
    struct coaching_row_list rows, list = {0};
    enum coaching_side side;

    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    TRY(q_coaching_mine(db, a, who->person_id, &rows));
    list.at = arena_array(a, struct coaching_row, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        if (coaching_side_of(who, &rows.at[i], &side) != OK)
            continue;
        list.at[list.n] = rows.at[i];
        if (side == COACHING_LEARNER && rows.at[i].state < COACHING_SHARED)
            list.at[list.n].closing = STR("");
        list.n++;
    }
    *ret = list;
    return OK;
}

enum status coaching_held(struct db *db, struct arena *a, const struct actor *who,
                          struct coaching_held_row_list *ret)
{
    struct coaching_held_row_list rows, list = {0};

    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    TRY(q_coaching_held(db, a, who->centre_id, &rows));
    list.at = arena_array(a, struct coaching_held_row, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        if (may_reach(who, PERM_COACHING, -1, rows.at[i].team_id))
            list.at[list.n++] = rows.at[i];
    *ret = list;
    return OK;
}
