/* Markdown as HTML: headings stand below the page's own, raw HTML and dangerous addresses are left out.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include "base/arena.h"
#include "web/html.h"

/* CommonMark. top_level: that of the highest heading, 2 to 6. */
struct trusted_html markdown_html(struct arena *a, struct str text, int top_level);

#endif
