/* Between the files of the demo; nobody else includes it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DEMO_DEMO_PARTS_H
#define DEMO_DEMO_PARTS_H

#include "base/clock.h"
#include "base/zone.h"
#include "core/audit.h"
#include "demo_sql.h"
#include "features/aftercare/aftercare.h"
#include "features/calls/calls.h"
#include "features/demo/demo.h"
#include "features/demo/demo_calendar.h"
#include "features/demo/demo_random.h"
#include "features/incidents/incidents.h"

#define DEMO_ZONE "Europe/Copenhagen"
#define DEMO_DIGITAL_DAYS                                                                          \
    2220 /* days of one person's work between two cases of digital harassment: 15 % in a year */

/* Streams of chance. Order does not matter, but a change of a number changes every demo. */
enum demo_purpose {
    DEMO_FOR_PEOPLE = 1,
    DEMO_FOR_PERSON,
    DEMO_FOR_DAY,
    DEMO_FOR_INCIDENTS,
    DEMO_FOR_NAMES,
    DEMO_FOR_CARE
};

/* What made a call hard. */
enum demo_kind {
    DEMO_TONE,
    DEMO_ABUSE,
    DEMO_HARASSMENT, /* implied threats, called again and again */
    DEMO_THREAT,
    DEMO_GRAVE, /* a threat for the police */
    DEMO_SUICIDAL,
    DEMO_BOMB,
    DEMO_DIGITAL, /* no call: what is written about an employee afterwards */
    DEMO_KIND_N,
    DEMO_EASY = DEMO_KIND_N
};

#define DEMO_FIRST_NAMES_N 80
#define DEMO_LAST_NAMES_N 64
#define DEMO_TEAM_NAMES_N 8
extern const char *const demo_first_names[DEMO_FIRST_NAMES_N];
extern const char *const demo_last_names[DEMO_LAST_NAMES_N];
extern const char *const demo_team_names[DEMO_TEAM_NAMES_N];
const char *demo_text(struct demo_random *r, enum demo_kind kind, enum incident_field field);
const char *demo_correction(struct demo_random *r);

/* ---- people */

#define DEMO_LINES_MAX 2
struct demo_staff {
    int64_t id;
    int team;                                  /* -1: none */
    bool phones;                               /* takes calls */
    bool supervisor;                           /* on the phones for half of the day only */
    int32_t started_day, phones_day, left_day; /* left_day 0: still here */
    int hours_pct;                             /* of full time */
    unsigned off_weekdays, home_weekdays;      /* bit per ISO weekday */
    uint64_t vacation_weeks;                   /* bit per ISO week */
    int64_t pace_pct;                          /* how long the own calls are, of the usual */
    int64_t report_pct; /* 5–15: of rude calls; the other rates follow from it */
    struct {
        int32_t from_day, to_day; /* to_day 0: still */
        int extension;
    } lines[DEMO_LINES_MAX];
    size_t n_lines;
    size_t name[2]; /* in demo_first_names, demo_last_names */
};

struct demo_team {
    int64_t id;
    size_t manager;   /* in staff */
    int64_t n_logged; /* so far */
};

/* ---- calls */

struct demo_call {
    int64_t id, at, wait_ms, talk_ms;
    int staff; /* -1: nobody */
    enum demo_queue queue;
    enum call_outcome outcome;
    enum demo_kind kind;
    bool inbound;
};

struct demo_seat { /* somebody on the phones that day */
    int64_t ready_at, lunch_at, ends_at;
    int64_t rank; /* who is first of those who are equally ready */
    int staff;
    bool had_lunch;
};

struct demo_day {
    int32_t day;
    int64_t opens_at; /* the instant of DEMO_OPENS_MINUTE */
    struct demo_call *calls;
    size_t n_calls;
    struct demo_seat *seats; /* a heap while the day runs; nobody is taken out of `present` */
    size_t n_seats;
    int *present; /* staff */
    size_t n_present;
};

/* ---- incidents */

#define DEMO_LATER_MAX 6
struct demo_later { /* what happens with an incident after it is logged */
    int64_t at;
    enum incident_step_kind kind;
    size_t who;                /* in staff */
    int64_t rating;            /* RATED, RAISED */
    enum incident_field field; /* TEXT */
    const char *text;
    bool is_correction; /* the text so far stays, this is added to it */
};

struct demo_incident {
    enum demo_kind kind;
    enum incident_class class;
    size_t staff, logged_by;
    int64_t call_id; /* 0: none */
    int64_t occurred_at, logged_at;
    int64_t rating, raised; /* as logged */
    int64_t acts, seniority;
    bool near_miss, wants_talk, was_alone, at_home;
    const char *text[INCIDENT_FIELD_N]; /* NULL: not said, or later */
    struct demo_later later[DEMO_LATER_MAX];
    size_t n_later;
};

/* The rare kinds that chance may leave out of a year, and when in the time they happen (percent).
 */
#define DEMO_SPECIALS(X) X(BOMB, 38) X(THREAT, 55) X(SUICIDAL, 71) X(DIGITAL, 83)

/* A hard call, for what follows it. */
struct demo_hurt {
    int64_t incident_id, number, logged_at, hit;
    enum incident_class class;
    size_t staff;
    bool newcomer, wants_talk;
};

#define DEMO_CONDUCT_N 6 /* requests for follow-up with the citizen */

struct demo {
    struct db *db;
    struct arena *arena, *scratch; /* scratch: of one day */
    const struct zone *zone;
    struct demo_options options;
    int32_t from_day;
    int64_t end_at;          /* nothing happens at or after this instant */
    int64_t centre_id, boss; /* boss: in staff, the manager of all */
    int64_t counter;
    struct demo_staff *staff;
    size_t n_staff;
    struct demo_team *teams;
    size_t n_teams;
    size_t newest, plain; /* in staff: the newcomer and the employee whom a visitor meets first */
    size_t
        second; /* in staff: who started with the newcomer; the newcomer themselves: nobody did */
    struct demo_incident *pending; /* happened and not logged yet */
    size_t n_pending, cap_pending;
    int64_t rows;                             /* written in this transaction */
    int64_t plan_id;                          /* of aftercare */
    struct demo_hurt conduct[DEMO_CONDUCT_N]; /* what each stands on; incident_id 0: none fits */
    struct demo_result result;
};

/* An id as base/id.h makes them, but from the time of the thing itself and a counter: the same in
 * every run. */
int64_t demo_id(struct demo *d, int64_t at);
/* The instant of a local minute of a day. */
int64_t demo_at(const struct demo *d, int32_t day, int minute);

CHECKED enum status demo_make_people(struct demo *d);
CHECKED enum status demo_make_duty(struct demo *d);
CHECKED enum status demo_make_asking(struct demo *d);
CHECKED enum status demo_make_cards(struct demo *d);
CHECKED enum status demo_make_heartbeats(struct demo *d);
CHECKED enum status demo_make_onboarding(struct demo *d);
CHECKED enum status demo_make_listening(struct demo *d);
CHECKED enum status demo_make_follow_up(struct demo *d);
/* The mentor of this team; 0: has left. */
int64_t demo_mentor(const struct demo *d, size_t team);
CHECKED enum status demo_make_modules(struct demo *d); /* and the gate */
CHECKED enum status demo_make_pulses(struct demo *d);
CHECKED enum status demo_make_coaching(struct demo *d);
bool demo_is_here(const struct demo_staff *s, int32_t day);
/* At work that day (any work), by chance and calendar; the same answer every time. */
bool demo_is_present(const struct demo *d, size_t staff, int32_t day);
int demo_extension(const struct demo_staff *s, int32_t day);
int64_t demo_seniority(const struct demo_staff *s,
                       int32_t day); /* days on the phones; -1: not yet */
/* The line as call records name it: a queue's member, or the phone on the desk. */
void demo_line(char *ret, size_t size, int extension, bool agent);

/* Runs the day's queue: fills in who took which call, and what it was like. */
void demo_run_day(struct demo *d, int32_t day, int64_t calls_milli, struct demo_day *ret);
CHECKED enum status demo_write_calls(struct demo *d, const struct demo_day *day);

/* Which calls of the day are logged, when, and what happens then. */
void demo_plan_incidents(struct demo *d, const struct demo_day *day);
/* Writes those that are logged before `until_at`, in the order of logging (demo_record.c). */
CHECKED enum status demo_write_incidents(struct demo *d, int64_t until_at);
CHECKED enum status demo_note(struct demo *d, int64_t at, size_t who, enum audit_action action,
                              int64_t id, struct str detail);

/* ---- aftercare (demo_care.c, demo_care_setup.c) */
/* What followed a hard call: the case with what was done, what waits and what is late. */
CHECKED enum status demo_write_care(struct demo *d, const struct demo_hurt *hurt);
/* The plan, numbers to call, supporters; at the end who is away, and the checker of each minute. */
CHECKED enum status demo_begin_care(struct demo *d, int64_t at);
CHECKED enum status demo_finish_care(struct demo *d);
/* The manager of this team who is away on the last day, and for whom the manager of all stands in. */
bool demo_is_stood_in(const struct demo *d, size_t team);
/* A colleague whom this employee wants beside them; their own index: nobody. */
size_t demo_supporter(const struct demo *d, size_t staff);
const char *demo_learning(struct demo_random *r);

/* ---- towards the citizen (demo_conduct.c) */
/* Keeps the latest incident that fits each; at the end they are written. */
void demo_consider_conduct(struct demo *d, const struct demo_hurt *hurt);
CHECKED enum status demo_make_conduct(struct demo *d);

/* Managers have looked at the counts of today's page for the last time. */
CHECKED enum status demo_write_seen(struct demo *d, int64_t at);

#endif
