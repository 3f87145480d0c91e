/* The import that runs behind the page: one at a time in this process, on a thread of its own.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALLS_JOB_H
#define CALLS_CALLS_JOB_H

#include "features/calls/call_import.h"

struct calls_job_input {
    int fd;                                      /* taken over */
    const struct actor *who;                     /* copied */
    struct str filename, map, zone, data_folder; /* copied */
    enum call_format format;
    bool restart;
    enum lang lang;
};
/* BUSY when one is running. */
CHECKED enum status calls_job_start(struct store *store, const struct calls_job_input *input);
/* Asks it to stop at the next safe point; nothing when none is running in this centre. */
void calls_job_cancel(int64_t centre_id);
/* Stops and waits: before the store is closed. */
void calls_job_end(void);

/* How the latest import of this process stands; texts in the arena. */
struct calls_job_status {
    bool running, finished; /* neither: there was none */
    int64_t centre_id;
    struct str filename;
    enum status status; /* when finished */
    struct str
        trouble; /* why nothing was imported, in the language of who started it; empty: none */
    int64_t spent_ms;
    struct call_import_result result; /* id and counts also while running; trouble is not filled */
};
void calls_job_status(struct arena *a, struct calls_job_status *ret);

/* "<data folder>/imports/<id>.rejects.csv" */
struct str calls_rejects_path(struct arena *a, struct str data_folder, int64_t import_id);

#endif
