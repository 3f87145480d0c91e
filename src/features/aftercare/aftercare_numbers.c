/* Numbers to call: a wrong one is worse than none, so each says when somebody last checked it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"

static enum status check_setup(const struct actor *who)
{
    if (!may_reach(who, PERM_CARE_SETUP, -1, 0) || who->centre_id == 0)
        return refuse(DENIED, T_AFTERCARE_SETUP_DENIED);
    return OK;
}

enum status care_numbers(struct db *db, struct arena *a, const struct actor *who,
                         struct care_contact_row_list *ret)
{
    if (!may(who, PERM_CARE_SETUP) && !may(who, PERM_CARE_READ))
        return fail(DENIED, "may not see the numbers");
    return q_care_contacts(db, a, who->centre_id, ret);
}

static enum status check(struct db *db, struct arena *a, const struct actor *who,
                         const struct zone *zone, int64_t id, const struct care_number_entry *e)
{
    struct care_contact_row_list known;

    if (e->name.n == 0 || e->phone.n == 0 || e->name.n > 120 || e->phone.n > 40 || e->hours.n > 120)
        return refuse(INVALID, T_AFTERCARE_BAD_NUMBER);
    if (e->verified_on <= 0 || e->verified_on > zone_day(zone, clock_now()))
        return refuse(INVALID, T_AFTERCARE_BAD_VERIFIED);
    TRY(q_care_contacts(db, a, who->centre_id, &known));
    return id == 0 && known.n >= CARE_NUMBERS_MAX ? refuse(CONFLICT, T_AFTERCARE_TOO_MANY_NUMBERS)
                                                  : OK;
}

enum status care_number_put(struct db *db, struct arena *a, const struct actor *who,
                            const struct zone *zone, int64_t id, const struct care_number_entry *e,
                            int64_t *ret_id)
{
    struct str hours = e->hours.p ? e->hours : STR("");
    int64_t changed = 1, number_id = id != 0 ? id : id_new();
    DB_TX(tx, db);

    TRY(check_setup(who));
    TRY(check(db, a, who, zone, id, e));
    if (id == 0)
        TRY(q_care_contact_insert(db, number_id, who->centre_id, e->place, e->name, e->phone, hours,
                                  e->verified_on));
    else
        TRY(q_care_contact_change(db, id, who->centre_id, e->place, e->name, e->phone, hours,
                                  e->verified_on, &changed));
    if (changed == 0)
        return fail(MISSING, "no such number");
    TRY(audit(db, who, AUDIT_CARE_NUMBER_CHANGED, number_id, STR("")));
    TRY(db_commit(&tx));
    *ret_id = number_id;
    return OK;
}

enum status care_number_remove(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    int64_t changed = 0;
    DB_TX(tx, db);

    (void)a;
    TRY(check_setup(who));
    TRY(q_care_contact_delete(db, id, who->centre_id, &changed));
    if (changed == 0)
        return fail(MISSING, "no such number");
    TRY(audit(db, who, AUDIT_CARE_NUMBER_CHANGED, id, STR("removed")));
    return db_commit(&tx);
}
