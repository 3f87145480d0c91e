/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_PARTS_H
#define CONDUCT_CONDUCT_PARTS_H

#include "features/conduct/conduct.h"

/* Leads the team and was not hit. */
bool conduct_leads(const struct actor *who, enum permission p, const struct conduct_case_row *k);
/* The case for one who decides; MISSING for all others, refused for the one who was hit. */
CHECKED enum status conduct_to_decide(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id, struct conduct_case_row *ret);
/* INVALID, refused, when one of these holds a CPR number. */
CHECKED enum status conduct_no_cpr(const struct str *texts, size_t n);
/* ---- in a transaction */
CHECKED enum status conduct_note(struct db *db, int64_t case_id, const struct actor *who,
                                 enum conduct_event kind);
/* Audit row, event, clock. */
CHECKED enum status conduct_settle(struct db *db, const struct actor *who, int64_t case_id,
                                   struct str detail);
/* Tells the employee, and who asked for them, that there is news. */
CHECKED enum status conduct_tell_employee(struct db *db, struct arena *a,
                                          const struct conduct_case_row *k, const struct actor *who,
                                          enum text_key key, struct str what);
/* Tells the managers of the team, but not who was hit. */
CHECKED enum status conduct_tell_managers(struct db *db, struct arena *a,
                                          const struct conduct_case_row *k, const struct actor *who,
                                          enum text_key key, struct str what);
CHECKED enum status conduct_zone(struct db *db, struct arena *a, int64_t centre_id,
                                 const struct zone **ret);

#endif
