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

/* owns: a step of it is theirs. */
static enum status sight_of(const struct actor *who, const struct care_case_row *k, bool owns,
                            enum care_sight *ret)
{
    if (may(who, PERM_CARE_READ) && k->person_id == who->person_id)
        *ret = CARE_SIGHT_OWN;
    else if (care_leads(who, PERM_CARE_READ, k))
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
    bool owns = false;

    TRY(q_care_case(db, a, id, &c.row));
    TRY(q_care_steps(db, a, id, &c.steps));
    for (size_t i = 0; i < c.steps.n; i++)
        owns = owns || c.steps.at[i].owner_id == who->person_id;
    TRY(sight_of(who, &c.row, owns, &c.sight));
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
    struct care_seen_row seen;
    enum care_sight sight;

    TRY(q_care_case_seen_by(db, a, incident_id, who->person_id, &seen));
    struct care_case_row k = {
        .centre_id = seen.centre_id, .person_id = seen.person_id, .team_id = seen.team_id};
    TRY(sight_of(who, &k, seen.n_owned > 0, &sight));
    *ret_id = seen.id;
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

/* ---- how many */

static void add_counts(struct care_counts *c, const struct care_count_row *row)
{
    c->n_cases += row->n;
    c->n_overdue += row->n_overdue;
    c->n_mine += row->n_mine;
}

static bool is_among(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* A case whose team the actor leads counts there, by its next step; others by the actor's own. */
enum status care_count(struct db *db, struct arena *a, const struct actor *who,
                       struct care_counts *ret)
{
    struct care_count_owner_row_list own;
    struct care_count_row row;
    struct care_counts c = {0};
    bool all;
    int64_t *teams, now = clock_now();
    size_t n_teams;

    if (!may(who, PERM_CARE_READ))
        return fail(DENIED, "may not see aftercare");
    access_teams(who, PERM_CARE_READ, a, &all, &teams, &n_teams);
    n_teams = all ? 0 : n_teams;
    if (all) {
        TRY(q_care_count_centre(db, a, who->centre_id, who->person_id, now, &row));
        add_counts(&c, &row);
    }
    for (size_t i = 0; i < n_teams; i++)
        if (!is_among(teams, i, teams[i])) {
            TRY(q_care_count_team(db, a, teams[i], who->person_id, now, &row));
            add_counts(&c, &row);
        }
    TRY(q_care_count_owner(db, a, who->person_id, now, &own));
    for (size_t i = 0; i < own.n; i++) {
        const struct care_count_owner_row *o = &own.at[i];

        if ((all && o->centre_id == who->centre_id) || is_among(teams, n_teams, o->team_id))
            continue;
        row = (struct care_count_row){o->n, o->n_overdue, o->n};
        add_counts(&c, &row);
    }
    *ret = c;
    return OK;
}
