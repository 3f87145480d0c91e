/* Tests of UTF-8, comma-separated text and JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/csv.h"
#include "base/json.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;

static int set_up(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void same(struct str got, const char *want)
{
    assert_string_equal(str_c(a, got), want);
    assert_int_equal(got.n, strlen(want));
}

/* ---- utf8 */

static void utf8_is_checked(void **state)
{
    (void)state;
    assert_true(utf8_valid(STR("")));
    assert_true(utf8_valid(STR_NONE));
    assert_true(utf8_valid(STR("Æblegrød €\U0001F600\U0010FFFF")));
    static const char *const bad[] = {
        "\x80",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xC3",
        "\xE2\x82",
        "\xF0\x9F\x98",
        "a\xFF",
        "\xC3(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(utf8_valid(str_of(bad[i])));
    assert_false(utf8_valid(STR("a\0b")));
    assert_int_equal(utf8_length(STR("blåbær€")), 7);
    same(utf8_clip(STR("blåbær"), 3), "bl");
    same(utf8_clip(STR("blåbær"), 4), "blå");
    same(utf8_clip(STR("€"), 2), "");
    same(utf8_clip(STR("€"), 3), "€");
    assert_null(utf8_clip(STR_NONE, 3).p);
}

static void utf8_folds(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"ÆØÅ æøå", "æøå æøå"},
        {"  Søren \t\n\u00A0Ærø  ", "søren ærø"},
        {"Café ÉÈÊË Ñ ç", "cafe eeee n c"},
        {"Cafe\u0301", "cafe"},
        {"A\u030Age a\u030A", "åge å"},
        {"Aage", "aage"},
        {"Straße STRAẞE", "strasse strasse"},
        {"Łódź Šťastný Œuvre Ĳ", "lodz stastny oeuvre ij"},
        {"Müller Ängström Ö", "muller angstrom o"},
        {"Þór Ðað ÿŸ", "thor dad yy"},
        {"3×4÷2 €", "3×4÷2 €"},
        {"Ǻ Ǽ Ǿ Å", "å æ ø å"},
        {"", ""},
        {"   ", ""},
        {"a \u030A", "a"},
        {"x\xFFy", "x\uFFFDy"},
        {"Ÿ İstanbul ŉ ſ", "y istanbul n s"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct str folded = utf8_fold(a, str_of(pairs[i][0]));
        same(folded, pairs[i][1]);
        same(utf8_fold(a, folded), pairs[i][1]);
    }
    assert_null(utf8_fold(a, STR_NONE).p);
}

static void utf8_sorts_as_danish(void **state)
{
    (void)state;
    static const char *const sorted[] = {
        "",      "Aage",  "Abel", "abel b", "Abelone",  "José", "Josef", "Sort {",
        "Sorte", "Yan",   "Über", "Yvonne", "Zenia",    "Æble", "Ägir",  "ærø",
        "Øje",   "Öland", "øst",  "Ål",     "A\u030Am", "Ås",
    };
    for (size_t i = 1; i < sizeof sorted / sizeof sorted[0]; i++) {
        struct str x = utf8_sort_key(a, str_of(sorted[i - 1])),
                   y = utf8_sort_key(a, str_of(sorted[i]));
        if (str_cmp(x, y) >= 0)
            fail_msg("%s does not come before %s", sorted[i - 1], sorted[i]);
        assert_true(utf8_valid(x));
    }
    assert_true(str_cmp(utf8_sort_key(a, STR("jose")), utf8_sort_key(a, STR("José"))) != 0);
    assert_null(utf8_sort_key(a, STR_NONE).p);
}

static void old_encodings_are_read(void **state)
{
    (void)state;
    same(utf8_from_windows1252(a, STR("\xC6\xD8\xC5 \x80 \x93x\x94 \x9F\x81\xFF")),
         "ÆØÅ € “x” Ÿ\uFFFDÿ");
    same(utf8_from_any(a, STR("\xEF\xBB\xBFØl")), "Øl");
    same(utf8_from_any(a, STR("Øl")), "Øl");
    same(utf8_from_any(a, STR("\xD8l")), "Øl");
    assert_null(utf8_from_any(a, STR_NONE).p);
    for (int c = 1; c < 256; c++) {
        char byte = (char)c;
        assert_true(utf8_valid(utf8_from_windows1252(a, (struct str){&byte, 1})));
    }
}

/* ---- csv */

/* All records as "a|b / c" and so on, the codes in between; each byte of text is a chance to stop.
 */
static struct str all_records(struct str text, char separator, bool by_bytes)
{
    struct buf b = buf_new(a, 64);
    static struct str fields[CSV_MAX_FIELDS];
    size_t from = 0, sight = by_bytes ? 0 : text.n;
    for (;;) {
        char *copy = malloc(sight - from + 1); /* of the exact size, for AddressSanitizer */
        assert_non_null(copy);
        memcpy(copy, text.p + from, sight - from);
        struct str rest = {copy, sight - from};
        size_t n = 0;
        enum status status = csv_record(a, &rest, sight == text.n, separator, fields, &n);
        for (size_t i = 0; status == OK && i < n; i++) {
            buf_add(&b, i > 0 ? STR("|") : STR(""));
            buf_add(&b, fields[i]);
        }
        if (status == INVALID || status == TOO_LARGE)
            buf_add(&b, str_of(status_name(status)));
        bool waits = status == MISSING;
        if (waits)
            assert_ptr_equal(rest.p, copy);
        else
            buf_add(&b, STR("/"));
        from = sight - rest.n;
        free(copy);
        if (waits && sight == text.n)
            return buf_str(&b);
        sight += waits;
    }
}

static void csv_reads(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"a,b\nc,d\n", "a|b/c|d/"},
        {"a,b\r\nc,d", "a|b/c|d/"},
        {"a,b\rc,d\r", "a|b/c|d/"},
        {"a,\n,b\n", "a|/|b/"},
        {"\n\na\n", "//a/"},
        {"\"a\",\"b,c\"\n", "a|b,c/"},
        {"\"a \"\"b\"\" c\",d\n", "a \"b\" c|d/"},
        {"\"\"\"\"\n", "\"/"},
        {"\"\",\"\"", "|/"},
        {"\"a\nb\r\nc\",d\ne\n", "a\nb\r\nc|d/e/"},
        {"5\" nail,x\n", "5\" nail|x/"},
        {" \"a\",b\n", " \"a\"|b/"},
        {"\"a\"x,b\nc,d\n", "INVALID/c|d/"},
        {"\"a\" ,b\nc\n", "INVALID/c/"},
        {"a,\"open\nb,c\nd\n", "INVALID/b|c/d/"},
        {"a,\"open\r\nb,c", "INVALID/b|c/"},
        {"\"open", "INVALID/"},
        {"a,\"", "INVALID/"},
        {"\"a\"", "a/"},
        {"\"a\"\r\n\"b\"\r\"c\"", "a/b/c/"},
        {"a\r\r\nb", "a//b/"},
        {"a,", "a|/"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        same(all_records(str_of(cases[i][0]), ',', false), cases[i][1]);
        same(all_records(str_of(cases[i][0]), ',', true), cases[i][1]);
    }
    same(all_records(STR("a;b,c;\"d;e\"\n"), ';', false), "a|b,c|d;e/");
    same(all_records(STR("a\tb\n"), '\t', true), "a|b/");
}

static void csv_has_limits(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 1024);
    for (int i = 0; i < CSV_MAX_FIELDS; i++)
        buf_add(&b, i > 0 ? STR(",x") : STR("x"));
    static struct str fields[CSV_MAX_FIELDS];
    size_t n = 0;
    struct str rest = buf_str(&b);
    assert_int_equal(csv_record(a, &rest, true, ',', fields, &n), OK);
    assert_int_equal(n, CSV_MAX_FIELDS);
    buf_add(&b, STR(",\"x\ny\"\nnext\n"));
    rest = buf_str(&b);
    assert_int_equal(csv_record(a, &rest, true, ',', fields, &n), INVALID);
    same(rest, "next\n");

    size_t large = CSV_MAX_RECORD;
    char *text = arena_alloc(a, large + 10);
    memset(text, 'x', large);
    memcpy(text + large, "\nnext\n", 6);
    rest = (struct str){text, large + 6};
    assert_int_equal(csv_record(a, &rest, true, ',', fields, &n), OK);
    memcpy(text + large, "x\nnext\n", 7);
    rest = (struct str){text, large + 7};
    assert_int_equal(csv_record(a, &rest, false, ',', fields, &n), TOO_LARGE);
    same(rest, "next\n");
    rest = (struct str){text, large};
    assert_int_equal(csv_record(a, &rest, false, ',', fields, &n), MISSING);
    rest = (struct str){text, large + 1};
    assert_int_equal(csv_record(a, &rest, false, ',', fields, &n), TOO_LARGE);
    assert_int_equal(rest.n, 0);
    /* A quote that never closes, in more text than a record may hold. */
    memcpy(text, "\"a\n", 3);
    rest = (struct str){text, large + 7};
    assert_int_equal(csv_record(a, &rest, false, ',', fields, &n), TOO_LARGE);
    assert_int_equal(rest.n, large + 7 - 3);
}

static void csv_guesses(void **state)
{
    (void)state;
    assert_int_equal(csv_guess_separator(STR("a;b;c,d")), ';');
    assert_int_equal(csv_guess_separator(STR("a,b,\"c;d;e;f\"")), ',');
    assert_int_equal(csv_guess_separator(STR("a\tb")), '\t');
    assert_int_equal(csv_guess_separator(STR("a")), ',');
    assert_int_equal(csv_guess_separator(STR_NONE), ',');
    assert_int_equal(csv_guess_separator(STR("a,b\r\n;;;;;")), ',');
}

static void csv_writes(void **state)
{
    (void)state;
    static const char *const fields[] = {
        "a", "", "b;c", "5\" x", "l1\nl2", "=1+1", "+45", "-1", "@x", "\tx", " y", "a,b", "=\"q\"",
    };
    struct buf b = buf_new(a, 64);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        csv_write_field(&b, str_of(fields[i]), ';', i == 0);
    csv_write_field(&b, STR_NONE, ';', false);
    same(buf_str(&b), "a;;\"b;c\";\"5\"\" x\";\"l1\nl2\";'=1+1;'+45;'-1;'@x;\"'\tx\";\" y\";a,b;"
                      "\"'=\"\"q\"\"\";");
    same(all_records(buf_str(&b), ';', true),
         "a||b;c|5\" x|l1\nl2|'=1+1|'+45|'-1|'@x|'\tx| y|a,b|'=\"q\"|/");
}

/* ---- json */

static void json_reads(void **state)
{
    (void)state;
    const struct json *v = NULL, *item = NULL;
    struct str text = STR("{\"t\":\"\\u00e6\\n\",\"i\":-7,\"b\":true,\"n\":null,\"r\":1.5,\"l\":[1,"
                          "[2],{}],\"o\":{\"\":0}}");
    assert_int_equal(json_read(a, text, &v), OK);
    assert_true(json_is_object(v));
    struct str s = STR_NONE;
    int64_t i = 0;
    bool b = false;
    assert_true(json_text(json_get(v, "t"), &s));
    same(s, "æ\n");
    assert_true(json_int(json_get(v, "i"), &i) && i == -7);
    assert_true(json_bool(json_get(v, "b"), &b) && b);
    assert_true(json_is_null(json_get(v, "n")));
    assert_true(json_is_null(json_get(v, "absent")));
    assert_false(json_is_null(json_get(v, "r")));
    assert_false(json_int(json_get(v, "r"), &i));
    assert_false(json_text(json_get(v, "i"), &s));
    assert_false(json_bool(json_get(v, "i"), &b));
    assert_int_equal(json_count(json_get(v, "l")), 3);
    assert_int_equal(json_count(v), 0);
    assert_true(json_int(json_at(json_at(json_get(v, "l"), 1), 0), &i) && i == 2);
    assert_null(json_at(json_get(v, "l"), 3));
    assert_null(json_get(json_get(v, "l"), "x"));
    static const char *const keys[] = {"t", "i", "b", "n", "r", "l", "o"};
    size_t at = 0;
    for (; json_entry(v, at, &s, &item); at++)
        same(s, keys[at]);
    assert_int_equal(at, 7);
    assert_false(json_entry(NULL, 0, &s, &item));
    assert_null(json_get(NULL, "x"));
    assert_null(json_at(NULL, 0));
    assert_false(json_text(NULL, &s) || json_int(NULL, &i) || json_bool(NULL, &b));
    assert_false(json_is_object(NULL));
    assert_int_equal(json_read(a, STR("9223372036854775807"), &v), OK);
    assert_true(json_int(v, &i) && i == INT64_MAX);
}

static void json_refuses(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "{\"a\":1,\"a\":2}",
        "[1,]",
        "{a:1}",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\xFF\"",
        "01",
        "nul",
        "1 2",
        "9223372036854775808",
        "1e999",
        "\"a\nb\"",
        "{\"\\u0000a\":1}",
        "NaN",
    };
    const struct json *v = NULL;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (json_read(a, str_of(bad[i]), &v) != INVALID)
            fail_msg("taken: %s", bad[i]);
    assert_int_equal(json_read(a, STR("[1\0]"), &v), INVALID);
    assert_int_equal(json_read(a, STR_NONE, &v), INVALID);
    assert_null(v);
    failure_clear();
    assert_int_equal(json_read(a, STR("{\n\"a\":x}"), &v), INVALID);
    assert_non_null(strstr(failure_last()->why, "line 2"));
    char deep[2 * JSON_MAX_DEPTH + 2];
    memset(deep, '[', JSON_MAX_DEPTH + 1);
    memset(deep + JSON_MAX_DEPTH + 1, ']', JSON_MAX_DEPTH + 1);
    assert_int_equal(json_read(a, (struct str){deep, sizeof deep}, &v), INVALID);
    assert_int_equal(json_read(a, (struct str){deep + 1, sizeof deep - 2}, &v), OK);
    assert_int_equal(json_read(a, STR("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[\""), &v),
                     OK);
}

static void json_writes(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 0);
    struct json_out o = json_out_to(&b);
    json_open_object(&o);
    json_key(&o, STR("t"));
    json_write_text(&o, STR("\"\\/\b\f\n\r\t\x01</script>æ\u2028"));
    json_key(&o, STR("none"));
    json_write_text(&o, STR_NONE);
    json_key(&o, STR("l"));
    json_open_array(&o);
    json_write_int(&o, INT64_MIN);
    json_write_bool(&o, true);
    json_open_array(&o);
    json_close_array(&o);
    json_open_object(&o);
    json_close_object(&o);
    json_write_bool(&o, false);
    json_close_array(&o);
    json_key(&o, STR("e"));
    json_write_null(&o);
    json_close_object(&o);
    same(buf_str(&b),
         "{\"t\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u003c/script>æ\u2028\",\"none\":null,"
         "\"l\":[-9223372036854775808,true,[],{},false],\"e\":null}");
    const struct json *v = NULL;
    assert_int_equal(json_read(a, buf_str(&b), &v), OK);
    struct str s = STR_NONE;
    assert_true(json_text(json_get(v, "t"), &s));
    same(s, "\"\\/\b\f\n\r\t\x01</script>æ\u2028");

    b = buf_new(a, 0);
    o = json_out_to(&b);
    json_write_text(&o, STR("a\xFF\xC3(\xE2\x82\0€\xC3"));
    same(buf_str(&b), "\"a\\ufffd\\ufffd(\\ufffd\\ufffd\\u0000€\\ufffd\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_checked),
        cmocka_unit_test(utf8_folds),
        cmocka_unit_test(utf8_sorts_as_danish),
        cmocka_unit_test(old_encodings_are_read),
        cmocka_unit_test(csv_reads),
        cmocka_unit_test(csv_has_limits),
        cmocka_unit_test(csv_guesses),
        cmocka_unit_test(csv_writes),
        cmocka_unit_test(json_reads),
        cmocka_unit_test(json_refuses),
        cmocka_unit_test(json_writes),
    };
    return cmocka_run_group_tests_name("text", tests, set_up, tear_down);
}
