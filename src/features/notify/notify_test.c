/* Notices and what goes out of them, on both databases, with a real mail server over sockets.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_world.h"

#include "fake_smtp.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/log.h"
#include "features/notify/notify_send.h"

static struct fake_smtp *smtp;

static struct notify_out out(void)
{
    return (struct notify_out){
        .mail = {.url = str_of(fake_smtp_url(smtp)), .from = STR("bagvagt@example.dk")},
        .public_url = STR("https://bagvagt.example.dk")};
}

static size_t send_due(struct world *w)
{
    struct notify_out o = out();
    size_t n = 0;

    assert_ok(notify_send_due(w->store, &o, SIZE_MAX, &n));
    db_refresh(w->db);
    return n;
}

static int start_smtp(void **state)
{
    (void)state;
    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    smtp = fake_smtp_start();
    return 0;
}

static int stop_smtp(void **state)
{
    (void)state;
    fake_smtp_stop(smtp);
    return 0;
}

static void answer(enum fake_smtp_answer a)
{
    fake_smtp_script(smtp, &a, 1);
}

/* ---- the inbox */

static void is_told_once(struct world *w)
{
    struct notice_list list;
    struct notice one;
    int64_t n;

    with_email(w, LEA, "lea@example.dk");
    tell(w, LEA, NOTICE_ORDINARY, "a 1");
    tell(w, LEA, NOTICE_ACUTE, "a 1");
    tell(w, BO, NOTICE_ORDINARY, "a 1");
    tell(w, LEA, NOTICE_ORDINARY, "a 2");
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice"), 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery"), 2);
    assert_ok(notify_unread_count(w->db, w->arena, &w->lea, &n));
    assert_int_equal(n, 2);
    assert_ok(notify_inbox(w->db, w->arena, &w->lea, 0, 10, &list));
    assert_int_equal(list.n, 2);
    assert_true(list.at[0].id > list.at[1].id);
    assert_status(notify_mark_read(w->db, w->arena, &w->bo, list.at[0].id, &one), MISSING);
    assert_ok(notify_mark_read(w->db, w->arena, &w->lea, list.at[1].id, &one));
    assert_ok(notify_mark_read(w->db, w->arena, &w->lea, list.at[1].id, &one));
    assert_int_equal(one.read_at, NOON);
    assert_ok(notify_mark_all_read(w->db, &w->lea, list.at[1].id)); /* the newer one was not seen */
    assert_ok(notify_unread_count(w->db, w->arena, &w->lea, &n));
    assert_int_equal(n, 1);
    {
        DB_TX(tx, w->db);
        assert_status(notify_person(w->db, w->arena, 999, NOTICE_ORDINARY, T_NOTICE_GENERAL,
                                    STR("/"), STR("x")),
                      MISSING);
    }
}
BOTH(is_told_once)

static void goes_with_the_change(struct world *w)
{
    with_email(w, LEA, "lea@example.dk");
    {
        DB_TX(tx, w->db);
        assert_ok(notify_person(w->db, w->arena, LEA, NOTICE_ACUTE, T_NOTICE_GENERAL, STR("/"),
                                STR("never")));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice"), 0);
    assert_int_equal(send_due(w), 0);
}
BOTH(goes_with_the_change)

static void what_is_over_is_not_sent(struct world *w)
{
    with_email(w, LEA, "lea@example.dk");
    with_email(w, BO, "bo@example.dk");
    tell(w, LEA, NOTICE_ACUTE, "help 7 1");
    tell(w, BO, NOTICE_ACUTE, "help 7 2");
    tell(w, BO, NOTICE_ACUTE, "help 77 1"); /* another one */
    {
        DB_TX(tx, w->db);
        assert_ok(notify_over(w->db, STR("help 7 ")));
        assert_ok(db_commit(&tx));
    }
    tell(w, LEA, NOTICE_ACUTE, "help 7 3"); /* it climbs again */
    assert_int_equal(send_due(w), 4);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 2"), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 1"), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 103"), 2);
    assert_int_equal(send_due(w), 0);
}
BOTH(what_is_over_is_not_sent)

static void one_in_the_mail_is_not_tried_again(struct world *w)
{
    with_email(w, LEA, "lea@example.dk");
    tell(w, LEA, NOTICE_ACUTE, "help 7 1");
    answer(SMTP_LATER);
    assert_int_equal(send_due(w), 1);
    {
        DB_TX(tx, w->db);
        assert_ok(notify_over(w->db, STR("help 7 ")));
        assert_ok(db_commit(&tx));
    }
    clock_advance(DAY_MS);
    assert_int_equal(send_due(w), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 2"), 1);
}
BOTH(one_in_the_mail_is_not_tried_again)

/* ---- quiet hours */

static int64_t at(const char *instant)
{
    int64_t ms;

    assert_true(instant_parse(str_of(instant), &ms));
    return ms;
}

static void quiet_hours_follow_the_wall(struct world *w)
{
    static const struct {
        int from, to;
        const char *now, *end;
    } cases[] = {
        {17 * 60, 7 * 60, "2026-03-30T12:00:00Z", "2026-03-30T12:00:00Z"}, /* 14.00: loud */
        {17 * 60, 7 * 60, "2026-03-30T15:00:00Z",
         "2026-03-31T05:00:00Z"}, /* from the very minute */
        {17 * 60, 7 * 60, "2026-03-31T05:00:00Z",
         "2026-03-31T05:00:00Z"}, /* until the very minute */
        {17 * 60, 7 * 60, "2026-10-24T20:00:00Z",
         "2026-10-25T06:00:00Z"}, /* the night of 25 hours */
        {17 * 60, 7 * 60, "2027-03-27T20:00:00Z",
         "2027-03-28T05:00:00Z"}, /* the night of 23 hours */
        {22 * 60, 2 * 60 + 30, "2027-03-27T22:00:00Z",
         "2027-03-28T01:00:00Z"}, /* 02.30 does not exist: 03.00 */
        {22 * 60, 2 * 60 + 30, "2026-10-25T00:10:00Z",
         "2026-10-25T00:30:00Z"}, /* 02.10 for the first time */
        {22 * 60, 2 * 60 + 30, "2026-10-25T01:10:00Z",
         "2026-10-25T01:30:00Z"}, /* 02.10 for the second time */
        {2 * 60, 2 * 60 + 45, "2027-03-28T01:00:00Z",
         "2027-03-28T01:00:00Z"}, /* never quiet in the spring */
        {9 * 60, 11 * 60, "2026-03-30T08:00:00Z", "2026-03-30T09:00:00Z"}, /* within a day */
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t end = notify_quiet_end(w->zone, cases[i].from, cases[i].to, at(cases[i].now));

        if (end != at(cases[i].end))
            fail_msg("case %d: %.*s", (int)i, STR_ARG(instant_text(w->arena, end)));
    }
}
BOTH(quiet_hours_follow_the_wall)

static void only_ordinary_ones_wait(struct world *w)
{
    with_email(w, LEA, "lea@example.dk");
    run_sql(w, "INSERT INTO notice_quiet VALUES (103, 1020, 420)");
    clock_freeze(at("2026-10-24T20:00:00Z"));
    tell(w, LEA, NOTICE_ORDINARY, "o");
    assert_int_equal(send_due(w), 0);
    tell(w, LEA, NOTICE_STATUTORY, "s");
    tell(w, LEA, NOTICE_ACUTE, "a");
    assert_int_equal(send_due(w), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE read_at IS NULL"),
                     3); /* the inbox has it at once */
    clock_freeze(at("2026-10-25T05:59:59Z"));
    assert_int_equal(send_due(w), 0);
    clock_freeze(at("2026-10-25T06:00:00Z"));
    assert_int_equal(send_due(w), 1);
    assert_int_equal(fake_smtp_mails(smtp), 3);
    /* written in the day, but the server stood still until the night */
    clock_freeze(at("2026-10-26T12:00:00Z"));
    tell(w, LEA, NOTICE_ORDINARY, "late");
    clock_freeze(at("2026-10-26T20:00:00Z"));
    send_due(w);
    assert_int_equal(fake_smtp_mails(smtp), 3);
    clock_freeze(at("2026-10-27T06:00:00Z"));
    send_due(w);
    assert_int_equal(fake_smtp_mails(smtp), 4);
}
BOTH(only_ordinary_ones_wait)

/* ---- sending */

static struct str header(struct world *w, const struct fake_mail *mail, const char *name)
{
    struct str rest = {mail->text, mail->n}, line;

    while (str_cut(&rest, '\n', &line))
        if (str_starts(line, str_of(name)))
            return arena_copy(w->arena, str_trim(line));
    return STR("");
}

static struct str body(struct world *w, const struct fake_mail *mail)
{
    struct str text = {mail->text, mail->n};
    unsigned char *plain = arena_alloc(w->arena, mail->n);
    size_t from, n = 0;

    assert_true(str_find(text, STR("\r\n\r\n"), &from));
    text = str_sub(text, from + 4, text.n);
    assert_int_equal(sodium_base642bin(plain, mail->n, text.p, text.n, "\r\n", &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    return (struct str){(char *)plain, n};
}

static void is_tried_again_with_the_same_id(struct world *w)
{
    static const enum fake_smtp_answer script[] = {SMTP_LATER, SMTP_DROP_EARLY, SMTP_DROP,
                                                   SMTP_POLICY, SMTP_ACCEPT};
    int64_t last = NOON;

    with_email(w, LEA, "lea@example.dk");
    fake_smtp_script(smtp, script, 5);
    tell(w, LEA, NOTICE_ORDINARY, "x");
    for (int i = 0; i < 5; i++) {
        int64_t next;

        assert_int_equal(send_due(w), 1);
        assert_int_equal(send_due(w), 0); /* not before its time */
        next = count(w, "SELECT send_at FROM notice_delivery");
        if (i < 4) {
            assert_true(next - clock_now() == 30000 << i && next > last);
            clock_freeze(next);
        }
        last = next;
    }
    clock_advance(DAY_MS);
    assert_int_equal(send_due(w), 0);
    assert_int_equal(count(w, "SELECT state FROM notice_delivery"), NOTICE_SENT);
    assert_int_equal(count(w, "SELECT attempts FROM notice_delivery"), 5);
    assert_int_equal(fake_smtp_mails(smtp),
                     2); /* the one whose answer was lost, and the one that was taken */
    assert_true(str_eq(header(w, fake_smtp_mail(smtp, 0), "Message-ID:"),
                       header(w, fake_smtp_mail(smtp, 1), "Message-ID:")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice"), 1);
}
BOTH(is_tried_again_with_the_same_id)

/* The machine fails between taking the row and settling it, before or after the mail went out. */
static void survives_a_crash_in_between(struct world *w)
{
    with_email(w, LEA, "lea@example.dk");
    tell(w, LEA, NOTICE_ORDINARY, "x");
    run_sql(w, "UPDATE notice_delivery SET held_until = send_at + 300000");
    assert_int_equal(send_due(w), 0); /* somebody holds it */
    clock_advance(NOTIFY_HELD_MS);
    assert_int_equal(send_due(w), 1);
    assert_int_equal(fake_smtp_mails(smtp), 1);
    assert_int_equal(count(w, "SELECT state FROM notice_delivery"), NOTICE_SENT);
}
BOTH(survives_a_crash_in_between)

static void gives_up_in_the_end(struct world *w)
{
    int n = 0;

    with_email(w, LEA, "lea@example.dk");
    answer(SMTP_LATER);
    tell(w, LEA, NOTICE_ORDINARY, "x");
    while (count(w, "SELECT state FROM notice_delivery") == NOTICE_WAITING && n < 200) {
        clock_freeze(count(w, "SELECT send_at FROM notice_delivery"));
        send_due(w);
        n++;
    }
    assert_in_range(n, 90, 120);
    assert_true(clock_now() - NOON >= NOTICE_GIVE_UP_MS);
    assert_int_equal(count(w, "SELECT state FROM notice_delivery"), NOTICE_FAILED);
    answer(SMTP_REFUSE);
    tell(w, LEA, NOTICE_ORDINARY, "y");
    send_due(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 3"), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_channel WHERE dead_at IS NOT NULL"), 0);
}
BOTH(gives_up_in_the_end)

static void dead_addresses_are_noticed(struct world *w)
{
    bool dead = false;
    struct str why;

    with_email(w, LEA, "lea@example.dk");
    answer(SMTP_DEAD);
    tell(w, LEA, NOTICE_ORDINARY, "x");
    tell(w, LEA, NOTICE_ORDINARY, "y");
    send_due(w);
    assert_int_equal(fake_smtp_conversations(smtp), 1); /* the second one is not even tried */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 4"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 2"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_ADDRESS_DEAD'"), 1);
    assert_ok(notify_has_dead(w->db, w->arena, LEA, &dead));
    assert_true(dead);
    assert_ok(db_read_text(w->db, w->arena, STR("SELECT why FROM notice_delivery WHERE state = 4"),
                           &why));
    assert_false(str_find(why, STR("lea"), &(size_t){0}));
    tell(w, LEA, NOTICE_ACUTE, "z");
    assert_int_equal(send_due(w), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE dedupe = 'z'"), 1);
}
BOTH(dead_addresses_are_noticed)

/* ---- choosing */

static void an_address_is_proved_first(struct world *w)
{
    struct notify_settings to = {.has_email = true, .email = STR(" lea@example.dk ")}, now;
    struct str code;
    bool sent;

    assert_ok(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent));
    assert_true(sent);
    tell(w, LEA, NOTICE_ACUTE, "x");
    assert_int_equal(send_due(w), 1); /* the code alone */
    assert_ok(db_read_text(w->db, w->arena, STR("SELECT code FROM notice_channel"), &code));
    assert_true(str_find(body(w, fake_smtp_mail(smtp, 0)), code, &(size_t){0}));
    assert_status(notify_verify(w->db, w->arena, &w->lea, NOTICE_EMAIL, STR("nope")), INVALID);
    assert_status(notify_verify(w->db, w->arena, &w->bo, NOTICE_EMAIL, code), CONFLICT);
    assert_ok(notify_verify(w->db, w->arena, &w->lea, NOTICE_EMAIL, code));
    assert_status(notify_verify(w->db, w->arena, &w->lea, NOTICE_EMAIL, code), CONFLICT);
    tell(w, LEA, NOTICE_ACUTE, "y");
    assert_int_equal(send_due(w), 1);
    to.email = STR("other@example.dk");
    assert_ok(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent));
    assert_ok(notify_settings(w->db, w->arena, &w->lea, &now));
    assert_true(sent && !now.email_verified && now.code_waits);
    clock_advance(NOTIFY_CODE_MS);
    send_due(w); /* too old by now */
    assert_int_equal(fake_smtp_mails(smtp), 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 2"), 1);
}
BOTH(an_address_is_proved_first)

static void codes_cannot_be_guessed_or_flooded(struct world *w)
{
    struct notify_settings to = {.has_email = true, .email = STR("lea@example.dk")};
    struct str code;
    bool sent;

    assert_ok(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent));
    assert_ok(db_read_text(w->db, w->arena, STR("SELECT code FROM notice_channel"), &code));
    for (int i = 0; i < NOTIFY_CODE_TRIES; i++)
        assert_status(notify_verify(w->db, w->arena, &w->lea, NOTICE_EMAIL, STR("000 000")),
                      INVALID);
    assert_status(notify_verify(w->db, w->arena, &w->lea, NOTICE_EMAIL, code), CONFLICT);
    for (int i = 1; i < NOTIFY_CODES_AN_HOUR; i++)
        assert_ok(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent));
    assert_status(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent), CONFLICT);
    to.email = STR("a@b\r\nRCPT TO:<x@y>");
    assert_status(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent), INVALID);
    to = (struct notify_settings){.has_quiet = true, .quiet_from = 60, .quiet_to = 60};
    assert_status(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent), INVALID);
    to.quiet_to = 1440;
    assert_status(notify_settings_change(w->db, w->arena, &w->lea, &to, &sent), INVALID);
}
BOTH(codes_cannot_be_guessed_or_flooded)

/* ---- what others announce */

static int64_t log_one(struct world *w, const struct actor *who, int64_t person_id, const char *key,
                       enum incident_class class)
{
    struct incident_entry entry = {
        .client_key = str_of(key), .person_id = person_id, .class = class, .rating = 4};
    struct incident_logged logged;

    entry.text[INCIDENT_FIELD_WORDS] = STR("Kanariefuglen sagde noget grimt");
    assert_ok(incident_log(w->db, w->arena, who, w->zone, &entry, &logged));
    return logged.id;
}

static void managers_and_employees_are_told(struct world *w)
{
    int64_t id = log_one(w, &w->anna, ANNA, "notify-key-1", INCIDENT_B);

    run_jobs(w);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text LIKE 'NOTICE_INCIDENT%'"), 1);
    assert_int_equal(count(w, "SELECT person_id FROM notice WHERE text LIKE 'NOTICE_INCIDENT%'"),
                     LEA);
    log_one(w, &w->lea, LEA, "notify-key-2", INCIDENT_B); /* not about herself */
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text LIKE 'NOTICE_INCIDENT%'"), 1);
    log_one(w, &w->anna, ANNA, "notify-key-3", INCIDENT_E);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE level = 2 AND person_id = 103"),
                     1);
    assert_ok(incident_talked(w->db, w->arena, &w->lea, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 101 AND text = "
                              "'NOTICE_INCIDENT_TALKED'"),
                     1);
    log_one(w, &w->soren, SOREN, "notify-key-4", INCIDENT_C); /* a team without a manager */
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text LIKE 'NOTICE_INCIDENT%'"), 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
}
BOTH(managers_and_employees_are_told)

/* Nobody's name, login or words are in what leaves the house, in any language. */
static void mails_name_nobody(struct world *w)
{
    static const char *const secrets[] = {"Anna", "Holm",    "Lea",   "Krog",  "Bo Friis",
                                          "Nord", "Kanarie", "grimt", "Ydelse"};

    with_email(w, LEA, "boss@example.dk");
    with_email(w, ANNA, "someone@example.dk");
    for (int lang = 0; lang < 2; lang++) {
        int64_t id = log_one(w, &w->anna, ANNA, lang ? "canary-key-1" : "canary-key-2",
                             lang ? INCIDENT_E : INCIDENT_D);

        run_jobs(w);
        assert_ok(incident_talked(w->db, w->arena, &w->lea, id));
        run_jobs(w);
        send_due(w);
        run_sql(w, "UPDATE person SET lang = 'en'");
    }
    assert_true(fake_smtp_mails(smtp) >= 4);
    for (size_t i = 0; i < fake_smtp_mails(smtp); i++) {
        const struct fake_mail *mail = fake_smtp_mail(smtp, i);
        struct str text = body(w, mail), raw = {mail->text, mail->n};

        assert_true(str_find(text, STR("https://bagvagt.example.dk/"), &(size_t){0}));
        for (size_t k = 0; k < sizeof secrets / sizeof secrets[0]; k++) {
            assert_false(str_find(text, str_of(secrets[k]), &(size_t){0}));
            assert_false(str_find(raw, arena_printf(w->arena, " %s", secrets[k]), &(size_t){0}));
        }
    }
}
BOTH(mails_name_nobody)

static void who_left_is_not_written_to(struct world *w)
{
    with_email(w, LEA, "lea@example.dk");
    tell(w, LEA, NOTICE_ORDINARY, "before");
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 103");
    tell(w, LEA, NOTICE_ACUTE, "after");
    assert_int_equal(send_due(w), 1);
    assert_int_equal(fake_smtp_mails(smtp), 0);
    assert_int_equal(count(w, "SELECT state FROM notice_delivery"), NOTICE_DROPPED);
}
BOTH(who_left_is_not_written_to)

#define WITH_SMTP(name)                                                                            \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_smtp, stop_smtp),                         \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_smtp, stop_smtp)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMTP(is_told_once),
        WITH_SMTP(goes_with_the_change),
        WITH_SMTP(what_is_over_is_not_sent),
        WITH_SMTP(one_in_the_mail_is_not_tried_again),
        WITH_SMTP(quiet_hours_follow_the_wall),
        WITH_SMTP(only_ordinary_ones_wait),
        WITH_SMTP(is_tried_again_with_the_same_id),
        WITH_SMTP(survives_a_crash_in_between),
        WITH_SMTP(gives_up_in_the_end),
        WITH_SMTP(dead_addresses_are_noticed),
        WITH_SMTP(an_address_is_proved_first),
        WITH_SMTP(codes_cannot_be_guessed_or_flooded),
        WITH_SMTP(managers_and_employees_are_told),
        WITH_SMTP(mails_name_nobody),
        WITH_SMTP(who_left_is_not_written_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
