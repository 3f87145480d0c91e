/* What RFC 9112 demands of a request's head and libmicrohttpd 0.9.75 lets pass. Two readings of one
 * request by us and by a proxy in front are how requests are smuggled, so whatever is doubtful is
 * refused.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "web/server_inner.h"

static bool is_token(struct str s)
{
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (!letter && (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL))
            return false;
    }
    return true;
}

static bool is_clean(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

/* libmicrohttpd ends a value at its first NUL and hides what follows. It leaves names and values
 * where it received them, with the line ends overwritten by NULs, so a hidden rest still stands
 * between a value and the next name. That is how 0.9.75 works, not what it promises: a name that
 * does not stand close behind is left alone, and server_test.c fails when the check stops working.
 * Versions from 1.0 refuse NULs themselves. */
static bool hides_nul(const struct header *at, const struct header *next)
{
    const char *end = at->value.p + at->value.n;

    if (next == NULL)
        return end[1] != '\0'; /* the line end and the empty line follow */
    if (next->name.p <= end || next->name.p - end > 32 * 1024)
        return false;
    for (const char *p = end; p < next->name.p; p++)
        if (*p != '\0')
            return true;
    return next->name.p - end > 2;
}

static bool is_number(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0 && s.n < 18;
}

static bool is_uri(struct str s)
{
    if (s.n == 0 || s.p[0] != '/')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || (unsigned char)s.p[i] >= 0x7f)
            return false;
    return true;
}

int head_check(struct str uri, const char *version, const struct header *headers, size_t n)
{
    int n_host = 0, n_length = 0, n_encoding = 0;

    if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
        return 505;
    if (!is_uri(uri))
        return 400;
    for (size_t i = 0; i < n; i++) {
        const struct header *h = &headers[i];

        if (!is_token(h->name) || !is_clean(h->value) || hides_nul(h, i + 1 < n ? h + 1 : NULL))
            return 400;
        if (str_eq_nocase(h->name, STR("Host"))) {
            n_host++;
        } else if (str_eq_nocase(h->name, STR("Content-Length"))) {
            n_length++;
            if (!is_number(h->value))
                return 400;
        } else if (str_eq_nocase(h->name, STR("Transfer-Encoding"))) {
            n_encoding++;
            if (!str_eq_nocase(h->value, STR("chunked")))
                return 501;
        }
    }
    if (n_host > 1 || (n_host == 0 && strcmp(version, "HTTP/1.1") == 0))
        return 400;
    return n_length + n_encoding > 1 ? 400 : 0;
}

int64_t head_body_length(const struct header *headers, size_t n)
{
    int64_t length;

    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(headers[i].name, STR("Transfer-Encoding")))
            return -1;
        if (str_eq_nocase(headers[i].name, STR("Content-Length")) &&
            str_int64(headers[i].value, &length))
            return length;
    }
    return 0;
}
