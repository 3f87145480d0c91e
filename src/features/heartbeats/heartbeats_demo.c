/* Two signs of life of an invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats_demo.h"

#include "base/clock.h"

#define DAY_S INT64_C(86400)

struct shown {
    struct str name;
    int64_t every_s, grace_s, last_at, missed_at;
};

/* No text that hashes to this is known to anybody. */
static struct str no_secret(struct arena *a, int64_t id)
{
    return arena_printf(a, "none %lld", (long long)id);
}

static enum status put(struct db *db, struct arena *a, const struct heartbeats_demo *d,
                       const struct shown *s)
{
    int64_t id = d->next_id(d->context);

    TRY(q_heartbeat_insert(db, id, d->centre_id, s->name, HEARTBEAT_THING, no_secret(a, id),
                           s->every_s, s->grace_s, d->owner_id, false, d->made_at, d->owner_id));
    TRY(q_heartbeat_heard(db, id, s->last_at));
    return s->missed_at == 0 ? OK : q_heartbeat_is_missed(db, id, s->missed_at);
}

enum status heartbeats_demo(struct db *db, struct arena *a, const struct heartbeats_demo *d)
{
    int64_t last_night = d->end_at - 46 * HOUR_MS;
    const struct shown weekly = {.name = d->weekly_name,
                                 .every_s = 7 * DAY_S,
                                 .grace_s = DAY_S,
                                 .last_at = d->end_at - 20 * HOUR_MS};
    const struct shown nightly = {.name = d->nightly_name,
                                  .every_s = DAY_S,
                                  .grace_s = 2 * 3600,
                                  .last_at = last_night,
                                  .missed_at = last_night + 26 * HOUR_MS};

    TRY(put(db, a, d, &weekly));
    return put(db, a, d, &nightly);
}
