/* What practice holds about a person: their tries. They are nobody else's, and go after a year.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_personal.h"

#include "features/practice/practice.h"
#include "practice_personal_sql.h"

static const struct personal_field fields[] = {
    {"scenario", T_PRACTICE_F_SCENARIO, PERSONAL_TEXT,
     offsetof(struct personal_practice_row, title)},
    {"state", T_PRACTICE_F_STATE, PERSONAL_WORD, offsetof(struct personal_practice_row, state),
     .words = practice_state_words, .n_words = PRACTICE_STATE_N},
    {"before", T_PRACTICE_F_BEFORE, PERSONAL_COUNTED,
     offsetof(struct personal_practice_row, before)},
    {"after", T_PRACTICE_F_AFTER, PERSONAL_COUNTED, offsetof(struct personal_practice_row, after)},
    {"started_at", T_PRACTICE_F_STARTED, PERSONAL_INSTANT,
     offsetof(struct personal_practice_row, started_at)},
    {"ended_at", T_PRACTICE_F_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_practice_row, ended_at)},
    {"choices", T_PRACTICE_F_CHOICES, PERSONAL_INT,
     offsetof(struct personal_practice_row, n_choices)},
};
static const struct personal_field made_fields[] = {
    {"scenario", T_PRACTICE_F_SCENARIO, PERSONAL_TEXT,
     offsetof(struct personal_practice_made_row, title)},
    {"version", T_PRACTICE_F_VERSION, PERSONAL_INT,
     offsetof(struct personal_practice_made_row, version)},
    {"at", T_PRACTICE_F_MADE, PERSONAL_INSTANT, offsetof(struct personal_practice_made_row, at)},
};
PERSONAL_READ(read_made, q_personal_practice_made, struct personal_practice_made_row_list)
PERSONAL_READ(read_tries, q_personal_practice, struct personal_practice_row_list)

static enum status forget(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_practice_choices_drop(db, person_id));
    return q_personal_practice_drop(db, person_id);
}

const struct personal practice_personal[] = {
    {"practice", T_PERSONAL_PRACTICE, "practice_try.person_id", PERSONAL_FIELDS(fields),
     .read = read_tries, .forget = forget},
    {"practice_written", T_PERSONAL_PRACTICE_MADE, "practice_version.made_by",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {0},
};

/* ---- how long */

static enum status tries_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    int64_t stories;

    (void)a;
    TRY(q_retention_practice_choices(db, t->before_at, t->most));
    TRY(q_retention_practice(db, t->before_at, t->most, ret_n));
    return q_retention_practice_stories(db, t->before_at, t->most, &stories);
}

const struct retention_rule practice_retention[] = {
    {"practice", T_RETENTION_PRACTICE, T_RETENTION_WHY_PRACTICE, 365, tries_go},
    {0},
};
