/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_FORMS_H
#define INCIDENTS_INCIDENTS_FORMS_H

#include "features/incidents/incidents.h"
#include "web/form.h"

struct incident_text_entry {
    int64_t field; /* enum incident_field */
    struct str text;
};
struct incident_list_input {
    struct incident_filter filter; /* its cursor is not read: it is sealed in the next */
    struct str after;
};
struct incident_rating_entry {
    int64_t rating;
};

extern const struct form incident_log_form;     /* struct incident_entry */
extern const struct form incident_text_form;    /* struct incident_text_entry */
extern const struct form incident_rating_form;  /* struct incident_rating_entry */
extern const struct form incident_details_form; /* struct incident_details */
extern const struct form incident_list_query;   /* struct incident_list_input */

#endif
