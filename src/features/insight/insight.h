/* The pattern without names: how much hard calls fill, month by month. For managers, safety and union representatives.
 *
 * Small groups are hidden in one way everywhere: a team with fewer than five people is not counted at all, and a number that
 * fewer than five people stand behind is not shown. Where one team's number is hidden and the sum of all teams is shown, the
 * other teams' numbers would give it away: so many of them are hidden too that at least five people stand behind what is
 * missing. Sums over kinds leave hidden numbers out.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INSIGHT_INSIGHT_H
#define INSIGHT_INSIGHT_H

#include "base/zone.h"
#include "core/access.h"
#include "features/incidents/incidents.h"
#include "insight_sql.h"

#define INSIGHT_SMALLEST 5 /* groups of fewer are hidden */
#define INSIGHT_MONTHS 12

struct insight_cell {
    int64_t n;        /* 0 when hidden */
    int64_t n_people; /* who stand behind it */
    bool hidden;
};
/* Hides among one number per team, as above; *all is their sum and hidden when fewer than five stand behind all of it.
 * A person is counted once per team. */
void insight_hide(struct insight_cell *teams, size_t n_teams, struct insight_cell *all);

struct insight_month {
    int32_t first_day; /* of the month, local */
    struct insight_cell by_class[INCIDENT_CLASS_N];
    int64_t n;               /* sum of what is shown */
    int64_t n_calls;         /* answered; 0: no call records */
    int64_t per_1000_tenths; /* shown incidents per 1,000 answered calls, in tenths; 0: unknown */
};
struct insight {
    struct insight_team_row_list teams;          /* that may be shown and are in reach */
    int64_t team_id;                             /* chosen; 0: all of them together */
    struct insight_month months[INSIGHT_MONTHS]; /* oldest first; the last is the running month */
};
/* MISSING for a team outside reach or too small to show. */
CHECKED enum status insight_read(struct db *db, struct arena *a, const struct actor *who,
                                 const struct zone *zone, int64_t team_id, struct insight *ret);

#endif
