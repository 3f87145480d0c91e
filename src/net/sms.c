/* SPDX-License-Identifier: MPL-2.0 */
#include "net/sms.h"

#include <string.h>

#include "base/json.h"

enum status sms_gateway_check(const struct sms_gateway *g)
{
    size_t at;

    if (!http_url_ok(g->url, g->is_at_home))
        return fail(INVALID, "sms_url: write https://… (http:// only with local_services = yes)");
    if (!str_find(g->body, STR("{to}"), &at) || !str_find(g->body, STR("{text}"), &at))
        return fail(INVALID, "sms_body: needs {to} and {text}");
    return OK;
}

struct str sms_number(struct arena *a, struct str typed)
{
    struct buf b = buf_new(a, 24);

    typed = str_trim(typed);
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];

        if (c >= '0' && c <= '9')
            buf_char(&b, c);
        else if (c == '+' && b.n == 0)
            buf_add(&b, STR("00"));
        else if (strchr(" -()", c) == NULL)
            return STR_NONE;
    }
    struct str digits = buf_str(&b);
    if (str_starts(digits, STR("00")))
        digits = str_sub(digits, 2, digits.n);
    else if (digits.n == 8)
        digits = arena_printf(a, "45%.*s", STR_ARG(digits));
    else
        return STR_NONE;
    if (digits.n < 8 || digits.n >= SMS_NUMBER_MAX || digits.p[0] == '0')
        return STR_NONE;
    return arena_printf(a, "+%.*s", STR_ARG(digits));
}

/* ---- the body */

static void put_form(struct buf *b, struct str value)
{
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];

        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            buf_char(b, (char)c);
        else
            buf_printf(b, "%%%02X", c);
    }
}

/* What stands between the quotes of a JSON string. */
static void put_json(struct arena *a, struct buf *b, struct str value)
{
    struct buf quoted = buf_new(a, value.n + 16);
    struct json_out o = json_out_to(&quoted);

    json_write_text(&o, value);
    buf_add(b, str_sub(buf_str(&quoted), 1, quoted.n - 2));
}

static bool takes(struct str *rest, const char *name)
{
    if (!str_starts(*rest, str_of(name)))
        return false;
    *rest = str_sub(*rest, strlen(name), rest->n);
    return true;
}

static struct str body_of(struct arena *a, const struct sms_gateway *g, struct str to,
                          struct str text, struct str id)
{
    bool is_json = str_starts(g->body, STR("{")) && !str_starts(g->body, STR("{to}"));
    struct buf b = buf_new(a, g->body.n + text.n * 2 + 64);

    for (struct str rest = g->body; rest.n > 0;) {
        struct str value = takes(&rest, "{to}")     ? to
                           : takes(&rest, "{text}") ? text
                           : takes(&rest, "{id}")   ? id
                                                    : STR_NONE;

        if (value.p == NULL) {
            buf_char(&b, rest.p[0]);
            rest = str_sub(rest, 1, rest.n);
        } else if (is_json) {
            put_json(a, &b, value);
        } else {
            put_form(&b, value);
        }
    }
    return buf_str(&b);
}

struct http_result sms_send(struct arena *a, const struct sms_gateway *g, struct str to,
                            struct str text, struct str id)
{
    struct http_post post = {.url = g->url, .may_be_private = g->is_at_home};
    size_t n = 0;

    post.body = body_of(a, g, to, text, id);
    post.headers[n++] = (struct http_header){
        "Content-Type", str_starts(post.body, STR("{")) ? STR("application/json")
                                                        : STR("application/x-www-form-urlencoded")};
    post.headers[n++] = (struct http_header){"Idempotency-Key", id};
    if (g->secret.n > 0)
        post.headers[n++] = (struct http_header){
            "Authorization", arena_printf(a, "Bearer %.*s", STR_ARG(g->secret))};
    return http_post_send(a, &post);
}
