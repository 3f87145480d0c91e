/* Pieces that views of all features call: views/parts.html.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "web/again.h"
#include "web/form.h"

/* The message of a form error in this language, placeholders filled; STR_NONE for NULL. */
struct str form_error_text(struct arena *a, enum lang lang, const struct form_error *e);

/* The same for a place above the form: which field it is, too. "Startdag: Udfyld feltet" */
struct str form_error_named(struct arena *a, enum lang lang, const struct form_error *e);

#endif
