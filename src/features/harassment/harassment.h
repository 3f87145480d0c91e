/* An employee is named, filmed or threatened where everybody can see it: secure first, then have it taken down, and look again.
 *
 * A case stands on an incident, which opens the aftercare and carries the number and the reports. What is confided and every
 * file is sealed for the employee (core/vault.h). Who touched what is in the custody chain: each entry's hash covers the one
 * before, so that any change, loss or reordering shows.
 *
 * Every rule asks core/access.h itself. What is outside an actor's reach is MISSING.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_H
#define HARASSMENT_HARASSMENT_H

#include "base/zone.h"
#include "core/jobs.h"
#include "harassment_sql.h"

/* What is done to the employee; a bit each, order is stored. */
#define HARASSMENT_KINDS(X)                                                                        \
    X(NAMED, "named")                                                                              \
    X(FILMED, "filmed")                                                                            \
    X(THREATENED, "threatened")                                                                    \
    X(ADDRESS, "address") /* home, phone or family shown */                                        \
    X(IMITATED, "imitated")                                                                        \
    X(OTHER, "other")
enum harassment_kind {
#define X(name, word) HARASSMENT_##name,
    HARASSMENT_KINDS(X)
#undef X
        HARASSMENT_KIND_N
};
extern const char *const harassment_kind_words[];

/* Where; each kind of platform has its own steps. Order is stored. */
#define HARASSMENT_PLATFORMS(X)                                                                    \
    X(SOCIAL, "social_network")                                                                    \
    X(REVIEW, "review_site")                                                                       \
    X(VIDEO, "video")                                                                              \
    X(FORUM, "forum")                                                                              \
    X(MESSAGING, "messaging")                                                                      \
    X(SEARCH, "search_engine")
enum harassment_platform {
#define X(name, word) HARASSMENT_ON_##name,
    HARASSMENT_PLATFORMS(X)
#undef X
        HARASSMENT_PLATFORM_N
};
extern const char *const harassment_platform_words[];

/* What can be done. Order is stored. The first ones are for the whole case. */
#define HARASSMENT_STEPS(X)                                                                        \
    X(SECURE, "secure")                                                                            \
    X(POLICE, "police")                                                                            \
    X(NAME, "name")                                                                                \
    X(LOOK_AGAIN, "look_again")                                                                    \
    X(REPORT_POST, "report_post")                                                                  \
    X(REPORT_REVIEW, "report_review")                                                              \
    X(ANSWER_REVIEW, "answer_review")                                                              \
    X(REPORT_VIDEO, "report_video")                                                                \
    X(ASK_MODERATOR, "ask_moderator")                                                              \
    X(ASK_HOST, "ask_host")                                                                        \
    X(REPORT_SENDER, "report_sender")                                                              \
    X(BLOCK_SENDER, "block_sender")                                                                \
    X(REMOVE_RESULT, "remove_result")                                                              \
    X(ASK_AUTHOR, "ask_author")                                                                    \
    X(SEE_GONE, "see_gone")
enum harassment_step_kind {
#define X(name, word) HARASSMENT_STEP_##name,
    HARASSMENT_STEPS(X)
#undef X
        HARASSMENT_STEP_N
};
extern const char *const harassment_step_words[];

#define HARASSMENT_STATES(X)                                                                       \
    X(OPEN, "open") X(DONE, "done") X(NOT_NEEDED, "not_needed") X(REFUSED, "refused")
enum harassment_state {
#define X(name, word) HARASSMENT_##name,
    HARASSMENT_STATES(X)
#undef X
        HARASSMENT_STATE_N
};
extern const char *const harassment_state_words[];

/* Whether citizens are shown the employee's name. Order is stored. */
#define HARASSMENT_NAMES(X)                                                                        \
    X(UNDECIDED, "undecided") X(SHOWN, "shown") X(FIRST_NAME, "first_name") X(HIDDEN, "hidden")
enum harassment_name {
#define X(name, word) HARASSMENT_NAME_##name,
    HARASSMENT_NAMES(X)
#undef X
        HARASSMENT_NAME_N
};
extern const char *const harassment_name_words[];

/* What a file is, by its first bytes, whatever its name says. Pictures may be looked at in the browser. Order is stored. */
#define HARASSMENT_MEDIA(X)                                                                        \
    X(OTHER, "application/octet-stream")                                                           \
    X(PNG, "image/png")                                                                            \
    X(JPEG, "image/jpeg")                                                                          \
    X(GIF, "image/gif")                                                                            \
    X(WEBP, "image/webp")                                                                          \
    X(PDF, "application/pdf")                                                                      \
    X(MP4, "video/mp4")                                                                            \
    X(WEBM, "video/webm")
enum harassment_media {
#define X(name, type) HARASSMENT_MEDIA_##name,
    HARASSMENT_MEDIA(X)
#undef X
        HARASSMENT_MEDIA_N
};
extern const char *const harassment_media_types[];
bool harassment_is_picture(int64_t media);

/* Entries of the custody chain. Order is stored. */
#define HARASSMENT_ACTS(X)                                                                         \
    X(OPENED, "opened")                                                                            \
    X(PLACE_ADDED, "place_added")                                                                  \
    X(FILE_ADDED, "file_added")                                                                    \
    X(LOOKED, "looked")                                                                            \
    X(PICTURE_SEEN, "picture_seen")                                                                \
    X(DOWNLOADED, "downloaded")                                                                    \
    X(STEP_ENDED, "step_ended")                                                                    \
    X(STEP_TAKEN, "step_taken")                                                                    \
    X(STILL_THERE, "still_there")                                                                  \
    X(GONE, "gone")                                                                                \
    X(NAME_CHOSEN, "name_chosen")                                                                  \
    X(WATCH_SET, "watch_set")                                                                      \
    X(CLOSED, "closed")                                                                            \
    X(REOPENED, "reopened")                                                                        \
    X(FILE_REMOVED, "file_removed")   /* by a time limit */                                        \
    X(TEXTS_REMOVED, "texts_removed") /* by a time limit: story, addresses, words */
enum harassment_act {
#define X(name, word) HARASSMENT_ACT_##name,
    HARASSMENT_ACTS(X)
#undef X
        HARASSMENT_ACT_N
};
extern const char *const harassment_act_words[];

#define HARASSMENT_TEXT_MAX 4000
#define HARASSMENT_URL_MAX 2000
#define HARASSMENT_ACCOUNT_MAX 200
#define HARASSMENT_WORD_MAX 1000

/* Where files lie (made when first needed) and how large one may be; once per process, before anything else. */
void harassment_use(struct str evidence_folder, int64_t max_bytes);
int64_t harassment_max_bytes(void);

/* ---- reporting */
struct harassment_place_entry {
    int64_t platform;            /* enum harassment_platform */
    struct str address, account; /* one of them at least */
    int64_t seen_at;             /* 0: now */
};
struct harassment_entry {
    struct str client_key; /* 8–64 characters: sent twice, reported once */
    int64_t person_id;     /* 0: the actor */
    int64_t kinds, rating; /* rating 1–5 as incidents */
    bool wants_talk;
    int64_t posted_at; /* 0: not known */
    struct str story;
    struct harassment_place_entry place;
};
/* For oneself or, as with incidents, for a colleague of one's teams. Also logs the incident. */
CHECKED enum status harassment_report(struct db *db, struct arena *a, const struct actor *who,
                                      const struct zone *zone, const struct harassment_entry *entry,
                                      int64_t *ret_id);

/* ---- reading */
enum harassment_sight {
    HARASSMENT_SIGHT_OWN,         /* the employee: everything */
    HARASSMENT_SIGHT_RESPONSIBLE, /* manages the team: everything, and acts */
    HARASSMENT_SIGHT_REPORTER /* reported it for a colleague: what they brought, and may bring more */
};
struct harassment_may {
    bool act;    /* end and take steps, set the watch date, close */
    bool add;    /* places and files; say that it is still there or gone */
    bool open;   /* files */
    bool choose; /* whether the name is shown */
};
struct harassment_case {
    struct harassment_case_row row; /* texts opened */
    enum harassment_sight sight;
    struct harassment_may may;
    bool forgotten;  /* its texts and files can never be read again */
    bool unreadable; /* something does not open: the chain's findings say more */
    struct harassment_place_row_list places;
    struct harassment_file_row_list files;
    struct harassment_step_row_list steps; /* none for a reporter */
};
/* Each look is written to the chain and the audit first (at most one in 15 minutes per person). */
CHECKED enum status harassment_find(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct harassment_case *ret);
/* Own and reported ones, newest first. */
CHECKED enum status harassment_mine(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t limit, struct harassment_list_row_list *ret);
/* Those of one's teams, open ones first by what is due. */
CHECKED enum status harassment_board(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t limit, struct harassment_list_row_list *ret);
bool harassment_leads(const struct actor *who);

/* ---- evidence */
CHECKED enum status harassment_place_add(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t case_id,
                                         const struct harassment_place_entry *entry);
/* Somebody looked: still_there moves last_seen_at and reopens a closed case. */
CHECKED enum status harassment_place_seen(struct db *db, struct arena *a, const struct actor *who,
                                          int64_t place_id, bool still_there, int64_t *ret_case_id);
/* Where the bytes come from: up to n at `to`; *ret_n 0 at the end. */
typedef enum status harassment_source_fn(void *context, char *to, size_t n, size_t *ret_n);
struct harassment_upload {
    struct str name;
    int64_t place_id, seen_at; /* 0: none in particular; now */
    harassment_source_fn *source;
    void *context;
};
/* Sealed to the disk first, then the row: a row without its file never is. TOO_LARGE over the limit; INVALID: empty. */
CHECKED enum status harassment_file_add(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t case_id, const struct harassment_upload *upload,
                                        int64_t *ret_id);
/* Writes the look down, then opens. DENIED without the right to open files; MISSING: forgotten, or no such file. `picture`
 * wants one that is. *ret is of core/vault.h and lives in `keeper`, as the file that it reads. */
struct vault_file;
CHECKED enum status harassment_file_open(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t file_id, bool picture, struct arena *keeper,
                                         struct harassment_file_row *ret_row,
                                         struct vault_file **ret);

/* ---- acting */
CHECKED enum status harassment_step_end(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t step_id, enum harassment_state state,
                                        struct str word, int64_t *ret_case_id);
CHECKED enum status harassment_step_take(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t step_id, int64_t *ret_case_id);
/* HIDDEN wants a reason: it stands in the answer to whoever asks for access to documents. */
CHECKED enum status harassment_choose_name(struct db *db, struct arena *a, const struct actor *who,
                                           int64_t case_id, enum harassment_name choice,
                                           struct str reason);
CHECKED enum status harassment_watch(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t case_id, int64_t at);
/* CONFLICT while steps are open. */
CHECKED enum status harassment_close(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t case_id, struct str word);

/* ---- custody */
enum harassment_fault {
    HARASSMENT_ENTRY_CHANGED,
    HARASSMENT_ENTRY_MISSING,
    HARASSMENT_END_MISSING,  /* the last entries are gone */
    HARASSMENT_ROW_CHANGED,  /* a place or file is not what the chain says */
    HARASSMENT_ROW_MISSING,  /* the chain knows it, the case has it no more */
    HARASSMENT_ROW_UNKNOWN,  /* the chain does not know it */
    HARASSMENT_FILE_MISSING, /* on the disk */
    HARASSMENT_FILE_CHANGED,
    HARASSMENT_FAULT_N
};
struct harassment_finding {
    enum harassment_fault fault;
    int64_t seq, object_id;
};
struct harassment_custody {
    struct harassment_chain_row_list chain;
    struct harassment_finding *findings;
    size_t n_findings;
    bool removed; /* a time limit has taken files or texts; the chain keeps their fingerprints */
};
/* Holds chain, rows and disk against each other; `deep` also hashes the files. Asks for no right and writes no look: for who
 * has found the case, and for `bagvagt check`. */
CHECKED enum status harassment_custody(struct db *db, struct arena *a, int64_t case_id, bool deep,
                                       struct harassment_custody *ret);
/* All cases, and files that no row knows; a line each to ret. */
CHECKED enum status harassment_check(struct db *db, struct buf *ret);

/* ---- where platforms take complaints */
#define HARASSMENT_LINK_AGAIN_DAYS 180 /* platforms move their forms more often than laws change */
struct harassment_link {
    struct str url;
    int64_t verified_on; /* 0: nobody has tried it yet */
    int64_t again_on;    /* to be tried again by this day; 0: nobody has */
    struct str verified_by;
};
CHECKED enum status harassment_links(struct db *db, struct arena *a, int64_t centre_id,
                                     struct harassment_link ret[HARASSMENT_PLATFORM_N]);
/* Another address: nobody has tried that one. INVALID: no web address. */
CHECKED enum status harassment_link_set(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t platform, struct str url);
/* The address that stands there was tried today by the actor, and worked. */
CHECKED enum status harassment_link_tried(struct db *db, struct arena *a, const struct actor *who,
                                          const struct zone *zone, int64_t platform);

/* ---- jobs */
job_fn harassment_remind, harassment_look_again, harassment_sweep, harassment_on_report;
#define HARASSMENT_REMIND "harassment.remind"
#define HARASSMENT_LOOK_AGAIN "harassment.look_again"
#define HARASSMENT_SWEEP "harassment.sweep"
#define HARASSMENT_ON_REPORT "harassment.report" /* a report of any incident changed */

#endif
