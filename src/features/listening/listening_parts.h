/* What the rules of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_PARTS_H
#define LISTENING_LISTENING_PARTS_H

#include "base/clock.h"
#include "core/audit.h"
#include "features/listening/listening.h"

int64_t listening_today(void); /* as left_day is held against */

/* A session and in which part the actor may do something with it; no look is written. MISSING for all others. */
CHECKED enum status listening_open(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct listening *ret);
/* The same, and this act is possible now; else CONFLICT (refused), or DENIED when it is never this person's. */
CHECKED enum status listening_for(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, enum listening_act act, struct listening *ret);
bool listening_holds(const struct actor *who, enum role role, int64_t team_id);
CHECKED enum status listening_person(struct db *db, struct arena *a, int64_t person_id,
                                     struct listening_person_row *ret);
/* What stands in the catalogue where a centre has no words of its own. */
CHECKED enum status listening_text_of(struct db *db, struct arena *a, int64_t centre_id,
                                      int64_t version, struct listening_text_row *ret);

/* ---- listening_tell.c; in the transaction of the change */
/* Written down, the other one told, open pages of the two too. changed: 0 when somebody was faster, then CONFLICT (refused). */
CHECKED enum status listening_done(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, int64_t changed, const char *what,
                                   enum text_key notice);
/* The calendars of the two: there while it is accepted, taken back when it is not. */
CHECKED enum status listening_invite(struct db *db, struct arena *a, int64_t id);

#endif
