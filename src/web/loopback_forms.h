/* Whether the forms of a page fit the routes they post to.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_LOOPBACK_FORMS_H
#define WEB_LOOPBACK_FORMS_H

#include "web/route.h"

/* Aborts, and says where, when a form posts where no route is, or names a field that its route does not read. */
void loopback_check_forms(const char *page, const struct response *rs);

#endif
