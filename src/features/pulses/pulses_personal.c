/* What the pulse holds about a person: that they were asked, and versions of the questions they made. Answers are nobody's, and the
 * extract says so in words.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_personal.h"

#include "features/pulses/pulses.h"
#include "pulses_personal_sql.h"

static const char *const nobodys_words[] = {"anonymous"};
static const enum text_key nobodys_texts[] = {T_PULSES_P_NOBODYS};
#define ASKED(member) offsetof(struct personal_pulses_asked_row, member)
static const struct personal_field asked_fields[] = {
    {"moment", T_PULSES_F_MOMENT, PERSONAL_WORD, ASKED(moment), pulses_moment_words, NULL,
     PULSES_MOMENT_N},
    {"asked", T_PULSES_P_AT, PERSONAL_DAY, ASKED(asked_day)},
    {"answers", T_PULSES_P_ANSWERS, PERSONAL_WORD, ASKED(answers), nobodys_words, nobodys_texts, 1},
};
static const struct personal_field made_fields[] = {
    {"version", T_PULSES_F_VERSION, PERSONAL_INT,
     offsetof(struct personal_pulses_made_row, version)},
    {"at", T_PULSES_P_AT, PERSONAL_INSTANT, offsetof(struct personal_pulses_made_row, at)},
};

PERSONAL_READ(read_asked, q_personal_pulses_asked, struct personal_pulses_asked_row_list)
PERSONAL_READ(read_made, q_personal_pulses_made, struct personal_pulses_made_row_list)

static enum status forget_asked(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_pulses_asked_drop(db, person_id);
}

const struct personal pulses_personal[] = {
    {"pulse_asked", T_PERSONAL_PULSES_ASKED, "pulse_asked.person_id pulse_asked.run_id",
     PERSONAL_FIELDS(asked_fields), .read = read_asked, .forget = forget_asked},
    {"pulse_versions", T_PERSONAL_PULSES_MADE, "pulse_version.made_by",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {0},
};

const struct personal_exempt pulses_exempt[] = {
    {"pulse_room.class_id", "a class of newcomers, at least five of whom were asked together"},
    {0},
};

/* ---- how long */

static enum status asked_goes(struct db *db, struct arena *a, const struct retention_task *t,
                              int64_t *ret_n)
{
    (void)a;
    return q_retention_pulses_asked(db, t->before_day, t->most, ret_n);
}

/* The sums first, then the rooms they stand on. */
static enum status told_goes(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    struct retention_pulses_row_list rooms;

    TRY(q_retention_pulses_told(db, a, t->before_day, t->most, &rooms));
    for (size_t i = 0; i < rooms.n; i++) {
        TRY(q_retention_pulses_sums_drop(db, rooms.at[i].id));
        TRY(q_retention_pulses_room_drop(db, rooms.at[i].id));
    }
    *ret_n = (int64_t)rooms.n;
    return OK;
}

static enum status waits_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_pulses_waits(db, t->before_day, t->most, ret_n);
}

const struct retention_rule pulses_retention[] = {
    {"pulse_asked", T_RETENTION_PULSES_ASKED, T_RETENTION_WHY_PULSES, 400, asked_goes},
    {"pulse_numbers", T_RETENTION_PULSES_TOLD, T_RETENTION_WHY_PULSES, 1825, told_goes},
    {"pulse_waiting", T_RETENTION_PULSES_WAITS, T_RETENTION_WHY_PULSES, 730, waits_go},
    {0},
};
