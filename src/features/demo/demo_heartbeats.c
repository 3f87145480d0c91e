/* What reports to the invented centre: a test of its backups that does, and its nightly backup, which is late.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/heartbeats/heartbeats_demo.h"

#define MADE_DAYS 90 /* ago */

static int64_t made_at(const struct demo *d)
{
    return demo_at(d, d->options.until_day - MADE_DAYS, 9 * 60);
}

static int64_t next_id(void *context)
{
    return demo_id(context, made_at(context));
}

enum status demo_make_heartbeats(struct demo *d)
{
    struct heartbeats_demo beats = {.centre_id = d->centre_id,
                                    .owner_id = d->staff[d->boss].id,
                                    .made_at = made_at(d),
                                    .end_at = d->end_at,
                                    .weekly_name = STR("Ugentlig prøve af sikkerhedskopien"),
                                    .nightly_name = STR("Natlig sikkerhedskopi"),
                                    .next_id = next_id,
                                    .context = d};

    return heartbeats_demo(d->db, d->scratch, &beats);
}
