/* How a practice form goes between two people, and who sees whose answers: pure functions.
 * The learner fills first; the trainer then, without seeing that; when the trainer's own answers are locked, the trainer sees
 * both; when the trainer shares, the learner does. The learner acknowledges or answers in words, the trainer replies; both views
 * stay as they are. A step back does not exist, and nobody sees more by any other way.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_STATE_H
#define COACHING_COACHING_STATE_H

#include <stdbool.h>

/* Order is stored. */
#define COACHING_STATES(X)                                                                         \
    X(SELF, "self")         /* the learner fills */                                                \
    X(TRAINER, "trainer")   /* the trainer fills, blind */                                         \
    X(LOCKED, "locked")     /* the trainer sees both, the learner the own */                       \
    X(SHARED, "shared")     /* both see both */                                                    \
    X(ANSWERED, "answered") /* the learner sees something otherwise */                             \
    X(REPLIED, "replied")                                                                          \
    X(ENDED, "ended")
enum coaching_state {
#define X(name, word) COACHING_##name,
    COACHING_STATES(X)
#undef X
        COACHING_STATE_N,
    COACHING_GONE = COACHING_STATE_N /* dropped: nothing is left to have a state */
};
extern const char *const coaching_state_words[]; /* "self", … NULL */

/* Order is stored. */
enum coaching_side { COACHING_LEARNER, COACHING_BY_TRAINER, COACHING_SIDE_N };
extern const char *const coaching_side_words[];

enum coaching_act {
    COACHING_SAVE,
    COACHING_LOCK,
    COACHING_SHARE,
    COACHING_ACKNOWLEDGE,
    COACHING_ANSWER,
    COACHING_REPLY,
    COACHING_DROP,
    COACHING_ACT_N
};

/* false: this side cannot do that now; *ret is untouched. */
bool coaching_step(enum coaching_state from, enum coaching_side by, enum coaching_act act,
                   enum coaching_state *ret);
/* Whether the answers of `whose` can be read by `reader`. */
bool coaching_sees(enum coaching_state state, enum coaching_side reader, enum coaching_side whose);

#endif
