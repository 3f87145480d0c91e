/* Teams and centres.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "features/people/people.h"
#include "features/people/people_internal.h"

enum status team_list(struct db *db, struct arena *a, const struct actor *who,
                      struct people_team_list *ret)
{
    TRY(people_may(who));
    return q_people_teams(db, a, people_today(), ret);
}

enum status team_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                      struct people_team *ret)
{
    TRY(people_may(who));
    return q_people_team_find(db, a, id, people_today(), ret);
}

/* Team names are unique in their centre as search sees them: "Skat" and "skat" would only confuse.
 */
static enum status check_team_name(struct db *db, struct arena *a, int64_t centre_id, int64_t id,
                                   struct str name)
{
    struct people_team_key other;
    enum status found = q_people_team_by_name(db, a, centre_id, utf8_fold(a, name), &other);

    if (found == MISSING)
        return OK;
    TRY(found);
    return other.id == id ? OK : refuse(CONFLICT, T_PEOPLE_TEAM_NAME_TAKEN);
}

enum status team_create(struct db *db, struct arena *a, const struct actor *who, int64_t centre_id,
                        struct str name, int64_t *ret_id)
{
    struct people_centre centre;
    int64_t id = id_new();
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(people_text(name, PEOPLE_NAME_MAX, T_PEOPLE_TEAM_NAME_BAD, &name));
    TRY(people_known(q_people_centre_find(db, a, centre_id, &centre), T_PEOPLE_CENTRE_UNKNOWN));
    TRY(check_team_name(db, a, centre_id, 0, name));
    TRY(q_people_team_insert(db, id, centre_id, name, utf8_fold(a, name), utf8_sort_key(a, name)));
    TRY(audit(db, who, AUDIT_TEAM_CREATED, id, name));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status team_rename(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        struct str name)
{
    struct people_team team;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_people_team_find(db, a, id, people_today(), &team));
    TRY(people_text(name, PEOPLE_NAME_MAX, T_PEOPLE_TEAM_NAME_BAD, &name));
    TRY(check_team_name(db, a, team.centre_id, id, name));
    TRY(q_people_team_rename(db, id, name, utf8_fold(a, name), utf8_sort_key(a, name), &n));
    TRY(audit(db, who, AUDIT_TEAM_CHANGED, id, arena_printf(a, "renamed to %.*s", STR_ARG(name))));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    return db_commit(&tx);
}

enum status team_close(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct people_team team;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_people_team_find(db, a, id, people_today(), &team));
    if (team.n_people > 0)
        return refuse(CONFLICT, T_PEOPLE_TEAM_NOT_EMPTY);
    TRY(q_people_team_close(db, id, clock_now(), &n));
    if (n > 0) {
        TRY(audit(db, who, AUDIT_TEAM_CHANGED, id, STR("closed")));
        TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    }
    return db_commit(&tx);
}

enum status team_reopen(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct people_team team;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_people_team_find(db, a, id, people_today(), &team));
    TRY(q_people_team_reopen(db, id, &n));
    if (n > 0) {
        TRY(audit(db, who, AUDIT_TEAM_CHANGED, id, STR("opened again")));
        TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    }
    return db_commit(&tx);
}

enum status centre_list(struct db *db, struct arena *a, const struct actor *who,
                        struct people_centre_list *ret)
{
    TRY(people_may(who));
    return q_people_centres(db, a, ret);
}

static enum status check_centre(struct str *name, struct str zone)
{
    const struct zone *found;

    TRY(people_text(*name, PEOPLE_NAME_MAX, T_PEOPLE_CENTRE_NAME_BAD, name));
    if (zone_find(zone, &found) != OK)
        return refuse(INVALID, T_PEOPLE_ZONE_BAD);
    return OK;
}

enum status centre_create(struct db *db, struct arena *a, const struct actor *who, struct str name,
                          struct str zone, int64_t *ret_id)
{
    int64_t id = id_new();
    DB_TX(tx, db);

    (void)a;
    TRY(people_may(who));
    TRY(check_centre(&name, zone));
    TRY(q_people_centre_insert(db, id, name, zone, false, clock_now()));
    TRY(audit(db, who, AUDIT_CENTRE_CREATED, id, name));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status centre_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct str name, struct str zone)
{
    struct people_centre centre;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_people_centre_find(db, a, id, &centre));
    TRY(check_centre(&name, zone));
    TRY(q_people_centre_change(db, id, name, zone, &n));
    TRY(audit(db, who, AUDIT_CENTRE_CHANGED, id,
              arena_printf(a, "%.*s, %.*s", STR_ARG(name), STR_ARG(zone))));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, id));
    return db_commit(&tx);
}
