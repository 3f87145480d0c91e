/* Control commands: strings, tags, counts, chance, and the ways out of functions, tunnels and threads.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

#include <math.h>

/* ---- chance, as inkjs makes it (a Lehmer generator) */

#define MODULUS INT64_C(2147483647)

static int64_t seeded(double seed)
{
    int64_t s = (int64_t)fmod(seed, (double)MODULUS);

    return s <= 0 ? s + MODULUS - 1 : s;
}

static int64_t next_random(int64_t *seed)
{
    *seed = *seed * 48271 % MODULUS;
    return *seed;
}

static enum ink_step random_number(struct ink_walk *w)
{
    struct ink_value max = ink_pop(&w->now), min = ink_pop(&w->now);

    if (min.kind != INK_INT || max.kind != INK_INT)
        return ink_soft("RANDOM takes two whole numbers");
    double range = max.number - min.number + 1;
    if (range > 9007199254740991.0)
        return ink_soft("RANDOM is asked for more numbers than there are");
    if (range <= 0)
        return ink_soft("RANDOM is asked for a number between two that have none");
    int64_t seed = seeded((double)(w->now.seed + w->now.random)), next = next_random(&seed);
    w->now.random = next;
    return ink_grow(w, ink_int(fmod((double)next, range) + min.number));
}

static enum ink_step seed_random(struct ink_walk *w)
{
    struct ink_value seed = ink_pop(&w->now);

    if (seed.kind != INK_INT || fabs(seed.number) > 9007199254740991.0)
        return ink_soft("SEED_RANDOM takes a whole number");
    w->now.seed = (int64_t)seed.number;
    w->now.random = 0;
    return ink_grow(w, (struct ink_value){.kind = INK_VOID});
}

/* The path of a container as inkjs writes it: its UTF-16 units are added up. */
static double path_sum(const struct ink_node *c)
{
    double sum = 0;

    for (bool first = true; c->parent != NULL; c = c->parent, first = false) {
        char number[24];
        struct str name = c->as.container.name;

        if (name.n == 0) {
            snprintf(number, sizeof number, "%d", (int)c->place);
            name = str_of(number);
        }
        sum += first ? 0 : '.';
        for (size_t i = 0; i < name.n;) { /* the text was read as UTF-8 */
            unsigned char b = (unsigned char)name.p[i];
            int more = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC0 ? 1 : 0;
            uint32_t code = more == 0 ? b : b & (0x3FU >> more);

            for (int k = 1; k <= more && i + (size_t)k < name.n; k++)
                code = code << 6 | ((unsigned char)name.p[i + (size_t)k] & 0x3FU);
            i += (size_t)more + 1;
            sum += code < 0x10000
                       ? code
                       : 0xD800 + ((code - 0x10000) >> 10) + 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
    }
    return sum;
}

static enum ink_step shuffle_index(struct ink_walk *w)
{
    struct ink_value count = ink_pop(&w->now), seen = ink_pop(&w->now);

    if (count.kind != INK_INT)
        return ink_soft("a shuffle does not know how many there are");
    if (seen.kind != INK_INT || count.number < 1 || count.number > INK_MAX_VALUES)
        return ink_hard("a shuffle does not know where it is");
    int n = (int)count.number, at = (int)fmod(seen.number, count.number), left = n, chosen = 0;
    int64_t seed = seeded(floor(path_sum(ink_element(&w->now)->pointer.container) +
                                seen.number / count.number + (double)w->now.seed));
    int *indexes = arena_array(w->arena, int, (size_t)n);
    for (int i = 0; i < n; i++)
        indexes[i] = i;
    for (int i = 0; i <= at; i++) {
        int k = (int)(next_random(&seed) % left);

        chosen = indexes[k];
        memmove(&indexes[k], &indexes[k + 1], (size_t)(left - k - 1) * sizeof *indexes);
        left--;
    }
    return ink_grow(w, ink_int(at < 0 ? 0 : chosen));
}

/* ---- strings and tags */

static void put_mark(struct ink_walk *w, enum ink_command mark)
{
    struct ink_value v = {.kind = INK_MARK, .mark = mark};

    ink_put(w->arena, &w->now, &v);
}

/* Takes the output behind the latest mark away, with the mark; *ret its strings as one. */
static enum ink_step take_back(struct ink_walk *w, enum ink_command mark, bool any_mark_ends,
                               size_t *ret_from, struct str *ret)
{
    struct ink_values *out = &w->now.output;
    struct buf b = buf_new(w->arena, 80);
    size_t from = out->n;

    while (from > 0) {
        const struct ink_value *v = &out->at[--from];

        if (v->kind == INK_MARK && v->mark == mark)
            break;
        if (v->kind == INK_MARK && any_mark_ends)
            return ink_soft("something else begins within a tag");
    }
    for (size_t i = from; i < out->n; i++)
        if (out->at[i].kind == INK_STRING)
            buf_add(&b, out->at[i].text);
    if (b.n > INK_MAX_TEXT)
        return ink_hard("a text grows beyond %d bytes", INK_MAX_TEXT);
    *ret = b.n > 0 ? buf_str(&b) : STR("");
    *ret_from = from;
    return INK_FINE;
}

static enum ink_step end_string(struct ink_walk *w)
{
    struct ink_values *out = &w->now.output, tags = {.at = NULL};
    struct str text;
    size_t from;

    INK_TRY(take_back(w, INK_BEGIN_STRING, false, &from, &text));
    for (size_t i = out->n; i-- > from;) /* tags stay */
        if (out->at[i].kind == INK_TAG)
            ink_push(w->arena, &tags, out->at[i]);
    out->n = from;
    for (size_t i = 0; i < tags.n; i++)
        ink_put(w->arena, &w->now, &tags.at[i]);
    ink_element(&w->now)->in_expression = true;
    return ink_grow(w, ink_string(text));
}

static enum ink_step end_tag(struct ink_walk *w)
{
    struct str text;
    size_t from;

    if (!ink_in_string(&w->now)) {
        put_mark(w, INK_END_TAG);
        return INK_FINE;
    }
    INK_TRY(take_back(w, INK_BEGIN_TAG, true, &from, &text));
    w->now.output.n = from;
    return ink_grow(w, (struct ink_value){.kind = INK_TAG, .text = ink_clean(w->arena, text)});
}

/* ---- ways out */

static enum ink_step pop_flow(struct ink_walk *w, enum ink_push type)
{
    struct ink_value onwards = {.kind = INK_VOID};

    if (type == INK_PUSH_TUNNEL)
        onwards = ink_pop(&w->now);
    if (onwards.kind != INK_VOID && onwards.kind != INK_TARGET)
        return ink_hard("->-> leads to what is no place");
    if (ink_element(&w->now)->type != type || ink_thread(&w->now)->n < 2)
        return ink_soft(type == INK_PUSH_TUNNEL ? "->-> outside of a tunnel"
                                                : "~ return outside of a function");
    ink_pop_element(&w->now);
    if (onwards.kind == INK_TARGET)
        w->now.diverted = ink_pointer_to(onwards.node, onwards.text);
    return INK_FINE;
}

static enum ink_step done(struct ink_walk *w)
{
    if (w->now.threads.n > 1) {
        w->now.threads.n--;
    } else {
        w->now.is_safe_exit = true;
        ink_element(&w->now)->pointer = (struct ink_pointer){NULL, -1};
    }
    return INK_FINE;
}

/* ---- counts */

static enum ink_step count_of(struct ink_walk *w, enum ink_command command)
{
    struct ink_value target = ink_pop(&w->now);
    double n = 0;

    if (target.kind != INK_TARGET)
        return ink_soft("a count is asked of what is no place");
    const struct ink_node *c = target.node;
    if (c->kind != INK_CONTAINER) {
        w->now.has_warning = true;
        return ink_grow(w, ink_int(command == INK_TURNS_SINCE ? -1 : 0));
    }
    if (command == INK_READ_COUNT) {
        INK_TRY(ink_visits(w, c, &n));
    } else {
        if (!c->as.container.count_turns)
            return ink_soft("turns are asked of a part that does not count them");
        int32_t turn = w->now.turns[c->as.container.id];
        n = turn == INT32_MIN ? -1 : (double)(w->now.turn - turn);
    }
    return ink_grow(w, ink_int(n));
}

static enum ink_step expression(struct ink_walk *w, bool begins)
{
    if (ink_element(&w->now)->in_expression == begins)
        return ink_hard("a calculation begins or ends where it may not");
    ink_element(&w->now)->in_expression = begins;
    return INK_FINE;
}

static enum ink_step output_value(struct ink_walk *w)
{
    struct ink_value v = ink_pop(&w->now);

    if (v.kind == INK_NONE || v.kind == INK_VOID)
        return INK_FINE;
    v = ink_string(ink_value_text(w->arena, &v));
    ink_put(w->arena, &w->now, &v);
    return INK_FINE;
}

static enum ink_step visit_index(struct ink_walk *w)
{
    double n;

    INK_TRY(ink_visits(w, ink_element(&w->now)->pointer.container, &n));
    return ink_grow(w, ink_int(n - 1));
}

enum ink_step ink_command(struct ink_walk *w, enum ink_command command)
{
    struct ink_state *s = &w->now;

    switch (command) {
    case INK_EVAL_START:
        return expression(w, true);
    case INK_EVAL_END:
        return expression(w, false);
    case INK_EVAL_OUTPUT:
        return output_value(w);
    case INK_DUPLICATE:
        return ink_grow(w, s->stack.n > 0 ? s->stack.at[s->stack.n - 1] : ink_pop(s));
    case INK_POP:
        ink_pop(s);
        return INK_FINE;
    case INK_POP_FUNCTION:
        return pop_flow(w, INK_PUSH_FUNCTION);
    case INK_POP_TUNNEL:
        return pop_flow(w, INK_PUSH_TUNNEL);
    case INK_BEGIN_STRING:
        put_mark(w, INK_BEGIN_STRING);
        return expression(w, false);
    case INK_END_STRING:
        return end_string(w);
    case INK_BEGIN_TAG:
        put_mark(w, INK_BEGIN_TAG);
        return INK_FINE;
    case INK_END_TAG:
        return end_tag(w);
    case INK_CHOICE_COUNT:
        return ink_grow(w, ink_int((double)s->offers.n));
    case INK_TURNS:
        return ink_grow(w, ink_int((double)s->turn + 1));
    case INK_TURNS_SINCE:
    case INK_READ_COUNT:
        return count_of(w, command);
    case INK_RANDOM:
        return random_number(w);
    case INK_SEED_RANDOM:
        return seed_random(w);
    case INK_VISIT_INDEX:
        return visit_index(w);
    case INK_SHUFFLE_INDEX:
        return shuffle_index(w);
    case INK_DONE:
        return done(w);
    case INK_END:
        ink_force_end(w);
        return INK_FINE;
    case INK_NO_OP:
    case INK_START_THREAD: /* when the step is done */
    case INK_COMMAND_N:
        break;
    }
    return INK_FINE;
}
