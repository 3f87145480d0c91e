/* Who is told of what other features announce. Jobs: what they write and their own end commit together.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents.h"
#include "features/notify/notify.h"

static struct str page_of(struct arena *a, int64_t number)
{
    return arena_printf(a, "/h/H-%lld", (long long)number);
}

static struct str event_of(struct arena *a, const char *what, int64_t id)
{
    return arena_printf(a, "%s %lld", what, (long long)id);
}

/* The managers of the team, but neither about oneself nor about what one logged. */
enum status notify_on_logged(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct notify_incident_row in;
    (void)ret_again_at;

    TRY(q_notify_incident(db, a, job->object_id, &in));
    bool acute = in.class == INCIDENT_E;

    return notify_role(db, a, ROLE_MANAGER, in.team_id, in.centre_id,
                       (const int64_t[]){in.person_id, in.logged_by},
                       acute ? NOTICE_ACUTE : NOTICE_ORDINARY,
                       acute ? T_NOTICE_INCIDENT_ACUTE : T_NOTICE_INCIDENT_LOGGED,
                       page_of(a, in.number), event_of(a, "incident.logged", job->object_id));
}

enum status notify_on_talked(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct notify_incident_row in;
    (void)ret_again_at;

    TRY(q_notify_incident(db, a, job->object_id, &in));
    return notify_person(db, a, in.person_id, NOTICE_ORDINARY, T_NOTICE_INCIDENT_TALKED,
                         page_of(a, in.number), event_of(a, "incident.talked", job->object_id));
}
