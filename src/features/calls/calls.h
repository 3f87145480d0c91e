/* Calls as the phone system recorded them, and the employee each belongs to. The citizen's number
 * is nowhere.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALLS_H
#define CALLS_CALLS_H

#include "calls_sql.h" /* struct call_latest_row, call_import_row … */
#include "core/access.h"
#include "features/calls/call_records.h"

#define CALLS_LATEST_MS                                                                            \
    (7 * INT64_C(86400000)) /* how far back the log form offers calls: a weekend, some days off */
#define CALLS_PAGE 50

/* The actor's own calls of the last seven days, newest first, at most n; none for who may not read
 * calls. Never a colleague's: who logs for somebody else does not see when that person talked. */
CHECKED enum status calls_latest(struct db *db, struct arena *a, const struct actor *who, int64_t n,
                                 struct call_latest_row_list *ret);

/* All own calls before a place in the list (0, 0: from the newest), newest first. DENIED without
 * PERM_CALLS_READ. */
CHECKED enum status calls_own(struct db *db, struct arena *a, const struct actor *who,
                              int64_t before_at, int64_t before_id, int64_t n,
                              struct call_latest_row_list *ret);

/* One call, told as soon as it has ended. Told twice it is known; an import that brings the same call from a file does not know
 * it: a centre uses one way or the other. INVALID: a time before 1990 or in the future. */
struct call_push {
    struct str id;    /* the phone system's own; never the caller's number */
    struct str line;  /* the employee's; empty: nobody answered */
    struct str queue; /* empty: none */
    bool inbound;
    int64_t outcome; /* enum call_outcome */
    int64_t started_at, wait_ms, talk_ms;
};
struct call_pushed {
    bool is_new, has_person; /* has_person: somebody had that line that day */
};
CHECKED enum status calls_push(struct db *db, struct arena *a, const struct actor *who,
                               const struct call_push *push, struct call_pushed *ret);

/* The latest imports of the actor's centre; DENIED without PERM_CALLS_IMPORT. */
CHECKED enum status calls_imports(struct db *db, struct arena *a, const struct actor *who,
                                  struct call_import_row_list *ret);
/* One of them; MISSING outside the centre. */
CHECKED enum status calls_import_one(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, struct call_import_row *ret);

/* A job: calls that came before their person's line was known find their person. Runs when a person changes. */
struct job;
CHECKED enum status calls_claim(struct db *db, struct arena *a, const struct job *job,
                                int64_t *ret_again_at);

enum call_import_state {
    CALL_IMPORT_RUNNING,
    CALL_IMPORT_DONE,
    CALL_IMPORT_STOPPED,
    CALL_IMPORT_FAILED
};

#endif
