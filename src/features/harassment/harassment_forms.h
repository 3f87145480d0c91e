/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_FORMS_H
#define HARASSMENT_HARASSMENT_FORMS_H

#include "features/harassment/harassment.h"
#include "web/form.h"

struct harassment_file_entry {
    int64_t place_id, seen_at;
    struct str file; /* always empty: the file itself is rq->upload */
};
struct harassment_end_entry {
    int64_t state; /* enum harassment_state */
    struct str word;
};
struct harassment_seen_entry {
    bool still_there;
};
struct harassment_name_entry {
    int64_t choice; /* enum harassment_name */
    struct str reason;
};
struct harassment_watch_entry {
    int64_t at;
};
struct harassment_close_entry {
    struct str word;
};
struct harassment_link_entry {
    int64_t platform;
    struct str url;
};
struct harassment_list_entry {
    int64_t limit;
};

extern const struct form harassment_report_form, harassment_place_form, harassment_file_form,
    harassment_end_form, harassment_seen_form, harassment_name_form, harassment_watch_form,
    harassment_close_form, harassment_link_form, harassment_tried_form, harassment_list_query;

#endif
