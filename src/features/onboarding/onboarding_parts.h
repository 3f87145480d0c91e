/* What the rules of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_PARTS_H
#define ONBOARDING_ONBOARDING_PARTS_H

#include "base/clock.h"
#include "core/audit.h"
#include "features/onboarding/onboarding.h"

/* An item of the program's own plans (onboarding_catalog.c). minutes 0: not in that profile. */
struct onboarding_own {
    const char *word;
    enum text_key title;
    int64_t role, kind, competence, flags;
    const char *needs, *module;
    struct {
        int64_t day, minutes;
    } in[ONBOARDING_PROFILE_N];
};
extern const struct onboarding_own onboarding_own[];
extern const size_t onboarding_own_n;

/* ---- onboarding.c */
CHECKED enum status onboarding_run_now(struct db *db, struct arena *a, int64_t id,
                                       struct onboarding_run_row *ret);
/* For somebody who may at least see it; MISSING for all others. */
CHECKED enum status onboarding_run_for(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id, struct onboarding_run_row *ret);
CHECKED enum status onboarding_calendar(const struct onboarding_run_row *r, struct calendar *ret);
int32_t onboarding_due_day(const struct calendar *c, int32_t start_day, int64_t day);
struct str onboarding_page(struct arena *a, int64_t run_id);
/* The role, for the whole centre or this team. */
bool onboarding_holds(const struct actor *who, enum role role, int64_t team_id);
/* In a transaction: written down, told to programs and open pages, and the clock looks at once. */
CHECKED enum status onboarding_note(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t run_id, struct str detail);

/* ---- onboarding_plan.c */
CHECKED enum status onboarding_plan_now(struct db *db, struct arena *a, int64_t centre_id,
                                        enum onboarding_profile profile,
                                        struct onboarding_plan *ret);

/* Some of it is a mentor's part. */
bool onboarding_wants_mentor(const struct onboarding_plan *p);

/* ---- onboarding_pair.c */
struct onboarding_people {
    int64_t *at;
    size_t n;
};
/* Who acts for a role today: those who hold it and are there, for those away their stand-ins; of the team before the centre.
 * Never the newcomer, but for the newcomer's own items. */
CHECKED enum status onboarding_holders(struct db *db, struct arena *a,
                                       const struct onboarding_run_row *r,
                                       enum onboarding_role role, struct onboarding_people *ret);
/* One of `mentors` with room, least loaded first, and counts the new one; 0: nobody has room. */
int64_t onboarding_pick(struct onboarding_mentor_row_list *mentors, int64_t except);

/* ---- onboarding_item.c */
CHECKED enum status onboarding_end_word(struct db *db, struct arena *a, int64_t run_id,
                                        struct str word);

/* ---- onboarding_first.c; in a transaction */
CHECKED enum status onboarding_first_look(struct db *db, struct arena *a, int64_t run_id);

/* ---- onboarding_tell.c: who hears of it, in the transaction of the change; each once */
/* Pages that are open: something about this plan stands otherwise. */
CHECKED enum status onboarding_tell_pages(struct db *db, struct arena *a, int64_t run_id);
CHECKED enum status onboarding_tell_all(struct db *db, struct arena *a,
                                        const struct onboarding_people *to, bool acute,
                                        enum text_key key, struct str path, struct str dedupe);
/* Mentor and leader, each once also when they are one. */
CHECKED enum status onboarding_tell_both(struct db *db, struct arena *a,
                                         const struct onboarding_run_row *r, enum text_key key,
                                         struct str dedupe);

#endif
