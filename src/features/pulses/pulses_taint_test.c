/* Anonymous means that who said what, and who said nothing, makes no difference to anything that is kept or shown. Two worlds:
 * in one, five newcomers answer and the sixth does not; in the other the same five sheets come from other people, in another
 * order, and somebody else stays silent. Everything is written out (every column of every table in the order of its rows, the
 * log, pages and API as the leader, the administrator and a colleague see them, the extracts) while it is open, after the
 * reminder, and when it was told: it must be the same. What is sealed differs, or this would prove nothing; only the program
 * opens it, and no function gives it away.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_world.h"

#include <unistd.h>

#include "core/personal.h"
#include "features/pulses/pulses_forms.h"
#include "web/loopback.h"
#include "web/server.h"

#define EPOCH_OF_IDS INT64_C(1577836800000) /* base/id.h */
#define CLASS 6
#define SHEETS 5

static struct server_info info = {.version = "test"};

static struct loopback browser(struct world *w, int64_t person_id)
{
    struct loopback lb = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};

    info.zone = w->zone;
    info.alarm_number = STR("112");
    loopback_sign_in(&lb, person_id);
    return lb;
}

/* ---- writing it out */

static struct str text_of(struct world *w, const char *sql)
{
    struct str s = STR_NONE;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, str_of(sql), &s));
    return s.p ? s : STR("");
}

/* What is random by itself; of what is sealed its length is compared. The audit's chain is made of rows that are compared. */
#define RANDOM                                                                                     \
    "'token_hash', 'csrf', 'key_hash', 'password', 'listed', 'hash', 'call_key', 'sealed'"

static struct str tables_of(struct world *w)
{
    if (store_kind(w->store) == DB_SQLITE)
        return text_of(w,
                       "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE "
                       "type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name)");
    return text_of(w, "SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM "
                      "information_schema.tables WHERE table_schema = current_schema()");
}

/* The rooms' ids are random, and lie in their order: which comes first is chance. */
static struct str order_of(struct str table)
{
    return str_eq(table, STR("pulse_room"))  ? STR(" ORDER BY moment, waits, version")
           : str_eq(table, STR("pulse_sum")) ? STR(" ORDER BY place")
                                             : STR("");
}

static struct str rows_of(struct world *w, struct str table)
{
    bool lite = store_kind(w->store) == DB_SQLITE;
    struct str columns = text_of(
        w,
        str_c(w->arena,
              arena_printf(w->arena,
                           lite ? "SELECT group_concat('quote(' || name || ')', ' || '' '' || ') "
                                  "FROM pragma_table_info('%.*s') WHERE name NOT IN (" RANDOM ")"
                                : "SELECT string_agg('coalesce(' || column_name || '::text, "
                                  "''-'')', ' || '' '' || ') FROM information_schema.columns "
                                  "WHERE table_name = '%.*s' AND table_schema = current_schema() "
                                  "AND column_name NOT IN (" RANDOM ")",
                           STR_ARG(table))));
    struct str order = order_of(table);

    return text_of(w,
                   str_c(w->arena, arena_printf(w->arena,
                                                lite ? "SELECT group_concat(%.*s, char(10)) "
                                                       "FROM (SELECT * FROM %.*s%.*s) AS x"
                                                     : "SELECT string_agg(%.*s, chr(10)) FROM "
                                                       "(SELECT * FROM %.*s%.*s) AS x",
                                                STR_ARG(columns), STR_ARG(table), STR_ARG(order))));
}

/* When each world begins: ids never go back in time, and these years have the same days. */
static const char *const mondays[] = {"2021-01-11", "2027-01-11", "2038-01-11", "2049-01-11"};
static int64_t began_at;
static struct str rooms; /* their ids, each between blanks: random, so what they are says nothing */

static bool is_room(struct arena *a, struct str digits)
{
    return str_find(rooms, arena_printf(a, " %.*s ", STR_ARG(digits)), &(size_t){0});
}

/* Days and times are since the world began; of ids made of time that is left, of random ones nothing. */
static void write_plain(struct buf *out, struct str s)
{
    int64_t began_day = began_at / DAY_MS;

    while (s.n > 0) {
        size_t n = 0;
        int64_t number;

        while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
            n++;
        struct str digits = str_sub(s, 0, n);
        if (n >= 16 && is_room(out->arena, digits)) {
            buf_char(out, 'R');
        } else if (n >= 16 && str_int64(digits, &number)) {
            buf_printf(out, "t%lld", (long long)((number >> 22) + EPOCH_OF_IDS - began_at));
        } else if (n == 13 && str_int64(digits, &number)) {
            buf_printf(out, "t%lld", (long long)(number - began_at));
        } else if (n == 5 && str_int64(digits, &number) && number > began_day - 200 &&
                   number < began_day + 200) {
            buf_printf(out, "d%lld", (long long)(number - began_day));
        } else if (n > 0) {
            buf_add(out, digits);
        } else {
            buf_char(out, s.p[n++]);
        }
        s = str_sub(s, n, s.n);
    }
}

static void write_database(struct world *w, struct buf *out)
{
    struct str tables = tables_of(w), table;

    while (str_cut(&tables, ' ', &table)) {
        if (str_eq(table, STR("schema_migration"))) /* when this test made them */
            continue;
        buf_printf(out, "\n== %.*s\n", STR_ARG(table));
        write_plain(out, rows_of(w, table));
    }
    buf_add(out, STR("\n== lengths\n"));
    buf_add(out, text_of(w, store_kind(w->store) == DB_SQLITE
                                ? "SELECT group_concat(n, ' ') FROM (SELECT length(sealed) AS n "
                                  "FROM pulse_room ORDER BY moment, waits, 1)"
                                : "SELECT string_agg(n::text, ' ') FROM (SELECT length(sealed) AS "
                                  "n FROM pulse_room ORDER BY moment, waits, 1) AS x"));
}

static void write_extracts(struct world *w, struct buf *out)
{
    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++)
            for (int64_t person = 201; person < 201 + CLASS; person++) {
                struct personal_rows rows = {0};

                assert_ok(p->read(w->db, w->arena, person, &rows));
                buf_printf(out, "%s of %lld: %zu\n", p->name, (long long)person, rows.n);
            }
}

/* What the page itself says: its frame holds what is random. */
static void write_page(struct buf *out, struct loopback *lb, const char *path)
{
    struct str line;
    size_t from = 0;

    assert_int_equal(loopback_get(lb, path), 200);
    struct str body = buf_str(&lb->last.body);
    if (!str_starts(body, STR("{")))
        assert_true(str_find(body, STR("<main"), &from));
    struct str page = str_sub(body, from, body.n);
    size_t n = page.n;
    str_find(page, STR("</main>"), &n);
    page = str_sub(page, 0, n);
    buf_printf(out, "\n-- %s\n", path);
    while (str_cut(&page, '\n', &line)) {
        for (size_t at, end; str_find(line, STR("<input type=\"hidden\""), &at);
             line = str_sub(line, at + end, line.n)) { /* keys of forms: chance */
            write_plain(out, str_sub(line, 0, at));
            assert_true(str_find_char(str_sub(line, at, line.n), '>', &end));
        }
        write_plain(out, line);
    }
}

static void write_log(struct world *w, struct buf *out, int fd)
{
    char *text = arena_alloc(w->arena, 1 << 18);
    ssize_t n = pread(fd, text, 1 << 18, 0);
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
    struct str sealed; /* of the class's room, opened, while it collected */
};

/* Who sends which sheet, in which order; the one who is not there stays silent. */
struct telling {
    int64_t who[SHEETS];
    int sheet[SHEETS];
};
static const struct telling tellings[] = {
    {{201, 202, 203, 204, 205}, {0, 1, 2, 3, 4}},
    {{206, 204, 202, 205, 203}, {3, 0, 4, 2, 1}},
};

/* Sheets are as different as can be: one leaves out a question. */
static const char *sheet_form(struct world *w, int sheet)
{
    struct buf b = buf_new(w->arena, 200);

    buf_add(&b, STR("moment=day_3"));
    for (int q = 0; q < PULSES_QUESTIONS - 1; q++)
        if (sheet == 4 && q == 2)
            buf_printf(&b, "&q%d=not_said", q + 1);
        else
            buf_printf(&b, "&q%d=%d", q + 1, 1 + (sheet * 3 + q * sheet) % 5);
    return str_c(w->arena, buf_str(&b));
}

static void write_stage(struct world *w, struct story *s, const char *stage)
{
    static const char *const pages[] = {"/pulse/numbers",
                                        "/pulse/numbers?by=team",
                                        "/pulse/numbers?by=team&group=11",
                                        "/pulse/numbers?by=class&group=7",
                                        "/pulse/numbers?by=profile&group=1",
                                        "/api/v1/pulse/numbers",
                                        "/api/v1/pulse/numbers?by=team&group=11",
                                        "/api/v1/pulse/groups?by=team"};
    struct loopback carl = browser(w, CARL), bo = browser(w, BO);

    buf_printf(&s->out, "\n==== %s\n", stage);
    rooms = text_of(w, store_kind(w->store) == DB_SQLITE
                           ? "SELECT group_concat(' ' || id || ' ', '') FROM pulse_room"
                           : "SELECT string_agg(' ' || id || ' ', '') FROM pulse_room");
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        write_page(&s->out, &carl, pages[i]);
    write_page(&s->out, &bo, "/pulse");
    write_page(&s->out, &bo, "/pulse/numbers");
    run_sql(w, "DELETE FROM session WHERE person_id IN (102, 108)");
    write_database(w, &s->out);
    write_extracts(w, &s->out);
}

static struct str opened(struct world *w)
{
    struct pulses_open_row_list open;
    struct pulses_room_row room;
    struct pulses_tally t;
    struct buf b = buf_new(w->arena, 200);

    db_refresh(w->db);
    assert_ok(q_pulses_open(w->db, w->arena, 201, zone_day(w->zone, clock_now()), &open));
    assert_ok(q_pulses_room(w->db, w->arena, open.at[0].room_id, &room));
    assert_ok(pulses_tally_open(w->db, w->arena, &room, &t));
    for (size_t i = 0; i < t.n_spent; i++)
        buf_printf(&b, "%lld ", (long long)t.spent[i]);
    return buf_str(&b);
}

static void move_to(struct world *w, int64_t day)
{
    clock_freeze(began_at + day * DAY_MS);
    db_refresh(w->db);
    run_jobs(w);
}

static void tells(struct world *w, struct story *s, const struct telling *t)
{
    struct loopback people[CLASS];
    char log[200];
    int fd;

    snprintf(log, sizeof log, "%s/pulses-taint-XXXXXX", test_folder());
    fd = mkstemp(log);
    assert_true(fd >= 0);
    unlink(log);
    log_set_fd(dup(fd));
    pulse_begins(w);
    move_to(w, 3);
    for (int64_t i = 0; i < CLASS; i++)
        people[i] = browser(w, 201 + i);
    write_stage(w, s, "asked");
    for (int i = 0; i < SHEETS; i++) {
        struct loopback *lb = &people[t->who[i] - 201];

        clock_advance(61000);
        assert_int_equal(loopback_get(lb, "/pulse"), 200);
        struct str csrf = lb->csrf;
        lb->csrf = STR("an-old-form"); /* a line in the log */
        assert_int_equal(loopback_send(lb, POST, "/pulse", sheet_form(w, t->sheet[i])), 403);
        lb->csrf = csrf;
        assert_int_equal(loopback_send(lb, POST, "/pulse", "moment=day_3"), 422);
        assert_int_equal(loopback_send(lb, POST, "/pulse", sheet_form(w, t->sheet[i])), 303);
        assert_int_equal(loopback_send(lb, POST, "/pulse", sheet_form(w, t->sheet[i])), 303);
        assert_int_equal(loopback_get(lb, "/pulse"), 200);
        assert_true(loopback_shows(lb, "Du har svaret"));
        write_stage(w, s, "one more has answered");
    }
    s->sealed = opened(w);
    move_to(w, 7);
    write_stage(w, s, "everybody was reminded");
    move_to(w, 10);
    write_stage(w, s, "told");
    write_log(w, &s->out, fd);
    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    close(fd);
}

static struct str story_of(enum db_kind kind, const struct telling *t, struct arena *a,
                           struct str *ret_sealed)
{
    struct world w = begin(kind);
    struct story s = {.out = buf_new(w.arena, 1 << 20)};
    static size_t n_worlds;
    int32_t day;

    assert_true(n_worlds < sizeof mondays / sizeof mondays[0]);
    assert_true(date_parse(str_of(mondays[n_worlds++]), &day));
    began_at = calendar_wall(w.zone, day, 10 * HOUR_MS);
    clock_freeze(began_at);
    run_sql(&w,
            str_c(w.arena, arena_printf(w.arena,
                                        "UPDATE onboarding_run SET start_day = %d; UPDATE "
                                        "onboarding_class SET start_day = %d; UPDATE person SET "
                                        "started_day = %d WHERE id > 200",
                                        day, day, day)));
    tells(&w, &s, t);
    *ret_sealed = arena_copy(a, s.sealed);
    struct str told = arena_copy(a, buf_str(&s.out));
    end(&w);
    return told;
}

static void say_difference(struct str one, struct str two)
{
    size_t at = 0, from;

    while (at < one.n && at < two.n && one.p[at] == two.p[at])
        at++;
    from = at > 200 ? at - 200 : 0;
    one = str_sub(one, from, at + 100 < one.n ? at + 100 : one.n);
    two = str_sub(two, from, at + 100 < two.n ? at + 100 : two.n);
    print_error("%.*s\n%.*s\n", STR_ARG(one), STR_ARG(two));
}

static void nobody_is_told_apart(enum db_kind kind)
{
    struct arena *a = arena_new();
    struct str sealed_one, sealed_two;
    struct str one = story_of(kind, &tellings[0], a, &sealed_one);
    struct str two = story_of(kind, &tellings[1], a, &sealed_two);

    if (!str_eq(one, two))
        say_difference(one, two);
    assert_true(str_eq(one, two));
    assert_false(str_eq(sealed_one, sealed_two));                   /* other people did answer */
    assert_true(str_find(one, STR("mindst 5 svar"), &(size_t){0})); /* and it was told */
    assert_true(str_find(one, STR("route=/pulse"), &(size_t){0}));  /* the log was looked at */
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

/* Without the key of the installation what a room holds cannot be read, and in another room it does not open. */
static void what_a_room_holds_is_sealed(struct world *w)
{
    struct pulses_open_row_list open;
    struct pulses_room_row room;
    struct pulses_tally t;

    pulse_begins(w);
    day_comes(w, MONDAY + 8);
    assert_ok(answers(w, 201, PULSES_DAY_3, 4));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM pulse_room WHERE sealed NOT LIKE 'v1:%'"), 0);
    assert_ok(q_pulses_open(w->db, w->arena, 201, MONDAY + 8, &open));
    assert_ok(q_pulses_room(w->db, w->arena, open.at[0].room_id, &room));
    assert_ok(pulses_tally_open(w->db, w->arena, &room, &t));
    assert_int_equal(t.n_sheets, 1);
    room.id++;
    assert_status(pulses_tally_open(w->db, w->arena, &room, &t), BROKEN);
}
BOTH(what_a_room_holds_is_sealed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_told_apart_sqlite),
        cmocka_unit_test(nobody_is_told_apart_pgsql),
        ON_BOTH(what_a_room_holds_is_sealed),
    };
    return cmocka_run_group_tests_name("pulses_taint", tests, NULL, NULL);
}
