/* The side of who is beside a newcomer: what they let see, and that they want to talk.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/notify/notify.h"
#include "features/onboarding/onboarding.h"

#define LOOK_AGAIN_MS (15 * MINUTE_MS)

/* The mentor, and who stands in while the mentor is away. Whoever leads is neither. */
static bool is_beside(const struct actor *who, const struct onboarding_run_row *r)
{
    return may(who, PERM_EXPERIENCE) && who->centre_id == r->centre_id &&
           who->person_id != r->person_id && r->ended_at == 0 &&
           (onboarding_mentor_now(r) == who->person_id ||
            (r->mentor_holds && r->mentor_id == who->person_id));
}

static enum status note_look(struct db *db, struct arena *a, const struct actor *who,
                             int64_t newcomer_id)
{
    struct experience_id_row look;
    enum status recent = q_experience_look_since(db, a, newcomer_id, who->person_id,
                                                 clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_EXPERIENCE_SEEN, newcomer_id, STR("")));
    return db_commit(&tx);
}

static enum status look(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                        struct experience_seen_row_list *ret)
{
    struct experience_seen_row_list seen;

    TRY(q_experience_let_see(db, a, person_id, EXPERIENCE_SEEN_MOST, &seen));
    if (seen.n > 0)
        TRY(note_look(db, a, who, person_id));
    *ret = seen;
    return OK;
}

enum status experience_for_mentor(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t person_id, struct experience_seen_row_list *ret)
{
    struct onboarding_run_row run;

    TRY(onboarding_run_of(db, a, person_id, &run));
    if (!is_beside(who, &run))
        return fail(MISSING, "not beside this newcomer");
    return look(db, a, who, person_id, ret);
}

enum status experience_newcomers(struct db *db, struct arena *a, const struct actor *who,
                                 struct experience_newcomers *ret)
{
    struct onboarding_run_row_list runs = {0};
    struct experience_newcomers list = {0};

    if (!may(who, PERM_EXPERIENCE))
        return fail(DENIED, "is beside nobody");
    if (may(who, PERM_ONBOARDING))
        TRY(onboarding_list(db, a, who, &runs));
    list.at = arena_array(a, struct experience_newcomer, runs.n + 1);
    for (size_t i = 0; i < runs.n; i++) {
        const struct onboarding_run_row *r = &runs.at[i];
        struct experience_newcomer *one = &list.at[list.n];

        if (!is_beside(who, r))
            continue;
        *one = (struct experience_newcomer){r->person_id, r->id, r->person_name, {0}};
        TRY(look(db, a, who, r->person_id, &one->seen));
        list.n++;
    }
    *ret = list;
    return OK;
}

/* ---- talking about it */

/* The author, or who is beside them. */
static enum status may_say_talked(struct db *db, struct arena *a, const struct actor *who,
                                  const struct experience_row *e)
{
    struct onboarding_run_row run;

    if (!may(who, PERM_EXPERIENCE))
        return fail(DENIED, "may not say it");
    if (e->person_id == who->person_id)
        return OK;
    TRY(onboarding_run_of(db, a, e->person_id, &run));
    return is_beside(who, &run) && (e->for_mentor || e->wants_talk)
               ? OK
               : fail(MISSING, "not beside this newcomer");
}

enum status experience_talked(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct experience_row e;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(q_experience_one(db, a, id, &e));
    TRY(may_say_talked(db, a, who, &e));
    TRY(q_experience_talked(db, id, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_EXPERIENCE_NOBODY_WAITS);
    TRY(job_cancel(db, EXPERIENCE_TALK, id, STR_NONE));
    TRY(notify_over(db, arena_printf(a, "experience.talk %lld ", (long long)id)));
    TRY(audit(db, who, AUDIT_EXPERIENCE_CHANGED, id, STR("talked")));
    return db_commit(&tx);
}

/* Who is beside the author hears that somebody wants to talk, and finds whom in Bagvagt. With nobody beside them, who leads
 * hears that there is somebody, not who: the log is not theirs. */
enum status experience_talk(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct experience_row e;
    struct experience_person_row person;
    struct onboarding_run_row run;
    int64_t mentor_id = 0;
    struct str event = arena_printf(a, "experience.talk %lld %lld", (long long)job->object_id,
                                    (long long)job->run_at);

    (void)ret_again_at;
    TRY(q_experience_one(db, a, job->object_id, &e));
    if (!e.wants_talk || e.talked_at != 0)
        return OK;
    enum status found = onboarding_run_of(db, a, e.person_id, &run);
    if (found != OK && found != MISSING)
        return found;
    if (found == OK)
        mentor_id = onboarding_mentor_now(&run);
    if (mentor_id != 0)
        return notify_person(db, a, mentor_id, NOTICE_ACUTE, T_NOTICE_EXPERIENCE_TALK,
                             STR("/experience/newcomers"), event);
    TRY(q_experience_person(db, a, e.person_id, &person));
    return notify_role(db, a, ROLE_MANAGER, person.team_id, person.centre_id,
                       (const int64_t[2]){e.person_id, 0}, NOTICE_ACUTE,
                       T_NOTICE_EXPERIENCE_TALK_LEADER, STR("/onboarding"), event);
}
