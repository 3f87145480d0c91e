/* JSON behind one small face: reading by jansson, writing straight into a buffer.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/status.h"

/* ---- reading. The tree belongs to the arena. */
struct json; /* one value; NULL is "absent" and every function below takes it */

#define JSON_MAX_DEPTH 32

/* INVALID with the place in failure_last() when it is not JSON, has duplicate keys, a NUL or is too deep. */
CHECKED enum status json_read(struct arena *a, struct str text, const struct json **ret);
/* The same for formats that nest deeper than what people send: compiled stories. At most 1000. */
CHECKED enum status json_read_deep(struct arena *a, struct str text, size_t max_depth,
                                   const struct json **ret);

const struct json *json_get(const struct json *object, const char *key);
bool json_is_null(const struct json *v); /* null or absent */
bool json_text(const struct json *v, struct str *ret);
bool json_int(const struct json *v, int64_t *ret);
bool json_number(const struct json *v, double *ret); /* any number; a whole one may lose bits */
bool json_bool(const struct json *v, bool *ret);
bool json_is_object(const struct json *v);
bool json_is_array(const struct json *v);
size_t json_count(const struct json *array); /* 0 when not an array */
const struct json *json_at(const struct json *array, size_t i);
/* Walks an object's keys; i from 0; false at the end. */
bool json_entry(const struct json *object, size_t i, struct str *ret_key, const struct json **ret);

/* ---- writing. Commas are put by the writer; what is opened must be closed in order. */
struct json_out {
    struct buf *buf;
    bool need_comma;
};
struct json_out json_out_to(struct buf *b);
void json_open_object(struct json_out *o);
void json_close_object(struct json_out *o);
void json_open_array(struct json_out *o);
void json_close_array(struct json_out *o);
void json_key(struct json_out *o, struct str key);
void json_write_text(struct json_out *o, struct str v); /* STR_NONE gives null */
void json_write_int(struct json_out *o, int64_t v);
void json_write_bool(struct json_out *o, bool v);
void json_write_null(struct json_out *o);

#endif
