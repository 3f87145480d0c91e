/* A small centre for the tests of this folder, and a macro to run them on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_WORLD_H
#define CONDUCT_CONDUCT_WORLD_H

#include "check.h"
#include "store.h"

#include "base/clock.h"
#include "features/conduct/conduct.h"
#include "features/incidents/incidents.h"

#define NOON INT64_C(1774864800000) /* 2026-03-30T10:00Z, a Monday */

enum { ANNA = 101, BO, LEA, MARK, SOREN, AMIR, MADS };

/* Anna and Bo take calls in North, Søren in South. Lea and Mark manage North, Mads South; Amir is administrator. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 18000, 0, 0, 0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', 18000, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'da', 18000, 0, 0, 0),"
    " (104, 1, 11, 'mark', 'Mark Bech', 'mark bech', 'mark bech', 'da', 18000, 0, 0, 0),"
    " (105, 1, 12, 'soren', 'Søren Ærø', 'søren ærø', 'soren', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'en', NULL, 0, 0, 0),"
    " (107, 1, 12, 'mads', 'Mads Syd', 'mads syd', 'mads syd', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (103, 3, 11, 0, 0), (104, 3, 11, 0, 0), (105, 0, 12, "
    "0, 0), (106, 8, 0, 0, 0), (107, 3, 12, 0, 0);";

struct world {
    struct store *store;
    struct arena *arena;
    struct db *db;
    const struct zone *zone;
    struct actor anna, bo, lea, mark, soren, amir, mads;
    int32_t today;
};

static inline struct world begin(enum db_kind kind)
{
    struct world w = {.store = store_for_tests(kind, true), .arena = arena_new()};
    struct actor *const actors[] = {&w.anna, &w.bo, &w.lea, &w.mark, &w.soren, &w.amir, &w.mads};

    clock_freeze(NOON);
    w.db = db_start(w.store, w.arena);
    {
        DB_TX(tx, w.db);
        assert_ok(db_run_text(w.db, str_of(world)));
        assert_ok(db_commit(&tx));
    }
    assert_ok(zone_find(STR("Europe/Copenhagen"), &w.zone));
    w.today = zone_day(w.zone, NOON);
    for (size_t i = 0; i < sizeof actors / sizeof actors[0]; i++)
        assert_ok(actor_load(w.db, w.arena, ANNA + (int64_t)i, actors[i]));
    return w;
}

static inline void end(struct world *w)
{
    db_end(w->db);
    arena_free(w->arena);
    store_for_tests_end(w->store);
    clock_release();
}

static inline void run_jobs(struct world *w)
{
    size_t n = 0;

    assert_ok(jobs_run_due(w->store, SIZE_MAX, &n));
    db_refresh(w->db);
}

static inline int64_t count(struct world *w, const char *sql)
{
    struct str text = STR_NONE;
    int64_t n = -1;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, str_of(sql), &text));
    assert_true(str_int64(text, &n));
    return n;
}

static inline int64_t log_call(struct world *w, const struct actor *who, const char *key,
                               int64_t occurred_at)
{
    struct incident_entry e = {
        .client_key = str_of(key), .class = INCIDENT_D, .rating = 4, .occurred_at = occurred_at};
    struct incident_logged logged = {0};

    assert_ok(incident_log(w->db, w->arena, who, w->zone, &e, &logged));
    return logged.id;
}

/* Bo asks after a call; the case. */
static inline int64_t ask(struct world *w, const char *key)
{
    const struct conduct_request r = {CONDUCT_WISH_RESTRICTION, STR("Truede mig igen og igen."),
                                      STR("24/018233-7")};
    int64_t id = 0;

    assert_ok(conduct_ask(w->db, w->arena, &w->bo, log_call(w, &w->bo, key, 0), &r, &id));
    return id;
}

/* One that every rule accepts. */
static inline struct conduct_restriction fair(const struct world *w)
{
    return (struct conduct_restriction){
        .reference = STR("24/018233-7"),
        .more = STR(""),
        .grounds = STR("Gentagne trusler, også efter advarsel."),
        .scope = 1 << CONDUCT_SCOPE_PHONE,
        .channel = CONDUCT_CHANNEL_LETTER,
        .channel_words = STR("Digital Post; svar inden fem dage"),
        .has_needs = 0,
        .needs_words = STR("Spurgt i høringen; intet oplyst."),
        .hearing = CONDUCT_HEARING_AFTERWARDS,
        .hearing_words = STR("Truslerne fortsatte samme dag."),
        .say = STR("Vi har skrevet til dig."),
        .from_day = w->today,
        .review_day = w->today + 30,
        .end_day = w->today + 60,
        .answer = STR("Tak, fordi du sagde det."),
    };
}

static inline int64_t restricted(struct world *w, const char *key)
{
    struct conduct_restriction r = fair(w);
    int64_t id = ask(w, key);

    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r));
    return id;
}

/* Runs a test on both databases. */
#define BOTH(name)                                                                                 \
    static void name##_sqlite(void **state)                                                        \
    {                                                                                              \
        (void)state;                                                                               \
        struct world w = begin(DB_SQLITE);                                                         \
        name(&w);                                                                                  \
        end(&w);                                                                                   \
    }                                                                                              \
    static void name##_pgsql(void **state)                                                         \
    {                                                                                              \
        (void)state;                                                                               \
        struct world w = begin(DB_PGSQL);                                                          \
        name(&w);                                                                                  \
        end(&w);                                                                                   \
    }

#define ON_BOTH(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_pgsql)

#endif
