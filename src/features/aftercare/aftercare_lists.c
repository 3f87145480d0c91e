/* Reading: one case, and the board of those who care.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "core/audit.h"

#define LOOK_AGAIN_MS (15 * MINUTE_MS)

/* ---- one case */

static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct care_look_row look;
    enum status recent =
        q_care_look_since(db, a, id, who->person_id, clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_AFTERCARE_SEEN, id, STR("")));
    return db_commit(&tx);
}

static bool is_mine(const struct actor *who, const struct care_step_row *s)
{
    return s->owner_id == who->person_id || s->ended_by == who->person_id;
}

static enum status sight_of(const struct actor *who, const struct care_case *c,
                            enum care_sight *ret)
{
    bool owns = false;

    for (size_t i = 0; i < c->steps.n; i++)
        owns = owns || c->steps.at[i].owner_id == who->person_id;
    if (may(who, PERM_CARE_READ) && c->row.person_id == who->person_id)
        *ret = CARE_SIGHT_OWN;
    else if (care_leads(who, PERM_CARE_READ, &c->row))
        *ret = CARE_SIGHT_TEAM;
    else if (may(who, PERM_CARE_READ) && owns)
        *ret = CARE_SIGHT_OWNER;
    else
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

/* Leaves what this reader may see. */
static void keep_readable(struct care_case *c, const struct actor *who)
{
    size_t n = 0;

    for (size_t i = 0; i < c->steps.n; i++) {
        struct care_step_row *s = &c->steps.at[i];
        bool mine = is_mine(who, s);

        if (c->sight == CARE_SIGHT_OWNER && !mine)
            continue;
        if (c->sight != CARE_SIGHT_OWN && !mine && !(c->sight == CARE_SIGHT_TEAM && c->row.shares))
            s->note = STR_NONE;
        c->steps.at[n++] = *s;
    }
    c->steps.n = n;
}

enum status care_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                      struct care_case *ret)
{
    struct care_case c = {0};

    TRY(q_care_case(db, a, id, &c.row));
    TRY(q_care_steps(db, a, id, &c.steps));
    TRY(sight_of(who, &c, &c.sight));
    if (c.sight != CARE_SIGHT_OWN)
        TRY(note_look(db, a, who, id));
    keep_readable(&c, who);
    *ret = c;
    return OK;
}

enum status care_events(struct db *db, struct arena *a, const struct care_case *c,
                        struct care_event_row_list *ret)
{
    struct care_event_row_list all;
    size_t n = 0;

    TRY(q_care_events(db, a, c->row.id, &all));
    for (size_t i = 0; i < all.n; i++) {
        bool shown = c->sight != CARE_SIGHT_OWNER;

        for (size_t k = 0; k < c->steps.n && !shown; k++)
            shown = all.at[i].step_id == c->steps.at[k].id;
        if (shown)
            all.at[n++] = all.at[i];
    }
    all.n = n;
    *ret = all;
    return OK;
}

enum status care_case_of_incident(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t incident_id, int64_t *ret_id)
{
    struct care_known_row known;
    struct care_case c = {0};

    TRY(q_care_case_by_incident(db, a, incident_id, &known));
    TRY(q_care_case(db, a, known.id, &c.row));
    TRY(q_care_steps(db, a, known.id, &c.steps));
    TRY(sight_of(who, &c, &c.sight));
    *ret_id = known.id;
    return OK;
}

/* ---- the board */

static int by_due(const void *x, const void *y)
{
    const struct care_board_row *a = x, *b = y;

    if (a->due_at != b->due_at)
        return a->due_at < b->due_at ? -1 : 1;
    return a->step_id < b->step_id ? -1 : a->step_id > b->step_id;
}

static void add_rows(struct care_board_row_list *to, const struct care_board_row_list *from,
                     const struct actor *who)
{
    for (size_t i = 0; i < from->n; i++)
        if (from->at[i].person_id != who->person_id)
            to->at[to->n++] = from->at[i];
}

static int by_case(const void *x, const void *y)
{
    const struct care_board_row *a = x, *b = y;

    if (a->case_id != b->case_id)
        return a->case_id < b->case_id ? -1 : 1;
    return by_due(x, y);
}

/* Each list comes by due time, so the merged first ones are the first of all. A case is there once, by what is due first. */
static void merge(struct care_board_row_list *rows)
{
    size_t n = 0;

    if (rows->n > 1)
        qsort(rows->at, rows->n, sizeof *rows->at, by_case);
    for (size_t i = 0; i < rows->n; i++)
        if (n == 0 || rows->at[n - 1].case_id != rows->at[i].case_id)
            rows->at[n++] = rows->at[i];
    rows->n = n;
    if (n > 1)
        qsort(rows->at, n, sizeof *rows->at, by_due);
}

static enum status board_rows(struct db *db, struct arena *a, const struct actor *who,
                              int64_t limit, struct care_board_row_list *ret)
{
    struct care_board_row_list *lists;
    bool all;
    int64_t *teams;
    size_t n_teams, n_lists = 1, n_rows = 0;

    access_teams(who, PERM_CARE_READ, a, &all, &teams, &n_teams);
    lists = arena_array(a, struct care_board_row_list, n_teams + 2);
    TRY(q_care_board_owner(db, a, who->person_id, limit, &lists[0]));
    if (all)
        TRY(q_care_board_centre(db, a, who->centre_id, limit, &lists[n_lists++]));
    for (size_t i = 0; i < n_teams && !all; i++)
        TRY(q_care_board_team(db, a, teams[i], limit, &lists[n_lists++]));
    for (size_t i = 0; i < n_lists; i++)
        n_rows += lists[i].n;
    ret->at = arena_array(a, struct care_board_row, n_rows);
    ret->n = 0;
    for (size_t i = 0; i < n_lists; i++)
        add_rows(ret, &lists[i], who);
    merge(ret);
    return OK;
}

enum status care_board(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                       struct care_board *ret)
{
    struct care_board b = {0};
    struct care_alarm_row_list alarms;

    if (!may(who, PERM_CARE_READ))
        return fail(DENIED, "may not see aftercare");
    TRY(board_rows(db, a, who, limit + 1, &b.rows));
    b.more = (int64_t)b.rows.n > limit;
    if (b.more)
        b.rows.n = (size_t)limit;
    TRY(q_care_alarms(db, a, who->centre_id, &alarms));
    b.alarms.at = arena_array(a, struct care_alarm_row, alarms.n);
    for (size_t i = 0; i < alarms.n; i++) {
        const struct care_alarm_row *x = &alarms.at[i];
        struct care_case_row k = {
            .centre_id = who->centre_id, .person_id = x->person_id, .team_id = x->team_id};

        if (care_leads(who, PERM_CARE_READ, &k))
            b.alarms.at[b.alarms.n++] = *x;
    }
    *ret = b;
    return OK;
}

#define COUNTED_AT_MOST 1000

enum status care_count(struct db *db, struct arena *a, const struct actor *who,
                       struct care_counts *ret)
{
    struct care_board_row_list rows;
    struct care_counts c = {0};

    if (!may(who, PERM_CARE_READ))
        return fail(DENIED, "may not see aftercare");
    TRY(board_rows(db, a, who, COUNTED_AT_MOST, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        c.n_cases++;
        c.n_overdue += rows.at[i].due_at < clock_now();
        c.n_mine += rows.at[i].owner_id == who->person_id;
    }
    *ret = c;
    return OK;
}
