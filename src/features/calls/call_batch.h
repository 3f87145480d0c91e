/* Between reading and the database: finds the employee of each call, gathers rows until they are
 * worth a transaction, and counts them into days.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALL_BATCH_H
#define CALLS_CALL_BATCH_H

#include "features/calls/calls.h"

/* ---- whose line it is */

struct call_lines; /* all lines of a centre, in memory */
/* Loaded once for an import; in the arena. zone: the centre's, which says when a day begins. */
CHECKED enum status call_lines_load(struct db *db, struct arena *a, int64_t centre_id,
                                    const struct zone *zone, struct call_lines **ret);
/* The person who had this line on that local day; 0: nobody. First as it stands, then by what is
 * behind the last '/'. */
int64_t call_lines_find(const struct call_lines *l, struct str line, int64_t day);
/* Local calendar day of an instant; remembers the day before, since calls come in order. */
int64_t call_lines_day(struct call_lines *l, int64_t at_ms);

/* Decides direction, line and person of a record. A line that nobody has and that could be a
 * telephone number is not kept. Gives the person, 0: nobody. */
int64_t call_record_settle(struct call_lines *l, struct call_record *r, int64_t *ret_day);

/* ---- gathering */

#define CALL_BATCH_ROWS 5000

struct call_batch;
struct call_batch *call_batch_new(struct arena *a, int64_t centre_id);
void call_batch_clear(struct call_batch *b);
size_t call_batch_n(const struct call_batch *b);
/* There is room for one more record of any size. */
bool call_batch_has_room(const struct call_batch *b);
void call_batch_add(struct call_batch *b, const struct call_record *r, int64_t person_id,
                    int64_t day);

struct call_batch_counts {
    int64_t fresh, known, unclaimed;
};
/* Writes all rows and their days within the caller's transaction. */
CHECKED enum status call_batch_write(struct call_batch *b, struct db *db,
                                     struct call_batch_counts *ret);

#endif
