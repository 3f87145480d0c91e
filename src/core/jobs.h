/* Work that happens later or on its own: deadlines, reminders, sending, reactions to what other features announce. One
 * engine in the database, driven by clock_now(), claimed once also by several nodes.
 *
 * A job is put in the transaction of the change that wants it, so it exists exactly when the change does. When it runs, what it
 * changes and its own end commit together: a crash before that runs it again from a clean state, a crash after does not.
 * What leaves the house (mail, push) is therefore never sent from a job's transaction, but by rows that say what to send
 * (features/notify), which a sender claims, sends with the same id each time, and settles.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_JOBS_H
#define CORE_JOBS_H

#include "core/audit.h"

struct job {
    int64_t id;
    struct str kind;
    int64_t object_id;
    struct str detail; /* short, made by the one who put it */
    int64_t run_at;    /* when it was due */
    int64_t attempts;  /* runs that failed before this one */
};

/* Runs inside a transaction of its own. OK: done; set *ret_again_at to run again then (a rhythm). BUSY, UPSTREAM,
 * CONFLICT: tried again with back-off (1 s doubling to 1 h). Anything else: logged, set aside as broken, and counted;
 * broken jobs are shown by `bagvagt check`. MISSING: the object is gone; the job ends quietly. */
typedef enum status job_fn(struct db *db, struct arena *a, const struct job *job,
                           int64_t *ret_again_at);

struct job_kind {
    const char *word; /* "aftercare.remind" */
    job_fn *run;
    bool
        urgent; /* somebody waits for help: goes before all others that are due, however many they are */
};
/* The program's kinds and who reacts to which event; ended by NULL. A listener's job gets the event's object. */
extern const struct job_kind all_job_kinds[];
struct event_listener {
    enum event event;
    const char *job_kind;
};
extern const struct event_listener all_listeners[];
extern const size_t all_listeners_n;

/* In a transaction. One job per (kind, object, detail): putting it again moves it to the new time. */
CHECKED enum status job_put(struct db *db, const char *kind, int64_t object_id, struct str detail,
                            int64_t run_at);
/* Takes back what has not run yet; fine when there is none. detail STR_NONE: all of that kind and object. */
CHECKED enum status job_cancel(struct db *db, const char *kind, int64_t object_id,
                               struct str detail);

/* Runs what is due by clock_now(), oldest first, at most `most`; *ret_n how many ran. For the worker and for tests. */
CHECKED enum status jobs_run_due(struct store *store, size_t most, size_t *ret_n);
/* When the next one is due; 0: none waits. */
CHECKED enum status jobs_next_at(struct db *db, struct arena *a, int64_t *ret);

/* What a killed process still holds in the embedded database nobody else can be at: `release` gives back what it claimed, so
 * that it goes on at once. With PostgreSQL other nodes may hold it, and nothing happens. For the start of whoever claims. */
CHECKED enum status claims_release(struct store *store, enum status (*release)(struct db *db));

/* The thread that runs them in the server. jobs_wake may be called from any thread after a commit that put jobs. */
struct job_worker;
CHECKED enum status job_worker_start(struct store *store, struct job_worker **ret);
void job_worker_stop(struct job_worker *w); /* finishes the running one; NULL is fine */
void jobs_wake(void);

struct job_counts {
    int64_t waiting, overdue, broken, done, failed; /* done and failed since start */
};
CHECKED enum status jobs_count(struct db *db, struct arena *a, struct job_counts *ret);

#endif
