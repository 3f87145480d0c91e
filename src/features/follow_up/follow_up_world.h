/* The small centre of the tests: Anna, Bo and Søren are new in one class, and so is Mark; Nina trains North, Lea leads it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_WORLD_H
#define FOLLOW_UP_FOLLOW_UP_WORLD_H

#define WORLD_MORE                                                                                 \
    "DELETE FROM role_grant WHERE person_id = 107;"                                                \
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES (109, 5, "   \
    "11, 0, 0), (107, 0, 11, 0, 0);"                                                               \
    "INSERT INTO onboarding_class (id, centre_id, name, start_day, made_at, made_by) VALUES "      \
    "(900, "                                                                                       \
    "1, 'Hold 1', 20535, 0, 103), (950, 2, 'Andet', 20535, 0, 110);"                               \
    "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, class_id, profile, version, "  \
    "start_day, made_at, made_by, first_said, first_told) VALUES"                                  \
    " (901, 1, 101, 11, 900, 0, 0, 20535, 0, 103, FALSE, 0),"                                      \
    " (902, 1, 102, 11, 900, 0, 0, 20535, 0, 103, FALSE, 0),"                                      \
    " (903, 1, 104, 12, 900, 0, 0, 20535, 0, 103, FALSE, 0),"                                      \
    " (904, 1, 107, 11, 900, 0, 0, 20535, 0, 103, FALSE, 0),"                                      \
    " (905, 2, 110, 21, 950, 0, 0, 20535, 0, 110, FALSE, 0);"                                      \
    "INSERT INTO onboarding_item (id, run_id, word, title_da, title_en, day, due_day, role, "      \
    "kind, "                                                                                       \
    "minutes, competence, needs, module, flags, state, evidence, reason) VALUES (920, 901, "       \
    "'own_calls_day', 'Dag', 'Day', 23, 20570, 0, 0, 300, 0, '', 'own_calls_day', 1, 0, '', '');"
#include "centre.h"

#include "core/refuse.h"
#include "features/follow_up/follow_up_parts.h"

/* Somebody logs, and tells it when `telling` is given; it may be used. */
static inline int64_t logs(struct world *w, const struct actor *who, int64_t kind, int64_t strength,
                           const char *telling)
{
    static int n;
    struct experience_entry e = {.client_key = arena_printf(w->arena, "world-key-%d", ++n),
                                 .kind = kind,
                                 .strength = strength,
                                 .for_day = EXPERIENCE_LET};
    struct experience_change to = {.kind = kind, .strength = strength, .for_day = true};
    struct experience_logged logged;

    e.note = STR("privat note");
    assert_ok(experience_log(w->db, w->arena, who, &e, &logged));
    db_refresh(w->db);
    if (telling != NULL) {
        to.note = e.note;
        to.telling = str_of(telling);
        assert_ok(experience_change(w->db, w->arena, who, logged.id, &to));
        db_refresh(w->db);
    }
    return logged.id;
}

/* Enough for a day that traces to it. */
static inline void class_logs(struct world *w)
{
    logs(w, &w->anna, EXPERIENCE_ANGRY, 4, "En mand fik et afslag og blev ved med at råbe.");
    logs(w, &w->anna, EXPERIENCE_GRIEF, 3, "Hun havde lige mistet sin mand.");
    logs(w, &w->bo, EXPERIENCE_THREAT, 5, "Han sagde, at jeg skulle passe på.");
    logs(w, &w->anna, EXPERIENCE_AGAIN, 2, NULL);
    logs(w, &w->bo, EXPERIENCE_AGAIN, 2, NULL);
    logs(w, &w->soren, EXPERIENCE_AGAIN, 3, NULL);
    logs(w, &w->mark, EXPERIENCE_ENDLESS, 1, NULL);
}

/* All of the class have had their first call on this day. */
static inline void first_calls(struct world *w, int32_t day)
{
    run_sql(w,
            str_c(w->arena,
                  arena_printf(w->arena,
                               "UPDATE onboarding_run SET first_call_at = %lld, first_noted_at = "
                               "0 WHERE class_id = 900",
                               (long long)(zone_day_start(w->zone, day) + 10 * HOUR_MS))));
    {
        DB_TX(tx, w->db);
        assert_ok(job_put(w->db, FOLLOW_UP_CLOCK, 900, STR(""), clock_now()));
        assert_ok(db_commit(&tx));
    }
    db_refresh(w->db);
}

/* Somebody of the class starts alone instead, as their plan says it; their first call was on `day`, 0: not yet. */
static inline void alone(struct world *w, int64_t run_id, int32_t day)
{
    long long at = day == 0 ? 0 : (long long)(zone_day_start(w->zone, day) + 10 * HOUR_MS);

    run_sql(
        w, str_c(w->arena,
                 arena_printf(w->arena,
                              "UPDATE onboarding_run SET class_id = NULL, first_call_at = "
                              "NULLIF(%lld, 0) WHERE id = %lld;"
                              "INSERT INTO onboarding_item (id, run_id, word, title_da, "
                              "title_en, day, due_day, role, kind, minutes, competence, needs, "
                              "module, flags, state, evidence, reason) VALUES (%lld, %lld, "
                              "'day', 'Dag', 'Day', 23, 20570, 0, 0, 300, 0, '', "
                              "'own_calls_day', 1, 0, '', '')",
                              at, (long long)run_id, (long long)run_id + 1000, (long long)run_id)));
    {
        DB_TX(tx, w->db);
        assert_ok(job_put(w->db, FOLLOW_UP_FIRST, run_id, STR(""), clock_now()));
        assert_ok(db_commit(&tx));
    }
    db_refresh(w->db);
}

static inline void days_later(struct world *w, int days)
{
    for (int i = 0; i < days; i++) {
        clock_advance(DAY_MS);
        db_refresh(w->db);
        run_jobs(w);
    }
}

/* The day that the clock proposed; 0: none. */
static inline int64_t proposed(struct world *w)
{
    return count(w, "SELECT COALESCE(MAX(id), 0) FROM follow_up_day");
}

static inline struct follow_up found(struct world *w, const struct actor *who, int64_t id)
{
    struct follow_up f;

    db_refresh(w->db);
    assert_ok(follow_up_find(w->db, w->arena, who, id, &f));
    return f;
}

#define MONDAY 20542 /* 2026-03-30 */

/* A proposed day with what class_logs gives, three weeks after the first calls. */
static inline int64_t a_day(struct world *w)
{
    class_logs(w);
    first_calls(w, MONDAY - 21);
    run_jobs(w);
    assert_true(proposed(w) != 0);
    return proposed(w);
}

#endif
