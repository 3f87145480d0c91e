/* What the centre has set up for aftercare, and who is away.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#define STOOD_IN_TEAM 1 /* whose manager is away; a team that no visitor leads */
#define STALE_DAYS 230

/* Numbers that nobody has. */
static const struct {
    const char *name, *phone, *hours;
    int32_t checked_days;
} numbers[] = {
    {"Krisetelefonen (opfundet)", "00 00 00 01", "hele døgnet", 21},
    {"Psykologordningen (opfundet)", "00 00 00 02", "hverdage 8–20", 60},
    {"Arbejdsmiljørepræsentanten (opfundet)", "00 00 00 03", "hverdage 9–15", STALE_DAYS},
};

static const char *const learnings[] = {
    "Vi siger fra tidligere: efter den anden advarsel er det i orden at lægge på, og lederen "
    "bakker op.",
    "To på telefonen, når vi ved, at samtalen bliver svær. Den ene taler, den anden skriver.",
    "Brevet om afslag var svært at forstå. Vi har skrevet det om og lagt telefonnummeret øverst.",
    "Ingen skal være alene om at lukke. Den sidste vagt slutter nu sammen med en kollega.",
    "En pause med det samme virkede. Vi har lavet en aftale om, hvem der tager køen imens.",
    "Nye medarbejdere lytter med på tre svære opkald, før de får deres egne.",
    "Vi øver sætningen, der stopper en trussel, på teammødet hver måned.",
    "Kollegial førstehjælp virker bedst samme dag. Supervisoren går nu forbi inden fyraften.",
};

const char *demo_learning(struct demo_random *r)
{
    return learnings[demo_random_below(r, (int64_t)(sizeof learnings / sizeof *learnings))];
}

bool demo_is_stood_in(const struct demo *d, size_t team)
{
    return team == STOOD_IN_TEAM && d->n_teams > STOOD_IN_TEAM;
}

size_t demo_supporter(const struct demo *d, size_t staff)
{
    if (staff != d->plain)
        return staff;
    for (size_t i = 0; i < d->n_staff; i++)
        if (i != staff && i != d->newest && d->staff[i].phones && !d->staff[i].supervisor &&
            d->staff[i].left_day == 0 && d->staff[i].team == d->staff[staff].team)
            return i;
    return staff;
}

enum status demo_begin_care(struct demo *d, int64_t at)
{
    size_t supporter = demo_supporter(d, d->plain);

    d->plan_id = demo_id(d, at);
    TRY(q_care_plan_insert(d->db, d->plan_id, d->centre_id, 1, at, 0));
    for (size_t i = 0; i < CARE_PLAN_KIND_N; i++) {
        const struct care_plan_step_row *p = &care_plan_default[i];

        TRY(q_care_plan_step_insert(d->db, d->plan_id, p->kind, p->rule, p->amount, p->opens_after,
                                    p->from_weight));
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        TRY(q_care_contact_insert(d->db, demo_id(d, at), d->centre_id, (int64_t)i + 1,
                                  str_of(numbers[i].name), str_of(numbers[i].phone),
                                  str_of(numbers[i].hours),
                                  d->options.until_day - numbers[i].checked_days));
    if (supporter != d->plain)
        TRY(q_care_supporter_put(d->db, d->staff[d->plain].id, 0, d->staff[supporter].id));
    return OK;
}

enum status demo_finish_care(struct demo *d)
{
    int32_t day = d->result.last_day;

    if (demo_is_stood_in(d, STOOD_IN_TEAM))
        TRY(q_care_absence_put(d->db, d->staff[d->teams[STOOD_IN_TEAM].manager].id, day - 3,
                               day + 200, d->staff[d->boss].id, CARE_AWAY_LEAVE));
    return q_demo_job_insert(d->db, demo_id(d, d->end_at), STR(CARE_CHECK), 0, d->end_at);
}
