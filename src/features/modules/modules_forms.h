/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_FORMS_H
#define MODULES_MODULES_FORMS_H

#include "features/modules/modules.h"
#include "web/form.h"
#include "web/route.h"

extern const struct form module_form;         /* struct module_entry */
extern const struct form module_set_form;     /* struct module_setting_entry */
extern const struct form module_check_form;   /* struct module_answers */
extern const struct form module_picture_form; /* struct picture_entry */
extern const struct form module_pack_form;    /* struct module_pack_ask; a query */

/* The roles as a form sends them: a bit per word of the list. */
struct module_setting_entry {
    struct module_setting setting;
};

extern const char *const module_window_words[]; /* "none", "january" …, NULL */

extern const struct route modules_routes[];
extern const struct route modules_edit_routes[];
extern const struct route modules_pack_routes[];
extern const struct route modules_api_routes[];

#endif
