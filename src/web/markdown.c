/* cmark reads, a walk over its tree takes out what we do not show, cmark writes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/markdown.h"

#include <cmark.h>

static void free_tree(void *tree)
{
    cmark_node_free(tree);
}

static const struct markdown_picture *known(const char *url,
                                            const struct markdown_picture *pictures, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_of(url), pictures[i].path))
            return &pictures[i];
    return NULL;
}

static bool link_is_fine(struct str url)
{
    return (str_starts(url, STR("/")) && !str_starts(url, STR("//")) &&
            !str_starts(url, STR("/\\"))) ||
           str_starts(url, STR("https://")) || str_starts(url, STR("http://")) ||
           str_starts(url, STR("mailto:")) || str_starts(url, STR("tel:"));
}

/* What was within stays, as text. */
static bool unwrap(cmark_node *node)
{
    cmark_node *child;

    while ((child = cmark_node_first_child(node)) != NULL)
        if (!cmark_node_insert_before(node, child))
            return false;
    cmark_node_unlink(node);
    cmark_node_free(node);
    return true;
}

static bool put_alt(cmark_node *image, const struct markdown_picture *p, struct arena *a)
{
    cmark_node *words;

    if (cmark_node_first_child(image) != NULL)
        return true;
    words = cmark_node_new(CMARK_NODE_TEXT);
    return words != NULL && cmark_node_set_literal(words, str_c(a, p->alt)) &&
           cmark_node_append_child(image, words);
}

static bool clean_one(cmark_node *node, const struct markdown_picture *pictures, size_t n,
                      struct arena *a)
{
    cmark_node_type type = cmark_node_get_type(node);
    const struct markdown_picture *p;

    if (type == CMARK_NODE_HEADING)
        return true;
    if (type == CMARK_NODE_IMAGE) {
        p = known(cmark_node_get_url(node), pictures, n);
        return p != NULL ? put_alt(node, p, a) : unwrap(node);
    }
    return link_is_fine(str_of(cmark_node_get_url(node))) || unwrap(node);
}

/* In the order of the text: the highest become `top`, and none is skipped on the way down. */
static bool level_headings(cmark_node **nodes, size_t n, int top)
{
    int highest = 6, last = top - 1;

    for (size_t i = 0; i < n; i++)
        if (cmark_node_get_type(nodes[i]) == CMARK_NODE_HEADING &&
            cmark_node_get_heading_level(nodes[i]) < highest)
            highest = cmark_node_get_heading_level(nodes[i]);
    for (size_t i = 0; i < n; i++) {
        if (cmark_node_get_type(nodes[i]) != CMARK_NODE_HEADING)
            continue;
        int level = cmark_node_get_heading_level(nodes[i]) - highest + top;

        last = level > last + 1 ? last + 1 : level;
        last = last > 6 ? 6 : last;
        if (!cmark_node_set_heading_level(nodes[i], last))
            return false;
    }
    return true;
}

/* Nodes are listed first: a walk must not lose the ground under its feet. */
static bool clean(cmark_node *tree, int top, const struct markdown_picture *pictures, size_t n,
                  struct arena *a)
{
    size_t n_nodes = 0, cap = 64;
    cmark_node **nodes = arena_array(a, cmark_node *, cap);
    cmark_iter *walk = cmark_iter_new(tree);
    cmark_event_type event;

    while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(walk);
        cmark_node_type type = cmark_node_get_type(node);

        if (event != CMARK_EVENT_ENTER ||
            (type != CMARK_NODE_HEADING && type != CMARK_NODE_IMAGE && type != CMARK_NODE_LINK))
            continue;
        if (n_nodes == cap) {
            cmark_node **more = arena_array(a, cmark_node *, cap * 2);

            memcpy(more, nodes, cap * sizeof *nodes);
            nodes = more;
            cap *= 2;
        }
        nodes[n_nodes++] = node;
    }
    cmark_iter_free(walk);
    if (!level_headings(nodes, n_nodes, top))
        return false;
    for (size_t i = n_nodes; i-- > 0;) /* the inner ones first */
        if (!clean_one(nodes[i], pictures, n, a))
            return false;
    return true;
}

/* What cmark cannot do here is only to get memory. */
struct trusted_html markdown_with_pictures(struct arena *a, struct str text, int top,
                                           const struct markdown_picture *pictures, size_t n)
{
    cmark_node *tree = cmark_parse_document(text.p != NULL ? text.p : "", text.n,
                                            CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
    struct trusted_html ret;
    char *html;

    must(tree != NULL);
    arena_on_end(a, free_tree, tree);
    must(clean(tree, top, pictures, n, a));
    html = cmark_render_html(tree, CMARK_OPT_DEFAULT); /* without UNSAFE: raw HTML is left out */
    must(html != NULL);
    ret.s = arena_copy(a, str_of(html));
    cmark_get_default_mem_allocator()->free(html);
    return ret;
}

struct trusted_html markdown_html(struct arena *a, struct str text, int top)
{
    return markdown_with_pictures(a, text, top, NULL, 0);
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
