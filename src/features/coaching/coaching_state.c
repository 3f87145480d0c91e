/* The steps of a practice form.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_state.h"

#include <stddef.h>

const char *const coaching_state_words[] = {
#define X(name, word) word,
    COACHING_STATES(X)
#undef X
        NULL};
const char *const coaching_side_words[] = {"learner", "trainer", NULL};

struct step {
    enum coaching_state from;
    enum coaching_side by;
    enum coaching_act act;
    enum coaching_state to;
};
static const struct step steps[] = {
    {COACHING_SELF, COACHING_LEARNER, COACHING_SAVE, COACHING_SELF},
    {COACHING_SELF, COACHING_LEARNER, COACHING_LOCK, COACHING_TRAINER},
    {COACHING_SELF, COACHING_LEARNER, COACHING_DROP, COACHING_GONE},
    {COACHING_SELF, COACHING_BY_TRAINER, COACHING_DROP, COACHING_GONE},
    {COACHING_TRAINER, COACHING_BY_TRAINER, COACHING_SAVE, COACHING_TRAINER},
    {COACHING_TRAINER, COACHING_BY_TRAINER, COACHING_LOCK, COACHING_LOCKED},
    /* What the learner wrote is the learner's to take away until it was shared. */
    {COACHING_TRAINER, COACHING_LEARNER, COACHING_DROP, COACHING_GONE},
    {COACHING_LOCKED, COACHING_LEARNER, COACHING_DROP, COACHING_GONE},
    {COACHING_LOCKED, COACHING_BY_TRAINER, COACHING_SHARE, COACHING_SHARED},
    {COACHING_SHARED, COACHING_LEARNER, COACHING_ACKNOWLEDGE, COACHING_ENDED},
    {COACHING_SHARED, COACHING_LEARNER, COACHING_ANSWER, COACHING_ANSWERED},
    {COACHING_ANSWERED, COACHING_BY_TRAINER, COACHING_REPLY, COACHING_REPLIED},
    /* They have talked meanwhile. */
    {COACHING_ANSWERED, COACHING_LEARNER, COACHING_ACKNOWLEDGE, COACHING_ENDED},
    {COACHING_REPLIED, COACHING_LEARNER, COACHING_ACKNOWLEDGE, COACHING_ENDED},
    {COACHING_REPLIED, COACHING_LEARNER, COACHING_ANSWER, COACHING_ANSWERED},
};

bool coaching_step(enum coaching_state from, enum coaching_side by, enum coaching_act act,
                   enum coaching_state *ret)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].from == from && steps[i].by == by && steps[i].act == act) {
            *ret = steps[i].to;
            return true;
        }
    return false;
}

bool coaching_sees(enum coaching_state state, enum coaching_side reader, enum coaching_side whose)
{
    if (state < COACHING_SELF || state >= COACHING_STATE_N)
        return false;
    if (reader == whose)
        return true;
    return reader == COACHING_BY_TRAINER ? state >= COACHING_LOCKED : state >= COACHING_SHARED;
}
