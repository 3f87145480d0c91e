/* An agenda that somebody edited, after something on it was withdrawn.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_agenda_parts.h"

static const struct follow_up_entry *find(const struct follow_up_entry *entries, size_t n,
                                          int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (entries[i].id == id)
            return &entries[i];
    return NULL;
}

/* The block with what may still be used of it; false: it goes. */
static bool keep_case(struct arena *a, const struct follow_up_entry *entries, size_t n,
                      struct follow_up_block *b)
{
    int64_t *sources = arena_array(a, int64_t, b->n_sources + 1);
    struct follow_up_entry *left = arena_array(a, struct follow_up_entry, b->n_sources + 1);
    size_t kept = 0;

    for (size_t i = 0; i < b->n_sources; i++) {
        const struct follow_up_entry *e = find(entries, n, b->sources[i]);

        if (e != NULL && e->kind == b->theme && e->told == (b->kind == FOLLOW_UP_CASE)) {
            left[kept] = *e;
            sources[kept++] = e->id;
        }
    }
    b->sources = sources;
    b->n_sources = kept;
    return b->kind == FOLLOW_UP_CASE ? kept > 0
                                     : follow_up_authors(a, left, kept) >= FOLLOW_UP_BLENDED;
}

static bool has_cases(const struct follow_up_agenda *g, int64_t theme)
{
    for (size_t i = 0; i < g->n; i++)
        if ((g->at[i].kind == FOLLOW_UP_CASE || g->at[i].kind == FOLLOW_UP_BLEND) &&
            (theme < 0 || g->at[i].theme == theme))
            return true;
    return false;
}

/* A theme that lost its cases has nothing to practise any more, and there may be nothing left to look over. */
static void drop_bare(const struct follow_up_agenda *before, struct follow_up_agenda *g)
{
    struct follow_up_agenda was = *g;
    size_t n = 0;

    for (size_t i = 0; i < was.n; i++) {
        const struct follow_up_block *b = &was.at[i];
        int64_t theme = b->kind == FOLLOW_UP_OVERVIEW ? -1 : b->theme;
        bool hangs =
            b->kind == FOLLOW_UP_OVERVIEW ||
            ((b->kind == FOLLOW_UP_PRACTICE || b->kind == FOLLOW_UP_EXERCISE) && b->theme >= 0);

        /* has_cases reads cases alone, which all stay: moving others up does not disturb it */
        if (!hangs || has_cases(&was, theme) || !has_cases(before, theme))
            g->at[n++] = *b;
    }
    g->n = n;
}

static bool is_on(const struct follow_up_agenda *g, const struct follow_up_block *b)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->at[i].kind == b->kind && g->at[i].theme == b->theme && g->at[i].n_sources > 0 &&
            (b->kind == FOLLOW_UP_BLEND || g->at[i].sources[0] == b->sources[0]))
            return true;
    return false;
}

/* Before the closing; without one at the end. */
static size_t end_of(const struct follow_up_agenda *g)
{
    return g->n > 0 && g->at[g->n - 1].kind == FOLLOW_UP_CLOSING ? g->n - 1 : g->n;
}

/* Behind the last case of its theme. */
static size_t place_of(const struct follow_up_agenda *g, int64_t theme)
{
    for (size_t i = g->n; i-- > 0;)
        if ((g->at[i].kind == FOLLOW_UP_CASE || g->at[i].kind == FOLLOW_UP_BLEND) &&
            g->at[i].theme == theme)
            return i + 1;
    return end_of(g);
}

/* Other cases take the place of those that went: of themes that are on the day, then of others. */
static void add_cases(struct arena *a, struct follow_up_agenda *g,
                      const struct follow_up_themes *themes, bool known, int64_t *left)
{
    struct follow_up_block b;

    for (size_t i = 0; i < themes->n; i++) {
        if (has_cases(g, themes->at[i].kind) != known)
            continue;
        for (size_t nth = 0; *left >= FOLLOW_UP_CASE_MINUTES && g->n < FOLLOW_UP_BLOCKS &&
                             follow_up_case(a, &themes->at[i], nth, &b);
             nth++)
            if (!is_on(g, &b)) {
                follow_up_insert(g, place_of(g, b.theme), &b);
                *left -= b.minutes;
            }
    }
}

static int64_t minutes_of(const struct follow_up_agenda *g)
{
    int64_t minutes = 0;

    for (size_t i = 0; i < g->n; i++)
        minutes += g->at[i].minutes;
    return minutes;
}

void follow_up_mend(struct arena *a, const struct follow_up_agenda *was,
                    const struct follow_up_entry *entries, size_t n,
                    const struct follow_up_shelf *shelf, struct follow_up_agenda *ret)
{
    struct follow_up_agenda g = {arena_array(a, struct follow_up_block, FOLLOW_UP_BLOCKS + 1), 0};
    struct follow_up_themes themes = follow_up_themes_of(a, entries, n);
    int64_t before = minutes_of(was), left = FOLLOW_UP_MINUTES;

    for (size_t i = 0; i < was->n; i++) {
        struct follow_up_block b = was->at[i];

        if ((b.kind != FOLLOW_UP_CASE && b.kind != FOLLOW_UP_BLEND) || keep_case(a, entries, n, &b))
            g.at[g.n++] = b;
    }
    drop_bare(was, &g);
    left -= minutes_of(&g);
    /* What somebody made shorter on purpose stays so. */
    if (before < FOLLOW_UP_MINUTES)
        left -= FOLLOW_UP_MINUTES - before;
    add_cases(a, &g, &themes, true, &left);
    add_cases(a, &g, &themes, false, &left);
    follow_up_trace(a, &g);
    follow_up_stretch(&g, &left);
    follow_up_fill(&g, end_of(&g), shelf, &left);
    /* Too little left for a block of its own, and yet too short: one more. */
    if (before >= FOLLOW_UP_MINUTES - FOLLOW_UP_ROOM &&
        minutes_of(&g) < FOLLOW_UP_MINUTES - FOLLOW_UP_ROOM) {
        left = FOLLOW_UP_MINUTES - minutes_of(&g);
        follow_up_fill(&g, end_of(&g), shelf, &left);
    }
    *ret = g;
}
