/* What an invented centre has beside the program's own cards: an address to read out, and some who have read them.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_DEMO_H
#define CARDS_CARDS_DEMO_H

#include "features/cards/cards.h"

struct cards_demo {
    int64_t centre_id, maker_id, at;
    int32_t verified_day;
    struct str address, way_in, numbers;
    const int64_t *readers; /* have read every card */
    size_t n;
};
/* In a transaction. */
CHECKED enum status cards_demo(struct db *db, const struct cards_demo *d);

#endif
