/* The small centre of aftercare, with ways to look at reports.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_WORLD_H
#define REPORTS_REPORTS_WORLD_H

#include "features/aftercare/aftercare_world.h"

#include "core/refuse.h"
#include "features/reports/reports.h"

static inline int64_t report_of(struct world *w, enum report_kind kind)
{
    return count(w,
                 str_c(w->arena, arena_printf(w->arena,
                                              "SELECT id FROM report WHERE kind = %d ORDER BY id "
                                              "LIMIT 1",
                                              (int)kind)));
}

static inline int64_t step_value(struct world *w, enum care_kind kind, const char *column)
{
    return count(
        w, str_c(w->arena, arena_printf(w->arena, "SELECT %s FROM aftercare_step WHERE kind = %d",
                                        column, (int)kind)));
}

static inline struct report read_report(struct world *w, const struct actor *who, int64_t id)
{
    struct report r;

    db_refresh(w->db);
    assert_ok(report_find(w->db, w->arena, who, id, &r));
    return r;
}

/* A direct threat against Bo, hit 4: both reports are owed. */
static inline int64_t threat(struct world *w, const char *key)
{
    return log_call(w, &w->bo, key, INCIDENT_D, 4);
}

static inline int64_t today_of(struct world *w)
{
    return zone_day(w->zone, clock_now());
}

#endif
