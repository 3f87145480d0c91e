/* The state of a walk: threads, variables, counts; copied whole where inkjs takes a snapshot.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

struct ink_thread *ink_thread(struct ink_state *s)
{
    return &s->threads.at[s->threads.n - 1];
}

struct ink_element *ink_element(struct ink_state *s)
{
    struct ink_thread *t = ink_thread(s);

    return &t->at[t->n - 1];
}

bool ink_may_go_on(const struct ink_state *s)
{
    const struct ink_thread *t = &s->threads.at[s->threads.n - 1];

    return t->at[t->n - 1].pointer.container != NULL && !s->has_error;
}

const struct ink_node *ink_at(struct ink_pointer p)
{
    if (p.container == NULL || p.index < 0 || p.container->as.container.n == 0)
        return p.container;
    return p.index < (int64_t)p.container->as.container.n
               ? &p.container->as.container.content[p.index]
               : NULL;
}

/* ---- copies */

static struct ink_variables variables_copy(struct arena *a, const struct ink_variables *from)
{
    struct ink_variables to = {arena_array(a, struct ink_variable, from->n), from->n, from->n};

    if (from->n > 0)
        memcpy(to.at, from->at, from->n * sizeof *to.at);
    return to;
}

struct ink_thread ink_thread_copy(struct arena *a, const struct ink_thread *t)
{
    struct ink_thread to = {arena_array(a, struct ink_element, t->n), t->n, t->n, t->previous};

    for (size_t i = 0; i < t->n; i++) {
        to.at[i] = t->at[i];
        to.at[i].temps = variables_copy(a, &t->at[i].temps);
    }
    return to;
}

static struct ink_values values_copy(struct arena *a, const struct ink_values *from)
{
    struct ink_values to = {arena_array(a, struct ink_value, from->n), from->n, from->n};

    if (from->n > 0)
        memcpy(to.at, from->at, from->n * sizeof *to.at);
    return to;
}

static int32_t *counts_copy(struct arena *a, const int32_t *from, size_t n)
{
    int32_t *to = arena_array(a, int32_t, n);

    memcpy(to, from, n * sizeof *to);
    return to;
}

void ink_state_copy(struct arena *a, const struct ink_story *story, struct ink_state *to,
                    const struct ink_state *from)
{
    *to = *from;
    to->threads = (struct ink_threads){arena_array(a, struct ink_thread, from->threads.n),
                                       from->threads.n, from->threads.n};
    for (size_t i = 0; i < from->threads.n; i++)
        to->threads.at[i] = ink_thread_copy(a, &from->threads.at[i]);
    to->stack = values_copy(a, &from->stack);
    to->output = values_copy(a, &from->output);
    to->globals = variables_copy(a, &from->globals);
    to->offers = (struct ink_offers){arena_array(a, struct ink_offer, from->offers.n),
                                     from->offers.n, from->offers.n};
    if (from->offers.n > 0) /* their threads are never changed, only copied */
        memcpy(to->offers.at, from->offers.at, from->offers.n * sizeof *to->offers.at);
    to->visits = counts_copy(a, from->visits, story->n_counts);
    to->turns = counts_copy(a, from->turns, story->n_counts);
}

void ink_stack_reset(struct arena *a, struct ink_state *s, const struct ink_story *story)
{
    struct ink_element lowest = {.pointer = {&story->root, 0}, .type = INK_PUSH_TUNNEL};
    struct ink_thread thread = {.at = NULL};

    ink_push(a, &thread, lowest);
    s->threads.n = 0;
    ink_push(a, &s->threads, thread);
}

/* ---- the stack of values */

struct ink_value ink_pop(struct ink_state *s)
{
    return s->stack.n > 0 ? s->stack.at[--s->stack.n] : (struct ink_value){.kind = INK_NONE};
}

enum ink_step ink_grow(struct ink_walk *w, struct ink_value v)
{
    if (v.kind == INK_NONE)
        return ink_hard("nothing is put where a value is needed");
    if (w->now.stack.n >= INK_MAX_VALUES)
        return ink_hard("a calculation never ends");
    ink_push(w->arena, &w->now.stack, v);
    return INK_FINE;
}

void ink_pop_element(struct ink_state *s)
{
    if (ink_element(s)->type == INK_PUSH_FUNCTION)
        ink_trim_function_end(s);
    ink_thread(s)->n--;
}

/* ---- variables */

static struct ink_value *variable(const struct ink_variables *list, struct str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].name, name))
            return &list->at[i].value;
    return NULL;
}

static void set(struct arena *a, struct ink_variables *list, struct str name, struct ink_value v)
{
    struct ink_value *place = variable(list, name);

    if (place != NULL)
        *place = v;
    else
        ink_push(a, list, ((struct ink_variable){name, v}));
}

static bool is_global(const struct ink_walk *w, struct str name)
{
    return variable(&w->now.globals, name) != NULL || variable(&w->defaults, name) != NULL;
}

/* Contexts count from 1; -1 is the running one. */
static struct ink_variables *temps(struct ink_walk *w, int64_t context)
{
    struct ink_thread *t = ink_thread(&w->now);
    int64_t i = context == -1 ? (int64_t)t->n : context;

    return i >= 1 && i <= (int64_t)t->n ? &t->at[i - 1].temps : NULL;
}

static enum ink_step raw(struct ink_walk *w, struct str name, int64_t context,
                         struct ink_value *ret)
{
    const struct ink_value *found = NULL;
    const struct ink_variables *list;

    *ret = (struct ink_value){.kind = INK_NONE};
    if (context == 0 || context == -1) {
        found = variable(&w->now.globals, name);
        found = found ? found : variable(&w->defaults, name);
    }
    if (found == NULL) {
        list = temps(w, context);
        if (list == NULL)
            return ink_hard("a reference leads nowhere: %.*s", STR_ARG(name));
        found = variable(list, name);
    }
    if (found != NULL)
        *ret = *found;
    return INK_FINE;
}

enum ink_step ink_var_get(struct ink_walk *w, struct str name, int64_t context,
                          struct ink_value *ret)
{
    INK_TRY(raw(w, name, context, ret));
    for (int n = 0; ret->kind == INK_VARIABLE; n++) {
        if (n > INK_MAX_DEPTH)
            return ink_hard("references go round in a circle: %.*s", STR_ARG(name));
        INK_TRY(raw(w, ret->text, ret->context, ret));
    }
    return INK_FINE;
}

int64_t ink_var_context(struct ink_walk *w, struct str name)
{
    return variable(&ink_element(&w->now)->temps, name) ? (int64_t)ink_thread(&w->now)->n : 0;
}

/* A reference to what is a reference itself is the same reference. */
static enum ink_step resolve_reference(struct ink_walk *w, struct ink_value *v)
{
    struct ink_value to;

    if (v->context == -1) /* as inkjs has it */
        v->context = is_global(w, v->text) ? 0 : (int64_t)ink_thread(&w->now)->n - 1;
    INK_TRY(raw(w, v->text, v->context, &to));
    if (to.kind == INK_VARIABLE)
        *v = to;
    return INK_FINE;
}

static enum ink_step follow_references(struct ink_walk *w, struct str *name, int64_t *context,
                                       bool *set_global)
{
    struct ink_value v;

    for (int n = 0;; n++) {
        INK_TRY(raw(w, *name, *context, &v));
        if (v.kind != INK_VARIABLE)
            return INK_FINE;
        if (n > INK_MAX_DEPTH)
            return ink_hard("references go round in a circle: %.*s", STR_ARG(*name));
        *name = v.text;
        *context = v.context;
        *set_global = v.context == 0;
    }
}

enum ink_step ink_var_set(struct ink_walk *w, const struct ink_node *node, struct ink_value v)
{
    struct str name = node->as.var.name;
    int64_t context = -1;
    bool set_global = node->as.var.is_new ? node->as.var.is_global : is_global(w, name);

    if (v.kind == INK_NONE || v.kind > INK_VARIABLE)
        return ink_hard("nothing is given to %.*s", STR_ARG(name));
    if (!node->as.var.is_new)
        INK_TRY(follow_references(w, &name, &context, &set_global));
    else if (v.kind == INK_VARIABLE)
        INK_TRY(resolve_reference(w, &v));
    if (set_global) {
        set(w->arena, &w->now.globals, name, v);
        return INK_FINE;
    }
    struct ink_variables *list = temps(w, context);
    if (list == NULL || (!node->as.var.is_new && variable(list, name) == NULL))
        return ink_hard("there is no temporary variable %.*s", STR_ARG(name));
    set(w->arena, list, name, v);
    return INK_FINE;
}

/* ---- counts */

enum ink_step ink_visits(struct ink_walk *w, const struct ink_node *c, double *ret)
{
    if (!c->as.container.count_visits)
        return ink_soft("visits of a part are asked for that are not counted");
    *ret = w->now.visits[c->as.container.id];
    return INK_FINE;
}

void ink_visit(struct ink_walk *w, const struct ink_node *c, bool at_start)
{
    if (c->as.container.at_start_only && !at_start)
        return;
    if (c->as.container.count_visits && w->now.visits[c->as.container.id] < INT32_MAX)
        w->now.visits[c->as.container.id]++;
    if (c->as.container.count_turns)
        w->now.turns[c->as.container.id] = (int32_t)w->now.turn;
}
