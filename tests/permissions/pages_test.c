/* Every page that anybody can get, in Danish and in English, also the ones that say no, looked at
 * by tidy: no error, and no warning but those listed here.
 * SPDX-License-Identifier: MPL-2.0 */
#include "roles_world.h"

#include <stdlib.h>

/* Warnings of HTML Tidy 5.6 (2017) about what is right: it does not know these attributes, nor
 * groups within lists of facts
 * (<dl><div><dt>). */
static const char *const allowed[] = {
    "proprietary attribute \"aria-current\"",
    "proprietary attribute \"aria-keyshortcuts\"",
    "proprietary attribute \"autocapitalize\"",
    "proprietary attribute \"inputmode\"",
    "missing </div> before <dt>",
    "inserting implicit <dl>",
    "missing </dl> before </div>",
    "missing <dd>",
    "trimming empty <i>", /* the dots of a rating are drawn by CSS */
    "trimming empty <span>",
    NULL,
};

struct look {
    struct roles_world *w;
    struct loopback lb;
    const char *who, *path;
    int n_pages, n_bad;
};

static bool is_allowed(const char *line)
{
    for (size_t i = 0; allowed[i] != NULL; i++)
        if (strstr(line, allowed[i]) != NULL)
            return true;
    return false;
}

static bool is_page(const struct loopback *lb)
{
    return lb->last.fixed == NULL && lb->last.content_type.p != NULL &&
           str_starts(lb->last.content_type, STR("text/html"));
}

static void look_at(struct look *look)
{
    struct arena *a = look->w->arena;
    struct str body = buf_str(&look->lb.last.body),
               file = arena_printf(a, "%.*s/page.html", STR_ARG(look->w->folder));
    char line[1000];
    FILE *f;

    if (!is_page(&look->lb))
        return;
    look->n_pages++;
    f = fopen(str_c(a, file), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(body.p, 1, body.n, f), body.n);
    assert_int_equal(fclose(f), 0);
    f = popen(str_c(a, arena_printf(a, "tidy -e -q -utf8 %.*s 2>&1", STR_ARG(file))), "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f) != NULL)
        if (!is_allowed(line)) {
            print_error("%s, %s (%d): %s", look->who, look->path, look->lb.last.status, line);
            look->n_bad++;
        }
    assert_int_not_equal(pclose(f), 127 << 8); /* not installed */
}

static void get(struct look *look, const char *path)
{
    look->path = path;
    loopback_get(&look->lb, path);
    look_at(look);
}

/* The page that shows a refused form again has its messages, the least looked-at places of all. */
static void send_nonsense(struct look *look, const struct route *r)
{
    look->path = roles_path(look->w, r, false);
    loopback_send(&look->lb, r->method, look->path,
                  "name=%3Cb%3E%22%26&login=%22&words=%3Cb%3E%26&class=q&rating=9&text=%3C&lang=x&"
                  "password=a&again=b&team_id=0");
    look_at(look);
}

static void look_at_everything(struct look *look, bool forms)
{
    for (size_t t = 0; all_routes[t] != NULL; t++)
        for (const struct route *r = all_routes[t]; r->run != NULL; r++) {
            if (str_starts(str_of(r->path), STR("/api/")) || strstr(r->path, "sign-out") != NULL)
                continue;
            if (r->method == GET) {
                get(look, roles_path(look->w, r, false));
                if (strchr(r->path, '{') != NULL)
                    get(look, roles_path(look->w, r, true));
            } else if (forms && (r->flags & ROUTE_SLOW) == 0) {
                send_nonsense(look, r);
            }
        }
    get(look, "/incidents?q=%3Cscript%3E%22%26'&class=d&hit=3&wants_talk=true");
    get(look, "/people?q=%3Cb%3E%22");
    get(look, "/nothing/there");
}

static void set_language(struct look *look, const char *lang)
{
    struct arena *a = look->w->arena;

    loopback_get(&look->lb, str_c(a, arena_printf(a, "/language?to=%s&lang=%s", lang, lang)));
    look->lb.extra[0] = (struct header){STR("Accept-Language"), str_of(lang)};
    look->lb.n_extra = 1;
}

static void pages_are_valid(void **state)
{
    const char *lang = *state;
    struct look look = {.w = roles_world_start(DB_SQLITE)};
    int n_bad, n_pages;

    for (size_t i = 0; i < requesters_n; i++) {
        bool forms = requesters[i].person_id == 0 || requesters[i].person_id == VICTIM ||
                     requesters[i].person_id == FIRST_ROLE + ROLE_MANAGER ||
                     requesters[i].person_id == FIRST_ROLE + ROLE_ADMIN;

        if (requesters[i].scopes != 0)
            continue;
        look.who = requesters[i].name;
        look.lb = roles_browser(look.w, &requesters[i]);
        set_language(&look, lang);
        look_at_everything(&look, forms);
    }
    n_bad = look.n_bad;
    n_pages = look.n_pages;
    roles_world_end(look.w);
    print_message("# %d pages\n", n_pages);
    assert_int_equal(n_bad, 0);
    assert_true(n_pages > 200);
}

int main(void)
{
    static char da[] = "da", en[] = "en";
    const struct CMUnitTest tests[] = {
        {"pages in Danish", pages_are_valid, NULL, NULL, da},
        {"pages in English", pages_are_valid, NULL, NULL, en},
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
