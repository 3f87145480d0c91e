/* Looking at borrowed text: compare, trim, find, cut, read a number.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *c)
{
    return c == NULL ? STR_NONE : (struct str){c, strlen(c)};
}

/* Compares bytes only: absent text equals empty text; whoever must tell them apart asks for p ==
 * NULL. */
bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n == 0 ? 0 : memcmp(a.p, b.p, n);
    if (order != 0)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq((struct str){s.p, prefix.n}, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    while (s.n > 0 && is_blank(s.p[0])) {
        s.p++;
        s.n--;
    }
    return s;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
    if (s.p == NULL)
        return STR_NONE;
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct str){s.p + from, n};
}

bool str_find(struct str s, struct str needle, size_t *ret)
{
    if (needle.n == 0) {
        *ret = 0;
        return true;
    }
    if (s.n < needle.n)
        return false;
    const char *at = memmem(s.p, s.n, needle.p, needle.n);
    if (at == NULL)
        return false;
    *ret = (size_t)(at - s.p);
    return true;
}

bool str_find_char(struct str s, char c, size_t *ret)
{
    const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);
    if (at == NULL)
        return false;
    *ret = (size_t)(at - s.p);
    return true;
}

bool str_cut(struct str *rest, char separator, struct str *ret)
{
    if (rest->p == NULL)
        return false;
    struct str s = *rest;
    size_t at;
    if (str_find_char(s, separator, &at)) {
        *ret = str_sub(s, 0, at);
        *rest = str_sub(s, at + 1, s.n);
    } else {
        *ret = s;
        *rest = STR_NONE;
    }
    return true;
}

bool str_int64(struct str s, int64_t *ret)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    size_t i = negative ? 1 : 0;
    if (i == s.n)
        return false;
    int64_t v = 0; /* kept negative, because INT64_MIN has no positive twin */
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        if (__builtin_mul_overflow(v, INT64_C(10), &v) ||
            __builtin_sub_overflow(v, (int64_t)(s.p[i] - '0'), &v))
            return false;
    }
    if (!negative && v == INT64_MIN)
        return false;
    *ret = negative ? v : -v;
    return true;
}
