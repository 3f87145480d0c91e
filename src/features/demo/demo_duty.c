/* Who has the watch in the invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/duty/duty_demo.h"

#define PLANNED_DAYS 35 /* before today */

static int64_t next_id(void *context)
{
    struct demo *d = context;

    return demo_id(d, demo_at(d, d->options.until_day - PLANNED_DAYS, 8 * 60));
}

static void put(int64_t *people, size_t *n, const struct demo *d, size_t staff)
{
    if (*n < DUTY_DEMO_PEOPLE && demo_is_here(&d->staff[staff], d->options.until_day))
        people[(*n)++] = d->staff[staff].id;
}

/* By day the supervisors, by night the managers, with their own manager among them. */
enum status demo_make_duty(struct demo *d)
{
    int32_t monday = d->options.until_day - PLANNED_DAYS;
    size_t n_day = 0, n_night = 0;
    int64_t watches[2];

    monday -= day_date(monday).weekday - 1;
    struct duty_demo duty = {.centre_id = d->centre_id,
                             .owner_id = d->staff[d->boss].id,
                             .at = demo_at(d, monday - 7, 9 * 60),
                             .day = monday,
                             .until = d->options.until_day,
                             .newcomer_id = d->staff[d->newest].id,
                             .day_name = STR("Dagvagt"),
                             .night_name = STR("Bagvagt uden for åbningstiden"),
                             .next_id = next_id,
                             .context = d};
    for (size_t i = 0; i < d->n_staff; i++)
        if (d->staff[i].supervisor)
            put(duty.day_people, &n_day, d, i);
    for (size_t i = 0; i < d->n_teams; i++)
        put(duty.night_people, &n_night, d, d->teams[i].manager);
    put(duty.night_people, &n_night, d, (size_t)d->boss);
    if (n_day < 2 || n_night == 0)
        return OK;
    TRY(duty_demo(d->db, &duty, watches));
    for (size_t i = 0; i < 2; i++)
        TRY(q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(DUTY_LOOK), watches[i], d->end_at));
    return OK;
}
