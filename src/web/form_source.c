/* Bodies and query strings as lists of values.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/form_source.h"

#include "web/pairs.h"

static struct form_source pairs_source(struct arena *a, struct str text)
{
    struct str rest = text, name, value;
    struct form_pair *pairs;
    size_t n = 0;

    while (n < FORM_MAX_PAIRS && pairs_next(&rest, &name, &value))
        n++;
    pairs = arena_array(a, struct form_pair, n);
    rest = text;
    for (size_t i = 0; i < n && pairs_next(&rest, &name, &value); i++) {
        bool name_decodes = percent_decode(a, name, true, &pairs[i].name);

        pairs[i].decodes = percent_decode(a, value, true, &pairs[i].value) && name_decodes;
    }
    return (struct form_source){.pairs = pairs, .n_pairs = n};
}

struct form_source form_source_query(struct request *rq)
{
    return pairs_source(rq->arena, rq->query);
}

static bool is_json_body(const struct request *rq)
{
    struct str type = rq->content_type, body = str_trim(rq->body);

    if (str_eq(type, STR("application/json")) || str_ends(type, STR("+json")))
        return true;
    if (!rq->is_api)
        return false;
    /* curl -d says "form" whatever one sends. */
    return type.n == 0 || (body.n > 0 && body.p[0] == '{');
}

enum status form_source_body(struct request *rq, struct form_source *ret)
{
    struct form_source s = {.is_json = is_json_body(rq)};

    if (s.is_json) {
        TRY(json_read(rq->arena, rq->body, &s.object));
        if (!json_is_object(s.object))
            return fail(INVALID, "the body is no JSON object");
        *ret = s;
        return OK;
    }
    /* Fields of a multipart form were written over as pairs when it was received. */
    if (rq->body.n > 0 && !str_eq(rq->content_type, STR("application/x-www-form-urlencoded")) &&
        !str_eq(rq->content_type, STR("multipart/form-data")))
        return fail(INVALID, "the body is no form");
    *ret = pairs_source(rq->arena, rq->body);
    return OK;
}

static bool json_value(const struct json *v, struct form_value *ret)
{
    struct form_value out = {.kind = FORM_VALUE_OTHER, .decodes = true};
    bool truth;

    if (json_is_null(v))
        return false;
    if (json_text(v, &out.text)) {
        out.kind = FORM_VALUE_TEXT;
    } else if (json_int(v, &out.number)) {
        out.kind = FORM_VALUE_NUMBER;
    } else if (json_bool(v, &truth)) {
        out.kind = FORM_VALUE_BOOL;
        out.number = truth;
    }
    *ret = out;
    return true;
}

static bool json_nth(const struct form_source *s, const struct field *f, size_t i,
                     struct form_value *ret)
{
    const struct json *v = json_get(s->object, f->name);

    if (f->kind != FIELD_CHOICES && f->kind != FIELD_LIST)
        return i == 0 && json_value(v, ret);
    if (i < json_count(v)) {
        if (!json_value(json_at(v, i), ret))
            *ret = (struct form_value){.kind = FORM_VALUE_OTHER, .decodes = true};
        return true;
    }
    if (i > 0 || !json_value(v, ret) || (ret->kind == FORM_VALUE_OTHER && !json_is_object(v)))
        return false;             /* absent, the end of the array, or an empty one */
    ret->kind = FORM_VALUE_OTHER; /* a lone value where a list belongs */
    return true;
}

bool form_source_nth(const struct form_source *s, const struct field *f, size_t i,
                     struct form_value *ret)
{
    struct str name = str_of(f->name);

    if (s->is_json)
        return json_nth(s, f, i, ret);
    for (size_t k = 0; k < s->n_pairs; k++) {
        if (!str_eq(s->pairs[k].name, name) || i-- > 0)
            continue;
        *ret = (struct form_value){
            .kind = FORM_VALUE_TEXT, .text = s->pairs[k].value, .decodes = s->pairs[k].decodes};
        return true;
    }
    return false;
}

bool form_source_unknown(struct form_source *s, const struct form *form, struct str *ret_name)
{
    const struct json *value;

    while (s->is_json && json_entry(s->object, s->checked, ret_name, &value)) {
        bool known = false;

        s->checked++;
        for (size_t i = 0; i < form->n; i++)
            known = known || str_eq(*ret_name, str_of(form->fields[i].name));
        if (!known)
            return true;
    }
    return false;
}
