/* What making and mending an agenda share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_AGENDA_PARTS_H
#define FOLLOW_UP_FOLLOW_UP_AGENDA_PARTS_H

#include "features/follow_up/follow_up_agenda.h"

#define FOLLOW_UP_CASE_MINUTES 15
#define PRACTICE_MINUTES 15 /* to play it and talk about it */
#define EXERCISE_MINUTES 15

/* What can be used of one kind. */
struct follow_up_theme {
    int64_t kind, weight; /* the sum of the strengths */
    size_t n_authors;
    struct follow_up_entry *told; /* the strongest first */
    size_t n_told;
    struct follow_up_entry *blend; /* by id; none when too few have met it */
    size_t n_blend;
};
struct follow_up_themes {
    struct follow_up_theme *at; /* the heaviest first */
    size_t n;
};
struct follow_up_themes follow_up_themes_of(struct arena *a, const struct follow_up_entry *entries,
                                            size_t n);
size_t follow_up_authors(struct arena *a, const struct follow_up_entry *entries, size_t n);
struct follow_up_block follow_up_block_of(enum follow_up_kind kind, int64_t theme, int64_t minutes);
/* No more than FOLLOW_UP_BLOCKS: what is too many is left out. */
void follow_up_insert(struct follow_up_agenda *g, size_t at, const struct follow_up_block *b);
/* false: the theme has fewer. */
bool follow_up_case(struct arena *a, const struct follow_up_theme *t, size_t nth,
                    struct follow_up_block *ret);
/* What stands around the cases traces to what they do. */
void follow_up_trace(struct arena *a, struct follow_up_agenda *g);
void follow_up_stretch(struct follow_up_agenda *g, int64_t *left);
void follow_up_fill(struct follow_up_agenda *g, size_t at, const struct follow_up_shelf *shelf,
                    int64_t *left);

#endif
