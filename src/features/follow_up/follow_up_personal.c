/* What the five-hour day holds about a person: that they led one, or had a place on one. Its cases stand in the experience log
 * of their authors; what was learned is nobody's.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_personal.h"

#include "features/follow_up/follow_up_parts.h"
#include "follow_up_personal_sql.h"

static const struct personal_field fields[] = {
    {"day", T_FOLLOW_UP_F_DAY, PERSONAL_DAY, offsetof(struct personal_follow_up_row, day)},
    {"started_at", T_FOLLOW_UP_P_STARTED, PERSONAL_INSTANT,
     offsetof(struct personal_follow_up_row, at)},
};
static const struct personal_field seat_fields[] = {
    {"day", T_FOLLOW_UP_F_DAY, PERSONAL_DAY, offsetof(struct personal_follow_up_seat_row, day)},
    {"made_at", T_FOLLOW_UP_P_SEATED, PERSONAL_INSTANT,
     offsetof(struct personal_follow_up_seat_row, made_at)},
};
PERSONAL_READ(read_seats, q_personal_follow_up_seats, struct personal_follow_up_seat_row_list)
PERSONAL_READ(read_led, q_personal_follow_up_led, struct personal_follow_up_row_list)

const struct personal follow_up_personal[] = {
    {"follow_up", T_PERSONAL_FOLLOW_UP, "follow_up_day.led_by", PERSONAL_FIELDS(fields),
     .read = read_led},
    {"follow_up_seats", T_PERSONAL_FOLLOW_UP_SEATS, "follow_up_seat.run_id",
     PERSONAL_FIELDS(seat_fields), .read = read_seats},
    {0},
};

/* ---- how long */

static enum status days_go(struct db *db, struct arena *a, const struct retention_task *t,
                           int64_t *ret_n)
{
    struct retention_follow_up_row_list rows;

    TRY(q_retention_follow_up(db, a, t->before_day, t->most, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        TRY(q_retention_follow_up_learnings(db, rows.at[i].id));
        TRY(follow_up_remove(db, rows.at[i].id));
    }
    *ret_n = (int64_t)rows.n;
    return OK;
}

const struct retention_rule follow_up_retention[] = {
    {"follow_up", T_RETENTION_FOLLOW_UP, T_RETENTION_WHY_FOLLOW_UP, 730, days_go},
    {0},
};
