/* What modules hold about a person: what they passed and when, until when it holds, what they were told; and what they wrote.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_personal.h"

#include "modules_personal_sql.h"

#define WORD(row)                                                                                  \
    {                                                                                              \
        "module", T_MODULES_PERSONAL_WORD, PERSONAL_TEXT, offsetof(struct row, word)               \
    }
#define AT(row)                                                                                    \
    {                                                                                              \
        "at", T_MODULES_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct row, at)                    \
    }
static const struct personal_field pass_fields[] = {
    WORD(personal_module_pass_row),
    {"version", T_MODULES_F_VERSION, PERSONAL_INT,
     offsetof(struct personal_module_pass_row, version)},
    AT(personal_module_pass_row)};
static const struct personal_field state_fields[] = {
    WORD(personal_module_state_row),
    {"passed_at", T_MODULES_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_module_state_row, passed_at)},
    {"until_at", T_MODULES_PERSONAL_UNTIL, PERSONAL_INSTANT,
     offsetof(struct personal_module_state_row, until_at)}};
static const struct personal_field told_fields[] = {
    WORD(personal_module_told_row),
    {"days", T_MODULES_PERSONAL_DAYS, PERSONAL_INT,
     offsetof(struct personal_module_told_row, days)},
    AT(personal_module_told_row)};
static const struct personal_field made_fields[] = {
    WORD(personal_module_made_row),
    {"version", T_MODULES_F_VERSION, PERSONAL_INT,
     offsetof(struct personal_module_made_row, version)},
    AT(personal_module_made_row)};
static const struct personal_field set_fields[] = {WORD(personal_module_set_row),
                                                   AT(personal_module_set_row)};
static const struct personal_field picture_fields[] = {
    {"alt", T_MODULES_F_ALT_DA, PERSONAL_TEXT, offsetof(struct personal_module_picture_row, alt)},
    AT(personal_module_picture_row)};

PERSONAL_READ(read_pass, q_personal_module_pass, struct personal_module_pass_row_list)
PERSONAL_READ(read_state, q_personal_module_state, struct personal_module_state_row_list)
PERSONAL_READ(read_told, q_personal_module_told, struct personal_module_told_row_list)
PERSONAL_READ(read_made, q_personal_module_made, struct personal_module_made_row_list)
PERSONAL_READ(read_set, q_personal_module_set, struct personal_module_set_row_list)
PERSONAL_READ(read_picture, q_personal_module_picture, struct personal_module_picture_row_list)

static enum status forget_pass(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_module_pass_drop(db, person_id);
}

static enum status forget_state(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_module_state_drop(db, person_id);
}

static enum status forget_told(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_module_told_drop(db, person_id);
}

const struct personal modules_personal[] = {
    {"module_pass", T_PERSONAL_MODULE_PASS, "module_pass.person_id", PERSONAL_FIELDS(pass_fields),
     .read = read_pass, .forget = forget_pass},
    {"module_state", T_PERSONAL_MODULE_STATE, "module_state.person_id",
     PERSONAL_FIELDS(state_fields), .read = read_state, .forget = forget_state},
    {"module_told", T_PERSONAL_MODULE_TOLD, "module_told.person_id", PERSONAL_FIELDS(told_fields),
     .read = read_told, .forget = forget_told},
    {"module_version", T_PERSONAL_MODULE_MADE, "module_version.made_by",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {"module", T_PERSONAL_MODULE_SET, "module.changed_by", PERSONAL_FIELDS(set_fields),
     .read = read_set},
    {"module_picture", T_PERSONAL_MODULE_PICTURE, "module_picture.made_by",
     PERSONAL_FIELDS(picture_fields), .read = read_picture},
    {0},
};

/* ---- how long */

static enum status pass_goes(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_module_pass(db, t->before_at, t->most, ret_n);
}

static enum status told_goes(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_module_told(db, t->before_at, t->most, ret_n);
}

const struct retention_rule modules_retention[] = {
    {"module_pass", T_RETENTION_MODULE_PASS, T_RETENTION_WHY_MODULE_PASS, 1825, pass_goes},
    {"module_told", T_RETENTION_MODULE_TOLD, T_RETENTION_WHY_MODULE_TOLD, 1095, told_goes},
    {0},
};
