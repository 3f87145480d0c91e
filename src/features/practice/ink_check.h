/* Looks at a whole story before somebody practises with it: is every passage reached, does every way end, does anything break. Walks all
 * ways, each state once: states are told apart by a hash of what decides how they go on, counts of visits up to INK_CHECK_COUNTS.
 * Chance is tried with a few seeds.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_INK_CHECK_H
#define PRACTICE_INK_CHECK_H

#include "features/practice/ink.h"

#define INK_CHECK_STATES 5000 /* then it says that it has not seen everything */
#define INK_CHECK_COUNTS 12   /* more visits are taken for as many */
#define INK_CHECK_MOST 30     /* findings */

enum ink_finding_kind {
    INK_UNREACHED, /* no way leads to this passage */
    INK_BREAKS,    /* the story fails on this way; why says how */
    INK_NO_END     /* from here on no way leads to an end */
};
struct ink_finding {
    enum ink_finding_kind kind;
    struct str passage; /* "knot" or "knot.stitch", of UNREACHED */
    struct str way;     /* what was chosen to get there, " → " between; empty: nothing */
    struct str why;
};
struct ink_checked {
    struct ink_finding at[INK_CHECK_MOST];
    size_t n;
    int64_t n_states, n_endings; /* seen; an ending is a state without a choice */
    int64_t n_passages;
    bool is_whole; /* every state was seen: what is not found is not there */
};
CHECKED enum status ink_check(struct arena *a, const struct ink_story *story,
                              struct ink_checked *ret);

#endif
