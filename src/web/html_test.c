/* Attacks on every place a value can land in, through a view made by viewc; and the texts of
 * core/text.h.
 * SPDX-License-Identifier: MPL-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "html_test_html.h"

/* Instead of the real catalogue. "<" in a text is text, too. */
#define S(s)                                                                                       \
    {                                                                                              \
        s, sizeof(s) - 1                                                                           \
    }
const struct text_entry text_table[LANG_N][T_N] = {
    [LANG_DA] = {[T_NONE] = {S(""), {NULL, 0}},
                 [T_NOTES] = {S("{1} note af {2}"), S("{1} noter af {2}")},
                 [T_OPENED] = {S("{2}: <{1}> {3} {x} {} {1"), {NULL, 0}},
                 [T_SAVE] = {S("Gem & \"luk\""), {NULL, 0}}},
    [LANG_EN] = {[T_NONE] = {S(""), {NULL, 0}},
                 [T_NOTES] = {S("one note by {2}"), S("{1} notes by {2}")},
                 [T_OPENED] = {S("{1}{2}{1}"), {NULL, 0}},
                 [T_SAVE] = {S("Save"), {NULL, 0}}},
};

static struct arena *arena;
static struct html page;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    page = (struct html){.out = buf_new(arena, 16), .lang = LANG_DA};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* What stands in the page since the last look. */
#define assert_page(expected) assert_string_equal(look(), (expected))
static const char *look(void)
{
    const char *s = str_c(arena, buf_str(&page.out));
    page.out.n = 0;
    return s;
}

static void text_and_attributes(void **state)
{
    (void)state;
    in_text_html(&page, STR("<script>alert('x')</script> & \"\" blå"));
    assert_page("<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &#34;&#34; blå</p>");
    in_text_html(&page, STR("&lt;"));
    assert_page("<p>&amp;lt;</p>");
    in_text_html(&page, STR_NONE);
    assert_page("<p></p>");
    in_quotes_html(&page, "\"onclick=\"x()\" '><b>");
    assert_page("<p title=\"&#34;onclick=&#34;x()&#34; &#39;&gt;&lt;b&gt;\" "
                "class='&#34;onclick=&#34;x()&#34; &#39;&gt;&lt;b&gt;'>");
    in_quotes_html(&page, NULL);
    assert_page("<p title=\"\" class=''>");
    in_textarea_html(&page, STR("</textarea></title><script>"));
    assert_page("<textarea>&lt;/textarea&gt;&lt;/title&gt;&lt;script&gt;</textarea>"
                "<title>&lt;/textarea&gt;&lt;/title&gt;&lt;script&gt;</title>");
}

static void long_text(void **state)
{
    (void)state;
    struct buf b = buf_new(arena, 16);
    for (int i = 0; i < 20000; i++)
        buf_add(&b, STR("ab<c"));
    in_text_html(&page, buf_str(&b));
    assert_int_equal(page.out.n, 20000 * 7 + strlen("<p></p>"));
    assert_memory_equal(page.out.p, "<p>ab&lt;cab&lt;c", 17);
}

static void urls_that_pass(void **state)
{
    static const char *const good[] = {"https://a.dk/x?y=1",
                                       "HTTP://a.dk",
                                       "mailto:a@b.dk",
                                       "tel:+4570123456",
                                       "/",
                                       "/a//b",
                                       "#",
                                       "?q=a:b",
                                       "/a b"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        in_url_html(&page, str_of(good[i]));
        assert_page(str_c(arena, arena_printf(arena, "<a href=\"%s\">", good[i])));
    }
    in_c_url_html(&page, "/a?b=1&c='><script>");
    assert_page("<img src='/a?b=1&amp;c=&#39;&gt;&lt;script&gt;'>");
    assert_null(page.broken);
}

static void urls_that_are_refused(void **state)
{
    static const char *const bad[] = {"javascript:alert(1)",
                                      "JaVaScRiPt:alert(1)",
                                      " javascript:alert(1)",
                                      "java\tscript:alert(1)",
                                      "\x01javascript:x",
                                      "data:text/html,x",
                                      "vbscript:x",
                                      "//evil.dk",
                                      "/\\evil.dk",
                                      "/\t/evil.dk",
                                      "/\n/evil.dk",
                                      "\\\\evil.dk",
                                      "\t/a",
                                      "http:evil",
                                      "https:/evil",
                                      "ftp://a.dk",
                                      "a.html",
                                      "",
                                      "file:///etc/passwd",
                                      "blob:x",
                                      "https://a\x7f"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        in_url_html(&page, str_of(bad[i]));
        assert_page("<a href=\"#\">");
    }
    assert_string_equal(page.broken, "javascript:alert(1)"); /* the first */
    in_c_url_html(&page, NULL);
    assert_page("<img src='#'>");
    in_url_html(&page, (struct str){"/a\0b", 4});
    assert_page("<a href=\"#\">");
}

static void url_parts(void **state)
{
    (void)state;
    in_url_part_html(&page, STR("a/../b?c=d&e#f\"'<> %+å\\:"), INT64_C(-12));
    assert_page(
        "<a href=\"/x/a%2F..%2Fb%3Fc%3Dd%26e%23f%22%27%3C%3E%20%25%2B%C3%A5%5C%3A?n=-12\">");
    in_url_part_html(&page, STR("AZaz09-._~"), 0);
    assert_page("<a href=\"/x/AZaz09-._~?n=0\">");
    behind_url_html(&page, STR("/"), STR("/evil.dk"));
    assert_page("<a href=\"/%2Fevil.dk\">");
    behind_url_html(&page, STR(""), STR("javascript:x"));
    assert_page("<a href=\"#javascript%3Ax\">");
}

static void texts(void **state)
{
    (void)state;
    keys_html(&page);
    assert_page("Gem &amp; &#34;luk&#34;");
    in_key_html(&page, STR("<b>{2}"), "\"x\"");
    assert_page("<b title=\"&#34;x&#34;: &lt;&lt;b&gt;{2}&gt; {3} {x} {} {1\">"
                "&#34;x&#34;: &lt;&lt;b&gt;{2}&gt; {3} {x} {} {1</b>");
    counted_html(&page, 1);
    assert_page("1 note af Bo");
    counted_html(&page, 0);
    assert_page("0 noter af Bo");
    counted_html(&page, 1234567);
    assert_page("1.234.567 noter af Bo");
    page.lang = LANG_EN;
    counted_html(&page, 1);
    assert_page("one note by Bo");
    counted_html(&page, -1234);
    assert_page("-1,234 notes by Bo");
    in_key_html(&page, STR_NONE, NULL);
    assert_page("<b title=\"\"></b>");
}

static void numbers_and_trusted(void **state)
{
    (void)state;
    numbers_html(&page, 1234, 'a');
    assert_page("1234 -1 -9223372036854775808 97");
    trusted_html(&page, (struct trusted_html){STR("<svg></svg>")});
    assert_page("<p><svg></svg></p>");
}

static void languages(void **state)
{
    (void)state;
    enum lang lang = LANG_EN;
    assert_true(lang_find(STR("da"), &lang) && lang == LANG_DA);
    assert_false(lang_find(STR("sv"), &lang) || lang_find(STR_NONE, &lang) || lang != LANG_DA);
    assert_true(str_eq(lang_code(LANG_EN), STR("en")));
    assert_true(str_eq(text(LANG_EN, T_SAVE), STR("Save")));
    assert_non_null(text(LANG_DA, T_NONE).p);
    assert_true(str_eq(text(LANG_DA, T_NOTES), STR("{1} note af {2}")));
    struct text_arg args[] = {TEXT_STR(STR("a")), TEXT_INT(1000)};
    assert_true(str_eq(text_filled(arena, LANG_EN, T_OPENED, args, 2), STR("a1,000a")));
    assert_true(str_eq(text_filled(arena, LANG_EN, T_OPENED, NULL, 0), STR("{1}{2}{1}")));
    assert_true(str_eq(text_filled(arena, LANG_DA, T_NOTES, NULL, 0), STR("{1} noter af {2}")));
}

static void grouped_numbers(void **state)
{
    static const struct {
        int64_t n;
        const char *da;
    } rows[] = {{0, "0"},
                {999, "999"},
                {-999, "-999"},
                {1000, "1.000"},
                {10000, "10.000"},
                {-100000, "-100.000"},
                {1000000, "1.000.000"},
                {INT64_MAX, "9.223.372.036.854.775.807"},
                {INT64_MIN, "-9.223.372.036.854.775.808"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(str_c(arena, text_number(arena, LANG_DA, rows[i].n)), rows[i].da);
    assert_string_equal(str_c(arena, text_number(arena, LANG_EN, 12345678)), "12,345,678");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_and_attributes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(urls_that_pass, set_up, tear_down),
        cmocka_unit_test_setup_teardown(urls_that_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(url_parts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_and_trusted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(languages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(grouped_numbers, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
