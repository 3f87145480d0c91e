/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_PARTS_H
#define FOLLOW_UP_FOLLOW_UP_PARTS_H

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/follow_up/follow_up.h"

/* ---- follow_up.c */
/* The first calls of a class as days, and how many wait for theirs. */
struct follow_up_firsts {
    int32_t *at;
    size_t n, n_uncalled;
};
struct follow_up_firsts follow_up_firsts_of(struct arena *a, const struct zone *zone,
                                            const struct onboarding_member_row_list *members);
/* For who trains or leads; MISSING for those who do not see it, DENIED for members. */
CHECKED enum status follow_up_for_leader(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t id, struct follow_up *ret);
/* In a transaction: the blocks as they stand there. */
CHECKED enum status follow_up_keep(struct db *db, int64_t day_id, struct follow_up_agenda *agenda);
/* From the log as it is now: made, or mended when somebody has edited it. */
CHECKED enum status follow_up_put_together(struct db *db, struct arena *a,
                                           const struct follow_up_day_row *row);
struct follow_up_shelf follow_up_practice(struct arena *a);
/* What the class has logged and lets be used. */
CHECKED enum status follow_up_entries(struct db *db, struct arena *a, int64_t class_id,
                                      struct follow_up_entry **ret, size_t *ret_n);
/* INVALID (refused) for what must not stand there. */
CHECKED enum status follow_up_screened(struct db *db, struct arena *a, int64_t centre_id,
                                       struct str text);

/* ---- follow_up_hold.c */
/* In a transaction, when it is published: everybody's calendar says what the day says. */
CHECKED enum status follow_up_invite(struct db *db, struct arena *a, const struct follow_up *f);

#endif
