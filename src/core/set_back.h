/* The wall clock was set back while the program runs (by a person, a wrong time server, a machine that was moved). Whatever waits for
 * a time that is near would come later by as much: a call for help would stand still for an hour. clock_now() therefore runs on
 * until all that waits was moved, in one transaction; then it goes along (base/clock.h). Set forward, everything that is due comes
 * at once, and once, as after a sleep.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_SET_BACK_H
#define CORE_SET_BACK_H

#include "db/db.h"

/* What is due within this time waits for a span, not for an hour of the day: it is moved. */
#define SET_BACK_NEAR_MS (15 * MINUTE_MS)

/* In a transaction: times of what runs now are less by by_ms. near_at: what is due after this (by the clock before) stays. May also
 * change what is in memory. */
typedef enum status set_back_fn(struct db *db, int64_t by_ms, int64_t near_at);
/* Of all features; ended by NULL. */
extern set_back_fn *const all_set_backs[];

/* Looks whether it was, and moves everything. *ret_by_ms by how much; 0: it was not. Of several processes on a database the first
 * moves the rows, the others only go along. */
CHECKED enum status set_back_look(struct store *store, int64_t *ret_by_ms);
/* What a listener of the database heard: another process has moved the rows. Other words are let pass. */
void set_back_hear(struct str word);

struct set_back_watch;
/* Looks once a second; in every process that serves or works. */
CHECKED enum status set_back_start(struct store *store, struct set_back_watch **ret);
void set_back_stop(struct set_back_watch *w); /* NULL is fine */

#endif
