/* What reading and writing of Twee share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_TWEE_PARTS_H
#define PRACTICE_TWEE_PARTS_H

#include "features/practice/twee.h"

struct twee_passage {
    struct str name, tags, body; /* tags: "a b" */
    int64_t line;                /* of the heading */
    size_t number;               /* in the file, from 1 */
};
struct twee_story {
    struct twee_passage *at, **by_name;
    size_t n;
    struct str title;
    const struct twee_passage *start;
    struct twee_problem problem; /* the first that was found */
};
struct twee_link {
    struct str text, target;
};

/* Passages, sorted too, without StoryTitle, StoryData and style sheets. INVALID with the problem. */
CHECKED enum status twee_read(struct arena *a, struct str twee, struct twee_story *ret);
/* Splits what stands between [[ and ]]; false: it has no text or no target. */
bool twee_link(struct str inner, struct twee_link *ret);
/* One of the passage's tags. */
bool twee_tagged(const struct twee_passage *p, const char *wanted);
const struct twee_passage *twee_find(const struct twee_story *story, struct str name);
/* The line holds a command of a story format. */
bool twee_is_command(struct str line);
CHECKED enum status twee_problem(struct twee_story *story, enum twee_wrong wrong,
                                 struct str passage, int64_t line);

#endif
