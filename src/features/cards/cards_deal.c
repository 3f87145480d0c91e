/* Dealing, as a pure function.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_deal.h"

struct table {
    const struct cards_state *state;
    const struct cards_person *people;
    size_t n;
    int64_t now;
    struct cards_dealt *to;
};

/* The order in which parts are given away; of several that came at once, somebody keeps the first. */
static const enum card_role keeps[CARD_ROLE_N] = {CARD_HOLD, CARD_ALARM, CARD_DECIDE, CARD_WRITE,
                                                  CARD_RELIEVE};
/* With several free, whoever decides is chosen first: not everybody can. */
static const enum card_role of_many[CARD_ROLE_N] = {CARD_HOLD, CARD_DECIDE, CARD_ALARM, CARD_WRITE,
                                                    CARD_RELIEVE};

int cards_parts_of(const struct cards_seat seat[CARD_ROLE_N], int64_t person_id)
{
    int n = 0;

    for (int r = 0; r < CARD_ROLE_N; r++)
        n += seat[r].person_id == person_id;
    return n;
}

static const struct cards_person *find(const struct table *t, int64_t id)
{
    for (size_t i = 0; i < t->n && id != 0; i++)
        if (t->people[i].id == id)
            return &t->people[i];
    return NULL;
}

static bool is_there(const struct cards_person *p)
{
    return p != NULL && (p->here || p->reachable);
}

static bool is_presser(const struct table *t, const struct cards_person *p)
{
    return p->id == t->state->presser_id;
}

static bool rests(const struct table *t, const struct cards_person *p)
{
    for (int r = 0; r < CARD_ROLE_N; r++)
        if (t->to->lapsed[r] == p->id)
            return true;
    return p->lapsed_at != 0 && t->now < p->lapsed_at + CARDS_REST_MS;
}

/* Who pressed was hit, and gets nothing more while there are others. */
static bool can_serve(const struct table *t, const struct cards_person *p)
{
    return is_there(p) && !p->busy && !is_presser(t, p);
}

static bool is_free(const struct table *t, const struct cards_person *p)
{
    return can_serve(t, p) && !rests(t, p) && cards_parts_of(t->to->seat, p->id) == 0;
}

/* The lower, the more suited. */
static int64_t unsuited(const struct cards_person *p, enum card_role role)
{
    int64_t points = (p->here ? 0 : 1000) + (p->lapsed_at != 0 ? 300 : 0);

    if (role == CARD_DECIDE)
        return points + (p->leads ? 0 : p->on_watch ? 10 : 200);
    points += p->leads ? 50 : 0;
    if (role == CARD_RELIEVE || role == CARD_HOLD)
        return points + (p->same_team ? 0 : 20) - (p->coming ? 5 : 0);
    return points + (p->coming ? 5 : 0); /* who is on the way has no desk at hand */
}

enum choice { FREE, SERVES, RESTS };

/* The most suited of those; NULL: there is none. Fewer parts come first. */
static const struct cards_person *best(const struct table *t, enum card_role role,
                                       enum choice choice)
{
    const struct cards_person *found = NULL;
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < t->n; i++) {
        const struct cards_person *p = &t->people[i];
        bool fits = choice == FREE     ? is_free(t, p)
                    : choice == SERVES ? can_serve(t, p) && !rests(t, p)
                                       : can_serve(t, p);
        int64_t points = unsuited(p, role) + 10000 * cards_parts_of(t->to->seat, p->id);

        if (fits && (points < least || (points == least && found && p->id < found->id))) {
            found = p;
            least = points;
        }
    }
    return found;
}

/* Whoever has confirmed one part need not confirm what comes on top: they are told, and busy. */
static void give(struct table *t, enum card_role role, const struct cards_person *p)
{
    bool confirmed = is_presser(t, p);

    for (int r = 0; r < CARD_ROLE_N; r++)
        confirmed = confirmed || (t->to->seat[r].person_id == p->id && t->to->seat[r].confirmed_at);
    t->to->seat[role] = (struct cards_seat){p->id, t->now, confirmed ? t->now : 0};
}

static void open_seat(struct table *t, enum card_role role)
{
    t->to->seat[role] = (struct cards_seat){0};
}

/* Seats of those who are gone, who let it lapse, or who asked to be relieved. */
static void vacate(struct table *t)
{
    for (int r = 0; r < CARD_ROLE_N; r++) {
        const struct cards_seat *s = &t->to->seat[r];
        const struct cards_person *p = find(t, s->person_id);

        if (s->person_id == 0)
            continue;
        if (!is_there(p) || (p->busy && !is_presser(t, p))) {
            t->to->gone[r] = s->person_id;
            open_seat(t, (enum card_role)r);
        } else if (s->confirmed_at == 0 && t->now - s->dealt_at >= CARDS_CONFIRM_MS) {
            t->to->lapsed[r] = s->person_id;
            open_seat(t, (enum card_role)r);
        }
    }
}

static bool others_serve(const struct table *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (can_serve(t, &t->people[i]))
            return true;
    return false;
}

/* The call stays with who pressed until they ask to be relieved. Then whoever relieves takes it, and that part is open. */
static void settle_call(struct table *t)
{
    struct cards_seat *hold = &t->to->seat[CARD_HOLD], *relieve = &t->to->seat[CARD_RELIEVE];
    const struct cards_person *presser = find(t, t->state->presser_id), *next;

    if (!t->state->relieved) {
        if (is_there(presser) && hold->person_id != presser->id)
            *hold = (struct cards_seat){presser->id, t->now, t->now};
        return;
    }
    if (hold->person_id == t->state->presser_id && others_serve(t))
        open_seat(t, CARD_HOLD);
    next = find(t, relieve->person_id);
    if (hold->person_id != 0 || !next || is_presser(t, next) || relieve->confirmed_at == 0 ||
        cards_parts_of(t->to->seat, next->id) != 1)
        return;
    open_seat(t, CARD_RELIEVE);
    give(t, CARD_HOLD, next);
}

static size_t count_free(const struct table *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++)
        n += is_free(t, &t->people[i]);
    return n;
}

/* Somebody has it beside the part that they keep: the one they have had longest. */
static bool is_merged(const struct table *t, enum card_role role)
{
    int64_t who = t->to->seat[role].person_id, since = INT64_MAX;
    enum card_role kept = role;

    if (who == 0)
        return false;
    for (int i = 0; i < CARD_ROLE_N; i++) {
        const struct cards_seat *s = &t->to->seat[keeps[i]];

        if (s->person_id == who && s->dealt_at < since) {
            since = s->dealt_at;
            kept = keeps[i];
        }
    }
    return kept != role;
}

/* The next part for a free person: open ones before those that somebody has on top. -1: none. */
static int next_role(const struct table *t, size_t n_free)
{
    const enum card_role *order = n_free > 1 ? of_many : keeps;

    for (int i = 0; i < CARD_ROLE_N; i++)
        if (t->to->seat[order[i]].person_id == 0)
            return (int)order[i];
    for (int i = 0; i < CARD_ROLE_N; i++)
        if (is_merged(t, order[i]))
            return (int)order[i];
    return -1;
}

static void deal_to_free(struct table *t)
{
    for (size_t n_free = count_free(t); n_free > 0; n_free--) {
        int role = next_role(t, n_free);

        if (role < 0)
            return;
        give(t, (enum card_role)role, best(t, (enum card_role)role, FREE));
    }
}

/* Too few: parts go to those who have one already, then to whoever did not answer, at last to who pressed. */
static void merge_rest(struct table *t)
{
    for (int i = 0; i < CARD_ROLE_N; i++) {
        const struct cards_person *p, *presser = find(t, t->state->presser_id);

        if (t->to->seat[keeps[i]].person_id != 0)
            continue;
        p = best(t, keeps[i], SERVES);
        p = p ? p : best(t, keeps[i], RESTS);
        p = p ? p : is_there(presser) ? presser : NULL;
        if (p)
            give(t, keeps[i], p);
    }
}

static int64_t look_again(const struct table *t)
{
    int64_t at = t->now + CARDS_LOOK_MS;

    for (int r = 0; r < CARD_ROLE_N; r++) {
        const struct cards_seat *s = &t->to->seat[r];
        bool thin = s->person_id == 0 || is_merged(t, (enum card_role)r);

        if (thin && t->now + CARDS_LOOK_SOON_MS < at)
            at = t->now + CARDS_LOOK_SOON_MS;
        if (s->person_id != 0 && s->confirmed_at == 0 && s->dealt_at + CARDS_CONFIRM_MS < at)
            at = s->dealt_at + CARDS_CONFIRM_MS;
    }
    return at;
}

void cards_deal(const struct cards_state *state, const struct cards_person *people, size_t n,
                int64_t now, struct cards_dealt *ret)
{
    struct table t = {state, people, n, now, ret};

    *ret = (struct cards_dealt){0};
    for (int r = 0; r < CARD_ROLE_N; r++)
        ret->seat[r] = state->seat[r];
    vacate(&t);
    settle_call(&t);
    deal_to_free(&t);
    merge_rest(&t);
    for (int r = 0; r < CARD_ROLE_N; r++)
        ret->changed[r] = ret->seat[r].person_id != state->seat[r].person_id;
    ret->again_at = look_again(&t);
}
