/* Getting newcomers ready for the phone: a plan that fits whom they are, a mentor beside them, the first call in the first week,
 * a balance of knowledge and phone, and a shield after hard calls.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING. Days are base/zone.h day numbers; a plan
 * counts working days of core/calendar.h from the start day, which is day 0.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_H
#define ONBOARDING_ONBOARDING_H

#include "core/calendar.h"
#include "core/jobs.h"
#include "onboarding_sql.h"

/* ---- words; the order of each list is stored: only append */
#define ONBOARDING_PROFILES(X)                                                                     \
    X(EXPERT, "expert")   /* knows the subject, new to the phone */                                \
    X(SERVICE, "service") /* knows the phone, new to the subject */                                \
    X(BOTH, "both")       /* new to both */                                                        \
    X(RETURNING, "returning")
enum onboarding_profile {
#define X(name, word) ONBOARDING_##name,
    ONBOARDING_PROFILES(X)
#undef X
        ONBOARDING_PROFILE_N
};
#define ONBOARDING_ROLES(X)                                                                        \
    X(NEWCOMER, "newcomer")                                                                        \
    X(MENTOR, "mentor")                                                                            \
    X(LEADER, "leader")                                                                            \
    X(IT, "it")         /* whoever has the role admin */                                           \
    X(SAFETY, "safety") /* the safety group: its representatives */
enum onboarding_role {
#define X(name, word) ONBOARDING_BY_##name,
    ONBOARDING_ROLES(X)
#undef X
        ONBOARDING_ROLE_N
};
#define ONBOARDING_KINDS(X)                                                                        \
    X(KNOWLEDGE, "knowledge") X(PHONE, "phone") X(SOCIAL, "social") X(SAFE, "safety")
enum onboarding_kind {
#define X(name, word) ONBOARDING_##name,
    ONBOARDING_KINDS(X)
#undef X
        ONBOARDING_KIND_N
};
/* What everybody can at the end, whichever way they came. */
#define ONBOARDING_COMPETENCES(X)                                                                  \
    X(CALLS, "calls")                                                                              \
    X(LIMITS, "limits")                                                                            \
    X(ACUTE, "acute")                                                                              \
    X(SUBJECT, "subject")                                                                          \
    X(SYSTEMS, "systems")                                                                          \
    X(RECORDS, "records")                                                                          \
    X(ASKING, "asking")                                                                            \
    X(CARE, "care")
enum onboarding_competence {
#define X(name, word) ONBOARDING_CAN_##name,
    ONBOARDING_COMPETENCES(X)
#undef X
        ONBOARDING_COMPETENCE_N
};
#define ONBOARDING_STATES(X)                                                                       \
    X(OPEN, "open")                                                                                \
    X(DONE, "done")                                                                                \
    X(WAIVED, "waived") /* known already, on evidence */                                           \
    X(GONE, "gone")     /* the plan changed and wants it no more */
enum onboarding_state {
#define X(name, word) ONBOARDING_##name,
    ONBOARDING_STATES(X)
#undef X
        ONBOARDING_STATE_N
};
#define ONBOARDING_PHASES(X)                                                                       \
    X(BEFORE, "before")                                                                            \
    X(WEEK, "first_week")                                                                          \
    X(QUARTER, "three_months")                                                                     \
    X(YEAR, "first_year")
enum onboarding_phase {
#define X(name, word) ONBOARDING_##name,
    ONBOARDING_PHASES(X)
#undef X
        ONBOARDING_PHASE_N
};
extern const char *const onboarding_profile_words[],
    *const onboarding_role_words[], *const onboarding_kind_words[],
                                        *const onboarding_competence_words[],
                                            *const onboarding_state_words[],
                                                *const onboarding_phase_words[];

enum onboarding_flags {
    ONBOARDING_REQUIRED = 1, /* done or waived in the end; no change of the plan takes it away */
    ONBOARDING_OBLIGATORY =
        2,                  /* conflict training, acute drill: never waived, never one's own word */
    ONBOARDING_MEASURED = 4 /* its minutes are lived on the phone: call records count them */
};

#define ONBOARDING_DAY_MIN (-60)
#define ONBOARDING_DAY_MAX 260
#define ONBOARDING_MINUTES_MAX 2400
#define ONBOARDING_TITLE_MAX 200
#define ONBOARDING_REASON_MAX 400
#define ONBOARDING_ITEMS_MAX 100 /* of a plan */
#define ONBOARDING_NEEDS_MAX 8   /* items that one waits for */
enum onboarding_phase onboarding_phase_of(int64_t day);

/* ---- plans (onboarding_plan.c) */
struct onboarding_plan {
    int64_t id, profile, version,
        made_at; /* version 0: the program's own, id 0; of a draft: 0 with an id */
    struct onboarding_plan_item_row_list items; /* by day */
    bool is_draft;
};
#define ONBOARDING_NOW (-1) /* the version that holds */
#define ONBOARDING_DRAFT 0  /* what is being written; MISSING when there is none */
/* DENIED without PERM_ONBOARDING_SET or PERM_ONBOARDING_LEAD. */
CHECKED enum status onboarding_plan(struct db *db, struct arena *a, const struct actor *who,
                                    enum onboarding_profile profile, int64_t version,
                                    struct onboarding_plan *ret);
CHECKED enum status onboarding_plan_versions(struct db *db, struct arena *a,
                                             const struct actor *who,
                                             enum onboarding_profile profile,
                                             struct onboarding_version_row_list *ret);
bool onboarding_may_set(const struct actor *who); /* answers for the whole centre */

struct onboarding_item_entry {
    struct str word; /* empty: a new item, which gets one */
    struct str
        needs; /* words of the items before it, a comma between; as in the plan and in what runs */
    struct str title_da, title_en, module;
    int64_t day, role, kind, minutes, competence;
    bool is_required;
};
/* Into the draft, which begins as a copy of what holds. INVALID (refused): no title, a day or minutes out of range, too many items
 * before it, or one that is not there, comes later or waits for this one. What is obligatory stays so, with its role. */
CHECKED enum status onboarding_item_put(struct db *db, struct arena *a, const struct actor *who,
                                        enum onboarding_profile profile,
                                        const struct onboarding_item_entry *entry);
/* CONFLICT: obligatory. */
CHECKED enum status onboarding_item_drop(struct db *db, struct arena *a, const struct actor *who,
                                         enum onboarding_profile profile, struct str word);
/* The draft holds from now on for who starts. MISSING: there is none. */
CHECKED enum status onboarding_publish(struct db *db, struct arena *a, const struct actor *who,
                                       enum onboarding_profile profile);
CHECKED enum status onboarding_discard(struct db *db, struct arena *a, const struct actor *who,
                                       enum onboarding_profile profile);
/* The word stands in this list of words with a comma between. */
bool onboarding_needs(struct str needs, struct str word);
/* Bits of the end competences that no item leads to. */
unsigned onboarding_unreached(const struct onboarding_plan_item_row_list *items);

/* ---- who sees a newcomer's plan; pure, fails closed */
enum onboarding_sight {
    ONBOARDING_SIGHT_NONE,
    ONBOARDING_SIGHT_OWN,
    ONBOARDING_SIGHT_MENTOR, /* mentor of an active newcomer, or stands in for one who is away */
    ONBOARDING_SIGHT_LEADER
};
enum onboarding_sight onboarding_sight(const struct actor *who, const struct onboarding_run_row *r);
/* Who is beside the newcomer today: the mentor, or who stands in; 0: nobody, the leader is. */
int64_t onboarding_mentor_now(const struct onboarding_run_row *r);
/* The actor is the mentor of this active newcomer, also while away, or stands in. */
bool onboarding_beside(const struct actor *who, const struct onboarding_run_row *r);

/* ---- the newcomers */
struct onboarding {
    struct onboarding_run_row row;
    struct onboarding_item_row_list items; /* by due day; without what is gone */
    enum onboarding_sight sight;
};
/* A look at somebody else's is written to the audit first (at most one row in 15 minutes per person). */
CHECKED enum status onboarding_find(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct onboarding *ret);
/* The actor's own that is active. MISSING: none. */
CHECKED enum status onboarding_mine(struct db *db, struct arena *a, const struct actor *who,
                                    struct onboarding *ret);
/* Active ones in the actor's sight but the own: a mentor's, a leader's; by start day and name. */
CHECKED enum status onboarding_list(struct db *db, struct arena *a, const struct actor *who,
                                    struct onboarding_run_row_list *ret);
/* The same with how far each is, and what waits for the actor by their role: open items due in `days` or before, overdue first. The
 * newcomers of a centre are read once for all of it. */
struct onboarding_board {
    struct onboarding_run_row_list runs;
    const struct onboarding_progress_row *progress; /* of each run, zeros where it has no items */
    struct onboarding_wait_row_list waiting;
};
CHECKED enum status onboarding_board(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t days, struct onboarding_board *ret);
/* Whose item it is and how the actor sees that plan; SIGHT_NONE: has a part in it and no more. MISSING: neither. */
struct onboarding_place {
    int64_t run_id;
    enum onboarding_sight sight;
};
CHECKED enum status onboarding_place_of(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t item_id, struct onboarding_place *ret);
/* Whom the actor, the newcomer of this plan, may ask: who is beside them today (ROLE_MENTOR), who leads, who is in the safety
 * group; one who is several comes several times. */
CHECKED enum status onboarding_ask(struct db *db, struct arena *a, const struct actor *who,
                                   const struct onboarding_run_row *r,
                                   struct onboarding_ask_row_list *ret);

/* ---- starting (onboarding_start.c) */
#define ONBOARDING_CLASS_MOST 30
struct onboarding_start {
    int64_t person_id[ONBOARDING_CLASS_MOST]; /* 0: no one */
    int64_t profile[ONBOARDING_CLASS_MOST];   /* of each; -1: the common one */
    int64_t common_profile;
    int64_t start_day;
    struct str class_name; /* empty: they start alone */
    int64_t mentor_id;     /* 0: spread over those with room */
};
/* All or none. CONFLICT (refused): somebody has an active plan, or the plan needs a mentor and nobody has room. *ret_first: the
 * first one's id. */
CHECKED enum status onboarding_start(struct db *db, struct arena *a, const struct actor *who,
                                     const struct onboarding_start *start, int64_t *ret_first);
/* People of the actor's teams who have no active plan, newest first: at most ONBOARDING_SHOWN whose name holds what is searched for,
 * and before them those of `chosen`, whatever is searched for. */
#define ONBOARDING_SHOWN 60
struct onboarding_search {
    struct str q;    /* part of a name; folded here */
    int64_t team_id; /* 0: all of the actor's */
    const int64_t *chosen;
    size_t n_chosen;
};
struct onboarding_startable {
    struct onboarding_person_row *at;
    size_t n, n_chosen;                    /* n_chosen: of these, the first ones */
    size_t n_more;                         /* that would fit besides */
    struct onboarding_team_row_list teams; /* that have somebody, by name */
};
CHECKED enum status onboarding_startable(struct db *db, struct arena *a, const struct actor *who,
                                         const struct onboarding_search *search,
                                         struct onboarding_startable *ret);
/* Closes it; by who leads. What is open stays as it is, nothing reminds any more. */
CHECKED enum status onboarding_end(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id);

/* ---- another start day or profile (onboarding_change.c) */
enum onboarding_move { ONBOARDING_STAYS, ONBOARDING_MOVES, ONBOARDING_APPEARS, ONBOARDING_GOES };
struct onboarding_moved {
    const struct onboarding_plan_item_row *to; /* NULL: not in the new plan */
    const struct onboarding_item_row *from;    /* NULL: new */
    enum onboarding_move move;
    int32_t due_day; /* afterwards */
};
struct onboarding_change {
    int64_t profile, start_day, version;
    struct onboarding_moved *at;
    size_t n;
    size_t n_moves, n_appears, n_goes;
    int64_t seal; /* what was shown: a number that another change does not have */
};
/* What would happen, nothing does. */
CHECKED enum status onboarding_change_look(struct db *db, struct arena *a, const struct actor *who,
                                           int64_t id, enum onboarding_profile profile,
                                           int64_t start_day, struct onboarding_change *ret);
/* CONFLICT when something else would happen by now than what was shown with this seal. */
CHECKED enum status onboarding_change(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id, enum onboarding_profile profile,
                                      int64_t start_day, int64_t seal);

/* ---- items (onboarding_item.c) */
bool onboarding_may_end(const struct actor *who, const struct onboarding_run_row *r,
                        const struct onboarding_item_row *i);
bool onboarding_may_waive(const struct actor *who, const struct onboarding_run_row *r,
                          const struct onboarding_item_row *i);
bool onboarding_may_undo(const struct actor *who, const struct onboarding_run_row *r,
                         const struct onboarding_item_row *i, const struct zone *zone);
/* One item for who may see it. */
CHECKED enum status onboarding_item(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t item_id, struct onboarding_item_row *ret);
/* CONFLICT (refused): not open, or the item before it is; DENIED: somebody else's word counts here. */
CHECKED enum status onboarding_done(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t item_id);
/* Known already: evidence and reason, with the actor's name. CONFLICT: obligatory. */
CHECKED enum status onboarding_waive(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t item_id, struct str evidence, struct str reason);
/* The same local day, by who did it or who leads. */
CHECKED enum status onboarding_undo(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t item_id);

/* ---- mentors (onboarding_pair.c) */
#define ONBOARDING_CAPACITY 2 /* unless said otherwise */
#define ONBOARDING_CAPACITY_MAX 20
/* Who may be mentor in this team, least loaded first; load and room. DENIED but for who leads. */
CHECKED enum status onboarding_mentors(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t team_id, struct onboarding_mentor_row_list *ret);
/* The same of the whole centre. */
CHECKED enum status onboarding_mentors_all(struct db *db, struct arena *a, const struct actor *who,
                                           struct onboarding_mentor_row_list *ret);
CHECKED enum status onboarding_mentor_set(struct db *db, struct arena *a, const struct actor *who,
                                          int64_t id, int64_t mentor_id);
CHECKED enum status onboarding_capacity(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t mentor_id, int64_t most);

/* ---- the first call (onboarding_first.c) */
#define ONBOARDING_AMBER_DAY 3
#define ONBOARDING_RED_DAY 5
enum onboarding_first {
    ONBOARDING_FIRST_BEFORE, /* has not started */
    ONBOARDING_FIRST_WAITS,
    ONBOARDING_FIRST_AMBER,
    ONBOARDING_FIRST_RED,
    ONBOARDING_FIRST_UNREADY, /* said so: fine, the mentor comes */
    ONBOARDING_FIRST_TAKEN,
    ONBOARDING_FIRST_N
};
extern const char *const onboarding_first_words[];
/* The last day of the first week, by which the first call is hoped for. */
int32_t onboarding_first_by(const struct calendar *c, int32_t start_day);
enum onboarding_first onboarding_first(const struct calendar *c, const struct onboarding_run_row *r,
                                       int32_t today);
/* The newcomer: I have taken it (where records are missing); I am not ready yet; I am. */
CHECKED enum status onboarding_first_say(struct db *db, struct arena *a, const struct actor *who);
CHECKED enum status onboarding_ready(struct db *db, struct arena *a, const struct actor *who,
                                     bool ready);

/* ---- knowledge and phone (onboarding_balance.c) */
#define ONBOARDING_WEEKS 6
#define ONBOARDING_PHONE_MOST 80 /* percent, in week 2 */
enum onboarding_warning { ONBOARDING_FINE, ONBOARDING_NO_PHONE, ONBOARDING_MUCH_PHONE };
struct onboarding_week {
    int32_t from_day;             /* a Monday */
    int64_t planned[2], lived[2]; /* minutes of knowledge (safety too) and of phone */
    enum onboarding_warning warning;
    bool is_over, is_now;
};
/* Weeks from the one of the start day. A week is warned of by what was lived when it is over, by what is planned before. */
CHECKED enum status onboarding_balance(struct db *db, struct arena *a, const struct onboarding *o,
                                       const struct zone *zone,
                                       struct onboarding_week ret[ONBOARDING_WEEKS]);
/* The same of a plan, in weeks of five working days; nothing is lived. */
void onboarding_plan_balance(const struct onboarding_plan_item_row_list *items,
                             struct onboarding_week ret[ONBOARDING_WEEKS]);

/* ---- the shield (onboarding_shield.c) */
#define ONBOARDING_SHIELD_DAYS 90
#define ONBOARDING_MANY 3 /* hard calls within ONBOARDING_MANY_MS */
#define ONBOARDING_MANY_MS (INT64_C(7) * 86400000)
/* Talks that wait for the actor: as owner, or leading the team. */
CHECKED enum status onboarding_talks(struct db *db, struct arena *a, const struct actor *who,
                                     struct onboarding_talk_row_list *ret);
CHECKED enum status onboarding_talk_held(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t id);
/* Teams of the actor whose queue is to be relieved. */
CHECKED enum status onboarding_workloads(struct db *db, struct arena *a, const struct actor *who,
                                         struct onboarding_workload_row_list *ret);
CHECKED enum status onboarding_relieved(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t id);
/* The newcomer's talk of today that is not held yet; MISSING: none. */
CHECKED enum status onboarding_shield_mine(struct db *db, struct arena *a, const struct actor *who,
                                           struct onboarding_own_talk_row *ret);

/* ---- for other features: facts, no rights asked */
struct onboarding_newcomer {
    int64_t run_id, class_id, mentor_id; /* 0: none; mentor_id: the mentor, also when away */
    int64_t profile;
    int32_t start_day, first_call_day; /* 0: not yet */
    int64_t days;                      /* since the start day; negative: before it */
};
/* MISSING: no active plan. */
CHECKED enum status onboarding_newcomer(struct db *db, struct arena *a, int64_t person_id,
                                        struct onboarding_newcomer *ret);
/* The actor is beside this person: onboarding_beside of their active plan. */
CHECKED enum status onboarding_is_beside(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t person_id, bool *ret);
/* The active plan of a person, true for today: with who is beside them (onboarding_mentor_now). MISSING: none. */
CHECKED enum status onboarding_run_of(struct db *db, struct arena *a, int64_t person_id,
                                      struct onboarding_run_row *ret);
/* Classes of a centre, newest start first. */
CHECKED enum status onboarding_classes(struct db *db, struct arena *a, int64_t centre_id,
                                       struct onboarding_class_row_list *ret);

/* ---- jobs */
#define ONBOARDING_CLOCK "onboarding.clock"   /* a run: what is due */
#define ONBOARDING_CALLS "onboarding.calls"   /* call records came */
#define ONBOARDING_SHIELD "onboarding.shield" /* an incident was logged or changed */
#define ONBOARDING_TALKED "onboarding.talked" /* somebody talked about an incident */
#define ONBOARDING_CLIMB "onboarding.climb"   /* a talk's day is over */
#define ONBOARDING_MODULE "onboarding.module" /* a person passed the module that detail names */
job_fn onboarding_clock, onboarding_calls, onboarding_shield, onboarding_talked, onboarding_climb,
    onboarding_module;

#endif
