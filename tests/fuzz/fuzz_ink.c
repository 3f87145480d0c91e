/* Any bytes as a compiled story: it is refused, or walked for some turns without harm, and the same way again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "features/practice/ink.h"

#define TURNS 12

static size_t walk(struct arena *a, const struct ink_story *story, int64_t seed)
{
    struct ink_choice choices[INK_MAX_CHOICES];
    struct ink_line line;
    struct ink_walk *w;
    size_t sum = 0, n = 0;

    if (ink_begin(a, story, seed, &w) != OK)
        return 0;
    for (int turn = 0; turn < TURNS; turn++) {
        for (int lines = 0; lines < 50 && ink_can_continue(w); lines++)
            if (ink_continue(w, &line) == OK)
                sum = sum * 31 + line.text.n + line.tags.n;
        n = ink_choices(w, choices);
        sum = sum * 31 + n;
        if (n == 0 || ink_choose(w, (size_t)turn % n) != OK)
            break;
    }
    return sum + ink_variables(w, a).n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct str input = input_of(data, n);
    int64_t seed = (int64_t)take_byte(&input);
    char *copy = copy_of(input);
    const struct ink_story *story;

    if (ink_load(a, (struct str){copy, input.n}, &story) == OK)
        must(walk(a, story, seed) == walk(a, story, seed));
    free(copy);
    arena_free(a);
    return 0;
}
