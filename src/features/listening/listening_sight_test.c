/* Who reads what was noted: 10,000 random states of roles, teams, mentors, absences, stand-ins, people who left and sessions, against
 * a model of its own. Whoever is neither of the two never gets a note, in no state.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_world.h"

#define PEOPLE 9
#define NEW 3 /* the first ones have a plan */
#define SESSIONS 4
#define FIRST 201
#define MONDAY 20542
#define NO_TEAM (-1)

static const enum role kinds[] = {ROLE_AGENT,   ROLE_MENTOR,     ROLE_CALL_TRAINER,
                                  ROLE_MANAGER, ROLE_SAFETY_REP, ROLE_ADMIN};
#define KINDS (sizeof kinds / sizeof kinds[0])

/* What is so, kept beside the database. */
struct model {
    struct {
        int team[ROLE_N]; /* NO_TEAM: does not hold it */
        bool left, away;
        int stand_in; /* -1: nobody */
    } person[PEOPLE];
    struct {
        bool active;
        int mentor; /* -1: none */
    } plan[NEW];
    struct {
        int employee, listener; /* -1: nobody yet */
        int state, team;
        bool announced;
    } session[SESSIONS];
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

/* ---- the model's answers */

static bool holds_in(const struct model *m, int p, enum role role, int team)
{
    int of = m->person[p].team[role];

    return of != NO_TEAM && (of == 0 || of == team);
}

static bool is_mentor_now(const struct model *m, int p)
{
    return holds_in(m, p, ROLE_MENTOR, 11) && !m->person[p].left;
}

static bool beside(const struct model *m, int p, int employee)
{
    int own = employee < NEW ? m->plan[employee].mentor : -1;

    if (own < 0 || !m->plan[employee].active || m->person[employee].left || p == employee ||
        !is_mentor_now(m, p))
        return false;
    if (p == own)
        return true;
    return (m->person[own].away || m->person[own].left) && m->person[own].away &&
           m->person[own].stand_in == p && !m->person[p].away;
}

static bool takes_part(const struct model *m, int p)
{
    return m->person[p].team[ROLE_AGENT] != NO_TEAM || m->person[p].team[ROLE_MENTOR] != NO_TEAM ||
           m->person[p].team[ROLE_CALL_TRAINER] != NO_TEAM ||
           m->person[p].team[ROLE_MANAGER] != NO_TEAM;
}

static bool one_of_the_two(const struct model *m, int p, int s)
{
    if (!takes_part(m, p))
        return false;
    if (p == m->session[s].employee)
        return true;
    return !m->person[m->session[s].employee].left && p == m->session[s].listener &&
           (m->person[p].team[ROLE_MENTOR] != NO_TEAM ||
            m->person[p].team[ROLE_CALL_TRAINER] != NO_TEAM);
}

static bool may_take_up(const struct model *m, int p, int s)
{
    int e = m->session[s].employee;

    return takes_part(m, p) && !m->person[e].left && p != e && m->session[s].listener < 0 &&
           m->session[s].state == LISTENING_ASKED &&
           (beside(m, p, e) || holds_in(m, p, ROLE_CALL_TRAINER, m->session[s].team));
}

static bool leads_held(const struct model *m, int p, int s)
{
    int state = m->session[s].state;

    return p != m->session[s].employee && !m->person[m->session[s].employee].left &&
           m->session[s].announced && (state == LISTENING_STOPPED || state == LISTENING_HELD) &&
           holds_in(m, p, ROLE_MANAGER, m->session[s].team);
}

/* ---- changing database and model */

static void make_people(struct world *w, struct model *m)
{
    for (int p = 0; p < PEOPLE; p++) {
        m->person[p].stand_in = -1;
        for (int r = 0; r < ROLE_N; r++)
            m->person[p].team[r] = NO_TEAM;
        sql(w, arena_printf(w->arena,
                            "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, "
                            "name_sort, lang, started_day, failed_n, created_at, changed_at) "
                            "VALUES (%d, 1, 11, 'p%d', 'P%d', 'p%d', 'p%d', 'da', 18000, 0, 0, 0)",
                            FIRST + p, p, p, p, p));
    }
    for (int e = 0; e < NEW; e++) {
        m->plan[e].active = true;
        m->plan[e].mentor = -1;
        sql(w, arena_printf(w->arena,
                            "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, "
                            "profile, version, start_day, made_at, made_by, first_said, "
                            "first_told) VALUES (%d, 1, %d, 11, 0, 0, 20540, 0, 103, FALSE, 0)",
                            911 + e, FIRST + e));
    }
    for (int s = 0; s < SESSIONS; s++) {
        m->session[s].employee = s;
        m->session[s].listener = -1;
        m->session[s].team = 11;
        sql(w, arena_printf(w->arena,
                            "INSERT INTO call_listening (id, centre_id, team_id, employee_id, "
                            "state, changes, asked, starts_at, minutes, side, focus, focus_words, "
                            "made_at, begun_at, stopped_at, strength_1, strength_2, next_step, "
                            "answer) VALUES (%d, 1, 11, %d, 0, 1, FALSE, %lld, 45, 0, 1, 'fokus', "
                            "0, 5, 9, 'et', 'to', 'tre', 'svar'); INSERT INTO listening_note "
                            "(id, session_id, client_key, at, text) VALUES (%d, %d, 'k', 1, "
                            "'hemmeligt')",
                            801 + s, FIRST + s, (long long)NOON, 821 + s, 801 + s));
    }
}

static void set_role(struct world *w, struct model *m, int p, enum role role, int team)
{
    m->person[p].team[role] = team;
    sql(w, arena_printf(w->arena, "DELETE FROM role_grant WHERE person_id = %d AND role = %d",
                        FIRST + p, role));
    if (team != NO_TEAM)
        sql(w, arena_printf(w->arena,
                            "INSERT INTO role_grant (person_id, role, team_id, granted_at, "
                            "granted_by) VALUES (%d, %d, %d, 0, 0)",
                            FIRST + p, role, team));
}

static void set_away(struct world *w, struct model *m, int p, bool away, int stand_in)
{
    m->person[p].away = away;
    m->person[p].stand_in = away ? stand_in : -1;
    sql(w, arena_printf(w->arena, "DELETE FROM person_absence WHERE person_id = %d", FIRST + p));
    if (away && stand_in >= 0)
        sql(w, arena_printf(w->arena,
                            "INSERT INTO person_absence (person_id, from_day, to_day, "
                            "substitute_id, kind) VALUES (%d, %d, %d, %d, 1)",
                            FIRST + p, MONDAY - 2, MONDAY + 2, FIRST + stand_in));
    else if (away)
        sql(w, arena_printf(w->arena,
                            "INSERT INTO person_absence (person_id, from_day, kind) VALUES (%d, "
                            "%d, 1)",
                            FIRST + p, MONDAY - 2));
}

static void set_mentor(struct world *w, struct model *m, int e, int mentor)
{
    static int id = 70000;

    m->plan[e].mentor = mentor;
    sql(w,
        arena_printf(w->arena,
                     "UPDATE onboarding_pair SET to_day = %d WHERE run_id = %d AND to_day IS NULL",
                     MONDAY - 1, 911 + e));
    if (mentor >= 0)
        sql(w, arena_printf(w->arena,
                            "INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, "
                            "made_at, made_by) VALUES (%d, %d, %d, %d, 0, 103)",
                            ++id, 911 + e, FIRST + mentor, MONDAY));
}

static void set_session(struct world *w, struct model *m, int s)
{
    struct str listener;

    m->session[s].state = (int)draw(m, LISTENING_STATE_N);
    m->session[s].listener = (int)draw(m, PEOPLE + 1) - 1;
    if (m->session[s].listener == m->session[s].employee)
        m->session[s].listener = -1;
    m->session[s].announced = draw(m, 3) != 0;
    m->session[s].team = draw(m, 3) == 0 ? 12 : 11;
    listener = m->session[s].listener < 0
                   ? STR("NULL")
                   : arena_printf(w->arena, "%d", FIRST + m->session[s].listener);
    sql(w, arena_printf(w->arena,
                        "UPDATE call_listening SET state = %d, listener_id = %.*s, announced_at = "
                        "%s, text_version = 0, team_id = %d WHERE id = %d",
                        m->session[s].state, STR_ARG(listener),
                        m->session[s].announced ? "7" : "NULL", m->session[s].team, 801 + s));
}

static void change_something(struct world *w, struct model *m)
{
    static const int teams[] = {NO_TEAM, 11, 11, 12, 0};
    int p = (int)draw(m, PEOPLE), e = (int)draw(m, NEW), k = (int)draw(m, PEOPLE + 1) - 1;

    switch (draw(m, 7)) {
    case 0:
        set_mentor(w, m, e, k == e ? -1 : k);
        break;
    case 1:
        set_away(w, m, p, draw(m, 2) == 0, k == p ? -1 : k);
        break;
    case 2:
        m->plan[e].active = draw(m, 4) != 0;
        sql(w, arena_printf(w->arena, "UPDATE onboarding_run SET ended_at = %s WHERE id = %d",
                            m->plan[e].active ? "NULL" : "1", 911 + e));
        break;
    case 3:
        m->person[p].left = draw(m, 4) == 0;
        sql(w, arena_printf(w->arena, "UPDATE person SET left_day = %s WHERE id = %d",
                            m->person[p].left ? "20541" : "NULL", FIRST + p));
        break;
    case 4:
    case 5:
        set_role(w, m, p, kinds[draw(m, KINDS)], teams[draw(m, 5)]);
        break;
    default:
        set_session(w, m, (int)draw(m, SESSIONS));
        break;
    }
}

/* ---- holding one against the other */

static int64_t n_read, n_kept_from, n_taken, n_led;

static void check_session(struct world *w, const struct model *m, int p, const struct actor *who,
                          int s)
{
    struct listening l = {.notes = {.n = 0}};
    bool two = one_of_the_two(m, p, s), taker = may_take_up(m, p, s);
    enum status expected = !takes_part(m, p) ? DENIED
                           : two || taker    ? OK
                                             : MISSING,
                got = listening_find(w->db, w->arena, who, 801 + s, &l);

    if (got != expected || (got == OK && (l.notes.n > 0) != two))
        fail_msg("person %d, session %d: %s, not %s, %zu notes", p, s, status_name(got),
                 status_name(expected), l.notes.n);
    n_read += two;
    n_taken += taker;
    n_kept_from += expected != OK;
}

static void check_held(struct world *w, const struct model *m, int p, const struct actor *who)
{
    struct listening_row_list rows = {0};
    bool leads = m->person[p].team[ROLE_MANAGER] != NO_TEAM;
    size_t n_expected = 0;

    assert_status(listening_held(w->db, w->arena, who, &rows), leads ? OK : DENIED);
    for (int s = 0; leads && s < SESSIONS; s++)
        n_expected += leads_held(m, p, s);
    assert_int_equal(rows.n, n_expected);
    n_led += (int64_t)rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        assert_true(leads_held(m, p, (int)(rows.at[i].id - 801)));
        assert_int_equal(rows.at[i].focus, 0);
        assert_int_equal(rows.at[i].focus_words.n + rows.at[i].strength_1.n +
                             rows.at[i].strength_2.n + rows.at[i].next_step.n + rows.at[i].answer.n,
                         0);
    }
}

static void check_person(struct world *w, const struct model *m, int p)
{
    struct actor who;

    if (m->person[p].left) {
        assert_status(actor_load(w->db, w->arena, FIRST + p, &who), MISSING);
        return;
    }
    assert_ok(actor_load(w->db, w->arena, FIRST + p, &who));
    for (int s = 0; s < SESSIONS; s++)
        check_session(w, m, p, &who, s);
    db_refresh(w->db);
    check_held(w, m, p, &who);
}

/* All on SQLite; fewer where each state goes through a socket, unless there is time. */
static void for_the_two_alone(struct world *w)
{
    struct model m = {.chance = 88172645463325252u};
    int n_states = store_kind(w->store) == DB_SQLITE || getenv("BAGVAGT_LONG") ? 10000 : 1000;

    n_read = n_kept_from = n_taken = n_led = 0;
    make_people(w, &m);
    for (int p = 0; p < PEOPLE; p++)
        set_role(w, &m, p, kinds[p % (int)KINDS], 11);
    for (int n = 0; n < n_states; n++) {
        struct arena_mark mark = arena_mark(w->arena);

        change_something(w, &m);
        db_refresh(w->db);
        check_person(w, &m, (int)draw(&m, PEOPLE));
        db_refresh(w->db);
        arena_rewind(w->arena, mark);
    }
    /* Each answer was among them often enough to mean something. */
    assert_true(n_read > n_states / 20 && n_kept_from > n_states);
    assert_true(n_taken > n_states / 200 && n_led > n_states / 200);
}
BOTH(for_the_two_alone)

/* Nobody, the system itself, another centre, and a token without the permission. */
static void nobody_else(struct world *w)
{
    struct listening l;
    struct actor limited = w->nina;
    int64_t id = held(w);

    assert_status(listening_find(w->db, w->arena, &actor_nobody, id, &l), DENIED);
    assert_status(listening_find(w->db, w->arena, &actor_system, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->uma, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->bo, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->mark, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->lea, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->carl, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->siv, id, &l), DENIED);
    assert_status(listening_find(w->db, w->arena, &w->amir, id, &l), DENIED);
    limited.limited_to = UINT64_C(1) << PERM_ONBOARDING;
    assert_status(listening_find(w->db, w->arena, &limited, id, &l), DENIED);
    limited.limited_to = UINT64_C(1) << PERM_CALL_LISTENING;
    assert_ok(listening_find(w->db, w->arena, &limited, id, &l));
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) "
               "VALUES (109, 20540, 20545, 102, 1)");
    db_refresh(w->db);
    assert_status(listening_find(w->db, w->arena, &w->bo, id, &l), MISSING); /* stands in */
}
BOTH(nobody_else)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(for_the_two_alone),
        ON_BOTH(nobody_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
