/* The acute minute: somebody presses, colleagues see it and say "I'm coming", it climbs until somebody is there, and it ends
 * in the log. Also warning and ending a call by agreed words.
 * Every rule asks core/access.h itself. What is outside the actor's centre is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_H
#define HELP_HELP_H

#include "base/zone.h"
#include "core/access.h"
#include "core/centre_calendar.h"
#include "core/jobs.h"
#include "features/help/help_escalate.h"
#include "help_sql.h"

/* What one can ask for. Order is stored: only append. */
#define HELP_KINDS(X)                                                                              \
    X(NEED, "need")         /* I need someone */                                                   \
    X(TAKEOVER, "takeover") /* take over this call */                                              \
    X(BOSS, "boss")         /* the boss, please */                                                 \
    X(ACUTE, "acute")                                                                              \
    X(AIR, "air") /* I need air */
enum help_kind {
#define X(name, word) HELP_##name,
    HELP_KINDS(X)
#undef X
        HELP_KIND_N
};
extern const char *const help_kind_words[];

/* By which policy a request climbs. Order is stored. */
#define HELP_OCCASIONS(X)                                                                          \
    X(ACUTE_DAY, "acute_day")                                                                      \
    X(ACUTE_NIGHT, "acute_night") /* outside office hours */                                       \
    X(CALL, "call")               /* somebody is on the line */                                    \
    X(TO_BOSS, "to_boss")                                                                          \
    X(SUPPORT, "support")
enum help_occasion {
#define X(name, word) HELP_ON_##name,
    HELP_OCCASIONS(X)
#undef X
        HELP_OCCASION_N
};
extern const char *const help_occasion_words[];

/* Whom a step calls; a bit each, order is stored. Never the one who pressed. */
#define HELP_TARGETS(X)                                                                            \
    X(TEAM, "team")                                                                                \
    X(CENTRE, "centre")                                                                            \
    X(ON_CALL, "on_call") /* who has the watch; nobody planned: who holds the role */              \
    X(SUPERVISOR, "supervisor")                                                                    \
    X(MANAGER, "manager") /* of the team */                                                        \
    X(ABOVE, "above")     /* the managers' own manager: of the whole centre */
enum help_target {
#define X(name, word) HELP_TO_##name,
    HELP_TARGETS(X)
#undef X
        HELP_TARGET_N
};
extern const char *const help_target_words[];

/* By what; a bit each, order is stored. All of a step go out at once. */
#define HELP_CHANNELS(X)                                                                           \
    X(PAGE, "page")     /* open desk pages */                                                      \
    X(NOTICE, "notice") /* every outer channel that the person has proved */                       \
    X(VOICE, "voice")   /* a call that asks for a key */
enum help_channel {
#define X(name, word) HELP_BY_##name,
    HELP_CHANNELS(X)
#undef X
        HELP_CHANNEL_N
};
extern const char *const help_channel_words[];
#define HELP_BIT(n) (INT64_C(1) << (n))

/* The time line; order is stored. */
#define HELP_EVENTS(X)                                                                             \
    X(PRESSED, "pressed")                                                                          \
    X(CALLED, "called")   /* a step; detail: how many */                                           \
    X(SKIPPED, "skipped") /* a step nobody of which can be reached */                              \
    X(COMING, "coming")                                                                            \
    X(ALSO_COMING, "also_coming")                                                                  \
    X(NOT_COMING, "not_coming")                                                                    \
    X(RETURNED, "returned") /* they did not come in time */                                        \
    X(RESORT, "last_resort")                                                                       \
    X(ARRIVED, "arrived")                                                                          \
    X(OVER, "over")                                                                                \
    X(CANCELLED, "cancelled")                                                                      \
    X(ASKED, "asked") /* whether they are all right */                                             \
    X(LOGGED, "logged")
enum help_event {
#define X(name, word) HELP_EVENT_##name,
    HELP_EVENTS(X)
#undef X
        HELP_EVENT_N
};
extern const char *const help_event_words[];

#define HELP_PLACE_MAX 60
#define HELP_HERE_MS 15000           /* a desk page not heard of for so long is away */
#define HELP_ASK_MS (10 * MINUTE_MS) /* taken back, and nobody has asked: the managers are told */
#define HELP_SHOWN_MS                                                                              \
    (30 * MINUTE_MS) /* what has ended stays on one's own page so long, to be logged */
#define HELP_SAY_MAX 600

/* ---- pressing and answering (help.c, help_answer.c) */
struct help_press {
    struct str client_key; /* 8–64 characters, made by the page: sent twice, asked once */
    int64_t kind;
    bool silent, at_home;
    struct str place; /* "desk 14"; empty: what the desk page was told */
    int64_t drill;    /* 0: real; else a drill that may call these targets alone */
};
struct help_pressed {
    int64_t id;
    bool was_known; /* it is open already: nothing new was asked */
};
/* OK means: it is on disk. An acute one is always silent: the caller hears the room. */
CHECKED enum status help_press(struct db *db, struct arena *a, const struct actor *who,
                               const struct help_press *press, struct help_pressed *ret);
/* "I'm coming." Exactly one is first (*ret_first). DENIED for one's own; CONFLICT when it is over. Twice is fine. */
CHECKED enum status help_come(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              bool *ret_first);
/* "I can't after all": it climbs on at once when too few are left. */
CHECKED enum status help_stay_away(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id);
/* Help is there: said by who pressed, or by who came. */
CHECKED enum status help_arrive(struct db *db, struct arena *a, const struct actor *who,
                                int64_t id);
/* It is over: by who pressed, or by who came. */
CHECKED enum status help_end(struct db *db, struct arena *a, const struct actor *who, int64_t id);
/* Taken back by who pressed; somebody still asks whether they are all right. */
CHECKED enum status help_cancel(struct db *db, struct arena *a, const struct actor *who,
                                int64_t id);
/* "I have asked", or, by who pressed: "I am all right". */
CHECKED enum status help_asked(struct db *db, struct arena *a, const struct actor *who, int64_t id);
/* One's own, ended: an incident with everything already filled in but the own rating. Twice is once. */
CHECKED enum status help_log(struct db *db, struct arena *a, const struct actor *who,
                             const struct zone *zone, int64_t id, int64_t class, int64_t rating,
                             int64_t *ret_incident_id);
/* There is nothing to log: one's own page shows it no more. */
CHECKED enum status help_no_log(struct db *db, struct arena *a, const struct actor *who,
                                int64_t id);
/* The same before they have said how hard it hit. In a transaction, by a rule that ends it for them. */
CHECKED enum status help_log_later(struct db *db, struct arena *a, const struct actor *who,
                                   const struct zone *zone, int64_t id, int64_t *ret_incident_id);
/* It is over; in a transaction, by a rule that has asked who may say so. Over already is fine. */
CHECKED enum status help_close(struct db *db, struct arena *a, const struct actor *who, int64_t id);
int64_t help_class_of(int64_t kind); /* what the log is filled in with: enum incident_class */

/* ---- the desk (help_desk.c) */
/* A desk page of the actor is open; place and switches when it says so. Writes at most once in a few seconds. page: the number
 * it gave itself, 0 while it has none. When a page closes but another one has spoken since, the actor is still there: a page
 * that is loaded anew speaks before the old one has said goodbye. */
CHECKED enum status help_desk_here(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t page);
CHECKED enum status help_desk_away(struct db *db, const struct actor *who, int64_t page);
/* From start to stop beats cost no transaction each: what was heard is written together once a second. For who serves pages. */
CHECKED enum status help_presence_start(struct store *store);
void help_presence_stop(void);
CHECKED enum status help_desk_set(struct db *db, struct arena *a, const struct actor *who,
                                  struct str place, bool at_home, bool silent);
/* Who is there; for rules that give people something to do. */
struct help_person {
    int64_t id;
    int64_t targets; /* bits: what they are for whoever is person_id below */
    int64_t team_id; /* 0: none */
    struct str name;
    bool here; /* at an open desk page */
    bool has_channel;
};
struct help_person_list {
    struct help_person *at;
    size_t n;
};
/* Everybody who could help whoever is person_id of that team, by id: of the centre, not gone, not away, not that person (0: nobody
 * is left out). Asks no permission. */
CHECKED enum status help_people(struct db *db, struct arena *a, int64_t centre_id,
                                int64_t person_id, int64_t team_id, struct help_person_list *ret);
/* Who could answer the actor now. */
struct help_ready {
    int64_t n_team, n_centre; /* colleagues at an open desk page; n_team are some of n_centre */
    int64_t n_reached; /* on watch or responsible, not at a page, but with a proved outer channel */
};
CHECKED enum status help_ready(struct db *db, struct arena *a, const struct actor *who,
                               struct help_ready *ret);
struct help_request {
    struct help_row row;
    struct help_answer_row_list answers; /* who is coming, first first */
};
struct help_request_list {
    struct help_request *at;
    size_t n;
};
struct help_desk {
    struct help_ready ready;
    bool has_watch;            /* the actor is called when somebody on watch is */
    struct help_desk_row here; /* what the desk page was told; place empty: nothing */
    struct help_request_list
        open; /* of the centre, oldest first; the actor's own too; drills: when they are called */
    struct help_request_list ended;  /* the actor's own, not logged yet */
    struct help_request_list asking; /* taken back by others, nobody has asked */
};
CHECKED enum status help_desk(struct db *db, struct arena *a, const struct actor *who,
                              struct help_desk *ret);
CHECKED enum status help_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              struct help_request *ret, struct help_event_row_list *ret_events);

/* ---- policies (help_policy.c) */
CHECKED enum status help_policy_get(struct db *db, struct arena *a, int64_t centre_id,
                                    enum help_occasion occasion, int64_t *ret_id,
                                    struct help_policy *ret);
CHECKED enum status help_policy_by_id(struct db *db, struct arena *a, int64_t id,
                                      enum help_occasion occasion, struct help_policy *ret);
/* INVALID for one that calls nobody, waits too long, or whose steps go out by nothing. */
CHECKED enum status help_policy_put(struct db *db, struct arena *a, const struct actor *who,
                                    enum help_occasion occasion, const struct help_policy *p);
/* The last resort comes at the latest so long after the press; nobody can change it. */
int64_t help_resort_ms(enum help_occasion occasion);
enum help_occasion help_occasion_of(enum help_kind kind, const struct calendar *office,
                                    int64_t at_ms);

/* ---- warn, then end (help_warn.c) */
#define HELP_SAYS(X)                                                                               \
    X(NAME, "name") /* the behaviour and the limit */                                              \
    X(WARN, "warn")                                                                                \
    X(END, "end")                                                                                  \
    X(SUICIDE, "suicide") /* what one says to stay on the line */                                  \
    X(BOMB, "bomb")
enum help_say {
#define X(name, word) HELP_SAY_##name,
    HELP_SAYS(X)
#undef X
        HELP_SAY_N
};
struct help_wording {
    int64_t version, made_at; /* 0: the program's own words */
    struct str text[LANG_N][HELP_SAY_N];
};
CHECKED enum status help_wording_get(struct db *db, struct arena *a, int64_t centre_id,
                                     struct help_wording *ret);
CHECKED enum status help_wording_put(struct db *db, struct arena *a, const struct actor *who,
                                     struct str text[LANG_N][HELP_SAY_N]);

/* How it ended; order is stored. */
#define HELP_OUTCOMES(X)                                                                           \
    X(RUNS, "runs")                                                                                \
    X(AFTER_WARNING, "after_warning")                                                              \
    X(THREAT, "threat")        /* a direct threat may be ended at once */                          \
    X(CALMED, "calmed")        /* the tone got better: nothing was ended */                        \
    X(STAY_SUICIDE, "suicide") /* one stays on the line, and is relieved */                        \
    X(STAY_BOMB, "bomb")
enum help_outcome {
#define X(name, word) HELP_OUT_##name,
    HELP_OUTCOMES(X)
#undef X
        HELP_OUTCOME_N
};
extern const char *const help_outcome_words[];
/* What one does on the page, in this order; the time is the server's. */
#define HELP_WARN_ACTS(X)                                                                          \
    X(NAME, "name")                                                                                \
    X(WARN, "warn")                                                                                \
    X(END, "end")                                                                                  \
    X(THREAT, "threat")                                                                            \
    X(CALMED, "calmed")                                                                            \
    X(SUICIDE, "suicide")                                                                          \
    X(BOMB, "bomb")
enum help_warn_act {
#define X(name, word) HELP_WARN_DO_##name,
    HELP_WARN_ACTS(X)
#undef X
        HELP_WARN_ACT_N
};
extern const char *const help_warn_act_words[];
/* Begins it when none runs. Ending writes the incident in the same transaction: the right was used. CONFLICT when one ends
 * before warning. A suicidal caller or a bomb asks for silent acute help in the same transaction. */
CHECKED enum status help_warn(struct db *db, struct arena *a, const struct actor *who,
                              const struct zone *zone, enum help_warn_act act,
                              struct help_warning_row *ret);
/* The actor's running one, or their latest of the last half hour. MISSING: none. */
CHECKED enum status help_warning_latest(struct db *db, struct arena *a, const struct actor *who,
                                        struct help_warning_row *ret);

/* The clock was set back (core/set_back.h): what is open keeps its spans. */
CHECKED enum status help_set_back(struct db *db, int64_t by_ms, int64_t near_at);

/* ---- jobs: climbing; "are you all right?" */
job_fn help_climb, help_ask;
#define HELP_CLIMB "help.climb"
#define HELP_ASK "help.ask"

#endif
