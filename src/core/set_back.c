/* SPDX-License-Identifier: MPL-2.0 */
#include "core/set_back.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/ticker.h"
#include "core/audit.h"
#include "core_sql.h"

#define WORD "clock back"

static enum status move_all(struct db *db, int64_t by_ms)
{
    int64_t near_at = clock_now() + SET_BACK_NEAR_MS;

    for (set_back_fn *const *f = all_set_backs; *f != NULL; f++)
        TRY((*f)(db, by_ms, near_at));
    TRY(q_core_jobs_set_back(db, by_ms, near_at));
    return q_core_pulse_set_back(db, by_ms);
}

/* Nobody reads the new time before the rows have it, and nobody the old one after: it changes within the transaction. */
static enum status move(struct db *db, struct arena *a, int64_t by_ms)
{
    int64_t first;
    DB_TX(tx, db);

    TRY(q_core_set_back_first(db, clock_now() - by_ms, by_ms, &first));
    if (first > 0)
        TRY(move_all(db, by_ms));
    clock_go_back(by_ms);
    enum status status = first > 0 ? audit(db, &actor_system, AUDIT_CLOCK_SET_BACK, 0,
                                           arena_printf(a, "%lld ms", (long long)by_ms))
                                   : OK;
    if (status == OK && first > 0)
        status = db_tell(db, STR(WORD));
    if (status == OK)
        status = db_commit(&tx);
    if (status != OK)
        clock_go_back(-by_ms); /* tried again at the next look */
    return status;
}

enum status set_back_look(struct store *store, int64_t *ret_by_ms)
{
    int64_t by_ms = clock_set_back_ms();

    *ret_by_ms = 0;
    if (by_ms == 0)
        return OK;
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    enum status status = move(db, a, by_ms);
    db_end(db);
    arena_free(a);
    if (status == OK) {
        log_line(LOG_LEVEL_WARN, "the clock was set back: what is due soon was moved", "by_ms=%lld",
                 (long long)by_ms);
        *ret_by_ms = by_ms;
    }
    return status;
}

void set_back_hear(struct str word)
{
    if (word.p != NULL && str_eq(word, STR(WORD)))
        clock_go_back(clock_set_back_ms());
}

/* ---- the thread */

struct set_back_watch {
    struct store *store;
    struct ticker *ticker;
};

static void work(void *context)
{
    struct set_back_watch *w = context;
    int64_t by_ms;
    enum status status = set_back_look(w->store, &by_ms);

    if (status != OK)
        log_line(LOG_LEVEL_ERROR, "the clock was set back, and due times cannot be moved",
                 "status=%s why=%s", status_name(status), failure_last()->why);
}

enum status set_back_start(struct store *store, struct set_back_watch **ret)
{
    struct set_back_watch *w = calloc(1, sizeof *w);

    must(w != NULL);
    w->store = store;
    enum status status = ticker_start(work, w, &w->ticker);
    if (status != OK) {
        free(w);
        return status;
    }
    *ret = w;
    return OK;
}

void set_back_stop(struct set_back_watch *w)
{
    if (w == NULL)
        return;
    ticker_stop(w->ticker);
    free(w);
}
