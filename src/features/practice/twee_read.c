/* Twee 3: headings, passages, what the file says of the story.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/twee_parts.h"

#include <stdlib.h>

#include "base/json.h"

enum status twee_problem(struct twee_story *story, enum twee_wrong wrong, struct str passage,
                         int64_t line)
{
    story->problem = (struct twee_problem){wrong, passage, line};
    return fail(INVALID, "twee, line %lld: problem %d", (long long)line, (int)wrong);
}

/* The next line without its end; false: there is none. */
static bool next_line(struct str *rest, struct str *ret)
{
    if (rest->n == 0)
        return false;
    (void)str_cut(rest, '\n', ret);
    if (ret->n > 0 && ret->p[ret->n - 1] == '\r')
        ret->n--;
    return true;
}

/* ---- headings: ":: name [tags] {metadata}" */

/* Where an unescaped one of these stands, or the end. */
static size_t find_plain(struct str s, const char *wanted)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] != 0 && strchr(wanted, s.p[i]) != NULL)
            return i;
    }
    return s.n;
}

static struct str unescaped(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n + 1);

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\' && i + 1 < s.n)
            i++;
        buf_char(&b, s.p[i]);
    }
    return b.n > 0 ? buf_str(&b) : STR("");
}

static bool read_heading(struct arena *a, struct str line, struct twee_passage *p)
{
    struct str rest = str_sub(line, 2, line.n);
    size_t at = find_plain(rest, "[{");

    p->name = unescaped(a, str_trim(str_sub(rest, 0, at)));
    p->tags = STR("");
    rest = str_sub(rest, at, rest.n);
    if (rest.n > 0 && rest.p[0] == '[') {
        at = find_plain(rest, "]");
        if (at == rest.n)
            return false;
        p->tags = unescaped(a, str_sub(rest, 1, at - 1));
        rest = str_trim(str_sub(rest, at + 1, rest.n));
    }
    bool is_read = rest.n == 0 || (rest.p[0] == '{' && str_ends(rest, STR("}")));
    return p->name.n > 0 && is_read;
}

bool twee_tagged(const struct twee_passage *p, const char *wanted)
{
    struct str rest = p->tags, one;

    while (str_cut(&rest, ' ', &one))
        if (str_eq(one, str_of(wanted)))
            return true;
    return false;
}

/* ---- the file */

static size_t count_headings(struct str rest)
{
    struct str line;
    size_t n = 0;

    while (next_line(&rest, &line))
        n += str_starts(line, STR("::"));
    return n;
}

static enum status read_passages(struct arena *a, struct str twee, struct twee_story *s)
{
    struct str rest = twee, line;

    s->at = arena_array(a, struct twee_passage, count_headings(twee) + 1);
    for (int64_t number = 1; next_line(&rest, &line); number++) {
        if (str_starts(line, STR("::"))) {
            struct twee_passage p = {.line = number, .number = s->n + 1};

            if (!read_heading(a, line, &p))
                return twee_problem(s, TWEE_HEAD, line, number);
            p.body = str_sub(rest, 0, 0);
            s->at[s->n++] = p;
        } else if (s->n > 0) {
            struct twee_passage *p = &s->at[s->n - 1];

            p->body.n = (size_t)(rest.n > 0 ? rest.p - p->body.p : twee.p + twee.n - p->body.p);
        }
    }
    return s->n > 0 ? OK : twee_problem(s, TWEE_EMPTY, STR(""), 1);
}

static int by_name(const void *left, const void *right)
{
    const struct twee_passage *a = *(struct twee_passage *const *)left;
    const struct twee_passage *b = *(struct twee_passage *const *)right;
    int order = str_cmp(a->name, b->name);

    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static enum status sort(struct arena *a, struct twee_story *s)
{
    s->by_name = arena_array(a, struct twee_passage *, s->n);
    for (size_t i = 0; i < s->n; i++)
        s->by_name[i] = &s->at[i];
    qsort(s->by_name, s->n, sizeof *s->by_name, by_name);
    for (size_t i = 1; i < s->n; i++)
        if (str_eq(s->by_name[i]->name, s->by_name[i - 1]->name))
            return twee_problem(s, TWEE_TWICE, s->by_name[i]->name, s->by_name[i]->line);
    return OK;
}

const struct twee_passage *twee_find(const struct twee_story *s, struct str name)
{
    size_t from = 0, to = s->n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_cmp(s->by_name[middle]->name, name);

        if (order == 0)
            return s->by_name[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

/* ---- what it says of itself */

static enum status read_data(struct arena *a, struct twee_story *s)
{
    const struct twee_passage *data = twee_find(s, STR("StoryData"));
    const struct twee_passage *title = twee_find(s, STR("StoryTitle"));
    struct str start = STR("Start");
    const struct json *json;

    if (data != NULL) {
        if (json_read(a, data->body, &json) != OK || !json_is_object(json))
            return twee_problem(s, TWEE_DATA, data->name, data->line);
        (void)json_text(json_get(json, "start"), &start); /* absent: Start */
    }
    s->title = title ? str_trim(title->body) : STR("");
    s->start = twee_find(s, start);
    return s->start ? OK : twee_problem(s, TWEE_START, start, data ? data->line : 1);
}

enum status twee_read(struct arena *a, struct str twee, struct twee_story *ret)
{
    if (str_starts(twee, STR("\xEF\xBB\xBF")))
        twee = str_sub(twee, 3, twee.n);
    TRY(read_passages(a, twee, ret));
    TRY(sort(a, ret));
    return read_data(a, ret);
}
