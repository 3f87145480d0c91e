/* What every row of the route tables must be, whatever it does.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/json.h"
#include "web/api.h"
#include "web/builtin.h"
#include "web/page.h"

static int n_wrong;

static void wrong(const struct route *r, const char *what)
{
    static const char *const methods[METHOD_N] = {"GET", "POST", "PUT", "DELETE"};

    n_wrong++;
    print_error("%s %s: %s\n", methods[r->method], r->path, what);
}

static void for_every_route(void (*check)(const struct route *))
{
    n_wrong = 0;
    for (size_t t = 0; all_routes[t] != NULL; t++)
        for (const struct route *r = all_routes[t]; r->run != NULL; r++)
            check(r);
    assert_int_equal(n_wrong, 0);
}

static bool is_api(const struct route *r)
{
    return strncmp(r->path, "/api/", 5) == 0;
}

/* ---- paths */

static void check_path(const struct route *r)
{
    size_t n = strlen(r->path), n_params = 0;
    bool in_name = false;

    if (r->path[0] != '/')
        wrong(r, "does not begin with /");
    if (n > 1 && r->path[n - 1] == '/')
        wrong(r, "ends with /");
    for (const char *p = r->path; *p != '\0'; p++) {
        n_params += *p == '{';
        in_name = *p == '{' || (in_name && *p != '}');
        if (strchr(in_name ? "abcdefghijklmnopqrstuvwxyz_{"
                           : "abcdefghijklmnopqrstuvwxyz0123456789-._/}",
                   *p) == NULL)
            wrong(r, "has a character that no path of ours has");
    }
    if (n_params > 4 || in_name)
        wrong(r, "has more than four values in it, or one that does not end");
}

static void paths_are_plain(void **state)
{
    (void)state;
    for_every_route(check_path);
}

/* Finds itself: no other row has its path or takes it away ("/people/{id}" before
 * "/people/import"). */
static void check_found(const struct route *r)
{
    char path[300];
    size_t n = 0;
    struct str params[4];
    bool other;
    const struct route *found;

    for (const char *p = r->path; *p != '\0' && n < sizeof path - 2; p++)
        if (*p == '{') {
            path[n++] = '1';
            p = strchr(p, '}');
            assert_non_null(p);
        } else {
            path[n++] = *p;
        }
    found = route_find(r->method, (struct str){path, n}, params, &other);
    if (found != r)
        wrong(r, found == NULL ? "is not found" : "is hidden by another row");
}

static void every_route_is_found(void **state)
{
    (void)state;
    for_every_route(check_found);
}

/* ---- permissions */

static void check_reachable(const struct route *r)
{
    bool someone = r->permission == PERM_PUBLIC || r->permission == PERM_SIGNED_IN ||
                   r->permission == PERM_SERVER_LOCAL;

    for (int role = 0; role < ROLE_N; role++)
        someone = someone || access_reach((enum role)role, r->permission) != REACH_NONE;
    if (!someone)
        wrong(r, "no role may do this");
    /* The secret address is the key; a session is never looked at there. */
    if (r->method != GET && (r->flags & ROUTE_ANONYMOUS) != 0 &&
        strcmp(r->path, "/beat/{secret}") != 0)
        wrong(r, "writes without looking who asks, so also without the form's token");
    if (r->method == GET && (r->flags & (ROUTE_UPLOAD | ROUTE_IDEMPOTENT)) != 0)
        wrong(r, "has flags that only writing has");
    if (r->method == GET && r->in != NULL)
        wrong(r, "has a body although it only reads");
}

static void someone_may_do_it(void **state)
{
    (void)state;
    for_every_route(check_reachable);
}

/* What needs no sign-in is listed here, so that another one is a decision. */
static void check_public(const struct route *r)
{
    static const char *const known[] = {
        "/",
        "/static/{file}",
        "/static/{folder}/{file}",
        "/static/{a}/{b}/{file}",
        "/robots.txt",
        "/healthz",
        "/language",
        "/api/openapi.json",
        "/sign-in",
        "/sign-in/demo",
        "/sign-in/code",
        "/setup",
        "/api/v1/setup",
        "/calendar/{token}", /* calendar programs: the secret address opens it */
        "/beat/{secret}",    /* signs of life: the same */
        "/api/v1/health",    /* opened by a watcher's token */
        NULL};

    for (size_t i = 0; r->permission == PERM_PUBLIC; i++) {
        if (known[i] == NULL) {
            wrong(r, "is open to everybody");
            return;
        }
        if (strcmp(known[i], r->path) == 0)
            return;
    }
}

static void only_these_are_public(void **state)
{
    (void)state;
    for_every_route(check_public);
}

static void navigation_leads_somewhere(void **state)
{
    struct str params[4];
    bool other;

    (void)state;
    for (size_t i = 0; i < all_nav_n; i++) {
        const struct route *r = route_find(GET, str_of(all_nav[i].path), params, &other);

        assert_non_null(r);
        assert_int_equal(r->permission, all_nav[i].permission);
        assert_int_not_equal(all_nav[i].label, T_NONE);
    }
}

/* ---- documentation */

static void check_form(const struct route *r, const struct form *form)
{
    for (size_t i = 0; form != NULL && i < form->n; i++) {
        const struct field *f = &form->fields[i];

        if (f->label == T_NONE && strcmp(f->name, "next") != 0) /* hidden: where to go on */
            wrong(r, "has a field without a label: its messages would not say which");
        if (is_api(r) && (f->doc == NULL || f->doc[0] == '\0'))
            wrong(r, "has a field without documentation");
        if ((f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES) && f->words == NULL)
            wrong(r, "has a choice without words");
        if (f->kind == FIELD_TEXT && f->max <= 0)
            wrong(r, "has a text without a limit");
        if (f->kind == FIELD_LIST && f->max <= 0)
            wrong(r, "has a list without a limit");
        for (size_t k = 0; k < i; k++)
            if (strcmp(f->name, form->fields[k].name) == 0)
                wrong(r, "has a field twice");
    }
}

/* A remembered answer would keep the secret that it tells once. */
static bool tells_a_secret(const struct route *r)
{
    static const char *const paths[] = {"/api/v1/tokens", "/api/v1/heartbeats",
                                        "/api/v1/heartbeats/{id}"};

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (strcmp(r->path, paths[i]) == 0)
            return true;
    return false;
}

static void check_documented(const struct route *r)
{
    check_form(r, r->in);
    check_form(r, r->query);
    if (!is_api(r) || strcmp(r->path, "/api/openapi.json") == 0)
        return;
    if (r->summary == NULL || strlen(r->summary) < 5)
        wrong(r, "has no summary");
    if (r->out == NULL)
        wrong(r, "does not say what it answers");
    for (size_t i = 0; r->out != NULL && i < r->out->n; i++)
        if (r->out->fields[i].doc == NULL || r->out->fields[i].doc[0] == '\0')
            wrong(r, "answers with a member without documentation");
    if (r->method != GET && r->method != DELETE && (r->flags & ROUTE_IDEMPOTENT) == 0 &&
        !tells_a_secret(r))
        wrong(r, "writes without honouring Idempotency-Key");
}

static void everything_is_documented(void **state)
{
    (void)state;
    for_every_route(check_documented);
}

static const struct json *paths;
static struct arena *arena;

static void check_printed(const struct route *r)
{
    static const char *const methods[METHOD_N] = {"get", "post", "put", "delete"};

    if (is_api(r) && json_get(json_get(paths, r->path), methods[r->method]) == NULL)
        wrong(r, "is not in the OpenAPI document");
}

static void openapi_has_them_all(void **state)
{
    struct buf b;
    const struct json *document;

    (void)state;
    arena = arena_new();
    b = buf_new(arena, 65536);
    api_openapi(&b);
    assert_ok(json_read(arena, buf_str(&b), &document));
    paths = json_get(document, "paths");
    for_every_route(check_printed);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_plain),
        cmocka_unit_test(every_route_is_found),
        cmocka_unit_test(someone_may_do_it),
        cmocka_unit_test(only_these_are_public),
        cmocka_unit_test(navigation_leads_somewhere),
        cmocka_unit_test(everything_is_documented),
        cmocka_unit_test(openapi_has_them_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
