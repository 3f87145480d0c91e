/* What should be, held against what each person was told last.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/invitations/invitations.h"

#include "base/clock.h"
#include "base/id.h"

/* ---- telling */

struct appointment {
    struct invitation_row row;
    struct invitation_version_row now; /* what holds from now on */
    const struct zone *zone;
    bool changed; /* from what was told before; false: only who comes may have changed */
};

static bool is_same(const struct invitation_version_row *x, const struct invitation_version_row *y)
{
    return x->starts_at == y->starts_at && x->ends_at == y->ends_at &&
           str_eq(x->title_da, y->title_da) && str_eq(x->title_en, y->title_en) &&
           str_eq(x->text_da, y->text_da) && str_eq(x->text_en, y->text_en) &&
           str_eq(x->place, y->place) && str_eq(x->path, y->path);
}

/* Who leaves before it is not to come any more. */
static bool is_wanted(const struct appointment *p, const struct invitation_person_row *r)
{
    return r->is_guest && p->row.cancelled_at == 0 &&
           (r->left_day == 0 || r->left_day >= zone_day(p->zone, p->now.starts_at));
}

static bool is_told(const struct invitation_person_row *r)
{
    return r->letter != 0 && !r->cancels;
}

/* Whether this person is to hear something, and what. */
static bool is_news(const struct appointment *p, const struct invitation_person_row *r,
                    bool *ret_cancels)
{
    bool wanted = is_wanted(p, r), told = is_told(r);
    int64_t now = clock_now();

    if (p->now.ends_at <= now && (!told || r->ends_at <= now))
        return false;
    *ret_cancels = !wanted;
    return wanted ? !told || p->changed : told;
}

/* Of what still waits to be sent to them about it, only the newest goes out. */
static enum status tell(struct db *db, struct arena *a, const struct appointment *p,
                        const struct invitation_person_row *r, bool cancels)
{
    struct str about =
        arena_printf(a, "invitation %lld %lld ", (long long)p->row.id, (long long)r->person_id);
    enum text_key key = cancels      ? T_NOTICE_INVITATION_CANCELLED
                        : is_told(r) ? T_NOTICE_INVITATION_CHANGED
                                     : T_NOTICE_INVITATION;
    int64_t id = id_new();

    TRY(q_invitation_letter_insert(db, id, p->row.id, r->person_id, p->row.sequence, cancels,
                                   clock_now()));
    TRY(notify_over(db, about));
    return notify_letter(db, a, r->person_id, NOTICE_ORDINARY, key, p->now.path,
                         arena_printf(a, "%.*s%lld", STR_ARG(about), (long long)p->row.sequence),
                         id);
}

static enum status begin_version(struct db *db, struct appointment *p)
{
    const struct invitation_version_row *v = &p->now;

    p->row.sequence++;
    TRY(q_invitation_version_insert(db, p->row.id, p->row.sequence, clock_now(), v->starts_at,
                                    v->ends_at, v->title_da, v->title_en, v->text_da, v->text_en,
                                    v->place, v->path));
    return q_invitation_sequence(db, p->row.id, p->row.sequence);
}

/* A version for each time that something is told or changed; next NULL: the same as before. */
static enum status settle(struct db *db, struct arena *a, const struct invitation_row *row,
                          const struct invitation_version_row *next)
{
    struct appointment p = {.row = *row};
    struct invitation_person_row_list people;
    bool begun = false, cancels = false;
    enum status found = q_invitation_version(db, a, row->id, row->sequence, &p.now);

    if (found == MISSING)
        must(next != NULL); /* nothing was ever told, so nobody can ask for the same again */
    else
        TRY(found);
    p.changed = next != NULL && (found == MISSING || !is_same(&p.now, next));
    if (p.changed)
        p.now = *next;
    TRY(zone_find(row->zone, &p.zone));
    TRY(q_invitation_people(db, a, row->id, &people));
    for (size_t i = 0; i < people.n; i++) {
        if (!is_news(&p, &people.at[i], &cancels))
            continue;
        if (!begun)
            TRY(begin_version(db, &p));
        begun = true;
        TRY(tell(db, a, &p, &people.at[i], cancels));
    }
    return p.changed && !begun ? begin_version(db, &p) : OK;
}

/* ---- what others say */

static struct str or_empty(struct str s)
{
    return s.p != NULL ? s : STR("");
}

static bool is_earlier_in(const int64_t *people, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (people[i] == people[n])
            return true;
    return false;
}

static enum status put_guests(struct db *db, int64_t id, const struct invitation *i)
{
    TRY(q_invitation_guests_drop(db, id));
    for (size_t n = 0; n < i->n_people; n++) {
        int64_t changed = 0;

        if (is_earlier_in(i->people, n))
            continue;
        TRY(q_invitation_guest_insert(db, id, i->people[n], i->centre_id, &changed));
        if (changed == 0)
            return fail(MISSING, "no such person in this centre");
    }
    return OK;
}

enum status invitation_put(struct db *db, struct arena *a, const struct invitation *i)
{
    struct invitation_version_row next = {
        i->starts_at,         i->ends_at,           i->title_da,        i->title_en,
        or_empty(i->text_da), or_empty(i->text_en), or_empty(i->place), i->path};
    struct invitation_row row;

    must(db_in_tx(db));
    must(i->kind.n > 0 && i->title_da.n > 0 && i->title_en.n > 0);
    must(i->path.n > 0 && i->path.p[0] == '/');
    if (i->ends_at <= i->starts_at)
        return fail(INVALID, "an appointment ends after it starts");
    TRY(q_invitation_open(db, id_new(), i->centre_id, i->kind, i->object_id));
    TRY(q_invitation_by_key(db, a, i->kind, i->object_id, &row));
    TRY(put_guests(db, row.id, i));
    return settle(db, a, &row, &next);
}

enum status invitation_cancel(struct db *db, struct arena *a, struct str kind, int64_t object_id)
{
    struct invitation_row row;
    int64_t changed = 0;

    must(db_in_tx(db));
    TRY(q_invitation_close(db, kind, object_id, clock_now(), &changed));
    if (changed == 0)
        return OK;
    TRY(q_invitation_by_key(db, a, kind, object_id, &row));
    return settle(db, a, &row, NULL);
}

enum status invitations_people(struct db *db, struct arena *a, const struct job *job,
                               int64_t *ret_again_at)
{
    struct invitation_ahead_row_list ahead;

    (void)ret_again_at;
    TRY(q_invitations_ahead(db, a, job->object_id, clock_now(), &ahead));
    for (size_t i = 0; i < ahead.n; i++) {
        struct invitation_row row;

        TRY(q_invitation_lock(db, ahead.at[i].id));
        TRY(q_invitation_by_id(db, a, ahead.at[i].id, &row));
        TRY(settle(db, a, &row, NULL));
    }
    return OK;
}
