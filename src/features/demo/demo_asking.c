/* What is asked and known in the invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_demo.h"
#include "features/demo/demo_parts.h"

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

/* Supervisors first: they answer most. */
enum status demo_make_asking(struct demo *d)
{
    struct asking_demo asking = {.centre_id = d->centre_id,
                                 .visitor = d->staff[d->plain].id,
                                 .end_at = d->end_at,
                                 .next_id = next_id,
                                 .context = d};
    size_t n = 0;

    for (int supervisors = 1; supervisors >= 0; supervisors--)
        for (size_t i = 0; i < d->n_staff && n < ASKING_DEMO_PEOPLE; i++)
            if (d->staff[i].phones && d->staff[i].supervisor == (supervisors == 1) &&
                i != d->plain && demo_is_here(&d->staff[i], d->options.until_day))
                asking.people[n++] = d->staff[i].id;
    return n < ASKING_DEMO_PEOPLE ? OK : asking_demo(d->db, d->arena, &asking);
}
