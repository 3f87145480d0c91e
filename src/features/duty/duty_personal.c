/* What is held about a person here: duty: shifts, takings-over, swaps, plans made.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_personal.h"

#include "duty_personal_sql.h"

static const struct personal_field duty_shifts_fields[] = {
    {"watch", T_PERSONAL_DUTY_WATCH, PERSONAL_TEXT,
     offsetof(struct personal_duty_shifts_row, watch)},
    {"from_at", T_PERSONAL_FROM, PERSONAL_INSTANT,
     offsetof(struct personal_duty_shifts_row, from_at)},
    {"to_at", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_duty_shifts_row, to_at)},
};

static const struct personal_field duty_entries_fields[] = {
    {"watch", T_PERSONAL_DUTY_WATCH, PERSONAL_TEXT,
     offsetof(struct personal_duty_entries_row, watch)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_duty_entries_row, made_at)},
    {"from_day", T_PERSONAL_FROM, PERSONAL_DAY,
     offsetof(struct personal_duty_entries_row, from_day)},
    {"to_day", T_PERSONAL_TO, PERSONAL_DAY, offsetof(struct personal_duty_entries_row, to_day)},
    {"reason", T_PERSONAL_DETAIL, PERSONAL_TEXT,
     offsetof(struct personal_duty_entries_row, reason)},
};

static const struct personal_field duty_made_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_duty_made_row, made_at)},
};

static const struct personal_field duty_turns_fields[] = {
    {"watch", T_PERSONAL_DUTY_WATCH, PERSONAL_TEXT,
     offsetof(struct personal_duty_turns_row, watch)},
    {"start_day", T_PERSONAL_FROM, PERSONAL_DAY,
     offsetof(struct personal_duty_turns_row, start_day)},
};

static const struct personal_field duty_swaps_fields[] = {
    {"watch", T_PERSONAL_DUTY_WATCH, PERSONAL_TEXT,
     offsetof(struct personal_duty_swaps_row, watch)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_duty_swaps_row, made_at)},
    {"from_at", T_PERSONAL_FROM, PERSONAL_INSTANT,
     offsetof(struct personal_duty_swaps_row, from_at)},
    {"to_at", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_duty_swaps_row, to_at)},
};

static const struct personal_field duty_gaps_fields[] = {
    {"watch", T_PERSONAL_DUTY_WATCH, PERSONAL_TEXT, offsetof(struct personal_duty_gaps_row, watch)},
    {"from_at", T_PERSONAL_FROM, PERSONAL_INSTANT,
     offsetof(struct personal_duty_gaps_row, from_at)},
    {"to_at", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_duty_gaps_row, to_at)},
};

static const struct personal_field duty_feeds_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_duty_feeds_row, made_at)},
    {"read_at", T_PERSONAL_LAST_SEEN, PERSONAL_INSTANT,
     offsetof(struct personal_duty_feeds_row, read_at)},
    {"revoked_at", T_PERSONAL_REVOKED, PERSONAL_INSTANT,
     offsetof(struct personal_duty_feeds_row, revoked_at)},
};

static const struct personal_field duty_watches_fields[] = {
    {"watch", T_PERSONAL_DUTY_WATCH, PERSONAL_TEXT,
     offsetof(struct personal_duty_watches_row, watch)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_duty_watches_row, made_at)},
};

PERSONAL_READ(read_duty_shifts, q_personal_duty_shifts, struct personal_duty_shifts_row_list)
PERSONAL_READ(read_duty_entries, q_personal_duty_entries, struct personal_duty_entries_row_list)
PERSONAL_READ(read_duty_made, q_personal_duty_made, struct personal_duty_made_row_list)
PERSONAL_READ(read_duty_turns, q_personal_duty_turns, struct personal_duty_turns_row_list)
PERSONAL_READ(read_duty_swaps, q_personal_duty_swaps, struct personal_duty_swaps_row_list)
PERSONAL_READ(read_duty_gaps, q_personal_duty_gaps, struct personal_duty_gaps_row_list)
PERSONAL_READ(read_duty_feeds, q_personal_duty_feeds, struct personal_duty_feeds_row_list)
PERSONAL_READ(read_duty_watches, q_personal_duty_watches, struct personal_duty_watches_row_list)

static enum status forget_feeds(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_duty_feeds_drop(db, person_id);
}

static enum status forget_entries(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_duty_entries_drop(db, person_id);
}

static enum status forget_shifts(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_duty_shifts_drop(db, person_id);
}

const struct personal duty_personal[] = {
    {"duty_shifts", T_PERSONAL_DUTY_SHIFTS, "duty_shift.person_id",
     PERSONAL_FIELDS(duty_shifts_fields), .read = read_duty_shifts, .forget = forget_shifts},
    {"duty_entries", T_PERSONAL_DUTY_ENTRIES, "duty_entry.person_id duty_entry.instead_of",
     PERSONAL_FIELDS(duty_entries_fields), .read = read_duty_entries, .forget = forget_entries},
    {"duty_made", T_PERSONAL_DUTY_MADE, "duty_entry.made_by duty_entry.undone_by duty_rota.made_by",
     PERSONAL_FIELDS(duty_made_fields), .read = read_duty_made},
    {"duty_turns", T_PERSONAL_DUTY_TURNS, "duty_rota_person.person_id",
     PERSONAL_FIELDS(duty_turns_fields), .read = read_duty_turns},
    {"duty_swaps", T_PERSONAL_DUTY_SWAPS,
     "duty_swap.asker_id duty_swap.asked_id duty_swap.decided_by",
     PERSONAL_FIELDS(duty_swaps_fields), .read = read_duty_swaps},
    {"duty_gaps", T_PERSONAL_DUTY_GAPS, "duty_gap.person_id", PERSONAL_FIELDS(duty_gaps_fields),
     .read = read_duty_gaps},
    {"duty_feeds", T_PERSONAL_DUTY_FEEDS, "duty_feed.person_id", PERSONAL_FIELDS(duty_feeds_fields),
     .read = read_duty_feeds, .forget = forget_feeds},
    {"duty_watches", T_PERSONAL_DUTY_WATCHES, "duty_watch.owner_id",
     PERSONAL_FIELDS(duty_watches_fields), .read = read_duty_watches},
    {0},
};
