/* What was received as handlers see it, and the answers to what no handler ever sees.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "web/route_inner.h"
#include "web/server_inner.h"

static struct str content_type_of(struct arena *a, const struct request *rq)
{
    struct str type = request_header(rq, "Content-Type");
    char *lower;
    size_t at;

    if (type.p == NULL)
        return STR("");
    if (str_find_char(type, ';', &at))
        type = str_sub(type, 0, at);
    type = str_trim(type);
    lower = arena_alloc(a, type.n + 1);
    for (size_t i = 0; i < type.n; i++)
        lower[i] = (char)(type.p[i] >= 'A' && type.p[i] <= 'Z' ? type.p[i] + 32 : type.p[i]);
    return (struct str){lower, type.n};
}

static struct str remote_of(const struct request *rq, const struct conn *conn)
{
    struct str forwarded = STR_NONE, rest, item;

    if (rq->server->trust_proxy)
        forwarded = request_header(rq, "X-Forwarded-For");
    for (rest = forwarded; str_cut(&rest, ',', &item);)
        forwarded = str_trim(item); /* the last is what our own proxy saw */
    return forwarded.n > 0 ? forwarded : str_of(conn->remote);
}

void server_request(struct request *rq, struct arena *a, const struct server_info *info,
                    const struct conn *conn, const char *uri_text)
{
    struct str uri = str_of(uri_text);
    size_t at;

    rq->arena = a;
    rq->who = &actor_nobody;
    rq->server = info;
    rq->is_local = conn->is_local;
    rq->upload.fd = -1;
    rq->body = STR("");
    rq->query = STR("");
    rq->path = uri;
    if (str_find_char(uri, '?', &at)) {
        rq->path = str_sub(uri, 0, at);
        rq->query = str_sub(uri, at + 1, uri.n);
    }
    rq->content_type = content_type_of(a, rq);
    rq->remote = remote_of(rq, conn);
}

static const struct {
    int http_status;
    enum status status;
    enum text_key key;
} refusals[] = {
    {400, INVALID, T_ERROR_HTTP},
    {405, INVALID, T_ERROR_METHOD},
    {413, TOO_LARGE, T_NONE},
    {431, INVALID, T_ERROR_HEADERS},
    {501, INVALID, T_ERROR_METHOD_UNKNOWN},
    {503, BUSY, T_NONE},
    {505, INVALID, T_ERROR_HTTP},
    {500, BROKEN, T_NONE}, /* last: all others */
};

void server_refuse(struct request *rq, struct response *rs, int http_status)
{
    size_t i = 0;

    while (i + 1 < sizeof refusals / sizeof refusals[0] && refusals[i].http_status != http_status)
        i++;
    route_refuse(rq, rs, refusals[i].status, http_status, refusals[i].key);
    if (http_status == 405)
        response_header(rs, "Allow", STR("GET, HEAD, POST, PUT, DELETE"));
}

int head_method(const char *name, enum method *ret)
{
    static const struct {
        const char *name;
        enum method method;
        int refused;
    } table[] = {
        {"GET", GET, 0},     {"HEAD", GET, 0},      {"POST", POST, 0},
        {"PUT", PUT, 0},     {"DELETE", DELETE, 0}, {"OPTIONS", GET, 405},
        {"PATCH", GET, 405}, {"TRACE", GET, 405},   {"CONNECT", GET, 405},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strcmp(name, table[i].name) == 0) {
            *ret = table[i].method;
            return table[i].refused;
        }
    return 501;
}
