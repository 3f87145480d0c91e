/* Groups, and what their curves say.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/stays/stays.h"

#include "base/clock.h"
#include "base/zone.h"

const int64_t stays_days[STAYS_DAYS] = {30, 90, 180, STAYS_LAST_DAY};

/* ---- who belongs where */

struct people {
    struct stays_one *at;
    int64_t *group; /* of each: the group's id */
    size_t n;
};

static int64_t quarter_of(int64_t day)
{
    struct local_time t = day_date((int32_t)day);

    return day_number(t.year, (t.month - 1) / 3 * 3 + 1, 1);
}

#define NO_GROUP INT64_C(-1)
static int64_t group_of(const struct stays_person_row *r, enum stays_by by)
{
    switch (by) {
    case STAYS_QUARTER:
        return quarter_of(r->started_day);
    case STAYS_PROFILE:
        return r->profile_plus - 1; /* NO_GROUP without a plan */
    case STAYS_MENTOR:
        return r->run_id == 0 ? STAYS_NO_PLAN : r->mentored ? STAYS_WITH : STAYS_WITHOUT;
    case STAYS_BY_N:
        break;
    }
    return NO_GROUP;
}

/* Gone on the day after the last one; whoever's last day is still to come is here. */
static struct stays_one one_of(const struct stays_person_row *r, int32_t today)
{
    bool left = r->left_day != 0 && r->left_day < today;

    return (struct stays_one){
        .days = left ? r->left_day - r->started_day + 1 : today - r->started_day, .left = left};
}

static enum status people_of(struct db *db, struct arena *a, const struct actor *who,
                             enum stays_by by, struct people *ret)
{
    struct stays_centre_row centre;
    struct stays_person_row_list rows;
    const struct zone *zone;
    struct people p = {0};

    TRY(q_stays_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    int32_t today = zone_day(zone, clock_now());
    TRY(q_stays_people(db, a, who->centre_id, today - STAYS_BACK_DAYS, today, STAYS_KNOWN_DAYS,
                       STAYS_MENTOR_DAYS, &rows));
    p.at = arena_array(a, struct stays_one, rows.n + 1);
    p.group = arena_array(a, int64_t, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        if (may_reach(who, PERM_NUMBERS_READ, -1, rows.at[i].team_id)) {
            p.group[p.n] = group_of(&rows.at[i], by);
            p.at[p.n++] = one_of(&rows.at[i], today);
        }
    *ret = p;
    return OK;
}

/* ---- hiding */

static struct stays_group *smallest_shown(struct stays_group *at, size_t n)
{
    struct stays_group *found = NULL;

    for (size_t i = 0; i < n; i++)
        if (!at[i].hidden && (!found || at[i].n < found->n))
            found = &at[i];
    return found;
}

void stays_hide(struct stays_group *at, size_t n)
{
    size_t missing = 0;
    struct stays_group *more;

    for (size_t i = 0; i < n; i++) {
        at[i].hidden = at[i].n < STAYS_SMALLEST;
        missing += at[i].hidden ? at[i].n : 0;
    }
    while (missing > 0 && missing < STAYS_SMALLEST && (more = smallest_shown(at, n)) != NULL) {
        more->hidden = true;
        missing += more->n;
    }
}

/* ---- the curves */

/* The last day of which at least STAYS_FEWEST tell; `at` is sorted. */
static int64_t until_of(const struct stays_one *at, size_t n)
{
    int64_t until = n < STAYS_FEWEST ? 0 : at[n - STAYS_FEWEST].days;

    return until < STAYS_LAST_DAY ? until : STAYS_LAST_DAY;
}

static void fill(struct arena *a, struct stays_group *g, struct stays_one *at, size_t n)
{
    if (g->hidden) {
        g->n = 0;
        return;
    }
    g->curve = arena_array(a, struct stays_point, n + 1);
    stays_curve(at, n, g->curve, &g->n_points);
    g->until_day = until_of(at, n);
    for (size_t i = 0; i < STAYS_DAYS; i++) {
        g->on[i] = stays_on_day(at, n, g->curve, g->n_points, stays_days[i]);
        g->known[i] = stays_days[i] <= g->until_day;
    }
}

/* Those of one group, to a list of their own. */
static size_t pick(const struct people *p, int64_t group, struct stays_one *ret)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        if (p->group[i] == group)
            ret[n++] = p->at[i];
    return n;
}

static void find_groups(const struct people *p, struct stays *s)
{
    for (size_t i = 0; i < p->n; i++) {
        size_t k = 0;

        while (k < s->n && s->at[k].id != p->group[i])
            k++;
        if (k == s->n)
            s->at[s->n++] = (struct stays_group){.id = p->group[i]};
        s->at[k].n++;
    }
}

static void compare(struct arena *a, const struct people *p, struct stays *s)
{
    struct stays_one *shown = arena_array(a, struct stays_one, p->n + 1);
    size_t n = 0, n_groups = 0;

    for (size_t k = 0; k < s->n && n_groups < STAYS_GROUPS; k++) {
        if (s->at[k].hidden || s->at[k].id == NO_GROUP)
            continue;
        size_t more = pick(p, s->at[k].id, shown + n);
        for (size_t i = n; i < n + more; i++)
            shown[i].group = (int64_t)n_groups;
        n += more;
        n_groups++;
    }
    s->compared = stays_compare(shown, n, n_groups, &s->difference);
}

enum status stays_read(struct db *db, struct arena *a, const struct actor *who, enum stays_by by,
                       struct stays *ret)
{
    struct stays s = {.by = by};
    struct people p;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not read numbers");
    TRY(people_of(db, a, who, by, &p));
    s.at = arena_array(a, struct stays_group, p.n + 1);
    find_groups(&p, &s);
    stays_hide(s.at, s.n);
    compare(a, &p, &s);
    for (size_t k = 0; k < s.n; k++) {
        struct stays_one *mine = arena_array(a, struct stays_one, p.n + 1);

        fill(a, &s.at[k], mine, pick(&p, s.at[k].id, mine));
    }
    s.all.n = p.n;
    stays_hide(&s.all, 1);
    fill(a, &s.all, p.at, p.n);
    *ret = s;
    return OK;
}
