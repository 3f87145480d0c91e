/* Tests of memory, text, status, log, clock and identifiers.
 * SPDX-License-Identifier: MPL-2.0 */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours is the one under test */

#include "base/buf.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/status.h"

#define assert_str(got, want) assert_true(str_eq((got), STR(want)))

/* ---- arena */

static char ended[16];

static void note_end(void *p)
{
    strncat(ended, p, sizeof ended - strlen(ended) - 1);
}

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (int round = 0; round < 3; round++) {
        for (size_t n = 0; n < 40000; n = n * 2 + 1) {
            unsigned char *p = arena_alloc(a, n);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAA, n);
        }
        assert_true(arena_used(a) >= 39999);
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    arena_free(a);
    arena_free(NULL);
}

static void arena_runs_ends_newest_first(void **state)
{
    (void)state;
    static char one[] = "1", two[] = "2", three[] = "3";
    ended[0] = '\0';
    struct arena *a = arena_new();
    arena_on_end(a, note_end, one);
    struct arena_mark mark = arena_mark(a);
    arena_on_end(a, note_end, two);
    arena_on_end(a, note_end, three);
    arena_rewind(a, mark);
    assert_string_equal(ended, "32");
    arena_on_end(a, note_end, two);
    arena_reset(a);
    assert_string_equal(ended, "3221");
    arena_on_end(a, note_end, three);
    arena_free(a);
    assert_string_equal(ended, "32213");
}

static void arena_rewinds(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct arena_mark empty = arena_mark(a);
    for (int i = 0; i < 100; i++) {
        arena_alloc(a, 5000);
        struct arena_mark mark = arena_mark(a);
        size_t used = arena_used(a);
        char *kept = arena_alloc(a, 10);
        arena_alloc(a, 30000);
        arena_alloc(a, 100000);
        (void)kept;
        arena_rewind(a, mark);
        assert_int_equal(arena_used(a), used);
        if (i % 10 == 9)
            arena_rewind(a, empty);
    }
    assert_int_equal(arena_used(a), 0);
    arena_free(a);
}

static void arena_copies_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_null(arena_copy(a, STR_NONE).p);
    assert_non_null(arena_copy(a, STR("")).p);
    assert_str(arena_copy(a, STR("abc")), "abc");
    assert_string_equal(str_c(a, STR_NONE), "");
    assert_string_equal(str_c(a, str_sub(STR("abcdef"), 2, 2)), "cd");
    assert_str(arena_printf(a, "%d-%s", 7, "x"), "7-x");
    assert_int_equal(arena_printf(a, "%5000d", 7).n, 5000);
    arena_free(a);
}

static void buf_grows(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf b = buf_new(a, 0);
    assert_non_null(buf_str(&b).p);
    assert_int_equal(buf_str(&b).n, 0);
    buf_add(&b, STR_NONE);
    buf_add(&b, STR("abc"));
    buf_char(&b, '-');
    buf_int(&b, INT64_MIN);
    buf_printf(&b, "[%s]", "x");
    assert_str(buf_str(&b), "abc--9223372036854775808[x]");
    buf_printf(&b, "%3000d", 1);
    assert_int_equal(buf_str(&b).n, 27 + 3000);
    for (int i = 0; i < 5000; i++)
        buf_add(&b, str_sub(buf_str(&b), 0, 3)); /* from itself */
    assert_int_equal(buf_str(&b).n, 27 + 3000 + 15000);
    assert_true(str_ends(buf_str(&b), STR("1abcabc")) || str_ends(buf_str(&b), STR("abcabc")));
    memset(buf_room(&b, 10), 'z', 10);
    b.n += 10;
    assert_true(str_ends(buf_str(&b), STR("abczzzzzzzzzz")));
    struct buf lazy = {.arena = a};
    assert_str(buf_str(&lazy), "");
    buf_char(&lazy, 'q');
    assert_str(buf_str(&lazy), "q");
    arena_free(a);
}

/* ---- str */

static void str_compares(void **state)
{
    (void)state;
    assert_null(str_of(NULL).p);
    assert_str(str_of("abc"), "abc");
    assert_false(str_eq(STR("abc"), STR("abd")));
    assert_true(str_eq(STR_NONE, STR("")));
    assert_true(str_eq_nocase(STR("Content-TYPE"), STR("content-type")));
    assert_false(str_eq_nocase(STR("@"), STR("`")));
    assert_false(str_eq_nocase(STR("a"), STR("ab")));
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_cmp(STR("b"), STR("ab")) > 0);
    assert_true(str_cmp(STR("\xC3"), STR("z")) > 0);
    assert_int_equal(str_cmp(STR("ab"), STR("ab")), 0);
    assert_true(str_starts(STR("abc"), STR("ab")));
    assert_true(str_starts(STR_NONE, STR("")));
    assert_false(str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")));
    assert_false(str_ends(STR("c"), STR("bc")));
}

static void str_takes_apart(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\nabc d\v\f ")), "abc d");
    assert_str(str_trim(STR("  ")), "");
    assert_null(str_trim(STR_NONE).p);
    assert_str(str_sub(STR("abcdef"), 4, 10), "ef");
    assert_str(str_sub(STR("abc"), 9, 1), "");
    assert_str(str_sub(STR("abc"), 1, SIZE_MAX), "bc");
    assert_null(str_sub(STR_NONE, 1, 1).p);
    size_t at = 99;
    assert_true(str_find(STR("abcabc"), STR("ca"), &at) && at == 2);
    assert_true(str_find(STR("abc"), STR(""), &at) && at == 0);
    assert_false(str_find(STR("abc"), STR("abcd"), &at));
    assert_false(str_find(STR_NONE, STR("a"), &at));
    assert_true(str_find_char(STR("abc"), 'c', &at) && at == 2);
    assert_false(str_find_char(STR_NONE, 'c', &at));

    struct str rest = STR("a,,b,"), piece;
    assert_true(str_cut(&rest, ',', &piece) && str_eq(piece, STR("a")));
    assert_true(str_cut(&rest, ',', &piece) && piece.n == 0);
    assert_true(str_cut(&rest, ',', &piece) && str_eq(piece, STR("b")));
    assert_true(str_cut(&rest, ',', &piece) && piece.n == 0 && piece.p != NULL);
    assert_false(str_cut(&rest, ',', &piece));
}

static void str_reads_numbers(void **state)
{
    (void)state;
    int64_t v = 42;
    static const char *const bad[] = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "0x1",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(str_int64(str_of(bad[i]), &v));
    assert_false(str_int64(STR_NONE, &v));
    assert_int_equal(v, 42);
    assert_true(str_int64(STR("9223372036854775807"), &v) && v == INT64_MAX);
    assert_true(str_int64(STR("-9223372036854775808"), &v) && v == INT64_MIN);
    assert_true(str_int64(STR("007"), &v) && v == 7);
    assert_true(str_int64(STR("-1"), &v) && v == -1);
}

/* ---- status */

static enum status tries(enum status status)
{
    TRY(status);
    return BROKEN;
}

static void *other_thread(void *p)
{
    struct failure *ret = p;
    *ret = *failure_last();
    return NULL;
}

static void status_keeps_the_latest_failure(void **state)
{
    (void)state;
    failure_clear();
    assert_int_equal(failure_last()->status, OK);
    assert_int_equal(fail(CONFLICT, "row %d", 7), CONFLICT);
    assert_int_equal(fail(BROKEN, "wrapped: %s", failure_last()->why), BROKEN);
    assert_string_equal(failure_last()->why, "wrapped: row 7");
    assert_non_null(strstr(failure_last()->file, "base_test.c"));
    assert_true(failure_last()->line > 0);
    struct failure elsewhere = {.status = BROKEN};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, other_thread, &elsewhere), 0);
    pthread_join(thread, NULL);
    assert_int_equal(elsewhere.status, OK);
    (void)fail(INVALID, "%1000d", 1);
    assert_int_equal(strlen(failure_last()->why), sizeof failure_last()->why - 1);
    failure_clear();
    assert_int_equal(failure_last()->status, OK);
    assert_string_equal(failure_last()->why, "");
    assert_int_equal(tries(OK), BROKEN);
    assert_int_equal(tries(BUSY), BUSY);
    assert_string_equal(status_name(TOO_LARGE), "TOO_LARGE");
    for (int i = 0; i < STATUS_N; i++)
        assert_string_not_equal(status_name((enum status)i), "UNKNOWN");
    assert_string_equal(status_name(STATUS_N), "UNKNOWN");
}

static void must_aborts(void **state)
{
    (void)state;
    must(1 + 1 == 2);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        log_set_fd(-1);
        must(1 + 1 == 3);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

/* ---- log */

static int pipe_ends[2];

static void capture(void)
{
    assert_int_equal(pipe(pipe_ends), 0);
    log_set_fd(pipe_ends[1]);
    clock_freeze(INT64_C(1792892096789));
}

static void captured(char *ret, size_t room)
{
    log_set_fd(2);
    log_set_level(LOG_LEVEL_INFO);
    clock_release();
    close(pipe_ends[1]);
    ssize_t n = read(pipe_ends[0], ret, room - 1);
    ret[n > 0 ? n : 0] = '\0';
    close(pipe_ends[0]);
}

static void log_writes_logfmt(void **state)
{
    (void)state;
    char got[8192];
    capture();
    log_line(LOG_LEVEL_DEBUG, "dropped", "a=%d", 1);
    log_line(LOG_LEVEL_INFO, "served \"it\"", "path=%s ms=%d", "/x\nforged", 7);
    log_line(LOG_LEVEL_WARN, "bare", NULL);
    captured(got, sizeof got);
    assert_string_equal(got, "at=2026-10-25T01:34:56.789Z level=info msg=\"served \\\"it\\\"\" "
                             "path=/x forged ms=7\n"
                             "at=2026-10-25T01:34:56.789Z level=warn msg=\"bare\"\n");
    capture();
    log_set_level(LOG_LEVEL_DEBUG);
    clock_freeze(-1);
    log_line(LOG_LEVEL_DEBUG, "long", "a=%5000d", 1);
    captured(got, sizeof got);
    assert_true(strlen(got) <= 4096);
    assert_int_equal(got[strlen(got) - 1], '\n');
    assert_true(str_starts(str_of(got), STR("at=1969-12-31T23:59:59.999Z level=debug ")));
}

static void log_quotes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(log_quote(a, STR("a\"b\\c\n\t\r\x01\x7fÆ")),
                        "\"a\\\"b\\\\c\\n\\t\\r\\x01\\x7fÆ\"");
    assert_string_equal(log_quote(a, STR_NONE), "\"\"");
    assert_string_equal(log_quote(a, STR("\0\0\0")), "\"\\x00\\x00\\x00\"");
    arena_free(a);
}

/* ---- clock and ids */

static void clock_can_be_replaced(void **state)
{
    (void)state;
    clock_release();
    int64_t real = clock_now();
    assert_true(real > INT64_C(1700000000000));
    clock_freeze(1000);
    clock_advance(HOUR_MS);
    assert_int_equal(clock_now(), 1000 + HOUR_MS);
    clock_release();
    assert_true(clock_now() >= real);
    clock_advance(DAY_MS);
    assert_true(clock_now() >= real + DAY_MS);
    clock_release();
    assert_true(clock_now() < real + DAY_MS);
    int64_t from = clock_monotonic_us();
    assert_true(clock_monotonic_us() >= from);
    unsigned char x[32] = {0}, y[32] = {0};
    random_bytes(x, sizeof x);
    random_bytes(y, sizeof y);
    assert_memory_not_equal(x, y, sizeof x);
}

#define IDS_PER_THREAD 5000
#define THREADS 4

static void *make_ids(void *p)
{
    int64_t *ids = p;
    for (int i = 0; i < IDS_PER_THREAD; i++)
        ids[i] = id_new();
    return NULL;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Forward at once; back only when it is said; small steps of either kind are none. */
static void clock_goes_back_when_told(void **state)
{
    const int64_t slow = 1000;
    int64_t real;

    (void)state;
    clock_release();
    real = clock_now();
    assert_int_equal(clock_set_back_ms(), 0);
    clock_advance(HOUR_MS);
    assert_in_range(clock_now(), real + HOUR_MS, real + HOUR_MS + slow);
    assert_int_equal(clock_set_back_ms(), 0);
    clock_advance(-HOUR_MS);
    assert_in_range(clock_now(), real + HOUR_MS, real + HOUR_MS + slow);
    assert_in_range(clock_set_back_ms(), HOUR_MS - 10, HOUR_MS + 10);
    clock_go_back(clock_set_back_ms());
    assert_in_range(clock_now(), real, real + slow);
    assert_int_equal(clock_set_back_ms(), 0);
    clock_advance(-CLOCK_STEP_MS + 100);
    assert_in_range(clock_now(), real - CLOCK_STEP_MS, real + slow - CLOCK_STEP_MS + 100);
    assert_int_equal(clock_set_back_ms(), 0);
    clock_advance(-2 * CLOCK_STEP_MS);
    clock_freeze(5);
    assert_int_equal(clock_set_back_ms(), 0);
    assert_int_equal(clock_now(), 5);
    clock_release();
    assert_in_range(clock_now(), real, real + slow);
}

static void ids_are_unique_and_ordered(void **state)
{
    (void)state;
    static int64_t ids[THREADS * IDS_PER_THREAD];
    clock_freeze(0); /* before 2020 as well */
    assert_true(id_new() > 0);
    clock_release();
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, make_ids, ids + i * IDS_PER_THREAD), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 1; i < IDS_PER_THREAD; i++)
        assert_true(ids[i] > ids[i - 1]);
    qsort(ids, THREADS * IDS_PER_THREAD, sizeof ids[0], by_number);
    for (int i = 1; i < THREADS * IDS_PER_THREAD; i++)
        assert_true(ids[i] > ids[i - 1]);
    int64_t ms = (ids[0] >> 22) + INT64_C(1577836800000);
    assert_true(llabs(ms - clock_now()) < MINUTE_MS);
    clock_freeze(clock_now() - HOUR_MS);
    assert_true(id_new() > ids[THREADS * IDS_PER_THREAD - 1]);
    clock_release();
}

static void secrets_are_url_safe(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct str one = id_secret(a, 32), two = id_secret(a, 32);
    assert_int_equal(one.n, 43);
    assert_false(str_eq(one, two));
    for (size_t i = 0; i < one.n; i++)
        assert_non_null(
            strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", one.p[i]));
    assert_int_equal(id_secret(a, 1).n, 2);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_runs_ends_newest_first),
        cmocka_unit_test(arena_rewinds),
        cmocka_unit_test(arena_copies_text),
        cmocka_unit_test(buf_grows),
        cmocka_unit_test(str_compares),
        cmocka_unit_test(str_takes_apart),
        cmocka_unit_test(str_reads_numbers),
        cmocka_unit_test(status_keeps_the_latest_failure),
        cmocka_unit_test(must_aborts),
        cmocka_unit_test(log_writes_logfmt),
        cmocka_unit_test(log_quotes),
        cmocka_unit_test(clock_can_be_replaced),
        cmocka_unit_test(clock_goes_back_when_told),
        cmocka_unit_test(ids_are_unique_and_ordered),
        cmocka_unit_test(secrets_are_url_safe),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
