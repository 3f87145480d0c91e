/* Memory that lives as long as a request, a job run or a test, and is given back all at once.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine; runs what arena_on_end asked for, newest first */
void arena_reset(
    struct arena *a); /* as free and new, but keeps the first block for the next request */

/* Zeroed, aligned for any type. Never NULL: out of memory aborts, and input limits keep it unreachable. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull));
#define arena_make(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc_array((a), sizeof(type), (n)))
/* aborts on overflow */
void *arena_alloc_array(struct arena *a, size_t size, size_t n) __attribute__((returns_nonnull));
/* The same, but not zeroed: for bytes that are written at once. */
void *arena_room(struct arena *a, size_t n);

struct str arena_copy(struct arena *a, struct str s); /* STR_NONE stays STR_NONE */
const char *str_c(struct arena *a, struct str s);     /* NUL-terminated copy; "" for STR_NONE */
struct str arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Runs fn(p) when the arena ends or is rewound past this point: ties files and results to the request. */
void arena_on_end(struct arena *a, void (*fn)(void *), void *p);

/* For long loops: everything allocated after the mark is given back by rewind. */
struct arena_mark {
    void *block;
    size_t used;
    void *ends;
};
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);

/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *a);

#endif
