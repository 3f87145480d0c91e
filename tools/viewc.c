/* Turns views into C functions: viewc OUTDIR a.html b.html …   or   viewc IN.html OUT.c OUT.h
 *
 *     {% include "features/incidents/incidents.h" %}
 *     {% view incident_show(const struct incident_view *v) %}
 *     <h1 class="sev-{{ v->severity }}">{{ v->title }} {{ t INCIDENT_OPENED, v->opened }}</h1>
 *     {# not in the page #}
 *     <ol>{% for const struct note *n in &v->notes %}<li>{{ n->text }}</li>{% end %}</ol>
 *     {% if v->may_close %}{% call close_form(v) %}{% elif v->closed %}…{% else %}…{% end %}
 *     {% end %}
 *
 * gives void incident_show_html(struct html *h, const struct incident_view *v) in a_html.c and .h.
 * Between {{ and }} stands a C expression; {{ t v->label }} writes the text of a key that the
 * program chose. viewc follows the HTML and picks the writer for the place (text, attribute, URL)
 * or refuses the place: no script, no style, no unquoted attribute. #line makes the C compiler
 * point into the view. A line that holds nothing but one {% … %} or
 * {# … #} leaves nothing behind, unless it is a call; white space with a line break in it shrinks
 * to one line break, but for attribute values, <pre> and <textarea>.
 * SPDX-License-Identifier: MPL-2.0 */
#include <ctype.h>

#include "tool.h"

struct piece { /* part of the view, and where it stands */
    const char *p;
    size_t n;
    int line, col;
};

/* Where in HTML we are. LESS: behind "<" or "</". GAP: in a tag, before white space or the end of
 * the tag. VALUE: behind "=". */
enum kind { TEXT, LESS, NAME, TAG, GAP, ATTR, AFTER_ATTR, VALUE, UNQUOTED, QUOTED, COMMENT, DECL };

struct place {
    enum kind kind;
    struct piece began; /* the tag or comment: for messages */
    char tag[24], attr[24];
    bool closing, has_src;
    char quote;
    enum { EMPTY, BEGUN, MAYBE } value; /* whether the attribute's value holds something yet */
    char scheme[24];                    /* what a URL begins with, until that is clear */
    bool scheme_done;
    char inside[24]; /* script, style, textarea or title: only the end tag means something */
    int pre;         /* how many <pre> we are in */
};

enum block_kind { VIEW, FOR, IF, ELSE };
static const char *const block_names[] = {"view", "for", "if", "else"};

struct block {
    enum block_kind kind;
    struct piece at;
    struct place start, joined;
    bool is_joined;
};

static const char *const url_attrs[] = {"href", "src",  "action",     "formaction", "poster",
                                        "cite", "data", "xlink:href", "ping",       NULL};
static const char *const schemes[] = {"http", "https", "mailto", "tel", NULL};
static const char *const opaque[] = {"script", "style", "textarea", "title", NULL};

static const char *path;   /* the view being read */
static struct text source; /* and all of it */
static struct piece rest;  /* what is still to come */
static struct place place;
static struct block blocks[64];
static size_t blocks_n;
static bool had_view;
static struct text raw;        /* literal markup that waits to be written */
static struct text code, head; /* the two results */

#define die(at, ...)                                                                               \
    do {                                                                                           \
        complain(path, (at).line, (at).col, __VA_ARGS__);                                          \
        exit(1);                                                                                   \
    } while (0)

/* ---- pieces of the view */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void skip(struct piece *s, size_t n)
{
    for (; n > 0; n--, s->p++, s->n--) {
        if (*s->p == '\n') {
            s->line++;
            s->col = 1;
        } else if (((unsigned char)*s->p & 0xc0) != 0x80) { /* columns are characters */
            s->col++;
        }
    }
}

static bool starts(const struct piece *s, const char *with)
{
    return s->n >= strlen(with) && memcmp(s->p, with, strlen(with)) == 0;
}

static struct piece trim(struct piece s)
{
    while (s.n > 0 && is_blank(*s.p))
        skip(&s, 1);
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

/* Takes the word at the front, and the blanks behind it. */
static struct piece word(struct piece *s)
{
    struct piece w = *s;
    for (w.n = 0; w.n < s->n && is_word(w.p[w.n]);)
        w.n++;
    skip(s, w.n);
    *s = trim(*s);
    return w;
}

static bool is(struct piece s, const char *with)
{
    return s.n == strlen(with) && memcmp(s.p, with, s.n) == 0;
}

/* Length of the string or character literal at s[i], or 1. */
static size_t literal_length(const struct piece *s, size_t i)
{
    char quote = s->p[i];
    size_t n = 1;
    if (quote != '"' && quote != '\'')
        return 1;
    for (; i + n < s->n && s->p[i + n] != quote && s->p[i + n] != '\n'; n++)
        if (s->p[i + n] == '\\' && i + n + 1 < s->n)
            n++;
    return i + n < s->n ? n + 1 : n;
}

/* Where what stands: outside of C literals (but comments are no C) and, for a comma, of brackets.
 */
static size_t find(const struct piece *s, const char *what)
{
    size_t n = strlen(what);
    int depth = 0;
    for (size_t i = 0; i < s->n; i += *what == '#' ? 1 : literal_length(s, i)) {
        if (depth == 0 && s->n - i >= n && memcmp(s->p + i, what, n) == 0)
            return i;
        if (*what == ',')
            depth += (strchr("([{", s->p[i]) != NULL) - (strchr(")]}", s->p[i]) != NULL);
    }
    return s->n;
}

/* Only an expression may come into the C: no second statement, no bracket that closes ours. */
static struct piece expression(struct piece s)
{
    int depth = 0;
    s = trim(s);
    if (s.n == 0)
        die(s, "an expression is missing");
    for (size_t i = 0, step; i < s.n && depth >= 0; i += step) {
        step = literal_length(&s, i);
        if (strchr("\"'", s.p[i]) != NULL && (step < 2 || s.p[i + step - 1] != s.p[i]))
            die(s, "a quote is not closed in this expression");
        if (strchr(";#", s.p[i]) != NULL ||
            (s.p[i] == '/' && i + 1 < s.n && strchr("/*", s.p[i + 1])))
            die(s, "only an expression may stand here, no statement and no comment");
        depth += (strchr("([{", s.p[i]) != NULL) - (strchr(")]}", s.p[i]) != NULL);
    }
    if (depth != 0)
        die(s, "brackets do not match in this expression");
    return s;
}

/* ---- following the HTML */

static bool one_of(const char *const *list, const char *name)
{
    while (*list != NULL && strcmp(*list, name) != 0)
        list++;
    return *list != NULL;
}

static void add_char(char name[24], char c)
{
    size_t n = strlen(name);
    if (n < 23) {
        name[n] = (char)tolower((unsigned char)c);
        name[n + 1] = '\0';
    }
}

static const char *describe(const struct place *p)
{
    static char s[2][100]; /* two: for join */
    static int turn;
    int line = p->began.line;
    char *at = s[turn++ % 2];
    size_t n = sizeof s[0];
    if (p->kind == TEXT)
        snprintf(at, n, *p->inside ? "the <%s> of line %d" : "text", p->inside, line);
    else if (p->kind == LESS || p->kind == NAME)
        snprintf(at, n, "the name of a tag");
    else if (p->kind < VALUE)
        snprintf(at, n, "the <%s> tag of line %d", p->tag, line);
    else if (p->kind <= QUOTED)
        snprintf(at, n, "the %s value of %s=", p->kind == QUOTED ? "quoted" : "unquoted", p->attr);
    else
        snprintf(at, n, "the %s of line %d", p->kind == COMMENT ? "comment" : "declaration", line);
    return at;
}

static void value_begins(void)
{
    place.kind = VALUE;
    place.value = EMPTY;
    place.scheme[0] = '\0';
    place.scheme_done = !one_of(url_attrs, place.attr);
    place.has_src = place.has_src || strcmp(place.attr, "src") == 0;
    if (strncmp(place.attr, "on", 2) == 0 && place.attr[2] != '\0')
        die(rest, "no script in a page: %s= is refused", place.attr);
    if (strcmp(place.attr, "style") == 0 || strcmp(place.attr, "srcdoc") == 0)
        die(rest, "%s= is refused%s", place.attr, place.attr[1] == 't' ? ": use a class" : "");
}

static void value_char(char c)
{
    place.value = BEGUN;
    if (place.scheme_done || (unsigned char)c <= ' ')
        return;
    if (c == ':' && !one_of(schemes, place.scheme))
        die(rest, "a URL may not begin with %s:", place.scheme);
    place.scheme_done = strchr(":/?#", c) != NULL;
    add_char(place.scheme, c);
}

static void tag_ends(void)
{
    struct place next = {.kind = TEXT, .began = place.began, .pre = place.pre};
    if (strcmp(place.tag, "pre") == 0)
        next.pre += !place.closing ? 1 : place.pre > 0 ? -1 : 0;
    if (!place.closing && strcmp(place.tag, "script") == 0 && !place.has_src)
        die(place.began, "no script in a page: <script> needs src=");
    if (!place.closing && one_of(opaque, place.tag))
        memcpy(next.inside, place.tag, sizeof next.inside);
    place = next;
}

/* Whether the end tag of <script>, <style>, <textarea> or <title> stands here. */
static bool end_tag_here(void)
{
    size_t n = strlen(place.inside);
    return rest.n > n + 2 && rest.p[1] == '/' && strncasecmp(rest.p + 2, place.inside, n) == 0 &&
           !is_word(rest.p[n + 2]);
}

static void follow_text(char c)
{
    if (c == '<' && (*place.inside == '\0' || end_tag_here()))
        place = (struct place){.kind = LESS, .began = rest, .pre = place.pre};
    else if (strcmp(place.inside, "script") == 0 && !is_blank(c))
        die(rest, "no script in a page: put it into a file and use src=");
}

static void follow_less(char c)
{
    if (c == '/' && !place.closing) {
        place.closing = true;
    } else if (isalpha((unsigned char)c)) {
        place.kind = NAME;
        add_char(place.tag, c);
    } else if (c == '!' || c == '?') {
        place.kind = starts(&rest, "!--") ? COMMENT : DECL;
    } else {
        die(place.began, "\"<\" begins no tag here: write &lt;");
    }
}

/* Within a tag, outside of values. */
static void follow_tag(char c)
{
    bool named = place.kind == ATTR || place.kind == AFTER_ATTR;
    if (c == '>') {
        tag_ends();
    } else if (c == '/') {
        place.kind = TAG;
    } else if (c == '=' && named) {
        value_begins();
    } else if (is_blank(c)) {
        place.kind = named ? AFTER_ATTR : TAG;
    } else if (strchr("\"'<=", c) != NULL) {
        die(rest, "%c has no place in %s", c, describe(&place));
    } else if (place.kind == GAP) {
        die(rest, "white space is missing before this attribute");
    } else if (place.kind == NAME) {
        add_char(place.tag, c);
    } else {
        if (place.kind != ATTR)
            place.attr[0] = '\0';
        place.kind = ATTR;
        add_char(place.attr, c);
    }
}

static void follow_value(char c)
{
    if (place.kind == QUOTED && c == place.quote) {
        place.kind = GAP;
    } else if (place.kind == VALUE && (c == '"' || c == '\'')) {
        place.kind = QUOTED;
        place.quote = c;
    } else if (place.kind != QUOTED &&
               (strchr("\"'<=`", c) != NULL || (c == '>' && place.kind == VALUE))) {
        die(rest, "put quotes around the value of %s=", place.attr);
    } else if (place.kind == UNQUOTED && c == '>') {
        tag_ends();
    } else if (place.kind == UNQUOTED && is_blank(c)) {
        place.kind = TAG;
    } else if (place.kind != VALUE || !is_blank(c)) {
        place.kind = place.kind == VALUE ? UNQUOTED : place.kind;
        value_char(c);
    }
}

static void follow(char c)
{
    if (place.kind == TEXT)
        follow_text(c);
    else if (place.kind == LESS)
        follow_less(c);
    else if (place.kind < VALUE)
        follow_tag(c);
    else if (place.kind <= QUOTED)
        follow_value(c);
    else if (c == '>' && (place.kind == DECL || memcmp(rest.p - 2, "--", 2) == 0 ||
                          memcmp(rest.p - 3, "--!", 3) == 0))
        place.kind = TEXT;
}

/* One place from the two ways that lead to it. */
static struct place join(struct place a, struct place b, struct piece at)
{
    bool same_tag = strcmp(a.tag, b.tag) == 0 && strcmp(a.inside, b.inside) == 0 && a.pre == b.pre;
    bool same_value = a.kind != QUOTED || (a.quote == b.quote && strcmp(a.attr, b.attr) == 0);
    if ((a.kind == GAP && b.kind == TAG) || (a.kind == TAG && b.kind == GAP))
        a.kind = b.kind = GAP;
    if (a.kind != b.kind || !same_tag || !same_value)
        die(at, "one branch ends in %s, another in %s", describe(&a), describe(&b));
    a.value = a.value == b.value ? a.value : MAYBE;
    if (strlen(b.scheme) > strlen(a.scheme))
        memcpy(a.scheme, b.scheme, sizeof a.scheme);
    a.scheme_done = a.scheme_done && b.scheme_done;
    a.has_src = a.has_src && b.has_src;
    return a;
}

/* ---- writing C */

static void write_raw(void)
{
    for (size_t i = 0, n; i < raw.n; i += n) { /* ISO C ends literals at 4095 bytes */
        n = raw.n - i < 4000 ? raw.n - i : 4000;
        put(&code, "html_raw(h, \"");
        put_escaped(&code, raw.p + i, n);
        put(&code, "\", %zu);\n", n);
    }
    raw.n = 0;
}

/* Writes s such that it stands in its line of the view and, where there is room, in its column. */
static void put_piece(struct text *t, const char *before, struct piece s, const char *after)
{
    int room = s.col - 1 - (int)strlen(before);
    put(t, "\n#line %d \"", s.line);
    put_escaped(t, path, strlen(path));
    put(t, "\"\n%*s%s", room > 0 ? room : 0, "", before);
    put_n(t, s.p, s.n);
    put(t, "%s", after);
}

/* KEY, a, b */
static void put_key(struct piece s)
{
    struct piece key = word(&s);
    size_t n = 0;
    put(&code, "html_put_key(h,");
    put_piece(&code, "T_", key, s.n > 0 ? ", (struct text_arg[]){" : ", NULL");
    for (; s.n > 0; n++) {
        if (*s.p != ',')
            die(s, "a comma is missing");
        skip(&s, 1);
        struct piece e = s;
        e.n = find(&s, ",");
        skip(&s, e.n);
        put_piece(&code, "html_arg(", expression(e), "),");
    }
    put(&code, n > 0 ? "}, %zu);\n" : ", %zu);\n", n);
}

static void put_expression(struct piece s)
{
    bool url = place.kind == QUOTED && one_of(url_attrs, place.attr);
    struct piece key = trim(s);
    bool opaque_code = strcmp(place.inside, "script") == 0 || strcmp(place.inside, "style") == 0;
    if (blocks_n == 0)
        die(s, "an expression outside of views");
    if (opaque_code || (place.kind != TEXT && place.kind != QUOTED))
        die(s, "no expression in %s", describe(&place));
    if (place.kind == QUOTED && strstr(place.attr, "srcset") != NULL)
        die(s, "no expression in srcset=");
    if (url && place.value == MAYBE)
        die(s, "whether this begins the URL depends on the branch: put the whole URL into each");
    write_raw();
    if (is(word(&key), "t") && key.n > 0 && isalpha((unsigned char)*key.p)) {
        if (url)
            die(s, "no text of the catalogue in a URL");
        if (isupper((unsigned char)*key.p))
            put_key(key);
        else /* a key that the program chose */
            put_piece(&code, "html_put_key(h, ", key, ", NULL, 0);\n");
    } else {
        put_piece(&code,
                  place.kind == TEXT     ? "html_put_text(h, "
                  : !url                 ? "html_put_attr(h, "
                  : place.value == EMPTY ? "html_put_url(h, "
                                         : "html_put_url_part(h, ",
                  expression(s), ");\n");
    }
    place.value = BEGUN;
    place.scheme_done = true;
}

/* ---- statements */

static void put_signature(struct text *t, struct piece name, struct piece params)
{
    put_piece(t, "void ", name, "_html(struct html *h");
    if (params.n > 0)
        put_piece(t, ", ", params, "");
}

/* NAME(…): the rest becomes what stands in the brackets. */
static struct piece name_and_brackets(struct piece *s)
{
    struct piece name = word(s);
    if (name.n == 0 || s->n < 2 || *s->p != '(' || s->p[s->n - 1] != ')')
        die(name, "NAME(…) is missing");
    s->n--;
    skip(s, 1);
    *s = trim(*s);
    if (s->n > 0)
        expression(*s);
    return name;
}

static void open_block(enum block_kind kind, struct piece at)
{
    if (blocks_n == sizeof blocks / sizeof *blocks)
        die(at, "too deep");
    if ((kind == VIEW) != (blocks_n == 0))
        die(at, kind == VIEW ? "a view within a view" : "this stands outside of views");
    blocks[blocks_n++] = (struct block){.kind = kind, .at = at, .start = place};
}

static void next_branch(struct piece at, const char *keyword)
{
    struct block *b = blocks_n > 0 ? &blocks[blocks_n - 1] : NULL;
    if (b == NULL || b->kind != IF)
        die(at, "%s without if", keyword);
    b->joined = b->is_joined ? join(b->joined, place, at) : place;
    b->is_joined = true;
    place = b->start;
}

static void end_block(struct piece at)
{
    if (blocks_n == 0)
        die(at, "end without view, if or for");
    struct block b = blocks[--blocks_n];
    if (b.kind == VIEW && (place.kind != TEXT || *place.inside || place.pre > 0))
        die(at, "the view ends in %s", place.pre > 0 ? "<pre>" : describe(&place));
    if (b.kind != VIEW)
        place = join(b.is_joined ? b.joined : b.start, place, at);
    if (b.kind == IF && b.is_joined)
        place = join(place, b.start, at);
    put(&code, "}\n");
}

static void put_for(struct piece s)
{
    size_t n = find(&s, " in ");
    struct piece decl = s, list = s, name = s;
    if (n == s.n)
        die(s, "for takes: TYPE *NAME in LIST");
    decl.n = n;
    skip(&list, n + 4);
    list = expression(list);
    decl = expression(decl);
    name.n = 0;
    for (name.p = decl.p + decl.n; name.p > decl.p && is_word(name.p[-1]); name.n++)
        name.p--;
    put(&code, "for (size_t %.*s_at_ = 0; %.*s_at_ <", (int)name.n, name.p, (int)name.n, name.p);
    put_piece(&code, "(", list, ")->n; ");
    put(&code, "%.*s_at_++) {", (int)name.n, name.p);
    put_piece(&code, "", decl, " =");
    put_piece(&code, "&(", list, ")->at[");
    put(&code, "%.*s_at_];\n(void)%.*s;\n", (int)name.n, name.p, (int)name.n, name.p);
}

/* What stands between {% and %}; true for a call, which leaves its line in the page. */
static bool put_statement(struct piece s)
{
    struct piece at = s = trim(s), keyword = word(&s);
    if (place.kind == AFTER_ATTR)
        place.kind = TAG;
    if (place.kind == NAME || place.kind == ATTR || place.kind == UNQUOTED)
        place.kind = GAP;
    if ((place.kind == TEXT && strcmp(place.inside, "script") == 0) ||
        (place.kind != TEXT && place.kind != TAG && place.kind != GAP && place.kind != QUOTED))
        die(at, "no statement in %s", describe(&place));
    write_raw();
    if (is(keyword, "include")) {
        if (had_view || s.n < 3 || *s.p != '"' || literal_length(&s, 0) != s.n)
            die(at, "include \"…\" stands at the top, with a file in quotes");
        put_piece(&head, "#include ", s, "");
    } else if (is(keyword, "view")) {
        struct piece name = name_and_brackets(&s);
        open_block(VIEW, at);
        had_view = true;
        put_signature(&head, name, s);
        put(&head, ");\n");
        put_signature(&code, name, s);
        put(&code, ")\n{\n(void)h;\n");
    } else if (is(keyword, "if")) {
        open_block(IF, at);
        put_piece(&code, "if (", expression(s), ") {\n");
    } else if (is(keyword, "elif")) {
        next_branch(at, "elif");
        put(&code, "} else");
        put_piece(&code, "if (", expression(s), ") {\n");
    } else if (is(keyword, "else") && s.n == 0) {
        next_branch(at, "else");
        blocks[blocks_n - 1].kind = ELSE;
        put(&code, "} else {\n");
    } else if (is(keyword, "for")) {
        open_block(FOR, at);
        put_for(s);
    } else if (is(keyword, "call")) {
        struct piece name = name_and_brackets(&s);
        if (blocks_n == 0 || place.kind != TEXT || place.inside[0] != '\0')
            die(at, "call belongs into the text of a view");
        put_piece(&code, "", name, "_html(h");
        if (s.n > 0)
            put_piece(&code, ", ", s, "");
        put(&code, ");\n");
    } else if (is(keyword, "end") && s.n == 0) {
        end_block(at);
    } else {
        die(at, "a statement is view, if, elif, else, for, call, include or end");
    }
    return is(keyword, "call");
}

static bool at_hole(void)
{
    return starts(&rest, "{{") || starts(&rest, "{%") || starts(&rest, "{#");
}

/* Takes {{ … }}, {% … %} or {# … #} off the front. */
static void take_hole(void)
{
    struct piece at = rest, hole;
    const char close[] = {at.p[1] == '{' ? '}' : at.p[1], '}', '\0'};
    bool whole = place.kind != QUOTED && place.pre == 0 && *place.inside == '\0'; /* line */
    for (const char *p = at.p; whole && p > source.p && p[-1] != '\n'; p--)
        whole = is_blank(p[-1]);
    skip(&rest, 2);
    hole = rest;
    hole.n = find(&hole, close);
    if (hole.n == rest.n)
        die(at, "%.2s is never closed", at.p);
    skip(&rest, hole.n + 2);
    if (*close == '}')
        put_expression(hole);
    if (*close == '}' || (*close == '%' && put_statement(hole)))
        return;
    for (at = rest; whole && at.n > 0 && is_blank(*at.p) && *at.p != '\n';)
        skip(&at, 1);
    if (whole && (at.n == 0 || *at.p == '\n'))
        while (rest.n > 0 && is_blank(*rest.p))
            skip(&rest, 1);
}

/* Takes markup off the front, up to the next hole. */
static void take_markup(void)
{
    while (rest.n > 0 && !at_hole()) {
        size_t n = 0;
        bool shrink = place.kind < VALUE && place.pre == 0 && *place.inside == '\0';
        while (shrink && n < rest.n && is_blank(rest.p[n]))
            n++;
        if (n > 0 && memchr(rest.p, '\n', n) != NULL)
            put_n(&raw, "\n", 1);
        else
            put_n(&raw, rest.p, n > 0 ? n : 1);
        if (blocks_n == 0 && n == 0)
            die(rest, "markup outside of views");
        follow(*rest.p);
        skip(&rest, n > 0 ? n : 1);
    }
    if (blocks_n == 0)
        raw.n = 0;
}

static void compile(const char *in, const char *out_c, const char *out_h)
{
    path = in;
    read_file(in, &source);
    rest = (struct piece){source.p, source.n, 1, 1};
    place = (struct place){.kind = TEXT};
    head.n = code.n = raw.n = 0;
    had_view = false;
    if (memchr(source.p, '\0', source.n) != NULL)
        die(rest, "the file holds a NUL");
    put(&head, "/* Made by viewc from %s: do not edit. */\n#pragma once\n", base_name(in));
    put(&head, "#include \"web/html.h\"\n");
    put(&code, "/* Made by viewc from %s: do not edit. */\n#include \"%s\"\n", base_name(in),
        base_name(out_h));
    put(&code, "#pragma GCC diagnostic ignored \"-Wsign-conversion\" /* sizes may be shown */\n");
    while (rest.n > 0) {
        if (at_hole())
            take_hole();
        else
            take_markup();
    }
    if (blocks_n > 0)
        die(blocks[blocks_n - 1].at, "this %s is never closed",
            block_names[blocks[blocks_n - 1].kind]);
    write_file(out_h, &head);
    write_file(out_c, &code);
}

int main(int argc, char **argv)
{
    static struct text c, h;
    size_t n = argc > 1 ? strlen(argv[1]) : 0;
    if (argc == 4 && n > 5 && strcmp(argv[1] + n - 5, ".html") == 0) {
        compile(argv[1], argv[2], argv[3]);
        return 0;
    }
    if (argc < 3) {
        fputs("usage: viewc IN.html OUT.c OUT.h\n       viewc OUTDIR IN.html...\n", stderr);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        const char *name = base_name(argv[i]);
        int n_stem = (int)strcspn(name, ".");
        c.n = h.n = 0;
        put(&c, "%s/%.*s_html.c", argv[1], n_stem, name);
        put(&h, "%s/%.*s_html.h", argv[1], n_stem, name);
        compile(argv[i], c.p, h.p);
    }
    return 0;
}
