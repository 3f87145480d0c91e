/* Comma-, semicolon- or tab-separated text, RFC 4180 and what Excel makes of it; streaming, sans I/O.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/status.h"

#define CSV_MAX_FIELDS 128
#define CSV_MAX_RECORD (1024 * 1024) /* bytes of one record; longer ones are rejected, not cut */

/* The separator of a first line: the one of ; , tab that stands most often outside quotes; ',' when none does. */
char csv_guess_separator(struct str first_line);

/* Reads one record from the front of *rest. Fields borrow from the input where they can and lie in the arena where
 * quotes had to be resolved.
 *   OK        a record; *rest stands behind its line end
 *   MISSING   nothing left (only when last), or the record is not complete yet and more input may come (last == false);
 *             *rest is untouched
 *   INVALID   broken quoting, or too many fields: *rest stands behind the line end, so reading can go on
 *   TOO_LARGE the record is longer than CSV_MAX_RECORD; *rest stands behind the next line end in sight, or at the end */
CHECKED enum status csv_record(struct arena *a, struct str *rest, bool last, char separator,
                               struct str fields[CSV_MAX_FIELDS], size_t *ret_n);

struct buf;
/* Appends one field, quoted where needed; a leading = + - @ tab is defused with ' (spreadsheets would run it). */
void csv_write_field(struct buf *out, struct str field, char separator, bool first);

#endif
