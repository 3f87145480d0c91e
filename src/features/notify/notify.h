/* Tells people that something waits for them: always in the inbox, exactly once per event and person, and on the outer
 * channels they have chosen. Texts are fixed ones of the catalogue and name nobody.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_H
#define NOTIFY_NOTIFY_H

#include "base/zone.h"
#include "core/access.h"
#include "core/jobs.h"
#include "notify_sql.h"

/* Order is stored. */
enum notice_level {
    NOTICE_ORDINARY,  /* outer channels wait until quiet hours are over */
    NOTICE_STATUTORY, /* a term set by law: at once */
    NOTICE_ACUTE,     /* somebody needs help: at once */
    NOTICE_LEVEL_N
};
extern const char *const notice_level_words[];

/* Order is stored. */
enum notice_channel { NOTICE_EMAIL, NOTICE_SMS, NOTICE_PUSH, NOTICE_CHANNEL_N };

enum notice_state {
    NOTICE_WAITING,
    NOTICE_SENT,
    NOTICE_DROPPED, /* no longer wanted when its time came: over, channel switched off, code too old, person gone */
    NOTICE_FAILED,     /* refused, or not taken for NOTICE_GIVE_UP_MS */
    NOTICE_NO_ADDRESS, /* the other side knows no such address; the channel is dead */
    NOTICE_STATE_N
};
#define NOTICE_GIVE_UP_MS (4 * DAY_MS) /* RFC 5321 4.5.4.1: at least four to five days */

/* In a running transaction, of a rule or of a job. Writes the notice and what goes out, unless `dedupe` was told this person
 * before: then it writes nothing and is OK. `key` takes no placeholders and names nobody; `path` is a page of ours
 * ("/h/H-1042"). MISSING: no such person. */
CHECKED enum status notify_person(struct db *db, struct arena *a, int64_t person_id,
                                  enum notice_level level, enum text_key key, struct str path,
                                  struct str dedupe);
/* The same with a mail that holds more than the notice: what `notice_letter` makes of `letter`, which is not 0. */
CHECKED enum status notify_letter(struct db *db, struct arena *a, int64_t person_id,
                                  enum notice_level level, enum text_key key, struct str path,
                                  struct str dedupe, int64_t letter);
/* The same for all who hold a role for a team (and centre-wide), but not for the two given (0: nobody). */
CHECKED enum status notify_role(struct db *db, struct arena *a, enum role role, int64_t team_id,
                                int64_t centre_id, const int64_t except[2], enum notice_level level,
                                enum text_key key, struct str path, struct str dedupe);

/* In a running transaction: what these notices called for is over. Whatever of them still waits on an outer channel is dropped
 * instead of sent; the inbox keeps them. `beginning` is what their `dedupe` begins with, with the space behind it. */
CHECKED enum status notify_over(struct db *db, struct str beginning);

/* The clock was set back (core/set_back.h): what was to go out soon still goes out soon. */
CHECKED enum status notify_set_back(struct db *db, int64_t by_ms, int64_t near_at);

/* ---- mails that hold more than a notice: an appointment that calendar programs take over */
struct notice_letter_for {
    struct str from, to;   /* addresses */
    struct str public_url; /* empty: there is none */
    enum lang lang;
    bool has_left; /* the reader has left the centre */
};
struct notice_letter {
    struct str subject, text;
    struct str calendar, calendar_method; /* net/mail.h */
};
/* Outside of any transaction, when it is sent; the same each time it is tried. MISSING: not wanted any more, or by this reader. */
typedef enum status notice_letter_fn(struct db *db, struct arena *a, int64_t letter,
                                     const struct notice_letter_for *to, struct notice_letter *ret);
/* The program's. */
extern notice_letter_fn *const notice_letter;

/* When quiet hours that hold at this instant end; the instant itself when none do. Minutes of wall time. */
int64_t notify_quiet_end(const struct zone *zone, int64_t from_minute, int64_t to_minute,
                         int64_t at_ms);

/* ---- the inbox of the actor */
CHECKED enum status notify_inbox(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t before, int64_t at_most, struct notice_list *ret);
CHECKED enum status notify_unread_count(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t *ret);
/* Reading twice is fine. MISSING: not one of the actor's. */
CHECKED enum status notify_mark_read(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, struct notice *ret);
CHECKED enum status notify_mark_all_read(struct db *db, const struct actor *who, int64_t up_to);
/* The words of a notice; of one that an older or newer program wrote, a general one. */
enum text_key notice_key(struct str name);

/* ---- channels and quiet hours of the actor (notify_channel.c) */
struct notify_number {
    bool chosen, verified, dead, code_waits;
    struct str number; /* "+4512345678"; STR_NONE: none known */
};
struct notify_settings {
    struct notify_number sms;
    bool has_email, email_verified, email_dead, code_waits;
    struct str
        email; /* the person's own address until another one is chosen; STR_NONE: none known */
    bool has_quiet;
    int64_t quiet_from, quiet_to; /* minutes */
};
CHECKED enum status notify_settings(struct db *db, struct arena *a, const struct actor *who,
                                    struct notify_settings *ret);
/* An address or number that is not proved is sent a code (*ret_code_sent). INVALID: no address, or quiet hours without length. CONFLICT:
 * too many codes within an hour. */
CHECKED enum status notify_settings_change(struct db *db, struct arena *a, const struct actor *who,
                                           const struct notify_settings *to, bool *ret_code_sent);
/* INVALID: wrong; CONFLICT: none waits, too old, or tried too often. */
#define NOTIFY_CODE_TRIES 5
#define NOTIFY_CODE_MS (30 * MINUTE_MS)
#define NOTIFY_CODES_AN_HOUR 5
CHECKED enum status notify_verify(struct db *db, struct arena *a, const struct actor *who,
                                  enum notice_channel channel, struct str code);

/* ---- browsers that show messages (notify_push.c) */
#define NOTIFY_BROWSERS 10
struct notify_subscription {
    struct str endpoint, p256dh, auth; /* as the browser gave them */
    struct str label;                  /* for the person to tell their browsers apart */
};
/* Again for the same browser is fine. INVALID: no push service, or keys that are none. CONFLICT: NOTIFY_BROWSERS already. */
CHECKED enum status notify_push_add(struct db *db, struct arena *a, const struct actor *who,
                                    const struct notify_subscription *s);
CHECKED enum status notify_push_remove(struct db *db, const struct actor *who, int64_t id);
CHECKED enum status notify_push_browsers(struct db *db, struct arena *a, const struct actor *who,
                                         struct notify_browser_list *ret);
/* What browsers need to subscribe: the public key of the installation, URL-safe base64. */
CHECKED enum status notify_push_public(struct db *db, struct arena *a, struct str *ret);

/* What went out to the actor, newest first. */
CHECKED enum status notify_log(struct db *db, struct arena *a, const struct actor *who,
                               int64_t at_most, struct notify_log_row_list *ret);
/* Counts without people, for the administrator. DENIED without PERM_PEOPLE_MANAGE. */
CHECKED enum status notify_totals(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t since, struct notify_totals *ret);
/* How sending stands on each channel, without people; for the health of the server. */
struct notify_sending {
    int64_t due_since;     /* the oldest that should have gone out by now; 0: none waits */
    int64_t failing_since; /* the oldest that was tried in vain and still waits; 0: none */
    int64_t sent_at;       /* the latest that was taken; 0: none yet */
};
CHECKED enum status notify_sending(struct db *db, struct arena *a,
                                   struct notify_sending ret[NOTICE_CHANNEL_N]);
/* An address of this person was found dead. */
CHECKED enum status notify_has_dead(struct db *db, struct arena *a, int64_t person_id, bool *ret);

/* ---- what others announce (notify_listen.c); for the program's list of jobs */
job_fn notify_on_logged, notify_on_talked;

#endif
