/* Mentors: who has room, who is whose, who stands in; and who acts for each role today.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "base/id.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

/* ---- who acts for a role */

static void add(struct onboarding_people *people, int64_t person_id, int64_t except)
{
    if (person_id == 0 || person_id == except)
        return;
    for (size_t i = 0; i < people->n; i++)
        if (people->at[i] == person_id)
            return;
    people->at[people->n++] = person_id;
}

static enum status of_role(struct db *db, struct arena *a, const struct onboarding_run_row *r,
                           enum role role, struct onboarding_people *ret)
{
    struct onboarding_holder_row_list rows;

    TRY(q_onboarding_holders(db, a, r->centre_id, r->team_id, role, r->day, &rows));
    ret->at = arena_array(a, int64_t, rows.n + 1);
    ret->n = 0;
    for (int whole = 0; whole < 2 && ret->n == 0; whole++) /* the centre's when the team has none */
        for (size_t i = 0; i < rows.n; i++)
            if ((rows.at[i].team_id == 0) == (whole == 1))
                add(ret, rows.at[i].is_away ? rows.at[i].stand_in_id : rows.at[i].person_id,
                    r->person_id);
    return OK;
}

enum status onboarding_holders(struct db *db, struct arena *a, const struct onboarding_run_row *r,
                               enum onboarding_role role, struct onboarding_people *ret)
{
    static const enum role roles[ONBOARDING_ROLE_N] = {[ONBOARDING_BY_MENTOR] = ROLE_MANAGER,
                                                       [ONBOARDING_BY_LEADER] = ROLE_MANAGER,
                                                       [ONBOARDING_BY_IT] = ROLE_ADMIN,
                                                       [ONBOARDING_BY_SAFETY] = ROLE_SAFETY_REP};
    int64_t one = role == ONBOARDING_BY_NEWCOMER ? r->person_id
                  : role == ONBOARDING_BY_MENTOR ? onboarding_mentor_now(r)
                                                 : 0;

    if (one == 0) /* nobody is beside the newcomer today: the leader is */
        return of_role(db, a, r, roles[role], ret);
    ret->at = arena_array(a, int64_t, 1);
    ret->at[0] = one;
    ret->n = 1;
    return OK;
}

/* ---- room */

int64_t onboarding_pick(struct onboarding_mentor_row_list *mentors, int64_t except)
{
    struct onboarding_mentor_row *least = NULL;

    for (size_t i = 0; i < mentors->n; i++) {
        struct onboarding_mentor_row *m = &mentors->at[i];

        if (m->person_id != except && !m->is_away && m->load < m->most &&
            (least == NULL || m->load < least->load))
            least = m;
    }
    if (least == NULL)
        return 0;
    least->load++;
    return least->person_id;
}

static bool leads(const struct actor *who, int64_t team_id)
{
    return may_reach(who, PERM_ONBOARDING_LEAD, -1, team_id);
}

static enum status centre_day(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    struct onboarding_place_row place;
    const struct zone *zone;

    TRY(q_onboarding_centre(db, a, centre_id, &place));
    TRY(zone_find(place.zone, &zone));
    *ret = zone_day(zone, clock_now());
    return OK;
}

enum status onboarding_mentors(struct db *db, struct arena *a, const struct actor *who,
                               int64_t team_id, struct onboarding_mentor_row_list *ret)
{
    int64_t today;

    if (!leads(who, team_id))
        return fail(DENIED, "does not lead this team");
    TRY(centre_day(db, a, who->centre_id, &today));
    return q_onboarding_mentors(db, a, who->centre_id, team_id, today, ret);
}

enum status onboarding_mentors_all(struct db *db, struct arena *a, const struct actor *who,
                                   struct onboarding_mentor_row_list *ret)
{
    int64_t today;

    if (!leads(who, 0))
        return fail(DENIED, "does not lead the centre");
    TRY(centre_day(db, a, who->centre_id, &today));
    return q_onboarding_mentors_all(db, a, who->centre_id, today, ret);
}

/* ---- changing */

static enum status check_mentor(struct db *db, struct arena *a, const struct onboarding_run_row *r,
                                int64_t mentor_id)
{
    struct onboarding_mentor_row_list mentors;

    TRY(q_onboarding_mentors(db, a, r->centre_id, r->team_id, r->day, &mentors));
    for (size_t i = 0; i < mentors.n; i++)
        if (mentors.at[i].person_id == mentor_id && mentor_id != r->person_id)
            return mentors.at[i].load < mentors.at[i].most
                       ? OK
                       : refuse(CONFLICT, T_ONBOARDING_MENTOR_FULL);
    return refuse(INVALID, T_ONBOARDING_NO_MENTOR);
}

enum status onboarding_mentor_set(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, int64_t mentor_id)
{
    struct onboarding_run_row r;
    DB_TX(tx, db);

    TRY(onboarding_run_for(db, a, who, id, &r));
    if (onboarding_sight(who, &r) != ONBOARDING_SIGHT_LEADER)
        return refuse(DENIED, T_ONBOARDING_LEADER_DOES);
    if (r.ended_at != 0)
        return refuse(CONFLICT, T_ONBOARDING_IS_OVER);
    if (mentor_id == r.mentor_id)
        return db_commit(&tx);
    TRY(check_mentor(db, a, &r, mentor_id));
    TRY(q_onboarding_pair_end(db, id, r.day - 1));
    TRY(q_onboarding_pair_insert(db, id_new(), id, mentor_id, r.day, clock_now(), who->person_id));
    TRY(notify_person(
        db, a, mentor_id, NOTICE_ORDINARY, T_NOTICE_ONBOARDING_MENTOR, onboarding_page(a, id),
        arena_printf(a, "onboarding.mentor %lld %lld", (long long)id, (long long)mentor_id)));
    TRY(onboarding_note(db, a, who, id, STR("mentor")));
    return db_commit(&tx);
}

enum status onboarding_capacity(struct db *db, struct arena *a, const struct actor *who,
                                int64_t mentor_id, int64_t most)
{
    struct onboarding_member person;
    DB_TX(tx, db);

    TRY(q_onboarding_person(db, a, mentor_id, &person));
    if (person.centre_id != who->centre_id || !leads(who, person.team_id))
        return fail(MISSING, "outside the actor's reach");
    if (most < 0 || most > ONBOARDING_CAPACITY_MAX)
        return refuse(INVALID, T_ONBOARDING_BAD_CAPACITY);
    TRY(q_onboarding_capacity_put(db, mentor_id, most));
    TRY(audit(db, who, AUDIT_ONBOARDING_CHANGED, mentor_id, STR("capacity")));
    return db_commit(&tx);
}
