/* What view code made by tools/viewc writes with: every value is escaped for the place it lands in.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "core/text.h"

struct html {
    struct buf out;
    enum lang lang;
    const char *broken; /* first refused URL, for the log; the page shows "#" instead */
};

/* Ready, trusted HTML; only made by our own renderers (charts, Markdown), never from input. */
struct trusted_html {
    struct str s;
};

/* Literal markup from the view file. */
static inline void html_raw(struct html *h, const char *p, size_t n)
{
    buf_add(&h->out, (struct str){p, n});
}

/* {{ e }} between tags: struct str, const char *, any integer, struct trusted_html. */
#define html_put_text(h, e)                                                                        \
    _Generic((e), struct str: html_text_str, char *: html_text_c, const char *: html_text_c,       \
             struct trusted_html: html_text_trusted, bool: html_text_no_bool, default: html_text_int)(h, e)
/* {{ e }} within a quoted attribute. Integers and text; trusted_html is a compile error. */
#define html_put_attr(h, e)                                                                        \
    _Generic((e), struct str: html_text_str, char *: html_text_c, const char *: html_text_c,       \
             bool: html_text_no_bool, default: html_text_int)(h, e)
/* {{ e }} at the start of href, src, action, formaction, poster: only http(s), mailto, tel and paths starting with
 * one "/" or with "#" or "?" pass; later in such an attribute the value is percent-encoded as one component. */
#define html_put_url(h, e)                                                                         \
    _Generic((e), struct str : html_url_str, char * : html_url_c, const char * : html_url_c)(h, e)
#define html_put_url_part(h, e)                                                                    \
    _Generic((e), struct str: html_url_part_str, char *: html_url_part_c,                          \
             const char *: html_url_part_c, default: html_text_int)(h, e)

void html_text_str(struct html *h, struct str s);
void html_text_c(struct html *h, const char *s);
void html_text_int(struct html *h, int64_t n);
void html_text_trusted(struct html *h, struct trusted_html t);
void html_text_no_bool(struct html *h, bool b) __attribute__((error("a bool has no text: use if")));
void html_url_str(struct html *h, struct str s);
void html_url_c(struct html *h, const char *s);
void html_url_part_str(struct html *h, struct str s);
void html_url_part_c(struct html *h, const char *s);

/* {{ t KEY }}, {{ t KEY, a, b }}: the text with its placeholders filled, escaped; same in text and attributes. */
#define html_arg(e)                                                                                \
    _Generic((e), struct str: html_arg_str, char *: html_arg_c, const char *: html_arg_c,          \
             default: html_arg_int)(e)
struct text_arg html_arg_str(struct str s);
struct text_arg html_arg_c(const char *s);
struct text_arg html_arg_int(int64_t n);
void html_put_key(struct html *h, enum text_key key, const struct text_arg *args, size_t n);

#endif
