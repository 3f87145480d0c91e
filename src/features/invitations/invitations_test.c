/* Invitations on both databases: who hears of what, once, and the whole mails as a mail server gets them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/invitations/invitations_world.h"

#include "fake_smtp.h"

#include <sodium.h>

#include "features/invitations/invitations_personal.h"
#include "features/notify/notify_send.h"

static struct fake_smtp *smtp;

static int start_smtp(void **state)
{
    (void)state;
    smtp = fake_smtp_start();
    return 0;
}

static int stop_smtp(void **state)
{
    (void)state;
    fake_smtp_stop(smtp);
    return 0;
}

static size_t send_due(struct world *w)
{
    struct notify_out out = {
        .mail = {.url = str_of(fake_smtp_url(smtp)), .from = STR("bagvagt@example.dk")},
        .public_url = STR("https://bagvagt.example.dk")};
    size_t n = 0;

    assert_ok(notify_send_due(w->store, &out, SIZE_MAX, &n));
    db_refresh(w->db);
    return n;
}

/* ---- mails */

static struct str base64(struct arena *a, struct str s)
{
    unsigned char *plain = arena_alloc(a, s.n + 1);
    size_t n = 0;

    assert_int_equal(sodium_base642bin(plain, s.n + 1, s.p, s.n, "\r\n", &n, NULL,
                                       sodium_base64_VARIANT_ORIGINAL),
                     0);
    return (struct str){(char *)plain, n};
}

/* What stands between these two, from the first on. */
static struct str between(struct str s, struct str from, struct str to)
{
    size_t at = 0, end = 0;

    assert_true(str_find(s, from, &at));
    s = str_sub(s, at + from.n, s.n);
    assert_true(str_find(s, to, &end));
    return str_sub(s, 0, end);
}

struct letter {
    struct str to, method, words, calendar, id;
};

/* The n-th mail to this person, from 0: to several they go out side by side. */
static size_t mail_to(const char *login, size_t n)
{
    size_t length = strlen(login);

    for (size_t i = 0; i < fake_smtp_mails(smtp); i++) {
        const char *to = fake_smtp_mail(smtp, i)->to;

        if (strncmp(to, login, length) == 0 && to[length] == '@' && n-- == 0)
            return i;
    }
    fail_msg("no such mail to %s", login);
    return 0;
}

/* The parts of a mail, each declared as it is. */
static struct letter letter_of(struct world *w, size_t n)
{
    const struct fake_mail *mail = fake_smtp_mail(smtp, n);
    struct str text = arena_copy(w->arena, (struct str){mail->text, mail->n});
    struct str boundary =
        between(text, STR("Content-Type: multipart/alternative; boundary=\""), STR("\"\r\n"));
    struct str line = arena_printf(w->arena, "\r\n--%.*s", STR_ARG(boundary));
    struct str body, first, second;
    struct letter l = {.to = arena_copy(w->arena, str_of(mail->to)),
                       .id = between(text, STR("Message-ID: <"), STR("@example.dk>"))};

    assert_true(str_find(text, STR("\r\nMIME-Version: 1.0\r\n"), &(size_t){0}));
    body = str_sub(text, (size_t)(boundary.p - text.p), text.n);
    first = between(body, line, line);
    body = str_sub(body, (size_t)(first.p - body.p) + first.n, body.n);
    second = between(body, line, line);
    assert_true(str_starts(first, STR("\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                      "Content-Transfer-Encoding: base64\r\n\r\n")));
    assert_true(str_starts(second, STR("\r\nContent-Type: text/calendar; charset=utf-8; method=")));
    l.words = base64(w->arena, between(arena_printf(w->arena, "%.*s%s", STR_ARG(first), "."),
                                       STR("base64\r\n\r\n"), STR(".")));
    l.method = between(second, STR("method="), STR("\r\n"));
    l.calendar = base64(w->arena, between(arena_printf(w->arena, "%.*s%s", STR_ARG(second), "."),
                                          STR("base64\r\n\r\n"), STR(".")));
    assert_true(str_find(body, arena_printf(w->arena, "%.*s--\r\n", STR_ARG(line)), &(size_t){0}));
    assert_folded(l.calendar);
    return l;
}

static bool shows(struct str s, const char *part)
{
    return str_find(s, str_of(part), &(size_t){0});
}

/* The n-th mail to this person is for them alone, of this method and sequence. */
static struct letter check_letter(struct world *w, const char *login, size_t n, const char *method,
                                  int sequence)
{
    struct letter l = letter_of(w, mail_to(login, n));
    icalcomponent *c = ical_parsed(w->arena, l.calendar);
    icalcomponent *e = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    struct str address = arena_printf(w->arena, "%s@example.dk", login);

    assert_str(l.to, str_c(w->arena, address));
    assert_str(l.method, method);
    assert_int_equal(reader.icalcomponent_get_method(c),
                     strcmp(method, "REQUEST") == 0 ? ICAL_METHOD_REQUEST : ICAL_METHOD_CANCEL);
    assert_int_equal(reader.icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT), 1);
    assert_int_equal(reader.icalcomponent_get_sequence(e), sequence);
    assert_int_equal(reader.icalcomponent_get_status(e), strcmp(method, "REQUEST") == 0
                                                             ? ICAL_STATUS_CONFIRMED
                                                             : ICAL_STATUS_CANCELLED);
    assert_int_equal(reader.icalcomponent_count_properties(e, ICAL_ATTENDEE_PROPERTY), 1);
    assert_string_equal(reader.icalproperty_get_attendee(
                            reader.icalcomponent_get_first_property(e, ICAL_ATTENDEE_PROPERTY)),
                        str_c(w->arena, arena_printf(w->arena, "mailto:%.*s", STR_ARG(address))));
    assert_string_equal(reader.icalproperty_get_organizer(
                            reader.icalcomponent_get_first_property(e, ICAL_ORGANIZER_PROPERTY)),
                        "mailto:bagvagt@example.dk");
    reader.icalcomponent_free(c);
    return l;
}

static struct str uid_of(struct str calendar)
{
    return between(calendar, STR("\r\nUID:"), STR("\r\n"));
}

/* ---- who hears of what */

static void each_hears_once(struct world *w)
{
    const int64_t people[] = {ANNA, BO, NINA, ANNA};
    struct invitation i = training(people, 4);
    struct letter anna, nina;

    put(w, &i);
    assert_int_equal(send_due(w), 2);
    assert_int_equal(send_due(w), 0);
    anna = check_letter(w, "anna", 0, "REQUEST", 0);
    nina = check_letter(w, "nina", 0, "REQUEST", 0);
    assert_true(str_eq(uid_of(anna.calendar), uid_of(nina.calendar)));
    assert_true(shows(anna.words, "Tid: mandag den 6. april 2026 kl. 12.00–17.00\r\n"
                                  "Sted: Lokale 2, stuen"));
    assert_true(shows(anna.words, "https://bagvagt.example.dk/training/7"));
    assert_true(shows(nina.words, "When: Monday 6 April 2026, 12:00–17:00"));
    assert_true(shows(anna.calendar, "\r\nDTSTART:20260406T100000Z\r\n"));
    assert_true(shows(anna.calendar, "RSVP=FALSE"));
    assert_false(shows(anna.calendar, "nina") || shows(anna.calendar, "Anna"));
    assert_false(shows(anna.words, "Nina") || shows(nina.words, "Anna"));
    assert_int_equal(told(w, BO, "NOTICE_INVITATION"), 1); /* has no mail */
    put(w, &i);
    put(w, &i);
    assert_int_equal(send_due(w), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice"), 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation_version"), 1);
}
BOTH(each_hears_once)

static void changes_reach_whom_they_concern(struct world *w)
{
    const int64_t both[] = {ANNA, NINA}, anna[] = {ANNA};
    struct invitation i = training(both, 2);
    struct str uid;

    put(w, &i);
    send_due(w);
    uid = uid_of(letter_of(w, 0).calendar);
    i.starts_at += HOUR_MS;
    put(w, &i);
    assert_int_equal(send_due(w), 2);
    assert_true(shows(check_letter(w, "anna", 1, "REQUEST", 1).words, "Aftalen er ændret"));
    i.people = anna;
    i.n_people = 1;
    put(w, &i);
    assert_int_equal(send_due(w), 1); /* Anna hears nothing of that */
    check_letter(w, "nina", 2, "CANCEL", 2);
    i.people = both;
    i.n_people = 2;
    put(w, &i);
    assert_int_equal(send_due(w), 1);
    assert_true(shows(check_letter(w, "nina", 3, "REQUEST", 3).words, "You are invited to"));
    cancel(w, i.kind, 7);
    cancel(w, i.kind, 7);
    cancel(w, i.kind, 8);
    assert_int_equal(send_due(w), 2);
    check_letter(w, "anna", 2, "CANCEL", 4);
    check_letter(w, "nina", 4, "CANCEL", 4);
    put(w, &i); /* on again, just as it was */
    assert_int_equal(send_due(w), 2);
    check_letter(w, "anna", 3, "REQUEST", 5);
    for (size_t n = 0; n < fake_smtp_mails(smtp); n++)
        assert_true(str_eq(uid_of(letter_of(w, n).calendar), uid));
    assert_int_equal(told(w, NINA, "NOTICE_INVITATION"), 3);
    assert_int_equal(told(w, NINA, "NOTICE_INVITATION_CHANGED"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_INVITATION_CANCELLED"), 2);
}
BOTH(changes_reach_whom_they_concern)

static void goes_with_the_change(struct world *w)
{
    const int64_t people[] = {ANNA}, strangers[] = {ANNA, UMA};
    struct invitation i = training(people, 1), bad = training(strangers, 2);

    {
        DB_TX(tx, w->db);
        assert_ok(invitation_put(w->db, w->arena, &i));
    }
    assert_int_equal(send_due(w), 0);
    {
        DB_TX(tx, w->db);
        assert_status(invitation_put(w->db, w->arena, &bad), MISSING);
    }
    i.ends_at = i.starts_at;
    {
        DB_TX(tx, w->db);
        assert_status(invitation_put(w->db, w->arena, &i), INVALID);
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation"), 0);
}
BOTH(goes_with_the_change)

static void who_leaves_is_taken_off(struct world *w)
{
    const int64_t people[] = {ANNA, NINA};
    struct invitation i = training(people, 2);
    int64_t day = zone_day(w->zone, STARTS);

    put(w, &i);
    send_due(w);
    leaves(w, ANNA, day); /* their last day */
    assert_int_equal(send_due(w), 0);
    leaves(w, ANNA, day - 1);
    assert_int_equal(send_due(w), 1);
    check_letter(w, "anna", 1, "CANCEL", 1);
    leaves(w, ANNA, 0);
    assert_int_equal(send_due(w), 1);
    check_letter(w, "anna", 2, "REQUEST", 2);
    leaves(w, ANNA,
           zone_day(w->zone, NOON) - 1); /* has gone already: what we put there, we take back */
    assert_int_equal(send_due(w), 1);
    check_letter(w, "anna", 3, "CANCEL", 3);
    i.starts_at += HOUR_MS;
    put(w, &i);
    assert_int_equal(send_due(w), 1);
    check_letter(w, "nina", 1, "REQUEST", 4);
}
BOTH(who_leaves_is_taken_off)

static void the_job_hears_of_people(struct world *w)
{
    const int64_t people[] = {ANNA};
    struct invitation i = training(people, 1);

    put(w, &i);
    set_left(w, ANNA, zone_day(w->zone, NOON));
    {
        DB_TX(tx, w->db);
        assert_ok(announce(w->db, EVENT_PEOPLE_CHANGED, ANNA));
        assert_ok(db_commit(&tx));
    }
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation_letter WHERE cancels"), 1);
}
BOTH(the_job_hears_of_people)

static void nobody_is_invited_after_they_left(struct world *w)
{
    const int64_t people[] = {ANNA};
    struct invitation i = training(people, 1);
    enum fake_smtp_answer later = SMTP_LATER, yes = SMTP_ACCEPT;

    put(w, &i);
    fake_smtp_script(smtp, &later, 1);
    send_due(w);
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 101"); /* nothing was announced yet */
    fake_smtp_script(smtp, &yes, 1);
    clock_advance(HOUR_MS);
    assert_int_equal(send_due(w), 1);
    assert_int_equal(fake_smtp_mails(smtp), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 2"), 1);
}
BOTH(nobody_is_invited_after_they_left)

static void what_is_over_is_told_to_nobody(struct world *w)
{
    const int64_t both[] = {ANNA, NINA}, anna[] = {ANNA};
    struct invitation i = training(both, 2);

    put(w, &i);
    send_due(w);
    clock_freeze(i.ends_at);
    i.people = anna;
    i.n_people = 1;
    put(w, &i);
    cancel(w, i.kind, 7);
    assert_int_equal(send_due(w), 0);
    i.starts_at += DAY_MS; /* it is held again */
    i.ends_at += DAY_MS;
    put(w, &i);
    assert_int_equal(send_due(w), 2); /* what Nina's calendar says would hold otherwise */
    check_letter(w, "anna", 1, "REQUEST", 1);
    check_letter(w, "nina", 1, "CANCEL", 1);
}
BOTH(what_is_over_is_told_to_nobody)

/* ---- once, whatever happens */

static void tried_again_it_is_the_same_mail(struct world *w)
{
    static const enum fake_smtp_answer script[] = {SMTP_DROP, SMTP_ACCEPT};
    const int64_t people[] = {ANNA};
    struct invitation i = training(people, 1);
    struct letter first, again;

    fake_smtp_script(smtp, script, 2);
    put(w, &i);
    assert_int_equal(send_due(w), 1); /* taken, and then the line broke */
    clock_advance(HOUR_MS);
    assert_int_equal(send_due(w), 1);
    first = check_letter(w, "anna", 0, "REQUEST", 0);
    again = check_letter(w, "anna", 1, "REQUEST", 0);
    assert_true(str_eq(first.id, again.id) && str_eq(first.calendar, again.calendar) &&
                str_eq(first.words, again.words));
    /* sent, and the machine failed before that was written */
    run_sql(w, "UPDATE notice_delivery SET state = 0, settled_at = NULL, held_until = 0");
    assert_int_equal(send_due(w), 1);
    assert_true(str_eq(letter_of(w, 2).id, first.id));
    assert_true(str_eq(letter_of(w, 2).calendar, first.calendar));
    assert_int_equal(send_due(w), 0);
}
BOTH(tried_again_it_is_the_same_mail)

static void only_the_newest_word_goes_out(struct world *w)
{
    const int64_t people[] = {ANNA, NINA};
    struct invitation i = training(people, 2);
    enum fake_smtp_answer later = SMTP_LATER, yes = SMTP_ACCEPT;

    fake_smtp_script(smtp, &later, 1);
    put(w, &i);
    send_due(w);
    i.place = STR("Lokale 3");
    put(w, &i);
    fake_smtp_script(smtp, &yes, 1);
    clock_advance(HOUR_MS);
    assert_int_equal(send_due(w), 4);
    assert_int_equal(fake_smtp_mails(smtp), 2);
    check_letter(w, "anna", 0, "REQUEST", 1);
    check_letter(w, "nina", 0, "REQUEST", 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 2"), 2);
}
BOTH(only_the_newest_word_goes_out)

/* ---- what it says */

static void long_words_and_odd_days(struct world *w)
{
    static const struct {
        const char *from, *to, *says;
    } cases[] = {
        {"2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z",
         "søndag den 29. marts 2026 kl. 01.30–03.30"},
        {"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
         "søndag den 25. oktober 2026 kl. 02.30–02.30"},
        {"2026-12-31T22:00:00Z", "2027-01-01T00:00:00Z",
         "torsdag den 31. december 2026 kl. 23.00 til fredag den 1. januar 2027 kl. 01.00"},
    };
    const int64_t people[] = {ANNA};

    clock_freeze(NOON - 7 * DAY_MS);
    for (size_t n = 0; n < sizeof cases / sizeof cases[0]; n++) {
        struct invitation i = training(people, 1);
        struct letter l;

        i.object_id = (int64_t)n;
        i.title_da =
            STR("Øvelse; ærlig talt, på øen \\ med \"meget\" at nå: æøåÆØÅ – og så videre, "
                "så linjen bliver lang, længere, længst, og alligevel kan læses igen");
        i.text_da = STR("Første linje, med komma; og semikolon\r\n\r\nBEGIN:VEVENT\nÅ\tså");
        assert_true(instant_parse(str_of(cases[n].from), &i.starts_at));
        assert_true(instant_parse(str_of(cases[n].to), &i.ends_at));
        put(w, &i);
        assert_int_equal(send_due(w), 1);
        l = check_letter(w, "anna", n, "REQUEST", 0);
        assert_true(shows(l.words, cases[n].says));
        icalcomponent *c = ical_parsed(w->arena, l.calendar);
        icalcomponent *e = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
        assert_str(i.title_da, reader.icalcomponent_get_summary(e));
        assert_string_equal(reader.icalcomponent_get_description(e),
                            "Første linje, med komma; og semikolon\n\nBEGIN:VEVENT\nÅ så\n\n"
                            "https://bagvagt.example.dk/training/7");
        assert_int_equal(ical_ms(reader.icalcomponent_get_dtstart(e)), i.starts_at);
        assert_int_equal(ical_ms(reader.icalcomponent_get_dtend(e)), i.ends_at);
        reader.icalcomponent_free(c);
    }
}
BOTH(long_words_and_odd_days)

/* ---- what is held, and for how long */

static void is_forgotten_and_ends(struct world *w)
{
    const int64_t people[] = {ANNA, NINA};
    struct invitation i = training(people, 2);
    struct personal_rows rows;
    struct retention_task t = {.now = clock_now(), .most = 10};
    int64_t n = -1;

    put(w, &i);
    assert_ok(invitations_personal[0].read(w->db, w->arena, ANNA, &rows));
    assert_int_equal(rows.n, 1);
    {
        DB_TX(tx, w->db);
        assert_ok(invitations_personal[0].forget(w->db, w->arena, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation_letter"), 1);
    assert_int_equal(send_due(w), 2); /* hers has nothing to say any more */
    assert_int_equal(fake_smtp_mails(smtp), 1);
    for (int64_t before = i.ends_at; before <= i.ends_at + 1; before++) {
        DB_TX(tx, w->db);
        t.before_at = before;
        assert_ok(invitations_retention[0].run(w->db, w->arena, &t, &n));
        assert_int_equal(n, before - i.ends_at);
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation_letter"), 0);
}
BOTH(is_forgotten_and_ends)

#define WITH_SMTP(name)                                                                            \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_smtp, stop_smtp),                         \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_smtp, stop_smtp)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMTP(each_hears_once),
        WITH_SMTP(changes_reach_whom_they_concern),
        WITH_SMTP(goes_with_the_change),
        WITH_SMTP(who_leaves_is_taken_off),
        ON_BOTH(the_job_hears_of_people),
        WITH_SMTP(nobody_is_invited_after_they_left),
        WITH_SMTP(what_is_over_is_told_to_nobody),
        WITH_SMTP(tried_again_it_is_the_same_mail),
        WITH_SMTP(only_the_newest_word_goes_out),
        WITH_SMTP(long_words_and_odd_days),
        WITH_SMTP(is_forgotten_and_ends),
    };

    return cmocka_run_group_tests(tests, ical_reader_load, NULL);
}
