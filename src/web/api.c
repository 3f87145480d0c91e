/* JSON answers, cursors and problem documents.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/api.h"

#include <sodium.h>
#include <string.h>

#include "base/zone.h"
#include "web/parts.h"
#include "web/report.h"

static int64_t int_at(const void *object, size_t offset)
{
    int64_t v;

    memcpy(&v, (const char *)object + offset, sizeof v);
    return v;
}

static void write_word(struct json_out *o, const char *const *words, int64_t i)
{
    int64_t n = 0;

    while (words[n] != NULL)
        n++;
    if (i >= 0 && i < n)
        json_write_text(o, str_of(words[i]));
    else
        json_write_null(o); /* not said */
}

static void write_words(struct json_out *o, const char *const *words, int64_t bits)
{
    json_open_array(o);
    for (int i = 0; i < 64 && words[i] != NULL; i++)
        if (((uint64_t)bits >> i & 1) != 0)
            json_write_text(o, str_of(words[i]));
    json_close_array(o);
}

static void write_list(struct json_out *o, struct str words)
{
    struct str word;

    json_open_array(o);
    while (str_cut(&words, ',', &word))
        if (word.n > 0)
            json_write_text(o, word);
    json_close_array(o);
}

static void write_field(struct arena *a, struct json_out *o, const struct shape_field *f,
                        const void *object)
{
    struct str s;
    bool b;
    int64_t v;

    switch (f->kind) {
    case SHAPE_TEXT:
        memcpy(&s, (const char *)object + f->offset, sizeof s);
        json_write_text(o, s);
        return;
    case SHAPE_BOOL:
        memcpy(&b, (const char *)object + f->offset, sizeof b);
        json_write_bool(o, b);
        return;
    case SHAPE_INT:
        json_write_int(o, int_at(object, f->offset));
        return;
    case SHAPE_WORD:
        write_word(o, f->words, int_at(object, f->offset));
        return;
    case SHAPE_WORDS:
        write_words(o, f->words, int_at(object, f->offset));
        return;
    case SHAPE_LIST:
        memcpy(&s, (const char *)object + f->offset, sizeof s);
        write_list(o, s);
        return;
    case SHAPE_ID:
    case SHAPE_INSTANT:
    case SHAPE_DATE:
        break;
    }
    v = int_at(object, f->offset);
    if (v == 0)
        json_write_null(o);
    else if (f->kind == SHAPE_ID)
        json_write_text(o, arena_printf(a, "%lld", (long long)v));
    else
        json_write_text(o, f->kind == SHAPE_DATE ? date_text(a, (int32_t)v) : instant_text(a, v));
}

static void write_object(struct arena *a, struct json_out *o, const struct shape *shape,
                         const void *object)
{
    json_open_object(o);
    for (size_t i = 0; i < shape->n; i++) {
        json_key(o, str_of(shape->fields[i].name));
        write_field(a, o, &shape->fields[i], object);
    }
    json_close_object(o);
}

enum status api_object(struct request *rq, struct response *rs, int http_status, const void *object)
{
    struct json_out o = json_out_to(&rs->body);

    rs->status = http_status;
    rs->content_type = STR("application/json");
    write_object(rq->arena, &o, rq->route->out, object);
    return OK;
}

enum status api_list(struct request *rq, struct response *rs, const void *items, size_t n,
                     size_t size, struct str next_cursor)
{
    struct json_out o = json_out_to(&rs->body);

    rs->content_type = STR("application/json");
    json_open_object(&o);
    json_key(&o, STR("items"));
    json_open_array(&o);
    for (size_t i = 0; i < n; i++)
        write_object(rq->arena, &o, rq->route->out, (const char *)items + i * size);
    json_close_array(&o);
    json_key(&o, STR("next"));
    json_write_text(&o, next_cursor);
    json_close_object(&o);
    return OK;
}

/* ---- cursors: two numbers and a check over them. No secret: a cursor only says where to go on,
 * and rules decide anew what may be seen there; so it holds over restarts and between servers. */

#define CHECK_BYTES 16
struct cursor {
    int64_t numbers[2];
    unsigned char check[CHECK_BYTES];
};

static void cursor_check(const int64_t numbers[2], unsigned char ret[CHECK_BYTES])
{
    static const unsigned char purpose[16] = "bagvagt cursor 1";

    crypto_generichash(ret, CHECK_BYTES, (const unsigned char *)numbers, 2 * sizeof *numbers,
                       purpose, sizeof purpose);
}

struct str api_cursor(struct arena *a, int64_t sort_key, int64_t id)
{
    struct cursor c = {.numbers = {sort_key, id}};
    size_t cap = sodium_base64_ENCODED_LEN(sizeof c, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = arena_alloc(a, cap);

    cursor_check(c.numbers, c.check);
    sodium_bin2base64(text, cap, (const unsigned char *)&c, sizeof c,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_of(text);
}

enum status api_cursor_read(struct str cursor, int64_t *ret_sort_key, int64_t *ret_id)
{
    unsigned char check[CHECK_BYTES];
    struct cursor c;
    size_t n;

    if (cursor.p == NULL ||
        sodium_base642bin((unsigned char *)&c, sizeof c, cursor.p, cursor.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        n != sizeof c)
        return refuse(INVALID, T_ERROR_CURSOR);
    cursor_check(c.numbers, check);
    if (memcmp(check, c.check, sizeof check) != 0)
        return refuse(INVALID, T_ERROR_CURSOR);
    *ret_sort_key = c.numbers[0];
    *ret_id = c.numbers[1];
    return OK;
}

/* ---- problems */

static void write_errors(struct request *rq, struct json_out *o, const struct form_errors *errors)
{
    json_key(o, STR("errors"));
    json_open_array(o);
    for (size_t i = 0; i < errors->n; i++) {
        const struct form_error *e = &errors->at[i];

        json_open_object(o);
        json_key(o, STR("field"));
        json_write_text(o, str_of(e->field->name));
        json_key(o, STR("code"));
        json_write_text(o, str_of(text_key_names[e->key]));
        json_key(o, STR("detail"));
        json_write_text(o, form_error_text(rq->arena, rq->lang, e));
        json_close_object(o);
    }
    json_close_array(o);
}

void api_problem(struct request *rq, struct response *rs, enum status status,
                 const struct form_errors *errors)
{
    int http_status = rs->status >= 400 ? rs->status : http_status_of(status);
    struct str reference;
    struct json_out o;
    enum text_key title, why;

    if (rs->status < 400 && status == INVALID && errors != NULL && errors->n > 0)
        http_status = 422;
    reference = report_failure(rq, status, http_status);
    error_text(status, http_status, &title, &why);
    rs->status = http_status;
    rs->content_type = STR("application/problem+json");
    rs->fixed = NULL;
    rs->body = buf_new(rq->arena, 512);
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("type"));
    json_write_text(&o, STR("about:blank"));
    json_key(&o, STR("title"));
    json_write_text(&o, text(rq->lang, title));
    json_key(&o, STR("status"));
    json_write_int(&o, http_status);
    json_key(&o, STR("detail"));
    json_write_text(&o, text(rq->lang, why));
    json_key(&o, STR("instance"));
    json_write_text(&o, arena_printf(rq->arena, "urn:bagvagt:failure:%.*s", STR_ARG(reference)));
    json_key(&o, STR("code"));
    json_write_text(
        &o, str_of(refuse_key() != T_NONE ? text_key_names[refuse_key()] : status_name(status)));
    if (errors != NULL && errors->n > 0)
        write_errors(rq, &o, errors);
    json_close_object(&o);
}
