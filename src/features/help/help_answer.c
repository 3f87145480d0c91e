/* "I'm coming": exactly one is first, everybody else is also coming, and nobody answers their own.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"

static enum status count(struct db *db, struct arena *a, const struct help_row *row)
{
    struct help_policy policy;

    TRY(help_policy_by_id(db, a, row->policy_id, (enum help_occasion)row->occasion, &policy));
    return q_help_count(db, row->id, policy.needed, clock_now());
}

enum status help_come(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                      bool *ret_first)
{
    struct help_row row;
    int64_t open, first, added, now = clock_now();
    DB_TX(tx, db);

    TRY(q_help_lock(db, id, &open)); /* races: one after the other from here */
    TRY(help_of(db, a, who, id, &row));
    if (row.person_id == who->person_id)
        return refuse(DENIED, T_HELP_NOT_YOURSELF);
    if (open == 0)
        return refuse(CONFLICT, row.cancelled ? T_HELP_TAKEN_BACK : T_HELP_IS_OVER);
    TRY(q_help_own(db, id, who->person_id, now, &first));
    TRY(q_help_answer_put(db, id, who->person_id, now, &added));
    *ret_first = first > 0 || row.owner_id == who->person_id;
    if (added == 0)
        return OK; /* said before */
    TRY(count(db, a, &row));
    TRY(q_help_request(db, a, id, &row));
    if (row.answered_at != 0)
        TRY(help_hush(db, a, id));
    TRY(help_note(db, id, who->person_id, first > 0 ? HELP_EVENT_COMING : HELP_EVENT_ALSO_COMING, 0,
                  now - row.pressed_at));
    TRY(audit(db, who, AUDIT_HELP_ANSWERED, id, first > 0 ? STR("first") : STR("also")));
    TRY(job_put(db, HELP_CLIMB, id, STR(""), now));
    TRY(help_changed(db, who->centre_id, id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status help_stay_away(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;
    int64_t open, gone;
    DB_TX(tx, db);

    TRY(q_help_lock(db, id, &open));
    TRY(help_of(db, a, who, id, &row));
    if (open == 0)
        return refuse(CONFLICT, T_HELP_IS_OVER);
    TRY(q_help_answer_gone(db, id, who->person_id, clock_now(), &gone));
    if (gone == 0)
        return OK; /* was not coming */
    if (row.owner_id == who->person_id)
        TRY(q_help_disown(db, id));
    TRY(count(db, a, &row));
    TRY(help_note(db, id, who->person_id, HELP_EVENT_NOT_COMING, 0, 0));
    TRY(audit(db, who, AUDIT_HELP_ANSWERED, id, STR("not")));
    TRY(help_wake(db, id));
    TRY(help_changed(db, who->centre_id, id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}
