/* Text being built: doubles its room in the arena and leaves the old room behind.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/buf.h"

#include "base/status.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SMALLEST 64

struct buf buf_new(struct arena *a, size_t expected)
{
    struct buf b = {.arena = a};
    buf_room(&b, expected);
    return b;
}

char *buf_room(struct buf *b, size_t n)
{
    must(n <= PTRDIFF_MAX / 4);
    if (b->p == NULL || b->cap - b->n < n) {
        size_t cap = b->cap * 2 > b->n + n ? b->cap * 2 : b->n + n;
        if (cap < SMALLEST)
            cap = SMALLEST;
        char *p = arena_alloc(b->arena, cap);
        if (b->n > 0)
            memcpy(p, b->p, b->n);
        b->p = p;
        b->cap = cap;
    }
    return b->p + b->n;
}

void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0)
        return;
    memcpy(buf_room(b, s.n), s.p, s.n);
    b->n += s.n;
}

void buf_char(struct buf *b, char c)
{
    *buf_room(b, 1) = c;
    b->n++;
}

void buf_int(struct buf *b, int64_t v)
{
    buf_printf(b, "%" PRId64, v);
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
