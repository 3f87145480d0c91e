/* Gaps and shifts against a second reckoning, minute by minute, in random rosters over all zones of tzdata; and in every zone
 * that handoffs never leave a gap. BAGVAGT_LONG=1: 10,000 rosters instead of 300. BAGVAGT_SEED: other ones.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/clock.h"
#include "core/roster.h"

#define PEOPLE 8
#define DAYS_MOST 9
#define MARGIN (3 * 1440)
#define MINUTES_MOST ((DAYS_MOST + 6) * 1440)
#define TURNS_MOST 3000

static uint64_t chance;

static int64_t any(int64_t n)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (int64_t)(chance % (uint64_t)n);
}

/* ---- zones */

static char zone_names[1000][64];
static size_t zones_n;

static void add_zone(const char *name)
{
    assert_true(zones_n < sizeof zone_names / sizeof zone_names[0]);
    snprintf(zone_names[zones_n++], sizeof zone_names[0], "%s", name);
}

static int read_zones(void **state)
{
    FILE *f = fopen("/usr/share/zoneinfo/tzdata.zi", "r");
    char line[400], first[64], second[64];
    const char *seed = getenv("BAGVAGT_SEED");

    (void)state;
    assert_non_null(f);
    while (fgets(line, sizeof line, f) != NULL) {
        if (line[0] == 'Z' && sscanf(line, "Z %63s", first) == 1)
            add_zone(first);
        if (line[0] == 'L' && sscanf(line, "L %63s %63s", first, second) == 2)
            add_zone(second);
    }
    fclose(f);
    assert_true(zones_n > 400);
    chance = seed != NULL ? strtoull(seed, NULL, 10) | 1 : 20261122;
    return 0;
}

/* ---- a random roster */

struct sample {
    struct roster r;
    struct roster_window windows[3];
    struct roster_rota rotas[4];
    struct roster_entry entries[6];
    struct roster_away away[4];
    int64_t people[4][6];
    struct roster_span within;
    int32_t first_day;
};

static int some_minute(void)
{
    static const int usual[] = {0, 60, 120, 150, 180, 360, 480, 960, 1320, 1439};

    return any(3) == 0 ? (int)any(1440) : usual[any(10)];
}

/* Half of the rosters lie over a change of the offset, where there is one. */
static int32_t some_day(const struct zone *z)
{
    int32_t day = day_number(2024, 1, 1) + (int32_t)any(9 * 365);

    for (int i = 0; i < 400 && i >= 0 && chance % 2 == 0; i++, day++)
        if (zone_day_start(z, day + 1) - zone_day_start(z, day) != DAY_MS)
            return day;
    return day;
}

static void make_rota(struct sample *s, size_t i)
{
    struct roster_rota *r = &s->rotas[i];
    size_t n = 1 + (size_t)any(6);

    for (size_t k = 0; k < n; k++)
        s->people[i][k] = any(5) == 0 ? 0 : 1 + any(PEOPLE);
    *r = (struct roster_rota){
        .level = 1 + (int)any(2),
        .turn = (enum roster_turn)any(ROSTER_TURN_N),
        .every = 1 + (int)any(3),
        .start = {s->first_day - (int32_t)any(30) + 5, some_minute()},
        .end = {any(3) == 0 ? s->first_day + (int32_t)any(9) : ROSTER_OPEN, some_minute()},
        .people = s->people[i],
        .n_people = n,
        .shadow = any(6) == 0};
}

static void make_entry(struct sample *s, size_t i)
{
    struct roster_entry *e = &s->entries[i];
    int32_t day = s->first_day + (int32_t)any(DAYS_MOST);

    *e = (struct roster_entry){.layer = (enum roster_layer)(1 + any(3)),
                               .level = 1 + (int)any(2),
                               .from = {day, some_minute()},
                               .to = {day + (int32_t)any(3), some_minute()},
                               .person_id = any(5) == 0 ? 0 : 1 + any(PEOPLE)};
    if (e->layer == ROSTER_OVERRIDE && any(2) == 0)
        e->instead_of = 1 + any(PEOPLE);
    if (e->layer == ROSTER_TAKEOVER && any(2) == 0)
        e->from_at = s->within.from + any(5 * 1440) * MINUTE_MS;
    if (any(4) == 0)
        e->to_at = s->within.from + any(7 * 1440) * MINUTE_MS;
    e->shadow = any(8) == 0;
}

static void make(struct sample *s, const struct zone *z)
{
    *s = (struct sample){.first_day = 0};
    s->first_day = some_day(z) - (int32_t)any(4);
    s->within.from = zone_day_start(z, s->first_day) / MINUTE_MS * MINUTE_MS;
    s->within.to = s->within.from + (2 + any(DAYS_MOST - 2)) * DAY_MS;
    s->r = (struct roster){.zone = z,
                           .levels = 1 + (int)any(2),
                           .windows = s->windows,
                           .n_windows = 1 + (size_t)any(3),
                           .rotas = s->rotas,
                           .n_rotas = (size_t)any(5),
                           .entries = s->entries,
                           .n_entries = (size_t)any(7)};
    for (size_t i = 0; i < s->r.n_windows; i++)
        s->windows[i] =
            (struct roster_window){any(2) == 0 ? 0x7f : (unsigned)any(128), some_minute(),
                                   some_minute(), (enum roster_days)any(ROSTER_DAYS_N)};
    for (size_t i = 0; i < s->r.n_rotas; i++)
        make_rota(s, i);
    for (size_t i = 0; i < s->r.n_entries; i++)
        make_entry(s, i);
    for (size_t i = 0; i < 4; i++) {
        int64_t from = s->within.from + any(9 * 1440) * MINUTE_MS;

        s->away[i] = (struct roster_away){1 + any(PEOPLE), {from, from + any(2880) * MINUTE_MS}};
    }
}

/* ---- the second reckoning. For minute i: the latest wall time shown up to it, and the earliest shown from it on. */

static int64_t upto[MINUTES_MOST], from_on[MINUTES_MOST];
static int64_t turns[4][TURNS_MOST]; /* wall minutes at which each turn begins */
static size_t turns_n[4];

static int64_t wall_minute(const struct zone *z, int64_t at)
{
    struct local_time t = zone_local(z, at);

    return (int64_t)day_number(t.year, t.month, t.day) * 1440 + t.hour * 60 + t.minute;
}

static size_t look_at_walls(const struct sample *s)
{
    size_t n = (size_t)((s->within.to - s->within.from) / MINUTE_MS) + (size_t)2 * MARGIN;
    int64_t first = s->within.from - MARGIN * MINUTE_MS;

    assert_true(n <= MINUTES_MOST);
    for (size_t i = 0; i < n; i++)
        upto[i] = from_on[i] = wall_minute(s->r.zone, first + (int64_t)i * MINUTE_MS);
    for (size_t i = 1; i < n; i++)
        upto[i] = upto[i] > upto[i - 1] ? upto[i] : upto[i - 1];
    for (size_t i = n - 1; i > 0; i--)
        from_on[i - 1] = from_on[i - 1] < from_on[i] ? from_on[i - 1] : from_on[i];
    return n;
}

static bool lasts(size_t i, int64_t to)
{
    return from_on[i] < to || from_on[i + 1] <= to;
}

static bool in(size_t i, int64_t from, int64_t to)
{
    return upto[i] >= from && lasts(i, to);
}

static void list_turns(const struct sample *s, size_t which)
{
    const struct roster_rota *r = &s->rotas[which];
    int64_t end = (int64_t)(s->first_day + DAYS_MOST + 6) * 1440;
    struct local_time d = day_date(r->start.day);
    int year = d.year, month = d.month;
    int32_t day = r->start.day;
    int64_t at = (int64_t)day * 1440 + r->start.minute;
    size_t n = 0;

    for (; n + 1 < TURNS_MOST; n++) {
        turns[which][n] = at;
        if (at > end)
            break;
        if (r->turn == ROSTER_HOUR) {
            at += (int64_t)60 * r->every;
        } else if (r->turn == ROSTER_MONTH) {
            for (int k = 0; k < r->every; k++)
                if (++month == 13) {
                    month = 1;
                    year++;
                }
            int want = d.day;
            while (!date_valid(year, month, want))
                want--;
            at = (int64_t)day_number(year, month, want) * 1440 + r->start.minute;
        } else {
            day += r->every * (r->turn == ROSTER_WEEK ? 7 : 1);
            at = (int64_t)day * 1440 + r->start.minute;
        }
    }
    turns_n[which] = n;
}

static bool is_open(const struct sample *s, size_t i)
{
    int32_t today = (int32_t)(upto[i] / 1440);

    for (size_t w = 0; w < s->r.n_windows; w++)
        for (int32_t d = today - 3; d <= today + 3; d++) {
            const struct roster_window *x = &s->windows[w];
            bool holiday = holiday_of(d) != HOLIDAY_NONE && !holiday_is_customary(holiday_of(d));
            int64_t from = (int64_t)d * 1440 + x->from_minute,
                    to = (int64_t)d * 1440 + x->to_minute;

            if (to <= from)
                to += 1440;
            if ((x->weekdays >> (day_date(d).weekday - 1) & 1) != 0 && in(i, from, to) &&
                (x->days == ROSTER_ANY_DAY || (x->days == ROSTER_NO_HOLIDAY && !holiday) ||
                 (x->days == ROSTER_ONLY_HOLIDAY && holiday)))
                return true;
        }
    return false;
}

/* A bit per person. */
static unsigned base_at(const struct sample *s, size_t i, int level, bool shadow)
{
    unsigned on = 0;

    for (size_t w = 0; w < s->r.n_rotas; w++) {
        const struct roster_rota *r = &s->rotas[w];
        int64_t end = (int64_t)r->end.day * 1440 + r->end.minute;

        for (size_t k = 0; k < turns_n[w] && r->level == level && r->shadow == shadow; k++) {
            int64_t to = turns[w][k + 1];

            if (r->end.day != ROSTER_OPEN && to > end)
                to = end;
            if (turns[w][k] < to && in(i, turns[w][k], to))
                on |= 1u << r->people[k % r->n_people];
        }
    }
    return on & ~1u;
}

static bool entry_at(const struct roster_entry *e, size_t i, int64_t at)
{
    bool began = e->from_at != 0 ? at >= e->from_at
                                 : upto[i] >= (int64_t)e->from.day * 1440 + e->from.minute;
    bool goes_on =
        e->to_at != 0 ? at < e->to_at : lasts(i, (int64_t)e->to.day * 1440 + e->to.minute);

    return began && goes_on;
}

static unsigned on_at(const struct sample *s, size_t i, int64_t at, int level)
{
    unsigned on = base_at(s, i, level, false);
    const struct roster_entry *last = NULL;
    bool has_plan = false;

    for (size_t e = 0; e < s->r.n_entries; e++) {
        const struct roster_entry *x = &s->entries[e];

        if (x->layer == ROSTER_PLAN && x->level == level && !x->shadow && entry_at(x, i, at)) {
            on = (has_plan ? on : 0) | 1u << x->person_id;
            has_plan = true;
        }
    }
    for (size_t e = 0; e < s->r.n_entries; e++) {
        const struct roster_entry *x = &s->entries[e];

        if (x->level != level || x->shadow || !entry_at(x, i, at))
            continue;
        if (x->layer == ROSTER_TAKEOVER)
            last = x;
        if (x->layer != ROSTER_OVERRIDE)
            continue;
        if (x->instead_of == 0)
            on = 1u << x->person_id;
        else if ((on >> x->instead_of & 1) != 0)
            on = (on & ~(1u << x->instead_of)) | 1u << x->person_id;
    }
    return (last != NULL ? 1u << last->person_id : on) & ~1u;
}

static unsigned away_at(const struct sample *s, int64_t at)
{
    unsigned away = 0;

    for (size_t i = 0; i < 4; i++)
        if (s->away[i].span.from <= at && at < s->away[i].span.to)
            away |= 1u << s->away[i].person_id;
    return away;
}

/* ---- both */

static unsigned found_on(const struct roster_shift_list *list, int64_t at, int level)
{
    unsigned on = 0;

    for (size_t i = 0; i < list->n && list->at[i].from <= at; i++)
        if (list->at[i].to > at && list->at[i].level == level && !list->at[i].shadow)
            on |= 1u << list->at[i].person_id;
    return on;
}

static bool found_gap(const struct roster_gap_list *list, int64_t at, int level)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].from <= at && at < list->at[i].to && list->at[i].level == level)
            return true;
    return false;
}

static void compare(struct arena *a, const struct sample *s, const char *zone, int64_t number)
{
    struct roster_shift_list shifts;
    struct roster_gap_list gaps;
    size_t n = look_at_walls(s);

    for (size_t i = 0; i < s->r.n_rotas; i++)
        list_turns(s, i);
    roster_shifts(a, &s->r, s->within, &shifts);
    roster_gaps(a, &s->r, s->away, 4, s->within, &gaps);
    for (size_t i = MARGIN; i + MARGIN < n; i++) {
        int64_t at = s->within.from + ((int64_t)i - MARGIN) * MINUTE_MS;
        bool open = is_open(s, i);
        unsigned lower = 0, away = away_at(s, at);

        for (int level = 1; level <= 2; level++) {
            unsigned on = open ? on_at(s, i, at, level) : 0, found = found_on(&shifts, at, level);
            bool gap = open && level <= s->r.levels && (on & ~lower & ~away) == 0;

            if (on != found || gap != found_gap(&gaps, at, level)) {
                char text[64] = "";
                struct str when = instant_text(a, at);

                snprintf(text, sizeof text, "%.*s", STR_ARG(when));
                fail_msg("roster %lld, %s, %s, level %d: on %x, found %x; gap %d",
                         (long long)number, zone, text, level, on, found, gap);
            }
            lower |= on;
        }
    }
}

static void test_random(void **state)
{
    int64_t most = getenv("BAGVAGT_LONG") != NULL ? 10000 : 300;
    struct arena *a = arena_new();
    static struct sample s;

    (void)state;
    for (int64_t i = 0; i < most; i++) {
        const char *name = zone_names[(size_t)(i * 7 + any(7)) % zones_n];
        const struct zone *z;

        assert_ok(zone_find(str_of(name), &z));
        make(&s, z);
        compare(a, &s, name, i);
        arena_reset(a);
    }
    arena_free(a);
}

/* Whatever the minute of the handoff: no gap, and the wall times on both sides are the same. */
static void test_every_zone(void **state)
{
    static const struct roster_window always[] = {{0x7f, 0, 0, ROSTER_ANY_DAY}};
    static const int64_t two[] = {1, 2};
    static const int minutes[] = {0, 30, 90, 120, 150, 180, 480, 1410};
    struct arena *a = arena_new();

    (void)state;
    for (size_t i = 0; i < zones_n; i++, arena_reset(a)) {
        const struct zone *z;
        struct roster_gap_list gaps;
        struct roster_shift_list shifts;
        int32_t first = day_number(2024 + (int)(i % 8), 1, 1);

        assert_ok(zone_find(str_of(zone_names[i]), &z));
        struct roster_rota by = {.level = 1,
                                 .turn = ROSTER_DAY,
                                 .every = 1,
                                 .start = {first, minutes[i % 8]},
                                 .end = {ROSTER_OPEN, 0},
                                 .people = two,
                                 .n_people = 2};
        struct roster r = {
            .zone = z, .levels = 1, .windows = always, .n_windows = 1, .rotas = &by, .n_rotas = 1};
        struct roster_span year = {
            roster_start(z, by.start),
            roster_end(z, (struct roster_wall){first + 365, by.start.minute})};
        roster_gaps(a, &r, NULL, 0, year, &gaps);
        assert_int_equal(gaps.n, 0);
        roster_shifts(a, &r, year, &shifts);
        assert_int_equal(shifts.n, 365);
        for (size_t k = 0; k + 1 < shifts.n; k++) {
            int64_t overlap = shifts.at[k].to - shifts.at[k + 1].from;

            assert_true(overlap >= 0 && overlap <= HOUR_MS * 2);
        }
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_zone),
                                       cmocka_unit_test(test_random)};

    return cmocka_run_group_tests(tests, read_zones, NULL);
}
