/* Who can sit on which side of a form.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/coaching/calibration.h"
#include "features/coaching/coaching_parts.h"

bool coaching_is_learner(const struct actor *who)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (access_reach(who->grants[i].role, PERM_COACHING) == REACH_OWN)
            return true;
    return false;
}

enum status coaching_everyone(struct db *db, struct arena *a, int64_t centre_id,
                              struct coaching_actors *ret)
{
    struct coaching_person_row_list rows;
    struct coaching_actors all = {0};
    struct grant *grants;

    TRY(q_coaching_people(db, a, centre_id, clock_now() / DAY_MS, &rows));
    all.at = arena_array(a, struct actor, rows.n);
    all.team = arena_array(a, struct str, rows.n);
    grants = arena_array(a, struct grant, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct coaching_person_row *r = &rows.at[i];

        if (all.n == 0 || all.at[all.n - 1].person_id != r->person_id) {
            all.at[all.n] = (struct actor){.person_id = r->person_id,
                                           .centre_id = centre_id,
                                           .team_id = r->team_id,
                                           .name = r->name,
                                           .grants = grants + i,
                                           .limited_to = UINT64_MAX};
            all.team[all.n++] = r->team_name;
        }
        if (r->role < 0 || r->role >= ROLE_N)
            continue; /* written by a newer version: gives nothing here */
        struct actor *p = &all.at[all.n - 1];
        grants[(size_t)(p->grants - grants) + p->n_grants++] =
            (struct grant){.role = (enum role)r->role, .team_id = r->role_team_id};
    }
    *ret = all;
    return OK;
}

/* Whoever leads somebody is not their trainer: what is said here must never be heard there. */
static bool leads(const struct actor *who, int64_t team_id)
{
    return may_reach(who, PERM_COACHING, -1, team_id);
}

enum status coaching_side_of(const struct actor *who, const struct coaching_row *row,
                             enum coaching_side *ret)
{
    bool learns = row->learner_id == who->person_id;

    if (!learns && (row->trainer_id != who->person_id || leads(who, row->learner_team_id)))
        return fail(MISSING, "is not one of the two");
    *ret = learns ? COACHING_LEARNER : COACHING_BY_TRAINER;
    return OK;
}

static bool trains_near(const struct actor *who, int64_t team_id)
{
    return may_reach(who, PERM_COACHING_TRAIN, -1, team_id);
}

static bool can_train(const struct actor *trainer, const struct actor *learner)
{
    return trainer->person_id != learner->person_id && may(trainer, PERM_COACHING_TRAIN) &&
           !leads(trainer, learner->team_id);
}

static struct coaching_person person_of(const struct coaching_actors *all, size_t i, bool near)
{
    return (struct coaching_person){all->at[i].person_id, all->at[i].name, all->team[i], near};
}

enum status coaching_trainers(struct db *db, struct arena *a, const struct actor *who,
                              struct coaching_person_list *ret)
{
    struct coaching_actors all;
    struct coaching_person_list list = {0};

    if (!may(who, PERM_COACHING) || !coaching_is_learner(who))
        return fail(DENIED, "has no practice forms of their own");
    TRY(coaching_everyone(db, a, who->centre_id, &all));
    list.at = arena_array(a, struct coaching_person, all.n);
    for (int near = 1; near >= 0; near--)
        for (size_t i = 0; i < all.n; i++)
            if (can_train(&all.at[i], who) && trains_near(&all.at[i], who->team_id) == (near == 1))
                list.at[list.n++] = person_of(&all, i, near == 1);
    *ret = list;
    return OK;
}

enum status coaching_learners(struct db *db, struct arena *a, const struct actor *who,
                              struct coaching_person_list *ret)
{
    struct coaching_actors all;
    struct coaching_person_list list = {0};

    if (!may(who, PERM_COACHING) || !may(who, PERM_COACHING_TRAIN))
        return fail(DENIED, "does not train");
    TRY(coaching_everyone(db, a, who->centre_id, &all));
    list.at = arena_array(a, struct coaching_person, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (coaching_is_learner(&all.at[i]) && can_train(who, &all.at[i]) &&
            trains_near(who, all.at[i].team_id))
            list.at[list.n++] = person_of(&all, i, true);
    *ret = list;
    return OK;
}

enum status calibration_trainers(struct db *db, struct arena *a, const struct actor *who,
                                 struct coaching_person_list *ret)
{
    struct coaching_actors all;
    struct coaching_person_list list = {0};

    if (!may(who, PERM_COACHING_TRAIN))
        return fail(DENIED, "does not train");
    TRY(coaching_everyone(db, a, who->centre_id, &all));
    list.at = arena_array(a, struct coaching_person, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].person_id != who->person_id && may(&all.at[i], PERM_COACHING_TRAIN))
            list.at[list.n++] = person_of(&all, i, trains_near(&all.at[i], who->team_id));
    *ret = list;
    return OK;
}
