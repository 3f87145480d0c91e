/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_PARTS_H
#define PRACTICE_PRACTICE_PARTS_H

#include "features/practice/ink.h"
#include "features/practice/practice.h"

/* Walks the story by the choices in ret->made and fills what was said and what is offered. CONFLICT: the story breaks, or the choices
 * do not fit it. */
CHECKED enum status practice_walk(struct arena *a, const struct ink_story *story, int64_t seed,
                                  struct practice_play *ret);
/* The story as it is now, kept once; in a transaction. */
CHECKED enum status practice_keep_story(struct db *db, struct arena *a, struct str json,
                                        int64_t *ret);
/* "view: …" of the tags; STR_NONE. */
struct str practice_tag(const struct ink_texts *tags, struct str name);
/* NULL: not shipped. */
const struct practice_shipped *practice_find(struct str name, enum lang lang);
/* A centre's own one by its name ("own-17"); those that are not offered are there for who writes them, MISSING for others. */
CHECKED enum status practice_find_own(struct db *db, struct arena *a, const struct actor *who,
                                      struct str name, struct practice_own_row *ret);

#endif
