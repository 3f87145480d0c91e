/* One's own log of calls that were hard or merely difficult: what it was, how strong, what helped, and whether one wants to talk.
 * It is its author's alone. What the mentor may see and what may be used for the class's follow-up day are two switches of each
 * entry, and whatever others read goes through them (experience_for_mentor, experience_for_day).
 * Every rule asks core/access.h itself. Somebody else's entry is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_H
#define EXPERIENCE_EXPERIENCE_H

#include "core/access.h"
#include "core/jobs.h"
#include "experience_sql.h"

/* What it was. Order is stored: only append. */
#define EXPERIENCE_KINDS(X)                                                                        \
    X(ANGRY, "angry")                                                                              \
    X(DESPERATE, "desperate")                                                                      \
    X(INTOXICATED, "intoxicated")                                                                  \
    X(SLUR, "slur")       /* abuse, a racist remark */                                             \
    X(THREAT, "threat")   /* against the employee or somebody near */                              \
    X(EXPOSED, "exposed") /* filmed, named, put online */                                          \
    X(LIFE, "life")       /* somebody's life: suicide, a bomb */                                   \
    X(GRIEF, "grief")                                                                              \
    X(AGAIN, "again") /* the same caller once more, or one who was put through too often */        \
    X(ENDLESS, "endless")                                                                          \
    X(UNSURE, "unsure") /* did not know the answer */                                              \
    X(OTHER, "other")
enum experience_kind {
#define X(name, word) EXPERIENCE_##name,
    EXPERIENCE_KINDS(X)
#undef X
        EXPERIENCE_KIND_N
};
/* What helped; a bit each, order is stored. */
#define EXPERIENCE_HELPS(X)                                                                        \
    X(PAUSE, "pause")                                                                              \
    X(LISTENED, "listened")                                                                        \
    X(LIMIT, "limit") /* said where the limit is */                                                \
    X(COLLEAGUE, "colleague")                                                                      \
    X(HANDED, "handed_over")                                                                       \
    X(ENDED, "ended")                                                                              \
    X(LOOKED_UP, "looked_up")                                                                      \
    X(NOTHING, "nothing") /* nothing yet */
enum experience_help {
#define X(name, word) EXPERIENCE_HELP_##name,
    EXPERIENCE_HELPS(X)
#undef X
        EXPERIENCE_HELP_N
};
extern const char *const experience_kind_words[], *const experience_help_words[];

#define EXPERIENCE_STRENGTH_MAX 5
#define EXPERIENCE_NOTE_MAX 2000 /* bytes */
#define EXPERIENCE_TELLING_MAX 1200

/* A switch as it is sent: not said means as the author's wish has it. */
enum experience_let { EXPERIENCE_AS_WISHED = -1, EXPERIENCE_HIDE, EXPERIENCE_LET };
extern const char *const experience_let_words[]; /* "no", "yes" */

struct experience_entry {
    struct str client_key; /* 8-64 characters, made by the client: sent twice, logged once */
    int64_t kind, strength, helps;
    struct str note;
    bool wants_talk;
    int64_t for_mentor, for_day; /* enum experience_let */
    int64_t occurred_at;         /* 0: now; never in the future */
};
struct experience_logged {
    int64_t id;
    bool was_known; /* the same client_key came before: nothing was written */
};
/* INVALID (refused): out of range, or in the future. Whoever is beside the author hears of a wish to talk within seconds. */
CHECKED enum status experience_log(struct db *db, struct arena *a, const struct actor *who,
                                   const struct experience_entry *entry,
                                   struct experience_logged *ret);

/* ---- the author's own */
CHECKED enum status experience_list(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t before, int64_t most, struct experience_row_list *ret);
CHECKED enum status experience_find(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct experience_row *ret);
struct experience_change {
    int64_t kind, strength, helps;
    struct str note;
    struct str telling; /* how it may be told at the class's day; empty: not told */
    bool wants_talk, for_mentor, for_day;
};
/* INVALID (refused) also where the telling names a colleague, a number, an address: experience_screen.h. */
CHECKED enum status experience_change(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id, const struct experience_change *to);
/* The two switches alone. */
CHECKED enum status experience_share(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, bool for_mentor, bool for_day);
CHECKED enum status experience_drop(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id);
/* What new entries begin with. */
CHECKED enum status experience_wish(struct db *db, struct arena *a, const struct actor *who,
                                    struct experience_wish_row *ret);
CHECKED enum status experience_wish_set(struct db *db, const struct actor *who,
                                        const struct experience_wish_row *to);

/* ---- for the mentor, or who stands in */
#define EXPERIENCE_SEEN_MOST 50
/* Newest first: entries with `shown`, and of open wishes to talk that they are there. Written down as a look, at most once in 15
 * minutes. MISSING: the actor is not beside this person. */
CHECKED enum status experience_for_mentor(struct db *db, struct arena *a, const struct actor *who,
                                          int64_t person_id, struct experience_seen_row_list *ret);
/* All newcomers of the actor who let see something or want to talk, by name. */
struct experience_newcomer {
    int64_t person_id, run_id;
    struct str name;
    struct experience_seen_row_list seen;
};
struct experience_newcomers {
    struct experience_newcomer *at;
    size_t n;
};
CHECKED enum status experience_newcomers(struct db *db, struct arena *a, const struct actor *who,
                                         struct experience_newcomers *ret);
/* "We have talked about it": the author, or who is beside them. CONFLICT: nobody waits for it. */
CHECKED enum status experience_talked(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id);

/* ---- for the class's day: facts, no rights asked. By id; of an active plan. */
CHECKED enum status experience_for_day(struct db *db, struct arena *a, int64_t run_id,
                                       struct experience_day_row_list *ret);
/* Somebody is new and gets such a day, with their class or without one. */
CHECKED enum status experience_has_day(struct db *db, struct arena *a, int64_t person_id,
                                       bool *ret);

/* ---- jobs */
#define EXPERIENCE_TALK "experience.talk" /* an entry whose author wants to talk */
/* Put for a plan when what may be used for the day changed; who puts the day together runs it (joined.c). */
#define EXPERIENCE_FOR_DAY "experience.for_day"
job_fn experience_talk, experience_from_incident;

#endif
