/* Any bytes as JSON: what could be read is written and read again and is the same.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/json.h"
#include "base/utf8.h"

static void write(struct json_out *o, const struct json *v, int depth)
{
    struct str text, key;
    const struct json *item;
    int64_t number;
    bool yes;

    must(depth <= JSON_MAX_DEPTH);
    if (json_text(v, &text)) {
        must(utf8_valid(text));
        json_write_text(o, text);
    } else if (json_int(v, &number)) {
        json_write_int(o, number);
    } else if (json_bool(v, &yes)) {
        json_write_bool(o, yes);
    } else if (json_is_object(v)) {
        json_open_object(o);
        for (size_t i = 0; json_entry(v, i, &key, &item); i++) {
            json_key(o, key);
            write(o, item, depth + 1);
        }
        json_close_object(o);
    } else if (json_count(v) > 0) {
        json_open_array(o);
        for (size_t i = 0; i < json_count(v); i++)
            write(o, json_at(v, i), depth + 1);
        json_close_array(o);
    } else {
        json_write_null(o);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    const struct json *v, *again;

    if (json_read(a, input_of(data, n), &v) == OK) {
        struct buf first = buf_new(a, n), second = buf_new(a, n);
        struct json_out o = json_out_to(&first);

        write(&o, v, 0);
        must(json_read(a, buf_str(&first), &again) == OK);
        o = json_out_to(&second);
        write(&o, again, 0);
        must(str_eq(buf_str(&first), buf_str(&second)));
    }
    arena_free(a);
    return 0;
}
