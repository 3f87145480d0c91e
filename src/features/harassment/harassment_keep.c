/* How long evidence and what was confided are kept. The custody chain stays: it holds only fingerprints, and an entry in it says
 * what a time limit took.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "core/audit.h"
#include "features/harassment/harassment_parts.h"
#include "features/harassment/harassment_personal.h"
#include "harassment_personal_sql.h"

/* The rows go here; the sealed files follow when that is committed, by the job that removes what no row knows. */
static enum status files_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    struct retention_harassment_file_row_list files;

    TRY(q_retention_harassment_files(db, a, t->before_at, t->most, &files));
    for (size_t i = 0; i < files.n; i++) {
        const struct retention_harassment_file_row *f = &files.at[i];

        TRY(q_harassment_file_drop(db, f->id));
        TRY(harassment_act(db, a, &actor_system, f->case_id, HARASSMENT_ACT_FILE_REMOVED, f->id,
                           arena_printf(a, "sha256=%.*s", STR_ARG(f->sha256))));
    }
    if (files.n > 0)
        TRY(job_put(db, HARASSMENT_SWEEP, 0, STR(""), clock_now()));
    *ret_n = (int64_t)files.n;
    return OK;
}

static enum status texts_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    struct retention_harassment_case_row_list cases;

    TRY(q_retention_harassment_cases(db, a, t->before_at, t->most, HARASSMENT_ACT_TEXTS_REMOVED,
                                     &cases));
    for (size_t i = 0; i < cases.n; i++) {
        int64_t id = cases.at[i].id;

        TRY(q_harassment_case_blank(db, id));
        TRY(q_harassment_places_blank(db, id));
        TRY(q_harassment_steps_blank(db, id));
        TRY(harassment_act(db, a, &actor_system, id, HARASSMENT_ACT_TEXTS_REMOVED, 0, STR("")));
    }
    *ret_n = (int64_t)cases.n;
    return OK;
}

const struct retention_rule harassment_retention[] = {
    {"harassment_files", T_RETENTION_HARASSMENT_FILES, T_RETENTION_WHY_CLAIMS, 1825, files_go},
    {"harassment_texts", T_RETENTION_HARASSMENT_TEXTS, T_RETENTION_WHY_CLAIMS, 1825, texts_go},
    {0},
};
