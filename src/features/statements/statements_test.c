/* Statements on both databases, to a real store over sockets: what is told, once, and by nobody's name.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/statements/statements_world.h"

#include <sodium.h>

#include "features/statements/statements_personal.h"

static struct fake_http *web;

static int start_web(void **state)
{
    (void)state;
    web = fake_http_start();
    return 0;
}

static int stop_web(void **state)
{
    (void)state;
    fake_http_stop(web);
    return 0;
}

static struct str body(size_t n)
{
    const struct fake_request *r = fake_http_request(web, n);

    return (struct str){r->body, r->body_n};
}

static bool shows(struct str s, const char *part)
{
    return str_find(s, str_of(part), &(size_t){0});
}

static size_t times(struct str s, const char *part)
{
    size_t n = 0, at;

    while (str_find(s, str_of(part), &at)) {
        s = str_sub(s, at + strlen(part), s.n);
        n++;
    }
    return n;
}

/* The text behind this, up to the next quote. */
static struct str behind(struct world *w, struct str s, const char *part)
{
    size_t at, end;

    assert_true(str_find(s, str_of(part), &at));
    s = str_sub(s, at + strlen(part), s.n);
    assert_true(str_find_char(s, '"', &end));
    return arena_copy(w->arena, str_sub(s, 0, end));
}

static int64_t in_state(struct world *w, enum statement_state state)
{
    return count(
        w, str_c(w->arena,
                 arena_printf(w->arena, "SELECT COUNT(*) FROM statement WHERE state = %d", state)));
}

/* ---- what is told */

static void each_thing_is_told_once(struct world *w)
{
    struct statement_store_entry e = store_entry(web);
    char header[300];

    passes(w, 1, ANNA, "conflict"); /* before there was a store */
    clock_advance(1000);
    set_store(w, &e);
    passes(w, 2, ANNA, "conflict");
    passes(w, 3, BO, "own-7");
    does(w, 41, 0, 0);
    does(w, 42, 2, 0); /* social */
    does(w, 43, 0, 3); /* what others set up */
    holds_until(w, LEA, "acute", clock_now() + 1);
    holds_until(w, SOREN, "acute", clock_now() + DAY_MS);
    assert_int_equal(send_due(w), 3);
    assert_int_equal(send_due(w), 0);
    clock_advance(1);
    assert_int_equal(send_due(w), 1);
    clock_advance(HOUR_MS);
    assert_int_equal(send_due(w), 0);
    assert_int_equal(fake_http_requests(web), 2);
    assert_int_equal(in_state(w, STATEMENT_SENT), 4);
    assert_true(str_starts(str_of(fake_http_request(web, 0)->head), STR("POST /statements ")));
    assert_string_equal(
        fake_http_header(fake_http_request(web, 0), "X-Experience-API-Version", header, 300),
        "1.0.3");
    assert_string_equal(fake_http_header(fake_http_request(web, 0), "Authorization", header, 300),
                        "Basic a2V5LTE6c2VjcmV0LcOmLTE="); /* key-1:secret-æ-1 */
    assert_int_equal(times(body(0), "\"actor\""), 3);
    assert_true(shows(body(0), "verbs/passed\""));
    assert_true(shows(body(0), PUBLIC_URL "/xapi/centres/1/modules/conflict\""));
    assert_true(shows(body(0), PUBLIC_URL "/xapi/centres/1/plan/word_41\""));
    assert_true(shows(body(1), PUBLIC_URL "/xapi/verbs/expired\""));
    assert_int_equal(times(body(1), "\"actor\""), 1);
}
BOTH(each_thing_is_told_once)

static void what_was_held_is_told(struct world *w)
{
    struct statement_store_entry e = store_entry(web);

    set_store(w, &e);
    listens(w, 81, 6);
    listens(w, 82, 5); /* not told to its end yet */
    listens(w, 83, 8); /* called off */
    holds_day(w);
    assert_int_equal(send_due(w), 3);
    assert_int_equal(send_due(w), 0);
    assert_int_equal(times(body(0), "/xapi/centres/1/listening\""), 1);
    assert_int_equal(times(body(0), "/xapi/centres/1/follow-up-day\""), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement WHERE person_id = 102"), 0);
    assert_false(shows(body(0), "ord") || shows(body(0), "styrke") || shows(body(0), "Lokale"));
}
BOTH(what_was_held_is_told)

static void practice_wants_a_yes(struct world *w)
{
    struct statement_store_entry e = store_entry(web);
    struct statement_own own;

    set_store(w, &e);
    practises(w, 51, ANNA, 1);
    assert_int_equal(send_due(w), 0);
    assert_ok(statement_own(w->db, w->arena, &w->anna, 10, &own));
    assert_false(own.practice);
    clock_advance(MINUTE_MS);
    assert_ok(statement_own_practice(w->db, &w->anna, true));
    clock_advance(MINUTE_MS);
    assert_int_equal(send_due(w), 0); /* what was before the yes stays hers */
    practises(w, 52, ANNA, 1);
    practises(w, 53, ANNA, 2); /* stopped */
    practises(w, 54, BO, 1);   /* said nothing */
    assert_int_equal(send_due(w), 1);
    assert_true(shows(body(0), "practice/refusal\""));
    assert_false(shows(body(0), "afslag") || shows(body(0), "score"));
    practises(w, 55, ANNA, 1);
    assert_ok(statements_collect(w->store));
    assert_ok(statement_own_practice(w->db, &w->anna, false));
    assert_int_equal(send_due(w), 0);
    assert_int_equal(in_state(w, STATEMENT_DROPPED), 1);
    assert_ok(statement_own(w->db, w->arena, &w->anna, 10, &own));
    assert_int_equal(own.sent.n, 2);
    assert_int_equal(own.sent.at[1].state, STATEMENT_SENT);
}
BOTH(practice_wants_a_yes)

static void only_what_was_chosen(struct world *w)
{
    struct statement_store_entry e = store_entry(web);

    e.kinds = INT64_C(1) << STATEMENT_ITEM;
    set_store(w, &e);
    passes(w, 1, ANNA, "conflict");
    does(w, 41, 0, 0);
    assert_ok(statements_collect(w->store));
    e.kinds = INT64_C(1) << STATEMENT_MODULE; /* before it went out */
    set_store(w, &e);
    assert_int_equal(send_due(w), 2);
    assert_int_equal(in_state(w, STATEMENT_DROPPED), 1);
    assert_false(shows(body(0), "plan/"));
    e.on = false;
    set_store(w, &e);
    clock_advance(1000);
    passes(w, 2, ANNA, "acute");
    assert_int_equal(send_due(w), 0);
    clock_advance(1000);
    e.on = true;
    set_store(w, &e);
    assert_int_equal(send_due(w), 0); /* not later either */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement"), 2);
}
BOTH(only_what_was_chosen)

/* Nothing but what the product says of itself: no name, no title that somebody typed, no reason. */
static void no_names_and_no_words(struct world *w)
{
    static const char *const words[] = {
        "Anna",   "anna", "Holm", "Lea",    "hemmelig", "secret of", "bevis",          "grund",
        "mailto", "mbox", "@",    "before", "afslag",   "incident",  "h\xc3\xa6ndelse"};
    struct statement_store_entry e = store_entry(web);

    assert_ok(statement_own_practice(w->db, &w->anna, true));
    set_store(w, &e);
    run_sql(w, "UPDATE person SET email = 'anna.holm@example.dk' WHERE id = 101");
    passes(w, 1, ANNA, "conflict");
    does(w, 41, 0, 0);
    practises(w, 51, ANNA, 1);
    holds_until(w, ANNA, "acute", clock_now());
    assert_int_equal(send_due(w), 4);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (shows(body(0), words[i]))
            fail_msg("\"%s\" is in %.*s", words[i], STR_ARG(body(0)));
    assert_false(shows(body(0), "\"101\"") || shows(body(0), ":101"));
}
BOTH(no_names_and_no_words)

/* ---- pseudonyms */

static void names_are_for_nobody_else(struct world *w)
{
    struct statement_store_entry e = store_entry(web);
    struct str first, again, other, elsewhere, renewed;

    set_store(w, &e);
    passes(w, 1, ANNA, "conflict");
    send_due(w);
    first = behind(w, body(0), "\"name\":\"");
    assert_int_equal(first.n, 32);
    passes(w, 2, ANNA, "acute");
    send_due(w);
    again = behind(w, body(1), "\"name\":\"");
    assert_true(str_eq(first, again));
    passes(w, 3, BO, "acute");
    send_due(w);
    other = behind(w, body(2), "\"name\":\"");
    assert_false(str_eq(first, other));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement_salt WHERE salt LIKE 'v1:%'"), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement_store WHERE secret LIKE 'v1:%'"), 1);
    e.url = arena_printf(w->arena, "%.*s/xapi/", STR_ARG(e.url)); /* another store */
    e.secret = STR("");
    set_store(w, &e);
    passes(w, 4, ANNA, "data");
    send_due(w);
    elsewhere = behind(w, body(3), "\"name\":\"");
    assert_false(str_eq(first, elsewhere));
    assert_true(str_starts(str_of(fake_http_request(web, 3)->head), STR("POST /xapi/statements ")));
    assert_ok(statement_renew(w->db, w->arena, &w->amir));
    passes(w, 5, ANNA, "leading");
    send_due(w);
    renewed = behind(w, body(4), "\"name\":\"");
    assert_false(str_eq(elsewhere, renewed));
}
BOTH(names_are_for_nobody_else)

static void who_is_forgotten_has_no_name(struct world *w)
{
    struct statement_store_entry e = store_entry(web);

    set_store(w, &e);
    passes(w, 1, ANNA, "conflict");
    send_due(w);
    passes(w, 2, ANNA, "acute");
    assert_ok(statements_collect(w->store));
    {
        DB_TX(tx, w->db); /* an old copy of the database: the key alone is gone */
        assert_ok(vault_forget(w->db, &actor_system, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(send_due(w), 1);
    assert_int_equal(fake_http_requests(web), 1);
    assert_int_equal(in_state(w, STATEMENT_DROPPED), 1);
    {
        DB_TX(tx, w->db);
        for (const struct personal *p = statements_personal; p->name; p++)
            if (p->forget != NULL)
                assert_ok(p->forget(w->db, w->arena, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement_salt"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement"), 0);
}
BOTH(who_is_forgotten_has_no_name)

static void a_store_goes_wholly(struct world *w)
{
    struct statement_store_entry e = store_entry(web);

    set_store(w, &e);
    passes(w, 1, ANNA, "conflict");
    send_due(w);
    assert_ok(statement_store_remove(w->db, w->arena, &w->amir));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement_salt"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement_store"), 0);
    assert_status(statement_store_remove(w->db, w->arena, &w->amir), MISSING);
}
BOTH(a_store_goes_wholly)

/* ---- once, whatever the store says */

static void is_tried_again_as_the_same(struct world *w)
{
    static const int script[] = {FAKE_HTTP_DROP, 500, FAKE_HTTP_BUSY_60, 401, 200};
    struct statement_store_entry e = store_entry(web);
    struct str first;

    set_store(w, &e);
    fake_http_script(web, script, 5);
    passes(w, 1, ANNA, "conflict");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(send_due(w), 1);
        assert_int_equal(send_due(w), 0);
        assert_int_equal(
            count(w, "SELECT COUNT(*) FROM statement_store WHERE failing_since IS NOT NULL"),
            i < 4 ? 1 : 0);
        clock_freeze(count(w, "SELECT send_at FROM statement"));
    }
    assert_int_equal(in_state(w, STATEMENT_SENT), 1);
    first = arena_copy(w->arena, body(0));
    for (size_t i = 1; i < 5; i++)
        assert_true(str_eq(first, body(i)));
    /* sent, and the machine failed before that was written */
    run_sql(w, "UPDATE statement SET state = 0, held_until = 0");
    assert_int_equal(send_due(w), 1);
    assert_true(str_eq(first, body(5)));
    /* claimed, and then the machine failed */
    run_sql(w, "UPDATE statement SET state = 0, held_until = send_at + 1800000");
    assert_int_equal(send_due(w), 0);
    clock_advance(31 * MINUTE_MS);
    assert_int_equal(send_due(w), 1);
}
BOTH(is_tried_again_as_the_same)

static void a_bad_one_holds_up_no_other(struct world *w)
{
    static const int script[] = {400, 200, 400, 409, 200};
    struct statement_store_entry e = store_entry(web);
    int64_t n;

    set_store(w, &e);
    fake_http_script(web, script, 5);
    passes(w, 1, ANNA, "conflict");
    passes(w, 2, BO, "conflict");
    passes(w, 3, LEA, "conflict");
    assert_int_equal(send_due(w), 3);
    assert_int_equal(fake_http_requests(web), 4);
    assert_int_equal(times(body(0), "\"actor\""), 3);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(times(body(i), "\"actor\""), 1);
    assert_int_equal(in_state(w, STATEMENT_SENT), 2); /* 409: it has that one already */
    assert_int_equal(in_state(w, STATEMENT_FAILED), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement WHERE why = 'HTTP 400'"), 1);
    assert_status(statement_again(w->db, &w->lea, &n), DENIED);
    assert_ok(statement_again(w->db, &w->amir, &n));
    assert_int_equal(n, 1);
    assert_int_equal(send_due(w), 1);
    assert_int_equal(in_state(w, STATEMENT_SENT), 3);
}
BOTH(a_bad_one_holds_up_no_other)

static void is_given_up_after_two_weeks(struct world *w)
{
    static const int broken = 503;
    struct statement_store_entry e = store_entry(web);
    int tries = 0;

    set_store(w, &e);
    fake_http_script(web, &broken, 1);
    passes(w, 1, ANNA, "conflict");
    while (in_state(w, STATEMENT_FAILED) == 0 && tries < 60) {
        tries += (int)send_due(w);
        clock_advance(5 * HOUR_MS);
    }
    assert_true(tries > 20 && tries < 60);
    assert_true(clock_now() - NOON >= STATEMENT_GIVE_UP_MS);
}
BOTH(is_given_up_after_two_weeks)

static void many_go_together(struct world *w)
{
    struct statement_store_entry e = store_entry(web);

    set_store(w, &e);
    for (int i = 0; i < STATEMENT_BATCH * 4 + 7; i++) /* more than one look finds, too */
        passes(w, 100 + i, i % 2 ? ANNA : BO, "conflict");
    assert_int_equal(send_due(w), STATEMENT_BATCH * 4 + 7);
    assert_int_equal(fake_http_requests(web), 5);
    assert_int_equal(in_state(w, STATEMENT_SENT), STATEMENT_BATCH * 4 + 7);
    clock_advance(DAY_MS);
    assert_int_equal(send_due(w), 0);
}
BOTH(many_go_together)

static void our_own_network_is_not_reached(struct world *w)
{
    struct statement_store_entry e = store_entry(web);
    struct statement_out out = {STR(PUBLIC_URL), false}, nameless = {STR(""), true};

    e.is_at_home_fine = false;
    assert_status(statement_store_put(w->db, w->arena, &w->amir, &e), INVALID);
    e.is_at_home_fine = true; /* while it was allowed */
    set_store(w, &e);
    passes(w, 1, ANNA, "conflict");
    assert_int_equal(send_to(w, &nameless), 0);
    assert_int_equal(send_to(w, &out), 1);
    assert_int_equal(fake_http_requests(web), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM statement WHERE why = 'address not allowed'"),
                     1);
}
BOTH(our_own_network_is_not_reached)

static void others_may_not(struct world *w)
{
    struct statement_store_entry e = store_entry(web), bad;
    struct statement_store_row row;
    struct statement_log_row_list log;
    struct statement_totals_row totals;

    assert_status(statement_store_put(w->db, w->arena, &w->lea, &e), DENIED);
    assert_status(statement_store(w->db, w->arena, &w->lea, &row), DENIED);
    assert_status(statement_store_remove(w->db, w->arena, &w->lea), DENIED);
    assert_status(statement_renew(w->db, w->arena, &w->lea), DENIED);
    assert_status(statement_log(w->db, w->arena, &w->lea, 9, &log), DENIED);
    assert_status(statement_totals(w->db, w->arena, &w->lea, &totals), DENIED);
    bad = e;
    bad.login = STR("a:b");
    assert_status(statement_store_put(w->db, w->arena, &w->amir, &bad), INVALID);
    bad = e;
    bad.secret = STR("");
    assert_status(statement_store_put(w->db, w->arena, &w->amir, &bad), INVALID);
    bad.secret = STR("a\r\nX: b");
    assert_status(statement_store_put(w->db, w->arena, &w->amir, &bad), INVALID);
    bad = e;
    bad.kinds = 0;
    assert_status(statement_store_put(w->db, w->arena, &w->amir, &bad), INVALID);
    bad.on = false;
    assert_ok(statement_store_put(w->db, w->arena, &w->amir, &bad));
}
BOTH(others_may_not)

static void ends_after_a_while(struct world *w)
{
    struct statement_store_entry e = store_entry(web);
    struct retention_task t = {.now = NOON + 100 * DAY_MS, .before_at = NOON + DAY_MS, .most = 10};
    int64_t n = 0;

    set_store(w, &e);
    passes(w, 1, ANNA, "conflict");
    send_due(w);
    clock_advance(3 * DAY_MS);
    send_due(w);
    {
        DB_TX(tx, w->db);
        assert_ok(statements_retention[0].run(w->db, w->arena, &t, &n));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(n, 1);
    assert_int_equal(send_due(w), 0); /* and it is not told anew */
    assert_int_equal(fake_http_requests(web), 1);
}
BOTH(ends_after_a_while)

#define WITH_WEB(name)                                                                             \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_web, stop_web),                           \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_web, stop_web)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WEB(each_thing_is_told_once),
        WITH_WEB(what_was_held_is_told),
        WITH_WEB(practice_wants_a_yes),
        WITH_WEB(only_what_was_chosen),
        WITH_WEB(no_names_and_no_words),
        WITH_WEB(names_are_for_nobody_else),
        WITH_WEB(who_is_forgotten_has_no_name),
        WITH_WEB(a_store_goes_wholly),
        WITH_WEB(is_tried_again_as_the_same),
        WITH_WEB(a_bad_one_holds_up_no_other),
        WITH_WEB(is_given_up_after_two_weeks),
        WITH_WEB(many_go_together),
        WITH_WEB(our_own_network_is_not_reached),
        WITH_WEB(others_may_not),
        WITH_WEB(ends_after_a_while),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
