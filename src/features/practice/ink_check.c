/* The model check of a story: breadth first, so that the way told is a shortest one.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_check.h"

#include "features/practice/ink_parts.h"

#define SEEDS 3
#define MAX_ROOM ((size_t)128 * 1024 * 1024)

struct node {
    struct ink_walk *walk; /* in front of its choices; NULL: it broke or ended */
    uint64_t hash;
    size_t from; /* the node before; itself for a beginning */
    struct str chosen;
    bool may_end;
};
struct edge {
    size_t from, to;
};
struct check {
    struct arena *arena;
    const struct ink_story *story;
    struct ink_checked *ret;
    bool *entered;
    struct {
        struct node *at;
        size_t n, cap;
    } nodes;
    struct {
        struct edge *at;
        size_t n, cap;
    } edges;
    size_t *table; /* of hashes: 1 + the node */
};
#define TABLE 16384 /* a power of two, some times INK_CHECK_STATES */

/* ---- a walk as a state */

static struct ink_walk *fork_of(struct arena *a, const struct ink_walk *w)
{
    struct ink_walk *copy = arena_make(a, struct ink_walk);

    *copy = *w;
    copy->arena = a;
    ink_state_copy(a, w->story, &copy->now, &w->now);
    return copy;
}

static void mix(uint64_t *h, const void *p, size_t n)
{
    const unsigned char *c = p;

    for (size_t i = 0; i < n; i++)
        *h = (*h ^ c[i]) * UINT64_C(1099511628211);
}

static void mix_value(uint64_t *h, const struct ink_value *v)
{
    mix(h, &v->kind, sizeof v->kind);
    mix(h, &v->number, sizeof v->number);
    mix(h, &v->context, sizeof v->context);
    mix(h, v->text.p, v->text.n);
}

static void mix_variables(uint64_t *h, const struct ink_variables *list)
{
    for (size_t i = 0; i < list->n; i++) {
        mix(h, list->at[i].name.p, list->at[i].name.n);
        mix_value(h, &list->at[i].value);
    }
}

static void mix_pointer(uint64_t *h, struct ink_pointer p)
{
    mix(h, &p.container, sizeof p.container);
    mix(h, &p.index, sizeof p.index);
}

static void mix_thread(uint64_t *h, const struct ink_thread *t)
{
    mix_pointer(h, t->previous);
    for (size_t i = 0; i < t->n; i++) {
        mix_pointer(h, t->at[i].pointer);
        mix(h, &t->at[i].type, sizeof t->at[i].type);
        mix_variables(h, &t->at[i].temps);
    }
}

static uint64_t hash_of(const struct ink_walk *w)
{
    const int32_t most = INK_CHECK_COUNTS;
    uint64_t h = UINT64_C(14695981039346656037);
    const struct ink_state *s = &w->now;

    for (size_t i = 0; i < w->story->n_counts; i++) {
        int32_t visits = s->visits[i] < most ? s->visits[i] : most;
        int64_t since = s->turns[i] == INT32_MIN ? -1 : s->turn - s->turns[i];

        since = since < most ? since : most;
        mix(&h, &visits, sizeof visits);
        mix(&h, &since, sizeof since);
    }
    mix_variables(&h, &s->globals);
    for (size_t i = 0; i < s->offers.n; i++) {
        mix(&h, s->offers.at[i].shown.text.p, s->offers.at[i].shown.text.n);
        mix_pointer(&h, s->offers.at[i].target);
        mix_thread(&h, &s->offers.at[i].thread);
    }
    mix(&h, &s->seed, sizeof s->seed);
    mix(&h, &s->random, sizeof s->random);
    return h;
}

/* ---- what is found */

static void find(struct check *c, struct ink_finding finding)
{
    for (size_t i = 0; i < c->ret->n; i++) /* the same with another seed */
        if (c->ret->at[i].kind == finding.kind && str_eq(c->ret->at[i].way, finding.way) &&
            str_eq(c->ret->at[i].passage, finding.passage))
            return;
    if (c->ret->n < INK_CHECK_MOST)
        c->ret->at[c->ret->n++] = finding;
}

static struct str way_to(struct check *c, size_t node)
{
    const struct node *n = &c->nodes.at[node];

    if (n->from == node)
        return STR("");
    struct str before = way_to(c, n->from);
    return before.n == 0
               ? n->chosen
               : arena_printf(c->arena, "%.*s → %.*s", STR_ARG(before), STR_ARG(n->chosen));
}

/* ---- walking all ways */

/* Whether this state was there before; if not, it is now. */
static size_t place_of(struct check *c, uint64_t hash, bool *ret_known)
{
    for (size_t i = hash & (TABLE - 1);; i = (i + 1) & (TABLE - 1)) {
        *ret_known = c->table[i] != 0;
        if (c->table[i] == 0)
            c->table[i] = c->nodes.n + 1;
        else if (c->nodes.at[c->table[i] - 1].hash != hash)
            continue;
        return c->table[i] - 1;
    }
}

/* Goes on to the next choices. */
static void arrive(struct check *c, struct ink_walk *w, size_t from, struct str chosen, bool begins)
{
    struct ink_choice offered[INK_MAX_CHOICES];
    struct ink_line line;
    enum status went = OK;
    bool known;

    while (went == OK && ink_can_continue(w))
        went = ink_continue(w, &line);
    uint64_t hash = hash_of(w) + (went != OK); /* what broke is not what ended */
    size_t at = place_of(c, hash, &known);
    if (!begins)
        ink_push(c->arena, &c->edges, ((struct edge){from, at}));
    if (known)
        return;
    struct node n = {.hash = hash, .from = begins ? at : from, .chosen = chosen};
    if (went == OK && ink_choices(w, offered) > 0)
        n.walk = w;
    n.may_end = went == OK && n.walk == NULL;
    c->ret->n_endings += n.may_end;
    ink_push(c->arena, &c->nodes, n);
    if (went != OK) {
        c->nodes.at[at].may_end = true; /* told once, as what breaks */
        find(c, (struct ink_finding){.kind = INK_BREAKS,
                                     .way = way_to(c, at),
                                     .why = arena_copy(c->arena, str_of(failure_last()->why))});
    }
}

static bool uses_chance(const struct ink_node *n)
{
    if (n->kind != INK_CONTAINER)
        return n->kind == INK_COMMAND &&
               (n->as.command == INK_RANDOM || n->as.command == INK_SHUFFLE_INDEX);
    for (size_t i = 0; i < n->as.container.n; i++)
        if (uses_chance(&n->as.container.content[i]))
            return true;
    for (size_t i = 0; i < n->as.container.n_named; i++)
        if (uses_chance(&n->as.container.named[i]))
            return true;
    return false;
}

static enum status explore(struct check *c)
{
    int64_t seeds = uses_chance(&c->story->root) ? SEEDS : 1;

    for (int64_t seed = 0; seed < seeds; seed++) {
        struct ink_walk *w;

        TRY(ink_begin(c->arena, c->story, seed * 33 + 1, &w));
        w->entered = c->entered;
        arrive(c, w, 0, STR(""), true);
    }
    c->ret->is_whole = true;
    for (size_t i = 0; i < c->nodes.n; i++) {
        struct ink_choice offered[INK_MAX_CHOICES];
        const struct ink_walk *here = c->nodes.at[i].walk;
        size_t n = here == NULL ? 0 : ink_choices(here, offered);

        if (c->nodes.n + n > INK_CHECK_STATES || arena_used(c->arena) > MAX_ROOM) {
            c->ret->is_whole = false;
            break;
        }
        for (size_t k = 0; k < n; k++) {
            struct ink_walk *w = fork_of(c->arena, here);

            TRY(ink_choose(w, k));
            arrive(c, w, i, offered[k].text, false);
        }
    }
    c->ret->n_states = (int64_t)c->nodes.n;
    return OK;
}

/* Backwards from the ends; what is left never gets there. The first of them is told. */
static void look_for_circles(struct check *c)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = c->edges.n; i-- > 0;) {
            struct node *from = &c->nodes.at[c->edges.at[i].from];

            if (!from->may_end && c->nodes.at[c->edges.at[i].to].may_end)
                changed = from->may_end = true;
        }
    }
    for (size_t i = 0; i < c->nodes.n && c->ret->is_whole; i++)
        if (!c->nodes.at[i].may_end) {
            find(c, (struct ink_finding){.kind = INK_NO_END, .way = way_to(c, i)});
            return;
        }
}

/* ---- passages */

static bool was_entered(const struct check *c, const struct ink_node *n)
{
    if (n->kind != INK_CONTAINER)
        return false;
    if (c->entered[n->as.container.id])
        return true;
    for (size_t i = 0; i < n->as.container.n; i++)
        if (was_entered(c, &n->as.container.content[i]))
            return true;
    for (size_t i = 0; i < n->as.container.n_named; i++)
        if (was_entered(c, &n->as.container.named[i]))
            return true;
    return false;
}

/* Not those that the compiler names: "c-0", "g-1", "$r". */
static bool is_passage(struct str name)
{
    return !str_eq(name, STR("global decl")) && !str_starts(name, STR("$")) &&
           !((str_starts(name, STR("c-")) || str_starts(name, STR("g-"))) && name.n > 2);
}

static void look_at_passages(struct check *c, const struct ink_node *within, struct str before)
{
    for (size_t i = 0; i < within->as.container.n_named; i++) {
        const struct ink_node *n = &within->as.container.named[i];
        struct str name = n->as.container.name;

        if (!is_passage(name))
            continue;
        name = before.n == 0 ? name
                             : arena_printf(c->arena, "%.*s.%.*s", STR_ARG(before), STR_ARG(name));
        c->ret->n_passages++;
        if (!was_entered(c, n))
            find(c, (struct ink_finding){.kind = INK_UNREACHED, .passage = name});
        else if (before.n == 0)
            look_at_passages(c, n, name);
    }
}

enum status ink_check(struct arena *a, const struct ink_story *story, struct ink_checked *ret)
{
    struct check c = {.arena = a, .story = story, .ret = ret};

    *ret = (struct ink_checked){.n = 0};
    c.entered = arena_array(a, bool, story->n_counts);
    c.table = arena_array(a, size_t, TABLE);
    TRY(explore(&c));
    look_for_circles(&c);
    if (ret->is_whole)
        look_at_passages(&c, &story->root, STR(""));
    return OK;
}
