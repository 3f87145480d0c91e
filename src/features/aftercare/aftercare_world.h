/* What the tests of aftercare, and of what stands on it, do again and again.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_WORLD_H
#define AFTERCARE_AFTERCARE_WORLD_H

#include "centre.h"

#include "features/aftercare/aftercare.h"
#include "features/incidents/incidents.h"

/* Logs a call of this class and rating and lets the jobs run; returns the incident. */
static inline int64_t log_call(struct world *w, const struct actor *who, const char *key,
                               int64_t class, int64_t rating)
{
    struct incident_entry e = {.client_key = str_of(key), .class = class, .rating = rating};
    struct incident_logged logged = {0};

    assert_ok(incident_log(w->db, w->arena, who, w->zone, &e, &logged));
    run_jobs(w);
    return logged.id;
}

static inline int64_t step_of(struct world *w, enum care_kind kind)
{
    return count(
        w, str_c(w->arena,
                 arena_printf(w->arena,
                              "SELECT id FROM aftercare_step WHERE kind = %d ORDER BY id LIMIT 1",
                              (int)kind)));
}

static inline int64_t owner_of(struct world *w, enum care_kind kind)
{
    return count(
        w, str_c(w->arena,
                 arena_printf(
                     w->arena,
                     "SELECT owner_id FROM aftercare_step WHERE kind = %d ORDER BY id LIMIT 1",
                     (int)kind)));
}

static inline int64_t the_case(struct world *w)
{
    return count(w, "SELECT id FROM aftercare_case ORDER BY id LIMIT 1");
}

#endif
