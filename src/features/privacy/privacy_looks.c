/* Who looked at what is mine: read from the audit, for the one it is about.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy.h"

enum status privacy_looks_incident(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t incident_id, struct privacy_looks *ret)
{
    struct privacy_incident_row row;

    TRY(q_privacy_incident_owner(db, a, incident_id, &row));
    if (who->person_id == 0 || row.person_id != who->person_id || !may(who, PERM_INCIDENT_READ))
        return fail(MISSING, "not the actor's own");
    ret->number = row.number;
    return q_privacy_looks_incident(db, a, incident_id, who->person_id, &ret->rows);
}

enum status privacy_looks_case(struct db *db, struct arena *a, const struct actor *who,
                               int64_t case_id, struct privacy_looks *ret)
{
    struct privacy_case_row row;

    TRY(q_privacy_case_owner(db, a, case_id, &row));
    if (who->person_id == 0 || row.person_id != who->person_id || !may(who, PERM_CARE_READ))
        return fail(MISSING, "not the actor's own");
    ret->number = row.number;
    return q_privacy_looks_case(db, a, case_id, who->person_id, &ret->rows);
}

enum status privacy_looks_all(struct db *db, struct arena *a, const struct actor *who,
                              int64_t limit, struct privacy_looks *ret)
{
    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "nobody is signed in");
    ret->number = 0;
    return q_privacy_looks_all(db, a, who->person_id, limit, &ret->rows);
}
