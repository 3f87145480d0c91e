/* Counts by month and class, with small groups hidden.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/insight/insight.h"

#include "base/clock.h"

/* The first day of the month that lies n months back from this day. */
static int32_t month_start(int32_t day, int back)
{
    struct local_time t = day_date(day);
    int months = t.year * 12 + t.month - 1 - back;

    return day_number(months / 12, months % 12 + 1, 1);
}

static enum status teams_in_reach(struct db *db, struct arena *a, const struct actor *who,
                                  int32_t today, struct insight_team_row_list *ret)
{
    struct insight_team_row_list teams;
    bool all;
    int64_t *ids;
    size_t n;

    access_teams(who, PERM_NUMBERS_READ, a, &all, &ids, &n);
    TRY(q_insight_teams(db, a, who->centre_id, today, INSIGHT_SMALLEST, &teams));
    ret->at = teams.at;
    ret->n = 0;
    for (size_t i = 0; i < teams.n; i++) {
        bool mine = all;
        for (size_t k = 0; k < n; k++)
            mine = mine || ids[k] == teams.at[i].id;
        if (mine)
            ret->at[ret->n++] = teams.at[i];
    }
    return OK;
}

static bool is_small(int64_t n_people)
{
    return n_people > 0 && n_people < INSIGHT_SMALLEST;
}

/* The shown team with the fewest people behind its number; NULL when none is shown. */
static struct insight_cell *smallest_shown(struct insight_cell *teams, size_t n_teams)
{
    struct insight_cell *found = NULL;

    for (size_t i = 0; i < n_teams; i++)
        if (!teams[i].hidden && teams[i].n_people > 0 &&
            (!found || teams[i].n_people < found->n_people))
            found = &teams[i];
    return found;
}

void insight_hide(struct insight_cell *teams, size_t n_teams, struct insight_cell *all)
{
    int64_t missing =
        0; /* people behind what is hidden: the sum minus what is shown tells no less than this */
    struct insight_cell *more;

    *all = (struct insight_cell){0};
    for (size_t i = 0; i < n_teams; i++) {
        all->n += teams[i].n;
        all->n_people += teams[i].n_people;
        teams[i].hidden = is_small(teams[i].n_people);
        missing += teams[i].hidden ? teams[i].n_people : 0;
    }
    all->hidden = is_small(all->n_people);
    while (!all->hidden && is_small(missing) && (more = smallest_shown(teams, n_teams)) != NULL) {
        more->hidden = true;
        missing += more->n_people;
    }
    for (size_t i = 0; i < n_teams; i++)
        if (teams[i].hidden)
            teams[i].n = 0;
    if (all->hidden)
        all->n = 0;
}

/* One number per kind and team: cells[class * n_teams + team]. */
static enum status read_cells(struct db *db, struct arena *a, const struct insight *in,
                              int64_t from_at, int64_t to_at, struct insight_cell *cells)
{
    for (size_t i = 0; i < in->teams.n; i++) {
        struct insight_class_row_list rows;

        TRY(q_insight_classes(db, a, in->teams.at[i].id, from_at, to_at, &rows));
        for (size_t k = 0; k < rows.n; k++)
            if (rows.at[k].class >= 0 && rows.at[k].class < INCIDENT_CLASS_N)
                cells[(size_t)rows.at[k].class * in->teams.n + i] =
                    (struct insight_cell){.n = rows.at[k].n, .n_people = rows.at[k].n_people};
    }
    return OK;
}

static enum status read_calls(struct db *db, struct arena *a, int64_t centre_id,
                              const struct insight *in, int32_t first, int32_t after, int64_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < in->teams.n; i++) {
        struct insight_calls_row calls;

        if (in->team_id != 0 && in->teams.at[i].id != in->team_id)
            continue;
        TRY(q_insight_calls(db, a, centre_id, in->teams.at[i].id, first, after, &calls));
        *ret += calls.n_answered;
    }
    return OK;
}

static enum status read_month(struct db *db, struct arena *a, const struct actor *who,
                              const struct zone *zone, const struct insight *in, int32_t first,
                              int32_t after, struct insight_month *ret)
{
    size_t n = in->teams.n, chosen = n;
    struct insight_cell *cells = arena_array(a, struct insight_cell, n * INCIDENT_CLASS_N);

    *ret = (struct insight_month){.first_day = first};
    TRY(read_cells(db, a, in, zone_day_start(zone, first), zone_day_start(zone, after), cells));
    TRY(read_calls(db, a, who->centre_id, in, first, after, &ret->n_calls));
    for (size_t i = 0; i < n; i++)
        if (in->teams.at[i].id == in->team_id)
            chosen = i;
    for (size_t c = 0; c < INCIDENT_CLASS_N; c++) {
        struct insight_cell all;

        insight_hide(cells + c * n, n, &all);
        ret->by_class[c] = chosen < n ? cells[c * n + chosen] : all;
        ret->n += ret->by_class[c].n;
    }
    if (ret->n_calls > 0)
        ret->per_1000_tenths = (ret->n * 10000 + ret->n_calls / 2) / ret->n_calls;
    return OK;
}

enum status insight_read(struct db *db, struct arena *a, const struct actor *who,
                         const struct zone *zone, int64_t team_id, struct insight *ret)
{
    struct insight in = {.team_id = team_id};
    int32_t today = zone_day(zone, clock_now());
    bool known = team_id == 0;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not read numbers");
    TRY(teams_in_reach(db, a, who, today, &in.teams));
    for (size_t i = 0; i < in.teams.n; i++)
        known = known || in.teams.at[i].id == team_id;
    if (!known)
        return fail(MISSING, "team outside reach or too small");
    for (int i = 0; i < INSIGHT_MONTHS; i++) {
        int back = INSIGHT_MONTHS - 1 - i;
        TRY(read_month(db, a, who, zone, &in, month_start(today, back),
                       month_start(today, back - 1), &in.months[i]));
    }
    *ret = in;
    return OK;
}
