/* Markdown of a centre's own texts as HTML (CommonMark by cmark, without raw HTML). Headings begin at level 2, as the page has
 * its own; links go to pages of ours, the web, mail and telephones; pictures are those the caller knows, never from
 * elsewhere.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include "base/status.h"
#include "web/html.h"

struct markdown_picture {
    struct str path; /* as the text names it: "/modules/pictures/17" */
    struct str alt;  /* used where the text gives none */
};
/* BROKEN when the parser gives nothing. The HTML lives in the arena. */
CHECKED enum status markdown_html(struct arena *a, struct str text,
                                  const struct markdown_picture *pictures, size_t n,
                                  struct trusted_html *ret);

#endif
