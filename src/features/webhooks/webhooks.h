/* Tells programs elsewhere what happened, signed as Standard Webhooks have it (standardwebhooks.com). A message holds a kind
 * and an opaque id: what it is about is asked for by the API, with a token and its rights.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEBHOOKS_WEBHOOKS_H
#define WEBHOOKS_WEBHOOKS_H

#include "core/audit.h"
#include "webhooks_sql.h"

#define WEBHOOK_TEST "webhook.test"
#define WEBHOOKS_MOST 20
#define WEBHOOK_OLD_SECRET_MS DAY_MS    /* after a rotation both sign */
#define WEBHOOK_GIVE_UP_MS (3 * DAY_MS) /* one message */
#define WEBHOOK_DEAD_MS (5 * DAY_MS)    /* nothing got through for so long: switched off */

/* Order is stored. */
enum webhook_state {
    WEBHOOK_WAITING,
    WEBHOOK_SENT,
    WEBHOOK_FAILED,  /* refused for good, or not taken for WEBHOOK_GIVE_UP_MS */
    WEBHOOK_DROPPED, /* it was switched off meanwhile */
    WEBHOOK_STATE_N
};
extern const char *const webhook_state_words[];
/* The words of EVENTS, ended by NULL; a choice of them is a bit mask. */
extern const char *const webhook_event_words[];
int64_t webhook_events_read(struct str events);

struct webhook_entry {
    struct str url;
    int64_t events;
    bool is_at_home_fine; /* the configuration allows our own network */
};

/* All want PERM_WEBHOOKS. *ret_secret is told this once ("whsec_…").
 * INVALID: no https address, or no event; CONFLICT: WEBHOOKS_MOST already. */
CHECKED enum status webhook_add(struct db *db, struct arena *a, const struct actor *who,
                                const struct webhook_entry *entry, int64_t *ret_id,
                                struct str *ret_secret);
CHECKED enum status webhook_edit(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, const struct webhook_entry *entry);
CHECKED enum status webhook_remove(struct db *db, const struct actor *who, int64_t id);
CHECKED enum status webhook_switch(struct db *db, const struct actor *who, int64_t id, bool on);
/* For WEBHOOK_OLD_SECRET_MS messages carry a signature by either. */
CHECKED enum status webhook_renew(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct str *ret_secret);
/* A message of kind WEBHOOK_TEST; also the log says what became of it. CONFLICT: it is switched off. */
CHECKED enum status webhook_try(struct db *db, struct arena *a, const struct actor *who,
                                int64_t id);

CHECKED enum status webhooks_all(struct db *db, struct arena *a, const struct actor *who,
                                 struct webhook_list *ret);
CHECKED enum status webhook_find(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct webhook *ret);
CHECKED enum status webhook_deliveries(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id, int64_t at_most,
                                       struct webhook_log_row_list *ret);

/* ---- sending (webhooks_send.c) */

/* "v1,…" of the secret for this message. */
struct str webhook_signature(struct arena *a, struct str secret, struct str id, int64_t seconds,
                             struct str body);
/* Puts what is new into deliveries and sends what is due by clock_now(), at most `most`; *ret_n how many were tried. */
CHECKED enum status webhooks_send_due(struct store *store, bool may_be_private, size_t most,
                                      size_t *ret_n);
struct webhook_sender;
CHECKED enum status webhook_sender_start(struct store *store, bool may_be_private,
                                         struct webhook_sender **ret);
void webhook_sender_stop(struct webhook_sender *s); /* finishes the running one; NULL is fine */

#endif
