/* Makes cases ready for their views; shared by the pages of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_SHOW_H
#define HARASSMENT_HARASSMENT_SHOW_H

#include "features/harassment/harassment_view.h"
#include "web/form.h"
#include "web/request.h"

/* The report's form, empty or as it was sent. */
CHECKED enum status harassment_form_fill(struct request *rq, const struct harassment_entry *typed,
                                         const struct form_errors *errors,
                                         struct harassment_form_view *ret);
CHECKED enum status harassment_list_fill(struct request *rq, struct harassment_list_view *ret);
CHECKED enum status harassment_case_fill(struct request *rq, const struct harassment_case *k,
                                         struct harassment_case_view *ret);
/* The messages beside the fields of the form for one more place, with what was typed. */
void harassment_place_typed(struct request *rq, const struct harassment_place_entry *typed,
                            const struct form_errors *errors, struct harassment_form_view *ret);
CHECKED enum status harassment_links_fill(struct request *rq, struct harassment_links_view *ret);

#endif
