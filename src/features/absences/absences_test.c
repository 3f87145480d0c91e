/* From calendars to absences: what counts, what follows, what stays, on both databases and over real sockets.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_world.h"

#include "fake_http.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"
#include "core/vault.h"
#include "features/absences/absences.h"
#include "features/aftercare/aftercare.h"
#include "web/loopback.h"
#include "web/server.h"

#define TODAY 20542 /* 2026-03-30 */

static struct fake_http *web;
static char keys[200];

static int start_web(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    web = fake_http_start();
    snprintf(keys, sizeof keys, "%s/bagvagt-absences-XXXXXX", tmp != NULL ? tmp : "/tmp");
    assert_non_null(mkdtemp(keys));
    vault_use(str_of(keys), STR_NONE);
    return 0;
}

static int stop_web(void **state)
{
    char command[300];

    (void)state;
    fake_http_stop(web);
    snprintf(command, sizeof command, "rm -rf '%s'", keys);
    return system(command);
}

static const char *calendar(struct world *w, const char *events)
{
    return str_c(w->arena, arena_printf(w->arena,
                                        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\n"
                                        "%sEND:VCALENDAR\r\n",
                                        events));
}

#define EVENT(uid, lines)                                                                          \
    "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTAMP:20260101T000000Z\r\n" lines "END:VEVENT\r\n"

static struct absence_day_spans spans_of(struct world *w, const char *events, const char *words)
{
    struct absence_day_spans spans;

    assert_ok(absence_calendar_read(w->arena, str_of(calendar(w, events)), str_of(words), w->zone,
                                    TODAY - ABSENCE_BACK_DAYS, TODAY + ABSENCE_AHEAD_DAYS, &spans));
    return spans;
}

#define ONE(events, words, from, to)                                                               \
    do {                                                                                           \
        struct absence_day_spans s_ = spans_of(w, events, words);                                  \
        assert_int_equal(s_.n, 1);                                                                 \
        assert_int_equal(s_.at[0].from_day, from);                                                 \
        assert_int_equal(s_.at[0].to_day, to);                                                     \
    } while (0)
#define NONE_OF(events, words) assert_int_equal(spans_of(w, events, words).n, 0)

/* ---- reading */

static void days_and_hours(struct world *w)
{
    ONE(EVENT("a", "DTSTART;VALUE=DATE:20260401\r\nDTEND;VALUE=DATE:20260404\r\n"), "", TODAY + 2,
        TODAY + 4);
    ONE(EVENT("a", "DTSTART;VALUE=DATE:20260401\r\n"), "", TODAY + 2, TODAY + 2);
    ONE(EVENT("a", "DTSTART;VALUE=DATE:20260401\r\nDURATION:P1W\r\n"), "", TODAY + 2, TODAY + 8);
    /* Four hours of a day count, a little less does not. */
    ONE(EVENT("a", "DTSTART:20260401T080000\r\nDTEND:20260401T120000\r\n"), "", TODAY + 2,
        TODAY + 2);
    NONE_OF(EVENT("a", "DTSTART:20260401T080000\r\nDTEND:20260401T115959\r\n"), "");
    /* In UTC this begins on the evening before: two hours there, the rest on the day. */
    ONE(EVENT("a", "DTSTART:20260331T200000Z\r\nDTEND:20260401T180000Z\r\n"), "", TODAY + 2,
        TODAY + 2);
    /* From afternoon to the morning three days later: the last day is not taken. */
    ONE(EVENT("a", "DTSTART;TZID=Europe/Copenhagen:20260401T120000\r\n"
                   "DTEND;TZID=Europe/Copenhagen:20260404T020000\r\n"),
        "", TODAY + 2, TODAY + 4);
    /* Tokyo's morning is our night. */
    ONE(EVENT("a", "DTSTART;TZID=Asia/Tokyo:20260402T080000\r\n"
                   "DTEND;TZID=Asia/Tokyo:20260402T170000\r\n"),
        "", TODAY + 3, TODAY + 3);
    NONE_OF(EVENT("a", "DTSTART;VALUE=DATE:20250401\r\n"), ""); /* long ago */
    NONE_OF(EVENT("a", "DTSTART;VALUE=DATE:20270401\r\n"), ""); /* too far ahead */
    NONE_OF(EVENT("a", "DTSTART;VALUE=DATE:20260401\r\nSTATUS:CANCELLED\r\n"), "");
    NONE_OF(EVENT("a", "DTSTART;VALUE=DATE:20260401\r\nTRANSP:TRANSPARENT\r\n"), "");
}
BOTH(days_and_hours)

/* A zone of the calendar's own, as Outlook writes it. */
static void own_zones(struct world *w)
{
    ONE("BEGIN:VTIMEZONE\r\nTZID:Romance Standard Time\r\nBEGIN:STANDARD\r\n"
        "DTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
        "DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n" EVENT(
            "a", "DTSTART;TZID=Romance Standard Time:20260401T200000\r\n"
                 "DTEND;TZID=Romance Standard Time:20260402T000000\r\n"),
        "", TODAY + 2, TODAY + 2);
}
BOTH(own_zones)

static void repetitions(struct world *w)
{
    struct absence_day_spans s;

    /* Every Wednesday since long ago; two are off, one was moved to Friday. */
    s = spans_of(
        w,
        EVENT("a", "DTSTART;VALUE=DATE:20240103\r\nRRULE:FREQ=WEEKLY\r\n"
                   "EXDATE;VALUE=DATE:20260408,20260422\r\n")
            EVENT("a", "RECURRENCE-ID;VALUE=DATE:20260415\r\nDTSTART;VALUE=DATE:20260417\r\n"),
        "");
    int64_t wednesdays = 0, friday = 0;
    for (size_t i = 0; i < s.n; i++) {
        assert_int_not_equal(s.at[i].from_day, TODAY + 9);
        assert_int_not_equal(s.at[i].from_day, TODAY + 23);
        assert_int_not_equal(s.at[i].from_day, TODAY + 16);
        wednesdays += (s.at[i].from_day - (TODAY + 2)) % 7 == 0;
        friday += s.at[i].from_day == TODAY + 18;
    }
    assert_int_equal(friday, 1);
    assert_int_equal(wednesdays, 17 - 3); /* of the 122 days that are looked at */
    assert_int_equal(s.n, (size_t)(friday + wednesdays));
    /* Over the night the clocks are set, at the same wall time. */
    s = spans_of(w,
                 EVENT("b", "DTSTART;TZID=Europe/Copenhagen:20260326T200000\r\n"
                            "DTEND;TZID=Europe/Copenhagen:20260327T000000\r\n"
                            "RRULE:FREQ=DAILY;COUNT=6\r\n"
                            "EXDATE;TZID=Europe/Copenhagen:20260329T200000\r\n"),
                 "");
    assert_int_equal(s.n, 5);
    assert_int_equal(s.at[2].from_day, TODAY - 2);
    assert_int_equal(s.at[3].from_day, TODAY);
    s = spans_of(w, EVENT("c", "DTSTART;VALUE=DATE:20260401\r\nRDATE;VALUE=DATE:20260410\r\n"), "");
    assert_int_equal(s.n, 2);
}
BOTH(repetitions)

static void words_choose(struct world *w)
{
    const char *events = EVENT("a", "SUMMARY:Påskeferie!\r\nDTSTART;VALUE=DATE:20260401\r\n")
        EVENT("b", "SUMMARY:Møde\r\nDTSTART;VALUE=DATE:20260402\r\n")
            EVENT("c", "DTSTART;VALUE=DATE:20260403\r\n");

    assert_int_equal(spans_of(w, events, "").n, 3);
    assert_int_equal(spans_of(w, events, " , ").n, 3);
    ONE(events, "orlov, FERIE", TODAY + 2, TODAY + 2);
    NONE_OF(events, "barsel");
}
BOTH(words_choose)

static void nonsense_is_refused(struct world *w)
{
    struct absence_day_spans s;
    static const char *const texts[] = {"", "<html>", "BEGIN:VEVENT\r\nEND:VEVENT\r\n"};
    struct str often =
        str_of(calendar(w, EVENT("a", "DTSTART:20200101T000000Z\r\nRRULE:FREQ=SECONDLY\r\n")));
    struct str many =
        str_of(calendar(w, EVENT("a", "DTSTART;VALUE=DATE:10000101\r\nRRULE:FREQ=DAILY\r\n")));

    for (size_t i = 0; i < 3; i++)
        assert_status(absence_calendar_read(w->arena, str_of(texts[i]), STR(""), w->zone, TODAY,
                                            TODAY + 1, &s),
                      INVALID);
    assert_status(absence_calendar_read(w->arena, often, STR(""), w->zone, TODAY, TODAY + 1, &s),
                  INVALID);
    assert_status(absence_calendar_read(w->arena, many, STR(""), w->zone, TODAY, TODAY + 1, &s),
                  INVALID);
}
BOTH(nonsense_is_refused)

/* ---- following */

static void follow(struct world *w, const struct actor *who, int64_t person_id)
{
    struct absence_feed_entry e = {.person_id = person_id,
                                   .url = str_of(fake_http_url(web)),
                                   .words = STR(""),
                                   .kind = CARE_AWAY_HOLIDAY,
                                   .is_at_home_fine = true};

    assert_ok(absence_feed_put(w->db, w->arena, who, &e));
    db_refresh(w->db);
}

static void fetch(struct world *w)
{
    size_t n = 0;

    assert_ok(absences_fetch_due(w->store, true, &n));
    db_refresh(w->db);
    assert_int_equal(n, 1);
    clock_advance(ABSENCE_EVERY_MS);
}

static int64_t away(struct world *w, int64_t day)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT COUNT(*) FROM person_absence WHERE "
                                                 "person_id = 102 AND from_day <= %lld AND "
                                                 "(to_day IS NULL OR to_day >= %lld)",
                                                 (long long)day, (long long)day)));
}

#define CHANGES "SELECT COUNT(*) FROM event WHERE kind = 'absence.changed'"

static void follows_and_lets_alone(struct world *w)
{
    struct care_absence by_hand = {BO, TODAY + 2, TODAY + 2, 0, CARE_AWAY_UNABLE};
    const char *holiday =
        calendar(w, EVENT("a", "SUMMARY:Hemmeligt\r\nDTSTART;VALUE=DATE:20260401\r\n"
                               "DTEND;VALUE=DATE:20260404\r\n"));
    const char *moved =
        calendar(w, EVENT("a", "DTSTART;VALUE=DATE:20260408\r\nDTEND;VALUE=DATE:20260409\r\n"));

    assert_ok(care_absence(w->db, w->arena, &w->bo, &by_hand));
    db_refresh(w->db);
    follow(w, &w->bo, BO);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM absence_feed WHERE url LIKE 'http%'"), 0);
    fake_http_say(web, holiday);
    fetch(w);
    assert_int_equal(away(w, TODAY + 2), 2); /* by hand, and from the calendar */
    assert_int_equal(away(w, TODAY + 4), 1);
    assert_int_equal(count(w, CHANGES), 2);
    fetch(w); /* the same again */
    assert_int_equal(count(w, CHANGES), 2);
    fake_http_say(web, moved);
    fetch(w);
    assert_int_equal(away(w, TODAY + 2), 1); /* by hand it stays */
    assert_int_equal(away(w, TODAY + 9), 1);
    assert_int_equal(count(w, CHANGES), 3);
    assert_status(care_absence_remove(w->db, w->arena, &w->bo, BO, TODAY + 9), MISSING);
    assert_ok(absence_feed_remove(w->db, w->arena, &w->bo, BO));
    assert_int_equal(away(w, TODAY + 9), 0);
    assert_int_equal(away(w, TODAY + 2), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE text LIKE '%Hemmeligt%'"), 0);
}
BOTH(follows_and_lets_alone)

static void known_is_not_sent_again_but_the_days_go_on(struct world *w)
{
    static const int unchanged[] = {304};
    char value[100];

    follow(w, &w->bo, BO);
    fake_http_say(web, calendar(w, EVENT("a", "DTSTART;VALUE=DATE:20240101\r\nRRULE:FREQ=YEARLY;"
                                              "BYMONTH=6;BYMONTHDAY=29\r\n")));
    fetch(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person_absence"), 0); /* in 91 days */
    fake_http_script(web, unchanged, 1);
    fetch(w);
    assert_string_equal(
        fake_http_header(fake_http_request(web, 1), "If-None-Match", value, sizeof value), "\"e\"");
    assert_int_equal(count(w, "SELECT failed_n FROM absence_feed"), 0);
    fake_http_say(web, calendar(w, EVENT("a", "DTSTART;VALUE=DATE:20240101\r\nRRULE:FREQ=YEARLY;"
                                              "BYMONTH=6;BYMONTHDAY=29\r\n")));
    clock_advance(DAY_MS);
    fetch(w); /* asked for anew, so that the rule is counted further */
    assert_string_equal(
        fake_http_header(fake_http_request(web, 2), "If-None-Match", value, sizeof value), "");
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person_absence"), 1);
}
BOTH(known_is_not_sent_again_but_the_days_go_on)

static void told_after_the_third_failure(struct world *w)
{
    static const int gone[] = {404};
    const char *told = "SELECT COUNT(*) FROM notice WHERE text = 'NOTICE_ABSENCE_FAILING'";
    struct absence_feed_list list;

    follow(w, &w->lea, BO); /* his manager did it for him */
    fake_http_say(web, calendar(w, EVENT("a", "DTSTART;VALUE=DATE:20260401\r\n")));
    fetch(w);
    fake_http_script(web, gone, 1);
    fetch(w);
    fetch(w);
    assert_int_equal(count(w, told), 0);
    fetch(w);
    fetch(w);
    assert_int_equal(count(w, told), 2);     /* Bo and Lea, once */
    assert_int_equal(away(w, TODAY + 2), 1); /* what was known stays */
    assert_ok(absence_feeds(w->db, w->arena, &w->bo, w->zone, &list));
    assert_int_equal(list.n, 1);
    assert_int_equal(list.at[0].trouble, ABSENCE_REFUSED);
    assert_ok(absence_feeds(w->db, w->arena, &w->anna, w->zone, &list));
    assert_int_equal(list.n, 0);
    fake_http_say(web, "<html>");
    fetch(w);
    assert_int_equal(count(w, "SELECT trouble FROM absence_feed"), ABSENCE_NO_CALENDAR);
    fake_http_say(web, calendar(w, ""));
    fetch(w);
    assert_int_equal(count(w, "SELECT trouble + failed_n FROM absence_feed"), 0);
    assert_int_equal(away(w, TODAY + 2), 0);
}
BOTH(told_after_the_third_failure)

static void only_in_reach_and_only_outside(struct world *w)
{
    struct absence_feed_entry e = {.person_id = BO,
                                   .url = STR("https://calendar.example.dk/x.ics"),
                                   .kind = CARE_AWAY_HOLIDAY};
    size_t n;

    assert_status(absence_feed_put(w->db, w->arena, &w->anna, &e), MISSING);
    assert_status(absence_feed_remove(w->db, w->arena, &w->anna, BO), MISSING);
    e.kind = CARE_AWAY_UNABLE;
    assert_status(absence_feed_put(w->db, w->arena, &w->bo, &e), INVALID);
    e.kind = CARE_AWAY_LEAVE;
    e.url = str_of(fake_http_url(web));
    assert_status(absence_feed_put(w->db, w->arena, &w->bo, &e), INVALID);
    follow(w, &w->bo, BO);
    assert_ok(absences_fetch_due(w->store, false, &n));
    assert_int_equal(count(w, "SELECT trouble FROM absence_feed"), ABSENCE_FORBIDDEN);
    assert_int_equal(fake_http_requests(web), 0);
}
BOTH(only_in_reach_and_only_outside)

/* Words, kind and address change each on their own; the address so far is kept without being shown. */
static void a_change_keeps_the_address(struct world *w)
{
    struct absence_feed_entry e = {.person_id = BO,
                                   .url = STR(""),
                                   .words = STR("fri"),
                                   .kind = CARE_AWAY_LEAVE,
                                   .is_at_home_fine = true};
    struct absence_feed feed;
    const char *both =
        calendar(w, EVENT("a", "SUMMARY:Ferie\r\nDTSTART;VALUE=DATE:20260401\r\n")
                        EVENT("b", "SUMMARY:Fri\r\nDTSTART;VALUE=DATE:20260403\r\n"));

    assert_status(absence_feed_put(w->db, w->arena, &w->bo, &e), INVALID); /* none so far */
    db_refresh(w->db);
    follow(w, &w->bo, BO);
    fake_http_say(web, both);
    fetch(w);
    assert_int_equal(away(w, TODAY + 2), 1);
    assert_int_equal(away(w, TODAY + 4), 1);
    assert_ok(absence_feed_put(w->db, w->arena, &w->bo, &e));
    db_refresh(w->db);
    assert_ok(absence_feed_find(w->db, w->arena, &w->bo, w->zone, BO, &feed));
    assert_str(feed.words, "fri");
    assert_int_equal(feed.kind, CARE_AWAY_LEAVE);
    fetch(w); /* at once, from the same address, and not "unchanged" */
    assert_int_equal(fake_http_requests(web), 2);
    assert_int_equal(away(w, TODAY + 2), 0);
    assert_int_equal(away(w, TODAY + 4), 1);
    assert_int_equal(count(w, str_c(w->arena, arena_printf(w->arena,
                                                           "SELECT kind FROM person_absence WHERE "
                                                           "person_id = 102 AND from_day = %d",
                                                           (int)TODAY + 4))),
                     CARE_AWAY_LEAVE);
    e.kind = CARE_AWAY_UNABLE;
    assert_status(absence_feed_put(w->db, w->arena, &w->bo, &e), INVALID);
    db_refresh(w->db);
    assert_status(absence_feed_find(w->db, w->arena, &w->anna, w->zone, BO, &feed), MISSING);
}
BOTH(a_change_keeps_the_address)

static void changed_on_the_page_and_by_json(struct world *w)
{
    struct server_info info = {.version = "test", .zone = w->zone, .local_services = true};
    struct loopback bo = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE},
                    anna = bo;
    const char *json = "{\"words\":\"fri\",\"kind\":\"leave\"}";

    loopback_sign_in(&bo, BO);
    loopback_sign_in(&anna, ANNA);
    assert_int_equal(loopback_get(&bo, "/absences/calendar/102"), 404); /* none followed */
    assert_int_equal(loopback_send(&bo, PUT, "/api/v1/absences/calendars/102", json), 400);
    follow(w, &w->bo, BO);
    assert_int_equal(loopback_get(&bo, "/absences/calendar"), 200);
    assert_true(loopback_shows(&bo, "/absences/calendar/102"));
    assert_int_equal(loopback_get(&anna, "/absences/calendar/102"), 404);
    assert_int_equal(loopback_get(&bo, "/absences/calendar/102"), 200);
    assert_false(loopback_shows(&bo, "127.0.0.1"));
    assert_int_equal(
        loopback_send(&bo, POST, "/absences/calendar/102", "kind=holiday&words=ferie&url=nonsense"),
        422);
    assert_true(loopback_shows(&bo, "value=\"nonsense\"")); /* nothing lost */
    assert_int_equal(
        loopback_send(&bo, POST, "/absences/calendar/102", "kind=holiday&words=ferie&url="), 303);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM absence_feed WHERE words = 'ferie'"), 1);
    assert_int_equal(loopback_send(&anna, PUT, "/api/v1/absences/calendars/102", json), 404);
    assert_int_equal(loopback_send(&bo, PUT, "/api/v1/absences/calendars/102", json), 200);
    assert_true(loopback_shows(&bo, "\"kind\":\"leave\""));
    assert_int_equal(loopback_get(&bo, "/api/v1/absences/calendars"), 200);
    assert_true(loopback_shows(&bo, "\"words\":\"fri\""));
    assert_false(loopback_shows(&bo, "127.0.0.1"));
    assert_int_equal(loopback_send(&bo, POST, "/api/v1/absences/calendars/102/read", NULL), 200);
    assert_int_equal(loopback_send(&bo, DELETE, "/api/v1/absences/calendars/102", NULL), 200);
    assert_int_equal(loopback_send(&bo, DELETE, "/api/v1/absences/calendars/102", NULL), 404);
}
BOTH(changed_on_the_page_and_by_json)

static void pages(struct world *w)
{
    struct server_info info = {.version = "test", .zone = w->zone, .local_services = true};
    struct loopback bo = {.store = w->store, .arena = w->arena, .info = &info, .bearer = STR_NONE};
    const char *form = str_c(
        w->arena, arena_printf(w->arena, "person_id=102&kind=holiday&words=ferie&url=%s/secret.ics",
                               fake_http_url(web)));

    loopback_sign_in(&bo, BO);
    assert_int_equal(loopback_get(&bo, "/absences"), 200);
    assert_true(loopback_shows(&bo, "/absences/calendar"));
    assert_int_equal(loopback_get(&bo, "/absences/calendar"), 200);
    assert_int_equal(loopback_send(&bo, POST, "/absences/calendar",
                                   "person_id=102&kind=holiday&words=ferie&url=nonsense"),
                     422);
    assert_true(loopback_shows(&bo, "value=\"nonsense\"")); /* nothing lost */
    assert_int_equal(
        loopback_send(&bo, POST, "/absences/calendar",
                      "person_id=101&kind=holiday&words=&url=https%3A%2F%2Fx.example.dk%2F"),
        404); /* Anna */
    assert_int_equal(loopback_send(&bo, POST, "/absences/calendar", form), 303);
    fake_http_say(web, calendar(w, EVENT("a", "SUMMARY:Ferie på Fanø\r\n"
                                              "DTSTART;VALUE=DATE:20260401\r\n")));
    fetch(w);
    assert_int_equal(loopback_get(&bo, "/absences/calendar"), 200);
    assert_false(loopback_shows(&bo, "secret.ics"));
    assert_int_equal(loopback_get(&bo, "/absences"), 200);
    assert_true(loopback_shows(&bo, "Følger en kalender"));
    assert_false(loopback_shows(&bo, "Fanø"));
    assert_int_equal(loopback_send(&bo, POST, "/absences/calendar/read", "person_id=102"), 303);
    assert_int_equal(loopback_send(&bo, POST, "/absences/calendar/remove", "person_id=102"), 303);
    assert_int_equal(loopback_send(&bo, POST, "/absences/calendar/remove", "person_id=102"), 404);
    assert_int_equal(loopback_get(&bo, "/absences"), 200);
    assert_false(loopback_shows(&bo, "Følger en kalender"));
}
BOTH(pages)

#define WITH_WEB(name)                                                                             \
    cmocka_unit_test_setup_teardown(name##_sqlite, start_web, stop_web),                           \
        cmocka_unit_test_setup_teardown(name##_pgsql, start_web, stop_web)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(days_and_hours),
        ON_BOTH(own_zones),
        ON_BOTH(repetitions),
        ON_BOTH(words_choose),
        ON_BOTH(nonsense_is_refused),
        WITH_WEB(follows_and_lets_alone),
        WITH_WEB(known_is_not_sent_again_but_the_days_go_on),
        WITH_WEB(told_after_the_third_failure),
        WITH_WEB(only_in_reach_and_only_outside),
        WITH_WEB(a_change_keeps_the_address),
        WITH_WEB(changed_on_the_page_and_by_json),
        WITH_WEB(pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
