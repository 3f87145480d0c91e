/* What follows towards the citizen when conduct went too far: the employee asks, a manager who was not hit answers with a
 * warning letter or a contact restriction that always ends, and whoever takes the next call is told as much as they need.
 * The citizen is known by the case system's reference alone; no name, address or number is kept.
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_H
#define CONDUCT_CONDUCT_H

#include "base/zone.h"
#include "conduct_sql.h"
#include "core/access.h"
#include "core/jobs.h"

/* What the employee hopes for; the manager is free. Order is stored in all these lists: only append. */
#define CONDUCT_WISHES(X)                                                                          \
    X(YOU_JUDGE, "you_judge") X(WARNING, "warning") X(RESTRICTION, "restriction")
enum conduct_wish {
#define X(name, word) CONDUCT_WISH_##name,
    CONDUCT_WISHES(X)
#undef X
        CONDUCT_WISH_N
};
extern const char *const conduct_wish_words[];

#define CONDUCT_STATES(X)                                                                          \
    X(ASKED, "asked")       /* nobody has answered yet */                                          \
    X(HEARING, "hearing")   /* the citizen has been asked */                                       \
    X(DECLINED, "declined") /* no follow-up, with an answer to the employee */                     \
    X(WARNED, "warned")     /* a warning letter was written */                                     \
    X(IN_FORCE, "in_force") /* 4: the migration's index knows it */                                \
    X(ENDED, "ended")       /* by the clock */                                                     \
    X(LIFTED, "lifted")     /* by a manager, before its end */
enum conduct_state {
#define X(name, word) CONDUCT_##name,
    CONDUCT_STATES(X)
#undef X
        CONDUCT_STATE_N
};
extern const char *const conduct_state_words[];

enum conduct_decision_kind {
    CONDUCT_DECIDED,
    CONDUCT_CHANGED, /* never a later end */
    CONDUCT_RENEWED, /* a decision of its own, with its own grounds */
    CONDUCT_DECISION_KIND_N
};

/* What the restriction covers. */
#define CONDUCT_SCOPES(X) X(PHONE, "phone") X(ATTENDANCE, "attendance") X(EMAIL, "email")
enum conduct_scope {
#define X(name, word) CONDUCT_SCOPE_##name,
    CONDUCT_SCOPES(X)
#undef X
        CONDUCT_SCOPE_N
};
extern const char *const conduct_scope_words[];

/* The way that stays open: an authority must be reachable. */
#define CONDUCT_CHANNELS(X)                                                                        \
    X(LETTER, "letter") /* by post or Digital Post */                                              \
    X(EMAIL, "email")                                                                              \
    X(PHONE_HOURS, "phone_hours")       /* by phone, in the hours given */                         \
    X(CONTACT_PERSON, "contact_person") /* one person who takes all contact */                     \
    X(MEETING, "meeting")               /* by appointment */
enum conduct_channel {
#define X(name, word) CONDUCT_CHANNEL_##name,
    CONDUCT_CHANNELS(X)
#undef X
        CONDUCT_CHANNEL_N
};
extern const char *const conduct_channel_words[];

#define CONDUCT_YES_NO(X) X(NO, "no") X(YES, "yes")
extern const char *const conduct_yes_no_words[];

/* Whether the citizen was heard before the decision. */
#define CONDUCT_HEARINGS(X)                                                                        \
    X(HEARD, "heard")           /* has answered, or the time for it has run out */                 \
    X(NOT_NEEDED, "not_needed") /* with the reason */                                              \
    X(AFTERWARDS, "afterwards") /* could not wait; with the reason */
enum conduct_hearing {
#define X(name, word) CONDUCT_HEARING_##name,
    CONDUCT_HEARINGS(X)
#undef X
        CONDUCT_HEARING_N
};
extern const char *const conduct_hearing_words[];

#define CONDUCT_LETTERS(X)                                                                         \
    X(WARNING, "warning")                                                                          \
    X(HEARING, "hearing")                                                                          \
    X(RESTRICTION, "restriction")                                                                  \
    X(LIFTED, "lifted")                                                                            \
    X(COMPLAINT, "complaint") /* no letter: the guidance that stands in one */
enum conduct_letter_kind {
#define X(name, word) CONDUCT_LETTER_##name,
    CONDUCT_LETTERS(X)
#undef X
        CONDUCT_LETTER_N
};
extern const char *const conduct_letter_words[];

enum conduct_event {
    CONDUCT_EVENT_ASKED,
    CONDUCT_EVENT_DECLINED,
    CONDUCT_EVENT_LETTER_WARNING, /* the letters in their order */
    CONDUCT_EVENT_LETTER_HEARING,
    CONDUCT_EVENT_LETTER_RESTRICTION,
    CONDUCT_EVENT_LETTER_LIFTED,
    CONDUCT_EVENT_HEARING,
    CONDUCT_EVENT_HEARD,
    CONDUCT_EVENT_DECIDED, /* the decisions in their order */
    CONDUCT_EVENT_CHANGED,
    CONDUCT_EVENT_RENEWED,
    CONDUCT_EVENT_LIFTED,
    CONDUCT_EVENT_ENDED,
    CONDUCT_EVENT_PRINTED,
    CONDUCT_EVENT_N
};
extern const enum text_key conduct_event_texts[CONDUCT_EVENT_N];

/* Days that a centre sets for itself, each with where it comes from and when that was last checked. */
#define CONDUCT_TERMS(X)                                                                           \
    X(MAX, "max")         /* a restriction lasts at most so long, then it takes a new decision */  \
    X(REVIEW, "review")   /* looked at again after at most so long */                              \
    X(HEARING, "hearing") /* the citizen has so long to answer */                                  \
    X(ANSWER, "answer")   /* working days in which the employee has an answer */                   \
    X(REMIND, "remind")   /* managers are reminded so long before a review and an end */           \
    X(OLD, "old")         /* conduct older than this carries no restriction */
enum conduct_term {
#define X(name, word) CONDUCT_TERM_##name,
    CONDUCT_TERMS(X)
#undef X
        CONDUCT_TERM_N
};
extern const char *const conduct_term_words[];

#define CONDUCT_TEXT_MAX 4000   /* bytes of one text */
#define CONDUCT_LETTER_MAX 8000 /* of a letter or template */
#define CONDUCT_REFERENCE_MAX 60

/* The reference as it is compared: letters and digits alone, in lower case. */
struct str conduct_reference_key(struct arena *a, struct str reference);

/* ---- asking */
struct conduct_request {
    int64_t wish;
    struct str words, reference;
};
/* By the employee who was hit, or by who leads the team. CONFLICT when it was asked for before. */
CHECKED enum status conduct_ask(struct db *db, struct arena *a, const struct actor *who,
                                int64_t incident_id, const struct conduct_request *request,
                                int64_t *ret_id);
/* The incident's case; MISSING when there is none or it is not the actor's to see. Not a look: state and answer alone. */
CHECKED enum status conduct_of_incident(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t incident_id, struct conduct_case_row *ret);

/* ---- reading */
enum conduct_sight {
    CONDUCT_SIGHT_ASKER, /* the employee: what was asked, the answer, what holds until when; no grounds */
    CONDUCT_SIGHT_FULL /* leads the team and was not hit */
};
struct conduct_case {
    struct conduct_case_row row;
    enum conduct_sight sight;
    bool has_decision;
    struct conduct_decision_row decision;       /* the latest; without its grounds for an asker */
    struct conduct_decision_row_list decisions; /* newest first; none for an asker */
    struct conduct_letter_row_list letters;     /* oldest first; none for an asker */
    struct conduct_ground_row_list grounds;     /* further incidents; none for an asker */
    struct conduct_event_row_list events;       /* oldest first */
    bool may_decide;
};
/* A look at what is not one's own request is written to the audit first (at most one row in 15 minutes per person). */
CHECKED enum status conduct_find(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct conduct_case *ret);
/* Not answered yet first, then by what ends first, then what is over. At most `limit`. */
CHECKED enum status conduct_list(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t limit, struct conduct_list_row_list *ret);

/* ---- answering: all refuse who was hit, and want a manager of the team */
CHECKED enum status conduct_decline(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct str answer);
struct conduct_letter {
    int64_t kind; /* enum conduct_letter_kind */
    int64_t lang; /* enum lang: the citizen's, not the writer's */
    struct str body;
    struct str answer; /* to the employee; for a warning */
};
/* Keeps the letter; a warning answers the request, a hearing letter begins the hearing. */
CHECKED enum status conduct_write_letter(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t id, const struct conduct_letter *letter,
                                         int64_t *ret_letter_id);
/* What the citizen answered, in short. */
CHECKED enum status conduct_heard(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct str heard);

struct conduct_restriction {
    struct str reference; /* of the case system */
    struct str more;      /* further incidents: "H-1042, H-1050" */
    struct str grounds;
    int64_t scope;
    struct str lines, hours;
    int64_t channel;
    struct str channel_words;
    int64_t has_needs; /* 0 no, 1 yes */
    struct str needs_words;
    int64_t hearing;
    struct str hearing_words;
    struct str say;
    int64_t from_day, review_day, end_day;
    struct str answer; /* to the employee */
};
/* The first decision (DECIDED), a change of one in force, or its renewal. INVALID, refused with what is wrong, when it would
 * last too long, leave no way open, or stand on old conduct; CONFLICT when the state does not allow it, another restriction
 * holds for the reference, or the hearing still runs. */
CHECKED enum status conduct_restrict(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, enum conduct_decision_kind kind,
                                     const struct conduct_restriction *r);
CHECKED enum status conduct_lift(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct str answer);
/* Reads a letter for printing, and notes that it was printed. */
CHECKED enum status conduct_letter_find(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t letter_id, struct conduct_letter_row *ret,
                                        struct conduct_case_row *ret_case);
CHECKED enum status conduct_letter_printed(struct db *db, const struct actor *who, int64_t case_id);

/* ---- who takes the next call (conduct_check.c) */
struct conduct_answer {
    bool restricted;
    int64_t scope;
    struct str lines, hours;
    int64_t channel;
    struct str channel_words, say;
    int64_t from_day, end_day;
    struct str until; /* "2026-12-31": end_day, for programs */
};
/* Never the grounds. Each look is written to the audit, also one that finds nothing. INVALID without a letter or digit. */
CHECKED enum status conduct_check(struct db *db, struct arena *a, const struct actor *who,
                                  struct str reference, struct conduct_answer *ret);

/* ---- templates and terms of a centre (conduct_words.c) */
struct conduct_template {
    struct str body;
    int64_t version;                          /* 0: the program's own */
    struct conduct_version_row_list versions; /* newest first */
};
CHECKED enum status conduct_template(struct db *db, struct arena *a, int64_t centre_id,
                                     enum conduct_letter_kind kind, enum lang lang,
                                     struct conduct_template *ret);
CHECKED enum status conduct_template_set(struct db *db, struct arena *a, const struct actor *who,
                                         enum conduct_letter_kind kind, enum lang lang,
                                         struct str body);
struct conduct_term_value {
    int64_t days;
    struct str source;
    int64_t verified_on; /* 0: nobody has checked it yet */
    int64_t version;     /* 0: the program's own */
};
CHECKED enum status conduct_terms(struct db *db, struct arena *a, int64_t centre_id,
                                  struct conduct_term_value ret[CONDUCT_TERM_N]);
CHECKED enum status conduct_term_set(struct db *db, struct arena *a, const struct actor *who,
                                     enum conduct_term kind,
                                     const struct conduct_term_value *value);
extern const struct conduct_term_bounds {
    int64_t days, min, max;
    enum text_key source;
} conduct_term_defaults[CONDUCT_TERM_N];

/* ---- the clock: an unanswered request, a hearing, a review, the end (conduct_clock.c) */
job_fn conduct_clock;
#define CONDUCT_CLOCK "conduct.clock"

#endif
