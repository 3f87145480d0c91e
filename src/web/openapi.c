/* OpenAPI 3.1, printed from the tables that also read and write: routes, forms and shapes.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "web/api.h"
#include "web/builtin.h"
#include "web/page.h"

#define ID_PATTERN "^[1-9][0-9]{0,18}$"

static void put(struct json_out *o, const char *key, const char *value)
{
    json_key(o, str_of(key));
    json_write_text(o, str_of(value));
}

static void put_int(struct json_out *o, const char *key, int64_t value)
{
    json_key(o, str_of(key));
    json_write_int(o, value);
}

static void put_ref(struct json_out *o, const char *section, const char *name)
{
    char path[160];
    size_t n = 0;

    for (const char *part = "#/components/"; *part != '\0'; part++)
        path[n++] = *part;
    for (const char *part = section; *part != '\0' && n < 100; part++)
        path[n++] = *part;
    path[n++] = '/';
    for (const char *part = name; *part != '\0' && n < sizeof path - 1; part++)
        path[n++] = *part;
    path[n] = '\0';
    put(o, "$ref", path);
}

static void open(struct json_out *o, const char *key)
{
    json_key(o, str_of(key));
    json_open_object(o);
}

static void put_type(struct json_out *o, const char *type, bool or_null)
{
    json_key(o, STR("type"));
    if (!or_null) {
        json_write_text(o, str_of(type));
        return;
    }
    json_open_array(o);
    json_write_text(o, str_of(type));
    json_write_text(o, STR("null"));
    json_close_array(o);
}

static void put_enum(struct json_out *o, const char *const *words, bool or_null)
{
    json_key(o, STR("enum"));
    json_open_array(o);
    for (size_t i = 0; words[i] != NULL; i++)
        json_write_text(o, str_of(words[i]));
    if (or_null)
        json_write_null(o);
    json_close_array(o);
}

static void put_word_list(struct json_out *o, const char *const *words)
{
    open(o, "items");
    put(o, "type", "string");
    put_enum(o, words, false);
    json_close_object(o);
    json_key(o, STR("uniqueItems"));
    json_write_bool(o, true);
}

static void put_text_list(struct json_out *o)
{
    open(o, "items");
    put(o, "type", "string");
    json_close_object(o);
}

/* ---- schemas */

static void field_schema(struct json_out *o, const struct field *f, bool or_null)
{
    json_open_object(o);
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_SECRET:
        put_type(o, "string", or_null);
        put_int(o, "maxLength", f->max > 0 ? f->max : 1000);
        if (f->kind == FIELD_SECRET)
            put(o, "format", "password");
        break;
    case FIELD_INT:
        put_type(o, "integer", or_null);
        put(o, "format", "int64");
        if (f->min != 0 || f->max != 0) {
            put_int(o, "minimum", f->min);
            put_int(o, "maximum", f->max);
        }
        break;
    case FIELD_BOOL:
        put_type(o, "boolean", or_null);
        break;
    case FIELD_CHOICE:
        put_type(o, "string", or_null);
        put_enum(o, f->words, or_null);
        break;
    case FIELD_CHOICES:
        put_type(o, "array", or_null);
        put_word_list(o, f->words);
        break;
    case FIELD_LIST:
        put_type(o, "array", or_null);
        put_text_list(o);
        put_int(o, "maxItems", f->max);
        break;
    case FIELD_DATE:
        put_type(o, "string", or_null);
        put(o, "format", "date");
        break;
    case FIELD_INSTANT:
        put_type(o, "string", or_null);
        put(o, "format", "date-time");
        break;
    case FIELD_ID:
        put_type(o, "string", or_null);
        put(o, "pattern", ID_PATTERN);
        break;
    }
    if (f->doc != NULL)
        put(o, "description", f->doc);
    json_close_object(o);
}

static void form_properties(struct json_out *o, const struct form *form)
{
    for (size_t i = 0; i < form->n; i++) {
        json_key(o, str_of(form->fields[i].name));
        field_schema(o, &form->fields[i], !form->fields[i].required);
    }
}

static void form_schema(struct json_out *o, const struct form *form)
{
    json_open_object(o);
    put(o, "type", "object");
    open(o, "properties");
    form_properties(o, form);
    json_close_object(o);
    json_key(o, STR("required"));
    json_open_array(o);
    for (size_t i = 0; i < form->n; i++)
        if (form->fields[i].required)
            json_write_text(o, str_of(form->fields[i].name));
    json_close_array(o);
    json_key(o, STR("additionalProperties"));
    json_write_bool(o, false);
    json_close_object(o);
}

static void shape_field_schema(struct json_out *o, const struct shape_field *f)
{
    json_open_object(o);
    switch (f->kind) {
    case SHAPE_TEXT:
        put_type(o, "string", true);
        break;
    case SHAPE_INT:
        put(o, "type", "integer");
        put(o, "format", "int64");
        break;
    case SHAPE_BOOL:
        put(o, "type", "boolean");
        break;
    case SHAPE_ID:
        put_type(o, "string", true);
        put(o, "pattern", ID_PATTERN);
        break;
    case SHAPE_INSTANT:
        put_type(o, "string", true);
        put(o, "format", "date-time");
        break;
    case SHAPE_DATE:
        put_type(o, "string", true);
        put(o, "format", "date");
        break;
    case SHAPE_WORD:
        put_type(o, "string", true);
        put_enum(o, f->words, true);
        break;
    case SHAPE_WORDS:
        put(o, "type", "array");
        put_word_list(o, f->words);
        break;
    case SHAPE_LIST:
        put(o, "type", "array");
        put_text_list(o);
        break;
    }
    if (f->doc != NULL)
        put(o, "description", f->doc);
    json_close_object(o);
}

static void shape_schema(struct json_out *o, const struct shape *shape)
{
    json_open_object(o);
    put(o, "type", "object");
    open(o, "properties");
    for (size_t i = 0; i < shape->n; i++) {
        json_key(o, str_of(shape->fields[i].name));
        shape_field_schema(o, &shape->fields[i]);
    }
    json_close_object(o);
    json_key(o, STR("required"));
    json_open_array(o);
    for (size_t i = 0; i < shape->n; i++)
        json_write_text(o, str_of(shape->fields[i].name));
    json_close_array(o);
    json_close_object(o);
}

static void problem_schema(struct json_out *o)
{
    static const char *const texts[] = {"type", "title", "detail", "instance", "code"};
    static const char *const error_texts[] = {"field", "code", "detail"};

    open(o, "Problem");
    put(o, "type", "object");
    put(o, "description",
        "What went wrong, after RFC 9457. code is for programs, detail for people, instance names "
        "the line in the server's log.");
    open(o, "properties");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        open(o, texts[i]);
        put(o, "type", "string");
        json_close_object(o);
    }
    open(o, "status");
    put(o, "type", "integer");
    json_close_object(o);
    open(o, "errors");
    put(o, "type", "array");
    open(o, "items");
    put(o, "type", "object");
    open(o, "properties");
    for (size_t i = 0; i < sizeof error_texts / sizeof error_texts[0]; i++) {
        open(o, error_texts[i]);
        put(o, "type", "string");
        json_close_object(o);
    }
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
}

/* ---- routes under /api/, in table order */

struct api_cursor {
    size_t table, at;
};

/* The next of them, NULL after the last; begins with {0}. */
static const struct route *next_api(struct api_cursor *c)
{
    for (; all_routes[c->table] != NULL; c->table++, c->at = 0)
        while (all_routes[c->table][c->at].run != NULL) {
            const struct route *r = &all_routes[c->table][c->at++];

            if (str_starts(str_of(r->path), STR("/api/")))
                return r;
        }
    return NULL;
}

/* A form or shape is printed where its name first comes up. */
static bool is_first(const struct route *where, const char *name)
{
    struct api_cursor c = {0};
    const struct route *r;

    while ((r = next_api(&c)) != where)
        if ((r->in != NULL && strcmp(r->in->name, name) == 0) ||
            (r->out != NULL && strcmp(r->out->name, name) == 0))
            return false;
    return true;
}

/* And a path with all its methods where it first does. */
static bool is_first_path(const struct route *where)
{
    struct api_cursor c = {0};
    const struct route *r;

    while ((r = next_api(&c)) != where)
        if (strcmp(r->path, where->path) == 0)
            return false;
    return true;
}

static void schemas(struct json_out *o)
{
    struct api_cursor c = {0};
    const struct route *r;

    open(o, "schemas");
    problem_schema(o);
    while ((r = next_api(&c)) != NULL) {
        if (r->in != NULL && is_first(r, r->in->name)) {
            json_key(o, str_of(r->in->name));
            form_schema(o, r->in);
        }
        if (r->out != NULL && is_first(r, r->out->name) &&
            (r->in == NULL || strcmp(r->in->name, r->out->name) != 0)) {
            json_key(o, str_of(r->out->name));
            shape_schema(o, r->out);
        }
    }
    json_close_object(o);
}

static void path_parameters(struct json_out *o, const struct route *r)
{
    struct str rest = str_of(r->path), segment;

    while (str_cut(&rest, '/', &segment)) {
        if (segment.n < 3 || segment.p[0] != '{')
            continue;
        json_open_object(o);
        json_key(o, STR("name"));
        json_write_text(o, str_sub(segment, 1, segment.n - 2));
        put(o, "in", "path");
        json_key(o, STR("required"));
        json_write_bool(o, true);
        open(o, "schema");
        put(o, "type", "string");
        json_close_object(o);
        json_close_object(o);
    }
}

static void parameters(struct json_out *o, const struct route *r)
{
    json_key(o, STR("parameters"));
    json_open_array(o);
    path_parameters(o, r);
    for (size_t i = 0; r->query != NULL && i < r->query->n; i++) {
        const struct field *f = &r->query->fields[i];

        json_open_object(o);
        put(o, "name", f->name);
        put(o, "in", "query");
        json_key(o, STR("required"));
        json_write_bool(o, f->required);
        json_key(o, STR("schema"));
        field_schema(o, f, false);
        json_close_object(o);
    }
    if ((r->flags & ROUTE_IDEMPOTENT) != 0) {
        json_open_object(o);
        put(o, "name", "Idempotency-Key");
        put(o, "in", "header");
        put(o, "description",
            "Any text of your own. Sent again with the same body within a day, the first answer "
            "comes "
            "again and nothing is done twice.");
        open(o, "schema");
        put(o, "type", "string");
        put_int(o, "maxLength", 200);
        json_close_object(o);
        json_close_object(o);
    }
    json_close_array(o);
}

static void request_body(struct json_out *o, const struct route *r)
{
    bool is_upload = (r->flags & ROUTE_UPLOAD) != 0;

    if (r->in == NULL && !is_upload)
        return;
    open(o, "requestBody");
    json_key(o, STR("required"));
    json_write_bool(o, true);
    open(o, "content");
    open(o, is_upload ? "multipart/form-data" : "application/json");
    open(o, "schema");
    if (is_upload) {
        put(o, "type", "object");
        open(o, "properties");
        open(o, "file");
        put(o, "type", "string");
        put(o, "contentMediaType", "application/octet-stream");
        json_close_object(o);
        if (r->in != NULL)
            form_properties(o, r->in);
        json_close_object(o);
    } else {
        put_ref(o, "schemas", r->in->name);
    }
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
}

static void list_schema(struct json_out *o, const struct shape *shape)
{
    put(o, "type", "object");
    open(o, "properties");
    open(o, "items");
    put(o, "type", "array");
    open(o, "items");
    put_ref(o, "schemas", shape->name);
    json_close_object(o);
    json_close_object(o);
    open(o, "next");
    put_type(o, "string", true);
    put(o, "description",
        "Where to go on: the query parameter of the next request; null at the end.");
    json_close_object(o);
    json_close_object(o);
    json_key(o, STR("required"));
    json_open_array(o);
    json_write_text(o, STR("items"));
    json_write_text(o, STR("next"));
    json_close_array(o);
}

static void responses(struct json_out *o, const struct route *r)
{
    open(o, "responses");
    open(o, r->method == GET ? "200" : "2XX");
    put(o, "description", r->out_is_list ? "A page of the list." : "Done.");
    if (r->out != NULL) {
        open(o, "content");
        open(o, "application/json");
        open(o, "schema");
        if (r->out_is_list)
            list_schema(o, r->out);
        else
            put_ref(o, "schemas", r->out->name);
        json_close_object(o);
        json_close_object(o);
        json_close_object(o);
    }
    json_close_object(o);
    open(o, "default");
    put_ref(o, "responses", "Problem");
    json_close_object(o);
    json_close_object(o);
}

static void operation(struct json_out *o, const struct route *r)
{
    static const char *const methods[METHOD_N] = {"get", "post", "put", "delete"};
    char id[160];
    size_t n = 0;

    for (const char *p = methods[r->method]; *p != '\0'; p++)
        id[n++] = *p;
    for (const char *p = r->path + sizeof "/api" - 1; *p != '\0' && n < sizeof id - 1; p++) {
        bool letter =
            (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z');

        if (letter || (n > 0 && id[n - 1] != '_'))
            id[n++] = letter ? *p : '_';
    }
    while (n > 0 && id[n - 1] == '_')
        n--;
    id[n] = '\0';
    open(o, methods[r->method]);
    put(o, "operationId", id);
    put(o, "summary", r->summary != NULL ? r->summary : "");
    json_key(o, STR("security"));
    json_open_array(o);
    if (r->permission != PERM_PUBLIC) {
        json_open_object(o);
        json_key(o, STR("token"));
        json_open_array(o);
        json_write_text(o, permission_word(r->permission));
        json_close_array(o);
        json_close_object(o);
    }
    json_close_array(o);
    parameters(o, r);
    request_body(o, r);
    responses(o, r);
    json_close_object(o);
}

static void paths(struct json_out *o)
{
    struct api_cursor c = {0}, rest;
    const struct route *r, *same;

    open(o, "paths");
    while ((r = next_api(&c)) != NULL) {
        if (!is_first_path(r))
            continue;
        open(o, r->path);
        operation(o, r);
        for (rest = c; (same = next_api(&rest)) != NULL;)
            if (strcmp(same->path, r->path) == 0)
                operation(o, same);
        json_close_object(o);
    }
    json_close_object(o);
}

static void components(struct json_out *o)
{
    open(o, "components");
    open(o, "securitySchemes");
    open(o, "token");
    put(o, "type", "http");
    put(o, "scheme", "bearer");
    put(o, "description",
        "A token that a person made on their own page. It may what its scopes and its person may.");
    json_close_object(o);
    json_close_object(o);
    open(o, "responses");
    open(o, "Problem");
    put(o, "description", "What went wrong.");
    open(o, "content");
    open(o, "application/problem+json");
    open(o, "schema");
    put_ref(o, "schemas", "Problem");
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
    json_close_object(o);
    schemas(o);
    json_close_object(o);
}

void api_openapi(struct buf *out)
{
    struct json_out o = json_out_to(out);

    json_open_object(&o);
    put(&o, "openapi", "3.1.0");
    open(&o, "info");
    put(&o, "title", "Bagvagt");
    put(&o, "version", "1");
    put(&o, "description",
        "The same rules as the pages. Ids are texts of digits, times RFC 3339, lists come in "
        "pages.");
    open(&o, "license");
    put(&o, "name", "MPL-2.0");
    put(&o, "identifier", "MPL-2.0");
    json_close_object(&o);
    json_close_object(&o);
    json_key(&o, STR("servers"));
    json_open_array(&o);
    json_open_object(&o);
    put(&o, "url", "/");
    json_close_object(&o);
    json_close_array(&o);
    paths(&o);
    components(&o);
    json_close_object(&o);
}
