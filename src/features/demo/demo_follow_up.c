/* What the class of the invented centre has met, and the day that is made of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/experience/experience_demo.h"
#include "features/follow_up/follow_up_demo.h"

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

enum status demo_make_follow_up(struct demo *d)
{
    const struct demo_staff *newest = &d->staff[d->newest];
    int64_t class_id;
    struct experience_demo met = {
        .centre_id = d->centre_id,
        .person_id = {newest->id, d->second != d->newest ? d->staff[d->second].id : 0},
        .from_at = demo_at(d, newest->started_day, 10 * 60),
        .end_at = d->end_at,
        .next_id = next_id,
        .context = d};
    struct follow_up_demo day = {.centre_id = d->centre_id,
                                 .newcomer_id = newest->id,
                                 .zone = d->zone,
                                 .end_at = d->end_at,
                                 .next_id = next_id,
                                 .context = d};

    TRY(experience_demo(d->db, d->arena, &met));
    TRY(follow_up_demo(d->db, d->arena, &day, &class_id));
    if (class_id == 0)
        return OK;
    return q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(FOLLOW_UP_CLOCK), class_id,
                             d->end_at);
}
