/* Who owns a step: never the one who was hit, never somebody who has left or is away until after it is due.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include <stdlib.h>

#include "base/clock.h"

#define STAND_INS_MOST 4 /* substitutes of substitutes */

struct seat {
    int64_t rank, place, principal_id;
};
struct seats {
    struct seat *at;
    size_t n;
};
struct search {
    struct db *db;
    struct arena *a;
    const struct care_case_row *k;
    int64_t today, due_day;
};

bool care_is_peer(int64_t kind)
{
    return kind == CARE_RECOVERY_BREAK || kind == CARE_FIRST_CONTACT || kind == CARE_PEER_FIRST_AID;
}

static int64_t rank_of(const struct care_candidate_row *c, bool peer)
{
    if (c->role == ROLE_MANAGER)
        return c->team_id != 0 ? CARE_RANK_MANAGER : CARE_RANK_CENTRE_MANAGER;
    if (!peer)
        return CARE_RANK_FALLBACK;
    if (c->role < 0)
        return CARE_RANK_WANTED;
    if (c->team_id == 0)
        return CARE_RANK_CENTRE_DUTY;
    return c->role == ROLE_BACKUP_ON_CALL ? CARE_RANK_BACKUP : CARE_RANK_SUPERVISOR;
}

static int by_seat(const void *x, const void *y)
{
    const struct seat *a = x, *b = y;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->principal_id < b->principal_id ? -1 : a->principal_id > b->principal_id;
}

static enum status seats_of(const struct search *f, int64_t kind, struct seats *ret)
{
    struct care_candidate_row_list rows;
    bool peer = care_is_peer(kind);

    TRY(q_care_candidates(f->db, f->a, f->k->centre_id, f->k->team_id, f->k->person_id, &rows));
    ret->at = arena_array(f->a, struct seat, rows.n + 1);
    ret->n = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (peer ||
            rows.at[i].role >= 0) /* whom one wants beside oneself is no manager's stand-in */
            ret->at[ret->n++] =
                (struct seat){rank_of(&rows.at[i], peer),
                              rows.at[i].role < 0 ? rows.at[i].team_id : 0, rows.at[i].id};
    if (ret->n > 1)
        qsort(ret->at, ret->n, sizeof *ret->at, by_seat);
    return OK;
}

/* Who really fills this place: the person, or their substitute when they are away until after it is due. 0: nobody. */
static enum status filled_by(const struct search *f, int64_t person_id, int64_t *ret)
{
    *ret = 0;
    for (int i = 0; i < STAND_INS_MOST && person_id != 0; i++) {
        struct care_person_row person;
        struct care_absence_row away;
        enum status found = q_care_person(f->db, f->a, person_id, &person);

        if (found == MISSING)
            return OK;
        TRY(found);
        found = q_care_absence_on(f->db, f->a, person_id, f->today, &away);
        if (found != OK && found != MISSING)
            return found;
        bool gone = person.left_day != 0 && person.left_day < f->today;
        bool is_away = found == OK && (away.to_day == 0 || away.to_day >= f->due_day);
        if (!gone && !is_away) {
            *ret =
                person_id != f->k->person_id && person.centre_id == f->k->centre_id ? person_id : 0;
            return OK;
        }
        person_id = found == OK ? away.substitute_id : 0;
    }
    return OK;
}

static struct search search_for(struct db *db, struct arena *a, const struct care_case_row *k,
                                const struct zone *zone, int64_t due_at)
{
    return (struct search){db, a, k, zone_day(zone, clock_now()), zone_day(zone, due_at)};
}

/* The first filled place from index `from`, up to but not including rank `until`; not the person `except`. */
static enum status first_filled(const struct search *f, const struct seats *seats, size_t from,
                                int64_t until, int64_t except, struct care_owner *ret)
{
    *ret = (struct care_owner){0};
    for (size_t i = from; i < seats->n && ret->person_id == 0; i++) {
        const struct seat *s = &seats->at[i];
        int64_t person_id;

        if (s->rank >= until)
            break;
        TRY(filled_by(f, s->principal_id, &person_id));
        if (person_id != 0 && person_id != except)
            *ret = (struct care_owner){person_id, s->rank, s->principal_id};
    }
    return OK;
}

/* The index of the step's place; where it would be when it is no more. */
static size_t place_of(const struct seats *seats, const struct care_step_row *s)
{
    size_t i = 0;

    for (; i < seats->n; i++)
        if (seats->at[i].rank == s->owner_rank && seats->at[i].principal_id == s->principal_id)
            return i;
    for (i = 0; i < seats->n && seats->at[i].rank < s->owner_rank; i++)
        ;
    return i;
}

enum status care_owner_first(struct db *db, struct arena *a, const struct care_case_row *k,
                             const struct zone *zone, int64_t kind, int64_t due_at,
                             struct care_owner *ret)
{
    struct search f = search_for(db, a, k, zone, due_at);
    struct seats seats;

    TRY(seats_of(&f, kind, &seats));
    return first_filled(&f, &seats, 0, INT64_MAX, 0, ret);
}

enum status care_owner_instead(struct db *db, struct arena *a, const struct care_case_row *k,
                               const struct zone *zone, const struct care_step_row *s,
                               struct care_owner *ret)
{
    struct search f = search_for(db, a, k, zone, s->due_at);
    struct seats seats;

    TRY(seats_of(&f, s->kind, &seats));
    TRY(first_filled(&f, &seats, place_of(&seats, s), INT64_MAX, s->owner_id, ret));
    if (ret->person_id != 0)
        return OK;
    return first_filled(&f, &seats, 0, INT64_MAX, s->owner_id, ret);
}

enum status care_owner_up(struct db *db, struct arena *a, const struct care_case_row *k,
                          const struct zone *zone, const struct care_step_row *s,
                          struct care_owner *ret)
{
    struct search f = search_for(db, a, k, zone, s->due_at);
    struct seats seats;
    size_t at;

    TRY(seats_of(&f, s->kind, &seats));
    at = place_of(&seats, s);
    while (at < seats.n && seats.at[at].rank == s->owner_rank &&
           seats.at[at].principal_id == s->principal_id)
        at++;
    TRY(first_filled(&f, &seats, at, CARE_RANK_FALLBACK, s->owner_id, ret));
    if (ret->person_id == 0)
        *ret = (struct care_owner){s->owner_id, s->owner_rank, s->principal_id};
    return OK;
}
