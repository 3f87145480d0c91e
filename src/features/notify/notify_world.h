/* The small centre of the incidents tests, with ways to look at notices and mails.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_WORLD_H
#define NOTIFY_NOTIFY_WORLD_H

#include "features/incidents/incidents_world.h"

#include "core/refuse.h"
#include "features/notify/notify.h"

/* A proved address, past the code. */
static inline void with_email(struct world *w, int64_t person_id, const char *address)
{
    run_sql(
        w, str_c(w->arena,
                 arena_printf(
                     w->arena,
                     "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at,"
                     " code_tries, changed_at) VALUES (%lld, 0, '%s', TRUE, 1, 0, 0)",
                     (long long)person_id, address)));
}

static inline void tell(struct world *w, int64_t person_id, enum notice_level level,
                        const char *dedupe)
{
    DB_TX(tx, w->db);
    assert_ok(notify_person(w->db, w->arena, person_id, level, T_NOTICE_INCIDENT_LOGGED,
                            STR("/h/H-1"), str_of(dedupe)));
    assert_ok(db_commit(&tx));
}

#endif
