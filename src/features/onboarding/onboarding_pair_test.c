/* Whom a mentor sees, in 10,000 random states against a model of its own: absences, stand-ins, roles taken away, pairs that
 * ended, plans that ended, people who left. And how newcomers are spread.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_world.h"

#define MENTORS 4
#define NEWCOMERS 5
#define FIRST_MENTOR 201
#define FIRST_NEWCOMER 301

/* What is so, kept beside the database. */
struct model {
    struct {
        bool holds, away;
        int stand_in; /* index; -1: nobody */
    } mentor[MENTORS];
    struct {
        bool active;
        int mentor; /* index; -1: none */
        int64_t run_id;
    } newcomer[NEWCOMERS];
    uint64_t chance;
};

static uint64_t draw(struct model *m, uint64_t n)
{
    m->chance ^= m->chance << 13, m->chance ^= m->chance >> 7, m->chance ^= m->chance << 17;
    return m->chance % n;
}

static void sql(struct world *w, struct str text)
{
    run_sql(w, str_c(w->arena, text));
}

static void make_people(struct world *w, struct model *m)
{
    for (int i = 0; i < MENTORS + NEWCOMERS; i++) {
        int id = i < MENTORS ? FIRST_MENTOR + i : FIRST_NEWCOMER + i - MENTORS;

        sql(w,
            arena_printf(w->arena,
                         "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, "
                         "name_sort, lang, started_day, failed_n, created_at, changed_at) VALUES "
                         "(%d, 1, 11, 'p%d', 'P%d', 'p%d', 'p%d', 'da', 18000, 0, 0, 0); INSERT "
                         "INTO role_grant (person_id, role, team_id, granted_at, granted_by) "
                         "VALUES (%d, 0, 11, 0, 0)",
                         id, id, id, id, id, id));
    }
    for (int i = 0; i < NEWCOMERS; i++) {
        m->newcomer[i].run_id = 901 + i;
        m->newcomer[i].mentor = -1;
        m->newcomer[i].active = true;
        sql(w,
            arena_printf(w->arena,
                         "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, profile, "
                         "version, start_day, made_at, made_by, first_said, first_told) VALUES "
                         "(%d, 1, %d, 11, "
                         "0, 0, 20540, 0, 104, FALSE, 0)",
                         901 + i, FIRST_NEWCOMER + i));
    }
}

static void give_mentor(struct world *w, struct model *m, int n, int mentor)
{
    static int id = 7000;

    m->newcomer[n].mentor = mentor;
    sql(w,
        arena_printf(w->arena,
                     "UPDATE onboarding_pair SET to_day = %d WHERE run_id = %d AND to_day IS NULL",
                     MONDAY - 1, 901 + n));
    if (mentor >= 0)
        sql(w,
            arena_printf(w->arena,
                         "INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, made_at, "
                         "made_by) VALUES (%d, %d, %d, %d, 0, 104)",
                         ++id, 901 + n, FIRST_MENTOR + mentor, MONDAY));
}

#define INTO_ABSENCE                                                                               \
    "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) VALUES "

static void set_away(struct world *w, struct model *m, int i, bool away, int stand_in)
{
    m->mentor[i].away = away;
    m->mentor[i].stand_in = away ? stand_in : -1;
    sql(w, arena_printf(w->arena, "DELETE FROM person_absence WHERE person_id = %d",
                        FIRST_MENTOR + i));
    if (!away)
        return;
    sql(w, stand_in < 0
               ? arena_printf(w->arena, INTO_ABSENCE "(%d, %d, NULL, NULL, 1)", FIRST_MENTOR + i,
                              MONDAY - 2)
               : arena_printf(w->arena, INTO_ABSENCE "(%d, %d, %d, %d, 1)", FIRST_MENTOR + i,
                              MONDAY - 2, MONDAY + 2, FIRST_MENTOR + stand_in));
}

static void set_holds(struct world *w, struct model *m, int i, bool holds)
{
    m->mentor[i].holds = holds;
    sql(w, arena_printf(w->arena, "DELETE FROM role_grant WHERE person_id = %d AND role = 4",
                        FIRST_MENTOR + i));
    if (holds)
        sql(w, arena_printf(
                   w->arena,
                   "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) "
                   "VALUES (%d, 4, %d, 0, 0)",
                   FIRST_MENTOR + i, i % 2 == 0 ? 11 : 0));
}

static void change_something(struct world *w, struct model *m)
{
    int n = (int)draw(m, NEWCOMERS), i = (int)draw(m, MENTORS), k = (int)draw(m, MENTORS + 1) - 1;

    switch (draw(m, 5)) {
    case 0:
        give_mentor(w, m, n, k);
        break;
    case 1:
        set_away(w, m, i, draw(m, 2) == 0, k == i ? -1 : k);
        break;
    case 2:
        set_holds(w, m, i, draw(m, 4) != 0);
        break;
    case 3:
        m->newcomer[n].active = draw(m, 3) != 0;
        sql(w, arena_printf(w->arena,
                            draw(m, 2) == 0 && !m->newcomer[n].active
                                ? "UPDATE person SET left_day = 20541 WHERE id = %d"
                            : m->newcomer[n].active
                                ? "UPDATE person SET left_day = NULL WHERE id = %d"
                                : "UPDATE onboarding_run SET ended_at = 1 WHERE person_id = %d",
                            FIRST_NEWCOMER + n));
        if (m->newcomer[n].active)
            sql(w, arena_printf(w->arena,
                                "UPDATE onboarding_run SET ended_at = NULL WHERE person_id = %d",
                                FIRST_NEWCOMER + n));
        break;
    default:
        give_mentor(w, m, n, i);
        break;
    }
}

static bool should_see(const struct model *m, int mentor, int n)
{
    int own = m->newcomer[n].mentor;

    if (!m->newcomer[n].active || own < 0 || !m->mentor[mentor].holds)
        return false;
    if (own == mentor)
        return true;
    return m->mentor[own].away && m->mentor[own].stand_in == mentor && !m->mentor[mentor].away;
}

static void check_mentor(struct world *w, const struct model *m, int mentor)
{
    struct actor who;
    struct onboarding_run_row_list list;
    size_t n_expected = 0;

    assert_ok(actor_load(w->db, w->arena, FIRST_MENTOR + mentor, &who));
    assert_ok(onboarding_list(w->db, w->arena, &who, &list));
    for (int n = 0; n < NEWCOMERS; n++) {
        bool listed = false, expected = should_see(m, mentor, n);

        for (size_t i = 0; i < list.n; i++)
            listed = listed || list.at[i].id == m->newcomer[n].run_id;
        n_expected += expected;
        if (listed != expected)
            fail_msg("mentor %d, newcomer %d: %s", mentor, n, listed ? "seen" : "not seen");
    }
    assert_int_equal(list.n, n_expected);
}

/* All on SQLite; fewer where each state goes through a socket, unless there is time. */
static void exactly_the_own_active_ones(struct world *w)
{
    struct model m = {.chance = 88172645463325252u};
    int n_states = store_kind(w->store) == DB_SQLITE || getenv("BAGVAGT_LONG") ? 10000 : 1000;

    make_people(w, &m);
    for (int i = 0; i < MENTORS; i++) {
        m.mentor[i].stand_in = -1;
        set_holds(w, &m, i, true);
    }
    for (int n = 0; n < n_states; n++) {
        struct arena_mark mark = arena_mark(w->arena);

        change_something(w, &m);
        db_refresh(w->db);
        check_mentor(w, &m, (int)draw(&m, MENTORS));
        db_refresh(w->db);
        arena_rewind(w->arena, mark);
    }
}
BOTH(exactly_the_own_active_ones)

/* Of one newcomer, by everybody. */
static void others_see_nothing(struct world *w)
{
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);
    struct onboarding o;
    const struct actor *const out[] = {&w->ole, &w->pia,  &w->sus, &w->moe,
                                       &w->siv, &w->amir, &w->uma, &actor_nobody};
    struct actor limited = w->lea;

    for (size_t i = 0; i < sizeof out / sizeof out[0]; i++)
        assert_status(onboarding_find(w->db, w->arena, out[i], id, &o), MISSING);
    limited.limited_to = UINT64_C(1) << PERM_NUMBERS_READ;
    assert_status(onboarding_find(w->db, w->arena, &limited, id, &o), MISSING);
    assert_int_equal(found(w, &w->nel, id).sight, ONBOARDING_SIGHT_OWN);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'onboarding_seen'"), 0);
    assert_int_equal(found(w, &w->lea, id).sight, ONBOARDING_SIGHT_LEADER);
    found(w, &w->lea, id);
    assert_int_equal(found(w, &w->carl, id).sight, ONBOARDING_SIGHT_LEADER);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'onboarding_seen'"), 2);
}
BOTH(others_see_nothing)

static struct onboarding_wait_row_list waiting(struct world *w, const struct actor *who,
                                               int64_t days)
{
    struct onboarding_board board;

    assert_ok(onboarding_board(w->db, w->arena, who, days, &board));
    return board.waiting;
}

static void parts_of_others_wait(struct world *w)
{
    struct onboarding_wait_row_list rows;
    int64_t id = start_one(w, &w->lea, NEL, ONBOARDING_EXPERT, MONDAY);

    start_one(w, &w->sus, PIA, ONBOARDING_EXPERT, MONDAY);
    rows = waiting(w, &w->amir, 7);
    assert_int_equal(rows.n, 2); /* accounts for both */
    rows = waiting(w, &w->siv, 7);
    assert_int_equal(rows.n, 2);
    for (size_t i = 0; i < rows.n; i++)
        assert_int_equal(rows.at[i].role, ONBOARDING_BY_SAFETY);
    rows = waiting(w, &w->sus, 7);
    for (size_t i = 0; i < rows.n; i++)
        assert_int_equal(rows.at[i].person_id, PIA);
    rows = waiting(w, &w->ole, 100);
    assert_int_equal(rows.n, 0);
    assert_ok(onboarding_end(w->db, w->arena, &w->lea, id));
    db_refresh(w->db);
    rows = waiting(w, &w->amir, 7);
    assert_int_equal(rows.n, 1); /* what has ended waits for nobody */
    assert_status(onboarding_mentor_set(w->db, w->arena, &w->lea, id, MAX), CONFLICT);
}
BOTH(parts_of_others_wait)

/* One after another, whoever starts: no mentor of the team ever has two more than another with room. */
static void spread_within_one(struct world *w)
{
    struct model m = {.chance = 1234567};

    make_people(w, &m);
    run_sql(w, "DELETE FROM onboarding_run;");
    for (int i = 0; i < MENTORS; i++)
        set_holds(w, &m, i, true);
    for (int n = 0; n < NEWCOMERS; n++) {
        struct onboarding_mentor_row_list mentors;

        db_refresh(w->db);
        start_one(w, &w->lea, FIRST_NEWCOMER + n,
                  (enum onboarding_profile)(n % ONBOARDING_PROFILE_N), MONDAY);
        assert_ok(onboarding_mentors(w->db, w->arena, &w->lea, 11, &mentors));
        assert_int_equal(mentors.n, MENTORS + 2);
        assert_true(mentors.at[mentors.n - 1].load - mentors.at[0].load <= 1);
    }
    int64_t id = count(w, "SELECT MIN(id) FROM onboarding_run");
    int64_t was = found(w, &w->lea, id).row.mentor_id;
    assert_status(onboarding_mentor_set(w->db, w->arena, &w->lea, id, MOE), INVALID);
    assert_status(onboarding_mentor_set(w->db, w->arena, &w->sus, id, MIA), MISSING);
    assert_ok(onboarding_mentor_set(w->db, w->arena, &w->lea, id, was == MIA ? MAX : MIA));
    clock_at(w, MONDAY + 1, 9, 0);
    assert_int_equal(found(w, &w->lea, id).row.mentor_id, was == MIA ? MAX : MIA);
}
BOTH(spread_within_one)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(exactly_the_own_active_ones),
        ON_BOTH(others_see_nothing),
        ON_BOTH(parts_of_others_wait),
        ON_BOTH(spread_within_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
