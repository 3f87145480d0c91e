/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_PARTS_H
#define HELP_HELP_PARTS_H

#include "features/duty/duty.h"
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
/* As help_people, before it is asked who needs help: everybody of the centre who is not gone and not away, ordered. */
struct help_crowd {
    struct help_candidate_row_list people;
    struct help_grant_row_list grants;
    struct duty_person_list duty;
};
CHECKED enum status help_crowd(struct db *db, struct arena *a, int64_t centre_id,
                               struct help_crowd *ret);
bool help_crowd_find(const struct help_crowd *c, int64_t person_id, size_t *ret_at);
/* What the one at this place is for a request of that team. */
struct help_person help_crowd_person(const struct help_crowd *c, size_t at, int64_t team_id);
bool help_crowd_has_watch(const struct help_crowd *c, const struct actor *who);
/* What the actor is for a request of this team: bits of enum help_target. */
int64_t help_targets_of(const struct actor *who, int64_t team_id, bool has_watch);
/* The actor is who is called when somebody on watch is. */
CHECKED enum status help_has_watch(struct db *db, struct arena *a, const struct actor *who,
                                   bool *ret);
/* By this channel the person can be reached now. */
bool help_reaches(const struct help_person *p, int64_t channels);

/* ---- help_desk.c */
/* Counts one more (1) or one less (-1). */
void help_ready_count(struct help_ready *r, const struct help_person *p, int64_t by);

/* ---- help_crowd.c: help_ready and help_has_watch as they were up to a second ago, while they are kept */
CHECKED enum status help_ready_lately(struct db *db, struct arena *a, const struct actor *who,
                                      struct help_ready *ret, bool *ret_has_watch);
void help_crowd_changed(int64_t centre_id);
void help_crowd_keep(bool is_kept);

/* ---- help_presence.c: who is at a desk, kept in memory by a process that serves */
/* true: is kept already, and is written with the others. false: the database must be asked. */
bool help_presence_beat(const struct actor *who, int64_t page, int64_t now);
void help_presence_enter(const struct actor *who, int64_t page, int64_t seen_at,
                         int64_t written_at);
/* The page closes: whether the actor stays, by another that is open. */
bool help_presence_stays(const struct actor *who, int64_t page, int64_t now);
/* After the row says so. */
void help_presence_leave(const struct actor *who, int64_t page, int64_t now);
void help_presence_set_back(int64_t by_ms); /* the clock was */
/* Somebody of the centre came or went: whether open pages are told with this transaction; if not, say _later after it. */
bool help_presence_tells_now(int64_t centre_id);
void help_presence_tells_later(int64_t centre_id);
/* Begins to keep it, without the thread that takes a turn each second (help_presence_start has one). */
void help_presence_keep(struct store *store);
void help_presence_turn(void *context);

#endif
