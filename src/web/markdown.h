/* Markdown that people of a centre write, as HTML that is safe to show: no raw HTML, no pictures, no addresses that run anything.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include "base/arena.h"
#include "web/html.h"

/* The first heading of the text becomes <h{heading}>, deeper ones follow, none deeper than h6. Memory of the arena. */
struct trusted_html markdown_html(struct arena *a, struct str text, int heading);
/* One line without a paragraph around it: for a list whose <li> the view writes. */
struct trusted_html markdown_line(struct arena *a, struct str text);

#endif
