/* The output of a line while it is made: whitespace, newlines, glue and tags, as inkjs treats them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/ink_parts.h"

static bool is_newline(const struct ink_value *v)
{
    return v->kind == INK_STRING && v->text.n == 1 && v->text.p[0] == '\n';
}

/* Blanks and tabs alone, or nothing. */
static bool is_blank(const struct ink_value *v)
{
    if (v->kind != INK_STRING)
        return false;
    for (size_t i = 0; i < v->text.n; i++)
        if (v->text.p[i] != ' ' && v->text.p[i] != '\t')
            return false;
    return true;
}

static bool says_something(const struct ink_value *v)
{
    return v->kind == INK_STRING && !is_newline(v) && !is_blank(v);
}

static void take_out(struct ink_values *list, size_t i)
{
    memmove(&list->at[i], &list->at[i + 1], (list->n - i - 1) * sizeof *list->at);
    list->n--;
}

bool ink_in_string(const struct ink_state *s)
{
    for (size_t i = s->output.n; i-- > 0;)
        if (s->output.at[i].kind == INK_MARK && s->output.at[i].mark == INK_BEGIN_STRING)
            return true;
    return false;
}

bool ink_ends_in_newline(const struct ink_state *s)
{
    for (size_t i = s->output.n; i-- > 0;) {
        const struct ink_value *v = &s->output.at[i];

        if (v->kind == INK_MARK)
            break;
        if (is_newline(v))
            return true;
        if (says_something(v))
            break;
    }
    return false;
}

static bool has_content(const struct ink_state *s)
{
    for (size_t i = 0; i < s->output.n; i++)
        if (s->output.at[i].kind == INK_STRING)
            return true;
    return false;
}

/* Glue takes away the newlines before it, and the blanks behind the first of them. */
static void trim_newlines(struct ink_state *s)
{
    size_t from = s->output.n;

    for (size_t i = s->output.n; i-- > 0;) {
        const struct ink_value *v = &s->output.at[i];

        if (v->kind == INK_MARK || says_something(v))
            break;
        if (is_newline(v))
            from = i;
    }
    for (size_t i = from; i < s->output.n;)
        if (s->output.at[i].kind == INK_STRING)
            take_out(&s->output, i);
        else
            i++;
}

static void remove_glue(struct ink_state *s)
{
    for (size_t i = s->output.n; i-- > 0;) {
        if (s->output.at[i].kind == INK_MARK)
            break;
        if (s->output.at[i].kind == INK_GLUE)
            take_out(&s->output, i);
    }
}

/* Text has come: functions that are running no longer swallow newlines at their beginning. */
static void functions_have_begun(struct ink_state *s)
{
    struct ink_thread *t = ink_thread(s);

    for (size_t i = t->n; i-- > 0 && t->at[i].type == INK_PUSH_FUNCTION;)
        t->at[i].function_start = -1;
}

static bool takes_text(struct ink_state *s, const struct ink_value *v)
{
    int64_t function =
        ink_element(s)->type == INK_PUSH_FUNCTION ? ink_element(s)->function_start : -1;
    int64_t glue = -1;

    for (size_t i = s->output.n; i-- > 0;) {
        const struct ink_value *o = &s->output.at[i];

        if (o->kind == INK_GLUE) {
            glue = (int64_t)i;
            break;
        }
        if (o->kind == INK_MARK && o->mark == INK_BEGIN_STRING) {
            if ((int64_t)i >= function)
                function = -1;
            break;
        }
    }
    if (glue == -1 && function == -1)
        return !is_newline(v) || (!ink_ends_in_newline(s) && has_content(s));
    if (is_newline(v))
        return false;
    if (says_something(v)) {
        if (glue > -1)
            remove_glue(s);
        if (function > -1)
            functions_have_begun(s);
    }
    return true;
}

static void put_one(struct arena *a, struct ink_state *s, const struct ink_value *v)
{
    if (v->kind == INK_GLUE)
        trim_newlines(s);
    else if (v->kind == INK_STRING && !takes_text(s, v))
        return;
    ink_push(a, &s->output, *v);
}

static bool is_inline(char c)
{
    return c == ' ' || c == '\t';
}

/* "  \n text \n" goes as its newline, the text and the other newline. */
void ink_put(struct arena *a, struct ink_state *s, const struct ink_value *v)
{
    const struct str t = v->text;
    int64_t n = (int64_t)t.n, head_first = -1, head_last = -1, tail_first = -1, tail_last = -1;

    for (int64_t i = 0; v->kind == INK_STRING && i < n && (t.p[i] == '\n' || is_inline(t.p[i]));
         i++)
        if (t.p[i] == '\n') {
            head_first = head_first < 0 ? i : head_first;
            head_last = i;
        }
    for (int64_t i = n - 1;
         v->kind == INK_STRING && i >= 0 && (t.p[i] == '\n' || is_inline(t.p[i])); i--)
        if (t.p[i] == '\n') {
            tail_last = tail_last < 0 ? i : tail_last;
            tail_first = i;
        }
    if (head_first < 0 && tail_last < 0) {
        put_one(a, s, v);
        return;
    }
    const struct ink_value newline = ink_string(STR("\n"));
    int64_t from = 0, to = tail_last < 0 ? n : tail_first;
    struct ink_value part;
    if (head_first >= 0) {
        part = ink_string(str_sub(t, 0, (size_t)head_first));
        if (head_first > 0)
            put_one(a, s, &part);
        put_one(a, s, &newline);
        from = head_last + 1;
    }
    if (to > from) {
        part = ink_string(str_sub(t, (size_t)from, (size_t)(to - from)));
        put_one(a, s, &part);
    }
    if (tail_last >= 0 && tail_first > head_last) {
        put_one(a, s, &newline);
        part = ink_string(str_sub(t, (size_t)tail_last + 1, t.n));
        if (part.text.n > 0)
            put_one(a, s, &part);
    }
}

void ink_trim_function_end(struct ink_state *s)
{
    int64_t from = ink_element(s)->function_start;

    from = from < 0 ? 0 : from;
    for (size_t i = s->output.n; i-- > (size_t)from;) {
        const struct ink_value *v = &s->output.at[i];

        if (v->kind != INK_STRING)
            continue;
        if (says_something(v))
            break;
        take_out(&s->output, i);
    }
}

/* ---- what a line says */

/* One blank for many, none at the ends of lines. */
struct str ink_clean(struct arena *a, struct str t)
{
    struct buf b = buf_new(a, t.n + 1);
    size_t line = 0, blank = 0;
    bool in_blank = false;

    for (size_t i = 0; i < t.n; i++) {
        char c = t.p[i];

        if (is_inline(c)) {
            blank = in_blank ? blank : i;
            in_blank = true;
            continue;
        }
        if (c != '\n' && in_blank && blank > 0 && blank != line)
            buf_char(&b, ' ');
        in_blank = false;
        if (c == '\n')
            line = i + 1;
        buf_char(&b, c);
    }
    return b.n > 0 ? buf_str(&b) : STR("");
}

struct str ink_text_now(struct arena *a, const struct ink_state *s)
{
    struct buf b = buf_new(a, 200);
    bool in_tag = false;

    for (size_t i = 0; i < s->output.n; i++) {
        const struct ink_value *v = &s->output.at[i];

        if (v->kind == INK_STRING && !in_tag)
            buf_add(&b, v->text);
        else if (v->kind == INK_MARK && v->mark == INK_BEGIN_TAG)
            in_tag = true;
        else if (v->kind == INK_MARK && v->mark == INK_END_TAG)
            in_tag = false;
    }
    return ink_clean(a, buf_str(&b));
}

static void end_tag(struct arena *a, struct buf *b, struct ink_texts *list)
{
    if (b->n == 0)
        return;
    list->at[list->n++] = ink_clean(a, arena_copy(a, buf_str(b)));
    b->n = 0;
}

struct ink_texts ink_tags_now(struct arena *a, const struct ink_state *s)
{
    struct ink_texts list = {arena_array(a, struct str, s->output.n + 1), 0};
    struct buf b = buf_new(a, 80);
    bool in_tag = false;

    for (size_t i = 0; i < s->output.n; i++) {
        const struct ink_value *v = &s->output.at[i];

        if (v->kind == INK_MARK && v->mark == INK_BEGIN_TAG) {
            if (in_tag)
                end_tag(a, &b, &list);
            in_tag = true;
        } else if (v->kind == INK_MARK && v->mark == INK_END_TAG) {
            end_tag(a, &b, &list);
            in_tag = false;
        } else if (in_tag && v->kind == INK_STRING) {
            buf_add(&b, v->text);
        } else if (!in_tag && v->kind == INK_TAG && v->text.n > 0) {
            list.at[list.n++] = v->text;
        }
    }
    end_tag(a, &b, &list);
    return list;
}
