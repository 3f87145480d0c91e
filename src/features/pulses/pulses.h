/* The pulse: a few short questions to newcomers on days 3, 10, 30, 60 and 90, and to who leaves. Anonymous by construction: no
 * answer has a row of its own (docs/decisions/0034); what may be told of them all is decided in pulses_hide.h alone.
 * Not core/pulse.h, which says that the program is alive.
 * Every rule asks core/access.h itself. Days are base/zone.h day numbers.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_H
#define PULSES_PULSES_H

#include "core/calendar.h"
#include "core/jobs.h"
#include "features/pulses/pulses_hide.h"
#include "pulses_sql.h"

/* Order is stored: only append. The number is the calendar day after the start day, asked on the first working day from then on. */
#define PULSES_MOMENTS(X)                                                                          \
    X(DAY_3, "day_3", 3)                                                                           \
    X(DAY_10, "day_10", 10)                                                                        \
    X(DAY_30, "day_30", 30)                                                                        \
    X(DAY_60, "day_60", 60)                                                                        \
    X(DAY_90, "day_90", 90)                                                                        \
    X(EXIT, "exit", 0) /* within PULSES_EXIT_DAYS before the last day, when that is known */
enum pulses_moment {
#define X(name, word, day) PULSES_##name,
    PULSES_MOMENTS(X)
#undef X
        PULSES_MOMENT_N
};
extern const char *const pulses_moment_words[];
int64_t pulses_moment_day(int64_t moment);
/* The last question is for who leaves, the one before it for who stays. */
bool pulses_is_asked(int64_t moment, size_t question);

#define PULSES_LATE_DAYS                                                                           \
    7 /* so long after its day it is still asked: absent, closed, switched off */
#define PULSES_OPEN_DAYS 6  /* after the day of asking */
#define PULSES_AGAIN_DAYS 3 /* after asking everybody is reminded once, whoever has answered too */
#define PULSES_EXIT_DAYS 14

/* ---- the questions (pulses.c) */
#define PULSES_TEXT_MAX 200 /* bytes */
struct pulses_questions {
    int64_t version, made_at; /* 0: the program's own */
    struct str text[LANG_N][PULSES_QUESTIONS];
};
#define PULSES_NOW (-1) /* the version that is asked */
/* MISSING: no such version in the actor's centre. */
CHECKED enum status pulses_questions(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t version, struct pulses_questions *ret);
/* Newest first; the program's own are not among them. */
CHECKED enum status pulses_versions(struct db *db, struct arena *a, const struct actor *who,
                                    struct pulses_version_row_list *ret);
bool pulses_may_set(const struct actor *who); /* leads the whole centre, or runs the system */
/* A new version; what is open keeps its own. CONFLICT: `to->version` is not the one that is asked. INVALID, TOO_LARGE: a text that
 * is empty or too long. */
CHECKED enum status pulses_put(struct db *db, struct arena *a, const struct actor *who,
                               const struct pulses_questions *to);

/* ---- answering (pulses_answer.c) */
struct pulses_mine {
    bool is_open; /* asked, and the time has not run out */
    bool answered;
    int64_t moment, closes_day;
    struct pulses_questions questions;
    int64_t next_day; /* about when the next one comes; 0: none is to come */
};
CHECKED enum status pulses_mine(struct db *db, struct arena *a, const struct actor *who,
                                struct pulses_mine *ret);
struct pulses_answers {
    int64_t moment;
    int64_t answer[PULSES_QUESTIONS]; /* PULSES_LOW to PULSES_HIGH; 0: rather not say */
};
/* Writes nothing that says who, what or when. CONFLICT (refused): answered already, or not open any more. INVALID (refused): nothing
 * is said at all. */
CHECKED enum status pulses_answer(struct db *db, struct arena *a, const struct actor *who,
                                  const struct pulses_answers *answers);

/* ---- the numbers (pulses_numbers.c) */
struct pulses_group {
    int64_t id; /* a team's, a class's; the first day of a quarter; an onboarding profile + 1 */
    struct str name; /* of teams and classes */
    bool hidden;     /* nothing of it can be shown */
};
struct pulses_group_list {
    struct pulses_group *at;
    size_t n;
};
struct pulses_numbers {
    struct pulses_questions questions;
    enum pulses_label by;
    int64_t group;                   /* 0: the whole centre */
    struct pulses_group_list groups; /* to choose from */
    struct pulses_cell cells[PULSES_MOMENT_N][PULSES_QUESTIONS];
    struct pulses_cell all[PULSES_MOMENT_N][PULSES_QUESTIONS]; /* the whole centre's */
};
/* The whole centre is for everybody in it: who answers sees what comes of it. Groups are for PERM_PULSE_READ, teams and classes within
 * its reach. DENIED, MISSING: outside of it. `group` 0: the cells are the whole centre's. */
CHECKED enum status pulses_numbers(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t version, enum pulses_label by, int64_t group,
                                   struct pulses_numbers *ret);

/* ---- jobs (pulses_clock.c) */
#define PULSES_DAY                                                                                 \
    "pulses.day" /* a centre: what is over is closed, who is due is asked, once a working day */
#define PULSES_LOOK                                                                                \
    "pulses.look" /* somebody started, or leaves: the day's look is at the next working hour */
job_fn pulses_day, pulses_look;

#endif
