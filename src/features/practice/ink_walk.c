/* Walks line by line. A line is done when text follows its newline: that text is taken back to the line's end and comes again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

#include <math.h>

static void soft_error(struct ink_walk *w)
{
    w->now.has_error = true;
    ink_force_end(w);
}

static void keep(struct ink_walk *w)
{
    ink_state_copy(w->arena, w->story, &w->kept, &w->now);
    w->has_kept = true;
}

static void restore(struct ink_walk *w)
{
    w->now = w->kept;
    w->has_kept = false;
}

/* With nothing else to choose from, the story takes its fallback itself. */
static void follow_default(struct ink_walk *w)
{
    struct ink_offers *o = &w->now.offers;

    if (o->n == 0)
        return;
    for (size_t i = 0; i < o->n; i++)
        if (!o->at[i].is_default)
            return;
    struct ink_offer taken = o->at[0];
    struct ink_thread copy = ink_thread_copy(w->arena, &taken.thread);
    w->now.threads.n = 0;
    ink_push(w->arena, &w->now.threads, copy);
    ink_go_to(w, taken.target, false);
}

enum change { NONE, BEYOND, REMOVED };
static enum change compare(struct ink_walk *w)
{
    struct str before = ink_text_now(w->arena, &w->kept), now = ink_text_now(w->arena, &w->now);
    size_t tags_before = ink_tags_now(w->arena, &w->kept).n;
    size_t tags_now = ink_tags_now(w->arena, &w->now).n;
    bool stands = now.n >= before.n && before.n > 0 && now.p[before.n - 1] == '\n';

    if (tags_before == tags_now && before.n == now.n && stands)
        return NONE;
    if (!stands)
        return REMOVED;
    if (tags_now > tags_before)
        return BEYOND;
    for (size_t i = before.n; i < now.n; i++)
        if (now.p[i] != ' ' && now.p[i] != '\t')
            return BEYOND;
    return NONE;
}

static enum change since_newline(struct ink_walk *w)
{
    struct arena_mark mark = arena_mark(w->arena);
    enum change change = compare(w);

    arena_rewind(w->arena, mark);
    return change;
}

/* *ret: the line is done. */
static enum ink_step single_step(struct ink_walk *w, bool *ret)
{
    *ret = false;
    if (++w->steps > INK_MAX_STEPS)
        return ink_hard("the story goes round in a circle without a line or a choice");
    if (arena_used(w->arena) - w->room_at > INK_MAX_ROOM)
        return ink_hard("the story takes too much memory for a line");
    INK_TRY(ink_step(w));
    if (!ink_may_go_on(&w->now) && !w->now.has_error)
        follow_default(w);
    if (ink_in_string(&w->now))
        return INK_FINE;
    if (w->has_kept) {
        enum change change = since_newline(w);

        if (change == BEYOND) {
            restore(w);
            *ret = true;
            return INK_FINE;
        }
        if (change == REMOVED)
            w->has_kept = false;
    }
    if (ink_ends_in_newline(&w->now)) {
        if (!ink_may_go_on(&w->now))
            w->has_kept = false;
        else if (!w->has_kept)
            keep(w);
    }
    return INK_FINE;
}

static enum status broken(struct ink_walk *w)
{
    w->is_broken = true;
    return INVALID; /* noted where it happened */
}

static bool ran_out(struct ink_walk *w)
{
    return w->now.threads.n > 1 || (w->now.offers.n == 0 && !w->now.is_safe_exit);
}

static enum status continue_line(struct ink_walk *w)
{
    enum ink_step step = INK_FINE;
    bool done = false;

    w->now.is_safe_exit = false;
    w->now.output.n = 0;
    w->steps = 0;
    w->room_at = arena_used(w->arena);
    do {
        step = single_step(w, &done);
        if (step == INK_HARD)
            return broken(w);
        if (step == INK_SOFT) {
            soft_error(w);
            break;
        }
    } while (!done && ink_may_go_on(&w->now));
    if (w->has_kept)
        restore(w);
    if (w->now.has_error || w->now.has_warning)
        return broken(w);
    if (!ink_may_go_on(&w->now) && ran_out(w)) {
        (void)fail(INVALID, "the story runs out without -> END or -> DONE");
        return broken(w);
    }
    w->now.is_safe_exit = false;
    return OK;
}

bool ink_can_continue(const struct ink_walk *w)
{
    return !w->is_broken && ink_may_go_on(&w->now);
}

enum status ink_continue(struct ink_walk *w, struct ink_line *ret)
{
    if (!ink_can_continue(w))
        return fail(INVALID, "the story does not go on here");
    TRY(continue_line(w));
    ret->text = arena_copy(w->arena, ink_text_now(w->arena, &w->now));
    ret->tags = ink_tags_now(w->arena, &w->now);
    return OK;
}

enum status ink_begin(struct arena *a, const struct ink_story *story, int64_t seed,
                      struct ink_walk **ret)
{
    struct ink_walk *w = arena_make(a, struct ink_walk);
    struct ink_pointer start = {&story->root, 0};

    w->arena = a;
    w->story = story;
    w->now.seed = seed;
    w->now.turn = -1;
    w->now.diverted.index = -1;
    w->now.visits = arena_array(a, int32_t, story->n_counts);
    w->now.turns = arena_array(a, int32_t, story->n_counts);
    for (size_t i = 0; i < story->n_counts; i++)
        w->now.turns[i] = INT32_MIN;
    ink_stack_reset(a, &w->now, story);
    ink_thread(&w->now)->previous.index = -1;
    for (size_t i = 0; i < story->root.as.container.n_named; i++) {
        const struct ink_node *n = &story->root.as.container.named[i];

        if (!str_eq(n->as.container.name, STR("global decl")))
            continue;
        ink_go_to(w, (struct ink_pointer){n, 0}, false);
        TRY(continue_line(w));
        ink_element(&w->now)->pointer = start;
    }
    w->defaults = w->now.globals;
    w->now.globals = (struct ink_variables){.at = NULL};
    for (size_t i = 0; i < w->defaults.n; i++)
        ink_push(a, &w->now.globals, w->defaults.at[i]);
    w->now.output.n = 0;
    *ret = w;
    return OK;
}

/* ---- choosing */

size_t ink_choices(const struct ink_walk *w, struct ink_choice ret[INK_MAX_CHOICES])
{
    size_t n = 0;

    if (w->is_broken || ink_may_go_on(&w->now))
        return 0;
    for (size_t i = 0; i < w->now.offers.n; i++)
        if (!w->now.offers.at[i].is_default)
            ret[n++] = w->now.offers.at[i].shown;
    return n;
}

enum status ink_choose(struct ink_walk *w, size_t choice)
{
    struct ink_offers *o = &w->now.offers;
    size_t i = 0;

    if (w->is_broken || ink_may_go_on(&w->now))
        return fail(INVALID, "nothing is to be chosen here");
    for (; i < o->n; i++)
        if (!o->at[i].is_default && choice-- == 0)
            break;
    if (i >= o->n)
        return fail(INVALID, "there is no such choice");
    struct ink_offer taken = o->at[i];
    struct ink_thread copy = ink_thread_copy(w->arena, &taken.thread);
    w->now.threads.n = 0;
    ink_push(w->arena, &w->now.threads, copy);
    ink_go_to(w, taken.target, true);
    return OK;
}

/* ---- looking */

bool ink_number(const struct ink_walk *w, struct str name, int64_t *ret)
{
    for (size_t i = 0; i < w->now.globals.n; i++) {
        const struct ink_variable *v = &w->now.globals.at[i];

        if (!str_eq(v->name, name))
            continue;
        if ((v->value.kind != INK_INT && v->value.kind != INK_BOOL) ||
            fabs(v->value.number) > 9007199254740991.0)
            return false;
        *ret = (int64_t)v->value.number;
        return true;
    }
    return false;
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct str ink_variables(const struct ink_walk *w, struct arena *a)
{
    const struct ink_variables *g = &w->now.globals;
    struct str *lines = arena_array(a, struct str, g->n + 1);
    struct buf b = buf_new(a, 100);

    for (size_t i = 0; i < g->n; i++)
        lines[i] = arena_printf(a, "%.*s=%.*s\n", STR_ARG(g->at[i].name),
                                STR_ARG(ink_value_text(a, &g->at[i].value)));
    qsort(lines, g->n, sizeof *lines, by_text);
    for (size_t i = 0; i < g->n; i++)
        buf_add(&b, lines[i]);
    return b.n > 0 ? buf_str(&b) : STR("");
}
