/* Text being built: doubles its room in the arena and leaves the old room behind.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/buf.h"

#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

#define SMALLEST 64

struct buf buf_new(struct arena *a, size_t expected)
{
    struct buf b = {.arena = a};
    buf_room(&b, expected);
    return b;
}

void buf_grow(struct buf *b, size_t n)
{
    must(n <= PTRDIFF_MAX / 4);
    size_t cap = b->cap * 2 > b->n + n ? b->cap * 2 : b->n + n;
    if (cap < SMALLEST)
        cap = SMALLEST;
    char *p = arena_room(b->arena, cap);
    if (b->n > 0)
        memcpy(p, b->p, b->n); /* NOLINT(clang-analyzer-core.NonNullParamChecker) */
    b->p = p;
    b->cap = cap;
}

void buf_digits(struct buf *b, int64_t v, size_t least)
{
    char s[24]; /* filled from the end */
    size_t at = sizeof s;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    must(least < sizeof s);
    do
        s[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    while (sizeof s - at < least)
        s[--at] = '0';
    if (v < 0)
        s[--at] = '-';
    buf_add(b, (struct str){s + at, sizeof s - at});
}

void buf_int(struct buf *b, int64_t v)
{
    buf_digits(b, v, 1);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    must(format != NULL);
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    char *p = buf_room(b, SMALLEST);
    int n = vsnprintf(p, b->cap - b->n, format, args);
    va_end(args);
    must(n >= 0);
    if ((size_t)n >= b->cap - b->n) {
        p = buf_room(b, (size_t)n + 1);
        vsnprintf(p, (size_t)n + 1, format, again);
    }
    va_end(again);
    b->n += (size_t)n;
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->p != NULL ? b->p : "", b->n};
}
