/* Anonymous means that whoever asked makes no difference to anything that is kept. Two worlds, alike but for who of two colleagues
 * asks, are written out whole (every column of every table in the order of its rows, the log, the API, the extracts) while
 * it is open, when others were told, when it was answered, when it helped, and when its hour is over: they must be the same,
 * and nothing in them may carry the instant of asking. By name they must differ, or this would prove nothing.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_world.h"

#include <unistd.h>

#include "core/personal.h"
#include "features/asking/asking_forms.h"
#include "web/loopback.h"
#include "web/server.h"

#define TEXT "Hvad svarer jeg paa kanariefuglen"
#define BEFORE_MS (3 * HOUR_MS + 17 * MINUTE_MS + 23456) /* an instant that nothing else has */
#define EPOCH_OF_IDS INT64_C(1577836800000)              /* base/id.h */

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

/* ---- writing a database out */

static struct str text_of(struct world *w, const char *sql)
{
    struct str s = STR_NONE;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, str_of(sql), &s));
    return s.p ? s : STR("");
}

/* What is random by itself; the audit's chain is made of rows that are compared. */
#define RANDOM "'token_hash', 'csrf', 'key_hash', 'password', 'listed', 'hash', 'call_key'"

static struct str tables_of(struct world *w)
{
    if (store_kind(w->store) == DB_SQLITE)
        return text_of(w,
                       "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE "
                       "type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name)");
    return text_of(w, "SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM "
                      "information_schema.tables WHERE table_schema = current_schema()");
}

static struct str rows_of(struct world *w, struct str table)
{
    if (store_kind(w->store) == DB_SQLITE) {
        struct str columns = text_of(
            w, str_c(w->arena,
                     arena_printf(w->arena,
                                  "SELECT group_concat('quote(' || name || ')', ' || '' '' || ') "
                                  "FROM pragma_table_info('%.*s') WHERE name NOT IN (" RANDOM ")",
                                  STR_ARG(table))));

        return text_of(w, str_c(w->arena, arena_printf(w->arena,
                                                       "SELECT group_concat(%.*s, char(10)) FROM "
                                                       "%.*s",
                                                       STR_ARG(columns), STR_ARG(table))));
    }
    struct str columns = text_of(
        w, str_c(w->arena,
                 arena_printf(w->arena,
                              "SELECT string_agg('coalesce(' || column_name || '::text, ''-'')', ' "
                              "|| '' '' || ') FROM information_schema.columns WHERE table_name = "
                              "'%.*s' AND table_schema = current_schema() AND column_name NOT IN "
                              "(" RANDOM ")",
                              STR_ARG(table))));
    return text_of(
        w, str_c(w->arena, arena_printf(w->arena, "SELECT string_agg(%.*s, chr(10)) FROM %.*s",
                                        STR_ARG(columns), STR_ARG(table))));
}

/* When each world begins: ids never go back in time, and two that are compared share weekday and month. */
static const char *const mondays[] = {"2026-04-13", "2026-04-20", "2026-05-11",
                                      "2026-05-18", "2026-06-08", "2026-06-15"};
static int64_t began_at;

/* The question's id is Q; of every other id its time is left; a notice's random name is gone. Times are since the world began. */
static void write_plain(struct buf *out, struct str s, struct str id)
{
    struct str today = date_text(out->arena, (int32_t)(began_at / DAY_MS));

    while (s.n > 0) {
        size_t n = 0;
        int64_t number;

        if (str_starts(s, STR("asking.wait "))) {
            struct str word;

            buf_add(out, STR("asking.wait R"));
            s = str_sub(s, sizeof "asking.wait " - 1, s.n);
            str_cut(&s, ' ', &word);
            continue;
        }
        if (str_starts(s, today)) {
            buf_add(out, STR("today"));
            s = str_sub(s, today.n, s.n);
            continue;
        }
        while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
            n++;
        struct str digits = str_sub(s, 0, n);
        if (n > 0 && str_eq(digits, id))
            buf_char(out, 'Q');
        else if (n >= 16 && str_int64(digits, &number))
            buf_printf(out, "t%lld", (long long)((number >> 22) + EPOCH_OF_IDS - began_at));
        else if (n == 13 && str_int64(digits, &number))
            buf_printf(out, "t%lld", (long long)(number - began_at));
        else if (n > 0)
            buf_add(out, digits);
        else
            buf_char(out, s.p[n++]);
        s = str_sub(s, n, s.n);
    }
}

static void write_database(struct world *w, struct buf *out, struct str id)
{
    struct str tables = tables_of(w), table;

    while (str_cut(&tables, ' ', &table)) {
        if (str_eq(table, STR("schema_migration"))) /* when this test made them */
            continue;
        buf_printf(out, "\n== %.*s\n", STR_ARG(table));
        write_plain(out, rows_of(w, table), id);
    }
}

static void write_extracts(struct world *w, struct buf *out)
{
    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++)
            for (int64_t person = ANNA; person <= BO; person++) {
                struct personal_rows rows = {0};

                assert_ok(p->read(w->db, w->arena, person, &rows));
                buf_printf(out, "%s of %lld: %zu\n", p->name, (long long)person, rows.n);
            }
}

/* Lines of the log, but for what is random: the reference and the line's own time. */
static void write_log(struct world *w, struct buf *out, int fd)
{
    char *text = arena_alloc(w->arena, 1 << 16);
    ssize_t n = pread(fd, text, 1 << 16, 0);
    struct str rest = {text, n > 0 ? (size_t)n : 0}, line;
    size_t at;

    while (str_cut(&rest, '\n', &line))
        if (str_find(line, STR("status="), &at)) {
            buf_add(out, str_sub(line, at, line.n));
            buf_char(out, '\n');
        }
}

/* ---- the two worlds */

struct story {
    struct buf out;
    struct str asked_at; /* the instant, as it would stand somewhere */
};

static struct str id_of(struct world *w)
{
    return text_of(w, "SELECT id FROM asking_question WHERE text = '" TEXT "'");
}

static void write_stage(struct world *w, struct story *s, const char *stage)
{
    struct loopback lb = browser(w, CARL);
    struct str id = id_of(w);

    buf_printf(&s->out, "\n==== %s\n", stage);
    assert_int_equal(loopback_get(&lb, "/api/v1/asking/questions"), 200);
    write_plain(&s->out, buf_str(&lb.last.body), id);
    assert_int_equal(
        loopback_get(&lb,
                     str_c(w->arena, arena_printf(w->arena, "/api/v1/asking/questions/%.*s/replies",
                                                  STR_ARG(id)))),
        200);
    write_plain(&s->out, buf_str(&lb.last.body), id);
    run_sql(w, "DELETE FROM session WHERE person_id = 107");
    write_database(w, &s->out, id);
    write_extracts(w, &s->out);
}

static const char *path(struct world *w, const char *act)
{
    return str_c(w->arena, arena_printf(w->arena, "/ask/%.*s%s", STR_ARG(id_of(w)), act));
}

static void tells(struct world *w, struct story *s, int64_t asker, const char *as)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), nina = browser(w, NINA);
    struct loopback *lb = asker == ANNA ? &anna : &bo;
    char log[200];
    int fd;

    snprintf(log, sizeof log, "%s/asking-taint-XXXXXX", test_folder());
    fd = mkstemp(log);
    assert_true(fd >= 0);
    unlink(log);
    log_set_fd(dup(fd));
    int64_t earlier = asks(w, &w->soren, "Et tidligere", ASKING_ANONYMOUSLY);
    assert_ok(asking_withdraw(w->db, w->arena, &w->soren, secret, earlier)); /* the job is there */
    run_jobs(w);
    assert_int_equal(loopback_get(&anna, "/ask"), 200);
    assert_int_equal(loopback_get(&bo, "/ask"), 200);
    assert_int_equal(loopback_get(&anna, "/limits"), 200);
    assert_int_equal(loopback_get(&bo, "/limits"), 200);
    assert_int_equal(loopback_get(&nina, "/ask"), 200);
    clock_advance(BEFORE_MS);
    s->asked_at = arena_printf(w->arena, "t%lld", (long long)(clock_now() - began_at));

    struct str csrf = lb->csrf;
    lb->csrf = STR("an-old-form");
    assert_int_equal(loopback_send(lb, POST, "/ask", "text=" TEXT "&as=anonymous"), 403);
    lb->csrf = csrf;
    assert_int_equal(loopback_send(lb, POST, "/ask", "text=&as=anonymous"), 422);
    assert_int_equal(loopback_send(lb, POST, "/ask/similar", "text=" TEXT), 200);
    assert_int_equal(
        loopback_send(lb, POST, "/ask",
                      str_c(w->arena, arena_printf(w->arena, "text=" TEXT "&as=%s", as))),
        303);
    assert_int_equal(loopback_get(lb, path(w, "")), 200);
    assert_true(loopback_shows(lb, "/withdraw")); /* it is known as one's own */
    write_stage(w, s, "open");
    clock_advance(100000);
    run_jobs(w);
    assert_int_equal(loopback_get(lb, path(w, "")), 200);
    write_stage(w, s, "others were told");
    assert_int_equal(loopback_send(&nina, POST, path(w, "/answer"), "text=At+den+synger"), 303);
    write_stage(w, s, "answered");
    clock_advance(61000);
    assert_int_equal(loopback_send(lb, POST, path(w, "/again"), "text=Hvornaar"), 303);
    assert_int_equal(loopback_send(&nina, POST, path(w, "/answer"), "text=Om+morgenen"), 303);
    assert_int_equal(loopback_send(lb, POST, path(w, "/helped"), ""), 303);
    write_stage(w, s, "it helped");
    clock_advance(HOUR_MS);
    run_jobs(w);
    write_stage(w, s, "its hour is over");
    write_log(w, &s->out, fd);
    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    close(fd);
}

static struct str story_of(enum db_kind kind, int64_t asker, const char *as, struct arena *a,
                           bool *ret_exact)
{
    struct world w = begin(kind);
    struct story s = {.out = buf_new(w.arena, 1 << 20)};
    static size_t n_worlds;
    int32_t day;

    assert_true(n_worlds < sizeof mondays / sizeof mondays[0]);
    assert_true(date_parse(str_of(mondays[n_worlds++]), &day));
    began_at = day * DAY_MS + 10 * HOUR_MS;
    clock_freeze(began_at);
    tells(&w, &s, asker, as);
    struct str told = arena_copy(a, buf_str(&s.out));
    *ret_exact = str_find(told, s.asked_at, &(size_t){0});
    end(&w);
    return told;
}

/* Shows where two stories part. */
static void say_difference(struct str one, struct str two)
{
    struct str line_one, line_two;

    while (str_cut(&one, '\n', &line_one) && str_cut(&two, '\n', &line_two))
        if (!str_eq(line_one, line_two)) {
            print_error("%.*s\n%.*s\n", STR_ARG(line_one), STR_ARG(line_two));
            return;
        }
}

static void nobody_is_told_apart(enum db_kind kind)
{
    struct arena *a = arena_new();
    bool exact_one, exact_two;
    struct str one = story_of(kind, ANNA, "anonymous", a, &exact_one);
    struct str two = story_of(kind, BO, "anonymous", a, &exact_two);

    if (!str_eq(one, two))
        say_difference(one, two);
    assert_true(str_eq(one, two));
    assert_false(exact_one);
    assert_true(str_find(one, STR(TEXT), &(size_t){0}));
    assert_true(str_find(one, STR("route=/ask"), &(size_t){0})); /* the log was looked at */
    arena_free(a);
}

/* By name the same comparison finds who it was, and when. */
static void a_name_is_told_apart(void **state)
{
    struct arena *a = arena_new();
    bool exact_one, exact_two;
    struct str one = story_of(DB_SQLITE, ANNA, "name", a, &exact_one);
    struct str two = story_of(DB_SQLITE, BO, "name", a, &exact_two);

    (void)state;
    assert_false(str_eq(one, two));
    assert_true(exact_one);
    assert_true(exact_two);
    arena_free(a);
}

static void nobody_is_told_apart_sqlite(void **state)
{
    (void)state;
    nobody_is_told_apart(DB_SQLITE);
}

static void nobody_is_told_apart_pgsql(void **state)
{
    (void)state;
    nobody_is_told_apart(DB_PGSQL);
}

/* No statement can lead from a person to an anonymous question: the table itself refuses a name. */
static void the_table_refuses_a_name(struct world *w)
{
    DB_TX(tx, w->db);

    assert_int_not_equal(
        db_run_text(w->db, STR("INSERT INTO asking_question (id, centre_id, anonymous, asked_by, "
                               "key_hash, text, asked_at, state, measured, rung, settled) VALUES "
                               "(1, 1, TRUE, 101, '', 'x', 0, 0, FALSE, 0, FALSE)")),
        OK);
}
BOTH(the_table_refuses_a_name)

/* The next person at the same desk, and the same person elsewhere, do not see it. */
static void only_this_browser_of_this_person(struct world *w)
{
    struct loopback anna = browser(w, ANNA), bo = browser(w, BO), elsewhere = browser(w, ANNA);

    assert_int_equal(loopback_get(&anna, "/ask"), 200);
    assert_int_equal(loopback_send(&anna, POST, "/ask", "text=" TEXT "&as=anonymous"), 303);
    assert_int_equal(loopback_get(&anna, "/ask"), 200);
    assert_true(loopback_shows(&anna, "Du, anonymt"));
    assert_int_equal(loopback_get(&elsewhere, "/ask"), 200);
    assert_false(loopback_shows(&elsewhere, "Du, anonymt"));
    struct str cookies = anna.cookies, part;
    while (str_cut(&cookies, ';', &part)) /* the same browser, somebody else signs in */
        if (str_starts(str_trim(part), STR("bv_ask=")))
            bo.cookies =
                arena_printf(w->arena, "%.*s; %.*s", STR_ARG(bo.cookies), STR_ARG(str_trim(part)));
    assert_int_equal(loopback_get(&bo, "/ask"), 200);
    assert_false(loopback_shows(&bo, "Du, anonymt"));
    assert_int_equal(loopback_send(&bo, POST, path(w, "/withdraw"), ""), 404);
}
BOTH(only_this_browser_of_this_person)

/* When the hour is over no row lies where it was put: they stand in the order of their random ids. */
static void rows_lie_by_their_random_ids(struct world *w)
{
    const struct actor *const askers[] = {&w->anna, &w->bo, &w->soren, &w->nina};
    int64_t before = 0, id;
    struct str ids, one;

    for (int i = 0; i < 24; i++) {
        asks(w, askers[i % 4], str_c(w->arena, arena_printf(w->arena, "Nummer %d", i)),
             ASKING_ANONYMOUSLY);
        clock_advance(7000);
    }
    clock_advance(HOUR_MS);
    run_jobs(w);
    ids = text_of(w, store_kind(w->store) == DB_SQLITE
                         ? "SELECT group_concat(id, ' ') FROM asking_question"
                         : "SELECT string_agg(id::text, ' ') FROM asking_question");
    while (str_cut(&ids, ' ', &one)) {
        assert_true(str_int64(one, &id));
        assert_true(id > before);
        before = id;
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_question WHERE settled"), 24);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_question WHERE waits_since <> asked_at"),
                     0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'asking_anonymous' AND "
                              "person_id = 0 AND detail = '24 asked'"),
                     1);
}
BOTH(rows_lie_by_their_random_ids)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_told_apart_sqlite), cmocka_unit_test(nobody_is_told_apart_pgsql),
        cmocka_unit_test(a_name_is_told_apart),        ON_BOTH(the_table_refuses_a_name),
        ON_BOTH(only_this_browser_of_this_person),     ON_BOTH(rows_lie_by_their_random_ids),
    };
    return cmocka_run_group_tests_name("asking_taint", tests, NULL, NULL);
}
