/* What a fuzz target has: one function that takes any bytes. libFuzzer calls it in ./test --long;
 * replay.c calls it with the kept inputs in every run.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/status.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static inline struct str input_of(const uint8_t *data, size_t n)
{
    return (struct str){(const char *)data, n};
}

/* Takes one byte off the front: which of several ways to go. */
static inline size_t take_byte(struct str *s)
{
    size_t byte = s->n > 0 ? (unsigned char)s->p[0] : 0;

    if (s->n > 0)
        *s = (struct str){s->p + 1, s->n - 1};
    return byte;
}

/* A copy of its own, so that the sanitizer sees a step beyond its end. */
static inline char *copy_of(struct str s)
{
    char *p = malloc(s.n > 0 ? s.n : 1);

    must(p != NULL);
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return p;
}

#endif
