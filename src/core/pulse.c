/* SPDX-License-Identifier: MPL-2.0 */
#include "core/pulse.h"

#include "base/clock.h"
#include "core_sql.h"

enum status pulse_job(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    (void)a;
    (void)job;
    TRY(q_core_pulse_put(db, clock_now()));
    *ret_again_at = clock_now() + PULSE_EVERY_MS;
    return OK;
}

static enum status plan(struct db *db)
{
    DB_TX(tx, db);

    TRY(job_put(db, PULSE_JOB, 0, STR(""), clock_now()));
    return db_commit(&tx);
}

enum status pulse_plan(struct store *store)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    enum status status = plan(db);

    db_end(db);
    arena_free(a);
    return status;
}

enum status pulse_age(struct db *db, struct arena *a, int64_t started_at, int64_t *ret_ms)
{
    struct core_pulse_row row;
    enum status found = q_core_pulse(db, a, &row);

    if (found != OK && found != MISSING)
        return found;
    int64_t since = found == OK && row.at > started_at ? row.at : started_at;
    *ret_ms = found == OK && clock_now() > since ? clock_now() - since : 0;
    return OK;
}
