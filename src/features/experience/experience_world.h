/* The small centre of the tests: Anna and Bo are new in one class; Nina is Anna's mentor, Bo has none; Mark may stand in.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_WORLD_H
#define EXPERIENCE_EXPERIENCE_WORLD_H

#define WORLD_MORE                                                                                 \
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES (109, 4, "   \
    "11, 0, 0), (107, 4, 11, 0, 0);"                                                               \
    "INSERT INTO onboarding_class (id, centre_id, name, start_day, made_at, made_by) VALUES "      \
    "(900, "                                                                                       \
    "1, 'Hold 1', 20535, 0, 103);"                                                                 \
    "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, class_id, profile, version, "  \
    "start_day, made_at, made_by, first_said, first_told) VALUES"                                  \
    " (901, 1, 101, 11, 900, 0, 0, 20535, 0, 103, FALSE, 0),"                                      \
    " (902, 1, 102, 11, 900, 0, 0, 20535, 0, 103, FALSE, 0);"                                      \
    "INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, made_at, made_by) VALUES "      \
    "(911, "                                                                                       \
    "901, 109, 20535, 0, 103);"
#include "centre.h"

#include "core/refuse.h"
#include "features/experience/experience.h"

static inline struct experience_entry entry_of(const char *key, int64_t kind, int64_t strength)
{
    return (struct experience_entry){.client_key = str_of(key),
                                     .kind = kind,
                                     .strength = strength,
                                     .for_mentor = EXPERIENCE_AS_WISHED,
                                     .for_day = EXPERIENCE_AS_WISHED};
}

/* Somebody logs; the id. */
static inline int64_t log_one(struct world *w, const struct actor *who,
                              const struct experience_entry *e)
{
    struct experience_logged logged = {0};

    assert_ok(experience_log(w->db, w->arena, who, e, &logged));
    db_refresh(w->db);
    return logged.id;
}

#endif
