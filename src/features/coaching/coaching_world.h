/* The small centre of the tests: Bo trains calls in North, Søren in the whole centre, Nina is mentor in North; Anna is new.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_WORLD_H
#define COACHING_COACHING_WORLD_H

#define WORLD_MORE                                                                                 \
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES (102, 5, "   \
    "11, 0, 0), (104, 5, 0, 0, 0), (109, 4, 11, 0, 0);"                                            \
    "UPDATE person SET left_day = 18500 WHERE id = 107;"                                           \
    "UPDATE person SET lang = 'en' WHERE id = 109"
#include "centre.h"

#include "core/refuse.h"
#include "features/coaching/calibration.h"

#define ABOUT "Den om ventetiden"

/* Every question at this level, with these words; of a text the words alone. */
static inline struct coaching_answer *every(struct world *w, int64_t value, const char *words)
{
    struct coaching_answer *answers =
        arena_array(w->arena, struct coaching_answer, COACHING_QUESTIONS);

    for (size_t i = 0; i < COACHING_QUESTIONS; i++)
        answers[i] = (struct coaching_answer){value, str_of(words)};
    return answers;
}

static inline int64_t begins(struct world *w, const struct actor *who, enum coaching_side side,
                             int64_t with)
{
    const struct coaching_start start = {.side = side, .with_id = with, .about = STR(ABOUT)};
    int64_t id = 0;

    assert_ok(coaching_begin(w->db, w->arena, who, &start, &id));
    db_refresh(w->db);
    return id;
}

static inline struct coaching reads(struct world *w, const struct actor *who, int64_t id)
{
    struct coaching c;

    db_refresh(w->db);
    assert_ok(coaching_find(w->db, w->arena, who, id, &c));
    return c;
}

static inline void locks(struct world *w, const struct actor *who, int64_t id, const char *words)
{
    assert_ok(coaching_fill(w->db, w->arena, who, id, every(w, 1, words), true));
    db_refresh(w->db);
}

/* Anna has filled, Bo has filled and shared. */
static inline int64_t shared(struct world *w)
{
    int64_t id = begins(w, &w->anna, COACHING_LEARNER, BO);

    locks(w, &w->anna, id, "selvord");
    locks(w, &w->bo, id, "trænerord");
    assert_ok(coaching_share(w->db, w->arena, &w->bo, id, STR("slutord")));
    db_refresh(w->db);
    return id;
}

static inline const struct str *says(struct world *w, const char *words)
{
    struct str *all = arena_array(w->arena, struct str, COACHING_QUESTIONS);

    all[2] = str_of(words);
    return all;
}

/* Bo opens a round with Søren and Nina. */
static inline int64_t opens(struct world *w)
{
    const struct calibration_start start = {.about = STR(ABOUT), .invited = {SOREN, NINA}};
    int64_t id = 0;

    assert_ok(calibration_begin(w->db, w->arena, &w->bo, &start, &id));
    db_refresh(w->db);
    return id;
}

static inline struct calibration round_of(struct world *w, const struct actor *who, int64_t id)
{
    struct calibration c;

    db_refresh(w->db);
    assert_ok(calibration_find(w->db, w->arena, who, id, &c));
    return c;
}

static inline void answers(struct world *w, const struct actor *who, int64_t id, int64_t value,
                           const char *words, bool lock)
{
    assert_ok(calibration_fill(w->db, w->arena, who, id, every(w, value, words), lock));
    db_refresh(w->db);
}

#endif
