/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_FORMS_H
#define REPORTS_REPORTS_FORMS_H

#include "features/reports/reports.h"
#include "web/form.h"
#include "web/route.h"

struct report_start_entry {
    int64_t kind; /* enum report_kind */
};
struct report_text_entry {
    int64_t seen; /* how many versions there were when the writer read it */
    struct str text[REPORT_FIELD_N];
};
struct report_file_entry {
    struct str receipt;
    int64_t day;
};
struct report_decide_entry {
    struct str reason;
};
struct report_outcome_entry {
    int64_t outcome; /* enum report_outcome */
    struct str note;
};
struct report_list_entry {
    int64_t limit;
};

extern const struct form report_start_form, report_text_form, report_file_form, report_decide_form,
    report_outcome_form, report_list_query;

/* The words of a field, and what belongs there. */
enum text_key report_field_text(int field);
enum text_key report_field_hint(int field);

bool report_nav_fits(struct request *rq); /* the entry of the navigation */
extern const struct route report_routes[];
extern const struct route report_api_routes[];

#endif
