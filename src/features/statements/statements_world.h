/* The small centre, with a store that listens and ways to learn something.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STATEMENTS_STATEMENTS_WORLD_H
#define STATEMENTS_STATEMENTS_WORLD_H

#include "centre.h"
#include "fake_http.h"

#include "core/refuse.h"
#include "core/vault.h"
#include "features/statements/statements.h"

#define PUBLIC_URL "https://bagvagt.example.dk"
#define ALL_KINDS ((INT64_C(1) << STATEMENT_KIND_N) - 1)

static inline struct statement_store_entry store_entry(struct fake_http *web)
{
    return (struct statement_store_entry){.url = str_of(fake_http_url(web)),
                                          .login = STR("key-1"),
                                          .secret = STR("secret-æ-1"),
                                          .kinds = ALL_KINDS,
                                          .on = true,
                                          .is_at_home_fine = true};
}

static inline void set_store(struct world *w, const struct statement_store_entry *e)
{
    assert_ok(statement_store_put(w->db, w->arena, &w->amir, e));
    db_refresh(w->db);
}

/* What each kind is made of, as its own feature writes it. */
static inline void passes(struct world *w, int64_t id, int64_t person_id, const char *word)
{
    run_sql(w,
            str_c(w->arena,
                  arena_printf(w->arena,
                               "INSERT INTO module_pass (id, person_id, centre_id, word, "
                               "version, at) VALUES (%lld, %lld, 1, '%s', 0, %lld)",
                               (long long)id, (long long)person_id, word, (long long)clock_now())));
}

static inline void holds_until(struct world *w, int64_t person_id, const char *word, int64_t until)
{
    run_sql(w, str_c(w->arena,
                     arena_printf(w->arena,
                                  "INSERT INTO module_state (person_id, centre_id, word, version, "
                                  "passed_at, until_at) VALUES (%lld, 1, '%s', 0, 1, %lld)",
                                  (long long)person_id, word, (long long)until)));
}

/* state 1: to its end; 2: stopped. */
static inline void practises(struct world *w, int64_t id, int64_t person_id, int state)
{
    run_sql(w, "INSERT INTO practice_story (id, print, json, made_at) VALUES (1, 'p', '{}', 0) ON "
               "CONFLICT DO NOTHING");
    run_sql(w, str_c(w->arena,
                     arena_printf(w->arena,
                                  "INSERT INTO practice_try (id, person_id, scenario, title, lang, "
                                  "story_id, seed, state, before, after, started_at, ended_at) "
                                  "VALUES (%lld, %lld, 'refusal', 'Et afslag', 0, 1, 1, %d, 2, 4, "
                                  "%lld, %lld)",
                                  (long long)id, (long long)person_id, state,
                                  (long long)clock_now() - 1000, (long long)clock_now())));
}

/* An item of Anna's plan, of this kind (enum onboarding_kind) and role, that is done. */
static inline void does(struct world *w, int64_t id, int kind, int role)
{
    run_sql(w, "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, profile, version, "
               "start_day, made_at, made_by, first_said, first_told) VALUES (31, 1, 101, 11, 0, 0, "
               "20530, 0, 0, FALSE, 0) ON CONFLICT DO NOTHING");
    run_sql(w,
            str_c(w->arena,
                  arena_printf(
                      w->arena,
                      "INSERT INTO onboarding_item (id, run_id, word, title_da, title_en, day, "
                      "due_day, role, kind, minutes, competence, needs, module, flags, state, "
                      "ended_at, ended_by, evidence, reason) VALUES (%lld, 31, 'word_%lld', 'Tal "
                      "med Lea om det hemmelige', 'Talk to Lea of the secret', 0, 20530, %d, %d, "
                      "30, 0, '', '', 0, 1, %lld, 101, 'bevis', 'grund')",
                      (long long)id, (long long)id, role, kind, (long long)clock_now())));
}

/* A session of Anna's that Bo listened to, in this state (enum listening_state). */
static inline void listens(struct world *w, int64_t id, int state)
{
    run_sql(w, str_c(w->arena,
                     arena_printf(
                         w->arena,
                         "INSERT INTO call_listening (id, centre_id, team_id, employee_id, "
                         "listener_id, state, changes, asked, minutes, side, focus, focus_words, "
                         "made_at, closed_at, strength_1, strength_2, next_step, answer) VALUES "
                         "(%lld, 1, 11, 101, 102, %d, 1, FALSE, 30, 0, 1, 'fokusord', 0, %lld, "
                         "'styrke', 'styrke', 'skridt', 'svar')",
                         (long long)id, state, (long long)clock_now())));
}

/* The five-hour day of a class with Anna, Bo and Lea; Bo is away. */
static inline void holds_day(struct world *w)
{
    int32_t day = zone_day(w->zone, clock_now());

    run_sql(w, "INSERT INTO onboarding_class (id, centre_id, name, start_day, made_at, made_by) "
               "VALUES (61, 1, 'Holdet', 20530, 0, 0)");
    for (int64_t person = ANNA; person <= LEA; person++)
        run_sql(w,
                str_c(w->arena,
                      arena_printf(w->arena,
                                   "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, "
                                   "class_id, profile, version, start_day, made_at, made_by, "
                                   "first_said, first_told) VALUES (%lld, 1, %lld, 11, 61, 0, 0, "
                                   "20530, 0, 0, FALSE, 0)",
                                   (long long)person + 600, (long long)person)));
    run_sql(w, str_c(w->arena, arena_printf(w->arena,
                                            "INSERT INTO person_absence (person_id, from_day, "
                                            "to_day, kind) VALUES (102, %d, NULL, 1)",
                                            (int)day)));
    run_sql(w, str_c(w->arena,
                     arena_printf(w->arena,
                                  "INSERT INTO follow_up_day (id, centre_id, class_id, day, "
                                  "from_minute, place, state, moved, edited, version, made_at, "
                                  "held_at) VALUES (71, 1, 61, %d, 540, 'Lokale 2', 3, FALSE, "
                                  "FALSE, 1, 0, %lld)",
                                  (int)day, (long long)clock_now())));
}

static inline size_t send_to(struct world *w, const struct statement_out *out)
{
    size_t n = 0;

    assert_ok(statements_collect(w->store));
    assert_ok(statements_send_due(w->store, out, SIZE_MAX, &n));
    db_refresh(w->db);
    return n;
}

static inline size_t send_due(struct world *w)
{
    struct statement_out out = {STR(PUBLIC_URL), true};

    return send_to(w, &out);
}

#endif
