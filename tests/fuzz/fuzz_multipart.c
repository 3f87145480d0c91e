/* Any bytes as multipart/form-data: the first byte says in pieces of what size they arrive. Whole
 * or in pieces, the parts are the same.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/buf.h"
#include "web/multipart.h"

static enum status part(void *context, struct str name, bool has_filename, struct str filename)
{
    buf_printf(context, "\n== %.*s (%s) %.*s\n", STR_ARG(name), has_filename ? "file" : "field",
               STR_ARG(filename));
    return OK;
}

static enum status data_of(void *context, const char *p, size_t n)
{
    buf_add(context, (struct str){p, n});
    return OK;
}

static enum status read_all(struct str body, size_t piece, struct buf *out)
{
    struct multipart_events events = {.part = part, .data = data_of, .context = out};
    struct multipart *m = multipart_new(STR("multipart/form-data; boundary=b"), events);
    enum status status = OK;

    must(m != NULL);
    for (size_t at = 0; status == OK && at < body.n; at += piece) {
        struct str s = str_sub(body, at, piece);
        char *p = copy_of(s);

        status = multipart_take(m, p, s.n);
        free(p);
    }
    if (status == OK)
        status = multipart_end(m);
    multipart_free(m);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct buf whole = buf_new(a, n), pieces = buf_new(a, n);
    struct str s = input_of(data, n);
    size_t piece = take_byte(&s) % 64 + 1;
    enum status status = read_all(s, s.n + 1, &whole);

    must(read_all(s, piece, &pieces) == status);
    must(status != OK || str_eq(buf_str(&whole), buf_str(&pieces)));
    multipart_free(multipart_new(
        s, (struct multipart_events){.part = part, .data = data_of, .context = &whole}));
    arena_free(a);
    return 0;
}
