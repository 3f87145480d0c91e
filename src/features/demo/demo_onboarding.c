/* Two newcomers of a class in the invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/onboarding/onboarding_demo.h"

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

enum status demo_make_onboarding(struct demo *d)
{
    const struct demo_staff *newest = &d->staff[d->newest];
    int team = newest->team;
    int64_t runs[ONBOARDING_DEMO_PEOPLE], mentor_id = demo_mentor(d, (size_t)team);
    struct onboarding_demo o = {
        .centre_id = d->centre_id,
        .team_id = d->teams[team].id,
        .leader_id = d->staff[d->teams[team].manager].id,
        .mentor_id = mentor_id,
        .newcomer_id = {newest->id, d->second != d->newest ? d->staff[d->second].id : 0},
        .profile = {ONBOARDING_EXPERT, ONBOARDING_SERVICE},
        .start_day = newest->started_day,
        .today = d->result.last_day,
        .zone = d->zone,
        .at = demo_at(d, newest->started_day - 20, 10 * 60),
        .end_at = d->end_at,
        .class_name = STR("Hold 1"),
        .next_id = next_id,
        .context = d};

    if (mentor_id == 0)
        return OK;
    TRY(onboarding_demo(d->db, d->arena, &o, runs));
    for (size_t i = 0; i < ONBOARDING_DEMO_PEOPLE; i++)
        if (runs[i] != 0) {
            TRY(demo_note(d, o.at, d->teams[team].manager, AUDIT_ONBOARDING_STARTED, runs[i],
                          STR("")));
            TRY(q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(ONBOARDING_CLOCK), runs[i],
                                  d->end_at));
        }
    return OK;
}
