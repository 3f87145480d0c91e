/* Who can really be reached now.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_parts.h"

#define LOOK_AROUND_MS (7 * DAY_MS)

const char *const duty_reason_words[] = {
#define X(name, word) word,
    DUTY_REASONS(X)
#undef X
        NULL,
};

static bool is_away(const struct duty_centre *c, int64_t person_id, int64_t at)
{
    for (size_t i = 0; i < c->n_away; i++)
        if (c->away[i].person_id == person_id && c->away[i].span.from <= at &&
            at < c->away[i].span.to)
            return true;
    return false;
}

/* At least two proved channels, and proved lately. */
static enum status reason_of_channels(struct db *db, struct arena *a, int64_t person_id,
                                      int64_t *ret)
{
    struct duty_proof_row_list proofs;
    int64_t fresh = 0;

    TRY(q_duty_proofs(db, a, person_id, &proofs));
    for (size_t i = 0; i < proofs.n; i++)
        fresh += proofs.at[i].proved_at > clock_now() - DUTY_PROOF_MS;
    *ret = proofs.n < DUTY_CHANNELS_LEAST ? DUTY_CHANNELS
           : fresh < DUTY_CHANNELS_LEAST  ? DUTY_STALE
                                          : DUTY_REACHABLE;
    return OK;
}

static enum status reason_of(struct db *db, struct arena *a, const struct duty_centre *c,
                             const struct duty_hurt_row_list *hurt, int64_t person_id, int64_t *ret)
{
    if (is_away(c, person_id, clock_now())) {
        *ret = DUTY_AWAY;
        return OK;
    }
    for (size_t i = 0; i < hurt->n; i++)
        if (hurt->at[i].person_id == person_id) {
            *ret = DUTY_HURT;
            return OK;
        }
    return reason_of_channels(db, a, person_id, ret);
}

/* By level; those who look on last. */
static void put_person(struct duty_person_list *list, struct duty_person p)
{
    size_t i = list->n++;

    for (; i > 0 && (list->at[i - 1].shadow > p.shadow ||
                     (list->at[i - 1].shadow == p.shadow && list->at[i - 1].level > p.level));
         i--)
        list->at[i] = list->at[i - 1];
    list->at[i] = p;
}

/* The nearer to green, the better: what is told is what is easiest to mend. */
static int closeness(int64_t reason)
{
    static const int order[DUTY_REASON_N] = {
        [DUTY_NOBODY] = 0,   [DUTY_AWAY] = 1,  [DUTY_HURT] = 2,
        [DUTY_CHANNELS] = 3, [DUTY_STALE] = 4, [DUTY_REACHABLE] = 5};

    return order[reason];
}

enum status duty_stand(struct db *db, struct arena *a, const struct duty_centre *c,
                       const struct duty_roster *w, struct duty_light *ret)
{
    int64_t now = clock_now();
    struct roster_span around = {now - LOOK_AROUND_MS, now + LOOK_AROUND_MS};
    struct roster_shift_list shifts;
    struct roster_span_list open;
    struct duty_hurt_row_list hurt;

    *ret = (struct duty_light){.watch = w->row, .reason = DUTY_NOBODY, .reason_name = STR_NONE};
    roster_open(a, &w->roster, around, &open);
    for (size_t i = 0; i < open.n; i++) {
        ret->open = ret->open || (open.at[i].from <= now && now < open.at[i].to);
        if (open.at[i].from > now && ret->next_at == 0)
            ret->next_at = open.at[i].from;
    }
    TRY(q_duty_hurt(db, a, c->id, now - DUTY_HURT_MS, &hurt));
    roster_shifts(a, &w->roster, around, &shifts);
    ret->people.at = arena_array(a, struct duty_person, shifts.n + 1);
    for (size_t i = 0; i < shifts.n; i++) {
        const struct roster_shift *s = &shifts.at[i];
        struct duty_person p = {w->row.id, s->person_id, s->level,
                                s->from,   s->to,        DUTY_NOBODY,
                                s->layer,  s->shadow,    duty_name_of(c, s->person_id)};

        if (s->from > now || now >= s->to)
            continue;
        TRY(reason_of(db, a, c, &hurt, s->person_id, &p.reason));
        put_person(&ret->people, p);
        if (!p.shadow && closeness(p.reason) > closeness(ret->reason)) {
            ret->reason = p.reason;
            ret->reason_name = p.name;
        }
    }
    ret->green = ret->open && ret->reason == DUTY_REACHABLE;
    return OK;
}

/* That somebody was hit by a hard call is confided: on pages they are unavailable, like whoever is away. */
static void hide_hurt(struct duty_light *l)
{
    if (l->reason == DUTY_HURT)
        l->reason = DUTY_AWAY;
    for (size_t i = 0; i < l->people.n; i++)
        if (l->people.at[i].reason == DUTY_HURT)
            l->people.at[i].reason = DUTY_AWAY;
}

enum status duty_lights(struct db *db, struct arena *a, const struct actor *who,
                        struct duty_light_list *ret)
{
    struct duty_centre c;

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(duty_load(db, a, who->centre_id, clock_now() - LOOK_AROUND_MS, 0, &c));
    ret->at = arena_array(a, struct duty_light, c.n + 1);
    ret->n = c.n;
    for (size_t i = 0; i < c.n; i++) {
        TRY(duty_stand(db, a, &c, &c.watches[i], &ret->at[i]));
        hide_hurt(&ret->at[i]);
        ret->at[i].may_take = may(who, PERM_DUTY_TAKE) && ret->at[i].open;
        ret->at[i].may_plan = duty_may_plan(who, &c.watches[i].row);
    }
    return OK;
}

enum status duty_now(struct db *db, struct arena *a, int64_t centre_id, int64_t watch_id,
                     struct duty_person_list *ret)
{
    struct duty_centre c;
    size_t most = 0;

    TRY(duty_load(db, a, centre_id, clock_now() - LOOK_AROUND_MS, 0, &c));
    struct duty_light *lights = arena_array(a, struct duty_light, c.n + 1);
    for (size_t i = 0; i < c.n; i++)
        if (watch_id == 0 || c.watches[i].row.id == watch_id) {
            TRY(duty_stand(db, a, &c, &c.watches[i], &lights[i]));
            most += lights[i].people.n;
        }
    *ret = (struct duty_person_list){arena_array(a, struct duty_person, most + 1), 0};
    for (size_t i = 0; i < c.n; i++)
        for (size_t k = 0; k < lights[i].people.n; k++) {
            const struct duty_person *p = &lights[i].people.at[k];

            if (!p->shadow && p->reason != DUTY_AWAY && p->reason != DUTY_HURT)
                put_person(ret, *p);
        }
    return OK;
}
