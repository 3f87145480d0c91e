/* A class's five-hour day, about a month after its first calls: put together from what its members logged and let be used, edited by who
 * trains or leads, published, held, and closed with what each takes along. Who started alone gets a place on the day of a class, or on
 * one with others who did (follow_up_seat.c); "the class" is whoever comes.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING: somebody else's class, and for members of the class
 * the day before it is published.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_H
#define FOLLOW_UP_FOLLOW_UP_H

#include "core/calendar.h"
#include "core/jobs.h"
#include "features/follow_up/follow_up_agenda.h"
#include "features/onboarding/onboarding.h"
#include "follow_up_sql.h"

/* Order is stored. */
#define FOLLOW_UP_STATES(X)                                                                        \
    X(PROPOSED, "proposed")                                                                        \
    X(PUBLISHED, "published")                                                                      \
    X(RUNNING, "running")                                                                          \
    X(HELD, "held")
enum follow_up_state {
#define X(name, word) FOLLOW_UP_##name,
    FOLLOW_UP_STATES(X)
#undef X
        FOLLOW_UP_STATE_N
};
extern const char *const follow_up_state_words[];

#define FOLLOW_UP_FROM (9 * 60) /* o'clock, unless chosen */
#define FOLLOW_UP_TITLE_MAX 120
#define FOLLOW_UP_TEXT_MAX 1200
#define FOLLOW_UP_PLACE_MAX 120

/* ---- when (follow_up_window.c); pure */
#define FOLLOW_UP_OPENS 28 /* days after a first call */
#define FOLLOW_UP_CLOSES 35
#define FOLLOW_UP_AHEAD                                                                            \
    14 /* days before it opens the day is proposed, so that there is time to invite */
struct follow_up_window {
    int32_t opens, closes; /* of all members when that is possible, else of the one in the middle */
    int32_t day;           /* a working day within, or the first one after it */
    size_t n_early, n_late; /* members for whom that day is before day 28, after day 35 */
};
/* first_days: of those who have had their first call. false: there is none. */
bool follow_up_window(struct arena *a, const struct calendar *c, const int32_t *first_days,
                      size_t n, struct follow_up_window *ret);
/* The date to begin with, so that there is time to come: the day of the window, a later one in it, or two weeks from now. */
int32_t follow_up_first_date(const struct calendar *c, const struct follow_up_window *w,
                             int32_t today);
/* The date of somebody alone is still to come: false when no working day is left of their window. */
bool follow_up_in_time(const struct calendar *c, int32_t first_day, int32_t today);
/* A day as whoever could come to it sees it. */
struct follow_up_open_day {
    int32_t day;
    bool is_fixed; /* somebody chose the date, or invited to it; else it follows the first calls */
    const int32_t *first_days; /* of who comes already; those it follows */
    size_t n;
};
/* The day suits somebody with this first call, and still suits all others whom it did: its date stays, or moves within everybody's
 * window. */
bool follow_up_suits(struct arena *a, const struct calendar *c,
                     const struct follow_up_open_day *day, int32_t first_day, int32_t today);
/* Who is outside on this day. */
void follow_up_outside(const int32_t *first_days, size_t n, int32_t day,
                       struct follow_up_window *window);

/* ---- reading */
enum follow_up_sight {
    FOLLOW_UP_SIGHT_NONE,
    FOLLOW_UP_SIGHT_PART, /* a member, once it is published */
    FOLLOW_UP_SIGHT_LEADS /* trains or leads a member's team */
};
struct follow_up {
    struct follow_up_day_row row;
    enum follow_up_sight sight;
    struct follow_up_member_row_list members;
    size_t n_uncalled; /* members without a first call yet */
    bool has_window;
    struct follow_up_window window; /* on the day that is chosen */
    struct follow_up_agenda agenda;
    struct follow_up_sum sum;
    struct follow_up_telling_row_list tellings;   /* of its cases */
    struct follow_up_learning_row_list learnings; /* none of a day of few */
    bool came, has_given;                         /* the actor, since it started */
};
CHECKED enum status follow_up_find(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct follow_up *ret);
/* Those in sight, newest first. */
CHECKED enum status follow_up_list(struct db *db, struct arena *a, const struct actor *who,
                                   struct follow_up_day_row_list *ret);
/* Those of the actor's teams who started alone and wait for a place, the longest first; none for who does not lead. */
CHECKED enum status follow_up_waiting(struct db *db, struct arena *a, const struct actor *who,
                                      struct follow_up_waiting_row_list *ret);
/* Whose day it is: the class's name, or that they started alone. */
struct str follow_up_name(const struct follow_up_day_row *row, enum lang lang);
/* So few come that those who are there can tell who has met what, names or not. */
bool follow_up_is_few(const struct follow_up *f);
int64_t follow_up_starts_at(const struct follow_up *f, const struct zone *zone);

/* ---- its words, in a language: what pages, print and programs show. Screened for names and numbers. */
struct follow_up_line {
    struct str title, text;
    bool is_gone; /* its case was just withdrawn */
};
CHECKED enum status follow_up_words(struct db *db, struct arena *a, enum lang lang,
                                    const struct follow_up *f, struct follow_up_line **ret);
/* To print and to follow on paper, as PDF. */
CHECKED enum status follow_up_print(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, enum lang lang, struct str *ret);

/* ---- editing, until it starts; by who trains or leads. DENIED for members; CONFLICT (refused): it has started. */
CHECKED enum status follow_up_minutes(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t block_id, int64_t minutes);
CHECKED enum status follow_up_move(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t block_id, bool up);
CHECKED enum status follow_up_drop(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t block_id);
struct follow_up_own {
    struct str title, text;
    int64_t minutes;
};
/* Before the closing. INVALID (refused): names somebody, or a number. */
CHECKED enum status follow_up_add(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, const struct follow_up_own *own);
/* Put together anew; what was edited is gone. */
CHECKED enum status follow_up_afresh(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id);
struct follow_up_when {
    int64_t day, from_minute;
    struct str place;
};
/* Whoever is invited hears of it by their calendar. INVALID (refused): in the past. */
CHECKED enum status follow_up_when(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, const struct follow_up_when *to);

/* ---- publishing and holding */
/* Invites the class. CONFLICT (refused): it is not 300 ± 15 minutes, or nobody is in the class any more. */
CHECKED enum status follow_up_publish(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id);
CHECKED enum status follow_up_start(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id);
CHECKED enum status follow_up_tick(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t block_id, bool done);
/* Ends the item of the plan that stands for it, of everybody who was there; who is noted as away on the day gets a place on another. */
CHECKED enum status follow_up_hold(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id);
#define FOLLOW_UP_MODULE "own_calls_day" /* of that item */

/* ---- what was learned: by nobody, not even here */
#define FOLLOW_UP_LEARNING_MAX 400
/* A member, from the start of the day, once. INVALID (refused): names somebody. DENIED (refused): trains or leads, is not one of them.
 * CONFLICT (refused): has given already; which one it was nobody knows, so it cannot be another. */
CHECKED enum status follow_up_learn(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct str text);
/* Of all days of the centre that were held before today; of days of few only when several can be told of together. DENIED
 * without PERM_LEARNING_READ. */
CHECKED enum status follow_up_learned(struct db *db, struct arena *a, const struct actor *who,
                                      struct follow_up_learning_row_list *ret);

/* ---- jobs */
#define FOLLOW_UP_CLOCK "follow_up.clock" /* a class: propose its day, remind of it */
#define FOLLOW_UP_OF_DAY "day"            /* detail: the same of a day that has no class */
#define FOLLOW_UP_FIRST "follow_up.first" /* a plan: its first call was taken */
#define FOLLOW_UP_SEAT "follow_up.seat"   /* a centre: whoever waits for a day gets a place */
job_fn follow_up_clock, follow_up_first, follow_up_again, follow_up_seat;

#endif
