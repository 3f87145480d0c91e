/* Between the files of the roster; nobody else includes it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_ROSTER_PARTS_H
#define CORE_ROSTER_PARTS_H

#include <stdlib.h>

#include "base/clock.h"
#include "core/roster.h"

/* Spans that grow by doubling; an arena gives nothing back, so a list is at most twice its size. */
#define ROSTER_PUSH(a, list, item)                                                                 \
    do {                                                                                           \
        if ((list)->n >= 16 ? ((list)->n & ((list)->n - 1)) == 0 : (list)->n == 0) {               \
            __typeof__((list)->at) grown_ = (__typeof__((list)->at))arena_alloc_array(             \
                (a), sizeof *(list)->at, (list)->n == 0 ? 16 : 2 * (list)->n);                     \
            if ((list)->n > 0)                                                                     \
                memcpy(grown_, (list)->at, (list)->n * sizeof *(list)->at);                        \
            (list)->at = grown_;                                                                   \
        }                                                                                          \
        (list)->at[(list)->n++] = (item);                                                          \
    } while (0)

#define ROSTER_SORT(list, by)                                                                      \
    do {                                                                                           \
        if ((list)->n > 1)                                                                         \
            qsort((list)->at, (list)->n, sizeof *(list)->at, (by));                                \
    } while (0)

static inline int roster_order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}
static inline struct roster_span roster_cut(struct roster_span a, struct roster_span b)
{
    return (struct roster_span){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

/* The day begins on a holiday of this roster. */
bool roster_is_holiday(const struct roster *r, int32_t day);
/* Joins what touches or overlaps; sorts first. */
void roster_join(struct roster_span_list *spans);

#endif
