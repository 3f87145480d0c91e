/* One watch as its reader sees it: shifts, gaps and shares of a span, and all of its set-up.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_parts.h"

#define HISTORY_MOST 40
#define PLAN_MOST_MS (100 * DAY_MS)

static bool away_within(const struct duty_centre *c, const struct roster_shift *s)
{
    for (size_t i = 0; i < c->n_away; i++)
        if (c->away[i].person_id == s->person_id && c->away[i].span.from < s->to &&
            c->away[i].span.to > s->from)
            return true;
    return false;
}

enum status duty_plan(struct db *db, struct arena *a, const struct actor *who, int64_t watch_id,
                      int64_t rota_id, struct roster_span within, struct duty_plan *ret)
{
    struct duty_watch_row w;
    struct duty_centre c;
    struct roster_shift_list shifts;
    struct roster_gap_list gaps;

    TRY(duty_find(db, a, who, watch_id, &w));
    if (rota_id != 0 && !duty_may_plan(who, &w))
        return fail(DENIED, "does not plan this watch");
    if (within.to - within.from > PLAN_MOST_MS)
        return fail(INVALID, "at most 100 days");
    TRY(duty_load(db, a, w.centre_id, within.from, rota_id, &c));
    const struct duty_roster *r = duty_roster_of(&c, watch_id);
    roster_shifts(a, &r->roster, within, &shifts);
    roster_gaps(a, &r->roster, c.away, c.n_away, within, &gaps);
    *ret = (struct duty_plan){.watch = w,
                              .zone = c.zone,
                              .within = within,
                              .gaps = gaps.at,
                              .n_gaps = gaps.n,
                              .n_shifts = shifts.n};
    bool plans = duty_may_plan(who, &w);
    for (size_t i = 0; i < gaps.n && !plans; i++)
        gaps.at[i].person_id = 0;
    ret->shifts = arena_array(a, struct duty_plan_shift, shifts.n + 1);
    for (size_t i = 0; i < shifts.n; i++)
        ret->shifts[i] =
            (struct duty_plan_shift){shifts.at[i], duty_name_of(&c, shifts.at[i].person_id),
                                     plans && away_within(&c, &shifts.at[i])};
    if (plans)
        roster_shares(a, &r->roster, shifts.at, shifts.n, &ret->shares);
    return OK;
}

/* Who is away, who carries how much, and what was changed is for planners; the others see who is on duty and where nobody is. */
static void hide_setup(struct duty_setup *s)
{
    for (size_t i = 0; i < s->gaps.n; i++)
        s->gaps.at[i].person_id = 0;
    s->rotas.n = s->people.n = s->history.n = 0;
}

enum status duty_setup(struct db *db, struct arena *a, const struct actor *who, int64_t watch_id,
                       struct duty_setup *ret)
{
    size_t n = 0;

    TRY(duty_find(db, a, who, watch_id, &ret->watch));
    TRY(q_duty_windows(db, a, ret->watch.centre_id, &ret->windows));
    TRY(q_duty_rotas(db, a, ret->watch.centre_id, &ret->rotas));
    TRY(q_duty_rota_people(db, a, ret->watch.centre_id, &ret->people));
    TRY(q_duty_gaps(db, a, watch_id, &ret->gaps));
    TRY(q_duty_history(db, a, watch_id, HISTORY_MOST, &ret->history));
    for (size_t i = 0; i < ret->rotas.n; i++)
        if (ret->rotas.at[i].watch_id == watch_id)
            ret->rotas.at[n++] = ret->rotas.at[i];
    ret->rotas.n = n;
    n = 0;
    for (size_t i = 0; i < ret->windows.n; i++)
        if (ret->windows.at[i].watch_id == watch_id)
            ret->windows.at[n++] = ret->windows.at[i];
    ret->windows.n = n;
    if (!duty_may_plan(who, &ret->watch))
        hide_setup(ret);
    return OK;
}
