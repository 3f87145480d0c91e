/* Rooms, and what they tell.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_hide.h"

struct cut {
    const struct pulses_labels *people;
    int64_t *room; /* of each; -1: none */
    struct pulses_labels *labels;
    size_t n_rooms;
};

/* Those of `at` without a room come to its front; how many. */
static size_t without_room(const struct cut *c, size_t *at, size_t n)
{
    size_t left = 0;

    for (size_t i = 0; i < n; i++)
        if (c->room[at[i]] < 0) {
            size_t one = at[i];

            at[i] = at[left];
            at[left++] = one;
        }
    return left;
}

static void make_room(struct cut *c, const size_t *at, size_t n)
{
    struct pulses_labels *labels = &c->labels[c->n_rooms];

    *labels = c->people[at[0]];
    for (size_t i = 0; i < n; i++) {
        c->room[at[i]] = (int64_t)c->n_rooms;
        for (int by = 0; by < PULSES_LABEL_N; by++)
            if (c->people[at[i]].of[by] != labels->of[by])
                labels->of[by] = PULSES_MIXED;
    }
    c->n_rooms++;
}

static void sort_by(const struct cut *c, size_t *at, size_t n, int by)
{
    for (size_t i = 1; i < n; i++) {
        size_t one = at[i], to = i;

        for (; to > 0 && c->people[at[to - 1]].of[by] > c->people[one].of[by]; to--)
            at[to] = at[to - 1];
        at[to] = one;
    }
}

/* How many from the front share the label. */
static size_t run_of(const struct cut *c, const size_t *at, size_t n, int by)
{
    size_t run = 1;

    while (run < n && c->people[at[run]].of[by] == c->people[at[0]].of[by])
        run++;
    return run;
}

static bool all_are_large(const struct cut *c, const size_t *at, size_t n, int by)
{
    for (size_t i = 0, run; i < n; i += run)
        if ((run = run_of(c, at + i, n - i, by)) < PULSES_SMALLEST)
            return false;
    return true;
}

/* Whoever is left over within a team or class joins others who are; within a quarter or profile nobody is left over, rather it is
 * not cut: a class as a whole says more than a part of it. */
static bool may_leave_over(int by)
{
    return by == PULSES_TEAM || by == PULSES_CLASS;
}

static void cut(struct cut *c, size_t *at, size_t n, int by) /* at most PULSES_LABEL_N deep */
{
    if (n < PULSES_SMALLEST)
        return;
    if (by == PULSES_LABEL_N) {
        make_room(c, at, n);
        return;
    }
    sort_by(c, at, n, by);
    if (may_leave_over(by) || all_are_large(c, at, n, by))
        for (size_t i = 0, run; i < n; i += run) {
            run = run_of(c, at + i, n - i, by);
            cut(c, at + i, run, by + 1);
        }
    cut(c, at, without_room(c, at, n), by + 1);
}

size_t pulses_rooms(const struct pulses_labels *people, size_t n, int64_t *ret_room,
                    struct pulses_labels *ret_labels)
{
    struct cut c = {.people = people, .room = ret_room, .labels = ret_labels};
    size_t at[PULSES_PEOPLE_MOST] = {0};

    if (n > PULSES_PEOPLE_MOST)
        n = PULSES_PEOPLE_MOST;
    for (size_t i = 0; i < n; i++) {
        ret_room[i] = -1;
        at[i] = i;
    }
    cut(&c, at, n, 0);
    return c.n_rooms;
}

bool pulses_are_enough(int64_t n_sheets)
{
    return n_sheets >= PULSES_SMALLEST;
}

struct pulses_sum pulses_told(struct pulses_sum s)
{
    int64_t least = s.n * PULSES_LOW + PULSES_MARGIN, most = s.n * PULSES_HIGH - PULSES_MARGIN;

    if (s.n < PULSES_SMALLEST)
        return (struct pulses_sum){0};
    if (s.sum < least)
        s.sum = least;
    if (s.sum > most)
        s.sum = most;
    return s;
}

struct pulses_cell pulses_cell(const struct pulses_block *blocks, size_t n, int64_t moment,
                               size_t question, enum pulses_label by, int64_t group)
{
    struct pulses_sum all = {0};

    for (size_t i = 0; i < n; i++) {
        const struct pulses_block *b = &blocks[i];

        if (b->moment != moment || (by != PULSES_ALL && b->labels.of[by] != group))
            continue;
        all.n += b->told[question].n;
        all.sum += b->told[question].sum;
    }
    if (all.n == 0)
        return (struct pulses_cell){0};
    return (struct pulses_cell){all.n / PULSES_SMALLEST * PULSES_SMALLEST,
                                (all.sum * 10 + all.n / 2) / all.n};
}
