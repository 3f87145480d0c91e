/* Reads a compiled story into a tree of nodes and finds every path once, so that a walk meets no surprise: what is not there, and
 * what is not walked here, is refused now.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

#include <math.h>

#include "base/json.h"

#define MAX_DEPTH 200 /* of the JSON; each choice within a choice takes about three */

static const char *const commands[] = {
#define X(name, word) word,
    INK_COMMANDS(X)
#undef X
};
static const char *const ops[] = {
#define X(name, word, takes) word,
    INK_OPS(X)
#undef X
};

struct loading {
    struct arena *arena;
    struct ink_story *story;
};

static enum status load_node(struct loading *l, const struct json *from, struct ink_node *to);

/* ---- tokens */

/* "12.50f": how ink writes a float that is a whole number. */
static bool is_float(struct str s, double *ret)
{
    size_t point;
    char text[64];

    if (s.n < 4 || s.n >= sizeof text || s.p[s.n - 1] != 'f' || !str_find_char(s, '.', &point))
        return false;
    for (size_t i = 0; i + 1 < s.n; i++)
        if (i != point && (s.p[i] < '0' || s.p[i] > '9'))
            return false;
    if (point == 0 || point + 2 >= s.n)
        return false;
    memcpy(text, s.p, s.n - 1);
    text[s.n - 1] = '\0';
    *ret = strtod(text, NULL);
    return true;
}

static void set_value(struct ink_node *to, struct ink_value v)
{
    to->kind = INK_VALUE;
    to->as.value = v;
}

static enum status load_word(struct str s, struct ink_node *to)
{
    double number;

    if (is_float(s, &number)) {
        set_value(to, (struct ink_value){.kind = INK_FLOAT, .number = number});
        return OK;
    }
    if (s.n > 0 && s.p[0] == '^') {
        if (s.n > INK_MAX_TEXT)
            return fail(TOO_LARGE, "a text is longer than %d bytes", INK_MAX_TEXT);
        set_value(to, ink_string(str_sub(s, 1, s.n - 1)));
        return OK;
    }
    if (str_eq(s, STR("\n"))) {
        set_value(to, ink_string(s));
        return OK;
    }
    if (str_eq(s, STR("<>")) || str_eq(s, STR("void"))) {
        set_value(to, (struct ink_value){.kind = s.p[0] == '<' ? INK_GLUE : INK_VOID});
        return OK;
    }
    for (int i = 0; i < INK_COMMAND_N; i++)
        if (str_eq(s, str_of(commands[i]))) {
            to->kind = INK_COMMAND;
            to->as.command = (enum ink_command)i;
            return OK;
        }
    for (int i = 0; i < INK_OP_N; i++)
        if (str_eq(s, str_of(ops[i]))) {
            to->kind = INK_OPERATION;
            to->as.op = (enum ink_op)i;
            return OK;
        }
    if (str_starts(s, STR("LIST_")) || str_eq(s, STR("L^")) || str_eq(s, STR("listInt")) ||
        str_eq(s, STR("range")) || str_eq(s, STR("lrnd")))
        return fail(INVALID, "this story uses lists");
    return fail(INVALID, "the story holds an unknown word: %.*s", STR_ARG(str_sub(s, 0, 60)));
}

static bool text_at(const struct json *o, const char *key, struct str *ret)
{
    return json_text(json_get(o, key), ret) && ret->n > 0;
}

/* inkjs asks for truth: present, and neither false, 0 nor "". */
static bool flag_at(const struct json *o, const char *key)
{
    const struct json *v = json_get(o, key);
    int64_t n;
    bool b;
    struct str s;

    if (json_is_null(v) || (json_bool(v, &b) && !b) || (json_int(v, &n) && n == 0))
        return false;
    return !json_text(v, &s) || s.n > 0;
}

static bool load_divert(const struct json *o, struct ink_node *to)
{
    static const struct {
        const char *key;
        enum ink_push push;
    } kinds[] = {{"->", INK_PUSH_NONE}, {"f()", INK_PUSH_FUNCTION}, {"->t->", INK_PUSH_TUNNEL}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_at(o, kinds[i].key, &to->as.divert.path)) {
            to->kind = INK_DIVERT;
            to->as.divert.push = kinds[i].push;
            to->as.divert.by_variable = flag_at(o, "var");
            to->as.divert.is_conditional = flag_at(o, "c");
            return true;
        }
    return false;
}

static enum status load_choice(const struct json *o, struct ink_node *to)
{
    int64_t flags = 0;

    if (json_get(o, "flg") != NULL && !json_int(json_get(o, "flg"), &flags))
        return fail(INVALID, "a choice has no proper flags");
    to->kind = INK_CHOICE_POINT;
    to->as.choice.has_condition = flags & 1;
    to->as.choice.has_start = flags & 2;
    to->as.choice.has_only = flags & 4;
    to->as.choice.is_default = flags & 8;
    to->as.choice.is_once = flags & 16;
    return OK;
}

static enum status load_object(const struct json *o, struct ink_node *to)
{
    struct str s;
    int64_t context = -1;

    if (text_at(o, "^->", &s)) {
        set_value(to, (struct ink_value){.kind = INK_TARGET, .text = s});
    } else if (text_at(o, "^var", &s)) {
        if (json_get(o, "ci") != NULL &&
            (!json_int(json_get(o, "ci"), &context) || context < -1 || context > 0))
            return fail(INVALID, "a reference has no proper place");
        set_value(to, (struct ink_value){.kind = INK_VARIABLE, .text = s, .context = context});
    } else if (load_divert(o, to)) {
        return OK;
    } else if (text_at(o, "x()", &s)) {
        return fail(INVALID, "this story calls a function of the player's program: %.*s",
                    STR_ARG(s));
    } else if (text_at(o, "*", &to->as.choice.path)) {
        return load_choice(o, to);
    } else if (text_at(o, "VAR?", &to->as.var.name)) {
        to->kind = INK_VAR_GET;
    } else if (text_at(o, "CNT?", &to->as.var.name)) {
        to->kind = INK_COUNT_GET;
    } else if (text_at(o, "VAR=", &to->as.var.name) || text_at(o, "temp=", &to->as.var.name)) {
        to->kind = INK_VAR_SET;
        to->as.var.is_global = text_at(o, "VAR=", &s);
        to->as.var.is_new = !flag_at(o, "re");
    } else if (json_text(json_get(o, "#"), &s)) {
        set_value(to, (struct ink_value){.kind = INK_TAG, .text = s});
    } else if (json_get(o, "list") != NULL) {
        return fail(INVALID, "this story uses lists");
    } else {
        return fail(INVALID, "the story holds something unknown");
    }
    return OK;
}

/* ---- containers: an array whose last item is null or says what else there is */

static enum status load_named(struct loading *l, const struct json *end, struct ink_node *to)
{
    struct str key;
    const struct json *v;
    int64_t flags = 0;

    for (size_t i = 0; json_entry(end, i, &key, &v); i++)
        to->as.container.n_named += json_is_array(v);
    to->as.container.named = arena_array(l->arena, struct ink_node, to->as.container.n_named);
    to->as.container.n_named = 0;
    for (size_t i = 0; json_entry(end, i, &key, &v); i++) {
        if (str_eq(key, STR("#f"))) {
            if (!json_int(v, &flags))
                return fail(INVALID, "a part has no proper flags");
        } else if (str_eq(key, STR("#n"))) {
            if (!json_text(v, &to->as.container.name))
                return fail(INVALID, "a part has no proper name");
        } else {
            struct ink_node *n = &to->as.container.named[to->as.container.n_named];

            if (!json_is_array(v))
                return fail(INVALID, "a named part is none: %.*s", STR_ARG(key));
            n->parent = to;
            n->place = -1;
            TRY(load_node(l, v, n));
            n->as.container.name = key;
            to->as.container.n_named++;
        }
    }
    to->as.container.count_visits = flags & 1;
    to->as.container.count_turns = flags & 2;
    to->as.container.at_start_only = flags & 4;
    return OK;
}

static enum status load_container(struct loading *l, const struct json *from, struct ink_node *to)
{
    size_t n = json_count(from);

    if (n == 0)
        return fail(INVALID, "a part of the story has no end");
    to->kind = INK_CONTAINER;
    to->as.container.id = l->story->n_counts++;
    to->as.container.n = n - 1;
    to->as.container.content = arena_array(l->arena, struct ink_node, n - 1);
    for (size_t i = 0; i + 1 < n; i++) {
        struct ink_node *child = &to->as.container.content[i];

        child->parent = to;
        child->place = (int64_t)i;
        TRY(load_node(l, json_at(from, i), child));
    }
    const struct json *end = json_at(from, n - 1);
    if (!json_is_null(end) && !json_is_object(end))
        return fail(INVALID, "a part of the story has no end");
    return load_named(l, end, to);
}

static enum status load_node(struct loading *l, const struct json *from, struct ink_node *to)
{
    double number;
    bool truth;
    struct str s;

    if (json_is_array(from))
        return load_container(l, from, to);
    if (json_is_object(from))
        return load_object(from, to);
    if (json_text(from, &s))
        return load_word(s, to);
    if (json_bool(from, &truth)) {
        set_value(to, (struct ink_value){.kind = INK_BOOL, .number = truth});
    } else if (json_number(from, &number) && isfinite(number)) {
        set_value(to, floor(number) == number
                          ? ink_int(number)
                          : (struct ink_value){.kind = INK_FLOAT, .number = number});
    } else {
        return fail(INVALID, "the story holds something unknown");
    }
    return OK;
}

/* ---- paths */

static const struct ink_node *named(const struct ink_node *c, struct str name)
{
    for (size_t i = c->as.container.n_named; i-- > 0;)
        if (str_eq(c->as.container.named[i].as.container.name, name))
            return &c->as.container.named[i];
    for (size_t i = c->as.container.n; i-- > 0;) {
        const struct ink_node *child = &c->as.container.content[i];

        if (child->kind == INK_CONTAINER && child->as.container.name.n > 0 &&
            str_eq(child->as.container.name, name))
            return child;
    }
    return NULL;
}

/* One step of a path; NULL: leads nowhere. */
static const struct ink_node *component(const struct ink_node *c, struct str word)
{
    int64_t i;

    if (c == NULL || c->kind != INK_CONTAINER || word.n == 0)
        return NULL;
    if (str_eq(word, STR("^")))
        return c->parent;
    if (word.p[0] >= '0' && word.p[0] <= '9' && str_int64(word, &i))
        return i < (int64_t)c->as.container.n ? &c->as.container.content[i] : NULL;
    return named(c, word);
}

/* from: the node that holds a relative path; NULL: paths from the root alone, as divert targets are looked up. */
static enum status find(const struct ink_story *s, const struct ink_node *from, struct str path,
                        const struct ink_node **ret)
{
    const struct ink_node *at = &s->root;
    struct str rest = path, word;

    if (path.n > 0 && path.p[0] == '.' && from != NULL) {
        at = from; /* its first "^" leads to what holds it */
        rest = str_sub(path, 1, path.n - 1);
        if (!str_cut(&rest, '.', &word) || !str_eq(word, STR("^")))
            return fail(INVALID, "a path begins in the middle: %.*s", STR_ARG(path));
        at = at->parent;
    }
    while (at != NULL && str_cut(&rest, '.', &word))
        at = component(at, word);
    if (at == NULL || at == &s->root)
        return fail(INVALID, "a path leads nowhere: %.*s", STR_ARG(path));
    *ret = at;
    return OK;
}

static bool ends_in_index(struct str path)
{
    size_t i = path.n;

    while (i > 0 && path.p[i - 1] >= '0' && path.p[i - 1] <= '9')
        i--;
    return i < path.n && (i == 0 || path.p[i - 1] == '.');
}

struct ink_pointer ink_pointer_to(const struct ink_node *node, struct str path)
{
    bool by_index = node->place >= 0 && ends_in_index(path);

    if (path.n > 0 && path.p[0] == '.') /* inkjs then goes by the node's own path */
        by_index = node->place >= 0 && node->as.container.name.n == 0;
    return by_index ? (struct ink_pointer){node->parent, node->place}
                    : (struct ink_pointer){node, -1};
}

static enum status find_container(const struct ink_story *s, const struct ink_node *from,
                                  struct str path, const struct ink_node **ret)
{
    TRY(find(s, from, path, ret));
    if ((*ret)->kind != INK_CONTAINER)
        return fail(INVALID, "a path leads to no part of the story: %.*s", STR_ARG(path));
    return OK;
}

static enum status resolve_divert(const struct ink_story *s, struct ink_node *node)
{
    const struct ink_node *to = NULL;

    if (node->as.divert.by_variable)
        return OK;
    if (ends_in_index(node->as.divert.path)) {
        TRY(find(s, node, node->as.divert.path, &to));
        node->as.divert.target = (struct ink_pointer){to->parent, to->place};
        if (to->parent == NULL || to->place < 0)
            return fail(INVALID, "a path leads nowhere: %.*s", STR_ARG(node->as.divert.path));
    } else {
        TRY(find_container(s, node, node->as.divert.path, &to));
        node->as.divert.target = (struct ink_pointer){to, 0};
    }
    return OK;
}

static enum status resolve(const struct ink_story *s, struct ink_node *node)
{
    switch (node->kind) {
    case INK_CONTAINER:
        for (size_t i = 0; i < node->as.container.n; i++)
            TRY(resolve(s, &node->as.container.content[i]));
        for (size_t i = 0; i < node->as.container.n_named; i++)
            TRY(resolve(s, &node->as.container.named[i]));
        return OK;
    case INK_DIVERT:
        return resolve_divert(s, node);
    case INK_CHOICE_POINT:
        return find_container(s, node, node->as.choice.path, &node->as.choice.target);
    case INK_COUNT_GET:
        return find_container(s, node, node->as.var.name, &node->as.var.target);
    case INK_VALUE:
        if (node->as.value.kind == INK_TARGET)
            return find(s, NULL, node->as.value.text, &node->as.value.node);
        return OK;
    case INK_COMMAND:
    case INK_OPERATION:
    case INK_VAR_GET:
    case INK_VAR_SET:
        break;
    }
    return OK;
}

enum status ink_load(struct arena *a, struct str text, const struct ink_story **ret)
{
    const struct json *json;
    int64_t version;
    struct str key;
    const struct json *v;
    struct loading l = {a, arena_make(a, struct ink_story)};

    if (text.n > INK_MAX_BYTES)
        return fail(TOO_LARGE, "the story is larger than %d bytes", INK_MAX_BYTES);
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.n - 3);
    TRY(json_read_deep(a, text, MAX_DEPTH, &json));
    if (!json_int(json_get(json, "inkVersion"), &version) || version != 21)
        return fail(INVALID, "this is no story compiled from ink, version 21");
    if (!json_is_object(json_get(json, "listDefs")))
        return fail(INVALID, "the story lacks its definitions of lists");
    if (json_entry(json_get(json, "listDefs"), 0, &key, &v))
        return fail(INVALID, "this story uses lists");
    if (!json_is_array(json_get(json, "root")))
        return fail(INVALID, "the story has no beginning");
    l.story->root.place = -1;
    TRY(load_node(&l, json_get(json, "root"), &l.story->root));
    TRY(resolve(l.story, &l.story->root));
    *ret = l.story;
    return OK;
}
