/* A list of blocks filled from the front; under AddressSanitizer every piece is a block of its own.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/arena.h"

#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define EACH_ALONE 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define EACH_ALONE 1
#endif
#ifndef EACH_ALONE
#define EACH_ALONE 0
#endif

#define FIRST_BLOCK (16 * 1024)
#define LATER_BLOCK (64 * 1024)
#define ALIGN _Alignof(max_align_t)

struct block {
    struct block *older;
    unsigned char *data;
    size_t size, used;
    size_t before; /* handed out by older blocks, so that a rewind needs no counting */
};

/* Lies in the arena itself. */
struct end {
    struct end *older;
    void (*fn)(void *);
    void *p;
};

struct arena {
    struct block *newest;
    struct end *ends;
};

static void *checked_malloc(size_t n)
{
    void *p = malloc(n > 0 ? n : 1);
    must(p != NULL);
    return p;
}

static void block_push(struct arena *a, size_t size)
{
    struct block *b = checked_malloc(sizeof *b);
    b->older = a->newest;
    b->data = checked_malloc(size);
    b->size = size;
    b->used = 0;
    b->before = arena_used(a);
    a->newest = b;
}

static void block_pop(struct arena *a)
{
    struct block *b = a->newest;
    a->newest = b->older;
    free(b->data);
    free(b);
}

/* Takes each entry off before calling it, so that it runs once whatever the callback does. */
static void run_ends(struct arena *a, const struct end *until)
{
    while (a->ends != NULL && a->ends != until) {
        struct end *e = a->ends;
        a->ends = e->older;
        e->fn(e->p);
    }
}

struct arena *arena_new(void)
{
    struct arena *a = checked_malloc(sizeof *a);
    a->newest = NULL;
    a->ends = NULL;
    return a;
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    run_ends(a, NULL);
    while (a->newest != NULL)
        block_pop(a);
    free(a);
}

void arena_reset(struct arena *a)
{
    run_ends(a, NULL);
    while (a->newest != NULL && (EACH_ALONE || a->newest->older != NULL))
        block_pop(a);
    if (a->newest == NULL)
        return;
    if (a->newest->size == FIRST_BLOCK)
        a->newest->used = 0;
    else
        block_pop(a); /* one large first wish should not stay for ever */
}

static size_t round_up(size_t n)
{
    return EACH_ALONE ? n : (n + ALIGN - 1) / ALIGN * ALIGN;
}

void *arena_room(struct arena *a, size_t n)
{
    must(n <= PTRDIFF_MAX / 2);
    size_t need = round_up(n > 0 ? n : 1);
    if (EACH_ALONE) {
        block_push(a, n);
        need = n;
    } else if (a->newest == NULL || a->newest->size - a->newest->used < need) {
        size_t usual = a->newest == NULL ? FIRST_BLOCK : LATER_BLOCK;
        block_push(a, need > usual ? need : usual);
    }
    struct block *b = a->newest;
    void *p = b->data + b->used;
    b->used += need;
    return p;
}

void *arena_alloc(struct arena *a, size_t n)
{
    return memset(arena_room(a, n), 0, n);
}

void *arena_alloc_array(struct arena *a, size_t size, size_t n)
{
    size_t total;
    bool overflow = __builtin_mul_overflow(size, n, &total);
    must(!overflow);
    return arena_alloc(a, total);
}

struct str arena_copy(struct arena *a, struct str s)
{
    if (s.p == NULL)
        return STR_NONE;
    char *p = arena_room(a, s.n);
    memcpy(p, s.p, s.n);
    return (struct str){p, s.n};
}

const char *str_c(struct arena *a, struct str s)
{
    if (s.p == NULL)
        return "";
    char *p = arena_room(a, s.n + 1);
    memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
    must(format != NULL);
    char small[200];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    must(n >= 0);
    char *p = arena_room(a, (size_t)n + 1);
    if ((size_t)n < sizeof small)
        memcpy(p, small, (size_t)n + 1);
    else
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){p, (size_t)n};
}

void arena_on_end(struct arena *a, void (*fn)(void *), void *p)
{
    struct end *e = arena_make(a, struct end);
    e->older = a->ends;
    e->fn = fn;
    e->p = p;
    a->ends = e;
}

struct arena_mark arena_mark(struct arena *a)
{
    size_t used = a->newest == NULL ? 0 : a->newest->used;
    return (struct arena_mark){a->newest, used, a->ends};
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
    run_ends(a, mark.ends);
    while (a->newest != NULL && a->newest != mark.block) {
        /* The first block is kept for the next turn of the loop. */
        if (!EACH_ALONE && mark.block == NULL && a->newest->older == NULL) {
            a->newest->used = 0;
            return;
        }
        block_pop(a);
    }
    must(a->newest == mark.block);
    if (a->newest != NULL)
        a->newest->used = mark.used;
}

size_t arena_used(const struct arena *a)
{
    return a->newest == NULL ? 0 : a->newest->before + a->newest->used;
}
