/* Asking: a question, not an alarm, to whoever is on duty, by name or anonymously. It is answered on the same page, climbs
 * gently while nobody answers, and a good answer becomes a card that search finds.
 *
 * Of an anonymous question nothing is kept that says who asked (docs/decisions/0023). Its asker's browser holds a secret; by
 * that, and only in the asker's own session, the question is known as theirs. So rules that concern an asker take `secret`;
 * who has none passes STR_NONE.
 * Every rule asks core/access.h itself. What is outside the actor's centre is MISSING. No rule counts by person.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_H
#define ASKING_ASKING_H

#include "base/zone.h"
#include "core/access.h"
#include "core/jobs.h"
#include "features/asking/asking_words.h"
#include "asking_sql.h"

#define ASKING_TEXT_MAX 2000 /* bytes: a question, an answer */
#define ASKING_TITLE_MAX 120
#define ASKING_BODY_MAX 8000
#define ASKING_UNCLEAR_MAX 600
#define ASKING_SECRET_BYTES 32 /* of a browser */

/* Order is stored: only append. */
#define ASKING_STATES(X)                                                                           \
    X(OPEN, "open") /* waits for an answer */                                                      \
    X(ANSWERED, "answered")                                                                        \
    X(HELPED, "helped") /* the asker says so */
enum asking_state {
#define X(name, word) ASKING_##name,
    ASKING_STATES(X)
#undef X
        ASKING_STATE_N
};
extern const char *const asking_state_words[];

enum asking_reply_kind { ASKING_ANSWER, ASKING_MORE /* by the asker */ };

/* Who is told while nobody answers, one after the other; who is not there is skipped at once. */
enum asking_rung {
    ASKING_ON_WATCH,
    ASKING_SUPERVISORS,
    ASKING_EXPERIENCED, /* mentors, call trainers, and who has been here for a year and sits at an open desk page */
    ASKING_RUNG_N
};
#define ASKING_NEXT_S 90
#define ASKING_LEADER_S 180
#define ASKING_GRID_MS 5000 /* no time of an open question is finer */

/* ---- asking and answering (asking.c, asking_answer.c) */
enum asking_as { ASKING_BY_NAME, ASKING_ANONYMOUSLY };
extern const char *const asking_as_words[];
/* OK means: it is on disk. The same text again by the same asker while it is open is the same question. INVALID: empty, or
 * anonymous without a secret; TOO_LARGE. */
CHECKED enum status asking_ask(struct db *db, struct arena *a, const struct actor *who,
                               struct str text, enum asking_as as, struct str secret,
                               int64_t *ret_id);
/* CONFLICT: the asker said that it helped. */
CHECKED enum status asking_answer(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct str text);
/* By the asker alone (else MISSING). Helped: it is over. Again: not quite, with what is missing (may be empty); it climbs
 * anew. Withdraw: it is gone, as long as nobody has answered (else CONFLICT). */
CHECKED enum status asking_helped(struct db *db, struct arena *a, const struct actor *who,
                                  struct str secret, int64_t id);
CHECKED enum status asking_again(struct db *db, struct arena *a, const struct actor *who,
                                 struct str secret, int64_t id, struct str text);
CHECKED enum status asking_withdraw(struct db *db, struct arena *a, const struct actor *who,
                                    struct str secret, int64_t id);

struct asking_question {
    int64_t id, asked_at; /* anonymous: the hour */
    int64_t state, rung;
    bool anonymous, mine, waits, told_leader;
    struct str text;
    struct str
        asker; /* while it is open, and for the asker and who answers it; STR_NONE: not told */
    struct asking_reply_row_list replies;
};
struct asking_question_list {
    struct asking_question *at;
    size_t n;
};
CHECKED enum status asking_find(struct db *db, struct arena *a, const struct actor *who,
                                struct str secret, int64_t id, struct asking_question *ret);
#define ASKING_OPEN_MOST 50
#define ASKING_MINE_DAYS 14
struct asking_board {
    struct asking_question_list
        mine; /* the actor's of the last days, newest first; of the anonymous ones only by the secret */
    struct asking_question_list open; /* of others, those that wait longest first */
    int64_t n_here;                   /* colleagues at an open desk page */
    bool few;                         /* so few may ask here that others could guess who did */
};
CHECKED enum status asking_board(struct db *db, struct arena *a, const struct actor *who,
                                 struct str secret, struct asking_board *ret);
/* Those that wait in the actor's centre; 0 for who may not ask. */
CHECKED enum status asking_waiting(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t *ret);
struct str asking_secret_new(struct arena *a);

/* ---- finding (asking_search.c) */
enum asking_thing { ASKING_CARD, ASKING_QUESTION };
extern const char *const asking_thing_words[];
struct asking_hit {
    int64_t kind, id;       /* enum asking_thing */
    struct str title, text; /* of a question: itself, its latest answer */
    double score;
};
struct asking_hit_list {
    struct asking_hit *at; /* the best first */
    size_t n;
};
/* By stems, rare words first; a word that was begun is enough. `least`: what share of the weight of all words must be found, 0 to 1. */
CHECKED enum status asking_search(struct db *db, struct arena *a, const struct actor *who,
                                  struct str text, double least, size_t most,
                                  struct asking_hit_list *ret);
#define ASKING_SIMILAR_LEAST 0.4
#define ASKING_SIMILAR_MOST 3

/* ---- cards (asking_card.c) */
struct asking_card_entry {
    struct str title, body;
    int64_t owner_id;   /* 0: the actor, or who has it */
    int64_t review_day; /* 0: in a year */
    int64_t version;    /* that was changed */
};
#define ASKING_REVIEW_DAYS 365
#define ASKING_REMIND_DAYS 14 /* before the day */
CHECKED enum status asking_card_make(struct db *db, struct arena *a, const struct actor *who,
                                     const struct asking_card_entry *e, int64_t *ret_id);
/* By its owner, or who leads. CONFLICT: somebody was faster. What was unclear counts as mended. */
CHECKED enum status asking_card_change(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id, const struct asking_card_entry *e);
CHECKED enum status asking_card_close(struct db *db, struct arena *a, const struct actor *who,
                                      int64_t id);
CHECKED enum status asking_card_find(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, struct asking_card_row *ret);
bool asking_card_is_own(const struct actor *who, const struct asking_card_row *card);
/* By title. */
CHECKED enum status asking_cards(struct db *db, struct arena *a, const struct actor *who,
                                 struct asking_card_row_list *ret);
/* Tells the owner, at most once a day; what is unclear may be empty. Who says so is not kept. */
CHECKED enum status asking_unclear(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct str text);
/* For its owner and who leads; others: none. */
CHECKED enum status asking_unclear_of(struct db *db, struct arena *a, const struct actor *who,
                                      const struct asking_card_row *card,
                                      struct asking_unclear_row_list *ret);
/* To whom the actor may give a card: themselves, who has it, and whom they lead. */
CHECKED enum status asking_owners(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t has_it, struct asking_owner_row_list *ret);

/* ---- how fast (asking_times.c) */
#define ASKING_SMALLEST 5
struct asking_time {
    int64_t n;            /* 0 when hidden */
    int64_t p50_s, p90_s; /* half, nine of ten, had their first answer within; 0: none, or hidden */
    bool hidden;
};
struct asking_times {
    struct asking_time all, weekdays[7], hours[24]; /* when it was asked */
};
#define ASKING_TIMES_MONTHS 3
/* DENIED without PERM_NUMBERS_READ. */
CHECKED enum status asking_times(struct db *db, struct arena *a, const struct actor *who,
                                 struct asking_times *ret);
struct asking_pace {
    int64_t next_s, leader_s;
};
#define ASKING_NEXT_LEAST 15
#define ASKING_NEXT_MOST 900
#define ASKING_LEADER_MOST 3600
CHECKED enum status asking_pace(struct db *db, struct arena *a, int64_t centre_id,
                                struct asking_pace *ret);
/* INVALID: out of range, or the leader before the next. */
CHECKED enum status asking_pace_set(struct db *db, struct arena *a, const struct actor *who,
                                    const struct asking_pace *pace);

/* ---- jobs: one per centre climbs and settles; one per card reminds */
job_fn asking_climb, asking_review;
#define ASKING_CLIMB "asking.climb"

/* The clock was set back (core/set_back.h): what waits keeps its spans. */
CHECKED enum status asking_set_back(struct db *db, int64_t by_ms, int64_t near_at);
#define ASKING_REVIEW "asking.review"

#endif
