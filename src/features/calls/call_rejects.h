/* Rows that could not be used: line number, reason and the row itself, as a table that opens in a
 * spreadsheet.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALL_REJECTS_H
#define CALLS_CALL_REJECTS_H

#include "base/buf.h"
#include "features/calls/call_import.h"

struct call_rejects {
    const struct call_import *import;
    int64_t import_id;
    struct arena *arena; /* of its own: emptied with each flush */
    struct buf text;
    int fd;      /* -1: none yet */
    bool again;  /* an earlier run has written there */
    bool opened; /* was asked for, whatever came of it */
    bool lost;   /* could not be written */
};

struct call_rejects call_rejects_new(struct arena *a, const struct call_import *import,
                                     int64_t import_id, bool again);
void call_rejects_add(struct call_rejects *r, int64_t row, enum call_reason reason, struct str raw);
/* Brings what was gathered to the file; never fails the import. */
void call_rejects_flush(struct call_rejects *r);

/* The text with runs of seven and more digits blotted out, unless they can be a time or a call id.
 */
struct str call_number_hidden(struct arena *a, struct str raw);

#endif
