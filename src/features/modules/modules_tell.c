/* Reminders: that a module waits, that what one has ends in 30 days, in 7, today. Once each, for who must by now.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/modules/modules_parts.h"
#include "features/notify/notify.h"

#define MORNING_MS (6 * HOUR_MS) /* UTC: seven or eight in Denmark */

static const struct step {
    int64_t days;
    enum text_key key;
} steps[] = {{0, T_NOTICE_MODULE_ENDED}, {7, T_NOTICE_MODULE_WEEK}, {30, T_NOTICE_MODULE_MONTH}};

/* The nearest step that has come: after a pause of the server only that one is told. NULL: none yet. */
static const struct step *step_of(int64_t until_at, int64_t now)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (until_at - now <= steps[i].days * DAY_MS)
            return &steps[i];
    return NULL;
}

static enum status tell(struct db *db, struct arena *a, const struct module_member *p,
                        int64_t centre_id, struct str word, int64_t until_at, int64_t days,
                        enum text_key key)
{
    int64_t is_new;

    TRY(q_module_told_insert(db, p->person_id, centre_id, word, until_at, days, clock_now(),
                             &is_new));
    if (is_new == 0)
        return OK;
    return notify_person(db, a, p->person_id, NOTICE_ORDINARY, key,
                         arena_printf(a, "/modules/%.*s", STR_ARG(word)),
                         arena_printf(a, "module %lld %.*s %lld %lld", (long long)centre_id,
                                      STR_ARG(word), (long long)until_at, (long long)days));
}

static enum status look_at(struct db *db, struct arena *a, const struct module_member *p,
                           int64_t centre_id, const struct module *m,
                           const struct module_state_row *state)
{
    const struct step *step;

    if (state == NULL)
        return tell(db, a, p, centre_id, m->word, 0, 0, T_NOTICE_MODULE_WAITS);
    step = step_of(state->until_at, clock_now());
    if (step == NULL)
        return OK;
    return tell(db, a, p, centre_id, m->word, state->until_at, step->days, step->key);
}

/* States are by person and word. */
static const struct module_state_row *find_state(const struct module_state_row_list *states,
                                                 int64_t person_id, struct str word)
{
    for (size_t i = 0; i < states->n; i++)
        if (states->at[i].person_id == person_id && str_eq(states->at[i].word, word))
            return &states->at[i];
    return NULL;
}

enum status modules_tell(struct db *db, struct arena *a, const struct job *job,
                         int64_t *ret_again_at)
{
    struct module_list modules;
    struct module_member_list members;
    struct module_state_row_list states;

    (void)ret_again_at;
    TRY(modules_of(db, a, job->object_id, &modules));
    TRY(modules_members(db, a, job->object_id, &members));
    TRY(q_module_states(db, a, job->object_id, 0, &states));
    for (size_t i = 0; i < members.n; i++)
        for (size_t k = 0; k < modules.n; k++)
            if (module_concerns(&modules.at[k], &members.at[i]))
                TRY(look_at(db, a, &members.at[i], job->object_id, &modules.at[k],
                            find_state(&states, members.at[i].person_id, modules.at[k].word)));
    return OK;
}

static int64_t next_morning(int64_t now)
{
    int64_t at = now / DAY_MS * DAY_MS + MORNING_MS;

    return at > now ? at : at + DAY_MS;
}

enum status modules_tell_all(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct module_centre_row_list centres;

    TRY(q_module_centres(db, a, &centres));
    for (size_t i = 0; i < centres.n; i++)
        TRY(job_put(db, MODULES_TELL, centres.at[i].id, STR(""), clock_now()));
    if (job->object_id == 0) /* the one of each morning */
        *ret_again_at = next_morning(clock_now());
    return OK;
}

static enum status plan(struct db *db)
{
    DB_TX(tx, db);

    TRY(job_put(db, MODULES_TELL_ALL, 0, STR(""), next_morning(clock_now())));
    return db_commit(&tx);
}

enum status modules_plan(struct store *store)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct module_planned_row job;
    enum status status = q_module_planned(db, a, STR(MODULES_TELL_ALL), &job);

    db_refresh(db);
    if (status == MISSING)
        status = plan(db);
    db_end(db);
    arena_free(a);
    return status;
}
