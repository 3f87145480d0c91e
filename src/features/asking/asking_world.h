/* A small centre for the tests of this folder, and a macro to run them on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_WORLD_H
#define ASKING_ASKING_WORLD_H

#include "check.h"
#include "store.h"

#include <fcntl.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/zone.h"
#include "core/refuse.h"
#include "features/asking/asking.h"

#define NOON INT64_C(1774864800000) /* 2026-03-30T10:00Z, a Monday */

enum { ANNA = 101, BO, LEA, SOREN, SIV, AMIR, CARL, NINA, UMA, SUNE, MAJ };

/* Anna and Bo take calls in North, Søren in South. Lea manages North, Carl the whole centre; Nina is on call in North; Siv is
 * safety representative; Amir administrator; Uma works in another centre; Sune is supervisor in North, Maj mentor. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0), (2, 'Andet', 'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd'), (21, 2, 'Øst', 'øst', 'øst');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 18000, 0, 0, 0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', 19000, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'da', 18000, 0, 0, 0),"
    " (104, 1, 12, 'soren', 'Søren Ærø', 'søren ærø', 'soren', 'da', 18000, 0, 0, 0),"
    " (105, 1, 11, 'siv', 'Siv Lund', 'siv lund', 'siv lund', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'en', NULL, 0, 0, 0),"
    " (107, 1, NULL, 'carl', 'Carl Juhl', 'carl juhl', 'carl juhl', 'da', 18000, 0, 0, 0),"
    " (108, 1, 11, 'nina', 'Nina Vang', 'nina vang', 'nina vang', 'en', 18000, 0, 0, 0),"
    " (109, 2, 21, 'uma', 'Uma Ravn', 'uma ravn', 'uma ravn', 'da', 18000, 0, 0, 0),"
    " (110, 1, 11, 'sune', 'Sune Lind', 'sune lind', 'sune lind', 'da', 18000, 0, 0, 0),"
    " (111, 1, 11, 'maj', 'Maj Toft', 'maj toft', 'maj toft', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (104, 0, 12, 0, 0), (103, 3, 11, 0, 0), (107, 3, 0, "
    "0, 0), (108, 2, 11, 0, 0), (105, 6, 11, 0, 0), (106, 8, 0, 0, 0), (109, 0, 21, 0, 0), (110, "
    "1, 11, 0, 0), (111, 4, 11, 0, 0);";

struct world {
    struct store *store;
    struct arena *arena;
    struct db *db;
    const struct zone *zone;
    struct actor anna, bo, lea, soren, siv, amir, carl, nina, uma, sune, maj;
};

static inline void run_sql(struct world *w, const char *sql)
{
    DB_TX(tx, w->db);
    assert_ok(db_run_text(w->db, str_of(sql)));
    assert_ok(db_commit(&tx));
}

static inline struct world begin(enum db_kind kind)
{
    struct world w = {.store = store_for_tests(kind, true), .arena = arena_new()};
    struct actor *const actors[] = {&w.anna, &w.bo,   &w.lea, &w.soren, &w.siv, &w.amir,
                                    &w.carl, &w.nina, &w.uma, &w.sune,  &w.maj};

    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    clock_freeze(NOON);
    w.db = db_start(w.store, w.arena);
    run_sql(&w, world);
    assert_ok(zone_find(STR("Europe/Copenhagen"), &w.zone));
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
    log_set_fd(2);
}

/* Runs what is due now. */
static inline size_t run_jobs(struct world *w)
{
    size_t n = 0;

    assert_ok(jobs_run_due(w->store, SIZE_MAX, &n));
    db_refresh(w->db);
    return n;
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

static const struct str secret = {"en-browsers-hemmelighed-som-ingen-kender", 40};

static inline int64_t asks(struct world *w, const struct actor *who, const char *text,
                           enum asking_as as)
{
    int64_t id = 0;

    assert_ok(asking_ask(w->db, w->arena, who, str_of(text), as, secret, &id));
    db_refresh(w->db);
    return id;
}

static inline struct asking_question sees(struct world *w, const struct actor *who, int64_t id)
{
    struct asking_question q;

    db_refresh(w->db);
    assert_ok(asking_find(w->db, w->arena, who, secret, id, &q));
    return q;
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
