/* What the limits hold about a person: when they were told of a version, when they understood it, and versions they made.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_personal.h"

#include "limits_personal_sql.h"

#define VERSION_AND_AT(row)                                                                        \
    {"version", T_LIMITS_F_VERSION, PERSONAL_INT, offsetof(struct row, version)},                  \
    {                                                                                              \
        "at", T_LIMITS_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct row, at)                     \
    }
static const struct personal_field told_fields[] = {VERSION_AND_AT(personal_limits_told_row)};
static const struct personal_field understood_fields[] = {
    VERSION_AND_AT(personal_limits_understood_row)};
static const struct personal_field made_fields[] = {VERSION_AND_AT(personal_limits_made_row)};

PERSONAL_READ(read_told, q_personal_limits_told, struct personal_limits_told_row_list)
PERSONAL_READ(read_understood, q_personal_limits_understood,
              struct personal_limits_understood_row_list)
PERSONAL_READ(read_made, q_personal_limits_made, struct personal_limits_made_row_list)

static enum status forget_told(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_limits_told_drop(db, person_id);
}

static enum status forget_understood(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_limits_understood_drop(db, person_id);
}

const struct personal limits_personal[] = {
    {"limits_told", T_PERSONAL_LIMITS_TOLD, "limits_told.person_id", PERSONAL_FIELDS(told_fields),
     .read = read_told, .forget = forget_told},
    {"limits_understood", T_PERSONAL_LIMITS_UNDERSTOOD, "limits_understood.person_id",
     PERSONAL_FIELDS(understood_fields), .read = read_understood, .forget = forget_understood},
    {"limits_versions", T_PERSONAL_LIMITS_MADE, "limits_version.made_by",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {0},
};

/* ---- how long */

static enum status told_goes(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_limits_told(db, t->before_at, t->most, ret_n);
}

static enum status understood_goes(struct db *db, struct arena *a, const struct retention_task *t,
                                   int64_t *ret_n)
{
    (void)a;
    return q_retention_limits_understood(db, t->before_at, t->most, ret_n);
}

const struct retention_rule limits_retention[] = {
    {"limits_told", T_RETENTION_LIMITS_TOLD, T_RETENTION_WHY_LIMITS, 1095, told_goes},
    {"limits_understood", T_RETENTION_LIMITS_UNDERSTOOD, T_RETENTION_WHY_LIMITS, 1825,
     understood_goes},
    {0},
};
