/* What incidents hold about a person: what hit them, what was written, what they did for others.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_personal.h"

#include "features/incidents/incidents.h"
#include "incidents_personal_sql.h"

static const enum text_key class_texts[] = {
#define X(name) T_LOG_CLASS_##name,
    INCIDENT_CLASSES(X)
#undef X
};
static const enum text_key field_texts[] = {
#define X(name, word) T_LOG_##name,
    INCIDENT_FIELDS(X)
#undef X
};
static const char *const step_words[] = {"talked", "rated", "raised", "text", "details"};
static const enum text_key step_texts[] = {[INCIDENT_STEP_TALKED] = T_PERSONAL_STEP_TALKED,
                                           [INCIDENT_STEP_RATED] = T_PERSONAL_STEP_RATED,
                                           [INCIDENT_STEP_RAISED] = T_PERSONAL_STEP_RAISED,
                                           [INCIDENT_STEP_TEXT] = T_PERSONAL_STEP_TEXT,
                                           [INCIDENT_STEP_DETAILS] = T_PERSONAL_STEP_DETAILS};

static const struct personal_field own_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_incident_row, number)},
    {"occurred_at", T_PERSONAL_HAPPENED, PERSONAL_INSTANT,
     offsetof(struct personal_incident_row, occurred_at)},
    {"logged_at", T_PERSONAL_LOGGED, PERSONAL_INSTANT,
     offsetof(struct personal_incident_row, logged_at)},
    {"class", T_PERSONAL_CLASS, PERSONAL_WORD, offsetof(struct personal_incident_row, class),
     incident_class_words, class_texts, INCIDENT_CLASS_N},
    {"rating", T_PERSONAL_RATING, PERSONAL_COUNTED, offsetof(struct personal_incident_row, rating)},
    {"raised", T_PERSONAL_RAISED, PERSONAL_COUNTED, offsetof(struct personal_incident_row, raised)},
    {"near_miss", T_PERSONAL_NEAR_MISS, PERSONAL_BOOL,
     offsetof(struct personal_incident_row, near_miss)},
    {"wants_talk", T_PERSONAL_WANTS_TALK, PERSONAL_BOOL,
     offsetof(struct personal_incident_row, wants_talk)},
    {"was_alone", T_PERSONAL_WAS_ALONE, PERSONAL_BOOL,
     offsetof(struct personal_incident_row, was_alone)},
    {"at_home", T_PERSONAL_AT_HOME, PERSONAL_BOOL, offsetof(struct personal_incident_row, at_home)},
    {"newcomer", T_PERSONAL_NEWCOMER, PERSONAL_BOOL,
     offsetof(struct personal_incident_row, newcomer)},
    {"seniority_days", T_PERSONAL_SENIORITY, PERSONAL_COUNTED,
     offsetof(struct personal_incident_row, seniority_days)},
    {"talked_at", T_PERSONAL_TALKED, PERSONAL_INSTANT,
     offsetof(struct personal_incident_row, talked_at)},
    {"team", T_PERSONAL_TEAM, PERSONAL_TEXT, offsetof(struct personal_incident_row, team)},
    {"logged_by", T_PERSONAL_LOGGED_BY, PERSONAL_TEXT,
     offsetof(struct personal_incident_row, logger)},
};
static const struct personal_field logged_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_logged_row, number)},
    {"logged_at", T_PERSONAL_LOGGED, PERSONAL_INSTANT,
     offsetof(struct personal_logged_row, logged_at)},
    {"class", T_PERSONAL_CLASS, PERSONAL_WORD, offsetof(struct personal_logged_row, class),
     incident_class_words, class_texts, INCIDENT_CLASS_N},
};
static const struct personal_field text_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_text_row, number)},
    {"field", T_PERSONAL_WHICH, PERSONAL_WORD, offsetof(struct personal_text_row, field),
     incident_field_words, field_texts, INCIDENT_FIELD_N},
    {"version", T_PERSONAL_VERSION, PERSONAL_INT, offsetof(struct personal_text_row, version)},
    {"text", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct personal_text_row, text)},
    {"written_at", T_PERSONAL_WRITTEN, PERSONAL_INSTANT,
     offsetof(struct personal_text_row, written_at)},
    {"written_by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_text_row, writer)},
};
static const struct personal_field step_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_step_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_step_row, at)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_step_row, kind), step_words,
     step_texts, INCIDENT_STEP_N},
    {"by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_step_row, name)},
};
static const struct personal_field deed_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_deed_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_deed_row, at)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_deed_row, kind), step_words,
     step_texts, INCIDENT_STEP_N},
};
static const struct personal_field seen_fields[] = {
    {"team", T_PERSONAL_TEAM, PERSONAL_TEXT, offsetof(struct personal_seen_row, team)},
    {"seen_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_seen_row, seen_at)},
};

PERSONAL_READ(read_own, q_personal_incidents, struct personal_incident_row_list)
PERSONAL_READ(read_logged, q_personal_incidents_logged, struct personal_logged_row_list)
PERSONAL_READ(read_texts, q_personal_incident_texts, struct personal_text_row_list)
PERSONAL_READ(read_steps, q_personal_incident_steps, struct personal_step_row_list)
PERSONAL_READ(read_deeds, q_personal_incident_deeds, struct personal_deed_row_list)
PERSONAL_READ(read_seen, q_personal_incident_seen, struct personal_seen_row_list)

/* Class, rating and date stay for the pattern: without the words and without a name they tell of nobody. What the person wrote
 * for colleagues stays with the colleague's incident. */
static enum status forget_texts(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_incident_texts_drop(db, person_id));
    return q_personal_incident_words_drop(db, person_id);
}

static enum status forget_seen(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_incident_seen_drop(db, person_id);
}

const struct personal incidents_personal[] = {
    {"incidents", T_PERSONAL_INCIDENTS, "incident.person_id", PERSONAL_FIELDS(own_fields),
     .read = read_own},
    {"incident_texts", T_PERSONAL_INCIDENT_TEXTS, "incident_text.written_by",
     PERSONAL_FIELDS(text_fields), .read = read_texts, .forget = forget_texts},
    {"incident_steps", T_PERSONAL_INCIDENT_STEPS, "", PERSONAL_FIELDS(step_fields),
     .read = read_steps},
    {"incidents_logged", T_PERSONAL_INCIDENTS_LOGGED, "incident.logged_by",
     PERSONAL_FIELDS(logged_fields), .read = read_logged},
    {"incident_deeds", T_PERSONAL_INCIDENT_DEEDS, "incident_step.person_id",
     PERSONAL_FIELDS(deed_fields), .read = read_deeds},
    {"teams_seen", T_PERSONAL_TEAMS_SEEN, "incident_seen.person_id", PERSONAL_FIELDS(seen_fields),
     .read = read_seen, .forget = forget_seen},
    {0},
};

static enum status texts_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    TRY(q_retention_incident_texts(db, t->before_at, t->most, ret_n));
    return q_retention_incident_words(db, t->before_at);
}

const struct retention_rule incidents_retention[] = {
    {"incident_texts", T_RETENTION_INCIDENT_TEXTS, T_RETENTION_WHY_CLAIMS, 1825, texts_go},
    {0},
};
