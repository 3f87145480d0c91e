/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_PARTS_H
#define REPORTS_REPORTS_PARTS_H

#include "features/reports/reports.h"

/* reports.c: without a look; MISSING outside the actor's reach. */
CHECKED enum status report_reach(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct report_row *ret, enum report_sight *ret_sight);
/* The texts that count, by field: typed, or known of the incident. */
CHECKED enum status report_parts(struct db *db, struct arena *a, const struct report_row *r,
                                 struct report_part part[REPORT_FIELD_N]);
CHECKED enum status report_note(struct db *db, const struct actor *who, int64_t id,
                                enum report_event kind, struct str detail);

/* report_known.c: what is known of the incident, in the language of the authorities. */
CHECKED enum status report_known(struct db *db, struct arena *a, const struct report_row *r,
                                 struct str known[REPORT_FIELD_N]);
/* "30. marts 2026"; with the time of day: "30. marts 2026 kl. 12.00". */
struct str report_date(struct arena *a, const struct zone *zone, int64_t at, bool with_clock);

/* report_clock.c, in a transaction: makes the reports that are owed and sets their clocks. */
CHECKED enum status report_look(struct db *db, struct arena *a, int64_t case_id);
struct report_row *report_of_kind(const struct report_row_list *reports, enum report_kind kind);
CHECKED enum status report_make(struct db *db, struct arena *a, const struct report_case_row *k,
                                enum report_kind kind, bool by_hand, const struct actor *who);

#endif
