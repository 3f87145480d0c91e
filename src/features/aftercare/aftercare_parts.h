/* What the files of this feature share and nobody else sees.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_PARTS_H
#define AFTERCARE_AFTERCARE_PARTS_H

#include "features/aftercare/aftercare.h"

/* ---- aftercare_owner.c */
struct care_owner {
    int64_t person_id;    /* 0: nobody */
    int64_t rank;         /* higher is further up */
    int64_t principal_id; /* whose place it is */
};
/* Who should act now on a step of this kind, due then. */
CHECKED enum status care_owner_first(struct db *db, struct arena *a, const struct care_case_row *k,
                                     const struct zone *zone, int64_t kind, int64_t due_at,
                                     struct care_owner *ret);
/* The present owner is away: their substitute, else the next, else anybody. */
CHECKED enum status care_owner_instead(struct db *db, struct arena *a,
                                       const struct care_case_row *k, const struct zone *zone,
                                       const struct care_step_row *s, struct care_owner *ret);
/* One further up; the same when there is nobody. */
CHECKED enum status care_owner_up(struct db *db, struct arena *a, const struct care_case_row *k,
                                  const struct zone *zone, const struct care_step_row *s,
                                  struct care_owner *ret);

/* ---- aftercare.c; all in a transaction */
CHECKED enum status care_note_event(struct db *db, int64_t case_id, int64_t step_id,
                                    const struct actor *who, enum care_event kind,
                                    struct str detail);
CHECKED enum status care_step_add(struct db *db, struct arena *a, const struct care_case_row *k,
                                  const struct zone *zone, const struct care_plan_step_row *p,
                                  int64_t start_at);
/* After every change of a step: what is next; when all is over, what was learned is asked for. */
CHECKED enum status care_next(struct db *db, struct arena *a, int64_t case_id);
/* Gives the step to another; writes nothing when it is the same. */
CHECKED enum status care_give(struct db *db, struct arena *a, const struct care_step_row *s,
                              const struct care_owner *to, const struct actor *who);
/* A new clock from now until due. */
CHECKED enum status care_reclock(struct db *db, int64_t step_id, int64_t due_at,
                                 enum care_answer answer);
CHECKED enum status care_find_step(struct db *db, struct arena *a, int64_t step_id,
                                   struct care_step_row *ret_step, struct care_case_row *ret_case);

/* ---- aftercare_plan.c */
CHECKED enum status care_plan_latest(struct db *db, struct arena *a, int64_t centre_id,
                                     int64_t *ret_id);

/* ---- aftercare_learn.c */
CHECKED enum status care_learn(struct db *db, struct arena *a, const struct actor *who,
                               const struct care_case_row *k, struct str text);

/* ---- aftercare_tell.c: who hears of it, in the transaction of the change; each once */
CHECKED enum status care_tell_opened(struct db *db, struct arena *a, const struct care_case_row *k);
/* The case is (also) theirs now. */
CHECKED enum status care_tell_owner(struct db *db, struct arena *a, int64_t case_id,
                                    int64_t owner_id);
CHECKED enum status care_tell_reminder(struct db *db, struct arena *a,
                                       const struct care_step_row *s, int64_t owner_id, int level,
                                       bool is_statutory);
CHECKED enum status care_tell_asked(struct db *db, struct arena *a, const struct care_case_row *k);
CHECKED enum status care_tell_alarm(struct db *db, struct arena *a, const struct care_case_row *k,
                                    int64_t alarm_id);
CHECKED enum status care_tell_stale_numbers(struct db *db, struct arena *a, int64_t centre_id,
                                            int64_t today);

/* ---- aftercare_act.c */
/* The actor leads the employee's team and is not the employee. */
bool care_leads(const struct actor *who, enum permission p, const struct care_case_row *k);

#endif
