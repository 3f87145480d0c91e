/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_PARTS_H
#define HELP_HELP_PARTS_H

#include "features/help/help.h"

/* ---- help.c; all in a transaction */
CHECKED enum status help_note(struct db *db, int64_t request_id, int64_t person_id,
                              enum help_event kind, int64_t late_ms, int64_t detail);
/* Tells open pages and other features that it stands otherwise now. */
CHECKED enum status help_changed(struct db *db, int64_t centre_id, int64_t request_id);
/* The request for somebody of its centre who may help; MISSING for everybody else. */
CHECKED enum status help_of(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct help_row *ret);
CHECKED enum status help_press_in(struct db *db, struct arena *a, const struct actor *who,
                                  const struct help_press *press, struct help_pressed *ret);
/* Looks at it anew at once. */
CHECKED enum status help_wake(struct db *db, int64_t request_id);

/* ---- help_climb.c; in a transaction: enough are coming or it is over, so nobody else is called any more */
CHECKED enum status help_hush(struct db *db, struct arena *a, int64_t id);

/* ---- help_reach.c */
/* What the actor is for a request of this team: bits of enum help_target. */
int64_t help_targets_of(const struct actor *who, int64_t team_id, bool has_watch);
/* The actor is who is called when somebody on watch is. */
CHECKED enum status help_has_watch(struct db *db, struct arena *a, const struct actor *who,
                                   bool *ret);
/* By this channel the person can be reached now. */
bool help_reaches(const struct help_person *p, int64_t channels);

#endif
