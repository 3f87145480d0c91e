/* What onboarding holds about a person: their plan and what came of it, their mentors, whom they were mentor for, what they did.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_personal.h"

#include "core/refuse.h"
#include "features/onboarding/onboarding.h"
#include "onboarding_personal_sql.h"

static const enum text_key profile_texts[] = {
#define X(name, word) T_ONBOARDING_PROFILE_##name,
    ONBOARDING_PROFILES(X)
#undef X
};

#define RUN(member) offsetof(struct personal_onboarding_run_row, member)
static const struct personal_field run_fields[] = {
    {"profile", T_ONBOARDING_F_PROFILE, PERSONAL_WORD, RUN(profile), onboarding_profile_words,
     profile_texts, ONBOARDING_PROFILE_N},
    {"start", T_ONBOARDING_F_START, PERSONAL_DAY, RUN(start_day)},
    {"class", T_ONBOARDING_F_CLASS, PERSONAL_TEXT, RUN(class_name)},
    {"made_at", T_ONBOARDING_P_AT, PERSONAL_INSTANT, RUN(made_at)},
    {"made_by", T_ONBOARDING_P_BY, PERSONAL_TEXT, RUN(maker)},
    {"first_call_at", T_ONBOARDING_FIRST_TITLE, PERSONAL_INSTANT, RUN(first_call_at)},
    {"first_call_said", T_ONBOARDING_P_SAID, PERSONAL_BOOL, RUN(first_said)},
    {"not_ready_at", T_ONBOARDING_NOT_READY, PERSONAL_INSTANT, RUN(unready_at)},
    {"ended_at", T_ONBOARDING_P_ENDED, PERSONAL_INSTANT, RUN(ended_at)},
};
#define ITEM(member) offsetof(struct personal_onboarding_item_row, member)
static const struct personal_field item_fields[] = {
    {"title", T_ONBOARDING_F_TITLE_DA, PERSONAL_TEXT, ITEM(title)},
    {"due", T_ONBOARDING_P_DUE, PERSONAL_DAY, ITEM(due_day)},
    {"state", T_ONBOARDING_P_STATE, PERSONAL_WORD, ITEM(state), onboarding_state_words, NULL,
     ONBOARDING_STATE_N},
    {"ended_at", T_ONBOARDING_P_ENDED, PERSONAL_INSTANT, ITEM(ended_at)},
    {"ended_by", T_ONBOARDING_P_BY, PERSONAL_TEXT, ITEM(ender)},
    {"evidence", T_ONBOARDING_F_EVIDENCE, PERSONAL_TEXT, ITEM(evidence)},
    {"reason", T_ONBOARDING_F_REASON, PERSONAL_TEXT, ITEM(reason)},
};
#define PAIR(member) offsetof(struct personal_onboarding_pair_row, member)
static const struct personal_field pair_fields[] = {
    {"mentor", T_ONBOARDING_F_MENTOR, PERSONAL_TEXT, PAIR(name)},
    {"from", T_ONBOARDING_P_FROM, PERSONAL_DAY, PAIR(from_day)},
    {"to", T_ONBOARDING_P_TO, PERSONAL_DAY, PAIR(to_day)},
};
#define SHIELD(member) offsetof(struct personal_onboarding_shield_row, member)
static const struct personal_field shield_fields[] = {
    {"logged_at", T_ONBOARDING_P_AT, PERSONAL_INSTANT, SHIELD(logged_at)},
    {"due_at", T_ONBOARDING_P_DUE, PERSONAL_INSTANT, SHIELD(due_at)},
    {"owner", T_ONBOARDING_P_OWNER, PERSONAL_TEXT, SHIELD(owner)},
    {"held_at", T_ONBOARDING_P_ENDED, PERSONAL_INSTANT, SHIELD(held_at)},
    {"held_by", T_ONBOARDING_P_BY, PERSONAL_TEXT, SHIELD(holder)},
};
static const struct personal_field span_fields[] = {
    {"from", T_ONBOARDING_P_FROM, PERSONAL_DAY,
     offsetof(struct personal_onboarding_span_row, from_day)},
    {"to", T_ONBOARDING_P_TO, PERSONAL_DAY, offsetof(struct personal_onboarding_span_row, to_day)},
};
static const struct personal_field most_fields[] = {
    {"most", T_ONBOARDING_F_CAPACITY, PERSONAL_INT,
     offsetof(struct personal_onboarding_most_row, most)},
};
static const struct personal_field at_fields[] = {
    {"at", T_ONBOARDING_P_AT, PERSONAL_INSTANT, offsetof(struct personal_onboarding_at_row, at)},
};

PERSONAL_READ(read_runs, q_personal_onboarding_runs, struct personal_onboarding_run_row_list)
PERSONAL_READ(read_items, q_personal_onboarding_items, struct personal_onboarding_item_row_list)
PERSONAL_READ(read_mentors, q_personal_onboarding_mentors, struct personal_onboarding_pair_row_list)
PERSONAL_READ(read_shields, q_personal_onboarding_shields,
              struct personal_onboarding_shield_row_list)
PERSONAL_READ(read_mentored, q_personal_onboarding_mentored,
              struct personal_onboarding_span_row_list)
PERSONAL_READ(read_capacity, q_personal_onboarding_capacity,
              struct personal_onboarding_most_row_list)
PERSONAL_READ(read_reminders, q_personal_onboarding_reminders,
              struct personal_onboarding_at_row_list)
PERSONAL_READ(read_deeds, q_personal_onboarding_deeds, struct personal_onboarding_at_row_list)

/* A plan that runs needs its person. */
static enum status forget_runs(struct db *db, struct arena *a, int64_t person_id)
{
    struct personal_onboarding_open_row open;
    enum status found = q_personal_onboarding_open(db, a, person_id, &open);

    if (found != OK && found != MISSING)
        return found;
    if (found == OK)
        return refuse(CONFLICT, T_ONBOARDING_P_RUNS);
    return q_personal_onboarding_words_drop(db, person_id);
}

static enum status forget_capacity(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_onboarding_capacity_drop(db, person_id);
}

const struct personal onboarding_personal[] = {
    {"onboarding", T_PERSONAL_ONBOARDING, "onboarding_run.person_id", PERSONAL_FIELDS(run_fields),
     .read = read_runs, .forget = forget_runs},
    {"onboarding_items", T_PERSONAL_ONBOARDING_ITEMS, "", PERSONAL_FIELDS(item_fields),
     .read = read_items},
    {"onboarding_mentors", T_PERSONAL_ONBOARDING_MENTORS, "", PERSONAL_FIELDS(pair_fields),
     .read = read_mentors},
    {"onboarding_talks", T_PERSONAL_ONBOARDING_TALKS, "", PERSONAL_FIELDS(shield_fields),
     .read = read_shields},
    {"onboarding_mentored", T_PERSONAL_ONBOARDING_MENTORED, "onboarding_pair.mentor_id",
     PERSONAL_FIELDS(span_fields), .read = read_mentored},
    {"onboarding_capacity", T_PERSONAL_ONBOARDING_CAPACITY, "onboarding_capacity.person_id",
     PERSONAL_FIELDS(most_fields), .read = read_capacity, .forget = forget_capacity},
    {"onboarding_reminders", T_PERSONAL_ONBOARDING_REMINDERS, "onboarding_reminder.person_id",
     PERSONAL_FIELDS(at_fields), .read = read_reminders},
    {"onboarding_deeds", T_PERSONAL_ONBOARDING_DEEDS,
     "onboarding_plan.made_by onboarding_class.made_by onboarding_run.made_by "
     "onboarding_pair.made_by onboarding_item.ended_by onboarding_shield.owner_id "
     "onboarding_shield.held_by onboarding_workload.ended_by",
     PERSONAL_FIELDS(at_fields), .read = read_deeds},
    {0},
};

/* ---- how long: two years after it ended */

static enum status old_runs_go(struct db *db, struct arena *a, const struct retention_task *t,
                               int64_t *ret_n)
{
    int64_t n = 0, more;

    (void)a;
    TRY(q_retention_onboarding_reminder(db, t->before_at, t->most, &more));
    n += more;
    TRY(q_retention_onboarding_item(db, t->before_at, t->most, &more));
    n += more;
    TRY(q_retention_onboarding_pair(db, t->before_at, t->most, &more));
    n += more;
    TRY(q_retention_onboarding_shield(db, t->before_at, t->most, &more));
    n += more;
    TRY(q_retention_onboarding_run(db, t->before_at, t->most, &more));
    *ret_n = n + more;
    return OK;
}

const struct retention_rule onboarding_retention[] = {
    {"onboarding", T_RETENTION_ONBOARDING, T_RETENTION_WHY_ONBOARDING, 730, old_runs_go},
    {0},
};
