/* Text being built; grows in an arena. The only builder of text.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n, cap;
};

struct buf buf_new(struct arena *a, size_t expected);
/* Room for n more bytes; write there, then add to b->n. */
char *buf_room(struct buf *b, size_t n);
void buf_add(struct buf *b, struct str s);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *b); /* borrowed, valid until the next addition */

#endif
