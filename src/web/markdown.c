/* Markdown through cmark, in its safe mode.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/markdown.h"

#include <cmark.h>
#include <stdlib.h>

/* What a picture shows comes from elsewhere: its words stay. */
static void without_picture(cmark_node *picture)
{
    while (cmark_node_first_child(picture))
        cmark_node_insert_before(picture, cmark_node_first_child(picture));
    cmark_node_free(picture);
}

static void go_through(cmark_node *document, int heading)
{
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_HEADING) {
            int level = cmark_node_get_heading_level(node) + heading - 1;

            cmark_node_set_heading_level(node, level > 6 ? 6 : level);
        }
        if (event == CMARK_EVENT_EXIT && type == CMARK_NODE_IMAGE)
            without_picture(node);
    }
    cmark_iter_free(iter);
}

struct trusted_html markdown_html(struct arena *a, struct str text, int heading)
{
    cmark_node *document = cmark_parse_document(text.p ? text.p : "", text.n, CMARK_OPT_DEFAULT);
    struct trusted_html html;
    char *made;

    go_through(document, heading);
    made = cmark_render_html(document, CMARK_OPT_DEFAULT);
    html.s = arena_copy(a, str_of(made));
    free(made);
    cmark_node_free(document);
    return html;
}

struct trusted_html markdown_line(struct arena *a, struct str text)
{
    struct trusted_html html = markdown_html(a, text, 6);
    struct str s = str_trim(html.s);
    size_t at;

    /* One paragraph and nothing else. */
    if (str_starts(s, STR("<p>")) && str_ends(s, STR("</p>")) &&
        !str_find(str_sub(s, 3, s.n), STR("<p>"), &at))
        s = str_sub(s, 3, s.n - 7);
    html.s = s;
    return html;
}
