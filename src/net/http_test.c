/* POSTs over real sockets: what is sent, what is made of the answer, and whom it does not speak to.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"
#include "fake_http.h"

#include "base/arena.h"
#include "net/http.h"
#include "net/sms.h"

static struct arena *a;
static struct fake_http *web;

static int start(void **state)
{
    (void)state;
    a = arena_new();
    web = fake_http_start();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    fake_http_stop(web);
    arena_free(a);
    return 0;
}

static struct http_result post_to(const char *url, bool may_be_private)
{
    struct http_post post = {.url = str_of(url),
                             .headers = {{"X-One", STR("1")}, {"X-Two", STR("2")}},
                             .body = STR("hello"),
                             .may_be_private = may_be_private};

    return http_post_send(a, &post);
}

static void posts(void **state)
{
    char value[100];

    (void)state;
    assert_int_equal(post_to(fake_http_url(web), true).status, 200);
    assert_string_equal(fake_http_request(web, 0)->body, "hello");
    assert_string_equal(fake_http_header(fake_http_request(web, 0), "X-Two", value, sizeof value),
                        "2");
}

static void tells_what_went_wrong(void **state)
{
    static const int answers[] = {503, FAKE_HTTP_BUSY_60, FAKE_HTTP_DROP, FAKE_HTTP_REDIRECT};
    struct http_result r;

    (void)state;
    fake_http_script(web, answers, 4);
    r = post_to(fake_http_url(web), true);
    assert_int_equal(r.status, 503);
    assert_string_equal(r.why, "HTTP 503");
    r = post_to(fake_http_url(web), true);
    assert_int_equal(r.status, 429);
    assert_int_equal(r.retry_after_ms, 60000);
    r = post_to(fake_http_url(web), true);
    assert_int_equal(r.status, 0);
    assert_true(r.why[0] != '\0');
    assert_int_equal(post_to(fake_http_url(web), true).status, 302);
    assert_int_equal(fake_http_requests(web), 4); /* followed nowhere */
}

static void stays_out_of_our_own_network(void **state)
{
    static const char *const urls[] = {
        "http://127.0.0.1:1/",      "http://localhost:1/",       "http://[::1]:1/",
        "http://10.1.2.3/",         "http://172.20.0.1/",        "http://192.168.1.1/",
        "http://169.254.169.254/x", "http://0.0.0.0:1/",         "http://[::ffff:127.0.0.1]:1/",
        "http://[fe80::1]/",        "http://[fd00::1]/",         "http://2130706433:1/",
        "http://0x7f.1:1/",         "http://[64:ff9b::7f00:1]/", "http://100.64.0.1/",
        "http://[2002:7f00:1::]/"};

    (void)state;
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        struct http_result r = post_to(urls[i], false);

        if (r.status != 0 || strcmp(r.why, "address not allowed") != 0)
            fail_msg("%s: %d %s", urls[i], r.status, r.why);
    }
    post_to(fake_http_url(web), false);
    assert_int_equal(fake_http_requests(web), 0);
}

static void addresses_are_checked(void **state)
{
    (void)state;
    assert_true(http_url_ok(STR("https://example.dk/x?y=1"), false));
    assert_false(http_url_ok(STR("http://example.dk/"), false));
    assert_true(http_url_ok(STR("http://example.dk/"), true));
    assert_false(http_url_ok(STR("https://"), false));
    assert_false(http_url_ok(STR("https:///x"), false));
    assert_false(http_url_ok(STR("https://user@example.dk/"), false));
    assert_false(http_url_ok(STR("https://example.dk/a b"), false));
    assert_false(http_url_ok(STR("ftp://example.dk/"), true));
    assert_false(http_url_ok(STR("file:///etc/passwd"), true));
}

static void numbers_are_read(void **state)
{
    static const char *const cases[][2] = {{"12345678", "+4512345678"},
                                           {" 12 34 56 78 ", "+4512345678"},
                                           {"+45 12 34 56 78", "+4512345678"},
                                           {"0045-12345678", "+4512345678"},
                                           {"+46 (70) 123 45 67", "+46701234567"}};
    static const char *const bad[] = {
        "", "112", "1234567", "+", "+0123456789", "12345678x", "+1234567890123456", "12+345678"};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(str_eq(sms_number(a, str_of(cases[i][0])), str_of(cases[i][1])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_null(sms_number(a, str_of(bad[i])).p);
}

static void texts_go_in_the_gateways_shape(void **state)
{
    struct sms_gateway g = {.url = str_of(fake_http_url(web)),
                            .body = STR("{\"to\":\"{to}\",\"text\":\"{text}\",\"ref\":\"{id}\"}"),
                            .secret = STR("s3cret"),
                            .is_at_home = true};
    char value[100];

    (void)state;
    assert_int_equal(sms_gateway_check(&g), OK);
    assert_int_equal(sms_send(a, &g, STR("+4512345678"), STR("a \"b\"\n{to}"), STR("n1")).status,
                     200);
    assert_string_equal(fake_http_request(web, 0)->body,
                        "{\"to\":\"+4512345678\",\"text\":\"a \\\"b\\\"\\n{to}\",\"ref\":\"n1\"}");
    assert_string_equal(
        fake_http_header(fake_http_request(web, 0), "Authorization", value, sizeof value),
        "Bearer s3cret");
    assert_string_equal(
        fake_http_header(fake_http_request(web, 0), "Idempotency-Key", value, sizeof value), "n1");
    g.body = STR("to={to}&message={text}");
    assert_int_equal(sms_send(a, &g, STR("+4512345678"), STR("x&y=\303\246"), STR("n2")).status,
                     200);
    assert_string_equal(fake_http_request(web, 1)->body, "to=%2B4512345678&message=x%26y%3D%C3%A6");
    g.body = STR("to={to}");
    assert_int_equal(sms_gateway_check(&g), INVALID);
    g = (struct sms_gateway){.url = STR("http://sms.example.dk/"), .body = STR("{to}{text}")};
    assert_int_equal(sms_gateway_check(&g), INVALID);
}

#define WITH_WEB(f) cmocka_unit_test_setup_teardown(f, start, stop)

static void reads_a_body_with_its_marks(void **state)
{
    static const int gone[] = {404};
    struct http_get get = {
        .url = str_of(fake_http_url(web)), .most_bytes = 10, .may_be_private = true};
    struct http_got got = http_get_send(a, &get);

    (void)state;
    assert_int_equal(got.status, 200);
    assert_str(got.body, "{}");
    get.most_bytes = 1;
    got = http_get_send(a, &get);
    assert_int_equal(got.status, 0);
    assert_string_equal(got.why, "too large");
    get.may_be_private = false;
    got = http_get_send(a, &get);
    assert_string_equal(got.why, "address not allowed");
    assert_int_equal(fake_http_requests(web), 2);
    get.may_be_private = true;
    get.most_bytes = 10;
    fake_http_script(web, gone, 1);
    assert_int_equal(http_get_send(a, &get).status, 404);
}

static void knows_when_certificates_end(void **state)
{
    (void)state;
    assert_int_equal(http_certificate_end(STR("Nov 22 10:00:00 2027 GMT")), INT64_C(1826877600000));
    assert_int_equal(http_certificate_end(STR("Nov  2 10:00:00 2027 GMT")), INT64_C(1825149600000));
    assert_int_equal(http_certificate_end(STR("2027-11-22 10:00:00 GMT")), INT64_C(1826877600000));
    assert_int_equal(http_certificate_end(STR("someday")), 0);
    assert_int_equal(http_certificate_end(STR("Feb 30 10:00:00 2027 GMT")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WEB(reads_a_body_with_its_marks),
        cmocka_unit_test(knows_when_certificates_end),
        WITH_WEB(posts),
        WITH_WEB(tells_what_went_wrong),
        WITH_WEB(stays_out_of_our_own_network),
        WITH_WEB(addresses_are_checked),
        WITH_WEB(numbers_are_read),
        WITH_WEB(texts_go_in_the_gateways_shape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
