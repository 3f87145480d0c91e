/* One call, told by the phone system as soon as it has ended: nobody waits for the next import.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/calls/call_batch.h"

static enum status zone_of(struct db *db, struct arena *a, int64_t centre_id,
                           const struct zone **ret)
{
    struct call_centre_row centre;

    TRY(q_call_centre(db, a, centre_id, &centre));
    return zone_find(centre.zone, ret);
}

static enum status write_one(struct db *db, int64_t centre_id, const struct call_record *r,
                             int64_t person_id, int64_t day, bool *ret_new)
{
    bool answered = r->outcome == CALL_ANSWERED || r->outcome == CALL_TRANSFERRED;
    int64_t changed;

    TRY(q_call_insert(db, id_new(), centre_id, r->key, person_id, r->line, r->queue, r->inbound,
                      (int64_t)r->outcome, r->started_at, r->wait_ms, r->talk_ms, &changed));
    *ret_new = changed > 0;
    return *ret_new ? q_call_day_add(db, centre_id, person_id, day, 1, answered, r->talk_ms) : OK;
}

enum status calls_push(struct db *db, struct arena *a, const struct actor *who,
                       const struct call_push *p, struct call_pushed *ret)
{
    const struct zone *zone;
    struct call_lines *lines;
    int64_t day, person_id;
    struct call_record r = {.key = arena_printf(a, "api:%.*s", STR_ARG(p->id)),
                            .line = utf8_clip(utf8_fold(a, p->line), CALL_TEXT_MAX),
                            .queue = p->queue,
                            .direction_known = true,
                            .inbound = p->inbound,
                            .outcome = (enum call_outcome)p->outcome,
                            .started_at = p->started_at,
                            .wait_ms = p->wait_ms,
                            .talk_ms = p->talk_ms};

    if (!may(who, PERM_CALLS_IMPORT))
        return fail(DENIED, "may not bring in calls");
    if (p->started_at < CALL_FROM_MS || p->started_at > clock_now() + DAY_MS)
        return refuse(INVALID, T_CALLS_REJECT_TIME_RANGE);
    TRY(zone_of(db, a, who->centre_id, &zone));
    TRY(call_lines_load(db, a, who->centre_id, zone, &lines));
    person_id = call_record_settle(lines, &r, &day);
    DB_TX(tx, db);
    TRY(write_one(db, who->centre_id, &r, person_id, day, &ret->is_new));
    if (ret->is_new)
        TRY(announce(db, EVENT_CALLS_IMPORTED, who->centre_id));
    ret->has_person = person_id != 0;
    return db_commit(&tx);
}
