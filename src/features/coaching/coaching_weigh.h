/* What a person's own answers come to, and how two people's answers to a question stand to each other. Pure.
 * The first is shown to the one who answered and to nobody else, and is kept nowhere; two people get no number, only where they
 * see it alike and where they do not.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_WEIGH_H
#define COACHING_COACHING_WEIGH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order is stored. */
#define COACHING_KINDS(X)                                                                          \
    X(YES_NO, "yes_no")                                                                            \
    X(CHOICE, "choice") /* without an order */                                                     \
    X(SCALE, "scale")                                                                              \
    X(TEXT, "text")
enum coaching_kind {
#define X(name, word) COACHING_##name,
    COACHING_KINDS(X)
#undef X
        COACHING_KIND_N
};
extern const char *const coaching_kind_words[]; /* "yes_no", … NULL */

#define COACHING_UNANSWERED (-1)
#define COACHING_NOT_RELEVANT (-2)
#define COACHING_LEVELS 5 /* of a scale or a choice, at most */

/* One question and what was answered: the level from 0, or one of the two above. Yes is 1. */
struct coaching_mark {
    enum coaching_kind kind;
    int64_t weight, n_levels, value;
    bool critical;
};
/* Only yes/no and scales have a height. What is not relevant, or not answered, is in neither number. */
struct coaching_weighed {
    int64_t got, of; /* of 0: nothing to weigh */
};
struct coaching_weighed coaching_weigh(const struct coaching_mark *marks, size_t n);
/* A critical one at its lowest level: to be talked about first. Says nothing about the others. */
bool coaching_talk_first(const struct coaching_mark *m);

enum coaching_pair {
    COACHING_ALIKE,
    COACHING_DIFFERENT,
    COACHING_ONE_ONLY, /* not relevant to one of them */
    COACHING_NEITHER,  /* not relevant to both, or none has answered */
    COACHING_IN_WORDS, /* a text: nothing to compare */
    COACHING_PAIR_N
};
extern const char *const coaching_pair_words[];
enum coaching_pair coaching_compare(enum coaching_kind kind, int64_t one, int64_t other);

#endif
