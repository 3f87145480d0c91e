/* Walks a story that was compiled from ink (inkle's language for branching dialogue) to its JSON, inkVersion 21: the server's own
 * reader of what inkjs plays in the browser, so that a path can be checked, continued elsewhere and shown again. A library of its
 * own: no database, no clock, no randomness but the seed.
 *
 * It does what inkjs does, step by step, for: text, glue, tags, choices of every kind, diverts (also by variable), knots, stitches,
 * gathers, tunnels, threads, functions with values and references, conditionals, sequences (also shuffled), variables, visit counts,
 * TURNS_SINCE and the like, RANDOM, numbers and strings. What it does not do, lists and functions of the player's program, is
 * refused by ink_load, so nothing is ever walked differently. tests/practice holds both against each other.
 *
 * A path is a seed and the choices made: walking it again gives the same words.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_INK_H
#define PRACTICE_INK_H

#include "base/arena.h"
#include "base/status.h"

#define INK_MAX_BYTES (1024 * 1024) /* of the JSON */
#define INK_MAX_CHOICES 32          /* offered at once */

struct ink_story; /* never changes once loaded; may be shared by threads */

/* INVALID: no such story, damaged, or it uses what is not walked here; failure_last() says what. TOO_LARGE. */
CHECKED enum status ink_load(struct arena *a, struct str json, const struct ink_story **ret);

struct ink_walk; /* one way through; in the arena */
CHECKED enum status ink_begin(struct arena *a, const struct ink_story *story, int64_t seed,
                              struct ink_walk **ret);

struct ink_texts {
    struct str *at;
    size_t n;
};
struct ink_line {
    struct str text; /* ends with a line end unless it is the last; may be empty */
    struct ink_texts tags;
};
bool ink_can_continue(const struct ink_walk *w);
/* INVALID: the story breaks here, or would never come to an end; failure_last() says how. The walk is then over. */
CHECKED enum status ink_continue(struct ink_walk *w, struct ink_line *ret);

struct ink_choice {
    struct str text;
    struct ink_texts tags;
};
/* What is offered when it cannot continue; none: the story has ended. */
size_t ink_choices(const struct ink_walk *w, struct ink_choice ret[INK_MAX_CHOICES]);
/* INVALID: no such choice. */
CHECKED enum status ink_choose(struct ink_walk *w, size_t choice);

/* A global variable's value as a whole number; false: there is none, or it is none. */
bool ink_number(const struct ink_walk *w, struct str name, int64_t *ret);
/* All global variables as text, "name=value" each, sorted by name: for comparing. */
struct str ink_variables(const struct ink_walk *w, struct arena *a);

#endif
