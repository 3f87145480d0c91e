/* Stories in Twee 3 (plain passages and links) as ink. Sans I/O.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_TWEE_H
#define PRACTICE_TWEE_H

#include "base/buf.h"
#include "base/status.h"

enum twee_wrong {
    TWEE_FINE,
    TWEE_EMPTY,  /* no passage */
    TWEE_HEAD,   /* a heading that cannot be read */
    TWEE_MACRO,  /* a command of a story format */
    TWEE_LINK,   /* a link without target or end */
    TWEE_TARGET, /* to a passage that is not there */
    TWEE_TWICE,  /* two passages of one name */
    TWEE_DATA,   /* StoryData is no JSON */
    TWEE_START,  /* the first passage is not there */
    TWEE_WRONG_N
};
struct twee_problem {
    enum twee_wrong wrong;
    struct str passage; /* its name */
    int64_t line;       /* of the file, from 1 */
};

/* twee is UTF-8. Links become choices that stay; a passage without one ends the call; tags of passages that hold a colon ("end:talked")
 * become tags of its last line.
 *   INVALID  *ret_problem says what is wrong, and where */
CHECKED enum status twee_to_ink(struct arena *a, struct str twee, struct str *ret,
                                struct twee_problem *ret_problem);

#endif
