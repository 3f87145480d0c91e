/* Text being built; grows in an arena. The only builder of text.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <string.h>

#include "base/arena.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n, cap;
};

struct buf buf_new(struct arena *a, size_t expected);
void buf_grow(struct buf *b, size_t n); /* for buf_room alone */

/* Room for n more bytes; write there, then add to b->n. A page is put together from thousands of pieces: in the header. */
static inline char *buf_room(struct buf *b, size_t n)
{
    if (b->p == NULL || b->cap - b->n < n)
        buf_grow(b, n);
    return b->p + b->n;
}

static inline void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0)
        return;
    memcpy(buf_room(b, s.n), s.p, s.n);
    b->n += s.n;
}

static inline void buf_char(struct buf *b, char c)
{
    *buf_room(b, 1) = c;
    b->n++;
}

void buf_int(struct buf *b, int64_t v);
void buf_digits(struct buf *b, int64_t v,
                size_t least); /* zeros in front up to so many digits: 7, 2 is "07" */
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *b); /* borrowed, valid until the next addition */

#endif
