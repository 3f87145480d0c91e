/* Declared fields read from forms, JSON and query strings.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "web/api.h"
#include "web/multipart.h"
#include "web/page.h"
#include "web/pairs.h"
#include "web/report.h"
#include "web/route.h"

const struct route *const all_routes[] = {NULL};
const struct nav_item all_nav[] = {{"/", T_NONE, PERM_PUBLIC}};
const size_t all_nav_n = 0;
page_part_fn *const all_page_parts[] = {NULL};

struct all_kinds {
    struct str text, lines, secret, list;
    int64_t number, choice, choices, date, instant, id;
    bool yes;
};
static const char *const colours[] = {"red", "green", "blue", NULL};
#define AT(member) .offset = offsetof(struct all_kinds, member)
static const struct field fields[] = {
    {.name = "text", .kind = FIELD_TEXT, AT(text), .required = true, .min = 2, .max = 10},
    {.name = "lines", .kind = FIELD_TEXT, AT(lines), .multiline = true, .max = 2000},
    {.name = "secret", .kind = FIELD_SECRET, AT(secret), .max = 100},
    {.name = "number", .kind = FIELD_INT, AT(number), .min = 1, .max = 5},
    {.name = "choice", .kind = FIELD_CHOICE, AT(choice), .words = colours},
    {.name = "choices", .kind = FIELD_CHOICES, AT(choices), .words = colours},
    {.name = "date", .kind = FIELD_DATE, AT(date)},
    {.name = "instant", .kind = FIELD_INSTANT, AT(instant)},
    {.name = "id", .kind = FIELD_ID, AT(id)},
    {.name = "list", .kind = FIELD_LIST, AT(list), .max = 3},
    {.name = "yes", .kind = FIELD_BOOL, AT(yes)},
};
static const struct form form = FORM("AllKinds", fields, struct all_kinds);
static const struct route route = {.method = POST, .path = "/x", .in = &form, .query = &form};

static struct arena *arena;
static struct request rq;
static struct all_kinds got;
static struct form_errors errors;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    rq = (struct request){.arena = arena, .route = &route, .query = STR("")};
    return zone_find(STR("Europe/Copenhagen"), &rq.zone) == OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static enum status read_form(const char *body)
{
    rq.content_type = STR("application/x-www-form-urlencoded");
    rq.body = str_of(body);
    return form_read(&rq, &got, &errors);
}

static enum status read_json(const char *body)
{
    rq.content_type = STR("application/json");
    rq.body = str_of(body);
    return form_read(&rq, &got, &errors);
}

static void assert_error(const char *field, enum text_key key, int64_t arg)
{
    const struct form_error *e = form_error_of(&errors, field);

    assert_non_null(e);
    assert_string_equal(text_key_names[e->key], text_key_names[key]);
    assert_int_equal(e->arg, arg);
}

static void test_every_kind_from_a_form(void **state)
{
    (void)state;
    assert_ok(
        read_form("text=+K%C3%A6re+&lines=a%0D%0Ab%0D%0A&secret=+p+&number=3&choice=green&choices="
                  "red&choices=blue"
                  "&date=2026-11-22&instant=2026-07-01T14%3A05&id=9007199254740993&yes=on&csrf=x"
                  "&list=a_1&list=&list=b"));
    assert_str(got.list, "a_1,b");
    assert_str(got.text, "Kære");
    assert_str(got.lines, "a\nb");
    assert_str(got.secret, " p ");
    assert_int_equal(got.number, 3);
    assert_int_equal(got.choice, 1);
    assert_int_equal(got.choices, 5);
    assert_int_equal(got.date, day_number(2026, 11, 22));
    assert_int_equal(got.instant, INT64_C(1782907500000)); /* 12:05 UTC: summer time */
    assert_true(got.id == INT64_C(9007199254740993));
    assert_true(got.yes);
}

static void test_every_kind_from_json(void **state)
{
    (void)state;
    assert_ok(read_json("{\"text\":\"Kære\",\"lines\":\"a\\nb\",\"number\":3,\"choice\":\"green\","
                        "\"choices\":[\"red\",\"blue\"],"
                        "\"date\":\"2026-11-22\",\"instant\":\"2026-07-01T14:05:00+02:00\",\"id\":"
                        "\"9007199254740993\",\"yes\":true,"
                        "\"secret\":null,\"list\":[\"a_1\",\"b\"]}"));
    assert_str(got.list, "a_1,b");
    assert_str(got.text, "Kære");
    assert_int_equal(got.choices, 5);
    assert_int_equal(got.instant, INT64_C(1782907500000));
    assert_true(got.id == INT64_C(9007199254740993));
    assert_true(got.yes);
    assert_null(got.secret.p);
}

static void test_absent_and_empty(void **state)
{
    (void)state;
    assert_ok(read_form("text=ab"));
    assert_null(got.lines.p);
    assert_int_equal(got.choice, -1);
    assert_int_equal(got.choices, 0);
    assert_int_equal(got.date, 0);
    assert_false(got.yes);
    assert_ok(read_form("text=ab&lines=&number=&date=&choice=&choices=&id=&instant="));
    assert_non_null(got.lines.p);
    assert_int_equal(got.lines.n, 0);
    assert_int_equal(got.choice, -1);
    assert_status(read_form(""), INVALID);
    assert_error("text", T_FORM_REQUIRED, 0);
}

static void test_dates_as_people_type_them(void **state)
{
    const char *good[] = {"22.11.2026", "22-11-2026", "22%2F11%2F2026", "2026-11-22"};
    const char *bad[] = {"22.11.26", "31.02.2026", "22.11", "22.11.2026.",
                         "i+dag",    "2026-13-01", "1.1.1"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct str body = arena_printf(arena, "text=ab&date=%s", good[i]);

        assert_ok(read_form(str_c(arena, body)));
        assert_int_equal(got.date, day_number(2026, 11, 22));
    }
    for (size_t i = 0; i < 7; i++) {
        struct str body = arena_printf(arena, "text=ab&date=%s", bad[i]);

        assert_status(read_form(str_c(arena, body)), INVALID);
        assert_error("date", T_FORM_DATE, 0);
    }
    assert_status(read_json("{\"text\":\"ab\",\"date\":\"22.11.2026\"}"), INVALID);
}

static void test_bad_values_name_their_field(void **state)
{
    (void)state;
    assert_status(
        read_form(
            "text=a&number=6&choice=pink&choices=red&choices=pink&instant=soon&id=-1&yes=maybe"),
        INVALID);
    assert_error("text", T_FORM_TOO_SHORT, 2);
    assert_error("number", T_FORM_TOO_LARGE, 5);
    assert_error("choice", T_FORM_CHOOSE, 0);
    assert_error("choices", T_FORM_CHOOSE, 0);
    assert_error("instant", T_FORM_INSTANT, 0);
    assert_error("id", T_FORM_CHOOSE, 0);
    assert_error("yes", T_FORM_YES_OR_NO, 0);
    assert_str(got.text, "a"); /* as typed */
    assert_int_equal(form_errors_noted()->n, 7);
    assert_status(read_form("text=12345678901&number=x"), INVALID);
    assert_error("text", T_FORM_TOO_LONG, 10);
    assert_error("number", T_FORM_NUMBER, 0);
    assert_str(got.text, "12345678901");
    assert_status(read_form("text=%C3%A6%C3%B8%C3%A5%C3%A6%C3%B8%C3%A5%C3%A6%C3%B8%C3%A5%C3%A6"),
                  OK);
    assert_str(got.text, "æøåæøåæøåæ"); /* ten, as browsers count */
    assert_status(read_form("text=%C3%A6"), INVALID);
    assert_error("text", T_FORM_TOO_SHORT, 2);
    assert_status(read_form("text=ab&number=99999999999999999999"), INVALID);
    assert_status(read_form("text=ab&instant=2026-11-22T25%3A00"), INVALID);
}

static void test_bad_characters(void **state)
{
    const char *bad[] = {"text=a%00b",    "text=a%1Bb",     "text=a%FFb",
                         "text=a%C2%85b", "text=a%0Ab",     "text=a%7Fb",
                         "text=ab%zz",    "text=%ED%A0%80", "text=ab%"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_status(read_form(bad[i]), INVALID);
        assert_error("text", T_FORM_BAD_CHARACTERS, 0);
        for (size_t k = 0; k < got.text.n; k++)
            assert_true((unsigned char)got.text.p[k] >= 0x20 || got.text.p[k] == '\n');
    }
    assert_ok(read_form("text=ab&lines=a%09b%0Ac"));
    assert_status(read_form("text=ab&lines=a%0Cb"), INVALID);
}

static void test_lists(void **state)
{
    (void)state;
    assert_ok(read_form("text=ab"));
    assert_non_null(got.list.p);
    assert_int_equal(got.list.n, 0);
    assert_ok(read_json("{\"text\":\"ab\",\"list\":[]}"));
    assert_status(read_form("text=ab&list=a&list=b&list=c&list=d"), INVALID);
    assert_error("list", T_FORM_TOO_MANY, 3);
    assert_str(got.list, "a,b,c"); /* the page shows them again */
    assert_status(read_form("text=ab&list=a%2Cb"), INVALID);
    assert_error("list", T_FORM_CHOOSE, 0);
    assert_status(read_form("text=ab&list=a%00b"), INVALID);
    assert_status(read_form("text=ab&list=%FF"), INVALID);
    assert_status(read_json("{\"text\":\"ab\",\"list\":\"a\"}"), INVALID);
    assert_status(read_json("{\"text\":\"ab\",\"list\":[1]}"), INVALID);
    assert_status(read_json("{\"text\":\"ab\",\"list\":[\"\"]}"), INVALID);
}

static void test_json_that_is_not_right(void **state)
{
    (void)state;
    assert_status(read_json("[1]"), INVALID);
    assert_int_equal(errors.n, 0);
    assert_status(read_json("{"), INVALID);
    assert_int_equal(errors.n, 0);
    assert_status(read_json("{\"text\":\"ab\",\"txt\":1}"), INVALID);
    assert_error("txt", T_FORM_UNKNOWN, 0);
    assert_status(
        read_json("{\"text\":5,\"number\":\"3x\",\"id\":5,\"choices\":\"red\",\"yes\":\"true\"}"),
        INVALID);
    assert_error("text", T_FORM_TEXT, 0);
    assert_error("number", T_FORM_NUMBER, 0);
    assert_error("id", T_FORM_CHOOSE, 0); /* a number would have lost bits already */
    assert_error("choices", T_FORM_CHOOSE, 0);
    assert_error("yes", T_FORM_YES_OR_NO, 0);
    assert_status(read_json("{\"text\":\"ab\",\"choices\":{}}"), INVALID);
    assert_ok(read_json("{\"text\":\"ab\",\"choices\":[]}"));
    rq.content_type = STR("text/plain");
    assert_status(form_read(&rq, &got, &errors), INVALID);
    rq.is_api = true; /* curl -d */
    rq.content_type = STR("application/x-www-form-urlencoded");
    assert_ok(form_read(&rq, &got, &errors));
}

static void test_query(void **state)
{
    (void)state;
    rq.query = STR("text=ab&choice=blue&other=1&&=&x");
    assert_ok(query_read(&rq, &got, &errors));
    assert_int_equal(got.choice, 2);
    assert_str(request_query(&rq, "other"), "1");
    assert_str(request_query(&rq, "x"), "");
    assert_null(request_query(&rq, "y").p);
    rq.query = STR("n=7&m=7x&u=%FF");
    assert_int_equal(request_query_int(&rq, "n", 1), 7);
    assert_int_equal(request_query_int(&rq, "m", 1), 1);
    assert_null(request_query(&rq, "u").p);
}

static void test_pairs_round_trip(void **state)
{
    struct buf b = buf_new(arena, 10);

    (void)state;
    pairs_add(&b, STR("å&b"), STR("1 = 2\n\"<%"));
    pairs_add(&b, STR("c"), STR(""));
    assert_str(pairs_find(arena, buf_str(&b), STR("å&b")), "1 = 2\n\"<%");
    assert_str(pairs_find(arena, buf_str(&b), STR("c")), "");
}

/* ---- multipart, cut at every place */

static struct buf seen;

static enum status on_part(void *context, struct str name, bool has_filename, struct str filename)
{
    (void)context;
    buf_printf(&seen, "[%.*s%s%.*s]", STR_ARG(name), has_filename ? "|" : "", STR_ARG(filename));
    return OK;
}

static enum status on_data(void *context, const char *p, size_t n)
{
    (void)context;
    buf_add(&seen, (struct str){p, n});
    return OK;
}

static enum status parse(struct str body, size_t chunk)
{
    struct multipart *m =
        multipart_new(STR("multipart/form-data; charset=utf-8; boundary=\"AB c\""),
                      (struct multipart_events){on_part, on_data, NULL});
    enum status status = OK;

    assert_non_null(m);
    seen = buf_new(arena, 100);
    for (size_t i = 0; i < body.n && status == OK; i += chunk)
        status = multipart_take(m, body.p + i, chunk < body.n - i ? chunk : body.n - i);
    if (status == OK)
        status = multipart_end(m);
    multipart_free(m);
    return status;
}

static void test_multipart(void **state)
{
    const struct str body = STR(
        "ignored\r\n--AB c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--AB\r\n\r\n"
        "--AB c\r\nContent-Type: text/csv\r\ncontent-disposition: form-data; name=f; "
        "filename=\"k\xc3\xa6r.csv\"\r\n\r\n\r\n--AB c\r\nContent-Disposition: form-data; "
        "name=\"z\"\r\n\r\n"
        "\r\n\r\n--AB c--\r\nafter");

    (void)state;
    for (size_t chunk = 1; chunk <= body.n; chunk++) {
        assert_ok(parse(body, chunk));
        assert_str(buf_str(&seen), "[a]x\r\n--AB\r\n[f|k\xc3\xa6r.csv][z]\r\n");
    }
    assert_status(parse(str_sub(body, 0, body.n - 9), 7), INVALID);
    assert_status(parse(STR("--AB c\r\nContent-Type: text/plain\r\n\r\nx\r\n--AB c--"), 100),
                  INVALID);
    assert_status(parse(STR("--AB cX\r\n"), 100), INVALID);
    assert_null(multipart_new(STR("multipart/form-data"),
                              (struct multipart_events){on_part, on_data, NULL}));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start, end)
    const struct CMUnitTest tests[] = {
        T(test_every_kind_from_a_form),
        T(test_every_kind_from_json),
        T(test_absent_and_empty),
        T(test_dates_as_people_type_them),
        T(test_bad_values_name_their_field),
        T(test_bad_characters),
        T(test_lists),
        T(test_json_that_is_not_right),
        T(test_query),
        T(test_pairs_round_trip),
        T(test_multipart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
