/* A small centre for the tests of this folder, and a macro to run them on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PEOPLE_PEOPLE_WORLD_H
#define PEOPLE_PEOPLE_WORLD_H

#include "check.h"
#include "store.h"

#include "base/clock.h"
#include "core/refuse.h"
#include "features/people/people.h"
#include "features/people/sign_in.h"

#define NOON INT64_C(1774864800000) /* 2026-03-30T10:00Z */
#define TODAY 20542                 /* 2026-03-30 */

enum {
    CENTRE = 1,
    OTHER_CENTRE = 2,
    NORTH = 11,
    SOUTH = 12,
    FAR = 13,
    ANNA = 101,
    BO = 102,
    LEA = 103,
    OLE = 104,
    AMIR = 106,
    YRSA = 107
};

/* Anna and Bo are in North, Lea manages it, Ole has left; Amir and Yrsa are administrators. South
 * is empty, Far another centre's. Anna has line 1127. */
static const char people_world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES"
    " (1, 'Test', 'Europe/Copenhagen', FALSE, 0), (2, 'Øen', 'Europe/Copenhagen', TRUE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'),"
    " (12, 1, 'Syd', 'syd', 'syd'), (13, 2, 'Fjern', 'fjern', 'fjern');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "external_key, started_day,"
    " left_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 'P1', 20530, NULL, 0, 0, "
    "0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', NULL, 19000, NULL, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'en', NULL, 18000, NULL, 0, 0, 0),"
    " (104, 1, 11, 'ole', 'Ole Ærø', 'ole ærø', 'ole ~aro', 'da', NULL, 18000, 20500, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'da', NULL, NULL, NULL, 0, 0, "
    "0),"
    " (107, 2, NULL, 'yrsa', 'Yrsa Ås', 'yrsa ås', 'yrsa ~as', 'da', NULL, NULL, NULL, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (103, 3, 11, 0, 0), (106, 8, 0, 0, 0), (107, 8, 0, "
    "0, 0),"
    " (107, 0, 13, 0, 0);"
    "INSERT INTO person_line (id, centre_id, person_id, line, from_day, to_day) VALUES (501, 1, "
    "101, '1127', 20530, NULL);";

struct world {
    struct store *store;
    struct arena *arena;
    struct db *db;
    struct actor anna, lea, amir;
};

static inline void world_sql(struct world *w, const char *sql)
{
    DB_TX(tx, w->db);
    assert_ok(db_run_text(w->db, str_of(sql)));
    assert_ok(db_commit(&tx));
}

/* One number from the database. */
static inline int64_t count(struct world *w, const char *sql)
{
    struct str text = STR_NONE;
    int64_t n = -1;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, str_of(sql), &text));
    assert_true(str_int64(text, &n));
    return n;
}

static inline struct world world_begin(enum db_kind kind, bool with_people)
{
    struct world w = {.store = store_for_tests(kind, true), .arena = arena_new()};

    clock_freeze(NOON);
    address_forget_all();
    w.db = db_start(w.store, w.arena);
    if (with_people) {
        world_sql(&w, people_world);
        assert_ok(actor_load(w.db, w.arena, ANNA, &w.anna));
        assert_ok(actor_load(w.db, w.arena, LEA, &w.lea));
        assert_ok(actor_load(w.db, w.arena, AMIR, &w.amir));
    }
    return w;
}

static inline void world_end(struct world *w)
{
    db_end(w->db);
    arena_free(w->arena);
    store_for_tests_end(w->store);
    clock_release();
}

/* Runs a test on both databases. */
#define BOTH_IN(name, with_people)                                                                 \
    static void name##_sqlite(void **state)                                                        \
    {                                                                                              \
        struct world w = world_begin(DB_SQLITE, with_people);                                      \
        (void)state;                                                                               \
        name(&w);                                                                                  \
        world_end(&w);                                                                             \
    }                                                                                              \
    static void name##_pgsql(void **state)                                                         \
    {                                                                                              \
        struct world w = world_begin(DB_PGSQL, with_people);                                       \
        (void)state;                                                                               \
        name(&w);                                                                                  \
        world_end(&w);                                                                             \
    }
#define BOTH(name) BOTH_IN(name, true)
#define TESTS_OF(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_pgsql)

/* The refusal that a call gave, with its status. */
#define assert_refused(call, status, key)                                                          \
    do {                                                                                           \
        refuse_clear();                                                                            \
        assert_status(call, status);                                                               \
        assert_int_equal(refuse_key(), key);                                                       \
    } while (0)

#endif
