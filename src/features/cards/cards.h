/* Acute calls: a card per kind with a part for each, dealt out by name to those who are free; what is written down meanwhile;
 * a first talk for everybody who took part. And drills of it, which nobody can tell from a real one before they have answered.
 * An acute call is a request for help of the kind "acute" and has its id.
 * Every rule asks core/access.h itself. What is outside the actor's centre is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_H
#define CARDS_CARDS_H

#include "base/zone.h"
#include "core/access.h"
#include "core/jobs.h"
#include "cards_call_sql.h"
#include "cards_sql.h"
#include "features/cards/cards_deal.h"

extern const char *const card_role_words[];

/* ---- cards (cards.c) */

/* The kinds the program knows; a slot is also the key on the desk. The rest are a centre's own. Order is stored. */
#define CARDS_SHIPPED(X)                                                                           \
    X(SUICIDE, "suicide")                                                                          \
    X(THREAT, "threat") X(BOMB, "bomb") X(COLLAPSE, "collapse") X(OTHER, "other")
enum cards_slot {
    CARDS_UNKNOWN, /* the kind was not said yet */
#define X(name, word) CARDS_##name,
    CARDS_SHIPPED(X)
#undef X
        CARDS_OWN /* the first of a centre's own */
};
#define CARDS_SLOTS 9

/* Parts of a card: its name, what all need to know, and what each does, in the order of enum card_role. Order is stored. */
#define CARDS_PARTS(X)                                                                             \
    X(NAME, "name")                                                                                \
    X(ALL, "all")                                                                                  \
    X(HOLD, "holds_call")                                                                          \
    X(ALARM, "calls_112")                                                                          \
    X(WRITE, "writes")                                                                             \
    X(DECIDE, "decides")                                                                           \
    X(RELIEVE, "relieves")
enum cards_part {
#define X(name, word) CARDS_PART_##name,
    CARDS_PARTS(X)
#undef X
        CARDS_PART_N
};
#define CARDS_NAME_MAX 60
#define CARDS_TEXT_MAX 2000 /* bytes of Markdown */

struct card {
    int64_t slot, version, made_at; /* version 0: the program's own words */
    int64_t review_day;             /* 0: none */
    struct str maker;
    int64_t read_at; /* the actor has read this version; 0: not yet */
    struct str text[LANG_N][CARDS_PART_N];
};
struct card_list {
    struct card *at;
    size_t n;
};
#define CARDS_NOW (-1) /* the version that holds */
/* DENIED without PERM_CARDS_READ; MISSING: there is none, or it is used no more. */
CHECKED enum status cards_get(struct db *db, struct arena *a, const struct actor *who, int64_t slot,
                              int64_t version, struct card *ret);
/* Those in use, by slot. */
CHECKED enum status cards_list(struct db *db, struct arena *a, const struct actor *who,
                               struct card_list *ret);
/* For rules and jobs: asks no permission. */
CHECKED enum status cards_of(struct db *db, struct arena *a, int64_t centre_id, int64_t slot,
                             int64_t version, struct card *ret);
/* A new version of to->slot, or with slot 0 a new kind (*ret_slot). CONFLICT: to->version is not the one that holds, or no slot is
 * free. INVALID, TOO_LARGE: a text, or a day for looking again that is not within two years. */
CHECKED enum status cards_put(struct db *db, struct arena *a, const struct actor *who,
                              const struct card *to, int64_t *ret_slot);
/* One of the centre's own is used no more. */
CHECKED enum status cards_retire(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t slot);
/* "I have read it." CONFLICT: another version holds by now. */
CHECKED enum status cards_confirm(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t slot, int64_t version);

/* One line to be ticked, or words between them. */
struct card_line {
    bool is_item;
    int64_t item;    /* counted from 0; of items alone */
    struct str text; /* Markdown */
};
struct card_line_list {
    struct card_line *at;
    size_t n;
};
/* Lines that begin with "- " are items; what stands between them is kept together. */
struct card_line_list cards_lines(struct arena *a, struct str markdown);

/* ---- what one reads to 112, and the goals (cards.c) */
struct cards_place {
    struct str address, way_in, numbers; /* empty: not told yet */
    int64_t verified_on;                 /* day; 0: never */
    int64_t goal_soon, goal_late;        /* per mille answered within 10 and 40 seconds */
};
#define CARDS_ADDRESS_MAX 200
#define CARDS_WAY_MAX 600
#define CARDS_GOAL_SOON 800
#define CARDS_GOAL_LATE 985
#define CARDS_STALE_DAYS 180 /* an address not made sure of for so long says so */
CHECKED enum status cards_place_get(struct db *db, struct arena *a, const struct actor *who,
                                    struct cards_place *ret);
CHECKED enum status cards_place_put(struct db *db, struct arena *a, const struct actor *who,
                                    const struct cards_place *to);

/* ---- one call (cards_call.c, cards_act.c, cards_end.c) */

#define CARDS_GUESS_MS 15000 /* nobody has said the kind: the card for any other */
#define CARDS_SHOWN_MS (30 * MINUTE_MS)

/* The time line; order is stored. */
#define CARD_EVENTS(X)                                                                             \
    X(BEGAN, "began")                                                                              \
    X(KIND, "kind")                                                                                \
    X(DEALT, "dealt")         /* a part; to the person */                                          \
    X(CONFIRMED, "confirmed") /* "I have it" */                                                    \
    X(LAPSED, "lapsed")       /* did not confirm */                                                \
    X(GONE, "gone")           /* is not there any more */                                          \
    X(PASSED, "passed")       /* "I can't" */                                                      \
    X(RELIEF, "asks_relief")                                                                       \
    X(LINE_GONE, "line_gone")                                                                      \
    X(NOTED, "noted") /* began to write down */                                                    \
    X(ENDED, "ended")
enum card_event {
#define X(name, word) CARD_EVENT_##name,
    CARD_EVENTS(X)
#undef X
        CARD_EVENT_N
};
extern const char *const card_event_words[];

/* The form of what is heard; order is stored. */
#define CARD_NOTES(X)                                                                              \
    X(WORDS, "words") /* exactly as said */                                                        \
    X(WHAT, "what")                                                                                \
    X(WHERE, "where")                                                                              \
    X(WHEN, "when")                                                                                \
    X(WHY, "why")                                                                                  \
    X(SPEAKER, "speaker")                                                                          \
    X(VOICE, "voice")                                                                              \
    X(BACKGROUND, "background")                                                                    \
    X(MORE, "more")
enum card_note_field {
#define X(name, word) CARD_NOTE_##name,
    CARD_NOTES(X)
#undef X
        CARD_NOTE_N
};
extern const char *const card_note_words[];
#define CARD_NOTE_MAX 2000

struct cards_call {
    struct card_call_row row;
    struct card card; /* version as when the kind was said; slot 0: not known */
    struct card_seat_row_list seats;
    struct card_member_row_list members;
    struct card_tick_row_list ticks;
    struct card_event_row_list events;
    struct card_note_row_list notes;
    bool is_presser, has_part, has_confirmed, took_part;
    bool may_end, may_write, may_say_kind;
    bool knows_drill; /* the actor has answered: may be told whether it is one */
};
struct cards_call_list {
    struct cards_call *at;
    size_t n;
};
/* Begins the call of a request that the actor has just pressed, when the job has not come round to it. */
CHECKED enum status cards_catch_up(struct db *db, struct arena *a, const struct actor *who);
/* Open ones of the centre that the actor may know of, and ended ones of the last half hour in which they took part. */
CHECKED enum status cards_calls(struct db *db, struct arena *a, const struct actor *who,
                                struct cards_call_list *ret);
/* One; when it is over, for who took part and who leads the team. */
CHECKED enum status cards_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               struct cards_call *ret);

/* What kind it is: by who pressed, or by a colleague who is told of it. Deals the parts at once. INVALID: no such card. */
CHECKED enum status cards_kind(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               int64_t slot);
/* "I have it." CONFLICT: another one has it by now. Counts as "I'm coming" to the request. */
CHECKED enum status cards_take(struct db *db, struct arena *a, const struct actor *who, int64_t id);
/* "I can't": the next one, at once. */
CHECKED enum status cards_pass(struct db *db, struct arena *a, const struct actor *who, int64_t id);
/* By who pressed: somebody else takes the call. */
CHECKED enum status cards_relieve(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id);
/* The caller is not on the line any more. */
CHECKED enum status cards_line_gone(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id);
/* By who has the part. */
CHECKED enum status cards_tick(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               int64_t role, int64_t item, bool done);
struct cards_note {
    int64_t seq;                  /* the page's count; 0: now. An older one changes nothing */
    struct str text[CARD_NOTE_N]; /* STR_NONE: as it was */
};
CHECKED enum status cards_note(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               const struct cards_note *note);
/* By who decides, or who pressed. Everybody who took part gets a log of their own, and from it aftercare. */
CHECKED enum status cards_end(struct db *db, struct arena *a, const struct actor *who, int64_t id);
/* How hard it hit the actor, who took part. */
CHECKED enum status cards_rate(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               int64_t rating, int64_t *ret_incident_id);

/* ---- drills (cards_drill.c) */

#define CARD_DRILL_KINDS(X) X(ANNOUNCED, "announced") X(SURPRISE, "surprise")
enum cards_drill_kind {
#define X(name, word) CARDS_DRILL_##name,
    CARD_DRILL_KINDS(X)
#undef X
        CARDS_DRILL_KIND_N
};
extern const char *const cards_drill_kind_words[];
#define CARD_DRILL_STATES(X)                                                                       \
    X(PLANNED, "planned")                                                                          \
    X(RUNS, "runs")                                                                                \
    X(OVER, "over")                                                                                \
    X(GAVE_WAY, "gave_way") /* to a real request */                                                \
    X(NOT_HELD, "not_held") /* real requests were open through the whole window */                 \
    X(CANCELLED, "cancelled")
enum cards_drill_state {
#define X(name, word) CARDS_DRILL_##name,
    CARD_DRILL_STATES(X)
#undef X
        CARDS_DRILL_STATE_N
};
extern const char *const cards_drill_state_words[];
/* Whom it may call. */
#define CARD_DRILL_SCOPES(X) X(CENTRE, "centre") X(TEAM, "team") X(WATCH, "on_watch")
enum cards_drill_scope {
#define X(name, word) CARDS_DRILL_OF_##name,
    CARD_DRILL_SCOPES(X)
#undef X
        CARDS_DRILL_SCOPE_N
};
extern const char *const cards_drill_scope_words[];

#define CARDS_DRILL_AHEAD_MS (400 * DAY_MS)
#define CARDS_DRILL_AGAIN_MS (5 * MINUTE_MS) /* real requests are open: looked again */
#define CARDS_DRILL_LONGEST_MS (15 * MINUTE_MS)
struct cards_drill_entry {
    int64_t kind, scope;    /* enum cards_drill_kind, cards_drill_scope */
    int64_t slot;           /* 0: who presses says the kind */
    int64_t from_at, to_at; /* from_at 0: at once */
};
/* In the actor's name. INVALID for a window that is over, too far or too long. An announced one is told to everybody now. */
CHECKED enum status cards_drill_plan(struct db *db, struct arena *a, const struct actor *who,
                                     const struct cards_drill_entry *e, int64_t *ret_id);
/* Planned: it is not held. Running: it is over. */
CHECKED enum status cards_drill_cancel(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id);
/* Newest first. Who may not plan sees announced ones and those that are over. */
CHECKED enum status cards_drills(struct db *db, struct arena *a, const struct actor *who,
                                 struct card_drill_row_list *ret);

/* ---- how fast, who knows (cards_numbers.c, cards_follow.c) */

#define CARDS_SMALLEST 5 /* what fewer stand behind is hidden */
#define CARDS_SOON_MS 10000
#define CARDS_LATE_MS 40000
/* The rows of the table: all, by day, by night, then each hour of the day. */
enum cards_span { CARDS_ALL_DAY, CARDS_BY_DAY, CARDS_BY_NIGHT, CARDS_HOUR_0 };
#define CARDS_SPAN_N (CARDS_HOUR_0 + 24)
struct cards_speed {
    int64_t span; /* enum cards_span */
    bool drill, hidden;
    int64_t n, soon, late; /* requests; answered within 10 and 40 seconds. Hidden: 0 */
    int64_t soon_permille, late_permille;
    bool soon_met, late_met; /* the goals of the centre */
};
struct cards_numbers {
    int64_t from_at, to_at;
    int64_t goal_soon, goal_late;
    struct cards_speed at[2 * CARDS_SPAN_N]; /* real ones first */
    size_t n;                                /* spans without any request are left out */
};
/* Of the centre, within at most two years. DENIED without PERM_NUMBERS_READ. */
CHECKED enum status cards_numbers(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t from_at, int64_t to_at, struct cards_numbers *ret);
/* Hides spans that fewer than CARDS_SMALLEST stand behind, and as many more as keep them from being worked out. Pure. */
void cards_hide(struct cards_speed *at, size_t n);

struct cards_count {
    int64_t n;
    bool hidden;
};
struct cards_knower {
    int64_t person_id, n_read, drilled_at; /* drilled_at 0: never */
    struct str name, team;
};
struct cards_follow {
    int64_t n_cards;
    struct cards_count people, read,
        drilled;             /* read: every card as it holds; drilled: within a year */
    struct cards_knower *at; /* whose names the actor may see */
    size_t n;
};
/* DENIED without PERM_NUMBERS_READ. */
CHECKED enum status cards_follow(struct db *db, struct arena *a, const struct actor *who,
                                 struct cards_follow *ret);

/* The clock was set back (core/set_back.h): open calls keep their spans. */
CHECKED enum status cards_set_back(struct db *db, int64_t by_ms, int64_t near_at);

/* ---- jobs */
#define CARDS_HELP                                                                                 \
    "cards.help" /* a request stands otherwise: a call begins, is dealt anew, or is over */
#define CARDS_DEAL "cards.deal"     /* the parts of a call */
#define CARDS_REVIEW "cards.review" /* a version is to be looked at again */
/* What taking part in a drill announces when it is over, as a module that was passed does. */
#define CARDS_DRILL_MODULE "acute_drill"
#define CARDS_DRILL "cards.drill" /* a drill is pressed, or has lasted long enough */
job_fn cards_on_help, cards_on_deal, cards_on_review, cards_on_drill;

#endif
