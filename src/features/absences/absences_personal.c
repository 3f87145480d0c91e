/* What followed calendars hold about a person.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/absences/absences_personal.h"

#include "absences_personal_sql.h"

static const struct personal_field feed_fields[] = {
    {"words", T_ABSENCE_F_WORDS, PERSONAL_TEXT, offsetof(struct personal_absence_feed_row, words)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_absence_feed_row, made_at)},
    {"read_at", T_ABSENCE_READ_NOW, PERSONAL_INSTANT,
     offsetof(struct personal_absence_feed_row, read_at)},
};
static const struct personal_field made_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_absence_made_row, made_at)},
};

PERSONAL_READ(read_feeds, q_personal_absence_feeds, struct personal_absence_feed_row_list)
PERSONAL_READ(read_made, q_personal_absence_feeds_made, struct personal_absence_made_row_list)

static enum status forget_feeds(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_absence_feed_drop(db, person_id);
}

const struct personal absences_personal[] = {
    {"absence_calendars", T_PERSONAL_ABSENCE_FEED, "absence_feed.person_id",
     PERSONAL_FIELDS(feed_fields), .read = read_feeds, .forget = forget_feeds},
    {"absence_calendars_made", T_PERSONAL_ABSENCE_FEED_MADE, "absence_feed.made_by",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {0},
};
