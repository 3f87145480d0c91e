/* Every route of this folder through the loopback: allowed, denied, bad input, gone; and the
 * journeys that join them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_world.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "features/people/people_web.h"
#include "web/loopback.h"
#include "web/server.h"

struct site {
    struct world *w;
    struct server_info info;
    struct loopback lb;
    char folder[64];
};

static void open_site(struct site *s, struct world *w)
{
    *s = (struct site){.w = w};
    snprintf(s->folder, sizeof s->folder, "%s/people-web-XXXXXX", test_folder());
    assert_non_null(mkdtemp(s->folder));
    s->info = (struct server_info){.data_folder = str_of(s->folder), .version = "0.test"};
    assert_ok(zone_find(STR("Europe/Copenhagen"), &s->info.zone));
    s->lb = (struct loopback){.store = w->store, .arena = w->arena, .info = &s->info};
    db_refresh(w->db); /* the tests' own view must not keep an old snapshot while pages write */
    if (getenv("BAGVAGT_TEST_LOG") == NULL)
        log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
}

static void close_site(struct site *s)
{
    char command[80];

    snprintf(command, sizeof command, "rm -rf %s", s->folder);
    assert_int_equal(system(command), 0);
}

#define SITE(name, with_people)                                                                    \
    static void name##_in(struct world *w)                                                         \
    {                                                                                              \
        struct site s;                                                                             \
        open_site(&s, w);                                                                          \
        name(&s);                                                                                  \
        close_site(&s);                                                                            \
    }                                                                                              \
    BOTH_IN(name##_in, with_people)
#define SITE_TESTS(name) TESTS_OF(name##_in)

static int get(struct site *s, const char *path)
{
    return loopback_get(&s->lb, path);
}

static int post(struct site *s, const char *path, const char *body)
{
    return loopback_send(&s->lb, POST, path, body);
}

static void sign_in_as(struct site *s, int64_t person_id)
{
    s->lb.cookies = STR_NONE;
    s->lb.csrf = STR_NONE;
    loopback_sign_in(&s->lb, person_id);
}

static void nobody(struct site *s)
{
    s->lb.cookies = STR_NONE;
    s->lb.csrf = STR_NONE;
}

static void assert_leads_to(struct site *s, const char *to)
{
    assert_int_equal(s->lb.last.status, 303);
    assert_str(loopback_header(&s->lb, "Location"), to);
}

#define assert_shows(s, text)                                                                      \
    do {                                                                                           \
        if (!loopback_shows(&(s)->lb, text))                                                       \
            fail_msg("\"%s\" is not in: %.*s", text, (int)(s)->lb.last.body.n,                     \
                     (s)->lb.last.body.p);                                                         \
    } while (0)
#define assert_hides(s, text) assert_false(loopback_shows(&(s)->lb, text))

/* What stands between two texts of the last page. */
static const char *between(struct site *s, const char *before, const char *after)
{
    struct str page = buf_str(&s->lb.last.body);
    size_t from, to;

    assert_true(str_find(page, str_of(before), &from));
    page = str_sub(page, from + strlen(before), page.n);
    assert_true(str_find(page, str_of(after), &to));
    return str_c(s->w->arena, str_sub(page, 0, to));
}

static const char *encoded(struct site *s, const char *format, const char *value)
{
    struct buf b = buf_new(s->w->arena, 200);

    for (const char *p = value; *p != '\0'; p++)
        buf_printf(&b, "%%%02X", (unsigned)(unsigned char)*p);
    return str_c(s->w->arena, arena_printf(s->w->arena, "%s%.*s", format, STR_ARG(buf_str(&b))));
}

/* ---- every route */

static const struct route *const tables[] = {sign_in_routes,       me_routes,        me_card_routes,
                                             people_import_routes, people_routes,    person_routes,
                                             people_teams_routes,  people_api_routes};

/* The path with its parameters filled; {file}, {role} and {team} get words. */
static const char *path_for(struct site *s, const struct route *r, const char *id)
{
    struct buf b = buf_new(s->w->arena, 80);
    struct str rest = str_of(r->path), piece;

    (void)str_cut(&rest, '/', &piece);
    while (str_cut(&rest, '/', &piece)) {
        if (str_eq(piece, STR("{file}")))
            piece = STR("aaaaaaaaaaaaaaaaaaaaaaaa");
        else if (str_eq(piece, STR("{role}")))
            piece = STR("mentor");
        else if (str_eq(piece, STR("{team}")))
            piece = STR("all");
        else if (piece.n > 0 && piece.p[0] == '{')
            piece = str_of(id);
        buf_printf(&b, "/%.*s", STR_ARG(piece));
    }
    return str_c(s->w->arena, buf_str(&b));
}

static void each_route(struct site *s, void (*check)(struct site *, const struct route *))
{
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        for (const struct route *r = tables[t]; r->run != NULL; r++)
            check(s, r);
}

static void check_anonymous(struct site *s, const struct route *r)
{
    bool is_api = str_starts(str_of(r->path), STR("/api/"));
    int status;

    if (r->permission == PERM_PUBLIC)
        return;
    nobody(s);
    status = loopback_send(&s->lb, r->method, path_for(s, r, "101"), r->method == GET ? NULL : "");
    if (status != (r->method == GET && !is_api ? 303 : 401))
        fail_msg("%s gives %d to nobody", r->path, status);
}

static void check_agent(struct site *s, const struct route *r)
{
    int status;

    if (r->permission != PERM_PEOPLE_MANAGE)
        return;
    sign_in_as(s, ANNA);
    status = loopback_send(&s->lb, r->method, path_for(s, r, "101"), r->method == GET ? NULL : "");
    if (status != 403)
        fail_msg("%s gives %d to an agent", r->path, status);
}

static void check_gone(struct site *s, const struct route *r)
{
    const char *body = strstr(r->path, "/lines/{line}") != NULL ? "line=1&from_day=2026-01-01"
                       : strstr(r->path, "/lines") != NULL      ? "line=1&from_day=2026-01-01"
                       : strstr(r->path, "/roles") != NULL
                           ? "role=mentor"
                           : "name=A&login=bb&zone=Europe/Copenhagen";
    int status;

    if (strchr(r->path, '{') == NULL)
        return;
    sign_in_as(s, AMIR);
    status =
        loopback_send(&s->lb, r->method, path_for(s, r, "999"), r->method == GET ? NULL : body);
    if (status != 404)
        fail_msg("%d %s gives %d for what is not there", (int)r->method, r->path, status);
    status = loopback_send(&s->lb, r->method, path_for(s, r, "x"), r->method == GET ? NULL : body);
    if (status != 404)
        fail_msg("%s gives %d for no number", r->path, status);
}

static void every_route(struct site *s)
{
    each_route(s, check_anonymous);
    each_route(s, check_agent);
    each_route(s, check_gone);
}
SITE(every_route, true)

/* Both languages, every page, nothing left untranslated or broken. */
static void every_page(struct site *s)
{
    static const char *const paths[] = {
        "/me",         "/me/tokens",  "/people",     "/people?q=%C3%A6&team=11&left=1",
        "/people/new", "/people/101", "/people/106", "/people/import",
        "/teams",      "/teams/11",   "/centres",    "/centres/1"};

    for (int lang = 0; lang < 2; lang++) {
        world_sql(s->w,
                  lang == 0 ? "UPDATE person SET lang = 'da'" : "UPDATE person SET lang = 'en'");
        sign_in_as(s, AMIR);
        for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
            int status = get(s, paths[i]);

            if (status != 200)
                fail_msg("%s gives %d", paths[i], status);
            assert_shows(s, lang == 0 ? "<html lang=\"da\"" : "<html lang=\"en\"");
            assert_shows(s, "<h1>");
            assert_hides(s, "{1}");
        }
        nobody(s);
        assert_int_equal(get(s, "/sign-in"), 200);
        assert_int_equal(get(s, "/sign-in/code?login=anna"), 200);
        assert_shows(s, "value=\"anna\"");
    }
}
SITE(every_page, true)

/* ---- signing in */

static void signs_in(struct site *s)
{
    assert_ok(person_password_set_by(s->w->db, s->w->arena, &actor_system, ANNA,
                                     STR("en lang hemmelighed")));
    db_refresh(s->w->db);
    assert_int_equal(get(s, "/people"), 303);
    assert_leads_to(s, "/sign-in?next=%2Fpeople");
    assert_int_equal(get(s, "/sign-in?next=/people"), 200);
    assert_shows(s, "name=\"next\" value=\"/people\"");
    assert_int_equal(post(s, "/sign-in", "login=an%26na&password="), 422);
    assert_shows(s, "value=\"an&amp;na\"");
    assert_int_equal(post(s, "/sign-in", "login=anna&password=xyzzy-hemmelig&next=/me"), 401);
    assert_shows(s, "Det passer ikke sammen");
    assert_shows(s, "value=\"/me\"");
    assert_hides(s, "xyzzy");
    post(s, "/sign-in", "login=Anna&password=en+lang+hemmelighed&next=/me");
    assert_leads_to(s, "/me");
    assert_int_equal(get(s, "/me"), 200);
    get(s, "/sign-in?next=/teams");
    assert_leads_to(s, "/teams"); /* nobody signs in twice */
    post(s, "/sign-out", "");
    assert_leads_to(s, "/sign-in");
    assert_int_equal(get(s, "/me"), 303);
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM session"), 0);

    static const char *const elsewhere[] = {"//evil.example", "https://evil.example", "%5C%5Cevil",
                                            "javascript:alert(1)"};
    for (size_t i = 0; i < 4; i++) {
        get(s, "/sign-in");
        post(s, "/sign-in",
             str_c(s->w->arena,
                   arena_printf(s->w->arena, "login=anna&password=en+lang+hemmelighed&next=%s",
                                elsewhere[i])));
        assert_leads_to(s, "/");
        nobody(s);
    }
}
SITE(signs_in, true)

static void is_slowed_down(struct site *s)
{
    get(s, "/sign-in");
    for (int i = 0; i < SIGN_IN_ADDRESS_TRIES; i++)
        address_failed(STR("192.0.2.7"));
    assert_int_equal(post(s, "/sign-in", "login=anna&password=x"), 429);
    assert_str(loopback_header(&s->lb, "Retry-After"), "10");
    assert_shows(s, "value=\"anna\"");
    assert_int_equal(
        post(s, "/sign-in/code", "login=bo&code=x&password=tolv+tegn+her&again=tolv+tegn+her"),
        429);
}
SITE(is_slowed_down, true)

static void keeps_what_was_typed(struct site *s)
{
    assert_ok(person_password_set_by(s->w->db, s->w->arena, &actor_system, AMIR,
                                     STR("en lang hemmelighed")));
    db_refresh(s->w->db);
    nobody(s);
    get(s, "/sign-in");
    assert_int_equal(post(s, "/teams", "name=%C3%98st"), 401); /* the session ended in between */
    assert_shows(s, "_again_body");
    const char *again = encoded(s, "&_again_path=%2Fteams&_again_body=", "name=%C3%98st");
    const char *wrong =
        str_c(s->w->arena, arena_printf(s->w->arena, "login=amir&password=forkert%s", again));
    const char *right = str_c(
        s->w->arena, arena_printf(s->w->arena, "login=amir&password=en+lang+hemmelighed%s", again));
    assert_int_equal(post(s, "/sign-in", wrong), 401);
    assert_shows(s, "name=\"_again_body\" value=\"name=%C3%98st\"");
    assert_int_equal(post(s, "/sign-in", right), 200);
    assert_shows(s, "action=\"/teams\"");
    assert_shows(s, "value=\"Øst\"");
    post(s, "/teams", "name=%C3%98st");
    assert_leads_to(s, "/teams");
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM team WHERE name = 'Øst'"), 1);
}
SITE(keeps_what_was_typed, true)

static void walks_in(struct site *s)
{
    get(s, "/sign-in");
    assert_hides(s, "/sign-in/demo");
    assert_int_equal(post(s, "/sign-in/demo", "person_id=107"), 404);
    s->info.is_demo = true;
    world_sql(s->w, "UPDATE centre SET invented = TRUE WHERE id = 1");
    get(s, "/sign-in");
    assert_shows(s, "opdigtede");
    assert_shows(s, "value=\"103\""); /* Lea, the manager */
    assert_int_equal(post(s, "/sign-in/demo", "person_id=999"), 404);
    assert_int_equal(post(s, "/sign-in/demo", "person_id=x"), 422);
    post(s, "/sign-in/demo", "person_id=106&next=/people");
    assert_leads_to(s, "/people");
    assert_int_equal(get(s, "/people"), 200);
}
SITE(walks_in, true)

static void by_code(struct site *s)
{
    const char *code;

    sign_in_as(s, AMIR);
    assert_int_equal(post(s, "/people/102/code", ""), 200);
    assert_shows(s, "/sign-in/code?login=bo");
    code = between(s, "<p class=\"bv-code\"><strong>", "</strong>");
    const char *body = str_c(s->w->arena, arena_printf(s->w->arena, "login=bo&code=%s", code));
    assert_int_equal(get(s, "/people/102"), 200);
    assert_hides(s, code);
    nobody(s);
    get(s, "/sign-in/code");
    assert_int_equal(
        post(s, "/sign-in/code", "login=bo&code=NEJ&password=tolv+tegn+her&again=tolv+tegn+her"),
        401);
    assert_int_equal(
        post(s, "/sign-in/code",
             str_c(s->w->arena,
                   arena_printf(s->w->arena, "%s&password=tolv+tegn+her&again=andet", body))),
        422);
    assert_shows(s, "ikke ens");
    assert_int_equal(
        post(s, "/sign-in/code",
             str_c(s->w->arena, arena_printf(s->w->arena, "%s&password=kort&again=kort", body))),
        422);
    assert_shows(s, "mindst 12 tegn");
    assert_int_equal(
        post(s, "/sign-in/code",
             str_c(
                 s->w->arena,
                 arena_printf(s->w->arena, "%s&password=tolv+tegn+her&again=tolv+tegn+her", body))),
        303);
    assert_int_equal(get(s, "/me"), 200);
    assert_shows(s, "Bo Friis");
}
SITE(by_code, true)

static void first_start(struct site *s)
{
    struct str code;
    const char *body, *good = "centre=Borgerservice&name=Yrsa&login=yrsa"
                              "&password=en+lang+hemmelighed&again=en+lang+hemmelighed&lang=en";

    get(s, "/people");
    assert_leads_to(s, "/sign-in?next=%2Fpeople");
    get(s, "/sign-in?next=%2Fpeople");
    assert_leads_to(s, "/setup");
    assert_int_equal(get(s, "/setup"), 200);
    assert_int_equal(post(s, "/setup", "code=&centre=&name=&login=&password=&again="), 422);
    assert_int_equal(
        post(s, "/setup", str_c(s->w->arena, arena_printf(s->w->arena, "code=AAAA&%s", good))),
        422);
    assert_shows(s, "value=\"Borgerservice\"");
    assert_ok(setup_code_make(s->w->store, s->w->arena, &code));
    body = str_c(s->w->arena, arena_printf(s->w->arena, "code=%.*s&%s", STR_ARG(code), good));
    post(s, "/setup", body);
    assert_leads_to(s, "/people");
    assert_int_equal(get(s, "/people"), 200);
    assert_shows(s, "<html lang=\"en\"");
    assert_shows(s, "Well done!");
    get(s, "/setup");
    assert_leads_to(s, "/sign-in");
    assert_int_equal(post(s, "/setup", body), 409);
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM person"), 1);
}
SITE(first_start, false)

/* ---- oneself */

/* A photo that says where it was taken; what is left of it is in core/picture_test.c. */
static void own_photo_and_place(struct site *s)
{
    static const char photo[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\4\0\0\0\4\x08\2\0\0\0cccc"
                                "\0\0\0\5tEXtGPS55cccc\0\0\0\1IDATxcccc\0\0\0\0IENDcccc";
    char *large = arena_alloc(s->w->arena, PERSON_PHOTO_BYTES_MAX + 1);
    struct str path;

    memset(large, 'x', PERSON_PHOTO_BYTES_MAX + 1);
    sign_in_as(s, ANNA);
    assert_int_equal(get(s, "/me"), 200);
    post(s, "/me/place", "place=2.+sal,+bord+14");
    assert_leads_to(s, "/me");
    get(s, "/me");
    assert_shows(s, "2. sal, bord 14");
    s->lb.file = STR("no picture");
    s->lb.filename = STR("x.png");
    assert_int_equal(post(s, "/me/photo", ""), 422);
    assert_shows(s, "ikke et helt billede");
    s->lb.file = (struct str){large, PERSON_PHOTO_BYTES_MAX + 1};
    assert_int_equal(post(s, "/me/photo", ""), 422);
    assert_shows(s, "mere end 600 kB");
    s->lb.file = (struct str){photo, sizeof photo - 1};
    assert_int_equal(post(s, "/me/photo", ""), 303);
    path = path_of(s->w->arena, "/photos/{}", count(s->w, "SELECT id FROM person_photo"));
    get(s, "/me");
    assert_shows(s, str_c(s->w->arena, path));
    sign_in_as(s, BO);
    assert_int_equal(get(s, str_c(s->w->arena, path)), 200); /* a colleague sees it */
    assert_str(s->lb.last.content_type, "image/png");
    assert_false(str_find(buf_str(&s->lb.last.body), STR("GPS"), &(size_t){0}));
    sign_in_as(s, YRSA); /* nobody of another centre */
    assert_int_equal(get(s, str_c(s->w->arena, path)), 404);
    sign_in_as(s, ANNA);
    get(s, "/me");
    assert_int_equal(post(s, "/me/photo/remove", ""), 303);
    assert_int_equal(get(s, str_c(s->w->arena, path)), 404);
}
SITE(own_photo_and_place, true)

static void own_page(struct site *s)
{
    assert_ok(person_password_set_by(s->w->db, s->w->arena, &actor_system, ANNA,
                                     STR("en lang hemmelighed")));
    db_refresh(s->w->db);
    sign_in_as(s, ANNA);
    struct str other = s->lb.cookies;
    sign_in_as(s, ANNA);
    assert_int_equal(get(s, "/me"), 200);
    assert_shows(s, "1127");
    assert_int_equal(post(s, "/me/language", "lang=xx"), 422);
    post(s, "/me/language", "lang=en");
    assert_leads_to(s, "/me");
    get(s, "/me");
    assert_shows(s, "Change password");
    assert_int_equal(post(s, "/me/password",
                          "old=forkert&password=helt+ny+hemmelighed&again=helt+ny+hemmelighed"),
                     422);
    assert_shows(s, "does not fit");
    assert_int_equal(
        post(s, "/me/password", "old=en+lang+hemmelighed&password=annaannaanna&again=annaannaanna"),
        422);
    assert_int_equal(
        post(s, "/me/password", "old=en+lang+hemmelighed&password=helt+ny+hemmelighed&again=x"),
        422);
    assert_int_equal(
        post(s, "/me/password",
             "old=en+lang+hemmelighed&password=helt+ny+hemmelighed&again=helt+ny+hemmelighed"),
        303);
    assert_int_equal(get(s, "/me"), 200); /* still here */
    struct str mine = s->lb.cookies;
    s->lb.cookies = other;
    assert_int_equal(get(s, "/me"), 303); /* and nowhere else */
    s->lb.cookies = mine;
    assert_int_equal(get(s, "/me"), 200);
    post(s, "/sign-out/everywhere", "");
    assert_leads_to(s, "/sign-in");
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM session"), 0);
}
SITE(own_page, true)

/* Whoever makes a token chooses among words, in their language: HACKING.md, "Add a permission". */
static void scopes_have_words(struct site *s)
{
    const char *const langs[] = {"da", "en"};

    world_sql(s->w, "DELETE FROM role_grant WHERE person_id = 106");
    for (int role = 0; role < ROLE_N; role++)
        world_sql(s->w, str_c(s->w->arena,
                              arena_printf(s->w->arena,
                                           "INSERT INTO role_grant (person_id, role, team_id, "
                                           "granted_at, granted_by) VALUES (106, %d, 0, 0, 0)",
                                           role)));
    sign_in_as(s, AMIR);
    for (size_t l = 0; l < sizeof langs / sizeof langs[0]; l++) {
        world_sql(s->w,
                  str_c(s->w->arena,
                        arena_printf(s->w->arena, "UPDATE person SET lang = '%s' WHERE id = 106",
                                     langs[l])));
        assert_int_equal(get(s, "/me/tokens"), 200);
        for (enum permission p = 0; p < PERM_N; p++) {
            struct str word = permission_word(p);

            if (p == PERM_PUBLIC || p == PERM_SERVER_LOCAL)
                continue;
            assert_shows(
                s, str_c(s->w->arena, arena_printf(s->w->arena, "value=\"%.*s\"", STR_ARG(word))));
            assert_hides(
                s, str_c(s->w->arena, arena_printf(s->w->arena, ">%.*s</label>", STR_ARG(word))));
        }
    }
}
SITE(scopes_have_words, true)

static void own_tokens(struct site *s)
{
    const char *secret;
    int64_t id;

    sign_in_as(s, AMIR);
    assert_int_equal(get(s, "/me/tokens"), 200);
    assert_shows(s, "people_manage");
    assert_hides(s, "value=\"incident_read\"");
    assert_int_equal(post(s, "/me/tokens", "name=L%C3%B8n&days=400&scopes=people_manage"), 422);
    assert_shows(s, "value=\"Løn\"");
    assert_int_equal(post(s, "/me/tokens", "name=x&days=30"), 422);
    assert_int_equal(post(s, "/me/tokens", "name=x&days=30&scopes=incident_read"), 422);
    assert_int_equal(post(s, "/me/tokens", "name=L%C3%B8n&days=30&scopes=people_manage"), 200);
    secret = between(s, "autocomplete=\"off\" value=\"bvt_", "\"");
    get(s, "/me/tokens");
    assert_hides(s, secret);
    id = count(s->w, "SELECT id FROM api_token");

    struct site api = *s;
    nobody(&api);
    api.lb.bearer = arena_printf(s->w->arena, "bvt_%s", secret);
    assert_int_equal(get(&api, "/api/v1/people"), 200);
    assert_int_equal(get(&api, "/api/v1/me"), 403); /* signed_in is not among its scopes */
    assert_int_equal(get(&api, "/people"), 303);    /* pages take no tokens */
    post(s, str_c(s->w->arena, arena_printf(s->w->arena, "/me/tokens/%lld/revoke", (long long)id)),
         "");
    assert_leads_to(s, "/me/tokens");
    assert_int_equal(get(&api, "/api/v1/people"), 401);
}
SITE(own_tokens, true)

/* ---- people */

static void manages_people(struct site *s)
{
    sign_in_as(s, AMIR);
    assert_int_equal(post(s, "/people", "name=&login=x+y&email=nej&started_day=31-02-2026"), 422);
    assert_shows(s, "value=\"x y\"");
    assert_shows(s, "value=\"nej\"");
    assert_shows(s, "aria-invalid");
    assert_shows(s, "href=\"#name\"");
    assert_int_equal(post(s, "/people", "name=A&login=anna"), 422);
    assert_shows(s, "har en anden person");
    assert_int_equal(
        post(s, "/people", "name=Nina+%C3%98&login=nina&team_id=11&started_day=2026-03-01"), 303);
    int64_t id = count(s->w, "SELECT id FROM person WHERE login = 'nina'");
    get(s, "/people?q=nina+%C3%B8");
    assert_shows(s, "Nina Ø");
    get(s, "/people?team=12");
    assert_hides(s, "Nina");
    assert_int_equal(get(s, "/people?cursor=nonsense"), 400);

    const char *base = str_c(s->w->arena, path_of(s->w->arena, "/people/{}", id));
    assert_int_equal(get(s, base), 200);
    assert_int_equal(post(s, base, "name=Nina&login=bo&team_id=11"), 422);
    assert_int_equal(post(s, base, "name=Nina&login=nina&team_id=13&centre_id=1"), 422);
    assert_int_equal(post(s, base, "name=Nina+Ny&login=nina&team_id=12&lang=en"), 303);
    get(s, base);
    assert_shows(s, "Nina Ny");
    assert_int_equal(post(s, "/people/106", "name=Amir&login=amir&left_day=2026-03-01"), 422);
    assert_int_equal(post(s, "/people/101/unlock", ""), 303);
    assert_int_equal(post(s, "/people/101/sessions/end", ""), 303);
}
SITE(manages_people, true)

static void manages_roles(struct site *s)
{
    sign_in_as(s, AMIR);
    assert_int_equal(post(s, "/people/102/roles", "role=mentor&team_id=11"), 303);
    get(s, "/people/102");
    assert_shows(s, "name=\"role\" value=\"mentor\"");
    assert_int_equal(post(s, "/people/102/roles", "role=king"), 422);
    assert_int_equal(post(s, "/people/102/roles", "role=admin&team_id=11"), 422);
    assert_int_equal(post(s, "/people/102/roles/take", "role=mentor&team_id=11"), 303);
    assert_int_equal(post(s, "/people/102/roles/take", "role=mentor&team_id=11"), 404);
    assert_int_equal(post(s, "/people/106/roles/take", "role=admin&team_id="), 422);
    assert_shows(s, "din egen rolle");
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM role_grant WHERE person_id = 106"), 1);
}
SITE(manages_roles, true)

static void manages_lines(struct site *s)
{
    sign_in_as(s, AMIR);
    assert_int_equal(post(s, "/people/102/lines", "line=1127&from_day=2026-03-30"), 422);
    assert_shows(s, "1127 tilhører Anna Holm fra");
    assert_int_equal(post(s, "/people/102/lines", "line=&from_day="), 422);
    assert_int_equal(
        post(s, "/people/101/lines/501", "line=1127&from_day=2026-03-18&to_day=2026-03-01"), 422);
    assert_int_equal(
        post(s, "/people/101/lines/501", "line=1127&from_day=2026-03-18&to_day=2026-03-29"), 303);
    assert_int_equal(post(s, "/people/102/lines", "line=1127&from_day=2026-03-30"), 303);
    assert_int_equal(post(s, "/people/102/lines/501/remove", ""), 404); /* Anna's */
    assert_int_equal(post(s, "/people/101/lines/501/remove", ""), 303);
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM person_line"), 1);
}
SITE(manages_lines, true)

static void manages_teams(struct site *s)
{
    sign_in_as(s, AMIR);
    assert_int_equal(post(s, "/teams", "name="), 422);
    assert_int_equal(post(s, "/teams", "name=NORD"), 422);
    assert_shows(s, "value=\"NORD\"");
    assert_int_equal(post(s, "/teams", "name=%C3%98st"), 303);
    assert_int_equal(post(s, "/teams/12", "name=nord"), 422);
    assert_int_equal(post(s, "/teams/12", "name=Sydvest"), 303);
    assert_int_equal(post(s, "/teams/11/close", ""), 409);
    assert_shows(s, "Flyt dem først");
    assert_int_equal(post(s, "/teams/12/close", ""), 303);
    assert_int_equal(post(s, "/teams/12/reopen", ""), 303);
    assert_int_equal(post(s, "/centres", "name=&zone=Europe/Copenhagen"), 422);
    assert_int_equal(post(s, "/centres", "name=Nuuk&zone=Mars/Phobos"), 422);
    assert_int_equal(post(s, "/centres", "name=Nuuk&zone=America/Nuuk"), 303);
    assert_int_equal(post(s, "/centres/1", "name=Nyt+navn&zone=Europe/Copenhagen"), 303);
    assert_int_equal(post(s, "/centres/1", "name=&zone=Europe/Copenhagen"), 422);
    get(s, "/centres");
    assert_shows(s, "Nyt navn");
}
SITE(manages_teams, true)

static void imports(struct site *s)
{
    const char *preview;

    sign_in_as(s, AMIR);
    assert_int_equal(post(s, "/people/import", "text="), 422);
    assert_int_equal(post(s, "/people/import", "text=hvad%3Bsom+helst"), 422);
    assert_shows(s, "Første linje skal navngive");
    assert_int_equal(post(s, "/people/import",
                          "text=navn%3Blogin%3Bhold%0ANina%3Bnina%3BVest%0AAnna+Lund%3Banna%3B"),
                     303);
    preview = str_c(s->w->arena, loopback_header(&s->lb, "Location"));
    assert_int_equal(get(s, preview), 200);
    assert_shows(s, "0 nye, 1 ændrede, 0 uden ændringer, 1 afviste");
    assert_shows(s, "Anna Holm</del>");
    assert_shows(s, "create_teams=1");
    assert_int_equal(post(s, preview, ""), 409); /* the rejected row keeps all out */
    assert_shows(s, "intet er ændret");
    get(s, str_c(s->w->arena, arena_printf(s->w->arena, "%s?create_teams=1", preview)));
    assert_shows(s, "1 nye, 1 ændrede, 0 uden ændringer, 0 afviste");
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM team"), 3);

    sign_in_as(s, YRSA); /* another administrator does not get at it */
    assert_int_equal(get(s, preview), 404);
    sign_in_as(s, AMIR);
    assert_int_equal(post(s, preview, "create_teams=1"), 303);
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM team"), 4);
    assert_int_equal(count(s->w, "SELECT COUNT(*) FROM person WHERE name = 'Anna Lund'"), 1);
    assert_int_equal(post(s, preview, "create_teams=1"), 404); /* the file is gone */
    assert_int_equal(get(s, "/people/import/..%2F..%2F..%2Fetc%2Fpasswd"), 404);
}
SITE(imports, true)

/* ---- API */

static const struct json *answer(struct site *s)
{
    const struct json *v = NULL;

    assert_ok(json_read(s->w->arena, buf_str(&s->lb.last.body), &v));
    return v;
}

static struct str member(const struct json *v, const char *key)
{
    struct str text = STR_NONE;

    (void)json_text(json_get(v, key), &text);
    return text;
}

static int send_json(struct site *s, enum method method, const char *path, const char *body)
{
    return loopback_send(&s->lb, method, path, body);
}

static void api(struct site *s)
{
    const struct json *v;
    const char *path;

    sign_in_as(s, AMIR);
    assert_int_equal(get(s, "/api/v1/me"), 200);
    assert_str(member(answer(s), "name"), "Amir Dahl");
    assert_int_equal(get(s, "/api/v1/people?q=holm"), 200);
    v = json_get(answer(s), "items");
    assert_int_equal(json_count(v), 1);
    assert_str(member(json_at(v, 0), "id"), "101");
    assert_str(member(json_at(v, 0), "started_day"), "2026-03-18");
    assert_int_equal(get(s, "/api/v1/people?cursor=x"), 400);
    assert_int_equal(send_json(s, POST, "/api/v1/people",
                               "{\"name\":\"Nina\",\"login\":\"Nina\",\"team_id\":\"11\"}"),
                     201);
    v = answer(s);
    path = str_c(s->w->arena, loopback_header(&s->lb, "Location"));
    assert_str(member(v, "login"), "nina");
    assert_str(member(v, "team_name"), "Nord");
    assert_int_equal(
        send_json(s, POST, "/api/v1/people", "{\"name\":\"\",\"login\":\"n\",\"nmae\":\"x\"}"),
        422);
    assert_int_equal(send_json(s, POST, "/api/v1/people", "{\"name\":\"A\",\"login\":\"nina\"}"),
                     409);
    assert_int_equal(send_json(s, POST, "/api/v1/people", "{\"name\":"), 400);
    assert_int_equal(
        send_json(s, PUT, path, "{\"name\":\"Nina Ny\",\"login\":\"nina\",\"lang\":\"en\"}"), 200);
    v = answer(s);
    assert_str(member(v, "name"), "Nina Ny");
    assert_true(json_is_null(json_get(v, "team_id")));
    assert_int_equal(get(s, path), 200);
    assert_int_equal(get(s, "/api/v1/teams"), 200);
    assert_int_equal(json_count(json_get(answer(s), "items")), 3);

    assert_int_equal(send_json(s, POST, "/api/v1/people/102/roles", "{\"role\":\"mentor\"}"), 200);
    assert_int_equal(json_count(json_get(answer(s), "items")), 2);
    assert_int_equal(send_json(s, POST, "/api/v1/people/102/roles", "{\"role\":\"king\"}"), 422);
    assert_int_equal(get(s, "/api/v1/people/102/roles"), 200);
    assert_int_equal(send_json(s, DELETE, "/api/v1/people/102/roles/mentor/all", "{}"), 200);
    assert_int_equal(send_json(s, DELETE, "/api/v1/people/106/roles/admin/all", "{}"), 409);
}
SITE(api, true)

static void api_tokens(struct site *s)
{
    const struct json *v;
    const char *path;

    sign_in_as(s, ANNA);
    assert_int_equal(
        send_json(
            s, POST, "/api/v1/tokens",
            "{\"name\":\"x\",\"scopes\":[\"signed_in\"],\"ends_at\":\"2026-06-01T00:00:00Z\"}"),
        201);
    v = answer(s);
    path = str_c(s->w->arena,
                 arena_printf(s->w->arena, "/api/v1/tokens/%.*s", STR_ARG(member(v, "id"))));
    struct site other = *s;
    nobody(&other);
    other.lb.bearer = member(v, "secret");
    assert_int_equal(get(&other, "/api/v1/tokens"), 200);
    assert_true(json_is_null(json_get(json_at(json_get(answer(&other), "items"), 0), "secret")));
    assert_int_equal(
        send_json(
            &other, POST, "/api/v1/tokens",
            "{\"name\":\"x\",\"scopes\":[\"incident_read\"],\"ends_at\":\"2026-06-01T00:00:00Z\"}"),
        403); /* a token makes none that can more */
    assert_int_equal(
        send_json(
            s, POST, "/api/v1/tokens",
            "{\"name\":\"x\",\"scopes\":[\"signed_in\"],\"ends_at\":\"2036-06-01T00:00:00Z\"}"),
        400);
    assert_int_equal(send_json(s, POST, "/api/v1/tokens", "{\"name\":\"x\"}"), 422);
    sign_in_as(s, BO);
    assert_int_equal(send_json(s, DELETE, path, "{}"), 404);
    sign_in_as(s, ANNA);
    assert_int_equal(send_json(s, DELETE, path, "{}"), 200);
    assert_int_equal(get(&other, "/api/v1/me"), 401);
}
SITE(api_tokens, true)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TESTS(every_route),
        SITE_TESTS(every_page),
        SITE_TESTS(signs_in),
        SITE_TESTS(is_slowed_down),
        SITE_TESTS(keeps_what_was_typed),
        SITE_TESTS(walks_in),
        SITE_TESTS(by_code),
        SITE_TESTS(first_start),
        SITE_TESTS(own_page),
        SITE_TESTS(own_photo_and_place),
        SITE_TESTS(own_tokens),
        SITE_TESTS(scopes_have_words),
        SITE_TESTS(manages_people),
        SITE_TESTS(manages_roles),
        SITE_TESTS(manages_lines),
        SITE_TESTS(manages_teams),
        SITE_TESTS(imports),
        SITE_TESTS(api),
        SITE_TESTS(api_tokens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
