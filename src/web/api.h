/* JSON answers described by tables, so that OpenAPI is printed from what the program really writes.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_API_H
#define WEB_API_H

#include "base/json.h"
#include "web/route.h"

enum shape_kind {
    SHAPE_TEXT,    /* struct str; null when STR_NONE */
    SHAPE_INT,     /* int64_t */
    SHAPE_BOOL,    /* bool */
    SHAPE_ID,      /* int64_t, written as a string; null when 0 */
    SHAPE_INSTANT, /* int64_t ms, RFC 3339; null when 0 */
    SHAPE_DATE,    /* int64_t day, "2026-11-22"; null when 0 */
    SHAPE_WORD,    /* int64_t index into words[] */
    SHAPE_WORDS,   /* int64_t bit mask over words[], an array */
    SHAPE_LIST     /* struct str: words with a comma between, an array of texts */
};
struct shape_field {
    const char *name;
    enum shape_kind kind;
    size_t offset;
    const char *const *words;
    const char *doc;
};
struct shape {
    const char *name; /* schema name: "Incident" */
    const struct shape_field *fields;
    size_t n;
};
#define SHAPE(shape_name, table)                                                                   \
    {                                                                                              \
        .name = (shape_name), .fields = (table), .n = sizeof(table) / sizeof((table)[0])           \
    }

/* One object as the whole answer, by rq->route->out. Always OK. */
CHECKED enum status api_object(struct request *rq, struct response *rs, int http_status,
                               const void *object);

/* A page of a list: {"items": […], "next": "cursor" | null}. items: array of structs of `size` bytes. */
CHECKED enum status api_list(struct request *rq, struct response *rs, const void *items, size_t n,
                             size_t size, struct str next_cursor);

/* Cursors are opaque: two numbers (sort key, id) sealed as text. INVALID (refused with a text) when tampered with. */
struct str api_cursor(struct arena *a, int64_t sort_key, int64_t id);
CHECKED enum status api_cursor_read(struct str cursor, int64_t *ret_sort_key, int64_t *ret_id);

/* RFC 9457 application/problem+json from a status, the refusal text, and form errors (NULL: none). */
void api_problem(struct request *rq, struct response *rs, enum status status,
                 const struct form_errors *errors);

/* OpenAPI 3.1 of all routes under /api/, as JSON. */
void api_openapi(struct buf *out);

#endif
