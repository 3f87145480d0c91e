/* Listening sessions: a mentor or call trainer listens to calls with a colleague, who accepted it; announced, live, never recorded.
 * What may happen when is a pure function of how a session stands (listening_can), who sees what another one (listening_sight).
 * Notes are for the two of them; whoever leads sees that it was held. And the mentor's agenda.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_H
#define LISTENING_LISTENING_H

#include "core/access.h"
#include "features/onboarding/onboarding.h"
#include "listening_sql.h"

/* ---- words; the order of each list is stored: only append */
#define LISTENING_STATES(X)                                                                        \
    X(ASKED, "asked")         /* the employee wants one; nobody has named a time */                \
    X(PROPOSED, "proposed")   /* the employee's answer is awaited */                               \
    X(SUGGESTED, "suggested") /* the employee wants another time; the listener's is */             \
    X(BOOKED, "booked")       /* both have said yes to what stands there */                        \
    X(RUNNING, "running")                                                                          \
    X(STOPPED, "stopped") /* the listener has yet to write two strengths and a step */             \
    X(HELD, "held")                                                                                \
    X(DECLINED, "declined")     /* by the employee; no reason is asked or kept */                  \
    X(CALLED_OFF, "called_off") /* by either, or stopped before anybody had listened */
enum listening_state {
#define X(name, word) LISTENING_##name,
    LISTENING_STATES(X)
#undef X
        LISTENING_STATE_N
};
#define LISTENING_SIDES(X)                                                                         \
    X(BESIDE, "beside") /* side by side */                                                         \
    X(LIVE, "live")     /* listening in on the line */
enum listening_side {
#define X(name, word) LISTENING_##name,
    LISTENING_SIDES(X)
#undef X
        LISTENING_SIDE_N
};
/* What the two look at, agreed before. */
#define LISTENING_FOCUSES(X)                                                                       \
    X(OPENING, "opening")                                                                          \
    X(STRUCTURE, "structure")                                                                      \
    X(TONE, "tone")                                                                                \
    X(WORDING, "wording")                                                                          \
    X(CLOSING, "closing")                                                                          \
    X(SUBJECT, "subject")
enum listening_focus {
#define X(name, word) LISTENING_ON_##name,
    LISTENING_FOCUSES(X)
#undef X
        LISTENING_FOCUS_N
};
#define LISTENING_BIT(n) (INT64_C(1) << (n))
/* What somebody can do with a session. Not stored. */
#define LISTENING_ACTS(X)                                                                          \
    X(TAKE) /* name a time for what was asked */                                                   \
    X(PROPOSE)                                                                                     \
    X(ACCEPT)                                                                                      \
    X(SUGGEST)                                                                                     \
    X(DECLINE)                                                                                     \
    X(CALL_OFF)                                                                                    \
    X(BEGIN)                                                                                       \
    X(ANNOUNCE) X(NOTE) X(STOP) X(FINISH) X(ANSWER)
enum listening_act {
#define X(name) LISTENING_DO_##name,
    LISTENING_ACTS(X)
#undef X
        LISTENING_ACT_N
};
extern const char *const listening_state_words[], *const listening_side_words[],
                                                      *const listening_focus_words[];

#define LISTENING_MINUTES_MIN 10
#define LISTENING_MINUTES_MAX 180
#define LISTENING_AHEAD_MS (365 * INT64_C(86400000)) /* no time is named later than this */
#define LISTENING_EARLY_MS (30 * INT64_C(60000))     /* it may begin so long before its time */
#define LISTENING_LATE_MS (4 * INT64_C(3600000))     /* and so long after */
#define LISTENING_FOCUS_MAX 300                      /* bytes of free words */
#define LISTENING_NOTE_MAX 1000
#define LISTENING_NOTES_MAX 300 /* of a session */
#define LISTENING_KEY_MAX 60
#define LISTENING_SAY_MAX 600 /* a strength, the step, the announcement */
#define LISTENING_ANSWER_MAX 2000

/* ---- pure (listening_can.c) */

/* In which part the actor has to do with a session. */
enum listening_part {
    LISTENING_AS_NOBODY,
    LISTENING_AS_TAKER, /* may take up what was asked of anybody */
    LISTENING_AS_LISTENER,
    LISTENING_AS_EMPLOYEE,
    LISTENING_PART_N
};
/* LISTENING_BITs of enum listening_act. Nothing begins that was not accepted, nothing is noted that was not announced. */
int64_t listening_can(const struct listening_row *r, enum listening_part part, int64_t now);

/* What the actor sees of a session. */
enum listening_sight {
    LISTENING_SEES_NOTHING,
    LISTENING_SEES_HELD,  /* that it was held: when, how long, by whom */
    LISTENING_SEES_PLAN,  /* the mentor's of that newcomer: also that it is booked */
    LISTENING_SEES_ASKED, /* whoever may take up what was asked: also what is to be looked at */
    LISTENING_SEES_ALL    /* one of the two */
};
/* beside: the actor is mentor of this newcomer, or stands in. today: of the clock, as left_day counts. Fails closed. */
enum listening_sight listening_sight(const struct actor *who, const struct listening_row *r,
                                     bool beside, int64_t today);
/* Whether the actor may listen to this person; asked: the person wants it. */
bool listening_may_book(const struct actor *who, const struct listening_person_row *p, bool beside,
                        bool asked);

/* ---- reading (listening.c) */
struct listening {
    struct listening_row row;
    struct listening_note_row_list notes; /* of the two alone */
    struct listening_look_row_list looks; /* for the employee alone */
    struct listening_text_row text;       /* what is to be said, or was */
    enum listening_sight sight;
    enum listening_part part;
    int64_t can; /* LISTENING_BITs */
};
enum listening_look { LISTENING_LOOKED_AT_ALL, LISTENING_LOOKED_AT_HELD };
/* One of the two, or who may take it up; a look of the listener's is written down first (one row in five minutes). */
CHECKED enum status listening_find(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct listening *ret);
/* The actor's own, the latest first. */
CHECKED enum status listening_mine(struct db *db, struct arena *a, const struct actor *who,
                                   struct listening_row_list *ret);
/* What was asked and the actor may take up, the oldest first. */
CHECKED enum status listening_asked(struct db *db, struct arena *a, const struct actor *who,
                                    struct listening_row_list *ret);
/* Those of the actor's teams that were held in the last half year, the latest first: no focus, no notes, nothing that was written.
 * Each employee sees that the actor has looked. DENIED but for who leads. */
CHECKED enum status listening_held(struct db *db, struct arena *a, const struct actor *who,
                                   struct listening_row_list *ret);
/* Accepted ones of those beside whom the actor is, the next first: when, how long, by whom; whole where the actor listens. */
CHECKED enum status listening_coming(struct db *db, struct arena *a, const struct actor *who,
                                     struct listening_row_list *ret);
bool listening_leads(const struct actor *who);
bool listening_listens(const struct actor *who); /* is mentor or call trainer of any team */
/* Whom the actor may book with, by name; whom the actor may ask. */
CHECKED enum status listening_bookable(struct db *db, struct arena *a, const struct actor *who,
                                       struct listening_person_row_list *ret);
CHECKED enum status listening_askable(struct db *db, struct arena *a, const struct actor *who,
                                      struct listening_holder_row_list *ret);

/* ---- agreeing (listening_book.c) */
struct listening_offer {
    int64_t person_id; /* booking: whom with; asking: of whom, 0: whoever has time */
    int64_t changes;   /* of what was shown; CONFLICT (refused) when it stands otherwise by now */
    int64_t starts_at, minutes, side, focus;
    struct str focus_words;
};
/* INVALID (refused): in the past or too far ahead, no focus. CONFLICT (refused): either of the two has another one then. */
CHECKED enum status listening_book(struct db *db, struct arena *a, const struct actor *who,
                                   const struct listening_offer *offer, int64_t *ret_id);
/* CONFLICT (refused): has asked already, or nobody is there to ask. */
CHECKED enum status listening_ask(struct db *db, struct arena *a, const struct actor *who,
                                  const struct listening_offer *offer, int64_t *ret_id);
/* A time, from whoever takes it up, from the listener, or another one from the employee. Always to be accepted by the other. */
CHECKED enum status listening_offer(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, const struct listening_offer *offer);
CHECKED enum status listening_accept(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, int64_t changes);
CHECKED enum status listening_decline(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id);
CHECKED enum status listening_call_off(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id);

/* ---- holding (listening_hold.c) */
CHECKED enum status listening_begin(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id);
/* The wording was said to the citizen; which version it was is kept. */
CHECKED enum status listening_announced(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t id);
struct listening_note {
    struct str text, client_key; /* an empty key: sent once */
    int64_t age_ms;              /* how long ago it was written, when the network was away */
};
/* The same key again is fine and changes nothing. */
CHECKED enum status listening_note(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, const struct listening_note *note);
/* By either, at once. Stopped again is fine. */
CHECKED enum status listening_stop(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id);
struct listening_finish {
    struct str strength_1, strength_2, next_step;
    int64_t follow_day; /* 0: none */
};
/* INVALID (refused): two strengths and one step, or a day that is over. */
CHECKED enum status listening_finish(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, const struct listening_finish *f);
CHECKED enum status listening_answer(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, struct str answer);

/* ---- the announcement (listening_text.c) */
#define LISTENING_TEXT_NOW (-1)
/* Version 0: the program's own words. MISSING: no such version. */
CHECKED enum status listening_text(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t version, struct listening_text_row *ret);
CHECKED enum status listening_texts(struct db *db, struct arena *a, const struct actor *who,
                                    struct listening_text_row_list *ret);
bool listening_may_set(const struct actor *who); /* leads the whole centre */
struct listening_words {
    struct str text_da, text_en;
    int64_t version; /* that was changed */
};
/* CONFLICT (refused): another version holds by now. */
CHECKED enum status listening_text_put(struct db *db, struct arena *a, const struct actor *who,
                                       const struct listening_words *to);

/* ---- the mentor's agenda (listening_mentor.c) */
#define MENTOR_LONG_AGO_DAYS 10
struct mentor_line { /* what a part of the agenda says; which members count is the part's to know */
    int64_t at, day, id;
    int64_t kind;                      /* of an experience; -1: the newcomer keeps it */
    struct str text_da, text_en, name; /* name: of who listens, or what was agreed */
    bool own, late;
};
/* The parts, in the order they stand on the page; a new one is a line here and a function in listening_mentor.c. */
#define MENTOR_PARTS(X)                                                                            \
    X(SESSIONS, "sessions")       /* coming listening sessions; own: the actor listens */          \
    X(STEPS, "steps")             /* what was agreed last, with the day to look at it again */     \
    X(ITEMS, "items")             /* of the plan, due within a week; own: the mentor's */          \
    X(SOCIAL, "social")           /* when the two last spoke of how things are; late: long ago */  \
    X(EXPERIENCES, "experiences") /* of the log, what the newcomer lets see; late: wants to talk */
enum mentor_part {
#define X(name, word) MENTOR_##name,
    MENTOR_PARTS(X)
#undef X
        MENTOR_PART_N
};
extern const char *const mentor_part_words[];
struct mentor_lines {
    struct mentor_line *at;
    size_t n;
};
struct mentor_newcomer {
    struct onboarding_run_row run;
    bool stands_in; /* for the mentor, who is away */
    struct mentor_lines parts[MENTOR_PART_N];
};
struct mentor_agenda {
    struct mentor_newcomer *at;
    size_t n;
};
/* Exactly the own active newcomers and those the actor stands in for; by start day. */
CHECKED enum status mentor_agenda(struct db *db, struct arena *a, const struct actor *who,
                                  struct mentor_agenda *ret);
/* The two have spoken of how things are; once a day. */
CHECKED enum status mentor_checkin(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t run_id);

#endif
