/* Small questions to a request, and small answers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/request.h"

#include <string.h>

#include "base/log.h"
#include "web/pairs.h"
#include "web/route.h"

struct str request_header(const struct request *rq, const char *name)
{
    struct str wanted = str_of(name);

    for (size_t i = 0; i < rq->n_headers; i++)
        if (str_eq_nocase(rq->headers[i].name, wanted))
            return rq->headers[i].value;
    return STR_NONE;
}

struct str request_query(const struct request *rq, const char *name)
{
    return pairs_find(rq->arena, rq->query, str_of(name));
}

int64_t request_query_int(const struct request *rq, const char *name, int64_t if_absent)
{
    int64_t value;

    return str_int64(request_query(rq, name), &value) ? value : if_absent;
}

struct str request_param(const struct request *rq, const char *name)
{
    struct str wanted = str_of(name), rest, segment;
    size_t i = 0;

    if (rq->route == NULL)
        return STR_NONE;
    rest = str_of(rq->route->path);
    while (str_cut(&rest, '/', &segment)) {
        if (segment.n < 2 || segment.p[0] != '{')
            continue;
        if (str_eq(str_sub(segment, 1, segment.n - 2), wanted))
            return rq->params[i];
        i++;
    }
    return STR_NONE;
}

enum status param_id(const struct request *rq, const char *name, int64_t *ret)
{
    int64_t id;

    if (!str_int64(request_param(rq, name), &id) || id <= 0)
        return fail(MISSING, "%s in the path is no id", name);
    *ret = id;
    return OK;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return true;
    return false;
}

void response_header(struct response *rs, const char *name, struct str value)
{
    /* A line break would let a value become headers of its own. Callers encode; this is the net
     * below them. */
    if (has_control(value) || rs->n_headers == sizeof rs->headers / sizeof rs->headers[0]) {
        log_line(LOG_LEVEL_ERROR, "answer header left out", "name=%s", name);
        return;
    }
    rs->headers[rs->n_headers++] = (struct header){str_of(name), value};
}

enum status redirect(struct response *rs, struct str to)
{
    if (has_control(to))
        return fail(BROKEN, "control character in a redirect");
    rs->status = 303;
    rs->fixed = NULL;
    rs->body.n = 0;
    response_header(rs, "Location", to);
    return OK;
}

struct str path_of(struct arena *a, const char *pattern, int64_t id)
{
    const char *at = strstr(pattern, "{}");
    struct buf b;

    if (at == NULL)
        return str_of(pattern);
    b = buf_new(a, 40);
    buf_add(&b, (struct str){pattern, (size_t)(at - pattern)});
    buf_int(&b, id);
    buf_add(&b, str_of(at + 2));
    return buf_str(&b);
}
