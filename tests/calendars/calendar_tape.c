/* A thousand appointments, each changed at random: what is put, called off, who comes, who leaves. The mails, in the order in which
 * they would go out, are folded into each person's calendar as a calendar program does it, which must equal what should be; and go
 * on a tape, where ical.js does the same (calendars.mjs).
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/invitations/invitations_world.h"

#include "duty_tape.h"
#include "net/mail.h"
#include "tape.h"

#define RUNS 1000
#define PEOPLE_N 4

static const int64_t everybody[PEOPLE_N] = {ANNA, LEA, SOREN, NINA};

/* One appointment in a calendar, and as it should be. */
struct held {
    bool on;
    int64_t sequence, from_at, to_at;
    struct str title;
};
struct run {
    struct world *w;
    uint64_t seed;
    struct invitation i; /* as it was put last */
    int64_t people[PEOPLE_N];
    bool is_put, cancelled;
    int64_t left_day[PEOPLE_N]; /* 0: stays */
    struct held held[PEOPLE_N];
};

static size_t index_of(int64_t person_id)
{
    size_t i = 0;

    while (everybody[i] != person_id)
        i++;
    return i;
}

static bool is_english(int64_t person_id)
{
    return person_id == NINA;
}

/* ---- a calendar program */

static void take(struct run *r, size_t who, struct str calendar)
{
    struct arena *a = r->w->arena;
    icalcomponent *c = ical_parsed(a, calendar);
    icalcomponent *e = reader.icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
    struct held *h = &r->held[who];
    int64_t sequence = reader.icalcomponent_get_sequence(e);

    assert_true(sequence >= h->sequence);
    h->sequence = sequence;
    h->on = reader.icalcomponent_get_method(c) == ICAL_METHOD_REQUEST;
    h->from_at = ical_ms(reader.icalcomponent_get_dtstart(e));
    h->to_at = ical_ms(reader.icalcomponent_get_dtend(e));
    h->title = arena_copy(a, str_of(reader.icalcomponent_get_summary(e)));
    reader.icalcomponent_free(c);
}

static void deliver(struct run *r, int64_t delivery, int64_t letter, int64_t person_id)
{
    struct world *w = r->w;
    struct str to = arena_printf(w->arena, "p%lld@example.dk", (long long)person_id);
    struct notice_letter_for reader_is = {.from = STR("bagvagt@example.dk"),
                                          .to = to,
                                          .public_url = STR("https://bagvagt.example.dk"),
                                          .lang = is_english(person_id) ? LANG_EN : LANG_DA};
    struct notice_letter l;

    assert_ok(invitation_letter(w->db, w->arena, letter, &reader_is, &l));
    struct mail mail = {.to = to,
                        .subject = l.subject,
                        .text = l.text,
                        .id = arena_printf(w->arena, "bagvagt.%lld", (long long)delivery),
                        .at = clock_now(),
                        .calendar = l.calendar,
                        .calendar_method = l.calendar_method};
    int times = tape_random(&r->seed, 8) == 0 ? 2 : 1; /* some come twice */

    assert_folded(l.calendar);
    for (int n = 0; n < times; n++) {
        take(r, index_of(person_id), l.calendar);
        tape_text(w->arena, person_id, "mail", mail_message(w->arena, reader_is.from, &mail));
    }
}

/* What the sender would send now: what waits and was not overtaken, oldest first. */
static void send_all(struct run *r)
{
    struct world *w = r->w;
    int64_t id;

    while ((id = count(w, "SELECT COALESCE(MIN(d.id), 0) FROM notice_delivery d JOIN notice n ON "
                          "n.id = d.notice_id WHERE d.state = 0 AND n.over_at IS NULL")) != 0) {
        const char *found = str_c(
            w->arena, arena_printf(w->arena,
                                   "FROM notice_delivery d JOIN notice n ON n.id = d.notice_id "
                                   "WHERE d.id = %lld",
                                   (long long)id));
        int64_t letter =
            count(w, str_c(w->arena, arena_printf(w->arena, "SELECT n.letter %s", found)));
        int64_t person =
            count(w, str_c(w->arena, arena_printf(w->arena, "SELECT d.person_id %s", found)));

        deliver(r, id, letter, person);
        run_sql(w,
                str_c(w->arena,
                      arena_printf(w->arena, "UPDATE notice_delivery SET state = 1 WHERE id = %lld",
                                   (long long)id)));
    }
    run_sql(w, "UPDATE notice_delivery SET state = 2 WHERE state = 0");
}

/* ---- what happens */

static void put_at_random(struct run *r)
{
    static const char *const titles[][2] = {{"Medlyt", "Listening"},
                                            {"Opfølgningsdag: æøå, og mere", "Follow-up day"}};
    static const char *const places[] = {"", "Lokale 2, stuen"};
    uint64_t title = tape_random(&r->seed, 2);

    r->i.title_da = str_of(titles[title][0]);
    r->i.title_en = str_of(titles[title][1]);
    r->i.place = str_of(places[tape_random(&r->seed, 2)]);
    if (!r->is_put || tape_random(&r->seed, 3) == 0) {
        r->i.starts_at = clock_now() + (int64_t)(1 + tape_random(&r->seed, 30)) * HOUR_MS;
        r->i.ends_at = r->i.starts_at + (int64_t)(1 + tape_random(&r->seed, 3)) * HOUR_MS;
    }
    r->i.n_people = 0;
    for (size_t n = 0; n < PEOPLE_N; n++)
        if (tape_random(&r->seed, 4) != 0)
            r->people[r->i.n_people++] = everybody[n];
    r->is_put = true;
    r->cancelled = false;
    put(r->w, &r->i);
}

static void leave_at_random(struct run *r)
{
    size_t who = tape_random(&r->seed, PEOPLE_N);
    int64_t today = zone_day(r->w->zone, clock_now());

    r->left_day[who] =
        tape_random(&r->seed, 2) == 0 ? 0 : today + (int64_t)tape_random(&r->seed, 3) - 1;
    leaves(r->w, everybody[who], r->left_day[who]);
}

static void something_happens(struct run *r)
{
    switch (tape_random(&r->seed, 10)) {
    case 0:
        cancel(r->w, r->i.kind, r->i.object_id);
        r->cancelled = true;
        break;
    case 1:
    case 2:
        leave_at_random(r);
        break;
    case 3:
    case 4:
        send_all(r);
        break;
    case 5: /* the same again */
        if (r->is_put && !r->cancelled)
            put(r->w, &r->i);
        break;
    default:
        put_at_random(r);
    }
}

/* ---- what should be */

static bool is_to_come(const struct run *r, size_t who)
{
    bool invited = false;

    for (size_t n = 0; n < r->i.n_people; n++)
        invited = invited || r->people[n] == everybody[who];
    return r->is_put && !r->cancelled && invited &&
           (r->left_day[who] == 0 || r->left_day[who] >= zone_day(r->w->zone, r->i.starts_at));
}

static struct str title_for(const struct run *r, size_t who)
{
    return is_english(everybody[who]) ? r->i.title_en : r->i.title_da;
}

/* One's own calendar says the same as the mails. */
static void check_feed(struct run *r, size_t who, bool on)
{
    struct ical_event_list feed;
    size_t n = 0;

    assert_ok(invitation_events(r->w->db, r->w->arena, everybody[who],
                                is_english(everybody[who]) ? LANG_EN : LANG_DA, clock_now(),
                                &feed));
    for (size_t i = 0; i < feed.n; i++)
        if (!feed.at[i].cancelled) {
            n++;
            assert_int_equal(feed.at[i].from_at, r->i.starts_at);
            assert_int_equal(feed.at[i].sequence, r->held[who].sequence);
            assert_true(str_eq(feed.at[i].summary, title_for(r, who)));
        }
    assert_int_equal(n, on ? 1 : 0);
}

static void check(struct run *r)
{
    for (size_t who = 0; who < PEOPLE_N; who++) {
        bool on = is_to_come(r, who);
        struct held *h = &r->held[who];
        struct tape_entry e = {r->i.starts_at, r->i.ends_at, title_for(r, who)};

        assert_int_equal(h->on, on);
        if (on) {
            assert_int_equal(h->from_at, e.from_at);
            assert_int_equal(h->to_at, e.to_at);
            assert_true(str_eq(h->title, e.title));
        }
        check_feed(r, who, on);
        tape_truth(r->w->arena, everybody[who], "mail", clock_now(), clock_now() + 4 * DAY_MS, &e,
                   on ? 1 : 0);
    }
}

static void change_one(struct world *w, int n, int64_t *left_day)
{
    struct run r = {.w = w, .seed = (uint64_t)n * 7919 + 1};

    r.i = training(r.people, 0);
    r.i.object_id = n + 1;
    memcpy(r.left_day, left_day, sizeof r.left_day);
    for (uint64_t left = 4 + tape_random(&r.seed, 6); left > 0; left--)
        something_happens(&r);
    send_all(&r);
    check(&r);
    memcpy(left_day, r.left_day, sizeof r.left_day);
    clock_advance(5 * DAY_MS); /* it is over */
}

static void change_at_random(struct world *w)
{
    int64_t left_day[PEOPLE_N] = {0}, letters;

    tape_begin(store_kind(w->store) == DB_SQLITE ? "invitations_sqlite" : "invitations_pgsql");
    for (int n = 0; n < RUNS; n++) {
        struct world part = *w; /* with memory of its own */

        part.arena = arena_new();
        part.db = db_start(w->store, part.arena);
        change_one(&part, n, left_day);
        db_end(part.db);
        arena_free(part.arena);
    }
    tape_end();
    /* one notice and one mail for each word that somebody was told */
    letters = count(w, "SELECT COUNT(*) FROM invitation_letter");
    assert_true(letters > 4 * RUNS);
    assert_int_equal(count(w, "SELECT COUNT(DISTINCT letter) FROM notice"), letters);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice"), letters);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice_delivery"), letters);
    assert_true(count(w, "SELECT COUNT(*) FROM notice_delivery WHERE state = 1") > 2 * RUNS);
}
BOTH(change_at_random)

int main(void)
{
    const struct CMUnitTest tests[] = {ON_BOTH(change_at_random), cmocka_unit_test(duty_sqlite),
                                       cmocka_unit_test(duty_pgsql)};

    return cmocka_run_group_tests(tests, ical_reader_load, NULL);
}
