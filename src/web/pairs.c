/* Reading and writing of URL-encoded pairs.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/pairs.h"

#include "base/utf8.h"

bool pairs_next(struct str *rest, struct str *ret_name, struct str *ret_value)
{
    struct str pair;

    while (str_cut(rest, '&', &pair)) {
        size_t at;

        if (pair.n == 0)
            continue;
        if (!str_find_char(pair, '=', &at)) {
            *ret_name = pair;
            *ret_value = (struct str){pair.p + pair.n, 0};
        } else {
            *ret_name = str_sub(pair, 0, at);
            *ret_value = (struct str){pair.p + at + 1, pair.n - at - 1};
        }
        return true;
    }
    return false;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool percent_decode(struct arena *a, struct str s, bool plus, struct str *ret)
{
    struct str out = {"", 0};
    bool good = true;
    char *p;

    for (size_t i = 0; i < s.n && out.n == 0; i++)
        if (s.p[i] == '%' || (plus && s.p[i] == '+'))
            out.n = 1;
    if (out.n == 0) { /* nothing to undo: most values */
        *ret = s;
        return true;
    }
    p = arena_alloc(a, s.n);
    out = (struct str){p, 0};
    for (size_t i = 0; i < s.n; i++) {
        int high = -1, low = -1;

        if (s.p[i] == '%' && i + 2 < s.n) {
            high = hex_digit(s.p[i + 1]);
            low = hex_digit(s.p[i + 2]);
        }
        if (s.p[i] == '+' && plus) {
            p[out.n++] = ' ';
        } else if (s.p[i] != '%') {
            p[out.n++] = s.p[i];
        } else if (high < 0 || low < 0) {
            good = false;
            p[out.n++] = '%';
        } else {
            p[out.n++] = (char)(high << 4 | low);
            i += 2;
        }
    }
    *ret = out;
    return good;
}

void percent_encode(struct buf *out, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    char *p = buf_room(out, s.n * 3);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';

        if (plain) {
            p[n++] = (char)c;
            continue;
        }
        p[n++] = '%';
        p[n++] = digits[c >> 4];
        p[n++] = digits[c & 15];
    }
    out->n += n;
}

struct str pairs_find(struct arena *a, struct str pairs, struct str name)
{
    struct str rest = pairs, n, v;

    while (pairs_next(&rest, &n, &v)) {
        struct str name_decoded, value;

        if (!percent_decode(a, n, true, &name_decoded) || !str_eq(name_decoded, name))
            continue;
        if (!percent_decode(a, v, true, &value) || !utf8_valid(value))
            return STR_NONE;
        return value;
    }
    return STR_NONE;
}

void pairs_add(struct buf *out, struct str name, struct str value)
{
    if (out->n > 0)
        buf_char(out, '&');
    percent_encode(out, name);
    buf_char(out, '=');
    percent_encode(out, value);
}
