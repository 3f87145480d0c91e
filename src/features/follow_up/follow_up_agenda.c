/* Putting the day together. Every number of minutes here is a multiple of five.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_agenda_parts.h"

#include <stdlib.h>

#include "base/buf.h"

#define OPENING_MINUTES 5
#define LUNCH_MINUTES 30
#define BREAK_MINUTES 10
#define OVERVIEW_MINUTES 15
#define CLOSING_MINUTES 15
#define CASES_MOST 5 /* of a theme */
#define STEP 5
#define PAUSES 3 /* the second one is lunch */

const char *const follow_up_kind_words[] = {
#define X(name, word) word,
    FOLLOW_UP_KINDS(X)
#undef X
        NULL};

/* ---- what practice fits a theme */

static const char *const fitting[EXPERIENCE_KIND_N][2] = {
    [EXPERIENCE_ANGRY] = {"refusal"},
    [EXPERIENCE_DESPERATE] = {"despair"},
    [EXPERIENCE_INTOXICATED] = {"drunk"},
    [EXPERIENCE_SLUR] = {"racist"},
    [EXPERIENCE_THREAT] = {"threat", "bomb"},
    [EXPERIENCE_EXPOSED] = {"filming"},
    [EXPERIENCE_LIFE] = {"suicide", "bomb"},
    [EXPERIENCE_GRIEF] = {"grief"},
    [EXPERIENCE_AGAIN] = {"repeated", "wrong_door"},
    [EXPERIENCE_ENDLESS] = {"endless"},
    [EXPERIENCE_UNSURE] = {"wrong_door"},
};

static bool is_used(const struct follow_up_agenda *g, struct str scenario)
{
    for (size_t i = 0; i < g->n; i++)
        if (str_eq(g->at[i].scenario, scenario))
            return true;
    return false;
}

static bool is_there(const struct follow_up_shelf *shelf, struct str scenario)
{
    for (size_t i = 0; i < shelf->n; i++)
        if (str_eq(shelf->at[i], scenario))
            return true;
    return false;
}

/* One that is there and not on the agenda yet; STR_NONE: none fits. */
static struct str scenario_for(const struct follow_up_agenda *g,
                               const struct follow_up_shelf *shelf, int64_t theme)
{
    for (int i = 0; i < 2 && fitting[theme][i] != NULL; i++) {
        struct str name = str_of(fitting[theme][i]);

        if (is_there(shelf, name) && !is_used(g, name))
            return name;
    }
    return STR_NONE;
}

static struct str any_scenario(const struct follow_up_agenda *g,
                               const struct follow_up_shelf *shelf)
{
    for (size_t i = 0; i < shelf->n; i++)
        if (!is_used(g, shelf->at[i]))
            return shelf->at[i];
    return STR_NONE;
}

/* ---- the log, sorted */

static int by_id(const void *x, const void *y)
{
    const struct follow_up_entry *p = x, *q = y;

    return (p->id > q->id) - (p->id < q->id);
}

/* The strongest first; of equals the earlier one. */
static int by_strength(const void *x, const void *y)
{
    const struct follow_up_entry *p = x, *q = y;

    return p->strength != q->strength ? (p->strength < q->strength ? 1 : -1) : by_id(x, y);
}

size_t follow_up_authors(struct arena *a, const struct follow_up_entry *entries, size_t n)
{
    int64_t *seen = arena_array(a, int64_t, n + 1);
    size_t n_seen = 0;

    for (size_t i = 0; i < n; i++) {
        size_t at = 0;

        while (at < n_seen && seen[at] != entries[i].author)
            at++;
        if (at == n_seen)
            seen[n_seen++] = entries[i].author;
    }
    return n_seen;
}

static int by_weight(const void *x, const void *y)
{
    const struct follow_up_theme *p = x, *q = y;

    if (p->weight != q->weight)
        return p->weight < q->weight ? 1 : -1;
    if (p->n_authors != q->n_authors)
        return p->n_authors < q->n_authors ? 1 : -1;
    return (p->kind > q->kind) - (p->kind < q->kind);
}

/* What can be used of one kind: what was told, the strongest first, and what nobody told when enough have met it. */
static struct follow_up_theme theme_of(struct arena *a, int64_t kind,
                                       const struct follow_up_entry *entries, size_t n)
{
    struct follow_up_theme t = {.kind = kind,
                                .told = arena_array(a, struct follow_up_entry, n + 1),
                                .blend = arena_array(a, struct follow_up_entry, n + 1)};
    struct follow_up_entry *all = arena_array(a, struct follow_up_entry, n + 1);
    size_t n_all = 0;

    for (size_t i = 0; i < n; i++)
        if (entries[i].kind == kind && entries[i].told)
            t.told[t.n_told++] = entries[i];
        else if (entries[i].kind == kind)
            t.blend[t.n_blend++] = entries[i];
    if (follow_up_authors(a, t.blend, t.n_blend) < FOLLOW_UP_BLENDED)
        t.n_blend = 0;
    if (t.n_told > 0)
        qsort(t.told, t.n_told, sizeof *t.told, by_strength);
    for (size_t i = 0; i < t.n_told; i++)
        all[n_all++] = t.told[i];
    for (size_t i = 0; i < t.n_blend; i++)
        all[n_all++] = t.blend[i];
    for (size_t i = 0; i < n_all; i++)
        t.weight += all[i].strength;
    t.n_authors = follow_up_authors(a, all, n_all);
    return t;
}

struct follow_up_themes follow_up_themes_of(struct arena *a, const struct follow_up_entry *entries,
                                            size_t n)
{
    struct follow_up_entry *sorted = arena_array(a, struct follow_up_entry, n + 1);
    struct follow_up_themes list = {arena_array(a, struct follow_up_theme, EXPERIENCE_KIND_N), 0};

    for (size_t i = 0; i < n; i++)
        sorted[i] = entries[i];
    if (n > 0)
        qsort(sorted, n, sizeof *sorted, by_id);
    for (int64_t kind = 0; kind < EXPERIENCE_KIND_N; kind++) {
        struct follow_up_theme t = theme_of(a, kind, sorted, n);

        if (t.n_told + t.n_blend > 0)
            list.at[list.n++] = t;
    }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof *list.at, by_weight);
    return list;
}

/* ---- blocks */

struct follow_up_block follow_up_block_of(enum follow_up_kind kind, int64_t theme, int64_t minutes)
{
    return (struct follow_up_block){.kind = kind,
                                    .theme = theme,
                                    .minutes = minutes,
                                    .scenario = STR(""),
                                    .title = STR(""),
                                    .text = STR("")};
}

void follow_up_insert(struct follow_up_agenda *g, size_t at, const struct follow_up_block *b)
{
    if (g->n >= FOLLOW_UP_BLOCKS)
        return;
    memmove(g->at + at + 1, g->at + at, (g->n - at) * sizeof *g->at);
    g->at[at] = *b;
    g->n++;
}

static void append(struct follow_up_agenda *g, const struct follow_up_block *b)
{
    follow_up_insert(g, g->n, b);
}

/* The case number `nth` of a theme: what enough have met comes first, as the ground that is shared. */
bool follow_up_case(struct arena *a, const struct follow_up_theme *t, size_t nth,
                    struct follow_up_block *ret)
{
    bool has_blend = t->n_blend > 0;
    size_t n = has_blend && nth == 0 ? t->n_blend : 1;
    int64_t *sources;

    if (nth >= t->n_told + has_blend || nth >= CASES_MOST)
        return false;
    sources = arena_array(a, int64_t, n);
    *ret = follow_up_block_of(has_blend && nth == 0 ? FOLLOW_UP_BLEND : FOLLOW_UP_CASE, t->kind,
                              FOLLOW_UP_CASE_MINUTES);
    for (size_t i = 0; i < n; i++)
        sources[i] = ret->kind == FOLLOW_UP_BLEND ? t->blend[i].id : t->told[nth - has_blend].id;
    ret->sources = sources;
    ret->n_sources = n;
    return true;
}

/* ---- sources of what stands around the cases */

static int by_number(const void *x, const void *y)
{
    int64_t p = *(const int64_t *)x, q = *(const int64_t *)y;

    return (p > q) - (p < q);
}

/* Those of the cases of a theme; theme -1: of all. Ascending, each once. */
static void gather(struct arena *a, const struct follow_up_agenda *g, int64_t theme,
                   struct follow_up_block *to)
{
    size_t most = 0, n = 0, kept = 0;
    int64_t *ids;

    for (size_t i = 0; i < g->n; i++)
        most += g->at[i].n_sources;
    ids = arena_array(a, int64_t, most + 1);
    for (size_t i = 0; i < g->n; i++)
        if ((g->at[i].kind == FOLLOW_UP_CASE || g->at[i].kind == FOLLOW_UP_BLEND) &&
            (theme < 0 || g->at[i].theme == theme))
            for (size_t k = 0; k < g->at[i].n_sources; k++)
                ids[n++] = g->at[i].sources[k];
    if (n > 0)
        qsort(ids, n, sizeof *ids, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || ids[i] != ids[i - 1])
            ids[kept++] = ids[i];
    to->sources = ids;
    to->n_sources = kept;
}

void follow_up_trace(struct arena *a, struct follow_up_agenda *g)
{
    for (size_t i = 0; i < g->n; i++) {
        struct follow_up_block *b = &g->at[i];

        if (b->kind == FOLLOW_UP_OVERVIEW || b->kind == FOLLOW_UP_CLOSING)
            gather(a, g, -1, b);
        else if ((b->kind == FOLLOW_UP_PRACTICE || b->kind == FOLLOW_UP_EXERCISE) && b->theme >= 0)
            gather(a, g, b->theme, b);
    }
}

/* ---- filling */

/* How long a block may become by itself; 0: stays as it is. */
static int64_t most_of(const struct follow_up_block *b)
{
    switch ((enum follow_up_kind)b->kind) {
    case FOLLOW_UP_CASE:
    case FOLLOW_UP_BLEND:
    case FOLLOW_UP_EXERCISE:
    case FOLLOW_UP_PRACTICE:
    case FOLLOW_UP_OVERVIEW:
    case FOLLOW_UP_CLOSING:
        return b->n_sources > 0 ? 25 : 0;
    case FOLLOW_UP_OPENING:
    case FOLLOW_UP_BREAK:
    case FOLLOW_UP_LUNCH:
    case FOLLOW_UP_OWN:
    case FOLLOW_UP_KIND_N:
        break;
    }
    return 0;
}

/* Gives the minutes that are left to what traces to the log, in turns. */
void follow_up_stretch(struct follow_up_agenda *g, int64_t *left)
{
    for (bool grew = true; grew && *left >= STEP;) {
        grew = false;
        for (size_t i = 0; i < g->n && *left >= STEP; i++)
            if (g->at[i].minutes + STEP <= most_of(&g->at[i])) {
                g->at[i].minutes += STEP;
                *left -= STEP;
                grew = true;
            }
    }
}

/* 25 at a time, so that what is left at last is enough for one more. */
static int64_t portion(int64_t left)
{
    if (left <= 25)
        return left;
    if (left <= 30)
        return 15;
    return left - 25 < 15 ? 20 : 25;
}

/* Practice that traces to nobody; where all of it is on the agenda, time to tell of one's own. */
void follow_up_fill(struct follow_up_agenda *g, size_t at, const struct follow_up_shelf *shelf,
                    int64_t *left)
{
    while (*left >= 15 && g->n < FOLLOW_UP_BLOCKS) {
        struct str scenario = any_scenario(g, shelf);
        struct follow_up_block b = follow_up_block_of(
            scenario.p ? FOLLOW_UP_PRACTICE : FOLLOW_UP_EXERCISE, -1, portion(*left));

        if (scenario.p)
            b.scenario = scenario;
        *left -= b.minutes;
        follow_up_insert(g, at++, &b);
    }
}

/* ---- making it */

/* Where a theme's own blocks are, so that more cases come behind its first. */
struct taken {
    const struct follow_up_theme *theme;
    size_t n_cases;
    struct str scenario;
};

static int64_t base_of(struct str scenario)
{
    return FOLLOW_UP_CASE_MINUTES + EXERCISE_MINUTES + (scenario.p ? PRACTICE_MINUTES : 0);
}

static size_t take_themes(const struct follow_up_themes *themes,
                          const struct follow_up_shelf *shelf, struct taken *taken, int64_t *left)
{
    struct follow_up_block used[FOLLOW_UP_THEMES];
    struct follow_up_agenda marks = {used, 0};
    size_t n = 0;

    for (size_t i = 0; i < themes->n && n < FOLLOW_UP_THEMES; i++) {
        struct str scenario = scenario_for(&marks, shelf, themes->at[i].kind);

        if (base_of(scenario) > *left)
            break;
        *left -= base_of(scenario);
        taken[n++] = (struct taken){&themes->at[i], 1, scenario};
        used[marks.n] = follow_up_block_of(FOLLOW_UP_PRACTICE, themes->at[i].kind, 0);
        used[marks.n++].scenario = scenario.p ? scenario : STR("");
    }
    return n;
}

/* More cases, one theme after the other. */
static void take_cases(struct arena *a, struct taken *taken, size_t n, int64_t *left)
{
    struct follow_up_block b;

    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n && *left >= FOLLOW_UP_CASE_MINUTES; i++)
            if (follow_up_case(a, taken[i].theme, taken[i].n_cases, &b)) {
                taken[i].n_cases++;
                *left -= FOLLOW_UP_CASE_MINUTES;
                more = true;
            }
    }
}

static void put_theme(struct arena *a, struct follow_up_agenda *g, const struct taken *t)
{
    struct follow_up_block b;

    for (size_t nth = 0; nth < t->n_cases; nth++)
        if (follow_up_case(a, t->theme, nth, &b))
            append(g, &b);
    if (t->scenario.p) {
        b = follow_up_block_of(FOLLOW_UP_PRACTICE, t->theme->kind, PRACTICE_MINUTES);
        b.scenario = t->scenario;
        append(g, &b);
    }
    b = follow_up_block_of(FOLLOW_UP_EXERCISE, t->theme->kind, EXERCISE_MINUTES);
    append(g, &b);
}

/* Between the blocks nearest to a quarter, a half and three quarters of the work. */
static void put_pauses(struct follow_up_agenda *g)
{
    int64_t work = 0, before[FOLLOW_UP_BLOCKS + 1];
    size_t at[PAUSES];

    for (size_t i = 0; i < g->n; i++) {
        before[i] = work;
        work += g->at[i].minutes;
    }
    for (size_t p = 0, from = 1; p < PAUSES; p++) {
        int64_t wanted = work * (int64_t)(p + 1) / (PAUSES + 1);

        at[p] = from;
        for (size_t i = from; i + (PAUSES - p) <= g->n; i++)
            if (llabs(before[i] - wanted) < llabs(before[at[p]] - wanted))
                at[p] = i;
        from = at[p] + 1;
    }
    for (size_t p = PAUSES; p-- > 0;) {
        bool lunch = p == PAUSES / 2;
        struct follow_up_block b = follow_up_block_of(lunch ? FOLLOW_UP_LUNCH : FOLLOW_UP_BREAK, -1,
                                                      lunch ? LUNCH_MINUTES : BREAK_MINUTES);

        follow_up_insert(g, at[p], &b);
    }
}

void follow_up_make(struct arena *a, const struct follow_up_entry *entries, size_t n,
                    const struct follow_up_shelf *shelf, struct follow_up_agenda *ret)
{
    struct follow_up_agenda g = {arena_array(a, struct follow_up_block, FOLLOW_UP_BLOCKS + 1), 0};
    struct follow_up_themes themes = follow_up_themes_of(a, entries, n);
    struct taken taken[FOLLOW_UP_THEMES];
    struct follow_up_block b = follow_up_block_of(FOLLOW_UP_OPENING, -1, OPENING_MINUTES);
    int64_t left =
        FOLLOW_UP_MINUTES - OPENING_MINUTES - CLOSING_MINUTES - LUNCH_MINUTES - 2 * BREAK_MINUTES;
    size_t n_taken;

    append(&g, &b);
    if (themes.n > 0) {
        left -= OVERVIEW_MINUTES;
        b = follow_up_block_of(FOLLOW_UP_OVERVIEW, -1, OVERVIEW_MINUTES);
        append(&g, &b);
    }
    n_taken = take_themes(&themes, shelf, taken, &left);
    take_cases(a, taken, n_taken, &left);
    for (size_t i = 0; i < n_taken; i++)
        put_theme(a, &g, &taken[i]);
    b = follow_up_block_of(FOLLOW_UP_CLOSING, -1, CLOSING_MINUTES);
    append(&g, &b);
    follow_up_trace(a, &g);
    follow_up_stretch(&g, &left);
    follow_up_fill(&g, g.n - 1, shelf, &left);
    put_pauses(&g);
    *ret = g;
}

/* ---- looking at it */

struct follow_up_sum follow_up_sum_of(struct arena *a, const struct follow_up_agenda *agenda)
{
    struct follow_up_sum s = {0};
    struct follow_up_block all = {0};

    for (size_t i = 0; i < agenda->n; i++) {
        s.minutes += agenda->at[i].minutes;
        s.traced += agenda->at[i].n_sources > 0 ? agenda->at[i].minutes : 0;
    }
    gather(a, agenda, -1, &all);
    s.n_sources = (int64_t)all.n_sources;
    s.percent = s.minutes > 0 ? s.traced * 100 / s.minutes : 0;
    s.fits = s.minutes >= FOLLOW_UP_MINUTES - FOLLOW_UP_ROOM &&
             s.minutes <= FOLLOW_UP_MINUTES + FOLLOW_UP_ROOM;
    s.is_short = s.traced * 100 < s.minutes * FOLLOW_UP_TRACED || s.minutes == 0;
    return s;
}

struct str follow_up_bytes(struct arena *a, const struct follow_up_agenda *agenda)
{
    struct buf b = buf_new(a, 60 * agenda->n);

    for (size_t i = 0; i < agenda->n; i++) {
        const struct follow_up_block *k = &agenda->at[i];

        buf_printf(&b, "%s %lld %lld %.*s:", follow_up_kind_words[k->kind], (long long)k->theme,
                   (long long)k->minutes, STR_ARG(k->scenario));
        for (size_t s = 0; s < k->n_sources; s++)
            buf_printf(&b, " %lld", (long long)k->sources[s]);
        buf_printf(&b, " %.*s|%.*s\n", STR_ARG(k->title), STR_ARG(k->text));
    }
    return buf_str(&b);
}
