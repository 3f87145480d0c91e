/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_PARTS_H
#define CARDS_CARDS_PARTS_H

#include "features/cards/cards.h"
#include "features/help/help.h"

/* ---- cards_call.c; all in a transaction */
/* Begins the call of an open acute request; fine when it has begun. *ret_begun: by this. */
CHECKED enum status cards_begin(struct db *db, const struct card_request_row *r, bool *ret_begun);
/* Deals, writes what changed, tells who it concerns. *ret_again_at: when to look again. */
CHECKED enum status cards_deal_now(struct db *db, struct arena *a, int64_t id,
                                   int64_t *ret_again_at);
CHECKED enum status cards_event(struct db *db, int64_t id, int64_t person_id, enum card_event kind,
                                int64_t role);
/* Whoever sees the call from inside (its own page, the desks of those with a part) fetches it anew; no other desk does. */
CHECKED enum status cards_tell_inside(struct db *db, int64_t centre_id, int64_t id);
/* So does every desk: what all of them show of it (who has which part, what it is) stands otherwise. */
CHECKED enum status cards_tell(struct db *db, int64_t centre_id, int64_t id);
CHECKED enum status cards_set_kind(struct db *db, struct arena *a, const struct card_call_row *row,
                                   int64_t person_id, int64_t slot);
/* An open call of the actor's centre, taken for this transaction; CONFLICT: it is over. Begins it when that has not happened yet. */
CHECKED enum status cards_open_call(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct card_call_row *ret);

/* ---- cards_end.c; in a transaction */
CHECKED enum status cards_end_now(struct db *db, struct arena *a, const struct actor *who,
                                  const struct card_call_row *row, bool cancelled);

/* ---- cards_drill.c; in a transaction */
/* A real request has come: drills of the centre give way at once. */
CHECKED enum status cards_drills_give_way(struct db *db, struct arena *a, int64_t centre_id);
CHECKED enum status cards_drill_is_over(struct db *db, int64_t drill_id);

/* Everybody in the centre who has parts and is to know the cards; one row each, by name. */
CHECKED enum status cards_people(struct db *db, struct arena *a, int64_t centre_id,
                                 struct card_member_of_row_list *ret);

#endif
