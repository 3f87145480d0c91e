/* A practice form that waits for its learner, and a round of calibration, in the invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_demo.h"
#include "features/demo/demo_parts.h"

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

static void add(struct coaching_demo *c, int64_t person_id)
{
    for (size_t i = 0; i < c->n_people; i++)
        if (c->people[i] == person_id)
            return;
    if (person_id != 0 && c->n_people < COACHING_DEMO_PEOPLE)
        c->people[c->n_people++] = person_id;
}

/* Call trainers, then the mentors of the teams. */
enum status demo_make_coaching(struct demo *d)
{
    struct coaching_demo c = {.centre_id = d->centre_id,
                              .learner_id = d->staff[d->plain].id,
                              .end_at = d->end_at,
                              .next_id = next_id,
                              .context = d};
    struct demo_trainer_list trainers;

    TRY(q_demo_trainers(d->db, d->arena, &trainers));
    for (size_t i = 0; i < trainers.n; i++)
        add(&c, trainers.at[i].person_id);
    for (size_t i = 0; i < d->n_teams; i++)
        add(&c, demo_mentor(d, i));
    for (size_t i = 0; i < c.n_people && c.trainer_id == 0; i++)
        if (c.people[i] != c.learner_id)
            c.trainer_id = c.people[i];
    return coaching_demo(d->db, d->arena, &c);
}
