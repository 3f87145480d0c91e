/* What follows a hard call: a case with steps that always have an owner and a time. It opens by itself, climbs when
 * nobody acts, and the employee decides what they accept and who reads along.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_H
#define AFTERCARE_AFTERCARE_H

#include "aftercare_sql.h"
#include "core/deadline.h"
#include "core/centre_calendar.h"
#include "core/jobs.h"

/* What can be done. Order is stored: only append. Words of kinds that core/deadline.h knows are the same there. */
#define CARE_PLAN_KINDS(X)                                                                         \
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
#define CARE_KINDS(X)                                                                              \
    CARE_PLAN_KINDS(X)                                                                             \
    X(LEARNING, "learning") /* comes when all others are over */                                   \
    X(POLICE_REPORT, "police_report")                                                              \
    X(WORK_ACCIDENT, "work_accident")
#define CARE_PLAN_KIND_N CARE_LEARNING
enum care_kind {
#define X(name, word) CARE_##name,
    CARE_KINDS(X)
#undef X
        CARE_KIND_N
};
extern const char *const care_kind_words[];
bool care_is_offer(int64_t kind);  /* offered, never imposed: only the employee answers */
bool care_is_report(int64_t kind); /* asked for by law: ends with a receipt or a written decision */

/* How far up who has a step stands; stored. Colleagues and those on duty help first; what a manager owns falls to them only
 * when there is no manager. */
enum care_rank {
    CARE_RANK_WANTED,
    CARE_RANK_BACKUP,
    CARE_RANK_SUPERVISOR,
    CARE_RANK_CENTRE_DUTY,
    CARE_RANK_MANAGER,
    CARE_RANK_CENTRE_MANAGER,
    CARE_RANK_FALLBACK
};
bool care_is_peer(int64_t kind); /* for a colleague, not for a manager */

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
    CARE_EVENT_ADDED, /* it hit harder than first thought, or a report is owed */
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
#define CARE_LEARNING_MAX 1000
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
/* What happened with a case that was found, oldest first; with CARE_SIGHT_OWNER that of the own steps alone. */
CHECKED enum status care_events(struct db *db, struct arena *a, const struct care_case *c,
                                struct care_event_row_list *ret);

/* ---- acting */
/* Ends an open step with a word. CONFLICT when it is not open; DENIED about oneself but for declining; an offer is answered by
 * the employee alone (CONFLICT), a report by its receipt (CONFLICT). The word of CARE_LEARNING is for the centre: INVALID
 * without one. */
CHECKED enum status care_end(struct db *db, struct arena *a, const struct actor *who,
                             int64_t step_id, enum care_state state, struct str note);
/* Another time, with a reason. INVALID for a time that has gone; CONFLICT where the law says when. */
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

/* ---- away (aftercare_away.c) */

/* Why somebody is away, as far as it matters here: nothing about health. Order is stored. */
#define CARE_AWAYS(X)                                                                              \
    X(UNABLE, "unable") X(HOLIDAY, "holiday") X(LEAVE, "leave") X(ELSEWHERE, "elsewhere")
enum care_away {
#define X(name, word) CARE_AWAY_##name,
    CARE_AWAYS(X)
#undef X
        CARE_AWAY_N
};
extern const char *const care_away_words[];

struct care_absence {
    int64_t person_id;
    int64_t from_day, to_day; /* both included; to_day 0: until further notice */
    int64_t substitute_id;    /* 0: nobody named */
    int64_t kind;             /* enum care_away */
};
/* Own, by who leads the team, or by who manages people. The same first day again changes it. Owners are found anew, and
 * absence.changed is announced with the person. */
CHECKED enum status care_absence(struct db *db, struct arena *a, const struct actor *who,
                                 const struct care_absence *entry);
/* Takes one back. MISSING when there is none or it is outside the actor's reach. */
CHECKED enum status care_absence_remove(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t person_id, int64_t from_day);
/* The actor may enter absences for this person; MISSING otherwise. */
CHECKED enum status care_absence_reach(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t person_id);
/* In a transaction: the absences that follow a calendar become these, as far as they are not over before from_day; those by hand
 * are never touched. Announces absence.changed when anything is otherwise than before. One per first day. */
struct care_away_span {
    int64_t from_day, to_day; /* both included */
};
CHECKED enum status care_absences_follow(struct db *db, struct arena *a, int64_t person_id,
                                         int64_t kind, const struct care_away_span *spans, size_t n,
                                         int64_t from_day);
/* Those in reach that are not over, own ones first. */
CHECKED enum status care_absences(struct db *db, struct arena *a, const struct actor *who,
                                  const struct zone *zone, struct care_absent_row_list *ret);
/* Whom the actor may enter absence for, and who may stand in. */
CHECKED enum status care_absence_people(struct db *db, struct arena *a, const struct actor *who,
                                        const struct zone *zone,
                                        struct care_colleague_row_list *ret,
                                        struct care_colleague_row_list *ret_substitutes);
/* The first day from this one on which the person could not work, which starts the clock of a work accident; 0: none. */
CHECKED enum status care_first_unable_day(struct db *db, struct arena *a, int64_t person_id,
                                          int64_t from_day, int64_t *ret);

/* ---- the centre's plan (aftercare_plan.c) */
#define CARE_AMOUNT_MAX 365
struct care_plan {
    struct care_plan_row row; /* version 0: the program's own, nothing saved yet */
    struct care_plan_step_row_list steps;
    bool may_change;
};
extern const struct care_plan_step_row care_plan_default[CARE_PLAN_KIND_N]; /* the program's own */
/* version 0: the one that counts now. */
CHECKED enum status care_plan(struct db *db, struct arena *a, const struct actor *who,
                              int64_t version, struct care_plan *ret);
CHECKED enum status care_plans(struct db *db, struct arena *a, const struct actor *who,
                               struct care_plan_version_row_list *ret);
/* How long, in the unit of the kind, and from which weight on; weight 0: not in the plan. */
struct care_plan_choice {
    int64_t amount[CARE_PLAN_KIND_N], from_weight[CARE_PLAN_KIND_N];
};
/* The unit that a plan counts in for this kind; RULE_SAME_DAY has no amount to choose. */
enum deadline_rule care_plan_rule(int64_t kind);
/* What a choice means, checked. INVALID: an amount that makes no deadline, or nobody looks in on every case. */
CHECKED enum status care_plan_steps_of(struct arena *a, const struct care_plan_choice *choice,
                                       struct care_plan_step_row_list *ret);
/* A new version. DENIED but for who answers for the whole centre; CONFLICT when somebody saved after `based_on`. */
CHECKED enum status care_plan_save(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t based_on, const struct care_plan_choice *choice);
/* When the step would be due for a case logged then. */
CHECKED enum status care_plan_due(const struct calendar *calendar,
                                  const struct care_plan_step_row *step, int64_t start_at,
                                  int64_t *ret);

/* ---- numbers to call (aftercare_numbers.c) */
#define CARE_NUMBER_STALE_DAYS 180
#define CARE_NUMBERS_MAX 20
struct care_number_entry {
    struct str name, phone, hours;
    int64_t verified_on, place;
};
CHECKED enum status care_numbers(struct db *db, struct arena *a, const struct actor *who,
                                 struct care_contact_row_list *ret);
/* id 0: a new one, whose id is in *ret_id. DENIED but for who answers for the whole centre. */
CHECKED enum status care_number_put(struct db *db, struct arena *a, const struct actor *who,
                                    const struct zone *zone, int64_t id,
                                    const struct care_number_entry *entry, int64_t *ret_id);
CHECKED enum status care_number_remove(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id);

/* ---- what was learned (aftercare_learn.c) */
/* Newest first, with these words; before 0: from the newest. */
CHECKED enum status care_learnings(struct db *db, struct arena *a, const struct actor *who,
                                   struct str q, int64_t before, int64_t limit,
                                   struct care_learning_row_list *ret, bool *ret_more);

/* ---- the steps of the law (aftercare_report.c); for features/reports alone, in its transaction */
/* Adds the step, or gives it this clock and opens it again. */
CHECKED enum status care_report_due(struct db *db, struct arena *a, int64_t case_id,
                                    enum care_kind kind, enum deadline_rule rule, int64_t amount,
                                    int64_t start_at);
/* Done when there is a receipt, not needed when it was decided so in writing; CONFLICT when there is neither. */
CHECKED enum status care_report_end(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t case_id, enum care_kind kind);

/* ---- for other features' pages */
struct care_counts {
    int64_t n_cases, n_overdue,
        n_mine; /* in reach; their next step is late; it is the actor's own */
};
CHECKED enum status care_count(struct db *db, struct arena *a, const struct actor *who,
                               struct care_counts *ret);
/* The case that follows this incident, when the actor may see it; MISSING otherwise. */
CHECKED enum status care_case_of_incident(struct db *db, struct arena *a, const struct actor *who,
                                          int64_t incident_id, int64_t *ret_id);

/* ---- working time and periods of law (aftercare_hours.c): for who sets up the whole centre */
struct care_hours_entry {
    struct str from[7], to[7]; /* "08:00"; both empty: closed */
    bool constitution_day, christmas_eve, new_years_eve, preview, move;
};
/* "08:00". */
struct str care_clock_text(struct arena *a, int minute);
/* INVALID in words: no times, or none at all. */
CHECKED enum status care_hours_of(const struct care_hours_entry *e, struct centre_hours *ret);
/* How many running steps would be due at another time by this calendar. */
CHECKED enum status care_moves(struct db *db, struct arena *a, const struct actor *who,
                               const struct calendar *c, size_t *ret_n);
/* For a call logged now: the steps of the plan that would be due at another time. */
struct care_due_change {
    int64_t kind; /* enum care_kind */
    int64_t before, after;
};
struct care_due_changes {
    struct care_due_change *at;
    size_t n;
};
CHECKED enum status care_due_changes(struct db *db, struct arena *a, const struct actor *who,
                                     const struct calendar *now, const struct calendar *then,
                                     struct care_due_changes *ret);
/* move: running steps get the times of the new hours; else they keep theirs. Those that somebody moved by hand, and those whose
 * new time has passed already, keep theirs always. */
CHECKED enum status care_hours_save(struct db *db, struct arena *a, const struct actor *who,
                                    const struct zone *zone, const struct centre_hours *hours,
                                    bool move);
#define CARE_CLOSED_NAME_MAX 80
CHECKED enum status care_closed_day_add(struct db *db, struct arena *a, const struct actor *who,
                                        const struct zone *zone, int64_t day, struct str name);
CHECKED enum status care_closed_day_drop(struct db *db, const struct actor *who, int64_t day);

/* What the program knows of the law, held against its source by the centre now and then. Words are those of core/deadline.h. */
#define CARE_LAWS(X)                                                                               \
    X(POLICE, "police_report")                                                                     \
    X(ACCIDENT, "work_accident")                                                                   \
    X(INJURY, "work_injury_claim")                                                                 \
    X(VICTIM, "victim_compensation")                                                               \
    X(HOLIDAYS, "holidays")
enum care_law {
#define X(name, word) CARE_LAW_##name,
    CARE_LAWS(X)
#undef X
        CARE_LAW_N
};
extern const char *const care_law_words[];
#define CARE_LAW_AGAIN_DAYS 365
struct care_law_row {
    int32_t day;       /* when it was last held against its source */
    int32_t again_day; /* when it is to be the next time */
    bool by_centre;    /* else the program's makers read it */
};
CHECKED enum status care_law(struct db *db, struct arena *a, const struct actor *who,
                             enum care_law law, struct care_law_row *ret);
CHECKED enum status care_law_verify(struct db *db, const struct actor *who, const struct zone *zone,
                                    int64_t law);

#endif
