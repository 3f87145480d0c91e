/* What the acute minute holds about a person: what they asked for, whom they came to, where they sit, and calls they ended.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_personal.h"

#include "features/help/help.h"
#include "help_personal_sql.h"

static const enum text_key kind_texts[HELP_KIND_N] = {
#define X(name, word) [HELP_##name] = T_HELP_KIND_##name,
    HELP_KINDS(X)
#undef X
};
static const enum text_key event_texts[HELP_EVENT_N] = {
#define X(name, word) [HELP_EVENT_##name] = T_HELP_EVENT_##name,
    HELP_EVENTS(X)
#undef X
};
static const enum text_key outcome_texts[HELP_OUTCOME_N] = {
#define X(name, word) [HELP_OUT_##name] = T_HELP_OUT_##name,
    HELP_OUTCOMES(X)
#undef X
};

#define KIND(row)                                                                                  \
    {                                                                                              \
        "kind", T_HELP_KIND, PERSONAL_WORD, offsetof(struct row, kind), help_kind_words,           \
            kind_texts, HELP_KIND_N                                                                \
    }
#define AT(name, label, row, field)                                                                \
    {                                                                                              \
        (name), (label), PERSONAL_INSTANT, offsetof(struct row, field)                             \
    }

static const struct personal_field request_fields[] = {
    KIND(personal_help_request_row),
    AT("pressed_at", T_HELP_EVENT_PRESSED, personal_help_request_row, pressed_at),
    {"place", T_HELP_PLACE, PERSONAL_TEXT, offsetof(struct personal_help_request_row, place)},
    {"at_home", T_HELP_AT_HOME, PERSONAL_BOOL, offsetof(struct personal_help_request_row, at_home)},
    {"silent", T_HELP_SILENT, PERSONAL_BOOL, offsetof(struct personal_help_request_row, silent)},
    {"first", T_HELP_EVENT_COMING, PERSONAL_TEXT,
     offsetof(struct personal_help_request_row, first)},
    AT("arrived_at", T_HELP_EVENT_ARRIVED, personal_help_request_row, arrived_at),
    AT("closed_at", T_HELP_EVENT_OVER, personal_help_request_row, closed_at),
    {"cancelled", T_HELP_EVENT_CANCELLED, PERSONAL_BOOL,
     offsetof(struct personal_help_request_row, cancelled)},
    {"asked_by", T_HELP_EVENT_ASKED, PERSONAL_TEXT,
     offsetof(struct personal_help_request_row, asker)},
};
static const struct personal_field answer_fields[] = {
    KIND(personal_help_answer_row),
    AT("at", T_HELP_EVENT_ALSO_COMING, personal_help_answer_row, at),
    AT("gone_at", T_HELP_EVENT_NOT_COMING, personal_help_answer_row, gone_at),
};
static const struct personal_field given_fields[] = {
    KIND(personal_help_given_row),
    AT("owned_at", T_HELP_EVENT_COMING, personal_help_given_row, owned_at),
    AT("arrived_at", T_HELP_EVENT_ARRIVED, personal_help_given_row, arrived_at),
};
static const struct personal_field deed_fields[] = {
    AT("at", T_HELP_PERSONAL_AT, personal_help_deed_row, at),
    {"what", T_HELP_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_help_deed_row, kind),
     help_event_words, event_texts, HELP_EVENT_N},
};
static const struct personal_field desk_fields[] = {
    {"place", T_HELP_PLACE, PERSONAL_TEXT, offsetof(struct personal_help_desk_row, place)},
    {"at_home", T_HELP_AT_HOME, PERSONAL_BOOL, offsetof(struct personal_help_desk_row, at_home)},
    {"silent", T_HELP_ALWAYS_SILENT, PERSONAL_BOOL,
     offsetof(struct personal_help_desk_row, silent)},
    AT("seen_at", T_HELP_PERSONAL_SEEN, personal_help_desk_row, seen_at),
};
static const struct personal_field warning_fields[] = {
    AT("began_at", T_HELP_PERSONAL_AT, personal_help_warning_row, began_at),
    AT("named_at", T_HELP_WARN_STEP_NAME, personal_help_warning_row, named_at),
    AT("warned_at", T_HELP_WARN_STEP_WARN, personal_help_warning_row, warned_at),
    AT("ended_at", T_HELP_EVENT_OVER, personal_help_warning_row, ended_at),
    {"outcome", T_HELP_PERSONAL_WHAT, PERSONAL_WORD,
     offsetof(struct personal_help_warning_row, outcome), help_outcome_words, outcome_texts,
     HELP_OUTCOME_N},
};
static const struct personal_field setting_fields[] = {
    AT("made_at", T_HELP_PERSONAL_AT, personal_help_setting_row, made_at),
    {"version", T_HELP_PERSONAL_VERSION, PERSONAL_INT,
     offsetof(struct personal_help_setting_row, version)},
};

PERSONAL_READ(read_requests, q_personal_help_requests, struct personal_help_request_row_list)
PERSONAL_READ(read_answers, q_personal_help_answers, struct personal_help_answer_row_list)
PERSONAL_READ(read_given, q_personal_help_given, struct personal_help_given_row_list)
PERSONAL_READ(read_deeds, q_personal_help_deeds, struct personal_help_deed_row_list)
PERSONAL_READ(read_desk, q_personal_help_desk, struct personal_help_desk_row_list)
PERSONAL_READ(read_warnings, q_personal_help_warnings, struct personal_help_warning_row_list)
PERSONAL_READ(read_settings, q_personal_help_settings, struct personal_help_setting_row_list)

static enum status forget_places(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_help_places_drop(db, person_id);
}

static enum status forget_desk(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_help_desk_drop(db, person_id);
}

const struct personal help_personal[] = {
    {"help_requests", T_PERSONAL_HELP, "help_request.person_id", PERSONAL_FIELDS(request_fields),
     .read = read_requests, .forget = forget_places},
    {"help_answers", T_PERSONAL_HELP_ANSWERS, "help_answer.person_id",
     PERSONAL_FIELDS(answer_fields), .read = read_answers},
    {"help_given", T_PERSONAL_HELP_GIVEN, "help_request.owner_id", PERSONAL_FIELDS(given_fields),
     .read = read_given},
    {"help_deeds", T_PERSONAL_HELP_DEEDS,
     "help_event.person_id help_request.closed_by help_request.asked_by",
     PERSONAL_FIELDS(deed_fields), .read = read_deeds},
    {"help_desk", T_PERSONAL_HELP_DESK, "help_desk.person_id", PERSONAL_FIELDS(desk_fields),
     .read = read_desk, .forget = forget_desk},
    {"help_warnings", T_PERSONAL_HELP_WARNINGS, "help_warning.person_id",
     PERSONAL_FIELDS(warning_fields), .read = read_warnings},
    {"help_settings", T_PERSONAL_HELP_SET, "help_policy.made_by help_wording.made_by",
     PERSONAL_FIELDS(setting_fields), .read = read_settings},
    {0},
};

const struct personal_exempt help_exempt[] = {
    {"help_request.policy_id help_policy_step.policy_id help_wording_text.wording_id",
     "a version of what a centre has set"},
    {"help_answer.request_id help_event.request_id help_warning.request_id",
     "a request; who asked stands there"},
    {"help_request.resort_by", "a time"},
    {0},
};

/* ---- how long */

static enum status requests_go(struct db *db, struct arena *a, const struct retention_task *t,
                               int64_t *ret_n)
{
    (void)a;
    TRY(q_retention_help_events(db, t->before_at, t->most));
    TRY(q_retention_help_answers(db, t->before_at, t->most));
    return q_retention_help_requests(db, t->before_at, t->most, ret_n);
}

static enum status warnings_go(struct db *db, struct arena *a, const struct retention_task *t,
                               int64_t *ret_n)
{
    (void)a;
    return q_retention_help_warnings(db, t->before_at, t->most, ret_n);
}

const struct retention_rule help_retention[] = {
    {"help_requests", T_RETENTION_HELP_REQUESTS, T_RETENTION_WHY_HELP, 1095, requests_go},
    {"help_warnings", T_RETENTION_HELP_WARNINGS, T_RETENTION_WHY_HELP, 1095, warnings_go},
    {0},
};
