/* Twee 3 becomes ink; what cannot be taken over is named with its place.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/practice/twee.h"

static struct str ink_of(struct arena *a, const char *twee)
{
    struct twee_problem problem;
    struct str ink = STR_NONE;

    assert_int_equal(twee_to_ink(a, str_of(twee), &ink, &problem), OK);
    assert_int_equal(problem.wrong, TWEE_FINE);
    return ink;
}

static bool holds(struct str s, const char *what)
{
    size_t at;

    return str_find(s, str_of(what), &at);
}

static void a_whole_story(void **state)
{
    struct arena *a = arena_new();
    struct str ink = ink_of(a, "\xEF\xBB\xBF:: StoryTitle\r\nNej & ja\r\n\r\n"
                               ":: StoryData\n{\"ifid\": \"X\", \"start\": \"Hallo\"}\n\n"
                               ":: Looks [stylesheet]\nbody { color: red }\n\n"
                               ":: Hallo [who:citizen x] {\"position\":\"1,2\"}\n"
                               "- Hvem er [[du->Dig]]?\n[[Farvel<-Læg på]]\n[[Læg på|Farvel]]\n"
                               "[[Dig]]\n\n:: Dig\nVARme -> # her | b // c\n[[a->b->Farvel]]\n"
                               ":: Farvel [end:talked]\nGodt.\n");

    (void)state;
    assert_string_equal(str_c(a, ink), "# title: Nej & ja\n-> passage_4\n"
                                       "\n== passage_4 // Hallo\n\\- Hvem er du? #who:citizen\n"
                                       "+ [du] -> passage_5\n+ [Læg på] -> passage_6\n"
                                       "+ [Læg på] -> passage_6\n+ [Dig] -> passage_5\n"
                                       "\n== passage_5 // Dig\n\\VARme \\-> \\# her \\| b /\\/ c\n"
                                       "+ [a\\->b] -> passage_6\n"
                                       "\n== passage_6 // Farvel\nGodt. #end:talked\n-> END\n");
    arena_free(a);
}

/* A backslash takes the meaning from a bracket; what stands before the first heading belongs to nobody. */
static void headings(void **state)
{
    struct arena *a = arena_new();
    struct str ink = ink_of(a, "before\n::Start\nA\n[[x->Next [one]]\n:: Next \\[one [a b]\nB\n");

    (void)state;
    assert_true(holds(ink, "+ [x] -> passage_2\n"));
    assert_true(holds(ink, "== passage_2 // Next \\[one\nB\n"));
    assert_false(holds(ink, "before"));
    arena_free(a);
}

static void is_refused(const char *twee, enum twee_wrong wrong, const char *passage, int64_t line)
{
    struct arena *a = arena_new();
    struct twee_problem problem;
    struct str ink;

    assert_int_equal(twee_to_ink(a, str_of(twee), &ink, &problem), INVALID);
    assert_int_equal(problem.wrong, wrong);
    assert_string_equal(str_c(a, problem.passage), passage);
    assert_int_equal(problem.line, line);
    arena_free(a);
}

static void refused(void **state)
{
    (void)state;
    is_refused("", TWEE_EMPTY, "", 1);
    is_refused("only words\n", TWEE_EMPTY, "", 1);
    is_refused(":: \nx", TWEE_HEAD, ":: ", 1);
    is_refused(":: Start [open\nx", TWEE_HEAD, ":: Start [open", 1);
    is_refused(":: Start\nx\n:: Start\ny", TWEE_TWICE, "Start", 3);
    is_refused(":: Begin\nx", TWEE_START, "Start", 1);
    is_refused(":: StoryData\n{\"start\":\"No\"}\n:: Start\nx", TWEE_START, "No", 1);
    is_refused(":: StoryData\n{start\n:: Start\nx", TWEE_DATA, "StoryData", 1);
    is_refused(":: Start\nx\n[[a->b", TWEE_LINK, "Start", 3);
    is_refused(":: Start\n[[]]", TWEE_LINK, "Start", 2);
    is_refused(":: Start\n[[a->]]", TWEE_LINK, "Start", 2);
    is_refused(":: Start\nx\n\n[[a->b]]", TWEE_TARGET, "Start", 4);
    is_refused(":: Start\n[[a|Start][$x to 1]]", TWEE_MACRO, "Start", 2);
    is_refused(":: Start\n<<if $x>>", TWEE_MACRO, "Start", 2);
    is_refused(":: Start\nx\n(set: it to 1)", TWEE_MACRO, "Start", 3);
    is_refused(":: Start\nYou have $money.", TWEE_MACRO, "Start", 2);
    is_refused(":: Start\n[if x]\ny", TWEE_MACRO, "Start", 2);
    is_refused(":: Start\n<% x %>", TWEE_MACRO, "Start", 2);
    is_refused(":: Start\nx\n:: Code [script]\nalert(1)", TWEE_MACRO, "Code", 3);
}

/* Brackets, money and sums of everyday writing are no commands. */
static void plain_words(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_true(holds(ink_of(a, ":: Start\nHan (min far) fik 5 $ og sagde: 3 < 4.\n"),
                      "Han (min far) fik 5 $ og sagde: 3 < 4.\n-> END"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_story),
        cmocka_unit_test(headings),
        cmocka_unit_test(refused),
        cmocka_unit_test(plain_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
