/* Signs of life. In: the telephone system, a backup or a watcher on another machine reports every so often; when it does not,
 * who looks after it is told. Out: while everything here is really well, we report to addresses elsewhere, whose silence
 * somebody else hears. And what "well" means: struct health.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_H
#define HEARTBEATS_HEARTBEATS_H

#include "core/access.h"
#include "core/jobs.h"
#include "heartbeats_sql.h"

/* Order is stored. */
enum heartbeat_kind {
    HEARTBEAT_THING, /* reports to a secret address */
    HEARTBEAT_WATCHER /* `bagvagt watch` elsewhere: asks for the health by a token, and is seen by that */
};
extern const char *const heartbeat_kind_words[]; /* "thing", "watcher", NULL */

#define HEARTBEAT_EVERY_MIN_S 10
#define HEARTBEAT_EVERY_MAX_S (31 * 86400)
#define HEARTBEATS_MOST 50
#define HEARTBEAT_NAME_MAX 80

struct heartbeat_entry {
    struct str name;
    int64_t kind, every_s, grace_s;
    int64_t owner_id; /* who is told; may look after heartbeats */
    bool on_duty;     /* help hangs on it: shown beside the watches */
};

/* All want PERM_HEARTBEATS and stay within the actor's centre. The secret is told once.
 * INVALID: no name, times out of range, or an owner who may not; CONFLICT: HEARTBEATS_MOST already. */
CHECKED enum status heartbeat_add(struct db *db, struct arena *a, const struct actor *who,
                                  const struct heartbeat_entry *entry, int64_t *ret_id,
                                  struct str *ret_secret);
/* Everything but its kind. Its secret stays, or is made anew and told once: *ret_secret, STR_NONE when it stays. What is a
 * silence by the new times stays one, and a new owner is told of it; what is none by them is over. INVALID as above. */
CHECKED enum status heartbeat_change(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, const struct heartbeat_entry *entry, bool renew,
                                     struct str *ret_secret);
CHECKED enum status heartbeat_renew(struct db *db, struct arena *a, const struct actor *who,
                                    int64_t id, struct str *ret_secret);
CHECKED enum status heartbeat_remove(struct db *db, const struct actor *who, int64_t id);
CHECKED enum status heartbeats_all(struct db *db, struct arena *a, const struct actor *who,
                                   struct heartbeat_list *ret);
CHECKED enum status heartbeat_find(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, struct heartbeat *ret);
/* Who may be told: those of the centre who may look after heartbeats. */
CHECKED enum status heartbeat_owners(struct db *db, struct arena *a, const struct actor *who,
                                     struct heartbeat_owner_list *ret);
/* What is missed and on_duty; wants PERM_DUTY_READ. */
CHECKED enum status heartbeats_on_duty(struct db *db, struct arena *a, const struct actor *who,
                                       struct heartbeat_list *ret);

/* Somebody who knows the secret reports. MISSING: no such secret, or one of the other kind. */
CHECKED enum status heartbeat_beat(struct db *db, struct arena *a, enum heartbeat_kind kind,
                                   struct str secret);

/* The job that looks at the end of each span, and what puts it for all when the program starts: while it did not run nobody
 * could report, so everybody gets a whole span anew. */
#define HEARTBEAT_LOOK "heartbeats.look"
job_fn heartbeat_look;
CHECKED enum status heartbeats_plan(struct store *store);

/* The clock was set back (core/set_back.h). */
CHECKED enum status heartbeats_set_back(struct db *db, int64_t by_ms, int64_t near_at);

/* ---- health (heartbeats_health.c) */

/* What is not well; a bit each. */
#define HEALTH_TROUBLES(X)                                                                         \
    X(WRITE, "write")     /* the database takes no writes */                                       \
    X(PULSE, "pulse")     /* the job that runs every ten seconds does not */                       \
    X(JOBS, "jobs")       /* other jobs are late */                                                \
    X(SENDING, "sending") /* messages that should be out by now are not even tried */              \
    X(EMAIL, "email")     /* no mail gets through */                                               \
    X(SMS, "sms")         /* no text message does */
enum health_trouble {
#define X(name, word) HEALTH_##name,
    HEALTH_TROUBLES(X)
#undef X
        HEALTH_TROUBLE_N
};
extern const char *const health_trouble_words[];

#define HEALTH_LATE_MS INT64_C(45000)        /* a job, a message */
#define HEALTH_SMS_FAILING_MS INT64_C(30000) /* tried in vain, and nothing taken since */
#define HEALTH_EMAIL_FAILING_MS                                                                    \
    (10 * INT64_C(60000)) /* mail servers put off strangers for minutes */

struct health {
    bool well;
    int64_t troubles; /* HEALTH_ bits */
    int64_t at;
    int64_t pulse_age_s, jobs_late_s, jobs_broken, sending_late_s;
    int64_t email_sent_at, sms_sent_at, push_sent_at; /* 0: none yet */
    struct str version;
};
/* Reads alone: HEALTH_WRITE is for the caller, who has tried to write (heartbeat_beat). */
CHECKED enum status health_read(struct db *db, struct arena *a, int64_t started_at,
                                struct health *ret);
void health_add(struct health *h, enum health_trouble trouble);

/* ---- out (heartbeats_out.c) */

#define HEARTBEAT_OUT_EVERY_MS INT64_C(60000)
#define HEARTBEAT_OUT_MOST 10

/* All want PERM_HEARTBEATS. INVALID: no https address (http:// where our own network is fine). */
CHECKED enum status heartbeat_out_add(struct db *db, struct arena *a, const struct actor *who,
                                      struct str url, bool may_be_plain, int64_t *ret_id);
/* The new address has heard nothing yet, and is called within seconds. */
CHECKED enum status heartbeat_out_change(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t id, struct str url, bool may_be_plain);
CHECKED enum status heartbeat_out_find(struct db *db, struct arena *a, const struct actor *who,
                                       int64_t id, struct heartbeat_out *ret);
CHECKED enum status heartbeat_out_remove(struct db *db, const struct actor *who, int64_t id);
CHECKED enum status heartbeat_outs(struct db *db, struct arena *a, const struct actor *who,
                                   struct heartbeat_out_list *ret);

/* Posts to each address that is due by clock_now(), if all is well; *ret_n how many were taken. */
CHECKED enum status heartbeats_send_due(struct store *store, int64_t started_at,
                                        bool may_be_private, size_t *ret_n);
struct heartbeat_sender;
CHECKED enum status heartbeat_sender_start(struct store *store, bool may_be_private,
                                           struct heartbeat_sender **ret);
void heartbeat_sender_stop(struct heartbeat_sender *s); /* NULL is fine */

#endif
