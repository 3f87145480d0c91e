/* What follows a hard call: a case with steps that always have an owner and a time. It opens by itself, climbs when
 * nobody acts, and the employee decides what they accept and who reads along.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_H
#define AFTERCARE_AFTERCARE_H

#include "aftercare_sql.h"
#include "core/deadline.h"
#include "core/jobs.h"

/* What can be done. Order is stored: only append. Words of kinds that core/deadline.h knows are the same there. */
#define CARE_KINDS(X)                                                                              \
    X(RECOVERY_BREAK, "recovery_break")                                                            \
    X(FIRST_CONTACT, "first_contact")                                                              \
    X(PEER_FIRST_AID, "peer_first_aid")                                                            \
    X(MANAGER_INFORMED, "manager_informed")                                                        \
    X(SAFETY_REP_INFORMED, "safety_rep_informed")                                                  \
    X(CALL, "call")                                                                                \
    X(FOLLOW_UP_TALK, "follow_up_talk")                                                            \
    X(CHECK_IN_7, "check_in_7")                                                                    \
    X(CHECK_IN_14, "check_in_14")                                                                  \
    X(CHECK_IN_30, "check_in_30")                                                                  \
    X(CHECK_IN_90, "check_in_90")                                                                  \
    X(PSYCHOLOGIST_OFFER, "psychologist_offer")                                                    \
    X(DEBRIEFING_OFFER, "debriefing_offer")
enum care_kind {
#define X(name, word) CARE_##name,
    CARE_KINDS(X)
#undef X
        CARE_KIND_N
};
extern const char *const care_kind_words[];
bool care_is_offer(int64_t kind); /* offered, never imposed: only the employee answers */

/* How a step stands; stored. */
#define CARE_STATES(X)                                                                             \
    X(OPEN, "open") X(DONE, "done") X(DECLINED, "declined") X(NOT_NEEDED, "not_needed")
enum care_state {
#define X(name, word) CARE_##name,
    CARE_STATES(X)
#undef X
        CARE_STATE_N
};
extern const char *const care_state_words[];

/* An offer's answer; stored. */
#define CARE_ANSWERS(X)                                                                            \
    X(NOT_OFFERED, "not_offered")                                                                  \
    X(OFFERED, "offered")                                                                          \
    X(ACCEPTED, "accepted")                                                                        \
    X(SAID_NO, "declined")                                                                         \
    X(LATER, "later")
enum care_answer {
#define X(name, word) CARE_##name,
    CARE_ANSWERS(X)
#undef X
        CARE_ANSWER_N
};
extern const char *const care_answer_words[];

/* What an employee can ask for; a word each, stored in the case's history. */
#define CARE_ASKS(X)                                                                               \
    X(TALK_SOONER, "talk_sooner")                                                                  \
    X(PSYCHOLOGIST, "psychologist")                                                                \
    X(SOMEBODY_ELSE, "somebody_else")
enum care_ask {
#define X(name, word) CARE_ASK_##name,
    CARE_ASKS(X)
#undef X
        CARE_ASK_N
};
extern const char *const care_ask_words[];

enum care_event {
    CARE_EVENT_OPENED,
    CARE_EVENT_ADDED, /* it hit harder than first thought: a step more */
    CARE_EVENT_ENDED, /* detail: state word */
    CARE_EVENT_ANSWERED,
    CARE_EVENT_MOVED,   /* detail: the reason */
    CARE_EVENT_CLIMBED, /* nobody acted, or the owner is away */
    CARE_EVENT_ASKED
};
enum care_alarm {
    CARE_ALARM_OWNER,
    CARE_ALARM_NEXT,
    CARE_ALARM_TIME,
    CARE_ALARM_CLOCK,
    CARE_ALARM_N
};

#define CARE_FROM_RATING 3          /* own rating from which a case opens */
#define CARE_FROM_RATING_NEWCOMER 2 /* the first 90 days */
#define CARE_NOTE_MAX 2000
#define CARE_SUPPORTERS_MAX 3

/* How hard it counts, 1–5; 0: no case. */
int64_t care_weight(int64_t hit, int64_t class, bool newcomer, bool wants_talk);

/* ---- jobs: incident logged or changed; a step's clock; the proof each minute */
job_fn care_look, care_remind, care_check;
#define CARE_LOOK "aftercare.look"
#define CARE_REMIND "aftercare.remind"
#define CARE_CHECK "aftercare.check"

/* Opens the incident's case or adds the steps it lacks; nothing when it needs none. In a transaction. Twice is once. */
CHECKED enum status care_open(struct db *db, struct arena *a, int64_t incident_id);

/* ---- reading */
enum care_sight {
    CARE_SIGHT_OWN, /* the employee: everything */
    CARE_SIGHT_TEAM, /* a manager: steps and times; notes only of own steps, or when the employee shares */
    CARE_SIGHT_OWNER /* owns a step: that step */
};
struct care_case {
    struct care_case_row row;
    enum care_sight sight;
    struct care_step_row_list
        steps; /* by due time; notes that are not for the actor are STR_NONE */
};
/* A look at somebody else's case is written to the audit first (at most one row in 15 minutes per person). */
CHECKED enum status care_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              struct care_case *ret);
/* The actor may end, move or offer this step. */
bool care_may_act(const struct actor *who, const struct care_case_row *k,
                  const struct care_step_row *s);

struct care_board {
    struct care_board_row_list
        rows; /* by due time: the next step of each case in reach, and one's own steps */
    struct care_alarm_row_list alarms;
    bool more;
};
CHECKED enum status care_board(struct db *db, struct arena *a, const struct actor *who,
                               int64_t limit, struct care_board *ret);

/* ---- acting */
/* Ends an open step with a word. CONFLICT when it is not open; DENIED about oneself but for declining; an offer is
 * answered by the employee alone (CONFLICT). */
CHECKED enum status care_end(struct db *db, struct arena *a, const struct actor *who,
                             int64_t step_id, enum care_state state, struct str note);
/* Another time, with a reason. INVALID for a time that has gone. */
CHECKED enum status care_move(struct db *db, struct arena *a, const struct actor *who,
                              int64_t step_id, int64_t due_at, struct str reason);
/* OFFERED by who cares; the other answers by the employee. LATER asks again after 14 days. */
CHECKED enum status care_answer(struct db *db, struct arena *a, const struct actor *who,
                                int64_t step_id, enum care_answer answer);
/* The employee asks: a talk sooner, a psychologist, somebody else. */
CHECKED enum status care_ask(struct db *db, struct arena *a, const struct actor *who,
                             int64_t case_id, enum care_ask ask);
/* The employee decides whether managers read the notes. */
CHECKED enum status care_share(struct db *db, struct arena *a, const struct actor *who,
                               int64_t case_id, bool shares);

/* ---- the employee's own */
CHECKED enum status care_supporters_set(struct db *db, struct arena *a, const struct actor *who,
                                        const int64_t *ids, size_t n);
/* Starts a pause, or ends the one that runs. */
CHECKED enum status care_pause(struct db *db, struct arena *a, const struct actor *who, bool on);

/* Away from a day to a day (to 0: until further notice); substitute 0: nobody named. Own, or by who manages people. */
CHECKED enum status care_absence(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t person_id, int64_t from_day, int64_t to_day,
                                 int64_t substitute_id);

#endif
