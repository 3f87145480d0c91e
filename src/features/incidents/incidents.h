/* What hit an employee, in their own rating, and what was done about it: logging, reading, adding, correcting, talking.
 * Every rule asks core/access.h itself, so pages, JSON and jobs share it. Things outside an actor's reach are MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_H
#define INCIDENTS_INCIDENTS_H

#include "base/zone.h"
#include "core/access.h"
#include "incidents_sql.h"

/* Objective class: what it was (A rude tone … E acute danger). Order is stored. */
#define INCIDENT_CLASSES(X) X(A) X(B) X(C) X(D) X(E)
enum incident_class {
#define X(name) INCIDENT_##name,
    INCIDENT_CLASSES(X)
#undef X
        INCIDENT_CLASS_N
};
extern const char *const incident_class_words[]; /* "a" … "e", NULL */

/* What the employee did; a bit each, order is stored. Ending after a warning is a right used, never a fault. */
#define INCIDENT_ACTS(X)                                                                           \
    X(CALMED, "calmed")                                                                            \
    X(WARNED, "warned")                                                                            \
    X(ENDED_AFTER_WARNING, "ended_after_warning")                                                  \
    X(ENDED_THREAT, "ended_threat")                                                                \
    X(HANDED_OVER, "handed_over")                                                                  \
    X(TO_BOSS, "to_boss")                                                                          \
    X(OTHER, "other")
enum incident_act {
#define X(name, word) INCIDENT_ACT_##name,
    INCIDENT_ACTS(X)
#undef X
        INCIDENT_ACT_N
};
extern const char *const incident_act_words[];
#define INCIDENT_ENDED                                                                             \
    (INT64_C(1) << INCIDENT_ACT_ENDED_AFTER_WARNING | INT64_C(1) << INCIDENT_ACT_ENDED_THREAT)

/* The free texts of an incident (what a form may send is in incidents_forms.c); every version is kept. Order is stored. */
#define INCIDENT_FIELDS(X)                                                                         \
    X(WORDS, "words")   /* the exact words */                                                      \
    X(BEFORE, "before") /* what went before */                                                     \
    X(HELPED, "helped")                                                                            \
    X(SEEN_BY, "seen_by")
enum incident_field {
#define X(name, word) INCIDENT_FIELD_##name,
    INCIDENT_FIELDS(X)
#undef X
        INCIDENT_FIELD_N
};
extern const char *const incident_field_words[];

enum incident_step_kind {
    INCIDENT_STEP_TALKED,
    INCIDENT_STEP_RATED,  /* by the employee: detail "2 4" */
    INCIDENT_STEP_RAISED, /* by somebody else: detail "2 4" */
    INCIDENT_STEP_TEXT,   /* detail: field word */
    INCIDENT_STEP_DETAILS,
    INCIDENT_STEP_N
};

#define INCIDENT_RATING_MAX 5 /* ratings are 1 … 5; 0 where nobody has said one */
#define INCIDENT_HARD 3       /* from this hit on one counts as hit hard, and aftercare begins */
#define INCIDENT_NEWCOMER_DAYS                                                                     \
    90                         /* from the first day on the phones: most who leave do so in these */
#define INCIDENT_TEXT_MAX 8000 /* bytes of one text */

/* "H-1042". */
struct str incident_number_text(struct arena *a, int64_t number);
/* "H-1042", "h1042" or "1042". */
bool incident_number_parse(struct str s, int64_t *ret);

struct incident_entry {
    struct str client_key; /* 8–64 characters, made by the client: sent twice, logged once */
    int64_t person_id;     /* who was hit; 0: the actor */
    int64_t call_id;       /* one of the person's own calls; 0: none */
    int64_t occurred_at;   /* 0: the call's start, else now; never in the future */
    int64_t class;         /* enum incident_class */
    int64_t rating; /* 1–5; a colleague's rating counts as raised, the own one stays open */
    bool near_miss, wants_talk, was_alone, at_home;
    bool
        rate_later; /* written by the program at the end of a call: rating 0, the employee says it afterwards */
    bool experience; /* own: into one's own experience log, too */
    int64_t acts;
    struct str text[INCIDENT_FIELD_N]; /* STR_NONE or empty: not said */
};
struct incident_logged {
    int64_t id, number;
    bool was_known; /* the same client_key came before: nothing was written */
};
/* INVALID (refused with a text) for a call that is not theirs or a time in the future; DENIED for a colleague outside
 * one's teams. */
CHECKED enum status incident_log(struct db *db, struct arena *a, const struct actor *who,
                                 const struct zone *zone, const struct incident_entry *entry,
                                 struct incident_logged *ret);

/* How much of an incident the actor sees. */
enum incident_sight {
    INCIDENT_SIGHT_FULL, /* own, or a manager's team */
    INCIDENT_SIGHT_LOGGER /* logged it for a colleague: the event and one's own words, not what came after */
};
/* What the actor may do with it now: the rules below refuse the rest, and pages offer only this. */
struct incident_may {
    bool write;          /* the employee, and who logged it */
    bool change_details; /* the employee */
    bool rate;           /* the employee: freely */
    bool raise;          /* who is responsible for the team: upwards */
    bool talk;           /* who is responsible for the team: once */
};
struct incident {
    struct incident_full_row row;
    enum incident_sight sight;
    struct incident_text_row_list
        texts; /* all versions, by field, newest first; only one's own for a logger */
    struct incident_step_row_list steps; /* oldest first; none for a logger */
    struct incident_may may;
};
/* Reads one. A look at somebody else's is written to the audit first (at most one row in 15 minutes per person). Whatever
 * shows a part of an incident reads it here, so that no look is left out. */
CHECKED enum status incident_find(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct incident *ret);
/* The id behind H-…; MISSING when outside the actor's reach. */
CHECKED enum status incident_find_number(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t number, int64_t *ret_id);

/* Adds a text or corrects one (DENIED but for the employee and who logged it): the earlier version stays. Unchanged text writes nothing. */
CHECKED enum status incident_write_text(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t id, enum incident_field field, struct str text);
/* The employee sets the own rating freely; who is responsible for the team can only raise (CONFLICT when they try to lower);
 * DENIED for all others. */
CHECKED enum status incident_rate(struct db *db, struct arena *a, const struct actor *who,
                                  const struct zone *zone, int64_t id, int64_t rating);
struct incident_details {
    int64_t class, acts;
    bool near_miss, wants_talk, was_alone, at_home;
};
CHECKED enum status incident_change_details(struct db *db, struct arena *a, const struct actor *who,
                                            const struct zone *zone, int64_t id,
                                            const struct incident_details *details);
/* "I have talked with …". CONFLICT when already said; DENIED about oneself. */
CHECKED enum status incident_talked(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id);

/* Makes a text's words findable; only for who writes texts past the functions above (the demo). */
CHECKED enum status incident_index_words(struct db *db, struct arena *a, int64_t id,
                                         struct str text);

/* The actor is in the first INCIDENT_NEWCOMER_DAYS. */
CHECKED enum status incident_newcomer(struct db *db, struct arena *a, const struct actor *who,
                                      const struct zone *zone, bool *ret);

/* ---- lists (incident_lists.c) */
struct incident_filter {
    struct str q;                    /* words, a name or a number; folded by the list itself */
    int64_t class;                   /* -1: any */
    int64_t min_hit;                 /* 0: any */
    int64_t team_id;                 /* 0: all in reach */
    int64_t from_at, to_at;          /* half open; 0: open end */
    bool untalked, wants_talk, mine; /* mine: only the actor's own and what they logged */
    int64_t after_at, after_id;      /* cursor: the last one seen; 0: from the newest */
    int64_t limit;                   /* 1–200 */
};
struct incident_page {
    struct incident_row_list rows;
    bool more;
};
/* What a list shows of an incident. */
struct incident_row incident_row_of(const struct incident_full_row *r);
/* Newest first, over all teams in reach. */
CHECKED enum status incident_list(struct db *db, struct arena *a, const struct actor *who,
                                  const struct incident_filter *filter, struct incident_page *ret);

struct incident_today {
    struct incident_tally_row sum; /* over the teams */
    int64_t n_new;                 /* logged since the actor last said "seen" */
    struct incident_row_list
        rows; /* not yet talked with: newcomers first, then who wants to talk, then hardest hit */
    bool more;
};
CHECKED enum status incident_today(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t limit, struct incident_today *ret);
CHECKED enum status incident_today_seen(struct db *db, struct arena *a, const struct actor *who);

/* Colleagues one may log for. */
CHECKED enum status incident_colleagues(struct db *db, struct arena *a, const struct actor *who,
                                        struct incident_person_row_list *ret);

/* ---- jobs: put in the transaction that logs, run by who keeps experience logs (joined.c) */
#define INCIDENT_EXPERIENCE "incident.experience"

#endif
