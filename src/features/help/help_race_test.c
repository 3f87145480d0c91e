/* Many say "I'm coming" in the same moment: exactly one is first, in every race and on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_world.h"

#include <pthread.h>
#include <stdlib.h>

#define COLLEAGUES 50
#define FIRST_COLLEAGUE 1000

struct racer {
    struct world *w;
    struct actor who;
    int64_t request_id;
    pthread_barrier_t *start;
    pthread_t thread;
    enum status status;
    bool first;
};

static void *race_one(void *p)
{
    struct racer *r = p;
    struct arena *a = arena_new();
    struct db *db = db_start(r->w->store, a);

    pthread_barrier_wait(r->start);
    r->status = help_come(db, a, &r->who, r->request_id, &r->first);
    db_end(db);
    arena_free(a);
    return NULL;
}

static void add_colleagues(struct world *w)
{
    for (int i = 0; i < COLLEAGUES; i++)
        run_sql(w, str_c(w->arena,
                         arena_printf(w->arena,
                                      "INSERT INTO person (id, centre_id, team_id, login, name, "
                                      "name_fold, name_sort, lang, failed_n, created_at, "
                                      "changed_at) VALUES (%d, 1, 11, 'k%d', 'K %d', 'k', 'k', "
                                      "'da', 0, 0, 0); INSERT INTO role_grant (person_id, role, "
                                      "team_id, granted_at, granted_by) VALUES (%d, 0, 11, 0, 0)",
                                      FIRST_COLLEAGUE + i, i, i, FIRST_COLLEAGUE + i)));
    db_refresh(w->db);
}

/* How many were first. The one who needs help answers too, and is refused. */
static int race(struct world *w, struct racer *racers, int n, int64_t id)
{
    pthread_barrier_t start;
    int n_first = 0;

    pthread_barrier_init(&start, NULL, (unsigned)n + 1);
    for (int i = 0; i <= n; i++) {
        racers[i].start = &start;
        racers[i].request_id = id;
        racers[i].first = false;
        racers[i].w = w;
        assert_int_equal(pthread_create(&racers[i].thread, NULL, race_one, &racers[i]), 0);
    }
    for (int i = 0; i <= n; i++) {
        pthread_join(racers[i].thread, NULL);
        n_first += racers[i].first;
        assert_int_equal(racers[i].status, racers[i].who.person_id == ANNA ? DENIED : OK);
    }
    pthread_barrier_destroy(&start);
    return n_first;
}

static void exactly_one_is_first(struct world *w)
{
    int rounds = getenv("BAGVAGT_LONG") != NULL ? 1000 : 40;
    struct racer *racers = calloc(COLLEAGUES + 1, sizeof *racers);

    assert_non_null(racers);
    add_colleagues(w);
    for (int i = 0; i < COLLEAGUES; i++)
        assert_ok(actor_load(w->db, w->arena, FIRST_COLLEAGUE + i, &racers[i + 1].who));
    racers[0].who = w->anna;
    for (int round = 0; round < rounds; round++) {
        int n = 2 + round * 7 % (COLLEAGUES - 1);
        char key[40];

        snprintf(key, sizeof key, "press-%08d", round);
        int64_t id = presses(w, &w->anna, HELP_TAKEOVER, key);
        assert_int_equal(race(w, racers, n, id), 1);
        struct help_row row = row_of(w, id);
        assert_int_equal(row.n_coming, n);
        bool owner_says_so = false;
        for (int i = 0; i <= n; i++)
            owner_says_so =
                owner_says_so || (racers[i].first && racers[i].who.person_id == row.owner_id);
        assert_true(owner_says_so);
        assert_ok(help_end(w->db, w->arena, &w->anna, id));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM help_event WHERE kind = 3"), rounds);
    free(racers);
}
BOTH(exactly_one_is_first)

static void *press_one(void *p)
{
    struct racer *r = p;
    struct arena *a = arena_new();
    struct db *db = db_start(r->w->store, a);
    struct help_press press = {.client_key = arena_printf(a, "press-many-%p", (void *)r),
                               .kind = HELP_ACUTE};
    struct help_pressed pressed = {0};

    pthread_barrier_wait(r->start);
    r->status = help_press(db, a, &r->who, &press, &pressed);
    r->request_id = pressed.id;
    r->first = !pressed.was_known;
    db_end(db);
    arena_free(a);
    return NULL;
}

/* Two windows, and a finger that presses many times. */
static void many_presses_are_one(struct world *w)
{
    struct racer racers[8];
    pthread_barrier_t start;
    int n_new = 0;

    pthread_barrier_init(&start, NULL, 8);
    for (int i = 0; i < 8; i++) {
        racers[i] = (struct racer){.w = w, .who = w->anna, .start = &start};
        assert_int_equal(pthread_create(&racers[i].thread, NULL, press_one, &racers[i]), 0);
    }
    for (int i = 0; i < 8; i++) {
        pthread_join(racers[i].thread, NULL);
        assert_int_equal(racers[i].status, OK);
        n_new += racers[i].first;
    }
    for (int i = 1; i < 8; i++)
        assert_true(racers[i].request_id == racers[0].request_id);
    assert_int_equal(n_new, 1);
    pthread_barrier_destroy(&start);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM help_request"), 1);
}
BOTH(many_presses_are_one)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(exactly_one_is_first),
                                       ON_BOTH(many_presses_are_one)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
