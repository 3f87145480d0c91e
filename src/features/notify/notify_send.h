/* Brings deliveries out of the house. Claims a row in one transaction, sends outside of any, settles in another: a crash in
 * between sends again with the same Message-ID (docs/decisions/0012).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_SEND_H
#define NOTIFY_NOTIFY_SEND_H

#include "features/notify/notify.h"
#include "net/mail.h"
#include "net/sms.h"
#include "net/webpush.h"

struct notify_out {
    struct mail_server mail;  /* url empty: none */
    struct sms_gateway sms;   /* url empty: none */
    struct str push_subject;  /* whom a push service may turn to; empty: nobody */
    bool push_may_be_private; /* push services in our own network */
    struct str public_url;    /* for links; empty: messages have none */
};

/* Sends what is due by clock_now(), at most `most`, and waits for all of it; *ret_n how many were tried. For tests. */
CHECKED enum status notify_send_due(struct store *store, const struct notify_out *out, size_t most,
                                    size_t *ret_n);

/* The threads that do so in the server, woken by what is committed; `out` lives as long as they. One per process. */
struct notify_sender;
CHECKED enum status notify_sender_start(struct store *store, const struct notify_out *out,
                                        struct notify_sender **ret);
void notify_sender_stop(struct notify_sender *s); /* finishes what is under way; NULL is fine */

/* For tests: what a crash after the claim leaves behind. */
#define NOTIFY_HELD_MS (5 * MINUTE_MS)

#endif
