/* The list of requests and restrictions: one indexed query per team or person, merged.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_parts.h"

#include <stdlib.h>
#include <string.h>

static int rank_of(const struct conduct_list_row *r)
{
    if (r->state == CONDUCT_ASKED || r->state == CONDUCT_HEARING)
        return 0;
    return r->state == CONDUCT_IN_FORCE ? 1 : 2;
}

static int compare(int64_t x, int64_t y)
{
    return x < y ? -1 : x > y;
}

/* What waits by when it should be answered, what holds by when it ends, what is over newest first. */
static int order(const void *a, const void *b)
{
    const struct conduct_list_row *x = a, *y = b;
    int rank = rank_of(x), by = compare(rank, rank_of(y));

    if (by == 0 && rank == 0)
        by = compare(x->answer_due_at, y->answer_due_at);
    else if (by == 0 && rank == 1)
        by = compare(x->end_day, y->end_day);
    else if (by == 0)
        by = compare(y->changed_at, x->changed_at);
    return by != 0 ? by : compare(x->id, y->id);
}

static void add(struct arena *a, struct conduct_list_row_list *to,
                const struct conduct_list_row_list *rows)
{
    struct conduct_list_row *at = arena_array(a, struct conduct_list_row, to->n + rows->n);

    if (to->n > 0)
        memcpy(at, to->at, to->n * sizeof *at);
    if (rows->n > 0)
        memcpy(at + to->n, rows->at, rows->n * sizeof *at);
    *to = (struct conduct_list_row_list){at, to->n + rows->n};
}

/* One's own request may also be one of a team one leads. */
static void drop_doubles(struct conduct_list_row_list *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++)
        if (n == 0 || rows->at[n - 1].id != rows->at[i].id)
            rows->at[n++] = rows->at[i];
    rows->n = n;
}

enum status conduct_list(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                         struct conduct_list_row_list *ret)
{
    struct conduct_list_row_list all = {0}, rows;
    bool everywhere;
    int64_t *teams;
    size_t n_teams;

    if (!may(who, PERM_CONDUCT_READ))
        return fail(DENIED, "may not");
    access_teams(who, PERM_CONDUCT_READ, a, &everywhere, &teams, &n_teams);
    if (everywhere) {
        TRY(q_conduct_list_centre(db, a, who->centre_id, limit, &rows));
        add(a, &all, &rows);
    }
    for (size_t i = 0; i < n_teams && !everywhere; i++) {
        TRY(q_conduct_list_team(db, a, teams[i], limit, &rows));
        add(a, &all, &rows);
    }
    TRY(q_conduct_list_own(db, a, who->person_id, limit, &rows));
    add(a, &all, &rows);
    if (all.n > 1)
        qsort(all.at, all.n, sizeof *all.at, order);
    drop_doubles(&all);
    if (all.n > (size_t)limit)
        all.n = (size_t)limit;
    *ret = all;
    return OK;
}
