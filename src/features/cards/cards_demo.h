/* What an invented centre has beside the program's own cards: an address to read out, some who have read them, and drills
 * that were held.
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

/* A drill that is over. */
struct cards_demo_drill {
    int64_t centre_id, team_id;
    int64_t planner_id, player_id, comer_id; /* comer: the first to say that they come */
    int64_t kind, slot;                      /* enum cards_drill_kind; its card */
    int64_t at;                              /* when it was pressed */
    int64_t answered_ms, lasted_ms;
    int64_t n_called;
    int64_t (*next_id)(void *context, int64_t at);
    void *context;
};
/* In a transaction. */
CHECKED enum status cards_demo_drill(struct db *db, struct arena *a,
                                     const struct cards_demo_drill *d);

#endif
