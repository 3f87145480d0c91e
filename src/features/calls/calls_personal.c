/* What call records hold about a person: calls, sums by day, imports they started.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/calls_personal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "calls_personal_sql.h"
#include "features/calls/calls_job.h"

static const struct personal_field call_fields[] = {
    {"started_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_call_row, started_at)},
    {"line", T_PERSONAL_LINE, PERSONAL_TEXT, offsetof(struct personal_call_row, line)},
    {"queue", T_PERSONAL_QUEUE, PERSONAL_TEXT, offsetof(struct personal_call_row, queue)},
    {"inbound", T_PERSONAL_INBOUND, PERSONAL_BOOL, offsetof(struct personal_call_row, inbound)},
    {"wait_s", T_PERSONAL_WAIT, PERSONAL_INT, offsetof(struct personal_call_row, wait_ms)},
    {"talk_s", T_PERSONAL_TALK, PERSONAL_INT, offsetof(struct personal_call_row, talk_ms)},
};
static const struct personal_field day_fields[] = {
    {"day", T_PERSONAL_DAY, PERSONAL_DAY, offsetof(struct personal_call_day_row, day)},
    {"calls", T_PERSONAL_COUNT, PERSONAL_INT, offsetof(struct personal_call_day_row, n_calls)},
    {"answered", T_PERSONAL_ANSWERED, PERSONAL_INT,
     offsetof(struct personal_call_day_row, n_answered)},
    {"talk_s", T_PERSONAL_TALK, PERSONAL_INT, offsetof(struct personal_call_day_row, talk_ms)},
};
static const struct personal_field import_fields[] = {
    {"started_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_import_row, started_at)},
    {"file", T_PERSONAL_FILE, PERSONAL_TEXT, offsetof(struct personal_import_row, filename)},
};

PERSONAL_READ(read_calls, q_personal_calls, struct personal_call_row_list)
PERSONAL_READ(read_days, q_personal_call_days, struct personal_call_day_row_list)
PERSONAL_READ(read_imports, q_personal_imports, struct personal_import_row_list)

static enum status forget_calls(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_calls_drop(db, person_id);
}

static enum status forget_days(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_call_days_merge(db, person_id));
    return q_personal_call_days_drop(db, person_id);
}

const struct personal calls_personal[] = {
    {"calls", T_PERSONAL_CALLS, "call.person_id", PERSONAL_FIELDS(call_fields), .read = read_calls,
     .forget = forget_calls},
    {"call_days", T_PERSONAL_CALL_DAYS, "call_day.person_id", PERSONAL_FIELDS(day_fields),
     .read = read_days, .forget = forget_days},
    {"call_imports", T_PERSONAL_IMPORTS, "call_import.person_id", PERSONAL_FIELDS(import_fields),
     .read = read_imports},
    {0},
};

static enum status calls_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    int64_t days;

    (void)a;
    TRY(q_retention_calls(db, t->before_at, t->most, ret_n));
    TRY(q_retention_call_days_merge(db, t->before_day));
    return q_retention_call_days_drop(db, t->before_day, &days);
}

/* The file first: a row that says so although the file has gone is put right the next night. */
static enum status rejects_go(struct db *db, struct arena *a, const struct retention_task *t,
                              int64_t *ret_n)
{
    struct retention_reject_row_list rows;

    TRY(q_retention_rejects(db, a, t->before_at, t->most, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct str path = calls_rejects_path(a, t->data_folder, rows.at[i].id);

        if (!t->dry && unlink(str_c(a, path)) != 0 && errno != ENOENT)
            return fail(BROKEN, "%.*s: %s", STR_ARG(path), strerror(errno));
        TRY(q_retention_rejects_gone(db, rows.at[i].id));
    }
    *ret_n = (int64_t)rows.n;
    return OK;
}

const struct retention_rule calls_retention[] = {
    {"calls", T_RETENTION_CALLS, T_RETENTION_WHY_NUMBERS, 730, calls_go},
    {"import_rejects", T_RETENTION_REJECTS, T_RETENTION_WHY_REPAIR, 30, rejects_go},
    {0},
};
