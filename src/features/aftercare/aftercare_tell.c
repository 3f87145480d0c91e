/* Who hears of what: the owner of a step, the employee, those who lead. Each once, in the transaction of the change; texts name
 * nobody.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "features/notify/notify.h"

static struct str page_of(struct arena *a, int64_t case_id)
{
    return arena_printf(a, "/aftercare/%lld", (long long)case_id);
}

enum status care_tell_opened(struct db *db, struct arena *a, const struct care_case_row *k)
{
    return notify_person(db, a, k->person_id, NOTICE_ORDINARY, T_NOTICE_CARE_OPENED,
                         STR("/aftercare/mine"),
                         arena_printf(a, "aftercare.opened %lld", (long long)k->id));
}

enum status care_tell_owner(struct db *db, struct arena *a, int64_t case_id, int64_t owner_id)
{
    if (owner_id == 0)
        return OK; /* the checker raises an alarm */
    return notify_person(db, a, owner_id, NOTICE_ORDINARY, T_NOTICE_CARE_YOURS, page_of(a, case_id),
                         arena_printf(a, "aftercare.yours %lld", (long long)case_id));
}

/* What must happen within the hour does not wait for the morning, and neither does what the law wants. */
static enum notice_level level_of(const struct care_step_row *s, bool is_statutory)
{
    if (is_statutory)
        return NOTICE_STATUTORY;
    return s->due_at - s->start_at <= HOUR_MS ? NOTICE_ACUTE : NOTICE_ORDINARY;
}

enum status care_tell_reminder(struct db *db, struct arena *a, const struct care_step_row *s,
                               int64_t owner_id, int level, bool is_statutory)
{
    if (owner_id == 0)
        return OK;
    return notify_person(db, a, owner_id, level_of(s, is_statutory),
                         level >= REMINDER_DUE ? T_NOTICE_CARE_DUE : T_NOTICE_CARE_SOON,
                         page_of(a, s->case_id),
                         arena_printf(a, "aftercare.step %lld %lld %d", (long long)s->id,
                                      (long long)s->due_at, level));
}

/* Whoever has the next step, and who leads the team: somebody asked for help. */
enum status care_tell_asked(struct db *db, struct arena *a, const struct care_case_row *k)
{
    struct str event =
        arena_printf(a, "aftercare.asked %lld %lld", (long long)k->id, (long long)clock_now());
    struct care_step_row_list steps;
    int64_t owner_id = 0;

    TRY(q_care_steps(db, a, k->id, &steps));
    for (size_t i = 0; i < steps.n && owner_id == 0; i++)
        owner_id = steps.at[i].state == CARE_OPEN ? steps.at[i].owner_id : 0;
    if (owner_id != 0)
        TRY(notify_person(db, a, owner_id, NOTICE_ACUTE, T_NOTICE_CARE_ASKED, page_of(a, k->id),
                          event));
    return notify_role(db, a, ROLE_MANAGER, k->team_id, k->centre_id,
                       (const int64_t[]){k->person_id, owner_id}, NOTICE_ACUTE, T_NOTICE_CARE_ASKED,
                       page_of(a, k->id), event);
}

/* Who leads can take the step; who manages people can give the team somebody who leads. */
enum status care_tell_alarm(struct db *db, struct arena *a, const struct care_case_row *k,
                            int64_t alarm_id)
{
    struct str event = arena_printf(a, "aftercare.alarm %lld", (long long)alarm_id);

    TRY(notify_role(db, a, ROLE_MANAGER, k->team_id, k->centre_id,
                    (const int64_t[]){k->person_id, 0}, NOTICE_ACUTE, T_NOTICE_CARE_ALARM,
                    page_of(a, k->id), event));
    return notify_role(db, a, ROLE_ADMIN, 0, k->centre_id, (const int64_t[]){k->person_id, 0},
                       NOTICE_ACUTE, T_NOTICE_CARE_NOBODY, STR("/people"), event);
}

enum status care_tell_stale_numbers(struct db *db, struct arena *a, int64_t centre_id,
                                    int64_t today)
{
    struct care_stale_row_list stale;

    TRY(q_care_contacts_stale(db, a, centre_id, today - CARE_NUMBER_STALE_DAYS, &stale));
    for (size_t i = 0; i < stale.n; i++)
        TRY(notify_role(db, a, ROLE_ADMIN, 0, centre_id, (const int64_t[]){0, 0}, NOTICE_ORDINARY,
                        T_NOTICE_CARE_NUMBER_OLD, STR("/aftercare/numbers"),
                        arena_printf(a, "aftercare.number %lld %lld", (long long)stale.at[i].id,
                                     (long long)stale.at[i].verified_on)));
    return OK;
}
