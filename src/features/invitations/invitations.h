/* Appointments that people are invited to, by mails that calendar programs take over (iTIP, RFC 5546): an event of ours, who is to
 * come, and one mail for each change that matters to a person. Other features say what should be; what each was told last is
 * kept here, so that nothing is said twice.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INVITATIONS_INVITATIONS_H
#define INVITATIONS_INVITATIONS_H

#include "core/ical.h"
#include "core/jobs.h"
#include "features/notify/notify.h"
#include "invitations_sql.h"

struct invitation {
    struct str kind; /* "listening": with object_id the key; the same again changes it */
    int64_t object_id, centre_id;
    int64_t starts_at, ends_at;    /* ms since 1970 */
    struct str title_da, title_en; /* no names of colleagues or citizens, nothing confided */
    struct str text_da, text_en;   /* the same rule; may be empty */
    struct str place;              /* may be empty */
    struct str path;               /* the page in Bagvagt, "/listening/7" */
    const int64_t *people;         /* whoever is no more among them gets a cancellation */
    size_t n_people;
};

/* Within the caller's transaction; notices and mails go with it. Whoever is new among the people is invited; when anything but the
 * people changed, all of them hear of it; when nothing changed, nobody. What is over is told to nobody.
 * INVALID: ends before it starts; MISSING: a person whom this centre does not have. */
CHECKED enum status invitation_put(struct db *db, struct arena *a, const struct invitation *i);
/* In the same way. Nothing to cancel: OK. The same key may be put again later. */
CHECKED enum status invitation_cancel(struct db *db, struct arena *a, struct str kind,
                                      int64_t object_id);

/* What the person was told of appointments that end after `since`, for their own calendar; in order of time. The same uid as in the
 * mails. */
CHECKED enum status invitation_events(struct db *db, struct arena *a, int64_t person_id,
                                      enum lang lang, int64_t since, struct ical_event_list *ret);

/* The mail of one letter: a notice_letter_fn. */
CHECKED enum status invitation_letter(struct db *db, struct arena *a, int64_t letter,
                                      const struct notice_letter_for *to,
                                      struct notice_letter *ret);

/* Somebody leaves, or stays after all: what they were to come to is off, or on again. */
#define INVITATIONS_PEOPLE "invitations.people"
job_fn invitations_people;

#endif
