/* The invented centre: the same every time, right in every count, and nothing in it that could
 * not have happened.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "base/clock.h"
#include "check.h"
#include "features/demo/demo_cli.h"
#include "features/demo/demo_parts.h"
#include "features/harassment/harassment.h"
#include "base/buf.h"
#include "store.h"

#define SMALL_CALLS 2000
#define SMALL_DAYS 30

static struct demo_options small(int64_t seed)
{
    struct demo_options o = demo_defaults(day_number(2025, 11, 22), SMALL_DAYS, 1);

    o.seed = seed;
    o.calls = SMALL_CALLS;
    return o;
}

static void must_fill(struct store *s, const struct demo_options *o, struct demo_result *ret)
{
    assert_ok(demo_fill(s, o, ret));
}

static struct str read_text(struct store *s, struct arena *a, const char *sql)
{
    struct db *db = db_start(s, a);
    struct str ret;

    if (db_read_text(db, a, str_of(sql), &ret) != OK)
        fail_msg("%s: %s", sql, failure_last()->why);
    db_end(db);
    return ret;
}

static int64_t number(struct store *s, const char *sql)
{
    struct arena *a = arena_new();
    struct str text = read_text(s, a, sql);
    int64_t n = -1;

    if (text.p == NULL || !str_int64(text, &n))
        fail_msg("%s: no number", sql);
    arena_free(a);
    return n;
}

#define assert_none(s, sql) assert_int_equal(number((s), "SELECT COUNT(*) FROM " sql), 0)
#define assert_some(s, sql) assert_true(number((s), "SELECT COUNT(*) FROM " sql) > 0)

/* ---- calendar and chance */

static void calendar(void **state)
{
    (void)state;
    assert_int_equal(demo_easter(2024), day_number(2024, 3, 31));
    assert_int_equal(demo_easter(2025), day_number(2025, 4, 20));
    assert_int_equal(demo_easter(2038), day_number(2038, 4, 25));
    assert_false(demo_is_open(day_number(2025, 4, 17))); /* Maundy Thursday */
    assert_false(demo_is_open(day_number(2025, 4, 21)));
    assert_true(demo_is_open(day_number(2025, 4, 22)));
    assert_false(demo_is_open(day_number(2025, 5, 29))); /* Ascension */
    assert_false(demo_is_open(day_number(2025, 6, 9)));  /* Whit Monday */
    assert_false(demo_is_open(day_number(2023, 5, 5)));  /* the last Store Bededag */
    assert_true(demo_is_open(day_number(2024, 4, 26)));
    assert_false(demo_is_open(day_number(2025, 12, 24)));
    assert_false(demo_is_open(day_number(2025, 11, 22))); /* a Saturday */
    assert_int_equal(demo_week(day_number(2024, 12, 30)), 1);
    assert_int_equal(demo_week(day_number(2021, 1, 3)), 53);
    assert_int_equal(demo_week(day_number(2025, 11, 22)), 47);
    assert_int_equal(demo_open_before(day_number(2026, 1, 2)), day_number(2025, 12, 30));
    assert_int_equal(demo_open_from(day_number(2025, 12, 31)), day_number(2026, 1, 2));
}

static void chance(void **state)
{
    struct demo_random r = demo_random_for(7, 1, 2), same = demo_random_for(7, 1, 2);
    struct demo_random other = demo_random_for(7, 1, 3);
    int64_t sum = 0, squares = 0, below = 0, few = 0, many = 0, n = 20000;

    (void)state;
    assert_true(demo_random_next(&r) == demo_random_next(&same));
    assert_true(demo_random_next(&r) != demo_random_next(&other));
    for (int64_t i = 0; i < n; i++) {
        int64_t z = demo_random_normal(&r);

        sum += z;
        squares += z * z / DEMO_ONE;
        below += demo_random_lognormal(&r, 1000, DEMO_ONE) < 1000;
        few += demo_random_count(&r, 2500);
        many += demo_random_count(&r, 80000);
    }
    assert_in_range(sum / n + 1000, 0, 2000); /* mean 0 ± 0.015 */
    assert_in_range(squares / n, DEMO_ONE - 2000, DEMO_ONE + 2000);
    assert_in_range(below, n / 2 - 300, n / 2 + 300); /* the median is where it was asked for */
    assert_in_range(few * 1000 / n, 2400, 2600);
    assert_in_range(many * 1000 / n, 79000, 81000);
    /* the same on every machine and in every version: a demo is known by its seed */
    struct demo_random fixed = demo_random_for(1, 1, 1);
    assert_int_equal(demo_random_lognormal(&fixed, 1000000, DEMO_ONE), 131744);
}

/* ---- the same every time */

static void hash_sqlite(struct store *s, unsigned char hash[crypto_generichash_BYTES])
{
    struct arena *a = arena_new();
    crypto_generichash_state state;
    struct str tables = read_text(
        s, a,
        "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'schema_%' AND name NOT LIKE 'sqlite_%' ORDER BY name)");
    struct str table;

    crypto_generichash_init(&state, NULL, 0, crypto_generichash_BYTES);
    while (str_cut(&tables, ' ', &table)) {
        const char *columns =
            str_c(a, arena_printf(a,
                                  "SELECT group_concat('quote(\"' || name || '\")', ' || ''|'' || "
                                  "') FROM pragma_table_info('%.*s')",
                                  STR_ARG(table)));
        struct str list = read_text(s, a, columns);
        struct str rows =
            read_text(s, a,
                      str_c(a, arena_printf(a,
                                            "SELECT group_concat(line, char(10)) FROM (SELECT %.*s "
                                            "AS line FROM \"%.*s\" ORDER BY 1)",
                                            STR_ARG(list), STR_ARG(table))));

        crypto_generichash_update(&state, (const unsigned char *)table.p, table.n);
        if (rows.p != NULL)
            crypto_generichash_update(&state, (const unsigned char *)rows.p, rows.n);
    }
    crypto_generichash_final(&state, hash, crypto_generichash_BYTES);
    arena_free(a);
}

static void same_every_time(void **state)
{
    unsigned char hash[3][crypto_generichash_BYTES];
    struct demo_result made;

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct demo_options o = small(i < 2 ? 5 : 6);
        struct store *s = store_for_tests(DB_SQLITE, true);

        clock_freeze(DAY_MS * (20500 + i)); /* the time of making it must not matter */
        must_fill(s, &o, &made);
        clock_release();
        hash_sqlite(s, hash[i]);
        store_for_tests_end(s);
    }
    assert_memory_equal(hash[0], hash[1], sizeof hash[0]);
    assert_memory_not_equal(hash[0], hash[2], sizeof hash[0]);
}

/* Sums that any difference would show in. */
static const char *const digests[] = {
    "SELECT SUM(id % 1000003 + started_at % 1000003 + wait_ms + talk_ms + outcome) FROM call",
    "SELECT SUM(id % 1000003 + person_id % 1000003 + logged_by % 1000003) FROM incident",
    "SELECT SUM(hit * 1000 + acts) FROM incident",
    "SELECT SUM(COALESCE(talked_at, 0) % 1000003 + changed_at % 1000003) FROM incident",
    "SELECT SUM(LENGTH(text) * (field + 1) * version) FROM incident_text",
    "SELECT SUM(id % 1000003 + object_id % 1000003 + LENGTH(action) + LENGTH(detail)) FROM audit",
    "SELECT SUM(id % 1000003 + state + version + asked_at % 1000003 + LENGTH(reference)) FROM "
    "conduct_case",
    "SELECT SUM(id % 1000003 + at % 1000003 + kind) FROM conduct_event",
    "SELECT SUM(id % 1000003 + COALESCE(phones_day, 0) + LENGTH(name) + LENGTH(login)) FROM person",
};

static void same_on_both_engines(void **state)
{
    struct store *pgsql = store_for_tests(DB_PGSQL, true);
    struct store *sqlite = store_for_tests(DB_SQLITE, true);
    struct demo_options o = small(5);
    struct demo_result made[2];

    (void)state;
    must_fill(sqlite, &o, &made[0]);
    must_fill(pgsql, &o, &made[1]);
    assert_memory_equal(&made[0], &made[1], sizeof made[0]);
    for (size_t i = 0; i < sizeof digests / sizeof *digests; i++)
        assert_int_equal(number(sqlite, digests[i]), number(pgsql, digests[i]));
    store_for_tests_end(pgsql);
    store_for_tests_end(sqlite);
}

/* ---- counts kept beside the rows are what a recount gives */

/* Rows that stand in only one of the two. */
#define DIFFERENCE(one, other)                                                                     \
    "(SELECT * FROM (SELECT * FROM (" one ") AS a EXCEPT SELECT * FROM (" other ") AS b) AS c "    \
    "UNION ALL SELECT * FROM (SELECT * FROM (" other ") AS d EXCEPT SELECT * FROM (" one           \
    ") AS e) "                                                                                     \
    "AS f) AS g"

static void check_counts(struct store *s)
{
    assert_none(s,
                DIFFERENCE("SELECT team_id, n_logged, n_untalked, n_wants_talk, n_hard, n_newcomer "
                           "FROM incident_tally",
                           "SELECT team_id, COUNT(*), COUNT(*) FILTER (WHERE talked_at IS NULL), "
                           "COUNT(*) FILTER (WHERE talked_at IS NULL AND wants_talk), "
                           "COUNT(*) FILTER (WHERE talked_at IS NULL AND hit >= 3), "
                           "COUNT(*) FILTER (WHERE talked_at IS NULL AND newcomer) FROM incident "
                           "GROUP BY team_id"));
    /* nothing happens near midnight, so UTC has the same days */
    assert_none(
        s, DIFFERENCE(
               "SELECT team_id, day, class, n, n_rated, sum_rating, n_ended FROM incident_day",
               "SELECT team_id, occurred_at / 86400000, class, COUNT(*), COUNT(*) FILTER (WHERE "
               "hit > 0), "
               "SUM(hit), COUNT(*) FILTER (WHERE acts & 12 <> 0) FROM incident GROUP BY 1, 2, 3"));
    assert_none(
        s,
        DIFFERENCE("SELECT centre_id, person_id, day, n_calls, n_answered, talk_ms FROM call_day",
                   "SELECT centre_id, COALESCE(person_id, 0), started_at / 86400000, COUNT(*), "
                   "COUNT(*) FILTER (WHERE talk_ms > 0), SUM(talk_ms) FROM call GROUP BY 1, 2, 3"));
    assert_int_equal(number(s, "SELECT latest FROM incident_number"),
                     number(s, "SELECT COUNT(*) FROM incident"));
    assert_int_equal(number(s, "SELECT MAX(number) FROM incident"),
                     number(s, "SELECT COUNT(*) FROM incident"));
    assert_none(s, "incident_seen s JOIN incident_tally t ON t.team_id = s.team_id "
                   "WHERE s.n_logged > t.n_logged");
    assert_none(s, "setting");
}

/* Throws the index of words away, makes it anew by the feature's own function, and compares. */
static void check_words(struct store *s)
{
    struct arena *a = arena_new();
    struct db *db = db_start(s, a);
    int64_t n = number(s, "SELECT COUNT(*) FROM incident");
    int64_t n_words = number(s, "SELECT COUNT(*) FROM incident_word");
    int64_t letters = number(s, "SELECT SUM(LENGTH(word)) FROM incident_word");
    int64_t centre_id = number(s, "SELECT id FROM centre");
    DB_TX(tx, db);

    assert_status(db_run_text(db, STR("DELETE FROM incident_word")), OK);
    for (int64_t i = 1; i <= n; i++) {
        struct incident_reach_row found;
        struct incident_text_row_list texts;

        assert_status(q_incident_by_number(db, a, centre_id, i, &found), OK);
        assert_status(q_incident_texts(db, a, found.id, &texts), OK);
        for (size_t k = 0; k < texts.n; k++)
            assert_status(incident_index_words(db, a, found.id, texts.at[k].text), OK);
    }
    assert_status(db_commit(&tx), OK);
    db_end(db);
    arena_free(a);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM incident_word"), n_words);
    assert_int_equal(number(s, "SELECT SUM(LENGTH(word)) FROM incident_word"), letters);
}

/* Times that contradict each other, calls of people who were not there or on a line that was not
 * theirs. */
static void check_possible(struct store *s)
{
    assert_none(s, "(SELECT started_at + wait_ms AS s, LAG(started_at + wait_ms + talk_ms) OVER "
                   "(PARTITION BY person_id ORDER BY started_at + wait_ms) AS e FROM call "
                   "WHERE person_id IS NOT NULL AND talk_ms > 0) AS x WHERE s < e");
    assert_none(s,
                "call c JOIN person p ON p.id = c.person_id WHERE "
                "c.started_at / 86400000 < p.phones_day OR c.started_at / 86400000 > p.left_day");
    assert_none(s,
                "call c WHERE c.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person_line l "
                "WHERE l.person_id = c.person_id AND l.line = c.line AND c.started_at / 86400000 "
                "BETWEEN l.from_day AND COALESCE(l.to_day, 99999))");
    assert_none(s, "person_line a JOIN person_line b ON b.line = a.line AND b.id > a.id "
                   "WHERE a.from_day <= COALESCE(b.to_day, 99999) "
                   "AND b.from_day <= COALESCE(a.to_day, 99999)");
    assert_none(s, "call WHERE (talk_ms > 0) <> (outcome IN (0, 5)) OR wait_ms < 0 "
                   "OR (person_id IS NULL) <> (line = '')");
    assert_none(s, "incident WHERE logged_at < occurred_at OR changed_at < logged_at "
                   "OR talked_at < logged_at OR hit NOT BETWEEN 1 AND 5 "
                   "OR hit <> CASE WHEN rating > raised THEN rating ELSE raised END");
    assert_none(s, "incident i JOIN call c ON c.id = i.call_id WHERE c.person_id <> i.person_id "
                   "OR c.started_at <> i.occurred_at OR c.talk_ms = 0");
    assert_none(
        s, "incident i JOIN person p ON p.id = i.person_id JOIN person l ON l.id = i.logged_by "
           "WHERE l.team_id <> p.team_id OR i.team_id <> p.team_id");
    assert_none(s, "incident i JOIN person p ON p.id = i.person_id WHERE i.seniority_days <> "
                   "i.occurred_at / 86400000 - p.phones_day OR i.newcomer <> "
                   "(i.occurred_at / 86400000 - p.phones_day < 90)");
    /* Nobody decides about what hit themselves, nothing is answered before it was asked, and what has run out is over. */
    assert_none(s,
                "conduct_event e JOIN conduct_case k ON k.id = e.case_id WHERE e.at < k.asked_at "
                "OR (e.kind > 0 AND e.person_id = k.person_id)");
    assert_none(s, "conduct_case k JOIN incident i ON i.id = k.incident_id WHERE k.asked_at < "
                   "i.logged_at OR k.answered_at < k.asked_at OR k.review_day > k.end_day "
                   "OR (k.version > 0) <> (k.state IN (4, 5))");
    assert_none(
        s, "incident a JOIN incident b ON b.number = a.number + 1 WHERE b.logged_at < a.logged_at");
    assert_none(s, "incident i WHERE NOT EXISTS (SELECT 1 FROM audit u WHERE u.object_id = i.id "
                   "AND u.action = 'incident_logged' AND u.at = i.logged_at)");
    assert_none(s, "incident i WHERE (talked_at IS NULL) = EXISTS (SELECT 1 FROM incident_step t "
                   "WHERE t.incident_id = i.id AND t.kind = 0)");
    assert_none(s, "person WHERE password IS NOT NULL OR email NOT LIKE '%@example.invalid'");
    assert_none(s, "centre WHERE NOT invented");
}

/* Something to see for whoever walks in. */
static void check_lively(struct store *s, const struct demo_result *made)
{
    char sql[200];

    for (int role = 0; role < ROLE_N; role++) {
        snprintf(sql, sizeof sql,
                 "SELECT COUNT(*) FROM role_grant g JOIN person p ON p.id = g.person_id "
                 "WHERE g.role = %d AND p.left_day IS NULL",
                 role);
        assert_true(number(s, sql) > 0);
    }
    for (int class = 0; class < INCIDENT_CLASS_N; class ++)
        assert_true(made->n_by_class[class] > 0);
    assert_some(s, "incident WHERE talked_at IS NULL AND wants_talk AND newcomer");
    assert_some(s, "incident WHERE talked_at IS NULL AND NOT newcomer");
    /* Somebody waits: the employee for an answer, or the centre for the citizen. */
    assert_some(s, "conduct_case WHERE state IN (0, 1)");
    assert_some(s, "conduct_case WHERE state = 4");
    assert_some(s, "conduct_case WHERE state = 5");
    assert_some(s, "conduct_letter WHERE kind = 2");
    /* One thing reports, one is late; and two drills, as many as a month has room for, were answered and are over. */
    assert_int_equal(number(s, "SELECT COUNT(*) FROM heartbeat"), 2);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM heartbeat WHERE missed_at > last_at"), 1);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM card_drill d JOIN help_request r ON r.id = "
                               "d.request_id JOIN card_call c ON c.drill_id = d.id JOIN help_event "
                               "e ON e.request_id = r.id WHERE d.state = 2 AND e.kind = 3 AND "
                               "e.detail = e.at - r.pressed_at AND c.ended_at = r.closed_at"),
                     2);
    assert_none(s, "help_request WHERE closed_at IS NULL OR drill = 0");
    assert_true(number(s, "SELECT MIN(n_untalked) FROM incident_tally") > 0);
    assert_int_equal(number(s, "SELECT SUM(n_untalked) FROM incident_tally"), made->n_open);
    snprintf(sql, sizeof sql,
             "SELECT COUNT(*) FROM incident WHERE talked_at IS NULL AND logged_at < %lld",
             (long long)(made->last_day - 14) * DAY_MS);
    assert_int_equal(number(s, sql), 0);
    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM audit WHERE at >= %lld",
             (long long)day_number(2025, 11, 22) * DAY_MS - HOUR_MS);
    assert_int_equal(number(s, sql), 0);
    assert_some(s, "incident_text WHERE version = 2");
    assert_some(s, "(SELECT line FROM person_line GROUP BY line HAVING COUNT(*) > 1) AS x");
}

static void right_in_every_count(void **state)
{
    enum db_kind kind = *(enum db_kind *)*state;
    struct store *s = store_for_tests(kind, true);
    struct demo_options o = demo_defaults(day_number(2025, 11, 22), 120, 1);
    struct demo_result made;

    o.calls = 8000;
    must_fill(s, &o, &made);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM person"), DEMO_PEOPLE);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM call"), made.n_calls);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM incident"), made.n_incidents);
    assert_in_range(made.n_calls, 7200, 8800);
    check_counts(s);
    check_possible(s);
    check_lively(s, &made);
    check_words(s);
    store_for_tests_end(s);
}

/* As few people as there may be, more than have names of their own, and a team without anybody on
 * the phones. */
static void other_sizes(void **state)
{
    static const int64_t sizes[][3] = {
        {DEMO_PEOPLE_MIN, 0, 14}, {19, 500, 20}, {29, 4000, 40}, {700, 3000, 15}};
    struct demo_result made;

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct store *s = store_for_tests(DB_SQLITE, true);
        struct demo_options o = small((int64_t)i);

        o.people = sizes[i][0];
        o.calls = sizes[i][1];
        o.days = sizes[i][2];
        must_fill(s, &o, &made);
        check_counts(s);
        check_possible(s);
        assert_int_equal(number(s, "SELECT COUNT(DISTINCT login) FROM person"), o.people);
        assert_true(made.n_open > 0);
        store_for_tests_end(s);
    }
}

/* ---- refusals */

static void refuses(void **state)
{
    enum db_kind kind = *(enum db_kind *)*state;
    struct store *s = store_for_tests(kind, true);
    struct demo_options o = small(1), bad = o;
    struct demo_result made;
    const bool cancelled = true;
    int64_t n;

    bad.people = DEMO_PEOPLE_MIN - 1;
    assert_status(demo_fill(s, &bad, &made), INVALID);
    bad = o;
    bad.until_day = day_number(2020, 1, 15);
    assert_status(demo_fill(s, &bad, &made), INVALID);
    assert_none(s, "centre");

    bad = o;
    bad.cancelled = &cancelled;
    assert_status(demo_fill(s, &bad, &made), BUSY);
    assert_status(demo_fill(s, &o, &made), CONFLICT);
    assert_why("half way");
    store_for_tests_end(s);

    s = store_for_tests(kind, true);
    must_fill(s, &o, &made);
    n = number(s, "SELECT COUNT(*) FROM audit");
    assert_status(demo_fill(s, &o, &made), CONFLICT);
    assert_why("not empty");
    assert_int_equal(number(s, "SELECT COUNT(*) FROM audit"), n);
    store_for_tests_end(s);
}

/* Runs the command; what it says comes back as text. */
static int command(struct store *s, char **argv, char *ret, size_t size)
{
    struct arena *a = arena_new();
    int ends[2], argc = 0;
    bool cancelled = false;

    while (argv[argc] != NULL)
        argc++;
    assert_int_equal(pipe(ends), 0);
    struct command_context c = {
        .arena = a, .store = s, .out = ends[1], .err = ends[1], .cancelled = &cancelled};
    int code = demo_commands[0].run(&c, argc, argv);
    close(ends[1]);
    ssize_t n = read(ends[0], ret, size - 1);
    ret[n > 0 ? n : 0] = '\0';
    close(ends[0]);
    arena_free(a);
    return code;
}

static void command_line(void **state)
{
    static char calls[] = "--calls", three[] = "300", days[] = "--days=20", minus[] = "-5",
                odd[] = "--odd", until[] = "--until", soon[] = "2999-01-01", day[] = "2025-11-22",
                seed[] = "--seed=9", huge[] = "--scale=1001";
    char *wrong[][3] = {{odd, NULL},          {calls, NULL},       {calls, minus, NULL},
                        {until, three, NULL}, {until, soon, NULL}, {huge, NULL}};
    char *right[] = {calls, three, days, until, day, seed, NULL};
    struct store *s = store_for_tests(DB_SQLITE, true);
    char said[4000];

    (void)state;
    clock_freeze(DAY_MS * day_number(2025, 11, 23));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(command(s, wrong[i], said, sizeof said), 2);
        assert_non_null(strstr(said, "demo: "));
    }
    assert_none(s, "centre");
    assert_int_equal(command(s, right, said, sizeof said), 0);
    assert_non_null(strstr(said, "seed 9"));
    assert_non_null(strstr(said, "invented"));
    assert_non_null(strstr(said, "100 %"));
    assert_int_equal(command(s, right, said, sizeof said), 1);
    assert_non_null(strstr(said, "not empty"));
    clock_release();
    store_for_tests_end(s);
}

/* ---- what is told by the rules themselves */

static void somebody_is_exposed(void **state)
{
    char folder[256];
    struct demo_options o = small(5);
    struct demo_result made;
    struct store *s = store_for_tests(*(enum db_kind *)*state, true);

    snprintf(folder, sizeof folder, "%s/demo-evidence-XXXXXX", test_folder());
    assert_non_null(mkdtemp(folder));
    harassment_use(str_of(folder), 1 << 20);
    clock_freeze(o.until_day * DAY_MS + 11 * HOUR_MS);
    must_fill(s, &o, &made);
    assert_ok(demo_tell_harassment(s, &made));
    assert_int_equal(number(s, "SELECT COUNT(*) FROM harassment_case k JOIN person p ON p.id = "
                               "k.person_id WHERE k.watch_at > k.opened_at"),
                     1);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM harassment_file"), 1);
    assert_int_equal(number(s, "SELECT COUNT(*) FROM harassment_step WHERE kind = 1 AND state = 0 "
                               "AND owner_id <> 0"),
                     1); /* the police */
    assert_true(number(s, "SELECT COUNT(*) FROM harassment_step WHERE state = 1") >= 3);
    struct arena *a = arena_new();
    struct db *db = db_start(s, a);
    struct buf findings = buf_new(a, 64);
    assert_ok(harassment_check(db, &findings));
    assert_int_equal(buf_str(&findings).n, 0);
    remove(str_c(a, arena_printf(a, "%s/%lld", folder,
                                 (long long)number(s, "SELECT id FROM harassment_file"))));
    rmdir(folder);
    db_end(db);
    arena_free(a);
    clock_release();
    store_for_tests_end(s);
}

int main(void)
{
    static enum db_kind sqlite = DB_SQLITE, pgsql = DB_PGSQL;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar),
        cmocka_unit_test(chance),
        cmocka_unit_test(same_every_time),
        cmocka_unit_test(same_on_both_engines),
        {"right in every count sqlite", right_in_every_count, NULL, NULL, &sqlite},
        {"right in every count pgsql", right_in_every_count, NULL, NULL, &pgsql},
        cmocka_unit_test(other_sizes),
        {"refuses sqlite", refuses, NULL, NULL, &sqlite},
        {"refuses pgsql", refuses, NULL, NULL, &pgsql},
        {"somebody is exposed sqlite", somebody_is_exposed, NULL, NULL, &sqlite},
        {"somebody is exposed pgsql", somebody_is_exposed, NULL, NULL, &pgsql},
        cmocka_unit_test(command_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
