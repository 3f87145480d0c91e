/* Lines of JSON for calendars.mjs: what calendars were sent, and what should stand in them.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALENDARS_TAPE_H
#define CALENDARS_TAPE_H

#include "base/json.h"

/* Begins a tape in the folder that $CALENDAR_FOLDER names. */
void tape_begin(const char *name);
void tape_end(void);
/* {"person":101,"kind":text}: kind is "mail" or "feed". */
void tape_text(struct arena *a, int64_t person_id, const char *kind, struct str text);

/* What should be in a person's calendar now. */
struct tape_entry {
    int64_t from_at, to_at;
    struct str title;
};
void tape_truth(struct arena *a, int64_t person_id, const char *kind, int64_t from_at,
                int64_t until_at, const struct tape_entry *entries, size_t n);

/* The same numbers for the same seed. */
uint64_t tape_random(uint64_t *seed, uint64_t below);

#endif
