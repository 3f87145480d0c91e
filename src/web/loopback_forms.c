/* What a page asks for must be what its route reads: a misspelt name in a view would lose, in silence, what somebody typed.
 * Every page of every test passes through here.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/loopback_forms.h"

#include <stdio.h>

/* Cuts what stands behind `from` and before `to` off the front of *rest. */
static bool between(struct str *rest, struct str from, struct str to, struct str *ret)
{
    size_t at, n;

    if (!str_find(*rest, from, &at))
        return false;
    *rest = str_sub(*rest, at + from.n, rest->n);
    if (!str_find(*rest, to, &n))
        return false;
    *ret = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n + to.n, rest->n);
    return true;
}

static bool reads(const struct route *route, struct str name)
{
    for (size_t i = 0; i < route->in->n; i++)
        if (str_eq(name, str_of(route->in->fields[i].name)))
            return true;
    if (str_eq(name, STR("file")) && (route->flags & ROUTE_UPLOAD) != 0)
        return true;
    return str_eq(name, STR("csrf")) || str_starts(name, STR("_again_")); /* web/again.h */
}

static void wrong(const char *page, struct str action, const char *what, struct str name)
{
    fprintf(stderr, "%s: the form that posts to %.*s: %s %.*s\n", page, STR_ARG(action), what,
            STR_ARG(name));
    must(!"forms fit their routes");
}

static void check_form(const char *page, struct str form)
{
    struct str tag, rest, action, name, params[4];
    const struct route *route;
    bool other_method;
    size_t end;

    if (!str_find_char(form, '>', &end))
        return;
    tag = str_sub(form, 0, end);
    rest = tag;
    if (!str_find(tag, STR("method=\"post\""), &(size_t){0}))
        return;
    if (!between(&rest, STR("action=\""), STR("\""), &action))
        return;
    if (str_find_char(action, '?', &end))
        action = str_sub(action, 0, end);
    route = route_find(POST, action, params, &other_method);
    if (route == NULL)
        wrong(page, action, "no route takes it", STR_NONE);
    rest = form;
    while (route->in != NULL && between(&rest, STR(" name=\""), STR("\""), &name))
        if (!reads(route, name))
            wrong(page, action, "its route reads no field named", name);
}

void loopback_check_forms(const char *page, const struct response *rs)
{
    struct str rest = buf_str(&rs->body), form;

    if (rs->fixed != NULL || !str_starts(rs->content_type, STR("text/html")))
        return;
    while (between(&rest, STR("<form "), STR("</form>"), &form))
        check_form(page, form);
}
