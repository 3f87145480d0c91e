/* The values of a body or query string, whatever they are written in: what form.c reads fields
 * from.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_FORM_SOURCE_H
#define WEB_FORM_SOURCE_H

#include "base/json.h"
#include "web/form.h"
#include "web/request.h"

enum form_value_kind { FORM_VALUE_TEXT, FORM_VALUE_NUMBER, FORM_VALUE_BOOL, FORM_VALUE_OTHER };

struct form_value {
    enum form_value_kind kind;
    struct str text;
    int64_t number; /* also the truth of a bool */
    bool decodes;   /* false: broken percent signs */
};

struct form_pair {
    struct str name, value;
    bool decodes;
};

struct form_source {
    bool is_json;
    const struct json *object;
    const struct form_pair *pairs;
    size_t n_pairs;
    size_t checked; /* how far form_source_unknown has come */
};

#define FORM_MAX_PAIRS 2000

/* INVALID: neither a form nor a JSON object. */
CHECKED enum status form_source_body(struct request *rq, struct form_source *ret);
struct form_source form_source_query(struct request *rq);
/* The i-th value of a field (a JSON array's items count as repeated keys); false when there is
 * none. null is absent. */
bool form_source_nth(const struct form_source *s, const struct field *f, size_t i,
                     struct form_value *ret);
/* The next JSON member that the form does not have. Forms carry extra keys on purpose (csrf), so
 * theirs do not count. */
bool form_source_unknown(struct form_source *s, const struct form *form, struct str *ret_name);

#endif
