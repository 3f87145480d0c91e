/* Live: tells open pages that something of theirs changed, as soon as the change is committed and never before.
 *
 * In the transaction of the change (a rule or a job) say whom it concerns:
 *     TRY(live_tell(db, person_id, LIVE_INBOX, notice_id));
 *     TRY(live_tell_all(db, centre_id, PERM_FLOOR_READ, LIVE_FLOOR, alarm_id));
 * The page gets a topic and an id, and asks for what it may see: no confided text ever goes this way. In the browser a part
 * with data-live="inbox" is fetched anew by itself, and scripts hear `bagvagt:live` on document (static/js/live.js).
 *
 * Nothing is stored: a page that was away for longer than the last LIVE_KEPT events is told to ask for its state anew, as is
 * one whose server started again. So a page shows the state it asked for, not a sum of messages.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_LIVE_H
#define CORE_LIVE_H

#include "core/access.h"

/* What changed. Append a line for a new kind of page. */
#define LIVE_TOPICS(X)                                                                                      \
    X(INBOX, "inbox") /* notices of the person; the id is the notice's, 0: several */                       \
    X(HELP,                                                                                                 \
      "help") /* a request for help of the centre stands otherwise; its id, 0: who could come */            \
    X(ASKING, "asking") /* a question stands otherwise; its id, never whose */                              \
    X(DUTY, "duty")     /* who has the watch stands otherwise; the watch */                                 \
    X(GATE, "gate")     /* the gate before the phones opened or shut for the person */                      \
    X(CARD,                                                                                                 \
      "card") /* something within an acute call changed; the call. HELP says what every desk shows of it */ \
    X(LISTENING,                                                                                            \
      "listening") /* a listening session of the person stands otherwise; the session */                    \
    X(ONBOARDING, "onboarding") /* a newcomer's plan stands otherwise; the plan that runs */

enum live_topic {
#define X(name, word) LIVE_##name,
    LIVE_TOPICS(X)
#undef X
        LIVE_TOPIC_N
};

/* In a transaction. */
CHECKED enum status live_tell(struct db *db, int64_t person_id, enum live_topic topic,
                              int64_t object_id);
CHECKED enum status live_tell_many(struct db *db, const int64_t *person_ids, size_t n,
                                   enum live_topic topic, int64_t object_id);
/* Everybody of the centre (0: of all) who may do this somewhere. */
CHECKED enum status live_tell_all(struct db *db, int64_t centre_id, enum permission p,
                                  enum live_topic topic, int64_t object_id);
/* A session or what the person may was taken away: their streams end; the browser opens new ones as far as it may. */
CHECKED enum status live_check(struct db *db, int64_t person_id);

/* ---- the hub: one per process */

#define LIVE_KEPT 1024
#define LIVE_BEAT_MS 15000 /* a page that hears nothing for longer opens a new stream */
#define LIVE_LIFE_MS                                                                               \
    (15 *                                                                                          \
     MINUTE_MS) /* then a stream ends and is opened anew, so that nothing lasts that was missed */
#define LIVE_PER_PERSON 20 /* one browser needs one */

/* Joins the hub to the database's words; once, by whoever serves. */
CHECKED enum status live_start(struct store *store);
/* Ends all streams and the hub's thread; afterwards none can be opened until the next live_start. */
void live_stop(void);

/* Where the hub is now; "9f3a-17" for the browser. A page that was made from data read after this was asked misses nothing
 * when its stream begins there. */
int64_t live_now(void);
struct str live_position(struct arena *a, int64_t at);

struct live_page;
/* How a page waits; both are called with the hub's lock held and must not call back. */
struct live_wait {
    void (*pause)(void *context); /* nothing to send now */
    void (*wake)(void *context);  /* there is; or the stream ends */
    /* Writes this chunk (RFC 9112, 7.1) while paused; false: not possible, then wake is called. May be NULL. */
    bool (*push)(void *context, const char *chunk, size_t n);
    void *context;
};
/* asked_at: live_now() from before it was asked who this is. after: the position of a page or of its latest event; empty:
 * from asked_at on. BUSY: too many of this person, or the hub ends. */
CHECKED enum status live_open(const struct actor *who, int64_t asked_at, struct str after,
                              struct live_page **ret);
/* What comes next, at most `room` bytes (256 at least); 0 and not *ret_end: paused. */
size_t live_read(struct live_page *p, const struct live_wait *wait, char *to, size_t room,
                 bool *ret_end);
void live_close(struct live_page *p);
int64_t live_pages(void);

/* For tests: a beat for all, as the thread gives in turns; also ends what has lived long enough. */
void live_beat_all(void);

#endif
