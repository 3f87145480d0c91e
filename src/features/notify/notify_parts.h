/* Between the sender, which claims and settles, and what carries a message out (notify_carry.c).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_PARTS_H
#define NOTIFY_NOTIFY_PARTS_H

#include "features/notify/notify_send.h"

struct parcel {
    struct notify_delivery_row row;
    int64_t id, held_until;
    enum lang lang;
    const struct zone *zone;
    bool has_quiet, has_left;
    int64_t quiet_from, quiet_to;
    bool is_letter, is_letter_gone; /* is_letter: of mails that hold more than the notice */
    struct notice_letter letter;
    struct notify_push_row push;   /* of NOTICE_PUSH */
    struct webpush_keys push_keys; /* the installation's */
};

struct notify_result {
    enum mail_outcome outcome;
    int64_t retry_after_ms; /* the other side said so; 0: it did not */
    char why[80];           /* never an address, never a text */
};

/* What was claimed until p->held_until goes out and is settled, or is dropped as no longer wanted (notify_send.c). */
CHECKED enum status notify_send_one(struct db *db, struct arena *a, const struct notify_out *out,
                                    struct parcel *p);

/* Outside of any transaction. */
struct notify_result notify_carry(struct arena *a, const struct notify_out *out,
                                  const struct parcel *p);

/* The installation's key pair for pushes; made at its first use (notify_push.c). */
CHECKED enum status notify_push_keys(struct db *db, struct arena *a, struct webpush_keys *ret);

#endif
