/* The import as a whole, on both databases: what is there afterwards, twice, after growing, after
 * being stopped anywhere.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "features/calls/call_batch.h"
#include "core/jobs.h"
#include "features/calls/call_import.h"
#include "features/calls/call_rejects.h"
#include "store.h"

#define CENTRE 7
#define ANNA 101
#define BO 102
#define NOW INT64_C(1798761600000) /* 2027-01-01 */

struct world {
    struct store *store;
    struct arena *arena;
    struct db *db;  /* of a test that reads on its own; ended with it */
    int rejects;    /* a file in memory */
    int stop_after; /* chunks; 0: never */
    bool cancelled;
    struct call_import_result result;
};

static enum db_kind sqlite = DB_SQLITE, pgsql = DB_PGSQL;

static const char people[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (7, 'Prøvecenter', "
    "'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (8, 'Andet', "
    "'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO person (id, centre_id, login, name, name_fold, name_sort, lang, failed_n, "
    "created_at, changed_at)"
    " VALUES (101, 7, 'anna', 'Anna', 'anna', 'anna', 'da', 0, 0, 0), (102, 7, 'bo', 'Bo', 'bo', "
    "'bo', 'da', 0, 0, 0);"
    "INSERT INTO person_line (id, centre_id, person_id, line, from_day, to_day) VALUES"
    " (1, 7, 101, '1127', 20000, 20513)," /* Anna until 2026-03-01 */
    " (2, 7, 102, '1127', 20514, NULL),"  /* then Bo */
    " (3, 7, 101, 'pjsip/anna', 20000, NULL);";

static int set_up(void **state)
{
    const enum db_kind *kind = *state;
    struct world *w = calloc(1, sizeof *w);
    clock_freeze(NOW);
    w->store = store_for_tests(*kind, true);
    w->arena = arena_new();
    w->rejects = memfd_create("rejects", MFD_CLOEXEC);
    struct db *db = db_start(w->store, w->arena);
    {
        DB_TX(tx, db);
        assert_ok(db_run_text(db, str_of(people)));
        assert_ok(db_commit(&tx));
    }
    db_end(db);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    if (w == NULL)
        return 0;
    if (w->db != NULL)
        db_end(w->db); /* also after a failed assertion: closing the store waits for it */
    arena_free(w->arena);
    store_for_tests_end(w->store);
    close(w->rejects);
    free(w);
    clock_release();
    return 0;
}

/* ---- helpers */

static const char *ask(struct world *w, const char *sql)
{
    struct str s = STR_NONE;
    struct db *db = db_start(w->store, w->arena);
    assert_ok(db_read_text(db, w->arena, str_of(sql), &s));
    db_end(db);
    return str_c(w->arena, s);
}
#define assert_asked(w, sql, expected) assert_string_equal(ask((w), (sql)), (expected))

static int open_rejects(void *context, int64_t import_id, bool again)
{
    struct world *w = context;
    (void)import_id;
    if (!again && ftruncate(w->rejects, 0) != 0)
        return -1;
    lseek(w->rejects, 0, SEEK_END);
    return dup(w->rejects);
}

static const char *rejects(struct world *w)
{
    char *text = arena_alloc(w->arena, 100000);
    ssize_t n = pread(w->rejects, text, 99999, 0);
    assert_true(n >= 0);
    return text;
}

static void note(void *context, int64_t import_id, const struct call_import_counts *c)
{
    struct world *w = context;
    assert_true(import_id > 0);
    assert_true(c->done_bytes <= c->n_bytes);
    if (w->stop_after > 0 && --w->stop_after == 0)
        w->cancelled = true;
}

static int file_of(struct str text)
{
    int fd = memfd_create("calls", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.p, text.n), text.n);
    return fd;
}

static enum status import_as(struct world *w, struct str text, struct call_import options)
{
    options.who = &actor_system;
    options.centre_id = CENTRE;
    options.fd = file_of(text);
    options.filename = STR("calls.csv");
    options.open_rejects = open_rejects;
    options.progress = note;
    options.context = w;
    options.cancelled = &w->cancelled;
    options.lang = LANG_EN;
    w->cancelled = false;
    failure_clear();
    enum status status = call_import_run(w->store, w->arena, &options, &w->result);
    close(options.fd);
    return status;
}
#define import(w, text) import_as((w), (text), (struct call_import){.fd = -1})
#define import_with(w, text, ...) import_as((w), (text), (struct call_import){__VA_ARGS__})

static void assert_counts(const struct world *w, int64_t fresh, int64_t known, int64_t rejected)
{
    assert_int_equal(w->result.counts.fresh, fresh);
    assert_int_equal(w->result.counts.known, known);
    assert_int_equal(w->result.counts.rejected, rejected);
}

#define CDR_LINE(number, dst, start, end, duration, billsec, disposition, id)                      \
    "\"\",\"" number "\",\"8000\",\"from-pstn\",\"" number "\",\"SIP/trunk-0a\",\"" dst            \
    "\",\"Queue\",\"skat,t\",\"" start "\",\"\",\"" end "\"," duration "," billsec                 \
    ",\"" disposition "\",\"3\",\"" id "\",\"\"\n"

static const char day[] = CDR_LINE("20304050", "PJSIP/1127-0b", "2026-03-01 12:00:00",
                                   "2026-03-01 12:01:20", "80", "60", "ANSWERED", "1772362800.1")
    CDR_LINE("20304051", "PJSIP/1127-0c", "2026-03-02 08:00:00", "2026-03-02 08:00:50", "50", "40",
             "ANSWERED", "1772434800.2")
        CDR_LINE("20304052", "PJSIP/anna-0d", "2026-03-02 08:10:00", "2026-03-02 08:10:30", "30",
                 "0", "NO ANSWER", "1772435400.3")
            CDR_LINE("20304053", "PJSIP/1199-0e", "2026-03-02 08:20:00", "2026-03-02 08:20:30",
                     "30", "20", "ANSWERED", "1772436000.4")
                CDR_LINE("20304054", "", "2026-03-02 08:30:00", "2026-03-02 08:30:30", "30", "30",
                         "ANSWERED", "1772436600.5");

/* ---- tests */

static void belongs_to_who_had_the_line(void **state)
{
    struct world *w = *state;
    assert_ok(import(w, str_of(day)));
    assert_int_equal(w->result.state, CALL_IMPORT_DONE);
    assert_counts(w, 5, 0, 0);
    assert_int_equal(w->result.counts.unclaimed, 2);
    assert_asked(w, "SELECT person_id FROM call WHERE source_key LIKE 'cdr:1772362800.1:%'", "101");
    assert_asked(w, "SELECT person_id FROM call WHERE source_key LIKE 'cdr:1772434800.2:%'", "102");
    assert_asked(w, "SELECT person_id FROM call WHERE source_key LIKE 'cdr:1772435400.3:%'", "101");
    assert_asked(w, "SELECT COUNT(*) FROM call WHERE person_id IS NULL", "2");
    assert_asked(w, "SELECT outcome FROM call WHERE source_key LIKE 'cdr:1772436600.5:%'",
                 "1"); /* a menu answered */
    assert_asked(w, "SELECT talk_ms FROM call_day WHERE person_id = 101 AND day = 20513", "60000");
    assert_asked(w, "SELECT n_calls FROM call_day WHERE person_id = 101 AND day = 20514", "1");
    assert_asked(w, "SELECT n_answered FROM call_day WHERE person_id = 101 AND day = 20514", "0");
    assert_asked(w, "SELECT SUM(n_calls) FROM call_day", "5");
    assert_asked(w, "SELECT COUNT(*) FROM audit WHERE action = 'calls_imported'", "2");
    assert_asked(w, "SELECT COUNT(*) FROM event WHERE kind = 'calls.imported'", "1");
}

/* No column of any table holds a caller's number, however the record was written. */
static void holds_no_number(void **state)
{
    struct world *w = *state;
    const char *text = CDR_LINE(
        "20304050", "PJSIP/1127-0b", "2026-03-01 12:00:00", "2026-03-01 12:01:20", "80", "60",
        "ANSWERED",
        "1772362800.1") "\"\",\"20304051\",\"8000\",\"x\",\"20304051\",\"DAHDI/i1/"
                        "20304051-5\",\"DAHDI/i1/20304059-6\",\"Dial\",\"DAHDI/i1/20304059\","
                        "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 "
                        "08:00:50\",50,40,\"ANSWERED\",\"3\"\n"
                        "\"\",\"1127\",\"20304052\",\"x\",\"1127\",\"PJSIP/1127-5\",\"SIP/"
                        "trunk-6\",\"Dial\",\"SIP/trunk/20304052\","
                        "\"2026-03-02 09:00:00\",\"\",\"2026-03-02 "
                        "09:00:50\",50,40,\"ANSWERED\",\"3\"\n";
    assert_ok(import(w, str_of(text)));
    assert_counts(w, 3, 0, 0);
    assert_asked(w,
                 "SELECT COUNT(*) FROM call WHERE source_key LIKE '%2030405%' OR line LIKE "
                 "'%2030405%' OR queue LIKE '%2030405%'",
                 "0");
    assert_asked(w, "SELECT line FROM call WHERE person_id = 102",
                 "pjsip/1127"); /* the call out is Bo's */
    assert_asked(w, "SELECT COUNT(*) FROM call WHERE person_id = 102 AND NOT inbound", "1");
    struct arena *a = w->arena;
    assert_str(call_number_hidden(a, STR("12345678|1543602660.197|+4520304050,19-20")),
               "xxxxxxxx|1543602660.197|+xxxxxxxxxx,19-20");
}

static void twice_changes_nothing(void **state)
{
    struct world *w = *state;
    assert_ok(import(w, str_of(day)));
    const char *before = ask(w, "SELECT SUM(id % 1000003) || ' ' || COUNT(*) FROM call");
    const char *days = ask(w, "SELECT SUM(n_calls) || ' ' || SUM(talk_ms) FROM call_day");
    assert_ok(import(w, str_of(day)));
    assert_counts(w, 0, 5, 0);
    assert_false(w->result.resumed);
    assert_asked(w, "SELECT SUM(id % 1000003) || ' ' || COUNT(*) FROM call", before);
    assert_asked(w, "SELECT SUM(n_calls) || ' ' || SUM(talk_ms) FROM call_day", days);
    assert_ok(import_with(w, str_of(day), .format = CALL_FORMAT_CDR, .restart = true,
                          .zone = STR("Europe/Berlin")));
    assert_counts(w, 0, 5, 0);
    assert_asked(w, "SELECT COUNT(*) FROM call_import", "3");
}

/* A day's worth of a queue log: n calls that overlap, every 50th row spoilt, some never ended. */
static struct str long_log(struct world *w, int n)
{
    struct buf b = buf_new(w->arena, (size_t)n * 200);
    for (int i = 0; i < n; i++) {
        int64_t at = 1772434800 + i * 7;
        buf_printf(&b, "%lld|%lld.%d|skat|NONE|ENTERQUEUE||20304050|1\n", (long long)at,
                   (long long)at, i);
        if (i % 50 == 3)
            buf_printf(&b, "spoilt row %d\n", i);
        if (i >= 3 && i % 40 != 5) {
            int64_t begun = 1772434800 + (i - 3) * 7;
            buf_printf(&b, "%lld|%lld.%d|skat|Agent/1127|CONNECT|%d|x|3\n", (long long)at + 1,
                       (long long)begun, i - 3, 22);
            buf_printf(&b, "%lld|%lld.%d|skat|Agent/1127|COMPLETEAGENT|22|4|1\n", (long long)at + 5,
                       (long long)begun, i - 3);
        }
    }
    return buf_str(&b);
}

struct sums {
    const char *calls, *days;
};
static struct sums sums_of(struct world *w)
{
    return (struct sums){
        ask(w, "SELECT COUNT(*) || ' ' || COUNT(DISTINCT source_key) || ' ' || SUM(started_at % "
               "1000003) || ' ' || SUM(wait_ms) FROM call"),
        ask(w,
            "SELECT SUM(n_calls) || ' ' || SUM(n_answered) || ' ' || SUM(talk_ms) FROM call_day")};
}

/* Stopped after each transaction in turn and started again: the same as in one go, in calls, days,
 * counts and rejects. */
static void goes_on_wherever_it_stopped(void **state)
{
    struct world *w = *state;
    struct str text = long_log(w, 9000);
    assert_ok(import(w, text));
    struct sums whole = sums_of(w);
    struct call_import_counts counts = w->result.counts;
    int64_t open_calls = w->result.open_calls;
    const char *rejected = rejects(w);
    struct db *db = db_start(w->store, w->arena);
    {
        DB_TX(tx, db);
        assert_ok(db_run_text(
            db, STR("DELETE FROM call; DELETE FROM call_day; DELETE FROM call_import;")));
        assert_ok(db_commit(&tx));
    }
    db_end(db);
    int runs = 0;
    do {
        w->stop_after = 1;
        assert_ok(import(w, text));
        assert_int_equal(w->result.resumed, runs > 0);
        runs++;
    } while (w->result.state == CALL_IMPORT_STOPPED && runs < 1000);
    assert_true(runs > 2);
    assert_int_equal(w->result.state, CALL_IMPORT_DONE);
    assert_string_equal(sums_of(w).calls, whole.calls);
    assert_string_equal(sums_of(w).days, whole.days);
    assert_counts(w, counts.fresh, counts.known, counts.rejected);
    assert_int_equal(w->result.counts.lines, counts.lines);
    assert_int_equal(w->result.open_calls, open_calls);
    assert_string_equal(rejects(w), rejected);
    assert_asked(w, "SELECT COUNT(*) FROM call_import", "1");
}

/* A process that was killed leaves "running" behind; all it had committed is there, and the next
 * run goes on. */
static void goes_on_after_a_kill(void **state)
{
    struct world *w = *state;
    struct str text = long_log(w, 5000);
    w->stop_after = 1;
    assert_ok(import(w, text));
    struct db *db = db_start(w->store, w->arena);
    {
        DB_TX(tx, db);
        assert_ok(db_run_text(db, STR("UPDATE call_import SET state = 0, ended_at = NULL;")));
        assert_ok(db_commit(&tx));
    }
    db_end(db);
    assert_ok(import(w, text));
    assert_true(w->result.resumed);
    assert_int_equal(w->result.state, CALL_IMPORT_DONE);
    assert_asked(w, "SELECT COUNT(*) FROM call_import", "1");
    struct sums once = sums_of(w);
    assert_ok(import_with(w, text, .restart = true));
    assert_int_equal(w->result.counts.fresh, 0);
    assert_string_equal(sums_of(w).calls, once.calls);
}

/* Log files grow: the daily import reads on from yesterday's end, and calls that were open then are
 * completed. */
static void reads_on_in_a_grown_file(void **state)
{
    struct world *w = *state;
    struct str text = long_log(w, 3000);
    struct str part = str_sub(text, 0, text.n * 2 / 3);
    assert_ok(import(w, part));
    int64_t first = w->result.counts.fresh;
    assert_int_equal(w->result.first[w->result.n_first - 1].row > 0, 1);
    assert_ok(import(w, text));
    assert_true(w->result.resumed);
    assert_int_equal(w->result.counts.known, 0);
    int64_t lines = w->result.counts.lines;
    int64_t second = w->result.counts.fresh;
    struct sums grown = sums_of(w);
    assert_ok(import_with(w, text, .restart = true));
    assert_int_equal(w->result.counts.fresh, 0);
    assert_int_equal(w->result.counts.known, first + second);
    assert_int_equal(w->result.counts.lines, lines);
    assert_string_equal(sums_of(w).calls, grown.calls);
}

static void rejects_are_listed(void **state)
{
    struct world *w = *state;
    struct buf b = buf_new(w->arena, 2000);
    buf_add(&b, str_of(day));
    buf_add(&b, STR("=cmd|' /C calc'!A1;not a call\n"));
    buf_add(&b, str_sub(str_of(day), 0, 100));
    assert_ok(import(w, buf_str(&b)));
    assert_counts(w, 5, 0, 2);
    assert_true(w->result.has_rejects);
    assert_int_equal(w->result.n_first, 2);
    assert_int_equal(w->result.first[0].row, 6);
    const char *text = rejects(w);
    assert_non_null(strstr(text, "Line;Reason;Row\r\n6;the columns do not fit the format;\"'=cmd"));
    assert_non_null(strstr(text, "\r\n7;the file ends within this line;"));
    assert_asked(w, "SELECT n_rejected FROM call_import", "2");
}

static void refuses(struct world *w, struct str text, enum call_trouble_kind kind_expected)
{
    assert_status(import(w, text), INVALID);
    assert_int_equal(w->result.trouble.kind, kind_expected);
    assert_int_equal(w->result.id, 0);
    assert_asked(w,
                 "SELECT (SELECT COUNT(*) FROM call) + (SELECT COUNT(*) FROM call_import) + "
                 "(SELECT COUNT(*) FROM audit)",
                 "0");
    assert_true(call_trouble_text(w->arena, LANG_DA, &w->result.trouble).n > 10);
}

static void bad_files_change_nothing(void **state)
{
    struct world *w = *state;
    struct buf b = buf_new(w->arena, 20000);
    refuses(w, STR(""), CALL_TROUBLE_EMPTY);
    refuses(w, STR("\x1f\x8b\x08 packed"), CALL_TROUBLE_PACKED);
    refuses(w,
            STR("\xff\xfe"
                "a\0b\0"),
            CALL_TROUBLE_UTF16);
    refuses(w, STR("Dear admin,\nplease find attached\n"), CALL_TROUBLE_UNKNOWN);
    refuses(w, STR("started,line\n"), CALL_TROUBLE_EMPTY);
    buf_add(&b, str_of(day));
    for (int i = 0; i < 6; i++)
        buf_add(&b, STR("no call at all\n"));
    refuses(w, buf_str(&b), CALL_TROUBLE_REJECTED);
    b.n = 0;
    for (int i = 10; i < 40; i++)
        buf_printf(&b,
                   CDR_LINE("20304050", "PJSIP/1127-0b", "2026-03-01 08:00:%d",
                            "2026-03-01 08:01:20", "80", "60", "ANSWERED", "%d.1"),
                   i, 1772341200 + i);
    refuses(w, buf_str(&b), CALL_TROUBLE_ZONE);
    assert_str(w->result.trouble.detail, "UTC+03:00");
    assert_ok(import_with(w, buf_str(&b), .zone = STR("Europe/Moscow")));
}

static void who_may_not_is_refused(void **state)
{
    struct world *w = *state;
    const struct grant agent = {ROLE_AGENT, 0};
    struct actor who = {.person_id = ANNA,
                        .centre_id = CENTRE,
                        .grants = &agent,
                        .n_grants = 1,
                        .limited_to = UINT64_MAX};
    struct call_import options = {.who = &who, .centre_id = CENTRE, .fd = -1};
    struct call_import_row_list rows;
    struct db *db = db_start(w->store, w->arena);
    assert_status(call_import_run(w->store, w->arena, &options, &w->result), DENIED);
    assert_status(calls_imports(db, w->arena, &who, &rows), DENIED);
    db_end(db);
}

static void latest_calls_are_own_and_fresh(void **state)
{
    struct world *w = *state;
    const struct grant agent = {ROLE_AGENT, 0};
    struct actor anna = {.person_id = ANNA,
                         .centre_id = CENTRE,
                         .grants = &agent,
                         .n_grants = 1,
                         .limited_to = UINT64_MAX};
    struct actor bo = anna;
    struct call_latest_row_list rows;
    int64_t at;
    bo.person_id = BO;
    assert_ok(import(w, str_of(day)));
    assert_true(instant_parse(STR("2026-03-02T07:30:00Z"), &at));
    clock_freeze(at);
    w->db = db_start(w->store, w->arena);
    assert_ok(calls_latest(w->db, w->arena, &anna, 5, &rows));
    assert_int_equal(rows.n, 2);
    assert_int_equal(rows.at[0].outcome, CALL_NO_ANSWER);
    assert_str(rows.at[0].queue, "skat");
    assert_true(rows.at[0].started_at > rows.at[1].started_at);
    assert_ok(calls_latest(w->db, w->arena, &anna, 1, &rows));
    assert_int_equal(rows.n, 1);
    assert_ok(calls_latest(w->db, w->arena, &bo, 5, &rows));
    assert_int_equal(rows.n, 1);
    assert_ok(calls_latest(w->db, w->arena, &actor_nobody, 5, &rows));
    assert_int_equal(rows.n, 0);
    clock_advance(8 * DAY_MS);
    assert_ok(calls_latest(w->db, w->arena, &anna, 5, &rows));
    assert_int_equal(rows.n, 0);
    assert_ok(calls_own(w->db, w->arena, &anna, 0, 0, 1, &rows));
    assert_int_equal(rows.n, 1);
    assert_ok(calls_own(w->db, w->arena, &anna, rows.at[0].started_at, rows.at[0].id, 10, &rows));
    assert_int_equal(rows.n, 1);
    assert_status(calls_own(w->db, w->arena, &actor_nobody, 0, 0, 1, &rows), DENIED);
}

/* The line is entered after the import: its calls find their person, and the days are counted anew. */
static void claims_calls_that_came_first(void **state)
{
    struct world *w = *state;
    struct job job = {.object_id = 102};
    int64_t again_at = 0;

    assert_ok(import(w, str_of(day)));
    w->db = db_start(w->store, w->arena);
    for (int i = 0; i < 2; i++) { /* a second time changes nothing */
        DB_TX(tx, w->db);
        assert_ok(db_run_text(
            w->db,
            STR("DELETE FROM person_line WHERE id = 9; INSERT INTO person_line (id, centre_id,"
                " person_id, line, from_day, to_day) VALUES (9, 7, 102, '1199', 20514, NULL)")));
        assert_ok(calls_claim(w->db, w->arena, &job, &again_at));
        assert_ok(db_commit(&tx));
    }
    assert_true(again_at == 0);
    assert_asked(w, "SELECT person_id FROM call WHERE source_key LIKE 'cdr:1772436000.4:%'", "102");
    assert_asked(w, "SELECT COUNT(*) FROM call WHERE person_id IS NULL", "1");
    assert_asked(w, "SELECT n_calls FROM call_day WHERE person_id = 0 AND day = 20514", "1");
    assert_asked(w, "SELECT n_calls FROM call_day WHERE person_id = 102 AND day = 20514", "2");
    assert_asked(w, "SELECT SUM(n_calls) FROM call_day", "5");
}

/* A pipe has no size and cannot be sought in. */
static void reads_a_pipe(void **state)
{
    struct world *w = *state;
    int ends[2];
    struct call_import options = {.who = &actor_system, .centre_id = CENTRE, .filename = STR("-")};
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], day, sizeof day - 1), sizeof day - 1);
    close(ends[1]);
    options.fd = ends[0];
    assert_ok(call_import_run(w->store, w->arena, &options, &w->result));
    assert_counts(w, 5, 0, 0);
    assert_int_equal(w->result.counts.n_bytes, 0);
    close(ends[0]);
}

/* On both databases. */
#define WORLD(test)                                                                                \
    {#test " sqlite", test, set_up, tear_down, &sqlite},                                           \
    {                                                                                              \
#test " pgsql", test, set_up, tear_down, &pgsql                                            \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD(belongs_to_who_had_the_line),  WORLD(holds_no_number),
        WORLD(twice_changes_nothing),        WORLD(goes_on_wherever_it_stopped),
        WORLD(goes_on_after_a_kill),         WORLD(reads_on_in_a_grown_file),
        WORLD(rejects_are_listed),           WORLD(bad_files_change_nothing),
        WORLD(who_may_not_is_refused),       WORLD(latest_calls_are_own_and_fresh),
        WORLD(claims_calls_that_came_first), WORLD(reads_a_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
