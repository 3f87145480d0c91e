/* Another start day or another profile for somebody who has begun: first what it would do, then, when that was seen, doing it.
 * What is required is never taken away, what is over stays over.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "base/id.h"
#include "core/refuse.h"

struct changing {
    struct onboarding_run_row r;
    struct onboarding_item_row_list items; /* what is gone, too */
    struct calendar calendar;
};

static bool is_over(const struct onboarding_item_row *i)
{
    return i->state == ONBOARDING_DONE || i->state == ONBOARDING_WAIVED;
}

/* Nothing is suddenly due in the past: what the change would put there is due today. */
static int32_t due_after(const struct changing *g, int64_t start_day, int64_t day,
                         const struct onboarding_item_row *was)
{
    int32_t due = onboarding_due_day(&g->calendar, (int32_t)start_day, day);

    if (due >= g->r.day || (was != NULL && was->due_day == due))
        return due;
    return calendar_day_from(&g->calendar, (int32_t)g->r.day);
}

static void add(struct onboarding_change *c, struct onboarding_moved m)
{
    c->n_moves += m.move == ONBOARDING_MOVES;
    c->n_appears += m.move == ONBOARDING_APPEARS;
    c->n_goes += m.move == ONBOARDING_GOES;
    c->at[c->n++] = m;
}

static const struct onboarding_item_row *known(const struct changing *g, struct str word)
{
    for (size_t i = 0; i < g->items.n; i++)
        if (str_eq(g->items.at[i].word, word))
            return &g->items.at[i];
    return NULL;
}

static const struct onboarding_plan_item_row *planned(const struct onboarding_plan *p,
                                                      struct str word)
{
    for (size_t i = 0; i < p->items.n; i++)
        if (str_eq(p->items.at[i].word, word))
            return &p->items.at[i];
    return NULL;
}

static void take_new(const struct changing *g, const struct onboarding_plan *p,
                     struct onboarding_change *c)
{
    for (size_t i = 0; i < p->items.n; i++) {
        const struct onboarding_plan_item_row *to = &p->items.at[i];
        const struct onboarding_item_row *was = known(g, to->word);
        bool is_open = was != NULL && was->state == ONBOARDING_OPEN;
        int32_t due = due_after(g, c->start_day, to->day, is_open ? was : NULL);

        if (was != NULL && is_over(was))
            add(c, (struct onboarding_moved){to, was, ONBOARDING_STAYS, (int32_t)was->due_day});
        else if (is_open)
            add(c, (struct onboarding_moved){
                       to, was, was->due_day == due ? ONBOARDING_STAYS : ONBOARDING_MOVES, due});
        else
            add(c, (struct onboarding_moved){to, was, ONBOARDING_APPEARS, due});
    }
}

/* What the new plan lacks: over stays, required stays with a time of its own, the rest goes. p NULL: another day alone. */
static void keep_old(const struct changing *g, const struct onboarding_plan *p,
                     struct onboarding_change *c)
{
    for (size_t i = 0; i < g->items.n; i++) {
        const struct onboarding_item_row *was = &g->items.at[i];

        if (was->state == ONBOARDING_GONE || (p != NULL && planned(p, was->word) != NULL))
            continue;
        if (is_over(was)) {
            add(c, (struct onboarding_moved){NULL, was, ONBOARDING_STAYS, (int32_t)was->due_day});
        } else if (p == NULL || (was->flags & ONBOARDING_REQUIRED) != 0) {
            int32_t due = due_after(g, c->start_day, was->day, was);

            add(c, (struct onboarding_moved){
                       NULL, was, was->due_day == due ? ONBOARDING_STAYS : ONBOARDING_MOVES, due});
        } else {
            add(c, (struct onboarding_moved){NULL, was, ONBOARDING_GOES, (int32_t)was->due_day});
        }
    }
}

static void mix(uint64_t *h, const void *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *h = (*h ^ ((const unsigned char *)p)[i]) * UINT64_C(1099511628211);
}

static int64_t seal_of(const struct onboarding_change *c)
{
    uint64_t h = UINT64_C(14695981039346656037);

    mix(&h, &c->profile, sizeof c->profile);
    mix(&h, &c->start_day, sizeof c->start_day);
    for (size_t i = 0; i < c->n; i++) {
        const struct onboarding_moved *m = &c->at[i];
        struct str word = m->to ? m->to->word : m->from->word;

        mix(&h, word.p, word.n);
        mix(&h, &m->move, sizeof m->move);
        mix(&h, &m->due_day, sizeof m->due_day);
    }
    return (int64_t)(h >> 12); /* positive, and no more bits than a JSON number keeps */
}

static enum status look(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        enum onboarding_profile profile, int64_t start_day, struct changing *g,
                        struct onboarding_change *ret)
{
    struct onboarding_change c = {.profile = profile, .start_day = start_day};
    struct onboarding_plan plan = {0};

    TRY(onboarding_run_for(db, a, who, id, &g->r));
    if (onboarding_sight(who, &g->r) != ONBOARDING_SIGHT_LEADER)
        return refuse(DENIED, T_ONBOARDING_LEADER_DOES);
    if (g->r.ended_at != 0)
        return refuse(CONFLICT, T_ONBOARDING_IS_OVER);
    if ((unsigned)profile >= ONBOARDING_PROFILE_N)
        return refuse(INVALID, T_ONBOARDING_NO_PROFILE);
    if (start_day < g->r.day - 366 || start_day > g->r.day + 366)
        return refuse(INVALID, T_ONBOARDING_BAD_START);
    TRY(onboarding_calendar(&g->r, &g->calendar));
    TRY(q_onboarding_items(db, a, id, &g->items));
    c.version = g->r.version;
    bool other = (int64_t)profile != g->r.profile;
    if (other) {
        TRY(onboarding_plan_now(db, a, g->r.centre_id, profile, &plan));
        if (g->r.mentor_id == 0 && onboarding_wants_mentor(&plan))
            return refuse(CONFLICT, T_ONBOARDING_NEEDS_MENTOR);
        c.version = plan.version;
    }
    c.at = arena_array(a, struct onboarding_moved, plan.items.n + g->items.n + 1);
    if (other)
        take_new(g, &plan, &c);
    keep_old(g, other ? &plan : NULL, &c);
    c.seal = seal_of(&c);
    *ret = c;
    return OK;
}

enum status onboarding_change_look(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t id, enum onboarding_profile profile, int64_t start_day,
                                   struct onboarding_change *ret)
{
    struct changing g;

    return look(db, a, who, id, profile, start_day, &g, ret);
}

static enum status apply(struct db *db, int64_t run_id, const struct onboarding_moved *m)
{
    const struct onboarding_plan_item_row *to = m->to;

    if (m->move == ONBOARDING_GOES)
        return q_onboarding_item_gone(db, m->from->id);
    if (m->from != NULL && is_over(m->from))
        return OK;
    if (to == NULL)
        return q_onboarding_item_due(db, m->from->id, m->due_day);
    /* An item that was required stays required, whatever the new plan thinks of it. */
    int64_t flags =
        to->flags | (m->from ? m->from->flags & (ONBOARDING_REQUIRED | ONBOARDING_OBLIGATORY) : 0);
    if (m->from != NULL)
        return q_onboarding_item_move(db, m->from->id, to->title_da, to->title_en, to->day,
                                      m->due_day, to->role, to->kind, to->minutes, to->competence,
                                      to->needs, to->module, flags);
    return q_onboarding_item_insert(db, id_new(), run_id, to->word, to->title_da, to->title_en,
                                    to->day, m->due_day, to->role, to->kind, to->minutes,
                                    to->competence, to->needs, to->module, flags);
}

enum status onboarding_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              enum onboarding_profile profile, int64_t start_day, int64_t seal)
{
    struct changing g;
    struct onboarding_change c;
    DB_TX(tx, db);

    TRY(look(db, a, who, id, profile, start_day, &g, &c));
    if (c.seal != seal)
        return refuse(CONFLICT, T_ONBOARDING_CHANGED_MEANWHILE);
    TRY(q_onboarding_run_change(db, id, profile, c.version, start_day));
    for (size_t i = 0; i < c.n; i++)
        TRY(apply(db, id, &c.at[i]));
    TRY(onboarding_note(db, a, who, id, STR("changed")));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}
