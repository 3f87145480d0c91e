/* Everything a request goes through between the socket and its handler, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "core/audit.h"
#include "web/again.h"
#include "web/api.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/session.h"

/* ---- a few made-up routes */

struct note_form {
    struct str note, secret;
    int64_t n;
};
#define AT(member) .offset = offsetof(struct note_form, member)
static const struct field note_fields[] = {
    {.name = "note",
     .kind = FIELD_TEXT,
     AT(note),
     .required = true,
     .multiline = true,
     .max = 200,
     .doc = "What to note."},
    {.name = "n", .kind = FIELD_INT, AT(n), .max = 9},
    {.name = "secret", .kind = FIELD_SECRET, AT(secret), .max = 50},
};
static const struct form note_form = FORM("Note", note_fields, struct note_form);

struct thing {
    int64_t id, at, day, word, words, n;
    struct str text, list;
    bool yes;
};
static const char *const colours[] = {"red", "green", NULL};
#define OF(member) .offset = offsetof(struct thing, member)
static const struct shape_field thing_fields[] = {
    {.name = "id", .kind = SHAPE_ID, OF(id)},
    {.name = "at", .kind = SHAPE_INSTANT, OF(at), .doc = "When."},
    {.name = "day", .kind = SHAPE_DATE, OF(day)},
    {.name = "word", .kind = SHAPE_WORD, OF(word), .words = colours},
    {.name = "words", .kind = SHAPE_WORDS, OF(words), .words = colours},
    {.name = "n", .kind = SHAPE_INT, OF(n)},
    {.name = "text", .kind = SHAPE_TEXT, OF(text)},
    {.name = "yes", .kind = SHAPE_BOOL, OF(yes)},
    {.name = "list", .kind = SHAPE_LIST, OF(list)},
};
static const struct shape thing_shape = SHAPE("Thing", thing_fields);

static enum status page_hello(struct request *rq, struct response *rs)
{
    struct html *page = page_begin_titled(rq, rs, STR("Hej <du>"));

    html_raw(page, "<h1>Hej</h1><p>", 15);
    html_text_str(page, request_param(rq, "name"));
    html_text_str(page, local_time(rq, clock_now() - HOUR_MS));
    html_raw(page, "</p>", 4);
    return page_end(page);
}

static enum status post_note(struct request *rq, struct response *rs)
{
    struct note_form form;
    struct form_errors errors;

    TRY(form_read(rq, &form, &errors));
    page_notice(rq, rs, T_FORM_CHOOSE);
    return redirect(rs, path_of(rq->arena, "/hello/{}", form.n));
}

static enum status sign_in(struct request *rq, struct response *rs)
{
    struct pending_post pending;
    bool again = pending_post_read(rq, &pending);

    TRY(session_create(rq, rs, ANNA));
    return again ? page_send_again(rq, rs, &pending) : redirect(rs, STR("/"));
}

static enum status sign_in_page(struct request *rq, struct response *rs)
{
    struct str csrf = session_csrf_before_sign_in(rq, rs);

    buf_printf(&rs->body, "<input type=\"hidden\" name=\"csrf\" value=\"%.*s\">", STR_ARG(csrf));
    return OK;
}

static enum status sign_out(struct request *rq, struct response *rs)
{
    TRY(session_end(rq, rs));
    return redirect(rs, STR("/"));
}

/* /fail/CONFLICT and so on. */
static enum status fail_with(struct request *rq, struct response *rs)
{
    (void)rs;
    for (int s = 0; s < STATUS_N; s++)
        if (str_eq(request_param(rq, "status"), str_of(status_name((enum status)s))))
            return fail((enum status)s, "secret detail");
    return refuse(CONFLICT, T_ERROR_KEY_RUNNING);
}

static enum status get_thing(struct request *rq, struct response *rs)
{
    struct thing t = {.at = TEST_NOW,
                      .text = STR("Æ\"\n"),
                      .word = -1,
                      .words = 3,
                      .yes = true,
                      .n = -5,
                      .list = STR("a,b")};

    TRY(param_id(rq, "id", &t.id));
    t.day = day_number(2026, 11, 22);
    return api_object(rq, rs, 200, &t);
}

static enum status list_things(struct request *rq, struct response *rs)
{
    struct thing t[2] = {{.id = 1}, {.id = 2}};
    struct str cursor = request_query(rq, "after");
    int64_t key, id;

    if (cursor.p != NULL)
        TRY(api_cursor_read(cursor, &key, &id));
    return api_list(rq, rs, t, 2, sizeof t[0], api_cursor(rq->arena, INT64_MIN, 42));
}

static enum status insert_note(struct request *rq, struct str note)
{
    DB_TX(tx, rq->db);

    TRY(audit(rq->db, rq->who, AUDIT_PERSON_CHANGED, 7, note));
    return db_commit(&tx);
}

static enum status create_thing(struct request *rq, struct response *rs)
{
    struct thing t = {.id = id_new()};
    struct form_errors errors;
    struct note_form form;

    TRY(form_read(rq, &form, &errors));
    if (str_eq(form.note, STR("late error"))) {
        TRY(insert_note(rq, form.note));
        return refuse(CONFLICT, T_ERROR_CURSOR);
    }
    TRY(insert_note(rq, form.note));
    return api_object(rq, rs, 201, &t);
}

#define ROW(m, p, may, f) .method = (m), .path = (p), .permission = (may), .run = (f)
static const struct route table[] = {
    {ROW(GET, "/", PERM_SIGNED_IN, page_hello)},
    {ROW(GET, "/hello/{name}", PERM_PUBLIC, page_hello)},
    {ROW(GET, "/hello/{name}/{other}", PERM_PUBLIC, page_hello)},
    {ROW(GET, "/log", PERM_INCIDENT_LOG, page_hello)},
    {ROW(GET, "/today", PERM_TODAY_READ, page_hello)},
    {ROW(GET, "/sign-in", PERM_PUBLIC, sign_in_page)},
    {ROW(POST, "/sign-in", PERM_PUBLIC, sign_in)},
    {ROW(POST, "/sign-out", PERM_SIGNED_IN, sign_out)},
    {ROW(POST, "/notes", PERM_INCIDENT_LOG, post_note), .in = &note_form},
    {ROW(GET, "/fail/{status}", PERM_PUBLIC, fail_with)},
    {ROW(GET, "/api/things/{id}", PERM_SIGNED_IN, get_thing), .out = &thing_shape,
     .summary = "One thing."},
    {ROW(GET, "/api/things", PERM_INCIDENT_READ, list_things), .out = &thing_shape,
     .out_is_list = true, .summary = "Things.", .query = &note_form},
    {ROW(POST, "/api/things", PERM_INCIDENT_LOG, create_thing), .in = &note_form,
     .out = &thing_shape, .summary = "Makes one.", .flags = ROUTE_IDEMPOTENT},
    {ROW(GET, "/api/fail/{status}", PERM_PUBLIC, fail_with), .summary = "Fails."},
    {.run = NULL},
};
const struct route *const all_routes[] = {table, web_routes, NULL};
/* Seven for everybody, eight for whoever may read the day: one too many for a row without groups. */
const struct nav_item all_nav[] = {
    {"/", T_ERROR_HOME, PERM_SIGNED_IN},
    {"/today", T_AGAIN_SEND, PERM_TODAY_READ},
    {"/hello/case", T_AGAIN_SEND, PERM_SIGNED_IN, .group = NAV_CASES},
    {"/hello/note", T_AGAIN_SEND, PERM_SIGNED_IN, .group = NAV_CASES},
    {"/hello/rest", T_AGAIN_SEND, PERM_SIGNED_IN, .group = NAV_MORE},
    {"/hello/a", T_AGAIN_SEND, PERM_SIGNED_IN},
    {"/hello/b", T_AGAIN_SEND, PERM_SIGNED_IN},
    {"/hello/c", T_AGAIN_SEND, PERM_SIGNED_IN},
};
const size_t all_nav_n = sizeof all_nav / sizeof all_nav[0];
page_part_fn *const all_page_parts[] = {NULL};

static struct web_test *t;

static int start_sqlite(void **state)
{
    (void)state;
    t = web_test_start(DB_SQLITE);
    return 0;
}

static int start_pgsql(void **state)
{
    (void)state;
    t = web_test_start(DB_PGSQL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    web_test_end(t);
    return 0;
}

static void assert_shows(const char *text)
{
    if (!loopback_shows(&t->lb, text))
        fail_msg("\"%s\" is not in:\n%.*s", text, STR_ARG(buf_str(&t->lb.last.body)));
}

static void extra(const char *name, const char *value)
{
    t->lb.extra[0] = (struct header){str_of(name), str_of(value)};
    t->lb.n_extra = 1;
}

/* ---- finding */

static void test_matching(void **state)
{
    struct str params[4];
    bool other;

    (void)state;
    assert_ptr_equal(route_find(GET, STR("/"), params, &other), &table[0]);
    assert_ptr_equal(route_find(GET, STR("/hello/x"), params, &other), &table[1]);
    assert_str(params[0], "x");
    assert_ptr_equal(route_find(GET, STR("/hello/x/y"), params, &other), &table[2]);
    assert_null(route_find(GET, STR("/hello/"), params, &other));
    assert_false(other);
    assert_null(route_find(GET, STR("/hello/x/y/z"), params, &other));
    assert_null(route_find(GET, STR("/hello/x/"), params, &other));
    assert_null(route_find(GET, STR("/hellox"), params, &other));
    assert_null(route_find(GET, STR(""), params, &other));
    assert_null(route_find(GET, STR("//"), params, &other));
    assert_null(route_find(PUT, STR("/hello/x"), params, &other));
    assert_true(other);
}

static void test_not_found_and_not_so(void **state)
{
    (void)state;
    assert_int_equal(loopback_get(&t->lb, "/nothing"), 404);
    assert_shows("Siden findes ikke");
    assert_int_equal(loopback_send(&t->lb, PUT, "/hello/x", ""), 405);
    assert_str(loopback_header(&t->lb, "Allow"), "GET, HEAD");
    assert_int_equal(loopback_get(&t->lb, "/hello/a%2Fb%C3%A6"), 200);
    assert_shows("a/b\xc3\xa6");
    assert_int_equal(loopback_get(&t->lb, "/hello/%zz"), 404);
    assert_int_equal(loopback_get(&t->lb, "/api/nothing"), 404);
    assert_str(t->lb.last.content_type, "application/problem+json");
    assert_int_equal(loopback_get(&t->lb, "/api/things/x"), 401); /* asked who first, then what */
}

static void test_headers_on_every_answer(void **state)
{
    static const char *const paths[] = {
        "/hello/x", "/nothing", "/api/nothing", "/static/bagvagt.css", "/fail/BROKEN", "/"};

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        loopback_get(&t->lb, paths[i]);
        assert_true(str_starts(loopback_header(&t->lb, "Content-Security-Policy"),
                               STR("default-src 'none'; script-src 'self';")));
        assert_str(loopback_header(&t->lb, "X-Content-Type-Options"), "nosniff");
        assert_str(loopback_header(&t->lb, "Referrer-Policy"), "same-origin");
        assert_null(loopback_header(&t->lb, "Strict-Transport-Security").p);
        assert_str(loopback_header(&t->lb, "Cache-Control"), i == 3 ? "no-cache" : "no-store");
    }
    t->info.secure_cookies = true;
    loopback_get(&t->lb, "/sign-in");
    assert_true(loopback_header(&t->lb, "Strict-Transport-Security").n > 0);
    assert_true(str_starts(loopback_header(&t->lb, "Set-Cookie"), STR("__Host-bv_csrf=")));
    assert_true(str_ends(loopback_header(&t->lb, "Set-Cookie"),
                         STR("; Path=/; HttpOnly; SameSite=Lax; Secure")));
}

/* ---- error pages */

static void test_every_status_as_page_and_problem(void **state)
{
    static const int wanted[STATUS_N] = {
        [OK] = 200,       [INVALID] = 400,   [DENIED] = 403, [MISSING] = 404,
        [CONFLICT] = 409, [TOO_LARGE] = 413, [BUSY] = 503,   [UNSURE] = 503,
        [UPSTREAM] = 502, [BROKEN] = 500,    [FULL] = 507,
    };

    (void)state;
    for (int s = INVALID; s < STATUS_N; s++) {
        struct str path = arena_printf(t->arena, "/fail/%s", status_name((enum status)s));
        struct str api = arena_printf(t->arena, "/api/fail/%s", status_name((enum status)s));

        assert_int_equal(loopback_get(&t->lb, str_c(t->arena, path)), wanted[s]);
        assert_shows("<h1>");
        assert_false(loopback_shows(&t->lb, "secret detail"));
        assert_int_equal(loopback_get(&t->lb, str_c(t->arena, api)), wanted[s]);
        assert_false(loopback_shows(&t->lb, "secret detail"));
        assert_shows("\"instance\":\"urn:bagvagt:failure:");
        assert_str(loopback_header(&t->lb, "Retry-After"), wanted[s] == 503 ? "2" : NULL);
    }
    loopback_get(&t->lb, "/fail/UNSURE");
    assert_shows("Se efter, før du prøver igen");
    loopback_get(&t->lb, "/api/fail/none");
    assert_shows("\"code\":\"ERROR_KEY_RUNNING\"");
}

static void test_error_pages_in_both_languages(void **state)
{
    (void)state;
    loopback_get(&t->lb, "/fail/BROKEN");
    assert_shows("<html lang=\"da\">");
    assert_shows("Der gik noget galt hos os");
    extra("Accept-Language", "fr, en-GB;q=0.8, da;q=0.5");
    loopback_get(&t->lb, "/fail/BROKEN");
    assert_shows("<html lang=\"en\">");
    assert_shows("Something went wrong on our side");
    loopback_get(&t->lb, "/language?to=da&next=%2Fhello%2Fx%3Fa%3D1");
    assert_str(loopback_header(&t->lb, "Location"), "/hello/x?a=1");
    loopback_get(&t->lb, "/nothing");
    assert_shows("Siden findes ikke");
    extra("Referer",
          "http://bagvagt.test/hello/x?a=1"); /* one step back, when it was one of ours */
    loopback_get(&t->lb, "/nothing");
    assert_shows("<a href=\"/hello/x?a=1\">");
    loopback_get(&t->lb, "/hello/x?a=1");
    extra("Referer", "http://bagvagt.test.evil.example/");
    loopback_get(&t->lb, "/nothing");
    assert_false(loopback_shows(&t->lb, "evil.example"));
    extra("Referer", "http://bagvagt.test//evil.example/");
    loopback_get(&t->lb, "/nothing");
    assert_false(loopback_shows(&t->lb, "evil.example"));
    extra("Referer", "");
    loopback_get(&t->lb, "/language?to=en&next=//evil.example/");
    assert_str(loopback_header(&t->lb, "Location"), "/");
    assert_int_equal(loopback_get(&t->lb, "/language?to=xx"), 404);
}

/* ---- signing in */

static void test_anonymous(void **state)
{
    (void)state;
    assert_int_equal(loopback_get(&t->lb, "/today?a=1&b=%20"), 303);
    assert_str(loopback_header(&t->lb, "Location"), "/sign-in?next=%2Ftoday%3Fa%3D1%26b%3D%2520");
    assert_int_equal(loopback_get(&t->lb, "/"), 303);
    assert_str(loopback_header(&t->lb, "Location"), "/sign-in");
    assert_int_equal(loopback_get(&t->lb, "/api/things/5"), 401);
    assert_true(str_starts(loopback_header(&t->lb, "WWW-Authenticate"), STR("Bearer")));
    assert_shows("\"status\":401");
}

static void test_session_lives_and_ends(void **state)
{
    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    assert_int_equal(loopback_get(&t->lb, "/"), 200);
    assert_shows("Anna &lt;");
    assert_shows("Hej &lt;du&gt; – Bagvagt</title>");
    assert_int_equal(loopback_get(&t->lb, "/today"), 403);
    assert_false(loopback_shows(&t->lb, "href=\"/today\""));
    for (int i = 0; i < 5; i++) { /* busy people stay */
        clock_advance(SESSION_IDLE_MS - 1);
        assert_int_equal(loopback_get(&t->lb, "/"), 200);
    }
    clock_advance(SESSION_IDLE_MS);
    assert_int_equal(loopback_get(&t->lb, "/"), 303);

    loopback_sign_in(&t->lb, ANNA);
    for (int i = 0; i < 60; i++) {
        clock_advance(11 * HOUR_MS);
        loopback_get(&t->lb, "/");
    }
    assert_int_equal(t->lb.last.status, 200);
    clock_advance(60 * HOUR_MS); /* 30 days in all, though never idle before */
    assert_int_equal(loopback_get(&t->lb, "/"), 303);
}

static void test_visits_are_written_every_five_minutes(void **state)
{
    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    clock_advance(4 * MINUTE_MS);
    loopback_get(&t->lb, "/");
    assert_str(web_test_read(t, "SELECT seen_at FROM session"), "1795341600000");
    clock_advance(1 * MINUTE_MS);
    loopback_get(&t->lb, "/");
    assert_str(web_test_read(t, "SELECT seen_at FROM session"), "1795341900000");
}

static void test_no_secret_is_stored(void **state)
{
    struct str stored;
    size_t at;

    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    stored = web_test_read(t, "SELECT token_hash FROM session");
    assert_int_equal(stored.n, 64);
    assert_false(str_find(t->lb.cookies, stored, &at));
}

static void test_sign_out_and_leaving(void **state)
{
    struct str old_cookies;

    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    old_cookies = t->lb.cookies;
    assert_int_equal(loopback_send(&t->lb, POST, "/sign-out", ""), 303);
    t->lb.cookies = old_cookies; /* the cookie is worth nothing now */
    assert_int_equal(loopback_get(&t->lb, "/"), 303);
    web_test_sql(t, "UPDATE person SET left_day = NULL WHERE id = 13");
    loopback_sign_in(&t->lb, OLE);
    assert_int_equal(loopback_get(&t->lb, "/"), 200);
    web_test_sql(t,
                 "UPDATE person SET left_day = 20000 WHERE id = 13"); /* leaves while signed in */
    assert_int_equal(loopback_get(&t->lb, "/"), 303);
    t->lb.cookies = STR("bv_session=forged; bv_csrf=x");
    assert_int_equal(loopback_get(&t->lb, "/"), 303);
}

static void test_persons_language(void **state)
{
    (void)state;
    loopback_get(&t->lb, "/language?to=da");
    loopback_sign_in(&t->lb, METTE); /* takes the choice of whoever sat here before away */
    loopback_get(&t->lb, "/today");
    assert_shows("<html lang=\"en\">");
    assert_shows("today 10:00");
    assert_shows("aria-current=\"page\"");
    loopback_get(&t->lb, "/language?to=da");
    loopback_get(&t->lb, "/today");
    assert_shows("<html lang=\"da\">");
    assert_shows("i dag 10.00");
}

static void test_groups_of_the_navigation(void **state)
{
    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    loopback_get(&t->lb, "/hello/note");
    assert_false(loopback_shows(&t->lb, "<summary")); /* few entries: all in the row */
    assert_shows("<a class=\"nav-link\" href=\"/hello/note\" aria-current=\"page\">");
    loopback_sign_in(&t->lb, METTE);
    loopback_get(&t->lb, "/hello/note");
    assert_shows("<summary class=\"nav-link\" aria-current=\"true\"><span>Cases</span>");
    assert_shows("<a class=\"nav-link\" href=\"/hello/note\" aria-current=\"page\">");
    assert_false(loopback_shows(&t->lb, "<span>More</span>")); /* one link needs no group */
    assert_shows("<a class=\"nav-link\" href=\"/hello/rest\">");
    loopback_get(&t->lb, "/today");
    assert_shows("<summary class=\"nav-link\"><span>Cases</span>");
}

/* ---- CSRF, and nothing typed is lost */

static void test_csrf(void **state)
{
    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    assert_int_equal(loopback_send(&t->lb, POST, "/notes", "note=hej&n=4"), 303);
    assert_str(loopback_header(&t->lb, "Location"), "/hello/4");
    loopback_get(&t->lb, "/hello/x");
    assert_shows("alert-success");
    assert_shows("Vælg en af mulighederne");
    loopback_get(&t->lb, "/hello/x");
    assert_false(loopback_shows(&t->lb, "alert-success")); /* once */

    assert_int_equal(loopback_send(&t->lb, POST, "/notes", "csrf=wrong&note=hej"), 403);
    assert_shows("Siden var for gammel");
    assert_shows("<input type=\"hidden\" name=\"note\" value=\"hej\">");
    t->lb.csrf = STR_NONE;
    assert_int_equal(loopback_send(&t->lb, POST, "/notes", "note=hej"), 403);
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"hej\"}"),
                     200 + 1); /* X-CSRF-Token from the page */
    t->lb.csrf = STR("wrong");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"hej\"}"), 403);
    extra("Sec-Fetch-Site", "cross-site");
    assert_int_equal(loopback_send(&t->lb, POST, "/notes", "csrf=wrong&note=evil"), 403);
    assert_false(loopback_shows(&t->lb, "evil")); /* no button for what another site sent */
}

static void test_csrf_before_sign_in(void **state)
{
    (void)state;
    assert_int_equal(loopback_send(&t->lb, POST, "/sign-in", "login=anna"), 403);
    web_test_fresh(t);
    loopback_get(&t->lb, "/sign-in");
    assert_true(t->lb.csrf.n > 20);
    assert_int_equal(loopback_send(&t->lb, POST, "/sign-in", "login=anna"), 303);
    assert_int_equal(loopback_get(&t->lb, "/"), 200);
}

static void test_expired_session_keeps_what_was_typed(void **state)
{
    (void)state;
    loopback_sign_in(&t->lb, ANNA);
    clock_advance(SESSION_IDLE_MS);
    assert_int_equal(
        loopback_send(&t->lb, POST, "/notes", "note=lang+%3Ctekst%3E%0D%0A%C3%A6&n=4&secret=hush"),
        401);
    assert_shows("Log ind for at fortsætte");
    assert_shows("name=\"_again_path\" value=\"/notes\"");
    assert_shows("lang &lt;tekst&gt;\r\n\xc3\xa6</li>");
    assert_false(loopback_shows(&t->lb, "hush"));
    assert_int_equal(
        loopback_send(
            &t->lb, POST, "/sign-in",
            "login=anna&_again_path=%2Fnotes&_again_body=note%3Dlang%2B%253Ctekst%253E%26n%3D4"),
        200);
    assert_shows("<form method=\"post\" action=\"/notes\">");
    assert_shows("<input type=\"hidden\" name=\"note\" value=\"lang &lt;tekst&gt;\">");
    assert_int_equal(loopback_send(&t->lb, POST, "/notes", "note=lang&n=4"), 303);
}

static void test_pending_posts_go_nowhere_else(void **state)
{
    static const char *const bad[] = {"https%3A%2F%2Fevil.example",
                                      "%2F%2Fevil.example",
                                      "%2F%5Cevil.example",
                                      "%2Fnothing",
                                      "%2Fapi%2Fthings",
                                      "%2Fhello%2Fx",
                                      "",
                                      "notes"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct str body =
            arena_printf(t->arena, "login=anna&_again_body=note%%3Dx&_again_path=%s", bad[i]);

        web_test_fresh(t);
        loopback_get(&t->lb, "/sign-in");
        assert_int_equal(loopback_send(&t->lb, POST, "/sign-in", str_c(t->arena, body)), 303);
    }
    assert_true(path_is_ours(STR("/a?b=c")));
    assert_false(path_is_ours(STR("/a b")));
    assert_false(path_is_ours(STR("/a\r\nSet-Cookie: x")));
}

/* ---- API */

static void test_tokens_and_scopes(void **state)
{
    uint64_t read = UINT64_C(1) << PERM_INCIDENT_READ | UINT64_C(1) << PERM_SIGNED_IN;
    struct str token = web_test_token(t, ANNA, read);

    (void)state;
    t->lb.bearer = token;
    assert_int_equal(loopback_get(&t->lb, "/api/things"), 200);
    assert_int_equal(loopback_get(&t->lb, "/api/things/7"), 200);
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"x\"}"),
                     403);                            /* her role may, the token not */
    assert_int_equal(loopback_get(&t->lb, "/"), 303); /* no pages by token */
    assert_true(web_test_read(t, "SELECT used_at FROM api_token").n > 0);
    t->lb.bearer = web_test_token(t, ANNA, UINT64_MAX >> 1);
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"x\"}"),
                     201); /* no CSRF token needed */
    t->lb.bearer = web_test_token(t, OLE, UINT64_MAX >> 1);
    assert_int_equal(loopback_get(&t->lb, "/api/things"), 401);
    t->lb.bearer = STR("bvt_wrong");
    assert_int_equal(loopback_get(&t->lb, "/api/things"), 401);
    assert_shows("\"status\":401");
    t->lb.bearer = token;
    clock_advance(DAY_MS);
    assert_int_equal(loopback_get(&t->lb, "/api/things"), 401);
    clock_advance(-HOUR_MS);
    assert_int_equal(loopback_get(&t->lb, "/api/things"), 200);
    web_test_sql(t, "UPDATE api_token SET revoked_at = 1");
    assert_int_equal(loopback_get(&t->lb, "/api/things"), 401);
}

static void test_shapes(void **state)
{
    (void)state;
    t->lb.bearer = web_test_token(t, ANNA, UINT64_MAX >> 1);
    loopback_get(&t->lb, "/api/things/9007199254740993");
    assert_str(buf_str(&t->lb.last.body),
               "{\"id\":\"9007199254740993\",\"at\":\"2026-11-22T10:00:00.000Z\",\"day\":\"2026-11-"
               "22\",\"word\":null,"
               "\"words\":[\"red\",\"green\"],\"n\":-5,\"text\":\"Æ\\\"\\n\",\"yes\":true,\"list\":"
               "[\"a\",\"b\"]}");
    assert_int_equal(loopback_get(&t->lb, "/api/things/0"), 404);
    assert_int_equal(loopback_get(&t->lb, "/api/things/x"), 404);
    loopback_get(&t->lb, "/api/things");
    assert_shows(
        "{\"items\":[{\"id\":\"1\",\"at\":null,\"day\":null,\"word\":\"red\",\"words\":[],");
}

static void test_cursors(void **state)
{
    struct str cursor = api_cursor(t->arena, INT64_MIN, 42), path;
    char *broken;
    int64_t key, id;

    (void)state;
    assert_ok(api_cursor_read(cursor, &key, &id));
    assert_true(key == INT64_MIN && id == 42);
    for (size_t i = 0; i < cursor.n; i++) {
        broken = arena_alloc(t->arena, cursor.n);
        memcpy(broken, cursor.p, cursor.n);
        broken[i] = broken[i] == 'A' ? 'B' : 'A';
        assert_status(api_cursor_read((struct str){broken, cursor.n}, &key, &id), INVALID);
    }
    assert_status(api_cursor_read(STR(""), &key, &id), INVALID);
    assert_status(api_cursor_read(STR_NONE, &key, &id), INVALID);
    t->lb.bearer = web_test_token(t, ANNA, UINT64_MAX >> 1);
    path = arena_printf(t->arena, "/api/things?after=%.*s", STR_ARG(cursor));
    assert_int_equal(loopback_get(&t->lb, str_c(t->arena, path)), 200);
    assert_int_equal(loopback_get(&t->lb, "/api/things?after=x"), 400);
    assert_shows("ERROR_CURSOR");
}

static void test_form_errors_as_problem(void **state)
{
    (void)state;
    t->lb.bearer = web_test_token(t, ANNA, UINT64_MAX >> 1);
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"\",\"n\":77,\"x\":1}"),
                     422);
    assert_shows(
        "\"errors\":[{\"field\":\"note\",\"code\":\"FORM_REQUIRED\",\"detail\":\"Udfyld feltet\"},"
        "{\"field\":\"n\",\"code\":\"FORM_TOO_LARGE\",\"detail\":\"Tallet må højst være 9\"},"
        "{\"field\":\"x\",\"code\":\"FORM_UNKNOWN\"");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":"), 400);
    loopback_sign_in(&t->lb, ANNA);
    assert_int_equal(loopback_send(&t->lb, POST, "/notes", "note="), 422);
}

static void test_idempotency(void **state)
{
    struct str first;

    (void)state;
    t->lb.bearer = web_test_token(t, ANNA, UINT64_MAX >> 1);
    extra("Idempotency-Key", "k1");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"x\"}"), 201);
    first = buf_str(&t->lb.last.body);
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"x\"}"), 201);
    assert_true(str_eq(first, buf_str(&t->lb.last.body)));
    assert_str(loopback_header(&t->lb, "Idempotent-Replayed"), "true");
    assert_str(web_test_read(t, "SELECT COUNT(*) FROM audit WHERE object_id = 7"), "1");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"y\"}"), 422);
    assert_shows("ERROR_KEY_REUSED");
    /* The same key of another person is another key. */
    t->lb.bearer = web_test_token(t, METTE, UINT64_MAX >> 1);
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"y\"}"), 201);
    web_test_sql(t, "UPDATE idempotency SET status = 0");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"y\"}"), 409);
    clock_advance(2 * DAY_MS);
    t->lb.bearer = web_test_token(t, METTE, UINT64_MAX >> 1);
    web_test_sql(t, "UPDATE api_token SET ends_at = ends_at + 999999999");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"z\"}"),
                     201); /* forgotten after a day */
    extra("Idempotency-Key", "");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"z\"}"), 422);
}

/* What failed left nothing behind: neither its change nor a remembered answer. */
static void test_idempotency_of_failures(void **state)
{
    (void)state;
    t->lb.bearer = web_test_token(t, ANNA, UINT64_MAX >> 1);
    extra("Idempotency-Key", "k2");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"late error\"}"), 409);
    assert_str(web_test_read(t, "SELECT COUNT(*) FROM audit WHERE object_id = 7"), "0");
    assert_str(web_test_read(t, "SELECT COUNT(*) FROM idempotency"), "0");
    assert_int_equal(loopback_send(&t->lb, POST, "/api/things", "{\"note\":\"x\"}"), 201);
}

static void test_openapi(void **state)
{
    const struct json *doc, *paths, *post;
    struct str text;

    (void)state;
    assert_int_equal(loopback_get(&t->lb, "/api/openapi.json"), 200);
    assert_ok(json_read(t->arena, buf_str(&t->lb.last.body), &doc)); /* also refuses doubled keys */
    assert_true(json_text(json_get(doc, "openapi"), &text));
    assert_str(text, "3.1.0");
    paths = json_get(doc, "paths");
    post = json_get(json_get(paths, "/api/things"), "post");
    assert_true(json_text(json_get(post, "operationId"), &text));
    assert_str(text, "post_things");
    assert_non_null(json_get(json_get(paths, "/api/things"), "get"));
    assert_null(json_get(paths, "/notes"));
    assert_shows("{\"token\":[\"incident_log\"]}");
    assert_shows("\"Note\":{\"type\":\"object\"");
    if (getenv("BAGVAGT_OPENAPI_OUT") != NULL) { /* for a validator */
        FILE *f = fopen(getenv("BAGVAGT_OPENAPI_OUT"), "we");

        assert_non_null(f);
        fprintf(f, "%.*s", STR_ARG(buf_str(&t->lb.last.body)));
        fclose(f);
    }
}

/* ---- what web/ itself answers */

static void test_static_files(void **state)
{
    struct str url = asset_url(t->arena, "dkfds.css"), etag;

    (void)state;
    assert_int_equal(loopback_get(&t->lb, str_c(t->arena, url)), 200);
    assert_str(loopback_header(&t->lb, "Cache-Control"), "public, max-age=31536000, immutable");
    assert_str(t->lb.last.content_type, "text/css; charset=utf-8");
    assert_shows("color: red");
    etag = loopback_header(&t->lb, "ETag");
    assert_null(loopback_header(&t->lb, "Content-Encoding").p);
    extra("If-None-Match", str_c(t->arena, etag));
    assert_int_equal(loopback_get(&t->lb, "/static/dkfds.css"), 304);
    assert_int_equal(t->lb.last.body.n + t->lb.last.fixed_n, 0);
    extra("Accept-Encoding", "br, gzip;q=0.5");
    assert_int_equal(loopback_get(&t->lb, "/static/dkfds.css"), 200);
    assert_str(loopback_header(&t->lb, "Content-Encoding"), "gzip");
    assert_str(loopback_header(&t->lb, "Vary"), "Accept-Encoding");
    assert_false(str_eq(etag, loopback_header(&t->lb, "ETag")));
    extra("Accept-Encoding", "gzip;q=0");
    loopback_get(&t->lb, "/static/dkfds.css");
    assert_null(loopback_header(&t->lb, "Content-Encoding").p);
    assert_int_equal(loopback_get(&t->lb, "/static/%2e%2e%2fpasswd"), 404);
    assert_int_equal(loopback_get(&t->lb, "/static/a/b/c.css"), 404);
}

static void test_health_and_metrics(void **state)
{
    (void)state;
    assert_int_equal(loopback_get(&t->lb, "/healthz"), 200);
    assert_shows("ok");
    assert_int_equal(loopback_get(&t->lb, "/metrics"), 403);
    loopback_sign_in(&t->lb, METTE);
    assert_int_equal(loopback_get(&t->lb, "/metrics"), 403);
}

static void test_demo_says_so(void **state)
{
    (void)state;
    t->info.is_demo = true;
    loopback_get(&t->lb, "/hello/x");
    assert_shows("opfundne data");
    t->info.is_demo = false;
    loopback_get(&t->lb, "/hello/x");
    assert_false(loopback_shows(&t->lb, "opfundne data"));
}

/* tidy 5.6 takes aria-current for an invention. */
static void tidy(const char *what)
{
    char name[200], command[400];
    int fd;

    snprintf(name, sizeof name, "%s/bagvagt-page-XXXXXX", test_folder());
    fd = mkstemp(name);
    struct str page = buf_str(&t->lb.last.body);

    assert_true(fd >= 0 && write(fd, page.p, page.n) == (ssize_t)page.n);
    close(fd);
    snprintf(command, sizeof command,
             "tidy -q -e --drop-empty-elements no --warn-proprietary-attributes no %s >&2", name);
    if (system(command) != 0)
        fail_msg("%s is no clean HTML:\n%.*s", what, STR_ARG(page));
    unlink(name);
}

static void test_pages_are_valid_html(void **state)
{
    (void)state;
    if (system("command -v tidy > /dev/null 2>&1") != 0)
        skip();
    for (int lang = 0; lang < 2; lang++) {
        web_test_fresh(t);
        t->info.is_demo = lang == 0;
        loopback_get(&t->lb, lang == 0 ? "/language?to=da" : "/language?to=en");
        loopback_get(&t->lb, "/hello/x");
        tidy("a page for anybody");
        loopback_get(&t->lb, "/fail/BROKEN");
        tidy("an error page");
        loopback_sign_in(&t->lb, METTE);
        loopback_get(&t->lb, "/today");
        tidy("a page of somebody signed in");
        loopback_send(&t->lb, POST, "/notes", "csrf=wrong&note=a%0Ab%22%3C");
        tidy("the page of an old form");
        clock_advance(SESSION_IDLE_MS);
        loopback_send(&t->lb, POST, "/notes", "note=a%0Ab%22%3C&n=3");
        tidy("signing in again");
        loopback_send(&t->lb, POST, "/sign-in", "_again_path=%2Fnotes&_again_body=note%3Dx");
        tidy("sending again");
    }
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start_sqlite, end)
#define BOTH(f)                                                                                    \
    cmocka_unit_test_setup_teardown(f, start_sqlite, end),                                         \
    {                                                                                              \
#f " (PostgreSQL)", f, start_pgsql, end, NULL                                              \
    }
    const struct CMUnitTest tests[] = {
        T(test_matching),
        T(test_not_found_and_not_so),
        T(test_headers_on_every_answer),
        T(test_every_status_as_page_and_problem),
        T(test_error_pages_in_both_languages),
        T(test_anonymous),
        BOTH(test_session_lives_and_ends),
        BOTH(test_visits_are_written_every_five_minutes),
        T(test_no_secret_is_stored),
        T(test_groups_of_the_navigation),
        BOTH(test_sign_out_and_leaving),
        T(test_persons_language),
        T(test_csrf),
        T(test_csrf_before_sign_in),
        T(test_expired_session_keeps_what_was_typed),
        T(test_pending_posts_go_nowhere_else),
        BOTH(test_tokens_and_scopes),
        T(test_shapes),
        T(test_cursors),
        T(test_form_errors_as_problem),
        BOTH(test_idempotency),
        BOTH(test_idempotency_of_failures),
        T(test_openapi),
        T(test_static_files),
        BOTH(test_health_and_metrics),
        T(test_demo_says_so),
        T(test_pages_are_valid_html),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
