/* The invented staff: teams, who is what in them, since when, on which phone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"

#define BOSS 0
#define ADMIN 1
#define INTRODUCTION_DAYS 14 /* from the first day to the first own call */
#define ROLES_MAX 3
#define SEATS 24 /* of a floor */

static size_t first_agent(const struct demo *d)
{
    return 2 + d->n_teams;
}

static bool is_agent(const struct demo *d, size_t i)
{
    return i >= first_agent(d);
}

/* Agents stand in rows of one per team; the row says what else they are. */
static size_t row_of(const struct demo *d, size_t i)
{
    return (i - first_agent(d)) / d->n_teams; /* NOLINT(clang-analyzer-core.DivideZero) */
}

static size_t team_of(const struct demo *d, size_t i)
{
    return (i - first_agent(d)) % d->n_teams;
}

static int64_t team_id(const struct demo *d, int team)
{
    return team < 0 ? 0 : d->teams[team].id;
}

/* The rows: supervisor, mentor, trainer or backup on call; in the first team also the two
 * representatives. */
static size_t roles_of(const struct demo *d, size_t i, struct grant ret[ROLES_MAX])
{
    int64_t team = team_id(d, d->staff[i].team);
    size_t n = 0;

    if (i == BOSS)
        ret[n++] = (struct grant){ROLE_BACKUP_ON_CALL, 0};
    if (i == BOSS || i == ADMIN)
        ret[n++] = (struct grant){i == BOSS ? ROLE_MANAGER : ROLE_ADMIN, 0};
    else if (!is_agent(d, i))
        ret[n++] = (struct grant){ROLE_MANAGER, team};
    else
        ret[n++] = (struct grant){ROLE_AGENT, team};
    if (!is_agent(d, i))
        return n;
    switch (row_of(d, i)) {
    case 0:
        ret[n++] = (struct grant){ROLE_SUPERVISOR, team};
        break;
    case 1:
        ret[n++] = (struct grant){ROLE_MENTOR, team};
        break;
    case 2:
        ret[n++] = team_of(d, i) % 2 == 0 ? (struct grant){ROLE_CALL_TRAINER, team}
                                          : (struct grant){ROLE_BACKUP_ON_CALL, 0};
        break;
    case 3:
        if (team_of(d, i) == 0)
            ret[n++] = (struct grant){ROLE_SAFETY_REP, 0};
        break;
    case 4:
        if (team_of(d, i) == 0)
            ret[n++] = (struct grant){ROLE_UNION_REP, 0};
        break;
    default:
        break;
    }
    return n;
}

/* ---- habits */

static void give_hours(struct demo_staff *s, struct demo_random *r)
{
    static const int64_t shares[] = {65, 22, 13}; /* full time, four days, three days */
    size_t days_off = demo_random_pick(r, shares, 3);
    unsigned day = (unsigned)demo_random_between(r, 1, 5);

    s->hours_pct = 100 - 20 * (int)days_off;
    if (days_off > 0)
        s->off_weekdays |= 1u << day;
    if (days_off > 1)
        s->off_weekdays |= 1u << (day % 5 + 1);
}

/* Six weeks: three in summer, the rest when schools are closed. */
static uint64_t vacation(struct demo_random *r)
{
    int64_t summer = demo_random_between(r, 25, 31);
    uint64_t weeks = UINT64_C(7) << summer;

    weeks |= UINT64_C(1) << (demo_random_chance(r, 500000) ? demo_random_between(r, 7, 8)
                                                           : demo_random_between(r, 34, 49));
    weeks |= UINT64_C(1) << demo_random_between(r, 51, 52);
    weeks |= UINT64_C(1) << (demo_random_chance(r, 700000) ? 42 : demo_random_between(r, 15, 24));
    return weeks;
}

static void give_habits(const struct demo *d, size_t i)
{
    struct demo_random r = demo_random_for((uint64_t)d->options.seed, DEMO_FOR_PERSON, i);
    struct demo_staff *s = &d->staff[i];

    s->vacation_weeks = vacation(&r);
    s->pace_pct = demo_random_lognormal(&r, 100, DEMO_ONE * 18 / 100);
    s->report_pct = demo_random_between(&r, 5, 15);
    if (!is_agent(d, i))
        return;
    s->supervisor = row_of(d, i) == 0;
    give_hours(s, &r);
    if (demo_random_chance(&r, 600000))
        s->home_weekdays =
            1u << demo_random_between(&r, 1, 5) | /* NOLINT(misc-redundant-expression) */
            1u << demo_random_between(&r, 1, 5);
}

/* ---- who came and went when */

static void start(struct demo_staff *s, int32_t started_day)
{
    s->started_day = demo_open_from(started_day);
    if (s->phones)
        s->phones_day = demo_open_from(s->started_day + INTRODUCTION_DAYS);
}

static void start_newcomer(struct demo *d, size_t i, size_t nth, struct demo_random *r)
{
    int32_t until = d->options.until_day;
    int64_t ago = nth % 2 == 0 ? demo_random_between(r, 20, 80) : demo_random_between(r, 95, 355);

    d->staff[i].home_weekdays = 0; /* nobody is alone at first */
    start(&d->staff[i], until - INTRODUCTION_DAYS - (int32_t)ago);
    if (team_of(d, i) != 0) /* the newest is in the first team, and is the last of it */
        return;
    d->newest = i;
}

static void start_others(struct demo *d, size_t i, bool leaves, struct demo_random *r)
{
    static const int64_t tenure[] = {8, 42, 50}; /* under a year, under three, longer */
    int32_t from = d->from_day;
    int64_t days = d->options.days, ago;
    struct demo_staff *s = &d->staff[i];

    if (leaves) { /* mostly in their first year: that is what the page of who stays is for */
        start(s, from - (int32_t)demo_random_between(r, 20, 250));
        s->left_day = from + (int32_t)demo_random_between(r, days / 10, days * 8 / 10);
        return;
    }
    switch (demo_random_pick(r, tenure, 3)) {
    case 0:
        ago = demo_random_between(r, 200, 365);
        break;
    case 1:
        ago = demo_random_between(r, 366, 3 * 365);
        break;
    default:
        ago = demo_random_between(r, 3 * 365, 12 * 365);
        break;
    }
    start(s, d->options.until_day - (int32_t)ago);
}

/* Walked into first by whoever wants to see a newcomer's first weeks: a class that began two Mondays before this week's, and
 * took its first calls within days; the one who is walked into was the last. */
static void start_class(struct demo *d)
{
    int32_t monday = d->options.until_day - 1;
    size_t pair[2] = {d->newest, d->newest};

    monday -= day_date(monday).weekday - 1;
    if (d->newest >= first_agent(d) + 7 * d->n_teams) /* not one with a role, nor the plain one */
        pair[1] = d->newest - d->n_teams;             /* of the same team */
    d->second = pair[1];
    for (int i = 1; i >= 0; i--) {
        struct demo_staff *s = &d->staff[pair[i]];

        s->started_day = demo_open_from(monday - 14);
        s->phones_day = demo_open_from(s->started_day + (pair[i] == d->newest ? 2 : 1));
        s->left_day = 0;
        s->off_weekdays = 0;
        s->home_weekdays = 0;
        s->vacation_weeks = 0;
        s->hours_pct = 100;
    }
}

/* Newcomers are the last in the list, those who leave stand before them: so both are spread over
 * the teams, and nobody with a further role is among them. */
static void give_times(struct demo *d)
{
    struct demo_random r = demo_random_for((uint64_t)d->options.seed, DEMO_FOR_PEOPLE, 0);
    size_t agents = d->n_staff - first_agent(d), room = agents - 5 * d->n_teams - 1;
    size_t n_new = agents / 5 > 0 ? agents / 5 : 1;
    size_t n_left = agents * 15 * (size_t)d->options.days / 36500;

    n_new = n_new > room ? room : n_new;
    n_left = n_left > room - n_new ? room - n_new : n_left;
    for (size_t i = 0; i < d->n_staff; i++) {
        size_t from_end = d->n_staff - i;

        if (is_agent(d, i) && from_end <= n_new)
            start_newcomer(d, i, from_end, &r);
        else
            start_others(d, i, is_agent(d, i) && from_end <= n_new + n_left, &r);
    }
    start_class(d);
}

/* ---- names */

static struct str full_name(struct arena *a, const struct demo_staff *s)
{
    return arena_printf(a, "%s %s", demo_first_names[s->name[0]], demo_last_names[s->name[1]]);
}

static void give_names(struct demo *d)
{
    const size_t n_all = DEMO_FIRST_NAMES_N * DEMO_LAST_NAMES_N;
    struct demo_random r = demo_random_for((uint64_t)d->options.seed, DEMO_FOR_NAMES, 0);
    bool *taken = arena_array(d->arena, bool, n_all);

    for (size_t i = 0; i < d->n_staff; i++) {
        size_t at;

        do
            at = (size_t)demo_random_below(&r, (int64_t)n_all);
        while (taken[at] && i < n_all / 2); /* in a huge centre people share names */
        taken[at] = true;
        d->staff[i].name[0] = at % DEMO_FIRST_NAMES_N;
        d->staff[i].name[1] = at / DEMO_FIRST_NAMES_N;
    }
}

/* Changes names so that `chosen` comes first by name among all who are the same and no more. */
static void name_first(struct demo *d, size_t chosen)
{
    struct grant own[ROLES_MAX], other[ROLES_MAX];
    size_t n = roles_of(d, chosen, own), first = chosen;

    for (size_t i = 0; i < d->n_staff; i++) {
        struct str a = utf8_sort_key(d->scratch, full_name(d->scratch, &d->staff[i]));
        struct str b = utf8_sort_key(d->scratch, full_name(d->scratch, &d->staff[first]));

        if (roles_of(d, i, other) == n && other[0].role == own[0].role && str_cmp(a, b) < 0)
            first = i;
    }
    for (int k = 0; k < 2; k++) {
        size_t name = d->staff[first].name[k];

        d->staff[first].name[k] = d->staff[chosen].name[k];
        d->staff[chosen].name[k] = name;
    }
}

/* The mentor whom a visitor meets is the one of the class: first by name among the mentors. */
static void name_first_mentor(struct demo *d)
{
    size_t chosen = first_agent(d) + d->n_teams, first = chosen;

    for (size_t i = chosen; i < chosen + d->n_teams; i++)
        if (str_cmp(utf8_sort_key(d->scratch, full_name(d->scratch, &d->staff[i])),
                    utf8_sort_key(d->scratch, full_name(d->scratch, &d->staff[first]))) < 0)
            first = i;
    for (int k = 0; k < 2; k++) {
        size_t name = d->staff[first].name[k];

        d->staff[first].name[k] = d->staff[chosen].name[k];
        d->staff[chosen].name[k] = name;
    }
}

/* "Søren" to "soeren". */
static struct str login_of(struct arena *a, const char *first_name, int64_t nth)
{
    struct buf b = buf_new(a, 32);
    struct str low = utf8_fold(a, str_of(first_name));

    for (size_t i = 0; i < low.n; i++) {
        if (low.p[i] != '\xc3') {
            buf_char(&b, low.p[i]);
            continue;
        }
        i++; /* the letters behind this byte: æ ø å */
        buf_add(&b, low.p[i] == '\xa6' ? STR("ae") : low.p[i] == '\xb8' ? STR("oe") : STR("aa"));
    }
    if (nth > 1)
        buf_int(&b, nth);
    return buf_str(&b);
}

/* ---- phones */

int demo_extension(const struct demo_staff *s, int32_t day)
{
    for (size_t i = s->n_lines; i > 0; i--)
        if (s->lines[i - 1].from_day <= day)
            return s->lines[i - 1].extension;
    return s->lines[0].extension;
}

void demo_line(char *ret, size_t size, int extension, bool agent)
{
    snprintf(ret, size, agent ? "agent/%d" : "pjsip/%d", extension);
}

/* Two neighbours change desks in the middle of the time. */
static void swap_desks(struct demo *d, size_t i, size_t k)
{
    int32_t day = demo_open_from(d->from_day + (int32_t)(d->options.days * 45 / 100));
    struct demo_staff *pair[2] = {&d->staff[i], &d->staff[k]};
    int extension[2] = {pair[0]->lines[0].extension, pair[1]->lines[0].extension};

    if (pair[0]->started_day >= day || pair[1]->started_day >= day)
        return;
    for (int n = 0; n < 2; n++) {
        pair[n]->lines[0].to_day = day - 1;
        pair[n]->lines[1].from_day = day;
        pair[n]->lines[1].extension = extension[1 - n];
        pair[n]->n_lines = 2;
    }
}

/* A newcomer gets the phone of somebody who has left, when there is one. */
static void give_lines(struct demo *d)
{
    bool *inherited = arena_array(d->scratch, bool, d->n_staff);
    int base = d->n_staff < 8000 ? 1100 : 10000;

    for (size_t i = 0; i < d->n_staff; i++) {
        struct demo_staff *s = &d->staff[i];

        s->n_lines = 1;
        s->lines[0].from_day = s->started_day;
        s->lines[0].to_day = s->left_day;
        s->lines[0].extension = base + (int)i;
        for (size_t k = first_agent(d); k < i; k++)
            if (d->staff[k].left_day != 0 && d->staff[k].left_day < s->started_day &&
                !inherited[k]) {
                inherited[k] = true;
                s->lines[0].extension = base + (int)k;
                break;
            }
    }
    for (size_t t = 0; t <= d->n_staff / 60 && t < d->n_teams; t++)
        swap_desks(d, first_agent(d) + 3 * d->n_teams + t, first_agent(d) + 4 * d->n_teams + t);
}

/* ---- writing */

static enum status write_lines(struct demo *d, const struct demo_staff *s, int64_t at)
{
    for (size_t i = 0; i < s->n_lines; i++)
        for (int agent = 0; agent <= (s->phones ? 1 : 0); agent++) {
            char line[40];

            demo_line(line, sizeof line, s->lines[i].extension, agent == 1);
            TRY(q_demo_line_insert(d->db, demo_id(d, at), d->centre_id, s->id, str_of(line),
                                   s->lines[i].from_day, s->lines[i].to_day));
        }
    return OK;
}

static enum status write_person(struct demo *d, size_t i, int64_t nth_of_name)
{
    struct demo_staff *s = &d->staff[i];
    struct arena *a = d->scratch;
    struct grant roles[ROLES_MAX];
    struct str name = full_name(a, s),
               login = login_of(a, demo_first_names[s->name[0]], nth_of_name);
    int64_t start_at = demo_at(d, d->from_day - 30, 9 * 60),
            at = demo_at(d, s->started_day - 7, 9 * 60);
    int64_t changed_at = s->left_day != 0 ? demo_at(d, s->left_day, 15 * 60) : 0;
    bool english = is_agent(d, i) && i % 17 == 0;
    int64_t put_in_at =
        at; /* as they began, before calls were logged here: so that who stays is known */

    at = at < start_at ? start_at : at;
    s->id = demo_id(d, at);
    TRY(q_demo_staff_insert(
        d->db, s->id, d->centre_id, team_id(d, s->team), login, name, utf8_fold(a, name),
        utf8_sort_key(a, name), arena_printf(a, "%.*s@example.invalid", STR_ARG(login)),
        english ? STR("en") : STR("da"), arena_printf(a, "D%05d", (int)i + 1), s->started_day,
        s->phones_day, s->left_day, put_in_at, changed_at > at ? changed_at : at));
    for (size_t k = 0, n = roles_of(d, i, roles); k < n; k++)
        TRY(q_demo_grant_insert(d->db, s->id, roles[k].role, roles[k].team_id, at));
    TRY(q_demo_place_insert(
        d->db, s->id, arena_printf(a, "%zu. sal, bord %zu", 1 + i / SEATS, 1 + i % SEATS), at));
    return write_lines(d, s, at);
}

static enum status write_teams(struct demo *d, int64_t at)
{
    for (size_t t = 0; t < d->n_teams; t++) {
        const char *word = demo_team_names[t % DEMO_TEAM_NAMES_N];
        struct str name = t < DEMO_TEAM_NAMES_N ? str_of(word)
                                                : arena_printf(d->scratch, "%s %d", word,
                                                               (int)(t / DEMO_TEAM_NAMES_N) + 1);

        d->teams[t] = (struct demo_team){.id = demo_id(d, at), .manager = 2 + t};
        TRY(q_demo_team_insert(d->db, d->teams[t].id, d->centre_id, name,
                               utf8_fold(d->scratch, name), utf8_sort_key(d->scratch, name)));
    }
    return OK;
}

enum status demo_make_people(struct demo *d)
{
    int64_t uses[DEMO_FIRST_NAMES_N] = {0};

    d->n_staff = (size_t)d->options.people;
    d->n_teams = d->n_staff / 10;
    d->boss = BOSS;
    d->staff = arena_array(d->arena, struct demo_staff, d->n_staff);
    d->teams = arena_array(d->arena, struct demo_team, d->n_teams);
    TRY(write_teams(d, demo_at(d, d->from_day - 30, 9 * 60)));
    for (size_t i = 0; i < d->n_staff; i++) {
        d->staff[i].phones = is_agent(d, i);
        d->staff[i].team = is_agent(d, i)            ? (int)team_of(d, i)
                           : i == BOSS || i == ADMIN ? -1
                                                     : (int)i - 2;
        give_habits(d, i);
    }
    give_times(d);
    give_names(d);
    /* the demo's sign-in page offers the first by name: these two and the newest belong to one team
     */
    name_first(d, d->teams[0].manager);
    d->plain = first_agent(d) + 5 * d->n_teams;
    name_first(d, d->plain);
    name_first_mentor(d);
    give_lines(d);
    for (size_t i = 0; i < d->n_staff; i++)
        TRY(write_person(d, i, ++uses[d->staff[i].name[0]]));
    d->result.n_people = (int64_t)d->n_staff;
    d->result.n_teams = (int64_t)d->n_teams;
    return OK;
}

/* ---- asked by the others */

int64_t demo_mentor(const struct demo *d, size_t team)
{
    const struct demo_staff *s = &d->staff[first_agent(d) + d->n_teams + team];

    return demo_is_here(s, d->options.until_day) ? s->id : 0;
}

bool demo_is_here(const struct demo_staff *s, int32_t day)
{
    return s->started_day <= day && (s->left_day == 0 || day <= s->left_day);
}

int64_t demo_seniority(const struct demo_staff *s, int32_t day)
{
    return s->phones_day == 0 || s->phones_day > day ? -1 : day - s->phones_day;
}

bool demo_is_present(const struct demo *d, size_t staff, int32_t day)
{
    const struct demo_staff *s = &d->staff[staff];
    uint64_t both = (uint64_t)(uint32_t)day << 32 | (uint64_t)staff;
    struct demo_random r = demo_random_for((uint64_t)d->options.seed, DEMO_FOR_PERSON, both);

    if (!demo_is_here(s, day) || !demo_is_open(day))
        return false;
    if ((staff == d->newest || staff == d->plain) && day == d->result.last_day)
        return true; /* a visitor who walks in as one of them finds calls to log */
    return (s->off_weekdays >> day_date(day).weekday & 1) == 0 &&
           (s->vacation_weeks >> demo_week(day) & 1) == 0 && !demo_random_chance(&r, 70000);
}
