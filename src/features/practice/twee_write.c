/* From passages to ink: each becomes a knot, its links the choices at its end.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/twee_parts.h"

/* ---- what cannot be taken over */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* "(set:", as Harlowe writes its commands. */
static bool is_harlowe(struct str s)
{
    size_t i = 1;

    while (i < s.n && (is_letter(s.p[i]) || s.p[i] == '-'))
        i++;
    return i > 1 && i < s.n && s.p[i] == ':';
}

/* In the styles of SugarCube, Snowman, Chapbook and Harlowe. */
bool twee_is_command(struct str line)
{
    struct str whole = str_trim(line);

    if (str_starts(whole, STR("[")) && !str_starts(whole, STR("[[")) && str_ends(whole, STR("]")))
        return true;
    for (size_t i = 0; i + 1 < line.n; i++) {
        struct str s = str_sub(line, i, line.n);

        if (str_starts(s, STR("<<")) || str_starts(s, STR("<%")) || str_starts(s, STR("<script")) ||
            (s.p[0] == '$' && is_letter(s.p[1])) || (s.p[0] == '(' && is_harlowe(s)) ||
            (s.p[0] == '{' && s.p[1] != ' '))
            return true;
    }
    return false;
}

/* ---- links */

bool twee_link(struct str inner, struct twee_link *ret)
{
    size_t at = 0, found = inner.n;
    struct twee_link l = {str_trim(inner), str_trim(inner)};

    for (size_t i = 0; i + 1 < inner.n; i++) /* the last arrow counts */
        if (inner.p[i] == '-' && inner.p[i + 1] == '>')
            found = i;
    if (found < inner.n)
        l = (struct twee_link){str_trim(str_sub(inner, 0, found)),
                               str_trim(str_sub(inner, found + 2, inner.n))};
    else if (str_find(inner, STR("<-"), &at))
        l = (struct twee_link){str_trim(str_sub(inner, at + 2, inner.n)),
                               str_trim(str_sub(inner, 0, at))};
    else if (str_find_char(inner, '|', &at))
        l = (struct twee_link){str_trim(str_sub(inner, 0, at)),
                               str_trim(str_sub(inner, at + 1, inner.n))};
    *ret = l;
    return l.text.n > 0 && l.target.n > 0;
}

/* ---- words that mean nothing to ink */

static bool is_word_of_ink(struct str s)
{
    static const char *const words[] = {"VAR", "CONST", "LIST", "INCLUDE", "EXTERNAL", "TODO"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(s, str_of(words[i])))
            return true;
    return false;
}

/* A comment begins also behind a backslash: that stands between its two signs. */
static bool needs_care(struct str s, size_t i)
{
    char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : 0, before = i > 0 ? s.p[i - 1] : 0;

    return strchr("{}|#\\[]", c) != NULL || (i == 0 && strchr("*+-=~", c) != NULL) ||
           (i == 0 && is_word_of_ink(s)) || (c == '-' && next == '>') ||
           (c == '<' && (next == '-' || next == '>')) || (before == '/' && (c == '/' || c == '*'));
}

static void add_words(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == 0)
            continue;
        if (needs_care(s, i))
            buf_char(b, '\\');
        buf_char(b, s.p[i]);
    }
}

static void add_knot(struct buf *b, const struct twee_passage *p)
{
    buf_printf(b, "passage_%zu", p->number);
}

/* ---- passages */

struct written {
    struct twee_story *story;
    const struct twee_passage *passage;
    struct buf words, choices;
    int64_t line;
};

static enum status write_link(struct written *w, struct str inner, struct twee_link *ret)
{
    struct str name = w->passage->name;

    if (str_find(inner, STR("]["), &(size_t){0}))
        return twee_problem(w->story, TWEE_MACRO, name, w->line);
    if (!twee_link(inner, ret))
        return twee_problem(w->story, TWEE_LINK, name, w->line);
    const struct twee_passage *to = twee_find(w->story, ret->target);
    if (to == NULL)
        return twee_problem(w->story, TWEE_TARGET, name, w->line);
    buf_add(&w->choices, STR("+ ["));
    add_words(&w->choices, ret->text);
    buf_add(&w->choices, STR("] -> "));
    add_knot(&w->choices, to);
    buf_char(&w->choices, '\n');
    return OK;
}

/* A line of links alone is not said; within a sentence their words are. */
static enum status write_line(struct arena *a, struct written *w, struct str line)
{
    struct buf plain = buf_new(a, line.n + 1);
    struct twee_link link;
    bool has_words = false;
    size_t at, to;

    while (str_find(line, STR("[["), &at)) {
        struct str before = str_sub(line, 0, at);

        line = str_sub(line, at + 2, line.n);
        if (!str_find(line, STR("]]"), &to))
            return twee_problem(w->story, TWEE_LINK, w->passage->name, w->line);
        TRY(write_link(w, str_sub(line, 0, to), &link));
        has_words |= str_trim(before).n > 0;
        buf_add(&plain, before);
        buf_add(&plain, link.text);
        line = str_sub(line, to + 2, line.n);
    }
    has_words |= str_trim(line).n > 0;
    buf_add(&plain, line);
    if (has_words) {
        if (w->words.n > 0)
            buf_char(&w->words, '\n');
        add_words(&w->words, str_trim(buf_str(&plain)));
    }
    return OK;
}

static void add_tags(struct buf *b, struct str tags)
{
    struct str one;

    while (str_cut(&tags, ' ', &one))
        if (str_find_char(one, ':', &(size_t){0})) {
            buf_add(b, STR(" #"));
            add_words(b, one);
        }
}

static enum status write_passage(struct arena *a, struct twee_story *s,
                                 const struct twee_passage *p, struct buf *out)
{
    struct written w = {s, p, buf_new(a, p->body.n + 64), buf_new(a, 256), p->line};
    struct str rest = p->body, line;

    while (str_cut(&rest, '\n', &line)) {
        w.line++;
        if (twee_is_command(line))
            return twee_problem(s, TWEE_MACRO, p->name, w.line);
        TRY(write_line(a, &w, line));
    }
    buf_add(out, STR("\n== "));
    add_knot(out, p);
    buf_add(out, STR(" // "));
    add_words(out, p->name);
    buf_char(out, '\n');
    buf_add(out, buf_str(&w.words));
    if (w.words.n > 0) {
        add_tags(out, p->tags);
        buf_char(out, '\n');
    }
    buf_add(out, w.choices.n > 0 ? buf_str(&w.choices) : STR("-> END\n"));
    return OK;
}

static bool is_told(const struct twee_passage *p)
{
    return !str_eq(p->name, STR("StoryTitle")) && !str_eq(p->name, STR("StoryData")) &&
           !twee_tagged(p, "stylesheet");
}

static enum status write_story(struct arena *a, struct twee_story *s, struct buf *out)
{
    struct str title = s->title, line;

    if (str_cut(&title, '\n', &line) && str_trim(line).n > 0) {
        buf_add(out, STR("# title: "));
        add_words(out, str_trim(line));
        buf_char(out, '\n');
    }
    buf_add(out, STR("-> "));
    add_knot(out, s->start);
    buf_char(out, '\n');
    for (size_t i = 0; i < s->n; i++) {
        if (twee_tagged(&s->at[i], "script"))
            return twee_problem(s, TWEE_MACRO, s->at[i].name, s->at[i].line);
        if (is_told(&s->at[i]))
            TRY(write_passage(a, s, &s->at[i], out));
    }
    return OK;
}

enum status twee_to_ink(struct arena *a, struct str twee, struct str *ret,
                        struct twee_problem *ret_problem)
{
    struct twee_story s = {.problem = {.wrong = TWEE_FINE}};
    struct buf out = buf_new(a, twee.n + 1024);
    enum status read = twee_read(a, twee, &s);

    if (read == OK)
        read = write_story(a, &s, &out);
    *ret_problem = s.problem;
    TRY(read);
    *ret = buf_str(&out);
    return OK;
}
