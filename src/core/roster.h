/* Who is on duty when: rotations, layers over them, gaps, rest and fairness. Pure: no database, no clock, no global state,
 * safe from any thread.
 *
 * What is kept is wall time and a zone; what comes out are half-open intervals of UTC. A wall time that comes twice begins
 * with the first and ends with the second, and one that never comes is the instant at which the clocks are put forward: a
 * handoff may overlap in autumn, and never leaves a gap. In other words, for every instant t:
 *
 *     t is in [from, to)   when   some instant up to t shows `from` or later,
 *                          and   some instant from t on shows less than `to`, or one after t shows `to`
 *
 * which is what the tests ask minute by minute.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_ROSTER_H
#define CORE_ROSTER_H

#include "core/calendar.h"

struct roster_wall {
    int32_t day; /* base/zone.h */
    int minute;  /* 0-1440 of the wall day */
};
int64_t roster_start(const struct zone *zone, struct roster_wall wall);
int64_t roster_end(const struct zone *zone, struct roster_wall wall);

/* Which days a window is on, besides its weekdays. Order is stored. */
enum roster_days { ROSTER_ANY_DAY, ROSTER_NO_HOLIDAY, ROSTER_ONLY_HOLIDAY, ROSTER_DAYS_N };
struct roster_window {
    unsigned weekdays;          /* bit 0 Monday … bit 6 Sunday: of the day on which it begins */
    int from_minute, to_minute; /* to <= from: until the next day */
    enum roster_days days;
};

/* How turns follow each other. Order is stored. */
#define ROSTER_TURNS(X)                                                                            \
    X(HOUR, "hour")                                                                                \
    X(DAY, "day")                                                                                  \
    X(WEEK, "week")                                                                                \
    X(MONTH, "month") /* from the start's day of the month, or the month's last */                 \
    X(OWN, "own")     /* one day after another through the list, with holes and repeats */
enum roster_turn {
#define X(name, word) ROSTER_##name,
    ROSTER_TURNS(X)
#undef X
        ROSTER_TURN_N
};
extern const char *const roster_turn_words[];
#define ROSTER_EVERY_MAX 1000
#define ROSTER_LEVELS_MAX 5

struct roster_rota {
    int level; /* 1 is called first */
    enum roster_turn turn;
    int every;                /* so many hours, days, weeks, months each */
    struct roster_wall start; /* of the first turn; its minute is the wall time of every handoff */
    struct roster_wall end;   /* the last turn is cut there; its day ROSTER_OPEN: never */
    const int64_t *people;    /* in turn; 0: nobody */
    size_t n_people;
    bool shadow; /* newcomers who look on: never count as cover */
};
#define ROSTER_OPEN INT32_MAX

/* The higher decides. Order is stored. */
enum roster_layer { ROSTER_BASE, ROSTER_PLAN, ROSTER_OVERRIDE, ROSTER_TAKEOVER, ROSTER_LAYER_N };
struct roster_entry {
    enum roster_layer layer; /* not ROSTER_BASE */
    int level;
    struct roster_wall from, to;
    int64_t from_at, to_at; /* not 0: the instant itself, for what happened or ends now */
    int64_t person_id;      /* 0: nobody */
    int64_t instead_of;     /* not 0: only where this person would be on; 0: instead of all below */
    bool shadow;
};
/* Within a layer: entries of a plan stand together; overrides apply in their order; the last take-over has it. */

struct roster {
    const struct zone *zone;
    unsigned customary;    /* core/calendar.h: customary days that are holidays here */
    const int32_t *closed; /* further holidays, ascending */
    size_t n_closed;
    int levels; /* that must be covered, 1-ROSTER_LEVELS_MAX */
    const struct roster_window *windows;
    size_t n_windows;
    const struct roster_rota *rotas;
    size_t n_rotas;
    const struct roster_entry *entries; /* in the order in which they were made */
    size_t n_entries;
};

struct roster_span {
    int64_t from, to;
};
struct roster_span_list {
    struct roster_span *at;
    size_t n;
};
struct roster_shift {
    int64_t from, to; /* clipped to what was asked for */
    int64_t person_id;
    int level;
    enum roster_layer layer;
    bool shadow;
};
struct roster_shift_list {
    struct roster_shift *at;
    size_t n;
};

/* When somebody must be on duty: the windows, joined where they touch. */
void roster_open(struct arena *a, const struct roster *r, struct roster_span within,
                 struct roster_span_list *ret);
/* Who is on duty, by start, level, person. */
void roster_shifts(struct arena *a, const struct roster *r, struct roster_span within,
                   struct roster_shift_list *ret);

struct roster_away {
    int64_t person_id;
    struct roster_span span;
};
struct roster_gap {
    int64_t from, to;
    int level;
    int64_t
        person_id; /* was to be on and is away, or already has a lower level then; 0: nobody was */
};
struct roster_gap_list {
    struct roster_gap *at;
    size_t n;
};
/* Where a level that must be covered is not: nobody, or only people who are away, who look on, or who have a lower level at the
 * same time. By level and start. */
void roster_gaps(struct arena *a, const struct roster *r, const struct roster_away *away,
                 size_t n_away, struct roster_span within, struct roster_gap_list *ret);

/* The rule of 11 hours: within 24 hours from the beginning of work, 11 hours of rest without a break. Rests that are shorter
 * do not end a stretch of work, and no stretch may be longer than 13 hours. */
#define ROSTER_REST_MS (11 * HOUR_MS)
#define ROSTER_STRETCH_MS (24 * HOUR_MS - ROSTER_REST_MS)
struct roster_breach {
    int64_t person_id;
    int64_t from, to; /* the stretch */
    int64_t rest_ms;  /* the longest rest within it; 0: none */
    bool is_week;     /* of the weekly rule; else of that of 11 hours */
};
struct roster_breach_list {
    struct roster_breach *at;
    size_t n;
};
/* Shifts of any order, of all watches at which one works (home stand-by is rest until somebody calls). By person and start. */
void roster_rest(struct arena *a, const struct roster_shift *shifts, size_t n,
                 struct roster_breach_list *ret);

/* The weekly day of rest: 24 hours that adjoin a rest of 11, so 35 in a row, and at most six days between two of them. Shorter rests
 * do not end a stretch of work, and no stretch may be longer than six days. Shifts as above. */
#define ROSTER_WEEK_REST_MS (ROSTER_REST_MS + DAY_MS)
#define ROSTER_WEEK_STRETCH_MS (6 * DAY_MS)
void roster_week_rest(struct arena *a, const struct roster_shift *shifts, size_t n,
                      struct roster_breach_list *ret);

/* What each carries. Shifts at which somebody looks on count too: they cost the same sleep. */
#define ROSTER_NIGHT_FROM (23 * 60) /* wall minutes; to 6 the next day */
#define ROSTER_NIGHT_TO (6 * 60)
#define ROSTER_NIGHT_MS (3 * HOUR_MS) /* of it on duty make it a night */
struct roster_share {
    int64_t person_id;
    int64_t ms;         /* elapsed, so an autumn night has an hour more */
    int64_t nights;     /* a night is counted once */
    int64_t holiday_ms; /* of it on Saturdays, Sundays and holidays */
};
struct roster_share_list {
    struct roster_share *at;
    size_t n;
};
void roster_shares(struct arena *a, const struct roster *r, const struct roster_shift *shifts,
                   size_t n, struct roster_share_list *ret);

#endif
