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
    X(NOTICES_CHANGED, "notices_changed")

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
    X(CALLS_IMPORTED, "calls.imported")                                                            \
    X(PEOPLE_CHANGED, "people.changed")                                                            \
    X(AFTERCARE_OPENED, "aftercare.opened")                                                        \
    X(AFTERCARE_CHANGED, "aftercare.changed")                                                      \
    X(AFTERCARE_REMINDED, "aftercare.reminded") /* the step */                                     \
    X(AFTERCARE_ASKED, "aftercare.asked")                                                          \
    X(AFTERCARE_ALARM, "aftercare.alarm")

enum event {
#define X(name, word) EVENT_##name,
    EVENTS(X)
#undef X
        EVENT_N
};
CHECKED enum status announce(struct db *db, enum event event, int64_t object_id);

#endif
