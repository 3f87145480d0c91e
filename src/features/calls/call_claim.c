/* Calls may be imported before anybody has said whose line it is; they find their person later.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "core/jobs.h"
#include "features/calls/call_batch.h"

#define CLAIM_AT_ONCE 2000 /* then others may write */

/* Moves one call, and what it counts for, from nobody to this person. */
static enum status claim_one(struct db *db, int64_t centre_id, int64_t person_id, int64_t day,
                             const struct call_unclaimed_row *call)
{
    bool answered = call->outcome == CALL_ANSWERED || call->outcome == CALL_TRANSFERRED;
    int64_t changed = 0;

    TRY(q_call_claim(db, call->id, person_id, &changed));
    if (changed == 0)
        return OK;
    TRY(q_call_day_add(db, centre_id, 0, day, -1, -answered, -call->talk_ms));
    return q_call_day_add(db, centre_id, person_id, day, 1, answered, call->talk_ms);
}

/* *ret_more: there may be more of this line's. A call that is somebody else's by the importer's own rule stays. */
static enum status claim_line(struct db *db, struct arena *a, int64_t person_id,
                              const struct call_person_line_row *line, bool *ret_more)
{
    const struct zone *zone;
    struct call_lines *lines;
    struct call_unclaimed_row_list calls;

    TRY(zone_find(line->zone, &zone));
    TRY(call_lines_load(db, a, line->centre_id, zone, &lines));
    TRY(q_call_unclaimed(
        db, a, line->centre_id, line->line, zone_day_start(zone, (int32_t)line->from_day),
        line->to_day == 0 ? INT64_MAX : zone_day_start(zone, (int32_t)line->to_day + 1),
        CLAIM_AT_ONCE, &calls));
    *ret_more = false;
    for (size_t i = 0; i < calls.n; i++) {
        int64_t day = call_lines_day(lines, calls.at[i].started_at);

        if (call_lines_find(lines, calls.at[i].line, day) != person_id)
            continue;
        TRY(claim_one(db, line->centre_id, person_id, day, &calls.at[i]));
        *ret_more = calls.n == CLAIM_AT_ONCE;
    }
    return OK;
}

enum status calls_claim(struct db *db, struct arena *a, const struct job *job,
                        int64_t *ret_again_at)
{
    struct call_person_line_row_list lines;

    TRY(q_call_person_lines(db, a, job->object_id, &lines));
    for (size_t i = 0; i < lines.n; i++) {
        bool more = false;

        TRY(claim_line(db, a, job->object_id, &lines.at[i], &more));
        if (more)
            *ret_again_at = clock_now();
    }
    return OK;
}
