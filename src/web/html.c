/* Writes values into a page, escaped for the place they land in. Whatever is added here must keep
 * one promise: no value leaves its place, whoever made it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/html.h"

#include <string.h>

/* In text and in quoted attributes alike. */
static const unsigned char entity_of[256] = {
    ['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5};
static const struct str entities[] = {{"", 0},     {"&amp;", 5}, {"&lt;", 4},
                                      {"&gt;", 4}, {"&#34;", 5}, {"&#39;", 5}};

/* What a URL component may hold as it is (RFC 3986, 2.3). */
static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/* Copies what needs no care in spans. */
static void escape(struct buf *out, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char entity = entity_of[(unsigned char)s.p[i]];
        if (entity == 0)
            continue;
        buf_add(out, (struct str){s.p + from, i - from});
        buf_add(out, entities[entity]);
        from = i + 1;
    }
    if (from < s.n)
        buf_add(out, (struct str){s.p + from, s.n - from});
}

void html_text_str(struct html *h, struct str s)
{
    escape(&h->out, s);
}

void html_text_c(struct html *h, const char *s)
{
    escape(&h->out, str_of(s));
}

void html_text_int(struct html *h, int64_t n)
{
    buf_int(&h->out, n);
}

void html_text_trusted(struct html *h, struct trusted_html t)
{
    buf_add(&h->out, t.s);
}

/* Browsers drop tabs and line breaks within a URL and read "\" as "/": with such bytes "/" would no
 * longer mean this server. */
static bool url_is_good(struct str s)
{
    static const struct str good[] = {{"https://", 8}, {"http://", 7}, {"mailto:", 7}, {"tel:", 4}};
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
            return false;
    if (s.n == 0)
        return false;
    if (s.p[0] == '/')
        return s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\');
    if (s.p[0] == '#' || s.p[0] == '?')
        return true;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (str_eq_nocase(str_sub(s, 0, good[i].n), good[i]))
            return true;
    return false;
}

void html_url_str(struct html *h, struct str s)
{
    if (url_is_good(s)) {
        escape(&h->out, s);
        return;
    }
    if (h->broken == NULL)
        h->broken = str_c(h->out.arena, s);
    buf_char(&h->out, '#');
}

void html_url_c(struct html *h, const char *s)
{
    html_url_str(h, str_of(s));
}

void html_url_part_str(struct html *h, struct str s)
{
    static const char hex[] = "0123456789ABCDEF";
    char *to = buf_room(&h->out, s.n * 3);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (is_unreserved(s.p[i])) {
            to[n++] = s.p[i];
        } else {
            to[n++] = '%';
            to[n++] = hex[c >> 4];
            to[n++] = hex[c & 15];
        }
    }
    h->out.n += n;
}

void html_url_part_c(struct html *h, const char *s)
{
    html_url_part_str(h, str_of(s));
}

struct text_arg html_arg_str(struct str s)
{
    return TEXT_STR(s);
}

struct text_arg html_arg_c(const char *s)
{
    return TEXT_STR(str_of(s));
}

struct text_arg html_arg_int(int64_t n)
{
    return TEXT_INT(n);
}

static bool needs_escape(const char *p, size_t n)
{
    unsigned char any = 0;
    for (size_t i = 0; i < n; i++)
        any |= entity_of[(unsigned char)p[i]];
    return any != 0;
}

/* Fills first and escapes what came of it: a placeholder cannot be forgotten. */
void html_put_key(struct html *h, enum text_key key, const struct text_arg *args, size_t n)
{
    size_t from = h->out.n;
    text_fill(&h->out, h->lang, key, args, n);
    if (n == 0 && text_table[h->lang][key].plain)
        return;
    if (!needs_escape(h->out.p + from, h->out.n - from))
        return;
    struct str filled = arena_copy(h->out.arena, (struct str){h->out.p + from, h->out.n - from});
    h->out.n = from;
    escape(&h->out, filled);
}
