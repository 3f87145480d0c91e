/* One step of a walk: what stands at the pointer is done, then the pointer moves on.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

/* ---- moving */

static bool is_among(const struct ink_node *c, const struct ink_node *from)
{
    for (; from != NULL; from = from->parent)
        if (from == c)
            return true;
    return false;
}

/* Whoever is entered by a divert is visited, but not what both places lie in. */
void ink_visit_diverted(struct ink_walk *w)
{
    struct ink_pointer before = ink_thread(&w->now)->previous, p = ink_element(&w->now)->pointer;
    const struct ink_node *old = NULL, *child;
    bool at_start = true;

    if (p.container == NULL || p.index == -1)
        return;
    if (before.container != NULL) {
        old = ink_at(before);
        if (old == NULL || old->kind != INK_CONTAINER)
            old = before.container;
    }
    child = ink_at(p);
    if (child == NULL)
        return;
    for (const struct ink_node *c = child->parent;
         c != NULL && (!is_among(c, old) || c->as.container.at_start_only); c = c->parent) {
        at_start = at_start && c->as.container.n > 0 && child == &c->as.container.content[0];
        ink_visit(w, c, at_start);
        child = c;
    }
}

void ink_force_end(struct ink_walk *w)
{
    struct ink_state *s = &w->now;

    ink_stack_reset(w->arena, s, w->story);
    s->offers.n = 0;
    ink_element(s)->pointer = (struct ink_pointer){NULL, -1};
    ink_thread(s)->previous = (struct ink_pointer){NULL, -1};
    s->is_safe_exit = true;
}

void ink_go_to(struct ink_walk *w, struct ink_pointer target, bool is_turn)
{
    w->now.offers.n = 0;
    if (target.index == -1)
        target.index = 0;
    ink_element(&w->now)->pointer = target;
    if (is_turn)
        w->now.turn++;
    ink_visit_diverted(w);
}

/* false: there is nothing behind it. */
static bool increment(struct ink_pointer *p)
{
    p->index++;
    while (p->index >= (int64_t)p->container->as.container.n) {
        const struct ink_node *up = p->container->parent;

        if (up == NULL || p->container->place < 0) {
            *p = (struct ink_pointer){NULL, -1};
            return false;
        }
        *p = (struct ink_pointer){up, p->container->place + 1};
    }
    return true;
}

static enum ink_step move_on(struct ink_walk *w)
{
    struct ink_state *s = &w->now;
    bool popped = true;

    while (popped) {
        ink_thread(s)->previous = ink_element(s)->pointer;
        if (s->diverted.container != NULL) {
            ink_element(s)->pointer = s->diverted;
            s->diverted = (struct ink_pointer){NULL, -1};
            ink_visit_diverted(w);
            return INK_FINE;
        }
        if (ink_element(s)->pointer.container == NULL)
            return ink_hard("the story goes on from nowhere");
        if (increment(&ink_element(s)->pointer))
            return INK_FINE;
        popped = false;
        if (ink_thread(s)->n > 1 && ink_element(s)->type == INK_PUSH_FUNCTION) {
            ink_pop_element(s);
            if (ink_element(s)->in_expression)
                INK_TRY(ink_grow(w, (struct ink_value){.kind = INK_VOID}));
            popped = true;
        } else if (s->threads.n > 1) {
            s->threads.n--;
            popped = true;
        }
        popped = popped && ink_element(s)->pointer.container != NULL;
    }
    return INK_FINE;
}

/* ---- diverts and choices */

static enum ink_step by_variable(struct ink_walk *w, const struct ink_node *d)
{
    struct ink_value v;

    INK_TRY(ink_var_get(w, d->as.divert.path, -1, &v));
    if (v.kind != INK_TARGET)
        return ink_soft("%.*s is no place to go to", STR_ARG(d->as.divert.path));
    w->now.diverted = ink_pointer_to(v.node, v.text);
    return INK_FINE;
}

static enum ink_step divert(struct ink_walk *w, const struct ink_node *d)
{
    struct ink_state *s = &w->now;
    bool goes = true;

    if (d->as.divert.is_conditional) {
        struct ink_value v = ink_pop(s);

        INK_TRY(ink_truth(&v, &goes));
    }
    if (!goes)
        return INK_FINE;
    s->diverted = d->as.divert.target;
    if (d->as.divert.by_variable)
        INK_TRY(by_variable(w, d));
    if (d->as.divert.push == INK_PUSH_NONE)
        return INK_FINE;
    if (ink_thread(s)->n >= INK_MAX_DEPTH)
        return ink_hard("functions or tunnels call each other without an end");
    struct ink_element e = {.pointer = ink_element(s)->pointer,
                            .type = d->as.divert.push,
                            .function_start = (int64_t)s->output.n};
    ink_push(w->arena, ink_thread(s), e);
    return INK_FINE;
}

static enum ink_step pop_text(struct ink_walk *w, struct ink_values *tags, struct str *ret)
{
    struct ink_value v = ink_pop(&w->now);

    if (v.kind != INK_STRING)
        return ink_hard("a choice has no text");
    *ret = v.text;
    while (w->now.stack.n > 0 && w->now.stack.at[w->now.stack.n - 1].kind == INK_TAG)
        ink_push(w->arena, tags, ink_pop(&w->now));
    return INK_FINE;
}

static struct str trimmed(struct str s)
{
    while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = str_sub(s, 1, s.n - 1);
    while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
        s.n--;
    return s;
}

static enum ink_step offer(struct ink_walk *w, const struct ink_node *c)
{
    struct ink_values tags = {.at = NULL};
    struct str start = STR(""), only = STR("");
    bool shown = true;
    double visits = 0;

    if (c->as.choice.has_condition) {
        struct ink_value v = ink_pop(&w->now);

        INK_TRY(ink_truth(&v, &shown));
    }
    if (c->as.choice.has_only)
        INK_TRY(pop_text(w, &tags, &only));
    if (c->as.choice.has_start)
        INK_TRY(pop_text(w, &tags, &start));
    if (c->as.choice.is_once)
        INK_TRY(ink_visits(w, c->as.choice.target, &visits));
    if (!shown || visits > 0)
        return INK_FINE;
    if (w->now.offers.n >= INK_MAX_CHOICES)
        return ink_hard("more than %d choices at once", INK_MAX_CHOICES);
    struct ink_offer o = {.is_default = c->as.choice.is_default,
                          .target = ink_pointer_to(c->as.choice.target, c->as.choice.path),
                          .thread = ink_thread_copy(w->arena, ink_thread(&w->now))};
    o.shown.text = trimmed(arena_printf(w->arena, "%.*s%.*s", STR_ARG(start), STR_ARG(only)));
    o.shown.tags = (struct ink_texts){arena_array(w->arena, struct str, tags.n + 1), tags.n};
    for (size_t i = 0; i < tags.n; i++)
        o.shown.tags.at[i] = tags.at[tags.n - 1 - i].text;
    ink_push(w->arena, &w->now.offers, o);
    return INK_FINE;
}

/* ---- logic */

static enum ink_step operate(struct ink_walk *w, enum ink_op op)
{
    struct ink_state *s = &w->now;
    struct ink_value v;
    size_t takes = (size_t)ink_op_takes(op);

    if (takes > s->stack.n)
        return ink_hard("a calculation lacks values");
    s->stack.n -= takes;
    INK_TRY(ink_operate(w->arena, op, &s->stack.at[s->stack.n], &v));
    return ink_grow(w, v);
}

static enum ink_step variable(struct ink_walk *w, struct str name)
{
    struct ink_value v;

    INK_TRY(ink_var_get(w, name, -1, &v));
    if (v.kind == INK_NONE) {
        (void)fail(INVALID, "there is no variable %.*s", STR_ARG(name));
        w->now.has_warning = true;
        v = ink_int(0);
    }
    return ink_grow(w, v);
}

static enum ink_step plain(struct ink_walk *w, const struct ink_node *n)
{
    struct ink_value v = n->as.value;

    if (v.kind == INK_VARIABLE && v.context == -1)
        v.context = ink_var_context(w, v.text);
    if (ink_element(&w->now)->in_expression)
        return ink_grow(w, v);
    if (w->now.output.n >= INK_MAX_VALUES)
        return ink_hard("a line never ends");
    ink_put(w->arena, &w->now, &v);
    return INK_FINE;
}

static enum ink_step act(struct ink_walk *w, const struct ink_node *n)
{
    double visits;

    switch (n->kind) {
    case INK_DIVERT:
        return divert(w, n);
    case INK_COMMAND:
        return ink_command(w, n->as.command);
    case INK_CHOICE_POINT:
        return offer(w, n);
    case INK_VAR_SET:
        return ink_var_set(w, n, ink_pop(&w->now));
    case INK_VAR_GET:
        return variable(w, n->as.var.name);
    case INK_COUNT_GET:
        INK_TRY(ink_visits(w, n->as.var.target, &visits));
        return ink_grow(w, ink_int(visits));
    case INK_OPERATION:
        return operate(w, n->as.op);
    case INK_VALUE:
        return plain(w, n);
    case INK_CONTAINER: /* without content */
        break;
    }
    return INK_FINE;
}

enum ink_step ink_step(struct ink_walk *w)
{
    struct ink_state *s = &w->now;
    struct ink_pointer p = ink_element(s)->pointer;
    const struct ink_node *n = ink_at(p);

    if (p.container == NULL)
        return INK_FINE;
    while (n != NULL && n->kind == INK_CONTAINER) {
        ink_visit(w, n, true);
        if (n->as.container.n == 0)
            break;
        p = (struct ink_pointer){n, 0};
        n = ink_at(p);
    }
    ink_element(s)->pointer = p;
    if (w->entered != NULL)
        w->entered[p.container->as.container.id] = true;
    if (n == NULL)
        return ink_hard("the story points behind its end");
    INK_TRY(act(w, n));
    if (ink_element(s)->pointer.container == NULL)
        return INK_FINE;
    INK_TRY(move_on(w));
    if (n->kind == INK_COMMAND && n->as.command == INK_START_THREAD) {
        if (s->threads.n >= INK_MAX_DEPTH)
            return ink_hard("threads start each other without an end");
        struct ink_thread copy = ink_thread_copy(w->arena, ink_thread(s));

        ink_push(w->arena, &s->threads, copy);
    }
    return INK_FINE;
}
