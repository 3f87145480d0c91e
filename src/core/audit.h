/* Who did what and who looked at what: append-only rows, written in the transaction of the change itself.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H

#include "core/access.h"

#define AUDIT_ACTIONS(X)                                                                           \
    X(SIGNED_IN, "signed_in")                                                                      \
    X(SIGN_IN_REFUSED, "sign_in_refused")                                                          \
    X(SIGNED_OUT, "signed_out")                                                                    \
    X(SIGNED_OUT_EVERYWHERE, "signed_out_everywhere")                                              \
    X(PASSWORD_CHANGED, "password_changed")                                                        \
    X(PERSON_CREATED, "person_created")                                                            \
    X(PERSON_CHANGED, "person_changed")                                                            \
    X(TEAM_CREATED, "team_created")                                                                \
    X(TEAM_CHANGED, "team_changed")                                                                \
    X(CENTRE_CREATED, "centre_created")                                                            \
    X(CENTRE_CHANGED, "centre_changed")                                                            \
    X(ROLES_CHANGED, "roles_changed")                                                              \
    X(LINE_CHANGED, "line_changed")                                                                \
    X(PEOPLE_IMPORTED, "people_imported")                                                          \
    X(CALLS_IMPORTED, "calls_imported")                                                            \
    X(TOKEN_CREATED, "token_created")                                                              \
    X(TOKEN_REVOKED, "token_revoked")                                                              \
    X(INCIDENT_LOGGED, "incident_logged")                                                          \
    X(INCIDENT_CHANGED, "incident_changed")                                                        \
    X(INCIDENT_CORRECTED, "incident_corrected")                                                    \
    X(INCIDENT_TALKED, "incident_talked")                                                          \
    X(INCIDENT_SEEN, "incident_seen")                                                              \
    X(AFTERCARE_OPENED, "aftercare_opened")                                                        \
    X(AFTERCARE_CHANGED, "aftercare_changed")                                                      \
    X(AFTERCARE_SEEN, "aftercare_seen")                                                            \
    X(ABSENCE_CHANGED, "absence_changed")                                                          \
    X(NOTICES_CHANGED, "notices_changed")                                                          \
    X(VAULT_FORGOTTEN, "vault_forgotten")                                                          \
    X(HARASSMENT_OPENED, "harassment_opened")                                                      \
    X(HARASSMENT_CHANGED, "harassment_changed")                                                    \
    X(HARASSMENT_SEEN, "harassment_seen")                                                          \
    X(HARASSMENT_LINK_CHANGED, "harassment_link_changed")                                          \
    X(EVIDENCE_OPENED, "evidence_opened")                                                          \
    X(CONDUCT_ASKED, "conduct_asked")                                                              \
    X(CONDUCT_CHANGED, "conduct_changed")                                                          \
    X(CONDUCT_SEEN, "conduct_seen")                                                                \
    X(CONDUCT_WORDS_CHANGED, "conduct_words_changed")                                              \
    X(RESTRICTION_CHECKED, "restriction_checked")                                                  \
    X(CARE_PLAN_CHANGED, "care_plan_changed")                                                      \
    X(CARE_NUMBER_CHANGED, "care_number_changed")                                                  \
    X(LEARNING_WRITTEN, "learning_written")                                                        \
    X(HELP_PRESSED, "help_pressed")                                                                \
    X(HELP_ANSWERED, "help_answered")                                                              \
    X(HELP_ENDED, "help_ended")                                                                    \
    X(HELP_SET, "help_set")                                                                        \
    X(HELP_WARNED, "help_warned")                                                                  \
    X(REPORT_CHANGED, "report_changed")                                                            \
    X(REPORT_SEEN, "report_seen")                                                                  \
    X(PERSON_EXTRACTED, "person_extracted")                                                        \
    X(PERSON_FORGOTTEN, "person_forgotten")                                                        \
    X(INCIDENT_EXPORTED, "incident_exported")                                                      \
    X(HOLD_CHANGED, "hold_changed")                                                                \
    X(RETENTION_RUN, "retention_run")                                                              \
    X(NOTE_CHANGED, "note_changed")                                                                \
    X(DUTY_CHANGED, "duty_changed")                                                                \
    X(WEBHOOK_CHANGED, "webhook_changed")                                                          \
    X(LIMITS_SET, "limits_set")                                                                    \
    X(LIMITS_UNDERSTOOD, "limits_understood")                                                      \
    X(HEARTBEAT_CHANGED, "heartbeat_changed")                                                      \
    X(ASKING_ASKED, "asking_asked")         /* by name */                                          \
    X(ASKING_ANONYMOUS, "asking_anonymous") /* how many within an hour, by nobody */               \
    X(ASKING_ANSWERED, "asking_answered")                                                          \
    X(ASKING_CHANGED, "asking_changed")                                                            \
    X(ASKING_CARD_CHANGED, "asking_card_changed")                                                  \
    X(ASKING_UNCLEAR, "asking_unclear") /* by nobody */                                            \
    X(ASKING_SET, "asking_set")                                                                    \
    X(PRACTICE_CHANGED, "practice_changed")                                                        \
    X(CARDS_SET, "cards_set")                                                                      \
    X(CARDS_READ, "cards_read")                                                                    \
    X(CARDS_CALL, "cards_call")                                                                    \
    X(CARDS_DRILL, "cards_drill")                                                                  \
    X(ONBOARDING_STARTED, "onboarding_started")                                                    \
    X(ONBOARDING_CHANGED, "onboarding_changed")                                                    \
    X(ONBOARDING_SEEN, "onboarding_seen")                                                          \
    X(ONBOARDING_SET, "onboarding_set")                                                            \
    X(ONBOARDING_TALKED, "onboarding_talked")                                                      \
    X(MODULE_SET, "module_set")                                                                    \
    X(MODULE_PASSED, "module_passed")                                                              \
    X(EVIDENCE_PACK_MADE, "evidence_pack_made")                                                    \
    X(GATE_SIGNED, "gate_signed")                                                                  \
    X(GATE_LET, "gate_let")                                                                        \
    X(GATE_SWITCHED, "gate_switched")                                                              \
    X(CALENDAR_SET, "calendar_set")                                                                \
    X(PRACTICE_WRITTEN, "practice_written")                                                        \
    X(CLOCK_SET_BACK, "clock_set_back") /* by nobody of ours: what was due soon was moved */       \
    X(STATEMENTS_CHANGED, "statements_changed")                                                    \
    X(PULSE_SET, "pulse_set")                                                                      \
    X(PULSE_TOLD, "pulse_told") /* numbers came: of at least five, by nobody */                    \
    X(LISTENING_CHANGED, "listening_changed")                                                      \
    X(LISTENING_SEEN, "listening_seen")                                                            \
    X(LISTENING_SET, "listening_set")                                                              \
    X(EXPERIENCE_CHANGED, "experience_changed")                                                    \
    X(EXPERIENCE_SEEN, "experience_seen") /* of a newcomer, by who is beside them */               \
    X(FOLLOW_UP_CHANGED, "follow_up_changed")                                                      \
    X(COACHING_CHANGED, "coaching_changed")                                                        \
    X(COACHING_SEEN, "coaching_seen")                                                              \
    X(COACHING_FORM_SET, "coaching_form_set")                                                      \
    X(CALIBRATION_CHANGED, "calibration_changed")

enum audit_action {
#define X(name, word) AUDIT_##name,
    AUDIT_ACTIONS(X)
#undef X
        AUDIT_N
};
struct str audit_word(enum audit_action action);

/* Writes one row in the running transaction; detail is short and holds no confided text ("rating", "words"). */
CHECKED enum status audit(struct db *db, const struct actor *who, enum audit_action action,
                          int64_t object_id, struct str detail);

/* Announces to the outbox in the same transaction: other features, live pages and webhooks read from there. */
#define EVENTS(X)                                                                                  \
    X(INCIDENT_LOGGED, "incident.logged")                                                          \
    X(INCIDENT_CHANGED, "incident.changed")                                                        \
    X(INCIDENT_TALKED, "incident.talked")                                                          \
    X(CALLS_IMPORTED, "calls.imported") /* the centre */                                           \
    X(PEOPLE_CHANGED, "people.changed")                                                            \
    X(AFTERCARE_OPENED, "aftercare.opened")                                                        \
    X(AFTERCARE_CHANGED, "aftercare.changed")                                                      \
    X(AFTERCARE_REMINDED, "aftercare.reminded") /* the step */                                     \
    X(AFTERCARE_ASKED, "aftercare.asked")                                                          \
    X(AFTERCARE_ALARM, "aftercare.alarm")                                                          \
    X(HARASSMENT_OPENED, "harassment.opened")                                                      \
    X(HARASSMENT_CHANGED, "harassment.changed")                                                    \
    X(CONDUCT_ASKED, "conduct.asked")                                                              \
    X(CONDUCT_CHANGED, "conduct.changed")                                                          \
    X(ABSENCE_CHANGED, "absence.changed") /* the person */                                         \
    X(LEARNING_WRITTEN, "learning.written")                                                        \
    X(HELP_CHANGED, "help.changed")                                                                \
    X(REPORT_CHANGED, "report.changed")                                                            \
    X(DUTY_CHANGED, "duty.changed") /* the watch */                                                \
    X(ACUTE_CALL_CHANGED,                                                                          \
      "acute_call.changed") /* begun, its kind known, over; the request for help */                \
    X(ONBOARDING_STARTED, "onboarding.started") /* the plan that runs */                           \
    X(ONBOARDING_CHANGED, "onboarding.changed")                                                    \
    X(ONBOARDING_FIRST_CALL, "onboarding.first_call")                                              \
    X(MODULE_PASSED, "module.passed")   /* the person */                                           \
    X(MODULE_CHANGED, "module.changed") /* the centre; detail: the module's word */                \
    X(GATE_CHANGED, "gate.changed")     /* the person */

enum event {
#define X(name, word) EVENT_##name,
    EVENTS(X)
#undef X
        EVENT_N
};
CHECKED enum status announce(struct db *db, enum event event, int64_t object_id);
/* The same with a word that says which one ("conflict"): the listeners' jobs get it as their detail. */
CHECKED enum status announce_word(struct db *db, enum event event, int64_t object_id,
                                  struct str word);

#endif
