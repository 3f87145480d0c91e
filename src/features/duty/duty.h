/* The duty roster: who has the watch now and then, who can really be reached, and what is told when nobody can.
 * The arithmetic is core/roster.h; here are the rows, who may change them, and what follows from a change.
 * Every rule asks core/access.h itself. What is outside the actor's centre is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_H
#define DUTY_DUTY_H

#include "core/jobs.h"
#include "core/roster.h"
#include "duty_sql.h"

/* ---- who can be called now: for whoever raises an alarm */

/* Why somebody on duty does not count. */
#define DUTY_REASONS(X)                                                                            \
    X(REACHABLE, "reachable")                                                                      \
    X(NOBODY, "nobody")     /* the roster has nobody */                                            \
    X(AWAY, "unavailable")  /* absent, or has left; on pages and in JSON also: HURT */             \
    X(HURT, "hurt")         /* was hit within the last day: is not called */                       \
    X(CHANNELS, "channels") /* fewer than two proved channels */                                   \
    X(STALE, "stale")       /* a channel has not been proved for 30 days */
enum duty_reason {
#define X(name, word) DUTY_##name,
    DUTY_REASONS(X)
#undef X
        DUTY_REASON_N
};
extern const char *const duty_reason_words[];
#define DUTY_HURT_MS DAY_MS
#define DUTY_PROOF_MS (30 * DAY_MS)
#define DUTY_CHANNELS_LEAST 2

struct duty_person {
    int64_t watch_id, person_id, level;
    int64_t from, until; /* of the shift, as far as a week back and ahead */
    int64_t reason;      /* enum duty_reason; those of duty_now are REACHABLE, CHANNELS or STALE */
    int64_t layer;       /* enum roster_layer */
    bool shadow;
    struct str name;
};
struct duty_person_list {
    struct duty_person *at;
    size_t n;
};
/* Who can be called now, by level: on duty, not away, not just hurt. Asks no permission: for rules that call people.
 * watch_id 0: all watches of the centre that run now, day watches first. Empty is OK: then nobody is on duty. */
CHECKED enum status duty_now(struct db *db, struct arena *a, int64_t centre_id, int64_t watch_id,
                             struct duty_person_list *ret);

/* Is help real? */
struct duty_light {
    struct duty_watch_row watch;
    bool open;              /* the watch runs now */
    bool green;             /* open, and somebody can really be reached */
    int64_t reason;         /* why not; the nearest one to green */
    struct str reason_name; /* who that is about; STR_NONE: nobody */
    int64_t next_at;        /* not open: when it opens, 0: not within a week */
    bool may_take, may_plan;
    struct duty_person_list people; /* by level; who looks on comes last */
};
struct duty_light_list {
    struct duty_light *at;
    size_t n;
};
/* HURT is shown as AWAY: it is confided. */
CHECKED enum status duty_lights(struct db *db, struct arena *a, const struct actor *who,
                                struct duty_light_list *ret);

/* ---- watches */

#define DUTY_HOURS(X)                                                                              \
    X(OFFICE, "office")    /* Monday to Friday, no holidays */                                     \
    X(OUT, "out_of_hours") /* all the rest */                                                      \
    X(ALWAYS, "always")                                                                            \
    X(OWN, "own") /* chosen weekdays */
enum duty_hours {
#define X(name, word) DUTY_HOURS_##name,
    DUTY_HOURS(X)
#undef X
        DUTY_HOURS_N
};
extern const char *const duty_hours_words[];
extern const char *const duty_weekday_words[];

#define DUTY_NAME_MAX 60
struct duty_watch_entry {
    struct str name;
    int64_t hours;                  /* enum duty_hours */
    int64_t from_minute, to_minute; /* the office's, or the own ones */
    int64_t weekdays;               /* bit 0 Monday; of own hours */
    int64_t levels, owner_id, team_id;
    bool at_home;
};
CHECKED enum status duty_create(struct db *db, struct arena *a, const struct actor *who,
                                const struct duty_watch_entry *e, int64_t *ret_id);
/* Name, levels, owner, stand-by; the hours stand. */
CHECKED enum status duty_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                const struct duty_watch_entry *e);
CHECKED enum status duty_close(struct db *db, struct arena *a, const struct actor *who, int64_t id);
CHECKED enum status duty_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              struct duty_watch_row *ret);
bool duty_may_plan(const struct actor *who, const struct duty_watch_row *w);
/* Whom the actor may put on this watch; shadows: as newcomers who look on. */
CHECKED enum status duty_people(struct db *db, struct arena *a, const struct actor *who,
                                bool shadows, struct duty_person_row_list *ret);

/* ---- what a change does, told before it is made */

struct duty_gap_found {
    int64_t watch_id;
    struct str watch;
    struct roster_gap gap;
    struct str name; /* who was to be on; STR_NONE: nobody */
};
struct duty_breach_found {
    struct roster_breach breach;
    struct str name;
};
struct
    duty_effect { /* new gaps and new breaches of the rest rule within 90 days, the first of them */
    struct duty_gap_found *gaps;
    size_t n_gaps, all_gaps;
    struct duty_breach_found *breaches;
    size_t n_breaches, all_breaches;
};
#define DUTY_AHEAD_DAYS 90
#define DUTY_EFFECT_MOST 12

/* ---- the base rota: a draft, looked at, published, frozen for four weeks */

enum duty_state { DUTY_DRAFT, DUTY_PUBLISHED, DUTY_DROPPED };
#define DUTY_FREEZE_DAYS 28
#define DUTY_PEOPLE_MAX 8
#define DUTY_PATTERN_MAX 120
struct duty_rota_entry {
    int64_t level, turn, every;
    int64_t start_at;                /* its wall time in the centre's zone is what is kept */
    int64_t people[DUTY_PEOPLE_MAX]; /* 0: not used */
    struct str pattern; /* of an own one: "1 1 2 - 3", numbers of the people; - is nobody */
    bool shadow;
};
/* INVALID with words; CONFLICT: starts within what is frozen. */
CHECKED enum status duty_draft(struct db *db, struct arena *a, const struct actor *who,
                               int64_t watch_id, const struct duty_rota_entry *e, int64_t *ret_id);
/* What publishing would do. */
CHECKED enum status duty_preview(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t rota_id, struct duty_effect *ret);
/* CONFLICT with *ret filled: there are new problems and nobody has said that it is to be done all the same. */
CHECKED enum status duty_publish(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t rota_id, bool accept, struct duty_effect *ret,
                                 int64_t *ret_watch_id);
CHECKED enum status duty_drop(struct db *db, struct arena *a, const struct actor *who,
                              int64_t rota_id, int64_t *ret_watch_id);

/* ---- over the base: temporary plans, overrides, take-overs, newcomers who look on */

#define DUTY_REASON_MAX 200
#define DUTY_COVERS(X) X(PLAN, "plan") X(OVERRIDE, "override") X(SHADOW, "shadow")
enum duty_cover {
#define X(name, word) DUTY_COVER_##name,
    DUTY_COVERS(X)
#undef X
        DUTY_COVER_N
};
extern const char *const duty_cover_words[];
struct duty_cover_entry {
    int64_t kind, level; /* enum duty_cover */
    int64_t from_at, to_at;
    int64_t person_id, instead_of; /* 0: nobody; everybody below */
    struct str reason;
    bool accept;
};
CHECKED enum status duty_cover(struct db *db, struct arena *a, const struct actor *who,
                               int64_t watch_id, const struct duty_cover_entry *e,
                               struct duty_effect *ret, int64_t *ret_id);
/* One key: the actor has this level from now to the end of the shift, at most 12 hours. Never refused for rest; the roster's
 * owner is told instead. CONFLICT: the watch does not run now, or the actor was just hurt. */
#define DUTY_TAKE_MS (12 * HOUR_MS)
CHECKED enum status duty_take(struct db *db, struct arena *a, const struct actor *who,
                              int64_t watch_id, int64_t level, int64_t *ret_until);
CHECKED enum status duty_undo(struct db *db, struct arena *a, const struct actor *who,
                              int64_t entry_id, bool accept, struct duty_effect *ret,
                              int64_t *ret_watch_id);

/* ---- swaps: a colleague is asked and answers; a planner only where the rest rule would break */

enum duty_swap_state {
    DUTY_SWAP_ASKED,
    DUTY_SWAP_WAITS, /* accepted, but somebody's rest is too short: a planner decides */
    DUTY_SWAP_DONE,
    DUTY_SWAP_DECLINED,
    DUTY_SWAP_WITHDRAWN,
    DUTY_SWAP_LAPSED /* it began before anybody answered */
};
/* part: of the shift; a bound that is 0 is the shift's own. INVALID: not within what is left of it. */
CHECKED enum status duty_swap_ask(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t shift_id, int64_t asked_id, struct roster_span part,
                                  int64_t *ret_id);
/* By the one who was asked. */
CHECKED enum status duty_swap_answer(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, bool yes, enum duty_swap_state *ret);
/* By a planner, of one that waits. */
CHECKED enum status duty_swap_decide(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, bool yes);
CHECKED enum status duty_swap_withdraw(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id);
/* Those the actor asked, was asked, or decides. */
CHECKED enum status duty_swaps(struct db *db, struct arena *a, const struct actor *who,
                               struct duty_swap_row_list *ret);

/* ---- looking */

struct duty_plan_shift {
    struct roster_shift shift;
    struct str name;
    bool away; /* is absent for some of it; told to planners */
};
struct duty_plan {
    struct duty_watch_row watch;
    const struct zone *zone;
    struct roster_span within;
    struct duty_plan_shift *shifts;
    size_t n_shifts;
    struct roster_gap *gaps;
    size_t n_gaps;
    struct roster_share_list shares;
};
/* rota_id not 0: as if that draft were published (for planners). */
CHECKED enum status duty_plan(struct db *db, struct arena *a, const struct actor *who,
                              int64_t watch_id, int64_t rota_id, struct roster_span within,
                              struct duty_plan *ret);
struct duty_setup {
    struct duty_watch_row watch;
    struct duty_window_row_list windows;
    struct duty_rota_row_list rotas;         /* of this watch */
    struct duty_rota_person_row_list people; /* of its centre, by rota */
    struct duty_gap_row_list gaps;           /* that were found */
    struct duty_history_row_list history;
};
CHECKED enum status duty_setup(struct db *db, struct arena *a, const struct actor *who,
                               int64_t watch_id, struct duty_setup *ret);
CHECKED enum status duty_person_name(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, struct str *ret);

/* The actor's own shifts as calendars are told them, from now on. */
CHECKED enum status duty_mine(struct db *db, struct arena *a, const struct actor *who,
                              struct duty_told_row_list *ret);

/* ---- jobs: a watch is looked at after each change, every night, and when a gap comes near */

enum duty_near {
    DUTY_NEAR_NOT,
    DUTY_NEAR_FAR,
    DUTY_NEAR_WEEK,
    DUTY_NEAR_DAY,
    DUTY_NEAR_HOUR,
    DUTY_NEAR_NOW
};
#define DUTY_LOOK "duty.look"         /* the watch */
#define DUTY_LOOK_ALL "duty.look_all" /* something that any watch may depend on */
#define DUTY_SWAP "duty.swap"         /* reminds of the swap, and ends it */
job_fn duty_look, duty_look_all, duty_swap_remind;

#endif
