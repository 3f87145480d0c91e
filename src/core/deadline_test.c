/* Deadlines against a table of hard cases; reminders against a hundred
 * thousand random clocks.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/clock.h"
#include "core/deadline.h"

static const struct zone *zone_of(const char *name)
{
    const struct zone *z = NULL;
    assert_ok(zone_find(str_of(name), &z));
    return z;
}

static int64_t instant(const char *text)
{
    int64_t at = 0;
    assert_true(instant_parse(str_of(text), &at));
    return at;
}

static int32_t day(const char *text)
{
    int32_t d = 0;
    assert_true(date_parse(str_of(text), &d));
    return d;
}

static struct calendar copenhagen(void)
{
    return calendar_office(zone_of("Europe/Copenhagen"));
}

static struct deadline begin(const struct calendar *c, enum deadline_id id, const char *start)
{
    return deadline_from(&deadline_defaults[id], c, instant(start));
}

/* ---- kinds */

static void kinds_are_sound(void **state)
{
    (void)state;
    int statutory = 0;
    for (int i = 0; i < DEADLINE_N; i++) {
        const struct deadline_kind *k = &deadline_defaults[i];
        enum deadline_id id = DEADLINE_N;
        assert_ok(deadline_check(k));
        assert_true(deadline_find(k->word, &id));
        assert_int_equal(id, i);
        assert_int_equal(k->verified_on, k->is_statutory ? day("2026-11-22") : 0);
        statutory += k->is_statutory;
    }
    assert_int_equal(statutory, 4);
    enum deadline_id id;
    assert_false(deadline_find(STR("tax_return"), &id));
    assert_int_equal(deadline_defaults[DEADLINE_POLICE_REPORT].amount, 72 * HOUR_MS);
    assert_int_equal(deadline_defaults[DEADLINE_WORK_ACCIDENT].amount, 14); /* not 9 since 2022 */
}

static void bad_kinds_are_refused(void **state)
{
    (void)state;
    const struct deadline_kind good = deadline_defaults[DEADLINE_POLICE_REPORT];
    struct deadline_kind k = good;
    k.word = STR_NONE;
    assert_status(deadline_check(&k), INVALID);
    k = good;
    k.amount = -1;
    assert_status(deadline_check(&k), INVALID);
    k.amount = CALENDAR_MOST_MS + 1;
    assert_status(deadline_check(&k), INVALID);
    assert_why("police_report");
    k = good;
    k.rule = RULE_N;
    assert_status(deadline_check(&k), INVALID);
    k = good;
    k.opens_after = 1;
    assert_status(deadline_check(&k), INVALID);
    k = good;
    k.source = STR_NONE;
    assert_status(deadline_check(&k), INVALID);
    k = good;
    k.verified_on = 0;
    assert_status(deadline_check(&k), INVALID);
    k = deadline_defaults[DEADLINE_FOLLOW_UP_TALK];
    k.opens_after = 4;
    assert_status(deadline_check(&k), INVALID);
}

/* ---- due */

static void due_by_hand(void **state)
{
    (void)state;
    static const struct {
        enum deadline_id id;
        const char *start, *due;
    } table[] = {
        /* T10: 72 hours are elapsed, over both changes of the clock. */
        {DEADLINE_POLICE_REPORT, "2027-03-27T10:00:00+01:00", "2027-03-30T11:00:00+02:00"},
        {DEADLINE_POLICE_REPORT, "2026-10-24T10:00:00+02:00", "2026-10-27T09:00:00+01:00"},
        {DEADLINE_POLICE_REPORT, "2026-12-24T16:30:00+01:00", "2026-12-27T16:30:00+01:00"},
        /* 14 days are of the calendar, no roll over weekend or holiday. */
        {DEADLINE_WORK_ACCIDENT, "2027-03-27T10:00:00+01:00", "2027-04-10T23:59:59.999+02:00"},
        {DEADLINE_WORK_ACCIDENT, "2026-10-24T00:00:00+02:00", "2026-11-07T23:59:59.999+01:00"},
        {DEADLINE_WORK_ACCIDENT, "2026-10-11T23:59:59.999+02:00", "2026-10-25T23:59:59.999+01:00"},
        {DEADLINE_WORK_ACCIDENT, "2026-12-11T09:00:00+01:00", "2026-12-25T23:59:59.999+01:00"},
        {DEADLINE_WORK_INJURY_CLAIM, "2026-11-22T09:00:00+01:00", "2027-11-22T23:59:59.999+01:00"},
        {DEADLINE_WORK_INJURY_CLAIM, "2028-02-29T09:00:00+01:00", "2029-02-28T23:59:59.999+01:00"},
        {DEADLINE_VICTIM_COMPENSATION, "2028-02-29T09:00:00+01:00",
         "2030-02-28T23:59:59.999+01:00"},
        {DEADLINE_VICTIM_COMPENSATION, "2026-06-30T09:00:00+02:00",
         "2028-06-30T23:59:59.999+02:00"},
        {DEADLINE_RECOVERY_BREAK, "2026-11-20T23:50:00+01:00", "2026-11-20T23:50:00+01:00"},
        {DEADLINE_FIRST_CONTACT, "2026-11-20T23:50:00+01:00", "2026-11-21T00:05:00+01:00"},
        {DEADLINE_FIRST_CONTACT, "2027-03-28T01:50:00+01:00", "2027-03-28T03:05:00+02:00"},
        {DEADLINE_FIRST_CONTACT, "2026-10-25T02:55:00+02:00", "2026-10-25T02:10:00+01:00"},
        {DEADLINE_PEER_FIRST_AID, "2026-11-20T10:00:00+01:00", "2026-11-20T23:59:59.999+01:00"},
        {DEADLINE_MANAGER_INFORMED, "2026-11-20T23:30:00+01:00", "2026-11-21T01:30:00+01:00"},
        {DEADLINE_SAFETY_REP_INFORMED, "2027-03-28T00:10:00+01:00",
         "2027-03-28T23:59:59.999+02:00"},
        {DEADLINE_CALL, "2026-11-20T10:00:00+01:00", "2026-11-23T15:59:59.999+01:00"},
        {DEADLINE_CALL, "2026-04-01T17:00:00+02:00", "2026-04-07T15:59:59.999+02:00"},
        {DEADLINE_FOLLOW_UP_TALK, "2026-03-30T09:00:00+02:00", "2026-04-07T15:59:59.999+02:00"},
        {DEADLINE_FOLLOW_UP_TALK, "2026-11-21T09:00:00+01:00", "2026-11-25T15:59:59.999+01:00"},
        {DEADLINE_FOLLOW_UP_TALK, "2026-10-23T09:00:00+02:00", "2026-10-28T15:59:59.999+01:00"},
        {DEADLINE_CHECK_IN_7, "2026-10-20T12:00:00+02:00", "2026-10-27T23:59:59.999+01:00"},
        {DEADLINE_CHECK_IN_14, "2026-10-20T12:00:00+02:00", "2026-11-03T23:59:59.999+01:00"},
        {DEADLINE_CHECK_IN_30, "2028-01-30T12:00:00+01:00", "2028-02-29T23:59:59.999+01:00"},
        {DEADLINE_CHECK_IN_90, "2026-11-22T12:00:00+01:00", "2027-02-20T23:59:59.999+01:00"},
    };
    struct calendar c = copenhagen();
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int64_t due = begin(&c, table[i].id, table[i].start).due_ms;
        if (due != instant(table[i].due))
            fail_msg("%.*s from %s is not due %s but %lld s later",
                     STR_ARG(deadline_defaults[table[i].id].word), table[i].start, table[i].due,
                     (long long)(due - instant(table[i].due)) / 1000);
    }
}

static int64_t due(const struct calendar *c, enum deadline_rule rule, int64_t amount,
                   const char *start)
{
    struct deadline_kind k = {STR("own"), rule, TRIGGER_OCCURRED, amount};
    assert_ok(deadline_check(&k));
    return deadline_from(&k, c, instant(start)).due_ms;
}

static void rules_by_hand(void **state)
{
    (void)state;
    struct calendar c = copenhagen();
    /* An escalation of 90 s begun half a minute before the jump. */
    assert_int_equal(due(&c, RULE_ELAPSED, 90000, "2027-03-28T01:59:30+01:00"),
                     instant("2027-03-28T03:01:00+02:00"));
    assert_int_equal(due(&c, RULE_WORKING_TIME, 8 * HOUR_MS, "2026-10-23T12:00:00+02:00"),
                     instant("2026-10-26T12:00:00+01:00"));
    assert_int_equal(due(&c, RULE_WORKING_TIME, 4 * HOUR_MS, "2026-10-23T12:00:00+02:00"),
                     instant("2026-10-23T16:00:00+02:00"));
    /* Today, unless it has ended. */
    assert_int_equal(due(&c, RULE_WORKING_DAYS, 0, "2026-11-20T15:00:00+01:00"),
                     instant("2026-11-20T15:59:59.999+01:00"));
    assert_int_equal(due(&c, RULE_WORKING_DAYS, 0, "2026-11-20T16:00:00+01:00"),
                     instant("2026-11-23T15:59:59.999+01:00"));
    assert_int_equal(due(&c, RULE_WORKING_DAYS, 0, "2026-11-21T16:00:00+01:00"),
                     instant("2026-11-23T15:59:59.999+01:00"));
    assert_int_equal(due(&c, RULE_SAME_DAY, 0, "2026-11-20T23:59:59.999+01:00"),
                     instant("2026-11-20T23:59:59.999+01:00"));
    assert_int_equal(due(&c, RULE_YEARS, 4, "2028-02-29T00:00:00+01:00"),
                     instant("2032-02-29T23:59:59.999+01:00"));
    c.zone = zone_of("Australia/Lord_Howe"); /* +11 in summer, +10:30 in winter */
    assert_int_equal(due(&c, RULE_ELAPSED, 72 * HOUR_MS, "2026-10-02T12:00:00+10:30"),
                     instant("2026-10-05T12:30:00+11:00"));
    assert_int_equal(due(&c, RULE_CALENDAR_DAYS, 14, "2026-10-02T12:00:00+10:30"),
                     instant("2026-10-16T23:59:59.999+11:00"));
    assert_int_equal(due(&c, RULE_WORKING_TIME, 8 * HOUR_MS, "2026-10-02T12:00:00+10:30"),
                     instant("2026-10-05T12:00:00+11:00"));
    c.zone = zone_of("America/Santiago"); /* 6 September 2026 begins at 01:00 */
    assert_int_equal(due(&c, RULE_CALENDAR_DAYS, 1, "2026-09-04T12:00:00-04:00"),
                     instant("2026-09-05T23:59:59.999-04:00"));
}

static void talk_opens(void **state)
{
    (void)state;
    struct calendar c = copenhagen();
    struct deadline d = begin(&c, DEADLINE_FOLLOW_UP_TALK, "2026-04-01T10:00:00+02:00");
    assert_int_equal(d.opens_ms, instant("2026-04-07T08:00:00+02:00"));
    assert_int_equal(d.due_ms, instant("2026-04-09T15:59:59.999+02:00"));
    d = begin(&c, DEADLINE_CHECK_IN_7, "2026-04-01T10:00:00+02:00");
    assert_int_equal(d.opens_ms, d.start_ms);
}

/* ---- facts */

static void accident_follows_facts(void **state)
{
    (void)state;
    struct calendar c = copenhagen();
    const struct deadline_kind *k = &deadline_defaults[DEADLINE_WORK_ACCIDENT];
    struct deadline_facts f = {.occurred_at = instant("2026-10-20T23:30:00+02:00")};
    struct deadline d = {.due_ms = 7};
    assert_false(deadline_of(k, &c, &f, &d));
    assert_int_equal(d.due_ms, 7);
    f.compensation_likely = true; /* from the injury */
    assert_true(deadline_of(k, &c, &f, &d));
    assert_int_equal(d.start_ms, f.occurred_at);
    assert_int_equal(d.due_ms, instant("2026-11-03T23:59:59.999+01:00"));
    f.first_absence_day = day("2026-10-24"); /* a Saturday counts; absence decides */
    assert_true(deadline_of(k, &c, &f, &d));
    assert_int_equal(d.start_ms, instant("2026-10-24T00:00:00+02:00"));
    assert_int_equal(d.due_ms, instant("2026-11-07T23:59:59.999+01:00"));
    f.compensation_likely = false;
    assert_true(deadline_of(k, &c, &f, &d));
    assert_int_equal(d.due_ms, instant("2026-11-07T23:59:59.999+01:00"));
    f.first_absence_day = day("2026-10-20"); /* went home at once: the safer reading */
    assert_true(deadline_of(k, &c, &f, &d));
    assert_int_equal(d.due_ms, instant("2026-11-03T23:59:59.999+01:00"));
    f.first_absence_day = day("2026-10-01");
    assert_true(deadline_of(k, &c, &f, &d));
    assert_int_equal(d.due_ms, instant("2026-11-03T23:59:59.999+01:00"));
    f.first_absence_day = 0; /* entered by mistake and taken back */
    assert_false(deadline_of(k, &c, &f, &d));
}

static void clocks_start(void **state)
{
    (void)state;
    struct calendar c = copenhagen();
    struct deadline_facts f = {.occurred_at = instant("2026-10-20T10:00:00Z")};
    int64_t at = 0;
    for (int i = 0; i < DEADLINE_N; i++)
        if (i != DEADLINE_WORK_ACCIDENT) {
            assert_true(deadline_start(&deadline_defaults[i], c.zone, &f, &at));
            assert_int_equal(at, f.occurred_at);
        }
    f.known_at = f.occurred_at + 3 * DAY_MS; /* a post found later */
    for (int i = 0; i < DEADLINE_N; i++) {
        const struct deadline_kind *k = &deadline_defaults[i];
        if (i != DEADLINE_WORK_ACCIDENT) {
            assert_true(deadline_start(k, c.zone, &f, &at));
            assert_int_equal(at, k->is_statutory ? f.occurred_at : f.known_at);
        }
    }
    f.known_at = f.occurred_at - HOUR_MS;
    assert_true(deadline_start(&deadline_defaults[DEADLINE_POLICE_REPORT], c.zone, &f, &at));
    assert_int_equal(at, f.known_at);
}

/* ---- reminders */

/* What is sent when somebody looks at every moment. */
static void check_reminders(const struct calendar *c, struct deadline d, size_t n,
                            const char *const expected[], const int levels[])
{
    struct reminder r = {0};
    for (size_t i = 0; i < n; i++) {
        r = deadline_next_reminder(&d, c, r.level, d.start_ms - 1);
        if (r.level != levels[i] || r.at_ms != instant(expected[i]))
            fail_msg("reminder %zu has level %d and is %lld ms from %s", i, r.level,
                     (long long)(r.at_ms - instant(expected[i])), expected[i]);
    }
}

static void statutory_at_once(void **state)
{
    (void)state;
    static const int levels[] = {1, 2, 3, 4, 5, 6, 7};
    struct calendar c = copenhagen();
    /* Saturday, Easter night and all, with the hour that is missing. */
    check_reminders(&c, begin(&c, DEADLINE_POLICE_REPORT, "2027-03-27T10:00:00+01:00"), 7,
                    (const char *const[]){"2027-03-28T23:00:00+02:00", "2027-03-29T17:00:00+02:00",
                                          "2027-03-30T03:48:00+02:00", "2027-03-30T11:00:00+02:00",
                                          "2027-03-31T11:00:00+02:00", "2027-04-01T11:00:00+02:00",
                                          "2027-04-02T11:00:00+02:00"},
                    levels);
    /* Daily ones at 02:30: once where it comes twice. */
    check_reminders(&c, begin(&c, DEADLINE_POLICE_REPORT, "2026-10-20T02:30:00+02:00"), 7,
                    (const char *const[]){"2026-10-21T14:30:00+02:00", "2026-10-22T08:30:00+02:00",
                                          "2026-10-22T19:18:00+02:00", "2026-10-23T02:30:00+02:00",
                                          "2026-10-24T02:30:00+02:00", "2026-10-25T02:30:00+02:00",
                                          "2026-10-26T02:30:00+01:00"},
                    levels);
    /* And once, at 03:00, where it never comes. */
    struct deadline d = begin(&c, DEADLINE_POLICE_REPORT, "2027-03-23T02:30:00+01:00");
    struct reminder r = deadline_next_reminder(&d, &c, 5, 0);
    assert_int_equal(r.level, 6);
    assert_int_equal(r.at_ms, instant("2027-03-28T03:00:00+02:00"));
    r = deadline_next_reminder(&d, &c, 6, 0);
    assert_int_equal(r.at_ms, instant("2027-03-29T02:30:00+02:00"));
}

static void ordinary_in_hours(void **state)
{
    (void)state;
    struct calendar c = copenhagen();
    /* Seven days from a Wednesday to the next, all in hours but the last, then every morning. */
    check_reminders(&c, begin(&c, DEADLINE_CHECK_IN_7, "2026-11-11T12:00:00+01:00"), 7,
                    (const char *const[]){"2026-11-16T08:00:00+01:00", "2026-11-17T08:00:00+01:00",
                                          "2026-11-18T08:00:00+01:00",
                                          "2026-11-18T15:59:59.999+01:00",
                                          "2026-11-19T08:00:00+01:00", "2026-11-20T08:00:00+01:00",
                                          "2026-11-23T08:00:00+01:00"},
                    (const int[]){1, 2, 3, 4, 5, 6, 7});
    /* Due on a Sunday: the last three fall together on Friday and are one. */
    check_reminders(&c, begin(&c, DEADLINE_CHECK_IN_7, "2026-11-08T12:00:00+01:00"), 4,
                    (const char *const[]){"2026-11-12T08:00:00+01:00",
                                          "2026-11-13T15:59:59.999+01:00",
                                          "2026-11-16T08:00:00+01:00", "2026-11-17T08:00:00+01:00"},
                    (const int[]){1, 4, 5, 6});
    /* Within the hours nothing moves, and the next days keep the wall time over the weekend. */
    check_reminders(&c, begin(&c, DEADLINE_FIRST_CONTACT, "2026-10-22T10:00:00+02:00"), 7,
                    (const char *const[]){"2026-10-22T10:07:30+02:00", "2026-10-22T10:11:15+02:00",
                                          "2026-10-22T10:13:30+02:00", "2026-10-22T10:15:00+02:00",
                                          "2026-10-23T10:15:00+02:00", "2026-10-26T10:15:00+01:00",
                                          "2026-10-27T10:15:00+01:00"},
                    (const int[]){1, 2, 3, 4, 5, 6, 7});
    /* A quarter of an hour in the night has no hours to move into. */
    check_reminders(&c, begin(&c, DEADLINE_FIRST_CONTACT, "2026-11-20T22:00:00+01:00"), 6,
                    (const char *const[]){"2026-11-20T22:07:30+01:00", "2026-11-20T22:11:15+01:00",
                                          "2026-11-20T22:13:30+01:00", "2026-11-20T22:15:00+01:00",
                                          "2026-11-23T08:00:00+01:00", "2026-11-24T08:00:00+01:00"},
                    (const int[]){1, 2, 3, 4, 5, 6});
    /* Now is one reminder, not four. */
    check_reminders(&c, begin(&c, DEADLINE_RECOVERY_BREAK, "2026-11-20T12:00:00+01:00"), 2,
                    (const char *const[]){"2026-11-20T12:00:00+01:00", "2026-11-23T12:00:00+01:00"},
                    (const int[]){4, 5});
    /* Not twice on one day: before opening, and in the noon break. */
    check_reminders(&c, begin(&c, DEADLINE_FIRST_CONTACT, "2026-11-19T07:30:00+01:00"), 6,
                    (const char *const[]){"2026-11-19T07:37:30+01:00", "2026-11-19T07:41:15+01:00",
                                          "2026-11-19T07:43:30+01:00", "2026-11-19T07:45:00+01:00",
                                          "2026-11-20T08:00:00+01:00", "2026-11-23T08:00:00+01:00"},
                    (const int[]){1, 2, 3, 4, 5, 6});
    c.week[3] = (struct work_day){{{480, 720}, {780, 960}}, 2};
    check_reminders(&c, begin(&c, DEADLINE_FIRST_CONTACT, "2026-11-19T11:50:00+01:00"), 4,
                    (const char *const[]){"2026-11-19T11:57:30+01:00",
                                          "2026-11-19T11:59:59.999+01:00",
                                          "2026-11-20T13:00:00+01:00", "2026-11-23T13:00:00+01:00"},
                    (const int[]){1, 4, 5, 6});
    /* A share of working time is not lost in the weekend. */
    const struct deadline_kind k = {STR("own"), RULE_WORKING_TIME, TRIGGER_OCCURRED, 8 * HOUR_MS};
    c = copenhagen();
    check_reminders(&c, deadline_from(&k, &c, instant("2026-11-20T13:00:00+01:00")), 5,
                    (const char *const[]){"2026-11-23T09:00:00+01:00", "2026-11-23T11:00:00+01:00",
                                          "2026-11-23T12:12:00+01:00", "2026-11-23T13:00:00+01:00",
                                          "2026-11-24T13:00:00+01:00"},
                    (const int[]){1, 2, 3, 4, 5});
}

static void standstill_sends_the_latest(void **state)
{
    (void)state;
    struct calendar c = copenhagen();
    struct deadline d = begin(&c, DEADLINE_POLICE_REPORT, "2026-11-16T10:00:00+01:00");
    struct reminder r = deadline_next_reminder(&d, &c, 0, instant("2026-11-18T22:00:00Z"));
    assert_int_equal(r.level, 2);
    r = deadline_next_reminder(&d, &c, 0, instant("2026-11-24T10:00:00+01:00")); /* due + 5 days */
    assert_int_equal(r.level, 9);
    assert_int_equal(r.at_ms, instant("2026-11-24T10:00:00+01:00"));
    r = deadline_next_reminder(&d, &c, 9, instant("2026-11-24T10:00:00+01:00"));
    assert_int_equal(r.level, 10);
    assert_int_equal(r.at_ms, instant("2026-11-25T10:00:00+01:00"));
}

/* ---- any clock */

static uint64_t seed;
static int64_t pick(int64_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

static const char *const zones[] = {"Europe/Copenhagen", "Australia/Lord_Howe", "America/Santiago",
                                    "Europe/Copenhagen", "UTC"};

static struct calendar any_calendar(void)
{
    static const struct work_day hours[] = {
        {{{480, 960}}, 1},
        {{{480, 720}, {750, 1080}}, 2},
        {{{0, 150}, {165, 360}, {1320, 1440}}, 3},
        {{{0, 1440}}, 1},
    };
    struct calendar c = calendar_office(zone_of(zones[pick(5)]));
    for (int i = 0; i < 7; i++)
        if (i < 5 ? pick(5) > 0 : pick(4) == 0)
            c.week[i] = hours[pick(4)];
    return c;
}

static struct deadline_kind any_kind(void)
{
    static const int64_t most[RULE_N] = {
        [RULE_ELAPSED] = 200 * HOUR_MS,    [RULE_MINUTES] = 600, [RULE_SAME_DAY] = 5 * HOUR_MS,
        [RULE_CALENDAR_DAYS] = 100,        [RULE_YEARS] = 3,     [RULE_WORKING_DAYS] = 15,
        [RULE_WORKING_TIME] = 80 * HOUR_MS};
    struct deadline_kind k = {STR("any"), (enum deadline_rule)pick(RULE_N), TRIGGER_OCCURRED};
    k.amount = pick(4) == 0 ? pick(3) : pick(most[k.rule] + 1);
    k.is_statutory = pick(2) == 0;
    return k;
}

/* The promises of the header for one reminder. */
static void check_reminder(const struct deadline *d, const struct calendar *c, struct reminder r)
{
    static const int percents[] = {0, 50, 75, 90, 100};
    if (r.level <= REMINDER_DUE) {
        assert_true(r.at_ms >= d->start_ms && r.at_ms <= d->due_ms);
        int64_t raw = d->start_ms + (d->due_ms - d->start_ms) * percents[r.level] / 100;
        if (d->is_statutory && d->rule != RULE_WORKING_TIME)
            assert_int_equal(r.at_ms, raw);
        if (r.level == REMINDER_DUE && (d->is_statutory || calendar_is_working(c, d->due_ms)))
            assert_int_equal(r.at_ms, d->due_ms);
    } else {
        assert_true(r.at_ms > d->due_ms);
    }
    if (!d->is_statutory && !calendar_is_working(c, r.at_ms)) { /* only where there are no hours */
        assert_true(r.level <= REMINDER_DUE);
        assert_int_equal(calendar_ms_between(c, d->start_ms, d->due_ms), 0);
        assert_false(calendar_is_working(c, d->due_ms));
    }
}

static void reminders_keep_their_promises(void **state)
{
    (void)state;
    seed = 20261122;
    for (int i = 0; i < 100000; i++) {
        struct calendar c = any_calendar();
        struct deadline_kind k = any_kind();
        int64_t start = instant("2024-01-01T00:00:00Z") + pick(9 * 365 * DAY_MS);
        struct deadline d = deadline_from(&k, &c, start);
        assert_true(d.start_ms == start && start <= d.due_ms);
        struct reminder r = {start - 1, 0}, before;
        do {
            before = r;
            r = deadline_next_reminder(&d, &c, before.level, before.at_ms);
            assert_true(r.at_ms > before.at_ms && r.level > before.level);
            check_reminder(&d, &c, r);
            /* A restart at any point until then gives the same one. */
            int64_t now = before.at_ms + pick(r.at_ms - before.at_ms + 1);
            struct reminder again = deadline_next_reminder(&d, &c, before.level, now);
            assert_true(again.at_ms == r.at_ms && again.level == r.level);
            /* Daily ones leave out no level and no working day. */
            if (before.level > REMINDER_DUE) {
                int32_t a = zone_day(c.zone, before.at_ms), b = zone_day(c.zone, r.at_ms);
                assert_int_equal(r.level, before.level + 1);
                assert_true(d.is_statutory ? b == a + 1 : b > a);
            }
        } while (r.level < REMINDER_DUE + 3);
        assert_true(r.at_ms > d.due_ms); /* so the last is after 100 % */
    }
}

/* A clock that ticks, a process that dies: what reaches people is the same list. */
static void ticking_sends_each_once(void **state)
{
    (void)state;
    seed = 4711;
    for (int i = 0; i < 300; i++) {
        struct calendar c = any_calendar();
        struct deadline_kind k = any_kind();
        k.rule = i % 2 == 0 ? RULE_CALENDAR_DAYS : RULE_WORKING_DAYS;
        k.amount = 2 + pick(4);
        struct deadline d =
            deadline_from(&k, &c, instant("2026-03-20T00:00:00Z") + pick(300 * DAY_MS));
        int sent = 0;
        struct reminder expected = deadline_next_reminder(&d, &c, 0, d.start_ms);
        for (int64_t now = d.start_ms; now < d.due_ms + 4 * DAY_MS; now += 5 * MINUTE_MS) {
            if (pick(40) == 0)
                continue; /* was down */
            struct reminder r = deadline_next_reminder(&d, &c, sent, now);
            assert_int_equal(r.level, expected.level);
            if (r.at_ms > now)
                continue;
            assert_true(now - r.at_ms < 30 * MINUTE_MS);
            sent = r.level;
            expected = deadline_next_reminder(&d, &c, sent, r.at_ms);
        }
        assert_true(sent >= REMINDER_DUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_sound),
        cmocka_unit_test(bad_kinds_are_refused),
        cmocka_unit_test(due_by_hand),
        cmocka_unit_test(rules_by_hand),
        cmocka_unit_test(talk_opens),
        cmocka_unit_test(accident_follows_facts),
        cmocka_unit_test(clocks_start),
        cmocka_unit_test(statutory_at_once),
        cmocka_unit_test(ordinary_in_hours),
        cmocka_unit_test(standstill_sends_the_latest),
        cmocka_unit_test(reminders_keep_their_promises),
        cmocka_unit_test(ticking_sends_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
