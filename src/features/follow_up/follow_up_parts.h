/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_PARTS_H
#define FOLLOW_UP_FOLLOW_UP_PARTS_H

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/follow_up/follow_up.h"

/* After a day was held until the items that it ends have ended: whose is open then was away. */
#define FOLLOW_UP_SETTLES_MS HOUR_MS

/* ---- follow_up.c */
/* The first calls of who comes as days, and how many wait for theirs. The date follows the first n; who came too late for a date of
 * their own stands behind them. */
struct follow_up_firsts {
    int32_t *at;
    size_t n, n_all, n_uncalled;
};
struct follow_up_firsts follow_up_firsts_of(struct arena *a, const struct zone *zone,
                                            const struct follow_up_member_row_list *members);
/* For who trains or leads; MISSING for those who do not see it, DENIED for members. */
CHECKED enum status follow_up_for_leader(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t id, struct follow_up *ret);
/* In a transaction: the blocks as they stand there. */
CHECKED enum status follow_up_keep(struct db *db, int64_t day_id, struct follow_up_agenda *agenda);
/* From the log as it is now: made, or mended when somebody has edited it. */
CHECKED enum status follow_up_put_together(struct db *db, struct arena *a,
                                           const struct follow_up_day_row *row);
struct follow_up_shelf follow_up_practice(struct arena *a);
/* What those who come have logged and let be used. */
CHECKED enum status follow_up_entries(struct db *db, struct arena *a,
                                      const struct follow_up_member_row_list *members,
                                      struct follow_up_entry **ret, size_t *ret_n);
/* In a transaction: the day with all that hangs on it but what was learned. */
CHECKED enum status follow_up_remove(struct db *db, int64_t day_id);
/* INVALID (refused) for what must not stand there. */
CHECKED enum status follow_up_screened(struct db *db, struct arena *a, int64_t centre_id,
                                       struct str text);

/* ---- follow_up_clock.c */
/* Who trains and who leads in this team. */
CHECKED enum status follow_up_tell_team(struct db *db, struct arena *a, int64_t centre_id,
                                        int64_t team_id, enum text_key key, int64_t day_id,
                                        struct str event);
/* Looks at a day now: its date, what is to be told. */
CHECKED enum status follow_up_wake(struct db *db, const struct follow_up_day_row *row);

/* ---- follow_up_learn.c */
int64_t follow_up_run_of(const struct follow_up *f, int64_t person_id); /* 0: does not come */
CHECKED enum status follow_up_has_given(struct db *db, struct arena *a, const struct follow_up *f,
                                        int64_t person_id, bool *ret);
/* In the transaction that ends it; `row` as it was read before. */
CHECKED enum status follow_up_tell_learned(struct db *db, struct arena *a,
                                           const struct follow_up_day_row *row);

/* ---- follow_up_hold.c */
/* In a transaction, when it is published: everybody's calendar says what the day says. */
CHECKED enum status follow_up_invite(struct db *db, struct arena *a, const struct follow_up *f);

#endif
