/* Fills an empty database with an invented contact centre: people, a year of calls, and what was
 * hard in them. Everything follows from the seed and the last day; nothing in it proves anything
 * about real centres.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "db/db.h"

#define DEMO_CALLS_A_YEAR 420000
#define DEMO_PEOPLE 60
#define DEMO_PEOPLE_MIN 10 /* so that there is one of every kind */
#define DEMO_PEOPLE_MAX 20000
#define DEMO_CALLS_MAX INT64_C(100000000)
#define DEMO_DAYS_MIN 14
#define DEMO_DAYS_MAX 1830
#define DEMO_CLASSES 5

struct demo_options {
    int64_t seed;
    int64_t calls;     /* about so many in all */
    int64_t people;    /* exactly so many */
    int64_t days;      /* before until_day */
    int32_t until_day; /* the first day that is not in it any more: "today" of whoever looks at the
                          demo */
    /* Told now and then, also within long steps; may be NULL. */
    void (*progress)(void *context, int percent, const char *what);
    void *context;
    const bool *cancelled; /* looked at between days; may be NULL */
};
/* The default centre, `scale` times as large. */
struct demo_options demo_defaults(int32_t until_day, int64_t days, int64_t scale);

struct demo_result {
    int64_t centre_id;
    int32_t from_day, last_day; /* last_day: the latest working day, where the open incidents are */
    int64_t n_people, n_teams, n_calls, n_answered;
    int64_t n_incidents, n_by_class[DEMO_CLASSES];
    int64_t exposed_id,
        manager_id; /* who is exposed online in demo_tell_harassment, and their manager */
    int64_t n_open, n_wants_talk; /* nobody has talked about them yet; of these: asked for a talk */
};

/* Writes in transactions of about ten thousand rows. If it is stopped in between, the database says
 * so (the next run is refused with a reason) and has to be made anew.
 *   CONFLICT  the database is not empty, or an earlier demo was stopped half way
 *   INVALID   an option out of bounds; failure_last() says which
 *   BUSY      cancelled */
CHECKED enum status demo_fill(struct store *store, const struct demo_options *options,
                              struct demo_result *ret);

/* A case of digital harassment from this very day, as far as the first hours go: told by the rules themselves with the clock as it
 * is, since what is sealed is never the same twice. After demo_fill. */
CHECKED enum status demo_tell_harassment(struct store *store, const struct demo_result *made);

#endif
