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

enum status help_crowd(struct db *db, struct arena *a, int64_t centre_id, struct help_crowd *ret)
{
    struct help_centre_row centre;
    const struct zone *zone;
    int64_t now = clock_now();

    TRY(q_help_centre(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(q_help_candidates(db, a, centre_id, zone_day(zone, now), now - HELP_HERE_MS + 1,
                          &ret->people));
    TRY(q_help_grants(db, a, centre_id, &ret->grants));
    return duty_now(db, a, centre_id, 0, &ret->duty);
}

bool help_crowd_find(const struct help_crowd *c, int64_t person_id, size_t *ret_at)
{
    size_t from = 0, to = c->people.n; /* they come ordered */

    while (from < to) {
        size_t mid = from + (to - from) / 2;

        if (c->people.at[mid].id < person_id)
            from = mid + 1;
        else
            to = mid;
    }
    *ret_at = from;
    return from < c->people.n && c->people.at[from].id == person_id;
}

static size_t first_grant(const struct help_crowd *c, int64_t person_id)
{
    size_t from = 0, to = c->grants.n; /* ordered by person */

    while (from < to) {
        size_t mid = from + (to - from) / 2;

        if (c->grants.at[mid].person_id < person_id)
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

struct help_person help_crowd_person(const struct help_crowd *c, size_t at, int64_t team_id)
{
    const struct help_candidate_row *row = &c->people.at[at];
    struct help_person p = {.id = row->id,
                            .team_id = row->team_id,
                            .name = row->name,
                            .targets = HELP_BIT(HELP_TO_CENTRE),
                            .here = row->here,
                            .has_channel = row->has_channel};

    if (team_id != 0 && row->team_id == team_id)
        p.targets |= HELP_BIT(HELP_TO_TEAM);
    for (size_t i = first_grant(c, p.id); i < c->grants.n && c->grants.at[i].person_id == p.id; i++)
        p.targets |= targets_of_grant(&c->grants.at[i], team_id, c->duty.n > 0);
    for (size_t i = 0; i < c->duty.n; i++)
        if (c->duty.at[i].person_id == p.id)
            p.targets |= HELP_BIT(HELP_TO_ON_CALL);
    return p;
}

enum status help_people(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id,
                        int64_t team_id, struct help_person_list *ret)
{
    struct help_crowd crowd;

    TRY(help_crowd(db, a, centre_id, &crowd));
    *ret = (struct help_person_list){.at = arena_array(a, struct help_person, crowd.people.n)};
    for (size_t i = 0; i < crowd.people.n; i++)
        if (crowd.people.at[i].id != person_id)
            ret->at[ret->n++] = help_crowd_person(&crowd, i, team_id);
    return OK;
}

bool help_crowd_has_watch(const struct help_crowd *c, const struct actor *who)
{
    bool has = false;

    for (size_t i = 0; i < c->duty.n; i++)
        has = has || c->duty.at[i].person_id == who->person_id;
    for (size_t i = 0; i < who->n_grants && c->duty.n == 0; i++)
        has = has || who->grants[i].role == ROLE_BACKUP_ON_CALL;
    return has;
}

enum status help_has_watch(struct db *db, struct arena *a, const struct actor *who, bool *ret)
{
    struct help_crowd c = {0};

    TRY(duty_now(db, a, who->centre_id, 0, &c.duty));
    *ret = help_crowd_has_watch(&c, who);
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
