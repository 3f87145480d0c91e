/* What the invented centre reads to 112, and who has read its action cards.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_demo.h"
#include "features/demo/demo_parts.h"

#define CHECKED_DAYS 20 /* ago */

/* Two of three have. */
enum status demo_make_cards(struct demo *d)
{
    int32_t day = d->options.until_day - CHECKED_DAYS;
    int64_t *readers = arena_array(d->scratch, int64_t, d->n_staff);
    struct cards_demo cards = {.centre_id = d->centre_id,
                               .maker_id = d->staff[d->boss].id,
                               .at = demo_at(d, day, 10 * 60),
                               .verified_day = day,
                               .address = STR("Eksempelvej 1, 9999 Eksempelkøbing (opfundet)"),
                               .way_in = STR("Port B fra gården, 2. sal. Vagten åbner."),
                               .numbers = STR("Receptionen: lokal 1000"),
                               .readers = readers};

    for (size_t i = 0; i < d->n_staff; i++)
        if (i % 3 != 0 && demo_is_here(&d->staff[i], d->options.until_day))
            readers[cards.n++] = d->staff[i].id;
    return cards_demo(d->db, &cards);
}
