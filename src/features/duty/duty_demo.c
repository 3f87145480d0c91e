/* Two watches of an invented centre, planned and published.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_demo.h"

#include "features/duty/duty_parts.h"

#define OPENS (8 * 60)
#define CLOSES (16 * 60)

static enum status put_rota(struct db *db, const struct duty_demo *d, int64_t watch_id,
                            int64_t level, enum roster_turn turn, const int64_t *people,
                            size_t shift, bool shadow)
{
    int64_t id = d->next_id(d->context), changed = 0;
    size_t n = 0;

    while (n < DUTY_DEMO_PEOPLE && people[n] != 0)
        n++;
    TRY(q_duty_rota_insert(db, id, watch_id, level, turn, 1, d->day, OPENS, shadow, d->at,
                           d->owner_id));
    for (size_t i = 0; i < n; i++)
        TRY(q_duty_rota_person_insert(db, id, (int64_t)i, people[(i + shift) % n]));
    TRY(q_duty_publish(db, id, d->at, &changed));
    return q_duty_freeze(db, watch_id, d->until + DUTY_FREEZE_DAYS);
}

static enum status put_watch(struct db *db, const struct duty_demo *d, struct str name, bool night,
                             int64_t levels, const struct roster_window *w, size_t n,
                             int64_t *ret_id)
{
    int64_t id = d->next_id(d->context);

    TRY(q_duty_watch_insert(db, id, d->centre_id, 0, name, night, levels, night, d->owner_id,
                            d->at));
    for (size_t i = 0; i < n; i++)
        TRY(q_duty_window_insert(db, id, (int64_t)i, w[i].weekdays, w[i].from_minute,
                                 w[i].to_minute, w[i].days));
    *ret_id = id;
    return OK;
}

enum status duty_demo(struct db *db, const struct duty_demo *d, int64_t ret_ids[2])
{
    static const struct roster_window office[] = {{0x1f, OPENS, CLOSES, ROSTER_NO_HOLIDAY}};
    static const struct roster_window out[] = {{0x1f, CLOSES, OPENS, ROSTER_ANY_DAY},
                                               {0x60, OPENS, OPENS, ROSTER_ANY_DAY},
                                               {0x1f, OPENS, CLOSES, ROSTER_ONLY_HOLIDAY}};
    const int64_t newcomer[DUTY_DEMO_PEOPLE] = {d->newcomer_id};
    int64_t id, night;

    TRY(put_watch(db, d, d->day_name, false, 2, office, 1, &id));
    TRY(put_rota(db, d, id, 1, ROSTER_DAY, d->day_people, 0, false));
    TRY(put_rota(db, d, id, 2, ROSTER_DAY, d->day_people, 1, false));
    if (d->newcomer_id != 0)
        TRY(put_rota(db, d, id, 1, ROSTER_DAY, newcomer, 0, true));
    TRY(put_watch(db, d, d->night_name, true, 1, out, 3, &night));
    TRY(put_rota(db, d, night, 1, ROSTER_WEEK, d->night_people, 0, false));
    ret_ids[0] = id;
    ret_ids[1] = night;
    return OK;
}
