/* Who could come, and what they are for the one who needs them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "features/duty/duty.h"

/* What a role makes somebody for a request of this team. Who holds the role of backup on call is called while the roster has
 * nobody on watch. */
static int64_t targets_of_grant(const struct help_grant_row *g, int64_t team_id, bool is_planned)
{
    bool leads = g->team_id == 0 || g->team_id == team_id;

    if (!leads)
        return 0;
    switch (g->role) {
    case ROLE_SUPERVISOR:
        return HELP_BIT(HELP_TO_SUPERVISOR);
    case ROLE_BACKUP_ON_CALL:
        return is_planned ? 0 : HELP_BIT(HELP_TO_ON_CALL);
    case ROLE_MANAGER:
        return HELP_BIT(HELP_TO_MANAGER) | (g->team_id == 0 ? HELP_BIT(HELP_TO_ABOVE) : 0);
    default:
        return 0;
    }
}

static struct help_person *find(struct help_person_list *list, int64_t id)
{
    size_t from = 0, to = list->n; /* both lists come ordered by person */

    while (from < to) {
        size_t mid = from + (to - from) / 2;

        if (list->at[mid].id == id)
            return &list->at[mid];
        if (list->at[mid].id < id)
            from = mid + 1;
        else
            to = mid;
    }
    return NULL;
}

enum status help_people(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id,
                        int64_t team_id, struct help_person_list *ret)
{
    struct help_candidate_row_list people;
    struct help_grant_row_list grants;
    struct duty_person_list duty;
    struct help_centre_row centre;
    const struct zone *zone;
    int64_t now = clock_now();

    TRY(q_help_centre(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(q_help_candidates(db, a, centre_id, person_id, zone_day(zone, now), now - HELP_HERE_MS + 1,
                          &people));
    TRY(q_help_grants(db, a, centre_id, &grants));
    TRY(duty_now(db, a, centre_id, 0, &duty));
    *ret = (struct help_person_list){arena_array(a, struct help_person, people.n), people.n};
    for (size_t i = 0; i < people.n; i++) {
        const struct help_candidate_row *p = &people.at[i];
        bool same_team = team_id != 0 && p->team_id == team_id;

        ret->at[i] = (struct help_person){.id = p->id,
                                          .team_id = p->team_id,
                                          .name = p->name,
                                          .targets = HELP_BIT(HELP_TO_CENTRE) |
                                                     (same_team ? HELP_BIT(HELP_TO_TEAM) : 0),
                                          .here = p->here,
                                          .has_channel = p->has_channel};
    }
    for (size_t i = 0; i < grants.n; i++) {
        struct help_person *p = find(ret, grants.at[i].person_id);

        if (p)
            p->targets |= targets_of_grant(&grants.at[i], team_id, duty.n > 0);
    }
    for (size_t i = 0; i < duty.n; i++) {
        struct help_person *p = find(ret, duty.at[i].person_id);

        if (p)
            p->targets |= HELP_BIT(HELP_TO_ON_CALL);
    }
    return OK;
}

enum status help_has_watch(struct db *db, struct arena *a, const struct actor *who, bool *ret)
{
    struct duty_person_list duty;
    bool has = false;

    TRY(duty_now(db, a, who->centre_id, 0, &duty));
    for (size_t i = 0; i < duty.n; i++)
        has = has || duty.at[i].person_id == who->person_id;
    for (size_t i = 0; i < who->n_grants && duty.n == 0; i++)
        has = has || who->grants[i].role == ROLE_BACKUP_ON_CALL;
    *ret = has;
    return OK;
}

int64_t help_targets_of(const struct actor *who, int64_t team_id, bool has_watch)
{
    int64_t bits = HELP_BIT(HELP_TO_CENTRE) | (has_watch ? HELP_BIT(HELP_TO_ON_CALL) : 0);

    if (team_id != 0 && who->team_id == team_id)
        bits |= HELP_BIT(HELP_TO_TEAM);
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct grant *g = &who->grants[i];

        if (g->team_id != 0 && g->team_id != team_id)
            continue;
        if (g->role == ROLE_SUPERVISOR)
            bits |= HELP_BIT(HELP_TO_SUPERVISOR);
        if (g->role == ROLE_MANAGER)
            bits |= HELP_BIT(HELP_TO_MANAGER) | (g->team_id == 0 ? HELP_BIT(HELP_TO_ABOVE) : 0);
    }
    return bits;
}

bool help_reaches(const struct help_person *p, int64_t channels)
{
    return ((channels & HELP_BIT(HELP_BY_PAGE)) != 0 && p->here) ||
           ((channels & HELP_BIT(HELP_BY_NOTICE)) != 0 && p->has_channel);
}
