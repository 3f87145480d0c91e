/* Between the files of this feature; nobody else includes it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_PARTS_H
#define DUTY_DUTY_PARTS_H

#include "base/clock.h"
#include "base/id.h"
#include "core/refuse.h"
#include "features/duty/duty.h"

/* Before now: a stretch of work that began then may still be too long. */
#define DUTY_REST_BACK_MS (ROSTER_WEEK_STRETCH_MS + ROSTER_WEEK_REST_MS)

/* The rosters of a centre, ready to be reckoned with. */
struct duty_roster {
    struct duty_watch_row row;
    struct roster roster;
};
struct duty_centre {
    int64_t id;
    const struct zone *zone;
    struct duty_roster *watches;
    size_t n;
    struct roster_away *away;
    size_t n_away;
    struct duty_named_row_list names; /* by id */
};
/* What was over before `since` is left out. draft_id not 0: as if it were published. */
CHECKED enum status duty_load(struct db *db, struct arena *a, int64_t centre_id, int64_t since,
                              int64_t draft_id, struct duty_centre *ret);
const struct duty_roster *duty_roster_of(const struct duty_centre *c,
                                         int64_t watch_id);              /* NULL: none */
struct str duty_name_of(const struct duty_centre *c, int64_t person_id); /* STR_NONE: nobody */

/* The problems of a centre now, and those of `after` that were not there before. */
struct duty_problems {
    struct duty_gap_found *gaps;
    size_t n_gaps;
    struct duty_breach_found *breaches;
    size_t n_breaches;
};
void duty_problems(struct arena *a, const struct duty_centre *c, struct duty_problems *ret);
void duty_new_problems(struct arena *a, const struct duty_problems *before,
                       const struct duty_problems *after, struct duty_effect *ret);

struct roster_wall duty_wall(const struct zone *zone, int64_t at);
/* In a transaction: audit, event, and a look at the watch. */
CHECKED enum status duty_changed(struct db *db, const struct actor *who, int64_t watch_id,
                                 const char *what);
CHECKED enum status duty_entry_put(struct db *db, const struct actor *who, const struct zone *zone,
                                   int64_t watch_id, enum roster_layer layer, int64_t level,
                                   struct roster_span span, int64_t person_id, int64_t instead_of,
                                   bool shadow, struct str reason, int64_t *ret_id);
/* Who is told of what is wrong with a watch: its owner; the managers and administrators when that is nobody any more. */
CHECKED enum status duty_tell_owner(struct db *db, struct arena *a, const struct duty_watch_row *w,
                                    bool acute, enum text_key key, struct str dedupe);

/* The roster's people at one instant (duty_light.c). */
CHECKED enum status duty_stand(struct db *db, struct arena *a, const struct duty_centre *c,
                               const struct duty_roster *w, struct duty_light *ret);

/* Brings what calendars are told in line with the roster (duty_told.c); in a transaction. */
CHECKED enum status duty_tell_calendars(struct db *db, struct arena *a, const struct duty_centre *c,
                                        const struct duty_roster *w);

#endif
