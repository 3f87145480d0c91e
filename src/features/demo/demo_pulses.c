/* A year of pulses in the invented centre, and one that waits for its newcomers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/pulses/pulses_demo.h"

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

enum status demo_make_pulses(struct demo *d)
{
    struct pulses_demo p = {.centre_id = d->centre_id,
                            .today = d->result.last_day,
                            .end_at = d->end_at,
                            .next_id = next_id,
                            .context = d};
    struct demo_run_row_list runs;

    for (size_t i = 0; i < PULSES_DEMO_TEAMS && i < d->n_teams; i++)
        p.team[i] = d->teams[i].id;
    TRY(q_demo_runs(d->db, d->arena, d->centre_id, &runs));
    for (size_t i = 0; i < PULSES_DEMO_PEOPLE && i < runs.n; i++) {
        p.run_id[i] = runs.at[i].id;
        p.person_id[i] = runs.at[i].person_id;
    }
    TRY(pulses_demo(d->db, &p));
    return q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(PULSES_DAY), d->centre_id,
                             d->end_at);
}
