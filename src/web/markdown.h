/* Markdown that people of a centre write, as HTML that is safe to show (CommonMark by cmark): no raw HTML; links go to pages of
 * ours, the web, mail and telephones; pictures are those the caller knows, never from elsewhere.
 * The highest headings of the text become <h{top}>, deeper ones follow and none is skipped on the way down.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include "base/status.h"
#include "web/html.h"

/* Memory of the arena. */
struct trusted_html markdown_html(struct arena *a, struct str text, int top);
/* One line without a paragraph around it: for a list whose <li> the view writes. */
struct trusted_html markdown_line(struct arena *a, struct str text);

struct markdown_picture {
    struct str path; /* as the text names it: "/modules/pictures/17" */
    struct str alt;  /* used where the text gives none */
};
struct trusted_html markdown_with_pictures(struct arena *a, struct str text, int top,
                                           const struct markdown_picture *pictures, size_t n);

#endif
