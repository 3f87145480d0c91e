/* 10,000 random logs: minutes, what traces, who stands behind it, nothing of what was withdrawn, and the same again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "features/follow_up/follow_up_agenda.h"

#define LOGS 10000
#define MOST 60

static uint64_t state;

static int64_t pick(int64_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((state >> 33) % (uint64_t)n);
}

static const struct str names[] = {{"refusal", 7},     {"despair", 7},  {"drunk", 5},
                                   {"racist", 6},      {"repeated", 8}, {"suicide", 7},
                                   {"threat", 6},      {"bomb", 4},     {"filming", 7},
                                   {"wrong_door", 10}, {"grief", 5},    {"endless", 7}};
static const struct follow_up_shelf shelf = {names, 12}, no_shelf = {names, 0};

/* Classes of 1 to 12, some who log much and some who log nothing. */
static size_t random_log(struct follow_up_entry *e)
{
    size_t n = (size_t)pick(pick(4) == 0 ? 6 : MOST);
    int64_t class = 1 + pick(12), told = pick(101);

    for (size_t i = 0; i < n; i++)
        e[i] = (struct follow_up_entry){.id = 1000 + (int64_t)i * 7,
                                        .author = 100 + pick(class),
                                        .kind = pick(EXPERIENCE_KIND_N),
                                        .strength = 1 + pick(5),
                                        .told = pick(100) < told};
    return n;
}

static const struct follow_up_entry *entry(const struct follow_up_entry *e, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (e[i].id == id)
            return &e[i];
    return NULL;
}

/* What is on the agenda may be there: every source is in the log; who told for themselves may stand alone, others never. */
static void check_sources(const struct follow_up_agenda *g, const struct follow_up_entry *e,
                          size_t n)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct follow_up_block *b = &g->at[i];
        int64_t authors[MOST];
        size_t n_authors = 0, n_untold = 0;

        for (size_t s = 0; s < b->n_sources; s++) {
            const struct follow_up_entry *from = entry(e, n, b->sources[s]);
            size_t at = 0;

            assert_non_null(from);
            assert_true(s == 0 || b->sources[s] > b->sources[s - 1]);
            assert_true(b->theme < 0 || from->kind == b->theme);
            if (from->told)
                continue;
            n_untold++;
            while (at < n_authors && authors[at] != from->author)
                at++;
            if (at == n_authors)
                authors[n_authors++] = from->author;
        }
        assert_true(n_untold == 0 || n_authors >= 3);
        if (b->kind == FOLLOW_UP_CASE)
            assert_true(b->n_sources == 1 && n_untold == 0);
        if (b->kind == FOLLOW_UP_BLEND)
            assert_true(b->n_sources >= 3 && n_untold == b->n_sources);
        if (b->kind == FOLLOW_UP_BREAK || b->kind == FOLLOW_UP_LUNCH ||
            b->kind == FOLLOW_UP_OPENING || b->kind == FOLLOW_UP_OWN)
            assert_int_equal(b->n_sources, 0);
    }
}

/* Reckoned here in another way than there. */
static void check_sum(struct arena *a, const struct follow_up_agenda *g)
{
    struct follow_up_sum s = follow_up_sum_of(a, g);
    int64_t minutes = 0, untraced = 0;
    bool filled = false;

    for (size_t i = 0; i < g->n; i++) {
        minutes += g->at[i].minutes;
        untraced += g->at[i].n_sources == 0 ? g->at[i].minutes : 0;
        filled = filled || (g->at[i].theme < 0 && (g->at[i].kind == FOLLOW_UP_PRACTICE ||
                                                   g->at[i].kind == FOLLOW_UP_EXERCISE));
    }
    assert_true(minutes >= 285 && minutes <= 315);
    assert_true(s.fits);
    assert_int_equal(s.minutes, minutes);
    assert_int_equal(s.traced, minutes - untraced);
    assert_int_equal(s.is_short, (minutes - untraced) * 5 < minutes * 4);
    if (!filled)
        assert_false(s.is_short); /* only too little of a log makes it short */
}

static void check_pauses(const struct follow_up_agenda *g)
{
    int64_t stretch = 0, n_lunch = 0, n_break = 0;

    for (size_t i = 0; i < g->n; i++) {
        bool pause = g->at[i].kind == FOLLOW_UP_BREAK || g->at[i].kind == FOLLOW_UP_LUNCH;

        n_lunch += g->at[i].kind == FOLLOW_UP_LUNCH;
        n_break += g->at[i].kind == FOLLOW_UP_BREAK;
        stretch = pause ? 0 : stretch + g->at[i].minutes;
        assert_true(stretch <= 90); /* nobody sits longer than that */
    }
    assert_int_equal(n_lunch, 1);
    assert_int_equal(n_break, 2);
    assert_int_equal(g->at[0].kind, FOLLOW_UP_OPENING);
    assert_int_equal(g->at[g->n - 1].kind, FOLLOW_UP_CLOSING);
}

static void shuffle(struct follow_up_entry *e, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)pick((int64_t)i);
        struct follow_up_entry one = e[i - 1];

        e[i - 1] = e[k];
        e[k] = one;
    }
}

static void random_logs(void **unused)
{
    int64_t n_full = 0, n_short = 0;

    (void)unused;
    state = 7;
    for (int log = 0; log < LOGS; log++) {
        struct arena *a = arena_new();
        struct follow_up_entry e[MOST];
        struct follow_up_agenda g, again;
        size_t n = random_log(e);
        const struct follow_up_shelf *on = pick(20) == 0 ? &no_shelf : &shelf;

        follow_up_make(a, e, n, on, &g);
        check_sources(&g, e, n);
        check_sum(a, &g);
        check_pauses(&g);
        shuffle(e, n); /* in whatever order it comes */
        follow_up_make(a, e, n, on, &again);
        assert_true(str_eq(follow_up_bytes(a, &g), follow_up_bytes(a, &again)));
        n_short += follow_up_sum_of(a, &g).is_short;
        n_full += !follow_up_sum_of(a, &g).is_short;
        arena_free(a);
    }
    assert_true(n_full > LOGS / 4 && n_short > LOGS / 20); /* both were tried */
}

/* ---- edited by somebody, then withdrawn from */

static void edit(struct arena *a, struct follow_up_agenda *g)
{
    for (int64_t times = pick(8); times > 0; times--) {
        size_t i = (size_t)pick((int64_t)g->n);

        switch (pick(3)) {
        case 0:
            g->at[i].minutes = 5 + pick(40);
            break;
        case 1: {
            size_t k = (size_t)pick((int64_t)g->n);
            struct follow_up_block one = g->at[i];

            g->at[i] = g->at[k];
            g->at[k] = one;
            break;
        }
        default:
            g->at[i].kind = FOLLOW_UP_OWN;
            g->at[i].theme = -1;
            g->at[i].n_sources = 0;
            g->at[i].scenario = STR("");
            g->at[i].title = arena_printf(a, "own %d", (int)i);
        }
    }
}

static void withdrawn_from(void **unused)
{
    int64_t n_fit = 0;

    (void)unused;
    state = 11;
    for (int log = 0; log < LOGS; log++) {
        struct arena *a = arena_new();
        struct follow_up_entry e[MOST];
        struct follow_up_agenda g, mended;
        struct follow_up_sum was, is;
        size_t n = random_log(e);

        follow_up_make(a, e, n, &shelf, &g);
        edit(a, &g);
        follow_up_mend(a, &g, e, n, &shelf, &g); /* what the edits left of it */
        was = follow_up_sum_of(a, &g);
        while (n > 0) { /* one after the other, to the last */
            size_t gone = (size_t)pick((int64_t)n);
            int64_t id = e[gone].id;

            e[gone] = e[--n];
            follow_up_mend(a, &g, e, n, &shelf, &mended);
            check_sources(&mended, e, n);
            for (size_t i = 0; i < mended.n; i++)
                for (size_t s = 0; s < mended.at[i].n_sources; s++)
                    assert_true(mended.at[i].sources[s] != id);
            is = follow_up_sum_of(a, &mended);
            if (was.fits)
                assert_true(is.fits);
            n_fit += was.fits;
            for (size_t i = 0; i < g.n; i++) /* the trainer's own stay */
                if (g.at[i].kind == FOLLOW_UP_OWN) {
                    size_t k = 0;

                    while (k < mended.n && !str_eq(mended.at[k].title, g.at[i].title))
                        k++;
                    assert_true(k < mended.n);
                }
            g = mended;
            was = is;
        }
        arena_free(a);
    }
    assert_true(n_fit > LOGS);
}

/* ---- by hand */

static void the_heaviest_first_and_the_right_practice(void **unused)
{
    const struct follow_up_entry e[] = {
        {1, 10, EXPERIENCE_GRIEF, 2, true},  {2, 10, EXPERIENCE_THREAT, 5, true},
        {3, 11, EXPERIENCE_THREAT, 4, true}, {4, 12, EXPERIENCE_AGAIN, 1, false},
        {5, 13, EXPERIENCE_AGAIN, 2, false}, {6, 14, EXPERIENCE_AGAIN, 3, false},
        {7, 14, EXPERIENCE_ANGRY, 5, false}, {8, 15, EXPERIENCE_ANGRY, 5, false}};
    struct arena *a = arena_new();
    struct follow_up_agenda g;
    size_t themes[8], n = 0;

    (void)unused;
    follow_up_make(a, e, 8, &shelf, &g);
    for (size_t i = 0; i < g.n; i++)
        if (g.at[i].theme >= 0 && (n == 0 || themes[n - 1] != (size_t)g.at[i].theme))
            themes[n++] = (size_t)g.at[i].theme;
    assert_int_equal(n, 3); /* two were angry at, which nobody told and too few met */
    assert_int_equal(themes[0], EXPERIENCE_THREAT);
    assert_int_equal(themes[1], EXPERIENCE_AGAIN);
    assert_int_equal(themes[2], EXPERIENCE_GRIEF);
    for (size_t i = 0; i < g.n; i++)
        if (g.at[i].kind == FOLLOW_UP_PRACTICE && g.at[i].theme == EXPERIENCE_THREAT)
            assert_str(g.at[i].scenario, "threat");
    assert_false(follow_up_sum_of(a, &g).is_short);
    assert_int_equal(follow_up_sum_of(a, &g).n_sources, 6);
    follow_up_make(a, NULL, 0, &shelf, &g);
    assert_true(follow_up_sum_of(a, &g).is_short);
    assert_int_equal(follow_up_sum_of(a, &g).percent, 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heaviest_first_and_the_right_practice),
        cmocka_unit_test(random_logs),
        cmocka_unit_test(withdrawn_from),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
