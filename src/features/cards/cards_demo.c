/* Cards of an invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_demo.h"

enum status cards_demo(struct db *db, const struct cards_demo *d)
{
    int64_t is_new;

    TRY(q_card_place_put(db, d->centre_id, d->address, d->way_in, d->numbers, d->verified_day,
                         CARDS_GOAL_SOON, CARDS_GOAL_LATE, d->at, d->maker_id));
    for (size_t i = 0; i < d->n; i++)
        for (int64_t slot = 1; slot < CARDS_OWN; slot++)
            TRY(q_card_read_insert(db, d->readers[i], d->centre_id, slot, 0, d->at, &is_new));
    return OK;
}
