/* People at noon of a Monday, for the tests of features, and a macro to run them on both databases. Whoever includes it has said who
 * they are: `world`, the rows of a fresh database, and WORLD_PEOPLE(X), X(name) for each of them in order of their ids, from 101.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_WORLD_H
#define SUPPORT_WORLD_H

#include "both.h"
#include "check.h"
#include "store.h"

#include <fcntl.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/zone.h"
#include "core/access.h"
#include "core/jobs.h"

#define NOON INT64_C(1774864800000) /* 2026-03-30, 12:00 in Copenhagen */
#define WORLD_FIRST 101

/* What a folder's tests change in it before anybody is loaded. */
#ifndef WORLD_MORE
#define WORLD_MORE ""
#endif

#define WORLD_FIELD(name) struct actor name;
#define WORLD_ACTOR(name) &w.name,

struct world {
    struct store *store;
    struct arena *arena;
    struct db *db;
    const struct zone *zone;
    WORLD_PEOPLE(WORLD_FIELD)
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
    struct actor *const actors[] = {WORLD_PEOPLE(WORLD_ACTOR)};

    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    clock_freeze(NOON);
    w.db = db_start(w.store, w.arena);
    run_sql(&w, world);
    if (WORLD_MORE[0] != '\0')
        run_sql(&w, WORLD_MORE);
    assert_ok(zone_find(STR("Europe/Copenhagen"), &w.zone));
    for (size_t i = 0; i < sizeof actors / sizeof actors[0]; i++) {
        enum status found = actor_load(w.db, w.arena, WORLD_FIRST + (int64_t)i, actors[i]);
        assert_true(found == OK || found == MISSING); /* who has left */
    }
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

/* Runs a test on both databases. */
#define BOTH(name) BOTH_OF(struct world, name)

#endif
