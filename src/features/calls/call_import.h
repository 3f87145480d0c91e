/* Streams a file of call records into the database: constant memory, small transactions, goes on
 * where it stopped.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALL_IMPORT_H
#define CALLS_CALL_IMPORT_H

#include "features/calls/calls.h"

struct call_import_counts {
    int64_t n_bytes;                /* of the file; 0: unknown (a pipe) */
    int64_t done_bytes;             /* read and imported */
    int64_t from_bytes, from_lines; /* where this run began: for the rate */
    int64_t lines, fresh, known, rejected, unclaimed;
};

struct call_import {
    const struct actor *who;
    int64_t centre_id;
    int fd;              /* read from its beginning; not closed */
    struct str filename; /* for the list of imports, never opened */
    enum call_format format;
    struct str map;
    struct str zone; /* of wall times in the file; empty: the centre's */
    bool restart;    /* from the beginning, also when an earlier run got somewhere */
    /* Opens the place for rejected rows when the first one comes; again: an earlier run has written
     * there. -1: not kept. */
    int (*open_rejects)(void *context, int64_t import_id, bool again);
    bool hide_numbers; /* in what is kept of rejected rows: long runs of digits that are no time */
    enum lang lang;    /* of the reasons beside rejected rows */
    /* After each transaction. */
    void (*progress)(void *context, int64_t import_id, const struct call_import_counts *counts);
    void *context;
    const bool *cancelled; /* looked at between transactions; NULL: never */
};

#define CALL_FIRST_REJECTS 10

struct call_import_result {
    int64_t id; /* 0: nothing was begun */
    enum call_import_state state;
    enum call_format found;
    struct call_import_counts counts;
    struct call_trouble trouble; /* why nothing was imported */
    int64_t open_calls; /* begun in the file and not yet ended: the next import completes them */
    bool resumed, has_rejects, rejects_lost;
    struct {
        int64_t row;
        enum call_reason reason;
    } first[CALL_FIRST_REJECTS]; /* rejected rows of this run, to be shown at once */
    size_t n_first;
};

/* OK: done, or stopped because of *cancelled (see state). INVALID with result.trouble: nothing was
 * written. BUSY: this process is importing already. Anything else: what was committed stays, and
 * the next run goes on from there. */
CHECKED enum status call_import_run(struct store *store, struct arena *a,
                                    const struct call_import *import,
                                    struct call_import_result *ret);

/* What a person is told about a trouble, and why a row was rejected. */
struct str call_trouble_text(struct arena *a, enum lang lang, const struct call_trouble *t);
enum text_key call_reason_text(enum call_reason reason);

#endif
