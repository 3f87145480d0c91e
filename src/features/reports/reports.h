/* Reports to the police and of work accidents (EASY): drafts made from what is known, and filed only when there is a receipt.
 * They hold no national identity number and no income: those are typed where the report is handed in.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

#include "base/zone.h"
#include "core/jobs.h"
#include "reports_sql.h"

/* Order is stored, and is that of the steps in features/aftercare. */
#define REPORT_KINDS(X) X(POLICE, "police") X(ACCIDENT, "work_accident")
enum report_kind {
#define X(name, word) REPORT_##name,
    REPORT_KINDS(X)
#undef X
        REPORT_KIND_N
};
extern const char *const report_kind_words[];

/* Order is stored. */
#define REPORT_STATES(X) X(DRAFT, "draft") X(FILED, "filed") X(NOT_REPORTED, "not_reported")
enum report_state {
#define X(name, word) REPORT_##name,
    REPORT_STATES(X)
#undef X
        REPORT_STATE_N
};
extern const char *const report_state_words[];

/* Of a police case; all but the first end the following up. Order is stored. */
#define REPORT_OUTCOMES(X)                                                                         \
    X(WAITING, "waiting")                                                                          \
    X(STOPPED, "stopped")                                                                          \
    X(CHARGED, "charged")                                                                          \
    X(SENTENCED, "sentenced")                                                                      \
    X(COMPENSATION, "compensation_asked")
enum report_outcome {
#define X(name, word) REPORT_##name,
    REPORT_OUTCOMES(X)
#undef X
        REPORT_OUTCOME_N
};
extern const char *const report_outcome_words[];

/* What a report says: name, word, in which kinds (1 police, 2 accident), and whom it is kept from. Order is stored. */
enum report_class {
    REPORT_ABOUT_EVENT,  /* all who may read the report */
    REPORT_ABOUT_HEALTH, /* not the safety representative */
    REPORT_ABOUT_PEOPLE  /* names, the citizen's too: not the safety representative */
};
#define REPORT_FIELDS(X)                                                                           \
    X(EMPLOYEE, "employee", 3, REPORT_ABOUT_PEOPLE)                                                \
    X(WORKPLACE, "workplace", 3, REPORT_ABOUT_EVENT)                                               \
    X(JOB, "job", 2, REPORT_ABOUT_PEOPLE)                                                          \
    X(TIME, "time", 3, REPORT_ABOUT_EVENT)                                                         \
    X(PLACE, "place", 3, REPORT_ABOUT_EVENT)                                                       \
    X(BEFORE, "before", 3, REPORT_ABOUT_EVENT)                                                     \
    X(COURSE, "course", 3, REPORT_ABOUT_EVENT)                                                     \
    X(DONE, "done", 3, REPORT_ABOUT_EVENT)                                                         \
    X(CITIZEN, "citizen", 1, REPORT_ABOUT_PEOPLE)                                                  \
    X(WITNESSES, "witnesses", 3, REPORT_ABOUT_PEOPLE)                                              \
    X(EVIDENCE, "evidence", 1, REPORT_ABOUT_EVENT)                                                 \
    X(WRONG, "wrong", 2, REPORT_ABOUT_EVENT)                                                       \
    X(INJURY, "injury", 2, REPORT_ABOUT_HEALTH)                                                    \
    X(ABSENCE, "absence", 2, REPORT_ABOUT_HEALTH)                                                  \
    X(CONTACT, "contact", 3, REPORT_ABOUT_PEOPLE)
enum report_field {
#define X(name, word, kinds, class) REPORT_FIELD_##name,
    REPORT_FIELDS(X)
#undef X
        REPORT_FIELD_N
};
extern const char *const report_field_words[];
bool report_has_field(int64_t kind, int field);

/* Order is stored. */
enum report_event {
    REPORT_EVENT_STARTED,
    REPORT_EVENT_FILED,   /* detail: receipt */
    REPORT_EVENT_DECIDED, /* detail: reason */
    REPORT_EVENT_AGAIN,   /* what was decided no longer fits: an absence came */
    REPORT_EVENT_OUTCOME, /* detail: word and note */
    REPORT_EVENT_N
};

#define REPORT_TEXT_MAX 8000
#define REPORT_RECEIPT_MAX 80
#define REPORT_REASON_MIN 10
#define REPORT_REASON_MAX 2000

/* ---- which are owed (report_clock.c); jobs: the case, the incident, the person's absence; asking the police again */
job_fn report_on_case, report_on_incident, report_on_absence, report_follow;
#define REPORT_ON_CASE "reports.case"
#define REPORT_ON_INCIDENT "reports.incident"
#define REPORT_ON_ABSENCE "reports.absence"
#define REPORT_FOLLOW "reports.follow"

/* ---- reading (reports.c) */
enum report_sight {
    REPORT_SIGHT_OWN,  /* the employee: reads and writes, and may bring the receipt */
    REPORT_SIGHT_FILE, /* who leads the team or has the step: everything */
    REPORT_SIGHT_COPY  /* the safety representative: a filed accident, without people and health */
};
struct report_part {
    struct str text; /* what counts; STR_NONE: not for this reader */
    bool is_typed;   /* somebody wrote it; otherwise what is known of the incident, in Danish */
    struct report_text_row_list versions; /* earlier ones, newest first */
};
struct report {
    struct report_row row;
    enum report_sight sight;
    struct report_part part[REPORT_FIELD_N]; /* those that report_has_field */
    struct report_event_row_list events;     /* oldest first; none for a copy */
    int64_t due_at;                          /* of an open step; 0 otherwise */
};
/* A look at somebody else's is written to the audit first (at most one row in 15 minutes per person). */
CHECKED enum status report_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                struct report *ret);
bool report_shows(enum report_sight sight, int field);

/* Those of one case; and whether the actor may start the missing ones. */
struct report_case {
    struct report_case_row row;
    struct report_row_list reports;
    bool may_start;
};
CHECKED enum status report_case_find(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t case_id, struct report_case *ret);
/* In reach, newest first: one's own; a manager's teams; the copies of a safety representative. */
CHECKED enum status report_list(struct db *db, struct arena *a, const struct actor *who,
                                int64_t limit, struct report_row_list *ret);

/* Whether the list is of use to the actor: they read those of others, or have one. */
CHECKED enum status report_list_fits(struct db *db, struct arena *a, const struct actor *who,
                                     bool *ret);
bool report_leads(const struct actor *who); /* reads reports of others */

/* ---- acting (report_act.c) */
/* A report that no rule asks for; of an accident it says that compensation is likely. Twice is once. */
CHECKED enum status report_start(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t case_id, enum report_kind kind, int64_t *ret_id);
/* The same for the incident that the case follows. MISSING also while no case stands on it. */
CHECKED enum status report_start_incident(struct db *db, struct arena *a, const struct actor *who,
                                          int64_t incident_id, enum report_kind kind,
                                          int64_t *ret_id);
/* Texts with p == NULL stay. seen: the report's n_texts when the writer read it; CONFLICT when somebody wrote since.
 * INVALID for an identity number; *ret_field then says where (may be NULL). */
CHECKED enum status report_write(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, int64_t seen, const struct str text[REPORT_FIELD_N],
                                 int *ret_field);
/* Filed: number and day of the receipt. Also after a decision not to, and again to put a receipt right. */
CHECKED enum status report_file(struct db *db, struct arena *a, const struct actor *who,
                                const struct zone *zone, int64_t id, struct str receipt,
                                int64_t day);
/* The written decision not to report; never by the employee. */
CHECKED enum status report_decide(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct str reason);
/* What the police said. WAITING asks again in three months. */
CHECKED enum status report_outcome(struct db *db, struct arena *a, const struct actor *who,
                                   const struct zone *zone, int64_t id, enum report_outcome outcome,
                                   struct str note);

/* The document to print, in Danish, with what the reader sees (report_print.c). */
CHECKED enum status report_print(struct arena *a, const struct report *r, const struct zone *zone,
                                 struct str *ret);

#endif
