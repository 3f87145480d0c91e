/* Switching the gate on with a date, and seeing before whom it would shut out.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/zone.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/gate/gate_parts.h"

#define NUMBERS_DAYS 365

bool gate_may_switch(const struct actor *who)
{
    return modules_may_set(who);
}

/* As it would be: on, and nobody has grace. */
static bool would_be_shut(const struct gate_person *p, int64_t now)
{
    struct gate_state s = p->state;

    s.on_at = 1;
    s.was_before = false;
    return !gate_opens(&s, now).open;
}

enum status gate_switch_look(struct db *db, struct arena *a, const struct actor *who,
                             struct gate_switch *ret)
{
    struct gate_switch look = {0};
    struct gate_person_list all;
    enum status found;

    if (!gate_may_switch(who))
        return fail(DENIED, "may not switch the gate");
    found = q_gate_switch_find(db, a, who->centre_id, &look.row);
    if (found != OK && found != MISSING)
        return found;
    TRY(gate_everyone(db, a, who->centre_id, &all));
    look.n_people = (int64_t)all.n;
    look.out.at = arena_array(a, struct gate_person, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (would_be_shut(&all.at[i], clock_now()))
            look.out.at[look.out.n++] = all.at[i];
    *ret = look;
    return OK;
}

static enum status check(const struct gate_switching *to, int32_t today)
{
    if (to->grace_days < 0 || to->grace_days > GATE_GRACE_MAX)
        return refuse(INVALID, T_GATE_GRACE_LONG);
    if (to->on_day != 0 && (to->on_day < today || to->on_day > today + 366))
        return refuse(INVALID, T_GATE_DAY_PAST);
    return OK;
}

enum status gate_switch_put(struct db *db, struct arena *a, const struct actor *who,
                            const struct gate_switching *to)
{
    struct gate_zone_row centre;
    const struct zone *zone;
    int64_t on_at = 0, grace = 0;
    struct gate_everybody_row_list people;
    DB_TX(tx, db);

    if (!gate_may_switch(who))
        return fail(DENIED, "may not switch the gate");
    TRY(q_gate_zone(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(check(to, zone_day(zone, clock_now())));
    if (to->on_day != 0) {
        on_at = zone_day_start(zone, (int32_t)to->on_day);
        grace = zone_day_start(zone, (int32_t)(to->on_day + to->grace_days));
    }
    TRY(q_gate_switch_put(db, who->centre_id, on_at, grace, clock_now(), who->person_id));
    TRY(audit(db, who, AUDIT_GATE_SWITCHED, who->centre_id, on_at != 0 ? STR("on") : STR("off")));
    TRY(q_gate_everybody(db, a, who->centre_id, &people));
    for (size_t i = 0; i < people.n; i++)
        TRY(job_put(db, GATE_LOOK, people.at[i].id, STR(""), clock_now()));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status gate_numbers(struct db *db, struct arena *a, const struct actor *who,
                         struct gate_numbers *ret)
{
    struct gate_override_since_row_list rows;
    int64_t n = 0, people = 0, last = 0;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not see numbers");
    TRY(q_gate_overrides_since(db, a, who->centre_id, clock_now() - NUMBERS_DAYS * DAY_MS, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        if (!may_reach(who, PERM_NUMBERS_READ, -1, rows.at[i].team_id))
            continue;
        n++;
        people += rows.at[i].person_id != last;
        last = rows.at[i].person_id;
    }
    ret->hidden = people > 0 && people < MODULES_SMALLEST;
    ret->n_let = ret->hidden ? 0 : n;
    return OK;
}
