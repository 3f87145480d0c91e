/* Most of a year with a moved clock: forty newcomers who start on many days, away now and then, answering or not, on any day a pulse is
 * open. Looked at every day: what was told never changes, nothing is told of fewer than five, nobody is asked twice; and in the
 * end every answer is in exactly one room, told of or still waiting.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_world.h"

#define PEOPLE 40
#define FIRST 300
#define DAYS 260

struct year {
    uint64_t chance;
    int64_t said, sum; /* of the first question: answers given, and added up */
    struct pulses_told_row_list told;
};

static int64_t upto(struct year *y, int64_t n)
{
    y->chance ^= y->chance << 13;
    y->chance ^= y->chance >> 7;
    y->chance ^= y->chance << 17;
    return (int64_t)(y->chance % (uint64_t)n);
}

static void add_people(struct world *w, struct year *y)
{
    run_sql(w, "DELETE FROM onboarding_run");
    for (int64_t i = 0; i < PEOPLE; i++) {
        int64_t id = FIRST + i, team = 11 + upto(y, 2);
        int64_t start = MONDAY + (i < 24 ? i / 8 * 28 : upto(y, 90)), left = upto(y, 8);

        run_sql(w,
                str_c(w->arena,
                      arena_printf(
                          w->arena,
                          "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, "
                          "name_sort, lang, started_day, left_day, failed_n, created_at, "
                          "changed_at) VALUES (%lld, 1, %lld, 'y%lld', 'Y', 'y', 'y', 'da', %lld, "
                          "%s, 0, 0, 0);"
                          "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, "
                          "class_id, profile, version, start_day, made_at, made_by, first_said, "
                          "first_told) VALUES (%lld, 1, %lld, %lld, %s, %lld, 0, %lld, 0, 108, "
                          "FALSE, 0)",
                          (long long)id, (long long)team, (long long)id, (long long)start,
                          left == 0 ? str_c(w->arena,
                                            arena_printf(w->arena, "%lld", (long long)start + 120))
                                    : "NULL",
                          (long long)id, (long long)id, (long long)team, i < 24 ? "7" : "NULL",
                          (long long)upto(y, 2), (long long)start)));
        if (upto(y, 4) == 0)
            run_sql(w,
                    str_c(w->arena, arena_printf(w->arena,
                                                 "INSERT INTO person_absence (person_id, from_day, "
                                                 "to_day, kind) VALUES (%lld, %lld, %lld, 0)",
                                                 (long long)id, (long long)start + upto(y, 60),
                                                 (long long)start + 62)));
    }
}

/* Whoever has one open answers it today or not. */
static void people_answer(struct world *w, struct year *y)
{
    int32_t today = zone_day(w->zone, clock_now());

    for (int64_t id = FIRST; id < FIRST + PEOPLE; id++) {
        struct pulses_open_row_list open;

        assert_ok(q_pulses_open(w->db, w->arena, id, today, &open));
        assert_true(open.n <= 2); /* the exit's may come while another is open */
        if (open.n == 0 || upto(y, 5) != 0)
            continue;
        int64_t said = 1 + upto(y, 5);
        enum status done = answers(w, id, open.at[0].moment, said);
        assert_true(done == OK || done == CONFLICT); /* answered already */
        y->said += done == OK;
        y->sum += done == OK ? said : 0;
    }
}

static void look(struct world *w, struct year *y)
{
    struct pulses_told_row_list now;
    size_t same = 0;

    assert_ok(q_pulses_told(w->db, w->arena, 1, 0, &now));
    for (size_t i = 0; i < now.n; i++) {
        assert_true(now.at[i].n >= PULSES_SMALLEST);
        for (size_t k = 0; k < y->told.n; k++)
            if (y->told.at[k].room_id == now.at[i].room_id &&
                y->told.at[k].place == now.at[i].place) {
                assert_int_equal(y->told.at[k].n, now.at[i].n);
                assert_int_equal(y->told.at[k].total, now.at[i].total);
                same++;
            }
    }
    assert_int_equal(same, y->told.n);
    y->told = now;
}

/* Told and waiting together are all that was said. */
static void nothing_is_lost(struct world *w, const struct year *y)
{
    int64_t n = 0, waiting = 0, waiting_sum = 0, told_sum = 0, slack = 0;
    struct str ids, one;

    for (size_t i = 0; i < y->told.n; i++)
        if (y->told.at[i].place == 0) {
            n += y->told.at[i].n;
            told_sum += y->told.at[i].total;
            slack += PULSES_MARGIN;
        }
    assert_ok(
        db_read_text(w->db, w->arena,
                     store_kind(w->store) == DB_SQLITE
                         ? STR("SELECT group_concat(id, ' ') FROM pulse_room WHERE sealed IS "
                               "NOT NULL")
                         : STR("SELECT string_agg(id::text, ' ') FROM pulse_room WHERE sealed "
                               "IS NOT NULL"),
                     &ids));
    while (str_cut(&ids, ' ', &one)) {
        struct pulses_room_row room;
        struct pulses_tally t;
        int64_t id = 0;

        assert_true(str_int64(one, &id));
        assert_ok(q_pulses_room(w->db, w->arena, id, &room));
        assert_ok(pulses_tally_open(w->db, w->arena, &room, &t));
        assert_true(t.n_spent <= (size_t)t.n_sheets);
        waiting += t.sums[0].n;
        waiting_sum += t.sums[0].sum;
    }
    assert_int_equal(n + waiting, y->said);
    assert_true(told_sum + waiting_sum <= y->sum + slack);
    assert_true(told_sum + waiting_sum >= y->sum - slack);
    assert_true(n > y->said / 2); /* most of it is told */
}

static void a_year_of_newcomers(struct world *w)
{
    struct year y = {.chance = UINT64_C(2463534242)};

    add_people(w, &y);
    pulse_begins(w);
    for (int32_t day = MONDAY + 1; day < MONDAY + DAYS; day++) {
        day_comes(w, day);
        people_answer(w, &y);
        look(w, &y);
    }
    nothing_is_lost(w, &y);
    assert_true(y.said > 60);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM (SELECT person_id FROM notice WHERE text = "
                              "'NOTICE_PULSES_ASKED' GROUP BY person_id HAVING COUNT(*) > 6) AS x"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM (SELECT person_id, moment FROM pulse_asked "
                              "GROUP BY person_id, moment HAVING COUNT(*) > 1) AS x"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_sum s JOIN pulse_room r ON r.id = "
                              "s.room_id WHERE r.sealed IS NOT NULL"),
                     0);
    assert_true(count(w, "SELECT COUNT(*) FROM pulse_room WHERE moment = 5") > 0); /* some left */
}
BOTH(a_year_of_newcomers)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(a_year_of_newcomers)};

    return cmocka_run_group_tests_name("pulses_year", tests, NULL, NULL);
}
