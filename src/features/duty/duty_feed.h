/* Calendars of one's own shifts and appointments, for calendar programs: a secret address that can be taken back. They hold the
 * watch and the level, what one is invited to, and nobody's name.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_FEED_H
#define DUTY_DUTY_FEED_H

#include "core/ical.h"
#include "features/duty/duty.h"

#define DUTY_FEED_BACK_MS (30 * DAY_MS) /* what was over longer ago is left out */
#define DUTY_FEED_SECRET 24             /* random bytes */

/* A new address; the old one is dead. Its secret is shown once and kept only as a hash. */
CHECKED enum status duty_feed_make(struct db *db, struct arena *a, const struct actor *who,
                                   struct str *ret_secret);
CHECKED enum status duty_feed_revoke(struct db *db, struct arena *a, const struct actor *who);
/* OK with *ret.id 0 when there is none. */
CHECKED enum status duty_feed_find(struct db *db, struct arena *a, const struct actor *who,
                                   struct duty_feed_row *ret);
/* The calendar behind a secret. MISSING: none such, taken back, or the person has left or may not see the roster any more. */
CHECKED enum status duty_feed_read(struct db *db, struct arena *a, struct str secret,
                                   struct str *ret);

/* Shifts and what one is invited to, as iCalendar (RFC 5545, 7986): UTC, stable UID, SEQUENCE, what is gone as CANCELLED. */
CHECKED enum status duty_calendar(struct arena *a, enum lang lang,
                                  const struct duty_told_row_list *shifts,
                                  const struct ical_event_list *appointments, struct str *ret);

#endif
