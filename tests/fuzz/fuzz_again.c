/* Any bytes as the body of a sign-in that carries an earlier request along, and the page that
 * offers it again: only routes of ours, without secrets and without tokens.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/utf8.h"
#include "web/again.h"
#include "web/page.h"
#include "web/pairs.h"
#include "web/route.h"
#include "web/route_inner.h"
#include "web/server.h"

static struct server_info info = {.version = "fuzz"};

static void check(struct arena *a, const struct pending_post *p)
{
    must(path_is_ours(p->path) && p->body.n <= 3 * AGAIN_MAX_BODY);
    must(pairs_find(a, p->body, STR("csrf")).p == NULL);
    must(pairs_find(a, p->body, STR("password")).p == NULL ||
         !str_starts(p->path, STR("/sign-in")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct request rq = {.arena = a,
                         .method = POST,
                         .path = STR("/sign-in"),
                         .query = STR(""),
                         .server = &info,
                         .upload = {.fd = -1}};
    struct header headers[] = {{STR("Host"), STR("here")}, {STR("Origin"), STR("http://here")}};
    struct response rs;
    struct pending_post pending;
    struct str s = input_of(data, n), line;
    char *p = copy_of(s);

    must(zone_find(STR("Europe/Copenhagen"), &info.zone) == OK);
    s.p = p;
    route_begin(&rq, &rs);
    rq.headers = headers;
    rq.n_headers = 2;
    rq.content_type = STR("application/x-www-form-urlencoded");
    rq.body = s;
    rq.csrf = STR("token");
    if (pending_post_read(&rq, &pending)) {
        check(a, &pending);
        must(page_send_again(&rq, &rs, &pending) == OK && utf8_valid(buf_str(&rs.body)));
    }
    /* the other way: a request to a path of the input's first line could not be let through */
    if (str_cut(&s, '\n', &line)) {
        route_begin(&rq, &rs);
        rq.path = line;
        rq.body = s.p != NULL ? s : STR("");
        if (pending_post_of(&rq, &pending))
            check(a, &pending);
        page_form_too_old(&rq, &rs);
        must(rs.status == 403);
    }
    arena_free(a);
    free(p);
    return 0;
}
