/* Markdown by cmark, in its safe mode.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/* Headings below the page's own; a picture from elsewhere would tell its server who reads: its words stay. */
static void tame(cmark_node *root, int top_level)
{
    cmark_iter *it = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(it);

        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_HEADING) {
            int level = cmark_node_get_heading_level(node) + top_level - 1;

            cmark_node_set_heading_level(node, level < 6 ? level : 6);
        }
        if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            cmark_node *inner;

            while ((inner = cmark_node_first_child(node)) != NULL)
                cmark_node_insert_before(node, inner);
            cmark_node_free(node);
        }
    }
    cmark_iter_free(it);
}

struct trusted_html markdown_html(struct arena *a, struct str text, int top_level)
{
    const int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;
    cmark_node *root = cmark_parse_document(text.p ? text.p : "", text.n, options);

    tame(root, top_level);
    char *html = cmark_render_html(root, options);
    struct trusted_html ret = {arena_copy(a, str_of(html))};
    free(html);
    cmark_node_free(root);
    return ret;
}
