/* Absences from a calendar elsewhere (iCalendar by its address): they follow it, when an event moves or goes, and never touch
 * what was entered by hand. Of an event only its days are kept: no title, no place.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ABSENCES_ABSENCES_H
#define ABSENCES_ABSENCES_H

#include "base/zone.h"
#include "core/access.h"
#include "core/jobs.h"
#include "absences_sql.h"

#define ABSENCE_BYTES_MAX (2 * 1024 * 1024) /* of a calendar */
#define ABSENCE_BACK_DAYS 31
#define ABSENCE_AHEAD_DAYS 90
#define ABSENCE_EVERY_MS (30 * INT64_C(60000))
#define ABSENCE_WHOLE_MS                                                                           \
    (4 * INT64_C(3600000)) /* an event with hours makes a day away when it covers so much of it */
#define ABSENCE_FAILED_N 3 /* then it is told */
#define ABSENCE_WORDS_MAX 200

/* Order is stored. */
#define ABSENCE_TROUBLES(X)                                                                        \
    X(NONE, "none")                                                                                \
    X(NO_ANSWER, "no_answer")                                                                      \
    X(REFUSED, "refused")     /* "HTTP 404" and the like: the address is wrong or old */           \
    X(FORBIDDEN, "forbidden") /* it leads into our own network */                                  \
    X(TOO_LARGE, "too_large")                                                                      \
    X(NO_CALENDAR, "no_calendar") /* what came is none */
enum absence_trouble {
#define X(name, word) ABSENCE_##name,
    ABSENCE_TROUBLES(X)
#undef X
        ABSENCE_TROUBLE_N
};

struct absence_feed_entry {
    int64_t person_id;
    struct str url;   /* https or webcal; empty: the one so far */
    struct str words; /* with commas between; empty: every event */
    int64_t kind;     /* enum care_away, but never "unable to work": a calendar does not say that */
    bool is_at_home_fine;
};
/* Own, or by who may enter absences for the person; one each, again replaces it. What was on its way for the former one counts no
 * more; read anew within seconds.
 * INVALID: no address, given or so far, or a kind that no calendar says; MISSING: outside the actor's reach. */
CHECKED enum status absence_feed_put(struct db *db, struct arena *a, const struct actor *who,
                                     const struct absence_feed_entry *entry);
/* With the absences that came from it and are not over for ABSENCE_BACK_DAYS. */
CHECKED enum status absence_feed_remove(struct db *db, struct arena *a, const struct actor *who,
                                        int64_t person_id);
CHECKED enum status absence_feed_read_now(struct db *db, struct arena *a, const struct actor *who,
                                          int64_t person_id);
/* Those in reach. Addresses are never shown again. */
CHECKED enum status absence_feeds(struct db *db, struct arena *a, const struct actor *who,
                                  const struct zone *zone, struct absence_feed_list *ret);

/* MISSING: none is followed for this person, or they are outside the actor's reach. */
CHECKED enum status absence_feed_find(struct db *db, struct arena *a, const struct actor *who,
                                      const struct zone *zone, int64_t person_id,
                                      struct absence_feed *ret);

/* ---- reading (absences_read.c): pure */
struct absence_day_span {
    int64_t from_day, to_day; /* both included */
};
struct absence_day_spans {
    struct absence_day_span *at;
    size_t n;
};
/* The days away from_day … to_day that this calendar says, by first day, one each; what began before or ends after is whole.
 * Floating times and unknown zones are taken as the centre's. Events that are cancelled, or leave one free, do not count.
 * INVALID: no calendar, or more in it than anybody plans. BROKEN: libical is not installed. */
CHECKED enum status absence_calendar_read(struct arena *a, struct str text, struct str words,
                                          const struct zone *zone, int64_t from_day, int64_t to_day,
                                          struct absence_day_spans *ret);

/* ---- fetching (absences_fetch.c) */
/* Fetches what is due by clock_now(); *ret_n how many were tried. */
CHECKED enum status absences_fetch_due(struct store *store, bool may_be_private, size_t *ret_n);
struct absence_fetcher;
CHECKED enum status absence_fetcher_start(struct store *store, bool may_be_private,
                                          struct absence_fetcher **ret);
void absence_fetcher_stop(struct absence_fetcher *f); /* NULL is fine */

/* Where its address is sealed for (core/vault.h). */
struct str absence_feed_place(struct arena *a, int64_t id);

#endif
