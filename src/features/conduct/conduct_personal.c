/* What follow-up with citizens holds about a person: what they asked for and were answered, what they decided for others.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_personal.h"

#include "conduct_personal_sql.h"
#include "features/conduct/conduct.h"

static const enum text_key state_texts[] = {
#define X(name, word) T_CONDUCT_STATE_##name,
    CONDUCT_STATES(X)
#undef X
};
static const char *const event_words[] = {
    "asked",         "declined", "letter_warning", "letter_hearing", "letter_restriction",
    "letter_lifted", "hearing",  "heard",          "decided",        "changed",
    "renewed",       "lifted",   "ended",          "printed"};

const enum text_key conduct_event_texts[CONDUCT_EVENT_N] = {
    [CONDUCT_EVENT_ASKED] = T_CONDUCT_EVENT_ASKED,
    [CONDUCT_EVENT_DECLINED] = T_CONDUCT_EVENT_DECLINED,
    [CONDUCT_EVENT_LETTER_WARNING] = T_CONDUCT_EVENT_LETTER_WARNING,
    [CONDUCT_EVENT_LETTER_HEARING] = T_CONDUCT_EVENT_LETTER_HEARING,
    [CONDUCT_EVENT_LETTER_RESTRICTION] = T_CONDUCT_EVENT_LETTER_RESTRICTION,
    [CONDUCT_EVENT_LETTER_LIFTED] = T_CONDUCT_EVENT_LETTER_LIFTED,
    [CONDUCT_EVENT_HEARING] = T_CONDUCT_EVENT_HEARING,
    [CONDUCT_EVENT_HEARD] = T_CONDUCT_EVENT_HEARD,
    [CONDUCT_EVENT_DECIDED] = T_CONDUCT_EVENT_DECIDED,
    [CONDUCT_EVENT_CHANGED] = T_CONDUCT_EVENT_CHANGED,
    [CONDUCT_EVENT_RENEWED] = T_CONDUCT_EVENT_RENEWED,
    [CONDUCT_EVENT_LIFTED] = T_CONDUCT_EVENT_LIFTED,
    [CONDUCT_EVENT_ENDED] = T_CONDUCT_EVENT_ENDED,
    [CONDUCT_EVENT_PRINTED] = T_CONDUCT_EVENT_PRINTED,
};

static const struct personal_field case_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_conduct_row, number)},
    {"asked_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_conduct_row, asked_at)},
    {"words", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct personal_conduct_row, words)},
    {"state", T_PERSONAL_STATE, PERSONAL_WORD, offsetof(struct personal_conduct_row, state),
     conduct_state_words, state_texts, CONDUCT_STATE_N},
    {"answer", T_PERSONAL_ANSWER, PERSONAL_TEXT, offsetof(struct personal_conduct_row, answer)},
    {"answered_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_conduct_row, answered_at)},
};
static const struct personal_field deed_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_conduct_deed_row, number)},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_conduct_deed_row, at)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_conduct_deed_row, kind),
     event_words, conduct_event_texts, CONDUCT_EVENT_N},
};
static const struct personal_field words_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_conduct_words_row, at)},
    {"version", T_PERSONAL_VERSION, PERSONAL_INT,
     offsetof(struct personal_conduct_words_row, version)},
};

PERSONAL_READ(read_cases, q_personal_conduct, struct personal_conduct_row_list)
PERSONAL_READ(read_deeds, q_personal_conduct_deeds, struct personal_conduct_deed_row_list)
PERSONAL_READ(read_words, q_personal_conduct_words, struct personal_conduct_words_row_list)

static enum status forget_cases(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_conduct_drop(db, person_id);
}

const struct personal conduct_personal[] = {
    {"conduct", T_PERSONAL_CONDUCT, "conduct_case.person_id conduct_case.asked_by",
     PERSONAL_FIELDS(case_fields), .read = read_cases, .forget = forget_cases},
    /* each decision and letter has its row there */
    {"conduct_deeds", T_PERSONAL_CONDUCT_DEEDS,
     "conduct_event.person_id conduct_decision.decided_by conduct_letter.made_by",
     PERSONAL_FIELDS(deed_fields), .read = read_deeds},
    {"conduct_words", T_PERSONAL_CONDUCT_TEMPLATES, "conduct_template.made_by conduct_term.made_by",
     PERSONAL_FIELDS(words_fields), .read = read_words},
    {0},
};

static enum status texts_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    TRY(q_retention_conduct(db, t->before_at, t->most, ret_n));
    TRY(q_retention_conduct_letters(db, t->before_at));
    return q_retention_conduct_decisions(db, t->before_at);
}

const struct retention_rule conduct_retention[] = {
    {"conduct", T_RETENTION_CONDUCT, T_RETENTION_WHY_CONDUCT, 730, texts_go},
    {0},
};
