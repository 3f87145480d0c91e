/* What the gate holds about a person: signatures, when a leader let them through and why, what they were told; when they did so
 * for others.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate_personal.h"

#include "gate_personal_sql.h"

#define AT(row)                                                                                    \
    {                                                                                              \
        "at", T_GATE_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct row, at)                       \
    }
static const struct personal_field sign_fields[] = {
    AT(personal_gate_sign_row),
    {"trainer", T_GATE_PERSONAL_TRAINER, PERSONAL_TEXT,
     offsetof(struct personal_gate_sign_row, trainer)},
    {"words", T_GATE_F_WORDS, PERSONAL_TEXT, offsetof(struct personal_gate_sign_row, words)},
    {"taken_back_at", T_GATE_PERSONAL_BACK, PERSONAL_INSTANT,
     offsetof(struct personal_gate_sign_row, taken_back_at)},
    {"taken_back_why", T_GATE_PERSONAL_WHY, PERSONAL_TEXT,
     offsetof(struct personal_gate_sign_row, taken_back_why)}};
static const struct personal_field override_fields[] = {
    AT(personal_gate_override_row),
    {"until_at", T_GATE_PERSONAL_UNTIL, PERSONAL_INSTANT,
     offsetof(struct personal_gate_override_row, until_at)},
    {"leader", T_GATE_PERSONAL_LEADER, PERSONAL_TEXT,
     offsetof(struct personal_gate_override_row, leader)},
    {"reason", T_GATE_PERSONAL_WHY, PERSONAL_TEXT,
     offsetof(struct personal_gate_override_row, reason)}};
static const struct personal_field told_fields[] = {
    {"open", T_GATE_OPEN, PERSONAL_BOOL, offsetof(struct personal_gate_told_row, open)},
    AT(personal_gate_told_row)};
static const struct personal_field act_fields[] = {AT(personal_gate_act_row)};

PERSONAL_READ(read_sign, q_personal_gate_sign, struct personal_gate_sign_row_list)
PERSONAL_READ(read_override, q_personal_gate_override, struct personal_gate_override_row_list)
PERSONAL_READ(read_told, q_personal_gate_told, struct personal_gate_told_row_list)
PERSONAL_READ(read_acts, q_personal_gate_acts, struct personal_gate_act_row_list)

static enum status forget_sign(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_gate_sign_drop(db, person_id);
}

static enum status forget_override(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_gate_override_drop(db, person_id);
}

static enum status forget_told(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_gate_told_drop(db, person_id);
}

const struct personal gate_personal[] = {
    {"gate_sign", T_PERSONAL_GATE_SIGN, "gate_sign.person_id", PERSONAL_FIELDS(sign_fields),
     .read = read_sign, .forget = forget_sign},
    {"gate_override", T_PERSONAL_GATE_OVERRIDE, "gate_override.person_id",
     PERSONAL_FIELDS(override_fields), .read = read_override, .forget = forget_override},
    {"gate_told", T_PERSONAL_GATE_TOLD, "gate_told.person_id", PERSONAL_FIELDS(told_fields),
     .read = read_told, .forget = forget_told},
    {"gate_acts", T_PERSONAL_GATE_ACTS,
     "gate_sign.trainer_id gate_sign.taken_back_by gate_override.leader_id gate_switch.changed_by",
     PERSONAL_FIELDS(act_fields), .read = read_acts},
    {0},
};

/* ---- how long */

static enum status sign_goes(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_gate_sign(db, t->before_at, t->most, ret_n);
}

static enum status override_goes(struct db *db, struct arena *a, const struct retention_task *t,
                                 int64_t *ret_n)
{
    (void)a;
    return q_retention_gate_override(db, t->before_at, t->most, ret_n);
}

const struct retention_rule gate_retention[] = {
    {"gate_signs", T_RETENTION_GATE_SIGN, T_RETENTION_WHY_GATE, 1825, sign_goes},
    {"gate_overrides", T_RETENTION_GATE_OVERRIDE, T_RETENTION_WHY_GATE, 1825, override_goes},
    {0},
};
