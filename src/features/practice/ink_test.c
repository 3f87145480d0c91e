/* What the story walker refuses, where it stops, and that a path is the same each time. What it walks is held against inkjs in
 * tests/practice.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/practice/ink_check.h"
#include "features/practice/practice_parts.h"

#define STORY(root) "{\"inkVersion\":21,\"root\":" root ",\"listDefs\":{}}"

static enum status load(struct arena *a, const char *json)
{
    const struct ink_story *story;

    return ink_load(a, str_of(json), &story);
}

static void refuses_what_it_cannot_walk(void **state)
{
    static const struct {
        const char *json, *why;
    } cases[] = {
        {"", "JSON"},
        {"[]", "version 21"},
        {"{\"inkVersion\":20,\"root\":[null],\"listDefs\":{}}", "version 21"},
        {"{\"inkVersion\":21,\"root\":[null]}", "lists"},
        {"{\"inkVersion\":21,\"root\":[null],\"listDefs\":{\"mood\":{\"calm\":1}}}", "uses lists"},
        {STORY("[\"ev\",\"LIST_COUNT\",\"/ev\",null]"), "uses lists"},
        {STORY("[{\"list\":{}},null]"), "uses lists"},
        {STORY("[{\"x()\":\"ring\",\"exArgs\":1},null]"), "player's program: ring"},
        {STORY("[\"jump\",null]"), "unknown word: jump"},
        {STORY("[{\"->\":\"nowhere\"},null]"), "leads nowhere: nowhere"},
        {STORY("[{\"->\":\".^.^.^.5\"},null]"), "leads nowhere"},
        {STORY("[{\"*\":\"0.4\",\"flg\":20},null]"), "leads nowhere"},
        {STORY("[]"), "has no end"},
        {STORY("[\"^a\",7]"), "has no end"},
    };
    struct arena *a = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(load(a, cases[i].json), INVALID);
        if (strstr(failure_last()->why, cases[i].why) == NULL)
            fail_msg("%s: %s", cases[i].json, failure_last()->why);
    }
    assert_int_equal(load(a, STORY("[\"^a\",\"\\n\",\"end\",null]")), OK);
    arena_free(a);
}

static struct ink_walk *walk(struct arena *a, const char *json)
{
    const struct ink_story *story;
    struct ink_walk *w;

    assert_int_equal(ink_load(a, str_of(json), &story), OK);
    assert_int_equal(ink_begin(a, story, 1, &w), OK);
    return w;
}

static void stops_where_there_is_no_end(void **state)
{
    struct arena *a = arena_new();
    struct ink_choice choices[INK_MAX_CHOICES];
    struct ink_line line;

    (void)state;
    struct ink_walk *w = walk(a, STORY("[[{\"->\":\".^\"},null],null]"));
    assert_int_equal(ink_continue(w, &line), INVALID);
    assert_non_null(strstr(failure_last()->why, "circle"));
    assert_false(ink_can_continue(w));
    assert_int_equal(ink_choices(w, choices), 0);
    assert_int_equal(ink_continue(w, &line), INVALID);
    assert_int_equal(ink_choose(w, 0), INVALID);
    w = walk(a, STORY("[\"^a\",null]"));
    assert_int_equal(ink_continue(w, &line), INVALID);
    assert_non_null(strstr(failure_last()->why, "runs out"));
    arena_free(a);
}

#define A_CHOICE(n) "\"ev\",\"str\",\"^x" n "\",\"/str\",\"/ev\",{\"*\":\".^.c-" n "\",\"flg\":4}"
static const char unreached[] =
    STORY("[[{\"->\":\"a\"},null],\"done\",{\"a\":[[\"^T\",\"\\n\"," A_CHOICE(
        "0") ",{\"c-0\":[\"end\",null]}],null],\"b\":[\"^N\",\"\\n\",\"end\",null]}]");
static const char circle[] =
    STORY("[[{\"->\":\"a\"},null],\"done\",{\"a\":[[\"^T\",\"\\n\"," A_CHOICE("0") "," A_CHOICE(
        "1") ",{\"c-0\":[\"end\",null],\"c-1\":[{\"->\":\"r\"},null]}],null],\"r\":[[\"^A\","
             "\"\\n\"," A_CHOICE("0") ",{\"c-0\":[{\"->\":\"r\"},null]}],null]}]");
static const char breaks[] =
    STORY("[[{\"->\":\"a\"},null],\"done\",{\"a\":[[\"^T\",\"\\n\"," A_CHOICE("0") "," A_CHOICE(
        "1") ",{\"c-0\":[\"end\",null],\"c-1\":[\"ev\",\"void\",\"/ev\",\"~ret\",null]}],null]}]");

static void the_checker_finds(struct arena *a, const char *json, enum ink_finding_kind kind,
                              const char *passage, const char *way)
{
    const struct ink_story *story;
    struct ink_checked checked;

    assert_int_equal(ink_load(a, str_of(json), &story), OK);
    assert_int_equal(ink_check(a, story, &checked), OK);
    assert_true(checked.is_whole);
    assert_int_equal(checked.n, 1);
    assert_int_equal(checked.at[0].kind, kind);
    assert_true(str_eq(checked.at[0].passage.p ? checked.at[0].passage : STR(""), str_of(passage)));
    assert_true(str_eq(checked.at[0].way.p ? checked.at[0].way : STR(""), str_of(way)));
}

static void the_checker_looks_at_every_way(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    the_checker_finds(a, unreached, INK_UNREACHED, "b", "");
    the_checker_finds(a, circle, INK_NO_END, "", "x1");
    the_checker_finds(a, breaks, INK_BREAKS, "", "x1");
    for (size_t i = 0; i < practice_shipped_n; i++) {
        const struct ink_story *story;
        struct ink_checked checked;

        assert_int_equal(ink_load(a, practice_shipped[i].json, &story), OK);
        assert_int_equal(ink_check(a, story, &checked), OK);
        if (checked.n > 0)
            fail_msg("%s: %.*s%.*s %.*s", practice_shipped[i].name, STR_ARG(checked.at[0].passage),
                     STR_ARG(checked.at[0].way), STR_ARG(checked.at[0].why));
        assert_true(checked.is_whole && checked.n_endings >= 3 && checked.n_passages >= 5);
    }
    arena_free(a);
}

/* The first choice as long as there is one, for every shipped scenario. */
static struct str first_choices(struct arena *a, const struct practice_shipped *s)
{
    struct practice_play p = {.made = arena_array(a, int64_t, 100)};
    struct buf b = buf_new(a, 1000);
    const struct ink_story *story;

    assert_int_equal(ink_load(a, s->json, &story), OK);
    do {
        assert_true(p.n_made < 100);
        p.n_choices = 0;
        assert_int_equal(practice_walk(a, story, 7, &p), OK);
        p.n_made++;
    } while (p.n_choices > 0);
    assert_true(p.turns.n >= 3);
    for (size_t i = 0; i < p.turns.n; i++) {
        assert_true(p.turns.at[i].tension >= 0 && p.turns.at[i].tension < PRACTICE_STEPS);
        for (size_t k = 0; k < p.turns.at[i].lines.n; k++)
            buf_add(&b, p.turns.at[i].lines.at[k].text);
    }
    return buf_str(&b);
}

static void every_scenario_loads_and_is_the_same_again(void **state)
{
    (void)state;
    assert_int_equal(practice_shipped_n, 24);
    for (size_t i = 0; i < practice_shipped_n; i++) {
        struct arena *a = arena_new();
        const struct practice_shipped *s = &practice_shipped[i];
        struct str once = first_choices(a, s), again = first_choices(a, s);

        if (once.n < 100 || !str_eq(once, again))
            fail_msg("%s: %zu bytes, then %zu", s->name, once.n, again.n);
        assert_non_null(practice_find(str_of(s->name), s->lang == LANG_DA ? LANG_EN : LANG_DA));
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_it_cannot_walk),
        cmocka_unit_test(stops_where_there_is_no_end),
        cmocka_unit_test(the_checker_looks_at_every_way),
        cmocka_unit_test(every_scenario_loads_and_is_the_same_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
