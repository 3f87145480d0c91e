/* Reads JSON with jansson into a tree of the arena's, writes it by hand; nothing else includes
 * jansson.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/json.h"

#include "base/utf8.h"

#include <jansson.h>
#include <string.h>

/* jansson's macros of the same names; its functions do not clash with ours. */
#undef json_is_null
#undef json_is_object
#undef json_is_array

enum kind { KIND_NULL, KIND_BOOL, KIND_INT, KIND_REAL, KIND_TEXT, KIND_ARRAY, KIND_OBJECT };

/* Our own tree rather than jansson's: entries can be walked by number, and no reference counts leak
 * out. */
struct json {
    enum kind kind;
    bool truth;
    int64_t number;
    double real;
    struct str text;
    size_t n;           /* items or entries */
    struct json *items; /* of arrays and objects */
    struct str *keys;   /* of objects */
};

/* jansson recurses on depth and its own limit is 2048, far from ours: count before it sees the
 * text. */
static bool is_shallow(struct str text, size_t max_depth)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > max_depth)
            return false;
        else if (!quoted && (c == ']' || c == '}') && depth > 0)
            depth--;
    }
    return true;
}

static void convert(struct arena *a, json_t *from, struct json *to);

static void convert_array(struct arena *a, json_t *from, struct json *to)
{
    to->kind = KIND_ARRAY;
    to->n = json_array_size(from);
    to->items = arena_array(a, struct json, to->n);
    for (size_t i = 0; i < to->n; i++)
        convert(a, json_array_get(from, i), &to->items[i]);
}

static void convert_object(struct arena *a, json_t *from, struct json *to)
{
    to->kind = KIND_OBJECT;
    size_t n = json_object_size(from);
    to->items = arena_array(a, struct json, n);
    to->keys = arena_array(a, struct str, n);
    const char *key;
    json_t *value;
    json_object_foreach(from, key, value)
    {
        to->keys[to->n] = arena_copy(a, str_of(key));
        convert(a, value, &to->items[to->n++]);
    }
}

/* As deep as is_shallow let pass. */
static void convert(struct arena *a, json_t *from, struct json *to)
{
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        convert_object(a, from, to);
        break;
    case JSON_ARRAY:
        convert_array(a, from, to);
        break;
    case JSON_STRING:
        to->kind = KIND_TEXT;
        to->text = arena_copy(a, (struct str){json_string_value(from), json_string_length(from)});
        break;
    case JSON_INTEGER:
        to->kind = KIND_INT;
        to->number = json_integer_value(from);
        break;
    case JSON_REAL:
        to->kind = KIND_REAL;
        to->real = json_real_value(from);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = KIND_BOOL;
        to->truth = json_is_true(from);
        break;
    case JSON_NULL:
        to->kind = KIND_NULL;
        break;
    }
}

enum status json_read(struct arena *a, struct str text, const struct json **ret)
{
    return json_read_deep(a, text, JSON_MAX_DEPTH, ret);
}

enum status json_read_deep(struct arena *a, struct str text, size_t max_depth,
                           const struct json **ret)
{
    size_t at;

    must(max_depth <= 1000);
    if (str_find_char(text, '\0', &at)) /* which jansson takes for a blank */
        return fail(INVALID, "JSON holds a NUL at byte %zu", at);
    if (!is_shallow(text, max_depth))
        return fail(INVALID, "JSON is nested deeper than %zu", max_depth);
    json_error_t error;
    json_t *tree = json_loadb(text.p != NULL ? text.p : "", text.n,
                              JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (tree == NULL)
        return fail(INVALID, "JSON line %d column %d: %s", error.line, error.column, error.text);
    struct json *root = arena_make(a, struct json);
    convert(a, tree, root);
    json_decref(tree);
    *ret = root;
    return OK;
}

const struct json *json_get(const struct json *object, const char *key)
{
    if (!json_is_object(object))
        return NULL;
    struct str wanted = str_of(key);
    for (size_t i = 0; i < object->n; i++)
        if (str_eq(object->keys[i], wanted))
            return &object->items[i];
    return NULL;
}

bool json_is_null(const struct json *v)
{
    return v == NULL || v->kind == KIND_NULL;
}

bool json_text(const struct json *v, struct str *ret)
{
    if (v == NULL || v->kind != KIND_TEXT)
        return false;
    *ret = v->text;
    return true;
}

bool json_int(const struct json *v, int64_t *ret)
{
    if (v == NULL || v->kind != KIND_INT)
        return false;
    *ret = v->number;
    return true;
}

bool json_number(const struct json *v, double *ret)
{
    if (v == NULL || (v->kind != KIND_INT && v->kind != KIND_REAL))
        return false;
    *ret = v->kind == KIND_INT ? (double)v->number : v->real;
    return true;
}

bool json_bool(const struct json *v, bool *ret)
{
    if (v == NULL || v->kind != KIND_BOOL)
        return false;
    *ret = v->truth;
    return true;
}

bool json_is_object(const struct json *v)
{
    return v != NULL && v->kind == KIND_OBJECT;
}

bool json_is_array(const struct json *v)
{
    return v != NULL && v->kind == KIND_ARRAY;
}

size_t json_count(const struct json *array)
{
    return array != NULL && array->kind == KIND_ARRAY ? array->n : 0;
}

const struct json *json_at(const struct json *array, size_t i)
{
    return i < json_count(array) ? &array->items[i] : NULL;
}

bool json_entry(const struct json *object, size_t i, struct str *ret_key, const struct json **ret)
{
    if (!json_is_object(object) || i >= object->n)
        return false;
    *ret_key = object->keys[i];
    *ret = &object->items[i];
    return true;
}

/* ---- writing */

struct json_out json_out_to(struct buf *b)
{
    return (struct json_out){b, false};
}

static void before_value(struct json_out *o)
{
    if (o->need_comma)
        buf_char(o->buf, ',');
    o->need_comma = true;
}

static void open_with(struct json_out *o, char c)
{
    before_value(o);
    buf_char(o->buf, c);
    o->need_comma = false;
}

static void close_with(struct json_out *o, char c)
{
    buf_char(o->buf, c);
    o->need_comma = true;
}

void json_open_object(struct json_out *o)
{
    open_with(o, '{');
}

void json_close_object(struct json_out *o)
{
    close_with(o, '}');
}

void json_open_array(struct json_out *o)
{
    open_with(o, '[');
}

void json_close_array(struct json_out *o)
{
    close_with(o, ']');
}

/* The well-formed sequence at i as it is; a stray byte as U+FFFD, since JSON must be UTF-8. */
static size_t add_beyond_ascii(struct buf *b, struct str s, size_t i)
{
    unsigned char lead = (unsigned char)s.p[i];
    size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    struct str piece = str_sub(s, i, n);
    bool good = piece.n == n && utf8_valid(piece) && utf8_length(piece) == 1;
    buf_add(b, good ? piece : STR("\\ufffd"));
    return good ? n : 1;
}

static void add_escaped(struct buf *b, char c)
{
    static const char named[] = "\"\\\n\r\t\b\f";
    static const char letters[] = "\"\\nrtbf";
    const char *at = c == '\0' ? NULL : strchr(named, c);
    if (at != NULL) {
        buf_char(b, '\\');
        buf_char(b, letters[at - named]);
    } else if ((unsigned char)c < 0x20 || c == 0x7f || c == '<') {
        /* '<' so that no text can end the <script> it may be put into. */
        buf_printf(b, "\\u%04x", (unsigned)c);
    } else {
        buf_char(b, c);
    }
}

static void add_quoted(struct buf *b, struct str s)
{
    buf_room(b, s.n + 2);
    buf_char(b, '"');
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] >= 0x80) {
            i += add_beyond_ascii(b, s, i);
        } else {
            add_escaped(b, s.p[i]);
            i++;
        }
    }
    buf_char(b, '"');
}

void json_key(struct json_out *o, struct str key)
{
    before_value(o);
    add_quoted(o->buf, key);
    buf_char(o->buf, ':');
    o->need_comma = false;
}

void json_write_text(struct json_out *o, struct str v)
{
    if (v.p == NULL) {
        json_write_null(o);
        return;
    }
    before_value(o);
    add_quoted(o->buf, v);
}

void json_write_int(struct json_out *o, int64_t v)
{
    before_value(o);
    buf_int(o->buf, v);
}

void json_write_bool(struct json_out *o, bool v)
{
    before_value(o);
    buf_add(o->buf, v ? STR("true") : STR("false"));
}

void json_write_null(struct json_out *o)
{
    before_value(o);
    buf_add(o->buf, STR("null"));
}
