/* Words of a text as search compares them: folded, without those that stand everywhere, each cut down to its stem by the
 * Danish rules of Snowball. Pure: no database, no clock.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_WORDS_H
#define ASKING_ASKING_WORDS_H

#include "base/arena.h"
#include "base/status.h"

#define ASKING_WORDS_MAX 2000 /* of one text; what stands behind is not found */

struct asking_word {
    struct str stem,
        plain; /* plain: folded, not cut: what was typed may be the beginning of a word */
    int64_t n; /* how often */
};
struct asking_words {
    struct asking_word *at; /* in the order they first come */
    size_t n;
};
CHECKED enum status asking_words(struct arena *a, struct str text, struct asking_words *ret);

/* Acute danger that a text speaks of, by a short list of phrases in both languages. It only offers help: what it does not
 * know is sent as any other question. */
enum asking_danger {
    ASKING_NO_DANGER,
    ASKING_SUICIDE,
    ASKING_THREAT, /* against somebody's life or body */
    ASKING_BOMB
};
enum asking_danger asking_danger(struct arena *a, struct str text);

#endif
