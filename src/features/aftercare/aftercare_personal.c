/* What aftercare holds about a person: their cases, what they did for others, absences, pauses and supporters.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_personal.h"

#include "aftercare_personal_sql.h"
#include "core/refuse.h"
#include "features/aftercare/aftercare.h"

static const enum text_key kind_texts[] = {
#define X(name, word) T_AFTERCARE_KIND_##name,
    CARE_KINDS(X)
#undef X
};
static const enum text_key state_texts[] = {
#define X(name, word) T_AFTERCARE_STATE_##name,
    CARE_STATES(X)
#undef X
};
static const enum text_key answer_texts[] = {
#define X(name, word) T_AFTERCARE_ANSWER_##name,
    CARE_ANSWERS(X)
#undef X
};
/* What the program writes as an event's detail; a reason stands in somebody's own words. */
static const char *const detail_words[] = {
#define X(name, word) word,
    CARE_STATES(X) CARE_ANSWERS(X) CARE_KINDS(X) CARE_ASKS(X)
#undef X
};
static const enum text_key detail_texts[] = {
#define X(name, word) T_AFTERCARE_STATE_##name,
    CARE_STATES(X)
#undef X
#define X(name, word) T_AFTERCARE_ANSWER_##name,
        CARE_ANSWERS(X)
#undef X
#define X(name, word) T_AFTERCARE_KIND_##name,
            CARE_KINDS(X)
#undef X
#define X(name, word) T_AFTERCARE_ASK_##name,
                CARE_ASKS(X)
#undef X
};
static const char *const event_words[] = {"opened", "added",   "ended", "answered",
                                          "moved",  "climbed", "asked"};
static const enum text_key event_texts[] = {
    [CARE_EVENT_OPENED] = T_PERSONAL_CARE_OPENED, [CARE_EVENT_ADDED] = T_PERSONAL_CARE_ADDED,
    [CARE_EVENT_ENDED] = T_PERSONAL_CARE_ENDED,   [CARE_EVENT_ANSWERED] = T_PERSONAL_CARE_ANSWERED,
    [CARE_EVENT_MOVED] = T_PERSONAL_CARE_MOVED,   [CARE_EVENT_CLIMBED] = T_PERSONAL_CARE_CLIMBED,
    [CARE_EVENT_ASKED] = T_PERSONAL_CARE_ASKED};
#define N_EVENTS (sizeof event_words / sizeof event_words[0])

static const struct personal_field case_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_case_row, number)},
    {"opened_at", T_PERSONAL_OPENED, PERSONAL_INSTANT,
     offsetof(struct personal_case_row, opened_at)},
    {"closed_at", T_PERSONAL_CLOSED, PERSONAL_INSTANT,
     offsetof(struct personal_case_row, closed_at)},
    {"weight", T_PERSONAL_WEIGHT, PERSONAL_INT, offsetof(struct personal_case_row, weight)},
    {"shares", T_PERSONAL_SHARES, PERSONAL_BOOL, offsetof(struct personal_case_row, shares)},
};
static const struct personal_field step_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_care_step_row, number)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_care_step_row, kind),
     care_kind_words, kind_texts, CARE_KIND_N},
    {"state", T_PERSONAL_STATE, PERSONAL_WORD, offsetof(struct personal_care_step_row, state),
     care_state_words, state_texts, CARE_STATE_N},
    {"answer", T_PERSONAL_ANSWER, PERSONAL_WORD, offsetof(struct personal_care_step_row, answer),
     care_answer_words, answer_texts, CARE_ANSWER_N},
    {"due_at", T_PERSONAL_DUE, PERSONAL_INSTANT, offsetof(struct personal_care_step_row, due_at)},
    {"note", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct personal_care_step_row, note)},
    {"ended_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_care_step_row, ended_at)},
    {"owner", T_PERSONAL_OWNER, PERSONAL_TEXT, offsetof(struct personal_care_step_row, owner)},
    {"ended_by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_care_step_row, ender)},
};
static const struct personal_field event_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_care_event_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_care_event_row, at)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_care_event_row, kind),
     event_words, event_texts, N_EVENTS},
    {"detail", T_PERSONAL_DETAIL, PERSONAL_CODE, offsetof(struct personal_care_event_row, detail),
     detail_words, detail_texts, sizeof detail_words / sizeof detail_words[0]},
    {"by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_care_event_row, name)},
};
static const struct personal_field duty_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_care_duty_row, number)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_care_duty_row, kind),
     care_kind_words, kind_texts, CARE_KIND_N},
    {"state", T_PERSONAL_STATE, PERSONAL_WORD, offsetof(struct personal_care_duty_row, state),
     care_state_words, state_texts, CARE_STATE_N},
    {"due_at", T_PERSONAL_DUE, PERSONAL_INSTANT, offsetof(struct personal_care_duty_row, due_at)},
    {"ended_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_care_duty_row, ended_at)},
    {"note", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct personal_care_duty_row, note)},
};
static const struct personal_field deed_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_care_deed_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_care_deed_row, at)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_care_deed_row, kind),
     event_words, event_texts, N_EVENTS},
};
static const struct personal_field reminder_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_care_reminder_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_care_reminder_row, at)},
    {"percent", T_PERSONAL_LEVEL, PERSONAL_INT, offsetof(struct personal_care_reminder_row, level)},
};
static const struct personal_field plan_fields[] = {
    {"version", T_PERSONAL_VERSION, PERSONAL_INT, offsetof(struct personal_plan_row, version)},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_plan_row, made_at)},
};
static const struct personal_field absence_fields[] = {
    {"from", T_PERSONAL_FROM, PERSONAL_DAY, offsetof(struct personal_absence_row, from_day)},
    {"to", T_PERSONAL_TO, PERSONAL_DAY, offsetof(struct personal_absence_row, to_day)},
    {"substitute", T_PERSONAL_SUBSTITUTE, PERSONAL_TEXT,
     offsetof(struct personal_absence_row, substitute)},
};
static const struct personal_field substitution_fields[] = {
    {"from", T_PERSONAL_FROM, PERSONAL_DAY, offsetof(struct personal_substitution_row, from_day)},
    {"to", T_PERSONAL_TO, PERSONAL_DAY, offsetof(struct personal_substitution_row, to_day)},
};
static const struct personal_field supporter_fields[] = {
    {"place", T_PERSONAL_PLACE, PERSONAL_INT, offsetof(struct personal_supporter_row, place)},
    {"name", T_PERSONAL_NAME, PERSONAL_TEXT, offsetof(struct personal_supporter_row, name)},
};
static const struct personal_field chosen_fields[] = {
    {"n", T_PERSONAL_COUNT, PERSONAL_INT, offsetof(struct personal_chosen_row, n)},
};
static const struct personal_field pause_fields[] = {
    {"started_at", T_PERSONAL_FROM, PERSONAL_INSTANT,
     offsetof(struct personal_pause_row, started_at)},
    {"ended_at", T_PERSONAL_TO, PERSONAL_INSTANT, offsetof(struct personal_pause_row, ended_at)},
};

PERSONAL_READ(read_cases, q_personal_cases, struct personal_case_row_list)
PERSONAL_READ(read_steps, q_personal_care_steps, struct personal_care_step_row_list)
PERSONAL_READ(read_events, q_personal_care_events, struct personal_care_event_row_list)
PERSONAL_READ(read_duties, q_personal_care_duties, struct personal_care_duty_row_list)
PERSONAL_READ(read_deeds, q_personal_care_deeds, struct personal_care_deed_row_list)
PERSONAL_READ(read_reminders, q_personal_care_reminders, struct personal_care_reminder_row_list)
PERSONAL_READ(read_plans, q_personal_plans, struct personal_plan_row_list)
PERSONAL_READ(read_absences, q_personal_absences, struct personal_absence_row_list)
PERSONAL_READ(read_substitutions, q_personal_substitutions, struct personal_substitution_row_list)
PERSONAL_READ(read_supporters, q_personal_supporters, struct personal_supporter_row_list)
PERSONAL_READ(read_chosen, q_personal_chosen, struct personal_chosen_row_list)
PERSONAL_READ(read_pauses, q_personal_pauses, struct personal_pause_row_list)

/* An open case needs its person: they are not forgotten as long as it runs. */
static enum status forget_cases(struct db *db, struct arena *a, int64_t person_id)
{
    struct personal_open_row open;
    enum status found = q_personal_case_open(db, a, person_id, &open);

    if (found != OK && found != MISSING)
        return found;
    if (found == OK)
        return refuse(CONFLICT, T_PERSONAL_CASE_OPEN);
    TRY(q_personal_care_notes_drop(db, person_id));
    return q_personal_care_reasons_drop(db, person_id);
}

static enum status forget_absences(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_absences_drop(db, person_id);
}

static enum status forget_supporters(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_supporters_drop(db, person_id);
}

static enum status forget_pauses(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_pauses_drop(db, person_id);
}

static const struct personal_field learnings_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_learnings_row, at)},
    {"text", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct personal_learnings_row, text)},
};
PERSONAL_READ(read_learnings, q_personal_learnings, struct personal_learnings_row_list)

const struct personal aftercare_personal[] = {
    {"aftercare_cases", T_PERSONAL_CASES, "aftercare_case.person_id", PERSONAL_FIELDS(case_fields),
     .read = read_cases, .forget = forget_cases},
    {"aftercare_steps", T_PERSONAL_CARE_STEPS, "", PERSONAL_FIELDS(step_fields),
     .read = read_steps},
    {"aftercare_events", T_PERSONAL_CARE_EVENTS, "", PERSONAL_FIELDS(event_fields),
     .read = read_events},
    {"aftercare_duties", T_PERSONAL_CARE_DUTIES,
     "aftercare_step.owner_id aftercare_step.principal_id aftercare_step.ended_by",
     PERSONAL_FIELDS(duty_fields), .read = read_duties},
    {"aftercare_deeds", T_PERSONAL_CARE_DEEDS, "aftercare_event.person_id",
     PERSONAL_FIELDS(deed_fields), .read = read_deeds},
    {"aftercare_reminders", T_PERSONAL_CARE_REMINDERS, "aftercare_reminder.person_id",
     PERSONAL_FIELDS(reminder_fields), .read = read_reminders},
    {"aftercare_plans", T_PERSONAL_PLANS, "aftercare_plan.made_by", PERSONAL_FIELDS(plan_fields),
     .read = read_plans},
    {"absences", T_PERSONAL_ABSENCES, "person_absence.person_id", PERSONAL_FIELDS(absence_fields),
     .read = read_absences, .forget = forget_absences},
    {"substitutions", T_PERSONAL_SUBSTITUTIONS, "person_absence.substitute_id",
     PERSONAL_FIELDS(substitution_fields), .read = read_substitutions},
    {"supporters", T_PERSONAL_SUPPORTERS, "preferred_supporter.person_id",
     PERSONAL_FIELDS(supporter_fields), .read = read_supporters, .forget = forget_supporters},
    {"chosen_as_supporter", T_PERSONAL_CHOSEN_BY, "preferred_supporter.supporter_id",
     PERSONAL_FIELDS(chosen_fields), .read = read_chosen},
    {"pauses", T_PERSONAL_PAUSES, "recovery_pause.person_id", PERSONAL_FIELDS(pause_fields),
     .read = read_pauses, .forget = forget_pauses},
    {"learnings", T_PERSONAL_LEARNINGS, "aftercare_learning.by_id",
     PERSONAL_FIELDS(learnings_fields), .read = read_learnings},
    {0},
};

static enum status notes_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    int64_t notes, reasons;

    (void)a;
    TRY(q_retention_care_notes(db, t->before_at, t->most, &notes));
    TRY(q_retention_care_reasons(db, t->before_at, t->most, &reasons));
    *ret_n = notes + reasons;
    return OK;
}

static enum status absences_go(struct db *db, struct arena *a, const struct retention_task *t,
                               int64_t *ret_n)
{
    (void)a;
    return q_retention_absences(db, t->before_day, ret_n);
}

static enum status pauses_go(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_pauses(db, t->before_at, t->most, ret_n);
}

const struct retention_rule aftercare_retention[] = {
    {"aftercare_notes", T_RETENTION_CARE_NOTES, T_RETENTION_WHY_CLAIMS, 1825, notes_go},
    {"absences", T_RETENTION_ABSENCES, T_RETENTION_WHY_TERMS, 730, absences_go},
    {"pauses", T_RETENTION_PAUSES, T_RETENTION_WHY_TERMS, 730, pauses_go},
    {0},
};
