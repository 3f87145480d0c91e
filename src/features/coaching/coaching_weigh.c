/* Weights and comparisons of answers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_weigh.h"

const char *const coaching_kind_words[] = {
#define X(name, word) word,
    COACHING_KINDS(X)
#undef X
        NULL};
const char *const coaching_pair_words[] = {"alike",   "different", "one_only",
                                           "neither", "in_words",  NULL};

#define WHOLE 12 /* a part of 1, 2, 3 or 4 steps is a whole number of these */

static bool has_height(const struct coaching_mark *m)
{
    return (m->kind == COACHING_YES_NO || m->kind == COACHING_SCALE) && m->n_levels > 1;
}

struct coaching_weighed coaching_weigh(const struct coaching_mark *marks, size_t n)
{
    struct coaching_weighed w = {0, 0};

    for (size_t i = 0; i < n; i++) {
        const struct coaching_mark *m = &marks[i];

        if (!has_height(m) || m->value < 0 || m->value >= m->n_levels)
            continue;
        w.of += m->weight * WHOLE;
        w.got += m->weight * WHOLE * m->value / (m->n_levels - 1);
    }
    return w;
}

bool coaching_talk_first(const struct coaching_mark *m)
{
    return m->critical && has_height(m) && m->value == 0;
}

enum coaching_pair coaching_compare(enum coaching_kind kind, int64_t one, int64_t other)
{
    bool one_said = one >= 0, other_said = other >= 0;

    if (kind == COACHING_TEXT)
        return COACHING_IN_WORDS;
    if (!one_said && !other_said)
        return COACHING_NEITHER;
    if (!one_said || !other_said)
        return COACHING_ONE_ONLY;
    return one == other ? COACHING_ALIKE : COACHING_DIFFERENT;
}
