/* Declared input: what fields a form or JSON body has and what they must be. One table gives reading, messages beside
 * the field, keeping what was typed, and the OpenAPI schema.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include <stddef.h>

#include "base/status.h"
#include "core/text.h"

enum field_kind {
    FIELD_TEXT,    /* struct str; min/max in bytes; trimmed; lines allowed when multiline */
    FIELD_SECRET,  /* struct str; not trimmed, never shown again */
    FIELD_INT,     /* int64_t; min/max */
    FIELD_BOOL,    /* bool; absent is false */
    FIELD_CHOICE,  /* int64_t index into words[] */
    FIELD_CHOICES, /* int64_t bit mask over words[]: repeated form keys, JSON array of words */
    FIELD_DATE,    /* int64_t: day number (base/zone.h); 0 when absent */
    FIELD_INSTANT, /* int64_t ms: JSON RFC 3339; form datetime-local in the centre's zone; 0 when absent */
    FIELD_LIST, /* struct str: words of no fixed list, a comma between; repeated form keys, JSON array of texts; max: how many */
    FIELD_ID /* int64_t > 0; 0 when absent; JSON: a string of digits, since JavaScript numbers lose bits */
};

struct field {
    const char *name; /* same in form and JSON */
    enum field_kind kind;
    size_t offset;
    bool required;
    bool multiline;
    int64_t min, max;
    const char *const *words; /* NULL-ended; for FIELD_CHOICE(S) */
    enum text_key label;      /* names the field in messages */
    const char *doc;          /* English, for OpenAPI */
};

struct form {
    const char *name; /* schema name in OpenAPI: "IncidentLog" */
    const struct field *fields;
    size_t n;
    size_t size; /* sizeof the struct that is filled */
};
#define FORM(form_name, table, type)                                                               \
    {                                                                                              \
        .name = (form_name), .fields = (table), .n = sizeof(table) / sizeof((table)[0]),           \
        .size = sizeof(type)                                                                       \
    }

#define FORM_MAX_ERRORS 16
struct form_error {
    const struct field *field;
    enum text_key key; /* "Skriv mindst {1} tegn" */
    int64_t arg;
};
struct form_errors {
    struct form_error at[FORM_MAX_ERRORS];
    size_t n;
};

struct request;

/* Fills *ret (all of it) from the body by rq->route->in. INVALID with errors filled: *ret then holds what could be read,
 * texts as typed, so that the page can show the form again. TOO_LARGE, or INVALID without errors when the body is
 * no form or JSON at all. Unknown JSON members are INVALID (a typo must not be lost silently). */
CHECKED enum status form_read(struct request *rq, void *ret, struct form_errors *errors);
/* The same for the query string by rq->route->query; unknown ones are ignored. */
CHECKED enum status query_read(struct request *rq, void *ret, struct form_errors *errors);
/* Both for who shows no form again: route_run answers what is wrong with which field. */
CHECKED enum status form_take(struct request *rq, void *ret);
CHECKED enum status query_take(struct request *rq, void *ret);

/* The error of one field, for the view: NULL when fine. */
const struct form_error *form_error_of(const struct form_errors *errors, const char *field);
void form_error_add(struct form_errors *errors, const struct form *form, const char *field,
                    enum text_key key, int64_t arg);

#endif
