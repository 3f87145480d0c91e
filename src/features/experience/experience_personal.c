/* What the experience log holds about a person: what they wrote, and whom they let see it. It goes after a year.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_personal.h"

#include "experience_personal_sql.h"
#include "features/experience/experience.h"

static const enum text_key kind_texts[] = {
#define X(name, word) T_EXPERIENCE_KIND_##name,
    EXPERIENCE_KINDS(X)
#undef X
};

#define ROW(member) offsetof(struct personal_experience_row, member)
static const struct personal_field fields[] = {
    {"kind", T_EXPERIENCE_F_KIND, PERSONAL_WORD, ROW(kind), experience_kind_words, kind_texts,
     EXPERIENCE_KIND_N},
    {"strength", T_EXPERIENCE_F_STRENGTH, PERSONAL_INT, ROW(strength)},
    {"note", T_EXPERIENCE_F_NOTE, PERSONAL_TEXT, ROW(note)},
    {"telling", T_EXPERIENCE_F_TELLING, PERSONAL_TEXT, ROW(telling)},
    {"wants_talk", T_EXPERIENCE_F_TALK, PERSONAL_BOOL, ROW(wants_talk)},
    {"talked_at", T_EXPERIENCE_P_TALKED, PERSONAL_INSTANT, ROW(talked_at)},
    {"for_mentor", T_EXPERIENCE_F_MENTOR, PERSONAL_BOOL, ROW(for_mentor)},
    {"for_day", T_EXPERIENCE_F_DAY, PERSONAL_BOOL, ROW(for_day)},
    {"occurred_at", T_EXPERIENCE_F_WHEN, PERSONAL_INSTANT, ROW(occurred_at)},
    {"logged_at", T_EXPERIENCE_P_LOGGED, PERSONAL_INSTANT, ROW(logged_at)},
};
static const struct personal_field wish_fields[] = {
    {"for_mentor", T_EXPERIENCE_F_MENTOR, PERSONAL_BOOL,
     offsetof(struct personal_experience_wish_row, for_mentor)},
    {"for_day", T_EXPERIENCE_F_DAY, PERSONAL_BOOL,
     offsetof(struct personal_experience_wish_row, for_day)},
};
PERSONAL_READ(read_entries, q_personal_experience, struct personal_experience_row_list)
PERSONAL_READ(read_wish, q_personal_experience_wish, struct personal_experience_wish_row_list)

static enum status forget_entries(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_experience_drop(db, person_id);
}

static enum status forget_wish(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_experience_wish_drop(db, person_id);
}

const struct personal experience_personal[] = {
    {"experience", T_PERSONAL_EXPERIENCE, "experience.person_id", PERSONAL_FIELDS(fields),
     .read = read_entries, .forget = forget_entries},
    {"experience_wish", T_PERSONAL_EXPERIENCE_WISH, "experience_wish.person_id",
     PERSONAL_FIELDS(wish_fields), .read = read_wish, .forget = forget_wish},
    {0},
};

/* ---- how long */

static enum status entries_go(struct db *db, struct arena *a, const struct retention_task *t,
                              int64_t *ret_n)
{
    (void)a;
    return q_retention_experience(db, t->before_at, t->most, ret_n);
}

const struct retention_rule experience_retention[] = {
    {"experience", T_RETENTION_EXPERIENCE, T_RETENTION_WHY_EXPERIENCE, 365, entries_go},
    {0},
};
