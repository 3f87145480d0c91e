/* Mail over real sockets: what each answer of a server means, and what the message looks like.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"
#include "fake_smtp.h"

#include <sodium.h>
#include <stdlib.h>

#include "net/mail.h"

static struct arena *arena;
static struct fake_smtp *smtp;

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    smtp = fake_smtp_start();
    return 0;
}

static int end(void **state)
{
    (void)state;
    fake_smtp_stop(smtp);
    arena_free(arena);
    return 0;
}

static const struct mail hello = {.to = {"anna@example.dk", 15},
                                  .subject = {"Hej", 3},
                                  .text = {"Linje et\n.punktum\n", 18},
                                  .id = {"d1", 2},
                                  .at = INT64_C(1774864800000)};

static struct mail_result send_with(enum fake_smtp_answer answer)
{
    struct mail_server server = {.url = str_of(fake_smtp_url(smtp)),
                                 .from = STR("bagvagt@example.dk")};

    fake_smtp_script(smtp, &answer, 1);
    return mail_send(&server, arena, &hello);
}

static void answers_decide(void **state)
{
    static const struct {
        enum fake_smtp_answer answer;
        enum mail_outcome outcome;
        const char *why;
    } cases[] = {
        {SMTP_ACCEPT, MAIL_SENT, ""},
        {SMTP_LATER, MAIL_LATER, "RCPT 451"},
        {SMTP_DEAD, MAIL_NO_ADDRESS, "RCPT 550"},
        {SMTP_POLICY, MAIL_LATER, "RCPT 550 5.7.1"},
        {SMTP_REFUSE, MAIL_REFUSED, "554"},
        {SMTP_DROP, MAIL_LATER, ""},
        {SMTP_DROP_EARLY, MAIL_LATER, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mail_result r = send_with(cases[i].answer);

        if (r.outcome != cases[i].outcome || strstr(r.why, cases[i].why) == NULL)
            fail_msg("case %d: outcome %d, why \"%s\"", (int)i, (int)r.outcome, r.why);
        assert_null(strstr(r.why, "anna"));
    }
}

static void the_message_arrives_whole(void **state)
{
    const struct fake_mail *mail;
    struct str text, body;
    unsigned char plain[200];
    size_t at, n;

    (void)state;
    assert_int_equal(send_with(SMTP_ACCEPT).outcome, MAIL_SENT);
    mail = fake_smtp_mail(smtp, 0);
    text = (struct str){mail->text, mail->n};
    assert_string_equal(mail->from, "bagvagt@example.dk");
    assert_string_equal(mail->to, "anna@example.dk");
    assert_true(str_starts(text, STR("Date: Mon, 30 Mar 2026 10:00:00 +0000\r\n")));
    assert_true(str_find(text, STR("\r\nMessage-ID: <d1@example.dk>\r\n"), &at));
    assert_true(str_find(text, STR("\r\nAuto-Submitted: auto-generated\r\n"), &at));
    assert_true(str_find(text, STR("\r\n\r\n"), &at));
    body = str_sub(text, at + 4, text.n);
    assert_int_equal(sodium_base642bin(plain, sizeof plain, body.p, body.n, "\r\n", &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_str(((struct str){(char *)plain, n}), "Linje et\r\n.punktum\r\n");
}

static void danish_subjects_are_encoded(void **state)
{
    struct mail mail = hello;
    struct str message, line, rest;
    size_t n_words = 0;

    (void)state;
    mail.subject = STR("Ændringer på øen: åbn og læs, før du går hjem – også når det er småt og "
                       "ærgerligt, ærlig talt");
    message = mail_message(arena, STR("bagvagt@example.dk"), &mail);
    rest = message;
    while (str_cut(&rest, '\n', &line)) {
        assert_true(line.n <= 78);
        for (size_t i = 0; i < line.n; i++)
            assert_true((unsigned char)line.p[i] < 0x80);
        n_words += str_find(line, STR("=?UTF-8?B?"), &(size_t){0});
    }
    assert_true(n_words >= 2);
    mail.subject = STR("Ø");
    assert_true(str_find(mail_message(arena, STR("a@b.dk"), &mail),
                         STR("Subject: =?UTF-8?B?w5g=?=\r\n"), &(size_t){0}));
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

static void an_appointment_goes_beside_the_words(void **state)
{
    struct mail mail = hello;
    struct str message;

    (void)state;
    mail.calendar = STR("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    mail.calendar_method = STR("CANCEL");
    message = mail_message(arena, STR("bagvagt@example.dk"), &mail);
    assert_int_equal(
        times(message,
              "\r\nContent-Type: multipart/alternative; boundary=\"=_d1\"\r\n\r\n--=_d1\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"),
        1);
    assert_int_equal(times(message, "\r\n--=_d1\r\nContent-Type: text/calendar; charset=utf-8; "
                                    "method=CANCEL\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                    "QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo=\r\n--=_d1--\r\n"),
                     1);
    assert_int_equal(times(message, "MIME-Version"), 1);
}

static void plain_text_stays_on_this_machine(void **state)
{
    struct mail_server server = {.from = STR("bagvagt@example.dk")};

    (void)state;
    assert_true(mail_needs_tls(STR("smtp://mail.example.dk:587")));
    assert_true(mail_needs_tls(STR("smtp://127.example.dk:25")));
    assert_false(mail_needs_tls(STR("smtp://127.0.0.1:25")));
    assert_true(mail_needs_tls(STR("smtps://localhost")));
    assert_false(mail_needs_tls(STR("smtp://localhost:25")));
    assert_false(mail_needs_tls(STR("smtp://[::1]:25")));
    /* 0.0.0.0 leads to the same server here, but is no name of this machine: it offers no TLS, so nothing is sent */
    server.url = arena_printf(arena, "smtp://0.0.0.0:%d", fake_smtp_port(smtp));
    assert_int_equal(mail_send(&server, arena, &hello).outcome, MAIL_LATER);
    assert_int_equal(fake_smtp_conversations(smtp), 1);
    assert_int_equal(fake_smtp_mails(smtp), 0);
}

static void addresses_cannot_smuggle(void **state)
{
    static const char *const bad[] = {"",      "a",           "@",    "a@",     "@b",   "a@b@c",
                                      "a b@c", "a@b\r\nRCPT", "a@b>", "æ@b.dk", "a,b@c"};
    struct mail_server server = {.url = STR("smtp://x"), .from = STR("a@b.dk")};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(mail_address_ok(str_of(bad[i])));
    assert_true(mail_address_ok(STR("anna.holm+vagt@kommune.dk")));
    assert_ok(mail_server_check(&server));
    server.url = STR("http://x");
    assert_status(mail_server_check(&server), INVALID);
    server.url = STR("smtp://user@x");
    assert_status(mail_server_check(&server), INVALID);
    server.url = STR("smtp://x");
    server.from = STR("Bagvagt");
    assert_status(mail_server_check(&server), INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_decide, begin, end),
        cmocka_unit_test_setup_teardown(the_message_arrives_whole, begin, end),
        cmocka_unit_test_setup_teardown(danish_subjects_are_encoded, begin, end),
        cmocka_unit_test_setup_teardown(an_appointment_goes_beside_the_words, begin, end),
        cmocka_unit_test_setup_teardown(plain_text_stays_on_this_machine, begin, end),
        cmocka_unit_test_setup_teardown(addresses_cannot_smuggle, begin, end),
    };

    if (sodium_init() < 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
