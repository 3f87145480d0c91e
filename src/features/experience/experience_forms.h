/* What can be sent to this feature: one table each for the page's form and for the API's JSON; and what the program joins.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_FORMS_H
#define EXPERIENCE_EXPERIENCE_FORMS_H

#include "features/experience/experience.h"
#include "web/form.h"
#include "web/route.h"

extern const struct form experience_log_form;    /* struct experience_entry */
extern const struct form experience_change_form; /* struct experience_change */
extern const struct form experience_share_form;  /* struct experience_wish_row */

extern const struct route experience_routes[];     /* experience_web.c */
extern const struct route experience_api_routes[]; /* experience_api.c */

/* The dialog at the end of every page, for those who keep a log. */
void experience_dialog(struct request *rq, struct html *h);

#endif
