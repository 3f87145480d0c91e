/* Who is to know the limits, who was told of them, who has understood them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_parts.h"

#include "base/clock.h"
#include "base/zone.h"
#include "features/notify/notify.h"

enum status limits_members(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                           struct limits_person_row_list *ret)
{
    struct limits_person_row_list rows;
    struct limits_person_row_list list = {0};

    TRY(q_limits_people(db, a, centre_id, version, clock_now() / DAY_MS, &rows));
    list.at = arena_array(a, struct limits_person_row, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct limits_person_row *r = &rows.at[i];

        if (r->role < 0 || r->role >= ROLE_N ||
            access_reach((enum role)r->role, PERM_LIMITS_ANSWER) == REACH_NONE)
            continue;
        if (list.n == 0 || list.at[list.n - 1].person_id != r->person_id)
            list.at[list.n++] = *r;
    }
    *ret = list;
    return OK;
}

/* ---- telling */

static enum status tell_one(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                            int64_t person_id)
{
    int64_t is_new;

    TRY(q_limits_told_insert(db, person_id, centre_id, version, clock_now(), &is_new));
    if (is_new == 0)
        return OK;
    return notify_person(
        db, a, person_id, NOTICE_ORDINARY,
        version == 0 ? T_NOTICE_LIMITS_READ : T_NOTICE_LIMITS_CHANGED, STR("/limits"),
        arena_printf(a, "limits %lld %lld", (long long)centre_id, (long long)version));
}

enum status limits_tell(struct db *db, struct arena *a, const struct job *job,
                        int64_t *ret_again_at)
{
    struct limits_person_row_list members;
    int64_t version;

    (void)ret_again_at;
    TRY(limits_version_now(db, a, job->object_id, &version));
    TRY(limits_members(db, a, job->object_id, version, &members));
    for (size_t i = 0; i < members.n; i++)
        if (members.at[i].told_at == 0)
            TRY(tell_one(db, a, job->object_id, version, members.at[i].person_id));
    return OK;
}

/* People came, or got a role: whoever does not know yet is told. */
enum status limits_tell_all(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct limits_centre_row_list centres;

    (void)job;
    (void)ret_again_at;
    TRY(q_limits_centres(db, a, &centres));
    for (size_t i = 0; i < centres.n; i++)
        TRY(job_put(db, LIMITS_TELL, centres.at[i].id, STR(""), clock_now()));
    return OK;
}

/* ---- following */

/* A part is hidden also when what is left of the whole would tell of few. */
static void hide(struct limits_count *part, int64_t whole)
{
    int64_t rest = whole - part->n;

    part->hidden = (part->n > 0 && part->n < LIMITS_SMALLEST) ||
                   (rest > 0 && rest < LIMITS_SMALLEST) || whole < LIMITS_SMALLEST;
    if (part->hidden)
        part->n = 0;
}

enum status limits_follow(struct db *db, struct arena *a, const struct actor *who,
                          struct limits_follow *ret)
{
    struct limits_follow f = {0};
    struct limits_person_row_list members;
    bool all_named = true;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not see numbers");
    TRY(limits_version_now(db, a, who->centre_id, &f.version));
    TRY(limits_members(db, a, who->centre_id, f.version, &members));
    f.at = arena_array(a, struct limits_person, members.n);
    for (size_t i = 0; i < members.n; i++) {
        const struct limits_person_row *r = &members.at[i];
        bool named = may_reach(who, PERM_LIMITS_FOLLOW, r->person_id, r->team_id);

        if (named)
            f.at[f.n++] = (struct limits_person){r->person_id, r->told_at, r->understood_at,
                                                 r->name, r->team_name};
        if (!may_reach(who, PERM_NUMBERS_READ, -1, r->team_id))
            continue;
        all_named = all_named && named;
        f.people.n++;
        f.understood.n += r->understood_at != 0;
        f.told.n += r->told_at != 0;
    }
    if (!all_named) {
        hide(&f.understood, f.people.n);
        hide(&f.told, f.people.n);
        hide(&f.people, f.people.n);
    }
    *ret = f;
    return OK;
}
