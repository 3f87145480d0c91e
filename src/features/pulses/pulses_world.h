/* The small centre of the tests, with a class of newcomers.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_WORLD_H
#define PULSES_PULSES_WORLD_H

#define MONDAY 20542 /* 2026-03-30 */

/* 201 to 206 start in North, class 7: four experts, two from service; 207 and 208 in South, alone. All on that Monday. */
/* clang-format off */
#define PERSON(id, team) \
    "(" #id ", 1, " #team ", 'ny" #id "', 'Ny " #id "', 'ny " #id "', 'ny" #id "', 'da', 20542, 0, 0, 0)"
#define RUN(id, team, class, profile) \
    "(1" #id ", 1, " #id ", " #team ", " #class ", " #profile ", 0, 20542, 0, 108, FALSE, 0)"
#define WORLD_MORE \
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, started_day, failed_n, created_at, " \
    "changed_at) VALUES " PERSON(201, 11) "," PERSON(202, 11) "," PERSON(203, 11) "," PERSON(204, 11) "," PERSON(205, 11) "," \
    PERSON(206, 11) "," PERSON(207, 12) "," PERSON(208, 12) ";" \
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) " \
    "SELECT id, 0, team_id, 0, 0 FROM person WHERE id > 200;" \
    "INSERT INTO onboarding_class (id, centre_id, name, start_day, made_at, made_by) VALUES (7, 1, 'Hold 7', 20542, 0, 108);" \
    "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, class_id, profile, version, start_day, made_at, made_by, " \
    "first_said, first_told) VALUES " RUN(201, 11, 7, 0) "," RUN(202, 11, 7, 0) "," RUN(203, 11, 7, 0) "," \
    RUN(204, 11, 7, 0) "," RUN(205, 11, 7, 1) "," RUN(206, 11, 7, 1) "," RUN(207, 12, NULL, 0) "," RUN(208, 12, NULL, 0)
/* clang-format on */
#include "centre.h"

#include "core/refuse.h"
#include "features/pulses/pulses_parts.h"

/* Wall time of a day in Copenhagen; the centre's job is run then. */
static inline void day_comes(struct world *w, int32_t day)
{
    clock_freeze(calendar_wall(w->zone, day, 9 * HOUR_MS));
    db_refresh(w->db);
    run_jobs(w);
}

/* The job is there from now on. */
static inline void pulse_begins(struct world *w)
{
    DB_TX(tx, w->db);
    assert_ok(announce(w->db, EVENT_ONBOARDING_STARTED, 1201));
    assert_ok(db_commit(&tx));
    run_jobs(w);
}

static inline struct actor newcomer(struct world *w, int64_t id)
{
    struct actor who;

    assert_ok(actor_load(w->db, w->arena, id, &who));
    return who;
}

/* Everything with this; 0 for what is not asked. */
static inline struct pulses_answers all_say(int64_t moment, int64_t said)
{
    struct pulses_answers answers = {.moment = moment};

    for (size_t i = 0; i < PULSES_QUESTIONS; i++)
        answers.answer[i] = pulses_is_asked(moment, i) ? said : 0;
    return answers;
}

static inline enum status answers(struct world *w, int64_t person_id, int64_t moment, int64_t said)
{
    struct actor who = newcomer(w, person_id);
    struct pulses_answers answers = all_say(moment, said);
    enum status done = pulses_answer(w->db, w->arena, &who, &answers);

    db_refresh(w->db);
    return done;
}

static inline struct pulses_numbers seen(struct world *w, const struct actor *who,
                                         enum pulses_label by, int64_t group)
{
    struct pulses_numbers n;

    db_refresh(w->db);
    assert_ok(pulses_numbers(w->db, w->arena, who, PULSES_NOW, by, group, &n));
    return n;
}

#endif
